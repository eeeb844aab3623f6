/* One file made ready for rows: what each byte is, what it imports, and the texts that remain when
 * comments and strings are blanks. */
#include <string.h>

#include "done/profile.h"

/* ---- configurations: comments by the ending of the file ---- */

static struct done_scanner_comment hash[] = {{.line = "#"}};
static struct done_scanner_comment hash_head[] = {
    {.line = "#", .at_line_head = true},
    {.line = "!", .at_line_head = true},
};
static struct done_scanner_comment xml[] = {{.open = "<!--", .close = "-->"}};
static struct done_scanner_comment slashes[] = {{.line = "//"}, {.open = "/*", .close = "*/"}};
static struct done_scanner_string quoted[] = {
    {.quote = "\"", .escape = "\\"},
    {.quote = "'"},
};

static const struct {
	const char *ending;
	struct done_scanner scanner;
} configurations[] = {
    {".yml", {.comments = hash, .nr_comments = 1, .strings = quoted, .nr_strings = 2}},
    {".yaml", {.comments = hash, .nr_comments = 1, .strings = quoted, .nr_strings = 2}},
    {".toml", {.comments = hash, .nr_comments = 1, .strings = quoted, .nr_strings = 2}},
    {".neon", {.comments = hash, .nr_comments = 1, .strings = quoted, .nr_strings = 2}},
    {".properties", {.comments = hash_head, .nr_comments = 2}},
    {".ini", {.comments = hash_head, .nr_comments = 1}},
    {".cfg", {.comments = hash_head, .nr_comments = 1}},
    {".env", {.comments = hash_head, .nr_comments = 1}},
    {".xml", {.comments = xml, .nr_comments = 1}},
    {".config", {.comments = xml, .nr_comments = 1}},
    {".csproj", {.comments = xml, .nr_comments = 1}},
    {".fsproj", {.comments = xml, .nr_comments = 1}},
    {".html", {.comments = xml, .nr_comments = 1}},
    {".json", {.comments = slashes, .nr_comments = 2, .strings = quoted, .nr_strings = 1}},
    {".conf", {.comments = slashes, .nr_comments = 2, .strings = quoted, .nr_strings = 1}},
    {".graphql", {.comments = hash, .nr_comments = 1, .strings = quoted, .nr_strings = 1}},
    {".proto", {.comments = slashes, .nr_comments = 2, .strings = quoted, .nr_strings = 2}},
};

/* Without an ending that says it: scripts, and files of containers and builds. */
static struct done_scanner shell = {.comments = hash_head, .nr_comments = 1};

static const struct done_scanner *source_configuration(const char *path)
{

	for (size_t i = 0; i < DONE_ARRAY_SIZE(configurations); i++) {
		if (done_text_ends(path, configurations[i].ending))
			return &configurations[i].scanner;
	}
	return &shell;
}

/* ---- making ---- */

static struct done_bytes source_mask(
    struct done_arena *arena, const struct done_source *source, unsigned keep)
{
	struct done_buf masked = {0};
	struct done_bytes out;

	done_scan_mask(source->bytes, source->classes, keep, &masked);
	out = (struct done_bytes){
	    done_arena_strndup(arena, masked.len ? masked.ptr : "", masked.len), masked.len};
	done_buf_release(&masked);
	return out;
}

/* An import that nothing uses shows nothing: its statement is blanked, up to the end of its line,
 * or of its brackets. */
static size_t source_blank_import(char *code, size_t len, size_t at)
{
	int depth = 0;

	for (; at < len && (depth > 0 || (code[at] != '\n' && code[at] != ';')); at++) {
		depth += strchr("({", code[at]) && code[at] ? 1 : 0;
		depth -= strchr(")}", code[at]) && code[at] ? 1 : 0;
		if (code[at] != '\n' && code[at] != '\r')
			code[at] = ' ';
	}
	return at;
}

static int source_blank_imports(const struct done_ecosystem *ecosystem,
    const struct done_source *source, struct done_bytes *in, struct done_error *err)
{
	struct done_matcher *matcher = source->matcher ? source->matcher : done_matcher_new();
	const struct done_pattern *begin;
	struct done_match match;
	size_t from = 0;
	int rc = done_row_pattern_get(ecosystem->imports_begin, &begin, err);

	while (rc >= 0 && from < in->len &&
	    (rc = done_pattern_find(begin, matcher, *in, source->charset, from, &match, err)) > 0) {
		from = source_blank_import((char *)in->ptr, in->len, match.start);
		from += from == match.start;
	}
	if (!source->matcher)
		done_matcher_free(matcher);
	return rc < 0 ? rc : 0;
}

int done_source_make(struct done_arena *arena, const struct done_ecosystem *ecosystem,
    const char *path, struct done_bytes bytes, struct done_source *out, struct done_error *err)
{
	struct done_source source = {.path = path, .bytes = bytes};

	source.charset = done_charset_of(bytes);

	source.is_config = !done_ecosystem_is_source(ecosystem, path);
	source.classes = done_arena_alloc(arena, bytes.len + 1);
	done_scan(
	    source.is_config ? source_configuration(path) : done_ecosystem_scanner(ecosystem, path),
	    bytes, source.classes);
	if (!source.is_config && ecosystem->imports)
		ecosystem->imports->read(arena, bytes, source.classes, &source.imports);
	source.code = source_mask(arena, &source, DONE_CLASSES_CALLS);
	source.text = source_mask(arena, &source, DONE_CLASSES_TEXT);
	if (!source.is_config && ecosystem->imports_begin &&
	    (source_blank_imports(ecosystem, &source, &source.code, err) < 0 ||
	        source_blank_imports(ecosystem, &source, &source.text, err) < 0))
		return err->code;
	*out = source;
	return 0;
}
