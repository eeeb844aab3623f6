/*
 * From what a person or a CI system writes to a commit, strictly: nothing is guessed, and no text
 * that a pusher may choose (a message, a tag beside a branch) decides which commit is meant.
 */
#include "ref.h"

#include <stdlib.h>
#include <string.h>

enum {
	NAME_BYTES_MAX = 1024,
	STEPS_MAX = 1000,   /* N of ~N */
	PARENT_MAX = 65536, /* N of ^N */
};

#define FORMS                                                                    \
	"give an object id (40 digits, or 7 and more of them), a full ref name " \
	"(refs/heads/main), a branch or tag, or "                                \
	"HEAD; each may be followed by ~N or ^N"

static int revision_refuse(struct done_error *err, const char *text, const char *problem)
{
	done_error_set(
	    err, DONE_E_UNDECIDED, "revision '%.200s' is not accepted: %s", text, problem);
	return done_error_cure(err, FORMS);
}

static int unknown(struct done_repo *repo, const char *name, struct done_error *err)
{
	done_error_set(
	    err, DONE_E_UNDECIDED, "revision '%s' does not exist in this repository", name);
	return done_error_cure(err,
	    repo->shallow ? "this is a shallow clone, it may not have been fetched: "
	                    "git fetch origin '%s' (actions/checkout: fetch-depth: 0, "
	                    "GitLab: GIT_DEPTH: 0)"
	                  : "if it is on the remote: git fetch origin '%s'",
	    name);
}

/* Why a name is none of the forms; NULL: it may be one. */
static const char *form_problem(const char *text)
{
	static const struct {
		const char *part, *problem;
	} parts[] = {
	    {"@{", "'@{...}' depends on this clone's own history"},
	    {"^{", "'^{...}' can name anything, even by the words of a message"},
	    {"..", "it is a range, and one revision is needed"},
	    {":", "':' names a file or searches messages"},
	};

	if (!*text)
		return "it is empty";
	if (strlen(text) > NAME_BYTES_MAX)
		return "it is too long";
	if (*text == '-')
		return "it looks like an option";
	if (*text == '^' || *text == '~')
		return "it has no name";
	if (!strcmp(text, "@"))
		return "write HEAD";
	for (size_t i = 0; i < DONE_ARRAY_SIZE(parts); i++)
		if (strstr(text, parts[i].part))
			return parts[i].problem;
	return NULL;
}

static bool is_hex(const char *text)
{
	return text[strspn(text, "0123456789abcdefABCDEF")] == '\0';
}

/* A ref of that name goes before it. */
static int resolve_abbreviated(
    struct done_repo *repo, const char *name, struct done_oid *out, struct done_error *err)
{
	size_t len = strlen(name);
	int rc = done_oid_abbreviated(repo, name, out, err);

	if (rc > 0)
		return 0;
	if (rc < 0)
		return rc;
	if (len >= 4 && len < DONE_OID_ABBREVIATED_MIN)
		return revision_refuse(
		    err, name, "an object id is given with at least 7 of its digits");
	return unknown(repo, name, err);
}

/* One of the three kinds of short names, or an error. */
static int resolve_short(
    struct done_repo *repo, const char *name, struct done_oid *out, struct done_error *err)
{
	static const char *const kinds[] = {"refs/heads/", "refs/tags/", "refs/remotes/"};
	const char *first = NULL;
	struct done_oid target;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(kinds); i++) {
		struct done_buf full = {0};

		done_buf_addf(&full, "%s%s", kinds[i], name);
		int rc = done_ref_target(repo, full.ptr, &target, err);
		done_buf_release(&full);
		if (rc < 0)
			return rc;
		if (rc == 0)
			continue;
		if (first) {
			done_error_set(err, DONE_E_UNDECIDED,
			    "revision '%s' is ambiguous: both %s%s and %s%s exist", name, first,
			    name, kinds[i], name);
			return done_error_cure(err, "give the full name: %s%s", first, name);
		}
		first = kinds[i];
		*out = target;
	}
	if (first)
		return 0;
	return is_hex(name) ? resolve_abbreviated(repo, name, out, err) : unknown(repo, name, err);
}

static int resolve_head(struct done_repo *repo, struct done_oid *out, struct done_error *err)
{
	int rc = done_ref_target(repo, "HEAD", out, err);

	if (rc)
		return rc < 0 ? rc : 0;
	done_error_set(err, DONE_E_UNDECIDED, "HEAD has no commit yet");
	return done_error_cure(err, "make a first commit, or name another revision");
}

static int resolve_id(
    struct done_repo *repo, const char *name, const struct done_oid *id, struct done_error *err)
{
	if (done_oid_is_zero(id))
		return revision_refuse(err, name, "all zeros stand for no commit at all");
	if (!done_repo_has_object(repo, id))
		return done_object_missing(repo, id, "the commit asked for", err);
	return 0;
}

/* The name without ~N and ^N, to an object. */
static int resolve_name(
    struct done_repo *repo, const char *name, struct done_oid *out, struct done_error *err)
{
	struct done_oid id;
	int rc;

	if (done_oid_parse(name, &id)) {
		rc = resolve_id(repo, name, &id, err);
		if (rc >= 0)
			*out = id;
		return rc;
	}
	if (!strcmp(name, "HEAD"))
		return resolve_head(repo, out, err);
	if (strncmp(name, "refs/", 5) != 0)
		return resolve_short(repo, name, out, err);
	rc = done_ref_target(repo, name, out, err);
	if (rc)
		return rc < 0 ? rc : 0;
	return unknown(repo, name, err);
}

/* Goes from a commit to its nr-th parent; nr 0 is itself. */
static int go_to_parent(struct done_repo *repo, const char *text, unsigned long nr,
    struct done_oid *at, struct done_error *err)
{
	struct done_arena arena = {0};
	struct done_commit commit;
	int rc = done_commit_read(repo, at, &arena, &commit, err);

	if (rc >= 0 && nr > commit.nr_parents) {
		char hex[DONE_OID_HEX + 1];

		done_oid_hex(at, hex);
		rc = done_error_set(err, DONE_E_UNDECIDED,
		    "revision '%s' does not exist: commit %s has %zu parents", text, hex,
		    commit.nr_parents);
	} else if (rc >= 0 && nr > 0) {
		*at = commit.parents[nr - 1];
	}
	done_arena_release(&arena);
	return rc;
}

/* Follows the steps behind the name: "~3^2". */
static int revision_follow(struct done_repo *repo, const char *text, const char *steps,
    struct done_oid *at, struct done_error *err)
{
	while (*steps) {
		char kind = *steps++;
		char *end = (char *)steps;
		bool given = *steps >= '0' && *steps <= '9';
		unsigned long nr = given ? strtoul(steps, &end, 10) : 1;
		int rc = 0;

		if ((kind != '~' && kind != '^') || nr > (kind == '~' ? STEPS_MAX : PARENT_MAX))
			return revision_refuse(
			    err, text, "after the name only ~N, to 1,000, and ^N may follow");
		steps = end;
		for (unsigned long i = 0; kind == '~' && i < nr && rc >= 0; i++)
			rc = go_to_parent(repo, text, 1, at, err);
		if (kind == '^')
			rc = go_to_parent(repo, text, nr, at, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int done_revision_resolve(
    struct done_repo *repo, const char *text, struct done_oid *out, struct done_error *err)
{
	char name[NAME_BYTES_MAX + 1];
	const char *problem = form_problem(text);
	struct done_oid at;

	if (problem)
		return revision_refuse(err, text, problem);
	size_t len = strcspn(text, "~^");
	memcpy(name, text, len);
	name[len] = '\0';
	int rc = resolve_name(repo, name, &at, err);
	if (rc >= 0)
		rc = done_ref_commit(repo, &at, name, &at, err);
	if (rc >= 0)
		rc = revision_follow(repo, text, text + len, &at, err);
	/* The last step may lead below the edge of a shallow clone. */
	if (rc >= 0)
		rc = done_ref_commit(repo, &at, text, &at, err);
	if (rc < 0)
		return rc;
	*out = at;
	return 0;
}
