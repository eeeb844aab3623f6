/* Files of the work tree that were meant as the policy or a sheet (done/misnamed.h). */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "done/misnamed.h"

#define LOOKED_AT_MAX ((size_t)64 << 10)

/* A file may be anything by a name without a dot in front. */
static bool is_misnamed(const char *path, const char *name, const char *wanted)
{
	enum done_misnaming misnaming;
	struct done_buf text = {0};
	struct done_error ignored = {0};
	struct stat status;
	bool like;

	if (lstat(path, &status) || !S_ISREG(status.st_mode))
		return false;
	if (strcmp(wanted, DONE_POLICY_PATH) != 0)
		return done_file_name_is_near(name, wanted);
	misnaming = done_misnamed_name(name, true);
	if (misnaming != DONE_NAME_POSSIBLE)
		return misnaming == DONE_NAME_SURE;
	like = done_file_read(path, LOOKED_AT_MAX, &text, &ignored) == 1 &&
	    done_misnamed_reads_like_policy(&text);
	done_buf_release(&text);
	return like;
}

const char *done_misnamed_in_folder(
    const char *folder, const char *wanted, struct done_arena *arena)
{
	DIR *directory = opendir(folder);
	const char *found = NULL;
	struct dirent *entry;

	while (directory && (entry = readdir(directory))) {
		if ((!found || strcmp(entry->d_name, found) < 0) &&
		    is_misnamed(done_arena_printf(arena, "%s/%s", folder, entry->d_name),
		        entry->d_name, wanted))
			found = done_arena_strdup(arena, entry->d_name);
	}
	if (directory)
		closedir(directory);
	return found;
}

/* In a folder whose files are not told apart by case, the misnamed one is the policy's own file. */
const char *done_misnamed_policy_here(struct done_repo *repo, struct done_arena *arena)
{
	struct done_snapshot index = {0};
	struct done_strings found = {0};
	struct done_error ignored = {0};
	const char *top = done_repo_work_tree(repo);
	const char *name = top ? done_misnamed_in_folder(top, DONE_POLICY_PATH, arena) : NULL;

	if (name || !top)
		return name;
	if (done_snapshot_of_index(repo, &index, &ignored) >= 0)
		done_misnamed_policies(&index, true, arena, &found, NULL);
	done_snapshot_close(&index);
	return found.nr ? found.items[0] : NULL;
}

/* git mv knows only what was added. */
const char *done_misnamed_move_here(
    struct done_repo *repo, struct done_arena *arena, const char *from, const char *to)
{
	struct done_snapshot index = {0};
	struct done_error ignored = {0};
	struct done_entry entry;
	bool is_added = done_snapshot_of_index(repo, &index, &ignored) < 0 ||
	    done_snapshot_find(&index, from, &entry, &ignored) != 0;

	done_snapshot_close(&index);
	return is_added
	    ? done_misnamed_move(arena, from, to)
	    : done_arena_printf(arena, "%s && %s", done_shell_command(arena, "mv", from, to),
	          done_shell_command(arena, "git add", to, NULL));
}
