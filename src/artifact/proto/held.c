/*
 * What options say of values: which of them refuse any, and which take that back.
 */
#include "parts.h"

#include <ctype.h>
#include <string.h>

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

/* Options that hold values to something, by how they begin. */
static const char *const held_rules[] = {"(buf.validate.field)", "(buf.validate.message)",
    "(buf.validate.oneof)", "(validate.rules)", "(validate.required)", "(validator.field)",
    "(validator.oneof)", "(google.api.field_behavior)"};

/* What in them holds nothing: a rule for when others count, and what never refuses. */
static const char *const held_idle[] = {
    "ignore", "ignore_empty", "skip", "skipped", "skip_on_unset", "disabled"};
static const char *const held_idle_at_zero[] = {"min_len", "min_bytes", "min_items", "min_pairs"};
static const char *const held_idle_values[] = {
    "false", "OUTPUT_ONLY", "FIELD_BEHAVIOR_UNSPECIFIED"};

/* What takes all rules of a message or field back. */
static const struct {
	const char *name, *key, *value;
} held_off[] = {
    {"(buf.validate.message)", "disabled", "true"},
    {"(validate.disabled)", "", "true"},
    {"(validate.ignored)", "", "true"},
    {"(buf.validate.field)", "ignore", "IGNORE_ALWAYS"},
    {"(buf.validate.field)", "skipped", "true"},
    {"(validate.rules)", "skip", "true"},
};

static bool held_is_one(const char *const *words, size_t nr, const char *text, size_t len)
{
	for (size_t i = 0; i < nr; i++) {
		if (strlen(words[i]) == len && !memcmp(words[i], text, len))
			return true;
	}
	return false;
}
#define HELD_IS_ONE(words, text, len) held_is_one(words, DONE_ARRAY_SIZE(words), text, len)

/* Whether a key with this value refuses anything. */
static bool held_says(const char *key, size_t key_len, const char *value, size_t value_len)
{
	return !HELD_IS_ONE(held_idle, key, key_len) &&
	    !HELD_IS_ONE(held_idle_values, value, value_len) &&
	    !(HELD_IS_ONE(held_idle_at_zero, key, key_len) && value_len == 1 && *value == '0');
}

/* One token of a value, whose tokens are parted by one blank; 0: it is over. */
static size_t held_token(const char *at)
{
	size_t len = *at == '"' || *at == '\'' ? 1 : 0;

	/* A text has blanks of its own. */
	if (len) {
		while (at[len] && at[len] != *at)
			len += at[len] == '\\' && at[len + 1] ? 2 : 1;
		return len + (at[len] != '\0');
	}
	return strcspn(at, " ");
}

struct held_pair {
	const char *key, *value;
	size_t key_len, value_len;
};

/* The next "key : value" behind *at that has no braces, in whatever braces it is itself. */
static bool held_next(const char **at, struct held_pair *out)
{
	const char *before = "", *last = "";
	size_t before_len = 0, last_len = 0;

	while (**at) {
		const char *token = *at;
		size_t len = held_token(token);

		*at += len + (token[len] == ' ');
		if (last_len == 1 && *last == ':' && *token != '{') {
			*out = (struct held_pair){before, token, before_len, len};
			return true;
		}
		before = last;
		before_len = last_len;
		last = token;
		last_len = len;
	}
	return false;
}

/* "(validate.rules).string.min_len": the name of the last part; "" where nothing stands behind. */
static const char *held_last_part(const struct done_proto_option *option, const char *name)
{
	const char *rest = option->name + strlen(name), *dot = strrchr(rest, '.');

	return dot ? dot + 1 : "";
}

static bool held_begins(const struct done_proto_option *option, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(option->name, name, len) &&
	    (!option->name[len] || option->name[len] == '.');
}

static bool held_option_holds(const struct done_proto_option *option, const char *name)
{
	const char *key = held_last_part(option, name), *at = option->value;
	struct held_pair pair;

	if (*at != '{' || HELD_IS_ONE(held_idle, key, strlen(key)))
		return held_says(key, strlen(key), at, strlen(at));
	while (held_next(&at, &pair)) {
		if (held_says(pair.key, pair.key_len, pair.value, pair.value_len))
			return true;
	}
	return false;
}

static bool held_takes_back(const struct done_proto_option *option, size_t row)
{
	const char *key = held_off[row].key, *value = held_off[row].value, *at = option->value;
	struct held_pair pair;

	if (*at != '{')
		return !strcmp(held_last_part(option, held_off[row].name), key) &&
		    !strcmp(at, value);
	while (held_next(&at, &pair)) {
		if (pair.key_len == strlen(key) && !memcmp(pair.key, key, pair.key_len) &&
		    pair.value_len == strlen(value) && !memcmp(pair.value, value, pair.value_len))
			return true;
	}
	return false;
}

static bool held_is_off(const struct done_proto_node *node)
{
	for (size_t i = 0; i < node->nr_options; i++) {
		for (size_t row = 0; row < DONE_ARRAY_SIZE(held_off); row++) {
			if (held_begins(&node->options[i], held_off[row].name) &&
			    held_takes_back(&node->options[i], row))
				return true;
		}
	}
	return false;
}

static bool held_has_rule(const struct done_proto_node *node)
{
	for (size_t i = 0; i < node->nr_options; i++) {
		for (size_t row = 0; row < DONE_ARRAY_SIZE(held_rules); row++) {
			if (held_begins(&node->options[i], held_rules[row]) &&
			    held_option_holds(&node->options[i], held_rules[row]))
				return true;
		}
	}
	return done_proto_is_required(node);
}

/* Messages that were looked at, or are to be. */
struct held_walk {
	struct done_proto *set;
	struct done_proto_node **items;
	size_t nr, cap;
	bool is_unseen;
};
#define HELD_WALK_MAX 1000 /* messages in one request: beyond, none is asked for rules */

static void held_go_into(struct held_walk *walk, const struct done_proto_node *field)
{
	struct done_proto_node *type;
	enum done_proto_seen seen;

	if (done_proto_is_scalar(field->type))
		return;
	seen = done_proto_resolve(walk->set, field->file, field->parent, field->type, &type);
	walk->is_unseen |= seen == DONE_PROTO_UNSEEN;
	if (seen != DONE_PROTO_FOUND || type->sort != DONE_PROTO_MESSAGE ||
	    type->stamp == walk->set->nr_walks || walk->nr == HELD_WALK_MAX)
		return;
	type->stamp = walk->set->nr_walks;
	*DONE_ARENA_PUSH(walk->set->arena, walk->items, walk->nr, walk->cap) = type;
}

enum done_proto_rules done_proto_rules_of(struct done_proto *set, struct done_proto_node *message)
{
	struct held_walk walk = {.set = set};
	bool has_field = false;

	message->stamp = ++set->nr_walks;
	*DONE_ARENA_PUSH(set->arena, walk.items, walk.nr, walk.cap) = message;
	for (size_t i = 0; i < walk.nr; i++) {
		const struct done_proto_node *at = walk.items[i];
		bool is_off = held_is_off(at);

		if (!is_off && held_has_rule(at))
			return DONE_PROTO_RULES;
		for (const struct done_proto_node *node = at->first; node; node = node->next) {
			if ((node->sort != DONE_PROTO_FIELD && node->sort != DONE_PROTO_ONEOF) ||
			    node->extendee)
				continue;
			has_field = true;
			if (is_off || held_is_off(node))
				continue;
			if (held_has_rule(node))
				return DONE_PROTO_RULES;
			if (node->sort == DONE_PROTO_FIELD)
				held_go_into(&walk, node);
		}
	}
	if (!has_field)
		return DONE_PROTO_NOTHING_TO_HOLD;
	return walk.is_unseen ? DONE_PROTO_RULES_UNSEEN : DONE_PROTO_NO_RULES;
}
