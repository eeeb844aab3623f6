/*
 * What the next push must look like so that an excuse counts: in the change itself where the policy
 * lets a change excuse itself, else by itself, before the change that it excuses.
 */
#include <string.h>

#include "excuse.h"

const char *done_excuse_sheet_path(struct done_arena *arena, const char *directory)
{
	return !strcmp(directory, ".") ? DONE_SHEET_NAME
	                               : done_arena_printf(arena, "%s/" DONE_SHEET_NAME, directory);
}

/* A word that git takes for this path, wherever the command is run, and whatever is in it. */
static void next_add_path(
    struct done_buf *out, const struct done_excuse_next *next, const char *directory)
{
	const char *path = done_excuse_sheet_path(next->place->arena, directory);
	const char *magic = strpbrk(path, "*?[\\:") ? ":(top,literal)"
	    : *next->excuse->here                   ? ":/"
	                                            : "";

	done_add_shell_word(out, done_arena_printf(next->place->arena, "%s%s", magic, path));
}

static bool next_begins_service(const struct done_excuse_next *next, size_t i)
{
	const struct done_excuse_target *items = next->targets->items;

	return !i || strcmp(items[i].directory, items[i - 1].directory) != 0;
}

static void next_add_paths(struct done_buf *out, const struct done_excuse_next *next)
{
	for (size_t i = 0; i < next->targets->nr; i++) {
		if (!next_begins_service(next, i))
			continue;
		done_buf_addch(out, ' ');
		next_add_path(out, next, next->targets->items[i].directory);
	}
}

static size_t next_services(const struct done_excuse_next *next)
{
	size_t nr = 0;

	for (size_t i = 0; i < next->targets->nr; i++)
		nr += next_begins_service(next, i);
	return nr;
}

static const char *next_name(const struct done_excuse_target *target)
{
	return !strcmp(target->service, ".") ? "the repository" : target->service;
}

/* "docs.readme", "3 checks" */
static const char *next_checks(const struct done_excuse_next *next)
{
	struct done_arena *arena = next->place->arena;
	const char **ids = done_arena_array(arena, next->targets->nr, sizeof(*ids));
	struct done_strings seen = {ids, 0};

	for (size_t i = 0; i < next->targets->nr; i++) {
		if (!done_strings_has(&seen, next->targets->items[i].check))
			ids[seen.nr++] = next->targets->items[i].check;
	}
	return seen.nr == 1 ? ids[0] : done_arena_printf(arena, "%zu checks", seen.nr);
}

/* "orders", "10 services" */
static const char *next_whom(const struct done_excuse_next *next)
{
	size_t nr = next_services(next);

	return nr == 1 ? next_name(&next->targets->items[0])
	               : done_arena_printf(next->place->arena, "%zu services", nr);
}

static void next_add_commit(struct done_buf *out, const struct done_excuse_next *next)
{
	const char *checks = next_checks(next);
	const char *verb = strchr(checks, ' ') ? "do not apply to" : "does not apply to";
	const char *subject = next->excuse->is_waiver
	    ? done_arena_printf(next->place->arena, "Waive %s for %s", checks, next_whom(next))
	    : done_arena_printf(next->place->arena, "%s %s %s", checks, verb, next_whom(next));

	done_buf_addstr(out, "  git add --");
	next_add_paths(out, next);
	done_buf_addstr(out, "\n  git commit -m ");
	done_add_shell_word(out, subject);
	done_buf_addstr(out, " --");
	next_add_paths(out, next);
	done_buf_addch(out, '\n');
}

static void next_add_push(struct done_buf *out, const struct done_excuse_next *next)
{
	if (!next->place->remote)
		return;
	done_buf_addstr(out, "  git push ");
	done_add_shell_word(out, next->place->remote);
	done_buf_addstr(out, " HEAD\n");
}

/* A name that git accepts for a branch. */
static const char *next_branch(const struct done_excuse_next *next)
{
	const char *whom =
	    next_services(next) == 1 ? next->targets->items[0].service : next_whom(next);
	bool is_root = !strcmp(whom, ".");
	char *name = done_arena_printf(next->place->arena, "%s-%s%s%s", next->excuse->command,
	    next_checks(next), is_root ? "" : "-", is_root ? "" : whom);
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789-";

	for (char *c = name; *c; c++) {
		if (!strchr(allowed, *c))
			*c = '-';
	}
	return name;
}

/* The sheets of head and base are the same, so that git carries the edit over. */
static int next_compare_sheets(const struct done_excuse_next *next,
    const struct done_excuse_target *target, bool *in_base, bool *same, struct done_error *err)
{
	const char *path = done_excuse_sheet_path(next->place->arena, target->directory);
	const struct done_oid *commits[] = {&next->place->range.base, &next->place->range.head};
	struct done_entry found[2] = {{0}};
	int there[2] = {0};

	*in_base = true;
	for (size_t i = 0; i < 2; i++) {
		struct done_snapshot snapshot = {0};
		struct done_entry directory;
		const char *below = !strcmp(target->directory, ".") ? "" : target->directory;
		int rc = done_snapshot_of_commit(next->place->repo, commits[i], &snapshot, err);

		if (rc >= 0)
			rc = done_snapshot_find(&snapshot, below, &directory, err);
		if (rc == 0 && i == 0)
			*in_base = false;
		if (rc >= 0)
			rc = there[i] = done_snapshot_find(&snapshot, path, &found[i], err);
		done_snapshot_close(&snapshot);
		if (rc < 0)
			return rc;
	}
	*same = there[0] == there[1] && (!there[0] || done_oid_equal(&found[0].oid, &found[1].oid));
	return 0;
}

static int next_refuse_new(const struct done_excuse_next *next,
    const struct done_excuse_target *target, struct done_error *err)
{
	done_error_set(err, DONE_E_USAGE, "'%s' is not in %s yet, so no excuse can land before it",
	    next_name(target), next->place->base);
	return done_error_cure(err,
	    "meet the check, or say that it is an experiment in %s:\n"
	    "stage: {name: experiment, until: YYYY-MM-DD, why: WHY}\n"
	    "and run this command again once it has landed",
	    done_excuse_sheet_path(next->place->arena, target->directory));
}

static int next_refuse_differing(const struct done_excuse_next *next,
    const struct done_excuse_target *target, struct done_error *err)
{
	done_error_set(err, DONE_E_USAGE,
	    "this branch changes the sheet of '%s', and the excuse must land in %s "
	    "before it",
	    next_name(target), next->place->base);
	return done_error_cure(err,
	    "run the same command on a branch of its own:\n"
	    "git switch -c %s %s",
	    next_branch(next), next->place->base);
}

static bool next_counts_at_once(const struct done_excuse_next *next)
{
	return next->rules->self_granted != DONE_SELF_REFUSE ||
	    (next->excuse->is_waiver && next->excuse->options->emergency);
}

static void next_say_alone(const struct done_excuse_next *next, struct done_buf *out)
{
	done_buf_addf(out,
	    "It counts once it has landed%s%s, in a change of nothing but sheets. Commit "
	    "it alone:\n",
	    next->place->base ? " in " : "", next->place->base ? next->place->base : "");
	next_add_commit(out, next);
	next_add_push(out, next);
}

static void next_say_before(const struct done_excuse_next *next, struct done_buf *out)
{
	const struct done_standpoint *place = next->place;

	done_buf_addf(out,
	    "It counts once it has landed in %s, by itself, before the change that it "
	    "excuses. From a branch of its own:\n",
	    place->base);
	done_buf_addf(out, "  git switch -c %s ", next_branch(next));
	done_add_shell_word(out, place->base);
	done_buf_addch(out, '\n');
	next_add_commit(out, next);
	next_add_push(out, next);
	if (!place->branch || !place->remote)
		return;
	done_buf_addf(out, "Once that is merged into %s, push the change again:\n", place->base);
	done_buf_addstr(out, "  git switch ");
	done_add_shell_word(out, place->branch);
	/* The integration branch itself is behind then, and git would refuse the push. */
	if (!strcmp(place->base,
	        done_arena_printf(place->arena, "%s/%s", place->remote, place->branch))) {
		done_buf_addstr(out, "\n  git pull --rebase ");
		done_add_shell_word(out, place->remote);
		done_buf_addch(out, ' ');
		done_add_shell_word(out, place->branch);
	} else {
		done_buf_addstr(out, "\n  git fetch ");
		done_add_shell_word(out, place->remote);
	}
	done_buf_addch(out, '\n');
	next_add_push(out, next);
}

/* Whether the excuse of each could land by itself. */
static int next_check_each(const struct done_excuse_next *next, struct done_error *err)
{
	bool brings_nothing = done_standpoint_brings_nothing(next->place);

	for (size_t i = 0; next->place->has_base && i < next->targets->nr; i++) {
		const struct done_excuse_target *target = &next->targets->items[i];
		bool in_base = true, same = true;

		if (!next_begins_service(next, i))
			continue;
		if (next_compare_sheets(next, target, &in_base, &same, err) < 0)
			return err->code;
		if (!in_base)
			return next_refuse_new(next, target, err);
		if (!same && !brings_nothing)
			return next_refuse_differing(next, target, err);
	}
	return 0;
}

int done_excuse_say_next(
    const struct done_excuse_next *next, struct done_buf *out, struct done_error *err)
{
	if (next_counts_at_once(next)) {
		done_buf_addstr(
		    out, "It counts in the change that it excuses. Commit and push it:\n");
		next_add_commit(out, next);
		next_add_push(out, next);
		return 0;
	}
	if (next_check_each(next, err) < 0)
		return err->code;
	if (!next->place->has_base || done_standpoint_brings_nothing(next->place))
		next_say_alone(next, out);
	else
		next_say_before(next, out);
	return 0;
}
