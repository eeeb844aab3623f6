/* Names and requirements of Python: PEP 503, PEP 508. */
#include "python.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char python_blanks[] = " \t\r\n";

const char *done_python_name(struct done_arena *arena, const char *text, size_t len)
{
	char *name = done_arena_strndup(arena, text, len);
	size_t nr = 0;

	for (size_t i = 0; i < len; i++) {
		if (strchr("-_.", text[i])) {
			if (nr && name[nr - 1] != '-')
				name[nr++] = '-';
		} else {
			name[nr++] = (char)tolower((unsigned char)text[i]);
		}
	}
	while (nr && name[nr - 1] == '-')
		nr--;
	name[nr] = '\0';
	return name;
}

const char *done_python_local(struct done_arena *arena, const char *address, size_t len)
{
	static const char *const roots[] = {
	    "${PROJECT_ROOT}/", "{root:uri}/", "{root}/", "%24%7BPROJECT_ROOT%7D/"};
	const char *path = done_arena_strndup(arena, address, len);
	bool is_rooted = false;

	if (done_text_starts(path, "file:")) {
		path += strlen("file:");
		if (done_text_starts(path, "///") && strchr("${%.", path[3]))
			path += 3;
		else if (done_text_starts(path, "//"))
			path += 2;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(roots) && !is_rooted; i++) {
		is_rooted = done_text_starts(path, roots[i]);
		path += is_rooted ? strlen(roots[i]) : 0;
	}
	if (strstr(path, "://") || strchr(path, '$') || done_text_ends(path, ".whl") ||
	    done_text_ends(path, ".tar.gz") || done_text_ends(path, ".zip"))
		return NULL;
	return done_draft_path(arena, path);
}

/* How many of the bytes are a name: letters, digits, and '-', '_', '.' between them. */
static size_t python_name_length(const char *text)
{
	size_t len = 0;

	while (isalnum((unsigned char)text[len]) || (len && text[len] && strchr("-_.", text[len])))
		len++;
	while (len && !isalnum((unsigned char)text[len - 1]))
		len--;
	return len;
}

/* The text up to its marker, without blanks around it; NULL: nothing. */
static const char *python_version(struct done_arena *arena, const char *text, bool is_address)
{
	const char *end = text + (is_address ? strlen(text) : strcspn(text, ";"));

	/* An address may hold ';'; its marker stands behind a blank. */
	if (is_address && strstr(text, " ;"))
		end = strstr(text, " ;");
	while (end > text && strchr(python_blanks, end[-1]))
		end--;
	return end > text ? done_arena_strndup(arena, text, (size_t)(end - text)) : NULL;
}

struct done_dependency *done_python_require(
    struct done_draft *draft, const char *text, enum done_scope scope, int line)
{
	const char *at = text + strspn(text, python_blanks), *name = at;
	size_t len = python_name_length(at);
	struct done_dependency *item;
	bool is_address;

	at += len;
	at += strspn(at, python_blanks);
	if (*at == '[') {
		at += strcspn(at, "]");
		if (*at != ']')
			return NULL;
		at++;
		at += strspn(at, python_blanks);
	}
	is_address = *at == '@';
	if (!len || (*at && !strchr("@(<>=!~;", *at)))
		return NULL;
	if (is_address) {
		at++;
		at += strspn(at, python_blanks);
	}
	item = done_draft_depend(draft, done_python_name(draft->arena, name, len), scope, line);
	item->version = python_version(draft->arena, at, is_address);
	if (is_address && item->version)
		item->local = done_python_local(draft->arena, item->version, strlen(item->version));
	return item;
}

void done_python_require_value(
    struct done_draft *draft, const struct done_value *value, enum done_scope scope)
{
	const char *text = done_draft_text(value);

	if (!text || !done_python_require(draft, text, scope, value->line))
		done_draft_wrong(draft, value,
		    "a requirement must be text like 'name >= 1.2', not '%s'",
		    text ? text : done_value_type_name(value->type));
}

enum done_scope done_python_group(const char *name)
{
	static const struct {
		const char *word;
		enum done_scope scope;
	} words[] = {
	    {"test", DONE_SCOPE_TEST},
	    {"e2e", DONE_SCOPE_TEST},
	    {"dev", DONE_SCOPE_BUILD},
	    {"doc", DONE_SCOPE_BUILD},
	    {"lint", DONE_SCOPE_BUILD},
	    {"typing", DONE_SCOPE_BUILD},
	    {"build", DONE_SCOPE_BUILD},
	    {"format", DONE_SCOPE_BUILD},
	    {"mypy", DONE_SCOPE_BUILD},
	    {"bench", DONE_SCOPE_TEST},
	    {"check", DONE_SCOPE_BUILD},
	};

	/* The word begins the name or a part of it: "test", "unit-tests", never "latest". */
	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		size_t len = strlen(words[i].word);
		for (const char *at = name; *at; at++) {
			if ((at == name || !isalnum((unsigned char)at[-1])) &&
			    !strncasecmp(at, words[i].word, len))
				return words[i].scope;
		}
	}
	return DONE_SCOPE_RUN;
}
