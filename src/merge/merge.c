/*
 * The shards of one run, joined: what one run over everything would have reported. All must be
 * there, once, and of the same run; else there is an error and no report.
 */
#include <stdlib.h>
#include <string.h>

#include "done/gate.h"
#include "done/merge.h"

struct merging {
	struct done_report *parts;
	const char *const *files;
	size_t nr;
	struct done_error *err;
};

/* ---- of one run ---- */

static bool merge_same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool same_oid(bool has_a, const struct done_oid *a, bool has_b, const struct done_oid *b)
{
	return has_a == has_b && (!has_a || done_oid_equal(a, b));
}

static bool same_criterion(const struct done_criterion *a, const struct done_criterion *b)
{
	if (!merge_same(a->id, b->id) || !merge_same(a->title, b->title) ||
	    a->nr_checks != b->nr_checks)
		return false;
	for (size_t i = 0; i < a->nr_checks; i++) {
		const struct done_check *one = &a->checks[i], *other = &b->checks[i];

		if (one->level != other->level || !merge_same(one->id, other->id) ||
		    !merge_same(one->title, other->title) || !merge_same(one->why, other->why) ||
		    !merge_same(one->url, other->url) || !merge_same(one->fix, other->fix))
			return false;
	}
	return true;
}

static bool same_bar(const struct done_policy *a, const struct done_policy *b)
{
	if (!a || !b)
		return a == b;
	if (a->waivers.max_days != b->waivers.max_days ||
	    a->experiment_days != b->experiment_days || !merge_same(a->help, b->help) ||
	    a->waivers.self_granted != b->waivers.self_granted ||
	    a->waivers.emergency_days != b->waivers.emergency_days ||
	    !done_strings_equal(&a->waivers.approvers, &b->waivers.approvers))
		return false;
	if (a->select.unowned != b->select.unowned || a->nr_criteria != b->nr_criteria)
		return false;
	for (size_t i = 0; i < a->nr_criteria; i++) {
		if (!same_criterion(&a->criteria[i], &b->criteria[i]))
			return false;
	}
	return true;
}

static bool same_unowned(const struct done_run *a, const struct done_run *b)
{
	struct done_strings one = {a->unowned, a->nr_unowned}, other = {b->unowned, b->nr_unowned};

	return done_strings_equal(&one, &other);
}

/* The next note from i on that every shard has: all but those of services. */
static size_t next_shared(const struct done_run *run, size_t i)
{
	while (i < run->nr_notes && run->notes[i].about == DONE_NOTE_OF_SERVICE)
		i++;
	return i;
}

static bool same_notes(const struct done_run *a, const struct done_run *b)
{
	size_t i = next_shared(a, 0), j = next_shared(b, 0);

	while (i < a->nr_notes && j < b->nr_notes) {
		if (a->notes[i].level != b->notes[j].level ||
		    a->notes[i].about != b->notes[j].about ||
		    !merge_same(a->notes[i].message, b->notes[j].message))
			return false;
		i = next_shared(a, i + 1);
		j = next_shared(b, j + 1);
	}
	return i == a->nr_notes && j == b->nr_notes;
}

static bool same_nested(const struct done_run *a, const struct done_run *b)
{
	if (a->nr_nested != b->nr_nested)
		return false;
	for (size_t i = 0; i < a->nr_nested; i++) {
		const struct done_nested_file *one = &a->nested[i], *other = &b->nested[i];

		if (!merge_same(one->path, other->path) ||
		    !same_oid(one->has_oid, &one->oid, other->has_oid, &other->oid))
			return false;
	}
	return true;
}

/* What two runs differ in, in words; NULL: they are parts of one. */
static const char *difference_of_runs(const struct done_run *a, const struct done_run *b)
{
	const struct {
		const char *words;
		bool same;
	} rows[] = {
	    {"the mode", a->mode == b->mode},
	    {"the ref", merge_same(a->ref, b->ref)},
	    {"the head", same_oid(a->has_head, &a->head, b->has_head, &b->head)},
	    {"the base", same_oid(a->has_base, &a->base, b->has_base, &b->base)},
	    {"the name of the base", merge_same(a->base_name, b->base_name)},
	    {"the range", merge_same(a->range_words, b->range_words)},
	    {"what repeats what", a->same_as == b->same_as},
	    {"the policy's path", merge_same(a->policy_path, b->policy_path)},
	    {"where the policy is from", merge_same(a->policy_from, b->policy_from)},
	    {"the policy",
	        same_oid(a->has_policy_oid, &a->policy_oid, b->has_policy_oid, &b->policy_oid)},
	    {"the policies of directories", same_nested(a, b)},
	    {"the policy's criteria", same_bar(a->policy, b->policy)},
	    {"how many services there are", a->examined.services == b->examined.services},
	    {"the paths that no service owns", same_unowned(a, b)},
	    {"the notes of the run", same_notes(a, b)},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		if (!rows[i].same)
			return rows[i].words;
	}
	return NULL;
}

static const char *difference(const struct done_report *a, const struct done_report *b)
{
	const struct {
		const char *words;
		bool same;
	} rows[] = {
	    {"the number of shards", a->shard.of == b->shard.of},
	    {"the day they judge by (give all the same --now)", a->now == b->now},
	    {"--advisory", a->advisory == b->advisory},
	    {"the hook", merge_same(a->hook, b->hook)},
	    {"--service", done_strings_equal(&a->asked.services, &b->asked.services)},
	    {"--criterion", done_strings_equal(&a->asked.criteria, &b->asked.criteria)},
	    {"--check", done_strings_equal(&a->asked.checks, &b->asked.checks)},
	    {"what is skipped", done_strings_equal(&a->asked.skip, &b->asked.skip)},
	    {"--all", a->asked.all == b->asked.all},
	    {"how many refs there are", a->nr_runs == b->nr_runs},
	};
	const char *words = NULL;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		if (!rows[i].same)
			return rows[i].words;
	}
	for (size_t i = 0; i < a->nr_runs && !words; i++)
		words = difference_of_runs(&a->runs[i], &b->runs[i]);
	return words || merge_same(a->reproduce, b->reproduce) ? words : "how to judge them again";
}

static int refuse_strangers(const struct merging *merging)
{
	for (size_t i = 0; i < merging->nr; i++) {
		const char *words;

		if (merging->nr > 1 && !merging->parts[i].shard.of)
			return done_error_set(merging->err, DONE_E_USAGE,
			    "'%s' is not a shard, but a whole report: nothing "
			    "can be merged with it",
			    merging->files[i]);
		words = difference(&merging->parts[0], &merging->parts[i]);
		if (!words)
			continue;
		done_error_set(merging->err, DONE_E_USAGE,
		    "'%s' and '%s' are not shards of one run: they differ in %s", merging->files[0],
		    merging->files[i], words);
		return done_error_cure(merging->err,
		    "judge all shards at the same commits, with the same "
		    "options but for --shard");
	}
	return 0;
}

/* ---- all of them, once ---- */

enum { MISSING_SHOWN = 10 };

static int refuse_missing(const struct merging *merging, const size_t *seen, int of)
{
	struct done_buf list = {0};
	int first = 0, nr = 0;

	for (int i = 1; i <= of; i++) {
		if (seen[i])
			continue;
		first = first ? first : i;
		if (nr++ < MISSING_SHOWN)
			done_buf_addf(&list, "%s%d", nr > 1 ? ", " : "", i);
	}
	if (!nr)
		return 0;
	if (nr > MISSING_SHOWN)
		done_buf_addf(&list, " and %d more", nr - MISSING_SHOWN);
	done_error_set(merging->err, DONE_E_UNDECIDED,
	    "%d of %d shards %s missing, so there is no verdict: %s", nr, of,
	    nr == 1 ? "is" : "are", list.ptr);
	done_buf_release(&list);
	return done_error_cure(
	    merging->err, "judge what is missing with --shard %d/%d, then merge again", first, of);
}

static int refuse_incomplete(const struct merging *merging, struct done_arena *scratch)
{
	int of = merging->parts[0].shard.of;
	size_t *seen = done_arena_array(scratch, (size_t)of + 1, sizeof(*seen));

	for (size_t i = 0; i < merging->nr && of; i++) {
		int number = merging->parts[i].shard.number;

		if (seen[number])
			return done_error_set(merging->err, DONE_E_USAGE,
			    "shard %d/%d is given twice: in '%s' and in '%s'", number, of,
			    merging->files[seen[number] - 1], merging->files[i]);
		seen[number] = i + 1;
	}
	return refuse_missing(merging, seen, of);
}

/* ---- joining ---- */

static int merge_compare_paths(const void *left, const void *right)
{
	const struct done_service_report *a = left, *b = right;

	return strcmp(a->service->path, b->service->path);
}

static void join_services(
    const struct merging *merging, size_t number, struct done_arena *arena, struct done_run *out)
{
	size_t nr = 0;

	for (size_t i = 0; i < merging->nr; i++)
		nr += merging->parts[i].runs[number].nr_services;
	out->services = done_arena_array(arena, nr + 1, sizeof(*out->services));
	out->nr_services = 0;
	for (size_t i = 0; i < merging->nr; i++) {
		const struct done_run *part = &merging->parts[i].runs[number];

		if (part->nr_services)
			memcpy(out->services + out->nr_services, part->services,
			    part->nr_services * sizeof(*part->services));
		out->nr_services += part->nr_services;
	}
	qsort(out->services, nr, sizeof(*out->services), merge_compare_paths);
}

/* The first shard's notes, and those that the others have of their services. */
static void join_notes(
    const struct merging *merging, size_t number, struct done_arena *arena, struct done_run *out)
{
	out->notes = NULL;
	out->nr_notes = out->cap_notes = out->nr_notes_dropped = 0;
	for (size_t i = 0; i < merging->nr; i++) {
		const struct done_run *part = &merging->parts[i].runs[number];

		for (size_t j = 0; j < part->nr_notes; j++) {
			if (i == 0 || part->notes[j].about == DONE_NOTE_OF_SERVICE)
				*DONE_ARENA_PUSH(arena, out->notes, out->nr_notes, out->cap_notes) =
				    part->notes[j];
		}
		out->nr_notes_dropped += part->nr_notes_dropped;
	}
	done_settle_notes(arena, out);
}

static void join_run(
    const struct merging *merging, size_t number, struct done_arena *arena, struct done_run *out)
{
	*out = merging->parts[0].runs[number];
	join_services(merging, number, arena, out);
	join_notes(merging, number, arena, out);
	for (size_t i = 1; i < merging->nr; i++) {
		const struct done_run *run = &merging->parts[i].runs[number];
		const struct done_examined *part = &run->examined;

		out->verdict = done_verdict_worse(out->verdict, run->verdict);
		out->examined.selected += part->selected;
		out->examined.checks += part->checks;
		out->examined.files += part->files;
		out->examined.binary += part->binary;
		out->examined.bytes += part->bytes;
		out->examined.beside += part->beside;
	}
}

/* The parts' memory goes to the whole, which points into it. */
static void take_arenas(struct merging *merging, struct done_report *out)
{
	out->kept = calloc(merging->nr, sizeof(*out->kept));
	if (!out->kept)
		done_out_of_memory();
	out->nr_kept = merging->nr;
	for (size_t i = 0; i < merging->nr; i++) {
		out->kept[i] = merging->parts[i].arena;
		memset(&merging->parts[i], 0, sizeof(merging->parts[i]));
	}
}

static void merge_join(struct merging *merging, struct done_report *out)
{
	struct done_report whole = merging->parts[0];

	memset(&whole.arena, 0, sizeof(whole.arena));
	whole.shard = (struct done_shard){0, 0};
	whole.runs = done_arena_array(&whole.arena, whole.nr_runs + 1, sizeof(*whole.runs));
	whole.verdict = DONE_MET;
	for (size_t i = 0; i < whole.nr_runs; i++) {
		join_run(merging, i, &whole.arena, &whole.runs[i]);
		whole.verdict = done_verdict_worse(whole.verdict, whole.runs[i].verdict);
	}
	take_arenas(merging, &whole);
	*out = whole;
}

/* Every shard may be whole, and the services of none: whose shard that is cannot be told. */
static int refuse_few(const struct merging *merging)
{
	const struct done_report *first = &merging->parts[0];

	for (size_t i = 0; i < first->nr_runs && first->shard.of; i++) {
		const struct done_run *run = &first->runs[i];
		size_t nr = 0;

		for (size_t j = 0; j < merging->nr; j++)
			nr += merging->parts[j].runs[i].nr_services;
		if (run->policy && run->mode == DONE_MODE_AUDIT && !first->asked.services.nr &&
		    nr != run->examined.services)
			return done_error_set(merging->err, DONE_E_USAGE,
			    "an audit is of all %zu services, and the shards "
			    "have %zu",
			    run->examined.services, nr);
	}
	return 0;
}

int done_report_merge(struct done_report *parts, const char *const *files, size_t nr,
    struct done_report *out, struct done_error *err)
{
	struct merging merging = {parts, files, nr, err};
	struct done_arena scratch = {0};
	int rc = refuse_strangers(&merging);

	if (rc >= 0)
		rc = refuse_incomplete(&merging, &scratch);
	if (rc >= 0)
		rc = refuse_few(&merging);
	done_arena_release(&scratch);
	if (rc < 0)
		return rc;
	if (!parts[0].shard.of) {
		*out = parts[0];
		memset(&parts[0], 0, sizeof(parts[0]));
		return 0;
	}
	merge_join(&merging, out);
	return 0;
}
