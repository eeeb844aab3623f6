/* Kind `answers`: whether a text is an answer, and whether the path that it names is there. */
#include "answers.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Words that stand where an answer should, when they are all there is. */
static const char *const evasions[] = {
	"todo",          "tbd",
	"tba",           "tbc",
	"fixme",         "xxx",
	"n/a",           "na",
	"n.a.",          "not applicable",
	"unknown",       "not known",
	"dunno",         "pending",
	"later",         "to be done",
	"to be defined", "to be decided",
};

/* Names of files end so; whatever else holds a slash may be a media type or a team. */
static const char *const endings[] = {
	"md",    "markdown", "adoc",    "rst",  "txt",  "yml", "yaml", "json", "toml",   "xml",
	"proto", "sql",      "graphql", "avsc", "puml", "svg", "png",  "pdf",  "drawio", "html",
};

#define TEMPLATE_WORDS 3

/* ---- is it an answer --------------------------------------------------------------------- */

static bool has_word(const char *text)
{
	for (; *text; text++) {
		if (isalnum((unsigned char)*text) || (unsigned char)*text >= 0x80)
			return true;
	}
	return false;
}

static bool is_evasion(const char *text)
{
	size_t first = strspn(text, " \t\n"), len = strlen(text);

	while (len > first && strchr(" \t\n.!?", text[len - 1]))
		len--;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(evasions); i++) {
		size_t wanted = strlen(evasions[i]);

		/* "n.a." lost its last dot above. */
		if (evasions[i][wanted - 1] == '.')
			wanted--;
		if (len - first == wanted && !strncasecmp(text + first, evasions[i], wanted))
			return true;
	}
	return false;
}

static const char *placeholder_in(struct done_view *view, const struct done_value *text)
{
	size_t at, len;
	const char *name = done_placeholder_find(text->string.ptr, text->string.len, &at, &len);

	return name ? done_view_shown(view, name, strlen(name), 80) : NULL;
}

static size_t count_words(const char *text)
{
	size_t nr = 0;

	while (*text) {
		text += strspn(text, " \t\n");
		nr += *text != '\0';
		text += strcspn(text, " \t\n");
	}
	return nr;
}

static bool holds_text(const struct done_value *value, const char *text)
{
	if (value->type == DONE_STRING)
		return !strcmp(value->string.ptr, text);
	if (value->type == DONE_LIST) {
		for (size_t i = 0; i < value->list.nr; i++) {
			if (holds_text(&value->list.ptr[i], text))
				return true;
		}
	}
	if (value->type == DONE_MAP) {
		for (size_t i = 0; i < value->map.nr; i++) {
			if (holds_text(&value->map.ptr[i].value, text))
				return true;
		}
	}
	return false;
}

/* Word for word what the sheet's comments give as an example. */
static bool is_template(struct done_view *view, const struct done_question_part *part,
                        const char *text)
{
	struct done_error ignored = {0};
	struct done_value example;

	if (!part || count_words(text) < TEMPLATE_WORDS)
		return false;
	if (done_yaml_parse(view->arena, (struct done_bytes){part->example, strlen(part->example)},
	                    "example", DONE_YAML_STRICT, &example, &ignored) < 0)
		return false;
	return holds_text(&example, text);
}

/* ---- paths ------------------------------------------------------------------------------- */

static bool ends_as_file(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < DONE_ARRAY_SIZE(endings); i++) {
		if (!strcasecmp(dot + 1, endings[i]))
			return true;
	}
	return false;
}

/* One word that ends like a file's name, or like a directory's. */
static bool is_path(const char *text)
{
	size_t len = strcspn(text, "#");
	char name[4096];

	if (!len || len >= sizeof(name) || text[0] == '@' || strpbrk(text, " \t\n,;<>*") ||
	    strstr(text, "://") || strchr(text, ':'))
		return false;
	memcpy(name, text, len);
	name[len] = '\0';
	return ends_as_file(name) || (len > 1 && name[len - 1] == '/' && name[0] != '/');
}

/* From the root of the tree without what follows '#'; NULL: it climbs out. */
static const char *path_named(struct done_view *view, const char *text, bool from_root)
{
	size_t len = strcspn(text, "#");
	char *path;

	while (len > 1 && text[len - 1] == '/')
		len--;
	path = done_arena_strndup(view->arena, text, len);
	if (!strncmp(path, "./", 2))
		path += 2;
	if (*path == '/')
		path++;
	if (done_path_problem(path))
		return NULL;
	return from_root ? path : done_view_path(view, path);
}

/* 1 with *out when something is there: below the service, or from the root. */
static int find_path(struct done_view *view, const char *text, struct done_entry *out,
                     struct done_error *err)
{
	const char *path = path_named(view, text, text[0] == '/');
	int rc = path ? done_snapshot_find(view->head, path, out, err) : 0;

	if (rc == 0 && path && text[0] != '/')
		rc = done_snapshot_find(view->head, path_named(view, text, true), out, err);
	return rc;
}

static int judge_path(const struct done_answering *answering, const struct done_value *text,
                      const char *subject, struct done_error *err)
{
	const char *path = text->string.ptr;
	struct done_entry entry;
	struct done_finding *finding;
	int rc = find_path(answering->view, path, &entry, err);

	if (rc < 0)
		return rc;
	if (rc == 1 && entry.kind != DONE_ENTRY_LINK)
		return 0;
	if (rc == 1)
		finding = done_answers_add(
			answering, text, subject,
			"'%s' names '%s', a symbolic link, which is not followed", subject, path);
	else
		finding = done_answers_add(answering, text, subject,
		                           "'%s' names '%s', which does not exist", subject, path);
	done_finding_fix(finding, answering->view,
	                 "add the file to the same change, or name the one that is there: below "
	                 "the service, or from the root of the tree");
	return 0;
}

/* ---- both -------------------------------------------------------------------------------- */

int done_answers_judge_text(const struct done_answering *answering,
                            const struct done_question_part *part, const struct done_value *text,
                            const char *subject, struct done_error *err)
{
	struct done_view *view = answering->view;
	const char *said = text->string.ptr, *placeholder;
	struct done_finding *finding;

	placeholder = placeholder_in(view, text);
	if (strspn(said, " \t\n") == text->string.len)
		finding = done_answers_add(answering, text, subject, "'%s' is empty", subject);
	else if (placeholder)
		finding = done_answers_add(answering, text, subject,
		                           "'%s' still holds the placeholder '%s'", subject,
		                           placeholder);
	else if (!has_word(said) || is_evasion(said))
		finding = done_answers_add(answering, text, subject, "'%s' is no answer to '%s'",
		                           done_view_shown(view, said, strlen(said), 40), subject);
	else if (is_template(view, part, said))
		finding = done_answers_add(answering, text, subject,
		                           "'%s' is the example's own text", subject);
	else
		return is_path(said) ? judge_path(answering, text, subject, err) : 0;
	done_finding_fix(finding, view,
	                 "say what holds for this service, or {not_applicable: reason}%s%s",
	                 part ? ". " : "", part ? part->help : "");
	return 0;
}

const char *done_answers_reason_problem(const struct done_value *reason)
{
	size_t at, len;

	if (!reason || reason->type != DONE_STRING)
		return "is not given in words";
	if (!has_word(reason->string.ptr) || is_evasion(reason->string.ptr) ||
	    done_placeholder_find(reason->string.ptr, reason->string.len, &at, &len))
		return "says nothing";
	if (count_words(reason->string.ptr) < 2)
		return "is one word";
	return NULL;
}
