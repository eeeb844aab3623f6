/* What the terminal can do. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"

/* Of a log, a mail, a window of an editor: what people read without scrolling. */
#define UNKNOWN_COLUMNS 100

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static int by_terminal(void)
{
	const char *term = getenv("TERM");

	if (is_set("NO_COLOR") || !isatty(STDOUT_FILENO))
		return 0;
	return term && strcmp(term, "dumb") ? 1 : 0;
}

int done_terminal_color(const char *choice, struct done_error *err)
{
	if (!choice || !strcmp(choice, "auto"))
		return by_terminal();
	if (!strcmp(choice, "always"))
		return 1;
	if (!strcmp(choice, "never"))
		return 0;
	done_error_set(
	    err, DONE_E_USAGE, "'--color' takes auto, always or never, not '%s'", choice);
	return err->code;
}

int done_terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	long width = columns ? strtol(columns, NULL, 10) : 0;

#if defined(TIOCGWINSZ)
	struct winsize size;

	if (width <= 0 && isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
		width = size.ws_col;
#endif
	if (width <= 0)
		return isatty(STDOUT_FILENO)           ? 80
		    : columns && !strcmp(columns, "0") ? 0
		                                       : UNKNOWN_COLUMNS;
	return width < 40 ? 40 : width > 200 ? 200 : (int)width;
}
