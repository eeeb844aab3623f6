/*
 * Every row of every ecosystem finds its hits and leaves its misses alone. What a file imports is
 * taken from the example; one that imports nothing is read as if it imported the row's packages. A
 * row of a manifest has names of dependencies for examples.
 */
#include <stdio.h>
#include <string.h>

#include "done/profile.h"
#include "policy/ecosystem_parts.h"
#include "support.h"

struct examples {
	struct done_arena arena;
	struct done_ecosystems ecosystems;
	const struct done_ecosystem *ecosystem;
	const char *group; /* "capabilities.health" */
	const struct done_row *row;
	size_t rows, faults;
};

/* What is built in has no examples: the file is read. */
static void examples_open(struct examples *examples, const char *id)
{
	const char *path =
	    done_arena_printf(&examples->arena, DONE_SOURCE_DIR "/config/ecosystems/%s.yml", id);
	struct done_buf text = {0};
	struct done_error err = {0};

	assert_int_equal(done_file_read(path, 1 << 20, &text, &err), 1);
	assert_success(
	    done_ecosystem_read(&examples->arena, (struct done_bytes){text.ptr, text.len}, path,
	        &examples->ecosystems, &err),
	    err);
	examples->ecosystem = &examples->ecosystems.items[0];
	done_buf_release(&text);
}

static void examples_close(struct examples *examples)
{
	done_ecosystems_release(&examples->ecosystems);
	done_arena_release(&examples->arena);
}

static void for_each_ecosystem(void look(struct examples *), size_t *rows)
{
	struct done_arena arena = {0};
	struct done_ecosystems embedded;
	struct done_error err = {0};
	size_t faults = 0;

	assert_success(done_ecosystems_load(&arena, NULL, &embedded, &err), err);
	for (size_t i = 0; i < embedded.nr; i++) {
		struct examples examples = {0};

		examples_open(&examples, embedded.items[i].id);
		look(&examples);
		*rows += examples.rows;
		faults += examples.faults;
		examples_close(&examples);
	}
	done_ecosystems_release(&embedded);
	done_arena_release(&arena);
	assert_int_equal(faults, 0);
}

static void fault(struct examples *examples, const char *what, const char *example)
{
	examples->faults++;
	print_error("config/ecosystems/%s.yml:%d: %s: %s%s%s\n", examples->ecosystem->id,
	    examples->row->place.line, examples->group, what, example ? ": " : "",
	    example ? example : "");
}

/* A path that the glob matches: the first of alternatives, an x for each star. */
static const char *path_for(struct done_arena *arena, const struct done_glob *glob)
{
	const char *at = done_glob_text(glob) + strlen("**/");
	struct done_buf path = {0};
	const char *text;

	for (; *at; at++) {
		if (*at == '{') {
			while (*++at && *at != ',' && *at != '}')
				done_buf_addch(&path, *at == '*' ? 'x' : *at);
			at += strcspn(at, "}");
		} else if (*at == '*') {
			done_buf_addch(&path, 'x');
		} else {
			done_buf_addch(&path, *at);
		}
	}
	text = done_arena_strndup(arena, path.ptr, path.len);
	done_buf_release(&path);
	return text;
}

/* As an import binds it: the last part of its name. */
static const char *bound_by(const char *package)
{
	const char *last = package;

	for (const char *at = package; *at; at++) {
		if (strchr("/.:\\", *at) && at[1])
			last = at + 1;
	}
	return last;
}

static void import_packages(struct examples *examples, struct done_imports *imports)
{
	const struct done_strings *packages = &examples->row->packages;

	if (imports->nr)
		return;
	imports->items = done_arena_array(&examples->arena, packages->nr, sizeof(*imports->items));
	for (; imports->nr < packages->nr; imports->nr++)
		imports->items[imports->nr] = (struct done_import){
		    packages->items[imports->nr], bound_by(packages->items[imports->nr]), 0};
}

static bool holds_in_manifest(struct examples *examples, const char *name)
{
	struct done_dependency dependency = {.name = name, .scope = DONE_SCOPE_RUN};
	struct done_manifest manifest = {.dependencies = &dependency, .nr_dependencies = 1};

	return done_row_in_manifest(examples->ecosystem, examples->row, &manifest);
}

static bool holds_in_source(struct examples *examples, const char *text)
{
	const struct done_row *row = examples->row;
	const struct done_globs *globs =
	    row->files.nr ? &row->files : &examples->ecosystem->sources;
	const char *path = path_for(&examples->arena, globs->items[0]);
	struct done_row_match match;
	struct done_source source;
	struct done_error err = {0};

	done_source_make(&examples->arena, examples->ecosystem, path,
	    (struct done_bytes){text, strlen(text)}, &source);
	import_packages(examples, &source.imports);
	if (done_row_in_source(&examples->arena, examples->ecosystem, row, &source, &match, &err) <
	    0) {
		fault(examples, err.message, text);
		return false;
	}
	if (row->each)
		return match.nr_of && match.nr == match.nr_of;
	return match.nr >= (size_t)row->count;
}

static bool holds_in(struct examples *examples, const char *text)
{
	return examples->row->manifest && !done_row_has_pattern(examples->row)
	    ? holds_in_manifest(examples, text)
	    : holds_in_source(examples, text);
}

static void try_row(struct examples *examples)
{
	const struct done_row *row = examples->row;

	examples->rows++;
	if (!row->hits.nr || !row->misses.nr)
		fault(examples, "a row needs 'hits' and 'misses'", NULL);
	for (size_t i = 0; i < row->hits.nr; i++) {
		if (!holds_in(examples, row->hits.items[i]))
			fault(examples, "the row does not find its hit", row->hits.items[i]);
	}
	for (size_t i = 0; i < row->misses.nr; i++) {
		if (holds_in(examples, row->misses.items[i]))
			fault(examples, "the row finds its miss", row->misses.items[i]);
	}
}

static void try_rows(struct examples *examples, const char *group, const struct done_rows *rows)
{
	examples->group = group;
	for (size_t i = 0; i < rows->nr; i++) {
		examples->row = &rows->items[i];
		try_row(examples);
	}
}

static void try_groups(
    struct examples *examples, const char *of, const struct done_row_groups *groups)
{
	for (size_t i = 0; i < groups->nr; i++)
		try_rows(examples,
		    done_arena_printf(&examples->arena, "%s.%s", of, groups->items[i].name),
		    &groups->items[i].rows);
}

static void try_ecosystem(struct examples *examples)
{
	const struct done_ecosystem *ecosystem = examples->ecosystem;

	try_rows(examples, "programs", &ecosystem->programs);
	try_rows(examples, "functions", &ecosystem->functions);
	try_rows(examples, "frontend", &ecosystem->frontend);
	try_rows(examples, "forwards", &ecosystem->forwards);
	try_groups(examples, "serves", &ecosystem->serves);
	try_groups(examples, "clients", &ecosystem->clients);
	try_groups(examples, "capabilities", &ecosystem->capabilities);
}

static void test_rows__find_their_hits_and_leave_their_misses(void **state)
{
	size_t rows = 0;

	(void)state;
	for_each_ecosystem(try_ecosystem, &rows);
	assert_true(rows > 500);
}

static void try_sources(struct examples *examples)
{
	const struct done_row_groups *groups = &examples->ecosystem->capabilities;

	for (size_t i = 0; i < groups->nr; i++) {
		examples->group = groups->items[i].name;
		for (size_t j = 0; j < groups->items[i].rows.nr; j++) {
			examples->row = &groups->items[i].rows.items[j];
			examples->rows++;
			if (!examples->row->doc || !examples->row->says)
				fault(examples, "a row needs 'doc' and 'says'", NULL);
		}
	}
}

static void test_rows__of_capabilities_say_where_they_are_from(void **state)
{
	size_t rows = 0;

	(void)state;
	for_each_ecosystem(try_sources, &rows);
	assert_true(rows > 300);
}

/* The same rows with the same places are built in. */
static void compare_rows(
    const struct done_row_groups *groups, const struct done_row_groups *written)
{
	assert_int_equal(groups->nr, written->nr);
	for (size_t i = 0; i < groups->nr; i++) {
		const struct done_rows *rows = &groups->items[i].rows;

		assert_int_equal(rows->nr, written->items[i].rows.nr);
		for (size_t j = 0; j < rows->nr; j++) {
			const struct done_row *row = &written->items[i].rows.items[j];

			assert_int_equal(rows->items[j].place.line, row->place.line);
			if (row->calls)
				assert_string_equal(rows->items[j].calls->text, row->calls->text);
			if (row->text)
				assert_string_equal(rows->items[j].text->text, row->text->text);
		}
	}
}

static void test_embedded__rows_are_those_of_the_files(void **state)
{
	struct done_arena arena = {0};
	struct done_ecosystems embedded;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &embedded, &err), err);
	for (size_t i = 0; i < embedded.nr; i++) {
		struct examples examples = {0};

		examples_open(&examples, embedded.items[i].id);
		compare_rows(&embedded.items[i].serves, &examples.ecosystem->serves);
		compare_rows(&embedded.items[i].clients, &examples.ecosystem->clients);
		compare_rows(&embedded.items[i].capabilities, &examples.ecosystem->capabilities);
		examples_close(&examples);
	}
	done_ecosystems_release(&embedded);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows__find_their_hits_and_leave_their_misses),
	    cmocka_unit_test(test_rows__of_capabilities_say_where_they_are_from),
	    cmocka_unit_test(test_embedded__rows_are_those_of_the_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
