/*
 * Byte buffers that carry their own maximum.
 */
#include "done/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void done_buf_release(struct done_buf *buf)
{
	if (!buf)
		return;
	free(buf->ptr);
	buf->ptr = NULL;
	buf->len = buf->cap = 0;
	buf->overflow = false;
}

void done_buf_clear(struct done_buf *buf)
{
	buf->len = 0;
	buf->overflow = false;
	if (buf->ptr)
		buf->ptr[0] = '\0';
}

/* Makes room for len more bytes and the NUL; false when the maximum forbids it. */
static bool reserve(struct done_buf *buf, size_t len)
{
	size_t cap = buf->cap ? buf->cap : 64;
	char *grown;

	if (buf->overflow || (buf->max && len > buf->max - buf->len)) {
		buf->overflow = true;
		return false;
	}
	if (len > SIZE_MAX / 4 - buf->len)
		done_out_of_memory();
	if (buf->cap > buf->len + len)
		return true;
	while (cap <= buf->len + len)
		cap *= 2;
	grown = realloc(buf->ptr, cap);
	if (!grown)
		done_out_of_memory();
	buf->ptr = grown;
	buf->cap = cap;
	return true;
}

void done_buf_add(struct done_buf *buf, const void *bytes, size_t len)
{
	if (!reserve(buf, len))
		return;
	if (len)
		memcpy(buf->ptr + buf->len, bytes, len);
	buf->len += len;
	buf->ptr[buf->len] = '\0';
}

void done_buf_addstr(struct done_buf *buf, const char *text)
{
	done_buf_add(buf, text, strlen(text));
}

void done_buf_addch(struct done_buf *buf, char c)
{
	done_buf_add(buf, &c, 1);
}

/* By printf's rules. */
DONE_PRINTF(2, 0)
static void add_printed(struct done_buf *buf, const char *format, va_list args)
{
	size_t room =
	    buf->cap - buf->len; /* most texts fit where there is room, and are made once */
	va_list again;
	int len;

	va_copy(again, args);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): the caller started it */
	len = vsnprintf(room ? buf->ptr + buf->len : NULL, room, format, again);
	va_end(again);
	if (len < 0) /* longer than INT_MAX */
		done_out_of_memory();
	if (!reserve(buf, (size_t)len)) {
		if (room)
			buf->ptr[buf->len] = '\0';
		return;
	}
	if ((size_t)len >= room)
		vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, args);
	buf->len += (size_t)len;
}

/* Up to the next conversion, which is returned. */
static const char *add_text(struct done_buf *buf, const char *format)
{
	size_t len = strcspn(format, "%");

	done_buf_add(buf, format, len);
	return format + len;
}

/* Most formats are text and "%s", which is copied here, five times as quick as printf does. What is
 * left of the format begins with another conversion. */
void done_buf_vaddf(struct done_buf *buf, const char *format, va_list args)
{
	size_t before = buf->len;
	va_list rest;

	va_copy(rest, args);
	for (format = add_text(buf, format); !strncmp(format, "%s", 2);
	     format = add_text(buf, format + 2)) {
		const char *text = va_arg(rest, const char *);

		done_buf_addstr(buf, text ? text : "(null)");
	}
	if (*format)
		add_printed(buf, format, rest);
	va_end(rest);
	/* All of it, or nothing. */
	if (buf->overflow && buf->len > before) {
		buf->len = before;
		buf->ptr[before] = '\0';
	}
}

void done_buf_addf(struct done_buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	done_buf_vaddf(buf, format, args);
	va_end(args);
}
