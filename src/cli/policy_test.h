/* Inside the cli room: git done policy test. */
#ifndef DONE_CLI_POLICY_TEST_H
#define DONE_CLI_POLICY_TEST_H

#include "cli.h"

struct done_policy_testing {
	const char *directory; /* from the top, without '/' at its end */
	const char *revision;  /* NULL: the policy of the work tree, the trees of the index */
	done_day now;
};
/* An exit status: a tree that is judged otherwise than its folder says is 1; below 0: err. */
int done_policy_test(struct done_policy_testing *request, struct done_error *err);

#endif
