/* The order of what is shown, and a flat list of it for formats that know no services. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

/* ---- services, worst first ---- */

static int badness(enum done_verdict verdict)
{
	static const int rows[] = {[DONE_NOT_APPLICABLE] = 0,
	    [DONE_NEXT] = 0,
	    [DONE_MET] = 1,
	    [DONE_WAIVED] = 2,
	    [DONE_OWED] = 3,
	    [DONE_UNDECIDED] = 4,
	    [DONE_UNMET] = 5};

	return (size_t)verdict < DONE_ARRAY_SIZE(rows) ? rows[verdict] : 4;
}

static int compare_sizes(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_services(const void *left, const void *right)
{
	const struct done_service_report *a = *(const struct done_service_report *const *)left;
	const struct done_service_report *b = *(const struct done_service_report *const *)right;
	int rc = badness(b->verdict) - badness(a->verdict);

	rc = rc ? rc : compare_sizes(b->nr_errors, a->nr_errors);
	rc = rc ? rc : compare_sizes(b->nr_undecided, a->nr_undecided);
	rc = rc ? rc : compare_sizes(b->nr_warnings, a->nr_warnings);
	return rc ? rc : strcmp(a->service->path, b->service->path);
}

const struct done_service_report **done_services_worst_first(
    struct done_arena *arena, const struct done_run *run)
{
	const struct done_service_report **services =
	    done_arena_array(arena, run->nr_services + 1, sizeof(const void *));

	for (size_t i = 0; i < run->nr_services; i++)
		services[i] = &run->services[i];
	qsort(services, run->nr_services, sizeof(const void *), compare_services);
	return services;
}

void done_share_add(struct done_share *share, const struct done_criterion_report *criterion)
{
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		enum done_verdict verdict = criterion->checks[i].verdict;

		share->judged += done_verdict_is_judged(verdict);
		share->met += verdict == DONE_MET;
		share->doubts += verdict == DONE_UNDECIDED;
	}
}

/* ---- collecting ---- */

struct collector {
	struct done_arena *arena;
	struct done_item *items;
	size_t nr, cap;
	const struct done_run *run;
	const struct done_service_report *service;
	const struct done_check_report *check;
	enum done_item_kind kind; /* what is being collected */
	size_t rank;
};

static const char *print_of(
    const struct collector *collector, const char *subject, char out[DONE_OID_HEX + 1])
{
	struct done_buf text = {0};
	struct done_oid oid;

	if (collector->service)
		done_buf_addstr(&text, collector->service->service->name);
	done_buf_addch(&text, '\0');
	done_buf_addstr(&text, collector->check ? collector->check->check->id : "policy");
	done_buf_addch(&text, '\0');
	done_buf_addstr(&text, subject);
	done_oid_of_blob((struct done_bytes){text.ptr, text.len}, &oid);
	done_oid_hex(&oid, out);
	done_buf_release(&text);
	return out;
}

/* A file of the repository to hang on what has none of its own. */
static const char *some_path(const struct collector *collector)
{
	const struct done_service_report *service = collector->service;
	const struct done_run *run = collector->run;

	if (service && service->anchor)
		return service->anchor;
	return run->anchor ? run->anchor : DONE_POLICY_PATH;
}

/* Of a file as a whole that the change touches: one that it touches; else 0. */
static int line_at(const struct collector *collector, const char *path)
{
	const struct done_service_report *service = collector->service;

	return service && service->anchor && !strcmp(service->anchor, path) ? service->anchor_line
	                                                                    : 0;
}

static struct done_item *items_add_item(struct collector *collector)
{
	struct done_item *item =
	    DONE_ARENA_PUSH(collector->arena, collector->items, collector->nr, collector->cap);

	item->kind = collector->kind;
	item->run = collector->run;
	item->service = collector->service;
	item->check = collector->check;
	item->id = collector->check ? collector->check->check->id : "policy";
	item->path = some_path(collector);
	item->line = line_at(collector, item->path);
	item->rank = collector->rank++;
	item->position = collector->nr - 1;
	item->occurrence = 1;
	return item;
}

/* Said with the first finding: an excuse that does not count, and the day from which it refuses. */
static const char *with_dates(const struct collector *collector, const char *message)
{
	struct done_buf text = {0};

	done_say_waiver(&text, collector->check);
	if (text.len && collector->check->effective != DONE_NO_DAY)
		done_buf_addstr(&text, "; ");
	done_say_effective(&text, collector->check);
	if (collector->check->is_worse)
		done_buf_addf(&text, "%snew with this change", text.len ? "; " : "");
	if (collector->check->is_loss)
		done_buf_addf(&text, "%sthis change took away what met it%s", text.len ? "; " : "",
		    collector->check->check->tier > collector->service->target
		        ? ", which the policy keeps above the target"
		        : "");
	if (text.len)
		message = done_arena_printf(collector->arena, "%s (%s)", message, text.ptr);
	done_buf_release(&text);
	return message;
}

static void items_add_finding(struct collector *collector, size_t i)
{
	const struct done_check_report *check = collector->check;
	const struct done_finding *finding = &check->findings[i];
	struct done_item *item = items_add_item(collector);

	item->finding = finding;
	if (finding->path)
		item->path = finding->shown_at ? finding->shown_at : finding->path;
	item->about = finding->shown_at ? finding->path : NULL;
	if (finding->line > 0 && !finding->shown_at) {
		item->line = finding->line;
		item->column = finding->column > 0 ? finding->column : 0;
	} else {
		item->line = line_at(collector, item->path);
	}
	item->message =
	    i == 0 ? with_dates(collector, done_short_of(finding)) : done_short_of(finding);
	item->detail = done_detail_of(finding);
	item->fix = done_short_fix_of(finding);
	if (check->fingerprints)
		memcpy(item->fingerprint, check->fingerprints[i], sizeof(item->fingerprint));
	else
		print_of(collector, "finding", item->fingerprint);
}

static void add_whole_check(struct collector *collector, const char *message, const char *fix)
{
	struct done_item *item = items_add_item(collector);

	item->message = message;
	item->fix = fix;
	print_of(collector, collector->kind == DONE_ITEM_UNDECIDED ? "undecided" : "whole",
	    item->fingerprint);
}

static void collect_known(struct collector *collector, const struct done_check_report *check)
{
	collector->check = check;
	for (size_t i = 0; i < check->nr_findings; i++) {
		if (check->verdict == DONE_OWED || check->findings[i].is_known)
			items_add_finding(collector, i);
	}
}

static void collect_check(struct collector *collector, const struct done_check_report *check)
{
	const char *reason = check->reason ? check->reason : "no reason is known";
	size_t dropped;

	if (collector->kind == DONE_ITEM_OWED &&
	    (check->verdict == DONE_OWED || check->verdict == DONE_UNMET))
		collect_known(collector, check);

	if (done_rank_of_check(check) != (int)collector->kind)
		return;
	collector->check = check;
	if (check->verdict == DONE_UNDECIDED) {
		add_whole_check(collector,
		    done_arena_printf(collector->arena, "could not be decided: %s", reason),
		    check->cure);
		return;
	}
	for (size_t i = 0; i < done_new_findings(check); i++)
		items_add_finding(collector, i);
	dropped = done_new_dropped(check);
	if (dropped) {
		add_whole_check(collector,
		    done_arena_printf(
		        collector->arena, "and %zu more findings, which are only counted", dropped),
		    check->check->fix);
		collector->items[collector->nr - 1].nr_dropped = dropped;
	} else if (!check->nr_findings)
		add_whole_check(
		    collector, check->reason ? check->reason : "not met", check->check->fix);
}

static void collect_service(struct collector *collector, const struct done_service_report *service)
{
	collector->service = service;
	collector->rank = 0;
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++)
			collect_check(collector, &service->criteria[i].checks[j]);
	}
	collector->check = NULL;
	collector->service = NULL;
}

/*
 * What a note is about: whose it is, and what it quotes, never its words. Notes of the same things
 * are told apart by their occurrence.
 */
static const char *note_subject(const struct collector *collector, const struct done_note *note)
{
	const char *message = note->message;
	struct done_buf buf = {0};
	const char *text;

	done_buf_addf(&buf, "%s %d %s", done_word_of_note(note->level), (int)note->about,
	    note->service ? note->service : "");
	for (const char *at = message; (at = strchr(at, '\''));) {
		bool opens = at == message || !isalnum((unsigned char)at[-1]);
		const char *end = opens ? strchr(at + 1, '\'') : NULL;

		if (end) {
			done_buf_addch(&buf, '\n');
			done_buf_add(&buf, at + 1, (size_t)(end - at) - 1);
		}
		at = end ? end + 1 : at + 1;
	}
	text = done_arena_strndup(collector->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}

/* A note of level error makes a run unmet by itself: it must be in every list. */
static void collect_notes(struct collector *collector)
{
	collector->rank = 0;
	for (size_t i = 0; i < collector->run->nr_notes; i++) {
		const struct done_note *note = &collector->run->notes[i];

		if ((note->level == DONE_NOTE_ERROR && collector->kind == DONE_ITEM_UNMET) ||
		    (note->level == DONE_NOTE_WARNING && collector->kind == DONE_ITEM_WARNING)) {
			struct done_item *item = items_add_item(collector);
			item->message = note->message;
			print_of(collector, note_subject(collector, note), item->fingerprint);
		}
	}
}

static void collect_run(struct collector *collector, const struct done_run *run)
{
	const struct done_service_report **services;

	if (run->same_as >= 0)
		return;
	services = done_services_worst_first(collector->arena, run);
	collector->run = run;
	for (size_t i = 0; i < run->nr_services; i++)
		collect_service(collector, services[i]);
	collect_notes(collector);
}

/* ---- occurrences and order ---- */

static int compare_prints(const void *left, const void *right)
{
	const struct done_item *a = *(const struct done_item *const *)left;
	const struct done_item *b = *(const struct done_item *const *)right;
	int rc = strcmp(a->fingerprint, b->fingerprint);

	return rc ? rc : compare_sizes(a->position, b->position);
}

void done_items_number(struct done_arena *arena, struct done_items_list *list)
{
	struct done_item **sorted = done_arena_array(arena, list->nr + 1, sizeof(*sorted));

	for (size_t i = 0; i < list->nr; i++)
		sorted[i] = &list->items[i];
	qsort(sorted, list->nr, sizeof(*sorted), compare_prints);
	for (size_t i = 1; i < list->nr; i++) {
		if (!strcmp(sorted[i]->fingerprint, sorted[i - 1]->fingerprint))
			sorted[i]->occurrence = sorted[i - 1]->occurrence + 1;
	}
}

void done_items_gather(struct done_arena *arena, const struct done_report *report,
    enum done_item_kind last, struct done_items_list *out)
{
	struct collector collector = {.arena = arena};

	for (int kind = DONE_ITEM_UNMET; kind <= (int)last; kind++) {
		collector.kind = (enum done_item_kind)kind;
		for (size_t i = 0; i < report->nr_runs; i++)
			collect_run(&collector, &report->runs[i]);
	}
	out->items = collector.items;
	out->nr = collector.nr;
}

/* What refuses, what warns, what is owed. */
static int spread_group(const struct done_item *item)
{
	static const int rows[] = {[DONE_ITEM_UNMET] = 0,
	    [DONE_ITEM_UNDECIDED] = 0,
	    [DONE_ITEM_WARNING] = 1,
	    [DONE_ITEM_OWED] = 2};

	return rows[item->kind];
}

/* Those of many services first. */
static size_t spread_rank(const struct done_item *item)
{
	return item->nr_services > 1 ? 0 : 1 + item->rank;
}

static int compare_spread(const void *left, const void *right)
{
	const struct done_item *a = left, *b = right;
	int rc = spread_group(a) - spread_group(b);

	rc = rc ? rc : compare_sizes(spread_rank(a), spread_rank(b));
	rc = rc ? rc : compare_sizes(b->nr_services, a->nr_services);
	return rc ? rc : compare_sizes(a->position, b->position);
}

void done_items_spread(struct done_items_list *list)
{
	if (list->nr)
		qsort(list->items, list->nr, sizeof(*list->items), compare_spread);
}

void done_item_of_error(const struct done_error *error, struct done_item *out)
{
	char subject[sizeof(error->file) + 32];
	struct done_oid oid;

	memset(out, 0, sizeof(*out));
	out->kind = DONE_ITEM_UNDECIDED;
	out->id = "git-done";
	out->path = error->file[0] ? error->file : DONE_POLICY_PATH;
	out->line = error->line > 0 ? error->line : 0;
	out->column = error->column > 0 ? error->column : 0;
	out->message = error->message;
	out->fix = error->cure[0] ? error->cure : NULL;
	out->occurrence = 1;
	snprintf(subject, sizeof(subject), "error %d %s", (int)error->code, error->file);
	done_oid_of_blob((struct done_bytes){subject, strlen(subject)}, &oid);
	done_oid_hex(&oid, out->fingerprint);
}

/* ---- writing them ---- */

void done_items_write_error(
    const struct done_error *error, done_items_writer *writer, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_item item;
	struct done_items_list list = {&item, 1};

	done_item_of_error(error, &item);
	writer(&list, &arena, out);
	done_arena_release(&arena);
}

void done_item_say_whose(struct done_buf *out, const struct done_item *item)
{
	const char *name = done_item_service_name(item);

	if (item->nr_services > 1)
		done_buf_addf(out, "%zu services", item->nr_services);
	else
		done_buf_add_shown(out, name, strlen(name));
}

void done_item_say(struct done_buf *out, const struct done_item *item, const char *before_fix)
{
	if (item->service) {
		done_item_say_whose(out, item);
		done_buf_addstr(out, ": ");
	}
	done_buf_addstr(out, item->message);
	if (item->fix)
		done_buf_addf(out, "%s%s", before_fix, item->fix);
}

const char *done_word_of_item(enum done_item_kind kind)
{
	static const char *const words[] = {"error", "undecided", "warning", "owed"};

	return (size_t)kind < DONE_ARRAY_SIZE(words) ? words[kind] : "error";
}

const char *done_item_service_name(const struct done_item *item)
{
	return item->service ? item->service->service->name : "";
}
