/* TOML's values: numbers, dates, strings, lists, and tables between braces. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "toml_parts.h"
#include "value.h"

static const char DIGITS[] = "0123456789";

/* ---- words: numbers, dates, true and false ---- */

/* Without the underscores; NULL where one does not stand between two digits. */
static char *without_underscores(struct done_arena *arena, const char *word)
{
	char *out = done_arena_strdup(arena, word), *to = out;

	if (word[0] == '0' && word[1] == 'b' && word[2] == '_') /* "b" is a hexadecimal digit */
		return NULL;
	for (size_t i = 0; word[i]; i++) {
		if (word[i] != '_')
			*to++ = word[i];
		else if (!i || !isxdigit((unsigned char)word[i - 1]) ||
		    !isxdigit((unsigned char)word[i + 1]))
			return NULL;
	}
	*to = '\0';
	return out;
}

static bool read_based(struct done_arena *arena, const char *word, struct done_value *out)
{
	static const struct {
		char letter;
		int base;
		const char *digits;
	} bases[] = {
	    {'x', 16, "0123456789abcdefABCDEF"},
	    {'o', 8, "01234567"},
	    {'b', 2, "01"},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(bases); i++) {
		if (word[0] != '0' || word[1] != bases[i].letter || !word[2] ||
		    word[2 + strspn(word + 2, bases[i].digits)])
			continue;
		done_number_read_base(arena, word + 2, strlen(word + 2), bases[i].base, out);
		return true;
	}
	return false;
}

/* [-+]? ( 0 | [1-9][0-9]* ) ( \. [0-9]+ )? ( [eE] [-+]? [0-9]+ )? */
static bool is_decimal(const char *word)
{
	word += *word == '-' || *word == '+';
	size_t whole = strspn(word, DIGITS);
	if (!whole || (whole > 1 && *word == '0'))
		return false;
	word += whole;
	if (*word == '.') {
		size_t fraction = strspn(++word, DIGITS);

		if (!fraction)
			return false;
		word += fraction;
	}
	if (*word == 'e' || *word == 'E') {
		word++;
		word += *word == '-' || *word == '+';
		return *word && !word[strspn(word, DIGITS)];
	}
	return !*word;
}

static bool toml_value_read_number(
    struct done_arena *arena, const char *word, struct done_value *out)
{
	const char *bare = word + (*word == '-' || *word == '+');
	const char *plain = without_underscores(arena, word);

	if (!strcmp(bare, "inf") || !strcmp(bare, "nan"))
		return done_number_read_special(word, strlen(word), out);
	if (!plain)
		return false;
	if (read_based(arena, plain, out))
		return true;
	/* A hexadecimal digit beside an underscore is none of these. */
	if (!is_decimal(plain) || strstr(word, "_e") || strstr(word, "_E") || strstr(word, "e_") ||
	    strstr(word, "E_"))
		return false;
	done_number_read(arena, plain, strlen(plain), out);
	return true;
}

static bool is_space_within_date(const struct done_toml_reader *reader, size_t len)
{
	return len == 10 && done_toml_peek(reader, 4) == '-' && done_toml_peek(reader, 10) == ' ' &&
	    isdigit((unsigned char)done_toml_peek(reader, 11));
}

static const char *word_problem(const char *word)
{
	if (!*word)
		return "a value is missing here";
	if (!strcasecmp(word, "true") || !strcasecmp(word, "false"))
		return "true and false are written in small letters";
	if (isdigit((unsigned char)*word) || strchr("+-.", *word))
		return "neither a number nor a date: no leading zero, digits on both sides of a "
		       "point and of '_', dates as 2026-01-31 or 2026-01-31T12:00:00Z; or put the "
		       "text in quotes";
	return "not a value: put text in quotes";
}

static int toml_value_read_word(struct done_toml_reader *reader, struct done_value *out)
{
	size_t len = 0;
	char c;

	while ((c = done_toml_peek(reader, len)) &&
	    (!strchr(" \t\r\n,]}#=\"'[{", c) || is_space_within_date(reader, len)))
		len++;
	char *word = done_arena_strndup(reader->arena, reader->text.ptr + reader->now.at, len);
	if (!strcmp(word, "true") || !strcmp(word, "false")) {
		out->type = DONE_BOOLEAN;
		out->boolean = *word == 't';
	} else if (done_toml_is_date(word)) {
		out->type = DONE_STRING;
		out->string = (struct done_string){word, len};
	} else if (!toml_value_read_number(reader->arena, word, out)) {
		return done_toml_fail(reader, &reader->now, word_problem(word));
	}
	done_toml_step(reader, len);
	return 0;
}

/* ---- lists and tables between braces ---- */

static int toml_read_value(struct done_toml_reader *reader, int depth, struct done_value *out);

static int toml_value_read_list(struct done_toml_reader *reader, int depth, struct done_value *out)
{
	struct done_text_at start = reader->now;
	struct done_value *items = NULL;
	size_t nr = 0, cap = 0;
	int rc;

	done_toml_step(reader, 1);
	for (;;) {
		if ((rc = done_toml_skip_lines(reader)) < 0)
			return rc;
		if (done_toml_peek(reader, 0) == ']')
			break;
		if (!done_toml_peek(reader, 0))
			return done_toml_fail(reader, &start, "this '[' is never closed");
		rc = toml_read_value(
		    reader, depth + 1, DONE_ARENA_PUSH(reader->arena, items, nr, cap));
		if (rc < 0 || (rc = done_toml_skip_lines(reader)) < 0)
			return rc;
		if (done_toml_peek(reader, 0) == ',')
			done_toml_step(reader, 1);
		else if (done_toml_peek(reader, 0) && done_toml_peek(reader, 0) != ']')
			return done_toml_fail(
			    reader, &reader->now, "expected ',' or ']' in the list");
	}
	done_toml_step(reader, 1);
	out->type = DONE_LIST;
	out->list = (struct done_items){items, nr};
	return 0;
}

int done_toml_read_pair(struct done_toml_reader *reader, struct done_toml_table *table)
{
	struct done_toml_keys keys = {0};
	struct done_value *value;
	int depth, rc;

	if ((rc = done_toml_read_keys(reader, &keys)) < 0)
		return rc;
	if (done_toml_peek(reader, 0) != '=')
		return done_toml_fail(reader, &reader->now, "expected '=' after the key");
	done_toml_step(reader, 1);
	done_toml_skip_space(reader);
	if ((rc = done_toml_add_key(reader, table, &keys, &value, &depth)) < 0)
		return rc;
	return toml_read_value(reader, depth, value);
}

/* On one line, without a comma at its end (TOML 1.0). */
static int read_braces(struct done_toml_reader *reader, int depth, struct done_value *out)
{
	struct done_toml_table table = {
	    .made = DONE_TOML_BY_KEY, .depth = depth, .place = reader->now};
	int rc;

	done_toml_step(reader, 1);
	done_toml_skip_space(reader);
	while (done_toml_peek(reader, 0) != '}' || table.nr) {
		if ((rc = done_toml_read_pair(reader, &table)) < 0)
			return rc;
		done_toml_skip_space(reader);
		char c = done_toml_peek(reader, 0);
		if (c == '}')
			break;
		if (c != ',')
			return done_toml_fail(reader, &reader->now,
			    "expected ',' or '}': a table between braces stands on one "
			    "line");
		done_toml_step(reader, 1);
		done_toml_skip_space(reader);
		if (done_toml_peek(reader, 0) == '}')
			return done_toml_fail(reader, &reader->now,
			    "no comma may stand last between braces: delete it");
	}
	done_toml_step(reader, 1);
	done_toml_to_value(reader, &table, out);
	return 0;
}

static int toml_read_value(struct done_toml_reader *reader, int depth, struct done_value *out)
{
	char c = done_toml_peek(reader, 0);

	*out = (struct done_value){
	    .line = reader->now.line, .column = reader->now.column, .file = reader->file};
	if ((c == '[' || c == '{') && depth >= DONE_VALUE_DEPTH_MAX)
		return done_toml_fail(reader, &reader->now, "nested more than 64 deep");
	if (c == '[')
		return toml_value_read_list(reader, depth, out);
	if (c == '{')
		return read_braces(reader, depth, out);
	if (c == '"' || c == '\'') {
		out->type = DONE_STRING;
		return done_toml_read_string(reader, &out->string);
	}
	return toml_value_read_word(reader, out);
}
