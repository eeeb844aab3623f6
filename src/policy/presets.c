/* The presets that are built in: embed.cmake makes the table from config/presets/. */
#include <string.h>

#include "loader.h"

#define NAMES_MAX 64
#define PRESET "preset:"

bool done_file_is_preset(const char *path)
{
	return !strncmp(path, PRESET, strlen(PRESET));
}

const struct done_preset *done_preset_find(const char *name, struct done_error *err)
{
	const char *names[NAMES_MAX];
	const char *nearest;
	struct done_buf all = {0};
	size_t nr = 0;

	for (size_t i = 0; i < done_presets_nr; i++) {
		if (!strcmp(done_presets[i].name, name))
			return &done_presets[i];
	}
	for (; nr < done_presets_nr && nr < NAMES_MAX; nr++) {
		names[nr] = done_presets[nr].name;
		done_buf_addf(&all, "%s'preset:%s'", nr ? ", " : "", names[nr]);
	}
	nearest = done_name_nearest(name, names, nr);
	done_error_set(err, DONE_E_POLICY, "unknown preset '%s'", name);
	if (nearest)
		done_error_cure(err, "did you mean 'preset:%s'?", nearest);
	else
		done_error_cure(err, "built in: %s", all.ptr ? all.ptr : "none");
	done_buf_release(&all);
	return NULL;
}
