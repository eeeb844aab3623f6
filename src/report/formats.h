/* What each file of this room exports, for the table in formats.c. */
#ifndef DONE_REPORT_FORMATS_H
#define DONE_REPORT_FORMATS_H

#include "report.h"

extern const struct done_format done_format_text;
extern const struct done_format done_format_json;

#endif
