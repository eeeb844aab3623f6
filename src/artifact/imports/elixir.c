/* Imports of Elixir: alias, import, require and use. An alias binds its last part. */
#include "imports/imports.h"

static const struct import_form elixir_form = {.separator = ".", .lines = true, .one = true};

/* alias A.B, as: C */
static void elixir_name(struct import_scan *scan)
{
	size_t before = scan->out->nr;

	import_tree(scan, &elixir_form);
	if (import_take_mark(scan, ',') && import_take(scan, "as") && import_take_mark(scan, ':') &&
	    scan->token.kind == IMPORT_WORD && scan->out->nr > before)
		scan->out->items[scan->out->nr - 1].bound = import_copy(scan, &scan->token);
}

static void elixir_read(struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	static const char *const words[] = {"defmodule", "alias", "import", "require", "use", NULL};
	struct import_seek seek = {.words = words};
	struct import_scan scan;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END) {
		bool begins = scan.statement;

		if (begins && !out->package && import_take(&scan, "defmodule")) {
			out->package = import_path_text(&scan, ".");
		} else if (begins &&
		    (import_take(&scan, "alias") || import_take(&scan, "import") ||
		        import_take(&scan, "require") || import_take(&scan, "use"))) {
			elixir_name(&scan);
		} else {
			import_next_word(&scan, &seek);
		}
	}
}

const struct done_import_reader done_import_reader_elixir = {"elixir", elixir_read, NULL};
