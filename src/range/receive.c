/*
 * A push, as a server receives it: one line a ref, "<old oid> <new oid> <ref>", or the arguments of
 * the update hook. Who pushes chose all of it, so that it says only what is to become of a ref;
 * what it is compared with, and whose policy judges, is read from the server's own refs.
 */
#include "range.h"

#include <string.h>

#define KEY "done.integrationBranch"
#define HEADS "refs/heads/"

enum { BRANCHES_MAX = 1000, LINKS_MAX = 5 };

struct update {
	const char *ref;
	struct done_oid new;
};

/* What all refs of the push share. */
struct receiving {
	struct done_repo *repo;
	struct done_arena *arena;
	struct done_push_refs refs;
	struct done_strings branches; /* of the server, before the push */
	bool has_all;                 /* there are no more of them */
	const char *named; /* refs/heads/… of the integration branch; NULL: not known */
	bool is_set;       /* the settings name it */
	bool has_base;
	struct done_oid base;
	bool is_first; /* the server has no integration branch, and the push may bring it */
};

/* ---- the server's integration branch ---- */

static int refuse_setting(struct receiving *receiving, const char *text, struct done_error *err)
{
	done_error_set(err, DONE_E_USAGE, "git config " KEY " must name a branch, not '%s'", text);
	done_error_cure(err, "on the server: git config " KEY " main");
	return done_repo_config_place(receiving->repo, KEY, text, err);
}

/* By the settings, else by HEAD. */
static int read_named(struct receiving *receiving, struct done_error *err)
{
	char *text = NULL;
	int rc = done_repo_config(
	    receiving->repo, receiving->arena, "done.integrationbranch", &text, err);

	if (rc == 0)
		return done_ref_symbolic(
		    receiving->repo, receiving->arena, "HEAD", &receiving->named, err);
	if (rc < 0)
		return rc;
	if (!strncmp(text, HEADS, strlen(HEADS)))
		text += strlen(HEADS);
	if (!*text || *text == '/' || !strncmp(text, "refs/", 5) || strpbrk(text, " ~^:?*[\\") ||
	    strstr(text, ".."))
		return refuse_setting(receiving, text, err);
	receiving->named = done_arena_printf(receiving->arena, HEADS "%s", text);
	receiving->is_set = true;
	return 1;
}

static int read_base(struct receiving *receiving, const char *ref, struct done_error *err)
{
	int rc = done_ref_read(receiving->repo, ref, &receiving->base, err);

	if (rc > 0) {
		receiving->named = ref;
		receiving->has_base = true;
	}
	return rc;
}

/* A branch that HEAD names need not be there: 'git init --bare' names one that nobody may push. The
 * settings are somebody's word. */
static int find_integration(struct receiving *receiving, struct done_error *err)
{
	static const char *const usual[] = {HEADS "main", HEADS "master"};
	int rc = read_named(receiving, err);

	if (rc > 0)
		rc = read_base(receiving, receiving->named, err);
	for (size_t i = 0; rc == 0 && !receiving->is_set && i < DONE_ARRAY_SIZE(usual); i++)
		rc = read_base(receiving, usual[i], err);
	if (rc == 0 && !receiving->is_set && receiving->has_all && receiving->branches.nr == 1)
		rc = read_base(receiving, receiving->branches.items[0], err);
	return rc < 0 ? rc : 0;
}

static bool is_called_integration(const struct receiving *receiving, const char *ref)
{
	return (receiving->named && !strcmp(ref, receiving->named)) ||
	    (!receiving->is_set && (!strcmp(ref, HEADS "main") || !strcmp(ref, HEADS "master")));
}

/* ---- one ref ---- */

static int receive_pass(struct done_push_ref *ref, const char *reason)
{
	ref->action = DONE_PUSH_PASS;
	ref->reason = reason;
	return 0;
}

/* The branch that a push to the ref changes: a symbolic ref stands for another one. */
static int follow_symbolic(struct receiving *receiving, const char **ref, struct done_error *err)
{
	int rc = 1;

	for (int links = 0; rc > 0 && links < LINKS_MAX; links++)
		rc = done_ref_symbolic(receiving->repo, receiving->arena, *ref, ref, err);
	return rc < 0 ? rc : 0;
}

static bool is_integration_ref(const struct receiving *receiving, const char *target)
{
	return receiving->has_base && !strcmp(target, receiving->named);
}

/* Which policies there are on the server is not for this room to say: the tips of its branches. */
static int leave_in_doubt(
    struct receiving *receiving, struct done_push_ref *ref, struct done_error *err)
{
	const struct done_strings *branches = &receiving->branches;
	size_t nr = 0;

	ref->action = DONE_PUSH_DOUBT;
	ref->tips = done_arena_array(receiving->arena, branches->nr + 1, sizeof(*ref->tips));
	if (!done_oid_is_zero(&ref->range.head))
		ref->tips[nr++] = ref->range.head;
	for (size_t i = 0; i < branches->nr; i++) {
		int rc = done_ref_read(receiving->repo, branches->items[i], &ref->tips[nr], err);

		if (rc < 0)
			return rc;
		nr += rc > 0;
	}
	ref->nr_tips = nr;
	return 0;
}

/* Neither all of the branch, which its own policy would judge, nor nothing of it. */
static int doubt_base(
    struct receiving *receiving, struct done_push_ref *ref, struct done_error *err)
{
	done_error_set(&ref->doubt, DONE_E_UNDECIDED,
	    "there is nothing to compare '%s' with: the server does not say which of "
	    "its branches is the integration branch",
	    ref->remote_ref);
	done_error_cure(&ref->doubt,
	    "on the server: git config " KEY " BRANCH\n"
	    "or: git symbolic-ref HEAD refs/heads/BRANCH");
	if (receiving->has_all)
		return leave_in_doubt(receiving, ref, err);
	done_error_take(err, &ref->doubt);
	return err->code;
}

/* Whoever may take away the branch whose policy judges could bring it again with another. */
static int decide_deletion(struct receiving *receiving, const char *target,
    struct done_push_ref *ref, struct done_error *err)
{
	if (!is_integration_ref(receiving, target))
		return receive_pass(ref, "deletion");
	done_error_set(&ref->doubt, DONE_E_UNDECIDED,
	    "'%s' is the branch whose policy judges what is pushed: a push cannot "
	    "delete it",
	    ref->remote_ref);
	done_error_cure(&ref->doubt,
	    "on the server, name another one first: git config " KEY
	    " BRANCH, or git symbolic-ref HEAD refs/heads/BRANCH");
	return leave_in_doubt(receiving, ref, err);
}

static int receive_decide(struct receiving *receiving, const struct update *update,
    struct done_push_ref *ref, struct done_error *err)
{
	struct done_range *range = &ref->range;
	const char *target = update->ref;
	int rc = follow_symbolic(receiving, &target, err);

	if (rc < 0)
		return rc;
	ref->local_ref = ref->remote_ref = update->ref;
	if (done_oid_is_zero(&update->new))
		return decide_deletion(receiving, target, ref, err);
	ref->reason = done_push_refs_pass(&receiving->refs, receiving->arena, update->ref);
	if (ref->reason)
		return receive_pass(ref, ref->reason);
	rc = done_revision_peel(receiving->repo, &update->new, &range->head, err);
	if (rc <= 0)
		return rc < 0 ? rc : receive_pass(ref, "it points to no commit");
	ref->action = DONE_PUSH_JUDGE;
	if (!receiving->has_base && !receiving->is_first)
		return doubt_base(receiving, ref, err);
	if (!receiving->has_base) {
		ref->reason = "the server has no integration branch yet: everything counts as new";
		return 0;
	}
	range->base = receiving->base;
	range->base_name = receiving->named + strlen(HEADS);
	if (is_integration_ref(receiving, target))
		return done_range_settle_own(receiving->repo, receiving->arena, range, err);
	return done_range_settle(receiving->repo, receiving->arena, range, err);
}

/* ---- the list ---- */

static bool receive_oid(const char *text, struct done_oid *out)
{
	*out = (struct done_oid){0};
	return (*text && !text[strspn(text, "0")]) || done_oid_parse(text, out);
}

/* A ref has no blanks in its name. */
static bool receive_split(char *text, struct update *out)
{
	char *first = strchr(text, ' '), *second = first ? strchr(first + 1, ' ') : NULL;
	struct done_oid old;

	if (!second || !second[1] || strchr(second + 1, ' '))
		return false;
	*first = *second = '\0';
	out->ref = second + 1;
	return receive_oid(text, &old) && receive_oid(first + 1, &out->new);
}

static int receive_prepare(
    struct receiving *receiving, const struct update *updates, size_t nr, struct done_error *err)
{
	struct done_repo *repo = receiving->repo;
	int rc = done_push_refs_read(repo, receiving->arena, &receiving->refs, err);

	if (rc >= 0)
		rc = done_ref_names(
		    repo, receiving->arena, HEADS "*", BRANCHES_MAX, &receiving->branches, err);
	receiving->has_all = rc > 0;
	if (rc >= 0)
		rc = find_integration(receiving, err);
	if (rc < 0 || receiving->has_base)
		return rc;
	receiving->is_first = !receiving->branches.nr;
	for (size_t i = 0; i < nr; i++)
		receiving->is_first |= !done_oid_is_zero(&updates[i].new) &&
		    is_called_integration(receiving, updates[i].ref);
	return 0;
}

static int receive_lines(struct done_arena *arena, const struct done_buf *input,
    struct update **updates, size_t *nr, struct done_error *err)
{
	size_t cap = 0;

	for (const char *at = input->ptr; at && *at;) {
		size_t len = strcspn(at, "\n");

		if (*nr == DONE_PUSH_LINES_MAX || len > DONE_PUSH_LINE_BYTES_MAX)
			return done_error_set(err, DONE_E_UNDECIDED,
			    "more than 10,000 refs in one push, or a line of more than 8 KiB");
		if (!receive_split(done_arena_strndup(arena, at, len),
		        DONE_ARENA_PUSH(arena, *updates, *nr, cap))) {
			done_error_set(err, DONE_E_UNDECIDED,
			    "line %zu of git's list of refs is not in git's format", *nr);
			return done_error_cure(err,
			    "call it from git's pre-receive or update "
			    "hook, with its input or arguments");
		}
		at += len + (at[len] == '\n');
	}
	return 0;
}

static int receive_all(struct done_repo *repo, struct done_arena *arena,
    const struct done_buf *input, struct done_push *out, struct done_error *err)
{
	struct receiving receiving = {.repo = repo, .arena = arena};
	struct update *updates = NULL;
	size_t nr = 0;
	int rc = receive_lines(arena, input, &updates, &nr, err);

	if (rc >= 0 && input->len && memchr(input->ptr, '\0', input->len))
		rc = done_error_set(
		    err, DONE_E_UNDECIDED, "git's list of refs has a NUL byte in it");
	if (rc >= 0 && nr)
		rc = receive_prepare(&receiving, updates, nr, err);
	out->refs = done_arena_array(arena, nr + 1, sizeof(*out->refs));
	for (out->nr = 0; rc >= 0 && out->nr < nr; out->nr++)
		rc = receive_decide(&receiving, &updates[out->nr], &out->refs[out->nr], err);
	return rc;
}

int done_receive_read(struct done_repo *repo, struct done_arena *arena, const char *update, int fd,
    struct done_push *out, struct done_error *err)
{
	struct done_buf input = {.max = DONE_PUSH_LINES_MAX * DONE_PUSH_LINE_BYTES_MAX};
	struct done_push read = {0};
	int rc = 0;

	if (update)
		done_buf_addstr(&input, update);
	else
		rc = done_push_read_input(fd, &input, err);
	if (rc >= 0)
		rc = receive_all(repo, arena, &input, &read, err);
	done_buf_release(&input);
	if (rc >= 0)
		*out = read;
	return rc < 0 ? rc : 0;
}
