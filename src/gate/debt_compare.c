/*
 * Which findings of a change its base has, too. Subjects are compared without their blanks, so that
 * code may be formatted anew; those of any_of, which have a line for each finding of its ways, as
 * sets: to close one gap of a way makes nothing worse.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "debt.h"

#define LINES_MAX 4096 /* of one subject; more are not known */

struct debt_subject {
	const char **lines; /* without blanks, those after the first ascending */
	size_t nr;
	double amount;
};

struct debt_subjects {
	struct debt_subject *items; /* ascending by their first lines */
	size_t nr;
};

static int debt_compare_subjects(const void *a, const void *b)
{
	return strcmp(
	    ((const struct debt_subject *)a)->lines[0], ((const struct debt_subject *)b)->lines[0]);
}

/* ": " and a blank before "#2" tell the parts of a subject apart; all other blanks go. */
static const char *debt_folded(struct done_arena *scratch, const char *text, size_t len)
{
	char *out = done_arena_alloc(scratch, len + 1);
	size_t nr = 0;

	for (size_t i = 0; i < len; i++) {
		bool parts = (i && text[i - 1] == ':') || (i + 1 < len && text[i + 1] == '#');

		if (!isspace((unsigned char)text[i]) || (text[i] == ' ' && parts))
			out[nr++] = text[i];
	}
	out[nr] = '\0';
	return out;
}

static struct debt_subject debt_subject_of(struct done_arena *scratch, const struct done_told *told)
{
	struct debt_subject subject = {.amount = told->amount};
	size_t cap = 0;

	for (const char *at = told->subject;;) {
		const char *end = strchr(at, '\n');
		size_t len = end ? (size_t)(end - at) : strlen(at);

		*DONE_ARENA_PUSH(scratch, subject.lines, subject.nr, cap) =
		    debt_folded(scratch, at, len);
		if (!end || subject.nr == LINES_MAX)
			break;
		at = end + 1;
	}
	if (subject.nr > 2)
		qsort(subject.lines + 1, subject.nr - 1, sizeof(*subject.lines), done_text_order);
	return subject;
}

static struct debt_subjects debt_subjects_of(
    struct done_arena *scratch, const struct done_debt_base *base)
{
	struct debt_subjects subjects = {.nr = base->nr};

	subjects.items = done_arena_array(scratch, base->nr + 1, sizeof(*subjects.items));
	for (size_t i = 0; i < base->nr; i++)
		subjects.items[i] = debt_subject_of(scratch, &base->told[i]);
	qsort(subjects.items, subjects.nr, sizeof(*subjects.items), debt_compare_subjects);
	return subjects;
}

/* ---- what was not there at all cannot have become worse ---- */

static const char debt_missing[] = ": missing";

/* "markdown.file: missing" ends there: nothing that the kind looks at was there. */
static bool debt_covers_kind(const char *base, const char *head)
{
	size_t len = strlen(base), end = sizeof(debt_missing) - 1;
	const char *dot;

	if (len <= end || strcmp(base + len - end, debt_missing) != 0)
		return false;
	len -= end;
	dot = NULL;
	for (size_t i = 0; i < len; i++)
		dot = base[i] == '.' ? base + i : dot;
	if (dot)
		len = (size_t)(dot - base);
	return !strncmp(base, head, len) && (head[len] == '.' || head[len] == ':');
}

/* "topics.topics: missing: ./README.md: run" was, and now it is "too short". */
static bool debt_covers_part(const char *base, const char *head)
{
	static const char *const words[] = {": missing: ", ": unanswered: "};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		const char *at = strstr(base, words[i]), *rest;
		size_t len = at ? (size_t)(at - base) : 0;

		if (!at || strncmp(base, head, len) != 0 || strncmp(head + len, ": ", 2) != 0)
			continue;
		rest = strstr(head + len + 2, ": ");
		if (rest && !strcmp(rest + 2, at + strlen(words[i])))
			return true;
	}
	return false;
}

static bool debt_covers(const char *base, const char *head)
{
	return debt_covers_kind(base, head) || debt_covers_part(base, head);
}

/* Lines that were split, or joined again: of one file, and one holds the other. */
static bool debt_is_wrapped(const char *base, const char *head)
{
	static const char words[] = ".forbid: forbidden: ";
	const char *at = strstr(base, words);
	const char *thing = at ? strstr(at + sizeof(words) - 1, ": ") : NULL;
	size_t same = thing ? (size_t)(thing - base) + 2 : 0;
	size_t least;

	if (!thing || strncmp(base, head, same) != 0)
		return false;
	least = strlen(base) < strlen(head) ? strlen(base) : strlen(head);
	/* More than a name is the same. */
	return least > same + 6 &&
	    (strstr(base + same, head + same) || strstr(head + same, base + same));
}

/* ---- one finding ---- */

static bool debt_has_line(const struct debt_subject *base, const char *line)
{
	if (base->nr > 1 &&
	    bsearch(&line, base->lines + 1, base->nr - 1, sizeof(line), done_text_order))
		return true;
	for (size_t i = 1; i < base->nr; i++) {
		if (debt_covers(base->lines[i], line))
			return true;
	}
	return false;
}

/* The first lines are equal. */
static bool debt_is_no_worse(const struct debt_subject *base, const struct debt_subject *head)
{
	if (head->nr >= LINES_MAX)
		return false;
	for (size_t i = 1; i < head->nr; i++) {
		if (!debt_has_line(base, head->lines[i]))
			return false;
	}
	/* Fewer gaps are left: their least is not the same one any more. */
	return head->nr < base->nr || !(base->amount > 0) || !(head->amount > base->amount);
}

static bool debt_comes_before(const void *item, const void *line)
{
	return strcmp(((const struct debt_subject *)item)->lines[0], line) < 0;
}

static bool debt_has(const struct debt_subjects *base, const struct debt_subject *head, bool *used)
{
	size_t low = done_lower_bound(
	    base->items, base->nr, sizeof(*base->items), head->lines[0], debt_comes_before);

	for (; low < base->nr && !strcmp(base->items[low].lines[0], head->lines[0]); low++) {
		if (!debt_is_no_worse(&base->items[low], head))
			continue;
		used[low] = true;
		return true;
	}
	return false;
}

/* The slow ways, for those that are left; each of the base's stands for one. */
static bool debt_has_like(
    const struct debt_subjects *base, const struct debt_subject *head, bool *used)
{
	for (size_t i = 0; i < base->nr; i++) {
		if (debt_covers(base->items[i].lines[0], head->lines[0]))
			return true;
		if (!used[i] && debt_is_wrapped(base->items[i].lines[0], head->lines[0])) {
			used[i] = true;
			return true;
		}
	}
	return false;
}

#define LIKE_MAX 2000 /* findings left of one check: more are not compared by the slow ways */

static void debt_compare_told(struct done_arena *scratch, const struct done_debt_base *base,
    const struct done_told *head, size_t nr, bool *known)
{
	struct debt_subjects subjects = debt_subjects_of(scratch, base);
	size_t most = nr < LIKE_MAX ? nr : LIKE_MAX, nr_left = 0;
	struct debt_subject *left = done_arena_array(scratch, most, sizeof(*left));
	size_t *at = done_arena_array(scratch, most, sizeof(*at));
	bool *used = done_arena_array(scratch, base->nr + 1, sizeof(*used));

	for (size_t i = 0; i < nr; i++) {
		struct debt_subject subject = debt_subject_of(scratch, &head[i]);

		if (debt_has(&subjects, &subject, used)) {
			known[i] = true;
		} else if (nr_left < most) {
			at[nr_left] = i;
			left[nr_left++] = subject;
		}
	}
	for (size_t i = 0; i < nr_left; i++) {
		if (debt_has_like(&subjects, &left[i], used))
			known[at[i]] = true;
	}
}

void done_debt_compare(struct done_arena *scratch, const struct done_debt_base *base,
    const struct done_told *head, size_t nr, bool *known, done_debt_unchanged *unchanged,
    void *data)
{
	if (base->state == DONE_DEBT_TOLD && base->nr)
		debt_compare_told(scratch, base, head, nr, known);
	if (base->state != DONE_DEBT_UNREADABLE)
		return;
	for (size_t i = 0; i < nr; i++)
		known[i] = known[i] || (head[i].path && unchanged(data, head[i].path));
}
