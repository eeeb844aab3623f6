/*
 * Which keys of a section are set, and in which line of which file: for settings that must not be
 * passed over, and for messages about them.
 */
#include "opening.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define CONFIG_BYTES_MAX ((size_t)1 << 20)

struct keys {
	struct done_arena *arena;
	const char *section;
	struct done_config_values *out;
	size_t cap;
};

static void keys_add(struct keys *keys, const char *key)
{
	for (size_t i = 0; i < keys->out->nr; i++) {
		if (!strcmp(keys->out->items[i], key))
			return;
	}
	if (keys->out->nr < DONE_CONFIG_VALUES_MAX)
		*DONE_ARENA_PUSH(keys->arena, keys->out->items, keys->out->nr, keys->cap) =
		    done_arena_strdup(keys->arena, key);
}

static int keys_visit(const git_config_entry *entry, void *data)
{
	struct keys *keys = data;
	size_t len = strlen(keys->section);

	if (!strncmp(entry->name, keys->section, len) && entry->name[len] == '.')
		keys_add(keys, entry->name);
	return 0;
}

int done_repo_config_keys(struct done_repo *repo, struct done_arena *arena, const char *section,
    struct done_config_values *out, struct done_error *err)
{
	struct keys keys = {.arena = arena, .section = section, .out = out};

	*out = (struct done_config_values){0};
	for (size_t i = 0; i < repo->nr_config_files; i++) {
		git_config *config = NULL;
		int rc = done_library_config(&config, repo->config_files[i], repo->git);

		if (rc == 0)
			rc = git_config_foreach(config, keys_visit, &keys);
		git_config_free(config);
		if (rc < 0)
			return done_git_error(
			    err, rc, "cannot read the configuration '%s'", repo->config_files[i]);
	}
	return 0;
}

/* ---- the line ---- */

static bool is_section(const char *line, const char *section, size_t len)
{
	line += strspn(line, " \t");
	return *line == '[' && !strncasecmp(line + 1, section, len) &&
	    (line[1 + len] == ']' || line[1 + len] == ' ');
}

static bool line_has(const char *line, const char *end, const char *value)
{
	size_t len = value ? strlen(value) : 0;

	if (!len)
		return true;
	for (; line + len <= end; line++) {
		if (!memcmp(line, value, len))
			return true;
	}
	return false;
}

/* The last line of the section that sets the name to the value; 0: none, as in a file that only
 * includes it. */
static int find_line(const char *text, const char *key, const char *value)
{
	size_t section = strcspn(key, "."), name = strlen(key + section + 1);
	bool is_in = false;
	int number = 0, found = 0;

	for (const char *at = text; at && *at;) {
		const char *end = at + strcspn(at, "\n"), *word = at + strspn(at, " \t");

		number++;
		if (*word == '[') {
			is_in = is_section(at, key, section);
			word += strcspn(word, "]\n");
			word += *word == ']';
			word += strspn(word, " \t");
		}
		if (is_in && !strncasecmp(word, key + section + 1, name) &&
		    strchr(" \t=\r\n", word[name]) && line_has(word, end, value))
			found = number;
		at = end + (*end == '\n');
	}
	return found;
}

int done_repo_config_place(
    struct done_repo *repo, const char *key, const char *value, struct done_error *err)
{
	struct done_error ignored = {0};

	for (size_t i = repo->nr_config_files; i-- > 0;) {
		struct done_buf text = {0};
		int line = 0;

		if (done_place_read(repo->config_files[i], CONFIG_BYTES_MAX, &text, &ignored) > 0 &&
		    text.len)
			line = find_line(text.ptr, key, value);
		done_buf_release(&text);
		if (line)
			return done_error_place(err, repo->config_files[i], line, 1);
	}
	return err->code;
}
