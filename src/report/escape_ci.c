/* Escaping for what a CI system reads from a log: commands of ours, and none of anybody else's. */
#include <string.h>
#include <strings.h>

#include "escape.h"

static const struct done_escape_map github_data = {
    .to = {['%'] = "%25", ['\r'] = "%0D", ['\n'] = "%0A"},
    .is_command = true,
};
static const struct done_escape_map github_property = {
    .to = {['%'] = "%25", ['\r'] = "%0D", ['\n'] = "%0A", [':'] = "%3A", [','] = "%2C"},
    .is_command = true,
};
/* Percent signs as agents with DECODE_PERCENTS read them. */
static const struct done_escape_map azure_data = {
    .to = {['%'] = "%AZP25", ['\r'] = "%0D", ['\n'] = "%0A"},
    .is_command = true,
};
static const struct done_escape_map azure_property = {
    .to = {['%'] = "%AZP25", ['\r'] = "%0D", ['\n'] = "%0A", [';'] = "%3B", [']'] = "%5D"},
    .is_command = true,
};
/* A description ends at 4,000 characters there. */
static const struct done_escape_map teamcity = {
    .to = {['|'] = "||", ['\''] = "|'", ['['] = "|[", [']'] = "|]", ['\n'] = "|n"},
    .max = 3900,
};
/* Test Anything Protocol 14, "Escaping": in a description only these. */
static const struct done_escape_map tap = {
    .to = {['\\'] = "\\\\", ['#'] = "\\#", ['\n'] = " "},
};

void done_escape_github_data(struct done_buf *out, const char *text)
{
	done_escape_mapped(out, text, &github_data);
}

void done_escape_github_property(struct done_buf *out, const char *text)
{
	done_escape_mapped(out, text, &github_property);
}

void done_escape_azure_data(struct done_buf *out, const char *text)
{
	done_escape_mapped(out, text, &azure_data);
}

void done_escape_azure_property(struct done_buf *out, const char *text)
{
	done_escape_mapped(out, text, &azure_property);
}

void done_escape_tap(struct done_buf *out, const char *text)
{
	done_escape_mapped(out, text, &tap);
}

static void add_utf16(struct done_buf *out, const char *bytes, size_t length)
{
	static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	uint32_t point = (unsigned char)bytes[0] & lead_bits[length];

	for (size_t i = 1; i < length; i++)
		point = point << 6 | ((unsigned char)bytes[i] & 0x3F);
	if (point < 0x10000) {
		done_buf_addf(out, "|0x%04X", (unsigned)point);
		return;
	}
	point -= 0x10000;
	done_buf_addf(out, "|0x%04X|0x%04X", 0xD800U + (unsigned)(point >> 10),
	    0xDC00U + (unsigned)(point & 0x3FF));
}

void done_escape_teamcity(struct done_buf *out, const char *text)
{
	struct done_buf mapped = {0};

	done_escape_mapped(&mapped, text, &teamcity);
	for (size_t i = 0, length; i < mapped.len; i += length) {
		length = done_utf8_length(mapped.ptr + i, mapped.len - i);
		if (length > 1)
			add_utf16(out, mapped.ptr + i, length);
		else
			done_buf_addch(out, mapped.ptr[i]);
		length = length ? length : 1;
	}
	done_buf_release(&mapped);
}

void done_escape_json_commands(struct done_buf *out, const struct done_buf *json)
{
	size_t written = 0;

	for (size_t i = 0; i < json->len; i++) {
		const char *at = memchr(json->ptr + i, '#', json->len - i);

		if (!at)
			break;
		i = (size_t)(at - json->ptr);
		if (!done_log_command_at(at, json->len - i))
			continue;
		done_buf_add(out, json->ptr + written, i - written);
		done_buf_addstr(out, "\\u0023");
		written = i + 1;
	}
	if (json->len)
		done_buf_add(out, json->ptr + written, json->len - written);
	out->overflow = out->overflow || json->overflow;
}
