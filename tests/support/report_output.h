/*
 * For tests of formats: writes a report into text, compares it with tests/golden/report/NAME
 * (DONE_UPDATE_GOLDEN=1 rewrites), and looks for bytes that no format may let through. What other
 * programs think of the text is asked in tests/readers.
 */
#ifndef DONE_TEST_REPORT_OUTPUT_H
#define DONE_TEST_REPORT_OUTPUT_H

#include <strings.h>

#include "golden.h"
#include "sample_report.h"

static const struct done_style output_style = {.width = 80};

/* The format that was written last, for what a failure says. */
static const char *output_format = "the report";

static inline void assert_whole_text(const struct done_buf *out)
{
	if (!done_utf8_valid(out->ptr, out->len) || strlen(out->ptr) != out->len)
		fail_msg("%s: what is written is not valid UTF-8, or has a NUL in it: names and "
		         "paths are raw bytes, so put every text through an escaping function of "
		         "src/report/escape.c (src/report/README.md, step 3)",
		    output_format);
}

static inline char *output_of(
    const char *format, const struct done_report *report, const struct done_style *style)
{
	struct done_buf out = {0};
	const struct done_format *found = done_format_find(format);

	output_format = format;
	assert_non_null(found);
	found->write(report, style, &out);
	assert_false(out.overflow);
	assert_whole_text(&out);
	return out.ptr; /* the buffer's memory is plain malloc'ed */
}

static inline char *output_of_sample(const char *format)
{
	struct done_report report;

	sample_report(&report);
	return output_of(format, &report, &output_style);
}

static inline char *output_of_error(const char *format)
{
	struct done_error err = {0};
	struct done_buf out = {0};

	done_error_set(&err, DONE_E_UNDECIDED, "the base is missing: \"<&>\" ::error:: ##vso[x]");
	done_error_cure(&err, "git fetch origin main\nor deepen the clone");
	done_error_place(&err, ".git-done.yml", 3, 7);
	output_format = format;
	done_format_find(format)->write_error(&err, 3, &out);
	assert_true(done_utf8_valid(out.ptr, out.len));
	return out.ptr;
}

static inline char *output_of_nothing(const char *format)
{
	struct done_report report = {.verdict = DONE_MET};

	return output_of(format, &report, &output_style);
}

static inline void assert_golden(const char *name, const char *text)
{
	golden_compare("report", name, text);
}

/* No command of a CI system but the one that ours may start with; no control byte but newline. */
static inline void assert_harmless(const char *text, const char *own)
{
	static const char *const commands[] = {"##vso[", "##teamcity[", "##["};

	for (const char *line = text; *line;) {
		size_t len = strcspn(line, "\n");
		const char *start = line + strspn(line, " \t");
		bool is_ours = own && !strncmp(line, own, strlen(own));

		for (size_t i = 0; i < len; i++) {
			unsigned char c = (unsigned char)line[i];

			if ((c < ' ' && c != '\t') || c == 127)
				fail_msg("%s: the control character 0x%02x is in the line '%.*s': "
				         "put texts through an escaping function, and end lines "
				         "with a newline alone",
				    output_format, c, (int)i, line);
			for (size_t j = 0; j < DONE_ARRAY_SIZE(commands); j++) {
				if (!strncasecmp(line + i, commands[j], strlen(commands[j])) &&
				    !(is_ours && i == 0))
					fail_msg(
					    "%s: a CI system takes '%s' for a command: '%.80s': "
					    "put texts through a function of escape_ci.c, or "
					    "the whole through done_escape_commands()",
					    output_format, commands[j], line + i);
			}
		}
		if (!is_ours && !strncmp(start, "::", 2))
			fail_msg("%s: a CI system takes '::' for a command: '%.80s'", output_format,
			    line);
		line += len + (line[len] == '\n');
	}
	if (strstr(text, "\xE2\x80\xAE"))
		fail_msg("%s: a mark of direction is not escaped", output_format);
}

#endif
