/* Policies of directories: what they may say, what they come to, and that they only ask for more.
 */
#include "done/nested.h"
#include "done/repo.h"
#include "policy_fixture.h"

#define HEAD "version: 1\n"
#define ROOT                                                                                       \
	"version: 1\nservices: [a]\nparams: {name: README.md}\ntarget: silver\ndebt: 2027-02-01\n" \
	"criteria:\n  docs:\n    checks:\n      readme: {file: '${name}'}\n"                       \
	"      size: {level: warning, file: {all: [README.md], min_bytes: 10}}\n"                  \
	"      later: {level: off, file: LATER}\n"                                                 \
	"  logs:\n    effective: 2027-01-01\n    checks:\n      none: {content: {files: x, "       \
	"forbid: y}}\n"
#define A "services/a/.git-done.yml"
#define A_B "services/a/b/.git-done.yml"

/* The policy that counts in services/a/b. */
struct nested_fixture {
	struct policy_fixture f;
	struct done_loaded loaded;
	const struct done_policy *policy;
	int rc;
	struct done_error err;
};

static void nested_open(struct nested_fixture *n, const char *a, const char *b)
{
	struct done_policy_source source;

	memset(n, 0, sizeof(*n));
	if (a)
		policy_file(&n->f, A, a);
	if (b)
		policy_file(&n->f, A_B, b);
	policy_load(&n->f, ROOT);
	assert_success(n->f.rc, n->f.err);
	source = (struct done_policy_source){.self = &n->f, .read = policy_read};
	n->loaded.arena = &n->f.arena;
	n->rc = done_nested_load_at(
	    &n->loaded, &source, &policy_kinds, n->f.policy, "services/a/b", &n->policy, &n->err);
}

static void nested_close(struct nested_fixture *n)
{
	done_loaded_release(&n->loaded);
	policy_close(&n->f);
}

/* "docs.readme error, docs.size warning; gold" */
static void nested_render(const struct done_policy *policy, struct done_buf *out)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			const struct done_check *check = &policy->criteria[i].checks[j];

			done_buf_addf(out, "%s%s%s", out->len ? ", " : "", check->id,
			    check->level == DONE_LEVEL_WARNING ? " warning" : "");
		}
	}
	done_buf_addf(out, "; %s", done_tier_name((enum done_tier)policy->target));
}

static const struct nested_row {
	const char *name, *a, *b, *expected;
} good[] = {
    {"none", NULL, NULL, "docs.readme, docs.size warning, logs.none; silver"},
    {"a target", HEAD "target: gold\n", NULL, "docs.readme, docs.size warning, logs.none; gold"},
    {"a level", HEAD "criteria: {docs: {checks: {size: {level: error}}}}\n", NULL,
        "docs.readme, docs.size, logs.none; silver"},
    {"a check", HEAD "criteria: {docs: {checks: {threat: {file: THREATS.md}}}}\n", NULL,
        "docs.readme, docs.size warning, docs.threat, logs.none; silver"},
    {"a criterion", HEAD "criteria: {pay: {checks: {threat: {file: '${name}'}}}}\n", NULL,
        "docs.readme, docs.size warning, logs.none, pay.threat; silver"},
    {"one that is off", HEAD "criteria: {docs: {checks: {later: {level: error}}}}\n", NULL,
        "docs.readme, docs.size warning, docs.later, logs.none; silver"},
    {"a larger number", HEAD "criteria: {docs: {checks: {size: {file: {min_bytes: 20}}}}}\n", NULL,
        "docs.readme, docs.size warning, logs.none; silver"},
    {"an earlier day", HEAD "criteria: {logs: {effective: 2026-01-01}}\n", NULL,
        "docs.readme, docs.size warning, logs.none; silver"},
    {"two", HEAD "criteria: {docs: {checks: {size: {level: error}}}}\n", HEAD "target: gold\n",
        "docs.readme, docs.size, logs.none; gold"},
    {"the farther one alone", HEAD "requires: '>=0.2'\ntarget: gold\n", NULL,
        "docs.readme, docs.size warning, logs.none; gold"},
    {"the nearer one alone", NULL, HEAD "target: gold\n",
        "docs.readme, docs.size warning, logs.none; gold"},
};

static void test_nested__adds_to_what_is_above(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(good, i, good[i].name); i++) {
		struct nested_fixture n;
		struct done_buf out = {0};

		nested_open(&n, good[i].a, good[i].b);
		assert_success(n.rc, n.err);
		nested_render(n.policy, &out);
		assert_string_equal(out.ptr, good[i].expected);
		/* All else is the root's. */
		assert_ptr_equal(n.policy->rules, n.f.policy->rules);
		assert_int_equal(n.policy->debt, n.f.policy->debt);
		assert_int_equal(n.policy->files.nr, 1 + !!good[i].a + !!good[i].b);
		done_buf_release(&out);
		nested_close(&n);
	}
}

static const struct nested_bad_row {
	const char *name, *a, *b;
	const char *message, *cure;
	const char *file;
	int line, column;
} bad[] = {
    {"no version", "target: gold\n", NULL, "the policy does not declare its version",
        "begin it with 'version: 1'", A, 1, 1},
    {"another version", "version: 2\ntarget: gold\n", NULL,
        "version 2 of the policy language is not supported", NULL, A, 1, 10},
    {"a newer program", HEAD "requires: '>=99'\ntargets: gold\n", NULL,
        "the policy requires git-done >=99, and this is " DONE_VERSION, NULL, A, 2, 11},
    {"no map", "- 1\n", NULL, "a policy must be a map, not list", NULL, A, 1, 1},
    {"no YAML", HEAD "target: [\n", NULL, "", NULL, A, 3, 1},
    {"a misspelt key", HEAD "targt: gold\n", NULL,
        "unknown key 'targt' in the policy of a directory", "did you mean 'target'?", A, 2, 1},
    {"a key of the root", HEAD "waivers: {max_days: 3}\n", NULL,
        "'waivers' is not allowed in the policy of a directory",
        "write it into '.git-done.yml' at the root; here stand version, requires, criteria and "
        "target",
        A, 2, 1},
    {"parameters", HEAD "params: {a: 1}\n", NULL,
        "'params' is not allowed in the policy of a directory", NULL, A, 2, 1},
    {"extends", HEAD "extends: [preset:backend]\n", NULL,
        "the policy of a directory cannot extend another: it adds to the policy above it",
        "write its checks here, or name what it extends in '.git-done.yml' at the root", A, 2, 1},
    {"nothing", HEAD, NULL, "the policy of a directory asks for nothing",
        "add criteria or a target, or remove the file", A, 1, 1},
    {"criteria that are none", HEAD "criteria:\n", NULL,
        "'criteria' must be a map of criteria, not null", NULL, A, 2, 10},
    {"no tier", HEAD "target: golden\n", NULL, "", "did you mean 'gold'?", A, 2, 9},
    {"a misspelt criterion", HEAD "criteria: {doc: {level: error}}\n", NULL,
        "criterion 'doc' has no checks", "did you mean 'docs'?", A, 2, 12},
    {"a misspelt check", HEAD "criteria: {docs: {checks: {readmee: {level: error}}}}\n", NULL, "",
        "did you mean 'readme'?", A, 2, 28},
    {"a misspelt parameter", HEAD "criteria: {pay: {checks: {x: {file: '${nam}'}}}}\n", NULL,
        "unknown parameter '${nam}'", "did you mean '${name}'?", A, 2, 37},
    {"an unknown stage", HEAD "criteria: {docs: {stages: [productoin]}}\n", NULL, "",
        "did you mean 'production'?", A, 2, 28},
    /* What loosens. */
    {"a lower target", HEAD "target: bronze\n", NULL,
        "this loosens the policy above: target silver -> bronze (stated at .git-done.yml:4)",
        "the policy of a directory may only ask for more: take it out, or change '.git-done.yml'",
        A, 2, 9},
    {"a warning", HEAD "criteria:\n  docs: {checks: {readme: {level: warning}}}\n", NULL,
        "this loosens the policy above: 'docs.readme' is lowered to a warning (stated at "
        ".git-done.yml:9)",
        NULL, A, 3, 35},
    {"off", HEAD "criteria:\n  docs: {checks: {size: {level: off}}}\n", NULL,
        "this loosens the policy above: 'docs.size' is removed (stated at .git-done.yml:10)", NULL,
        A, 3, 33},
    {"a whole criterion off", HEAD "criteria: {logs: {level: off}}\n", NULL,
        "this loosens the policy above: 'logs.none' is removed (stated at .git-done.yml:13)", NULL,
        A, 2, 26},
    {"a later day", HEAD "criteria: {logs: {effective: 2027-06-01}}\n", NULL,
        "this loosens the policy above: 'logs.none' is put off: 2027-01-01 -> 2027-06-01 (stated "
        "at .git-done.yml:13)",
        NULL, A, 2, 30},
    {"longer debt", HEAD "criteria: {docs: {debt: allow}}\n", NULL,
        "this loosens the policy above: 'docs.readme': debt 2027-02-01 -> allow (stated at "
        ".git-done.yml:8), and 1 more",
        NULL, A, 2, 25},
    {"a smaller number", HEAD "criteria: {docs: {checks: {size: {file: {min_bytes: 5}}}}}\n", NULL,
        "this loosens the policy above: 'docs.size': min_bytes 10 -> 5 (stated at "
        ".git-done.yml:10)",
        NULL, A, 2, 53},
    {"another pattern", HEAD "criteria: {logs: {checks: {none: {content: {forbid: z}}}}}\n", NULL,
        "this loosens the policy above: 'logs.none': forbid 'y' -> 'z' (stated at "
        ".git-done.yml:15)",
        NULL, A, 2, 53},
    {"another kind", HEAD "criteria: {logs: {checks: {none: {file: x}}}}\n", NULL,
        "this loosens the policy above: 'logs.none' tests something else: content -> file (stated "
        "at .git-done.yml:15)",
        NULL, A, 2, 41},
    {"a condition", HEAD "criteria: {docs: {checks: {readme: {when: {stage: production}}}}}\n",
        NULL,
        "this loosens the policy above: 'docs.readme': when none -> {stage: 'production'} (stated "
        "at "
        ".git-done.yml:9)",
        NULL, A, 2, 43},
    {"less than the one above", HEAD "target: gold\n", HEAD "target: silver\n",
        "this loosens the policy above: target gold -> silver (stated at " A ":2)",
        "the policy of a directory may only ask for more: take it out, or change '" A "'", A_B, 2,
        9},
    {"the farther one is broken", HEAD "targt: gold\n", HEAD "target: gold\n",
        "unknown key 'targt' in the policy of a directory", NULL, A, 2, 1},
};

static void test_nested__is_refused_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].name); i++) {
		const struct nested_bad_row *row = &bad[i];
		struct nested_fixture n;

		nested_open(&n, row->a, row->b);
		assert_int_equal(n.rc, DONE_E_POLICY);
		if (*row->message)
			assert_string_equal(n.err.message, row->message);
		if (row->cure)
			assert_string_equal(n.err.cure, row->cure);
		assert_string_equal(n.err.file, row->file);
		assert_int_equal(n.err.line, row->line);
		assert_int_equal(n.err.column, row->column);
		nested_close(&n);
	}
}

/* What it does not name is not made again. */
static void test_nested__costs_what_it_says(void **state)
{
	struct nested_fixture n;

	(void)state;
	nested_open(&n, HEAD "criteria: {docs: {checks: {size: {level: error}}}}\n", NULL);
	assert_success(n.rc, n.err);
	assert_ptr_equal(n.policy->criteria[1].checks, n.f.policy->criteria[1].checks);
	assert_int_equal(n.policy->nr_patterns, 0);
	assert_int_equal(n.f.policy->nr_patterns, 1);
	nested_close(&n);
}

static void test_nested__is_united_for_reports(void **state)
{
	static const struct {
		const char *name;
		bool is_every;
		const char *expected;
	} rows[] = {
	    {"each once", false, "docs.readme, docs.size warning, logs.none, pay.threat; silver"},
	    {"every one", true,
	        "docs.readme, docs.size warning, docs.readme, docs.size, logs.none, pay.threat; "
	        "silver"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct nested_fixture n;
		struct done_buf out = {0};
		const struct done_policy *all[2];

		nested_open(&n,
		    HEAD "criteria:\n  docs: {checks: {size: {level: error}}}\n"
		         "  pay: {checks: {threat: {file: T}}}\n",
		    NULL);
		assert_success(n.rc, n.err);
		all[0] = n.f.policy;
		all[1] = n.policy;
		nested_render(done_policies_united(&n.f.arena, all, 2, rows[i].is_every), &out);
		assert_string_equal(out.ptr, rows[i].expected);
		done_buf_release(&out);
		nested_close(&n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nested__adds_to_what_is_above),
	    cmocka_unit_test(test_nested__is_refused_with_its_place),
	    cmocka_unit_test(test_nested__costs_what_it_says),
	    cmocka_unit_test(test_nested__is_united_for_reports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
