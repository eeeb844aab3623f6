/*
 * For tests of the gate's decisions, without a repository: a base and a change of it, in memory,
 * and the chain of the plan up to any of its values.
 *
 *   static const struct gate_row rows[] = {
 *       {"a service that the change brings",
 *        {POLICY, "services/a/x", "x"},                  what the base has: path, text, path, …
 *        {"services/b/x", "y", "services/a/x", GONE},    what the change brings, alters, removes
 *        "services/b: production\n"                      what the value comes to, line by line,
 *        "warning: *brings 'services/b'*", NULL},        then the notes; '*' is any text
 *   };
 *   gate_check_rows(rows, DONE_ARRAY_SIZE(rows), GATE_STANDINGS, render);
 *
 * A path that ends in '>' is a link to the text, one that ends in '@' a submodule. An error is the
 * line "error: <message>" and a line "fix: …" for each line of its cure, and nothing else.
 */
#ifndef DONE_TEST_GATE_FIXTURE_H
#define DONE_TEST_GATE_FIXTURE_H

#include <stdio.h>

#include "done/check.h"
#include "fake_snapshot.h"
#include "gate/gate.h"
#include "support.h"

#define GONE "\001"
#define TODAY "2027-01-01"

enum gate_value {
	GATE_TREES,
	GATE_BAR,
	GATE_CHANGED,
	GATE_MAP,
	GATE_SELECTION,
	GATE_NESTED,
	GATE_STANDINGS,
	GATE_WORK,
};

struct gate_fixture {
	struct fake_snapshot fakes[4];
	struct done_snapshot head, tip, from, asked;
	struct done_request request;
	struct done_arena arena;
	struct done_chain chain;
	struct done_comparison compared;
	struct done_error err;
};

#define GATE_FILES_MAX 32
struct gate_row {
	const char *name;
	const char *base[GATE_FILES_MAX], *change[GATE_FILES_MAX];
	const char *expected;
	void (*prepare)(struct gate_fixture *f); /* alters what is asked; NULL: nothing */
};

static inline void gate_add(struct fake_snapshot *fake, const char *path, const char *text)
{
	size_t last = strlen(path) - 1;
	char plain[256];

	snprintf(plain, sizeof(plain), "%.*s", (int)last, path);
	if (path[last] == '>')
		fake_link(fake, plain, text);
	else if (path[last] == '@')
		fake_submodule(fake, plain);
	else
		fake_file(fake, path, text);
}

static inline bool gate_alters(const char *const *change, const char *path)
{
	for (size_t i = 0; change[i]; i += 2) {
		if (!strcmp(change[i], path))
			return true;
	}
	return false;
}

static inline void gate_fill(
    struct fake_snapshot *fake, const char *const *base, const char *const *change)
{
	for (size_t i = 0; base[i]; i += 2) {
		if (!gate_alters(change, base[i]))
			gate_add(fake, base[i], base[i + 1]);
	}
	for (size_t i = 0; change[i]; i += 2) {
		if (strcmp(change[i + 1], GONE) != 0)
			gate_add(fake, change[i], change[i + 1]);
	}
}

/* origin/main at "1111…" against "2222…". */
static inline struct done_range gate_range(void)
{
	struct done_range range = {.has_base = true, .nr_from = 1, .base_name = "origin/main"};

	memset(&range.base, 0x11, sizeof(range.base));
	memset(&range.head, 0x22, sizeof(range.head));
	range.from[0] = range.base;
	return range;
}

static inline void gate_open(
    struct gate_fixture *f, const char *const *base, const char *const *change)
{
	static const char *const none[] = {NULL};
	struct done_range range = gate_range();

	memset(f, 0, sizeof(*f));
	gate_fill(&f->fakes[0], base, change);
	gate_fill(&f->fakes[1], base, none);
	gate_fill(&f->fakes[2], base, none);
	gate_fill(&f->fakes[3], base, none);
	fake_open(&f->fakes[0], &f->head);
	fake_open(&f->fakes[1], &f->tip);
	fake_open(&f->fakes[2], &f->from);
	fake_open(&f->fakes[3], &f->asked);
	assert_true(done_day_parse(TODAY, &f->request.now));
	f->compared = done_compared_range(&f->arena, DONE_MODE_CHECK, &range, NULL);
}

static inline void gate_close(struct gate_fixture *f)
{
	done_known_release(&f->chain.work.known);
	done_loaded_release(&f->chain.loaded);
	done_bar_release(&f->chain.bar);
	done_arena_release(&f->arena);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(f->fakes); i++)
		fake_release(&f->fakes[i]);
}

/* trees.c without git. */
static inline void gate_trees(struct gate_fixture *f)
{
	struct done_chain *chain = &f->chain;

	chain->trees = (struct done_trees){.head = &f->head, .tip = &f->tip};
	if (done_bar_revision(&f->request)) {
		chain->trees.asked = &f->asked;
		memset(&chain->trees.asked_commit, 0x33, sizeof(chain->trees.asked_commit));
	}
	chain->plan.trees = &chain->trees;
}

static inline int gate_changed(struct gate_fixture *f)
{
	struct done_chain *chain = &f->chain;
	struct done_changed *changed = &chain->changed;

	changed->from = &f->from;
	if (f->compared.has_range &&
	    done_changes_between(&f->from, &f->head, &f->arena, &changed->changes, &f->err) < 0)
		return f->err.code;
	changed->edits_policy = done_changes_edit(&changed->changes, chain->plan.bar);
	changed->edits_nested = done_changes_edit_nested(&changed->changes);
	chain->plan.changed = changed;
	return 0;
}

static inline int gate_make_one(struct gate_fixture *f, enum gate_value value)
{
	struct done_chain *chain = &f->chain;
	struct done_plan *plan = &chain->plan;
	int rc = 0;

	if (value == GATE_TREES) {
		gate_trees(f);
	} else if (value == GATE_BAR) {
		rc = done_bar_make(plan, &chain->bar, &f->err);
		plan->bar = &chain->bar;
	} else if (value == GATE_CHANGED) {
		rc = gate_changed(f);
		if (rc >= 0)
			done_bar_note_removed(plan);
	} else if (value == GATE_MAP) {
		rc = done_map_make(plan, &chain->map, &f->err);
		plan->map = &chain->map;
	} else if (value == GATE_SELECTION) {
		rc = done_selection_make(plan, &chain->selection, &f->err);
		plan->selection = &chain->selection;
	} else if (value == GATE_NESTED) {
		rc = done_nested_make(plan, &chain->nested, &f->err);
		plan->nested = &chain->nested;
		if (rc >= 0)
			rc = done_filter_validate(plan, &f->err);
	} else if (value == GATE_STANDINGS) {
		done_standings_make(plan, &chain->standings);
		plan->standings = &chain->standings;
	} else {
		rc = done_work_make(plan, plan->nested->asked, &chain->work, &f->err);
		plan->work = &chain->work;
	}
	return rc;
}

/* Makes the chain up to a value: 0, or below 0 with f->err. */
static inline int gate_make(struct gate_fixture *f, enum gate_value upto)
{
	int rc = 0;

	f->chain.notes = (struct done_notes){.arena = &f->arena};
	f->chain.loaded.arena = &f->arena;
	f->chain.plan = (struct done_plan){.request = &f->request,
	    .arena = &f->arena,
	    .notes = &f->chain.notes,
	    .loaded = &f->chain.loaded,
	    .compared = &f->compared};
	for (int value = GATE_TREES; rc >= 0 && value <= (int)upto; value++)
		rc = gate_make_one(f, (enum gate_value)value);
	return rc < 0 ? rc : 0;
}

/* ---- what came of it ---- */

static inline void gate_add_notes(const struct done_notes *notes, struct done_buf *out)
{
	static const char *const levels[] = {
	    [DONE_NOTE] = "note", [DONE_NOTE_WARNING] = "warning", [DONE_NOTE_ERROR] = "bad"};

	for (size_t i = 0; i < notes->nr; i++)
		done_buf_addf(
		    out, "%s: %s\n", levels[notes->items[i].level], notes->items[i].message);
}

static inline void gate_add_error(const struct done_error *err, struct done_buf *out)
{
	done_buf_addf(out, "error: %s\n", err->message);
	for (const char *at = err->cure; *at;) {
		size_t len = strcspn(at, "\n");

		done_buf_addf(out, "fix: %.*s\n", (int)len, at);
		at += len + (at[len] == '\n');
	}
}

/* '*' in the expected text is any text but a line break. */
static inline bool gate_matches(const char *expected, const char *text)
{
	for (; *expected && *expected != '*'; expected++, text++) {
		if (*expected != *text)
			return false;
	}
	if (!*expected)
		return !*text;
	for (;; text++) {
		if (gate_matches(expected + 1, text))
			return true;
		if (!*text || *text == '\n')
			return false;
	}
}

/* Adds what a value comes to, line by line. */
typedef void gate_render(struct gate_fixture *f, struct done_buf *out);

static inline void gate_check_row(
    const struct gate_row *row, enum gate_value upto, gate_render *render)
{
	struct gate_fixture f;
	struct done_buf out = {0};

	gate_open(&f, row->base, row->change);
	if (row->prepare)
		row->prepare(&f);
	if (gate_make(&f, upto) < 0) {
		gate_add_error(&f.err, &out);
	} else {
		render(&f, &out);
		gate_add_notes(&f.chain.notes, &out);
	}
	if (!gate_matches(row->expected, out.ptr ? out.ptr : ""))
		fail_msg(
		    "%s: expected\n%s\ngot\n%s", row->name, row->expected, out.ptr ? out.ptr : "");
	done_buf_release(&out);
	gate_close(&f);
}

static inline void gate_check_rows(
    const struct gate_row *rows, size_t nr, enum gate_value upto, gate_render *render)
{
	for (size_t i = 0; i < nr; i++)
		gate_check_row(&rows[i], upto, render);
}

#endif
