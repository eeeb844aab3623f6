/* The supervisor: whatever becomes of the worker, the caller gets a whole result or a plain
 * sentence. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "done/worker.h"

#include "support.h"

static int work_well(void *data, struct done_channel *channel)
{
	(void)data;
	done_channel_write(channel, 0, "out", 3);
	done_channel_write(channel, 1, "err", 3);
	done_channel_write(channel, 0, "put", 3);
	return 1;
}

static int work_much(void *data, struct done_channel *channel)
{
	size_t len = *(size_t *)data;
	char *bytes = calloc(1, len);

	if (!bytes)
		done_out_of_memory();
	done_channel_write(channel, 0, bytes, len);
	free(bytes);
	return 0;
}

static int work_until_killed(void *data, struct done_channel *channel)
{
	(void)data;
	done_channel_write(channel, 0, "half", 4);
	raise(SIGKILL);
	return 0;
}

static int work_for_ever(void *data, struct done_channel *channel)
{
	done_progress_phase(data, "judging", 1);
	done_progress_working(data, "docs.readme", "a/README.md");
	while (channel)
		sleep(1);
	return 0;
}

static int work_and_leave(void *data, struct done_channel *channel)
{
	(void)data;
	done_channel_write(channel, 0, "half", 4);
	_exit(0);
}

static int work_out_of_memory(void *data, struct done_channel *channel)
{
	(void)data;
	(void)channel;
	close(STDERR_FILENO);
	done_out_of_memory();
}

static int work_on_another_channel(void *data, struct done_channel *channel)
{
	(void)data;
	done_channel_write(channel, 7, "x", 1);
	return 0;
}

struct outcome {
	struct done_buf outputs[2];
	struct done_supervised supervised;
	struct done_error err;
	int rc;
};

static void supervise(struct outcome *outcome, done_work *work, void *data, int timeout,
    struct done_progress *progress)
{
	struct done_supervision supervision = {
	    .work = work, .data = data, .timeout = timeout, .progress = progress};

	memset(outcome, 0, sizeof(*outcome));
	outcome->supervised.outputs = outcome->outputs;
	outcome->supervised.nr = 2;
	outcome->rc = done_supervise(&supervision, &outcome->supervised, &outcome->err);
}

static void release(struct outcome *outcome)
{
	done_buf_release(&outcome->outputs[0]);
	done_buf_release(&outcome->outputs[1]);
}

static void test_supervise__gives_outputs_and_status(void **state)
{
	struct outcome outcome;

	(void)state;
	supervise(&outcome, work_well, NULL, 60, NULL);
	assert_success(outcome.rc, outcome.err);
	assert_int_equal(outcome.supervised.status, 1);
	assert_string_equal(outcome.outputs[0].ptr, "output");
	assert_string_equal(outcome.outputs[1].ptr, "err");
	release(&outcome);
}

static void test_supervise__carries_megabytes(void **state)
{
	size_t len = 5 * 1024 * 1024 + 3;
	struct outcome outcome;

	(void)state;
	supervise(&outcome, work_much, &len, 60, NULL);
	assert_success(outcome.rc, outcome.err);
	assert_int_equal(outcome.outputs[0].len, len);
	release(&outcome);
}

static const struct {
	done_work *work;
	const char *message;
} deaths[] = {
    {work_until_killed, "killed by signal 9"},
    {work_and_leave, "without a result"},
    {work_out_of_memory, "out of memory"},
    {work_on_another_channel, "report"},
};

static void test_supervise__makes_every_death_undecided(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(deaths, i, deaths[i].message); i++) {
		struct outcome outcome;
		supervise(&outcome, deaths[i].work, NULL, 60, NULL);
		assert_int_equal(outcome.rc, DONE_E_UNDECIDED);
		assert_error(outcome.err, DONE_E_UNDECIDED, deaths[i].message);
		assert_int_equal(outcome.err.code, DONE_E_UNDECIDED);
		release(&outcome);
	}
}

static void test_supervise__names_what_was_being_done_at_the_deadline(void **state)
{
	struct done_progress *progress = done_progress_new();
	struct outcome outcome;

	(void)state;
	assert_non_null(progress);
	supervise(&outcome, work_for_ever, progress, 1, progress);
	assert_int_equal(outcome.rc, DONE_E_UNDECIDED);
	assert_error(outcome.err, DONE_E_UNDECIDED,
	    "gave up after 1 s at check 'docs.readme' on 'a/README.md'");
	release(&outcome);
	done_progress_free(progress);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_supervise__gives_outputs_and_status),
	    cmocka_unit_test(test_supervise__carries_megabytes),
	    cmocka_unit_test(test_supervise__makes_every_death_undecided),
	    cmocka_unit_test(test_supervise__names_what_was_being_done_at_the_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
