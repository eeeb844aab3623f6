/* Inside the artifact room: the parts of the OpenAPI reader. */
#ifndef DONE_ARTIFACT_OPENAPI_PARTS_H
#define DONE_ARTIFACT_OPENAPI_PARTS_H

#include "done/openapi.h"

#include "../interface_parts.h"

enum {
	OPENAPI_ALL = DONE_OPENAPI_20 | DONE_OPENAPI_30 | DONE_OPENAPI_31 | DONE_OPENAPI_32,
	OPENAPI_FROM_30 = DONE_OPENAPI_30 | DONE_OPENAPI_31 | DONE_OPENAPI_32,
	OPENAPI_FROM_31 = DONE_OPENAPI_31 | DONE_OPENAPI_32,
	OPENAPI_TO_30 = DONE_OPENAPI_20 | DONE_OPENAPI_30,
	OPENAPI_ASYNC = DONE_ASYNCAPI_ANY,
};

/* ---- values.c: what was seen, how many, and their texts ---- */

/* A set of pairs of values with a number each, by open addressing. Zero-initialise it. */
struct done_openapi_set {
	struct done_openapi_slot {
		const void *one, *other;
		const void *found;
		int number;
	} * slots;
	size_t nr, cap;
};
/* The slot of a pair; *is_new where it was not there. Valid until the next call. */
struct done_openapi_slot *done_openapi_seen(struct done_arena *arena, struct done_openapi_set *set,
    const void *one, const void *other, int number, bool *is_new);
/* What was found for it alone; NULL. */
const void *done_openapi_find(const struct done_openapi_set *set, const void *one);

static inline struct done_interface_place done_openapi_place_of(const struct done_value *value)
{
	return (struct done_interface_place){value->file, value->line, value->column};
}

/* DONE_E_UNDECIDED beyond DONE_OPENAPI_NODES_MAX of all that is looked at. */
int done_openapi_count(struct done_openapi *api, struct done_error *err);
/* A text of a map; NULL. */
const char *done_openapi_text(const struct done_value *map, const char *key);
/* "/a/{id}" as "/a/{}": names of parameters tell no paths apart. */
const char *done_openapi_shape(struct done_arena *arena, const char *path);
/* The text of a reference; NULL: the value is none. */
const struct done_value *done_openapi_reference(const struct done_value *value);
/* "https://…": what begins with a scheme, or with "//". */
bool done_openapi_is_elsewhere(const char *text);

/* ---- documents.c: files, references, faults ---- */

/* A fault for each file read so far that still has a slot of a skeleton. */
void done_openapi_check_slots(struct done_openapi *api);
/* What one reference names, without going further. As done_openapi_follow(). */
int done_openapi_target(struct done_openapi *api, const struct done_value *reference,
    const struct done_value **out, struct done_error *err);

/* ---- pointers.c: what stands behind '#' ---- */

/* "%7B" as "{"; a '%' that is none stays. */
char *done_openapi_decode(struct done_arena *arena, const char *text, size_t len);
/* A pointer behind its '#', decoded already; NULL: it names nothing. */
const struct done_value *done_openapi_point(
    struct done_arena *arena, const struct done_value *value, const char *pointer);
/* The value whose `$anchor` has this name, into *out, which is NULL before. */
int done_openapi_anchor(struct done_openapi *api, const struct done_value *value, const char *name,
    const struct done_value **out, struct done_error *err);

/* ---- identities.c: `$id` and `$self`, which references may name, and are relative to ---- */

struct done_openapi_identities {
	const struct openapi_identity **items;
	size_t nr, cap;
	struct done_openapi_set within; /* a reference, and what has the `$id` around it */
};
struct openapi_identity {
	const char *uri; /* a path of the tree where it has no scheme; without '#' */
	const char *file;
	const struct done_value *value;
};
bool done_openapi_may_identify(struct done_bytes text); /* it has one of the words */
/* Takes all of a file. */
int done_openapi_identify(struct done_openapi *api, struct done_openapi_identities *all,
    const struct done_value *root, struct done_error *err);
/* What a reference means by them. */
struct openapi_meant {
	const struct done_value *value; /* what has this identity; NULL: no file read so far does */
	bool is_fragment;               /* alone: of what has the `$id` around it */
	const char *uri;                /* NULL: it has none */
	const char *path; /* where such a file would be; NULL: as without identities */
};
struct openapi_meant done_openapi_meant(struct done_arena *arena,
    const struct done_openapi_identities *all, const struct done_value *reference);

/* ---- versions.c ---- */

/* As done_openapi_open(), once it is read. */
int done_openapi_recognise(struct done_openapi *api);
const char *done_openapi_version_of(const struct done_openapi *api);

/* ---- forms.c: what the standard knows, as tables ---- */

enum openapi_form {
	FORM_ROOT,
	FORM_INFO,
	FORM_CONTACT,
	FORM_LICENSE,
	FORM_SERVER,
	FORM_SERVER_VARIABLE,
	FORM_COMPONENTS,
	FORM_PATHS,
	FORM_PATH_ITEM,
	FORM_OPERATION,
	FORM_DOCS,
	FORM_PARAMETER,
	FORM_BODY,
	FORM_MEDIA_TYPE,
	FORM_ENCODING,
	FORM_RESPONSES,
	FORM_RESPONSE,
	FORM_CALLBACK,
	FORM_EXAMPLE,
	FORM_LINK,
	FORM_HEADER,
	FORM_TAG,
	FORM_SCHEMA,
	FORM_DISCRIMINATOR,
	FORM_XML,
	FORM_SECURITY_SCHEME,
	FORM_FLOWS,
	FORM_FLOW,
	FORM_SECURITY,
	FORM_SCOPES,
	FORM_ITEMS, /* of a parameter or header of 2.0 */
	FORMS,
	/* Of AsyncAPI alone: asyncapi_forms.c. */
	FORM_CHANNEL = FORMS,
	FORM_CHANNEL_OPERATION,
	FORM_OPERATION_TRAIT,
	FORM_CHANNEL_PARAMETER,
	FORM_MESSAGE,
	FORM_MESSAGE_TRAIT,
	FORM_MESSAGE_EXAMPLE,
	FORM_CORRELATION,
	FORM_REPLY,
	FORM_REPLY_ADDRESS,
	FORM_BINDINGS,
	ALL_FORMS,
};

enum openapi_type {
	TYPE_ANY,
	TYPE_TEXT,
	TYPE_TEXTS,
	TYPE_BOOLEAN,
	TYPE_NUMBER,
	TYPE_COUNT,  /* a whole number from 0 */
	TYPE_FACTOR, /* a number above 0 */
	TYPE_WORD,
	TYPE_WORDS,  /* a word or a list of them */
	TYPE_VALUES, /* a list of anything, not empty */
	TYPE_OBJECT,
	TYPE_LIST,
	TYPE_ITEMS,  /* an object or a list of them */
	TYPE_SWITCH, /* an object, true or false */
	TYPE_MAP,
	TYPE_MAP_TEXTS, /* a map of texts */
	TYPE_MAP_LISTS, /* a map of lists of texts */
	TYPE_MAP_ANY,
	TYPE_PAYLOAD, /* a schema, unless its message says that it is of another format */
};

struct openapi_field {
	const char *name;
	unsigned in, required; /* versions */
	enum openapi_type type;
	enum openapi_form of; /* OBJECT, LIST, ITEMS, SWITCH, MAP */
	const char *const *words;
};

enum openapi_keys {
	KEYS_NONE,
	KEYS_PATHS, /* "/orders" */
	KEYS_CODES, /* "200", "4XX", "default" */
	KEYS_ALL,
};

struct openapi_form_row {
	const char *name; /* "operation" */
	const struct openapi_field *fields;
	size_t nr;
	unsigned open;    /* versions in which any other key may stand */
	unsigned refers;  /* versions in which a reference may stand for it */
	unsigned beside;  /* versions in which what stands beside the reference counts, too */
	unsigned boolean; /* versions in which true and false are one, too */
	enum openapi_keys keys;
	enum openapi_form of; /* of what is behind such a key */
};
extern const struct openapi_form_row done_openapi_forms[FORMS];
extern const struct openapi_form_row done_asyncapi_forms[ALL_FORMS - FORMS];
const struct openapi_form_row *done_openapi_form(enum openapi_form form);

/* A row of a table: name, versions that have it, versions that require it, type. */
#define OPENAPI_ROW(name, in, required, type)             \
	{                                                 \
		(name), (in), (required), (type), 0, NULL \
	}
#define OPENAPI_OF(name, in, required, type, form)             \
	{                                                      \
		(name), (in), (required), (type), (form), NULL \
	}
#define OPENAPI_WORD(name, in, required, words)                 \
	{                                                       \
		(name), (in), (required), TYPE_WORD, 0, (words) \
	}

const struct openapi_field *done_openapi_field(
    const struct openapi_form_row *row, const char *name, unsigned version);

struct openapi_seat { /* where a value stands, for what is said of it */
	enum openapi_form form;
	const char *where; /* "GET /orders"; NULL: in no operation */
	const char *name;  /* its key; NULL: none */
	struct done_interface_place place;
};
/* "the operation", "the parameter 'limit'": in the arena; with "GET /orders: " before it. */
const char *done_openapi_called(struct done_openapi *api, const struct openapi_seat *seat);
/* For subjects. */
const char *done_openapi_thing(
    struct done_openapi *api, const struct openapi_seat *seat, const char *more);

/* ---- structure.c, rules.c: holding a description to them ---- */

/* What the tables cannot say: rows of rules.c. */
int done_openapi_rules(struct done_openapi *api, const struct done_value *value,
    const struct openapi_seat *seat, struct done_error *err);
/* ---- asyncapi.c, asyncapi_rules.c ---- */

int done_asyncapi_operations(
    struct done_openapi *api, struct done_openapi_operations *out, struct done_error *err);
void done_asyncapi_add(struct done_openapi *api, struct done_openapi_operations *out,
    const struct done_member *member, struct done_openapi_operation operation, const char *verb);
/* "#/channels/user~1signedup": the last part, without its escapes. */
const char *done_asyncapi_last(struct done_arena *arena, const char *reference);
/* Of a channel of version 3; where it has none, its name. */
const char *done_asyncapi_address(const struct done_value *channel, const char *name);
/* Channels of version 3 with messages that no operation names (asyncapi_unused.c). */
int done_asyncapi_unused(
    struct done_openapi *api, struct done_openapi_operations *out, struct done_error *err);
bool done_asyncapi_is_json(const char *format); /* "application/schema+json;version=draft-07" */
int done_asyncapi_check(struct done_openapi *api, struct done_error *err);

/* Rules about all operations together. */
int done_openapi_check_operations(struct done_openapi *api, struct done_error *err);
#endif
