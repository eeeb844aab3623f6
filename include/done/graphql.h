/*
 * GraphQL schemas: the type definitions of one or several files as a tree with places and
 * descriptions (specification of October 2021), what is wrong with them, and what a newer schema
 * takes away from callers. Files are read by a callback, so that nothing here knows of git.
 *
 * Faults are data, each with its place. Errors are what stopped the reading: DONE_E_UNDECIDED at a
 * limit, or whatever the callback gave.
 */
#ifndef DONE_GRAPHQL_H
#define DONE_GRAPHQL_H

#include "done/interface.h"

#define DONE_GRAPHQL_FILE_MAX ((size_t)16 << 20)
#define DONE_GRAPHQL_NODES_MAX 1000000
#define DONE_GRAPHQL_NAMES_MAX ((size_t)256 << 20) /* bytes of all full names */
#define DONE_GRAPHQL_DEPTH_MAX 64                  /* lists in types, lists and objects in values */
#define DONE_GRAPHQL_STEPS_MAX 10000000            /* of comparing types with their interfaces */

enum done_graphql_sort {
	DONE_GRAPHQL_SCHEMA, /* its children are its roots: name "query", type "Query" */
	DONE_GRAPHQL_SCALAR,
	DONE_GRAPHQL_OBJECT,
	DONE_GRAPHQL_INTERFACE,
	DONE_GRAPHQL_UNION,
	DONE_GRAPHQL_ENUM,
	DONE_GRAPHQL_INPUT,
	DONE_GRAPHQL_DIRECTIVE,
	DONE_GRAPHQL_ROOT,
	DONE_GRAPHQL_FIELD,
	DONE_GRAPHQL_ARGUMENT,
	DONE_GRAPHQL_VALUE,
	DONE_GRAPHQL_INPUT_FIELD,
	DONE_GRAPHQL_SORTS,
};

struct done_graphql_name {
	const char *text;
	const char *file;
	int line, column;
};

/* A directive where it is used: "@deprecated(reason: "old")". */
struct done_graphql_use {
	struct done_graphql_name name; /* without '@' */
	struct done_graphql_name *given;
	const char **values; /* of what is given, as written, one blank between tokens */
	size_t nr, cap, cap_values;
};

/* One definition. Members that its sort does not have are empty. */
struct done_graphql_node {
	enum done_graphql_sort sort;
	const char *name;
	const char
	    *full; /* "Order", "Order.lines", "Order.lines(first:)", "Status.OPEN", "@auth" */
	const char *file;
	int line, column; /* of the name */
	bool is_extension;
	struct done_bytes description; /* without its quotes; len 0: none */
	struct done_graphql_node *parent;
	struct done_graphql_node *first, *last, *next; /* children; the next of the same parent */
	size_t nr_children;
	const char *type;                /* "[Line!]!": no blanks */
	const char *standard;            /* the default as written; NULL: none */
	struct done_graphql_name *names; /* interfaces, members, locations; by name once linked */
	size_t nr_names, cap_names;
	struct done_graphql_use *uses;
	size_t nr_uses, cap_uses;
	bool is_repeatable;

	struct done_graphql_node **sorted; /* once linked: children by name, then as written */
	/* Private to rules.c: a walk through inputs. */
	struct done_graphql_node *walk_child, *walk_from;
	int walk_state;
};

/* Files that make one schema. Zero-initialise it, and fill the first block. */
struct done_graphql {
	struct done_arena *arena;
	const struct done_interface_source *source;

	const char **files;
	size_t nr_files, cap_files;
	struct done_graphql_node **definitions; /* as written; extensions too */
	size_t nr_definitions, cap_definitions;
	/* Once linked: types and directives by full name, with what extensions add; the first of a
	 * name. */
	struct done_graphql_node **types;
	size_t nr_types;
	const char *roots[3]; /* types of query, mutation, subscription; NULL: none */
	size_t nr_nodes, names_size;
	size_t nr_steps;
	bool is_federated; /* a part of a graph of several services (Apollo Federation) */
	bool is_broken;    /* a file could not be read to its end */
	bool is_asking;    /* because it holds what a client asks */
	struct done_interface_faults faults;
};

/* Reads a file. 1; 0: it is not there or broken, and a fault says why. */
int done_graphql_read(struct done_graphql *set, const char *path, struct done_error *err);
/* Puts extensions to what they extend, and prepares looking for names. Once, behind the last
 * file. */
void done_graphql_link(struct done_graphql *set);
/* Adds faults: what the specification refuses. Directives that are not declared are passed over. */
int done_graphql_check(struct done_graphql *set, struct done_error *err);

/* The use of a directive; NULL. */
const struct done_graphql_use *done_graphql_use_of(
    const struct done_graphql_node *node, const char *name);
/* What a use gives for an argument, as written; NULL. */
const char *done_graphql_given(const struct done_graphql_use *use, const char *name);
/* Fields of the root types, which is what callers can ask for. */
size_t done_graphql_operations(const struct done_graphql *set);

struct done_graphql_comparing {
	const struct done_graphql *base, *head; /* both linked */
	bool strict_enums;                      /* a new value is certain to break callers */
	/* Whether a definition of the base counts, by its full name; NULL: each. */
	bool (*counts)(void *self, const char *full);
	void *self;
};
void done_graphql_compare(const struct done_graphql_comparing *asked, struct done_breaks *out);

#endif
