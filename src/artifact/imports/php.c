/* Imports of PHP: the manual, "Using namespaces"; files that are required by a literal name. */
#include "imports/imports.h"

static const struct import_form php_form = {.separator = "\\"};

static void php_required(struct import_scan *scan)
{
	import_take_mark(scan, '(');
	if (scan->token.kind == IMPORT_TEXT && scan->token.literal)
		import_add(scan, import_copy(scan, &scan->token), NULL, scan->token.line);
}

static void php_step(struct import_scan *scan, struct import_seek *seek)
{
	bool begins = scan->statement;

	if (begins && !scan->out->package && import_take(scan, "namespace")) {
		scan->out->package = import_path_text(scan, "\\");
	} else if (begins && import_take(scan, "use")) {
		if (!import_take(scan, "function"))
			import_take(scan, "const");
		import_take_mark(scan, '\\');
		import_tree(scan, &php_form);
	} else if (import_take(scan, "require") || import_take(scan, "require_once") ||
	    import_take(scan, "include") || import_take(scan, "include_once")) {
		php_required(scan);
	} else {
		import_next_word(scan, seek);
	}
}

static void php_read(struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	static const char *const words[] = {
	    "namespace", "use", "require", "require_once", "include", "include_once", NULL};
	struct import_seek seek = {.words = words};
	struct import_scan scan;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END)
		php_step(&scan, &seek);
}

const struct done_import_reader done_import_reader_php = {"php", php_read, NULL};
