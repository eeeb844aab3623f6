/* Between escape.c and escape_ci.c: a family that maps single characters. */
#ifndef DONE_REPORT_ESCAPE_H
#define DONE_REPORT_ESCAPE_H

#include "report.h"

struct done_escape_map {
	const char *to[128]; /* by ASCII character; NULL: itself */
	size_t max;          /* bytes of the text; 0: those of a message */
	bool is_command;     /* the line is a CI command of ours: no other may begin in it */
};

void done_escape_mapped(struct done_buf *out, const char *text, const struct done_escape_map *map);

#endif
