/*
 * OpenAPI: Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2, and AsyncAPI 2 and 3, in one file or in
 * several: what the standard asks of a description, its operations, and what a newer one takes away
 * from its callers. Files
 * are read by a callback, so that nothing here knows of git; nothing is fetched from elsewhere.
 *
 * Faults are data, each with the file, line and column where it is written. Errors are what stopped
 * the reading: DONE_E_UNDECIDED at a limit, or whatever the callback gave.
 */
#ifndef DONE_OPENAPI_H
#define DONE_OPENAPI_H

#include "done/artifact.h"
#include "done/interface.h"

enum { /* a bit each: tables name the versions of a row by them */
	DONE_OPENAPI_20 = 1,
	DONE_OPENAPI_30 = 2,
	DONE_OPENAPI_31 = 4,
	DONE_OPENAPI_32 = 8,
	DONE_ASYNCAPI_2 = 16,
	DONE_ASYNCAPI_3 = 32,
	DONE_OPENAPI_ANY = 15,
	DONE_ASYNCAPI_ANY = 48,
};

#define DONE_OPENAPI_FILES_MAX 1000
#define DONE_OPENAPI_HOPS_MAX 64 /* references to references */
#define DONE_OPENAPI_NODES_MAX 1000000

struct done_openapi_parts; /* private to documents.c */

/* A description. Zero-initialise it, and fill the first block. Lives as long as the arena. */
struct done_openapi {
	struct done_arena *arena;
	const struct done_interface_source *source;
	bool ignores_external; /* references to other machines are passed over, and counted */
	bool allows_empty;     /* it may describe no operation */
	unsigned accepts;      /* versions; 0: those of OpenAPI */

	const char *path;
	unsigned version;         /* one of the bits; 0: not known */
	const char *title;        /* "OpenAPI 3.0.3" */
	const char *version_text; /* "3.0.3" */
	const struct done_value *root;
	bool is_other;  /* it does not say that it is a description: a part of one, or something
	                   else */
	bool is_broken; /* a part could not be read or found: not all of it was seen */
	size_t broken;  /* then: the fault that says why */
	size_t nr_external;
	size_t nr_nodes; /* values that were looked at, references included */
	const char
	    *near_ids; /* "'listOrders' and 'listorders'": the first that differ by case alone */
	struct done_interface_faults faults;
	struct done_openapi_parts *parts;
};

/* 1: it is read; 0: it is no such description, and a fault says why. */
int done_openapi_open(struct done_openapi *api, const char *path, struct done_error *err);
/* Adds faults of what the standard's own rules refuse. */
int done_openapi_check(struct done_openapi *api, struct done_error *err);
/* The paths of the files that it was read from so far, its own first. */
size_t done_openapi_files(const struct done_openapi *api);
const char *done_openapi_file(const struct done_openapi *api, size_t i);

/*
 * What stands behind references, the value itself where it is none. *out is NULL where one leads
 * nowhere: then a fault is added, once.
 */
int done_openapi_follow(struct done_openapi *api, const struct done_value *value,
    const struct done_value **out, struct done_error *err);

enum done_openapi_sort {
	DONE_OPENAPI_PATH,
	DONE_OPENAPI_WEBHOOK,
	DONE_OPENAPI_CALLBACK,
	DONE_OPENAPI_CHANNEL, /* of AsyncAPI: method is what the application does, "SEND", "RECEIVE"
	                       */
};

/* Of AsyncAPI 3: what holds messages, and is no operation itself. */
#define DONE_ASYNCAPI_REPLY_TO_SEND "REPLY TO SEND"
#define DONE_ASYNCAPI_REPLY_TO_RECEIVE "REPLY TO RECEIVE"
#define DONE_ASYNCAPI_UNUSED "CHANNEL" /* messages of a channel that no operation names */

struct done_openapi_operation {
	enum done_openapi_sort sort;
	const char *method; /* "GET" */
	const char *path;   /* "/orders/{id}"; of a webhook its name; a channel's address */
	const char *name;   /* "GET /orders/{id}" */
	const struct done_value *value;
	const char *file; /* of the method's key */
	int line, column;
	/* Those of the path that it does not override and its own, references followed. */
	const struct done_value **parameters;
	size_t nr_parameters;
	const struct done_value *channel; /* of AsyncAPI, references followed; else NULL */
	/* Of AsyncAPI 3: holds messages, and is none itself. */
	bool is_holder;
	const struct done_openapi_operation *of; /* a reply: the operation; else NULL */
	const struct done_member **unused;       /* a channel: the messages that nothing names */
	size_t nr_unused, cap_unused;
};
struct done_openapi_operations {
	struct done_openapi_operation *items; /* in the order of the description */
	size_t nr, cap;
};
/* All of them, callbacks and webhooks too. */
int done_openapi_operations(
    struct done_openapi *api, struct done_openapi_operations *out, struct done_error *err);

/* A message of AsyncAPI, references followed. */
struct done_asyncapi_message {
	const char *name; /* its own, else its key, else what a reference names */
	const struct done_value *value;
	struct done_interface_place place; /* where the operation or channel names it */
};
struct done_asyncapi_messages {
	struct done_asyncapi_message *items;
	size_t nr, cap;
};
int done_asyncapi_messages(struct done_openapi *api, const struct done_openapi_operation *operation,
    struct done_asyncapi_messages *out, struct done_error *err);
/* A member of a message, or of its traits; NULL. */
int done_asyncapi_get(struct done_openapi *api, const struct done_value *message, const char *key,
    const struct done_value **out, struct done_error *err);
/* Its payload as a schema, references not followed; NULL: it has none. *format: of another format
 * than JSON Schema (Avro, Protobuf); NULL. */
int done_asyncapi_schema(struct done_openapi *api, const struct done_value *message,
    const char *key, const struct done_value **out, const char **format, struct done_error *err);

/* A member of a map behind references; NULL: it is not there, or leads nowhere. */
int done_openapi_get(struct done_openapi *api, const struct done_value *value, const char *key,
    const struct done_value **out, struct done_error *err);

/* ---- what a newer description takes away (compare.c) ---- */

struct done_openapi_comparing {
	struct done_openapi *base, *head;
	bool strict_enums; /* a value added to what is answered is certain */
	/* Whether an operation of the base counts; NULL: each. */
	bool (*counts)(void *self, const struct done_openapi_operation *operation);
	void *self;
};
int done_openapi_compare(
    const struct done_openapi_comparing *asked, struct done_breaks *out, struct done_error *err);

#endif
