/* What AsyncAPI asks beyond the keys of an object: what channels and operations name must exist. */
#include <stdlib.h>
#include <string.h>

#include "parts.h"

static void rules_of_member(struct done_openapi *api, const struct done_member *member,
    const char *wrong, const char *fix, const char *sentence)
{
	done_interface_fault(&api->faults,
	    (struct done_interface_place){member->value.file, member->line, member->column}, wrong,
	    member->key.ptr, fix, "%.200s: %s", member->key.ptr, sentence);
}

/* ---- channels ---- */

/* Each name in braces of the address has a parameter, and the other way round. */
static void rules_judge_parameters(struct done_openapi *api, const struct done_member *member,
    const struct done_value *channel, const char *address)
{
	const struct done_value *parameters = done_value_get(channel, "parameters");

	for (const char *at = address; (at = strchr(at, '{'));) {
		size_t len = strcspn(++at, "}");
		const char *name = done_arena_strndup(api->arena, at, len);

		if (at[len] && len && !done_value_get(parameters, name))
			rules_of_member(api, member, "no channel parameter",
			    "add it to 'parameters' of the channel",
			    done_arena_printf(api->arena,
			        "the address names '{%.100s}', and no parameter describes it",
			        name));
	}
	for (size_t i = 0; parameters && parameters->type == DONE_MAP && i < parameters->map.nr;
	     i++) {
		const char *key = parameters->map.ptr[i].key.ptr;

		if (strncmp(key, "x-", 2) != 0 &&
		    !strstr(address, done_arena_printf(api->arena, "{%s}", key)))
			rules_of_member(api, member, "extra channel parameter",
			    "delete the parameter, or name it in the address",
			    done_arena_printf(api->arena,
			        "the address does not name the parameter '%.100s'", key));
	}
}

/* Of version 2 they are names. */
static void rules_judge_servers(
    struct done_openapi *api, const struct done_member *member, const struct done_value *channel)
{
	const struct done_value *names = done_value_get(channel, "servers");
	const struct done_value *servers = done_value_get(api->root, "servers");

	for (size_t i = 0; names && names->type == DONE_LIST && i < names->list.nr; i++) {
		const struct done_value *name = &names->list.ptr[i];

		if (name->type == DONE_STRING && !done_value_get(servers, name->string.ptr))
			rules_of_member(api, member, "unknown server",
			    "declare it under 'servers', or correct the name",
			    done_arena_printf(api->arena,
			        "names the server '%.100s', which is not declared",
			        name->string.ptr));
	}
}

static int rules_judge_channel(
    struct done_openapi *api, const struct done_member *member, struct done_error *err)
{
	const struct done_value *channel, *address;

	if (done_openapi_follow(api, &member->value, &channel, err) < 0)
		return err->code;
	if (!channel || channel->type != DONE_MAP)
		return 0;
	if (api->version == DONE_ASYNCAPI_2) {
		rules_judge_servers(api, member, channel);
		rules_judge_parameters(api, member, channel, member->key.ptr);
		return 0;
	}
	address = done_value_get(channel, "address");
	if (address && address->type != DONE_STRING && address->type != DONE_NULL)
		rules_of_member(api, member, "wrong type", "write it as text, or 'null'",
		    "'address' must be text or null");
	if (address && address->type == DONE_STRING)
		rules_judge_parameters(api, member, channel, address->string.ptr);
	return 0;
}

/* ---- operations of version 3 ---- */

/* A reference that stands for an object must name one of the channel's messages. */
static int rules_judge_message(struct done_openapi *api, const struct done_member *member,
    const struct done_value *channel, const struct done_value *written, struct done_error *err)
{
	const struct done_value *reference = done_openapi_reference(written), *target;
	const struct done_value *messages = done_value_get(channel, "messages");

	if (!reference) {
		rules_of_member(api, member, "not a reference",
		    "write {$ref: '#/channels/NAME/messages/NAME'}",
		    "a message of an operation must be a reference to one of its channel");
		return 0;
	}
	if (done_openapi_target(api, reference, &target, err) < 0)
		return err->code;
	for (size_t i = 0; target && messages && messages->type == DONE_MAP && i < messages->map.nr;
	     i++) {
		if (done_openapi_count(api, err) < 0)
			return err->code;
		if (target == &messages->map.ptr[i].value)
			return 0;
	}
	if (target)
		rules_of_member(api, member, "message of another channel",
		    "add the message to 'messages' of the channel, and refer to it there",
		    done_arena_printf(api->arena,
		        "the message '%.200s' is not one of the operation's channel",
		        reference->string.ptr));
	return 0;
}

/* Of an operation, and of its reply. */
static int rules_judge_use(struct done_openapi *api, const struct done_member *member,
    const struct done_value *value, struct done_error *err)
{
	const struct done_value *written = done_value_get(value, "channel"), *channel = NULL;
	const struct done_value *messages = done_value_get(value, "messages");

	if (written && !done_openapi_reference(written))
		rules_of_member(api, member, "not a reference", "write {$ref: '#/channels/NAME'}",
		    "the channel of an operation must be a reference");
	if (written && done_openapi_follow(api, written, &channel, err) < 0)
		return err->code;
	for (size_t i = 0;
	     channel && messages && messages->type == DONE_LIST && i < messages->list.nr; i++) {
		if (rules_judge_message(api, member, channel, &messages->list.ptr[i], err) < 0)
			return err->code;
	}
	return 0;
}

static int rules_judge_operation(
    struct done_openapi *api, const struct done_member *member, struct done_error *err)
{
	const struct done_value *value, *reply = NULL;

	if (done_openapi_follow(api, &member->value, &value, err) < 0 ||
	    done_openapi_get(api, value, "reply", &reply, err) < 0)
		return err->code;
	if (value && value->type == DONE_MAP && rules_judge_use(api, member, value, err) < 0)
		return err->code;
	return reply && reply->type == DONE_MAP ? rules_judge_use(api, member, reply, err) : 0;
}

/* ---- ids of messages, of version 2 ---- */

struct rules_id {
	const char *id;
	const struct done_value *message;
};

static int rules_by_id(const void *a, const void *b)
{
	const struct rules_id *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order ? order : (x->message > y->message) - (x->message < y->message);
}

static void rules_add_id(struct done_openapi *api, const struct rules_id *one)
{
	const struct done_value *id = done_value_get(one->message, "messageId");

	done_interface_fault(&api->faults, done_openapi_place_of(id), "same messageId", one->id,
	    "give each message a messageId of its own",
	    "the messageId '%.100s' is also that of another message", one->id);
}

static int rules_judge_ids(struct done_openapi *api, struct done_error *err)
{
	struct done_openapi_operations operations = {0};
	struct done_asyncapi_messages messages = {0};
	struct rules_id *ids;
	size_t nr = 0;

	if (done_openapi_operations(api, &operations, err) < 0)
		return err->code;
	for (size_t i = 0; i < operations.nr; i++) {
		if (done_asyncapi_messages(api, &operations.items[i], &messages, err) < 0)
			return err->code;
	}
	ids = done_arena_array(api->arena, messages.nr + 1, sizeof(*ids));
	for (size_t i = 0; i < messages.nr; i++) {
		const char *id = done_openapi_text(messages.items[i].value, "messageId");

		if (id)
			ids[nr++] = (struct rules_id){id, messages.items[i].value};
	}
	qsort(ids, nr, sizeof(*ids), rules_by_id);
	for (size_t i = 1; i < nr; i++) {
		if (!strcmp(ids[i].id, ids[i - 1].id) && ids[i].message != ids[i - 1].message)
			rules_add_id(api, &ids[i]);
	}
	return 0;
}

/* ---- all of them ---- */

static int rules_judge_each(struct done_openapi *api, const char *key,
    int (*judge)(struct done_openapi *, const struct done_member *, struct done_error *),
    struct done_error *err)
{
	const struct done_value *map = done_value_get(api->root, key);

	for (size_t i = 0; map && map->type == DONE_MAP && i < map->map.nr; i++) {
		if (strncmp(map->map.ptr[i].key.ptr, "x-", 2) != 0 &&
		    judge(api, &map->map.ptr[i], err) < 0)
			return err->code;
	}
	return 0;
}

static bool rules_is_filled(const struct done_value *map)
{
	return map && map->type == DONE_MAP && map->map.nr;
}

int done_asyncapi_check(struct done_openapi *api, struct done_error *err)
{
	if (!api->allows_empty && !rules_is_filled(done_value_get(api->root, "channels")) &&
	    !rules_is_filled(done_value_get(api->root, "operations")))
		done_interface_fault(&api->faults, (struct done_interface_place){api->path, 1, 1},
		    "no channel", "",
		    "describe the messages under 'channels', or write 'allow_empty: true' into "
		    "the check",
		    "describes no channel");
	if (rules_judge_each(api, "channels", rules_judge_channel, err) < 0)
		return err->code;
	return api->version == DONE_ASYNCAPI_3
	    ? rules_judge_each(api, "operations", rules_judge_operation, err)
	    : rules_judge_ids(api, err);
}
