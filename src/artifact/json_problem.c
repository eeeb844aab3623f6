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
	const char *five; /* in JSON5; NULL: the same */
} slips[] = {
	{"#", "comments are not allowed in JSON: delete it", "a comment begins with '//' or '/*'"},
	{"'", "JSON needs double quotes, not single ones", NULL},
	{"]}", "a value is missing before the closing bracket (no comma may stand last)",
         "a value is missing before the closing bracket"},
	{",", "a value is missing before the comma", NULL},
	{"+0123456789-.",
         "not a number in JSON, or a comma is missing before it (no leading '+', '.' or '0')",
         "not a number in JSON5, or a comma is missing before it (no leading '0')"},
	{"\"", "a comma or a colon is missing before this string", NULL},
	{"{[", "a comma or a colon is missing before this bracket", NULL},
	{":", "a ':' may stand only between a key and its value", NULL},
	{"\xEF",
         "a character that is not allowed between values, perhaps a byte-order mark: delete it",
         NULL},
	{"", "not JSON: text needs double quotes; only true, false and null stand without",
         "not JSON5: text needs quotes; only keys, true, false, null, Infinity and NaN stand "
         "without"},
};

static bool json_problem_is_word(const struct done_json_reader *reader, const char *word)
{
	size_t len = strlen(word);

	return done_json_word_length(reader) == len &&
	       !memcmp(reader->text.ptr + reader->now.at, word, len);
}

/* The last row fits everything. */
static const char *slip_message(const struct done_json_reader *reader)
{
	bool five = reader->dialect == DONE_JSON_FIVE;
	const struct slip *slip = slips;

	if (!five &&
	    (json_problem_is_word(reader, "NaN") || json_problem_is_word(reader, "Infinity")))
		return "NaN and Infinity are not numbers in JSON";
	while (*slip->first && !strchr(slip->first, done_json_peek(reader, 0)))
		slip++;
	return five && slip->five ? slip->five : slip->message;
}

int done_json_unexpected(struct done_json_reader *reader)
{
	char c = done_json_peek(reader, 0);
	int rc;

	if (!c)
		return done_json_fail(reader, &reader->now, "the file ends where a value belongs");
	rc = done_json_fail(reader, &reader->now, slip_message(reader));
	if ((c == ']' || c == '}') && reader->dialect == DONE_JSON_STRICT)
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
