/*
 * For tests of kinds that read descriptions of interfaces: one description is judged, or compared
 * with that of the base.
 */
#ifndef DONE_TEST_INTERFACE_FIXTURE_H
#define DONE_TEST_INTERFACE_FIXTURE_H

#include "check_fixture.h"

struct interface_row {
	const char *name, *check, *text;
	const char *unmet; /* a part of the first finding; NULL: met */
	int line;
	const char *fix; /* a part; NULL: not looked at */
};

/* path: of the description, which has the row's text; missing: of one that the check asks for, and
 * that is not there. */
static inline void interface_judge(
    const struct interface_row *row, const char *path, const char *missing)
{
	struct check_fixture f;

	check_open(&f, "s");
	fake_file(&f.head, path, row->text);
	check_run(&f, row->check);
	assert_success(f.rc, f.err);
	if (!row->unmet) {
		if (f.result.nr)
			fail_msg("%s", f.result.findings[0].message);
		assert_met(&f);
	} else {
		assert_int_equal(f.result.verdict, DONE_UNMET);
		check_finding(&f.result.findings[0],
		    strstr(row->name, "not there") ? missing : path, row->line, row->unmet,
		    row->fix ? row->fix : "");
	}
	check_close(&f);
}

/* A service with a base. */
struct compatible_fixture {
	struct check_fixture check;
	struct fake_snapshot base;
	struct done_snapshot snapshot;
};

static inline void compatible_open(struct compatible_fixture *f)
{
	memset(f, 0, sizeof(*f));
	check_open(&f->check, "s");
	fake_open(&f->base, &f->snapshot);
	f->check.base = &f->snapshot;
}

static inline void compatible_close(struct compatible_fixture *f)
{
	check_close(&f->check);
	fake_release(&f->base);
}

struct compatible_texts {
	const char *path, *base, *head; /* base NULL: it has no such file */
};

/* The description changed from one text to the other. */
static inline void compatible_judge(
    struct compatible_fixture *f, const char *check, struct compatible_texts texts)
{
	compatible_open(f);
	if (texts.base)
		fake_file(&f->base, texts.path, texts.base);
	fake_file(&f->check.head, texts.path, texts.head);
	check_changes(&f->check, texts.path, NULL);
	check_run(&f->check, check);
	assert_success(f->check.rc, f->check.err);
}

#endif
