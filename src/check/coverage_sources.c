/*
 * Kind `coverage`: what a report should know: the sources of the endings that it names, and how
 * much of them is code.
 */
#include "coverage.h"

#include <string.h>

/* Tests measure others, and are not measured; generated and foreign code is nobody's. */
int done_coverage_is_source(
    struct coverage_judging *judging, const char *path, struct done_error *err)
{
	const char *name = strrchr(path, '/'), *dot = strrchr(name ? name + 1 : path, '.');
	const char *directory = done_view_directory(judging->view);
	const char *below = *directory ? path + strlen(directory) + 1 : path;
	const struct done_ecosystems *ecosystems;

	if (!dot || !done_strings_has(&judging->endings, dot))
		return 0;
	if (done_view_ecosystems(judging->view, &ecosystems, err) < 0)
		return err->code;
	for (size_t i = 0; i < ecosystems->nr; i++) {
		const struct done_ecosystem *one = &ecosystems->items[i];

		if (done_ecosystem_is_source(one, below) &&
		    (done_ecosystem_is_test(one, below) || done_ecosystem_is_foreign(one, below)))
			return 0;
	}
	return 1;
}

static bool sources_has_word(struct done_bytes text, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= text.len; i++) {
		if (!memcmp(text.ptr + i, word, len))
			return true;
	}
	return false;
}

int done_coverage_code_lines(struct coverage_judging *judging, const struct done_file *file,
    const struct done_line_ranges *ranges, size_t *out, struct done_error *err)
{
	struct done_text text = {0};
	size_t at = 0;
	int line = 1;
	int rc = done_view_text(judging->view, file, &text.bytes, err);

	*out = 0;
	if (rc == 1)
		rc = done_view_mask(judging->view, file->path,
		    DONE_CLASSES_TEXT | DONE_CLASS_UNKNOWN, NULL, &text, err);
	if (rc < 0)
		return rc;
	/* Go's declarations without a function are in no profile: nothing of them runs. */
	if (done_text_ends(file->path, ".go") && !sources_has_word(text.bytes, "func"))
		return 0;
	for (size_t i = 0; i < ranges->nr; i++) {
		bool is_code = false;

		for (; at < text.bytes.len && line <= ranges->items[i].last; at++) {
			char c = text.bytes.ptr[at];

			if (line >= ranges->items[i].first && !strchr(" \t\r\n", c))
				is_code = true;
			if (c != '\n')
				continue;
			*out += is_code;
			is_code = false;
			line++;
		}
		*out += is_code;
	}
	return 0;
}
