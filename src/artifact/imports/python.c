/* Imports of Python: the language reference, section 7.11. "from a import b" names a.b. */
#include <string.h>

#include "imports/imports.h"

/* A backslash at the end of a line leads on to the next. */
static void python_join(struct import_scan *scan)
{
	while (import_is_mark(scan, '\\') && scan->at < scan->bytes.len &&
	    (scan->bytes.ptr[scan->at] == '\n' || scan->bytes.ptr[scan->at] == '\r')) {
		import_next(scan);
		import_next(scan);
	}
}

static const char *python_alias(struct import_scan *scan, const char *bound)
{
	python_join(scan);
	if (!import_take(scan, "as"))
		return bound;
	python_join(scan);
	if (scan->token.kind == IMPORT_WORD)
		bound = import_copy(scan, &scan->token);
	import_next(scan);
	python_join(scan);
	return bound;
}

/* import a.b as c, d: "import a.b" binds a. */
static void python_import(struct import_scan *scan)
{
	do {
		const char *name, *bound;
		int line;

		python_join(scan);
		line = scan->token.line;
		name = import_path_text(scan, ".");
		if (!name)
			return;
		bound = done_arena_strndup(scan->arena, name, strcspn(name, "."));
		import_add(scan, name, python_alias(scan, bound), line);
	} while (import_take_mark(scan, ','));
}

/* "..a.b" into name; false: none. */
static bool python_module(struct import_scan *scan, struct done_buf *name)
{
	bool open;

	while (import_is_mark(scan, '.') && name->len < IMPORT_NAME_MAX) {
		done_buf_addch(name, '.');
		import_next(scan);
	}
	if (import_is(scan, "import"))
		return name->len > 0;
	return import_path(scan, ".", name, &open) && !open;
}

/* The names behind "from a import", in parentheses or not. */
static void python_names(struct import_scan *scan, const char *module)
{
	bool wide = import_take_mark(scan, '(');
	bool dots = module[strspn(module, ".")] == '\0';

	for (;;) {
		int line;

		if (wide)
			import_skip_lines(scan);
		python_join(scan);
		line = scan->token.line;
		if (import_take_mark(scan, '*')) {
			import_add(scan, module, NULL, line);
			return;
		}
		if (scan->token.kind != IMPORT_WORD)
			return;
		const char *word = import_copy(scan, &scan->token);
		import_next(scan);
		import_add(scan,
		    done_arena_printf(scan->arena, "%s%s%s", module, dots ? "" : ".", word),
		    python_alias(scan, word), line);
		if (wide)
			import_skip_lines(scan);
		if (!import_take_mark(scan, ','))
			return;
	}
}

static void python_from(struct import_scan *scan)
{
	struct done_buf name = {0};

	python_join(scan);
	if (python_module(scan, &name)) {
		python_join(scan);
		if (import_take(scan, "import")) {
			python_join(scan);
			python_names(scan, done_arena_strndup(scan->arena, name.ptr, name.len));
		}
	}
	done_buf_release(&name);
}

static void python_read(struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	static const char *const words[] = {"import", "from", NULL};
	struct import_seek seek = {.words = words};
	struct import_scan scan;
	bool member = false;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END) {
		bool dot = import_is_mark(&scan, '.');

		if (!member && import_take(&scan, "import"))
			python_import(&scan);
		else if (!member && import_take(&scan, "from"))
			python_from(&scan);
		else
			dot = import_next_word(&scan, &seek) == '.';
		member = dot;
	}
}

const struct done_import_reader done_import_reader_python = {"python", python_read, NULL};
