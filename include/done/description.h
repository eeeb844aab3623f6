/*
 * description: an interface described for machines (OpenAPI, AsyncAPI, proto, GraphQL and their
 * like), read so far as to know whether it describes anything, and whom it names. And documents in
 * prose that list endpoints.
 */
#ifndef DONE_DESCRIPTION_H
#define DONE_DESCRIPTION_H

#include "done/artifact.h"

#define DONE_DESCRIPTION_MAX ((size_t)8 << 20)
#define DONE_DESCRIPTION_NAMES_MAX 200

/* A text of the artifact that may name a service. */
struct done_called {
	const char *text; /* "CartService", "Trainer API", a host */
	int line;
};

struct done_description {
	const char *form;  /* "OpenAPI" */
	size_t nr;         /* of what it describes */
	const char *what;  /* "12 paths"; fit to show */
	const char *lacks; /* why it describes nothing: "is empty", "has no path"; NULL: it does */
	const char *alone; /* why not, where no other file is a part of it; NULL */
	int line;          /* of the first that it describes; 0: the file */
	struct done_called *names;
	size_t nr_names;
};

/* Whether a file of that name may be a description: by its ending, or by words of its name. */
bool done_description_is_named(const char *path);
/*
 * 1 with *out; 0: it is something else (a proto that holds messages alone, a client's query).
 * Comments count for nothing.
 */
int done_description_read(struct done_arena *arena, struct done_bytes bytes, const char *path,
    struct done_description *out);

/* "GET /carts/{id}" in a document: how many distinct endpoints it names between two lines (0: to
 * the end), and the line of the first. */
size_t done_endpoints_in_prose(struct done_bytes text, int from, int to, int *line);

/* The path of the first endpoint; nothing: there is none. */
struct done_bytes done_endpoint_requested(struct done_bytes text);

/* Appends the text with blanks for comments, by the ending of the path: line ends stay. What is of
 * no known ending is taken for a script. */
void done_text_uncomment(struct done_bytes text, const char *path, struct done_buf *out);

#endif
