/* What holds for every reader of manifests: the table, limits, bytes of any kind, catalogs. */
#include "manifests.h"

#include <stdlib.h>

static void test_manifest__readers_have_names_and_summaries(void **state)
{
	(void)state;
	assert_true(done_manifest_readers_nr >= 30);
	for (size_t i = 0; i < done_manifest_readers_nr; i++) {
		const struct done_manifest_reader *reader = done_manifest_readers[i];
		assert_ptr_equal(done_manifest_reader_find(reader->name), reader);
		assert_true(strlen(reader->summary) > 10);
		assert_true(
		    strspn(reader->name, "abcdefghijklmnopqrstuvwxyz-") == strlen(reader->name));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(reader->name, done_manifest_readers[k]->name);
	}
	assert_null(done_manifest_reader_find("go"));
}

/* ---- limits ---- */

static void test_manifest__no_reader_takes_more_than_4_mib(void **state)
{
	char *text = malloc(DONE_MANIFEST_MAX + 1);

	(void)state;
	assert_non_null(text);
	memset(text, '\n', DONE_MANIFEST_MAX + 1);
	for (size_t i = 0; i < done_manifest_readers_nr; i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_manifest out = {0};

		assert_true(manifest_read(&arena, done_manifest_readers[i]->name, "x",
		                (struct done_bytes){text, DONE_MANIFEST_MAX + 1}, &out, &err) < 0);
		assert_error(err, DONE_E_POLICY, "at most 4194304 are read");
		done_arena_release(&arena);
	}
	free(text);
}

/* One file of so many dependencies for each family of formats. */
static const struct {
	const char *reader, *before, *one, *behind; /* one: with a %d */
} many[] = {
    {"go-mod", "module a\nrequire (\n", "m/%d v1\n", ")\n"},
    {"npm", "{\"dependencies\": {\"x\": \"1\"", ",\"p%d\":\"1\"", "}}"},
    {"requirements", "", "p%d\n", ""},
    {"cargo", "[dependencies]\n", "p%d='1'\n", ""},
    {"gradle", "dependencies {\n", "api 'g:a%d'\n", "}"},
    {"cmake", "target_link_libraries(t", " l%d", ")"},
    {"gemfile", "", "gem 'g%d'\n", ""},
    {"mix", "def deps do\n[", "{:d%d},", "]\nend"},
};

static void test_manifest__has_at_most_100000_dependencies(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(many, i, many[i].reader); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_manifest out = {0};
		struct done_buf text = {0};

		done_buf_addstr(&text, many[i].before);
		for (int k = 0; k <= DONE_DEPENDENCIES_MAX; k++) {
			const char *number = strchr(many[i].one, '%');
			done_buf_addf(&text, "%.*s%d%s", (int)(number - many[i].one), many[i].one,
			    k, number + 2);
		}
		done_buf_addstr(&text, many[i].behind);
		if (manifest_read(&arena, many[i].reader, "x",
		        (struct done_bytes){text.ptr, text.len}, &out, &err) == 0)
			fail_msg("%s took %zu", many[i].reader, out.nr_dependencies);
		assert_error(err, DONE_E_POLICY, "more than 100000 dependencies");
		done_buf_release(&text);
		done_arena_release(&arena);
	}
}

/* Whatever is repeated, each reader ends: nothing costs its square. */
static const char *const repeated[] = {
    "(",
    "{",
    "[",
    "a",
    "a ",
    "a\n",
    "\"",
    "'a' ",
    "${a}",
    "<a>",
    "<a/>",
    "#",
    "a=a,",
    "setup(a=b)\n",
    "group 'a' ",
    "apply plugin: ",
    "project(':a').projectDir ",
    "gem 'a', ",
    "def deps do [{:a}] end ",
    "set(a ${b}) ",
    "replace a => ./b\n",
    "[a]\n",
    "- a\n",
    "a 'b' % 'c' ",
    "requires = \"a/1\" ",
    "if x do\n",
    "dependencies { api('a:b') ",
    "include 'a' ",
    "\"a\" % \"b\" % ",
};

static void test_manifest__nothing_costs_its_square(void **state)
{
	(void)state;
	for (size_t r = 0; r < DONE_ARRAY_SIZE(repeated); r++) {
		struct done_buf text = {0};

		while (text.len < 1 << 17)
			done_buf_addstr(&text, repeated[r]);
		for (size_t i = 0; i < done_manifest_readers_nr; i++) {
			struct done_arena arena = {0};
			struct done_error err = {0};
			struct done_manifest out = {0};

			if (manifest_read(&arena, done_manifest_readers[i]->name, "x",
			        (struct done_bytes){text.ptr, text.len}, &out, &err) < 0)
				assert_string_equal(err.file, "x");
			done_arena_release(&arena);
		}
		done_buf_release(&text);
	}
}

/* The same where a file has a form: names that are looked for in lists as long as the file. */
static const struct {
	const char *reader, *before, *one, *behind;
} shaped[] = {
    {"pyproject", "[dependency-groups]\n", "g%d=[]\n", ""},
    {"pyproject", "[tool.poetry.group]\n", "g%d={}\n", ""},
    {"pyproject", "[tool.uv.sources]\n", "s%d={path='x'}\n", ""},
    {"gradle-catalog", "[versions]\nv='1'\n[libraries]\n", "l%d={module='a:b',version.ref='v'}\n",
        ""},
    {"npm", "{\"x\":1", ",\"k%d\":1", "}"},
    {"pipfile", "", "[g%d]\n", ""},
    {"maven", "<project><properties>", "<p%d>${p1}${p2}</p%d>", "</properties></project>"},
    {"maven", "<project>", "<x%d/><dependencies/>", "</project>"},
    {"go-mod", "module a\n", "require r%d v1\nreplace r%d => ./x\n", ""},
    {"cmake", "", "set(v%d ${v1})\nadd_executable(e ${v%d})\n", ""},
    {"setup-py", "setup(", "install_requires=n%d,", ")"},
    {"sbt", "", "val p%d = project.dependsOn(p%d)\n", ""},
    {"sbt", "", "def f%d(): Project = project\n", ""},
    {"sbt", "def f(x: String): Project = Project(x, file(x))\n", "val p%d = f(\"a%d\")\n", ""},
    {"sbt", "val v = Seq(v)\ndef g(x: String): Project = project.dependsOn(v: _*)\n",
        "val p%d = g(\"a%d\")\n", ""},
};

static void test_manifest__no_list_costs_its_square(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(shaped, i, shaped[i].reader); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_manifest out = {0};
		struct done_buf text = {0};

		done_buf_addstr(&text, shaped[i].before);
		for (int k = 0; k < 50000; k++) {
			for (const char *at = shaped[i].one; *at; at++) {
				if (at[0] == '%' && at[1] == 'd')
					done_buf_addf(&text, "%d", k), at++;
				else
					done_buf_addch(&text, *at);
			}
		}
		done_buf_addstr(&text, shaped[i].behind);
		assert_success(manifest_read(&arena, shaped[i].reader, "x",
		                   (struct done_bytes){text.ptr, text.len}, &out, &err),
		    err);
		done_buf_release(&text);
		done_arena_release(&arena);
	}
}

/* ---- bytes ---- */

static void test_manifest__reads_utf16_and_a_mark(void **state)
{
	static const char wide[] = "f\0l\0a\0s\0k\0\n";
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_manifest out = {0};
	struct done_buf text = {0};

	(void)state;
	done_buf_add(&text, "\xFF\xFE", 2);
	done_buf_add(&text, wide, sizeof(wide));
	assert_success(manifest_read(&arena, "requirements", "requirements.txt",
	                   (struct done_bytes){text.ptr, text.len}, &out, &err),
	    err);
	assert_int_equal(out.nr_dependencies, 1);
	assert_string_equal(out.dependencies[0].name, "flask");
	done_buf_release(&text);
	done_arena_release(&arena);
}

static void test_manifest__refuses_what_is_no_text(void **state)
{
	static const char bytes[] = "a\0b\x01\x02";

	(void)state;
	for (size_t i = 0; i < done_manifest_readers_nr; i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_manifest out = {0};

		assert_true(manifest_read(&arena, done_manifest_readers[i]->name, "x",
		                (struct done_bytes){bytes, sizeof(bytes)}, &out, &err) < 0);
		assert_int_equal(err.code, DONE_E_POLICY);
		assert_string_equal(err.file, "x");
		assert_int_equal(out.nr_dependencies, 0);
		done_arena_release(&arena);
	}
}

/* ---- what is left out ---- */

static void test_manifest__says_that_more_is_not_read(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_manifest out = {0};
	struct done_buf text = {0};

	(void)state;
	for (int i = 0; i < 300; i++)
		done_buf_addstr(&text, "gem x\n");
	assert_success(manifest_read(&arena, "gemfile", "Gemfile",
	                   (struct done_bytes){text.ptr, text.len}, &out, &err),
	    err);
	assert_int_equal(out.nr_not_read, 101);
	assert_string_equal(out.not_read[99], "Line 100: the name of a gem is computed.");
	assert_string_equal(out.not_read[100], "More of this file could not be read.");
	done_buf_release(&text);
	done_arena_release(&arena);
}

static void test_manifest__a_catalog_is_put_in(void **state)
{
	static const char build[] =
	    ("plugins {\n alias(libs.plugins.boot)\n alias(libs.plugins.none)\n}\n"
	     "dependencies {\n api(libs.ktor.core)\n testImplementation(libs.bundles.all)\n"
	     " api(libs.none)\n api('a:b:1')\n}\n");
	static const char catalog[] = ("[libraries]\nktor-core = 'io.ktor:core:2'\nx = 'a:x'\n"
	                               "[bundles]\nall = ['ktor-core', 'x']\n"
	                               "[plugins]\nboot = 'org.boot:3'\n");
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_manifest manifest = {0}, from = {0};
	struct done_buf shown = {0};

	(void)state;
	assert_success(manifest_read(&arena, "gradle", "build.gradle.kts",
	                   (struct done_bytes){build, sizeof(build) - 1}, &manifest, &err),
	    err);
	assert_success(manifest_read(&arena, "gradle-catalog", "libs.versions.toml",
	                   (struct done_bytes){catalog, sizeof(catalog) - 1}, &from, &err),
	    err);
	done_manifest_resolve(&arena, &manifest, &from);
	manifest_show(&shown, &manifest);
	assert_string_equal(shown.ptr,
	    "name -\n"
	    "run io.ktor:core 2 :6\n"
	    "test io.ktor:core 2 :7\n"
	    "test a:x :7\n"
	    "run libs.none :8\n"
	    "plugin = org.boot :2\n"
	    "plugin = alias libs.plugins.none :3\n"
	    "not read: Line 9: a dependency of 'api' is computed.\n");
	done_buf_release(&shown);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_manifest__readers_have_names_and_summaries),
	    cmocka_unit_test(test_manifest__no_reader_takes_more_than_4_mib),
	    cmocka_unit_test(test_manifest__has_at_most_100000_dependencies),
	    cmocka_unit_test(test_manifest__nothing_costs_its_square),
	    cmocka_unit_test(test_manifest__no_list_costs_its_square),
	    cmocka_unit_test(test_manifest__reads_utf16_and_a_mark),
	    cmocka_unit_test(test_manifest__refuses_what_is_no_text),
	    cmocka_unit_test(test_manifest__says_that_more_is_not_read),
	    cmocka_unit_test(test_manifest__a_catalog_is_put_in),
	};

	(void)check_manifests;
	(void)check_manifests_refused;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
