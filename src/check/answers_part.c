/* Kind `answers`: the parts of an answer, each by its form. */
#include "answers.h"

#include <stdlib.h>
#include <string.h>

static int judge_value(const struct done_answering *answering,
    const struct done_question_part *part, const struct done_value *value, const char *subject,
    struct done_error *err);

static const char *join(
    const struct done_answering *answering, const char *subject, const char *name)
{
	return done_arena_printf(answering->view->arena, "%s.%s", subject, name);
}

static void add_empty(
    const struct done_answering *answering, const struct done_value *value, const char *subject)
{
	done_finding_fix(
	    done_answers_add(answering, value, "empty", subject, "'%s' is empty", subject),
	    answering->view, "say what holds, or {not_applicable: reason}");
}

/* ---- numbers ---- */

/* How the name of a number says its unit. */
static const char *const units[] = {
    "_per_second",
    "_per_minute",
    "_per_hour",
    "_per_day",
    "_ms",
    "_seconds",
    "_minutes",
    "_hours",
    "_days",
    "_months",
    "_years",
    "_bytes",
    "_kb",
    "_mb",
    "_gb",
    "_tb",
    "_percent",
    "_ratio",
    "_count",
    "_requests",
    "_rows",
};

/* Decimals stand as plain text in a sheet. */
static bool number_of(const struct done_value *value, double *out)
{
	char *end;

	if (done_value_is_number(value)) {
		*out = done_value_number(value);
		return true;
	}
	if (value->type != DONE_STRING || !value->plain || !value->string.len ||
	    strspn(value->string.ptr, "0123456789.-") != value->string.len)
		return false;
	*out = strtod(value->string.ptr, &end);
	return !*end;
}

static bool has_unit(const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(units); i++) {
		size_t unit = strlen(units[i]);

		if (len > unit && !strcmp(name + len - unit, units[i]))
			return true;
	}
	return false;
}

/* Of "load.requests_per_second.peak" the key that stands in the line. */
static const char *last_key(const char *subject)
{
	const char *dot = strrchr(subject, '.');

	return dot ? dot + 1 : subject;
}

/* A load of nothing is what stands there before anybody has looked. */
static bool says_nothing_at_zero(const char *subject)
{
	return !strcmp(subject, "requests_per_second") ||
	    !strcmp(subject, "requests_per_second.peak");
}

static void judge_number(
    const struct done_answering *answering, const struct done_value *value, const char *subject)
{
	double number;

	if (!number_of(value, &number))
		done_finding_fix(done_answers_add(answering, value, "not a number", subject,
		                     "'%s' must be a number, without words or unit", subject),
		    answering->view, "write the number alone: %s: 200", last_key(subject));
	else if (number < 0)
		done_finding_fix(done_answers_add(answering, value, "below zero", subject,
		                     "'%s' is less than nothing", subject),
		    answering->view, "write a number of 0 or more");
	else if (number == 0 && says_nothing_at_zero(subject))
		done_finding_fix(done_answers_add(answering, value, "zero", subject,
		                     "'%s' is 0, which is not a load", subject),
		    answering->view,
		    "write what is measured or expected, also where it is small "
		    "(0.01), or {not_applicable: reason} for a service that nobody "
		    "calls");
}

/* A peak below what is expected is a slip. */
static void judge_peak(
    const struct done_answering *answering, const struct done_value *value, const char *subject)
{
	const struct done_value *expected = done_value_get(value, "expected");
	const struct done_value *peak = done_value_get(value, "peak");
	double usual, most;

	if (expected && peak && number_of(expected, &usual) && number_of(peak, &most) &&
	    most < usual)
		done_finding_fix(done_answers_add(answering, peak, "peak too low", subject,
		                     "'%s': the peak is below what is expected", subject),
		    answering->view, "write the larger number as 'peak'");
}

static void judge_numbers(
    const struct done_answering *answering, const struct done_value *value, const char *subject)
{
	if (value->type != DONE_MAP) {
		judge_number(answering, value, subject);
		return;
	}
	if (!value->map.nr)
		add_empty(answering, value, subject);
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_value *number = &value->map.ptr[i].value;

		judge_number(
		    answering, number, join(answering, subject, value->map.ptr[i].key.ptr));
	}
	judge_peak(answering, value, subject);
}

static void judge_unit(
    const struct done_answering *answering, const char *name, const struct done_value *value)
{
	double number;

	if (strcmp(answering->question->name, "load") != 0 || has_unit(name) ||
	    !number_of(value, &number))
		return;
	done_finding_fix(done_answers_add(answering, value, "no unit", name,
	                     "'%s' is a number without a unit", name),
	    answering->view, "let the key say the unit: %s_ms, %s_per_second, %s_count", name, name,
	    name);
}

/* ---- lists of maps ---- */

static void add_lacking(const struct done_answering *answering, const struct done_value *item,
    const char *subject, const struct done_field *field)
{
	done_finding_fix(
	    done_answers_add(answering, item, "not said", join(answering, subject, field->name),
	        "'%s' does not say '%s'", subject, field->name),
	    answering->view, "add '%s: …': %s", field->name, field->help);
}

static const struct done_field *find_field(const struct done_record *record, const char *name)
{
	for (size_t i = 0; i < record->nr; i++) {
		if (!strcmp(record->fields[i].name, name))
			return &record->fields[i];
	}
	return NULL;
}

/* Who waits for an answer says how long, how often, and what then. */
static void judge_sync_call(const struct done_answering *answering,
    const struct done_record *record, const struct done_value *call, const char *subject)
{
	static const char *const asked[] = {"timeout_ms", "retries", "on_failure"};
	const struct done_value *style = done_value_get(call, "style");
	const struct done_value *retries = done_value_get(call, "retries");

	if (style && style->type == DONE_STRING && !strcmp(style->string.ptr, "async"))
		return;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(asked); i++) {
		if (!done_value_get(call, asked[i]))
			add_lacking(answering, call, subject, find_field(record, asked[i]));
	}
	if (retries && retries->type == DONE_INTEGER && retries->integer > 0 &&
	    !done_value_get(call, "idempotency"))
		done_finding_fix(done_answers_add(answering, call, "not said",
		                     join(answering, subject, "idempotency"),
		                     "'%s' retries, and does not say 'idempotency'", subject),
		    answering->view,
		    "say how a retry is kept from doing the work twice, or set "
		    "'retries: 0'");
}

static bool lacks_required(const struct done_answering *answering, const struct done_record *record,
    const struct done_value *item, const char *subject)
{
	size_t before = answering->result->nr;

	for (size_t i = 0; i < record->nr; i++) {
		if (record->fields[i].required && !done_value_get(item, record->fields[i].name))
			add_lacking(answering, item, subject, &record->fields[i]);
	}
	return answering->result->nr > before;
}

/* Types and names by the field table. The sheet's loader has seen to the calls already. */
static void judge_fields(const struct done_answering *answering, const struct done_record *record,
    const struct done_value *item, const char *subject)
{
	struct done_arena *arena = answering->view->arena;
	void *object = done_arena_alloc(arena, record->size);
	struct done_error problem = {0};
	struct done_value at = *item;

	if (done_record_load_document(arena, record, item, object, &problem) >= 0)
		return;
	at.line = problem.line;
	at.column = problem.column;
	done_finding_fix(
	    done_answers_add(answering, &at, "not as asked", subject, "%s", problem.message),
	    answering->view, "%s", *problem.cure ? problem.cure : "fix it at the place named");
}

/* "calls.billing": items are known by their first field. */
static const char *item_subject(const struct done_answering *answering,
    const struct done_question_part *part, const struct done_value *item, size_t i)
{
	const struct done_value *name = done_value_get(item, part->item->fields[0].name);

	if (name && name->type == DONE_STRING && name->string.len && !done_answer_is_todo(name))
		return join(answering, part->name, name->string.ptr);
	return done_arena_printf(answering->view->arena, "%s[%zu]", part->name, i);
}

static int judge_item(const struct done_answering *answering, const struct done_question_part *part,
    const struct done_value *item, size_t i, struct done_error *err)
{
	const char *subject = item_subject(answering, part, item, i);
	int rc = 0;

	if (item->type != DONE_MAP) {
		done_finding_fix(
		    done_answers_add(answering, item, "not a map", subject,
		        "'%s' must be a map, not %s", subject, done_value_type_name(item->type)),
		    answering->view, "%s", part->help);
		return 0;
	}
	if (answering->question->list)
		judge_sync_call(answering, part->item, item, subject);
	else if (!lacks_required(answering, part->item, item, subject))
		judge_fields(answering, part->item, item, subject);
	done_answers_judge_repeats(answering, item, subject);
	for (size_t j = 0; j < item->map.nr && rc >= 0; j++)
		rc = judge_value(answering, part, &item->map.ptr[j].value,
		    join(answering, subject, item->map.ptr[j].key.ptr), err);
	return rc;
}

static int judge_items(const struct done_answering *answering,
    const struct done_question_part *part, const struct done_value *value, struct done_error *err)
{
	int rc = 0;

	if (value->type != DONE_LIST) {
		done_finding_fix(done_answers_add(answering, value, "not a list", part->name,
		                     "'%s' must be a list, not %s", part->name,
		                     done_value_type_name(value->type)),
		    answering->view, "begin each with '- ': %s", part->help);
		return 0;
	}
	if (!value->list.nr)
		add_empty(answering, value, part->name);
	for (size_t i = 0; i < value->list.nr && rc >= 0; i++)
		rc = judge_item(answering, part, &value->list.ptr[i], i, err);
	return rc;
}

/* ---- anything ---- */

static int judge_list(const struct done_answering *answering, const struct done_question_part *part,
    const struct done_value *value, const char *subject, struct done_error *err)
{
	int rc = 0;

	if (!value->list.nr)
		add_empty(answering, value, subject);
	for (size_t i = 0; i < value->list.nr && rc >= 0; i++)
		rc = judge_value(answering, part, &value->list.ptr[i], subject, err);
	return rc;
}

static int judge_map(const struct done_answering *answering, const struct done_question_part *part,
    const struct done_value *value, const char *subject, struct done_error *err)
{
	int rc = 0;

	if (!value->map.nr)
		add_empty(answering, value, subject);
	for (size_t i = 0; i < value->map.nr && rc >= 0; i++) {
		const char *name = value->map.ptr[i].key.ptr;
		const struct done_value *inner = &value->map.ptr[i].value;

		if (has_unit(name))
			judge_numbers(answering, inner, join(answering, subject, name));
		else
			rc = judge_value(
			    answering, part, inner, join(answering, subject, name), err);
	}
	return rc;
}

/* Every text is an answer, nothing is empty; numbers and truth values say what they say. */
static int judge_value(const struct done_answering *answering,
    const struct done_question_part *part, const struct done_value *value, const char *subject,
    struct done_error *err)
{
	switch (value->type) {
	case DONE_NULL:
		add_empty(answering, value, subject);
		return 0;
	case DONE_STRING:
		return done_answers_judge_text(answering, part, value, subject, err);
	case DONE_LIST:
		return judge_list(answering, part, value, subject, err);
	case DONE_MAP:
		return judge_map(answering, part, value, subject, err);
	default:
		if (part && (part->form == DONE_PART_TEXT || part->form == DONE_PART_TEXTS))
			done_finding_fix(done_answers_add(answering, value, "not in words", subject,
			                     "'%s' must be said in words, not as %s", subject,
			                     done_value_type_name(value->type)),
			    answering->view, "%s", part->help);
		return 0;
	}
}

/* ---- parts ---- */

static bool is_frame_key(const char *name)
{
	return !strcmp(name, "about") || !strcmp(name, "reviewed");
}

/* How the skeleton of one part gets to where it belongs. */
static const char *where_to(const struct done_answering *answering, const char *name, bool is_there)
{
	const char *question = answering->question->name;
	struct done_arena *arena = answering->view->arena;

	if (is_there)
		return done_arena_printf(arena,
		    "below the '%s:' that is there, write in place of its '%s':", question, name);
	return done_arena_printf(arena, "below the '%s:' that is there, add:", question);
}

static void add_unanswered(
    const struct done_answering *answering, const char *name, const struct done_value *at)
{
	const struct done_question_part *part = done_question_part_find(answering->question, name);
	const char *help = part ? part->help : "answer it";
	struct done_buf text = {0};
	struct done_finding *finding =
	    done_answers_add(answering, at ? at : answering->answer, "unanswered", name,
	        "'%s.%s' is not answered%s", answering->question->name, name, at ? " yet" : "");

	done_question_write(&text, answering->question, name, false);
	/* The question's own line is there already, unless the answer is a list and no map. */
	size_t skip = answering->answer->type == DONE_MAP ? strcspn(text.ptr, "\n") + 1 : 0;
	done_finding_fix(finding, answering->view, "%s\n%s%s%.*s", help,
	    skip ? where_to(answering, name, at != NULL) : "", skip ? "\n" : "",
	    (int)(text.len - 1 - skip), text.ptr + skip);
	done_buf_release(&text);
}

/* 1: called not applicable, for better or worse; 0: it is not. */
static int judge_excuse(const struct done_answering *answering, const char *name,
    const struct done_value *value, struct done_error *err)
{
	const struct done_value *reason = done_value_get(value, "not_applicable");
	const char *problem;

	if (!reason)
		return 0;
	if (done_answers_reason_problem(answering, reason, &problem, err) < 0)
		return err->code;
	if (problem)
		done_finding_fix(done_answers_add(answering, reason, "no reason", name,
		                     "'%s' is called not applicable, but its "
		                     "reason %s",
		                     name, problem),
		    answering->view, "say in a few words why it does not arise, or answer it");
	return 1;
}

static int judge_part(const struct done_answering *answering, const char *name,
    const struct done_value *value, struct done_error *err)
{
	const struct done_question_part *part = done_question_part_find(answering->question, name);

	if (done_answer_is_skeleton(value)) {
		add_unanswered(answering, name, value);
		return 0;
	}
	int rc = judge_excuse(answering, name, value, err);

	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (part && part->form == DONE_PART_ITEMS)
		return judge_items(answering, part, value, err);
	if (has_unit(name) || (part && part->form == DONE_PART_NUMBERS)) {
		judge_numbers(answering, value, name);
		return 0;
	}
	judge_unit(answering, name, value);
	return judge_value(answering, part, value, name, err);
}

static bool is_required(const struct done_answering *answering, const char *name)
{
	const struct done_strings *require = &answering->options->require;
	const struct done_question_part *part = done_question_part_find(answering->question, name);

	for (size_t i = 0; i < require->nr; i++) {
		if (!strcmp(require->items[i], name))
			return true;
	}
	return !require->nr && part && part->asked;
}

static void judge_missing(const struct done_answering *answering)
{
	const struct done_question *question = answering->question;
	const struct done_strings *require = &answering->options->require;

	for (size_t i = 0; i < question->nr; i++) {
		const char *name = question->parts[i].name;

		if (is_required(answering, name) &&
		    !done_answer_part(question, answering->answer, name))
			add_unanswered(answering, name, NULL);
	}
	for (size_t i = 0; i < require->nr; i++) {
		const char *name = require->items[i];

		if (!done_question_part_find(question, name) &&
		    !done_answer_part(question, answering->answer, name))
			add_unanswered(answering, name, NULL);
	}
}

int done_answers_judge_parts(const struct done_answering *answering, struct done_error *err)
{
	const struct done_value *answer = answering->answer;
	int rc = 0;

	judge_missing(answering);
	if (answer->type == DONE_LIST)
		return judge_part(answering, answering->question->list, answer, err);
	for (size_t i = 0; i < answer->map.nr && rc >= 0; i++) {
		if (!is_frame_key(answer->map.ptr[i].key.ptr))
			rc = judge_part(
			    answering, answer->map.ptr[i].key.ptr, &answer->map.ptr[i].value, err);
	}
	return rc;
}
