/* What GitHub Actions' environment and clones make of a range; what makes none. */
#include "ci_rows.h"

#define GITHUB "GITHUB_ACTIONS=true", "CI=true"
#define GITHUB_PULL                                                                                \
	GITHUB, "GITHUB_EVENT_NAME=pull_request", "GITHUB_BASE_REF=main", "GITHUB_HEAD_REF=topic", \
	    "GITHUB_REF=refs/pull/1/merge", "GITHUB_SHA=@merge",                                   \
	    "event={\"pull_request\": {\"base\": {\"sha\": \"@m1\"}}}"

static void test_ci__github_pull_requests(void **state)
{
	static const struct ci_row rows[] = {
	    {"all history", WHOLE(MERGED), {GITHUB_PULL}, "m3", "merge", "m3",
	        "merge base of origin/main and HEAD (GitHub pull request)"},
	    {"depth 2", AT("--depth 2", MERGE_REF, MERGED), {GITHUB_PULL}, "m3", "merge", "m3",
	        "merge base of main and HEAD (GitHub pull request)"},
	    {"depth 1", AT("--depth 1", MERGE_REF, MERGED), {GITHUB_PULL}, NULL, NULL, NULL,
	        "fetch-depth: 0"},
	    {"the head, all history", WHOLE(TOPIC), {GITHUB_PULL}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (GitHub pull request)"},
	    /* HEAD is not what GitHub merged: its parents prove nothing */
	    {"the head, depth 2", AT("--depth 2", "refs/pull/1/head", TOPIC), {GITHUB_PULL}, NULL,
	        NULL, NULL, "actions/checkout with fetch-depth: 0"},
	    {"a merge of the author's, depth 2", AT("--depth 2", MERGE_REF, TOPIC),
	        {GITHUB, "GITHUB_BASE_REF=main", "GITHUB_REF=refs/pull/1/merge", "GITHUB_SHA=@t2"},
	        NULL, NULL, NULL, "'main'"},
	    {"no merge at all, depth 2", AT("--depth 2", "refs/pull/1/head", TOPIC),
	        {GITHUB, "GITHUB_BASE_REF=main", "GITHUB_REF=refs/pull/1/merge", "GITHUB_SHA=@t2"},
	        NULL, NULL, NULL, "'main'"},
	    {"not GitHub's merge, depth 2", AT("--depth 2", MERGE_REF, MERGED),
	        {GITHUB, "GITHUB_BASE_REF=main", "GITHUB_REF=refs/heads/merge/it",
	            "GITHUB_SHA=@merge"},
	        NULL, NULL, NULL, "'main'"},
	    /* pull_request_target checks the target out by itself */
	    {"the target in place of the change", WHOLE(MAIN),
	        {GITHUB, "GITHUB_EVENT_NAME=pull_request_target", "GITHUB_BASE_REF=main",
	            "GITHUB_REF=refs/heads/main", "GITHUB_SHA=@m3"},
	        NULL, NULL, NULL, "already in 'origin/main'"},
	    {"pull_request_target, the change", WHOLE(TOPIC),
	        {GITHUB, "GITHUB_EVENT_NAME=pull_request_target", "GITHUB_BASE_REF=main",
	            "GITHUB_REF=refs/heads/main", "GITHUB_SHA=@m3"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (GitHub pull request)"},
	    {"for a branch that is not there", WHOLE(TOPIC), {GITHUB, "GITHUB_BASE_REF=release"},
	        NULL, NULL, NULL, "git fetch origin '+refs/heads/release:"},
	    {"merge queue", WHOLE(MERGED),
	        {GITHUB, "GITHUB_EVENT_NAME=merge_group", "GITHUB_BASE_REF=",
	            "event={\"merge_group\": {\"head_sha\": \"@merge\", \"base_sha\": \"@m3\"}}"},
	        "m3", "merge", "m3", "merge base of %m3 and HEAD (GitHub merge queue)"},
	    {"merge queue, the base in its place", WHOLE(MAIN),
	        {GITHUB, "GITHUB_EVENT_NAME=merge_group", "GITHUB_SHA=@merge",
	            "event={\"merge_group\": {\"base_sha\": \"@m3\"}}"},
	        NULL, NULL, NULL, "already in"},
	    {"merge queue, a part of it", WHOLE(TOPIC),
	        {GITHUB, "GITHUB_EVENT_NAME=merge_group", "GITHUB_SHA=@merge",
	            "event={\"merge_group\": {\"base_sha\": \"@m3\"}}"},
	        NULL, NULL, NULL, "not the commit that is built"},
	    {"merge queue, depth 1", AT("--depth 1", MERGE_REF, MERGED),
	        {GITHUB, "GITHUB_EVENT_NAME=merge_group",
	            "event={\"merge_group\": {\"base_sha\": \"@m3\"}}"},
	        NULL, NULL, NULL, "fetch-depth: 0"},
	    {"merge queue without its event", WHOLE(MERGED),
	        {GITHUB, "GITHUB_EVENT_NAME=merge_group"}, NULL, NULL, NULL, "no base is named"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

#define GITHUB_PUSH(ref, before)                                                 \
	GITHUB, "GITHUB_EVENT_NAME=push", "GITHUB_BASE_REF=", "GITHUB_REF=" ref, \
	    "event={\"ref\": \"x\", \"before\": \"" before                       \
	    "\", \"repository\": {\"default_branch\": \"main\"}}"

static void test_ci__github_pushes(void **state)
{
	static const struct ci_row rows[] = {
	    {"main", WHOLE(MAIN), {GITHUB_PUSH("refs/heads/main", "@m2")}, "m2", "m3", "m2",
	        "merge base of %m2 and HEAD (GitHub push)"},
	    {"main, depth 2", AT("--depth 2", "main", MAIN),
	        {GITHUB_PUSH("refs/heads/main", "@m2")}, "m2", "m3", "m2",
	        "merge base of %m2 and HEAD (GitHub push)"},
	    {"main, depth 1", AT("--depth 1", "main", MAIN),
	        {GITHUB_PUSH("refs/heads/main", "@m2")}, NULL, NULL, NULL, "fetch-depth: 0"},
	    /* neither everything nor nothing */
	    {"main, first push", WHOLE(MAIN), {GITHUB_PUSH("refs/heads/main", NONE)}, NULL, NULL,
	        NULL, "git done audit"},
	    {"main, forced", WHOLE(MAIN), {GITHUB_PUSH("refs/heads/main", LOST)}, NULL, NULL, NULL,
	        "git done audit"},
	    {"branch", WHOLE(TOPIC), {GITHUB_PUSH("refs/heads/topic", "@t1")}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (GitHub push)"},
	    {"branch, new", WHOLE(TOPIC), {GITHUB_PUSH("refs/heads/topic", NONE)}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (GitHub push)"},
	    {"branch, forced", WHOLE(TOPIC), {GITHUB_PUSH("refs/heads/topic", LOST)}, "m3", "t2",
	        "m1", "merge base of origin/main and HEAD (GitHub push)"},
	    /* from there alone it would turn green by the next push, and by its own policy */
	    {"branch, depth 2", AT("--depth 2", "topic", TOPIC),
	        {GITHUB_PUSH("refs/heads/topic", "@t1")}, NULL, NULL, NULL, "fetch-depth: 0"},
	    {"branch, new, depth 1", AT("--depth 1", "topic", TOPIC),
	        {GITHUB_PUSH("refs/heads/topic", NONE)}, NULL, NULL, NULL, "fetch-depth: 0"},
	    {"branch at main's commit", WHOLE(MAIN), {GITHUB_PUSH("refs/heads/fresh", NONE)}, "m3",
	        "m3", "m3", "merge base of origin/main and HEAD (GitHub push)"},
	    {"tag", WHOLE(TOPIC), {GITHUB_PUSH("refs/tags/v1", NONE)}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (GitHub tag)"},
	    {"tag on main", WHOLE(MAIN), {GITHUB_PUSH("refs/tags/v1", NONE)}, NULL, NULL, NULL,
	        "git done audit"},
	    {"by hand, on a branch", WHOLE(TOPIC),
	        {GITHUB, "GITHUB_EVENT_NAME=workflow_dispatch", "GITHUB_REF=refs/heads/topic"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (GitHub build)"},
	    {"by hand, on main", WHOLE(MAIN),
	        {GITHUB, "GITHUB_EVENT_NAME=workflow_dispatch", "GITHUB_REF=refs/heads/main"}, NULL,
	        NULL, NULL, "git done audit"},
	    {"another default branch", WHOLE(MAIN),
	        {GITHUB, "GITHUB_EVENT_NAME=schedule", "GITHUB_REF=refs/heads/main",
	            "event={\"repository\": {\"default_branch\": \"topic\"}}"},
	        "t2", "m3", "m1", "merge base of origin/topic and HEAD (GitHub build)"},
	    {"an event file that is broken", WHOLE(MAIN),
	        {GITHUB, "GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/main",
	            "event={\"before\": \"@m2\""},
	        NULL, NULL, NULL, "cannot be read as JSON: line 1, column 1: "},
	    {"an event file that is not there", WHOLE(MAIN),
	        {GITHUB, "GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/main",
	            "GITHUB_EVENT_PATH=/nowhere/event.json"},
	        NULL, NULL, NULL, "git done audit"},
	    {"an event file that cannot be read", WHOLE(MAIN),
	        {GITHUB, "GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/main",
	            "GITHUB_EVENT_PATH=/"},
	        NULL, NULL, NULL, "cannot read '/'"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

/* --head alone: the base is the system's word still. */
static void test_ci__judges_a_head_by_hand(void **state)
{
	static const struct {
		const char *head, *words; /* of the range; or of the error */
		bool refused;
	} rows[] = {
	    {"HEAD", "merge base of origin/main and HEAD (GitHub pull request)", false},
	    {"origin/topic", "merge base of origin/main and origin/topic (GitHub pull request)",
	        false},
	    {"origin/main", "already in", true},
	};
	static const struct ci_row env = {.variables = {GITHUB_PULL}};
	struct world *world = *state;
	char *clone = test_path("%s/clone", world->dir);

	test_sh(world->path, "%s", WHOLE(MERGED));
	set_variables(world, &env, true);
	world_open(world, clone);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].head); i++) {
		struct done_range_request request = {.head = rows[i].head};
		const char *words = "";
		struct done_error err = {0};
		int rc = done_ci_detect(world->repo, &world->arena, &request, &words, &err);

		assert_int_equal(rc, rows[i].refused ? DONE_E_UNDECIDED : 1);
		assert_string_equal(request.head, rows[i].head);
		if (rows[i].refused)
			assert_error(err, DONE_E_UNDECIDED, rows[i].words);
		else
			assert_string_equal(words, rows[i].words);
	}
	set_variables(world, &env, false);
	free(clone);
}

static void test_ci__is_none(void **state)
{
	static const struct {
		const char *name, *value;
	} rows[] = {{"CI", ""}, {"CI", "false"}, {"GITHUB_ACTIONS", "false"},
	    {"GITHUB_BASE_REF", "main"}, {"PRE_COMMIT", "1"}, {"BUILD_TAG", "v1.2"},
	    {"BUILDKITE", ""}};
	struct world *world = *state;

	world_open(world, NULL);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct done_range_request request = {0};
		const char *words = NULL;
		struct done_error err = {0};

		setenv(rows[i].name, rows[i].value, 1);
		assert_int_equal(
		    done_ci_detect(world->repo, &world->arena, &request, &words, &err), 0);
		assert_null(request.base);
		assert_null(words);
		assert_int_equal(err.code, 0);
		unsetenv(rows[i].name);
	}
}

/* What stands in variables is shown as text and resolved strictly, whoever chose the name. */
static void test_ci__distrusts_its_variables(void **state)
{
	static const struct ci_row rows[] = {
	    {"escape sequences", WHOLE(TOPIC), {GITHUB, "GITHUB_BASE_REF=\033[31m::error::x"}, NULL,
	        NULL, NULL, "\\u{1B}[31m"},
	    {"a path out", WHOLE(TOPIC), {GITHUB, "GITHUB_BASE_REF=../../heads/topic"}, NULL, NULL,
	        NULL, "not in this clone"},
	    {"a range as base", WHOLE(TOPIC),
	        {"PRE_COMMIT=1", "PRE_COMMIT_FROM_REF=@t2..@t2", "PRE_COMMIT_TO_REF=@t2"}, NULL,
	        NULL, NULL, "object id"},
	    {"a search as base", WHOLE(TOPIC),
	        {"PRE_COMMIT=1", "PRE_COMMIT_FROM_REF=:/t", "PRE_COMMIT_TO_REF=@t2"}, NULL, NULL,
	        NULL, "object id"},
	    {"a search as head", WHOLE(TOPIC),
	        {"PRE_COMMIT=1", "PRE_COMMIT_FROM_REF=@t1", "PRE_COMMIT_TO_REF=:/t"}, NULL, NULL,
	        NULL, "object id"},
	    {"a blob before", WHOLE(MAIN),
	        {GITHUB_PUSH("refs/heads/main", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")}, NULL,
	        NULL, NULL, "git done audit"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

static void test_ci__reads_the_event_strictly(void **state)
{
	static const struct {
		const char *text, *path, *value; /* value NULL: none; "!": refused */
	} rows[] = {
	    {"{\"a\": \"x\"}", "a", "x"},
	    {" {\"a\" : {\"b\":[1,{\"c\":\"no\"}], \"c\": \"yes\" } } \n", "a.c", "yes"},
	    {"{\"m\": \"\\\"before\\\": \\\"x\\\"\", \"before\": \"y\"}", "before", "y"},
	    {"{\"b\": {\"before\": \"x\"}}", "before", NULL},
	    {"{\"before\": null}", "before", NULL},
	    {"{\"before\": {\"sha\": \"x\"}}", "before", NULL},
	    {"{\"a\": [\"b\"]}", "a.b", NULL},
	    {"{}", "a", NULL},
	    {"[]", "a", NULL},
	    {"\"a\"", "a", "!"},
	    {"{\"a\": \"x\", \"a\": \"y\"}", "a", "!"},
	    {"{\"a\": {\"b\": \"x\"}, \"a\": {}}", "a.b", "!"},
	    {"{\"a\": \"x\\u0041\"}", "a", "xA"},
	    {"{\"a\": \"x\\u0000\"}", "a", "!"},
	    {"", "a", "!"},
	    {"{", "a", "!"},
	    {"{\"a\": \"x\"", "a", "!"},
	    {"{\"a\": \"x\"} {", "a", "!"},
	    {"{\"a\": \"x\",}", "a", "!"},
	    {"{\"a\" \"x\"}", "a", "!"},
	    {"{a: \"x\"}", "a", "!"},
	    {"{\"a\": \"x}", "a", "!"},
	    {"{\"a\": \"x\\", "a", "!"},
	    {"{\"a\": \"x\ny\"}", "a", "!"},
	    {"{\"a\": }", "a", "!"},
	    {"[1, 2}", "a", "!"},
	};
	struct world *world = *state;

	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_bytes text = {rows[i].text, strlen(rows[i].text)};
		struct done_error err = {0};
		struct done_value file;
		int rc = done_ci_event_parse(&world->arena, text, &file, &err);
		bool refused = rows[i].value && !strcmp(rows[i].value, "!");
		const char *value = rc < 0 ? NULL : done_ci_event_string(&file, rows[i].path);

		if (rc != (refused ? DONE_E_UNDECIDED : 0))
			fail_msg("%s: %d, %s", rows[i].text, rc, err.message);
		if (refused && !*err.cure)
			fail_msg("%s: no cure", rows[i].text);
		if (!refused &&
		    (!value != !rows[i].value || (value && strcmp(value, rows[i].value) != 0)))
			fail_msg("%s: '%s'", rows[i].text, value ? value : "none");
	}

	/* Nested deeper than anything that GitHub writes. */
	static char deep[1 << 22];
	struct done_error err = {0};
	struct done_value file;
	memset(deep, '[', sizeof(deep));
	assert_int_equal(done_ci_event_parse(
	                     &world->arena, (struct done_bytes){deep, sizeof(deep)}, &file, &err),
	    DONE_E_UNDECIDED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ci_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_ci__github_pull_requests),
	    TEST(test_ci__github_pushes),
	    TEST(test_ci__judges_a_head_by_hand),
	    TEST(test_ci__is_none),
	    TEST(test_ci__distrusts_its_variables),
	    TEST(test_ci__reads_the_event_strictly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
