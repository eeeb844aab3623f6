/*
 * Whether git makes other bytes of a committed report than its blob has, by the attributes `ident`,
 * `working-tree-encoding` and `filter` of the tree's .gitattributes, of the git directory and of
 * the user. What of them is not understood counts as one that does; what a pointer of Git LFS
 * stands for is known by its sum.
 */
#include "reports_parts.h"

#include <string.h>

enum { FILTERED_IDENT = 1, FILTERED_ENCODING = 2, FILTERED_FILTER = 4 };

struct filtered_line {
	const char *at, *end;
};

static bool filtered_word(struct filtered_line *line, struct done_bytes *out)
{
	while (line->at < line->end && strchr(" \t\r", *line->at))
		line->at++;
	out->ptr = line->at;
	while (line->at < line->end && !strchr(" \t\r", *line->at))
		line->at++;
	out->len = (size_t)(line->at - out->ptr);
	return out->len != 0;
}

static bool filtered_is(struct done_bytes word, const char *text)
{
	return word.len == strlen(text) && !memcmp(word.ptr, text, word.len);
}

static bool filtered_begins(struct done_bytes word, const char *text)
{
	return word.len >= strlen(text) && !memcmp(word.ptr, text, strlen(text));
}

/* What a word says: bits that it sets, or takes away. */
static void filtered_take(struct done_bytes word, unsigned *set, unsigned *cleared)
{
	static const struct {
		const char *name;
		unsigned bit;
	} names[] = {{"ident", FILTERED_IDENT}, {"working-tree-encoding", FILTERED_ENCODING},
	    {"filter", FILTERED_FILTER}};
	bool is_off = word.len && strchr("-!", *word.ptr);
	struct done_bytes rest = {word.ptr + is_off, word.len - is_off};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!filtered_begins(rest, names[i].name))
			continue;
		if (is_off || filtered_is(word, "filter=lfs"))
			*cleared |= names[i].bit;
		else
			*set |= names[i].bit;
	}
}

/* Whether a pattern means files of that name: 1; 0: no; -1: perhaps. */
static int filtered_means(struct done_bytes pattern, const char *name)
{
	static const char special[] = "*?[\\/\"";
	size_t len = strlen(name), star = pattern.len && *pattern.ptr == '*';

	for (size_t i = star; i < pattern.len; i++) {
		if (strchr(special, pattern.ptr[i]))
			return -1;
	}
	pattern.ptr += star;
	pattern.len -= star;
	return len >= pattern.len && (star || len == pattern.len) &&
	    !memcmp(name + len - pattern.len, pattern.ptr, pattern.len);
}

static void filtered_take_line(struct filtered_line line, const char *name, unsigned *bits)
{
	unsigned set = 0, cleared = 0;
	struct done_bytes pattern, word;
	int means;

	if (!filtered_word(&line, &pattern) || *pattern.ptr == '#')
		return;
	/* A macro may be used anywhere, a name in quotes may hold spaces. */
	means = filtered_begins(pattern, "[attr]") ? -1 : filtered_means(pattern, name);
	while (filtered_word(&line, &word))
		filtered_take(word, &set, &cleared);
	if (means > 0)
		*bits &= ~cleared;
	if (means != 0)
		*bits |= set;
}

static void filtered_take_text(struct done_bytes text, const char *name, unsigned *bits)
{
	for (size_t i = 0; i < text.len;) {
		const char *at = text.ptr + i, *end = memchr(at, '\n', text.len - i);
		size_t len = end ? (size_t)(end - at) : text.len - i;

		filtered_take_line((struct filtered_line){at, at + len}, name, bits);
		i += len + 1;
	}
}

/* Attributes that no commit has; NULL: none. */
static void filtered_take_apart(const char *text, const char *name, unsigned *bits)
{
	if (text)
		filtered_take_text((struct done_bytes){text, strlen(text)}, name, bits);
}

static int filtered_read(struct done_view *view, const char *directory, const char *name,
    unsigned *bits, struct done_error *err)
{
	struct done_file file = {.path = *directory
	        ? done_arena_printf(view->arena, "%s/.gitattributes", directory)
	        : ".gitattributes"};
	struct done_blob *blob;
	int rc = done_snapshot_find(view->head, file.path, &file.entry, err);

	if (rc <= 0 || file.entry.kind != DONE_ENTRY_FILE)
		return rc < 0 ? rc : 0;
	if (done_view_blob(view, &file, DONE_BLOB_MAX, false, &blob, err) < 0)
		return err->code;
	if (blob->is_cut)
		*bits |= FILTERED_FILTER;
	filtered_take_text(blob->bytes, name, bits);
	return 0;
}

int done_reports_are_filtered(struct done_view *view, const struct done_folder *folder,
    const char *path, struct done_error *err)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	unsigned bits = 0;
	int rc;

	filtered_take_apart(folder->user_attributes, name, &bits);
	rc = filtered_read(view, "", name, &bits, err);
	for (const char *at = strchr(path, '/'); rc >= 0 && at; at = strchr(at + 1, '/'))
		rc = filtered_read(view, done_arena_strndup(view->arena, path, (size_t)(at - path)),
		    name, &bits, err);
	filtered_take_apart(folder->local_attributes, name, &bits);
	return rc < 0 ? rc : bits != 0;
}
