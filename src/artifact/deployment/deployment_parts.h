/* Inside src/artifact/deployment: what the readers of declarations share. */
#ifndef DONE_DEPLOYMENT_PARTS_H
#define DONE_DEPLOYMENT_PARTS_H

#include "done/deployment.h"

/* More are passed over, and that is said. */
#define DONE_DEPLOY_VARIABLES_MAX 256
#define DONE_DEPLOY_LIST_MAX 1000     /* commands, copies, … of one declaration or stage */
#define DONE_DEPLOY_NOT_READ_MAX 1000 /* sentences of one file */

struct done_deploy_variables {
	struct done_deploy_variable {
		const char *name, *value; /* value NULL: known by name only */
	} * items;
	size_t nr, cap;
};

/* A list of texts that grows, in the arena. */
struct done_deploy_texts {
	const char **items;
	size_t nr, cap;
};

/* One file that is being read. */
struct done_deploy {
	struct done_arena *arena;
	const char *file;
	struct done_deploy_variables variables;
	struct done_deployments out;
	size_t cap, cap_not_read;
	size_t expanded; /* bytes that variables brought in so far: what they may is bounded */
	struct done_error *err;
};

/* ---- parts.c: putting declarations together -------------------------------------------------- */

/* Refuses what is too long, and binary. */
int done_deploy_open(struct done_deploy *deploy, struct done_bytes bytes);
/* One more, good until the next is added; NULL: too many, and the error is set. */
struct done_deployment *done_deploy_add(struct done_deploy *deploy, enum done_deployment_kind kind,
                                        int line);
/* A whole sentence about a line of the file, "FILE:LINE: …". */
void done_deploy_not_read(struct done_deploy *deploy, int line, const char *format, ...)
	DONE_PRINTF(3, 4);
/* False: the list is full. */
bool done_deploy_push(struct done_arena *arena, struct done_deploy_texts *texts, const char *text);
/* The same at the end of a list of a declaration; text NULL: nothing. */
void done_deploy_list(struct done_arena *arena, const char ***items, size_t *nr, const char *text);
/* A label is one of these: `team`, `owner`, "app.acme.io/team"; sets deployment->team. */
void done_deploy_label(struct done_deploy *deploy, struct done_deployment *deployment,
                       const char *key, const char *value);

/* ---- texts.c: names, images, commands -------------------------------------------------------- */

void done_deploy_define(struct done_deploy *deploy, struct done_deploy_variables *variables,
                        const char *name, const char *value);
/* Replaces $X, ${X}, ${X:-y}, $$ as compose and Dockerfiles have it; unknown ones stay. */
const char *done_deploy_expand(struct done_deploy *deploy,
                               const struct done_deploy_variables *variables, const char *text);
/* The same, then drops what is unknown and {{ expressions }}; NULL: nothing is left. */
const char *done_deploy_name(struct done_deploy *deploy,
                             const struct done_deploy_variables *variables, const char *text);
/* The same of an image, without its tag and digest. */
const char *done_deploy_image(struct done_deploy *deploy,
                              const struct done_deploy_variables *variables, const char *text);
/* A path: as expand, without "./" before it and '/' behind it ("" is "."). */
const char *done_deploy_path(struct done_deploy *deploy,
                             const struct done_deploy_variables *variables, const char *text);
/* Whether $X, ${X} or {{ X }} is left in it. */
bool done_deploy_is_open(const char *text);

/* ---- values.c: value trees ------------------------------------------------------------------- */

/* The text of a member, numbers too; NULL: none. */
const char *done_deploy_text(struct done_arena *arena, const struct done_value *map,
                             const char *key);
const char *done_deploy_scalar(struct done_arena *arena, const struct done_value *value);
/* A list of words, or a text, as one text; NULL: none. */
const char *done_deploy_command(struct done_deploy *deploy, const struct done_value *value);
/* "entrypoint arguments"; NULL: neither. */
const char *done_deploy_joined(struct done_arena *arena, const char *a, const char *b);
const struct done_value *done_deploy_at(const struct done_value *value, const char *const *keys,
                                        size_t nr);
/* How many items a list has; a value that is not a list is one. */
size_t done_deploy_count(const struct done_value *value);
void done_deploy_labels(struct done_deploy *deploy, struct done_deployment *deployment,
                        const struct done_value *labels);

/* ---- lines.c: files that are read line by line ----------------------------------------------- */

struct done_deploy_lines {
	struct done_bytes rest;
	int line; /* of what done_deploy_line() gave last, from 1 */
};
/* The next line without its end; false: there is none. */
bool done_deploy_line(struct done_deploy_lines *lines, struct done_bytes *out);
struct done_bytes done_deploy_trim(struct done_bytes bytes);
/* Words of a shell line: blanks divide, quotes and backslashes are taken off. At most
 * DONE_DEPLOY_LIST_MAX. */
void done_deploy_words(struct done_arena *arena, const char *text, struct done_deploy_texts *out);
/* With one blank between them; NULL: there are none. */
const char *done_deploy_words_joined(struct done_arena *arena,
                                     const struct done_deploy_texts *words);

/* ---- dockerfile.c ------------------------------------------------------------------------------
 */

/* The stages of a text that stands inside of another file (dockerfile_inline). */
int done_dockerfile_read_text(struct done_deploy *deploy, struct done_bytes bytes);

/* ---- the rows of readers.c ------------------------------------------------------------------ */

extern const struct done_deployment_reader done_reader_dockerfile, done_reader_compose,
	done_reader_kubernetes, done_reader_helm_values, done_reader_helm_chart,
	done_reader_procfile;

#endif
