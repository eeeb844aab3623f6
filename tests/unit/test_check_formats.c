/*
 * A golden a format: what a check says of the good and of the bad sample of each format of
 * evidence, as people and reports get it.
 */
#include <math.h>

#include "check_fixture.h"
#include "evidence_samples.h"
#include "golden.h"

static void formats_write_numbers(struct done_buf *out, const struct done_result *result)
{
	for (size_t i = 0; i < result->nr_numbers; i++) {
		const struct done_number *one = &result->numbers[i];

		done_buf_addf(out, "  number: %s %.6g%s%s", one->name, one->value,
		    *one->unit ? " " : "", one->unit);
		if (!isnan(one->limit))
			done_buf_addf(out, ", %s %g", done_bound_words[one->is_most], one->limit);
		done_buf_addstr(out, "\n");
	}
}

static void formats_write(
    struct done_buf *out, const struct evidence_sample *one, const char *called, const char *text)
{
	struct check_fixture f;

	check_open(&f, "services/shop");
	fake_file(&f.head, "services/shop/src/pay.js", "1\n2\n3\n4\n");
	fake_file_bytes(&f.head, "services/shop/r", text, strlen(text));
	check_run(&f, evidence_sample_check(one));
	assert_success(f.rc, f.err);
	done_buf_addf(out, "%s: %s", called, done_verdict_name(f.result.verdict));
	if (f.result.reason)
		done_buf_addf(out, ", %s", f.result.reason);
	done_buf_addstr(out, "\n");
	for (size_t i = 0; i < f.result.nr; i++) {
		const struct done_finding *finding = &f.result.findings[i];

		done_buf_addf(out, "  %s:%d: %s\n", finding->path, finding->line, finding->message);
		if (finding->fix)
			done_buf_addf(out, "    fix: %s\n", finding->fix);
	}
	formats_write_numbers(out, &f.result);
	check_close(&f);
}

static void test_formats__have_a_golden_each(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(evidence_samples, i, evidence_samples[i].format); i++) {
		const struct evidence_sample *one = &evidence_samples[i];
		struct done_buf out = {0};
		char name[100];

		done_buf_addf(&out, "%s\n", evidence_sample_check(one));
		formats_write(&out, one, "good", one->good);
		formats_write(&out, one, "bad", one->bad);
		snprintf(name, sizeof(name), "%s-%s", one->format, one->file);
		golden_compare("evidence", name, out.ptr);
		done_buf_release(&out);
	}
}

static void test_formats__have_a_sample_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_evidence_readers_nr; i++) {
		size_t at = 0;

		while (at < DONE_ARRAY_SIZE(evidence_samples) &&
		    strcmp(evidence_samples[at].format, done_evidence_readers[i]->name) != 0)
			at++;
		if (at == DONE_ARRAY_SIZE(evidence_samples))
			fail_msg(
			    "'%s' has no sample, and so no golden", done_evidence_readers[i]->name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_formats__have_a_golden_each),
	    cmocka_unit_test(test_formats__have_a_sample_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
