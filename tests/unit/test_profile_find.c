/* Which directories of a tree are services, of which kind, and why the others are none. */
#include "done/profile.h"

#include "fake_snapshot.h"
#include "support.h"

#define GO_SERVER                                                                               \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"
#define GO_TOOL "package main\n\nfunc main() {\n}\n"
#define NODE_SERVER "const express = require('express')\nconst app = express()\napp.listen(80)\n"
#define NODE_PACKAGE(script) \
	"{\"name\": \"x\", \"scripts\": {" script "}, \"dependencies\": {\"express\": \"4\"}}"

struct find_row {
	const char *name;
	const char *files[14]; /* path, text, path, text, … */
	const char *found;     /* "directory=kind …" of services */
};

static const struct find_row rows[] = {
	{"a module with one server", {"go.mod", "module x\n", "main.go", GO_SERVER}, ".=api"},
	{"a container file is not enough",
         {"a/go.mod", "module x\n", "a/main.go", GO_TOOL, "a/Dockerfile",
          "FROM scratch\nCOPY x /x\nENTRYPOINT [\"/x\"]\n"},
         ""},
	{"a port stands for what is not seen",
         {"a/go.mod", "module x\n", "a/main.go", GO_TOOL, "a/Dockerfile",
          "FROM scratch\nEXPOSE 80\nENTRYPOINT [\"/x\"]\n"},
         "a=api"},
	{"compose runs it",
         {"a/go.mod", "module x\n", "a/main.go", GO_TOOL, "a/Dockerfile",
          "FROM scratch\nENTRYPOINT [\"/x\"]\n", "compose.yml", "services:\n  a:\n    build: a\n"},
         "a=worker"},
	{"serves two imports away",
         {"go.mod", "module x\n", "cmd/a/main.go",
          "package main\nimport \"x/run\"\nfunc main() { run.Run() }\n", "run/run.go",
          "package run\nimport \"x/web\"\nfunc Run() { web.Serve() }\n", "web/web.go",
          "package web\nimport \"net/http\"\nfunc Serve() { http.ListenAndServe(\":1\", nil) }\n"},
         ".=api"},
	{"three imports away is what everybody shares",
         {"go.mod", "module x\n", "cmd/a/main.go",
          "package main\nimport \"x/b\"\nfunc main() { b.B() }\n", "b/b.go",
          "package b\nimport \"x/c\"\nfunc B() { c.C() }\n", "c/c.go",
          "package c\nimport \"x/d\"\nfunc C() { d.D() }\n", "d/d.go",
          "package d\nimport \"net/http\"\nfunc D() { http.ListenAndServe(\":1\", nil) }\n"},
         ""},
	{"two programs of one module",
         {"go.mod", "module x\n", "cmd/a/main.go", GO_SERVER, "cmd/b/main.go", GO_SERVER},
         "cmd/a=api cmd/b=api"},
	{"a main beside cmd needs a declaration",
         {"go.mod", "module x\n", "cmd/a/main.go", GO_SERVER, "cmd/b/main.go", GO_SERVER,
          "internal/extra/main.go", GO_SERVER},
         "cmd/a=api cmd/b=api"},
	{"tests and examples",
         {"e2e/go.mod", "module x\n", "e2e/main.go", GO_SERVER, "examples/a/go.mod", "module y\n",
          "examples/a/main.go", GO_SERVER},
         ""},
	{"a tool by its name",
         {"a-cli/go.mod", "module x\n", "a-cli/main.go", GO_SERVER, "b/go.mod", "module b\n",
          "b/main.go", GO_SERVER},
         "b=api"},
	{"a package that is started",
         {"package.json", NODE_PACKAGE("\"start\": \"node index.js\""), "index.js", NODE_SERVER},
         ".=api"},
	{"a package that nothing starts",
         {"package.json", NODE_PACKAGE("\"build\": \"tsc\""), "index.js", NODE_SERVER},
         ""},
	{"a package that a container file starts",
         {"a/package.json", NODE_PACKAGE("\"build\": \"tsc\""), "a/index.js", NODE_SERVER,
          "a/Dockerfile", "FROM node:20\nCOPY . .\nCMD [\"node\", \"index.js\"]\n"},
         "a=api"},
	{"a front end",
         {"web/package.json",
          "{\"scripts\": {\"start\": \"vite\"}, \"devDependencies\": {\"vite\": \"5\"}}",
          "web/src/main.js", "import x from './x'\n"},
         ""},
	{"members of a workspace, and its root that holds tooling",
         {"package.json",
          "{\"private\": true, \"workspaces\": [\"apps/*\"], \"scripts\": {\"start\": \"node x\"}}",
          "Dockerfile", "FROM node:20\nEXPOSE 80\nCMD [\"npm\", \"start\"]\n",
          "apps/a/package.json", NODE_PACKAGE("\"start\": \"node index.js\""), "apps/a/index.js",
          NODE_SERVER, "libs/b/package.json", "{\"name\": \"b\"}", "libs/b/index.js",
          "module.exports = 1\n"},
         "apps/a=api"},
	{"the highest directory that holds nothing of another",
         {"svc/a/src/go.mod", "module a\n", "svc/a/src/main.go", GO_SERVER, "svc/a/Dockerfile",
          "FROM scratch\nCOPY src .\n", "svc/b/src/go.mod", "module b\n", "svc/b/src/main.go",
          GO_SERVER},
         "svc/a=api svc/b=api"},
	{"a manifest that cannot be read hides nothing else",
         {"a/package.json", "{\"name\": ", "b/go.mod", "module b\n", "b/main.go", GO_SERVER},
         "b=api"},
	{"nothing", {"README.md", "# x\n"}, ""},
};

struct found {
	struct done_arena arena;
	struct fake_snapshot fake;
	struct done_snapshot snapshot;
	struct done_ecosystems ecosystems;
	struct done_profiles profiles;
	struct done_error err;
};

static void find(struct found *found, const char *const *files)
{
	*found = (struct found){0};
	for (size_t i = 0; files[i]; i += 2)
		fake_file(&found->fake, files[i], files[i + 1]);
	fake_open(&found->fake, &found->snapshot);
	assert_success(done_ecosystems_load(&found->arena, NULL, &found->ecosystems, &found->err),
	               found->err);
	assert_success(done_profiles_find(&found->arena, &found->snapshot, &found->ecosystems,
	                                  &found->profiles, &found->err),
	               found->err);
}

static void found_release(struct found *found)
{
	done_ecosystems_release(&found->ecosystems);
	fake_release(&found->fake);
	done_arena_release(&found->arena);
}

static const char *describe(struct found *found)
{
	struct done_buf text = {0};
	const char *copy;

	for (size_t i = 0; i < found->profiles.nr; i++) {
		const struct done_profile *profile = &found->profiles.items[i];

		if (done_kind_is_service(profile->kind))
			done_buf_addf(&text, "%s%s=%s", text.len ? " " : "", profile->directory,
			              done_kind_of_service_name(profile->kind));
	}
	copy = done_arena_strndup(&found->arena, text.len ? text.ptr : "", text.len);
	done_buf_release(&text);
	return copy;
}

static void test_find__rows(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct found found;
		const char *text;

		find(&found, rows[i].files);
		text = describe(&found);
		if (strcmp(text, rows[i].found) != 0)
			fail_msg("%s: found '%s', not '%s'", rows[i].name, text, rows[i].found);
		found_release(&found);
	}
}

/* Every directory that was looked at has a reason with a place, found or not. */
static void test_find__says_why(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct found found;

		find(&found, rows[i].files);
		for (size_t j = 0; j < found.profiles.nr; j++) {
			const struct done_profile *profile = &found.profiles.items[j];

			assert_int_not_equal(profile->kind, DONE_KIND_UNKNOWN);
			if (!profile->why.what || !*profile->why.what || !profile->why.path)
				fail_msg("%s: '%s' has no reason", rows[i].name,
				         profile->directory);
		}
		found_release(&found);
	}
}

static void test_find__says_what_was_not_read(void **state)
{
	static const char *const files[] = {"a/package.json", "{\"name\": ", NULL};
	struct found found;

	(void)state;
	find(&found, files);
	assert_int_equal(found.profiles.nr_not_read, 1);
	assert_non_null(strstr(found.profiles.not_read[0], "a/package.json cannot be read: "));
	found_release(&found);
}

/* The n-th read or list that fails ends it; nothing is found by half. */
static void test_find__fails_when_the_tree_cannot_be_read(void **state)
{
	static const char *const files[] = {"a/go.mod", "module a\n",   "a/main.go",
	                                    GO_SERVER,  "a/Dockerfile", "FROM scratch\n",
	                                    NULL};
	size_t n = 1;

	(void)state;
	for (;; n++) {
		struct found found = {0};
		int rc;

		for (size_t i = 0; files[i]; i += 2)
			fake_file(&found.fake, files[i], files[i + 1]);
		fake_open(&found.fake, &found.snapshot);
		found.fake.fail_at = n;
		assert_success(
			done_ecosystems_load(&found.arena, NULL, &found.ecosystems, &found.err),
			found.err);
		rc = done_profiles_find(&found.arena, &found.snapshot, &found.ecosystems,
		                        &found.profiles, &found.err);
		bool reached = found.fake.calls >= n;
		assert_int_equal(rc < 0, reached);
		if (reached)
			assert_int_equal(found.err.code, DONE_E_UNDECIDED);
		found_release(&found);
		if (!reached)
			break;
	}
	assert_true(n > 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find__rows),
		cmocka_unit_test(test_find__says_why),
		cmocka_unit_test(test_find__says_what_was_not_read),
		cmocka_unit_test(test_find__fails_when_the_tree_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
