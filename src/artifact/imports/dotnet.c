/* Imports of C#, F# and Visual Basic: using, open, Imports. They bind no name, an alias does. */
#include <string.h>
#include <strings.h>

#include "imports/imports.h"

static bool dotnet_take(struct import_scan *scan, const char *word)
{
	bool is = scan->token.kind == IMPORT_WORD && scan->token.len == strlen(word) &&
	    !strncasecmp(scan->token.ptr, word, scan->token.len);

	if (is)
		import_next(scan);
	return is;
}

/* [alias =] a.b.c, up to the end of the statement: using (var a = …) and using var a are none. */
static void dotnet_name(struct import_scan *scan)
{
	int line = scan->token.line;
	const char *name = import_path_text(scan, "."), *bound = NULL;

	if (name && import_take_mark(scan, '=')) {
		bound = name;
		import_skip_lines(scan);
		name = import_path_text(scan, ".");
	}
	if (name &&
	    (bound || scan->token.kind == IMPORT_LINE || scan->token.kind == IMPORT_END ||
	        import_is_mark(scan, ';') || import_is_mark(scan, ',')))
		import_add(scan, name, bound, line);
}

static void dotnet_step(struct import_scan *scan)
{
	import_take(scan, "global");
	if (import_take(scan, "using")) {
		import_take(scan, "static");
		import_take(scan, "unsafe");
		dotnet_name(scan);
	} else if (import_take(scan, "open")) {
		import_take(scan, "type");
		dotnet_name(scan);
	} else if (dotnet_take(scan, "imports")) {
		do
			dotnet_name(scan);
		while (import_take_mark(scan, ','));
	} else if (!scan->out->package &&
	    (dotnet_take(scan, "namespace") || import_take(scan, "module"))) {
		import_take(scan, "rec");
		scan->out->package = import_path_text(scan, ".");
	} else {
		import_next(scan);
	}
}

static void dotnet_read(struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	struct import_scan scan;

	import_begin(&scan, arena, bytes, classes, out);
	while (scan.token.kind != IMPORT_END) {
		if (scan.statement)
			dotnet_step(&scan);
		else
			import_next(&scan);
	}
}

const struct done_import_reader done_import_reader_dotnet = {"dotnet", dotnet_read, NULL};
