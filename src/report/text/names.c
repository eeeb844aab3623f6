/* The text format in short: names and numbers in a sentence. */
#include "brief.h"

#include <string.h>

const char *done_brief_name(struct done_arena *arena, const struct done_service_report *service)
{
	return !strcmp(service->service->name, ".")
	    ? "the repository"
	    : done_arena_shown(arena, service->service->name);
}

void done_brief_add_names(struct done_buf *out, struct done_arena *arena,
    const struct done_service_report *const *services, size_t nr, size_t most)
{
	for (size_t i = 0; i < nr && i < most; i++)
		done_buf_addf(out, "%s%s", i ? ", " : "", done_brief_name(arena, services[i]));
	if (nr > most)
		done_buf_addf(out, ", and %zu more", nr - most);
}

void done_brief_add_count(struct done_buf *out, size_t nr, const char *one, const char *many)
{
	done_buf_addf(out, "%zu %s", nr, nr == 1 ? one : many);
}

size_t done_brief_names_that_fit(struct done_arena *arena,
    const struct done_service_report *const *services, size_t nr, int columns)
{
	for (size_t i = 0; i < nr; i++) {
		const char *name = done_brief_name(arena, services[i]);

		columns -= done_text_columns(name, strlen(name)) + 2;
		if (columns < 0)
			return i ? i : 1;
	}
	return nr;
}
