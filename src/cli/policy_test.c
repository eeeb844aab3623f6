/*
 * git done policy test DIR: trees that the policy must accept (DIR/pass/NAME), and trees that it
 * must refuse by one check (DIR/fail/CHECK/NAME). Read from the index or a revision, judged in a
 * worker like any other tree.
 */
#include "policy_test.h"

#include <string.h>

#include "done/gate.h"

#define TESTS_MAX 1000
#define TEST_TIMEOUT_SECONDS 600

enum { TEST_STDOUT, TEST_STDERR, TEST_OUTPUTS };

struct testing {
	const struct done_policy_testing *request;
	struct done_arena arena;
	struct done_repo *repo;
	struct done_snapshot snapshot;
	struct done_policy *policy;
	const char *top, *policy_file; /* NULL: of the revision */
	struct done_buf out;
	size_t nr, nr_failed, nr_undecided;
};

/* One tree; check NULL: it must be accepted. */
struct test_tree {
	const char *path, *check;
};

/* ---- what the gate says ---- */

static void test_say(
    struct testing *testing, const struct test_tree *tree, const char *word, const char *why)
{
	const char *below = tree->path + strlen(testing->request->directory) + 1;

	done_buf_addf(&testing->out, "%-10s ", word);
	done_buf_add_shown(&testing->out, below, strlen(below));
	if (why)
		done_buf_addf(&testing->out, ": %s", why);
	done_buf_addch(&testing->out, '\n');
}

static const char *test_finding(struct done_arena *arena, const struct done_service_report *service,
    const struct done_check_report *check, const char *does)
{
	const struct done_finding *finding = check->nr_findings ? check->findings : NULL;
	const char *what = finding ? finding->brief ? finding->brief : finding->message
	                           : (check->reason ? check->reason : "");

	return done_arena_printf(arena, "%s %s '%s': %s", check->check->id, does,
	    done_arena_shown(arena, service->service->name), what);
}

/* What the run is judged by, a check after the other: the first that is not expected, and whether
 * the expected one refused. */
struct test_found {
	const char *undecided, *unexpected;
	bool is_refused;
};

static void test_look(struct done_arena *arena, const struct test_tree *tree,
    const struct done_service_report *service, struct test_found *found)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];

			if (check->verdict == DONE_UNDECIDED && !found->undecided)
				found->undecided =
				    test_finding(arena, service, check, "cannot judge");
			if (check->verdict != DONE_UNMET || check->level == DONE_LEVEL_WARNING)
				continue;
			if (tree->check && !strcmp(tree->check, check->check->id))
				found->is_refused = true;
			else if (!found->unexpected)
				found->unexpected = test_finding(arena, service, check, "refuses");
		}
	}
}

static void test_settle(struct testing *testing, const struct test_tree *tree,
    const struct done_run *run, struct done_arena *arena)
{
	struct test_found found = {NULL, NULL, false};
	const char *why = NULL;

	for (size_t i = 0; i < run->nr_services; i++)
		test_look(arena, tree, &run->services[i], &found);
	if (!run->nr_services)
		why = "no service of the policy is in this tree";
	else if (found.unexpected)
		why = found.unexpected;
	else if (tree->check && !found.is_refused && !found.undecided)
		why = done_arena_printf(arena, "%s refuses nothing in it", tree->check);
	if (why) {
		testing->nr_failed++;
		test_say(testing, tree, "FAILED", why);
	} else if (found.undecided || run->verdict == DONE_UNDECIDED) {
		testing->nr_undecided++;
		test_say(testing, tree, "UNDECIDED", found.undecided);
	} else {
		test_say(testing, tree, "ok", NULL);
	}
}

static int test_judge(struct testing *testing, const struct test_tree *tree, struct done_error *err)
{
	struct done_request request = {
	    .directory = testing->top,
	    .mode = DONE_MODE_AUDIT,
	    .revision = testing->request->revision,
	    .policy_from = testing->request->revision,
	    .policy_file = testing->policy_file,
	    .below = tree->path,
	    .verify = true,
	    .jobs = 1,
	    .now = testing->request->now,
	};
	struct done_report report = {0};
	int rc;

	if (testing->nr++ == TESTS_MAX) {
		done_error_set(err, DONE_E_USAGE, "'%s' has more than %d trees",
		    testing->request->directory, TESTS_MAX);
		return done_error_cure(err, "test several directories");
	}
	rc = done_gate_run(&request, &report, err);
	if (rc >= 0 && report.nr_runs) {
		test_settle(testing, tree, &report.runs[0], &report.arena);
	} else if (err->code == DONE_E_UNDECIDED) {
		/* Of this tree alone: others are judged all the same. */
		testing->nr_undecided++;
		test_say(testing, tree, "UNDECIDED", err->message);
		*err = (struct done_error){0};
		rc = 0;
	}
	done_report_release(&report);
	return rc;
}

/* ---- folders ---- */

/* Each directory of path is one tree; files beside them are for people. */
static int test_each(
    struct testing *testing, const char *path, const char *check, struct done_error *err)
{
	const struct done_directory *directory;
	int rc = testing->snapshot.list(testing->snapshot.self, path, &directory, err);

	for (size_t i = 0; rc > 0 && i < directory->nr; i++) {
		const struct done_entry *entry = &directory->entries[i];
		struct test_tree tree = {NULL, check};

		if (entry->kind != DONE_ENTRY_DIRECTORY)
			continue;
		tree.path = done_arena_printf(&testing->arena, "%s/%s", path, entry->name);
		if (test_judge(testing, &tree, err) < 0)
			return err->code;
	}
	return rc < 0 ? rc : 0;
}

static bool test_names_check(
    const struct done_criterion *criterion, const char *id, const char **names, size_t *nr)
{
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		names[(*nr)++] = criterion->checks[i].id;
		if (!strcmp(criterion->checks[i].id, id))
			return true;
	}
	return false;
}

/* The gate's own checks refuse, too. */
static bool test_knows(struct testing *testing, const char *id, const char **nearest)
{
	const struct done_policy *policy = testing->policy;
	const struct done_criterion *own[] = {&done_sheet_criterion, &done_map_criterion};
	size_t nr = 0;
	const char **names = done_arena_array(&testing->arena,
	    policy->nr_checks + own[0]->nr_checks + own[1]->nr_checks + 1, sizeof(*names));

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		if (test_names_check(&policy->criteria[i], id, names, &nr))
			return true;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(own); i++) {
		if (test_names_check(own[i], id, names, &nr))
			return true;
	}
	*nearest = done_name_nearest(id, names, nr);
	return false;
}

static int test_fails(struct testing *testing, const char *path, struct done_error *err)
{
	const struct done_directory *directory;
	int rc = testing->snapshot.list(testing->snapshot.self, path, &directory, err);

	for (size_t i = 0; rc > 0 && i < directory->nr; i++) {
		const struct done_entry *entry = &directory->entries[i];
		const char *nearest = NULL;

		if (entry->kind != DONE_ENTRY_DIRECTORY)
			continue;
		if (!test_knows(testing, entry->name, &nearest)) {
			done_error_set(err, DONE_E_USAGE, "the policy has no check '%s' ('%s/%s')",
			    entry->name, path, entry->name);
			return nearest ? done_error_cure(err, "did you mean '%s'?", nearest)
			               : done_error_cure(err, "'git done explain' lists them");
		}
		if (test_each(testing,
		        done_arena_printf(&testing->arena, "%s/%s", path, entry->name), entry->name,
		        err) < 0)
			return err->code;
	}
	return rc < 0 ? rc : 0;
}

static int test_usage(const struct testing *testing, const char *problem, struct done_error *err)
{
	const char *directory = testing->request->directory;

	done_error_set(err, DONE_E_USAGE, "%s '%s' of %s", problem, directory,
	    testing->request->revision ? testing->request->revision : "the index");
	return done_error_cure(err,
	    "the trees are %s/pass/NAME/ and %s/fail/CHECK/NAME/, named from "
	    "the top and added (git add)",
	    directory, directory);
}

static int test_all(struct testing *testing, struct done_error *err)
{
	const char *path = testing->request->directory;
	const struct done_directory *directory;
	int rc = testing->snapshot.list(testing->snapshot.self, path, &directory, err);

	if (rc == 0)
		return test_usage(testing, "there is no directory", err);
	for (size_t i = 0; rc > 0 && i < directory->nr; i++) {
		const struct done_entry *entry = &directory->entries[i];
		const char *below = done_arena_printf(&testing->arena, "%s/%s", path, entry->name);

		if (entry->kind != DONE_ENTRY_DIRECTORY)
			continue;
		if (!strcmp(entry->name, "pass"))
			rc = test_each(testing, below, NULL, err) < 0 ? err->code : 1;
		else if (!strcmp(entry->name, "fail"))
			rc = test_fails(testing, below, err) < 0 ? err->code : 1;
		else
			return test_usage(
			    testing, "a folder is neither 'pass' nor 'fail', in", err);
	}
	if (rc >= 0 && !testing->nr)
		return test_usage(testing, "there is no tree in", err);
	return rc < 0 ? rc : 0;
}

/* ---- in the worker ---- */

static int test_open(struct testing *testing, struct done_error *err)
{
	const struct done_policy_testing *request = testing->request;
	struct done_repo_options how = {.verify = true};
	struct done_policy_source disk = {.self = NULL, .read = done_policy_read_below};
	struct done_policy_source tree = {
	    .self = &testing->snapshot, .read = done_policy_read_snapshot};
	struct done_oid commit;
	int rc = done_repo_open(&testing->repo, &how, err);

	if (rc < 0)
		return rc;
	testing->top = done_repo_work_tree(testing->repo);
	if (!request->revision && !testing->top) {
		done_error_set(err, DONE_E_USAGE,
		    "a bare repository has no work tree to read the policy from");
		return done_error_cure(err, "name a revision: --from REV");
	}
	if (request->revision) {
		rc = done_revision_resolve(testing->repo, request->revision, &commit, err);
		if (rc >= 0)
			rc = done_snapshot_of_commit(
			    testing->repo, &commit, &testing->snapshot, err);
	} else {
		testing->policy_file =
		    done_arena_printf(&testing->arena, "%s/" DONE_POLICY_PATH, testing->top);
		disk.self = (void *)(uintptr_t)testing->top;
		rc = done_snapshot_of_index(testing->repo, &testing->snapshot, err);
	}
	if (rc >= 0)
		rc = done_policy_load(&testing->arena, request->revision ? &tree : &disk,
		    DONE_POLICY_PATH, done_check_forms(), &testing->policy, err);
	if (rc == 0) {
		done_error_set(err, DONE_E_USAGE, "there is no policy '%s'", DONE_POLICY_PATH);
		return done_error_cure(err, "'git done init' writes one");
	}
	return rc < 0 ? rc : 0;
}

static int test_status(struct testing *testing)
{
	done_buf_addf(&testing->out, "%zu %s: %zu as expected, %zu failed, %zu undecided\n",
	    testing->nr, testing->nr == 1 ? "tree" : "trees",
	    testing->nr - testing->nr_failed - testing->nr_undecided, testing->nr_failed,
	    testing->nr_undecided);
	if (testing->nr_failed)
		return DONE_EXIT_UNMET;
	return testing->nr_undecided ? DONE_EXIT_UNDECIDED : DONE_EXIT_MET;
}

static int test_work(void *data, struct done_channel *channel)
{
	struct testing testing = {.request = data};
	struct done_error err = {0};
	struct done_buf problem = {0}, inert = {0};
	int status;

	if (test_open(&testing, &err) < 0 || test_all(&testing, &err) < 0) {
		done_error_print(&err, &problem);
		status = done_exit_of_error(&err);
	} else {
		status = test_status(&testing);
	}
	done_escape_commands(&inert, &testing.out);
	if (inert.len)
		done_channel_write(channel, TEST_STDOUT, inert.ptr, inert.len);
	if (problem.len)
		done_channel_write(channel, TEST_STDERR, problem.ptr, problem.len);
	done_buf_release(&inert);
	done_buf_release(&problem);
	done_buf_release(&testing.out);
	done_policy_release(testing.policy);
	done_snapshot_close(&testing.snapshot);
	done_repo_close(testing.repo);
	done_arena_release(&testing.arena);
	return status;
}

int done_policy_test(struct done_policy_testing *request, struct done_error *err)
{
	struct done_buf outputs[TEST_OUTPUTS] = {{0}};
	struct done_supervised supervised = {outputs, TEST_OUTPUTS, 0};
	struct done_supervision supervision = {
	    .work = test_work, .data = request, .timeout = TEST_TIMEOUT_SECONDS};
	const char *problem = done_path_problem(request->directory);
	int rc;

	if (problem) {
		done_error_set(err, DONE_E_USAGE, "the path '%s' %s", request->directory, problem);
		return done_error_cure(err, "name the directory from the top of the work tree");
	}
	rc = done_supervise(&supervision, &supervised, err);
	if (rc >= 0) {
		rc = done_print(outputs[TEST_STDOUT].len ? outputs[TEST_STDOUT].ptr : "",
		    outputs[TEST_STDOUT].len, err);
		done_to_stderr(&outputs[TEST_STDERR]);
	}
	for (size_t i = 0; i < TEST_OUTPUTS; i++)
		done_buf_release(&outputs[i]);
	return rc < 0 ? rc : supervised.status;
}
