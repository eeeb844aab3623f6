/* Inside the artifact room: the parts of the TOML reader (TOML 1.0.0, toml.io). */
#ifndef DONE_ARTIFACT_TOML_PARTS_H
#define DONE_ARTIFACT_TOML_PARTS_H

#include "text.h"

struct done_toml_reader {
	struct done_arena *arena;
	struct done_bytes text;
	struct done_text_at now;
	const char *file;
	struct done_error *err;
};

/* ---- toml_text.c: characters, blanks, keys, strings ---- */

static inline char done_toml_peek(const struct done_toml_reader *reader, size_t ahead)
{
	return done_text_peek(reader->text, &reader->now, ahead);
}
static inline void done_toml_step(struct done_toml_reader *reader, size_t bytes)
{
	done_text_step(reader->text, &reader->now, bytes);
}
/* DONE_E_POLICY at a place. */
int done_toml_fail(
    struct done_toml_reader *reader, const struct done_text_at *place, const char *message);
void done_toml_skip_space(struct done_toml_reader *reader); /* within the line */
/* Space, and then nothing but a comment up to the end of the line, which is passed. */
int done_toml_end_line(struct done_toml_reader *reader);
/* Any number of blank lines and comments. */
int done_toml_skip_lines(struct done_toml_reader *reader);
/* The four forms of strings. */
int done_toml_read_string(struct done_toml_reader *reader, struct done_string *out);

struct done_toml_key {
	struct done_string name;
	struct done_text_at place;
};
struct done_toml_keys {
	struct done_toml_key *items; /* a.b.c: three; at least one, at most 64 */
	size_t nr, cap;
};
int done_toml_read_keys(struct done_toml_reader *reader, struct done_toml_keys *out);

/* ---- toml_table.c: tables as they grow ---- */

enum done_toml_made {
	DONE_TOML_IMPLIED,   /* a part of a header: [a.b] makes a */
	DONE_TOML_BY_HEADER, /* [a] */
	DONE_TOML_BY_KEY,    /* a.b = 1 makes a */
};

struct done_toml_entry;
struct done_toml_node;

struct done_toml_table {
	enum done_toml_made made;
	int depth; /* the root's is 0 */
	struct done_text_at place;
	struct done_toml_entry **entries; /* in the order of the text */
	size_t nr, cap;
	struct done_toml_node *index; /* by name */
};

struct done_toml_entry {
	struct done_toml_key key;
	enum {
		DONE_TOML_VALUE,
		DONE_TOML_TABLE,
		DONE_TOML_TABLES,
	} kind;
	struct done_value value;
	struct done_toml_table **tables; /* of a table: one */
	size_t nr, cap;
};

/* The header [keys]: *table is then where its lines go. */
int done_toml_open_table(struct done_toml_reader *reader, struct done_toml_table *root,
    const struct done_toml_keys *keys, struct done_toml_table **table);
/* The header [[keys]]. */
int done_toml_open_item(struct done_toml_reader *reader, struct done_toml_table *root,
    const struct done_toml_keys *keys, struct done_toml_table **table);
/* keys = …: *out is the value to fill; *depth how deep it lies. */
int done_toml_add_key(struct done_toml_reader *reader, struct done_toml_table *table,
    const struct done_toml_keys *keys, struct done_value **out, int *depth);
void done_toml_to_value(
    struct done_toml_reader *reader, const struct done_toml_table *table, struct done_value *out);

/* ---- toml_value.c, toml_date.c ---- */

/* keys = value, in a table or between braces. */
int done_toml_read_pair(struct done_toml_reader *reader, struct done_toml_table *table);
/* A date, a time, or both with or without an offset, each a day and time that there is. */
bool done_toml_is_date(const char *text);

#endif
