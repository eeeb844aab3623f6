/* A text without its comments, where no ecosystem need be known: artifacts that stand beside code.
 */
#include "done/description.h"
#include "done/scanner.h"

#include <stdlib.h>
#include <string.h>

static struct done_scanner_comment hash_comments[] = {{.line = "#"}};
static struct done_scanner_comment xml_comments[] = {{.open = "<!--", .close = "-->"}};
static struct done_scanner_comment slash_comments[] = {
    {.line = "//"}, {.open = "/*", .close = "*/"}};
static struct done_scanner_comment php_comments[] = {
    {.line = "//"}, {.open = "/*", .close = "*/"}, {.line = "#", .unless = "["}};
static struct done_scanner_comment thrift_comments[] = {
    {.line = "//"}, {.open = "/*", .close = "*/"}, {.line = "#"}};

static struct done_scanner_string plain_strings[] = {
    {.quote = "\"", .escape = "\\"},
    {.quote = "'", .escape = "\\"},
};
static struct done_scanner_string script_strings[] = {
    {.quote = "`", .escape = "\\", .lines = true},
    {.quote = "\"", .escape = "\\"},
    {.quote = "'", .escape = "\\"},
};
/* A text that stands alone is a comment in Python; three quotes go over lines. */
static struct done_scanner_string python_strings[] = {
    {.quote = "\"\"\"", .escape = "\\", .lines = true, .docblock = true},
    {.quote = "'''", .escape = "\\", .lines = true, .docblock = true},
    {.quote = "\"", .escape = "\\", .docblock = true},
    {.quote = "'", .escape = "\\", .docblock = true},
};

#define COMMENTS(name) .comments = (name), .nr_comments = DONE_ARRAY_SIZE(name)
#define STRINGS(name) .strings = (name), .nr_strings = DONE_ARRAY_SIZE(name)

static struct done_scanner by_hash = {COMMENTS(hash_comments), STRINGS(plain_strings)};
static struct done_scanner by_tag = {COMMENTS(xml_comments)};
static struct done_scanner by_slash = {COMMENTS(slash_comments), STRINGS(script_strings)};
static struct done_scanner by_php = {COMMENTS(php_comments), STRINGS(plain_strings)};
static struct done_scanner by_thrift = {COMMENTS(thrift_comments), STRINGS(plain_strings)};
static struct done_scanner by_python = {COMMENTS(hash_comments), STRINGS(python_strings)};
/* In a shell a quote may go over lines and stand within another: only the mark counts. */
static struct done_scanner_comment script_comments[] = {
    {.line = "#", .at_line_head = true}, {.line = " #"}, {.line = "\t#"}};
static struct done_scanner by_line = {COMMENTS(script_comments)};
static struct done_scanner nothing;

static const struct {
	const char *ending;
	const struct done_scanner *scanner;
} uncommented[] = {
    {".proto", &by_slash},
    {".js", &by_slash},
    {".mjs", &by_slash},
    {".cjs", &by_slash},
    {".ts", &by_slash},
    {".mts", &by_slash},
    {".java", &by_slash},
    {".kt", &by_slash},
    {".scala", &by_slash},
    {".go", &by_slash},
    {".rs", &by_slash},
    {".cs", &by_slash},
    {".cpp", &by_slash},
    {".cc", &by_slash},
    {".cxx", &by_slash},
    {".avdl", &by_slash},
    {".smithy", &by_slash},
    {".tsp", &by_slash},
    {".gradle", &by_slash},
    {".kts", &by_slash},
    {"Jenkinsfile", &by_slash},
    {".php", &by_php},
    {".thrift", &by_thrift},
    {".py", &by_python},
    {".graphql", &by_hash},
    {".graphqls", &by_hash},
    {".gql", &by_hash},
    {".rb", &by_hash},
    {".exs", &by_hash},
    {".ex", &by_hash},
    {".yml", &by_line},
    {".yaml", &by_line},
    {".xml", &by_tag},
    {".jmx", &by_tag},
    {".wsdl", &by_tag},
    {".json", &nothing},
    {".avsc", &nothing},
};

static const struct done_scanner *uncomment_scanner(const char *path)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(uncommented); i++) {
		if (done_text_ends(path, uncommented[i].ending))
			return uncommented[i].scanner;
	}
	return &by_line;
}

void done_text_uncomment(struct done_bytes text, const char *path, struct done_buf *out)
{
	const struct done_scanner *scanner = uncomment_scanner(path);
	unsigned char *classes = malloc(text.len + 1);

	if (!classes)
		done_out_of_memory();
	done_scan(scanner, text, classes);
	done_scan_mask(text, classes, DONE_CLASSES_TEXT, out);
	free(classes);
}
