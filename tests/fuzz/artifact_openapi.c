/*
 * Descriptions of HTTP interfaces, of which parts refer to the same file by other names. No crash;
 * an error has a message; every fault has a place, words and a fix; compared with itself nothing is
 * taken away.
 */
#include <stdlib.h>
#include <string.h>

#include "done/openapi.h"

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

static void check_faults(const struct done_openapi *api)
{
	for (size_t i = 0; i < api->faults.nr; i++) {
		const struct done_interface_fault *fault = &api->faults.items[i];

		if (!fault->file || fault->line < 0 || !fault->wrong || !fault->thing ||
		    !fault->message || !*fault->message || !fault->fix)
			abort();
	}
}

/* What leads nowhere may be unproven; nothing else may be found. */
static int check_compared(struct done_openapi *api, struct done_error *err)
{
	const struct done_openapi_comparing comparing = {.base = api, .head = api};
	struct done_breaks breaks;
	int rc = done_openapi_compare(&comparing, &breaks, err);

	for (size_t i = 0; rc >= 0 && i < breaks.nr; i++) {
		const struct done_break *one = &breaks.items[i];

		if (one->certainty == DONE_CERTAIN && !api->faults.nr)
			abort();
		if (!one->wrong || !one->operation || !one->thing || !one->message || !one->fix)
			abort();
	}
	return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct done_interface_source source = {NULL, read_fuzzed, NULL};
	struct done_arena arena = {0};
	struct done_openapi api = {
	    .accepts = DONE_OPENAPI_ANY | DONE_ASYNCAPI_ANY, .arena = &arena, .source = &source};
	struct done_openapi_operations operations = {0};
	struct done_error err = {0};
	int rc;

	fuzzed = (struct done_bytes){(const char *)data, len};
	rc = done_openapi_open(&api, "a.yaml", &err);
	if (rc == 0 && !api.faults.nr)
		abort();
	if (rc > 0)
		rc = done_openapi_check(&api, &err);
	if (rc >= 0 && api.version)
		rc = done_openapi_operations(&api, &operations, &err);
	if (rc >= 0 && api.version)
		rc = check_compared(&api, &err);
	if (rc < 0 && !err.message[0])
		abort();
	check_faults(&api);
	done_arena_release(&arena);
	return 0;
}
