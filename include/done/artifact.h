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

/* ---- value trees ---- */

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
	bool whole;       /* a real that is an integer beyond 64 bits */
	bool beyond;      /* a real that double does not hold as it was written */
	bool built_in;    /* it was unpacked, so tests of this program have checked it */
	int line, column; /* from 1; of the value's first byte */
	const char *file; /* the name the parser was given */
	/*
	 * A number as it was written, where its value alone does not tell ("1.10", "0755",
	 * "18446744073709551615", "1e400"); of what is beyond a double always, and then "Infinity",
	 * "-Infinity" and "NaN" in this spelling; real is near enough for an order, never 0 for
	 * what is not. NULL for every other value.
	 */
	const char *digits;
	const char *stands_for; /* an item that was put into its list for a name ("@tests"); NULL */
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

/*
 * A tree of the strict subset in few bytes, and back: for what is built in (value_packed.c).
 * Packing is false for a real. The unpacked tree points into packed, which must outlive it; false:
 * those bytes are no tree.
 */
bool done_value_pack(const struct done_value *value, struct done_buf *out);
bool done_value_unpack(
    struct done_arena *arena, struct done_bytes packed, const char *file, struct done_value *out);

/* The member's value, or NULL. value may be NULL or no map. */
const struct done_value *done_value_get(const struct done_value *value, const char *key);
/* A text that is not empty; NULL: value is NULL, or anything else. */
const char *done_value_text(const struct done_value *value);
/* "map", "text", "number": for messages. */
const char *done_value_type_name(enum done_value_type type);
/* Same type and content; order of map members does not matter; 1 equals 1.0, exactly. */
bool done_value_equal(const struct done_value *a, const struct done_value *b);
/* A number of either type; false and NAN where it is none, or NULL. */
bool done_value_is_number(const struct done_value *value);
double done_value_number(const struct done_value *value);
/*
 * True when text is a number as any of the formats write one (number.c): "12", "-.5e3", "0x1F",
 * ".inf", "Infinity"; *out is then that number.
 */
bool done_number_from_text(struct done_arena *arena, const char *text, struct done_value *out);
/* A finite number in decimal: a whole one in digits, any other as short as reads back the same. */
#define DONE_REAL_TEXT 40
void done_real_text(double real, char out[DONE_REAL_TEXT]);

/* ---- YAML (yaml.c; libyaml's events) and JSON (json.c) ---- */

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
	 * merge keys too; tags ignored but !!str; a second document is an error too; at most 16
	 * MiB, 64 deep, no U+0085/2028/2029; scalars typed by YAML 1.2's core schema.
	 */
	DONE_YAML_ARTIFACT,
};

/* Errors are DONE_E_POLICY with file, line and column. An empty document is an error in both
 * subsets. */
int done_yaml_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    enum done_yaml_subset subset, struct done_value *out, struct done_error *err);

/*
 * RFC 8259 in UTF-8, a byte-order mark before it passed over; no duplicate keys, at most 16 MiB and
 * 64 deep; the outermost value is an object or a list. Line and column of every value are right.
 */
int done_json_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_value *out, struct done_error *err);

/* The same for our own reports, which a person names: at most DONE_JSON_REPORT_MAX bytes. */
#define DONE_JSON_REPORT_MAX ((size_t)256 << 20)
int done_json_parse_report(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_value *out, struct done_error *err);

/* ---- files of data (data.c) ---- */

/* The documents of one file: most formats hold one; YAML and JSON lines up to the maximum. */
#define DONE_DOCUMENTS_MAX 10000
struct done_documents {
	struct done_value *items; /* at least one; empty ones are left out, but a file without any
	                             is one null */
	size_t nr;
};

/* A YAML artifact with all that the file holds. */
int done_yaml_parse_documents(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err);

/* How a member is written in a file. */
enum done_data_style {
	DONE_STYLE_YAML,
	DONE_STYLE_JSON,
	DONE_STYLE_TOML,
};

/*
 * By the file's name (the tables in data.c): YAML, JSON, JSON with comments, JSON5, JSON lines,
 * TOML. A name that says nothing is JSON with comments where the text begins with '{' or '[' and is
 * that, else YAML. A name of a format that is not read (HCL, XML, …) and YAML that is a template
 * with {{ }} and cannot be parsed: DONE_E_UNDECIDED.
 */
int done_data_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err);
enum done_data_style done_data_style(const char *file);
/* The tables of names, as a Markdown table for the reference. */
void done_data_names_reference(struct done_buf *out);

/* ---- JSONPath, RFC 9535 without filters (jsonpath.c) ---- */

struct done_jsonpath;

/* $, .name, ['name'], [0], [-1], [1:5:2], .*, [*], ..name, ..*, [0,'a']. At most 1,024 bytes, 64
 * segments. */
int done_jsonpath_compile(
    struct done_arena *arena, const char *text, struct done_jsonpath **out, struct done_error *err);
const char *done_jsonpath_text(const struct done_jsonpath *path);

struct done_nodes {
	const struct done_value **items; /* in the order of RFC 9535 */
	size_t nr;
};
/* More than 100,000 nodes, or 10,000,000 steps: DONE_E_UNDECIDED. */
int done_jsonpath_select(struct done_arena *arena, const struct done_jsonpath *path,
    const struct done_value *root, struct done_nodes *out, struct done_error *err);

/* How a value was reached: lives as long as the arena that the path was followed with. */
struct done_trail;
const struct done_value *done_trail_value(const struct done_trail *trail);
/*
 * "$.spec.containers[1]"; by_name writes an item of a list by its own name, id or key ("[web]")
 * where it has one, so that the text stays when items are added before it.
 */
char *done_trail_text(struct done_arena *arena, const struct done_trail *trail, bool by_name);

/* The path could be followed up to this value, from which segment (from 0) selects nothing. */
struct done_miss {
	const struct done_value *at;
	const struct done_trail *trail;
	size_t segment;
};

/*
 * All that is selected, and every place where it went no further: a list or map that is empty or
 * not there, an element without the rest. `..` goes no further only where nothing is found below.
 */
struct done_places {
	struct done_trail *const *found; /* in the order of RFC 9535 */
	size_t nr;
	const struct done_miss *missing;
	size_t nr_missing;
};
/* Limits as above; more than 100,000 misses are DONE_E_UNDECIDED, too. */
int done_jsonpath_places(struct done_arena *arena, const struct done_jsonpath *path,
    const struct done_value *root, struct done_places *out, struct done_error *err);
/* The path's text from a segment on: ".resources.limits"; "" behind the last. */
const char *done_jsonpath_rest(const struct done_jsonpath *path, size_t segment);
/* The segment is one name or one index. */
bool done_jsonpath_is_plain(const struct done_jsonpath *path, size_t segment);

/* ---- Markdown (markdown.c; cmark) ---- */

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
	const char *target; /* as written, entities decoded; percent-encoding is left */
	const char *text;   /* of Markdown: what is read in its place; NULL: not known */
	int line;
	bool image;
	bool definition; /* of a reference definition that nothing uses */
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
	const char *text; /* lines parted by '\n'; '`' stands for code */
	size_t len;
	int line;
	bool heading;
};

/* Code of a document, which is no prose: a block with its lines, or a span within a line. */
struct done_code_text {
	const char *text;
	int line; /* of its first line */
	bool span;
};

struct done_outline {
	struct done_heading *headings;
	size_t nr_headings;
	/* Inline, reference and image links, those of HTML tags, and definitions nothing uses. */
	struct done_link *links;
	size_t nr_links;
	bool links_cut; /* there are more than DONE_OUTLINE_LINKS_MAX: the rest is not here */
	struct done_placeholder *placeholders; /* outside code spans and code blocks */
	size_t nr_placeholders;
	/*
	 * Ids a fragment may name, ascending: those that headings get by their text (one a heading,
	 * so that two headings "Run" are there twice), and those that somebody wrote.
	 */
	const char **slugs, **ids;
	size_t nr_slugs, nr_ids;
	struct done_paragraph *paragraphs;
	size_t nr_paragraphs;
	struct done_code_text *codes; /* in the order of the text */
	size_t nr_codes;
	size_t words, code_words; /* of the whole document */
};

#define DONE_OUTLINE_LINKS_MAX 20000

/* The id GitHub gives a heading ("Run it!" -> "run-it"), for links with a fragment (slug.c). */
char *done_heading_slug(struct done_arena *arena, const char *heading);
/*
 * True where a fragment, percent-encoding undone, names a heading or an id of the document as
 * GitHub looks for it: "run", "run-1" for the second heading "Run", in any letter case.
 */
bool done_outline_has_id(const struct done_outline *outline, const char *fragment);

/*
 * Different words of a text, as a heading's words are counted (words.c), less those of `beside`,
 * NULL: none. Letter case and marks at their ends do not matter.
 */
size_t done_words_distinct(struct done_bytes text, const char *beside);

/* ---- documents (document.c) ---- */

/*
 * The outline of a document, read by the ending of its name: Markdown, AsciiDoc (asciidoc.c),
 * reStructuredText (restructured.c), or plain text (plain_text.c) for .txt and names without an
 * ending. What has another ending is read as Markdown. Limits and errors as for Markdown.
 */
int done_document_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_outline *out, struct done_error *err);

/* True where the ending is that of a document whose headings are known: a fragment can be looked
 * for. */
bool done_document_has_ids(const char *file);
bool done_document_is_markdown(const char *file);
/* How a heading begins there: "## ", "== "; "" where a line of '=' below makes it one. */
const char *done_document_heading_mark(const char *file);

/*
 * How well a name (without directories) serves as a README: 0 is the best, README.md; -1: it is
 * none. Letter case does not matter to be one.
 */
int done_readme_rank(const char *name);

/* ---- YAML out (yaml_writer.c) ---- */

/* Appends a value tree in block style; reading it back gives an equal tree. */
void done_value_write_yaml(struct done_buf *out, const struct done_value *value);
/* The same, and behind each key and item the file and line that it was read from, as a comment. */
void done_value_write_origin(struct done_buf *out, const struct done_value *value);

/* ---- JSON out (json_writer.c) ---- */

/*
 * Writes JSON as it goes, two spaces a level or (compact) one line: nothing is held but the depth.
 * Strings that are not valid UTF-8 have their bad bytes written as U+FFFD. brief: compact, and of a
 * map no member is written that is null, false, 0 or an empty list. Zero-initialise all but out.
 */
struct done_json {
	struct done_buf *out;
	bool compact, brief;
	int depth;           /* 0 to 64 */
	uint64_t has_member; /* bit a level */
	bool after_key;
	size_t before_key, empty_list; /* of out, where brief: what is written from there may go */
	bool was_empty;                /* the map, before that key */
};
void done_json_object(struct done_json *json);     /* { */
void done_json_object_end(struct done_json *json); /* } */
void done_json_array(struct done_json *json);
void done_json_array_end(struct done_json *json);
void done_json_key(struct done_json *json, const char *key);
void done_json_string(struct done_json *json, const char *text); /* NULL: null */
void done_json_integer(struct done_json *json, int64_t number);
void done_json_real(struct done_json *json, double number); /* finite */
void done_json_boolean(struct done_json *json, bool value);
void done_json_null(struct done_json *json);
void done_json_raw(struct done_json *json, const char *text); /* JSON as it is: a value */
/* key and value in one */
void done_json_member(struct done_json *json, const char *key, const char *text);
void done_json_member_integer(struct done_json *json, const char *key, int64_t number);

/* "libyaml 0.2.5, cmark 0.30.2, Expat 2.5.0": for --version (libraries.c). */
void done_artifact_libraries(char out[96]);

#endif
