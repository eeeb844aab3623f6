/*
 * names: whether a text names a service: a compose service, metadata.name, an image, a path, a
 * heading. A match is never guessed: where two services fit a text equally well, it counts for
 * neither, and a sentence says so.
 */
#ifndef DONE_NAMES_H
#define DONE_NAMES_H

#include "done/base.h"

/* A service, or whatever else texts are held against. */
struct done_nameable {
	const char *name;      /* "cart", as declared, or the last part of the directory */
	const char *directory; /* from the root; "" or "." is the root, which no path names */
};

/* What sort of text it is. */
enum done_name_source {
	DONE_NAME_KEY,   /* compose service, metadata.name, a process, a title, a proto service */
	DONE_NAME_IMAGE, /* with or without registry, tag, digest: its last parts count */
	DONE_NAME_PATH, /* from the root, of a file or directory: the deepest part that names one */
	DONE_NAME_HEADING, /* of a document: "### The cart service" */
};

/*
 * From weak to strong; a stronger one beats all weaker ones.
 * STRIPPED: equal in lower case without '-', '_', '.' and blanks, and without one trailing
 * `microservice`, `service`, `svc`, `server`, `api` or `app` that leaves at least three letters; in
 * a heading also without a final "s" where nothing else is named; also without the
 * repository's own name before it ("online-shop-cart"), and without the words that at least three
 * services, and half of all, begin with ("spring-petclinic-" of spring-petclinic-vets-service).
 * PLAIN: the same with the trailing word. EXACT: byte for byte.
 * FULL: the service's directory itself: a path in it, or one that holds all parts of a directory
 * of two or more ("docs/apps/api/x.md" for apps/api); an image that ends with its last two parts.
 */
enum done_named_by {
	DONE_NAMED_NOT,
	DONE_NAMED_STRIPPED,
	DONE_NAMED_PLAIN,
	DONE_NAMED_EXACT,
	DONE_NAMED_FULL,
};

struct done_named {
	enum done_named_by by; /* NOT: none, or two equally well */
	size_t index;          /* of the one that is named */
	const char *ambiguity; /* a whole sentence where two are named equally well; else NULL */
};

/* Services made ready; read-only after that. */
struct done_names {
	const struct done_nameable *items;
	size_t nr;
	struct done_name_form *forms; /* one a service (name_parts.h in src/profile) */
	const char *repository;       /* in its plain form; "": not known */
	const char *family;           /* what most names begin with, plain; "": nothing */
	const char *clan;             /* what all names begin with: "shop." beside "shop.feeds." */
};

/*
 * items must outlive names. repository is the repository's own name ("online-shop"), NULL: not
 * known.
 *
 * A generic name (api, app, core, web, server, service, common, data, test, docs) says too little
 * as a key, heading or part of a path: such services are named by image and FULL only. Names of
 * more than 128 bytes are named by FULL only.
 */
void done_names_prepare(struct done_arena *arena, const struct done_nameable *items, size_t nr,
    const char *repository, struct done_names *out);
void done_names_find(struct done_arena *arena, const struct done_names *names,
    enum done_name_source source, const char *text, struct done_named *out);
/* How a text names one service, whatever others there are. */
enum done_named_by done_names_match(
    const struct done_names *names, size_t index, enum done_name_source source, const char *text);

/* The name is one of the generic ones, in any spelling. */
bool done_name_is_generic(const char *name);

#endif
