/* CODEOWNERS, as the public documentation of GitHub and of GitLab says. */
#include <stdio.h>
#include <stdlib.h>

#include "done/owners.h"
#include "fake_snapshot.h"
#include "support.h"

struct world {
	struct done_arena arena;
	struct fake_snapshot fake;
	struct done_snapshot snapshot;
	const struct done_owners *owners;
};

static void begin(struct world *world)
{
	memset(world, 0, sizeof(*world));
	fake_open(&world->fake, &world->snapshot);
}

static void load(struct world *world, enum done_host host)
{
	world->owners = done_owners_load(&world->arena, &world->snapshot, host);
	assert_non_null(world->owners);
}

static void load_text(struct world *world, enum done_host host, const char *text)
{
	begin(world);
	fake_file(&world->fake, "CODEOWNERS", text);
	load(world, host);
	assert_int_equal(world->owners->problem.code, 0);
}

static void end(struct world *world)
{
	fake_release(&world->fake);
	done_arena_release(&world->arena);
}

/* "@a @b | @c": the owners a path has, section by section; "-": a rule without; "": no rule. */
static char *owners_of(struct world *world, const char *directory, const char *path)
{
	struct done_owners_word *words =
	    done_arena_array(&world->arena, world->owners->nr_sections + 1, sizeof(*words));
	struct done_owners_part part;
	struct done_buf text = {0};
	char *kept;

	done_owners_below(&world->arena, world->owners, directory, &part);
	for (size_t i = done_owners_of(&part, path, words); i-- > 0;) {
		done_buf_addstr(&text, text.len ? " | " : "");
		for (size_t j = 0; j < words[i].nr; j++)
			done_buf_addf(&text, "%s%s", j ? " " : "", words[i].owners[j]);
		if (!words[i].nr)
			done_buf_addch(&text, '-');
	}
	kept = done_arena_strndup(&world->arena, text.len ? text.ptr : "", text.len);
	done_buf_release(&text);
	return kept;
}

/* From the root, and from each directory above the path: the same answer. */
static void assert_owned(struct world *world, const char *path, const char *expected)
{
	char *directory = done_arena_strdup(&world->arena, path), *slash;

	if (strcmp(owners_of(world, ".", path), expected) != 0)
		fail_msg(
		    "%s: expected '%s', got '%s'", path, expected, owners_of(world, ".", path));
	while ((slash = strrchr(directory, '/'))) {
		*slash = '\0';
		if (strcmp(owners_of(world, directory, path), expected) != 0)
			fail_msg("%s seen from %s: expected '%s', got '%s'", path, directory,
			    expected, owners_of(world, directory, path));
	}
}

static void test_github__patterns_match_as_documented(void **state)
{
	/* The examples of "About code owners". */
	static const char text[] = "# a comment\n"
	                           "*       @global1 @global2\n"
	                           "*.js    @js-owner #This is an inline comment.\n"
	                           "*.go docs@example.com\n"
	                           "*.txt @octo-org/octocats\n"
	                           "/build/logs/ @doctocat\n"
	                           "docs/*  docs@example.com\n"
	                           "apps/ @octocat\n"
	                           "/docs2/ @doctocat\n"
	                           "/scripts/ @doctocat @octocat\n"
	                           "**/logs @octocat\n"
	                           "/apps2/ @octocat\n"
	                           "/apps2/github\n";
	static const struct {
		const char *path, *owners;
	} rows[] = {
	    {"README", "@global1 @global2"},
	    {"a/b/c", "@global1 @global2"},
	    {"a/x.js", "@js-owner"},
	    {"x.go", "docs@example.com"},
	    {"deep/er/x.txt", "@octo-org/octocats"},
	    {"docs/getting-started.md", "docs@example.com"},
	    {"docs/build-app/troubleshooting.md", "@global1 @global2"},
	    {"a/docs/x.md", "@global1 @global2"},
	    {"apps/x", "@octocat"},
	    {"a/apps/b/x", "@octocat"},
	    {"a/apps", "@global1 @global2"},
	    {"docs2/a/b", "@doctocat"},
	    {"a/docs2/b", "@global1 @global2"},
	    {"scripts/x", "@doctocat @octocat"},
	    {"build/logs/x", "@octocat"},
	    {"deeply/nested/logs/x/y", "@octocat"},
	    {"apps2/x/y", "@octocat"},
	    {"apps2/github", "-"},
	    {"apps2/github/x", "-"},
	};
	struct world world;

	(void)state;
	load_text(&world, DONE_HOST_GITHUB, text);
	assert_int_equal(world.owners->nr_slips, 0);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++)
		assert_owned(&world, rows[i].path, rows[i].owners);
	end(&world);
}

struct one {
	const char *pattern, *path;
	bool matches;
};

static void check_rows(enum done_host host, const struct one *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct world world;

		begin(&world);
		fake_file(&world.fake, "CODEOWNERS",
		    done_arena_printf(&world.arena, "%s @o\n", rows[i].pattern));
		load(&world, host);
		if (world.owners->nr_slips)
			fail_msg("'%s': %s", rows[i].pattern, world.owners->slips[0].why);
		if (!strcmp(owners_of(&world, ".", rows[i].path), "@o") != rows[i].matches)
			fail_msg("'%s' and '%s'", rows[i].pattern, rows[i].path);
		end(&world);
	}
}

static void test_github__patterns_are_gitignores_with_differences(void **state)
{
	static const struct one rows[] = {
	    {"*", "a/b", true},
	    {"**", "a/b", true},
	    {"/*", "a", true},
	    {"/*", "a/b", false},
	    {"/**", "a/b", true},
	    {"a", "a", true},
	    {"a", "x/a/y", true},
	    {"a", "xa", false},
	    {"/a", "a/b/c", true},
	    {"/a", "x/a", false},
	    {"a/b", "a/b", true},
	    {"a/b", "x/a/b", false},
	    {"a/b", "a/b/c", true},
	    {"a/*/c", "a/b/c/d", true},
	    {"a/*/c", "a/b/b/c", false},
	    {"a/**/c", "a/c", true},
	    {"a/**/c", "a/b/b/c", true},
	    {"**/a/*", "x/a/b", true},
	    {"**/a/*", "x/a/b/c", false},
	    {"a/**", "a/b/c", true},
	    {"a/**", "a", false},
	    {"a?c", "abc", true},
	    {"a?c", "a/c", false},
	    {"a\\ b", "a b", true},
	    {"a{b,c}", "ab", false},
	    {"a{b,c}", "a{b,c}", true},
	    {"A", "a", false},
	    {"*.tar.gz", "x/y.tar.gz", true},
	    {"a\\*", "ab", false},
	    {"a\\*", "a*", true},
	};

	(void)state;
	check_rows(DONE_HOST_GITHUB, rows, DONE_ARRAY_SIZE(rows));
}

static void test_gitlab__patterns_match_as_documented(void **state)
{
	static const struct one rows[] = {
	    {"/README.md", "README.md", true},
	    {"/README.md", "a/README.md", false},
	    {"README.md", "app/lib/README.md", true},
	    {"internal/README.md", "internal/README.md", true},
	    {"internal/README.md", "docs/api/internal/README.md", true},
	    {"/docs/", "docs/a/b", true},
	    {"/docs/", "a/docs/b", false},
	    {"docs/", "a/docs/b/c", true},
	    {"docs", "docs/a", false},
	    {"/docs/*.md", "docs/a.md", true},
	    {"/docs/*.md", "docs/a/b.md", false},
	    {"/docs/index.*", "docs/index.html", true},
	    {"/docs/*spec*", "docs/runtime.spec", true},
	    {"/docs/*/README.md", "docs/api/README.md", true},
	    {"/docs/*/README.md", "docs/README.md", false},
	    {"/docs/**/index.md", "docs/index.md", true},
	    {"/docs/**/index.md", "docs/api/graphql/index.md", true},
	    {"/docs/*", "docs/a/b", false},
	    {"/docs/**", "docs/a", true},
	    {"/docs/**", "docs/a/b", false},
	    {"*", "a/b/.c", true},
	    {"/[ab].md", "b.md", true},
	    {"/[ab].md", "c.md", false},
	    {"\\#file.rb", "#file.rb", true},
	    {"path\\ with\\ spaces/", "path with spaces/x", true},
	};

	(void)state;
	check_rows(DONE_HOST_GITLAB, rows, DONE_ARRAY_SIZE(rows));
}

static void test_gitlab__sections_speak_each_for_itself(void **state)
{
	struct world world;

	(void)state;
	load_text(&world, DONE_HOST_GITLAB,
	    "* @admin\n"
	    "[README Owners]\n"
	    "README.md @user1 @user2\n"
	    "internal/README.md @user4\n"
	    "[README other owners]\n"
	    "README.md @user3\n"
	    "^[Documentation][2] @docs-team\n"
	    "docs/\n"
	    "docs/db.md @dba and other words\n"
	    "[readme OWNERS] @late\n"
	    "*.late\n"
	    "/none.md\n");
	assert_int_equal(world.owners->nr_slips, 0);
	assert_int_equal(world.owners->nr_sections, 4);
	assert_owned(&world, "README.md", "@admin | @user1 @user2 | @user3");
	assert_owned(&world, "internal/README.md", "@admin | @user4 | @user3");
	assert_owned(&world, "docs/x/y", "@admin | @docs-team");
	assert_owned(&world, "docs/db.md", "@admin | @dba");
	assert_owned(&world, "x.late", "@admin | @late");
	end(&world);
}

static void test_gitlab__what_is_taken_out_stays_out(void **state)
{
	struct world world;

	(void)state;
	load_text(&world, DONE_HOST_GITLAB,
	    "* @default\n"
	    "!*.rb\n"
	    "/special/*.rb @ruby\n"
	    "[Ruby]\n"
	    "*.rb @ruby-team\n"
	    "!/config/**/*.rb\n"
	    "/config/routes.rb @ops\n"
	    "[Bare]\n"
	    "bare.txt\n");
	assert_owned(&world, "x.c", "@default");
	assert_owned(&world, "special/x.rb", "- | @ruby-team");
	assert_owned(&world, "config/routes.rb", "- | -");
	assert_owned(&world, "bare.txt", "@default | -");
	end(&world);
}

static void test_owners__lines_that_the_host_skips_are_said(void **state)
{
	static const struct {
		enum done_host host;
		const char *text, *why;
		int line;
	} rows[] = {
	    {DONE_HOST_GITHUB, "a @x\n!b @x\n", "'!' does not work", 2},
	    {DONE_HOST_GITHUB, "[ab].c @x\n", "'[ ]' does not work", 1},
	    {DONE_HOST_GITHUB, "[Docs]\n", "sections are GitLab's", 1},
	    {DONE_HOST_GITHUB, "\\#a @x\n", "'\\#' does not work", 1},
	    {DONE_HOST_GITHUB, "a someone\n", "'someone' is not an owner", 1},
	    {DONE_HOST_GITHUB, "a @\n", "'@' is not an owner", 1},
	    {DONE_HOST_GITHUB, "a @org/\n", "is not an owner", 1},
	    {DONE_HOST_GITHUB, "a//b @x\n", "empty part", 1},
	    {DONE_HOST_GITHUB, "/ @x\n", "'/' matches nothing on GitHub", 1},
	    {DONE_HOST_GITHUB, "*** @x\n", "three stars", 1},
	    {DONE_HOST_GITHUB, "a/***/b @x\n", "three stars", 1},
	    {DONE_HOST_GITHUB, "a***b @x\n", "three stars", 1},
	    {DONE_HOST_GITHUB, "// @x\n", "empty part", 1},
	    {DONE_HOST_GITHUB, "a] @x\n", "'[ ]' does not work", 1},
	    {DONE_HOST_GITHUB, "a @x, @y\n", "'@x,' is not an owner", 1},
	    {DONE_HOST_GITHUB, "a @x y@localhost\n", "'y@localhost' is not an owner", 1},
	    {DONE_HOST_GITHUB, "a @@role\n", "'@@role' is not an owner", 1},
	    {DONE_HOST_GITHUB, "a @org/a/b\n", "is not an owner", 1},
	    {DONE_HOST_GITHUB, "a @\xC3\xA4\n", "is not an owner", 1},
	    {DONE_HOST_GITHUB, "a <x@example.com>\n", "is not an owner", 1},
	    {DONE_HOST_GITHUB, "a @org/team:rw\n", "is not an owner", 1},
	    {DONE_HOST_GITLAB, "\n[Docs\n", "not a heading", 2},
	    {DONE_HOST_GITLAB, "[]\n", "not a heading", 1},
	    {DONE_HOST_GITLAB, "[a][x]\n", "not a heading", 1},
	    {DONE_HOST_GITLAB, "! @x\n", "there is no pattern", 1},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct world world;

		load_text(&world, rows[i].host, rows[i].text);
		if (world.owners->nr_slips != 1)
			fail_msg("'%s' has %zu slips", rows[i].text, world.owners->nr_slips);
		assert_int_equal(world.owners->slips[0].line, rows[i].line);
		if (!strstr(world.owners->slips[0].why, rows[i].why))
			fail_msg("'%s': %s", rows[i].text, world.owners->slips[0].why);
		end(&world);
	}
}

static void test_owners__are_looked_for_where_the_host_does(void **state)
{
	static const struct {
		enum done_host host;
		const char *files[4], *found;
	} rows[] = {
	    {DONE_HOST_GITHUB, {"docs/CODEOWNERS", "CODEOWNERS", ".github/CODEOWNERS"},
	        ".github/CODEOWNERS"},
	    {DONE_HOST_GITHUB, {"docs/CODEOWNERS", "CODEOWNERS"}, "CODEOWNERS"},
	    {DONE_HOST_GITHUB, {"docs/CODEOWNERS"}, "docs/CODEOWNERS"},
	    {DONE_HOST_GITHUB, {".gitlab/CODEOWNERS"}, NULL},
	    {DONE_HOST_GITLAB, {"docs/CODEOWNERS", "CODEOWNERS", ".gitlab/CODEOWNERS"},
	        "CODEOWNERS"},
	    {DONE_HOST_GITLAB, {"docs/CODEOWNERS", ".gitlab/CODEOWNERS"}, "docs/CODEOWNERS"},
	    {DONE_HOST_ANY, {".gitlab/CODEOWNERS"}, ".gitlab/CODEOWNERS"},
	    {DONE_HOST_ANY, {".gitlab-ci.yml", ".github/CODEOWNERS"}, NULL},
	    {DONE_HOST_ANY, {".github/CODEOWNERS"}, ".github/CODEOWNERS"},
	    {DONE_HOST_ANY, {"codeowners"}, NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].files[0]); i++) {
		struct world world;

		begin(&world);
		for (size_t j = 0; rows[i].files[j]; j++)
			fake_file(&world.fake, rows[i].files[j], "* @x\n");
		load(&world, rows[i].host);
		if (rows[i].found)
			assert_string_equal(world.owners->path, rows[i].found);
		else
			assert_null(world.owners->path);
		assert_int_equal(world.owners->nr, rows[i].found != NULL);
		end(&world);
	}
}

static void test_owners__lines_that_match_nothing_own_nothing(void **state)
{
	static const char *const lines[] = {"/", "***", "/***", "!a", "[a]", "\\#a", "a//b"};

	(void)state;
	for (size_t i = 0; TEST_EACH(lines, i, lines[i]); i++) {
		struct world world;

		begin(&world);
		fake_file(&world.fake, "CODEOWNERS",
		    done_arena_printf(&world.arena, "%s @x\n", lines[i]));
		load(&world, DONE_HOST_GITHUB);
		assert_int_equal(world.owners->nr, 0);
		assert_owned(&world, "a/b", "");
		end(&world);
	}
}

static void test_owners__are_written_so(void **state)
{
	struct world world;

	(void)state;
	load_text(&world, DONE_HOST_GITHUB,
	    "a @x-y @corp_user @org/team-1 a.b+c@sub.example.com # @z, no owner\n"
	    "b # nobody\n"
	    "c\\ d @x\n"
	    "e @x#y\n");
	assert_owned(&world, "a", "@x-y @corp_user @org/team-1 a.b+c@sub.example.com");
	assert_owned(&world, "b", "-");
	assert_owned(&world, "c d", "@x");
	assert_int_equal(world.owners->nr_slips, 1);
	end(&world);
}

static void test_owners__are_read_from_a_text_as_well(void **state)
{
	static const char text[] = "* @x\n";
	struct world world;

	(void)state;
	begin(&world);
	world.owners = done_owners_of_text(&world.arena, DONE_HOST_GITHUB, "CODEOWNERS",
	    (struct done_bytes){text, sizeof(text) - 1});
	assert_owned(&world, "a/b", "@x");
	end(&world);
}

static void test_owners__files_that_the_host_does_not_load(void **state)
{
	static const char nul[] = "* @x\na\0b @y\n";
	struct done_buf large = {0};
	struct world world;

	(void)state;
	while (large.len <= DONE_OWNERS_MAX)
		done_buf_addstr(&large, "# a comment that is long enough to come to the end\n");
	done_buf_addstr(&large, "* @x\n");
	begin(&world);
	fake_file_bytes(&world.fake, "CODEOWNERS", large.ptr, large.len);
	load(&world, DONE_HOST_GITHUB);
	assert_error(world.owners->problem, DONE_E_POLICY, "GitHub does not load more than 3 MB");
	assert_int_equal(world.owners->nr, 0);
	load(&world, DONE_HOST_GITLAB);
	assert_int_equal(world.owners->problem.code, 0);
	assert_owned(&world, "a", "@x");
	end(&world);
	done_buf_release(&large);

	begin(&world);
	fake_file_bytes(&world.fake, "CODEOWNERS", nul, sizeof(nul) - 1);
	load(&world, DONE_HOST_GITHUB);
	assert_error(world.owners->problem, DONE_E_POLICY, "is not text");
	assert_int_equal(world.owners->problem.line, 2);
	end(&world);

	begin(&world);
	fake_file(&world.fake, "CODEOWNERS",
	    "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n");
	load(&world, DONE_HOST_GITHUB);
	assert_error(world.owners->problem, DONE_E_POLICY, "Git LFS pointer");
	end(&world);

	begin(&world);
	fake_link(&world.fake, ".github", "elsewhere");
	load(&world, DONE_HOST_GITHUB);
	assert_error(world.owners->problem, DONE_E_POLICY, "'.github' is a symbolic link");
	assert_string_equal(world.owners->path, ".github/CODEOWNERS");
	end(&world);

	/* The host goes on to the next place. */
	begin(&world);
	fake_submodule(&world.fake, ".github");
	fake_file(&world.fake, "docs/CODEOWNERS", "* @x\n");
	load(&world, DONE_HOST_GITHUB);
	assert_int_equal(world.owners->problem.code, 0);
	assert_owned(&world, "a", "@x");
	end(&world);
}

static void test_owners__files_that_cannot_be_used_are_problems(void **state)
{
	struct done_buf many = {0};
	struct world world;

	(void)state;
	begin(&world);
	fake_link(&world.fake, "CODEOWNERS", "x");
	load(&world, DONE_HOST_GITHUB);
	assert_error(world.owners->problem, DONE_E_POLICY, "is a symbolic link");
	end(&world);

	begin(&world);
	fake_file(&world.fake, ".github/CODEOWNERS", "* @x\n");
	for (size_t i = 1; i <= 2; i++) {
		world.fake.calls = 0;
		world.fake.fail_at = i;
		load(&world, DONE_HOST_GITHUB);
		assert_error(world.owners->problem, DONE_E_UNDECIDED, "injected fault");
		assert_int_equal(world.owners->nr, 0);
	}
	end(&world);

	for (int i = 0; i < 1001; i++)
		done_buf_addf(&many, "[s%d]\n", i);
	begin(&world);
	fake_file(&world.fake, "CODEOWNERS", many.ptr);
	load(&world, DONE_HOST_GITLAB);
	assert_error(world.owners->problem, DONE_E_POLICY, "more than 1000 sections");
	end(&world);
	done_buf_release(&many);
}

static void test_owners__odd_bytes_and_endings(void **state)
{
	struct world world;

	(void)state;
	load_text(
	    &world, DONE_HOST_GITHUB, "\xEF\xBB\xBF* @x\r\n\t/a\\ b/ @y \r\n\r\n  # c\n/last @z");
	assert_int_equal(world.owners->nr_slips, 0);
	assert_owned(&world, "q", "@x");
	assert_owned(&world, "a b/c", "@y");
	assert_owned(&world, "last", "@z");
	end(&world);
	load_text(&world, DONE_HOST_GITLAB, "");
	assert_owned(&world, "q", "");
	end(&world);
}

/* ---- the index against each rule by itself ---- */

static bool matches_alone(const struct done_owners_rule *rule, const char *path)
{
	char above[128];
	bool matches = rule->self && (!rule->glob || done_glob_match(rule->glob, path));

	snprintf(above, sizeof(above), "%s", path);
	for (char *slash; !matches && (slash = strrchr(above, '/'));) {
		*slash = '\0';
		matches = rule->below && done_glob_match(rule->glob, above);
	}
	return matches;
}

/* The line that speaks for the path, by trying every rule; 0: none. There are no sections. */
static int line_alone(const struct done_owners *owners, const char *path)
{
	const struct done_owners_rule *found = NULL;

	for (size_t i = owners->nr; i-- > 0;) {
		const struct done_owners_rule *rule = &owners->rules[i];

		if ((!found || (rule->exclusion && !found->exclusion)) && matches_alone(rule, path))
			found = rule;
	}
	return found ? found->line : 0;
}

static unsigned number(unsigned *state, unsigned below)
{
	*state = *state * 1103515245u + 12345u;
	return (*state >> 16) % below;
}

static void add_pattern(struct done_buf *text, unsigned *state)
{
	static const char *const parts[] = {
	    "a", "b", "ab", "*", "**", "a*", "*b", "*a*", "b?", "a.b"};
	unsigned nr = 1 + number(state, 3);

	done_buf_addstr(text, number(state, 3) ? "" : "/");
	for (unsigned i = 0; i < nr; i++)
		done_buf_addf(text, "%s%s", i ? "/" : "",
		    parts[number(state, (unsigned)DONE_ARRAY_SIZE(parts))]);
	done_buf_addstr(text, number(state, 4) ? "" : "/");
}

static void compare_with_each_rule(
    const struct done_owners *owners, struct world *world, const char *directory, unsigned *state)
{
	static const char *const names[] = {"a", "b", "ab", "a.b", "bb", "aab"};
	struct done_owners_word *words =
	    done_arena_array(&world->arena, owners->nr_sections + 1, sizeof(*words));
	struct done_owners_part part;

	done_owners_below(&world->arena, owners, directory, &part);
	assert_false(part.too_many);
	for (int i = 0; i < 60; i++) {
		char path[128];
		size_t len = (size_t)snprintf(path, sizeof(path), "%s", directory), nr;
		int line;

		for (unsigned j = 1 + number(state, 3); j > 0; j--)
			len += (size_t)snprintf(path + len, sizeof(path) - len, "/%s",
			    names[number(state, (unsigned)DONE_ARRAY_SIZE(names))]);
		nr = done_owners_of(&part, path, words);
		line = line_alone(owners, path);
		if ((nr ? words[0].line : 0) != line)
			fail_msg("'%s' is of line %d, not %d", path, line, nr ? words[0].line : 0);
	}
}

static void test_owners__the_index_finds_what_each_rule_says(void **state)
{
	unsigned random = 7;

	(void)state;
	for (int round = 0; round < 300; round++) {
		enum done_host host = round % 2 ? DONE_HOST_GITHUB : DONE_HOST_GITLAB;
		struct done_buf text = {0};
		struct world world;

		for (unsigned i = 1 + number(&random, 30); i > 0; i--) {
			if (host == DONE_HOST_GITLAB && !number(&random, 6))
				done_buf_addch(&text, '!');
			add_pattern(&text, &random);
			done_buf_addf(&text, " @o%u\n", i);
		}
		load_text(&world, host, text.ptr);
		compare_with_each_rule(world.owners, &world, "a", &random);
		compare_with_each_rule(world.owners, &world, "ab/b", &random);
		done_buf_release(&text);
		end(&world);
	}
}

static void test_owners__too_many_open_patterns_are_said(void **state)
{
	struct done_buf text = {0};
	struct done_owners_part part;
	struct world world;

	(void)state;
	for (int i = 0; i <= DONE_OWNERS_OPEN_MAX; i++)
		done_buf_addf(&text, "/a/x%d* @o\n*.t%d @o\n", i, i);
	load_text(&world, DONE_HOST_GITHUB, text.ptr);
	done_owners_below(&world.arena, world.owners, "a", &part);
	assert_true(part.too_many);
	done_owners_below(&world.arena, world.owners, "b", &part);
	assert_false(part.too_many);
	done_buf_release(&text);
	end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_github__patterns_match_as_documented),
	    cmocka_unit_test(test_github__patterns_are_gitignores_with_differences),
	    cmocka_unit_test(test_gitlab__patterns_match_as_documented),
	    cmocka_unit_test(test_gitlab__sections_speak_each_for_itself),
	    cmocka_unit_test(test_gitlab__what_is_taken_out_stays_out),
	    cmocka_unit_test(test_owners__lines_that_the_host_skips_are_said),
	    cmocka_unit_test(test_owners__are_looked_for_where_the_host_does),
	    cmocka_unit_test(test_owners__lines_that_match_nothing_own_nothing),
	    cmocka_unit_test(test_owners__are_written_so),
	    cmocka_unit_test(test_owners__are_read_from_a_text_as_well),
	    cmocka_unit_test(test_owners__files_that_the_host_does_not_load),
	    cmocka_unit_test(test_owners__files_that_cannot_be_used_are_problems),
	    cmocka_unit_test(test_owners__odd_bytes_and_endings),
	    cmocka_unit_test(test_owners__the_index_finds_what_each_rule_says),
	    cmocka_unit_test(test_owners__too_many_open_patterns_are_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
