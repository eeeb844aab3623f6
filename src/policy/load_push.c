/* `loosening`, and `push`: which refs the hook refuses, and on which it only tells. */
#include <string.h>

#include "loader.h"

const char *const done_loosening_names[] = {
    [DONE_LOOSENING_NOTE] = "note",
    [DONE_LOOSENING_ALONE] = "alone",
    [DONE_LOOSENING_REFUSE] = "refuse",
    NULL,
};

const struct done_field done_loosening_field = {
    .name = "loosening",
    .type = DONE_FIELD_ENUM,
    .names = done_loosening_names,
    .tighter = {DONE_TIGHTER_BY_CODE},
    .help = "What happens to a change that loosens the policy: note (it is reported), alone "
            "(it is "
            "refused unless it holds nothing but policy and sheets) or refuse. The base's word "
            "counts. Default: note.",
};

int done_loosening_load(
    struct done_loader *loader, const struct done_value *value, int *out, struct done_error *err)
{
	return done_type_of(done_loosening_field.type)
	    ->load(loader, &done_loosening_field, value, out, err);
}

/* ---- push ---- */

#define REFS_MAX 200
#define PATTERN_MAX 250

static int check_pattern(
    const struct done_value *value, const char *pattern, struct done_error *err)
{
	const char *why = NULL;

	if (*pattern == '!')
		why = "begins with '!'";
	else if (strpbrk(pattern, "[]{}\\ ~^:"))
		why = "has a character that is not a letter of a branch's name";
	else if (strlen(pattern) > PATTERN_MAX)
		why = "is longer than 250 bytes";
	if (!why)
		return 0;
	done_value_error(err, value, "'%s' does not name branches: it %s", pattern, why);
	return done_error_cure(err,
	    "write a branch (main), a pattern with '*' (release/*), or a "
	    "whole ref (refs/tags/*)");
}

static int check_patterns(const struct done_value *value, struct done_error *err)
{
	const struct done_value *items = value;
	size_t nr = value ? 1 : 0;

	if (value && value->type == DONE_LIST) {
		items = value->list.ptr;
		nr = value->list.nr;
	}
	for (size_t i = 0; i < nr; i++) {
		if (items[i].type == DONE_STRING &&
		    check_pattern(&items[i], items[i].string.ptr, err) < 0)
			return err->code;
	}
	return 0;
}

static int validate_push(const void *object, const struct done_value *at, struct done_error *err)
{
	(void)object;
	if (check_patterns(done_value_get(at, "refuse"), err) < 0)
		return err->code;
	return check_patterns(done_value_get(at, "tell"), err);
}

static const struct done_field push_fields[] = {
    {DONE_FIELD("refuse", struct done_push_rules, refuse, STRINGS),
        .tighter = {DONE_TIGHTER_WORDS}, /* without 'tell' all is refused */
        .beside = "tell", .then = {DONE_TIGHTER_MORE}, .max = REFS_MAX,
        .help = "Branches on which the pre-push hook refuses what is not done, also where 'tell' "
                "names them: a name, a pattern in which '*' stands for any text, or a whole ref "
                "(refs/tags/*)."},
    {DONE_FIELD("tell", struct done_push_rules, tell, STRINGS),
        .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST}, .max = REFS_MAX,
        .help = "Branches on which the hook prints the same and lets the push pass. A ref that "
                "neither list names is refused. Default: none."},
};

const struct done_record done_push_record = {
    .name = "'push'",
    .size = sizeof(struct done_push_rules),
    .fields = push_fields,
    .nr = DONE_ARRAY_SIZE(push_fields),
    .validate = validate_push,
};

/* '*' is any text, '?' any byte; no more than one step back is ever needed. */
static bool matches(const char *pattern, const char *text)
{
	const char *star = NULL, *from = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = pattern++;
			from = text;
		} else if (*pattern == '?' || *pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star + 1;
			text = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

#define REFS "refs/"
#define HEADS "refs/heads/"

static bool is_named(const struct done_strings *patterns, const char *ref)
{
	bool is_branch = !strncmp(ref, HEADS, strlen(HEADS));

	for (size_t i = 0; i < patterns->nr; i++) {
		const char *pattern = patterns->items[i];

		if (!strncmp(pattern, REFS, strlen(REFS))
		        ? matches(pattern, ref)
		        : is_branch && matches(pattern, ref + strlen(HEADS)))
			return true;
	}
	return false;
}

bool done_push_only_tells(const struct done_push_rules *rules, const char *ref)
{
	return is_named(&rules->tell, ref) && !is_named(&rules->refuse, ref);
}
