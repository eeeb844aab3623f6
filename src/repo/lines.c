/*
 * Which lines of a text are new in comparison with another one: libgit2's own diff, on bytes in
 * memory, so that no attribute, filter or program of the repository takes part.
 */
#include "handle.h"
#include "opening.h"

static int lines_collect(git_patch *patch, struct done_arena *arena, struct done_line_ranges *out)
{
	size_t nr = git_patch_num_hunks(patch), cap = 0;

	for (size_t i = 0; i < nr; i++) {
		const git_diff_hunk *hunk;
		int rc = git_patch_get_hunk(&hunk, NULL, patch, i);

		if (rc < 0)
			return rc;
		if (hunk->new_lines > 0)
			*DONE_ARENA_PUSH(arena, out->items, out->nr, cap) =
			    (struct done_line_range){
			        hunk->new_start, hunk->new_start + hunk->new_lines - 1};
	}
	return 0;
}

int done_lines_added(struct done_arena *arena, struct done_bytes before, struct done_bytes after,
    bool ignore_space, struct done_line_ranges *out, struct done_error *err)
{
	git_diff_options options;
	git_patch *patch = NULL;
	int rc;

	*out = (struct done_line_ranges){0};
	if (done_library_start(err) < 0)
		return err->code;
	rc = git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.context_lines = 0;
	options.interhunk_lines = 0;
	options.flags = GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_FORCE_TEXT |
	    (ignore_space ? GIT_DIFF_IGNORE_WHITESPACE_EOL : 0U);
	if (rc >= 0)
		rc = git_patch_from_buffers(&patch, before.len ? before.ptr : NULL, before.len,
		    NULL, after.len ? after.ptr : NULL, after.len, NULL, &options);
	if (rc >= 0 && patch)
		rc = lines_collect(patch, arena, out);
	git_patch_free(patch);
	return rc < 0 ? done_git_error(err, rc, "cannot compare two versions of a file") : 0;
}
