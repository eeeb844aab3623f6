/* git done audit --repo PATH…: each repository by a worker of its own, and the worst verdict. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "audit.h"

/*
 * What says in the environment which repository is meant, and what lies where in it: git sets these
 * for a hook, for an alias in a linked work tree and for --git-dir. They are of one repository, and
 * would stand in for every path that is named. The user's own configuration is not among them.
 */
static const char *const of_one_repository[] = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
};

static void forget_where_we_are(void)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(of_one_repository); i++)
		unsetenv(of_one_repository[i]);
}

/* "shop" and "shop/.git" are one; a linked work tree has a HEAD of its own. */
static bool find_place(struct done_arena *arena, const char *path, struct stat *out)
{
	const char *inner = done_arena_printf(arena, "%s/.git", path);

	return (!stat(inner, out) && S_ISDIR(out->st_mode)) || !stat(path, out);
}

/* One that is named twice would count twice. */
static int refuse_twice(
    const struct done_strings *paths, struct done_arena *arena, struct done_error *err)
{
	struct stat *places = done_arena_array(arena, paths->nr, sizeof(*places));

	for (size_t i = 0; i < paths->nr; i++) {
		bool is_there = find_place(arena, paths->items[i], &places[i]);

		for (size_t j = 0; j < i; j++) {
			if (!strcmp(paths->items[i], paths->items[j]))
				return done_error_set(err, DONE_E_USAGE,
				    "the repository '%s' is named twice", paths->items[i]);
			if (is_there && places[i].st_dev == places[j].st_dev &&
			    places[i].st_ino == places[j].st_ino)
				return done_error_set(err, DONE_E_USAGE,
				    "'%s' and '%s' are the same repository", paths->items[j],
				    paths->items[i]);
		}
	}
	return 0;
}

static int audit_fleet_validate(const struct done_outputs *outputs,
    const struct done_audit_options *options, struct done_arena *arena, struct done_error *err)
{
	for (size_t i = 0; i < outputs->nr; i++) {
		if (outputs->items[i].format->write_fleet)
			continue;
		done_error_set(err, DONE_E_USAGE, "the format '%s' supports one repository only",
		    outputs->items[i].format->name);
		return done_error_cure(err, "for several repositories use 'ndjson' or 'text'");
	}
	if (options->shard)
		return done_error_set(
		    err, DONE_E_USAGE, "'--shard' cannot be used with '--repo' or '--repos-from'");
	return refuse_twice(&options->repositories, arena, err);
}

static bool is_same_place(const char *a, const char *b)
{
	struct stat one, other;

	return b && !stat(a, &one) && !stat(b, &other) && one.st_dev == other.st_dev &&
	    one.st_ino == other.st_ino;
}

/* A clone that failed inside another repository must not be judged as that other one. */
static int refuse_what_lies_inside(const struct done_request *request, struct done_error *err)
{
	struct done_repo_options how = {
	    .directory = request->directory, .trust_owner = request->trust_owner};
	struct done_repo *repo = NULL;
	int rc = done_repo_open(&repo, &how, err);

	if (rc >= 0 && !is_same_place(request->directory, done_repo_work_tree(repo)) &&
	    !is_same_place(request->directory, done_repo_git_directory(repo))) {
		const char *top = done_repo_work_tree(repo);

		rc = done_error_set(err, DONE_E_UNDECIDED,
		    "'%s' is not a repository, but a directory inside one", request->directory);
		done_error_cure(err, "name the repository itself: --repo %s",
		    top ? top : done_repo_git_directory(repo));
	}
	done_repo_close(repo);
	return rc;
}

static int judge_by_itself(void *data, struct done_report *out, struct done_error *err)
{
	if (refuse_what_lies_inside(data, err) < 0)
		return err->code;
	return done_judge_make(data, out, err);
}

struct auditing {
	struct done_request *request;
	const struct done_judge_options *options;
	const struct done_outputs *outputs;
	struct done_buf *totals; /* DONE_BUFFERS of them: what goes to files */
};

/* Standard output as soon as there is some: a fleet takes its time. */
static void audit_fleet_keep(
    const struct auditing *auditing, const struct done_buf *buffers, struct done_error *err)
{
	for (size_t i = DONE_TO_FILES; i < DONE_BUFFERS; i++)
		done_buf_add(&auditing->totals[i], buffers[i].ptr, buffers[i].len);
	if (!err->code)
		done_print(buffers[DONE_TO_STDOUT].ptr, buffers[DONE_TO_STDOUT].len, err);
}

/* Without the facts of a whole report there is no verdict. */
static void take_facts(const struct done_buf *buf, struct done_fleet_entry *entry)
{
	struct done_facts facts;

	entry->verdict = DONE_UNDECIDED;
	entry->is_partly_undecided = true;
	if (buf->len != sizeof(facts))
		return;
	memcpy(&facts, buf->ptr, sizeof(facts));
	entry->verdict = facts.verdict;
	entry->services = facts.services;
	entry->is_partly_undecided = facts.is_partly_undecided;
}

/* err: standard output is lost. */
static void audit(const struct auditing *auditing, const char *path, struct done_fleet_entry *entry,
    struct done_error *err)
{
	struct done_buf buffers[DONE_BUFFERS] = {{0}};
	struct done_production production = {
	    .make = judge_by_itself,
	    .data = auditing->request,
	    .timeout = auditing->options->timeout,
	    .advisory = auditing->options->advisory,
	    .repository = path,
	};

	auditing->request->directory = path;
	auditing->request->progress = production.progress = done_progress_new();
	done_produce_into(&production, auditing->outputs, buffers);
	done_progress_free(production.progress);
	auditing->request->progress = NULL;
	entry->repository = path;
	take_facts(&buffers[DONE_TO_FACTS], entry);
	audit_fleet_keep(auditing, buffers, err);
	for (size_t i = 0; i < DONE_BUFFERS; i++)
		done_buf_release(&buffers[i]);
}

/* --advisory forgives what is not met, never what is not known. */
static int exit_status_of(const struct done_fleet *fleet)
{
	bool any_undecided = false;

	for (size_t i = 0; i < fleet->nr; i++)
		any_undecided |= fleet->entries[i].is_partly_undecided;
	if (fleet->verdict == DONE_UNMET && !fleet->advisory)
		return DONE_EXIT_UNMET;
	return any_undecided ? DONE_EXIT_UNDECIDED : DONE_EXIT_MET;
}

static void close_fleet(
    const struct auditing *auditing, struct done_fleet *fleet, struct done_error *err)
{
	fleet->verdict = DONE_MET;
	for (size_t i = 0; i < fleet->nr; i++)
		fleet->verdict = done_verdict_worse(fleet->verdict, fleet->entries[i].verdict);
	fleet->advisory = auditing->options->advisory;
	fleet->exit_status = exit_status_of(fleet);
	for (size_t i = 0; i < auditing->outputs->nr; i++) {
		struct done_style style = done_outputs_style(auditing->outputs, i);

		auditing->outputs->items[i].format->write_fleet(
		    fleet, &style, &auditing->totals[done_outputs_number(auditing->outputs, i)]);
	}
	if (err->code) /* standard output is lost, which is said once */
		done_buf_clear(&auditing->totals[DONE_TO_STDOUT]);
	done_outputs_print(auditing->outputs, auditing->totals, err);
}

int done_audit_fleet(struct done_request *request, const struct done_audit_options *options,
    struct done_command_line *line, struct done_error *err)
{
	struct done_outputs outputs = {.nr = 0};
	struct done_buf totals[DONE_BUFFERS] = {{0}};
	struct auditing auditing = {request, &options->judging.judge, &outputs, totals};
	const struct done_strings *paths = &options->repositories;
	struct done_fleet_entry *entries =
	    done_arena_array(line->arena, paths->nr, sizeof(*entries));
	struct done_fleet fleet = {.entries = entries, .nr = paths->nr};
	int rc = done_outputs_choose(&outputs, &options->judging.output, line->arena, err);

	if (rc >= 0)
		rc = audit_fleet_validate(&outputs, options, line->arena, err);
	forget_where_we_are();
	/* Where standard output is lost the files are written all the same, and the loss is exit 4.
	 */
	if (rc >= 0) {
		line->is_produced = true;
		for (size_t i = 0; i < paths->nr; i++)
			audit(&auditing, paths->items[i], &entries[i], err);
		close_fleet(&auditing, &fleet, err);
		rc = err->code;
	}
	for (size_t i = 0; i < DONE_BUFFERS; i++)
		done_buf_release(&totals[i]);
	return rc < 0 ? rc : fleet.exit_status;
}
