/* Reads a policy and all it extends: presets, and files of the same source. */
#include <inttypes.h>
#include <string.h>

#include "loader.h"

#define VERSION 1
#define EXTENDS_DEPTH_MAX 16
#define EXTENDS_FILES_MAX 64
#define PRESET "preset:"

/* A file with all it extends: merged once, however many files name it. */
struct known {
	const char *path;
	const struct done_imported *import; /* the one by whose hashes it was read; NULL */
	struct done_value tree;
};

struct reading {
	struct done_arena *arena;
	const struct done_policy_source *source;
	const struct done_kind_forms *kinds;
	const char
	    *chain[EXTENDS_DEPTH_MAX + 1]; /* the file being read, and those that led to it */
	size_t depth;
	struct known *known;
	size_t nr_known, cap_known;
	const struct done_imported *import; /* whose files are being read; NULL: our own */
	struct done_policy_text *text;
	size_t cap_files, nr_files; /* the latter: those that were read, twice ones too */
};

static int read_one(struct reading *reading, const char *written, const struct done_value *named_at,
    struct done_value *out, struct done_error *err);

static const char *extends_top(const struct reading *reading)
{
	return reading->source && reading->source->top ? reading->source->top : "";
}

/* Returns 1, or 0 when there is no such file. */
static int extends_parse(
    struct reading *reading, const char *path, struct done_value *out, struct done_error *err)
{
	const struct done_policy_source *source = reading->source;
	struct done_buf text = {0};
	int rc = source ? source->read(source->self, path, &text, err) : 0;

	if (rc == 1) {
		struct done_bytes bytes = {text.ptr ? text.ptr : "", text.len};

		if ((reading->import &&
		        done_imported_check(reading->import, path, bytes, err) < 0) ||
		    done_yaml_parse(reading->arena, bytes, path, DONE_YAML_STRICT, out, err) < 0)
			rc = err->code;
	}
	done_buf_release(&text);
	return rc;
}

static int read_tree(
    struct reading *reading, const char *path, struct done_value *out, struct done_error *err)
{
	const struct done_preset *preset;

	if (!done_file_is_preset(path))
		return extends_parse(reading, path, out, err);
	preset = done_preset_find(path + strlen(PRESET), err);
	if (!preset || done_preset_tree(reading->arena, preset, path, out, err) < 0)
		return err->code;
	return 1;
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

static int extends_enter(struct reading *reading, const char *path,
    const struct done_value *named_at, struct done_error *err)
{
	for (size_t i = 0; i < reading->depth; i++) {
		if (!strcmp(reading->chain[i], path))
			return refuse_cycle(reading, path, named_at, err);
	}
	if (reading->depth > EXTENDS_DEPTH_MAX)
		return done_value_error(
		    err, named_at, "'extends' is more than %d deep", EXTENDS_DEPTH_MAX);
	if (reading->nr_files == EXTENDS_FILES_MAX)
		return done_value_error(
		    err, named_at, "'extends' leads to more than %d files", EXTENDS_FILES_MAX);
	reading->chain[reading->depth++] = path;
	return 0;
}

/* Nobody would see that such a file was edited. */
static int refuse_unpinned(const struct done_value *value, struct done_error *err)
{
	done_value_error(
	    err, value, "'%s' is an imported file, and its hash is missing", value->string.ptr);
	return done_error_cure(
	    err, "name it as git done policy import writes it: {path: …, sha256: …, from: …}");
}

/* Relative to the file that names it, or with a leading '/' to the root of the source. */
static int extends_resolve(struct reading *reading, const struct done_value *value,
    const char **out, struct done_error *err)
{
	const char *from = reading->chain[reading->depth - 1];
	const char *slash = strrchr(from, '/');
	const char *path, *problem;

	if (value->type != DONE_STRING || !value->string.len)
		return done_value_error(err, value, "'extends' takes presets and paths, not %s",
		    value->type == DONE_STRING ? "empty text" : done_value_type_name(value->type));
	path = value->string.ptr;
	if (done_file_is_preset(path)) {
		*out = path;
		return 0;
	}
	if (done_file_is_preset(from))
		return done_value_error(
		    err, value, "a preset can extend presets only, not '%s'", path);
	if (strstr(path, "://")) {
		done_value_error(err, value, "'extends' opens no network connection: '%s'", path);
		return done_error_cure(
		    err, "copy the file into this repository, and name its path");
	}
	problem = done_path_problem(path + (path[0] == '/'));
	if (problem) {
		done_value_error(err, value, "the path '%s' %s", path, problem);
		return done_error_cure(
		    err, "write it from the root of the tree, with a leading '/'");
	}
	if (path[0] == '/' && reading->import)
		*out = done_arena_printf(reading->arena, "%s%s", reading->import->root, path);
	else if (path[0] == '/')
		*out = path + 1;
	else if (slash)
		*out =
		    done_arena_printf(reading->arena, "%.*s/%s", (int)(slash - from), from, path);
	else
		*out = path;
	return reading->import || !done_path_is_imported(*out, extends_top(reading))
	    ? 0
	    : refuse_unpinned(value, err);
}

/* One item of `extends`, with all that it extends itself. */
static int extend_one(struct reading *reading, const struct done_value *item,
    struct done_value *out, struct done_error *err)
{
	const struct done_imported *around = reading->import;
	struct done_imported *import = NULL;
	const char *path;
	int rc;

	if (item->type != DONE_MAP) {
		rc = extends_resolve(reading, item, &path, err);
		return rc < 0 ? rc : read_one(reading, path, item, out, err);
	}
	if (done_imported_load(reading->arena, item, extends_top(reading), around, &import, err) <
	    0)
		return err->code;
	reading->import = import;
	rc = read_one(reading, import->path, item, out, err);
	reading->import = around;
	if (rc < 0 || done_imported_all_used(import, err) < 0)
		return err->code;
	import->tree = *out;
	/* It is said to whoever imports that file, and not to who imports this one. */
	done_policy_drop_key(reading->arena, out, "allow_loosening");
	*DONE_ARENA_PUSH(reading->arena, reading->text->imports.items, reading->text->imports.nr,
	    reading->text->imports.cap) = import;
	return 0;
}

/*
 * Read from the last, which is the nearest, to the first, so that files come in the order of
 * nearness; merged from the first to the last, so that what a nearer file takes out stays out.
 */
static int extend_all(struct reading *reading, const struct done_value *own, struct done_value *out,
    struct done_error *err)
{
	const struct done_value *extends = done_value_get(own, "extends");
	const struct done_value *items = extends;
	struct done_value farther[DONE_EXTENDS_MAX], merged;
	size_t nr = extends ? 1 : 0;

	if (extends && extends->type == DONE_LIST) {
		items = extends->list.ptr;
		nr = extends->list.nr;
	}
	if (nr > DONE_EXTENDS_MAX)
		return done_value_error(
		    err, extends, "'extends' has more than %d items", DONE_EXTENDS_MAX);
	for (size_t i = nr; i-- > 0;) {
		if (extend_one(reading, &items[i], &farther[i], err) < 0)
			return err->code;
	}
	merged = nr ? farther[0] : *own;
	for (size_t i = 1; i < nr; i++)
		done_policy_merge(reading->arena, reading->kinds, &merged, &farther[i], &merged);
	if (nr)
		done_policy_merge(reading->arena, reading->kinds, &merged, own, &merged);
	*out = merged;
	return 0;
}

/* Keys of the language that this version does not hold: refused, never ignored. */
static const char *const not_yet[] = {"baseline"};

static const char *const top_keys[] = {"version", "requires", "extends", "stages", "services",
    "select", "criteria", "experiments", "sheet", "waivers", "placeholders", "ecosystems", "target",
    "keep", "push", "loosening", "questions", "debt", "losses", "params", "help", "allow_loosening",
    "evidence"};

static bool extends_holds(const char *const *names, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

static int check_key(const struct done_member *member, struct done_error *err)
{
	const char *key = member->key.ptr;

	if (extends_holds(top_keys, DONE_ARRAY_SIZE(top_keys), key))
		return 0;
	if (!extends_holds(not_yet, DONE_ARRAY_SIZE(not_yet), key))
		return done_unknown_key(
		    member, "the policy", top_keys, DONE_ARRAY_SIZE(top_keys), err);
	done_error_set(
	    err, DONE_E_POLICY, "'%s' is not supported by this version of git-done yet", key);
	done_error_cure(err, "take it out, or use a newer git-done");
	return done_error_place(err, member->value.file, member->line, member->column);
}

bool done_policy_has_key(const char *key)
{
	return extends_holds(top_keys, DONE_ARRAY_SIZE(top_keys), key);
}

static int check_version(const struct done_value *root, struct done_error *err)
{
	const struct done_value *version = done_value_get(root, "version");

	if (!version) {
		done_value_error(err, root, "the policy does not declare its version");
		return done_error_cure(err, "begin it with 'version: %d'", VERSION);
	}
	if (version->type == DONE_INTEGER && version->integer == VERSION)
		return 0;
	if (version->type == DONE_INTEGER)
		done_value_error(err, version,
		    "version %" PRId64 " of the policy language is not supported",
		    version->integer);
	else
		done_value_error(err, version, "'version' must be a whole number, not %s",
		    done_value_type_name(version->type));
	return done_error_cure(err, "git-done " DONE_VERSION " supports 'version: %d'", VERSION);
}

/* The versions before keys: a newer language, and a newer program, may have other ones. */
int done_policy_check_versions(const struct done_value *own, struct done_error *err)
{
	if (own->type != DONE_MAP)
		return done_value_error(
		    err, own, "a policy must be a map, not %s", done_value_type_name(own->type));
	if (check_version(own, err) < 0 || done_requires_check(own, err) < 0)
		return err->code;
	return 0;
}

/* What every file must have by itself, before another's keys stand in front of its own. */
static int check_own(const struct done_value *own, struct done_error *err)
{
	if (done_policy_check_versions(own, err) < 0)
		return err->code;
	for (size_t i = 0; i < own->map.nr; i++) {
		if (check_key(&own->map.ptr[i], err) < 0)
			return err->code;
	}
	return 0;
}

static int missing(const struct done_value *named_at, const char *path, struct done_error *err)
{
	done_value_error(err, named_at, "'extends' names '%s', which does not exist", path);
	return done_error_cure(err,
	    "paths are relative to the file that names them, or with a "
	    "leading '/' to the root of the tree; built in is '" PRESET "%s'",
	    done_presets_nr ? done_presets[0].name : "backend");
}

/* Each once: two imports may share one. */
static void remember_file(struct reading *reading, const char *path)
{
	struct done_strings *files = &reading->text->files;

	if (!done_strings_has(files, path))
		*DONE_ARENA_PUSH(reading->arena, files->items, files->nr, reading->cap_files) =
		    path;
}

/* Returns 1, or 0 when the file that was asked for first is absent. */
static int read_new(struct reading *reading, const char *path, const struct done_value *named_at,
    struct done_value *out, struct done_error *err)
{
	struct done_value own = {0};
	struct known *known;
	int rc = read_tree(reading, path, &own, err);

	if (rc == 0 && reading->import)
		rc = done_imported_missing(reading->import, path, err);
	else if (rc == 0 && named_at)
		rc = missing(named_at, path, err);
	if (rc < 0 && named_at)
		done_error_place(err, named_at->file, named_at->line, named_at->column);
	if (rc == 1 && check_own(&own, err) < 0)
		rc = err->code;
	if (rc <= 0)
		return rc;
	reading->nr_files++;
	remember_file(reading, path);
	rc = extend_all(reading, &own, out, err);
	if (rc < 0)
		return rc;
	known =
	    DONE_ARENA_PUSH(reading->arena, reading->known, reading->nr_known, reading->cap_known);
	known->path = path;
	known->import = reading->import;
	known->tree = *out;
	return 1;
}

/* A preset is known by its version, so that a report says which one judged. */
static const char *with_version(struct reading *reading, const char *path)
{
	struct done_error unknown = {0};
	const struct done_preset *preset =
	    done_file_is_preset(path) ? done_preset_find(path + strlen(PRESET), &unknown) : NULL;

	return preset ? done_arena_printf(reading->arena, PRESET "%s", preset->name) : path;
}

static int read_one(struct reading *reading, const char *written, const struct done_value *named_at,
    struct done_value *out, struct done_error *err)
{
	const char *path = with_version(reading, written);
	int rc = extends_enter(reading, path, named_at, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < reading->nr_known; i++) {
		if (reading->known[i].import == reading->import &&
		    !strcmp(reading->known[i].path, path)) {
			*out = reading->known[i].tree;
			rc = 1;
		}
	}
	if (rc == 0)
		rc = read_new(reading, path, named_at, out, err);
	reading->depth--;
	return rc;
}

int done_policy_read(struct done_arena *arena, const struct done_policy_source *source,
    const char *path, const struct done_kind_forms *kinds, struct done_policy_text *out,
    struct done_error *err)
{
	struct reading reading = {.arena = arena, .source = source, .kinds = kinds, .text = out};

	return read_one(&reading, done_arena_strdup(arena, path), NULL, &out->tree, err);
}

int done_policy_files(struct done_arena *arena, const struct done_policy_source *source,
    const char *path, const struct done_kind_forms *kinds, struct done_strings *out,
    struct done_error *err)
{
	struct done_policy_text text = {.files = {0}};
	int rc = done_policy_read(arena, source, path, kinds, &text, err);

	if (rc > 0)
		*out = text.files;
	return rc;
}
