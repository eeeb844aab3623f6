/*
 * Kind `data`: values in a YAML, JSON or TOML file, named by JSONPath, are as expected.
 */
#include "data.h"
#include "about.h"
#include "done/questions.h"
#include "kinds.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define VALUES_SHOWN 3

/* " with "private": true and "type": "module"": for a file that is not there at all. */
static const char *values_asked(struct done_view *view, const struct data_options *options)
{
	struct done_buf buf = {0};
	size_t nr = 0;

	for (size_t i = 0; i < options->at.nr; i++) {
		const struct data_at *at = &options->at.items[i];
		const char *below, *written = NULL;

		if (at->expects.exists)
			written = done_data_written(view, options->file.text, &at->expects,
			    done_jsonpath_text(at->path), NULL, &below);
		if (!written)
			continue;
		if (++nr <= VALUES_SHOWN)
			done_buf_addf(&buf, "%s%s", nr > 1 ? ", " : " with ", written);
	}
	if (nr > VALUES_SHOWN)
		done_buf_addf(&buf, " and %zu more", nr - VALUES_SHOWN);
	char *text = done_arena_strndup(view->arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return done_view_shown(view, text, strlen(text), 0);
}

/* The documents that the name is about: all, or the one in which it stands. */
static struct done_documents data_about(
    const struct done_documents *whole, const struct done_about_name *name)
{
	struct done_documents part = {whole->items, 1};

	if (!name->line)
		return *whole;
	for (size_t i = 1; i < whole->nr && whole->items[i].line <= name->line; i++)
		part.items = &whole->items[i];
	return part;
}

static int data_try_about(const void *data, struct done_view *view, const struct done_about *about,
    struct done_result *out, struct done_error *err)
{
	const struct data_options *options = data;
	const struct done_documents *documents;
	struct done_documents part;
	int rc = done_artifact_data(view, about->file, &documents, out, err);

	if (rc <= 0)
		return rc;
	part = data_about(documents, about->name);
	return done_data_judge(view, options, about->file, &part, out, err);
}

static int data_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	struct data_options mine = *(const struct data_options *)data, *options = &mine;
	struct done_wanted wanted = {.option = "file"};
	struct done_files files;
	int rc = done_data_for_service(view, &mine.at, err);

	if (rc == 0) {
		wanted.with = values_asked(view, options);
		rc = done_artifact_find(view, &options->file, wanted, &files, out, err);
	}
	for (size_t i = 0; rc == 0 && i < files.nr; i++) {
		const struct done_documents *documents;

		rc = done_artifact_data(view, &files.items[i], &documents, out, err);
		if (rc > 0)
			rc = done_data_judge(view, options, &files.items[i], documents, out, err);
	}
	return rc < 0 ? rc
	              : done_about_run(&options->about, data_try_about, options, view, out, err);
}

/* ---- how it is written ---- */

/* One member of `at`: a map of conditions, or the value that is expected. */
static int load_one(struct done_loader *loader, const struct done_member *member,
    struct data_at *out, struct done_error *err)
{
	const struct done_value *value = &member->value;
	int rc = done_jsonpath_compile(done_loader_arena(loader), member->key.ptr, &out->path, err);

	if (rc < 0) {
		done_error_place(err, value->file, member->line, member->column);
		return rc;
	}
	if (done_value_words(
	        value->type == DONE_MAP ? done_value_get(value, "equals") : value, err) < 0 ||
	    done_value_words(done_value_get(value, "one_of"), err) < 0)
		return err->code;
	if (value->type == DONE_MAP)
		return done_record_load(loader, &done_data_expectation, value, &out->expects, err);
	if (value->type == DONE_NULL)
		return done_value_error(err, value,
		    "nothing is expected of '%s': write a value, {exists: "
		    "true}, or {equals: null} where null is meant",
		    member->key.ptr);
	out->expects = (struct data_expectation){
	    .exists = true, .equals = value, .min = NAN, .max = NAN, .type = DATA_ANY_TYPE};
	return 0;
}

static int load_at(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	struct data_list list = {0};

	if (value->type != DONE_MAP || !value->map.nr)
		return done_value_error(err, value,
		    "'at' must be a map from a JSONPath ('$.name') to what is "
		    "expected there, not %s",
		    value->type == DONE_MAP ? "an empty one" : done_value_type_name(value->type));
	list.items =
	    done_arena_array(done_loader_arena(loader), value->map.nr, sizeof(struct data_at));
	for (; list.nr < value->map.nr; list.nr++) {
		int rc = load_one(loader, &value->map.ptr[list.nr], &list.items[list.nr], err);

		if (rc < 0)
			return rc;
	}
	*(struct data_list *)member = list;
	return 0;
}

/* `each`, `any`, or the number of a document. */
static int load_document(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	struct data_document *document = member;
	const char *text = value->type == DONE_STRING ? value->string.ptr : "";

	(void)loader;
	if (value->type == DONE_INTEGER && value->integer >= 1 &&
	    value->integer <= DONE_DOCUMENTS_MAX)
		*document = (struct data_document){DATA_NUMBER, (size_t)value->integer};
	else if (!strcmp(text, "each"))
		*document = (struct data_document){DATA_EACH, 0};
	else if (!strcmp(text, "any"))
		*document = (struct data_document){DATA_ANY, 0};
	else
		return done_value_error(err, value,
		    "'document' must be 'each', 'any' or a number from 1 to "
		    "10000");
	return 0;
}

static const struct done_field fields[] = {
    {DONE_FIELD("file", struct data_options, file, FILE), .tighter = {DONE_TIGHTER_NEVER},
        .required = true,
        .help = "The file: YAML, JSON, JSON with comments, JSON5, JSON lines or TOML; its name "
                "says which (see the table below). Other formats are not read: the check is then "
                "undecided. If several files match, each of them must meet the conditions."},
    {DONE_FIELD("document", struct data_options, document, SPECIAL),
        .tighter = {DONE_TIGHTER_NEVER}, .load = load_document,
        .schema = "{\"anyOf\": [{\"enum\": [\"each\", \"any\"]}, {\"type\": \"integer\", "
                  "\"minimum\": 1, \"maximum\": 10000}]}",
        .help = "Which documents of the file are judged: 'each', 'any', or the number of one. "
                "Default: each."},
    {DONE_FIELD("at", struct data_options, at, SPECIAL), .tighter = {DONE_TIGHTER_MORE},
        .entries = &done_data_expectation, .required = true, .load = load_at,
        .schema =
            "{\"type\": \"object\", \"minProperties\": 1, "
            "\"propertyNames\": {\"pattern\": \"^\\\\$\"}, "
            "\"additionalProperties\": {\"anyOf\": ["
            "{\"type\": [\"string\", \"number\", \"boolean\", \"array\"]}, "
            "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"
            "\"exists\": {\"description\": \"The place is there; false: it is not.\", "
            "\"type\": \"boolean\"}, \"equals\": {\"description\": \"The value is this "
            "one.\"}, "
            "\"one_of\": {\"description\": \"The value is one of these.\", \"type\": "
            "\"array\", \"minItems\": 1}, "
            "\"matches\": {\"description\": \"The text matches this pattern.\", \"type\": "
            "\"string\"}, \"min\": {\"description\": \"The number is not smaller.\", "
            "\"type\": \"number\"}, "
            "\"max\": {\"description\": \"The number is not larger.\", \"type\": \"number\"}, "
            "\"min_items\": {\"description\": \"The list has no fewer elements.\", \"type\": "
            "\"integer\", \"minimum\": 0}, "
            "\"optional\": {\"description\": \"A place that is missing is met.\", \"type\": "
            "\"boolean\"}, "
            "\"type\": {\"description\": \"The value is of this type.\", \"enum\": [\"text\", "
            "\"number\", \"integer\", \"boolean\", "
            "\"list\", \"map\", \"null\"]}}}]}}",
        .help = "From a JSONPath to what is expected at every place that it names: a value, or a "
                "map of conditions (see below). If a place is missing, the check is unmet, even if "
                "only some elements of a list do not have it. {service} and {path} in a text or "
                "pattern stand for the service's name and directory."},
    DONE_ABOUT_FIELD(struct data_options),
};

static const struct done_record record = {
    .name = "check kind 'data'",
    .size = sizeof(struct data_options),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
};

/* What is asked of the sheet: its owner, and answers. */
static void data_drafts(const void *data, struct done_arena *arena, struct done_skeleton_wants *out)
{
	const struct data_options *options = data;
	const char *file = done_skeleton_literal(&options->file);

	for (size_t i = 0; file && !strcmp(file, DONE_SHEET_NAME) && i < options->at.nr; i++) {
		const char *path = done_jsonpath_text(options->at.items[i].path), *name;

		if (strncmp(path, "$.", 2) != 0)
			continue;
		name = done_arena_strndup(arena, path + 2, strcspn(path + 2, ".["));
		if (!strcmp(name, "owner"))
			done_skeleton_want(arena, out, DONE_SKELETON_CAPABILITY, name, NULL);
		else if (done_question_find(name))
			done_skeleton_want(arena, out, DONE_SKELETON_QUESTION, name, NULL);
	}
}

const struct done_kind done_kind_data = {
    .form = {.name = "data",
        .summary = "met when values in a YAML, JSON or TOML file are as expected",
        .options = &record,
        .example = "file: package.json\n"
                   "at:\n"
                   "  $.private: true\n"
                   "  $.scripts.test: {matches: '\\S'}\n"
                   "  $.engines.node: {exists: true}\n",
        .more = done_data_reference},
    .run = data_run,
    .drafts = data_drafts,
};
