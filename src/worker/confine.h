/* Inside the worker room: what the worker takes from itself before it judges. */
#ifndef DONE_WORKER_CONFINE_H
#define DONE_WORKER_CONFINE_H

enum {
	DONE_CONFINED_WRITING = 1, /* no file can be written, made or removed */
	DONE_CONFINED_CALLS = 2,   /* no connection, no other process */
};

/* Holds for the calling process, its threads to come and its children; what could be held, as bits.
 */
unsigned done_confine(void);

#endif
