/*
 * Does a part of a document name something that exists in this repository: a file, an entry of a
 * Makefile or package.json, a route or an alert that stands in the service's files, a command that
 * names the service?
 */
#include <ctype.h>
#include <string.h>

#include "topics.h"

#define WORDS_LOOKED_AT 200
#define FILES_READ 300
#define FILE_BYTES (256 * 1024)
#define BYTES_READ (16 * 1024 * 1024)
#define WORD_MIN 4

/* ---- candidates ---- */

/* What might be the name of a thing. */
struct thing_words {
	const char *items[WORDS_LOOKED_AT];
	size_t nr;
};

static void topic_add_words(
    struct done_view *view, const char *text, size_t len, bool code, struct thing_words *out)
{
	for (size_t i = 0, start = 0; i <= len; i++) {
		if (i < len && !strchr(" \t\r\n`'\"(),;<>[]{}=", text[i]))
			continue;
		size_t end = i;
		while (end > start && strchr(".:!?*", text[end - 1]))
			end--;
		const char *word = text + start;
		size_t word_len = end - start;
		start = i + 1;
		if (word_len < WORD_MIN || out->nr == WORDS_LOOKED_AT || word_len > 200)
			continue;
		/* In prose only what is spelled as no word is: checkout_orders_failed, a/b.sh. */
		bool spelled = memchr(word, '_', word_len) || memchr(word, '/', word_len);
		for (size_t k = 1; k < word_len && !spelled; k++)
			spelled =
			    isupper((unsigned char)word[k]) && islower((unsigned char)word[k - 1]);
		if (code || spelled)
			out->items[out->nr++] = done_arena_strndup(view->arena, word, word_len);
	}
}

static void collect_words(
    struct done_view *view, const struct done_extent *extent, struct thing_words *out)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0; i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];

		if (code->line >= extent->from && code->line < extent->to)
			topic_add_words(view, code->text, strlen(code->text), true, out);
	}
	for (size_t i = 0; i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];

		if (paragraph->line >= extent->from && paragraph->line < extent->to)
			topic_add_words(view, paragraph->text, paragraph->len, false, out);
	}
}

/* ---- files ---- */

/* 1 where a path of the tree, seen from the document, the service or the root, is a file. */
static int thing_is_path(struct done_view *view, const struct done_extent *extent, const char *text,
    struct done_error *err)
{
	const char *path = text + (!strncmp(text, "./", 2) ? 2 : 0);
	const char *directory = done_view_directory(view);
	const char *const candidates[] = {
	    done_path_target(
	        view->arena, extent->file->path, (struct done_bytes){path, strlen(path)}),
	    done_arena_printf(view->arena, "%s%s%s", directory, *directory ? "/" : "", path),
	    path,
	};

	if (done_path_problem(path) || !(strpbrk(path, "/.") || done_text_ends(path, "file")))
		return 0;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(candidates); i++) {
		struct done_entry entry;
		int rc =
		    candidates[i] ? done_snapshot_find(view->head, candidates[i], &entry, err) : 0;

		if (rc < 0)
			return rc;
		if (rc > 0 && strcmp(candidates[i], extent->file->path) != 0 &&
		    entry.kind == DONE_ENTRY_FILE)
			return 1;
	}
	return 0;
}

static int thing_in_links(struct done_view *view, const struct done_extent *extent,
    const char **what, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0; i < outline->nr_links; i++) {
		const struct done_link *link = &outline->links[i];
		size_t len = strcspn(link->target, "?#");

		if (link->line < extent->from || link->line >= extent->to || !len || link->image)
			continue;
		const char *path = done_arena_strndup(view->arena, link->target, len);
		int rc = thing_is_path(view, extent, path, err);
		if (rc > 0)
			*what = done_arena_printf(view->arena, "it names the file '%s'",
			    done_view_shown(view, path, len, 60));
		if (rc != 0)
			return rc;
	}
	return 0;
}

/* ---- words in files ---- */

static bool is_name_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-';
}

static bool text_holds(struct done_bytes text, const char *word)
{
	size_t len = strlen(word);

	for (size_t at = 0; at + len <= text.len; at++) {
		const char *found = memchr(text.ptr + at, *word, text.len - at - len + 1);

		if (!found)
			return false;
		at = (size_t)(found - text.ptr);
		if (!memcmp(found, word, len) &&
		    (at == 0 || !is_name_byte(*word) || !is_name_byte(found[-1])) &&
		    (at + len == text.len || !is_name_byte(found[len])))
			return true;
	}
	return false;
}

/* A route, an alert, an entry of a Makefile, a variable: what is spelled as no word is, and stands
 * in one of the files. */
static bool is_name_of_thing(const char *word)
{
	const char *rest = word + strspn(word, "./-$");

	if (strstr(word, "://") || strchr(word, '@'))
		return false;
	if (*word == '/' && isalpha((unsigned char)word[1]))
		return true;
	for (const char *p = rest + (*rest != '\0'); *p; p++) {
		if (*p == '_' || *p == ':' || (*p == '-' && p[1]) ||
		    (isupper((unsigned char)*p) && islower((unsigned char)p[-1])))
			return true;
	}
	return false;
}

static int thing_in_files(struct done_view *view, const struct done_files *files,
    const struct thing_words *words, const char **what, struct done_error *err)
{
	size_t bytes = 0;

	for (size_t i = 0, read = 0; i < files->nr && read < FILES_READ && bytes < BYTES_READ;
	     i++) {
		struct done_bytes text;
		uint64_t size;
		bool pointer;

		if (done_document_has_ids(files->items[i].path))
			continue; /* documents prove nothing of each other */
		int rc = done_view_size(view, &files->items[i], &size, &pointer, err);
		if (rc == 0 && (pointer || size > FILE_BYTES))
			continue;
		if (rc == 0)
			rc = done_view_read(view, &files->items[i], FILE_BYTES * 4, &text, err);
		if (rc != 0)
			return rc;
		read++;
		bytes += text.len;
		for (size_t k = 0; !done_bytes_binary(text) && k < words->nr; k++) {
			const char *word = words->items[k];

			if (!text_holds(text, word))
				continue;
			*what = done_arena_printf(view->arena, "it names '%s', which %s has",
			    done_view_shown(view, word, strlen(word), 40),
			    done_view_shown_path(view, files->items[i].path));
			return 1;
		}
	}
	return 0;
}

/* Leaves the names of things, of which a file may have one. */
static void keep_names(struct thing_words *words)
{
	size_t kept = 0;

	for (size_t i = 0; i < words->nr; i++)
		if (is_name_of_thing(words->items[i]))
			words->items[kept++] = words->items[i];
	words->nr = kept;
}

/* In the service's own files, then in the rules of alerts wherever they are. */
static int thing_in_tree(struct done_topic_search *search, struct thing_words *words,
    const char **what, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	struct done_files files;
	int rc = done_topic_spend(search, 50, err);

	if (rc == 0)
		rc = done_topic_find(view,
		    done_arena_printf(view->arena, "%s%s**", directory, *directory ? "/" : ""),
		    &files, err);
	if (rc == 0)
		rc = thing_in_files(view, &files, words, what, err);
	if (rc == 0)
		rc = done_view_find_in_tree(
		    view, "**/*{alert,rule,prometheus,monitor}*.{yml,yaml,json}", &files, err);
	return rc == 0 ? thing_in_files(view, &files, words, what, err) : rc;
}

int done_topic_thing(struct done_topic_search *search, const struct done_extent *extent,
    const char **what, struct done_error *err)
{
	struct done_view *view = search->view;
	struct thing_words *words = done_arena_alloc(view->arena, sizeof(*words));
	int rc = thing_in_links(view, extent, what, err);

	if (rc != 0)
		return rc;
	collect_words(view, extent, words);
	for (size_t i = 0; rc == 0 && i < words->nr; i++) {
		rc = thing_is_path(view, extent, words->items[i], err);
		if (rc > 0)
			*what = done_arena_printf(view->arena, "it names the file '%s'",
			    done_view_shown(view, words->items[i], strlen(words->items[i]), 60));
	}
	if (rc != 0)
		return rc;
	rc = done_topic_command(search, extent, false, err);
	if (rc > 0)
		*what = "it has a command that starts the service";
	if (rc == 0 && done_topic_command_names(search, extent)) {
		*what = "it has a command that names the service";
		rc = 1;
	}
	keep_names(words);
	return rc == 0 && words->nr ? thing_in_tree(search, words, what, err) : rc;
}
