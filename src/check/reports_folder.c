/*
 * Reports from the directory of --evidence: which of its files are the service's, what of it cannot
 * be read, and reading one while its sum is made for the seal.
 */
#include "reports_parts.h"

#include <stdio.h>
#include <string.h>

static void reports_add_refused(struct done_result *result, struct done_view *view,
    const char *path, const char *name, const char *what, const char *fix)
{
	const struct done_read_report read = {.path = path, .name = name};
	struct done_finding *finding = done_report_add(result, view, &read, 0,
	    (struct done_subject){.wrong = "not a file", .option = "reports"}, "'%s' %s", name,
	    what);

	done_finding_fix(finding, view, "%s", fix);
}

static const char *reports_below(
    struct done_view *view, const struct done_folder *folder, const char *directory)
{
	size_t len = strlen(directory), low = 0, high = folder->nr;
	const char *with_slash = done_arena_printf(view->arena, "%s/", directory);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(folder->files[middle].path, with_slash) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* What was sealed there counts though all of it is gone. */
	return (low < folder->nr && !strncmp(folder->files[low].path, with_slash, len + 1)) ||
	        (folder == view->evidence && view->seals &&
	            done_seals_name_below(view->seals, with_slash))
	    ? with_slash
	    : NULL;
}

static const char *reports_of(
    struct done_view *view, const struct done_folder *folder, const struct done_service *service)
{
	const char *below = NULL;

	if (strcmp(service->path, ".") != 0)
		below = reports_below(view, folder, service->path);
	return below || !service->name ? below : reports_below(view, folder, service->name);
}

const char *done_reports_prefix(struct done_view *view, const struct done_folder *folder)
{
	const char *own = reports_of(view, folder, view->service);

	for (size_t i = 0; !own && view->services && i < view->services->nr; i++) {
		const struct done_service *other = &view->services->items[i];

		if (other != view->service && strcmp(other->path, view->service->path) != 0 &&
		    reports_of(view, folder, other))
			return NULL;
	}
	return own ? own : "";
}

/* Relative to its part of the directory as to the service; "/…" from the directory itself. A prefix
 * of NULL: the service has no part of it. */
static int reports_match(struct done_view *view, const struct done_reports_options *options,
    const char *prefix, const char *path, struct done_error *err)
{
	size_t skip = prefix ? strlen(prefix) : 0;
	int rc = 0;

	if (prefix && !strncmp(path, prefix, skip))
		rc = done_view_matches(
		    view, &options->reports, done_view_path(view, path + skip), err);
	for (size_t i = 0; rc == 0 && i < options->reports.nr; i++) {
		const struct done_file_globs one = {&options->reports.items[i], 1};

		if (one.items->from_root && !one.items->negated)
			rc = done_view_matches(view, &one, path, err);
	}
	return rc;
}

/* A file of the directory, and the sum of what was read of it. */
struct reports_summed {
	struct done_folder_reading opened;
	struct done_digest *digest; /* NULL: it is under no seal */
	struct done_digest
	    *text; /* as the checkout may have made it; NULL: no file of the commit */
	uint64_t size;
};

static int reports_fill(void *self, char *into, size_t size, size_t *len, struct done_error *err)
{
	struct reports_summed *summed = self;
	int rc = done_folder_fill(&summed->opened, into, size, len, err);

	if (rc > 0 && summed->text)
		done_digest_add_text(summed->text, (struct done_bytes){into, *len});
	if (rc > 0 && summed->digest)
		done_digest_add(summed->digest, (struct done_bytes){into, *len});
	if (rc > 0)
		summed->size += *len;
	return rc;
}

/* A reader may stop early: the seal is of all. */
static int reports_sum_rest(struct reports_summed *summed, struct done_error *err)
{
	char rest[16 << 10];
	size_t len;
	int rc;

	do {
		rc = reports_fill(summed, rest, sizeof(rest), &len, err);
	} while (rc > 0 && summed->size <= DONE_FOLDER_BYTES_MAX);
	return rc < 0 ? rc : 0;
}

/* ---- what the checkout put there ---- */

/* A file that the tree has at the report's place: the job has not made it, unless it made the very
 * same again. Sums of what a checkout makes of it, none: "". */
struct reports_checkout {
	char text[DONE_SHA256_HEX + 1];    /* with LF; it may have written CR LF */
	char pointed[DONE_SHA256_HEX + 1]; /* of what a pointer of Git LFS stands for */
	bool is_filtered;                  /* nobody knows what the checkout makes of it */
};

static void reports_take_pointed(
    struct reports_checkout *out, struct done_arena *arena, struct done_bytes pointer)
{
	static const char says[] = "\noid sha256:";
	const char *at = strstr(done_arena_strndup(arena, pointer.ptr, pointer.len), says);

	if (at)
		snprintf(out->pointed, sizeof(out->pointed), "%s", at + strlen(says));
}

/* 1 with sums; 0: the tree has no such file. */
static int reports_committed(struct reports_reading *reading, const struct done_folder *folder,
    const struct done_folder_file *file, struct reports_checkout *out, struct done_error *err)
{
	struct done_view *view = reading->view;
	struct done_file committed = {0};
	struct done_blob *blob;
	uint64_t size;
	bool pointer;
	int rc;

	*out = (struct reports_checkout){.is_filtered = false};
	if (!folder->tree_path || !reading->result)
		return 0;
	committed.path = *folder->tree_path
	    ? done_arena_printf(view->arena, "%s/%s", folder->tree_path, file->path)
	    : file->path;
	rc = done_path_problem(committed.path)
	    ? 0
	    : done_snapshot_find(view->head, committed.path, &committed.entry, err);
	if (rc <= 0 || committed.entry.kind != DONE_ENTRY_FILE)
		return rc < 0 ? rc : 0;
	if (done_view_size(view, &committed, &size, &pointer, err) < 0)
		return err->code;
	rc = pointer ? 0 : done_reports_are_filtered(view, folder, committed.path, err);
	if (rc < 0)
		return rc;
	out->is_filtered = rc > 0;
	if ((!pointer && file->size < size) || size > DONE_BLOB_MAX)
		return 0;
	if (done_view_blob(view, &committed, DONE_BLOB_MAX, false, &blob, err) < 0)
		return err->code;
	done_sha256_text(blob->bytes, out->text);
	if (pointer)
		reports_take_pointed(out, view->arena, blob->bytes);
	return 1;
}

/* Ends the sums of what was read. */
static bool reports_is_checkout(struct reports_summed *summed, const struct reports_checkout *made,
    char sha256[DONE_SHA256_HEX + 1])
{
	char text[DONE_SHA256_HEX + 1] = "";

	*sha256 = '\0';
	if (summed->digest)
		done_digest_end(summed->digest, sha256);
	if (summed->text)
		done_digest_end(summed->text, text);
	return summed->text &&
	    (!strcmp(text, made->text) || (*made->pointed && !strcmp(sha256, made->pointed)));
}

/* A seal says that it was written in the run; else it is a claim, as any committed file. */
static void reports_take_committed(
    struct reports_reading *reading, const char *path, const char *name, const char *what)
{
	struct done_view *view = reading->view;
	const struct done_read_report read = {.path = path, .name = name};
	struct done_finding *finding;

	reading->nr_committed++;
	if (reading->takes_committed)
		return;
	finding = done_report_add(reading->result, view, &read, 0,
	    (struct done_subject){.wrong = "committed", .option = "from"},
	    "'%s' %s, and not a report that the job made", name, what);
	done_finding_fix(finding, view,
	    "git rm it, list the directory in .gitignore, and let the job write the report; or "
	    "seal the directory: git done evidence begin DIR, git done evidence seal DIR");
}

static int reports_read_file(struct reports_reading *reading, const struct done_folder *folder,
    const struct done_folder_file *file, struct done_error *err)
{
	struct done_view *view = reading->view;
	const char *path = done_arena_printf(view->arena, "%s/%s", folder->called, file->path);
	struct reports_summed summed = {0};
	const struct done_evidence_stream stream = {.self = &summed, .fill = reports_fill};
	const struct reports_source source = {.stream = &stream, .size = file->size};
	const struct done_sealed *sealed;
	struct reports_checkout committed;
	bool is_checked_out = file->is_checked_out && reading->result;
	char sha256[DONE_SHA256_HEX + 1];
	int is_committed = reports_committed(reading, folder, file, &committed, err), rc;

	if (is_committed < 0)
		return is_committed;
	reading->bytes += file->size;
	if (reading->bytes > DONE_FOLDER_BYTES_MAX) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "the reports in '%s' have more than %zu bytes", folder->called,
		    DONE_FOLDER_BYTES_MAX);
		return done_error_cure(err, "name fewer of them in 'reports'");
	}
	if (done_folder_begin(folder, file->path, &summed.opened, err) < 0)
		return err->code;
	view->meter->files++;
	view->meter->bytes += file->size;
	sealed = done_sealing_begin(&reading->sealing, file->path);
	if (sealed || *committed.pointed)
		summed.digest = done_digest_new();
	if (is_committed)
		summed.text = done_digest_new();
	rc = done_reports_parse(reading, &source, path, file->path, err);
	if (rc >= 0 && (summed.digest || summed.text))
		rc = reports_sum_rest(&summed, err);
	is_committed = reports_is_checkout(&summed, &committed, sha256);
	if (rc >= 0 && sealed)
		done_sealing_judge(&reading->sealing, sealed, file->path, summed.size, sha256);
	if (rc >= 0 && !sealed && (is_committed || is_checked_out || committed.is_filtered))
		reports_take_committed(reading, path, file->path,
		    is_committed         ? "is a file of the commit"
		        : is_checked_out ? "is as git checked it out"
		                         : "may be what a filter of git's attributes makes of the "
		                           "file of the commit");
	done_folder_end(&summed.opened);
	return rc;
}

struct reports_meaning {
	const struct reports_reading *reading;
	const char *prefix;
};

static int reports_is_meant(void *data, const char *path, struct done_error *err)
{
	const struct reports_meaning *meaning = data;

	return reports_match(
	    meaning->reading->view, meaning->reading->options, meaning->prefix, path, err);
}

/* Whether a subdirectory of it, "" or "a/", may have what the glob means. */
static bool reports_glob_reaches(
    const struct done_file_glob *glob, const char *prefix, const char *subdirectory)
{
	const char *base = glob->from_root ? "" : prefix;
	const char *text = glob->from_root && *glob->text == '/' ? glob->text + 1 : glob->text;
	size_t skip = strlen(base), len = strlen(subdirectory), literal;

	if (strncmp(base, subdirectory, skip < len ? skip : len) != 0)
		return false;
	if (len <= skip)
		return true;
	literal = strcspn(text, "*?[{\\");
	len -= skip;
	return !strncmp(text, subdirectory + skip, literal < len ? literal : len);
}

static bool reports_may_hold(void *data, const char *subdirectory)
{
	const struct reports_meaning *meaning = data;
	const struct done_file_globs *globs = &meaning->reading->options->reports;

	for (size_t i = 0; i < globs->nr; i++) {
		const struct done_file_glob *one = &globs->items[i];

		if (!one->negated && (meaning->prefix || one->from_root) &&
		    reports_glob_reaches(one, meaning->prefix, subdirectory))
			return true;
	}
	return !meaning->prefix && !*subdirectory;
}

/* 1 where it, or what may lie behind it, is meant. */
static int reports_judge_refused(struct reports_meaning *meaning, const struct done_folder *folder,
    const struct done_folder_refused *one, struct done_error *err)
{
	const struct reports_reading *reading = meaning->reading;
	struct done_view *view = reading->view;
	const char *path = done_arena_printf(view->arena, "%s/%s", folder->called, one->path);
	int rc = reports_match(view, reading->options, meaning->prefix, one->path, err);

	if (rc > 0) {
		reports_add_refused(reading->result, view, path, one->path, one->what,
		    "copy the report itself into the directory");
	} else if (rc == 0 && one->leads_out &&
	    reports_may_hold(meaning, done_arena_printf(view->arena, "%s/", one->path))) {
		reports_add_refused(reading->result, view, path, one->path,
		    "is a symbolic link to a directory elsewhere, where no report is read",
		    "copy the reports themselves into the directory, or delete the link");
		rc = 1;
	}
	return rc;
}

int done_reports_from_folder(
    struct reports_reading *reading, const struct done_folder *folder, struct done_error *err)
{
	struct done_view *view = reading->view;
	const char *prefix = done_reports_prefix(view, folder);
	struct reports_meaning meaning = {reading, prefix};
	bool is_meant = false;

	for (size_t i = 0; prefix && i < folder->nr; i++) {
		int rc = done_seal_is_own(folder->files[i].path)
		    ? 0
		    : reports_match(view, reading->options, prefix, folder->files[i].path, err);

		if (rc > 0) {
			is_meant = true;
			rc = reports_read_file(reading, folder, &folder->files[i], err);
		}
		if (rc < 0)
			return rc;
	}
	for (size_t i = 0; prefix && reading->result && i < folder->nr_refused; i++) {
		int rc = reports_judge_refused(&meaning, folder, &folder->refused[i], err);

		if (rc < 0)
			return rc;
		is_meant |= rc > 0;
	}
	if (folder == view->evidence) {
		if (done_sealing_judge_gone(&reading->sealing, reports_is_meant, &meaning, err) < 0)
			return err->code;
		done_sealing_judge_unusable(&reading->sealing, reports_may_hold, &meaning);
		is_meant |= reading->sealing.is_bad;
	}
	return is_meant;
}
