/* Inside the cli room: git done audit, of one repository or of several. */
#ifndef DONE_CLI_AUDIT_H
#define DONE_CLI_AUDIT_H

#include "cli.h"

struct done_audit_options {
	bool verify;
	const char *shard, *repositories_from;
	struct done_strings repositories;
	struct done_judging judging;
};

/* Adds the repositories that a file lists (audit_list.c). */
int done_audit_list(const char *file, struct done_arena *arena, struct done_strings *repositories,
    struct done_error *err);
/* Judges several repositories, each by a worker of its own (audit_fleet.c). */
int done_audit_fleet(struct done_request *request, const struct done_audit_options *options,
    struct done_command_line *line, struct done_error *err);

#endif
