/* Imports of C and C++: #include "a.h", #include <a/b>; Objective-C's #import. They bind no name.
 */
#include <string.h>

#include "imports/imports.h"

/* <a/b.h>, whose bytes are code to the scanner. */
static void cpp_system(struct import_scan *scan)
{
	const char *start = scan->bytes.ptr + scan->at;
	size_t rest = scan->bytes.len - scan->at;
	const char *eol = memchr(start, '\n', rest);
	const char *end = memchr(start, '>', eol ? (size_t)(eol - start) : rest);
	int line = scan->token.line;

	if (!end)
		return;
	import_add(scan, done_arena_strndup(scan->arena, start, (size_t)(end - start)), NULL, line);
	scan->at = (size_t)(end - scan->bytes.ptr);
	import_next(scan);
}

static void cpp_read(struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	struct import_scan scan;
	bool line = true;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END) {
		bool ends = scan.token.kind == IMPORT_LINE;

		if (!line || !import_take_mark(&scan, '#')) {
			import_next(&scan);
		} else if (import_take(&scan, "include") || import_take(&scan, "import")) {
			if (import_is_mark(&scan, '<'))
				cpp_system(&scan);
			else if (scan.token.kind == IMPORT_TEXT)
				import_add(
				    &scan, import_copy(&scan, &scan.token), NULL, scan.token.line);
		}
		line = ends;
	}
}

const struct done_import_reader done_import_reader_cpp = {"cpp", cpp_read, NULL};
