/* The view: which files globs name, what is read, what is remembered. */
#include "done/seen.h"

#include "check_fixture.h"

/* File globs as the loader makes them. */
static struct done_file_globs globs(struct check_fixture *f, const char *const *texts, size_t nr)
{
	struct done_file_globs made = {
	    done_arena_array(&f->arena, nr, sizeof(struct done_file_glob)), nr};

	for (size_t i = 0; i < nr; i++) {
		struct done_file_glob *glob = &made.items[i];
		const char *text = texts[i];

		glob->text = text;
		glob->from_root = *text == '/';
		glob->templated = strstr(text, "{service}") || strstr(text, "{path}");
		if (!glob->templated)
			assert_success(done_glob_compile(
			                   &f->arena, text + glob->from_root, &glob->glob, &f->err),
			    f->err);
	}
	return made;
}

static struct done_file_globs one_glob(struct check_fixture *f, const char *text)
{
	return globs(f, &text, 1);
}

static void open_shop(struct check_fixture *f)
{
	check_open(f, "s/shop");
	fake_file(&f->head, "s/shop/a.go", "a\n");
	fake_file(&f->head, "s/shop/b/c.go", "c\n");
	fake_file(&f->head, "s/shop/b-x/d.go", "d\n");
	fake_link(&f->head, "s/shop/e.go", "a.go");
	fake_submodule(&f->head, "s/shop/f.go");
	fake_file(&f->head, "s/shopping/a.go", "no\n");
	fake_file(&f->head, "docs/shop.md", "x\n");
	check_view(f);
}

static void assert_paths(const struct done_files *files, const char *expected)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < files->nr; i++)
		done_buf_addf(&buf, "%s%s", i ? " " : "", files->items[i].path);
	assert_string_equal(buf.len ? buf.ptr : "", expected);
	done_buf_release(&buf);
}

static void test_view__finds_what_globs_name_in_order(void **state)
{
	static const struct {
		const char *globs[3];
		size_t nr;
		const char *except, *expected;
	} rows[] = {
	    {{"a.go"}, 1, NULL, "s/shop/a.go"},
	    {{"*.go"}, 1, NULL, "s/shop/a.go s/shop/e.go s/shop/f.go"},
	    {{"**/*.go"}, 1, NULL,
	        "s/shop/a.go s/shop/b-x/d.go s/shop/b/c.go s/shop/e.go s/shop/f.go"},
	    {{"**/*.go"}, 1, "b*/**", "s/shop/a.go s/shop/e.go s/shop/f.go"},
	    {{"b/*.go", "a.go", "*.go"}, 3, "/s/shop/e.go",
	        "s/shop/a.go s/shop/b/c.go s/shop/f.go"},
	    {{"/docs/{service}.md"}, 1, NULL, "docs/shop.md"},
	    {{"/**/shop.md"}, 1, NULL, "docs/shop.md"},
	    {{"/s/*/a.go"}, 1, NULL, "s/shop/a.go s/shopping/a.go"},
	    {{"b"}, 1, NULL, ""},
	    {{"nothing/*"}, 1, NULL, ""},
	    {{"a.go/x"}, 1, NULL, ""},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].globs[0]); i++) {
		struct done_file_globs wanted = globs(&f, rows[i].globs, rows[i].nr);
		struct done_file_globs except = {0};
		struct done_files files;

		if (rows[i].except)
			except = one_glob(&f, rows[i].except);
		/* Once with nothing listed, once with all remembered. */
		for (int again = 0; again < 2; again++) {
			assert_success(
			    done_view_find(&f.view, &wanted, &except, &files, &f.err), f.err);
			assert_paths(&files, rows[i].expected);
		}
		check_view(&f);
	}
	check_close(&f);
}

static void test_view__the_first_is_a_regular_file(void **state)
{
	static const struct {
		const char *glob, *expected;
	} rows[] = {
	    {"*.go", "s/shop/a.go"},
	    {"e.go", NULL},
	    {"[ef].go", NULL},
	    {"f.go", NULL},
	    {"**/c.go", "s/shop/b/c.go"},
	    {"b", NULL},
	    {"**/*.rs", NULL},
	    {"**/e.go", NULL},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].glob); i++) {
		struct done_file_globs wanted = one_glob(&f, rows[i].glob);

		for (int again = 0; again < 2; again++) {
			struct done_file file = {0};
			int rc = done_view_find_first(&f.view, &wanted, &file, &f.err);

			assert_int_equal(rc, rows[i].expected != NULL);
			if (rc)
				assert_string_equal(file.path, rows[i].expected);
		}
	}
	check_close(&f);
}

/* A document's "docs/shop.md" from the root, and the policy's own below the service. */
static void test_view__one_text_from_two_places_is_two_globs(void **state)
{
	struct check_fixture f;
	struct done_files files;

	(void)state;
	open_shop(&f);
	struct done_file_globs own = one_glob(&f, "docs/shop.md");
	struct done_file_glob from_root = {
	    .text = "docs/shop.md", .glob = own.items[0].glob, .from_root = true};
	struct done_file_globs outside = {&from_root, 1};

	for (int again = 0; again < 2; again++) {
		assert_success(done_view_find(&f.view, &outside, NULL, &files, &f.err), f.err);
		assert_paths(&files, "docs/shop.md");
		assert_success(done_view_find(&f.view, &own, NULL, &files, &f.err), f.err);
		assert_paths(&files, "");
	}
	check_close(&f);
}

static void test_view__lists_a_service_once(void **state)
{
	struct check_fixture f;
	struct done_files files;
	struct done_file file;

	(void)state;
	open_shop(&f);
	struct done_file_globs go = one_glob(&f, "**/*.go"), rs = one_glob(&f, "**/*.rs"),
	                       flat = one_glob(&f, "*.py");
	assert_success(done_view_find(&f.view, &go, NULL, &files, &f.err), f.err);
	size_t lists = f.head.lists;
	assert_int_equal(lists, 3);
	assert_success(done_view_find(&f.view, &rs, NULL, &files, &f.err), f.err);
	assert_success(done_view_find_first(&f.view, &rs, &file, &f.err), f.err);
	assert_success(done_view_find(&f.view, &flat, NULL, &files, &f.err), f.err);
	assert_int_equal(f.head.lists, lists);
	check_close(&f);
}

static void test_view__lists_no_more_than_globs_ask_for(void **state)
{
	struct check_fixture f;
	struct done_files files;

	(void)state;
	open_shop(&f);
	struct done_file_globs flat = one_glob(&f, "*.go");
	assert_success(done_view_find(&f.view, &flat, NULL, &files, &f.err), f.err);
	assert_int_equal(f.head.lists, 1);
	/* And a glob that was searched for is not searched for again. */
	assert_success(done_view_find(&f.view, &flat, NULL, &files, &f.err), f.err);
	assert_int_equal(f.head.lists, 1);
	check_close(&f);
}

/* What a view of a service finds by itself, and what is found once for all services. */
static void test_view__finds_in_the_tree_what_globs_from_the_root_name(void **state)
{
	static const char *const texts[] = {"**/*.go", "**/{a,c}.go", "s/*/a.go",
	    "{docs,x}/**/*.md", "[dD]ocs/*", "s/shop/**", "**/none", "docs/shop.md", "**"};
	struct check_fixture f;
	struct done_files alone, shared;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(texts, i, texts[i]); i++) {
		struct done_file_globs glob = one_glob(&f, texts[i]);
		struct done_buf buf = {0};

		glob.items[0].from_root = true;
		assert_success(done_view_find(&f.view, &glob, NULL, &alone, &f.err), f.err);
		done_files_keep_regular(&alone);
		for (size_t j = 0; j < alone.nr; j++)
			done_buf_addf(&buf, "%s%s", j ? " " : "", alone.items[j].path);
		assert_success(done_view_find_in_tree(&f.view, texts[i], &shared, &f.err), f.err);
		assert_paths(&shared, buf.len ? buf.ptr : "");
		done_buf_release(&buf);
	}
	check_close(&f);
}

static void test_view__finds_in_folders_of_a_name(void **state)
{
	static const struct {
		const char *folder, *expected;
	} rows[] = {
	    {"shop", "q/shop/a.go s/shop/a.go"},
	    {"b", "s/shop/b/c.go"},
	    {"b-x", "s/shop/b-x/d.go"},
	    {"shopping", "s/shopping/a.go"},
	    {"sho", ""},
	    {"s", ""},
	    {"*", ""},
	    {"", "top.go"},
	};
	struct check_fixture f;
	struct done_files files;

	(void)state;
	open_shop(&f);
	fake_file(&f.head, "top.go", "x\n");
	fake_file(&f.head, "q/shop/a.go", "x\n");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].folder); i++) {
		assert_success(
		    done_view_find_in_folders(&f.view, "**/*.go", rows[i].folder, &files, &f.err),
		    f.err);
		assert_paths(&files, rows[i].expected);
	}
	check_close(&f);
}

static void test_view__finds_by_name_what_a_walk_finds(void **state)
{
	static const char *const texts[] = {
	    "**/a.go", "**/shop/a.go", "**/{b,b-x}/d.go", "**/e.go", "**/f.go", "**/none.go"};
	struct check_fixture f;
	struct done_files walked, named;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(texts, i, texts[i]); i++) {
		struct done_file_globs glob = one_glob(&f, texts[i]);
		struct done_buf buf = {0};

		glob.items[0].from_root = true;
		assert_success(done_view_find(&f.view, &glob, NULL, &walked, &f.err), f.err);
		done_files_keep_regular(&walked);
		assert_success(done_view_find_by_name(&f.view, glob.items[0].glob,
		                   done_last_part(texts[i]), &named, &f.err),
		    f.err);
		for (size_t j = 0; j < walked.nr; j++) {
			done_buf_addf(&buf, "%s%s", j ? " " : "", walked.items[j].path);
			assert_true(
			    done_oid_equal(&walked.items[j].entry.oid, &named.items[j].entry.oid));
		}
		assert_paths(&named, buf.len ? buf.ptr : "");
		done_buf_release(&buf);
	}
	check_close(&f);
}

static void test_view__shares_what_is_found_in_the_tree(void **state)
{
	struct done_seen_libraries libraries = {0};
	struct done_service other = {.path = "s/shopping", .name = "shopping"};
	struct check_fixture f;
	struct done_files files;

	(void)state;
	open_shop(&f);
	struct done_view second = f.view;
	second.service = &other;
	f.view.libraries = second.libraries = &libraries;
	f.head.fail_at = 1;
	assert_true(done_view_find_in_tree(&f.view, "**/a.go", &files, &f.err) < 0);
	f.err = (struct done_error){0};
	assert_success(done_view_find_in_tree(&f.view, "**/a.go", &files, &f.err), f.err);
	size_t lists = f.head.lists;
	done_view_release(&f.view);
	assert_success(done_view_find_in_tree(&second, "**/a.go", &files, &f.err), f.err);
	assert_paths(&files, "s/shop/a.go s/shopping/a.go");
	assert_success(
	    done_view_find_in_folders(&second, "**/a.go", "shop", &files, &f.err), f.err);
	assert_paths(&files, "s/shop/a.go");
	assert_int_equal(f.head.lists, lists);
	done_view_release(&second);
	done_seen_libraries_release(&libraries);
	check_close(&f);
}

static const struct done_outline *outline_of(
    struct done_view *view, const char *path, struct done_error *err)
{
	struct done_file file = {.path = path};
	struct done_result aside = {0};
	const struct done_outline *outline = NULL;

	assert_int_equal(done_snapshot_find(view->head, path, &file.entry, err), 1);
	assert_int_equal(done_artifact_outline(view, &file, &outline, &aside, err), 1);
	return outline;
}

/* A guide is read for each service, and parsed for the first; a service's own document goes with
 * it. */
static void test_view__parses_once_what_lies_in_no_service_that_asks(void **state)
{
	struct done_seen_libraries libraries = {0};
	struct done_service other = {.path = "s/shopping", .name = "shopping"};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	fake_file(&f.head, "s/shop/README.md", "# Shop\n");
	struct done_view second = f.view, third = f.view;
	second.service = &other;
	f.view.libraries = second.libraries = third.libraries = &libraries;
	const struct done_outline *guide = outline_of(&f.view, "docs/shop.md", &f.err);
	const struct done_outline *own = outline_of(&f.view, "s/shop/README.md", &f.err);
	assert_int_equal(f.meter.files, 2);
	assert_ptr_equal(outline_of(&second, "docs/shop.md", &f.err), guide);
	assert_int_equal(f.meter.files, 3);
	assert_ptr_equal(outline_of(&f.view, "s/shop/README.md", &f.err), own);
	assert_ptr_not_equal(outline_of(&third, "s/shop/README.md", &f.err), own);
	done_view_release(&third);
	done_view_release(&second);
	check_close(&f);
	done_seen_libraries_release(&libraries);
}

/* Globs from the root with the service's name in them: the tree is walked for the first service. */
static void test_view__walks_once_for_the_names_of_all(void **state)
{
	static const struct {
		const char *glob, *of_shop, *of_shopping;
		bool is_shared;
	} rows[] = {
	    {"/**/{service}/*.go", "s/shop/a.go s/shop/e.go s/shop/f.go", "s/shopping/a.go", true},
	    {"/*/{service}*/a.go", "s/shop/a.go s/shopping/a.go", "s/shopping/a.go", true},
	    {"/**/*{service}.md", "docs/shop.md", "", true},
	    {"/**/{service}**/c.go", "", "", true},
	    {"/**/{none,{service}}/{b,{service}}/c.go", "s/shop/b/c.go", "", true},
	    {"/**/.{service}", "x/.shop", "", true},
	    {"/**/[{service}]/a.go", "", "", false},
	    {"/**/\\{service}/a.go", "s/shop/a.go", "s/shopping/a.go", false},
	    {"/**/{path}/a.go", "s/shop/a.go", "s/shopping/a.go", false},
	    {"/s/{service}/*.go", "s/shop/a.go s/shop/e.go s/shop/f.go", "s/shopping/a.go", false},
	};
	struct done_seen_libraries libraries = {0};
	struct done_service other = {.path = "s/shopping", .name = "shopping"};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	fake_file(&f.head, "x/.shop", "x\n");
	struct done_view second = f.view;
	second.service = &other;
	f.view.libraries = second.libraries = &libraries;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].glob); i++) {
		struct done_file_globs glob = one_glob(&f, rows[i].glob);
		struct done_files files;

		assert_success(done_view_find(&f.view, &glob, NULL, &files, &f.err), f.err);
		assert_paths(&files, rows[i].of_shop);
		size_t lists = f.head.lists;
		assert_success(done_view_find(&second, &glob, NULL, &files, &f.err), f.err);
		assert_paths(&files, rows[i].of_shopping);
		assert_int_equal(f.head.lists == lists, rows[i].is_shared);
	}
	done_view_release(&second);
	done_seen_libraries_release(&libraries);
	check_close(&f);
}

static void test_view__joins_paths(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	assert_string_equal(done_view_path(&f.view, "."), "s/shop");
	assert_string_equal(done_view_path(&f.view, "a/b"), "s/shop/a/b");
	check_close(&f);
	check_open(&f, ".");
	check_view(&f);
	assert_string_equal(done_view_path(&f.view, "."), ".");
	assert_string_equal(done_view_path(&f.view, "a"), "a");
	check_close(&f);
}

static void test_view__reads_once_and_meters(void **state)
{
	struct check_fixture f;
	struct done_file_globs wanted;
	struct done_file file;
	struct done_bytes bytes;

	(void)state;
	open_shop(&f);
	wanted = one_glob(&f, "a.go");
	assert_int_equal(done_view_find_first(&f.view, &wanted, &file, &f.err), 1);
	for (int i = 0; i < 3; i++) {
		assert_success(done_view_read(&f.view, &file, 100, &bytes, &f.err), f.err);
		assert_int_equal(bytes.len, 2);
		assert_memory_equal(bytes.ptr, "a\n", 2);
	}
	assert_int_equal(f.head.reads, 1);
	assert_int_equal(f.meter.files, 1);
	assert_int_equal(f.meter.bytes, 2);
	/* What was read under a larger limit is too large under a smaller one all the same. */
	assert_int_equal(done_view_read(&f.view, &file, 1, &bytes, &f.err), DONE_E_UNDECIDED);
	assert_error(f.err, DONE_E_UNDECIDED, "'s/shop/a.go'");
	check_close(&f);
}

static void test_view__a_failed_listing_is_not_remembered(void **state)
{
	struct check_fixture f;
	struct done_files files;

	(void)state;
	open_shop(&f);
	struct done_file_globs go = one_glob(&f, "**/*.go");
	f.head.fail_at = 2;
	assert_true(done_view_find(&f.view, &go, NULL, &files, &f.err) < 0);
	f.err = (struct done_error){0};
	assert_success(done_view_find(&f.view, &go, NULL, &files, &f.err), f.err);
	assert_int_equal(files.nr, 5);
	check_close(&f);
}

struct heard {
	const char *check, *path;
	size_t nr;
};

static void hear(void *self, const char *check, const char *path)
{
	struct heard *heard = self;

	heard->check = check;
	heard->path = path;
	heard->nr++;
}

static void test_view__tells_the_watch_what_it_reads(void **state)
{
	struct check_fixture f;
	struct heard heard = {0};
	struct done_watch watch = {&heard, hear};
	struct done_bytes bytes;
	struct done_file file;

	(void)state;
	open_shop(&f);
	f.view.watch = &watch;
	struct done_file_globs wanted = one_glob(&f, "a.go");
	assert_int_equal(done_view_find_first(&f.view, &wanted, &file, &f.err), 1);
	assert_success(done_view_read(&f.view, &file, 100, &bytes, &f.err), f.err);
	assert_int_equal(heard.nr, 1);
	assert_string_equal(heard.check, "c.a");
	assert_string_equal(heard.path, "s/shop/a.go");
	check_close(&f);
}

static void test_view__keeps_many_blobs_apart(void **state)
{
	struct check_fixture f;
	struct done_files files;
	struct done_bytes first, again;

	(void)state;
	check_open(&f, "shop");
	for (int i = 0; i < 300; i++)
		fake_file(&f.head, done_arena_printf(&f.arena, "shop/%03d", i),
		    done_arena_printf(&f.arena, "text %d", i));
	check_view(&f);
	struct done_file_globs all = one_glob(&f, "*");
	assert_success(done_view_find(&f.view, &all, NULL, &files, &f.err), f.err);
	assert_int_equal(files.nr, 300);
	assert_success(done_view_read(&f.view, &files.items[0], 100, &first, &f.err), f.err);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < files.nr; i++) {
			assert_success(
			    done_view_read(&f.view, &files.items[i], 100, &again, &f.err), f.err);
			char *expected = done_arena_printf(&f.arena, "text %zu", i);

			assert_int_equal(again.len, strlen(expected));
			assert_memory_equal(again.ptr, expected, again.len);
		}
	}
	assert_int_equal(f.head.reads, 300);
	/* What was given first still stands. */
	assert_memory_equal(first.ptr, "text 0", first.len);
	check_close(&f);
}

static void test_bytes__are_told_apart(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		bool binary, pointer;
	} rows[] = {
	    {"", 0, false, false},
	    {"text", 4, false, false},
	    {"a\0b", 3, true, false},
	    {"version https://git-lfs.github.com/spec/v1\noid", 46, false, true},
	    {"version https://git-lfs.example.com/spec/v1\n", 44, false, false},
	};
	static char late[9000];

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_bytes bytes = {rows[i].text, rows[i].len};

		assert_int_equal(done_bytes_binary(bytes), rows[i].binary);
		assert_int_equal(done_bytes_lfs_pointer(bytes), rows[i].pointer);
	}
	memset(late, 'x', sizeof(late));
	late[8000] = '\0';
	assert_false(done_bytes_binary((struct done_bytes){late, sizeof(late)}));
	late[7999] = '\0';
	assert_true(done_bytes_binary((struct done_bytes){late, sizeof(late)}));
}

static void test_result__escapes_and_cuts(void **state)
{
	const struct done_subject about = {.wrong = "bad"};
	struct check_fixture f;
	struct done_result result = {0};
	char text[2000];

	(void)state;
	open_shop(&f);
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	struct done_finding *finding = done_result_add(
	    &result, &f.view, (struct done_place){"a\nb", 0, 0}, about, "bad \x1b %s", text);
	assert_string_equal(finding->path, "a\nb");
	assert_true(strlen(finding->message) <= 500);
	assert_null(strchr(finding->message, '\x1b'));
	assert_true(done_utf8_valid(finding->message, strlen(finding->message)));
	done_finding_fix(finding, &f.view, "one\n\x1b two");
	assert_null(strchr(finding->fix, '\x1b'));
	assert_non_null(strchr(finding->fix, '\n'));
	done_finding_fix(NULL, &f.view, "nothing");
	for (int i = 1; i < DONE_FINDINGS_MAX; i++)
		assert_non_null(done_result_add(
		    &result, &f.view, (struct done_place){"a", 0, 0}, about, "%d", i));
	assert_null(done_result_add(
	    &result, &f.view, (struct done_place){"a", 0, 0}, about, "one too many"));
	assert_int_equal(result.nr, DONE_FINDINGS_MAX);
	assert_int_equal(result.nr_dropped, 1);
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_view__finds_what_globs_name_in_order),
	    cmocka_unit_test(test_view__the_first_is_a_regular_file),
	    cmocka_unit_test(test_view__one_text_from_two_places_is_two_globs),
	    cmocka_unit_test(test_view__lists_a_service_once),
	    cmocka_unit_test(test_view__lists_no_more_than_globs_ask_for),
	    cmocka_unit_test(test_view__finds_in_the_tree_what_globs_from_the_root_name),
	    cmocka_unit_test(test_view__finds_in_folders_of_a_name),
	    cmocka_unit_test(test_view__finds_by_name_what_a_walk_finds),
	    cmocka_unit_test(test_view__shares_what_is_found_in_the_tree),
	    cmocka_unit_test(test_view__parses_once_what_lies_in_no_service_that_asks),
	    cmocka_unit_test(test_view__walks_once_for_the_names_of_all),
	    cmocka_unit_test(test_view__joins_paths),
	    cmocka_unit_test(test_view__reads_once_and_meters),
	    cmocka_unit_test(test_view__a_failed_listing_is_not_remembered),
	    cmocka_unit_test(test_view__tells_the_watch_what_it_reads),
	    cmocka_unit_test(test_view__keeps_many_blobs_apart),
	    cmocka_unit_test(test_bytes__are_told_apart),
	    cmocka_unit_test(test_result__escapes_and_cuts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
