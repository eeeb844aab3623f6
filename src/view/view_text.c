/*
 * The text of files: decoded to UTF-8, without its byte-order mark, and as a pattern is to see it.
 */
#include "parts.h"

#include <string.h>

int done_blob_text(
    struct done_blob *blob, const char *path, struct done_bytes *out, struct done_error *err)
{
	if (!blob->is_decoded) {
		int rc = done_text_decode(blob->bytes, path, &blob->decoded, &blob->text, err);

		if (rc < 0)
			return rc;
		blob->is_decoded = true;
		blob->charset = done_charset_of(blob->text);
	}
	*out = blob->text;
	return 0;
}

/* The text with the byte-order mark in front that it had. */
static void add_mark(struct done_blob *blob)
{
	size_t mark;

	done_encoding_of(blob->bytes, &mark);
	if (mark)
		done_buf_add(&blob->variant, "\xEF\xBB\xBF", 3);
}

/* Without the carriage returns that stand before newlines. */
static void view_text_add_lines(struct done_buf *out, struct done_bytes text)
{
	const char *at = text.ptr, *end = text.ptr + text.len, *found;

	while (at < end && (found = memchr(at, '\r', (size_t)(end - at)))) {
		size_t skip = found + 1 < end && found[1] == '\n' ? 0 : 1;

		done_buf_add(out, at, (size_t)(found - at) + skip);
		at = found + 1;
	}
	if (at < end)
		done_buf_add(out, at, (size_t)(end - at));
}

static bool has_returns(struct done_bytes text)
{
	const char *at = text.ptr, *end = text.ptr + text.len;

	while (at < end && (at = memchr(at, '\r', (size_t)(end - at)))) {
		if (++at < end && *at == '\n')
			return true;
	}
	return false;
}

struct done_bytes done_blob_western(struct done_blob *blob)
{
	if (blob->charset != DONE_CHARSET_BYTES || blob->binary)
		return blob->text;
	if (!blob->western.len)
		done_text_from_western(blob->text, &blob->western);
	return (struct done_bytes){blob->western.ptr, blob->western.len};
}

/* No letter beyond ASCII would ever be found in single bytes: what the pattern means is a text. */
static bool show_western(
    struct done_blob *blob, const struct done_pattern *pattern, struct done_text *out)
{
	if (blob->charset != DONE_CHARSET_BYTES || done_pattern_is_ascii(pattern))
		return false;
	*out = (struct done_text){done_blob_western(blob), DONE_CHARSET_UTF8};
	return true;
}

int done_blob_shown_to(struct done_blob *blob, const char *path, const struct done_pattern *pattern,
    struct done_text *out, struct done_error *err)
{
	unsigned sees = done_pattern_sees(pattern);
	struct done_bytes text;

	if (done_blob_text(blob, path, &text, err) < 0)
		return err->code;
	*out = (struct done_text){text, blob->charset};
	bool is_western = show_western(blob, pattern, out);
	text = out->bytes;
	if (sees == DONE_PATTERN_SEES_RETURNS)
		return 0;
	if (blob->has_returns < 0)
		blob->has_returns = has_returns(text);
	if (!blob->has_returns && !(sees & DONE_PATTERN_SEES_MARK))
		return 0;
	if (!blob->variant.ptr || blob->variant_sees != sees ||
	    blob->variant_western != is_western) {
		done_buf_clear(&blob->variant);
		if (sees & DONE_PATTERN_SEES_MARK)
			add_mark(blob);
		if (sees & DONE_PATTERN_SEES_RETURNS)
			done_buf_add(&blob->variant, text.ptr, text.len);
		else
			view_text_add_lines(&blob->variant, text);
		blob->variant_sees = sees;
		blob->variant_western = is_western;
	}
	out->bytes =
	    (struct done_bytes){blob->variant.len ? blob->variant.ptr : "", blob->variant.len};
	if (sees & DONE_PATTERN_SEES_MARK)
		out->charset = done_charset_of(out->bytes);
	return 0;
}
