/* git done audit --repo PATH…: each repository by a worker of its own, and the worst verdict. */
#include <string.h>

#include "audit.h"

struct auditing {
	struct done_request *request;
	const struct done_audit_options *options;
	const struct done_outputs *outputs;
	const struct done_strings *paths;
	const char **pages; /* file names, one a path */
	struct done_arena *arena;
	struct done_buf *totals; /* DONE_BUFFERS of them: what goes to files */
	struct done_error *lost; /* the first page that could not be written */
};

/* ---- what is asked for ---- */

static int refuse_format(const struct done_format *format, struct done_error *err)
{
	done_error_set(
	    err, DONE_E_USAGE, "the format '%s' supports one repository only", format->name);
	return done_error_cure(
	    err, "for several repositories use text, ndjson, json, markdown or html");
}

static int audit_fleet_validate_output(
    const struct auditing *auditing, const struct done_output *output, struct done_error *err)
{
	if (output->format->fleet == DONE_FLEET_ONE)
		return refuse_format(output->format, err);
	if (output->format->fleet != DONE_FLEET_PAGES)
		return 0;
	if (!output->path || done_path_descriptor(output->path) >= 0) {
		done_error_set(err, DONE_E_USAGE,
		    "several repositories as '%s' are an index and a page for each, and need a "
		    "file",
		    output->format->name);
		return done_error_cure(
		    err, "name the index: --format %s=fleet.html", output->format->name);
	}
	return done_audit_pages_make(
	    done_audit_pages_folder(output->path, false, auditing->arena), err);
}

static int audit_fleet_validate(const struct auditing *auditing, struct done_error *err)
{
	size_t nr_pages = 0;

	if (auditing->options->shard)
		return done_error_set(
		    err, DONE_E_USAGE, "'--shard' cannot be used with several repositories");
	for (size_t i = 0; i < auditing->outputs->nr; i++) {
		const struct done_output *output = &auditing->outputs->items[i];

		if (audit_fleet_validate_output(auditing, output, err) < 0)
			return err->code;
		nr_pages += output->format->fleet == DONE_FLEET_PAGES;
	}
	return nr_pages > 1
	    ? done_error_set(err, DONE_E_USAGE, "only one index with pages can be written")
	    : 0;
}

/* ---- in the worker ---- */

static int audit_fleet_make(void *data, struct done_report *out, struct done_error *err)
{
	const struct auditing *auditing = data;

	return done_judge_make(auditing->request, out, err);
}

static void enter_repository(void *data, const struct done_report *report,
    const struct done_error *err, struct done_buf *out)
{
	const struct auditing *auditing = data;
	struct done_arena arena = {0};
	struct done_fleet_entry entry;

	if (report) {
		done_fleet_entry_make(report, &arena, &entry);
		done_audit_find_owners(auditing->request, report, &arena, &entry);
	} else {
		done_fleet_entry_fail(err, &arena, &entry);
	}
	done_fleet_encode(&entry, out);
	done_arena_release(&arena);
}

/* ---- the supervisor ---- */

/* Whole, and before the index that names it. */
static void audit_fleet_page(const struct auditing *auditing, size_t number,
    const struct done_output *output, const struct done_buf *text, struct done_fleet_entry *entry)
{
	const char *name = auditing->pages[number];
	const char *folder = done_audit_pages_folder(output->path, false, auditing->arena);
	const char *path = done_arena_printf(auditing->arena, "%s/%s", folder, name);
	struct done_error lost = {0};

	if (done_write_file(path, text->ptr ? text->ptr : "", text->len, 0666, &lost) < 0) {
		if (auditing->lost->code)
			done_print_error(&lost);
		done_error_take(auditing->lost, &lost);
		return;
	}
	entry->page = done_arena_printf(auditing->arena, "%s/%s",
	    done_audit_pages_folder(output->path, true, auditing->arena), name);
}

/* Standard output as soon as there is some: a fleet takes its time. err: something is lost. */
static void audit_fleet_keep(const struct auditing *auditing, size_t number,
    const struct done_buf *buffers, struct done_fleet_entry *entry, struct done_error *err)
{
	for (size_t i = 0; i < auditing->outputs->nr; i++) {
		const struct done_output *output = &auditing->outputs->items[i];
		int to = done_outputs_number(auditing->outputs, i);

		if (output->format->fleet == DONE_FLEET_PAGES)
			audit_fleet_page(auditing, number, output, &buffers[to], entry);
		else if (to != DONE_TO_STDOUT)
			done_buf_add(&auditing->totals[to], buffers[to].ptr, buffers[to].len);
	}
	if (!err->code)
		done_print(buffers[DONE_TO_STDOUT].ptr, buffers[DONE_TO_STDOUT].len, err);
}

/* err: standard output is lost. */
static void audit(const struct auditing *auditing, size_t number, struct done_fleet_entry *entry,
    struct done_error *err)
{
	const struct done_judge_options *options = &auditing->options->judging.judge;
	const char *path = auditing->paths->items[number];
	struct done_buf buffers[DONE_BUFFERS] = {{0}};
	struct done_production production = {
	    .make = audit_fleet_make,
	    .data = (void *)auditing,
	    .enter = enter_repository,
	    .timeout = options->timeout,
	    .advisory = options->advisory,
	    .repository = path,
	};
	const struct done_buf *facts = &buffers[DONE_TO_FACTS];

	auditing->request->directory = path;
	auditing->request->progress = production.progress = done_progress_new();
	done_produce_into(&production, auditing->outputs, buffers);
	done_progress_free(production.progress);
	auditing->request->progress = NULL;
	done_fleet_decode((struct done_bytes){facts->ptr, facts->len}, auditing->arena, entry);
	entry->repository = path;
	audit_fleet_keep(auditing, number, buffers, entry, err);
	for (size_t i = 0; i < DONE_BUFFERS; i++)
		done_buf_release(&buffers[i]);
}

/* --advisory forgives what is not met, never what is not known. */
static int exit_status_of(const struct done_fleet *fleet)
{
	bool any_undecided = false;

	for (size_t i = 0; i < fleet->nr; i++)
		any_undecided |= fleet->entries[i].is_partly_undecided;
	if (fleet->verdict == DONE_UNMET && !fleet->advisory)
		return DONE_EXIT_UNMET;
	return any_undecided ? DONE_EXIT_UNDECIDED : DONE_EXIT_MET;
}

static void close_fleet(
    const struct auditing *auditing, struct done_fleet *fleet, struct done_error *err)
{
	fleet->verdict = DONE_MET;
	for (size_t i = 0; i < fleet->nr; i++)
		fleet->verdict = done_verdict_worse(fleet->verdict, fleet->entries[i].verdict);
	fleet->advisory = auditing->options->judging.judge.advisory;
	fleet->is_by_owner = auditing->options->by != NULL;
	fleet->now = auditing->request->now;
	fleet->exit_status = exit_status_of(fleet);
	for (size_t i = 0; i < auditing->outputs->nr; i++) {
		struct done_style style = done_outputs_style(auditing->outputs, i);

		auditing->outputs->items[i].format->write_fleet(
		    fleet, &style, &auditing->totals[done_outputs_number(auditing->outputs, i)]);
	}
	if (err->code) /* standard output is lost, which is said once */
		done_buf_clear(&auditing->totals[DONE_TO_STDOUT]);
	done_outputs_print(auditing->outputs, auditing->totals, err);
	if (err->code && auditing->lost->code)
		done_print_error(auditing->lost);
	done_error_take(err, auditing->lost);
}

int done_audit_fleet(struct done_request *request, const struct done_audit_options *options,
    struct done_command_line *line, struct done_error *err)
{
	const struct done_strings *paths = &options->repositories;
	struct done_outputs outputs = {.nr = 0};
	struct done_buf totals[DONE_BUFFERS] = {{0}};
	struct done_error lost = {0};
	struct auditing auditing = {request, options, &outputs, paths,
	    done_audit_page_names(paths, ".html", line->arena), line->arena, totals, &lost};
	struct done_fleet_entry *entries =
	    done_arena_array(line->arena, paths->nr, sizeof(*entries));
	struct done_fleet fleet = {.entries = entries, .nr = paths->nr};
	int rc = done_outputs_choose(&outputs, &options->judging.output, line->arena, err);

	if (rc >= 0)
		rc = audit_fleet_validate(&auditing, err);
	/* Where standard output is lost the files are written all the same, and the loss is exit 4.
	 */
	if (rc >= 0) {
		line->is_produced = true;
		for (size_t i = 0; i < paths->nr; i++)
			audit(&auditing, i, &entries[i], err);
		close_fleet(&auditing, &fleet, err);
		rc = err->code;
	}
	for (size_t i = 0; i < DONE_BUFFERS; i++)
		done_buf_release(&totals[i]);
	return rc < 0 ? rc : fleet.exit_status;
}
