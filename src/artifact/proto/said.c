/*
 * What comments say of what they stand at: without their marks, and without what is for tools, for
 * lawyers, or a declaration that somebody took out.
 */
#include "parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- comments ---- */

/* Lines that are for tools, by how they begin. */
static const char *const said_tools[] = {"buf:lint:ignore", "protolint:", "(-- api-linter",
    "api-linter:", "clang-format", "@exclude", "nolint", "import-restrictions",
    "+k8s:", "+optional", "+genclient", "@gotags", "@inject_tag", "next id", "next tag",
    "next available"};

/* What a licence has in it, wherever. */
static const char *const said_licences[] = {"copyright", "licensed under",
    "spdx-license-identifier", "all rights reserved", "license-header",
    "permission is hereby granted", "do not edit"};

static bool said_has(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (; *text; text++) {
		if (!strncasecmp(text, word, len))
			return true;
	}
	return false;
}

static bool said_is_for_tools(struct done_bytes line)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(said_tools); i++) {
		size_t len = strlen(said_tools[i]);

		if (line.len >= len && !strncasecmp(line.ptr, said_tools[i], len))
			return true;
	}
	return false;
}

/* "string old = 3;", "rpc Old(A) returns (B);": taken out, and not about what stands below. */
static bool said_is_code(struct done_bytes line)
{
	const char *equals = memchr(line.ptr, '=', line.len);
	size_t at;

	if (line.ptr[line.len - 1] != ';' && line.ptr[line.len - 1] != '{')
		return false;
	if (line.len > 4 && !memcmp(line.ptr, "rpc ", 4))
		return memchr(line.ptr, '(', line.len) != NULL;
	for (at = equals ? (size_t)(equals - line.ptr) + 1 : line.len;
	     at < line.len && line.ptr[at] == ' '; at++)
		;
	return at < line.len && isdigit((unsigned char)line.ptr[at]);
}

/* Without blanks, and without what marks a comment at both ends. */
static struct done_bytes said_trim(struct done_bytes line)
{
	while (line.len && (isspace((unsigned char)*line.ptr) || strchr("/*", *line.ptr))) {
		line.ptr++;
		line.len--;
	}
	while (line.len &&
	    (isspace((unsigned char)line.ptr[line.len - 1]) ||
	        strchr("/*", line.ptr[line.len - 1])))
		line.len--;
	return line;
}

const char *done_proto_comment(struct done_arena *arena, struct done_bytes comment)
{
	struct done_buf text = {0};
	const char *out = "";

	for (size_t at = 0; at < comment.len;) {
		const char *end = memchr(comment.ptr + at, '\n', comment.len - at);
		size_t len = end ? (size_t)(end - comment.ptr) - at : comment.len - at;
		struct done_bytes line = said_trim((struct done_bytes){comment.ptr + at, len});

		at += len + 1;
		if (!line.len || said_is_for_tools(line) || said_is_code(line))
			continue;
		if (text.len)
			done_buf_addch(&text, '\n');
		done_buf_add(&text, line.ptr, line.len);
	}
	if (text.len)
		out = done_arena_strndup(arena, text.ptr, text.len);
	done_buf_release(&text);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(said_licences); i++) {
		if (said_has(out, said_licences[i]))
			return "";
	}
	return out;
}
