/*
 * A change of nothing but sheets is how a service is moved down in stage, and how a waiver is
 * added: in plain sight, and beside nothing that it could excuse.
 */
#include <string.h>

#include "gate.h"

static bool is_sheet(const struct done_services *services, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = done_last_part(path);

	if (strcmp(name, DONE_SHEET_NAME) != 0 && strcmp(name, DONE_CATALOG_NAME) != 0)
		return false;
	return slash ? done_services_at(services, path, (size_t)(slash - path)) >= 0
	             : done_services_at(services, ".", 1) >= 0;
}

bool done_change_is_of_sheets(
    const struct done_changes *changes, const struct done_services *services)
{
	for (size_t i = 0; i < changes->nr; i++) {
		if (!is_sheet(services, changes->items[i].path))
			return false;
	}
	return true;
}

/* What a change of a sheet alone may do away with: each is judged by rules of its own. */
static bool is_settled_elsewhere(const char *key)
{
	return !strcmp(key, "stage") || !strcmp(key, "waivers") || !strcmp(key, "not_applicable");
}

/* What the base's sheet says is still there, word by word, but for those. */
static bool keeps_answers(const struct done_sheet *before, const struct done_sheet *now)
{
	const struct done_value *document = before ? before->document : NULL;

	for (size_t i = 0; document && i < document->map.nr; i++) {
		const struct done_member *member = &document->map.ptr[i];
		const struct done_value *kept;

		if (is_settled_elsewhere(member->key.ptr))
			continue;
		kept = now && now->document ? done_value_get(now->document, member->key.ptr) : NULL;
		if (!kept || !done_value_equal(kept, &member->value))
			return false;
	}
	return true;
}

bool done_sheet_changes_alone(
    const struct done_standings *standings, const struct done_service *service)
{
	const struct done_standing *standing = done_standing_of(standings, service);

	return standings->only_sheets &&
	    (standing->is_another || keeps_answers(standing->before, service->sheet));
}

static bool is_catalog(const char *path)
{
	return !strcmp(done_last_part(path), DONE_CATALOG_NAME);
}

bool done_waiver_comes_alone(const struct done_changes *changes,
    const struct done_standings *standings, const struct done_service *service)
{
	for (size_t i = 0; i < changes->nr; i++) {
		if (is_catalog(changes->items[i].path))
			return false;
	}
	return done_sheet_changes_alone(standings, service);
}
