/*
 * Seals of the directory of --evidence: a report that is used must be one that the job sealed for
 * the commit that is judged, byte for byte, and none that was sealed may be missing. A seal that
 * lies there counts whether the policy asks for one or not: one that does not fit says that reports
 * are left over, or of another job.
 */
#include "reports_parts.h"

#include <string.h>

#define SEAL_FIX                                                                                   \
	"git done evidence begin DIR before the tests run, and git done evidence seal DIR behind " \
	"them"

/* About a seal once a check, however many reports are under it. */
static bool sealing_is_first(struct reports_sealing *sealing, const struct done_sealed *sealed)
{
	size_t at = (size_t)(sealed - sealing->view->seals->items);

	if (!sealing->told)
		sealing->told = done_arena_array(
		    sealing->view->arena, sealing->view->seals->nr, sizeof(*sealing->told));
	if (sealing->told[at])
		return false;
	sealing->told[at] = true;
	return true;
}

static struct done_finding *sealing_add(struct reports_sealing *sealing, const char *path, int line,
    const char *wrong, const char *format, ...) DONE_PRINTF(5, 6);
static struct done_finding *sealing_add(struct reports_sealing *sealing, const char *path, int line,
    const char *wrong, const char *format, ...)
{
	struct done_view *view = sealing->view;
	const struct done_place place = {
	    done_arena_printf(view->arena, "%s/%s", view->evidence->called, path), line,
	    line ? 1 : 0};
	struct done_finding *finding;
	va_list args;

	va_start(args, format);
	finding = done_result_vadd(sealing->result, view, place,
	    (struct done_subject){.wrong = wrong, .option = "require_seal", .path = path}, format,
	    args);
	va_end(args);
	sealing->is_bad = true;
	return finding;
}

/* "src/pay.js, go.mod and 2 more" */
static const char *sealing_changed(struct done_view *view, const struct done_seal *seal)
{
	enum { NAMED = 3 };
	const char *text = "";
	size_t nr = seal->changed.nr < NAMED ? seal->changed.nr : NAMED;

	for (size_t i = 0; i < nr; i++)
		text = done_arena_printf(view->arena, "%s%s%s", text, i ? ", " : "",
		    done_view_shown_path(view, seal->changed.items[i]));
	return (uint64_t)seal->nr_changed > nr
	    ? done_arena_printf(view->arena, "%s and %lld more", text,
	          (long long)seal->nr_changed - (long long)nr)
	    : text;
}

static const char *sealing_files(int64_t nr)
{
	return nr == 1 ? "file" : "files";
}

const char *done_sealing_words(const struct reports_sealing *sealing)
{
	struct done_view *view = sealing->view;
	const struct done_seal *seal = sealing->changed;

	if (!seal)
		return done_arena_printf(view->arena, "sealed for %.12s", sealing->commit);
	return done_arena_printf(view->arena,
	    "sealed for %.12s, though %lld tracked %s differed from it (%s)", sealing->commit,
	    (long long)seal->nr_changed, sealing_files(seal->nr_changed),
	    sealing_changed(view, seal));
}

/* What the tests ran on was not the commit: it is told, and where the policy asks for seals it does
 * not meet the check. */
static void sealing_judge_changed(struct reports_sealing *sealing, const struct done_sealed *sealed)
{
	struct done_view *view = sealing->view;
	const struct done_seal *seal = &sealed->seal;
	struct done_finding *finding;

	if (!seal->nr_changed)
		return;
	sealing->changed = seal;
	if (!sealing->is_required)
		return;
	finding = sealing_add(sealing, sealed->path, 1, "not of the commit",
	    "the reports were made where %lld tracked %s differed from commit %.12s: %s",
	    (long long)seal->nr_changed, sealing_files(seal->nr_changed), seal->commit,
	    sealing_changed(view, seal));
	done_finding_fix(finding, view,
	    "commit what the tests need, and let no step of the job write to tracked files "
	    "(git diff HEAD shows them)");
}

static void sealing_judge_seal(struct reports_sealing *sealing, const struct done_sealed *sealed)
{
	struct done_view *view = sealing->view;
	const struct done_seal *seal = &sealed->seal;
	struct done_finding *finding;
	char day[11];

	if (sealed->is_open) {
		finding = sealing_add(sealing, sealed->path, 0, "not sealed",
		    "begun, not sealed: the job that makes the reports did not come to its end");
		done_finding_fix(finding, view,
		    "let the job end in: git done evidence seal DIR, and look at its output where "
		    "it was cut off");
		return;
	}
	if (sealed->problem) {
		finding = sealing_add(sealing, sealed->path, sealed->line, "bad seal",
		    "the seal of the reports cannot be used: %s", sealed->problem);
		done_finding_fix(finding, view, "seal the directory again: " SEAL_FIX);
		return;
	}
	done_view_hangs_on(view, DONE_HANGS_ON_COMMIT);
	if (view->commit && view->tree && !strcmp(view->commit, seal->commit) &&
	    strcmp(view->tree, seal->tree) != 0) {
		finding = sealing_add(sealing, sealed->path, 1, "bad seal",
		    "the seal of the reports contradicts itself: commit %.12s has the tree %.12s, "
		    "not %.12s",
		    seal->commit, view->tree, seal->tree);
		done_finding_fix(finding, view, "seal the directory again: " SEAL_FIX);
	}
	if (!view->commit ||
	    (strcmp(view->commit, seal->commit) != 0 &&
	        (!view->tree || strcmp(view->tree, seal->tree) != 0))) {
		finding = sealing_add(sealing, sealed->path, 1, "sealed for another commit",
		    "the reports were sealed for commit %.12s, and %s%.12s is judged", seal->commit,
		    view->commit ? "" : "the index of ",
		    view->commit ? view->commit : "the repository");
		done_finding_fix(finding, view,
		    "judge the commit that the tests ran on, and hand over the reports of this "
		    "run alone");
	}
	sealing_judge_changed(sealing, sealed);
	if (done_view_today(view) != DONE_NO_DAY &&
	    seal->day > done_view_today(view) + DONE_FRESH_ZONES) {
		done_day_format(seal->day, day);
		finding = sealing_add(sealing, sealed->path, 1, "of the future",
		    "the seal says that it was made on %s, which is not yet", day);
		done_finding_fix(
		    finding, view, "correct the clock of the machine that runs the tests");
	}
}

/* The seal that a report is under; NULL: none, which a finding says where one is asked for. */
const struct done_sealed *done_sealing_begin(struct reports_sealing *sealing, const char *path)
{
	const struct done_seals *seals = sealing->result ? sealing->view->seals : NULL;
	const struct done_sealed *sealed = seals ? done_seals_of(seals, path) : NULL;
	struct done_finding *finding;

	if (sealed && sealing_is_first(sealing, sealed))
		sealing_judge_seal(sealing, sealed);
	if (sealed || !seals || !sealing->is_required)
		return sealed;
	finding = sealing_add(sealing, path, 0, "not sealed",
	    "the report is not sealed, and only sealed reports are accepted");
	done_finding_fix(finding, sealing->view, SEAL_FIX);
	return NULL;
}

void done_sealing_judge(struct reports_sealing *sealing, const struct done_sealed *sealed,
    const char *path, uint64_t size, const char *sha256)
{
	const struct done_seal_file *file;
	struct done_finding *finding;

	if (sealed->problem)
		return;
	file = done_seal_find(&sealed->seal, path + strlen(sealed->folder));
	if (!file)
		finding = sealing_add(sealing, path, 0, "not in the seal",
		    "the report is not in the seal: it is left over from before the job, or was "
		    "written after the job had ended");
	else if ((uint64_t)file->size != size || strcmp(file->sha256, sha256) != 0)
		finding = sealing_add(sealing, path, 0, "changed after the seal",
		    "the report was changed after it was sealed");
	else {
		sealing->nr_good++;
		sealing->commit = sealed->seal.commit;
		return;
	}
	done_finding_fix(finding, sealing->view,
	    "empty the directory before the tests run, and seal it behind the last of them");
}

/* A report that was sealed and is there no more may have held what failed. */
int done_sealing_judge_gone(struct reports_sealing *sealing,
    int (*is_meant)(void *data, const char *path, struct done_error *err), void *data,
    struct done_error *err)
{
	struct done_view *view = sealing->view;
	const struct done_seals *seals = sealing->result ? view->seals : NULL;

	for (size_t i = 0; seals && i < seals->nr; i++) {
		const struct done_sealed *sealed = &seals->items[i];

		for (size_t j = 0; !sealed->problem && j < sealed->seal.files.nr; j++) {
			const char *path = done_arena_printf(
			    view->arena, "%s%s", sealed->folder, sealed->seal.files.items[j].path);
			int rc =
			    done_folder_has(view->evidence, path) ? 0 : is_meant(data, path, err);

			if (rc < 0)
				return rc;
			if (rc > 0)
				done_finding_fix(
				    sealing_add(sealing, path, 0, "gone after the seal",
				        "the report was sealed, and is not in the directory"),
				    view, "hand over the whole directory, as the job sealed it");
		}
	}
	return 0;
}

/* Nobody knows what such a seal would have named: a report may be missing. */
void done_sealing_judge_unusable(struct reports_sealing *sealing,
    bool (*may_hold)(void *data, const char *subdirectory), void *data)
{
	const struct done_seals *seals = sealing->result ? sealing->view->seals : NULL;

	for (size_t i = 0; seals && i < seals->nr; i++) {
		const struct done_sealed *sealed = &seals->items[i];

		if (sealed->problem && may_hold(data, sealed->folder) &&
		    sealing_is_first(sealing, sealed))
			sealing_judge_seal(sealing, sealed);
	}
}
