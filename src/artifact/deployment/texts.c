/* Texts of declarations: variables, names, images, paths. */
#include <ctype.h>
#include <string.h>

#include "deployment_parts.h"

/* A brace is looked for so far, a default within a default so deep, and variables bring in so much
 * in all: no text makes a reader slow. */
#define EXPRESSION_MAX 256
#define NESTED_MAX 8
#define EXPANDED_MAX ((size_t)8 << 20)
#define VALUE_MAX 4096

static bool name_begins(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static size_t name_length(const char *text)
{
	size_t len = 0;

	while (name_begins(text[len]) || (len && isdigit((unsigned char)text[len])))
		len++;
	return len;
}

/* Length of "${…}" or "{{…}}" with all braces closed, 0: they are not. */
static size_t braces_length(const char *text)
{
	int depth = 0;

	for (size_t i = 0; i < EXPRESSION_MAX && text[i]; i++) {
		if (text[i] == '{')
			depth++;
		else if (text[i] == '}' && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* Length of the variable or expression that begins there, 0: none. */
static size_t expression_length(const char *text)
{
	size_t len = 0;

	if (text[0] == '$' && text[1] == '{' && (len = braces_length(text + 1)))
		return len + 1;
	if (text[0] == '{' && text[1] == '{')
		return braces_length(text);
	if (text[0] == '$' && name_begins(text[1]))
		return 1 + name_length(text + 1);
	if (text[0] == '$' && text[1] && strchr("@*<^?%0123456789", text[1]))
		return 2; /* of make, and the arguments of a script */
	if (text[0] == '$' && text[1] == '(')
		for (len = 2; len < EXPRESSION_MAX && text[len]; len++)
			if (text[len] == ')')
				return len + 1;
	return 0;
}

void done_deploy_define(struct done_deploy *deploy, struct done_deploy_variables *variables,
    const char *name, const char *value)
{
	if (variables->nr == DONE_DEPLOY_VARIABLES_MAX && !deploy->has_more_variables) {
		deploy->has_more_variables = true;
		done_deploy_not_read(deploy, 0,
		    "there are more than %d variables; the others are not read.",
		    DONE_DEPLOY_VARIABLES_MAX);
	}
	if (variables->nr == DONE_DEPLOY_VARIABLES_MAX || (value && strlen(value) > VALUE_MAX))
		return;
	struct done_deploy_variable *added =
	    DONE_ARENA_PUSH(deploy->arena, variables->items, variables->nr, variables->cap);
	*added = (struct done_deploy_variable){name, value, strlen(name)};
}

static const char *variable_value(
    const struct done_deploy_variables *variables, const char *name, size_t len)
{
	for (size_t i = variables ? variables->nr : 0; i-- > 0;) {
		const struct done_deploy_variable *one = &variables->items[i];
		if (one->len == len && len && one->name[len - 1] == name[len - 1] &&
		    !memcmp(one->name, name, len))
			return one->value;
	}
	return NULL;
}

struct expansion {
	struct done_deploy *deploy;
	const struct done_deploy_variables *variables;
	struct done_buf out;
};

static void expand_into(struct expansion *expansion, const char *text, size_t len, int depth);

static bool expand_value(struct expansion *expansion, const char *value)
{
	if (!value || expansion->deploy->expanded > EXPANDED_MAX)
		return false;
	expansion->deploy->expanded += strlen(value) + 1;
	done_buf_addstr(&expansion->out, value);
	return true;
}

/* What stands in braces: a name, and perhaps what is taken where it is not known. */
static bool expand_braces(struct expansion *expansion, const char *inner, size_t len, int depth)
{
	size_t name = name_length(inner);
	const char *value = variable_value(expansion->variables, inner, name);
	const char *rest = inner + name, *end = inner + len;

	if (!name || name > len)
		return false;
	if (rest == end)
		return expand_value(expansion, value);
	bool if_empty = *rest == ':';
	rest += if_empty;
	if (rest == end || !strchr("-=?+", *rest))
		return false;
	bool known = value && (*value || !if_empty);
	if (*rest == '?' || (known && *rest != '+'))
		return expand_value(expansion, value);
	if (depth == NESTED_MAX)
		return false;
	if (known == (*rest == '+'))
		expand_into(expansion, rest + 1, (size_t)(end - rest) - 1, depth + 1);
	return true;
}

static bool expand_one(struct expansion *expansion, const char *at, size_t len, int depth)
{
	if (at[0] != '$' || !(at[1] == '{' || name_begins(at[1])))
		return false;
	if (at[1] == '{')
		return expand_braces(expansion, at + 2, len - 3, depth);
	return expand_value(expansion, variable_value(expansion->variables, at + 1, len - 1));
}

static void expand_into(struct expansion *expansion, const char *text, size_t len, int depth)
{
	const char *end = text + len;

	while (text < end) {
		if (text[0] == '$' && text + 1 < end && text[1] == '$') {
			done_buf_addch(&expansion->out, '$');
			text += 2;
			continue;
		}
		size_t length = expression_length(text);
		if (!length || length > (size_t)(end - text))
			length = 1;
		if (length == 1 || !expand_one(expansion, text, length, depth))
			done_buf_add(&expansion->out, text, length);
		text += length;
	}
}

const char *done_deploy_expand(
    struct done_deploy *deploy, const struct done_deploy_variables *variables, const char *text)
{
	struct expansion expansion = {deploy, variables, {0}};

	if (!strchr(text, '$'))
		return text;
	expand_into(&expansion, text, strlen(text), 0);
	const char *out = done_arena_strndup(
	    deploy->arena, expansion.out.ptr ? expansion.out.ptr : "", expansion.out.len);
	done_buf_release(&expansion.out);
	return out;
}

bool done_deploy_is_open(const char *text)
{
	for (; *text; text++)
		if (expression_length(text))
			return true;
	return false;
}

/* What is left when expressions are taken out, and one '/' where one stood on each side. */
static char *text_without_expressions(struct done_arena *arena, const char *text)
{
	char *out = done_arena_strdup(arena, text), *end = out;
	bool dropped = false;

	while (*text) {
		size_t length = expression_length(text);
		bool again = dropped && *text == '/' && end > out && end[-1] == '/';
		if (!length && !again)
			*end++ = *text;
		dropped = length > 0;
		text += length ? length : 1;
	}
	*end = '\0';
	return out;
}

/* Without the separators that stood between it and what was dropped; NULL: nothing is left. */
static const char *text_bare(char *text)
{
	size_t len;

	text += strspn(text, "-_./:@ \t\"'");
	len = strlen(text);
	while (len && strchr("-_./:@ \t\"'", text[len - 1]))
		len--;
	text[len] = '\0';
	return len ? text : NULL;
}

const char *done_deploy_name(
    struct done_deploy *deploy, const struct done_deploy_variables *variables, const char *text)
{
	if (!text || strlen(text) > VALUE_MAX)
		return NULL;
	text = done_deploy_expand(deploy, variables, text);
	return text_bare(text_without_expressions(deploy->arena, text));
}

const char *done_deploy_image(
    struct done_deploy *deploy, const struct done_deploy_variables *variables, const char *text)
{
	if (!text || strlen(text) > VALUE_MAX)
		return NULL;
	char *image =
	    text_without_expressions(deploy->arena, done_deploy_expand(deploy, variables, text));
	image[strcspn(image, "@")] = '\0';
	char *slash = strrchr(image, '/'), *colon = strrchr(image, ':');
	if (colon && (!slash || colon > slash))
		*colon = '\0';
	/* "gcr.io/$PROJECT/$SERVICE": a registry alone names nothing. */
	return done_text_ends(image, "/") ? NULL : text_bare(image);
}

const char *done_deploy_path(
    struct done_deploy *deploy, const struct done_deploy_variables *variables, const char *text)
{
	if (!text)
		return NULL;
	text = done_deploy_expand(deploy, variables, text);
	while (text[0] == '.' && text[1] == '/') {
		text += 2;
		text += strspn(text, "/");
	}
	size_t len = strlen(text);
	while (len > 1 && text[len - 1] == '/')
		len--;
	return len ? done_arena_strndup(deploy->arena, text, len) : ".";
}
