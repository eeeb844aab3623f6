/*
 * The presets that are built in: embed.cmake makes the table from config/presets/. Each has a
 * version, "backend@1", that never changes what it asks; without one, the newest is meant.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loader.h"

#define NAMES_MAX 64
#define NAME_MAX_LENGTH 64

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

/* Who misspells a name names no version. */
static const char *name_nearest_preset(const char *name)
{
	char stems[NAMES_MAX][NAME_MAX_LENGTH];
	const char *names[NAMES_MAX];
	const char *nearest;
	size_t nr = 0;

	for (; nr < done_presets_nr && nr < NAMES_MAX; nr++) {
		const char *full = done_presets[nr].name;

		snprintf(stems[nr], sizeof(stems[nr]), "%.*s", (int)strcspn(full, "@"), full);
		names[nr] = strchr(name, '@') ? full : stems[nr];
	}
	nearest = done_name_nearest(name, names, nr);
	for (size_t i = 0; nearest && i < nr; i++) {
		if (names[i] == nearest)
			return nearest == stems[i] ? done_presets[i].name : nearest;
	}
	return NULL;
}

static int refuse_unknown(const char *name, struct done_error *err)
{
	const char *nearest = name_nearest_preset(name);
	struct done_buf all = {0};

	for (size_t i = 0; i < done_presets_nr; i++)
		done_buf_addf(&all, "%s'preset:%s'", i ? ", " : "", done_presets[i].name);
	done_error_set(err, DONE_E_POLICY, "unknown preset '%s'", name);
	if (nearest)
		done_error_cure(err, "did you mean 'preset:%s'?", nearest);
	else
		done_error_cure(err, "built in: %s", all.ptr ? all.ptr : "none");
	done_buf_release(&all);
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
