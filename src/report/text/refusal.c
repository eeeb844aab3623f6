/* The text format in short: one run, read in ten seconds. */
#include "brief.h"

#include <string.h>

enum {
	CAUSES = 10,      /* entries; the rest is counted */
	CAUSE_NAMES = 3,  /* services of an entry, by name */
	CAUSE_PLACES = 3, /* findings of an entry that say something else each */
	OK_NAMES = 5,     /* services on the line that all is well */
	FIX_LINES = 4,
	WARNING_NAMES = 5,
	ID_COLUMNS = 26,
	SENTENCE_COLUMNS = 30, /* beside the id; on a narrower terminal below it */
};

/* ---- names and counts ------------------------------------------------------------------------ */

struct brief_counts {
	size_t next, not_applicable, nr_warnings;
	const struct done_check_report *warnings[WARNING_NAMES];
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
	if (out->nr_warnings < WARNING_NAMES)
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

static void brief_add_part(struct done_buf *out, size_t nr, const char *words)
{
	if (nr)
		done_buf_addf(out, "%s%zu %s", out->len ? ", " : "", nr, words);
}

/* "2 warnings (docs.changelog), 1 waived, 3 not applicable", or nothing. */
void done_brief_say_counts(struct done_buf *out, const struct done_run *run)
{
	struct brief_counts counts = brief_counts_of(run);
	struct done_tally tally = {0};

	done_tally_run(&tally, run);
	brief_add_part(out, tally.warnings, tally.warnings == 1 ? "warning" : "warnings");
	for (size_t i = 0; i < counts.nr_warnings; i++) {
		char day[11];

		done_buf_addf(out, "%s%s", i ? ", " : " (", counts.warnings[i]->check->id);
		if (counts.warnings[i]->effective == DONE_NO_DAY)
			continue;
		done_day_format(counts.warnings[i]->effective, day);
		done_buf_addf(out, " blocks from %s", day);
	}
	done_buf_addstr(out, counts.nr_warnings == WARNING_NAMES ? ", …)"
	                     : counts.nr_warnings                ? ")"
	                                                         : "");
	brief_add_part(out, tally.waived, "waived");
	brief_add_part(out, tally.skipped, "skipped");
	brief_add_part(out, counts.next, "for a higher tier");
	brief_add_part(out, counts.not_applicable, "not applicable");
}

/* The name; a service at the root of the tree has none but ".". */
static const char *brief_name(struct done_arena *arena, const struct done_service_report *service)
{
	return !strcmp(service->service->name, ".")
	               ? "the repository"
	               : done_arena_shown(arena, service->service->name);
}

/* "ads, cart, checkout, +27" */
static void brief_add_names(struct done_buf *out, struct done_arena *arena,
                            const struct done_service_report *const *services, size_t nr,
                            size_t most)
{
	for (size_t i = 0; i < nr && i < most; i++)
		done_buf_addf(out, "%s%s", i ? ", " : "", brief_name(arena, services[i]));
	if (nr > most)
		done_buf_addf(out, ", +%zu", nr - most);
}

/* ---- the first line -------------------------------------------------------------------------- */

static const struct done_service_report *brief_the_one(const struct done_run *run,
                                                       enum done_verdict verdict)
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

static void brief_add_checks(struct done_buf *out, size_t nr, const char *one, const char *many)
{
	done_buf_addf(out, "%zu %s", nr, nr == 1 ? one : many);
}

static void headline_unmet(struct done_buf *out, struct done_arena *arena,
                           const struct done_run *run, const struct done_causes *causes)
{
	const struct done_service_report *one = brief_the_one(run, DONE_UNMET);
	struct done_tally tally = {0};

	done_tally_run(&tally, run);
	if (one) {
		const char *target = done_tier_name((enum done_tier)one->target);

		done_buf_addf(out, "%s is not done: %zu of ", brief_name(arena, one),
		              one->nr_errors);
		brief_add_checks(out, brief_judged(one), "check", "checks");
		done_buf_addf(out, " %s not met%s%s%s", one->nr_errors == 1 ? "is" : "are",
		              target ? " (" : "", target ? target : "", target ? ")" : "");
	} else if (tally.unmet) {
		done_buf_addf(out, "%zu of %zu services are not done: ", tally.unmet,
		              tally.services);
		brief_add_checks(out, tally.errors, "check is not met", "checks are not met");
		if (causes->nr == 1)
			done_buf_addstr(out, ", from one cause");
	}
	if (tally.notes) {
		done_buf_addstr(out, tally.unmet ? ", and " : "the change has ");
		brief_add_checks(out, tally.notes, "error that belongs to no service",
		                 "errors that belong to no service");
	}
	if (!tally.unmet && !tally.notes)
		done_buf_addstr(out, "the bar is not met");
	if (tally.doubts) {
		done_buf_addstr(out, "; ");
		brief_add_checks(out, tally.doubts, "check could not be judged",
		                 "checks could not be judged");
	}
}

static void headline_undecided(struct done_buf *out, struct done_arena *arena,
                               const struct done_run *run)
{
	const struct done_service_report *one = brief_the_one(run, DONE_UNDECIDED);
	struct done_tally tally = {0};

	done_tally_run(&tally, run);
	if (!tally.doubts) {
		done_buf_addstr(out, "there is no verdict");
		return;
	}
	if (one) {
		done_buf_addf(out, "%s: %zu of ", brief_name(arena, one), one->nr_undecided);
		brief_add_checks(out, brief_judged(one), "check", "checks");
	} else {
		brief_add_checks(out, tally.doubts, "check", "checks");
		done_buf_addf(out, " of %zu services", tally.undecided);
	}
	done_buf_addstr(out, " could not be judged");
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
		done_buf_addstr(out, "nothing to judge");
		return;
	}
	done_brief_say_counts(&counts, run);
	if (!tally.checks) {
		done_buf_addstr(out, "nothing was judged: no check applies to ");
		brief_add_checks(out, tally.services, "service", "services");
	} else {
		brief_add_names(out, arena, services, nr, OK_NAMES);
		done_buf_addstr(out, ": ");
		brief_add_checks(out, tally.checks - tally.warnings - tally.waived, "check is met",
		                 "checks are met");
	}
	if (counts.len)
		done_buf_addf(out, " (%s)", counts.ptr);
	done_buf_release(&counts);
}

/* What was compared and refuses; an audit and an advisory run only tell. */
static const char *brief_word(const struct done_report *report, const struct done_run *run,
                              enum done_color *color)
{
	done_text_mark(run->verdict, false, color);
	if (run->verdict == DONE_UNMET)
		return report->advisory || run->mode == DONE_MODE_AUDIT ? "NOT DONE  "
		                                                        : "REFUSED  ";
	return run->verdict == DONE_UNDECIDED ? "UNDECIDED  " : "ok  ";
}

static void brief_headline(struct done_text_writer *writer, const struct done_report *report,
                           const struct done_run *run, const struct done_causes *causes)
{
	struct done_buf text = {0};
	enum done_color color;
	const char *word = brief_word(report, run, &color);

	if (run->verdict == DONE_UNMET)
		headline_unmet(&text, writer->arena, run, causes);
	else if (run->verdict == DONE_UNDECIDED)
		headline_undecided(&text, writer->arena, run);
	else
		headline_met(&text, writer->arena, run);
	done_say_asked(&text, report);
	if (report->advisory && run->verdict == DONE_UNMET)
		done_say_advisory(&text, done_exit_of_report(report));
	done_layout_wrap(&writer->layout, 0, word, color, text.ptr);
	done_buf_release(&text);
}

/* ---- one cause ------------------------------------------------------------------------------- */

/* Whether the place says more than the sentence and the service do: a file that the sentence names,
 * and a whole service, are no places of their own. */
static bool brief_has_place(const struct done_cause *cause, const struct done_finding *finding)
{
	const char *path = finding->path, *name;

	if (!path || !*path || finding->line > 0)
		return finding->line > 0 && path;
	name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	return strcmp(path, ".") != 0 && strcmp(path, cause->services[0]->service->path) != 0 &&
	       cause->nr_services == 1 && !strstr(done_short_of(finding), name);
}

/* "main.go:7  no input validation", on two lines where one is too short. */
static const char *brief_sentence(struct done_text_writer *writer, const struct done_cause *cause,
                                  const struct done_finding *finding, int indent)
{
	const char *brief = done_short_of(finding), *place;

	if (!brief_has_place(cause, finding))
		return brief;
	place = done_arena_shown(writer->arena, finding->path);
	if (finding->line > 0)
		place = done_arena_printf(writer->arena, "%s:%d", place, finding->line);
	return done_arena_printf(writer->arena, "%s%s%s", place,
	                         indent + done_text_columns(place, strlen(place)) + 2 +
	                                                 done_text_columns(brief, strlen(brief)) >
	                                         writer->layout.width
	                                 ? "\n"
	                                 : "  ",
	                         brief);
}

/* As many lines as are read before the next entry. */
static const char *brief_cut_fix(struct done_text_writer *writer, const char *fix)
{
	const char *end = fix;

	for (size_t lines = 0; lines < FIX_LINES; lines++) {
		const char *next = strchr(end, '\n');

		if (!next)
			return fix;
		end = next + 1;
	}
	return done_arena_printf(writer->arena, "%.*s…", (int)(end - fix), fix);
}

/* The findings of an entry that say something else each, and how many are left. */
static size_t brief_choose(const struct done_check_report *check,
                           const struct done_finding *out[CAUSE_PLACES], size_t *left)
{
	size_t nr = 0;

	for (size_t i = 0; i < check->nr_findings && nr < CAUSE_PLACES; i++) {
		const char *brief = done_short_of(&check->findings[i]);
		size_t j = 0;

		while (j < nr && strcmp(done_short_of(out[j]), brief) != 0)
			j++;
		if (j == nr)
			out[nr++] = &check->findings[i];
	}
	*left = check->nr_findings - nr + check->nr_dropped;
	return nr;
}

/* Of many services it is the first one's, and says so where it names it. */
static void brief_fix(struct done_text_writer *writer, const struct done_cause *cause, int indent,
                      const char *fix)
{
	const struct done_service_report *service = cause->services[0];

	if (!fix)
		return;
	if (cause->nr_services > 1 && strcmp(service->service->path, ".") != 0 &&
	    strstr(fix, service->service->path))
		fix = done_arena_printf(writer->arena, "in %s: %s",
		                        brief_name(writer->arena, service), fix);
	done_layout_wrap(&writer->layout, indent, "", DONE_PLAIN, brief_cut_fix(writer, fix));
}

static void brief_where(struct done_text_writer *writer, const struct done_cause *cause, int indent)
{
	struct done_buf text = {0};

	if (cause->nr_services < 2)
		return;
	done_buf_addf(&text, "in %zu services: ", cause->nr_services);
	brief_add_names(&text, writer->arena, cause->services, cause->nr_services, CAUSE_NAMES);
	done_layout_wrap(&writer->layout, indent, "", DONE_PLAIN, text.ptr);
	done_buf_release(&text);
}

/* What is missing, and below it how to fix it: once where the next one has the same fix. */
static void brief_findings(struct done_text_writer *writer, const struct done_cause *cause,
                           const char *lead, int indent)
{
	const struct done_check_report *check = cause->check;
	const struct done_finding *chosen[CAUSE_PLACES];
	size_t left, nr = brief_choose(check, chosen, &left);

	if (!nr) {
		done_layout_wrap(&writer->layout, 2, lead, DONE_BOLD,
		                 check->reason ? check->reason : "not met");
		brief_where(writer, cause, indent);
		brief_fix(writer, cause, indent, check->check->fix);
	}
	for (size_t i = 0; i < nr; i++) {
		const char *fix = done_short_fix_of(chosen[i]);
		const char *next = i + 1 < nr ? done_short_fix_of(chosen[i + 1]) : NULL;
		const char *sentence = brief_sentence(writer, cause, chosen[i], indent);

		if (i + 1 == nr && left)
			sentence = done_arena_printf(writer->arena, "%s (and %zu more)", sentence,
			                             left);
		done_layout_wrap(&writer->layout, i ? indent : 2, i ? "" : lead, DONE_BOLD,
		                 sentence);
		if (i + 1 == nr)
			brief_where(writer, cause, indent);
		if (!fix || !next || strcmp(fix, next) != 0)
			brief_fix(writer, cause, indent, fix);
	}
}

static void brief_doubt(struct done_text_writer *writer, const struct done_cause *cause,
                        const char *lead, int indent)
{
	const struct done_check_report *check = cause->check;

	done_layout_wrap(&writer->layout, 2, lead, DONE_VIOLET,
	                 done_arena_printf(writer->arena, "could not be judged: %s",
	                                   check->reason ? check->reason : "no reason is known"));
	brief_where(writer, cause, indent);
	if (check->cure)
		done_layout_wrap(&writer->layout, indent, "", DONE_PLAIN, check->cure);
}

static void brief_cause(struct done_text_writer *writer, const struct done_cause *cause,
                        int columns)
{
	const char *id = cause->check->check->id;
	const char *lead = done_arena_printf(writer->arena, "%-*s  ", columns, id);
	int indent = 2 + done_text_columns(lead, strlen(lead));
	struct done_buf text = {0};

	if (writer->layout.width - indent < SENTENCE_COLUMNS) {
		done_layout_wrap(&writer->layout, 2, id, DONE_BOLD, "");
		lead = "  ";
		indent = 4;
	}
	if (cause->kind == DONE_ITEM_UNDECIDED)
		brief_doubt(writer, cause, lead, indent);
	else
		brief_findings(writer, cause, lead, indent);
	if (cause->nr_services == 1)
		done_say_waiver(&text, cause->check);
	if (text.len)
		done_layout_wrap(&writer->layout, indent, "", DONE_YELLOW, text.ptr);
	done_buf_release(&text);
}

/* ---- all causes ------------------------------------------------------------------------------ */

static int brief_id_columns(const struct done_causes *causes, size_t shown)
{
	int most = 0;

	for (size_t i = 0; i < shown; i++) {
		int columns = (int)strlen(causes->items[i].check->check->id);

		if (columns > most && columns <= ID_COLUMNS)
			most = columns;
	}
	return most;
}

/* Whose entries follow, where more than one service has some. */
static void brief_service(struct done_text_writer *writer, const struct done_run *run,
                          const struct done_service_report *service)
{
	struct done_buf text = {0};
	const char *name = brief_name(writer->arena, service);
	const char *target = done_tier_name((enum done_tier)service->target);

	done_layout_gap(&writer->layout);
	if (run->nr_services > 1) {
		if (strcmp(service->service->name, service->service->path) != 0)
			done_buf_addf(&text, " (%s)",
			              done_arena_shown(writer->arena, service->service->path));
		if (target)
			done_buf_addf(&text, ", held to %s", target);
		done_layout_wrap(&writer->layout, 0, name, DONE_BOLD, text.ptr);
	}
	done_text_reasons(writer, service);
	done_buf_release(&text);
}

void done_brief_causes(struct done_text_writer *writer, const struct done_run *run,
                       const struct done_causes *causes)
{
	const struct done_service_report *last = NULL;
	size_t shown = causes->nr > CAUSES ? CAUSES : causes->nr;
	int columns = brief_id_columns(causes, shown);

	for (size_t i = 0; i < shown; i++) {
		const struct done_cause *cause = &causes->items[i];

		if (cause->nr_services > 1)
			done_layout_gap(&writer->layout);
		else if (cause->services[0] != last)
			brief_service(writer, run, cause->services[0]);
		last = cause->services[0];
		brief_cause(writer, cause, columns);
	}
	if (causes->nr > shown)
		done_buf_addf(writer->layout.out, "\n  and %zu more %s\n", causes->nr - shown,
		              causes->nr - shown == 1 ? "cause" : "causes");
	if (causes->nr)
		done_layout_gap(&writer->layout);
}

/* ---- one run --------------------------------------------------------------------------------- */

/* What was looked at, from where to where, by whose policy: one line. */
void done_brief_examined(struct done_text_writer *writer, const struct done_run *run)
{
	const struct done_examined *examined = &run->examined;
	struct done_buf text = {0};

	if (run->policy) {
		done_buf_addf(&text, "%zu of ", examined->selected);
		brief_add_checks(&text, examined->services, "service, ", "services, ");
		brief_add_checks(&text, examined->checks, "check, ", "checks, ");
		brief_add_checks(&text, examined->files, "file", "files");
		if (examined->binary)
			done_buf_addf(&text, " (%zu binary and passed over)", examined->binary);
		done_buf_addstr(&text, "; ");
	}
	if (run->range_words)
		done_buf_addf(&text, "%s; ", run->range_words);
	done_buf_addstr(&text, "policy: ");
	if (run->policy_path)
		done_buf_add_shown(&text, run->policy_path, strlen(run->policy_path));
	else
		done_buf_addstr(&text, "none");
	done_say_policy_source(&text, run);
	done_layout_wrap(&writer->layout, 0, "examined: ", DONE_DIM, text.ptr);
	done_buf_release(&text);
}

static bool brief_is_blocked(const struct done_run *run)
{
	return run->verdict == DONE_UNMET || run->verdict == DONE_UNDECIDED;
}

static void brief_blocked(struct done_text_writer *writer, const struct done_report *report,
                          const struct done_run *run, const struct done_causes *causes)
{
	struct done_buf counts = {0};

	done_layout_gap(&writer->layout);
	done_brief_causes(writer, run, causes);
	done_text_notes(writer, run);
	if (writer->style->quiet)
		return;
	done_brief_say_counts(&counts, run);
	if (counts.len)
		done_layout_wrap(&writer->layout, 2, "not blocking:  ", DONE_DIM, counts.ptr);
	done_brief_ways(writer, report, run, causes);
	done_buf_release(&counts);
}

void done_brief_run(struct done_text_writer *writer, const struct done_report *report,
                    const struct done_run *run)
{
	struct done_causes causes;

	if (run->mode == DONE_MODE_AUDIT && run->nr_services > 1) {
		done_brief_scorecard(writer, report, run);
		return;
	}
	done_causes_collect(writer->arena, run, &causes);
	brief_headline(writer, report, run, &causes);
	if (brief_is_blocked(run))
		brief_blocked(writer, report, run, &causes);
	else
		done_text_notes(writer, run);
	done_text_unowned(writer, run);
	if (!writer->style->quiet)
		done_brief_examined(writer, run);
}
