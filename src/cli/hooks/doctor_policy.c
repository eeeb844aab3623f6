/* What git done doctor says of the policy: a hook without one lets every push through. */
#include "doctor.h"

#include "done/misnamed.h"

/* Where a policy is looked for, in this order: what is pushed, then where it will be merged. */
struct place {
	const char *words;
	struct done_oid commit;
};

static int find_places(struct done_examination *examination, struct place places[2], size_t *nr,
    struct done_error *err)
{
	struct done_arena *arena = examination->arena;
	struct done_error ignored = {0};
	const char *name;
	int rc = done_ref_read(examination->repo, "HEAD", &places[0].commit, err);

	*nr = 0;
	if (rc <= 0)
		return rc;
	places[(*nr)++].words = "HEAD";
	if (done_integration_branch(
	        examination->repo, arena, NULL, &places[1].commit, &name, &ignored) == 1)
		places[(*nr)++].words = name;
	return 1;
}

/* 1: the policy is there, and said to be good or bad; 0: it is not there. */
static int look_in(struct done_examination *examination, const struct place *place,
    const char **misnamed, struct done_error *err)
{
	struct done_arena *arena = examination->arena;
	struct done_snapshot snapshot = {0};
	struct done_policy_source source = {.self = &snapshot, .read = done_policy_read_snapshot};
	struct done_policy *policy = NULL;
	struct done_strings found = {0};
	struct done_error bad = {0};
	int rc = done_snapshot_of_commit(examination->repo, &place->commit, &snapshot, err);

	if (rc < 0)
		return rc;
	rc = done_policy_load(arena, &source, DONE_POLICY_PATH, done_check_forms(), &policy, &bad);
	if (rc == 1)
		done_doctor_say(examination, true,
		    done_arena_printf(arena, "the policy at %s can be read",
		        done_arena_shown(arena, place->words)),
		    DONE_POLICY_PATH);
	if (rc < 0) {
		struct done_buf text = {0};

		done_error_describe(&bad, &text);
		done_doctor_say(examination, false,
		    done_arena_printf(arena, "the policy at %s is not valid",
		        done_arena_shown(arena, place->words)),
		    text.ptr);
		done_buf_release(&text);
	}
	if (rc == 0 && !*misnamed) {
		done_misnamed_policies(&snapshot, true, arena, &found, NULL);
		*misnamed = found.nr ? found.items[0] : NULL;
	}
	done_policy_release(policy);
	done_snapshot_close(&snapshot);
	return rc != 0;
}

void done_doctor_warn_of_policy(struct done_repo *repo, struct done_arena *arena)
{
	struct done_examination examination = {.repo = repo, .arena = arena};
	struct place places[2];
	struct done_error bad = {0}, ignored = {0};
	size_t nr = 0;

	if (find_places(&examination, places, &nr, &ignored) < 0)
		return;
	for (size_t i = 0; i < nr && !bad.code; i++) {
		struct done_snapshot snapshot = {0};
		struct done_policy_source source = {
		    .self = &snapshot, .read = done_policy_read_snapshot};
		struct done_policy *policy = NULL;

		if (done_snapshot_of_commit(repo, &places[i].commit, &snapshot, &ignored) >= 0 &&
		    done_policy_load(
		        arena, &source, DONE_POLICY_PATH, done_check_forms(), &policy, &bad) < 0)
			done_say("warning: the policy at %s is not valid, so every push will be "
			         "refused until it is corrected ('git done policy lint'):",
			    done_arena_shown(arena, places[i].words));
		done_policy_release(policy);
		done_snapshot_close(&snapshot);
	}
	if (bad.code)
		done_print_error(&bad);
}

static void advise_rename(struct done_examination *examination, const char *misnamed)
{
	struct done_arena *arena = examination->arena;

	done_doctor_advise(examination, "'%s' is not read; rename it, and commit the change:",
	    done_arena_shown(arena, misnamed));
	done_doctor_advise(examination, "  %s",
	    done_misnamed_move_here(examination->repo, arena, misnamed, DONE_POLICY_PATH));
}

static bool is_in_work_tree(struct done_examination *examination)
{
	const char *top = done_repo_work_tree(examination->repo);
	struct done_buf text = {0};
	struct done_error ignored = {0};
	bool found = top &&
	    done_policy_read_below((void *)(uintptr_t)top, DONE_POLICY_PATH, &text, &ignored) != 0;

	done_buf_release(&text);
	return found;
}

static void say_none(struct done_examination *examination, const char *misnamed, bool too_early)
{
	bool uncommitted = is_in_work_tree(examination);

	if (!misnamed)
		misnamed = done_misnamed_policy_here(examination->repo, examination->arena);
	if (too_early && (uncommitted || !misnamed)) {
		done_buf_addf(&examination->report, "?     %s\n",
		    uncommitted ? "the policy " DONE_POLICY_PATH " is not committed yet"
		                : "there is no policy " DONE_POLICY_PATH " yet");
		if (!uncommitted)
			done_doctor_advise(examination, "git done init");
		return;
	}
	done_doctor_say(
	    examination, false, "there is no policy, so the hook judges nothing", DONE_POLICY_PATH);
	if (uncommitted)
		done_doctor_advise(examination,
		    "it is in the work tree: git add " DONE_POLICY_PATH ", and commit it");
	else if (misnamed)
		advise_rename(examination, misnamed);
	else
		done_doctor_advise(examination, "git done init writes one; commit it");
}

int done_doctor_look_at_policy(struct done_examination *examination, struct done_error *err)
{
	struct place places[2];
	const char *misnamed = NULL;
	size_t nr;
	int rc = find_places(examination, places, &nr, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < nr; i++) {
		rc = look_in(examination, &places[i], &misnamed, err);
		if (rc)
			return rc < 0 ? rc : 0;
	}
	say_none(examination, misnamed, nr == 0);
	return 0;
}

void done_doctor_say_selectors(
    struct done_repo *repo, struct done_arena *arena, struct done_buf *out)
{
	struct done_snapshot snapshot = {0};
	struct done_policy_source source = {.self = &snapshot, .read = done_policy_read_snapshot};
	struct done_policy *policy = NULL;
	struct done_error ignored = {0};

	/* A policy that is absent or bad is what every gate and lint say first. */
	if (done_snapshot_of_index(repo, &snapshot, &ignored) >= 0 &&
	    done_policy_load(
	        arena, &source, DONE_POLICY_PATH, done_check_forms(), &policy, &ignored) == 1)
		done_policy_say_selectors(arena, &snapshot, policy, out);
	done_policy_release(policy);
	done_snapshot_close(&snapshot);
}
