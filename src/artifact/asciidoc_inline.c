/* Macros, anchors and code within the lines of AsciiDoc. */
#include "asciidoc_inline.h"

#include <ctype.h>
#include <string.h>

/* A macro, reference or anchor is no longer than this, so that no line is slow. */
#define INLINE_MAX 1024

/* Macros whose target is looked at, inline with one colon, as a block with two. */
enum macro_target {
	TARGET_NONE,
	TARGET_PATH,
	TARGET_IMAGE,     /* below :imagesdir: */
	TARGET_VIDEO,     /* the same, or the number of a film elsewhere */
	TARGET_REFERENCE, /* an id, or a document */
	TARGET_ID,        /* makes one */
};

static const struct macro {
	const char *name;
	enum macro_target target;
	bool shows_text; /* what stands in the brackets is read */
} macros[] = {
    {"link", TARGET_PATH, true},
    {"xref", TARGET_REFERENCE, true},
    {"image", TARGET_IMAGE, false},
    {"video", TARGET_VIDEO, false},
    {"audio", TARGET_IMAGE, false},
    {"include", TARGET_PATH, false},
    {"anchor", TARGET_ID, false},
    {"footnote", TARGET_NONE, true},
    {"kbd", TARGET_NONE, true},
    {"btn", TARGET_NONE, true},
    {"pass", TARGET_NONE, false},
    {"icon", TARGET_NONE, false},
    {"toc", TARGET_NONE, false},
    {"ifdef", TARGET_NONE, false},
    {"ifndef", TARGET_NONE, false},
    {"ifeval", TARGET_NONE, false},
    {"endif", TARGET_NONE, false},
    {"mailto", TARGET_NONE, true},
    {"https", TARGET_NONE, true},
    {"http", TARGET_NONE, true},
};

/* A macro as it stands in a line. */
struct found_macro {
	const struct macro *macro;
	const char *target, *text;
	size_t target_len, text_len;
	size_t len; /* of the whole */
};

/* A macro at the start of text. colons: 2 for a block. */
static bool find_macro(const char *text, size_t len, size_t colons, struct found_macro *out)
{
	size_t name = 0;

	while (name < len && isalpha((unsigned char)text[name]))
		name++;
	if (name + colons >= len || text[name] != ':' || (colons == 2 && text[name + 1] != ':') ||
	    (colons == 1 && text[name + 1] == ':'))
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(macros); i++) {
		if (strlen(macros[i].name) != name || strncmp(text, macros[i].name, name) != 0)
			continue;
		const char *target = text + name + colons, *end = text + len;
		const char *open = target;
		while (open < end && *open != '[' && !isspace((unsigned char)*open))
			open++;
		const char *close =
		    open < end && *open == '[' ? memchr(open, ']', (size_t)(end - open)) : NULL;
		if (!close)
			return false;
		*out = (struct found_macro){&macros[i], target, open + 1, (size_t)(open - target),
		    (size_t)(close - open) - 1, (size_t)(close - text) + 1};
		return true;
	}
	return false;
}

/* "run" is an id; "other.adoc#run", "other.adoc" and "other#run" are documents. */
static void add_reference(struct done_asciidoc_text *text, const char *target, size_t len, int line)
{
	struct done_outlining *outlining = text->outlining;
	const char *hash = memchr(target, '#', len);
	size_t path = hash ? (size_t)(hash - target) : len;
	bool document =
	    (hash && path > 0) || memchr(target, '/', path) || memchr(target, '.', path);

	if (hash && path == 0) {
		done_outline_add_link(outlining, target, len, line);
	} else if (!document) {
		char *id = done_arena_strndup(outlining->arena, target, len);
		const char *shown = strchr(id, ' ') ? done_heading_slug(outlining->arena, id) : id;
		const char *link = done_arena_printf(outlining->arena, "#%s", shown);

		done_outline_add_link(outlining, link, strlen(link), line);
	} else {
		const char *slash = memchr(target, '/', path), *last = slash ? slash : target;
		bool ending = memchr(last, '.', path - (size_t)(last - target)) != NULL;
		const char *link = done_arena_printf(outlining->arena, "%.*s%s%.*s", (int)path,
		    target, ending ? "" : ".adoc", hash && path + 1 < len ? (int)(len - path) : 0,
		    target + path);

		done_outline_add_link(outlining, link, strlen(link), line);
	}
}

static bool is_absolute(const char *target, size_t len)
{
	return len && (*target == '/' || memchr(target, ':', len));
}

static void add_target(struct done_asciidoc_text *text, const struct found_macro *found, int line)
{
	struct done_outlining *outlining = text->outlining;
	const char *target = found->target;
	size_t len = found->target_len;

	while (len > 4 && !strncmp(target, "++", 2) && !strncmp(target + len - 2, "++", 2)) {
		target += 2;
		len -= 4;
	}
	if (found->macro->target == TARGET_ID)
		done_outline_add_id(outlining, target, len);
	if (!len || found->macro->target == TARGET_ID || memchr(target, '{', len) ||
	    (found->macro->target == TARGET_VIDEO && !memchr(target, '.', len)))
		return;
	if (found->macro->target == TARGET_REFERENCE) {
		add_reference(text, target, len, line);
	} else if (found->macro->target == TARGET_PATH) {
		done_outline_add_link(outlining, target, len, line);
	} else if (found->macro->target != TARGET_NONE && !strchr(text->images, '{')) {
		bool below = *text->images && !is_absolute(target, len);
		const char *path = done_arena_printf(outlining->arena, "%s%s%.*s",
		    below ? text->images : "", below ? "/" : "", (int)len, target);

		done_outline_add_link(outlining, path, strlen(path), line)->image = true;
	}
}

bool done_asciidoc_macro(struct done_asciidoc_text *text, const char *line, size_t len, int number)
{
	struct found_macro found;

	if (!find_macro(line, len, 2, &found) || found.len != len)
		return false;
	add_target(text, &found, number);
	return true;
}

/* ---- within a line ---- */

/* "<<run,how to run>>": its length, or 0. */
static size_t read_cross_reference(
    struct done_asciidoc_text *text, const char *at, size_t len, int line, struct done_buf *out)
{
	if (len < 5 || strncmp(at, "<<", 2) != 0)
		return 0;
	size_t end = 2;
	while (end + 1 < len && strncmp(at + end, ">>", 2) != 0)
		end++;
	if (end + 1 >= len || end == 2)
		return 0;
	const char *comma = memchr(at + 2, ',', end - 2);
	size_t target = comma ? (size_t)(comma - at) - 2 : end - 2;
	if (target && !memchr(at + 2, '{', target))
		add_reference(text, at + 2, target, line);
	if (comma)
		done_buf_add(out, comma + 1, end - 3 - target);
	return end + 2;
}

/* "[[run]]": its length, or 0. */
static size_t read_anchor(struct done_asciidoc_text *text, const char *at, size_t len)
{
	if (len < 5 || strncmp(at, "[[", 2) != 0)
		return 0;
	const char *close = memchr(at, ']', len);
	if (!close || (size_t)(close - at) + 1 >= len || close[1] != ']')
		return 0;
	done_asciidoc_block_id(text, at, (size_t)(close - at) + 2);
	return (size_t)(close - at) + 2;
}

/* "`code`": its length, or 0. */
static size_t asciidoc_inline_read_code(
    const char *at, size_t len, bool heading, struct done_buf *out)
{
	size_t marks = len > 1 && at[1] == '`' ? 2 : 1;

	if (*at != '`')
		return 0;
	for (size_t end = marks; end + marks <= len; end++) {
		if (strncmp(at + end, "``", marks) != 0 || end == marks)
			continue;
		if (heading)
			done_buf_add(out, at + marks, end - marks);
		else
			done_buf_addch(out, '`');
		return end + marks;
	}
	return 0;
}

/* "{project-name}", which is filled in elsewhere: its length, or 0. */
static size_t read_attribute(const char *line, size_t at, size_t len, struct done_buf *out)
{
	size_t end = at + 1;

	if (at > 0 && (line[at - 1] == '{' || line[at - 1] == '$' || line[at - 1] == '\\'))
		return 0;
	while (end < len &&
	    (isalnum((unsigned char)line[end]) || line[end] == '_' ||
	        (line[end] == '-' && end > at + 1)))
		end++;
	if (end == at + 1 || end >= len || line[end] != '}')
		return 0;
	done_buf_add(out, line + at + 1, end - at - 1);
	return end + 1 - at;
}

void done_asciidoc_plain(struct done_asciidoc_text *text, const char *line, size_t len, int number,
    bool heading, struct done_buf *out)
{
	size_t unclosed = 0; /* bytes behind which no code ends: so that many marks are no slower */

	for (size_t at = 0; at < len;) {
		struct found_macro found;
		bool word = at > 0 && isalnum((unsigned char)line[at - 1]);
		bool escaped = at > 0 && line[at - 1] == '\\';
		size_t read = 0, near = len - at < INLINE_MAX ? len - at : INLINE_MAX;

		if (line[at] == '`' && at >= unclosed) {
			read = asciidoc_inline_read_code(line + at, len - at, heading, out);
			unclosed = read ? at : len;
			size_t marks = read > 1 && line[at + 1] == '`' ? 2 : 1;
			if (read && !heading)
				done_outline_add_code(text->outlining, line + at + marks,
				    read - 2 * marks, number, true);
		} else if (line[at] == '<' && !escaped) {
			read = read_cross_reference(text, line + at, near, number, out);
		} else if (line[at] == '[' && !escaped) {
			read = read_anchor(text, line + at, near);
		} else if (line[at] == '{') {
			read = read_attribute(line, at, at + near, out);
		} else if (!word && !escaped && isalpha((unsigned char)line[at]) &&
		    find_macro(line + at, near, 1, &found)) {
			add_target(text, &found, number);
			if (found.macro->shows_text)
				done_buf_add(out, found.text, found.text_len);
			read = found.len;
		}
		if (read)
			at += read;
		else
			done_buf_addch(out, line[at++]);
	}
}

void done_asciidoc_block_id(struct done_asciidoc_text *text, const char *line, size_t len)
{
	bool anchor = len > 4 && line[1] == '[';
	const char *from = anchor ? line + 2 : memchr(line, '#', len), *end;
	static const char named[] = "id=";

	for (size_t i = 1; !from && i + sizeof(named) < len; i++)
		if (!strncmp(line + i, named, sizeof(named) - 1) && strchr("[, ", line[i - 1]))
			from = line + i + sizeof(named) - 2;
	if (!from)
		return;
	from += !anchor;
	from += from < line + len && (*from == '"' || *from == '\'');
	for (end = from; end < line + len && !strchr(",]%.\"' ", *end);)
		end++;
	if (anchor)
		for (end = from; end < line + len && *end != ',' && *end != ']';)
			end++;
	done_outline_add_id(text->outlining, from, (size_t)(end - from));
}
