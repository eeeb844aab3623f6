/* One operation against another: bodies, answers, and who may call it. */
#include <string.h>
#include <strings.h>

#include "compare.h"

/* ---- content ---- */

#define CONTENTS_MAX 200

struct operation_contents {
	struct operation_content {
		const char *type; /* "application/json"; NULL: any */
		const struct done_value *schema, *at;
	} items[CONTENTS_MAX];
	size_t nr;
	bool is_some; /* there is a body, or something in the answer */
};

/* Without parameters, in lower case. */
static const char *operation_media(struct done_arena *arena, const char *type)
{
	char *out = done_arena_strndup(arena, type, strcspn(type, "; "));

	for (char *at = out; *at; at++) {
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	}
	return !strcmp(out, "*/*") ? NULL : out;
}

static void operation_add_content(struct operation_contents *contents, const char *type,
    const struct done_value *schema, const struct done_value *at)
{
	contents->is_some = true;
	if (contents->nr < CONTENTS_MAX)
		contents->items[contents->nr++] = (struct operation_content){type, schema, at};
}

/* Of 2.0 it is one schema, and the media types stand elsewhere. */
static void operation_old_contents(struct done_openapi *api,
    const struct done_openapi_operation *operation, const struct done_value *holder,
    const char *key, struct operation_contents *out)
{
	const struct done_value *schema = done_value_get(holder, "schema");
	const struct done_value *types = done_value_get(operation->value, key);

	if (!schema)
		return;
	if (!types)
		types = done_value_get(api->root, key);
	for (size_t i = 0; types && types->type == DONE_LIST && i < types->list.nr; i++) {
		if (types->list.ptr[i].type == DONE_STRING)
			operation_add_content(out,
			    operation_media(api->arena, types->list.ptr[i].string.ptr), schema,
			    &types->list.ptr[i]);
	}
	if (!out->nr)
		operation_add_content(out, NULL, schema, holder);
}

static int operation_contents_of(struct done_openapi *api,
    const struct done_openapi_operation *operation, const struct done_value *holder,
    const char *key, struct operation_contents *out, struct done_error *err)
{
	const struct done_value *content = done_value_get(holder, "content"), *media;

	*out = (struct operation_contents){0};
	if (api->version == DONE_OPENAPI_20) {
		operation_old_contents(api, operation, holder, key, out);
		return 0;
	}
	for (size_t i = 0; content && content->type == DONE_MAP && i < content->map.nr; i++) {
		const struct done_member *member = &content->map.ptr[i];

		if (done_openapi_follow(api, &member->value, &media, err) < 0)
			return err->code;
		if (media)
			operation_add_content(out, operation_media(api->arena, member->key.ptr),
			    done_value_get(media, "schema"), media);
	}
	return 0;
}

static bool operation_is_media(const char *type, const char *wanted)
{
	size_t len = type ? strlen(type) : 0;

	if (!type || !wanted || !strcmp(type, wanted))
		return true;
	return len > 2 && !strcmp(type + len - 2, "/*") && !strncmp(type, wanted, len - 1);
}

static int operation_compare_contents(const struct openapi_operation_pair *pair,
    const struct openapi_spot *spot, const struct operation_contents *old,
    const struct operation_contents *now, const struct done_value *at)
{
	for (size_t i = 0; i < old->nr; i++) {
		const struct operation_content *was = &old->items[i], *is = NULL;

		for (size_t j = 0; j < now->nr && !is; j++)
			is = operation_is_media(now->items[j].type, was->type) ? &now->items[j]
			                                                       : NULL;
		if (!is) {
			done_openapi_break(pair->comparing, spot, RULE_MEDIA_GONE, was->at, at,
			    "has no content of '%.80s' any more", was->type ? was->type : "*/*");
			continue;
		}
		if (was->schema && is->schema) {
			if (done_openapi_compare_schema(
			        pair->comparing, spot, was->schema, is->schema) < 0)
				return pair->err->code;
		} else if (spot->direction == OPENAPI_SENT ? is->schema != NULL
		                                           : was->schema != NULL) {
			done_openapi_break(pair->comparing, spot,
			    is->schema ? RULE_SCHEMA_NEW : RULE_SCHEMA_GONE, was->at, is->at, "%s",
			    is->schema ? "has a schema now" : "has no schema any more");
		}
	}
	return 0;
}

/* ---- bodies ---- */

static int operation_body(struct done_openapi *api, const struct done_openapi_operation *operation,
    const struct done_value **out, struct done_error *err)
{
	*out = NULL;
	if (api->version != DONE_OPENAPI_20)
		return done_openapi_get(api, operation->value, "requestBody", out, err);
	for (size_t i = 0; i < operation->nr_parameters; i++) {
		const char *in = done_openapi_text(operation->parameters[i], "in");

		if (in && !strcmp(in, "body"))
			*out = operation->parameters[i];
	}
	return 0;
}

static int operation_compare_body(const struct openapi_operation_pair *pair)
{
	const struct openapi_spot spot = done_openapi_spot(pair, "request body", OPENAPI_SENT);
	const struct done_value *old, *now;
	struct operation_contents *was, *is;

	if (done_openapi_has_form(pair->base, pair->old) ||
	    done_openapi_has_form(pair->head, pair->now))
		return 0;
	if (operation_body(pair->base, pair->old, &old, pair->err) < 0 ||
	    operation_body(pair->head, pair->now, &now, pair->err) < 0)
		return pair->err->code;
	if (old && !now)
		done_openapi_break(
		    pair->comparing, &spot, RULE_BODY_GONE, old, pair->now->value, "is gone");
	if (!old && now && done_openapi_flag(now, "required"))
		done_openapi_break(pair->comparing, &spot, RULE_BODY_NEW, pair->old->value, now,
		    "is new and required");
	if (!old || !now)
		return 0;
	if (done_openapi_flag(now, "required") && !done_openapi_flag(old, "required"))
		done_openapi_break(
		    pair->comparing, &spot, RULE_BODY_REQUIRED, old, now, "is now required");
	was = done_arena_alloc(pair->comparing->arena, sizeof(*was));
	is = done_arena_alloc(pair->comparing->arena, sizeof(*is));
	if (operation_contents_of(pair->base, pair->old, old, "consumes", was, pair->err) < 0 ||
	    operation_contents_of(pair->head, pair->now, now, "consumes", is, pair->err) < 0)
		return pair->err->code;
	return operation_compare_contents(pair, &spot, was, is, now);
}

/* ---- answers ---- */

static const struct done_value *operation_header(const struct done_value *headers, const char *name)
{
	for (size_t i = 0; headers && headers->type == DONE_MAP && i < headers->map.nr; i++) {
		if (!strcasecmp(headers->map.ptr[i].key.ptr, name))
			return &headers->map.ptr[i].value;
	}
	return NULL;
}

static int operation_compare_header(const struct openapi_operation_pair *pair, const char *part,
    const char *name, const struct done_value *old, const struct done_value *now,
    const struct done_value *at)
{
	struct openapi_spot spot = done_openapi_spot(pair,
	    done_arena_printf(pair->comparing->arena, "%s, header '%.80s'", part, name),
	    OPENAPI_GOT);
	const struct done_value *was, *is;

	if (done_openapi_follow(pair->base, old, &old, pair->err) < 0 ||
	    (now && done_openapi_follow(pair->head, now, &now, pair->err) < 0))
		return pair->err->code;
	if (old && !now)
		done_openapi_break(pair->comparing, &spot,
		    done_openapi_flag(old, "required") ? RULE_HEADER_GONE
		                                       : RULE_HEADER_GONE_OPTIONAL,
		    old, at, "is gone");
	if (!old || !now)
		return 0;
	if (done_openapi_flag(old, "required") && !done_openapi_flag(now, "required"))
		done_openapi_break(
		    pair->comparing, &spot, RULE_HEADER_OPTIONAL, old, now, "may now be missing");
	was = pair->base->version == DONE_OPENAPI_20 ? old : done_value_get(old, "schema");
	is = pair->head->version == DONE_OPENAPI_20 ? now : done_value_get(now, "schema");
	return was && is ? done_openapi_compare_schema(pair->comparing, &spot, was, is) : 0;
}

static int operation_compare_response(const struct openapi_operation_pair *pair, const char *code,
    const struct done_value *old, const struct done_value *now)
{
	const char *part = done_arena_printf(pair->comparing->arena, "response %.20s", code);
	struct openapi_spot spot = done_openapi_spot(pair, part, OPENAPI_GOT);
	const struct done_value *headers;
	struct operation_contents *was, *is;

	spot.is_error = *code != '2' && *code != '3';
	if (done_openapi_follow(pair->base, old, &old, pair->err) < 0 ||
	    done_openapi_follow(pair->head, now, &now, pair->err) < 0)
		return pair->err->code;
	if (!old || !now) {
		done_openapi_break(pair->comparing, &spot, RULE_UNPROVEN, pair->old->value,
		    pair->now->value, "could not be read whole");
		return 0;
	}
	was = done_arena_alloc(pair->comparing->arena, sizeof(*was));
	is = done_arena_alloc(pair->comparing->arena, sizeof(*is));
	if (operation_contents_of(pair->base, pair->old, old, "produces", was, pair->err) < 0 ||
	    operation_contents_of(pair->head, pair->now, now, "produces", is, pair->err) < 0 ||
	    operation_compare_contents(pair, &spot, was, is, now) < 0)
		return pair->err->code;
	headers = done_value_get(old, "headers");
	for (size_t i = 0; headers && headers->type == DONE_MAP && i < headers->map.nr; i++) {
		const struct done_member *member = &headers->map.ptr[i];
		const struct done_value *same =
		    operation_header(done_value_get(now, "headers"), member->key.ptr);

		if (operation_compare_header(
		        pair, part, member->key.ptr, &member->value, same, now) < 0)
			return pair->err->code;
	}
	return 0;
}

/* The answer that stands for a code: itself, else its range. */
static const struct done_value *operation_response(
    const struct done_value *responses, const char *code)
{
	const struct done_value *same = done_value_get(responses, code);
	char range[] = "0XX";

	if (same || strlen(code) != 3)
		return same;
	range[0] = *code;
	return done_value_get(responses, range);
}

static int operation_compare_responses(const struct openapi_operation_pair *pair)
{
	const struct done_value *old = done_value_get(pair->old->value, "responses");
	const struct done_value *now = done_value_get(pair->now->value, "responses");
	size_t nr_old = old && old->type == DONE_MAP ? old->map.nr : 0;
	size_t nr_now = now && now->type == DONE_MAP ? now->map.nr : 0;

	for (size_t i = 0; i < nr_old; i++) {
		const struct done_member *member = &old->map.ptr[i];
		const struct done_value *same = operation_response(now, member->key.ptr);
		const struct openapi_spot spot = done_openapi_spot(pair,
		    done_arena_printf(pair->comparing->arena, "response %.20s", member->key.ptr),
		    OPENAPI_GOT);

		if (!strncmp(member->key.ptr, "x-", 2))
			continue;
		if (!same)
			done_openapi_break(pair->comparing, &spot,
			    *member->key.ptr == '2' ? RULE_STATUS_GONE : RULE_STATUS_OTHER,
			    &member->value, pair->now->value, "is gone");
		else if (operation_compare_response(pair, member->key.ptr, &member->value, same) <
		    0)
			return pair->err->code;
	}
	for (size_t i = 0; i < nr_now; i++) {
		const struct done_member *member = &now->map.ptr[i];
		const struct openapi_spot spot = done_openapi_spot(pair,
		    done_arena_printf(pair->comparing->arena, "response %.20s", member->key.ptr),
		    OPENAPI_GOT);

		if ((*member->key.ptr == '2' || *member->key.ptr == '3') && nr_old &&
		    !operation_response(old, member->key.ptr))
			done_openapi_break(pair->comparing, &spot, RULE_STATUS_NEW,
			    pair->old->value, &member->value, "is new");
	}
	return 0;
}

/* ---- who may call it, and by which name ---- */

static const struct done_value *operation_security(
    const struct done_openapi *api, const struct done_openapi_operation *operation)
{
	const struct done_value *own = done_value_get(operation->value, "security");
	const struct done_value *value = own ? own : done_value_get(api->root, "security");

	return value && value->type == DONE_LIST ? value : NULL;
}

static bool operation_has_scopes(const struct done_value *asked, const struct done_value *given)
{
	for (size_t i = 0; asked->type == DONE_LIST && i < asked->list.nr; i++) {
		size_t j = 0;

		while (given->type == DONE_LIST && j < given->list.nr &&
		    !done_value_equal(&asked->list.ptr[i], &given->list.ptr[j]))
			j++;
		if (given->type != DONE_LIST || j == given->list.nr)
			return false;
	}
	return true;
}

/* Whoever has what `given` lists has all that `asked` wants. */
static bool operation_is_enough(const struct done_value *asked, const struct done_value *given)
{
	for (size_t i = 0; asked->type == DONE_MAP && i < asked->map.nr; i++) {
		const struct done_value *same =
		    given ? done_value_get(given, asked->map.ptr[i].key.ptr) : NULL;

		if (!same || !operation_has_scopes(&asked->map.ptr[i].value, same))
			return false;
	}
	return true;
}

static bool operation_lets_in(const struct done_value *security, const struct done_value *given)
{
	if (!security || !security->list.nr)
		return true;
	for (size_t i = 0; i < security->list.nr; i++) {
		if (operation_is_enough(&security->list.ptr[i], given))
			return true;
	}
	return false;
}

static void operation_compare_security(const struct openapi_operation_pair *pair)
{
	const struct openapi_spot spot = done_openapi_spot(pair, NULL, OPENAPI_SENT);
	const struct done_value *old = operation_security(pair->base, pair->old);
	const struct done_value *now = operation_security(pair->head, pair->now);
	bool lets_in = old && old->list.nr ? true : operation_lets_in(now, NULL);

	for (size_t i = 0; old && i < old->list.nr && lets_in; i++)
		lets_in = operation_lets_in(now, &old->list.ptr[i]);
	if (!lets_in)
		done_openapi_break(pair->comparing, &spot, RULE_SECURITY, old, now,
		    "asks callers for more than before");
}

static void operation_compare_id(const struct openapi_operation_pair *pair)
{
	const struct openapi_spot spot = done_openapi_spot(pair, NULL, OPENAPI_SENT);
	const struct done_value *old = done_value_get(pair->old->value, "operationId");
	const struct done_value *now = done_value_get(pair->now->value, "operationId");

	if (old && now && !done_value_equal(old, now))
		done_openapi_break(pair->comparing, &spot, RULE_ID, old, now,
		    "has another operationId, by which clients are generated");
}

int done_openapi_compare_operation(struct openapi_comparing *comparing,
    const struct done_openapi_operation *old, const struct done_openapi_operation *now)
{
	const struct openapi_operation_pair pair = {
	    .comparing = comparing,
	    .old = old,
	    .now = now,
	    .base = comparing->asked->base,
	    .head = comparing->asked->head,
	    .is_reversed = old->sort != DONE_OPENAPI_PATH,
	    .err = comparing->err,
	};

	operation_compare_id(&pair);
	operation_compare_security(&pair);
	if (done_openapi_compare_parameters(&pair) < 0 || operation_compare_body(&pair) < 0)
		return comparing->err->code;
	return operation_compare_responses(&pair);
}
