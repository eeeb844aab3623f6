/*
 * git done policy import --update without REPO:REV:FILE: where the next version of each imported
 * policy lies, by the `from` of its own entry. Only what this machine has already is looked at: a
 * path, or a remote of this repository as it was fetched last.
 */
#include <string.h>

#include "done/policy.h"
#include "import.h"

#define REMOTES "refs/remotes/"
#define BRANCHES_MAX 1000

/* ---- the entries ---- */

static int refuse_from(const struct done_value *entry, const char *key, struct done_error *err)
{
	const struct done_value *at = done_value_get(entry, key);

	done_value_error(err, at ? at : entry,
	    "the entry of an imported policy does not say as '%s' where the policy comes from",
	    key);
	return done_error_cure(err,
	    "git done policy lint checks the entry; to import it again: git done policy import "
	    "--update REPO:REV:FILE");
}

/* "ADDRESS@COMMIT" and the path below DONE_IMPORTS. */
static int place_read_entry(struct done_arena *arena, const struct done_value *entry,
    struct import_place *out, struct done_error *err)
{
	const struct done_value *path = done_value_get(entry, "path");
	const struct done_value *from = done_value_get(entry, "from");
	const char *at;

	if (!path || path->type != DONE_STRING ||
	    !done_text_starts(path->string.ptr, DONE_IMPORTS "/") ||
	    done_path_problem(path->string.ptr))
		return refuse_from(entry, "path", err);
	at = from && from->type == DONE_STRING ? strrchr(from->string.ptr, '@') : NULL;
	if (!at || at == from->string.ptr || !done_oid_parse(at + 1, &out->commit))
		return refuse_from(entry, "from", err);
	out->file = path->string.ptr + strlen(DONE_IMPORTS "/");
	out->address = done_arena_strndup(arena, from->string.ptr, (size_t)(at - from->string.ptr));
	return 0;
}

static int place_read_entries(const struct done_init *init, const struct done_value *policy,
    struct import_places *out, struct done_error *err)
{
	const struct done_value *extends = done_value_get(policy, "extends");
	size_t cap = 0;

	for (size_t i = 0; extends && extends->type == DONE_LIST && i < extends->list.nr; i++) {
		const struct done_value *item = &extends->list.ptr[i];
		struct import_place place = {.address = NULL};

		if (item->type != DONE_MAP)
			continue;
		if (place_read_entry(init->arena, item, &place, err) < 0)
			return err->code;
		*DONE_ARENA_PUSH(init->arena, out->items, out->nr, cap) = place;
	}
	if (out->nr)
		return 0;
	done_error_set(
	    err, DONE_E_USAGE, "'" DONE_POLICY_PATH "' imports no policy that could be updated");
	return done_error_cure(err, "to import one: git done policy import REPO:REV:FILE");
}

/* ---- the repository ---- */

/* The path that an address is, on this machine; NULL: it is something else. */
static const char *path_of_address(const char *address)
{
	static const char *const schemes[] = {"file://localhost/", "file:///"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(schemes); i++) {
		if (done_text_starts(address, schemes[i]))
			return address + strlen(schemes[i]) - 1;
	}
	return *address == '/' ? address : NULL;
}

/* The remote of this repository that has the address; NULL: none. */
static const char *remote_of_address(const struct done_init *init, const char *address)
{
	struct done_remotes remotes = {0};
	struct done_error ignored = {0};

	if (done_repo_remotes(init->repo, init->arena, &remotes, &ignored) < 0)
		return NULL;
	for (size_t i = 0; i < remotes.nr; i++) {
		if (remotes.items[i].url &&
		    !strcmp(import_address_of(init->arena, remotes.items[i].url), address))
			return remotes.items[i].name;
	}
	return NULL;
}

static int refuse_unreachable(
    const struct done_init *init, const struct import_place *place, struct done_error *err)
{
	struct done_buf url = {0}, clone = {0};
	const char *file = done_arena_printf(init->arena, "CLONE:BRANCH:%s", place->file);

	done_add_shell_word(&url, place->address);
	done_add_shell_word(&clone, file);
	done_error_set(err, DONE_E_USAGE,
	    "'%s' was imported from '%.200s', which is not on this machine", place->file,
	    done_arena_shown(init->arena, place->address));
	done_error_cure(err,
	    "git-done opens no network connection: make it a remote of this repository, then "
	    "update again\n"
	    "git remote add --no-tags policies %.300s && git fetch policies\n"
	    "or name a clone of it: git done policy import --update %.300s",
	    url.ptr, clone.ptr);
	done_buf_release(&url);
	done_buf_release(&clone);
	return err->code;
}

static int find_repository(
    const struct done_init *init, struct import_place *place, struct done_error *err)
{
	place->remote = remote_of_address(init, place->address);
	place->directory = place->remote ? done_repo_common_directory(init->repo)
	                                 : path_of_address(place->address);
	return place->directory ? 0 : refuse_unreachable(init, place, err);
}

/* ---- the branch ---- */

struct branches {
	struct done_repo *repo;
	struct done_arena *arena;
	const struct import_place *place;
	const char *prefix;          /* of the names of its refs */
	struct done_strings holding; /* with the commit in their history; a tip counts once */
	struct done_oid tip;         /* of the branch that was looked at last */
};

static int refuse_lost(const struct branches *branches, struct done_error *err)
{
	const struct import_place *place = branches->place;
	char commit[DONE_OID_HEX + 1];

	done_oid_hex(&place->commit, commit);
	done_error_set(err, done_repo_is_shallow(branches->repo) ? DONE_E_UNDECIDED : DONE_E_USAGE,
	    "'%s' was imported from commit %.10s, which '%.200s' does not have", place->file,
	    commit,
	    done_arena_shown(branches->arena, place->remote ? place->remote : place->address));
	if (done_repo_is_shallow(branches->repo))
		return done_error_cure(err, "it is a shallow clone: git fetch --unshallow there");
	return done_error_cure(err,
	    "%sits history was rewritten, or it is another repository: look at the version that "
	    "you want, and name it: git done policy import --update REPO:REV:FILE",
	    place->remote ? "it was not fetched (git fetch), or " : "");
}

/* 1 where the branch has the commit in its history. */
static int branch_holds(struct branches *branches, const char *ref, struct done_error *err)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	size_t nr = 0;
	int rc = done_ref_read(branches->repo, ref, &branches->tip, err);

	if (rc <= 0)
		return rc;
	rc = done_merge_bases(
	    branches->repo, &branches->place->commit, &branches->tip, bases, &nr, err);
	if (rc < 0)
		return rc;
	return nr == 1 && done_oid_equal(&bases[0], &branches->place->commit);
}

/* The usual branch: what the symbolic ref names, else the usual names. */
static const char *usual_branch(const struct branches *branches, size_t at)
{
	static const char *const names[] = {"main", "master"};
	struct done_error ignored = {0};
	const char *name = branches->place->remote
	    ? done_arena_printf(branches->arena, "%sHEAD", branches->prefix)
	    : "HEAD";
	const char *ref = NULL;

	if (at)
		return at <= DONE_ARRAY_SIZE(names)
		    ? done_arena_printf(branches->arena, "%s%s", branches->prefix, names[at - 1])
		    : NULL;
	return done_ref_symbolic(branches->repo, branches->arena, name, &ref, &ignored) == 1 ? ref
	                                                                                     : "";
}

static int find_holding(struct branches *branches, struct done_error *err)
{
	struct done_strings names = {0};
	struct done_oid first = {0};
	size_t cap = 0;
	int rc = done_ref_names(branches->repo, branches->arena,
	    done_arena_printf(branches->arena, "%s*", branches->prefix), BRANCHES_MAX, &names, err);

	for (size_t i = 0; rc >= 0 && i < names.nr; i++) {
		rc = branch_holds(branches, names.items[i], err);
		if (rc != 1 || (branches->holding.nr && done_oid_equal(&first, &branches->tip)))
			continue;
		if (!branches->holding.nr)
			first = branches->tip;
		*DONE_ARENA_PUSH(branches->arena, branches->holding.items, branches->holding.nr,
		    cap) = names.items[i];
	}
	return rc < 0 ? rc : 0;
}

static int refuse_choice(const struct branches *branches, struct done_error *err)
{
	const struct import_place *place = branches->place;
	struct done_buf names = {0};

	for (size_t i = 0; i < branches->holding.nr && i < 3; i++) {
		const char *name = branches->holding.items[i] + strlen(branches->prefix);

		done_buf_addf(
		    &names, "%s'%s'", i ? ", " : ": ", done_arena_shown(branches->arena, name));
	}
	done_error_set(err, DONE_E_USAGE,
	    "which branch has the next version of '%s' is not known: %s of '%.150s' %s the commit "
	    "that was imported%s%s",
	    place->file, branches->holding.nr ? "several branches" : "no branch",
	    done_arena_shown(branches->arena, place->remote ? place->remote : place->address),
	    branches->holding.nr ? "have" : "has", names.len ? names.ptr : "",
	    branches->holding.nr > 3 ? ", …" : "");
	done_buf_release(&names);
	return done_error_cure(err, "name it: git done policy import --update REPO:REV:FILE");
}

static int choose_branch(
    struct branches *branches, struct import_place *place, struct done_error *err)
{
	const char *ref;
	int rc = 0;

	for (size_t i = 0; rc == 0 && (ref = usual_branch(branches, i)); i++) {
		rc = *ref ? branch_holds(branches, ref, err) : 0;
		place->revision = ref;
	}
	if (rc)
		return rc < 0 ? rc : 0;
	if (find_holding(branches, err) < 0)
		return err->code;
	if (branches->holding.nr != 1)
		return refuse_choice(branches, err);
	place->revision = branches->holding.items[0];
	return 0;
}

static int find_branch(
    const struct done_init *init, struct import_place *place, struct done_error *err)
{
	struct done_repo_options how = {
	    .verify = true, .alone = true, .directory = place->directory};
	struct branches branches = {.arena = init->arena, .place = place, .prefix = "refs/heads/"};
	int rc = done_repo_open(&branches.repo, &how, err);

	if (place->remote)
		branches.prefix = done_arena_printf(init->arena, REMOTES "%s/", place->remote);
	if (rc >= 0)
		rc = done_repo_has_object(branches.repo, &place->commit)
		    ? choose_branch(&branches, place, err)
		    : refuse_lost(&branches, err);
	done_repo_close(branches.repo);
	return rc;
}

int import_places_find(const struct done_init *init, const struct done_value *policy,
    struct import_places *out, struct done_error *err)
{
	int rc = place_read_entries(init, policy, out, err);

	for (size_t i = 0; rc >= 0 && i < out->nr; i++) {
		rc = find_repository(init, &out->items[i], err);
		if (rc >= 0)
			rc = find_branch(init, &out->items[i], err);
	}
	return rc;
}
