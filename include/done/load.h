/*
 * load: load scripts and plans, benchmarks, and the lines of builds, pipelines and scripts that run
 * them. By their own words, after comments are taken out; nothing is run, and no variable is known.
 */
#ifndef DONE_LOAD_H
#define DONE_LOAD_H

#include "done/description.h"

#define DONE_LOAD_FILE_MAX ((size_t)1 << 20)
#define DONE_LOAD_TARGETS_MAX 300

/* What a script or a line calls: hosts ("cart" of http://cart:8080/x, "frontend" of $FRONTEND_ADDR)
 * and paths ("/cart/checkout"). */
struct done_targets {
	struct done_called *hosts, *paths;
	size_t nr_hosts, nr_paths, cap_hosts, cap_paths;
};
void done_targets_read(struct done_arena *arena, struct done_bytes text, struct done_targets *out);
/* Only hosts that generators and tutorials write ("test.k6.io"): the first of them; else NULL. */
const char *done_targets_example(const struct done_targets *targets);

/* ---- scripts (load_script.c) ---- */

#define DONE_LOAD_OWN "a load test" /* a program of one's own, by what it does */

struct done_load_script {
	/* "k6", DONE_LOAD_OWN; NULL where lacks says that there is nothing in it */
	const char *tool;
	const char *lacks; /* "holds only comments", "sends no request"; NULL: it calls something */
	struct done_targets targets;
	int line; /* of the first request */
};

/* A file that may be a load script: by words of its path and its ending. */
bool done_load_is_named(const char *path);
/* Words of the path say that loads are kept there: "load", "perf", "k6". */
bool done_load_is_placed(const char *path);
/* 1 with *out; 0: it is something else. */
int done_load_read(struct done_arena *arena, struct done_bytes bytes, const char *path,
    struct done_load_script *out);

/* ---- benchmarks (load_benchmark.c) ---- */

struct done_benchmark_form {
	const char *tool; /* "go test -bench" */
	const char *endings[4];
	const char *folder;   /* a word of the path, in lower case; NULL: anywhere */
	const char *holds[3]; /* all of these stand in it; '|' divides alternatives */
	const char *run[3];   /* all of these stand in a line that runs it */
	const char *never;    /* … and none of these; NULL */
	bool by_name;         /* the line names the file itself */
};
extern const struct done_benchmark_form done_benchmark_forms[];
extern const size_t done_benchmark_forms_nr;

bool done_benchmark_is_named(const struct done_benchmark_form *form, const char *path);
/* The line of the first benchmark in it; 0: there is none. */
int done_benchmark_find(
    const struct done_benchmark_form *form, struct done_bytes bytes, const char *path);

/* ---- what runs them (load_runner.c) ---- */

/* A line that calls something by itself: "hey -n 100 http://cart:8080/". */
struct done_load_line {
	const char *tool;
	const char *text; /* the line, without blanks around it */
	int line;
	struct done_targets targets;
};
struct done_runner {
	const char *path;
	const char *text; /* without comments */
	struct done_load_line *runs;
	size_t nr_runs;
};

/* Files in which people run things: pipelines, makefiles, package scripts, compose files, container
 * files, shell scripts. */
bool done_runner_is_named(const char *path);
/* 1 with *out; 0: no tool for loads or benchmarks is named in it. */
int done_runner_read(
    struct done_arena *arena, struct done_bytes bytes, const char *path, struct done_runner *out);
/* The line at which it runs the script at the path, by its tool; 0: it does not. */
int done_runner_runs_script(const struct done_runner *runner, const char *tool, const char *path);
/* The same for benchmarks of the form that lie at the path. */
int done_runner_runs_benchmark(
    const struct done_runner *runner, const struct done_benchmark_form *form, const char *path);

/* One of the alternatives ("a|b") stands in the text; *at: where. */
bool done_load_has_any(const char *text, size_t len, const char *alternatives, size_t *at);

#endif
