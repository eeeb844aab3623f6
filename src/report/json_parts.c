/* The pieces of JSON schema 2 (config/report.schema.json), shared by json and ndjson. */
#include <math.h>
#include <string.h>

#include "report.h"

void done_json_add_tool(struct done_json *json)
{
	done_json_key(json, "tool");
	done_json_object(json);
	done_json_member(json, "name", "git-done");
	done_json_member(json, "version", DONE_VERSION);
	done_json_object_end(json);
}

static void add_hex(struct done_buf *out, const char *raw)
{
	done_buf_addstr(out, "");
	for (size_t i = 0; raw[i]; i++)
		done_buf_addf(out, "%02x", (unsigned)(unsigned char)raw[i]);
}

void done_json_add_raw(struct done_json *json, const char *key, const char *raw)
{
	struct done_buf hex = {0}, name = {0};

	done_json_member(json, key, raw);
	if (!raw || done_utf8_valid(raw, strlen(raw)))
		return;
	add_hex(&hex, raw);
	done_buf_addf(&name, "%s_bytes_hex", key);
	done_json_member(json, name.ptr, hex.ptr);
	done_buf_release(&hex);
	done_buf_release(&name);
}

static void json_parts_add_count(struct done_json *json, const char *key, uint64_t nr)
{
	done_json_member_integer(json, key, (int64_t)nr);
}

static void add_oid(
    struct done_json *json, const char *key, bool is_there, const struct done_oid *oid)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(oid, hex);
	done_json_member(json, key, is_there ? hex : NULL);
}

/* ---- services ---- */

/* Only where the change deleted what met the check. */
static void add_lost_file(struct done_json *json, const struct done_lost_file *lost)
{
	if (!lost)
		return;
	done_json_key(json, "lost");
	done_json_object(json);
	done_json_add_raw(json, "path", lost->path);
	done_json_member_integer(json, "line", lost->line);
	done_json_member(json, "what", lost->what);
	done_json_member(json, "from", lost->from);
	done_json_add_raw(json, "pathspec", lost->pathspec);
	if (lost->also)
		done_json_add_raw(json, "also", lost->also);
	if (lost->revert)
		done_json_member(json, "revert", lost->revert);
	done_json_object_end(json);
}

static void json_parts_add_finding(
    struct done_json *json, const struct done_check_report *check, size_t i)
{
	const struct done_finding *finding = &check->findings[i];

	done_json_object(json);
	done_json_add_raw(json, "path", finding->path);
	done_json_member_integer(json, "line", finding->line);
	done_json_member_integer(json, "column", finding->column);
	if (finding->shown_at)
		done_json_add_raw(json, "shown_at", finding->shown_at);
	done_json_member(json, "message", finding->message);
	done_json_member(json, "short", done_short_of(finding));
	done_json_member(json, "fix", finding->fix);
	done_json_member(json, "short_fix", done_short_fix_of(finding));
	done_json_member(json, "fingerprint", check->fingerprints[i]);
	done_json_key(json, "amount");
	if (finding->amount > 0)
		done_json_real(json, finding->amount);
	else
		done_json_null(json);
	done_json_key(json, "known");
	done_json_boolean(json, finding->is_known);
	add_lost_file(json, finding->lost);
	done_json_object_end(json);
}

static void add_evidence(struct done_json *json, const struct done_check_report *report)
{
	done_json_key(json, "evidence");
	done_json_array(json);
	for (size_t i = 0; i < report->nr_evidence; i++) {
		const struct done_evidence *evidence = &report->evidence[i];

		done_json_object(json);
		done_json_add_raw(json, "path", evidence->path);
		done_json_member_integer(json, "line", evidence->line);
		done_json_member(json, "what", evidence->what);
		done_json_member(json, "strength", done_strength_words[evidence->strength]);
		done_json_object_end(json);
	}
	done_json_array_end(json);
	json_parts_add_count(json, "evidence_more", report->nr_evidence_more);
}

static void add_numbers(struct done_json *json, const struct done_check_report *report)
{
	done_json_key(json, "measured");
	done_json_array(json);
	for (size_t i = 0; i < report->nr_numbers; i++) {
		const struct done_number *number = &report->numbers[i];
		bool has_limit = !isnan(number->limit);

		done_json_object(json);
		done_json_member(json, "name", number->name);
		done_json_key(json, "value");
		done_json_real(json, number->value);
		done_json_member(json, "unit", number->unit);
		done_json_key(json, "limit");
		if (has_limit)
			done_json_real(json, number->limit);
		else
			done_json_null(json);
		done_json_member(
		    json, "bound", !has_limit ? NULL : done_bound_words[number->is_most]);
		done_json_add_raw(json, "source", number->source);
		done_json_member(json, "strength", done_strength_words[number->strength]);
		done_json_object_end(json);
	}
	done_json_array_end(json);
}

static void add_waiver(struct done_json *json, const struct done_waiver_report *waiver)
{
	char day[11];

	done_json_key(json, "waiver");
	if (!waiver) {
		done_json_null(json);
		return;
	}
	done_day_format(waiver->until, day);
	done_json_object(json);
	done_json_member(json, "state", done_waiver_state_words[waiver->state]);
	done_json_member(json, "reason", waiver->reason);
	done_json_member(json, "by", waiver->by);
	done_json_member(json, "until", day);
	done_json_member(json, "refused", waiver->refused);
	done_json_member(json, "emergency", waiver->emergency);
	done_json_object_end(json);
}

/* Only where it was searched for. */
static void add_since(struct done_json *json, const struct done_since *since)
{
	char day[11];

	if (!since)
		return;
	done_day_format(since->day, day);
	done_json_key(json, "unmet_since");
	done_json_object(json);
	done_json_key(json, "found");
	done_json_boolean(json, since->is_found);
	done_json_member(json, "commit", since->commit);
	done_json_member(json, "date", day);
	done_json_add_raw(json, "author", since->author);
	done_json_add_raw(json, "subject", since->subject);
	done_json_key(json, "came");
	done_json_boolean(json, since->came);
	json_parts_add_count(json, "undecided_before", since->nr_behind);
	done_json_object_end(json);
}

static void json_parts_add_check(
    struct done_json *json, const struct done_check_report *report, bool is_told)
{
	static const struct done_check told;
	const struct done_check *check = is_told ? &told : report->check;
	char day[11] = "";

	if (report->effective != DONE_NO_DAY)
		done_day_format(report->effective, day);
	done_json_object(json);
	done_json_member(json, "id", report->check->id);
	done_json_member(json, "kind", check->test.form ? check->test.form->name : NULL);
	done_json_member(json, "tier", done_tier_name((enum done_tier)check->tier));
	done_json_member(json, "level", done_word_of_level(report->level));
	done_json_member(json, "policy_level", is_told ? NULL : done_word_of_level(check->level));
	done_json_member(json, "effective", *day ? day : NULL);
	done_json_member(json, "verdict", done_verdict_name(report->verdict));
	done_json_member(json, "reason", report->reason);
	done_json_member(json, "cure", report->cure);
	done_json_key(json, "skipped");
	done_json_boolean(json, report->skipped);
	done_json_key(json, "disputed");
	done_json_boolean(json, report->is_disputed);
	done_json_member(json, "title", check->title);
	done_json_member(json, "why", check->why);
	done_json_member(json, "url", check->url);
	done_json_member(json, "fix", check->fix);
	done_json_key(json, "findings");
	done_json_array(json);
	for (size_t i = 0; i < report->nr_findings; i++)
		json_parts_add_finding(json, report, i);
	done_json_array_end(json);
	json_parts_add_count(json, "dropped", report->nr_dropped);
	json_parts_add_count(json, "known", report->nr_known);
	done_json_key(json, "compared");
	done_json_boolean(json, report->is_compared);
	if (report->is_worse) {
		done_json_key(json, "worse");
		done_json_boolean(json, true);
	}
	if (report->is_loss) {
		done_json_key(json, "loss");
		done_json_boolean(json, true);
	}
	done_json_key(json, "met_already");
	done_json_boolean(json, report->is_next_met);
	add_evidence(json, report);
	add_numbers(json, report);
	add_waiver(json, report->waiver);
	add_since(json, report->since);
	done_json_object_end(json);
}

static void add_criterion(struct done_json *json, const struct done_criterion_report *report,
    const struct done_policy *bar)
{
	const struct done_criterion *told = done_bar_criterion(bar, report->criterion);

	done_json_object(json);
	done_json_member(json, "id", report->criterion->id);
	done_json_member(json, "title", told ? NULL : report->criterion->title);
	done_json_member(json, "verdict", done_verdict_name(report->verdict));
	done_json_key(json, "checks");
	done_json_array(json);
	for (size_t i = 0; i < report->nr_checks; i++)
		json_parts_add_check(
		    json, &report->checks[i], done_bar_has_check(told, report->checks[i].check));
	done_json_array_end(json);
	done_json_object_end(json);
}

static void add_reasons(struct done_json *json, const struct done_service_report *service)
{
	done_json_key(json, "selected_by");
	done_json_array(json);
	for (size_t i = 0; i < service->nr_reasons; i++) {
		done_json_object(json);
		done_json_add_raw(json, "path", service->reasons[i].path);
		done_json_member(json, "via", done_via_name(service->reasons[i].via));
		json_parts_add_count(json, "paths", service->reasons[i].nr);
		done_json_object_end(json);
	}
	done_json_array_end(json);
}

static void add_sheet_call(struct done_json *json, const struct done_sheet_call *call)
{
	static const char *const styles[] = {
	    [DONE_CALL_SYNC] = "sync",
	    [DONE_CALL_ASYNC] = "async",
	};

	done_json_object(json);
	done_json_add_raw(json, "to", call->to);
	done_json_key(json, "external");
	done_json_boolean(json, call->external);
	done_json_member(json, "style", styles[call->style]);
	done_json_add_raw(json, "via", call->via);
	done_json_object_end(json);
}

static void json_add_sheet(struct done_json *json, const struct done_service *service)
{
	const struct done_sheet *sheet = done_report_sheet(service);
	char day[11] = "";

	done_json_key(json, "sheet");
	if (!sheet) {
		done_json_null(json);
		return;
	}
	if (sheet->until != DONE_NO_DAY)
		done_day_format(sheet->until, day);
	done_json_object(json);
	done_json_add_raw(json, "path", sheet->path);
	done_json_add_raw(json, "stage", sheet->stage);
	done_json_member(json, "until", *day ? day : NULL);
	done_json_add_raw(json, "why", sheet->stage_why);
	done_json_add_raw(json, "owner", sheet->owner);
	done_json_key(json, "calls");
	done_json_array(json);
	for (size_t i = 0; i < sheet->nr_calls; i++)
		add_sheet_call(json, &sheet->calls[i]);
	done_json_array_end(json);
	done_json_object_end(json);
}

void done_json_add_service(
    struct done_json *json, const struct done_service_report *report, const struct done_policy *bar)
{
	done_json_object(json);
	done_json_add_raw(json, "name", report->service->name);
	done_json_add_raw(json, "path", report->service->path);
	done_json_member(json, "stage", report->service->stage);
	if (report->policy_path)
		done_json_add_raw(json, "policy", report->policy_path);
	json_add_sheet(json, report->service);
	done_json_member(json, "verdict", done_verdict_name(report->verdict));
	done_json_member(json, "kind", report->kind);
	done_json_key(json, "serves");
	done_json_array(json);
	for (size_t i = 0; i < report->serves.nr; i++)
		done_json_string(json, report->serves.items[i]);
	done_json_array_end(json);
	done_json_member(json, "target", done_tier_name((enum done_tier)report->target));
	done_json_member(json, "tier", done_tier_name((enum done_tier)report->tier));
	json_parts_add_count(json, "owed", report->nr_owed);
	done_json_key(json, "new");
	done_json_boolean(json, report->is_new);
	add_reasons(json, report);
	done_json_add_raw(json, "anchor", report->anchor);
	done_json_member_integer(json, "anchor_line", report->anchor_line);
	done_json_key(json, "criteria");
	done_json_array(json);
	for (size_t i = 0; i < report->nr_criteria; i++)
		add_criterion(json, &report->criteria[i], bar);
	done_json_array_end(json);
	done_json_object_end(json);
}

/* ---- runs ---- */

static void add_nested(struct done_json *json, const struct done_run *run)
{
	if (!run->nr_nested)
		return;
	done_json_key(json, "nested");
	done_json_array(json);
	for (size_t i = 0; i < run->nr_nested; i++) {
		done_json_object(json);
		done_json_add_raw(json, "path", run->nested[i].path);
		add_oid(json, "oid", run->nested[i].has_oid, &run->nested[i].oid);
		done_json_object_end(json);
	}
	done_json_array_end(json);
}

static void add_policy(struct done_json *json, const struct done_run *run)
{
	done_json_key(json, "policy");
	done_json_object(json);
	done_json_add_raw(json, "path", run->policy_path);
	done_json_member(json, "from", run->policy_from);
	add_oid(json, "oid", run->has_policy_oid, &run->policy_oid);
	done_json_member(json, "revision", run->policy_revision);
	add_nested(json, run);
	done_json_object_end(json);
}

static void add_examined(struct done_json *json, const struct done_examined *examined)
{
	done_json_key(json, "examined");
	done_json_object(json);
	json_parts_add_count(json, "services", examined->services);
	json_parts_add_count(json, "selected", examined->selected);
	json_parts_add_count(json, "checks", examined->checks);
	json_parts_add_count(json, "files", examined->files);
	json_parts_add_count(json, "binary", examined->binary);
	json_parts_add_count(json, "bytes", examined->bytes);
	if (examined->beside)
		json_parts_add_count(json, "beside", examined->beside);
	done_json_object_end(json);
}

void done_json_add_run(struct done_json *json, const struct done_run *run)
{
	char day[11] = "";

	if (run->head_day != DONE_NO_DAY)
		done_day_format(run->head_day, day);
	done_json_member(json, "mode", done_mode_name(run->mode));
	done_json_add_raw(json, "ref", run->ref);
	if (run->only_tells) {
		done_json_key(json, "only_tells");
		done_json_boolean(json, true);
	}
	add_oid(json, "base", run->has_base, &run->base);
	add_oid(json, "head", run->has_head, &run->head);
	done_json_add_raw(json, "branch", run->branch);
	done_json_member(json, "head_day", *day ? day : NULL);
	done_json_add_raw(json, "base_name", run->base_name);
	done_json_member(json, "range", run->range_words);
	done_json_key(json, "same_as");
	if (run->same_as >= 0)
		done_json_integer(json, run->same_as);
	else
		done_json_null(json);
	add_policy(json, run);
	done_json_member(json, "verdict", done_verdict_name(run->verdict));
	add_examined(json, &run->examined);
}

/* Texts by contract; where bytes are no text, a list beside it has every one in hex. */
static void add_raw_list(struct done_json *json, const char *key, const char *const *raw, size_t nr)
{
	struct done_buf name = {0};
	bool all_text = true;

	done_json_key(json, key);
	done_json_array(json);
	for (size_t i = 0; i < nr; i++) {
		done_json_string(json, raw[i]);
		all_text = all_text && done_utf8_valid(raw[i], strlen(raw[i]));
	}
	done_json_array_end(json);
	if (all_text)
		return;
	done_buf_addf(&name, "%s_bytes_hex", key);
	done_json_key(json, name.ptr);
	done_json_array(json);
	for (size_t i = 0; i < nr; i++) {
		struct done_buf hex = {0};
		add_hex(&hex, raw[i]);
		done_json_string(json, hex.ptr);
		done_buf_release(&hex);
	}
	done_json_array_end(json);
	done_buf_release(&name);
}

static const char *const note_subjects[] = {"run", "service", "unowned"};
static const char *const unowned_words[] = {"ignore", "warning", "error"};

static void add_asked_check(struct done_json *json, const struct done_check *check)
{
	done_json_object(json);
	done_json_member(json, "id", check->id);
	done_json_member(json, "kind", check->test.form ? check->test.form->name : NULL);
	done_json_member(json, "tier", done_tier_name((enum done_tier)check->tier));
	done_json_member(json, "level", done_word_of_level(check->level));
	done_json_member(json, "title", check->title);
	done_json_member(json, "why", check->why);
	done_json_member(json, "url", check->url);
	done_json_member(json, "fix", check->fix);
	done_json_object_end(json);
}

static void add_asked_criterion(struct done_json *json, const struct done_criterion *criterion)
{
	done_json_object(json);
	done_json_member(json, "id", criterion->id);
	done_json_member(json, "title", criterion->title);
	done_json_key(json, "checks");
	done_json_array(json);
	for (size_t i = 0; i < criterion->nr_checks; i++)
		add_asked_check(json, &criterion->checks[i]);
	done_json_array_end(json);
	done_json_object_end(json);
}

static const char *const self_granted_words[] = {"refuse", "warning", "allow"};

static void add_waiver_rules(struct done_json *json, const struct done_waiver_rules *rules)
{
	done_json_key(json, "waivers");
	done_json_object(json);
	add_raw_list(json, "approvers", rules->approvers.items, rules->approvers.nr);
	done_json_member_integer(json, "max_days", rules->max_days);
	done_json_member_integer(json, "emergency_days", rules->emergency_days);
	done_json_member(json, "self_granted", self_granted_words[rules->self_granted]);
	done_json_object_end(json);
}

/* Of the policy what a reader of the whole must know: all that is asked, in its order. */
static void add_bar(struct done_json *json, const struct done_policy *policy)
{
	done_json_key(json, "bar");
	if (!policy) {
		done_json_null(json);
		return;
	}
	done_json_object(json);
	done_json_member(json, "unowned", unowned_words[policy->select.unowned]);
	add_waiver_rules(json, &policy->waivers);
	done_json_member_integer(json, "experiment_days", done_report_experiment_days(policy));
	done_json_member(json, "help", policy->help);
	done_json_key(json, "criteria");
	done_json_array(json);
	for (size_t i = 0; i < policy->nr_criteria; i++)
		add_asked_criterion(json, &policy->criteria[i]);
	done_json_array_end(json);
	done_json_object_end(json);
}

void done_json_add_run_rest(struct done_json *json, const struct done_run *run)
{
	add_raw_list(json, "unowned", run->unowned, run->nr_unowned);
	done_json_add_raw(json, "anchor", run->anchor);
	done_json_key(json, "notes");
	done_json_array(json);
	for (size_t i = 0; i < run->nr_notes; i++) {
		done_json_object(json);
		done_json_member(json, "level", done_word_of_note(run->notes[i].level));
		done_json_member(json, "about", note_subjects[run->notes[i].about]);
		done_json_add_raw(json, "service", run->notes[i].service);
		done_json_member(json, "message", run->notes[i].message);
		done_json_object_end(json);
	}
	done_json_array_end(json);
	json_parts_add_count(json, "notes_dropped", run->nr_notes_dropped);
	add_bar(json, run->policy);
}

void done_json_add_error(struct done_json *json, const struct done_error *err)
{
	done_json_key(json, "error");
	done_json_object(json);
	done_json_member(json, "message", err->message);
	done_json_member(json, "cure", err->cure[0] ? err->cure : NULL);
	done_json_member(json, "file", err->file[0] ? err->file : NULL);
	done_json_member_integer(json, "line", err->line);
	done_json_member_integer(json, "column", err->column);
	done_json_object_end(json);
}

/* ---- what was asked for ---- */

static void add_shard(struct done_json *json, const struct done_shard *shard)
{
	done_json_key(json, "shard");
	if (!shard->of) {
		done_json_null(json);
		return;
	}
	done_json_object(json);
	done_json_member_integer(json, "number", shard->number);
	done_json_member_integer(json, "of", shard->of);
	done_json_object_end(json);
}

static void json_parts_add_names(
    struct done_json *json, const char *key, const struct done_strings *names)
{
	add_raw_list(json, key, names->items, names->nr);
}

void done_json_add_asked(struct done_json *json, const struct done_report *report)
{
	char day[11] = "";

	if (report->now != DONE_NO_DAY)
		done_day_format(report->now, day);
	add_shard(json, &report->shard);
	done_json_member(json, "now", *day ? day : NULL);
	done_json_key(json, "asked");
	done_json_object(json);
	json_parts_add_names(json, "services", &report->asked.services);
	json_parts_add_names(json, "criteria", &report->asked.criteria);
	json_parts_add_names(json, "checks", &report->asked.checks);
	json_parts_add_names(json, "skip", &report->asked.skip);
	done_json_key(json, "all");
	done_json_boolean(json, report->asked.all);
	done_json_object_end(json);
}
