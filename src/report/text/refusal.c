/* The text format in short: one run, read in ten seconds. */
#include "brief.h"

#include <string.h>

enum {
	CAUSES = 10,      /* entries; the rest is counted */
	CAUSE_NAMES = 3,  /* services of an entry, by name */
	CAUSE_PLACES = 3, /* findings of an entry that say something else each */
	FEW = 3,          /* causes; each shows more of its fix then */
	FIX_LINES = 6,
	FIX_LINES_OF_MANY = 2,
	ID_COLUMNS = 26,
	SENTENCE_COLUMNS = 30, /* beside the id; on a narrower terminal below it */
};

/* ---- one cause ---- */

/* Whether the place says more than the sentence and the service do: a file that the sentence or
 * the fix names, and a whole service, are no places of their own. */
static bool brief_has_place(const struct done_cause *cause, const struct done_finding *finding)
{
	const char *path = finding->path, *name;

	if (!path || !*path || finding->line > 0)
		return finding->line > 0 && path;
	if (done_short_fix_of(finding) && strstr(done_short_fix_of(finding), path))
		return false;
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
static const char *brief_cut_fix(
    struct done_text_writer *writer, const struct done_cause *cause, const char *fix)
{
	const char *end = fix;

	for (size_t lines = 0; lines < cause->fix_lines; lines++) {
		const char *next = strchr(end, '\n');

		if (!next || !next[1])
			return fix;
		end = next + 1;
	}
	return done_arena_printf(writer->arena, "%.*s…", (int)(end - fix), fix);
}

/* The findings of an entry that say something else each, and how many are left. */
static size_t brief_choose(const struct done_check_report *check,
    const struct done_finding *out[CAUSE_PLACES], size_t *left)
{
	size_t nr = 0, fresh = done_new_findings(check);

	for (size_t i = 0; i < fresh && nr < CAUSE_PLACES; i++) {
		const char *brief = done_short_of(&check->findings[i]);
		size_t j = 0;

		while (j < nr && strcmp(done_short_of(out[j]), brief) != 0)
			j++;
		if (j == nr)
			out[nr++] = &check->findings[i];
	}
	*left = fresh - nr + done_new_dropped(check);
	return nr;
}

/* Of many services it is the first one's, and says so where it names it. */
static void brief_fix(
    struct done_text_writer *writer, const struct done_cause *cause, int indent, const char *fix)
{
	const struct done_service_report *service = cause->services[0];

	if (!fix)
		return;
	if (cause->nr_services > 1 && strcmp(service->service->path, ".") != 0 &&
	    strstr(fix, service->service->path))
		fix = done_arena_printf(
		    writer->arena, "in %s: %s", done_brief_name(writer->arena, service), fix);
	done_layout_wrap(
	    &writer->layout, indent, "", DONE_PLAIN, brief_cut_fix(writer, cause, fix));
}

static void brief_where(struct done_text_writer *writer, const struct done_cause *cause, int indent)
{
	struct done_buf text = {0};

	if (cause->nr_services < 2)
		return;
	done_buf_addf(&text, "in %zu services: ", cause->nr_services);
	done_brief_add_names(
	    &text, writer->arena, cause->services, cause->nr_services, CAUSE_NAMES);
	done_layout_wrap(&writer->layout, indent, "", DONE_PLAIN, text.ptr);
	done_buf_release(&text);
}

/* What is missing, and below it how to fix it: once where the next one has the same fix. */
static void brief_findings(
    struct done_text_writer *writer, const struct done_cause *cause, const char *lead, int indent)
{
	const struct done_check_report *check = cause->check;
	const struct done_finding *chosen[CAUSE_PLACES];
	size_t left, nr = brief_choose(check, chosen, &left);

	if (!nr) {
		done_layout_wrap(
		    &writer->layout, 2, lead, DONE_BOLD, check->reason ? check->reason : "not met");
		brief_where(writer, cause, indent);
		brief_fix(writer, cause, indent, check->check->fix);
	}
	for (size_t i = 0; i < nr; i++) {
		const char *fix = done_short_fix_of(chosen[i]);
		const char *next = i + 1 < nr ? done_short_fix_of(chosen[i + 1]) : NULL;
		const char *sentence = brief_sentence(writer, cause, chosen[i], indent);

		if (i + 1 == nr && left)
			sentence =
			    done_arena_printf(writer->arena, "%s (and %zu more)", sentence, left);
		done_layout_wrap(
		    &writer->layout, i ? indent : 2, i ? "" : lead, DONE_BOLD, sentence);
		if (i + 1 == nr)
			brief_where(writer, cause, indent);
		if (!fix || !next || strcmp(fix, next) != 0)
			brief_fix(writer, cause, indent, fix);
	}
}

static void brief_doubt(
    struct done_text_writer *writer, const struct done_cause *cause, const char *lead, int indent)
{
	const struct done_check_report *check = cause->check;

	done_layout_wrap(&writer->layout, 2, lead, DONE_VIOLET,
	    done_arena_printf(writer->arena, "could not be judged: %s",
	        check->reason ? check->reason : "no reason is known"));
	brief_where(writer, cause, indent);
	if (check->cure)
		done_layout_wrap(&writer->layout, indent, "", DONE_PLAIN, check->cure);
}

static void brief_cause(
    struct done_text_writer *writer, const struct done_cause *cause, int columns)
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

/* ---- all causes ---- */

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
	const char *name = done_brief_name(writer->arena, service);
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

void done_brief_causes(
    struct done_text_writer *writer, const struct done_run *run, const struct done_causes *causes)
{
	const struct done_service_report *last = NULL;
	size_t shown = causes->nr > CAUSES ? CAUSES : causes->nr;
	int columns = brief_id_columns(causes, shown);

	for (size_t i = 0; i < shown; i++) {
		struct done_cause *cause = &causes->items[i];

		cause->fix_lines = causes->nr > FEW ? FIX_LINES_OF_MANY : FIX_LINES;
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

/* ---- one run ---- */

/* What was looked at, from where to where, by whose policy: one line. */
void done_brief_examined(struct done_text_writer *writer, const struct done_run *run)
{
	const struct done_examined *examined = &run->examined;
	struct done_buf text = {0};

	if (run->policy) {
		done_buf_addf(&text, "%zu of ", examined->selected);
		done_brief_add_count(&text, examined->services, "service, ", "services, ");
		done_brief_add_count(&text, examined->checks, "check, ", "checks, ");
		done_brief_add_count(&text, examined->files, "file", "files");
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

enum { OWED_IDS = 8 };

/* "docs.runbook, performance.check", of the services that are refused. */
static void brief_say_owed(struct done_buf *out, const struct done_run *run)
{
	const char *ids[OWED_IDS];
	size_t nr = 0, left = 0;

	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];

		for (size_t j = 0; service->nr_owed && j < service->nr_criteria; j++) {
			for (size_t k = 0; k < service->criteria[j].nr_checks; k++) {
				const struct done_check_report *check =
				    &service->criteria[j].checks[k];

				if (check->verdict != DONE_OWED)
					continue;
				if (nr < OWED_IDS)
					ids[nr++] = check->check->id;
				else
					left++;
			}
		}
	}
	for (size_t i = 0; i < nr; i++)
		done_buf_addf(out, "%s%s", i ? ", " : "", ids[i]);
	if (left)
		done_buf_addf(out, ", +%zu", left);
}

/* By name where they are one service's; else the first line has counted them. */
static void brief_owed(struct done_text_writer *writer, const struct done_run *run)
{
	struct done_buf text = {0};

	if (run->nr_services == 1)
		brief_say_owed(&text, run);
	if (text.len)
		done_layout_wrap(
		    &writer->layout, 2, "still open, not blocking: ", DONE_DIM, text.ptr);
	done_buf_release(&text);
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
	brief_owed(writer, run);
	done_brief_say_counts(&counts, run);
	if (counts.len)
		done_layout_wrap(&writer->layout, 2, "not blocking:  ", DONE_DIM, counts.ptr);
	done_brief_ways(writer, report, run, causes);
	done_buf_release(&counts);
}

void done_brief_run(
    struct done_text_writer *writer, const struct done_report *report, const struct done_run *run)
{
	struct done_causes causes;

	done_causes_collect(writer->arena, run, &causes);
	done_brief_headline(writer, report, run, &causes);
	if (brief_is_blocked(run))
		brief_blocked(writer, report, run, &causes);
	else
		done_text_notes(writer, run);
	done_text_unowned(writer, run);
	if (!writer->style->quiet)
		done_brief_examined(writer, run);
}
