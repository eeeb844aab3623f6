/*
 * Kind `answers`: answers that are there and say nothing: `owns: x`, `nulls: no`, the same words in
 * two parts. How much a part must say at least stands in one table, with what a real answer says.
 */
#include "answers.h"

#include <string.h>
#include <strings.h>

#define WORD_MIN 2       /* letters: "x" is no word */
#define WORDS_KEPT 64    /* beyond them nobody counts */
#define ECHOES 3         /* questions with one text */
#define ECHO_STEPS 20000 /* values of a sheet that are compared with one text */

struct thin_row {
	const char *question, *key; /* the part, or the field of an item */
	size_t words;               /* different ones at least */
	const char *real;           /* what a real answer says; a whole sentence */
};

static const struct thin_row thin_rows[] = {
    {"boundaries", "owns", 3, "A real answer says what the service decides, from where to where."},
    {"boundaries", "excludes", 2, "A real answer says what belongs to whom."},
    {"data", "nulls", 2, "A real answer names the fields that may be missing, and when."},
    {"data", "duplicates", 2,
        "A real answer says how the second one is recognized and what happens to it."},
    {"data", "conflicts", 2,
        "A real answer says which of two changes counts, and how the other one learns of it."},
    {"load", "when", 2, "A real answer says what fails, and how."},
    {"load", "effect", 2, "A real answer says what callers see meanwhile."},
    {"load", "response", 2, "A real answer says what the service does about it, or who does."},
    {"load", "detected_by", 1, "A real answer names the alert, the metric or the log line."},
    {"communication", "on_failure", 2,
        "A real answer says what the caller does without an answer."},
};

/* Alone, or one after the other, they say nothing. "none" is a decision, where a decision is asked
 * for. */
static const char *const empty_words[] = {
    "no",
    "yes",
    "none",
    "nothing",
    "nobody",
    "ok",
    "okay",
    "good",
    "fine",
    "some",
    "any",
    "all",
    "stuff",
    "things",
    "data",
    "it",
    "is",
    "not",
    "the",
    "a",
    "an",
    "foo",
    "bar",
    "baz",
    "qux",
    "xx",
    "xxx",
    "yy",
    "zz",
    "test",
    "asdf",
    "qwerty",
    "blah",
    "bla",
    "etc",
    "idk",
    "false",
    "true",
    "never",
    "always",
    "maybe",
    "dunno",
    "are",
    "be",
    "and",
    "or",
    "of",
    "for",
    "in",
    "to",
    "this",
    "that",
    "has",
    "have",
    "will",
    "may",
    "can",
    "do",
    "does",
    "when",
};

/* Names, which come from elsewhere: of services, of entities, of their fields. */
static const char *const names[] = {"to", "style", "name", "key", "relates_to", "via", "data"};

/* ---- words ---- */

struct thin_words {
	const char *at[WORDS_KEPT];
	size_t len[WORDS_KEPT];
	size_t nr, more; /* different ones; what scripts without blanks have beyond them */
	size_t telling;  /* those that are not empty words */
};

static bool is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_' || c >= 0x80;
}

static bool is_empty_word(const char *word, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(empty_words); i++) {
		if (strlen(empty_words[i]) == len && !strncasecmp(empty_words[i], word, len))
			return true;
	}
	return false;
}

static bool thin_has(const struct thin_words *words, const char *word, size_t len)
{
	for (size_t i = 0; i < words->nr; i++) {
		if (words->len[i] == len && !strncasecmp(words->at[i], word, len))
			return true;
	}
	return false;
}

/* Scripts without blanks between words (Chinese, Japanese, Thai): two letters of three bytes are
 * one. */
static size_t words_without_blanks(const char *word, size_t len)
{
	unsigned char first = (unsigned char)word[0];

	return first >= 0xe0 && first <= 0xec ? len / 6 : 0;
}

static void thin_count(const char *text, struct thin_words *words)
{
	while (*text) {
		size_t len = 0;

		while (is_letter((unsigned char)text[len]))
			len++;
		if (len >= WORD_MIN && words->nr < WORDS_KEPT && !thin_has(words, text, len)) {
			words->at[words->nr] = text;
			words->len[words->nr++] = len;
			words->telling += !is_empty_word(text, len);
			words->more += words_without_blanks(text, len);
		}
		text += len + (len == 0);
	}
}

/* ---- what was asked ---- */

/* "owns" of "owns", "nulls" of "entities.order.nulls". */
static const char *thin_key(const char *subject)
{
	const char *dot = strrchr(subject, '.');

	return dot ? dot + 1 : subject;
}

static const struct done_field *thin_field(const struct done_record *record, const char *key)
{
	for (size_t i = 0; i < record->nr; i++) {
		if (!strcmp(record->fields[i].name, key))
			return &record->fields[i];
	}
	return NULL;
}

static const struct thin_row *thin_row_of(const struct done_question *question, const char *subject)
{
	const char *key = thin_key(subject);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(thin_rows); i++) {
		if (!strcmp(thin_rows[i].question, question->name) &&
		    !strcmp(thin_rows[i].key, key))
			return &thin_rows[i];
	}
	return NULL;
}

static bool is_decision_against(const struct done_question *question, const char *text)
{
	return question->open && (!strcasecmp(text, "none") || !strcasecmp(text, "no"));
}

static bool thin_is_name(const struct done_question *question, const char *subject)
{
	bool is_name = false;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++)
		is_name = is_name || !strcmp(thin_key(subject), names[i]);
	return is_name && done_question_find(question->name) == question;
}

/* What a real answer says; of a policy's own part with its example. */
static const char *thin_real(const struct done_answering *answering,
    const struct done_question_part *part, const char *subject)
{
	const struct thin_row *row = thin_row_of(answering->question, subject);

	if (row)
		return row->real;
	if (!part || !part->own || !*part->example)
		return part ? part->help : "";
	return done_arena_printf(
	    answering->view->arena, "%s For example: %s", part->help, part->example);
}

/* ---- one text for many questions ---- */

struct echo {
	const struct done_value *text;
	const char *keys[ECHOES]; /* below which the text stands */
	size_t nr, steps;
};

static bool is_same_text(const struct done_value *one, const struct done_value *other)
{
	return one->type == DONE_STRING && other->type == DONE_STRING &&
	    one->string.len == other->string.len && !strcasecmp(one->string.ptr, other->string.ptr);
}

static void echo_look(struct echo *echo, const struct done_value *value, const char *key)
{
	if (echo->nr == ECHOES || echo->steps >= ECHO_STEPS)
		return;
	echo->steps++;
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr; i++)
		echo_look(echo, &value->map.ptr[i].value, value->map.ptr[i].key.ptr);
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		echo_look(echo, &value->list.ptr[i], key);
	if (!is_same_text(value, echo->text))
		return;
	for (size_t i = 0; i < echo->nr; i++) {
		if (!strcmp(echo->keys[i], key))
			return;
	}
	echo->keys[echo->nr++] = key;
}

/* What happens when a callee is down may well be an effect and a response to a failure too; three
 * questions with one answer were not read. A word alone ("none") may stand anywhere. */
static void judge_echo(const struct done_answering *answering, const struct done_value *text,
    const char *subject, const struct thin_words *words)
{
	struct echo echo = {.text = text};
	const char *others[ECHOES];
	size_t nr = 0;

	if (words->nr + words->more < 2 || !answering->sheet->document)
		return;
	echo_look(&echo, answering->sheet->document, "");
	if (echo.nr < ECHOES)
		return;
	for (size_t i = 0; i < ECHOES; i++) {
		if (strcmp(echo.keys[i], thin_key(subject)) != 0)
			others[nr++] = echo.keys[i];
	}
	done_finding_fix(
	    done_answers_add(answering, text, "said again", subject,
	        "'%s' is the same text as '%s' and '%s'", subject, others[0], others[1]),
	    answering->view, "give each question an answer of its own. %s",
	    thin_real(answering, NULL, subject));
}

/* ---- judging ---- */

/* True: the text is known, by its words, from what was asked. */
static bool repeats_the_question(const struct done_answering *answering,
    const struct done_question_part *part, const struct thin_words *said, const char *subject)
{
	const struct done_field *field = part && part->form == DONE_PART_ITEMS
	    ? thin_field(part->item, thin_key(subject))
	    : NULL;
	struct thin_words asked = {0};

	thin_count(thin_key(subject), &asked);
	thin_count(answering->question->asks, &asked);
	thin_count(field ? field->help : part ? part->help : "", &asked);
	for (size_t i = 0; i < said->nr; i++) {
		if (!thin_has(&asked, said->at[i], said->len[i]) &&
		    !is_empty_word(said->at[i], said->len[i]))
			return false;
	}
	return said->nr > 0;
}

void done_answers_judge_thin(const struct done_answering *answering,
    const struct done_question_part *part, const struct done_value *text, const char *subject)
{
	const struct done_question *question = answering->question;
	const struct thin_row *row = thin_row_of(question, subject);
	const char *said = text->string.ptr, *real = thin_real(answering, part, subject);
	size_t least = row ? row->words : part && part->own ? part->min_words : 1;
	struct thin_words words = {0};

	thin_count(said, &words);
	if (thin_is_name(question, subject) || is_decision_against(question, said))
		return;
	if (part && part->own && !strcasecmp(said, part->example))
		done_finding_fix(done_answers_add(answering, text, "example", subject,
		                     "'%s' is the example's own text", subject),
		    answering->view, "say what holds for this service. %s", part->help);
	else if (!words.telling || words.nr + words.more < least)
		done_finding_fix(done_answers_add(answering, text, "too little", subject,
		                     "'%s' says too little: '%s'", subject,
		                     done_view_shown(answering->view, said, strlen(said), 40)),
		    answering->view, "%s, or {not_applicable: reason}. %s",
		    least == 1 ? "name it"
		               : done_arena_printf(answering->view->arena,
		                     "say it in at least %zu different words", least),
		    real);
	else if (repeats_the_question(answering, part, &words, subject))
		done_finding_fix(done_answers_add(answering, text, "repeats the question", subject,
		                     "'%s' repeats the question", subject),
		    answering->view,
		    "say what holds for this service, or {not_applicable: reason}. %s", real);
	else
		judge_echo(answering, text, subject, &words);
}

/* ---- repeats ---- */

/* One answer to two questions answers none; words alone (a key and a name) may well be the same. */
void done_answers_judge_repeats(
    const struct done_answering *answering, const struct done_value *item, const char *subject)
{
	for (size_t i = 0; i < item->map.nr; i++) {
		const struct done_member *one = &item->map.ptr[i];

		if (!thin_row_of(answering->question, one->key.ptr) ||
		    done_answer_is_todo(&one->value))
			continue;
		for (size_t j = 0; j < i; j++) {
			const struct done_member *other = &item->map.ptr[j];

			if (!thin_row_of(answering->question, other->key.ptr) ||
			    !is_same_text(&one->value, &other->value))
				continue;
			done_finding_fix(done_answers_add(answering, &one->value, "said twice",
			                     done_arena_printf(answering->view->arena, "%s.%s",
			                         subject, one->key.ptr),
			                     "'%s.%s' is the same text as '%s'", subject,
			                     one->key.ptr, other->key.ptr),
			    answering->view, "say what holds for '%s'. %s", one->key.ptr,
			    thin_row_of(answering->question, one->key.ptr)->real);
			break;
		}
	}
}
