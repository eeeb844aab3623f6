/*
 * Kind `asyncapi`: descriptions of messages that are read, not only named: held to the standard,
 * and to what a team asks of every operation and every message.
 */
#include "kinds.h"
#include "openapi.h"

#include <string.h>

enum { EXTERNAL_ERROR, EXTERNAL_IGNORE };
static const char *const external_words[] = {"error", "ignore", NULL};

struct asyncapi_options {
	struct done_file_globs reports;
	struct done_strings every_message, every_operation, exclude;
	bool allow_empty;
	int external;
};

struct asyncapi_judging {
	struct done_view *view;
	const struct asyncapi_options *options;
	struct done_openapi *api;
	struct done_result *result;
	const struct done_openapi_operation *operation; /* the one at hand */
	size_t nr_operations, nr_messages;
	bool *used; /* entries of `exclude` that name an operation */
	struct done_error *err;
};

/* What is asked, and of what: an operation, or one of its messages. */
struct asyncapi_asked {
	const char *option;
	bool is_message;
	const char *name; /* "send orders", "OrderCreated" */
	const struct done_value *value;
	struct done_place place;
};

struct asyncapi_item;
typedef int asyncapi_judge(struct asyncapi_judging *judging, const struct asyncapi_asked *asked,
    const struct asyncapi_item *item);

struct asyncapi_item {
	const char *name;
	asyncapi_judge *judge;
	const char *help, *fix;
};

static void asyncapi_add(struct asyncapi_judging *judging, const struct asyncapi_asked *asked,
    const struct asyncapi_item *item, const char *wrong, const char *sentence)
{
	struct done_view *view = judging->view;
	struct done_finding *finding = done_result_add(judging->result, view, asked->place,
	    (struct done_subject){.wrong = wrong,
	        .option = asked->option,
	        .path = judging->api->path,
	        .thing = done_arena_printf(
	            view->arena, "%s %s %s", judging->operation->name, asked->name, item->name)},
	    "%s", sentence);

	done_finding_fix(finding, view, "%s", item->fix);
}

static const char *asyncapi_whose(
    struct asyncapi_judging *judging, const struct asyncapi_asked *asked)
{
	return asked->is_message
	    ? done_arena_printf(judging->view->arena, "the message '%.100s' of '%.200s'",
	          asked->name, judging->operation->name)
	    : done_arena_printf(judging->view->arena, "'%.200s'", asked->name);
}

/* ---- items ---- */

static int asyncapi_judge_text(struct asyncapi_judging *judging, const struct asyncapi_asked *asked,
    const struct asyncapi_item *item)
{
	struct done_arena *arena = judging->view->arena;
	const char *whose = asyncapi_whose(judging, asked);
	const struct done_value *text;

	if (done_asyncapi_get(judging->api, asked->value, item->name, &text, judging->err) < 0)
		return judging->err->code;
	if (!text || text->type != DONE_STRING ||
	    !text->string.ptr[strspn(text->string.ptr, " \t\r\n")])
		asyncapi_add(judging, asked, item, "missing",
		    done_arena_printf(arena, "%s has no %s", whose, item->name));
	else if (!done_check_interface_says(text->string.ptr, ""))
		asyncapi_add(judging, asked, item, "placeholder",
		    done_arena_printf(arena, "the %s of %s says nothing: '%.80s'", item->name,
		        whose, text->string.ptr));
	return 0;
}

static int asyncapi_judge_there(struct asyncapi_judging *judging,
    const struct asyncapi_asked *asked, const struct asyncapi_item *item)
{
	const struct done_value *value;

	if (done_asyncapi_get(judging->api, asked->value, item->name, &value, judging->err) < 0)
		return judging->err->code;
	if (!value || (value->type == DONE_LIST && !value->list.nr) ||
	    (value->type == DONE_STRING && !value->string.len))
		asyncapi_add(judging, asked, item, "missing",
		    done_arena_printf(judging->view->arena, "%s has no %s",
		        asyncapi_whose(judging, asked), item->name));
	return 0;
}

static int asyncapi_judge_type(struct asyncapi_judging *judging, const struct asyncapi_asked *asked,
    const struct asyncapi_item *item)
{
	const struct done_value *type = done_value_get(judging->api->root, "defaultContentType");

	return type && type->type == DONE_STRING ? 0 : asyncapi_judge_there(judging, asked, item);
}

static bool asyncapi_is_empty(const struct done_value *value)
{
	return value->type == DONE_NULL || (value->type == DONE_MAP && !value->map.nr) ||
	    (value->type == DONE_LIST && !value->list.nr) ||
	    (value->type == DONE_STRING &&
	        !value->string.ptr[strspn(value->string.ptr, " \t\r\n")]);
}

/* Of another format it is not looked into, once something stands there. */
static int asyncapi_judge_payload(struct asyncapi_judging *judging,
    const struct asyncapi_asked *asked, const struct asyncapi_item *item)
{
	struct done_arena *arena = judging->view->arena;
	const char *whose = asyncapi_whose(judging, asked), *format;
	const struct done_value *schema;
	int rc = done_asyncapi_schema(
	    judging->api, asked->value, item->name, &schema, &format, judging->err);

	if (rc >= 0 && schema && !format)
		rc = done_check_openapi_schema_says(judging->api, schema, false, judging->err);
	else if (rc >= 0)
		rc = schema && !asyncapi_is_empty(schema);
	if (rc < 0)
		return rc;
	if (!schema)
		asyncapi_add(judging, asked, item, "missing",
		    done_arena_printf(arena, "%s has no %s", whose, item->name));
	else if (rc == 0)
		asyncapi_add(judging, asked, item, "says nothing",
		    done_arena_printf(arena, "the %s of %s says nothing: it may hold anything",
		        item->name, whose));
	return 0;
}

static const struct asyncapi_item asyncapi_messages[] = {
    {"payload", asyncapi_judge_payload,
        "a schema that constrains something, or one in another format",
        "describe what the message holds:\n"
        "payload: {type: object, properties: {id: {type: string}}}"},
    {"headers", asyncapi_judge_payload, "a schema that constrains something",
        "describe the headers:\n"
        "headers: {type: object, properties: {traceparent: {type: string}}}"},
    {"name", asyncapi_judge_text, "text", "give it a name that code can use: 'name: OrderCreated'"},
    {"title", asyncapi_judge_text, "text", "give it a title: 'title: Order created'"},
    {"summary", asyncapi_judge_text, "text",
        "say in a line when it is sent: 'summary: An order was placed'"},
    {"description", asyncapi_judge_text, "text", "say what a reader must know of it"},
    {"examples", asyncapi_judge_there, "a list that is not empty",
        "add one: 'examples: [{payload: {id: 42}}]'"},
    {"correlationId", asyncapi_judge_there, "an object",
        "say where to find it: 'correlationId: {location: $message.header#/correlationId}'"},
    {"contentType", asyncapi_judge_type, "text, here or by `defaultContentType`",
        "write 'contentType: application/json', or 'defaultContentType' at the top"},
};

static const struct asyncapi_item asyncapi_operations[] = {
    {"summary", asyncapi_judge_text, "text",
        "say in a line what happens: 'summary: Tells that an order was placed'"},
    {"description", asyncapi_judge_text, "text", "say what a caller must know"},
    {"title", asyncapi_judge_text, "text (version 3)", "give it a title: 'title: Order created'"},
    {"operationId", asyncapi_judge_text, "text (version 2; in 3 every operation has its key)",
        "give it a name that generated code can use: 'operationId: onOrderCreated'"},
    {"tags", asyncapi_judge_there, "a list that is not empty", "add 'tags: [{name: orders}]'"},
    {"security", asyncapi_judge_there, "a list",
        "say who may send or receive: 'security: [{sasl: []}]'"},
};

/* ---- the walk ---- */

static const struct asyncapi_item *asyncapi_find(
    const struct asyncapi_item *items, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(items[i].name, name))
			return &items[i];
	}
	return NULL;
}

static int asyncapi_judge_all(struct asyncapi_judging *judging, const struct asyncapi_asked *asked,
    const struct done_strings *words, const struct asyncapi_item *items, size_t nr)
{
	bool is_new = judging->api->version == DONE_ASYNCAPI_3;

	for (size_t i = 0; i < words->nr; i++) {
		const struct asyncapi_item *item = asyncapi_find(items, nr, words->items[i]);

		/* In version 3 the key of an operation is its id. */
		if (!item || (is_new && !strcmp(item->name, "operationId")))
			continue;
		if (item->judge(judging, asked, item) < 0)
			return judging->err->code;
	}
	return 0;
}

static void asyncapi_add_silent(struct asyncapi_judging *judging)
{
	static const struct asyncapi_item none = {
	    "message", NULL, NULL, "describe the message: its payload, its name"};
	const struct done_openapi_operation *operation = judging->operation;
	const struct asyncapi_asked asked = {"every_message", false, operation->name,
	    operation->value, {operation->file, operation->line, operation->column}};

	asyncapi_add(judging, &asked, &none, "missing",
	    done_arena_printf(
	        judging->view->arena, "'%.200s' describes no message", operation->name));
}

static int asyncapi_judge_messages(struct asyncapi_judging *judging)
{
	struct done_asyncapi_messages messages = {0};

	if (done_asyncapi_messages(judging->api, judging->operation, &messages, judging->err) < 0)
		return judging->err->code;
	judging->nr_messages += messages.nr;
	for (size_t i = 0; i < messages.nr; i++) {
		const struct done_asyncapi_message *message = &messages.items[i];
		const struct asyncapi_asked asked = {"every_message", true, message->name,
		    message->value,
		    {message->value->file, message->value->line, message->value->column}};

		if (asyncapi_judge_all(judging, &asked, &judging->options->every_message,
		        asyncapi_messages, DONE_ARRAY_SIZE(asyncapi_messages)) < 0)
			return judging->err->code;
	}
	if (!messages.nr && judging->options->every_message.nr)
		asyncapi_add_silent(judging);
	return 0;
}

/* Channels that say what nobody sends. */
static void asyncapi_add_no_message(struct asyncapi_judging *judging)
{
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){judging->api->path, 1, 1},
	    (struct done_subject){
	        .wrong = "no message", .option = "every_message", .path = judging->api->path},
	    "the description has no message");

	done_finding_fix(finding, judging->view,
	    "describe the messages of the channels, or write 'allow_empty: true' into the check");
}

static int asyncapi_judge_one(struct asyncapi_judging *judging)
{
	struct done_openapi_operations operations = {0};
	size_t nr_before = judging->nr_messages, nr_found = judging->result->nr;
	bool is_passed_over = judging->options->allow_empty;

	if (done_openapi_operations(judging->api, &operations, judging->err) < 0)
		return judging->err->code;
	for (size_t i = 0; i < operations.nr; i++) {
		const struct done_openapi_operation *operation = &operations.items[i];
		const struct asyncapi_asked asked = {"every_operation", false, operation->name,
		    operation->value, {operation->file, operation->line, operation->column}};

		if (done_check_openapi_excluded(
		        &judging->options->exclude, judging->used, operation)) {
			is_passed_over = true;
			continue;
		}
		judging->operation = operation;
		judging->nr_operations += !operation->is_holder;
		if ((!operation->is_holder &&
		        asyncapi_judge_all(judging, &asked, &judging->options->every_operation,
		            asyncapi_operations, DONE_ARRAY_SIZE(asyncapi_operations)) < 0) ||
		    asyncapi_judge_messages(judging) < 0)
			return judging->err->code;
	}
	if (judging->options->every_message.nr && judging->nr_messages == nr_before &&
	    judging->result->nr == nr_found && !is_passed_over)
		asyncapi_add_no_message(judging);
	return 0;
}

/* ---- the kind ---- */

static void asyncapi_say_met(
    const struct asyncapi_judging *judging, const struct openapi_found *found)
{
	struct done_view *view = judging->view;
	const char *text = done_arena_printf(view->arena, "%zu operation%s, %zu message%s%s",
	    judging->nr_operations, judging->nr_operations == 1 ? "" : "s", judging->nr_messages,
	    judging->nr_messages == 1 ? "" : "s",
	    done_check_interface_idle(view, &judging->options->exclude, judging->used));

	done_result_say(judging->result, view, DONE_MET, "%s", text);
	for (size_t i = 0; i < found->nr; i++)
		done_result_evidence(judging->result, view, found->items[i].path, 1, DONE_DECLARED,
		    "%s: %s", found->items[i].title, text);
}

static int asyncapi_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct asyncapi_options *options = data;
	struct asyncapi_judging judging = {.view = view,
	    .options = options,
	    .result = out,
	    .used = done_arena_array(view->arena, options->exclude.nr + 1, sizeof(bool)),
	    .err = err};
	struct interface_source source;
	struct openapi_found found;
	const struct openapi_asking asking = {.view = view,
	    .reports = &options->reports,
	    .source = &source,
	    .accepts = DONE_ASYNCAPI_ANY,
	    .ignores_external = options->external == EXTERNAL_IGNORE,
	    .allows_empty = options->allow_empty};

	done_check_interface_source(&source, view, false);
	if (done_check_openapi_find(&asking, &found, out, err) < 0)
		return err->code;
	for (size_t i = 0; i < found.nr; i++) {
		judging.api = &found.items[i];
		if (asyncapi_judge_one(&judging) < 0)
			return err->code;
	}
	if (!out->nr)
		asyncapi_say_met(&judging, &found);
	return 0;
}

static int asyncapi_validate_words(const struct done_strings *words,
    const struct asyncapi_item *items, size_t nr, const struct done_value *at,
    struct done_error *err)
{
	for (size_t i = 0; i < words->nr; i++) {
		struct done_buf known = {0};

		if (asyncapi_find(items, nr, words->items[i]))
			continue;
		for (size_t j = 0; j < nr; j++)
			done_buf_addf(&known, "%s%s", j ? ", " : "known items: ", items[j].name);
		done_value_error(err, at, "'%s' is not an item of '%s'", words->items[i],
		    items == asyncapi_messages ? "every_message" : "every_operation");
		done_error_cure(err, "%s", known.ptr);
		done_buf_release(&known);
		return err->code;
	}
	return 0;
}

static int asyncapi_validate(
    const void *object, const struct done_value *at, struct done_error *err)
{
	const struct asyncapi_options *options = object;

	if (asyncapi_validate_words(&options->every_message, asyncapi_messages,
	        DONE_ARRAY_SIZE(asyncapi_messages), done_value_get(at, "every_message"), err) < 0 ||
	    asyncapi_validate_words(&options->every_operation, asyncapi_operations,
	        DONE_ARRAY_SIZE(asyncapi_operations), done_value_get(at, "every_operation"),
	        err) < 0)
		return err->code;
	return done_check_openapi_validate(&options->exclude, false, at, err);
}

static void asyncapi_list(
    struct done_buf *out, const char *option, const struct asyncapi_item *items, size_t nr)
{
	done_buf_addf(out, "\n| item of `%s` | must be |\n| --- | --- |\n", option);
	for (size_t i = 0; i < nr; i++)
		done_buf_addf(out, "| `%s` | %s |\n", items[i].name, items[i].help);
}

static void asyncapi_more(struct done_buf *out)
{
	asyncapi_list(out, "every_message", asyncapi_messages, DONE_ARRAY_SIZE(asyncapi_messages));
	asyncapi_list(
	    out, "every_operation", asyncapi_operations, DONE_ARRAY_SIZE(asyncapi_operations));
	done_buf_addstr(out,
	    "\n"
	    "AsyncAPI 2.0 to 2.6, 3.0 and 3.1 are read, in YAML and in JSON, in one file or in "
	    "several; a key of a later minor version is accepted in an earlier one, too. Every "
	    "description must follow the standard, whatever the options: no unknown keys (except "
	    "those that begin with `x-`), all required keys, the right types of values, parameters "
	    "of channels, declared servers and security schemes, unique operationIds, messages of "
	    "an operation that belong to its channel, unique messageIds, and references that lead "
	    "somewhere. Bindings and payloads in other formats (`schemaFormat`) may hold "
	    "anything.\n\n"
	    "What traits add to an operation or a message counts. References are followed as in "
	    "kind [openapi](openapi.md), within the same limits.\n\n"
	    "`exclude` skips operations, with their messages: by what they do and their channel's "
	    "address, as the version of the description writes it, where `*` stands for any "
	    "characters (`send orders.*`, `publish internal/*`, `* debug`), by `operationId:NAME`, "
	    "or by an extension that they have (`x-internal`). In version 3 the messages of an "
	    "operation's reply are checked, too, and so is a channel with messages that no "
	    "operation names (`channel orders`).\n\n"
	    "Kind [compatible](compatible.md) finds what a newer description removes.\n");
}

static const struct done_field asyncapi_fields[] = {
    {DONE_FIELD("reports", struct asyncapi_options, reports, FILES),
        .tighter = {DONE_TIGHTER_NEVER}, .required = true, .min = 1, .help = "The descriptions."},
    {DONE_FIELD("every_message", struct asyncapi_options, every_message, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .help = "What every message must have, see below."},
    {DONE_FIELD("every_operation", struct asyncapi_options, every_operation, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .help = "What every operation must have, see below."},
    {DONE_FIELD("exclude", struct asyncapi_options, exclude, STRINGS),
        .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST},
        .help = "Operations that both options skip, with their messages."},
    {DONE_FIELD("allow_empty", struct asyncapi_options, allow_empty, BOOLEAN),
        .tighter = {DONE_TIGHTER_LESS},
        .help = "A description without a channel is not a finding."},
    {DONE_FIELD("external", struct asyncapi_options, external, ENUM),
        .tighter = {DONE_TIGHTER_LESS}, .names = external_words,
        .help = "References to other machines are a finding (`error`) or are skipped (`ignore`). "
                "Default: error."},
};

static const struct done_record asyncapi_record = {
    .name = "check kind 'asyncapi'",
    .size = sizeof(struct asyncapi_options),
    .fields = asyncapi_fields,
    .nr = DONE_ARRAY_SIZE(asyncapi_fields),
    .shorthand = "reports",
    .validate = asyncapi_validate,
};

const struct done_kind done_kind_asyncapi = {
    .form = {.name = "asyncapi",
        .summary = "met when AsyncAPI descriptions follow the standard, and every operation and "
                   "message has what the check requires",
        .options = &asyncapi_record,
        .example = "reports: [\"asyncapi.{yaml,yml,json}\", docs/asyncapi.yaml]\n"
                   "every_message: [payload, name]\n"
                   "exclude: [\"* internal.*\"]\n",
        .more = asyncapi_more},
    .run = asyncapi_run,
};
