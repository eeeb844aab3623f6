/*
 * A service's sheet: done.yml in its directory, loaded through a field table (sheet_fields.c). What
 * cannot be used is never ignored: it stays in sheet->problem, with its place.
 */
#include "sheet.h"
#include "done/owners.h"

#include <string.h>

/* ---- reading ---- */

static int sheet_parse(struct done_sheet_loading *loading, const struct done_buf *text,
    struct done_value **out, struct done_error *err)
{
	struct done_bytes bytes = {text->len ? text->ptr : "", text->len};
	struct done_value *document = done_arena_alloc(loading->arena, sizeof(*document));

	if (done_yaml_parse(
	        loading->arena, bytes, loading->sheet->path, DONE_YAML_STRICT, document, err) < 0)
		return err->code;
	*out = document;
	return 0;
}

/* ---- what only a sheet can get wrong ---- */

static int check_name(const struct done_sheet_loading *loading, struct done_error *err)
{
	const struct done_sheet *sheet = loading->sheet;

	if (!sheet->service || !strcmp(sheet->service, loading->service->name))
		return 0;
	done_value_error(err, done_value_get(sheet->document, "service"),
	    "the sheet belongs to '%s', but is in the directory of '%s'", sheet->service,
	    loading->service->name);
	return done_error_cure(
	    err, "write 'service: %s', or move the sheet", loading->service->name);
}

static int check_stage(const struct done_sheet_loading *loading, struct done_error *err)
{
	const struct done_strings *stages = loading->policy ? &loading->policy->stages : NULL;
	const struct done_sheet *sheet = loading->sheet;
	const char *nearest;
	struct done_buf all = {0};

	if (!sheet->stage || !stages || done_strings_has(stages, sheet->stage))
		return 0;
	nearest = done_name_nearest(sheet->stage, stages->items, stages->nr);
	done_error_set(err, DONE_E_POLICY, "unknown stage '%s'", sheet->stage);
	if (nearest)
		done_error_cure(err, "did you mean '%s'?", nearest);
	for (size_t i = 0; i < stages->nr; i++)
		done_buf_addf(&all, "%s%s", i ? ", " : "", stages->items[i]);
	done_error_cure(err, "the policy's stages: %s", all.ptr ? all.ptr : "none");
	done_buf_release(&all);
	return done_error_place(
	    err, sheet->stage_place.file, sheet->stage_place.line, sheet->stage_place.column);
}

/* ---- into the sheet ---- */

static struct done_place sheet_place_of(const struct done_value *value)
{
	return (struct done_place){value->file, value->line, value->column};
}

static void take_stage(struct done_sheet *sheet, const struct done_sheet_stage *stage)
{
	if (!stage)
		return;
	sheet->stage = stage->name;
	sheet->stage_why = stage->why;
	sheet->until = stage->until;
	sheet->stage_place = sheet_place_of(done_value_get(sheet->document, "stage"));
}

/* boundaries.data: a list of names, or one. */
static int load_entities(struct done_sheet_loading *loading, struct done_error *err)
{
	struct done_sheet *sheet = loading->sheet;
	const struct done_value *data =
	    done_value_get(done_value_get(sheet->document, "boundaries"), "data");
	const struct done_value *items = data;
	size_t nr = 1;

	if (!data || data->type == DONE_NULL || data->type == DONE_MAP)
		return 0;
	if (data->type == DONE_LIST) {
		items = data->list.ptr;
		nr = data->list.nr;
	}
	sheet->entities = done_arena_array(loading->arena, nr + 1, sizeof(*sheet->entities));
	sheet->entity_places =
	    done_arena_array(loading->arena, nr + 1, sizeof(*sheet->entity_places));
	for (size_t i = 0; i < nr; i++) {
		if (items[i].type != DONE_STRING)
			return done_value_error(err, &items[i],
			    "'data' must be a list of names, not of %s",
			    done_value_type_name(items[i].type));
		if (done_answer_is_todo(&items[i]))
			continue;
		sheet->entities[sheet->nr_entities] = items[i].string.ptr;
		sheet->entity_places[sheet->nr_entities++] = sheet_place_of(&items[i]);
	}
	return 0;
}

static int load_document(
    struct done_sheet_loading *loading, struct done_value *root, struct done_error *err)
{
	struct done_sheet *sheet = loading->sheet;
	struct done_sheet_document document = {0};

	struct done_value rest;

	if (done_sheet_take_own(loading, root, &rest, err) < 0 ||
	    done_record_load_document(loading->arena, &done_sheet_record, &rest, &document, err) <
	        0)
		return err->code;
	sheet->document = root;
	sheet->service = document.service;
	sheet->owner = done_sheet_owner(document.owner);
	sheet->offers = document.offers.items;
	sheet->nr_offers = document.offers.nr;
	sheet->target = done_tier_written(document.target);
	if (sheet->target)
		sheet->target_place = sheet_place_of(done_value_get(root, "target"));
	sheet->links = document.links;
	if (done_sheet_check_links(document.links, err) < 0)
		return err->code;
	take_stage(sheet, document.stage);
	sheet->kind = done_kind_declared(document.kind);
	for (size_t i = 0; i < done_questions_nr; i++) {
		if (done_sheet_check_answer(&done_questions[i], document.answers[i], err) < 0)
			return err->code;
	}
	if (check_name(loading, err) < 0 || load_entities(loading, err) < 0 ||
	    done_sheet_take_waivers(loading, &document.waivers, err) < 0 ||
	    done_sheet_take_disputes(loading, &document.disputes, err) < 0)
		return err->code;
	return done_sheet_load_calls(loading, err);
}

static int sheet_load(struct done_sheet_loading *loading, struct done_error *err)
{
	struct done_sheet *sheet = loading->sheet;
	struct done_buf text = {0};
	struct done_value *root = NULL;
	const char *path;
	int rc = done_sheet_read(loading, DONE_SHEET_NAME, &path, &text, err);

	if (rc != 0)
		sheet->path = path;
	if (rc > 0)
		rc = sheet_parse(loading, &text, &root, err);
	done_buf_release(&text);
	if (rc >= 0 && root)
		rc = load_document(loading, root, err);
	if (rc >= 0 && loading->policy && loading->policy->backstage)
		rc = done_sheet_load_catalog(loading, err);
	return rc < 0 ? rc : check_stage(loading, err);
}

const struct done_sheet *done_sheet_load(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_service *service, const struct done_policy *policy)
{
	static const struct done_sheet none = {.until = DONE_NO_DAY};
	struct done_sheet sheet = none, *kept;
	struct done_sheet_loading loading = {
	    arena, snapshot, service, policy, &sheet, &done_sheet_record};
	struct done_error err = {0};

	if (sheet_load(&loading, &err) < 0) {
		/* Of a sheet that cannot be used whole no part counts. */
		const char *path = sheet.path;

		sheet = none;
		sheet.path = path;
		sheet.problem = err;
	} else if (!sheet.path && !sheet.from_backstage && !sheet.catalog) {
		return &none;
	}
	kept = done_arena_alloc(arena, sizeof(*kept));
	*kept = sheet;
	return kept;
}

const struct done_sheet *done_sheet_of_text(struct done_arena *arena, struct done_bytes text,
    const char *path, const struct done_service *service)
{
	struct done_sheet *sheet = done_arena_alloc(arena, sizeof(*sheet));
	struct done_sheet_loading loading = {
	    .arena = arena, .service = service, .sheet = sheet, .keys = &done_sheet_record};
	struct done_buf copy = {0};
	struct done_value *root = NULL;
	struct done_error err = {0};

	*sheet = (struct done_sheet){.until = DONE_NO_DAY, .path = path};
	done_buf_add(&copy, text.ptr, text.len);
	if (sheet_parse(&loading, &copy, &root, &err) < 0 ||
	    load_document(&loading, root, &err) < 0)
		*sheet = (struct done_sheet){.until = DONE_NO_DAY, .path = path, .problem = err};
	done_buf_release(&copy);
	return sheet;
}
