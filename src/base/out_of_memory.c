/* The end when memory runs out. */
#include "done/base.h"

#include <unistd.h>

void done_out_of_memory(void)
{
	static const char text[] = "git-done: out of memory\n";
	/* Nothing can be done about a lost message here; the exit status says the same. */
	ssize_t written = write(STDERR_FILENO, text, sizeof(text) - 1);

	(void)written;
	_exit(DONE_EXIT_MEMORY);
}
