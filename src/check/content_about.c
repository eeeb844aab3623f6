/* Kind `content`: the part of a file outside of the service that is about it. */
#include "content.h"

#include <inttypes.h>

static int content_about_line(struct done_bytes text, const char *at)
{
	int line = 1;

	for (const char *byte = text.ptr; byte < at; byte++)
		line += *byte == '\n';
	return line;
}

int done_content_try_about(const void *data, struct done_view *view, const struct done_about *about,
    struct done_result *out, struct done_error *err)
{
	const struct content_options *options = data;
	struct done_scan scan = {.options = options, .view = view, .result = out};
	struct done_text whole, part;
	int64_t nr = 0;
	int rc = done_scan_open(&scan, about->file, &whole, err);

	if (rc < 0)
		return rc;
	part = whole;
	part.bytes = done_about_lines(whole.bytes, about->name);
	if (rc == DONE_SCAN_TEXT && done_content_count(&scan, &part, options->min, &nr, err) < 0)
		return err->code;
	if (nr < options->min) {
		done_result_add(out, view, (struct done_place){about->file->path, 0, 0},
		    (struct done_subject){
		        .wrong = "missing", .option = DONE_ABOUT, .path = about->file->path},
		    "%s matches %" PRId64 " times", done_view_pattern_shown(view, options->match),
		    nr);
		return 0;
	}
	done_result_evidence(out, view, about->file->path,
	    content_about_line(whole.bytes, part.bytes.ptr + scan.first.start),
	    done_strength_of(about->file->path), "has '%s'",
	    done_view_shown(
	        view, part.bytes.ptr + scan.first.start, scan.first.end - scan.first.start, 60));
	return 0;
}
