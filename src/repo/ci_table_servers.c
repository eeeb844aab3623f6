/*
 * Builds of the CI systems that serve repositories of any host.
 */
#include "ci.h"

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
const struct done_ci_events done_ci_jenkins = {jenkins_rows, DONE_ARRAY_SIZE(jenkins_rows)};

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
const struct done_ci_events done_ci_buildkite = {buildkite_rows, DONE_ARRAY_SIZE(buildkite_rows)};

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
const struct done_ci_events done_ci_circleci = {circleci_rows, DONE_ARRAY_SIZE(circleci_rows)};

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
const struct done_ci_events done_ci_travis = {travis_rows, DONE_ARRAY_SIZE(travis_rows)};

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
const struct done_ci_events done_ci_drone = {drone_rows, DONE_ARRAY_SIZE(drone_rows)};

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
		.when = {{"CI_PIPELINE_EVENT", "push"},
                         {"CI_PREV_PIPELINE_EVENT", "push"},
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
const struct done_ci_events done_ci_woodpecker = {woodpecker_rows,
                                                  DONE_ARRAY_SIZE(woodpecker_rows)};

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
const struct done_ci_events done_ci_appveyor = {appveyor_rows, DONE_ARRAY_SIZE(appveyor_rows)};

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
const struct done_ci_events done_ci_cirrus = {cirrus_rows, DONE_ARRAY_SIZE(cirrus_rows)};

/* In a pull request SEMAPHORE_GIT_BRANCH is the target. */
static const struct done_ci_event semaphore_rows[] = {
	{
		.name = "pull request",
		.when = {{"SEMAPHORE_GIT_REF_TYPE", "pull-request"},
                         {"SEMAPHORE_GIT_BRANCH", NULL}},
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
const struct done_ci_events done_ci_semaphore = {semaphore_rows, DONE_ARRAY_SIZE(semaphore_rows)};

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
const struct done_ci_events done_ci_prow = {prow_rows, DONE_ARRAY_SIZE(prow_rows)};

/* It passes no branch on by itself; whoever names parameters may use --base. */
static const struct done_ci_event teamcity_rows[] = {
	{.name = "build", .find = done_ci_find_branch},
};
const struct done_ci_events done_ci_teamcity = {teamcity_rows, DONE_ARRAY_SIZE(teamcity_rows)};
