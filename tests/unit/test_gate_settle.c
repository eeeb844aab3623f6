/* settle: verdicts upwards, and the exit statuses they end in. */
#include "gate/gate.h"

#include "support.h"

/* Rows: verdicts of three checks with their levels, what the service is, what it counts. */
static const struct {
	enum done_verdict verdicts[3];
	enum done_level levels[3];
	enum done_verdict service;
	size_t nr_errors, nr_warnings, nr_undecided;
} rows[] = {
    {{DONE_MET, DONE_MET, DONE_MET}, {0}, DONE_MET, 0, 0, 0},
    {{DONE_MET, DONE_UNMET, DONE_MET}, {0}, DONE_UNMET, 1, 0, 0},
    {{DONE_MET, DONE_UNMET, DONE_MET}, {DONE_LEVEL_WARNING, DONE_LEVEL_WARNING, DONE_LEVEL_ERROR},
        DONE_MET, 0, 1, 0},
    {{DONE_UNDECIDED, DONE_UNMET, DONE_MET}, {0}, DONE_UNMET, 1, 0, 1},
    {{DONE_UNDECIDED, DONE_MET, DONE_MET}, {0}, DONE_UNDECIDED, 0, 0, 1},
    {{DONE_UNDECIDED, DONE_MET, DONE_MET}, {DONE_LEVEL_WARNING}, DONE_UNDECIDED, 0, 0, 1},
    {{DONE_NOT_APPLICABLE, DONE_MET, DONE_NOT_APPLICABLE}, {0}, DONE_MET, 0, 0, 0},
    {{DONE_NOT_APPLICABLE, DONE_NOT_APPLICABLE, DONE_NOT_APPLICABLE}, {0}, DONE_NOT_APPLICABLE, 0,
        0, 0},
    {{DONE_WAIVED, DONE_MET, DONE_MET}, {0}, DONE_WAIVED, 0, 0, 0},
};

static void test_settle__adds_verdicts_up(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, NULL); i++) {
		struct done_check_report checks[3] = {{0}};
		struct done_criterion_report criterion = {.checks = checks, .nr_checks = 3};
		struct done_service_report service = {.criteria = &criterion, .nr_criteria = 1};

		for (size_t j = 0; j < 3; j++) {
			checks[j].verdict = rows[i].verdicts[j];
			checks[j].level = rows[i].levels[j];
		}
		done_settle_service(&service);
		assert_int_equal(service.verdict, rows[i].service);
		assert_int_equal(service.nr_errors, rows[i].nr_errors);
		assert_int_equal(service.nr_warnings, rows[i].nr_warnings);
		assert_int_equal(service.nr_undecided, rows[i].nr_undecided);
	}
}

static void test_exit__is_zero_for_met_alone(void **state)
{
	static const struct {
		enum done_verdict verdict;
		bool advisory;
		size_t nr_undecided; /* checks of the one service */
		int status;
	} exits[] = {
	    {DONE_MET, false, 0, 0},
	    {DONE_UNMET, false, 0, 1},
	    {DONE_UNMET, true, 0, 0},
	    {DONE_UNDECIDED, false, 1, 3},
	    {DONE_UNDECIDED, true, 1, 3},
	    {DONE_UNDECIDED, true, 0, 3},
	    {DONE_UNMET, false, 1, 1},
	    {DONE_UNMET, true, 1, 3},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(exits, i, NULL); i++) {
		struct done_service_report service = {.nr_undecided = exits[i].nr_undecided};
		struct done_run run = {.services = &service, .nr_services = 1};
		struct done_report report = {.runs = &run,
		    .nr_runs = 1,
		    .verdict = exits[i].verdict,
		    .advisory = exits[i].advisory};
		assert_int_equal(done_exit_of_report(&report), exits[i].status);
	}
	for (int code = DONE_E_INTERNAL; code <= DONE_E_USAGE; code++) {
		struct done_error err = {.code = code};
		assert_true(done_exit_of_error(&err) > 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_settle__adds_verdicts_up),
	    cmocka_unit_test(test_exit__is_zero_for_met_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
