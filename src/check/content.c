/*
 * Kind `content`: a pattern is found in the text of files (`match`). Its counterpart `forbid` is in
 * content_forbid.c, what both share in content_scan.c.
 */
#include "content.h"
#include "hollow.h"

#include <inttypes.h>
#include <string.h>

#define NO_LIMIT (-1)
#define FILES_SHOWN 3
#define MATCH_SHOWN 60

/* The line that holds the byte at offset, from 1. */
static int content_line_of(struct done_bytes bytes, size_t offset)
{
	int line = 1;

	for (size_t i = 0; i < offset; i++)
		line += bytes.ptr[i] == '\n';
	return line;
}

/* The first match of a file. */
static void add_evidence(struct done_scan *scan, const char *path, const struct done_text *text)
{
	const struct done_match *match = &scan->first;

	if (done_result_wants_evidence(scan->result))
		done_result_evidence(scan->result, scan->view, path,
		    content_line_of(text->bytes, match->start), done_strength_of(path), "has '%s'",
		    done_view_shown(scan->view, text->bytes.ptr + match->start,
		        match->end - match->start, MATCH_SHOWN));
}

/* Without a maximum, the least that is asked decides; with one all are counted, so that it is known
 * how many are too many. */
static int64_t enough_for(const struct content_options *options)
{
	return options->max == NO_LIMIT ? options->min : INT64_MAX;
}

/* What is wrong with so many matches, in a file or in all of them. */
static struct done_subject count_subject(
    const struct content_options *options, int64_t nr, const char *path)
{
	struct done_subject subject = {.wrong = "missing", .option = "match", .path = path};

	subject.amount = (double)(options->min - nr);
	if (nr > 0 && nr < options->min)
		subject.wrong = "too few";
	if (options->max != NO_LIMIT && nr > options->max) {
		subject.wrong = "too many";
		subject.amount = (double)(nr - options->max);
	}
	return subject;
}

static const char *asked(const struct content_options *options, struct done_view *view)
{
	if (options->max == NO_LIMIT)
		return done_arena_printf(view->arena, "at least %" PRId64, options->min);
	if (options->min == options->max)
		return done_arena_printf(view->arena, "exactly %" PRId64, options->min);
	return done_arena_printf(
	    view->arena, "%" PRId64 " to %" PRId64, options->min, options->max);
}

/* "'x' is not found", or with counts "'x' is found 2 times, expected at least 3". */
static const char *shortfall(const struct done_scan *scan, int64_t nr)
{
	const struct content_options *options = scan->options;
	struct done_view *view = scan->view;
	const char *pattern = done_view_pattern_shown(view, options->match);

	if (nr == 0 && options->min == 1)
		return done_arena_printf(view->arena, "nothing matches %s", pattern);
	if (options->max != NO_LIMIT && nr > options->max)
		return done_arena_printf(view->arena,
		    "%s matches more than %" PRId64 " times, expected %s", pattern, options->max,
		    options->max == 1 ? "1" : asked(options, view));
	return done_arena_printf(view->arena, "%s matches %" PRId64 " times, expected %s", pattern,
	    nr, asked(options, view));
}

/* The same without the pattern: "not found", "found 2 of at least 3 times". */
static const char *brief_shortfall(const struct done_scan *scan, int64_t nr)
{
	const struct content_options *options = scan->options;
	struct done_arena *arena = scan->view->arena;

	if (nr == 0 && options->min == 1)
		return "not found";
	if (nr < options->min)
		return done_arena_printf(
		    arena, "found %" PRId64 " of at least %" PRId64 " times", nr, options->min);
	return done_arena_printf(arena, "found more than %" PRId64 " %s", options->max,
	    options->max == 1 ? "time" : "times");
}

static const char *times_in(const struct done_scan *scan, const struct done_files *files)
{
	struct done_view *view = scan->view;

	if (files->nr == 1)
		return done_view_shown_path(view, done_view_short(view, files->items[0].path));
	return done_arena_printf(view->arena, "the %zu files searched", scan->searched);
}

/* Where to look: the names of the first files searched. */
static const char *searched_names(struct done_scan *scan, const struct done_files *files)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < files->nr && i < FILES_SHOWN; i++)
		done_buf_addf(&buf, "%s%s", i ? ", " : "",
		    done_view_shown_path(scan->view, files->items[i].path));
	if (files->nr > FILES_SHOWN)
		done_buf_addf(&buf, " and %zu more", files->nr - FILES_SHOWN);
	char *text = done_arena_strndup(scan->view->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}

static int add_not_found(
    struct done_scan *scan, const struct done_files *files, int64_t nr, struct done_error *err)
{
	struct done_view *view = scan->view;
	const char *globs = done_view_globs_shown(view, &scan->options->files);
	struct done_service_glob *glob;
	const char *path = files->items[0].path;

	if (files->nr > 1) {
		int rc = done_view_resolve(view, &scan->options->files.items[0], &glob, err);

		if (rc < 0)
			return rc;
		path = *glob->directory ? glob->directory : ".";
	}
	struct done_finding *finding =
	    done_result_add(scan->result, view, (struct done_place){path, 0, 0},
	        count_subject(scan->options, nr, NULL), "%s in %s%zu text %s of %s%s",
	        shortfall(scan, nr), done_content_where(scan->options), scan->searched,
	        scan->searched == 1 ? "file" : "files", globs, done_scan_passed_over(scan));
	bool less = nr < scan->options->min;
	done_finding_fix(finding, view,
	    less ? "add what %s asks for to one of: %s"
	         : "take away what %s matches too often in: %s",
	    done_view_pattern_shown(view, scan->options->match), searched_names(scan, files));
	done_finding_brief(finding, view, "%s in %s%s", brief_shortfall(scan, nr),
	    done_content_where(scan->options), times_in(scan, files));
	done_finding_brief_fix(finding, view,
	    less ? "add what the policy looks for to: %s" : "remove some in: %s",
	    searched_names(scan, files));
	return 0;
}

/* As done_scan_open(); our own examples in a document are not the author's words. */
static int content_open(struct done_scan *scan, const struct done_file *file, struct done_text *out,
    struct done_error *err)
{
	const struct done_outline *outline;
	int rc = done_document_examples(scan->view, file, &outline, err);

	if (rc == 0)
		rc = done_scan_open(scan, file, out, err);
	if (rc == DONE_SCAN_TEXT)
		done_document_own_text(scan->view, outline, &out->bytes);
	return rc;
}

static int match_any(struct done_scan *scan, const struct done_files *files, struct done_error *err)
{
	const struct content_options *options = scan->options;
	int64_t total = 0, enough = enough_for(options);

	for (size_t i = 0; i < files->nr && total < enough; i++) {
		struct done_text text;
		int64_t nr = 0;
		int rc = content_open(scan, &files->items[i], &text, err);

		if (rc == DONE_SCAN_TEXT)
			rc = done_content_count(scan, &text, enough - total, &nr, err);
		else if (rc == DONE_SCAN_POINTER && options->max != NO_LIMIT)
			done_result_add_pointer(scan->result, scan->view, files->items[i].path,
			    "so it cannot be searched");
		if (rc < 0)
			return rc;
		if (nr)
			add_evidence(scan, files->items[i].path, &text);
		total += nr;
	}
	bool fits = total >= options->min && (options->max == NO_LIMIT || total <= options->max);
	if (!fits)
		return add_not_found(scan, files, total, err);
	return options->max == NO_LIMIT || scan->result->nr ? 0
	                                                    : done_scan_refuse_hidden(scan, err);
}

static void add_file_short(struct done_scan *scan, const char *path, int64_t nr)
{
	struct done_finding *finding =
	    done_result_add(scan->result, scan->view, (struct done_place){path, 0, 0},
	        count_subject(scan->options, nr, path), "%s%s", shortfall(scan, nr),
	        scan->no_language ? ": the file is of no known language, which "
	                            "'where' needs"
	                          : "");

	done_finding_fix(finding, scan->view,
	    nr < scan->options->min ? "add what %s asks for, or name the file under "
	                              "'exclude' in the policy"
	                            : "take away what %s matches too often",
	    done_view_pattern_shown(scan->view, scan->options->match));
	done_finding_brief(finding, scan->view, "%s in this file", brief_shortfall(scan, nr));
	done_finding_brief_fix(finding, scan->view,
	    nr < scan->options->min ? "add it, or name the file under 'exclude' in the policy"
	                            : "remove some of them");
}

static int match_every(
    struct done_scan *scan, const struct done_files *files, struct done_error *err)
{
	const struct content_options *options = scan->options;

	for (size_t i = 0; i < files->nr; i++) {
		const char *path = files->items[i].path;
		struct done_text text;
		int64_t nr = 0;
		int rc = content_open(scan, &files->items[i], &text, err);

		if (rc == DONE_SCAN_POINTER)
			done_result_add_pointer(
			    scan->result, scan->view, path, "so it cannot be searched");
		if (rc != DONE_SCAN_TEXT) {
			if (rc < 0)
				return rc;
			continue;
		}
		rc = done_content_count(scan, &text, enough_for(options), &nr, err);
		if (rc < 0)
			return rc;
		if (nr < options->min || (options->max != NO_LIMIT && nr > options->max))
			add_file_short(scan, path, nr);
		else if (nr)
			add_evidence(scan, path, &text);
	}
	if (scan->result->nr)
		return 0;
	/* Nothing that could be searched is no proof. */
	return scan->searched || scan->unread ? done_scan_refuse_hidden(scan, err)
	                                      : add_not_found(scan, files, 0, err);
}

/* Nothing to search: no file is there, or 'exclude' leaves none. */
static int add_no_file(struct done_scan *scan, struct done_error *err)
{
	const struct content_options *options = scan->options;
	struct done_view *view = scan->view;
	struct done_file file;
	int rc = done_view_find_first(view, &options->files, &file, err);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return done_result_add_missing(scan->result, view, &options->files,
		    (struct done_wanted){.option = "files"}, err);
	struct done_finding *finding =
	    done_result_add(scan->result, view, (struct done_place){file.path, 0, 0},
	        (struct done_subject){.wrong = "all excluded", .option = "exclude"},
	        "every file that matches %s is excluded by %s",
	        done_view_globs_shown(view, &options->files),
	        done_view_globs_shown(view, &options->exclude));
	done_finding_brief(finding, view, "every file to search is excluded");
	done_finding_fix(
	    finding, view, "add a file that is not excluded, or narrow 'exclude' in the policy");
	return 0;
}

static int content_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	struct content_options mine = *(const struct content_options *)data, *options = &mine;
	struct done_scan scan = {.options = options, .view = view, .result = out};
	struct done_pattern **pattern = mine.forbid ? &mine.forbid : &mine.match;
	struct done_files files;
	int rc = done_view_pattern(view, *pattern, pattern, err);

	if (rc == 0)
		rc = done_view_find(view, &options->files, &options->exclude, &files, err);
	if (rc < 0)
		return rc;
	done_files_keep_regular(&files);
	if (options->forbid)
		return done_content_forbid(&scan, &files, err);
	rc = !files.nr                        ? add_no_file(&scan, err)
	    : options->in == CONTENT_IN_EVERY ? match_every(&scan, &files, err)
	                                      : match_any(&scan, &files, err);
	return rc < 0
	    ? rc
	    : done_about_run(&options->about, done_content_try_about, options, view, out, err);
}

static int content_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct content_options *options = object;
	bool counted = done_value_get(at, "min") || done_value_get(at, "max");

	if (!options->match == !options->forbid)
		return done_value_error(err, at, "kind 'content' needs 'match' or 'forbid', not %s",
		    options->match ? "both" : "neither");
	if (options->forbid && (counted || done_value_get(at, "in")))
		return done_value_error(err, at, "'in', 'min' and 'max' go with 'match' only");
	if (options->about.nr &&
	    (options->forbid || options->max != NO_LIMIT || options->in == CONTENT_IN_EVERY))
		return done_value_error(err, done_value_get(at, DONE_ABOUT),
		    "'about' goes with 'match' in any file, not with 'forbid', "
		    "'max' or 'in: every'");
	if (options->max != NO_LIMIT && options->max < options->min)
		return done_value_error(
		    err, at, "'max' is less than 'min' (1 unless it is written)");
	return 0;
}

static const char *const in_names[] = {"any", "every", NULL};
static const char *const where_names[] = {"any", "code", "strings", "comments", NULL};
static const char *const binary_names[] = {"undecided", "skip", NULL};

static const struct done_field fields[] = {
    {DONE_FIELD("files", struct content_options, files, FILES), .tighter = {DONE_TIGHTER_NEVER},
        .beside = "forbid", .then = {DONE_TIGHTER_MORE}, .required = true, .min = 1,
        .selects = true, .endings_with = "forbid",
        .help =
            "The files to search; binary files are skipped and counted (see 'binary'). Where all "
            "files matter, a submodule or a link that leads out of the service is undecided."},
    {DONE_FIELD("exclude", struct content_options, exclude, FILES), .tighter = {DONE_TIGHTER_NEVER},
        .beside = "forbid", .then = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST},
        .help = "The files to leave out."},
    {DONE_FIELD("match", struct content_options, match, PATTERN), .tighter = {DONE_TIGHTER_NEVER},
        .help = "A pattern (PCRE2, multi-line) that must be found; if there is no file at all, "
                "the "
                "check is unmet. {service} and {path} stand for the service's name and "
                "directory."},
    {DONE_FIELD("forbid", struct content_options, forbid, PATTERN), .tighter = {DONE_TIGHTER_NEVER},
        .help = "A pattern that must not be found; if there is no file at all, the check is not "
                "applicable."},
    {DONE_FIELD("in", struct content_options, in, ENUM), .tighter = {DONE_TIGHTER_MORE},
        .beside = "max", .then = {DONE_TIGHTER_NEVER}, .preset = CONTENT_IN_ANY, .names = in_names,
        .help = "any: 'match' is found in the files taken together; every: in each of them."},
    {DONE_FIELD("where", struct content_options, where, ENUM), .tighter = {DONE_TIGHTER_NEVER},
        .preset = CONTENT_WHERE_ANY, .names = where_names,
        .help = "The part of the sources that is searched: code, strings (texts in quotes), "
                "comments, or any. Default: any."},
    {DONE_FIELD("min", struct content_options, min, INTEGER), .tighter = {DONE_TIGHTER_MORE},
        .min = 1, .max = 1000000, .preset = 1, .help = "The minimum number of matches of 'match'."},
    {DONE_FIELD("max", struct content_options, max, INTEGER), .tighter = {DONE_TIGHTER_LESS},
        .min = 1, .max = 1000000, .preset = NO_LIMIT,
        .help = "The maximum number of matches of 'match'."},
    {DONE_FIELD("binary", struct content_options, binary, ENUM), .tighter = {DONE_TIGHTER_LESS},
        .preset = CONTENT_BINARY_UNDECIDED, .names = binary_names,
        .help = "What happens to a binary file among source files where all files matter "
                "('forbid', 'in: every', 'max'): the check is undecided, or the file is skipped "
                "(skip). Default: undecided."},
    DONE_ABOUT_FIELD(struct content_options),
};

static const struct done_exclusive exclusive[] = {{"match", "forbid"}};

/* What `forbid`, `every` and `max` say of a file they say of all. */
static bool sweeps(
    const void *data, const struct done_file_globs **files, const struct done_file_globs **except)
{
	const struct content_options *options = data;

	*files = &options->files;
	*except = &options->exclude;
	return options->forbid || options->in == CONTENT_IN_EVERY || options->max != NO_LIMIT;
}

static const struct done_record record = {
    .name = "check kind 'content'",
    .size = sizeof(struct content_options),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
    .exclusive = exclusive,
    .nr_exclusive = DONE_ARRAY_SIZE(exclusive),
    .validate = content_validate,
};

static void content_describe(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "### How a file is read\n\n"
	    "- **Encodings.** UTF-8, UTF-16 and UTF-32 (of either byte order, with a byte-order "
	    "mark or known by their shape) are searched as UTF-8; other encodings that keep ASCII "
	    "are searched byte by byte, and as Windows-1252 (ISO-8859-1) for a pattern that holds "
	    "letters beyond ASCII. A byte-order mark is not part of the text: `^` and `\\A` match "
	    "behind it, unless the pattern names it (`\\x{FEFF}`). Damaged UTF-16 or UTF-32 is "
	    "undecided.\n"
	    "- **Letters.** In a file that is valid UTF-8, `\\b`, `\\w`, `\\d`, `\\s` and `(?i)` "
	    "know the letters, digits and blanks of every script.\n"
	    "- **Line ends.** A pattern that does not contain `\\r` or `\\R` reads CRLF as `\\n`, "
	    "so it finds the same in a CRLF file as in an LF file. Lines and columns of findings "
	    "are the file's.\n"
	    "- **Names.** `{service}` and `{path}` are replaced by the name and the directory of "
	    "the service, as plain text. `\\{path\\}`, `[{path}]`, `{{path}}` and `${path}` are "
	    "left alone. A misspelt `{servce}` is an error; other words (`/users/{id}`) are text.\n"
	    "- **Binary files.** A file is binary when a NUL byte is among its first 8,000 bytes "
	    "and it is not UTF-16 or UTF-32. A glob that names a source file, by its ending "
	    "(`**/*.go`) or by its whole name (`**/Makefile`), does not expect one: where all "
	    "files matter, such a file makes the check undecided, unless `exclude` or `binary: "
	    "skip` allows it. Any other glob (`**/*`, `src/**`), and the usual endings of binary "
	    "files (`.png`, `.zip`, `.jar`), skip it and count it.\n"
	    "- **Code, strings, comments.** With `where`, everything else in the text reads as "
	    "blanks; line ends stay. The language is known by the file's name: the file is a "
	    "source of one of the ecosystems. Data (YAML, JSON) has no language. In a file whose "
	    "language is not known `match` finds nothing, and the result says so; `forbid`, and "
	    "`match` with `max`, search the whole file. Code in a string (`\"${…}\"`) belongs to "
	    "the strings for `match`, and to both for `forbid` and `max`. Where the end of a "
	    "string or comment is missing, and in sources above 4 MiB, `forbid` and `max` search "
	    "the text and `match` does not.\n"
	    "- **Size.** At most 16 MiB of text are read; a larger text is undecided. A larger "
	    "binary file is recognized by its first bytes.\n");
}

const struct done_kind done_kind_content = {
    .form = {.name = "content",
        .summary = "met when a pattern is found in files ('match'), or is not ('forbid')",
        .options = &record,
        .example = "files: [\"**/*.go\"]\n"
                   "exclude: [\"**/*_test.go\"]\n"
                   "match: '\\b(slog|zap|zerolog)\\.'\n",
        .more = content_describe},
    .sweeps = sweeps,
    .run = content_run,
};
