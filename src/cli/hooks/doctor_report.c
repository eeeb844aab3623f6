/* What the doctor writes down. */
#include <string.h>

#include "doctor.h"

void done_doctor_say(
    struct done_examination *examination, bool good, const char *what, const char *detail)
{
	done_buf_addf(&examination->report, "%-4s  %s", good ? "ok" : "BAD", what);
	if (detail) {
		done_buf_addstr(&examination->report, ": ");
		done_buf_add_shown(&examination->report, detail, strlen(detail));
	}
	done_buf_addch(&examination->report, '\n');
	examination->nr_faults += !good;
}

void done_doctor_advise(struct done_examination *examination, const char *format, ...)
{
	va_list args;

	done_buf_addstr(&examination->report, "      ");
	va_start(args, format);
	done_buf_vaddf(&examination->report, format, args);
	va_end(args);
	done_buf_addch(&examination->report, '\n');
}
