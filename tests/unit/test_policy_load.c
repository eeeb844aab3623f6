/* A whole policy: what it becomes, and every slip with its words and place. */
#include "policy_fixture.h"

static const char whole[] =
    "version: 1\n"
    "stages: [experiment, production, retired]\n"
    "services:\n"
    "  - path: services/*\n"
    "    markers: [Dockerfile, go.mod]\n"
    "    tags: [backend]\n"
    "    depends_on: [libs/common]\n"
    "    ignore: [\"**/*_test.go\"]\n"
    "  - {path: apps/billing, name: billing, tags: critical, stage: retired}\n"
    "  - tools/x\n"
    "select:\n"
    "  everything: [go.work]\n"
    "  unowned: warning\n"
    "  deleted: ignore\n"
    "criteria:\n"
    "  docs:\n"
    "    title: Documentation\n"
    "    level: warning\n"
    "    stages: [production]\n"
    "    checks:\n"
    "      readme:\n"
    "        why: because\n"
    "        fix: write it\n"
    "        url: https://example.com/readme\n"
    "        level: error\n"
    "        effective: 2027-01-15\n"
    "        file: README.md\n"
    "      changelog:\n"
    "        effective: {new_services: now, existing: 2027-01-16}\n"
    "        file: {all: [CHANGELOG.md], min_bytes: 10}\n"
    "  logging:\n"
    "    checks:\n"
    "      structured:\n"
    "        when: {has: \"**/*.go\", not: {any: [{tag: critical}, {stage: retired}]}}\n"
    "        content: {files: [\"**/*.go\"], match: 'slog'}\n"
    "      gone:\n"
    "        level: off\n"
    "        file: x\n"
    "  nothing-left:\n"
    "    checks:\n"
    "      gone: {level: off, file: x}\n"
    "  switched-off:\n"
    "    level: off\n"
    "    checks:\n"
    "      gone: {level: error, file: x}\n";

static void test_load__a_criterion_says_the_day_of_its_checks(void **state)
{
	struct policy_fixture f = {0};
	const struct done_check *checks;

	(void)state;
	policy_load(&f,
	    "version: 1\nservices: ['*']\ncriteria:\n  docs:\n"
	    "    effective: {existing: 2027-01-15, new_services: 2027-01-16}\n"
	    "    checks:\n"
	    "      silent: {file: x}\n"
	    "      now: {effective: now, file: x}\n"
	    "      other: {effective: 2027-01-17, file: x}\n"
	    "      half: {effective: {existing: 2027-01-17}, file: x}\n"
	    "      never: {debt: refuse, file: x}\n"
	    "      always: {debt: allow, file: x}\n");
	assert_loads(&f);
	checks = f.policy->criteria[0].checks;
	/* Read as debt until the day before; the earlier day of the two is that of all. */
	assert_int_equal(checks[0].effective, 20833);
	assert_int_equal(checks[0].existing, 20833);
	assert_int_equal(checks[0].debt, 20832);
	assert_int_equal(checks[1].effective, DONE_NO_DAY);
	assert_int_equal(checks[1].existing, DONE_NO_DAY);
	assert_int_equal(checks[1].debt, DONE_DEBT_NEVER);
	assert_int_equal(checks[2].effective, 20835);
	assert_int_equal(checks[2].debt, DONE_DEBT_NEVER);
	assert_int_equal(checks[3].effective, DONE_NO_DAY);
	assert_int_equal(checks[3].debt, 20834);
	assert_int_equal(checks[4].debt, DONE_DEBT_NEVER);
	assert_int_equal(checks[5].debt, DONE_DEBT_ALWAYS);
	policy_close(&f);
}

static void check_services(const struct done_policy *policy)
{
	const struct done_service_rule *rules = policy->rules;

	assert_false(policy->automatic);
	assert_int_equal(policy->nr_rules, 3);
	assert_true(done_glob_match(rules[0].path, "services/a"));
	assert_null(rules[0].name);
	assert_true(done_globs_match(&rules[0].markers, "go.mod"));
	assert_string_equal(rules[0].tags.items[0], "backend");
	assert_string_equal(rules[0].stage, "production");
	assert_true(done_globs_match(&rules[0].depends_on, "libs/common"));
	assert_true(done_glob_match(rules[0].ignore.items[0].glob, "a/b_test.go"));
	assert_int_equal(rules[0].place.line, 4);
	assert_int_equal(rules[0].place.column, 5);
	assert_string_equal(rules[0].place.file, DONE_POLICY_PATH);
	assert_string_equal(rules[1].name, "billing");
	assert_string_equal(rules[1].stage, "retired");
	assert_string_equal(rules[1].tags.items[0], "critical");
	assert_string_equal(done_glob_text(rules[2].path), "tools/x");
	assert_true(done_globs_match(&policy->select.everything, "go.work"));
	assert_int_equal(policy->select.unowned, DONE_UNOWNED_WARNING);
	assert_int_equal(policy->select.deleted, DONE_DELETED_IGNORE);
}

static void check_docs(const struct done_criterion *docs)
{
	const struct done_check *readme = &docs->checks[0], *changelog = &docs->checks[1];

	assert_string_equal(docs->id, "docs");
	assert_string_equal(docs->title, "Documentation");
	assert_int_equal(docs->stages.nr, 1);
	assert_int_equal(docs->nr_checks, 2);
	assert_int_equal(docs->place.line, 16);
	assert_string_equal(readme->id, "docs.readme");
	assert_string_equal(readme->name, "readme");
	assert_int_equal(readme->level, DONE_LEVEL_ERROR);
	assert_string_equal(readme->why, "because");
	assert_string_equal(readme->fix, "write it");
	assert_string_equal(readme->url, "https://example.com/readme");
	assert_int_equal(readme->effective, 20833);
	assert_ptr_equal(readme->test.form, &file_kind);
	assert_int_equal(readme->place.line, 21);
	assert_int_equal(readme->place.column, 7);
	assert_int_equal(changelog->level, DONE_LEVEL_WARNING);
	assert_int_equal(changelog->effective, DONE_NO_DAY);
	assert_int_equal(changelog->existing, 20834);
	assert_int_equal(changelog->debt, 20833);
	assert_null(changelog->why);
	assert_null(changelog->when);
}

static void check_logging(const struct done_criterion *logging)
{
	const struct done_check *check = &logging->checks[0];
	const struct done_condition *when = check->when;

	assert_string_equal(logging->title, "logging");
	/* Every stage but experiment. */
	assert_int_equal(logging->stages.nr, 2);
	assert_string_equal(logging->stages.items[0], "production");
	assert_string_equal(logging->stages.items[1], "retired");
	assert_int_equal(logging->nr_checks, 1);
	assert_int_equal(check->level, DONE_LEVEL_ERROR);
	assert_int_equal(check->effective, DONE_NO_DAY);
	assert_int_equal(check->existing, DONE_NO_DAY);
	assert_ptr_equal(check->test.form, &content_kind);
	assert_int_equal(check->test.kind, 1);
	assert_int_equal(when->kind, DONE_WHEN_ALL);
	assert_int_equal(when->nr_parts, 2);
	assert_int_equal(when->parts[0].kind, DONE_WHEN_HAS);
	assert_int_equal(when->parts[0].files.nr, 1);
	assert_int_equal(when->parts[1].kind, DONE_WHEN_NOT);
	assert_int_equal(when->parts[1].parts[0].kind, DONE_WHEN_ANY);
	assert_int_equal(when->parts[1].parts[0].nr_parts, 2);
	assert_int_equal(when->parts[1].parts[0].parts[0].kind, DONE_WHEN_TAG);
	assert_string_equal(when->parts[1].parts[0].parts[0].text, "critical");
	assert_int_equal(when->parts[1].parts[0].parts[1].kind, DONE_WHEN_STAGE);
}

static void test_load__fills_all_that_is_written(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f, whole);
	assert_loads(&f);
	check_services(f.policy);
	assert_int_equal(f.policy->nr_criteria, 2);
	assert_int_equal(f.policy->nr_checks, 3);
	check_docs(&f.policy->criteria[0]);
	check_logging(&f.policy->criteria[1]);
	assert_int_equal(f.policy->stages.nr, 3);
	assert_int_equal(f.policy->files.nr, 1);
	assert_string_equal(f.policy->files.items[0], DONE_POLICY_PATH);
	assert_int_equal(f.policy->nr_patterns, 1);
	policy_close(&f);
}

static void test_load__what_is_off_is_not_in_the_merged_tree_either(void **state)
{
	struct policy_fixture f = {0};
	const struct done_value *criteria;

	(void)state;
	policy_load(&f, whole);
	assert_loads(&f);
	criteria = done_value_get(f.policy->merged, "criteria");
	assert_int_equal(criteria->map.nr, 2);
	assert_non_null(done_value_get(criteria, "docs"));
	assert_int_equal(done_value_get(done_value_get(criteria, "logging"), "checks")->map.nr, 1);
	policy_close(&f);
}

static void test_load__defaults_are_those_of_the_language(void **state)
{
	struct policy_fixture f = {0};
	const struct done_check *check;

	(void)state;
	policy_load(&f, POLICY_CHECK("file: README.md"));
	assert_loads(&f);
	check = &f.policy->criteria[0].checks[0];
	assert_true(f.policy->automatic);
	assert_int_equal(f.policy->nr_rules, 0);
	assert_int_equal(check->level, DONE_LEVEL_ERROR);
	assert_int_equal(f.policy->select.unowned, DONE_UNOWNED_IGNORE);
	assert_int_equal(f.policy->select.deleted, DONE_DELETED_NOTE);
	assert_int_equal(f.policy->stages.nr, 3);
	assert_string_equal(f.policy->criteria[0].stages.items[0], "production");
	assert_string_equal(f.policy->criteria[0].stages.items[1], "deprecated");
	policy_close(&f);
}

static void test_load__an_absent_policy_is_no_error(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load_path(&f, DONE_POLICY_PATH);
	assert_int_equal(f.rc, 0);
	assert_int_equal(f.err.code, 0);
	assert_null(f.policy);
	policy_close(&f);
}

#define HEAD "version: 1\nservices: auto\n"
#define TAGGED                                                                    \
	"version: 1\nservices: [{path: services/*, tags: [critical, backend]}]\n" \
	"criteria: {docs: {checks: {a: "
#define ONE "criteria: {docs: {checks: {a: {file: x}}}}\n"

static const struct {
	const char *name, *text, *message, *cure;
	int line, column;
} refusals[] = {
    /* the top */
    {"list", "- a\n", "a policy must be a map, not list", "", 1, 1},
    {"empty", "", "the file is empty", NULL, 1, 1},
    {"no version", "services: auto\n" ONE, "the policy does not declare its version",
        "begin it with 'version: 1'", 1, 1},
    {"version 2", "version: 2\nnew-things: {}\n",
        "version 2 of the policy language is not supported",
        "git-done " DONE_VERSION " supports 'version: 1'", 1, 10},
    {"version text", "version: \"1\"\n", "'version' must be a whole number, not text",
        "git-done " DONE_VERSION " supports 'version: 1'", 1, 10},
    {"top key", HEAD "critera: {}\n", "unknown key 'critera' in the policy",
        "did you mean 'criteria'?", 3, 1},
    {"requires, newer", "version: 1\nrequires: \">=99.1\"\nnew-things: {}\n",
        "the policy requires git-done >=99.1, and this is " DONE_VERSION,
        "install a version of git-done that it accepts", 2, 11},
    {"requires, older", HEAD "requires: '<0.0.1'\n" ONE,
        "the policy requires git-done <0.0.1, and this is " DONE_VERSION, NULL, 3, 11},
    {"requires, one of two", HEAD "requires: '>=0, <0.0.1'\n" ONE,
        "the policy requires git-done >=0, <0.0.1, and this is " DONE_VERSION, NULL, 3, 11},
    {"requires, a number", HEAD "requires: 2\n" ONE, "'requires' must be text, not whole number",
        NULL, 3, 11},
    {"requires, no operator", HEAD "requires: '1.0.0'\n" ONE, "'requires' cannot be '1.0.0'", NULL,
        3, 11},
    {"requires, four parts", HEAD "requires: '>=1.0.0.0'\n" ONE, "'requires' cannot be '>=1.0.0.0'",
        NULL, 3, 11},
    {"requires, end of a list", HEAD "requires: '>=0,'\n" ONE, "'requires' cannot be '>=0,'", NULL,
        3, 11},
    {"requires, no version", HEAD "requires: '>=new'\n" ONE, "'requires' cannot be '>=new'", NULL,
        3, 11},
    {"requires, two words", HEAD "requires: '>=0 <1'\n" ONE, "'requires' cannot be '>=0 <1'", NULL,
        3, 11},
    {"requires, large", HEAD "requires: '>=9999999'\n" ONE, "'requires' cannot be '>=9999999'",
        NULL, 3, 11},
    {"requires, nothing", HEAD "requires: ''\n" ONE, "'requires' cannot be ''", NULL, 3, 11},
    {"top key, far off", HEAD "zzzzzzzz: {}\n", "unknown key 'zzzzzzzz' in the policy", NULL, 3, 1},
    {"x- key", HEAD "x-note: {}\n" ONE, "unknown key 'x-note' in the policy", NULL, 3, 1},
    {"waivers, unknown key", HEAD ONE "waivers: {approver: x}\n",
        "unknown key 'approver' in 'waivers'", "did you mean 'approvers'?", 4, 11},
    {"waivers, no day at all", HEAD ONE "waivers: {max_days: 0}\n",
        "'max_days' must be from 1 to 3650, not 0", NULL, 4, 21},
    {"waivers, self_granted", HEAD ONE "waivers: {self_granted: maybe}\n",
        "'self_granted' cannot be 'maybe'", NULL, 4, 25},
    {"baseline", HEAD "baseline: {dir: x}\n" ONE,
        "'baseline' is not supported by this version of git-done yet", NULL, 3, 1},
    {"duplicate key", HEAD "services: auto\n" ONE, "duplicate key 'services' (first at line 2)",
        NULL, 3, 1},
    /* services */
    {"no services", "version: 1\n" ONE, "the policy names no services",
        "add 'services: auto', or 'services: [{path: services/*}]'", 1, 1},
    {"services empty", "version: 1\nservices: []\n" ONE,
        "'services' must be 'auto' or a list of services", NULL, 2, 11},
    {"services text", "version: 1\nservices: atuo\n" ONE,
        "'services' must be 'auto' or a list of services", NULL, 2, 11},
    {"service key", "version: 1\nservices: [{path: a, tag: b}]\n" ONE,
        "unknown key 'tag' in a service", "did you mean 'tags'?", 2, 22},
    {"service path", "version: 1\nservices: [{name: a}]\n" ONE, "a service has no 'path'",
        "add 'path: …': A glob over directories, from the root; '.' is the root itself.", 2, 12},
    {"service climbs", "version: 1\nservices: [{path: ../a}]\n" ONE,
        "the glob '../a' climbs out by '..', and globs cannot", NULL, 2, 19},
    {"service stage", "version: 1\nservices: [{path: a, stage: prodution}]\n" ONE,
        "unknown stage 'prodution'", "did you mean 'production'?", 2, 29},
    {"service name climbs", "version: 1\nservices: [{path: a, name: ..}]\n" ONE,
        "'..' is not a valid name for a service: it must be one part of a path", "", 2, 28},
    {"service name parts", "version: 1\nservices: [{path: a, name: b/c}]\n" ONE,
        "'b/c' is not a valid name for a service: it must be one part of a path", "", 2, 28},
    {"name of many", "version: 1\nservices: [{path: a/*, name: b}]\n" ONE,
        "'name' cannot be given to every match of a glob",
        "leave it out, or name one directory in 'path'", 2, 30},
    {"service twice", "version: 1\nservices:\n  - {path: a}\n  - {path: a, name: b}\n" ONE,
        "'a' is listed twice (first at line 3)", "", 4, 5},
    {"name twice", "version: 1\nservices:\n  - {path: a, name: x}\n  - {path: b, name: x}\n" ONE,
        "two services are named 'x' (first at line 3)", "", 4, 5},
    {"no default stage", "version: 1\nstages: [live]\nservices: [{path: a}]\n" ONE,
        "a service has no stage, and 'production' is not among 'stages'", "give it one of: live", 3,
        12},
    {"no default stage, auto", HEAD "stages: [live]\n" ONE,
        "'services: auto' gives every service the stage 'production', which is not among "
        "'stages'",
        "add it to 'stages', or list the services", 2, 11},
    /* stages, select */
    {"stage twice", HEAD "stages: [production, production]\n" ONE,
        "stage 'production' is listed twice", "", 3, 22},
    {"stage id", HEAD "stages: [production, Live]\n" ONE, "'Live' is not a valid id for a stage",
        "ids consist of lower-case letters, digits and hyphens, at most 64", 3, 22},
    {"select type", HEAD "select: all\n" ONE, "'select' must be a map, not text", "", 3, 9},
    {"select key", HEAD "select: {unownd: error}\n" ONE, "unknown key 'unownd' in 'select'",
        "did you mean 'unowned'?", 3, 10},
    {"select enum", HEAD "select: {unowned: eror}\n" ONE, "'unowned' cannot be 'eror'",
        "did you mean 'error'?", 3, 19},
    /* criteria */
    {"no criteria", HEAD, "the policy requires nothing: it has no checks",
        "add criteria, or 'extends: [preset:backend]'", 1, 1},
    {"criteria empty", HEAD "criteria: {}\n", "the policy requires nothing: it has no checks", NULL,
        3, 11},
    {"criteria list", HEAD "criteria: [a]\n", "'criteria' must be a map of criteria, not list", "",
        3, 11},
    {"all off", HEAD "criteria: {docs: {level: off, checks: {a: {file: x}}}}\n",
        "the policy requires nothing: it has no checks", NULL, 3, 11},
    {"criterion null", HEAD "criteria: {docs: }\n", "criterion 'docs' must be a map, not null", "",
        3, 18},
    {"criterion key", HEAD "criteria: {docs: {chekcs: {}}}\n",
        "unknown key 'chekcs' in criterion 'docs'", "did you mean 'checks'?", 3, 19},
    {"criterion id", HEAD "criteria: {Docs: {checks: {a: {file: x}}}}\n",
        "'Docs' is not a valid id for a criterion",
        "ids consist of lower-case letters, digits and hyphens, at most 64", 3, 12},
    {"criterion level", HEAD "criteria: {docs: {level: warn, checks: {a: {file: x}}}}\n",
        "'level' cannot be 'warn'", "did you mean 'warning'?", 3, 26},
    {"criterion stage", HEAD "criteria: {docs: {stages: [prod], checks: {a: {file: x}}}}\n",
        "unknown stage 'prod'", "did you mean 'production'?", 3, 28},
    {"criterion stage, one",
        HEAD "criteria: {docs: {stages: productoin, checks: {a: {file: x}}}}\n",
        "unknown stage 'productoin'", "did you mean 'production'?", 3, 27},
    {"no stage left",
        "version: 1\nstages: [experiment]\nservices: [{path: a, stage: experiment}]\n" ONE,
        "criterion 'docs' applies to no stage", "name them under 'stages'", 4, 18},
    {"no checks", HEAD "criteria: {docs: {checks: {a: {file: x}}}, dosc: {level: off}}\n",
        "criterion 'dosc' has no checks", "did you mean 'docs'?", 3, 44},
    {"checks empty", HEAD "criteria: {docs: {checks: {}}}\n", "criterion 'docs' has no checks", "",
        3, 27},
    {"checks list", HEAD "criteria: {docs: {checks: [a]}}\n",
        "'checks' must be a map of checks, not list", "", 3, 27},
    /* checks */
    {"check null", HEAD "criteria: {docs: {checks: {a: }}}\n",
        "check 'docs.a' must be a map, not null", "", 3, 31},
    {"check id", HEAD "criteria: {docs: {checks: {a_b: {file: x}}}}\n",
        "'a_b' is not a valid id for a check", NULL, 3, 28},
    {"check id ends", HEAD "criteria: {docs: {checks: {a-: {file: x}}}}\n",
        "'a-' is not a valid id for a check", NULL, 3, 28},
    {"check key", POLICY_CHECK("{levl: off, file: x}"), "unknown key 'levl' in check 'docs.a'",
        "did you mean 'level'?", 7, 10},
    {"kind misspelt", POLICY_CHECK("{contnet: {}}"), "unknown key 'contnet' in check 'docs.a'",
        "did you mean 'content'?", 7, 10},
    {"no kind", POLICY_CHECK("why: because"), "check 'docs.a' has no kind",
        "add one of: file, content, any_of, zoo", 6, 7},
    {"no kind, near another",
        HEAD "criteria: {docs: {checks: {runbook: {file: x}, runbok: {level: error}}}}\n",
        "check 'docs.runbok' has no kind", "did you mean 'runbook'?", 3, 48},
    {"off, but nothing there",
        HEAD "criteria: {docs: {checks: {runbook: {file: x}, runbok: {level: off}}}}\n",
        "check 'docs.runbok' is switched off, but nothing declares it", "did you mean 'runbook'?",
        3, 48},
    {"two kinds", POLICY_CHECK("{file: x, content: {files: a, match: b}}"),
        "two kinds in one check: 'file' and 'content'",
        "make two checks of them, or put them into 'all_of' or 'any_of'", 7, 19},
    {"off and bad", HEAD "criteria: {docs: {checks: {a: {file: x}, b: {level: off, file: 1}}}}\n",
        "check kind 'file' must be a map, not whole number", "", 3, 64},
    {"option key", POLICY_CHECK("file: {any: a, min_byte: 3}"),
        "unknown key 'min_byte' in check kind 'file'", "did you mean 'min_bytes'?", 7, 24},
    {"option missing", POLICY_CHECK("content: {match: a}"), "check kind 'content' has no 'files'",
        NULL, 7, 18},
    {"part key", POLICY_CHECK("any_of: [{file: a, level: off}]"),
        "unknown key 'level' in a part, which has a kind only", NULL, 7, 28},
    {"part text", POLICY_CHECK("any_of: [a]"), "a part must be a map with a kind, not text",
        "write it as a check's kind: {file: README.md}", 7, 18},
    {"part empty", POLICY_CHECK("any_of: [{}]"), "a part has no kind",
        "add one of: file, content, any_of, zoo", 7, 18},
    /* effective, when */
    {"day", POLICY_CHECK("{effective: 2026-02-30, file: x}"),
        "'effective' is not a day: '2026-02-30'", "write 'now', or a day that exists as YYYY-MM-DD",
        7, 21},
    {"criterion's day", HEAD "criteria: {docs: {effective: 2027-02-30, checks: {a: {file: x}}}}\n",
        "'effective' is not a day: '2027-02-30'", "write 'now', or a day that exists as YYYY-MM-DD",
        3, 30},
    {"day number", POLICY_CHECK("{effective: 2026, file: x}"),
        "'effective' must be a day, not whole number", NULL, 7, 21},
    {"day of whom", POLICY_CHECK("{effective: {exising: now}, file: x}"),
        "unknown key 'exising' in 'effective'", "did you mean 'existing'?", 7, 22},
    {"day of some", POLICY_CHECK("{effective: {existing: soon}, file: x}"),
        "'existing' is not a day: 'soon'", NULL, 7, 32},
    {"day of nobody", POLICY_CHECK("{effective: {}, file: x}"),
        "'effective' names neither new_services nor existing", "", 7, 21},
    {"condition key", POLICY_CHECK("{when: {hass: a}, file: x}"),
        "unknown key 'hass' in a condition", NULL, 7, 17},
    {"condition empty", POLICY_CHECK("{when: {}, file: x}"),
        "a condition must be a map such as {has: \"**/*.go\"}", "", 7, 16},
    {"condition stage", POLICY_CHECK("{when: {stage: experimnt}, file: x}"),
        "unknown stage 'experimnt'", "did you mean 'experiment'?", 7, 24},
    {"condition glob", POLICY_CHECK("{when: {changed: [a, ../b]}, file: x}"),
        "the glob '../b' climbs out by '..', and globs cannot", NULL, 7, 30},
    {"condition list", POLICY_CHECK("{when: {any: []}, file: x}"),
        "'any' and 'all' take a list of conditions", "", 7, 22},
    {"condition tag", POLICY_CHECK("{when: {tag: 1}, file: x}"),
        "'tag' must be text, not whole number", "", 7, 22},
    {"tag of nobody", POLICY_CHECK("{when: {tag: critical}, file: x}"),
        "unknown tag 'critical': no service rule gives it",
        "give it to a rule: 'services: [{path: services/*, tags: [critical]}]'", 7, 22},
    {"tag misspelt", TAGGED "{when: {tag: critcal}, file: x}}}}\n",
        "unknown tag 'critcal': no service rule gives it", "did you mean 'critical'?", 3, 44},
    {"tag under not", TAGGED "{when: {not: {any: [{tag: nobody}]}}, file: x}}}}\n",
        "unknown tag 'nobody': no service rule gives it", "use one of: backend, critical", 3, 57},
    {"tag of a check that is off",
        TAGGED "{level: off, when: {tag: critcal}, file: x}, b: {file: x}}}}\n",
        "unknown tag 'critcal': no service rule gives it", "did you mean 'critical'?", 3, 56},
    {"condition not", POLICY_CHECK("{when: {not: {tagg: x}}, file: x}"),
        "unknown key 'tagg' in a condition", NULL, 7, 23},
    /* what the strict YAML refuses */
    {"anchor", HEAD "select: &a {unowned: error}\n" ONE,
        "aliases and anchors are not allowed here: write the value out, or put text that "
        "begins with '&' or '*' in quotes",
        NULL, 3, 9},
    {"second document", HEAD ONE "---\na: b\n",
        "a second document begins here ('---'): only one is allowed in a file", NULL, 4, 1},
};

static void test_load__refuses_with_message_cure_and_place(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(refusals, i, refusals[i].name); i++) {
		policy_load(&f, refusals[i].text);
		policy_refused(&f, refusals[i].name, refusals[i].message, refusals[i].cure,
		    DONE_POLICY_PATH, refusals[i].line, refusals[i].column);
	}
	policy_close(&f);
}

static void repeat(struct done_buf *buf, const char *text, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		done_buf_addstr(buf, text);
}

static void refuse_long(const char *name, struct done_buf *text, const char *part)
{
	struct policy_fixture f = {0};

	policy_load(&f, text->ptr);
	if (f.rc != DONE_E_POLICY || !strstr(f.err.message, part))
		fail_msg("%s: expected '%s', got %d: %s", name, part, f.rc, f.err.message);
	assert_string_equal(f.err.file, DONE_POLICY_PATH);
	policy_close(&f);
	done_buf_release(text);
}

static void test_load__has_limits(void **state)
{
	struct done_buf buf = {0};

	(void)state;
	done_buf_addstr(&buf, HEAD ONE "#");
	repeat(&buf, "0123456789abcdef", DONE_POLICY_MAX / 16);
	refuse_long("256 KiB", &buf, "at most 262144");

	done_buf_addstr(&buf, HEAD "criteria: ");
	repeat(&buf, "[", 70);
	repeat(&buf, "]", 70);
	refuse_long("64 deep", &buf, "nested more than 64 deep");

	done_buf_addstr(&buf, HEAD "criteria: {docs: {checks: {a: {when: ");
	repeat(&buf, "{not: ", 17);
	done_buf_addstr(&buf, "{tag: x}");
	repeat(&buf, "}", 17);
	done_buf_addstr(&buf, ", file: x}}}}\n");
	refuse_long("conditions", &buf, "conditions are nested more than 16 deep");

	done_buf_addstr(&buf, HEAD "criteria: {docs: {checks: {a: {");
	repeat(&buf, "any_of: [{", 9);
	done_buf_addstr(&buf, "file: x");
	repeat(&buf, "}]", 9);
	done_buf_addstr(&buf, "}}}}\n");
	refuse_long("parts", &buf, "is nested more than 8 deep");

	done_buf_addstr(&buf, HEAD "criteria: {docs: {checks: {");
	for (int i = 0; i < 1001; i++)
		done_buf_addf(&buf, "a%d: {file: x}, ", i);
	done_buf_addstr(&buf, "}}}\n");
	refuse_long("checks", &buf, "more than 1000 checks");

	done_buf_addstr(&buf, HEAD "criteria: {");
	repeat(&buf, "a", 65);
	done_buf_addstr(&buf, ": {checks: {a: {file: x}}}}\n");
	refuse_long("id", &buf, "is not a valid id for a criterion");
}

static void test_load__an_id_may_have_64_letters(void **state)
{
	struct policy_fixture f = {0};
	struct done_buf buf = {0};

	(void)state;
	done_buf_addstr(&buf, HEAD "criteria: {");
	repeat(&buf, "a", 64);
	done_buf_addstr(&buf, ": {checks: {0-a: {file: x}}}}\n");
	policy_load(&f, buf.ptr);
	assert_loads(&f);
	policy_close(&f);
	done_buf_release(&buf);
}

/* Aliases are refused where the first stands, so a bomb of them never grows. */
static void test_load__a_bomb_of_aliases_is_refused_at_once(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f, HEAD "criteria:\n  a: &a [x, x]\n  b: &b [*a, *a]\n  c: [*b, *b]\n");
	assert_error(f.err, DONE_E_POLICY, "aliases and anchors are not allowed");
	assert_int_equal(f.err.line, 4);
	policy_close(&f);
}

static void test_load__takes_the_versions_that_it_requires(void **state)
{
	static const char *const texts[] = {
	    ">=0",
	    ">0.0.0",
	    "  >= 0.0 , < 999 ",
	    "<=999.9.9",
	    "=" DONE_VERSION,
	    "<999,>0,>=0",
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(texts, i, texts[i]); i++) {
		struct policy_fixture f = {0};
		char text[256];

		snprintf(text, sizeof(text), HEAD "requires: '%s'\n" ONE, texts[i]);
		policy_load(&f, text);
		assert_loads(&f);
		policy_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_load__takes_the_versions_that_it_requires),
	    cmocka_unit_test(test_load__a_criterion_says_the_day_of_its_checks),
	    cmocka_unit_test(test_load__fills_all_that_is_written),
	    cmocka_unit_test(test_load__what_is_off_is_not_in_the_merged_tree_either),
	    cmocka_unit_test(test_load__defaults_are_those_of_the_language),
	    cmocka_unit_test(test_load__an_absent_policy_is_no_error),
	    cmocka_unit_test(test_load__refuses_with_message_cure_and_place),
	    cmocka_unit_test(test_load__has_limits),
	    cmocka_unit_test(test_load__an_id_may_have_64_letters),
	    cmocka_unit_test(test_load__a_bomb_of_aliases_is_refused_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
