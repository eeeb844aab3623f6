/* git done init: who owns the sheet that is being written, by CODEOWNERS as the host reads it. */
#include <string.h>

#include "done/owners.h"
#include "done/service.h"
#include "init.h"

static void add_owners(const struct done_init *init, const struct done_owners *owners,
    const char *path, struct done_init_hints *out)
{
	struct done_owners_word *words =
	    done_arena_array(init->arena, owners->nr_sections + 1, sizeof(*words));
	const char *sheet = strcmp(path, ".")
	    ? done_arena_printf(init->arena, "%s/%s", path, DONE_SHEET_NAME)
	    : DONE_SHEET_NAME;
	struct done_owners_part part;
	struct done_buf text = {0};

	done_owners_below(init->arena, owners, path, &part);
	for (size_t i = done_owners_of(&part, sheet, words); i-- > 0;) {
		for (size_t j = 0; j < words[i].nr; j++)
			done_buf_addf(&text, "%s%s", text.len ? " " : "", words[i].owners[j]);
	}
	if (text.len)
		done_init_hint_add(init, out, text.ptr, text.len, owners->path);
	done_buf_release(&text);
}

static enum done_host host_of(const struct done_init *init)
{
	for (size_t i = 0; i < DONE_OWNERS_MARKS; i++) {
		if (done_init_exists(init, done_owners_gitlab_marks[i]))
			return DONE_HOST_GITLAB;
	}
	return DONE_HOST_GITHUB;
}

/* From the work tree, for it may not be committed yet. A hint: what cannot be read gives none. */
void done_init_find_owner(
    const struct done_init *init, const char *path, struct done_init_hints *out)
{
	enum done_host host = host_of(init);

	for (size_t i = 0; i < DONE_OWNERS_PLACES; i++) {
		const char *place = done_owners_places[host][i];
		struct done_error ignored = {0};
		struct done_buf text = {0};
		int rc = done_init_read(init, place, &text, &ignored);

		if (rc == 1 && text.len)
			add_owners(init,
			    done_owners_of_text(
			        init->arena, host, place, (struct done_bytes){text.ptr, text.len}),
			    path, out);
		done_buf_release(&text);
		if (rc == 1)
			return;
	}
}
