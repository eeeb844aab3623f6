/*
 * Kind `records`: decision records say what they must: number, title, status and date; what they
 * point to is there. The records are files, or those that a value in a data file names.
 */
#include "records.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- all records ---- */

struct numbered {
	int64_t number;
	size_t directory; /* length of its path */
	const struct done_file *file;
};

static int compare_numbered(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;
	size_t len = x->directory < y->directory ? x->directory : y->directory;
	int order = strncmp(x->file->path, y->file->path, len);

	if (order)
		return order;
	if (x->directory != y->directory)
		return x->directory < y->directory ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return strcmp(x->file->path, y->file->path);
}

static bool are_twins(const struct numbered *a, const struct numbered *b)
{
	return a->number >= 0 && a->number == b->number && a->directory == b->directory &&
	    !strncmp(a->file->path, b->file->path, a->directory);
}

/* Two records of one number: what is said of the number would be said of either. */
static void judge_twins(struct done_recording *judging, struct numbered *numbered, size_t nr)
{
	struct done_arena *arena = judging->view->arena;

	if (nr)
		qsort(numbered, nr, sizeof(*numbered), compare_numbered);
	for (size_t i = 1; i < nr; i++) {
		if (!are_twins(&numbered[i - 1], &numbered[i]))
			continue;
		judging->file = numbered[i].file;
		done_records_add(judging, 0, "number taken",
		    done_arena_printf(arena, "number %" PRId64 " is taken by '%s'",
		        numbered[i].number,
		        done_view_shown_path(judging->view, numbered[i - 1].file->path)),
		    "give the newer of the two the next free number");
	}
}

static int judge_all(
    struct done_recording *judging, const struct done_files *files, struct done_error *err)
{
	struct numbered *numbered =
	    done_arena_array(judging->view->arena, files->nr + 1, sizeof(*numbered));

	for (size_t i = 0; i < files->nr; i++) {
		const char *path = files->items[i].path, *slash = strrchr(path, '/');

		judging->file = &files->items[i];
		numbered[i].file = judging->file;
		numbered[i].directory = slash ? (size_t)(slash - path) : 0;
		if (done_records_judge(judging, &numbered[i].number, err) < 0)
			return err->code;
	}
	if (done_records_require(judging->options, "number"))
		judge_twins(judging, numbered, files->nr);
	return 0;
}

/* ---- records that a value names ---- */

/* Below the service, or from the root: 1 with *out. */
static int find_named(
    struct done_view *view, const char *text, struct done_file *out, struct done_error *err)
{
	char *name = done_arena_strndup(view->arena, text, strcspn(text, "#"));
	bool from_root = *name == '/';
	int rc = 0;

	name += from_root;
	name += !strncmp(name, "./", 2) ? 2 : 0;
	if (done_path_problem(name))
		return 0;
	if (!from_root) {
		out->path = done_view_path(view, name);
		rc = done_snapshot_find(view->head, out->path, &out->entry, err);
	}
	if (rc == 0) {
		out->path = name;
		rc = done_snapshot_find(view->head, name, &out->entry, err);
	}
	return rc <= 0 ? rc : out->entry.kind == DONE_ENTRY_FILE;
}

static int judge_value(struct done_recording *judging, const struct done_file *source,
    const struct done_value *value, struct done_error *err)
{
	struct done_view *view = judging->view;
	struct done_finding *finding;
	struct done_file file;
	int64_t number;
	int rc = 0;

	if (value->type == DONE_STRING)
		rc = find_named(view, value->string.ptr, &file, err);
	if (rc < 0)
		return rc;
	if (rc > 0) {
		judging->file = &file;
		return done_records_judge(judging, &number, err);
	}
	finding = done_result_add(judging->result, view,
	    (struct done_place){source->path, value->line, value->column},
	    (struct done_subject){.wrong = "names nothing",
	        .option = "named_in",
	        .path = source->path,
	        .thing = value->type == DONE_STRING ? value->string.ptr : NULL},
	    "%s names no decision record",
	    value->type == DONE_STRING
	        ? done_arena_printf(view->arena, "'%s'",
	              done_view_shown(view, value->string.ptr, value->string.len, 120))
	        : done_arena_printf(view->arena, "a %s", done_value_type_name(value->type)));
	done_finding_fix(finding, view,
	    "name the record's file: below the service, or from the root of the tree");
	return 0;
}

static int judge_source(
    struct done_recording *judging, const struct done_file *source, struct done_error *err)
{
	const struct done_records_naming *naming = judging->options->named_in;
	struct done_view *view = judging->view;
	const struct done_documents *documents;
	size_t named = 0;
	int rc = done_artifact_data(view, source, &documents, judging->result, err);

	if (rc <= 0)
		return rc;
	for (size_t i = 0; rc >= 0 && i < documents->nr; i++) {
		struct done_nodes nodes = {0};

		rc = done_jsonpath_select(
		    done_view_kept(view), naming->at, &documents->items[i], &nodes, err);
		for (size_t j = 0; rc >= 0 && j < nodes.nr; j++, named++)
			rc = judge_value(judging, source, nodes.items[j], err);
	}
	if (rc >= 0 && !named) {
		struct done_finding *finding =
		    done_result_add(judging->result, view, (struct done_place){source->path, 0, 0},
		        (struct done_subject){
		            .wrong = "missing", .option = "named_in.at", .path = source->path},
		        "'%s' is missing", done_jsonpath_text(naming->at));

		done_finding_fix(finding, view, "add it, with the path of the decision record");
	}
	return rc < 0 ? rc : 0;
}

static int judge_named(struct done_recording *judging, struct done_error *err)
{
	struct done_files sources;
	int rc = done_artifact_find(judging->view, &judging->options->named_in->file,
	    (struct done_wanted){.option = "named_in.file"}, &sources, judging->result, err);

	for (size_t i = 0; rc == 0 && i < sources.nr; i++)
		rc = judge_source(judging, &sources.items[i], err);
	return rc;
}

/* ---- the kind ---- */

static int records_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct done_records_options *options = data;
	struct done_recording judging = {.view = view, .options = options, .result = out};
	struct done_files files;
	int rc;

	if (options->named_in)
		return judge_named(&judging, err);
	rc = done_view_find(view, &options->files, &options->except, &files, err);
	if (rc < 0)
		return rc;
	done_files_keep_regular(&files);
	if (!files.nr)
		return done_result_add_missing(out, view, &options->files,
		    (struct done_wanted){.option = "files", .with = ", a decision record"}, err);
	rc = judge_all(&judging, &files, err);
	if (rc == 0 && !out->nr)
		done_result_say(
		    out, view, DONE_MET, "%zu %s", files.nr, files.nr == 1 ? "record" : "records");
	return rc;
}

static int check_words(const struct done_strings *words, const struct done_value *at,
    const char *what, const char *const *known, size_t nr, struct done_error *err)
{
	for (size_t i = 0; i < words->nr; i++) {
		const char *nearest;
		size_t j = 0;

		while (j < nr && strcmp(known[j], words->items[i]) != 0)
			j++;
		if (j < nr)
			continue;
		nearest = done_name_nearest(words->items[i], known, nr);
		done_value_error(err, at->type == DONE_LIST ? &at->list.ptr[i] : at,
		    "'%s' cannot be '%s'", what, words->items[i]);
		return nearest ? done_error_cure(err, "did you mean '%s'?", nearest) : err->code;
	}
	return 0;
}

static int records_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	static const char *const parts[] = {"number", "title", "status", "date"};
	const struct done_records_options *options = object;

	if (!options->files.nr == !options->named_in)
		return done_value_error(err, at, "say either 'files' or 'named_in'");
	if (options->named_in && options->except.nr)
		return done_value_error(err, at, "'except' goes with 'files' only");
	if (check_words(&options->require, done_value_get(at, "require"), "require", parts,
	        DONE_ARRAY_SIZE(parts), err) < 0)
		return err->code;
	return check_words(&options->status, done_value_get(at, "status"), "status",
	    done_decision_statuses + 1, DONE_DECISION_STATUSES - 1, err);
}

static const struct done_field naming_fields[] = {
    {DONE_FIELD("file", struct done_records_naming, file, FILE), .tighter = {DONE_TIGHTER_NEVER},
        .required = true, .help = "The YAML or JSON file, such as done.yml."},
    {DONE_FIELD("at", struct done_records_naming, at, JSONPATH), .tighter = {DONE_TIGHTER_NEVER},
        .required = true, .help = "Where in it records are named, such as $.decisions.schema."},
};

static const struct done_record naming_record = {
    .name = "'named_in'",
    .size = sizeof(struct done_records_naming),
    .fields = naming_fields,
    .nr = DONE_ARRAY_SIZE(naming_fields),
};

static const struct done_field fields[] = {
    {DONE_FIELD("files", struct done_records_options, files, FILES),
        .tighter = {DONE_TIGHTER_NEVER}, .help = "The records; there must be at least one."},
    {DONE_FIELD("except", struct done_records_options, except, FILES),
        .tighter = {DONE_TIGHTER_NEVER},
        .help = "Files among them that are not records, such as an index or a template."},
    {DONE_FIELD("named_in", struct done_records_options, named_in, OBJECT),
        .tighter = {DONE_TIGHTER_NEVER}, .record = &naming_record,
        .help = "Instead of files: the records that a value in a data file names, by a path below "
                "the service or from the root."},
    {DONE_FIELD("require", struct done_records_options, require, STRINGS),
        .tighter = {DONE_TIGHTER_MORE, DONE_ABSENT_TIGHTEST}, .max = 4,
        .help = "What each record must have: number, title, status, date. Default: all of them."},
    {DONE_FIELD("status", struct done_records_options, status, STRINGS),
        .tighter = {DONE_TIGHTER_LESS}, .max = 5,
        .help = "The allowed statuses: proposed, accepted, rejected, deprecated, superseded. "
                "Default: any of them."},
    {DONE_FIELD("links", struct done_records_options, links, BOOLEAN),
        .tighter = {DONE_TIGHTER_MORE}, .preset = true,
        .help = "true: every relative link must lead to something in the tree. Default: true."},
};

static const struct done_exclusive exclusive[] = {{"files", "named_in"}};

static const struct done_record record = {
    .name = "check kind 'records'",
    .size = sizeof(struct done_records_options),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
    .shorthand = "files",
    .exclusive = exclusive,
    .nr_exclusive = DONE_ARRAY_SIZE(exclusive),
    .validate = records_validate,
};

static void records_describe(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "Both usual forms are read: Nygard's (`# 1. Title`, `Date: 2026-01-31`, a section "
	    "`Status`), and MADR's (`status:` and `date:` in front matter, or as bullets below the "
	    "title). The title may also be `title:` in front matter, and the date may stand behind "
	    "the status (`Accepted on 2026-01-31`). The number is taken from the file's name, "
	    "otherwise from the title, and no other record of the directory may have it. A "
	    "superseded record must name its successor, by a link or a number, and that record "
	    "must exist.\n\n"
	    "A rule that a recorded decision may set aside is an `any_of`:\n\n"
	    "```yaml\n"
	    "any_of:\n"
	    "  - data: {file: done.yml, at: {$.decisions.database: {one_of: [postgresql, "
	    "mysql]}}}\n"
	    "  - records: {named_in: {file: done.yml, at: $.decisions.schema}, status: accepted}\n"
	    "```\n");
}

const struct done_kind done_kind_records = {
    .form = {.name = "records",
        .summary = "met when decision records have number, title, status, date and links "
                   "that resolve",
        .options = &record,
        .example = "files: docs/adr/[0-9]*.md\n"
                   "status: [proposed, accepted, superseded]\n",
        .more = records_describe},
    .run = records_run,
};
