/*
 * The types of plain YAML scalars. Strict: true, false, null, ~, nothing at all, and decimal
 * integers; artifacts: YAML 1.2's core schema (section 10.3.2) without infinity and not-a-number,
 * which no bound could judge.
 */
#include <stdlib.h>
#include <string.h>

#include "value.h"
#include "yaml_parts.h"

static const struct word {
	const char *text;
	bool strict; /* in the strict subset too */
	enum done_value_type type;
	bool boolean;
} words[] = {
	{"", true, DONE_NULL, false},          {"~", true, DONE_NULL, false},
	{"null", true, DONE_NULL, false},      {"Null", false, DONE_NULL, false},
	{"NULL", false, DONE_NULL, false},     {"true", true, DONE_BOOLEAN, true},
	{"True", false, DONE_BOOLEAN, true},   {"TRUE", false, DONE_BOOLEAN, true},
	{"false", true, DONE_BOOLEAN, false},  {"False", false, DONE_BOOLEAN, false},
	{"FALSE", false, DONE_BOOLEAN, false},
};

static const char DIGITS[] = "0123456789";

static bool type_word(struct done_value *value, const char *text, bool strict)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (strcmp(words[i].text, text) != 0 || (strict && !words[i].strict))
			continue;
		value->type = words[i].type;
		value->plain = false;
		if (words[i].type == DONE_BOOLEAN)
			value->boolean = words[i].boolean;
		return true;
	}
	return false;
}

static bool all_of(const char *text, const char *set)
{
	return *text && text[strspn(text, set)] == '\0';
}

static const char *set_integer(struct done_value *value, const char *text, int base)
{
	int64_t integer;

	if (!done_integer_read(text, base, &integer))
		return "the number does not fit 64 bits: put it in quotes";
	value->type = DONE_INTEGER;
	value->plain = false;
	value->integer = integer;
	return NULL;
}

static bool is_infinite(const char *text)
{
	static const char *const names[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};
	const char *name = text + (*text == '-' || *text == '+');

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_real(const char *text)
{
	text += *text == '-' || *text == '+';
	size_t whole = strspn(text, DIGITS), fraction = 0;
	text += whole;
	if (*text == '.') {
		fraction = strspn(++text, DIGITS);
		text += fraction;
	}
	if (whole + fraction == 0)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		text += *text == '-' || *text == '+';
		return all_of(text, DIGITS);
	}
	return *text == '\0';
}

static const char *type_number(struct done_value *value, const char *text)
{
	double real;

	if (all_of(text + (*text == '-' || *text == '+'), DIGITS))
		return set_integer(value, text, 10);
	if (!strncmp(text, "0o", 2) && all_of(text + 2, "01234567"))
		return set_integer(value, text + 2, 8);
	if (!strncmp(text, "0x", 2) && all_of(text + 2, "0123456789abcdefABCDEF"))
		return set_integer(value, text + 2, 16);
	if (is_infinite(text))
		return "infinity and not-a-number cannot be judged: write a number, or put it in "
		       "quotes";
	if (!is_real(text))
		return NULL;
	if (!done_real_read(text, &real))
		return "the number is too large or too small to hold: put it in quotes";
	value->type = DONE_REAL;
	value->plain = false;
	value->real = real;
	return NULL;
}

/* No leading zero, no '+': what another reader could take for octal or for text stays text. */
static void type_strict_number(struct done_value *value, const char *text)
{
	const char *digits = text + (*text == '-');
	int64_t integer;

	if (!all_of(digits, DIGITS) || (digits[0] == '0' && (digits[1] || digits != text)))
		return;
	if (!done_integer_read(text, 10, &integer))
		return;
	value->type = DONE_INTEGER;
	value->plain = false;
	value->integer = integer;
}

const char *done_yaml_type_plain(struct done_value *value, enum done_yaml_subset subset)
{
	const char *text = value->string.ptr;

	value->plain = true;
	if (type_word(value, text, subset == DONE_YAML_STRICT))
		return NULL;
	if (subset == DONE_YAML_ARTIFACT)
		return type_number(value, text);
	type_strict_number(value, text);
	return NULL;
}
