/*
 * Kind `content`: opening one file after the other to search it. Which of them is no text, and
 * which globs are over sources, so that a binary among what they name is not passed over in
 * silence.
 */
#include "content.h"

#include <string.h>
#include <strings.h>

/* Whoever names one of these knows that it is no text. */
static const char *const binary_endings[] = {
    ".7z",
    ".a",
    ".aac",
    ".ai",
    ".apk",
    ".avi",
    ".avif",
    ".bin",
    ".bmp",
    ".br",
    ".bz2",
    ".class",
    ".dat",
    ".db",
    ".deb",
    ".dll",
    ".dmg",
    ".doc",
    ".docx",
    ".dylib",
    ".ear",
    ".eot",
    ".exe",
    ".flac",
    ".gif",
    ".gz",
    ".heic",
    ".icns",
    ".ico",
    ".iso",
    ".jar",
    ".jks",
    ".jpeg",
    ".jpg",
    ".keystore",
    ".lib",
    ".m4a",
    ".mkv",
    ".mo",
    ".mov",
    ".mp3",
    ".mp4",
    ".node",
    ".o",
    ".obj",
    ".odp",
    ".ods",
    ".odt",
    ".ogg",
    ".otf",
    ".p12",
    ".parquet",
    ".pdb",
    ".pdf",
    ".pfx",
    ".pkl",
    ".png",
    ".ppt",
    ".pptx",
    ".psd",
    ".pyc",
    ".rar",
    ".rpm",
    ".snap",
    ".so",
    ".sqlite",
    ".tar",
    ".tgz",
    ".tif",
    ".tiff",
    ".ttf",
    ".war",
    ".wasm",
    ".wav",
    ".webm",
    ".webp",
    ".woff",
    ".woff2",
    ".xls",
    ".xlsx",
    ".xz",
    ".zip",
    ".zst",
};

static bool has_binary_ending(const char *ending)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(binary_endings); i++) {
		if (!strcasecmp(ending, binary_endings[i]))
			return true;
	}
	return false;
}

/*
 * A glob names an ending where it does not match the same path with another one; a path without an
 * ending, where it does not match a longer name.
 */
static int is_source(struct done_view *view, const struct done_file_globs *globs, const char *path,
    struct done_error *err)
{
	const char *name = done_last_part(path);
	const char *dot = strrchr(name, '.'), *ending = dot ? dot : name + strlen(name);
	const char *other =
	    done_arena_printf(view->arena, "%.*s%s-~-", (int)(ending - path), path, dot ? "." : "");

	if (has_binary_ending(ending))
		return 0;
	for (size_t i = 0; i < globs->nr; i++) {
		struct done_service_glob *glob;

		if (done_view_resolve(view, &globs->items[i], &glob, err) < 0)
			return err->code;
		if (done_service_glob_match(view, glob, path) &&
		    !done_service_glob_match(view, glob, other))
			return 1;
	}
	return 0;
}

/* A binary is passed over, and counted; of a source file that is noted. */
static int pass_over(struct done_scan *scan, const struct done_file *file, struct done_blob *blob,
    struct done_error *err)
{
	scan->binary++;
	if (!blob->passed_over && scan->view->meter)
		scan->view->meter->binary++;
	blob->passed_over = true;
	if (scan->unread || scan->options->binary == CONTENT_BINARY_SKIP)
		return DONE_SCAN_BINARY;
	int rc = is_source(scan->view, &scan->options->files, file->path, err);
	if (rc > 0)
		scan->unread = file->path;
	return rc < 0 ? rc : DONE_SCAN_BINARY;
}

/* By `where`: what it is called, what shows it, and what `forbid` looks at, so that nothing hides
 * in what cannot be told. */
static const struct {
	const char *name;
	unsigned match, forbid;
} wheres[] = {
    [CONTENT_WHERE_ANY] = {"", 0, 0},
    [CONTENT_WHERE_CODE] = {"the code of ", DONE_CLASS_CODE, DONE_CLASSES_FORBID},
    [CONTENT_WHERE_STRINGS] = {"the strings of ", DONE_CLASS_STRING | DONE_CLASS_EMBEDDED,
        DONE_CLASS_STRING | DONE_CLASS_EMBEDDED | DONE_CLASS_UNKNOWN},
    [CONTENT_WHERE_COMMENTS] = {"the comments of ", DONE_CLASS_COMMENT,
        DONE_CLASS_COMMENT | DONE_CLASS_UNKNOWN},
};

const char *done_content_where(const struct content_options *options)
{
	return wheres[options->where].name;
}

/* Nothing may hide: `forbid`, and `max`. */
static bool scan_is_strict(const struct content_options *options)
{
	return options->forbid || options->max >= 0;
}

/* What `where` leaves of the text. Where no language is known, `match` is shown nothing, but
 * what limits is shown everything. */
static int scan_mask(
    struct done_scan *scan, const char *path, struct done_text *text, struct done_error *err)
{
	const struct content_options *options = scan->options;
	int rc;

	scan->whole = text->bytes;
	scan->no_language = false;
	if (options->where == CONTENT_WHERE_ANY)
		return 0;
	rc = done_view_mask(scan->view, path,
	    scan_is_strict(options) ? wheres[options->where].forbid : wheres[options->where].match,
	    options->forbid ? options->forbid : options->match, text, err);
	if (rc)
		return rc < 0 ? rc : 0;
	scan->unknown++;
	scan->no_language = true;
	if (!scan_is_strict(options))
		text->bytes = (struct done_bytes){"", 0};
	return 0;
}

int done_scan_open(struct done_scan *scan, const struct done_file *file, struct done_text *out,
    struct done_error *err)
{
	const struct content_options *options = scan->options;
	struct done_blob *blob;
	int rc = done_view_blob(scan->view, file, DONE_BLOB_MAX, false, &blob, err);

	if (rc == 0 && blob->pointer) {
		scan->pointers++;
		return DONE_SCAN_POINTER;
	}
	if (rc == 0 && blob->binary)
		return pass_over(scan, file, blob, err);
	if (rc == 0)
		rc = done_blob_shown_to(
		    blob, file->path, options->forbid ? options->forbid : options->match, out, err);
	if (rc < 0)
		return done_error_cure(err,
		    "make it smaller, or leave it out of the check: 'exclude: "
		    "[\"/%s\"]'",
		    done_view_shown_path(scan->view, file->path));
	if (scan_mask(scan, file->path, out, err) < 0)
		return err->code;
	scan->searched++;
	return DONE_SCAN_TEXT;
}

size_t done_scan_after(const struct done_text *text, const struct done_match *match)
{
	size_t step = 1;

	if (match->end > match->start)
		return match->end;
	/* An empty match: one character on, never into the middle of one. */
	if (match->end < text->bytes.len && text->charset == DONE_CHARSET_UTF8)
		step = done_utf8_length(text->bytes.ptr + match->end, text->bytes.len - match->end);
	return match->end + (step ? step : 1);
}

const char *done_scan_passed_over(const struct done_scan *scan)
{
	struct done_arena *arena = scan->view->arena;
	const char *texts[3];
	struct done_buf all = {0};
	size_t nr = 0;

	if (scan->binary)
		texts[nr++] = done_arena_printf(arena, "%zu binary %s passed over", scan->binary,
		    scan->binary == 1 ? "file was" : "files were");
	if (scan->pointers)
		texts[nr++] = done_arena_printf(arena, "%zu Git LFS %s cannot be searched",
		    scan->pointers, scan->pointers == 1 ? "pointer" : "pointers");
	if (scan->unknown)
		texts[nr++] = done_arena_printf(arena, "%zu %s of no known language: %s",
		    scan->unknown, scan->unknown == 1 ? "file is" : "files are",
		    scan_is_strict(scan->options) ? "searched as a whole" : "not searched");
	for (size_t i = 0; i < nr; i++)
		done_buf_addf(&all, "%s%s", i ? ", " : " (", texts[i]);
	done_buf_addstr(&all, nr ? ")" : "");
	const char *text = done_arena_strndup(arena, all.ptr, all.len);
	done_buf_release(&all);
	return text;
}

int done_content_count(struct done_scan *scan, const struct done_text *text, int64_t enough,
    int64_t *out, struct done_error *err)
{
	struct done_match match;
	size_t from = 0;
	int64_t nr = 0;

	while (nr < enough && from <= text->bytes.len) {
		int rc = done_pattern_find(scan->options->match, scan->view->matcher, text->bytes,
		    text->charset, from, &match, err);

		if (rc < 0)
			return rc;
		if (rc == 0)
			break;
		if (!nr++)
			scan->first = match;
		from = done_scan_after(text, &match);
	}
	*out = nr;
	return 0;
}
