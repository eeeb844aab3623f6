/* The text format in short: the first line of a run, and what it counts. */
#include "brief.h"

#include <string.h>

enum {
	OK_NAMES = 5, /* services on the line that all is well */
	WARNING_NAMES = 5,
	OWED_IDS = 8,
	BROKEN_IDS = 100, /* checks that are counted one by one */
	LOST_NAMED = 3,   /* things that are told by name, of one service */
};

/* ---- names and counts ---- */

struct brief_counts {
	size_t next, not_applicable, nr_warnings;
	const struct done_check_report *warnings[WARNING_NAMES]; /* the first of each check */
	bool has_more_warnings;
};

static void brief_count(struct brief_counts *out, const struct done_check_report *check)
{
	out->next += check->verdict == DONE_NEXT;
	out->not_applicable += check->verdict == DONE_NOT_APPLICABLE && !check->skipped;
	if (done_rank_of_check(check) != DONE_ITEM_WARNING)
		return;
	for (size_t i = 0; i < out->nr_warnings; i++) {
		if (!strcmp(out->warnings[i]->check->id, check->check->id))
			return;
	}
	if (out->nr_warnings == WARNING_NAMES)
		out->has_more_warnings = true;
	else
		out->warnings[out->nr_warnings++] = check;
}

static struct brief_counts brief_counts_of(const struct done_run *run)
{
	struct brief_counts counts = {0};

	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];

		for (size_t j = 0; j < service->nr_criteria; j++) {
			for (size_t k = 0; k < service->criteria[j].nr_checks; k++)
				brief_count(&counts, &service->criteria[j].checks[k]);
		}
	}
	return counts;
}

/* "2 old gaps (docs.runbook, docs.owner)": of a run of few services, which ones. */
static void brief_say_owed(struct done_buf *out, const struct done_run *run, size_t owed)
{
	const char *ids[OWED_IDS];
	size_t nr = 0;

	done_say_gaps(out, owed);
	/* Where all is well nobody acts upon them. */
	if (run->nr_services != 1 || run->verdict != DONE_UNMET)
		return;
	for (size_t i = 0; i < run->services[0].nr_criteria; i++) {
		const struct done_criterion_report *criterion = &run->services[0].criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++) {
			if (criterion->checks[j].verdict == DONE_OWED && nr < OWED_IDS)
				ids[nr++] = criterion->checks[j].check->id;
		}
	}
	for (size_t i = 0; i < nr; i++)
		done_buf_addf(out, "%s%s", i ? ", " : " (", ids[i]);
	if (nr)
		done_buf_addstr(out, nr < owed ? ", …)" : ")");
}

static void brief_add_part(struct done_buf *out, size_t nr, const char *words)
{
	if (nr)
		done_buf_addf(out, "%s%zu %s", out->len ? ", " : "", nr, words);
}

void done_brief_say_counts(struct done_buf *out, const struct done_run *run, bool all)
{
	struct brief_counts counts = brief_counts_of(run);
	struct done_tally tally = {0};

	done_tally_run(&tally, run);
	if (tally.owed)
		brief_say_owed(out, run, tally.owed);
	brief_add_part(out, tally.warnings, tally.warnings == 1 ? "warning" : "warnings");
	if (tally.warnings > counts.nr_warnings && !counts.has_more_warnings)
		done_buf_addf(out, " of %zu %s", counts.nr_warnings,
		    counts.nr_warnings == 1 ? "check" : "checks");
	for (size_t i = 0; i < counts.nr_warnings; i++) {
		char day[11];

		done_buf_addf(out, "%s%s", i ? ", " : " (", counts.warnings[i]->check->id);
		if (counts.warnings[i]->effective == DONE_NO_DAY)
			continue;
		done_day_format(counts.warnings[i]->effective, day);
		done_buf_addf(out, " blocks from %s", day);
	}
	done_buf_addstr(out, counts.has_more_warnings ? ", …)" : counts.nr_warnings ? ")" : "");
	brief_add_part(out, tally.waived, "waived");
	brief_add_part(out, tally.skipped, "skipped");
	brief_add_part(out, tally.disputed, "not applicable by the sheet");
	if (!all)
		return;
	brief_add_part(out, counts.next, "for a higher tier");
	brief_add_part(out, counts.not_applicable - tally.disputed, "not applicable");
}

/* ---- the first line ---- */

static const struct done_service_report *brief_the_one(
    const struct done_run *run, enum done_verdict verdict)
{
	const struct done_service_report *one = NULL;

	for (size_t i = 0; i < run->nr_services; i++) {
		if (run->services[i].verdict != verdict)
			continue;
		if (one)
			return NULL;
		one = &run->services[i];
	}
	return one;
}

static size_t brief_judged(const struct done_service_report *service)
{
	size_t nr = 0;

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++)
			nr += done_verdict_is_judged(service->criteria[i].checks[j].verdict);
	}
	return nr;
}

/* The ids of checks that are unmet, and whether each of them is the change's own doing. */
static size_t headline_broken(const struct done_run *run, bool *all_compared)
{
	const char *ids[BROKEN_IDS];
	size_t nr = 0;

	*all_compared = true;
	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];

		for (size_t j = 0; j < service->nr_criteria; j++) {
			for (size_t k = 0; k < service->criteria[j].nr_checks; k++) {
				const struct done_check_report *check =
				    &service->criteria[j].checks[k];
				size_t l = 0;

				if (done_rank_of_check(check) != DONE_ITEM_UNMET)
					continue;
				*all_compared = *all_compared && check->is_compared;
				while (l < nr && strcmp(ids[l], check->check->id) != 0)
					l++;
				if (l == nr && nr < BROKEN_IDS)
					ids[nr++] = check->check->id;
			}
		}
	}
	return nr;
}

/* What is there no more; NULL: it is not the change that took it away, or it has no name. */
static const char *headline_lost(const struct done_cause *cause)
{
	const struct done_check_report *check = cause->check;

	return cause->kind == DONE_ITEM_UNMET && check->nr_findings && check->findings[0].lost
	    ? check->findings[0].lost->what
	    : NULL;
}

/* "with this change orders has no README.md and no runbook any more": of few causes, where all that
 * is unmet is lost. */
static bool headline_lost_all(
    struct done_buf *out, const char *whose, bool is_one, const struct done_causes *causes)
{
	for (size_t i = 0; i < causes->nr; i++) {
		if (!headline_lost(&causes->items[i]))
			return false;
	}
	if (!causes->nr || causes->nr > LOST_NAMED || (!is_one && causes->nr > 1))
		return false;
	done_buf_addf(out, "with this change %s %s", whose, is_one ? "has" : "have");
	for (size_t i = 0; i < causes->nr; i++)
		done_buf_addf(out, "%s no %s",
		    !i                       ? ""
		        : i + 1 < causes->nr ? ","
		                             : " and",
		    headline_lost(&causes->items[i]));
	done_buf_addstr(out, " any more");
	return true;
}

static bool headline_is_own(const struct done_run *run)
{
	bool all_compared;

	return headline_broken(run, &all_compared) && all_compared;
}

/* "this change broke 1 check of checkout", "checkout fails 3 required checks (1 more only warns)"
 */
static void headline_one(struct done_buf *out, struct done_arena *arena, const struct done_run *run,
    const struct done_service_report *one, const struct done_causes *causes)
{
	const char *name = done_brief_name(arena, one);

	if (headline_lost_all(out, name, true, causes))
		return;
	if (headline_is_own(run)) {
		done_buf_addstr(out, "this change broke ");
		done_brief_add_count(out, one->nr_errors, "check", "checks");
		done_buf_addf(out, " of %s", name);
		return;
	}
	if (one->is_new && !strcmp(one->service->name, "."))
		done_buf_addf(out, "%s is a new service and fails ", name);
	else
		done_buf_addf(out, "%s%s fails ", one->is_new ? "the new service " : "", name);
	done_brief_add_count(out, one->nr_errors, "required check", "required checks");
	if (one->nr_warnings)
		done_buf_addf(out, " (%zu more only %s)", one->nr_warnings,
		    one->nr_warnings == 1 ? "warns" : "warn");
}

/* Counted as the line of what was examined counts them: once in each service. */
static void headline_many(struct done_buf *out, struct done_arena *arena,
    const struct done_run *run, const struct done_tally *tally, const struct done_causes *causes)
{
	bool all_compared, is_own = headline_is_own(run);
	size_t ids = headline_broken(run, &all_compared);

	if (headline_lost_all(
	        out, done_arena_printf(arena, "%zu services", tally->unmet), false, causes))
		return;
	if (is_own)
		done_buf_addstr(out, "this change broke ");
	else
		done_buf_addf(out, "%zu services fail ", tally->unmet);
	if (tally->errors == ids * tally->unmet) {
		done_brief_add_count(out, ids, is_own ? "check" : "required check",
		    is_own ? "checks" : "required checks");
		if (is_own)
			done_buf_addf(out, " in each of %zu services", tally->unmet);
		else
			done_buf_addstr(out, " each");
	} else {
		done_brief_add_count(out, tally->errors, is_own ? "check" : "required check",
		    is_own ? "checks" : "required checks");
		if (is_own)
			done_buf_addf(out, " in %zu services", tally->unmet);
	}
	if (causes->nr == 1)
		done_buf_addstr(out, ", from one cause");
}

static void headline_unmet(struct done_buf *out, struct done_arena *arena,
    const struct done_run *run, const struct done_causes *causes)
{
	const struct done_service_report *one = brief_the_one(run, DONE_UNMET);
	struct done_tally tally = {0};

	done_tally_run(&tally, run);
	if (one)
		headline_one(out, arena, run, one, causes);
	else if (tally.unmet)
		headline_many(out, arena, run, &tally, causes);
	if (tally.only_error) {
		done_buf_addstr(out, tally.only_error);
	} else if (tally.notes) {
		done_buf_addstr(out, tally.unmet ? ", and " : "the change has ");
		done_brief_add_count(out, tally.notes,
		    "error that belongs to no service (it stands below)",
		    "errors that belong to no service (they stand below)");
	}
	if (!tally.unmet && !tally.notes)
		done_buf_addstr(out, "the bar is not met");
	if (tally.doubts) {
		done_buf_addstr(out, "; ");
		done_brief_add_count(
		    out, tally.doubts, "check could not be judged", "checks could not be judged");
	}
}

static void headline_undecided(
    struct done_buf *out, struct done_arena *arena, const struct done_run *run)
{
	const struct done_service_report *one = brief_the_one(run, DONE_UNDECIDED);
	struct done_tally tally = {0};

	done_tally_run(&tally, run);
	if (!tally.doubts) {
		done_buf_addstr(out, "there is no verdict");
		return;
	}
	if (one) {
		done_buf_addf(out, "%s: %zu of ", done_brief_name(arena, one), one->nr_undecided);
		done_brief_add_count(out, brief_judged(one), "check", "checks");
	} else {
		done_brief_add_count(out, tally.doubts, "check", "checks");
		done_buf_addf(out, " of %zu services", tally.undecided);
	}
	done_buf_addstr(out, " could not be judged");
}

/* What changed lies outside of services. */
static void headline_nothing(struct done_buf *out, const struct done_run *run)
{
	if (!run->examined.beside) {
		done_buf_addstr(out, "nothing to judge");
		return;
	}
	/* What belongs to a higher tier was not compared. */
	done_buf_addstr(out, "nothing got worse in what ");
	done_brief_add_count(out, run->examined.beside, "service is", "services are");
	done_buf_addstr(out, " held to: the change touches no service");
}

static void headline_met(struct done_buf *out, struct done_arena *arena, const struct done_run *run)
{
	const struct done_service_report **services =
	    done_arena_array(arena, run->nr_services + 1, sizeof(*services));
	struct done_buf counts = {0};
	struct done_tally tally = {0};
	size_t nr = 0;

	done_tally_run(&tally, run);
	for (size_t i = 0; i < run->nr_services; i++) {
		if (brief_judged(&run->services[i]))
			services[nr++] = &run->services[i];
	}
	if (!tally.services) {
		headline_nothing(out, run);
		return;
	}
	done_brief_say_counts(&counts, run, false);
	if (!tally.checks) {
		done_buf_addstr(out, "nothing was judged: no check applies to ");
		done_brief_add_count(out, tally.services, "service", "services");
	} else if (!done_brief_say_worse(out, arena, run)) {
		done_brief_add_names(out, arena, services, nr, OK_NAMES);
		done_buf_addstr(out, ": ");
		if (tally.owed)
			done_buf_addstr(out, "nothing got worse");
		else
			done_brief_add_count(out, tally.checks - tally.warnings - tally.waived,
			    "check is met", "checks are met");
	}
	if (counts.len)
		done_buf_addf(out, " (%s)", counts.ptr);
	done_buf_release(&counts);
}

/* Who refuses what, so that whoever never heard of us knows what happened. */
static const struct {
	const char *hook, *lead, *unmet, *undecided;
} headline_hooks[] = {
    {"pre-push", "PUSH REFUSED ",
        "by git-done, nothing was pushed: ", "so git-done let nothing be pushed: "},
    {"pre-receive", "PUSH REFUSED ",
        "by git-done, nothing was pushed: ", "so git-done let nothing be pushed: "},
    {"update", "PUSH REFUSED ",
        "by git-done, this branch was not updated: ", "so git-done did not update this branch: "},
    {"pre-commit", "COMMIT REFUSED ",
        "by git-done, nothing was committed: ", "so git-done let nothing be committed: "},
    /* A person or a pipeline asks. */
    {NULL, "CHECK FAILED ", "by git-done: ", ""},
};

static size_t headline_hook(const char *hook)
{
	size_t i = 0;

	while (headline_hooks[i].hook && (!hook || strcmp(headline_hooks[i].hook, hook) != 0))
		i++;
	return i;
}

void done_say_refused_by(struct done_buf *out, const char *hook)
{
	size_t i = headline_hook(hook);

	done_buf_addf(out, "%s%s", headline_hooks[i].lead, headline_hooks[i].unmet);
}

/* An audit, an advisory run and a ref that is only told refuse nothing. */
static bool headline_only_tells(const struct done_report *report, const struct done_run *run)
{
	return run->only_tells || run->mode == DONE_MODE_AUDIT ||
	    (report->advisory && run->verdict == DONE_UNMET);
}

const char *done_brief_lead(const struct done_report *report, const struct done_run *run)
{
	if (run->verdict == DONE_UNDECIDED)
		return "UNDECIDED  ";
	if (run->verdict != DONE_UNMET)
		return "ok  ";
	return headline_only_tells(report, run) ? "NOT DONE  "
	                                        : headline_hooks[headline_hook(report->hook)].lead;
}

static void headline_by_whom(
    struct done_buf *out, const struct done_report *report, const struct done_run *run)
{
	size_t hook = headline_hook(report->hook);

	if (headline_only_tells(report, run))
		return;
	if (run->verdict == DONE_UNMET)
		done_buf_addstr(out, headline_hooks[hook].unmet);
	else if (run->verdict == DONE_UNDECIDED)
		done_buf_addstr(out, headline_hooks[hook].undecided);
}

void done_brief_headline(struct done_text_writer *writer, const struct done_report *report,
    const struct done_run *run, const struct done_causes *causes)
{
	struct done_buf text = {0};
	enum done_color color;

	done_text_mark(run->verdict, false, &color);
	headline_by_whom(&text, report, run);
	if (run->verdict == DONE_UNMET)
		headline_unmet(&text, writer->arena, run, causes);
	else if (run->verdict == DONE_UNDECIDED)
		headline_undecided(&text, writer->arena, run);
	else
		headline_met(&text, writer->arena, run);
	done_say_asked(&text, report);
	if (report->advisory && run->verdict == DONE_UNMET)
		done_say_advisory(&text, done_exit_of_report(report));
	if (run->only_tells && run->verdict != DONE_MET)
		done_say_only_tells(&text);
	done_layout_wrap(&writer->layout, 0, done_brief_lead(report, run), color, text.ptr);
	done_buf_release(&text);
}
