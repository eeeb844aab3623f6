/* Files of the work tree, for git done init; and hints, which are found in them. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "init.h"

#define READ_MAX ((size_t)1024 * 1024)
#define HINT_MAX 200

char *done_init_path(const struct done_init *init, const char *path)
{
	return done_arena_printf(init->arena, "%s/%s", init->top, path);
}

int done_init_read(
    const struct done_init *init, const char *path, struct done_buf *out, struct done_error *err)
{
	return done_file_read(done_init_path(init, path), READ_MAX, out, err);
}

bool done_init_exists(const struct done_init *init, const char *path)
{
	struct stat status;

	return !lstat(done_init_path(init, path), &status) || errno != ENOENT;
}

/* A comment ends with its line, whatever the repository holds. */
void done_init_hint_add(const struct done_init *init, struct done_init_hints *hints,
    const char *text, size_t len, const char *file)
{
	struct done_buf shown = {0};
	const char *kept;

	done_buf_add_shown(&shown, text, len < HINT_MAX ? len : HINT_MAX);
	kept = done_arena_strndup(init->arena, shown.len ? shown.ptr : "", shown.len);
	done_buf_release(&shown);
	for (size_t i = 0; i < hints->nr; i++) {
		if (!strcmp(hints->items[i].text, kept))
			return;
	}
	*DONE_ARENA_PUSH(init->arena, hints->items, hints->nr, hints->cap) =
	    (struct done_init_hint){kept, done_arena_shown(init->arena, file)};
}

void done_init_strings_add(
    const struct done_init *init, struct done_strings *list, const char *text)
{
	const char **items = done_arena_array(init->arena, list->nr + 1, sizeof(*items));

	if (list->nr)
		memcpy(items, list->items, list->nr * sizeof(*items));
	items[list->nr] = text;
	list->items = items;
	list->nr++;
}

const char *done_init_branch(const struct done_init *init)
{
	static const char heads[] = "refs/heads/";
	struct done_error ignored = {0};
	const char *name = NULL, *slash;
	struct done_oid oid;

	if (done_integration_branch(init->repo, init->arena, NULL, &oid, &name, &ignored) == 1) {
		slash = strchr(name, '/');
		name = slash ? slash + 1 : name;
	} else if (done_ref_symbolic(init->repo, init->arena, "HEAD", &name, &ignored) == 1 &&
	    !strncmp(name, heads, strlen(heads))) {
		name += strlen(heads);
	} else {
		name = NULL;
	}
	/* What YAML or a shell would read otherwise is no name of such a branch. */
	return name &&
	        !name[strspn(name,
	            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	            "0123456789-_./")]
	    ? name
	    : "main";
}

bool done_init_can_push(const struct done_init *init)
{
	struct done_remotes remotes = {0};
	struct done_error ignored = {0};

	return done_repo_remotes(init->repo, init->arena, &remotes, &ignored) >= 0 && remotes.nr;
}
