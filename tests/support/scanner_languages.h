/*
 * The scanners of the languages, as config/ecosystems writes them: tests of the scanner and of the
 * import readers, which know no YAML, take them from here.
 */
#ifndef DONE_TESTS_SCANNER_LANGUAGES_H
#define DONE_TESTS_SCANNER_LANGUAGES_H

#include <string.h>

#include "done/scanner.h"

/* clang-format off */
#define MARKS(...) \
	{(const char *[]){__VA_ARGS__}, \
	 sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *)}
#define COMMENTS(...) \
	.comments = (struct done_scanner_comment[]){__VA_ARGS__}, \
	.nr_comments = sizeof((struct done_scanner_comment[]){__VA_ARGS__}) / \
	               sizeof(struct done_scanner_comment)
#define STRINGS(...) \
	.strings = (struct done_scanner_string[]){__VA_ARGS__}, \
	.nr_strings = sizeof((struct done_scanner_string[]){__VA_ARGS__}) / \
	              sizeof(struct done_scanner_string)
#define HEREDOCS(...) \
	.heredocs = (struct done_scanner_heredoc[]){__VA_ARGS__}, \
	.nr_heredocs = sizeof((struct done_scanner_heredoc[]){__VA_ARGS__}) / \
	               sizeof(struct done_scanner_heredoc)
#define ISLANDS(...) \
	.islands = (struct done_scanner_island[]){__VA_ARGS__}, \
	.nr_islands = sizeof((struct done_scanner_island[]){__VA_ARGS__}) / \
	              sizeof(struct done_scanner_island)

#define DEAD(...) \
	.dead = (struct done_scanner_dead[]){__VA_ARGS__}, \
	.nr_dead = sizeof((struct done_scanner_dead[]){__VA_ARGS__}) / \
	           sizeof(struct done_scanner_dead)

#define SLASHES {.line = "//"}
#define STARS {.open = "/*", .close = "*/"}
#define NESTED_STARS {.open = "/*", .close = "*/", .nested = true}
#define DOUBLE {.quote = "\"", .escape = "\\"}
#define SINGLE {.quote = "'", .escape = "\\"}
#define CHARACTER {.quote = "'", .escape = "\\", .single = true}

#define BEFORE_VALUES \
	"(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "*", "%", "~", "^", "<", \
	"=>", "return", "typeof", "case", "in", "of", "delete", "void", "instanceof", "new", "do", \
	"else", "throw", "yield", "await", "default", "extends"
#define JAVASCRIPT \
	COMMENTS({.line = "#!", .at_start = true}, SLASHES, STARS), \
	STRINGS(DOUBLE, SINGLE, \
	        {.quote = "`", .escape = "\\", .lines = true, .code_open = "${", .code_close = "}"}), \
	.regex = {.quote = "/", .escape = "\\", .set = "[]", .after = MARKS(BEFORE_VALUES)}, \
	DEAD({.open = "if (false)"}, {.open = "if (0)"})

#define PLAIN_PREFIXES MARKS("", "r", "b", "u", "br", "rb")
#define CODE_PREFIXES MARKS("f", "fr", "rf", "t", "tr", "rt")
#define PYTHON_PLAIN(mark, over) \
	{.quote = mark, .escape = "\\", .lines = over, .docblock = true, .prefixes = PLAIN_PREFIXES}
#define PYTHON_CODE(mark, over) \
	{.quote = mark, .escape = "\\", .lines = over, .prefixes = CODE_PREFIXES, .code_open = "{", \
	 .code_close = "}", .code_doubled = true, .code_format = ":"}

#define C_ENDS MARKS("#endif", "#else", "#elif", "#elifdef", "#elifndef")
#define C_PREFIXES MARKS("", "L", "u", "U", "u8")

#define RUBY_CODE .code_open = "#{", .code_close = "}"
#define PERCENT(mark) \
	{.quote = mark, .escape = "\\", .lines = true, .delimited = true, .nested = true, .operand = true}
#define PERCENT_CODE(mark) \
	{.quote = mark, .escape = "\\", .lines = true, .delimited = true, .nested = true, \
	 .operand = true, RUBY_CODE}
#define RUBY_DOC(mark, capital, blanks) \
	{.open = mark, .upper = capital, .indented = blanks, .escape = "\\", RUBY_CODE}

#define DOCS MARKS("@moduledoc", "@doc", "@typedoc", "@shortdoc")
#define SIGIL(mark) \
	{.quote = mark, .escape = "\\", .lines = true, .delimited = true, .docs = DOCS}
#define SIGIL_CODE(mark) \
	{.quote = mark, .escape = "\\", .lines = true, .delimited = true, .docs = DOCS, RUBY_CODE}
#define ELIXIR_TEXT(mark) \
	{.quote = mark, .escape = "\\", .lines = true, .docs = DOCS, RUBY_CODE}

/* C#: $"…{x}…", where {{ stands for itself. */
#define BRACES .code_open = "{", .code_close = "}", .code_doubled = true, .code_format = ":"
#define PHP_CODE .code_open = "{$", .code_close = "}"

static const struct language {
	const char *name;
	struct done_scanner scanner;
} languages[] = {
	{"go", {COMMENTS(SLASHES, STARS), STRINGS(DOUBLE, CHARACTER, {.quote = "`", .lines = true}),
	        DEAD({.open = "if false {"})}},
	{"javascript", {JAVASCRIPT, .markup = true}},
	{"typescript", {JAVASCRIPT}},
	{"python", {COMMENTS({.line = "#"}),
	            STRINGS(PYTHON_PLAIN("\"\"\"", true), PYTHON_PLAIN("'''", true),
	                    PYTHON_CODE("\"\"\"", true), PYTHON_CODE("'''", true),
	                    PYTHON_PLAIN("\"", false), PYTHON_PLAIN("'", false),
	                    PYTHON_CODE("\"", false), PYTHON_CODE("'", false))}},
	{"java", {COMMENTS(SLASHES, STARS),
	          STRINGS({.quote = "\"\"\"", .escape = "\\", .lines = true}, DOUBLE, CHARACTER),
	          DEAD({.open = "if (false)"})}},
	{"kotlin", {COMMENTS({.line = "#!", .at_start = true}, SLASHES, NESTED_STARS),
	            STRINGS({.quote = "\"\"\"", .lines = true, .run = true, .code_open = "${", .code_close = "}"},
	                    {.quote = "\"", .escape = "\\", .code_open = "${", .code_close = "}"}, CHARACTER),
	            DEAD({.open = "if (false)"})}},
	{"scala", {COMMENTS(SLASHES, NESTED_STARS),
	           STRINGS({.quote = "\"\"\"", .lines = true, .run = true, .prefixes = MARKS("*"),
	                    .code_open = "${", .code_close = "}"},
	                   {.quote = "\"\"\"", .lines = true, .run = true},
	                   {.quote = "\"", .escape = "\\", .prefixes = MARKS("*"), .code_open = "${", .code_close = "}"},
	                   DOUBLE, CHARACTER),
	           DEAD({.open = "if (false)"})}},
	{"groovy", {COMMENTS({.line = "#!", .at_start = true}, SLASHES, STARS),
	            STRINGS({.quote = "\"\"\"", .escape = "\\", .lines = true, .code_open = "${", .code_close = "}"},
	                    {.quote = "'''", .escape = "\\", .lines = true},
	                    {.quote = "$/", .close = "/$", .escape = "$", .lines = true, .operand = true},
	                    {.quote = "\"", .escape = "\\", .code_open = "${", .code_close = "}"}, SINGLE),
	            .regex = {.quote = "/", .escape = "\\",
	                      .after = MARKS("(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "~", "+",
	                                     "<", ">", "return", "case", "in", "assert")},
	            DEAD({.open = "if (false)"})}},
	{"csharp", {COMMENTS(SLASHES, STARS),
	            STRINGS({.quote = "$$$\"\"\"", .lines = true, .counted = true, .code_open = "{{{", .code_close = "}}}", .code_format = ":"},
	                    {.quote = "$$\"\"\"", .lines = true, .counted = true, .code_open = "{{", .code_close = "}}", .code_format = ":"},
	                    {.quote = "$\"\"\"", .lines = true, .counted = true, .code_open = "{", .code_close = "}", .code_format = ":"},
	                    {.quote = "\"\"\"", .lines = true, .counted = true},
	                    {.quote = "$@\"", .close = "\"", .doubled = true, .lines = true, BRACES},
	                    {.quote = "@$\"", .close = "\"", .doubled = true, .lines = true, BRACES},
	                    {.quote = "@\"", .close = "\"", .doubled = true, .lines = true},
	                    {.quote = "$\"", .close = "\"", .escape = "\\", BRACES}, DOUBLE, CHARACTER),
	            DEAD({"#if false", MARKS("#if"), MARKS("#endif", "#else", "#elif")}, {.open = "if (false)"})}},
	{"fsharp", {COMMENTS({.line = "#!", .at_start = true}, SLASHES,
	                     {.open = "(*", .close = "*)", .nested = true, .unless = ")"}),
	            STRINGS({.quote = "$\"\"\"", .close = "\"\"\"", .lines = true, BRACES},
	                    {.quote = "\"\"\"", .lines = true},
	                    {.quote = "$@\"", .close = "\"", .doubled = true, .lines = true, BRACES},
	                    {.quote = "@$\"", .close = "\"", .doubled = true, .lines = true, BRACES},
	                    {.quote = "@\"", .close = "\"", .doubled = true, .lines = true},
	                    {.quote = "$\"", .close = "\"", .escape = "\\", .lines = true, BRACES},
	                    {.quote = "``"}, {.quote = "\"", .escape = "\\", .lines = true}, CHARACTER)}},
	{"vb", {COMMENTS({.line = "'"}, {.line = "REM"}, {.line = "Rem"}, {.line = "rem"}),
	        STRINGS({.quote = "$\"", .close = "\"", .doubled = true, .lines = true, BRACES},
	                {.quote = "\"", .doubled = true, .lines = true}),
	        DEAD({"#If False", MARKS("#If"), MARKS("#End If", "#Else", "#ElseIf")})}},
	{"rust", {COMMENTS({.line = "#!", .at_start = true, .unless = "["}, SLASHES, NESTED_STARS,
	                   {.open = "#![cfg(test)]"}),
	          STRINGS({.quote = "\"", .lines = true, .hashes = "#", .prefixes = MARKS("r", "br", "cr")},
	                  {.quote = "\"", .escape = "\\", .lines = true, .prefixes = MARKS("", "b", "c")},
	                  {.quote = "'", .escape = "\\", .single = true, .prefixes = MARKS("", "b")}),
	          DEAD({.open = "#[cfg(test)]"}, {.open = "#[test]"}, {.open = "#[bench]"}, {.open = "if false {"})}},
	{"php", {COMMENTS(SLASHES, {.line = "#", .unless = "["}, STARS, {.open = "__halt_compiler"}),
	         DEAD({.open = "if (false)"}, {.open = "if (0)"}),
	         STRINGS({.quote = "\"", .escape = "\\", .lines = true, PHP_CODE},
	                 {.quote = "'", .escape = "\\", .lines = true},
	                 {.quote = "`", .escape = "\\", .lines = true, PHP_CODE}),
	         HEREDOCS({.open = "<<<", .indented = true, .tail = true, .escape = "\\", PHP_CODE}),
	         ISLANDS({.open = "<?php", .close = "?>"}, {.open = "<?=", .close = "?>"},
	                 {.open = "<?", .close = "?>", .unless = "xX"})}},
	{"ruby", {COMMENTS({.line = "#"}, {.open = "=begin", .close = "=end", .at_line_head = true},
	                   {.open = "__END__", .at_line_head = true}),
	          STRINGS({.quote = "\"", .escape = "\\", .lines = true, .not_after = "$", RUBY_CODE},
	                  {.quote = "'", .escape = "\\", .lines = true, .not_after = "$"},
	                  {.quote = "`", .escape = "\\", .lines = true, .not_after = "$.", RUBY_CODE},
	                  PERCENT("%w"), PERCENT("%i"), PERCENT("%q"), PERCENT("%s"), PERCENT_CODE("%W"),
	                  PERCENT_CODE("%I"), PERCENT_CODE("%Q"), PERCENT_CODE("%r"), PERCENT_CODE("%x"),
	                  PERCENT_CODE("%"),
	                  {.quote = "/", .escape = "\\", .lines = true, .operand = true, RUBY_CODE}),
	          HEREDOCS(RUBY_DOC("<<~", false, true), RUBY_DOC("<<-", false, true), RUBY_DOC("<<", true, false)),
	          .regex = {.after = MARKS("\n", "(", ",", "=", ":", "[", "!", "&", "|", " ?", "{", ";", "~", "+",
	                                   "-", "*", "%", "^", "<", ">", "return", "if", "unless", "when", "and",
	                                   "or", "not", "then", "while", "until", "elsif", "else", "in", "do",
	                                   "puts", "yield", "case"),
	                    .command = true},
	          .character = "?"}},
	{"elixir", {COMMENTS({.line = "#"}),
	            STRINGS(ELIXIR_TEXT("\"\"\""), ELIXIR_TEXT("'''"), ELIXIR_TEXT("\""), ELIXIR_TEXT("'"),
	                    SIGIL_CODE("~s"), SIGIL_CODE("~r"), SIGIL_CODE("~c"), SIGIL_CODE("~w"), SIGIL_CODE("~p"),
	                    SIGIL("~S"), SIGIL("~R"), SIGIL("~C"), SIGIL("~W"), SIGIL("~D"), SIGIL("~T"),
	                    SIGIL("~N"), SIGIL("~U"), SIGIL("~H"), SIGIL("~L"), SIGIL("~E"), SIGIL("~F"), SIGIL("~V")),
	            .character = "?"}},
	{"cpp", {COMMENTS({.line = "//", .continued = true}, STARS),
	         STRINGS({.quote = "\"", .lines = true, .worded = true, .prefixes = MARKS("R", "LR", "uR", "UR", "u8R")},
	                 {.quote = "\"", .escape = "\\", .prefixes = C_PREFIXES},
	                 {.quote = "'", .escape = "\\", .single = true, .prefixes = C_PREFIXES}),
	         DEAD({.open = "if (false)"}, {.open = "if (0)"}, {"#if 0", MARKS("#if", "#ifdef", "#ifndef"), C_ENDS},
	              {"#if false", MARKS("#if", "#ifdef", "#ifndef"), C_ENDS})}},
};
/* clang-format on */

static inline const struct done_scanner *scanner_of(const char *language)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		if (!strcmp(languages[i].name, language))
			return &languages[i].scanner;
	}
	return NULL;
}

#endif
