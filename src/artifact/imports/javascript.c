/* Imports of JavaScript and TypeScript: ECMAScript 2024, section 16.2; require() of Node. */
#include <string.h>

#include "imports/imports.h"

#define BOUND_MAX 256 /* names that one import binds */

/* What an import or a declaration binds. */
struct js_names {
	const char *items[BOUND_MAX];
	size_t nr;
};

static void js_bind(struct import_scan *scan, struct js_names *names)
{
	if (names->nr < BOUND_MAX)
		names->items[names->nr++] = import_copy(scan, &scan->token);
}

static void js_add(struct import_scan *scan, const struct js_names *names)
{
	const char *name = import_copy(scan, &scan->token);

	for (size_t i = 0; i < names->nr; i++)
		import_add(scan, name, names->items[i], scan->token.line);
	if (!names->nr)
		import_add(scan, name, NULL, scan->token.line);
	import_next(scan);
}

/* {a, b as c, d: e}: of each item the last word. */
static void js_braces(struct import_scan *scan, struct js_names *names)
{
	size_t nr = names->nr, nested = 0;

	for (; scan->token.kind != IMPORT_END; import_next(scan)) {
		if (import_is_mark(scan, '}')) {
			if (nested == 0)
				break;
			nested--;
		} else if (import_is_mark(scan, '{')) {
			nested++;
		} else if (import_is_mark(scan, ',')) {
			nr = names->nr;
		} else if (scan->token.kind == IMPORT_WORD) {
			names->nr = nr;
			js_bind(scan, names);
		} else if (import_is_mark(scan, ';') || import_is_mark(scan, '(')) {
			return;
		}
	}
	import_take_mark(scan, '}');
}

/* ("x"), after require or import. */
static void js_call(struct import_scan *scan, const struct js_names *names)
{
	if (!import_take_mark(scan, '('))
		return;
	import_skip_lines(scan);
	if (scan->token.kind != IMPORT_TEXT || !scan->token.literal)
		return;
	struct import_scan behind = *scan;
	import_next(&behind);
	import_skip_lines(&behind);
	/* require("x" + y) names nothing. */
	if (import_is_mark(&behind, ')') || import_is_mark(&behind, ','))
		js_add(scan, names);
}

/* "from" before the text, "as" behind a star, "type" before what is imported: these bind nothing.
 */
static bool js_is_keyword(const struct import_scan *scan, bool star, bool first)
{
	struct import_scan next = *scan;

	import_next(&next);
	if (import_is(scan, "from"))
		return next.token.kind == IMPORT_TEXT;
	if (import_is(scan, "as"))
		return star;
	if (!first || !import_is(scan, "type"))
		return false;
	if (import_take(&next, "from"))
		return next.token.kind != IMPORT_TEXT;
	return next.token.kind == IMPORT_WORD || import_is_mark(&next, '{') ||
	    import_is_mark(&next, '*');
}

/* import a, {b as c}, * as d from "x"; the word itself was read. */
static void js_import(struct import_scan *scan)
{
	struct js_names names = {.nr = 0};

	for (bool star = false, first = true; scan->token.kind != IMPORT_END; first = false) {
		if (scan->token.kind == IMPORT_TEXT) {
			if (scan->token.literal)
				js_add(scan, &names);
			return;
		}
		if (scan->token.kind == IMPORT_WORD) {
			if (!js_is_keyword(scan, star, first))
				js_bind(scan, &names);
			import_next(scan);
			star = false;
		} else if (import_take_mark(scan, '{')) {
			js_braces(scan, &names);
		} else if (scan->token.kind == IMPORT_LINE || import_is_mark(scan, ',')) {
			import_next(scan);
		} else if (import_take_mark(scan, '*')) {
			star = true;
		} else {
			/* import a = require("x"), of TypeScript */
			if (import_take_mark(scan, '=') && import_take(scan, "require"))
				js_call(scan, &names);
			return;
		}
	}
}

/* export {a} from "x", export * as b from "x". */
static void js_export(struct import_scan *scan)
{
	struct js_names names = {.nr = 0};

	import_take(scan, "type");
	if (import_take_mark(scan, '{')) {
		js_braces(scan, &names);
	} else if (import_take_mark(scan, '*')) {
		if (import_take(scan, "as"))
			import_next(scan);
	} else {
		return;
	}
	names.nr = 0;
	if (import_take(scan, "from") && scan->token.kind == IMPORT_TEXT && scan->token.literal)
		js_add(scan, &names);
}

/* The names left of "=": const a, const {b, c}, a. */
static bool js_declares(struct import_scan *scan, struct js_names *names)
{
	if (import_take_mark(scan, '{')) {
		names->nr = 0;
		js_braces(scan, names);
		import_skip_lines(scan);
	} else if (scan->token.kind == IMPORT_WORD) {
		names->nr = 0;
		js_bind(scan, names);
		import_next(scan);
	} else {
		return false;
	}
	return import_is_mark(scan, '=');
}

/* const a = require("x"), {b} = await import("y"); the word itself was read. */
static void js_declaration(struct import_scan *scan)
{
	struct js_names names = {.nr = 0};

	while (js_declares(scan, &names) && import_take_mark(scan, '=')) {
		import_skip_lines(scan);
		import_take(scan, "await");
		if (import_take(scan, "require") || import_take(scan, "import"))
			js_call(scan, &names);
		import_take_mark(scan, ')');
		if (!import_take_mark(scan, ','))
			break;
		import_skip_lines(scan);
	}
}

static bool js_is_declaration(const struct import_scan *scan)
{
	return import_is(scan, "const") || import_is(scan, "let") || import_is(scan, "var");
}

/* True: the mark before the token that it ends at is a dot. */
static bool js_step(struct import_scan *scan, struct import_seek *seek, bool member)
{
	bool word = scan->token.kind == IMPORT_WORD && !member;
	struct js_names none = {.nr = 0};

	if (word && js_is_declaration(scan)) {
		import_next(scan);
		js_declaration(scan);
	} else if (word && import_take(scan, "import")) {
		if (import_is_mark(scan, '('))
			js_call(scan, &none);
		else if (!import_is_mark(scan, '.'))
			js_import(scan);
	} else if (word && import_take(scan, "export")) {
		js_export(scan);
	} else if (word && import_take(scan, "require")) {
		js_call(scan, &none);
	} else {
		return import_next_word(scan, seek) == '.';
	}
	return false;
}

static void javascript_read(struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	static const char *const words[] = {
	    "const", "let", "var", "import", "export", "require", NULL};
	struct import_seek seek = {.words = words};
	struct import_scan scan;
	bool member = false;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END)
		member = js_step(&scan, &seek, member);
}

const struct done_import_reader done_import_reader_javascript = {
    "javascript", javascript_read, NULL};
