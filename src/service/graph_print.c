/*
 * What tells one circle of calls from another, for each service of it: the calls of the circle,
 * added up, so that a service takes out its own two and puts them back without its name. All of a
 * circle cost as much as one of it does.
 */
#include <string.h>

#include "done/repo.h"
#include "graph_parts.h"

/* As the finalizer of MurmurHash3: every bit of the sum reaches every bit of the result. */
static uint64_t print_stir(uint64_t bits)
{
	bits ^= bits >> 33;
	bits *= UINT64_C(0xff51afd7ed558ccd);
	bits ^= bits >> 33;
	bits *= UINT64_C(0xc4ceb9fe1a85ec53);
	return bits ^ (bits >> 33);
}

static struct done_print print_of_name(const char *name)
{
	struct done_print print;
	struct done_oid oid;

	done_oid_of_blob((struct done_bytes){name, strlen(name)}, &oid);
	memcpy(&print.a, oid.id, sizeof(print.a));
	memcpy(&print.b, oid.id + sizeof(print.a), sizeof(print.b));
	return print;
}

const struct done_print *done_prints_make(
    struct done_arena *arena, const struct done_services *services)
{
	struct done_print *prints = done_arena_array(arena, services->nr + 1, sizeof(*prints));

	for (size_t i = 0; i < services->nr; i++)
		prints[i] = print_of_name(services->items[i].name);
	return prints;
}

/* One call: who calls and who is called are not the same. */
static struct done_print print_of_call(struct done_print from, struct done_print to)
{
	return (struct done_print){print_stir(from.a + (to.b << 1 | to.b >> 63)),
	    print_stir(from.b + (to.a << 3 | to.a >> 61))};
}

struct done_print done_print_of_cycle(
    const struct done_print *names, const uint32_t *services, size_t nr)
{
	struct done_print sum = {0};

	for (size_t i = 0; i < nr; i++) {
		struct done_print call =
		    print_of_call(names[services[i]], names[services[(i + 1) % nr]]);

		sum.a += call.a;
		sum.b += call.b;
	}
	return sum;
}

struct done_print done_graph_cycle_print(
    const struct done_graph *graph, unsigned styles, uint32_t service)
{
	const struct done_cycle *cycle = graph->cycles[styles][service];
	struct done_print print = cycle->print, nameless = print_of_name("");
	size_t at = graph->cycle_at[styles][service];

	if (at == DONE_GRAPH_NOBODY)
		return print;

	struct done_print before = graph->prints[cycle->services[(at + cycle->nr - 1) % cycle->nr]];
	struct done_print behind = graph->prints[cycle->services[(at + 1) % cycle->nr]];
	struct done_print own = graph->prints[service];
	struct done_print in = print_of_call(before, own), out = print_of_call(own, behind);
	struct done_print bare_in = print_of_call(before, nameless);
	struct done_print bare_out = print_of_call(nameless, behind);

	print.a += bare_in.a + bare_out.a - in.a - out.a;
	print.b += bare_in.b + bare_out.b - in.b - out.b;
	return print;
}
