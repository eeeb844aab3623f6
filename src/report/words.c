/* What a report says in words, the same in every format that speaks to people. */
#include <string.h>

#include "report.h"

#define SHORT_OID 10

static void tally_check(struct done_tally *tally, const struct done_check_report *check)
{
	tally->checks += done_verdict_is_judged(check->verdict);
	tally->waived += check->verdict == DONE_WAIVED;
	tally->owed += check->verdict == DONE_OWED;
	tally->skipped += check->skipped;
	tally->disputed += check->is_disputed;
	tally->doubts += check->verdict == DONE_UNDECIDED;
	if (check->verdict == DONE_UNMET && check->level == DONE_LEVEL_WARNING)
		tally->warnings++;
	else if (check->verdict == DONE_UNMET)
		tally->errors++;
}

static void tally_service(struct done_tally *tally, const struct done_service_report *service)
{
	tally->services++;
	tally->met += service->verdict == DONE_MET || service->verdict == DONE_WAIVED ||
	    service->verdict == DONE_OWED;
	tally->unmet += service->verdict == DONE_UNMET;
	tally->undecided += service->verdict == DONE_UNDECIDED;
	for (size_t i = 0; i < service->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &service->criteria[i];
		for (size_t j = 0; j < criterion->nr_checks; j++)
			tally_check(tally, &criterion->checks[j]);
	}
}

void done_tally_run(struct done_tally *tally, const struct done_run *run)
{
	if (run->same_as >= 0)
		return;
	for (size_t i = 0; i < run->nr_services; i++)
		tally_service(tally, &run->services[i]);
	for (size_t i = 0; i < run->nr_notes; i++) {
		if (run->notes[i].level != DONE_NOTE_ERROR)
			continue;
		tally->only_error = tally->notes++ ? NULL : run->notes[i].message;
	}
	if (tally->unmet)
		tally->only_error = NULL;
}

void done_tally_report(struct done_tally *tally, const struct done_report *report)
{
	for (size_t i = 0; i < report->nr_runs; i++)
		done_tally_run(tally, &report->runs[i]);
}

const char *done_word_of_verdict(enum done_verdict verdict)
{
	static const char *const words[] = {
	    [DONE_MET] = "done",
	    [DONE_UNMET] = "not done",
	    [DONE_WAIVED] = "done, by waiver",
	    [DONE_NOT_APPLICABLE] = "not judged",
	    [DONE_UNDECIDED] = "undecided",
	    [DONE_NEXT] = "not judged",
	    [DONE_OWED] = "no worse than before",
	};

	return (size_t)verdict < DONE_ARRAY_SIZE(words) ? words[verdict] : "undecided";
}

const char *done_word_of_level(int level)
{
	return level == DONE_LEVEL_WARNING ? "warning" : "error";
}

const char *done_word_of_note(enum done_note_level level)
{
	static const char *const words[] = {"note", "warning", "error"};

	return (size_t)level < DONE_ARRAY_SIZE(words) ? words[level] : "error";
}

static void words_add_count(struct done_buf *out, size_t nr, const char *one, const char *many)
{
	done_buf_addf(out, "%zu %s", nr, nr == 1 ? one : many);
}

static void add_further(struct done_buf *out, size_t nr, const char *one, const char *many)
{
	if (!nr)
		return;
	done_buf_addstr(out, ", ");
	words_add_count(out, nr, one, many);
}

/* "2 of 3 services do not meet the bar (4 checks), 1 check undecided, 2 warnings" */
static void add_unmet(struct done_buf *out, const struct done_tally *tally)
{
	if (tally->unmet) {
		done_buf_addf(out, "%zu of ", tally->unmet);
		words_add_count(out, tally->services, "service does not meet the bar (",
		    tally->unmet == 1 ? "services does not meet the bar ("
		                      : "services do not meet the bar (");
		words_add_count(out, tally->errors, "check)", "checks)");
	}
	if (tally->only_error) {
		done_buf_addstr(out, tally->only_error);
	} else if (tally->notes) {
		done_buf_addstr(out, tally->unmet ? ", " : "");
		words_add_count(out, tally->notes, "error that belongs to no service",
		    "errors that belong to no service");
	}
	if (!tally->unmet && !tally->notes)
		done_buf_addstr(out, "the bar is not met");
	add_further(out, tally->doubts, "check undecided", "checks undecided");
}

static void add_met(struct done_buf *out, const struct done_tally *tally)
{
	if (!tally->services) {
		done_buf_addstr(out, "nothing to judge");
		return;
	}
	if (!tally->checks) {
		done_buf_addstr(out, "nothing was judged: no check applies to ");
		words_add_count(out, tally->services, "service", "services");
		return;
	}
	words_add_count(out, tally->met,
	    tally->owed ? "service is no worse than before (" : "service meets the bar (",
	    tally->owed ? "services are no worse than before (" : "services meet the bar (");
	words_add_count(out, tally->checks, "check)", "checks)");
	add_further(out, tally->services - tally->met, "service not judged", "services not judged");
}

static void add_undecided(struct done_buf *out, const struct done_tally *tally)
{
	if (!tally->doubts) {
		done_buf_addstr(out, "there is no verdict");
		return;
	}
	words_add_count(out, tally->doubts, "check", "checks");
	done_buf_addf(out, " of %zu of ", tally->undecided);
	words_add_count(out, tally->services, "service", "services");
	done_buf_addstr(out, " could not be judged");
}

static void (*const tellers[])(struct done_buf *, const struct done_tally *) = {
    [DONE_MET] = add_met,
    [DONE_UNMET] = add_unmet,
    [DONE_WAIVED] = add_met,
    [DONE_NOT_APPLICABLE] = add_met,
    [DONE_UNDECIDED] = add_undecided,
    [DONE_NEXT] = add_met,
    [DONE_OWED] = add_met,
};

static void say_verdict(
    struct done_buf *out, enum done_verdict verdict, const struct done_tally *tally)
{
	size_t known =
	    (size_t)verdict < DONE_ARRAY_SIZE(tellers) ? (size_t)verdict : (size_t)DONE_UNDECIDED;

	done_buf_addstr(
	    out, verdict == DONE_NOT_APPLICABLE ? "done" : done_word_of_verdict(verdict));
	done_buf_addstr(out, ": ");
	tellers[known](out, tally);
	add_further(out, tally->warnings, "warning", "warnings");
	add_further(out, tally->owed, "old gap that does not block", "old gaps that do not block");
	add_further(out, tally->waived, "check waived", "checks waived");
	add_further(out, tally->skipped, "check skipped", "checks skipped");
	add_further(out, tally->disputed, "check not applicable by its sheet",
	    "checks not applicable by their sheets");
}

enum { ASKED_SHOWN = 3 };

void done_say_asked(struct done_buf *out, const struct done_report *report)
{
	const struct {
		const char *option;
		const struct done_strings *values;
	} rows[] = {
	    {"service", &report->asked.services},
	    {"criterion", &report->asked.criteria},
	    {"check", &report->asked.checks},
	};
	size_t nr = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		for (size_t j = 0; j < rows[i].values->nr; j++) {
			const char *value = rows[i].values->items[j];

			if (++nr > ASKED_SHOWN)
				continue;
			done_buf_addf(
			    out, "%s--%s ", nr == 1 ? ", as far as asked: " : " ", rows[i].option);
			done_buf_add_shown(out, value, strlen(value));
		}
	}
	if (nr > ASKED_SHOWN)
		done_buf_addf(out, " and %zu more", nr - ASKED_SHOWN);
}

void done_say_advisory(struct done_buf *out, int exit_status)
{
	done_buf_addstr(out,
	    exit_status == DONE_EXIT_MET
	        ? " (advisory: nothing is refused)"
	        : " (advisory: only unmet checks are excused, undecided ones "
	          "exit 3)");
}

void done_say_only_tells(struct done_buf *out)
{
	done_buf_addstr(out,
	    " (the policy's 'push: tell' names this branch: the push passes, and "
	    "CI judges it)");
}

void done_say_verdict(struct done_buf *out, const struct done_report *report)
{
	struct done_tally tally = {0};

	done_tally_report(&tally, report);
	say_verdict(out, report->verdict, &tally);
	done_say_asked(out, report);
	if (report->advisory && report->verdict == DONE_UNMET)
		done_say_advisory(out, done_exit_of_report(report));
}

void done_say_run(struct done_buf *out, const struct done_run *run)
{
	struct done_tally tally = {0};

	done_tally_run(&tally, run);
	say_verdict(out, run->verdict, &tally);
}

static void add_size(struct done_buf *out, uint64_t bytes)
{
	static const char *const units[] = {"bytes", "kB", "MB", "GB"};
	size_t unit = 0;
	uint64_t tenths = bytes * 10;

	while (tenths >= 10000 && unit + 1 < DONE_ARRAY_SIZE(units)) {
		tenths /= 1000;
		unit++;
	}
	if (unit == 0)
		done_buf_addf(out, "%llu bytes", (unsigned long long)bytes);
	else
		done_buf_addf(out, "%llu.%llu %s", (unsigned long long)(tenths / 10),
		    (unsigned long long)(tenths % 10), units[unit]);
}

void done_say_examined(struct done_buf *out, const struct done_run *run)
{
	const struct done_examined *examined = &run->examined;

	done_buf_addf(out, "%zu of ", examined->selected);
	words_add_count(out, examined->services, "service, ", "services, ");
	words_add_count(out, examined->checks, "check, ", "checks, ");
	words_add_count(out, examined->files, "file, ", "files, ");
	add_size(out, examined->bytes);
	if (examined->binary)
		done_buf_addf(out, ", %zu of the files binary and passed over", examined->binary);
}

static void add_short_oid(struct done_buf *out, const char *before, const struct done_oid *oid)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(oid, hex);
	done_buf_addf(out, "%s%.*s", before, SHORT_OID, hex);
}

const char *done_base_name(const struct done_run *run)
{
	static const char *const heads[] = {"refs/heads/", "refs/remotes/", "refs/tags/"};
	const char *name = run->base_name;

	if (!name || strchr(name, ' '))
		return NULL;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(heads); i++) {
		if (!strncmp(name, heads[i], strlen(heads[i])))
			return name + strlen(heads[i]);
	}
	return name;
}

/* Where a policy came from, by policy_from, with the commit where there is one. */
static void add_source(struct done_buf *out, const struct done_run *run)
{
	const char *from = run->policy_from;

	if (!strcmp(from, "preset")) {
		done_buf_addstr(out, ", built in");
	} else if (!strcmp(from, "file")) {
		done_buf_addstr(out, ", a file");
	} else if (!strcmp(from, "base") || !strcmp(from, "head")) {
		bool is_base = from[0] == 'b';
		const char *name = is_base ? done_base_name(run) : NULL;

		if (name) {
			done_buf_addstr(out, " on ");
			done_buf_add_shown(out, name, strlen(name));
		} else {
			done_buf_addf(out, " of %s", is_base ? "the base" : "this commit");
		}
		if (is_base ? run->has_base : run->has_head) {
			add_short_oid(out, " (", is_base ? &run->base : &run->head);
			done_buf_addch(out, ')');
		}
	} else if (run->policy_revision) {
		done_buf_addf(out, " of revision %.*s", SHORT_OID, run->policy_revision);
	} else {
		done_buf_addf(out, " of another %s", from);
	}
}

void done_say_policy_source(struct done_buf *out, const struct done_run *run)
{
	if (run->policy_path && run->policy_from)
		add_source(out, run);
}

enum { NESTED_SAID = 3 };

void done_say_nested(struct done_buf *out, const struct done_run *run)
{
	for (size_t i = 0; i < run->nr_nested && i < NESTED_SAID; i++) {
		done_buf_addstr(out, i ? ", " : ", and below it ");
		done_buf_add_shown(out, run->nested[i].path, strlen(run->nested[i].path));
	}
	if (run->nr_nested > NESTED_SAID)
		done_buf_addf(out, " and %zu more", run->nr_nested - NESTED_SAID);
}

void done_say_policy(struct done_buf *out, const struct done_run *run)
{
	if (!run->policy_path) {
		done_buf_addstr(out, "none");
		return;
	}
	done_buf_add_shown(out, run->policy_path, strlen(run->policy_path));
	done_say_policy_source(out, run);
	if (run->has_policy_oid)
		add_short_oid(out, ", blob ", &run->policy_oid);
	done_say_nested(out, run);
}

const char *const done_waiver_state_words[] = {"counts", "unused", "expired", "refused", NULL};

void done_say_waiver(struct done_buf *out, const struct done_check_report *check)
{
	const struct done_waiver_report *waiver = check->waiver;
	char day[11];

	if (!waiver || waiver->state == DONE_WAIVER_UNUSED)
		return;
	done_day_format(waiver->until, day);
	if (waiver->state == DONE_WAIVER_COUNTS)
		done_buf_addf(out, "waived until %s by %s%s%s%s: %s", day, waiver->by,
		    waiver->emergency ? " (emergency " : "",
		    waiver->emergency ? waiver->emergency : "", waiver->emergency ? ")" : "",
		    waiver->reason);
	else if (waiver->state == DONE_WAIVER_EXPIRED)
		done_buf_addf(out, "the waiver expired on %s", day);
	else
		done_buf_addf(out, "the waiver does not count: %s", waiver->refused);
}

void done_say_reason(struct done_buf *out, const struct done_check_report *check)
{
	if (check->verdict == DONE_WAIVED && check->waiver) {
		done_say_waiver(out, check);
		return;
	}
	if (check->verdict == DONE_OWED && check->owed_at) {
		done_buf_addf(out,
		    "owed: the change sets the service back to what it was at %s, which did not "
		    "meet it either; the base does",
		    check->owed_at);
		return;
	}
	if (check->verdict == DONE_OWED) {
		done_buf_addstr(out,
		    "owed: the base does not meet it either, and this change "
		    "makes it no worse");
		return;
	}
	done_buf_addstr(out, check->skipped ? "skipped" : done_verdict_name(check->verdict));
	if (check->verdict == DONE_NEXT) {
		done_buf_addf(out, ": it belongs to %s%s",
		    done_tier_name((enum done_tier)check->check->tier),
		    check->is_next_met ? ", and is met already" : "");
		return;
	}
	if (!check->reason)
		return;
	/* "skipped by GIT_DONE_SKIP" says it all by itself. */
	if (check->skipped && !strncmp(check->reason, "skipped", 7)) {
		done_escape_plain(out, check->reason + 7, 0);
		return;
	}
	done_buf_addstr(out, ": ");
	done_escape_plain(out, check->reason, 0);
}

void done_say_evidence(struct done_buf *out, const struct done_evidence *evidence)
{
	if (evidence->path)
		done_buf_add_shown(out, evidence->path, strlen(evidence->path));
	if (evidence->path && evidence->line > 0)
		done_buf_addf(out, ":%d", evidence->line);
	done_buf_addstr(out, evidence->path ? ": " : "");
	done_escape_plain(out, evidence->what, 0);
	done_buf_addf(out, " (%s)", done_strength_words[evidence->strength]);
}

/* ", reaches bronze, held to silver"; nothing where the policy has no tiers. */
void done_say_tier(struct done_buf *out, const struct done_service_report *service)
{
	const char *reached = done_tier_name((enum done_tier)service->tier);

	if (!service->target)
		return;
	done_buf_addf(out, ", reaches %s, held to %s", reached ? reached : "no tier yet",
	    done_tier_name((enum done_tier)service->target));
	if (done_is_warned_of_target(service))
		done_buf_addstr(out, ": what is missing for it only warns");
}

bool done_is_warned_of_target(const struct done_service_report *service)
{
	if (service->verdict != DONE_MET || service->tier >= service->target)
		return false;
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++)
			if (service->criteria[i].checks[j].verdict == DONE_OWED)
				return false;
	}
	return true;
}

void done_say_effective(struct done_buf *out, const struct done_check_report *check)
{
	char day[11];

	if (check->effective == DONE_NO_DAY)
		return;
	done_day_format(check->effective, day);
	done_buf_addf(out, "a warning now, blocks from %s", day);
}

void done_say_closing(struct done_buf *out, const struct done_report *report)
{
	struct done_buf text = {0};

	done_say_verdict(&text, report);
	done_buf_addch(&text, '\n');
	if (report->reproduce)
		done_buf_addf(&text, "to judge this again: %s\n", report->reproduce);
	done_escape_commands(out, &text);
	done_buf_release(&text);
}

const char *done_common_fix(const struct done_check_report *check)
{
	const char *fix = check->nr_findings ? check->findings[0].fix : check->check->fix;

	for (size_t i = 1; i < check->nr_findings && fix; i++) {
		const char *other = check->findings[i].fix;
		if (!other || strcmp(other, fix) != 0)
			return NULL;
	}
	return fix;
}

const char *done_short_of(const struct done_finding *finding)
{
	return finding->brief ? finding->brief : finding->message;
}

const char *done_short_fix_of(const struct done_finding *finding)
{
	return finding->brief_fix ? finding->brief_fix : finding->fix;
}

const char *done_detail_of(const struct done_finding *finding)
{
	return strcmp(done_short_of(finding), finding->message) ? finding->message : NULL;
}

int64_t done_report_experiment_days(const struct done_policy *policy)
{
	return done_strings_has(&policy->stages, "experiment") ? policy->experiment_days : 0;
}
