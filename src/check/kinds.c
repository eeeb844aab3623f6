/*
 * The kinds, one row each: a kind is one file that exports its row, and its name here.
 */
#include "view.h"

/* In the order of the reference pages. */
#define EACH_KIND(row)                                                                      \
	row(file) row(content) row(data) row(markdown) row(changed) row(answers) row(graph) \
		row(owners) row(records) row(any_of) row(all_of)

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

int done_test_run(const struct done_test *test, struct done_view *view, struct done_result *out,
                  struct done_error *err)
{
	struct done_result result = {.verdict = DONE_MET};

	if (test->kind >= done_kinds_nr)
		return done_error_set(err, DONE_E_INTERNAL, "there is no check kind of number %zu",
		                      test->kind);
	int rc = done_kinds[test->kind]->run(test->options, view, &result, err);
	if (rc < 0)
		return rc;
	/* A finding is never green, whatever the kind made of it. */
	if (result.nr)
		result.verdict = DONE_UNMET;
	*out = result;
	return 0;
}
