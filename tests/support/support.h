/*
 * For every test in C: include this, never <cmocka.h>. One executable a module; each test is a
 * function test_<subject>__<what_holds>; tables of rows where the same thing is asked of many
 * inputs. A test in tests/unit starts no process: one that needs git stands in tests/git and builds
 * a real repository with the helpers in repository.h; one that asks another program about a report
 * stands in tests/readers and includes readers.h.
 */
#ifndef DONE_TEST_SUPPORT_H
#define DONE_TEST_SUPPORT_H

/* cmocka needs these four first, in this order. */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdlib.h>
#include <string.h>

#include "done/base.h"

#include "rows.h"

/* DONE_TEST='*owners*' in the environment runs only the test functions of that name. */
#undef cmocka_run_group_tests
#define cmocka_run_group_tests(tests, setup, teardown) \
	(cmocka_set_test_filter(getenv("DONE_TEST")),  \
	    _cmocka_run_group_tests(#tests, tests, DONE_ARRAY_SIZE(tests), setup, teardown))

/* Asserts that the error's text holds a part, and shows the whole text when it does not. */
#define assert_error(err, expected_code, part)                                               \
	do {                                                                                 \
		if ((err).code != (expected_code) || !strstr((err).message, (part)))         \
			fail_msg("expected error %d with '%s', got %d: %s", (expected_code), \
			    (part), (err).code, (err).message);                              \
	} while (0)

#define assert_success(result, err)                                                             \
	do {                                                                                    \
		int result_ = (result);                                                         \
		if (result_ < 0)                                                                \
			fail_msg("%s: unexpected error %d: %s (%s:%d:%d)", #result, (err).code, \
			    (err).message, (err).file, (err).line, (err).column);               \
	} while (0)

#endif
