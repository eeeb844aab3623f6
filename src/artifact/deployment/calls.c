/*
 * Calls of functions in a program's text, with arguments that are literal texts. Texts and comments
 * are passed over; nothing is evaluated.
 */
#include <ctype.h>
#include <string.h>

#include "deployment_parts.h"

#define ARGUMENTS_MAX 32

static void calls_step(struct done_deploy_calls *calls, size_t bytes)
{
	for (; bytes && *calls->at; bytes--)
		calls->line += *calls->at++ == '\n';
}

static bool word_character(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Passes over a comment that begins there; false: none does. */
static bool calls_comment(struct done_deploy_calls *calls)
{
	const char *at = calls->at;

	if (calls->is_hash ? at[0] == '#' : at[0] == '/' && at[1] == '/') {
		calls_step(calls, strcspn(at, "\n"));
		return true;
	}
	if (calls->is_hash || at[0] != '/' || at[1] != '*')
		return false;
	const char *end = strstr(at + 2, "*/");
	calls_step(calls, end ? (size_t)(end - at) + 2 : strlen(at));
	return true;
}

static bool calls_is_quote(const struct done_deploy_calls *calls, char c)
{
	return c == '"' || (c == '\'' && calls->is_hash);
}

/* Takes the text that begins there; out may be NULL. Of verbatim ones (@"") a doubled quote is
 * one. */
static void calls_text(struct done_deploy_calls *calls, bool verbatim, struct done_buf *out)
{
	char quote = *calls->at;
	bool triple = calls->at[1] == quote && calls->at[2] == quote;

	calls_step(calls, triple ? 3 : 1);
	while (*calls->at) {
		const char *at = calls->at;
		bool ends = *at == quote && (!triple || (at[1] == quote && at[2] == quote));
		if (ends && !(verbatim && at[1] == quote)) {
			calls_step(calls, triple ? 3 : 1);
			return;
		}
		size_t skipped = ends || (*at == '\\' && !verbatim && at[1]);
		if (out)
			done_buf_addch(out, at[skipped]);
		calls_step(calls, 1 + skipped);
	}
}

/* A character of C# ('"'), so that its quote begins no text. */
static bool calls_character(struct done_deploy_calls *calls)
{
	const char *at = calls->at;
	size_t len = at[0] == '\'' && at[1] == '\\' ? 2 : 1;

	if (calls->is_hash || at[0] != '\'' || !at[1] || !at[len] || at[len + 1] != '\'')
		return false;
	calls_step(calls, len + 2);
	return true;
}

/* One argument: its text when it is nothing but one literal, else NULL. */
struct call_argument {
	struct done_buf text;
	const char *name;
	bool is_literal, is_computed;
};

static void argument_close(
    struct done_deploy_calls *calls, struct done_deploy_call *call, struct call_argument *argument)
{
	const char *text = argument->is_literal && !argument->is_computed
	    ? done_arena_strndup(
	          calls->arena, argument->text.ptr ? argument->text.ptr : "", argument->text.len)
	    : NULL;

	if (argument->name && call->named.nr < ARGUMENTS_MAX)
		*DONE_ARENA_PUSH(calls->arena, call->named.items, call->named.nr, call->named.cap) =
		    (struct done_deploy_variable){argument->name, text, 0};
	/* In C# a named argument has its place, too. */
	if ((argument->is_literal || argument->is_computed) &&
	    !(argument->name && calls->is_hash) && call->arguments.nr < ARGUMENTS_MAX)
		done_deploy_push(calls->arena, &call->arguments, text);
	done_buf_clear(&argument->text);
	argument->name = NULL;
	argument->is_literal = argument->is_computed = false;
}

/* A name before '=' or ':' is that of an argument; any other word makes it computed. */
static void argument_word(struct done_deploy_calls *calls, struct call_argument *argument)
{
	const char *begin = calls->at, *end = begin;

	while (word_character(*end))
		end++;
	const char *next = end + strspn(end, " \t\r\n");
	if (!argument->is_literal && !argument->is_computed && !argument->name &&
	    (*next == '=' || *next == ':') && next[1] != '=' && next[1] != ':' && next[1] != '>') {
		argument->name = done_arena_strndup(calls->arena, begin, (size_t)(end - begin));
		end = next + 1;
	} else
		argument->is_computed = true;
	calls_step(calls, (size_t)(end - begin));
}

static void argument_step(struct done_deploy_calls *calls, struct call_argument *argument)
{
	bool verbatim = !calls->is_hash && calls->at[0] == '@' && calls->at[1] == '"';

	if (verbatim)
		calls_step(calls, 1);
	if (calls_is_quote(calls, *calls->at)) {
		argument->is_computed |= argument->is_literal; /* "a" "b": two of them */
		argument->is_literal = true;
		calls_text(calls, verbatim, &argument->text);
	} else if (word_character(*calls->at))
		argument_word(calls, argument);
	else {
		argument->is_computed |= !isspace((unsigned char)*calls->at);
		calls_step(calls, 1);
	}
}

/* From behind the '(' to behind its ')'. */
static void call_arguments(struct done_deploy_calls *calls, struct done_deploy_call *call)
{
	struct call_argument argument = {0};
	int depth = 1;

	while (*calls->at && depth) {
		char c = *calls->at;
		if (calls_comment(calls) || calls_character(calls))
			continue;
		if (depth == 1 && (c == ',' || c == ')')) {
			argument_close(calls, call, &argument);
			depth -= c == ')';
			calls_step(calls, 1);
			continue;
		}
		depth += strchr("([{", c) != NULL;
		depth -= strchr(")]}", c) != NULL;
		if (depth == 1)
			argument_step(calls, &argument);
		else if (calls_is_quote(calls, c))
			calls_text(calls, false, NULL);
		else
			calls_step(calls, 1);
	}
	done_buf_release(&argument.text);
}

/* The name's call begins there: "<Projects.X>" and '(' follow it. */
static bool call_begins(
    struct done_deploy_calls *calls, const char *name, struct done_deploy_call *out)
{
	const char *at = calls->at + strlen(name);

	*out = (struct done_deploy_call){.name = name, .line = calls->line};
	if (*at == '<') {
		size_t len = strcspn(at + 1, ">(\n");
		if (at[1 + len] != '>')
			return false;
		out->generic = done_arena_strndup(calls->arena, at + 1, len);
		at += len + 2;
	}
	at += strspn(at, " \t");
	if (*at != '(')
		return false;
	calls_step(calls, (size_t)(at - calls->at) + 1);
	return true;
}

static bool call_here(struct done_deploy_calls *calls, const char *const *names, size_t nr,
    struct done_deploy_call *out)
{
	size_t len = 0;

	while (word_character(calls->at[len]))
		len++;
	for (size_t i = 0; i < nr; i++)
		if (strlen(names[i]) == len && !strncmp(names[i], calls->at, len) &&
		    call_begins(calls, names[i], out)) {
			call_arguments(calls, out);
			return true;
		}
	calls_step(calls, len);
	return false;
}

bool done_deploy_call(struct done_deploy_calls *calls, const char *const *names, size_t nr,
    struct done_deploy_call *out)
{
	while (*calls->at) {
		if (calls_comment(calls) || calls_character(calls))
			continue;
		if (!calls->is_hash && calls->at[0] == '@' && calls->at[1] == '"') {
			calls_step(calls, 1);
			calls_text(calls, true, NULL);
		} else if (calls_is_quote(calls, *calls->at))
			calls_text(calls, false, NULL);
		else if (!word_character(*calls->at))
			calls_step(calls, 1);
		else if (call_here(calls, names, nr, out))
			return true;
	}
	return false;
}

const char *done_deploy_argument(
    const struct done_deploy_call *call, const char *name, size_t place)
{
	for (size_t i = 0; i < call->named.nr; i++)
		if (!strcmp(call->named.items[i].name, name))
			return call->named.items[i].value;
	return place < call->arguments.nr ? call->arguments.items[place] : NULL;
}
