/*
 * Whether a unit may stand above a path: told by the names of files in the directories above it,
 * and no manifest is read. Who asks for one path outside of services pays for no other.
 */
#include <stdint.h>
#include <string.h>

#include "finder.h"

struct above {
	struct done_snapshot *snapshot;
	const struct done_ecosystems *ecosystems;
	struct done_arena arena;
};

static bool is_a_manifest(const struct above *above, const char *name, bool in_requirements)
{
	if (done_manifest_is_idle(name))
		return false;
	for (size_t i = 0; i < above->ecosystems->nr; i++) {
		const struct done_ecosystem *ecosystem = &above->ecosystems->items[i];

		for (size_t j = 0; j < ecosystem->nr_manifests; j++) {
			if (done_manifest_fits(&ecosystem->manifests[j], name, in_requirements))
				return true;
		}
	}
	return false;
}

/* requirements/ and docker/ hold manifests of what stands around them. */
static int above_holds_beside(
    struct above *above, const char *directory, const char *name, struct done_error *err)
{
	const bool in_requirements = !strcmp(name, "requirements");
	const struct done_directory *listed;
	int rc;

	if (!in_requirements && !done_unit_is_packed_by(name))
		return 0;
	rc = above->snapshot->list(
	    above->snapshot->self, done_path_join(&above->arena, directory, name), &listed, err);
	for (size_t i = 0; rc > 0 && i < listed->nr; i++) {
		if (is_a_manifest(above, listed->entries[i].name, in_requirements))
			return 1;
	}
	return rc < 0 ? rc : 0;
}

static bool makes_a_unit(const struct above *above, const char *name)
{
	return is_a_manifest(above, name, false) || done_tree_is_container_file(name) ||
	    !strcmp(name, "manage.py") || !strcmp(name, "lambda_function.py");
}

static int above_holds(struct above *above, const char *directory, struct done_error *err)
{
	const struct done_directory *listed;
	int rc = above->snapshot->list(above->snapshot->self, directory, &listed, err);

	for (size_t i = 0; rc > 0 && i < listed->nr; i++) {
		const struct done_entry *entry = &listed->entries[i];
		int is_beside = entry->kind == DONE_ENTRY_DIRECTORY
		    ? above_holds_beside(above, directory, entry->name, err)
		    : makes_a_unit(above, entry->name);

		if (is_beside)
			return is_beside;
	}
	return rc < 0 ? rc : 0;
}

/* ---- Go from before its modules ---- */

static int visit_go(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	(void)err;
	return entry->kind == DONE_ENTRY_FILE && done_ecosystem_is_source(data, path);
}

static bool enter_go(void *data, const char *directory)
{
	(void)data;
	return !strchr(directory, '/') || done_text_starts(directory, "cmd/") ||
	    done_text_starts(directory, "src/");
}

static bool enter_top(void *data, const char *directory)
{
	(void)data;
	return !*directory;
}

/* Its sources at the root, in cmd/ and in src/ make the root a unit. */
static int above_is_old_go(struct above *above, struct done_error *err)
{
	const struct done_ecosystem *go = done_ecosystem_find(above->ecosystems, "go");
	static const struct {
		const char *directory;
		done_walk_enter *enter;
	} walks[] = {{"", enter_top}, {"cmd", enter_go}, {"src", enter_go}};
	int rc = 0;

	for (size_t i = 0; go && !rc && i < DONE_ARRAY_SIZE(walks); i++)
		rc = done_snapshot_walk(
		    above->snapshot, walks[i].directory, visit_go, walks[i].enter, (void *)go, err);
	return rc;
}

/* ---- units that a manifest elsewhere tells of ---- */

/* Readers of manifests whose projects may lie anywhere, and have no manifest of their own. */
static const char *const far_readers[] = {"workspace", "sbt"};

static int visit_far(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	const struct done_ecosystems *ecosystems = data;
	const char *name = done_last_part(path);

	(void)err;
	for (size_t i = 0; entry->kind == DONE_ENTRY_FILE && i < ecosystems->nr; i++) {
		const struct done_ecosystem *ecosystem = &ecosystems->items[i];

		for (size_t j = 0; j < ecosystem->nr_manifests; j++) {
			const struct done_manifest_form *form = &ecosystem->manifests[j];

			for (size_t k = 0; k < DONE_ARRAY_SIZE(far_readers); k++) {
				if (!strcmp(form->reader->name, far_readers[k]) &&
				    done_glob_match(form->file, name))
					return 1;
			}
		}
	}
	return 0;
}

int done_dependents_may_be_far(struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, struct done_error *err)
{
	return done_snapshot_walk(
	    snapshot, "", visit_far, done_tree_enters, (void *)(uintptr_t)ecosystems, err);
}

/* ---- all of them ---- */

static int above_look(
    struct above *above, const char *path, const char *without, struct done_error *err)
{
	char *directory = done_arena_strdup(&above->arena, path);
	size_t len = strlen(directory);
	int rc = 0;

	while (!rc && (!without || !done_path_below(without, directory))) {
		rc = above_holds(above, directory, err);
		if (!len)
			return rc ? rc : above_is_old_go(above, err);
		while (len && directory[len] != '/')
			len--;
		directory[len] = '\0';
	}
	return rc;
}

int done_dependents_may_hold(struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, const char *path, const char *without,
    struct done_error *err)
{
	struct above above = {snapshot, ecosystems, {0}};
	int rc;

	if (done_function_folder_len(path))
		return 1;
	rc = above_look(&above, path, without, err);
	done_arena_release(&above.arena);
	return rc;
}
