/* Seals and stamps: the first byte says which. No crash; an error has a message; what is read,
 * written and read again is the same. */
#include <stdlib.h>
#include <string.h>

#include "done/seal.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_again(struct done_arena *arena, const struct done_seal *seal, bool is_stamp)
{
	struct done_buf text = {0};
	struct done_error err = {0};
	struct done_seal again;

	done_seal_write(&text, seal, is_stamp);
	if (done_seal_parse(arena, (struct done_bytes){text.ptr, text.len}, "again", is_stamp,
	        &again, &err) < 0)
		abort();
	if (strcmp(again.commit, seal->commit) != 0 || again.files.nr != seal->files.nr)
		abort();
	for (size_t i = 0; i < seal->files.nr; i++) {
		const struct done_seal_file *file = &seal->files.items[i];

		if (file->size < 0 || done_seal_find(seal, file->path) != file ||
		    !done_seal_find(&again, file->path))
			abort();
	}
	done_buf_release(&text);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_seal seal;

	if (!size)
		return 0;
	if (done_seal_parse(&arena, (struct done_bytes){(const char *)data + 1, size - 1},
	        "fuzz/file", data[0] & 1, &seal, &err) >= 0)
		check_again(&arena, &seal, data[0] & 1);
	else if (!err.message[0])
		abort();
	done_arena_release(&arena);
	return 0;
}
