/*
 * merge: json for `git done merge` alone, which knows by "form" that of services no member is
 * written that is null, false, 0 or an empty list, nor what the bar says of their checks.
 */
#include "formats.h"
#include "report.h"

static void write_merge(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	(void)style;
	done_json_write(report, true, out);
}

static void write_merge_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	done_format_json.write_error(error, exit_status, out);
}

const struct done_format done_format_merge = {
    .name = "merge",
    .summary = "for 'git done merge' alone: smaller than json, and read faster",
    .write = write_merge,
    .write_error = write_merge_error,
};
