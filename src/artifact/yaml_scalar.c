/*
 * The types of plain YAML scalars. Strict: true, false, null, ~, nothing at all, and decimal
 * integers; artifacts: YAML 1.2's core schema (section 10.3.2).
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
    {"", true, DONE_NULL, false},
    {"~", true, DONE_NULL, false},
    {"null", true, DONE_NULL, false},
    {"Null", false, DONE_NULL, false},
    {"NULL", false, DONE_NULL, false},
    {"true", true, DONE_BOOLEAN, true},
    {"True", false, DONE_BOOLEAN, true},
    {"TRUE", false, DONE_BOOLEAN, true},
    {"false", true, DONE_BOOLEAN, false},
    {"False", false, DONE_BOOLEAN, false},
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

/* Only as the schema spells them: "nan" is a word. */
static bool yaml_scalar_is_special(const char *text)
{
	static const char *const names[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};
	const char *name = text + (*text == '-' || *text == '+');

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

static bool is_of_base(const char *text, char letter, const char *digits)
{
	return text[0] == '0' && text[1] == letter && all_of(text + 2, digits);
}

static void type_number(struct done_arena *arena, struct done_value *value, const char *text)
{
	size_t len = strlen(text);
	bool number = true;

	if (is_of_base(text, 'o', "01234567"))
		done_number_read_base(arena, text + 2, len - 2, 8, value);
	else if (is_of_base(text, 'x', "0123456789abcdefABCDEF"))
		done_number_read_base(arena, text + 2, len - 2, 16, value);
	else if (yaml_scalar_is_special(text))
		done_number_read_special(text, len, value);
	else
		number = !strpbrk(text, "xX") && strpbrk(text, DIGITS) &&
		    done_number_from_text(arena, text, value);
	if (!number)
		return;
	value->plain = false;
	if (value->type == DONE_INTEGER && text[0] == '0' && len > 1)
		value->digits = text; /* "0x1F", "0o17" */
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

void done_yaml_type_plain(
    struct done_arena *arena, struct done_value *value, enum done_yaml_subset subset)
{
	const char *text = value->string.ptr;

	value->plain = true;
	if (type_word(value, text, subset == DONE_YAML_STRICT))
		return;
	if (subset == DONE_YAML_ARTIFACT)
		type_number(arena, value, text);
	else
		type_strict_number(value, text);
}
