/* Sheets: what they say, what is wrong with them and where, Backstage's catalog, the schema. */
#include <stdio.h>
#include <stdlib.h>

#include "done/questions.h"
#include "done/service.h"

#include "fake_snapshot.h"
#include "service/sheet.h"
#include "support.h"

struct world {
	struct done_arena arena;
	struct fake_snapshot fake;
	struct done_snapshot snapshot;
	struct done_policy policy;
	struct done_service service;
	const struct done_sheet *sheet;
};

static const char *stages[] = {"experiment", "production", "deprecated"};

static void begin(struct world *world)
{
	memset(world, 0, sizeof(*world));
	fake_open(&world->fake, &world->snapshot);
	world->policy.stages = (struct done_strings){stages, 3};
	world->policy.backstage = true;
	world->service = (struct done_service){
	    .name = "orders", .path = "services/orders", .stage = "production"};
}

static void end(struct world *world)
{
	fake_release(&world->fake);
	done_arena_release(&world->arena);
}

static const struct done_sheet *load(struct world *world)
{
	world->sheet =
	    done_sheet_load(&world->arena, &world->snapshot, &world->service, &world->policy);
	assert_non_null(world->sheet);
	return world->sheet;
}

static const struct done_sheet *load_text(struct world *world, const char *text)
{
	begin(world);
	fake_file(&world->fake, "services/orders/done.yml", text);
	return load(world);
}

static void assert_usable(const struct done_sheet *sheet)
{
	if (sheet->problem.code)
		fail_msg("unexpected problem: %s (%s:%d)", sheet->problem.message,
		    sheet->problem.file, sheet->problem.line);
}

static void test_sheet__says_what_the_rooms_above_need(void **state)
{
	struct world world;
	const struct done_sheet *sheet = load_text(&world,
	    "service: orders\n"
	    "stage: {name: experiment, until: 2027-03-31, why: to see}\n"
	    "owner: '@org/payments'\n"
	    "boundaries:\n"
	    "  data: [order, payment]\n"
	    "communication:\n"
	    "  - {to: billing, style: sync, via: grpc, timeout_ms: 800, retries: 2,\n"
	    "     idempotency: key, on_failure: wait}\n"
	    "  - {to: 'external:stripe', style: async}\n"
	    "  - {to: todo, timeout_ms: todo}\n"
	    "offers: [grpc, rest]\n");

	(void)state;
	assert_usable(sheet);
	assert_string_equal(sheet->path, "services/orders/done.yml");
	assert_string_equal(sheet->stage, "experiment");
	assert_int_equal(sheet->until, 20908);
	assert_string_equal(sheet->stage_why, "to see");
	assert_int_equal(sheet->stage_place.line, 2);
	assert_string_equal(sheet->owner, "@org/payments");
	assert_int_equal(sheet->nr_entities, 2);
	assert_string_equal(sheet->entities[1], "payment");
	assert_int_equal(sheet->entity_places[1].line, 5);
	assert_int_equal(sheet->nr_calls, 2);
	assert_string_equal(sheet->calls[0].to, "billing");
	assert_string_equal(sheet->calls[0].via, "grpc");
	assert_int_equal(sheet->calls[0].timeout_ms, 800);
	assert_int_equal(sheet->calls[0].retries, 2);
	assert_int_equal(sheet->calls[0].place.line, 7);
	assert_true(sheet->calls[1].external);
	assert_string_equal(sheet->calls[1].to, "stripe");
	assert_int_equal(sheet->calls[1].style, DONE_CALL_ASYNC);
	assert_int_equal(sheet->calls[1].retries, -1);
	assert_null(sheet->calls[1].on_failure);
	assert_int_equal(sheet->nr_offers, 2);
	assert_false(sheet->from_backstage);
	end(&world);
}

static void test_sheet__may_be_silent_unanswered_or_absent(void **state)
{
	static const char *const rows[] = {
	    "owner: todo\n",
	    "load: todo\ncommunication: TODO\nboundaries: {data: todo}\n",
	    "load: {not_applicable: a batch job}\ncommunication: {not_applicable: alone}\n",
	    "boundaries:\ncommunication:\n",
	    "communication: {calls: [{to: x}], about: ['src/**'], reviewed: abc}\n",
	    "decisions: {database: postgresql, anything_else: yes it is}\n",
	    "load: {x-cost: 12}\n",
	    "stage: deprecated\n",
	};
	struct world world;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i]); i++) {
		assert_usable(load_text(&world, rows[i]));
		assert_null(world.sheet->owner);
		assert_int_equal(world.sheet->nr_entities, 0);
		end(&world);
	}
	begin(&world);
	assert_usable(load(&world));
	assert_null(world.sheet->path);
	assert_int_equal(world.sheet->until, DONE_NO_DAY);
	fake_file(&world.fake, "services/orders/main.go", "package main\n");
	assert_null(load(&world)->path);
	world.service.path = ".";
	fake_file(&world.fake, "done.yml", "owner: a@example.com\n");
	assert_string_equal(load(&world)->path, "done.yml");
	end(&world);
}

static const struct bad {
	const char *text, *message, *cure;
	int line, column;
} bad_sheets[] = {
    {"stage: [\n", "", "", 2, 1},
    {"just words\n", "a sheet must be a map", "", 1, 1},
    {"stge: production\n", "unknown key 'stge' in a sheet", "did you mean 'stage'", 1, 1},
    {"target: sliver\n", "'target' cannot be 'sliver'", "did you mean 'silver'", 1, 9},
    {"links: https://example.com\n", "'links' must be a map of names to addresses, not text",
        "for example", 1, 8},
    {"links: {Run Book: https://example.com}\n", "'Run Book' is not a valid name of a link",
        "small letters", 1, 9},
    {"links: {runbook: ftp://example.com}\n", "the link 'runbook' must be an address", "https://",
        1, 18},
    {"links: {runbook: \"https:///x\"}\n", "the link 'runbook' must be an address", "", 1, 18},
    {"links: {runbook: \"https://a b\"}\n", "the link 'runbook' must be an address", "", 1, 18},
    {"links: {runbook: todo}\n", "the link 'runbook' must be an address", "", 1, 18},
    {"a: 1\nowner: x\n", "unknown key 'a'", "", 1, 1},
    {"owner: [a]\n", "'owner' must be text, not", "", 1, 8},
    {"stage: prodction\n", "unknown stage 'prodction'", "did you mean 'production'", 1, 8},
    {"stage: staging\n", "unknown stage 'staging'", "experiment, production, deprecated", 1, 8},
    {"stage: {name: experiment, until: 2026-02-30}\n", "not a day: '2026-02-30'", "YYYY-MM-DD", 1,
        34},
    {"stage: {name: experiment, until: tomorrow}\n", "not a day: 'tomorrow'", "", 1, 34},
    {"stage: {until: 2027-01-01}\n", "'stage' has no 'name'", "add 'name: …': One of", 1, 8},
    {"stage: {name: experiment, til: 2027-01-01}\n", "unknown key 'til'", "until", 1, 27},
    {"service: billing\n", "the sheet belongs to 'billing', but is in the directory of 'orders'",
        "service: orders", 1, 10},
    {"load: lots\n", "'load' must be a map, not text", "todo", 1, 7},
    {"load: [1]\n", "'load' must be a map, not list", "", 1, 7},
    {"load: {failure_mode: x}\n", "unknown key 'failure_mode' in 'load'", "failure_modes", 1, 8},
    {"load: {zzz: x}\n", "unknown key 'zzz' in 'load'", "x-", 1, 8},
    {"boundaries: {data: [1]}\n", "'data' must be a list of names", "", 1, 21},
    {"communication: {calls: x}\n", "'calls' must be a list of dependencies", "", 1, 24},
    {"communication: [x]\n", "a dependency must be a map", "", 1, 17},
    {"communication: [{via: grpc}]\n", "a dependency has no 'to'", "add 'to: …': The service", 1,
        17},
    {"communication: [{to: x, timeout: 3}]\n", "unknown key 'timeout'", "timeout_ms", 1, 25},
    {"communication: [{to: x, timeout_ms: 3s}]\n", "'timeout_ms' must be a whole number", "", 1,
        37},
    {"communication: [{to: x, timeout_ms: 0}]\n", "'timeout_ms' must be from 1", "", 1, 37},
    {"communication: [{to: x, retries: -1}]\n", "'retries' must be from 0", "", 1, 34},
    {"communication: [{to: x, style: snyc}]\n", "'style' cannot be 'snyc'", "sync", 1, 32},
    {"communication: [{to: 'external:'}]\n", "names nobody", "", 1, 22},
    {"waivers: all\n", "must be a map", "", 1, 10},
    {"waivers: [{check: docs.x, by: a, until: 2027-01-01}]\n", "a waiver has no 'reason'",
        "add 'reason: …': Why", 1, 11},
    {"waivers: [{check: docs.x, reason: r, until: 2027-01-01}]\n", "a waiver has no 'by'",
        "add 'by: …': Who approved it", 1, 11},
    {"waivers: [{check: docs.x, reason: r, by: a}]\n", "a waiver has no 'until'",
        "add 'until: …': The last day", 1, 11},
    {"waivers: [{check: docs.x, reason: r, by: a, until: 2027-02-30}]\n", "2027-02-30", "", 1, 52},
    {"waivers: [{check: docs.x, reason: r, by: a, until: never}]\n", "never", "", 1, 52},
    {"waivers: [{check: docs.x, reason: r, by: a, til: 2027-01-01}]\n", "unknown key 'til'",
        "until", 1, 45},
    {"waivers:\n- {check: a.b, reason: r, by: a, until: 2027-01-01}\n"
     "- {check: a.b, reason: s, by: a, until: 2027-01-01}\n",
        "'a.b' is waived twice", "line 2", 3, 3},
    {"owner: &a x\nload: *a\n", "", "", 1, 8},
    {"owner: x\nowner: y\n", "", "", 2, 1},
    {"", "", "", 0, 0},
};

static void test_sheet__that_is_wrong_has_a_problem_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(bad_sheets, i, bad_sheets[i].text); i++) {
		const struct bad *row = &bad_sheets[i];
		struct world world;
		const struct done_error *problem = &load_text(&world, row->text)->problem;

		assert_error(*problem, DONE_E_POLICY, row->message);
		if (!strstr(problem->cure, row->cure))
			fail_msg("%s: expected cure with '%s', got: %s", row->text, row->cure,
			    problem->cure);
		if (!strstr(problem->file, "services/orders/done.yml"))
			fail_msg("%s: no place: '%s'", row->text, problem->file);
		if (row->line && (problem->line != row->line || problem->column != row->column))
			fail_msg("%s: expected %d:%d, got %d:%d", row->text, row->line, row->column,
			    problem->line, problem->column);
		assert_null(world.sheet->stage);
		assert_null(world.sheet->document);
		assert_int_equal(world.sheet->nr_calls, 0);
		end(&world);
	}
}

static void test_sheet__that_is_no_file_has_a_problem(void **state)
{
	struct world world;

	(void)state;
	begin(&world);
	fake_link(&world.fake, "services/orders/done.yml", "../done.yml");
	load(&world);
	assert_error(world.sheet->problem, DONE_E_POLICY, "symbolic link");
	end(&world);
	begin(&world);
	fake_submodule(&world.fake, "services/orders/done.yml");
	load(&world);
	assert_error(world.sheet->problem, DONE_E_POLICY, "submodule");
	end(&world);
	begin(&world);
	fake_file(&world.fake, "services/orders/done.yml/x", "");
	load(&world);
	assert_error(world.sheet->problem, DONE_E_POLICY, "directory");
	assert_string_equal(world.sheet->problem.file, "services/orders/done.yml");
	end(&world);
}

static void test_sheet__that_cannot_be_read_is_never_absent(void **state)
{
	struct world world;

	(void)state;
	begin(&world);
	fake_file(&world.fake, "services/orders/done.yml", "stage: experiment\n");
	fake_file(&world.fake, "services/orders/catalog-info.yaml", "kind: Component\n");
	assert_usable(load(&world));
	size_t calls = world.fake.calls;
	for (size_t i = 1; i <= calls; i++) {
		world.fake.calls = 0;
		world.fake.fail_at = i;
		load(&world);
		assert_error(world.sheet->problem, DONE_E_UNDECIDED, "injected fault");
		assert_null(world.sheet->stage);
	}
	end(&world);
}

static const char catalog[] =
    "# what is here\n"
    "---\n"
    "kind: API\n"
    "spec: {lifecycle: production, owner: nobody}\n"
    "---\n"
    "apiVersion: backstage.io/v1alpha1\n"
    "kind: Component\n"
    "metadata: {name: orders}\n"
    "spec:\n"
    "  lifecycle: experimental\n"
    "  owner: group:payments\n"
    "  dependsOn: ['component:default/billing', 'resource:orders-db', stock]\n"
    "  consumesApis: [prices-api]\n";

static void test_backstage__speaks_where_the_sheet_is_silent(void **state)
{
	struct world world;
	const struct done_sheet *sheet;

	(void)state;
	begin(&world);
	fake_file(&world.fake, "services/orders/catalog-info.yaml", catalog);
	sheet = load(&world);
	assert_usable(sheet);
	assert_true(sheet->from_backstage);
	assert_null(sheet->path);
	assert_string_equal(sheet->stage, "experiment");
	assert_int_equal(sheet->stage_place.line, 10);
	assert_string_equal(sheet->stage_place.file, "services/orders/catalog-info.yaml");
	assert_string_equal(sheet->owner, "group:payments");
	assert_int_equal(sheet->nr_calls, 4);
	assert_string_equal(sheet->calls[0].to, "billing");
	assert_false(sheet->calls[0].external);
	assert_true(sheet->calls[1].external);
	assert_string_equal(sheet->calls[2].to, "stock");
	assert_false(sheet->calls[2].external);
	assert_string_equal(sheet->calls[3].to, "prices-api");
	assert_true(sheet->calls[3].external);
	fake_file(&world.fake, "services/orders/done.yml",
	    "stage: deprecated\ncommunication: [{to: x}]\n");
	sheet = load(&world);
	assert_string_equal(sheet->stage, "deprecated");
	assert_string_equal(sheet->owner, "group:payments");
	assert_int_equal(sheet->nr_calls, 1);
	world.policy.backstage = false;
	assert_null(load(&world)->owner);
	end(&world);
}

static void test_backstage__catalogs_that_say_nothing_or_are_broken(void **state)
{
	static const struct {
		const char *text, *problem;
		int line;
	} rows[] = {
	    {"", NULL, 0},
	    {"# nothing\n", NULL, 0},
	    {"kind: Component\n", NULL, 0},
	    {"kind: Component\nspec: {lifecycle: GA, owner: 3, dependsOn: {a: b}}\n", NULL, 0},
	    {"kind: API\n---\nkind: System\n", NULL, 0},
	    {"kind: API\n---\nkind: [\n", "", 4},
	    {"kind: Component\nkind: API\n", "", 2},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct world world;

		begin(&world);
		fake_file(&world.fake, "services/orders/catalog-info.yaml", rows[i].text);
		if (rows[i].problem) {
			load(&world);
			assert_error(world.sheet->problem, DONE_E_POLICY, rows[i].problem);
			assert_int_equal(world.sheet->problem.line, rows[i].line);
		} else {
			assert_usable(load(&world));
		}
		assert_null(world.sheet->stage);
		assert_null(world.sheet->owner);
		end(&world);
	}
}

static void test_questions__skeletons_are_sheets_that_load(void **state)
{
	struct done_buf text = {0};
	struct world world;

	(void)state;
	for (size_t i = 0; i < done_questions_nr; i++)
		done_question_write(&text, &done_questions[i], NULL, i % 2 == 0);
	assert_usable(load_text(&world, text.ptr));
	assert_int_equal(world.sheet->nr_calls, 0);
	for (size_t i = 0; i < done_questions_nr; i++) {
		const struct done_question *question = &done_questions[i];
		const struct done_value *answer =
		    done_value_get(world.sheet->document, question->name);

		for (size_t j = 0; j < question->nr; j++)
			assert_non_null(done_value_get(answer, question->parts[j].name));
	}
	end(&world);
	done_buf_release(&text);
}

/* ---- a policy's own questions ---- */

static const struct done_question_part rollback_parts[] = {
    {.name = "steps", .help = "What one does.", .skeleton = "todo", .example = "", .own = true},
    {.name = "data", .help = "Meanwhile.", .skeleton = "todo", .example = "", .own = true},
};
static const struct done_question rollback = {
    .name = "rollback", .asks = "How is it taken back?", .parts = rollback_parts, .nr = 2};

static const struct done_sheet *load_own(struct world *world, const char *text, bool to_come)
{
	begin(world);
	if (to_come) {
		world->policy.questions_to_come = &rollback;
		world->policy.nr_questions_to_come = 1;
	} else {
		world->policy.questions = &rollback;
		world->policy.nr_questions = 1;
	}
	fake_file(&world->fake, "services/orders/done.yml", text);
	return load(world);
}

static void test_own__questions_are_answered_beside_the_others(void **state)
{
	static const char *const rows[] = {
	    "owner: '@org/a'\nrollback: {steps: a, data: b}\nload: todo\n",
	    "owner: '@org/a'\nrollback: todo\n",
	    "owner: '@org/a'\nrollback:\n",
	    "owner: '@org/a'\nrollback: {not_applicable: it is never released, about: ['*']}\n",
	    "owner: '@org/a'\nrollback: {x-more: 3}\n",
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i]); i++) {
		for (int to_come = 0; to_come < 2; to_come++) {
			struct world world;

			assert_usable(load_own(&world, rows[i], to_come));
			assert_string_equal(world.sheet->owner, "@org/a");
			assert_non_null(done_value_get(world.sheet->document, "rollback"));
			end(&world);
		}
	}
}

static void test_own__slips_have_a_place_and_a_way_out(void **state)
{
	static const struct {
		const char *text, *message, *cure;
		int line, column;
	} rows[] = {
	    {"rollback: {step: a}\n", "unknown key 'step' in 'rollback'", "did you mean 'steps'?",
	        1, 12},
	    {"rollback: {zzzzzz: a}\n", "unknown key 'zzzzzz' in 'rollback'", "'x-'", 1, 12},
	    {"rollback: yes we can\n", "'rollback' must be a map, not text", "'todo'", 1, 11},
	    {"owner: x\nrolback: {steps: a}\n", "unknown key 'rolback' in a sheet",
	        "did you mean 'rollback'?", 2, 1},
	    {"owner: x\nlod: {}\n", "unknown key 'lod'", "did you mean 'load'?", 2, 1},
	    {"owner: x\nquestions: {}\n", "unknown key 'questions'", "", 2, 1},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct world world;
		const struct done_error *problem = &load_own(&world, rows[i].text, false)->problem;

		assert_true(problem->code < 0);
		assert_non_null(strstr(problem->message, rows[i].message));
		assert_non_null(strstr(problem->cure, rows[i].cure));
		assert_string_equal(problem->file, "services/orders/done.yml");
		assert_int_equal(problem->line, rows[i].line);
		assert_int_equal(problem->column, rows[i].column);
		end(&world);
	}
}

/* A question that a sheet's own key hides could never be answered. */
static void test_own__ids_are_none_of_the_sheets_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_sheet_record.nr; i++) {
		const char *key = done_sheet_record.fields[i].name;
		bool is_taken = false;

		for (size_t j = 0; done_question_taken[j]; j++)
			is_taken = is_taken || !strcmp(done_question_taken[j], key);
		if (!is_taken)
			fail_msg("a question may be called '%s', which is a key of sheets: add it "
			         "to done_question_taken",
			    key);
	}
}

static void test_own__owners_that_are_nobody_are_none(void **state)
{
	static const struct {
		const char *text;
		bool is_owner;
	} rows[] = {
	    {"owner: '@org/payments'\n", true},
	    {"owner: a@example.com\n", true},
	    {"owner: Team Nobody's Business\n", true},
	    {"owner: 支付\n", true},
	    {"owner: todo\n", false},
	    {"owner: nobody\n", false},
	    {"owner: '?'\n", false},
	    {"owner: N/A\n", false},
	    {"owner: x\n", false},
	    {"owner: '@your-team'\n", false},
	    {"owner: '<team>'\n", false},
	    {"owner: '<a@example.com>'\n", true},
	    {"owner: '{{ owner }}'\n", false},
	    {"owner: $OWNER\n", false},
	    {"owner: TBD\n", false},
	    {"owner: ''\n", false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct world world;

		assert_int_equal(load_text(&world, rows[i].text)->owner != NULL, rows[i].is_owner);
		end(&world);
	}
}

static void test_schema__is_the_file_in_config(void **state)
{
	struct done_buf made = {0}, kept = {0};
	struct done_error err = {0};
	int rc;

	(void)state;
	done_sheet_schema(&made, NULL, 0);
	if (getenv("DONE_UPDATE_GOLDEN")) {
		FILE *fp = fopen(DONE_SOURCE_DIR "/config/sheet.schema.json", "w");

		assert_non_null(fp);
		assert_int_equal(fwrite(made.ptr, 1, made.len, fp), made.len);
		assert_int_equal(fclose(fp), 0);
	}
	rc = done_file_read(DONE_SOURCE_DIR "/config/sheet.schema.json", 1 << 20, &kept, &err);
	assert_success(rc, err);
	assert_int_equal(rc, 1);
	assert_string_equal(made.ptr, kept.ptr);
	done_buf_release(&made);
	done_buf_release(&kept);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sheet__says_what_the_rooms_above_need),
	    cmocka_unit_test(test_sheet__may_be_silent_unanswered_or_absent),
	    cmocka_unit_test(test_sheet__that_is_wrong_has_a_problem_with_its_place),
	    cmocka_unit_test(test_sheet__that_is_no_file_has_a_problem),
	    cmocka_unit_test(test_sheet__that_cannot_be_read_is_never_absent),
	    cmocka_unit_test(test_backstage__speaks_where_the_sheet_is_silent),
	    cmocka_unit_test(test_backstage__catalogs_that_say_nothing_or_are_broken),
	    cmocka_unit_test(test_questions__skeletons_are_sheets_that_load),
	    cmocka_unit_test(test_own__questions_are_answered_beside_the_others),
	    cmocka_unit_test(test_own__slips_have_a_place_and_a_way_out),
	    cmocka_unit_test(test_own__ids_are_none_of_the_sheets_keys),
	    cmocka_unit_test(test_own__owners_that_are_nobody_are_none),
	    cmocka_unit_test(test_schema__is_the_file_in_config),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
