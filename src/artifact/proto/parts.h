/* Inside the artifact room: the parts of the reader of .proto files. */
#ifndef DONE_ARTIFACT_PROTO_PARTS_H
#define DONE_ARTIFACT_PROTO_PARTS_H

#include "done/proto.h"

#include "../interface_parts.h"
#include "../text.h"

/* ---- lexer.c: a file as tokens ---- */

enum proto_sort { PROTO_END, PROTO_WORD, PROTO_NUMBER, PROTO_TEXT, PROTO_MARK };

struct proto_lexer {
	struct done_bytes text;
	struct done_text_at now; /* behind the token */
	/* The token. */
	enum proto_sort sort;
	struct done_bytes token; /* with its quotes */
	int line, column;
	int end_line;
	/* A block of comments that ends on the line before the token, or on its line. */
	struct done_bytes above;
	/* One that begins on the line on which the token before ended. */
	struct done_bytes beside;
	/* What no file may hold: words, and where; NULL. */
	const char *problem;
	int problem_line, problem_column;
};

/* Goes to the next token; behind a problem there is none. */
void done_proto_next(struct proto_lexer *lexer);
bool done_proto_at(const struct proto_lexer *lexer, const char *token);
/* A whole number, hexadecimal and octal too; false: it is none, or beyond 64 bits. */
bool done_proto_number(const struct proto_lexer *lexer, int64_t *out);

/* ---- parse.c ---- */

/* Declarations of a file whose text is there, into the set's nodes. A fault where it is broken. */
int done_proto_parse(struct done_proto *set, struct done_proto_file *file, struct done_error *err);

/* ---- files.c ---- */

struct done_interface_place done_proto_place(const struct done_proto_node *node);
/* The declaration of a full name in files that are asked for: that of the file `near` where it has
 * one, else the first; NULL. */
struct done_proto_node *done_proto_find(
    const struct done_proto *set, const char *full, const char *near);
/* The same, of files that are only imported, too. */
struct done_proto_node *done_proto_find_any(
    const struct done_proto *set, const char *full, const char *near);
/* "int32": a type that is not declared anywhere. */
bool done_proto_is_scalar(const char *type);

/* Whether an edition's feature has this value for a field: its own option, else the file's
 * (features.c). */
bool done_proto_has_feature(
    const struct done_proto_node *field, const char *feature, const char *value);
/* By its label, or by a feature of an edition. */
bool done_proto_is_required(const struct done_proto_node *field);

/* ---- circles.c ---- */

/* Faults where files that are asked for import each other in a circle. */
void done_proto_check_circles(struct done_proto *set);

#endif
