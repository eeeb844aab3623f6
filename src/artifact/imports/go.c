/* Imports of Go: https://go.dev/ref/spec#Import_declarations */
#include <string.h>

#include "imports/imports.h"

/* "v2", "v10": a version, which is no name. */
static bool go_is_version(const char *part, size_t len)
{
	size_t i = 1;

	if (len < 2 || part[0] != 'v')
		return false;
	while (i < len && part[i] >= '0' && part[i] <= '9')
		i++;
	return i == len;
}

/* What a package of that path is usually called: ".../go-redis/v9" redis, "gopkg.in/yaml.v3" yaml.
 */
static const char *go_name(struct import_scan *scan, const char *path)
{
	size_t end = strlen(path), start = end;

	for (;;) {
		while (start > 0 && path[start - 1] != '/')
			start--;
		if (start == 0 || !go_is_version(path + start, end - start))
			break;
		end = --start;
	}
	for (size_t i = start; i < end; i++) {
		if (path[i] == '.' && go_is_version(path + i + 1, end - i - 1))
			end = i;
	}
	if (end - start > 3 && !memcmp(path + start, "go-", 3))
		start += 3;
	return done_arena_strndup(scan->arena, path + start, end - start);
}

/* [name] "path" */
static void go_spec(struct import_scan *scan)
{
	const char *bound = NULL, *name;
	bool named = scan->token.kind == IMPORT_WORD, dot = import_take_mark(scan, '.');

	if (named) {
		bound = import_is(scan, "_") ? NULL : import_copy(scan, &scan->token);
		import_next(scan);
	}
	if (scan->token.kind != IMPORT_TEXT || !scan->token.literal)
		return;
	name = import_copy(scan, &scan->token);
	import_add(scan, name, named || dot ? bound : go_name(scan, name), scan->token.line);
	import_next(scan);
}

static void go_group(struct import_scan *scan)
{
	while (scan->token.kind != IMPORT_END && !import_take_mark(scan, ')')) {
		size_t at = scan->at;

		if (scan->token.kind != IMPORT_LINE && !import_is_mark(scan, ';'))
			go_spec(scan);
		if (scan->at == at)
			import_next(scan);
	}
}

static void go_read(struct done_arena *arena, struct done_bytes bytes, const unsigned char *classes,
    struct done_imports *out)
{
	struct import_scan scan;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END) {
		bool begins = scan.statement;

		if (begins && !out->package && import_take(&scan, "package"))
			out->package = import_path_text(&scan, ".");
		else if (begins && import_take(&scan, "import"))
			import_take_mark(&scan, '(') ? go_group(&scan) : go_spec(&scan);
		else
			import_next(&scan);
	}
}

static const char *const go_ends[] = {"func", "type", "var", "const", NULL};

const struct done_import_reader done_import_reader_go = {"go", go_read, go_ends};
