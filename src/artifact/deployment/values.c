/* Value trees of declarations: texts, commands, labels. */
#include <inttypes.h>
#include <string.h>

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

const char *done_deploy_text(struct done_arena *arena, const struct done_value *map,
                             const char *key)
{
	return done_deploy_scalar(arena, done_value_get(map, key));
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

const struct done_value *done_deploy_at(const struct done_value *value, const char *const *keys,
                                        size_t nr)
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
void done_deploy_labels(struct done_deploy *deploy, struct done_deployment *deployment,
                        const struct done_value *labels)
{
	if (labels && labels->type == DONE_MAP)
		for (size_t i = 0; i < labels->map.nr; i++)
			done_deploy_label(
				deploy, deployment, labels->map.ptr[i].key.ptr,
				done_deploy_scalar(deploy->arena, &labels->map.ptr[i].value));
	for (size_t i = 0; labels && labels->type == DONE_LIST && i < labels->list.nr; i++) {
		const char *text = done_deploy_scalar(deploy->arena, &labels->list.ptr[i]);
		const char *is = text ? strchr(text, '=') : NULL;
		if (is)
			done_deploy_label(
				deploy, deployment,
				done_arena_strndup(deploy->arena, text, (size_t)(is - text)),
				is + 1);
	}
}
