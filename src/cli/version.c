/* git done --version: ours and every library's. */
#include "cli.h"

#include "done/artifact.h"

static int version_run(void *options, struct done_command_line *line, struct done_error *err)
{
	struct done_buf text = {0};
	char git[96], patterns[32], artifacts[96];
	int rc;

	(void)options;
	(void)line;
	done_repo_libraries(git);
	done_pattern_library(patterns);
	done_artifact_libraries(artifacts);
	done_buf_addf(&text, "git-done %s (%s, %s, %s)\n", DONE_VERSION, git, patterns, artifacts);
	rc = done_print(text.ptr, text.len, err);
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

const struct done_command done_command_version = {
    .name = "version",
    .summary = "show the versions of git-done and its libraries",
    .usage = "git done version",
    .exits = {[DONE_EXIT_MET] = "the version is printed",
        DONE_EXIT_SAYS_USAGE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = version_run,
};
