/*
 * requirements.txt and its kin (pip's requirements file format).
 *
 * Dependencies: each requirement under its normalised name; "-e ./path" and "./path" with local,
 * named after the path's last part or "#egg=". Scope by the file's own name: test for
 * "test-requirements.txt", build for "requirements/dev.txt", else run.
 * Facts: "indirect" = a requirement that only others asked for, by the comments of pip-compile and
 * uv; "include" = the path of "-r", "constraint" = the path of "-c", "self" = "." where the file
 * installs the project that it stands in.
 */
#include <string.h>

#include "python.h"
#include "readers.h"

struct requirements_reader {
	struct done_draft draft;
	struct done_buf line; /* with the lines that continue it, without comment */
	const char *at;
	int number;  /* of the line that is read next */
	int started; /* of the line's first */
	enum done_scope scope;
};

static const char requirements_blanks[] = " \t\r\f";

/*
 * pip-compile and uv write below each requirement who asked for it:
 *     # via
 *     #   -r requirements.in
 * Where only other packages did, it is not this project's own.
 */
static bool requirements_is_indirect(const char *at)
{
	bool is_any = false;

	while (*at == ' ' || *at == '\t') {
		size_t len = strcspn(at, "\n"), skip = strspn(at, " \t");
		const char *end = at + len, *text = at + skip;
		if (*text != '#')
			break;
		text += 1 + strspn(text + 1, " \t");
		if (!is_any && strncmp(text, "via", 3) != 0)
			break;
		text += is_any ? 0 : 3;
		is_any = true;
		for (; text < end; text++) {
			bool starts = strchr(" \t#", text[-1]);
			if (*text == '(' || (starts && !strncmp(text, "-r", 2)))
				return false;
		}
		at = end + (*end == '\n');
	}
	return is_any;
}

/* One line as pip sees it; false at the end. */
static bool requirements_next(struct requirements_reader *reader)
{
	struct done_buf *line = &reader->line;
	bool goes_on = true;

	done_buf_clear(line);
	reader->started = reader->number;
	if (!*reader->at)
		return false;
	while (goes_on && *reader->at) {
		size_t len = strcspn(reader->at, "\n"), end = len, used = line->len;
		while (end && strchr(requirements_blanks, reader->at[end - 1]))
			end--;
		goes_on = end && reader->at[end - 1] == '\\';
		done_buf_add(line, reader->at, end - goes_on);
		reader->at += len + (reader->at[len] == '\n');
		reader->number++;
		for (size_t i = used; i < line->len; i++) {
			if (line->ptr[i] != '#' ||
			    (i > used && !strchr(requirements_blanks, line->ptr[i - 1])))
				continue;
			/* A comment ends the line, and a backslash in it continues nothing. */
			line->ptr[line->len = i] = '\0';
			goes_on = false;
		}
	}
	while (line->len && strchr(requirements_blanks, line->ptr[line->len - 1]))
		line->ptr[--line->len] = '\0';
	return true;
}

/* What follows "-r", "--requirement", with a blank, '=' or nothing between; NULL: another option.
 */
static const char *requirements_option(const char *text, const char *brief, const char *full)
{
	size_t len = strlen(full);

	if (!strncmp(text, full, len) && strchr(" \t=", text[len]))
		text += len;
	else if (!strncmp(text, brief, strlen(brief)) && text[1] != '-')
		text += strlen(brief);
	else
		return NULL;
	return text + strspn(text, " \t=");
}

/* An address or a path: "git+https://x/y.git#egg=name", "./lib[extra]", "../common". */
static void requirements_place(struct requirements_reader *reader, const char *text)
{
	struct done_arena *arena = reader->draft.arena;
	const char *egg = strstr(text, "#egg=");
	size_t len = strcspn(text, " \t;#");
	const char *bracket = memchr(text, '[', len);
	const char *address =
	    done_arena_strndup(arena, text, bracket ? (size_t)(bracket - text) : len);
	const char *local = done_python_local(arena, address, strlen(address));
	const char *name = done_draft_base(arena, local ? local : address, false);

	if (local && !strcmp(local, ".")) {
		done_draft_fact(&reader->draft, "self", local, reader->started);
		return;
	}
	if (egg)
		name = egg + strlen("#egg=");
	else if (done_text_ends(name, ".whl"))
		name = done_arena_strndup(arena, name, strcspn(name, "-"));
	struct done_dependency *item = done_draft_depend(&reader->draft,
	    done_python_name(arena, name, strcspn(name, egg ? "[&; \t" : "@")), reader->scope,
	    reader->started);
	if (done_text_ends(item->name, "-git"))
		item->name = done_arena_strndup(arena, item->name, strlen(item->name) - 4);
	/* "..": the path is all that is known. */
	if (!*item->name)
		item->name = local ? local : address;
	item->local = local;
	item->version = local ? NULL : done_arena_strdup(arena, address);
}

static bool requirements_is_place(const char *text)
{
	size_t len = strcspn(text, " \t;@=<>!~");

	return *text == '.' || *text == '/' || memchr(text, '/', len) || memchr(text, '\\', len) ||
	    done_text_starts(text, "file:");
}

static void requirements_read_option(struct requirements_reader *reader, const char *text)
{
	struct done_draft *draft = &reader->draft;
	const char *place = requirements_option(text, "-e", "--editable");
	const char *included = requirements_option(text, "-r", "--requirement");
	const char *constraint = requirements_option(text, "-c", "--constraint");

	if (place && requirements_is_place(place))
		requirements_place(reader, place);
	else if (place && !done_python_require(draft, place, reader->scope, reader->started))
		done_draft_fail(
		    draft, reader->started, 1, "'-e' must be followed by a path or an address");
	if (included)
		done_draft_fact(
		    draft, "include", done_draft_path(draft->arena, included), reader->started);
	if (constraint)
		done_draft_fact(draft, "constraint", done_draft_path(draft->arena, constraint),
		    reader->started);
}

static void requirements_read_line(struct requirements_reader *reader)
{
	char *text = reader->line.ptr + strspn(reader->line.ptr, requirements_blanks);
	char *option = strstr(text, " --");

	if (!*text)
		return;
	if (*text == '-') {
		requirements_read_option(reader, text);
		return;
	}
	/* Options of one requirement: --hash=…, --config-settings=… */
	if (option)
		*option = '\0';
	if (requirements_is_place(text))
		requirements_place(reader, text);
	else if (requirements_is_indirect(reader->at))
		done_draft_fact(&reader->draft, "indirect",
		    done_python_name(reader->draft.arena, text, strcspn(text, " \t[<>=!~;@")),
		    reader->started);
	else if (!done_python_require(&reader->draft, text, reader->scope, reader->started))
		done_draft_fail(&reader->draft, reader->started, (int)(text - reader->line.ptr) + 1,
		    "a requirement must be written as 'name >= 1.2', not '%s'", text);
}

static enum done_scope requirements_scope(struct done_arena *arena, const char *file)
{
	return done_python_group(done_draft_base(arena, file, true));
}

static int requirements_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct requirements_reader reader = {.number = 1};

	if (done_draft_open(&reader.draft, arena, bytes, file, err) < 0)
		return reader.draft.rc;
	reader.at = reader.draft.text.ptr;
	reader.scope = requirements_scope(arena, file);
	while (reader.draft.rc == 0 && requirements_next(&reader)) {
		if (reader.line.len)
			requirements_read_line(&reader);
	}
	done_buf_release(&reader.line);
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_requirements = {
    .name = "requirements",
    .summary = "requirements*.txt: requirements, editable paths, files that are included",
    .read = requirements_read,
};
