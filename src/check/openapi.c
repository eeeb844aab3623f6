/*
 * Kind `openapi`: descriptions of HTTP interfaces that are read, not only named: held to the
 * standard, and to what the policy asks of every operation.
 */
#include "openapi.h"

#include "kinds.h"

#include "done/outside.h"

#include <string.h>

enum { EXTERNAL_ERROR, EXTERNAL_IGNORE };
static const char *const external_words[] = {"error", "ignore", NULL};
enum { STRUCTURE_ERROR, STRUCTURE_IGNORE };
static const char *const structure_words[] = {"error", "ignore", NULL};
static const char *const include_words[] = {"callbacks", "webhooks", NULL};
static const char *const need_words[] = {"client", "server", NULL};

/* idle: what `exclude` names in vain. */
static void openapi_say_met(struct done_view *view, const struct openapi_found *found,
    size_t nr_operations, const char *idle, struct done_result *result)
{
	for (size_t i = 0; i < found->nr; i++) {
		const struct done_openapi *api = &found->items[i];
		struct done_buf text = {0};

		done_buf_addf(&text, "%s", api->title);
		if (done_openapi_files(api) > 1)
			done_buf_addf(&text, " in %zu files", done_openapi_files(api));
		done_buf_addf(
		    &text, ", %zu operation%s", nr_operations, nr_operations == 1 ? "" : "s");
		if (api->nr_external)
			done_buf_addf(&text, ", %zu external reference%s not followed",
			    api->nr_external, api->nr_external == 1 ? "" : "s");
		if (api->near_ids)
			done_buf_addf(
			    &text, "; the operationIds %s differ by case alone", api->near_ids);
		done_buf_addstr(&text, idle);
		done_result_evidence(result, view, api->path, 1, DONE_DECLARED, "%s", text.ptr);
		if (i == 0)
			done_result_say(result, view, DONE_MET, "%s", text.ptr);
		done_buf_release(&text);
	}
}

/* Paths that hold nothing which is an operation: what is asked of each would hold. */
static void openapi_add_none(
    struct done_view *view, const struct done_openapi *api, struct done_result *result)
{
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){api->path, 1, 1},
	        (struct done_subject){.wrong = "no operation", .path = api->path},
	        "describes no operation%s", api->nr_external ? " in this tree" : "");

	done_finding_fix(finding, view,
	    "describe the operations under 'paths' ('get', 'post', …), or write 'allow_empty: "
	    "true' into the check");
}

static int openapi_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct openapi_options *options = data;
	struct interface_source source;
	struct openapi_found found;
	struct openapi_asking asking = {.view = view,
	    .reports = &options->reports,
	    .source = &source,
	    .ignores_external = options->external == EXTERNAL_IGNORE,
	    .allows_empty = options->allow_empty,
	    .is_loose = options->structure == STRUCTURE_IGNORE,
	    .passes_others = options->described,
	    .described = options->described};
	size_t nr_operations = 0;
	bool *used = done_arena_array(view->arena, options->exclude.nr + 1, sizeof(bool));

	done_check_interface_source(&source, view, false);
	if (done_check_openapi_find(&asking, &found, out, err) < 0)
		return err->code;
	for (size_t i = 0; i < found.nr; i++) {
		struct openapi_judging judging = {.view = view,
		    .options = options,
		    .api = &found.items[i],
		    .result = out,
		    .used = used,
		    .err = err};

		if (done_check_openapi_operations(&judging) < 0)
			return err->code;
		nr_operations += judging.nr_operations;
		if (!judging.nr_described && !options->allow_empty && !out->nr)
			openapi_add_none(view, &found.items[i], out);
	}
	if (found.is_none)
		done_result_say(
		    out, view, DONE_NOT_APPLICABLE, "no OpenAPI description is about this service");
	else if (!out->nr)
		openapi_say_met(view, &found, nr_operations,
		    done_check_interface_idle(view, &options->exclude, used), out);
	return 0;
}

static int openapi_validate_words(const struct done_strings *words, const char *const *known,
    const char *key, const struct done_value *at, struct done_error *err)
{
	for (size_t i = 0; i < words->nr; i++) {
		size_t j = 0;

		while (known[j] && strcmp(known[j], words->items[i]) != 0)
			j++;
		if (known[j])
			continue;
		done_value_error(err, done_value_get(at, key), "'%s' takes '%s' and '%s', not '%s'",
		    key, known[0], known[1], words->items[i]);
		return err->code;
	}
	return 0;
}

static int openapi_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct openapi_options *options = object;
	const struct done_strings *every = &options->every_operation;

	for (size_t i = 0; i < every->nr; i++) {
		struct done_arena scratch = {0};

		if (done_check_openapi_is_item(every->items[i]))
			continue;
		done_value_error(err, done_value_get(at, "every_operation"),
		    "'%s' is not an item of 'every_operation'", every->items[i]);
		done_error_cure(err, "known items: %s", done_check_openapi_items(&scratch));
		done_arena_release(&scratch);
		return err->code;
	}
	if (openapi_validate_words(&options->need, need_words, "need", at, err) < 0 ||
	    openapi_validate_words(&options->include, include_words, "include", at, err) < 0)
		return err->code;
	return done_check_openapi_validate(&options->exclude, false, at, err);
}

static unsigned openapi_wants(const void *options)
{
	return ((const struct openapi_options *)options)->described ? DONE_OUTSIDE_DESCRIPTIONS : 0;
}

static void openapi_more(struct done_buf *out)
{
	done_check_openapi_reference(out);
	done_buf_addstr(out,
	    "\n"
	    "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read, in YAML and in JSON, in one file "
	    "or in several. Every description must follow the standard, whatever the options: no "
	    "unknown keys (except those that begin with `x-`), all required keys, the right types "
	    "of values, parameters of paths, unique operationIds, declared security schemes, and "
	    "references that lead somewhere.\n\n"
	    "References (`$ref`) are followed within the tree, relative to the file that contains "
	    "them; a finding names the file and line where the thing is written. Nothing is "
	    "fetched: a reference to another machine is a finding, or is skipped with `external: "
	    "ignore`. A reference that leads out of the repository, or to a symbolic link, is a "
	    "finding. `$id` (3.1) and `$self` (3.2) are known names of what is in the tree. At "
	    "most "
	    "1,000 files and 1,000,000 values are read, and chains of at most 64 "
	    "references; a larger description is undecided.\n\n"
	    "A file that `reports` matches and that has no version is a part if a description "
	    "refers to it, and a finding if none does. YAML that is truncated after a whole "
	    "operation looks like a shorter description: kind [compatible](compatible.md) finds "
	    "what is missing.\n\n"
	    "`exclude` removes operations from `every_operation` and `constraints`: by method and "
	    "path, where `*` stands for any characters (`GET /health*`), by `operationId:NAME`, or "
	    "by an extension that they have (`x-internal`). The result names an entry that fits no "
	    "operation, and operationIds that differ only in case, which many generators turn into "
	    "one name.\n");
}

static const struct done_field openapi_fields[] = {
    {DONE_FIELD("reports", struct openapi_options, reports, FILES), .tighter = {DONE_TIGHTER_NEVER},
        .required = true, .min = 1, .help = "The descriptions."},
    {DONE_FIELD("every_operation", struct openapi_options, every_operation, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .help = "What every operation must have, see below."},
    {DONE_FIELD("need", struct openapi_options, need, STRINGS),
        .tighter = {DONE_TIGHTER_MORE, DONE_ABSENT_TIGHTEST}, .max = 2,
        .help = "Which errors `error_responses` requires: `client` (4xx), `server` (5xx). "
                "`default` counts as both. Default: both."},
    {DONE_FIELD("error_media", struct openapi_options, error_media, STRING),
        .tighter = {DONE_TIGHTER_NEVER, DONE_ABSENT_WEAKEST},
        .help = "The media type that every error has, such as `application/problem+json`. With "
                "`error_responses`."},
    {DONE_FIELD("same_schema", struct openapi_options, same_schema, BOOLEAN),
        .tighter = {DONE_TIGHTER_MORE},
        .help = "All errors have one schema. With `error_responses`."},
    {DONE_FIELD("constraints", struct openapi_options, constraints, BOOLEAN),
        .tighter = {DONE_TIGHTER_MORE},
        .help =
            "Every value of a request must have bounds: a text a length, pattern, format or list "
            "of values, a number a maximum, a list a number of items, an object its properties."},
    {DONE_FIELD("exclude", struct openapi_options, exclude, STRINGS),
        .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST},
        .help = "Operations that `every_operation` and `constraints` skip."},
    {DONE_FIELD("include", struct openapi_options, include, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 2,
        .help = "`callbacks` and `webhooks` count as operations, too."},
    {DONE_FIELD("allow_empty", struct openapi_options, allow_empty, BOOLEAN),
        .tighter = {DONE_TIGHTER_LESS},
        .help = "A description without an operation is not a finding."},
    {DONE_FIELD("described", struct openapi_options, described, BOOLEAN),
        .tighter = {DONE_TIGHTER_NEVER},
        .help = "Other descriptions of the service are read, too, wherever capability "
                "`api-description` finds them. If the service has none at all, the check does not "
                "apply."},
    {DONE_FIELD("structure", struct openapi_options, structure, ENUM),
        .tighter = {DONE_TIGHTER_LESS}, .names = structure_words,
        .help = "What breaks the standard is a finding (`error`) or is skipped (`ignore`). What "
                "cannot be read or found is a finding in any case, because operations may be "
                "hidden behind it. Default: error."},
    {DONE_FIELD("external", struct openapi_options, external, ENUM), .tighter = {DONE_TIGHTER_LESS},
        .names = external_words,
        .help = "References to other machines are a finding (`error`) or are skipped (`ignore`). "
                "Default: error."},
};

static const struct done_record openapi_record = {
    .name = "check kind 'openapi'",
    .size = sizeof(struct openapi_options),
    .fields = openapi_fields,
    .nr = DONE_ARRAY_SIZE(openapi_fields),
    .shorthand = "reports",
    .validate = openapi_validate,
};

const struct done_kind done_kind_openapi = {
    .form = {.name = "openapi",
        .summary = "met when OpenAPI descriptions follow the standard, and every operation has "
                   "what the check requires",
        .options = &openapi_record,
        .example = "reports: [\"openapi.{yaml,yml,json}\", docs/openapi.yaml]\n"
                   "every_operation: [summary, operationId, error_responses, "
                   "response_schema]\n"
                   "exclude: [\"GET /health*\"]\n",
        .wants = openapi_wants,
        .more = openapi_more},
    .run = openapi_run,
};
