/* Files that are read line by line: lines, words of a shell. */
#include <string.h>

#include "deployment_parts.h"

bool done_deploy_line(struct done_deploy_lines *lines, struct done_bytes *out)
{
	if (!lines->rest.len)
		return false;
	const char *end = memchr(lines->rest.ptr, '\n', lines->rest.len);
	size_t len = end ? (size_t)(end - lines->rest.ptr) : lines->rest.len;

	*out = (struct done_bytes){lines->rest.ptr, len};
	if (len && out->ptr[len - 1] == '\r')
		out->len--;
	lines->rest.ptr += len + (end != NULL);
	lines->rest.len -= len + (end != NULL);
	lines->line++;
	return true;
}

bool done_deploy_has_key(struct done_bytes bytes, const char *key)
{
	struct done_deploy_lines lines = {bytes, 0};
	struct done_bytes line;
	size_t len = strlen(key);

	while (done_deploy_line(&lines, &line)) {
		size_t at = line.len && line.ptr[0] == '"';
		if (line.len > at + len && !memcmp(line.ptr + at, key, len) &&
		    strchr(":\" ", line.ptr[at + len]))
			return true;
	}
	return false;
}

static bool line_holds(struct done_bytes bytes, const char *word)
{
	size_t len = strlen(word);
	const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;

	while ((size_t)(end - at) >= len) {
		at = memchr(at, word[0], (size_t)(end - at) - len + 1);
		if (!at || !memcmp(at, word, len))
			return at != NULL;
		at++;
	}
	return false;
}

bool done_deploy_holds(struct done_bytes bytes, const char *const *words)
{
	for (; bytes.len && *words; words++) {
		if (line_holds(bytes, *words))
			return true;
	}
	return false;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

struct done_bytes done_deploy_trim(struct done_bytes bytes)
{
	while (bytes.len && is_space(bytes.ptr[0])) {
		bytes.ptr++;
		bytes.len--;
	}
	while (bytes.len && is_space(bytes.ptr[bytes.len - 1]))
		bytes.len--;
	return bytes;
}

/* Copies one word without its quotes; returns what stands behind it. */
static const char *word_take(const char *at, struct done_buf *word)
{
	char quote = 0;

	for (; *at && (quote || !is_space(*at)); at++) {
		if (*at == '\\' && at[1] && quote != '\'')
			done_buf_addch(word, *++at);
		else if (quote ? *at == quote : *at == '"' || *at == '\'')
			quote = quote ? 0 : *at;
		else
			done_buf_addch(word, *at);
	}
	return at;
}

void done_deploy_words(struct done_arena *arena, const char *text, struct done_deploy_texts *out)
{
	struct done_buf word = {0};

	for (;;) {
		while (is_space(*text))
			text++;
		if (!*text)
			break;
		done_buf_clear(&word);
		text = word_take(text, &word);
		if (!done_deploy_push(
		        arena, out, done_arena_strndup(arena, word.ptr ? word.ptr : "", word.len)))
			break;
	}
	done_buf_release(&word);
}

const char *done_deploy_words_joined(
    struct done_arena *arena, const struct done_deploy_texts *words)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < words->nr; i++)
		done_buf_addf(&buf, "%s%s", i ? " " : "", words->items[i]);
	const char *out = buf.len ? done_arena_strndup(arena, buf.ptr, buf.len) : NULL;
	done_buf_release(&buf);
	return out;
}

/* "dotnet Cart.Worker.dll" */
static bool line_starts_assembly(const char *line)
{
	const char *start = strstr(line, "dotnet ");

	line += strspn(line, " \t");
	return start && *line != '#' && *line != '/' && strstr(start, ".dll");
}

int done_deploy_assemblies(struct done_deploy *deploy, struct done_bytes bytes)
{
	struct done_deploy_lines lines = {bytes, 0};
	struct done_bytes line;

	if (!done_deploy_holds(bytes, (const char *const[]){".dll", NULL}))
		return 0;
	while (done_deploy_line(&lines, &line)) {
		struct done_deploy_texts commands = {0};
		struct done_deployment *to;

		const char *text = done_arena_strndup(deploy->arena, line.ptr, line.len);
		if (!line_starts_assembly(text))
			continue;
		to = done_deploy_add(deploy, DONE_DEPLOY_RUN, lines.line);
		if (!to)
			return deploy->err->code;
		done_deploy_push(deploy->arena, &commands, text);
		to->commands = commands.items;
		to->nr_commands = commands.nr;
	}
	return 0;
}
