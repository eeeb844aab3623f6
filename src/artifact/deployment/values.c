/* Value trees of declarations: texts, commands, labels. */
#include <inttypes.h>
#include <string.h>

#include "../formats.h"
#include "deployment_parts.h"

const char *done_deploy_scalar(struct done_arena *arena, const struct done_value *value)
{
	if (!value)
		return NULL;
	if (value->type == DONE_STRING)
		return value->string.ptr;
	if (value->type == DONE_BOOLEAN)
		return value->boolean ? "true" : "false";
	if (value->digits)
		return value->digits;
	if (value->type == DONE_INTEGER)
		return done_arena_printf(arena, "%" PRId64, value->integer);
	if (value->type == DONE_REAL)
		return done_arena_printf(arena, "%g", value->real);
	return NULL;
}

const char *done_deploy_text(
    struct done_arena *arena, const struct done_value *map, const char *key)
{
	return done_deploy_scalar(arena, done_value_get(map, key));
}

const char *done_deploy_key(const struct done_member *member)
{
	return *member->key.ptr ? member->key.ptr : NULL;
}

const char *done_deploy_command(struct done_deploy *deploy, const struct done_value *value)
{
	struct done_buf buf = {0};
	const char *text = done_deploy_scalar(deploy->arena, value);

	if (value && value->type == DONE_LIST) {
		for (size_t i = 0; i < value->list.nr; i++) {
			const char *word = done_deploy_scalar(deploy->arena, &value->list.ptr[i]);
			if (word)
				done_buf_addf(&buf, "%s%s", buf.len ? " " : "", word);
		}
		text = buf.len ? done_arena_strndup(deploy->arena, buf.ptr, buf.len) : NULL;
		done_buf_release(&buf);
	}
	if (!text || !*text)
		return NULL;
	return done_deploy_expand(deploy, &deploy->variables, text);
}

const char *done_deploy_joined(struct done_arena *arena, const char *a, const char *b)
{
	if (!a || !b)
		return a ? a : b;
	return done_arena_printf(arena, "%s %s", a, b);
}

const struct done_value *done_deploy_at(
    const struct done_value *value, const char *const *keys, size_t nr)
{
	for (size_t i = 0; value && i < nr; i++)
		value = done_value_get(value, keys[i]);
	return value;
}

size_t done_deploy_count(const struct done_value *value)
{
	if (!value || value->type == DONE_NULL)
		return 0;
	return value->type == DONE_LIST ? value->list.nr : 1;
}

/* Compose writes labels as a map or as a list of "key=value". */
void done_deploy_labels(
    struct done_deploy *deploy, struct done_deployment *deployment, const struct done_value *labels)
{
	if (labels && labels->type == DONE_MAP)
		for (size_t i = 0; i < labels->map.nr; i++)
			done_deploy_label(deploy, deployment, labels->map.ptr[i].key.ptr,
			    done_deploy_scalar(deploy->arena, &labels->map.ptr[i].value));
	for (size_t i = 0; labels && labels->type == DONE_LIST && i < labels->list.nr; i++) {
		const char *text = done_deploy_scalar(deploy->arena, &labels->list.ptr[i]);
		const char *is = text ? strchr(text, '=') : NULL;
		if (is)
			done_deploy_label(deploy, deployment,
			    done_arena_strndup(deploy->arena, text, (size_t)(is - text)), is + 1);
	}
}

/* ---- members ---- */

static void value_args_add(struct done_deploy *deploy, struct done_deployment *to, const char *text)
{
	done_deploy_list(deploy->arena, &to->args, &to->nr_args,
	    done_deploy_expand(deploy, &deploy->variables, text));
}

void done_deploy_args(
    struct done_deploy *deploy, struct done_deployment *deployment, const struct done_value *args)
{
	struct done_arena *arena = deploy->arena;

	for (size_t i = 0; args && args->type == DONE_MAP && i < args->map.nr; i++) {
		const struct done_member *member = &args->map.ptr[i];
		const char *value = done_deploy_scalar(arena, &member->value);
		if (value)
			value_args_add(deploy, deployment,
			    done_arena_printf(arena, "%s=%s", member->key.ptr, value));
	}
	for (size_t i = 0; args && args->type == DONE_LIST && i < args->list.nr; i++) {
		const char *text = done_deploy_scalar(arena, &args->list.ptr[i]);
		if (text && strchr(text, '='))
			value_args_add(deploy, deployment, text);
	}
}

const char *done_deploy_member_path(
    struct done_deploy *deploy, const struct done_value *map, const char *key)
{
	return done_deploy_path(
	    deploy, &deploy->variables, done_deploy_text(deploy->arena, map, key));
}

const char *done_deploy_member_name(
    struct done_deploy *deploy, const struct done_value *map, const char *key)
{
	return done_deploy_name(
	    deploy, &deploy->variables, done_deploy_text(deploy->arena, map, key));
}

const char *done_deploy_member_image(
    struct done_deploy *deploy, const struct done_value *map, const char *key)
{
	return done_deploy_image(
	    deploy, &deploy->variables, done_deploy_text(deploy->arena, map, key));
}

void done_deploy_member_command(struct done_deploy *deploy, struct done_deployment *deployment,
    const struct done_value *map, const char *key)
{
	done_deploy_list(deploy->arena, &deployment->commands, &deployment->nr_commands,
	    done_deploy_command(deploy, done_value_get(map, key)));
}

/* ---- whole files ---- */

static enum done_deployment_data value_tree_data_of(const char *file)
{
	if (done_text_ends(file, ".toml"))
		return DONE_DEPLOY_TOML;
	return done_text_ends(file, ".json") || done_text_ends(file, ".jsonc") ? DONE_DEPLOY_JSON
	                                                                       : DONE_DEPLOY_YAML;
}

static int value_tree_parse(struct done_deploy *deploy, struct done_bytes bytes,
    enum done_deployment_data data, struct done_documents *out)
{
	struct done_arena *arena = deploy->arena;

	if (data == DONE_DEPLOY_BY_NAME)
		data = value_tree_data_of(deploy->file);
	if (data == DONE_DEPLOY_YAML)
		return done_yaml_parse_documents(arena, bytes, deploy->file, out, deploy->err);
	out->items = done_arena_alloc(arena, sizeof(*out->items));
	out->nr = 1;
	if (data == DONE_DEPLOY_TOML)
		return done_toml_parse(arena, bytes, deploy->file, out->items, deploy->err);
	return done_json_parse_as(
	    arena, bytes, deploy->file, DONE_JSON_COMMENTS, out->items, deploy->err);
}

int done_deploy_tree(struct done_deploy *deploy, struct done_bytes bytes,
    enum done_deployment_data data, done_deploy_root *root, struct done_deployments *out)
{
	struct done_documents documents = {0};
	int rc = done_deploy_open(deploy, bytes);

	if (rc == 0)
		rc = value_tree_parse(deploy, bytes, data, &documents);
	for (size_t i = 0; rc == 0 && i < documents.nr; i++)
		if (documents.items[i].type == DONE_MAP)
			rc = root(deploy, &documents.items[i]);
	if (rc == 0)
		*out = deploy->out;
	return rc;
}

void done_deploy_label(struct done_deploy *deploy, struct done_deployment *deployment,
    const char *key, const char *value)
{
	const char *last = key + strlen(key);

	while (last > key && !strchr("./", last[-1]))
		last--;
	if (!deployment->team && (!strcasecmp(last, "team") || !strcasecmp(last, "owner")))
		deployment->team = done_deploy_name(deploy, &deploy->variables, value);
}
