/* HCL as Terraform and Nomad write it: blocks, and the first text of each value. What is computed
 * stands as it is written. */
#include <ctype.h>
#include <string.h>

#include "deployment_parts.h"

static bool hcl_is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.';
}

static char hcl_peek(const struct done_deploy_hcl *hcl, size_t ahead)
{
	return (size_t)(hcl->end - hcl->at) > ahead ? hcl->at[ahead] : '\0';
}

static void hcl_step(struct done_deploy_hcl *hcl)
{
	hcl->line += *hcl->at == '\n';
	hcl->at++;
}

static void hcl_skip_line(struct done_deploy_hcl *hcl)
{
	const char *end = memchr(hcl->at, '\n', (size_t)(hcl->end - hcl->at));

	hcl->at = end ? end : hcl->end;
}

/* A comment that begins here is passed over. */
static bool hcl_comment(struct done_deploy_hcl *hcl)
{
	char next = hcl_peek(hcl, 1);

	if (*hcl->at == '#' || (*hcl->at == '/' && next == '/')) {
		hcl_skip_line(hcl);
		return true;
	}
	if (*hcl->at != '/' || next != '*')
		return false;
	hcl->at += 2;
	while (hcl->at < hcl->end && !(*hcl->at == '*' && hcl_peek(hcl, 1) == '/'))
		hcl_step(hcl);
	hcl->at += hcl->at < hcl->end ? 2 : 0;
	return true;
}

/* "text", with ${ expressions } that may hold texts of their own. */
static const char *hcl_text(struct done_deploy_hcl *hcl)
{
	const char *begin = ++hcl->at;
	int depth = 0;

	for (; hcl->at < hcl->end; hcl_step(hcl)) {
		if (*hcl->at == '\\' && hcl->at + 1 < hcl->end)
			hcl_step(hcl);
		else if (*hcl->at == '$' && hcl_peek(hcl, 1) == '{')
			depth++;
		else if (*hcl->at == '}' && depth)
			depth--;
		else if ((*hcl->at == '"' && !depth) || *hcl->at == '\n')
			break;
	}
	size_t len = (size_t)(hcl->at - begin);
	if (hcl->at < hcl->end && *hcl->at == '"')
		hcl->at++;
	return done_arena_strndup(hcl->arena, begin, len);
}

/* <<END … END, <<-END … END */
static const char *hcl_heredoc(struct done_deploy_hcl *hcl)
{
	const char *mark = hcl->at + 2 + (hcl_peek(hcl, 2) == '-'), *begin;
	size_t len = 0;

	while (mark + len < hcl->end && hcl_is_word(mark[len]))
		len++;
	hcl_skip_line(hcl);
	begin = hcl->at;
	while (hcl->at < hcl->end) {
		hcl_step(hcl);
		const char *line = hcl->at;
		while (line < hcl->end && (*line == ' ' || *line == '\t'))
			line++;
		if ((size_t)(hcl->end - line) >= len && !memcmp(line, mark, len) &&
		    (line + len == hcl->end || !hcl_is_word(line[len]))) {
			const char *text =
			    done_arena_strndup(hcl->arena, begin, (size_t)(line - begin));
			hcl->at = line + len;
			return text;
		}
		hcl_skip_line(hcl);
	}
	return "";
}

static const char *hcl_word(struct done_deploy_hcl *hcl)
{
	const char *begin = hcl->at;

	if (*begin == '"')
		return hcl_text(hcl);
	if (*begin == '<')
		return hcl_heredoc(hcl);
	while (hcl->at < hcl->end && hcl_is_word(*hcl->at))
		hcl->at++;
	return done_arena_strndup(hcl->arena, begin, (size_t)(hcl->at - begin));
}

static bool hcl_open(struct done_deploy_hcl *hcl)
{
	hcl->event = DONE_HCL_OPEN;
	hcl->key = hcl->is_value ? hcl->pending : hcl->nr_words ? hcl->words[0] : "";
	hcl->text = hcl->is_value || hcl->nr_words < 2 ? NULL : hcl->words[1];
	hcl->label = hcl->is_value || hcl->nr_words < 3 ? NULL : hcl->words[2];
	hcl->is_value = false;
	hcl->nr_words = 0;
	hcl->depth++;
	hcl->at++;
	return true;
}

/* A word: a value where one is awaited, else the name of what follows. */
static bool hcl_take(struct done_deploy_hcl *hcl)
{
	const char *word = hcl_word(hcl);

	if (hcl_peek(hcl, 0) == '(' && hcl->at < hcl->end)
		return false;
	if (hcl->is_value) {
		hcl->event = DONE_HCL_VALUE;
		hcl->key = hcl->pending;
		hcl->text = word;
		hcl->is_value = false;
		hcl->nr_words = 0;
		return true;
	}
	if (hcl->nr_words < DONE_ARRAY_SIZE(hcl->words))
		hcl->words[hcl->nr_words++] = word;
	return false;
}

/* '=' and ':' behind a name. */
static void hcl_assign(struct done_deploy_hcl *hcl)
{
	if (hcl->nr_words && hcl_peek(hcl, 1) != '=') {
		hcl->pending = hcl->words[hcl->nr_words - 1];
		hcl->is_value = true;
	}
	hcl->nr_words = 0;
}

bool done_deploy_hcl(struct done_deploy_hcl *hcl)
{
	while (hcl->at < hcl->end) {
		char c = *hcl->at;

		hcl->event_line = hcl->line;
		if (hcl_comment(hcl))
			continue;
		if (c == '{')
			return hcl_open(hcl);
		if (c == '}') {
			hcl->event = DONE_HCL_CLOSE;
			hcl->depth -= hcl->depth > 0;
			hcl->is_value = false;
			hcl->nr_words = 0;
			hcl->at++;
			return true;
		}
		if (c == '"' || hcl_is_word(c) || (c == '<' && hcl_peek(hcl, 1) == '<')) {
			if (hcl_take(hcl))
				return true;
			continue;
		}
		if (c == '=' || c == ':')
			hcl_assign(hcl);
		else if (c == '\n' && !hcl->is_value)
			hcl->nr_words = 0;
		hcl_step(hcl);
	}
	return false;
}
