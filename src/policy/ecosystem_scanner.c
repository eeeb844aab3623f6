/* The record of an ecosystem's scanner: quotes, comments, regular expressions, heredocs. */
#include <string.h>

#include "ecosystem_parts.h"

#define AT(type, member) offsetof(struct type, member)
#define TEXT(of, called, text)                                                     \
	{.name = #called, .type = DONE_FIELD_STRING, .offset = AT(of, called), .help = text}
#define FLAG(of, called, text)                                                     \
	{.name = #called, .type = DONE_FIELD_BOOLEAN, .offset = AT(of, called), .help = text}

static int validate_comment(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct done_scanner_comment *comment = object;

	if (!comment->open == !comment->close && !comment->line != !comment->open)
		return 0;
	done_value_error(err, at, "a comment has either 'line', or 'open' and 'close'");
	return done_error_cure(err, "write {line: \"//\"} or {open: \"/*\", close: \"*/\"}");
}

static const struct done_field comment_fields[] = {
	TEXT(done_scanner_comment, line, "The mark of a comment to the end of its line."),
	TEXT(done_scanner_comment, open, "The mark that begins a comment."),
	TEXT(done_scanner_comment, close, "The mark that ends it."),
	FLAG(done_scanner_comment, nested, "The marks count: a comment may hold comments."),
	FLAG(done_scanner_comment, at_line_head, "Only blanks may stand before it in its line."),
	FLAG(done_scanner_comment, at_start, "Only at the first byte of the source."),
};
static const struct done_record comment_record = {
	.name = "a comment",
	.size = sizeof(struct done_scanner_comment),
	.fields = comment_fields,
	.nr = DONE_ARRAY_SIZE(comment_fields),
	.validate = validate_comment,
};

/* The member is the first of both: `code: ["${", "}"]`. */
static int load_code_marks(struct done_loader *loader, const struct done_value *value, void *member,
                           struct done_error *err)
{
	static const struct done_field field = {.name = "code", .min = 2, .max = 2};
	struct done_strings marks = {0};
	const char **both = member;

	if (done_load_strings(loader, &field, value, &marks, err) < 0)
		return err->code;
	both[0] = marks.items[0];
	both[1] = marks.items[1];
	return 0;
}

static const struct done_field string_fields[] = {
	{.name = "quote",
         .type = DONE_FIELD_STRING,
         .offset = AT(done_scanner_string, quote),
         .required = true,
         .help = "What begins the string, and ends it unless 'close' does."},
	TEXT(done_scanner_string, close, "What ends it. Default: the quote."),
	TEXT(done_scanner_string, escape, "The byte before a quote that does not end it."),
	FLAG(done_scanner_string, doubled, "The closing quote twice stands for itself."),
	FLAG(done_scanner_string, lines, "It may go over lines."),
	FLAG(done_scanner_string, docblock, "Alone in its statement it is a comment."),
	{.name = "code",
         .type = DONE_FIELD_SPECIAL,
         .offset = AT(done_scanner_string, code_open),
         .load = load_code_marks,
         .schema = "{\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, "
                   "\"items\": {\"type\": \"string\"}}",
         .help = "The two marks around code inside of it."},
	TEXT(done_scanner_string, hashes, "As many of these follow its end as stand before it."),
};
_Static_assert(AT(done_scanner_string, code_close) ==
                       AT(done_scanner_string, code_open) + sizeof(const char *),
               "both marks are loaded as a pair");
static const struct done_record string_record = {
	.name = "a string",
	.size = sizeof(struct done_scanner_string),
	.fields = string_fields,
	.nr = DONE_ARRAY_SIZE(string_fields),
};

/* The member is the list; its length follows it. */
static int load_after(struct done_loader *loader, const struct done_value *value, void *member,
                      struct done_error *err)
{
	static const struct done_field field = {.name = "after"};
	struct done_scanner_regex *regex =
		(void *)((char *)member - AT(done_scanner_regex, after));
	struct done_strings words = {0};

	if (done_load_strings(loader, &field, value, &words, err) < 0)
		return err->code;
	regex->after = words.items;
	regex->nr_after = words.nr;
	return 0;
}

static const struct done_field regex_fields[] = {
	{.name = "quote",
         .type = DONE_FIELD_STRING,
         .offset = AT(done_scanner_regex, quote),
         .required = true,
         .help = "What begins and ends it."},
	TEXT(done_scanner_regex, escape, "The byte before a quote that does not end it."),
	TEXT(done_scanner_regex, set, "The two bytes around a set, in which the quote is plain."),
	{.name = "after",
         .type = DONE_FIELD_SPECIAL,
         .offset = AT(done_scanner_regex, after),
         .load = load_after,
         .schema = "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}",
         .help = "What stands before one, and not before a division."},
};
static const struct done_record regex_record = {
	.name = "a regular expression",
	.size = sizeof(struct done_scanner_regex),
	.fields = regex_fields,
	.nr = DONE_ARRAY_SIZE(regex_fields),
};

static const struct done_field heredoc_fields[] = {
	{.name = "open",
         .type = DONE_FIELD_STRING,
         .offset = AT(done_scanner_heredoc, open),
         .required = true,
         .help = "What stands before the word."},
};
static const struct done_record heredoc_record = {
	.name = "a heredoc",
	.size = sizeof(struct done_scanner_heredoc),
	.fields = heredoc_fields,
	.nr = DONE_ARRAY_SIZE(heredoc_fields),
	.shorthand = "open",
};

static const struct done_field scanner_fields[] = {
	{.name = "comments",
         .type = DONE_FIELD_OBJECTS,
         .offset = AT(done_scanner_rules, comments),
         .record = &comment_record,
         .help = "The forms of comments."},
	{.name = "strings",
         .type = DONE_FIELD_OBJECTS,
         .offset = AT(done_scanner_rules, strings),
         .record = &string_record,
         .help = "The forms of texts in quotes; of two that fit the longer quote counts."},
	{.name = "regex",
         .type = DONE_FIELD_OBJECT,
         .offset = AT(done_scanner_rules, regex),
         .record = &regex_record,
         .help = "Literals of regular expressions."},
	{.name = "heredocs",
         .type = DONE_FIELD_OBJECTS,
         .offset = AT(done_scanner_rules, heredocs),
         .record = &heredoc_record,
         .help = "Texts up to a word of their own."},
};
const struct done_record done_scanner_record = {
	.name = "'scanner'",
	.size = sizeof(struct done_scanner_rules),
	.fields = scanner_fields,
	.nr = DONE_ARRAY_SIZE(scanner_fields),
};
