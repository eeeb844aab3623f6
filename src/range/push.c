/*
 * A push, as git tells it to the pre-push hook: one line a ref,
 * "<local ref> <local oid> <remote ref> <remote oid>". Each ref gets a range of its own.
 */
#include "range.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

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
	const char *base_name;     /* "origin/main" */
	const char *reason;        /* how the base was found, where that is not plain */
	const char *remote;        /* as configured here; NULL: it is not */
	bool tracked;              /* without a base: some branch of a remote is known here */
	bool is_first;             /* the push brings an integration branch that the remote lacks */
	struct done_error problem; /* why there is no base, where that is worth saying */
};

/* git's input is read to its end in any case, so that git never writes to a closed pipe. */
static int push_read_all(int fd, struct done_buf *out, struct done_error *err)
{
	char chunk[8192];

	for (;;) {
		ssize_t len = read(fd, chunk, sizeof(chunk));

		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0)
			return done_error_set(err, DONE_E_UNDECIDED,
			    "cannot read git's list of refs: %s", strerror(errno));
		if (len == 0)
			return 0;
		done_buf_add(out, chunk, (size_t)len);
	}
}

int done_push_read_input(int fd, struct done_buf *out, struct done_error *err)
{
	int rc = push_read_all(fd, out, err);

	if (rc == 0 && out->overflow)
		return done_error_set(
		    err, DONE_E_UNDECIDED, "git's list of refs is longer than 80 MiB");
	return rc;
}

static bool all_zeros(const char *text)
{
	return *text && text[strspn(text, "0")] == '\0';
}

/* Cuts a line from the right: the local ref is what the person typed and may hold spaces. */
static bool push_split(char *text, struct line *out)
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
	return done_error_set(
	    err, DONE_E_UNDECIDED, "'%s' in git's list of refs is not an object id", text);
}

static int pass(struct done_push_ref *ref, const char *reason)
{
	ref->action = DONE_PUSH_PASS;
	ref->reason = reason;
	return 0;
}

/* The old tip on the remote, where it is a commit that is here. */
static int old_tip(
    struct push *push, const struct done_oid *old, struct done_oid *out, struct done_error *err)
{
	if (done_oid_is_zero(old) || !done_repo_has_object(push->repo, old))
		return 0;
	return done_revision_peel(push->repo, old, out, err);
}

static const char *lost_tip(struct push *push, const struct done_oid *old)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(old, hex);
	return done_arena_printf(
	    push->arena, "the branch's old tip %.12s on the remote is not in this clone", hex);
}

/* Neither all of the branch, which its own policy would judge, nor nothing of it. */
static int no_integration(struct push *push, const char *remote_ref, struct done_error *err)
{
	const char *remote = push->remote;

	if (push->problem.code) {
		*err = push->problem;
		return err->code;
	}
	if (!remote && done_remote_usual(push->repo, push->arena, &remote, err) < 0)
		return err->code;
	done_error_set(err, DONE_E_UNDECIDED,
	    "there is nothing to compare '%s' with: no integration branch of the "
	    "remote%s%s%s is known",
	    remote_ref, remote ? " '" : "", remote ? remote : "", remote ? "'" : "");
	return done_remote_cure(push->repo, push->arena, remote, NULL, err);
}

/* The upstream of the local branch serves where it is another branch than the one that is pushed.
 */
static int by_upstream(
    struct push *push, struct done_push_ref *ref, const char *pushed, struct done_error *err)
{
	struct done_upstream upstream = {0};
	const char *branch = NULL;
	int rc =
	    done_branch_of(push->repo, push->arena, ref->local_ref, &ref->range.head, &branch, err);

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

static const char *branch_of(const char *remote_ref)
{
	return !strncmp(remote_ref, "refs/heads/", 11) ? remote_ref + 11 : NULL;
}

/*
 * Without an integration branch: 1 with a base, 0 where everything is new, which only the first
 * push of an integration branch is. Any other branch's old tip may have fallen short itself, and
 * lowered its own policy.
 */
static int without_base(struct push *push, struct done_push_ref *ref, const struct done_oid *old,
    bool *own, struct done_error *err)
{
	const char *branch = branch_of(ref->remote_ref);
	int rc = push->problem.code ? 0 : by_upstream(push, ref, branch, err);

	if (rc)
		return rc;
	if (push->tracked || (push->problem.code && !push->is_first))
		return no_integration(push, ref->remote_ref, err);
	rc = branch && !done_oid_is_zero(old)
	    ? done_integration_is_called(push->repo, push->arena, push->remote, branch, err)
	    : 0;
	if (rc > 0)
		rc = old_tip(push, old, &ref->range.base, err);
	if (rc < 0)
		return rc;
	*own = rc > 0;
	ref->range.base_name = rc > 0 ? "its old tip on the remote" : NULL;
	if (rc > 0)
		return 1;
	if (!push->is_first)
		return no_integration(push, ref->remote_ref, err);
	ref->reason = "the push brings the first integration branch to the remote: everything "
	              "counts as new";
	return 0;
}

/* What a push by force throws away there cannot be told, and nobody else asks for it. */
static int refuse_lost_tip(struct push *push, const struct done_push_ref *ref,
    const struct done_oid *old, struct done_error *err)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(old, hex);
	done_error_set(err, DONE_E_UNDECIDED,
	    "the remote's '%s' is at %.12s, which is not in this clone: what the push "
	    "changes there is not known",
	    ref->remote_ref, hex);
	return done_error_cure(err, "git fetch %s, then push again", push->remote);
}

/* Set back by way of a remote of which no branch is known here: 1 where the branch is called as an
 * integration branch and its old tip, out, holds all that is pushed. */
static int set_back_elsewhere(struct push *push, const struct done_push_ref *ref,
    const char *branch, const struct done_oid *old, struct done_oid *out, struct done_error *err)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	size_t nr = 0;
	int rc = 0;

	if (push->reason && branch)
		rc = done_integration_is_called(push->repo, push->arena, push->remote, branch, err);
	if (rc > 0)
		rc = old_tip(push, old, out, err);
	if (rc <= 0 || done_oid_equal(out, &ref->range.head))
		return rc < 0 ? rc : 0;
	rc = done_merge_bases(push->repo, out, &ref->range.head, bases, &nr, err);
	if (rc < 0)
		return rc;
	return nr == 1 && done_oid_equal(&bases[0], &ref->range.head);
}

static bool is_integration(const struct push *push, const char *branch)
{
	size_t len = push->remote ? strlen(push->remote) : 0;

	return len && branch && !strncmp(push->base_name, push->remote, len) &&
	    push->base_name[len] == '/' && !strcmp(push->base_name + len + 1, branch);
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
	const char *branch = branch_of(ref->remote_ref);
	int rc;

	if (!push->has_base)
		return without_base(push, ref, old, own, err);
	ref->reason = push->reason;
	range->base_name = push->base_name;
	*own = is_integration(push, branch);
	rc = *own ? old_tip(push, old, &range->base, err)
	          : set_back_elsewhere(push, ref, branch, old, &range->base, err);
	if (rc < 0)
		return rc;
	if (rc > 0 && !*own) {
		*own = true;
		range->base_name = "its old tip on the remote";
		ref->reason = NULL;
	}
	if (rc > 0)
		return 1;
	if (*own && !done_oid_is_zero(old))
		return refuse_lost_tip(push, ref, old, err);
	if (branch && !done_oid_is_zero(old) && !done_repo_has_object(push->repo, old))
		ref->reason = lost_tip(push, old);
	range->base = push->base;
	return 1;
}

static int decide(
    struct push *push, struct done_push_ref *ref, const struct line *line, struct done_error *err)
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
	if (own)
		return done_range_settle_own(push->repo, push->arena, &ref->range, err);
	rc = done_range_settle(push->repo, push->arena, &ref->range, err);
	if (rc >= 0)
		ref->range.doubt = done_integration_doubt(push->repo, push->arena, &ref->range);
	return rc;
}

/* The integration branch of a remote (NULL: the usual one). What is wrong with the one that is
 * configured concerns only what is judged by it. */
static int push_look_at(struct push *push, const char *remote, struct done_error *err)
{
	struct done_error problem = {0};
	int rc = done_integration_branch(
	    push->repo, push->arena, remote, &push->base, &push->base_name, &problem);

	push->has_base = rc > 0;
	if (rc == DONE_E_UNDECIDED || rc == DONE_E_USAGE) {
		push->problem = problem;
		return 0;
	}
	done_error_take(err, &problem);
	return rc;
}

/* The integration branch of the remote; where none of it is known, that of the usual remote. */
static int prepare(struct push *push, const char *remote, struct done_error *err)
{
	int rc = done_push_refs_read(push->repo, push->arena, &push->refs, err);

	if (rc == 0 && remote)
		rc = done_remote_named(push->repo, push->arena, remote, &push->remote, err);
	if (rc > 0)
		rc = push_look_at(push, push->remote, err);
	if (rc < 0 || push->has_base)
		return rc < 0 ? rc : 0;
	if (!push->problem.code)
		rc = push_look_at(push, NULL, err);
	if (rc > 0 && remote)
		push->reason = done_arena_printf(push->arena,
		    "no integration branch of the remote is known: judged from '%s'",
		    push->base_name);
	if (rc == 0)
		rc = done_remote_is_tracked(push->repo, push->arena, NULL, err);
	push->tracked = !push->has_base && rc > 0;
	return rc < 0 ? rc : 0;
}

/* True where the push brings a branch that an integration branch would be called, and that the
 * remote does not have: then the remote has none to compare with. */
static int is_first_push(struct push *push, const struct done_buf *input, struct done_error *err)
{
	for (const char *at = input->ptr; at && *at;) {
		size_t len = strcspn(at, "\n");
		struct line line;
		const char *branch;
		int rc = 0;

		if (push_split(done_arena_strndup(push->arena, at, len), &line) &&
		    all_zeros(line.remote_oid) && !all_zeros(line.local_oid) &&
		    (branch = branch_of(line.remote_ref)))
			rc = done_integration_is_called(
			    push->repo, push->arena, push->remote, branch, err);
		if (rc)
			return rc;
		at += len + (at[len] == '\n');
	}
	return 0;
}

static int push_malformed(struct done_error *err, size_t number)
{
	done_error_set(
	    err, DONE_E_UNDECIDED, "line %zu of git's list of refs is not in git's format", number);
	return done_error_cure(err, "call it from git's pre-push hook, with its standard input");
}

static int push_parse(
    struct push *push, struct done_buf *input, struct done_push *out, struct done_error *err)
{
	size_t cap = 0;

	if (input->len && memchr(input->ptr, '\0', input->len))
		return push_malformed(err, 1);
	for (char *at = input->ptr; at && *at;) {
		size_t len = strcspn(at, "\n");
		char *text = done_arena_strndup(push->arena, at, len);
		struct line line;

		if (out->nr == DONE_PUSH_LINES_MAX || len > DONE_PUSH_LINE_BYTES_MAX)
			return done_error_set(err, DONE_E_UNDECIDED,
			    "more than 10,000 refs in one push, or a line of more than 8 KiB");
		struct done_push_ref *ref = DONE_ARENA_PUSH(push->arena, out->refs, out->nr, cap);
		if (!push_split(text, &line))
			return push_malformed(err, out->nr);
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
	struct done_buf input = {.max = DONE_PUSH_LINES_MAX * DONE_PUSH_LINE_BYTES_MAX};
	struct done_push read = {0};
	int rc = done_push_read_input(fd, &input, err);

	if (rc == 0 && input.len)
		rc = prepare(&push, remote, err);
	if (rc == 0 && input.len && !push.has_base && !push.tracked) {
		rc = is_first_push(&push, &input, err);
		push.is_first = rc > 0;
	}
	if (rc >= 0)
		rc = push_parse(&push, &input, &read, err);
	done_buf_release(&input);
	if (rc == 0)
		*out = read;
	return rc;
}
