/* What of a key, an image, a path and a heading may be the name of a service. */
#include <string.h>

#include "name_parts.h"

/* Deeper paths are none that people lay artifacts in. */
#define PARTS_MAX 64

static struct done_bytes name_last_part(struct done_bytes text, const char *dividers)
{
	size_t at = text.len;

	while (at && !strchr(dividers, text.ptr[at - 1]))
		at--;
	return (struct done_bytes){text.ptr + at, text.len - at};
}

/* "hipster.CartService" is CartService, too: the package of a proto, the group of a kind. */
static void name_find_key(
    const struct done_names *names, struct done_bytes text, struct done_name_best *best)
{
	struct done_bytes last = name_last_part(text, "./");

	done_name_word(names, text, false, best);
	if (best->by == DONE_NAMED_NOT && last.len && last.len < text.len)
		done_name_word(names, last, false, best);
}

/* Parts of a directory that stand at the end of the text, each whole. */
static bool ends_with_parts(struct done_bytes text, struct done_bytes parts)
{
	return parts.len && text.len >= parts.len &&
	    !memcmp(text.ptr + text.len - parts.len, parts.ptr, parts.len) &&
	    (text.len == parts.len || text.ptr[text.len - parts.len - 1] == '/');
}

static struct done_bytes image_bare(struct done_bytes image)
{
	const char *at = image.len ? memchr(image.ptr, '@', image.len) : NULL;

	if (at)
		image.len = (size_t)(at - image.ptr);
	struct done_bytes last = name_last_part(image, "/");
	const char *colon = last.len ? memchr(last.ptr, ':', last.len) : NULL;
	if (colon)
		image.len = (size_t)(colon - image.ptr);
	return image;
}

static void name_find_image(
    const struct done_names *names, struct done_bytes text, struct done_name_best *best)
{
	struct done_bytes image = image_bare(text);

	for (size_t i = 0; i < names->nr; i++) {
		struct done_bytes directory = names->forms[i].directory;
		struct done_bytes last = name_last_part(directory, "/");
		if (names->forms[i].parts < 2)
			continue;
		struct done_bytes two = name_last_part(
		    (struct done_bytes){directory.ptr, directory.len - last.len - 1}, "/");
		two.len += last.len + 1;
		if (ends_with_parts(image, two))
			done_name_best_take(best, DONE_NAMED_FULL, i);
	}
	done_name_word(names, name_last_part(image, "/"), true, best);
}

/* The path is the directory, or lies in it, or holds all parts of one of two or more. */
static bool path_holds(struct done_bytes path, const struct done_name_form *form)
{
	struct done_bytes directory = form->directory;

	for (size_t at = 0; directory.len && at + directory.len <= path.len; at++) {
		bool whole = (at == 0 || path.ptr[at - 1] == '/') &&
		    (at + directory.len == path.len || path.ptr[at + directory.len] == '/');
		if (whole && !memcmp(path.ptr + at, directory.ptr, directory.len))
			return true;
		if (form->parts < 2)
			break;
	}
	return false;
}

/* Of directories within each other the innermost is meant. */
static void find_holding(
    const struct done_names *names, struct done_bytes path, struct done_name_best *best)
{
	size_t longest = 0;

	for (size_t i = 0; i < names->nr; i++) {
		size_t len = names->forms[i].directory.len;
		if (len < longest || !path_holds(path, &names->forms[i]))
			continue;
		if (len > longest)
			*best = (struct done_name_best){0};
		longest = len;
		done_name_best_take(best, DONE_NAMED_FULL, i);
	}
}

/* A part of a path: as it is, and a file without its ending, and without all of them. */
static void part_find(
    const struct done_names *names, struct done_bytes part, struct done_name_best *best)
{
	const char *first = part.len > 1 ? memchr(part.ptr + 1, '.', part.len - 1) : NULL;
	struct done_bytes ending = name_last_part(part, ".");

	done_name_word(names, part, false, best);
	if (first && best->by == DONE_NAMED_NOT)
		done_name_word(
		    names, (struct done_bytes){part.ptr, part.len - ending.len - 1}, false, best);
	if (first && best->by == DONE_NAMED_NOT)
		done_name_word(
		    names, (struct done_bytes){part.ptr, (size_t)(first - part.ptr)}, false, best);
}

static void name_find_path(
    const struct done_names *names, struct done_bytes path, struct done_name_best *best)
{
	find_holding(names, path, best);
	for (size_t nr = 0; best->by == DONE_NAMED_NOT && path.len && nr < PARTS_MAX; nr++) {
		struct done_bytes part = name_last_part(path, "/");
		if (part.len)
			part_find(names, part, best);
		path.len -= part.len;
		path.len -= path.len > 0; /* the '/' */
	}
}

static struct done_bytes without_ends(struct done_bytes text, const char *characters)
{
	while (text.len && strchr(characters, text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	while (text.len && strchr(characters, text.ptr[text.len - 1]))
		text.len--;
	return text;
}

/* "1.2 ", "3) ": a number of a heading; "2fa" is a name. */
static size_t number_length(struct done_bytes text)
{
	size_t len = 0;

	while (len < text.len && strchr("0123456789.)", text.ptr[len]))
		len++;
	return len && len < text.len && text.ptr[len] == ' ' ? len : 0;
}

/* "Worker nodes", "Cart component": without the word for what sort of part it is. */
static struct done_bytes without_sort(struct done_bytes text)
{
	static const char *const sorts[] = {
	    " node", " nodes", " component", " module", " process", " program", " microservices"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(sorts); i++) {
		size_t len = strlen(sorts[i]);

		if (text.len > len && !memcmp(text.ptr + text.len - len, sorts[i], len))
			text.len -= len;
	}
	return text;
}

/* What headings have around a name: "1.2 The `cart` service (Go)". */
static struct done_bytes heading_bare(struct done_bytes text)
{
	static const char *const dashes[] = {" \xE2\x80\x94 ", " \xE2\x80\x93 ", " - "};
	const char *open = text.len > 1 ? memchr(text.ptr + 1, '(', text.len - 1) : NULL;

	if (open && open[-1] == ' ')
		text.len = (size_t)(open - text.ptr);
	/* "Cart service - :8001": what stands behind a dash says something of it. */
	for (size_t i = 1; i < text.len; i++) {
		for (size_t k = 0; k < DONE_ARRAY_SIZE(dashes); k++) {
			size_t len = strlen(dashes[k]);

			if (i + len <= text.len && !memcmp(text.ptr + i, dashes[k], len))
				text.len = i;
		}
	}
	text = without_ends(text, "#*`'\":. \t");
	size_t number = number_length(text);
	text =
	    without_ends((struct done_bytes){text.ptr + number, text.len - number}, "#*`'\":. \t");
	if (text.len > 4 && (text.ptr[0] == 'T' || text.ptr[0] == 't') &&
	    !memcmp(text.ptr + 1, "he ", 3)) {
		text.ptr += 4;
		text.len -= 4;
	}
	return without_sort(text);
}

static void name_find_heading(
    const struct done_names *names, struct done_bytes text, struct done_name_best *best)
{
	char word[DONE_NAME_MAX_BYTES + 1];
	size_t len = 0;

	text = heading_bare(text);
	if (text.len && memchr(text.ptr, '/', text.len))
		find_holding(names, text, best);
	for (size_t i = 0; i < text.len && len < DONE_NAME_MAX_BYTES; i++)
		if (!memchr("`*'\"", text.ptr[i], 4)) /* "`cart` service" */
			word[len++] = text.ptr[i];
	if (best->by == DONE_NAMED_NOT && text.len <= DONE_NAME_MAX_BYTES)
		done_name_word(names, (struct done_bytes){word, len}, false, best);
	if (best->by == DONE_NAMED_NOT && text.len <= DONE_NAME_MAX_BYTES)
		done_name_number(names, (struct done_bytes){word, len}, best);
}

/* ---- all of them ---- */

typedef void name_find(
    const struct done_names *names, struct done_bytes text, struct done_name_best *best);

static void source_find(const struct done_names *names, enum done_name_source source,
    const char *text, struct done_name_best *best)
{
	static name_find *const find[] = {
	    [DONE_NAME_KEY] = name_find_key,
	    [DONE_NAME_IMAGE] = name_find_image,
	    [DONE_NAME_PATH] = name_find_path,
	    [DONE_NAME_HEADING] = name_find_heading,
	};
	struct done_bytes bytes = {text, strlen(text)};

	if (source == DONE_NAME_PATH)
		bytes = done_name_path(text);
	find[source](names, bytes, best);
}

void done_names_find(struct done_arena *arena, const struct done_names *names,
    enum done_name_source source, const char *text, struct done_named *out)
{
	struct done_name_best best = {0};

	*out = (struct done_named){0};
	source_find(names, source, text, &best);
	if (!best.is_ambiguous) {
		out->by = best.by;
		out->index = best.index;
		return;
	}
	out->ambiguity =
	    done_arena_printf(arena, "'%s' names %s and %s equally well, so it counts for neither.",
	        done_arena_shown(arena, text),
	        done_arena_shown(arena, names->items[best.index].directory),
	        done_arena_shown(arena, names->items[best.rival].directory));
}

enum done_named_by done_names_match(
    const struct done_names *names, size_t index, enum done_name_source source, const char *text)
{
	struct done_names one = {.items = names->items + index,
	    .nr = 1,
	    .forms = names->forms + index,
	    .repository = names->repository,
	    .family = names->family,
	    .clan = names->clan};
	struct done_name_best best = {0};

	source_find(&one, source, text, &best);
	return best.by;
}
