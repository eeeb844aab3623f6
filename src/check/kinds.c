/*
 * The kinds, one row each: a kind is one file that exports its row, and its name here.
 */
#include "kinds.h"

/* In the order of the reference pages. */
#define EACH_KIND(row)                                                                           \
	row(file) row(content) row(data) row(markdown) row(changed) row(answers) row(graph)      \
	    row(owners) row(uses) row(link) row(records) row(openapi) row(asyncapi) row(proto)   \
	        row(graphql) row(compatible) row(tests) row(coverage) row(scan) row(performance) \
	            row(fresh) row(any_of) row(all_of)

#define AS_KIND(name) &done_kind_##name,
#define AS_FORM(name) &done_kind_##name.form,

const struct done_kind *const done_kinds[] = {EACH_KIND(AS_KIND)};
const size_t done_kinds_nr = DONE_ARRAY_SIZE(done_kinds);

static const struct done_kind_form *const forms[] = {EACH_KIND(AS_FORM)};

const struct done_kind_forms *done_check_forms(void)
{
	static const struct done_kind_forms table = {forms, DONE_ARRAY_SIZE(forms)};

	return &table;
}

/* Files named by a name that the service lacks are passed over among others, never for all. */
static int check_names(
    const struct done_test *test, const struct done_view *view, struct done_error *err)
{
	const struct done_record *record = test->form->options;

	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		const void *member = (const char *)test->options + field->offset;
		struct done_file_globs globs = {0};

		if (field->type == DONE_FIELD_FILES)
			globs = *(const struct done_file_globs *)member;
		else if (field->type == DONE_FIELD_FILE &&
		    ((const struct done_file_glob *)member)->text)
			globs = (struct done_file_globs){(struct done_file_glob *)member, 1};
		if (done_view_named(view, &globs, err) < 0)
			return err->code;
	}
	return 0;
}

int done_test_run(const struct done_test *test, struct done_view *view, struct done_result *out,
    struct done_error *err)
{
	struct done_result result = {.verdict = DONE_MET};
	struct done_testing testing = {.whole = view->testing};
	int rc;

	if (test->kind >= done_kinds_nr)
		return done_error_set(
		    err, DONE_E_INTERNAL, "there is no check kind of number %zu", test->kind);
	if (check_names(test, view, err) < 0)
		return err->code;
	testing.kind = done_kinds[test->kind]->form.name;
	view->testing = &testing;
	rc = done_kinds[test->kind]->run(test->options, view, &result, err);
	view->testing = testing.whole;
	if (rc < 0)
		return rc;
	/* A finding is never green, whatever the kind made of it. */
	if (result.nr)
		result.verdict = DONE_UNMET;
	*out = result;
	return 0;
}

/* ---- what a person could write (skeletons.c) ---- */

void done_skeleton_wants_of(
    struct done_arena *arena, const struct done_test *test, struct done_skeleton_wants *out)
{
	const struct done_kind *kind = done_kinds[test->kind];

	if (kind->drafts && test->options) /* none: read back from a report */
		kind->drafts(test->options, arena, out);
}

bool done_skeleton_can(struct done_arena *arena, const struct done_test *test)
{
	struct done_skeleton_wants wants = {0};

	done_skeleton_wants_of(arena, test, &wants);
	return wants.nr > 0;
}
