/*
 * git done policy import: the policy of the work tree with the entry, and the files that it names.
 * What results is loaded before anything is written, and what fails half way is taken back.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "done/loosened.h"
#include "done/sheet_edit.h"
#include "import.h"

#define PAIRS 3

/* ---- the entry that is there ---- */

struct looked {
	const struct done_value *extends; /* NULL: none */
	const struct done_value *entry;   /* of this policy; NULL: none */
	size_t at;                        /* where it stands in the list */
	bool has_preset_alone;            /* `extends: preset:backend`, without a list */
};

static bool says_text(const struct done_value *map, const char *key, const char *text)
{
	const struct done_value *value = done_value_get(map, key);

	return value && value->type == DONE_STRING && !strcmp(value->string.ptr, text);
}

static void look_for_entry(
    const struct done_value *policy, const struct import_origin *origin, struct looked *out)
{
	const struct done_value *extends = done_value_get(policy, "extends");

	out->extends = extends;
	for (size_t i = 0; extends && extends->type == DONE_LIST && i < extends->list.nr; i++) {
		const struct done_value *item = &extends->list.ptr[i];

		if (item->type == DONE_MAP && says_text(item, "path", origin->files[0].here)) {
			out->entry = item;
			out->at = i;
		}
	}
}

/* The hash that the entry holds a file to; NULL: it does not name it. */
static const char *hash_in_entry(const struct done_value *entry, const struct import_file *file)
{
	const struct done_value *hash = says_text(entry, "path", file->here)
	    ? done_value_get(entry, "sha256")
	    : done_value_get(done_value_get(entry, "files"), file->path);

	return hash && hash->type == DONE_STRING ? hash->string.ptr : NULL;
}

static bool keeps_files(const struct done_value *entry, const struct import_origin *origin)
{
	const struct done_value *files = done_value_get(entry, "files");

	if ((files ? files->map.nr : 0) != origin->nr - 1)
		return false;
	for (size_t i = 1; i < origin->nr; i++) {
		const char *hash = hash_in_entry(entry, &origin->files[i]);

		if (!hash || strcmp(hash, origin->files[i].sha256) != 0)
			return false;
	}
	return true;
}

/* Who updates by the entry alone asks for other files, not for a later commit of the same. */
static bool entry_is_same(const struct done_value *entry, const struct import_origin *origin,
    const struct done_import_request *request)
{
	const char *hash = hash_in_entry(entry, &origin->files[0]);

	return (request->place || says_text(entry, "from", origin->from)) && hash &&
	    !strcmp(hash, origin->files[0].sha256) && keeps_files(entry, origin);
}

/* ---- whether the files may be written ---- */

/* No part of the way may be a link: what a repository puts there must not redirect a write. 1 where
 * the file is there. */
static int check_way(const struct done_init *init, const char *path, struct done_error *err)
{
	char *copy = done_arena_strdup(init->arena, path);
	struct stat status;
	char *slash = copy;

	while (slash) {
		bool is_file;

		slash = strchr(slash, '/');
		is_file = !slash;
		if (slash)
			*slash = '\0';
		if (lstat(done_init_path(init, copy), &status))
			return errno == ENOENT ? 0
			                       : done_error_set(err, DONE_E_INTERNAL,
			                             "cannot read '%s': %s", copy, strerror(errno));
		if (is_file ? !S_ISREG(status.st_mode) : !S_ISDIR(status.st_mode)) {
			done_error_set(err, DONE_E_USAGE, "'%s' is not a %s: nothing was written",
			    copy, is_file ? "regular file" : "directory");
			return done_error_cure(
			    err, "links are not followed: remove it, and import again");
		}
		if (slash)
			*slash++ = '/';
	}
	return 1;
}

static int refuse_edited(
    const struct import_file *file, const struct done_value *entry, struct done_error *err)
{
	bool is_ours = hash_in_entry(entry, file) != NULL;

	done_error_set(err, DONE_E_USAGE,
	    is_ours ? "'%s' was edited since it was imported: nothing was written"
	            : "'%s' exists and is another file: nothing was written",
	    file->here);
	return done_error_cure(err,
	    is_ours ? "undo the edit (git checkout HEAD -- '%s'), then import again"
	            : "move '%s' away, then import again",
	    file->here);
}

static int look_at_file(const struct done_init *init, const struct done_value *entry,
    struct import_file *file, struct done_error *err)
{
	struct done_buf text = {0};
	const char *hash = hash_in_entry(entry, file);
	int rc = check_way(init, file->here, err);

	file->state = IMPORT_NEW;
	if (rc > 0)
		rc = done_file_read(done_init_path(init, file->here), DONE_POLICY_MAX, &text, err);
	if (rc > 0) {
		file->old.ptr = done_arena_strndup(init->arena, text.len ? text.ptr : "", text.len);
		file->old.len = text.len;
		if (done_sha256_of_text(file->old, file->sha256))
			file->state = IMPORT_SAME;
		else if (hash && done_sha256_of_text(file->old, hash))
			file->state = IMPORT_REPLACED;
		else
			rc = refuse_edited(file, entry, err);
	}
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

/* ---- the text ---- */

static struct done_sheet_entry make_entry(
    struct done_arena *arena, const struct import_origin *origin)
{
	struct done_sheet_pair *pairs = done_arena_array(arena, PAIRS, sizeof(*pairs));
	struct done_sheet_pair *files = done_arena_array(arena, origin->nr, sizeof(*files));

	pairs[0] = (struct done_sheet_pair){"path", origin->files[0].here};
	pairs[1] = (struct done_sheet_pair){"sha256", origin->files[0].sha256};
	pairs[2] = (struct done_sheet_pair){"from", origin->from};
	for (size_t i = 1; i < origin->nr; i++)
		files[i - 1] =
		    (struct done_sheet_pair){origin->files[i].path, origin->files[i].sha256};
	return (struct done_sheet_entry){.list = "extends",
	    .pairs = pairs,
	    .nr = PAIRS,
	    .map = origin->nr > 1 ? "files" : NULL,
	    .map_pairs = files,
	    .nr_map = origin->nr - 1,
	    .behind = "version"};
}

static void edit_new_policy(
    const struct done_sheet_entry *entry, bool has_services, struct done_buf *out)
{
	done_buf_clear(out);
	done_buf_addstr(out,
	    "# What is done in this repository is written in the imported policy; rules of its "
	    "own\n"
	    "# stand here.\nversion: 1\n\n");
	done_sheet_entry_lines(out, entry, false);
	if (has_services)
		done_buf_addstr(out, "\nservices: auto\n");
}

/* Nothing was changed: what a person would have to write instead. */
static int say_by_hand(const struct done_sheet_entry *entry, struct done_error *err)
{
	struct done_buf lines = {0};
	const struct done_error found = *err;

	done_sheet_entry_lines(&lines, entry, false);
	memset(err, 0, sizeof(*err));
	done_error_set(err, found.code, "%s", found.message);
	done_error_cure(err,
	    "write 'extends' as a list with one line an entry, then import again; the new "
	    "entry:\n%s",
	    lines.ptr);
	done_buf_release(&lines);
	return done_error_place(err, found.file, found.line, found.column);
}

static int edit_policy_text(const struct looked *looked, const struct done_init *init,
    const struct import_origin *origin, struct import_edit *edit, struct done_error *err)
{
	struct done_sheet_entry entry = make_entry(init->arena, origin);
	int line, rc = -1;

	if (!edit->before.ptr)
		edit_new_policy(&entry, false, &edit->after);
	else if (!looked->entry)
		rc = done_sheet_entry_add(
		    init->arena, edit->before, DONE_POLICY_PATH, &entry, &edit->after, &line, err);
	else if (keeps_files(looked->entry, origin))
		rc = done_sheet_entry_renew(init->arena, edit->before, DONE_POLICY_PATH, &entry,
		    looked->at, &edit->after, err);
	else
		rc = done_sheet_entry_replace(init->arena, edit->before, DONE_POLICY_PATH, &entry,
		    looked->at, &edit->after, err);
	return !edit->before.ptr || rc >= 0 ? 0 : say_by_hand(&entry, err);
}

/* ---- whether it is valid ---- */

struct overlay {
	const struct done_init *init;
	const struct import_origin *origin;
	const struct done_buf *policy;
};

/* What the work tree will hold. */
static int overlay_read(void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	const struct overlay *overlay = self;

	if (!strcmp(path, DONE_POLICY_PATH)) {
		done_buf_add(out, overlay->policy->ptr, overlay->policy->len);
		return 1;
	}
	for (size_t i = 0; i < overlay->origin->nr; i++) {
		const struct import_file *file = &overlay->origin->files[i];

		if (!strcmp(path, file->here)) {
			done_buf_add(out, file->text.ptr, file->text.len);
			return 1;
		}
	}
	return done_policy_read_below((void *)(uintptr_t)overlay->init->top, path, out, err);
}

/* What the policy asks less from now on; nothing where the one before cannot be read. */
static void edit_compare(
    const struct done_init *init, const struct done_policy *after, struct import_edit *edit)
{
	struct done_policy_source source = {
	    .self = (void *)(uintptr_t)init->top, .read = done_policy_read_below};
	struct done_loosened found = {.arena = init->arena};
	struct done_error ignored = {0};
	struct done_policy *before = NULL;

	if (done_policy_load(
	        init->arena, &source, DONE_POLICY_PATH, done_check_forms(), &before, &ignored) <= 0)
		return;
	done_policy_loosened(done_check_forms(), before, after, &found);
	done_select_loosened(before, after, &found);
	edit->loosened = (struct done_strings){found.items, found.nr};
	done_policy_release(before);
}

static int edit_prove(const struct done_init *init, const struct import_origin *origin,
    struct import_edit *edit, struct done_error *err)
{
	struct overlay overlay = {init, origin, &edit->after};
	struct done_policy_source source = {.self = &overlay, .read = overlay_read};
	struct done_policy *policy = NULL;
	int rc = done_policy_load(
	    init->arena, &source, DONE_POLICY_PATH, done_check_forms(), &policy, err);

	if (rc > 0)
		edit_compare(init, policy, edit);
	done_policy_release(policy);
	return rc < 0 ? rc : 0;
}

/* A new policy says where services are only if the imported one does not. */
static int edit_prove_new(const struct done_init *init, const struct import_origin *origin,
    struct import_edit *edit, struct done_error *err)
{
	struct done_sheet_entry entry = make_entry(init->arena, origin);
	struct done_error ignored = {0};

	if (edit_prove(init, origin, edit, &ignored) >= 0)
		return 0;
	edit_new_policy(&entry, true, &edit->after);
	return edit_prove(init, origin, edit, err);
}

static int blame_result(const struct import_edit *edit, struct done_error *err)
{
	const struct done_error found = *err;

	memset(err, 0, sizeof(*err));
	done_error_set(err, found.code, "nothing was imported: %.460s", found.message);
	done_error_cure(err, "%s%sthe place is that of the policy as it would be%s", found.cure,
	    *found.cure ? "\n" : "",
	    edit->before.ptr ? ", which has the entry of the import in 'extends'" : "");
	return done_error_place(err, found.file, found.line, found.column);
}

/* ---- all of it ---- */

static int refuse_entry(const struct looked *looked, const struct import_origin *origin,
    const struct done_import_request *request, struct done_error *err)
{
	const struct done_value *from = done_value_get(looked->entry, "from");

	if (!looked->entry && request->is_update) {
		done_error_set(err, DONE_E_USAGE, "'%s' is not imported yet", origin->file);
		return done_error_cure(
		    err, "leave out --update: git done policy import %s", request->text);
	}
	if (!looked->entry || request->is_update)
		return 0;
	done_error_set(err, DONE_E_USAGE, "'%s' is imported already%s%s", origin->file,
	    from && from->type == DONE_STRING ? ", from " : "",
	    from && from->type == DONE_STRING ? from->string.ptr : "");
	return done_error_cure(
	    err, "to bring this version: git done policy import --update %s", request->text);
}

int import_edit_read(const struct done_init *init, struct import_edit *out,
    struct done_value *policy, struct done_error *err)
{
	struct done_buf text = {0};
	int rc = check_way(init, DONE_POLICY_PATH, err);

	*policy = (struct done_value){.type = DONE_MAP};
	if (rc == 0 && done_init_refuse_beside(init, DONE_POLICY_PATH, err) < 0)
		return err->code;
	if (rc > 0)
		rc = done_file_read(
		    done_init_path(init, DONE_POLICY_PATH), DONE_POLICY_MAX, &text, err);
	if (rc > 0) {
		out->before.ptr =
		    done_arena_strndup(init->arena, text.len ? text.ptr : "", text.len);
		out->before.len = text.len;
		rc = done_yaml_parse(
		    init->arena, out->before, DONE_POLICY_PATH, DONE_YAML_STRICT, policy, err);
	}
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

static void remember_entry(const struct done_init *init, const struct looked *looked,
    const struct done_value *policy, struct import_edit *out)
{
	const struct done_value *extends = done_value_get(policy, "extends");
	const struct done_value *from = done_value_get(looked->entry, "from");
	const struct done_value *files = done_value_get(looked->entry, "files");
	size_t cap = 0;

	out->was = from && from->type == DONE_STRING ? from->string.ptr : NULL;
	for (size_t i = 0; files && files->type == DONE_MAP && i < files->map.nr; i++)
		*DONE_ARENA_PUSH(init->arena, out->old.items, out->old.nr, cap) =
		    files->map.ptr[i].key.ptr;
	for (size_t i = 0;
	     !looked->entry && extends && extends->type == DONE_LIST && i < extends->list.nr; i++) {
		const struct done_value *item = &extends->list.ptr[i];

		if (item->type == DONE_STRING && !done_file_is_preset(item->string.ptr))
			out->nearer = item->string.ptr;
	}
}

int import_edit_make(const struct done_init *init, const struct done_import_request *request,
    struct import_origin *origin, struct import_edit *out, struct done_error *err)
{
	struct looked looked = {0};
	struct done_value policy;
	bool is_same, is_all_there = true;
	int rc;

	if (import_edit_read(init, out, &policy, err) < 0)
		return err->code;
	look_for_entry(&policy, origin, &looked);
	is_same = looked.entry && entry_is_same(looked.entry, origin, request);
	if (!is_same && refuse_entry(&looked, origin, request, err) < 0)
		return err->code;
	remember_entry(init, &looked, &policy, out);
	for (size_t i = 0; i < origin->nr; i++) {
		if (look_at_file(init, looked.entry, &origin->files[i], err) < 0)
			return err->code;
		is_all_there = is_all_there && origin->files[i].state == IMPORT_SAME;
	}
	if (is_same && is_all_there)
		return 0;
	if (is_same)
		done_buf_add(&out->after, out->before.ptr, out->before.len);
	else if (edit_policy_text(&looked, init, origin, out, err) < 0)
		return err->code;
	rc = out->before.ptr ? edit_prove(init, origin, out, err)
	                     : edit_prove_new(init, origin, out, err);
	return rc < 0 ? blame_result(out, err) : 1;
}

/* ---- writing ---- */

static int write_file(
    const struct done_init *init, const struct import_file *file, struct done_error *err)
{
	struct done_buf text = {.ptr = (char *)(uintptr_t)file->text.ptr, .len = file->text.len};

	if (file->state == IMPORT_SAME)
		return 0;
	if (file->state == IMPORT_NEW)
		return done_init_write(init, file->here, &text, err);
	if (done_write_file(
	        done_init_path(init, file->here), file->text.ptr, file->text.len, 0666, err) < 0)
		return err->code;
	done_say("wrote %s", file->here);
	return 0;
}

/* As it was before: what cannot be restored is in git. */
static void take_back(const struct done_init *init, const struct import_origin *origin, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		const struct import_file *file = &origin->files[i];
		const char *path = done_init_path(init, file->here);
		struct done_error ignored = {0};

		if (file->state == IMPORT_NEW)
			unlink(path);
		else if (file->state == IMPORT_REPLACED)
			(void)done_write_file(path, file->old.ptr, file->old.len, 0666, &ignored);
	}
}

static bool policy_is_changed(const struct import_edit *edit)
{
	return !edit->before.ptr || edit->before.len != edit->after.len ||
	    memcmp(edit->before.ptr, edit->after.ptr, edit->after.len) != 0;
}

/* The policy last: until then it names what is there. */
int import_edit_write(const struct done_init *init, const struct import_origin *origin,
    const struct import_edit *edit, struct done_error *err)
{
	size_t nr = 0;
	int rc = 0;

	while (rc >= 0 && nr < origin->nr)
		rc = write_file(init, &origin->files[nr++], err);
	if (rc >= 0 && policy_is_changed(edit)) {
		rc = done_write_file(done_init_path(init, DONE_POLICY_PATH), edit->after.ptr,
		    edit->after.len, 0666, err);
		if (rc >= 0)
			done_say("wrote " DONE_POLICY_PATH);
	}
	if (rc < 0) {
		take_back(init, origin, nr);
		done_say("the import failed; what was written of it was taken back");
	}
	return rc < 0 ? rc : 0;
}
