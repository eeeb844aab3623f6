/* Which selectors of a policy match nothing in a tree, and what is said of them. */
#include "done/selectors.h"

#include "done/check.h"
#include "fake_snapshot.h"
#include "support.h"

struct looking {
	struct done_arena arena;
	struct fake_snapshot fake;
	struct done_snapshot snapshot;
	struct done_policy *policy;
	struct done_services services;
	struct done_selector_faults faults;
	struct done_error err;
	const char *text;
};

static int read_text(void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	(void)err;
	if (strcmp(path, DONE_POLICY_PATH) != 0)
		return 0;
	done_buf_addstr(out, self);
	return 1;
}

/* files: paths separated by blanks; "x@" is a submodule, "x>" a link. */
static void add_files(struct looking *looking, const char *files)
{
	char *list = done_arena_strdup(&looking->arena, files);

	for (char *save = NULL, *path = strtok_r(list, " ", &save); path;
	     path = strtok_r(NULL, " ", &save)) {
		size_t last = strlen(path) - 1;
		char sort = path[last];

		if (sort == '@' || sort == '>')
			path[last] = '\0';
		if (sort == '@')
			fake_submodule(&looking->fake, path);
		else if (sort == '>')
			fake_link(&looking->fake, path, "elsewhere");
		else
			fake_file(&looking->fake, path, "text\n");
	}
	fake_open(&looking->fake, &looking->snapshot);
}

static void begin(struct looking *looking, const char *files, const char *policy)
{
	struct done_policy_source source = {.self = (void *)(uintptr_t)policy, .read = read_text};

	memset(looking, 0, sizeof(*looking));
	looking->text = policy;
	add_files(looking, files);
	assert_success(done_policy_load(&looking->arena, &source, DONE_POLICY_PATH,
	                   done_check_forms(), &looking->policy, &looking->err),
	    looking->err);
	assert_success(done_services_discover(&looking->snapshot, looking->policy, &looking->arena,
	                   &looking->services, &looking->err),
	    looking->err);
}

static void end(struct looking *looking)
{
	done_policy_release(looking->policy);
	fake_release(&looking->fake);
	done_arena_release(&looking->arena);
}

/* A place is that of the selector itself: its text stands there, in quotes or without. */
static void assert_place(const struct done_selector_fault *fault, const char *policy)
{
	const char *text = strchr(fault->message, '\'') + 1;

	assert_string_equal(fault->place.file, DONE_POLICY_PATH);
	for (int line = 1; line < fault->place.line; line++)
		policy = strchr(policy, '\n') + 1;
	policy += fault->place.column - 1;
	policy += *policy == '\'';
	assert_memory_equal(policy, text, strcspn(text, "'"));
}

/* The faults as lines, without their places. */
static const char *faults_of(struct looking *looking, enum done_selectors_how how)
{
	struct done_buf text = {0};
	const char *kept;

	assert_success(done_selectors_look(&looking->arena, &looking->snapshot, looking->policy,
	                   &looking->services, how, &looking->faults, &looking->err),
	    looking->err);
	for (size_t i = 0; i < looking->faults.nr; i++) {
		if (looking->faults.items[i].place.file)
			assert_place(&looking->faults.items[i], looking->text);
		done_buf_addf(&text, "%s%s", i ? "\n" : "", looking->faults.items[i].message);
	}
	kept = done_arena_strdup(&looking->arena, text.ptr ? text.ptr : "");
	done_buf_release(&text);
	return kept;
}

#define RULE(rule) "version: 1\nservices: [" rule "]\n"
#define DOCS "criteria: {d: {checks: {r: {file: README.md}}}}\n"
#define CHECK(check) \
	"version: 1\nservices: ['services/*']\ncriteria: {d: {checks: {c: " check "}}}\n"
#define NO_FILE "no service has such a file; "
#define ROOT_FILE "this tree has no such file; "
#define NO_DIRECTORY "this tree has no such directory; "
#define NO_MARKER "no directory that its rule matches has such a file; "
#define NO_PATH "this tree has no such path, so no change selects a service by it; "
#define NO_CHANGE "this tree has no such file, so no change selects every service by it; "
#define CORRECT_GLOB "correct the glob, or remove it"
#define CORRECT_PATH "correct the path, or remove it"
#define CORRECT_RULE "correct the path, or remove the rule"

static const struct {
	const char *name, *files, *policy, *expected;
} rows[] = {
    /* rules */
    {"all rules find", "services/a/x apps/b/x",
        RULE("'services/*', {path: apps/b, name: c}, .") DOCS, ""},
    {"a glob misspelt", "services/a/x apps/b/x", RULE("'services/*', 'aps/*'") DOCS,
        "service rule 'aps/*' matches nothing: " NO_DIRECTORY "did you mean 'apps/*'?"},
    {"a glob of nothing near", "services/a/x", RULE("'services/*', 'workers/**/api'") DOCS,
        "service rule 'workers/**/api' matches nothing: " NO_DIRECTORY CORRECT_RULE},
    {"a path with a name", "services/a/x apps/b/x",
        RULE("'services/*', {path: apps/bb, name: b}") DOCS,
        "service rule 'apps/bb' matches nothing: " NO_DIRECTORY "did you mean 'apps/b'?"},
    {"in another case", "Apps/b/x services/a/x", RULE("'services/*', apps/b") DOCS,
        "service rule 'apps/b' matches nothing: " NO_DIRECTORY "did you mean 'Apps/b'?"},
    {"below a wildcard", "teams/x/svc/y services/a/x", RULE("'services/*', teams/*/svcs") DOCS,
        "service rule 'teams/*/svcs' matches nothing: " NO_DIRECTORY "did you mean 'teams/*/svc'?"},
    {"a file, a submodule and a link are no directories", "services/a/x apps/b apps/c@ apps/d>",
        RULE("'services/*', apps/b, apps/c, apps/d") DOCS,
        "service rule 'apps/b' matches nothing: what it names is not a directory of this "
        "tree; " CORRECT_RULE "\n"
        "service rule 'apps/c' matches nothing: what it names is not a directory of this "
        "tree; " CORRECT_RULE "\n"
        "service rule 'apps/d' matches nothing: what it names is not a directory of this "
        "tree; " CORRECT_RULE},
    {"a rule of nothing has no markers to miss", "services/a/x",
        RULE("'services/*', {path: 'x/*', markers: [go.mod]}") DOCS,
        "service rule 'x/*' matches nothing: " NO_DIRECTORY CORRECT_RULE},
    {"a rule behind another", "services/a/x",
        RULE("'services/*', {path: '*/a', stage: deprecated}") DOCS,
        "service rule '*/a' finds no service of its own: every directory that it matches "
        "belongs to the rule 'services/*' (line 2), which comes first; put the narrower rule "
        "first"},
    {"a rule behind one that names a directory", "services/a/x",
        RULE("'services/*', services/a") DOCS, ""},
    {"a rule that shares", "services/a/x apps/aa/x", RULE("'services/*', '*/a*'") DOCS, ""},
    /* markers */
    {"a marker misspelt", "services/a/x apps/b/Dockerfile",
        RULE("'services/*', {path: apps/*, markers: [Dokcerfile]}") DOCS,
        "marker 'Dokcerfile' matches nothing: " NO_MARKER "did you mean 'Dockerfile'?"},
    {"one marker of two", "apps/b/Dockerfile apps/c/x package.json",
        RULE("{path: apps/*, markers: [Dockerfile, pakage.json]}") DOCS,
        "marker 'pakage.json' matches nothing: " NO_MARKER "correct the name, or remove it"},
    {"markers that are there", "apps/b/Dockerfile apps/c/go.mod apps/d/x.csproj",
        RULE("{path: apps/*, markers: [Dockerfile, go.mod, '*.csproj']}") DOCS, ""},
    {"a marker further down is none", "apps/b/deep/Dockerfile services/a/x",
        RULE("'services/*', {path: apps/*, markers: Dockerfile}") DOCS,
        "marker 'Dockerfile' matches nothing: " NO_MARKER "correct the name, or remove it"},
    {"a marker elsewhere is none", "apps/b/x libs/Dockerfile services/a/x",
        RULE("'services/*', {path: apps/*, markers: Dockerfile}") "select: {everything: "
                                                                  "'**/zz9'}\n" DOCS,
        "marker 'Dockerfile' matches nothing: " NO_MARKER "correct the name, or remove it\n"
        "everything '**/zz9' matches nothing: " NO_CHANGE CORRECT_PATH},
    {"a marker of the root", "Dockerfile services/a/x",
        RULE("'services/*', {path: ., name: r, markers: [Dockerfile, go.mod]}") DOCS,
        "marker 'go.mod' matches nothing: " NO_MARKER "correct the name, or remove it"},
    /* depends_on and everything */
    {"depends_on", "services/a/x libs/common/l",
        RULE("{path: services/*, depends_on: [libs/common, libs/comon, 'libs/**', 'lib/*']}") DOCS,
        "depends_on 'libs/comon' matches nothing: " NO_PATH "did you mean 'libs/common'?\n"
        "depends_on 'lib/*' matches nothing: " NO_PATH "did you mean 'libs/*'?"},
    {"depends_on a submodule, a link and a file", "services/a/x sub@ link> go.sum",
        RULE("{path: services/*, depends_on: [sub, link, go.sum]}") DOCS, ""},
    {"depends_on below a submodule", "services/a/x sub@",
        RULE("{path: services/*, depends_on: [sub/x]}") DOCS,
        "depends_on 'sub/x' matches nothing: " NO_PATH CORRECT_PATH},
    {"depends_on of several rules", "services/a/x apps/b/x",
        RULE("{path: services/*, depends_on: lib}, {path: apps/*, depends_on: [lib]}") DOCS,
        "depends_on 'lib' (also at line 2) matches nothing: " NO_PATH CORRECT_PATH},
    {"everything", "services/a/x go.work libs/l",
        RULE("'services/*'") "select: {everything: [go.work, go.wrk, libs, '**/go.wrok']}\n" DOCS,
        "everything 'go.wrk' matches nothing: " NO_CHANGE "did you mean 'go.work'?\n"
        "everything 'libs' matches nothing: it is a directory, and changes are of files; "
        "did you mean 'libs/**'?\n"
        "everything '**/go.wrok' matches nothing: " NO_CHANGE "did you mean '**/go.work'?"},
    {"ignore is not asked for", "services/a/x",
        RULE("{path: services/*, ignore: ['**/*_test.go']}") DOCS, ""},
    /* files */
    {"files", "services/a/src/m.go services/b/x",
        CHECK("{content: {files: ['**/*.go', 'src/*.go', '**/*.gp', 'scr/**'], match: x}}"),
        "files '**/*.gp' of 'd.c' matches nothing: " NO_FILE "did you mean '**/*.go'?\n"
        "files 'scr/**' of 'd.c' matches nothing: " NO_FILE "did you mean 'src/**'?"},
    {"files that lie outside of services", "services/a/x libs/m.go",
        CHECK("{content: {files: '**/*.go', match: x}}"),
        "files '**/*.go' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB},
    {"files from the root", "services/a/x docs/a.md",
        CHECK("{content: {files: [/docs/a.md, /docs/b.md, '/dosc/*.md'], match: x}}"),
        "files '/docs/b.md' of 'd.c' matches nothing: " ROOT_FILE "did you mean '/docs/a.md'?\n"
        "files '/dosc/*.md' of 'd.c' matches nothing: " ROOT_FILE "did you mean '/docs/*.md'?"},
    {"a directory in the place of files", "services/a/src/x",
        CHECK("{content: {files: src, match: x}}"),
        "files 'src' of 'd.c' matches nothing: it is a directory, and only files count; "
        "did you mean 'src/**'?"},
    {"the top folder only", "services/a/cmd/main.go",
        CHECK("{content: {files: ['*.go', '**/*.go'], match: x}}"),
        "files '*.go' of 'd.c' matches nothing: " NO_FILE "did you mean '**/*.go'?"},
    {"a name by service", "services/a/x services/b/x docs/b.md",
        CHECK("{content: {files: ['/docs/{service}.md', 'docs/{service}.md', "
              "'/{path}/x', '/dosc/{service}/*'], match: x}}"),
        "files 'docs/{service}.md' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB "\n"
        "files '/dosc/{service}/*' of 'd.c' matches nothing: " ROOT_FILE
        "did you mean '/docs/{service}/*'?"},
    {"exclude is not asked for", "services/a/m.go",
        CHECK("{content: {files: '**/*.go', exclude: ['**/*_test.go', gen], match: x}}"), ""},
    {"endings of forbid are not asked for", "services/a/m.go",
        CHECK("{content: {files: ['**/*.php', '*.pem', '/**/*.{p12,pfx}'], forbid: x}}"), ""},
    {"names and folders of forbid are", "services/a/m.go",
        CHECK("{content: {files: ['**/.env', 'src/**/*.php'], forbid: x}}"),
        "files '**/.env' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB "\n"
        "files 'src/**/*.php' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB},
    {"artifacts are findings of their own", "services/a/x",
        CHECK("{all_of: [{file: a}, {data: {file: b, at: {$.x: 1}}}, {markdown: c}, "
              "{file: {none: [x]}}]}"),
        ""},
    {"parts of checks", "services/a/x",
        CHECK("{any_of: [{file: a}, {all_of: [{content: {files: go.mod, match: x}}]}]}"),
        "files 'go.mod' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB},
    {"if and then", "services/a/src/x",
        CHECK("{changed: {if: ['src/**', 'scr/**'], then: CHANGELOG.md}}"),
        "if 'scr/**' of 'd.c' matches nothing: " NO_FILE "did you mean 'src/**'?\n"
        "then 'CHANGELOG.md' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB},
    /* conditions */
    {"has and changed", "services/a/go.mod",
        CHECK("{when: {has: [go.mod, go.mdo], changed: '**/*.prto'}, file: x}"),
        "has 'go.mdo' of 'd.c' matches nothing: " NO_FILE "did you mean 'go.mod'?\n"
        "changed '**/*.prto' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB},
    {"conditions within conditions", "services/a/x",
        CHECK("{when: {any: [{has: a}, {all: [{stage: production}, {has: b}]}]}, file: x}"),
        "has 'a' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB "\n"
        "has 'b' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB},
    {"nothing need be there below not", "services/a/x",
        CHECK("{when: {not: {any: [{has: a}, {changed: b}]}}, file: x}"), ""},
    {"a check that is off is not looked at", "services/a/x",
        CHECK("{level: off, content: {files: nothing, match: x}}, e: {file: x}"), ""},
    /* what is not the repository's own */
    {"a preset", "services/a/x", "version: 1\nextends: preset:backend\nservices: ['services/*']\n",
        ""},
    {"a check that is added to a preset's", "services/a/x",
        "version: 1\nextends: preset:backend\nservices: ['services/*']\n"
        "criteria: {docs: {checks: {own: {content: {files: nothing, match: x}}}}}\n",
        "files 'nothing' of 'docs.own' matches nothing: " NO_FILE CORRECT_GLOB},
    {"no service at all", "libs/x", CHECK("{content: {files: '**/*', match: x}}"),
        "service rule 'services/*' matches nothing: " NO_DIRECTORY CORRECT_RULE "\n"
        "files '**/*' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB},
    {"services within services", "a/x a/b/y",
        "version: 1\nservices: [a, a/b]\ncriteria: {d: {checks: {c: {content: "
        "{files: [x, y, b/y, a/x], match: x}}}}}\n",
        "files 'a/x' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB},
    {"a root that is one service", "src/m.go README.md",
        "version: 1\nservices: [{path: ., name: r}]\ncriteria: {d: {checks: {c: {content: "
        "{files: ['src/*.go', 'src/*.c'], match: x}}}}}\n",
        "files 'src/*.c' of 'd.c' matches nothing: " NO_FILE CORRECT_GLOB},
};

static void test_selectors__that_match_nothing_are_named_with_what_is_near(void **state)
{
	size_t nr_wrong = 0;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct looking looking;
		const char *text;

		begin(&looking, rows[i].files, rows[i].policy);
		text = faults_of(&looking, DONE_SELECTORS_ALL);
		if (strcmp(text, rows[i].expected) != 0)
			print_error(
			    "%s: expected\n%s\ngot\n%s\n", rows[i].name, rows[i].expected, text);
		nr_wrong += strcmp(text, rows[i].expected) != 0;
		end(&looking);
	}
	assert_int_equal(nr_wrong, 0);
}

/* A gate that does not edit the policy asks for single paths, and walks nothing. */
static void test_selectors__only_paths_are_looked_up_where_that_is_asked(void **state)
{
	static const char policy[] =
	    "version: 1\nservices: ['services/*', 'aps/*', apps/bb, {path: apps/b, depends_on: "
	    "[libs/comon, 'libz/*'], markers: [x, y]}]\n"
	    "select: {everything: [go.wrk, '*.wrk']}\n"
	    "criteria: {d: {checks: {c: {when: {has: [/go.wrk, nothing]}, file: x}}}}\n";
	struct looking looking;

	(void)state;
	begin(&looking, "services/a/p/q/r apps/b/x libs/common/l go.work", policy);
	looking.fake.lists = 0;
	assert_string_equal(faults_of(&looking, DONE_SELECTORS_LITERAL),
	    "service rule 'apps/bb' matches nothing: " NO_DIRECTORY "did you mean 'apps/b'?\n"
	    "depends_on 'libs/comon' matches nothing: " NO_PATH "did you mean 'libs/common'?\n"
	    "everything 'go.wrk' matches nothing: " NO_CHANGE "did you mean 'go.work'?\n"
	    "has '/go.wrk' of 'd.c' matches nothing: " ROOT_FILE "did you mean '/go.work'?");
	assert_true(looking.fake.lists < 12);
	end(&looking);
}

/* What matches ends the walk: a policy that is right costs next to nothing. */
static void test_selectors__the_walk_ends_when_all_is_found(void **state)
{
	struct looking looking;

	(void)state;
	begin(&looking, "services/a/m.go services/b/x/y/z services/c/x/y/z services/d/x/y/z",
	    CHECK("{content: {files: '**/*.go', match: x}}"));
	looking.fake.lists = 0;
	assert_string_equal(faults_of(&looking, DONE_SELECTORS_ALL), "");
	assert_true(looking.fake.lists <= 3);
	end(&looking);
}

static void test_selectors__beyond_the_most_are_counted(void **state)
{
	struct done_buf policy = {0};
	struct looking looking;
	const char *text;

	(void)state;
	done_buf_addstr(&policy, "version: 1\nservices: [{path: services/*, depends_on: [");
	for (int i = 0; i < DONE_SELECTOR_FAULTS_MAX + 7; i++)
		done_buf_addf(&policy, "%sqq%d", i ? ", " : "", i);
	done_buf_addstr(&policy, "]}]\n" DOCS);
	begin(&looking, "services/a/x", policy.ptr);
	text = faults_of(&looking, DONE_SELECTORS_ALL);
	assert_int_equal(looking.faults.nr, DONE_SELECTOR_FAULTS_MAX + 1);
	assert_non_null(strstr(text, "\nmore selectors of the policy match nothing: 7"));
	end(&looking);
	done_buf_release(&policy);
}

/* Nothing is told of what could not be read. */
static void test_selectors__every_failing_read_is_an_error(void **state)
{
	static const char policy[] =
	    CHECK("{content: {files: ['**/*.gp', '/a/{service}'], match: x}}");

	(void)state;
	for (size_t n = 1;; n++) {
		struct done_selector_faults faults = {0};
		struct looking looking;
		int rc;

		begin(&looking, "services/a/b/c services/d/e f/g", policy);
		looking.fake.calls = 0;
		looking.fake.fail_at = n;
		looking.fake.fails_on = true;
		rc = done_selectors_look(&looking.arena, &looking.snapshot, looking.policy,
		    &looking.services, DONE_SELECTORS_ALL, &faults, &looking.err);
		if (rc < 0) {
			assert_int_equal(looking.err.code, DONE_E_UNDECIDED);
			assert_int_equal(faults.nr, 0);
		} else {
			assert_int_equal(faults.nr, 2);
		}
		end(&looking);
		if (rc >= 0 && n > 3)
			break;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_selectors__that_match_nothing_are_named_with_what_is_near),
	    cmocka_unit_test(test_selectors__only_paths_are_looked_up_where_that_is_asked),
	    cmocka_unit_test(test_selectors__the_walk_ends_when_all_is_found),
	    cmocka_unit_test(test_selectors__beyond_the_most_are_counted),
	    cmocka_unit_test(test_selectors__every_failing_read_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
