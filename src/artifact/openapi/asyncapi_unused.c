/*
 * AsyncAPI 3: messages of channels that no operation names. A description may hold channels alone,
 * for others to say who sends: its messages are held to what is asked, and compared, all the same.
 */
#include <stdlib.h>
#include <string.h>

#include "parts.h"

/* Channels whose messages are all used, and messages that are. */
struct unused_named {
	struct done_openapi *api;
	const struct done_value **items;
	size_t nr, cap;
	struct done_error *err;
};

static int unused_by_address(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t) * (const struct done_value *const *)a;
	uintptr_t y = (uintptr_t) * (const struct done_value *const *)b;

	return (x > y) - (x < y);
}

static bool unused_has(const struct unused_named *named, const struct done_value *value)
{
	return named->nr &&
	    bsearch(&value, named->items, named->nr, sizeof(*named->items), unused_by_address);
}

static void unused_add(struct unused_named *named, const struct done_value *value)
{
	if (value)
		*DONE_ARENA_PUSH(named->api->arena, named->items, named->nr, named->cap) = value;
}

/* An operation, or its reply. Without a list, it is all messages of its channel. */
static int unused_of_use(struct unused_named *named, const struct done_value *use)
{
	const struct done_value *list = done_value_get(use, "messages"), *found = NULL;

	if (!list) {
		if (done_openapi_get(named->api, use, "channel", &found, named->err) < 0)
			return named->err->code;
		unused_add(named, found);
		return 0;
	}
	for (size_t i = 0; list->type == DONE_LIST && i < list->list.nr; i++) {
		const struct done_value *reference = done_openapi_reference(&list->list.ptr[i]);

		if (done_openapi_count(named->api, named->err) < 0)
			return named->err->code;
		if (!reference)
			continue;
		if (done_openapi_target(named->api, reference, &found, named->err) < 0)
			return named->err->code;
		unused_add(named, found);
	}
	return 0;
}

static int unused_of_operation(struct unused_named *named, const struct done_value *written)
{
	const struct done_value *value, *reply;

	if (done_openapi_count(named->api, named->err) < 0 ||
	    done_openapi_follow(named->api, written, &value, named->err) < 0 ||
	    (value && unused_of_use(named, value) < 0) ||
	    done_openapi_get(named->api, value, "reply", &reply, named->err) < 0)
		return named->err->code;
	return reply ? unused_of_use(named, reply) : 0;
}

static int unused_of_channel(struct unused_named *named, const struct done_member *member,
    struct done_openapi_operations *out)
{
	struct done_openapi *api = named->api;
	struct done_openapi_operation operation = {
	    .method = DONE_ASYNCAPI_UNUSED, .is_holder = true};
	const struct done_value *messages;

	if (done_openapi_count(api, named->err) < 0 ||
	    done_openapi_follow(api, &member->value, &operation.channel, named->err) < 0)
		return named->err->code;
	if (!operation.channel || operation.channel->type != DONE_MAP ||
	    unused_has(named, operation.channel))
		return 0;
	operation.value = operation.channel;
	operation.path = done_asyncapi_address(operation.channel, member->key.ptr);
	messages = done_value_get(operation.channel, "messages");
	for (size_t i = 0; messages && messages->type == DONE_MAP && i < messages->map.nr; i++) {
		const struct done_member *message = &messages->map.ptr[i];

		if (done_openapi_count(api, named->err) < 0)
			return named->err->code;
		if (strncmp(message->key.ptr, "x-", 2) != 0 && !unused_has(named, &message->value))
			*DONE_ARENA_PUSH(api->arena, operation.unused, operation.nr_unused,
			    operation.cap_unused) = message;
	}
	if (operation.nr_unused || !messages || !messages->map.nr)
		done_asyncapi_add(api, out, member, operation, "channel");
	return 0;
}

int done_asyncapi_unused(
    struct done_openapi *api, struct done_openapi_operations *out, struct done_error *err)
{
	struct unused_named named = {.api = api, .err = err};
	const struct done_value *operations = done_value_get(api->root, "operations");
	const struct done_value *channels = done_value_get(api->root, "channels");

	for (size_t i = 0; operations && operations->type == DONE_MAP && i < operations->map.nr;
	     i++) {
		if (unused_of_operation(&named, &operations->map.ptr[i].value) < 0)
			return err->code;
	}
	if (named.nr)
		qsort(named.items, named.nr, sizeof(*named.items), unused_by_address);
	for (size_t i = 0; channels && channels->type == DONE_MAP && i < channels->map.nr; i++) {
		if (strncmp(channels->map.ptr[i].key.ptr, "x-", 2) != 0 &&
		    unused_of_channel(&named, &channels->map.ptr[i], out) < 0)
			return err->code;
	}
	return 0;
}
