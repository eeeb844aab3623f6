/* The text format in short: how to get past a refusal other than by the fix, and where more is. */
#include "brief.h"

#include <string.h>

#include "done/misnamed.h"
#include "done/skeleton.h"

enum {
	WAY_DAYS = 30, /* offered for a waiver or an experiment; the policy may allow more */
	WAY_INDENT = 19,
	OTHER_CHECKS = 4, /* by name */
};

/* A sheet that cannot be used excuses nothing, whatever is added to it. */
static bool ways_has_bad_sheet(const struct done_service_report *service)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];

			if (!strcmp(check->check->id, "sheet.valid") && check->verdict != DONE_MET)
				return true;
		}
	}
	return false;
}

/* The first cause that a waiver can excuse: a check of the policy, not of the gate itself. */
static const struct done_cause *ways_first(
    const struct done_run *run, const struct done_causes *causes)
{
	for (size_t i = 0; i < causes->nr; i++) {
		const char *id = causes->items[i].check->check->id;

		if (causes->items[i].kind != DONE_ITEM_UNMET ||
		    ways_has_bad_sheet(causes->items[i].services[0]))
			continue;
		for (size_t j = 0; j < run->policy->nr_criteria; j++) {
			const struct done_criterion *criterion = &run->policy->criteria[j];

			for (size_t k = 0; k < criterion->nr_checks; k++) {
				if (!strcmp(criterion->checks[k].id, id))
					return &causes->items[i];
			}
		}
	}
	return NULL;
}

static void ways_day(done_day now, int64_t most, char out[11])
{
	int64_t days = most > 0 && most < WAY_DAYS ? most : WAY_DAYS;

	if (now == DONE_NO_DAY)
		memcpy(out, "YYYY-MM-DD", 11);
	else
		done_day_format(now + (done_day)days, out);
}

static const char *ways_sheet(struct done_arena *arena, const struct done_service *service)
{
	if (!strcmp(service->path, "."))
		return DONE_SHEET_NAME;
	return done_arena_shown(
	    arena, done_arena_printf(arena, "%s/%s", service->path, DONE_SHEET_NAME));
}

static const char *ways_label(struct done_text_writer *writer, const char *label)
{
	return done_arena_printf(writer->arena, "%-*s", WAY_INDENT - 2, label);
}

static void ways_line(struct done_text_writer *writer, const char *label, const char *command)
{
	done_buf_addstr(writer->layout.out, "  ");
	done_layout_colored(&writer->layout, DONE_DIM, ways_label(writer, label));
	done_escape_plain(writer->layout.out, command, 0);
	done_buf_addch(writer->layout.out, '\n');
}

/* Files are written for one service; those of a cause of many lack what somebody took away, and
 * what this change deleted is brought back. */
static void ways_draft(
    struct done_text_writer *writer, const struct done_causes *causes, const struct done_cause *of)
{
	const struct done_service *service = of->services[0]->service;

	for (size_t i = 0; i < causes->nr; i++) {
		const struct done_cause *cause = &causes->items[i];

		if (cause->kind != DONE_ITEM_UNMET || cause->nr_services > 1 ||
		    cause->services[0]->service != service ||
		    (cause->check->nr_findings && cause->check->findings->lost) ||
		    !done_skeleton_can(writer->arena, &cause->check->check->test))
			continue;
		ways_line(writer, "write files:",
		    done_shell_command(writer->arena, "git done draft", service->name, NULL));
		return;
	}
}

/* ---- commands, which are never wrapped either ---- */

static void ways_begin(
    struct done_buf *out, const char *command, const char *service, const char *check)
{
	done_buf_addf(out, "git done %s ", command);
	done_add_shell_word(out, service);
	done_buf_addch(out, ' ');
	done_add_shell_word(out, check);
}

void done_way_dispute(struct done_buf *out, const char *service, const char *check)
{
	ways_begin(out, "not-applicable", service, check);
	done_buf_addstr(out, " --reason 'WHY IT DOES NOT APPLY'");
}

void done_way_waive(struct done_buf *out, const struct done_waiver_rules *rules, done_day now,
    const char *service, const char *check)
{
	char day[11];

	ways_day(now, rules->max_days, day);
	ways_begin(out, "waive", service, check);
	done_buf_addf(out, " --until %s", day);
	if (rules->approvers.nr) {
		done_buf_addstr(out, " --by ");
		done_add_shell_word(out, rules->approvers.items[0]);
	}
	done_buf_addstr(out, " --reason 'WHY NOT NOW'");
}

/* ---- where an excuse is written, and when it counts ---- */

/* A base without a name is one all the same. */
static const char *ways_base(struct done_arena *arena, const struct done_run *run)
{
	const char *name = done_base_name(run);

	return name ? done_arena_shown(arena, name) : "the base";
}

static void ways_say_approvers(
    struct done_buf *out, struct done_arena *arena, const struct done_strings *approvers)
{
	if (!approvers->nr)
		return;
	done_buf_addf(
	    out, " Approver of a waiver: %s", done_arena_shown(arena, approvers->items[0]));
	if (approvers->nr > 1)
		done_buf_addf(out, " or one of %zu others", approvers->nr - 1);
	done_buf_addch(out, '.');
}

/* The furthest day that --until may name. */
static void ways_say_until(
    struct done_buf *out, const struct done_waiver_rules *rules, done_day now)
{
	char day[11];

	if (rules->max_days <= 0 || now == DONE_NO_DAY)
		return;
	done_day_format(now + (done_day)rules->max_days, day);
	done_buf_addf(out, " --until: %s at the latest.", day);
}

/* What is done once something is fixed. */
static const char *ways_again(const struct done_report *report)
{
	if (!report->hook)
		return "check again";
	return !strcmp(report->hook, "pre-commit") ? "commit again" : "push again";
}

static void ways_say_effect(struct done_text_writer *writer, const struct done_report *report,
    const struct done_run *run, const struct done_cause *cause)
{
	const struct done_waiver_rules *rules = &run->policy->waivers;
	struct done_buf text = {0};

	done_buf_addf(&text, "The last two write %s%s (the service's sheet). ",
	    cause->nr_services > 1 ? DONE_SHEET_NAME
	                           : ways_sheet(writer->arena, cause->services[0]->service),
	    cause->nr_services > 1 ? " in its directory" : "");
	if (rules->self_granted == DONE_SELF_REFUSE)
		done_buf_addf(&text,
		    "Merge that file into %s first, in a change of its own; then it counts.",
		    ways_base(writer->arena, run));
	else
		done_buf_addf(&text, "Commit that file, %s, and this check %s.", ways_again(report),
		    rules->self_granted == DONE_SELF_WARNING ? "only warns" : "no longer blocks");
	ways_say_approvers(&text, writer->arena, &rules->approvers);
	ways_say_until(&text, rules, report->now);
	if (!strcmp(cause->services[0]->service->name, "."))
		done_buf_addstr(&text, " '.' is the service at the root of this repository.");
	done_layout_wrap(&writer->layout, WAY_INDENT, "", DONE_DIM, text.ptr);
	done_buf_release(&text);
}

/* "docs.api, docs.runbook": the checks that have entries, but for the one. */
static const char *ways_other_checks(
    struct done_arena *arena, const struct done_causes *causes, const char *one)
{
	const char *ids[OTHER_CHECKS], *text;
	struct done_buf buf = {0};
	size_t nr = 0;
	bool has_more = false;

	for (size_t i = 0; i < causes->nr; i++) {
		const char *id = causes->items[i].check->check->id;
		size_t j = 0;

		while (j < nr && strcmp(ids[j], id) != 0)
			j++;
		if (j < nr || !strcmp(id, one))
			continue;
		if (nr == OTHER_CHECKS)
			has_more = true;
		else
			ids[nr++] = id;
	}
	for (size_t i = 0; i < nr; i++)
		done_buf_addf(&buf, "%s%s", i ? ", " : "", ids[i]);
	done_buf_addstr(&buf, has_more ? ", …" : "");
	text = done_arena_strndup(arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

/* The commands name one service and one check; they are the same for the others. */
static void ways_say_others(struct done_text_writer *writer, const struct done_run *run,
    const struct done_causes *causes, const struct done_cause *of)
{
	const char *name = done_brief_name(writer->arena, of->services[0]);
	const char *others = ways_other_checks(writer->arena, causes, of->check->check->id);
	struct done_tally tally = {0};
	struct done_buf text = {0};

	done_tally_run(&tally, run);
	if (tally.unmet == 2)
		done_buf_addf(&text, "Shown for %s; repeat for the other service.", name);
	else if (tally.unmet > 2)
		done_buf_addf(&text, "Shown for %s; repeat for each of the other %zu.", name,
		    tally.unmet - 1);
	if (*others && text.len)
		done_buf_addf(&text, " For another check put its name: %s.", others);
	else if (*others)
		done_buf_addf(&text, "Shown for %s; for another check put its name: %s.",
		    of->check->check->id, others);
	if (text.len)
		done_layout_wrap(&writer->layout, 2, "", DONE_DIM, text.ptr);
	done_buf_release(&text);
}

static void ways_excuse(struct done_text_writer *writer, const struct done_report *report,
    const struct done_run *run, const struct done_cause *cause)
{
	const char *service = cause->services[0]->service->name, *check = cause->check->check->id;
	struct done_buf command = {0};

	done_way_dispute(&command, service, check);
	ways_line(writer, "does not apply?", command.ptr);
	done_buf_clear(&command);
	if (cause->check->waiver && cause->check->waiver->emergency) {
		/* It is not prolonged: a waiver takes its place. */
		done_layout_wrap(&writer->layout, 2, ways_label(writer, "not now?"), DONE_DIM,
		    done_arena_printf(writer->arena, "change its waiver in %s%s",
		        ways_sheet(writer->arena, cause->services[0]->service),
		        run->policy->waivers.self_granted == DONE_SELF_REFUSE
		            ? ", in a change of its own that is merged first"
		            : ""));
	} else {
		done_way_waive(&command, &run->policy->waivers, report->now, service, check);
		ways_line(writer, "not now?", command.ptr);
	}
	ways_say_effect(writer, report, run, cause);
	done_buf_release(&command);
}

static void ways_why(
    struct done_text_writer *writer, const struct done_run *run, const struct done_cause *cause)
{
	struct done_buf command = {0};

	ways_begin(&command, "why", cause->services[0]->service->name, cause->check->check->id);
	ways_line(writer, "why?", command.ptr);
	/* Where debt is refused nobody has looked whether the base meets it. */
	if (!cause->check->is_compared && !cause->services[0]->is_new && run->has_base)
		done_layout_wrap(&writer->layout, WAY_INDENT, "", DONE_DIM,
		    "It also says since which commit the check fails: this change, or an older "
		    "one.");
	done_buf_release(&command);
}

static bool ways_may_experiment(
    const struct done_run *run, const struct done_service_report *service)
{
	const char *stage = service->service->stage;

	return service->is_new && done_report_experiment_days(run->policy) &&
	    (!stage || strcmp(stage, "experiment") != 0);
}

static void ways_experiment(struct done_text_writer *writer, const struct done_report *report,
    const struct done_run *run, const struct done_cause *cause)
{
	const struct done_service_report *service = cause->services[0];
	char day[11];

	ways_day(report->now, done_report_experiment_days(run->policy), day);
	if (service->service->sheet && !service->service->sheet->path) {
		ways_line(writer, "experiment?",
		    done_arena_printf(writer->arena,
		        "%s --experiment --until %s --reason 'WHY IT IS AN EXPERIMENT'",
		        done_shell_command(
		            writer->arena, "git done init --service", service->service->path, NULL),
		        day));
		done_layout_wrap(&writer->layout, WAY_INDENT, "", DONE_DIM,
		    done_arena_printf(writer->arena,
		        "It writes %s (the service's sheet). Commit that file, and until its day "
		        "fewer checks apply.",
		        ways_sheet(writer->arena, service->service)));
		return;
	}
	ways_line(writer, "experiment?",
	    done_arena_printf(writer->arena,
	        "stage: {name: experiment, until: %s, why: 'WHY IT IS AN EXPERIMENT'}", day));
	done_layout_wrap(&writer->layout, WAY_INDENT, "", DONE_DIM,
	    done_arena_printf(writer->arena,
	        "Add that line to %s (the service's sheet): until its day fewer checks apply.",
	        ways_sheet(writer->arena, service->service)));
}

/* The first way out: the fix, which stands above. */
static void ways_fixed(struct done_text_writer *writer, const struct done_report *report)
{
	ways_line(writer, "fixed?",
	    !report->hook                                 ? "commit, and check again"
	        : strcmp(report->hook, "pre-commit") != 0 ? "commit, and push again"
	                                                  : "git add, and commit again");
}

/* Perhaps it is none: why it was taken for one. */
static void ways_not_a_service(
    struct done_text_writer *writer, const struct done_service_report *service)
{
	if (service->is_new)
		ways_line(writer, "not a service?",
		    done_shell_command(
		        writer->arena, "git done why", service->service->name, NULL));
}

void done_brief_ways(struct done_text_writer *writer, const struct done_report *report,
    const struct done_run *run, const struct done_causes *causes)
{
	const struct done_cause *cause =
	    run->policy && run->verdict == DONE_UNMET ? ways_first(run, causes) : NULL;
	bool may_experiment;

	if (!cause || run->mode == DONE_MODE_AUDIT)
		return;
	ways_fixed(writer, report);
	ways_draft(writer, causes, cause);
	ways_say_others(writer, run, causes, cause);
	ways_why(writer, run, cause);
	ways_not_a_service(writer, cause->services[0]);
	/* A sheet cannot land before the service that it speaks of. */
	may_experiment = ways_may_experiment(run, cause->services[0]);
	if (!may_experiment || run->policy->waivers.self_granted != DONE_SELF_REFUSE)
		ways_excuse(writer, report, run, cause);
	if (may_experiment)
		ways_experiment(writer, report, run, cause);
}

/* Whoever pushed to a server may never have had the program. */
void done_brief_help(
    struct done_text_writer *writer, const struct done_report *report, const struct done_run *run)
{
	bool is_server = report->hook &&
	    (!strcmp(report->hook, "pre-receive") || !strcmp(report->hook, "update"));
	const char *help = run->policy ? run->policy->help : NULL;

	if (run->mode == DONE_MODE_AUDIT || writer->style->quiet)
		return;
	if (help)
		done_layout_wrap(&writer->layout, 2, ways_label(writer, "help:"), DONE_DIM, help);
	else if (is_server)
		done_layout_wrap(&writer->layout, 2, ways_label(writer, "help:"), DONE_DIM,
		    "'git done' is a program of its own; whoever runs this server knows where to "
		    "get it");
}

void done_brief_everything(struct done_text_writer *writer, const struct done_report *report)
{
	if (!report->reproduce || writer->style->quiet)
		return;
	done_layout_colored(&writer->layout, DONE_DIM, "full report:");
	done_buf_addch(writer->layout.out, ' ');
	done_escape_plain(writer->layout.out, report->reproduce, 0);
	done_buf_addstr(writer->layout.out, " --verbose\n");
}
