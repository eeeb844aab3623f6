/* Words of prose: how many a text has, and how many different ones, in any script. */
#include <stdlib.h>
#include <string.h>

#include "markdown_parts.h"
#include "placeholder_parts.h"

/* ---- counting ---- */

/* An address says where something is, not what. */
static bool is_address(const char *run, size_t len)
{
	for (size_t i = 0; i + 3 <= len; i++) {
		if (!memcmp(run + i, "://", 3))
			return true;
	}
	return (len > 4 && !memcmp(run, "www.", 4)) || (len > 7 && !memcmp(run, "mailto:", 7));
}

/* So many letters of a script that puts no blanks between words make a word. */
static const size_t letters_a_word[DONE_CLASSES] = {[DONE_CLASS_TWO] = 2, [DONE_CLASS_FOUR] = 4};

static size_t words_of_run(const char *run, size_t len)
{
	size_t nr[DONE_CLASSES] = {0}, words;

	if (is_address(run, len))
		return 0;
	for (size_t i = 0, length; i < len; i += length)
		nr[done_class_of(done_character_at(run + i, len - i, &length))]++;
	words = nr[DONE_CLASS_LETTER] > 0;
	for (size_t i = 0; i < DONE_CLASSES; i++) {
		if (letters_a_word[i])
			words += (nr[i] + letters_a_word[i] - 1) / letters_a_word[i];
	}
	return words;
}

size_t done_words_count(const char *text, size_t len)
{
	size_t words = 0, start = 0;

	for (size_t i = 0, length; i < len; i += length) {
		if (done_class_of(done_character_at(text + i, len - i, &length)) !=
		    DONE_CLASS_SPACE)
			continue;
		words += words_of_run(text + start, i - start);
		start = i + length;
	}
	return words + words_of_run(text + start, len - start);
}

/* Where the first run that counts ends. */
static size_t first_run_end(const char *text, size_t len)
{
	size_t start = 0;

	for (size_t i = 0, length; i < len; i += length) {
		if (done_class_of(done_character_at(text + i, len - i, &length)) !=
		    DONE_CLASS_SPACE)
			continue;
		if (words_of_run(text + start, i - start) > 0)
			return i;
		start = i + length;
	}
	return len;
}

/* Words outside of the placeholders; most passages begin with one, which says all. */
static bool has_own_words(const struct done_passage *passage)
{
	struct done_placeholder_found found;
	size_t start = 0;

	if (!done_placeholder_begins(passage, first_run_end(passage->ptr, passage->len)))
		return true;
	while (done_placeholder_next(passage, start, false, &found)) {
		if (done_words_count(passage->ptr + start, found.at - start) > 0)
			return true;
		start = found.at + found.len;
	}
	return done_words_count(passage->ptr + start, passage->len - start) > 0;
}

size_t done_words_count_line(const char *text, size_t len)
{
	const struct done_passage passage = {.ptr = text, .len = len};
	size_t words = done_words_count(text, len);

	return words > 0 && has_own_words(&passage) ? words : 0;
}

size_t done_passage_words(const struct done_passage *passage, bool holds_placeholders)
{
	if (!passage->len || passage->heading)
		return 0;
	/* In an item of a list fewer count as placeholders than in its bare text. */
	return holds_placeholders || passage->is_item
	    ? done_words_count_line(passage->ptr, passage->len)
	    : done_words_count(passage->ptr, passage->len);
}

/* ---- different words ---- */

/* A run between blanks without the marks at its ends, in lower case as far as ASCII goes. */
struct word_run {
	char *ptr;
	size_t len;
};

static bool is_mark_byte(char c)
{
	return done_class_of((unsigned char)c) == DONE_CLASS_MARK && (unsigned char)c < 0x80;
}

static struct word_run run_of(struct done_arena *arena, const char *text, size_t len)
{
	while (len > 0 && is_mark_byte(*text)) {
		text++;
		len--;
	}
	while (len > 0 && is_mark_byte(text[len - 1]))
		len--;
	struct word_run run = {done_arena_strndup(arena, text, len), len};
	for (size_t i = 0; i < len; i++)
		run.ptr[i] = done_ascii_lower(run.ptr[i]);
	return run;
}

static int compare_runs(const void *a, const void *b)
{
	return strcmp(((const struct word_run *)a)->ptr, ((const struct word_run *)b)->ptr);
}

struct word_runs {
	struct word_run *items;
	size_t nr, cap;
};

static void add_runs(struct done_arena *arena, const char *text, size_t len, struct word_runs *out)
{
	for (size_t i = 0, start = 0, length; i <= len; i += length) {
		bool ends = i == len;

		length = 1;
		if (!ends)
			ends = done_class_of(done_character_at(text + i, len - i, &length)) ==
			    DONE_CLASS_SPACE;
		if (!ends)
			continue;
		struct word_run run = run_of(arena, text + start, i - start);
		start = i + length;
		if (words_of_run(run.ptr, run.len) > 0)
			*DONE_ARENA_PUSH(arena, out->items, out->nr, out->cap) = run;
	}
	if (out->nr)
		qsort(out->items, out->nr, sizeof(*out->items), compare_runs);
}

size_t done_words_distinct(struct done_bytes text, const char *beside)
{
	struct done_arena arena = {0};
	struct word_runs runs = {0}, others = {0};
	size_t words = 0;

	add_runs(&arena, text.ptr, text.len, &runs);
	if (beside)
		add_runs(&arena, beside, strlen(beside), &others);
	for (size_t i = 0; i < runs.nr; i++) {
		if (i > 0 && !compare_runs(&runs.items[i - 1], &runs.items[i]))
			continue;
		if (others.nr &&
		    bsearch(&runs.items[i], others.items, others.nr, sizeof(*others.items),
		        compare_runs))
			continue;
		words += words_of_run(runs.items[i].ptr, runs.items[i].len);
	}
	done_arena_release(&arena);
	return words;
}
