/* Whether a text names a service: exact, plain and stripped names; generic ones; ambiguity. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "name_parts.h"

#define LEAST_LETTERS 3
#define LEAST_FAMILY 3 /* services that begin alike */

static const char *const generic_names[] = {
    "api", "app", "core", "web", "server", "service", "common", "data", "test", "docs"};
static const char *const trailing_words[] = {
    "microservice", "service", "svc", "server", "api", "app"};

/* ---- forms of a name ---- */

/* The bytes of a picture in front of or behind a name: U+2600 to U+27BF, U+1F000 on, and what joins
 * them. 0: none. */
static size_t name_picture(const char *at, size_t left)
{
	const unsigned char *p = (const unsigned char *)at;

	if (left >= 4 && p[0] == 0xF0 && p[1] == 0x9F)
		return 4;
	if (left >= 3 && p[0] == 0xE2 &&
	    ((p[1] >= 0x98 && p[1] <= 0x9E) || (p[1] == 0x80 && p[2] == 0x8D)))
		return 3;
	return left >= 3 && p[0] == 0xEF && p[1] == 0xB8 && p[2] == 0x8F ? 3 : 0;
}

/* Lower case (ASCII) without what divides words, and pictures; "" where it is too long. */
static void name_plain(struct done_bytes name, char out[DONE_NAME_MAX_BYTES + 1])
{
	size_t len = 0;

	for (size_t i = 0; i < name.len; i++) {
		size_t picture = name_picture(name.ptr + i, name.len - i);

		if (picture || memchr("-_. \t", name.ptr[i], 5)) {
			i += picture ? picture - 1 : 0;
			continue;
		}
		if (len == DONE_NAME_MAX_BYTES) {
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
static void name_stripped(const char *plain, char out[DONE_NAME_MAX_BYTES + 1])
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
	char plain[DONE_NAME_MAX_BYTES + 1];

	name_plain((struct done_bytes){name, strlen(name)}, plain);
	return plain_is_generic(plain);
}

struct done_bytes done_name_path(const char *path)
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

/* Without the repository's name or the family's before it, at least three letters; "" where neither
 * stands there, or what is left is generic. */
static void name_own(
    const struct done_names *names, const char *plain, char out[DONE_NAME_MAX_BYTES + 1])
{
	char repository[DONE_NAME_MAX_BYTES + 1];

	name_stripped(names->repository, repository);
	const char *before[] = {names->family, names->clan, names->repository, repository};
	out[0] = '\0';
	for (size_t i = 0; i < DONE_ARRAY_SIZE(before) && !*out; i++) {
		size_t len = strlen(before[i]);
		if (len >= LEAST_LETTERS && !strncmp(plain, before[i], len) &&
		    strlen(plain + len) >= LEAST_LETTERS)
			name_stripped(plain + len, out);
	}
	if (plain_is_generic(out))
		out[0] = '\0';
}

static void name_form_make(
    const struct done_names *names, const struct done_nameable *one, struct done_name_form *out)
{
	out->exact = (struct done_bytes){one->name, strlen(one->name)};
	name_plain(out->exact, out->plain);
	name_stripped(out->plain, out->stripped);
	name_own(names, out->plain, out->own);
	out->is_generic = plain_is_generic(out->plain);
	out->directory = done_name_path(one->directory ? one->directory : "");
	out->parts = path_parts(out->directory);
}

/* Names that begin alike stand together when sorted, so what half of them begin with, the middle
 * one begins with, too. */
static struct done_bytes names_family(
    struct done_arena *arena, const struct done_nameable *items, size_t nr, struct done_bytes *clan)
{
	const char **sorted = done_arena_array(arena, nr, sizeof(*sorted));
	struct done_bytes family = {"", 0};

	*clan = family;
	for (size_t i = 0; i < nr; i++)
		sorted[i] = items[i].name;
	qsort(sorted, nr, sizeof(*sorted), done_text_order);
	const char *middle = nr ? sorted[nr / 2] : "";
	for (size_t len = 1; len <= DONE_NAME_MAX_BYTES && *middle && middle[len - 1]; len++) {
		size_t shared = 0;
		if (!strchr("-_.", middle[len - 1]))
			continue;
		for (size_t i = 0; i < nr; i++)
			shared += !strncmp(sorted[i], middle, len);
		if (shared < LEAST_FAMILY || shared * 2 < nr)
			continue;
		family = (struct done_bytes){middle, len};
		if (shared == nr && !clan->len)
			*clan = family;
	}
	return family;
}

void done_names_prepare(struct done_arena *arena, const struct done_nameable *items, size_t nr,
    const char *repository, struct done_names *out)
{
	char *plain = done_arena_alloc(arena, DONE_NAME_MAX_BYTES + 1);
	char *family = done_arena_alloc(arena, DONE_NAME_MAX_BYTES + 1);
	char *clan = done_arena_alloc(arena, DONE_NAME_MAX_BYTES + 1);
	struct done_bytes wider;

	*out = (struct done_names){
	    .items = items, .nr = nr, .repository = plain, .family = family, .clan = clan};
	if (repository)
		name_plain((struct done_bytes){repository, strlen(repository)}, plain);
	name_plain(names_family(arena, items, nr, &wider), family);
	name_plain(wider, clan);
	out->forms = done_arena_array(arena, nr, sizeof(*out->forms));
	for (size_t i = 0; i < nr; i++)
		name_form_make(out, &items[i], &out->forms[i]);
}

/* ---- one name ---- */

/* A text as it is compared, made once for all services. */
struct name_text {
	struct done_bytes exact;
	char plain[DONE_NAME_MAX_BYTES + 1], stripped[DONE_NAME_MAX_BYTES + 1];
	char own[DONE_NAME_MAX_BYTES + 1]; /* as of a service */
};

static void name_text_make(
    const struct done_names *names, struct done_bytes text, struct name_text *out)
{
	out->exact = text;
	name_plain(text, out->plain);
	name_stripped(out->plain, out->stripped);
	name_own(names, out->plain, out->own);
}

/* An own form is empty where it says no more; two of them are never compared. */
static bool is_stripped_alike(const struct done_name_form *form, const struct name_text *text)
{
	return !strcmp(form->stripped, text->stripped) || !strcmp(form->stripped, text->own) ||
	    !strcmp(form->own, text->stripped);
}

static enum done_named_by name_compare(
    const struct done_name_form *form, const struct name_text *text)
{
	if (!*form->plain || !*text->plain)
		return DONE_NAMED_NOT;
	if (form->exact.len == text->exact.len &&
	    !memcmp(form->exact.ptr, text->exact.ptr, form->exact.len))
		return DONE_NAMED_EXACT;
	if (!strcmp(form->plain, text->plain))
		return DONE_NAMED_PLAIN;
	return is_stripped_alike(form, text) ? DONE_NAMED_STRIPPED : DONE_NAMED_NOT;
}

/* "movie" of "movies"; an own form of "" is that of nobody. */
static bool name_is_one_of(const char *one, const char *several)
{
	size_t len = strlen(one);

	return len > LEAST_LETTERS && !strncmp(one, several, len) && !strcmp(several + len, "s");
}

/* ---- all services ---- */

void done_name_best_take(struct done_name_best *best, enum done_named_by by, size_t index)
{
	if (by == DONE_NAMED_NOT || by < best->by)
		return;
	if (by == best->by) {
		best->is_ambiguous = true;
		best->rival = index;
		return;
	}
	*best = (struct done_name_best){.by = by, .index = index};
}

void done_name_word(const struct done_names *names, struct done_bytes word, bool generic_counts,
    struct done_name_best *best)
{
	struct name_text text;

	name_text_make(names, word, &text);
	for (size_t i = 0; i < names->nr; i++)
		if (generic_counts || !names->forms[i].is_generic)
			done_name_best_take(best, name_compare(&names->forms[i], &text), i);
}

void done_name_number(
    const struct done_names *names, struct done_bytes word, struct done_name_best *best)
{
	struct name_text text;

	name_text_make(names, word, &text);
	for (size_t i = 0; i < names->nr; i++) {
		const struct done_name_form *form = &names->forms[i];

		if (!form->is_generic &&
		    (name_is_one_of(form->stripped, text.stripped) ||
		        name_is_one_of(text.stripped, form->stripped) ||
		        name_is_one_of(form->own, text.stripped) ||
		        name_is_one_of(text.stripped, form->own)))
			done_name_best_take(best, DONE_NAMED_STRIPPED, i);
	}
}
