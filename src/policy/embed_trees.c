/*
 * Run when the program is built, and no part of it: embed_trees OUT TABLE FILE.yml... writes a C
 * file with the table TABLE of the files, sorted by name, each as a packed value tree; or, of the
 * table of lists, one tree made of all of them. A file that cannot be parsed fails the build.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "embed_lists.h"

#define FILE_MAX (4u << 20)
#define LINE 24
#define LISTS_TABLE "done_embedded_lists"

/* Examples of rows are for tests and readers of the repository, and half of what stands in a file.
 */
static void drop_examples(struct done_value *value)
{
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		drop_examples(&value->list.ptr[i]);
	if (value->type != DONE_MAP)
		return;

	size_t kept = 0;
	for (size_t i = 0; i < value->map.nr; i++) {
		struct done_member *member = &value->map.ptr[i];

		if (!strcmp(member->key.ptr, "hits") || !strcmp(member->key.ptr, "misses"))
			continue;
		drop_examples(&member->value);
		value->map.ptr[kept++] = *member;
	}
	value->map.nr = kept;
}

static bool read_tree(
    struct done_arena *arena, const char *path, struct done_value *out, struct done_error *err)
{
	struct done_buf text = {0};
	int rc = done_file_read(path, FILE_MAX, &text, err);

	if (rc >= 0)
		rc = done_yaml_parse(arena, (struct done_bytes){text.ptr ? text.ptr : "", text.len},
		    path, DONE_YAML_STRICT, out, err);
	done_buf_release(&text);
	return rc >= 0;
}

/* Bytes, not a literal: C promises only 4,095 characters of one. */
static void write_bytes(FILE *to, size_t number, const struct done_buf *bytes)
{
	fprintf(to, "static const unsigned char packed_%zu[] = {", number);
	for (size_t i = 0; i < bytes->len; i++)
		fprintf(to, "%s%u,", i % LINE ? "" : "\n\t", (unsigned char)bytes->ptr[i]);
	fprintf(to, "\n};\n\n");
}

/* "backend@1" of "config/presets/backend@1.yml". */
static const char *name_of_file(struct done_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return done_arena_strndup(arena, name, strcspn(name, "."));
}

static bool write_tree(
    FILE *to, size_t number, const char *name, const struct done_value *tree, struct done_buf *rows)
{
	struct done_buf packed = {0};
	bool good = done_value_pack(tree, &packed);

	if (!good)
		fprintf(stderr, "%s holds a number that is not whole: write it as a text\n", name);
	write_bytes(to, number, &packed);
	done_buf_addf(
	    rows, "\t{\"%s\", {(const char *)packed_%zu, %zu}},\n", name, number, packed.len);
	done_buf_release(&packed);
	return good;
}

static bool read_all(struct done_arena *arena, char **files, size_t nr, struct done_value *trees)
{
	struct done_error err = {0};

	for (size_t i = 0; i < nr; i++) {
		if (!read_tree(arena, files[i], &trees[i], &err)) {
			fprintf(
			    stderr, "%s:%d:%d: %s\n", files[i], err.line, err.column, err.message);
			return false;
		}
		drop_examples(&trees[i]);
	}
	return true;
}

static bool write_each(
    struct done_arena *arena, FILE *to, char **files, size_t nr, struct done_buf *rows)
{
	struct done_value *trees = done_arena_array(arena, nr, sizeof(*trees));
	bool good = read_all(arena, files, nr, trees);

	for (size_t i = 0; i < nr && good; i++)
		good = write_tree(to, i, name_of_file(arena, files[i]), &trees[i], rows);
	return good;
}

static bool write_lists(
    struct done_arena *arena, FILE *to, char **files, size_t nr, struct done_buf *rows)
{
	struct done_value *trees = done_arena_array(arena, nr, sizeof(*trees));
	struct done_value lists = {0};

	if (!read_all(arena, files, nr, trees))
		return false;
	done_embed_lists(arena, trees, nr, &lists);
	return write_tree(to, 0, "lists", &lists, rows);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool embed_all(FILE *to, const char *table, char **files, size_t nr)
{
	struct done_arena arena = {0};
	struct done_buf rows = {0};
	bool is_lists = !strcmp(table, LISTS_TABLE), good;

	fprintf(to, "/* Made from config by embed_trees.c. */\n#include \"done/policy.h\"\n\n");
	fprintf(to, "extern const struct done_preset %s[];\nextern const size_t %s_nr;\n\n", table,
	    table);
	good = (is_lists ? write_lists : write_each)(&arena, to, files, nr, &rows);
	fprintf(to, "const struct done_preset %s[] = {\n%s};\nconst size_t %s_nr = %zu;\n", table,
	    rows.ptr ? rows.ptr : "", table, is_lists ? 1 : nr);
	done_buf_release(&rows);
	done_arena_release(&arena);
	return good;
}

int main(int argc, char **argv)
{
	FILE *to;
	bool good;

	if (argc < 4) {
		fprintf(stderr, "usage: embed_trees OUT TABLE FILE.yml...\n");
		return EXIT_FAILURE;
	}
	qsort(argv + 3, (size_t)argc - 3, sizeof(*argv), compare_paths);
	to = fopen(argv[1], "w");
	if (!to) {
		fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
		return EXIT_FAILURE;
	}
	good = embed_all(to, argv[2], argv + 3, (size_t)argc - 3);
	if (fclose(to)) {
		fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
		good = false;
	}
	if (!good)
		remove(argv[1]);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
