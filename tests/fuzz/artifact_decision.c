/* A decision record: no crash; what is said of it lies within it. */
#include <stdlib.h>
#include <string.h>

#include "done/decision.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_decision decision = {0};
	int lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	done_decision_read(&arena, (struct done_bytes){(const char *)data, size},
	    "docs/adr/0007-fuzz.md", &decision);
	if (decision.title_line > lines || decision.status_line > lines ||
	    decision.date_line > lines)
		abort();
	if ((size_t)decision.status >= DONE_DECISION_STATUSES ||
	    (decision.status != DONE_DECISION_UNKNOWN && !decision.status_text) ||
	    (decision.date != DONE_NO_DAY && !decision.date_text))
		abort();
	done_arena_release(&arena);
	return 0;
}
