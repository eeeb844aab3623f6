/*
 * Two versions of what AsyncAPI leaves to a protocol: bindings of a channel, an operation or a
 * message. Only where messages go is known here; whatever else differs may matter, or not.
 */
#include <string.h>

#include "compare.h"

/* What says where messages go; text on both sides, since a default is often that text, too. */
static const struct {
	const char *protocol, *keys[2];
} binding_places[] = {
    {"kafka", {"topic"}},
    {"amqp", {"exchange", "name"}},
    {"amqp", {"queue", "name"}},
    {"http", {"method"}},
    {"ws", {"method"}},
    {"jms", {"destination"}},
    {"anypointmq", {"destination"}},
    {"sns", {"name"}},
    {"sqs", {"queue", "name"}},
    {"googlepubsub", {"topic"}},
    {"pulsar", {"namespace"}},
};

static const char *binding_text(const struct done_value *binding, const char *const keys[2])
{
	return done_openapi_text(
	    keys[1] ? done_value_get(binding, keys[0]) : binding, keys[1] ? keys[1] : keys[0]);
}

/* A row whose text is another; SIZE_MAX. */
static size_t binding_moved(
    const char *protocol, const struct done_value *old, const struct done_value *now)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(binding_places); i++) {
		const char *was = binding_text(old, binding_places[i].keys);
		const char *is = binding_text(now, binding_places[i].keys);

		if (!strcmp(binding_places[i].protocol, protocol) && was && is &&
		    strcmp(was, is) != 0)
			return i;
	}
	return SIZE_MAX;
}

/* "kafka": what it says of one protocol, but for the version of the saying. */
static void binding_compare(struct openapi_comparing *comparing, const struct openapi_spot *spot,
    const char *protocol, const struct done_value *old, const struct done_value *now)
{
	size_t moved = binding_moved(protocol, old, now);

	if (moved != SIZE_MAX) {
		done_openapi_break(comparing, spot, RULE_BINDING_PLACE, old, now,
		    "has '%.100s' for '%s%s%s' of its %s binding, and had '%.100s'",
		    binding_text(now, binding_places[moved].keys), binding_places[moved].keys[0],
		    binding_places[moved].keys[1] ? "." : "",
		    binding_places[moved].keys[1] ? binding_places[moved].keys[1] : "", protocol,
		    binding_text(old, binding_places[moved].keys));
		return;
	}
	for (size_t i = 0; old->type == DONE_MAP && i < old->map.nr; i++) {
		const char *key = old->map.ptr[i].key.ptr;
		const struct done_value *same = done_value_get(now, key);

		if (!strcmp(key, "bindingVersion") ||
		    (same && done_value_equal(&old->map.ptr[i].value, same)))
			continue;
		done_openapi_break(comparing, spot, RULE_BINDING, &old->map.ptr[i].value,
		    same ? same : now, "has another '%.100s' in its %.100s binding", key, protocol);
		return;
	}
	for (size_t i = 0; now->type == DONE_MAP && i < now->map.nr; i++) {
		const char *key = now->map.ptr[i].key.ptr;

		if (strcmp(key, "bindingVersion") != 0 && !done_value_get(old, key)) {
			done_openapi_break(comparing, spot, RULE_BINDING, old,
			    &now->map.ptr[i].value, "has '%.100s' in its %.100s binding now", key,
			    protocol);
			return;
		}
	}
}

int done_asyncapi_compare_bindings(struct openapi_comparing *comparing,
    const struct openapi_spot *spot, const struct done_value *old, const struct done_value *now)
{
	struct done_openapi *base = comparing->asked->base, *head = comparing->asked->head;
	const struct done_value *was, *is, *one, *same;

	if (done_asyncapi_get(base, old, "bindings", &was, comparing->err) < 0 ||
	    done_asyncapi_get(head, now, "bindings", &is, comparing->err) < 0)
		return comparing->err->code;
	if (!was)
		return 0;
	if (done_openapi_follow(base, was, &was, comparing->err) < 0 ||
	    (is && done_openapi_follow(head, is, &is, comparing->err) < 0))
		return comparing->err->code;
	for (size_t i = 0; was && was->type == DONE_MAP && i < was->map.nr; i++) {
		const char *protocol = was->map.ptr[i].key.ptr;

		if (!strncmp(protocol, "x-", 2))
			continue;
		if (done_openapi_get(base, was, protocol, &one, comparing->err) < 0 ||
		    done_openapi_get(head, is, protocol, &same, comparing->err) < 0)
			return comparing->err->code;
		if (one && same)
			binding_compare(comparing, spot, protocol, one, same);
		else if (one)
			done_openapi_break(comparing, spot, RULE_BINDING, one, now,
			    "has no %.100s binding any more", protocol);
	}
	return 0;
}
