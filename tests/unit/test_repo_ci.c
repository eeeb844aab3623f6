/*
 * What each CI system's environment and clone make of a range. Every row is a build as the system
 * really makes it: its variables, its shape of clone, its HEAD.
 */
#include "world.h"

#include "repo/ci.h"

/*
 * origin has main: m1, m2, m3; topic, from m1: t1, t2; and refs/pull/1/head (t2) and
 * refs/pull/1/merge ("merge": parents m3, t2). The world's repository is the origin; each row makes
 * a clone of it in "clone".
 */
static int setup(void **state)
{
	world_setup(state);
	struct world *world = *state;
	const char *path = world->path;

	for (size_t i = 0; i < done_ci_systems_nr; i++)
		unsetenv(done_ci_systems[i].when.source);
	test_commit(path, "m1");
	test_git(path, "tag m1 && git branch topic");
	test_commit(path, "m2");
	test_git(path, "tag m2");
	test_commit(path, "m3");
	test_git(path, "tag m3 && git checkout -q topic");
	test_commit(path, "t1");
	test_git(path, "tag t1");
	test_commit(path, "t2");
	test_git(path, "tag t2 && git checkout -q --detach main");
	test_git(path, "merge -q --no-ff -m merge t2 && git tag merge");
	test_git(path, "update-ref refs/pull/1/head t2 && git update-ref refs/pull/1/merge merge");
	test_git(path, "checkout -q main");
	/* Names for the tests only: no CI's clone has them. */
	for (const char *const *name =
	             (const char *const[]){"m1", "m2", "m3", "t1", "t2", "merge", NULL};
	     *name; name++)
		test_git(path, "update-ref refs/known/%s %s && git tag -d %s", *name, *name, *name);
	return 0;
}

#define CLONE "git init -q ../clone && cd ../clone && git remote add origin file://$OLDPWD && "
#define AT(depth, from, to)                                                    \
	CLONE "git fetch -q --no-tags " depth " origin '+" from ":" to "' && " \
	      "git checkout -q --detach " to
/* What actions/checkout and its like make with all history: every branch, no origin/HEAD. */
#define WHOLE(what)                                                                  \
	CLONE "git fetch -q --no-tags origin '+refs/heads/*:refs/remotes/origin/*' " \
	      "'+refs/pull/*:refs/remotes/pull/*' && git checkout -q --detach " what
#define MERGE_REF "refs/pull/1/merge"
#define MERGED "refs/remotes/pull/1/merge"
#define TOPIC "refs/remotes/origin/topic"
#define MAIN "refs/remotes/origin/main"

struct row {
	const char *name;
	const char *clone; /* a shell command in the origin, that makes ../clone */
	/* "NAME=value"; the values @m1, … are commits; "event=TEXT" writes GitHub's event file */
	const char *variables[10];
	const char *base, *head, *from; /* NULL base: undecided */
	const char *words;              /* or a part of the error and its cure */
};

static const char *known(struct world *world, const char *name)
{
	return world_name(world, done_arena_printf(&world->arena, "refs/known/%s", name));
}

/* Replaces @m1 and so on by ids, %m1 by their first ten digits. */
static const char *expand(struct world *world, const char *text)
{
	struct done_buf out = {0};

	for (; *text; text++) {
		char name[16] = "";

		if (*text == '@' || *text == '%')
			sscanf(text + 1, "%15[a-z0-9]", name);
		if (*name)
			done_buf_add(&out, known(world, name), *text == '@' ? DONE_OID_HEX : 10);
		else
			done_buf_addch(&out, *text);
		text += strlen(name);
	}
	text = done_arena_strndup(&world->arena, out.ptr ? out.ptr : "", out.len);
	done_buf_release(&out);
	return text;
}

static void set_variables(struct world *world, const struct row *row, bool set)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(row->variables) && row->variables[i]; i++) {
		const char *text = expand(world, row->variables[i]);
		const char *value = strchr(text, '=') + 1;
		const char *name =
			done_arena_strndup(&world->arena, text, (size_t)(value - text - 1));

		if (!strcmp(name, "event")) {
			test_write(world->dir, "event.json", value);
			name = "GITHUB_EVENT_PATH";
			value = done_arena_printf(&world->arena, "%s/event.json", world->dir);
		}
		if (set)
			setenv(name, value, 1);
		else
			unsetenv(name);
	}
}

static void check_end(struct world *world, const struct row *row, const struct done_oid *is,
                      const char *wanted)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(is, hex);
	if (strcmp(hex, known(world, wanted)) != 0)
		fail_msg("%s: not %s but %s", row->name, wanted,
		         test_git_output(world->path, "name-rev --refs='refs/known/*' %s", hex));
}

static void check_made(struct world *world, const struct row *row,
                       const struct done_range_request *request, const char *words)
{
	struct done_range range;
	struct done_error err = {0};
	int rc = done_range_make(world->repo, &world->arena, request, &range, &err);

	if (rc < 0 && !row->base && strstr(err.cure, row->words))
		return;
	if (rc < 0 || !row->base)
		fail_msg("%s: %d, %s (%s)", row->name, rc, err.message, words);
	check_end(world, row, &range.base, row->base);
	check_end(world, row, &range.head, row->head);
	assert_int_equal(range.nr_from, 1);
	check_end(world, row, &range.from[0], row->from);
	if (strcmp(words, expand(world, row->words)) != 0)
		fail_msg("%s: says '%s'", row->name, words);
}

static void check_row(struct world *world, const struct row *row)
{
	struct done_range_request request = {0};
	const char *words = NULL;
	struct done_error err = {0};
	char *clone = test_path("%s/clone", world->dir);

	test_sh(world->path, "rm -rf ../clone && %s", row->clone);
	set_variables(world, row, true);
	world_open(world, clone);
	int rc = done_ci_detect(world->repo, &world->arena, &request, &words, &err);
	if (rc > 0) {
		check_made(world, row, &request, words);
	} else {
		if (row->base || rc != DONE_E_UNDECIDED || !*err.cure)
			fail_msg("%s: %d, %s; %s", row->name, rc, err.message, err.cure);
		if (!strstr(err.message, row->words) && !strstr(err.cure, row->words))
			fail_msg("%s: says '%s', '%s'", row->name, err.message, err.cure);
		assert_null(request.base);
	}
	set_variables(world, row, false);
	free(clone);
}

static void check_rows(struct world *world, const struct row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		check_row(world, &rows[i]);
}

#define GITHUB "GITHUB_ACTIONS=true", "CI=true"
#define GITHUB_PULL                                                                                \
	GITHUB, "GITHUB_EVENT_NAME=pull_request", "GITHUB_BASE_REF=main", "GITHUB_HEAD_REF=topic", \
		"GITHUB_REF=refs/pull/1/merge", "GITHUB_SHA=@merge",                               \
		"event={\"pull_request\": {\"base\": {\"sha\": \"@m1\"}}}"

static void test_ci__github_pull_requests(void **state)
{
	static const struct row rows[] = {
		{"all history",
	         WHOLE(MERGED),
	         {GITHUB_PULL},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of origin/main and HEAD (GitHub pull request)"},
		{"depth 2",
	         AT("--depth 2", MERGE_REF, MERGED),
	         {GITHUB_PULL},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of main and HEAD (GitHub pull request)"},
		{"depth 1",
	         AT("--depth 1", MERGE_REF, MERGED),
	         {GITHUB_PULL},
	         NULL,
	         NULL,
	         NULL,
	         "fetch-depth: 0"},
		{"the head, all history",
	         WHOLE(TOPIC),
	         {GITHUB_PULL},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitHub pull request)"},
		/* HEAD is not what GitHub merged: its parents prove nothing */
		{"the head, depth 2",
	         AT("--depth 2", "refs/pull/1/head", TOPIC),
	         {GITHUB_PULL},
	         NULL,
	         NULL,
	         NULL,
	         "actions/checkout with fetch-depth: 0"},
		{"a merge of the author's, depth 2",
	         AT("--depth 2", MERGE_REF, TOPIC),
	         {GITHUB, "GITHUB_BASE_REF=main", "GITHUB_REF=refs/pull/1/merge", "GITHUB_SHA=@t2"},
	         NULL,
	         NULL,
	         NULL,
	         "'main'"},
		/* pull_request_target checks the target out by itself */
		{"the target in place of the change",
	         WHOLE(MAIN),
	         {GITHUB, "GITHUB_EVENT_NAME=pull_request_target", "GITHUB_BASE_REF=main",
	          "GITHUB_REF=refs/heads/main", "GITHUB_SHA=@m3"},
	         NULL,
	         NULL,
	         NULL,
	         "already in 'origin/main'"},
		{"pull_request_target, the change",
	         WHOLE(TOPIC),
	         {GITHUB, "GITHUB_EVENT_NAME=pull_request_target", "GITHUB_BASE_REF=main",
	          "GITHUB_REF=refs/heads/main", "GITHUB_SHA=@m3"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitHub pull request)"},
		{"for a branch that is not there",
	         WHOLE(TOPIC),
	         {GITHUB, "GITHUB_BASE_REF=release"},
	         NULL,
	         NULL,
	         NULL,
	         "git fetch origin '+refs/heads/release:"},
		{"merge queue",
	         WHOLE(MERGED),
	         {GITHUB, "GITHUB_EVENT_NAME=merge_group", "GITHUB_BASE_REF=",
	          "event={\"merge_group\": {\"head_sha\": \"@merge\", \"base_sha\": \"@m3\"}}"},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of %m3 and HEAD (GitHub merge queue)"},
		{"merge queue, depth 1",
	         AT("--depth 1", MERGE_REF, MERGED),
	         {GITHUB, "GITHUB_EVENT_NAME=merge_group",
	          "event={\"merge_group\": {\"base_sha\": \"@m3\"}}"},
	         NULL,
	         NULL,
	         NULL,
	         "fetch-depth: 0"},
		{"merge queue without its event",
	         WHOLE(MERGED),
	         {GITHUB, "GITHUB_EVENT_NAME=merge_group"},
	         NULL,
	         NULL,
	         NULL,
	         "no base is named"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

#define GITHUB_PUSH(ref, before)                                                 \
	GITHUB, "GITHUB_EVENT_NAME=push", "GITHUB_BASE_REF=", "GITHUB_REF=" ref, \
		"event={\"ref\": \"x\", \"before\": \"" before                   \
		"\", \"repository\": {\"default_branch\": \"main\"}}"
#define NONE "0000000000000000000000000000000000000000"
#define LOST "1234567890123456789012345678901234567890"

static void test_ci__github_pushes(void **state)
{
	static const struct row rows[] = {
		{"main",
	         WHOLE(MAIN),
	         {GITHUB_PUSH("refs/heads/main", "@m2")},
	         "m2",
	         "m3",
	         "m2",
	         "merge base of %m2 and HEAD (GitHub push)"},
		{"main, depth 2",
	         AT("--depth 2", "main", MAIN),
	         {GITHUB_PUSH("refs/heads/main", "@m2")},
	         "m2",
	         "m3",
	         "m2",
	         "merge base of %m2 and HEAD (GitHub push)"},
		{"main, depth 1",
	         AT("--depth 1", "main", MAIN),
	         {GITHUB_PUSH("refs/heads/main", "@m2")},
	         NULL,
	         NULL,
	         NULL,
	         "fetch-depth: 0"},
		/* neither everything nor nothing */
		{"main, first push",
	         WHOLE(MAIN),
	         {GITHUB_PUSH("refs/heads/main", NONE)},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"main, forced",
	         WHOLE(MAIN),
	         {GITHUB_PUSH("refs/heads/main", LOST)},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"branch",
	         WHOLE(TOPIC),
	         {GITHUB_PUSH("refs/heads/topic", "@t1")},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitHub push)"},
		{"branch, new",
	         WHOLE(TOPIC),
	         {GITHUB_PUSH("refs/heads/topic", NONE)},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitHub push)"},
		{"branch, forced",
	         WHOLE(TOPIC),
	         {GITHUB_PUSH("refs/heads/topic", LOST)},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitHub push)"},
		{"branch, depth 2",
	         AT("--depth 2", "topic", TOPIC),
	         {GITHUB_PUSH("refs/heads/topic", "@t1")},
	         "t1",
	         "t2",
	         "t1",
	         "merge base of %t1 and HEAD (GitHub push)"},
		{"branch, new, depth 1",
	         AT("--depth 1", "topic", TOPIC),
	         {GITHUB_PUSH("refs/heads/topic", NONE)},
	         NULL,
	         NULL,
	         NULL,
	         "fetch-depth: 0"},
		{"branch at main's commit",
	         WHOLE(MAIN),
	         {GITHUB_PUSH("refs/heads/fresh", NONE)},
	         "m3",
	         "m3",
	         "m3",
	         "merge base of origin/main and HEAD (GitHub push)"},
		{"tag",
	         WHOLE(TOPIC),
	         {GITHUB_PUSH("refs/tags/v1", NONE)},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitHub tag)"},
		{"tag on main",
	         WHOLE(MAIN),
	         {GITHUB_PUSH("refs/tags/v1", NONE)},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"by hand, on a branch",
	         WHOLE(TOPIC),
	         {GITHUB, "GITHUB_EVENT_NAME=workflow_dispatch", "GITHUB_REF=refs/heads/topic"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitHub build)"},
		{"by hand, on main",
	         WHOLE(MAIN),
	         {GITHUB, "GITHUB_EVENT_NAME=workflow_dispatch", "GITHUB_REF=refs/heads/main"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"another default branch",
	         WHOLE(MAIN),
	         {GITHUB, "GITHUB_EVENT_NAME=schedule", "GITHUB_REF=refs/heads/main",
	          "event={\"repository\": {\"default_branch\": \"topic\"}}"},
	         "t2",
	         "m3",
	         "m1",
	         "merge base of origin/topic and HEAD (GitHub build)"},
		{"an event file that is broken",
	         WHOLE(MAIN),
	         {GITHUB, "GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/main",
	          "event={\"before\": \"@m2\""},
	         NULL,
	         NULL,
	         NULL,
	         "not JSON"},
		{"an event file that is not there",
	         WHOLE(MAIN),
	         {GITHUB, "GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/main",
	          "GITHUB_EVENT_PATH=/nowhere/event.json"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"an event file that cannot be read",
	         WHOLE(MAIN),
	         {GITHUB, "GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/main",
	          "GITHUB_EVENT_PATH=/"},
	         NULL,
	         NULL,
	         NULL,
	         "cannot read '/'"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

#define MERGE_REQUEST "refs/merge-requests/1/head"
#define GITLAB_CLONE(depth) AT(depth, "refs/pull/1/head", MERGE_REQUEST)
#define GITLAB "GITLAB_CI=true", "CI=true", "CI_DEFAULT_BRANCH=main"
#define GITLAB_REQUEST \
	GITLAB, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main", "CI_MERGE_REQUEST_DIFF_BASE_SHA=@m1"

static void test_ci__gitlab(void **state)
{
	static const struct row rows[] = {
		{"depth 20",
	         GITLAB_CLONE("--depth 20"),
	         {GITLAB_REQUEST, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA="},
	         "m1",
	         "t2",
	         "m1",
	         "merge base of %m1 and HEAD (GitLab merge request)"},
		{"depth 0",
	         WHOLE(TOPIC),
	         {GITLAB_REQUEST},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitLab merge request)"},
		{"depth 1",
	         GITLAB_CLONE("--depth 1"),
	         {GITLAB_REQUEST},
	         NULL,
	         NULL,
	         NULL,
	         "GIT_DEPTH: 0"},
		{"merged result",
	         AT("--depth 20", MERGE_REF, MERGED),
	         {GITLAB_REQUEST, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA=@m3"},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of %m3 and HEAD (GitLab merged result)"},
		{"push to main",
	         AT("--depth 20", "main", MAIN),
	         {GITLAB, "CI_COMMIT_BRANCH=main", "CI_COMMIT_BEFORE_SHA=@m1"},
	         "m1",
	         "m3",
	         "m1",
	         "merge base of %m1 and HEAD (GitLab push)"},
		{"main by schedule",
	         AT("--depth 20", "main", MAIN),
	         {GITLAB, "CI_COMMIT_BRANCH=main", "CI_COMMIT_BEFORE_SHA=" NONE},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"push to a branch",
	         AT("--depth 20", "topic", TOPIC),
	         {GITLAB, "CI_COMMIT_BRANCH=topic", "CI_COMMIT_BEFORE_SHA=@t1"},
	         "t1",
	         "t2",
	         "t1",
	         "merge base of %t1 and HEAD (GitLab push)"},
		{"new branch",
	         WHOLE(TOPIC),
	         {GITLAB, "CI_COMMIT_BRANCH=topic", "CI_COMMIT_BEFORE_SHA=" NONE},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitLab push)"},
		{"new branch, depth 20",
	         AT("--depth 20", "topic", TOPIC),
	         {GITLAB, "CI_COMMIT_BRANCH=topic", "CI_COMMIT_BEFORE_SHA=" NONE},
	         NULL,
	         NULL,
	         NULL,
	         "GIT_DEPTH: 0"},
		{"tag",
	         WHOLE(TOPIC),
	         {GITLAB, "CI_COMMIT_TAG=v1", "CI_COMMIT_BEFORE_SHA=" NONE},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (GitLab tag)"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

#define JENKINS_PULL                                                                      \
	CLONE "git fetch -q --no-tags origin +refs/pull/1/head:refs/remotes/origin/PR-1 " \
	      "+refs/heads/main:" MAIN " && git checkout -q --detach refs/remotes/origin/PR-1"
#define JENKINS "JENKINS_URL=https://ci.example.org/"

static void test_ci__jenkins(void **state)
{
	static const struct row rows[] = {
		{"pull request",
	         JENKINS_PULL,
	         {JENKINS, "CHANGE_TARGET=main", "BRANCH_NAME=PR-1"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (Jenkins pull request)"},
		{"without the target",
	         AT("", "topic", TOPIC),
	         {JENKINS, "CHANGE_TARGET=main"},
	         NULL,
	         NULL,
	         NULL,
	         "refspec of all branches"},
		{"main",
	         AT("", "main", MAIN),
	         {JENKINS, "BRANCH_NAME=main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@m1"},
	         "m1",
	         "m3",
	         "m1",
	         "merge base of %m1 and HEAD (Jenkins multibranch build)"},
		{"main, never built",
	         AT("", "main", MAIN),
	         {JENKINS, "BRANCH_NAME=main"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"main, null",
	         AT("", "main", MAIN),
	         {JENKINS, "BRANCH_NAME=main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=null",
	          "CHANGE_TARGET=null"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"freestyle",
	         WHOLE(TOPIC),
	         {JENKINS, "GIT_BRANCH=origin/topic", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@t1"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (Jenkins build)"},
		{"freestyle, main",
	         WHOLE(MAIN),
	         {JENKINS, "GIT_BRANCH=origin/main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@m2"},
	         "m2",
	         "m3",
	         "m2",
	         "merge base of %m2 and HEAD (Jenkins build)"},
		{"tag",
	         WHOLE(MAIN),
	         {JENKINS, "TAG_NAME=v1", "BRANCH_NAME=v1"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

/* Azure's and AppVeyor's and Travis' own merge of the pull request. */
#define AZURE_PULL                                                          \
	"TF_BUILD=True", "SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main", \
		"BUILD_SOURCEBRANCH=refs/pull/1/merge", "BUILD_SOURCEVERSION=@merge"
#define TRAVIS "TRAVIS=true", "CI=true", "TRAVIS_BRANCH=main"

static void test_ci__systems_that_merge(void **state)
{
	static const struct row rows[] = {
		{"Azure",
	         WHOLE(MERGED),
	         {AZURE_PULL},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of origin/main and HEAD (Azure pull request)"},
		{"Azure, depth 2",
	         AT("--depth 2", MERGE_REF, MERGED),
	         {AZURE_PULL},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of main and HEAD (Azure pull request)"},
		{"Azure, depth 1",
	         AT("--depth 1", MERGE_REF, MERGED),
	         {AZURE_PULL},
	         NULL,
	         NULL,
	         NULL,
	         "git fetch --unshallow"},
		{"Azure, branch",
	         WHOLE(TOPIC),
	         {"TF_BUILD=True", "BUILD_SOURCEBRANCH=refs/heads/topic"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (Azure build)"},
		{"Azure, main",
	         WHOLE(MAIN),
	         {"TF_BUILD=True", "BUILD_SOURCEBRANCH=refs/heads/main"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"Travis",
	         AT("--depth 50", MERGE_REF, MERGED),
	         {TRAVIS, "TRAVIS_PULL_REQUEST=1", "TRAVIS_PULL_REQUEST_SHA=@t2",
	          "TRAVIS_COMMIT_RANGE=@m1...@t2"},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of main and HEAD (Travis pull request)"},
		{"Travis, the range",
	         AT("--depth 50", "topic", TOPIC),
	         {TRAVIS, "TRAVIS_PULL_REQUEST=1", "TRAVIS_COMMIT_RANGE=@m1...@t2"},
	         "m1",
	         "t2",
	         "m1",
	         "merge base of %m1 and HEAD (Travis pull request)"},
		{"Travis, push",
	         AT("--depth 50", "main", MAIN),
	         {TRAVIS, "TRAVIS_PULL_REQUEST=false", "TRAVIS_COMMIT_RANGE=@m2...@m3"},
	         "m2",
	         "m3",
	         "m2",
	         "merge base of %m2 and HEAD (Travis push)"},
		{"Travis, forced",
	         AT("--depth 50", "main", MAIN),
	         {TRAVIS, "TRAVIS_PULL_REQUEST=false", "TRAVIS_COMMIT_RANGE=" LOST "...@m3"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"AppVeyor",
	         WHOLE(MERGED),
	         {"APPVEYOR=True", "APPVEYOR_PULL_REQUEST_NUMBER=1", "APPVEYOR_REPO_BRANCH=main"},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of origin/main and HEAD (AppVeyor pull request)"},
		{"AppVeyor, depth 2",
	         AT("--depth 2", MERGE_REF, MERGED),
	         {"APPVEYOR=true", "APPVEYOR_PULL_REQUEST_NUMBER=1", "APPVEYOR_REPO_BRANCH=main",
	          "APPVEYOR_PULL_REQUEST_HEAD_COMMIT=@t2"},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of main and HEAD (AppVeyor pull request)"},
		{"AppVeyor, branch",
	         WHOLE(TOPIC),
	         {"APPVEYOR=True", "APPVEYOR_REPO_BRANCH=topic"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (AppVeyor build)"},
		/* Drone merges the request into a local copy of the target */
		{"Drone",
	         AT("", "main",
	            MAIN) " && git checkout -q -b main && git fetch -q origin refs/pull/1/head && "
	                  "git merge -q -m x FETCH_HEAD && git push -q origin HEAD:refs/known/made",
	         {"DRONE=true", "DRONE_BUILD_EVENT=pull_request", "DRONE_TARGET_BRANCH=main",
	          "DRONE_BRANCH=main"},
	         "m3",
	         "made",
	         "m3",
	         "merge base of origin/main and HEAD (Drone pull request)"},
		{"Drone, push",
	         AT("", "main", MAIN),
	         {"DRONE=true", "DRONE_BUILD_EVENT=push", "DRONE_BRANCH=main",
	          "DRONE_COMMIT_BEFORE=@m2", "DRONE_REPO_BRANCH=main"},
	         "m2",
	         "m3",
	         "m2",
	         "merge base of %m2 and HEAD (Drone push)"},
		{"Prow",
	         WHOLE(MERGED),
	         {"PROW_JOB_ID=1", "JOB_TYPE=presubmit", "PULL_BASE_REF=main", "PULL_BASE_SHA=@m3",
	          "PULL_PULL_SHA=@t2"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of %m3 and %t2 (Prow presubmit)"},
		{"Prow, batch",
	         WHOLE(MERGED),
	         {"PROW_JOB_ID=1", "JOB_TYPE=batch", "PULL_BASE_SHA=@m3"},
	         "m3",
	         "merge",
	         "m3",
	         "merge base of %m3 and HEAD (Prow batch)"},
		{"Prow, after the merge",
	         WHOLE(MAIN),
	         {"PROW_JOB_ID=1", "JOB_TYPE=postsubmit", "PULL_BASE_REF=main",
	          "PULL_BASE_SHA=@m3"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

#define BITBUCKET "BITBUCKET_BUILD_NUMBER=7", "CI=true", "BITBUCKET_BRANCH=topic"
#define WOODPECKER "CI=woodpecker", "CI_REPO_DEFAULT_BRANCH=main"
#define CIRRUS "CIRRUS_CI=true", "CIRRUS_DEFAULT_BRANCH=main"
#define SEMAPHORE "SEMAPHORE=true", "SEMAPHORE_GIT_BRANCH=main"

static void test_ci__systems_that_check_out_the_head(void **state)
{
	static const struct row rows[] = {
		{"Bitbucket",
	         WHOLE(TOPIC),
	         {BITBUCKET, "BITBUCKET_PR_DESTINATION_BRANCH=main",
	          "BITBUCKET_PR_DESTINATION_COMMIT=%m3"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (Bitbucket pull request)"},
		{"Bitbucket, 12 digits alone",
	         AT("--depth 50", "topic", TOPIC),
	         {BITBUCKET, "BITBUCKET_PR_DESTINATION_BRANCH=main",
	          "BITBUCKET_PR_DESTINATION_COMMIT=%m3"},
	         NULL,
	         NULL,
	         NULL,
	         "depth: full"},
		{"Bitbucket, branch",
	         WHOLE(TOPIC),
	         {BITBUCKET},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (Bitbucket build)"},
		{"Buildkite",
	         WHOLE(TOPIC),
	         {"BUILDKITE=true", "BUILDKITE_PULL_REQUEST=1",
	          "BUILDKITE_PULL_REQUEST_BASE_BRANCH=main"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (Buildkite pull request)"},
		{"Buildkite, branch",
	         WHOLE(TOPIC),
	         {"BUILDKITE=true", "BUILDKITE_PULL_REQUEST=false",
	          "BUILDKITE_PULL_REQUEST_BASE_BRANCH=", "BUILDKITE_BRANCH=topic",
	          "BUILDKITE_PIPELINE_DEFAULT_BRANCH=main"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (Buildkite build)"},
		{"Buildkite, main",
	         WHOLE(MAIN),
	         {"BUILDKITE=true", "BUILDKITE_PULL_REQUEST_BASE_BRANCH=", "BUILDKITE_BRANCH=main"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		/* it makes a local branch */
		{"CircleCI",
	         "git clone -q file://$PWD ../clone -b topic && cd ../clone",
	         {"CIRCLECI=true", "CI=true", "CIRCLE_BRANCH=topic"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (CircleCI build)"},
		{"CircleCI, main",
	         WHOLE(MAIN),
	         {"CIRCLECI=true", "CIRCLE_BRANCH=main"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"Woodpecker",
	         WHOLE(TOPIC),
	         {WOODPECKER, "CI_PIPELINE_EVENT=pull_request", "CI_COMMIT_TARGET_BRANCH=main",
	          "CI_COMMIT_BRANCH=main"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (Woodpecker pull request)"},
		{"Woodpecker, depth 1",
	         AT("--depth 1", "topic", TOPIC),
	         {WOODPECKER, "CI_PIPELINE_EVENT=pull_request", "CI_COMMIT_TARGET_BRANCH=main"},
	         NULL,
	         NULL,
	         NULL,
	         "partial: false"},
		{"Woodpecker, push",
	         WHOLE(MAIN),
	         {WOODPECKER, "CI_PIPELINE_EVENT=push", "CI_COMMIT_BRANCH=main",
	          "CI_PREV_COMMIT_SHA=@m2"},
	         "m2",
	         "m3",
	         "m2",
	         "merge base of %m2 and HEAD (Woodpecker push)"},
		{"Cirrus",
	         AT("", "refs/pull/1/head", "refs/remotes/origin/pull/1"),
	         {CIRRUS, "CIRRUS_PR=1", "CIRRUS_BASE_BRANCH=main", "CIRRUS_BASE_SHA=@m1",
	          "CIRRUS_BRANCH=pull/1"},
	         "m1",
	         "t2",
	         "m1",
	         "merge base of %m1 and HEAD (Cirrus pull request)"},
		{"Cirrus, main",
	         WHOLE(MAIN),
	         {CIRRUS, "CIRRUS_BRANCH=main", "CIRRUS_LAST_GREEN_CHANGE=@m1"},
	         "m1",
	         "m3",
	         "m1",
	         "merge base of %m1 and HEAD (Cirrus build)"},
		{"Semaphore",
	         AT("--depth 50", "topic", TOPIC),
	         {SEMAPHORE, "SEMAPHORE_GIT_REF_TYPE=pull-request",
	          "SEMAPHORE_GIT_COMMIT_RANGE=@m1...@t2"},
	         "m1",
	         "t2",
	         "m1",
	         "merge base of %m1 and HEAD (Semaphore pull request)"},
		{"Semaphore, push",
	         WHOLE(MAIN),
	         {SEMAPHORE, "SEMAPHORE_GIT_REF_TYPE=branch",
	          "SEMAPHORE_GIT_COMMIT_RANGE=@m2...@m3"},
	         "m2",
	         "m3",
	         "m2",
	         "merge base of %m2 and HEAD (Semaphore push)"},
		{"TeamCity",
	         WHOLE(TOPIC),
	         {"TEAMCITY_VERSION=2024.03"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (TeamCity build)"},
		{"TeamCity, main",
	         WHOLE(MAIN),
	         {"TEAMCITY_VERSION=2024.03"},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
		{"pre-commit",
	         WHOLE("--no-detach " TOPIC " -B topic"),
	         {"PRE_COMMIT=1", "PRE_COMMIT_FROM_REF=@t1", "PRE_COMMIT_TO_REF=@t2"},
	         "t1",
	         "t2",
	         "t1",
	         "merge base of %t1 and %t2 (pre-commit range)"},
		{"pre-commit in a CI",
	         WHOLE(MAIN),
	         {GITHUB_PULL, "PRE_COMMIT_FROM_REF=origin/main", "PRE_COMMIT_TO_REF=origin/topic"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and origin/topic (pre-commit range)"},
		{"pre-commit, half a range",
	         WHOLE(MAIN),
	         {"PRE_COMMIT_TO_REF=origin/topic"},
	         NULL,
	         NULL,
	         NULL,
	         "no base is named"},
		/* the upstream of a CI's clone is the branch itself */
		{"another CI",
	         "git clone -q file://$PWD ../clone -b topic && cd ../clone",
	         {"CI=true"},
	         "m3",
	         "t2",
	         "m1",
	         "merge base of origin/main and HEAD (CI build)"},
		{"another CI without a remote's branch",
	         AT("", "topic", TOPIC) " && git remote rename origin up",
	         {"CI=1"},
	         NULL,
	         NULL,
	         NULL,
	         "git fetch up '+refs/heads/main:"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

static void test_ci__is_none(void **state)
{
	static const struct {
		const char *name, *value;
	} rows[] = {{"CI", ""},
	            {"CI", "false"},
	            {"GITHUB_ACTIONS", "false"},
	            {"GITHUB_BASE_REF", "main"},
	            {"PRE_COMMIT", "1"},
	            {"BUILDKITE", ""}};
	struct world *world = *state;

	world_open(world, NULL);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		struct done_range_request request = {0};
		const char *words = NULL;
		struct done_error err = {0};

		setenv(rows[i].name, rows[i].value, 1);
		assert_int_equal(done_ci_detect(world->repo, &world->arena, &request, &words, &err),
		                 0);
		assert_null(request.base);
		assert_null(words);
		assert_int_equal(err.code, 0);
		unsetenv(rows[i].name);
	}
}

/* What stands in variables is shown as text and resolved strictly, whoever chose the name. */
static void test_ci__distrusts_its_variables(void **state)
{
	static const struct row rows[] = {
		{"escape sequences",
	         WHOLE(TOPIC),
	         {GITHUB, "GITHUB_BASE_REF=\033[31m::error::x"},
	         NULL,
	         NULL,
	         NULL,
	         "\\u{1B}[31m"},
		{"a path out",
	         WHOLE(TOPIC),
	         {GITHUB, "GITHUB_BASE_REF=../../heads/topic"},
	         NULL,
	         NULL,
	         NULL,
	         "not in this clone"},
		{"a range as base",
	         WHOLE(TOPIC),
	         {"PRE_COMMIT_FROM_REF=@t2..@t2", "PRE_COMMIT_TO_REF=@t2"},
	         NULL,
	         NULL,
	         NULL,
	         "object id"},
		{"a search as base",
	         WHOLE(TOPIC),
	         {"PRE_COMMIT_FROM_REF=:/t", "PRE_COMMIT_TO_REF=@t2"},
	         NULL,
	         NULL,
	         NULL,
	         "object id"},
		{"a search as head",
	         WHOLE(TOPIC),
	         {"PRE_COMMIT_FROM_REF=@t1", "PRE_COMMIT_TO_REF=:/t"},
	         NULL,
	         NULL,
	         NULL,
	         "object id"},
		{"a blob before",
	         WHOLE(MAIN),
	         {GITHUB_PUSH("refs/heads/main", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")},
	         NULL,
	         NULL,
	         NULL,
	         "git done audit"},
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
		{"\"a\"", "a", NULL},
		{"{\"a\": \"x\", \"a\": \"y\"}", "a", "!"},
		{"{\"a\": {\"b\": \"x\"}, \"a\": {}}", "a.b", "!"},
		{"{\"a\": \"x\\u0041\"}", "a", "!"},
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

	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		struct done_bytes text = {rows[i].text, strlen(rows[i].text)};
		struct done_error err = {0};
		const char *value = NULL;
		int rc = done_ci_event_string(text, rows[i].path, &world->arena, &value, &err);
		bool refused = rows[i].value && !strcmp(rows[i].value, "!");

		if (rc != (refused ? DONE_E_UNDECIDED : rows[i].value ? 1 : 0))
			fail_msg("row %zu: %d, %s", i, rc, err.message);
		if (rc == 1)
			assert_string_equal(value, rows[i].value);
	}

	/* Nested deeper than anything that GitHub writes. */
	char deep[4096];
	struct done_error err = {0};
	const char *value = NULL;
	memset(deep, '[', sizeof(deep));
	assert_int_equal(done_ci_event_string((struct done_bytes){deep, sizeof(deep)}, "a",
	                                      &world->arena, &value, &err),
	                 DONE_E_UNDECIDED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_ci__github_pull_requests),
		TEST(test_ci__github_pushes),
		TEST(test_ci__gitlab),
		TEST(test_ci__jenkins),
		TEST(test_ci__systems_that_merge),
		TEST(test_ci__systems_that_check_out_the_head),
		TEST(test_ci__is_none),
		TEST(test_ci__distrusts_its_variables),
		TEST(test_ci__reads_the_event_strictly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
