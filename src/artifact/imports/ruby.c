/* Imports of Ruby: require, require_relative and load of a literal name. They bind none. */
#include "imports/imports.h"

static void ruby_read(struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	static const char *const words[] = {"require", "load", "require_relative", NULL};
	struct import_seek seek = {.words = words};
	struct import_scan scan;
	bool member = false;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END) {
		bool dot = import_is_mark(&scan, '.');

		if (!member &&
		    (import_take(&scan, "require") || import_take(&scan, "load") ||
		        import_take(&scan, "require_relative"))) {
			import_take_mark(&scan, '(');
			if (scan.token.kind == IMPORT_TEXT && scan.token.literal)
				import_add(
				    &scan, import_copy(&scan, &scan.token), NULL, scan.token.line);
		} else {
			dot = import_next_word(&scan, &seek) == '.';
		}
		member = dot;
	}
}

const struct done_import_reader done_import_reader_ruby = {"ruby", ruby_read, NULL};
