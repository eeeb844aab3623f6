/* Reading a report: runs, their notes, and what the policy asks. */
#include <string.h>

#include "read.h"

struct run_members {
	struct done_run run;
	struct done_strings unowned;
	int mode, verdict;
	const struct done_value *policy, *examined, *services, *notes, *bar;
};

static const char *const mode_words[] = {"check", "audit", "push", "staged", NULL};

#define AT(member) offsetof(struct run_members, member)
static const struct done_read_member run_members[] = {
    {.name = "mode", .type = DONE_READ_WORD, .offset = AT(mode), .words = mode_words},
    {.name = "ref", .type = DONE_READ_RAW, .offset = AT(run.ref), .may_be_null = true},
    {.name = "only_tells",
        .type = DONE_READ_BOOLEAN,
        .offset = AT(run.only_tells),
        .optional = true},
    {.name = "base", .type = DONE_READ_OID, .offset = AT(run.base), .other = AT(run.has_base)},
    {.name = "head", .type = DONE_READ_OID, .offset = AT(run.head), .other = AT(run.has_head)},
    {.name = "branch", .type = DONE_READ_RAW, .offset = AT(run.branch), .may_be_null = true},
    {.name = "head_day", .type = DONE_READ_DAY, .offset = AT(run.head_day)},
    {.name = "base_name", .type = DONE_READ_RAW, .offset = AT(run.base_name), .may_be_null = true},
    {.name = "range", .type = DONE_READ_TEXT, .offset = AT(run.range_words), .may_be_null = true},
    {.name = "same_as", .type = DONE_READ_INDEX, .offset = AT(run.same_as)},
    {.name = "policy", .type = DONE_READ_MAP, .offset = AT(policy)},
    {.name = "verdict", .type = DONE_READ_WORD, .offset = AT(verdict), .words = done_read_verdicts},
    {.name = "examined", .type = DONE_READ_MAP, .offset = AT(examined)},
    {.name = "services", .type = DONE_READ_LIST, .offset = AT(services)},
    {.name = "unowned", .type = DONE_READ_RAWS, .offset = AT(unowned)},
    {.name = "anchor",
        .type = DONE_READ_RAW,
        .offset = AT(run.anchor),
        .may_be_null = true,
        .optional = true},
    {.name = "notes", .type = DONE_READ_LIST, .offset = AT(notes)},
    {.name = "notes_dropped", .type = DONE_READ_COUNT, .offset = AT(run.nr_notes_dropped)},
    {.name = "bar", .type = DONE_READ_MAP, .offset = AT(bar), .may_be_null = true},
};
#undef AT
static const struct done_read_record run_record = {run_members, DONE_ARRAY_SIZE(run_members)};

struct policy_members {
	struct done_run run; /* what stands in `policy` of it */
	const struct done_value *nested;
};

#define AT(member) offsetof(struct policy_members, member)
static const struct done_read_member policy_members[] = {
    {.name = "path", .type = DONE_READ_RAW, .offset = AT(run.policy_path), .may_be_null = true},
    {.name = "from", .type = DONE_READ_TEXT, .offset = AT(run.policy_from), .may_be_null = true},
    {.name = "oid",
        .type = DONE_READ_OID,
        .offset = AT(run.policy_oid),
        .other = AT(run.has_policy_oid)},
    {.name = "revision",
        .type = DONE_READ_TEXT,
        .offset = AT(run.policy_revision),
        .may_be_null = true,
        .optional = true},
    {.name = "nested", .type = DONE_READ_LIST, .offset = AT(nested), .optional = true},
};
#undef AT
static const struct done_read_record policy_record = {
    policy_members, DONE_ARRAY_SIZE(policy_members)};

#define AT(member) offsetof(struct done_nested_file, member)
static const struct done_read_member nested_members[] = {
    {.name = "path", .type = DONE_READ_RAW, .offset = AT(path)},
    {.name = "oid", .type = DONE_READ_OID, .offset = AT(oid), .other = AT(has_oid)},
};
#undef AT
static const struct done_read_record nested_record = {
    nested_members, DONE_ARRAY_SIZE(nested_members)};

static int read_run_policy(
    struct done_reader *reader, const struct done_value *value, struct done_run *out)
{
	struct policy_members members = {.run = *out};
	size_t nr;

	if (done_read_record(reader, &policy_record, value, &members) < 0)
		return reader->err->code;
	*out = members.run;
	nr = members.nested ? members.nested->list.nr : 0;
	out->nested = done_arena_array(reader->arena, nr + 1, sizeof(*out->nested));
	for (; out->nr_nested < nr; out->nr_nested++) {
		if (done_read_record(reader, &nested_record,
		        &members.nested->list.ptr[out->nr_nested],
		        &out->nested[out->nr_nested]) < 0)
			return reader->err->code;
	}
	return 0;
}

#define AT(member) offsetof(struct done_examined, member)
static const struct done_read_member examined_members[] = {
    {.name = "services", .type = DONE_READ_COUNT, .offset = AT(services)},
    {.name = "selected", .type = DONE_READ_COUNT, .offset = AT(selected)},
    {.name = "checks", .type = DONE_READ_COUNT, .offset = AT(checks)},
    {.name = "files", .type = DONE_READ_COUNT, .offset = AT(files)},
    {.name = "binary", .type = DONE_READ_COUNT, .offset = AT(binary)},
    {.name = "bytes", .type = DONE_READ_BYTES, .offset = AT(bytes)},
    {.name = "beside", .type = DONE_READ_COUNT, .offset = AT(beside), .optional = true},
};
#undef AT
static const struct done_read_record examined_record = {
    examined_members, DONE_ARRAY_SIZE(examined_members)};

struct note_members {
	int level, about;
	const char *message, *service;
};

static const char *const note_levels[] = {"note", "warning", "error", NULL};
static const char *const note_subjects[] = {"run", "service", "unowned", NULL};

#define AT(member) offsetof(struct note_members, member)
static const struct done_read_member note_members[] = {
    {.name = "level", .type = DONE_READ_WORD, .offset = AT(level), .words = note_levels},
    {.name = "about", .type = DONE_READ_WORD, .offset = AT(about), .words = note_subjects},
    {.name = "service", .type = DONE_READ_RAW, .offset = AT(service), .may_be_null = true},
    {.name = "message", .type = DONE_READ_TEXT, .offset = AT(message)},
};
#undef AT
static const struct done_read_record note_record = {note_members, DONE_ARRAY_SIZE(note_members)};

static int read_notes(
    struct done_reader *reader, const struct done_value *list, struct done_run *out)
{
	out->notes = done_arena_array(reader->arena, list->list.nr + 1, sizeof(*out->notes));
	out->nr_notes = list->list.nr;
	for (size_t i = 0; i < list->list.nr; i++) {
		const struct done_value *at = &list->list.ptr[i];
		struct note_members members = {0};

		if (done_read_record(reader, &note_record, at, &members) < 0)
			return reader->err->code;
		if (i > 0 && (int)out->notes[i - 1].about > members.about)
			return done_read_fail(
			    reader, at, "notes are to stand by what they are about");
		out->notes[i].level = (enum done_note_level)members.level;
		out->notes[i].about = (enum done_note_subject)members.about;
		out->notes[i].message = members.message;
		out->notes[i].service = members.service;
	}
	return 0;
}

struct bar_members {
	int unowned;
	size_t experiment_days;
	const char *help;
	const struct done_value *waivers, *criteria;
};

static const char *const self_granted_words[] = {"refuse", "warning", "allow", NULL};

struct waiver_members {
	struct done_strings approvers;
	size_t max_days, emergency_days;
	int self_granted;
};

#define AT(member) offsetof(struct waiver_members, member)
static const struct done_read_member waiver_members[] = {
    {.name = "approvers", .type = DONE_READ_RAWS, .offset = AT(approvers)},
    {.name = "max_days", .type = DONE_READ_COUNT, .offset = AT(max_days)},
    {.name = "emergency_days", .type = DONE_READ_COUNT, .offset = AT(emergency_days)},
    {.name = "self_granted",
        .type = DONE_READ_WORD,
        .offset = AT(self_granted),
        .words = self_granted_words},
};
#undef AT
static const struct done_read_record waiver_record = {
    waiver_members, DONE_ARRAY_SIZE(waiver_members)};

static int read_waiver_rules(
    struct done_reader *reader, const struct done_value *value, struct done_waiver_rules *out)
{
	struct waiver_members members = {.max_days = 0};

	if (done_read_record(reader, &waiver_record, value, &members) < 0)
		return reader->err->code;
	out->approvers = members.approvers;
	out->max_days = (int64_t)members.max_days;
	out->self_granted = members.self_granted;
	out->emergency_days = (int64_t)members.emergency_days;
	return 0;
}

static const char *const unowned_words[] = {"ignore", "warning", "error", NULL};

#define AT(member) offsetof(struct bar_members, member)
static const struct done_read_member bar_members[] = {
    {.name = "unowned", .type = DONE_READ_WORD, .offset = AT(unowned), .words = unowned_words},
    {.name = "waivers", .type = DONE_READ_MAP, .offset = AT(waivers)},
    {.name = "experiment_days", .type = DONE_READ_COUNT, .offset = AT(experiment_days)},
    {.name = "help",
        .type = DONE_READ_TEXT,
        .offset = AT(help),
        .may_be_null = true,
        .optional = true},
    {.name = "criteria", .type = DONE_READ_LIST, .offset = AT(criteria)},
};
#undef AT
static const struct done_read_record bar_record = {bar_members, DONE_ARRAY_SIZE(bar_members)};

static const char *experiment_names[] = {"experiment"};
static const struct done_strings experiment_stage = {experiment_names, 1};

/* As much of the policy as the formats look at. Each run has its own. */
static int read_bar(
    struct done_reader *reader, const struct done_value *value, struct done_run *out)
{
	struct done_policy *policy = done_arena_alloc(reader->arena, sizeof(*policy));
	struct bar_members members = {0};

	reader->nr_checks = reader->next_check = 0;
	reader->nr_criteria = reader->next_criterion = 0;
	reader->nr_bar_checks = reader->nr_bar_criteria = 0;
	if (!value)
		return 0;
	if (done_read_record(reader, &bar_record, value, &members) < 0 ||
	    read_waiver_rules(reader, members.waivers, &policy->waivers) < 0)
		return reader->err->code;
	policy->select.unowned = members.unowned;
	policy->experiment_days = (int64_t)members.experiment_days;
	policy->help = members.help;
	if (members.experiment_days)
		policy->stages = experiment_stage;
	policy->nr_criteria = members.criteria->list.nr;
	policy->criteria =
	    done_arena_array(reader->arena, policy->nr_criteria + 1, sizeof(*policy->criteria));
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		if (done_read_asked_criterion(
		        reader, &members.criteria->list.ptr[i], &policy->criteria[i]) < 0)
			return reader->err->code;
	}
	reader->nr_bar_checks = reader->nr_checks;
	reader->nr_bar_criteria = reader->nr_criteria;
	out->policy = policy;
	return 0;
}

static int read_services(struct done_reader *reader, const struct done_value *list,
    const struct done_shard *shard, struct done_run *out)
{
	out->services = done_arena_array(reader->arena, list->list.nr + 1, sizeof(*out->services));
	out->nr_services = list->list.nr;
	for (size_t i = 0; i < list->list.nr; i++) {
		const struct done_value *at = &list->list.ptr[i];
		struct done_service_report *service = &out->services[i];

		reader->may_lack = reader->is_brief;
		if (done_read_service(reader, at, service) < 0)
			return reader->err->code;
		reader->may_lack = false;
		if (i > 0 &&
		    strcmp(out->services[i - 1].service->path, service->service->path) >= 0)
			return done_read_fail(reader, at, "services are to ascend by path");
		if (!done_shard_has(shard, service->service->path))
			return done_read_fail(reader, at, "the service '%s' is not in shard %d/%d",
			    service->service->path, shard->number, shard->of);
	}
	return 0;
}

static bool has_error_note(const struct done_run *run)
{
	for (size_t i = 0; i < run->nr_notes; i++) {
		if (run->notes[i].level == DONE_NOTE_ERROR)
			return true;
	}
	return false;
}

/* Verdicts upwards again: a run cannot be better than its services and its notes. */
static int check_verdict(
    struct done_reader *reader, const struct done_value *at, const struct done_run *run)
{
	struct done_run again = *run;

	again.notes = NULL;
	again.nr_notes = again.cap_notes = 0;
	done_settle_run(reader->scratch, &again);
	if (again.verdict != run->verdict)
		return done_read_fail(
		    reader, at, "the verdict of a run is not what its services add up to");
	if (run->verdict == DONE_MET && has_error_note(run))
		return done_read_fail(reader, at, "the run has a note of an error, and is met");
	if (again.examined.checks != run->examined.checks)
		return done_read_fail(reader, at, "%zu checks were judged and %zu are counted",
		    again.examined.checks, run->examined.checks);
	return 0;
}

/* What is judged is counted, and needs a bar. An audit is of every service but where --service or
 * --shard says otherwise. */
static int check_services(struct done_reader *reader, const struct done_value *at,
    const struct done_report *report, const struct done_run *run)
{
	const struct done_examined *examined = &run->examined;
	bool is_all =
	    run->mode == DONE_MODE_AUDIT && !report->asked.services.nr && !report->shard.of;

	if (run->nr_services && !run->policy)
		return done_read_fail(reader, at, "nothing is judged without a bar");
	if (examined->selected != run->nr_services)
		return done_read_fail(reader, at, "%zu services are reported and %zu were selected",
		    run->nr_services, examined->selected);
	if (examined->selected > examined->services)
		return done_read_fail(reader, at, "%zu of %zu services cannot be selected",
		    examined->selected, examined->services);
	if (is_all && examined->selected != examined->services)
		return done_read_fail(reader, at,
		    "an audit is of all %zu services, and this is of %zu", examined->services,
		    examined->selected);
	return 0;
}

int done_read_run(struct done_reader *reader, const struct done_value *value,
    const struct done_report *report, struct done_run *out)
{
	struct run_members members = {.run = {.same_as = -1}};
	struct done_run *run = &members.run;
	char words[48];

	if (done_read_record(reader, &run_record, value, &members) < 0 ||
	    read_run_policy(reader, members.policy, run) < 0 ||
	    done_read_record(reader, &examined_record, members.examined, &run->examined) < 0 ||
	    read_notes(reader, members.notes, run) < 0 || read_bar(reader, members.bar, run) < 0 ||
	    read_services(reader, members.services, &report->shard, run) < 0)
		return reader->err->code;
	run->mode = (enum done_mode)members.mode;
	run->verdict = (enum done_verdict)members.verdict;
	run->unowned = members.unowned.items;
	run->nr_unowned = members.unowned.nr;
	done_shard_words(&report->shard, words);
	if (report->shard.of && run->policy &&
	    done_read_cut(reader, value, words, &run->range_words) < 0)
		return reader->err->code;
	if (check_services(reader, value, report, run) < 0 || check_verdict(reader, value, run) < 0)
		return reader->err->code;
	*out = *run;
	return 0;
}
