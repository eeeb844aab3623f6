/*
 * What callers get through imports: a message of a file that the check does not name is theirs as
 * well, once an rpc or a field has it. What no declaration of the named files leads to is not
 * looked at, nor is what is gone: whoever has it then has another type, and that is told.
 */
#include "compare.h"

struct imported_walk {
	struct proto_comparing *comparing;
	const struct done_proto_node **items;
	size_t nr, cap;
};

static void imported_take(
    struct imported_walk *walk, const struct done_proto_node *of, const char *type)
{
	struct done_proto_node *node = NULL;

	if (!*type || done_proto_is_scalar(type) ||
	    done_proto_resolve(walk->comparing->asked->base, of->file, of->parent, type, &node) !=
	        DONE_PROTO_FOUND ||
	    node->file->is_asked || node->is_reached)
		return;
	node->is_reached = true;
	*DONE_ARENA_PUSH(walk->comparing->arena, walk->items, walk->nr, walk->cap) = node;
}

static void imported_take_types(struct imported_walk *walk, const struct done_proto_node *node)
{
	if (node->sort == DONE_PROTO_RPC)
		imported_take(walk, node, node->answer);
	if (node->sort == DONE_PROTO_RPC || node->sort == DONE_PROTO_FIELD)
		imported_take(walk, node, node->type);
}

void done_proto_compare_imported(struct proto_comparing *comparing,
    void (*compare)(
        struct proto_comparing *, const struct done_proto_node *, const struct done_proto_node *))
{
	const struct done_proto_comparing *asked = comparing->asked;
	struct imported_walk walk = {.comparing = comparing};

	for (size_t i = 0; i < asked->base->nr_nodes; i++) {
		const struct done_proto_node *node = asked->base->nodes[i];

		if (node->file->is_asked &&
		    (!asked->counts || asked->counts(asked->self, node->full)))
			imported_take_types(&walk, node);
	}
	for (size_t i = 0; i < walk.nr; i++) {
		const struct done_proto_node *old = walk.items[i];
		const struct done_proto_node *now;

		if (asked->counts && !asked->counts(asked->self, old->full))
			continue;
		now = done_proto_find_any(asked->head, old->full, old->file->path);
		if (now && now->sort == old->sort)
			compare(comparing, old, now);
		for (const struct done_proto_node *node = old->first; node; node = node->next)
			imported_take_types(&walk, node);
	}
}
