/*
 * Who owns a path by the rules of CODEOWNERS. Thousands of rules against tens of thousands of files
 * are no product: a rule is found by the last bytes that its pattern asks for, and what matches a
 * directory is remembered for all that lies below it.
 */
#include <stdlib.h>
#include <string.h>

#include "owners_parts.h"

/* ---- the index ---- */

/* Rules are kept by so many of their last bytes: the most that the pattern has. */
static const size_t lengths[] = {32, 16, 8, 4, 2, 1};

struct keyed {
	uint64_t key;
	const struct done_owners_rule *rule;
};

struct done_owners_index {
	struct keyed *keyed; /* ascending by key, the later rule first */
	size_t nr;
	const struct done_owners_rule **open; /* without last bytes, ascending by directory */
	size_t nr_open;
	const struct done_owners_rule **all; /* that match everything */
	size_t nr_all;
};

/* Over the last bytes, with how many they are. */
static uint64_t key_of(const char *end, size_t len)
{
	return done_hash(DONE_HASH ^ len, end, len);
}

static int compare_keyed(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->rule->line > y->rule->line ? -1 : x->rule->line < y->rule->line;
}

static const char *directory_of(const struct done_owners_rule *rule)
{
	return done_glob_directory(rule->glob);
}

static int compare_directories(const void *a, const void *b)
{
	const struct done_owners_rule *x = *(const struct done_owners_rule *const *)a;
	const struct done_owners_rule *y = *(const struct done_owners_rule *const *)b;
	int order = strcmp(directory_of(x), directory_of(y));

	return order ? order : x->line < y->line ? -1 : x->line > y->line;
}

static void index_add(struct done_owners_index *index, const struct done_owners_rule *rule)
{
	if (!rule->glob) {
		index->all[index->nr_all++] = rule;
		return;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(lengths); i++) {
		size_t len = lengths[i];

		if (rule->tail.len < len)
			continue;
		index->keyed[index->nr++] =
		    (struct keyed){key_of(rule->tail.ptr + rule->tail.len - len, len), rule};
		return;
	}
	index->open[index->nr_open++] = rule;
}

void done_owners_index(struct done_arena *arena, struct done_owners *owners)
{
	struct done_owners_index *index = done_arena_alloc(arena, sizeof(*index));

	index->keyed = done_arena_array(arena, owners->nr + 1, sizeof(*index->keyed));
	index->open = done_arena_array(arena, owners->nr + 1, sizeof(*index->open));
	index->all = done_arena_array(arena, owners->nr + 1, sizeof(*index->all));
	for (size_t i = 0; i < owners->nr; i++)
		index_add(index, &owners->rules[i]);
	qsort(index->keyed, index->nr, sizeof(*index->keyed), compare_keyed);
	qsort(index->open, index->nr_open, sizeof(*index->open), compare_directories);
	owners->index = index;
}

/* ---- the rules to try one by one below a directory ---- */

/* The first open rule whose directory does not come before text. */
static size_t first_open(const struct done_owners_index *index, const char *text)
{
	size_t low = 0, high = index->nr_open;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(directory_of(index->open[middle]), text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Rules whose directory begins with text; exactly: is text. */
static void take_open(struct done_owners_part *part, const char *text, bool exactly)
{
	const struct done_owners_index *index = part->owners->index;
	size_t len = strlen(text);

	for (size_t i = first_open(index, text); i < index->nr_open; i++) {
		const char *directory = directory_of(index->open[i]);

		if (exactly ? strcmp(directory, text) != 0 : strncmp(directory, text, len) != 0)
			return;
		if (part->nr_open == DONE_OWNERS_OPEN_MAX) {
			part->too_many = true;
			return;
		}
		part->open[part->nr_open++] = index->open[i];
	}
}

/* Those of the directory itself, of all below it, and of each above it. */
static void find_open(
    struct done_arena *arena, const char *directory, struct done_owners_part *part)
{
	char *above = done_arena_strdup(arena, strcmp(directory, ".") ? directory : "");
	char *slash;

	if (!*above) {
		take_open(part, "", false);
		return;
	}
	take_open(part, done_arena_printf(arena, "%s/", above), false);
	for (;;) {
		take_open(part, above, true);
		slash = strrchr(above, '/');
		if (!slash)
			break;
		*slash = '\0';
	}
	take_open(part, "", true);
}

/* ---- the best rule of each section ---- */

/*
 * What stands in front: the last that matches, but what is taken out stays out.
 */
static bool is_better(const struct done_owners_rule *rule, const struct done_owners_rule *than)
{
	if (!than)
		return true;
	if (rule->exclusion != than->exclusion)
		return rule->exclusion;
	return rule->line > than->line;
}

/* A path, or a directory above one. */
struct subject {
	const char *path;
	size_t len;
	bool is_directory;
};

static bool ends_in(const struct subject *subject, const struct done_bytes *tail)
{
	return subject->len >= tail->len &&
	    !memcmp(subject->path + subject->len - tail->len, tail->ptr, tail->len);
}

static void try_rule(const struct done_owners_rule *rule, const struct subject *subject,
    const struct done_owners_rule **best)
{
	if (!(subject->is_directory ? rule->below : rule->self) ||
	    !is_better(rule, best[rule->section]) || !ends_in(subject, &rule->tail) ||
	    (rule->part && !strstr(subject->path, rule->part)) ||
	    !done_glob_match(rule->glob, subject->path))
		return;
	best[rule->section] = rule;
}

static void try_keyed(const struct done_owners_index *index, const struct subject *subject,
    size_t len, const struct done_owners_rule **best)
{
	uint64_t key = key_of(subject->path + subject->len - len, len);
	size_t low = 0, high = index->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (index->keyed[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < index->nr && index->keyed[low].key == key; low++)
		try_rule(index->keyed[low].rule, subject, best);
}

static void try_all(const struct done_owners_part *part, const struct subject *subject,
    const struct done_owners_rule **best)
{
	const struct done_owners_index *index = part->owners->index;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(lengths); i++) {
		if (subject->len >= lengths[i])
			try_keyed(index, subject, lengths[i], best);
	}
	for (size_t i = 0; i < part->nr_open; i++)
		try_rule(part->open[i], subject, best);
}

/* ---- what the directories above a path bring ---- */

/* A directory above the path asked for last, and the best rules for all below it. */
struct level {
	size_t len; /* of the directory's path; 0: the root */
	const struct done_owners_rule **best;
};

struct done_owners_levels {
	struct done_arena *arena;
	struct level *items;
	size_t nr, cap;
	size_t nr_made; /* of those that have room for their rules */
	char *path;     /* of the last directory */
	size_t path_cap;
	const struct done_owners_rule **best; /* of the path */
};

static struct level *push_level(struct done_owners_levels *levels, size_t len, size_t nr_sections)
{
	struct level *level;

	if (levels->nr == levels->cap)
		levels->items = done_arena_grow(
		    levels->arena, levels->items, levels->nr, &levels->cap, sizeof(*levels->items));
	level = &levels->items[levels->nr];
	if (levels->nr == levels->nr_made) {
		level->best =
		    done_arena_array(levels->arena, nr_sections + 1, sizeof(*level->best));
		levels->nr_made++;
	}
	level->len = len;
	if (levels->nr)
		memcpy(level->best, level[-1].best, nr_sections * sizeof(*level->best));
	levels->nr++;
	return level;
}

void done_owners_below(struct done_arena *arena, const struct done_owners *owners,
    const char *directory, struct done_owners_part *out)
{
	const struct done_owners_index *index = owners->index;
	struct done_owners_levels *levels = done_arena_alloc(arena, sizeof(*levels));
	struct level *root;

	*out = (struct done_owners_part){
	    .owners = owners,
	    .open = done_arena_array(arena, DONE_OWNERS_OPEN_MAX, sizeof(*out->open)),
	    .levels = levels,
	};
	find_open(arena, directory, out);
	levels->arena = arena;
	levels->best = done_arena_array(arena, owners->nr_sections + 1, sizeof(*levels->best));
	root = push_level(levels, 0, owners->nr_sections);
	for (size_t i = 0; i < index->nr_all; i++) {
		if (is_better(index->all[i], root->best[index->all[i]->section]))
			root->best[index->all[i]->section] = index->all[i];
	}
}

/* Keeps the levels that are above the path, too. */
static void leave_levels(struct done_owners_levels *levels, const char *path)
{
	while (levels->nr > 1) {
		size_t len = levels->items[levels->nr - 1].len;

		if (!strncmp(levels->path, path, len) && path[len] == '/')
			return;
		levels->nr--;
	}
}

static void keep_path(struct done_owners_levels *levels, const char *path, size_t len)
{
	if (levels->path_cap <= len) {
		levels->path_cap = len * 2 + 64;
		levels->path = done_arena_alloc(levels->arena, levels->path_cap);
	}
	memcpy(levels->path, path, len);
	levels->path[len] = '\0';
}

static void enter_levels(const struct done_owners_part *part, const char *path)
{
	struct done_owners_levels *levels = part->levels;
	size_t from = levels->items[levels->nr - 1].len;
	const char *slash = strchr(path + from + (from > 0), '/');

	for (; slash; slash = strchr(slash + 1, '/')) {
		struct subject subject = {.len = (size_t)(slash - path), .is_directory = true};
		struct level *level = push_level(levels, subject.len, part->owners->nr_sections);

		keep_path(levels, path, subject.len);
		subject.path = levels->path;
		try_all(part, &subject, level->best);
	}
}

size_t done_owners_of(
    const struct done_owners_part *part, const char *path, struct done_owners_word *out)
{
	struct done_owners_levels *levels = part->levels;
	size_t nr_sections = part->owners->nr_sections, nr = 0;
	struct subject subject = {path, strlen(path), false};

	leave_levels(levels, path);
	enter_levels(part, path);
	memcpy(
	    levels->best, levels->items[levels->nr - 1].best, nr_sections * sizeof(*levels->best));
	try_all(part, &subject, levels->best);
	for (size_t section = nr_sections; section-- > 0;) {
		const struct done_owners_rule *found = levels->best[section];

		if (found)
			out[nr++] = (struct done_owners_word){
			    found->owners, found->exclusion ? 0 : found->nr_owners, found->line};
	}
	return nr;
}
