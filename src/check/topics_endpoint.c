/* Requests in a document, in its code, its tables and its text: what a caller sends, and where. */
#include <string.h>

#include "topics.h"

static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
static const char *const clients[] = {"curl ", "grpcurl ", "http ", "wscat ", "grpc_cli "};

/* "GET | /orders/{id}", "**POST** http://…/orders": a method, then little more than marks, a path.
 */
static bool line_has_request(const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		for (size_t k = 0; k < DONE_ARRAY_SIZE(methods); k++) {
			size_t nr = strlen(methods[k]), at = i + nr;

			if (at >= len || strncmp(line + i, methods[k], nr) != 0 ||
			    (i > 0 && strchr("|`* \t([\"'", line[i - 1]) == NULL))
				continue;
			size_t marks = 0;
			while (at < len && strchr(" \t|`*:\"'", line[at]) && marks++ < 40)
				at++;
			if (marks > 0 && at + 1 < len &&
			    (line[at] == '/' || !strncmp(line + at, "http", 4)))
				return true;
		}
	}
	return false;
}

static bool code_has_request(const char *line, size_t len)
{
	size_t skip = strspn(line, " \t$>");

	for (size_t i = 0; i < DONE_ARRAY_SIZE(clients); i++) {
		size_t nr = strlen(clients[i]);

		if (skip + nr < len && !strncmp(line + skip, clients[i], nr) &&
		    memchr(line + skip + nr, ':', len - skip - nr))
			return true;
	}
	return line_has_request(line, len);
}

/* The first line of a text in the part that has a request: its length, 0: none. */
static size_t find_request(
    const struct done_extent *extent, const char **text, int *number, bool code)
{
	for (const char *line = *text; *line; ++*number) {
		size_t len = strcspn(line, "\n");

		if (*number >= extent->from && *number < extent->to && len > 0 &&
		    (code ? code_has_request(line, len) : line_has_request(line, len))) {
			*text = line;
			return len;
		}
		line += len + (line[len] == '\n');
	}
	return 0;
}

static bool add_request(struct done_topic_search *search, const struct done_extent *extent,
    const char *line, size_t len, int number)
{
	struct done_view *view = search->view;

	while (len > 0 && strchr(" \t|", *line)) {
		line++;
		len--;
	}
	if (done_result_wants_evidence(search->result))
		done_result_evidence(search->result, view, extent->file->path, number, DONE_CLAIMED,
		    "the request '%s'", done_view_shown(view, line, len, 60));
	return true;
}

bool done_topic_endpoint(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0; i < outline->nr_codes; i++) {
		const char *text = outline->codes[i].text;
		int number = outline->codes[i].line;
		size_t len = find_request(extent, &text, &number, true);

		if (len)
			return add_request(search, extent, text, len, number);
	}
	for (size_t i = 0; i < outline->nr_paragraphs; i++) {
		const char *text = outline->paragraphs[i].text;
		int number = outline->paragraphs[i].line;
		size_t len = find_request(extent, &text, &number, false);

		if (len)
			return add_request(search, extent, text, len, number);
	}
	return false;
}
