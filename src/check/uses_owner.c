/*
 * Kind `uses`, owner: who answers for a service. Its sheet, or Backstage's catalog; CODEOWNERS; a
 * file OWNERS of Prow at or above its directory; a catalog above it; a label of its deployment.
 */
#include "done/owners.h"

#include <string.h>
#include <strings.h>

#include "uses.h"

#define OWNERS_NAME "OWNERS"

/* Somebody is written there, and it is nobody. */
static void owner_note_placeholder(
    struct done_using *using, const char *owner, const char *path, int line)
{
	struct done_view *view = using->view;

	if (using->instead || !owner)
		return;
	using->instead = done_arena_printf(view->arena, "'%s' in %s is a placeholder",
	    done_view_shown(view, owner, strlen(owner), 60), done_view_shown_path(view, path));
	using->place = (struct done_place){path, line, 0};
}

/* The sheet, or Backstage's catalog. */
static bool owner_of_sheet(struct done_using *using, struct done_use *out)
{
	struct done_view *view = using->view;
	const struct done_sheet *sheet = view->service->sheet;
	const struct done_value *written;

	if (!sheet || sheet->problem.code)
		return false;
	if (!sheet->owner) {
		written = done_value_get(sheet->document, "owner");
		if (written && written->type == DONE_STRING && sheet->path)
			owner_note_placeholder(
			    using, written->string.ptr, sheet->path, written->line);
		return false;
	}
	out->place.path = sheet->path;
	out->what = done_arena_printf(view->arena, "owner %s", sheet->owner);
	return true;
}

static const char *owner_of_word(const struct done_owners_word *word)
{
	for (size_t i = 0; i < word->nr; i++) {
		if (!done_owner_is_nobody(word->owners[i]))
			return word->owners[i];
	}
	return NULL;
}

/* The line of CODEOWNERS that speaks for the service's directory, which may speak for all. */
static bool owner_of_codeowners(struct done_using *using, struct done_use *out)
{
	struct done_view *view = using->view;
	const struct done_owners *owners =
	    view->services && view->services->owners ? view->services->owners[DONE_HOST_ANY] : NULL;
	struct done_owners_word *words;
	struct done_owners_part part;
	const char *path;
	size_t nr;

	if (!owners || owners->problem.code || !owners->path)
		return false;
	words = done_arena_array(view->arena, owners->nr_sections + 1, sizeof(*words));
	done_owners_below(view->arena, owners, view->service->path, &part);
	if (part.too_many)
		return false;
	path = done_view_path(view, "a");
	nr = done_owners_of(&part, path, words);
	for (size_t i = 0; i < nr; i++) {
		const char *owner = owner_of_word(&words[i]);

		if (!owner && words[i].nr)
			owner_note_placeholder(
			    using, words[i].owners[0], owners->path, words[i].line);
		if (!owner)
			continue;
		out->place = (struct done_seen_place){owners->path, words[i].line, NULL};
		out->what = done_arena_printf(view->arena, "owner %s", owner);
		return true;
	}
	return false;
}

/* ---- files at and above the service's directory ---- */

/* Looks at one such file: 1 with *out, 0: it names nobody for the service. */
typedef int owner_look(struct done_using *using, const char *path, struct done_bytes text,
    struct done_use *out, struct done_error *err);

static int owner_of_nearest(struct done_using *using, const char *name, owner_look *look,
    struct done_use *out, struct done_error *err)
{
	struct done_view *view = using->view;
	const char *directory = done_view_directory(view);
	int rc = 0;

	while (rc == 0) {
		struct done_file file = {.path = done_arena_printf(view->arena, "%s%s%s", directory,
		                             *directory ? "/" : "", name)};
		struct done_bytes text;

		rc = done_snapshot_find(view->head, file.path, &file.entry, err);
		if (rc == 1 && file.entry.kind == DONE_ENTRY_FILE)
			rc = done_view_text(view, &file, &text, err);
		else if (rc == 1)
			rc = 0;
		if (rc == 1)
			rc = look(using, file.path, text, out, err);
		if (!*directory)
			break;
		directory = done_directory_of(view->arena, directory);
	}
	return rc;
}

/* ---- OWNERS of Prow ---- */

/* The first of a list of people, or of aliases for them, who is somebody. */
static const struct done_value *owner_first_of(const struct done_value *list)
{
	for (size_t i = 0; list && list->type == DONE_LIST && i < list->list.nr; i++) {
		const char *text = done_value_text(&list->list.ptr[i]);

		if (done_sheet_owner(text))
			return &list->list.ptr[i];
	}
	return NULL;
}

static const struct done_value *owner_who_decides(const struct done_value *value)
{
	const struct done_value *who = owner_first_of(done_value_get(value, "approvers"));

	return who ? who : owner_first_of(done_value_get(value, "reviewers"));
}

/* approvers: [ann], or for all files: filters: {".*": {approvers: [ann]}}. Other hosts have files
 * of this name in forms of their own: these name nobody here. */
static int owner_of_prow(struct done_using *using, const char *path, struct done_bytes text,
    struct done_use *out, struct done_error *err)
{
	struct done_error ignored = {0};
	const struct done_value *who;
	struct done_value value;

	(void)err;
	if (done_yaml_parse(using->view->arena, text, path, DONE_YAML_ARTIFACT, &value, &ignored) <
	    0)
		return 0;
	who = owner_who_decides(&value);
	if (!who)
		who = owner_who_decides(done_value_get(done_value_get(&value, "filters"), ".*"));
	if (!who)
		return 0;
	out->place = (struct done_seen_place){path, who->line, NULL};
	out->what = done_arena_printf(using->view->arena, "owner %s",
	    done_view_shown(using->view, who->string.ptr, who->string.len, 60));
	return 1;
}

/* ---- Backstage's catalog above ---- */

static bool owner_is_same(const struct done_value *a, const struct done_value *b)
{
	return !strcmp(done_value_text(a), done_value_text(b));
}

/* "cart" and "shop-cart" are the component of the service "cart". */
static bool owner_names_service(const struct done_value *document, const char *service)
{
	const char *name =
	    done_value_text(done_value_get(done_value_get(document, "metadata"), "name"));
	size_t len = name ? strlen(name) : 0, wanted = service ? strlen(service) : 0;

	if (!wanted || len < wanted || strcasecmp(name + len - wanted, service) != 0)
		return false;
	return len == wanted || strchr("-_.", name[len - wanted - 1]) != NULL;
}

/* That of the component which is called as the service is, or the one that all have. */
static int owner_of_catalog(struct done_using *using, const char *path, struct done_bytes text,
    struct done_use *out, struct done_error *err)
{
	struct done_view *view = using->view;
	struct done_catalog catalog = {.arena = view->arena, .path = path, .text = text};
	const struct done_value *all = NULL, *own = NULL;
	struct done_error ignored = {0};
	bool differ = false;
	int rc = 1;

	(void)err;
	while (rc > 0 && !own) {
		struct done_value *document = done_arena_alloc(view->arena, sizeof(*document));
		const struct done_value *owner;

		rc = done_catalog_next(&catalog, document, &ignored);
		owner = rc > 0 ? done_value_get(done_value_get(document, "spec"), "owner") : NULL;
		if (!done_sheet_owner(done_value_text(owner)))
			continue;
		if (owner_names_service(document, view->service->name))
			own = owner;
		differ = differ || (all && !owner_is_same(all, owner));
		all = owner;
	}
	own = own ? own : rc < 0 || differ ? NULL : all;
	if (!own)
		return 0;
	out->place = (struct done_seen_place){path, own->line, NULL};
	out->what = done_arena_printf(
	    view->arena, "owner %s", done_view_shown(view, own->string.ptr, own->string.len, 60));
	return 1;
}

/* ---- all ---- */

int done_use_owner(struct done_using *using, struct done_use *out, struct done_error *err)
{
	const struct done_fact *team = &using->view->profile->team;
	int rc;

	if (owner_of_sheet(using, out) || owner_of_codeowners(using, out))
		return 1;
	rc = owner_of_nearest(using, OWNERS_NAME, owner_of_prow, out, err);
	if (rc == 0)
		rc = owner_of_nearest(using, DONE_CATALOG_NAME, owner_of_catalog, out, err);
	if (rc != 0 || !team->what)
		return rc;
	out->place = (struct done_seen_place){team->path, team->line, NULL};
	out->what = done_arena_printf(using->view->arena, "label of team '%s'", team->what);
	return 1;
}
