/*
 * What a file's text is by its language's scanner: code, strings or comments, each by itself. The
 * ecosystems are loaded when a check asks first.
 */
#include <stdlib.h>
#include <string.h>

#include "parts.h"

static int languages_get(
    struct done_languages *languages, const struct done_ecosystems **out, struct done_error *err)
{
	if (!languages->is_loaded) {
		int rc = done_policy_ecosystems(
		    languages->policy, &languages->arena, &languages->ecosystems, err);

		if (rc < 0)
			return rc;
		languages->is_loaded = true;
	}
	*out = &languages->ecosystems;
	return 0;
}

int done_view_ecosystems(
    struct done_view *view, const struct done_ecosystems **out, struct done_error *err)
{
	return languages_get(
	    view->languages ? view->languages : &done_view_cache(view)->languages, out, err);
}

void done_languages_release(struct done_languages *languages)
{
	if (!languages)
		return;
	if (languages->is_loaded)
		done_ecosystems_release(&languages->ecosystems);
	done_arena_release(&languages->arena);
	*languages = (struct done_languages){.policy = languages->policy};
}

/* 1 with the scanner of the ecosystem whose sources the path is one of, 0: there is none. */
static int view_scanner(struct done_view *view, const char *path, const struct done_scanner **out,
    struct done_error *err)
{
	const struct done_ecosystems *ecosystems;
	int rc = done_view_ecosystems(view, &ecosystems, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < ecosystems->nr; i++) {
		if (!done_ecosystem_is_source(&ecosystems->items[i], path))
			continue;
		*out = done_ecosystem_scanner(&ecosystems->items[i], path);
		return 1;
	}
	return 0;
}

int done_view_mask(struct done_view *view, const char *path, unsigned keep,
    const struct done_pattern *wanted, struct done_text *text, struct done_error *err)
{
	struct done_buf *masked = &done_view_cache(view)->masked;
	const struct done_scanner *scanner;
	int rc = view_scanner(view, path, &scanner, err);
	unsigned char *classes;

	if (rc <= 0)
		return rc;
	if (wanted && !done_pattern_may_match(wanted, text->bytes)) {
		text->bytes = (struct done_bytes){"", 0};
		return 1;
	}
	classes = malloc(text->bytes.len + 1);
	if (!classes)
		done_out_of_memory();
	done_scan(scanner, text->bytes, classes);
	done_buf_clear(masked);
	done_scan_mask(text->bytes, classes, keep, masked);
	free(classes);
	text->bytes = (struct done_bytes){masked->len ? masked->ptr : "", masked->len};
	return 1;
}
