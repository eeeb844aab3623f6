/* Inside the cli room: git done evidence. */
#ifndef DONE_CLI_SEAL_H
#define DONE_CLI_SEAL_H

#include "cli.h"
#include "done/seal.h"

struct done_seal_request {
	bool is_begin;
	const struct done_folder *folder;
	const char *commit, *tree; /* of HEAD */
	bool trust_owner;
	done_day day;
};

/* What the worker sends. */
enum { DONE_SEAL_TEXT, DONE_SEAL_WORDS, DONE_SEAL_STDERR };
#define DONE_SEAL_BUFFERS (DONE_SEAL_STDERR + 1)

/* seal_make.c, in a worker, which writes nothing: data is the request. */
int done_seal_work(void *data, struct done_channel *channel);

#endif
