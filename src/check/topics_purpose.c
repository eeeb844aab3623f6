/*
 * The purpose: what a paragraph, a title or a sentence says of the service. Two readers agree on it
 * where the words have the service as their subject: an instruction, the name of a sort of thing
 * ("example of a microservice") and the title of an article say nothing of it.
 */
#include "topics_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* So many say what a thing is for, or none does. */
#define OPENING_PARAGRAPHS 40
#define TELLING_WORDS 3
#define TELLING_WORDS_OF_TITLE 8 /* a whole sentence */

/* ---- what words tell ---- */

/* Words of every such document: of what sort it is, not what it does. */
static const char sort_words[] =
    "a an and the of for to in on with by is it its this that these are from as at or be "
    "example sample demo template simple basic small microservice micro api apis app application "
    "project repository repo code source backend please note";

static const char *words_of_sort(const struct done_topic_search *search, const char *title)
{
	return done_arena_printf(
	    search->view->arena, "%s %s", done_topic_known_words(search, title), sort_words);
}

bool done_topic_tells(
    const struct done_topic_search *search, const struct done_extent *extent, const char *title)
{
	return done_extent_words(extent, words_of_sort(search, title), false) >= TELLING_WORDS;
}

/* What an instruction begins with; a verb of the third person ("Opens …") is none. */
static const char *const instructions[] = {"access", "run", "start", "install", "open", "visit",
    "navigate", "go", "click", "clone", "copy", "execute", "see", "check", "make", "ensure",
    "please", "download", "follow", "type", "enter", "export", "first", "then", "note", "to run",
    "to start", "to build", "to install", "to test", "to deploy", "to use", "to access", "you need",
    "you will need", "you must", "you should", "make sure", "before you", "if you", "requires",
    "refer to", "read the", "for more", "more information", "documentation"};

static bool is_instruction(struct done_bytes text)
{
	size_t skip = 0;

	while (skip < text.len && !isalnum((unsigned char)text.ptr[skip]) &&
	    (unsigned char)text.ptr[skip] < 0x80)
		skip++;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(instructions); i++) {
		size_t len = strlen(instructions[i]);

		if (skip + len < text.len && !strncasecmp(text.ptr + skip, instructions[i], len) &&
		    !isalnum((unsigned char)text.ptr[skip + len]))
			return true;
	}
	return false;
}

/* Of a sentence whose verb says what its subject does, one word less tells it. */
static bool says_enough(
    const struct done_topic_search *search, struct done_bytes text, const char *title)
{
	size_t least = TELLING_WORDS - (done_topic_subject(text) > 0);

	return done_words_distinct(text, done_topic_known_words(search, title)) >=
	    search->topic->words &&
	    done_words_distinct(text, words_of_sort(search, title)) >= least &&
	    !done_placeholder_find(text.ptr, text.len, &(size_t){0}, &(size_t){0});
}

/* ---- the opening ---- */

/* So much of a paragraph says something of the service: its last sentence does not where it leads
 * over to code, for then it is an instruction. */
static size_t telling_length(
    const struct done_outline *outline, const struct done_paragraph *paragraph)
{
	int line = paragraph->line;
	bool leads = false;
	size_t len = paragraph->len;

	for (size_t i = 0; i < paragraph->len; i++)
		line += paragraph->text[i] == '\n';
	for (size_t i = 0; !leads && i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];

		leads = !code->span && code->line > paragraph->line && code->line <= line + 3;
	}
	if (!leads)
		return len;
	for (len -= len > 0; len > 1; len--) {
		if (strchr(".!?", paragraph->text[len - 2]) &&
		    strchr(" \n", paragraph->text[len - 1]))
			return len;
	}
	return 0;
}

/* Where the opening ends: at the second heading that is no second title. "<h1>Shop</h1>" and "#
 * Shop carts" below one another are one title: nothing stands between them but pictures. */
static int opening_end(const struct done_extent *extent, const char **title)
{
	const struct done_outline *outline = extent->outline;
	const struct done_heading *first = NULL;
	bool is_second = false;

	*title = "";
	for (size_t i = 0; i < outline->nr_headings; i++) {
		const struct done_heading *heading = &outline->headings[i];

		if (heading->line < extent->from || heading->line >= extent->to)
			continue;
		if (!first) {
			first = heading;
			*title = heading->text;
			continue;
		}
		struct done_extent between = {extent->file, outline, first->line, heading->line};
		if (is_second || heading->level != first->level ||
		    done_extent_words(&between, first->text, false) > 0)
			return heading->line;
		is_second = true;
	}
	return extent->to;
}

/* "Build:" on a line of its own is what plain text has for a heading. */
static bool is_plain_heading(const struct done_extent *extent, const struct done_paragraph *text)
{
	const char *dot = strrchr(extent->file->path, '.');
	const char *end = memchr(text->text, '\n', text->len);
	size_t len = end ? (size_t)(end - text->text) : text->len;

	return dot && !strcmp(dot, ".txt") && len > 1 && text->text[len - 1] == ':' &&
	    !memchr(text->text, '.', len);
}

/* A paragraph of the part before its second heading. */
static int topic_in_opening(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	const char *title;
	int to = opening_end(extent, &title);

	for (size_t i = 0, nr = 0; i < outline->nr_paragraphs && nr < OPENING_PARAGRAPHS; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		struct done_extent part = *extent;
		struct done_bytes text = {paragraph->text, 0};

		if (paragraph->heading || paragraph->line < extent->from || paragraph->line >= to)
			continue;
		if (is_plain_heading(extent, paragraph))
			break;
		nr++;
		text.len = telling_length(outline, paragraph);
		part.from = paragraph->line;
		if (is_instruction(text) || !says_enough(search, text, title))
			continue;
		done_topic_add_evidence(search, &part,
		    (struct done_topic_shown){"the opening", false},
		    done_arena_printf(search->view->arena, "%zu words",
		        done_words_distinct(text, done_topic_known_words(search, title))));
		return 1;
	}
	return 0;
}

/* "# Cart: keeps what people put into it until they pay", "## Cart is where goods are kept until
 * they are paid". */
static int topic_in_title(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	bool is_first = true;

	for (size_t i = 0; i < outline->nr_headings; i++) {
		const struct done_heading *heading = &outline->headings[i];
		struct done_bytes text = {heading->text, strlen(heading->text)};

		if (heading->line < extent->from || heading->line >= extent->to)
			continue;
		bool is_told = done_topic_subject(text) ||
		    (is_first && done_topic_lead(text).len < text.len) ||
		    (is_first &&
		        done_words_distinct(text, words_of_sort(search, NULL)) >=
		            TELLING_WORDS_OF_TITLE);
		is_first = false;
		if (!is_told || !says_enough(search, text, NULL))
			continue;
		struct done_extent line = *extent;
		line.from = heading->line;
		done_topic_add_evidence(search, &line,
		    (struct done_topic_shown){heading->text, true}, "the heading itself");
		return 1;
	}
	return 0;
}

int done_topic_opening(struct done_topic_search *search, const struct done_extent *extent)
{
	int rc = topic_in_opening(search, extent);

	return rc == 0 ? topic_in_title(search, extent) : rc;
}
