/* Lines of code as a shell reads them, as far as it takes to know the commands. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "topics_command.h"

/* Arrows of shells, and "1." of a list of commands. */
static bool is_prompt(const char *word, size_t len)
{
	static const char *const arrows[] = {
	    "\xE2\x9E\x9C", "\xE2\x9D\xAF", "\xCE\xBB", "\xC2\xBB"};
	size_t digits = strspn(word, "0123456789");

	for (size_t i = 0; i < DONE_ARRAY_SIZE(arrows); i++) {
		if (strlen(arrows[i]) == len && !memcmp(word, arrows[i], len))
			return true;
	}
	return strchr("$>%", word[len - 1]) ||
	    (digits > 0 && digits + 1 == len && strchr(".)", word[digits]));
}

/* "(venv) $ ", "shop $ ": what a terminal prints stands in front of the sign, as one word. */
static const char *prompt_behind_word(const char *line, const char *end)
{
	const char *at = line;

	while (at < end && !strchr(" \t", *at))
		at++;
	return at > line && at + 3 < end && at[0] == ' ' && strchr("$%", at[1]) && at[2] == ' '
	    ? at + 3
	    : NULL;
}

/* "$ ", "> ", "PS C:\>", "user@host:~$ ": what a terminal prints in front. NULL: a comment. */
const char *done_command_skip_prompt(const char *line, size_t len)
{
	const char *end = line + len, *prompt, *behind;

	while (line < end && strchr(" \t", *line))
		line++;
	if (line < end && *line == '#')
		return NULL;
	prompt = memchr(line, ' ', (size_t)(end - line));
	behind = prompt_behind_word(line, end);
	if (behind)
		line = behind;
	else if (!strncmp(line, "sbt:", 4))
		return line; /* "sbt:shop> run" */
	else if (prompt && prompt > line && is_prompt(line, (size_t)(prompt - line)))
		line = prompt + 1;
	while (line < end && strchr(" \t", *line))
		line++;
	/* "usage: cart --config=FILE" of a program's own help */
	if (end - line > 7 && !strncasecmp(line, "usage: ", 7))
		line += 7;
	return line;
}

/* The line goes on in the next one; "x=`date`" ends with a quote. */
static bool line_goes_on(const char *line, size_t len)
{
	len -= len > 0 && line[len - 1] == '\r';
	if (!len)
		return false;
	return line[len - 1] == '\\' ||
	    (len > 1 && strchr("`^", line[len - 1]) && strchr(" \t", line[len - 2]));
}

size_t done_command_line(const char *line)
{
	size_t from = 0, len = strcspn(line, "\n");

	while (line[len] && line_goes_on(line + from, len - from)) {
		from = len + 1;
		len = from + strcspn(line + from, "\n");
	}
	return len;
}

/* '\\' at the end of a line. */
static bool goes_on(const char *text)
{
	return strchr("\\^", *text) && (text[1] == '\n' || (text[1] == '\r' && text[2] == '\n'));
}

static bool parts_words(const char *text)
{
	return strchr(" \t`\r\n", *text) || goes_on(text);
}

static bool ends_command(const char *text)
{
	return *text == ';' || *text == '|' || (text[0] == '&' && text[1] == '&');
}

/* "A=" stands in front. */
static bool is_assigned(const char *word, const char *text)
{
	const char *at = word;

	while (at < text && (isalnum((unsigned char)*at) || *at == '_'))
		at++;
	return at > word && at + 1 == text && *at == '=';
}

/* A word may have blanks in it: "$(cat .env | xargs)", and what is quoted in A="x y". Returns where
 * such a part ends, or the text itself where none begins there. */
static const char *behind_group(const char *text, const char *word, const char *end)
{
	const char *at = text;
	int open = 0;

	if (*text == '"' && is_assigned(word, text)) {
		const char *close = memchr(text + 1, '"', (size_t)(end - text - 1));

		return close ? close + 1 : text;
	}
	if (end - text < 2 || strncmp(text, "$(", 2) != 0)
		return text;
	for (; at < end; at++) {
		open += (*at == '(') - (*at == ')');
		if (*at == ')' && !open)
			return at + 1;
	}
	return text;
}

/* One word without its quotes. */
static void read_word(const char **at, const char *end, struct done_buf *out)
{
	const char *p = *at, *from = p;

	while (p < end && !parts_words(p) && !ends_command(p)) {
		const char *behind = behind_group(p, from, end);
		bool alone = behind == p;

		for (behind += alone; p < behind; p++)
			if (*p != '"' && !(alone && *p == '\''))
				done_buf_addch(out, *p);
	}
	*at = p;
}

/* "[--user <name>]" of a synopsis: where what may be left out ends; NULL: none begins there. */
static const char *behind_choice(const char *text, const char *end)
{
	const char *close = NULL;

	if (end - text > 2 && *text == '[' && strchr("-<", text[1]))
		close = memchr(text, ']', (size_t)(end - text));
	return close ? close + 1 : NULL;
}

/* The next command of a line; *at moves behind it. */
void done_command_read(
    struct done_arena *arena, const char **at, const char *end, struct done_command *out)
{
	struct done_buf word = {0};
	const char *p = *at;

	out->nr = 0;
	while (p < end && !ends_command(p)) {
		done_buf_clear(&word);
		while (p < end && parts_words(p))
			p++;
		const char *behind = out->nr && p < end ? behind_choice(p, end) : NULL;
		if (behind)
			p = behind;
		else
			read_word(&p, end, &word);
		if (word.len && out->nr < DONE_COMMAND_WORDS_MAX)
			out->words[out->nr++] = done_arena_strndup(arena, word.ptr, word.len);
	}
	done_buf_release(&word);
	while (p < end && (ends_command(p) || *p == '&'))
		p++;
	*at = p;
}
