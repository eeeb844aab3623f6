/* Policies of other repositories: what holds their files to a hash, and a policy to them. */
#include "done/repo.h"
#include "policy_fixture.h"

#define FROM "https://git.example.com/policies.git@0123456789abcdef0123456789abcdef01234567"
#define HEAD "version: 1\n"
#define OURS "services: [a]\n"
#define ORG_FILE DONE_IMPORTS "/backend.yml"
#define COMMON_FILE DONE_IMPORTS "/common.yml"
#define ORG_HASH "@@"    /* replaced by the hash of the imported file */
#define COMMON_HASH "%%" /* of what it extends */
#define IMPORT(more) \
	"extends: [{path: " ORG_FILE ", sha256: \"" ORG_HASH "\", from: \"" FROM "\"" more "}]\n"
#define IMPORT_ALONE HEAD IMPORT("")
#define IMPORT_BOTH HEAD IMPORT(", files: {common.yml: \"" COMMON_HASH "\"}")

static void expand(const char *text, const char *mark, const char *hash, struct done_buf *out)
{
	const char *at;

	while ((at = strstr(text, mark))) {
		done_buf_add(out, text, (size_t)(at - text));
		done_buf_addstr(out, hash);
		text = at + strlen(mark);
	}
	done_buf_addstr(out, text);
}

/* .git-done.yml with its marks replaced; org and common are files below DONE_IMPORTS. */
static void load_import(struct policy_fixture *f, const char *own, const char *org,
    const char *common, struct done_buf texts[2])
{
	char hash[DONE_SHA256_HEX + 1];

	done_sha256((struct done_bytes){org, strlen(org)}, hash);
	expand(own, ORG_HASH, hash, &texts[0]);
	done_sha256((struct done_bytes){common, strlen(common)}, hash);
	expand(texts[0].ptr, COMMON_HASH, hash, &texts[1]);
	policy_file(f, ORG_FILE, org);
	policy_file(f, COMMON_FILE, common);
	policy_load(f, texts[1].ptr);
}

#define ORG_CHECKS                                                                                 \
	"criteria:\n  docs:\n    checks:\n      readme: {file: README.md}\n      runbook: {tier: " \
	"silver, file: RUNBOOK.md}\n"
#define COMMON HEAD "criteria: {docs: {checks: {owner: {file: OWNERS}}}}\n"

static const struct binding_row {
	const char *name, *own, *org;
	const char *message; /* NULL: it is valid */
	const char *cure;
	int line, column;
} bindings[] = {
    {"nothing of its own", IMPORT_ALONE OURS, HEAD ORG_CHECKS, NULL, NULL, 0, 0},
    {"new checks", IMPORT_ALONE OURS "criteria: {docs: {checks: {log: {file: CHANGELOG}}}}\n",
        HEAD ORG_CHECKS, NULL, NULL, 0, 0},
    {"higher level and tier, another word",
        IMPORT_ALONE OURS "target: gold\ncriteria:\n  docs:\n    title: Papers\n    checks:\n"
                          "      readme: {level: error, why: so}\n      runbook: {tier: bronze}\n",
        HEAD ORG_CHECKS, NULL, NULL, 0, 0},
    {"earlier day", IMPORT_ALONE OURS "debt: 2027-01-01\n", HEAD "debt: 2027-02-01\n" ORG_CHECKS,
        NULL, NULL, 0, 0},
    {"later day", IMPORT_ALONE OURS "debt: 2027-03-01\n", HEAD "debt: 2027-02-01\n" ORG_CHECKS,
        "this loosens the imported policy: debt 2027-02-01 -> 2027-03-01 (stated at " ORG_FILE
        ":2)",
        "take it out, or ask for 'debt' in 'allow_loosening' of the imported policy, and import "
        "that version: git done policy import --update",
        4, 7},
    {"later day, allowed", IMPORT_ALONE OURS "debt: 2027-03-01\n",
        HEAD "debt: 2027-02-01\nallow_loosening: debt\n" ORG_CHECKS, NULL, NULL, 0, 0},
    {"level",
        IMPORT_ALONE OURS "criteria:\n  docs:\n    checks:\n      readme:\n"
                          "        why: so\n        level: warning\n",
        HEAD ORG_CHECKS,
        "this loosens the imported policy: 'docs.readme' is lowered to a warning (stated "
        "at " ORG_FILE ":5)",
        NULL, 9, 16},
    {"a criterion is allowed",
        IMPORT_ALONE OURS "criteria: {docs: {checks: {readme: {level: off}}}}\n",
        HEAD "allow_loosening: [docs]\n" ORG_CHECKS, NULL, NULL, 0, 0},
    {"another check is allowed",
        IMPORT_ALONE OURS "criteria: {docs: {checks: {readme: {level: off}}}}\n",
        HEAD "allow_loosening: [docs.runbook]\n" ORG_CHECKS,
        "this loosens the imported policy: 'docs.readme' is removed (stated at " ORG_FILE ":6)",
        NULL, 4, 44},
    {"a whole criterion is off",
        IMPORT_ALONE OURS "criteria:\n  docs: {level: off}\n  mine: {checks: {log: {file: X}}}\n",
        HEAD ORG_CHECKS,
        "this loosens the imported policy: 'docs.readme' is removed (stated at " ORG_FILE
        ":4), and 1 more",
        NULL, 5, 17},
    {"the nearer file allows itself", IMPORT_ALONE OURS "allow_loosening: [debt]\ndebt: allow\n",
        HEAD ORG_CHECKS, "this loosens the imported policy: debt refuse -> allow", NULL, 5, 7},
    {"services of its own", IMPORT_ALONE "services: [b]\n", HEAD "services: [a]\n" ORG_CHECKS,
        "this loosens the imported policy: 'services' are other rules (stated at " ORG_FILE ":2)",
        NULL, 3, 11},
    {"rules of its own, with what comes with them",
        IMPORT_ALONE "services: [{path: a, stage: experiment, kind: worker, ignore: x}]\n",
        HEAD ORG_CHECKS, NULL, NULL, 0, 0},
    {"its stage, where the imported one has the rules",
        IMPORT_ALONE "services: [{path: a, stage: experiment}]\n",
        HEAD "services: [a]\n" ORG_CHECKS,
        "this loosens the imported policy: 'services' are other rules (stated at " ORG_FILE ":2)",
        NULL, 3, 11},
    {"services, allowed", IMPORT_ALONE "services: [b]\n",
        HEAD "services: [a]\nallow_loosening: [services]\n" ORG_CHECKS, NULL, NULL, 0, 0},
    {"select", IMPORT_ALONE OURS "select: {unowned: ignore}\n",
        HEAD "select: {unowned: error}\n" ORG_CHECKS,
        "this loosens the imported policy: changed paths that no service owns count for less "
        "(stated at " ORG_FILE ":2)",
        NULL, 4, 19},
    {"a parameter of its checks", IMPORT_ALONE OURS "params:\n  bytes: 5\n",
        HEAD "params: {bytes: 9}\ncriteria:\n  docs:\n    checks:\n      readme:\n"
             "        file: {any: README.md, min_bytes: '${bytes}'}\n",
        "this loosens the imported policy: 'docs.readme': min_bytes 9 -> 5 (stated at " ORG_FILE
        ":2)",
        NULL, 5, 10},
    {"with what it extends", IMPORT_BOTH OURS "criteria: {docs: {checks: {owner: {level: off}}}}\n",
        HEAD "extends: common.yml\n" ORG_CHECKS,
        "this loosens the imported policy: 'docs.owner' is removed (stated at " COMMON_FILE ":2)",
        NULL, 4, 43},
    {"from the top of its repository", IMPORT_BOTH OURS, HEAD "extends: /common.yml\n" ORG_CHECKS,
        NULL, NULL, 0, 0},
    {"allows what is not there", IMPORT_ALONE OURS,
        HEAD "allow_loosening: [docs.readmee]\n" ORG_CHECKS,
        "'docs.readmee' is not a check, a criterion or a key of the policy",
        "did you mean 'docs.readme'?", 2, 19},
};

static void test_imported__binds_the_policy_above_it(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(bindings, i, bindings[i].name); i++) {
		const struct binding_row *row = &bindings[i];
		struct policy_fixture f = {0};
		struct done_buf texts[2] = {{0}, {0}};

		load_import(&f, row->own, row->org, COMMON, texts);
		if (!row->message) {
			assert_loads(&f);
		} else {
			assert_int_equal(f.rc, DONE_E_POLICY);
			assert_string_equal(f.err.message, row->message);
			if (row->cure)
				assert_string_equal(f.err.cure, row->cure);
			assert_int_equal(f.err.line, row->line);
			assert_int_equal(f.err.column, row->column);
		}
		policy_close(&f);
		done_buf_release(&texts[0]);
		done_buf_release(&texts[1]);
	}
}

#define ENTRY(path, hash, from) \
	HEAD "extends: [{path: " path ", sha256: \"" hash "\", from: \"" from "\"}]\n" OURS
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static const struct entry_row {
	const char *name, *own, *org, *message;
	int line, column;
} entries[] = {
    {"edited", ENTRY(ORG_FILE, ZEROS, FROM), HEAD ORG_CHECKS, "' is not the file that was imported",
        2, 53},
    {"edited, what it extends", HEAD IMPORT(", files: {common.yml: \"" ZEROS "\"}") OURS,
        HEAD "extends: common.yml\n" ORG_CHECKS, "common.yml' is not the file that was imported", 2,
        228},
    {"not named", IMPORT_ALONE OURS, HEAD "extends: common.yml\n" ORG_CHECKS,
        "the imported policy extends '" COMMON_FILE "', which its 'files' do not name", 2, 11},
    {"named, and not extended", IMPORT_BOTH OURS, HEAD ORG_CHECKS,
        "the imported policy does not extend 'common.yml'", 2, 228},
    {"another folder", ENTRY("policies/x.yml", ZEROS, FROM), HEAD,
        "an imported policy must lie below '" DONE_IMPORTS "/'", 2, 18},
    {"up", ENTRY(DONE_IMPORTS "/../../x.yml", ZEROS, FROM), HEAD,
        "an imported policy must lie below '" DONE_IMPORTS "/'", 2, 18},
    {"absolute", ENTRY("/" ORG_FILE, ZEROS, FROM), HEAD,
        "an imported policy must lie below '" DONE_IMPORTS "/'", 2, 18},
    {"half a hash", ENTRY(ORG_FILE, "00", FROM), HEAD,
        "'sha256' must be 64 lower-case hexadecimal digits", 2, 53},
    {"no commit", ENTRY(ORG_FILE, ZEROS, "https://git.example.com/policies.git"), HEAD,
        "'from' must be the address of a repository", 2, 127},
    {"no hash", HEAD "extends: [{path: " ORG_FILE "}]\n" OURS, HEAD,
        "an imported policy has no 'sha256'", 2, 11},
    {"a path alone", HEAD "extends: [" ORG_FILE "]\n" OURS, HEAD ORG_CHECKS,
        "'" ORG_FILE "' is an imported file, and its hash is missing", 2, 11},
    {"a path from the top alone", HEAD "extends: [/" ORG_FILE "]\n" OURS, HEAD ORG_CHECKS,
        "'/" ORG_FILE "' is an imported file, and its hash is missing", 2, 11},
    {"out of its repository", IMPORT_ALONE OURS, HEAD "extends: ../../x.yml\n" ORG_CHECKS,
        "the path '../../x.yml' climbs out by '..'", 2, 10},
    {"a circle", IMPORT_ALONE OURS, HEAD "extends: backend.yml\n" ORG_CHECKS,
        "'extends' goes in a circle: " ORG_FILE " -> " ORG_FILE, 2, 10},
    {"no YAML", IMPORT_ALONE OURS, "\t", "", 1, 1},
    {"newer", IMPORT_ALONE OURS, HEAD "requires: '>=99'\n" ORG_CHECKS,
        "the policy requires git-done >=99, and this is " DONE_VERSION, 2, 11},
    {"asks nothing", IMPORT_ALONE OURS, HEAD, "the policy requires nothing: it has no checks", 1,
        1},
};

static void test_imported__is_refused_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(entries, i, entries[i].name); i++) {
		const struct entry_row *row = &entries[i];
		struct policy_fixture f = {0};
		struct done_buf texts[2] = {{0}, {0}};

		load_import(&f, row->own, row->org, COMMON, texts);
		assert_int_equal(f.rc, DONE_E_POLICY);
		if (!strstr(f.err.message, row->message))
			assert_string_equal(f.err.message, row->message);
		assert_int_equal(f.err.line, row->line);
		assert_int_equal(f.err.column, row->column);
		policy_close(&f);
		done_buf_release(&texts[0]);
		done_buf_release(&texts[1]);
	}
}

/* As git writes it into a work tree, where it is told to change line ends. */
static void test_imported__may_have_other_line_ends(void **state)
{
	static const struct {
		const char *locked, *file;
		bool is_same;
	} rows[] = {
	    {HEAD "criteria:\n  docs: {checks: {readme: {file: R}}}\n",
	        "version: 1\r\ncriteria:\r\n  docs: {checks: {readme: {file: R}}}\r\n", true},
	    {HEAD "criteria:\n  docs: {checks: {readme: {file: R}}}\n",
	        "version: 1\r\ncriteria:\n  docs: {checks: {readme: {file: R}}}\r\n", true},
	    {"version: 1\r\ncriteria: {docs: {checks: {readme: {file: R}}}}\r\n",
	        "version: 1\r\ncriteria: {docs: {checks: {readme: {file: R}}}}\r\n", true},
	    {HEAD "criteria: {docs: {checks: {readme: {file: R}}}}\n",
	        "version: 1\r\ncriteria: {docs: {checks: {readme: {file: S}}}}\r\n", false},
	    {HEAD "criteria: {docs: {checks: {readme: {file: R}}}}\n",
	        HEAD "criteria: {docs: {checks: {readme: {file: R}}}}\n\r", false},
	    {HEAD "criteria: {docs: {checks: {readme: {file: R}}}}\n",
	        HEAD "criteria: {docs: {checks: {readme: {file: R}}}}\n\r\n", false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		struct policy_fixture f = {0};
		struct done_buf own = {0};
		char hash[DONE_SHA256_HEX + 1];

		done_sha256((struct done_bytes){rows[i].locked, strlen(rows[i].locked)}, hash);
		expand(IMPORT_ALONE OURS, ORG_HASH, hash, &own);
		policy_file(&f, ORG_FILE, rows[i].file);
		policy_load(&f, own.ptr);
		if (rows[i].is_same)
			assert_loads(&f);
		else
			assert_error(f.err, DONE_E_POLICY, "is not the file that was imported");
		policy_close(&f);
		done_buf_release(&own);
	}
}

/* A department's policy that imports the company's: each binds by its own list. */
static void test_imported__of_an_imported_one_binds_as_well(void **state)
{
	static const char company[] = HEAD ORG_CHECKS;
	static const char *const allowed[] = {"allow_loosening: [docs]\n", ""};
	char hash[DONE_SHA256_HEX + 1], outer[DONE_SHA256_HEX + 1];

	(void)state;
	done_sha256((struct done_bytes){company, strlen(company)}, hash);
	for (size_t i = 0; TEST_EACH(allowed, i, allowed[i]); i++) {
		struct policy_fixture f = {0};
		char department[1000], own[1000];

		snprintf(department, sizeof(department),
		    HEAD "%sextends: [{path: " DONE_IMPORTS
		         "/company.yml, sha256: \"%s\", from: \"" FROM "\"}]\n",
		    allowed[i], hash);
		done_sha256((struct done_bytes){department, strlen(department)}, outer);
		snprintf(own, sizeof(own),
		    HEAD "extends: [{path: " ORG_FILE ", sha256: \"%s\", from: \"" FROM
		         "\", files: {" DONE_IMPORTS "/company.yml: \"%s\"}}]\n" OURS "%s",
		    outer, hash, i ? "" : "criteria: {docs: {checks: {readme: {level: off}}}}\n");
		policy_file(&f, ORG_FILE, department);
		policy_file(&f, DONE_IMPORTS "/" DONE_IMPORTS "/company.yml", company);
		policy_load(&f, own);
		if (i) {
			assert_loads(&f);
			assert_int_equal(f.policy->files.nr, 3);
		} else {
			assert_int_equal(f.rc, DONE_E_POLICY);
			assert_non_null(strstr(f.err.message, "'docs.readme' is removed"));
			assert_int_equal(f.err.line, 4);
		}
		policy_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_imported__binds_the_policy_above_it),
	    cmocka_unit_test(test_imported__is_refused_with_its_place),
	    cmocka_unit_test(test_imported__may_have_other_line_ends),
	    cmocka_unit_test(test_imported__of_an_imported_one_binds_as_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
