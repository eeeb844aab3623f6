/*
 * report: one file a format. A format writes a finished report and knows nothing of how it came
 * about. Every format escapes repository bytes its own way: no raw byte reaches a terminal, a log,
 * XML, or a CI command.
 */
#ifndef DONE_REPORT_H
#define DONE_REPORT_H

#include "done/gate.h"

struct done_style {
	bool color;
	int width;    /* columns; 0: 80 */
	bool verbose; /* met and not applicable checks too */
	bool quiet;   /* the closing line and what is unmet only */
};

struct done_format {
	const char *name;
	const char *summary;
	/* Appends to out; cannot fail but for out->overflow. */
	void (*write)(const struct done_report *report, const struct done_style *style,
	              struct done_buf *out);
	/* For what ended without a report: the formats that a machine reads say so in their own
	 * form. NULL: nothing is written. */
	void (*write_error)(const struct done_error *error, int exit_status, struct done_buf *out);
};

extern const struct done_format *const done_formats[];
extern const size_t done_formats_nr;
const struct done_format *done_format_find(const char *name); /* NULL: unknown */

#endif
