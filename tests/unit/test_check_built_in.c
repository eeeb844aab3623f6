/* Globs of what is built in are compiled when they are asked first, so that these tests are who
 * says that they are well formed: as files on disk the same texts are checked when they are read.
 */
#include "check_fixture.h"

#include "policy/ecosystem_parts.h"

static int file_on_disk(void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	(void)self;
	return done_file_read(path, DONE_POLICY_MAX, out, err) < 0 ? err->code : 1;
}

static void test_built_in__presets_are_well_formed(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_presets_nr; i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_policy *policy;
		struct done_policy_source source = {.read = file_on_disk};
		const char *path = done_arena_printf(
		    &arena, DONE_SOURCE_DIR "/config/presets/%s.yml", done_presets[i].name);

		assert_success(
		    done_policy_load(&arena, &source, path, done_check_forms(), &policy, &err),
		    err);
		done_policy_release(policy);
		done_arena_release(&arena);
	}
}

static void test_built_in__ecosystems_are_well_formed(void **state)
{
	struct done_arena arena = {0};
	struct done_ecosystems embedded;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &embedded, &err), err);
	for (size_t i = 0; i < embedded.nr; i++) {
		const char *path = done_arena_printf(
		    &arena, DONE_SOURCE_DIR "/config/ecosystems/%s.yml", embedded.items[i].id);
		struct done_ecosystems one;
		struct done_buf text = {0};

		assert_success(done_file_read(path, DONE_POLICY_MAX, &text, &err), err);
		assert_success(done_ecosystem_read(&arena, (struct done_bytes){text.ptr, text.len},
		                   path, &one, &err),
		    err);
		done_ecosystems_release(&one);
		done_buf_release(&text);
	}
	done_ecosystems_release(&embedded);
	done_arena_release(&arena);
}

static void assert_well_formed(struct done_arena *arena, const char *text)
{
	struct done_error err = {0};
	struct done_glob *glob;

	assert_success(done_glob_check_written(text, &err), err);
	assert_success(done_glob_compile_item(arena, text, &glob, &err), err);
}

static void test_built_in__lists_are_well_formed(void **state)
{
	static const char *const keys[] = {"c", "checks", "a", "content", "files"};
	struct check_fixture f = {0};

	(void)state;
	assert_success(
	    check_load(&f,
	        "content: {files: ['@sources', '@tests', '@generated', '@vendored'], match: x}"),
	    f.err);

	const struct done_value *files = done_value_get(f.policy->merged, "criteria");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(keys); i++)
		files = done_value_get(files, keys[i]);
	assert_non_null(files);
	assert_true(files->list.nr > 200);
	for (size_t i = 0; i < files->list.nr; i++) {
		assert_true(files->list.ptr[i].built_in);
		assert_well_formed(&f.arena, files->list.ptr[i].string.ptr);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_built_in__presets_are_well_formed),
	    cmocka_unit_test(test_built_in__ecosystems_are_well_formed),
	    cmocka_unit_test(test_built_in__lists_are_well_formed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
