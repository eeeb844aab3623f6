/* An entry for any text: it is refused with a place, or what comes out is the text with one
 * insertion, which can be taken for a sheet again and gets a second entry, too. */
#include <stdlib.h>
#include <string.h>

#include "done/sheet_edit.h"

static bool is_one_insertion(struct done_bytes before, const struct done_buf *after)
{
	size_t head = 0, tail = 0;

	if (after->len <= before.len)
		return false;
	while (head < before.len && before.ptr[head] == after->ptr[head])
		head++;
	while (tail < before.len - head &&
	    before.ptr[before.len - 1 - tail] == after->ptr[after->len - 1 - tail])
		tail++;
	return head + tail == before.len;
}

static void add_to(struct done_bytes text, struct done_buf *out)
{
	static const struct done_sheet_pair pairs[] = {
	    {"check", "docs.readme"}, {"reason", "x: \"#' ]}\\ ü"}};
	static const struct done_sheet_entry entry = {.list = "waivers", .pairs = pairs, .nr = 2};
	struct done_arena arena = {0};
	struct done_error err = {0};
	int line = 0;

	if (done_sheet_entry_add(&arena, text, "done.yml", &entry, out, &line, &err) < 0) {
		if (out->len || err.code != DONE_E_POLICY || !err.message[0])
			abort();
	} else if (line < 1 || !is_one_insertion(text, out)) {
		abort();
	}
	done_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_bytes text = {size ? (const char *)data : "", size};
	struct done_buf once = {0}, twice = {0};

	add_to(text, &once);
	if (once.len) {
		add_to((struct done_bytes){once.ptr, once.len}, &twice);
		if (!twice.len && once.len < 200000)
			abort();
	}
	done_buf_release(&once);
	done_buf_release(&twice);
	return 0;
}
