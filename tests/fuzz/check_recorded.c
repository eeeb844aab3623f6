/* A record of a measurement, as a hand may leave it: no crash, every problem has its message, and
 * no record meets the check that does not have the fingerprint of what is in the tree. */
#include <stdlib.h>
#include <string.h>

#include "done/check.h"

static const char policy_text[] = "version: 1\n"
                                  "services: [{path: .}]\n"
                                  "criteria: {c: {checks: {a: {fresh: r}}}}\n";

struct tree {
	struct done_bytes record;
	struct done_entry own, evidence, entries[3], file;
	struct done_directory directories[3]; /* the root, ".git-done", ".git-done/evidence" */
};

static int tree_list(
    void *self, const char *path, const struct done_directory **out, struct done_error *err)
{
	static const char *const paths[] = {"", ".git-done", ".git-done/evidence"};
	struct tree *tree = self;

	(void)err;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(paths); i++) {
		if (strcmp(path, paths[i]) != 0)
			continue;
		*out = &tree->directories[i];
		return 1;
	}
	return 0;
}

static struct done_bytes tree_bytes(const struct tree *tree, const char *path)
{
	const char *text = !strcmp(path, "r") ? "measured\n" : "package main\n";

	return strstr(path, "c.a.yml") ? tree->record : (struct done_bytes){text, strlen(text)};
}

static int tree_read(void *self, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	struct done_bytes bytes = tree_bytes(self, path);

	(void)oid;
	if (bytes.len > max)
		return done_error_set(err, DONE_E_UNDECIDED, "too much");
	done_buf_add(out, bytes.ptr, bytes.len);
	return 0;
}

static void tree_make(struct tree *tree, struct done_bytes record)
{
	*tree = (struct tree){.record = record,
	    .entries = {{.name = ".git-done", .kind = DONE_ENTRY_DIRECTORY, .has_oid = true},
	        {.name = "main.go", .has_oid = true}, {.name = "r", .has_oid = true}},
	    .evidence = {.name = "evidence", .kind = DONE_ENTRY_DIRECTORY, .has_oid = true},
	    .file = {.name = "c.a.yml", .has_oid = true}};
	tree->entries[1].oid.id[0] = 1;
	tree->entries[2].oid.id[0] = 2;
	tree->file.oid.id[0] = 3;
	tree->directories[0] = (struct done_directory){tree->entries, 3};
	tree->directories[1] = (struct done_directory){&tree->evidence, 1};
	tree->directories[2] = (struct done_directory){&tree->file, 1};
}

static int policy_read(void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	(void)self;
	(void)path;
	(void)err;
	done_buf_addstr(out, policy_text);
	return 1;
}

/* Escapes of YAML may spell it otherwise. */
static bool has_fingerprint(struct done_bytes record, const char *print)
{
	size_t len = strlen(print);

	if (record.len && memchr(record.ptr, '\\', record.len))
		return true;
	for (size_t i = 0; i + len <= record.len; i++) {
		if (!memcmp(record.ptr + i, print, len))
			return true;
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_policy_source source = {.read = policy_read};
	struct tree tree;
	struct done_snapshot snapshot = {.self = &tree, .list = tree_list, .read = tree_read};
	struct done_service service = {.name = ".", .path = ".", .stage = "production"};
	struct done_arena arena = {0};
	struct done_meter meter = {0};
	struct done_matcher *matcher = done_matcher_new();
	struct done_view view = {.head = &snapshot,
	    .service = &service,
	    .arena = &arena,
	    .matcher = matcher,
	    .meter = &meter,
	    .check = "c.a",
	    .now = 20000,
	    .head_day = 20000};
	struct done_result result = {.verdict = DONE_WAIVED};
	struct done_policy *policy = NULL;
	struct done_error err = {0};

	tree_make(&tree, (struct done_bytes){(const char *)data, size});
	if (done_policy_load(&arena, &source, DONE_POLICY_PATH, done_check_forms(), &policy, &err) <
	    0)
		abort();
	if (done_test_run(&policy->criteria[0].checks[0].test, &view, &result, &err) < 0) {
		if (!err.message[0])
			abort();
	} else if (result.verdict == DONE_MET && !has_fingerprint(tree.record, result.inputs)) {
		abort();
	}
	done_view_release(&view);
	done_policy_release(policy);
	done_matcher_free(matcher);
	done_arena_release(&arena);
	return 0;
}
