/*
 * git done record: a run that was killed while it wrote leaves CHECK.yml.NUMBER-NUMBER.tmp beside
 * the record. No check reads it, and the next record of the service takes it away.
 */
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "record.h"

#define LEFT_SECONDS 60 /* a younger one may be another run's, which still writes */

static bool left_is_name(const char *name)
{
	static const char digits[] = "0123456789";
	const char *at = strstr(name, ".yml.");
	size_t len;

	if (!at)
		return false;
	at += strlen(".yml.");
	len = strspn(at, digits);
	if (!len || at[len] != '-')
		return false;
	at += len + 1;
	len = strspn(at, digits);
	return len && !strcmp(at + len, ".tmp");
}

void done_record_forget_left(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct done_arena arena = {0};
	DIR *directory =
	    slash ? opendir(done_arena_strndup(&arena, path, (size_t)(slash - path))) : NULL;
	struct dirent *entry;

	while (directory && (entry = readdir(directory))) {
		struct stat status;

		if (left_is_name(entry->d_name) &&
		    !fstatat(dirfd(directory), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) &&
		    S_ISREG(status.st_mode) && time(NULL) - status.st_mtime > LEFT_SECONDS)
			(void)unlinkat(dirfd(directory), entry->d_name, 0);
	}
	if (directory)
		closedir(directory);
	done_arena_release(&arena);
}
