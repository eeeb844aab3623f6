/*
 * Two versions of what an application sends to, or receives from, a channel of AsyncAPI: which
 * messages there still are, and what they hold. What it receives is what its callers send.
 */
#include <string.h>

#include "compare.h"

static int channel_gather(const struct openapi_channel *channel, struct done_asyncapi_messages *out,
    struct done_error *err)
{
	for (size_t i = 0; i < channel->nr; i++) {
		if (done_asyncapi_messages(channel->api, channel->operations[i], out, err) < 0)
			return err->code;
	}
	return 0;
}

/* By name; else, of version 2, by the id that no other message has. */
static const struct done_asyncapi_message *channel_find(
    const struct done_asyncapi_messages *messages, const struct done_asyncapi_message *wanted)
{
	const char *id = done_openapi_text(wanted->value, "messageId");

	for (size_t i = 0; i < messages->nr; i++) {
		if (!strcmp(messages->items[i].name, wanted->name))
			return &messages->items[i];
	}
	for (size_t i = 0; id && i < messages->nr; i++) {
		const char *other = done_openapi_text(messages->items[i].value, "messageId");

		if (other && !strcmp(id, other))
			return &messages->items[i];
	}
	return NULL;
}

/* ---- one message ---- */

static int channel_type(struct done_openapi *api, const struct done_value *message,
    const char **out, struct done_error *err)
{
	const struct done_value *type;

	if (done_asyncapi_get(api, message, "contentType", &type, err) < 0)
		return err->code;
	*out = type && type->type == DONE_STRING
	    ? type->string.ptr
	    : done_openapi_text(api->root, "defaultContentType");
	if (!*out)
		*out = "";
	return 0;
}

struct channel_schema {
	const struct done_value *of, *schema; /* the message, its payload or headers; NULL: none */
	const char *format;
};

/* Avro, Protobuf: the same, or nobody knows. What a reference leads to counts, not how it reads. */
static int channel_compare_other(struct openapi_comparing *comparing,
    const struct openapi_spot *part, const struct channel_schema *was,
    const struct channel_schema *is)
{
	const struct done_openapi_comparing *asked = comparing->asked;
	const struct done_value *old = NULL, *now = NULL;
	bool is_same = was->format && is->format && !strcmp(was->format, is->format);

	if ((was->schema &&
	        done_openapi_follow(asked->base, was->schema, &old, comparing->err) < 0) ||
	    (is->schema && done_openapi_follow(asked->head, is->schema, &now, comparing->err) < 0))
		return comparing->err->code;
	if (!is_same || !old != !now || !was->schema != !is->schema || (was->schema && !old) ||
	    (old && !done_value_equal(old, now)))
		done_openapi_break(comparing, part, RULE_UNPROVEN, was->of, is->of,
		    "has another schema, in a format that is not compared");
	return 0;
}

static int channel_compare_part(struct openapi_comparing *comparing,
    const struct openapi_spot *spot, const struct done_asyncapi_message *old,
    const struct done_asyncapi_message *now, const char *key)
{
	const struct done_openapi_comparing *asked = comparing->asked;
	struct channel_schema was = {.of = old->value}, is = {.of = now->value};
	struct openapi_spot part = *spot;

	if (done_asyncapi_schema(
	        asked->base, old->value, key, &was.schema, &was.format, comparing->err) < 0 ||
	    done_asyncapi_schema(
	        asked->head, now->value, key, &is.schema, &is.format, comparing->err) < 0)
		return comparing->err->code;
	part.part = done_arena_printf(comparing->arena, "%s of %s", key, spot->part);
	if (was.format || is.format)
		return channel_compare_other(comparing, &part, &was, &is);
	if (was.schema && is.schema)
		return done_openapi_compare_schema(comparing, &part, was.schema, is.schema);
	if (was.schema || is.schema)
		done_openapi_break(comparing, &part,
		    was.schema ? RULE_SCHEMA_GONE : RULE_SCHEMA_NEW, old->value, now->value,
		    was.schema ? "has no schema any more" : "has a schema now");
	return 0;
}

static int channel_compare_message(struct openapi_comparing *comparing,
    const struct openapi_spot *spot, const struct done_asyncapi_message *old,
    const struct done_asyncapi_message *now)
{
	const struct done_openapi_comparing *asked = comparing->asked;
	struct openapi_spot part = *spot;
	const char *was = "", *is = "";

	part.part = done_arena_printf(comparing->arena, "message '%.100s'", old->name);
	if (channel_type(asked->base, old->value, &was, comparing->err) < 0 ||
	    channel_type(asked->head, now->value, &is, comparing->err) < 0)
		return comparing->err->code;
	if (*was && strcmp(was, is) != 0)
		done_openapi_break(comparing, &part, RULE_MEDIA_GONE, old->value, now->value,
		    "is '%.100s' now, and was '%.100s'", *is ? is : "of no content type", was);
	if (done_asyncapi_compare_bindings(comparing, &part, old->value, now->value) < 0 ||
	    channel_compare_part(comparing, &part, old, now, "payload") < 0)
		return comparing->err->code;
	return channel_compare_part(comparing, &part, old, now, "headers");
}

/* ---- all of a channel ---- */

/* What callers do with its messages. */
static const struct {
	const char *method;
	bool is_got, is_sent;
} channel_ways[] = {
    {"SEND", true, false},
    {"RECEIVE", false, true},
    {DONE_ASYNCAPI_REPLY_TO_RECEIVE, true, false},
    {DONE_ASYNCAPI_REPLY_TO_SEND, false, true},
    /* Nobody says who sends. */
    {DONE_ASYNCAPI_UNUSED, true, true},
};

static size_t channel_way(const char *method)
{
	size_t i = 0;

	while (i + 1 < DONE_ARRAY_SIZE(channel_ways) && strcmp(channel_ways[i].method, method) != 0)
		i++;
	return i;
}

struct channel_sides {
	const struct openapi_channel *old, *now;
	struct done_asyncapi_messages was, is;
};

static int channel_compare_messages(struct openapi_comparing *comparing,
    const struct openapi_spot *spot, const struct channel_sides *sides)
{
	const struct done_asyncapi_messages *was = &sides->was, *is = &sides->is;
	bool is_only = was->nr == 1 && is->nr == 1;

	for (size_t i = 0; i < was->nr; i++) {
		const struct done_asyncapi_message *same = channel_find(is, &was->items[i]);

		if (done_openapi_count(comparing->asked->head, comparing->err) < 0)
			return comparing->err->code;
		/* The only one is the same by whatever name. */
		if (!same && is_only)
			same = &is->items[0];
		if (!same)
			done_openapi_break(comparing, spot, RULE_MESSAGE_GONE, was->items[i].value,
			    sides->now->one->value, "no longer has the message '%.100s'",
			    was->items[i].name);
		else if (channel_compare_message(comparing, spot, &was->items[i], same) < 0)
			return comparing->err->code;
	}
	/* An operation that names what nothing named may name what another one did. */
	if (strcmp(sides->old->one->method, sides->now->one->method) != 0)
		return 0;
	for (size_t i = 0; is->items && i < is->nr; i++) {
		if (!channel_find(was, &is->items[i]) && !is_only)
			done_openapi_break(comparing, spot, RULE_MESSAGE_NEW,
			    sides->old->one->value, is->items[i].value,
			    "has the message '%.100s', too", is->items[i].name);
	}
	return 0;
}

/* What breaks whoever sends and whoever gets is told once, as what is more certain. */
static void channel_join(struct done_breaks *breaks, size_t first, size_t second)
{
	size_t kept = second;

	for (size_t i = second; i < breaks->nr; i++) {
		const struct done_break *one = &breaks->items[i];
		size_t j = first;

		while (j < second &&
		    (strcmp(breaks->items[j].message, one->message) != 0 ||
		        strcmp(breaks->items[j].wrong, one->wrong) != 0))
			j++;
		if (j == second)
			breaks->items[kept++] = *one;
		else if (one->certainty > breaks->items[j].certainty)
			breaks->items[j].certainty = one->certainty;
	}
	breaks->nr = kept;
}

/* Of the channel, and of the operation where it is the only one. */
static int channel_compare_bindings(struct openapi_comparing *comparing,
    const struct openapi_spot *spot, const struct channel_sides *sides)
{
	const struct done_openapi_operation *old = sides->old->one, *now = sides->now->one;
	struct openapi_spot part = *spot;

	part.part = "channel";
	if (old->channel && now->channel &&
	    done_asyncapi_compare_bindings(comparing, &part, old->channel, now->channel) < 0)
		return comparing->err->code;
	return sides->old->nr == 1 && sides->now->nr == 1 && !old->is_holder && !now->is_holder
	    ? done_asyncapi_compare_bindings(comparing, spot, old->value, now->value)
	    : 0;
}

int done_asyncapi_compare_channel(struct openapi_comparing *comparing,
    const struct openapi_channel *old, const struct openapi_channel *now)
{
	struct openapi_spot spot = {old->one->name, NULL, "", OPENAPI_GOT, false};
	struct channel_sides sides = {.old = old, .now = now};
	size_t way = channel_way(old->one->method), first, second;

	if (channel_ways[way].is_got && channel_ways[way].is_sent)
		way = channel_way(now->one->method);
	if (channel_gather(old, &sides.was, comparing->err) < 0 ||
	    channel_gather(now, &sides.is, comparing->err) < 0)
		return comparing->err->code;
	if (channel_compare_bindings(comparing, &spot, &sides) < 0)
		return comparing->err->code;
	first = comparing->out->nr;
	if (channel_ways[way].is_got && channel_compare_messages(comparing, &spot, &sides) < 0)
		return comparing->err->code;
	second = comparing->out->nr;
	spot.direction = OPENAPI_SENT;
	if (channel_ways[way].is_sent && channel_compare_messages(comparing, &spot, &sides) < 0)
		return comparing->err->code;
	channel_join(comparing->out, first, second);
	return 0;
}
