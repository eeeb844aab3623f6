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

static int extends_backend(
    void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	(void)self;
	(void)path;
	(void)err;
	done_buf_addstr(out, "version: 1\nservices: auto\nextends: [preset:backend]\n");
	return 1;
}

/* How many lists of hundreds of globs the checks have; *shared: how many are another check's. */
static size_t long_lists(const struct done_policy *policy, size_t *shared)
{
	const struct done_file_glob *seen[64] = {0};
	size_t nr = 0;

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			const struct done_test *test = &policy->criteria[i].checks[j].test;
			const struct done_record *record = test->form->options;

			for (size_t k = 0; k < record->nr; k++) {
				const struct done_file_globs *globs =
				    (const void *)((const char *)test->options +
				        record->fields[k].offset);
				size_t at = 0;

				if (record->fields[k].type != DONE_FIELD_FILES || globs->nr < 100)
					continue;
				while (at < nr && seen[at] != globs->items)
					at++;
				*shared += at < nr;
				assert_true(nr < DONE_ARRAY_SIZE(seen));
				seen[nr++] = globs->items;
			}
		}
	}
	return nr;
}

/* "@tests" and its like are two hundred globs a check: the same list is made once. */
static void test_built_in__lists_of_names_are_made_once(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_policy *policy;
	struct done_policy_source source = {.read = extends_backend};
	size_t shared = 0, nr;

	(void)state;
	assert_success(
	    done_policy_load(&arena, &source, "p.yml", done_check_forms(), &policy, &err), err);
	nr = long_lists(policy, &shared);
	assert_true(nr > 10);
	assert_true(shared >= 5);
	done_policy_release(policy);
	done_arena_release(&arena);
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
	    cmocka_unit_test(test_built_in__lists_of_names_are_made_once),
	    cmocka_unit_test(test_built_in__ecosystems_are_well_formed),
	    cmocka_unit_test(test_built_in__lists_are_well_formed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
