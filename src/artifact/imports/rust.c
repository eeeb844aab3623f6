/*
 * Imports of Rust: the reference, "Use declarations" and "Extern crates". A path that is written in
 * full where it is used (tracing::info!) names its crate as well.
 */
#include <string.h>

#include "imports/imports.h"

#define CRATES_MAX 64 /* crates that are named by paths alone, in one source */

static const struct import_form rust_form = {.separator = "::", .self = "self"};

static void rust_extern(struct import_scan *scan)
{
	const char *name, *bound;
	int line = scan->token.line;

	if (!import_take(scan, "crate") || scan->token.kind != IMPORT_WORD)
		return;
	name = bound = import_copy(scan, &scan->token);
	import_next(scan);
	if (import_take(scan, "as")) {
		bound = import_is(scan, "_") ? NULL : import_copy(scan, &scan->token);
		import_next(scan);
	}
	import_add(scan, name, bound, line);
}

static bool rust_is_crate(const struct import_scan *scan)
{
	static const char *const others[] = {"crate", "self", "super", "std", "core", "alloc"};

	if (*scan->token.ptr < 'a' || *scan->token.ptr > 'z' || scan->at + 1 >= scan->bytes.len ||
	    memcmp(scan->bytes.ptr + scan->at, "::", 2) != 0)
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(others); i++) {
		if (import_is(scan, others[i]))
			return false;
	}
	return true;
}

/* a::b, where the source names the crate for the first time. */
static void rust_path(struct import_scan *scan, const char *crates[CRATES_MAX], size_t *nr)
{
	const char *name;

	for (size_t i = 0; i < *nr; i++) {
		if (import_is(scan, crates[i]))
			return;
	}
	if (*nr == CRATES_MAX)
		return;
	name = crates[(*nr)++] = import_copy(scan, &scan->token);
	import_add(scan, name, name, scan->token.line);
}

static void rust_read(struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	const char *crates[CRATES_MAX];
	struct import_scan scan;
	bool member = false;
	size_t nr = 0;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END) {
		bool joint = import_is_mark(&scan, ':') || import_is_mark(&scan, '.');

		if (scan.token.kind != IMPORT_WORD || member) {
			import_next(&scan);
		} else if (import_take(&scan, "use")) {
			import_take_mark(&scan, ':');
			import_take_mark(&scan, ':');
			import_tree(&scan, &rust_form);
		} else if (import_take(&scan, "extern")) {
			rust_extern(&scan);
		} else {
			if (rust_is_crate(&scan))
				rust_path(&scan, crates, &nr);
			import_next(&scan);
		}
		member = joint;
	}
}

const struct done_import_reader done_import_reader_rust = {"rust", rust_read, NULL};
