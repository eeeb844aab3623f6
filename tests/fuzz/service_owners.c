/* CODEOWNERS by the rules of both hosts: no crash; every slip has its reason; no more words on a
 * file than there are sections. */
#include <stdlib.h>
#include <string.h>

#include "done/owners.h"

struct tree {
	struct done_bytes text;
	struct done_entry entry;
	struct done_directory directory;
};

static int list(
    void *self, const char *path, const struct done_directory **out, struct done_error *err)
{
	struct tree *tree = self;

	(void)err;
	*out = &tree->directory;
	return !*path;
}

static int read_file(void *self, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	const struct tree *tree = self;

	(void)oid;
	(void)path;
	if (tree->text.len > max)
		return done_error_set(err, DONE_E_UNDECIDED, "too much");
	done_buf_add(out, tree->text.ptr, tree->text.len);
	return 0;
}

static void look(struct done_arena *arena, const struct done_owners *owners)
{
	static const char *const paths[] = {"services/orders/main.go", "services/orders/a b",
	    "README.md", "services/orders/docs/x/y.md"};
	struct done_owners_word *words =
	    done_arena_array(arena, owners->nr_sections + 1, sizeof(*words));
	struct done_owners_part part = {0};

	for (size_t i = 0; i < owners->nr_slips; i++) {
		if (!owners->slips[i].why || owners->slips[i].line < 1)
			abort();
	}
	done_owners_below(arena, owners, "services/orders", &part);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		size_t nr = done_owners_of(&part, paths[i], words);

		if (nr > (owners->nr_sections ? owners->nr_sections : 1))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tree tree = {
	    .text = {(const char *)data, size}, .entry = {.name = "CODEOWNERS", .has_oid = true}};
	struct done_snapshot snapshot = {.self = &tree, .list = list, .read = read_file};

	tree.directory = (struct done_directory){&tree.entry, 1};
	for (int host = DONE_HOST_ANY; host < DONE_HOSTS; host++) {
		struct done_arena arena = {0};
		const struct done_owners *owners =
		    done_owners_load(&arena, &snapshot, (enum done_host)host);

		if (owners->problem.code && !owners->problem.message[0])
			abort();
		if (!owners->problem.code && owners->path)
			look(&arena, owners);
		done_arena_release(&arena);
	}
	return 0;
}
