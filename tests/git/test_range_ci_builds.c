/* Builds that are rarer than a push or a pull request: tags, schedules, what a bot merged. */
#include "ci_rows.h"

/* A tag on the topic branch, in a clone with all history. */
#define TAG(words, ...)                                               \
	{                                                             \
		words, WHOLE(TOPIC), {__VA_ARGS__}, "m3", "t2", "m1", \
		    "merge base of origin/main and HEAD " words       \
	}

static void test_ci__a_tag_is_judged_from_the_integration_branch(void **state)
{
	static const struct ci_row rows[] = {
	    TAG("(Azure tag)", "TF_BUILD=True", "BUILD_SOURCEBRANCH=refs/tags/v1",
	        "BUILD_SOURCEVERSION=@t2"),
	    TAG("(Bitbucket tag)", "BITBUCKET_BUILD_NUMBER=7", "BITBUCKET_TAG=v1",
	        "BITBUCKET_COMMIT=@t2"),
	    TAG("(Buildkite tag)", "BUILDKITE=true", "BUILDKITE_TAG=v1", "BUILDKITE_BRANCH=v1",
	        "BUILDKITE_PIPELINE_DEFAULT_BRANCH=main", "BUILDKITE_COMMIT=@t2"),
	    TAG("(CircleCI tag)", "CIRCLECI=true", "CIRCLE_TAG=v1", "CIRCLE_SHA1=@t2"),
	    TAG("(Travis tag)", "TRAVIS=true", "TRAVIS_PULL_REQUEST=false", "TRAVIS_TAG=v1",
	        "TRAVIS_BRANCH=v1", "TRAVIS_COMMIT=@t2"),
	    TAG("(Drone tag)", "DRONE=true", "DRONE_BUILD_EVENT=tag", "DRONE_TAG=v1",
	        "DRONE_REPO_BRANCH=main", "DRONE_COMMIT_BEFORE=" NONE, "DRONE_COMMIT_SHA=@t2"),
	    TAG("(Woodpecker tag)", "CI=woodpecker", "CI_PIPELINE_EVENT=tag", "CI_COMMIT_TAG=v1",
	        "CI_REPO_DEFAULT_BRANCH=main", "CI_COMMIT_SHA=@t2"),
	    TAG("(AppVeyor tag)", "APPVEYOR=True", "APPVEYOR_REPO_TAG=true",
	        "APPVEYOR_REPO_BRANCH=v1", "APPVEYOR_REPO_COMMIT=@t2"),
	    TAG("(Cirrus tag)", "CIRRUS_CI=true", "CIRRUS_TAG=v1", "CIRRUS_BRANCH=topic",
	        "CIRRUS_DEFAULT_BRANCH=main", "CIRRUS_CHANGE_IN_REPO=@t2"),
	    TAG("(Semaphore tag)", "SEMAPHORE=true", "SEMAPHORE_GIT_REF_TYPE=tag",
	        "SEMAPHORE_GIT_BRANCH=refs/tags/v1", "SEMAPHORE_GIT_SHA=@t2"),
	    TAG("(Jenkins tag)", "JENKINS_URL=https://ci.example.org/", "TAG_NAME=v1",
	        "BRANCH_NAME=v1", "GIT_COMMIT=@t2"),
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

/* Nothing is new in it: an audit is what is wanted. */
static void test_ci__a_tag_on_main_is_undecided(void **state)
{
	static const struct ci_row rows[] = {
	    {"Azure", WHOLE(MAIN),
	        {"TF_BUILD=True", "BUILD_SOURCEBRANCH=refs/tags/v1", "BUILD_SOURCEVERSION=@m3"},
	        NULL, NULL, NULL, "git done audit"},
	    {"CircleCI", WHOLE(MAIN), {"CIRCLECI=true", "CIRCLE_TAG=v1", "CIRCLE_SHA1=@m3"}, NULL,
	        NULL, NULL, "git done audit"},
	    {"Semaphore", WHOLE(MAIN),
	        {"SEMAPHORE=true", "SEMAPHORE_GIT_REF_TYPE=tag", "SEMAPHORE_GIT_SHA=@m3"}, NULL,
	        NULL, NULL, "git done audit"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

static void test_ci__rare_builds(void **state)
{
	static const struct ci_row rows[] = {
	    /* promoted by hand: "before" is the build that was promoted */
	    {"Drone, promoted", WHOLE(TOPIC),
	        {"DRONE=true", "DRONE_BUILD_EVENT=promote", "DRONE_BRANCH=topic",
	            "DRONE_REPO_BRANCH=main", "DRONE_COMMIT_BEFORE=@t1", "DRONE_COMMIT_SHA=@t2"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Drone build)"},
	    {"Drone, main by cron", WHOLE(MAIN),
	        {"DRONE=true", "DRONE_BUILD_EVENT=cron", "DRONE_BRANCH=main",
	            "DRONE_REPO_BRANCH=main", "DRONE_COMMIT_SHA=@m3"},
	        NULL, NULL, NULL, "git done audit"},
	    {"Cirrus, a pull request", WHOLE(TOPIC),
	        {"CIRRUS_CI=true", "CIRRUS_PR=1", "CIRRUS_BASE_BRANCH=main", "CIRRUS_BRANCH=pull/1",
	            "CIRRUS_BASE_SHA=@m3", "CIRRUS_CHANGE_IN_REPO=@t2"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Cirrus pull request)"},
	    {"Prow, after the merge", WHOLE(MAIN),
	        {"PROW_JOB_ID=1", "JOB_TYPE=postsubmit", "PULL_BASE_REF=main", "PULL_BASE_SHA=@m3"},
	        NULL, NULL, NULL, "git done audit"},
	    {"Prow, a release branch", WHOLE(TOPIC),
	        {"PROW_JOB_ID=1", "JOB_TYPE=postsubmit", "PULL_BASE_REF=topic",
	            "PULL_BASE_SHA=@t2"},
	        "m3", "t2", "m1", "merge base of origin/main and HEAD (Prow postsubmit)"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ci_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_ci__a_tag_is_judged_from_the_integration_branch),
	    TEST(test_ci__a_tag_on_main_is_undecided),
	    TEST(test_ci__rare_builds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
