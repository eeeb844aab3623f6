/*
 * Workflows of GitHub Actions: steps that build images, by docker/build-push-action or by a
 * command. A matrix of literal values is one build a value.
 */
#include <ctype.h>
#include <string.h>

#include "deployment_parts.h"

#define MATRIX_MAX 200

/* What a build is told, as written. */
struct actions_build {
	const char *context, *file, *target, *image;
	const struct done_value *args;
	int line;
};

/* ---- expressions ---- */

/* Length of "${{ matrix.KEY }}" there, any key where key is NULL; 0: another text. */
static size_t matrix_length(const char *at, const char *key, struct done_bytes *found)
{
	const char *begin = at;

	if (strncmp(at, "${{", 3) != 0)
		return 0;
	at += 3 + strspn(at + 3, " ");
	if (strncmp(at, "matrix.", 7) != 0)
		return 0;
	at += 7;
	size_t len = 0;
	while (isalnum((unsigned char)at[len]) || (at[len] && strchr("_-.", at[len])))
		len++;
	*found = (struct done_bytes){at, len};
	if (key && (strlen(key) != len || strncmp(key, at, len) != 0))
		return 0;
	at += len + strspn(at + len, " ");
	return !strncmp(at, "}}", 2) ? (size_t)(at - begin) + 2 : 0;
}

static const char *matrix_replace(
    struct done_arena *arena, const char *text, const char *key, const char *value)
{
	struct done_buf buf = {0};
	struct done_bytes found;

	if (!text || !value || !strstr(text, "matrix."))
		return text;
	while (*text) {
		size_t len = *text == '$' ? matrix_length(text, key, &found) : 0;
		if (len)
			done_buf_addstr(&buf, value);
		else
			done_buf_addch(&buf, *text);
		text += len ? len : 1;
	}
	const char *out = done_arena_strndup(arena, buf.ptr ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return out;
}

static void matrix_apply(
    struct done_arena *arena, struct actions_build *build, const char *key, const char *value)
{
	build->context = matrix_replace(arena, build->context, key, value);
	build->file = matrix_replace(arena, build->file, key, value);
	build->target = matrix_replace(arena, build->target, key, value);
	build->image = matrix_replace(arena, build->image, key, value);
}

/* ---- builds ---- */

static int actions_declare(struct done_deploy *deploy, const struct actions_build *build)
{
	const char *context = done_deploy_path(deploy, NULL, build->context);

	if (strstr(context, "://"))
		return 0;
	if (done_deploy_is_open(context) || (build->file && done_deploy_is_open(build->file))) {
		done_deploy_not_read(deploy, build->line,
		    "the directory of this build is an expression, which is not read.");
		return 0;
	}
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_IMAGE, build->line);
	if (!to)
		return deploy->err->code;
	to->is_from_root = true;
	to->context = context;
	to->file = done_deploy_path(deploy, NULL, build->file);
	to->target = done_deploy_name(deploy, NULL, build->target);
	to->image = done_deploy_image(deploy, NULL, build->image);
	done_deploy_args(deploy, to, build->args);
	return 0;
}

/* The values of a key: a list of them, or members of the maps under `include`. */
static int actions_matrix(struct done_deploy *deploy, const struct done_value *matrix,
    const struct actions_build *build, const char *key)
{
	const struct done_value *list = done_value_get(matrix, key);
	const struct done_value *include = done_value_get(matrix, "include");
	size_t nr = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && list && list->type == DONE_LIST && i < list->list.nr; i++) {
		struct actions_build one = *build;
		const char *value = done_deploy_scalar(deploy->arena, &list->list.ptr[i]);
		matrix_apply(deploy->arena, &one, key, value);
		if (value && nr++ < MATRIX_MAX)
			rc = actions_declare(deploy, &one);
	}
	for (size_t i = 0; rc == 0 && include && include->type == DONE_LIST && i < include->list.nr;
	     i++) {
		struct actions_build one = *build;
		const struct done_value *map = &include->list.ptr[i];
		if (!done_deploy_text(deploy->arena, map, key) || nr++ >= MATRIX_MAX)
			continue;
		for (size_t j = 0; j < map->map.nr && j < MATRIX_MAX; j++)
			matrix_apply(deploy->arena, &one, map->map.ptr[j].key.ptr,
			    done_deploy_scalar(deploy->arena, &map->map.ptr[j].value));
		rc = actions_declare(deploy, &one);
	}
	return rc < 0 || nr ? rc : actions_declare(deploy, build);
}

/* The first key of the matrix that the build's paths or image hold; NULL: none. */
static const char *actions_key(struct done_arena *arena, const struct actions_build *build)
{
	const char *texts[] = {build->context, build->file, build->target, build->image};
	struct done_bytes found;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(texts); i++)
		for (const char *at = texts[i]; at && (at = strstr(at, "${{")); at++)
			if (matrix_length(at, NULL, &found))
				return done_arena_strndup(arena, found.ptr, found.len);
	return NULL;
}

/* "{{defaultContext}}:src/cart" is a directory of the repository. */
static const char *actions_context(const char *text)
{
	const char *colon = text ? strstr(text, "}}:") : NULL;

	if (!text || (!colon && strstr(text, "defaultContext")))
		return ".";
	return colon ? colon + 3 : text;
}

static int actions_build_step(
    struct done_deploy *deploy, const struct done_value *step, const struct done_value *matrix)
{
	const struct done_value *with = done_value_get(step, "with");
	const char *tags = done_deploy_text(deploy->arena, with, "tags");
	struct actions_build build = {
	    .context = actions_context(done_deploy_text(deploy->arena, with, "context")),
	    .file = done_deploy_text(deploy->arena, with, "file"),
	    .target = done_deploy_text(deploy->arena, with, "target"),
	    .image = tags ? done_arena_strndup(deploy->arena, tags, strcspn(tags, "\n,")) : NULL,
	    .args = done_value_get(with, "build-args"),
	    .line = step->line,
	};
	const char *key = actions_key(deploy->arena, &build);

	return key ? actions_matrix(deploy, matrix, &build, key) : actions_declare(deploy, &build);
}

static int actions_step(
    struct done_deploy *deploy, const struct done_value *step, const struct done_value *matrix)
{
	const char *uses = done_deploy_text(deploy->arena, step, "uses");
	const struct done_value *run = done_value_get(step, "run");
	const char *directory = done_deploy_member_path(deploy, step, "working-directory");

	if (uses && done_text_starts(uses, "docker/build-push-action"))
		return actions_build_step(deploy, step, matrix);
	if (!run || run->type != DONE_STRING)
		return 0;
	/* The lines of a block stand below the key; of a folded one this is near enough. */
	struct done_deploy_shell shell = {directory ? directory : ".", run->line, true};
	return done_deploy_shell(
	    deploy, &shell, (struct done_bytes){run->string.ptr, run->string.len});
}

static int actions_root(struct done_deploy *deploy, const struct done_value *root)
{
	static const char *const strategy[] = {"strategy", "matrix"};
	const struct done_value *jobs = done_value_get(root, "jobs");

	for (size_t i = 0; jobs && jobs->type == DONE_MAP && i < jobs->map.nr; i++) {
		const struct done_value *job = &jobs->map.ptr[i].value;
		const struct done_value *matrix =
		    done_deploy_at(job, strategy, DONE_ARRAY_SIZE(strategy));
		const struct done_value *steps = done_value_get(job, "steps");
		for (size_t j = 0; steps && steps->type == DONE_LIST && j < steps->list.nr; j++)
			if (actions_step(deploy, &steps->list.ptr[j], matrix) < 0)
				return deploy->err->code;
	}
	return 0;
}

const struct done_deployment_reader done_reader_github_actions = {
    .name = "github-actions",
    .summary = "workflows of GitHub: docker/build-push-action and docker build",
    .data = DONE_DEPLOY_YAML,
    .root = actions_root,
};
