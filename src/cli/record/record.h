/* Inside the cli room: git done record. */
#ifndef DONE_CLI_RECORD_H
#define DONE_CLI_RECORD_H

#include "cli.h"

#define DONE_RECORD_FILES_MAX 100

struct done_record_request {
	const char *check;
	const char *service;       /* NULL: the only one */
	struct done_strings files; /* from the top of the work tree, raw */
	const char *top;
	done_day now;
	bool trust_owner;
	bool is_note; /* the results stand in the record */
};

/* What the worker sends. */
enum { DONE_RECORD_PATH, DONE_RECORD_TEXT, DONE_RECORD_WORDS, DONE_RECORD_STDERR };
#define DONE_RECORD_BUFFERS (DONE_RECORD_STDERR + 1)

/* record_make.c, in a worker, which writes nothing: data is the request. */
int done_record_work(void *data, struct done_channel *channel);

/* record_left.c: takes away what a run that was killed left beside the record. */
void done_record_forget_left(const char *path);

#endif
