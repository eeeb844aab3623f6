/*
 * A directory for --evidence, on disk:
 *
 *   struct evidence_folder folder;
 *   evidence_folder_make(&folder);
 *   evidence_folder_file(&folder, "shop/junit.xml", "<testsuite/>");
 *   evidence_folder_open(&folder);         folder.opened is for the view
 *   evidence_folder_remove(&folder);
 */
#ifndef DONE_TEST_EVIDENCE_FOLDER_H
#define DONE_TEST_EVIDENCE_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "done/folder.h"
#include "support.h"

#define EVIDENCE_FOLDER_PATHS 64

struct evidence_folder {
	char path[64];
	const char *made[EVIDENCE_FOLDER_PATHS]; /* in this order; removed in the other */
	size_t nr;
	struct done_arena arena;
	struct done_folder opened;
};

static inline void evidence_folder_make(struct evidence_folder *folder)
{
	memset(folder, 0, sizeof(*folder));
	snprintf(folder->path, sizeof(folder->path), "/tmp/git-done-evidence-XXXXXX");
	assert_non_null(mkdtemp(folder->path));
}

static inline const char *evidence_folder_note(struct evidence_folder *folder, const char *path)
{
	assert_true(folder->nr < EVIDENCE_FOLDER_PATHS);
	folder->made[folder->nr] = done_arena_printf(&folder->arena, "%s/%s", folder->path, path);
	return folder->made[folder->nr++];
}

static inline void evidence_folder_directories(struct evidence_folder *folder, const char *path)
{
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		const char *directory =
		    done_arena_strndup(&folder->arena, path, (size_t)(slash - path));

		if (mkdir(evidence_folder_note(folder, directory), 0700))
			folder->nr--;
	}
}

static inline void evidence_folder_bytes(
    struct evidence_folder *folder, const char *path, const char *bytes, size_t len)
{
	FILE *file;

	evidence_folder_directories(folder, path);
	file = fopen(evidence_folder_note(folder, path), "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
}

static inline void evidence_folder_file(
    struct evidence_folder *folder, const char *path, const char *text)
{
	evidence_folder_bytes(folder, path, text, strlen(text));
}

static inline void evidence_folder_open(struct evidence_folder *folder)
{
	struct done_error err = {0};

	done_folder_close(&folder->opened);
	assert_success(done_folder_open(&folder->arena, folder->path, &folder->opened, &err), err);
}

static inline void evidence_folder_remove(struct evidence_folder *folder)
{
	done_folder_close(&folder->opened);
	while (folder->nr)
		remove(folder->made[--folder->nr]);
	rmdir(folder->path);
	done_arena_release(&folder->arena);
}

#endif
