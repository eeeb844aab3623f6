/*
 * The CI systems: the builds of each, then the systems themselves. To add one: a table of its
 * builds and a row in done_ci_systems[], and rows in tests/git/test_range_ci_systems.c with the
 * environment that it really makes.
 */
#include "ci.h"

/* ---- systems that belong to a host of repositories ---- */

/* The event's pull_request.base.sha is not used: it is what the branch was when the request was
 * opened. */
static const struct done_ci_event github_rows[] = {
    {
        .name = "pull request",
        .when = {{"GITHUB_BASE_REF", NULL}},
        .find = done_ci_find_target,
        .target = "GITHUB_BASE_REF",
        .merge_ref = "GITHUB_REF",
        .merge_commit = "GITHUB_SHA",
    },
    {
        .name = "merge queue",
        .when = {{"GITHUB_EVENT_NAME", "merge_group"}},
        .find = done_ci_find_commit,
        .commit = "event merge_group.base_sha",
        .merges = true,
        .built = "GITHUB_SHA",
    },
    {
        .name = "tag",
        .when = {{"GITHUB_REF", "refs/tags/*"}},
        .find = done_ci_find_branch,
        .usual = "event repository.default_branch",
        .built = "GITHUB_SHA",
    },
    {
        .name = "push",
        .when = {{"GITHUB_EVENT_NAME", "push"}},
        .find = done_ci_find_branch,
        .own = "GITHUB_REF",
        .before = "event before",
        .pushed = true,
        .usual = "event repository.default_branch",
        .built = "GITHUB_SHA",
    },
    {
        .name = "build", /* workflow_dispatch, schedule and so on */
        .find = done_ci_find_branch,
        .own = "GITHUB_REF",
        .usual = "event repository.default_branch",
        .built = "GITHUB_SHA",
    },
};

static const struct done_ci_event gitlab_rows[] = {
    {
        .name = "merge request from a fork", /* in whose project it runs: origin is the fork
                                              */
        .when = {{"CI_MERGE_REQUEST_PROJECT_ID", "!=CI_PROJECT_ID"}},
        .find = done_ci_find_elsewhere,
        .target = "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
        .elsewhere = "CI_MERGE_REQUEST_PROJECT_URL",
    },
    {
        .name = "merged result", /* and merge trains: HEAD holds the target already */
        .when = {{"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", NULL}},
        .find = done_ci_find_target,
        .target = "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
        .tip = "CI_MERGE_REQUEST_TARGET_BRANCH_SHA",
        .built = "CI_COMMIT_SHA",
    },
    {
        .name = "merge request",
        .when = {{"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", NULL}},
        .find = done_ci_find_target,
        .target = "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
        .commit = "CI_MERGE_REQUEST_DIFF_BASE_SHA",
        .built = "CI_COMMIT_SHA",
    },
    {
        .name = "tag",
        .when = {{"CI_COMMIT_TAG", NULL}},
        .find = done_ci_find_branch,
        .usual = "CI_DEFAULT_BRANCH",
        .built = "CI_COMMIT_SHA",
    },
    {
        .name = "push",
        .find = done_ci_find_branch,
        .own = "CI_COMMIT_BRANCH",
        .before = "CI_COMMIT_BEFORE_SHA",
        .pushed = true,
        .usual = "CI_DEFAULT_BRANCH",
        .built = "CI_COMMIT_SHA",
    },
};

static const struct done_ci_event azure_rows[] = {
    {
        .name = "pull request",
        .when = {{"SYSTEM_PULLREQUEST_TARGETBRANCH", NULL}},
        .find = done_ci_find_target,
        .target = "SYSTEM_PULLREQUEST_TARGETBRANCH",
        .merge_ref = "BUILD_SOURCEBRANCH",
        .merge_commit = "BUILD_SOURCEVERSION",
    },
    {
        .name = "tag",
        .when = {{"BUILD_SOURCEBRANCH", "refs/tags/*"}},
        .find = done_ci_find_branch,
        .built = "BUILD_SOURCEVERSION",
    },
    {
        .name = "build",
        .find = done_ci_find_branch,
        .own = "BUILD_SOURCEBRANCH",
        .built = "BUILD_SOURCEVERSION",
    },
};

static const struct done_ci_event bitbucket_rows[] = {
    {
        .name = "pull request",
        .when = {{"BITBUCKET_PR_DESTINATION_BRANCH", NULL}},
        .find = done_ci_find_target,
        .target = "BITBUCKET_PR_DESTINATION_BRANCH",
        .tip = "BITBUCKET_PR_DESTINATION_COMMIT",
    },
    {
        .name = "tag",
        .when = {{"BITBUCKET_TAG", NULL}},
        .find = done_ci_find_branch,
        .built = "BITBUCKET_COMMIT",
    },
    {
        .name = "build",
        .find = done_ci_find_branch,
        .own = "BITBUCKET_BRANCH",
        .built = "BITBUCKET_COMMIT",
    },
};

/* ---- systems that serve repositories of any host ---- */

static const struct done_ci_event jenkins_rows[] = {
    {
        .name = "pull request",
        .when = {{"CHANGE_TARGET", NULL}},
        .find = done_ci_find_target,
        .target = "CHANGE_TARGET",
    },
    {
        .name = "tag",
        .when = {{"TAG_NAME", NULL}},
        .find = done_ci_find_branch,
        .built = "GIT_COMMIT",
    },
    {
        .name = "multibranch build",
        .when = {{"BRANCH_NAME", NULL}},
        .find = done_ci_find_branch,
        .own = "BRANCH_NAME",
        .before = "GIT_PREVIOUS_SUCCESSFUL_COMMIT",
        .good = true,
        .built = "GIT_COMMIT",
    },
    {
        .name = "build",
        .find = done_ci_find_branch,
        .own = "GIT_BRANCH",
        .before = "GIT_PREVIOUS_SUCCESSFUL_COMMIT",
        .good = true,
        .built = "GIT_COMMIT",
    },
};

static const struct done_ci_event buildkite_rows[] = {
    {
        .name = "pull request",
        .when = {{"BUILDKITE_PULL_REQUEST_BASE_BRANCH", NULL}},
        .find = done_ci_find_target,
        .target = "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
    },
    {
        .name = "tag",
        .when = {{"BUILDKITE_TAG", NULL}},
        .find = done_ci_find_branch,
        .usual = "BUILDKITE_PIPELINE_DEFAULT_BRANCH",
        .built = "BUILDKITE_COMMIT",
    },
    {
        .name = "build",
        .find = done_ci_find_branch,
        .own = "BUILDKITE_BRANCH",
        .usual = "BUILDKITE_PIPELINE_DEFAULT_BRANCH",
        .built = "BUILDKITE_COMMIT",
    },
};

/* It names no base: the branch must do, or --base with pipeline.git.base_revision. */
static const struct done_ci_event circleci_rows[] = {
    {
        .name = "tag",
        .when = {{"CIRCLE_TAG", NULL}},
        .find = done_ci_find_branch,
        .built = "CIRCLE_SHA1",
    },
    {
        .name = "build",
        .find = done_ci_find_branch,
        .own = "CIRCLE_BRANCH",
        .built = "CIRCLE_SHA1",
    },
};

static const struct done_ci_event travis_rows[] = {
    {
        .name = "pull request",
        .when = {{"TRAVIS_PULL_REQUEST", "!false"}, {"TRAVIS_BRANCH", NULL}},
        .find = done_ci_find_target,
        .target = "TRAVIS_BRANCH",
        .commit = "TRAVIS_COMMIT_RANGE",
        .pulled = "TRAVIS_PULL_REQUEST_SHA",
    },
    {
        .name = "tag",
        .when = {{"TRAVIS_TAG", NULL}},
        .find = done_ci_find_branch,
        .built = "TRAVIS_COMMIT",
    },
    {
        .name = "push",
        .find = done_ci_find_branch,
        .own = "TRAVIS_BRANCH",
        .before = "TRAVIS_COMMIT_RANGE",
        .pushed = true,
        .built = "TRAVIS_COMMIT",
    },
};

static const struct done_ci_event drone_rows[] = {
    {
        .name = "pull request",
        .when = {{"DRONE_BUILD_EVENT", "pull_request"}},
        .find = done_ci_find_target,
        .target = "DRONE_TARGET_BRANCH",
        .commit = "DRONE_COMMIT_BEFORE",
    },
    {
        .name = "tag",
        .when = {{"DRONE_TAG", NULL}},
        .find = done_ci_find_branch,
        .usual = "DRONE_REPO_BRANCH",
        .built = "DRONE_COMMIT_SHA",
    },
    {
        .name = "push",
        .when = {{"DRONE_BUILD_EVENT", "push"}},
        .find = done_ci_find_branch,
        .own = "DRONE_BRANCH",
        .before = "DRONE_COMMIT_BEFORE",
        .pushed = true,
        .usual = "DRONE_REPO_BRANCH",
        .built = "DRONE_COMMIT_SHA",
    },
    {
        .name = "build", /* custom, cron, promote, rollback */
        .find = done_ci_find_branch,
        .own = "DRONE_BRANCH",
        .usual = "DRONE_REPO_BRANCH",
        .built = "DRONE_COMMIT_SHA",
    },
};

/*
 * The previous pipeline is the last one of the same branch, and a pull request's has its target for
 * a branch: only a push's was built from what the branch was. Release, deployment, cron, manual and
 * whatever comes have nothing to say of it.
 */
static const struct done_ci_event woodpecker_rows[] = {
    {
        .name = "pull request", /* pull_request_closed and _metadata, too */
        .when = {{"CI_PIPELINE_EVENT", "pull_request*"}},
        .find = done_ci_find_target,
        .target = "CI_COMMIT_TARGET_BRANCH",
    },
    {
        .name = "tag",
        .when = {{"CI_COMMIT_TAG", NULL}},
        .find = done_ci_find_branch,
        .usual = "CI_REPO_DEFAULT_BRANCH",
        .built = "CI_COMMIT_SHA",
    },
    {
        .name = "release",
        .when = {{"CI_PIPELINE_EVENT", "release"}},
        .find = done_ci_find_branch,
        .usual = "CI_REPO_DEFAULT_BRANCH",
        .built = "CI_COMMIT_SHA",
    },
    {
        .name = "push",
        .when = {{"CI_PIPELINE_EVENT", "push"}, {"CI_PREV_PIPELINE_EVENT", "push"},
            {"CI_PREV_COMMIT_BRANCH", "=CI_COMMIT_BRANCH"}},
        .find = done_ci_find_branch,
        .own = "CI_COMMIT_BRANCH",
        .before = "CI_PREV_COMMIT_SHA",
        .usual = "CI_REPO_DEFAULT_BRANCH",
        .built = "CI_COMMIT_SHA",
    },
    {
        .name = "build",
        .find = done_ci_find_branch,
        .own = "CI_COMMIT_BRANCH",
        .usual = "CI_REPO_DEFAULT_BRANCH",
        .built = "CI_COMMIT_SHA",
    },
};

/* In a pull request APPVEYOR_REPO_BRANCH is the target. */
static const struct done_ci_event appveyor_rows[] = {
    {
        .name = "pull request",
        .when = {{"APPVEYOR_PULL_REQUEST_NUMBER", NULL}, {"APPVEYOR_REPO_BRANCH", NULL}},
        .find = done_ci_find_target,
        .target = "APPVEYOR_REPO_BRANCH",
        .pulled = "APPVEYOR_PULL_REQUEST_HEAD_COMMIT",
    },
    {
        .name = "tag",
        .when = {{"APPVEYOR_REPO_TAG", "true"}},
        .find = done_ci_find_branch,
        .built = "APPVEYOR_REPO_COMMIT",
    },
    {
        .name = "build",
        .find = done_ci_find_branch,
        .own = "APPVEYOR_REPO_BRANCH",
        .built = "APPVEYOR_REPO_COMMIT",
    },
};

static const struct done_ci_event cirrus_rows[] = {
    {
        .name = "pull request",
        .when = {{"CIRRUS_PR", NULL}, {"CIRRUS_BASE_BRANCH", NULL}},
        .find = done_ci_find_target,
        .target = "CIRRUS_BASE_BRANCH",
        .commit = "CIRRUS_BASE_SHA",
        .built = "CIRRUS_CHANGE_IN_REPO",
    },
    {
        .name = "tag",
        .when = {{"CIRRUS_TAG", NULL}},
        .find = done_ci_find_branch,
        .usual = "CIRRUS_DEFAULT_BRANCH",
        .built = "CIRRUS_CHANGE_IN_REPO",
    },
    {
        .name = "build",
        .find = done_ci_find_branch,
        .own = "CIRRUS_BRANCH",
        .before = "CIRRUS_LAST_GREEN_CHANGE",
        .good = true,
        .usual = "CIRRUS_DEFAULT_BRANCH",
        .built = "CIRRUS_CHANGE_IN_REPO",
    },
};

/* In a pull request SEMAPHORE_GIT_BRANCH is the target. */
static const struct done_ci_event semaphore_rows[] = {
    {
        .name = "pull request",
        .when = {{"SEMAPHORE_GIT_REF_TYPE", "pull-request"}, {"SEMAPHORE_GIT_BRANCH", NULL}},
        .find = done_ci_find_target,
        .target = "SEMAPHORE_GIT_BRANCH",
        .commit = "SEMAPHORE_GIT_COMMIT_RANGE",
        .built = "SEMAPHORE_GIT_SHA",
    },
    {
        .name = "tag",
        .when = {{"SEMAPHORE_GIT_REF_TYPE", "tag"}},
        .find = done_ci_find_branch,
        .built = "SEMAPHORE_GIT_SHA",
    },
    {
        .name = "push",
        .find = done_ci_find_branch,
        .own = "SEMAPHORE_GIT_BRANCH",
        .before = "SEMAPHORE_GIT_COMMIT_RANGE",
        .pushed = true,
        .built = "SEMAPHORE_GIT_SHA",
    },
};

static const struct done_ci_event prow_rows[] = {
    {
        .name = "presubmit",
        .when = {{"PULL_PULL_SHA", NULL}},
        .find = done_ci_find_commit,
        .commit = "PULL_BASE_SHA",
        .head = "PULL_PULL_SHA",
    },
    {
        .name = "batch", /* several pull requests merged into HEAD */
        .when = {{"JOB_TYPE", "batch"}},
        .find = done_ci_find_commit,
        .commit = "PULL_BASE_SHA",
    },
    {
        .name = "postsubmit",
        .find = done_ci_find_branch,
        .own = "PULL_BASE_REF",
        .built = "PULL_BASE_SHA",
    },
};

/* It passes no branch on by itself; whoever names parameters may use --base. */
static const struct done_ci_event teamcity_rows[] = {
    {.name = "build", .find = done_ci_find_branch},
};

/* ---- the rest ---- */

/* In pre-push FROM is the remote's old tip, which may have fallen short itself. Where all files are
 * meant (a new remote, a branch that shares no history) neither FROM nor TO is set. */
static const struct done_ci_event pre_commit_rows[] = {
    {
        .name = "push",
        .when = {{"PRE_COMMIT_REMOTE_BRANCH", NULL}, {"PRE_COMMIT_TO_REF", NULL}},
        .find = done_ci_find_branch,
        .own = "PRE_COMMIT_REMOTE_BRANCH",
        .before = "PRE_COMMIT_FROM_REF",
        .pushed = true,
        .head = "PRE_COMMIT_TO_REF",
        .remote = "PRE_COMMIT_REMOTE_NAME",
    },
    {
        .name = "push",
        .when = {{"PRE_COMMIT_REMOTE_BRANCH", NULL}},
        .find = done_ci_find_branch,
        .own = "PRE_COMMIT_REMOTE_BRANCH",
        .head = "PRE_COMMIT_LOCAL_BRANCH",
        .remote = "PRE_COMMIT_REMOTE_NAME",
    },
    {
        .name = "range",
        .when = {{"PRE_COMMIT_TO_REF", NULL}},
        .find = done_ci_find_commit,
        .commit = "PRE_COMMIT_FROM_REF",
        .head = "PRE_COMMIT_TO_REF",
    },
};

/* Never the upstream: in a CI's clone that is the branch itself, and nothing would have changed. */
static const struct done_ci_event unknown_rows[] = {
    {.name = "build", .find = done_ci_find_branch},
};

/* ---- the systems ---- */

#define SYSTEM(shown, source, value, cure, events)                                                 \
	{                                                                                          \
		shown, {source, value}, cure, events##_rows, DONE_ARRAY_SIZE(events##_rows), false \
	}
/* Where its configuration has no URL it does not set JENKINS_URL. */
#define JENKINS_MARK(mark, value)                                                            \
	SYSTEM("Jenkins", mark, value,                                                       \
	    "in the job's Git behaviours no shallow clone, and the refspec of all branches", \
	    jenkins)

const struct done_ci_system done_ci_systems[] = {
    {"pre-commit", {"PRE_COMMIT", NULL}, NULL, pre_commit_rows, DONE_ARRAY_SIZE(pre_commit_rows),
        .at_home = true},
    SYSTEM("GitHub", "GITHUB_ACTIONS", "true", "actions/checkout with fetch-depth: 0", github),
    SYSTEM("GitLab", "GITLAB_CI", "true", "GIT_DEPTH: 0", gitlab),
    SYSTEM("Azure", "TF_BUILD", "True", "checkout: self with fetchDepth: 0", azure),
    SYSTEM("Bitbucket", "BITBUCKET_BUILD_NUMBER", NULL, "clone: depth: full", bitbucket),
    SYSTEM(
        "Buildkite", "BUILDKITE", "true", "BUILDKITE_GIT_CLONE_FLAGS without --depth", buildkite),
    SYSTEM("CircleCI", "CIRCLECI", "true", "checkout with method: full", circleci),
    SYSTEM("Travis", "TRAVIS", "true", "git: depth: false", travis),
    SYSTEM("Drone", "DRONE", "true", "clone: without depth", drone),
    SYSTEM(
        "Woodpecker", "CI", "woodpecker", "clone settings depth: 0 and partial: false", woodpecker),
    SYSTEM("AppVeyor", "APPVEYOR", NULL, "no clone_depth", appveyor),
    SYSTEM("Cirrus", "CIRRUS_CI", "true", "no CIRRUS_CLONE_DEPTH", cirrus),
    SYSTEM("Semaphore", "SEMAPHORE", "true", "checkout --use-cache, then git fetch --unshallow",
        semaphore),
    SYSTEM("Prow", "PROW_JOB_ID", NULL, "no clone_depth", prow),
    SYSTEM("TeamCity", "TEAMCITY_VERSION", NULL, "teamcity.git.fetchAllHeads=true", teamcity),
    JENKINS_MARK("JENKINS_URL", NULL),
    JENKINS_MARK("HUDSON_URL", NULL),
    JENKINS_MARK("JENKINS_HOME", NULL),
    JENKINS_MARK("BUILD_TAG", "jenkins-*"),
    SYSTEM("AWS CodeBuild", "CODEBUILD_BUILD_ID", NULL, "git-clone-depth: 0", unknown),
    SYSTEM("CI", "CI", "!false", NULL, unknown),
};
const size_t done_ci_systems_nr = DONE_ARRAY_SIZE(done_ci_systems);
