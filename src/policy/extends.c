/* Reads a policy and all it extends: presets, and files of the same source. */
#include <string.h>

#include "loader.h"

#define EXTENDS_DEPTH_MAX 16
#define EXTENDS_FILES_MAX 64
#define PRESET "preset:"

struct reading {
	struct done_arena *arena;
	const struct done_policy_source *source;
	const struct done_kind_forms *kinds;
	const char *chain[EXTENDS_DEPTH_MAX]; /* the file being read, and those that led to it */
	size_t depth;
	struct done_strings *files;
	size_t cap;
};

static int read_one(struct reading *reading, const char *path, const struct done_value *named_at,
                    struct done_value *out, struct done_error *err);

static int unknown_preset(const char *name, struct done_error *err)
{
	const char *names[32];
	const char *nearest;
	size_t nr = 0;

	for (; nr < done_presets_nr && nr < DONE_ARRAY_SIZE(names); nr++)
		names[nr] = done_presets[nr].name;
	nearest = done_name_nearest(name, names, nr);
	done_error_set(err, DONE_E_POLICY, "unknown preset '%s'", name);
	if (!nearest && nr)
		nearest = names[0];
	return done_error_cure(err, "there is '" PRESET "%s'", nearest ? nearest : "backend");
}

static int read_preset(const char *name, struct done_buf *out, struct done_error *err)
{
	for (size_t i = 0; i < done_presets_nr; i++) {
		if (!strcmp(done_presets[i].name, name)) {
			done_buf_add(out, done_presets[i].text, done_presets[i].len);
			return 1;
		}
	}
	return unknown_preset(name, err);
}

static int read_bytes(struct reading *reading, const char *path, struct done_buf *out,
                      struct done_error *err)
{
	if (!strncmp(path, PRESET, strlen(PRESET)))
		return read_preset(path + strlen(PRESET), out, err);
	if (!reading->source)
		return 0;
	return reading->source->read(reading->source->self, path, out, err);
}

/* A cycle is named whole: a.yml -> b.yml -> a.yml. */
static int refuse_cycle(const struct reading *reading, const char *path,
                        const struct done_value *named_at, struct done_error *err)
{
	struct done_buf cycle = {0};
	size_t first = 0;

	while (strcmp(reading->chain[first], path) != 0)
		first++;
	for (size_t i = first; i < reading->depth; i++)
		done_buf_addf(&cycle, "%s -> ", reading->chain[i]);
	done_value_error(err, named_at, "'extends' goes in a circle: %s%s", cycle.ptr, path);
	done_buf_release(&cycle);
	return err->code;
}

static int enter(struct reading *reading, const char *path, const struct done_value *named_at,
                 struct done_error *err)
{
	for (size_t i = 0; i < reading->depth; i++) {
		if (!strcmp(reading->chain[i], path))
			return refuse_cycle(reading, path, named_at, err);
	}
	if (reading->depth == EXTENDS_DEPTH_MAX)
		return done_value_error(err, named_at, "'extends' is more than %d deep",
		                        EXTENDS_DEPTH_MAX);
	if (reading->files->nr == EXTENDS_FILES_MAX)
		return done_value_error(err, named_at, "'extends' names more than %d files",
		                        EXTENDS_FILES_MAX);
	reading->chain[reading->depth++] = path;
	return 0;
}

/* Relative to the file that names it, or with a leading '/' to the root of the source. */
static int resolve(struct reading *reading, const struct done_value *value, const char **out,
                   struct done_error *err)
{
	const char *from = reading->chain[reading->depth - 1];
	const char *slash = strrchr(from, '/');
	const char *path, *problem;

	if (value->type != DONE_STRING || !value->string.len)
		return done_value_error(err, value, "'extends' takes presets and paths, not %s",
		                        value->type == DONE_STRING
		                                ? "empty text"
		                                : done_value_type_name(value->type));
	path = value->string.ptr;
	if (!strncmp(path, PRESET, strlen(PRESET))) {
		*out = path;
		return 0;
	}
	problem = done_path_problem(path + (path[0] == '/'));
	if (problem)
		return done_value_error(err, value, "the path '%s' %s", path, problem);
	if (path[0] == '/')
		*out = path + 1;
	else if (slash && strncmp(from, PRESET, strlen(PRESET)) != 0)
		*out = done_arena_printf(reading->arena, "%.*s/%s", (int)(slash - from), from,
		                         path);
	else
		*out = path;
	return 0;
}

static int extend(struct reading *reading, const struct done_value *value, struct done_value *base,
                  struct done_error *err)
{
	struct done_value farther, merged;
	const char *path;

	if (resolve(reading, value, &path, err) < 0 ||
	    read_one(reading, path, value, &farther, err) < 0)
		return err->code;
	if (base->type == DONE_NULL) {
		*base = farther;
		return 0;
	}
	done_policy_merge(reading->arena, reading->kinds, base, &farther, &merged);
	*base = merged;
	return 0;
}

/* What comes later in the list is nearer; the file itself is nearest. */
static int extend_all(struct reading *reading, const struct done_value *own, struct done_value *out,
                      struct done_error *err)
{
	const struct done_value *extends = done_value_get(own, "extends");
	struct done_value base = {.type = DONE_NULL};
	const struct done_value *items = extends;
	size_t nr = extends ? 1 : 0;

	if (extends && extends->type == DONE_LIST) {
		items = extends->list.ptr;
		nr = extends->list.nr;
	}
	for (size_t i = 0; i < nr; i++) {
		if (extend(reading, &items[i], &base, err) < 0)
			return err->code;
	}
	if (base.type == DONE_NULL)
		*out = *own;
	else
		done_policy_merge(reading->arena, reading->kinds, &base, own, out);
	return 0;
}

static int parse(struct reading *reading, const char *path, const struct done_buf *text,
                 struct done_value *out, struct done_error *err)
{
	struct done_bytes bytes = {text->ptr, text->len};

	if (done_yaml_parse(reading->arena, bytes, path, DONE_YAML_STRICT, out, err) < 0)
		return err->code;
	if (out->type != DONE_MAP)
		return done_value_error(err, out, "a policy must be a map, not %s",
		                        done_value_type_name(out->type));
	return 0;
}

/* Returns 1, or 0 when the file that was asked for first is absent. */
static int read_one(struct reading *reading, const char *path, const struct done_value *named_at,
                    struct done_value *out, struct done_error *err)
{
	struct done_buf text = {0};
	struct done_value own;
	int rc = named_at ? enter(reading, path, named_at, err) : 0;

	if (rc < 0)
		return rc;
	if (!named_at)
		reading->chain[reading->depth++] = path;
	*DONE_ARENA_PUSH(reading->arena, reading->files->items, reading->files->nr, reading->cap) =
		path;
	rc = read_bytes(reading, path, &text, err);
	if (rc == 0 && named_at)
		rc = done_value_error(err, named_at, "'extends' names '%s', which does not exist",
		                      path);
	if (rc < 0 && named_at)
		done_error_place(err, named_at->file, named_at->line, named_at->column);
	if (rc == 1 && parse(reading, path, &text, &own, err) < 0)
		rc = err->code;
	done_buf_release(&text);
	if (rc == 1 && extend_all(reading, &own, out, err) < 0)
		rc = err->code;
	if (rc == 0)
		reading->files->nr--;
	reading->depth--;
	return rc;
}

int done_policy_read(struct done_arena *arena, const struct done_policy_source *source,
                     const char *path, const struct done_kind_forms *kinds, struct done_value *out,
                     struct done_strings *files, struct done_error *err)
{
	struct reading reading = {.arena = arena, .source = source, .kinds = kinds, .files = files};

	return read_one(&reading, path, NULL, out, err);
}
