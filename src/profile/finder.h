/*
 * Inside the profile room: one look over a snapshot, from its files to the programs in them. Each
 * step is a file of its own and adds to struct done_finder; profile.c calls them in their order.
 */
#ifndef DONE_PROFILE_FINDER_H
#define DONE_PROFILE_FINDER_H

#include "done/profile.h"

/* Directories are "" (the root) inside of this room; the profiles say ".". */

#define DONE_SERVES_NR 7 /* bits of enum done_serves */

/* ---- the files of the tree (tree.c) ---- */

/* What one source shows, kept so that no source is opened twice. */
struct done_look {
	unsigned serves;                        /* bits */
	struct done_fact facts[DONE_SERVES_NR]; /* one a bit that is set, at the bit's number */
	unsigned calls;                         /* bits; where finder->wants_calls */
	bool is_bare_listener; /* Go: listens for what others registered, or for nobody */
	bool has_own_routes;   /* Go: some that are not for operators alone */
	bool is_entry;         /* a row of `programs` holds */
	struct done_fact entry;
	bool is_function; /* a row of `functions` holds */
	struct done_fact function;
	const char *package; /* that the source says it belongs to; NULL */
	const char **imports;
	size_t nr_imports;
};

struct done_tree_file {
	const char *path; /* from the root */
	const char *name; /* its last part */
	struct done_oid oid;
	const struct done_look *look; /* NULL: not opened */
	const struct done_look *head; /* what it imports; NULL: not opened, or look has it */
};

struct done_finder;

/* Lists the files; hidden folders and those of other people's code are not entered. */
int done_tree_list(struct done_finder *finder, struct done_error *err);
/* No hidden folder but those that tell platforms something, and no other people's code. */
bool done_tree_enters(void *data, const char *directory);
/* The files at or below a directory: from *first to before *end. */
void done_tree_range(
    const struct done_finder *finder, const char *directory, size_t *first, size_t *end);
bool done_tree_is_container_file(const char *name); /* "Dockerfile", "cart.Dockerfile" */
/* The file at that path; NULL. */
struct done_tree_file *done_tree_find(const struct done_finder *finder, const char *path);
/* The bytes of a file, in `out`: 1, or 0 where it is longer than max. */
int done_tree_read(struct done_finder *finder, const struct done_tree_file *file, size_t max,
    struct done_buf *out, struct done_error *err);
/* directory and name as one path; either may be "". */
const char *done_path_join(struct done_arena *arena, const char *directory, const char *name);
/* A path as it is written in a file of `directory`, from the root, without "." and ".."; NULL: it
 * climbs out of the tree. */
const char *done_path_within(struct done_arena *arena, const char *directory, const char *written);

/* ---- places (places.c) ---- */

enum done_place_kind {
	DONE_PLACE_OWN,
	DONE_PLACE_TEST,
	DONE_PLACE_TOOL,
	DONE_PLACE_EXAMPLE,
	DONE_PLACE_DOCS,
	DONE_PLACE_KIT,
};
struct done_place_found {
	enum done_place_kind kind;
	const char *part; /* of the path, that decided */
	const char *what; /* a sentence: "the folder 'e2e' is called as folders of tests are" */
};
/* Of a directory; names of packages below src/main/<language> are no places. is_demo: of a tree
 * whose units all lie among examples (units.c). */
struct done_place_found done_place_of(
    struct done_arena *arena, const char *directory, bool is_demo);

/* ---- units (unit.c; all of them by units.c) ---- */

/* What one ecosystem has in a directory. */
struct done_unit_part {
	const struct done_ecosystem *ecosystem;
	const struct done_manifest **manifests;
	const char **paths; /* of the manifests */
	size_t nr, cap;
	int may_answer; /* a dependency could answer calls: 1, -1 none; 0 not looked for yet */
};

struct done_unit {
	const char *directory;
	size_t first, end; /* its files, those of nested units with them */
	struct done_unit_part *parts;
	size_t nr_parts, cap_parts;
	bool is_bare;                          /* no manifest: a container file beside sources */
	bool is_application, has_applications; /* a workspace names it; it is such a workspace */
	struct done_place_found place;
	struct done_unit **locals; /* local packages that it depends on, direct, each once */
	size_t nr_locals, cap_locals;
	/* Of these, what runs with it: without what builds or tests it. */
	struct done_unit **run_locals;
	size_t nr_run_locals, cap_run_locals;
	size_t seen_by; /* look.c */
};

int done_units_find(struct done_finder *finder, struct done_error *err);
/* What speaks of other directories, or of versions: alone it makes no unit. */
bool done_manifest_is_idle(const char *name);
/* in_requirements: "requirements/base.txt", whose name alone says nothing. */
bool done_manifest_fits(
    const struct done_manifest_form *form, const char *name, bool in_requirements);
/* docker/ beside the sources that it packs: what scripts it holds are of the image. */
bool done_unit_is_packed_by(const char *directory);
struct done_unit *done_unit_at(const struct done_finder *finder, const char *directory);
/* The one of the directory, or of the ecosystem in it: made where there is none. */
struct done_unit *done_unit_make(struct done_finder *finder, const char *directory);
struct done_unit_part *done_unit_part_make(
    struct done_finder *finder, struct done_unit *unit, const struct done_ecosystem *ecosystem);
/* The innermost unit that the path lies in, with a part of that ecosystem (NULL: any); NULL. */
struct done_unit *done_unit_above(
    const struct done_finder *finder, const char *path, const struct done_ecosystem *ecosystem);
struct done_unit_part *done_unit_part(const struct done_unit *unit, const char *ecosystem);
/* The unit that a manifest of the directory inherits from (pom.xml); NULL. They may form a circle.
 */
#define DONE_UNIT_PARENTS_MAX 16
struct done_unit *done_unit_parent(
    const struct done_finder *finder, const char *directory, const struct done_manifest *manifest);
/* The local packages that run with it, and theirs, as far as `depth`: each once, the nearest first,
 * without itself. Returns how many of at most `max` were put into out. */
size_t done_unit_reach(
    const struct done_unit *unit, int depth, const struct done_unit **out, size_t max);
/* The first fact of that name in the part's manifests, with the manifest's path; NULL. */
const struct done_manifest_fact *done_unit_fact(
    const struct done_unit_part *part, const char *name, const char **path);
/* *out, unless out is NULL: the first of them. */
bool done_unit_depends(const struct done_unit_part *part, const char *const *names, size_t nr,
    struct done_fact *out, struct done_arena *arena);

/* A source of a part: not of a nested unit of its ecosystem, no test, not generated, not vendored,
 * in no place of tests or examples. Returns 0 to go on. */
typedef int done_source_visit(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err);
int done_unit_sources(struct done_finder *finder, const struct done_unit *unit,
    struct done_unit_part *part, done_source_visit *visit, void *data, struct done_error *err);
/* Only those at or below a directory. */
struct done_unit_below {
	const struct done_unit *unit;
	struct done_unit_part *part;
	const char *directory;
};
int done_unit_sources_below(struct done_finder *finder, const struct done_unit_below *below,
    done_source_visit *visit, void *data, struct done_error *err);

/* ---- builds of Gradle (gradle.c) ---- */

/* What a build says of its projects: the settings file and the catalog of versions beside it. */
struct done_gradle_build {
	const char *directory;
	const struct done_manifest *settings, *catalog; /* each may be NULL */
	const char *settings_path;                      /* settings.gradle, settings.gradle.kts */
};
/* A settings file or a catalog, as it is found. */
void done_gradle_take(struct done_finder *finder, const char *path, const char *directory,
    const char *reader, const struct done_manifest *manifest);
/* Puts into the projects of all builds what their build says: where ":a:b" stands, what "libs.x"
 * is, what the root sets for all below it. */
void done_gradle_settle(struct done_finder *finder);

/* ---- builds of sbt (sbt.c) ---- */

/* Makes units of the projects of a build.sbt that packs several programs. */
void done_sbt_settle(struct done_finder *finder);

/* ---- local packages (locals.c) ---- */

/* Fills unit->locals of all, by manifests. */
void done_locals_find(struct done_finder *finder);

/* ---- looking at sources (look.c) ---- */

#define DONE_LOOKS_MAX 20000 /* sources that one finding opens */

/* What a source shows by the ecosystem's rows. */
int done_look_at(struct done_finder *finder, const struct done_ecosystem *ecosystem, size_t file,
    const struct done_look **out, struct done_error *err);
/* Its package and imports alone: for whoever may need no more. */
int done_look_at_head(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    size_t file, const struct done_look **out, struct done_error *err);

/* How much a look tells. */
enum done_look_depth { DONE_LOOK_IMPORTS, DONE_LOOK_SERVES, DONE_LOOK_CALLS };
/* What another finder of the same ecosystems saw in the file, as much as `depth` holds (looked.c);
 * false: it was not looked at so deep. */
bool done_looked_find(const struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const struct done_tree_file *file, enum done_look_depth depth, struct done_look *out);
void done_looked_keep(const struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const struct done_tree_file *file, enum done_look_depth depth, const struct done_look *look);
/* What the manifests alone show: of the part, its parents, and the local packages of the unit. */
void done_look_at_manifests(struct done_finder *finder, const struct done_unit *unit,
    const struct done_unit_part *part, struct done_look *out);
/* What is served at all: not a command line, and pages alone only where the ecosystem's frameworks
 * make them (elsewhere mails are made of the same templates). */
unsigned done_look_served(const struct done_ecosystem *ecosystem, const struct done_look *look);
/* Sources need not be looked at any longer: what answers calls is found; or a queue or a clock is,
 * and nothing that the unit depends on could answer calls. */
bool done_look_decides(struct done_unit_part *part, const struct done_look *look);
/* The first fact of what is served; NULL: nothing is. */
const struct done_fact *done_look_first(const struct done_look *look);
/* Adds what `from` serves. */
void done_look_add(struct done_look *into, const struct done_look *from);

/* ---- declarations (declarations.c) ---- */

struct done_declaration {
	const struct done_deployment *item;
	const struct done_deployment_reader *reader;
	const char *path;      /* of the file */
	const char *directory; /* that its paths are relative to */
	const char *context;   /* from the root; NULL */
	const char *container; /* the container file that it builds, from the root; NULL: none */
	bool is_container_file;
	size_t *joined; /* programs, by join.c */
	size_t nr_joined;
};
/* A container file stands in the unit's own directory: it is made into an image by itself. */
bool done_unit_has_container_file(const struct done_finder *finder, const struct done_unit *unit);
/* declaration_scripts.c: adds what the scripts start that a container file of the directory starts.
 */
int done_declaration_scripts(struct done_finder *finder, const char *directory,
    struct done_deployment *item, struct done_error *err);
int done_declarations_read(struct done_finder *finder, struct done_error *err);

/* ---- programs (programs.c, program_*.c) ---- */

struct done_program {
	struct done_unit *unit;
	struct done_unit_part *part;
	const char *directory; /* where it stands */
	const char *name;      /* by which a declaration may call it; last part of its directory */
	const char *script;    /* the file that is started, from the root; NULL: not known */
	struct done_fact entry;
	struct done_look serves; /* what it serves */
	unsigned distance;       /* Go: how many imports away the serving package is */
	bool is_function, is_frontend, is_scheduled;
	bool is_called;             /* by a platform: a row of `functions` holds */
	bool needs_declaration;     /* nothing of its own starts it */
	bool is_weak_entry;         /* started by nothing but what declares it */
	bool is_command;            /* "bin" of a package */
	struct done_fact unstarted; /* what serves in it, though nothing starts it; path NULL */
	const char *never; /* why it is none, whatever declares it: "a library of Razor"; NULL */
	enum done_kind_of_service never_kind;

	/* by join.c */
	struct done_fact *declared; /* what builds or runs it */
	size_t nr_declared, cap_declared;
	struct done_fact probe, traces, metrics, team; /* the first that a declaration of it has */
	const char *container_directory;               /* of its container file; NULL */
	const char *function_file;                     /* that declares it as a function; NULL */
	bool has_image, has_port, is_run, has_command;
	bool is_imaged;       /* a container file starts it alone, by its name or path */
	bool is_copied;       /* a container file copies what was built of it, beside others */
	const char **started; /* what declarations start, as they write it */
	size_t nr_started, cap_started;

	/* by exclude.c */
	bool is_service, is_doubtful, is_unstarted;
	enum done_kind_of_service kind;
	struct done_fact why;

	const char *service_directory; /* by directory.c */
};

/* A unit's programs of one ecosystem, before anything is known of declarations. */
struct done_program_finder {
	const char *ecosystem;
	int (*find)(struct done_finder *finder, struct done_unit *unit, struct done_unit_part *part,
	    struct done_error *err);
	/* Looks for what they serve, once declarations are joined; NULL: find has done it. */
	int (*serves)(
	    struct done_finder *finder, struct done_program *program, struct done_error *err);
	/* Makes several programs of one, by what declarations start of it; NULL: it stays one. */
	void (*split)(struct done_finder *finder, size_t program);
};
extern const struct done_program_finder done_program_go, done_program_node, done_program_python,
    done_program_jvm, done_program_dotnet, done_program_rust, done_program_php, done_program_ruby,
    done_program_elixir, done_program_cpp;

int done_programs_list(struct done_finder *finder, struct done_error *err);
int done_programs_look(struct done_finder *finder, struct done_error *err);
struct done_program *done_program_add(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, const char *directory, const struct done_fact *entry);
/* Sources of the unit until one shows what it serves; the first entry, too. */
int done_program_scan(
    struct done_finder *finder, struct done_program *program, struct done_error *err);

/* function_folder.c: how much of a path is the folder of one function, "lambdas/mail" of
 * "lambdas/mail/src/mail.py", and that; 0, NULL: it lies in none. */
size_t done_function_folder_len(const char *path);
const char *done_function_folder(struct done_arena *arena, const char *path);
/* The ecosystem's functions may stand so. */
bool done_function_has_folders(const struct done_ecosystem *ecosystem);

/* functions.c: where the function of that source stands: the unit's directory, or a project or
 * folder in it. */
const char *done_function_project(struct done_finder *finder, const struct done_unit *unit,
    const struct done_ecosystem *ecosystem, const char *path);
/* Makes several programs of one, where a template says the directory of each function of it. */
void done_functions_split(struct done_finder *finder, size_t at);
/* After `find`, whose programs of the part begin at `first`. */
int done_functions_find(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, size_t first, struct done_error *err);

/* That program as a function, by that fact of its source. */
void done_function_take(struct done_program *program, const struct done_fact *function);
/* named.c: functions that nothing but the name of their handler tells. */
int done_functions_named(struct done_finder *finder, struct done_error *err);

/* The packages of Go that are imported from `directories`, by themselves and through others:
 * ascending directories, those themselves with them (program_go.c). */
int done_go_reach(struct done_finder *finder, const char *directory, struct done_strings *out,
    struct done_error *err);

/* The packages of Go outside the directory that its sources import from the tree, nearest first,
 * and how many of them are near; see struct done_profile. */
int done_go_imported(struct done_finder *finder, const char *directory, struct done_strings *out,
    size_t *nr_near, struct done_error *err);

/* "" for ".", what is shown for the root. */
const char *done_inner_directory(const char *directory);

/* ---- joining, deciding ---- */

int done_programs_join(struct done_finder *finder, struct done_error *err); /* join.c */
/* Once it is known which programs are services: probes of charts that name nobody. */
void done_programs_join_probes(struct done_finder *finder);
/* join_badges.c: the probe of an image that is called as the repository is. */
int done_programs_join_badges(struct done_finder *finder, struct done_error *err);
/* And what they say of tracing. */
void done_programs_join_traces(struct done_finder *finder);
void done_programs_decide(struct done_finder *finder); /* exclude.c */
/* packed.c: an image of its own is made of it. */
bool done_program_is_packed(const struct done_finder *finder, const struct done_program *program);
/* catalogue.c: the README of the root that people are shown first; NULL. */
const struct done_tree_file *done_finder_readme(const struct done_finder *finder);
/* Takes the programs of a collection of examples out. */
int done_catalogue_exclude(struct done_finder *finder, struct done_error *err);
/* It is no service: of which kind it is instead, by what, and why in words (program.c). */
void done_program_rule_out(struct done_program *program, enum done_kind_of_service kind,
    const struct done_fact *where, const char *what);
/* A container file that builds it stands in its unit's own directory. */
bool done_program_has_container(const struct done_program *program);
/* bundles.c: takes out a program that only starts others, or these, where it is what runs. */
void done_bundles_exclude(struct done_finder *finder, struct done_program *program);
/* siblings.c: takes out variants of a program beside them, and clients of a server. */
int done_siblings_exclude(struct done_finder *finder, struct done_error *err);
void done_frameworks_exclude(struct done_finder *finder); /* framework.c */
void done_programs_place(struct done_finder *finder);     /* directory.c */
enum done_kind_of_service done_program_kind(
    struct done_finder *finder, const struct done_program *program); /* kind.c */

/* The place of the directory that was asked last: files of one stand side by side. */
struct done_place_seen {
	const char *path; /* of a file in it; NULL: none was asked */
	size_t from, end; /* of the directory in that path, without the unit's own */
	enum done_place_kind kind;
};

struct done_finder {
	struct done_arena *arena;  /* of the profiles */
	struct done_arena scratch; /* of one source */
	struct done_snapshot *snapshot;
	const struct done_ecosystems *ecosystems;
	struct done_tree_file *files; /* ascending by path */
	size_t nr_files, cap_files;
	struct done_unit *units; /* ascending by directory */
	size_t nr_units, cap_units;
	struct done_gradle_build *builds;
	size_t nr_builds, cap_builds;
	struct done_declaration *declarations;
	size_t nr_declarations, cap_declarations;
	struct done_program *programs;
	size_t nr_programs, cap_programs;
	const char **not_read;
	size_t nr_not_read, cap_not_read;
	struct done_unread *unread;
	size_t nr_unread, cap_unread;
	struct done_go_module *go_modules; /* program_go.c; made when it is asked for first */
	size_t nr_go_modules, cap_go_modules;
	bool has_go_modules;
	size_t seeing; /* look.c */
	size_t nr_opened, nr_looks;
	struct done_matcher *matcher;
	bool is_demo;              /* all units lie among examples (places.c) */
	bool is_at_limit;          /* DONE_LOOKS_MAX was reached */
	bool wants_calls;          /* sources are asked whom they call, too */
	const char *const *scopes; /* only programs of the units of these directories; none: all */
	size_t nr_scopes;
	const char *scope;                 /* the one of them that a profile is made of */
	struct done_place_seen place_seen; /* units.c */
	bool asked_manifests; /* look.c: what the source at hand shows rests on a manifest, too */
	bool imports_only;    /* sources are opened for what they import, not for what they serve */
};

/* Of several programs that take the place of the one at `at`: the i-th. */
static inline void done_program_put(
    struct done_finder *finder, size_t at, size_t i, const struct done_program *program)
{
	if (i)
		*DONE_ARENA_PUSH(finder->arena, finder->programs, finder->nr_programs,
		    finder->cap_programs) = *program;
	else
		finder->programs[at] = *program;
}

void done_finder_not_read(struct done_finder *finder, const char *sentence);

/* Whether name is package, or begins with it up to one of the ecosystem's dividers; a package that
 * ends with '*' stands for every name that begins so. */
bool done_package_is(const struct done_ecosystem *ecosystem, const char *name, const char *package);

#endif
