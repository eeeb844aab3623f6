/* What a topic is met by, in words; and which words say nothing that one does not know. */
#include "topics_parts.h"

#include <string.h>

/* The name, the directory and the title say nothing that one does not know. */
const char *done_topic_known_words(const struct done_topic_search *search, const char *title)
{
	const struct done_service *service = search->view->service;
	char *text = done_arena_printf(search->view->arena, "%s %s %s service", service->name,
	    service->path, title ? title : "");

	for (char *p = text; *p; p++)
		*p = strchr("-_/.|:", *p) ? ' ' : *p;
	return text;
}

static size_t trimmed(const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && strchr(" \t", text[len - 1]))
		len--;
	return len;
}

void done_topic_add_evidence(struct done_topic_search *search, const struct done_extent *extent,
    struct done_topic_shown shown, const char *what)
{
	struct done_view *view = search->view;

	if (!done_result_wants_evidence(search->result))
		return;
	done_result_evidence(search->result, view, extent->file->path, extent->from, DONE_CLAIMED,
	    shown.heading ? "section '%s', %s" : "'%s', %s",
	    done_view_shown(view, shown.title, trimmed(shown.title), 60), what);
}
