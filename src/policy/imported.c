/*
 * An imported policy: `extends: [{path, sha256, from, files}]`, which `git done policy import`
 * writes. Its files lie below one folder as they lie in their own repository, and each is held to
 * its hash, so that nobody edits them here.
 */
#include <inttypes.h>
#include <string.h>

#include "done/repo.h"
#include "loader.h"

#define FILES_MAX 64
#define AT(member) offsetof(struct done_imported, member)

static const char hex_digits[] = "0123456789abcdef";

static bool is_hash(const struct done_value *value)
{
	return value->type == DONE_STRING && value->string.len == DONE_SHA256_HEX &&
	    strspn(value->string.ptr, hex_digits) == DONE_SHA256_HEX;
}

/* ---- the entry ---- */

static int take_files(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	const struct done_value **out = member;

	(void)loader;
	if (value->type != DONE_MAP)
		return done_value_error(err, value,
		    "'files' must be a map of paths and their SHA-256, not %s",
		    done_value_type_name(value->type));
	if (value->map.nr > FILES_MAX)
		return done_value_error(err, value, "'files' has more than %d files", FILES_MAX);
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *file = &value->map.ptr[i];

		if (!is_hash(&file->value))
			return done_value_error(err, &file->value,
			    "the SHA-256 of '%s' must be 64 lower-case hexadecimal digits",
			    file->key.ptr);
	}
	*out = value;
	return 0;
}

static int validate_import(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct done_imported *import = object;
	const struct done_value *path = done_value_get(at, "path");
	const char *commit = strrchr(import->from, '@');

	if (!done_text_starts(import->path, DONE_IMPORTS "/") || done_path_problem(import->path)) {
		done_value_error(
		    err, path, "an imported policy must lie below '" DONE_IMPORTS "/'");
		return done_error_cure(err, "git done policy import REPO:REV:FILE writes it there");
	}
	if (!is_hash(done_value_get(at, "sha256")))
		return done_value_error(err, done_value_get(at, "sha256"),
		    "'sha256' must be 64 lower-case hexadecimal digits");
	if (!commit || commit == import->from || strlen(commit + 1) != DONE_OID_HEX ||
	    strspn(commit + 1, hex_digits) != DONE_OID_HEX) {
		done_value_error(err, done_value_get(at, "from"),
		    "'from' must be the address of a repository, '@' and the 40 digits of a "
		    "commit");
		return done_error_cure(err, "git done policy import REPO:REV:FILE writes it");
	}
	return 0;
}

static const struct done_field import_fields[] = {
    {DONE_FIELD("path", struct done_imported, path, STRING), .required = true,
        .tighter = {DONE_TIGHTER_BY_CODE}, .help = "The imported file, below '" DONE_IMPORTS "/'."},
    {DONE_FIELD("sha256", struct done_imported, sha256, STRING), .required = true,
        .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "The SHA-256 of the file: with any other content the policy is not valid."},
    {DONE_FIELD("from", struct done_imported, from, STRING), .required = true,
        .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "Where it comes from: the address of the repository, '@' and the commit. No "
                "judgement opens it; 'git done policy import --update' does, where it is a path on "
                "this machine or the address of a remote of this repository."},
    {DONE_FIELD("files", struct done_imported, files, SPECIAL), .load = take_files,
        .tighter = {DONE_TIGHTER_BY_CODE},
        .schema = "{\"type\": \"object\", \"maxProperties\": 64, \"additionalProperties\": "
                  "{\"type\": \"string\", \"pattern\": \"^[0-9a-f]{64}$\"}}",
        .help = "The files that the imported file extends, below '" DONE_IMPORTS
                "/', each with its SHA-256."},
};

const struct done_record done_imported_record = {
    .name = "an imported policy",
    .size = sizeof(struct done_imported),
    .fields = import_fields,
    .nr = DONE_ARRAY_SIZE(import_fields),
    .validate = validate_import,
};

const char *done_policy_top_of(struct done_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? done_arena_strndup(arena, path, (size_t)(slash + 1 - path)) : "";
}

int done_imported_load(struct done_arena *arena, const struct done_value *entry, const char *top,
    const struct done_imported *within, struct done_imported **out, struct done_error *err)
{
	struct done_imported *import = done_arena_alloc(arena, sizeof(*import));

	if (done_record_load_document(arena, &done_imported_record, entry, import, err) < 0)
		return err->code;
	import->entry = entry;
	import->within = within;
	if (within)
		top = done_arena_printf(arena, "%s/", within->root);
	import->path = done_arena_printf(arena, "%s%s", top, import->path);
	import->root = done_arena_printf(arena, "%s" DONE_IMPORTS, top);
	if (import->files)
		import->is_used =
		    done_arena_array(arena, import->files->map.nr + 1, sizeof(*import->is_used));
	*out = import;
	return 0;
}

/* ---- its files ---- */

/* What the file must hash to, by the entry; NULL: the entry does not name it. */
static const struct done_value *import_hash_of(const struct done_imported *import, const char *path)
{
	size_t len = strlen(import->root);

	if (!strcmp(path, import->path))
		return done_value_get(import->entry, "sha256");
	for (size_t i = 0; import->files && i < import->files->map.nr; i++) {
		const struct done_member *file = &import->files->map.ptr[i];

		if (!strncmp(path, import->root, len) && path[len] == '/' &&
		    !strcmp(path + len + 1, file->key.ptr)) {
			import->is_used[i] = true;
			return &file->value;
		}
	}
	return NULL;
}

static int refuse_edited(const struct done_value *hash, const char *path, struct done_bytes bytes,
    struct done_error *err)
{
	char found[DONE_SHA256_HEX + 1];

	done_sha256(bytes, found);
	done_value_error(err, hash,
	    "'%s' is not the file that was imported: its SHA-256 is %.12s…, and %.12s… is "
	    "written here",
	    path, found, hash->string.ptr);
	return done_error_cure(err,
	    "an imported file is not edited: restore it (git checkout HEAD -- '%s'), and write "
	    "rules of your own into " DONE_POLICY_PATH ";\nthe next version comes by: git done "
	    "policy import --update",
	    path);
}

int done_imported_check(const struct done_imported *import, const char *path,
    struct done_bytes bytes, struct done_error *err)
{
	for (; import; import = import->within) {
		const struct done_value *hash = import_hash_of(import, path);

		if (!hash) {
			done_value_error(err, import->entry,
			    "the imported policy extends '%s', which its 'files' do not name",
			    path);
			return done_error_cure(
			    err, "import it again: git done policy import REPO:REV:FILE");
		}
		if (!done_sha256_of_text(bytes, hash->string.ptr))
			return refuse_edited(hash, path, bytes, err);
	}
	return 0;
}

int done_imported_missing(
    const struct done_imported *import, const char *path, struct done_error *err)
{
	done_value_error(err, import->entry, "the imported file '%s' does not exist", path);
	return done_error_cure(err,
	    "restore it (git checkout HEAD -- '%s'), or import it again: git done policy import "
	    "REPO:REV:FILE",
	    path);
}

int done_imported_all_used(const struct done_imported *import, struct done_error *err)
{
	for (size_t i = 0; import->files && i < import->files->map.nr; i++) {
		if (!import->is_used[i])
			return done_value_error(err, &import->files->map.ptr[i].value,
			    "the imported policy does not extend '%s'",
			    import->files->map.ptr[i].key.ptr);
	}
	return 0;
}

bool done_path_is_imported(const char *path, const char *top)
{
	return done_text_starts(path, top) &&
	    done_text_starts(path + strlen(top), DONE_IMPORTS "/");
}
