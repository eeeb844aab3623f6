/* What the other CI systems' environments and clones make of a range. */
#include "ci_rows.h"
#include "source.h"

#define GITHUB_PULL "GITHUB_ACTIONS=true", "GITHUB_BASE_REF=main"

#define MERGE_REQUEST "refs/merge-requests/1/head"
#define GITLAB_CLONE(depth) AT(depth, "refs/pull/1/head", MERGE_REQUEST)
#define TARGET_TIP " && git fetch -q --depth 1 origin +main:" MAIN
#define GITLAB "GITLAB_CI=true", "CI=true", "CI_DEFAULT_BRANCH=main"
#define GITLAB_REQUEST \
	GITLAB, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main", "CI_MERGE_REQUEST_DIFF_BASE_SHA=@m1"

static void test_ci__gitlab(void **state)
{
	static const struct ci_row rows[] = {
	    /* the policy of the merge base may be older than the one in force */
	    {"depth 20", GITLAB_CLONE("--depth 20"),
	        {GITLAB_REQUEST, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA="}, NULL, NULL, NULL,
	        "git fetch origin '+refs/heads/main:refs/remotes/origin/main'"},
	    {"depth 0, without the target", GITLAB_CLONE(""), {GITLAB_REQUEST}, NULL, NULL, NULL,
	        "the tip of the target branch"},
	    {"depth 20 and the target",
	        GITLAB_CLONE("--depth 20") " && git fetch -q origin +main:" MAIN, {GITLAB_REQUEST},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (GitLab merge request)"},
	    {"depth 20 and the target's tip", GITLAB_CLONE("--depth 20") TARGET_TIP,
	        {GITLAB_REQUEST, "CI_COMMIT_SHA=@t2"}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD: %m1 (GitLab merge request)"},
	    /* its word is for what it builds */
	    {"depth 20 and the target's tip, another commit",
	        GITLAB_CLONE("--depth 20") TARGET_TIP " && git checkout -q --detach HEAD~1",
	        {GITLAB_REQUEST, "CI_COMMIT_SHA=@t2"}, NULL, NULL, NULL, "shallow"},
	    {"the target's tip in place of the request",
	        GITLAB_CLONE("--depth 20") TARGET_TIP " && git checkout -q --detach " MAIN,
	        {GITLAB_REQUEST, "CI_COMMIT_SHA=@t2"}, NULL, NULL, NULL, "already in"},
	    {"the merge base in place of the request",
	        GITLAB_CLONE("--depth 20") TARGET_TIP " && git checkout -q --detach HEAD~2",
	        {GITLAB_REQUEST, "CI_COMMIT_SHA=@m1"}, NULL, NULL, NULL, "already in"},
	    {"depth 0", WHOLE(TOPIC), {GITLAB_REQUEST}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (GitLab merge request)"},
	    {"depth 1", GITLAB_CLONE("--depth 1"), {GITLAB_REQUEST}, NULL, NULL, NULL,
	        "GIT_DEPTH: 0"},
	    /* it runs in the fork's project, and so main is the contributor's */
	    {"from a fork", WHOLE(TOPIC),
	        {GITLAB_REQUEST, "CI_PROJECT_ID=2", "CI_MERGE_REQUEST_PROJECT_ID=1",
	            "CI_COMMIT_SHA=@t2"},
	        NULL, NULL, NULL,
	        "git fetch \"$CI_MERGE_REQUEST_PROJECT_URL\" "
	        "\"+refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME:refs/remotes/origin/"},
	    {"from a fork, merged result", WHOLE(MERGED),
	        {GITLAB_REQUEST, "CI_PROJECT_ID=2", "CI_MERGE_REQUEST_PROJECT_ID=1",
	            "CI_MERGE_REQUEST_TARGET_BRANCH_SHA=@m3"},
	        NULL, NULL, NULL,
	        "--base \"refs/remotes/origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME\""},
	    {"from the project itself", WHOLE(TOPIC),
	        {GITLAB_REQUEST, "CI_PROJECT_ID=1", "CI_MERGE_REQUEST_PROJECT_ID=1"}, "m3", "t2",
	        "m1", "merge base of origin/main and HEAD (GitLab merge request)"},
	    {"merged result", AT("--depth 20", MERGE_REF, MERGED),
	        {GITLAB_REQUEST, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA=@m3"}, "m3", "merge", "m3",
	        "merge base of %m3 and HEAD (GitLab merged result)"},
	    {"push to main", AT("--depth 20", "main", MAIN),
	        {GITLAB, "CI_COMMIT_BRANCH=main", "CI_COMMIT_BEFORE_SHA=@m1"}, "m1", "m3", "m1",
	        "merge base of %m1 and HEAD (GitLab push)"},
	    {"main by schedule", AT("--depth 20", "main", MAIN),
	        {GITLAB, "CI_COMMIT_BRANCH=main", "CI_COMMIT_BEFORE_SHA=" NONE}, NULL, NULL, NULL,
	        "git done audit"},
	    {"push to a branch", AT("--depth 20", "topic", TOPIC),
	        {GITLAB, "CI_COMMIT_BRANCH=topic", "CI_COMMIT_BEFORE_SHA=@t1"}, NULL, NULL, NULL,
	        "git fetch origin '+refs/heads/main:"},
	    {"push to a branch, another commit", WHOLE(MAIN),
	        {GITLAB, "CI_COMMIT_BRANCH=topic", "CI_COMMIT_SHA=@t2"}, NULL, NULL, NULL,
	        "not the commit that is built, but already in 'origin/main'"},
	    {"push to a branch, a commit before", WHOLE(TOPIC "~1"),
	        {GITLAB, "CI_COMMIT_BRANCH=topic", "CI_COMMIT_SHA=@t2"}, NULL, NULL, NULL,
	        "git checkout "},
	    {"push to main, before it", WHOLE(MAIN "~2"),
	        {GITLAB, "CI_COMMIT_BRANCH=main", "CI_COMMIT_SHA=@m3", "CI_COMMIT_BEFORE_SHA=@m2"},
	        NULL, NULL, NULL, "not the commit that is built"},
	    /* what a job commits on top is judged */
	    {"push to a branch, and more", WHOLE(TOPIC),
	        {GITLAB, "CI_COMMIT_BRANCH=topic", "CI_COMMIT_SHA=@t1"}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (GitLab push)"},
	    {"a fresh branch", WHOLE(MAIN), {GITLAB, "CI_COMMIT_BRANCH=fresh", "CI_COMMIT_SHA=@m3"},
	        "m3", "m3", "m3", "merge base of origin/main and HEAD (GitLab push)"},
	    {"new branch", WHOLE(TOPIC),
	        {GITLAB, "CI_COMMIT_BRANCH=topic", "CI_COMMIT_BEFORE_SHA=" NONE}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (GitLab push)"},
	    {"new branch, depth 20", AT("--depth 20", "topic", TOPIC),
	        {GITLAB, "CI_COMMIT_BRANCH=topic", "CI_COMMIT_BEFORE_SHA=" NONE}, NULL, NULL, NULL,
	        "GIT_DEPTH: 0"},
	    {"tag", WHOLE(TOPIC), {GITLAB, "CI_COMMIT_TAG=v1", "CI_COMMIT_BEFORE_SHA=" NONE}, "m3",
	        "t2", "m1", "merge base of origin/main and HEAD (GitLab tag)"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

#define JENKINS_PULL                                                                      \
	CLONE "git fetch -q --no-tags origin +refs/pull/1/head:refs/remotes/origin/PR-1 " \
	      "+refs/heads/main:" MAIN " && git checkout -q --detach refs/remotes/origin/PR-1"
#define JENKINS "JENKINS_URL=https://ci.example.org/"

static void test_ci__jenkins(void **state)
{
	static const struct ci_row rows[] = {
	    {"pull request", JENKINS_PULL, {JENKINS, "CHANGE_TARGET=main", "BRANCH_NAME=PR-1"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Jenkins pull request)"},
	    {"without the target", AT("", "topic", TOPIC), {JENKINS, "CHANGE_TARGET=main"}, NULL,
	        NULL, NULL, "refspec of all branches"},
	    {"main", AT("", "main", MAIN),
	        {JENKINS, "BRANCH_NAME=main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@m1"}, "m1", "m3",
	        "m1", "merge base of %m1 and HEAD (Jenkins multibranch build)"},
	    /* its own good build may have lowered its own policy */
	    {"a branch alone, that was good", AT("", "topic", TOPIC),
	        {JENKINS, "BRANCH_NAME=topic", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@t1"}, NULL, NULL,
	        NULL, "or name another: git config done.integrationBranch"},
	    {"no branch by name, that was good", AT("", "topic", TOPIC),
	        {JENKINS, "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@t1"}, NULL, NULL, NULL,
	        "git fetch origin '+refs/heads/main:"},
	    {"the integration branch by configuration",
	        AT("", "topic", TOPIC) " && git config done.integrationBranch topic",
	        {JENKINS, "BRANCH_NAME=topic", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@t1"}, "t1", "t2",
	        "t1", "merge base of %t1 and HEAD (Jenkins multibranch build)"},
	    {"a branch alone, another by configuration",
	        AT("", "main", MAIN) " && git config done.integrationBranch topic",
	        {JENKINS, "BRANCH_NAME=main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@m2"}, NULL, NULL,
	        NULL, "'topic'"},
	    {"main, good itself", AT("", "main", MAIN),
	        {JENKINS, "BRANCH_NAME=main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@m3"}, "m3", "m3",
	        "m3", "merge base of %m3 and HEAD (Jenkins multibranch build)"},
	    {"main, good later", WHOLE(MAIN "~1"),
	        {JENKINS, "BRANCH_NAME=main", "GIT_COMMIT=@m2",
	            "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@m3"},
	        NULL, NULL, NULL, "git done audit"},
	    {"main, never built", AT("", "main", MAIN), {JENKINS, "BRANCH_NAME=main"}, NULL, NULL,
	        NULL, "git done audit"},
	    {"main, null", AT("", "main", MAIN),
	        {JENKINS, "BRANCH_NAME=main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=null",
	            "CHANGE_TARGET=null"},
	        NULL, NULL, NULL, "git done audit"},
	    /* no URL in Jenkins' configuration, no JENKINS_URL */
	    {"without a URL", JENKINS_PULL,
	        {"JENKINS_HOME=/var/jenkins_home", "CHANGE_TARGET=main", "BRANCH_NAME=PR-1"}, "m3",
	        "t2", "m1", "merge base of origin/main and HEAD (Jenkins pull request)"},
	    {"by its build's name", AT("", "main", MAIN),
	        {"BUILD_TAG=jenkins-shop-main-7", "BRANCH_NAME=main"}, NULL, NULL, NULL,
	        "git done audit"},
	    {"Hudson", AT("", "main", MAIN),
	        {"HUDSON_URL=https://ci.example.org/", "BRANCH_NAME=main"}, NULL, NULL, NULL,
	        "git done audit"},
	    {"freestyle", WHOLE(TOPIC),
	        {JENKINS, "GIT_BRANCH=origin/topic", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@t1"}, "m3",
	        "t2", "m1", "merge base of origin/main and HEAD (Jenkins build)"},
	    {"freestyle, main", WHOLE(MAIN),
	        {JENKINS, "GIT_BRANCH=origin/main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@m2"}, "m2",
	        "m3", "m2", "merge base of %m2 and HEAD (Jenkins build)"},
	    {"tag", WHOLE(MAIN), {JENKINS, "TAG_NAME=v1", "BRANCH_NAME=v1"}, NULL, NULL, NULL,
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
	static const struct ci_row rows[] = {
	    {"Azure", WHOLE(MERGED), {AZURE_PULL}, "m3", "merge", "m3",
	        "merge base of origin/main and HEAD (Azure pull request)"},
	    {"Azure, depth 2", AT("--depth 2", MERGE_REF, MERGED), {AZURE_PULL}, "m3", "merge",
	        "m3", "merge base of main and HEAD (Azure pull request)"},
	    {"Azure, depth 1", AT("--depth 1", MERGE_REF, MERGED), {AZURE_PULL}, NULL, NULL, NULL,
	        "git fetch --unshallow"},
	    {"Azure, branch", WHOLE(TOPIC),
	        {"TF_BUILD=True", "BUILD_SOURCEBRANCH=refs/heads/topic"}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (Azure build)"},
	    {"Azure, main", WHOLE(MAIN), {"TF_BUILD=True", "BUILD_SOURCEBRANCH=refs/heads/main"},
	        NULL, NULL, NULL, "git done audit"},
	    {"Travis", AT("--depth 50", MERGE_REF, MERGED),
	        {TRAVIS, "TRAVIS_PULL_REQUEST=1", "TRAVIS_PULL_REQUEST_SHA=@t2",
	            "TRAVIS_COMMIT_RANGE=@m1...@t2"},
	        "m3", "merge", "m3", "merge base of main and HEAD (Travis pull request)"},
	    {"Travis, the range", AT("--depth 50", "topic", TOPIC),
	        {TRAVIS, "TRAVIS_PULL_REQUEST=1", "TRAVIS_COMMIT_RANGE=@m1...@t2"}, NULL, NULL,
	        NULL, "git fetch origin '+refs/heads/main:"},
	    {"Travis, push", AT("--depth 50", "main", MAIN),
	        {TRAVIS, "TRAVIS_PULL_REQUEST=false", "TRAVIS_COMMIT_RANGE=@m2...@m3"}, "m2", "m3",
	        "m2", "merge base of %m2 and HEAD (Travis push)"},
	    /* the branch before its last push may have fallen short itself */
	    {"Travis, push to a branch, alone", AT("--depth 50", "topic", TOPIC),
	        {"TRAVIS=true", "TRAVIS_BRANCH=topic", "TRAVIS_PULL_REQUEST=false",
	            "TRAVIS_COMMIT_RANGE=@t1...@t2"},
	        NULL, NULL, NULL, "git fetch origin '+refs/heads/main:"},
	    {"Travis, forced", AT("--depth 50", "main", MAIN),
	        {TRAVIS, "TRAVIS_PULL_REQUEST=false", "TRAVIS_COMMIT_RANGE=" LOST "...@m3"}, NULL,
	        NULL, NULL, "git done audit"},
	    {"AppVeyor", WHOLE(MERGED),
	        {"APPVEYOR=True", "APPVEYOR_PULL_REQUEST_NUMBER=1", "APPVEYOR_REPO_BRANCH=main"},
	        "m3", "merge", "m3", "merge base of origin/main and HEAD (AppVeyor pull request)"},
	    {"AppVeyor, depth 2", AT("--depth 2", MERGE_REF, MERGED),
	        {"APPVEYOR=true", "APPVEYOR_PULL_REQUEST_NUMBER=1", "APPVEYOR_REPO_BRANCH=main",
	            "APPVEYOR_PULL_REQUEST_HEAD_COMMIT=@t2"},
	        "m3", "merge", "m3", "merge base of main and HEAD (AppVeyor pull request)"},
	    {"AppVeyor, branch", WHOLE(TOPIC), {"APPVEYOR=True", "APPVEYOR_REPO_BRANCH=topic"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (AppVeyor build)"},
	    /* Drone merges the request into a local copy of the target */
	    {"Drone",
	        AT("", "main",
	            MAIN) " && git checkout -q -b main && git fetch -q origin refs/pull/1/head && "
	                  "git merge -q -m x FETCH_HEAD && git push -q origin HEAD:refs/known/made",
	        {"DRONE=true", "DRONE_BUILD_EVENT=pull_request", "DRONE_TARGET_BRANCH=main",
	            "DRONE_BRANCH=main"},
	        "m3", "made", "m3", "merge base of origin/main and HEAD (Drone pull request)"},
	    {"Drone, push", AT("", "main", MAIN),
	        {"DRONE=true", "DRONE_BUILD_EVENT=push", "DRONE_BRANCH=main",
	            "DRONE_COMMIT_BEFORE=@m2", "DRONE_REPO_BRANCH=main"},
	        "m2", "m3", "m2", "merge base of %m2 and HEAD (Drone push)"},
	    {"Prow", WHOLE(MERGED),
	        {"PROW_JOB_ID=1", "JOB_TYPE=presubmit", "PULL_BASE_REF=main", "PULL_BASE_SHA=@m3",
	            "PULL_PULL_SHA=@t2"},
	        "m3", "t2", "m1", "merge base of %m3 and %t2 (Prow presubmit)"},
	    {"Prow, batch", WHOLE(MERGED), {"PROW_JOB_ID=1", "JOB_TYPE=batch", "PULL_BASE_SHA=@m3"},
	        "m3", "merge", "m3", "merge base of %m3 and HEAD (Prow batch)"},
	    {"Prow, batch, the base in its place", WHOLE(MAIN),
	        {"PROW_JOB_ID=1", "JOB_TYPE=batch", "PULL_BASE_SHA=@m3"}, NULL, NULL, NULL,
	        "already in"},
	    {"Prow, after the merge", WHOLE(MAIN),
	        {"PROW_JOB_ID=1", "JOB_TYPE=postsubmit", "PULL_BASE_REF=main", "PULL_BASE_SHA=@m3"},
	        NULL, NULL, NULL, "git done audit"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

/* What an earlier job left of the target in a clone that is used again. */
static void test_ci__a_stale_target(void **state)
{
#define BEHIND " && git update-ref " MAIN " " MAIN "~1"
#define ELSEWHERE " && git update-ref " MAIN " " TOPIC "~1"
	static const struct ci_row rows[] = {
	    {"GitHub", WHOLE(MERGED) BEHIND,
	        {GITHUB_PULL, "GITHUB_REF=refs/pull/1/merge", "GITHUB_SHA=@merge"}, "m3", "merge",
	        "m3", "merge base of main and HEAD (GitHub pull request)"},
	    {"Azure", WHOLE(MERGED) BEHIND, {AZURE_PULL}, "m3", "merge", "m3",
	        "merge base of main and HEAD (Azure pull request)"},
	    {"GitLab, merged result", WHOLE(MERGED) BEHIND,
	        {GITLAB_REQUEST, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA=@m3"}, "m3", "merge", "m3",
	        "merge base of %m3 and HEAD (GitLab merged result)"},
	    {"Bitbucket", WHOLE(TOPIC) BEHIND,
	        {"BITBUCKET_BUILD_NUMBER=7", "BITBUCKET_PR_DESTINATION_BRANCH=main",
	            "BITBUCKET_PR_DESTINATION_COMMIT=@m3"},
	        "m3", "t2", "m1", "merge base of %m3 and HEAD (Bitbucket pull request)"},
	    /* the ref goes on: it was fetched after the merge was made */
	    {"GitLab, merged result, and main went on", WHOLE(TOPIC),
	        {GITLAB_REQUEST, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA=@m2"}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (GitLab merged result)"},
	    /* which of the two is the target is not known */
	    {"GitHub, another history", WHOLE(MERGED) ELSEWHERE,
	        {GITHUB_PULL, "GITHUB_REF=refs/pull/1/merge", "GITHUB_SHA=@merge"}, NULL, NULL,
	        NULL, "the target branch 'main' is out of date in this clone"},
	    /* that it is behind is known, but not the tip */
	    {"GitLab, main merged by the author", WHOLE(MERGED) BEHIND,
	        {GITLAB, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main",
	            "CI_MERGE_REQUEST_DIFF_BASE_SHA=@m3", "CI_COMMIT_SHA=@merge"},
	        NULL, NULL, NULL,
	        "fetch it before: git fetch origin '+refs/heads/main:refs/remotes/origin/main'"},
	    {"GitLab, main merged by the author, depth 3",
	        AT("--depth 3", MERGE_REF, MERGED) " && git update-ref " MAIN " HEAD^1~1",
	        {GITLAB, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main",
	            "CI_MERGE_REQUEST_DIFF_BASE_SHA=@m3", "CI_COMMIT_SHA=@merge"},
	        NULL, NULL, NULL, "out of date"},
	    {"GitLab, fetched", WHOLE(MERGED),
	        {GITLAB, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main",
	            "CI_MERGE_REQUEST_DIFF_BASE_SHA=@m3", "CI_COMMIT_SHA=@merge"},
	        "m3", "merge", "m3", "merge base of origin/main and HEAD (GitLab merge request)"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

/* A restart, a schedule, a build by hand, a branch that was set back: nothing lies between. */
static void test_ci__nothing_since_before(void **state)
{
#define NOTHING(shown, ...)                                                           \
	{                                                                             \
		shown, WHOLE(MAIN), {__VA_ARGS__}, NULL, NULL, NULL, "git done audit" \
	}
	static const struct ci_row rows[] = {
	    NOTHING("GitHub", "GITHUB_ACTIONS=true", "GITHUB_EVENT_NAME=push",
	        "GITHUB_REF=refs/heads/main", "GITHUB_SHA=@m3", "event={\"before\": \"@m3\"}"),
	    NOTHING("GitLab", GITLAB, "CI_COMMIT_BRANCH=main", "CI_COMMIT_BEFORE_SHA=@m3",
	        "CI_COMMIT_SHA=@m3"),
	    NOTHING("Travis", TRAVIS, "TRAVIS_PULL_REQUEST=false", "TRAVIS_COMMIT_RANGE=@m3...@m3",
	        "TRAVIS_COMMIT=@m3"),
	    NOTHING("Drone", "DRONE=true", "DRONE_BUILD_EVENT=push", "DRONE_BRANCH=main",
	        "DRONE_REPO_BRANCH=main", "DRONE_COMMIT_BEFORE=@m3", "DRONE_COMMIT_SHA=@m3"),
	    /* whatever it says of before, a build by hand or by schedule is no push */
	    NOTHING("Drone, by hand", "DRONE=true", "DRONE_BUILD_EVENT=custom", "DRONE_BRANCH=main",
	        "DRONE_REPO_BRANCH=main", "DRONE_COMMIT_BEFORE=@m2", "DRONE_COMMIT_SHA=@m3"),
	    NOTHING("Semaphore", "SEMAPHORE=true", "SEMAPHORE_GIT_BRANCH=main",
	        "SEMAPHORE_GIT_COMMIT_RANGE=@m3...@m3", "SEMAPHORE_GIT_SHA=@m3"),
	    {"GitLab, in a shallow clone", AT("--depth 2", "main", MAIN),
	        {GITLAB, "CI_COMMIT_BRANCH=main", "CI_COMMIT_BEFORE_SHA=@m3", "CI_COMMIT_SHA=@m3"},
	        NULL, NULL, NULL, "git done audit"},
	    {"GitHub, set back", WHOLE(MAIN "~1"),
	        {"GITHUB_ACTIONS=true", "GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/main",
	            "GITHUB_SHA=@m2", "event={\"before\": \"@m3\"}"},
	        "m3", "m2", "m3",
	        "what differs between %m3 and HEAD, to which the branch is set back (GitHub "
	        "push)"},
	    {"GitLab, set back", WHOLE(MAIN "~1"),
	        {GITLAB, "CI_COMMIT_BRANCH=main", "CI_COMMIT_BEFORE_SHA=@m3", "CI_COMMIT_SHA=@m2"},
	        "m3", "m2", "m3",
	        "what differs between %m3 and HEAD, to which the branch is set back (GitLab "
	        "push)"},
	    /* the last good build, of whatever commit, is no word of the push */
	    {"Jenkins, set back", WHOLE(MAIN "~1"),
	        {"JENKINS_URL=https://ci", "BRANCH_NAME=main", "GIT_BRANCH=main",
	            "GIT_PREVIOUS_SUCCESSFUL_COMMIT=@m3", "GIT_COMMIT=@m2"},
	        NULL, NULL, NULL, "git done audit"},
	    {"GitHub, set back, the old tip lost", WHOLE(MAIN "~1"),
	        {"GITHUB_ACTIONS=true", "GITHUB_EVENT_NAME=push", "GITHUB_REF=refs/heads/main",
	            "GITHUB_SHA=@m2", "event={\"before\": \"" LOST "\"}"},
	        NULL, NULL, NULL, "git fetch origin " LOST},
	    /* the remote itself was asked: the hook judges a push that sets a branch back so */
	    {"pre-commit, set back", WHOLE("--no-detach " MAIN " -B main"),
	        {"PRE_COMMIT=1", "PRE_COMMIT_REMOTE_BRANCH=refs/heads/main",
	            "PRE_COMMIT_REMOTE_NAME=origin", "PRE_COMMIT_FROM_REF=@m3",
	            "PRE_COMMIT_TO_REF=@m2"},
	        "m3", "m2", "m3",
	        "what differs between %m3 and %m2, to which the branch is set back (pre-commit "
	        "push)"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

#define BITBUCKET "BITBUCKET_BUILD_NUMBER=7", "CI=true", "BITBUCKET_BRANCH=topic"
#define WOODPECKER "CI=woodpecker", "CI_REPO_DEFAULT_BRANCH=main"
#define CIRRUS "CIRRUS_CI=true", "CIRRUS_DEFAULT_BRANCH=main"
#define SEMAPHORE "SEMAPHORE=true", "SEMAPHORE_GIT_BRANCH=main"

#define PRE_COMMIT_PUSH(branch, remote)                                \
	"PRE_COMMIT=1", "PRE_COMMIT_REMOTE_BRANCH=refs/heads/" branch, \
	    "PRE_COMMIT_REMOTE_NAME=" remote

static void test_ci__systems_that_check_out_the_head(void **state)
{
	static const struct ci_row rows[] = {
	    {"Bitbucket", WHOLE(TOPIC),
	        {BITBUCKET, "BITBUCKET_PR_DESTINATION_BRANCH=main",
	            "BITBUCKET_PR_DESTINATION_COMMIT=%m3"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Bitbucket pull request)"},
	    {"Bitbucket, 12 digits alone", AT("--depth 50", "topic", TOPIC),
	        {BITBUCKET, "BITBUCKET_PR_DESTINATION_BRANCH=main",
	            "BITBUCKET_PR_DESTINATION_COMMIT=%m3"},
	        NULL, NULL, NULL, "depth: full"},
	    {"Bitbucket, branch", WHOLE(TOPIC), {BITBUCKET}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (Bitbucket build)"},
	    {"Buildkite", WHOLE(TOPIC),
	        {"BUILDKITE=true", "BUILDKITE_PULL_REQUEST=1",
	            "BUILDKITE_PULL_REQUEST_BASE_BRANCH=main"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Buildkite pull request)"},
	    {"Buildkite, branch", WHOLE(TOPIC),
	        {"BUILDKITE=true", "BUILDKITE_PULL_REQUEST=false",
	            "BUILDKITE_PULL_REQUEST_BASE_BRANCH=", "BUILDKITE_BRANCH=topic",
	            "BUILDKITE_PIPELINE_DEFAULT_BRANCH=main"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Buildkite build)"},
	    {"Buildkite, main", WHOLE(MAIN),
	        {"BUILDKITE=true", "BUILDKITE_PULL_REQUEST_BASE_BRANCH=", "BUILDKITE_BRANCH=main"},
	        NULL, NULL, NULL, "git done audit"},
	    /* it makes a local branch */
	    {"CircleCI", "git clone -q file://$PWD ../clone -b topic && cd ../clone",
	        {"CIRCLECI=true", "CI=true", "CIRCLE_BRANCH=topic"}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (CircleCI build)"},
	    {"CircleCI, main", WHOLE(MAIN), {"CIRCLECI=true", "CIRCLE_BRANCH=main"}, NULL, NULL,
	        NULL, "git done audit"},
	    {"Woodpecker", WHOLE(TOPIC),
	        {WOODPECKER, "CI_PIPELINE_EVENT=pull_request", "CI_COMMIT_TARGET_BRANCH=main",
	            "CI_COMMIT_BRANCH=main"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Woodpecker pull request)"},
	    {"Woodpecker, depth 1", AT("--depth 1", "topic", TOPIC),
	        {WOODPECKER, "CI_PIPELINE_EVENT=pull_request", "CI_COMMIT_TARGET_BRANCH=main"},
	        NULL, NULL, NULL, "partial: false"},
	    {"Cirrus", AT("", "refs/pull/1/head", "refs/remotes/origin/pull/1"),
	        {CIRRUS, "CIRRUS_PR=1", "CIRRUS_BASE_BRANCH=main", "CIRRUS_BASE_SHA=@m1",
	            "CIRRUS_BRANCH=pull/1"},
	        NULL, NULL, NULL, "git fetch origin '+refs/heads/main:"},
	    {"Cirrus, main", WHOLE(MAIN),
	        {CIRRUS, "CIRRUS_BRANCH=main", "CIRRUS_LAST_GREEN_CHANGE=@m1"}, "m1", "m3", "m1",
	        "merge base of %m1 and HEAD (Cirrus build)"},
	    {"Semaphore", AT("--depth 50", "topic", TOPIC),
	        {SEMAPHORE, "SEMAPHORE_GIT_REF_TYPE=pull-request",
	            "SEMAPHORE_GIT_COMMIT_RANGE=@m1...@t2"},
	        NULL, NULL, NULL, "git fetch origin '+refs/heads/main:"},
	    {"Semaphore, and the target's tip",
	        AT("--depth 3", "topic", TOPIC) " && git fetch -q --depth 1 origin +main:" MAIN,
	        {SEMAPHORE, "SEMAPHORE_GIT_REF_TYPE=pull-request", "SEMAPHORE_GIT_SHA=@t2",
	            "SEMAPHORE_GIT_COMMIT_RANGE=@m1...@t2"},
	        "m3", "t2", "m1",
	        "merge base of origin/main and HEAD: %m1 (Semaphore pull request)"},
	    {"Semaphore, push", WHOLE(MAIN),
	        {SEMAPHORE, "SEMAPHORE_GIT_REF_TYPE=branch",
	            "SEMAPHORE_GIT_COMMIT_RANGE=@m2...@m3"},
	        "m2", "m3", "m2", "merge base of %m2 and HEAD (Semaphore push)"},
	    {"TeamCity", WHOLE(TOPIC), {"TEAMCITY_VERSION=2024.03"}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (TeamCity build)"},
	    {"TeamCity, main", WHOLE(MAIN), {"TEAMCITY_VERSION=2024.03"}, NULL, NULL, NULL,
	        "git done audit"},
	    {"pre-commit", WHOLE("--no-detach " TOPIC " -B topic"),
	        {"PRE_COMMIT=1", "PRE_COMMIT_FROM_REF=@t1", "PRE_COMMIT_TO_REF=@t2"}, "t1", "t2",
	        "t1", "merge base of %t1 and %t2 (pre-commit range)"},
	    /* what the remote has of the branch may have fallen short itself */
	    {"pre-commit, a push", WHOLE("--no-detach " TOPIC " -B topic"),
	        {PRE_COMMIT_PUSH("topic", "origin"), "PRE_COMMIT_FROM_REF=@t1",
	            "PRE_COMMIT_TO_REF=@t2"},
	        "m3", "t2", "m1", "merge base of origin/main and %t2 (pre-commit push)"},
	    {"pre-commit, a push to main", WHOLE("--no-detach " MAIN " -B main"),
	        {PRE_COMMIT_PUSH("main", "origin"), "PRE_COMMIT_FROM_REF=@m2",
	            "PRE_COMMIT_TO_REF=@m3"},
	        "m2", "m3", "m2", "merge base of %m2 and %m3 (pre-commit push)"},
	    /* main is checked out */
	    {"pre-commit, a push of all",
	        WHOLE("--no-detach " MAIN " -B main") " && git branch topic " TOPIC,
	        {PRE_COMMIT_PUSH("topic", "https://example.org/unknown"),
	            "PRE_COMMIT_LOCAL_BRANCH=refs/heads/topic"},
	        "m3", "t2", "m1", "merge base of origin/main and topic (pre-commit push)"},
	    {"pre-commit, a push of what is not named", WHOLE("--no-detach " TOPIC " -B topic"),
	        {PRE_COMMIT_PUSH("topic", "https://example.org/unknown")}, NULL, NULL, NULL,
	        "PRE_COMMIT_LOCAL_BRANCH"},
	    {"pre-commit, a push of an expression", WHOLE("--no-detach " TOPIC " -B topic"),
	        {PRE_COMMIT_PUSH("topic", "https://example.org/unknown"),
	            "PRE_COMMIT_LOCAL_BRANCH=HEAD@{1}"},
	        NULL, NULL, NULL, "is not accepted"},
	    {"pre-commit, a push, no integration branch known",
	        WHOLE("--no-detach " TOPIC " -B topic") " && git update-ref -d " MAIN,
	        {PRE_COMMIT_PUSH("topic", "origin"), "PRE_COMMIT_FROM_REF=@t1",
	            "PRE_COMMIT_TO_REF=@t2"},
	        NULL, NULL, NULL, "git remote set-head origin --auto"},
	    {"pre-commit, another remote",
	        WHOLE("--no-detach " TOPIC " -B topic") " && git remote add up file:///nowhere && "
	                                                "git update-ref refs/remotes/up/main " MAIN
	                                                "~1",
	        {PRE_COMMIT_PUSH("topic", "up"), "PRE_COMMIT_TO_REF=@t2"}, "m2", "t2", "m1",
	        "merge base of up/main and %t2 (pre-commit push)"},
	    /* of which nothing is known; there it is the integration branch by configuration */
	    {"pre-commit, another remote, by configuration",
	        WHOLE("--no-detach " TOPIC " -B topic") " && git remote add up file:///nowhere && "
	                                                "git config done.integrationBranch topic",
	        {PRE_COMMIT_PUSH("topic", "up"), "PRE_COMMIT_FROM_REF=@t1",
	            "PRE_COMMIT_TO_REF=@t2"},
	        "t1", "t2", "t1", "merge base of %t1 and %t2 (pre-commit push)"},
	    {"pre-commit in a CI", WHOLE(MAIN),
	        {GITHUB_PULL, "PRE_COMMIT=1", "PRE_COMMIT_FROM_REF=origin/main",
	            "PRE_COMMIT_TO_REF=origin/topic"},
	        "m3", "t2", "m1", "merge base of origin/main and origin/topic (pre-commit range)"},
	    {"pre-commit, half a range", WHOLE(MAIN),
	        {"PRE_COMMIT=1", "PRE_COMMIT_TO_REF=origin/topic"}, NULL, NULL, NULL,
	        "no base is named"},
	    /* the upstream of a CI's clone is the branch itself */
	    {"another CI", "git clone -q file://$PWD ../clone -b topic && cd ../clone", {"CI=true"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (CI build)"},
	    {"AWS CodeBuild", "git clone -q file://$PWD ../clone -b topic && cd ../clone",
	        {"CODEBUILD_BUILD_ID=app:1"}, "m3", "t2", "m1",
	        "merge base of origin/main and HEAD (AWS CodeBuild build)"},
	    {"AWS CodeBuild, depth 1", AT("--depth 1", "topic", TOPIC),
	        {"CODEBUILD_BUILD_ID=app:1"}, NULL, NULL, NULL, "git-clone-depth: 0"},
	    {"another CI without a remote's branch",
	        AT("", "topic", TOPIC) " && git remote rename origin up", {"CI=1"}, NULL, NULL,
	        NULL, "git fetch up '+refs/heads/main:"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

/* The pipeline before is the last one of the same branch, which for a request is its target. */
static void test_ci__woodpecker(void **state)
{
#define PUSHED WOODPECKER, "CI_PIPELINE_EVENT=push", "CI_COMMIT_BRANCH=main"
#define AUDIT(shown, clone, ...)                                                \
	{                                                                       \
		shown, clone, {__VA_ARGS__}, NULL, NULL, NULL, "git done audit" \
	}
	static const struct ci_row rows[] = {
	    {"push after a push", WHOLE(MAIN),
	        {PUSHED, "CI_PREV_PIPELINE_EVENT=push", "CI_PREV_COMMIT_BRANCH=main",
	            "CI_PREV_COMMIT_SHA=@m2"},
	        "m2", "m3", "m2", "merge base of %m2 and HEAD (Woodpecker push)"},
	    AUDIT("push of a merge after the request's own", WHOLE(MERGED), PUSHED,
	        "CI_PREV_PIPELINE_EVENT=pull_request", "CI_PREV_COMMIT_BRANCH=main",
	        "CI_PREV_COMMIT_SHA=@t2"),
	    AUDIT("push after another branch's", WHOLE(MERGED), PUSHED,
	        "CI_PREV_PIPELINE_EVENT=push", "CI_PREV_COMMIT_BRANCH=topic",
	        "CI_PREV_COMMIT_SHA=@t2"),
	    AUDIT("push, nothing known of the pipeline before", WHOLE(MAIN), PUSHED,
	        "CI_PREV_COMMIT_SHA=@m2"),
	    AUDIT("restarted", WHOLE(MAIN), PUSHED, "CI_PREV_PIPELINE_EVENT=push",
	        "CI_PREV_COMMIT_BRANCH=main", "CI_PREV_COMMIT_SHA=@m3"),
	    AUDIT("by schedule", WHOLE(MAIN), WOODPECKER, "CI_PIPELINE_EVENT=cron",
	        "CI_COMMIT_BRANCH=main", "CI_PREV_PIPELINE_EVENT=push",
	        "CI_PREV_COMMIT_BRANCH=main", "CI_PREV_COMMIT_SHA=@m2"),
	    AUDIT("release", WHOLE(MAIN), WOODPECKER, "CI_PIPELINE_EVENT=release",
	        "CI_COMMIT_BRANCH=topic", "CI_COMMIT_SHA=@m3"),
	    {"release, of what is not on main", WHOLE(TOPIC),
	        {WOODPECKER, "CI_PIPELINE_EVENT=release", "CI_COMMIT_BRANCH=main",
	            "CI_COMMIT_SHA=@t2"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Woodpecker release)"},
	    {"by hand, on a branch", WHOLE(TOPIC),
	        {WOODPECKER, "CI_PIPELINE_EVENT=manual", "CI_COMMIT_BRANCH=topic",
	            "CI_PREV_PIPELINE_EVENT=push", "CI_PREV_COMMIT_SHA=@t1"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Woodpecker build)"},
	    {"a request's metadata", WHOLE(TOPIC),
	        {WOODPECKER, "CI_PIPELINE_EVENT=pull_request_metadata",
	            "CI_COMMIT_TARGET_BRANCH=main", "CI_COMMIT_BRANCH=main",
	            "CI_PREV_COMMIT_SHA=@t2", "CI_COMMIT_SHA=@t2"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Woodpecker pull request)"},
	    {"a request that is closed, merged", WHOLE(MAIN),
	        {WOODPECKER, "CI_PIPELINE_EVENT=pull_request_closed",
	            "CI_COMMIT_TARGET_BRANCH=main", "CI_COMMIT_BRANCH=main",
	            "CI_PREV_COMMIT_SHA=@m2"},
	        NULL, NULL, NULL, "already in 'origin/main'"},
	    {"a request without a target", WHOLE(TOPIC),
	        {WOODPECKER, "CI_PIPELINE_EVENT=pull_request", "CI_COMMIT_BRANCH=main",
	            "CI_PREV_COMMIT_SHA=@t1"},
	        NULL, NULL, NULL, "no target branch is named"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

/* A job that checked out main in place of the branch that is built. */
static void test_ci__another_commit_is_not_green(void **state)
{
#define OTHER(shown, ...)                                                            \
	{                                                                            \
		shown, WHOLE(MAIN), {__VA_ARGS__}, NULL, NULL, NULL, "git checkout " \
	}
	static const struct ci_row rows[] = {
	    OTHER("GitHub", "GITHUB_ACTIONS=true", "GITHUB_EVENT_NAME=push",
	        "GITHUB_REF=refs/heads/topic", "GITHUB_SHA=@t2"),
	    OTHER("GitHub, by hand", "GITHUB_ACTIONS=true", "GITHUB_EVENT_NAME=workflow_dispatch",
	        "GITHUB_REF=refs/heads/topic", "GITHUB_SHA=@t2"),
	    OTHER("Jenkins", JENKINS, "BRANCH_NAME=topic", "GIT_COMMIT=@t2"),
	    OTHER("Jenkins, freestyle", JENKINS, "GIT_BRANCH=origin/topic", "GIT_COMMIT=@t2"),
	    OTHER("Azure", "TF_BUILD=True", "BUILD_SOURCEBRANCH=refs/heads/topic",
	        "BUILD_SOURCEVERSION=@t2"),
	    OTHER("Bitbucket", BITBUCKET, "BITBUCKET_COMMIT=@t2"),
	    OTHER("Buildkite", "BUILDKITE=true", "BUILDKITE_BRANCH=topic", "BUILDKITE_COMMIT=@t2"),
	    OTHER("CircleCI", "CIRCLECI=true", "CIRCLE_BRANCH=topic", "CIRCLE_SHA1=@t2"),
	    OTHER("Travis", "TRAVIS=true", "TRAVIS_PULL_REQUEST=false", "TRAVIS_BRANCH=topic",
	        "TRAVIS_COMMIT=@t2"),
	    OTHER("Drone", "DRONE=true", "DRONE_BUILD_EVENT=push", "DRONE_BRANCH=topic",
	        "DRONE_COMMIT_SHA=@t2"),
	    OTHER("Woodpecker", WOODPECKER, "CI_PIPELINE_EVENT=push", "CI_COMMIT_BRANCH=topic",
	        "CI_COMMIT_SHA=@t2"),
	    OTHER("AppVeyor", "APPVEYOR=True", "APPVEYOR_REPO_BRANCH=topic",
	        "APPVEYOR_REPO_COMMIT=@t2"),
	    OTHER("Cirrus", CIRRUS, "CIRRUS_BRANCH=topic", "CIRRUS_CHANGE_IN_REPO=@t2"),
	    OTHER("Semaphore", "SEMAPHORE=true", "SEMAPHORE_GIT_REF_TYPE=branch",
	        "SEMAPHORE_GIT_BRANCH=topic", "SEMAPHORE_GIT_SHA=@t2"),
	    OTHER("Prow", "PROW_JOB_ID=1", "JOB_TYPE=postsubmit", "PULL_BASE_REF=topic",
	        "PULL_BASE_SHA=@t2"),
	    /* what is built is not in the clone at all */
	    OTHER("lost", "CIRCLECI=true", "CIRCLE_BRANCH=topic", "CIRCLE_SHA1=" LOST),
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

/* What no commit can be read from proves nothing. */
static void test_ci__without_the_commit_that_is_built(void **state)
{
	static const struct ci_row rows[] = {
	    {"Buildkite, HEAD", WHOLE(MAIN),
	        {"BUILDKITE=true", "BUILDKITE_BRANCH=fresh", "BUILDKITE_COMMIT=HEAD"}, "m3", "m3",
	        "m3", "merge base of origin/main and HEAD (Buildkite build)"},
	    {"a merge request of which the merge is built", WHOLE(TOPIC),
	        {"SEMAPHORE=true", "SEMAPHORE_GIT_REF_TYPE=pull-request",
	            "SEMAPHORE_GIT_BRANCH=main", "SEMAPHORE_GIT_SHA=@merge"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Semaphore pull request)"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

/* ---- every system ---- */

/* The last commit alone, and of the target nothing. */
#define TOO_SMALL AT("--depth 1", "refs/pull/1/head", TOPIC)

/* Of each system a build for which the clone is too small: name is the system's. */
static const struct ci_row small_rows[] = {
#define SMALL(system, ...)                                             \
	{                                                              \
		system, TOO_SMALL, {__VA_ARGS__}, NULL, NULL, NULL, "" \
	}
    SMALL("GitHub", "GITHUB_ACTIONS=true", "GITHUB_BASE_REF=main"),
    SMALL("GitLab", "GITLAB_CI=true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main"),
    SMALL("Azure", "TF_BUILD=True", "SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main"),
    SMALL("Bitbucket", "BITBUCKET_BUILD_NUMBER=1", "BITBUCKET_PR_DESTINATION_BRANCH=main"),
    SMALL("Buildkite", "BUILDKITE=true", "BUILDKITE_PULL_REQUEST_BASE_BRANCH=main"),
    SMALL("CircleCI", "CIRCLECI=true", "CIRCLE_BRANCH=topic"),
    SMALL("Travis", "TRAVIS=true", "TRAVIS_PULL_REQUEST=1", "TRAVIS_BRANCH=main"),
    SMALL("Drone", "DRONE=true", "DRONE_BUILD_EVENT=pull_request", "DRONE_TARGET_BRANCH=main"),
    SMALL("Woodpecker", "CI=woodpecker", "CI_PIPELINE_EVENT=pull_request",
        "CI_COMMIT_TARGET_BRANCH=main"),
    SMALL(
        "AppVeyor", "APPVEYOR=True", "APPVEYOR_PULL_REQUEST_NUMBER=1", "APPVEYOR_REPO_BRANCH=main"),
    SMALL("Cirrus", "CIRRUS_CI=true", "CIRRUS_BASE_BRANCH=main"),
    SMALL("Semaphore", "SEMAPHORE=true", "SEMAPHORE_GIT_REF_TYPE=pull-request",
        "SEMAPHORE_GIT_BRANCH=main"),
    SMALL("Prow", "PROW_JOB_ID=1", "JOB_TYPE=presubmit", "PULL_BASE_REF=main"),
    SMALL("TeamCity", "TEAMCITY_VERSION=2024.03"),
    SMALL("Jenkins", "JENKINS_URL=https://ci.example.com/", "CHANGE_TARGET=main"),
    SMALL("AWS CodeBuild", "CODEBUILD_BUILD_ID=1"),
};

static const struct ci_row *small_row_of(const char *system)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(small_rows); i++) {
		if (!strcmp(small_rows[i].name, system))
			return &small_rows[i];
	}
	return NULL;
}

static void test_ci__every_system_says_how_to_fetch_all_history(void **state)
{
	for (size_t i = 0; i < done_ci_systems_nr; i++) {
		const struct done_ci_system *system = &done_ci_systems[i];
		const struct ci_row *row = small_row_of(system->name);

		if (!system->whole) /* no CI system by itself */
			continue;
		if (!row)
			fail_msg("CI system '%s' has no row in small_rows[] of "
			         "tests/git/test_range_ci_systems.c: add one "
			         "with the variables of a pull request, so that a clone that is "
			         "too small is undecided and names '%s'",
			    system->name, system->whole);
		struct ci_row wanted = *row;

		wanted.words = system->whole;
		check_row(*state, &wanted);
	}
}

static void test_ci__every_system_is_documented(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_ci_systems_nr; i++) {
		const struct done_ci_system *system = &done_ci_systems[i];

		if (!source_has("ci/README.md", system->name))
			fail_msg("ci/README.md does not name the CI system '%s': add a row with "
			         "the file to copy, or its name to the list below the table",
			    system->name);
	}
}

static bool is_build_in_rows(const char *words)
{
	return source_has("tests/git/test_range_ci_systems.c", words) ||
	    source_has("tests/git/test_range_ci.c", words) ||
	    source_has("tests/git/test_range_ci_builds.c", words);
}

/* What is known of a system is known by its builds. */
static void test_ci__every_build_has_rows(void **state)
{
	size_t nr_missing = 0;

	(void)state;
	for (size_t i = 0; i < done_ci_systems_nr; i++) {
		const struct done_ci_system *system = &done_ci_systems[i];

		if (i && system->events == done_ci_systems[i - 1].events)
			continue; /* another mark of the same */
		for (size_t j = 0; j < system->nr_events; j++) {
			char words[128];

			if (system->events[j].find == done_ci_find_elsewhere)
				continue; /* never decided: nothing says which build it was */
			snprintf(
			    words, sizeof(words), "(%s %s)", system->name, system->events[j].name);
			if (is_build_in_rows(words))
				continue;
			nr_missing++;
			print_message(
			    "CI system '%s': no row of tests/git/test_range_ci*.c ends in "
			    "'%s': add one with the variables and the clone that the "
			    "system makes for this build, and what comes of it\n",
			    system->name, words);
		}
	}
	if (nr_missing)
		fail_msg("%zu builds of CI systems have no row: they are named above", nr_missing);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ci_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_ci__gitlab),
	    TEST(test_ci__jenkins),
	    TEST(test_ci__systems_that_merge),
	    TEST(test_ci__a_stale_target),
	    TEST(test_ci__nothing_since_before),
	    TEST(test_ci__systems_that_check_out_the_head),
	    TEST(test_ci__woodpecker),
	    TEST(test_ci__another_commit_is_not_green),
	    TEST(test_ci__without_the_commit_that_is_built),
	    TEST(test_ci__every_system_says_how_to_fetch_all_history),
	    cmocka_unit_test(test_ci__every_build_has_rows),
	    cmocka_unit_test(test_ci__every_system_is_documented),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
