/*
 * From a pattern such as (?i)^(run|usage) to a heading that it matches, such as Run: most patterns
 * for headings are that plain, and a person adds the heading faster than he reads the pattern.
 */
#include "markdown.h"

#include <ctype.h>
#include <string.h>

#define HEADING_MAX 60

/* Past options, anchors and groups that open: what comes before the first letter. */
static const char *skip_opening(const char *text)
{
	for (;;) {
		if (strncmp(text, "(?", 2) == 0 && strspn(text + 2, "imsxU") &&
		    text[2 + strspn(text + 2, "imsxU")] == ')')
			text += 3 + strspn(text + 2, "imsxU");
		else if (strncmp(text, "(?:", 3) == 0 || strncmp(text, "\\s*", 3) == 0)
			text += 3;
		else if (strncmp(text, "\\b", 2) == 0)
			text += 2;
		else if (*text == '^' || *text == '(')
			text++;
		else
			return text;
	}
}

static size_t copy_plain(const char *text, char out[HEADING_MAX])
{
	size_t len = 0;

	for (; *text && len < HEADING_MAX - 1; text++) {
		if (text[0] == '\\' && text[1] == 's') {
			out[len++] = ' ';
			text += 1 + (text[2] == '+' || text[2] == '*');
		} else if (strchr("?+", *text) && len) {
			continue;
		} else if (isalnum((unsigned char)*text) || strchr(" -&/", *text)) {
			out[len++] = *text;
		} else {
			break;
		}
	}
	while (len && strchr(" -&/", out[len - 1]))
		len--;
	out[len] = '\0';
	return len;
}

const char *done_markdown_heading(
    struct done_arena *arena, struct done_matcher *matcher, const struct done_pattern *pattern)
{
	char heading[HEADING_MAX];
	size_t len = copy_plain(skip_opening(done_pattern_text(pattern)), heading);
	struct done_error ignored = {0};
	struct done_match match;

	if (!len)
		return NULL;
	struct done_bytes text = {heading, len};
	char lower = heading[0];
	heading[0] = (char)toupper((unsigned char)lower);
	/* A guess is offered only where it is right. */
	if (done_pattern_find(pattern, matcher, text, done_charset_of(text), 0, &match, &ignored) <=
	    0) {
		heading[0] = lower;
		if (done_pattern_find(
		        pattern, matcher, text, done_charset_of(text), 0, &match, &ignored) <= 0)
			return NULL;
	}
	return done_arena_strdup(arena, heading);
}

const char *done_markdown_suggest(struct done_view *view, const struct done_pattern *pattern)
{
	return done_markdown_heading(view->arena, view->matcher, pattern);
}
