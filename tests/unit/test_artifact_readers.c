/* Every reader of manifests, of declarations and of imports has rows in a test and an input of its
 * fuzz target: a reader that was forgotten there is told here, with what to do. */
#include <dirent.h>
#include <glob.h>
#include <stdlib.h>

#include "done/deployment.h"
#include "done/manifest.h"
#include "done/scanner.h"
#include "support.h"

#define NAME_OF(kind) done_##kind##_readers[i]->name
#define NR_OF(kind) done_##kind##_readers_nr

static const char *manifest_name(size_t i)
{
	return i < NR_OF(manifest) ? NAME_OF(manifest) : NULL;
}

static const char *deployment_name(size_t i)
{
	return i < NR_OF(deployment) ? NAME_OF(deployment) : NULL;
}

static const char *import_name(size_t i)
{
	return i < NR_OF(import) ? NAME_OF(import) : NULL;
}

static const struct {
	const char *kind;
	const char *(*name)(size_t i); /* NULL behind the last */
	const char *tests;             /* where its name must stand, in quotes */
	const char *corpus;            /* of which a file begins with its place; NULL: see target */
	const char *target;            /* where its name must stand, too; NULL */
	const char *steps;
} kinds[] = {
    {"manifest", manifest_name, "tests/unit/test_artifact_manifest_*.c",
        "tests/fuzz/corpus/artifact_manifest", NULL, "To add a manifest reader"},
    {"deployment", deployment_name, "tests/unit/test_artifact_deployment_*.c",
        "tests/fuzz/corpus/artifact_deployment", NULL, "To add a deployment reader"},
    {"import", import_name, "tests/unit/test_artifact_imports*.c", NULL,
        "tests/fuzz/artifact_imports.c", "To add a language to the scanner"},
};

/* All files that a pattern of the source matches, one behind the other. */
static char *readers_texts(const char *pattern)
{
	struct done_buf text = {0}, path = {0};
	struct done_error err = {0};
	glob_t found;

	done_buf_addf(&path, "%s/%s", DONE_SOURCE_DIR, pattern);
	assert_int_equal(glob(path.ptr, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		assert_success(done_file_read(found.gl_pathv[i], 1 << 22, &text, &err), err);
	globfree(&found);
	done_buf_release(&path);
	return text.ptr;
}

static void test_readers__have_rows(void **state)
{
	(void)state;
	for (size_t k = 0; TEST_EACH(kinds, k, kinds[k].kind); k++) {
		char *tests = readers_texts(kinds[k].tests);
		char *target = kinds[k].target ? readers_texts(kinds[k].target) : NULL;
		char quoted[100];

		for (size_t i = 0; kinds[k].name(i); i++) {
			snprintf(quoted, sizeof(quoted), "\"%s\"", kinds[k].name(i));
			if (!strstr(tests, quoted))
				fail_msg("the %s reader '%s' has no rows in %s: add a file as it "
				         "is really written, and bad ones (src/artifact/README.md, "
				         "\"%s\")",
				    kinds[k].kind, kinds[k].name(i), kinds[k].tests,
				    kinds[k].steps);
			if (target && !strstr(target, quoted))
				fail_msg("the %s reader '%s' is not in readers[] of %s: add it "
				         "there, with an input in the corpus",
				    kinds[k].kind, kinds[k].name(i), kinds[k].target);
		}
		free(tests);
		free(target);
	}
}

/* Which first bytes the files of a corpus have. */
static void corpus_starts(const char *corpus, bool starts[256])
{
	char path[512];
	DIR *folder;

	snprintf(path, sizeof(path), "%s/%s", DONE_SOURCE_DIR, corpus);
	folder = opendir(path);
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder));) {
		FILE *file;
		int first;

		snprintf(path, sizeof(path), "%s/%s/%s", DONE_SOURCE_DIR, corpus, entry->d_name);
		if (entry->d_name[0] == '.' || !(file = fopen(path, "rb")))
			continue;
		first = fgetc(file);
		if (first != EOF)
			starts[first] = true;
		fclose(file);
	}
	closedir(folder);
}

static void test_readers__have_an_input_of_the_fuzz_target(void **state)
{
	(void)state;
	for (size_t k = 0; TEST_EACH(kinds, k, kinds[k].kind); k++) {
		bool starts[256] = {false};

		if (!kinds[k].corpus)
			continue;
		corpus_starts(kinds[k].corpus, starts);
		for (size_t i = 0; kinds[k].name(i); i++) {
			if (!starts[i])
				fail_msg("the %s reader '%s' has no input in %s: add a file whose "
				         "first byte is %zu, its place in "
				         "done_%s_readers[], before what it reads",
				    kinds[k].kind, kinds[k].name(i), kinds[k].corpus, i,
				    kinds[k].kind);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_readers__have_rows),
	    cmocka_unit_test(test_readers__have_an_input_of_the_fuzz_target),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
