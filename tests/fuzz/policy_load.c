/* A whole policy: no crash, and every error has its place. */
#include <stdlib.h>
#include <string.h>

#include "done/policy.h"

static int read_policy(void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	const struct done_bytes *bytes = self;

	(void)err;
	if (strcmp(path, DONE_POLICY_PATH) != 0)
		return 0;
	done_buf_add(out, bytes->ptr, bytes->len);
	return 1;
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
	struct done_bytes bytes = {(const char *)data, size};
	struct done_policy_source source = {.self = &bytes, .read = read_policy};
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_policy *policy = NULL;

	if (done_policy_load(&arena, &source, DONE_POLICY_PATH, &kinds, &policy, &err) < 0 &&
	    !err.message[0])
		abort();
	done_policy_release(policy);
	done_arena_release(&arena);
	return 0;
}
