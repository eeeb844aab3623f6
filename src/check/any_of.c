/*
 * Kind `any_of`: one part that is met is enough; where none is, one finding lists the ways.
 */
#include "combine.h"

#include <stdlib.h>
#include <string.h>

static void add_place(
    struct done_buf *buf, struct done_view *view, const struct done_finding *finding)
{
	done_buf_addstr(buf, done_view_shown_path(view, finding->path));
	if (finding->line)
		done_buf_addf(buf, ":%d", finding->line);
}

enum { WAYS_IN_SHORT = 3, WAYS_TOLD = 5 }; /* in the message; the fix has all */

/* A part that falls short, if it says in what; else NULL. */
static const struct done_finding *finding_of(const struct done_result *part)
{
	return part->verdict == DONE_UNMET && part->nr ? &part->findings[0] : NULL;
}

/* "1. README.md:3: section … is missing: add …", a line a part. */
static void add_way(
    struct done_buf *buf, struct done_view *view, size_t number, const struct done_result *part)
{
	const struct done_finding *finding = &part->findings[0];
	size_t more = part->nr - 1 + part->nr_dropped;

	done_buf_addf(buf, "\n%zu. ", number);
	add_place(buf, view, finding);
	done_buf_addf(buf, ": %s", finding->message);
	if (finding->fix)
		done_buf_addf(buf, ": %s", finding->fix);
	if (more)
		done_buf_addf(buf, " (and %zu more)", more);
}

/* The way with the least left to do: the first that speaks of a file that is there, else the first
 * of all. *out is NULL where none says anything. */
static int find_nearest(struct done_view *view, size_t nr, const struct combine_tally *tally,
    const struct done_finding **out, struct done_error *err)
{
	const struct done_finding *first = NULL;

	for (size_t i = 0; i < nr; i++) {
		const struct done_finding *finding = finding_of(&tally->results[i]);
		struct done_entry entry;
		int rc = finding && finding->path
		    ? done_snapshot_find(view->head, finding->path, &entry, err)
		    : 0;

		if (rc < 0)
			return rc;
		if (rc == 1 && entry.kind == DONE_ENTRY_FILE) {
			*out = finding;
			return 0;
		}
		first = first ? first : finding;
	}
	*out = first;
	return 0;
}

/* "neither way is met: (1) …; (2) README.md:3: …": a place is said where it is another one. */
static void tell_ways(struct done_buf *message, struct done_view *view, size_t nr,
    const struct combine_tally *tally, const struct done_finding *nearest)
{
	size_t number = 0;

	if (tally->unmet == 2)
		done_buf_addstr(message, "neither way is met:");
	else
		done_buf_addf(message, "none of %zu ways is met:", tally->unmet);
	for (size_t i = 0; i < nr; i++) {
		const struct done_finding *finding = finding_of(&tally->results[i]);

		if (!finding || ++number > WAYS_TOLD)
			continue;
		done_buf_addf(message, "%s (%zu) ", number > 1 ? ";" : "", number);
		if (finding->path && nearest->path && strcmp(finding->path, nearest->path) != 0) {
			add_place(message, view, finding);
			done_buf_addstr(message, ": ");
		}
		done_buf_addstr(message, finding->message);
	}
	if (number > WAYS_TOLD)
		done_buf_addf(message, "; and %zu more", number - WAYS_TOLD);
}

static const char *short_fix(const struct done_finding *finding)
{
	return finding->brief_fix ? finding->brief_fix : finding->fix;
}

/* "or add RUNBOOK.md"; of a way that has begun also what is still wrong there. */
static void add_short_way(struct done_buf *fix, const struct done_finding *way, bool is_further)
{
	done_buf_addstr(fix, is_further ? "\nor " : "");
	if (!way->is_absent)
		done_buf_addf(fix, "%s: ", way->brief ? way->brief : way->message);
	done_buf_addstr(fix, short_fix(way));
}

/* How to take a way: the nearest first, then some of the others, a line each. */
static void any_of_say_briefly(struct done_finding *out, struct done_view *view,
    const struct combine_tally *tally, size_t nr, const struct done_finding *nearest)
{
	struct done_buf fix = {0};
	size_t told = 0, more = 0;

	if (short_fix(nearest)) {
		done_buf_addstr(&fix, short_fix(nearest));
		told++;
	}
	for (size_t i = 0; i < nr; i++) {
		const struct done_finding *way = finding_of(&tally->results[i]);

		if (!way || way == nearest)
			continue;
		if (!short_fix(way) || told >= WAYS_IN_SHORT || strchr(short_fix(way), '\n'))
			more++;
		else
			add_short_way(&fix, way, told++ > 0);
	}
	if (more)
		done_buf_addf(&fix, "\nor one of %zu other ways", more);
	done_finding_brief(out, view, "%s", nearest->brief ? nearest->brief : nearest->message);
	if (told)
		done_finding_brief_fix(out, view, "%s", fix.ptr);
	done_buf_release(&fix);
}

/* The way with the least left to do, of those that are measured; 0: none is. */
static double least_amount(const struct combine_tally *tally, size_t nr)
{
	double least = 0;

	for (size_t i = 0; i < nr; i++) {
		const struct done_result *part = &tally->results[i];
		double sum = 0;

		for (size_t j = 0; j < part->nr; j++)
			sum += part->findings[j].amount;
		if (sum > 0 && (least <= 0 || sum < least))
			least = sum;
	}
	return least;
}

/* The subject, and below it those of the ways, a line each: sorted, as findings come by line. */
static const char *with_ways(
    struct done_view *view, const struct combine_tally *tally, size_t nr, const char *subject)
{
	struct done_buf buf = {0};
	const char **ways = NULL, *text;
	size_t nr_ways = 0, cap = 0;

	for (size_t i = 0; i < nr; i++) {
		for (size_t j = 0; j < tally->results[i].nr; j++)
			*DONE_ARENA_PUSH(view->arena, ways, nr_ways, cap) =
			    tally->results[i].findings[j].subject;
		for (size_t j = 0; j < tally->results[i].nr_more; j++)
			*DONE_ARENA_PUSH(view->arena, ways, nr_ways, cap) =
			    tally->results[i].more[j].subject;
	}
	if (nr_ways)
		qsort(ways, nr_ways, sizeof(*ways), done_text_order);
	done_buf_addstr(&buf, subject);
	for (size_t i = 0; i < nr_ways; i++)
		done_buf_addf(&buf, "\n%s", ways[i]);
	text = done_arena_strndup(view->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}

/* No way has begun. */
static bool is_nothing_there(const struct combine_tally *tally, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		const struct done_finding *way = finding_of(&tally->results[i]);

		if (way && !way->is_absent)
			return false;
	}
	return true;
}

static void any_of_add_finding(const struct combine_options *options, struct done_view *view,
    const struct combine_tally *tally, const struct done_finding *nearest, struct done_result *out)
{
	struct done_buf message = {0}, fix = {0};
	const char *path = nearest && nearest->path ? nearest->path : view->service->path;
	size_t number = 0;

	for (size_t i = 0; i < options->checks.nr; i++) {
		if (finding_of(&tally->results[i]))
			add_way(&fix, view, ++number, &tally->results[i]);
	}
	struct done_finding *finding = done_result_add(out, view,
	    (struct done_place){path, nearest ? nearest->line : 0, nearest ? nearest->column : 0},
	    (struct done_subject){
	        .wrong = "no way is met", .amount = least_amount(tally, options->checks.nr)},
	    "none of the alternatives is met");
	/* The parts' words are fit to show already. */
	if (finding && nearest) {
		tell_ways(&message, view, options->checks.nr, tally, nearest);
		finding->message = done_arena_strdup(view->arena, message.ptr);
		finding->is_absent = is_nothing_there(tally, options->checks.nr);
		any_of_say_briefly(finding, view, tally, options->checks.nr, nearest);
	}
	done_finding_fix(finding, view, "one of these is enough:%s", fix.len ? fix.ptr : "");
	if (finding)
		finding->subject = with_ways(view, tally, options->checks.nr, finding->subject);
	done_buf_release(&message);
	done_buf_release(&fix);
}

static int fall_short(const struct combine_options *options, struct done_view *view,
    const struct combine_tally *tally, struct done_result *out, struct done_error *err)
{
	const struct done_finding *nearest;

	/* Where only one of them applies there is no choice to explain. */
	if (tally->unmet == 1) {
		for (size_t i = 0; i < options->checks.nr; i++)
			done_combine_add(view, &tally->results[i], out);
		out->verdict = DONE_UNMET;
		return 0;
	}
	if (find_nearest(view, options->checks.nr, tally, &nearest, err) < 0)
		return err->code;
	any_of_add_finding(options, view, tally, nearest, out);
	return 0;
}

static int any_of_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct combine_options *options = data;
	struct combine_tally tally;
	int rc = done_combine_run(options, view, DONE_MET, &tally, err);

	if (rc < 0)
		return rc;
	out->inputs = tally.inputs;
	out->nr_inputs = tally.nr_inputs;
	out->numbers = tally.measured.numbers;
	out->nr_numbers = tally.measured.nr_numbers;
	if (tally.met) {
		for (size_t i = 0; i < options->checks.nr && !out->reason; i++) {
			if (tally.results[i].verdict == DONE_MET)
				out->reason = tally.results[i].reason;
		}
		done_combine_take_evidence(&tally, options->checks.nr, out);
		return 0;
	}
	if (tally.first.code)
		return done_combine_fail(&tally, err);
	if (tally.unmet)
		return fall_short(options, view, &tally, out, err);
	done_combine_say_none_apply(options, view, &tally, out);
	return 0;
}

/* One way is enough: the first that a file goes. */
static void any_of_drafts(
    const void *data, struct done_arena *arena, struct done_skeleton_wants *out)
{
	const struct combine_options *options = data;
	size_t before = out->nr;

	for (size_t i = 0; i < options->checks.nr && out->nr == before; i++)
		done_skeleton_wants_of(arena, &options->checks.items[i], out);
}

const struct done_kind done_kind_any_of = {
    .form = {.name = "any_of",
        .summary = "met when at least one of its parts is met",
        .options = &done_combine_any,
        .example = "- file: RUNBOOK.md\n"
                   "- markdown: {file: README.md, sections: [{heading: '(?i)^runbook'}]}\n"},
    .run = any_of_run,
    .drafts = any_of_drafts,
};
