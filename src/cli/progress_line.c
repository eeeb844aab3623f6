/* One line that overwrites itself, on a terminal's standard error, once work takes longer than half
 * a second. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define PATIENCE_MILLISECONDS 500

static void show(const struct done_progress_shown *shown)
{
	struct done_buf line = {0};

	done_buf_addstr(&line, "\r\033[K");
	done_buf_addf(&line, "git-done: %s", shown->phase[0] ? shown->phase : "working");
	if (shown->total)
		done_buf_addf(&line, " %zu of %zu services", shown->done, shown->total);
	if (shown->check[0]) {
		done_buf_addstr(&line, ", ");
		done_buf_add_shown(&line, shown->check, strlen(shown->check));
	}
	if (line.len > 79 + 4)
		line.len = 79 + 4;
	(void)!write(STDERR_FILENO, line.ptr, line.len);
	done_buf_release(&line);
}

void done_progress_line(void *data, const struct done_progress *progress, int milliseconds)
{
	struct done_progress_shown shown;
	bool *is_shown = data;

	if (milliseconds < PATIENCE_MILLISECONDS || !progress)
		return;
	done_progress_read(progress, &shown);
	show(&shown);
	*is_shown = true;
}

void done_progress_line_clear(void)
{
	(void)!write(STDERR_FILENO, "\r\033[K", 4);
}
