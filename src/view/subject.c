/*
 * What a finding is about, as a text that outlives rewording: the place of the option in its check,
 * what is wrong, where, and of what. The service's own name and path are replaced in it, so that a
 * service that moves takes its findings with it.
 */
#include <ctype.h>
#include <string.h>

#include "parts.h"

#define THING_MAX 4096 /* bytes of a thing that are looked at */
#define THING_SHOWN 300

/* "any_of[1].markdown" */
static void add_testing(struct done_buf *out, const struct done_testing *testing)
{
	if (testing->whole) {
		add_testing(out, testing->whole);
		done_buf_addf(out, "[%zu].", testing->whole->part);
	}
	done_buf_addstr(out, testing->kind);
}

/* What makes a longer name of one that it touches. */
static bool is_of_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

/* The length of name where it stands alone at text[i], else 0. */
static size_t name_at(const char *text, size_t i, const char *name)
{
	size_t len = strlen(name);

	if (!len || (i > 0 && is_of_name(text[i - 1])) || strncmp(text + i, name, len) != 0 ||
	    is_of_name(text[i + len]))
		return 0;
	return len;
}

/* With {service} for the service's path and its name, which are the same at the top. */
static void subject_add_text(
    struct done_buf *out, const struct done_service *service, const char *text)
{
	const char *directory = done_service_directory(service);

	for (size_t i = 0; text[i];) {
		size_t len = name_at(text, i, directory);

		len = len ? len : name_at(text, i, service->name);
		if (len)
			done_buf_addstr(out, "{service}");
		else
			done_buf_addch(out, text[i]);
		i += len ? len : 1;
	}
}

/* "./README.md" below the service, "/docs/{service}.md" elsewhere. A file that the change moves is
 * called as the change calls it. */
static void subject_add_path(struct done_buf *out, const struct done_view *view, const char *path)
{
	const struct done_move *move = done_moves_find(view->moves, path);
	const struct done_service *service = move ? view->moved_service : view->service;
	const char *directory = done_service_directory(service);
	size_t len = strlen(directory);

	path = move ? move->to : path;

	if (!len || (!strncmp(path, directory, len) && path[len] == '/')) {
		done_buf_addstr(out, "./");
		subject_add_text(out, service, path + len + (len > 0));
		return;
	}
	done_buf_addch(out, '/');
	subject_add_text(out, service, path);
}

/* Runs of blanks are one, so that code may be formatted anew. */
static char *folded(const char *thing, struct done_arena *arena)
{
	size_t len = strnlen(thing, THING_MAX), kept = 0;
	char *text = done_arena_alloc(arena, len + 1);

	for (size_t i = 0; i < len; i++) {
		bool blank = isspace((unsigned char)thing[i]);

		if (blank && (!kept || text[kept - 1] == ' '))
			continue;
		text[kept++] = blank ? ' ' : thing[i];
	}
	if (kept && text[kept - 1] == ' ')
		kept--;
	text[kept] = '\0';
	return text;
}

/* A long one by its beginning and an id of the whole. */
static void add_thing(struct done_buf *out, struct done_view *view, const char *thing)
{
	struct done_buf text = {0};
	char hex[DONE_OID_HEX + 1];
	struct done_oid oid;

	subject_add_text(&text, view->service, folded(thing, view->arena));
	if (text.len <= THING_SHOWN) {
		done_buf_addstr(out, text.len ? text.ptr : "");
	} else {
		done_oid_of_blob((struct done_bytes){text.ptr, text.len}, &oid);
		done_oid_hex(&oid, hex);
		done_buf_add(out, text.ptr, THING_SHOWN);
		done_buf_addf(out, "… %s", hex);
	}
	done_buf_release(&text);
}

const char *done_subject_text(struct done_view *view, const struct done_subject *subject)
{
	struct done_buf buf = {0};
	const char *text;

	if (view->testing)
		add_testing(&buf, view->testing);
	if (subject->option)
		done_buf_addf(&buf, "%s%s", buf.len ? "." : "", subject->option);
	done_buf_addf(&buf, "%s%s", buf.len ? ": " : "", subject->wrong);
	if (subject->path) {
		done_buf_addstr(&buf, ": ");
		subject_add_path(&buf, view, subject->path);
	}
	if (subject->thing) {
		done_buf_addstr(&buf, ": ");
		add_thing(&buf, view, subject->thing);
	}
	text = done_arena_strndup(view->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}

const char *done_subject_renamed(
    struct done_arena *arena, const char *subject, const struct done_service *service)
{
	struct done_buf text = {0};
	const char *out;

	subject_add_text(&text, service, subject);
	out = done_arena_strndup(arena, text.len ? text.ptr : "", text.len);
	done_buf_release(&text);
	return out;
}
