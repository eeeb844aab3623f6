/*
 * AsyncAPI 2 and 3: which operations there are on which channels, and with which messages. What the
 * application receives is what its callers send; `publish` of version 2 is `receive` of version 3.
 */
#include <string.h>

#include "parts.h"

/* ---- operations ---- */

static int asyncapi_of_channel(struct done_openapi *api, const struct done_member *member,
    struct done_openapi_operations *out, struct done_error *err)
{
	static const char *const verbs[][2] = {{"publish", "RECEIVE"}, {"subscribe", "SEND"}};
	const struct done_value *channel;

	if (done_openapi_follow(api, &member->value, &channel, err) < 0)
		return err->code;
	for (size_t i = 0; channel && channel->type == DONE_MAP && i < channel->map.nr; i++) {
		const struct done_member *one = &channel->map.ptr[i];

		for (size_t j = 0; j < DONE_ARRAY_SIZE(verbs); j++) {
			if (!strcmp(verbs[j][0], one->key.ptr) && one->value.type == DONE_MAP)
				done_asyncapi_add(api, out, one,
				    (struct done_openapi_operation){.method = verbs[j][1],
				        .path = member->key.ptr,
				        .value = &one->value,
				        .channel = channel},
				    verbs[j][0]);
		}
	}
	return 0;
}

/* "#/channels/user~1signedup": the last part, without its escapes. */
const char *done_asyncapi_last(struct done_arena *arena, const char *reference)
{
	char *last = done_arena_strdup(arena, done_last_part(reference)), *to = last;

	for (const char *at = last; *at; at++) {
		bool is_escape = at[0] == '~' && (at[1] == '0' || at[1] == '1');

		*to++ = is_escape ? (at[1] == '1' ? '/' : '~') : *at;
		at += is_escape;
	}
	*to = '\0';
	return last;
}

/* What answers it goes the other way. */
static int asyncapi_add_reply(struct done_openapi *api, struct done_openapi_operations *out,
    const struct done_member *member, struct done_error *err)
{
	struct done_openapi_operation *of = done_arena_alloc(api->arena, sizeof(*of));
	const struct done_value *reply, *channel = NULL;

	*of = out->items[out->nr - 1];
	if (done_openapi_get(api, of->value, "reply", &reply, err) < 0 ||
	    (reply && done_openapi_get(api, reply, "channel", &channel, err) < 0))
		return err->code;
	if (!reply || (!channel && !done_value_get(reply, "messages")))
		return 0;
	done_asyncapi_add(api, out, member,
	    (struct done_openapi_operation){.method = !strcmp(of->method, "SEND")
	            ? DONE_ASYNCAPI_REPLY_TO_SEND
	            : DONE_ASYNCAPI_REPLY_TO_RECEIVE,
	        .path = of->path,
	        .value = reply,
	        .channel = channel,
	        .is_holder = true,
	        .of = of},
	    done_arena_printf(api->arena, "reply to %s", *of->method == 'S' ? "send" : "receive"));
	return 0;
}

static int asyncapi_of_operation(struct done_openapi *api, const struct done_member *member,
    struct done_openapi_operations *out, struct done_error *err)
{
	const struct done_value *value, *channel = NULL, *reference;
	const char *action, *address;

	if (done_openapi_follow(api, &member->value, &value, err) < 0 ||
	    done_openapi_get(api, value, "channel", &channel, err) < 0)
		return err->code;
	action = done_openapi_text(value, "action");
	if (!action || !channel || (strcmp(action, "send") != 0 && strcmp(action, "receive") != 0))
		return 0;
	reference = done_openapi_reference(done_value_get(value, "channel"));
	address = done_asyncapi_address(
	    channel, reference ? done_asyncapi_last(api->arena, reference->string.ptr) : "");
	done_asyncapi_add(api, out, member,
	    (struct done_openapi_operation){.method = *action == 's' ? "SEND" : "RECEIVE",
	        .path = address,
	        .value = value,
	        .channel = channel},
	    action);
	return asyncapi_add_reply(api, out, member, err);
}

int done_asyncapi_operations(
    struct done_openapi *api, struct done_openapi_operations *out, struct done_error *err)
{
	bool is_old = api->version == DONE_ASYNCAPI_2;
	const struct done_value *map =
	    done_value_get(api->root, is_old ? "channels" : "operations");

	for (size_t i = 0; map && map->type == DONE_MAP && i < map->map.nr; i++) {
		const struct done_member *member = &map->map.ptr[i];
		int rc = done_openapi_count(api, err);

		if (rc == 0 && strncmp(member->key.ptr, "x-", 2) != 0)
			rc = is_old ? asyncapi_of_channel(api, member, out, err)
			            : asyncapi_of_operation(api, member, out, err);
		if (rc < 0)
			return rc;
	}
	return is_old ? 0 : done_asyncapi_unused(api, out, err);
}

/* ---- messages ---- */

static int asyncapi_add_message(struct done_openapi *api, const struct done_value *written,
    const char *key, struct done_asyncapi_messages *out, struct done_error *err)
{
	static const char *const names[] = {"name", "messageId"};
	const struct done_value *reference = done_openapi_reference(written), *message, *list;
	const char *name = NULL;

	if (done_openapi_count(api, err) < 0 ||
	    done_openapi_follow(api, written, &message, err) < 0)
		return err->code;
	if (!message || message->type != DONE_MAP)
		return 0;
	list = api->version == DONE_ASYNCAPI_2 ? done_value_get(message, "oneOf") : NULL;
	for (size_t i = 0; list && list->type == DONE_LIST && i < list->list.nr; i++) {
		/* A list in a list is none, so that this does not go on. */
		if (!key && asyncapi_add_message(api, &list->list.ptr[i], "message", out, err) < 0)
			return err->code;
	}
	if (list)
		return 0;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names) && !name; i++)
		name = done_openapi_text(message, names[i]);
	if (!name && reference)
		name = done_asyncapi_last(api->arena, reference->string.ptr);
	if (!name)
		name = key ? key : "message";
	*DONE_ARENA_PUSH(api->arena, out->items, out->nr, out->cap) =
	    (struct done_asyncapi_message){name, message, done_openapi_place_of(written)};
	return 0;
}

int done_asyncapi_messages(struct done_openapi *api, const struct done_openapi_operation *operation,
    struct done_asyncapi_messages *out, struct done_error *err)
{
	const struct done_value *list = done_value_get(operation->value, "messages");
	const struct done_value *map = done_value_get(operation->channel, "messages");
	const struct done_value *message = done_value_get(operation->value, "message");

	for (size_t i = 0; i < operation->nr_unused; i++) {
		if (asyncapi_add_message(api, &operation->unused[i]->value,
		        operation->unused[i]->key.ptr, out, err) < 0)
			return err->code;
	}
	if (!strcmp(operation->method, DONE_ASYNCAPI_UNUSED))
		return 0;
	if (api->version == DONE_ASYNCAPI_2)
		return message ? asyncapi_add_message(api, message, NULL, out, err) : 0;
	for (size_t i = 0; list && list->type == DONE_LIST && i < list->list.nr; i++) {
		if (asyncapi_add_message(api, &list->list.ptr[i], "message", out, err) < 0)
			return err->code;
	}
	for (size_t i = 0; !list && map && map->type == DONE_MAP && i < map->map.nr; i++) {
		if (asyncapi_add_message(
		        api, &map->map.ptr[i].value, map->map.ptr[i].key.ptr, out, err) < 0)
			return err->code;
	}
	return 0;
}

int done_asyncapi_get(struct done_openapi *api, const struct done_value *message, const char *key,
    const struct done_value **out, struct done_error *err)
{
	const struct done_value *traits = done_value_get(message, "traits"), *trait;

	*out = done_value_get(message, key);
	for (size_t i = 0; !*out && traits && traits->type == DONE_LIST && i < traits->list.nr;
	     i++) {
		if (done_openapi_count(api, err) < 0 ||
		    done_openapi_follow(api, &traits->list.ptr[i], &trait, err) < 0)
			return err->code;
		*out = done_value_get(trait, key);
	}
	return 0;
}

/* ---- payloads ---- */

bool done_asyncapi_is_json(const char *format)
{
	return !strncmp(format, "application/vnd.aai.asyncapi", 28) ||
	    !strncmp(format, "application/schema+", 19);
}

int done_asyncapi_schema(struct done_openapi *api, const struct done_value *message,
    const char *key, const struct done_value **out, const char **format, struct done_error *err)
{
	const struct done_value *written, *value;

	*out = NULL;
	*format = NULL;
	if (done_asyncapi_get(api, message, key, &written, err) < 0)
		return err->code;
	if (!written || done_openapi_follow(api, written, &value, err) < 0)
		return err->code;
	*format = api->version == DONE_ASYNCAPI_2 && !strcmp(key, "payload")
	    ? done_openapi_text(message, "schemaFormat")
	    : NULL;
	if (api->version == DONE_ASYNCAPI_3 && done_openapi_text(value, "schemaFormat")) {
		*format = done_openapi_text(value, "schemaFormat");
		written = done_value_get(value, "schema");
	}
	if (*format && done_asyncapi_is_json(*format))
		*format = NULL;
	*out = written;
	return 0;
}
