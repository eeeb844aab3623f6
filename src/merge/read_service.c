/* Reading a report: services, their criteria, checks and findings. */
#include <math.h>
#include <string.h>

#include "read.h"

/* ---- findings ---- */

#define AT(member) offsetof(struct done_lost_file, member)
static const struct done_read_member lost_members[] = {
    {.name = "path", .type = DONE_READ_RAW, .offset = AT(path)},
    {.name = "line", .type = DONE_READ_NUMBER, .offset = AT(line)},
    {.name = "what",
        .type = DONE_READ_TEXT,
        .offset = AT(what),
        .may_be_null = true,
        .optional = true},
    {.name = "from", .type = DONE_READ_TEXT, .offset = AT(from)},
    {.name = "pathspec", .type = DONE_READ_RAW, .offset = AT(pathspec), .may_be_null = true},
    {.name = "also", .type = DONE_READ_RAW, .offset = AT(also), .optional = true},
    {.name = "revert", .type = DONE_READ_TEXT, .offset = AT(revert), .optional = true},
};
#undef AT
static const struct done_read_record lost_record = {lost_members, DONE_ARRAY_SIZE(lost_members)};

static int read_lost_file(
    struct done_reader *reader, const struct done_value *value, const struct done_lost_file **out)
{
	struct done_lost_file *lost;

	if (!value)
		return 0;
	lost = done_arena_alloc(reader->arena, sizeof(*lost));
	*out = lost;
	return done_read_record(reader, &lost_record, value, lost);
}

struct finding_words {
	struct done_finding finding;
	const char *fingerprint;
	const struct done_value *lost;
};

#define AT(member) offsetof(struct finding_words, member)
static const struct done_read_member finding_members[] = {
    {.name = "path", .type = DONE_READ_RAW, .offset = AT(finding.path), .may_be_null = true},
    {.name = "line", .type = DONE_READ_NUMBER, .offset = AT(finding.line)},
    {.name = "column", .type = DONE_READ_NUMBER, .offset = AT(finding.column)},
    {.name = "shown_at", .type = DONE_READ_RAW, .offset = AT(finding.shown_at), .optional = true},
    {.name = "message", .type = DONE_READ_TEXT, .offset = AT(finding.message)},
    {.name = "short", .type = DONE_READ_TEXT, .offset = AT(finding.brief)},
    {.name = "fix", .type = DONE_READ_TEXT, .offset = AT(finding.fix), .may_be_null = true},
    {.name = "short_fix",
        .type = DONE_READ_TEXT,
        .offset = AT(finding.brief_fix),
        .may_be_null = true},
    {.name = "fingerprint", .type = DONE_READ_TEXT, .offset = AT(fingerprint)},
    {.name = "amount", .type = DONE_READ_AMOUNT, .offset = AT(finding.amount)},
    {.name = "known", .type = DONE_READ_BOOLEAN, .offset = AT(finding.is_known), .optional = true},
    {.name = "lost", .type = DONE_READ_MAP, .offset = AT(lost), .optional = true},
};
#undef AT
static const struct done_read_record finding_record = {
    finding_members, DONE_ARRAY_SIZE(finding_members)};

static int keep_fingerprint(struct done_reader *reader, const struct done_value *at,
    const char *fingerprint, struct done_check_report *out, size_t i)
{
	struct done_oid oid;

	if (!done_oid_parse(fingerprint, &oid))
		return done_read_fail(
		    reader, at, "'%.100s' is not a valid fingerprint", fingerprint);
	memcpy(out->fingerprints[i], fingerprint, sizeof(*out->fingerprints));
	return 0;
}

static int read_findings(
    struct done_reader *reader, const struct done_value *list, struct done_check_report *out)
{
	out->nr_findings = list->list.nr;
	out->findings = done_arena_array(reader->arena, list->list.nr + 1, sizeof(*out->findings));
	out->fingerprints =
	    done_arena_array(reader->arena, list->list.nr + 1, sizeof(*out->fingerprints));
	for (size_t i = 0; i < list->list.nr; i++) {
		const struct done_value *at = &list->list.ptr[i];
		struct finding_words words = {.fingerprint = NULL};

		if (done_read_record(reader, &finding_record, at, &words) < 0 ||
		    read_lost_file(reader, words.lost, &words.finding.lost) < 0 ||
		    keep_fingerprint(reader, at, words.fingerprint, out, i) < 0)
			return reader->err->code;
		out->findings[i] = words.finding;
	}
	return 0;
}

/* ---- evidence ---- */

struct evidence_members {
	struct done_evidence evidence;
	int strength;
};

#define AT(member) offsetof(struct evidence_members, member)
static const struct done_read_member evidence_members[] = {
    {.name = "path", .type = DONE_READ_RAW, .offset = AT(evidence.path), .may_be_null = true},
    {.name = "line", .type = DONE_READ_NUMBER, .offset = AT(evidence.line)},
    {.name = "what", .type = DONE_READ_TEXT, .offset = AT(evidence.what)},
    {.name = "strength",
        .type = DONE_READ_WORD,
        .offset = AT(strength),
        .words = done_strength_words},
};
#undef AT
static const struct done_read_record evidence_record = {
    evidence_members, DONE_ARRAY_SIZE(evidence_members)};

static int read_evidence(
    struct done_reader *reader, const struct done_value *list, struct done_check_report *out)
{
	struct done_evidence *all =
	    done_arena_array(reader->arena, list->list.nr + 1, sizeof(*all));

	if (list->list.nr > DONE_EVIDENCE_MAX)
		return done_read_fail(
		    reader, list, "a check has %d pieces of evidence at most", DONE_EVIDENCE_MAX);
	for (size_t i = 0; i < list->list.nr; i++) {
		struct evidence_members members = {.strength = 0};

		if (done_read_record(reader, &evidence_record, &list->list.ptr[i], &members) < 0)
			return reader->err->code;
		all[i] = members.evidence;
		all[i].strength = (enum done_strength)members.strength;
	}
	out->evidence = all;
	out->nr_evidence = list->list.nr;
	return 0;
}

/* ---- numbers ---- */

struct number_members {
	struct done_number number;
	const char *bound; /* NULL: there is no limit */
	int strength;
};

#define AT(member) offsetof(struct number_members, member)
static const struct done_read_member number_members[] = {
    {.name = "name", .type = DONE_READ_TEXT, .offset = AT(number.name)},
    {.name = "value", .type = DONE_READ_REAL, .offset = AT(number.value)},
    {.name = "unit", .type = DONE_READ_TEXT, .offset = AT(number.unit)},
    {.name = "limit", .type = DONE_READ_REAL, .offset = AT(number.limit), .may_be_null = true},
    {.name = "bound", .type = DONE_READ_TEXT, .offset = AT(bound), .may_be_null = true},
    {.name = "source", .type = DONE_READ_RAW, .offset = AT(number.source), .may_be_null = true},
    {.name = "strength",
        .type = DONE_READ_WORD,
        .offset = AT(strength),
        .words = done_strength_words},
};
#undef AT
static const struct done_read_record number_record = {
    number_members, DONE_ARRAY_SIZE(number_members)};

/* Of a limit, and of nothing else, it is told how it is meant. */
static int read_bound(
    struct done_reader *reader, const struct done_value *at, struct number_members *members)
{
	bool has_limit = !isnan(members->number.limit);

	for (int i = 0; members->bound && has_limit && done_bound_words[i]; i++) {
		if (strcmp(done_bound_words[i], members->bound) != 0)
			continue;
		members->number.is_most = i > 0;
		return 0;
	}
	if (!members->bound && !has_limit)
		return 0;
	return done_read_fail(
	    reader, at, "'bound' does not fit the limit of '%s'", members->number.name);
}

static int read_numbers(
    struct done_reader *reader, const struct done_value *list, struct done_check_report *out)
{
	size_t nr = list ? list->list.nr : 0;
	struct done_number *all = done_arena_array(reader->arena, nr + 1, sizeof(*all));

	if (nr > DONE_NUMBERS_MAX)
		return done_read_fail(
		    reader, list, "a check has %d numbers at most", DONE_NUMBERS_MAX);
	for (size_t i = 0; i < nr; i++) {
		struct number_members members = {.strength = 0};

		if (done_read_record(reader, &number_record, &list->list.ptr[i], &members) < 0 ||
		    read_bound(reader, &list->list.ptr[i], &members) < 0)
			return reader->err->code;
		all[i] = members.number;
		all[i].strength = (enum done_strength)members.strength;
	}
	out->numbers = all;
	out->nr_numbers = nr;
	return 0;
}

/* ---- since when ---- */

#define AT(member) offsetof(struct done_since, member)
static const struct done_read_member since_members[] = {
    {.name = "found", .type = DONE_READ_BOOLEAN, .offset = AT(is_found)},
    {.name = "commit", .type = DONE_READ_TEXT, .offset = AT(commit)},
    {.name = "date", .type = DONE_READ_DAY, .offset = AT(day)},
    {.name = "author", .type = DONE_READ_RAW, .offset = AT(author)},
    {.name = "subject", .type = DONE_READ_RAW, .offset = AT(subject)},
    {.name = "came", .type = DONE_READ_BOOLEAN, .offset = AT(came)},
    {.name = "undecided_before", .type = DONE_READ_COUNT, .offset = AT(nr_behind)},
};
#undef AT
static const struct done_read_record since_record = {since_members, DONE_ARRAY_SIZE(since_members)};

static int read_since(
    struct done_reader *reader, const struct done_value *value, struct done_check_report *out)
{
	struct done_since *since;
	struct done_oid commit;

	if (!value)
		return 0;
	since = done_arena_alloc(reader->arena, sizeof(*since));
	if (done_read_record(reader, &since_record, value, since) < 0)
		return reader->err->code;
	if (!done_oid_parse(since->commit, &commit) || since->day == DONE_NO_DAY)
		return done_read_fail(
		    reader, value, "'unmet_since' must name a commit and its day");
	out->since = since;
	return 0;
}

/* ---- checks ---- */

/* Where no level of the policy is told: the check is the bar's, which has told all of it. */
#define LEVEL_OF_BAR (-1)

struct check_members {
	struct done_check_words words;
	struct done_check_report report;
	int verdict;
	const struct done_value *findings, *evidence, *measured, *waiver, *since;
};

#define AT(member) offsetof(struct check_members, member)
static const struct done_read_member check_members[] = {
    {.name = "id", .type = DONE_READ_PASSING, .offset = AT(words.id)},
    {.name = "kind", .type = DONE_READ_PASSING, .offset = AT(words.kind), .may_be_null = true},
    {.name = "tier", .type = DONE_READ_PASSING, .offset = AT(words.tier), .may_be_null = true},
    {.name = "level",
        .type = DONE_READ_WORD,
        .offset = AT(report.level),
        .words = done_read_levels},
    {.name = "policy_level",
        .type = DONE_READ_WORD,
        .offset = AT(words.level),
        .optional = true,
        .words = done_read_levels},
    {.name = "effective", .type = DONE_READ_DAY, .offset = AT(report.effective)},
    {.name = "verdict", .type = DONE_READ_WORD, .offset = AT(verdict), .words = done_read_verdicts},
    {.name = "reason", .type = DONE_READ_TEXT, .offset = AT(report.reason), .may_be_null = true},
    {.name = "cure", .type = DONE_READ_TEXT, .offset = AT(report.cure), .may_be_null = true},
    {.name = "skipped", .type = DONE_READ_BOOLEAN, .offset = AT(report.skipped)},
    {.name = "disputed", .type = DONE_READ_BOOLEAN, .offset = AT(report.is_disputed)},
    {.name = "title",
        .type = DONE_READ_PASSING,
        .offset = AT(words.title),
        .may_be_null = true,
        .optional = true},
    {.name = "why", .type = DONE_READ_PASSING, .offset = AT(words.why), .may_be_null = true},
    {.name = "url", .type = DONE_READ_PASSING, .offset = AT(words.url), .may_be_null = true},
    {.name = "fix", .type = DONE_READ_PASSING, .offset = AT(words.fix), .may_be_null = true},
    {.name = "findings", .type = DONE_READ_LIST, .offset = AT(findings)},
    {.name = "dropped", .type = DONE_READ_COUNT, .offset = AT(report.nr_dropped)},
    {.name = "known", .type = DONE_READ_COUNT, .offset = AT(report.nr_known), .optional = true},
    {.name = "compared",
        .type = DONE_READ_BOOLEAN,
        .offset = AT(report.is_compared),
        .optional = true},
    {.name = "worse", .type = DONE_READ_BOOLEAN, .offset = AT(report.is_worse), .optional = true},
    {.name = "loss", .type = DONE_READ_BOOLEAN, .offset = AT(report.is_loss), .optional = true},
    {.name = "met_already", .type = DONE_READ_BOOLEAN, .offset = AT(report.is_next_met)},
    {.name = "evidence", .type = DONE_READ_LIST, .offset = AT(evidence)},
    {.name = "evidence_more", .type = DONE_READ_COUNT, .offset = AT(report.nr_evidence_more)},
    {.name = "measured", .type = DONE_READ_LIST, .offset = AT(measured), .optional = true},
    {.name = "waiver", .type = DONE_READ_MAP, .offset = AT(waiver), .may_be_null = true},
    {.name = "unmet_since", .type = DONE_READ_MAP, .offset = AT(since), .optional = true},
};
#undef AT
static const struct done_read_record check_record = {check_members, DONE_ARRAY_SIZE(check_members)};

/* What is above the target was looked at in an audit. */
static bool may_have_findings(const struct done_check_report *check)
{
	return check->verdict == DONE_UNMET || check->verdict == DONE_WAIVED ||
	    check->verdict == DONE_NEXT || check->verdict == DONE_OWED;
}

static bool has_findings(const struct done_check_report *check)
{
	return check->nr_findings || check->nr_dropped;
}

/* What is owed has no finding but known ones, and they stand last. */
static bool is_known_sound(const struct done_check_report *check)
{
	size_t known = 0, all = check->nr_findings + check->nr_dropped;

	for (size_t i = 0; i < check->nr_findings; i++) {
		if (check->findings[i].is_known)
			known++;
		else if (known)
			return false;
	}
	if (known > check->nr_known || check->nr_known > known + check->nr_dropped)
		return false;
	if (check->verdict == DONE_OWED)
		return all && check->nr_known == all;
	return !check->nr_known || (check->verdict == DONE_UNMET && check->nr_known < all);
}

static int find_check(
    struct done_reader *reader, const struct done_value *value, struct check_members *members)
{
	const struct done_check **out = &members->report.check;

	if (members->words.level != LEVEL_OF_BAR)
		*out = done_read_find_check(reader, &members->words);
	else if (reader->is_brief)
		*out = done_read_bar_check(reader, members->words.id);
	if (*out)
		return 0;
	return done_read_fail(reader, value,
	    reader->is_brief ? "the bar has no check '%s'" : "'policy_level' of '%s' is missing",
	    members->words.id);
}

static int read_check(
    struct done_reader *reader, const struct done_value *value, struct done_check_report *out)
{
	struct check_members members = {.words = {.level = LEVEL_OF_BAR}};
	int tier;

	if (done_read_record(reader, &check_record, value, &members) < 0 ||
	    find_check(reader, value, &members) < 0 ||
	    done_read_tier(reader, value, members.words.tier, &tier) < 0 ||
	    read_findings(reader, members.findings, &members.report) < 0 ||
	    read_evidence(reader, members.evidence, &members.report) < 0 ||
	    read_numbers(reader, members.measured, &members.report) < 0 ||
	    read_since(reader, members.since, &members.report) < 0)
		return reader->err->code;
	members.report.verdict = (enum done_verdict)members.verdict;
	if (!may_have_findings(&members.report) && has_findings(&members.report))
		return done_read_fail(reader, value, "'%s' has findings, and is called '%s'",
		    members.words.id, done_verdict_name(members.report.verdict));
	if (members.report.verdict != DONE_MET && members.report.verdict != DONE_NEXT &&
	    members.report.nr_evidence)
		return done_read_fail(reader, value, "'%s' has evidence, and is called '%s'",
		    members.words.id, done_verdict_name(members.report.verdict));
	if (!is_known_sound(&members.report))
		return done_read_fail(reader, value,
		    "the findings of '%s' that are known do not fit '%s'", members.words.id,
		    done_verdict_name(members.report.verdict));
	if (members.report.is_disputed && members.report.verdict != DONE_NOT_APPLICABLE)
		return done_read_fail(reader, value, "'%s' is disputed, and is called '%s'",
		    members.words.id, done_verdict_name(members.report.verdict));
	if (done_read_waiver(reader, value, members.waiver, &members.report) < 0)
		return reader->err->code;
	*out = members.report;
	return 0;
}

/* ---- criteria ---- */

struct criterion_members {
	const char *id, *title;
	int verdict;
	const struct done_value *checks;
};

#define AT(member) offsetof(struct criterion_members, member)
static const struct done_read_member criterion_members[] = {
    {.name = "id", .type = DONE_READ_PASSING, .offset = AT(id)},
    {.name = "title", .type = DONE_READ_PASSING, .offset = AT(title), .optional = true},
    {.name = "verdict", .type = DONE_READ_WORD, .offset = AT(verdict), .words = done_read_verdicts},
    {.name = "checks", .type = DONE_READ_LIST, .offset = AT(checks)},
};
#undef AT
static const struct done_read_record criterion_record = {
    criterion_members, DONE_ARRAY_SIZE(criterion_members)};

static int read_criterion(
    struct done_reader *reader, const struct done_value *value, struct done_criterion_report *out)
{
	struct criterion_members members = {0};
	size_t nr;

	if (done_read_record(reader, &criterion_record, value, &members) < 0)
		return reader->err->code;
	nr = members.checks->list.nr;
	out->checks = done_arena_array(reader->arena, nr + 1, sizeof(*out->checks));
	out->nr_checks = nr;
	for (size_t i = 0; i < nr; i++) {
		if (read_check(reader, &members.checks->list.ptr[i], &out->checks[i]) < 0)
			return reader->err->code;
	}
	if (members.title)
		out->criterion = done_read_find_criterion(reader, members.id, members.title);
	else if (reader->is_brief)
		out->criterion = done_read_bar_criterion(reader, members.id);
	if (!out->criterion)
		return done_read_fail(reader, value,
		    reader->is_brief ? "the bar has no criterion '%s'"
		                     : "'title' of '%s' is missing",
		    members.id);
	out->verdict = (enum done_verdict)members.verdict;
	return 0;
}

/* ---- services ---- */

struct reason_members {
	const char *path;
	int via;
	size_t nr;
};

static const char *const via_words[] = {"changed", "dependency", "everything", "all", NULL};

#define AT(member) offsetof(struct reason_members, member)
static const struct done_read_member reason_members[] = {
    {.name = "path", .type = DONE_READ_RAW, .offset = AT(path), .may_be_null = true},
    {.name = "via", .type = DONE_READ_WORD, .offset = AT(via), .words = via_words},
    {.name = "paths", .type = DONE_READ_COUNT, .offset = AT(nr)},
};
#undef AT
static const struct done_read_record reason_record = {
    reason_members, DONE_ARRAY_SIZE(reason_members)};

static int read_reasons(
    struct done_reader *reader, const struct done_value *list, struct done_service_report *out)
{
	struct done_reason *reasons =
	    done_arena_array(reader->arena, list->list.nr + 1, sizeof(*reasons));

	for (size_t i = 0; i < list->list.nr; i++) {
		struct reason_members members = {0};

		if (done_read_record(reader, &reason_record, &list->list.ptr[i], &members) < 0)
			return reader->err->code;
		reasons[i].path = members.path;
		reasons[i].via = (enum done_via)members.via;
		reasons[i].nr = members.nr;
	}
	out->reasons = reasons;
	out->nr_reasons = list->list.nr;
	return 0;
}

struct service_members {
	struct done_service service;
	int verdict;
	bool is_new;
	size_t nr_owed; /* counted anew from its checks */
	const char *anchor;
	int anchor_line;
	const struct done_value *sheet, *reasons, *criteria;
	const char *policy_path, *kind, *target, *tier;
	struct done_strings serves;
};

#define AT(member) offsetof(struct service_members, member)
static const struct done_read_member service_members[] = {
    {.name = "name", .type = DONE_READ_RAW, .offset = AT(service.name)},
    {.name = "path", .type = DONE_READ_RAW, .offset = AT(service.path)},
    {.name = "stage", .type = DONE_READ_TEXT, .offset = AT(service.stage), .may_be_null = true},
    {.name = "policy", .type = DONE_READ_RAW, .offset = AT(policy_path), .optional = true},
    {.name = "sheet", .type = DONE_READ_MAP, .offset = AT(sheet), .may_be_null = true},
    {.name = "verdict", .type = DONE_READ_WORD, .offset = AT(verdict), .words = done_read_verdicts},
    {.name = "kind", .type = DONE_READ_TEXT, .offset = AT(kind), .may_be_null = true},
    {.name = "serves", .type = DONE_READ_RAWS, .offset = AT(serves)},
    {.name = "target", .type = DONE_READ_TEXT, .offset = AT(target), .may_be_null = true},
    {.name = "tier", .type = DONE_READ_TEXT, .offset = AT(tier), .may_be_null = true},
    {.name = "owed", .type = DONE_READ_COUNT, .offset = AT(nr_owed), .optional = true},
    {.name = "new", .type = DONE_READ_BOOLEAN, .offset = AT(is_new)},
    {.name = "selected_by", .type = DONE_READ_LIST, .offset = AT(reasons)},
    {.name = "anchor", .type = DONE_READ_RAW, .offset = AT(anchor), .may_be_null = true},
    {.name = "anchor_line", .type = DONE_READ_NUMBER, .offset = AT(anchor_line)},
    {.name = "criteria", .type = DONE_READ_LIST, .offset = AT(criteria)},
};
#undef AT
static const struct done_read_record service_record = {
    service_members, DONE_ARRAY_SIZE(service_members)};

static int contradict(
    struct done_reader *reader, const struct done_value *at, const char *what, const char *name)
{
	return done_read_fail(
	    reader, at, "the verdict of the %s '%s' is not what its checks add up to", what, name);
}

/* Adds the verdicts up again: a report cannot be better than its checks. */
static int settle(
    struct done_reader *reader, const struct done_value *at, struct done_service_report *out)
{
	enum done_verdict stated = out->verdict;
	enum done_verdict *of_criteria =
	    done_arena_array(reader->scratch, out->nr_criteria + 1, sizeof(*of_criteria));

	for (size_t i = 0; i < out->nr_criteria; i++)
		of_criteria[i] = out->criteria[i].verdict;
	done_settle_service(out);
	for (size_t i = 0; i < out->nr_criteria; i++) {
		if (out->criteria[i].verdict != of_criteria[i])
			return contradict(reader, at, "criterion", out->criteria[i].criterion->id);
	}
	return out->verdict == stated ? 0 : contradict(reader, at, "service", out->service->name);
}

int done_read_service(
    struct done_reader *reader, const struct done_value *value, struct done_service_report *out)
{
	struct service_members members = {0};
	struct done_service *service;
	size_t nr;

	if (done_read_record(reader, &service_record, value, &members) < 0 ||
	    read_reasons(reader, members.reasons, out) < 0 ||
	    done_read_sheet(reader, members.sheet, &members.service) < 0)
		return reader->err->code;
	service = done_arena_alloc(reader->arena, sizeof(*service));
	*service = members.service;
	service->in_head = true;
	out->service = service;
	out->verdict = (enum done_verdict)members.verdict;
	out->policy_path = members.policy_path;
	out->kind = members.kind;
	out->serves = members.serves;
	out->is_new = members.is_new;
	if (done_read_tier(reader, value, members.target, &out->target) < 0 ||
	    done_read_tier(reader, value, members.tier, &out->tier) < 0)
		return reader->err->code;
	out->anchor = members.anchor;
	out->anchor_line = members.anchor_line;
	nr = members.criteria->list.nr;
	out->criteria = done_arena_array(reader->arena, nr + 1, sizeof(*out->criteria));
	out->nr_criteria = nr;
	for (size_t i = 0; i < nr; i++) {
		if (read_criterion(reader, &members.criteria->list.ptr[i], &out->criteria[i]) < 0)
			return reader->err->code;
	}
	return settle(reader, value, out);
}
