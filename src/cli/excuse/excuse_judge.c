/* What the base's policy would say of an excuse, before it is written. */
#include <string.h>

#include "done/questions.h"
#include "excuse.h"

enum { REASON_MAX = 500 };

/* ---- what the gate says ---- */

struct excuse_judging {
	const struct done_excuse *excuse;
	struct done_arena *arena;
	struct done_buf *outputs;
	struct done_excuse_words words;
	const struct done_run *run;
	struct done_excuse_targets targets;
	const char *by;
};

static bool excuse_is_own(const char *id)
{
	const struct done_criterion *const own[] = {&done_sheet_criterion, &done_map_criterion};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(own); i++) {
		for (size_t j = 0; j < own[i]->nr_checks; j++) {
			if (!strcmp(own[i]->checks[j].id, id))
				return true;
		}
	}
	return false;
}

static int excuse_refuse_own(const struct done_strings *words, struct done_error *err)
{
	for (size_t i = 0; i < words->nr; i++) {
		if (!excuse_is_own(words->items[i]))
			continue;
		done_error_set(err, DONE_E_USAGE,
		    "'%s' is git done's own check, which no sheet can excuse", words->items[i]);
		return done_error_cure(err, "git done explain %s", words->items[i]);
	}
	return 0;
}

static void excuse_note(const struct excuse_judging *judging, const char *text)
{
	done_buf_addf(&judging->outputs[DONE_EXCUSE_NOTES], "git-done: note: %s\n", text);
}

/* An excuse for what needs none is refused where it would say nothing, else told. */
static int excuse_look(const struct excuse_judging *judging, const char *name,
    const struct done_check_report *check, struct done_error *err)
{
	static const char met[] = "'%s' is met at HEAD, so it needs no excuse now";
	static const char next[] = "'%s' is above the target of '%s', and refuses nothing%s";
	static const char warns[] = "'%s' only warns, and refuses nothing";
	static const char loses[] =
	    "'%s' only warns: it refuses nothing but what a change takes away";
	struct done_arena *arena = judging->arena;
	const char *id = check->check->id;

	if (check->verdict == DONE_NOT_APPLICABLE && !check->skipped) {
		done_error_set(err, DONE_E_USAGE, "'%s' does not apply to '%s' already: %s", id,
		    name, check->reason ? check->reason : "nothing asks for it");
		return done_error_cure(err, "nothing has to be written");
	}
	if (check->verdict == DONE_MET)
		excuse_note(judging, done_arena_printf(arena, met, id));
	else if (check->verdict == DONE_NEXT)
		excuse_note(judging,
		    done_arena_printf(arena, next, id, name,
		        check->check->tier <= judging->run->policy->keep
		            ? " but what a change takes away"
		            : ""));
	else if (check->level == DONE_LEVEL_WARNING)
		excuse_note(judging,
		    check->check->losses == DONE_LOSSES_REFUSE
		        ? done_arena_printf(arena, loses, id)
		        : done_arena_printf(arena, warns, id));
	return 0;
}

/* ---- which entries ---- */

static int excuse_add_target(struct excuse_judging *judging,
    const struct done_service_report *service, const struct done_check_report *check,
    struct done_error *err)
{
	if (excuse_look(judging, service->service->name, check, err) < 0)
		return err->code;
	if (judging->targets.nr == DONE_EXCUSE_MAX)
		return done_error_set(err, DONE_E_USAGE,
		    "these are more than the %d entries that one command writes", DONE_EXCUSE_MAX);
	*DONE_ARENA_PUSH(judging->arena, judging->targets.items, judging->targets.nr,
	    judging->targets.cap) = (struct done_excuse_target){
	    service->service->name, service->service->path, check->check->id};
	return 0;
}

/* What the change is refused for, and a sheet can excuse. */
static bool excuse_is_refused(
    const struct excuse_judging *judging, const struct done_check_report *check)
{
	if (check->verdict != DONE_UNMET || check->level == DONE_LEVEL_WARNING)
		return false;
	if (!excuse_is_own(check->check->id))
		return true;
	excuse_note(judging,
	    done_arena_printf(judging->arena,
	        "'%s' is git done's own check, which no sheet can excuse", check->check->id));
	return false;
}

static const struct done_check_report *excuse_find(const struct excuse_judging *judging,
    const struct done_service_report *service, const char *word)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];

			if (done_check_id_means(judging->run->policy, word, check->check->id))
				return check;
		}
	}
	return NULL;
}

static int excuse_take_named(struct excuse_judging *judging,
    const struct done_service_report *service, struct done_error *err)
{
	for (size_t i = 0; i < judging->words.checks.nr; i++) {
		const char *word = judging->words.checks.items[i];
		const struct done_check_report *check = excuse_find(judging, service, word);

		if (!check)
			return done_error_set(err, DONE_E_UNDECIDED, "'%s' was not judged", word);
		if (excuse_add_target(judging, service, check, err) < 0)
			return err->code;
	}
	return 0;
}

static int excuse_take_refused(struct excuse_judging *judging,
    const struct done_service_report *service, struct done_error *err)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];

			if (excuse_is_refused(judging, check) &&
			    excuse_add_target(judging, service, check, err) < 0)
				return err->code;
		}
	}
	return 0;
}

static int excuse_take(
    struct excuse_judging *judging, const struct done_report *report, struct done_error *err)
{
	bool is_all = judging->excuse->options->all;

	judging->run = report->nr_runs ? &report->runs[0] : NULL;
	if (!judging->run || !judging->run->policy || (!judging->run->nr_services && !is_all))
		return done_error_set(err, DONE_E_UNDECIDED, "no service was judged");
	for (size_t i = 0; i < judging->run->nr_services; i++) {
		const struct done_service_report *service = &judging->run->services[i];

		if ((is_all ? excuse_take_refused : excuse_take_named)(judging, service, err) < 0)
			return err->code;
	}
	if (judging->targets.nr)
		return 0;
	done_error_set(err, DONE_E_USAGE, "nothing of HEAD is refused that could be excused");
	return done_error_cure(err, "'git done check' says what a push of HEAD is refused for");
}

/* ---- what a policy asks of a waiver ---- */

static const char *excuse_approvers(struct done_arena *arena, const struct done_waiver_rules *rules)
{
	enum { MOST = 5 };
	struct done_buf all = {0};
	const char *text;

	for (size_t i = 0; i < rules->approvers.nr && i < MOST; i++) {
		done_buf_addf(&all, "%s--by ", i ? " or " : "");
		done_add_shell_word(&all, rules->approvers.items[i]);
	}
	text = done_arena_strdup(arena, all.ptr ? all.ptr : "");
	done_buf_release(&all);
	return text;
}

static int excuse_find_by(
    struct excuse_judging *judging, struct done_repo *repo, struct done_error *err)
{
	const struct done_waiver_rules *rules = &judging->run->policy->waivers;
	char *address = NULL;

	judging->by = judging->excuse->options->by;
	if (judging->by)
		return 0;
	if (rules->approvers.nr) {
		done_error_set(err, DONE_E_USAGE, "a waiver must say who approves it");
		return done_error_cure(err, "%s", excuse_approvers(judging->arena, rules));
	}
	if (done_repo_config(repo, judging->arena, "user.email", &address, err) < 0)
		return err->code;
	judging->by = address;
	if (address && *address)
		return 0;
	done_error_set(err, DONE_E_USAGE, "a waiver must say who approves it");
	return done_error_cure(err, "--by WHO, or set user.email in git's configuration");
}

static int excuse_check_day(const struct excuse_judging *judging, struct done_error *err)
{
	const struct done_excuse *excuse = judging->excuse;
	const struct done_waiver_rules *rules = &judging->run->policy->waivers;
	int64_t most = excuse->options->emergency ? rules->emergency_days : rules->max_days;
	char day[11], today[11];

	done_day_format((done_day)(excuse->now + most), day);
	done_day_format(excuse->now, today);
	if (excuse->options->until == DONE_NO_DAY) {
		done_error_set(err, DONE_E_USAGE, "a waiver must say until when it excuses");
		return done_error_cure(err,
		    "--until YYYY-MM-DD; the last day that the policy "
		    "allows is %s",
		    day);
	}
	if (excuse->options->until >= excuse->now)
		return 0;
	done_day_format(excuse->options->until, day);
	return done_error_set(
	    err, DONE_E_USAGE, "the day %s is in the past: today is %s", day, today);
}

/* By the gate's own words. */
static int excuse_check_waiver(
    struct excuse_judging *judging, struct done_repo *repo, struct done_error *err)
{
	const struct done_excuse *excuse = judging->excuse;
	const struct done_waiver_rules *rules = &judging->run->policy->waivers;
	struct done_sheet_waiver waiver = {.check = judging->targets.items[0].check,
	    .reason = excuse->options->reason,
	    .until = excuse->options->until,
	    .emergency = excuse->options->emergency};
	int64_t most = waiver.emergency ? rules->emergency_days : rules->max_days;
	const char *fault;
	char day[11];

	if (excuse_find_by(judging, repo, err) < 0 || excuse_check_day(judging, err) < 0)
		return err->code;
	waiver.by = judging->by;
	fault = done_waiver_fault(judging->arena, rules, &waiver, excuse->now);
	if (!fault)
		return 0;
	done_error_set(err, DONE_E_USAGE, "the policy would not count the waiver: %s", fault);
	if (waiver.until > excuse->now + most && most) {
		done_day_format((done_day)(excuse->now + most), day);
		return done_error_cure(err, "the last day that it allows is %s", day);
	}
	if (rules->approvers.nr)
		return done_error_cure(err, "%s", excuse_approvers(judging->arena, rules));
	return err->code;
}

/* One line that YAML and a terminal can hold. */
static int excuse_check_text(const char *option, const char *text, struct done_error *err)
{
	size_t len = strlen(text);

	if (len > REASON_MAX)
		return done_error_set(
		    err, DONE_E_USAGE, "'%s' is longer than %d bytes", option, REASON_MAX);
	if (!done_utf8_valid(text, len))
		return done_error_set(err, DONE_E_USAGE, "'%s' is not valid UTF-8", option);
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7F)
			return done_error_set(err, DONE_E_USAGE,
			    "'%s' must be one line without control characters", option);
	}
	return 0;
}

static int excuse_check_texts(const struct done_excuse *excuse, struct done_error *err)
{
	const struct done_excuse_options *options = excuse->options;

	if (!options->reason) {
		done_error_set(err, DONE_E_USAGE, "the reason is missing");
		return done_error_cure(err, "--reason TEXT, for whoever reads the sheet");
	}
	if (excuse_check_text("--reason", options->reason, err) < 0 ||
	    (options->by && excuse_check_text("--by", options->by, err) < 0) ||
	    (options->emergency && excuse_check_text("--emergency", options->emergency, err) < 0))
		return err->code;
	if (options->emergency && !*options->emergency)
		return done_error_set(err, DONE_E_USAGE, "'--emergency' must name the incident");
	return done_reason_check(options->reason, err);
}

/* ---- the whole ---- */

static int excuse_settle(
    struct excuse_judging *judging, const struct done_standpoint *place, struct done_error *err)
{
	struct done_buf *outputs = judging->outputs, *targets = &outputs[DONE_EXCUSE_TARGETS];
	struct done_excuse_next next = {
	    judging->excuse, place, &judging->targets, &judging->run->policy->waivers};

	if ((judging->excuse->is_waiver && excuse_check_waiver(judging, place->repo, err) < 0) ||
	    done_excuse_say_next(&next, &outputs[DONE_EXCUSE_NEXT], err) < 0)
		return err->code;
	for (size_t i = 0; i < judging->targets.nr; i++) {
		const struct done_excuse_target *target = &judging->targets.items[i];

		done_buf_add(targets, target->service, strlen(target->service) + 1);
		done_buf_add(targets, target->directory, strlen(target->directory) + 1);
		done_buf_add(targets, target->check, strlen(target->check) + 1);
	}
	done_buf_addstr(&outputs[DONE_EXCUSE_BY], judging->by ? judging->by : "");
	return 0;
}

/* What is named is looked at as it stands at HEAD; what is refused, as a push of HEAD would be. */
static int excuse_ask_gate(
    struct excuse_judging *judging, struct done_standpoint *place, struct done_error *err)
{
	const struct done_excuse *excuse = judging->excuse;
	bool is_change =
	    excuse->options->all && place->has_base && !done_standpoint_brings_nothing(place);
	char head[DONE_OID_HEX + 1];
	struct done_report report = {0};
	struct done_request request = {
	    .mode = is_change ? DONE_MODE_CHECK : DONE_MODE_AUDIT,
	    .revision = head,
	    .policy_from = is_change ? NULL : place->policy_from,
	    .services = judging->words.services,
	    .checks = judging->words.checks,
	    .trust_owner = excuse->options->trust_owner,
	    .now = excuse->now,
	};
	int rc;

	/* Judged as it stands, old gaps would be excused that no push is refused for. */
	if (excuse->options->all && place->has_base && !is_change) {
		done_error_set(err, DONE_E_USAGE,
		    "a push of HEAD is refused for nothing: %s has all of it", place->base);
		return done_error_cure(
		    err, "name the service and the check: git done audit shows what is not met");
	}
	done_oid_hex(&place->range.head, head);
	rc = done_gate_run(&request, &report, err);
	if (rc >= 0)
		rc = excuse_take(judging, &report, err);
	if (rc >= 0)
		rc = excuse_settle(judging, place, err);
	done_report_release(&report);
	return rc;
}

int done_excuse_judge(const struct done_excuse *excuse, struct done_arena *arena,
    struct done_buf outputs[DONE_EXCUSE_NR], struct done_error *err)
{
	struct done_repo_options how = {.trust_owner = excuse->options->trust_owner};
	struct excuse_judging judging = {.excuse = excuse, .arena = arena, .outputs = outputs};
	struct done_standpoint place = {.arena = arena};
	int rc;

	if (excuse_refuse_own(&excuse->words, err) < 0 || excuse_check_texts(excuse, err) < 0)
		return err->code;
	rc = done_repo_open(&place.repo, &how, err);
	if (rc >= 0)
		rc = done_standpoint_find(&place, err);
	if (rc >= 0)
		rc = done_excuse_sort_words(excuse, &place, &judging.words, err);
	if (rc >= 0)
		rc = excuse_ask_gate(&judging, &place, err);
	done_repo_close(place.repo);
	return rc;
}
