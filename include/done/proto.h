/*
 * Protocol Buffers: the declarations of .proto files (proto2, proto3, editions 2023 and 2024) as a
 * tree with places and comments, what imports and names lead to, and what a newer set takes away.
 * Files are read by a callback, so that nothing here knows of git; nothing is fetched.
 *
 * Faults are data, each with its place. Errors are what stopped the reading: DONE_E_UNDECIDED at a
 * limit, or whatever the callback gave.
 */
#ifndef DONE_PROTO_H
#define DONE_PROTO_H

#include "done/interface.h"

#define DONE_PROTO_FILES_MAX 10000
#define DONE_PROTO_NODES_MAX 1000000
#define DONE_PROTO_SEEN_MAX 1000 /* files that a file imports, or that these import publicly */
#define DONE_PROTO_DEPTH_MAX 32  /* messages in messages, as protoc */

enum done_proto_sort {
	DONE_PROTO_MESSAGE,
	DONE_PROTO_FIELD,
	DONE_PROTO_ONEOF,
	DONE_PROTO_ENUM,
	DONE_PROTO_VALUE,
	DONE_PROTO_SERVICE,
	DONE_PROTO_RPC,
};

enum done_proto_label {
	DONE_PROTO_UNLABELLED,
	DONE_PROTO_OPTIONAL,
	DONE_PROTO_REQUIRED,
	DONE_PROTO_REPEATED,
};

struct done_proto_option {
	const char *name;  /* "(buf.validate.field).string.min_len": no blanks */
	const char *value; /* as written, one blank between its parts */
};

struct done_proto_range {
	int64_t from, to; /* both are in it */
	bool is_extension;
	int line, column;
};

struct done_proto_file;

/* One declaration. Members that its sort does not have are empty. */
struct done_proto_node {
	enum done_proto_sort sort;
	const char *name;
	const char *full; /* "shop.v1.Order.id"; of a value with the enum's name in it */
	struct done_proto_file *file;
	struct done_proto_node *parent;              /* NULL: of the file */
	struct done_proto_node *first, *last, *next; /* children; the next of the same parent */
	int line, column;                            /* of the name */
	struct done_bytes comment; /* above it or beside it, with its marks; len 0: none */
	struct done_proto_option *options;
	size_t nr_options, cap_options;

	int64_t number; /* of fields and values */
	enum done_proto_label label;
	const char *type; /* of fields; of an rpc what is sent: as written; never NULL */
	const char *key;  /* of a map */
	const char *extendee;
	struct done_proto_node *oneof;
	bool is_group;      /* of a field; its message has the type's name */
	const char *answer; /* of an rpc */
	bool streams, answer_streams;

	struct done_proto_range *ranges; /* reserved, and for extensions */
	size_t nr_ranges, cap_ranges;
	const char **reserved; /* names */
	size_t nr_reserved, cap_reserved;

	unsigned stamp;  /* private to held.c: the last walk that came here */
	bool is_told;    /* for whoever walks: the reader leaves it alone */
	bool is_reached; /* private to compare_imported.c */
};

struct done_proto_import {
	const char *path; /* as written */
	bool is_public;
	int line, column;
	struct done_proto_file *file; /* NULL: it is not in this tree */
	bool is_known;                /* one of google/protobuf/, which is known without it */
	bool is_guess;                /* another file of the tree ends like it, too */
};

struct done_proto_file {
	const char *path;
	struct done_bytes text;
	const char *syntax; /* "proto2", "proto3", "2023" */
	bool is_edition;
	const char *package; /* "" where there is none */
	int package_line;
	struct done_proto_import *imports;
	size_t nr_imports, cap_imports;
	struct done_proto_node *first, *last;
	struct done_proto_option *options;
	size_t nr_options, cap_options;
	bool is_broken; /* it could not be read to its end, and a fault says why */
	bool is_asked;  /* not only imported */
	struct done_proto_file **visible; /* private to names.c: itself, and what it imports */
	size_t nr_visible, cap_visible;
	bool sees_all; /* every import was found */
	/* Private to circles.c: */
	enum done_proto_walked {
		DONE_PROTO_NOT_WALKED,
		DONE_PROTO_WALKING,
		DONE_PROTO_WALKED
	} walked;
	size_t next_import;
};

/* Files that belong together. Zero-initialise it, and fill the first block. */
struct done_proto {
	struct done_arena *arena;
	const struct done_interface_source *source;

	struct done_proto_file **files;
	size_t nr_files, cap_files;
	struct done_proto_node **nodes; /* of all files; by name, path and line once linked */
	size_t nr_nodes, cap_nodes;
	struct done_proto_node **types; /* once linked: messages and enums, one a name and file */
	size_t nr_types, cap_types;
	struct done_proto_index *index; /* private to files.c: paths that were looked for */
	size_t nr_seen;                 /* what files see, all together */
	unsigned nr_walks;
	struct done_interface_faults faults;
};

/* Reads a file that is asked for. 1; 0: it is not there or broken, and a fault says why. */
int done_proto_read(struct done_proto *set, const char *path, struct done_error *err);
/* Reads what the files import, and prepares looking for names. Once, behind the last file. */
int done_proto_link(struct done_proto *set, struct done_error *err);
/* Adds faults of the files that are asked for: what protoc would refuse. */
void done_proto_check(struct done_proto *set);

enum done_proto_seen {
	DONE_PROTO_FOUND,
	DONE_PROTO_KNOWN,  /* of google/protobuf, which is not in this tree: no node */
	DONE_PROTO_UNSEEN, /* it may be declared in an import that is not in this tree */
	DONE_PROTO_NOWHERE,
};
/* What a type means that is written within scope (NULL: at the top of file). */
enum done_proto_seen done_proto_resolve(const struct done_proto *set,
    const struct done_proto_file *file, const struct done_proto_node *scope, const char *type,
    struct done_proto_node **out);

/* The option of that very name, or that begins with it and a '.'; NULL. */
const struct done_proto_option *done_proto_option(
    const struct done_proto_option *options, size_t nr, const char *name);
/* What a comment says without its marks, and without what licences and tools have in it: in the
 * arena. "": nothing. */
const char *done_proto_comment(struct done_arena *arena, struct done_bytes comment);
/* Whether anything refuses a value of a message, or of a message in it: rules of protovalidate and
 * the like, or field_behavior. */
enum done_proto_rules {
	DONE_PROTO_NO_RULES,
	DONE_PROTO_RULES,
	DONE_PROTO_NOTHING_TO_HOLD, /* it has no field */
	DONE_PROTO_RULES_UNSEEN,    /* a part of it is not in this tree */
};
enum done_proto_rules done_proto_rules_of(struct done_proto *set, struct done_proto_node *message);

struct done_proto_comparing {
	const struct done_proto *base, *head; /* both linked */
	bool strict_enums;                    /* a new value is certain to break callers */
	/* Whether a declaration of the base counts, by its full name; NULL: each. */
	bool (*counts)(void *self, const char *full);
	void *self;
};
void done_proto_compare(const struct done_proto_comparing *asked, struct done_breaks *out);

#endif
