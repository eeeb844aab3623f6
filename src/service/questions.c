/* The questions, their parts, and how an answer to each is written. */
#include "done/questions.h"

#include <string.h>
#include <strings.h>

#include "sheet.h"

#define COMMENT_WIDTH 96

/* ---- parts that are lists of maps ---- */

struct entity {
	const char *name, *key, *nulls, *duplicates, *conflicts;
	struct done_strings relates_to;
};

static const struct done_field entity_fields[] = {
    {DONE_FIELD("name", struct entity, name, STRING), .required = true,
        .help = "What it is called."},
    {DONE_FIELD("key", struct entity, key, STRING), .required = true,
        .help = "What tells two of them apart."},
    {DONE_FIELD("relates_to", struct entity, relates_to, STRINGS),
        .help = "Entities that it points to, in this service or in others."},
    {DONE_FIELD("nulls", struct entity, nulls, STRING), .required = true,
        .help = "Which fields may be missing, and what that means."},
    {DONE_FIELD("duplicates", struct entity, duplicates, STRING), .required = true,
        .help = "What happens when the same one comes twice."},
    {DONE_FIELD("conflicts", struct entity, conflicts, STRING), .required = true,
        .help = "What happens when two change it at once."},
};

static const struct done_record entity_record = {
    .name = "an entity",
    .size = sizeof(struct entity),
    .fields = entity_fields,
    .nr = DONE_ARRAY_SIZE(entity_fields),
};

struct failure_mode {
	const char *when, *effect, *response, *detected_by;
};

static const struct done_field failure_fields[] = {
    {DONE_FIELD("when", struct failure_mode, when, STRING), .required = true,
        .help = "What goes wrong."},
    {DONE_FIELD("effect", struct failure_mode, effect, STRING), .required = true,
        .help = "What its users then see."},
    {DONE_FIELD("response", struct failure_mode, response, STRING), .required = true,
        .help = "What the service does about it, or who does."},
    {DONE_FIELD("detected_by", struct failure_mode, detected_by, STRING), .required = true,
        .help = "The alert, metric or log line that tells."},
};

static const struct done_record failure_record = {
    .name = "a failure mode",
    .size = sizeof(struct failure_mode),
    .fields = failure_fields,
    .nr = DONE_ARRAY_SIZE(failure_fields),
};

static const char *const styles[] = {"sync", "async", NULL};

static const struct done_field call_fields[] = {
    {DONE_FIELD("to", struct done_sheet_call, to, STRING), .required = true,
        .help = "The service that is called, or 'external:NAME' for one that is not ours."},
    {DONE_FIELD("style", struct done_sheet_call, style, ENUM), .names = styles,
        .help = "sync: the caller waits for the answer; async: it does not."},
    {DONE_FIELD("via", struct done_sheet_call, via, STRING),
        .help = "How: grpc, rest, a queue's name; one of what the other offers."},
    {DONE_FIELD("timeout_ms", struct done_sheet_call, timeout_ms, INTEGER), .min = 1,
        .max = 86400000, .preset = -1, .help = "How long the caller waits, in milliseconds."},
    {DONE_FIELD("retries", struct done_sheet_call, retries, INTEGER), .min = 0, .max = 1000,
        .preset = -1, .help = "How often it tries again; 0 is an answer."},
    {DONE_FIELD("idempotency", struct done_sheet_call, idempotency, STRING),
        .help = "How a retry is kept from doing the work twice."},
    {DONE_FIELD("on_failure", struct done_sheet_call, on_failure, STRING),
        .help = "What the caller does when there is no answer."},
};

const struct done_record done_sheet_call_record = {
    .name = "a dependency",
    .size = sizeof(struct done_sheet_call),
    .fields = call_fields,
    .nr = DONE_ARRAY_SIZE(call_fields),
};

/* ---- the table ---- */

static const struct done_question_part boundaries_parts[] = {
    {.name = "owns",
        .form = DONE_PART_TEXT,
        .asked = true,
        .help = "What the service is responsible for, in a sentence.",
        .skeleton = "todo",
        .example = "Orders, from the cart until they are paid."},
    {.name = "data",
        .form = DONE_PART_TEXTS,
        .asked = true,
        .help = "Entities that only this service writes.",
        .skeleton = "[todo]",
        .example = "[order, payment]"},
    {.name = "excludes",
        .form = DONE_PART_TEXTS,
        .asked = true,
        .help = "What one might expect of the service, and who does it instead.",
        .skeleton = "[todo]",
        .example = "[Prices belong to the pricing service]"},
};

static const struct done_question_part data_parts[] = {
    {.name = "entities",
        .form = DONE_PART_ITEMS,
        .item = &entity_record,
        .asked = true,
        .help = "Each entity: its key, its relations, missing values, duplicates, conflicts.",
        .skeleton = "\n"
                    "  - name: todo\n"
                    "    key: todo\n"
                    "    relates_to: [todo]\n"
                    "    nulls: todo\n"
                    "    duplicates: todo\n"
                    "    conflicts: todo",
        .example = "[{name: order, key: order_id, relates_to: [customer], nulls: paid_at is "
                   "missing until the order is paid, duplicates: the second one is refused by "
                   "its key, conflicts: the last writer is refused by a version number}]"},
};

static const struct done_question_part load_parts[] = {
    {.name = "requests_per_second",
        .form = DONE_PART_NUMBERS,
        .asked = true,
        .help = "The expected load, and the load at the peak. Numbers, with the unit in the key.",
        .skeleton = "{expected: todo, peak: todo}",
        .example = "{expected: 200, peak: 1000}"},
    {.name = "failure_modes",
        .form = DONE_PART_ITEMS,
        .item = &failure_record,
        .asked = true,
        .help = "What can fail: its effect, the response, and how anybody would notice.",
        .skeleton = "\n"
                    "  - when: todo\n"
                    "    effect: todo\n"
                    "    response: todo\n"
                    "    detected_by: todo",
        .example = "[{when: the payment provider is down, effect: orders stay unpaid, response: "
                   "payments are retried from the queue for a day, detected_by: alert on the "
                   "age of the oldest unpaid order}]"},
};

static const struct done_question_part communication_parts[] = {
    {.name = "calls",
        .form = DONE_PART_ITEMS,
        .item = &done_sheet_call_record,
        .asked = true,
        .help = "Every service that this one needs; those of others as 'external:NAME'. A "
                "synchronous call names its timeout, its retries, what happens on failure, and how "
                "a retry is kept from doing the work twice.",
        .skeleton = "\n"
                    "  - to: todo\n"
                    "    style: sync\n"
                    "    via: todo\n"
                    "    timeout_ms: todo\n"
                    "    retries: todo\n"
                    "    idempotency: todo\n"
                    "    on_failure: todo",
        .example = "[{to: billing, style: sync, via: grpc, timeout_ms: 800, retries: 2, "
                   "idempotency: the order's id is the key, on_failure: the order waits in the "
                   "queue}]"},
};

static const struct done_question_part decisions_parts[] = {
    {.name = "database",
        .form = DONE_PART_TEXT,
        .asked = true,
        .help = "Where the data lives.",
        .skeleton = "todo",
        .example = "postgresql"},
    {.name = "schema",
        .form = DONE_PART_TEXT,
        .asked = true,
        .help = "The record of the decision about the schema, or how it changes.",
        .skeleton = "todo",
        .example = "docs/adr/0003-order-schema.md"},
    {.name = "caching",
        .form = DONE_PART_TEXT,
        .asked = true,
        .help = "What is cached, where and how long; 'none' is a decision too.",
        .skeleton = "todo",
        .example = "none"},
    {.name = "errors",
        .form = DONE_PART_TEXT,
        .asked = true,
        .help = "How errors look to callers.",
        .skeleton = "todo",
        .example = "problem+json"},
};

const struct done_question done_questions[] = {
    {.name = "boundaries",
        .asks = "What does the service own, and what does it leave to others?",
        .parts = boundaries_parts,
        .nr = DONE_ARRAY_SIZE(boundaries_parts)},
    {.name = "data",
        .asks = "What does its data look like, and what happens to missing, duplicate and "
                "conflicting data?",
        .parts = data_parts,
        .nr = DONE_ARRAY_SIZE(data_parts)},
    {.name = "load",
        .asks = "How much load does it take, and how does it fail?",
        .parts = load_parts,
        .nr = DONE_ARRAY_SIZE(load_parts)},
    {.name = "communication",
        .asks = "Whom does it talk to, and what happens when they do not answer?",
        .parts = communication_parts,
        .nr = DONE_ARRAY_SIZE(communication_parts),
        .list = "calls"},
    {.name = "decisions",
        .asks = "What was decided that is hard to change, and where is it written down?",
        .parts = decisions_parts,
        .nr = DONE_ARRAY_SIZE(decisions_parts),
        .open = true},
};
const size_t done_questions_nr = DONE_ARRAY_SIZE(done_questions);

const char *const done_question_names[] = {
    "boundaries", "data", "load", "communication", "decisions", NULL};

static const struct done_field frame_fields[] = {
    {DONE_FIELD("about", struct done_answer_frame, about, FILES),
        .help = "The files that the answer speaks of: when they change, it is looked at again."},
    {DONE_FIELD("reviewed", struct done_answer_frame, reviewed, STRING),
        .help = "Fingerprint of those files when the answer was last found to be true."},
    {DONE_FIELD("not_applicable", struct done_answer_frame, not_applicable, STRING),
        .help = "The reason why the question does not arise for this service."},
};

const struct done_record done_answer_frame_record = {
    .name = "an answer",
    .size = sizeof(struct done_answer_frame),
    .fields = frame_fields,
    .nr = DONE_ARRAY_SIZE(frame_fields),
};

/* ---- looking up ---- */

const struct done_question *done_question_find(const char *name)
{
	for (size_t i = 0; i < done_questions_nr; i++) {
		if (!strcmp(done_questions[i].name, name))
			return &done_questions[i];
	}
	return NULL;
}

const struct done_question_part *done_question_part_find(
    const struct done_question *question, const char *name)
{
	for (size_t i = 0; i < question->nr; i++) {
		if (!strcmp(question->parts[i].name, name))
			return &question->parts[i];
	}
	return NULL;
}

bool done_question_takes(const struct done_question *question, const char *part)
{
	return question->open || (!strncmp(part, "x-", 2) && part[2]);
}

const struct done_value *done_answer_part(
    const struct done_question *question, const struct done_value *answer, const char *part)
{
	if (answer && answer->type == DONE_LIST && question->list && !strcmp(question->list, part))
		return answer;
	return done_value_get(answer, part);
}

bool done_answer_is_todo(const struct done_value *value)
{
	return value && value->type == DONE_STRING && !strcasecmp(value->string.ptr, "todo");
}

static bool questions_is_word(const struct done_value *value, const char *word)
{
	return value->type == DONE_STRING && !strcmp(value->string.ptr, word);
}

/* Counts the texts that are 'todo', and those that are anything else. */
static void count_todo(const struct done_value *value, size_t *todo, size_t *other)
{
	if (done_answer_is_todo(value))
		++*todo;
	else if (value->type == DONE_LIST)
		for (size_t i = 0; i < value->list.nr; i++)
			count_todo(&value->list.ptr[i], todo, other);
	else if (value->type == DONE_MAP)
		for (size_t i = 0; i < value->map.nr; i++)
			count_todo(&value->map.ptr[i].value, todo, other);
	else if (!questions_is_word(value, "sync") && !questions_is_word(value, "async"))
		++*other;
}

bool done_answer_is_skeleton(const struct done_value *value)
{
	size_t todo = 0, other = 0;

	if (value)
		count_todo(value, &todo, &other);
	return todo && !other;
}

/* ---- writing ---- */

static void add_indented(struct done_buf *out, const char *text, const char *indent)
{
	for (; *text; text++) {
		done_buf_addch(out, *text);
		if (*text == '\n')
			done_buf_addstr(out, indent);
	}
}

/* A comment of as many lines as it takes. */
static void add_comment(struct done_buf *out, const char *intro, const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t len = strcspn(text, " ");

		if (!column || column + 1 + len > COMMENT_WIDTH) {
			done_buf_addstr(out, column ? "\n  #   " : "  # ");
			done_buf_addstr(out, column ? "" : intro);
			column = column ? 6 : 4 + strlen(intro);
		} else {
			done_buf_addch(out, ' ');
			column++;
		}
		done_buf_add(out, text, len);
		column += len;
		text += len + (text[len] == ' ');
	}
	done_buf_addch(out, '\n');
}

static void questions_write_part(
    struct done_buf *out, const struct done_question_part *part, bool explained)
{
	if (explained) {
		add_comment(out, "", part->help);
		if (*part->example)
			add_comment(out, "For example: ", part->example);
	}
	done_buf_addf(out, "  %s:%s", part->name, part->skeleton[0] == '\n' ? "" : " ");
	add_indented(out, part->skeleton, "  ");
	done_buf_addch(out, '\n');
}

void done_question_write(
    struct done_buf *out, const struct done_question *question, const char *part, bool explained)
{
	if (explained)
		done_buf_addf(out, "# %s\n", question->asks);
	done_buf_addf(out, "%s:\n", question->name);
	if (part && !done_question_part_find(question, part))
		done_buf_addf(out, "  %s: todo\n", part);
	for (size_t i = 0; i < question->nr; i++) {
		if (!part || !strcmp(part, question->parts[i].name))
			questions_write_part(out, &question->parts[i], explained);
	}
}

/* What this program and its earlier versions print where a reason belongs, in capitals. */
static const char *const reason_slots[] = {DONE_REASON_SLOT, "...", "TEXT", "REASON", "WHY",
    "WHY NOT NOW", "WHY IT DOES NOT APPLY", "WHY IT IS AN EXPERIMENT"};

static bool reason_is_placeholder(const char *why)
{
	struct done_passage passage = {.ptr = why, .len = strlen(why), .answer = true};
	struct done_placeholder_found found;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(reason_slots); i++) {
		if (!strcmp(why, reason_slots[i]))
			return true;
	}
	return done_placeholder_next(&passage, 0, false, &found);
}

bool done_text_is_reason(const char *why)
{
	return why && !reason_is_placeholder(why) && strspn(why, "?!.-_/ \t\n") < strlen(why);
}

const char *done_reason_fault(struct done_arena *arena, const char *why)
{
	if (done_text_is_reason(why))
		return NULL;
	if (!why || !*why || !reason_is_placeholder(why))
		return "it gives no reason";
	return done_arena_printf(
	    arena, "its reason '%s' is a placeholder", done_arena_shown(arena, why));
}

int done_reason_check(const char *why, struct done_error *err)
{
	if (done_text_is_reason(why))
		return 0;
	if (why && *why && reason_is_placeholder(why)) {
		done_error_set(err, DONE_E_USAGE, "'%s' is a placeholder, not a reason", why);
		return done_error_cure(
		    err, "write in its place why, for whoever reads done.yml: --reason TEXT");
	}
	done_error_set(err, DONE_E_USAGE, "'%s' is not a reason", why ? why : "");
	return done_error_cure(err, "write a sentence, for whoever reads done.yml: --reason TEXT");
}
