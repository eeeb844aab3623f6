/*
 * Configuration from the environment: GIT_CONFIG_COUNT with GIT_CONFIG_KEY_n and
 * GIT_CONFIG_VALUE_n, and GIT_CONFIG_PARAMETERS, which is what "git -c key=value" leaves for its
 * children.
 */
#include "opening.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PAIRS_MAX = 10000,
};

/* Section and name are the same in any case; what is between them is not. */
static char *key_normalised(struct done_arena *arena, const char *text, size_t len)
{
	char *key = done_arena_strndup(arena, text, len);
	char *first = strchr(key, '.'), *last = strrchr(key, '.');

	for (char *at = key; *at; at++)
		if (!first || at < first || at > last)
			*at = (char)tolower((unsigned char)*at);
	return key;
}

struct pairs {
	struct done_repo *repo;
	size_t cap;
};

static void parameters_add(struct pairs *pairs, const char *key, size_t len, const char *value)
{
	struct done_repo *repo = pairs->repo;
	struct done_config_pair *pair =
	    DONE_ARENA_PUSH(&repo->arena, repo->config_pairs, repo->nr_config_pairs, pairs->cap);

	pair->key = key_normalised(&repo->arena, key, len);
	pair->value = value ? done_arena_strdup(&repo->arena, value) : NULL;
}

static int read_counted(struct pairs *pairs, struct done_error *err)
{
	const char *count = done_environment("GIT_CONFIG_COUNT");
	char *end = NULL;
	char name[64];

	if (!count)
		return 0;
	errno = 0;
	unsigned long nr = strtoul(count, &end, 10);
	if (errno || *end || nr > PAIRS_MAX || !isdigit((unsigned char)*count))
		return done_error_set(
		    err, DONE_E_UNDECIDED, "GIT_CONFIG_COUNT must be a number, not '%s'", count);
	for (unsigned long i = 0; i < nr; i++) {
		snprintf(name, sizeof(name), "GIT_CONFIG_KEY_%lu", i);
		const char *key = done_environment(name);
		if (!key)
			return done_error_set(err, DONE_E_UNDECIDED, "%s is missing", name);
		snprintf(name, sizeof(name), "GIT_CONFIG_VALUE_%lu", i);
		const char *value = getenv(name);
		if (!value)
			return done_error_set(err, DONE_E_UNDECIDED, "%s is missing", name);
		parameters_add(pairs, key, strlen(key), value);
	}
	return 0;
}

/*
 * Undoes git's shell quoting: '...', where '\'' is a quote and '\!' an exclamation mark. Returns
 * what follows, NULL when malformed.
 */
static const char *unquote(const char *at, struct done_buf *out)
{
	if (*at++ != '\'')
		return NULL;
	for (;;) {
		size_t len = strcspn(at, "'");

		done_buf_add(out, at, len);
		at += len;
		if (!*at++)
			return NULL;
		if (at[0] != '\\' || (at[1] != '\'' && at[1] != '!') || at[2] != '\'')
			return at;
		done_buf_addch(out, at[1]);
		at += 3;
	}
}

/* One of 'key=value' (older git, a key without value too), 'key'='value', 'key'= . */
static const char *parameters_read_quoted(struct pairs *pairs, const char *at)
{
	struct done_buf key = {0}, value = {0};
	const char *equals;

	at = unquote(at, &key);
	if (at && *at == '=') {
		at++;
		if (*at && *at != ' ')
			at = unquote(at, &value);
		if (at && key.len)
			parameters_add(pairs, key.ptr, key.len, value.ptr);
	} else if (at && key.len) {
		equals = strchr(key.ptr, '=');
		if (equals)
			parameters_add(pairs, key.ptr, (size_t)(equals - key.ptr), equals + 1);
		else
			parameters_add(pairs, key.ptr, key.len, NULL);
	}
	done_buf_release(&key);
	done_buf_release(&value);
	return at;
}

static int read_parameters(struct pairs *pairs, struct done_error *err)
{
	const char *at = done_environment("GIT_CONFIG_PARAMETERS");

	while (at && *at) {
		if (*at == ' ') {
			at++;
			continue;
		}
		at = pairs->repo->nr_config_pairs < PAIRS_MAX * 2
		    ? parameters_read_quoted(pairs, at)
		    : NULL;
		if (!at || (*at && *at != ' '))
			return done_error_set(
			    err, DONE_E_UNDECIDED, "GIT_CONFIG_PARAMETERS is malformed");
	}
	return 0;
}

int done_parameters_read(struct done_repo *repo, struct done_error *err)
{
	struct pairs pairs = {.repo = repo};
	int rc = read_counted(&pairs, err);

	return rc < 0 ? rc : read_parameters(&pairs, err);
}
