/*
 * For the tests of the readers of manifests. A row is a file and what must be read out of it, an
 * item a line, so that a row says all: what is not in it must not be given.
 */
#ifndef DONE_TEST_MANIFESTS_H
#define DONE_TEST_MANIFESTS_H

#include "support.h"

#include "done/manifest.h"

struct manifest_row {
	const char *reader, *file, *text, *expected;
};

struct manifest_refusal {
	const char *reader, *text, *part;
	int line, column;
};

static void manifest_show(struct done_buf *out, const struct done_manifest *manifest)
{
	static const char *const scopes[] = {"run", "test", "build"};

	done_buf_addf(out, "name %s\n", manifest->name ? manifest->name : "-");
	if (manifest->parent)
		done_buf_addf(out, "parent %s\n", manifest->parent);
	for (size_t i = 0; i < manifest->nr_dependencies; i++) {
		const struct done_dependency *one = &manifest->dependencies[i];
		done_buf_addf(out, "%s %s", scopes[one->scope], one->name);
		if (one->version)
			done_buf_addf(out, " %s", one->version);
		if (one->local)
			done_buf_addf(out, " at %s", one->local);
		done_buf_addf(out, "%s :%d\n", one->is_workspace ? " workspace" : "", one->line);
	}
	for (size_t i = 0; i < manifest->members.nr; i++)
		done_buf_addf(out, "member %s\n", manifest->members.items[i]);
	for (size_t i = 0; i < manifest->nr_facts; i++)
		done_buf_addf(out, "%s = %s :%d\n", manifest->facts[i].name,
		    manifest->facts[i].value, manifest->facts[i].line);
	for (size_t i = 0; i < manifest->nr_not_read; i++)
		done_buf_addf(out, "not read: %s\n", manifest->not_read[i]);
}

static int manifest_read(struct done_arena *arena, const char *reader, const char *file,
    struct done_bytes bytes, struct done_manifest *out, struct done_error *err)
{
	const struct done_manifest_reader *found = done_manifest_reader_find(reader);

	assert_non_null(found);
	return done_manifest_read(found, arena, bytes, file, out, err);
}

static void check_manifests(const struct manifest_row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_manifest manifest = {0};
		struct done_buf shown = {0};

		if (manifest_read(&arena, rows[i].reader, rows[i].file,
		        (struct done_bytes){rows[i].text, strlen(rows[i].text)}, &manifest,
		        &err) < 0)
			fail_msg("%s refused: %s at %d:%d\n%s", rows[i].file, err.message, err.line,
			    err.column, rows[i].text);
		manifest_show(&shown, &manifest);
		if (strcmp(shown.ptr, rows[i].expected) != 0)
			fail_msg("%s, row %zu:\n%s\ngave\n%s\nexpected\n%s", rows[i].file, i,
			    rows[i].text, shown.ptr, rows[i].expected);
		done_buf_release(&shown);
		done_arena_release(&arena);
	}
}

static void check_manifests_refused(const struct manifest_refusal *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_manifest manifest = {.nr_facts = 77};

		if (manifest_read(&arena, rows[i].reader, "dir/file",
		        (struct done_bytes){rows[i].text, strlen(rows[i].text)}, &manifest,
		        &err) == 0)
			fail_msg("row %zu taken: %s", i, rows[i].text);
		assert_error(err, DONE_E_POLICY, rows[i].part);
		if (err.line != rows[i].line || err.column != rows[i].column)
			fail_msg("row %zu: %s: %s at %d:%d, expected %d:%d", i, rows[i].text,
			    err.message, err.line, err.column, rows[i].line, rows[i].column);
		assert_string_equal(err.file, "dir/file");
		assert_int_equal(manifest.nr_facts, 77);
		done_arena_release(&arena);
	}
}

#endif
