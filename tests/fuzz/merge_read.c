/* Reports read back: no crash; what is accepted can be written in every format, and read again. */
#include <stdlib.h>
#include <string.h>

#include "done/format.h"
#include "done/merge.h"

static void write_all(const struct done_report *report)
{
	const struct done_style style = {.width = 80, .verbose = true};

	for (size_t i = 0; i < done_formats_nr; i++) {
		struct done_buf out = {0};

		done_formats[i]->write(report, &style, &out);
		if (!done_utf8_valid(out.ptr ? out.ptr : "", out.len))
			abort();
		done_buf_release(&out);
	}
}

static void read_again(const struct done_report *report)
{
	const struct done_style style = {.width = 80};
	struct done_buf first = {0}, second = {0};
	struct done_report again = {0};
	struct done_error err = {0};

	done_format_find("json")->write(report, &style, &first);
	if (done_report_read(
	        (struct done_bytes){first.ptr, first.len}, "again.json", &again, &err) < 0)
		abort();
	done_format_find("json")->write(&again, &style, &second);
	if (first.len != second.len || memcmp(first.ptr, second.ptr, first.len) != 0)
		abort();
	done_report_release(&again);
	done_buf_release(&first);
	done_buf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *file = "fuzz.json";
	struct done_report report = {0}, merged = {0};
	struct done_error err = {0};

	if (done_report_read((struct done_bytes){(const char *)data, size}, file, &report, &err) <
	    0) {
		if (!err.code)
			abort();
		return 0;
	}
	write_all(&report);
	if (!report.shard.of)
		read_again(&report);
	if (done_report_merge(&report, &file, 1, &merged, &err) >= 0)
		write_all(&merged);
	done_report_release(&report);
	done_report_release(&merged);
	return 0;
}
