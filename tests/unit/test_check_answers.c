/* Kind `answers`: answers that are real, those that are not, and those that went stale. */
#include <stdio.h>

#include "check_fixture.h"
#include "done/questions.h"

#define SHEET "services/orders/done.yml"

static const char good_load[] = "load:\n"
                                "  requests_per_second: {expected: 200, peak: 1000.5}\n"
                                "  failure_modes:\n"
                                "    - when: the provider is down\n"
                                "      effect: nobody can pay\n"
                                "      response: docs/runbook.md\n"
                                "      detected_by: alert on queue age\n";

static void open_orders(struct check_fixture *f, const char *sheet)
{
	check_open(f, "services/orders");
	fake_file(&f->head, "services/orders/docs/runbook.md", "# Run\n");
	fake_file(&f->head, "docs/adr/0003.md", "# Schema\n");
	if (sheet)
		fake_file(&f->head, SHEET, sheet);
}

static void test_answers__that_are_real_are_met(void **state)
{
	static const struct {
		const char *check, *sheet;
	} rows[] = {
	    {"answers: load", good_load},
	    {"answers: {question: load, require: [requests_per_second]}",
	        "load: {requests_per_second: 3}\n"},
	    {"answers: {question: load, require: [requests_per_second, x-cost_count]}",
	        "load: {requests_per_second: 0.5, x-cost_count: 3}\n"},
	    {"answers: boundaries",
	        "boundaries: {owns: Orders of the shop, data: order, "
	        "excludes: [Prices (pricing)]}\n"},
	    {"answers: boundaries",
	        "boundaries: {owns: Orders and payments, data: {not_applicable: it has no "
	        "data}, excludes: [Stock is warehouse's, no prices]}\n"},
	    {"answers: data",
	        "data: {entities: [{name: order, key: id, nulls: none allowed, duplicates: "
	        "refused (409), conflicts: last wins}]}\n"},
	    {"answers: communication",
	        "communication:\n"
	        "  - {to: billing, via: grpc, timeout_ms: 800, retries: 2, idempotency: key,\n"
	        "     on_failure: it waits}\n"
	        "  - {to: 'external:mail', style: async}\n"
	        "  - {to: stock, timeout_ms: 8, retries: 0, on_failure: orders are refused}\n"},
	    {"answers: communication",
	        "communication: {about: ['docs/**'], calls: [{to: x, "
	        "style: async}]}\n"},
	    {"answers: decisions",
	        "decisions: {database: postgresql, schema: docs/adr/0003.md, "
	        "caching: none, errors: application/problem+json}\n"},
	    {"answers: {question: decisions, require: [queue]}", "decisions: {queue: nats}\n"},
	    {"answers: {question: decisions, require: [schema]}",
	        "decisions: {schema: 'docs/runbook.md#run'}\n"},
	    {"answers: {question: decisions, require: [schema]}",
	        "decisions: {schema: /docs/adr/, team: '@org/x.md', site: "
	        "'https://example.com/a.md'}\n"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct check_fixture f;

		open_orders(&f, rows[i].sheet);
		check_run(&f, rows[i].check);
		assert_met(&f);
		check_close(&f);
	}
}

static const struct unreal {
	const char *question, *sheet, *message, *fix;
	int line;
	size_t nr;
} unreal[] = {
    {"load", "owner: x\n", "'load' is not answered", "load:\n  requests_per_second: {", 0, 1},
    {"load", "owner: x\nload: todo\n", "'load' is not answered yet", "detected_by: todo", 2, 1},
    {"load", "load:\n", "'load' is not answered", "failure_modes:", 1, 1},
    {"load", "load: {}\n", "'load' is not answered", "failure_modes:", 1, 1},
    {"load", "load: {requests_per_second: 3}\n", "'load.failure_modes' is not answered",
        "below the 'load:' that is there, add:\n  failure_modes:\n    - when: todo\n", 1, 1},
    {"load",
        "load: {requests_per_second: todo, failure_modes: {not_applicable: it cannot "
        "fail}}\n",
        "'load.requests_per_second' is not answered yet", "{expected: todo, peak: todo}", 1, 1},
    {"load", "load: {not_applicable: n/a}\n", "its reason says nothing", "", 1, 1},
    {"load", "load: {not_applicable: batch}\n", "its reason is one word", "", 1, 1},
    {"load", "load: {not_applicable: TODO later}\n", "its reason says nothing", "", 1, 1},
    {"load", "load: {not_applicable: true}\n", "not given in words", "", 1, 1},
    {"load", "load: {not_applicable: a batch job, requests_per_second: 3}\n",
        "answered and called not applicable at once", "", 1, 1},
    {"boundaries", "boundaries: {owns: '?', data: [order], excludes: [no stock]}\n",
        "'?' is not an answer to 'owns'", "not_applicable", 1, 1},
    {"boundaries", "boundaries: {owns: N/A, data: [order], excludes: [no stock]}\n",
        "'N/A' is not an answer", "", 1, 1},
    {"boundaries", "boundaries: {owns: n.a., data: [order], excludes: [no stock]}\n",
        "'n.a.' is not an answer", "", 1, 1},
    {"boundaries", "boundaries: {owns: to be defined., data: [order], excludes: [no stock]}\n",
        "is not an answer", "", 1, 1},
    {"boundaries", "boundaries: {owns: Orders and TBD, data: [order], excludes: [no stock]}\n",
        "placeholder 'TBD'", "", 1, 1},
    {"boundaries", "boundaries: {owns: '…', data: [order], excludes: [no stock]}\n",
        "is not an answer", "", 1, 1},
    {"boundaries", "boundaries: {owns: '  ', data: [order], excludes: [no stock]}\n",
        "'owns' is empty", "", 1, 1},
    {"boundaries", "boundaries: {owns: 3, data: [order], excludes: [no stock]}\n",
        "'owns' must be said in words", "", 1, 1},
    {"boundaries", "boundaries: {owns: Orders and payments, data: [], excludes: [no stock]}\n",
        "'data' is empty", "", 1, 1},
    {"boundaries",
        "boundaries:\n  owns: Orders and payments\n  data: [todo]\n  excludes: [no stock]\n",
        "'boundaries.data' is not answered yet", "", 3, 1},
    {"boundaries",
        "boundaries:\n  owns: Orders, from the cart until they are paid.\n  data: [order]\n"
        "  excludes: [no stock]\n",
        "the example's own text", "", 2, 1},
    {"decisions",
        "decisions: {database: sqlite, schema: docs/adr/0004.md, caching: no, errors: html}\n",
        "'docs/adr/0004.md', which does not exist", "add the file", 1, 1},
    {"decisions",
        "decisions: {database: sqlite, schema: ../../docs/adr/0003.md, caching: no, errors: "
        "html}\n",
        "does not exist", "", 1, 1},
    {"data", "data: {entities: [{name: order, key: id}]}\n",
        "'entities.order' does not say 'nulls'", "may be missing", 1, 3},
    {"data", "data: {entities: [order]}\n", "must be a map, not text", "", 1, 1},
    {"data", "data: {entities: order}\n", "'entities' must be a list", "", 1, 1},
    {"data",
        "data: {entities: [{name: order, key: id, nulls: none allowed, duplicates: refused by "
        "key, conflicts: last wins, nuls: "
        "none allowed}]}\n",
        "unknown key 'nuls'", "did you mean 'nulls'", 1, 1},
    {"communication", "communication: [{to: billing}]\n",
        "'calls.billing' does not say 'timeout_ms'", "", 1, 3},
    {"communication",
        "communication: [{to: billing, timeout_ms: 1, retries: 1, on_failure: it waits}]\n",
        "retries, and does not say 'idempotency'", "retries: 0", 1, 1},
    {"communication",
        "communication: [{to: billing, timeout_ms: todo, retries: 0, on_failure: it waits}]\n",
        "'todo' is not an answer to 'calls.billing.timeout_ms'", "", 1, 1},
    {"communication", "communication: []\n", "'calls' is empty", "not_applicable", 1, 1},
    {"communication", "communication: {about: [src/**]}\n", "'communication.calls' is not answered",
        "timeout_ms: todo", 1, 2},
    {"load", "load: {requests_per_second: lots, failure_modes: {not_applicable: never happens}}\n",
        "'requests_per_second' must be a number",
        "write the number alone: requests_per_second: 200", 1, 1},
    {"load",
        "load: {requests_per_second: {expected: 200 rps}, failure_modes: {not_applicable: "
        "never happens}}\n",
        "'requests_per_second.expected' must be a number", "write the number alone: expected: 200",
        1, 1},
    {"load",
        "load: {requests_per_second: todo, failure_modes: {not_applicable: it never happens}}\n",
        "'load.requests_per_second' is not answered yet",
        "below the 'load:' that is there, write in place of its 'requests_per_second':\n"
        "  requests_per_second: {",
        1, 1},
    {"load",
        "load: {requests_per_second: {expected: '200'}, failure_modes: {not_applicable: "
        "never happens}}\n",
        "must be a number", "", 1, 1},
    {"load", "load: {requests_per_second: -1, failure_modes: {not_applicable: never happens}}\n",
        "less than nothing", "", 1, 1},
    {"load",
        "load: {requests_per_second: {expected: 9, peak: 3}, failure_modes: "
        "{not_applicable: never happens}}\n",
        "the peak is below", "", 1, 1},
    {"load", "load: {requests_per_second: {}, failure_modes: {not_applicable: never happens}}\n",
        "is empty", "", 1, 1},
    {"load",
        "load: {requests_per_second: 1, x-latency: 30, failure_modes: {not_applicable: "
        "never happens}}\n",
        "'x-latency' is a number without a unit", "x-latency_ms", 1, 1},
    {"load", "load: [\n", "the sheet cannot be used", "", 2, 1},
    {"load", "load: lots\n", "the sheet cannot be used", "", 1, 1},
};

/* There, and saying nothing. */
static const struct unreal thin[] = {
    {"boundaries", "boundaries: {owns: x, data: [order], excludes: [no stock]}\n",
        "'owns' says too little: 'x'", "what the service decides, from where to where", 1, 1},
    {"boundaries", "boundaries: {owns: the orders, data: [order], excludes: [no stock]}\n",
        "says too little", "at least 3 different words", 1, 1},
    {"boundaries",
        "boundaries: {owns: what the service owns, data: [order], excludes: [no stock]}\n",
        "'owns' repeats the question", "say what holds for this service", 1, 1},
    {"boundaries",
        "boundaries: {owns: A real answer says what the service decides, data: [order], "
        "excludes: [no stock, stock]}\n",
        "'excludes' says too little: 'stock'", "what belongs to whom", 1, 1},
    {"boundaries",
        "boundaries: {owns: \"A real answer says what the service decides, from where to "
        "where.\", data: [order], excludes: [no stock]}\n",
        "the example's own text", "", 1, 1},
    {"data",
        "data: {entities: [{name: order, key: id, nulls: no, duplicates: refused by key, "
        "conflicts: last wins}]}\n",
        "'entities.order.nulls' says too little: 'no'", "names the fields that may be missing", 1,
        1},
    {"data",
        "data: {entities: [{name: order, key: id, nulls: which fields are missing, duplicates: "
        "refused by key, conflicts: last wins}]}\n",
        "'entities.order.nulls' repeats the question", "names the fields", 1, 1},
    {"data",
        "data: {entities: [{name: order, key: id, nulls: the shop decides, duplicates: the shop "
        "decides, conflicts: last wins}]}\n",
        "'entities.order.duplicates' is the same text as 'nulls'", "how the second one", 1, 1},
    {"load",
        "load: {requests_per_second: {expected: 0, peak: 0}, failure_modes: {not_applicable: "
        "never happens}}\n",
        "'requests_per_second.peak' is 0, which is not a load", "(0.01)", 1, 1},
    {"load", "load: {requests_per_second: 0, failure_modes: {not_applicable: never happens}}\n",
        "'requests_per_second' is 0", "", 1, 1},
    {"communication",
        "communication: [{to: billing, timeout_ms: 1, retries: 0, on_failure: nothing}]\n",
        "'calls.billing.on_failure' says too little: 'nothing'", "without an answer", 1, 1},
    {"decisions",
        "decisions: {database: x, schema: docs/adr/0003.md, caching: none, errors: html}\n",
        "'database' says too little: 'x'", "name it", 1, 1},
    {"decisions",
        "decisions: {database: database, schema: docs/adr/0003.md, caching: none, errors: html}\n",
        "'database' repeats the question", "", 1, 1},
    {"decisions",
        "boundaries: {owns: the shop decides}\ndecisions: {database: sqlite, schema: the shop "
        "decides, caching: none, errors: the shop decides}\n",
        "'schema' is the same text as 'owns' and 'errors'", "an answer of its own", 2, 2},
    {"decisions",
        "decisions: {database: 数据库, schema: 每次发布时迁移, caching: none, errors: x}\n",
        "'errors' says too little: 'x'", "", 1, 1},
};

static void test_answers__that_are_thin_are_told_what_a_real_one_says(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(thin, i, thin[i].sheet); i++) {
		const struct unreal *row = &thin[i];
		struct check_fixture f;

		open_orders(&f, row->sheet);
		check_run(&f, done_arena_printf(&f.arena, "answers: %s", row->question));
		assert_unmet(&f, row->nr, SHEET, row->line, row->message, row->fix);
		check_close(&f);
	}
}

static void test_answers__that_are_not_real_are_findings_at_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(unreal, i, unreal[i].question); i++) {
		const struct unreal *row = &unreal[i];
		struct check_fixture f;

		open_orders(&f, row->sheet);
		check_run(&f, done_arena_printf(&f.arena, "answers: %s", row->question));
		assert_unmet(&f, row->nr, SHEET, row->line, row->message, row->fix);
		assert_non_null(f.result.findings[0].subject);
		check_close(&f);
	}
}

/* ---- a policy's own questions ---- */

#define ROLLBACK                                                                             \
	"questions:\n"                                                                       \
	"  rollback:\n"                                                                      \
	"    title: How is a release taken back?\n"                                          \
	"    parts:\n"                                                                       \
	"      steps: {asks: What one does in order., min_words: 4, example: helm rollback " \
	"orders to the release before}\n"                                                    \
	"      contacts: {asks: Whom one calls., form: texts, required: false}\n"            \
	"      rehearsed_days: {asks: How long ago it was tried., form: numbers}\n"

static const struct unreal own[] = {
    {"rollback", "rollback: {steps: kubectl rollout undo the deployment, rehearsed_days: 20}\n",
        NULL, NULL, 0, 0},
    {"{question: rollback, require: [contacts]}", "rollback: {contacts: [alice, bob]}\n", NULL,
        NULL, 0, 0},
    {"{question: rollback, require: [x-cost]}", "rollback: {x-cost: half an hour}\n", NULL, NULL, 0,
        0},
    {"rollback", "owner: x\n", "'rollback' is not answered: How is a release taken back?",
        "rollback:\n  steps: todo\n  contacts: [todo]\n  rehearsed_days: todo", 0, 1},
    {"rollback", "rollback: todo\n", "'rollback' is not answered yet", "steps: todo", 1, 1},
    {"rollback", "rollback: {rehearsed_days: 20}\n", "'rollback.steps' is not answered",
        "What one does in order.", 1, 1},
    {"rollback", "rollback: {steps: undo it, rehearsed_days: 20}\n",
        "'steps' says too little: 'undo it'",
        "at least 4 different words, or {not_applicable: reason}. What one does in order. For "
        "example: helm rollback orders",
        1, 1},
    {"rollback", "rollback: {steps: what one does in order, rehearsed_days: 20}\n",
        "'steps' repeats the question", "For example: helm", 1, 1},
    {"rollback",
        "rollback: {steps: Helm rollback orders to the release before, rehearsed_days: 20}\n",
        "'steps' is the example's own text", "What one does", 1, 1},
    {"rollback", "rollback: {steps: TODO write this down, rehearsed_days: 20}\n",
        "placeholder 'TODO'", "", 1, 1},
    {"rollback", "rollback: {steps: kubectl rollout undo the deployment, rehearsed_days: lately}\n",
        "'rehearsed_days' must be a number", "rehearsed_days: 200", 1, 1},
    {"{question: rollback, require: [contacts]}", "rollback: {contacts: [alice, todo]}\n",
        "is not an answer to 'contacts'", "", 1, 1},
    {"rollback", "rollback: {not_applicable: n/a}\n", "its reason says nothing", "", 1, 1},
};

static void test_own__questions_are_judged_as_the_others(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(own, i, own[i].sheet); i++) {
		const struct unreal *row = &own[i];
		struct check_fixture f;

		open_orders(&f, row->sheet);
		f.top = ROLLBACK;
		check_run(&f, done_arena_printf(&f.arena, "answers: %s", row->question));
		if (row->message)
			assert_unmet(&f, row->nr, SHEET, row->line, row->message, row->fix);
		else
			assert_met(&f);
		check_close(&f);
	}
}

static void test_own__questions_are_named_by_checks(void **state)
{
	static const struct {
		const char *text, *message, *cure;
	} rows[] = {
	    {"answers: rolback", "'question' cannot be 'rolback'", "did you mean 'rollback'?"},
	    {"answers: lod", "'question' cannot be 'lod'", "did you mean 'load'?"},
	    {"answers: zzzzzz", "'question' cannot be 'zzzzzz'", "questions: {zzzzzz: {title:"},
	    {"answers: {question: rollback, require: [stps]}",
	        "'stps' is not a part of the question 'rollback'", "did you mean 'steps'?"},
	    {"answers: [rollback]", "", ""},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct check_fixture f;

		check_open(&f, "services/orders");
		f.top = ROLLBACK;
		assert_true(check_load(&f, rows[i].text) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].message);
		assert_non_null(strstr(f.err.cure, rows[i].cure));
		assert_true(f.err.line > 0);
		check_close(&f);
	}
}

/* One command writes all of them; the skeleton is for a sheet that is there. */
static void test_answers__without_a_sheet_name_the_command_in_one_line(void **state)
{
	struct check_fixture f;

	(void)state;
	open_orders(&f, NULL);
	check_run(&f, "answers: communication");
	assert_unmet(
	    &f, 1, SHEET, 0, "there is no sheet", "git done init --service services/orders");
	assert_null(strchr(f.result.findings[0].fix, '\n'));
	check_close(&f);
	open_orders(&f, "owner: a@example.com\n");
	check_run(&f, "answers: communication");
	assert_unmet(&f, 1, SHEET, 0, "'communication' is not answered", "beginning with:");
	assert_non_null(strstr(f.result.findings[0].fix, "  calls:\n    - to: todo\n"));
	check_close(&f);
}

static void test_answers__skeletons_pasted_are_still_findings(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_questions_nr; i++) {
		struct done_buf text = {0};
		struct check_fixture f;

		done_question_write(&text, &done_questions[i], NULL, true);
		open_orders(&f, text.ptr);
		check_run(&f, done_arena_printf(&f.arena, "answers: %s", done_questions[i].name));
		assert_success(f.rc, f.err);
		assert_int_equal(f.result.verdict, DONE_UNMET);
		assert_int_equal(f.result.nr, 1);
		assert_non_null(strstr(f.result.findings[0].message, "not answered yet"));
		check_close(&f);
		done_buf_release(&text);
	}
}

/* What the comments give as an example has the form that is asked for. */
static void test_questions__examples_answer_all_but_being_examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_questions_nr; i++) {
		const struct done_question *question = &done_questions[i];
		struct done_buf text = {0};
		struct check_fixture f;

		assert_string_equal(question->name, done_question_names[i]);
		done_buf_addf(&text, "%s:\n", question->name);
		for (size_t j = 0; j < question->nr; j++)
			done_buf_addf(&text, "  %s: %s\n", question->parts[j].name,
			    question->parts[j].example);
		open_orders(&f, text.ptr);
		fake_file(&f.head, "docs/adr/0003-order-schema.md", "# Schema\n");
		check_run(&f, done_arena_printf(&f.arena, "answers: %s", question->name));
		assert_success(f.rc, f.err);
		for (size_t j = 0; j < f.result.nr; j++)
			assert_non_null(strstr(f.result.findings[j].message, "example's own"));
		check_close(&f);
		done_buf_release(&text);
	}
	assert_null(done_question_names[done_questions_nr]);
}

static void test_answers__not_applicable_shows_its_reason(void **state)
{
	struct check_fixture f;

	(void)state;
	open_orders(&f, "load: {not_applicable: a batch job at night}\n");
	check_run(&f, "answers: load");
	assert_not_applicable(&f, "a batch job at night");
	check_close(&f);
}

static void test_answers__paths_and_about_must_exist(void **state)
{
	struct check_fixture f;

	(void)state;
	open_orders(&f,
	    "decisions:\n  database: sqlite\n  about: ['docs/**', 'gone/**', /docs/adr/*]\n"
	    "  schema: LINK.md\n");
	fake_link(&f.head, "services/orders/LINK.md", "docs/runbook.md");
	check_run(&f, "answers: {question: decisions, require: [schema]}");
	assert_unmet(&f, 2, SHEET, 4, "a symbolic link", "add the file");
	assert_non_null(strstr(f.result.findings[1].message, "'gone/**', which matches no file"));
	check_close(&f);
	open_orders(&f, "decisions: {database: sqlite, about: ['../x/[']}\n");
	check_run(&f, "answers: {question: decisions, require: [database]}");
	assert_success(f.rc, f.err);
	assert_int_equal(f.result.nr, 1);
	check_close(&f);
}

static void test_answers__policies_that_make_no_sense_are_refused(void **state)
{
	static const struct {
		const char *text, *message, *cure;
	} rows[] = {
	    {"answers: laod", "'question' cannot be 'laod'", "load"},
	    {"answers: {require: [x]}", "has no 'question'", ""},
	    {"answers: {question: load, require: [failure_mode]}",
	        "'failure_mode' is not a part of the question 'load'", "failure_modes"},
	    {"answers: {question: load, require: [zzz]}", "'zzz' is not a part", "x-"},
	    {"answers: {question: load, fresh: true, require: [failure_modes]}", "two checks", ""},
	    {"answers: {question: load, requires: x}", "unknown key 'requires'", "require"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct check_fixture f;

		check_open(&f, "services/orders");
		assert_true(check_load(&f, rows[i].text) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].message);
		assert_non_null(strstr(f.err.cure, rows[i].cure));
		check_close(&f);
	}
}

static void test_answers__faults_are_errors(void **state)
{
	struct check_fixture f;

	(void)state;
	open_orders(&f, good_load);
	check_run(&f, "answers: load");
	assert_met(&f);
	f.head.calls = 0;
	check_again(&f);
	size_t calls = f.head.calls;
	assert_true(calls >= 3);
	for (size_t i = 1; i <= calls; i++) {
		f.head.calls = 0;
		f.head.fail_at = i;
		check_again(&f);
		assert_true(f.rc < 0);
		assert_error(f.err, DONE_E_UNDECIDED, "injected fault");
	}
	check_close(&f);
}

/* ---- fresh ---- */

struct pair {
	struct check_fixture f;
	struct fake_snapshot base;
	struct done_snapshot base_snapshot;
};

static void open_pair(struct pair *pair, const char *before, const char *after)
{
	memset(pair, 0, sizeof(*pair));
	check_open(&pair->f, "services/orders");
	if (before)
		fake_file(&pair->base, SHEET, before);
	fake_file(&pair->base, "services/orders/migrations/1.sql", "create table x;\n");
	fake_open(&pair->base, &pair->base_snapshot);
	fake_file(&pair->f.head, SHEET, after);
	fake_file(&pair->f.head, "services/orders/migrations/1.sql", "create table y;\n");
	check_changes(
	    &pair->f, "services/orders/main.go", "services/orders/migrations/1.sql", SHEET, NULL);
}

static void run_fresh(struct pair *pair)
{
	struct check_fixture *f = &pair->f;
	int rc = check_load(f, "answers: {question: data, fresh: true}");

	assert_success(rc, f->err);
	f->result = (struct done_result){.verdict = DONE_WAIVED};
	check_view(f);
	f->view.base = &pair->base_snapshot;
	f->rc = done_test_run(&check_check(f)->test, &f->view, &f->result, &f->err);
}

static void close_pair(struct pair *pair)
{
	check_close(&pair->f);
	fake_release(&pair->base);
}

#define ABOUT "data:\n  about: ['migrations/**']\n"

static void test_fresh__answers_that_did_not_change_with_their_files_are_findings(void **state)
{
	struct pair pair;
	char after[256];

	(void)state;
	open_pair(&pair, ABOUT "  entities: x\n", ABOUT "  entities: x\n");
	run_fresh(&pair);
	assert_unmet(&pair.f, 1, SHEET, 2, "'migrations/1.sql' changed, but the answer to 'data'",
	    "reviewed: \"");
	const char *print = strstr(pair.f.result.findings[0].fix, "reviewed: ");
	snprintf(after, sizeof(after), ABOUT "  entities: x\n  %s\n", print);
	close_pair(&pair);

	open_pair(&pair, ABOUT "  entities: x\n", after);
	run_fresh(&pair);
	assert_met(&pair.f);
	close_pair(&pair);

	/* The files change again: the old word does not count. */
	open_pair(&pair, after, after);
	fake_file(&pair.f.head, "services/orders/migrations/2.sql", "drop table y;\n");
	run_fresh(&pair);
	assert_unmet(&pair.f, 1, SHEET, 2, "changed, but the answer", "reviewed: \"");
	close_pair(&pair);

	/* Taking 'about' out, or a wrong print in, does not help. */
	open_pair(&pair, ABOUT "  entities: x\n", "data:\n  entities: x\n");
	run_fresh(&pair);
	assert_unmet(&pair.f, 1, SHEET, 2, "changed, but the answer", "reviewed: \"");
	close_pair(&pair);
	open_pair(&pair, ABOUT "  entities: x\n", ABOUT "  entities: x\n  reviewed: 1234\n");
	run_fresh(&pair);
	assert_unmet(&pair.f, 1, SHEET, 2, "changed, but the answer", "reviewed: \"");
	close_pair(&pair);
	open_pair(&pair, ABOUT "  entities: x\n", "data: {about: {a: b}, entities: x}\n");
	run_fresh(&pair);
	assert_unmet(&pair.f, 1, SHEET, 1, "a glob must be text", "");
	close_pair(&pair);
	open_pair(&pair, ABOUT "  entities: x\n",
	    ABOUT "  entities: x\n  reviewed: '0123456789abcdef'\n");
	run_fresh(&pair);
	assert_unmet(&pair.f, 1, SHEET, 2, "changed, but the answer", "reviewed: \"");
	close_pair(&pair);
}

static void test_fresh__what_is_no_reason_to_look_again(void **state)
{
	static const struct {
		const char *before, *after, *part;
		enum done_verdict verdict;
	} rows[] = {
	    {ABOUT "  entities: x\n", ABOUT "  entities: y\n", "looked at", DONE_MET},
	    {NULL, ABOUT "  entities: y\n", "looked at", DONE_MET},
	    {"data: [\n", ABOUT "  entities: y\n", "looked at", DONE_MET},
	    {"data: {about: docs/**, entities: x}\n", "data: {about: docs/**, entities: x}\n",
	        "nothing that it is about changed", DONE_MET},
	    {"data: {entities: x}\n", "data: {entities: x}\n", "names no files",
	        DONE_NOT_APPLICABLE},
	    {ABOUT, "owner: x\n", "no answer yet", DONE_NOT_APPLICABLE},
	    {"data: {about: done.yml, entities: x}\n", "data: {about: done.yml, entities: x}\n",
	        "nothing that it is about changed", DONE_MET},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].before); i++) {
		struct pair pair;

		open_pair(&pair, rows[i].before, rows[i].after);
		run_fresh(&pair);
		assert_success(pair.f.rc, pair.f.err);
		assert_string_equal(
		    done_verdict_name(pair.f.result.verdict), done_verdict_name(rows[i].verdict));
		assert_non_null(strstr(pair.f.result.reason, rows[i].part));
		close_pair(&pair);
	}
}

static void test_fresh__needs_a_range_and_reads_without_faults(void **state)
{
	struct pair pair;

	(void)state;
	open_pair(&pair, ABOUT "  entities: x\n", ABOUT "  entities: x\n");
	pair.f.changes = (struct done_changes){0};
	run_fresh(&pair);
	assert_not_applicable(&pair.f, "no range");
	close_pair(&pair);
	open_pair(&pair, ABOUT "  entities: x\n", ABOUT "  entities: x\n");
	pair.base.fails_on = true;
	pair.base.fail_at = 1;
	run_fresh(&pair);
	assert_error(pair.f.err, DONE_E_UNDECIDED, "injected fault");
	close_pair(&pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_answers__that_are_real_are_met),
	    cmocka_unit_test(test_answers__that_are_not_real_are_findings_at_their_place),
	    cmocka_unit_test(test_answers__that_are_thin_are_told_what_a_real_one_says),
	    cmocka_unit_test(test_own__questions_are_judged_as_the_others),
	    cmocka_unit_test(test_own__questions_are_named_by_checks),
	    cmocka_unit_test(test_answers__without_a_sheet_name_the_command_in_one_line),
	    cmocka_unit_test(test_answers__skeletons_pasted_are_still_findings),
	    cmocka_unit_test(test_questions__examples_answer_all_but_being_examples),
	    cmocka_unit_test(test_answers__not_applicable_shows_its_reason),
	    cmocka_unit_test(test_answers__paths_and_about_must_exist),
	    cmocka_unit_test(test_answers__policies_that_make_no_sense_are_refused),
	    cmocka_unit_test(test_answers__faults_are_errors),
	    cmocka_unit_test(test_fresh__answers_that_did_not_change_with_their_files_are_findings),
	    cmocka_unit_test(test_fresh__what_is_no_reason_to_look_again),
	    cmocka_unit_test(test_fresh__needs_a_range_and_reads_without_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
