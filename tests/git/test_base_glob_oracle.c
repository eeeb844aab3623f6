/*
 * Globs against the git that is installed: generated globs over an index of generated paths must
 * choose what "git ls-files" chooses for them as pathspecs, and generated lists of them what
 * "git check-ignore" chooses.
 */
#include "repository.h"

enum { NR_GLOBS = 400, NR_PATHS = 1200, LONGEST = 128 };

/* Always the same sequence: a failure can be seen again. */
static unsigned next_random(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % below;
}

static void add_part(unsigned *seed, const char *const *pieces, unsigned nr, char *out)
{
	for (unsigned left = 1 + next_random(seed, 3); left > 0; left--)
		strcat(out, pieces[next_random(seed, nr)]);
}

static void make_glob(unsigned *seed, char *out)
{
	static const char *const pieces[] = {"a", "b", "ab", "*", "*", "?", "**", "***", "[ab]",
	    "[!a]", "[^b]", "\\a", "[a-b]", "[[:alpha:]]", "[]]", "]", "\\*", "[!-]", "[a\\-c]",
	    "[[:punct:]b]", "[b-a]", "[a-]", "[/a]", "[+--]", "[[:]", "[[:digit:]", "[", "\\",
	    "[a-[:", "[[-a]b", "[\\]a]", "[!!a]", "{", ",", "a-b"};

	out[0] = '\0';
	for (unsigned parts = 1 + next_random(seed, 4); parts > 0; parts--) {
		unsigned kind = next_random(seed, 6);

		if (kind == 0)
			strcat(out, "**");
		else if (kind == 1)
			strcat(out, "*");
		else
			add_part(seed, pieces, DONE_ARRAY_SIZE(pieces), out);
		if (parts > 1)
			strcat(out, next_random(seed, 12) ? "/" : "\\/");
	}
}

/* Paths of one depth begin with it, so that no file is in the way of a directory. */
static void make_path(unsigned *seed, char *out)
{
	static const char *const pieces[] = {
	    "a", "a", "b", "b", "-", "*", "]", "1", "[", ":", "{", ","};
	unsigned depth = 1 + next_random(seed, 4);

	out[0] = (char)('0' + depth);
	out[1] = '\0';
	while (depth-- > 0) {
		strcat(out, "/");
		add_part(seed, pieces, DONE_ARRAY_SIZE(pieces), out);
	}
}

static void fill_index(const char *repo, char (*paths)[LONGEST])
{
	char *name = test_path("%s/entries", repo);
	FILE *fp = fopen(name, "w");
	unsigned seed = 1;

	assert_non_null(fp);
	for (size_t i = 0; i < NR_PATHS; i++) {
		make_path(&seed, paths[i]);
		fprintf(fp, "100644 %040d 0\t%s%c", 1, paths[i], '\0');
	}
	assert_int_equal(fclose(fp), 0);
	test_sh(repo, "git update-index -z --index-info <entries");
	free(name);
}

static bool lists(const char *output, const char *path)
{
	size_t len = strlen(path);

	for (const char *line = output; *line;) {
		size_t length = strcspn(line, "\n");

		if (length == len && memcmp(line, path, len) == 0)
			return true;
		line += length + (line[length] == '\n');
	}
	return false;
}

/* The same behind sixty sets, whose states lie across two words, must match the same. */
static void compare_long(const char *text, const struct done_glob *glob, char (*paths)[LONGEST])
{
	enum { NR_SETS = 60 };
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_glob *longer = NULL;
	struct done_buf buf = {0}, path = {0};

	for (size_t i = 0; i < NR_SETS; i++)
		done_buf_addstr(&buf, "[xy]");
	done_buf_addf(&buf, "/%s", text);
	assert_success(done_glob_compile(&arena, buf.ptr, &longer, &err), err);
	for (size_t i = 0; i < NR_PATHS; i += 4) {
		done_buf_clear(&path);
		done_buf_addf(&path, "%0*d/%s", NR_SETS, 0, paths[i] + 2);
		memset(path.ptr, 'x', NR_SETS);
		if (done_glob_match(longer, path.ptr) != done_glob_match(glob, paths[i] + 2))
			fail_msg("'%s' on '%s' differs when long", text, paths[i] + 2);
	}
	done_buf_release(&buf);
	done_buf_release(&path);
	done_arena_release(&arena);
}

/* A glob that is refused must be one that git lets match nothing. */
static size_t compare(const char *text, const char *output, char (*paths)[LONGEST])
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_glob *glob = NULL;
	size_t nr = 0;

	done_glob_compile(&arena, text, &glob, &err);
	for (size_t i = 0; i < NR_PATHS; i++) {
		bool expected = lists(output, paths[i]);
		bool matched = glob && done_glob_match(glob, paths[i] + 2);

		if (matched != expected)
			fail_msg("'%s' on '%s': git says %d (%s)", text, paths[i] + 2, expected,
			    err.message);
		if (matched && strrchr(paths[i], '/') > paths[i] + 1) {
			*strrchr(paths[i], '/') = '\0';
			bool may = done_glob_may_match_below(glob, paths[i] + 2);
			bool below = done_path_below(paths[i] + 2, done_glob_directory(glob));
			paths[i][strlen(paths[i])] = '/';
			if (!may || !below)
				fail_msg("'%s' would skip '%s'", text, paths[i] + 2);
		}
		nr += matched;
	}
	if (glob)
		compare_long(text, glob, paths);
	done_arena_release(&arena);
	return nr;
}

static void test_glob__chooses_what_git_chooses(void **state)
{
	char *dir = test_dir_new(), *repo = test_path("%s/repo", dir);
	static char paths[NR_PATHS][LONGEST];
	size_t nr_matches = 0;
	unsigned seed = 2;

	(void)state;
	test_repo_new(repo);
	fill_index(repo, paths);
	for (size_t i = 0; i < NR_GLOBS; i++) {
		char text[LONGEST];
		char *output;

		make_glob(&seed, text);
		if (strchr(text, '{'))
			continue; /* git knows no braces */
		/*
		 * A set in front keeps git from comparing a literal start by itself, after which it
		 * would take the "**" of "a**" for a whole part.
		 */
		output = test_git_output(repo, "ls-files -- ':(glob)[1-4]/%s'", text);
		nr_matches += compare(text, output, paths);
		free(output);
	}
	/* That they agree says nothing when nothing matches. */
	assert_true(nr_matches > 2000);
	free(repo);
	test_dir_remove(dir);
}

/* ---- lists ---- */

enum { NR_LISTS = 80, LIST_MAX = 5 };

struct list {
	char texts[LIST_MAX][LONGEST + 8];
	struct done_glob *globs[LIST_MAX];
	size_t nr;
};

/* A negated literal matches what is below it, which gitignore's does not: none is made. */
static bool make_item(unsigned *seed, struct done_arena *arena, struct list *list)
{
	bool negated = list->nr > 0 && next_random(seed, 2);
	char *text = list->texts[list->nr];
	struct done_error err = {0};

	strcpy(text, negated ? "![1-4]/" : "[1-4]/");
	if (!negated && next_random(seed, 3) == 0)
		strcat(text, next_random(seed, 2) ? "*" : "**/*");
	else
		make_glob(seed, text + strlen(text));
	if (strchr(text, '{') || text[strlen(text) - 1] == '\\' ||
	    done_glob_compile_item(arena, text, &list->globs[list->nr], &err) < 0)
		return false;
	list->nr++;
	return true;
}

/* gitignore looks at each directory first, and not into one that it ignores. */
static bool ignores(const struct done_globs *globs, const char *path)
{
	char part[LONGEST];

	for (size_t i = 0; path[i]; i++) {
		if (path[i] != '/')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (done_globs_match(globs, part))
			return true;
	}
	return done_globs_match(globs, path);
}

static void write_ignore_file(const char *repo, const struct list *list)
{
	char *name = test_path("%s/.gitignore", repo);
	FILE *fp = fopen(name, "w");

	assert_non_null(fp);
	for (size_t i = 0; i < list->nr; i++) {
		bool negated = list->texts[i][0] == '!';

		fprintf(fp, "%s/%s\n", negated ? "!" : "", list->texts[i] + negated);
	}
	assert_int_equal(fclose(fp), 0);
	free(name);
}

/* Counts what is ignored, and what a negated item takes out. */
static void compare_list(const struct list *list, const char *output, char (*paths)[LONGEST],
    size_t *nr_ignored, size_t *nr_taken_out)
{
	struct done_globs globs = {(struct done_glob **)list->globs, list->nr};

	for (size_t i = 0; i < NR_PATHS; i++) {
		bool expected = lists(output, paths[i]), any = false;

		if (ignores(&globs, paths[i]) != expected)
			fail_msg("%s, %s, …, %s on '%s': git says %d", list->texts[0],
			    list->texts[1], list->texts[list->nr - 1], paths[i], expected);
		for (size_t j = 0; j < list->nr; j++)
			any |= !done_glob_is_negated(list->globs[j]) &&
			    done_glob_match(list->globs[j], paths[i]);
		*nr_ignored += expected;
		*nr_taken_out += any && !expected;
	}
}

static void test_globs__choose_what_gitignore_chooses(void **state)
{
	char *dir = test_dir_new(), *repo = test_path("%s/repo", dir);
	static char paths[NR_PATHS][LONGEST];
	size_t nr_ignored = 0, nr_taken_out = 0;
	unsigned seed = 3;

	(void)state;
	test_repo_new(repo);
	fill_index(repo, paths);
	test_sh(repo, "git ls-files -z >paths");
	for (size_t i = 0; i < NR_LISTS; i++) {
		struct done_arena arena = {0};
		struct list list = {.nr = 0};
		size_t wanted = 2 + next_random(&seed, LIST_MAX - 1);
		char *output;

		while (list.nr < wanted)
			make_item(&seed, &arena, &list);
		write_ignore_file(repo, &list);
		output = test_git_output(repo,
		    "-c core.quotePath=false check-ignore --no-index "
		    "-z --stdin <paths | tr '\\0' '\\n'");
		compare_list(&list, output, paths, &nr_ignored, &nr_taken_out);
		free(output);
		done_arena_release(&arena);
	}
	assert_true(nr_ignored > 5000);
	assert_true(nr_taken_out > 1000);
	free(repo);
	test_dir_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_glob__chooses_what_git_chooses),
	    cmocka_unit_test(test_globs__choose_what_gitignore_chooses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
