/* Discovery by rules and by profiles, the union of maps, selection with reasons. */
#include "done/service.h"

#include "fake_snapshot.h"
#include "support.h"

struct world {
	struct done_arena arena;
	struct fake_snapshot fake;
	struct done_snapshot snapshot;
	struct done_policy policy;
	struct done_service_rule rules[4];
	struct done_error err;
};

static void begin(struct world *world, const char *const *files)
{
	memset(world, 0, sizeof(*world));
	for (size_t i = 0; files[i]; i++)
		fake_file(&world->fake, files[i], "{}\n");
	fake_open(&world->fake, &world->snapshot);
	world->policy.rules = world->rules;
}

static void end(struct world *world)
{
	fake_release(&world->fake);
	done_arena_release(&world->arena);
}

static struct done_glob *glob(struct world *world, const char *text)
{
	struct done_glob *out = NULL;

	assert_success(done_glob_compile(&world->arena, text, &out, &world->err), world->err);
	return out;
}

static struct done_globs list(struct world *world, const char *const *texts)
{
	struct done_globs globs = {
	    done_arena_array(&world->arena, 4, sizeof(struct done_glob *)), 0};

	for (; texts[globs.nr]; globs.nr++)
		assert_success(done_glob_compile_item(&world->arena, texts[globs.nr],
		                   &globs.items[globs.nr], &world->err),
		    world->err);
	return globs;
}

static struct done_globs one_glob(struct world *world, const char *text)
{
	return list(world, (const char *[]){text, NULL});
}

/* One from the root where it begins with '/', negated where it begins with '!'. */
static struct done_file_globs file_globs(struct world *world, const char *const *texts)
{
	struct done_file_globs globs = {
	    done_arena_array(&world->arena, 4, sizeof(struct done_file_glob)), 0};

	for (; texts[globs.nr]; globs.nr++) {
		struct done_file_glob *item = &globs.items[globs.nr];
		const char *text = texts[globs.nr];

		item->negated = *text == '!';
		item->text = text + item->negated;
		item->from_root = *item->text == '/';
		item->glob = glob(world, item->text + item->from_root);
	}
	return globs;
}

static struct done_service_rule *add_rule(struct world *world, const char *path)
{
	struct done_service_rule *rule = &world->rules[world->policy.nr_rules++];

	rule->path = one_glob(world, path).items[0];
	rule->stage = "production";
	rule->kind = DONE_KIND_NOT_DECLARED;
	return rule;
}

/* "name=path name=path …" */
static char *describe(struct world *world, const struct done_services *services)
{
	struct done_buf text = {0};
	char *copy;

	for (size_t i = 0; i < services->nr; i++)
		done_buf_addf(&text, "%s%s=%s", i ? " " : "", services->items[i].name,
		    services->items[i].path);
	copy = done_arena_strndup(&world->arena, text.ptr ? text.ptr : "", text.len);
	done_buf_release(&text);
	return copy;
}

static struct done_services discover(struct world *world)
{
	struct done_services services = {0};

	assert_success(done_services_discover(
	                   &world->snapshot, &world->policy, &world->arena, &services, &world->err),
	    world->err);
	return services;
}

static void test_discover__finds_directories_that_match(void **state)
{
	static const char *const files[] = {"services/a/main.go", "services/b/x/y.go",
	    "services/README.md", "apps/billing/go.mod", NULL};
	struct world world;

	(void)state;
	begin(&world, files);
	add_rule(&world, "services/*");
	add_rule(&world, "apps/billing")->name = "money";
	struct done_services services = discover(&world);
	assert_string_equal(
	    describe(&world, &services), "money=apps/billing a=services/a b=services/b");
	end(&world);
}

static void test_discover__takes_out_what_a_later_rule_negates(void **state)
{
	static const char *const files[] = {"s/a/x", "s/b/x", "s/b/c/x", "s/old-a/x", "t/x", NULL};
	static const struct {
		const char *rules[4], *found;
	} rows[] = {
	    {{"s/*", "!s/b"}, "a=s/a old-a=s/old-a"},
	    {{"s/*", "!s/old-*"}, "a=s/a b=s/b"},
	    {{"s/**", "!s/b"}, "a=s/a old-a=s/old-a"},
	    {{"s/*", "!s/*", "s/b"}, "b=s/b"},
	    {{"s/b", "s/*", "!s/b"}, "a=s/a old-a=s/old-a"},
	    {{"s/*", "!s/old-*", "s/old-a"}, "a=s/a b=s/b old-a=s/old-a"},
	    /* What several rules find is found once. */
	    {{"s/*", "*/*", "s/a*"}, "a=s/a b=s/b old-a=s/old-a"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].rules[0]); i++) {
		struct done_services services;
		struct world world;

		begin(&world, files);
		for (size_t j = 0; j < 4 && rows[i].rules[j]; j++)
			add_rule(&world, rows[i].rules[j]);
		services = discover(&world);
		assert_string_equal(describe(&world, &services), rows[i].found);
		end(&world);
	}
}

static void test_discover__asks_for_markers(void **state)
{
	static const char *const files[] = {"services/a/go.mod", "services/b/readme", NULL};
	struct world world;

	(void)state;
	begin(&world, files);
	add_rule(&world, "services/*")->markers = one_glob(&world, "go.mod");
	struct done_services services = discover(&world);
	assert_string_equal(describe(&world, &services), "a=services/a");
	end(&world);
}

static void test_discover__takes_the_literal_rule_before_the_glob(void **state)
{
	static const char *const files[] = {"services/a/x", "services/b/x", NULL};
	struct world world;

	(void)state;
	begin(&world, files);
	add_rule(&world, "services/*");
	add_rule(&world, "services/b")->name = "special";
	struct done_services services = discover(&world);
	assert_string_equal(describe(&world, &services), "a=services/a special=services/b");
	end(&world);
}

static void test_discover__refuses_two_of_one_name(void **state)
{
	static const char *const files[] = {"apps/a/x", "libs/a/x", "services/a/x", NULL};
	struct world world;
	struct done_services services;

	(void)state;
	begin(&world, files);
	add_rule(&world, "*/a");
	assert_int_equal(done_services_discover(
	                     &world.snapshot, &world.policy, &world.arena, &services, &world.err),
	    DONE_E_POLICY);
	assert_error(world.err, DONE_E_POLICY,
	    "several services are named 'a': 'apps/a', 'libs/a' and 'services/a'");
	assert_non_null(strstr(world.err.cure, "all but one of them a name of its own"));
	end(&world);
}

static void test_discover__fails_when_a_folder_cannot_be_read(void **state)
{
	static const char *const files[] = {"services/a/go.mod", "services/b/go.mod", NULL};

	(void)state;
	for (size_t n = 1; n < 5; n++) {
		struct done_services services;
		struct world world;
		begin(&world, files);
		add_rule(&world, "services/*")->markers = one_glob(&world, "go.mod");
		world.fake.fail_at = n;
		int rc = done_services_discover(
		    &world.snapshot, &world.policy, &world.arena, &services, &world.err);
		assert_int_equal(rc, n <= world.fake.calls ? DONE_E_UNDECIDED : 0);
		end(&world);
	}
}

#define GO_SERVER                                                                               \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"
#define GO_TOOL "package main\n\nfunc main() {\n}\n"
#define NODE_PACKAGE \
	"{\"scripts\": {\"start\": \"node x.js\"}, \"dependencies\": {\"express\": \"4\"}}"
#define NODE_SERVER "const express = require('express')\nexpress().listen(80)\n"

/* Rows: files with their texts, what `services: auto` finds. */
static const struct {
	const char *files[14], *found;
} automatic[] = {
    {{"a/go.mod", "module a\n", "a/main.go", GO_SERVER, "b/package.json", NODE_PACKAGE, "b/x.js",
         NODE_SERVER, "c/readme.md", "c"},
        "a=a b=b"},
    {{"package.json", NODE_PACKAGE, "x.js", NODE_SERVER}, ".=."},
    /* A tool beside a service, a container file, a manifest: none is enough. */
    {{"a/go.mod", "module a\n", "a/main.go", GO_SERVER, "a/tools/go.mod", "module t\n",
         "a/tools/main.go", GO_SERVER, "b/Dockerfile", "FROM scratch\n", "c/go.mod", "module c\n"},
        "a=a"},
    /* Two of one name are called by their paths. */
    {{"x/a/go.mod", "module xa\n", "x/a/main.go", GO_SERVER, "y/a/go.mod", "module ya\n",
         "y/a/main.go", GO_SERVER},
        "x/a=x/a y/a=y/a"},
    {{"a/node_modules/x/package.json", NODE_PACKAGE, "a/node_modules/x/x.js", NODE_SERVER,
         "vendor/y/go.mod", "module y\n", "vendor/y/main.go", GO_SERVER, ".github/package.json",
         NODE_PACKAGE, ".github/x.js", NODE_SERVER},
        ""},
    /* The root of a workspace hides no member, and is a service beside them when it serves. */
    {{"package.json", "{\"workspaces\": [\"apps/*\"]}", "Dockerfile", "FROM scratch\n",
         "apps/a/package.json", NODE_PACKAGE, "apps/a/x.js", NODE_SERVER},
        "a=apps/a"},
    {{"go.work", "go 1.22\n\nuse ./svc\n", "go.mod", "module r\n", "main.go", GO_SERVER,
         "svc/go.mod", "module s\n", "svc/main.go", GO_SERVER},
        ".=. svc=svc"},
    /* A sheet knows better: the directory is none, or one that no rule finds. */
    {{"a/go.mod", "module a\n", "a/main.go", GO_SERVER, "a/done.yml", "kind: tool\n", "b/legacy.pl",
         "print 1", "b/done.yml", "kind: worker\n"},
        "b=b"},
    /* Of a sheet that cannot be used no part counts. */
    {{"a/go.mod", "module a\n", "a/main.go", GO_SERVER, "a/done.yml", "kind: tol\n"}, "a=a"},
    {{"a/go.mod", "module a\n", "a/main.go", GO_TOOL, "a/done.yml", "owner: me\n"}, ""},
};

static void test_automatic__finds_what_serves(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(automatic, i, automatic[i].files[0]); i++) {
		struct world world = {0};

		for (size_t j = 0; automatic[i].files[j]; j += 2)
			fake_file(&world.fake, automatic[i].files[j], automatic[i].files[j + 1]);
		fake_open(&world.fake, &world.snapshot);
		world.policy.automatic = true;
		struct done_services services = discover(&world);
		assert_string_equal(describe(&world, &services), automatic[i].found);
		end(&world);
	}
}

static void test_automatic__says_the_kind(void **state)
{
	struct world world = {0};

	(void)state;
	fake_file(&world.fake, "a/go.mod", "module a\n");
	fake_file(&world.fake, "a/main.go", GO_SERVER);
	fake_file(&world.fake, "b/done.yml", "kind: worker\n");
	fake_open(&world.fake, &world.snapshot);
	world.policy.automatic = true;
	struct done_services services = discover(&world);
	assert_int_equal(services.nr, 2);
	assert_int_equal(services.items[0].kind, DONE_KIND_API);
	assert_false(services.items[0].is_kind_declared);
	assert_int_equal(services.items[1].kind, DONE_KIND_WORKER);
	assert_true(services.items[1].is_kind_declared);
	end(&world);
}

/* ---- local packages ---- */

#define GO_USER                                                         \
	"package main\n\nimport \"r/lib/log\"\nimport \"r/lib/gone\"\n" \
	"\nfunc main() { log.Log() }\n"

/* Rows: the changed path, which services it selects through a local package. */
static const struct {
	const char *path, *through;
} locals[] = {
    {"libs/x/index.js", "a"},
    {"libs/y/index.js", "a"},   /* through x */
    {"libs/z/index.js", ""},    /* nobody depends on it */
    {"lib/log/log.go", "cmd"},  /* imported */
    {"lib/log/log.txt", "cmd"}, /* what lies beside its sources is a part of it */
    {"lib/log/text/en.txt", ""},
    {"lib/gone/gone.go", "cmd"}, /* deleted, and imported all the same */
    {"lib/other/o.txt", ""},
    {"lib/o.txt", ""},
    {"lib/other/o.go", ""},
    {"README.md", ""},
    {".github/x.yml", ""},
};

static void locals_begin(struct world *world)
{
	*world = (struct world){0};
	fake_file(
	    &world->fake, "apps/a/package.json", "{\"dependencies\": {\"x\": \"workspace:*\"}}");
	fake_file(&world->fake, "libs/x/package.json",
	    "{\"name\": \"x\", \"dependencies\": {\"y\": \"file:../y\"}}");
	/* A cycle ends. */
	fake_file(&world->fake, "libs/y/package.json",
	    "{\"name\": \"y\", \"dependencies\": {\"x\": \"file:../x\"}}");
	fake_file(&world->fake, "libs/z/package.json", "{\"name\": \"z\"}");
	fake_file(&world->fake, "go.mod", "module r\n");
	fake_file(&world->fake, "cmd/main.go", GO_USER);
	fake_file(&world->fake, "lib/log/log.go", "package log\n\nfunc Log() {}\n");
	fake_file(&world->fake, "lib/other/o.go", "package other\n");
	fake_open(&world->fake, &world->snapshot);
	world->policy.rules = world->rules;
	add_rule(world, "apps/a");
	add_rule(world, "cmd");
}

static void test_locals__select_who_depends_on_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * DONE_ARRAY_SIZE(locals); i++) {
		const char *path = locals[i / 2].path;
		const char *wanted = i % 2 ? "" : locals[i / 2].through;
		struct done_change change = {path, DONE_MODIFIED};
		struct done_changes changes = {.items = &change, .nr = 1};
		struct done_selection selection;
		struct world world;

		locals_begin(&world);
		world.policy.select.dependencies =
		    i % 2 ? DONE_DEPENDENCIES_OFF : DONE_DEPENDENCIES_ON;
		struct done_services services = discover(&world);
		assert_success(done_services_find_locals(&world.arena, &world.snapshot,
		                   &world.policy, &changes, &services, &world.err),
		    world.err);
		assert_false(services.is_coarse);
		done_services_select(
		    &world.arena, &services, &world.policy, &changes, false, &selection);
		if (selection.nr != (*wanted != '\0'))
			fail_msg("'%s' selects %zu services", path, selection.nr);
		if (*wanted) {
			assert_string_equal(selection.items[0].service->name, wanted);
			assert_int_equal(selection.items[0].reasons[0].via, DONE_VIA_DEPENDENCY);
			assert_string_equal(selection.items[0].reasons[0].path, path);
		}
		/* What somebody depends on is not without an owner. */
		assert_int_equal(selection.nr_unowned, *wanted ? 0 : 1);
		end(&world);
	}
}

/* Manifests are read, and no source: nothing can import a folder without one. */
static void test_locals__follow_imports_only_to_sources(void **state)
{
	static const struct {
		const char *path;
		bool opens_sources;
	} rows[] = {{"lib/o.txt", false}, {"lib/log/log.txt", true}, {"lib/x.go", true}};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++) {
		struct done_change change = {rows[i].path, DONE_MODIFIED};
		struct done_changes changes = {.items = &change, .nr = 1};
		struct world world;

		locals_begin(&world);
		struct done_services services = discover(&world);
		size_t manifests = 5, before = world.fake.reads;
		assert_success(done_services_find_locals(&world.arena, &world.snapshot,
		                   &world.policy, &changes, &services, &world.err),
		    world.err);
		assert_int_equal(world.fake.reads - before > manifests, rows[i].opens_sources);
		end(&world);
	}
}

static void test_locals__are_listed(void **state)
{
	struct world world;

	(void)state;
	locals_begin(&world);
	struct done_services services = discover(&world);
	assert_success(
	    done_services_find_packages(&world.arena, &world.snapshot, &services, &world.err),
	    world.err);
	assert_int_equal(services.items[0].packages.nr, 2);
	assert_string_equal(services.items[0].packages.items[0], "libs/x");
	assert_string_equal(services.items[0].packages.items[1], "libs/y");
	end(&world);
}

static void test_unite__keeps_what_either_map_knows(void **state)
{
	struct done_service base[] = {
	    {.path = "a", .name = "a"}, {.path = "b", .name = "b"}, {.path = "c", .name = "c"}};
	struct done_service kept[] = {{.path = "a", .name = "a"}, {.path = "b", .name = "b"}};
	struct done_service head[] = {{.path = "a", .name = "renamed"}, {.path = "d", .name = "d"}};
	struct done_services out, in_base = {.items = base, .nr = 3};
	struct done_services in_kept = {.items = kept, .nr = 2}, in_head = {.items = head, .nr = 2};
	struct done_arena arena = {0};

	(void)state;
	done_services_unite(&arena, &in_base, &in_kept, &in_head, &out);
	assert_int_equal(out.nr, 4);
	assert_string_equal(out.items[0].name, "a");
	assert_false(out.items[0].dropped);
	assert_true(out.items[1].dropped && out.items[1].in_head);
	assert_true(out.items[2].in_base && !out.items[2].in_head);
	assert_true(out.items[3].in_head && !out.items[3].in_base);
	done_arena_release(&arena);
}

struct selecting {
	struct world world;
	struct done_services services;
	struct done_selection selection;
};

static void select_by(struct selecting *selecting, const char *const *paths)
{
	struct done_change changes[8] = {{0}};
	struct done_changes list = {.items = changes};

	for (; paths[list.nr]; list.nr++)
		changes[list.nr].path = paths[list.nr];
	done_services_select(&selecting->world.arena, &selecting->services,
	    &selecting->world.policy, &list, false, &selecting->selection);
}

static void begin_selecting(struct selecting *selecting)
{
	static const char *const files[] = {
	    "services/a/x", "services/a/sub/x", "services/ab/x", NULL};
	struct done_service_rule *rule;

	memset(selecting, 0, sizeof(*selecting));
	begin(&selecting->world, files);
	rule = add_rule(&selecting->world, "services/*");
	rule->depends_on = one_glob(&selecting->world, "libs/common");
	rule->ignore = file_globs(&selecting->world, (const char *[]){"**/*_test.go", NULL});
	add_rule(&selecting->world, "services/a/sub")->name = "inner";
	selecting->world.policy.select.everything = one_glob(&selecting->world, "go.work");
	selecting->services = discover(&selecting->world);
	assert_int_equal(selecting->services.nr, 3);
}

static char *describe_selection(struct selecting *selecting)
{
	struct done_buf text = {0};
	char *copy;

	for (size_t i = 0; i < selecting->selection.nr; i++) {
		const struct done_selected *selected = &selecting->selection.items[i];
		done_buf_addf(&text, "%s%s:%s", i ? " " : "", selected->service->name,
		    done_via_name(selected->reasons[0].via));
	}
	copy = done_arena_strndup(&selecting->world.arena, text.ptr ? text.ptr : "", text.len);
	done_buf_release(&text);
	return copy;
}

/* Rows: changed paths, who is selected and why, how many paths nobody owns. */
static const struct {
	const char *paths[4];
	const char *selected;
	size_t nr_unowned;
} selections[] = {
    {{"services/a/x"}, "a:changed", 0},
    {{"services/ab/x"}, "ab:changed", 0},
    {{"services/a/sub/x"}, "inner:changed", 0},
    {{"services/a"}, "a:changed", 0},
    {{"services/a/deep/x_test.go"}, "", 0},
    {{"libs/common/x.go"}, "a:dependency ab:dependency", 0},
    {{"libs/commonplace"}, "", 1},
    {{"go.work"}, "a:everything inner:everything ab:everything", 0},
    {{"go.work", "services/ab/x"}, "a:everything inner:everything ab:changed", 0},
    {{"README.md", "docs/x"}, "", 2},
};

static void test_select__says_who_and_why(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(selections, i, selections[i].paths[0]); i++) {
		struct selecting selecting;
		begin_selecting(&selecting);
		select_by(&selecting, selections[i].paths);
		assert_string_equal(describe_selection(&selecting), selections[i].selected);
		assert_int_equal(selecting.selection.nr_unowned, selections[i].nr_unowned);
		end(&selecting.world);
	}
}

/* Rows: what the rule ignores and depends on, a changed path, who is selected. */
static const struct {
	const char *ignore[4], *depends_on[4], *everything[4];
	const char *path, *selected;
} lists[] = {
    {{"/libs/common/**/*.md"}, {"libs"}, {NULL}, "libs/common/README.md", ""},
    {{"/libs/common/**/*.md"}, {"libs"}, {NULL}, "libs/common/a/b.md", ""},
    {{"/libs/common/**/*.md"}, {"libs"}, {NULL}, "libs/common/a.go", "a ab"},
    {{"/libs/common/**/*.md"}, {"libs"}, {NULL}, "libs/other/README.md", "a ab"},
    /* What is relative speaks of a service's own files. */
    {{"**/*.md"}, {"libs"}, {NULL}, "libs/README.md", "a ab"},
    {{"**/*.md"}, {"libs"}, {NULL}, "services/a/README.md", ""},
    {{"/services/a/**"}, {"libs"}, {NULL}, "services/a/x", ""},
    {{"/services/a/**"}, {"libs"}, {NULL}, "services/ab/x", "ab"},
    {{"**", "!src/**"}, {"libs"}, {NULL}, "services/a/src/x", "a"},
    {{"**", "!src"}, {"libs"}, {NULL}, "services/a/src/x", "a"},
    {{"**", "!src/**"}, {"libs"}, {NULL}, "services/a/x", ""},
    {{"/libs/**", "!/libs/common"}, {"libs"}, {NULL}, "libs/common/x", "a ab"},
    {{"/libs/**", "!/libs/common"}, {"libs"}, {NULL}, "libs/x", ""},
    {{NULL}, {"libs", "!libs/docs"}, {NULL}, "libs/docs/a/x", ""},
    {{NULL}, {"libs", "!libs/docs"}, {NULL}, "libs/x", "a ab"},
    {{NULL}, {"libs", "!**/*.md"}, {NULL}, "libs/README.md", ""},
    {{NULL}, {"libs"}, {"**", "!docs/**", "!services"}, "docs/x", ""},
    {{NULL}, {"libs"}, {"**", "!docs/**", "!services"}, "services/a/x", "a"},
    {{NULL}, {"libs"}, {"**", "!docs/**", "!services"}, "go.work", "a inner ab"},
    /* Everybody is concerned, whatever one rule ignores. */
    {{"/go.work"}, {"go.work"}, {"go.work"}, "go.work", "a inner ab"},
};

static void test_select__reads_lists_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(lists, i, lists[i].ignore[0]); i++) {
		struct selecting selecting;
		struct world *world = &selecting.world;
		struct done_buf text = {0};

		begin_selecting(&selecting);
		world->rules[0].ignore = file_globs(world, lists[i].ignore);
		world->rules[0].depends_on = list(world, lists[i].depends_on);
		world->policy.select.everything = list(world, lists[i].everything);
		select_by(&selecting, (const char *[]){lists[i].path, NULL});
		for (size_t j = 0; j < selecting.selection.nr; j++)
			done_buf_addf(&text, "%s%s", j ? " " : "",
			    selecting.selection.items[j].service->name);
		if (strcmp(text.len ? text.ptr : "", lists[i].selected) != 0)
			fail_msg(
			    "row %zu, '%s': %s", i, lists[i].path, text.len ? text.ptr : "nobody");
		done_buf_release(&text);
		end(world);
	}
}

static void test_select__gives_a_service_its_own_changes(void **state)
{
	static const char *const paths[] = {"README.md", "services/a", "services/a-b/x",
	    "services/a/x", "services/a/y", "services/ab/z", "z", NULL};
	struct selecting selecting;

	(void)state;
	begin_selecting(&selecting);
	select_by(&selecting, paths);
	assert_int_equal(selecting.selection.nr, 2);
	assert_int_equal(selecting.selection.items[0].nr_changes, 2);
	assert_string_equal(selecting.selection.items[0].changes[0].path, "services/a/x");
	assert_int_equal(selecting.selection.items[1].nr_changes, 1);
	assert_string_equal(selecting.selection.items[1].changes[0].path, "services/ab/z");
	end(&selecting.world);
}

static void test_select__keeps_a_deleted_service_apart(void **state)
{
	static const char *const paths[] = {"services/a/x", NULL};
	struct selecting selecting;

	(void)state;
	begin_selecting(&selecting);
	selecting.services.items[0].in_head = false;
	select_by(&selecting, paths);
	assert_int_equal(selecting.selection.nr, 0);
	assert_int_equal(selecting.selection.nr_deleted, 1);
	end(&selecting.world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_discover__finds_directories_that_match),
	    cmocka_unit_test(test_discover__takes_out_what_a_later_rule_negates),
	    cmocka_unit_test(test_discover__asks_for_markers),
	    cmocka_unit_test(test_discover__takes_the_literal_rule_before_the_glob),
	    cmocka_unit_test(test_discover__refuses_two_of_one_name),
	    cmocka_unit_test(test_discover__fails_when_a_folder_cannot_be_read),
	    cmocka_unit_test(test_automatic__finds_what_serves),
	    cmocka_unit_test(test_automatic__says_the_kind),
	    cmocka_unit_test(test_locals__select_who_depends_on_them),
	    cmocka_unit_test(test_locals__follow_imports_only_to_sources),
	    cmocka_unit_test(test_locals__are_listed),
	    cmocka_unit_test(test_unite__keeps_what_either_map_knows),
	    cmocka_unit_test(test_select__says_who_and_why),
	    cmocka_unit_test(test_select__reads_lists_in_order),
	    cmocka_unit_test(test_select__gives_a_service_its_own_changes),
	    cmocka_unit_test(test_select__keeps_a_deleted_service_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
