/*
 * Builds of the CI systems that belong to a host of repositories.
 */
#include "ci.h"

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
const struct done_ci_events done_ci_github = {github_rows, DONE_ARRAY_SIZE(github_rows)};

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
const struct done_ci_events done_ci_gitlab = {gitlab_rows, DONE_ARRAY_SIZE(gitlab_rows)};

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
const struct done_ci_events done_ci_azure = {azure_rows, DONE_ARRAY_SIZE(azure_rows)};

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
const struct done_ci_events done_ci_bitbucket = {bitbucket_rows, DONE_ARRAY_SIZE(bitbucket_rows)};
