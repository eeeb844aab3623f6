/*
 * What a reader wants to know of a report first: which repository, which branch, a commit of which
 * day. Only told, never judged by: what cannot be read is left out.
 */
#include <string.h>

#include "gate.h"

#define HEADS "refs/heads/"
enum { HEADING_LAST_DAY = 2932896 /* of the year 9999 */, HEADING_SECONDS_A_DAY = 24 * 60 * 60 };

/* "shop" of "git@host:acme/shop.git", of "/srv/git/shop/.git"; NULL: nothing is left. */
static const char *heading_last_part(struct done_arena *arena, const char *address)
{
	size_t len = strlen(address), start;

	while (len && address[len - 1] == '/')
		len--;
	if (len >= strlen(".git") && !memcmp(address + len - strlen(".git"), ".git", 4))
		len -= strlen(".git");
	while (len && address[len - 1] == '/')
		len--;
	for (start = len; start && !strchr("/:\\", address[start - 1]);)
		start--;
	return start < len ? done_arena_strndup(arena, address + start, len - start) : NULL;
}

const char *done_heading_repository(struct done_arena *arena, const struct done_remotes *remotes,
                                    const char *directory)
{
	const char *name = NULL;

	for (size_t i = 0; i < remotes->nr && !name; i++) {
		if (!strcmp(remotes->items[i].name, "origin") && remotes->items[i].url)
			name = heading_last_part(arena, remotes->items[i].url);
	}
	return name || !directory ? name : heading_last_part(arena, directory);
}

/* The branch that is pushed; else the one that HEAD is on, where that is what is judged. */
static const char *heading_branch(struct done_gate *gate, const struct done_run *run)
{
	struct done_arena *arena = &gate->report->arena;
	struct done_error ignored = {0};
	const char *name = run->ref;
	struct done_oid tip;

	if (!name && done_ref_symbolic(gate->repo, arena, "HEAD", &name, &ignored) <= 0)
		return NULL;
	if (!done_text_starts(name, HEADS))
		return NULL;
	if (!run->ref && run->has_head &&
	    (done_ref_read(gate->repo, name, &tip, &ignored) <= 0 ||
	     !done_oid_equal(&tip, &run->head)))
		return NULL;
	return name + strlen(HEADS);
}

static void heading_of_run(struct done_gate *gate, struct done_run *run)
{
	struct done_error ignored = {0};
	struct done_commit_words words = {0};

	run->branch = heading_branch(gate, run);
	run->head_day = DONE_NO_DAY;
	if (run->has_head &&
	    done_commit_words(gate->repo, &run->head, &gate->report->arena, &words, &ignored) >=
	            0 &&
	    words.time > 0 && words.time / HEADING_SECONDS_A_DAY <= HEADING_LAST_DAY)
		run->head_day = (done_day)(words.time / HEADING_SECONDS_A_DAY);
}

void done_gate_add_heading(struct done_gate *gate)
{
	struct done_report *report = gate->report;
	struct done_error ignored = {0};
	struct done_remotes remotes = {0};
	const char *directory = done_repo_work_tree(gate->repo);

	if (done_repo_remotes(gate->repo, &report->arena, &remotes, &ignored) < 0)
		remotes.nr = 0;
	report->name = done_heading_repository(&report->arena, &remotes,
	                                       directory ? directory
	                                                 : done_repo_git_directory(gate->repo));
	for (size_t i = 0; i < report->nr_runs; i++)
		heading_of_run(gate, &report->runs[i]);
}
