/*
 * Kind `coverage`: the files that reports measure, as files of the tree; and the contradictions by
 * which a report of another tree is known, whatever its date.
 */
#include "coverage.h"

#include <stdlib.h>
#include <string.h>

struct coverage_gathering {
	struct coverage_judging *judging;
	const struct done_read_report *read;
	size_t nr_named, nr_lost;
	const struct done_covered_file *first_lost;
};

static void coverage_add_ending(struct coverage_judging *judging, const char *path)
{
	const char *name = strrchr(path, '/'), *dot = strrchr(name ? name + 1 : path, '.');

	if (!dot || done_strings_has(&judging->endings, dot))
		return;
	*DONE_ARENA_PUSH(judging->view->arena, judging->endings.items, judging->endings.nr,
	    judging->cap_endings) = done_arena_strdup(judging->view->arena, dot);
}

static int coverage_last_line(const struct done_covered_file *file)
{
	int last = 0;

	for (size_t i = 0; i < file->nr && file->items[i].of == DONE_COVERED_LINES; i++)
		last = file->items[i].line > last ? file->items[i].line : last;
	return last;
}

static int coverage_check_end(const struct coverage_gathering *gathering, const char *path,
    const struct done_covered_file *file, struct done_error *err)
{
	struct coverage_judging *judging = gathering->judging;
	const struct done_coverage *coverage = &gathering->read->report.coverage;
	struct done_finding *finding;
	int lines, last = coverage_last_line(file);

	/* javac numbers lines of its own file alone. */
	if ((coverage->may_exceed && !done_text_ends(path, ".java")) || !last)
		return 0;
	if (done_report_lines(judging->view, path, &lines, err) < 0)
		return err->code;
	if (lines < 0 || last <= lines)
		return 0;
	finding = done_report_add(judging->result, judging->view, gathering->read, file->line,
	    (struct done_subject){.wrong = "other version", .thing = path},
	    "the report names line %d of '%s', which has %d lines: it is of another version", last,
	    path, lines);
	done_finding_fix(finding, judging->view,
	    "delete old reports before the run; do not restore build directories from "
	    "a cache");
	return 0;
}

static int coverage_keep(const struct coverage_gathering *gathering, const char *path,
    const struct done_covered_file *file, struct done_error *err)
{
	struct coverage_judging *judging = gathering->judging;
	struct coverage_file *kept;

	if (judging->result && coverage_check_end(gathering, path, file, err) < 0)
		return err->code;
	kept = DONE_ARENA_PUSH(judging->view->arena, judging->files, judging->nr, judging->cap);
	*kept = (struct coverage_file){path, *file, gathering->read};
	return 0;
}

static void coverage_add_twice(
    const struct coverage_gathering *gathering, const struct done_covered_file *file)
{
	struct coverage_judging *judging = gathering->judging;
	struct done_finding *finding =
	    done_report_add(judging->result, judging->view, gathering->read, file->line,
	        (struct done_subject){.wrong = "ambiguous", .thing = file->path},
	        "'%s' may be several files of this tree", file->path);

	done_finding_fix(finding, judging->view,
	    "let the tool write paths from the root of the repository, or name the "
	    "file under 'exclude'");
}

static int coverage_take(struct coverage_gathering *gathering, const struct done_covered_file *file,
    struct done_error *err)
{
	struct coverage_judging *judging = gathering->judging;
	struct done_view *view = judging->view;
	const char *bare = done_report_path(view, file->path);
	struct done_placed placed;
	int rc;

	coverage_add_ending(judging, bare);
	while (*bare == '/')
		bare++;
	rc = done_view_matches(view, &judging->options->exclude, done_view_path(view, bare), err);
	if (rc == 0)
		rc = done_report_place(
		    view, file->path, &gathering->read->report.coverage.sources, &placed, err);
	else if (rc > 0)
		return 0;
	if (rc < 0)
		return rc;
	if (placed.how == DONE_PLACED_NOWHERE) {
		gathering->nr_named++;
		if (!gathering->nr_lost++)
			gathering->first_lost = file;
		return 0;
	}
	rc = done_view_matches(view, &judging->options->exclude, placed.path, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	gathering->nr_named++;
	if (placed.how == DONE_PLACED_TWICE) {
		if (judging->result)
			coverage_add_twice(gathering, file);
		return 0;
	}
	return placed.is_own ? coverage_keep(gathering, placed.path, file, err) : 0;
}

/* Some files are made by the build, and are in no tree: a fifth of them may be. */
static void coverage_judge_lost(const struct coverage_gathering *gathering)
{
	struct coverage_judging *judging = gathering->judging;
	struct done_finding *finding;

	if (!judging->result || gathering->nr_lost * 5 <= gathering->nr_named)
		return;
	finding = done_report_add(judging->result, judging->view, gathering->read,
	    gathering->first_lost->line, (struct done_subject){.wrong = "other tree"},
	    "%zu of %zu files that the report names are not in this tree (first: '%s'): it is "
	    "of another version",
	    gathering->nr_lost, gathering->nr_named, gathering->first_lost->path);
	done_finding_fix(finding, judging->view,
	    "delete old reports before the run; name files that the build makes "
	    "under 'exclude'");
}

static int coverage_compare(const void *a, const void *b)
{
	const struct coverage_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static void coverage_join(struct coverage_judging *judging)
{
	size_t nr = 0;

	if (judging->nr)
		qsort(judging->files, judging->nr, sizeof(*judging->files), coverage_compare);
	for (size_t i = 0; i < judging->nr; i++) {
		if (nr && !strcmp(judging->files[nr - 1].path, judging->files[i].path))
			done_covered_file_merge(judging->view->arena,
			    &judging->files[nr - 1].covered, &judging->files[i].covered);
		else
			judging->files[nr++] = judging->files[i];
	}
	judging->nr = nr;
}

int done_coverage_gather(struct coverage_judging *judging, struct done_error *err)
{
	for (size_t i = 0; i < judging->reports->nr; i++) {
		struct coverage_gathering gathering = {
		    judging, &judging->reports->items[i], 0, 0, NULL};
		const struct done_coverage *coverage = &gathering.read->report.coverage;

		for (size_t j = 0; j < coverage->nr; j++) {
			if (coverage_take(&gathering, &coverage->files[j], err) < 0)
				return err->code;
		}
		coverage_judge_lost(&gathering);
	}
	coverage_join(judging);
	return 0;
}

const struct coverage_file *done_coverage_find(
    const struct coverage_judging *judging, const char *path)
{
	const struct coverage_file wanted = {.path = path};

	return judging->nr
	    ? bsearch(&wanted, judging->files, judging->nr, sizeof(wanted), coverage_compare)
	    : NULL;
}

struct done_share done_coverage_sum(
    const struct coverage_judging *judging, enum done_coverage_of of)
{
	struct done_share sum = {0};

	for (size_t i = 0; i < judging->nr; i++) {
		struct done_share one = done_covered_share(&judging->files[i].covered, of);

		sum.covered += one.covered;
		sum.all += one.all;
	}
	return sum;
}
