/* Finds API descriptions for a check, and says what is wrong with them. */
#include "openapi.h"

#include "uses.h"

#include <string.h>

static void openapi_add_faults(
    struct done_view *view, const struct done_openapi *api, struct done_result *result)
{
	done_check_interface_faults(view, &api->faults, api->path, result);
}

/* What could not be read or found, and a description of nothing: nobody knows what else it has. */
static void openapi_add_hiding(
    struct done_view *view, const struct done_openapi *api, struct done_result *result)
{
	static const char *const words[] = {"empty", "no operation", "placeholder"};
	struct done_interface_faults some = {0};

	some.items = done_arena_array(view->arena, api->faults.nr + 1, sizeof(*some.items));
	for (size_t i = 0; i < api->faults.nr; i++) {
		const struct done_interface_fault *fault = &api->faults.items[i];
		bool counts = api->is_broken && i == api->broken;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(words); j++)
			counts |= !strcmp(fault->wrong, words[j]);
		if (counts)
			some.items[some.nr++] = *fault;
	}
	done_check_interface_faults(view, &some, api->path, result);
}

/* A file without a version that a description refers to is a part of it. */
static bool openapi_is_part(const struct openapi_found *found, const char *path)
{
	for (size_t i = 0; i < found->nr; i++) {
		for (size_t j = 0; j < done_openapi_files(&found->items[i]); j++) {
			if (!strcmp(done_openapi_file(&found->items[i], j), path))
				return true;
		}
	}
	return false;
}

/* With is_quiet: what nobody could read at the base either is no change. */
static int openapi_is_unchanged(
    const struct openapi_asking *asking, const struct done_file *file, struct done_error *err)
{
	struct done_view *view = asking->view;
	struct done_entry base;
	int rc = asking->is_quiet && view->base
	    ? done_snapshot_find(view->base, file->path, &base, err)
	    : 0;

	return rc > 0 ? done_oid_equal(&base.oid, &file->entry.oid) : rc;
}

static int openapi_open_each(const struct openapi_asking *asking, const struct done_files *files,
    struct done_openapi *all, struct openapi_found *out, struct done_result *result,
    struct done_error *err)
{
	for (size_t i = 0; i < files->nr; i++) {
		int rc, same;

		all[i] = (struct done_openapi){.arena = asking->view->arena,
		    .source = &asking->source->source,
		    .accepts = asking->accepts,
		    .ignores_external = asking->ignores_external,
		    .allows_empty = asking->allows_empty};
		rc = done_openapi_open(&all[i], files->items[i].path, err);
		if (rc > 0)
			rc = done_openapi_check(&all[i], err);
		if (rc < 0)
			return rc;
		if (all[i].is_other)
			continue;
		same = all[i].version ? 0 : openapi_is_unchanged(asking, &files->items[i], err);
		if (same < 0)
			return same;
		if (same)
			out->unread = files->items[i].path;
		else if (asking->is_loose && all[i].version)
			openapi_add_hiding(asking->view, &all[i], result);
		else if (!asking->is_quiet || !all[i].version)
			openapi_add_faults(asking->view, &all[i], result);
	}
	return 0;
}

static int openapi_add_described(
    const struct openapi_asking *asking, struct done_files *files, struct done_error *err)
{
	struct done_view *view = asking->view;
	struct done_files more;
	struct done_file *all;

	if (done_use_described(
	        view, asking->sets ? DONE_DESCRIBED_ANY : DONE_DESCRIBED_OPENAPI, &more, err) < 0)
		return err->code;
	all = done_arena_array(view->arena, files->nr + more.nr + 1, sizeof(*all));
	for (size_t i = 0; i < files->nr; i++)
		all[i] = files->items[i];
	files->items = all;
	for (size_t i = 0; i < more.nr; i++) {
		size_t j = 0;

		while (j < files->nr && strcmp(files->items[j].path, more.items[i].path) != 0 &&
		    !done_oid_equal(&files->items[j].entry.oid, &more.items[i].entry.oid))
			j++;
		if (j == files->nr)
			all[files->nr++] = more.items[i];
	}
	return 0;
}

/* 1: nothing that callers had was in it; a fragment for a generator has the name of a description,
 * too. */
static int openapi_was_other(
    const struct openapi_asking *asking, const char *path, struct done_error *err)
{
	struct done_openapi base = {.arena = asking->view->arena,
	    .source = asking->before ? &asking->before->source : NULL,
	    .accepts = asking->accepts,
	    .ignores_external = true,
	    .allows_empty = true};
	struct done_entry entry;
	int rc;

	if (asking->passes_others)
		return 1;
	if (!asking->described || !asking->before || !asking->view->base)
		return 0;
	rc = done_snapshot_find(asking->view->base, path, &entry, err);
	if (rc <= 0)
		return rc < 0 ? rc : 1;
	return done_openapi_open(&base, path, err) < 0 ? err->code : base.is_other;
}

int done_check_openapi_find(const struct openapi_asking *asking, struct openapi_found *out,
    struct done_result *result, struct done_error *err)
{
	struct done_view *view = asking->view;
	struct done_openapi *all;
	struct done_files files;
	int rc;

	*out = (struct openapi_found){0};
	if (done_view_find(view, asking->reports, NULL, &files, err) < 0)
		return err->code;
	done_files_keep_regular(&files);
	if (asking->described && openapi_add_described(asking, &files, err) < 0)
		return err->code;
	if (asking->sets) {
		*asking->sets = done_check_interface_sets(view, &files);
		if (!files.nr && asking->sets->nr)
			return 0;
	}
	out->is_none = asking->described && !files.nr;
	if (out->is_none)
		return 0;
	if (!files.nr)
		return done_result_add_missing(
		    result, view, asking->reports, (struct done_wanted){.option = "reports"}, err);
	all = done_arena_array(view->arena, files.nr, sizeof(*all));
	out->items = done_arena_array(view->arena, files.nr, sizeof(*all));
	if (openapi_open_each(asking, &files, all, out, result, err) < 0)
		return err->code;
	for (size_t i = 0; i < files.nr; i++) {
		if (all[i].version)
			out->items[out->nr++] = all[i];
	}
	for (size_t i = 0; i < files.nr; i++) {
		if (!all[i].is_other)
			continue;
		if (openapi_is_part(out, files.items[i].path)) {
			out->nr_parts++;
			continue;
		}
		rc = openapi_was_other(asking, files.items[i].path, err);
		if (rc < 0)
			return rc;
		if (rc == 0)
			openapi_add_faults(view, &all[i], result);
	}
	out->is_none = asking->described && !out->nr && !out->unread && !result->nr;
	return 0;
}

struct done_finding *done_check_openapi_add(struct openapi_judging *judging,
    const struct done_value *value, const char *wrong, const char *thing, const char *message, ...)
{
	const struct done_openapi_operation *operation = judging->operation;
	struct done_place place = {operation->file, operation->line, operation->column};
	struct done_finding *finding;
	va_list args;

	if (value)
		place = (struct done_place){value->file, value->line, value->column};
	va_start(args, message);
	finding = done_result_vadd(judging->result, judging->view, place,
	    (struct done_subject){.wrong = wrong,
	        .option = "every_operation",
	        .path = judging->api->path,
	        .thing = done_arena_printf(judging->view->arena, "%s %s", operation->name, thing)},
	    message, args);
	va_end(args);
	return finding;
}
