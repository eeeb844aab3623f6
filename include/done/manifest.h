/*
 * manifest: what a package manager's file says of a directory (src/artifact/manifest, one file a
 * format). Readers are strict in what they take and honest about the rest: what is computed, not
 * written, is "not read" with the reason, never guessed.
 */
#ifndef DONE_MANIFEST_H
#define DONE_MANIFEST_H

#include "done/artifact.h"

#define DONE_MANIFEST_MAX ((size_t)4 << 20)
#define DONE_DEPENDENCIES_MAX 100000

enum done_scope { DONE_SCOPE_RUN, DONE_SCOPE_TEST, DONE_SCOPE_BUILD };

struct done_dependency {
	const char
	    *name; /* as the ecosystem writes it: "github.com/x/y", "@a/b", "group:artifact" */
	enum done_scope scope;
	const char *version; /* as written; NULL: none */
	const char *local;   /* directory of a package in the tree, relative to the manifest's; may
	                        begin with "../"; NULL */
	bool is_workspace;   /* "workspace:*", `workspace = true`: a member of that name */
	int line;            /* from 1; 0: not known */
};

/*
 * Anything else that is said, as name and value: "script.start" = "node server.js", "bin" =
 * "cli.js", "sdk" = "Microsoft.NET.Sdk.Web", "output-type" = "Exe", "packaging" = "war", "plugin" =
 * "org.springframework.boot", "main" = "cmd/x/main.go", "target.bin" = "worker src/bin/worker.rs",
 * "entry-point" = "serve acme.app:main", "executable" = "server main.cpp". Each reader's file lists
 * the names that it gives.
 */
struct done_manifest_fact {
	const char *name, *value;
	int line;
};

struct done_manifest {
	const char *name; /* of the package, module or project; NULL: none is written */
	struct done_dependency *dependencies;
	size_t nr_dependencies;
	struct done_strings_list {
		const char **items;
		size_t nr;
	} members; /* of a workspace: paths or globs relative to the manifest's directory, "!"
	              takes out; modules of a parent, `use` of go.work, projects of a solution */
	const char *parent; /* relative path of the manifest it inherits from (pom.xml); NULL */
	struct done_manifest_fact *facts;
	size_t nr_facts;
	const char **not_read; /* what stands there and could not be read: whole sentences */
	size_t nr_not_read;
};

struct done_draft;
struct done_value;

struct done_manifest_reader {
	const char *name;    /* "go-mod": as `manifests: [{reader:}]` writes it */
	const char *summary; /* for the reference: "go.mod: module, require, replace" */
	int (*read)(struct done_arena *arena, struct done_bytes bytes, const char *file,
	    struct done_manifest *out, struct done_error *err);
	/* Instead of read, of a file of data: what opens it, and what is given its root. */
	int (*open)(struct done_draft *draft, struct done_arena *arena, struct done_bytes bytes,
	    const char *file, struct done_value *root, struct done_error *err);
	void (*read_root)(struct done_draft *draft, const struct done_value *root);
};
extern const struct done_manifest_reader *const done_manifest_readers[];
extern const size_t done_manifest_readers_nr;
const struct done_manifest_reader *done_manifest_reader_find(const char *name); /* NULL: unknown */
/* DONE_E_POLICY with line and column where it cannot be parsed. `file` is its path. */
int done_manifest_read(const struct done_manifest_reader *reader, struct done_arena *arena,
    struct done_bytes bytes, const char *file, struct done_manifest *out, struct done_error *err);
/*
 * Gradle: puts in what the catalog (reader "gradle-catalog") says of "libs.a.b", of bundles and of
 * plugins by alias; what it does not know stays. Past DONE_DEPENDENCIES_MAX nothing is added.
 */
void done_manifest_resolve(
    struct done_arena *arena, struct done_manifest *manifest, const struct done_manifest *catalog);

#endif
