/* Inside the service room: what edits of a sheet's text share. */
#ifndef DONE_SHEET_EDIT_PARTS_H
#define DONE_SHEET_EDIT_PARTS_H

#include "done/sheet_edit.h"

/* Reads a sheet; one of blanks and comments alone is an empty map. */
int done_sheet_edit_parse(struct done_arena *arena, struct done_bytes text, const char *path,
    struct done_value *out, struct done_error *err);
/* Where a line and column stand in the text; columns count characters. */
size_t done_sheet_edit_offset(struct done_bytes text, int line, int column);
/* A value as it is written into a sheet, in quotes where it must be. */
void done_sheet_edit_add_value(struct done_buf *out, const char *value);

/* An entry in braces; and whether a value is that entry. */
void done_sheet_edit_add_entry(struct done_buf *out, const struct done_sheet_entry *entry);
bool done_sheet_edit_is_entry(const struct done_sheet_entry *entry, const struct done_value *value);

#endif
