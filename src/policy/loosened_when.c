/* Conditions: whether one holds wherever another one does, as far as their texts tell. */
#include <string.h>

#include "loosened.h"

/* Nested conditions may be compared in very many ways: past so many steps nothing is proved. */
enum { STEPS_MAX = 100000 };

struct covering {
	struct done_arena *arena;
	int steps;
};

static bool condition_covers(struct covering *covering, const struct done_condition *more,
    const struct done_condition *less);

static bool covers_globs(
    struct covering *covering, const struct done_condition *more, const struct done_condition *less)
{
	struct done_written_globs wide = done_file_globs_written(covering->arena, &more->files);
	struct done_written_globs narrow = done_file_globs_written(covering->arena, &less->files);

	return done_written_globs_cover(&wide, &narrow);
}

/* Every one of them covers, or is covered. */
static bool all_cover(
    struct covering *covering, const struct done_condition *more, const struct done_condition *less)
{
	for (size_t i = 0; i < more->nr_parts; i++) {
		if (!condition_covers(covering, &more->parts[i], less))
			return false;
	}
	return true;
}

static bool all_covered(
    struct covering *covering, const struct done_condition *more, const struct done_condition *less)
{
	for (size_t i = 0; i < less->nr_parts; i++) {
		if (!condition_covers(covering, more, &less->parts[i]))
			return false;
	}
	return true;
}

static bool one_covers(
    struct covering *covering, const struct done_condition *more, const struct done_condition *less)
{
	for (size_t i = 0; i < more->nr_parts; i++) {
		if (condition_covers(covering, &more->parts[i], less))
			return true;
	}
	return false;
}

static bool one_covered(
    struct covering *covering, const struct done_condition *more, const struct done_condition *less)
{
	for (size_t i = 0; i < less->nr_parts; i++) {
		if (condition_covers(covering, more, &less->parts[i]))
			return true;
	}
	return false;
}

static bool covers_leaf(
    struct covering *covering, const struct done_condition *more, const struct done_condition *less)
{
	if (more->kind != less->kind)
		return false;
	if (more->kind == DONE_WHEN_NOT)
		return condition_covers(covering, &less->parts[0], &more->parts[0]);
	if (more->kind == DONE_WHEN_HAS || more->kind == DONE_WHEN_CHANGED)
		return covers_globs(covering, more, less);
	return !strcmp(more->text, less->text);
}

/* What is taken apart first takes nothing away: 'any' of the narrow one, 'all' of the wide one. */
static bool condition_covers(
    struct covering *covering, const struct done_condition *more, const struct done_condition *less)
{
	if (++covering->steps > STEPS_MAX)
		return false;
	if (less->kind == DONE_WHEN_ANY)
		return all_covered(covering, more, less);
	if (more->kind == DONE_WHEN_ALL)
		return all_cover(covering, more, less);
	if (more->kind == DONE_WHEN_ANY && one_covers(covering, more, less))
		return true;
	if (less->kind == DONE_WHEN_ALL)
		return one_covered(covering, more, less);
	return covers_leaf(covering, more, less);
}

bool done_condition_covers(
    struct done_arena *arena, const struct done_condition *more, const struct done_condition *less)
{
	struct covering covering = {arena, 0};

	if (!more)
		return true;
	return less && condition_covers(&covering, more, less);
}
