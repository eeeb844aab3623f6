/* The macros of man(7), and what is escaped in a text. */
#include "roff.h"

#include <string.h>

/* What groff would print as another character, or read as a request. */
static const struct {
	char byte;
	const char *escape;
} escapes[] = {
    {'\\', "\\e"},
    {'-', "\\-"},
    {'\'', "\\(aq"},
    {'`', "\\(ga"},
    {'^', "\\(ha"},
    {'~', "\\(ti"},
    {'"', "\\(dq"},
};

static void roff_add_byte(struct done_buf *out, char byte)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(escapes); i++) {
		if (escapes[i].byte == byte) {
			done_buf_addstr(out, escapes[i].escape);
			return;
		}
	}
	done_buf_addch(out, byte == '\n' || byte == '\t' ? ' ' : byte);
}

void done_roff_text(struct done_buf *out, const char *text, size_t len)
{
	bool is_code = false;

	/* A period at the start of a line is a request. */
	if (len && text[0] == '.')
		done_buf_addstr(out, "\\&");
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '`') {
			roff_add_byte(out, text[i]);
			continue;
		}
		is_code = !is_code;
		done_buf_addstr(out, is_code ? "\\fB" : "\\fR");
	}
	if (is_code)
		done_buf_addstr(out, "\\fR");
	done_buf_addch(out, '\n');
}

void done_roff_title(struct done_buf *out, const char *name, int section, const char *summary)
{
	done_buf_addstr(out, ".TH \"");
	for (const char *at = name; *at; at++)
		roff_add_byte(out, *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at);
	done_buf_addf(
	    out, "\" \"%d\" \"\" \"git\\-done %s\" \"git\\-done manual\"\n", section, DONE_VERSION);
	done_buf_addstr(out, ".SH NAME\n");
	for (const char *at = name; *at; at++)
		roff_add_byte(out, *at);
	done_buf_addstr(out, " \\- ");
	done_roff_text(out, summary, strlen(summary));
}

void done_roff_heading(struct done_buf *out, const char *text)
{
	done_buf_addstr(out, ".SH ");
	done_roff_text(out, text, strlen(text));
}

void done_roff_paragraph(struct done_buf *out, const char *text, size_t len)
{
	done_buf_addstr(out, ".PP\n");
	done_roff_text(out, text, len);
}

void done_roff_literal(struct done_buf *out, const char *text, size_t len)
{
	done_buf_addstr(out, ".PP\n.nf\n");
	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) : len;

		/* No markup: the backquotes of a shell are its own. */
		done_buf_addstr(out, "\\&");
		for (size_t i = 0; i < line; i++)
			roff_add_byte(out, text[i]);
		done_buf_addch(out, '\n');
		line += end != NULL;
		text += line;
		len -= line;
	}
	done_buf_addstr(out, ".fi\n");
}

void done_roff_term(struct done_buf *out, const char *term, const char *text)
{
	done_buf_addstr(out, ".TP\n\\fB");
	for (const char *at = term; *at; at++)
		roff_add_byte(out, *at);
	done_buf_addstr(out, "\\fR\n");
	done_roff_text(out, text, strlen(text));
}

static bool roff_is_laid_out(const char *text, size_t len)
{
	if (len && text[0] == ' ')
		return true;
	for (size_t i = 0; i + 1 < len; i++) {
		if (text[i + 1] == ' ' && (text[i] == ' ' || text[i] == '\n'))
			return true;
	}
	return false;
}

void done_roff_plain(struct done_buf *out, const char *text)
{
	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);

		if (roff_is_laid_out(text, len))
			done_roff_literal(out, text, len);
		else
			done_roff_paragraph(out, text, len);
		text += len;
		text += strspn(text, "\n");
	}
}
