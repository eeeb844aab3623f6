/* Files of the work tree that were meant as the policy or a sheet (done/misnamed.h). */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "done/misnamed.h"

const char *done_misnamed_in_folder(const char *folder, const char *wanted,
                                    struct done_arena *arena)
{
	DIR *directory = opendir(folder);
	const char *found = NULL;
	struct dirent *entry;

	while (directory && (entry = readdir(directory))) {
		struct stat status;

		if (done_file_name_is_near(entry->d_name, wanted) &&
		    !lstat(done_arena_printf(arena, "%s/%s", folder, entry->d_name), &status) &&
		    S_ISREG(status.st_mode) && (!found || strcmp(entry->d_name, found) < 0))
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
		done_misnamed_policies(&index, true, arena, &found);
	done_snapshot_close(&index);
	return found.nr ? found.items[0] : NULL;
}
