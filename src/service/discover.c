/* Finds the services of a snapshot: by the policy's rules, or (services: auto) by their
 * profiles. */
#include <stdlib.h>
#include <string.h>

#include "done/profile.h"
#include "done/service.h"
#include "kinds.h"

/* Services while they are being found. */
struct found {
	struct done_snapshot *snapshot;
	struct done_arena *arena;
	const struct done_policy *policy;
	bool negates; /* one of its rules takes out what others find */
	struct done_service *items;
	size_t nr, cap;
	struct done_memo *paths;      /* theirs, where several rules may find one */
	struct done_strings not_read; /* what discovery could not read: whole sentences */
	struct done_profiles profiles;
};

/* rule NULL: found by its profile. */
static void found_add(struct found *found, const char *path, const struct done_service_rule *rule)
{
	struct done_service *service =
	    DONE_ARENA_PUSH(found->arena, found->items, found->nr, found->cap);

	service->path = path;
	service->name = done_arena_strdup(found->arena, done_last_part(path));
	if (rule && rule->name)
		service->name = rule->name;
	service->stage = rule ? rule->stage : "production";
	service->rule = rule;
	if (rule) {
		service->tags = rule->tags;
		service->kind = done_kind_declared(rule->kind);
		service->is_kind_declared = service->kind != DONE_KIND_UNKNOWN;
	}
	service->in_head = true;
}

/* directory "" or "." is the root. */
static char *found_join(struct done_arena *arena, const char *directory, const char *name)
{
	size_t len = strlen(directory), name_len = strlen(name);
	char *path;

	if (!len || !strcmp(directory, "."))
		return done_arena_strndup(arena, name, name_len);
	/* Not by printf: this runs for every directory of large trees. */
	path = done_arena_alloc(arena, len + 1 + name_len + 1);
	memcpy(path, directory, len);
	path[len] = '/';
	memcpy(path + len + 1, name, name_len);
	return path;
}

/* ---- by the rules of the policy
 * ------------------------------------------------------------------ */

static bool has_marker(const struct done_directory *directory, const struct done_globs *markers)
{
	if (!markers->nr)
		return true;
	for (size_t i = 0; i < directory->nr; i++) {
		if (directory->entries[i].kind == DONE_ENTRY_FILE &&
		    done_globs_match(markers, directory->entries[i].name))
			return true;
	}
	return false;
}

static struct done_buf key_of(const char *path)
{
	return (struct done_buf){.ptr = (char *)path, .len = strlen(path)};
}

static bool is_found(const struct found *found, const char *path)
{
	const struct done_buf key = key_of(path);

	return done_memo_find(found->paths, &key) != NULL;
}

static void remember_path(struct found *found, const char *path)
{
	const struct done_buf key = key_of(path);

	if (found->paths)
		done_memo_keep(found->paths, &key, found);
}

static bool negates(const struct done_policy *policy)
{
	for (size_t i = 0; i < policy->nr_rules; i++) {
		if (done_glob_is_negated(policy->rules[i].path))
			return true;
	}
	return false;
}

/* The last rule whose path matches says that it is no service. */
static bool discover_is_taken_out(const struct done_policy *policy, const char *path)
{
	for (size_t i = policy->nr_rules; i-- > 0;) {
		const struct done_glob *glob = policy->rules[i].path;

		if (done_glob_is_negated(glob) ? done_glob_takes_out(glob, path)
		                               : done_glob_match(glob, path))
			return done_glob_is_negated(glob);
	}
	return false;
}

/* A directory that a rule's glob names: a service unless its markers are missing. */
static int consider(struct found *found, const struct done_service_rule *rule, const char *path,
    bool may_repeat, struct done_error *err)
{
	const struct done_directory *directory;
	const char *listed = strcmp(path, ".") ? path : "";

	if ((may_repeat && is_found(found, path)) ||
	    (found->negates && discover_is_taken_out(found->policy, path)))
		return 0;
	if (rule->markers.nr || rule->path == NULL || done_glob_is_literal(rule->path)) {
		int rc = found->snapshot->list(found->snapshot->self, listed, &directory, err);
		if (rc <= 0)
			return rc;
		if (!has_marker(directory, &rule->markers))
			return 0;
	}
	if (found->nr >= DONE_SERVICES_MAX) {
		done_error_set(err, DONE_E_UNDECIDED, "more than %d services", DONE_SERVICES_MAX);
		return done_error_cure(err, "narrow services: in the policy");
	}
	found_add(found, path, rule);
	remember_path(found, path);
	return 0;
}

static int expand(struct found *found, const struct done_service_rule *rule, const char *directory,
    bool may_repeat, struct done_error *err)
{
	const struct done_directory *listing;
	int rc = found->snapshot->list(found->snapshot->self, directory, &listing, err);

	for (size_t i = 0; rc == 1 && i < listing->nr; i++) {
		if (listing->entries[i].kind != DONE_ENTRY_DIRECTORY)
			continue;
		char *path = found_join(found->arena, directory, listing->entries[i].name);
		if (done_glob_match(rule->path, path) &&
		    consider(found, rule, path, may_repeat, err) < 0)
			return err->code;
		if (done_glob_may_match_below(rule->path, path) &&
		    expand(found, rule, path, may_repeat, err) < 0)
			return err->code;
	}
	return rc < 0 ? rc : 0;
}

/* Literal rules first: what names one directory knows it better than a glob over many. */
static int apply_rules(
    struct found *found, const struct done_policy *policy, struct done_error *err)
{
	size_t nr_applied = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < policy->nr_rules; i++) {
			const struct done_service_rule *rule = &policy->rules[i];
			bool literal = done_glob_is_literal(rule->path);
			int rc;

			if (literal != (pass == 0) || done_glob_is_negated(rule->path))
				continue;
			if (literal)
				rc = consider(found, rule, done_glob_text(rule->path), true, err);
			else
				rc = expand(found, rule, done_glob_directory(rule->path),
				    nr_applied > 0, err);
			if (rc < 0)
				return rc;
			nr_applied++;
		}
	}
	return 0;
}

static int by_rules(struct found *found, const struct done_policy *policy, struct done_error *err)
{
	int rc;

	if (policy->nr_rules > 1)
		found->paths = done_memo_new(SIZE_MAX);
	rc = apply_rules(found, policy, err);
	done_memo_free(found->paths);
	found->paths = NULL;
	return rc;
}

/* ---- services: auto
 * ------------------------------------------------------------------------------ */

struct automatic {
	struct found *found;
	struct done_profiles profiles;
	struct done_kinds_declared declared; /* by sheets, ascending by directory */
};

static int automatic_add(struct found *found, const char *directory, enum done_kind_of_service kind,
    bool is_declared, struct done_error *err)
{
	struct done_service *service;

	if (found->nr >= DONE_SERVICES_MAX) {
		done_error_set(err, DONE_E_UNDECIDED, "more than %d services", DONE_SERVICES_MAX);
		return done_error_cure(err, "name the services in the policy instead of 'auto'");
	}
	found_add(found, directory, NULL);
	service = &found->items[found->nr - 1];
	service->kind = kind;
	service->is_kind_declared = is_declared;
	return 0;
}

static int automatic_add_found(struct automatic *automatic, struct done_error *err)
{
	for (size_t i = 0; i < automatic->profiles.nr; i++) {
		const struct done_profile *profile = &automatic->profiles.items[i];

		if (done_kind_is_service(profile->kind) &&
		    !done_kinds_declared_at(&automatic->declared, profile->directory) &&
		    automatic_add(automatic->found, profile->directory, profile->kind, false, err) <
		        0)
			return err->code;
	}
	return 0;
}

static int add_declared(struct automatic *automatic, struct done_error *err)
{
	for (size_t i = 0; i < automatic->declared.nr; i++) {
		const struct done_kind_declared *declared = &automatic->declared.items[i];

		if (done_kind_is_service(declared->kind) &&
		    automatic_add(
		        automatic->found, declared->directory, declared->kind, true, err) < 0)
			return err->code;
	}
	return 0;
}

/* The directories that are services by their profile, or by the kind that their sheet says. */
static int found_automatic(struct found *found, struct done_error *err)
{
	struct automatic automatic = {.found = found};
	struct done_ecosystems ecosystems = {0};
	int rc = done_policy_ecosystems(found->policy, found->arena, &ecosystems, err);

	if (rc >= 0)
		rc = done_profiles_find(
		    found->arena, found->snapshot, &ecosystems, &automatic.profiles, err);
	done_ecosystems_release(&ecosystems);
	if (rc >= 0)
		rc = done_kinds_declared_find(
		    found->arena, found->snapshot, &automatic.declared, err);
	if (rc >= 0)
		rc = automatic_add_found(&automatic, err);
	found->profiles = automatic.profiles;
	found->not_read =
	    (struct done_strings){automatic.profiles.not_read, automatic.profiles.nr_not_read};
	return rc < 0 ? rc : add_declared(&automatic, err);
}

/* ---- all of them
 * --------------------------------------------------------------------------------- */

static int compare_path(const void *a, const void *b)
{
	return strcmp(
	    ((const struct done_service *)a)->path, ((const struct done_service *)b)->path);
}

static int compare_name(const void *a, const void *b)
{
	const struct done_service *left = *(const struct done_service *const *)a;
	const struct done_service *right = *(const struct done_service *const *)b;
	int order = strcmp(left->name, right->name);

	return order ? order : strcmp(left->path, right->path);
}

#define TWINS_SHOWN 5

/* The first nr services of the list, which all have one name. */
static int refuse_twins(struct done_service *const *twins, size_t nr,
    const struct done_service_rule *rule, struct done_error *err)
{
	struct done_buf paths = {0};

	for (size_t i = 0; i < nr && i < TWINS_SHOWN; i++)
		done_buf_addf(&paths, "%s'%s'",
		    !i                ? ""
		        : i + 1 == nr ? " and "
		                      : ", ",
		    twins[i]->path);
	if (nr > TWINS_SHOWN)
		done_buf_addf(&paths, " and %zu more", nr - TWINS_SHOWN);
	done_error_set(err, DONE_E_POLICY, "%s services are named '%s': %s",
	    nr == 2 ? "two" : "several", twins[0]->name, paths.ptr);
	done_buf_release(&paths);
	done_error_cure(err, "give %s a name of its own: - {path: %s, name: …}",
	    nr == 2 ? "one of them" : "all but one of them", twins[nr - 1]->path);
	return done_error_place(err, rule->place.file, rule->place.line, rule->place.column);
}

static size_t count_twins(struct done_service *const *by_name, size_t nr)
{
	size_t same = 1;

	while (same < nr && !strcmp(by_name[same]->name, by_name[0]->name))
		same++;
	return same;
}

/* Trees come sorted, so that there is seldom anything to do; qsort() would copy and compare all the
 * same. */
static void sort(void *items, size_t nr, size_t size, int (*compare)(const void *, const void *))
{
	for (size_t i = 1; i < nr; i++) {
		char *item = (char *)items + i * size;
		if (compare(item - size, item) > 0) {
			qsort(items, nr, size, compare);
			return;
		}
	}
}

/* Names are how people speak of services: unique, or (found automatically) the whole path. */
static int settle_names(struct found *found, struct done_error *err)
{
	struct done_service **by_name =
	    done_arena_array(found->arena, found->nr + 1, sizeof(*by_name));
	bool *twin = done_arena_array(found->arena, found->nr + 1, sizeof(*twin));

	for (size_t i = 0; i < found->nr; i++)
		by_name[i] = &found->items[i];
	sort(by_name, found->nr, sizeof(*by_name), compare_name);
	for (size_t i = 1; i < found->nr; i++) {
		if (strcmp(by_name[i - 1]->name, by_name[i]->name))
			continue;
		if (by_name[i]->rule)
			return refuse_twins(by_name + i - 1,
			    count_twins(by_name + i - 1, found->nr - i + 1), by_name[i]->rule, err);
		twin[i - 1] = twin[i] = true;
	}
	for (size_t i = 0; i < found->nr; i++) {
		if (twin[i])
			by_name[i]->name = by_name[i]->path;
	}
	return 0;
}

int done_services_discover(struct done_snapshot *snapshot, const struct done_policy *policy,
    struct done_arena *arena, struct done_services *out, struct done_error *err)
{
	struct found found = {
	    .snapshot = snapshot, .arena = arena, .policy = policy, .negates = negates(policy)};
	int rc = policy->automatic ? found_automatic(&found, err) : by_rules(&found, policy, err);

	if (rc < 0)
		return rc;
	sort(found.items, found.nr, sizeof(*found.items), compare_path);
	rc = settle_names(&found, err);
	if (rc < 0)
		return rc;
	out->items = found.items;
	out->nr = found.nr;
	out->not_read = found.not_read;
	out->profiles = found.profiles.items;
	out->nr_profiles = found.profiles.nr;
	return 0;
}

int done_services_look(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, struct done_strings *out, struct done_error *err)
{
	struct automatic automatic = {0};
	size_t cap = 0;

	*out = (struct done_strings){0};
	if (done_profiles_find(arena, snapshot, ecosystems, &automatic.profiles, err) < 0 ||
	    done_kinds_declared_find(arena, snapshot, &automatic.declared, err) < 0)
		return err->code;
	for (size_t i = 0; i < automatic.profiles.nr; i++) {
		const struct done_profile *profile = &automatic.profiles.items[i];
		const struct done_kind_declared *declared =
		    done_kinds_declared_at(&automatic.declared, profile->directory);

		if (done_kind_is_service(declared ? declared->kind : profile->kind))
			*DONE_ARENA_PUSH(arena, out->items, out->nr, cap) = profile->directory;
	}
	return 0;
}
