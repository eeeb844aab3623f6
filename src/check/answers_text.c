/* Kind `answers`: whether a text is an answer, and whether the path that it names is there. */
#include "answers.h"
#include "markdown.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Names of files end so; whatever else holds a slash may be a media type or a team. */
static const char *const endings[] = {
    "md",
    "markdown",
    "adoc",
    "rst",
    "txt",
    "yml",
    "yaml",
    "json",
    "toml",
    "xml",
    "proto",
    "sql",
    "graphql",
    "avsc",
    "puml",
    "svg",
    "png",
    "pdf",
    "drawio",
    "html",
};

/* ---- is it an answer ---- */

/* Code is a word too: `grpc`. A comment or an image alone says nothing. */
static bool has_word(struct done_view *view, const struct done_value *said)
{
	struct done_bytes text = done_prose_of(view->arena, said->string.ptr, said->string.len);

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (isalnum(c) || c >= 0x80 || c == '`')
			return true;
	}
	return false;
}

/* 1: a placeholder is in it, which is then shown. */
static int find_placeholder(const struct done_answering *answering, const struct done_value *said,
    const char **shown, enum done_placeholder_kind *kind, struct done_error *err)
{
	const struct done_bytes text = {said->string.ptr, said->string.len};

	return done_answer_placeholder(
	    answering->view, answering->options->placeholders, text, shown, kind, err);
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

/* ---- paths ---- */

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
static int find_path(
    struct done_view *view, const char *text, struct done_entry *out, struct done_error *err)
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
		finding = done_answers_add(answering, text, "names a link", subject,
		    "'%s' names '%s', a symbolic link, which is not followed", subject, path);
	else
		finding = done_answers_add(answering, text, "names nothing", subject,
		    "'%s' names '%s', which does not exist", subject, path);
	done_finding_fix(finding, answering->view,
	    "add the file to the same change, or name the one that is there: below "
	    "the service, or from the root of the tree");
	return 0;
}

/* ---- both ---- */

static struct done_finding *add_placeholder(const struct done_answering *answering,
    const struct done_value *text, const char *subject, const char *shown,
    enum done_placeholder_kind kind)
{
	if (kind == DONE_PLACEHOLDER_EXAMPLE)
		return done_answers_add(
		    answering, text, "example", subject, "'%s' is the example's own text", subject);
	if (kind == DONE_PLACEHOLDER_REPEATED)
		return done_answers_add(
		    answering, text, "repetition", subject, "'%s' repeats the same words", subject);
	/* It is all there is, a full stop aside. */
	if (strlen(shown) + 3 > text->string.len)
		return done_answers_add(answering, text, "no answer", subject,
		    "'%s' is not an answer to '%s'", shown, subject);
	return done_answers_add(answering, text, "placeholder", subject,
	    "'%s' still holds the placeholder '%s'", subject, shown);
}

/* A path says what stands in the file. */
static int judge_said(const struct done_answering *answering, const struct done_question_part *part,
    const struct done_value *text, const char *subject, struct done_error *err)
{
	if (is_path(text->string.ptr))
		return judge_path(answering, text, subject, err);
	done_answers_judge_thin(answering, part, text, subject);
	return 0;
}

int done_answers_judge_text(const struct done_answering *answering,
    const struct done_question_part *part, const struct done_value *text, const char *subject,
    struct done_error *err)
{
	struct done_view *view = answering->view;
	const char *said = text->string.ptr, *shown = NULL;
	enum done_placeholder_kind kind;
	struct done_finding *finding;
	int rc = find_placeholder(answering, text, &shown, &kind, err);

	if (rc < 0)
		return rc;
	if (strspn(said, " \t\n") == text->string.len)
		finding =
		    done_answers_add(answering, text, "empty", subject, "'%s' is empty", subject);
	else if (rc > 0)
		finding = add_placeholder(answering, text, subject, shown, kind);
	else if (!has_word(view, text))
		finding = done_answers_add(answering, text, "no answer", subject,
		    "'%s' is not an answer to '%s'", done_view_shown(view, said, strlen(said), 40),
		    subject);
	else
		return judge_said(answering, part, text, subject, err);
	done_finding_fix(finding, view,
	    "say what holds for this service, or {not_applicable: reason}%s%s", part ? ". " : "",
	    part ? part->help : "");
	return 0;
}

int done_answers_reason_problem(const struct done_answering *answering,
    const struct done_value *reason, const char **problem, struct done_error *err)
{
	enum done_placeholder_kind kind;
	const char *shown;
	int rc;

	*problem = NULL;
	if (!reason || reason->type != DONE_STRING) {
		*problem = "is not given in words";
		return 0;
	}
	rc = find_placeholder(answering, reason, &shown, &kind, err);
	if (rc < 0)
		return rc;
	if (rc > 0 || !has_word(answering->view, reason))
		*problem = "says nothing";
	else if (count_words(reason->string.ptr) < 2)
		*problem = "is one word";
	return 0;
}
