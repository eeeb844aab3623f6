/* Lines for a terminal: columns, colours, wrapping with a hanging indent. */
#include <string.h>

#include "report.h"

#define NARROW 24 /* below so many columns nothing is wrapped: it would only get taller */

/* Characters that take no column, or two (the wide ranges of East Asian scripts and symbols). */
static const struct {
	uint32_t first, last;
	int columns;
} widths[] = {
    {0x0300, 0x036F, 0},
    {0x0483, 0x0489, 0},
    {0x0591, 0x05BD, 0},
    {0x064B, 0x065F, 0},
    {0x1AB0, 0x1AFF, 0},
    {0x1DC0, 0x1DFF, 0},
    {0x20D0, 0x20FF, 0},
    {0xFE00, 0xFE0F, 0},
    {0xFE20, 0xFE2F, 0},
    {0x1100, 0x115F, 2},
    {0x2E80, 0x303E, 2},
    {0x3041, 0xA4CF, 2},
    {0xA960, 0xA97F, 2},
    {0xAC00, 0xD7A3, 2},
    {0xF900, 0xFAFF, 2},
    {0xFE30, 0xFE6F, 2},
    {0xFF00, 0xFF60, 2},
    {0xFFE0, 0xFFE6, 2},
    {0x1F300, 0x1F64F, 2},
    {0x1F680, 0x1F6FF, 2},
    {0x1F900, 0x1F9FF, 2},
    {0x20000, 0x3FFFD, 2},
};

static const char *const sequences[] = {
    [DONE_PLAIN] = "",
    [DONE_BOLD] = "1",
    [DONE_DIM] = "2",
    [DONE_RED] = "1;31",
    [DONE_GREEN] = "32",
    [DONE_YELLOW] = "33",
    [DONE_VIOLET] = "35",
};

static int columns_of(const char *bytes, size_t length)
{
	static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	uint32_t point;

	if (length < 2)
		return 1;
	point = (unsigned char)bytes[0] & lead_bits[length];
	for (size_t i = 1; i < length; i++)
		point = point << 6 | ((unsigned char)bytes[i] & 0x3F);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(widths); i++) {
		if (point >= widths[i].first && point <= widths[i].last)
			return widths[i].columns;
	}
	return 1;
}

/* How many bytes fit into so many columns; *used are the columns that they take. */
static size_t fit(const char *text, size_t len, int columns, int *used)
{
	size_t i = 0;

	*used = 0;
	while (i < len) {
		size_t length = done_utf8_length(text + i, len - i);
		int wide = columns_of(text + i, length);

		if (*used + wide > columns)
			break;
		*used += wide;
		i += length ? length : 1;
	}
	return i;
}

int done_text_columns(const char *text, size_t len)
{
	int used;

	fit(text, len, INT32_MAX / 2, &used);
	return used;
}

void done_layout_colored(struct done_layout *layout, enum done_color color, const char *text)
{
	if (!layout->color || color == DONE_PLAIN || !*text) {
		done_buf_addstr(layout->out, text);
		return;
	}
	done_buf_addf(layout->out, "\033[%sm%s\033[0m", sequences[color], text);
}

static void add_blanks(struct done_buf *out, int nr)
{
	while (nr-- > 0)
		done_buf_addch(out, ' ');
}

/* One line of the text, its first word placed at column hang. */
static void wrap_line(struct done_layout *layout, int hang, const char *text, size_t len)
{
	int width = layout->width - hang < NARROW ? INT32_MAX / 2 : layout->width;
	int column = hang;

	for (size_t i = 0; i < len;) {
		const char *blank = memchr(text + i, ' ', len - i);
		size_t word = blank ? (size_t)(blank - text) - i : len - i;
		int columns = done_text_columns(text + i, word);

		if (column > hang && column + 1 + columns > width) {
			done_buf_addch(layout->out, '\n');
			add_blanks(layout->out, hang);
			column = hang;
		} else if (i > 0) {
			done_buf_addch(layout->out, ' ');
			column++;
		}
		done_buf_add(layout->out, text + i, word);
		column += columns;
		i += word + 1;
	}
}

void done_layout_wrap(struct done_layout *layout, int indent, const char *lead,
    enum done_color color, const char *text)
{
	int hang = indent + done_text_columns(lead, strlen(lead));
	struct done_buf clean = {0};

	done_buf_addstr(&clean, "");
	done_escape_plain(&clean, text ? text : "", 4096);
	while (clean.len && clean.ptr[clean.len - 1] == '\n')
		clean.len--;
	add_blanks(layout->out, indent);
	done_layout_colored(layout, color, lead);
	for (size_t i = 0; i <= clean.len;) {
		const char *end = clean.len > i ? memchr(clean.ptr + i, '\n', clean.len - i) : NULL;
		size_t len = end ? (size_t)(end - clean.ptr) - i : clean.len - i;

		if (i > 0 && len)
			add_blanks(layout->out, hang);
		if (len && clean.ptr[i] == ' ')
			done_buf_add(layout->out, clean.ptr + i, len);
		else
			wrap_line(layout, hang, clean.ptr + i, len);
		done_buf_addch(layout->out, '\n');
		i += len + 1;
	}
	done_buf_release(&clean);
}

void done_layout_cell(struct done_layout *layout, const char *text, int columns)
{
	size_t len = strlen(text);
	int used;
	size_t fits = fit(text, len, columns, &used);

	if (fits < len) {
		fits = fit(text, len, columns - 1, &used);
		done_buf_add(layout->out, text, fits);
		done_buf_addch(layout->out, '~');
		used++;
	} else {
		done_buf_add(layout->out, text, len);
	}
	add_blanks(layout->out, columns - used);
}

void done_layout_gap(struct done_layout *layout)
{
	const struct done_buf *out = layout->out;

	if (out->len && (out->len < 2 || memcmp(out->ptr + out->len - 2, "\n\n", 2) != 0))
		done_buf_addch(layout->out, '\n');
}
