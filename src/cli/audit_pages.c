/* The files of an index of several repositories: a page for each. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "audit.h"

#define NAME_MOST 100
#define FOLDER_ENDING ".pages"

/* ---- names ---- */

/* "/srv/git/shop.git/" is "shop". Anything but letters, digits, dots and hyphens is a hyphen. */
static char *page_name_of(const char *path, struct done_arena *arena)
{
	size_t end = strlen(path), start, len = 0;
	char *name;

	while (end > 1 && path[end - 1] == '/')
		end--;
	if (end > 5 && !strncmp(path + end - 5, "/.git", 5))
		end -= 5;
	for (start = end; start && path[start - 1] != '/'; start--)
		;
	if (end - start > 4 && !strncmp(path + end - 4, ".git", 4))
		end -= 4;
	name = done_arena_strndup(arena, path + start, end - start);
	for (size_t i = 0; name[i] && len < NAME_MOST; i++) {
		bool is_plain = isalnum((unsigned char)name[i]) || strchr("-._", name[i]);

		if (len || name[i] != '.')
			name[len++] = (char)(is_plain ? name[i] : '-');
	}
	name[len] = '\0';
	return len ? name : done_arena_strdup(arena, "repository");
}

struct page_named {
	const char *name;
	size_t number;
};

static int page_compare_name(const char *a, const char *b)
{
	for (; *a && tolower((unsigned char)*a) == tolower((unsigned char)*b); a++, b++)
		;
	return tolower((unsigned char)*a) - tolower((unsigned char)*b);
}

static int page_compare(const void *left, const void *right)
{
	const struct page_named *a = left, *b = right;
	int order = page_compare_name(a->name, b->name);

	return order ? order : a->number < b->number ? -1 : 1;
}

/* Equal ones become "shop", "shop~2", "shop~3": nothing else has such a sign in its name. */
const char **done_audit_page_names(
    const struct done_strings *paths, const char *ending, struct done_arena *arena)
{
	struct page_named *named = done_arena_array(arena, paths->nr + 1, sizeof(*named));
	const char **names = done_arena_array(arena, paths->nr + 1, sizeof(*names));
	size_t nr_alike = 0;

	for (size_t i = 0; i < paths->nr; i++)
		named[i] = (struct page_named){page_name_of(paths->items[i], arena), i};
	qsort(named, paths->nr, sizeof(*named), page_compare);
	for (size_t i = 0; i < paths->nr; i++) {
		bool is_alike = i && !page_compare_name(named[i - 1].name, named[i].name);

		nr_alike = is_alike ? nr_alike + 1 : 1;
		names[named[i].number] = nr_alike > 1
		    ? done_arena_printf(arena, "%s~%zu%s", named[i].name, nr_alike, ending)
		    : done_arena_printf(arena, "%s%s", named[i].name, ending);
	}
	return names;
}

/* ---- the folder ---- */

const char *done_audit_pages_folder(const char *index, bool is_address, struct done_arena *arena)
{
	const char *slash = strrchr(index, '/');
	const char *from = is_address && slash ? slash + 1 : index;
	size_t len = strlen(from);

	if (done_text_ends(from, ".html") && len > strlen(".html"))
		len -= strlen(".html");
	return done_arena_printf(arena, "%.*s%s", (int)len, from, FOLDER_ENDING);
}

/* Nothing through a link: what a repository put there must not redirect a report. */
int done_audit_pages_make(const char *folder, struct done_error *err)
{
	struct stat status;

	if (mkdir(folder, 0777) && errno != EEXIST)
		return done_error_set(err, DONE_E_INTERNAL, "cannot create the folder '%s': %s",
		    folder, strerror(errno));
	if (lstat(folder, &status) || !S_ISDIR(status.st_mode)) {
		done_error_set(
		    err, DONE_E_INTERNAL, "'%s' is not a folder, so nothing was written", folder);
		return done_error_cure(err, "the pages of the repositories go there");
	}
	return 0;
}
