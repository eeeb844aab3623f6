/*
 * What a service's verdicts hang on, of the values that are made once for all services: written out
 * as bytes, so that two commits can be compared. Whatever is read of the tree while a service is
 * judged is not in it: the trace has that.
 */
#include <string.h>

#include "done/owners.h"
#include "line.h"

static void key_text(struct done_buf *out, const char *text)
{
	/* NULL and "" are two things. */
	done_buf_addch(out, text ? 't' : 'n');
	done_buf_add(out, text ? text : "", (text ? strlen(text) : 0) + 1);
}

static void key_number(struct done_buf *out, int64_t number)
{
	done_buf_add(out, &number, sizeof(number));
}

static void key_strings(struct done_buf *out, const struct done_strings *strings)
{
	key_number(out, (int64_t)strings->nr);
	for (size_t i = 0; i < strings->nr; i++)
		key_text(out, strings->items[i]);
}

static void key_place(struct done_buf *out, const struct done_place *place)
{
	key_text(out, place->file);
	key_number(out, place->line);
	key_number(out, place->column);
}

/* ---- the service and its sheet --------------------------------------------------------------- */

/* What a file holds, by its id. */
static void key_file(struct done_buf *out, struct done_snapshot *snapshot, const char *path)
{
	struct done_entry entry = {0};
	struct done_error ignored = {0};
	int rc = done_snapshot_find(snapshot, path, &entry, &ignored);

	if (rc == 1)
		done_buf_add(out, &entry.oid, sizeof(entry.oid));
	key_number(out, rc == 1 ? (int64_t)entry.kind : -1);
}

static void key_file_of(struct done_buf *out, struct done_snapshot *snapshot,
                        const struct done_service *service, const char *name)
{
	const char *directory = done_service_directory(service);
	struct done_buf path = {0};

	done_buf_addf(&path, "%s%s%s", directory, *directory ? "/" : "", name);
	key_file(out, snapshot, path.ptr);
	done_buf_release(&path);
}

/* What others see of a service. */
static void key_identity(struct done_buf *out, const struct done_service *service)
{
	key_text(out, service->path);
	key_text(out, service->name);
	key_text(out, service->stage);
	key_strings(out, &service->tags);
	key_number(out, service->kind);
	key_number(out, service->is_kind_declared);
	key_number(out, service->in_head);
	key_strings(out, &service->packages);
	key_text(out, service->lost_at);
}

/* The sheet that was read is a function of the files, of the policy, and of the service's name. */
static void key_sheet(struct done_buf *out, struct done_snapshot *snapshot,
                      const struct done_service *service)
{
	key_file_of(out, snapshot, service, DONE_SHEET_NAME);
	key_file_of(out, snapshot, service, DONE_CATALOG_NAME);
	key_text(out, service->sheet ? service->sheet->path : NULL);
	key_number(out, service->sheet ? service->sheet->problem.code : 0);
}

static void key_waivers(struct done_buf *out, const struct done_standing *standing)
{
	key_number(out, (int64_t)standing->nr_waivers);
	for (size_t i = 0; i < standing->nr_waivers; i++) {
		const struct done_ready_waiver *waiver = &standing->waivers[i];

		key_text(out, waiver->check);
		key_number(out, waiver->report.state);
		key_text(out, waiver->report.reason);
		key_text(out, waiver->report.by);
		key_number(out, waiver->report.until);
		key_text(out, waiver->report.refused);
		key_text(out, waiver->report.emergency);
		key_number(out, waiver->in_head);
		key_number(out, waiver->in_base);
	}
}

static void key_standing(struct done_buf *out, const struct done_standing *standing)
{
	key_number(out, standing->is_judged);
	key_number(out, standing->experiment);
	key_text(out, standing->message);
	key_text(out, standing->fix);
	key_number(out, standing->is_another);
	key_text(out, standing->base_stage);
	key_number(out, standing->target);
	key_waivers(out, standing);
	key_number(out, (int64_t)standing->nr_added);
	key_number(out, (int64_t)standing->nr_added_disputes);
	key_number(out, (int64_t)standing->nr_disputes);
	for (size_t i = 0; i < standing->nr_disputes; i++) {
		key_text(out, standing->disputes[i]->check);
		key_text(out, standing->disputes[i]->reason);
		key_place(out, &standing->disputes[i]->place);
	}
}

/* ---- its profile ----------------------------------------------------------------------------- */

static void key_fact(struct done_buf *out, const struct done_fact *fact)
{
	key_text(out, fact->path);
	key_number(out, fact->line);
	key_text(out, fact->what);
}

static void key_facts(struct done_buf *out, const struct done_fact *facts, size_t nr)
{
	key_number(out, (int64_t)nr);
	for (size_t i = 0; i < nr; i++)
		key_fact(out, &facts[i]);
}

static void key_dependency(struct done_buf *out, const struct done_dependency *dependency)
{
	key_text(out, dependency->name);
	key_text(out, dependency->version);
	key_text(out, dependency->local);
	key_number(out, dependency->scope);
	key_number(out, dependency->is_workspace);
	key_number(out, dependency->line);
}

static void key_manifest(struct done_buf *out, const struct done_manifest *manifest)
{
	key_text(out, manifest->name);
	key_text(out, manifest->parent);
	key_number(out, (int64_t)manifest->nr_dependencies);
	for (size_t i = 0; i < manifest->nr_dependencies; i++)
		key_dependency(out, &manifest->dependencies[i]);
	key_number(out, (int64_t)manifest->members.nr);
	for (size_t i = 0; i < manifest->members.nr; i++)
		key_text(out, manifest->members.items[i]);
	key_number(out, (int64_t)manifest->nr_facts);
	for (size_t i = 0; i < manifest->nr_facts; i++) {
		key_text(out, manifest->facts[i].name);
		key_text(out, manifest->facts[i].value);
		key_number(out, manifest->facts[i].line);
	}
	key_number(out, (int64_t)manifest->nr_not_read);
}

static void key_profile(struct done_buf *out, const struct done_profile *profile)
{
	key_text(out, profile->directory);
	key_text(out, profile->name);
	key_number(out, profile->kind);
	key_fact(out, &profile->why);
	key_number(out, profile->is_doubtful);
	key_strings(out, &profile->ecosystems);
	key_number(out, profile->serves);
	key_number(out, profile->calls);
	key_facts(out, profile->serves_facts, profile->nr_serves_facts);
	key_facts(out, profile->programs, profile->nr_programs);
	key_facts(out, profile->deployments, profile->nr_deployments);
	key_fact(out, &profile->probe);
	key_fact(out, &profile->team);
	key_strings(out, &(struct done_strings){profile->locals, profile->nr_locals});
	key_strings(out, &profile->farther);
	key_strings(out, &profile->packages);
	key_number(out, (int64_t)profile->nr_near);
	key_number(out, (int64_t)profile->nr_manifests);
	for (size_t i = 0; i < profile->nr_manifests; i++) {
		key_text(out, profile->manifest_paths[i]);
		key_manifest(out, profile->manifests[i]);
	}
	key_strings(out, &(struct done_strings){profile->not_read, profile->nr_not_read});
	key_number(out, (int64_t)profile->nr_unread);
	for (size_t i = 0; i < profile->nr_unread; i++) {
		key_text(out, profile->unread[i].path);
		key_number(out, profile->unread[i].line);
		key_text(out, profile->unread[i].why);
	}
}

/* ---- together -------------------------------------------------------------------------------- */

void done_line_key_of_service(const struct done_plan *plan, const struct done_service *service,
                              struct done_snapshot *snapshot, struct done_buf *out)
{
	const struct done_profile *profile = done_known_of(&plan->work->known, service);

	key_identity(out, service);
	key_sheet(out, snapshot, service);
	key_standing(out, done_standing_of(plan->standings, service));
	key_number(out, profile != NULL);
	if (profile)
		key_profile(out, profile);
}

static void key_owners(struct done_buf *out, struct done_snapshot *snapshot)
{
	for (size_t host = 0; host < DONE_HOSTS; host++) {
		for (size_t i = 0; i < DONE_OWNERS_PLACES; i++) {
			if (done_owners_places[host][i])
				key_file(out, snapshot, done_owners_places[host][i]);
		}
	}
	for (size_t i = 0; i < DONE_OWNERS_MARKS; i++)
		key_file(out, snapshot, done_owners_gitlab_marks[i]);
}

static bool key_needs_sheets(const struct done_kind_form *form)
{
	return form->needs_sheets;
}

/* By the graph every service sees every sheet. */
void done_line_key_of_all(const struct done_plan *plan, struct done_snapshot *snapshot,
                          struct done_buf *out)
{
	const struct done_services *services = &plan->work->services;
	bool sees_sheets = done_policy_asks(plan->bar->policy, key_needs_sheets);

	if (services->owners)
		key_owners(out, snapshot);
	key_number(out, (int64_t)services->nr);
	for (size_t i = 0; i < services->nr; i++) {
		key_identity(out, &services->items[i]);
		if (sees_sheets)
			key_sheet(out, snapshot, &services->items[i]);
	}
}
