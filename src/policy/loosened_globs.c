/*
 * One list of globs in another's place: whether anything that it matched may be matched no more.
 * Told by what is written, so that a doubt is a loosening.
 */
#include <string.h>

#include "done/loosened.h"

static bool equal(const struct done_written_glob *a, const struct done_written_glob *b)
{
	return a->negated == b->negated && !strcmp(a->text, b->text);
}

static bool has(const struct done_written_globs *globs, const struct done_written_glob *wanted)
{
	for (size_t i = 0; i < globs->nr; i++) {
		if (equal(&globs->items[i], wanted))
			return true;
	}
	return false;
}

/* Every item of a with the given sign is one of b. */
static bool all_in(
    const struct done_written_globs *a, const struct done_written_globs *b, bool negated)
{
	for (size_t i = 0; i < a->nr; i++) {
		if (a->items[i].negated == negated && !has(b, &a->items[i]))
			return false;
	}
	return true;
}

/* What is taken out comes last: the order says nothing more. */
static bool loosened_globs_is_plain(const struct done_written_globs *globs)
{
	for (size_t i = 1; i < globs->nr; i++) {
		if (globs->items[i - 1].negated && !globs->items[i].negated)
			return false;
	}
	return true;
}

static bool all_equal(const struct done_written_globs *a, const struct done_written_globs *b)
{
	for (size_t i = 0; i < a->nr && a->nr == b->nr; i++) {
		if (!equal(&a->items[i], &b->items[i]))
			return false;
	}
	return a->nr == b->nr;
}

bool done_written_globs_cover(
    const struct done_written_globs *more, const struct done_written_globs *less)
{
	if (!loosened_globs_is_plain(more) || !loosened_globs_is_plain(less))
		return all_equal(more, less);
	return all_in(less, more, false) && all_in(more, less, true);
}

struct done_written_globs done_globs_written(
    struct done_arena *arena, const struct done_globs *globs)
{
	struct done_written_globs out = {
	    done_arena_array(arena, globs->nr + 1, sizeof(*out.items)), globs->nr};

	for (size_t i = 0; i < globs->nr; i++) {
		out.items[i].text = done_glob_text(globs->items[i]);
		out.items[i].negated = done_glob_is_negated(globs->items[i]);
	}
	return out;
}

struct done_written_globs done_file_globs_written(
    struct done_arena *arena, const struct done_file_globs *globs)
{
	struct done_written_globs out = {
	    done_arena_array(arena, globs->nr + 1, sizeof(*out.items)), globs->nr};

	for (size_t i = 0; i < globs->nr; i++) {
		out.items[i].text = globs->items[i].text;
		out.items[i].negated = globs->items[i].negated;
	}
	return out;
}
