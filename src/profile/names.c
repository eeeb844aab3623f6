/* Whether a text names a service: exact, plain and stripped names; generic ones; ambiguity. */
#include "done/names.h"

#include <ctype.h>
#include <string.h>

/* Longer than any name that people give. */
#define NAME_MAX_BYTES 128
#define LEAST_LETTERS 3
/* Deeper paths are none that people lay artifacts in. */
#define PARTS_MAX 64

struct done_name_form {
	struct done_bytes exact;
	char plain[NAME_MAX_BYTES + 1], stripped[NAME_MAX_BYTES + 1]; /* "": it has none */
	bool is_generic;
	struct done_bytes directory; /* without "./" and "/"; empty: the root */
	size_t parts;                /* of the directory */
};

static const char *const generic_names[] = {"api",     "app",    "core", "web",  "server",
                                            "service", "common", "data", "test", "docs"};
static const char *const trailing_words[] = {"service", "svc", "server", "api", "app"};

/* ---- forms of a name ------------------------------------------------------------------------- */

/* Lower case (ASCII) without what divides words; "" where it is too long. */
static void name_plain(struct done_bytes name, char out[NAME_MAX_BYTES + 1])
{
	size_t len = 0;

	for (size_t i = 0; i < name.len; i++) {
		if (memchr("-_. \t", name.ptr[i], 5))
			continue;
		if (len == NAME_MAX_BYTES) {
			len = 0;
			break;
		}
		out[len++] = (char)tolower((unsigned char)name.ptr[i]);
	}
	out[len] = '\0';
}

static bool plain_is_generic(const char *plain)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(generic_names); i++)
		if (!strcmp(generic_names[i], plain))
			return true;
	return false;
}

/* Without one trailing word. What is generic then ("web-app") keeps it: "web" names too much. */
static void name_stripped(const char *plain, char out[NAME_MAX_BYTES + 1])
{
	size_t len = strlen(plain);

	memcpy(out, plain, len + 1);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(trailing_words); i++) {
		size_t word = strlen(trailing_words[i]);
		if (len < word + LEAST_LETTERS ||
		    strcmp(plain + len - word, trailing_words[i]) != 0)
			continue;
		out[len - word] = '\0';
		if (plain_is_generic(out))
			memcpy(out, plain, len + 1);
		return;
	}
}

bool done_name_is_generic(const char *name)
{
	char plain[NAME_MAX_BYTES + 1];

	name_plain((struct done_bytes){name, strlen(name)}, plain);
	return plain_is_generic(plain);
}

static struct done_bytes path_bare(const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		path += 2;
	if (!strcmp(path, "."))
		path = "";
	size_t len = strlen(path);
	while (len && path[len - 1] == '/')
		len--;
	return (struct done_bytes){path, len};
}

static size_t path_parts(struct done_bytes path)
{
	size_t nr = path.len > 0;

	for (size_t i = 0; i < path.len; i++)
		nr += path.ptr[i] == '/';
	return nr;
}

static void name_form_make(const struct done_nameable *one, struct done_name_form *out)
{
	out->exact = (struct done_bytes){one->name, strlen(one->name)};
	name_plain(out->exact, out->plain);
	name_stripped(out->plain, out->stripped);
	out->is_generic = plain_is_generic(out->plain);
	out->directory = path_bare(one->directory ? one->directory : "");
	out->parts = path_parts(out->directory);
}

void done_names_prepare(struct done_arena *arena, const struct done_nameable *items, size_t nr,
                        const char *repository, struct done_names *out)
{
	char *plain = done_arena_alloc(arena, NAME_MAX_BYTES + 1);

	*out = (struct done_names){.items = items, .nr = nr, .repository = plain};
	if (repository)
		name_plain((struct done_bytes){repository, strlen(repository)}, plain);
	out->forms = done_arena_array(arena, nr, sizeof(*out->forms));
	for (size_t i = 0; i < nr; i++)
		name_form_make(&items[i], &out->forms[i]);
}

/* ---- one name -------------------------------------------------------------------------------- */

/* A text as it is compared, made once for all services. */
struct name_text {
	struct done_bytes exact;
	char plain[NAME_MAX_BYTES + 1], stripped[NAME_MAX_BYTES + 1];
	char own[NAME_MAX_BYTES + 1]; /* stripped, and without the repository's name before it */
};

static void name_text_make(const struct done_names *names, struct done_bytes text,
                           struct name_text *out)
{
	const char *own = out->plain, *repositories[2];
	char short_repository[NAME_MAX_BYTES + 1];

	out->exact = text;
	name_plain(text, out->plain);
	name_stripped(out->plain, out->stripped);
	name_stripped(names->repository, short_repository);
	repositories[0] = names->repository;
	repositories[1] = short_repository;
	for (size_t i = 0; i < 2 && own == out->plain; i++) {
		size_t len = strlen(repositories[i]);
		if (len >= LEAST_LETTERS && !strncmp(own, repositories[i], len) &&
		    strlen(own + len) >= LEAST_LETTERS)
			own += len;
	}
	name_stripped(own, out->own);
	if (own == out->plain)
		out->own[0] = '\0';
}

static enum done_named_by name_compare(const struct done_name_form *form,
                                       const struct name_text *text)
{
	if (!*form->plain || !*text->plain)
		return DONE_NAMED_NOT;
	if (form->exact.len == text->exact.len &&
	    !memcmp(form->exact.ptr, text->exact.ptr, form->exact.len))
		return DONE_NAMED_EXACT;
	if (!strcmp(form->plain, text->plain))
		return DONE_NAMED_PLAIN;
	if (!strcmp(form->stripped, text->stripped) || !strcmp(form->stripped, text->own))
		return DONE_NAMED_STRIPPED;
	return DONE_NAMED_NOT;
}

/* ---- all services ---------------------------------------------------------------------------- */

/* The best so far, and whether two are equally good. */
struct name_best {
	enum done_named_by by;
	size_t index, rival;
	bool is_ambiguous;
};

static void name_best_take(struct name_best *best, enum done_named_by by, size_t index)
{
	if (by == DONE_NAMED_NOT || by < best->by)
		return;
	if (by == best->by) {
		best->is_ambiguous = true;
		best->rival = index;
		return;
	}
	*best = (struct name_best){.by = by, .index = index};
}

/* Which services a word names, generic ones aside unless they count. */
static void word_find(const struct done_names *names, struct done_bytes word, bool generic_counts,
                      struct name_best *best)
{
	struct name_text text;

	name_text_make(names, word, &text);
	for (size_t i = 0; i < names->nr; i++)
		if (generic_counts || !names->forms[i].is_generic)
			name_best_take(best, name_compare(&names->forms[i], &text), i);
}

/* ---- sources --------------------------------------------------------------------------------- */

static struct done_bytes name_last_part(struct done_bytes text, const char *dividers)
{
	size_t at = text.len;

	while (at && !strchr(dividers, text.ptr[at - 1]))
		at--;
	return (struct done_bytes){text.ptr + at, text.len - at};
}

/* "hipster.CartService" is CartService, too: the package of a proto, the group of a kind. */
static void find_key(const struct done_names *names, struct done_bytes text, struct name_best *best)
{
	struct done_bytes last = name_last_part(text, "./");

	word_find(names, text, false, best);
	if (best->by == DONE_NAMED_NOT && last.len && last.len < text.len)
		word_find(names, last, false, best);
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

static void find_image(const struct done_names *names, struct done_bytes text,
                       struct name_best *best)
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
			name_best_take(best, DONE_NAMED_FULL, i);
	}
	word_find(names, name_last_part(image, "/"), true, best);
}

/* The path is the directory, or lies in it, or holds all parts of one of two or more. */
static bool path_holds(struct done_bytes path, const struct done_name_form *form)
{
	struct done_bytes directory = form->directory;

	for (size_t at = 0; directory.len && at + directory.len <= path.len; at++) {
		bool whole =
			(at == 0 || path.ptr[at - 1] == '/') &&
			(at + directory.len == path.len || path.ptr[at + directory.len] == '/');
		if (whole && !memcmp(path.ptr + at, directory.ptr, directory.len))
			return true;
		if (form->parts < 2)
			break;
	}
	return false;
}

/* Of directories within each other the innermost is meant. */
static void find_holding(const struct done_names *names, struct done_bytes path,
                         struct name_best *best)
{
	size_t longest = 0;

	for (size_t i = 0; i < names->nr; i++) {
		size_t len = names->forms[i].directory.len;
		if (len < longest || !path_holds(path, &names->forms[i]))
			continue;
		if (len > longest)
			*best = (struct name_best){0};
		longest = len;
		name_best_take(best, DONE_NAMED_FULL, i);
	}
}

/* A part of a path: as it is, and a file without its ending, and without all of them. */
static void part_find(const struct done_names *names, struct done_bytes part,
                      struct name_best *best)
{
	const char *first = part.len > 1 ? memchr(part.ptr + 1, '.', part.len - 1) : NULL;
	struct done_bytes ending = name_last_part(part, ".");

	word_find(names, part, false, best);
	if (first && best->by == DONE_NAMED_NOT)
		word_find(names, (struct done_bytes){part.ptr, part.len - ending.len - 1}, false,
		          best);
	if (first && best->by == DONE_NAMED_NOT)
		word_find(names, (struct done_bytes){part.ptr, (size_t)(first - part.ptr)}, false,
		          best);
}

static void find_path(const struct done_names *names, struct done_bytes path,
                      struct name_best *best)
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

/* What headings have around a name: "1.2 The `cart` service (Go)". */
static struct done_bytes heading_bare(struct done_bytes text)
{
	const char *open = text.len > 1 ? memchr(text.ptr + 1, '(', text.len - 1) : NULL;

	if (open && open[-1] == ' ')
		text.len = (size_t)(open - text.ptr);
	text = without_ends(text, "#*`'\":. \t");
	size_t number = number_length(text);
	text = without_ends((struct done_bytes){text.ptr + number, text.len - number},
	                    "#*`'\":. \t");
	if (text.len > 4 && (text.ptr[0] == 'T' || text.ptr[0] == 't') &&
	    !memcmp(text.ptr + 1, "he ", 3)) {
		text.ptr += 4;
		text.len -= 4;
	}
	return text;
}

static void find_heading(const struct done_names *names, struct done_bytes text,
                         struct name_best *best)
{
	char word[NAME_MAX_BYTES + 1];
	size_t len = 0;

	text = heading_bare(text);
	if (text.len && memchr(text.ptr, '/', text.len))
		find_holding(names, text, best);
	for (size_t i = 0; i < text.len && len < NAME_MAX_BYTES; i++)
		if (!memchr("`*'\"", text.ptr[i], 4)) /* "`cart` service" */
			word[len++] = text.ptr[i];
	if (best->by == DONE_NAMED_NOT && text.len <= NAME_MAX_BYTES)
		word_find(names, (struct done_bytes){word, len}, false, best);
}

static void source_find(const struct done_names *names, enum done_name_source source,
                        const char *text, struct name_best *best)
{
	static void (*const find[])(const struct done_names *, struct done_bytes,
	                            struct name_best *) = {
		[DONE_NAME_KEY] = find_key,
		[DONE_NAME_IMAGE] = find_image,
		[DONE_NAME_PATH] = find_path,
		[DONE_NAME_HEADING] = find_heading,
	};
	struct done_bytes bytes = {text, strlen(text)};

	if (source == DONE_NAME_PATH)
		bytes = path_bare(text);
	find[source](names, bytes, best);
}

void done_names_find(struct done_arena *arena, const struct done_names *names,
                     enum done_name_source source, const char *text, struct done_named *out)
{
	struct name_best best = {0};

	*out = (struct done_named){0};
	source_find(names, source, text, &best);
	if (!best.is_ambiguous) {
		out->by = best.by;
		out->index = best.index;
		return;
	}
	out->ambiguity = done_arena_printf(
		arena, "'%s' names %s and %s equally well, so it counts for neither.",
		done_arena_shown(arena, text),
		done_arena_shown(arena, names->items[best.index].directory),
		done_arena_shown(arena, names->items[best.rival].directory));
}

enum done_named_by done_names_match(const struct done_names *names, size_t index,
                                    enum done_name_source source, const char *text)
{
	struct done_names one = {.items = names->items + index,
	                         .nr = 1,
	                         .forms = names->forms + index,
	                         .repository = names->repository};
	struct name_best best = {0};

	source_find(&one, source, text, &best);
	return best.by;
}
