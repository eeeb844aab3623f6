/* git done draft: the routes that a service's sources seem to serve, by patterns that are data. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "done/description.h"
#include "draft.h"

#define ROUTE_FILES_MAX 2000
#define ROUTE_FILE_BYTES_MAX ((size_t)1 << 20)
#define ROUTE_PATTERNS_MAX 32
#define ROUTE_BYTES_MAX 200

const char *const done_route_methods[] = {"get", "post", "put", "patch", "delete", NULL};

struct routing {
	struct done_arena *arena;
	struct done_snapshot *snapshot;
	const struct done_ecosystems *ecosystems;
	struct done_matcher *matcher;
	struct done_pattern *patterns[ROUTE_PATTERNS_MAX];
	size_t nr_patterns, nr_files;
	struct done_routes *out;
};

/* ---- one match ---- */

/* The first method that stands in it as a word or before "Mapping"; "get" where none does. */
static unsigned route_method(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (i && isalpha((unsigned char)text[i - 1]) &&
		    strncasecmp(text + i - 1, "p", 1) != 0)
			continue;
		for (size_t k = 0; done_route_methods[k]; k++) {
			size_t size = strlen(done_route_methods[k]);

			if (len - i >= size && !strncasecmp(text + i, done_route_methods[k], size))
				return 1U << k;
		}
	}
	return 1;
}

/* ":id", "<int:id>" and "{id:[0-9]+}" as "{id}"; 0: not a route that can be written down. */
static size_t route_part(const char *part, size_t len, char *out)
{
	const char *name = part, *end;
	bool is_parameter = len && strchr(":<{", *part);

	if (is_parameter && *part == '<' && memchr(part, ':', len))
		name = (const char *)memchr(part, ':', len) + 1;
	else if (is_parameter)
		name++;
	for (end = name; end < part + len && (isalnum((unsigned char)*end) || strchr("_-.~", *end));
	     end++)
		;
	if (end == name || (!is_parameter && end != part + len))
		return 0;
	if (!is_parameter) {
		memcpy(out, name, (size_t)(end - name));
		return (size_t)(end - name);
	}
	*out++ = '{';
	memcpy(out, name, (size_t)(end - name));
	out[end - name] = '}';
	return (size_t)(end - name) + 2;
}

static const char *route_path(struct done_arena *arena, const char *text, size_t len)
{
	char path[ROUTE_BYTES_MAX * 2];
	const char *at = memchr(text, '/', len);
	size_t nr = 0, left = at ? strcspn(at, "\"'`") : 0;

	if (!at || left > (size_t)(text + len - at) || left > ROUTE_BYTES_MAX)
		return NULL;
	while (left) {
		size_t part, size;

		path[nr++] = '/';
		at++;
		left--;
		for (part = 0; part < left && at[part] != '/'; part++)
			;
		if (!part && !left)
			break;
		size = route_part(at, part, path + nr);
		if (!size)
			return NULL;
		nr += size;
		at += part;
		left -= part;
	}
	return nr ? done_arena_strndup(arena, path, nr) : NULL;
}

static void route_add(struct routing *routing, const char *text, size_t len)
{
	const char *path = route_path(routing->arena, text, len);
	struct done_routes *out = routing->out;

	if (!path)
		return;
	for (size_t i = 0; i < out->nr; i++) {
		if (strcmp(out->items[i].path, path) != 0)
			continue;
		out->items[i].methods |= route_method(text, len);
		return;
	}
	if (out->nr < DONE_ROUTES_MAX)
		*DONE_ARENA_PUSH(routing->arena, out->items, out->nr, out->cap) =
		    (struct done_route){path, route_method(text, len)};
}

/* ---- sources ---- */

static void route_search(struct routing *routing, struct done_bytes text)
{
	enum done_charset charset = done_charset_of(text);

	for (size_t i = 0; i < routing->nr_patterns; i++) {
		struct done_error ignored = {0};
		struct done_match match = {0, 0};

		while (done_pattern_find(routing->patterns[i], routing->matcher, text, charset,
		           match.end, &match, &ignored) == 1) {
			if (match.end == match.start)
				break;
			route_add(routing, text.ptr + match.start, match.end - match.start);
		}
	}
}

static bool is_served_source(const struct routing *routing, const char *path)
{
	for (size_t i = 0; i < routing->ecosystems->nr; i++) {
		const struct done_ecosystem *ecosystem = &routing->ecosystems->items[i];

		if (done_ecosystem_is_source(ecosystem, path))
			return !done_ecosystem_is_test(ecosystem, path) &&
			    !done_ecosystem_is_foreign(ecosystem, path);
	}
	return false;
}

static int route_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct routing *routing = data;
	struct done_buf bytes = {0}, text = {0};
	struct done_error ignored = {0};

	(void)err;
	if (entry->kind != DONE_ENTRY_FILE || !is_served_source(routing, path))
		return 0;
	if (routing->nr_files++ == ROUTE_FILES_MAX)
		return 1;
	if (routing->snapshot->read(routing->snapshot->self, &entry->oid, path,
	        ROUTE_FILE_BYTES_MAX, &bytes, &ignored) >= 0 &&
	    bytes.len) {
		done_text_uncomment((struct done_bytes){bytes.ptr, bytes.len}, path, &text);
		if (text.len)
			route_search(routing, (struct done_bytes){text.ptr, text.len});
	}
	done_buf_release(&bytes);
	done_buf_release(&text);
	return 0;
}

static int compare_routes(const void *a, const void *b)
{
	const struct done_route *one = a, *other = b;

	return strcmp(one->path, other->path);
}

void done_routes_find(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, const char *directory,
    const struct done_value *patterns, struct done_routes *out)
{
	struct routing routing = {.arena = arena,
	    .snapshot = snapshot,
	    .ecosystems = ecosystems,
	    .matcher = done_matcher_new(),
	    .out = out};
	struct done_error ignored = {0};

	for (size_t i = 0; patterns && patterns->type == DONE_LIST && i < patterns->list.nr &&
	     routing.nr_patterns < ROUTE_PATTERNS_MAX;
	     i++) {
		if (done_pattern_compile(arena, patterns->list.ptr[i].string.ptr, 0,
		        &routing.patterns[routing.nr_patterns], &ignored) >= 0)
			routing.nr_patterns++;
	}
	done_snapshot_walk(snapshot, strcmp(directory, ".") ? directory : "", route_visit, NULL,
	    &routing, &ignored);
	for (size_t i = 0; i < routing.nr_patterns; i++)
		done_pattern_free(routing.patterns[i]);
	done_matcher_free(routing.matcher);
	if (out->nr)
		qsort(out->items, out->nr, sizeof(*out->items), compare_routes);
}
