/* Where a report goes: the formats and files that --format names. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

#define AT(member) offsetof(struct done_output_options, member)

static const struct done_option output_rows[] = {
    {"format", 'f', DONE_OPTION_STRINGS, AT(formats), "FORMAT[=FILE]",
        "write a report; may be repeated ('git done help formats' lists all)"},
    {"color", 0, DONE_OPTION_STRING, AT(color), "WHEN", "use color: auto, always or never"},
    {"quiet", 'q', DONE_OPTION_FLAG, AT(quiet), NULL, "show only unmet checks and the verdict"},
    {"verbose", 'v', DONE_OPTION_FLAG, AT(verbose), NULL,
        "also show met checks, their evidence, and checks not applicable"},
};
const struct done_option_table done_output_table = {
    output_rows, DONE_ARRAY_SIZE(output_rows), sizeof(struct done_output_options), NULL};

static int unknown_format(const char *name, struct done_error *err)
{
	const char *names[64];
	const char *nearest;

	for (size_t i = 0; i < done_formats_nr && i < DONE_ARRAY_SIZE(names); i++)
		names[i] = done_formats[i]->name;
	nearest = done_name_nearest(name, names, done_formats_nr);
	done_error_set(err, DONE_E_USAGE, "unknown format '%s'", name);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err, "'git done help formats' lists them");
}

/* ---- places ---- */

/* The directory that a file would be in, and its name there. */
struct place {
	char *directory;
	const char *name;
};

static struct place outputs_place_of(struct done_arena *arena, const char *path)
{
	char *copy = done_arena_strdup(arena, path);
	char *slash = strrchr(copy, '/');
	struct place place = {copy, path};

	if (!slash) {
		place.directory = done_arena_strdup(arena, ".");
		return place;
	}
	place.name = path + (slash - copy) + 1;
	slash[slash == copy] = '\0';
	return place;
}

/* "a.json" and "./a.json"; and two names of one file. */
static bool same_file(struct done_arena *arena, const char *a, const char *b)
{
	struct place one = outputs_place_of(arena, a), other = outputs_place_of(arena, b);
	struct stat left, right;

	if (!strcmp(a, b))
		return true;
	if (!stat(a, &left) && !stat(b, &right) && left.st_dev == right.st_dev &&
	    left.st_ino == right.st_ino)
		return true;
	return !strcmp(one.name, other.name) && !stat(one.directory, &left) &&
	    !stat(other.directory, &right) && left.st_dev == right.st_dev &&
	    left.st_ino == right.st_ino;
}

static bool has_entry(const char *directory, const char *name)
{
	struct done_buf path = {0};
	struct stat status;
	bool has;

	done_buf_addf(&path, "%s/%s", directory, name);
	has = !stat(path.ptr, &status);
	done_buf_release(&path);
	return has;
}

/* By what git itself looks for. */
static bool is_git_directory(const char *directory)
{
	return has_entry(directory, "HEAD") && has_entry(directory, "objects") &&
	    has_entry(directory, "refs");
}

/* A report in place of git's own files would break the repository. */
static int refuse_git_directory(struct done_arena *arena, const char *path, struct done_error *err)
{
	char *directory = realpath(outputs_place_of(arena, path).directory, NULL);
	bool is_inside = false;

	/* No such directory: writing will say so. */
	for (char *slash = directory; slash && *directory && !is_inside;) {
		is_inside = is_git_directory(directory);
		slash = strrchr(directory, '/');
		if (slash)
			*slash = '\0';
	}
	free(directory);
	if (!is_inside)
		return 0;
	done_error_set(err, DONE_E_USAGE, "'%s' is inside a git directory", path);
	return done_error_cure(err, "write reports anywhere else: git's own files are there");
}

/* ---- choosing ---- */

static bool is_standard_output(const char *path)
{
	return !strcmp(path, "-") || done_path_descriptor(path) == STDOUT_FILENO;
}

static int refuse_twice(const struct done_outputs *outputs, const char *path,
    struct done_arena *arena, struct done_error *err)
{
	for (size_t i = 0; i < outputs->nr; i++) {
		const char *other = outputs->items[i].path;

		if ((path == NULL) == (other == NULL) && (!path || same_file(arena, path, other)))
			return done_error_set(err, DONE_E_USAGE,
			    "two formats would be written to %s%s%s", path ? "'" : "",
			    path ? path : "standard output", path ? "'" : "");
	}
	return 0;
}

static int add_output(struct done_outputs *outputs, const char *text, struct done_arena *arena,
    struct done_error *err)
{
	struct done_output *output = &outputs->items[outputs->nr];
	char *name = done_arena_strdup(arena, text);
	char *equals = strchr(name, '=');

	if (outputs->nr == DONE_OUTPUTS_MAX)
		return done_error_set(
		    err, DONE_E_USAGE, "more than %d formats in one run", DONE_OUTPUTS_MAX);
	if (equals)
		*equals = '\0';
	output->format = done_format_find(name);
	output->path = equals && !is_standard_output(equals + 1) ? equals + 1 : NULL;
	if (!output->format)
		return unknown_format(name, err);
	if (equals && !equals[1])
		return done_error_set(err, DONE_E_USAGE, "'--format %s' names no file", text);
	if (refuse_twice(outputs, output->path, arena, err) < 0 ||
	    (output->path &&
	        (refuse_git_directory(arena, output->path, err) < 0 ||
	            done_write_check(
	                output->path, outputs_place_of(arena, output->path).directory, err) < 0)))
		return err->code;
	outputs->nr++;
	return 0;
}

/* Only html draws it. What is read is good for as long as the arena is. */
static int outputs_take_history(struct done_outputs *outputs, const char *file,
    struct done_arena *arena, struct done_error *err)
{
	struct done_trend *trend = done_arena_alloc(arena, sizeof(*trend));
	struct done_buf text = {0};
	bool has_html = false;
	int rc;

	for (size_t i = 0; i < outputs->nr; i++)
		has_html |= !strcmp(outputs->items[i].format->name, "html");
	if (!has_html) {
		done_error_set(err, DONE_E_USAGE, "'--history' is drawn by the format html only");
		return done_error_cure(err, "add --format html=FILE");
	}
	rc = done_file_read(file, DONE_JSON_REPORT_MAX, &text, err);
	if (rc == 0)
		done_error_set(err, DONE_E_USAGE, "there is no file '%s'", file);
	else if (rc > 0)
		done_trend_read(arena, (struct done_bytes){text.ptr, text.len}, file, trend, err);
	done_buf_release(&text);
	if (!err->code)
		outputs->style.trend = trend;
	return err->code;
}

int done_outputs_choose(struct done_outputs *outputs, const struct done_output_options *options,
    struct done_arena *arena, struct done_error *err)
{
	int color = done_terminal_color(options->color, err);

	for (size_t i = 0; i < options->formats.nr; i++) {
		struct done_error problem = {0};

		add_output(outputs, options->formats.items[i], arena, &problem);
		done_error_take(err, &problem);
	}
	outputs->style.color = color == 1;
	outputs->style.width = done_terminal_width();
	if (!outputs->style.width)
		outputs->style.width = options->width;
	outputs->style.verbose = options->verbose;
	outputs->style.quiet = options->quiet;
	if (!options->formats.nr)
		add_output(outputs, "text", arena, err);
	if (options->history && !err->code)
		outputs_take_history(outputs, options->history, arena, err);
	return err->code;
}

/* ---- using them ---- */

int done_outputs_number(const struct done_outputs *outputs, size_t i)
{
	return outputs->items[i].path ? DONE_TO_FILES + (int)i : DONE_TO_STDOUT;
}

struct done_style done_outputs_style(const struct done_outputs *outputs, size_t i)
{
	struct done_style style = outputs->style;

	if (outputs->items[i].path) {
		style.color = false;
		style.width = 0;
	}
	return style;
}

/* The first is the caller's to say; no other goes unsaid. */
static void note_loss(const struct done_error *lost, struct done_error *err)
{
	if (err->code)
		done_print_error(lost);
	done_error_take(err, lost);
}

int done_outputs_print(
    const struct done_outputs *outputs, const struct done_buf *buffers, struct done_error *err)
{
	for (size_t i = 0; i < outputs->nr; i++) {
		const struct done_buf *text = &buffers[DONE_TO_FILES + i];
		const char *path = outputs->items[i].path;
		struct done_error lost = {0};

		if (path && done_write_file(path, text->ptr, text->len, 0666, &lost) < 0)
			note_loss(&lost, err);
	}
	struct done_error lost = {0};
	if (done_print(buffers[DONE_TO_STDOUT].ptr, buffers[DONE_TO_STDOUT].len, &lost) < 0)
		note_loss(&lost, err);
	return err->code;
}
