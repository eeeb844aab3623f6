/* Inside the artifact room: readers of one format each, among which data.c and document.c choose by
 * a file's name. */
#ifndef DONE_ARTIFACT_FORMATS_H
#define DONE_ARTIFACT_FORMATS_H

#include "done/artifact.h"

/* ---- JSON (json.c) ---- */

/* What a JSON text may hold besides RFC 8259. */
enum done_json_dialect {
	DONE_JSON_STRICT,
	DONE_JSON_COMMENTS, /* comments, and a comma behind the last value */
	DONE_JSON_FIVE,     /* JSON5 (json5.org), 1.0.0 */
};

/* As done_json_parse(). */
int done_json_parse_as(struct done_arena *arena, struct done_bytes bytes, const char *file,
    enum done_json_dialect dialect, struct done_value *out, struct done_error *err);
/* One value a line (JSON lines). */
int done_json_parse_lines(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err);

/* ---- TOML 1.0 (toml.c) ---- */

/*
 * The whole of TOML 1.0.0, at most 8 MiB and 64 deep (dotted keys and headers count). Dates and
 * times are strings as written. An empty file is an empty map, as the specification has it.
 */
int done_toml_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_value *out, struct done_error *err);

/* ---- Markdown (markdown.c) ---- */

/* CommonMark; at most 4 MiB. Bytes that are not UTF-8 become U+FFFD. A front matter block (--- …
 * ---) is left out. */
int done_markdown_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_outline *out, struct done_error *err);

#endif
