/*
 * Option `every_operation` of kind `openapi`: one row an item, and what it asks of an operation.
 * References are followed, and a finding stands where the thing is written.
 */
#include "openapi.h"

#include <string.h>
#include <strings.h>

/* ---- texts ---- */

static bool operations_is_blank(const char *text)
{
	return !text[strspn(text, " \t\r\n")];
}

/* "TODO", "string", "...": what a tool or a person leaves in its place. */
static bool operations_says_nothing(
    const struct done_openapi_operation *operation, const struct done_value *text)
{
	const struct done_value *id = done_value_get(operation->value, "operationId");

	return (id && id->type == DONE_STRING && !strcmp(id->string.ptr, text->string.ptr)) ||
	    !done_check_interface_says(text->string.ptr, "");
}

static int operations_judge_text(struct openapi_judging *judging, const char *key, const char *fix)
{
	const struct done_openapi_operation *operation = judging->operation;
	const struct done_value *text = done_value_get(operation->value, key);
	struct done_finding *finding;

	if (!text || text->type != DONE_STRING || operations_is_blank(text->string.ptr))
		finding = done_check_openapi_add(
		    judging, NULL, "missing", key, "%s has no %s", operation->name, key);
	else if (operations_says_nothing(operation, text))
		finding = done_check_openapi_add(judging, text, "placeholder", key,
		    "the %s of %s says nothing: '%.80s'", key, operation->name, text->string.ptr);
	else
		return 0;
	done_finding_fix(finding, judging->view, "%s", fix);
	return 0;
}

static int operations_judge_summary(struct openapi_judging *judging)
{
	return operations_judge_text(
	    judging, "summary", "say in a line what the operation does: 'summary: List orders'");
}

static int operations_judge_description(struct openapi_judging *judging)
{
	return operations_judge_text(
	    judging, "description", "say what a caller must know before calling it");
}

static int operations_judge_id(struct openapi_judging *judging)
{
	const struct done_value *id = done_value_get(judging->operation->value, "operationId");
	struct done_finding *finding;

	if (id && id->type == DONE_STRING && !operations_is_blank(id->string.ptr))
		return 0;
	finding = done_check_openapi_add(judging, NULL, "missing", "operationId",
	    "%s has no operationId", judging->operation->name);
	done_finding_fix(finding, judging->view,
	    "give it a name that generated clients can use: 'operationId: listOrders'");
	return 0;
}

static bool operations_declares_tag(const struct done_value *tags, const char *name)
{
	for (size_t i = 0; i < tags->list.nr; i++) {
		const struct done_value *tag = done_value_get(&tags->list.ptr[i], "name");

		if (tag && tag->type == DONE_STRING && !strcmp(tag->string.ptr, name))
			return true;
	}
	return false;
}

static int operations_judge_tags(struct openapi_judging *judging)
{
	const struct done_value *tags = done_value_get(judging->operation->value, "tags");
	const struct done_value *known = done_value_get(judging->api->root, "tags");
	struct done_finding *finding;

	if (!tags || tags->type != DONE_LIST || !tags->list.nr) {
		finding = done_check_openapi_add(
		    judging, NULL, "missing", "tags", "%s has no tag", judging->operation->name);
		done_finding_fix(finding, judging->view, "add 'tags: [orders]'");
		return 0;
	}
	for (size_t i = 0; known && known->type == DONE_LIST && i < tags->list.nr; i++) {
		const struct done_value *tag = &tags->list.ptr[i];

		if (tag->type != DONE_STRING || operations_declares_tag(known, tag->string.ptr))
			continue;
		finding = done_check_openapi_add(judging, tag, "unknown tag", tag->string.ptr,
		    "%s has the tag '%.80s', which 'tags' at the top does not declare",
		    judging->operation->name, tag->string.ptr);
		done_finding_fix(finding, judging->view,
		    "declare it under 'tags' at the top, or correct the name");
	}
	return 0;
}

/* An empty list says that anybody may call it. */
static int operations_judge_security(struct openapi_judging *judging)
{
	struct done_finding *finding;

	if (done_value_get(judging->operation->value, "security") ||
	    done_value_get(judging->api->root, "security"))
		return 0;
	finding = done_check_openapi_add(judging, NULL, "missing", "security",
	    "%s does not say who may call it", judging->operation->name);
	done_finding_fix(finding, judging->view,
	    "add 'security' to the operation or to the top; 'security: []' says that "
	    "anybody may call it");
	return 0;
}

static int operations_judge_sunset(struct openapi_judging *judging)
{
	const struct done_value *value = judging->operation->value;
	const struct done_value *deprecated = done_value_get(value, "deprecated");
	const struct done_value *sunset = done_value_get(value, "x-sunset");
	struct done_finding *finding;

	if (!deprecated || deprecated->type != DONE_BOOLEAN || !deprecated->boolean ||
	    (sunset && sunset->type == DONE_STRING))
		return 0;
	finding = done_check_openapi_add(judging, NULL, "missing", "x-sunset",
	    "%s is deprecated, and nothing says until when it can be called",
	    judging->operation->name);
	done_finding_fix(finding, judging->view, "add the day: 'x-sunset: 2027-01-31'");
	return 0;
}

/* ---- content ---- */

static bool operations_is_old(const struct openapi_judging *judging)
{
	return judging->api->version == DONE_OPENAPI_20;
}

/* A member of a map, references followed. */
static const struct done_value *operations_get(
    struct openapi_judging *judging, const struct done_value *map, const char *key, int *rc)
{
	const struct done_value *out = NULL;

	if (*rc >= 0)
		*rc = done_openapi_get(judging->api, map, key, &out, judging->err);
	return out;
}

/* "{}" and "true" take anything; each: so does a bare object. */
static bool operations_is_schema(
    struct openapi_judging *judging, const struct done_value *schema, bool each, int *rc)
{
	int said = *rc >= 0
	    ? done_check_openapi_schema_says(judging->api, schema, !each, judging->err)
	    : *rc;

	*rc = said < 0 ? said : *rc;
	return said > 0;
}

/* Whether a response or body of content has a schema; each: all of its entries must. */
static bool operations_content_has_schema(
    struct openapi_judging *judging, const struct done_value *holder, bool each, int *rc)
{
	const struct done_value *content = done_value_get(holder, "content");
	size_t nr = 0;

	if (operations_is_old(judging))
		return operations_is_schema(judging, done_value_get(holder, "schema"), each, rc);
	for (size_t i = 0; content && content->type == DONE_MAP && i < content->map.nr; i++) {
		const struct done_value *media = NULL, *schema;

		if (*rc >= 0)
			*rc = done_openapi_follow(
			    judging->api, &content->map.ptr[i].value, &media, judging->err);
		schema = done_value_get(media, "schema");
		if (!schema)
			schema = done_value_get(media, "itemSchema");
		nr += operations_is_schema(judging, schema, each, rc);
	}
	return content && content->type == DONE_MAP && nr && (!each || nr == content->map.nr);
}

/* ---- answers ---- */

static bool operations_is_head(const struct openapi_judging *judging)
{
	return !strcmp(judging->operation->method, "HEAD");
}

static int operations_judge_error(struct openapi_judging *judging, const struct done_member *member)
{
	const struct openapi_options *options = judging->options;
	const struct done_value *response = NULL, *content;
	const char *name = judging->operation->name, *code = member->key.ptr;
	struct done_finding *finding = NULL;
	int rc = done_openapi_follow(judging->api, &member->value, &response, judging->err);
	bool has = rc < 0 || !response || operations_is_head(judging) ||
	    operations_content_has_schema(judging, response, false, &rc);

	if (rc < 0)
		return rc;
	if (!has) {
		finding = done_check_openapi_add(judging, response, "no schema", code,
		    "the response '%s' of %s does not say what an error looks like", code, name);
		done_finding_fix(finding, judging->view, "add its content with a schema");
		return 0;
	}
	content = done_value_get(response, "content");
	if (!options->error_media || !content || done_value_get(content, options->error_media))
		return 0;
	finding = done_check_openapi_add(judging, content, "media type", code,
	    "the response '%s' of %s has no content of '%s'", code, name, options->error_media);
	done_finding_fix(
	    finding, judging->view, "describe the error as '%s'", options->error_media);
	return 0;
}

/* The schema of the first content of an error, references followed. */
static int operations_judge_same(struct openapi_judging *judging, const struct done_member *member)
{
	const struct done_value *response = NULL, *content, *schema = NULL;
	struct done_finding *finding;
	int rc = done_openapi_follow(judging->api, &member->value, &response, judging->err);

	if (rc < 0 || !judging->options->same_schema)
		return rc;
	content = done_value_get(response, "content");
	if (operations_is_old(judging))
		schema = operations_get(judging, response, "schema", &rc);
	else if (content && content->type == DONE_MAP && content->map.nr)
		schema = operations_get(judging, &content->map.ptr[0].value, "schema", &rc);
	if (rc < 0 || !schema)
		return rc;
	if (!judging->error_schema) {
		judging->error_schema = schema;
		judging->error_schema_of = judging->operation->name;
	} else if (!done_value_equal(schema, judging->error_schema)) {
		finding =
		    done_check_openapi_add(judging, schema, "other error schema", member->key.ptr,
		        "the response '%s' of %s has another schema than the errors of %s",
		        member->key.ptr, judging->operation->name, judging->error_schema_of);
		done_finding_fix(finding, judging->view, "let all errors refer to one schema");
	}
	return 0;
}

enum { ERRORS_CLIENT = 1, ERRORS_SERVER = 2, ERRORS_ALL = 3 };

static unsigned operations_error_of(const char *code)
{
	if (!strcmp(code, "default"))
		return ERRORS_ALL;
	return *code == '4' ? ERRORS_CLIENT : *code == '5' ? ERRORS_SERVER : 0;
}

static void operations_add_no_error(struct openapi_judging *judging, unsigned lacks)
{
	static const char *const errors[] = {
	    [ERRORS_CLIENT] = "client error (4XX or default)",
	    [ERRORS_SERVER] = "server error (5XX or default)",
	    [ERRORS_ALL] = "error",
	};
	struct done_finding *finding = done_check_openapi_add(judging, NULL, "no error",
	    "responses", "%s describes no %s", judging->operation->name, errors[lacks]);

	done_finding_fix(finding, judging->view, "%s",
	    operations_is_old(judging) ? "default:\n  description: What went wrong\n"
	                                 "  schema: {$ref: '#/definitions/Problem'}"
	                               : "default:\n  description: What went wrong\n  content:\n"
	                                 "    application/problem+json: {schema: {$ref: "
	                                 "'#/components/schemas/Problem'}}");
}

static unsigned operations_needed_errors(const struct openapi_options *options)
{
	unsigned needed = 0;

	if (!options->need.nr)
		return ERRORS_ALL;
	if (done_strings_has(&options->need, "client"))
		needed |= ERRORS_CLIENT;
	if (done_strings_has(&options->need, "server"))
		needed |= ERRORS_SERVER;
	return needed;
}

static int operations_judge_errors(struct openapi_judging *judging)
{
	int rc = 0;
	const struct done_value *responses =
	    operations_get(judging, judging->operation->value, "responses", &rc);
	unsigned needed = operations_needed_errors(judging->options), seen = 0;

	for (size_t i = 0;
	     rc >= 0 && responses && responses->type == DONE_MAP && i < responses->map.nr; i++) {
		const struct done_member *member = &responses->map.ptr[i];
		unsigned of = operations_error_of(member->key.ptr);

		seen |= of;
		if (of &&
		    (operations_judge_error(judging, member) < 0 ||
		        operations_judge_same(judging, member) < 0))
			return judging->err->code;
	}
	if (rc >= 0 && (needed & ~seen))
		operations_add_no_error(judging, needed & ~seen);
	return rc;
}

static bool operations_has_body(const char *code)
{
	return *code == '2' && strcmp(code, "204") != 0 && strcmp(code, "205") != 0;
}

static int operations_judge_response(struct openapi_judging *judging)
{
	int rc = 0;
	const struct done_value *responses =
	    operations_get(judging, judging->operation->value, "responses", &rc);

	if (operations_is_head(judging))
		return rc;
	for (size_t i = 0;
	     rc >= 0 && responses && responses->type == DONE_MAP && i < responses->map.nr; i++) {
		const struct done_member *member = &responses->map.ptr[i];
		const struct done_value *response = NULL;
		struct done_finding *finding;

		if (!operations_has_body(member->key.ptr))
			continue;
		rc = done_openapi_follow(judging->api, &member->value, &response, judging->err);
		if (rc < 0 || !response ||
		    operations_content_has_schema(judging, response, false, &rc))
			continue;
		finding = done_check_openapi_add(judging, response, "no schema", member->key.ptr,
		    "the response '%s' of %s does not say what it holds", member->key.ptr,
		    judging->operation->name);
		done_finding_fix(finding, judging->view,
		    "add its content with a schema, or answer 204 where there is "
		    "none");
	}
	return rc;
}

/* ---- requests ---- */

/* The body: of 2.0 the parameter in 'body'. */
static const struct done_value *operations_body(struct openapi_judging *judging, int *rc)
{
	const struct done_openapi_operation *operation = judging->operation;

	if (!operations_is_old(judging))
		return operations_get(judging, operation->value, "requestBody", rc);
	for (size_t i = 0; i < operation->nr_parameters; i++) {
		const struct done_value *in = done_value_get(operation->parameters[i], "in");

		if (in && in->type == DONE_STRING && !strcmp(in->string.ptr, "body"))
			return operation->parameters[i];
	}
	return NULL;
}

static void operations_judge_parameters(struct openapi_judging *judging)
{
	const struct done_openapi_operation *operation = judging->operation;
	bool is_old = operations_is_old(judging);

	for (size_t i = 0; i < operation->nr_parameters; i++) {
		const struct done_value *parameter = operation->parameters[i];
		const struct done_value *name = done_value_get(parameter, "name");
		const char *shown = name && name->type == DONE_STRING ? name->string.ptr : "?";
		struct done_finding *finding;

		if (done_value_get(parameter, "schema") ||
		    done_value_get(parameter, is_old ? "type" : "content"))
			continue;
		finding = done_check_openapi_add(judging, parameter, "no schema", shown,
		    "the parameter '%.80s' of %s has no schema", shown, operation->name);
		done_finding_fix(finding, judging->view, "add 'schema: {type: …}'");
	}
}

static int operations_judge_request(struct openapi_judging *judging)
{
	int rc = 0;
	const struct done_value *body = operations_body(judging, &rc);
	struct done_finding *finding;

	if (rc < 0)
		return rc;
	operations_judge_parameters(judging);
	if (!body || operations_content_has_schema(judging, body, true, &rc) || rc < 0)
		return rc < 0 ? rc : 0;
	finding = done_check_openapi_add(judging, body, "no schema", "request body",
	    "the request body of %s does not say what it takes", judging->operation->name);
	done_finding_fix(
	    finding, judging->view, "give each of its media types a schema with properties");
	return rc;
}

/* ---- examples ---- */

static bool operations_has_example(const struct done_value *value)
{
	return done_value_get(value, "example") || done_value_get(value, "examples");
}

static int operations_judge_content_example(
    struct openapi_judging *judging, const struct done_value *holder, const char *thing)
{
	const struct done_value *content = done_value_get(holder, "content");
	bool is_old = operations_is_old(judging);
	int rc = 0;
	const struct done_value *media = content && content->type == DONE_MAP && content->map.nr
	    ? &content->map.ptr[0].value
	    : NULL;
	const struct done_value *schema =
	    operations_get(judging, is_old ? holder : media, "schema", &rc);
	struct done_finding *finding;

	if (rc < 0 || (!media && !(is_old && schema)) || operations_has_example(schema) ||
	    operations_has_example(is_old ? holder : media))
		return rc;
	for (size_t i = 1; content && i < content->map.nr; i++) {
		if (operations_has_example(&content->map.ptr[i].value))
			return 0;
	}
	finding = done_check_openapi_add(judging, holder, "no example", thing,
	    "the %s of %s has no example", thing, judging->operation->name);
	done_finding_fix(finding, judging->view, "add 'example' beside its schema");
	return 0;
}

static int operations_judge_examples(struct openapi_judging *judging)
{
	int rc = 0;
	const struct done_value *body = operations_body(judging, &rc);
	const struct done_value *responses =
	    operations_get(judging, judging->operation->value, "responses", &rc);

	if (rc >= 0 && body)
		rc = operations_judge_content_example(judging, body, "request body");
	for (size_t i = 0;
	     rc >= 0 && responses && responses->type == DONE_MAP && i < responses->map.nr; i++) {
		const struct done_value *response = NULL;

		if (!operations_has_body(responses->map.ptr[i].key.ptr))
			continue;
		rc = done_openapi_follow(
		    judging->api, &responses->map.ptr[i].value, &response, judging->err);
		if (rc >= 0 && response)
			rc = operations_judge_content_example(judging, response,
			    done_arena_printf(judging->view->arena, "response '%s'",
			        responses->map.ptr[i].key.ptr));
	}
	return rc;
}

/* ---- the table ---- */

static const struct {
	const char *name;
	int (*judge)(struct openapi_judging *judging);
	const char *holds;
} operations_items[] = {
    {"summary", operations_judge_summary,
        "`summary` is a text that is not a placeholder and not the operationId"},
    {"description", operations_judge_description,
        "`description` is a text that is not a placeholder"},
    {"operationId", operations_judge_id, "`operationId` exists (it must be unique in any case)"},
    {"tags", operations_judge_tags,
        "it has a tag, and its tags are declared if the description has `tags`"},
    {"security", operations_judge_security,
        "`security` is set in the operation or at the top; `[]` says that anybody may call it"},
    {"error_responses", operations_judge_errors,
        "`default`, or a 4xx and a 5xx (see `need`), each with a schema; answers to HEAD need "
        "none"},
    {"request_schema", operations_judge_request,
        "each media type of the body has a schema that constrains something (not `{}` or a bare "
        "`type: object`), and each parameter has one"},
    {"response_schema", operations_judge_response,
        "each 2xx has a schema, except 204, 205 and answers to HEAD"},
    {"examples", operations_judge_examples,
        "the body and each 2xx that holds something has an example, in its content or schema"},
    {"sunset", operations_judge_sunset, "if it is deprecated, `x-sunset` says until when"},
};

bool done_check_openapi_is_item(const char *word)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(operations_items); i++) {
		if (!strcmp(operations_items[i].name, word))
			return true;
	}
	return false;
}

const char *done_check_openapi_items(struct done_arena *arena)
{
	const char *out = operations_items[0].name;

	for (size_t i = 1; i < DONE_ARRAY_SIZE(operations_items); i++)
		out = done_arena_printf(arena, "%s, %s", out, operations_items[i].name);
	return out;
}

void done_check_openapi_reference(struct done_buf *out)
{
	done_buf_addstr(out, "\n| item of `every_operation` | holds when |\n| --- | --- |\n");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(operations_items); i++)
		done_buf_addf(
		    out, "| `%s` | %s |\n", operations_items[i].name, operations_items[i].holds);
}

/* ---- all of them ---- */

static int operations_judge_bounds(struct openapi_judging *judging)
{
	const struct done_openapi_operation *operation = judging->operation;
	int rc = 0;
	const struct done_value *body = operations_body(judging, &rc);
	const struct done_value *content = done_value_get(body, "content");

	for (size_t i = 0; rc >= 0 && i < operation->nr_parameters; i++) {
		const struct done_value *parameter = operation->parameters[i];
		const struct done_value *schema = done_value_get(parameter, "schema");
		const struct done_value *name = done_value_get(parameter, "name");

		if (name && name->type == DONE_STRING && parameter != body)
			rc = done_check_openapi_bounds(judging, schema ? schema : parameter,
			    done_arena_printf(
			        judging->view->arena, "parameter '%s'", name->string.ptr));
	}
	if (rc >= 0 && body && operations_is_old(judging))
		rc = done_check_openapi_bounds(judging, done_value_get(body, "schema"), "body");
	for (size_t i = 0; rc >= 0 && content && content->type == DONE_MAP && i < content->map.nr;
	     i++) {
		const struct done_value *schema =
		    operations_get(judging, &content->map.ptr[i].value, "schema", &rc);

		if (rc >= 0 && schema)
			rc = done_check_openapi_bounds(judging, schema, "body");
	}
	return rc;
}

static bool operations_counts(
    const struct openapi_judging *judging, const struct done_openapi_operation *operation)
{
	static const char *const words[] = {
	    [DONE_OPENAPI_WEBHOOK] = "webhooks", [DONE_OPENAPI_CALLBACK] = "callbacks"};

	return !done_check_openapi_excluded(&judging->options->exclude, judging->used, operation) &&
	    (operation->sort == DONE_OPENAPI_PATH ||
	        done_strings_has(&judging->options->include, words[operation->sort]));
}

int done_check_openapi_operations(struct openapi_judging *judging)
{
	const struct done_strings *asked = &judging->options->every_operation;
	struct done_openapi_operations operations = {0};

	if (done_openapi_operations(judging->api, &operations, judging->err) < 0)
		return judging->err->code;
	judging->nr_described = operations.nr;
	for (size_t i = 0; i < operations.nr; i++) {
		judging->operation = &operations.items[i];
		if (!operations_counts(judging, judging->operation))
			continue;
		judging->nr_operations++;
		for (size_t j = 0; j < DONE_ARRAY_SIZE(operations_items); j++) {
			if (done_strings_has(asked, operations_items[j].name) &&
			    operations_items[j].judge(judging) < 0)
				return judging->err->code;
		}
		if (judging->options->constraints && operations_judge_bounds(judging) < 0)
			return judging->err->code;
	}
	return 0;
}
