/*
 * Kind `data`: values in a YAML or JSON file, named by JSONPath, are as expected.
 */
#include "data.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define VALUES_SHOWN 3

struct data_options {
	struct done_file_glob file;
	struct data_list at;
};

/* The deepest value on a plain path ($.a.b) that is there: where the missing one belongs. */
static const struct done_value *nearest(const struct done_value *root, const char *path)
{
	const struct done_value *value = root;
	char name[64];

	for (path += *path == '$'; *path == '.';) {
		size_t len = strcspn(++path, ".[*");

		if (len == 0 || len >= sizeof(name))
			break;
		memcpy(name, path, len);
		name[len] = '\0';
		const struct done_value *next = done_value_get(value, name);
		if (!next)
			break;
		value = next;
		path += len;
	}
	return value;
}

static void add_missing(struct done_view *view, const struct done_file *file,
                        const struct data_at *at, const struct done_value *root,
                        struct done_result *result)
{
	const char *path = done_jsonpath_text(at->path);
	const char *wanted = done_data_wanted(view, &at->expects);
	const struct done_value *place = nearest(root, path);
	struct done_finding *finding = done_result_add(result, view, file->path, place->line,
	                                               place->column, "'%s' is missing", path);

	const char *below, *written = done_data_written(view, file->path, at, root, &below);
	const char *name = done_view_shown_path(view, done_view_short(view, file->path));

	if (!written)
		done_finding_fix(finding, view, "add '%s'%s%s", path, *wanted ? ": " : "", wanted);
	else
		done_finding_fix(finding, view, "add %s%s%s%s to %s%s%s",
		                 done_view_shown(view, written, strlen(written), 0),
		                 below ? " below '" : "",
		                 below ? done_view_shown(view, below, strlen(below), 0) : "",
		                 below ? "'" : "", name, *wanted ? ": " : "", wanted);
	done_finding_subject(finding, result, view, "%s: %s missing", file->path, path);
}

static void add_unwanted(struct done_view *view, const struct done_file *file,
                         const struct data_at *at, const struct done_value *node,
                         struct done_result *result)
{
	const char *path = done_jsonpath_text(at->path);
	struct done_finding *finding = done_result_add(
		result, view, file->path, node->line, node->column, "'%s' must not be there", path);

	done_finding_fix(finding, view, "take '%s' out", path);
	done_finding_subject(finding, result, view, "%s: %s there", file->path, path);
}

/* A list or map that is too short: what is there may stay. */
static void add_few(struct done_view *view, const struct done_file *file, const struct data_at *at,
                    const struct done_value *node, size_t nr, struct done_result *result)
{
	const char *path = done_jsonpath_text(at->path);
	struct done_finding *finding =
		done_result_add(result, view, file->path, node->line, node->column,
	                        "'%s' has %zu %s; expected at least %" PRId64, path, nr,
	                        nr == 1 ? "entry" : "entries", at->expects.min_items);

	done_finding_fix(finding, view, "write at least %" PRId64 " %s", at->expects.min_items,
	                 at->expects.min_items == 1 ? "entry" : "entries");
	done_finding_subject(finding, result, view, "%s: %s has too few", file->path, path);
}

static void add_misfit(struct done_view *view, const struct done_file *file,
                       const struct data_at *at, const struct done_value *node, const char *what,
                       struct done_result *result)
{
	const char *path = done_jsonpath_text(at->path);
	const char *shown = done_data_value_shown(view, node);
	struct done_finding *finding =
		done_result_add(result, view, file->path, node->line, node->column,
	                        "'%s' is %s; expected %s", path, shown, what);

	done_finding_fix(finding, view, "change %s to %s", shown, what);
	done_finding_subject(finding, result, view, "%s: %s is %s", file->path, path, shown);
}

static int judge_path(struct done_view *view, const struct done_file *file,
                      const struct done_value *root, const struct data_at *at,
                      struct done_result *result, struct done_error *err)
{
	struct done_nodes nodes;
	int rc = done_jsonpath_select(&done_view_cache(view)->arena, at->path, root, &nodes, err);

	if (rc < 0)
		return rc;
	if (!nodes.nr && at->expects.exists)
		add_missing(view, file, at, root, result);
	for (size_t i = 0; i < nodes.nr; i++) {
		const char *what = NULL;

		if (!at->expects.exists) {
			add_unwanted(view, file, at, nodes.items[i], result);
			continue;
		}
		rc = done_data_fits(view, &at->expects, nodes.items[i], &what, err);
		if (rc < 0)
			return rc;
		size_t items = nodes.items[i]->type == DONE_LIST  ? nodes.items[i]->list.nr
		               : nodes.items[i]->type == DONE_MAP ? nodes.items[i]->map.nr
		                                                  : SIZE_MAX;
		if (rc == 0 && items < (uint64_t)at->expects.min_items)
			add_few(view, file, at, nodes.items[i], items, result);
		else if (rc == 0)
			add_misfit(view, file, at, nodes.items[i], what, result);
	}
	return 0;
}

/* " with "private": true and "type": "module"": for a file that is not there at all. */
static const char *values_asked(struct done_view *view, const struct data_options *options)
{
	struct done_buf buf = {0};
	size_t nr = 0;

	for (size_t i = 0; i < options->at.nr; i++) {
		const struct data_at *at = &options->at.items[i];
		const char *below, *written = NULL;

		if (at->expects.exists)
			written = done_data_written(view, options->file.text, at, NULL, &below);
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

static int run(const void *data, struct done_view *view, struct done_result *out,
               struct done_error *err)
{
	struct data_options mine = *(const struct data_options *)data, *options = &mine;
	struct done_files files;
	int rc = done_data_for_service(view, &mine.at, err);

	if (rc == 0)
		rc = done_artifact_find(view, &options->file, values_asked(view, options), &files,
		                        out, err);
	for (size_t i = 0; rc == 0 && i < files.nr; i++) {
		const struct done_value *root;

		rc = done_artifact_data(view, &files.items[i], &root, out, err);
		if (rc == 0)
			continue;
		for (size_t j = 0; rc > 0 && j < options->at.nr; j++) {
			rc = judge_path(view, &files.items[i], root, &options->at.items[j], out,
			                err);
			rc = rc < 0 ? rc : 1;
		}
		rc = rc < 0 ? rc : 0;
	}
	return rc;
}

/* ---- how it is written -------------------------------------------------------------------------
 */

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
	if (done_value_words(value->type == DONE_MAP ? done_value_get(value, "equals") : value,
	                     err) < 0 ||
	    done_value_words(done_value_get(value, "one_of"), err) < 0)
		return err->code;
	if (value->type == DONE_MAP)
		return done_record_load(loader, &done_data_expectation, value, &out->expects, err);
	if (value->type == DONE_NULL)
		return done_value_error(err, value,
		                        "nothing is expected of '%s': write a value, or {exists: "
		                        "true}",
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
		                        value->type == DONE_MAP
		                                ? "an empty one"
		                                : done_value_type_name(value->type));
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

static const struct done_field fields[] = {
	{.name = "file",
         .type = DONE_FIELD_FILE,
         .offset = offsetof(struct data_options, file),
         .required = true,
         .help = "The file: JSON where it ends in .json, else YAML; of several each must hold."},
	{.name = "at",
         .type = DONE_FIELD_SPECIAL,
         .offset = offsetof(struct data_options, at),
         .required = true,
         .load = load_at,
         .schema = "{\"type\": \"object\", \"minProperties\": 1, "
                   "\"propertyNames\": {\"pattern\": \"^\\\\$\"}, "
                   "\"additionalProperties\": {\"anyOf\": ["
                   "{\"type\": [\"string\", \"number\", \"boolean\", \"array\"]}, "
                   "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"
                   "\"exists\": {\"type\": \"boolean\"}, \"equals\": true, "
                   "\"one_of\": {\"type\": \"array\", \"minItems\": 1}, "
                   "\"matches\": {\"type\": \"string\"}, \"min\": {\"type\": \"number\"}, "
                   "\"max\": {\"type\": \"number\"}, "
                   "\"min_items\": {\"type\": \"integer\", \"minimum\": 0}, "
                   "\"type\": {\"enum\": [\"text\", \"number\", \"integer\", \"boolean\", "
                   "\"list\", \"map\", \"null\"]}}}]}}",
         .help = "From a JSONPath to what is expected of every value it names: exists, equals, "
                 "one_of, matches, min, max, min_items, type; a plain value is short for equals. "
                 "{service} and {path} in a text or pattern stand for the service's name and "
                 "directory."},
};

static const struct done_record record = {
	.name = "check kind 'data'",
	.size = sizeof(struct data_options),
	.fields = fields,
	.nr = DONE_ARRAY_SIZE(fields),
};

const struct done_kind done_kind_data = {
	.form = {.name = "data",
                 .summary = "met when values in a YAML or JSON file are as expected",
                 .options = &record,
                 .example = "file: package.json\n"
                            "at:\n"
                            "  $.private: true\n"
                            "  $.scripts.test: {matches: '\\S'}\n"
                            "  $.engines.node: {exists: true}\n"},
	.run = run,
};
