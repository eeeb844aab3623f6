/* Inside the cli room: completion for shells. */
#ifndef DONE_CLI_COMPLETION_H
#define DONE_CLI_COMPLETION_H

#include "cli.h"

struct done_words {
	const struct done_commands *commands;
	struct done_strings words; /* behind "git done"; the last is the one to complete */
};
/* Prints what may stand there (completion_words.c). */
int done_completion_words(struct done_words *request, struct done_error *err);

#endif
