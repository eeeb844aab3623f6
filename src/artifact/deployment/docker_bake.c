/* docker-bake.hcl: targets with literal members; what is computed in HCL is not read. */
#include <ctype.h>
#include <string.h>

#include "deployment_parts.h"

struct bake_target {
	const char *name, *context, *file, *target, *image, *inherits;
	struct done_deploy_texts args;
	int line;
};

struct bake_file {
	struct done_deploy *deploy;
	struct bake_target *targets;
	size_t nr, cap;
	const char *variable; /* block that is open: of a variable, or of the last target */
	bool in_target, in_args;
	int depth;
};

/* The first text in quotes, with variables; NULL: none is closed. */
static const char *bake_text(struct bake_file *bake, const char *value)
{
	const char *begin = strchr(value, '"'), *end = begin ? strchr(begin + 1, '"') : NULL;

	if (!end)
		return NULL;
	return done_deploy_expand(bake->deploy, &bake->deploy->variables,
	    done_arena_strndup(bake->deploy->arena, begin + 1, (size_t)(end - begin) - 1));
}

static const struct bake_key {
	const char *key;
	size_t offset;
} bake_keys[] = {
    {"context", offsetof(struct bake_target, context)},
    {"dockerfile", offsetof(struct bake_target, file)},
    {"target", offsetof(struct bake_target, target)},
    {"tags", offsetof(struct bake_target, image)},
    {"inherits", offsetof(struct bake_target, inherits)},
};

static void bake_member(struct bake_file *bake, const char *key, const char *text)
{
	struct bake_target *target = bake->nr ? &bake->targets[bake->nr - 1] : NULL;

	if (bake->variable && !strcmp(key, "default"))
		done_deploy_define(bake->deploy, &bake->deploy->variables, bake->variable, text);
	if (!bake->in_target || !target)
		return;
	if (bake->in_args) {
		done_deploy_push(bake->deploy->arena, &target->args,
		    done_arena_printf(bake->deploy->arena, "%s=%s", key, text));
		return;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(bake_keys); i++)
		if (!strcmp(bake_keys[i].key, key))
			*(const char **)((char *)target + bake_keys[i].offset) = text;
}

/* target "name" {, variable "name" { */
static void bake_open(struct bake_file *bake, const char *text, int line)
{
	const char *name = bake_text(bake, text);

	bake->variable = name && done_text_starts(text, "variable") ? name : NULL;
	bake->in_target = name && done_text_starts(text, "target");
	bake->in_args = false;
	if (bake->in_target)
		*DONE_ARENA_PUSH(bake->deploy->arena, bake->targets, bake->nr, bake->cap) =
		    (struct bake_target){.name = name, .line = line};
}

/* Braces outside of texts and comments. */
static int bake_braces(const char *text)
{
	bool quoted = false;
	int depth = 0;

	for (; *text; text++) {
		quoted ^= *text == '"';
		if (!quoted && (*text == '#' || (text[0] == '/' && text[1] == '/')))
			break;
		depth += !quoted && *text == '{';
		depth -= !quoted && *text == '}';
	}
	return depth;
}

/* key = "text", key = ["text"], args = { */
static void bake_assign(struct bake_file *bake, const char *text, bool opens)
{
	size_t len = 0;

	while (isalnum((unsigned char)text[len]) || (text[len] && strchr("_-", text[len])))
		len++;
	const char *is = strchr(text, '=');
	const char *value = is ? bake_text(bake, is) : NULL;
	const char *key = done_arena_strndup(bake->deploy->arena, text, len);
	if (len && is && opens && !strcmp(key, "args"))
		bake->in_args = true;
	else if (len && value)
		bake_member(bake, key, value);
	else if (*text == '"' && bake->nr && bake->in_target && !bake->in_args &&
	    !bake->targets[bake->nr - 1].image) /* tags = [ in lines of their own */
		bake_member(bake, "tags", bake_text(bake, text));
}

static void bake_line(struct bake_file *bake, const char *text, int line)
{
	int braces = bake_braces(text);

	if (bake->depth == 0 && strchr(text, '{')) {
		bake_open(bake, text, line);
		text = strchr(text, '{') + 1;
		text += strspn(text, " \t");
		bake_assign(bake, text, false);
	} else if (bake->depth > 0)
		bake_assign(bake, text, braces > 0);
	bake->depth += braces;
	if (bake->depth <= 1)
		bake->in_args = false;
	bake->depth = bake->depth < 0 ? 0 : bake->depth;
}

/* What a target does not say itself is that of the target it inherits from. */
static void bake_inherit(struct bake_file *bake, struct bake_target *target)
{
	for (size_t i = 0; target->inherits && i < bake->nr; i++) {
		const struct bake_target *from = &bake->targets[i];
		if (strcmp(from->name, target->inherits) != 0)
			continue;
		target->context = target->context ? target->context : from->context;
		target->file = target->file ? target->file : from->file;
		return;
	}
}

static int bake_declare(struct bake_file *bake, struct bake_target *target)
{
	struct done_deploy *deploy = bake->deploy;

	bake_inherit(bake, target);
	if (target->name[0] == '_') /* only there to be inherited from */
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_IMAGE, target->line);
	if (!to)
		return deploy->err->code;
	to->name = done_deploy_name(deploy, NULL, target->name);
	to->context = done_deploy_path(deploy, NULL, target->context ? target->context : ".");
	to->file = done_deploy_path(deploy, NULL, target->file);
	to->target = done_deploy_name(deploy, NULL, target->target);
	to->image = done_deploy_image(deploy, NULL, target->image);
	to->args = target->args.items;
	to->nr_args = target->args.nr;
	return 0;
}

static int bake_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct bake_file bake = {.deploy = &deploy};
	struct done_deploy_lines lines = {bytes, 0};
	struct done_bytes line;
	int rc = done_deploy_open(&deploy, bytes);

	while (rc == 0 && bake.nr <= DONE_DEPLOY_LIST_MAX && done_deploy_line(&lines, &line)) {
		line = done_deploy_trim(line);
		bake_line(&bake, done_arena_strndup(arena, line.ptr, line.len), lines.line);
	}
	for (size_t i = 0; rc == 0 && i < bake.nr; i++)
		rc = bake_declare(&bake, &bake.targets[i]);
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_docker_bake = {
    .name = "docker-bake",
    .summary = "docker-bake.hcl: targets with literal members",
    .read = bake_read,
};
