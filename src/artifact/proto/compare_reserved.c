/*
 * Numbers and names that a message or enum of the base has reserved: callers of long ago still send
 * them, so that nothing new may have them.
 */
#include "compare.h"

#include <string.h>

static bool reserved_has_number(const struct done_proto_node *within, int64_t number)
{
	for (size_t i = 0; i < within->nr_ranges; i++) {
		const struct done_proto_range *range = &within->ranges[i];

		if (!range->is_extension && number >= range->from && number <= range->to)
			return true;
	}
	return false;
}

static bool reserved_has_name(const struct done_proto_node *within, const char *name)
{
	size_t i = 0;

	while (i < within->nr_reserved && strcmp(within->reserved[i], name) != 0)
		i++;
	return i < within->nr_reserved;
}

static bool reserved_is_member(const struct done_proto_node *node)
{
	return (node->sort == DONE_PROTO_FIELD || node->sort == DONE_PROTO_VALUE) &&
	    !node->extendee;
}

/* Whether the base had it already: then it was refused there, or is told as a change of it. */
static bool reserved_had(const struct done_proto_node *old, const struct done_proto_node *member)
{
	for (const struct done_proto_node *node = old->first; node; node = node->next) {
		if (reserved_is_member(node) && node->number == member->number)
			return true;
	}
	return false;
}

/* Whether the number is not free: up to *last it is reserved, or a member has it, which is told by
 * itself. */
static bool reserved_covers(const struct done_proto_node *now, int64_t number, int64_t *last)
{
	*last = number;
	for (size_t i = 0; i < now->nr_ranges; i++) {
		const struct done_proto_range *range = &now->ranges[i];

		if (range->is_extension || number < range->from || number > range->to)
			continue;
		*last = range->to;
		return true;
	}
	for (const struct done_proto_node *node = now->first; node; node = node->next) {
		if (reserved_is_member(node) && node->number == number)
			return true;
	}
	return false;
}

/* The first number of each range of the base that is free now. */
static void reserved_compare_ranges(struct proto_comparing *comparing,
    const struct done_proto_node *old, const struct done_proto_node *now)
{
	for (size_t i = 0; i < old->nr_ranges; i++) {
		const struct done_proto_range *range = &old->ranges[i];
		int64_t number = range->from, last;

		while (number <= range->to && reserved_covers(now, number, &last))
			number = last + 1;
		if (range->is_extension || number > range->to)
			continue;
		done_proto_break(comparing, RULE_RESERVED_GONE, old, now,
		    COMPARE_SAY(comparing, "number %lld of '%s' was reserved, and is free now",
		        (long long)number, old->full));
	}
}

void done_proto_compare_reserved(struct proto_comparing *comparing,
    const struct done_proto_node *old, const struct done_proto_node *now)
{
	for (const struct done_proto_node *node = now->first; node; node = node->next) {
		bool is_number = reserved_is_member(node) && reserved_has_number(old, node->number);
		bool is_name = reserved_is_member(node) && reserved_has_name(old, node->name);

		if ((!is_number && !is_name) || reserved_had(old, node))
			continue;
		/* Both are reserved: what was taken away comes back as it was. */
		if (is_number && !is_name)
			done_proto_break(comparing, RULE_RESERVED_REUSED, old, node,
			    COMPARE_SAY(comparing, "'%s' has the number %lld, which was reserved",
			        node->full, (long long)node->number));
		else
			done_proto_break(comparing, RULE_RESERVED_NAME, old, node,
			    COMPARE_SAY(comparing, "the name '%s' was reserved%s", node->full,
			        is_number ? ", and so was its number" : ""));
	}
	reserved_compare_ranges(comparing, old, now);
}
