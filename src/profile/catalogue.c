/*
 * A tree that is a collection of examples: its README says so, by its title or in its first
 * sentences, and nothing runs its programs together. A demonstration of one system is called the
 * same now and then, but one compose file, one chart or one folder of manifests runs it.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "finder.h"

/* ---- words ---- */

#define WORDS_MAX 64
#define WORD_MAX 24

struct catalogue_words {
	struct {
		char text[WORD_MAX]; /* in lower case */
		char before;         /* '.', ',', '-' between it and the word before; 0: none */
	} items[WORDS_MAX];
	size_t nr;
};

static const char *const example_nouns[] = {
    "examples", "samples", "quickstarts", "tutorials", "demos", "katas", "workshops"};
/* These only before one of the nouns below. */
static const char *const example_kinds[] = {
    "example", "sample", "demo", "quickstart", "tutorial", "code", "quick"};
static const char *const example_things[] = {
    "applications", "apps", "projects", "programs", "templates", "starts", "snippets"};
/* What is called "Samples Service" is a service. */
static const char *const program_nouns[] = {"api", "app", "application", "backend", "bot", "client",
    "gateway", "hub", "manager", "microservice", "platform", "portal", "registry", "server",
    "service", "store", "system", "tracker", "worker"};
static const char *const collection_nouns[] = {
    "collection", "list", "number", "range", "selection", "series", "set", "variety"};
static const char *const repository_nouns[] = {"repository", "repo", "project", "is"};
static const char *const holding_verbs[] = {"contains", "has", "holds", "hosts", "includes", "is"};
/* Of a repository: what a project offers, it offers to its users. */
static const char *const offering_verbs[] = {"offers", "provides"};
/* What these alone are called after may be sold as well. */
static const char *const sold_nouns[] = {"samples", "tutorials", "workshops"};
static const char *const example_links[] = {"demonstrating", "for", "of", "showing", "using"};
/* "the code for the book": chapters are examples, where there are several of them. */
static const char *const told_nouns[] = {"article", "articles", "blog", "book", "books"};
/* Behind one of these something else is spoken of. */
static const char *const dividing_words[] = {
    "and", "as", "by", "for", "from", "in", "that", "to", "where", "which", "with"};
/* "A collection of examples can be found in …" speaks of another place. */
static const char *const pointing_words[] = {"available", "found", "here", "located", "see"};

#define IS_ONE_OF(word, names) word_is_among((word), (names), DONE_ARRAY_SIZE(names))

static bool word_is_among(const char *word, const char *const *names, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(word, names[i]))
			return true;
	}
	return false;
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* A word with hyphens is one ("ready-to-run"), but for what a name ends with ("aiohttp-demos"). */
static void catalogue_split(const char *text, size_t len, bool is_name, struct catalogue_words *out)
{
	char before = '.';

	out->nr = 0;
	for (size_t i = 0; i < len && out->nr < WORDS_MAX;) {
		size_t used = 0;
		char *word = out->items[out->nr].text;

		if (!is_word_byte(text[i])) {
			bool ends =
			    strchr(".!?", text[i]) && i + 1 < len && !is_word_byte(text[i + 1]);

			if (ends || (strchr(",;:()", text[i]) && before != '.'))
				before = ends ? '.' : ',';
			else if (is_name && !before && i && text[i - 1] == ' ' &&
			    strchr("-|", text[i]) && text[i + 1] == ' ')
				before = '-';
			i++;
			continue;
		}
		while (i < len &&
		    (is_word_byte(text[i]) ||
		        (!is_name && text[i] == '-' && i + 1 < len && is_word_byte(text[i + 1])))) {
			if (used < WORD_MAX - 1)
				word[used++] = (char)tolower((unsigned char)text[i]);
			i++;
		}
		word[used] = '\0';
		out->items[out->nr++].before = before;
		before = 0;
	}
}

static const char *word_at(const struct catalogue_words *words, size_t at)
{
	return at < words->nr ? words->items[at].text : "";
}

/* "examples", "sample applications", "code templates". */
static bool names_examples(const struct catalogue_words *words, size_t at)
{
	return IS_ONE_OF(word_at(words, at), example_nouns) ||
	    (IS_ONE_OF(word_at(words, at), example_kinds) &&
	        IS_ONE_OF(word_at(words, at + 1), example_things));
}

/* Arrows, dashes and pictures (U+2000 to U+2FFF, above U+FFFF). */
static bool is_symbol(const char *word)
{
	return (unsigned char)*word == 0xe2 || (unsigned char)*word == 0xf0;
}

/* Where the first part of a title ends: "Acme examples", "of all sorts"; "Shop API", "with
 * examples".
 */
static bool title_part_ends(const struct catalogue_words *words, size_t at)
{
	return at >= words->nr || words->items[at].before || is_symbol(word_at(words, at)) ||
	    IS_ONE_OF(word_at(words, at), dividing_words) ||
	    IS_ONE_OF(word_at(words, at), example_links);
}

static bool title_part_says(const struct catalogue_words *words, size_t from, size_t end)
{
	if (end - from == 1 && end >= words->nr && IS_ONE_OF(word_at(words, from), sold_nouns))
		return false;
	return IS_ONE_OF(word_at(words, end - 1), example_nouns) ||
	    (end - from > 1 && IS_ONE_OF(word_at(words, end - 1), example_things) &&
	        names_examples(words, end - 2));
}

/* The last words of its first part: a "samples registry" is none. */
static bool title_says(const char *title)
{
	struct catalogue_words words;
	size_t from = 0, end;

	catalogue_split(title, strlen(title), true, &words);
	/* "Acme - examples" has two first parts. */
	do {
		while (from < words.nr && is_symbol(word_at(&words, from)))
			from++;
		for (end = from + 1; !title_part_ends(&words, end); end++)
			;
		if (title_part_says(&words, from, end))
			return true;
		from = end;
	} while (end < words.nr && words.items[end].before == '-');
	return false;
}

/* "acme-examples", "samples-go": what a name begins or ends with. */
static bool name_says(const char *name)
{
	struct catalogue_words words;

	catalogue_split(name, strlen(name), true, &words);
	return words.nr > 1 && !IS_ONE_OF(word_at(&words, words.nr - 1), program_nouns) &&
	    (IS_ONE_OF(word_at(&words, 0), example_nouns) ||
	        IS_ONE_OF(word_at(&words, words.nr - 1), example_nouns));
}

/* Examples within the next words, which speak of nothing else. */
static bool examples_follow(const struct catalogue_words *words, size_t from)
{
	for (size_t i = from; i < words->nr && i < from + 8; i++) {
		if ((i > from && words->items[i].before) ||
		    IS_ONE_OF(word_at(words, i), dividing_words))
			return false;
		if (!names_examples(words, i))
			continue;
		for (size_t j = i + 1; j < words->nr && j < i + 5 && words->items[j].before != '.';
		     j++) {
			if (IS_ONE_OF(word_at(words, j), pointing_words))
				return false;
		}
		return true;
	}
	return false;
}

/* "contains companion code for the article series" */
static bool code_follows(const struct catalogue_words *words, size_t from)
{
	bool code = false;

	for (size_t i = from; i < words->nr && i < from + 12 && words->items[i].before != '.';
	     i++) {
		code = code || !strcmp(words->items[i].text, "code");
		if (code && IS_ONE_OF(words->items[i].text, told_nouns))
			return true;
	}
	return false;
}

/* "Examples of URLs are:" gives examples of something, here. */
static bool examples_are_given(const struct catalogue_words *words)
{
	static const char *const verbs[] = {"are", "include", "is", "look"};

	for (size_t i = 2; i < words->nr && i < 8 && !words->items[i].before; i++) {
		if (IS_ONE_OF(word_at(words, i), verbs))
			return true;
	}
	return false;
}

/* "This repository contains several examples", "A curated list of demos". */
static bool sentence_says(const struct catalogue_words *words, size_t at, size_t nr_units)
{
	if (!strcmp(word_at(words, at), "this") &&
	    IS_ONE_OF(word_at(words, at + 1), repository_nouns)) {
		size_t verb = at + (strcmp(word_at(words, at + 1), "is") != 0 ? 2 : 1);

		return (IS_ONE_OF(word_at(words, verb), holding_verbs) ||
		           (IS_ONE_OF(word_at(words, verb), offering_verbs) &&
		               strcmp(word_at(words, at + 1), "project") != 0)) &&
		    (examples_follow(words, verb + 1) ||
		        (nr_units > 1 && code_follows(words, verb + 1)));
	}
	/* "Samples for Acme" */
	if (!at && IS_ONE_OF(word_at(words, 0), example_nouns) &&
	    IS_ONE_OF(word_at(words, 1), example_links))
		return !examples_are_given(words);
	for (size_t i = at; i < at + 3; i++) {
		if (IS_ONE_OF(word_at(words, i), collection_nouns) &&
		    !strcmp(word_at(words, i + 1), "of"))
			return examples_follow(words, i + 2);
	}
	return false;
}

static bool paragraph_says(const struct done_paragraph *paragraph, size_t nr_units)
{
	struct catalogue_words words;

	catalogue_split(paragraph->text, paragraph->len, false, &words);
	for (size_t i = 0; i < words.nr; i++) {
		if (words.items[i].before == '.' && sentence_says(&words, i, nr_units))
			return true;
	}
	return false;
}

static size_t nr_words(const struct done_paragraph *paragraph)
{
	struct catalogue_words words;

	catalogue_split(paragraph->text, paragraph->len, false, &words);
	return words.nr;
}

/* ---- the README ---- */

#define FIRST_PARAGRAPHS 4 /* that say what a repository is */
#define SENTENCE_WORDS 6   /* less is an entry of a list of contents, or the text of a picture */

/* The README of the root that people are shown first. */
const struct done_tree_file *done_finder_readme(const struct done_finder *finder)
{
	static const char *const names[] = {
	    "readme.md", "readme.adoc", "readme.rst", "readme.markdown", "readme", "readme.txt"};
	const struct done_tree_file *found = NULL;
	size_t best = DONE_ARRAY_SIZE(names);

	for (size_t i = 0; i < finder->nr_files; i++) {
		const struct done_tree_file *file = &finder->files[i];

		if (file->name != file->path)
			continue;
		for (size_t j = 0; j < best; j++) {
			if (strcasecmp(file->name, names[j]) != 0)
				continue;
			best = j;
			found = file;
		}
	}
	return found;
}

/* The heading that is the document's title: the first, before anything is told. NULL. */
static const struct done_heading *title_of(const struct done_outline *outline)
{
	const struct done_heading *first = outline->headings;

	if (!outline->nr_headings || first->level == 1)
		return outline->nr_headings ? first : NULL;
	for (size_t i = 0; i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];

		if (!paragraph->heading && paragraph->line < first->line &&
		    nr_words(paragraph) >= SENTENCE_WORDS)
			return NULL;
	}
	return first->level == 2 ? first : NULL;
}

/* True with *why when the outline says that the tree is a collection of examples. */
static bool outline_says(struct done_finder *finder, const char *path,
    const struct done_outline *outline, size_t nr_units, struct done_fact *why)
{
	const struct done_heading *title = title_of(outline);
	size_t nr = 0;

	if (title && title_says(title->text)) {
		*why = (struct done_fact){path, title->line,
		    done_arena_printf(finder->arena, "an example, as the title '%s' says",
		        done_arena_shown(finder->arena, title->text))};
		return true;
	}
	for (size_t i = 0; i < outline->nr_paragraphs && nr < FIRST_PARAGRAPHS; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];

		if (paragraph->heading)
			continue;
		nr += nr_words(paragraph) >= SENTENCE_WORDS;
		if (!paragraph_says(paragraph, nr_units))
			continue;
		*why = (struct done_fact){path, paragraph->line,
		    "an example: the README calls the repository a collection of examples"};
		return true;
	}
	return false;
}

/* The same by the name that a manifest of the root gives to all of it. */
static bool manifests_say(struct done_finder *finder, struct done_fact *why)
{
	const struct done_unit *root = done_unit_at(finder, "");
	const char *name = NULL, *path = NULL;

	for (size_t i = 0; i < finder->nr_builds && !name; i++) {
		const struct done_manifest *settings = finder->builds[i].settings;

		if (*finder->builds[i].directory || !settings || !settings->name ||
		    !name_says(settings->name))
			continue;
		name = settings->name;
		path = finder->builds[i].settings_path;
	}
	for (size_t i = 0; root && i < root->nr_parts && !name; i++) {
		for (size_t j = 0; j < root->parts[i].nr && !name; j++) {
			const char *own = root->parts[i].manifests[j]->name;

			if (!own || !name_says(done_last_part(own)))
				continue;
			name = own;
			path = root->parts[i].paths[j];
		}
	}
	if (name)
		*why = (struct done_fact){path, 0,
		    done_arena_printf(finder->arena, "an example, as the name '%s' says",
		        done_arena_shown(finder->arena, name))};
	return name != NULL;
}

/* ---- what runs together ---- */

static bool holds_program(const struct done_finder *finder, const char *directory)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		if (done_path_below(finder->programs[i].directory, directory))
			return true;
	}
	return false;
}

/* What is declared by one file, or by a folder of deployments, runs together: the highest folder
 * that holds no program. */
static const char *declared_together(
    struct done_finder *finder, const struct done_declaration *declaration)
{
	const char *directory = done_directory_of(finder->arena, declaration->path);

	if (!*directory || holds_program(finder, directory))
		return declaration->path;
	for (;;) {
		const char *above = done_directory_of(finder->arena, directory);

		if (!*above || holds_program(finder, above))
			return directory;
		directory = above;
	}
}

struct catalogue_group {
	const char *key;
	size_t *programs;
	size_t nr, cap;
};

struct catalogue_groups {
	struct catalogue_group *items;
	size_t nr, cap;
};

static void group_add(struct done_finder *finder, struct catalogue_group *group, size_t program)
{
	for (size_t i = 0; i < group->nr; i++) {
		if (finder->programs[group->programs[i]].unit == finder->programs[program].unit)
			return;
	}
	*DONE_ARENA_PUSH(finder->arena, group->programs, group->nr, group->cap) = program;
}

static struct catalogue_group *group_of(
    struct done_finder *finder, struct catalogue_groups *groups, const char *key)
{
	struct catalogue_group *group;

	for (size_t i = 0; i < groups->nr; i++) {
		if (!strcmp(groups->items[i].key, key))
			return &groups->items[i];
	}
	group = DONE_ARENA_PUSH(finder->arena, groups->items, groups->nr, groups->cap);
	group->key = key;
	return group;
}

static size_t nr_serving_units(const struct done_finder *finder)
{
	size_t nr = 0;

	for (size_t i = 0; i < finder->nr_units; i++) {
		for (size_t j = 0; j < finder->nr_programs; j++) {
			if (finder->programs[j].is_service &&
			    finder->programs[j].unit == &finder->units[i]) {
				nr++;
				break;
			}
		}
	}
	return nr;
}

/* The only thing that serves, and something runs it. */
static bool is_one_service(const struct done_finder *finder)
{
	bool runs = false;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *program = &finder->programs[i];

		runs = runs || (program->is_service && (program->is_run || program->has_port));
	}
	return runs && nr_serving_units(finder) == 1;
}

/* One thing runs more than half of all that serves. */
static bool is_one_system(struct done_finder *finder)
{
	struct catalogue_groups groups = {0};
	size_t all = nr_serving_units(finder);

	for (size_t i = 0; i < finder->nr_declarations; i++) {
		const struct done_declaration *declaration = &finder->declarations[i];
		struct catalogue_group *group;

		if (declaration->is_container_file || !declaration->nr_joined)
			continue;
		group = group_of(finder, &groups, declared_together(finder, declaration));
		for (size_t j = 0; j < declaration->nr_joined; j++) {
			if (finder->programs[declaration->joined[j]].is_service)
				group_add(finder, group, declaration->joined[j]);
		}
		if (group->nr > 1 && group->nr * 2 > all)
			return true;
	}
	return false;
}

static void catalogue_take_out(struct done_finder *finder, const struct done_fact *why)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_program *program = &finder->programs[i];

		if (!program->is_service)
			continue;
		program->is_service = false;
		program->is_doubtful = false;
		program->kind = DONE_KIND_TOOL;
		program->why = *why;
	}
}

/* 1: the README says so, with *why. */
static int readme_says(struct done_finder *finder, struct done_fact *why, struct done_error *err)
{
	const struct done_tree_file *readme = done_finder_readme(finder);
	struct done_buf text = {0};
	struct done_outline outline = {0};
	struct done_error problem = {0};
	int rc = readme ? done_tree_read(finder, readme, DONE_MANIFEST_MAX, &text, err) : 0;

	if (rc > 0)
		rc = done_document_outline(finder->arena, (struct done_bytes){text.ptr, text.len},
		         readme->path, &outline, &problem) >= 0 &&
		    outline_says(finder, readme->path, &outline, nr_serving_units(finder), why);
	done_buf_release(&text);
	return rc;
}

int done_catalogue_exclude(struct done_finder *finder, struct done_error *err)
{
	struct done_fact why;
	int rc = 1;

	/* Whoever asks for a directory by its name knows what it is. What runs together is asked
	 * first: it reads nothing. */
	if (finder->nr_scopes || !nr_serving_units(finder) || is_one_service(finder) ||
	    is_one_system(finder))
		return 0;
	if (!manifests_say(finder, &why))
		rc = readme_says(finder, &why, err);
	if (rc > 0)
		catalogue_take_out(finder, &why);
	return rc < 0 ? rc : 0;
}
