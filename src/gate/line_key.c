/*
 * What a service's verdicts hang on, of the values that are made once for all services: written out
 * as bytes, so that two commits can be compared. Whatever is read of the tree while a service is
 * judged is not in it: the trace has that.
 */
#include <string.h>

#include "done/outside.h"
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

/* ---- the service and its sheet ---- */

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
static void key_sheet(
    struct done_buf *out, struct done_snapshot *snapshot, const struct done_service *service)
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

/* ---- its profile ---- */

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

/* Its version no check looks at, and its line is asked for apart: both change with every release
 * of somebody else. */
static void key_dependency(struct done_buf *out, const struct done_dependency *dependency)
{
	key_text(out, dependency->name);
	key_text(out, dependency->local);
	key_number(out, dependency->scope);
	key_number(out, dependency->is_workspace);
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
	key_fact(out, &profile->traces);
	key_fact(out, &profile->metrics);
	key_fact(out, &profile->team);
	key_strings(out, &(struct done_strings){profile->locals, profile->nr_locals});
	key_strings(out, &profile->frontends);
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

/* ---- what lies outside of services ---- */

static void key_called(struct done_buf *out, const struct done_called *items, size_t nr)
{
	key_number(out, (int64_t)nr);
	for (size_t i = 0; i < nr; i++) {
		key_text(out, items[i].text);
		key_number(out, items[i].line);
	}
}

static void key_targets(struct done_buf *out, const struct done_targets *targets)
{
	key_called(out, targets->hosts, targets->nr_hosts);
	key_called(out, targets->paths, targets->nr_paths);
}

static void key_description(struct done_buf *out, const struct done_described *described)
{
	const struct done_description *read = &described->read;

	key_text(out, described->path);
	key_text(out, read->form);
	key_number(out, (int64_t)read->nr);
	key_text(out, read->what);
	key_text(out, read->lacks);
	key_text(out, read->alone);
	key_number(out, read->line);
	key_called(out, read->names, read->nr_names);
}

static void key_loading(struct done_buf *out, const struct done_loading *loading)
{
	key_text(out, loading->path);
	key_text(out, loading->read.tool);
	key_text(out, loading->read.lacks);
	key_targets(out, &loading->read.targets);
	key_number(out, loading->read.line);
	key_text(out, loading->run_path);
	key_number(out, loading->run_line);
}

static void key_runner(struct done_buf *out, const struct done_runner *runner)
{
	key_text(out, runner->path);
	key_text(out, runner->text);
	key_number(out, (int64_t)runner->nr_runs);
	for (size_t i = 0; i < runner->nr_runs; i++) {
		key_text(out, runner->runs[i].tool);
		key_text(out, runner->runs[i].text);
		key_number(out, runner->runs[i].line);
		key_targets(out, &runner->runs[i].targets);
	}
}

static void key_gathered(struct done_buf *out, const struct done_gathered *gathered)
{
	key_number(out, (int64_t)gathered->nr_descriptions);
	for (size_t i = 0; i < gathered->nr_descriptions; i++)
		key_description(out, &gathered->descriptions[i]);
	key_number(out, (int64_t)gathered->nr_loads);
	for (size_t i = 0; i < gathered->nr_loads; i++)
		key_loading(out, &gathered->loads[i]);
	key_number(out, (int64_t)gathered->nr_runners);
	for (size_t i = 0; i < gathered->nr_runners; i++)
		key_runner(out, &gathered->runners[i]);
	key_number(out, (int64_t)gathered->nr_documents);
	for (size_t i = 0; i < gathered->nr_documents; i++) {
		const struct done_documented *document = &gathered->documents[i];

		key_text(out, document->path);
		key_number(out, (int64_t)document->nr);
		key_number(out, document->line);
		key_called(out, document->sections, document->nr_sections);
	}
	key_number(out, gathered->is_cut);
}

/* The bytes of such a file are read by the checks, whose traces have them. */
static void key_about(struct done_buf *out, const struct done_about_file *about)
{
	key_text(out, about->file.path);
	key_number(out, about->file.entry.kind);
	done_buf_add(out, &about->file.entry.oid, sizeof(about->file.entry.oid));
	key_number(out, (int64_t)about->nr);
	for (size_t i = 0; i < about->nr; i++) {
		key_number(out, (int64_t)about->names[i].service);
		key_number(out, about->names[i].line);
		key_number(out, about->names[i].end);
		key_text(out, about->names[i].by);
		key_number(out, about->names[i].is_heading);
	}
	key_strings(out, &(struct done_strings){about->ambiguities, about->nr_ambiguities});
}

void done_line_key_of_outside(
    const struct done_outside *outside, size_t nr_services, struct done_buf *out)
{
	key_number(out, outside != NULL);
	if (!outside)
		return;
	key_number(out, outside->wants);
	key_number(out, outside->is_only);
	key_gathered(out, &outside->all);
	for (size_t i = 0; outside->reached && i < nr_services; i++) {
		const struct done_reached *reached = &outside->reached[i];

		key_number(out, reached->is_reached);
		key_number(out, (int64_t)reached->load);
		key_text(out, reached->caller);
		key_text(out, reached->path);
		key_number(out, reached->line);
	}
	key_number(out, outside->reached != NULL);
	key_number(out, (int64_t)outside->nr_about);
	for (size_t i = 0; i < outside->nr_about; i++)
		key_about(out, &outside->about[i]);
	key_number(out, outside->is_about_cut);
	key_number(out, outside->problem.code);
	key_text(out, outside->problem.message);
}

/* ---- together ---- */

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

void done_line_key_of_lines(
    const struct done_plan *plan, const struct done_service *service, struct done_buf *out)
{
	const struct done_profile *profile = done_known_of(&plan->work->known, service);

	for (size_t i = 0; profile && i < profile->nr_manifests; i++) {
		const struct done_manifest *manifest = profile->manifests[i];

		for (size_t j = 0; j < manifest->nr_dependencies; j++)
			key_number(out, manifest->dependencies[j].line);
	}
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

/* What is asked of one is known to all: profiles and artifacts are looked for once. */
static void key_nested(struct done_buf *out, const struct done_nested_policies *policies)
{
	key_number(out, (int64_t)policies->nr);
	for (size_t i = 0; i < policies->nr; i++) {
		key_text(out, policies->items[i]->directory);
		done_buf_add(out, &policies->items[i]->oid, sizeof(policies->items[i]->oid));
	}
}

static bool key_needs_sheets(const struct done_test *test)
{
	return test->form->needs_sheets;
}

/* By the graph every service sees every sheet. */
void done_line_key_of_all(
    const struct done_plan *plan, struct done_snapshot *snapshot, struct done_buf *out)
{
	const struct done_services *services = &plan->work->services;
	bool sees_sheets = done_policy_asks(plan->nested->asked, key_needs_sheets);

	key_nested(out, &plan->nested->judging);
	if (services->owners)
		key_owners(out, snapshot);
	key_number(out, (int64_t)services->nr);
	for (size_t i = 0; i < services->nr; i++) {
		key_identity(out, &services->items[i]);
		if (sees_sheets)
			key_sheet(out, snapshot, &services->items[i]);
	}
}
