/* git done policy lint|show|schema|test: the policy as the gate reads it. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "done/misnamed.h"
#include "import/import.h"
#include "policy_test.h"

struct policy_options {
	const char *from;
	bool origin, update;
	done_day now;
};

#define AT(member) offsetof(struct policy_options, member)

static const struct done_option rows[] = {
    {"from", 0, DONE_OPTION_STRING, AT(from), "REV",
        "read the policy at this revision, not in the work tree"},
    {"origin", 0, DONE_OPTION_FLAG, AT(origin), NULL,
        "show: print the file and line of each key, after everything that is extended"},
    {"update", 0, DONE_OPTION_FLAG, AT(update), NULL,
        "import: bring another version of a policy that is imported already"},
    {"now", 0, DONE_OPTION_DAY, AT(now), "YYYY-MM-DD",
        "test, import: judge as of this day (default: today, UTC)"},
    DONE_OPTION_ROW_HELP,
};
static const struct policy_options defaults = {.now = DONE_NO_DAY};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(defaults), &defaults};

/* What is looked at: a file of the work tree (what one is just writing), a preset, or a commit's.
 */
struct looking {
	const char *revision; /* NULL: the work tree */
	struct done_arena *arena;
	bool is_named, has_origin, is_update;
	const char *path;
	const char *folder; /* paths are below it; "": as they are */
	struct done_repo *repo;
	struct done_snapshot snapshot; /* of the commit; of the work tree the index, once listed */
	bool is_listed;
	struct done_policy_source source;
	const struct done_policy *policy;
	struct done_policy *root;  /* to be released */
	struct done_loaded loaded; /* policies of directories */
	const char *directory;     /* whose policy is looked at, from the top; NULL: the root's */
	done_day now;
};

static int open_repository(struct looking *looking, struct done_error *err)
{
	struct done_repo_options how = {.verify = true};

	return done_repo_open(&looking->repo, &how, err);
}

static int open_commit(struct looking *looking, const char *revision, struct done_error *err)
{
	struct done_oid commit;
	int rc = open_repository(looking, err);

	if (rc >= 0)
		rc = done_revision_resolve(looking->repo, revision, &commit, err);
	if (rc >= 0)
		rc = done_snapshot_of_commit(looking->repo, &commit, &looking->snapshot, err);
	return rc;
}

/* Without a name: .git-done.yml at the top of the work tree. */
static int open_work_tree(struct looking *looking, struct done_error *err)
{
	int rc = open_repository(looking, err);

	if (rc < 0)
		return rc;
	if (done_repo_work_tree(looking->repo)) {
		looking->folder = done_repo_work_tree(looking->repo);
		return 0;
	}
	done_error_set(
	    err, DONE_E_USAGE, "a bare repository has no work tree to read the policy from");
	return done_error_cure(err, "name a revision: --from REV");
}

/* The policy that was meant, where the usual one is missing: in the commit, else in the work tree.
 */
static bool suggest_misnamed(struct looking *looking, struct done_error *err)
{
	struct done_arena *arena = looking->arena;
	struct done_strings found = {0};
	const char *path;

	if (strcmp(looking->path, DONE_POLICY_PATH) != 0 || !looking->repo)
		return false;
	if (looking->revision)
		done_misnamed_policies(&looking->snapshot, true, arena, &found, NULL);
	path = looking->revision ? found.nr ? found.items[0] : NULL
	                         : done_misnamed_policy_here(looking->repo, arena);
	if (path)
		done_error_cure(err, "'%s' is not read; rename it: %s", path,
		    looking->revision
		        ? done_misnamed_move(arena, path, DONE_POLICY_PATH)
		        : done_misnamed_move_here(looking->repo, arena, path, DONE_POLICY_PATH));
	return path != NULL;
}

/* The tree whose files are listed: of the work tree the index. */
static int policy_open_listing(struct looking *looking, struct done_error *err)
{
	int rc = 0;

	if (looking->revision || looking->is_listed)
		return 0;
	if (!looking->repo)
		rc = open_repository(looking, err);
	if (rc >= 0)
		rc = done_snapshot_of_index(looking->repo, &looking->snapshot, err);
	looking->is_listed = rc >= 0;
	return rc;
}

/* Beside the policy: what somebody may think is read as well. */
static void warn_of_misnamed(struct looking *looking)
{
	struct done_strings found = {0}, nested;
	struct done_error ignored = {0};

	if (strcmp(looking->path, DONE_POLICY_PATH) != 0 || !looking->repo ||
	    policy_open_listing(looking, &ignored) < 0)
		return;
	done_misnamed_policies(&looking->snapshot, true, looking->arena, &found, &nested);
	for (size_t i = 0; i < found.nr; i++) {
		if (!done_strings_has(&looking->policy->files, found.items[i]))
			done_say("warning: '%s' is not read: the policy is '" DONE_POLICY_PATH
			         "' at the root; move what it says there, or name it in 'extends'",
			    done_arena_shown(looking->arena, found.items[i]));
	}
}

/* A directory, or the policy in it: then the root's policy is loaded first. */
static void policy_find_directory(struct looking *looking, struct done_policy_source *files)
{
	struct done_error ignored = {0};
	struct done_buf text = {0};

	if (!looking->is_named || done_file_is_preset(looking->path) ||
	    (!looking->revision && open_repository(looking, &ignored) < 0))
		return;
	looking->directory = done_nested_named(looking->arena, looking->repo,
	    looking->revision ? &looking->snapshot : NULL, looking->path);
	if (!looking->directory)
		return;
	if (!looking->revision)
		files->self = (void *)(uintptr_t)done_repo_work_tree(looking->repo);
	looking->source = looking->revision
	    ? (struct done_policy_source){.self = &looking->snapshot,
	          .read = done_policy_read_snapshot}
	    : *files;
	/* A file of a tree without a policy at the root stands for itself. */
	if (looking->source.read(looking->source.self, DONE_POLICY_PATH, &text, &ignored) == 0 &&
	    done_path_is_nested(looking->path))
		looking->directory = NULL;
	done_buf_release(&text);
}

static int policy_load_root(struct looking *looking, struct done_error *err)
{
	const char *path = looking->directory ? DONE_POLICY_PATH : looking->path;
	int rc = done_policy_load(
	    looking->arena, &looking->source, path, done_check_forms(), &looking->root, err);

	looking->policy = looking->root;
	if (rc)
		return rc < 0 ? rc : 0;
	done_error_set(err, DONE_E_USAGE, "there is no policy '%s'", path);
	if (suggest_misnamed(looking, err))
		return err->code;
	return done_error_cure(err,
	    "without one, git done judges by preset:backend: git done "
	    "policy show preset:backend");
}

static int policy_load_directory(struct looking *looking, struct done_error *err)
{
	const struct done_policy *policy;

	if (done_nested_load_at(&looking->loaded, &looking->source, done_check_forms(),
	        looking->root, looking->directory, &policy, err) < 0)
		return err->code;
	looking->policy = policy;
	if (!done_path_is_nested(looking->path) || policy->above)
		return 0;
	return done_error_set(err, DONE_E_USAGE, "there is no policy '%s'", looking->path);
}

static int policy_load(struct looking *looking, struct done_error *err)
{
	struct done_policy_source files = {
	    .self = (void *)(uintptr_t)looking->folder, .read = done_policy_read_below};
	int rc = 0;

	if (looking->revision)
		rc = open_commit(looking, looking->revision, err);
	else if (!looking->is_named)
		rc = open_work_tree(looking, err);
	if (rc < 0)
		return rc;
	files.self = (void *)(uintptr_t)looking->folder;
	policy_find_directory(looking, &files);
	if (!looking->directory) {
		if (looking->is_named)
			files.top = done_policy_top_of(looking->arena, looking->path);
		looking->source = files;
		if (looking->revision)
			looking->source = (struct done_policy_source){
			    .self = &looking->snapshot, .read = done_policy_read_snapshot};
	}
	if (policy_load_root(looking, err) < 0)
		return err->code;
	return looking->directory ? policy_load_directory(looking, err) : 0;
}

typedef void inert_writer(struct done_buf *out, const struct done_buf *text);

static int print(struct done_buf *text, inert_writer *write_inert, struct done_error *err)
{
	struct done_buf inert = {0};
	int rc;

	write_inert(&inert, text);
	rc = done_print(inert.ptr, inert.len, err);
	done_buf_release(&inert);
	done_buf_release(text);
	return rc;
}

/* A policy may be written where no tree is; then only its form can be told. */
static void look_at_selectors(struct looking *looking, struct done_buf *text)
{
	struct done_error err = {0};

	if (done_file_is_preset(looking->path))
		return;
	if (policy_open_listing(looking, &err) < 0) {
		done_buf_addf(
		    text, "note: the selectors were not compared with a tree: %s\n", err.message);
		return;
	}
	if (done_policy_say_selectors(looking->arena, &looking->snapshot, looking->policy, text) &&
	    !looking->revision)
		done_buf_addstr(text,
		    "note: the selectors were compared with the index, which has "
		    "only files that were added (git add)\n");
}

/* The older form of `effective`, which is read as a debt. */
static void advise_debt(const struct looking *looking, struct done_buf *text)
{
	const struct done_policy *policy = looking->policy;
	const struct done_check *first = NULL;
	size_t nr = 0;
	char days[2][11];

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			const struct done_check *check = &policy->criteria[i].checks[j];

			if (check->existing == DONE_NO_DAY)
				continue;
			first = first ? first : check;
			nr++;
		}
	}
	if (!first)
		return;
	done_day_format(first->existing, days[0]);
	done_day_format(first->existing - 1, days[1]);
	done_buf_addf(text, "note: 'effective: {existing: %s}' of '%s'", days[0], first->id);
	if (nr > 1)
		done_buf_addf(text, " and of %zu more check%s", nr - 1, nr > 2 ? "s" : "");
	done_buf_addf(text,
	    " is read as 'debt: %s': what a service lacked already is owed through that "
	    "day, and what is new is refused at once; write the latter\n",
	    days[1]);
}

static void lint_add_policy(const struct done_policy *policy, struct done_buf *text)
{
	done_buf_addf(
	    text, "ok: %zu criteria, %zu checks, from", policy->nr_criteria, policy->nr_checks);
	for (size_t i = 0; i < policy->files.nr; i++) {
		const char *file = policy->files.items[i];
		done_buf_addstr(text, i ? ", " : " ");
		done_buf_add_shown(text, file, strlen(file));
	}
	done_buf_addch(text, '\n');
}

/* Those of directories with the root's; then they are looked at as one. */
static int lint_all(struct looking *looking, struct done_buf *text, struct done_error *err)
{
	struct done_nested_asking asking = {
	    &looking->snapshot, &looking->source, looking->policy, true};
	const struct done_policy *const *all = &looking->policy;
	struct done_error ignored = {0};
	size_t nr = 1;

	if (!looking->is_named && policy_open_listing(looking, &ignored) >= 0 &&
	    done_nested_load_all(&looking->loaded, &asking, &all, &nr, err) < 0)
		return err->code;
	for (size_t i = 0; i < nr; i++)
		lint_add_policy(all[i], text);
	if (nr > 1)
		looking->policy = done_policies_united(looking->arena, all, nr, true);
	return 0;
}

static int lint(struct looking *looking, struct done_error *err)
{
	struct done_buf text = {0};

	if (policy_load(looking, err) < 0)
		return err->code;
	warn_of_misnamed(looking);
	if (lint_all(looking, &text, err) < 0) {
		done_buf_release(&text);
		return err->code;
	}
	advise_debt(looking, &text);
	look_at_selectors(looking, &text);
	return print(&text, done_escape_commands, err);
}

static int show(struct looking *looking, struct done_error *err)
{
	struct done_buf text = {0};
	int rc = policy_load(looking, err);

	if (rc < 0)
		return rc;
	done_buf_addstr(&text, "# as the gate reads it, from");
	for (size_t i = 0; i < looking->policy->files.nr; i++) {
		const char *file = looking->policy->files.items[i];
		done_buf_addstr(&text, i ? ", " : " ");
		done_buf_add_shown(&text, file, strlen(file));
	}
	done_buf_addch(&text, '\n');
	if (looking->has_origin)
		done_value_write_origin(&text, looking->policy->written);
	else
		done_value_write_yaml(&text, looking->policy->written);
	/* YAML quotes such a text as JSON does (yaml_writer.c). */
	return print(&text, done_escape_json_commands, err);
}

/* With the own questions of the policy, where there is one that can be read. */
static void sheet_schema(struct looking *looking, struct done_buf *out)
{
	struct done_error ignored = {0};
	const struct done_policy *policy;

	looking->path = DONE_POLICY_PATH;
	looking->is_named = false;
	policy = policy_load(looking, &ignored) < 0 ? NULL : looking->policy;
	done_sheet_schema(
	    out, policy ? policy->questions : NULL, policy ? policy->nr_questions : 0);
}

static int schema(struct looking *looking, struct done_error *err)
{
	struct done_buf text = {0};

	if (!strcmp(looking->path, DONE_SHEET_NAME))
		sheet_schema(looking, &text);
	else if (done_path_is_nested(looking->path))
		done_nested_schema(&text, done_check_forms());
	else
		done_policy_schema(&text, done_check_forms());
	return print(&text, done_escape_json_commands, err);
}

static int test_trees(struct looking *looking, struct done_error *err)
{
	char *directory = done_arena_strdup(looking->arena, looking->path);
	struct done_policy_testing testing = {directory, looking->revision, looking->now};
	size_t len = strlen(directory);

	if (!looking->is_named) {
		done_error_set(err, DONE_E_USAGE, "the directory of the trees is missing");
		return done_error_cure(err, "usage: git done policy test DIR [--from REV]");
	}
	while (len > 1 && directory[len - 1] == '/')
		directory[--len] = '\0';
	if (testing.now == DONE_NO_DAY)
		testing.now = done_day_today();
	return done_policy_test(&testing, err);
}

static int import_policy(struct looking *looking, struct done_error *err)
{
	struct done_import_request request = {.arena = looking->arena,
	    .text = looking->is_named ? looking->path : NULL,
	    .is_update = looking->is_update,
	    .now = looking->now};

	if (!looking->revision)
		return done_policy_import(&request, err);
	done_error_set(err, DONE_E_USAGE, "'--from' has no meaning for an import");
	return done_error_cure(err, "name the revision between the colons: REPO:REV:FILE");
}

static const struct {
	const char *name;
	int (*act)(struct looking *, struct done_error *);
} actions[] = {
    {"lint", lint},
    {"show", show},
    {"schema", schema},
    {"test", test_trees},
    {"import", import_policy},
};

static int policy_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct policy_options *options = data;
	struct looking looking = {
	    .revision = options->from,
	    .arena = line->arena,
	    .loaded = {.arena = line->arena},
	    .is_named = line->arguments.nr > 1,
	    .has_origin = options->origin,
	    .is_update = options->update,
	    .path = line->arguments.nr > 1 ? line->arguments.items[1] : DONE_POLICY_PATH,
	    .folder = "",
	    .now = options->now,
	};
	const char *names[DONE_ARRAY_SIZE(actions)];
	const char *nearest;

	for (size_t i = 0; line->arguments.nr && i < DONE_ARRAY_SIZE(actions); i++) {
		int rc;

		names[i] = actions[i].name;
		if (strcmp(actions[i].name, line->arguments.items[0]) != 0)
			continue;
		rc = actions[i].act(&looking, err);
		done_loaded_release(&looking.loaded);
		done_policy_release(looking.root);
		done_snapshot_close(&looking.snapshot);
		done_repo_close(looking.repo);
		return rc;
	}
	if (!line->arguments.nr) {
		done_error_set(err, DONE_E_USAGE, "the subcommand of 'git done policy' is missing");
		return done_command_usage(&done_command_policy, err);
	}
	nearest = done_name_nearest(line->arguments.items[0], names, DONE_ARRAY_SIZE(names));
	done_error_set(err, DONE_E_USAGE, "unknown subcommand '%s' of 'git done policy'",
	    line->arguments.items[0]);
	return nearest ? done_error_cure(err, "did you mean 'git done policy %s'?", nearest)
	               : done_command_usage(&done_command_policy, err);
}

const struct done_command done_command_policy = {
    .name = "policy",
    .summary = "check and show the policy as the gate reads it",
    .usage = "git done policy lint|show|schema [FILE | DIR | preset:NAME] [--from REV] [--origin]\n"
             "       git done policy test DIR [--from REV] [--now YYYY-MM-DD]\n"
             "       git done policy import REPO:REV:FILE\n"
             "       git done policy import --update [REPO:REV:FILE]",
    .details =
        "lint   checks that the policy is valid, and prints the place of an error;\n"
        "       warns about selectors that match nothing in the index, or at REV\n"
        "show   prints the policy with everything that it extends; with --origin also "
        "where\n"
        "       each key stands\n"
        "schema prints a JSON Schema for editors; with '" DONE_SHEET_NAME
        "' the schema of a service's sheet,\n"
        "       with 'DIR/.git-done.yml' that of a directory's policy\n"
        "test   judges the trees below DIR, each as a repository of its own: the policy\n"
        "       must accept each DIR/pass/NAME, and refuse each DIR/fail/CHECK/NAME by\n"
        "       that check and no other. They are read from the index, or from REV\n"
        "import copies a policy of another repository on this machine, with all that it\n"
        "       extends, into " DONE_IMPORTS ", and adds it to 'extends' with its hash.\n"
        "       REPO is a clone, bare or not; nothing is fetched. It prints what changes for\n"
        "       each service of HEAD. --update brings another version; without\n"
        "       REPO:REV:FILE the next one of each imported policy, from the place that its\n"
        "       'from' names: a path on this machine, or a remote of this repository as it\n"
        "       was fetched last. The branch is the usual one there, else the only one that\n"
        "       has the imported commit in its history\n"
        "\n"
        "FILE defaults to .git-done.yml at the top of the work tree; lint then checks the\n"
        "policies of directories, too. DIR, or DIR/.git-done.yml, is what counts there:\n"
        "the policy at the root, with those of the directories down to it.\n",
    .groups = {{&own, 0}},
    .options_size = sizeof(struct policy_options),
    .most_arguments = 2,
    .exits = {[DONE_EXIT_MET] = "the policy is valid; test: all trees are judged as expected",
        [DONE_EXIT_UNMET] = "test: a tree is judged otherwise than its folder says",
        [DONE_EXIT_USAGE] = "the policy or the command line is not valid, or there is no policy",
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = policy_run,
};
