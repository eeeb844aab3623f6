/*
 * Programs of Go that stand beside another one of their module and are none of their own: the
 * same main with other packages linked in, and the client of a server.
 */
#include <string.h>

#include "finder.h"

/* A main that only calls another package is short. */
#define SIBLING_MAIN_MAX 4096

struct sibling_text {
	const char *at, *end;
};

/* The next line that says what the program does: no comment, no import for its effects alone. */
static bool sibling_line(struct sibling_text *text, const char **line, size_t *len)
{
	while (text->at < text->end) {
		const char *at = text->at, *stop = memchr(at, '\n', (size_t)(text->end - at));
		const char *end = stop ? stop : text->end;

		text->at = stop ? stop + 1 : text->end;
		while (at < end && strchr(" \t\r", *at))
			at++;
		while (end > at && strchr(" \t\r", end[-1]))
			end--;
		*line = at;
		*len = (size_t)(end - at);
		if (*len && !done_text_starts(at, "//") && !done_text_starts(at, "_ \"") &&
		    !done_text_starts(at, "import _ \""))
			return true;
	}
	return false;
}

static bool siblings_do_the_same(const struct done_buf *a, const struct done_buf *b)
{
	struct sibling_text one = {a->ptr, a->ptr + a->len}, other = {b->ptr, b->ptr + b->len};
	const char *line, *line_other;
	size_t len, len_other;

	for (;;) {
		bool more = sibling_line(&one, &line, &len);

		if (more != sibling_line(&other, &line_other, &len_other))
			return false;
		if (!more)
			return true;
		if (len != len_other || memcmp(line, line_other, len) != 0)
			return false;
	}
}

/* 1: the mains of both differ in nothing but what is linked in. */
static int siblings_compare(struct done_finder *finder, const struct done_program *program,
    const struct done_program *other, struct done_error *err)
{
	const struct done_tree_file *file = done_tree_find(finder, program->script);
	const struct done_tree_file *file_other = done_tree_find(finder, other->script);
	struct done_buf text = {0}, text_other = {0};
	int rc = 0;

	if (file && file_other)
		rc = done_tree_read(finder, file, SIBLING_MAIN_MAX, &text, err);
	if (rc > 0)
		rc = done_tree_read(finder, file_other, SIBLING_MAIN_MAX, &text_other, err);
	if (rc > 0)
		rc = siblings_do_the_same(&text, &text_other);
	done_buf_release(&text);
	done_buf_release(&text_other);
	return rc;
}

/* "cmd/shop-eu" of "cmd/shop", "cmd/shop-client" of "cmd/shop-server". */
static bool is_beside(const struct done_program *program, const struct done_program *other)
{
	size_t len = strlen(program->directory) - strlen(done_last_part(program->directory));

	return other != program && other->part == program->part && other->is_service && len > 0 &&
	    !strncmp(program->directory, other->directory, len) &&
	    !strchr(other->directory + len, '/');
}

static bool is_variant_name(const char *name, const char *of)
{
	size_t len = strlen(of);

	return len > 0 && !strncmp(name, of, len) && name[len] == '-';
}

static bool is_client_name(const char *name, const char *of)
{
	static const char client[] = "-client", server[] = "-server";
	size_t len = strlen(name), stem = len < sizeof(client) ? 0 : len - (sizeof(client) - 1);

	return stem > 0 && !strcmp(name + stem, client) && !strncmp(name, of, stem) &&
	    (!strcmp(of + stem, server) || !of[stem]);
}

static int sibling_exclude(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	const char *name = done_last_part(program->directory);

	for (size_t i = 0; i < finder->nr_programs && program->is_service; i++) {
		const struct done_program *other = &finder->programs[i];
		const char *name_other = done_last_part(other->directory);
		const char *what = NULL;
		int rc = 0;

		if (!is_beside(program, other))
			continue;
		/* What it is said to serve stands in packages that it shares with the server. */
		if (program->distance > 0 && is_client_name(name, name_other))
			what = "the client of";
		else if (is_variant_name(name, name_other) && program->script && other->script &&
		    (rc = siblings_compare(finder, program, other, err)) > 0)
			what = "does the same, with other packages linked in, as";
		if (rc < 0)
			return rc;
		if (!what)
			continue;
		program->is_service = false;
		program->kind = DONE_KIND_TOOL;
		program->why = program->entry;
		program->why.what = done_arena_printf(finder->arena, "%s '%s'", what,
		    done_arena_shown(finder->arena, other->directory));
	}
	return 0;
}

int done_siblings_exclude(struct done_finder *finder, struct done_error *err)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_program *program = &finder->programs[i];

		if (program->is_service && !strcmp(program->part->ecosystem->id, "go") &&
		    sibling_exclude(finder, program, err) < 0)
			return err->code;
	}
	return 0;
}
