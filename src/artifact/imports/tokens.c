/* A source as words, texts and marks, for the import readers; names that are put together. */
#include "imports/imports.h"

#include <string.h>

/* ---- tokens ---- */

static bool import_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_' || c == '$' || c == '@' || (unsigned char)c >= 0x80;
}

static bool import_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v' || c == '\r';
}

/* Past what no token begins with. */
static void import_pass_over(struct import_scan *scan)
{
	while (scan->at < scan->bytes.len) {
		char c = scan->bytes.ptr[scan->at];

		if (scan->classes[scan->at] != DONE_CLASS_COMMENT && !import_is_space(c))
			break;
		scan->line += c == '\n';
		scan->at++;
	}
}

/* Its quotes and what stands before them are taken off. */
static void import_text_token(struct import_scan *scan, struct import_token *token)
{
	size_t start = scan->at, end;
	char quote;

	token->literal = true;
	for (; scan->at < scan->bytes.len &&
	     (scan->classes[scan->at] & (DONE_CLASS_STRING | DONE_CLASS_EMBEDDED));
	     scan->at++) {
		if (scan->classes[scan->at] == DONE_CLASS_EMBEDDED ||
		    scan->bytes.ptr[scan->at] == '\\')
			token->literal = false;
		scan->line += scan->bytes.ptr[scan->at] == '\n';
	}
	end = scan->at;
	while (start < end && import_is_word(scan->bytes.ptr[start]))
		start++;
	quote = start < end ? scan->bytes.ptr[start] : '\0';
	while (end - start >= 2 && scan->bytes.ptr[start] == quote &&
	    scan->bytes.ptr[end - 1] == quote) {
		start++;
		end--;
	}
	token->ptr = scan->bytes.ptr + start;
	token->len = end - start;
}

void import_next(struct import_scan *scan)
{
	struct import_token *token = &scan->token;
	bool begins = token->kind == IMPORT_LINE ||
	    (token->kind == IMPORT_MARK && strchr(";{}", *token->ptr));

	import_pass_over(scan);
	*token =
	    (struct import_token){IMPORT_END, scan->bytes.ptr + scan->at, 0, scan->line, false};
	scan->statement = begins;
	if (scan->at == scan->bytes.len)
		return;
	if (scan->classes[scan->at] & (DONE_CLASS_STRING | DONE_CLASS_EMBEDDED)) {
		token->kind = IMPORT_TEXT;
		import_text_token(scan, token);
		return;
	}
	char c = *token->ptr;
	token->kind = c == '\n' ? IMPORT_LINE : import_is_word(c) ? IMPORT_WORD : IMPORT_MARK;
	token->len = 1;
	if (scan->classes[scan->at] != DONE_CLASS_CODE)
		token->kind = c == '\n' ? IMPORT_LINE : IMPORT_MARK;
	scan->at++;
	scan->line += c == '\n';
	for (; token->kind == IMPORT_WORD && scan->at < scan->bytes.len &&
	     scan->classes[scan->at] == DONE_CLASS_CODE &&
	     import_is_word(scan->bytes.ptr[scan->at]);
	     scan->at++)
		token->len++;
}

void import_begin(struct import_scan *scan, struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out)
{
	*scan = (struct import_scan){
	    .arena = arena, .bytes = bytes, .classes = classes, .line = 1, .out = out};
	*out = (struct done_imports){0};
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3))
		scan->at = 3;
	scan->token.kind = IMPORT_LINE;
	import_next(scan);
}

/* ---- to the next word that matters ---- */

static bool import_is_word_at(const struct import_scan *scan, size_t at)
{
	return scan->classes[at] == DONE_CLASS_CODE && import_is_word(scan->bytes.ptr[at]);
}

/* A token behind the one where `scan` stands begins and ends with these bytes. */
static bool import_is_token(const struct import_scan *scan, size_t at, size_t len)
{
	for (size_t i = at; i < at + len; i++) {
		if (!import_is_word_at(scan, i))
			return false;
	}
	return (at == scan->at || !import_is_word_at(scan, at - 1)) &&
	    (at + len == scan->bytes.len || !import_is_word_at(scan, at + len));
}

/* Where the first of the words stands as a token; the end: nowhere. */
static size_t import_word_next(const struct import_scan *scan, struct import_seek *seek)
{
	size_t best = scan->bytes.len;

	for (size_t i = 0; i < IMPORT_WORDS_MAX && seek->words[i]; i++) {
		size_t *next = &seek->next[i], len = strlen(seek->words[i]);

		if (*next < scan->at)
			*next = done_literal_next(seek->words[i], scan->bytes, scan->at);
		while (*next < best && !import_is_token(scan, *next, len))
			*next = done_literal_next(seek->words[i], scan->bytes, *next + 1);
		best = *next < best ? *next : best;
	}
	return best;
}

/* Makes the token before `at` the one where `scan` stands, as far as the next asks for it. */
static void import_stand_before(struct import_scan *scan, size_t at)
{
	const char *ptr = scan->bytes.ptr;
	size_t end = at;

	while (end > scan->at &&
	    (scan->classes[end - 1] == DONE_CLASS_COMMENT || import_is_space(ptr[end - 1])))
		end--;
	if (end == scan->at)
		return;
	scan->token.ptr = ptr + end - 1;
	if (scan->classes[end - 1] & (DONE_CLASS_STRING | DONE_CLASS_EMBEDDED))
		scan->token.kind = IMPORT_TEXT;
	else if (import_is_word_at(scan, end - 1))
		scan->token.kind = IMPORT_WORD;
	else
		scan->token.kind = ptr[end - 1] == '\n' ? IMPORT_LINE : IMPORT_MARK;
}

char import_next_word(struct import_scan *scan, struct import_seek *seek)
{
	size_t at = import_word_next(scan, seek);
	char mark;

	import_stand_before(scan, at);
	while (scan->at < at) {
		const char *next = memchr(scan->bytes.ptr + scan->at, '\n', at - scan->at);

		scan->at = next ? (size_t)(next - scan->bytes.ptr) + 1 : at;
		scan->line += next != NULL;
	}
	mark = scan->token.kind == IMPORT_MARK ? *scan->token.ptr : '\0';
	import_next(scan);
	return mark;
}

void import_skip_lines(struct import_scan *scan)
{
	while (scan->token.kind == IMPORT_LINE)
		import_next(scan);
}

bool import_is(const struct import_scan *scan, const char *word)
{
	return scan->token.kind == IMPORT_WORD && scan->token.len == strlen(word) &&
	    !memcmp(scan->token.ptr, word, scan->token.len);
}

bool import_is_mark(const struct import_scan *scan, char mark)
{
	return scan->token.kind == IMPORT_MARK && *scan->token.ptr == mark;
}

bool import_take(struct import_scan *scan, const char *word)
{
	bool is = import_is(scan, word);

	if (is)
		import_next(scan);
	return is;
}

bool import_take_mark(struct import_scan *scan, char mark)
{
	bool is = import_is_mark(scan, mark);

	if (is)
		import_next(scan);
	return is;
}

/* ---- names ---- */

const char *import_copy(struct import_scan *scan, const struct import_token *token)
{
	return done_arena_strndup(scan->arena, token->ptr, token->len);
}

void import_add(struct import_scan *scan, const char *name, const char *bound, int line)
{
	struct done_imports *out = scan->out;

	if (!name || !*name || out->nr == DONE_IMPORTS_MAX || strlen(name) > IMPORT_NAME_MAX)
		return;
	*DONE_ARENA_PUSH(scan->arena, out->items, out->nr, scan->cap) =
	    (struct done_import){name, bound, line};
}

const char *import_last(const char *name, const char *separator)
{
	const char *next;

	while ((next = strstr(name, separator)))
		name = next + strlen(separator);
	return name;
}

static bool import_take_separator(struct import_scan *scan, const char *separator)
{
	const char *rest = scan->bytes.ptr + scan->at;
	size_t len = strlen(separator);

	if (!import_is_mark(scan, *separator) || scan->bytes.len - scan->at < len - 1 ||
	    memcmp(rest, separator + 1, len - 1) != 0)
		return false;
	for (; len > 0; len--)
		import_next(scan);
	return true;
}

bool import_path(struct import_scan *scan, const char *separator, struct done_buf *out, bool *open)
{
	*open = false;
	while (scan->token.kind == IMPORT_WORD || import_is_mark(scan, '`')) {
		/* Kotlin and Scala put words of their own in backticks. */
		bool quoted = import_take_mark(scan, '`');

		if (scan->token.kind != IMPORT_WORD || out->len + scan->token.len > IMPORT_NAME_MAX)
			return false;
		done_buf_add(out, scan->token.ptr, scan->token.len);
		import_next(scan);
		if (quoted && !import_take_mark(scan, '`'))
			return false;
		*open = import_take_separator(scan, separator);
		if (!*open)
			return true;
		done_buf_addstr(out, separator);
	}
	return *open;
}

const char *import_path_text(struct import_scan *scan, const char *separator)
{
	struct done_buf path = {0};
	const char *text = NULL;
	bool open;

	if (import_path(scan, separator, &path, &open) && !open)
		text = done_arena_strndup(scan->arena, path.ptr, path.len);
	done_buf_release(&path);
	return text;
}
