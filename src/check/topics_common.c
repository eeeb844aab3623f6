/* Topics in the documents of a whole repository: only what names the service counts. */
#include <ctype.h>
#include <string.h>

#include "topics_parts.h"

/* A link of the part leads into the service's directory. */
static bool links_to_service(
    const struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	const char *directory = search->view->service->path;

	for (size_t i = 0; i < outline->nr_links; i++) {
		const struct done_link *link = &outline->links[i];

		if (link->line < extent->from || link->line >= extent->to ||
		    done_topic_is_address(link->target))
			continue;
		const char *path = done_path_target(search->view->arena, extent->file->path,
		    (struct done_bytes){link->target, strcspn(link->target, "?#")});
		if (path && !strcmp(path, directory))
			return true;
	}
	return false;
}

/* "Cart API (Golang + Redis)": what it is made with stands behind the name. */
static const char *common_bare_name(const struct done_topic_search *search, const char *text)
{
	const char *open = strchr(text, '(');
	size_t len = strlen(text);

	while (len > 0 && strchr(" \t", text[len - 1]))
		len--;
	if (!open || open == text || text[len - 1] != ')')
		return NULL;
	len = (size_t)(open - text);
	while (len > 0 && strchr(" \t", text[len - 1]))
		len--;
	return done_arena_strndup(search->view->arena, text, len);
}

/* "- `Cart`: …": a name that is written as code, which prose has a '`' for. */
static const char *common_code_name(const struct done_extent *item, struct done_bytes lead)
{
	const struct done_outline *outline = item->outline;

	for (size_t i = 0; lead.len > 0 && *lead.ptr == '`' && i < outline->nr_codes; i++) {
		if (outline->codes[i].span && outline->codes[i].line == item->from)
			return outline->codes[i].text;
	}
	return NULL;
}

static int visit_common_item(struct done_topic_search *search, const struct done_extent *item,
    struct done_bytes lead, struct done_error *err)
{
	const char *code = common_code_name(item, lead);
	const char *text =
	    code ? code : done_arena_strndup(search->view->arena, lead.ptr, lead.len);

	if (!done_topic_names_service(search, DONE_NAME_HEADING, text) &&
	    !done_topic_names_service(search, DONE_NAME_HEADING, common_bare_name(search, text)) &&
	    !(code && done_topic_names_service(search, DONE_NAME_PATH, code))) {
		size_t subject = search->topic->opening ? done_topic_subject(lead) : 0;

		text = done_arena_strndup(search->view->arena, lead.ptr, subject);
		if (!done_topic_names_service(search, DONE_NAME_HEADING, text) &&
		    !links_to_service(search, item))
			return 0;
		text = search->view->service->name;
	}
	if (search->topic->opening)
		return done_topic_holds(search, item, (struct done_topic_shown){text, false}, err);
	return search->topic->need == DONE_TOPIC_COMMAND
	    ? done_topic_command(search, item, false, err)
	    : 0;
}

/* "The `cart` runs each night. It …": the name is code, and a verb of the third person follows. */
static bool common_code_subject(struct done_topic_search *search, const struct done_extent *extent,
    const struct done_paragraph *paragraph)
{
	const struct done_outline *outline = extent->outline;
	const char *text = paragraph->text, *end = text + paragraph->len;

	text += end - text > 4 && !strncasecmp(text, "The ", 4) ? 4 : 0;
	if (end - text < 4 || text[0] != '`' || text[1] != ' ')
		return false;
	text += 2;
	size_t len = 0;
	while (text + len < end && islower((unsigned char)text[len]))
		len++;
	if (len < 3 || text[len - 1] != 's' || text[len - 2] == 's' || text + len == end)
		return false;
	for (size_t i = 0; i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];

		if (code->span && code->line == paragraph->line)
			return done_topic_names_service(search, DONE_NAME_KEY, code->text) ||
			    done_topic_names_service(search, DONE_NAME_PATH, code->text);
	}
	return false;
}

/* 1 where a paragraph says what the service is: "The cart service is where …". */
static int common_sentence(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		size_t len = paragraph->heading
		    ? 0
		    : done_topic_subject((struct done_bytes){paragraph->text, paragraph->len});
		struct done_extent part = *extent;

		if (paragraph->line < extent->from || paragraph->line >= extent->to)
			continue;
		if (!paragraph->heading && common_code_subject(search, extent, paragraph)) {
			part.from = paragraph->line;
			part.to = part.from + 1;
			rc = done_topic_holds(search, &part,
			    (struct done_topic_shown){search->view->service->name, false}, err);
			continue;
		}
		if (!len)
			continue;
		const char *subject = done_arena_strndup(search->view->arena, paragraph->text, len);
		if (!done_topic_names_service(search, DONE_NAME_HEADING, subject))
			continue;
		part.from = paragraph->line;
		part.to = part.from + 1;
		rc =
		    done_topic_holds(search, &part, (struct done_topic_shown){subject, false}, err);
	}
	return rc;
}

#define TITLE_WORDS_BEFORE 2

/* "# Acme Cart", "# Acme Platform Cart": the document's title is the service's name behind the
 * product's. */
static bool common_title_names(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	const char *title = outline->nr_headings ? outline->headings[0].text : "";
	const char *rest = strchr(title, ' ');

	for (int words = 0; rest && rest[1] && words < TITLE_WORDS_BEFORE; words++) {
		if (done_topic_names_service(search, DONE_NAME_HEADING, rest + 1))
			return true;
		rest = strchr(rest + 1, ' ');
	}
	return false;
}

/* ---- documents ---- */

/* Headings of what a repository is about. */
static const struct done_topic about_headings = {
    .headings = {"about", "purpose", "overview", "introduction", "description", "what it does",
        "general information", "context"},
};

/* "## About": where its first words say what something does, and not that it has ended. */
int done_topic_about(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < outline->nr_headings; i++) {
		const struct done_heading *heading = &outline->headings[i];
		const struct done_paragraph *first = NULL;

		if (heading->line < extent->from || heading->line >= extent->to ||
		    !done_topic_speaks(&about_headings, heading->text, strlen(heading->text)) ||
		    done_topic_is_purpose_aside(heading->text))
			continue;
		for (size_t k = 0; k < outline->nr_paragraphs && !first; k++) {
			if (!outline->paragraphs[k].heading &&
			    outline->paragraphs[k].line > heading->line)
				first = &outline->paragraphs[k];
		}
		struct done_extent section = done_extent_section(extent, i);
		struct done_bytes text = {first ? first->text : "", first ? first->len : 0};
		if (!first || first->line >= section.to || done_notice_is(text) ||
		    (!done_topic_subject(text) && !done_notice_names_subject(search, text)))
			continue;
		rc = done_topic_holds(
		    search, &section, (struct done_topic_shown){heading->text, true}, err);
	}
	return rc;
}

/* "cmd/cdn-broker" of "# Cloud CDN Service Broker": all words of its name, two at least. */
static bool common_title_has_words(
    const struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	const char *name = done_last_part(done_view_directory(search->view));
	const char *title = outline->nr_headings ? outline->headings[0].text : "";
	size_t nr = 0;

	while (*name) {
		size_t len = strcspn(name, "-_.");
		char *lower = done_arena_strndup(search->view->arena, name, len);
		const struct done_topic word = {.headings = {lower}};

		for (char *at = lower; *at; at++)
			*at = (char)tolower((unsigned char)*at);

		if (len && !done_topic_speaks(&word, title, strlen(title)))
			return false;
		nr += len > 0;
		name += len + (name[len] != '\0');
	}
	return nr > 1;
}

/* The service that the repository is about is what the README of the root opens with, and starts.
 */
static int common_of_only(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err)
{
	const char *path = extent->file->path;

	if (!done_topic_is_main(search->view) && !common_title_has_words(search, extent))
		return 0;
	/* A page on its style, or on how one adds to it, opens with that. */
	if (search->topic->opening && done_readme_rank(done_last_part(path)) < 0 &&
	    !done_topic_is_front(path))
		return 0;
	if (search->topic->opening) {
		int rc = done_topic_opening(search, extent);

		return rc == 0 ? done_topic_about(search, extent, err) : rc;
	}
	if (search->topic->need != DONE_TOPIC_COMMAND)
		return 0;
	int rc = done_topic_command(search, extent, false, err);
	return rc == 0 ? done_topic_behind_guides(search, extent, false, err) : rc;
}

int done_topic_in_common(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;
	int rc = 0;

	search->is_common = true; /* what is missing there is not a finding of this service */
	for (size_t i = 0; rc == 0 && i < outline->nr_headings; i++) {
		struct done_extent section = done_extent_section(extent, i);

		if (!done_topic_names_service(search, DONE_NAME_HEADING, outline->headings[i].text))
			continue;
		rc = done_topic_in_extent(search, &section, err);
	}
	if (rc == 0)
		rc = done_topic_each_item(search, extent, visit_common_item, err);
	if (rc == 0 && search->topic->need == DONE_TOPIC_COMMAND)
		rc = done_topic_command(search, extent, true, err);
	if (rc == 0 && search->topic->need == DONE_TOPIC_COMMAND)
		rc = done_topic_behind_guides(search, extent, true, err);
	if (rc == 0 && search->topic->opening && common_title_names(search, extent))
		rc = done_topic_opening(search, extent);
	if (rc == 0 && search->topic->opening)
		rc = common_sentence(search, extent, err);
	if (rc == 0 && search->topic->opening)
		rc = done_topic_in_tree(search, extent);
	if (rc == 0)
		rc = common_of_only(search, extent, err);
	search->is_common = false;
	return rc;
}
