/* The records of an ecosystem's scanners: quotes, comments, regular expressions, heredocs. */
#include <string.h>

#include "ecosystem_parts.h"

#define AT(type, member) offsetof(struct type, member)
#define TEXT(of, called, text)                                                        \
	{                                                                             \
		.name = #called, .type = DONE_FIELD_STRING, .offset = AT(of, called), \
		.help = (text)                                                        \
	}
#define TEXTS(of, called, text)                                                        \
	{                                                                              \
		.name = #called, .type = DONE_FIELD_STRINGS, .offset = AT(of, called), \
		.help = (text)                                                         \
	}
#define FLAG(of, called, text)                                                         \
	{                                                                              \
		.name = #called, .type = DONE_FIELD_BOOLEAN, .offset = AT(of, called), \
		.help = (text)                                                         \
	}
#define CODE(of)                                                                                \
	{                                                                                       \
		.name = "code", .type = DONE_FIELD_SPECIAL, .offset = AT(of, code_open),        \
		.load = load_code_marks,                                                        \
		.schema = "{\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"items\": " \
		          "{\"type\": \"string\"}}",                                            \
		.help = "The two marks around code inside of it."                               \
	}

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
_Static_assert(AT(done_scanner_string, code_close) ==
        AT(done_scanner_string, code_open) + sizeof(const char *),
    "both marks are loaded as a pair");
_Static_assert(AT(done_scanner_heredoc, code_close) ==
        AT(done_scanner_heredoc, code_open) + sizeof(const char *),
    "both marks are loaded as a pair");

/* Prefixes may hold "", the quote alone. */
static int load_prefixes(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	struct done_strings *prefixes = member;

	if (value->type != DONE_LIST)
		return done_value_error(err, value, "'prefixes' must be a list, not %s",
		    done_value_type_name(value->type));
	prefixes->items = done_arena_array(loader->arena, value->list.nr, sizeof(*prefixes->items));
	for (; prefixes->nr < value->list.nr; prefixes->nr++) {
		const struct done_value *item = &value->list.ptr[prefixes->nr];

		if (item->type != DONE_STRING)
			return done_value_error(err, item, "a prefix must be text, not %s",
			    done_value_type_name(item->type));
		prefixes->items[prefixes->nr] = item->string.ptr;
	}
	return 0;
}

/* ---- comments ---- */

static int validate_comment(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct done_scanner_comment *comment = object;

	if (!comment->line != !comment->open && (comment->open || !comment->close))
		return 0;
	done_value_error(err, at, "a comment has either 'line', or 'open' and 'close'");
	return done_error_cure(err, "write {line: \"//\"} or {open: \"/*\", close: \"*/\"}");
}

static const struct done_field comment_fields[] = {
    TEXT(done_scanner_comment, line, "The mark of a comment to the end of its line."),
    TEXT(done_scanner_comment, open, "The mark that begins a comment."),
    TEXT(done_scanner_comment, close, "The mark that ends it. Default: the end of the source."),
    FLAG(done_scanner_comment, nested, "The marks count: a comment may hold comments."),
    FLAG(done_scanner_comment, at_line_head, "Only as the first bytes of a line."),
    FLAG(done_scanner_comment, at_start, "Only as the first bytes of the source."),
    FLAG(done_scanner_comment, continued, "A backslash at the end of the line leads on."),
    TEXT(done_scanner_comment, unless, "Bytes that may not follow it."),
};
static const struct done_record comment_record = {
    .name = "a comment",
    .size = sizeof(struct done_scanner_comment),
    .fields = comment_fields,
    .nr = DONE_ARRAY_SIZE(comment_fields),
    .validate = validate_comment,
};

/* ---- strings ---- */

static const struct done_field string_fields[] = {
    {DONE_FIELD("quote", struct done_scanner_string, quote, STRING), .required = true,
        .help = "What begins the string, and ends it unless 'close' does."},
    TEXT(done_scanner_string, close, "What ends it. Default: the quote."),
    TEXT(done_scanner_string, escape, "The byte before a quote that does not end it."),
    FLAG(done_scanner_string, doubled, "The closing quote twice stands for itself."),
    FLAG(done_scanner_string, lines, "It may go over lines."),
    FLAG(done_scanner_string, single, "It holds one character or one escape."),
    FLAG(done_scanner_string, run, "The last of a run of quotes closes it."),
    FLAG(done_scanner_string, counted, "The quote's last byte may be repeated, in both."),
    FLAG(done_scanner_string, delimited, "Any delimiter follows the quote."),
    FLAG(done_scanner_string, nested, "Pairs of a bracket as the delimiter count."),
    FLAG(done_scanner_string, worded, "A word and '(' follow the quote."),
    FLAG(done_scanner_string, operand, "Only where a value may begin."),
    TEXT(done_scanner_string, hashes, "As many of these follow its end as stand before it."),
    {DONE_FIELD("prefixes", struct done_scanner_string, prefixes, SPECIAL), .load = load_prefixes,
        .schema = "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}",
        .help = "What belongs to the quote directly before it; \"*\" is any word."},
    TEXT(done_scanner_string, not_after, "Bytes after which the quote is none."),
    FLAG(done_scanner_string, docblock, "Alone in its statement it is a comment."),
    TEXTS(done_scanner_string, docs, "Words after which it is a comment."),
    CODE(done_scanner_string),
    FLAG(done_scanner_string, code_doubled, "The first mark twice stands for itself."),
    TEXT(done_scanner_string, code_format, "Behind this byte embedded code is text again."),
};
static const struct done_record string_record = {
    .name = "a string",
    .size = sizeof(struct done_scanner_string),
    .fields = string_fields,
    .nr = DONE_ARRAY_SIZE(string_fields),
};

/* ---- the rest ---- */

static const struct done_field regex_fields[] = {
    {DONE_FIELD("quote", struct done_scanner_regex, quote, STRING),
        .help = "What begins and ends it."},
    TEXT(done_scanner_regex, escape, "The byte before a quote that does not end it."),
    TEXT(done_scanner_regex, set, "The two bytes around a set, in which the quote is plain."),
    TEXTS(done_scanner_regex, after, "What stands before a value."),
    FLAG(done_scanner_regex, command, "Also after a word and a blank."),
};
static const struct done_record regex_record = {
    .name = "a regular expression",
    .size = sizeof(struct done_scanner_regex),
    .fields = regex_fields,
    .nr = DONE_ARRAY_SIZE(regex_fields),
};

static const struct done_field heredoc_fields[] = {
    {DONE_FIELD("open", struct done_scanner_heredoc, open, STRING), .required = true,
        .help = "What stands before the word."},
    FLAG(done_scanner_heredoc, upper, "The bare word begins with a capital letter."),
    FLAG(done_scanner_heredoc, indented, "Blanks may stand before the closing word."),
    FLAG(done_scanner_heredoc, tail, "Something may follow the closing word."),
    TEXT(done_scanner_heredoc, escape, "The byte that takes the meaning of the next."),
    CODE(done_scanner_heredoc),
};
static const struct done_record heredoc_record = {
    .name = "a heredoc",
    .size = sizeof(struct done_scanner_heredoc),
    .fields = heredoc_fields,
    .nr = DONE_ARRAY_SIZE(heredoc_fields),
    .shorthand = "open",
};

static const struct done_field island_fields[] = {
    {DONE_FIELD("open", struct done_scanner_island, open, STRING), .required = true,
        .help = "What begins code."},
    TEXT(done_scanner_island, close, "What ends it."),
    TEXT(done_scanner_island, unless, "Bytes that may not follow it."),
};
static const struct done_record island_record = {
    .name = "an island",
    .size = sizeof(struct done_scanner_island),
    .fields = island_fields,
    .nr = DONE_ARRAY_SIZE(island_fields),
};

static const struct done_field dead_fields[] = {
    {DONE_FIELD("open", struct done_scanner_dead, open, STRING), .required = true,
        .help = "What begins it."},
    TEXTS(done_scanner_dead, nests, "What begins one more of the same within it."),
    TEXTS(done_scanner_dead, closes, "What ends it, '#endif' first. Default: the end of the item."),
};
static const struct done_record dead_record = {
    .name = "code that is never built",
    .size = sizeof(struct done_scanner_dead),
    .fields = dead_fields,
    .nr = DONE_ARRAY_SIZE(dead_fields),
    .shorthand = "open",
};

#define LIST(called, of, text)                                                            \
	{                                                                                 \
		.name = #called, .type = DONE_FIELD_OBJECTS,                              \
		.offset = AT(done_scanner_rules, called), .record = &(of), .help = (text) \
	}

static const struct done_field scanner_fields[] = {
    {DONE_FIELD("files", struct done_scanner_rules, files, SPECIAL),
        .load = done_anywhere_globs_load,
        .schema = "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"items\": "
                  "{\"type\": \"string\"}}]}",
        .help = "The sources that it is for. Default: all. The first that fits counts."},
    LIST(comments, comment_record, "The forms of comments."),
    LIST(strings, string_record, "The forms of texts in quotes; the first that fits counts."),
    {DONE_FIELD("regex", struct done_scanner_rules, regex, OBJECT), .record = &regex_record,
        .help = "Literals of regular expressions, and what stands before a value."},
    LIST(heredocs, heredoc_record, "Texts up to a word of their own."),
    LIST(islands, island_record, "Marks around code, in a file that is text."),
    LIST(dead, dead_record, "Code that is never built; it is a comment."),
    TEXT(done_scanner_rules, character, "The byte after this one is a text."),
    FLAG(done_scanner_rules, markup, "Elements may stand where a value may begin."),
};
const struct done_record done_scanner_record = {
    .name = "'scanner'",
    .size = sizeof(struct done_scanner_rules),
    .fields = scanner_fields,
    .nr = DONE_ARRAY_SIZE(scanner_fields),
};

static struct done_scanner scanner_of_rules(const struct done_scanner_rules *rules)
{
	struct done_scanner scanner = {
	    .files = rules->files,
	    .comments = rules->comments.items,
	    .nr_comments = rules->comments.nr,
	    .strings = rules->strings.items,
	    .nr_strings = rules->strings.nr,
	    .heredocs = rules->heredocs.items,
	    .nr_heredocs = rules->heredocs.nr,
	    .islands = rules->islands.items,
	    .nr_islands = rules->islands.nr,
	    .dead = rules->dead.items,
	    .nr_dead = rules->dead.nr,
	    .character = rules->character,
	    .markup = rules->markup,
	};

	if (rules->regex)
		scanner.regex = *rules->regex;
	return scanner;
}

void done_scanners_make(
    struct done_arena *arena, const struct done_objects *rules, struct done_ecosystem *out)
{
	const struct done_scanner_rules *items = rules->items;

	out->scanners = done_arena_array(arena, rules->nr, sizeof(*out->scanners));
	for (out->nr_scanners = 0; out->nr_scanners < rules->nr; out->nr_scanners++)
		out->scanners[out->nr_scanners] = scanner_of_rules(&items[out->nr_scanners]);
}

const struct done_scanner *done_ecosystem_scanner(
    const struct done_ecosystem *ecosystem, const char *path)
{
	static const struct done_scanner none = {0};

	for (size_t i = 0; i < ecosystem->nr_scanners; i++) {
		const struct done_globs *files = &ecosystem->scanners[i].files;

		if (!files->nr || done_globs_match(files, path))
			return &ecosystem->scanners[i];
	}
	return &none;
}
