/*
 * paired RUNS COMMAND-A COMMAND-B: runs the two in turn, RUNS times, and prints the median ratio of
 * wall time A over B. Interleaved, so that whatever else the machine does meets both alike.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Arguments are parted by blanks; no shell stands between, its start would be measured too. */
static double run(const char *command)
{
	char copy[4096], *argv[64];
	posix_spawn_file_actions_t actions;
	size_t nr = 0;
	double began;
	pid_t child;
	int status;

	snprintf(copy, sizeof(copy), "%s", command);
	for (char *save = NULL, *word = strtok_r(copy, " ", &save); word && nr < 63;
	     word = strtok_r(NULL, " ", &save))
		argv[nr++] = word;
	argv[nr] = NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	began = seconds();
	if (posix_spawnp(&child, argv[0], &actions, NULL, argv, environ)) {
		fprintf(stderr, "paired: cannot run '%s'\n", command);
		exit(2);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	posix_spawn_file_actions_destroy(&actions);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "paired: '%s' failed\n", command);
		exit(2);
	}
	return seconds() - began;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
	int runs = argc == 4 ? atoi(argv[1]) : 0;
	double *ratios, *first, *second;

	if (runs < 1 || runs > 10000) {
		fprintf(stderr, "usage: paired RUNS COMMAND-A COMMAND-B\n");
		return 2;
	}
	ratios = calloc((size_t)runs, sizeof(double));
	first = calloc((size_t)runs, sizeof(double));
	second = calloc((size_t)runs, sizeof(double));
	if (!ratios || !first || !second)
		return 2;
	run(argv[2]);
	run(argv[3]);
	for (int i = 0; i < runs; i++) {
		first[i] = run(argv[2]);
		second[i] = run(argv[3]);
		ratios[i] = first[i] / second[i];
	}
	qsort(ratios, (size_t)runs, sizeof(double), compare);
	qsort(first, (size_t)runs, sizeof(double), compare);
	qsort(second, (size_t)runs, sizeof(double), compare);
	printf("%.2f (%.1f ms against %.1f ms, %d pairs)\n", ratios[runs / 2],
	    first[runs / 2] * 1e3, second[runs / 2] * 1e3, runs);
	free(ratios);
	free(first);
	free(second);
	return 0;
}
