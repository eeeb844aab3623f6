/* Routes that are kept in a name: const Health = "/health" in one source, get(routes.Health, …) in
 * another one. */
#include "seen_parts.h"

#include <ctype.h>
#include <string.h>

#define NAME_BYTES_MIN 3 /* "p" stands everywhere */

void done_seen_keep(
    struct seeing *seeing, size_t count, const char *path, const struct done_row_match *match)
{
	if (seeing->nr_kept == SEEN_KEPT_MAX || strlen(match->kept) < NAME_BYTES_MIN)
		return;
	seeing->kept[seeing->nr_kept++] = (struct seen_kept){
	    .count = count,
	    .name = done_arena_strdup(seeing->arena, match->kept),
	    .place = {done_arena_strdup(seeing->arena, path), match->line,
	        done_arena_strdup(seeing->arena,
	            done_row_says(&seeing->scratch, seeing->counts.items[count].row, match))},
	};
}

static bool kept_is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* The name stands in the code, and nobody gives it a value there. */
static bool kept_is_used(struct done_bytes code, const char *name)
{
	size_t len = strlen(name);

	for (size_t at = 0; at + len <= code.len; at++) {
		const char *found = memchr(code.ptr + at, *name, code.len - at - len + 1);

		if (!found)
			return false;
		at = (size_t)(found - code.ptr);
		if (memcmp(found, name, len) != 0 ||
		    (at > 0 && kept_is_word_byte(code.ptr[at - 1])) ||
		    (at + len < code.len && kept_is_word_byte(code.ptr[at + len])))
			continue;
		size_t behind = at + len;
		while (behind < code.len && code.ptr[behind] == ' ')
			behind++;
		if (behind == code.len || !strchr("=:,}", code.ptr[behind]) ||
		    (behind + 1 < code.len && !memcmp(code.ptr + behind, "==", 2)) ||
		    code.ptr[behind] == ',')
			return true;
	}
	return false;
}

static int kept_ask(struct seeing *seeing, const struct done_ecosystem *ecosystem,
    const struct done_file *file, struct done_error *err)
{
	struct done_source source;
	struct done_bytes text;
	int rc = done_view_source(seeing->view, seeing->ecosystems, file, &text, err);

	if (rc <= 0 || text.len > DONE_SOURCE_MAX)
		return rc < 0 ? rc : 0;
	done_source_make(&seeing->scratch, ecosystem, file->path, text, &source);
	if (done_source_mask(&source, err) < 0)
		return err->code;
	for (size_t i = 0; i < seeing->nr_kept; i++) {
		struct seen_kept *kept = &seeing->kept[i];
		struct seen_count *count = &seeing->counts.items[kept->count];

		if (!kept->name || count->ecosystem != ecosystem ||
		    !strcmp(kept->place.path, file->path) || !kept_is_used(source.code, kept->name))
			continue;
		kept->name = NULL;
		count->nr++;
		if (count->nr_places < DONE_SEEN_PLACES_MAX)
			count->places[count->nr_places++] = kept->place;
	}
	return 0;
}

int done_seen_count_kept(struct seeing *seeing, struct done_error *err)
{
	struct done_view *view = seeing->view;
	const struct done_strings *ids = done_view_read_as(view);
	struct done_files files;
	const char *directory = done_view_directory(view);
	size_t skip = *directory ? strlen(directory) + 1 : 0, left = 0;

	for (size_t i = 0; i < seeing->nr_kept; i++)
		left += !seeing->counts.items[seeing->kept[i].count].nr;
	if (!left)
		return 0;
	if (done_view_own_files(view, &files, err) < 0)
		return err->code;
	for (size_t i = 0; i < files.nr; i++) {
		for (size_t k = 0; k < ids->nr; k++) {
			const struct done_ecosystem *ecosystem =
			    done_ecosystem_find(seeing->ecosystems, ids->items[k]);

			if (!ecosystem ||
			    !done_ecosystem_is_source(ecosystem, files.items[i].path + skip))
				continue;
			if (kept_ask(seeing, ecosystem, &files.items[i], err) < 0)
				return err->code;
			done_arena_release(&seeing->scratch);
		}
	}
	return 0;
}
