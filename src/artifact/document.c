/* Which reader takes a document: by the ending of its name, as GitHub does. */
#include <string.h>
#include <strings.h>

#include "asciidoc.h"
#include "formats.h"
#include "plain_text.h"
#include "restructured.h"

struct document_format {
	const char *ending; /* with its dot; "" for a name without one */
	int (*outline)(struct done_arena *arena, struct done_bytes bytes, const char *file,
	    struct done_outline *out, struct done_error *err);
	const char *mark; /* that a heading begins with */
	bool markdown, ids;
};

/* In the order in which a host prefers one README to another. */
static const struct document_format formats[] = {
    {".md", done_markdown_outline, "## ", true, true},
    {".markdown", done_markdown_outline, "## ", true, true},
    {".mdown", done_markdown_outline, "## ", true, true},
    {".mkdn", done_markdown_outline, "## ", true, true},
    {".mkd", done_markdown_outline, "## ", true, true},
    {".mdx", done_markdown_outline, "## ", true, true},
    {".adoc", done_asciidoc_outline, "== ", false, true},
    {".asciidoc", done_asciidoc_outline, "== ", false, true},
    {".asc", done_asciidoc_outline, "== ", false, true},
    {".rst", done_restructured_outline, "", false, true},
    {".txt", done_plain_text_outline, "", false, false},
    {"", done_plain_text_outline, "", false, false},
};

/* The row of an ending, or NULL. */
static const struct document_format *find_format(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; i < DONE_ARRAY_SIZE(formats); i++)
		if (!strcasecmp(dot && dot > name ? dot : "", formats[i].ending))
			return &formats[i];
	return NULL;
}

int done_document_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_outline *out, struct done_error *err)
{
	const struct document_format *format = find_format(done_last_part(file));

	return (format ? format->outline : done_markdown_outline)(arena, bytes, file, out, err);
}

bool done_document_has_ids(const char *file)
{
	const struct document_format *format = find_format(done_last_part(file));

	return format && format->ids;
}

bool done_document_is_markdown(const char *file)
{
	const struct document_format *format = find_format(done_last_part(file));

	return format && format->markdown;
}

const char *done_document_heading_mark(const char *file)
{
	const struct document_format *format = find_format(done_last_part(file));

	return format ? format->mark : formats[0].mark;
}

int done_readme_rank(const char *name)
{
	static const char readme[] = "README";
	const struct document_format *format;

	if (strncasecmp(name, readme, strlen(readme)) != 0)
		return -1;
	const char *ending = name + strlen(readme);
	format = *ending == '.' || !*ending ? find_format(name) : NULL;
	if (!format || strcasecmp(ending, format->ending) != 0)
		return -1;
	/* Of two that differ in letters only, the one that is written as most are. */
	bool usual = !strncmp(name, readme, strlen(readme)) && !strcmp(ending, format->ending);
	return (int)(format - formats) * 2 + !usual;
}
