/*
 * What a reader wants to know of a report first: which repository, which branch, a commit of which
 * day. Only told, never judged by: what cannot be read is left out. A clone of a clone, a shard and
 * a bare repository tell the same: a path of this machine names nothing.
 */
#include <string.h>

#include "gate.h"

#define HEADS "refs/heads/"
enum { HEADING_LAST_DAY = 2932896 /* of the year 9999 */, HEADING_SECONDS_A_DAY = 24 * 60 * 60 };

/* "shop" of "acme/shop.git/"; NULL: nothing is left. */
static const char *heading_last_part(struct done_arena *arena, const char *path)
{
	size_t len = strlen(path), start;

	while (len && path[len - 1] == '/')
		len--;
	if (len >= strlen(".git") && !memcmp(path + len - strlen(".git"), ".git", 4))
		len -= strlen(".git");
	for (start = len; start && path[start - 1] != '/';)
		start--;
	return start < len ? done_arena_strndup(arena, path + start, len - start) : NULL;
}

/* What follows the host of a URL or of git's "host:path"; NULL: a path of this machine. */
static const char *heading_path(const char *address)
{
	const char *scheme = strstr(address, "://"), *colon = strchr(address, ':');

	if (scheme && (size_t)(scheme - address) == strlen("file") &&
	    done_text_starts(address, "file"))
		return NULL;
	if (scheme)
		return strchr(scheme + strlen("://"), '/');
	/* One letter before the colon is a drive; a slash before it makes it a path. */
	return colon && colon - address > 1 && strcspn(address, "/\\") > (size_t)(colon - address)
	    ? colon + 1
	    : NULL;
}

const char *done_heading_repository(struct done_arena *arena, const struct done_remotes *remotes)
{
	for (size_t i = 0; i < remotes->nr; i++) {
		const struct done_remote *remote = &remotes->items[i];
		const char *path = !strcmp(remote->name, "origin") && remote->url
		    ? heading_path(remote->url)
		    : NULL;

		if (path)
			return heading_last_part(arena, path);
	}
	return NULL;
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

done_day done_heading_day(
    struct done_repo *repo, const struct done_oid *commit, struct done_arena *arena)
{
	struct done_error ignored = {0};
	struct done_commit_words words = {0};

	if (done_commit_words(repo, commit, arena, &words, &ignored) < 0 || words.time <= 0 ||
	    words.time / HEADING_SECONDS_A_DAY > HEADING_LAST_DAY)
		return DONE_NO_DAY;
	return (done_day)(words.time / HEADING_SECONDS_A_DAY);
}

static void heading_of_run(struct done_gate *gate, struct done_run *run)
{
	run->branch = heading_branch(gate, run);
	run->head_day = run->has_head
	    ? done_heading_day(gate->repo, &run->head, &gate->report->arena)
	    : DONE_NO_DAY;
}

void done_gate_add_heading(struct done_gate *gate)
{
	struct done_report *report = gate->report;
	struct done_error ignored = {0};
	struct done_remotes remotes = {0};

	if (done_repo_remotes(gate->repo, &report->arena, &remotes, &ignored) < 0)
		remotes.nr = 0;
	report->name = done_heading_repository(&report->arena, &remotes);
	for (size_t i = 0; i < report->nr_runs; i++)
		heading_of_run(gate, &report->runs[i]);
}
