/*
 * What rooms show to each other: a function that a header of include/done declares is called by
 * another room than its own. What one room alone needs stands in a header of that room, where tests
 * of the room find it as well.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>

#include "support.h"

#define NAME_MAX_LENGTH 80
#define NAMES_CAP 8192 /* a power of two */

/* A function that is declared for all. */
struct door {
	char name[NAME_MAX_LENGTH], header[64];
	size_t nr_headers; /* how often headers name it: twice where one of them calls it, inline */
	unsigned rooms;    /* that name it: a bit each */
};

struct doors {
	struct door items[NAMES_CAP];
	size_t nr;
};

/* Lowest bit first; what else src has is no room. */
static char rooms[32][32];
static size_t nr_rooms;

/* ---- sources as names ---- */

static char *read_source(const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t len = 0, cap = 1 << 16;
	char *text = malloc(cap);

	assert_non_null(file);
	assert_non_null(text);
	for (size_t got; (got = fread(text + len, 1, cap - len - 1, file)) > 0;) {
		len += got;
		if (len + 1 == cap) {
			cap *= 2;
			text = realloc(text, cap);
			assert_non_null(text);
		}
	}
	fclose(file);
	text[len] = '\0';
	return text;
}

/* Behind a comment or a text in quotes that begins there; else where it was. */
static const char *skip_no_code(const char *at)
{
	char quote = *at;

	if (!strncmp(at, "/*", 2)) {
		const char *end = strstr(at + 2, "*/");

		return end ? end + 2 : at + strlen(at);
	}
	if (!strncmp(at, "//", 2))
		return at + strcspn(at, "\n");
	if (quote != '"' && quote != '\'')
		return at;
	for (at++; *at && *at != quote; at++) {
		if (*at == '\\' && at[1])
			at++;
	}
	return *at ? at + 1 : at;
}

/* The next name that begins with "done_"; *behind: where its text goes on. False: there is none. */
static bool next_name(const char **at, char name[NAME_MAX_LENGTH], const char **behind)
{
	const char *start;

	while (**at) {
		start = skip_no_code(*at);
		if (start != *at) {
			*at = start;
			continue;
		}
		if (!isalpha((unsigned char)*start) && *start != '_') {
			++*at;
			continue;
		}
		while (isalnum((unsigned char)**at) || **at == '_')
			++*at;
		if (strncmp(start, "done_", 5) != 0 || *at - start >= NAME_MAX_LENGTH)
			continue;
		memcpy(name, start, (size_t)(*at - start));
		name[*at - start] = '\0';
		*behind = *at;
		return true;
	}
	return false;
}

/* "(struct done_arena *arena);", where an inline function has a body. */
static bool is_declaration(const char *behind)
{
	const char *end = *behind == '(' ? strchr(behind, ')') : NULL;

	return end && end[1 + strspn(end + 1, " \n")] != '{';
}

static struct door *door_of(struct doors *doors, const char *name)
{
	size_t hash = 5381, i;

	for (const char *s = name; *s; s++)
		hash = hash * 33 + (unsigned char)*s;
	for (i = hash % NAMES_CAP; doors->items[i].name[0]; i = (i + 1) % NAMES_CAP) {
		if (!strcmp(doors->items[i].name, name))
			return &doors->items[i];
	}
	return &doors->items[i];
}

/* ---- going through the house ---- */

static void read_header(struct doors *doors, const char *path, const char *name)
{
	char *text = read_source(path), found[NAME_MAX_LENGTH];
	const char *at = text, *behind;

	while (next_name(&at, found, &behind)) {
		struct door *door = door_of(doors, found);

		if (door->name[0]) {
			door->nr_headers++;
		} else if (is_declaration(behind)) {
			snprintf(door->name, sizeof(door->name), "%s", found);
			snprintf(door->header, sizeof(door->header), "%.63s", name);
			door->nr_headers = 1;
			assert_true(++doors->nr < NAMES_CAP / 2);
		}
	}
	free(text);
}

static void read_room_file(struct doors *doors, const char *path, size_t room)
{
	char *text = read_source(path), found[NAME_MAX_LENGTH];
	const char *at = text, *behind;

	while (next_name(&at, found, &behind))
		door_of(doors, found)->rooms |= 1U << room;
	free(text);
}

static bool is_source(const char *name)
{
	size_t len = strlen(name);

	return len > 2 && (!strcmp(name + len - 2, ".c") || !strcmp(name + len - 2, ".h"));
}

/* The files of a room and of its folders; of depth 0, nothing below it. */
static void read_room(struct doors *doors, const char *folder, size_t room, int depth)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;

	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		char path[4096];

		assert_true(snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) <
		    (int)sizeof(path));
		if (is_source(entry->d_name))
			read_room_file(doors, path, room);
		else if (!strchr(entry->d_name, '.') && depth > 0)
			read_room(doors, path, room, depth - 1);
	}
	closedir(directory);
}

static void read_headers(struct doors *doors)
{
	DIR *directory = opendir(DONE_SOURCE_DIR "/include/done");
	struct dirent *entry;

	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		char path[4096];

		snprintf(path, sizeof(path), "%s/include/done/%s", DONE_SOURCE_DIR, entry->d_name);
		if (is_source(entry->d_name))
			read_header(doors, path, entry->d_name);
	}
	closedir(directory);
}

static void read_rooms(struct doors *doors)
{
	DIR *directory = opendir(DONE_SOURCE_DIR "/src");
	struct dirent *entry;

	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		char path[4096];

		if (strchr(entry->d_name, '.') || !strcmp(entry->d_name, "decisions"))
			continue;
		assert_true(nr_rooms < DONE_ARRAY_SIZE(rooms));
		snprintf(rooms[nr_rooms], sizeof(rooms[0]), "%.31s", entry->d_name);
		snprintf(path, sizeof(path), "%s/src/%s", DONE_SOURCE_DIR, entry->d_name);
		read_room(doors, path, nr_rooms++, 2);
	}
	closedir(directory);
}

static const char *only_room(unsigned bits)
{
	for (size_t i = 0; i < nr_rooms; i++) {
		if (bits == 1U << i)
			return rooms[i];
	}
	return NULL;
}

static void test_doors__lead_from_one_room_to_another(void **state)
{
	struct doors *doors = calloc(1, sizeof(*doors));

	(void)state;
	assert_non_null(doors);
	read_headers(doors);
	read_rooms(doors);
	assert_true(doors->nr > 400 && nr_rooms > 10);
	for (size_t i = 0; i < NAMES_CAP; i++) {
		const struct door *door = &doors->items[i];
		const char *room = door->name[0] ? only_room(door->rooms) : NULL;

		if (door->name[0] && !door->rooms && door->nr_headers == 1)
			fail_msg(
			    "include/done/%s declares %s(), which no file of src has: delete it",
			    door->header, door->name);
		if (room && door->nr_headers == 1)
			fail_msg(
			    "include/done/%s declares %s(), which only the room '%s' uses: move "
			    "the declaration into a header of src/%s, which tests can include "
			    "as \"%s/HEADER.h\", or make the function static",
			    door->header, door->name, room, room, room);
	}
	free(doors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_doors__lead_from_one_room_to_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
