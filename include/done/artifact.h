/*
 * artifact: bytes of one format -> a value tree or an outline; and JSON out. Knows nothing of git,
 * services or checks. Every reader is bounded and strict: what it cannot read whole is an error
 * with line and column, in DONE_E_POLICY for strict YAML, in DONE_E_UNDECIDED never: a caller turns
 * the error into a finding (an author can mend a file) or into a bad policy.
 */
#ifndef DONE_ARTIFACT_H
#define DONE_ARTIFACT_H

#include "done/base.h"
#include "done/placeholder.h"

/* ---- value trees --------------------------------------------------------------------------- */

enum done_value_type {
	DONE_NULL,
	DONE_BOOLEAN,
	DONE_INTEGER,
	DONE_REAL,
	DONE_STRING,
	DONE_LIST,
	DONE_MAP,
};

struct done_value;
struct done_member;

struct done_string {
	const char *ptr; /* NUL-terminated; holds no NUL itself */
	size_t len;
};

struct done_items {
	struct done_value *ptr;
	size_t nr;
};

struct done_members {
	struct done_member *ptr; /* in the order of the text; keys are unique */
	size_t nr;
};

/* One node. Lives in the arena that the parser was given. */
struct done_value {
	enum done_value_type type;
	bool plain;       /* a string that stood without quotes in YAML: "1e3", "12:30" */
	int line, column; /* from 1; of the value's first byte */
	const char *file; /* the name the parser was given */
	union {
		bool boolean;
		int64_t integer;
		double real;
		struct done_string string;
		struct done_items list;
		struct done_members map;
	};
};

struct done_member {
	struct done_string key;
	int line, column; /* of the key */
	struct done_value value;
};

#define DONE_VALUE_DEPTH_MAX 64

/* The member's value, or NULL. value may be NULL or no map. */
const struct done_value *done_value_get(const struct done_value *value, const char *key);
/* "map", "text", "number": for messages. */
const char *done_value_type_name(enum done_value_type type);
/* Same type and content; order of map members does not matter; 1 equals 1.0. */
bool done_value_equal(const struct done_value *a, const struct done_value *b);

/* ---- YAML (yaml.c; libyaml's events) and JSON (json.c; Jansson) ----------------------------- */

enum done_yaml_subset {
	/*
	 * For policy and sheet: no aliases, anchors, tags, merge keys, directives, second document,
	 * duplicate or complex keys, byte-order mark, UTF-16, U+0085/2028/2029, bidi or zero-width
	 * controls, NUL; at most 256 KiB, 64 deep, 10,000 nodes, scalars of 8 KiB. Scalars: true,
	 * false, null, ~, decimal integers; all else is a string.
	 */
	DONE_YAML_STRICT,
	/*
	 * For artifacts: aliases resolved (they may add 100,000 nodes in all, cycles refused),
	 * merge keys too; tags ignored but !!str; a second document is an error too; at most 8 MiB,
	 * 64 deep, no U+0085/2028/2029; scalars typed by YAML 1.2's core schema, but numbers that
	 * do not fit, infinity and not-a-number are errors.
	 */
	DONE_YAML_ARTIFACT,
};

/* Errors are DONE_E_POLICY with file, line and column. An empty document is an error in both
 * subsets. */
int done_yaml_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
                    enum done_yaml_subset subset, struct done_value *out, struct done_error *err);

/*
 * RFC 8259, UTF-8, no duplicate keys, at most 8 MiB and 64 deep, integers within 64 bits. Line
 * and column of every value are right.
 */
int done_json_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
                    struct done_value *out, struct done_error *err);

/* The same for our own reports, which a person names: at most DONE_JSON_REPORT_MAX bytes. */
#define DONE_JSON_REPORT_MAX ((size_t)256 << 20)
int done_json_parse_report(struct done_arena *arena, struct done_bytes bytes, const char *file,
                           struct done_value *out, struct done_error *err);

/* By the file's ending: .json is JSON; everything else YAML, of which JSON is (nearly) a part. */
int done_data_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
                    struct done_value *out, struct done_error *err);

/* ---- JSONPath, RFC 9535 without filters (jsonpath.c) ---------------------------------------- */

struct done_jsonpath;

/* $, .name, ['name'], [0], [-1], [1:5:2], .*, [*], ..name, ..*, [0,'a']. At most 1,024 bytes, 64
 * segments. */
int done_jsonpath_compile(struct done_arena *arena, const char *text, struct done_jsonpath **out,
                          struct done_error *err);
const char *done_jsonpath_text(const struct done_jsonpath *path);

struct done_nodes {
	const struct done_value **items; /* in the order of RFC 9535 */
	size_t nr;
};
/* More than 100,000 nodes, or 10,000,000 steps: DONE_E_UNDECIDED. */
int done_jsonpath_select(struct done_arena *arena, const struct done_jsonpath *path,
                         const struct done_value *root, struct done_nodes *out,
                         struct done_error *err);

/* ---- Markdown (markdown.c; cmark) ----------------------------------------------------------- */

struct done_heading {
	const char *text; /* plain text of the heading */
	int level;        /* 1 to 6 */
	int line;
	/*
	 * Words of prose below it, up to the next heading of the same or a higher level: no code,
	 * no HTML, no addresses, no numbers, no headings, nothing where a placeholder is all there
	 * is (words.c).
	 */
	size_t words;
	size_t code_words; /* the same of code below it */
};

struct done_link {
	const char *target; /* as written, percent-encoding undone but for %00, %23 and %3F */
	int line;
	bool image;
};

struct done_placeholder {
	const char *text;  /* its sort: "TODO", "…", "lorem ipsum", "[your …]" */
	const char *shown; /* as it stands there, on one line, perhaps cut */
	enum done_placeholder_kind kind;
	bool strict; /* one by the strict tables alone */
	int line;
};

/* A paragraph or heading as prose, for texts of the policy's own. */
struct done_paragraph {
	const char *text;
	size_t len;
	int line;
};

struct done_outline {
	struct done_heading *headings;
	size_t nr_headings;
	struct done_link *links; /* inline, reference and image links */
	size_t nr_links;
	struct done_placeholder *placeholders; /* outside code spans and code blocks */
	size_t nr_placeholders;
	struct done_paragraph *paragraphs;
	size_t nr_paragraphs;
	size_t words, code_words; /* of the whole document */
};

/* CommonMark; at most 4 MiB. Bytes that are not UTF-8 become U+FFFD. A front matter block (--- …
 * ---) is left out. */
int done_markdown_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
                          struct done_outline *out, struct done_error *err);
/* The id GitHub gives a heading ("Run it!" -> "run-it"), for links with a fragment. */
char *done_markdown_anchor(struct done_arena *arena, const char *heading);

/* ---- JSON out (json_writer.c) --------------------------------------------------------------- */

/*
 * Writes JSON as it goes, two spaces a level or (compact) one line: nothing is held but the depth.
 * Strings that are not valid UTF-8 have their bad bytes written as U+FFFD. Zero-initialise all but
 * out.
 */
struct done_json {
	struct done_buf *out;
	bool compact;
	int depth;           /* 0 to 64 */
	uint64_t has_member; /* bit a level */
	bool after_key;
};
void done_json_object(struct done_json *json);     /* { */
void done_json_object_end(struct done_json *json); /* } */
void done_json_array(struct done_json *json);
void done_json_array_end(struct done_json *json);
void done_json_key(struct done_json *json, const char *key);
void done_json_string(struct done_json *json, const char *text); /* NULL: null */
void done_json_integer(struct done_json *json, int64_t number);
void done_json_boolean(struct done_json *json, bool value);
void done_json_null(struct done_json *json);
void done_json_raw(struct done_json *json, const char *text); /* JSON as it is: a value */
/* key and value in one */
void done_json_member(struct done_json *json, const char *key, const char *text);
void done_json_member_integer(struct done_json *json, const char *key, int64_t number);

/* "libyaml 0.2.5, Jansson 2.14, cmark 0.30.2": for --version (libraries.c). */
void done_artifact_libraries(char out[96]);

#endif
