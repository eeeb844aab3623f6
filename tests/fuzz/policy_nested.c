/*
 * A policy and one of a directory, with a line "%%" between them: no crash, every error has its
 * words, and what is loaded asks for no check less than the policy above.
 */
#include <stdlib.h>
#include <string.h>

#include "done/nested.h"

#define NESTED_PATH "payments/" DONE_POLICY_PATH

struct pair {
	struct done_bytes root, nested;
};

static int read_pair(void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	const struct pair *pair = self;
	const struct done_bytes *bytes = !strcmp(path, NESTED_PATH) ? &pair->nested
	    : !strcmp(path, DONE_POLICY_PATH)                       ? &pair->root
	                                                            : NULL;

	(void)err;
	if (!bytes)
		return 0;
	done_buf_add(out, bytes->ptr, bytes->len);
	return 1;
}

/* Both parts end at the line; without one the second is empty. */
static struct pair cut_pair(const char *text, size_t size)
{
	static const char line[] = "\n%%\n";
	const size_t len = sizeof(line) - 1;

	for (size_t i = 0; i + len <= size; i++) {
		if (!memcmp(text + i, line, len))
			return (struct pair){{text, i + 1}, {text + i + len, size - i - len}};
	}
	return (struct pair){{text, size}, {text, 0}};
}

static bool has_check(const struct done_policy *policy, const char *id)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (!strcmp(policy->criteria[i].checks[j].id, id))
				return true;
		}
	}
	return false;
}

static void assert_all_there(const struct done_policy *above, const struct done_policy *policy)
{
	for (size_t i = 0; i < above->nr_criteria; i++) {
		for (size_t j = 0; j < above->criteria[i].nr_checks; j++) {
			if (!has_check(policy, above->criteria[i].checks[j].id))
				abort();
		}
	}
	if (policy->nr_checks < above->nr_checks)
		abort();
}

static void load_nested(struct done_arena *arena, const struct done_policy_source *source,
    const struct done_kind_forms *kinds, const struct done_policy *root)
{
	struct done_loaded loaded = {.arena = arena};
	struct done_error err = {0};
	const struct done_policy *policy = NULL;

	if (done_nested_load_at(&loaded, source, kinds, root, "payments/cards", &policy, &err) <
	    0) {
		if (!err.message[0])
			abort();
	} else {
		assert_all_there(root, policy);
	}
	done_loaded_release(&loaded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct done_field fields[] = {{.name = "any", .type = DONE_FIELD_FILES}};
	static const struct done_record record = {.name = "check kind 'file'",
	    .size = sizeof(struct done_file_globs),
	    .fields = fields,
	    .nr = 1};
	static const struct done_kind_form file = {
	    .name = "file", .summary = "x", .options = &record};
	static const struct done_kind_form *const items[] = {&file};
	struct done_kind_forms kinds = {items, 1};
	struct pair pair = cut_pair((const char *)data, size);
	struct done_policy_source source = {.self = &pair, .read = read_pair};
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_policy *policy = NULL;

	if (done_policy_load(&arena, &source, DONE_POLICY_PATH, &kinds, &policy, &err) > 0)
		load_nested(&arena, &source, &kinds, policy);
	done_policy_release(policy);
	done_arena_release(&arena);
	return 0;
}
