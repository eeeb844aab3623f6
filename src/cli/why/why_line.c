/* git done why: a line of what it prints. */
#include "why.h"

#include <stdarg.h>

void done_why_line(struct done_buf *out, const char *label, const char *format, ...)
{
	va_list args;

	done_buf_addf(out, "  %-12s ", label);
	va_start(args, format);
	done_buf_vaddf(out, format, args);
	va_end(args);
	done_buf_addch(out, '\n');
}
