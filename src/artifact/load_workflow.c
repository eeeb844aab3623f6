/* What a pipeline in YAML runs, as lines of a shell: without what it never runs, and with folded
 * texts in one piece. Line numbers stay. */
#include "load_parts.h"

#include <string.h>

/* The column where a line of YAML says something: behind the blanks, and "- ". */
static size_t workflow_column(const char *line)
{
	size_t column = strspn(line, " ");

	return line[column] == '-' && line[column + 1] == ' '
	    ? column + 1 + strspn(line + column + 1, " ")
	    : column;
}

/* The line ends with the sign of a folded text: "run: >-". */
static bool workflow_folds(const char *line, size_t len)
{
	while (len && strchr(" \t\r", line[len - 1]))
		len--;
	while (len && strchr("-+", line[len - 1]))
		len--;
	return len > 2 && line[len - 1] == '>' && line[len - 2] == ' ' &&
	    memchr(line, ':', len - 2) != NULL;
}

/* A folded text is one line of the shell: its ends of lines get a backslash, as there. */
static void workflow_unfold(const char *text, struct done_buf *out)
{
	size_t column = 0;
	bool is_folded = false;

	for (const char *at = text; *at;) {
		size_t len = strcspn(at, "\n"), next;
		const char *below = at + len + (at[len] == '\n');

		if (is_folded && at[strspn(at, " ")] != '\n' && strspn(at, " ") <= column)
			is_folded = false;
		next = strspn(below, " ");
		done_buf_add(out, at, len);
		if (is_folded && strspn(at, " ") < len && below[next] && below[next] != '\n' &&
		    next > column)
			done_buf_addstr(out, " \\");
		if (!is_folded && workflow_folds(at, len)) {
			is_folded = true;
			column = strspn(at, " ");
		}
		done_buf_add(out, at + len, (size_t)(below - at) - len);
		at = below;
	}
}

static bool workflow_is_never(const char *said)
{
	if (strncmp(said, "if:", 3) != 0)
		return false;
	said += 3 + strspn(said + 3, " '\"${");
	return !strncmp(said, "false", 5) && strchr(" '\"}\n", said[5]);
}

/* Blanks what a workflow never runs: the job or step that has "if: false". */
static void workflow_blank_never(char *text)
{
	for (char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t column = workflow_column(line);
		char *from = line, *to = line;

		if (!workflow_is_never(line + column))
			continue;
		/* up to the key of the job, or the dash of the step */
		while (from > text && strspn(from, " ") >= column) {
			for (from--; from > text && from[-1] != '\n'; from--)
				;
		}
		if (workflow_column(from) < column)
			from += strcspn(from, "\n");
		do {
			to += strcspn(to, "\n");
			to += *to == '\n';
		} while (*to && (*to == '\n' || strspn(to, " ") >= column));
		for (; from < to; from++)
			*from = *from == '\n' ? '\n' : ' ';
		line = to > line ? to - 1 : line;
	}
}

char *done_runner_of_yaml(struct done_arena *arena, char *text)
{
	struct done_buf unfolded = {0};

	workflow_blank_never(text);
	workflow_unfold(text, &unfolded);
	text = done_arena_strndup(arena, unfolded.len ? unfolded.ptr : "", unfolded.len);
	done_buf_release(&unfolded);
	return text;
}
