/* git done merge: the JSON reports of a run's shards, as the one report that they are parts of. */
#include <stdlib.h>
#include <string.h>

#include "done/merge.h"

#include "cli.h"

struct merge_options {
	int timeout; /* below 0: the usual */
	struct done_output_options output;
};

#define AT(member) offsetof(struct merge_options, member)

/* Three times what the largest file needs. */
#define MEMORY_MAX (sizeof(size_t) > 4 ? (size_t)(UINT64_C(8) << 30) : (size_t)2 << 30)

static const struct done_option rows[] = {
    {"timeout", 0, DONE_OPTION_INTEGER, AT(timeout), "SECONDS",
        "stop, undecided, after this time (default: 60; 0: never)"},
    DONE_OPTION_ROW_HELP,
};
static const struct merge_options defaults = {.timeout = -1};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(defaults), &defaults};

struct merging {
	const struct done_strings *files;
	struct done_progress *progress;
};

static int merge_read_file(const char *path, struct done_report *out, struct done_error *err)
{
	struct done_buf text = {0};
	int rc = done_file_read(path, DONE_JSON_REPORT_MAX, &text, err);

	if (rc == 0) {
		done_error_set(err, DONE_E_USAGE, "there is no file '%s'", path);
		rc = done_error_cure(err, "name the JSON reports of all shards");
	}
	if (rc > 0)
		rc = done_report_read(
		    (struct done_bytes){text.ptr ? text.ptr : "", text.len}, path, out, err);
	/* The report's own error names no file of ours. */
	if (rc < 0 && err->code && !strstr(err->message, path) && !strstr(err->file, path))
		done_say("'%s' contains an error instead of a judgement:", path);
	done_buf_release(&text);
	return rc;
}

static int make(void *data, struct done_report *out, struct done_error *err)
{
	struct merging *merging = data;
	const struct done_strings *files = merging->files;
	struct done_report *parts = calloc(files->nr, sizeof(*parts));
	int rc = 0;

	if (!parts)
		done_out_of_memory();
	if (merging->progress)
		done_progress_phase(merging->progress, "reading reports", files->nr);
	for (size_t i = 0; i < files->nr && rc >= 0; i++) {
		rc = merge_read_file(files->items[i], &parts[i], err);
		if (merging->progress)
			done_progress_count(merging->progress);
	}
	if (rc >= 0)
		rc = done_report_merge(parts, files->items, files->nr, out, err);
	for (size_t i = 0; i < files->nr; i++)
		done_report_release(&parts[i]);
	free(parts);
	return rc;
}

static int merge_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct merge_options *options = data;
	struct merging merging = {.files = &line->arguments};
	struct done_production production = {
	    .make = make,
	    .data = &merging,
	    .timeout = options->timeout,
	    .memory = MEMORY_MAX,
	};
	int rc;

	if (!line->arguments.nr) {
		done_error_set(err, DONE_E_USAGE, "there is nothing to merge");
		return done_error_cure(err, "name the JSON reports of all shards");
	}
	merging.progress = production.progress = done_progress_new();
	rc = done_produce(&production, &options->output, line, err);
	done_progress_free(merging.progress);
	return rc;
}

const struct done_command done_command_merge = {
    .name = "merge",
    .summary = "join the JSON reports of all shards into one of any format",
    .usage = "git done merge FILE... [options]",
    .details = "Judge with --shard 1/N to --shard N/N, each with --format merge=FILE and the "
               "same --now,\n"
               "then merge; json=FILE is read, too, and larger. The report and the exit status "
               "are those of\n"
               "a single run. A missing shard is exit 3; a shard that is given twice, or that "
               "belongs to\n"
               "another run, is exit 2. Merge also writes one report without --shard in another "
               "format.\n"
               "\n"
               "Reports are trusted input. Merge checks that the verdicts and counts of a "
               "report add\n"
               "up and that all shards are there; it does not judge again. Whoever can write "
               "the JSON\n"
               "can write any verdict, so keep the reports where only the pipeline writes.\n",
    .groups = {{&own, 0}, {&done_output_table, offsetof(struct merge_options, output)}},
    .options_size = sizeof(struct merge_options),
    .most_arguments = DONE_SHARDS_MAX,
    .exits = {DONE_EXIT_SAYS_JUDGED},
    .run = merge_run,
};
