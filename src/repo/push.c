/*
 * A push, as git tells it to the pre-push hook: one line a ref,
 * "<local ref> <local oid> <remote ref> <remote oid>". Each ref gets a range of its own.
 */
#include "handle.h"
#include "push_refs.h"
#include "upstream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define LINES_MAX 10000U
#define LINE_BYTES_MAX 8192U

struct line {
	char *local_ref, *local_oid, *remote_ref, *remote_oid;
};

/* What all refs of the push share. */
struct push {
	struct done_repo *repo;
	struct done_arena *arena;
	struct done_push_refs refs;
	bool has_base;
	struct done_oid base;
	const char *base_name; /* "origin/main" */
	const char *branch;    /* "main"; NULL where it is not the remote's own that was taken */
	const char *reason;    /* how the base was found, where that is not plain */
	const char *remote;    /* as configured here; NULL: it is not */
	bool tracked;          /* without a base: some branch of a remote is known here */
};

/* git's input is read to its end in any case, so that git never writes to a closed pipe. */
static int read_all(int fd, struct done_buf *out, struct done_error *err)
{
	char chunk[8192];

	for (;;) {
		ssize_t len = read(fd, chunk, sizeof(chunk));

		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0)
			return done_error_set(err, DONE_E_UNDECIDED,
			                      "cannot read what git says about the push: %s",
			                      strerror(errno));
		if (len == 0)
			return 0;
		done_buf_add(out, chunk, (size_t)len);
	}
}

static bool all_zeros(const char *text)
{
	return *text && text[strspn(text, "0")] == '\0';
}

/* Cuts a line from the right: the local ref is what the person typed and may hold spaces. */
static bool split(char *text, struct line *out)
{
	char **fields[] = {&out->remote_oid, &out->remote_ref, &out->local_oid};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(fields); i++) {
		char *space = strrchr(text, ' ');

		if (!space || !space[1])
			return false;
		*space = '\0';
		*fields[i] = space + 1;
	}
	out->local_ref = text;
	return *text != '\0';
}

static int read_oid(const char *text, struct done_oid *out, struct done_error *err)
{
	if (all_zeros(text)) {
		*out = (struct done_oid){0};
		return 0;
	}
	if (done_oid_parse(text, out))
		return 0;
	return done_error_set(err, DONE_E_UNDECIDED,
	                      "'%s' in what git says about the push is no object id", text);
}

static int pass(struct done_push_ref *ref, const char *reason)
{
	ref->action = DONE_PUSH_PASS;
	ref->reason = reason;
	return 0;
}

/* The old tip on the remote, where it is a commit that is here. */
static int old_tip(struct push *push, const struct done_oid *old, struct done_oid *out,
                   struct done_error *err)
{
	if (done_oid_is_zero(old) || !done_repo_has_object(push->repo, old))
		return 0;
	return done_revision_peel(push->repo, old, out, err);
}

static const char *lost_tip(struct push *push, const struct done_oid *old)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(old, hex);
	return done_arena_printf(push->arena,
	                         "the branch's old tip %.12s on the remote is not here", hex);
}

/* Neither all of the branch, which its own policy would judge, nor nothing of it. */
static int no_integration(struct push *push, const char *remote_ref, struct done_error *err)
{
	const char *remote = push->remote ? push->remote : "origin";

	done_error_set(err, DONE_E_UNDECIDED,
	               "what '%s' is to be compared with is not known: no integration branch of "
	               "the remote '%s' is known here",
	               remote_ref, remote);
	return done_error_cure(err,
	                       "git remote set-head %s --auto\n"
	                       "or name it: git config done.integrationBranch BRANCH",
	                       remote);
}

/* The upstream of the local branch serves where it is another branch than the one that is pushed.
 */
static int by_upstream(struct push *push, struct done_push_ref *ref, const char *pushed,
                       struct done_error *err)
{
	struct done_upstream upstream = {0};
	const char *branch = NULL;
	int rc = done_branch_of(push->repo, push->arena, ref->local_ref, &ref->range.head, &branch,
	                        err);

	if (rc > 0)
		rc = done_upstream_find(push->repo, push->arena, branch, &upstream, err);
	if (rc <= 0 || !upstream.remote || (pushed && !strcmp(upstream.branch, pushed)))
		return rc < 0 ? rc : 0;
	rc = done_upstream_is_copy(push->repo, push->arena, branch, &upstream, err);
	if (rc)
		return rc < 0 ? rc : 0;
	ref->range.base = upstream.oid;
	ref->range.base_name = upstream.name;
	ref->reason = done_arena_printf(push->arena,
	                                "no integration branch of the remote is known: judged from "
	                                "the upstream '%s'",
	                                upstream.name);
	return 1;
}

/* Without an integration branch: 1 with a base, 0 where everything is new. */
static int without_base(struct push *push, struct done_push_ref *ref, const char *branch,
                        const struct done_oid *old, struct done_error *err)
{
	int rc = by_upstream(push, ref, branch, err);

	if (rc)
		return rc;
	if (push->tracked)
		return no_integration(push, ref->remote_ref, err);
	rc = old_tip(push, old, &ref->range.base, err);
	if (rc < 0)
		return rc;
	ref->range.base_name = rc > 0 ? "its old tip on the remote" : NULL;
	ref->reason = rc > 0 ? NULL
	                     : "no integration branch of the remote is known: everything counts "
	                       "as new";
	return rc;
}

/*
 * The base of one ref. A push to the integration branch itself is judged from where that branch is
 * now; any other from the integration branch, never from the branch's own old tip: after a rebase
 * that would import what others did.
 */
static int find_base(struct push *push, struct done_push_ref *ref, const struct done_oid *old,
                     bool *own, struct done_error *err)
{
	struct done_range *range = &ref->range;
	const char *branch =
		!strncmp(ref->remote_ref, "refs/heads/", 11) ? ref->remote_ref + 11 : NULL;
	int rc;

	if (!push->has_base)
		return without_base(push, ref, branch, old, err);
	ref->reason = push->reason;
	range->base_name = push->base_name;
	*own = push->branch && branch && !strcmp(push->branch, branch);
	rc = *own ? old_tip(push, old, &range->base, err) : 0;
	if (rc)
		return rc;
	if (branch && !done_oid_is_zero(old) && !done_repo_has_object(push->repo, old))
		ref->reason = lost_tip(push, old);
	range->base = push->base;
	return 1;
}

static int decide(struct push *push, struct done_push_ref *ref, const struct line *line,
                  struct done_error *err)
{
	struct done_oid local, old;
	bool own = false;
	int rc = read_oid(line->local_oid, &local, err);

	if (rc >= 0)
		rc = read_oid(line->remote_oid, &old, err);
	if (rc < 0)
		return rc;
	if (done_oid_is_zero(&local))
		return pass(ref, "deletion");
	ref->reason = done_push_refs_pass(&push->refs, push->arena, ref->remote_ref);
	if (ref->reason)
		return pass(ref, ref->reason);
	rc = done_revision_peel(push->repo, &local, &ref->range.head, err);
	if (rc <= 0)
		return rc < 0 ? rc : pass(ref, "it points to no commit");
	ref->action = DONE_PUSH_JUDGE;
	rc = find_base(push, ref, &old, &own, err);
	if (rc <= 0)
		return rc;
	return own ? done_range_settle_own(push->repo, push->arena, &ref->range, err)
	           : done_range_settle(push->repo, push->arena, &ref->range, err);
}

/* The integration branch of a remote (NULL: the usual one) of which anything is known here. */
static int look_at(struct push *push, const char *remote, struct done_error *err)
{
	int rc = done_remote_is_tracked(push->repo, push->arena, remote, err);

	if (rc > 0)
		rc = done_integration_branch(push->repo, push->arena, remote, &push->base,
		                             &push->base_name, err);
	push->has_base = rc > 0;
	return rc;
}

/* The integration branch of the remote; where none of it is known, that of the usual remote. */
static int prepare(struct push *push, const char *remote, struct done_error *err)
{
	int rc = done_push_refs_read(push->repo, push->arena, &push->refs, err);

	if (rc == 0 && remote)
		rc = done_remote_named(push->repo, push->arena, remote, &push->remote, err);

	if (rc > 0)
		rc = look_at(push, push->remote, err);
	if (rc < 0)
		return rc;
	if (push->has_base) {
		push->branch = push->base_name + strlen(push->remote) + 1;
		return 0;
	}
	rc = look_at(push, NULL, err);
	if (rc > 0 && remote)
		push->reason = done_arena_printf(
			push->arena,
			"no integration branch of the remote is known: judged from '%s'",
			push->base_name);
	if (rc == 0)
		rc = done_remote_is_tracked(push->repo, push->arena, NULL, err);
	push->tracked = !push->has_base && rc > 0;
	return rc < 0 ? rc : 0;
}

static int malformed(struct done_error *err, size_t number)
{
	done_error_set(err, DONE_E_UNDECIDED,
	               "line %zu of what git says about the push is not as git writes it", number);
	return done_error_cure(err, "call it from git's pre-push hook, with its standard input");
}

static int parse(struct push *push, struct done_buf *input, struct done_push *out,
                 struct done_error *err)
{
	size_t cap = 0;

	if (input->len && memchr(input->ptr, '\0', input->len))
		return malformed(err, 1);
	for (char *at = input->ptr; at && *at;) {
		size_t len = strcspn(at, "\n");
		char *text = done_arena_strndup(push->arena, at, len);
		struct line line;

		if (out->nr == LINES_MAX || len > LINE_BYTES_MAX)
			return done_error_set(
				err, DONE_E_UNDECIDED,
				"more than 10,000 refs in one push, or a line of more than 8 KiB");
		struct done_push_ref *ref = DONE_ARENA_PUSH(push->arena, out->refs, out->nr, cap);
		if (!split(text, &line))
			return malformed(err, out->nr);
		ref->local_ref = line.local_ref;
		ref->remote_ref = line.remote_ref;
		int rc = decide(push, ref, &line, err);
		if (rc < 0)
			return rc;
		at += len + (at[len] == '\n');
	}
	return 0;
}

int done_push_read(struct done_repo *repo, struct done_arena *arena, const char *remote, int fd,
                   struct done_push *out, struct done_error *err)
{
	struct push push = {.repo = repo, .arena = arena};
	struct done_buf input = {.max = LINES_MAX * LINE_BYTES_MAX};
	struct done_push read = {0};
	int rc = read_all(fd, &input, err);

	if (rc == 0 && input.overflow)
		rc = done_error_set(err, DONE_E_UNDECIDED,
		                    "git says more about the push than 80 MiB");
	if (rc == 0 && input.len)
		rc = prepare(&push, remote, err);
	if (rc == 0)
		rc = parse(&push, &input, &read, err);
	done_buf_release(&input);
	if (rc == 0)
		*out = read;
	return rc;
}
