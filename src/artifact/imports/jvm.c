/* Imports of Java, Kotlin, Scala and Groovy: JLS 7.5, Kotlin's grammar, Scala's language reference.
 */
#include "imports/imports.h"

static const struct import_form jvm_form = {.separator = ".", .arrow = true, .lines = true};

static void jvm_read(struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	static const char *const words[] = {"package", "import", NULL};
	struct import_seek seek = {.words = words};
	struct import_scan scan;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END) {
		bool begins = scan.statement;

		if (begins && !out->package && import_take(&scan, "package")) {
			out->package = import_path_text(&scan, ".");
		} else if (begins && import_take(&scan, "import")) {
			import_take(&scan, "static");
			import_tree(&scan, &jvm_form);
		} else {
			import_next_word(&scan, &seek);
		}
	}
}

const struct done_import_reader done_import_reader_jvm = {"jvm", jvm_read, NULL};
