/*
 * Runs one check, written as in a policy, on a service in a fake snapshot.
 *
 *   struct check_fixture f;
 *   check_open(&f, "services/shop");
 *   fake_file(&f.head, "services/shop/README.md", "# Shop\n");
 *   check_changes(&f, "services/shop/main.go", NULL);        a range with these paths; none: no
 * range check_run(&f, "file: README.md");                        a kind and its options, in YAML
 *   assert_int_equal(f.result.verdict, DONE_MET);
 *   check_close(&f);
 */
#ifndef DONE_TEST_CHECK_FIXTURE_H
#define DONE_TEST_CHECK_FIXTURE_H

#include "done/check.h"
#include "fake_snapshot.h"
#include "support.h"

struct check_fixture {
	struct fake_snapshot head;
	struct done_snapshot snapshot;
	struct done_arena arena;
	struct done_changes changes;
	struct done_service service;
	struct done_matcher *matcher;
	struct done_meter meter;
	struct done_policy *policy;
	struct done_profile
	    profile; /* an API in Go that serves http, unless a test says otherwise */
	struct done_snapshot *base; /* NULL: none */
	const struct done_folder *evidence, *evidence_base;
	bool is_evidence_due;
	const char *commit;
	done_day head_day; /* 0: unknown */
	struct done_view view;
	unsigned hangs_on; /* of the last run: bits of enum done_hangs_on */
	struct done_result result;
	struct done_error err;
	int rc; /* of the last run */
	const char *text;
	const char *top; /* more keys at the top of the policy; NULL: none */
};

static const char *check_languages[] = {"go"};

static inline void check_open(struct check_fixture *f, const char *path)
{
	const char *slash = strrchr(path, '/');

	memset(f, 0, sizeof(*f));
	f->service.path = path;
	f->service.name = slash ? slash + 1 : path;
	f->service.stage = "production";
	f->service.in_head = true;
	f->matcher = done_matcher_new();
	f->profile = (struct done_profile){.directory = path,
	    .kind = DONE_KIND_API,
	    .serves = DONE_SERVES_HTTP,
	    .ecosystems = {check_languages, 1}};
	fake_open(&f->head, &f->snapshot);
}

static inline void check_forget(struct check_fixture *f)
{
	done_view_release(&f->view);
	done_policy_release(f->policy);
	f->policy = NULL;
	f->result = (struct done_result){0};
	f->err = (struct done_error){0};
	f->meter = (struct done_meter){0};
}

static inline void check_close(struct check_fixture *f)
{
	check_forget(f);
	done_matcher_free(f->matcher);
	fake_release(&f->head);
	done_arena_release(&f->arena);
}

static inline int check_source(
    void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	const struct check_fixture *f = self;

	(void)err;
	if (strcmp(path, DONE_POLICY_PATH) != 0)
		return 0;
	done_buf_addstr(out, f->text);
	return 1;
}

/* A policy with one check: its text is moved in below "checks: a:". */
static inline char *check_policy_text(struct check_fixture *f, const char *text)
{
	struct done_buf buf = {0};

	done_buf_addstr(&buf,
	    "version: 1\n"
	    "services: [{path: \"*\", tags: [backend, critical, frontend, x, y]}]\n");
	done_buf_addstr(&buf, f->top ? f->top : "");
	done_buf_addstr(&buf, "criteria:\n  c:\n    checks:\n      a:\n");
	while (*text) {
		size_t len = strcspn(text, "\n");

		done_buf_addstr(&buf, "        ");
		done_buf_add(&buf, text, len);
		done_buf_addch(&buf, '\n');
		text += len + (text[len] == '\n');
	}
	char *whole = done_arena_strndup(&f->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return whole;
}

static inline int check_load(struct check_fixture *f, const char *text)
{
	struct done_policy_source source = {.self = f, .read = check_source};

	check_forget(f);
	f->text = check_policy_text(f, text);
	return done_policy_load(
	    &f->arena, &source, DONE_POLICY_PATH, done_check_forms(), &f->policy, &f->err);
}

/* A fresh view, so that nothing is remembered from the run before. */
static inline void check_view(struct check_fixture *f)
{
	done_view_release(&f->view);
	f->hangs_on = 0;
	f->view = (struct done_view){.head = &f->snapshot,
	    .hangs_on = &f->hangs_on,
	    .changes = f->changes.items ? &f->changes : NULL,
	    .service = &f->service,
	    .profile = &f->profile,
	    .arena = &f->arena,
	    .matcher = f->matcher,
	    .meter = &f->meter,
	    .check = "c.a",
	    .base = f->base,
	    .evidence = f->evidence,
	    .evidence_base = f->evidence_base,
	    .is_evidence_due = f->is_evidence_due,
	    .commit = f->commit,
	    .placeholders = f->policy ? f->policy->placeholders : NULL,
	    .policy = f->policy,
	    .head_day = f->head_day,
	    .now = 20000};
}

static inline const struct done_check *check_check(struct check_fixture *f)
{
	return &f->policy->criteria[0].checks[0];
}

/* Runs the loaded check once more; the verdict starts as one that no kind gives. */
static inline void check_again(struct check_fixture *f)
{
	f->result = (struct done_result){.verdict = DONE_WAIVED};
	f->err = (struct done_error){0};
	check_view(f);
	f->rc = done_test_run(&check_check(f)->test, &f->view, &f->result, &f->err);
}

static inline void check_run(struct check_fixture *f, const char *text)
{
	int rc = check_load(f, text);

	assert_success(rc, f->err);
	check_again(f);
}

/* The policy that has the check is refused at that place of it; column 0: at any. */
static inline void check_refused(
    const char *check, enum done_code code, const char *message, int line, int column)
{
	struct check_fixture f;

	check_open(&f, "s");
	assert_true(check_load(&f, check) < 0);
	assert_error(f.err, code, message);
	assert_int_equal(f.err.line, line);
	if (column)
		assert_int_equal(f.err.column, column);
	check_close(&f);
}

static inline int check_compare(const void *a, const void *b)
{
	const struct done_change *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* Paths that changed, in any order, ended by NULL. */
static inline bool check_has(const struct check_fixture *f, const char *path)
{
	for (size_t i = 0; i < f->head.nr; i++) {
		if (!strcmp(f->head.entries[i].path, path))
			return true;
	}
	return false;
}

/* What changed is there, too. */
static inline void check_changes(struct check_fixture *f, const char *path, ...)
{
	size_t cap = 0;
	va_list args;

	f->changes = (struct done_changes){0};
	va_start(args, path);
	for (; path; path = va_arg(args, const char *)) {
		struct done_change *change =
		    DONE_ARENA_PUSH(&f->arena, f->changes.items, f->changes.nr, cap);
		change->path = path;
		change->kind = DONE_MODIFIED;
		if (!check_has(f, path))
			fake_file(&f->head, path, "changed");
	}
	va_end(args);
	if (f->changes.nr)
		qsort(f->changes.items, f->changes.nr, sizeof(*f->changes.items), check_compare);
	/* A range in which nothing changed is a range all the same. */
	if (!f->changes.items)
		f->changes.items = done_arena_alloc(&f->arena, sizeof(struct done_change));
}

#define assert_met(f)                                                        \
	do {                                                                 \
		assert_success((f)->rc, (f)->err);                           \
		if ((f)->result.verdict != DONE_MET)                         \
			fail_msg("expected met, got %s: %s",                 \
			    done_verdict_name((f)->result.verdict),          \
			    (f)->result.nr ? (f)->result.findings[0].message \
			                   : (f)->result.reason);            \
	} while (0)

/* So many findings, the first at path:line with these parts in message and fix. */
#define assert_unmet(f, expected_nr, at_path, at_line, message_part, fix_part)                   \
	do {                                                                                     \
		assert_success((f)->rc, (f)->err);                                               \
		assert_int_equal((f)->result.verdict, DONE_UNMET);                               \
		assert_int_equal((f)->result.nr, (expected_nr));                                 \
		check_finding(                                                                   \
		    &(f)->result.findings[0], (at_path), (at_line), (message_part), (fix_part)); \
	} while (0)

static inline void check_finding(const struct done_finding *finding, const char *path, int line,
    const char *message, const char *fix)
{
	assert_string_equal(finding->path, path);
	assert_int_equal(finding->line, line);
	if (!strstr(finding->message, message))
		fail_msg("expected message with '%s', got: %s", message, finding->message);
	if (!finding->fix || !strstr(finding->fix, fix))
		fail_msg(
		    "expected fix with '%s', got: %s", fix, finding->fix ? finding->fix : "none");
}

#define assert_not_applicable(f, part)                                                         \
	do {                                                                                   \
		assert_success((f)->rc, (f)->err);                                             \
		assert_string_equal(done_verdict_name((f)->result.verdict), "not applicable"); \
		assert_int_equal((f)->result.nr, 0);                                           \
		if (!(f)->result.reason || !strstr((f)->result.reason, (part)))                \
			fail_msg(                                                              \
			    "expected reason with '%s', got: %s", (part), (f)->result.reason); \
	} while (0)

#endif
