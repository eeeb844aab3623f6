/*
 * What to say of an object that is not there: most often the clone is not whole, and each way of
 * not being whole has its own cure.
 */
#include "handle.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

static bool has_sibling(const char *directory, const char *name, size_t stem, const char *tail)
{
	struct done_buf path = {0};
	struct stat st;

	done_buf_addf(&path, "%s/%.*s%s", directory, (int)stem, name, tail);
	bool there = !stat(path.ptr, &st);
	done_buf_release(&path);
	return there;
}

/* Adds the names of packs without an index, and of indexes without a pack. */
static void find_lonely(const char *objects, struct done_buf *out)
{
	static const char *const tails[][2] = {{".pack", ".idx"}, {".idx", ".pack"}};
	struct done_buf path = {0};
	const struct dirent *entry;

	done_buf_addf(&path, "%s/pack", objects);
	DIR *dir = opendir(path.ptr);
	while (dir && (entry = readdir(dir)) && out->len < 256)
		for (size_t i = 0; i < DONE_ARRAY_SIZE(tails); i++) {
			size_t len = strlen(entry->d_name), tail = strlen(tails[i][0]);

			if (len <= tail || strcmp(entry->d_name + len - tail, tails[i][0]) != 0 ||
			    has_sibling(path.ptr, entry->d_name, len - tail, tails[i][1]))
				continue;
			done_buf_addf(out, "%s%s has no %s", out->len ? ", " : "", entry->d_name,
			    tails[i][1]);
		}
	if (dir)
		closedir(dir);
	done_buf_release(&path);
}

static void missing_add_line(struct done_buf *out, const char *line)
{
	if (out->len)
		done_buf_addch(out, '\n');
	done_buf_addstr(out, line);
}

int done_object_missing(
    struct done_repo *repo, const struct done_oid *id, const char *what, struct done_error *err)
{
	struct done_buf cure = {0}, lonely = {0};
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(id, hex);
	done_error_set(
	    err, DONE_E_UNDECIDED, "object %s (%s) is missing from this repository", hex, what);
	err->is_missing = true;
	if (repo->shallow)
		missing_add_line(&cure,
		    "this is a shallow clone; fetch the rest: git fetch --unshallow "
		    "(actions/checkout: fetch-depth: 0, GitLab: GIT_DEPTH: 0)");
	if (repo->partial)
		missing_add_line(&cure,
		    "this is a partial clone; fetch what was left out: "
		    "git fetch --refetch --no-filter (or clone without --filter)");
	if (repo->quarantine)
		missing_add_line(&cure,
		    "this is a quarantined push, and the object is in neither the push "
		    "nor the repository");
	if (repo->lost_alternates) {
		missing_add_line(&cure, "an alternate object directory is not there: ");
		done_buf_addstr(&cure, repo->lost_alternates);
	}
	for (size_t i = 0; i < repo->nr_object_directories; i++)
		find_lonely(repo->object_directories[i], &lonely);
	if (lonely.len) {
		missing_add_line(&cure, "a pack is not whole: ");
		done_buf_add(&cure, lonely.ptr, lonely.len);
	}
	if (!cure.len)
		missing_add_line(&cure, "fetch it, or look for damage: git fsck");
	done_error_cure(err, "%s", cure.ptr);
	done_buf_release(&cure);
	done_buf_release(&lonely);
	return err->code;
}
