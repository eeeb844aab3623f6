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

/* ---- masks ---- */

static struct done_bytes source_mask(
    struct done_arena *arena, const struct done_source *source, unsigned keep)
{
	char *masked = done_arena_strndup(
	    arena, source->bytes.len ? source->bytes.ptr : "", source->bytes.len);

	done_scan_blank(masked, source->classes, source->bytes.len, keep);
	return (struct done_bytes){masked, source->bytes.len};
}

/* An import that nothing uses shows nothing: its statement is blanked, up to the end of its line,
 * or of its brackets. */
static size_t source_blank_import(char *code, size_t len, size_t at)
{
	int depth = 0;

	for (; at < len && (depth > 0 || (code[at] != '\n' && code[at] != ';')); at++) {
		char c = code[at];

		depth += (c == '(' || c == '{') - (c == ')' || c == '}');
		if (c != '\n' && c != '\r')
			code[at] = ' ';
	}
	return at;
}

static int source_blank_imports(const struct done_ecosystem *ecosystem,
    const struct done_source *source, struct done_bytes *in, struct done_error *err)
{
	struct done_matcher *matcher = source->matcher;
	const struct done_pattern *begin;
	struct done_match match;
	size_t from = 0;
	int rc;

	if (!done_row_pattern_may_match(ecosystem->imports_begin, *in))
		return 0;
	if (!matcher)
		matcher = done_matcher_new();
	rc = done_row_pattern_get(ecosystem->imports_begin, &begin, err);
	while (rc >= 0 && from < in->len &&
	    (rc = done_pattern_find(begin, matcher, *in, source->charset, from, &match, err)) > 0) {
		from = source_blank_import((char *)in->ptr, in->len, match.start);
		from += from == match.start;
	}
	if (!source->matcher)
		done_matcher_free(matcher);
	return rc < 0 ? rc : 0;
}

/* ---- imports ---- */

static bool source_is_end(
    const struct done_import_reader *reader, struct done_bytes bytes, size_t at)
{
	for (size_t i = 0; reader->ends[i]; i++) {
		size_t len = strlen(reader->ends[i]);

		if (bytes.len - at > len && !memcmp(bytes.ptr + at, reader->ends[i], len) &&
		    (bytes.ptr[at + len] == ' ' || bytes.ptr[at + len] == '\t'))
			return true;
	}
	return false;
}

/* At or behind `from`: the next line that begins with a word that imports stand before. */
static size_t source_next_end(
    const struct done_import_reader *reader, struct done_bytes bytes, size_t from)
{
	for (size_t at = from; at < bytes.len;) {
		const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);

		if (!end)
			break;
		at = (size_t)(end - bytes.ptr) + 1;
		if (source_is_end(reader, bytes, at))
			return at;
	}
	return bytes.len;
}

/*
 * What each byte is up to where no import can stand any more, and how many these are. What stands
 * in a comment or a text is no end: then it is looked for in the next half of the source, so that
 * the whole is linear.
 */
static size_t source_scan_imports(const struct done_source *source,
    const struct done_import_reader *reader, unsigned char *classes)
{
	const struct done_scanner *scanner =
	    done_ecosystem_scanner(source->ecosystem, source->path);
	struct done_bytes part = source->bytes;
	size_t end = 0;

	do {
		end = reader->ends ? source_next_end(reader, source->bytes, end * 2)
		                   : source->bytes.len;
		part.len = end < source->bytes.len ? end + 1 : end;
		done_scan(scanner, part, classes);
	} while (end < source->bytes.len && classes[end] != DONE_CLASS_CODE);
	return end;
}

static void source_read_imports(struct done_source *source)
{
	const struct done_import_reader *reader = source->ecosystem->imports;
	struct done_bytes part = source->bytes;

	source->classes = done_arena_alloc(source->arena, part.len + 1);
	part.len = source_scan_imports(source, reader, source->classes);
	reader->read(source->arena, part, source->classes, &source->imports);
	if (part.len < source->bytes.len)
		source->classes = NULL;
}

/* ---- making ---- */

void done_source_make(struct done_arena *arena, const struct done_ecosystem *ecosystem,
    const char *path, struct done_bytes bytes, struct done_source *out)
{
	*out = (struct done_source){
	    .path = path, .bytes = bytes, .ecosystem = ecosystem, .arena = arena};
	out->is_config = !done_ecosystem_is_source(ecosystem, path);
	if (!out->is_config && ecosystem->imports)
		source_read_imports(out);
}

static void source_scan(struct done_source *source)
{
	source->classes = done_arena_alloc(source->arena, source->bytes.len + 1);
	done_scan(source->is_config ? source_configuration(source->path)
	                            : done_ecosystem_scanner(source->ecosystem, source->path),
	    source->bytes, source->classes);
}

int done_source_mask(struct done_source *source, struct done_error *err)
{
	const struct done_ecosystem *ecosystem = source->ecosystem;

	if (source->is_masked)
		return 0;
	if (!source->classes)
		source_scan(source);
	source->charset = done_charset_of(source->bytes);
	source->code = source_mask(source->arena, source, DONE_CLASSES_CALLS);
	source->text = source_mask(source->arena, source, DONE_CLASSES_TEXT);
	if (!source->is_config && ecosystem->imports_begin &&
	    (source_blank_imports(ecosystem, source, &source->code, err) < 0 ||
	        source_blank_imports(ecosystem, source, &source->text, err) < 0)) {
		source->is_refused = true;
		return err->code;
	}
	source->is_masked = true;
	return 0;
}
