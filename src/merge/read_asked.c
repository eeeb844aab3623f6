/* Reading a report: checks and criteria. What the bar asks is made once; services have the same. */
#include <string.h>

#include "read.h"

const char *const done_read_levels[] = {"error", "warning", NULL};

/* ---- checks and criteria, made once ---- */

static bool read_asked_same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool is_check(const struct done_check *check, const struct done_check_words *words)
{
	return check->level == words->level && read_asked_same(check->id, words->id) &&
	    read_asked_same(done_tier_name((enum done_tier)check->tier), words->tier) &&
	    read_asked_same(check->test.form ? check->test.form->name : NULL, words->kind) &&
	    read_asked_same(check->title, words->title) &&
	    read_asked_same(check->why, words->why) && read_asked_same(check->url, words->url) &&
	    read_asked_same(check->fix, words->fix);
}

static int tier_of_word(const char *word)
{
	int index = 0;

	if (!word)
		return DONE_TIER_NONE;
	while (done_tier_names[index] && strcmp(done_tier_names[index], word) != 0)
		index++;
	return done_tier_names[index] ? (int)done_tier_written(index) : -1;
}

int done_read_tier(
    struct done_reader *reader, const struct done_value *at, const char *word, int *out)
{
	int tier = tier_of_word(word);

	if (tier < 0)
		return done_read_fail(reader, at, "'%s' is not a tier", word);
	*out = tier;
	return 0;
}

static const char *read_asked_keep(struct done_reader *reader, const char *text)
{
	return text ? done_arena_strdup(reader->arena, text) : NULL;
}

static void fill_check(
    struct done_reader *reader, const struct done_check_words *words, struct done_check *check)
{
	const char *dot;

	check->id = read_asked_keep(reader, words->id);
	dot = strchr(check->id, '.');
	check->name = dot ? dot + 1 : check->id;
	check->tier = tier_of_word(words->tier);
	check->level = words->level;
	check->title = read_asked_keep(reader, words->title);
	check->why = read_asked_keep(reader, words->why);
	check->url = read_asked_keep(reader, words->url);
	check->fix = read_asked_keep(reader, words->fix);
	check->effective = check->existing = DONE_NO_DAY;
	if (words->kind) {
		struct done_kind_form *form = done_arena_alloc(reader->arena, sizeof(*form));
		form->name = read_asked_keep(reader, words->kind);
		check->test.form = form;
	}
}

static void remember_check(struct done_reader *reader, const struct done_check *check)
{
	*DONE_ARENA_PUSH(reader->arena, reader->checks, reader->nr_checks, reader->cap_checks) =
	    check;
}

static const struct done_check *make_check(
    struct done_reader *reader, const struct done_check_words *words)
{
	struct done_check *check = done_arena_alloc(reader->arena, sizeof(*check));

	fill_check(reader, words, check);
	remember_check(reader, check);
	return check;
}

static void remember_criterion(struct done_reader *reader, const struct done_criterion *criterion)
{
	*DONE_ARENA_PUSH(
	    reader->arena, reader->criteria, reader->nr_criteria, reader->cap_criteria) = criterion;
}

/* Services have the same checks in the same order: the one that follows the last found is tried
 * first. */
const struct done_check *done_read_find_check(
    struct done_reader *reader, const struct done_check_words *words)
{
	for (size_t i = 0; i < reader->nr_checks; i++) {
		size_t at = (reader->next_check + i) % reader->nr_checks;

		if (!is_check(reader->checks[at], words))
			continue;
		reader->next_check = at + 1;
		return reader->checks[at];
	}
	reader->next_check = 0;
	return make_check(reader, words);
}

const struct done_criterion *done_read_find_criterion(
    struct done_reader *reader, const char *id, const char *title)
{
	struct done_criterion *criterion;

	for (size_t i = 0; i < reader->nr_criteria; i++) {
		size_t at = (reader->next_criterion + i) % reader->nr_criteria;

		if (!read_asked_same(reader->criteria[at]->id, id) ||
		    !read_asked_same(reader->criteria[at]->title, title))
			continue;
		reader->next_criterion = at + 1;
		return reader->criteria[at];
	}
	criterion = done_arena_alloc(reader->arena, sizeof(*criterion));
	criterion->id = read_asked_keep(reader, id);
	criterion->title = read_asked_keep(reader, title);
	remember_criterion(reader, criterion);
	return criterion;
}

const struct done_check *done_read_bar_check(struct done_reader *reader, const char *id)
{
	for (size_t i = 0; i < reader->nr_bar_checks; i++) {
		size_t at = (reader->next_check + i) % reader->nr_bar_checks;

		if (strcmp(reader->checks[at]->id, id) != 0)
			continue;
		reader->next_check = at + 1;
		return reader->checks[at];
	}
	return NULL;
}

const struct done_criterion *done_read_bar_criterion(struct done_reader *reader, const char *id)
{
	for (size_t i = 0; i < reader->nr_bar_criteria; i++) {
		size_t at = (reader->next_criterion + i) % reader->nr_bar_criteria;

		if (strcmp(reader->criteria[at]->id, id) != 0)
			continue;
		reader->next_criterion = at + 1;
		return reader->criteria[at];
	}
	return NULL;
}

/* ---- what the policy asks ---- */

#define AT(member) offsetof(struct done_check_words, member)
static const struct done_read_member asked_members[] = {
    {.name = "id", .type = DONE_READ_PASSING, .offset = AT(id)},
    {.name = "kind", .type = DONE_READ_PASSING, .offset = AT(kind), .may_be_null = true},
    {.name = "tier", .type = DONE_READ_PASSING, .offset = AT(tier), .may_be_null = true},
    {.name = "level", .type = DONE_READ_WORD, .offset = AT(level), .words = done_read_levels},
    {.name = "title",
        .type = DONE_READ_PASSING,
        .offset = AT(title),
        .may_be_null = true,
        .optional = true},
    {.name = "why", .type = DONE_READ_PASSING, .offset = AT(why), .may_be_null = true},
    {.name = "url", .type = DONE_READ_PASSING, .offset = AT(url), .may_be_null = true},
    {.name = "fix", .type = DONE_READ_PASSING, .offset = AT(fix), .may_be_null = true},
};
#undef AT
static const struct done_read_record asked_record = {asked_members, DONE_ARRAY_SIZE(asked_members)};

struct asked_criterion_members {
	const char *id, *title;
	const struct done_value *checks;
};

#define AT(member) offsetof(struct asked_criterion_members, member)
static const struct done_read_member asked_criterion_members[] = {
    {.name = "id", .type = DONE_READ_PASSING, .offset = AT(id)},
    {.name = "title", .type = DONE_READ_PASSING, .offset = AT(title)},
    {.name = "checks", .type = DONE_READ_LIST, .offset = AT(checks)},
};
#undef AT
static const struct done_read_record asked_criterion_record = {
    asked_criterion_members, DONE_ARRAY_SIZE(asked_criterion_members)};

int done_read_asked_criterion(
    struct done_reader *reader, const struct done_value *value, struct done_criterion *out)
{
	struct asked_criterion_members members = {0};
	size_t nr;

	if (done_read_record(reader, &asked_criterion_record, value, &members) < 0)
		return reader->err->code;
	nr = members.checks->list.nr;
	out->id = read_asked_keep(reader, members.id);
	out->title = read_asked_keep(reader, members.title);
	out->checks = done_arena_array(reader->arena, nr + 1, sizeof(*out->checks));
	out->nr_checks = nr;
	for (size_t i = 0; i < nr; i++) {
		struct done_check_words words = {0};

		const struct done_value *item = &members.checks->list.ptr[i];
		int tier;

		if (done_read_record(reader, &asked_record, item, &words) < 0 ||
		    done_read_tier(reader, item, words.tier, &tier) < 0)
			return reader->err->code;
		fill_check(reader, &words, &out->checks[i]);
		remember_check(reader, &out->checks[i]);
	}
	remember_criterion(reader, out);
	return 0;
}
