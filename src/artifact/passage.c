/* A passage of a document, whatever its format, into the document's outline. */
#include <string.h>

#include "markdown_parts.h"

#define SHOWN_MAX 80

/* On one line, cut between characters. */
static const char *shown(struct done_arena *arena, const char *text, size_t len)
{
	char *out = done_arena_alloc(arena, SHOWN_MAX + 8);
	size_t kept = 0;

	for (size_t i = 0, length; i < len; i += length) {
		bool blank = strchr(" \t\r\n", text[i]) != NULL;

		done_character_at(text + i, len - i, &length);
		if (kept + length > SHOWN_MAX) {
			memcpy(out + kept, "\xE2\x80\xA6", 4);
			return out;
		}
		if (blank && kept > 0 && out[kept - 1] != ' ')
			out[kept++] = ' ';
		if (!blank) {
			memcpy(out + kept, text + i, length);
			kept += length;
		}
	}
	out[kept] = '\0';
	return out;
}

static int lines_before(const char *text, size_t len)
{
	int nr = 0;

	for (size_t i = 0; i < len; i++)
		nr += text[i] == '\n';
	return nr;
}

static void add_found(struct done_arena *arena, struct done_outline *outline,
    struct done_passage_caps *caps, const struct done_passage *passage,
    const struct done_placeholder_found *found)
{
	*DONE_ARENA_PUSH(arena, outline->placeholders, outline->nr_placeholders,
	    caps->placeholders) = (struct done_placeholder){
	    .text = found->name,
	    .shown = shown(arena, passage->ptr + found->at, found->len),
	    .kind = found->kind,
	};
}

/* By the strict tables there are more: those that are not among the others are marked. */
static bool add_all(struct done_arena *arena, struct done_outline *outline,
    struct done_passage_caps *caps, const struct done_passage *passage, int line)
{
	struct done_placeholder_found found, next;
	size_t counted = 0;
	/* Most passages hold none: then they are looked at once. */
	bool any = done_placeholder_next(passage, 0, true, &found);
	bool more = any && done_placeholder_next(passage, 0, false, &next), holds = any;

	for (size_t from; any; any = done_placeholder_next(passage, from, true, &found)) {
		bool usual = more && next.at <= found.at;

		add_found(arena, outline, caps, passage, usual ? &next : &found);
		if (usual)
			found = next;
		struct done_placeholder *last =
		    &outline->placeholders[outline->nr_placeholders - 1];
		line += lines_before(passage->ptr + counted, found.at - counted);
		counted = found.at;
		last->line = line;
		last->strict = !usual;
		from = found.at + found.len;
		while (more && next.at < from)
			more = done_placeholder_next(passage, from, false, &next);
	}
	return holds;
}

bool done_outline_add_passage(struct done_arena *arena, struct done_outline *outline,
    struct done_passage_caps *caps, const struct done_passage *passage, int line)
{
	if (passage->len == 0)
		return false;
	*DONE_ARENA_PUSH(arena, outline->paragraphs, outline->nr_paragraphs, caps->paragraphs) =
	    (struct done_paragraph){done_arena_strndup(arena, passage->ptr, passage->len),
	        passage->len, line, passage->heading};
	return add_all(arena, outline, caps, passage, line);
}
