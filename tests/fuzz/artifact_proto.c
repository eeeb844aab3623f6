/*
 * .proto files that import themselves by other names. No crash; an error has a message; every fault
 * has a place, words and a fix; every declaration a name and a place; compared with itself nothing
 * is taken away.
 */
#include <stdlib.h>
#include <string.h>

#include "done/proto.h"

static struct done_bytes fuzzed;

static int read_fuzzed(
    void *self, const char *path, struct done_bytes *out, const char **why, struct done_error *err)
{
	(void)self;
	(void)err;
	if (strlen(path) > 12) {
		*why = "is not in this tree";
		return 0;
	}
	*out = fuzzed;
	return 1;
}

static void check_nodes(struct done_proto *set)
{
	for (size_t i = 0; i < set->nr_nodes; i++) {
		struct done_proto_node *node = set->nodes[i];

		if (!node->file->is_broken && (!*node->name || node->line < 1 || node->column < 1))
			abort();
		if (node->comment.len)
			done_proto_comment(set->arena, node->comment);
		if (node->sort == DONE_PROTO_MESSAGE)
			done_proto_rules_of(set, node);
	}
}

static void check_faults(const struct done_proto *set)
{
	for (size_t i = 0; i < set->faults.nr; i++) {
		const struct done_interface_fault *fault = &set->faults.items[i];

		if (!fault->file || fault->line < 0 || !fault->wrong || !fault->thing ||
		    !*fault->message || !*fault->fix)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct done_interface_source source = {NULL, read_fuzzed, NULL};
	struct done_arena arena = {0};
	struct done_proto set = {.arena = &arena, .source = &source};
	const struct done_proto_comparing comparing = {.base = &set, .head = &set};
	struct done_breaks breaks;
	struct done_error err = {0};

	fuzzed = (struct done_bytes){(const char *)data, len};
	if (done_proto_read(&set, "a.proto", &err) < 0 || done_proto_link(&set, &err) < 0) {
		if (!*err.message)
			abort();
	} else {
		done_proto_check(&set);
		check_faults(&set);
		check_nodes(&set);
		done_proto_compare(&comparing, &breaks);
		if (breaks.nr && !set.faults.nr)
			abort();
	}
	done_arena_release(&arena);
	return 0;
}
