/*
 * Holds the documents of one file to what kind `data` expects, at every place that a path names:
 * what is selected, and every element without the rest of the path.
 */
#include "data.h"

#include <inttypes.h>
#include <string.h>

/* A step of a path that is missing weighs more than places that are. */
#define STEP_WEIGHT 1000000

struct data_judging {
	struct done_view *view;
	const struct data_options *options;
	const struct done_file *file;
	const struct done_value *root;
	const char *document;  /* " in document 2 of 3 (Deployment 'web')"; "" of one alone */
	const char *identity;  /* "document Deployment/web ": for subjects, which must not move */
	const char *otherwise; /* behind a fix: another way out; "" */
	struct done_result *result;
	size_t *distance; /* not NULL: how far the document is off is added here, nothing written */
};

/* ---- words ---- */

static bool is_plain_path(const struct done_jsonpath *path)
{
	for (size_t i = 0; *done_jsonpath_rest(path, i); i++)
		if (!done_jsonpath_is_plain(path, i))
			return false;
	return true;
}

/* The place as the policy writes it, or where the path has many, this one of them. */
static const char *place_text(const struct data_judging *judging, const struct data_at *at,
    const struct done_trail *trail, const char *rest, bool by_name)
{
	if (is_plain_path(at->path))
		return done_jsonpath_text(at->path);
	struct done_arena *arena = judging->view->arena;
	return done_arena_printf(arena, "%s%s", done_trail_text(arena, trail, by_name), rest);
}

static void data_judge_finish(
    const struct data_judging *judging, struct done_finding *finding, const char *fix)
{
	done_finding_fix(finding, judging->view, "%s%s", fix, judging->otherwise);
}

/* Of a path with many places which of them it is; of several documents, which of them. */
static struct done_subject data_subject(const struct data_judging *judging,
    const struct data_at *at, const char *wrong, const struct done_trail *trail, const char *rest)
{
	struct done_arena *arena = judging->view->arena;
	const char *place =
	    is_plain_path(at->path) ? "" : place_text(judging, at, trail, rest, true);
	const char *thing = done_arena_printf(arena, "%s%s", judging->identity, place);

	return (struct done_subject){
	    .wrong = wrong,
	    .option = done_arena_printf(arena, "at.%s", done_jsonpath_text(at->path)),
	    .path = judging->file->path,
	    .thing = *thing ? thing : NULL,
	};
}

/* ---- findings ---- */

static const char *missing_fix(const struct data_judging *judging, const struct data_at *at,
    const struct done_miss *miss, const char *place)
{
	struct done_view *view = judging->view;
	const char *file = judging->file->path, *path = done_jsonpath_text(at->path);
	const char *name = done_view_shown_path(view, done_view_short(view, file));
	const char *wanted = done_data_wanted(view, &at->expects);
	const char *colon = *wanted ? ": " : "", *below, *written;

	if (is_plain_path(at->path)) {
		written = done_data_written(view, file, &at->expects, path, judging->root, &below);
	} else {
		written = done_data_written(view, file, &at->expects,
		    done_jsonpath_rest(at->path, miss->segment), miss->at, &below);
		below = done_trail_text(view->arena, miss->trail, false);
		below = *below && below[1] ? below : NULL;
	}
	if (!written)
		return done_arena_printf(view->arena, "add '%s'%s%s", place, colon, wanted);
	return done_arena_printf(view->arena, "add %s%s%s%s to %s%s%s",
	    done_view_shown(view, written, strlen(written), 0), below ? " below '" : "",
	    below ? done_view_shown(view, below, strlen(below), 0) : "", below ? "'" : "", name,
	    colon, wanted);
}

static bool is_empty(const struct done_value *value)
{
	return (value->type == DONE_LIST && !value->list.nr) ||
	    (value->type == DONE_MAP && !value->map.nr);
}

static void add_missing(
    const struct data_judging *judging, const struct data_at *at, const struct done_miss *miss)
{
	struct done_view *view = judging->view;
	const char *rest = done_jsonpath_rest(at->path, miss->segment);
	const char *place = place_text(judging, at, miss->trail, rest, false);
	struct done_subject subject = data_subject(judging, at, "missing", miss->trail, rest);
	struct done_place where = {judging->file->path, miss->at->line, miss->at->column};
	struct done_finding *finding;

	if (is_empty(miss->at) && !done_jsonpath_is_plain(at->path, miss->segment))
		finding = done_result_add(judging->result, view, where, subject,
		    "'%s' is empty%s, so nothing is at '%s'",
		    done_trail_text(view->arena, miss->trail, false), judging->document, place);
	else
		finding = done_result_add(judging->result, view, where, subject,
		    "'%s' is missing%s", place, judging->document);
	data_judge_finish(judging, finding, missing_fix(judging, at, miss, place));
}

static void add_unwanted(
    const struct data_judging *judging, const struct data_at *at, const struct done_trail *trail)
{
	struct done_arena *arena = judging->view->arena;
	const struct done_value *node = done_trail_value(trail);
	const char *place = place_text(judging, at, trail, "", false);
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){judging->file->path, node->line, node->column},
	    data_subject(judging, at, "must not be there", trail, ""), "'%s' must not be there%s",
	    place, judging->document);

	data_judge_finish(judging, finding, done_arena_printf(arena, "take '%s' out", place));
}

/* A list or map that is too short: what is there may stay. */
static void add_few(const struct data_judging *judging, const struct data_at *at,
    const struct done_trail *trail, size_t nr)
{
	struct done_arena *arena = judging->view->arena;
	const struct done_value *node = done_trail_value(trail);
	int64_t least = at->expects.min_items;
	struct done_subject subject = data_subject(judging, at, "too few", trail, "");

	subject.amount = (double)(least - (int64_t)nr);
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){judging->file->path, node->line, node->column}, subject,
	    "'%s' has %zu %s%s; expected at least %" PRId64,
	    place_text(judging, at, trail, "", false), nr, nr == 1 ? "entry" : "entries",
	    judging->document, least);

	data_judge_finish(judging, finding,
	    done_arena_printf(
	        arena, "write at least %" PRId64 " %s", least, least == 1 ? "entry" : "entries"));
}

static void add_misfit(const struct data_judging *judging, const struct data_at *at,
    const struct done_trail *trail, const struct data_misfit *misfit)
{
	struct done_arena *arena = judging->view->arena;
	const struct done_value *node = done_trail_value(trail);
	const char *shown = done_data_value_shown(judging->view, node);
	struct done_subject subject = data_subject(judging, at, misfit->wrong, trail, "");

	subject.option = done_arena_printf(arena, "%s.%s", subject.option, misfit->option);
	subject.amount = misfit->amount;
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){judging->file->path, node->line, node->column}, subject,
	    "'%s' is %s%s; expected %s", place_text(judging, at, trail, "", false), shown,
	    judging->document, misfit->what);

	data_judge_finish(
	    judging, finding, done_arena_printf(arena, "change %s to %s", shown, misfit->what));
	if (strcmp(misfit->option, "matches") != 0)
		return;
	done_finding_brief(finding, judging->view, "'%s' is %s, which the policy does not accept",
	    place_text(judging, at, trail, "", false), shown);
	done_finding_brief_fix(
	    finding, judging->view, "change %s to a value that it accepts", shown);
}

/* ---- evidence ---- */

static void add_fitting(
    const struct data_judging *judging, const struct data_at *at, const struct done_trail *trail)
{
	const struct done_value *node = done_trail_value(trail);

	if (done_result_wants_evidence(judging->result))
		done_result_evidence(judging->result, judging->view, judging->file->path,
		    node->line, DONE_DECLARED, "'%s' is %s",
		    place_text(judging, at, trail, "", false),
		    done_data_value_shown(judging->view, node));
}

static void add_lacking_as_asked(const struct data_judging *judging, const struct data_at *at)
{
	if (done_result_wants_evidence(judging->result))
		done_result_evidence(judging->result, judging->view, judging->file->path, 0,
		    DONE_DECLARED, "nothing is at '%s'", done_jsonpath_text(at->path));
}

/* ---- one document ---- */

static size_t entries_of(const struct done_value *node)
{
	return node->type == DONE_LIST ? node->list.nr
	    : node->type == DONE_MAP   ? node->map.nr
	                               : SIZE_MAX;
}

static int judge_place(const struct data_judging *judging, const struct data_at *at,
    const struct done_trail *trail, struct done_error *err)
{
	const struct done_value *node = done_trail_value(trail);
	struct data_misfit misfit = {0};

	int rc = at->expects.exists
	    ? done_data_fits(judging->view, &at->expects, node, &misfit, err)
	    : 0;
	if (rc == 0 && judging->distance)
		++*judging->distance;
	else if (rc == 0 && !at->expects.exists)
		add_unwanted(judging, at, trail);
	else if (rc == 0 && entries_of(node) < (uint64_t)at->expects.min_items)
		add_few(judging, at, trail, entries_of(node));
	else if (rc == 0)
		add_misfit(judging, at, trail, &misfit);
	else if (rc == 1 && !judging->distance)
		add_fitting(judging, at, trail);
	return rc < 0 ? rc : 0;
}

/* How many steps of the path the worst of the misses leaves: a document of another kind has none.
 */
static size_t steps_missing(
    const struct done_jsonpath *path, const struct done_miss *missing, size_t nr)
{
	size_t first = SIZE_MAX, steps = 0;

	for (size_t i = 0; i < nr; i++)
		first = missing[i].segment < first ? missing[i].segment : first;
	while (nr && *done_jsonpath_rest(path, first + steps))
		steps++;
	return nr ? STEP_WEIGHT * steps + nr : 0;
}

/* Misses and misfits in the order of the path's places, misses first. */
static int judge_path(
    const struct data_judging *judging, const struct data_at *at, struct done_error *err)
{
	struct done_places places;
	int rc = done_jsonpath_places(
	    done_view_kept(judging->view), at->path, judging->root, &places, err);

	if (rc < 0)
		return rc;
	size_t nr = at->expects.exists && !at->expects.optional ? places.nr_missing : 0;
	if (judging->distance)
		*judging->distance += steps_missing(at->path, places.missing, nr);
	for (size_t i = 0; i < nr && !judging->distance; i++)
		add_missing(judging, at, &places.missing[i]);
	for (size_t i = 0; i < places.nr && rc == 0; i++)
		rc = judge_place(judging, at, places.found[i], err);
	if (rc == 0 && !places.nr && !judging->distance &&
	    (!at->expects.exists || at->expects.optional))
		add_lacking_as_asked(judging, at);
	return rc;
}

static const char *text_at(const struct done_value *value, const char *key)
{
	const struct done_value *text = done_value_get(value, key);

	return text && text->type == DONE_STRING ? text->string.ptr : NULL;
}

/* Says which document it is, of several: by its number, and in Kubernetes' way by kind and name. */
static void name_document(struct data_judging *judging, size_t number, size_t nr)
{
	struct done_arena *arena = judging->view->arena;
	const char *kind = text_at(judging->root, "kind");
	const char *name = text_at(done_value_get(judging->root, "metadata"), "name");

	judging->document = judging->identity = "";
	if (nr == 1)
		return;
	if (!kind)
		judging->document = done_arena_printf(arena, " in document %zu of %zu", number, nr);
	else
		judging->document =
		    done_arena_printf(arena, " in document %zu of %zu (%.80s%s%.80s%s)", number, nr,
		        kind, name ? " '" : "", name ? name : "", name ? "'" : "");
	if (kind && name)
		judging->identity = done_arena_printf(arena, "document %s/%s ", kind, name);
	else
		judging->identity = done_arena_printf(arena, "document %zu ", number);
}

static int judge_document(struct data_judging *judging, const struct done_documents *documents,
    size_t i, struct done_error *err)
{
	const struct data_list *list = &judging->options->at;
	int rc = 0;

	judging->root = &documents->items[i];
	name_document(judging, i + 1, documents->nr);
	for (size_t j = 0; rc == 0 && j < list->nr; j++)
		rc = judge_path(judging, &list->items[j], err);
	return rc;
}

/* ---- which documents ---- */

static int judge_each(
    struct data_judging *judging, const struct done_documents *documents, struct done_error *err)
{
	int rc = 0;

	if (judging->options->document.which == DATA_EACH_UNSAID && documents->nr > 1)
		judging->otherwise = ", or, where not every document is meant, write 'document: "
		                     "any' or its number into the policy";
	for (size_t i = 0; rc == 0 && i < documents->nr; i++)
		rc = judge_document(judging, documents, i, err);
	return rc;
}

/* Where none holds, the findings of the one that comes nearest. */
static int judge_any(
    struct data_judging *judging, const struct done_documents *documents, struct done_error *err)
{
	size_t nearest = 0, least = SIZE_MAX;

	for (size_t i = 0; i < documents->nr; i++) {
		size_t distance = 0;

		judging->distance = &distance;
		int rc = judge_document(judging, documents, i, err);
		if (rc < 0)
			return rc;
		if (distance < least) {
			least = distance;
			nearest = i;
		}
		/* It holds: once more, for what met it. */
		if (!least)
			break;
	}
	judging->distance = NULL;
	if (documents->nr > 1 && least > 0)
		judging->otherwise = done_arena_printf(judging->view->arena,
		    " (none of the %zu documents holds; this one comes nearest)", documents->nr);
	return judge_document(judging, documents, nearest, err);
}

static int judge_numbered(
    struct data_judging *judging, const struct done_documents *documents, struct done_error *err)
{
	size_t number = judging->options->document.number;

	if (number <= documents->nr)
		return judge_document(judging, documents, number - 1, err);
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){judging->file->path, 0, 0},
	    (struct done_subject){
	        .wrong = "missing", .option = "document", .path = judging->file->path},
	    "has no document %zu: it holds %zu", number, documents->nr);
	done_finding_fix(
	    finding, judging->view, "add the document, or change 'document' in the policy");
	return 0;
}

int done_data_judge(struct done_view *view, const struct data_options *options,
    const struct done_file *file, const struct done_documents *documents,
    struct done_result *result, struct done_error *err)
{
	static int (*const judges[])(
	    struct data_judging *, const struct done_documents *, struct done_error *) = {
	    [DATA_EACH_UNSAID] = judge_each,
	    [DATA_EACH] = judge_each,
	    [DATA_ANY] = judge_any,
	    [DATA_NUMBER] = judge_numbered,
	};
	struct data_judging judging = {
	    .view = view, .options = options, .file = file, .otherwise = "", .result = result};

	return judges[options->document.which](&judging, documents, err);
}
