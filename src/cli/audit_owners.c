/* Whom CODEOWNERS names for the services of an audit whose sheets name nobody. */
#include <string.h>

#include "audit.h"
#include "done/owners.h"

/* The owners of the service's sheet, as the host reads CODEOWNERS: those of all sections. */
static void owners_of_service(
    const struct done_owners *owners, struct done_arena *arena, struct done_fleet_service *service)
{
	struct done_owners_word *words =
	    done_arena_array(arena, owners->nr_sections + 1, sizeof(*words));
	const char *sheet = strcmp(service->path, ".") != 0
	    ? done_arena_printf(arena, "%s/%s", service->path, DONE_SHEET_NAME)
	    : DONE_SHEET_NAME;
	struct done_owners_part part;
	size_t cap = 0, nr;

	done_owners_below(arena, owners, service->path, &part);
	nr = done_owners_of(&part, sheet, words);
	for (size_t i = 0; i < nr; i++) {
		for (size_t j = 0; j < words[i].nr; j++) {
			const char *owner = words[i].owners[j];

			if (!done_strings_has(&service->owners, owner))
				*DONE_ARENA_PUSH(
				    arena, service->owners.items, service->owners.nr, cap) = owner;
		}
	}
	if (service->owners.nr)
		service->owner_from = owners->path;
}

static bool asks_owners(const struct done_fleet_entry *entry)
{
	for (size_t i = 0; i < entry->nr_services; i++) {
		if (!entry->services[i].owners.nr)
			return true;
	}
	return false;
}

void done_audit_find_owners(const struct done_request *request, const struct done_report *report,
    struct done_arena *arena, struct done_fleet_entry *entry)
{
	struct done_repo_options how = {
	    .directory = request->directory, .trust_owner = request->trust_owner};
	const struct done_run *run = report->nr_runs ? &report->runs[0] : NULL;
	const struct done_owners *owners;
	struct done_snapshot snapshot = {0};
	struct done_repo *repo = NULL;
	struct done_error ignored = {0};

	if (!run || !run->has_head || !asks_owners(entry) ||
	    done_repo_open(&repo, &how, &ignored) < 0)
		return;
	if (done_snapshot_of_commit(repo, &run->head, &snapshot, &ignored) >= 0) {
		owners = done_owners_load(arena, &snapshot, DONE_HOST_ANY);
		for (size_t i = 0; i < entry->nr_services && owners->path; i++) {
			if (!entry->services[i].owners.nr)
				owners_of_service(owners, arena, &entry->services[i]);
		}
	}
	done_snapshot_close(&snapshot);
	done_repo_close(repo);
}
