/* Declarations of all readers, chosen by the first byte: no crash, lines within the text, every
 * error has its place, limits hold. */
#include <stdlib.h>
#include <string.h>

#include "done/deployment.h"

static void check_one(const struct done_deployment *one, int lines)
{
	if (one->line < 0 || one->line > lines || one->probe_line < 0 || one->probe_line > lines ||
	    one->ports < 0)
		abort();
	if ((one->name && !*one->name) || (one->image && !*one->image))
		abort();
	for (size_t i = 0; i < one->nr_commands; i++)
		if (!one->commands[i])
			abort();
	for (size_t i = 0; i < one->nr_copies; i++)
		if (!one->copies[i])
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_deployments all = {0};

	if (size == 0)
		return 0;
	const struct done_deployment_reader *reader =
	    done_deployment_readers[data[0] % done_deployment_readers_nr];
	struct done_bytes bytes = {(const char *)data + 1, size - 1};
	int lines = 1;
	for (size_t i = 1; i < size; i++)
		lines += data[i] == '\n' || data[i] == '\r';
	int rc = reader->read_beside
	    ? reader->read_beside(&arena, bytes, "fuzz", bytes, &all, &err)
	    : done_deployment_read(reader, &arena, bytes, "fuzz", &all, &err);
	if (rc < 0 && (!err.message[0] || all.nr))
		abort();
	for (size_t i = 0; i < all.nr; i++)
		check_one(&all.items[i], lines);
	for (size_t i = 0; i < all.nr_not_read; i++)
		if (!all.not_read[i] || strncmp(all.not_read[i], "fuzz:", 5) != 0)
			abort();
	done_arena_release(&arena);
	return 0;
}
