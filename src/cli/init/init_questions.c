/* The own questions of the work tree's policy: a new sheet asks them too. */
#include "done/check.h"
#include "done/questions.h"
#include "init.h"

static int read_work_tree(
    void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	return done_init_read(self, path, out, err);
}

void done_init_find_questions(struct done_init *init)
{
	struct done_policy_source source = {.self = init, .read = read_work_tree};
	struct done_error problem = {0};
	struct done_policy *policy;
	int rc = done_policy_load(
	    init->arena, &source, DONE_POLICY_PATH, done_check_forms(), &policy, &problem);

	if (rc < 0)
		done_say("note: the policy cannot be read, so its own questions are not in the "
		         "sheet: %s (%s:%d:%d)",
		    problem.message, *problem.file ? problem.file : DONE_POLICY_PATH, problem.line,
		    problem.column);
	if (rc <= 0)
		return;
	/* They lie in the arena, and need none of the policy's patterns. */
	init->questions = policy->questions;
	init->nr_questions = policy->nr_questions;
	done_policy_release(policy);
}
