/* What stands behind the '#' of a reference: JSON pointers (RFC 6901), and names of anchors. */
#include <string.h>

#include "parts.h"

static int openapi_hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;

	return at ? (int)(at - digits) : -1;
}

char *done_openapi_decode(struct done_arena *arena, const char *text, size_t len)
{
	char *out = done_arena_strndup(arena, text, len);
	size_t nr = 0;

	for (size_t i = 0; i < len; i++) {
		int high = text[i] == '%' && i + 2 < len ? openapi_hex(text[i + 1]) : -1;
		int low = high >= 0 ? openapi_hex(text[i + 2]) : -1;

		if (low >= 0 && (high || low)) {
			out[nr++] = (char)(high * 16 + low);
			i += 2;
		} else {
			out[nr++] = text[i];
		}
	}
	out[nr] = '\0';
	return out;
}

/* One part of a pointer: "~1" is '/', then "~0" is '~'. In place. */
static void openapi_unescape(char *part)
{
	char *out = part;

	for (; *part; part++) {
		if (part[0] == '~' && (part[1] == '0' || part[1] == '1')) {
			*out++ = part[1] == '1' ? '/' : '~';
			part++;
		} else {
			*out++ = *part;
		}
	}
	*out = '\0';
}

static const struct done_value *openapi_item(const struct done_value *list, const char *part)
{
	size_t index = 0;

	if (!*part || (part[0] == '0' && part[1]) || strlen(part) > 9)
		return NULL;
	for (; *part; part++) {
		if (*part < '0' || *part > '9')
			return NULL;
		index = index * 10 + (size_t)(*part - '0');
	}
	return index < list->list.nr ? &list->list.ptr[index] : NULL;
}

const struct done_value *done_openapi_point(
    struct done_arena *arena, const struct done_value *value, const char *pointer)
{
	while (*pointer && value) {
		size_t len = strcspn(++pointer, "/");
		char *part = done_arena_strndup(arena, pointer, len);

		openapi_unescape(part);
		value = value->type == DONE_LIST ? openapi_item(value, part)
		                                 : done_value_get(value, part);
		pointer += len;
	}
	return value;
}

int done_openapi_anchor(struct done_openapi *api, const struct done_value *value, const char *name,
    const struct done_value **out, struct done_error *err)
{
	const char *anchor = done_openapi_text(value, "$anchor");

	if (done_openapi_count(api, err) < 0)
		return err->code;
	if (anchor && !strcmp(anchor, name)) {
		*out = value;
		return 0;
	}
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr && !*out; i++) {
		if (done_openapi_anchor(api, &value->map.ptr[i].value, name, out, err) < 0)
			return err->code;
	}
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr && !*out; i++) {
		if (done_openapi_anchor(api, &value->list.ptr[i], name, out, err) < 0)
			return err->code;
	}
	return 0;
}
