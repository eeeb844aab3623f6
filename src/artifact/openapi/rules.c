/*
 * What the standard asks beyond the keys of an object: members that exclude or need each other, and
 * names that must match. Rows where a rule is of one pattern, a function where it is not.
 */
#include <string.h>

#include "parts.h"

static void rules_fault(struct done_openapi *api, const struct openapi_seat *seat,
    const char *wrong, const char *fix, const char *sentence)
{
	done_interface_fault(&api->faults, seat->place, wrong, done_openapi_thing(api, seat, NULL),
	    fix, "%s %s", done_openapi_called(api, seat), sentence);
}

/* ---- rows: two keys of one object ---- */

enum rules_sort { RULE_NOT_BOTH, RULE_ONE_OF };

static const struct {
	enum openapi_form form;
	unsigned in;
	enum rules_sort sort;
	const char *one, *other;
} rules_pairs[] = {
    {FORM_LICENSE, OPENAPI_FROM_31, RULE_NOT_BOTH, "identifier", "url"},
    {FORM_PARAMETER, OPENAPI_FROM_30, RULE_ONE_OF, "schema", "content"},
    {FORM_PARAMETER, OPENAPI_FROM_30, RULE_NOT_BOTH, "example", "examples"},
    {FORM_PARAMETER, OPENAPI_FROM_31, RULE_NOT_BOTH, "content", "style"},
    {FORM_PARAMETER, OPENAPI_FROM_31, RULE_NOT_BOTH, "content", "explode"},
    {FORM_PARAMETER, OPENAPI_FROM_31, RULE_NOT_BOTH, "content", "allowReserved"},
    {FORM_HEADER, OPENAPI_FROM_31, RULE_NOT_BOTH, "content", "style"},
    {FORM_HEADER, OPENAPI_FROM_31, RULE_NOT_BOTH, "content", "explode"},
    {FORM_HEADER, OPENAPI_FROM_30, RULE_ONE_OF, "schema", "content"},
    {FORM_HEADER, OPENAPI_FROM_30, RULE_NOT_BOTH, "example", "examples"},
    {FORM_MEDIA_TYPE, OPENAPI_FROM_30, RULE_NOT_BOTH, "example", "examples"},
    {FORM_MEDIA_TYPE, DONE_OPENAPI_32, RULE_NOT_BOTH, "encoding", "prefixEncoding"},
    {FORM_MEDIA_TYPE, DONE_OPENAPI_32, RULE_NOT_BOTH, "encoding", "itemEncoding"},
    {FORM_ENCODING, DONE_OPENAPI_32, RULE_NOT_BOTH, "encoding", "prefixEncoding"},
    {FORM_ENCODING, DONE_OPENAPI_32, RULE_NOT_BOTH, "encoding", "itemEncoding"},
    {FORM_EXAMPLE, OPENAPI_FROM_31, RULE_NOT_BOTH, "value", "externalValue"},
    {FORM_EXAMPLE, DONE_OPENAPI_32, RULE_NOT_BOTH, "value", "dataValue"},
    {FORM_EXAMPLE, DONE_OPENAPI_32, RULE_NOT_BOTH, "value", "serializedValue"},
    {FORM_EXAMPLE, DONE_OPENAPI_32, RULE_NOT_BOTH, "serializedValue", "externalValue"},
    {FORM_LINK, DONE_OPENAPI_30, RULE_NOT_BOTH, "operationRef", "operationId"},
    {FORM_LINK, OPENAPI_FROM_31, RULE_ONE_OF, "operationRef", "operationId"},
};

static void rules_judge_pairs(
    struct done_openapi *api, const struct done_value *value, const struct openapi_seat *seat)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rules_pairs); i++) {
		const char *one = rules_pairs[i].one, *other = rules_pairs[i].other;
		bool has_one, has_other;

		if (rules_pairs[i].form != seat->form || !(rules_pairs[i].in & api->version))
			continue;
		has_one = done_value_get(value, one) != NULL;
		has_other = done_value_get(value, other) != NULL;
		if (has_one && has_other)
			done_interface_fault(&api->faults, seat->place, "both",
			    done_openapi_thing(api, seat, one), "keep one of them",
			    "%s has both '%s' and '%s'", done_openapi_called(api, seat), one,
			    other);
		if (!has_one && !has_other && rules_pairs[i].sort == RULE_ONE_OF)
			done_interface_fault(&api->faults, seat->place, "missing",
			    done_openapi_thing(api, seat, one),
			    done_arena_printf(api->arena, "add '%s'", one),
			    "%s has neither '%s' nor '%s'", done_openapi_called(api, seat), one,
			    other);
	}
}

/* ---- rows: what a word asks for ---- */

/* Where `key` of the object, or its name, is `word`, it needs `needs`, and only such objects may
 * have it. */
static const struct rules_need {
	enum openapi_form form;
	unsigned in;
	const char *key, *word; /* key NULL: the object's own name */
	const char *needs;
	bool required;
} rules_needs[] = {
    {FORM_SECURITY_SCHEME, OPENAPI_ALL, "type", "apiKey", "name", true},
    {FORM_SECURITY_SCHEME, OPENAPI_ALL, "type", "apiKey", "in", true},
    {FORM_SECURITY_SCHEME, OPENAPI_ASYNC, "type", "apiKey", "in", true},
    {FORM_SECURITY_SCHEME, OPENAPI_ASYNC, "type", "httpApiKey", "name", true},
    {FORM_SECURITY_SCHEME, OPENAPI_ASYNC, "type", "httpApiKey", "in", true},
    {FORM_SECURITY_SCHEME, OPENAPI_FROM_30 | OPENAPI_ASYNC, "type", "http", "scheme", true},
    {FORM_SECURITY_SCHEME, OPENAPI_FROM_30 | OPENAPI_ASYNC, "type", "http", "bearerFormat", false},
    {FORM_SECURITY_SCHEME, OPENAPI_FROM_30 | OPENAPI_ASYNC, "type", "oauth2", "flows", true},
    {FORM_SECURITY_SCHEME, DONE_OPENAPI_32, "type", "oauth2", "oauth2MetadataUrl", false},
    {FORM_SECURITY_SCHEME, OPENAPI_FROM_30 | OPENAPI_ASYNC, "type", "openIdConnect",
        "openIdConnectUrl", true},
    {FORM_SECURITY_SCHEME, DONE_OPENAPI_20, "type", "oauth2", "flow", true},
    {FORM_SECURITY_SCHEME, DONE_OPENAPI_20, "type", "oauth2", "scopes", false},
    {FORM_SECURITY_SCHEME, DONE_OPENAPI_20, "flow", "implicit", "authorizationUrl", true},
    {FORM_SECURITY_SCHEME, DONE_OPENAPI_20, "flow", "accessCode", "authorizationUrl", true},
    {FORM_SECURITY_SCHEME, DONE_OPENAPI_20, "flow", "accessCode", "tokenUrl", true},
    {FORM_SECURITY_SCHEME, DONE_OPENAPI_20, "flow", "password", "tokenUrl", true},
    {FORM_SECURITY_SCHEME, DONE_OPENAPI_20, "flow", "application", "tokenUrl", true},
    {FORM_FLOW, OPENAPI_FROM_30 | OPENAPI_ASYNC, NULL, "implicit", "authorizationUrl", true},
    {FORM_FLOW, OPENAPI_FROM_30 | OPENAPI_ASYNC, NULL, "password", "tokenUrl", true},
    {FORM_FLOW, OPENAPI_FROM_30 | OPENAPI_ASYNC, NULL, "clientCredentials", "tokenUrl", true},
    {FORM_FLOW, OPENAPI_FROM_30 | OPENAPI_ASYNC, NULL, "authorizationCode", "authorizationUrl",
        true},
    {FORM_FLOW, OPENAPI_FROM_30 | OPENAPI_ASYNC, NULL, "authorizationCode", "tokenUrl", true},
    {FORM_FLOW, DONE_OPENAPI_32, NULL, "deviceAuthorization", "deviceAuthorizationUrl", true},
    {FORM_FLOW, DONE_OPENAPI_32, NULL, "deviceAuthorization", "tokenUrl", true},
    {FORM_PARAMETER, OPENAPI_ALL, "in", "path", "required", true},
    {FORM_PARAMETER, DONE_OPENAPI_20, "in", "body", "schema", true},
    {FORM_PARAMETER, DONE_OPENAPI_20, "in", "query", "type", true},
    {FORM_PARAMETER, DONE_OPENAPI_20, "in", "header", "type", true},
    {FORM_PARAMETER, DONE_OPENAPI_20, "in", "path", "type", true},
    {FORM_PARAMETER, DONE_OPENAPI_20, "in", "formData", "type", true},
    {FORM_PARAMETER, DONE_OPENAPI_32, "in", "querystring", "content", true},
    {FORM_PARAMETER, DONE_OPENAPI_20, "type", "array", "items", true},
    {FORM_HEADER, DONE_OPENAPI_20, "type", "array", "items", true},
    {FORM_ITEMS, DONE_OPENAPI_20, "type", "array", "items", true},
};

static bool rules_has_word(
    const struct rules_need *need, const struct done_value *value, const struct openapi_seat *seat)
{
	const char *word = need->key ? done_openapi_text(value, need->key) : seat->name;

	return word && !strcmp(word, need->word);
}

/* A key that belongs to another type only. */
static bool rules_is_stray(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, const char *key)
{
	bool is_known = false;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(rules_needs); i++) {
		const struct rules_need *need = &rules_needs[i];

		if (need->form != seat->form || !(need->in & api->version) ||
		    strcmp(need->needs, key) != 0)
			continue;
		if (rules_has_word(need, value, seat))
			return false;
		is_known = true;
	}
	return is_known;
}

static void rules_judge_needs(
    struct done_openapi *api, const struct done_value *value, const struct openapi_seat *seat)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rules_needs); i++) {
		const struct rules_need *need = &rules_needs[i];

		if (need->form == seat->form && (need->in & api->version) && need->required &&
		    rules_has_word(need, value, seat) && !done_value_get(value, need->needs))
			done_interface_fault(&api->faults, seat->place, "missing",
			    done_openapi_thing(api, seat, need->needs),
			    done_arena_printf(api->arena, "add '%s'", need->needs),
			    "%s has no '%s', which '%s' needs", done_openapi_called(api, seat),
			    need->needs, need->word);
	}
	if (seat->form != FORM_SECURITY_SCHEME && seat->form != FORM_FLOW)
		return;
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];
		const struct done_interface_place place = {
		    member->value.file, member->line, member->column};

		if (rules_is_stray(api, value, seat, member->key.ptr))
			done_interface_fault(&api->faults, place, "unknown key",
			    done_openapi_thing(api, seat, member->key.ptr), "delete it",
			    "%s has the key '%s', which is not one of its type",
			    done_openapi_called(api, seat), member->key.ptr);
	}
}

/* ---- rows: styles of parameters ---- */

static const struct {
	const char *in;
	unsigned versions;
	const char *styles; /* between blanks */
} rules_styles[] = {
    {"path", OPENAPI_FROM_30, " matrix label simple "},
    {"query", OPENAPI_FROM_30, " form spaceDelimited pipeDelimited deepObject "},
    {"header", OPENAPI_FROM_30, " simple "},
    {"cookie", DONE_OPENAPI_30 | DONE_OPENAPI_31, " form "},
    {"cookie", DONE_OPENAPI_32, " form cookie "},
};

static void rules_judge_style(
    struct done_openapi *api, const struct openapi_seat *seat, const char *in, const char *style)
{
	const char *wanted = done_arena_printf(api->arena, " %s ", style);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(rules_styles); i++) {
		if (strcmp(rules_styles[i].in, in) != 0 ||
		    !(rules_styles[i].versions & api->version) ||
		    strstr(rules_styles[i].styles, wanted))
			continue;
		done_interface_fault(&api->faults, seat->place, "wrong style",
		    done_openapi_thing(api, seat, NULL),
		    done_arena_printf(api->arena, "write one of:%s", rules_styles[i].styles),
		    "%s has the style '%.40s', which a parameter in '%s' cannot have",
		    done_openapi_called(api, seat), style, in);
	}
}

/* ---- rows: keys of some parameters only ---- */

static const struct {
	unsigned versions;
	const char *key;
	const char *places; /* that may have it, between blanks */
} rules_keys[] = {
    {OPENAPI_FROM_31, "allowEmptyValue", " query "},
    {DONE_OPENAPI_31, "allowReserved", " query "},
    {DONE_OPENAPI_32, "allowReserved", " path query cookie "},
};

static void rules_judge_keys(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, const char *in)
{
	const char *wanted = done_arena_printf(api->arena, " %s ", in);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(rules_keys); i++) {
		if ((rules_keys[i].versions & api->version) &&
		    done_value_get(value, rules_keys[i].key) &&
		    !strstr(rules_keys[i].places, wanted))
			done_interface_fault(&api->faults, seat->place, "unknown key",
			    done_openapi_thing(api, seat, rules_keys[i].key), "delete it",
			    "%s has the key '%s', which a parameter in "
			    "'%s' cannot have",
			    done_openapi_called(api, seat), rules_keys[i].key, in);
	}
}

/* ---- rules of their own ---- */

static int rules_of_root(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	const struct done_value *paths = done_value_get(value, "paths");
	const struct done_value *webhooks = done_value_get(value, "webhooks");

	(void)err;
	if (api->version & OPENAPI_ASYNC) /* see asyncapi_rules.c */
		return 0;
	if ((api->version & OPENAPI_FROM_31) && !paths && !webhooks &&
	    !done_value_get(value, "components"))
		rules_fault(api, seat, "empty", "add 'paths'",
		    "has none of 'paths', 'webhooks' and 'components'");
	else if (!api->allows_empty && (paths || (api->version & OPENAPI_FROM_31)) &&
	    !(paths && paths->type == DONE_MAP && paths->map.nr) &&
	    !(webhooks && webhooks->type == DONE_MAP && webhooks->map.nr))
		rules_fault(api, seat, "no operation",
		    "describe the operations under 'paths', or write 'allow_empty: true' "
		    "into the check",
		    "describes no operation");
	return 0;
}

static int rules_of_variable(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	const struct done_value *words = done_value_get(value, "enum");

	(void)err;
	if (words && words->type == DONE_LIST && !words->list.nr)
		rules_fault(api, seat, "empty", "write its values, or delete 'enum'",
		    "has an 'enum' without a value");
	return 0;
}

static bool rules_is_component_name(const char *name)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

	return *name && !name[strspn(name, letters)];
}

static int rules_of_components(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	(void)err;
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_value *map = &value->map.ptr[i].value;

		if (!strncmp(value->map.ptr[i].key.ptr, "x-", 2))
			continue;
		for (size_t j = 0; map->type == DONE_MAP && j < map->map.nr; j++) {
			const struct done_member *member = &map->map.ptr[j];

			if (rules_is_component_name(member->key.ptr))
				continue;
			done_interface_fault(&api->faults,
			    (struct done_interface_place){
			        member->value.file, member->line, member->column},
			    "bad name", done_openapi_thing(api, seat, member->key.ptr),
			    "name it with letters, digits, '.', '-' and '_' only",
			    "the component '%.100s' has a name that %s does not take",
			    member->key.ptr, done_openapi_version_of(api));
		}
	}
	return 0;
}

/* RFC 9110, section 5.6.2 */
static bool rules_is_token(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789!#$%&'*+.^_`|~-";

	return *name && !name[strspn(name, letters)];
}

static int rules_of_headers(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	const struct done_value *headers = done_value_get(value, "headers");

	(void)err;
	for (size_t i = 0; api->version == DONE_OPENAPI_32 && headers &&
	     headers->type == DONE_MAP && i < headers->map.nr;
	     i++) {
		if (rules_is_token(headers->map.ptr[i].key.ptr))
			continue;
		rules_fault(api, seat, "bad name", "correct the header's name",
		    "has a header with a name that no header can have");
	}
	return 0;
}

/* One querystring holds the whole query. */
static int rules_of_querystring(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	const struct done_value *list = done_value_get(value, "parameters");
	size_t whole = 0, single = 0;

	(void)err;
	for (size_t i = 0; list && list->type == DONE_LIST && i < list->list.nr; i++) {
		const char *in = done_openapi_text(&list->list.ptr[i], "in");

		whole += in && !strcmp(in, "querystring");
		single += in && !strcmp(in, "query");
	}
	if (api->version == DONE_OPENAPI_32 && (whole > 1 || (whole && single)))
		rules_fault(api, seat, "querystring", "describe the query in one way",
		    "describes its query twice: a parameter in 'querystring' is the "
		    "whole of it");
	return 0;
}

static int rules_of_single_content(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	const struct done_value *content = done_value_get(value, "content");

	(void)err;
	if (content && content->type == DONE_MAP && content->map.nr != 1)
		rules_fault(api, seat, "content", "keep one media type",
		    "must have one media type in 'content'");
	return 0;
}

static int rules_of_parameter(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	const struct done_value *required = done_value_get(value, "required");
	const char *in = done_openapi_text(value, "in"), *style = done_openapi_text(value, "style");
	const char *name = done_openapi_text(value, "name");

	(void)err;
	if (in && !strcmp(in, "path") && required && required->type == DONE_BOOLEAN &&
	    !required->boolean)
		rules_fault(api, seat, "not required", "write 'required: true'",
		    "stands in the path and must have 'required: true'");
	if (in && style)
		rules_judge_style(api, seat, in, style);
	if (in)
		rules_judge_keys(api, value, seat, in);
	if (in && name && !strcmp(in, "header") && api->version == DONE_OPENAPI_32 &&
	    !rules_is_token(name))
		rules_fault(api, seat, "bad name", "correct its name",
		    "has a name that a header cannot have");
	return rules_of_single_content(api, value, seat, err);
}

static int rules_of_responses(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	(void)err;
	for (size_t i = 0; i < value->map.nr; i++) {
		if (strncmp(value->map.ptr[i].key.ptr, "x-", 2) != 0)
			return 0;
	}
	rules_fault(api, seat, "empty", "describe what the operation answers",
	    "must hold at least one response");
	return 0;
}

static bool rules_is_scopes(const struct done_value *value)
{
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++) {
		if (value->list.ptr[i].type != DONE_STRING)
			return false;
	}
	return value->type == DONE_LIST;
}

static int rules_of_security(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	const struct done_value *schemes = api->version == DONE_OPENAPI_20
	    ? done_value_get(api->root, "securityDefinitions")
	    : done_value_get(done_value_get(api->root, "components"), "securitySchemes");

	(void)err;
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];
		const struct done_interface_place place = {
		    member->value.file, member->line, member->column};

		if (!rules_is_scopes(&member->value))
			done_interface_fault(&api->faults, place, "wrong type",
			    done_openapi_thing(api, seat, member->key.ptr),
			    "write '[]' or the scopes that it needs",
			    "%s: '%.100s' must be a list of scopes", done_openapi_called(api, seat),
			    member->key.ptr);
		/* From 3.2 on it may be the address of one. */
		if (done_value_get(schemes, member->key.ptr) ||
		    (api->version == DONE_OPENAPI_32 && strpbrk(member->key.ptr, "/#")))
			continue;
		done_interface_fault(&api->faults, place, "unknown scheme",
		    done_openapi_thing(api, seat, member->key.ptr),
		    "declare it among the security schemes, or correct the name",
		    "%s names the security scheme '%.100s', which is not declared",
		    done_openapi_called(api, seat), member->key.ptr);
	}
	return 0;
}

static int rules_of_scopes(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	(void)err;
	for (size_t i = 0; i < value->map.nr; i++) {
		if (value->map.ptr[i].value.type == DONE_STRING ||
		    !strncmp(value->map.ptr[i].key.ptr, "x-", 2))
			continue;
		rules_fault(api, seat, "wrong type", "write a text behind each scope",
		    "must be a map of texts");
		break;
	}
	return 0;
}

static int rules_of_paths(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	size_t nr = value->map.nr, cap = 0, shapes_nr = 0;
	struct done_member *shapes = NULL;

	for (size_t i = 0; i < nr; i++) {
		const char *shape = done_openapi_shape(api->arena, value->map.ptr[i].key.ptr);

		if (!strchr(shape, '{'))
			continue;
		for (size_t j = 0; j < shapes_nr; j++) {
			if (done_openapi_count(api, err) < 0)
				return err->code;
			if (strcmp(shapes[j].key.ptr, shape) != 0)
				continue;
			done_interface_fault(&api->faults,
			    (struct done_interface_place){value->map.ptr[i].value.file,
			        value->map.ptr[i].line, value->map.ptr[i].column},
			    "same path", done_openapi_thing(api, seat, value->map.ptr[i].key.ptr),
			    "give both the same names, and put their operations together",
			    "the path '%.200s' is that of line %d with other names of its "
			    "parameters",
			    value->map.ptr[i].key.ptr, shapes[j].line);
			break;
		}
		*DONE_ARENA_PUSH(api->arena, shapes, shapes_nr, cap) = (struct done_member){
		    .key = {shape, strlen(shape)}, .line = value->map.ptr[i].line};
	}
	return 0;
}

static int rules_of_additional(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	static const char fixed[] = " GET PUT POST DELETE OPTIONS HEAD PATCH TRACE QUERY ";
	const struct done_value *more = done_value_get(value, "additionalOperations");

	if (rules_of_querystring(api, value, seat, err) < 0)
		return err->code;
	for (size_t i = 0; more && more->type == DONE_MAP && i < more->map.nr; i++) {
		const char *key = more->map.ptr[i].key.ptr;

		if (strstr(fixed, done_arena_printf(api->arena, " %s ", key)))
			rules_fault(api, seat, "method", "write the operation under its own key",
			    "names a method in 'additionalOperations' that has a key of "
			    "its own");
	}
	return 0;
}

static int (*const rules_by_form[FORMS])(struct done_openapi *, const struct done_value *,
    const struct openapi_seat *, struct done_error *) = {
    [FORM_ROOT] = rules_of_root,
    [FORM_SERVER_VARIABLE] = rules_of_variable,
    [FORM_COMPONENTS] = rules_of_components,
    [FORM_PARAMETER] = rules_of_parameter,
    [FORM_HEADER] = rules_of_single_content,
    [FORM_RESPONSES] = rules_of_responses,
    [FORM_SECURITY] = rules_of_security,
    [FORM_SCOPES] = rules_of_scopes,
    [FORM_PATHS] = rules_of_paths,
    [FORM_PATH_ITEM] = rules_of_additional,
    [FORM_OPERATION] = rules_of_querystring,
    [FORM_RESPONSE] = rules_of_headers,
    [FORM_ENCODING] = rules_of_headers,
};

int done_openapi_rules(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err)
{
	rules_judge_pairs(api, value, seat);
	rules_judge_needs(api, value, seat);
	return seat->form < FORMS && rules_by_form[seat->form]
	    ? rules_by_form[seat->form](api, value, seat, err)
	    : 0;
}
