/*
 * Two descriptions of HTTP or of messages, before and behind a line of "=====": what the second
 * takes away from callers of the first. No crash; every break has a place, words and a fix; two
 * that are the same take nothing away.
 */
#include <stdlib.h>
#include <string.h>

#include "done/openapi.h"

static int compare_read(
    void *self, const char *path, struct done_bytes *out, const char **why, struct done_error *err)
{
	(void)err;
	if (strlen(path) > 12) {
		*why = "is not in this tree";
		return 0;
	}
	*out = *(const struct done_bytes *)self;
	return 1;
}

/* 1: it is a description. */
static int compare_open(struct done_openapi *api, struct done_error *err)
{
	int rc = done_openapi_open(api, "a.yaml", err);

	if (rc > 0)
		rc = done_openapi_check(api, err);
	return rc < 0 ? rc : api->version != 0;
}

static void compare_check(const struct done_breaks *breaks, bool is_same)
{
	for (size_t i = 0; i < breaks->nr; i++) {
		const struct done_break *one = &breaks->items[i];

		if (!one->wrong || !one->operation || !one->thing || !one->message || !one->fix ||
		    one->line < 0 || one->old_line < 0 ||
		    (is_same && one->certainty == DONE_CERTAIN))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const char line[] = "\n=====\n";
	const char *text = (const char *)data, *cut = NULL;
	struct done_bytes halves[2] = {{text, len}, {text, len}};
	struct done_interface_source sources[2] = {
	    {&halves[0], compare_read, NULL}, {&halves[1], compare_read, NULL}};
	struct done_arena arena = {0};
	struct done_openapi base = {.accepts = DONE_OPENAPI_ANY | DONE_ASYNCAPI_ANY,
	    .arena = &arena,
	    .source = &sources[0]};
	struct done_openapi head = base;
	const struct done_openapi_comparing comparing = {.base = &base, .head = &head};
	struct done_breaks breaks = {0};
	struct done_error err = {0};

	for (size_t i = 0; !cut && i + sizeof(line) <= len; i++)
		cut = memcmp(text + i, line, sizeof(line) - 1) == 0 ? text + i : NULL;
	if (cut) {
		halves[0].len = (size_t)(cut + 1 - text);
		halves[1] = (struct done_bytes){
		    cut + sizeof(line) - 1, len - halves[0].len - (sizeof(line) - 2)};
	}
	head.source = &sources[1];
	if (compare_open(&base, &err) > 0 && compare_open(&head, &err) > 0 &&
	    done_openapi_compare(&comparing, &breaks, &err) >= 0)
		compare_check(&breaks, !cut && !base.faults.nr);
	done_arena_release(&arena);
	return 0;
}
