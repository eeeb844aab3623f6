/*
 * Notes of services for people to read: what is said of three services and more in the same words,
 * or of three checks and more, is one note. JSON and the long text have each of them.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

enum { NOTES_SHARED = 3, NOTES_NAMES = 5 };

/* Stand in a message for the name of its service and for the id of a check. */
#define NOTE_SERVICE '\x01'
#define NOTE_CHECK '\x02'

/* Notes that are one: of all the services, each for all the checks. */
struct notes_group {
	const struct done_note *first;
	const char *words; /* the message with the two characters in it; NULL: is told as it is */
	struct done_strings services, checks;
	size_t services_cap, checks_cap;
	bool is_taken;
};

/* Both ascend by the path of the service; *at is where the search goes on. */
static const char *note_service_name(
    const struct done_run *run, const struct done_note *note, size_t *at)
{
	int order = -1;

	if (note->about != DONE_NOTE_OF_SERVICE || !note->service)
		return NULL;
	while (*at < run->nr_services &&
	    (order = strcmp(run->services[*at].service->path, note->service)) < 0)
		++*at;
	return *at < run->nr_services && !order ? run->services[*at].service->name : NULL;
}

/* "docs.run'": the length of the id; 0: no check is called so. */
static size_t note_check_length(const char *text)
{
	size_t len = 0, dots = 0;

	for (; islower((unsigned char)text[len]) || isdigit((unsigned char)text[len]) ||
	     text[len] == '-' || text[len] == '.';
	     len++)
		dots += text[len] == '.';
	return dots == 1 && text[len] == '\'' ? len : 0;
}

static void group_read(struct done_arena *arena, const char *name, struct notes_group *group)
{
	const char *shown = done_arena_shown(arena, name);
	const char *quoted = done_arena_printf(arena, "'%s'", shown);
	struct done_buf words = {0};

	*DONE_ARENA_PUSH(arena, group->services.items, group->services.nr, group->services_cap) =
	    shown;
	for (const char *at = group->first->message; *at;) {
		size_t check = *at == '\'' ? note_check_length(at + 1) : 0;

		if (!strncmp(at, quoted, strlen(quoted))) {
			done_buf_addch(&words, NOTE_SERVICE);
			at += strlen(quoted);
		} else if (check && !group->checks.nr) {
			*DONE_ARENA_PUSH(arena, group->checks.items, group->checks.nr,
			    group->checks_cap) = done_arena_strndup(arena, at + 1, check);
			done_buf_addch(&words, NOTE_CHECK);
			at += check + 2;
		} else {
			done_buf_addch(&words, *at++);
		}
	}
	/* What does not say whose it is stays by itself. */
	if (words.len && memchr(words.ptr, NOTE_SERVICE, words.len))
		group->words = done_arena_strndup(arena, words.ptr, words.len);
	done_buf_release(&words);
}

static int strings_compare(const struct done_strings *one, const struct done_strings *other)
{
	int order = (one->nr > other->nr) - (one->nr < other->nr);

	for (size_t i = 0; i < one->nr && !order; i++)
		order = strcmp(one->items[i], other->items[i]);
	return order;
}

/* 0: what they say differs only in the service, or only in the check. */
static int group_compare(
    const struct notes_group *one, const struct notes_group *other, bool by_service)
{
	int order = strcmp(one->words, other->words);

	if (!order)
		order = (int)one->first->level - (int)other->first->level;
	if (order)
		return order;
	return by_service ? strings_compare(&one->checks, &other->checks)
	                  : strings_compare(&one->services, &other->services);
}

/* Where they say the same, in the order of the notes. */
static int group_in_order(const void *a, const void *b, bool by_service)
{
	const struct notes_group *const *one = a, *const *other = b;
	int order = group_compare(*one, *other, by_service);

	return order ? order : (*one > *other) - (*one < *other);
}

static int group_by_service(const void *a, const void *b)
{
	return group_in_order(a, b, true);
}

static int group_by_check(const void *a, const void *b)
{
	return group_in_order(a, b, false);
}

static void group_take(
    struct done_arena *arena, struct notes_group *group, struct notes_group *other, bool by_service)
{
	other->is_taken = true;
	if (by_service)
		*DONE_ARENA_PUSH(arena, group->services.items, group->services.nr,
		    group->services_cap) = other->services.items[0];
	else
		*DONE_ARENA_PUSH(arena, group->checks.items, group->checks.nr, group->checks_cap) =
		    other->checks.items[0];
}

/* Of services that are in one piece, or of checks that all of the same services have. */
static void groups_join(
    struct done_arena *arena, struct notes_group *groups, size_t nr, bool by_service)
{
	struct notes_group **sorted = done_arena_array(arena, nr + 1, sizeof(*sorted));
	size_t kept = 0, end;

	for (size_t i = 0; i < nr; i++) {
		if (groups[i].words && !groups[i].is_taken && (by_service || groups[i].checks.nr))
			sorted[kept++] = &groups[i];
	}
	qsort(sorted, kept, sizeof(*sorted), by_service ? group_by_service : group_by_check);
	for (size_t i = 0; i < kept; i = end) {
		for (end = i + 1; end < kept && !group_compare(sorted[i], sorted[end], by_service);)
			end++;
		for (size_t j = i + 1; j < end && end - i >= NOTES_SHARED; j++)
			group_take(arena, sorted[i], sorted[j], by_service);
	}
}

/* "'cart'", "each of 10 services (ads, cart, and 8 more)", "each of 'docs.run' and 'docs.api'"; it
 * is named once. */
static void group_say(struct done_buf *out, const struct done_strings *names, bool is_service)
{
	size_t shown = names->nr < NOTES_NAMES ? names->nr : NOTES_NAMES;
	const char *quote = is_service ? "" : "'";

	if (names->nr == 1) {
		done_buf_addf(out, "'%s'", names->items[0]);
		return;
	}
	if (is_service)
		done_buf_addf(out, "each of %zu services (", names->nr);
	else
		done_buf_addf(out, "each of %zu checks (", names->nr);
	for (size_t i = 0; i < shown; i++)
		done_buf_addf(out, "%s%s%s%s", i ? ", " : "", quote, names->items[i], quote);
	if (shown < names->nr)
		done_buf_addf(out, ", and %zu more", names->nr - shown);
	done_buf_addch(out, ')');
}

static const char *group_message(struct done_arena *arena, const struct notes_group *group)
{
	struct done_buf out = {0};
	size_t said = 0;
	const char *text;

	for (const char *at = group->words; *at; at++) {
		if (*at == NOTE_CHECK)
			group_say(&out, &group->checks, false);
		else if (*at != NOTE_SERVICE)
			done_buf_addch(&out, *at);
		else if (!said++ || group->services.nr == 1)
			group_say(&out, &group->services, true);
		else
			done_buf_addstr(&out, "it");
	}
	text = done_arena_strndup(arena, out.ptr, out.len);
	done_buf_release(&out);
	return text;
}

struct done_note_list done_notes_folded(struct done_arena *arena, const struct done_run *run)
{
	struct notes_group *groups = done_arena_array(arena, run->nr_notes + 1, sizeof(*groups));
	struct done_note_list list = {
	    done_arena_array(arena, run->nr_notes + 1, sizeof(*list.items)), 0};
	size_t at = 0;

	for (size_t i = 0; i < run->nr_notes; i++) {
		const char *name = note_service_name(run, &run->notes[i], &at);

		groups[i].first = &run->notes[i];
		if (name)
			group_read(arena, name, &groups[i]);
	}
	groups_join(arena, groups, run->nr_notes, true);
	groups_join(arena, groups, run->nr_notes, false);
	for (size_t i = 0; i < run->nr_notes; i++) {
		struct done_note *note;

		if (groups[i].is_taken)
			continue;
		note = &list.items[list.nr++];
		*note = run->notes[i];
		if (groups[i].services.nr > 1 || groups[i].checks.nr > 1)
			note->message = group_message(arena, &groups[i]);
	}
	return list;
}
