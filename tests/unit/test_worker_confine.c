/* Confinement: a confined process cannot write, connect or trace, and can still read and run. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker/confine.h"

#include "support.h"

enum {
	READS = 1,
	RUNS = 2,
	WRITES = 4,
	CONNECTS = 8,
	WRITES_NULL = 16,
};

static int try_all(const char *path)
{
	unsigned held = done_confine();
	int can = 0, fd;

	if ((fd = open("/dev/zero", O_RDONLY)) >= 0)
		can |= READS;
	if ((fd = open("/dev/null", O_WRONLY)) >= 0)
		can |= WRITES_NULL;
	if ((fd = open(path, O_WRONLY | O_CREAT, 0600)) >= 0)
		can |= WRITES;
	if ((fd = socket(AF_INET, SOCK_STREAM, 0)) >= 0)
		can |= CONNECTS;
	if (!system("true"))
		can |= RUNS;
	/* What could not be held is not asked for. */
	if (!(held & DONE_CONFINED_WRITING))
		can &= ~WRITES;
	if (!(held & DONE_CONFINED_CALLS))
		can &= ~CONNECTS;
	return can;
}

static void test_confine__leaves_reading_and_running_alone(void **state)
{
	char folder[] = "/tmp/git-done-test-XXXXXX", path[64];
	pid_t child;
	int status;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/file", folder);
	child = fork();
	if (child == 0)
		_exit(try_all(path));
	assert_true(waitpid(child, &status, 0) == child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), READS | RUNS | WRITES_NULL);
	unlink(path);
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_confine__leaves_reading_and_running_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
