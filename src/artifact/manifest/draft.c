/* A manifest in the making: its lists, its limits, its paths. */
#include "draft.h"

#include <string.h>

#include "text.h"

static int draft_check(struct done_draft *draft, struct done_bytes bytes, struct done_buf *decoded)
{
	struct done_error *err = draft->err, damaged = {0};
	int rc;

	if (bytes.len > DONE_MANIFEST_MAX) {
		done_error_set(err, DONE_E_POLICY, "the file has %zu bytes: at most %zu are read",
		    bytes.len, DONE_MANIFEST_MAX);
		return done_error_place(err, draft->file, 0, 0);
	}
	rc = done_text_decode(bytes, draft->file, decoded, &draft->text, &damaged);
	if (rc < 0) {
		/* An author can save the file anew: it is not a matter of reading. */
		done_error_set(err, DONE_E_POLICY, "%s", damaged.message);
		return done_error_place(err, draft->file, 1, 1);
	}
	if (rc == 0 && bytes.len) {
		done_error_set(err, DONE_E_POLICY, "the file is not text: save it as UTF-8");
		return done_error_place(err, draft->file, 1, 1);
	}
	return done_text_check(draft->text, draft->file, DONE_MANIFEST_MAX * 2, 0, err);
}

int done_draft_open(struct done_draft *draft, struct done_arena *arena, struct done_bytes bytes,
    const char *file, struct done_error *err)
{
	struct done_buf decoded = {0};

	*draft = (struct done_draft){.arena = arena, .file = file, .err = err};
	draft->rc = draft_check(draft, bytes, &decoded);
	if (draft->rc == 0)
		draft->text.ptr = done_arena_strndup(
		    arena, draft->text.ptr ? draft->text.ptr : "", draft->text.len);
	done_buf_release(&decoded);
	return draft->rc;
}

int done_draft_close(struct done_draft *draft, struct done_manifest *out)
{
	if (draft->rc == 0)
		*out = draft->out;
	return draft->rc;
}

static int draft_fail(struct done_draft *draft, int line, int column, const char *format,
    va_list args) DONE_PRINTF(4, 0);

static int draft_fail(
    struct done_draft *draft, int line, int column, const char *format, va_list args)
{
	struct done_buf message = {0};

	if (draft->rc < 0)
		return draft->rc;
	done_buf_vaddf(&message, format, args);
	done_error_set(draft->err, DONE_E_POLICY, "%s", message.ptr);
	done_buf_release(&message);
	draft->rc = done_error_place(draft->err, draft->file, line, column);
	return draft->rc;
}

int done_draft_fail(struct done_draft *draft, int line, int column, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	draft_fail(draft, line, column, format, args);
	va_end(args);
	return draft->rc;
}

int done_draft_wrong(
    struct done_draft *draft, const struct done_value *value, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	draft_fail(draft, value->line, value->column, format, args);
	va_end(args);
	return draft->rc;
}

/* ---- what is added ---- */

static bool draft_is_full(struct done_draft *draft, size_t nr, int line, const char *what)
{
	if (nr < DONE_DEPENDENCIES_MAX)
		return false;
	done_draft_fail(draft, line, line ? 1 : 0, "the file has more than %d %s, the maximum",
	    DONE_DEPENDENCIES_MAX, what);
	return true;
}

struct done_dependency *done_draft_depend(
    struct done_draft *draft, const char *name, enum done_scope scope, int line)
{
	struct done_manifest *out = &draft->out;
	struct done_dependency *item;

	if (draft_is_full(draft, out->nr_dependencies, line, "dependencies"))
		return &draft->beyond;
	item = DONE_ARENA_PUSH(
	    draft->arena, out->dependencies, out->nr_dependencies, draft->cap_dependencies);
	*item = (struct done_dependency){.name = name, .scope = scope, .line = line};
	return item;
}

static void draft_add_member(struct done_draft *draft, const char *path)
{
	struct done_manifest *out = &draft->out;

	if (!draft_is_full(draft, out->members.nr, 0, "members"))
		*DONE_ARENA_PUSH(
		    draft->arena, out->members.items, out->members.nr, draft->cap_members) = path;
}

void done_draft_member(struct done_draft *draft, const char *path)
{
	bool is_out = path[0] == '!';
	const char *plain = done_draft_path(draft->arena, path + is_out);

	/* "./!x": whoever reads the members would take it out. */
	if (!plain || (!is_out && *plain == '!'))
		done_draft_not_read(
		    draft, 0, "the member '%s' is not a path below this file", path);
	else if (is_out)
		done_draft_take_out(draft, plain);
	else
		draft_add_member(draft, plain);
}

void done_draft_take_out(struct done_draft *draft, const char *path)
{
	const char *plain = done_draft_path(draft->arena, path);

	if (plain)
		draft_add_member(draft, done_arena_printf(draft->arena, "!%s", plain));
}

void done_draft_fact(struct done_draft *draft, const char *name, const char *value, int line)
{
	struct done_manifest *out = &draft->out;

	if (!value || draft_is_full(draft, out->nr_facts, line, "entries"))
		return;
	*DONE_ARENA_PUSH(draft->arena, out->facts, out->nr_facts, draft->cap_facts) =
	    (struct done_manifest_fact){name, value, line};
}

void done_draft_not_read(struct done_draft *draft, int line, const char *format, ...)
{
	struct done_manifest *out = &draft->out;
	struct done_buf text = {0};
	const char *sentence;
	va_list args;

	if (out->nr_not_read > DONE_NOT_READ_MAX)
		return;
	va_start(args, format);
	if (line)
		done_buf_addf(&text, "Line %d: ", line);
	done_buf_vaddf(&text, format, args);
	done_buf_addch(&text, '.');
	va_end(args);
	sentence = out->nr_not_read == DONE_NOT_READ_MAX ? "More of this file could not be read."
	                                                 : done_arena_shown(draft->arena, text.ptr);
	*DONE_ARENA_PUSH(draft->arena, out->not_read, out->nr_not_read, draft->cap_not_read) =
	    sentence;
	done_buf_release(&text);
}

/* ---- paths ---- */

const char *done_draft_path(struct done_arena *arena, const char *path)
{
	char *plain = done_arena_strdup(arena, path);
	size_t len = 0;

	if (!*path || *path == '/' || *path == '\\' || (path[1] == ':' && path[0] != '*'))
		return NULL;
	for (const char *at = path; *at;) {
		size_t part = strcspn(at, "/\\");
		if (part && !(part == 1 && *at == '.')) {
			if (len)
				plain[len++] = '/';
			memmove(plain + len, at, part);
			len += part;
		}
		at += part + (at[part] != '\0');
	}
	plain[len] = '\0';
	return len ? plain : ".";
}

const char *done_draft_directory(struct done_arena *arena, const char *path)
{
	return strchr(path, '/') ? done_directory_of(arena, path) : ".";
}

const char *done_draft_base(struct done_arena *arena, const char *path, bool strip)
{
	const char *base = done_last_part(path);
	const char *dot = strip ? strrchr(base, '.') : NULL;

	return dot && dot > base ? done_arena_strndup(arena, base, (size_t)(dot - base)) : base;
}
