/*
 * Finds the artifact that a check names and parses it once a view. What its author can mend is a
 * finding with line and column.
 */
#include "parts.h"

#include <string.h>

#define DATA_MAX ((size_t)8 * 1024 * 1024)
#define MARKDOWN_MAX ((size_t)4 * 1024 * 1024)

int done_artifact_find(struct done_view *view, const struct done_file_glob *file,
    struct done_wanted wanted, struct done_files *out, struct done_result *result,
    struct done_error *err)
{
	struct done_file_glob item = *file;
	struct done_file_globs globs = {&item, 1};
	struct done_files found;
	int rc = done_view_find(view, &globs, NULL, &found, err);

	if (rc < 0)
		return rc;
	done_files_keep_regular(&found);
	if (!found.nr) {
		rc = done_result_add_missing(result, view, &globs, wanted, err);
		if (rc < 0)
			return rc;
	}
	*out = found;
	return 0;
}

/* A parser's complaint as a finding; what is not the author's to mend stays an error. */
static int add_unparsed(struct done_result *result, struct done_view *view,
    const struct done_file *file, const struct done_error *parser, struct done_error *err)
{
	if (parser->code != DONE_E_POLICY) {
		done_error_set(err, parser->code, "%s", parser->message);
		done_error_place(err, parser->file, parser->line, parser->column);
		return done_error_cure(err, "%s", parser->cure);
	}
	struct done_finding *finding = done_result_add(result, view,
	    (struct done_place){file->path, parser->line, parser->column},
	    (struct done_subject){.wrong = "cannot be parsed", .path = file->path},
	    "cannot be parsed: %s", parser->message);
	if (*parser->cure)
		done_finding_fix(finding, view, "%s", parser->cure);
	else
		done_finding_fix(finding, view, "fix the file at the place named");
	return 0;
}

/* A picture named README.md has no placeholder, and nobody can read it. */
static int add_binary(
    struct done_result *result, struct done_view *view, const struct done_file *file)
{
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){file->path, 0, 0},
	        (struct done_subject){.wrong = "not text", .path = file->path},
	        "is not a text file, so nobody can read it as a document");

	done_finding_fix(finding, view, "write the document as text, in UTF-8");
	return 0;
}

/* What is too large and binary beyond its first bytes is too large all the same. */
static int artifact_read_text(struct done_view *view, const struct done_file *file, size_t max,
    struct done_blob **blob, struct done_bytes *text, struct done_error *err)
{
	int rc = done_view_blob(view, file, max, true, blob, err);

	if (rc == 0 && (*blob)->is_cut)
		rc = done_error_set(err, DONE_E_UNDECIDED,
		    "'%s' is too large to read: the limit is %zu bytes", file->path, max);
	if (rc < 0)
		return done_error_cure(err,
		    "split it, name another file in the check, or ask this "
		    "one with kind 'content', which reads up to 16 MiB");
	return done_blob_text(*blob, file->path, text, err);
}

static bool is_parsed_as(const char *known, const char *path)
{
	return known && strcmp(known, path) == 0;
}

int done_artifact_data(struct done_view *view, const struct done_file *file,
    const struct done_documents **out, struct done_result *result, struct done_error *err)
{
	struct done_arena *arena = &done_view_cache(view)->arena;
	struct done_error parser = {0};
	struct done_bytes text;
	struct done_blob *blob;
	int rc = artifact_read_text(view, file, DATA_MAX, &blob, &text, err);

	if (rc < 0)
		return rc;
	if (blob->pointer) {
		done_result_add_pointer(result, view, file->path, "so its data cannot be judged");
		return 0;
	}
	if (!is_parsed_as(blob->data_path, file->path)) {
		struct done_documents *documents = done_arena_alloc(arena, sizeof(*documents));

		if (done_data_parse(arena, text, file->path, documents, &parser) < 0)
			return add_unparsed(result, view, file, &parser, err);
		blob->data = documents;
		blob->data_path = done_arena_strdup(arena, file->path);
	}
	*out = blob->data;
	return 1;
}

#define OUTLINES_MAX ((size_t)8 * 1024 * 1024) /* of a worker */

/* Where the outline is kept for those who ask next: over commits, or, of what lies in no service
 * that asks for it, a guide or a README above, from service to service. NULL: nowhere. */
static struct done_memo *outline_memo(struct done_view *view, const struct done_file *file)
{
	const char *directory = done_view_directory(view);
	struct done_tree *tree = done_view_tree(view);

	if (view->head->memo)
		return view->head->memo;
	if (!*directory || done_view_short(view, file->path) != file->path)
		return NULL;
	if (!tree->outlines)
		tree->outlines = done_memo_new(OUTLINES_MAX);
	return tree->outlines;
}

/* text is of what is not UTF-8 its letters, not U+FFFD. */
static int outline_make(struct done_view *view, const struct done_file *file,
    struct done_bytes text, const struct done_outline **out, struct done_error *err)
{
	struct done_snapshot head = *view->head;
	head.memo = outline_memo(view, file);
	struct done_arena *room = done_snapshot_room(&head);
	struct done_arena *arena = room ? room : &done_view_cache(view)->arena;
	struct done_outline *made;

	*out = done_snapshot_recall(&head, "outline", file->path, &file->entry.oid);
	if (*out)
		return 0;
	made = done_arena_alloc(arena, sizeof(*made));
	if (done_document_outline(arena, text, file->path, made, err) < 0)
		return err->code;
	if (room)
		done_snapshot_keep(&head, "outline", file->path, &file->entry.oid, made);
	*out = made;
	return 0;
}

int done_artifact_outline(struct done_view *view, const struct done_file *file,
    const struct done_outline **out, struct done_result *result, struct done_error *err)
{
	struct done_arena *arena = &done_view_cache(view)->arena;
	struct done_error parser = {0};
	struct done_bytes text;
	struct done_blob *blob;
	int rc = artifact_read_text(view, file, MARKDOWN_MAX, &blob, &text, err);

	if (rc < 0)
		return rc;
	if (blob->pointer) {
		done_result_add_pointer(result, view, file->path, "so its text cannot be judged");
		return 0;
	}
	if (blob->binary)
		return add_binary(result, view, file);
	if (!is_parsed_as(blob->outline_path, file->path)) {
		if (outline_make(view, file, done_blob_western(blob), &blob->outline, &parser) < 0)
			return add_unparsed(result, view, file, &parser, err);
		blob->outline_path = done_arena_strdup(arena, file->path);
	}
	*out = blob->outline;
	return 1;
}
