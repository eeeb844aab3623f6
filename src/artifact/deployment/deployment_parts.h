/* Inside src/artifact/deployment: what the readers of declarations share. */
#ifndef DONE_DEPLOYMENT_PARTS_H
#define DONE_DEPLOYMENT_PARTS_H

#include "done/deployment.h"

/* More are passed over; of variables that is said. */
#define DONE_DEPLOY_VARIABLES_MAX 400
#define DONE_DEPLOY_LIST_MAX 1000     /* commands, copies, … of one declaration or stage */
#define DONE_DEPLOY_NOT_READ_MAX 1000 /* sentences of one file */

struct done_deploy_variables {
	struct done_deploy_variable {
		const char *name, *value; /* value NULL: known by name only */
		size_t len;               /* of name */
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
	bool has_more_variables; /* than DONE_DEPLOY_VARIABLES_MAX */
	size_t expanded; /* bytes that variables brought in so far: what they may is bounded */
	struct done_error *err;
};

/* ---- parts.c: putting declarations together ---- */

/* Refuses what is too long, and binary. */
int done_deploy_open(struct done_deploy *deploy, struct done_bytes bytes);
/* One more, good until the next is added; NULL: too many, and the error is set. */
struct done_deployment *done_deploy_add(
    struct done_deploy *deploy, enum done_deployment_kind kind, int line);
/* A whole sentence about a line of the file, "FILE:LINE: …"; line 0: about the file. */
void done_deploy_not_read(struct done_deploy *deploy, int line, const char *format, ...)
    DONE_PRINTF(3, 4);
/* False: the list is full. */
bool done_deploy_push(struct done_arena *arena, struct done_deploy_texts *texts, const char *text);
/* The same at the end of a list of a declaration; text NULL: nothing. */
void done_deploy_list(struct done_arena *arena, const char ***items, size_t *nr, const char *text);
/* A label is one of these: `team`, `owner`, "app.acme.io/team"; sets deployment->team. */
void done_deploy_label(struct done_deploy *deploy, struct done_deployment *deployment,
    const char *key, const char *value);

/* ---- texts.c: names, images, commands ---- */

void done_deploy_define(struct done_deploy *deploy, struct done_deploy_variables *variables,
    const char *name, const char *value);
/* Replaces $X, ${X}, ${X:-y}, $$ as compose and Dockerfiles have it; unknown ones stay. */
const char *done_deploy_expand(
    struct done_deploy *deploy, const struct done_deploy_variables *variables, const char *text);
/* The same, then drops what is unknown and {{ expressions }}; NULL: nothing is left. */
const char *done_deploy_name(
    struct done_deploy *deploy, const struct done_deploy_variables *variables, const char *text);
/* The same of an image, without its tag and digest. */
const char *done_deploy_image(
    struct done_deploy *deploy, const struct done_deploy_variables *variables, const char *text);
/* A path: as expand, without "./" before it and '/' behind it ("" is "."). */
const char *done_deploy_path(
    struct done_deploy *deploy, const struct done_deploy_variables *variables, const char *text);
/* Whether $X, ${X} or {{ X }} is left in it. */
bool done_deploy_is_open(const char *text);

/* ---- values.c: value trees ---- */

/* The text of a member, numbers too; NULL: none. */
const char *done_deploy_text(
    struct done_arena *arena, const struct done_value *map, const char *key);
const char *done_deploy_scalar(struct done_arena *arena, const struct done_value *value);
/* A member's key; NULL: it is empty. */
const char *done_deploy_key(const struct done_member *member);
/* A list of words, or a text, as one text; NULL: none. */
const char *done_deploy_command(struct done_deploy *deploy, const struct done_value *value);
/* "entrypoint arguments"; NULL: neither. */
const char *done_deploy_joined(struct done_arena *arena, const char *a, const char *b);
const struct done_value *done_deploy_at(
    const struct done_value *value, const char *const *keys, size_t nr);
/* How many items a list has; a value that is not a list is one. */
size_t done_deploy_count(const struct done_value *value);
void done_deploy_labels(struct done_deploy *deploy, struct done_deployment *deployment,
    const struct done_value *labels);

/* What a reader does with the root of each document. */
typedef int done_deploy_root(struct done_deploy *deploy, const struct done_value *root);
/* A whole file of data: opens, parses, calls root for each document that is a map, fills out. */
int done_deploy_tree(struct done_deploy *deploy, struct done_bytes bytes,
    enum done_deployment_data data, done_deploy_root *root, struct done_deployments *out);
/* Build arguments, a map or a list of "NAME=value". */
void done_deploy_args(
    struct done_deploy *deploy, struct done_deployment *deployment, const struct done_value *args);
/* Paths as they stand in a member; NULL: none. */
const char *done_deploy_member_path(
    struct done_deploy *deploy, const struct done_value *map, const char *key);
const char *done_deploy_member_name(
    struct done_deploy *deploy, const struct done_value *map, const char *key);
const char *done_deploy_member_image(
    struct done_deploy *deploy, const struct done_value *map, const char *key);
void done_deploy_member_command(struct done_deploy *deploy, struct done_deployment *deployment,
    const struct done_value *map, const char *key);

/* ---- lines.c: files that are read line by line ---- */

struct done_deploy_lines {
	struct done_bytes rest;
	int line; /* of what done_deploy_line() gave last, from 1 */
};
/* The next line without its end; false: there is none. */
bool done_deploy_line(struct done_deploy_lines *lines, struct done_bytes *out);
/* What a line of a language of infrastructure starts: "dotnet Cart.Worker.dll", as a command. */
int done_deploy_assemblies(struct done_deploy *deploy, struct done_bytes bytes);
/* Whether a line begins with a key: what has it not needs no parser that may refuse it. */
bool done_deploy_has_key(struct done_bytes bytes, const char *key);
/* Whether any of the words, the last of which is NULL, stands anywhere in it. */
bool done_deploy_holds(struct done_bytes bytes, const char *const *words);
struct done_bytes done_deploy_trim(struct done_bytes bytes);
/* Words of a shell line: blanks divide, quotes and backslashes are taken off. At most
 * DONE_DEPLOY_LIST_MAX. */
void done_deploy_words(struct done_arena *arena, const char *text, struct done_deploy_texts *out);
/* With one blank between them; NULL: there are none. */
const char *done_deploy_words_joined(
    struct done_arena *arena, const struct done_deploy_texts *words);

/* One key of an INI file; text lives in the arena. */
struct done_deploy_ini {
	struct done_deploy_lines lines;
	const char *section, *key,
	    *value; /* section "" before the first; key "": a section begins */
	int line;
};
bool done_deploy_ini(struct done_arena *arena, struct done_deploy_ini *ini);

/* ---- hcl.c: blocks of Terraform and Nomad ---- */

enum done_hcl_event {
	DONE_HCL_OPEN,  /* key text label {, or key = { */
	DONE_HCL_VALUE, /* key = text */
	DONE_HCL_CLOSE, /* } */
};
/* What stands next; texts live in the arena. */
struct done_deploy_hcl {
	struct done_arena *arena;
	const char *at, *end; /* what is left */
	int line;             /* of at; 1 at first */
	int depth;            /* how many blocks are open */
	enum done_hcl_event event;
	const char *key, *text, *label; /* text and label of a block: NULL where it has none */
	int event_line;
	/* inside hcl.c */
	const char *words[3], *pending;
	size_t nr_words;
	bool is_value;
};
/* False: the end. */
bool done_deploy_hcl(struct done_deploy_hcl *hcl);

/* ---- calls.c: calls of functions in a program's text ---- */

/* Literal texts of the arguments; NULL where an argument is computed. */
struct done_deploy_call {
	const char *name,
	    *generic; /* AddProject, and "Projects.X" of AddProject<Projects.X>(); NULL */
	struct done_deploy_texts arguments;
	struct done_deploy_variables named; /* dockerfile='x', context: "y" */
	int line;
};
struct done_deploy_calls {
	struct done_arena *arena;
	const char *at; /* NUL-terminated */
	int line;       /* of at; 1 at first */
	bool is_hash;   /* '#' begins a comment, ' a text too (Starlark); else as in C# */
};
/* The next call of one of the names; false: there is none. */
bool done_deploy_call(struct done_deploy_calls *calls, const char *const *names, size_t nr,
    struct done_deploy_call *out);
/* The argument by its name, else by its place; NULL: neither, or computed. */
const char *done_deploy_argument(
    const struct done_deploy_call *call, const char *name, size_t place);

/* ---- commands.c ---- */

/* Where commands stand: the directory they start in ("." of the file), and the line of the text. */
struct done_deploy_shell {
	const char *directory;
	int line; /* of the first line of the text */
	bool is_from_root;
};
/* `docker build -f X -t Y dir` and its like in lines of a shell. */
int done_deploy_shell(
    struct done_deploy *deploy, const struct done_deploy_shell *shell, struct done_bytes text);

/* ---- dockerfile.c ---- */

/* The stages of a text that stands inside of another file (dockerfile_inline). */
int done_dockerfile_read_text(struct done_deploy *deploy, struct done_bytes bytes);

/* Whether the command of a health probe says yes whatever happens: "true", "exit 0". */
bool done_deploy_never_fails(const char *command);

/* ---- the rows of readers.c ---- */

extern const struct done_deployment_reader done_reader_dockerfile, done_reader_compose,
    done_reader_kubernetes, done_reader_helm_values, done_reader_helm_chart, done_reader_procfile,
    done_reader_skaffold, done_reader_kustomize, done_reader_serverless, done_reader_cloudformation,
    done_reader_app_engine, done_reader_heroku, done_reader_fly, done_reader_render,
    done_reader_railway, done_reader_wrangler, done_reader_azure_functions, done_reader_firebase,
    done_reader_vercel, done_reader_netlify, done_reader_github_actions, done_reader_docker_bake,
    done_reader_tiltfile, done_reader_aspire, done_reader_supervisor, done_reader_systemd,
    done_reader_commands, done_reader_tye, done_reader_terraform, done_reader_nomad,
    done_reader_cloud_foundry, done_reader_copilot, done_reader_ecs, done_reader_kamal,
    done_reader_digitalocean, done_reader_bicep, done_reader_cdk, done_reader_pm2;

#endif
