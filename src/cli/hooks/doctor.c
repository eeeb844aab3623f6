/*
 * git done doctor: proves that git calls the hook. A gate that has stopped running looks exactly
 * like one that passes, so a real push (a dry run, to the repository itself) has to reach us, and
 * to be refused by us.
 */
#include <string.h>

#include "doctor.h"
#include "done/misnamed.h"

static const struct done_option rows[] = {
    DONE_OPTION_ROW_HELP,
};
static const struct done_option_table own = {rows, DONE_ARRAY_SIZE(rows), 0, NULL};

static const char *const state_words[] = {
    [DONE_HOOK_ABSENT] = "is not installed",
    [DONE_HOOK_OURS] = "is installed",
    [DONE_HOOK_EDITED] = "is installed, and was edited since",
    [DONE_HOOK_CHAINED] = "is chained to another hook",
    [DONE_HOOK_CALLING] = "is called by another hook",
    [DONE_HOOK_FOREIGN] = "is another tool's hook, which does not call git-done",
};

/* Before the first commit there is nothing to push, so git calls nobody: that is no fault. */
static int look_at_push(struct done_examination *examination, struct done_error *err)
{
	struct done_oid head;
	int rc = done_ref_read(examination->repo, "HEAD", &head, err);

	if (rc < 0)
		return rc;
	if (rc == 1)
		return done_doctor_prove(examination, err);
	examination->too_early = true;
	done_buf_addf(
	    &examination->report, "?     a push cannot be tested before the first commit\n");
	done_doctor_advise(examination, "make a commit, then run again: git done doctor");
	return 0;
}

static void look_for_program(struct done_examination *examination)
{
	static const char *const check[] = {"git", "done", "--version", NULL};
	bool found = !done_doctor_run(check, NULL);

	done_doctor_say(examination, found,
	    found ? "git finds the program git-done" : "git does not find the program git-done",
	    NULL);
	if (!found)
		done_doctor_advise(examination, "put the folder of git-done on the PATH");
}

/* ---- the hooks ---- */

static bool is_foreign(const struct done_hook_place *place)
{
	return place->state == DONE_HOOK_ABSENT || place->state == DONE_HOOK_FOREIGN;
}

static const char *hook_words(
    const struct done_examination *examination, const struct done_hook_place *place)
{
	const struct done_hook_managed *managed = &place->managed;
	struct done_arena *arena = examination->arena;

	if (managed->runs && place->state == DONE_HOOK_FOREIGN)
		return done_arena_printf(arena,
		    managed->calls            ? "%s is called by %s, from %s"
		        : managed->keeps_ours ? "%s is called by %s, beside %s"
		        : examination->proved ? "%s is called by %s"
		                              : "%s is run by %s, and git-done is not in %s",
		    place->hook->name, managed->by->name, managed->file);
	if (place->state == DONE_HOOK_FOREIGN && examination->proved)
		return done_arena_printf(arena, "%s is called by another hook", place->hook->name);
	return done_arena_printf(arena, "%s %s", place->hook->name, state_words[place->state]);
}

/* Two entries judge every push twice; the second one is to go, whichever came first. */
static void look_for_second(
    struct done_examination *examination, const struct done_hook_place *place)
{
	const struct done_hook_managed *managed = &place->managed;
	bool is_ours = place->state == DONE_HOOK_OURS || place->state == DONE_HOOK_EDITED ||
	    place->state == DONE_HOOK_CHAINED;

	if (managed->by && managed->calls && managed->keeps_ours)
		done_doctor_advise(examination,
		    "git-done is called twice on a push: remove it from %s, or from "
		    "the hook's file%s",
		    managed->file, managed->by->legacy);
	else if (managed->by && managed->calls && is_ours) {
		done_doctor_advise(examination,
		    "%s calls git-done as well; to have it called once:", managed->file);
		done_doctor_advise(examination, "  git done uninstall && %s", managed->by->install);
	}
	if (place->outdated)
		done_doctor_advise(examination,
		    "the block was written by another version: git done install "
		    "--hook %s --chain",
		    place->hook->name);
}

static void say_hook(struct done_examination *examination, const struct done_hook_place *place)
{
	bool is_push = !strcmp(place->hook->name, "pre-push");

	if (!is_push && is_foreign(place))
		return;
	done_doctor_say(examination, !is_foreign(place) || examination->proved,
	    hook_words(examination, place), place->path);
	if (place->state != DONE_HOOK_ABSENT && !place->executable) {
		done_doctor_say(examination, false, "the hook is not executable, so git ignores it",
		    place->path);
		done_doctor_advise(examination, "%s",
		    done_shell_command(examination->arena, "chmod +x", place->path, NULL));
	}
	if (is_push)
		look_for_second(examination, place);
}

static int look_at_hooks(struct done_examination *examination, struct done_error *err)
{
	for (size_t i = 0; i < done_hooks_nr; i++) {
		struct done_hook_place place = {0};
		int rc = done_hook_look(
		    examination->repo, done_hooks[i].name, examination->arena, &place, err);

		if (rc >= 0)
			say_hook(examination, &place);
		done_buf_release(&place.text);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* The push is tried before the hooks are described, and stands behind them. */
static int look_at_gate(struct done_examination *examination, struct done_error *err)
{
	struct done_buf before = examination->report;
	struct done_buf pushed;
	int rc = done_hook_look(
	    examination->repo, "pre-push", examination->arena, &examination->push, err);

	memset(&examination->report, 0, sizeof(examination->report));
	if (rc >= 0)
		rc = look_at_push(examination, err);
	pushed = examination->report;
	examination->report = before;
	if (rc >= 0)
		rc = look_at_hooks(examination, err);
	done_buf_add(&examination->report, pushed.ptr, pushed.len);
	done_buf_release(&pushed);
	return rc;
}

/* No fault where the system has nothing to offer: older kernels and macOS are not refused. */
static void look_at_confinement(struct done_examination *examination)
{
	const char *words = done_supervisor_confines();

	done_doctor_say(examination, true, "the judging process",
	    words ? words : "it is not confined: this system has neither Landlock nor seccomp");
}

static int examine(struct done_examination *examination, struct done_error *err)
{
	int rc;

	look_for_program(examination);
	look_at_confinement(examination);
	rc = done_doctor_is_on_server(examination, err);
	if (rc > 0) {
		rc = done_doctor_look_at_server(examination, err);
		return rc < 0 ? rc
		              : done_print(examination->report.ptr, examination->report.len, err);
	}
	if (rc >= 0)
		rc = done_doctor_look_at_policy(examination, err);
	if (rc >= 0)
		rc = look_at_gate(examination, err);
	if (rc < 0)
		return rc;
	done_doctor_say_selectors(examination->repo, examination->arena, &examination->report);
	if (examination->nr_faults)
		done_buf_addf(&examination->report, "the gate is not in place\n");
	else if (examination->too_early)
		done_buf_addf(&examination->report, "the gate is not proved yet\n");
	else
		done_buf_addf(&examination->report,
		    "the gate is in place; a push with --no-verify "
		    "bypasses it, so run git-done in CI too\n");
	return done_print(examination->report.ptr, examination->report.len, err);
}

static int doctor_run(void *options, struct done_command_line *line, struct done_error *err)
{
	struct done_examination examination = {.arena = line->arena};
	struct done_repo_options how = {.verify = false};
	int rc = done_repo_open(&examination.repo, &how, err);

	(void)options;
	if (rc >= 0)
		rc = examine(&examination, err);
	done_repo_close(examination.repo);
	done_buf_release(&examination.push.text);
	done_buf_release(&examination.report);
	if (rc < 0)
		return rc;
	if (examination.nr_faults)
		return DONE_EXIT_UNMET;
	return examination.too_early ? DONE_EXIT_UNDECIDED : DONE_EXIT_MET;
}

const struct done_command done_command_doctor = {
    .name = "doctor",
    .summary = "prove that git calls the hook",
    .usage = "git done doctor",
    .details = "It looks for the program, the policy and the hooks, then pushes to the "
               "repository itself, as\n"
               "a dry run that changes nothing. The hook must be called, must be told what is "
               "pushed, and must\n"
               "be able to refuse the push. It recognizes hooks of lefthook, husky and "
               "pre-commit.\n"
               "In a bare repository with a server's hook it looks at the hooks and at the policy "
               "instead.\n",
    .groups = {{&own, 0}},
    .exits = {[DONE_EXIT_MET] = "the gate is in place",
        [DONE_EXIT_UNMET] = "the gate is not in place: the report says what to do",
        DONE_EXIT_SAYS_USAGE,
        [DONE_EXIT_UNDECIDED] = "it cannot be determined, for example before the first commit",
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = doctor_run,
};
