/* The text format in short: how to get past a refusal other than by the fix, and where more is. */
#include "brief.h"

#include <string.h>

#include "done/misnamed.h"
#include "done/questions.h"
#include "done/skeleton.h"

enum {
	WAY_DAYS = 30, /* offered for a waiver or an experiment; the policy may allow more */
	WAY_INDENT = 19,
	WAY_WORDS = 12, /* services and checks that a command names; of more it says --all */
};

#define WAY_REASON " --reason '" DONE_REASON_SLOT "'"

/* Whom the ways are for: what is unmet and a sheet can excuse. */
struct ways {
	struct done_text_writer *writer;
	const struct done_report *report;
	const struct done_run *run;
	const struct done_cause *first;
	const char **services, **checks; /* each once, in the order of the causes */
	size_t nr_services, nr_checks;
	bool is_grid; /* each of the services lacks each of the checks */
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

/* A check of the policy, not of the gate itself, of services whose sheets can be used. */
static bool ways_can_excuse(const struct done_run *run, const struct done_cause *cause)
{
	const char *id = cause->check->check->id;

	if (cause->kind != DONE_ITEM_UNMET || ways_has_bad_sheet(cause->services[0]))
		return false;
	for (size_t j = 0; j < run->policy->nr_criteria; j++) {
		const struct done_criterion *criterion = &run->policy->criteria[j];

		for (size_t k = 0; k < criterion->nr_checks; k++) {
			if (!strcmp(criterion->checks[k].id, id))
				return true;
		}
	}
	return false;
}

static void ways_push(struct done_arena *arena, const char ***items, size_t *nr, const char *name)
{
	struct done_strings there = {*items, *nr};
	const char **more;

	if (done_strings_has(&there, name))
		return;
	more = done_arena_array(arena, *nr + 1, sizeof(*more));
	for (size_t i = 0; i < *nr; i++)
		more[i] = (*items)[i];
	more[(*nr)++] = name;
	*items = more;
}

static void ways_collect(struct ways *ways, const struct done_causes *causes)
{
	struct done_arena *arena = ways->writer->arena;
	size_t pairs = 0;

	for (size_t i = 0; i < causes->nr; i++) {
		const struct done_cause *cause = &causes->items[i];

		if (!ways_can_excuse(ways->run, cause))
			continue;
		if (!ways->first)
			ways->first = cause;
		pairs += cause->nr_services;
		ways_push(arena, &ways->checks, &ways->nr_checks, cause->check->check->id);
		/* Of more nothing is named. */
		for (size_t j = 0; j < cause->nr_services && ways->nr_services <= WAY_WORDS; j++)
			ways_push(arena, &ways->services, &ways->nr_services,
			    cause->services[j]->service->name);
	}
	ways->is_grid = pairs == ways->nr_services * ways->nr_checks &&
	    ways->nr_services + ways->nr_checks <= WAY_WORDS;
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

/* ---- commands, which are never wrapped either ---- */

static void ways_begin(struct done_buf *out, const char *command, const char *service)
{
	done_buf_addf(out, "git done %s ", command);
	done_add_shell_word(out, service);
}

static void ways_begin_pair(
    struct done_buf *out, const char *command, const char *service, const char *check)
{
	ways_begin(out, command, service);
	done_buf_addch(out, ' ');
	done_add_shell_word(out, check);
}

static void ways_add_words(struct done_buf *out, const char *const *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		done_buf_addch(out, ' ');
		done_add_shell_word(out, words[i]);
	}
}

static void ways_add_waiver(
    struct done_buf *out, const struct done_waiver_rules *rules, done_day now)
{
	char day[11];

	ways_day(now, rules->max_days, day);
	done_buf_addf(out, " --until %s", day);
	if (rules->approvers.nr) {
		done_buf_addstr(out, " --by ");
		done_add_shell_word(out, rules->approvers.items[0]);
	}
	done_buf_addstr(out, WAY_REASON);
}

void done_way_dispute(struct done_buf *out, const char *service, const char *check)
{
	ways_begin_pair(out, "not-applicable", service, check);
	done_buf_addstr(out, WAY_REASON);
}

void done_way_waive(struct done_buf *out, const struct done_waiver_rules *rules, done_day now,
    const char *service, const char *check)
{
	ways_begin_pair(out, "waive", service, check);
	ways_add_waiver(out, rules, now);
}

const char *done_lost_command(struct done_arena *arena, const struct done_lost_file *lost)
{
	if (lost->revert && !lost->also)
		return done_arena_printf(
		    arena, "to restore: git revert --no-edit %s", lost->revert);
	return done_shell_command(arena,
	    done_arena_printf(arena,
	        lost->line ? "to see it: git diff %s --" : "to restore: git checkout %s --",
	        lost->from),
	    lost->path, lost->also);
}

/* Those of a refusal name all that it refuses, or stand for it by --all: of HEAD, which is not what
 * is about to be committed. */
static void ways_add_whose(const struct ways *ways, struct done_buf *out, bool is_waiver)
{
	bool is_of_head = ways->run->mode != DONE_MODE_STAGED;
	/* A reason why a check does not apply is of that check alone. */
	bool names_checks = is_waiver || ways->nr_checks == 1;

	if (ways->is_grid) {
		ways_add_words(out, ways->services, ways->nr_services);
		if (names_checks)
			ways_add_words(out, ways->checks, ways->nr_checks);
		else
			done_buf_addstr(out, " CHECK");
		return;
	}
	if (ways->nr_services == 1)
		ways_add_words(out, ways->services, 1);
	if (!is_of_head)
		done_buf_addstr(out, ways->nr_services == 1 ? " CHECK" : " SERVICE CHECK");
	else if (names_checks && ways->nr_checks > 1)
		done_buf_addstr(out, " --all");
	else
		done_buf_addf(out, " --all %s", ways->nr_checks == 1 ? ways->checks[0] : "CHECK");
}

/* ---- what a file answers ---- */

/* Files are written for one service; those of a cause of many lack what somebody took away, and
 * what this change deleted is brought back. */
static bool ways_is_drafted(const struct ways *ways, const struct done_cause *cause)
{
	return cause->kind == DONE_ITEM_UNMET && cause->nr_services == 1 &&
	    cause->services[0]->service == ways->first->services[0]->service &&
	    !(cause->check->nr_findings && cause->check->findings->lost) &&
	    done_skeleton_can(ways->writer->arena, &cause->check->check->test);
}

/* Only what blocks: without names it would write files for what only warns, too. */
static void ways_draft(const struct ways *ways, const struct done_causes *causes)
{
	struct done_buf command = {0};
	size_t nr = 0;

	for (size_t i = 0; i < causes->nr; i++) {
		if (!ways_is_drafted(ways, &causes->items[i]))
			continue;
		if (!nr++)
			ways_begin(&command, "draft", ways->first->services[0]->service->name);
		done_buf_addch(&command, ' ');
		done_add_shell_word(&command, causes->items[i].check->check->id);
	}
	if (nr)
		ways_line(ways->writer, "write the files:", command.ptr);
	done_buf_release(&command);
}

/* ---- where an excuse is written, and when it counts ---- */

/* A base without a name is one all the same. */
static const char *ways_base(struct done_arena *arena, const struct done_run *run)
{
	const char *name = done_base_name(run);

	return name ? done_arena_shown(arena, name) : "the base";
}

/* What is done once something is fixed. */
static const char *ways_again(const struct done_report *report)
{
	if (!report->hook)
		return "check again";
	return !strcmp(report->hook, "pre-commit") ? "commit again" : "push again";
}

static const char *ways_sheets(const struct ways *ways)
{
	return ways->nr_services > 1
	    ? "the " DONE_SHEET_NAME " of each service"
	    : ways_sheet(ways->writer->arena, ways->first->services[0]->service);
}

/* Of the commands above it: what they write, and what is done then. */
static void ways_say_effect(const struct ways *ways, bool has_excuse, bool has_experiment)
{
	const struct done_waiver_rules *rules = &ways->run->policy->waivers;
	bool is_alone = has_excuse && !has_experiment && rules->self_granted == DONE_SELF_REFUSE;
	struct done_buf text = {0};

	done_buf_addf(&text, "%s %s",
	    has_excuse && has_experiment ? "These three write"
	        : has_excuse             ? "Both write"
	                                 : "It writes",
	    ways_sheets(ways));
	if (is_alone && ways->run->mode == DONE_MODE_STAGED)
		done_buf_addstr(&text, ", which counts once it is committed by itself.");
	else if (is_alone)
		done_buf_addf(&text, ", which counts once it is merged into %s by itself.",
		    ways_base(ways->writer->arena, ways->run));
	else
		done_buf_addf(&text, ": commit that and %s; %s.", ways_again(ways->report),
		    has_experiment                                 ? "fewer checks block then"
		        : rules->self_granted == DONE_SELF_WARNING ? "the check only warns then"
		                                                   : "the check blocks no longer");
	if (!strcmp(ways->first->services[0]->service->name, "."))
		done_buf_addstr(&text, " '.' is the service at the root of this repository.");
	done_layout_wrap(&ways->writer->layout, WAY_INDENT, "", DONE_DIM, text.ptr);
	done_buf_release(&text);
}

static void ways_waive(const struct ways *ways)
{
	struct done_text_writer *writer = ways->writer;
	const struct done_waiver_report *waiver = ways->first->check->waiver;
	const struct done_waiver_rules *rules = &ways->run->policy->waivers;
	struct done_buf command = {0};

	if (waiver && waiver->emergency) {
		/* It is not prolonged: a waiver takes its place. */
		done_layout_wrap(&writer->layout, 2, ways_label(writer, "not now?"), DONE_DIM,
		    done_arena_printf(writer->arena, "change its waiver in %s%s",
		        ways_sheet(writer->arena, ways->first->services[0]->service),
		        rules->self_granted == DONE_SELF_REFUSE
		            ? ", in a change of its own that is merged first"
		            : ""));
		return;
	}
	done_buf_addstr(&command, "git done waive");
	ways_add_whose(ways, &command, true);
	ways_add_waiver(&command, rules, ways->report->now);
	ways_line(writer, "not now?", command.ptr);
	done_buf_release(&command);
}

static void ways_excuse(const struct ways *ways)
{
	struct done_buf command = {0};

	done_buf_addstr(&command, "git done not-applicable");
	ways_add_whose(ways, &command, false);
	done_buf_addstr(&command, WAY_REASON);
	ways_line(ways->writer, "does not apply?", command.ptr);
	ways_waive(ways);
	done_buf_release(&command);
}

/* Where debt is refused nobody has looked whether the base meets it, and the command does. */
static void ways_why(const struct ways *ways)
{
	const struct done_cause *cause = ways->first;
	bool is_new = cause->services[0]->is_new;
	struct done_buf command = {0};

	ways_begin(&command, "why", cause->services[0]->service->name);
	done_buf_addf(&command, " %s", ways->nr_checks == 1 ? ways->checks[0] : "CHECK");
	ways_line(ways->writer,
	    cause->check->is_compared || is_new || !ways->run->has_base ? "why?"
	                                                                : "why? since when?",
	    command.ptr);
	done_buf_release(&command);
}

static bool ways_may_experiment(
    const struct done_run *run, const struct done_service_report *service)
{
	const char *stage = service->service->stage;

	return service->is_new && done_report_experiment_days(run->policy) &&
	    (!stage || strcmp(stage, "experiment") != 0);
}

/* Whether it is a command: a sheet that is there gets a line instead. */
static bool ways_experiment(const struct ways *ways)
{
	struct done_text_writer *writer = ways->writer;
	const struct done_service_report *service = ways->first->services[0];
	const char *sheet = ways_sheet(writer->arena, service->service);
	char day[11];

	ways_day(ways->report->now, done_report_experiment_days(ways->run->policy), day);
	if (service->service->sheet && !service->service->sheet->path) {
		ways_line(writer, "experiment?",
		    done_arena_printf(writer->arena, "%s --experiment --until %s" WAY_REASON,
		        done_shell_command(
		            writer->arena, "git done init --service", service->service->path, NULL),
		        day));
		return true;
	}
	ways_line(writer, "experiment?",
	    done_arena_printf(writer->arena,
	        "stage: {name: experiment, until: %s, why: '" DONE_REASON_SLOT "'}", day));
	done_layout_wrap(&writer->layout, WAY_INDENT, "", DONE_DIM,
	    done_arena_printf(writer->arena,
	        "That line belongs into %s: until that day fewer checks block.", sheet));
	return false;
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
	struct ways ways = {.writer = writer, .report = report, .run = run};
	bool may_experiment, may_excuse;

	if (!run->policy || run->verdict != DONE_UNMET || run->mode == DONE_MODE_AUDIT)
		return;
	ways_collect(&ways, causes);
	if (!ways.first)
		return;
	ways_draft(&ways, causes);
	ways_why(&ways);
	ways_not_a_service(writer, ways.first->services[0]);
	/* A sheet cannot land before the service that it speaks of. */
	may_experiment = ways_may_experiment(run, ways.first->services[0]);
	may_excuse = !may_experiment || run->policy->waivers.self_granted != DONE_SELF_REFUSE;
	if (may_excuse)
		ways_excuse(&ways);
	may_experiment = may_experiment && ways_experiment(&ways);
	if (may_excuse || may_experiment)
		ways_say_effect(&ways, may_excuse, may_experiment);
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
