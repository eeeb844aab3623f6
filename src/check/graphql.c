/*
 * Kind `graphql`: schemas that are read, not only named: held to what the specification refuses, to
 * descriptions that say something, and to reasons of what is deprecated.
 */
#include "interface.h"
#include "kinds.h"

#include "done/graphql.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct graphql_options {
	struct done_file_globs reports;
	struct done_strings every_type, every_field, every_argument, every_input_field,
	    every_enum_value, every_deprecated;
	struct done_strings exclude;
	bool allow_empty;
};

struct graphql_judging {
	struct done_view *view;
	const struct graphql_options *options;
	struct done_graphql set;
	struct done_result *result;
	bool *used; /* entries of `exclude` that name a definition */
};

/* ---- what an option asks of which definitions ---- */

static const struct interface_every graphql_every[] = {
    {"every_type", "description", "type", offsetof(struct graphql_options, every_type),
        INTERFACE_OF(DONE_GRAPHQL_SCALAR) | INTERFACE_OF(DONE_GRAPHQL_OBJECT) |
            INTERFACE_OF(DONE_GRAPHQL_INTERFACE) | INTERFACE_OF(DONE_GRAPHQL_UNION) |
            INTERFACE_OF(DONE_GRAPHQL_ENUM) | INTERFACE_OF(DONE_GRAPHQL_INPUT),
        "\"An order that was placed, as the customer sees it.\""},
    {"every_field", "description", "field", offsetof(struct graphql_options, every_field),
        INTERFACE_OF(DONE_GRAPHQL_FIELD),
        "\"In the smallest unit of the currency, such as cents.\""},
    {"every_argument", "description", "argument", offsetof(struct graphql_options, every_argument),
        INTERFACE_OF(DONE_GRAPHQL_ARGUMENT), "\"How many to answer; at most 100.\""},
    {"every_input_field", "description", "input field",
        offsetof(struct graphql_options, every_input_field), INTERFACE_OF(DONE_GRAPHQL_INPUT_FIELD),
        "\"Where the parcel goes; it must be in the same country.\""},
    {"every_enum_value", "description", "value", offsetof(struct graphql_options, every_enum_value),
        INTERFACE_OF(DONE_GRAPHQL_VALUE), "\"The parcel was handed to the carrier.\""},
    {"every_deprecated", "reason", NULL, offsetof(struct graphql_options, every_deprecated), 0,
        NULL},
};

static bool graphql_is_root(const struct graphql_judging *judging, const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(judging->set.roots); i++) {
		if (judging->set.roots[i] && !strcmp(judging->set.roots[i], name))
			return true;
	}
	return false;
}

static struct done_finding *graphql_add(struct graphql_judging *judging,
    const struct done_graphql_node *node, const char *option, const char *wrong, const char *text)
{
	return done_result_add(judging->result, judging->view,
	    (struct done_place){node->file, node->line, node->column},
	    (struct done_subject){
	        .wrong = wrong, .option = option, .path = node->file, .thing = node->full},
	    "%s", text);
}

/* What stands for an escape: of other scripts a letter for any letter, else a blank. */
static void graphql_add_escape(struct done_buf *out, const char *digits, size_t len)
{
	char number[9] = "";
	unsigned long code;

	memcpy(number, digits, len < 8 ? len : 8);
	code = strtoul(number, NULL, 16);

	if (code > ' ' && code < 0x7F)
		done_buf_addch(out, (char)code);
	else if (code >= 0xC0 && !(code >= 0x2000 && code < 0x3000) && code < 0xD800)
		done_buf_addstr(out, "\xC3\xA9");
	else
		done_buf_addch(out, ' ');
}

/* A description with its escapes read: "\u200b" says nothing. */
static const char *graphql_description(struct done_arena *arena, struct done_bytes raw)
{
	const char *text = done_arena_strndup(arena, raw.len ? raw.ptr : "", raw.len), *kept;
	struct done_buf out = {0};

	if (!strchr(text, '\\'))
		return text;
	for (; *text; text++) {
		if (*text != '\\') {
			done_buf_addch(&out, *text);
		} else if (text[1] == 'u') {
			bool is_braced = text[2] == '{';
			const char *digits = text + 2 + is_braced;
			size_t len = strspn(digits, "0123456789abcdefABCDEF");

			if (!is_braced && len > 4)
				len = 4;
			graphql_add_escape(&out, digits, len);
			text = digits + len - 1 + (is_braced && digits[len] == '}');
		} else if (text[1]) {
			text++;
			done_buf_addch(&out, strchr("nrtbf", *text) ? ' ' : *text);
		}
	}
	kept = done_arena_strndup(arena, out.ptr ? out.ptr : "", out.len);
	done_buf_release(&out);
	return kept;
}

static void graphql_judge_description(struct graphql_judging *judging,
    const struct done_graphql_node *node, const struct interface_every *row)
{
	struct interface_declared declared = {node->name, node->full,
	    {node->file, node->line, node->column},
	    .text = graphql_description(judging->view->arena, node->description)};

	declared.is_missing = !declared.text[strspn(declared.text, " \t\r\n")];
	done_check_interface_judge_text(judging->view, row, &declared, judging->result);
}

/* What stands in @deprecated says what to use in its place. */
static void graphql_judge_deprecated(
    struct graphql_judging *judging, const struct done_graphql_node *node)
{
	const struct done_graphql_use *use = done_graphql_use_of(node, "deprecated");
	struct done_arena *arena = judging->view->arena;
	const char *reason = use ? done_graphql_given(use, "reason") : NULL;
	struct done_finding *finding;

	if (!use)
		return;
	if (reason && *reason == '"') {
		size_t from = strspn(reason, "\""), len = strlen(reason + from);

		while (len && reason[from + len - 1] == '"')
			len--;
		reason = done_arena_strndup(arena, reason + from, len);
	}
	/* The default of the specification, written out, says no more than its absence. */
	if (reason && strcmp(reason, "No longer supported") != 0 &&
	    strcasecmp(reason, "deprecated") != 0 && strcmp(reason, "null") != 0 &&
	    done_check_interface_says(reason, node->name))
		return;
	finding = graphql_add(judging, node, "every_deprecated", "no reason",
	    done_arena_printf(
	        arena, "'%s' is deprecated, and no reason says what to use", node->full));
	done_finding_fix(
	    finding, judging->view, "@deprecated(reason: \"Use 'orderById', which takes an ID.\")");
}

static void graphql_judge_node(
    struct graphql_judging *judging, const struct done_graphql_node *node)
{
	const struct graphql_options *options = judging->options;

	if (done_check_interface_excludes(&options->exclude, judging->used, node->full))
		return;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(graphql_every); i++) {
		if (done_check_interface_asks(&graphql_every[i], options) &&
		    (graphql_every[i].sorts & INTERFACE_OF(node->sort)) &&
		    !graphql_is_root(judging, node->full))
			graphql_judge_description(judging, node, &graphql_every[i]);
	}
	if (options->every_deprecated.nr)
		graphql_judge_deprecated(judging, node);
	for (size_t i = 0; i < node->nr_children; i++)
		graphql_judge_node(judging, node->sorted[i]);
}

/* ---- the kind ---- */

static size_t graphql_count(const struct done_graphql *set)
{
	size_t nr = 0;

	for (size_t i = 0; i < set->nr_types; i++)
		nr += set->types[i]->sort != DONE_GRAPHQL_SCHEMA &&
		    set->types[i]->sort != DONE_GRAPHQL_DIRECTIVE;
	return nr;
}

static void graphql_say_met(struct graphql_judging *judging)
{
	struct done_view *view = judging->view;
	const struct done_graphql *set = &judging->set;
	size_t nr = done_graphql_operations(set), types = graphql_count(set);
	const char *text =
	    done_arena_printf(view->arena, "%zu field%s that callers can ask for, %zu type%s%s", nr,
	        nr == 1 ? "" : "s", types, types == 1 ? "" : "s",
	        done_check_interface_idle(view, &judging->options->exclude, judging->used));

	done_result_say(judging->result, view, DONE_MET, "%s", text);
	for (size_t i = 0; i < set->nr_files; i++) {
		if (done_result_wants_evidence(judging->result))
			done_result_evidence(judging->result, view, set->files[i], 1, DONE_DECLARED,
			    "GraphQL schema: %s", text);
	}
}

static void graphql_add_empty(struct graphql_judging *judging, const char *path)
{
	struct done_finding *finding =
	    done_result_add(judging->result, judging->view, (struct done_place){path, 0, 0},
	        (struct done_subject){.wrong = "empty", .option = "reports", .path = path},
	        "the schema has nothing that callers can ask for");

	done_finding_fix(finding, judging->view,
	    "define 'type Query' with its fields, or write 'allow_empty: true' into the check");
}

static int graphql_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct graphql_options *options = data;
	struct interface_source source;
	struct graphql_judging judging = {.view = view,
	    .options = options,
	    .result = out,
	    .used = done_arena_array(view->arena, options->exclude.nr + 1, sizeof(bool))};
	struct done_graphql *set = &judging.set;
	struct done_files files;
	int rc;

	done_check_interface_source(&source, view, false);
	*set = (struct done_graphql){.arena = view->arena, .source = &source.source};
	rc = done_check_interface_files(view, &options->reports, &files, out, err);
	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < files.nr; i++) {
		if (done_graphql_read(set, files.items[i].path, err) < 0)
			return err->code;
	}
	done_graphql_link(set);
	if (done_graphql_check(set, err) < 0)
		return err->code;
	done_check_interface_faults(view, &set->faults, files.items[0].path, out);
	if (!set->faults.nr && !done_graphql_operations(set) && !options->allow_empty &&
	    !(set->is_federated && graphql_count(set)))
		graphql_add_empty(&judging, files.items[0].path);
	for (size_t i = 0; i < set->nr_types; i++)
		graphql_judge_node(&judging, set->types[i]);
	if (!out->nr)
		graphql_say_met(&judging);
	return 0;
}

static int graphql_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	return done_check_interface_validate(
	    graphql_every, DONE_ARRAY_SIZE(graphql_every), object, at, err);
}

static void graphql_more(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "The files that `reports` names are one schema: types may be extended and used across "
	    "them. A service with two schemas has two checks. Every schema must follow the "
	    "specification of October 2021, whatever the options: syntax, names that are defined "
	    "only once, types that are defined, inputs and outputs, fields of interfaces, members "
	    "of unions, a root for queries. A file of a client's queries is a finding.\n\n"
	    "Directives that are not declared are skipped, because servers know some of their own. "
	    "Where a directive of Apollo Federation is used (`@key`, `@link`, `@shareable` and "
	    "their like), the schema is a part of a graph: it may extend what it does not define, "
	    "and lack a root.\n\n"
	    "A description counts if it is not a placeholder and says more than the name. Root "
	    "types need none. The reason of `@deprecated` must say something, too: the default, "
	    "`No longer supported`, does not.\n\n"
	    "`exclude` skips definitions, with everything in them, by their full names, where `*` "
	    "stands for any characters: `Query.internal*`, `*Connection`, `Order.lines(first:)`, "
	    "`Status.OPEN`.\n\n"
	    "At most 1,000,000 definitions, 256 MiB of full names and files of 16 MiB are read; "
	    "lists and objects may be nested 64 deep. A schema that is truncated after a whole "
	    "definition looks like a shorter one: kind [compatible](compatible.md) finds what is "
	    "missing.\n");
}

static const struct done_field graphql_fields[] = {
    {DONE_FIELD("reports", struct graphql_options, reports, FILES), .tighter = {DONE_TIGHTER_NEVER},
        .required = true, .min = 1, .help = "The files of the schema."},
    {DONE_FIELD("every_type", struct graphql_options, every_type, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1,
        .help = "`description`: every type has one, of whatever sort it is."},
    {DONE_FIELD("every_field", struct graphql_options, every_field, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1,
        .help = "`description`: every field of a type or interface has one."},
    {DONE_FIELD("every_argument", struct graphql_options, every_argument, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1, .help = "`description`: every argument has one."},
    {DONE_FIELD("every_input_field", struct graphql_options, every_input_field, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1,
        .help = "`description`: every field of an input has one."},
    {DONE_FIELD("every_enum_value", struct graphql_options, every_enum_value, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1,
        .help = "`description`: every value of an enum has one."},
    {DONE_FIELD("every_deprecated", struct graphql_options, every_deprecated, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1,
        .help = "`reason`: every `@deprecated` says what to use in its place."},
    {DONE_FIELD("exclude", struct graphql_options, exclude, STRINGS),
        .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST},
        .help = "Definitions that these options skip, by their full names."},
    {DONE_FIELD("allow_empty", struct graphql_options, allow_empty, BOOLEAN),
        .tighter = {DONE_TIGHTER_LESS}, .help = "A schema without any query is not a finding."},
};

static const struct done_record graphql_record = {
    .name = "check kind 'graphql'",
    .size = sizeof(struct graphql_options),
    .fields = graphql_fields,
    .nr = DONE_ARRAY_SIZE(graphql_fields),
    .shorthand = "reports",
    .validate = graphql_validate,
};

const struct done_kind done_kind_graphql = {
    .form = {.name = "graphql",
        .summary = "met when a GraphQL schema follows the specification, and its definitions have "
                   "the descriptions that the check requires",
        .options = &graphql_record,
        .example = "reports: [\"**/*.{graphql,graphqls}\"]\n"
                   "every_field: [description]\n"
                   "every_deprecated: [reason]\n",
        .more = graphql_more},
    .run = graphql_run,
};
