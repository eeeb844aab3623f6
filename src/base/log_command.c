/* What a CI system that reads a log takes for a command: openings anywhere in a line, '::' at its
 * start. */
#include "done/base.h"

#include <string.h>
#include <strings.h>

enum { LONGEST = 16 }; /* more than any opening has */

bool done_log_command_at(const char *at, size_t len)
{
	static const char *const openings[] = {"##[", "##vso[", "##teamcity["};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(openings); i++) {
		size_t length = strlen(openings[i]);

		if (length <= len && !strncasecmp(at, openings[i], length))
			return true;
	}
	return false;
}

bool done_log_command_in(const char *text)
{
	for (const char *at = strchr(text, '#'); at; at = strchr(at + 1, '#')) {
		if (done_log_command_at(at, strnlen(at, LONGEST)))
			return true;
	}
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += strspn(line, " \t\n");
		if (!strncmp(line, "::", 2))
			return true;
	}
	return false;
}
