/* Words of a command that is printed to be copied. */
#include <string.h>

#include "done/base.h"

static bool shell_is_printable(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] < ' ' || text[i] > '~')
			return false;
	}
	return true;
}

void done_add_shell_word(struct done_buf *out, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                            "0123456789_./:@%+,=-";
	bool quoted = !*word || word[strspn(word, plain)] != '\0';

	if (quoted)
		done_buf_addch(out, '\'');
	for (size_t len; *word; word += len) {
		len = strcspn(word + 1, "'") + 1;
		if (*word == '\'')
			done_buf_addstr(out, "'\\'");
		if (shell_is_printable(word, len))
			done_buf_add(out, word, len);
		else
			done_buf_add_shown(out, word, len);
	}
	if (quoted)
		done_buf_addch(out, '\'');
}

const char *done_shell_command(
    struct done_arena *arena, const char *program, const char *one, const char *other)
{
	struct done_buf command = {0};
	const char *text;

	done_buf_addf(&command, "%s%s ", program, *one == '-' ? " --" : "");
	done_add_shell_word(&command, one);
	if (other) {
		done_buf_addch(&command, ' ');
		done_add_shell_word(&command, other);
	}
	text = done_arena_strndup(arena, command.ptr, command.len);
	done_buf_release(&command);
	return text;
}
