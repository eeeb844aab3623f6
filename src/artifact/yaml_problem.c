/* What stops libyaml, in plain words: what is wrong, and how to write it. */
#include <stdio.h>
#include <string.h>

#include "text.h"
#include "yaml_parts.h"

/*
 * The first row whose texts are part of libyaml's own is taken. "since" says that the words end
 * with the line where the construct began.
 */
static const struct problem {
	const char *context; /* NULL: any */
	const char *problem;
	const char *message;
	bool since;
} problems[] = {
    {"scanning a tag", "", "text that begins with '!' must be put in quotes", false},
    {"quoted scalar", "unexpected end of stream", "the quote opened at line %d is never closed",
        true},
    {"quoted scalar", "unexpected document indicator",
        "the quote opened at line %d is never closed", true},
    {"quoted scalar", "unknown escape",
        "unknown escape after the backslash: use single quotes, in which a backslash is itself",
        false},
    {"flow sequence", "", "expected ',' or ']': the '[' opened at line %d is not closed", true},
    {"flow mapping", "", "expected ',' or '}': the '{' opened at line %d is not closed", true},
    {"block mapping", "",
        "expected another key of the map that begins at line %d: check the indentation, and "
        "put text that holds quotes or brackets in quotes as a whole",
        true},
    {"block collection", "",
        "expected another '- ' item of the list that begins at line %d: check the indentation",
        true},
    {NULL, "mapping values are not allowed",
        "a ': ' cannot stand here: put the text in quotes, or check the indentation", false},
    {NULL, "mapping keys are not allowed", "a '? ' cannot stand here: write 'key: value'", false},
    {NULL, "block sequence entries are not allowed",
        "a '- ' item cannot stand here: put the list on lines of its own", false},
    {NULL, "could not find expected ':'",
        "a key without ':' begins here: write 'key: value', or check the indentation", false},
    {NULL, "tab character", "a tab cannot indent YAML: use spaces", false},
    {NULL, "unknown escape", "unknown escape after the backslash: use single quotes", false},
    {NULL, "hexdecimal", "an escape needs hexadecimal digits: '\\x' two, '\\u' four", false},
    {NULL, "invalid Unicode character escape",
        "the escape names no character (a lone surrogate is half of one): write the character "
        "itself, or '\\U' with eight digits",
        false},
    {NULL, "indentation indicator", "after '|' or '>' an indentation of 1 to 9 may stand, not 0",
        false},
    {"block scalar", "expected comment or line break",
        "after '|' or '>' the text must begin on the next line", false},
    {NULL, "incompatible YAML document", "only YAML 1.1 and 1.2 are read: delete the directive",
        false},
    {NULL, "directive", "a line cannot begin with '%' here: put the text in quotes", false},
    {NULL, "tag", "the tag ('!…') cannot be read: delete it, or put the text in quotes", false},
    {NULL, "expected <document start>",
        "more text after the end of the document: check the "
        "indentation, and begin no line with '}' or ']'",
        false},
    {"anchor", "", "'&' and '*' must be followed by a name: put the text in quotes", false},
    {"alias", "", "'&' and '*' must be followed by a name: put the text in quotes", false},
    {NULL, "expected node content",
        "a value is missing here, or a '[' or '{' before it is not closed", false},
};

/* For "cannot start any token": by the byte that stands there. */
static const struct first {
	char c;
	const char *message;
} firsts[] = {
    {'\t', "a tab cannot indent YAML: use spaces"},
    {'@', "a value cannot begin with '@': put it in quotes"},
    {'`', "a value cannot begin with '`': put it in quotes"},
    {'%', "a value cannot begin with '%': put it in quotes"},
};

/* Finds a byte by libyaml's line and column, which counts characters. */
static char byte_at(struct done_bytes bytes, const yaml_mark_t *mark)
{
	size_t i = 0;

	for (size_t line = 0; i < bytes.len && line < mark->line; i++)
		line += bytes.ptr[i] == '\n';
	for (size_t column = 0; i < bytes.len && column < mark->column; column++)
		i += done_utf8_length(bytes.ptr + i, bytes.len - i);
	return i < bytes.len ? bytes.ptr[i] : '\0';
}

static const struct problem *yaml_problem_find(const char *context, const char *problem)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(problems); i++) {
		const struct problem *row = &problems[i];
		if ((!row->context || strstr(context, row->context)) &&
		    strstr(problem, row->problem))
			return row;
	}
	return NULL;
}

static void set_message(
    const yaml_parser_t *parser, struct done_bytes bytes, struct done_error *err)
{
	const char *context = parser->context ? parser->context : "";
	const char *problem = parser->problem ? parser->problem : "";

	if (strstr(problem, "cannot start any token")) {
		char c = byte_at(bytes, &parser->problem_mark);
		for (size_t i = 0; i < DONE_ARRAY_SIZE(firsts); i++) {
			if (firsts[i].c == c) {
				done_error_set(err, DONE_E_POLICY, "%s", firsts[i].message);
				return;
			}
		}
	}
	const struct problem *row = yaml_problem_find(context, problem);
	if (!row) {
		done_error_set(err, DONE_E_POLICY, "not YAML: %s", problem);
		return;
	}
	const char *hole = row->since ? strstr(row->message, "%d") : NULL;
	if (!hole) {
		done_error_set(err, DONE_E_POLICY, "%s", row->message);
		return;
	}
	done_error_set(err, DONE_E_POLICY, "%.*s%zu%s", (int)(hole - row->message), row->message,
	    parser->context_mark.line + 1, hole + 2);
}

/* libyaml takes the end of a text for a line of its own, also where no line break stands before it:
 * that is the end of the last line. */
static int place_problem(
    const yaml_mark_t *mark, struct done_bytes bytes, const char *file, struct done_error *err)
{
	size_t lines = 1, start = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		bool is_pair =
		    bytes.ptr[i] == '\r' && i + 1 < bytes.len && bytes.ptr[i + 1] == '\n';

		if (is_pair || (bytes.ptr[i] != '\n' && bytes.ptr[i] != '\r'))
			continue;
		lines++;
		start = i + 1;
	}
	if (mark->line < lines)
		return done_error_place(err, file, (int)mark->line + 1, (int)mark->column + 1);
	return done_error_place(err, file, (int)lines, (int)(bytes.len - start) + 1);
}

int done_yaml_problem(
    const yaml_parser_t *parser, struct done_bytes bytes, const char *file, struct done_error *err)
{
	if (parser->error == YAML_MEMORY_ERROR)
		done_out_of_memory();
	if (parser->error == YAML_READER_ERROR) {
		char message[160];
		snprintf(message, sizeof(message), "not YAML: %s",
		    parser->problem ? parser->problem : "the text cannot be read");
		return done_text_fail(err, file, bytes, parser->problem_offset, message);
	}
	set_message(parser, bytes, err);
	return place_problem(&parser->problem_mark, bytes, file, err);
}
