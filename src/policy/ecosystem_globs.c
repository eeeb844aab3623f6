/*
 * "@sources", "@tests", "@generated", "@vendored" in a policy's lists of globs: replaced by the
 * globs of all ecosystems before anything is loaded, so that whoever reads the list sees globs
 * only. What is put in counts as built in: it need match nothing.
 */
#include <string.h>

#include "ecosystem_parts.h"

#define BUILT_IN "preset:ecosystems"
#define DEPTH_MAX 64

/* Keys whose values are globs; elsewhere "@name" is a person or a team. */
static const char *const glob_keys[] = {"files", "exclude", "any", "all", "none", "if", "then",
    "reports", "has", "file", "changed", "ignore", "about", "except", "everything", "depends_on"};

static const char *const glob_names[] = {"@sources", "@tests", "@generated", "@vendored"};

struct expanding {
	struct done_arena *arena;
	struct put_in {
		struct done_string *items; /* each negated: the glob itself is behind the '!' */
		size_t nr, cap;
	} lists[4]; /* as glob_names */
	bool is_read;
};

static bool is_glob_key(const char *key)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(glob_keys); i++) {
		if (!strcmp(glob_keys[i], key))
			return true;
	}
	return false;
}

/* ---- the lists of the built-in files ---- */

static void add_text(struct expanding *expanding, size_t name, const char *negated)
{
	struct put_in *list = &expanding->lists[name];

	*DONE_ARENA_PUSH(expanding->arena, list->items, list->nr, list->cap) =
	    (struct done_string){negated, strlen(negated)};
}

/* Below a directory only what this ecosystem calls a source: another language's `build` may hold
 * what its people wrote. Alternatives of the source become globs of their own, for a glob holds few
 * of them. */
static void add_below(
    struct expanding *expanding, size_t name, const char *directory, const char *source)
{
	const char *open = strchr(source, '{'), *at = open ? open + 1 : "";
	const char *close = open ? strchr(open, '}') : NULL;

	if (!close) {
		add_text(expanding, name,
		    done_arena_printf(expanding->arena, "!**/%s/%s", directory, source));
		return;
	}
	while (at < close) {
		size_t len = strcspn(at, ",}");

		add_text(expanding, name,
		    done_arena_printf(expanding->arena, "!**/%s/%.*s%.*s%s", directory,
		        (int)(open - source), source, (int)len, at, close + 1));
		at += len + 1;
	}
}

static size_t items_of(const struct done_value *list, const struct done_value **items)
{
	bool is_list = list && list->type == DONE_LIST;

	*items = is_list ? list->list.ptr : list;
	return is_list ? list->list.nr : list ? 1 : 0;
}

static void add_texts(struct expanding *expanding, size_t name, const struct done_value *globs,
    const struct done_value *sources)
{
	const struct done_value *items, *source;
	size_t nr = items_of(globs, &items), nr_sources = items_of(sources, &source);

	for (size_t i = 0; i < nr; i++) {
		const char *text = items[i].string.ptr;

		if (!done_text_ends(text, "/**") || !sources) {
			add_text(
			    expanding, name, done_arena_printf(expanding->arena, "!**/%s", text));
			continue;
		}
		for (size_t j = 0; j < nr_sources; j++)
			add_below(expanding, name, text, source[j].string.ptr);
	}
}

static int read_lists(struct expanding *expanding, struct done_error *err)
{
	for (size_t i = 0; i < done_embedded_ecosystems_nr && !expanding->is_read; i++) {
		const struct done_value *sources, *generated;
		struct done_value file;

		if (done_preset_tree(
		        expanding->arena, &done_embedded_ecosystems[i], BUILT_IN, &file, err) < 0)
			return err->code;
		sources = done_value_get(&file, "sources");
		generated = done_value_get(done_value_get(&file, "generated"), "files");
		add_texts(expanding, 0, sources, NULL);
		add_texts(expanding, 1, done_value_get(&file, "tests"), sources);
		add_texts(expanding, 2, generated, sources);
		add_texts(expanding, 3, done_value_get(&file, "vendored"), sources);
	}
	expanding->is_read = true;
	return 0;
}

/* ---- lists ---- */

/* The number of the name that an item is; -1: none, a glob as any other. */
static int name_of(const struct done_value *item, struct done_error *err)
{
	const char *text = item->type == DONE_STRING ? item->string.ptr : "";
	const char *nearest;

	text += text[0] == '!';
	if (text[0] != '@' || strpbrk(text, "/*?.[{"))
		return -1;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(glob_names); i++) {
		if (!strcmp(glob_names[i], text))
			return (int)i;
	}
	nearest = done_name_nearest(text, glob_names, DONE_ARRAY_SIZE(glob_names));
	if (!nearest)
		return -1;
	done_value_error(err, item, "unknown name '%s' in a list of globs", text);
	return done_error_cure(err, "did you mean '%s'?", nearest);
}

static void put(struct expanding *expanding, const struct done_value *item, size_t name,
    struct done_value *out, size_t *cap)
{
	const struct put_in *list = &expanding->lists[name];
	bool negated = item->string.ptr[0] == '!';

	for (size_t i = 0; i < list->nr; i++) {
		struct done_value *made =
		    DONE_ARENA_PUSH(expanding->arena, out->list.ptr, out->list.nr, *cap);

		*made = *item;
		made->file = BUILT_IN;
		made->stands_for = item->string.ptr;
		made->string.ptr = list->items[i].ptr + !negated;
		made->string.len = list->items[i].len - !negated;
	}
}

/* value: a list, or one text that stands for a list of one. */
static int expand_list(
    struct expanding *expanding, struct done_value *value, struct done_error *err)
{
	struct done_value out = *value, one = *value;
	const struct done_value *items = value->type == DONE_LIST ? value->list.ptr : &one;
	size_t nr = value->type == DONE_LIST ? value->list.nr : 1, cap = 0;
	bool found = false;

	out.type = DONE_LIST;
	out.list.ptr = NULL;
	out.list.nr = 0;
	for (size_t i = 0; i < nr; i++) {
		int name = name_of(&items[i], err);

		if (name < -1 || (name >= 0 && read_lists(expanding, err) < 0))
			return err->code;
		if (name >= 0)
			put(expanding, &items[i], (size_t)name, &out, &cap);
		else
			*DONE_ARENA_PUSH(expanding->arena, out.list.ptr, out.list.nr, cap) =
			    items[i];
		found |= name >= 0;
	}
	if (found)
		*value = out;
	return 0;
}

static int expand(
    struct expanding *expanding, struct done_value *value, int depth, struct done_error *err);

static int expand_member(
    struct expanding *expanding, struct done_member *member, int depth, struct done_error *err)
{
	struct done_value *value = &member->value;

	if (is_glob_key(member->key.ptr) &&
	    (value->type == DONE_LIST || value->type == DONE_STRING) &&
	    expand_list(expanding, value, err) < 0)
		return err->code;
	return expand(expanding, value, depth + 1, err);
}

/* Maps and lists may be shared with the trees of other files: what is changed is copied first. */
static int expand(
    struct expanding *expanding, struct done_value *value, int depth, struct done_error *err)
{
	if (depth > DEPTH_MAX)
		return 0;
	if (value->type == DONE_MAP) {
		struct done_member *own =
		    done_arena_array(expanding->arena, value->map.nr + 1, sizeof(*own));

		for (size_t i = 0; i < value->map.nr; i++) {
			own[i] = value->map.ptr[i];
			if (expand_member(expanding, &own[i], depth, err) < 0)
				return err->code;
		}
		value->map.ptr = own;
	} else if (value->type == DONE_LIST) {
		struct done_value *own =
		    done_arena_array(expanding->arena, value->list.nr + 1, sizeof(*own));

		for (size_t i = 0; i < value->list.nr; i++) {
			own[i] = value->list.ptr[i];
			if (expand(expanding, &own[i], depth + 1, err) < 0)
				return err->code;
		}
		value->list.ptr = own;
	}
	return 0;
}

/* An '@' that may be one of the names; most policies have none, and pay nothing. */
static bool has_names(const struct done_value *value, int depth)
{
	bool found = value->type == DONE_STRING &&
	    (value->string.ptr[0] == '@' ||
	        (value->string.ptr[0] == '!' && value->string.ptr[1] == '@'));

	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr && !found; i++)
		found = depth < DEPTH_MAX && has_names(&value->map.ptr[i].value, depth + 1);
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr && !found; i++)
		found = depth < DEPTH_MAX && has_names(&value->list.ptr[i], depth + 1);
	return found;
}

int done_policy_expand_globs(
    struct done_arena *arena, struct done_value *policy, struct done_error *err)
{
	struct expanding expanding = {.arena = arena};

	return has_names(policy, 0) ? expand(&expanding, policy, 0, err) : 0;
}
