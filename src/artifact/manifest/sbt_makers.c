/* Functions of a build.sbt that make projects. */
#include "sbt.h"

#include <ctype.h>
#include <string.h>

#define STEPS_MAX 5000000
#define VALUE_DEPTH 6

static bool sbt_opens(const struct done_tokens *tokens, size_t i)
{
	return (done_token_is_mark(tokens, i, '(') || done_token_is_mark(tokens, i, '[') ||
	           done_token_is_mark(tokens, i, '{')) &&
	    tokens->items[i].partner > i;
}

/* Where the item that begins at i ends: at a comma, or before `end`. */
static size_t sbt_item_end(const struct done_tokens *tokens, size_t i, size_t end)
{
	for (; i < end && !done_token_is_mark(tokens, i, ','); i++) {
		if (sbt_opens(tokens, i))
			i = tokens->items[i].partner;
	}
	return i < end ? i : end;
}

bool done_sbt_spend(struct done_sbt_makers *makers)
{
	return ++makers->steps <= STEPS_MAX;
}

/* ---- what there is ---- */

static void sbt_add_parameters(
    struct done_sbt_makers *makers, struct done_sbt_maker *maker, size_t open)
{
	const struct done_tokens *tokens = makers->tokens;
	size_t end = tokens->items[open].partner, next;

	for (size_t i = open + 1; i < end; i = next + 1) {
		struct done_sbt_parameter *to;

		next = sbt_item_end(tokens, i, end);
		i += done_token_is(tokens, i, "implicit");
		if (done_token_at(tokens, i)->kind != DONE_TOKEN_WORD)
			continue;
		to = DONE_ARENA_PUSH(
		    makers->arena, maker->parameters, maker->nr_parameters, maker->cap_parameters);
		to->name = done_token_at(tokens, i)->text;
		to->takes_rest = done_token_is_mark(tokens, next - 1, '*');
		for (size_t at = i; at < next; at++) {
			if (!done_token_is_mark(tokens, at, '=') ||
			    done_token_is_mark(tokens, at + 1, '>'))
				continue;
			to->otherwise = (struct done_sbt_range){at + 1, next};
			break;
		}
	}
}

/* i is behind the '=': one expression in braces, or what stands up to the next definition. */
static size_t sbt_body_end(const struct done_tokens *tokens, size_t i)
{
	if (done_token_is_mark(tokens, i, '{'))
		return tokens->items[i].partner;
	while (i < tokens->nr && !done_token_is(tokens, i, "def") &&
	    !done_token_is(tokens, i, "val")) {
		if (sbt_opens(tokens, i))
			i = tokens->items[i].partner;
		i++;
	}
	return i;
}

/* "Project(", "project.in", "(project in": a body that begins so makes a project. */
static bool sbt_begins_project(const struct done_tokens *tokens, size_t i)
{
	if (done_token_is_mark(tokens, i, '{'))
		i = done_token_skip_lines(tokens, i + 1);
	i += done_token_is_mark(tokens, i, '(');
	return (done_token_is(tokens, i, "Project") && done_token_is_mark(tokens, i + 1, '(')) ||
	    (done_token_is(tokens, i, "project") &&
	        (done_token_is(tokens, i + 1, "in") || done_token_is_mark(tokens, i + 1, '.')));
}

static void sbt_find_maker(struct done_sbt_makers *makers, size_t i)
{
	const struct done_tokens *tokens = makers->tokens;
	struct done_sbt_maker maker = {.name = done_token_at(tokens, i + 1)->text};
	size_t at = i + 2;
	bool is_said = false;

	if (done_token_at(tokens, i + 1)->kind != DONE_TOKEN_WORD ||
	    !done_token_is_mark(tokens, at, '('))
		return;
	for (; done_token_is_mark(tokens, at, '('); at = tokens->items[at].partner + 1)
		sbt_add_parameters(makers, &maker, at);
	if (done_token_is_mark(tokens, at, ':')) {
		is_said = done_token_is(tokens, at + 1, "Project");
		at += 2;
	}
	if (!done_token_is_mark(tokens, at, '='))
		return;
	at = done_token_skip_lines(tokens, at + 1);
	if (!is_said && !sbt_begins_project(tokens, at))
		return;
	maker.body = (struct done_sbt_range){at, sbt_body_end(tokens, at)};
	*DONE_ARENA_PUSH(makers->arena, makers->names.items, makers->names.nr, makers->cap_names) =
	    (struct done_draft_name){maker.name, makers->nr};
	*DONE_ARENA_PUSH(makers->arena, makers->items, makers->nr, makers->cap) = maker;
}

void done_sbt_makers_find(
    struct done_arena *arena, const struct done_tokens *tokens, struct done_sbt_makers *out)
{
	*out = (struct done_sbt_makers){.tokens = tokens, .arena = arena};
	for (size_t i = 0; i < tokens->nr; i++) {
		if (done_token_is(tokens, i, "def"))
			sbt_find_maker(out, i);
		else if (done_token_is(tokens, i, "val") && done_token_is_mark(tokens, i + 2, '='))
			*DONE_ARENA_PUSH(
			    arena, out->values.items, out->values.nr, out->cap_values) =
			    (struct done_draft_name){done_token_at(tokens, i + 1)->text, i + 2};
	}
	done_draft_names_sort(&out->names);
	done_draft_names_sort(&out->values);
}

struct done_sbt_maker *done_sbt_maker_at(const struct done_sbt_makers *makers, size_t i)
{
	const struct done_draft_name *found;

	if (!done_token_is_mark(makers->tokens, i + 1, '(') ||
	    done_token_is(makers->tokens, i - 1, "def"))
		return NULL;
	found = done_draft_names_find(&makers->names, done_token_at(makers->tokens, i)->text);
	return found ? &makers->items[found->index] : NULL;
}

/* ---- what a name stands for ---- */

/* The argument of a call for a parameter: by its name, by its place, or its default. */
static struct done_sbt_range sbt_argument(
    struct done_sbt_makers *makers, const struct done_sbt_frame *frame, size_t parameter)
{
	const struct done_tokens *tokens = makers->tokens;
	const struct done_sbt_parameter *wanted = &frame->maker->parameters[parameter];
	size_t open = frame->call + 1, place = 0, next;

	for (; done_token_is_mark(tokens, open, '('); open = tokens->items[open].partner + 1) {
		size_t end = tokens->items[open].partner;

		for (size_t i = open + 1; i < end; i = next + 1, place++) {
			bool is_named = done_token_at(tokens, i)->kind == DONE_TOKEN_WORD &&
			    done_token_is_mark(tokens, i + 1, '=') &&
			    !done_token_is_mark(tokens, i + 2, '=') &&
			    !done_token_is_mark(tokens, i + 2, '>');

			next = sbt_item_end(tokens, i, end);
			makers->steps++;
			if (is_named && done_token_is(tokens, i, wanted->name))
				return (struct done_sbt_range){i + 2, next};
			if (!is_named && place == parameter)
				return (struct done_sbt_range){i, wanted->takes_rest ? end : next};
		}
	}
	return wanted->otherwise;
}

/* Whether the line of an expression goes on behind the new line at i. */
static bool sbt_goes_on(const struct done_tokens *tokens, size_t i)
{
	size_t next = done_token_skip_lines(tokens, i);

	return done_token_is_mark(tokens, next, '.') || done_token_is_mark(tokens, next, '+') ||
	    done_token_is_mark(tokens, i - 1, '+') || done_token_is_mark(tokens, i - 1, '=');
}

/* Whether the value that began before i is over there. */
static bool sbt_ends_value(const struct done_tokens *tokens, size_t i)
{
	return done_token_is_mark(tokens, i, '}') || done_token_is_mark(tokens, i, ')') ||
	    (done_token_at(tokens, i)->kind == DONE_TOKEN_LINE && !sbt_goes_on(tokens, i));
}

/* What stands behind a '='. */
static struct done_sbt_range sbt_value(const struct done_tokens *tokens, size_t equals)
{
	size_t i = equals + 1;

	for (; i < tokens->nr; i++) {
		if (sbt_opens(tokens, i))
			i = tokens->items[i].partner;
		else if (sbt_ends_value(tokens, i))
			break;
	}
	return (struct done_sbt_range){equals + 1, i};
}

static bool sbt_ends_before(const void *maker, const void *at)
{
	return ((const struct done_sbt_maker *)maker)->body.end <= *(const size_t *)at;
}

bool done_sbt_is_in_maker(const struct done_sbt_makers *makers, size_t at)
{
	size_t first = done_lower_bound(
	    makers->items, makers->nr, sizeof(*makers->items), &at, sbt_ends_before);

	return first < makers->nr && makers->items[first].body.begin <= at;
}

/* "val x = …" of that name in the maker's body; maker NULL: in none. */
static bool sbt_find_value(struct done_sbt_makers *makers, const char *name,
    const struct done_sbt_maker *maker, struct done_sbt_range *out)
{
	const struct done_draft_name *found = done_draft_names_find(&makers->values, name);
	const struct done_draft_name *end = found ? makers->values.items + makers->values.nr : NULL;

	for (; found && found < end && !strcmp(found->name, name); found++) {
		bool is_here = maker
		    ? found->index >= maker->body.begin && found->index < maker->body.end
		    : !done_sbt_is_in_maker(makers, found->index);

		if (!done_sbt_spend(makers))
			return false;
		if (!is_here)
			continue;
		*out = sbt_value(makers->tokens, found->index);
		return true;
	}
	return false;
}

static bool sbt_resolve_name(struct done_sbt_makers *makers, const char *name,
    const struct done_sbt_frame *frame, struct done_sbt_range *out,
    const struct done_sbt_frame **within)
{
	*within = frame;
	if (!done_sbt_spend(makers))
		return false;
	for (size_t i = 0; frame && i < frame->maker->nr_parameters; i++) {
		if (strcmp(frame->maker->parameters[i].name, name) != 0)
			continue;
		*out = sbt_argument(makers, frame, i);
		*within = frame->up;
		return out->begin < out->end;
	}
	if (frame && sbt_find_value(makers, name, frame->maker, out))
		return true;
	*within = NULL;
	return sbt_find_value(makers, name, NULL, out);
}

bool done_sbt_is_own(struct done_sbt_makers *makers, size_t i, const struct done_sbt_frame *frame)
{
	const char *name = done_token_at(makers->tokens, i)->text;
	struct done_sbt_range range;

	for (size_t j = 0; frame && j < frame->maker->nr_parameters; j++) {
		if (!strcmp(frame->maker->parameters[j].name, name))
			return true;
	}
	return frame && sbt_find_value(makers, name, frame->maker, &range);
}

bool done_sbt_resolve(struct done_sbt_makers *makers, size_t i, const struct done_sbt_frame *frame,
    struct done_sbt_range *out, const struct done_sbt_frame **within)
{
	return sbt_resolve_name(makers, done_token_at(makers->tokens, i)->text, frame, out, within);
}

/* ---- texts ---- */

static const char *sbt_text_of(struct done_sbt_makers *makers, struct done_sbt_range range,
    const struct done_sbt_frame *frame, int depth);

static const char *sbt_text_of_name(
    struct done_sbt_makers *makers, const char *name, const struct done_sbt_frame *frame, int depth)
{
	const struct done_sbt_frame *within;
	struct done_sbt_range range;

	return sbt_resolve_name(makers, name, frame, &range, &within)
	    ? sbt_text_of(makers, range, within, depth - 1)
	    : NULL;
}

/* s"$apps/${name}" */
static const char *sbt_put_together(
    struct done_sbt_makers *makers, const char *text, const struct done_sbt_frame *frame, int depth)
{
	const char *made = "";

	while (*text) {
		size_t plain = strcspn(text, "$"), len = 0;
		bool braces = text[plain] == '$' && text[plain + 1] == '{';
		const char *name = text + plain + 1 + braces, *value = "";

		while (
		    plain < strlen(text) && (isalnum((unsigned char)name[len]) || name[len] == '_'))
			len++;
		if (text[plain] && (!len || (braces && name[len] != '}')))
			return NULL;
		if (len)
			value = sbt_text_of_name(
			    makers, done_arena_strndup(makers->arena, name, len), frame, depth);
		if (!value)
			return NULL;
		made = done_arena_printf(makers->arena, "%s%.*s%s", made, (int)plain, text, value);
		text = text[plain] ? name + len + braces : text + plain;
	}
	return made;
}

/* One text, name, file(…) or thing in brackets at *i, which is moved behind it. */
static const char *sbt_term(
    struct done_sbt_makers *makers, size_t *i, const struct done_sbt_frame *frame, int depth)
{
	const struct done_tokens *tokens = makers->tokens;
	const struct done_token *token = done_token_at(tokens, *i);
	size_t open;

	if (done_token_is(tokens, *i, "new"))
		token = done_token_at(tokens, ++*i);
	if (token->kind == DONE_TOKEN_TEXT) {
		++*i;
		return token->is_computed ? sbt_put_together(makers, token->text, frame, depth)
		                          : token->text;
	}
	open = *i + (token->kind == DONE_TOKEN_WORD);
	if (done_token_is_mark(tokens, open, '(')) {
		if (open > *i && !done_token_is(tokens, *i, "file") &&
		    !done_token_is(tokens, *i, "File"))
			return NULL;
		*i = tokens->items[open].partner + 1;
		return sbt_text_of(
		    makers, (struct done_sbt_range){open + 1, *i - 1}, frame, depth - 1);
	}
	if (token->kind != DONE_TOKEN_WORD)
		return NULL;
	++*i;
	return sbt_text_of_name(makers, token->text, frame, depth);
}

static const char *sbt_text_of(struct done_sbt_makers *makers, struct done_sbt_range range,
    const struct done_sbt_frame *frame, int depth)
{
	const struct done_tokens *tokens = makers->tokens;
	size_t i = done_token_skip_lines(tokens, range.begin);
	const char *made = depth > 0 ? sbt_term(makers, &i, frame, depth) : NULL;

	while (made && (i = done_token_skip_lines(tokens, i)) < range.end) {
		bool joins = done_token_is_mark(tokens, i, '/');
		const char *more;

		if (!joins && !done_token_is_mark(tokens, i, '+'))
			return NULL;
		i++;
		more = sbt_term(makers, &i, frame, depth);
		made = more
		    ? done_arena_printf(makers->arena, "%s%s%s", made, joins ? "/" : "", more)
		    : NULL;
	}
	return made;
}

/* ---- where it stands ---- */

/* The second of "Project(id, base)" at i, what stands in ".in(…)", or behind "project in". */
static bool sbt_base_at(const struct done_tokens *tokens, size_t i, struct done_sbt_range *out)
{
	bool is_project = done_token_is(tokens, i, "Project");
	size_t first, end;

	if (!is_project && !done_token_is(tokens, i, "in"))
		return false;
	if (!done_token_is_mark(tokens, i + 1, '(')) {
		first = i + 1 + done_token_is(tokens, i + 1, "new");
		end = first + 1;
		if (done_token_is_mark(tokens, end, '('))
			end = tokens->items[end].partner + 1;
		*out = (struct done_sbt_range){i + 1, end};
		return !is_project && done_token_at(tokens, first)->kind == DONE_TOKEN_WORD;
	}
	end = tokens->items[i + 1].partner;
	first = i + 2;
	if (is_project)
		first = sbt_item_end(tokens, first, end) + 1;
	if (is_project && done_token_is_mark(tokens, first + 1, '='))
		first += 2;
	*out = (struct done_sbt_range){first, sbt_item_end(tokens, first, end)};
	return first < end;
}

/* The first text of the call, or that of an argument `path`. */
static const char *sbt_text_among(const struct done_tokens *tokens, size_t call)
{
	const char *first = NULL;
	bool is_path = false;

	for (size_t at = call + 2; at < tokens->items[call + 1].partner; at++) {
		const char *text = done_token_text(tokens, at);

		is_path = is_path || done_token_is(tokens, at, "path");
		if (text && is_path)
			return text;
		first = first ? first : text;
	}
	return first;
}

const char *done_sbt_made_in(
    struct done_sbt_makers *makers, const struct done_sbt_frame *frame, int depth)
{
	const struct done_sbt_maker *maker = frame->maker;
	const char *path = NULL;
	struct done_sbt_range range;

	for (size_t i = maker->body.begin; i < maker->body.end && !path; i++) {
		const struct done_sbt_maker *other = done_sbt_maker_at(makers, i);
		struct done_sbt_frame inner = {other, i, frame};

		if (!done_sbt_spend(makers))
			break;
		if (sbt_base_at(makers->tokens, i, &range))
			path = sbt_text_of(makers, range, frame, VALUE_DEPTH);
		else if (other && other != maker && depth > 0)
			path = done_sbt_made_in(makers, &inner, depth - 1);
	}
	return path || frame->up ? path : sbt_text_among(makers->tokens, frame->call);
}
