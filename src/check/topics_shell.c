/* Lines of code as a shell reads them, as far as it takes to know the commands. */
#include <string.h>

#include "topics_command.h"

/* "$ ", "> ", "PS C:\>", "user@host:~$ ": what a terminal prints in front. NULL: a comment. */
const char *done_command_skip_prompt(const char *line, size_t len)
{
	const char *end = line + len, *prompt;

	while (line < end && strchr(" \t", *line))
		line++;
	if (line < end && *line == '#')
		return NULL;
	prompt = memchr(line, ' ', (size_t)(end - line));
	if (prompt && prompt > line && strchr("$>%", prompt[-1]))
		line = prompt + 1;
	while (line < end && strchr(" \t", *line))
		line++;
	return line;
}

static bool ends_command(const char *text)
{
	return *text == ';' || *text == '|' || (text[0] == '&' && text[1] == '&');
}

/* The next command of a line; *at moves behind it. */
void done_command_read(
    struct done_arena *arena, const char **at, const char *end, struct done_command *out)
{
	const char *p = *at;

	out->nr = 0;
	while (p < end && !ends_command(p)) {
		struct done_buf word = {0};

		while (p < end && strchr(" \t`", *p))
			p++;
		while (p < end && !strchr(" \t`", *p) && !ends_command(p)) {
			if (*p != '"' && *p != '\'')
				done_buf_addch(&word, *p);
			p++;
		}
		if (word.len && out->nr < DONE_COMMAND_WORDS_MAX)
			out->words[out->nr++] = done_arena_strndup(arena, word.ptr, word.len);
		done_buf_release(&word);
	}
	while (p < end && (ends_command(p) || *p == '&'))
		p++;
	*at = p;
}
