/*
 * The presets that are built in: embed_trees.c makes the table from config/presets/. Each has a
 * version, "backend@1", that never changes what it asks; without one, the newest is meant.
 */
#include <stdlib.h>
#include <string.h>

#include "loader.h"

#define NAMES_MAX 64
#define PRESET "preset:"

bool done_file_is_preset(const char *path)
{
	return !strncmp(path, PRESET, strlen(PRESET));
}

/* The version behind "backend" in "backend@12"; 0: it is another preset. */
static unsigned long version_of(const struct done_preset *preset, const char *name)
{
	size_t len = strlen(name);

	if (strncmp(preset->name, name, len) != 0 || preset->name[len] != '@')
		return 0;
	return strtoul(preset->name + len + 1, NULL, 10);
}

static const struct done_preset *find_newest(const char *name)
{
	const struct done_preset *newest = NULL;

	for (size_t i = 0; i < done_presets_nr; i++) {
		if (version_of(&done_presets[i], name) > (newest ? version_of(newest, name) : 0))
			newest = &done_presets[i];
	}
	return newest;
}

static int refuse_unknown(const char *name, struct done_error *err)
{
	const char *names[NAMES_MAX];
	const char *nearest;
	struct done_arena arena = {0};
	struct done_buf all = {0};
	size_t nr = 0;

	/* "backend" and "backend@1" */
	for (size_t i = 0; i < done_presets_nr && nr + 1 < NAMES_MAX; i++) {
		const char *full = done_presets[i].name;

		names[nr++] = done_arena_strndup(&arena, full, strcspn(full, "@"));
		names[nr++] = full;
		done_buf_addf(&all, "%s'preset:%s'", i ? ", " : "", full);
	}
	nearest = done_name_nearest(name, names, nr);
	done_error_set(err, DONE_E_POLICY, "unknown preset '%s'", name);
	if (nearest)
		done_error_cure(err, "did you mean 'preset:%s'?", nearest);
	else
		done_error_cure(err, "built in: %s", all.ptr ? all.ptr : "none");
	done_buf_release(&all);
	done_arena_release(&arena);
	return err->code;
}

const struct done_preset *done_preset_find(const char *name, struct done_error *err)
{
	const struct done_preset *newest;

	for (size_t i = 0; i < done_presets_nr; i++) {
		if (!strcmp(done_presets[i].name, name))
			return &done_presets[i];
	}
	newest = find_newest(name);
	if (!newest)
		refuse_unknown(name, err);
	return newest;
}

int done_preset_tree(struct done_arena *arena, const struct done_preset *preset, const char *file,
    struct done_value *out, struct done_error *err)
{
	if (done_value_unpack(arena, preset->packed, file, out))
		return 0;
	return done_error_set(
	    err, DONE_E_INTERNAL, "what is built in as '%s' cannot be read", file);
}
