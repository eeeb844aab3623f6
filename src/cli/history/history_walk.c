/* The commits of a line, newest first, along first parents. */
#include <stdlib.h>
#include <string.h>

#include "history.h"

#define SECONDS_A_DAY 86400
#define LINE_MAX_BYTES ((size_t)256 << 20)

enum { TO_COMMITS, TO_ERROR, TO_ENDED, TO_GROUND, NR_OUTPUTS };

/* In the worker. */
struct walking {
	const struct history_wanted *wanted;
	struct done_repo *repo;
	struct done_arena arena;
	struct done_buf text;
	const char *ended;
	bool has_ground;        /* the last of them is the ground */
	struct done_oid *older; /* the line of what is left out, as a set: ascending */
	size_t nr_older;
};

static int walk_compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct done_oid));
}

static bool is_left_out(const struct walking *walking, const struct done_oid *id)
{
	return walking->nr_older &&
	    bsearch(id, walking->older, walking->nr_older, sizeof(*walking->older), walk_compare);
}

/* In a shallow clone the line ends where its history does. */
static bool has_parent(const struct walking *walking, const struct done_commit *commit)
{
	return commit->nr_parents && done_repo_has_object(walking->repo, &commit->parents[0]);
}

/* "A..B": what A's own line holds is left out, at most so far back. */
static int walk_read_older(struct walking *walking, const char *revision, struct done_error *err)
{
	struct done_oid id;
	struct done_commit commit = {0};
	size_t cap = 0;

	if (done_revision_resolve(walking->repo, revision, &id, err) < 0)
		return err->code;
	for (;;) {
		*DONE_ARENA_PUSH(&walking->arena, walking->older, walking->nr_older, cap) = id;
		if (walking->nr_older > HISTORY_COMMITS_MAX)
			break;
		if (done_commit_read(walking->repo, &id, &walking->arena, &commit, err) < 0)
			return err->code;
		if (!has_parent(walking, &commit))
			break;
		id = commit.parents[0];
	}
	qsort(walking->older, walking->nr_older, sizeof(*walking->older), walk_compare);
	return 0;
}

static int walk_begin(struct walking *walking, struct done_oid *first, struct done_error *err)
{
	const char *text = walking->wanted->revision;
	const char *dots = strstr(text, "..");
	struct done_repo_options how = {
	    .directory = walking->wanted->directory, .trust_owner = walking->wanted->trust_owner};

	if ((how.directory && done_repository_itself(how.directory, how.trust_owner, err) < 0) ||
	    done_repo_open(&walking->repo, &how, err) < 0)
		return err->code;
	if (!dots)
		return done_revision_resolve(walking->repo, text, first, err);
	if (dots == text || dots[2] == '.') {
		done_error_set(err, DONE_E_USAGE, "'%s' is not a valid range of commits", text);
		return done_error_cure(err,
		    "write REV, or A..B for the commits of B that are not "
		    "in A");
	}
	if (walk_read_older(
	        walking, done_arena_strndup(&walking->arena, text, (size_t)(dots - text)), err) < 0)
		return err->code;
	return done_revision_resolve(walking->repo, dots[2] ? dots + 2 : "HEAD", first, err);
}

static void walk_add(struct walking *walking, const struct done_oid *id,
    const struct done_oid *parent, const struct done_commit_words *words)
{
	char hex[DONE_OID_HEX + 1], of_parent[DONE_OID_HEX + 1] = "";

	done_oid_hex(id, hex);
	if (parent)
		done_oid_hex(parent, of_parent);
	done_buf_addf(&walking->text, "%s%c%s%c%lld%c%s%c%s%c", hex, 0, of_parent, 0,
	    (long long)(words->time / SECONDS_A_DAY), 0, words->subject, 0, words->author, 0);
}

static bool is_too_old(const struct walking *walking, const struct done_commit_words *words)
{
	return walking->wanted->since != DONE_NO_DAY &&
	    words->time / SECONDS_A_DAY < walking->wanted->since;
}

/* What the oldest commit of the line is compared with. */
static void walk_add_ground(struct walking *walking, const struct done_oid *id)
{
	struct done_commit commit = {0};
	struct done_commit_words words;
	struct done_error ignored = {0};

	if (!walking->wanted->with_ground || !walking->text.len ||
	    done_commit_read(walking->repo, id, &walking->arena, &commit, &ignored) < 0 ||
	    done_commit_words(walking->repo, id, &walking->arena, &words, &ignored) < 0)
		return;
	walk_add(walking, id, commit.nr_parents ? commit.parents : NULL, &words);
	walking->has_ground = true;
}

/* What is there stands. */
static void walk_end_at(struct walking *walking, const struct done_oid *id)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(id, hex);
	walking->ended = done_arena_printf(&walking->arena,
	    "the commit %.12s cannot be read, and history ends before it; git fsck tells what "
	    "is damaged",
	    hex);
}

static int walk_line(struct walking *walking, struct done_error *err)
{
	size_t most = walking->wanted->last ? walking->wanted->last : HISTORY_COMMITS_MAX;
	struct done_commit commit = {0};
	struct done_commit_words words;
	struct done_oid id;
	size_t nr;

	if (walk_begin(walking, &id, err) < 0)
		return err->code;
	for (nr = 0; nr < most && !is_left_out(walking, &id); nr++) {
		if (done_commit_read(walking->repo, &id, &walking->arena, &commit, err) < 0 ||
		    done_commit_words(walking->repo, &id, &walking->arena, &words, err) < 0) {
			if (!nr)
				return err->code;
			*err = (struct done_error){0};
			walk_end_at(walking, &id);
			return 0;
		}
		if (is_too_old(walking, &words))
			break;
		if (commit.nr_parents && !has_parent(walking, &commit)) {
			walking->ended = "the shallow clone's history ends here; git fetch "
			                 "--unshallow brings the rest";
			break;
		}
		walk_add(walking, &id, commit.nr_parents ? commit.parents : NULL, &words);
		if (!commit.nr_parents)
			return 0;
		id = commit.parents[0];
	}
	if (nr == most && !walking->wanted->last)
		walking->ended = "only the newest 100,000 commits are looked at";
	walk_add_ground(walking, &id);
	return 0;
}

static int walk_work(void *data, struct done_channel *channel)
{
	struct walking walking = {.wanted = data, .text = {.max = LINE_MAX_BYTES}};
	struct done_error err = {0};
	int rc = walk_line(&walking, &err);

	if (rc >= 0 && walking.text.overflow)
		rc = done_error_set(&err, DONE_E_UNDECIDED, "the list of commits is too large");
	if (rc < 0)
		done_channel_write(channel, TO_ERROR, &err, sizeof(err));
	else if (walking.text.len)
		done_channel_write(channel, TO_COMMITS, walking.text.ptr, walking.text.len);
	if (rc >= 0 && walking.ended)
		done_channel_write(channel, TO_ENDED, walking.ended, strlen(walking.ended));
	if (rc >= 0 && walking.has_ground)
		done_channel_write(channel, TO_GROUND, "1", 1);
	done_repo_close(walking.repo);
	done_buf_release(&walking.text);
	done_arena_release(&walking.arena);
	return 0;
}

/* ---- the supervisor ---- */

/* The next field, which ends in a NUL byte; "" beyond the end. */
static const char *walk_field(struct done_bytes *left, struct done_arena *arena)
{
	const char *end = left->len ? memchr(left->ptr, '\0', left->len) : NULL;
	const char *copy;

	if (!end)
		return "";
	copy = done_arena_strdup(arena, left->ptr);
	left->len -= (size_t)(end - left->ptr) + 1;
	left->ptr = end + 1;
	return copy;
}

static void walk_take(struct done_bytes left, struct done_arena *arena, struct history_line *out)
{
	size_t cap = 0;

	while (left.len) {
		struct history_commit commit = {0};

		commit.id = walk_field(&left, arena);
		commit.parent = walk_field(&left, arena);
		commit.day = (done_day)strtol(walk_field(&left, arena), NULL, 10);
		commit.subject = walk_field(&left, arena);
		commit.author = walk_field(&left, arena);
		*DONE_ARENA_PUSH(arena, out->items, out->nr, cap) = commit;
	}
}

int history_list(const struct history_wanted *wanted, struct done_arena *arena,
    struct history_line *out, struct done_error *err)
{
	struct history_wanted copy = *wanted;
	struct done_buf outputs[NR_OUTPUTS] = {{0}};
	struct done_supervised supervised = {outputs, NR_OUTPUTS, 0};
	struct done_supervision supervision = {
	    .work = walk_work, .data = &copy, .timeout = wanted->timeout};
	struct done_error failed;
	int rc = done_supervise(&supervision, &supervised, err);

	if (rc >= 0 && outputs[TO_ERROR].len == sizeof(failed)) {
		memcpy(&failed, outputs[TO_ERROR].ptr, sizeof(failed));
		done_error_take(err, &failed);
		rc = err->code;
	}
	if (rc >= 0)
		walk_take((struct done_bytes){outputs[TO_COMMITS].ptr, outputs[TO_COMMITS].len},
		    arena, out);
	out->nr_asked = out->nr - (outputs[TO_GROUND].len > 0);
	if (rc >= 0 && outputs[TO_ENDED].len)
		out->ended =
		    done_arena_strndup(arena, outputs[TO_ENDED].ptr, outputs[TO_ENDED].len);
	for (size_t i = 0; i < NR_OUTPUTS; i++)
		done_buf_release(&outputs[i]);
	return rc < 0 ? rc : 0;
}
