/*
 * What went wrong, kept by the caller: the first error wins, its text is fit to show.
 */
#include "done/base.h"

#include <string.h>
#include <unistd.h>

#define ELLIPSIS "\xE2\x80\xA6"

/* Copies valid UTF-8, cut before a character that does not fit and ended with an ellipsis then. */
static void copy_cut(char *to, size_t size, const char *text, size_t len)
{
	if (len >= size) {
		len = size - sizeof(ELLIPSIS);
		while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
			len--;
		memcpy(to, text, len);
		memcpy(to + len, ELLIPSIS, sizeof(ELLIPSIS));
		return;
	}
	memcpy(to, text, len);
	to[len] = '\0';
}

static size_t count_lines(const char *text, size_t len)
{
	size_t nr = 0;

	for (size_t i = 0; i < len; i++)
		nr += text[i] == '\n';
	return nr;
}

static void show_lines(struct done_buf *shown, const char *text, size_t len)
{
	while (len > 0) {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) : len;

		done_buf_add_shown(shown, text, line);
		if (!end)
			return;
		done_buf_addch(shown, '\n');
		text += line + 1;
		len -= line + 1;
	}
}

/*
 * The format's own line breaks are kept when `lines` says so, but never those of an argument: a
 * path with a newline in it could otherwise forge a line of advice.
 */
static void error_fill(char *to, size_t size, bool lines, const char *format, va_list args)
    DONE_PRINTF(4, 0);

static void error_fill(char *to, size_t size, bool lines, const char *format, va_list args)
{
	struct done_buf raw = {0}, shown = {0};

	done_buf_vaddf(&raw, format, args);
	if (lines && count_lines(raw.ptr, raw.len) == count_lines(format, strlen(format)))
		show_lines(&shown, raw.ptr, raw.len);
	else
		done_buf_add_shown(&shown, raw.ptr, raw.len);
	copy_cut(to, size, shown.ptr ? shown.ptr : "", shown.len);
	done_buf_release(&raw);
	done_buf_release(&shown);
}

int(done_error_set)(struct done_error *err, int code, const char *format, ...)
{
	va_list args;

	if (err->code)
		return err->code;
	va_start(args, format);
	error_fill(err->message, sizeof(err->message), false, format, args);
	va_end(args);
	err->code = code;
	return code;
}

int(done_error_cure)(struct done_error *err, const char *format, ...)
{
	va_list args;

	if (!err->code || err->cure[0])
		return err->code;
	va_start(args, format);
	error_fill(err->cure, sizeof(err->cure), true, format, args);
	va_end(args);
	return err->code;
}

int(done_error_place)(struct done_error *err, const char *file, int line, int column)
{
	struct done_buf shown = {0};

	if (!err->code || err->file[0] || !file)
		return err->code;
	done_buf_add_shown(&shown, file, strlen(file));
	copy_cut(err->file, sizeof(err->file), shown.ptr ? shown.ptr : "", shown.len);
	done_buf_release(&shown);
	err->line = line;
	err->column = column;
	return err->code;
}

void done_error_take(struct done_error *err, const struct done_error *next)
{
	if (!err->code)
		*err = *next;
}

void done_error_describe(const struct done_error *err, struct done_buf *out)
{
	if (err->file[0]) {
		done_buf_addstr(out, err->file);
		if (err->line > 0)
			done_buf_addf(out, ":%d:%d", err->line, err->column);
		done_buf_addstr(out, ": ");
	}
	done_buf_addstr(out, err->message);
}
