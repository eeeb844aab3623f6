/*
 * Files outside of the service that its sources require by a relative path: "../../shared/health".
 * They are a part of the program, as what local packages hold is. Where a language names modules by
 * paths from elsewhere, nothing is followed.
 */
#include "seen_parts.h"

#include <string.h>

#define REQUIRED_MAX 2000 /* paths of one service, with those that its files require in turn */

struct required_language {
	const char *ecosystem;
	bool by_dots;            /* "..shared.health" of Python; else "../shared/health" */
	const char *endings[10]; /* behind the path as it is written, in this order */
};

static const struct required_language required_languages[] = {
    {"node", false,
        {"", ".js", ".ts", ".mjs", ".cjs", ".jsx", ".tsx", "/index.js", "/index.ts", "/index.mjs"}},
    {"ruby", false, {"", ".rb"}},
    {"python", true, {".py", "/__init__.py"}},
};

static const struct required_language *required_language_of(const char *ecosystem)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(required_languages); i++) {
		if (!strcmp(required_languages[i].ecosystem, ecosystem))
			return &required_languages[i];
	}
	return NULL;
}

/* "...shared.health" is "../../shared/health". */
static const char *required_by_dots(struct done_arena *arena, const char *name)
{
	size_t dots = strspn(name, ".");
	struct done_buf path = {0};
	const char *text;

	done_buf_addstr(&path, ".");
	for (size_t i = 1; i < dots; i++)
		done_buf_addstr(&path, "/..");
	done_buf_addch(&path, '/');
	for (name += dots; *name; name++)
		done_buf_addch(&path, *name == '.' ? '/' : *name);
	text = done_arena_strdup(arena, path.ptr);
	done_buf_release(&path);
	return text;
}

void done_seen_note_required(
    struct done_arena *arena, const struct seen_file *file, struct seen_answers *out)
{
	const struct required_language *language = required_language_of(file->ecosystem->id);
	const struct done_imports *imports = &file->source.imports;
	size_t cap = 0;

	for (size_t i = 0; language && file->is_source && i < imports->nr; i++) {
		const char *name = imports->items[i].name, *path;

		if (*name != '.')
			continue;
		if (language->by_dots)
			name = required_by_dots(arena, name);
		path = done_path_target(
		    arena, file->file->path, (struct done_bytes){name, strlen(name)});
		if (path && *path)
			*DONE_ARENA_PUSH(arena, out->required.items, out->required.nr, cap) = path;
	}
}

void done_seen_require(struct seeing *seeing, const struct seen_file *file)
{
	const struct done_strings *required = &file->answers->required;
	/* What a library requires is kept for other services, whoever owns it. */
	bool is_kept = seeing->view->meter->is_of_library;

	for (size_t i = 0; i < required->nr && seeing->required.nr < REQUIRED_MAX; i++) {
		if (is_kept || !done_view_owns(seeing->view, required->items[i]))
			*DONE_ARENA_PUSH(seeing->arena, seeing->required.items, seeing->required.nr,
			    seeing->cap_required) =
			    done_arena_strdup(seeing->arena, required->items[i]);
	}
}

/* ---- which file that is ---- */

static int required_at(
    struct seeing *seeing, const char *path, struct done_file *out, struct done_error *err)
{
	int rc = done_snapshot_find(seeing->view->head, path, &out->entry, err);

	out->path = path;
	return rc == 1 ? out->entry.kind == DONE_ENTRY_FILE : rc;
}

/* "./health.js" of TypeScript is health.ts; of "a.b" in Python, b may be no module of its own. */
static const char *required_other(
    struct done_arena *arena, const struct required_language *language, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (language->by_dots)
		return slash ? done_arena_strndup(arena, path, (size_t)(slash - path)) : NULL;
	return done_text_ends(path, ".js")
	    ? done_arena_printf(arena, "%.*sts", (int)strlen(path) - 2, path)
	    : NULL;
}

static int required_find(struct seeing *seeing, const struct required_language *language,
    const char *path, struct done_file *out, struct done_error *err)
{
	const char *paths[] = {path, required_other(seeing->arena, language, path)};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(paths) && paths[i]; i++) {
		for (size_t j = 0; j < DONE_ARRAY_SIZE(language->endings) && language->endings[j];
		     j++) {
			int rc = required_at(seeing,
			    done_arena_printf(
			        seeing->arena, "%s%s", paths[i], language->endings[j]),
			    out, err);

			if (rc != 0)
				return rc;
		}
	}
	return 0;
}

int done_seen_next_required(
    struct seeing *seeing, size_t *next, struct done_file *out, struct done_error *err)
{
	const struct done_strings *ids = done_view_read_as(seeing->view);

	for (; *next < seeing->required.nr; ++*next) {
		const char *path = seeing->required.items[*next];
		bool is_known = false;

		for (size_t i = 0; i < *next && !is_known; i++)
			is_known = !strcmp(seeing->required.items[i], path);
		for (size_t i = 0; i < ids->nr && !is_known; i++) {
			const struct required_language *language =
			    required_language_of(ids->items[i]);
			int rc = language ? required_find(seeing, language, path, out, err) : 0;

			if (rc < 0)
				return rc;
			if (rc == 0 || done_view_owns(seeing->view, out->path))
				continue;
			++*next;
			return 1;
		}
	}
	return 0;
}
