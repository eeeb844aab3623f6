/*
 * Escaping by families of formats. All of them first make text clean (UTF-8 in which no character
 * moves, hides or reorders another) and then say which of what is left means something to the
 * reader.
 */
#include <string.h>

#include "escape.h"

/* Nothing that a check says is longer; what is, is data and not a message. JSON alone has it all.
 */
#define TEXT_MAX 16384

/* The longest part of the text that ends with a whole character and has at most max bytes. */
static size_t whole_prefix(const char *text, size_t max)
{
	size_t back = 0;

	while (back < 3 && back < max && ((unsigned char)text[max - back] & 0xC0) == 0x80)
		back++;
	return max - back;
}

static bool is_printable(char c)
{
	return c >= ' ' && c <= '~';
}

static void add_clean(struct done_buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t length = 0;

		while (i + length < len && is_printable(text[i + length]))
			length++;
		done_buf_add(out, text + i, length);
		i += length;
		if (i == len)
			break;
		length = done_utf8_length(text + i, len - i);
		if (text[i] == '\n')
			done_buf_addch(out, '\n');
		else if (text[i] == '\t')
			done_buf_addstr(out, "    ");
		else
			done_buf_add_shown(out, text + i, length ? length : 1);
		i += length ? length : 1;
	}
}

void done_escape_plain(struct done_buf *out, const char *text, size_t max)
{
	size_t len = strlen(text);
	size_t kept = max && len > max ? whole_prefix(text, max) : len;

	add_clean(out, text, kept);
	if (kept < len)
		done_buf_addf(out, "… (and %zu bytes more)", len - kept);
}

/* Length of one of our own colour sequences, which a log reader may have taken away. */
static size_t color_length(const char *at, size_t len)
{
	size_t i = 2;

	if (len < 3 || at[0] != '\033' || at[1] != '[')
		return 0;
	while (i < len && ((at[i] >= '0' && at[i] <= '9') || at[i] == ';'))
		i++;
	return i < len && at[i] == 'm' ? i + 1 : 0;
}

/* Agents trim a line before they look at its start. */
static size_t blank_length(const char *at, size_t len)
{
	size_t i = 0;

	for (size_t length = 1; length && i < len; i += length)
		length = at[i] == ' ' || at[i] == '\t' ? 1 : color_length(at + i, len - i);
	return i;
}

static void escape_add_line(struct done_buf *out, const char *line, size_t len)
{
	size_t blank = blank_length(line, len);

	done_buf_add(out, line, blank);
	for (size_t i = blank; i < len; i++) {
		if (line[i] == '#' && done_log_command_at(line + i, len - i))
			done_buf_addstr(out, "\\u{23}");
		else if (i == blank && len - i > 1 && line[i] == ':' && line[i + 1] == ':')
			done_buf_addstr(out, "\\u{3A}");
		else
			done_buf_addch(out, line[i]);
	}
}

void done_escape_commands(struct done_buf *out, const struct done_buf *lines)
{
	for (size_t i = 0, len; i < lines->len; i += len) {
		const char *end = memchr(lines->ptr + i, '\n', lines->len - i);

		len = end ? (size_t)(end - lines->ptr) + 1 - i : lines->len - i;
		escape_add_line(out, lines->ptr + i, len);
	}
	out->overflow = out->overflow || lines->overflow;
}

void done_escape_mapped(struct done_buf *out, const char *text, const struct done_escape_map *map)
{
	struct done_buf clean = {0}, quiet = {0};
	const struct done_buf *from = &clean;

	done_escape_plain(&clean, text, map->max ? map->max : TEXT_MAX);
	if (map->is_command) {
		done_escape_commands(&quiet, &clean);
		from = &quiet;
	}
	for (size_t i = 0; i < from->len; i++) {
		unsigned char c = (unsigned char)from->ptr[i];

		if (c < 128 && map->to[c])
			done_buf_addstr(out, map->to[c]);
		else
			done_buf_addch(out, from->ptr[i]);
	}
	done_buf_release(&clean);
	done_buf_release(&quiet);
}

/* '#' too: agents look for '##vso[' anywhere in what is printed. */
static const struct done_escape_map xml = {
    .to = {['<'] = "&lt;",
        ['>'] = "&gt;",
        ['&'] = "&amp;",
        ['"'] = "&quot;",
        ['#'] = "&#35;",
        ['\''] = "&#39;",
        ['\n'] = "&#10;"},
};

void done_escape_xml(struct done_buf *out, const char *text)
{
	done_escape_mapped(out, text, &xml);
}

/* An empty comment after '@' and '#' so that no text of a repository mentions a person or an issue;
 * a backslash before ':' and '.' so that none becomes a link. */
static const struct done_escape_map markdown = {
    .to = {['<'] = "&lt;",
        ['>'] = "&gt;",
        ['&'] = "&amp;",
        ['"'] = "&quot;",
        ['@'] = "@<!-- -->",
        ['#'] = "#<!-- -->",
        ['\n'] = "<br>",
        ['\\'] = "\\\\",
        ['`'] = "\\`",
        ['*'] = "\\*",
        ['_'] = "\\_",
        ['{'] = "\\{",
        ['}'] = "\\}",
        ['['] = "\\[",
        [']'] = "\\]",
        ['('] = "\\(",
        [')'] = "\\)",
        ['+'] = "\\+",
        ['-'] = "\\-",
        ['.'] = "\\.",
        ['!'] = "\\!",
        ['|'] = "\\|",
        ['~'] = "\\~",
        [':'] = "\\:",
        ['='] = "\\=",
        ['$'] = "\\$",
        ['^'] = "\\^"},
};

void done_escape_markdown(struct done_buf *out, const char *text)
{
	done_escape_mapped(out, text, &markdown);
}

static const struct done_escape_map html = {
    .to = {['<'] = "&lt;",
        ['>'] = "&gt;",
        ['&'] = "&amp;",
        ['"'] = "&quot;",
        ['\''] = "&#39;",
        ['@'] = "@<!-- -->",
        ['#'] = "#<!-- -->",
        ['\n'] = "<br>"},
};

void done_escape_html(struct done_buf *out, const char *text)
{
	done_escape_mapped(out, text, &html);
}

static size_t longest_run(const char *text, char c)
{
	size_t longest = 0;

	for (size_t i = 0, run = 0; text[i]; i++) {
		run = text[i] == c ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest;
}

static void add_fence(struct done_buf *out, size_t nr)
{
	while (nr--)
		done_buf_addch(out, '`');
}

void done_escape_markdown_code(struct done_buf *out, const char *text)
{
	struct done_buf clean = {0};
	size_t fence;
	bool pads;

	done_escape_plain(&clean, *text ? text : "(empty)", TEXT_MAX);
	for (size_t i = 0; i < clean.len; i++) {
		if (clean.ptr[i] == '\n')
			clean.ptr[i] = ' ';
	}
	fence = longest_run(clean.ptr, '`') + 1;
	pads = strchr("` ", clean.ptr[0]) || strchr("` ", clean.ptr[clean.len - 1]);
	add_fence(out, fence);
	done_buf_addstr(out, pads ? " " : "");
	done_buf_add(out, clean.ptr, clean.len);
	done_buf_addstr(out, pads ? " " : "");
	add_fence(out, fence);
	done_buf_release(&clean);
}

void done_escape_markdown_block(struct done_buf *out, const char *text)
{
	struct done_buf clean = {0};
	size_t fence;

	done_buf_addstr(&clean, "");
	done_escape_plain(&clean, text, TEXT_MAX);
	while (clean.len && clean.ptr[clean.len - 1] == '\n')
		clean.len--;
	fence = clean.len ? longest_run(clean.ptr, '`') + 1 : 0;
	add_fence(out, fence < 3 ? 3 : fence);
	done_buf_addstr(out, "text\n");
	done_buf_add(out, clean.len ? clean.ptr : "", clean.len);
	done_buf_addch(out, '\n');
	add_fence(out, fence < 3 ? 3 : fence);
	done_buf_addch(out, '\n');
	done_buf_release(&clean);
}

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    (c && strchr("-._~/", c));
}

/* RFC 3986: bytes as they are, whatever they spell. */
void done_escape_uri(struct done_buf *out, const char *raw)
{
	for (size_t i = 0; raw[i]; i++) {
		if (is_unreserved(raw[i]))
			done_buf_addch(out, raw[i]);
		else
			done_buf_addf(out, "%%%02X", (unsigned)(unsigned char)raw[i]);
	}
}

bool done_is_web_address(const char *url)
{
	bool is_one = url && (!strncmp(url, "https://", 8) || !strncmp(url, "http://", 7));

	for (size_t i = 0; is_one && url[i]; i++)
		is_one = url[i] > ' ' && url[i] < 127 && !strchr("\"<>\\^`{|}", url[i]);
	return is_one;
}
