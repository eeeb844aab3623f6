/*
 * Ranges: what a person or a CI system asked for, made into a base and a head. Where nobody named a
 * base, upstream.c finds one.
 */
#include "range.h"

#include <string.h>

static int usage(struct done_error *err, const char *message)
{
	done_error_set(err, DONE_E_USAGE, "%s", message);
	return done_error_cure(err, "name a range: git done check BASE..HEAD");
}

static int no_base(
    struct done_repo *repo, struct done_arena *arena, const char *remote, struct done_error *err)
{
	if (!remote && done_remote_usual(repo, arena, &remote, err) < 0)
		return err->code;
	done_error_set(err, DONE_E_UNDECIDED,
	    "no base to compare with: the branch follows no other branch, and no "
	    "remote's default branch is known");
	return done_remote_cure(repo, arena, remote, "git done check BASE..HEAD", err);
}

/* Fills from[] with the merge bases of head and other. */
static int settle(struct done_repo *repo, struct done_arena *arena, struct done_range *range,
    const struct done_oid *other, struct done_error *err)
{
	size_t nr = 0;
	int rc = done_merge_bases(repo, other, &range->head, range->from, &nr, err);

	if (rc < 0)
		return rc;
	range->has_base = true;
	range->nr_from = nr;
	if (nr == 0)
		range->note = "base and head share no history: all of head counts as changed";
	else if (nr > 1)
		range->note = done_arena_printf(arena,
		    "base and head have %zu merge bases: what differs "
		    "from any counts as changed",
		    nr);
	return 0;
}

int done_range_settle(struct done_repo *repo, struct done_arena *arena, struct done_range *range,
    struct done_error *err)
{
	return settle(repo, arena, range, &range->base, err);
}

int done_range_settle_own(struct done_repo *repo, struct done_arena *arena,
    struct done_range *range, struct done_error *err)
{
	int rc = done_range_settle(repo, arena, range, err);

	range->merges = true;
	if (rc < 0 || !range->nr_from)
		return rc;
	for (size_t i = 0; i < range->nr_from; i++) {
		if (done_oid_equal(&range->from[i], &range->base))
			return 0;
	}
	if (done_oid_equal(&range->from[0], &range->head)) {
		range->from[0] = range->base;
		range->nr_from = 1;
		range->itself = true;
		range->note = "the branch is set back to an earlier commit: what differs from its "
		              "old tip counts as changed";
		return 0;
	}
	if (range->nr_from == DONE_MERGE_BASES_MAX)
		range->nr_from--;
	range->from[range->nr_from++] = range->base;
	range->itself = true;
	range->note = "the branch's old tip is not in what replaces it: what differs from the old "
	              "tip counts as changed, too";
	return 0;
}

static int resolve_head(
    struct done_repo *repo, const char *text, struct done_oid *out, struct done_error *err)
{
	return done_revision_resolve(repo, text ? text : "HEAD", out, err);
}

/* Base and head by name; the merge base is what head is compared with, or base itself. */
static int make_named(struct done_repo *repo, struct done_arena *arena, struct done_range *range,
    const struct done_range_request *names, bool itself, struct done_error *err)
{
	struct done_oid from;
	int rc;

	if (!*names->base)
		return usage(err, "the base of the range is empty");
	rc = done_revision_resolve(repo, names->base, &range->base, err);
	if (rc >= 0)
		rc = resolve_head(repo, names->head, &range->head, err);
	if (rc >= 0 && names->from)
		rc = done_revision_resolve(repo, names->from, &from, err);
	if (rc < 0)
		return rc;
	range->base_name = done_arena_strdup(arena, names->base);
	if (names->own)
		return done_range_settle_own(repo, arena, range, err);
	if (!itself)
		return settle(repo, arena, range, names->from ? &from : &range->base, err);
	range->has_base = true;
	range->from[0] = range->base;
	range->nr_from = 1;
	range->itself = true;
	return 0;
}

/* "BASE..HEAD" or "BASE...HEAD"; an empty head is HEAD, as git has it. */
static int make_pair(struct done_repo *repo, struct done_arena *arena, struct done_range *range,
    const char *text, struct done_error *err)
{
	const char *dots = strstr(text, "..");
	bool itself = dots[2] != '.';
	const char *head = dots + (itself ? 2 : 3);
	struct done_range_request names = {
	    .base = done_arena_strndup(arena, text, (size_t)(dots - text)),
	    .head = *head ? head : NULL,
	};

	return make_named(repo, arena, range, &names, itself, err);
}

/*
 * What the head's branch follows: 1 with it in the range; 0 where it follows nothing or its own
 * copy on the remote, or was not asked for. *remote is filled where it follows one.
 */
static int follow_upstream(struct done_repo *repo, struct done_arena *arena,
    struct done_range *range, const char *head, const char **remote, struct done_error *err)
{
	struct done_upstream upstream = {0};
	const char *branch = NULL;
	int copy = 0;
	int rc = done_branch_of(repo, arena, head, &range->head, &branch, err);

	if (rc > 0)
		rc = done_upstream_find(repo, arena, branch, &upstream, err);
	*remote = upstream.remote;
	if (rc > 0)
		copy = done_upstream_is_copy(repo, arena, branch, &upstream, err);
	if (rc <= 0 || copy)
		return rc < 0 ? rc : copy < 0 ? copy : 0;
	range->base = upstream.oid;
	range->base_name = upstream.name;
	return 1;
}

/* Where no base was named. by_upstream: the branch's upstream comes before the default branch. */
static int make_found(struct done_repo *repo, struct done_arena *arena, struct done_range *range,
    const char *head, bool by_upstream, struct done_error *err)
{
	const char *remote = NULL;
	struct done_range followed;
	int rc = resolve_head(repo, head, &range->head, err);

	if (rc < 0)
		return rc;
	followed = *range;
	rc = follow_upstream(repo, arena, &followed, head, &remote, err);
	if (rc > 0 && by_upstream) {
		*range = followed;
		return done_range_settle(repo, arena, range, err);
	}
	if (rc < 0)
		return rc;
	rc = done_integration_branch(repo, arena, remote, &range->base, &range->base_name, err);
	if (rc == 0 && remote)
		rc = done_integration_branch(
		    repo, arena, NULL, &range->base, &range->base_name, err);
	if (rc <= 0)
		return rc < 0 ? rc : no_base(repo, arena, remote, err);
	rc = done_range_settle(repo, arena, range, err);
	if (rc >= 0)
		range->doubt = done_integration_doubt(repo, arena, range);
	return rc;
}

/* One revision by hand: where it brings nothing, a base was meant, most often. */
static int make_single(struct done_repo *repo, struct done_arena *arena, struct done_range *range,
    const char *text, struct done_error *err)
{
	int rc = make_found(repo, arena, range, text, false, err);

	if (rc < 0 || range->nr_from != 1 || !done_oid_equal(&range->from[0], &range->head))
		return rc;
	done_error_set(err, DONE_E_UNDECIDED, "'%s' is in '%s' already: it brings nothing to judge",
	    text, range->base_name);
	return done_error_cure(err,
	    "did you mean 'git done check %s...HEAD'?\n"
	    "or everything at it: git done audit %s",
	    text, text);
}

int done_range_make(struct done_repo *repo, struct done_arena *arena,
    const struct done_range_request *request, struct done_range *out, struct done_error *err)
{
	struct done_range range = {0};
	const char *text = request->text;
	int rc;

	if (text && (request->base || request->head))
		return usage(
		    err, "a range was given twice: as an argument and by --base or --head");
	if ((text && !*text) || (request->head && !*request->head))
		return usage(err, "the revision to judge is empty");
	if (request->first)
		rc = resolve_head(repo, request->head, &range.head, err);
	else if (text && strstr(text, ".."))
		rc = make_pair(repo, arena, &range, text, err);
	else if (request->base)
		rc = make_named(repo, arena, &range, request, false, err);
	else if (text)
		rc = make_single(repo, arena, &range, text, err);
	else
		rc = make_found(repo, arena, &range, request->head, true, err);
	if (rc < 0)
		return rc;
	range.merges |= request->merges;
	*out = range;
	return 0;
}
