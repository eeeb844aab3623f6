/*
 * Inside the manifests: functions of a build.sbt that make projects, and what their names stand for
 * where they are called. Nothing is run: texts, names of parameters and values, "+", "/", file(…)
 * and what s"…" puts together; all else is not known.
 */
#ifndef DONE_ARTIFACT_MANIFEST_SBT_H
#define DONE_ARTIFACT_MANIFEST_SBT_H

#include "tokens.h"

/* Tokens [begin, end). */
struct done_sbt_range {
	size_t begin, end;
};

struct done_sbt_parameter {
	const char *name;
	struct done_sbt_range otherwise; /* its default; empty: none */
	bool takes_rest;                 /* Project* */
};

/* def service(name: String): Project = … */
struct done_sbt_maker {
	const char *name;
	struct done_sbt_parameter *parameters;
	size_t nr_parameters, cap_parameters;
	struct done_sbt_range body;
	bool is_used;
};

struct done_sbt_makers {
	const struct done_tokens *tokens;
	struct done_arena *arena;
	struct done_sbt_maker *items; /* as they stand in the file */
	size_t nr, cap;
	struct done_draft_names names;  /* of the items */
	struct done_draft_names values; /* "val x = …", by the place of their '=' */
	size_t cap_names, cap_values;
	unsigned steps; /* that finding out what names stand for has taken */
};

/* A maker that is called; up: within which body, NULL: in none. */
struct done_sbt_frame {
	const struct done_sbt_maker *maker;
	size_t call; /* at its name */
	const struct done_sbt_frame *up;
};

/* One step of finding out what a maker makes; false: there were too many, and no more is looked at.
 */
bool done_sbt_spend(struct done_sbt_makers *makers);

void done_sbt_makers_find(
    struct done_arena *arena, const struct done_tokens *tokens, struct done_sbt_makers *out);
/* Whether the token stands in the body of one. */
bool done_sbt_is_in_maker(const struct done_sbt_makers *makers, size_t at);
/* The one that is called at i; NULL. */
struct done_sbt_maker *done_sbt_maker_at(const struct done_sbt_makers *makers, size_t i);
/* The directory of what the frame makes, as the build writes it; NULL: not known. */
const char *done_sbt_made_in(
    struct done_sbt_makers *makers, const struct done_sbt_frame *frame, int depth);
/* Whether the name at i is a parameter or a value of the frame's own. */
bool done_sbt_is_own(struct done_sbt_makers *makers, size_t i, const struct done_sbt_frame *frame);
/* What the name at i stands for within the frame (NULL: outside of makers): its tokens, and the
 * frame that these stand in. After too many steps nothing is known any more. */
bool done_sbt_resolve(struct done_sbt_makers *makers, size_t i, const struct done_sbt_frame *frame,
    struct done_sbt_range *out, const struct done_sbt_frame **within);

#endif
