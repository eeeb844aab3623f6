/*
 * Files that are there and hold nothing: empty ones, ones of comments alone, documents that are
 * copied from what git done itself prints. They are no artifacts.
 */
#include "hollow.h"

#include <string.h>

/* ---- comments ---- */

/* How a format writes comments; a file without a row is hollow only where it is blank. */
static const struct comment_style {
	const char *endings; /* of names, or whole names; parted by blanks */
	const char *line[3]; /* a comment up to the end of the line begins so */
	const char *open, *close;
	const char *nothing; /* texts, parted by blanks, that say nothing either */
} comment_styles[] = {
    {".yaml .yml", {"#"}, NULL, NULL, "--- ... {} [] null ~"},
    {".json .jsonc .json5", {"//"}, "/*", "*/", "{} [] null"},
    {".toml .sh .bash .py .rb .pl .r .tf .properties .env .cfg .conf .ini .ex .exs .graphql "
     ".graphqls .gql Dockerfile Containerfile Makefile Procfile Gemfile Rakefile CODEOWNERS",
        {"#", ";"}, NULL, NULL, ""},
    {".js .mjs .cjs .ts .mts .cts .jsx .tsx .go .java .kt .kts .scala .groovy .gradle .c .h "
     ".cc "
     ".cpp .hpp .cs .fs .rs .swift .dart .proto .thrift .css .scss .php .avdl .bicep .cue",
        {"//"}, "/*", "*/", "; <?php"},
    {".sql .lua .hs .elm", {"--"}, "/*", "*/", ""},
    {".md .markdown .html .htm .xml .csproj .wsdl .xsd .jmx .svg", {NULL}, "<!--", "-->", ""},
    {".adoc .asciidoc", {"//"}, NULL, NULL, ""},
};

static const struct comment_style *style_of(const char *path)
{
	const char *name = done_last_part(path);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(comment_styles); i++) {
		const char *item = comment_styles[i].endings;

		for (; *item; item += strspn(item, " ")) {
			size_t len = strcspn(item, " "), name_len = strlen(name);
			bool fits = *item == '.' ? name_len >= len : name_len == len;

			if (fits && !strncmp(name + name_len - len, item, len))
				return &comment_styles[i];
			item += len;
		}
	}
	return NULL;
}

static bool hollow_starts(struct done_bytes rest, const char *text)
{
	return text && rest.len >= strlen(text) && !memcmp(rest.ptr, text, strlen(text));
}

/* Bytes of a comment at the start; 0: there is none. */
static size_t comment_length(const struct comment_style *style, struct done_bytes rest)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(style->line); i++) {
		if (!hollow_starts(rest, style->line[i]))
			continue;
		const char *end = memchr(rest.ptr, '\n', rest.len);

		return end ? (size_t)(end - rest.ptr) + 1 : rest.len;
	}
	if (!hollow_starts(rest, style->open))
		return 0;
	size_t at = strlen(style->open);
	while (at < rest.len &&
	    !hollow_starts((struct done_bytes){rest.ptr + at, rest.len - at}, style->close))
		at++;
	return at < rest.len ? at + strlen(style->close) : rest.len;
}

/* Bytes of a text that says nothing: "---", "{}"; 0: what stands there says something. */
static size_t nothing_length(const struct comment_style *style, struct done_bytes rest)
{
	for (const char *item = style->nothing; *item; item += strspn(item, " ")) {
		size_t len = strcspn(item, " ");

		if (rest.len >= len && !memcmp(rest.ptr, item, len) &&
		    (rest.len == len || strchr(" \t\r\n#;", rest.ptr[len])))
			return len;
		item += len;
	}
	return 0;
}

const char *done_hollow_text(const char *path, struct done_bytes text)
{
	static const struct comment_style blank = {.nothing = ""};
	const struct comment_style *style = style_of(path);
	struct done_bytes rest = text;
	bool comments = false;

	style = style ? style : &blank;
	while (rest.len > 0) {
		size_t skip = memchr(" \t\r\n\f\v", *rest.ptr, 6) ? 1 : 0;

		if (!skip) {
			skip = comment_length(style, rest);
			comments |= skip > 0;
		}
		if (!skip)
			skip = nothing_length(style, rest);
		if (!skip)
			return NULL;
		rest.ptr += skip;
		rest.len -= skip;
	}
	return comments ? "holds nothing but comments" : "is empty";
}

/* ---- documents ---- */

/* The placeholders that make a document of any kind none: an example of ours, a text again and
 * again; of other ones only where nothing else is left. */
static const struct done_placeholder *find_copied(const struct done_outline *outline)
{
	for (size_t i = 0; i < outline->nr_placeholders; i++) {
		const struct done_placeholder *placeholder = &outline->placeholders[i];

		if (placeholder->strict)
			continue;
		if (placeholder->kind != DONE_PLACEHOLDER_TEXT ||
		    !strcmp(placeholder->text, "lorem ipsum") ||
		    (!outline->words && !outline->code_words))
			return placeholder;
	}
	return NULL;
}

static int document_hollow(struct done_view *view, const struct done_file *file,
    struct done_hollow *out, struct done_error *err)
{
	const struct done_outline *outline;
	struct done_result aside = {0};
	int rc = done_artifact_outline(view, file, &outline, &aside, err);

	if (rc <= 0)
		return rc;
	const struct done_placeholder *found = find_copied(outline);
	if (!found)
		return 0;
	out->line = found->line;
	out->wrong = "placeholder";
	out->why = done_arena_printf(view->arena, "%s: '%s'",
	    found->kind == DONE_PLACEHOLDER_EXAMPLE ? "holds an example of git done, which "
	                                              "says nothing of this service"
	                                            : "holds a placeholder",
	    done_view_shown(view, found->shown, strlen(found->shown), 60));
	return 1;
}

int done_file_hollow(struct done_view *view, const struct done_file *file, struct done_hollow *out,
    struct done_error *err)
{
	struct done_bytes text;
	uint64_t size;
	bool pointer;
	int rc = done_view_size(view, file, &size, &pointer, err);

	*out = (struct done_hollow){.wrong = "empty"};
	/* What is so large is not read to find that it is nothing. */
	if (rc < 0 || pointer || size > DONE_HOLLOW_MAX)
		return rc < 0 ? rc : 0;
	rc = done_view_read(view, file, DONE_BLOB_MAX, &text, err);
	if (rc < 0 || done_bytes_binary(text))
		return rc < 0 ? rc : 0;
	out->why = done_hollow_text(file->path, text);
	if (out->why)
		return 1;
	if (!done_document_has_ids(file->path) ||
	    (view->placeholders && view->placeholders->level == DONE_PLACEHOLDERS_OFF))
		return 0;
	return document_hollow(view, file, out, err);
}

/* ---- what a pattern is to see of a document ---- */

static void blank_line(char *text, size_t len, int line)
{
	size_t at = 0;

	for (; at < len && line > 1; at++)
		line -= text[at] == '\n';
	for (; at < len && text[at] != '\n'; at++)
		text[at] = ' ';
}

int done_document_examples(struct done_view *view, const struct done_file *file,
    const struct done_outline **out, struct done_error *err)
{
	struct done_result aside = {0};
	uint64_t size;
	bool pointer;

	*out = NULL;
	if (!done_document_has_ids(file->path) ||
	    (view->placeholders && view->placeholders->level == DONE_PLACEHOLDERS_OFF))
		return 0;
	int rc = done_view_size(view, file, &size, &pointer, err);
	if (rc < 0 || pointer || size > DONE_HOLLOW_MAX)
		return rc;
	rc = done_artifact_outline(view, file, out, &aside, err);
	return rc < 0 ? rc : 0;
}

void done_document_own_text(
    struct done_view *view, const struct done_outline *outline, struct done_bytes *text)
{
	char *own = NULL;

	for (size_t i = 0; outline && i < outline->nr_placeholders; i++) {
		const struct done_placeholder *placeholder = &outline->placeholders[i];

		if (placeholder->strict || placeholder->kind == DONE_PLACEHOLDER_TEXT)
			continue;
		if (!own)
			own = done_arena_strndup(view->arena, text->ptr, text->len);
		blank_line(own, text->len, placeholder->line);
	}
	if (own)
		text->ptr = own;
}
