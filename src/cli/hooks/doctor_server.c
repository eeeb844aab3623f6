/*
 * git done doctor in a repository that receives pushes. A dry run reaches no hook of the other
 * side, so nothing is pushed: what a push would meet is looked at part by part.
 */
#include <string.h>

#include "doctor.h"

static bool is_server_hook(const char *name)
{
	return !strcmp(name, "pre-receive") || !strcmp(name, "update");
}

/* ---- the hooks ---- */

static void say_server_hook(
    struct done_examination *examination, const struct done_hook_place *place)
{
	struct done_arena *arena = examination->arena;
	bool calls = place->state != DONE_HOOK_ABSENT && place->state != DONE_HOOK_FOREIGN;

	if (!calls) {
		done_doctor_say(examination, false,
		    done_arena_printf(arena,
		        "%s is another program's hook: whether it calls "
		        "git-done is not known",
		        place->hook->name),
		    place->path);
		done_doctor_advise(
		    examination, "git done install --hook %s --chain", place->hook->name);
		return;
	}
	done_doctor_say(examination, place->executable,
	    done_arena_printf(arena,
	        place->executable ? "%s calls git-done"
	                          : "%s calls git-done, but is not executable, so git ignores it",
	        place->hook->name),
	    place->path);
	if (!place->executable)
		done_doctor_advise(
		    examination, "%s", done_shell_command(arena, "chmod +x", place->path, NULL));
}

/* Looks at each hook of a server that is there: how many, and whether one calls git-done. */
static int look_at_server_hooks(struct done_examination *examination, bool says, size_t *nr_calls,
    size_t *nr_there, struct done_error *err)
{
	*nr_calls = *nr_there = 0;
	for (size_t i = 0; i < done_hooks_nr; i++) {
		struct done_hook_place place = {0};
		bool is_there;

		if (!is_server_hook(done_hooks[i].name))
			continue;
		if (done_hook_look(examination->repo, done_hooks[i].name, examination->arena,
		        &place, err) < 0) {
			done_buf_release(&place.text);
			return err->code;
		}
		is_there = place.state != DONE_HOOK_ABSENT;
		*nr_there += is_there;
		*nr_calls += is_there && place.state != DONE_HOOK_FOREIGN;
		if (is_there && says)
			say_server_hook(examination, &place);
		done_buf_release(&place.text);
	}
	return 0;
}

int done_doctor_is_on_server(struct done_examination *examination, struct done_error *err)
{
	size_t nr_calls, nr_there;

	if (done_repo_work_tree(examination->repo))
		return 0;
	if (look_at_server_hooks(examination, false, &nr_calls, &nr_there, err) < 0)
		return err->code;
	return nr_calls > 0;
}

/* ---- the policy ---- */

static int read_machine_file(
    void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	(void)self;
	return done_file_read(path, DONE_POLICY_MAX, out, err);
}

static int load_file(struct done_examination *examination, const char *path, struct done_error *err)
{
	struct done_policy_source source = {
	    .read = read_machine_file, .top = done_policy_top_of(examination->arena, path)};
	struct done_policy *policy = NULL;
	int rc =
	    done_policy_load(examination->arena, &source, path, done_check_forms(), &policy, err);

	done_policy_release(policy);
	return rc;
}

static int load_elsewhere(struct done_examination *examination,
    const struct done_policy_elsewhere *elsewhere, struct done_error *err)
{
	struct done_repo_options how = {
	    .directory = elsewhere->repository, .verify = true, .alone = true};
	struct done_snapshot snapshot = {0};
	struct done_policy_source source = {.self = &snapshot, .read = done_policy_read_snapshot};
	struct done_policy *policy = NULL;
	struct done_repo *repo = NULL;
	struct done_oid commit;
	int rc = done_repo_open(&repo, &how, err);

	if (rc >= 0)
		rc = done_revision_resolve(repo, elsewhere->revision, &commit, err);
	if (rc >= 0)
		rc = done_snapshot_of_commit(repo, &commit, &snapshot, err);
	if (rc >= 0)
		rc = done_policy_load(
		    examination->arena, &source, elsewhere->path, done_check_forms(), &policy, err);
	done_policy_release(policy);
	done_snapshot_close(&snapshot);
	done_repo_close(repo);
	return rc;
}

/* What a setting names: the policy can be read, with what it requires of this version. */
static void say_named_policy(
    struct done_examination *examination, const char *named, int rc, const struct done_error *found)
{
	struct done_buf text = {0};

	if (rc < 0)
		done_error_describe(found, &text);
	done_doctor_say(examination, rc > 0,
	    rc > 0       ? "the policy of git config done.policy can be read"
	        : rc < 0 ? "the policy of git config done.policy cannot be used, so every push is "
	                   "refused"
	                 : "the policy of git config done.policy does not exist, so every push is "
	                   "refused",
	    rc < 0 ? text.ptr : named);
	done_buf_release(&text);
	if (rc < 0 && *found->cure)
		done_doctor_advise(examination, "%s", found->cure);
}

static int look_at_server_policy(struct done_examination *examination, struct done_error *err)
{
	struct done_server_settings settings = {.timeout = -1};
	struct done_error found = {0};
	struct done_buf text = {0};
	int rc = done_server_settings_read(examination->arena, &settings, &found);

	if (rc < 0) {
		done_error_describe(&found, &text);
		done_doctor_say(examination, false,
		    "the settings of git config done.* are not valid, so every push is refused",
		    text.ptr);
		done_buf_release(&text);
		done_doctor_advise(examination, "%s", found.cure);
		return 0;
	}
	if (settings.policy_file)
		say_named_policy(examination, settings.policy_file,
		    load_file(examination, settings.policy_file, &found), &found);
	else if (settings.elsewhere.repository)
		say_named_policy(examination, settings.elsewhere.text,
		    load_elsewhere(examination, &settings.elsewhere, &found), &found);
	else
		return done_doctor_look_at_policy(examination, err);
	return 0;
}

int done_doctor_look_at_server(struct done_examination *examination, struct done_error *err)
{
	size_t nr_calls, nr_there;

	if (look_at_server_policy(examination, err) < 0 ||
	    look_at_server_hooks(examination, true, &nr_calls, &nr_there, err) < 0)
		return err->code;
	done_buf_addf(&examination->report, "%s\n",
	    examination->nr_faults
	        ? "the server's gate is not in place"
	        : "the server's gate is in place, as far as can be seen without a push: push a "
	          "change that is not done, once");
	return 0;
}
