/* Inside the artifact room: the parts of the reader of GraphQL schemas. */
#ifndef DONE_ARTIFACT_GRAPHQL_PARTS_H
#define DONE_ARTIFACT_GRAPHQL_PARTS_H

#include "done/graphql.h"

#include "../interface_parts.h"
#include "../text.h"

/* ---- lexer.c: a file as tokens ---- */

enum graphql_sort { GRAPHQL_END, GRAPHQL_NAME, GRAPHQL_NUMBER, GRAPHQL_TEXT, GRAPHQL_MARK };

struct graphql_lexer {
	struct done_bytes text;
	struct done_text_at now; /* behind the token */
	/* The token. */
	enum graphql_sort sort;
	struct done_bytes token;  /* with its quotes */
	struct done_bytes inside; /* of a text, without them */
	int line, column;
	/* What no file may hold: words, and where; NULL. */
	const char *problem;
	int problem_line, problem_column;
};

/* Goes to the next token; behind a problem there is none. */
void done_graphql_next(struct graphql_lexer *lexer);
bool done_graphql_at(const struct graphql_lexer *lexer, const char *token);

/* ---- parse.c, parse_tokens.c ---- */

/* As done_graphql_read(), of a text in hand, which lives as long as the arena. */
int done_graphql_parse(
    struct done_graphql *set, const char *path, struct done_bytes text, struct done_error *err);

struct graphql_parser {
	struct done_graphql *set;
	const char *file;
	struct graphql_lexer lexer;
	struct done_buf text; /* of a type or value in the making */
	bool has_failed;
	struct done_error *err;
};

/* False: a fault was added, and the file is broken. */
bool done_graphql_fail(
    struct graphql_parser *parser, int line, int column, const char *message, const char *fix);
bool done_graphql_need(struct graphql_parser *parser, const char *mark);
bool done_graphql_take(struct graphql_parser *parser, const char *token); /* true: it was there */
bool done_graphql_read_name(
    struct graphql_parser *parser, const char *what, struct done_graphql_name *out);
bool done_graphql_read_type(struct graphql_parser *parser, const char **out);
bool done_graphql_read_value(struct graphql_parser *parser, const char **out);
/* A fault at the token: "expected %s, found …". */
bool done_graphql_expected(struct graphql_parser *parser, const char *what);

/* ---- set.c ---- */

/* By full name; NULL. */
struct done_graphql_node *done_graphql_find(const struct done_graphql *set, const char *full);
struct done_graphql_node *done_graphql_child(
    const struct done_graphql_node *node, const char *name);
struct done_interface_place done_graphql_place(const struct done_graphql_node *node);
bool done_graphql_has(const struct done_graphql_node *node, const char *name); /* in names */
bool done_graphql_is_scalar(const char *name); /* one that every schema has */
#define GRAPHQL_SCHEMA "schema {}" /* full name of 'schema': a type may be called 'schema' */
struct done_graphql_node *done_graphql_find_bytes(
    const struct done_graphql *set, const char *full, size_t len);

/* ---- types.c: types as they are written, without blanks ---- */

struct graphql_type {
	const char *ptr;
	size_t len;
};
struct graphql_type done_graphql_type(const char *text);
bool done_graphql_is_required(struct graphql_type type);           /* "A!" */
bool done_graphql_is_list(struct graphql_type type);               /* "[A]" */
struct graphql_type done_graphql_inside(struct graphql_type type); /* of either */
bool done_graphql_same(struct graphql_type a, struct graphql_type b);
/* The name without lists and '!', in the arena. */
const char *done_graphql_named(struct done_arena *arena, const char *type);
/* An argument or input field that must be given. */
bool done_graphql_is_needed(const struct done_graphql_node *node);

/* ---- places.c: where a directive may stand ---- */

bool done_graphql_is_place(const char *name);
bool done_graphql_is_of_callers(const char *place); /* one that callers write */

/* ---- breaks.c ---- */

enum graphql_rule {
	RULE_ROOT_GONE,
	RULE_TYPE_GONE,
	RULE_TYPE_SORT,
	RULE_FIELD_GONE,
	RULE_FIELD_TYPE,
	RULE_ARGUMENT_GONE,
	RULE_ARGUMENT_TYPE,
	RULE_ARGUMENT_NEW,
	RULE_INPUT_GONE,
	RULE_INPUT_TYPE,
	RULE_INPUT_NEW,
	RULE_VALUE_GONE,
	RULE_VALUE_NEW,
	RULE_MEMBER_GONE,
	RULE_MEMBER_NEW,
	RULE_INTERFACE_GONE,
	RULE_INTERFACE_NEW,
	RULE_DEFAULT,
	RULE_DEFAULT_GONE,
	RULE_DIRECTIVE_GONE,
	RULE_DIRECTIVE_PLACE,
	RULE_DIRECTIVE_ONCE,
	RULE_ONE_OF,
	RULE_USE,
	GRAPHQL_RULES,
};

struct graphql_comparing {
	const struct done_graphql_comparing *asked;
	struct done_arena *arena;
	struct done_breaks *out;
};

/* old: the definition of the base; now: where it is written in the new schema, NULL: nowhere. */
void done_graphql_break(struct graphql_comparing *comparing, enum graphql_rule rule,
    const struct done_graphql_node *old, const struct done_graphql_node *now, const char *message);

/* ---- compare_uses.c ---- */

void done_graphql_compare_uses(struct graphql_comparing *comparing,
    const struct done_graphql_node *old, const struct done_graphql_node *now);

#endif
