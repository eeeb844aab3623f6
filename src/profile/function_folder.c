/* Folders of functions, which need no manifest: "lambdas/mail". */
#include <string.h>

#include "finder.h"

static const char *const folder_names[] = {"lambda", "lambdas", "functions", "aws_lambda",
    "aws-lambda", "lambda_functions", "lambda-functions", "cloud_functions", "cloud-functions",
    "cloudfunctions", "serverless"};
/* Below such a folder: what the functions share, or how the only one is laid out. */
static const char *const folder_shared[] = {"src", "lib", "libs", "common", "shared", "utils",
    "util", "layer", "layers", "helpers", "dist", "build", "models", "types", "config"};

static bool folder_is_listed(const char *text, size_t len, const char *const *names, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (strlen(names[i]) == len && !strncmp(names[i], text, len))
			return true;
	}
	return false;
}

size_t done_function_folder_len(const char *path)
{
	bool is_in = false;

	for (const char *at = path, *slash; (slash = strchr(at, '/')); at = slash + 1) {
		size_t len = (size_t)(slash - at);

		if (is_in)
			return folder_is_listed(
			           at, len, folder_shared, DONE_ARRAY_SIZE(folder_shared))
			    ? (size_t)(at - path) - 1
			    : (size_t)(slash - path);
		is_in = folder_is_listed(at, len, folder_names, DONE_ARRAY_SIZE(folder_names));
		if (is_in && !strchr(slash + 1, '/'))
			return (size_t)(slash - path);
	}
	return 0;
}

const char *done_function_folder(struct done_arena *arena, const char *path)
{
	size_t len = done_function_folder_len(path);

	return len ? done_arena_strndup(arena, path, len) : NULL;
}

bool done_function_has_folders(const struct done_ecosystem *ecosystem)
{
	return !strcmp(ecosystem->id, "python") || !strcmp(ecosystem->id, "node");
}
