/* Inside the artifact room: parsing one .proto file. */
#ifndef DONE_ARTIFACT_PROTO_PARSE_H
#define DONE_ARTIFACT_PROTO_PARSE_H

#include "parts.h"

/* Of a name with all that it is in: a million of them must fit. */
#define PARSE_NAME_MAX 500
#define PARSE_NAME_TOO_LONG "a name is longer than 500 characters"

struct proto_parser {
	struct done_proto *set;
	struct done_proto_file *file;
	struct proto_lexer lexer;
	int depth;
	struct done_error *err;
};

/* Where options go to. */
struct proto_options {
	struct done_proto_option **items;
	size_t *nr, *cap;
};

/* ---- parse_tokens.c ---- */

/* Always false, as the others are where they added the fault. */
bool done_proto_fail(
    struct proto_parser *parser, int line, int column, const char *message, const char *fix);
/* what: "the name of a field" */
bool done_proto_expected(struct proto_parser *parser, const char *what);
/* Passes a token over; false: another one stands there, which is no fault. */
bool done_proto_has(struct proto_parser *parser, const char *token);
bool done_proto_need(struct proto_parser *parser, const char *token);
bool done_proto_word(struct proto_parser *parser, const char *what, const char **out);
/* The text between the quotes; texts that follow one another are one. */
bool done_proto_text(struct proto_parser *parser, const char *what, const char **out);
/* "a.b.C", ".a.b.C" */
bool done_proto_path(struct proto_parser *parser, const char *what, const char **out);
bool done_proto_whole(struct proto_parser *parser, bool may_be_negative, int64_t *out);
bool done_proto_option_line(struct proto_parser *parser, struct proto_options options);
/* "[a = 1, (b).c = {}]", where there is one. */
bool done_proto_option_list(struct proto_parser *parser, struct proto_options options);

#endif
