/*
 * Which services of the map the change touches, and which of them are asked for.
 */
#include "gate.h"

static void note_unmarked(const struct done_selection *selection, struct done_notes *notes)
{
	for (size_t i = 0; i < selection->nr; i++) {
		const struct done_service *service = selection->items[i].service;

		if (service->unmarked)
			done_service_note(notes, DONE_NOTE_WARNING, service,
			    "'%s' no longer has what the base's policy finds services by, and "
			    "is judged all the same: its directory is still there",
			    service->path);
	}
}

static void note_deleted(const struct done_plan *before, const struct done_selection *selection)
{
	if (before->bar->policy->select.deleted == DONE_DELETED_IGNORE)
		return;
	for (size_t i = 0; i < selection->nr_deleted; i++) {
		const struct done_service *service = selection->deleted[i];

		if (service->moves_off_map)
			continue;
		if (service->moved_to)
			done_run_note(before->notes, DONE_NOTE,
			    "the change moves the service '%s' to '%s', and it is judged "
			    "there",
			    service->path, service->moved_to);
		else
			done_run_note(before->notes, DONE_NOTE,
			    "the change removes the service '%s': nothing left to judge",
			    service->path);
	}
}

static void keep_wanted(
    const struct done_request *request, struct done_selection *selection, struct done_notes *notes)
{
	size_t nr = 0;

	for (size_t i = 0; i < selection->nr; i++) {
		if (done_filter_wants_service(request, selection->items[i].service->name))
			selection->items[nr++] = selection->items[i];
	}
	selection->nr = nr;
	if (!nr && request->services.nr)
		done_run_note(notes, DONE_NOTE, "the change does not touch what --service names");
}

int done_selection_make(
    const struct done_plan *before, struct done_selection *out, struct done_error *err)
{
	const struct done_services *services = &before->map->services;
	struct done_selection selection = {0};

	if (!services->nr && !before->request->is_past && done_no_service_settle(before, err) < 0)
		return err->code;
	done_services_select(before->arena, services, before->bar->policy,
	    before->compared->has_range ? &before->changed->changes : NULL, before->request->all,
	    &selection);
	if (done_hidden_refuse(before, &selection, err) < 0 || done_uncovered_note(before, err) < 0)
		return err->code;
	note_deleted(before, &selection);
	note_unmarked(&selection, before->notes);
	keep_wanted(before->request, &selection, before->notes);
	*out = selection;
	return 0;
}
