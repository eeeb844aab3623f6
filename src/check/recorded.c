/*
 * The record of a measurement: one small file a service and check, which binds a report to what was
 * measured, so that two changes never conflict in one file. Written by `git done record`, read by
 * whoever judges whether a result is fresh.
 */
#include "fresh.h"

#include <string.h>

/* ---- what stands in it ---- */

static const struct done_field recorded_report_fields[] = {
    {DONE_FIELD("path", struct done_recorded_report, path, PATH), .required = true,
        .help = "Where the report was, from the root of the tree."},
    {DONE_FIELD("sha256", struct done_recorded_report, sha256, STRING), .required = true,
        .help = "Of its bytes, in hexadecimal."},
    {DONE_FIELD("format", struct done_recorded_report, format, STRING),
        .help = "The format that it was read as."},
    {DONE_FIELD("text", struct done_recorded_report, text, STRING),
        .help = "The report itself: of a note."},
};
static const struct done_record recorded_report_record = {
    .name = "'report' of a record",
    .size = sizeof(struct done_recorded_report),
    .fields = recorded_report_fields,
    .nr = DONE_ARRAY_SIZE(recorded_report_fields),
};

static const struct done_field recorded_when_fields[] = {
    {DONE_FIELD("commit", struct done_recorded_when, commit, STRING),
        .help = "Where HEAD was: to look at, never judged by."},
    {DONE_FIELD("date", struct done_recorded_when, day, DATE), .required = true,
        .help = "The day on which it was recorded."},
    {DONE_FIELD("by", struct done_recorded_when, by, STRING),
        .help = "Who recorded it: to look at, never judged by."},
};
static const struct done_record recorded_when_record = {
    .name = "'recorded' of a record",
    .size = sizeof(struct done_recorded_when),
    .fields = recorded_when_fields,
    .nr = DONE_ARRAY_SIZE(recorded_when_fields),
};

static const struct done_field recorded_fields[] = {
    {DONE_FIELD("version", struct done_recorded, version, INTEGER), .required = true, .min = 1,
        .max = 1, .help = "Of this form: 1."},
    {DONE_FIELD("service", struct done_recorded, service, STRING), .required = true,
        .help = "Whose measurement it is."},
    {DONE_FIELD("check", struct done_recorded, check, STRING), .required = true,
        .help = "The check that asks for it."},
    {DONE_FIELD("inputs", struct done_recorded, inputs, STRING), .required = true,
        .help = "The fingerprint of what was measured."},
    {DONE_FIELD("report", struct done_recorded, reports, OBJECTS), .required = true, .min = 1,
        .max = DONE_RECORDED_REPORTS_MAX, .record = &recorded_report_record,
        .help = "The reports."},
    {DONE_FIELD("recorded", struct done_recorded, when, OBJECT), .required = true,
        .record = &recorded_when_record, .help = "When, where and by whom."},
};
static const struct done_record recorded_record = {
    .name = "a record",
    .size = sizeof(struct done_recorded),
    .fields = recorded_fields,
    .nr = DONE_ARRAY_SIZE(recorded_fields),
};

const char *done_recorded_path(
    struct done_arena *arena, const struct done_service *service, const char *check)
{
	return strcmp(service->name, ".") != 0
	    ? done_arena_printf(arena, "%s/%s/%s.yml", DONE_RECORDS_DIRECTORY, service->name, check)
	    : done_arena_printf(arena, "%s/%s.yml", DONE_RECORDS_DIRECTORY, check);
}

/* ---- writing ---- */

enum { RECORDED_MEMBERS = 6 };

static void recorded_put(struct done_value *map, const char *key, struct done_value value)
{
	map->map.ptr[map->map.nr++] =
	    (struct done_member){.key = {key, strlen(key)}, .value = value};
}

/* What a record does not say is left out. */
static void recorded_put_text(struct done_value *map, const char *key, const char *text)
{
	if (text)
		recorded_put(map, key,
		    (struct done_value){.type = DONE_STRING, .string = {text, strlen(text)}});
}

static struct done_value recorded_map(struct done_arena *arena)
{
	return (struct done_value){.type = DONE_MAP,
	    .map = {done_arena_array(arena, RECORDED_MEMBERS, sizeof(struct done_member)), 0}};
}

static struct done_value recorded_report(
    struct done_arena *arena, const struct done_recorded_report *report)
{
	struct done_value map = recorded_map(arena);

	recorded_put_text(&map, "path", report->path);
	recorded_put_text(&map, "sha256", report->sha256);
	recorded_put_text(&map, "format", report->format);
	recorded_put_text(&map, "text", report->text);
	return map;
}

void done_recorded_write(
    struct done_arena *arena, const struct done_recorded *recorded, struct done_buf *out)
{
	const struct done_recorded_report *reports = recorded->reports.items;
	struct done_value map = recorded_map(arena), when = recorded_map(arena);
	struct done_value list = {.type = DONE_LIST};
	char *day = done_arena_alloc(arena, 11);

	done_day_format(recorded->when->day, day);
	recorded_put_text(&when, "commit", recorded->when->commit);
	recorded_put_text(&when, "date", day);
	recorded_put_text(&when, "by", recorded->when->by);
	list.list.ptr = done_arena_array(arena, recorded->reports.nr, sizeof(*list.list.ptr));
	for (size_t i = 0; i < recorded->reports.nr; i++)
		list.list.ptr[list.list.nr++] = recorded_report(arena, &reports[i]);
	recorded_put(&map, "version", (struct done_value){.type = DONE_INTEGER, .integer = 1});
	recorded_put_text(&map, "service", recorded->service);
	recorded_put_text(&map, "check", recorded->check);
	recorded_put_text(&map, "inputs", recorded->inputs);
	recorded_put(&map, "report", list.list.nr == 1 ? list.list.ptr[0] : list);
	recorded_put(&map, "recorded", when);
	done_buf_addstr(out,
	    "# Written by 'git done record': what was measured, and what of the tree it holds "
	    "for.\n");
	done_value_write_yaml(out, &map);
}

/* ---- reading ---- */

void done_fresh_fix(struct done_fresh *fresh, struct done_finding *finding, const char *first)
{
	const struct done_service *service = fresh->view->service;

	if (fresh->is_note)
		done_finding_fix(finding, fresh->view,
		    "measure again: git done record %s --service %s --note FILE | git notes --ref "
		    "git-done append -F -",
		    fresh->view->check, service->name);
	else
		done_finding_fix(finding, fresh->view, "%s: git done record %s --service %s FILE",
		    first, fresh->view->check, service->name);
}

static void recorded_add(struct done_fresh *fresh, struct done_place place, const char *wrong,
    const char *message, ...) DONE_PRINTF(4, 5);
static void recorded_add(
    struct done_fresh *fresh, struct done_place place, const char *wrong, const char *message, ...)
{
	struct done_finding *finding;
	va_list args;

	place.file = fresh->path;
	if (fresh->is_note)
		place.line = place.column = 0;
	va_start(args, message);
	finding = done_result_vadd(fresh->result, fresh->view, place,
	    (struct done_subject){.wrong = wrong, .option = fresh->option, .path = fresh->path},
	    message, args);
	va_end(args);
	done_fresh_fix(fresh, finding, "measure again, and write the record by the command");
}

static bool recorded_is_hex(const char *text)
{
	return strlen(text) == DONE_SHA256_HEX &&
	    strspn(text, "0123456789abcdef") == DONE_SHA256_HEX;
}

static struct done_place recorded_place(const struct done_value *document, const char *key)
{
	const struct done_value *value = done_value_get(document, key);

	return value ? (struct done_place){NULL, value->line, value->column}
	             : (struct done_place){0};
}

/* What a hand has changed, or what was copied from elsewhere. */
static bool recorded_is_sound(struct done_fresh *fresh, const struct done_value *document)
{
	struct done_recorded *recorded = &fresh->recorded;
	const struct done_recorded_report *reports = recorded->reports.items;
	const char *name = fresh->view->service->name;
	done_day today = done_view_today(fresh->view);
	char day[11];

	if (strcmp(recorded->service, name) != 0)
		recorded_add(fresh, recorded_place(document, "service"), "of another service",
		    "the record is of the service '%s', not of '%s'", recorded->service, name);
	else if (strcmp(recorded->check, fresh->view->check) != 0)
		recorded_add(fresh, recorded_place(document, "check"), "of another check",
		    "the record is of the check '%s', not of '%s'", recorded->check,
		    fresh->view->check);
	else if (strncmp(recorded->inputs, DONE_INPUTS_PREFIX, strlen(DONE_INPUTS_PREFIX)) != 0 ||
	    !recorded_is_hex(recorded->inputs + strlen(DONE_INPUTS_PREFIX)))
		recorded_add(fresh, recorded_place(document, "inputs"), "not a fingerprint",
		    "'inputs' must be a fingerprint of 64 hexadecimal digits behind 'sha256:'");
	else if (today != DONE_NO_DAY && recorded->when->day > today + DONE_FRESH_ZONES) {
		done_day_format(recorded->when->day, day);
		recorded_add(fresh, recorded_place(done_value_get(document, "recorded"), "date"),
		    "of the future", "the record says that it was made on %s, which is not yet",
		    day);
	} else {
		for (size_t i = 0; i < recorded->reports.nr; i++) {
			if (recorded_is_hex(reports[i].sha256) &&
			    (fresh->is_note || !reports[i].text))
				continue;
			recorded_add(fresh, recorded_place(document, "report"), "not a hash",
			    reports[i].text && !fresh->is_note
			        ? "'text' of a report belongs into notes: a committed report is "
			          "a file of its own"
			        : "'sha256' of the report must be 64 hexadecimal digits");
			return false;
		}
		return true;
	}
	return false;
}

int done_recorded_take(
    struct done_fresh *fresh, const struct done_value *document, struct done_error *err)
{
	struct done_view *view = fresh->view;
	struct done_error problem = {0};
	struct done_finding *finding;

	if (done_record_load_document(
	        view->arena, &recorded_record, document, &fresh->recorded, &problem) >= 0)
		return recorded_is_sound(fresh, document);
	if (problem.code != DONE_E_POLICY) {
		done_error_take(err, &problem);
		return err->code;
	}
	finding = done_result_add(fresh->result, view,
	    (struct done_place){fresh->path, fresh->is_note ? 0 : problem.line,
	        fresh->is_note ? 0 : problem.column},
	    (struct done_subject){
	        .wrong = "not a record", .option = fresh->option, .path = fresh->path},
	    "%s%s", fresh->is_note ? "the record in the note: " : "", problem.message);
	if (*problem.cure)
		done_finding_fix(finding, view, "%s", problem.cure);
	else
		done_fresh_fix(
		    fresh, finding, "measure again, and write the record by the command");
	return 0;
}

static int recorded_load(
    struct done_fresh *fresh, const struct done_file *file, struct done_error *err)
{
	const struct done_documents *documents;
	int rc = done_artifact_data(fresh->view, file, &documents, fresh->result, err);

	if (rc <= 0)
		return rc;
	if (documents->nr != 1) {
		recorded_add(fresh, (struct done_place){0}, "not a record",
		    "the record has %zu documents and must have one", documents->nr);
		return 0;
	}
	return done_recorded_take(fresh, &documents->items[0], err);
}

/* 1 with fresh->recorded; 0: there is none, or *is_bad with a finding. */
int done_recorded_read(struct done_fresh *fresh, bool *is_bad, struct done_error *err)
{
	struct done_file file = {.path = fresh->path};
	uint64_t size = 0;
	bool pointer;
	int rc = done_path_problem(file.path)
	    ? 0
	    : done_snapshot_find(fresh->view->head, file.path, &file.entry, err);

	*is_bad = false;
	if (rc <= 0)
		return rc;
	*is_bad = true;
	if (file.entry.kind != DONE_ENTRY_FILE) {
		recorded_add(fresh, (struct done_place){0}, "not a file",
		    "the record is %s, and must be a file of its own",
		    file.entry.kind == DONE_ENTRY_LINK            ? "a symbolic link"
		        : file.entry.kind == DONE_ENTRY_DIRECTORY ? "a directory"
		                                                  : "a submodule");
		return 0;
	}
	if (done_view_size(fresh->view, &file, &size, &pointer, err) < 0)
		return err->code;
	if (size > DONE_RECORDED_BYTES_MAX) {
		recorded_add(fresh, (struct done_place){0}, "too large",
		    "the record has %llu bytes, and a record has %d at most",
		    (unsigned long long)size, DONE_RECORDED_BYTES_MAX);
		return 0;
	}
	rc = recorded_load(fresh, &file, err);
	if (rc > 0)
		*is_bad = false;
	return rc;
}
