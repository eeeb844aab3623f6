/*
 * Topics of documents: what a README, a runbook or the root's README is asked to say of a service.
 * topics_table.c is the one place that knows them; the loader, the schema, the reference and every
 * message take them from there.
 */
#ifndef DONE_CHECK_TOPICS_H
#define DONE_CHECK_TOPICS_H

#include <string.h>
#include <strings.h>

#include "done/tree.h"
#include "kinds.h"

/* What has to stand below a heading of the topic, in an item or in a row. */
enum done_topic_need {
	DONE_TOPIC_WORDS,   /* so many words of prose */
	DONE_TOPIC_ANY,     /* so many words, of code too */
	DONE_TOPIC_COMMAND, /* a command that starts the service, under whatever heading */
	DONE_TOPIC_THING,   /* words, and something that exists in this repository */
	DONE_TOPIC_NUMBER,  /* words, and a number */
};

#define DONE_TOPIC_HEADINGS_MAX 40

struct done_topic {
	const char *id, *title;
	enum done_topic_need need;
	size_t words;    /* at least */
	bool opening;    /* the first paragraph of the service's own README is of the topic */
	bool endpoints;  /* so is each request with its route, "GET /orders" */
	bool named;      /* so is a document that is named by the topic: RUNBOOK.md */
	bool in_runbook; /* its section may stand in the runbook as well */
	/* Phrases in lower case; a heading is of the topic where one of them stands in it in whole
	 * words. The first ones are shown. */
	const char *headings[DONE_TOPIC_HEADINGS_MAX];
	/* The same in other languages, which no message shows. */
	const char *abroad[DONE_TOPIC_HEADINGS_MAX];
	const char *asks;    /* ends "'Run' is met by …": what must stand there */
	const char *example; /* lines to begin with, in the place of the fix */
};

extern const struct done_topic done_topics[];
extern const char *const done_topic_names[]; /* their ids, NULL-terminated */
extern const size_t done_topics_nr;

/* ---- texts (topics_text.c) ---- */

/* One of the topic's phrases stands in the text, in whole words. */
bool done_topic_speaks(const struct done_topic *topic, const char *text, size_t len);

/* Where the phrase stands in the text at or behind `from`, caseless; `end`: nowhere. Asked of each
 * line of each document: its first letter decides nearly always. */
static inline size_t done_topic_phrase_at(
    const char *text, size_t end, size_t from, const char *phrase)
{
	size_t len = strlen(phrase);

	for (size_t i = from; i + len <= end; i++) {
		if (!((text[i] ^ *phrase) & ~0x20) && !strncasecmp(text + i, phrase, len))
			return i;
	}
	return end;
}

/* The bytes of "The flight service" in "The flight service is a …"; 0: the text begins otherwise.
 */
size_t done_topic_subject(struct done_bytes text);
/* The text up to a colon, a dash or a bar: all of it where it has none. */
struct done_bytes done_topic_lead(struct done_bytes text);

/* A part of a document: the lines from `from` up to `to`, which is none of it. */
struct done_extent {
	const struct done_file *file;
	const struct done_outline *outline;
	int from, to;
};
/* The heading's section: up to the next heading of its level or a higher one. */
/* Whether a paragraph of it waits to be filled in. */
bool done_extent_has_placeholder(const struct done_extent *extent);
struct done_extent done_extent_section(const struct done_extent *whole, size_t heading);
/* Different words of prose that are none of `beside`, a text that may be NULL; (code) of code too.
 * Paragraphs with a placeholder have none. */
size_t done_extent_words(const struct done_extent *extent, const char *beside, bool code);
/* What looking at the part costs, for done_topic_spend(). */
int done_extent_effort(const struct done_extent *extent);
/* Where one is in a paragraph; zero-initialise. next NULL: it is over. */
struct done_item_line {
	const char *next;
	int number;
	bool is_table;
};
/* The paragraph as the item of a list, or each row of a table, one a call; false: it is blank.
 * *lead is its first cell, or what stands before a colon or dash. */
bool done_extent_item(const struct done_extent *whole, const struct done_paragraph *paragraph,
    struct done_item_line *line, struct done_extent *out, struct done_bytes *lead);

/* "headings: Run, Tools and 3 more", "it has no headings": in brackets behind a finding. */
const char *done_headings_shown(struct done_view *view, const struct done_outline *outline);

/* ---- one search (topics_search.c) ---- */

#define DONE_TOPIC_OWN_MAX 4

/* The service whose topic is looked for, and what was found of it. */
struct done_topic_search {
	struct done_view *view;
	const struct done_topic *topic;
	const struct done_names *names;
	size_t service; /* its index in names */
	/* What else it is called, each among the others (topics_own.c). */
	struct done_topic_own {
		struct done_names items[DONE_TOPIC_OWN_MAX];
		size_t nr;
	} own;
	struct done_result *result;
	bool is_common; /* the document at hand is of the whole repository */
	bool is_aside;  /* it is no guide: what starts all of a repository counts not */
	int depth;      /* of links that were followed */
	int effort;     /* spent so far, at most DONE_TOPIC_EFFORT_MAX */
	/* The best of what was there and did not do: its place, and why, NULL: nothing. */
	struct {
		const char *path, *why, *title;
		int line;
		size_t lacking; /* words */
	} near;
};

/* The text names this service and no other one; NULL and "" name none (topics_text.c). */
bool done_topic_names_service(
    const struct done_topic_search *search, enum done_name_source source, const char *text);
/* Sets search->own: names by manifests, and of the only service, or the root's, by the title of its
 * README, which may be NULL. */
int done_topic_own_names(
    struct done_topic_search *search, const struct done_outline *readme, struct done_error *err);
/* What one search may look at: parts, commands, documents behind links, files for things. Of what
 * is beyond nobody knows: undecided. */
#define DONE_TOPIC_EFFORT_MAX 2000
int done_topic_spend(struct done_topic_search *search, int effort, struct done_error *err);
/* 1 with evidence where the part shows the topic, else 0. All of it speaks of the service. */
int done_topic_in_extent(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err);
/* The same where the document is the topic's own: its file is named by it. */
int done_topic_in_document(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err);
/* The same of a document of the whole repository: where it names the service. */
int done_topic_in_common(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err);

/* 1 with evidence where a paragraph before the second heading, or the title, is of the topic. */
int done_topic_opening(struct done_topic_search *search, const struct done_extent *extent);

/* ---- guides (topics_guides.c) ---- */

/* The README's links to guides of this tree for who works on it (CONTRIBUTING.md, "Getting
 * started"), whose commands count as its own; named: as in done_topic_command(). */
int done_topic_behind_guides(struct done_topic_search *search, const struct done_extent *extent,
    bool named, struct done_error *err);
/* Guides of this tree that are known by their names, whether or not a README leads there:
 * CONTRIBUTING.md, docs/installation/docker.md. */
int done_topic_in_guides(struct done_topic_search *search, struct done_error *err);

/* ---- commands (topics_prose.c, topics_command.c) ---- */

/* 1 with evidence where code of the part starts the service; named: only a command that names it,
 * or starts it by an entry of compose, Aspire or a Makefile. */
int done_topic_command(struct done_topic_search *search, const struct done_extent *extent,
    bool named, struct done_error *err);

/* Code of the part has a command with a word that names the service: "kubectl logs deploy/cart". */
bool done_topic_command_names(struct done_topic_search *search, const struct done_extent *extent);

/* ---- what starts a service through another file (topics_entry.c) ---- */

/* 1 with the place of the entry of a compose file that starts the service. words: arguments;
 * outline: of the document, which may say what the file is made of. */
int done_entry_compose(struct done_topic_search *search, const char *const *words, size_t nr,
    const struct done_outline *outline, struct done_fact *out, struct done_error *err);
int done_entry_aspire(
    struct done_topic_search *search, struct done_fact *out, struct done_error *err);
/* 1 with *out where "kubectl apply -f deploy/", "skaffold run" or "tilt up" starts a declaration
 * that builds or names the service. */
int done_entry_declared(struct done_topic_search *search, const char *const *words, size_t nr,
    struct done_fact *out, struct done_error *err);
/* The files that a glob from the root names; text is a constant. */
int done_topic_find(
    struct done_view *view, const char *text, struct done_files *out, struct done_error *err);

/* ---- requests (topics_endpoint.c) ---- */

/* True with evidence where the part has a request: "GET /orders", "curl …", "grpcurl …". */
bool done_topic_endpoint(struct done_topic_search *search, const struct done_extent *extent);

/* ---- things that exist (topics_thing.c) ---- */

/* 1 with *what where the part names a file, a command, a route or an alert of this repository. */
int done_topic_thing(struct done_topic_search *search, const struct done_extent *extent,
    const char **what, struct done_error *err);

/* ---- the check (topics.c) ---- */

/* The document lies in a directory whose words are not the service's own: vendor/, testdata/. */
bool done_topic_is_of_others(const char *path);
/* Findings for the topics that neither files, which were found for the check, nor a document named
 * by the topic, nor the README of the root shows. expected: where the document is expected. */
int done_topics_judge(struct done_view *view, const struct done_topic *const *topics, size_t nr,
    const struct done_files *files, const char *expected, struct done_result *result,
    struct done_error *err);
void done_topics_describe(struct done_buf *out);

#endif
