/*
 * For the tests in tests/readers: asks another program, which reads the format, what it thinks of a
 * report. A reader that is not installed skips the test.
 */
#ifndef DONE_TEST_READERS_H
#define DONE_TEST_READERS_H

#include <sys/wait.h>
#include <unistd.h>

#include "report_output.h"

static inline bool output_tool_works(const char *probe)
{
	char command[512];

	snprintf(command, sizeof(command), "( %s ) >/dev/null 2>&1", probe);
	return system(command) == 0;
}

/*
 * Runs `check` in the shell with $FILE the text and $SOURCE the source tree; it must end in 0.
 */
static inline void assert_reader(const char *text, const char *check)
{
	char folder[] = "/tmp/git-done-report-XXXXXX", path[128];
	int rc;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/output", folder);
	golden_save(path, text);
	setenv("FILE", path, 1);
	setenv("SOURCE", DONE_SOURCE_DIR, 1);
	rc = system(check);
	unlink(path);
	rmdir(folder);
	if (rc != 0)
		fail_msg("%s: the reader refuses it: %s", output_format, check);
}

/* The same for a text that is needed no more: it is freed. probe tells whether the reader is
 * installed. */
static inline void assert_reader_last(char *text, const char *probe, const char *check)
{
	if (!output_tool_works(probe)) {
		free(text);
		print_message("not installed: %s\n", probe);
		skip();
	}
	assert_reader(text, check);
	free(text);
}

#define PROBE_JSONSCHEMA "python3 -c 'import jsonschema'"
#define PROBE_XML "xmllint --version && python3 --version"
#define XMLLINT "xmllint --noout --nonet \"$FILE\" && "

#endif
