/*
 * What comments say, and what options say of values: which of them refuse any.
 */
#include "parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- comments ---- */

/* Lines that are for tools, by how they begin. */
static const char *const said_tools[] = {"buf:lint:ignore", "protolint:", "(-- api-linter",
    "api-linter:", "clang-format", "@exclude", "nolint", "import-restrictions",
    "+k8s:", "+optional", "+genclient"};

/* What a licence has in it, wherever. */
static const char *const said_licences[] = {"copyright", "licensed under",
    "spdx-license-identifier", "all rights reserved", "license-header"};

static bool said_has(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (; *text; text++) {
		if (!strncasecmp(text, word, len))
			return true;
	}
	return false;
}

static bool said_is_for_tools(struct done_bytes line)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(said_tools); i++) {
		size_t len = strlen(said_tools[i]);

		if (line.len >= len && !memcmp(line.ptr, said_tools[i], len))
			return true;
	}
	return false;
}

/* Without blanks, and without what marks a comment at both ends. */
static struct done_bytes said_trim(struct done_bytes line)
{
	while (line.len && (isspace((unsigned char)*line.ptr) || strchr("/*", *line.ptr))) {
		line.ptr++;
		line.len--;
	}
	while (line.len &&
	    (isspace((unsigned char)line.ptr[line.len - 1]) ||
	        strchr("/*", line.ptr[line.len - 1])))
		line.len--;
	return line;
}

const char *done_proto_comment(struct done_arena *arena, struct done_bytes comment)
{
	struct done_buf text = {0};
	const char *out = "";

	for (size_t at = 0; at < comment.len;) {
		const char *end = memchr(comment.ptr + at, '\n', comment.len - at);
		size_t len = end ? (size_t)(end - comment.ptr) - at : comment.len - at;
		struct done_bytes line = said_trim((struct done_bytes){comment.ptr + at, len});

		at += len + 1;
		if (!line.len || said_is_for_tools(line))
			continue;
		if (text.len)
			done_buf_addch(&text, '\n');
		done_buf_add(&text, line.ptr, line.len);
	}
	if (text.len)
		out = done_arena_strndup(arena, text.ptr, text.len);
	done_buf_release(&text);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(said_licences); i++) {
		if (said_has(out, said_licences[i]))
			return "";
	}
	return out;
}

/* ---- options ---- */

const struct done_proto_option *done_proto_option(
    const struct done_proto_option *options, size_t nr, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < nr; i++) {
		if (!strncmp(options[i].name, name, len) &&
		    (!options[i].name[len] || options[i].name[len] == '.'))
			return &options[i];
	}
	return NULL;
}

/* Options that hold values to something, by how they begin; and what takes that back. */
static const struct {
	const char *name;
	const char *not_name, *not_value; /* in the rest of the name, in the value; NULL: nothing */
} said_rules[] = {
    {"(buf.validate.field)", ".ignore", "IGNORE_ALWAYS"},
    {"(buf.validate.message)", ".disabled", "disabled"},
    {"(buf.validate.oneof)", NULL, NULL},
    {"(validate.rules)", NULL, NULL},
    {"(validate.required)", NULL, "false"},
    {"(validator.field)", NULL, NULL},
    {"(validator.oneof)", NULL, NULL},
    {"(google.api.field_behavior)", NULL, "OUTPUT_ONLY"},
};

static bool said_is_rule(const struct done_proto_option *option)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(said_rules); i++) {
		size_t len = strlen(said_rules[i].name);

		if (strncmp(option->name, said_rules[i].name, len) != 0 ||
		    (option->name[len] && option->name[len] != '.'))
			continue;
		return !(said_rules[i].not_name &&
		           !strcmp(option->name + len, said_rules[i].not_name)) &&
		    !(said_rules[i].not_value && strstr(option->value, said_rules[i].not_value));
	}
	return false;
}

static bool said_has_rule(const struct done_proto_node *node)
{
	for (size_t i = 0; i < node->nr_options; i++) {
		if (said_is_rule(&node->options[i]))
			return true;
	}
	return node->label == DONE_PROTO_REQUIRED;
}

/* Messages that were looked at, or are to be. */
struct said_walk {
	struct done_proto *set;
	struct done_proto_node **items;
	size_t nr, cap;
	bool is_unseen;
};
#define SAID_WALK_MAX 1000 /* messages in one request: beyond, none is asked for rules */

static void said_go_into(struct said_walk *walk, const struct done_proto_node *field)
{
	struct done_proto_node *type;
	enum done_proto_seen seen;

	if (done_proto_is_scalar(field->type))
		return;
	seen = done_proto_resolve(walk->set, field->file, field->parent, field->type, &type);
	walk->is_unseen |= seen == DONE_PROTO_UNSEEN;
	if (seen != DONE_PROTO_FOUND || type->sort != DONE_PROTO_MESSAGE ||
	    type->stamp == walk->set->nr_walks || walk->nr == SAID_WALK_MAX)
		return;
	type->stamp = walk->set->nr_walks;
	*DONE_ARENA_PUSH(walk->set->arena, walk->items, walk->nr, walk->cap) = type;
}

enum done_proto_rules done_proto_rules_of(struct done_proto *set, struct done_proto_node *message)
{
	struct said_walk walk = {.set = set};
	bool has_field = false;

	message->stamp = ++set->nr_walks;
	*DONE_ARENA_PUSH(set->arena, walk.items, walk.nr, walk.cap) = message;
	for (size_t i = 0; i < walk.nr; i++) {
		const struct done_proto_node *at = walk.items[i];

		if (said_has_rule(at))
			return DONE_PROTO_RULES;
		for (const struct done_proto_node *node = at->first; node; node = node->next) {
			if (node->sort != DONE_PROTO_FIELD && node->sort != DONE_PROTO_ONEOF)
				continue;
			if (node->extendee)
				continue;
			if (said_has_rule(node))
				return DONE_PROTO_RULES;
			has_field = true;
			if (node->sort == DONE_PROTO_FIELD)
				said_go_into(&walk, node);
		}
	}
	if (!has_field)
		return DONE_PROTO_NOTHING_TO_HOLD;
	return walk.is_unseen ? DONE_PROTO_RULES_UNSEEN : DONE_PROTO_NO_RULES;
}
