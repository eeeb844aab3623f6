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
#define SUBTITLE_LINES_MAX 3
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
    "please", "download", "follow", "type", "enter", "export", "first", "then", "note", "finally",
    "setup", "set up", "configure", "you need", "to run", "to start", "to build", "to install",
    "to test", "to deploy", "to use", "to access", "to get", "to set", "to configure", "to setup",
    "to create", "to view", "to debug", "to generate", "to enable", "to add", "to update",
    "to check", "to verify", "to develop", "to contribute", "to learn", "to see", "to load",
    "to connect", "to make", "optionally", "now you", "you will need", "you must", "you should",
    "make sure", "before you", "after you", "when you", "once you", "if you", "requires",
    "refer to", "read the", "for more", "more information", "documentation", "learn more",
    "in order to", "to report", "to make sure", "you can also", "you can find", "you can learn",
    "feel free", "since ", "have a look", "take a look", "look at", "upgrade to", "select",
    "choose", "commit", "begin developing", "grab"};

static bool is_instruction(struct done_bytes text)
{
	size_t skip = done_notice_signs(text);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(instructions); i++) {
		size_t len = strlen(instructions[i]);

		if (skip + len < text.len && !strncasecmp(text.ptr + skip, instructions[i], len) &&
		    !isalnum((unsigned char)text.ptr[skip + len]))
			return true;
	}
	return false;
}

/* Texts of frameworks and generators, which say nothing of who was made with them. */
static const char *const framework_texts[] = {"laravel is a web application framework",
    "laravel lumen is a stunningly fast", "this readme would normally document",
    "a progressive node.js framework for building", "framework typescript starter repository",
    "supersonic subatomic java framework", "project was bootstrapped with",
    "project was generated with", "project was generated using", "application is generated using",
    "application was generated using", "project was created using the ktor", "bootstrapped with",
    "spiral framework is a high-performance", "a skeleton for creating applications with",
    "use this skeleton application to quickly setup", "strapi comes with a full featured",
    "symfony is a php framework", "django is a high-level python", "yii 2 is a high-performance",
    "codeigniter is a php full-stack", "codeigniter is an application development framework",
    "slim is a php micro framework", "next.js project bootstrapped",
    "phoenix server:", "this template should help get you started", "minimal starter",
    "hyperf is an extremely performant", "skeleton application using the hyperf",
    "yii 2 basic project template", "yii 2 advanced project", "begin developing psr-15 middleware",
    "installer will setup a skeleton application", "readme should include the following",
    "what role this repo performs", "a set of policies, standards, guides, and pipelines",
    "provide openapi support inside the", "this sample shows how", "this sample demonstrates how",
    "bot has been created using"};

bool done_topic_is_template(struct done_bytes text)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(framework_texts); k++) {
		if (done_topic_phrase_at(text.ptr, text.len, 0, framework_texts[k]) < text.len)
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
	    !done_topic_is_template(text) && !done_notice_is(text) &&
	    !done_notice_is_making(text) &&
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

#define SUBTITLE_WORDS 5

/* "## Identity provider to test with" right below the title says more of it; "## Setting up your
 * environment" begins something else. */
static bool says_more_of_title(const struct done_heading *heading)
{
	static const char *const begins[] = {"setting", "getting", "how to", "running", "install",
	    "prerequisites", "before you", "table of", "to ", "build", "use", "using",
	    "what's new"};
	size_t words = 0;

	for (const char *at = heading->text; *at; words++) {
		at += strcspn(at, " ");
		at += strspn(at, " ");
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(begins); i++) {
		if (!strncasecmp(heading->text, begins[i], strlen(begins[i])))
			return false;
	}
	for (size_t i = 0; i < done_topics_nr; i++) {
		if (done_topics[i].need == DONE_TOPIC_COMMAND &&
		    done_topic_speaks(&done_topics[i], heading->text, strlen(heading->text)))
			return false;
	}
	return words >= SUBTITLE_WORDS;
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
		if (done_notice_is_heading(heading->text))
			continue;
		if (!first) {
			first = heading;
			*title = heading->text;
			continue;
		}
		struct done_extent between = {extent->file, outline, first->line, heading->line};
		if (is_second || (heading->level != first->level && !says_more_of_title(heading)) ||
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

/* What stands first below a heading that warns ("## Archived") is the warning, unless a sentence
 * of it says what something does. */
static bool is_warned(const struct done_extent *extent, const struct done_paragraph *text)
{
	const struct done_outline *outline = extent->outline;
	const struct done_heading *above = NULL;
	bool is_first = true;

	for (size_t i = 0; i < outline->nr_headings; i++) {
		if (outline->headings[i].line < text->line)
			above = &outline->headings[i];
	}
	if (!above || !done_notice_is_heading(above->text))
		return false;
	for (size_t i = 0; i < outline->nr_paragraphs && is_first; i++) {
		const struct done_paragraph *other = &outline->paragraphs[i];

		is_first =
		    other->heading || other->line <= above->line || other->line >= text->line;
	}
	size_t subject = done_topic_subject((struct done_bytes){text->text, text->len});
	/* "No issues will be taken" */
	return is_first && (!subject || !strncmp(text->text + subject, " will ", 6));
}

/* The line behind a paragraph. */
static int line_behind(const struct done_paragraph *text)
{
	int line = text->line + 1;

	for (size_t i = 0; i < text->len; i++)
		line += text->text[i] == '\n';
	return line;
}

/* "To start it:" or "Warning: …" leads over to a list, whose items say nothing else. *until: such a
 * list goes on while nothing but a blank line lies between. */
static bool is_led(const struct done_paragraph *text, int *until)
{
	struct done_bytes bytes = {text->text, text->len};
	bool leads = text->len > 0 && text->text[text->len - 1] == ':' &&
	    (is_instruction(bytes) || done_notice_is(bytes));
	bool goes_on = text->line <= *until && !done_topic_subject(bytes);

	*until = leads || goes_on ? line_behind(text) + 1 : 0;
	return goes_on;
}

/* A paragraph of the part before its second heading. */
static int topic_in_opening(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	const char *title;
	int to = opening_end(extent, &title), led = 0;

	for (size_t i = 0, nr = 0; i < outline->nr_paragraphs && nr < OPENING_PARAGRAPHS; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		struct done_extent part = *extent;
		struct done_bytes text = {paragraph->text, 0};

		if (paragraph->heading || paragraph->line < extent->from || paragraph->line >= to)
			continue;
		if (is_plain_heading(extent, paragraph))
			break;
		nr++;
		if (done_topic_is_template((struct done_bytes){paragraph->text, paragraph->len}))
			break;
		text.len = telling_length(outline, paragraph);
		part.from = paragraph->line;
		if (is_led(paragraph, &led) || is_instruction(text) ||
		    is_warned(extent, paragraph) || !says_enough(search, text, title))
			continue;
		done_topic_add_evidence(search, &part,
		    (struct done_topic_shown){"the opening", false},
		    done_arena_printf(search->view->arena, "%zu words",
		        done_words_distinct(text, done_topic_known_words(search, title))));
		return 1;
	}
	return 0;
}

/* "<h1>Cart</h1><h4>REST service that …</h4>": a heading right below the title is more of it. */
static bool is_subtitle(const struct done_extent *extent, const struct done_heading *title,
    const struct done_heading *heading)
{
	const struct done_outline *outline = extent->outline;
	struct done_extent between = {extent->file, outline, title->line, heading->line};

	for (size_t i = 0; i < outline->nr_headings; i++) {
		const struct done_heading *other = &outline->headings[i];

		if (other->line > title->line && other->line < heading->line)
			return false;
	}
	return heading->line <= title->line + SUBTITLE_LINES_MAX &&
	    heading->level > title->level + 1 &&
	    done_extent_words(&between, title->text, true) == 0;
}

/* "# Cart: keeps what people put into it until they pay", "## Cart is where goods are kept until
 * they are paid". */
static int topic_in_title(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	const struct done_heading *title = NULL;
	bool is_first = true;

	for (size_t i = 0; i < outline->nr_headings; i++) {
		const struct done_heading *heading = &outline->headings[i];
		struct done_bytes text = {heading->text, strlen(heading->text)};

		if (heading->line < extent->from || heading->line >= extent->to)
			continue;
		is_first = !title || is_subtitle(extent, title, heading);
		title = title ? title : heading;
		size_t subject = done_topic_subject(text);
		/* "The git hook will run on commit" is a rule of the repository's. */
		bool is_told = (subject && strncmp(text.ptr + subject, " will ", 6) != 0) ||
		    (is_first && done_topic_lead(text).len < text.len) ||
		    (is_first &&
		        done_words_distinct(text, words_of_sort(search, NULL)) >=
		            TELLING_WORDS_OF_TITLE);
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

/* ---- sentences of the own document ---- */

/* What "this" is in "This repository builds a service that …". */
static const char *const own_subjects[] = {"This repository", "This repo", "This project",
    "This service", "This application", "This app", "This server", "This API", "This microservice",
    "This component", "This module", "This worker", "This gateway", "This bot", "This program",
    "The service", "The application", "The server"};
/* Verbs of what it is or does; "is licensed", "uses", "contains" tell something else. */
static const char *const own_verbs[] = {" is a ", " is an ", " is the ", " is our ",
    " is responsible ", " is used to ", " builds ", " provides ", " implements ", " exposes ",
    " handles ", " manages ", " serves ", " stores ", " allows ", " acts as ", " processes ",
    " offers ", " enables ", " collects ", " lets ", " powers ", " hosts ", " publishes ",
    " consumes ", " sends ", " receives "};
/* And what such a sentence says of a repository, not of what runs. */
static const char *const own_asides[] = {"licen", "template", "boilerplate", "skeleton", "fork of",
    "work in progress", "starter", "deprecated", "archived", "monorepo"};

static bool begins_with_own(struct done_bytes text)
{
	size_t stop = 0;
	const char *verb = NULL;

	for (size_t i = 0; !stop && i < DONE_ARRAY_SIZE(own_subjects); i++) {
		size_t len = strlen(own_subjects[i]);

		if (text.len > len && !strncasecmp(text.ptr, own_subjects[i], len) &&
		    text.ptr[len] == ' ')
			stop = len;
	}
	for (size_t i = 0; stop && !verb && i < DONE_ARRAY_SIZE(own_verbs); i++) {
		size_t len = strlen(own_verbs[i]);

		if (stop + len < text.len && !strncmp(text.ptr + stop, own_verbs[i], len))
			verb = own_verbs[i];
	}
	for (size_t i = 0; verb && i < DONE_ARRAY_SIZE(own_asides); i++) {
		if (done_topic_phrase_at(text.ptr, text.len, 0, own_asides[i]) < text.len)
			verb = NULL;
	}
	return verb != NULL;
}

/* "## Related … This repository builds a service that …": wherever it stands. */
static int topic_in_own_sentence(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0, nr = 0; i < outline->nr_paragraphs && nr < OPENING_PARAGRAPHS; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		struct done_bytes text = {paragraph->text, paragraph->len};
		struct done_extent part = *extent;

		if (paragraph->heading || paragraph->line < extent->from ||
		    paragraph->line >= extent->to)
			continue;
		nr++;
		if ((!begins_with_own(text) && !done_notice_names_subject(search, text)) ||
		    !says_enough(search, text, NULL))
			continue;
		part.from = paragraph->line;
		done_topic_add_evidence(search, &part,
		    (struct done_topic_shown){"a sentence", false},
		    done_arena_printf(search->view->arena, "%zu words",
		        done_words_distinct(text, done_topic_known_words(search, NULL))));
		return 1;
	}
	return 0;
}

int done_topic_opening(struct done_topic_search *search, const struct done_extent *extent)
{
	int rc = topic_in_opening(search, extent);

	if (rc == 0)
		rc = topic_in_title(search, extent);
	return rc == 0 ? topic_in_own_sentence(search, extent) : rc;
}

/* ---- the tree of folders that a document draws ---- */

/* Where the folder's name ends and what is said of it begins: "cart/   # keeps goods". 0: nothing
 * is said. */
static size_t tree_said(const char *line, size_t len, size_t from)
{
	static const char *const signs[] = {
	    "#", "--", "//", "<-", "- ", "\xE2\x86\x90", "\xE2\x80\x93", "\xE2\x80\x94", ":", "("};
	size_t i = from + strspn(line + from, " \t/");

	for (size_t k = 0; i < len && k < DONE_ARRAY_SIZE(signs); k++) {
		size_t size = strlen(signs[k]);

		if (i + size < len && !strncmp(line + i, signs[k], size))
			return i + size;
	}
	return 0;
}

/* "|-- ", "+-- ", "\xE2\x94\x9C\xE2\x94\x80\xE2\x94\x80 ": the bytes in front of a folder's name.
 */
static size_t tree_branch(const char *line, size_t len)
{
	size_t i = 0;

	while (i < len && (strchr(" \t|+`-", line[i]) || (unsigned char)line[i] >= 0x80))
		i++;
	return i;
}

static bool tree_line(struct done_topic_search *search, const struct done_extent *extent,
    const char *line, int number)
{
	size_t len = strcspn(line, "\n"), from = tree_branch(line, len), name = from;
	struct done_arena *arena = search->view->arena;

	while (name < len && (isalnum((unsigned char)line[name]) || strchr("-_./", line[name])))
		name++;
	size_t said = name > from && from > 0 ? tree_said(line, len, name) : 0;
	if (!said)
		return false;
	while (name > from && line[name - 1] == '/')
		name--;
	const char *folder = done_arena_strndup(arena, line + from, name - from);
	struct done_bytes text = {line + said, len - said};
	if (!done_topic_names_service(search, DONE_NAME_PATH, folder) || is_instruction(text) ||
	    !says_enough(search, text, folder))
		return false;
	struct done_extent part = *extent;
	part.from = number;
	done_topic_add_evidence(
	    search, &part, (struct done_topic_shown){folder, false}, "the tree of folders");
	return true;
}

int done_topic_in_tree(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0; i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];
		int number = code->line;

		if (code->span || code->line < extent->from || code->line >= extent->to)
			continue;
		for (const char *line = code->text; *line; number++) {
			if (tree_line(search, extent, line, number))
				return 1;
			line += strcspn(line, "\n");
			line += *line == '\n';
		}
	}
	return 0;
}
