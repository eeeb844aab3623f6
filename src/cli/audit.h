/* Inside the cli room: git done audit, of one repository or of several. */
#ifndef DONE_CLI_AUDIT_H
#define DONE_CLI_AUDIT_H

#include "cli.h"

struct done_audit_options {
	bool verify, since_when;
	const char *shard, *repositories_from, *by;
	struct done_strings repositories;
	struct done_judging judging;
};

/* Judges several repositories, each by a worker of its own (audit_fleet.c). */
int done_audit_fleet(struct done_request *request, const struct done_audit_options *options,
    struct done_command_line *line, struct done_error *err);

/* ---- since when (audit_since.c) ---- */

/* The audit with, in the report or below its text, since which commit each unmet check is so. */
int done_audit_since(struct done_request *request, const struct done_audit_options *options,
    struct done_command_line *line, struct done_error *err);

/* ---- owners (audit_owners.c) ---- */

/* In the worker: to the services that name nobody, whom CODEOWNERS at the judged commit names.
 * What cannot be read names nobody. */
void done_audit_find_owners(const struct done_request *request, const struct done_report *report,
    struct done_arena *arena, struct done_fleet_entry *entry);

/* ---- a page for each repository (audit_pages.c) ---- */

/* A file for each path beside the index: letters, digits, dots and hyphens, no two alike even
 * where the file system ignores case; by the order of the paths alone. */
const char **done_audit_page_names(
    const struct done_strings *paths, const char *ending, struct done_arena *arena);
/* The folder of the pages of an index, as a path (or, is_address, as seen from the index). */
const char *done_audit_pages_folder(const char *index, bool is_address, struct done_arena *arena);
/* Makes the folder, unless it is there. */
int done_audit_pages_make(const char *folder, struct done_error *err);

#endif
