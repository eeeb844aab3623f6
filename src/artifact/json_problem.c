/* What does not belong into JSON, in plain words: what is wrong, and how to write it. */
#include <string.h>

#include "json_parts.h"

#define NAMES_FOR_COMMENTS                                                               \
	"delete it; comments and a last comma are read only where the format has them: " \
	"*.jsonc, *.json5, tsconfig*.json, appsettings*.json, .vscode/*.json and the like"

/* The usual slips, by the first byte of the token that does not belong there. */
static const struct slip {
	const char *first;
	const char *message;
} slips[] = {
	{"#", "comments are not allowed in JSON: delete it"},
	{"'", "JSON needs double quotes, not single ones"},
	{"]}", "a value is missing before the closing bracket (no comma may stand last)"},
	{",", "a value is missing before the comma"},
	{"+0123456789-.", "not a number in JSON, or a comma is missing before it (no leading '+', "
                          "'.' or '0')"},
	{"\"", "a comma or a colon is missing before this string"},
	{"{[", "a comma or a colon is missing before this bracket"},
	{":", "a ':' may stand only between a key and its value"},
	{"\xEF", "a character that is not allowed between values, perhaps a byte-order mark: "
                 "delete it"},
};

static bool is_word(const struct done_json_reader *reader, const char *word)
{
	size_t len = strlen(word);

	return done_json_word_length(reader) == len &&
	       !memcmp(reader->text.ptr + reader->now.at, word, len);
}

static const char *slip_message(const struct done_json_reader *reader)
{
	char c = done_json_peek(reader, 0);

	if (is_word(reader, "NaN") || is_word(reader, "Infinity"))
		return "NaN and Infinity are not numbers in JSON";
	for (size_t i = 0; i < DONE_ARRAY_SIZE(slips); i++)
		if (strchr(slips[i].first, c))
			return slips[i].message;
	return "not JSON: text needs double quotes; only true, false and null stand without";
}

int done_json_unexpected(struct done_json_reader *reader)
{
	char c = done_json_peek(reader, 0);
	int rc;

	if (!c)
		return done_json_fail(reader, &reader->now, "the file ends where a value belongs");
	rc = done_json_fail(reader, &reader->now, slip_message(reader));
	if (c == ']' || c == '}')
		done_error_cure(reader->err, NAMES_FOR_COMMENTS);
	return rc;
}

int done_json_comment_refused(struct done_json_reader *reader)
{
	int rc =
		done_json_fail(reader, &reader->now, "comments are not allowed in JSON: delete it");

	done_error_cure(reader->err, NAMES_FOR_COMMENTS);
	return rc;
}
