/* Globs: first line the glob, the rest the path; a match must be reachable by the directory it may
 * be below. */
#include <stdlib.h>
#include <string.h>

#include "done/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0}, written = {0};
	struct done_glob *glob;
	char *text = done_arena_strndup(&arena, (const char *)data, size);
	char *path = strchr(text, '\n');

	if (path) {
		*path++ = '\0';
		/* What is refused has a cure, and what is malformed is read no further than its
		 * end. */
		if (done_glob_check_written(text, &written) < 0 && !written.cure[0])
			abort();
		if (done_glob_compile(&arena, text, &glob, &err) >= 0 &&
		    done_glob_match(glob, path)) {
			char *slash = strchr(path, '/');
			if (slash) {
				*slash = '\0';
				if (*path && !done_glob_may_match_below(glob, path))
					abort();
			}
		}
	}
	done_arena_release(&arena);
	return 0;
}
