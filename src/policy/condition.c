/* `when`: has, tag, changed, stage, kind, serves, calls, language, not, any, all; several keys in
 * one map must all hold. */
#include <string.h>

#include "loader.h"

typedef int load_operand(struct done_loader *loader, const struct done_value *value,
    struct done_condition *out, struct done_error *err);

static int load_globs(struct done_loader *loader, const struct done_value *value,
    struct done_condition *out, struct done_error *err)
{
	const struct done_value *items = value->type == DONE_LIST ? value->list.ptr : value;
	size_t nr = value->type == DONE_LIST ? value->list.nr : 1;

	if (!nr)
		return done_value_error(err, value, "a condition has an empty list of globs");
	return done_file_globs_load(loader, items, nr, &out->files, err);
}

static int load_tag(struct done_loader *loader, const struct done_value *value,
    struct done_condition *out, struct done_error *err)
{
	if (value->type != DONE_STRING || !value->string.len)
		return done_value_error(
		    err, value, "'tag' must be text, not %s", done_value_type_name(value->type));
	out->text = value->string.ptr;
	return done_tag_check(loader, value, out->text, err);
}

static int load_stage(struct done_loader *loader, const struct done_value *value,
    struct done_condition *out, struct done_error *err)
{
	if (value->type != DONE_STRING)
		return done_value_error(
		    err, value, "'stage' must be text, not %s", done_value_type_name(value->type));
	out->text = value->string.ptr;
	return done_stage_check(loader, value, out->text, err);
}

const char *const done_serves_words[] = {
    "http", "html", "grpc", "graphql", "queue", "schedule", "cli", "nothing", NULL};
const char *const done_calls_words[] = {"http", "grpc", "database", "queue", "nothing", NULL};

static const char *const languages[] = {
    "cpp", "dotnet", "elixir", "go", "jvm", "node", "php", "python", "ruby", "rust", NULL};

static int load_word(const char *key, const char *const *words, const struct done_value *value,
    struct done_condition *out, struct done_error *err)
{
	size_t nr = 0;

	if (value->type != DONE_STRING)
		return done_value_error(err, value, "'%s' must be text, not %s", key,
		    done_value_type_name(value->type));
	out->text = value->string.ptr;
	for (; words[nr]; nr++) {
		if (!strcmp(words[nr], out->text))
			return 0;
	}
	done_value_error(err, value, "'%s' has no value '%s'", key, out->text);
	return done_suggest(err, out->text, words, nr);
}

/* One word, or a list of them of which one is enough. */
static int load_words(struct done_loader *loader, const struct done_condition_words *list,
    const struct done_member *member, struct done_condition *out, struct done_error *err)
{
	const struct done_value *value = &member->value;

	out->kind = list->kind;
	if (value->type != DONE_LIST || !value->list.nr)
		return load_word(list->name, list->words, value, out, err);
	out->kind = DONE_WHEN_ANY;
	out->parts = done_arena_array(loader->arena, value->list.nr, sizeof(*out->parts));
	out->nr_parts = value->list.nr;
	for (size_t i = 0; i < value->list.nr; i++) {
		out->parts[i].kind = list->kind;
		if (load_word(list->name, list->words, &value->list.ptr[i], &out->parts[i], err) <
		    0)
			return err->code;
	}
	return 0;
}

static int load_not(struct done_loader *loader, const struct done_value *value,
    struct done_condition *out, struct done_error *err)
{
	out->parts = done_arena_array(loader->arena, 1, sizeof(*out->parts));
	out->nr_parts = 1;
	return done_condition_load(loader, value, out->parts, err);
}

static int load_list(struct done_loader *loader, const struct done_value *value,
    struct done_condition *out, struct done_error *err)
{
	if (value->type != DONE_LIST || !value->list.nr)
		return done_value_error(err, value, "'any' and 'all' take a list of conditions");
	out->parts = done_arena_array(loader->arena, value->list.nr, sizeof(*out->parts));
	out->nr_parts = value->list.nr;
	for (size_t i = 0; i < value->list.nr; i++) {
		if (done_condition_load(loader, &value->list.ptr[i], &out->parts[i], err) < 0)
			return err->code;
	}
	return 0;
}

const struct done_condition_words done_condition_words[] = {
    {"kind", DONE_WHEN_KIND, done_kinds_declarable},
    {"serves", DONE_WHEN_SERVES, done_serves_words},
    {"calls", DONE_WHEN_CALLS, done_calls_words},
    {"language", DONE_WHEN_LANGUAGE, languages},
};
const size_t done_condition_words_nr = DONE_ARRAY_SIZE(done_condition_words);

static const struct {
	const char *name;
	enum done_condition_kind kind;
	load_operand *load;
} operators[] = {
    {"has", DONE_WHEN_HAS, load_globs},
    {"tag", DONE_WHEN_TAG, load_tag},
    {"changed", DONE_WHEN_CHANGED, load_globs},
    {"stage", DONE_WHEN_STAGE, load_stage},
    {"not", DONE_WHEN_NOT, load_not},
    {"any", DONE_WHEN_ANY, load_list},
    {"all", DONE_WHEN_ALL, load_list},
};

const char *const done_condition_names[] = {"has", "tag", "changed", "stage", "not", "any", "all",
    "kind", "serves", "calls", "language", NULL};

static int load_operator(struct done_loader *loader, const struct done_member *member,
    struct done_condition *out, struct done_error *err)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(operators); i++) {
		if (strcmp(operators[i].name, member->key.ptr) != 0)
			continue;
		out->kind = operators[i].kind;
		return operators[i].load(loader, &member->value, out, err);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(done_condition_words); i++) {
		if (!strcmp(done_condition_words[i].name, member->key.ptr))
			return load_words(loader, &done_condition_words[i], member, out, err);
	}
	return done_unknown_key(member, "a condition", done_condition_names,
	    DONE_ARRAY_SIZE(done_condition_names) - 1, err);
}

static int load_map(struct done_loader *loader, const struct done_value *value,
    struct done_condition *out, struct done_error *err)
{
	if (value->type != DONE_MAP || !value->map.nr)
		return done_value_error(
		    err, value, "a condition must be a map such as {has: \"**/*.go\"}");
	if (value->map.nr == 1)
		return load_operator(loader, &value->map.ptr[0], out, err);
	out->kind = DONE_WHEN_ALL;
	out->parts = done_arena_array(loader->arena, value->map.nr, sizeof(*out->parts));
	out->nr_parts = value->map.nr;
	for (size_t i = 0; i < value->map.nr; i++) {
		if (load_operator(loader, &value->map.ptr[i], &out->parts[i], err) < 0)
			return err->code;
	}
	return 0;
}

int done_condition_load(struct done_loader *loader, const struct done_value *value,
    struct done_condition *out, struct done_error *err)
{
	int rc;

	if (loader->depth >= DONE_CONDITION_DEPTH_MAX)
		return done_value_error(err, value, "conditions are nested more than %d deep",
		    DONE_CONDITION_DEPTH_MAX);
	loader->depth++;
	rc = load_map(loader, value, out, err);
	loader->depth--;
	return rc;
}
