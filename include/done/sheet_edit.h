/*
 * sheet_edit: adds one entry to a list of a sheet (or a policy) as text, or gives one that is there
 * new values, so that everything else stays as its author wrote it: comments, order, quotes, line
 * ends. What was added is read again and compared; what cannot be added so is refused, never
 * guessed.
 */
#ifndef DONE_SHEET_EDIT_H
#define DONE_SHEET_EDIT_H

#include "done/artifact.h"

struct done_sheet_pair {
	const char *key, *value; /* value: any text on one line */
};

struct done_sheet_entry {
	const char *list; /* "waivers" */
	const struct done_sheet_pair *pairs;
	size_t nr;
	/* For entries that are more than texts: a last key whose value is a map; NULL: none. */
	const char *map;
	const struct done_sheet_pair *map_pairs;
	size_t nr_map;
	const char *behind; /* a list that is new stands behind this key; NULL: at the end */
};

/* The lines to be added by hand, below the list's key where the sheet has it already. */
void done_sheet_entry_lines(
    struct done_buf *out, const struct done_sheet_entry *entry, bool has_list);

/*
 * Appends to out the text with the entry behind the last of its list, and says in which line it
 * stands. An empty text, and one of comments alone, is a sheet that says nothing yet. DONE_E_POLICY
 * and nothing in out where the text is not a valid sheet in YAML's strict subset, or where it is
 * written so that the entry cannot be added without changing something else.
 */
int done_sheet_entry_add(struct done_arena *arena, struct done_bytes text, const char *path,
    const struct done_sheet_entry *entry, struct done_buf *out, int *line, struct done_error *err);

/*
 * The text with other values in the entry that stands at a place of its list: every pair's but the
 * first one's, which must say the same already; its other keys stay. DONE_E_POLICY and nothing in
 * out where the entry has no such key, or a value cannot be replaced without changing something
 * else.
 */
int done_sheet_entry_renew(struct done_arena *arena, struct done_bytes text, const char *path,
    const struct done_sheet_entry *entry, size_t at, struct done_buf *out, struct done_error *err);

/*
 * The text with the entry in the place of the one that stands at a place of its list, whatever that
 * says. DONE_E_POLICY and nothing in out where the old one is not written in braces, or has a
 * comment.
 */
int done_sheet_entry_replace(struct done_arena *arena, struct done_bytes text, const char *path,
    const struct done_sheet_entry *entry, size_t at, struct done_buf *out, struct done_error *err);

#endif
