/* Inside: the pages of section 1. */
#ifndef DONE_MANUAL_H
#define DONE_MANUAL_H

#include "../cli.h"
#include "roff.h"

void done_manual_of_program(const struct done_commands *commands, struct done_buf *out);
void done_manual_of_command(const struct done_command *command, struct done_buf *out);
void done_manual_add_exits(const struct done_command *command, struct done_buf *out);

#endif
