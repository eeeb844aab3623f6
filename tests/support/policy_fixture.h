/*
 * Loads policies from texts, with a few kinds that only tests know.
 *
 *   struct policy_fixture f = {0};
 *   policy_file(&f, "base.yml", "version: 1\n…");
 *   policy_load(&f, "version: 1\nextends: base.yml\n…");       as .git-done.yml
 *   assert_success(f.rc, f.err);                              f.policy is there
 *   policy_close(&f);
 */
#ifndef DONE_TEST_POLICY_FIXTURE_H
#define DONE_TEST_POLICY_FIXTURE_H

#include <stdio.h>

#include "done/policy.h"
#include "support.h"

/* ---- kinds ---- */

struct file_kind {
	struct done_file_globs any, all, none;
	int64_t min_bytes;
};

static const struct done_field file_kind_fields[] = {
    {.name = "any", .type = DONE_FIELD_FILES, .offset = offsetof(struct file_kind, any)},
    {.name = "all", .type = DONE_FIELD_FILES, .offset = offsetof(struct file_kind, all)},
    {.name = "none", .type = DONE_FIELD_FILES, .offset = offsetof(struct file_kind, none)},
    {.name = "min_bytes",
        .type = DONE_FIELD_INTEGER,
        .offset = offsetof(struct file_kind, min_bytes),
        .tighter = {DONE_TIGHTER_MORE},
        .max = 1000,
        .preset = 7},
};
static const struct done_record file_kind_record = {
    .name = "check kind 'file'",
    .size = sizeof(struct file_kind),
    .fields = file_kind_fields,
    .nr = DONE_ARRAY_SIZE(file_kind_fields),
    .shorthand = "any",
};

struct content_kind {
	struct done_file_globs files;
	struct done_pattern *match, *forbid;
};

static const struct done_field content_kind_fields[] = {
    {.name = "files",
        .type = DONE_FIELD_FILES,
        .offset = offsetof(struct content_kind, files),
        .required = true},
    {.name = "match", .type = DONE_FIELD_PATTERN, .offset = offsetof(struct content_kind, match)},
    {.name = "forbid", .type = DONE_FIELD_PATTERN, .offset = offsetof(struct content_kind, forbid)},
};

static inline int content_kind_validate(
    const void *object, const struct done_value *at, struct done_error *err)
{
	const struct content_kind *options = object;

	if (!options->match == !options->forbid)
		return done_value_error(
		    err, at, "kind 'content' needs one of 'match' and 'forbid'");
	return 0;
}

static const struct done_exclusive content_kind_exclusive[] = {{"match", "forbid"}};

static const struct done_record content_kind_record = {
    .name = "check kind 'content'",
    .size = sizeof(struct content_kind),
    .fields = content_kind_fields,
    .nr = DONE_ARRAY_SIZE(content_kind_fields),
    .exclusive = content_kind_exclusive,
    .nr_exclusive = DONE_ARRAY_SIZE(content_kind_exclusive),
    .validate = content_kind_validate,
};

struct any_of_kind {
	struct done_tests checks;
};

static const struct done_field any_of_kind_fields[] = {
    {.name = "checks",
        .type = DONE_FIELD_TESTS,
        .offset = offsetof(struct any_of_kind, checks),
        .required = true,
        .min = 1,
        .max = 5},
};
static const struct done_record any_of_kind_record = {
    .name = "check kind 'any_of'",
    .size = sizeof(struct any_of_kind),
    .fields = any_of_kind_fields,
    .nr = DONE_ARRAY_SIZE(any_of_kind_fields),
    .shorthand = "checks",
};

/* Every type of field once. */
struct part {
	const char *word;
	int64_t number;
};

static const struct done_field part_fields[] = {
    {.name = "word",
        .type = DONE_FIELD_STRING,
        .offset = offsetof(struct part, word),
        .required = true},
    {.name = "number", .type = DONE_FIELD_INTEGER, .offset = offsetof(struct part, number)},
};
static const struct done_record part_record = {
    .name = "a part of 'zoo'",
    .size = sizeof(struct part),
    .fields = part_fields,
    .nr = DONE_ARRAY_SIZE(part_fields),
    .shorthand = "word",
};

struct zoo_kind {
	bool boolean;
	int64_t integer;
	double number;
	struct done_ratio ratio;
	struct done_amounts amounts;
	const char *string;
	struct done_strings strings;
	int letter;
	done_day date;
	const char *path;
	struct done_glob *glob;
	struct done_globs globs;
	struct done_file_glob file;
	struct done_file_globs files;
	struct done_pattern *pattern;
	struct done_jsonpath *jsonpath;
	const struct done_value *value;
	struct part *object;
	struct done_objects objects;
	struct done_condition *condition;
	struct done_tests tests;
	int special;
};

static const char *const zoo_letters[] = {"alpha", "beta", "gamma", NULL};

static inline int zoo_special(struct done_loader *loader, const struct done_value *value,
    void *member, struct done_error *err)
{
	if (value->type != DONE_STRING)
		return done_value_error(err, value, "'special' must be text");
	*(int *)member =
	    (int)strlen(done_arena_strdup(done_loader_arena(loader), value->string.ptr));
	return 0;
}

#define ZOO(member_, type_) \
	.name = #member_, .type = (type_), .offset = offsetof(struct zoo_kind, member_)
static const char *const zoo_amounts[] = {"p95_ms", "wait_s", "error_rate", "requests", NULL};
static const struct done_field zoo_fields[] = {
    {ZOO(boolean, DONE_FIELD_BOOLEAN), .preset = 1},
    {ZOO(integer, DONE_FIELD_INTEGER), .min = -5, .max = 5, .preset = 3},
    {ZOO(number, DONE_FIELD_NUMBER)},
    {ZOO(ratio, DONE_FIELD_RATIO)},
    {ZOO(amounts, DONE_FIELD_AMOUNTS), .names = zoo_amounts},
    {ZOO(string, DONE_FIELD_STRING), .help = "A text | with a bar."},
    {ZOO(strings, DONE_FIELD_STRINGS), .min = 2, .max = 3},
    {ZOO(letter, DONE_FIELD_ENUM), .names = zoo_letters, .preset = 1},
    {ZOO(date, DONE_FIELD_DATE)},
    {ZOO(path, DONE_FIELD_PATH)},
    {ZOO(glob, DONE_FIELD_GLOB)},
    {ZOO(globs, DONE_FIELD_GLOBS)},
    {ZOO(file, DONE_FIELD_FILE)},
    {ZOO(files, DONE_FIELD_FILES)},
    {ZOO(pattern, DONE_FIELD_PATTERN)},
    {ZOO(jsonpath, DONE_FIELD_JSONPATH)},
    {ZOO(value, DONE_FIELD_VALUE)},
    {ZOO(object, DONE_FIELD_OBJECT), .record = &part_record},
    {ZOO(objects, DONE_FIELD_OBJECTS), .record = &part_record},
    {ZOO(condition, DONE_FIELD_CONDITION)},
    {ZOO(tests, DONE_FIELD_TESTS)},
    {ZOO(special, DONE_FIELD_SPECIAL), .load = zoo_special, .schema = "{\"type\": \"string\"}"},
};
static const struct done_record zoo_kind_record = {
    .name = "check kind 'zoo'",
    .size = sizeof(struct zoo_kind),
    .fields = zoo_fields,
    .nr = DONE_ARRAY_SIZE(zoo_fields),
    .discriminator = "letter",
};

#define KIND(name_, summary_, example_)                                                 \
	{                                                                               \
		.name = #name_, .summary = (summary_), .options = &name_##_kind_record, \
		.example = (example_)                                                   \
	}
static const struct done_kind_form file_kind = KIND(file, "met when files are there", "README.md");
static const struct done_kind_form content_kind =
    KIND(content, "met when a pattern is found", "{files: a, match: b}");
static const struct done_kind_form any_of_kind = KIND(any_of, "met when a part is", "[{file: a}]");
static const struct done_kind_form zoo_kind = KIND(zoo, "met never", "{string: a}");
static const struct done_kind_form *const policy_kind_items[] = {
    &file_kind, &content_kind, &any_of_kind, &zoo_kind};
static const struct done_kind_forms policy_kinds = {
    policy_kind_items, DONE_ARRAY_SIZE(policy_kind_items)};

/* ---- files ---- */

struct policy_fixture {
	struct {
		const char *path, *text;
	} files[80];
	size_t nr;
	size_t reads;            /* how often the source was asked */
	const char *fails_on;    /* reading this path is an error */
	struct done_arena arena; /* of the last load */
	struct done_policy *policy;
	struct done_error err;
	int rc;
};

static inline void policy_file(struct policy_fixture *f, const char *path, const char *text)
{
	assert_true(f->nr < DONE_ARRAY_SIZE(f->files));
	f->files[f->nr].path = path;
	f->files[f->nr++].text = text;
}

static inline int policy_read(
    void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	struct policy_fixture *f = self;

	f->reads++;
	if (f->fails_on && !strcmp(f->fails_on, path))
		return done_error_set(err, DONE_E_POLICY, "'%s' is not a regular file", path);
	for (size_t i = f->nr; i-- > 0;) {
		if (!strcmp(f->files[i].path, path)) {
			done_buf_addstr(out, f->files[i].text);
			return 1;
		}
	}
	return 0;
}

static inline void policy_forget(struct policy_fixture *f)
{
	done_policy_release(f->policy);
	done_arena_release(&f->arena);
	f->policy = NULL;
	f->err = (struct done_error){0};
	f->reads = 0;
}

static inline void policy_close(struct policy_fixture *f)
{
	policy_forget(f);
	f->nr = 0;
	f->fails_on = NULL;
}

static inline void policy_load_path(struct policy_fixture *f, const char *path)
{
	struct done_policy_source source = {.self = f, .read = policy_read};

	policy_forget(f);
	f->rc = done_policy_load(&f->arena, &source, path, &policy_kinds, &f->policy, &f->err);
}

/* Loads the text as .git-done.yml. */
static inline void policy_load(struct policy_fixture *f, const char *text)
{
	size_t nr = f->nr;

	policy_file(f, DONE_POLICY_PATH, text);
	policy_load_path(f, DONE_POLICY_PATH);
	f->nr = nr;
}

/* A whole policy around the text of one check, which begins at line 7, column 9. */
#define POLICY_CHECK(text) \
	"version: 1\nservices: auto\ncriteria:\n  docs:\n    checks:\n      a:\n        " text "\n"

static inline const void *policy_options(const struct policy_fixture *f)
{
	return f->policy->criteria[0].checks[0].test.options;
}

#define assert_loads(f)                            \
	do {                                       \
		assert_success((f)->rc, (f)->err); \
		assert_int_equal((f)->rc, 1);      \
		assert_non_null((f)->policy);      \
	} while (0)

/* The whole message and cure (NULL: whatever it is), and where. */
static inline void policy_refused(const struct policy_fixture *f, const char *name,
    const char *message, const char *cure, const char *file, int line, int column)
{
	if (f->rc != DONE_E_POLICY)
		fail_msg("%s: expected '%s', got %d", name, message, f->rc);
	assert_null(f->policy);
	if (strcmp(f->err.message, message) != 0)
		fail_msg("%s: expected '%s', got '%s'", name, message, f->err.message);
	if (cure && strcmp(f->err.cure, cure) != 0)
		fail_msg("%s: expected cure '%s', got '%s'", name, cure, f->err.cure);
	if (strcmp(f->err.file, file) != 0 || f->err.line != line || f->err.column != column)
		fail_msg("%s: expected at %s:%d:%d, got %s:%d:%d", name, file, line, column,
		    f->err.file, f->err.line, f->err.column);
}

#endif
