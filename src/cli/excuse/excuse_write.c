/* The sheet of the work tree, with one entry more: written whole, or left as it is. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "excuse.h"

/* No part of the way may be a link: what a repository puts there must not redirect a write. */
static int write_check_way(
    const struct done_excuse_writing *writing, const char *path, struct done_error *err)
{
	char *copy = done_arena_strdup(writing->arena, path);
	struct stat status;

	for (char *slash = strchr(copy, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (lstat(
		        done_arena_printf(writing->arena, "%s/%s", writing->top, copy), &status) ||
		    !S_ISDIR(status.st_mode)) {
			done_error_set(err, DONE_E_USAGE,
			    "'%s' is not a directory of the work tree, as it is at HEAD", copy);
			return done_error_cure(err, "git restore it, or use a clone that has it");
		}
		*slash = '/';
	}
	return 0;
}

/* Its mode, and that it is a plain file; 0: it is not there. */
static int write_look(const char *file, const char *path, unsigned *mode, struct done_error *err)
{
	struct stat status;

	*mode = 0644;
	if (lstat(file, &status)) {
		if (errno == ENOENT)
			return 0;
		return done_error_set(
		    err, DONE_E_INTERNAL, "cannot read '%s': %s", path, strerror(errno));
	}
	if (!S_ISREG(status.st_mode))
		return done_error_set(err, DONE_E_USAGE, "'%s' is not a regular file", path);
	*mode = status.st_mode & 0777;
	return 1;
}

static int write_refuse_twice(const struct done_excuse_writing *writing,
    const struct done_place *place, const char *what, struct done_error *err)
{
	done_error_set(err, DONE_E_USAGE, "the sheet has an entry in '%s' for '%s' already",
	    writing->excuse->list, what);
	done_error_cure(err, "change that entry");
	return done_error_place(err, place->file, place->line, place->column);
}

static int write_check_emergency(const struct done_excuse_writing *writing,
    const struct done_sheet *sheet, struct done_error *err)
{
	for (size_t i = 0; i < sheet->nr_waivers; i++) {
		const struct done_sheet_waiver *waiver = &sheet->waivers[i];

		if (!waiver->emergency || waiver->until < writing->excuse->now)
			continue;
		done_error_set(err, DONE_E_USAGE,
		    "the sheet has another emergency, of '%s': one may be open at a "
		    "time",
		    waiver->check);
		return done_error_place(
		    err, waiver->place.file, waiver->place.line, waiver->place.column);
	}
	return 0;
}

/* The waiver of the check that is there, which is renewed in its place. An emergency is not
 * prolonged, and nothing becomes one. *there: NULL where the sheet has none. */
static int write_check_entries(const struct done_excuse_writing *writing,
    const struct done_sheet *sheet, const struct done_sheet_waiver **there, struct done_error *err)
{
	const char *check = writing->entry->pairs[0].value;
	bool urgent = writing->excuse->is_waiver && writing->excuse->options->emergency;

	*there = NULL;
	for (size_t i = 0; !writing->excuse->is_waiver && i < sheet->nr_disputes; i++) {
		if (!strcmp(sheet->disputes[i].check, check))
			return write_refuse_twice(writing, &sheet->disputes[i].place, check, err);
	}
	for (size_t i = 0; writing->excuse->is_waiver && i < sheet->nr_waivers; i++) {
		const struct done_sheet_waiver *waiver = &sheet->waivers[i];

		if (strcmp(waiver->check, check) != 0)
			continue;
		if (urgent || waiver->emergency)
			return write_refuse_twice(writing, &waiver->place, check, err);
		*there = waiver;
	}
	return urgent ? write_check_emergency(writing, sheet, err) : 0;
}

static int write_renewed(const struct done_excuse_writing *writing, const char *path,
    struct done_bytes text, const struct done_sheet *sheet, const struct done_sheet_waiver *there,
    struct done_buf *out, struct done_excuse_written *written, struct done_error *err)
{
	if (done_sheet_entry_renew(writing->arena, text, path, writing->entry,
	        (size_t)(there - sheet->waivers), out, err) < 0)
		return done_error_place(
		    err, there->place.file, there->place.line, there->place.column);
	*written = (struct done_excuse_written){there->place.line, true};
	if (out->len != text.len || memcmp(out->ptr, text.ptr, text.len) != 0)
		return 0;
	done_error_set(err, DONE_E_USAGE, "the sheet has this waiver already");
	done_error_cure(err, "nothing has to be written");
	return done_error_place(err, there->place.file, there->place.line, there->place.column);
}

/* What was written there before is used as it is; a sheet that cannot be used excuses nothing. */
static int write_edit(const struct done_excuse_writing *writing, const char *path,
    struct done_bytes text, struct done_buf *out, struct done_excuse_written *written,
    struct done_error *err)
{
	struct done_service service = {
	    .name = writing->target->service, .path = writing->target->directory};
	const struct done_sheet_waiver *there = NULL;
	const struct done_sheet *sheet;
	int rc;

	if (text.len) {
		sheet = done_sheet_of_text(writing->arena, text, path, &service);
		if (!sheet->problem.code && write_check_entries(writing, sheet, &there, err) < 0)
			return err->code;
	}
	rc = there ? write_renewed(writing, path, text, sheet, there, out, written, err)
	           : done_sheet_entry_add(
	                 writing->arena, text, path, writing->entry, out, &written->line, err);
	if (rc < 0)
		return rc;
	sheet = done_sheet_of_text(
	    writing->arena, (struct done_bytes){out->ptr, out->len}, path, &service);
	if (sheet->problem.code)
		done_error_take(err, &sheet->problem);
	return err->code;
}

/* The key stands at the start of a line: enough to tell a person what to add. */
static bool write_has_list(const struct done_buf *text, const char *list)
{
	const char *at = text->len ? text->ptr : "";
	size_t len = strlen(list);

	for (; at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
		if (!strncmp(at, list, len) && at[len] == ':')
			return true;
	}
	return false;
}

int done_excuse_write(const struct done_excuse_writing *writing,
    struct done_excuse_written *written, struct done_buf *by_hand, struct done_error *err)
{
	const char *path = done_excuse_sheet_path(writing->arena, writing->target->directory);
	const char *file = done_arena_printf(writing->arena, "%s/%s", writing->top, path);
	struct done_buf text = {0}, edited = {0};
	unsigned mode;
	int rc = write_check_way(writing, path, err);

	if (rc >= 0)
		rc = write_look(file, path, &mode, err);
	if (rc > 0)
		rc = done_file_read(file, DONE_POLICY_MAX, &text, err);
	if (rc >= 0) {
		struct done_bytes bytes = {text.len ? text.ptr : "", text.len};

		rc = write_edit(writing, path, bytes, &edited, written, err);
		if (rc == DONE_E_POLICY)
			done_sheet_entry_lines(
			    by_hand, writing->entry, write_has_list(&text, writing->entry->list));
	}
	if (rc >= 0 && !writing->is_trial)
		rc = done_write_file(file, edited.ptr, edited.len, mode, err);
	done_buf_release(&text);
	done_buf_release(&edited);
	return rc;
}
