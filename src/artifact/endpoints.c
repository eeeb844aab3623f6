/* Endpoints that a document lists in prose, in tables or in blocks of code: "GET /carts/{id}". */
#include "done/description.h"

#include <ctype.h>
#include <string.h>

#define ENDPOINTS_MAX 200
#define GAP_MAX 24 /* between the method and its path: "| GET | `/carts`" */

static const char *const endpoint_methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"};

static size_t endpoint_method(const char *at, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(endpoint_methods); i++) {
		size_t size = strlen(endpoint_methods[i]);

		if (len > size && !memcmp(at, endpoint_methods[i], size) &&
		    !isalnum((unsigned char)at[size]))
			return size;
	}
	return 0;
}

/* "SITE_ROOT/api", "{{host}}/api", "$HOST/api", "localhost:80/api": where its '/' stands; else i.
 */
static size_t endpoint_host(const char *at, size_t len, size_t i)
{
	bool is_host = false;
	size_t end = i;

	for (; end < len && at[end] != '/'; end++) {
		if (!isalnum((unsigned char)at[end]) && !strchr("_{}$<>:.-", at[end]))
			return i;
		is_host = is_host || strchr("_{$<:.", at[end]);
	}
	return is_host && end < len ? end : i;
}

/* The path behind a method: blanks, bars, quotes and markup may stand between, or a host. */
static struct done_bytes endpoint_path(const char *at, size_t len)
{
	static const char host[] = "http";
	size_t i = 0, end;

	while (i < len && i < GAP_MAX && strchr(" \t|`*:\"'<>[](-", at[i]))
		i++;
	if (i < len && len - i > sizeof(host) && !memcmp(at + i, host, sizeof(host) - 1)) {
		while (i < len && at[i] != ':')
			i++;
		i += 3;
		while (i < len && at[i] != '/' && !isspace((unsigned char)at[i]))
			i++;
	}
	i = endpoint_host(at, len, i);
	if (i >= len || at[i] != '/')
		return (struct done_bytes){NULL, 0};
	for (end = i; end < len && !isspace((unsigned char)at[end]) && !strchr("|`\"'<>?", at[end]);
	     end++)
		;
	/* A mark of the sentence is no part of it. */
	while (end > i + 1 && strchr(",.;:)", at[end - 1]))
		end--;
	return (struct done_bytes){at + i, end - i};
}

/* The path in the cell before the method's: "| `/carts/{id}` | GET |"; or at the beginning of its
 * line, with a gap between: "/carts/{id}     GET a cart". */
static struct done_bytes endpoint_path_before(const char *text, size_t at)
{
	const char *end = text + at, *begin;

	while (end > text && strchr(" \t`*|", end[-1]))
		end--;
	for (begin = end; begin > text && !strchr(" \t\n`|", begin[-1]); begin--)
		;
	bool is_column = text + at - end > 1 && (begin == text || begin[-1] == '\n');
	if (end == text + at || begin == end || *begin != '/' ||
	    (!is_column && !memchr(end, '|', (size_t)(text + at - end))))
		return (struct done_bytes){NULL, 0};
	return (struct done_bytes){begin, (size_t)(end - begin)};
}

size_t done_endpoints_in_prose(struct done_bytes text, int from, int to, int *line)
{
	struct done_bytes seen[ENDPOINTS_MAX]; /* from the method on */
	size_t nr = 0;
	int at_line = 1;

	for (size_t i = 0; i < text.len && nr < ENDPOINTS_MAX; i++) {
		size_t method, end, j = 0;
		struct done_bytes path, whole;

		at_line += text.ptr[i] == '\n';
		if (at_line < from || (to && at_line > to) ||
		    (i && isalnum((unsigned char)text.ptr[i - 1])))
			continue;
		method = endpoint_method(text.ptr + i, text.len - i);
		if (!method)
			continue;
		for (end = i; end < text.len && text.ptr[end] != '\n'; end++)
			;
		path = endpoint_path(text.ptr + i + method, end - i - method);
		if (!path.len) {
			path = endpoint_path_before(text.ptr, i);
			if (!path.len)
				continue;
			whole = (struct done_bytes){
			    path.ptr, (size_t)(text.ptr + i + method - path.ptr)};
		} else {
			whole = (struct done_bytes){
			    text.ptr + i, (size_t)(path.ptr + path.len - (text.ptr + i))};
		}
		while (j < nr &&
		    (seen[j].len != whole.len || memcmp(seen[j].ptr, whole.ptr, whole.len) != 0))
			j++;
		if (j < nr)
			continue;
		if (!nr)
			*line = at_line;
		seen[nr++] = whole;
	}
	return nr;
}
