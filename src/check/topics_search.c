/*
 * Looking for a topic in a document: in its sections, the items of its lists and the rows of its
 * tables, and behind links of these. What speaks of the topic and does not do is remembered for the
 * finding.
 */
#include "topics_parts.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

/* A link out of a document that a link led to is not followed. */
#define LINKS_DEEP 1
/* "See the runbook in our wiki: …" */
#define POINTER_WORDS_MAX 12
/* "How to restore it: …"; more words are a sentence that has a colon. */
#define LEAD_WORDS_MAX 4

/* ---- what stands in a part ---- */

static void topic_note_near(struct done_topic_search *search, const struct done_extent *extent,
    const char *title, const char *why)
{
	if (search->near.why || search->depth > 0 || search->is_common)
		return;
	search->near.path = extent->file->path;
	search->near.line = extent->from;
	search->near.title = title;
	search->near.why = why;
}

/* A year, or a day, says when and not how much. */
static bool names_number(const char *text, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t nr = 0;

		while (i + nr < len && text[i + nr] >= '0' && text[i + nr] <= '9')
			nr++;
		if (!nr) {
			i++;
			continue;
		}
		bool is_year =
		    nr == 4 && (!memcmp(text + i, "19", 2) || !memcmp(text + i, "20", 2));

		if (!is_year)
			return true;
		i += nr;
		while (i < len && (text[i] == '-' || (text[i] >= '0' && text[i] <= '9')))
			i++;
	}
	return false;
}

static bool holds_number(const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0; i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];

		if (!paragraph->heading && paragraph->line >= extent->from &&
		    paragraph->line < extent->to &&
		    memchr(paragraph->text, '\0', paragraph->len) == NULL &&
		    names_number(paragraph->text, paragraph->len))
			return true;
	}
	return false;
}

int done_topic_holds(struct done_topic_search *search, const struct done_extent *extent,
    struct done_topic_shown shown, struct done_error *err)
{
	const struct done_topic *topic = search->topic;
	const char *thing = NULL, *why = NULL;
	struct done_view *view = search->view;
	int rc = 1;

	if (done_topic_spend(search, done_extent_effort(extent), err) < 0)
		return err->code;
	if (topic->need == DONE_TOPIC_COMMAND)
		return done_topic_command(search, extent, false, err);
	if (topic->endpoints && done_topic_endpoint(search, extent))
		return 1;
	size_t words = done_extent_words(
	    extent, done_topic_known_words(search, shown.title), topic->need == DONE_TOPIC_ANY);
	if (topic->need == DONE_TOPIC_THING && words >= topic->words)
		rc = done_topic_thing(search, extent, &thing, err);
	if (rc < 0)
		return rc;
	if (words < topic->words)
		why = done_arena_printf(view->arena,
		    "has %zu different %s of text, at least %zu are asked for", words,
		    words == 1 ? "word" : "words", topic->words);
	else if (topic->opening && !done_topic_tells(search, extent, shown.title))
		why = "says only what sort of thing it is";
	else if (rc == 0)
		why = "names no command, route, alert or file of this repository";
	else if (topic->need == DONE_TOPIC_NUMBER && !holds_number(extent))
		why = "has no number";
	if (why) {
		topic_note_near(search, extent, shown.title, why);
		if (search->near.why == why && words < topic->words)
			search->near.lacking = topic->words - words;
		return 0;
	}
	done_topic_add_evidence(search, extent, shown,
	    thing ? thing
	          : done_arena_printf(view->arena, "%zu %s", words, words == 1 ? "word" : "words"));
	return 1;
}

/* ---- links ---- */

/* A page elsewhere counts where the link, or its line, speaks of the topic, or the part is hardly
 * more than the link. */
static bool points_there(struct done_topic_search *search, const struct done_extent *extent,
    const struct done_link *link)
{
	const struct done_outline *outline = extent->outline;

	if (search->topic->need == DONE_TOPIC_COMMAND || search->topic->opening)
		return false;
	if (done_extent_words(extent, NULL, false) <= POINTER_WORDS_MAX)
		return true;
	if (link->text)
		return done_topic_speaks(search->topic, link->text, strlen(link->text));
	for (size_t i = 0; i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		const char *line = paragraph->text;
		int number = paragraph->line;

		for (; line && number <= link->line; number++) {
			if (number == link->line && !paragraph->heading &&
			    done_topic_speaks(search->topic, line, strcspn(line, "\n")))
				return true;
			line = strchr(line, '\n');
			line += line != NULL;
		}
	}
	return false;
}

/* 1 where a link of the part leads to what the topic needs: a document of this tree that has it,
 * or a page elsewhere, which is claimed. */
static int topic_behind_links(struct done_topic_search *search, const struct done_extent *extent,
    const char *title, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0; i < outline->nr_links; i++) {
		const struct done_link *link = &outline->links[i];
		struct done_extent there;
		struct done_file file;

		if (link->image || link->line < extent->from || link->line >= extent->to)
			continue;
		if (done_topic_spend(search, 5, err) < 0)
			return err->code;
		int rc = done_topic_follow(search, extent, link, &file, &there, err);
		if (rc < 0)
			return rc;
		if (rc == 0 && done_topic_is_address(link->target)) {
			if (!points_there(search, extent, link))
				continue;
			done_result_evidence(search->result, search->view, extent->file->path,
			    link->line, DONE_CLAIMED, "link to '%s'",
			    done_view_shown(search->view, link->target, strlen(link->target), 80));
			return 1;
		}
		if (search->depth >= LINKS_DEEP)
			continue;
		search->depth++;
		if (rc > 0)
			rc = done_topic_holds(
			    search, &there, (struct done_topic_shown){title, false}, err);
		search->depth--;
		if (rc != 0)
			return rc;
	}
	return 0;
}

/* ---- sections, items, rows ---- */

/* "Components overview" says of what parts it is, "About us" by whom, "Background processing
 * configuration" how it is set up: none what it is for. */
static const struct done_topic purpose_asides = {
    .headings = {"component", "components", "code", "directory", "folder", "folders", "structure",
        "modules", "us", "me", "author", "authors", "team", "company", "configuration",
        "configuring", "config", "settings", "variables", "background job", "background jobs",
        "background task", "background tasks", "background processing", "background worker",
        "background workers", "licence", "license"},
};

bool done_topic_is_purpose_aside(const char *heading)
{
	return done_topic_speaks(&purpose_asides, heading, strlen(heading));
}

static int topic_in_sections(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0; i < outline->nr_headings; i++) {
		const struct done_heading *heading = &outline->headings[i];

		if (heading->line < extent->from || heading->line >= extent->to ||
		    !done_topic_speaks(search->topic, heading->text, strlen(heading->text)) ||
		    (search->topic->opening && done_topic_is_purpose_aside(heading->text)))
			continue;
		struct done_extent section = done_extent_section(extent, i);
		int rc = done_topic_holds(
		    search, &section, (struct done_topic_shown){heading->text, true}, err);
		if (rc == 0)
			rc = topic_behind_links(search, &section, heading->text, err);
		if (rc != 0)
			return rc;
	}
	return 0;
}

int done_topic_each_item(struct done_topic_search *search, const struct done_extent *extent,
    done_topic_item_visit *visit, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0; i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		struct done_item_line line = {0};

		if (paragraph->heading || paragraph->line < extent->from ||
		    paragraph->line >= extent->to)
			continue;
		do {
			struct done_extent item;
			struct done_bytes lead;

			if (!done_extent_item(extent, paragraph, &line, &item, &lead))
				continue;
			int rc = visit(search, &item, lead, err);
			if (rc != 0)
				return rc;
		} while (line.next);
	}
	return 0;
}

/* "Run: `npm start`", "| Runbook | [wiki](https://…) |", "See [how to restore](restore.md)". */
static int visit_item(struct done_topic_search *search, const struct done_extent *item,
    struct done_bytes lead, struct done_error *err)
{
	const char *title = done_arena_strndup(search->view->arena, lead.ptr, lead.len);

	if (!done_topic_speaks(search->topic, lead.ptr, lead.len) ||
	    (search->topic->opening &&
	        done_topic_is_template((struct done_bytes){lead.ptr, strcspn(lead.ptr, "\n")})))
		return 0;
	const char *behind = lead.ptr + lead.len;
	size_t words = 1;

	for (size_t i = 0; i < lead.len; i++)
		words += lead.ptr[i] == ' ' && i + 1 < lead.len && lead.ptr[i + 1] != ' ';
	bool is_named = *behind && strchr(":| -\t\xE2", *behind) && words <= LEAD_WORDS_MAX;
	int rc = is_named
	    ? done_topic_holds(search, item, (struct done_topic_shown){title, false}, err)
	    : 0;

	if (rc == 0 && done_extent_words(item, NULL, false) <= POINTER_WORDS_MAX)
		rc = topic_behind_links(search, item, title, err);
	return rc;
}

/* ---- documents ---- */

int done_topic_in_extent(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err)
{
	int rc = 0;

	if (search->topic->need == DONE_TOPIC_COMMAND)
		rc = done_topic_command(search, extent, false, err);
	if (rc == 0 && search->topic->endpoints)
		rc = done_topic_endpoint(search, extent);
	if (rc == 0 && search->topic->opening)
		rc = done_topic_opening(search, extent);
	if (rc == 0)
		rc = topic_in_sections(search, extent, err);
	if (rc == 0)
		rc = done_topic_each_item(search, extent, visit_item, err);
	if (rc == 0 && search->topic->need == DONE_TOPIC_COMMAND && !search->is_common)
		rc = done_topic_behind_guides(search, extent, false, err);
	return rc;
}

int done_topic_in_document(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err)
{
	return done_topic_holds(search, extent,
	    (struct done_topic_shown){done_last_part(extent->file->path), false}, err);
}
