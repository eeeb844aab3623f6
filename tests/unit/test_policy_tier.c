/* Tiers and targets: what a policy writes of them, how files inherit, and every slip. */
#include "policy_fixture.h"

#define HEAD "version: 1\nservices: ['*']\n"

static const struct done_check *first(const struct policy_fixture *f)
{
	return &f->policy->criteria[0].checks[0];
}

static void test_tier__words_become_tiers(void **state)
{
	static const struct {
		const char *name, *text;
		enum done_tier target, rule, tier;
		int level;
	} rows[] = {
	    {"nothing is said", HEAD "criteria: {docs: {checks: {a: {file: x}}}}\n",
	        DONE_TIER_SILVER, DONE_TIER_NONE, DONE_TIER_NONE, DONE_LEVEL_ERROR},
	    {"all is said",
	        "version: 1\nservices: [{path: a, target: gold}]\ntarget: bronze\n"
	        "criteria: {docs: {checks: {a: {tier: silver, file: x}}}}\n",
	        DONE_TIER_BRONZE, DONE_TIER_GOLD, DONE_TIER_SILVER, DONE_LEVEL_ERROR},
	    {"a trial warns, and keeps its tier",
	        HEAD "criteria: {docs: {checks: {a: {tier: silver, trial: true, file: x}}}}\n",
	        DONE_TIER_SILVER, DONE_TIER_NONE, DONE_TIER_SILVER, DONE_LEVEL_WARNING},
	    {"a tier refuses whatever the criterion's level",
	        HEAD "criteria: {docs: {level: warning, checks: {a: {tier: gold, file: x}}}}\n",
	        DONE_TIER_SILVER, DONE_TIER_NONE, DONE_TIER_GOLD, DONE_LEVEL_ERROR},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct policy_fixture f = {0};

		print_message("%s\n", rows[i].name);
		policy_load(&f, rows[i].text);
		assert_loads(&f);
		assert_int_equal(f.policy->target, rows[i].target);
		assert_int_equal(f.policy->rules[0].target, rows[i].rule);
		assert_int_equal(first(&f)->tier, rows[i].tier);
		assert_int_equal(first(&f)->level, rows[i].level);
		policy_close(&f);
	}
}

static void test_tier__the_nearer_word_replaces_the_other(void **state)
{
	static const struct {
		const char *name, *farther, *nearer;
		enum done_tier tier;
		int level;
	} rows[] = {
	    {"a level over a tier", "tier: gold", "level: warning", DONE_TIER_NONE,
	        DONE_LEVEL_WARNING},
	    {"a tier over a level", "level: warning", "tier: bronze", DONE_TIER_BRONZE,
	        DONE_LEVEL_ERROR},
	    {"a tier over a tier", "tier: gold", "tier: bronze", DONE_TIER_BRONZE,
	        DONE_LEVEL_ERROR},
	    {"neither", "tier: gold", "why: because", DONE_TIER_GOLD, DONE_LEVEL_ERROR},
	    {"the tier is taken out", "tier: gold", "tier: null", DONE_TIER_NONE, DONE_LEVEL_ERROR},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct policy_fixture f = {0};
		char farther[256], nearer[256];

		print_message("%s\n", rows[i].name);
		snprintf(farther, sizeof(farther),
		    HEAD "criteria: {docs: {checks: {a: {%s, file: x}}}}\n", rows[i].farther);
		snprintf(nearer, sizeof(nearer),
		    "version: 1\nextends: base.yml\ncriteria: {docs: {checks: {a: {%s}}}}\n",
		    rows[i].nearer);
		policy_file(&f, "base.yml", farther);
		policy_load(&f, nearer);
		assert_loads(&f);
		assert_int_equal(first(&f)->tier, rows[i].tier);
		assert_int_equal(first(&f)->level, rows[i].level);
		policy_close(&f);
	}
}

static void test_tier__slips_have_a_place(void **state)
{
	static const struct {
		const char *name, *text, *message, *cure;
		int line, column;
	} rows[] = {
	    {"both on one check",
	        HEAD
	        "criteria:\n  docs:\n    checks:\n      a: {tier: gold, level: error, file: x}\n",
	        "check 'docs.a' has both 'tier' and 'level'", NULL, 6, 17},
	    {"an unknown tier",
	        HEAD "criteria:\n  docs:\n    checks:\n      a: {tier: sliver, file: x}\n",
	        "'tier' cannot be 'sliver'", "did you mean 'silver'?", 6, 17},
	    {"an unknown target", HEAD "target: platinum\n", "'target' cannot be 'platinum'",
	        "use one of: bronze, silver, gold", 3, 9},
	    {"a target that is a number", HEAD "target: 1\n",
	        "'target' must be text, not whole number", NULL, 3, 9},
	    {"an unknown target of a rule", "version: 1\nservices:\n  - {path: a, target: bronz}\n",
	        "'target' cannot be 'bronz'", "did you mean 'bronze'?", 3, 23},
	    {"an unknown kind of service",
	        HEAD "criteria:\n  docs:\n    checks:\n      a: {when: {kind: apis}, file: x}\n",
	        "'kind' has no value 'apis'", "did you mean 'api'?", 6, 24},
	    {"an unknown kind in a list",
	        HEAD
	        "criteria:\n  docs:\n    checks:\n      a: {when: {kind: [api, wob]}, file: x}\n",
	        "'kind' has no value 'wob'", "did you mean 'web'?", 6, 30},
	    {"a language that is not known",
	        HEAD
	        "criteria:\n  docs:\n    checks:\n      a: {when: {language: golang}, file: x}\n",
	        "'language' has no value 'golang'", NULL, 6, 28},
	    {"serves a map",
	        HEAD
	        "criteria:\n  docs:\n    checks:\n      a: {when: {serves: {http: 1}}, file: x}\n",
	        "'serves' must be text, not map", NULL, 6, 26},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct policy_fixture f = {0};

		policy_load(&f, rows[i].text);
		policy_refused(&f, rows[i].name, rows[i].message, rows[i].cure, DONE_POLICY_PATH,
		    rows[i].line, rows[i].column);
		policy_close(&f);
	}
}

static void test_tier__conditions_ask_what_a_service_is(void **state)
{
	struct policy_fixture f = {0};
	const struct done_condition *when;

	(void)state;
	policy_load(&f,
	    HEAD "criteria: {docs: {checks: {a: {when: {kind: [api, web], serves: http, "
	         "calls: nothing, language: go}, file: x}}}}\n");
	assert_loads(&f);
	when = first(&f)->when;
	assert_int_equal(when->kind, DONE_WHEN_ALL);
	assert_int_equal(when->nr_parts, 4);
	assert_int_equal(when->parts[0].kind, DONE_WHEN_ANY);
	assert_int_equal(when->parts[0].parts[1].kind, DONE_WHEN_KIND);
	assert_string_equal(when->parts[0].parts[1].text, "web");
	assert_int_equal(when->parts[1].kind, DONE_WHEN_SERVES);
	assert_string_equal(when->parts[2].text, "nothing");
	assert_int_equal(when->parts[3].kind, DONE_WHEN_LANGUAGE);
	policy_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tier__words_become_tiers),
	    cmocka_unit_test(test_tier__the_nearer_word_replaces_the_other),
	    cmocka_unit_test(test_tier__slips_have_a_place),
	    cmocka_unit_test(test_tier__conditions_ask_what_a_service_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
