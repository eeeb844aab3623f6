/*
 * The CI systems. To add one: a table of its events in ci_table_forges.c or ci_table_servers.c, a
 * row here, a row in tests/git/test_repo_ci*.c with the environment that it really makes.
 */
#include "ci.h"

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
static const struct done_ci_events pre_commit = {pre_commit_rows, DONE_ARRAY_SIZE(pre_commit_rows)};

/* Never the upstream: in a CI's clone that is the branch itself, and nothing would have changed. */
static const struct done_ci_event unknown_rows[] = {
	{.name = "build", .find = done_ci_find_branch},
};
static const struct done_ci_events unknown = {unknown_rows, DONE_ARRAY_SIZE(unknown_rows)};

#define SYSTEM(shown, source, value, cure, events)             \
	{                                                      \
		shown, {source, value}, cure, &(events), false \
	}
/* Where its configuration has no URL it does not set JENKINS_URL. */
#define JENKINS_MARK(mark, value)                                                               \
	SYSTEM("Jenkins", mark, value,                                                          \
	       "in the job's Git behaviours no shallow clone, and the refspec of all branches", \
	       done_ci_jenkins)

const struct done_ci_system done_ci_systems[] = {
	{"pre-commit", {"PRE_COMMIT", NULL}, NULL, &pre_commit, .at_home = true},
	SYSTEM("GitHub", "GITHUB_ACTIONS", "true", "actions/checkout with fetch-depth: 0",
               done_ci_github),
	SYSTEM("GitLab", "GITLAB_CI", "true", "GIT_DEPTH: 0", done_ci_gitlab),
	SYSTEM("Azure", "TF_BUILD", "True", "checkout: self with fetchDepth: 0", done_ci_azure),
	SYSTEM("Bitbucket", "BITBUCKET_BUILD_NUMBER", NULL, "clone: depth: full",
               done_ci_bitbucket),
	SYSTEM("Buildkite", "BUILDKITE", "true", "BUILDKITE_GIT_CLONE_FLAGS without --depth",
               done_ci_buildkite),
	SYSTEM("CircleCI", "CIRCLECI", "true", "checkout with method: full", done_ci_circleci),
	SYSTEM("Travis", "TRAVIS", "true", "git: depth: false", done_ci_travis),
	SYSTEM("Drone", "DRONE", "true", "clone: without depth", done_ci_drone),
	SYSTEM("Woodpecker", "CI", "woodpecker", "clone settings depth: 0 and partial: false",
               done_ci_woodpecker),
	SYSTEM("AppVeyor", "APPVEYOR", NULL, "no clone_depth", done_ci_appveyor),
	SYSTEM("Cirrus", "CIRRUS_CI", "true", "no CIRRUS_CLONE_DEPTH", done_ci_cirrus),
	SYSTEM("Semaphore", "SEMAPHORE", "true", "checkout --use-cache, then git fetch --unshallow",
               done_ci_semaphore),
	SYSTEM("Prow", "PROW_JOB_ID", NULL, "no clone_depth", done_ci_prow),
	SYSTEM("TeamCity", "TEAMCITY_VERSION", NULL, "teamcity.git.fetchAllHeads=true",
               done_ci_teamcity),
	JENKINS_MARK("JENKINS_URL", NULL),
	JENKINS_MARK("HUDSON_URL", NULL),
	JENKINS_MARK("JENKINS_HOME", NULL),
	JENKINS_MARK("BUILD_TAG", "jenkins-*"),
	SYSTEM("AWS CodeBuild", "CODEBUILD_BUILD_ID", NULL, "git-clone-depth: 0", unknown),
	SYSTEM("CI", "CI", "!false", NULL, unknown),
};
const size_t done_ci_systems_nr = DONE_ARRAY_SIZE(done_ci_systems);
