/*
 * Commits judged one after the other. Each part of the plan, and each service, remembers what it
 * asked of the tree: where the next commit answers the same, it is taken over as it is. A part that
 * is made again is compared by what services see of it, so that they need not be judged again where
 * it came out the same.
 */
#include <stdlib.h>
#include <string.h>

#include "line.h"

#define MEMO_BYTES_MAX ((size_t)128 << 20)

/* One service as it was judged last. */
struct line_kept {
	char *path;
	struct done_buf bytes, key, lines;
	struct done_trace trace;
	size_t generation; /* of what all services see */
	unsigned hangs_on; /* bits of enum done_hangs_on */
	bool is_taken_over;
	bool is_left; /* the commit before has its directory, and does not find it */
	size_t before;
};

struct done_line {
	struct done_request request;
	done_line_encode *encode;
	struct done_repo *repo;
	struct done_matcher *matcher;
	bool is_own_policy;                      /* of each commit */
	struct done_snapshot last, now, nothing; /* last: of the commit before; list NULL: none */
	struct done_traced traced;
	struct done_snapshot head; /* what the plan asks: now, by way of traced */
	struct done_trees trees;
	struct done_comparison compared;
	struct done_notes notes;
	struct done_plan plan;
	struct done_line_policy *policy;
	struct done_line_map *map;
	struct done_line_known *profiles, *outside;
	struct done_languages languages;
	struct done_memo *memo; /* of this policy: it says what languages are */
	done_day day;           /* of the commit before */
	size_t generation;
	struct line_kept *kept;
	size_t nr_kept;
	struct done_line_told told;
	struct done_line_extended extended;
	struct done_touched touched; /* since the commit before, in the arena of this commit */
	struct done_arena arena;
};

/* ---- parts ---- */

/* A part is the first member of what it belongs to, which is freed with it. */
static void part_drop(struct done_line_part *part)
{
	while (part && !--part->refs) {
		struct done_line_part *on = part->on;

		done_trace_release(&part->trace);
		done_arena_release(&part->arena);
		free(part);
		part = on;
	}
}

static void *part_new(size_t size, struct done_line_part *on)
{
	struct done_line_part *part = calloc(1, size);

	if (!part)
		done_out_of_memory();
	part->refs = 1;
	part->on = on;
	if (on)
		on->refs++;
	return part;
}

static bool part_is_good(const struct done_line *line, const struct done_line_part *part)
{
	return part && !done_trace_is_touched(&part->trace, &line->touched);
}

/* Whatever is asked from here on belongs to the part. */
static void part_begin(struct done_line *line, struct done_line_part *part)
{
	line->traced.to = &part->trace;
	line->notes = (struct done_notes){.arena = &part->arena};
	line->plan.arena = &part->arena;
}

static void line_drop_outside(struct done_line *line)
{
	if (line->outside)
		done_buf_release(&line->outside->seen);
	part_drop(line->outside ? &line->outside->part : NULL);
	line->outside = NULL;
}

static void line_drop_profiles(struct done_line *line)
{
	part_drop(line->profiles ? &line->profiles->part : NULL);
	line->profiles = NULL;
}

static void line_drop_map(struct done_line *line)
{
	if (line->map) {
		done_buf_release(&line->map->seen);
		done_loaded_release(&line->map->loaded);
	}
	part_drop(line->map ? &line->map->part : NULL);
	line->map = NULL;
}

static void line_drop_kept(struct line_kept *kept)
{
	free(kept->path);
	done_buf_release(&kept->bytes);
	done_buf_release(&kept->key);
	done_buf_release(&kept->lines);
	done_trace_release(&kept->trace);
	*kept = (struct line_kept){0};
}

/* Everything that hangs on the policy: that is everything. */
static void line_drop_all(struct done_line *line)
{
	for (size_t i = 0; i < line->nr_kept; i++)
		line_drop_kept(&line->kept[i]);
	free(line->kept);
	line->kept = NULL;
	line->nr_kept = 0;
	line_drop_outside(line);
	line_drop_profiles(line);
	line_drop_map(line);
	done_languages_release(&line->languages);
	done_memo_free(line->memo);
	line->traced.memo = line->head.memo = line->memo = NULL;
	if (!line->policy)
		return;
	done_bar_release(&line->policy->bar);
	done_snapshot_close(&line->policy->asked);
	line->trees.asked = NULL;
	part_drop(&line->policy->part);
	line->policy = NULL;
}

/* ---- the parts of the plan ---- */

static int make_bar(struct done_line *line, struct done_line_policy *policy, struct done_error *err)
{
	const char *revision = done_bar_revision(&line->request);
	int rc = 0;

	line->trees = (struct done_trees){
	    .head = &line->head, .tip = &line->nothing, .head_day = line->trees.head_day};
	if (revision) {
		line->trees.asked = &policy->asked;
		rc = done_revision_resolve(line->repo, revision, &line->trees.asked_commit, err);
		if (rc >= 0)
			rc = done_snapshot_of_commit(
			    line->repo, &line->trees.asked_commit, &policy->asked, err);
	}
	return rc < 0 ? rc : done_bar_make(&line->plan, &policy->bar, err);
}

static int plan_policy(struct done_line *line, struct done_error *err)
{
	struct done_line_policy *policy;
	int rc;

	if (line->policy && (!line->is_own_policy || part_is_good(line, &line->policy->part)))
		return 0;
	line_drop_all(line);
	policy = part_new(sizeof(*policy), NULL);
	part_begin(line, &policy->part);
	line->plan.bar = NULL;
	rc = make_bar(line, policy, err);
	line->policy = policy;
	if (rc < 0)
		return rc;
	line->plan.bar = &policy->bar;
	if (policy->bar.policy)
		line->languages = (struct done_languages){.policy = policy->bar.policy};
	line->traced.memo = line->head.memo = line->memo = done_memo_new(MEMO_BYTES_MAX);
	return 0;
}

static bool map_is_dated(const struct done_line_map *map)
{
	for (size_t i = 0; i < map->standings.services.nr; i++) {
		const struct done_sheet *sheet = map->standings.services.items[i].sheet;

		if (sheet &&
		    (sheet->nr_waivers || sheet->until != DONE_NO_DAY ||
		        (sheet->stage && !strcmp(sheet->stage, "experiment"))))
			return true;
	}
	return false;
}

static int make_map(struct done_line *line, struct done_line_map *map, struct done_error *err)
{
	struct done_plan *plan = &line->plan;

	map->changed.from = &line->nothing;
	plan->changed = &map->changed;
	plan->map = NULL;
	plan->selection = NULL;
	plan->nested = NULL;
	plan->standings = NULL;
	plan->work = NULL;
	map->loaded.arena = plan->arena;
	plan->loaded = &map->loaded;
	if (done_map_make(plan, &map->map, err) < 0)
		return err->code;
	plan->map = &map->map;
	if (done_selection_make(plan, &map->selection, err) < 0)
		return err->code;
	plan->selection = &map->selection;
	if (done_nested_make(plan, &map->nested, err) < 0)
		return err->code;
	plan->nested = &map->nested;
	if (done_filter_validate(plan, err) < 0)
		return err->code;
	done_standings_make(plan, &map->standings);
	plan->standings = &map->standings;
	done_work_of_services(plan, map->nested.asked, &map->work);
	plan->work = &map->work;
	map->is_dated = map_is_dated(map);
	done_line_key_of_all(plan, &line->now, &map->seen);
	return 0;
}

static bool same_bytes(const struct done_buf *a, const struct done_buf *b)
{
	return a->len == b->len && (!a->len || !memcmp(a->ptr, b->ptr, a->len));
}

/* Sets *made where it is made again, and *differs where services see that. */
static int plan_map(struct done_line *line, bool *made, bool *differs, struct done_error *err)
{
	struct done_line_map *map;

	*made = !line->map || !part_is_good(line, &line->map->part) ||
	    (line->map->is_dated && line->day != line->request.now);
	*differs = false;
	if (!*made)
		return 0;
	map = part_new(sizeof(*map), &line->policy->part);
	part_begin(line, &map->part);
	if (make_map(line, map, err) < 0) {
		done_buf_release(&map->seen);
		done_loaded_release(&map->loaded);
		part_drop(&map->part);
		return err->code;
	}
	*differs = !line->map || !same_bytes(&line->map->seen, &map->seen);
	line_drop_map(line);
	line->map = map;
	return 0;
}

static int plan_profiles(struct done_line *line, bool again, bool *made, struct done_error *err)
{
	struct done_line_known *profiles;

	*made = done_policy_asks_profile(line->map->nested.asked) &&
	    (again || !line->profiles || !part_is_good(line, &line->profiles->part));
	if (*made) {
		profiles = part_new(sizeof(*profiles), &line->map->part);
		part_begin(line, &profiles->part);
		if (done_known_profiles(
		        &line->plan, line->map->nested.asked, &profiles->known, err) < 0) {
			part_drop(&profiles->part);
			return err->code;
		}
		line_drop_profiles(line);
		line->profiles = profiles;
	}
	if (line->profiles)
		line->map->work.known = line->profiles->known;
	return 0;
}

static void plan_outside(struct done_line *line, bool again, bool *differs)
{
	struct done_line_known *outside;

	if (again || !line->outside || !part_is_good(line, &line->outside->part)) {
		outside = part_new(sizeof(*outside), &line->map->part);
		part_begin(line, &outside->part);
		outside->known.outside = done_known_outside(
		    &line->plan, line->map->nested.asked, &line->map->work.known);
		done_line_key_of_outside(
		    outside->known.outside, line->map->work.services.nr, &outside->seen);
		*differs =
		    again || !line->outside || !same_bytes(&outside->seen, &line->outside->seen);
		line_drop_outside(line);
		line->outside = outside;
	}
	line->map->work.known.outside = line->outside->known.outside;
}

static bool line_needs_evidence(const struct done_test *test)
{
	return test->form->needs_evidence;
}

/* The parts in their order. *compares: what services see of them is to be compared. */
static int line_plan(
    struct done_line *line, const struct done_oid *commit, bool *compares, struct done_error *err)
{
	bool map_made, map_differs, profiles_made, outside_differs = false;
	char hex[DONE_OID_HEX + 1];

	if (plan_policy(line, err) < 0)
		return err->code;
	if (!line->policy->bar.policy)
		return 0;
	if (plan_map(line, &map_made, &map_differs, err) < 0 ||
	    plan_profiles(line, map_differs, &profiles_made, err) < 0)
		return err->code;
	plan_outside(line, map_differs || (profiles_made && line->map->work.services.nr == 1),
	    &outside_differs);
	if (done_policy_asks(line->map->nested.asked, line_needs_evidence)) {
		done_oid_hex(commit, hex);
		line->map->work.known.commit = done_arena_strdup(&line->arena, hex);
		if (done_evidence_notes(line->policy->bar.policy, line->repo, &line->arena, commit,
		        &line->map->work.known, err) < 0)
			return err->code;
	}
	line->generation += map_differs || outside_differs;
	*compares = map_made || profiles_made;
	return 0;
}

/* ---- services ---- */

static void line_evaluate(
    struct done_line *line, const struct done_selected *selected, struct line_kept *out)
{
	struct done_arena keep = {0}, scratch = {0};
	struct done_meter meter = {0};
	struct done_service_report report = {0};
	struct done_view view = done_view_of_plan(&line->plan, selected);
	struct done_watch watch = done_watch_of(line->request.progress);

	line->traced.to = &out->trace;
	view.arena = &scratch;
	view.matcher = line->matcher;
	view.meter = &meter;
	view.watch = &watch;
	view.languages = &line->languages;
	view.hangs_on = &out->hangs_on;
	done_evaluate_service(&line->plan, selected, &view, &keep, &report);
	line->encode(&report, &out->bytes);
	line->traced.to = NULL;
	done_view_release(&view);
	done_arena_release(&scratch);
	done_arena_release(&keep);
}

/* Of this commit; NULL: nothing was made again that services see. */
struct line_keys {
	struct done_buf key, lines;
};

static bool line_is_as_before(
    const struct done_line *line, const struct line_kept *kept, const struct line_keys *keys)
{
	if (kept->generation != line->generation || kept->hangs_on & DONE_HANGS_ON_COMMIT ||
	    (kept->hangs_on & DONE_HANGS_ON_DAY && line->day != line->request.now) ||
	    done_trace_is_touched(&kept->trace, &line->touched))
		return false;
	return !keys ||
	    (same_bytes(&keys->key, &kept->key) &&
	        (!(kept->hangs_on & DONE_HANGS_ON_LINES) ||
	            same_bytes(&keys->lines, &kept->lines)));
}

static void line_settle(struct done_line *line, const struct done_selected *selected,
    struct line_kept *before, bool compares, struct line_kept *out)
{
	struct line_keys keys = {0};
	struct done_buf bytes;
	bool makes_keys = compares || !before;

	if (makes_keys) {
		done_line_key_of_service(&line->plan, selected->service, &line->now, &keys.key);
		done_line_key_of_lines(&line->plan, selected->service, &keys.lines);
	}
	if (before && line_is_as_before(line, before, makes_keys ? &keys : NULL)) {
		*out = *before;
		*before = (struct line_kept){0};
		out->is_taken_over = true;
		done_buf_release(&keys.key);
		done_buf_release(&keys.lines);
		return;
	}
	if (!makes_keys) {
		keys = (struct line_keys){before->key, before->lines};
		before->key = before->lines = (struct done_buf){0};
	}
	*out = (struct line_kept){
	    .key = keys.key, .lines = keys.lines, .generation = line->generation};
	out->path = strdup(selected->service->path);
	if (!out->path)
		done_out_of_memory();
	line_evaluate(line, selected, out);
	bytes = out->bytes;
	out->is_taken_over = before && same_bytes(&bytes, &before->bytes);
}

/* The root is always there. */
static bool line_has_directory(struct done_snapshot *snapshot, const struct done_service *service)
{
	const char *directory = done_service_directory(service);
	struct done_error ignored = {0};
	struct done_entry entry;

	return snapshot->list && *directory &&
	    done_snapshot_find(snapshot, directory, &entry, &ignored) == 1 &&
	    entry.kind == DONE_ENTRY_DIRECTORY;
}

/* Both lists ascend by path. */
static void line_services(struct done_line *line, bool compares)
{
	const struct done_selection *selection = &line->map->work.selection;
	struct line_kept *kept = calloc(selection->nr + 1, sizeof(*kept));
	size_t at = 0;

	if (!kept)
		done_out_of_memory();
	for (size_t i = 0; i < selection->nr; i++) {
		const struct done_selected *selected = &selection->items[i];
		struct line_kept *before = NULL;

		while (
		    at < line->nr_kept && strcmp(line->kept[at].path, selected->service->path) < 0)
			line_drop_kept(&line->kept[at++]);
		if (at < line->nr_kept && !strcmp(line->kept[at].path, selected->service->path))
			before = &line->kept[at++];
		line_settle(line, selected, before, compares, &kept[i]);
		kept[i].before = before ? (size_t)(before - line->kept) : 0;
		kept[i].is_left = !before && line_has_directory(&line->last, selected->service);
		if (before)
			line_drop_kept(before);
	}
	while (at < line->nr_kept)
		line_drop_kept(&line->kept[at++]);
	free(line->kept);
	line->kept = kept;
	line->nr_kept = selection->nr;
}

static void line_tell(struct done_line *line)
{
	struct done_line_told *told = &line->told;

	free(told->services);
	told->services = calloc(line->nr_kept + 1, sizeof(*told->services));
	if (!told->services)
		done_out_of_memory();
	told->nr = line->nr_kept;
	for (size_t i = 0; i < line->nr_kept; i++) {
		const struct line_kept *kept = &line->kept[i];
		struct done_entry tree = {0};
		struct done_error ignored = {0};

		if (strcmp(kept->path, ".") != 0)
			done_snapshot_find(&line->now, kept->path, &tree, &ignored);
		told->services[i] = (struct done_line_service){
		    .path = kept->path,
		    .bytes = {kept->bytes.ptr, kept->bytes.len},
		    .tree = tree.oid,
		    .is_taken_over = kept->is_taken_over,
		    .before = kept->before,
		    .is_left = kept->is_left,
		};
	}
	told->edits = (struct done_line_edits){0};
	if (line->last.list)
		done_line_edits_find(&line->arena, &line->extended, &line->touched.changes,
		    &line->now, &line->last, &told->edits);
}

/* ---- commits ---- */

/* A commit that could not be judged leaves nothing behind that the next one builds on. */
static void line_forget(struct done_line *line)
{
	line_drop_all(line);
	done_snapshot_close(&line->now);
	done_snapshot_close(&line->last);
}

static int line_judge_now(
    struct done_line *line, const struct done_oid *commit, struct done_error *err)
{
	bool is_first = !line->last.list, compares = false;

	if (!is_first &&
	    done_touched_find(&line->last, &line->now, &line->arena, &line->touched, err) < 0)
		return err->code;
	line->compared = done_compared_nothing(&line->arena, "a commit", commit);
	line->trees.head_day = done_heading_day(line->repo, commit, &line->arena);
	if (line_plan(line, commit, &compares, err) < 0)
		return err->code;
	if (!line->policy->bar.policy)
		return 0;
	/* What an audit reads besides, to be undecided where it cannot: later commits are seen
	 * whole by what differs. */
	line->notes = (struct done_notes){.arena = &line->arena};
	line->plan.arena = &line->arena;
	if (is_first && done_plan_note_selectors(&line->plan, err) < 0)
		return err->code;
	line_services(line, compares);
	return 0;
}

int done_line_judge(struct done_line *line, const struct done_oid *commit, done_day day,
    struct done_line_told *out, struct done_error *err)
{
	int rc;

	done_arena_release(&line->arena);
	line->touched = (struct done_touched){0};
	line->request.now = day;
	rc = done_snapshot_of_commit(line->repo, commit, &line->now, err);
	if (rc >= 0) {
		line->traced = (struct done_traced){.whole = &line->now, .memo = line->memo};
		done_snapshot_traced(&line->traced, &line->head);
		rc = line_judge_now(line, commit, err);
	}
	line->traced.to = NULL;
	if (rc < 0) {
		line_forget(line);
		return rc;
	}
	line_tell(line);
	*out = line->told;
	done_snapshot_close(&line->last);
	line->last = line->now;
	line->now = (struct done_snapshot){0};
	line->day = day;
	return 0;
}

int done_line_open(struct done_line **out, const struct done_request *request,
    done_line_encode *encode, struct done_error *err)
{
	struct done_repo_options options = {.directory = request->directory,
	    .verify = request->verify,
	    .trust_owner = request->trust_owner};
	struct done_repo *repo = NULL;
	struct done_line *line;

	if (done_repo_open(&repo, &options, err) < 0)
		return err->code;
	line = calloc(1, sizeof(*line));
	if (!line)
		done_out_of_memory();
	line->repo = repo;
	line->request = *request;
	line->request.mode = DONE_MODE_AUDIT;
	line->is_own_policy = request->policy_from && !strcmp(request->policy_from, "head");
	line->request.hook = line->is_own_policy ? "pre-push" : NULL;
	line->encode = encode;
	line->matcher = done_matcher_new();
	done_snapshot_of_nothing(&line->nothing);
	line->plan = (struct done_plan){.request = &line->request,
	    .notes = &line->notes,
	    .compared = &line->compared,
	    .trees = &line->trees};
	*out = line;
	return 0;
}

void done_line_close(struct done_line *line)
{
	if (!line)
		return;
	line_forget(line);
	done_arena_release(&line->arena);
	done_arena_release(&line->extended.arena);
	free(line->told.services);
	done_matcher_free(line->matcher);
	done_repo_close(line->repo);
	free(line);
}
