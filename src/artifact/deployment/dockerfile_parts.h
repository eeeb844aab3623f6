/* Inside src/artifact/deployment: a container file as instructions (dockerfile_lines.c). */
#ifndef DONE_DOCKERFILE_PARTS_H
#define DONE_DOCKERFILE_PARTS_H

#include "deployment_parts.h"

struct done_dockerfile_lines {
	struct done_deploy *deploy;
	struct done_deploy_lines lines;
	char escape; /* '\\' unless a parser directive says '`' */
};

/* One instruction with its continuation lines joined, comments between them taken out. */
struct done_instruction {
	const char *word; /* upper case: "COPY" */
	char *rest;       /* what stands behind it, trimmed; here-documents are still named in it */
	const char *heredoc; /* text of its here-documents; NULL: none */
	int line;
};

void done_dockerfile_open(
    struct done_dockerfile_lines *lines, struct done_deploy *deploy, struct done_bytes bytes);
/* 1 with *out, 0 at the end, or the error. */
int done_dockerfile_next(struct done_dockerfile_lines *lines, struct done_instruction *out);

/* ---- dockerfile_words.c ---- */

#define DONE_DOCKER_STAGES_MAX 64

struct done_docker_stage {
	const char *name, *image; /* AS name; the image that it is built upon in the end */
	int line;
	struct done_deploy_variables variables;
	struct done_deploy_texts builds, copies;
	bool uses[DONE_DOCKER_STAGES_MAX]; /* stages that it is made from, or copies from */
	const char *entry, *command;
	bool entry_is_shell;
	bool starts;      /* CMD or ENTRYPOINT stands in this stage itself */
	bool base_starts; /* the image is a server by itself */
	size_t ports;
	int probe_line;
	const char *team;
};

struct done_docker {
	struct done_deploy *deploy;
	struct done_docker_stage *stages;
	size_t nr;
	struct done_docker_stage *now; /* the last one; NULL before the first FROM */
	bool copies_elsewhere;         /* --from of the COPY that is being read */
};

/* Takes flags off ("--from=build"): calls take with each; returns what follows them. */
typedef void done_docker_take(struct done_docker *docker, const char *name, const char *value);
const char *done_docker_flags(struct done_docker *docker, const char *rest, done_docker_take *take);
/* "NAME=value NAME2=value2", and the old form "NAME value"; value NULL: only a name. */
void done_docker_pairs(struct done_docker *docker, const char *rest, done_docker_take *take);
/* ["a", "b"]; false: that it is not, so it is the shell form. */
bool done_docker_list(struct done_docker *docker, const char *text, struct done_deploy_texts *out);
/* With the variables of the stage. */
const char *done_docker_expand(struct done_docker *docker, const char *text);
/* A command in either form as one text; NULL: it is empty. */
const char *done_docker_command(struct done_docker *docker, const char *rest, bool *shell);
/* A stage by its name or number, among the first ones; -1: it is an image. */
int done_docker_stage_find(const struct done_docker *docker, const char *name, size_t before);

/* ---- dockerfile_stages.c ---- */

/* Whether the image, with its tag, starts a server when nothing is said ("nginx"). */
bool done_docker_base_starts(const char *image);
int done_docker_declare(struct done_docker *docker);

#endif
