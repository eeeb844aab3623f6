/*
 * deployment: what declares that a program is built or run: container files, compose, Kubernetes,
 * Helm, Skaffold, Procfiles, serverless and app files (src/artifact/deployment, one file a format).
 * The same for all languages; config/deployments.yml says which file is read by which reader.
 */
#ifndef DONE_DEPLOYMENT_H
#define DONE_DEPLOYMENT_H

#include "done/artifact.h"

enum done_deployment_kind {
	DONE_DEPLOY_IMAGE, /* builds an image: a container file, compose `build`, skaffold artifact
	                    */
	DONE_DEPLOY_RUN,   /* runs an image or a command: compose service, k8s workload, Procfile */
	DONE_DEPLOY_FUNCTION, /* a function that a platform calls: serverless, host.json, wrangler
	                       */
	DONE_DEPLOY_SCHEDULE, /* runs by the clock and ends: CronJob, Job, cron entries */
};

/*
 * One declaration in a file. Paths are relative to the declaring file's directory, unless
 * is_from_root. Variables and template expressions are replaced where their value is known; what is
 * not known is dropped from names and images, and stays as it is written ("./cmd/$APP") in builds,
 * copies, commands and paths. A list holds at most 1,000 items; what is beyond is passed over.
 */
struct done_deployment {
	enum done_deployment_kind kind;
	const char *name;      /* compose service, metadata.name, process of a Procfile; NULL */
	const char *workload;  /* of Kubernetes: what its container stands in; NULL */
	const char *container; /* of Kubernetes: its container's name; NULL */
	const char *image;     /* without tag and digest, "registry/x/cartservice"; NULL */
	const char *base;      /* of a container file: the image that it is built upon; NULL */
	const char *context;   /* directory that is built (compose build.context, skaffold context);
	                          of a function: the one that holds its code; NULL */
	const char *file;      /* container file that is named; NULL: the one in the context */
	const char *target;    /* stage of the container file: which is built, or (of a container
	                          file) which this is; NULL: the last one, without a name */
	const char *project; /* of .NET Aspire: a project, '_' for what is no letter and no digit in
	                        its name ("Todo_Web_Server"); NULL */
	const char **args;   /* build arguments, "APP=cart" */
	size_t nr_args;
	const char **builds; /* what the build runs: RUN lines of a container file */
	size_t nr_builds;
	const char **commands; /* what is started, one text each, all words ("node server.js"); of a
	                          function: its handler */
	size_t nr_commands;
	const char **copies; /* sources of COPY and ADD of a container file, and of mounts that its
	                        RUN lines read, relative to the context */
	size_t nr_copies;
	const char **mounts; /* host paths of bind mounts, with what working_dir adds to them */
	size_t nr_mounts;
	const char **names; /* of a function whose code nothing names: texts beside it, one of
	                       which may be the name or path of its directory */
	size_t nr_names;
	int ports;          /* how many are exposed or published */
	bool has_probe;     /* healthcheck, livenessProbe, readinessProbe, startupProbe */
	bool probe_asks;    /* Kubernetes: over HTTP or gRPC */
	bool is_build_only; /* a container file whose stage starts nothing */
	bool is_inline;     /* the container file stands in this declaration: see builds, copies */
	bool is_apart;      /* says something of a program that it neither builds nor starts: a load
	                       balancer's health check; it is joined by its name alone */
	bool is_from_root;  /* its paths are relative to the root of the tree */
	const char *team;   /* a label `team` or `owner`; NULL */
	const char *traces; /* what the platform traces it by: "X-Ray"; NULL: nothing is said */
	int line, probe_line, traces_line;
	int metrics_line; /* the platform collects its numbers; 0: nothing is said */
};

struct done_deployments {
	struct done_deployment *items;
	size_t nr;
	const char **not_read; /* whole sentences: a template that cannot be read, … */
	size_t nr_not_read;
};
#define DONE_DEPLOYMENTS_MAX 10000
#define DONE_DEPLOYMENT_FILE_MAX ((size_t)4 << 20)

/* Which parser reads a file of data. By its name: ".toml" is TOML, ".json" and ".jsonc" JSON, all
 * else YAML. */
enum done_deployment_data {
	DONE_DEPLOY_YAML,
	DONE_DEPLOY_JSON,
	DONE_DEPLOY_TOML,
	DONE_DEPLOY_BY_NAME
};

struct done_deploy;
struct done_value;

struct done_deployment_reader {
	const char *name;    /* "dockerfile", "compose": as config/deployments.yml writes it */
	const char *summary; /* one line for the reference */
	/* A file of data: given each of its documents that is a map. NULL: there is read. */
	int (*root)(struct done_deploy *deploy, const struct done_value *root);
	enum done_deployment_data data;
	/* Any other file. */
	int (*read)(struct done_arena *arena, struct done_bytes bytes, const char *file,
	    struct done_deployments *out, struct done_error *err);
	/* A file in the same directory whose variables count (".env"); NULL: there is none. */
	const char *beside;
	/* The same with that file's bytes; NULL where beside is. */
	int (*read_beside)(struct done_arena *arena, struct done_bytes bytes, const char *file,
	    struct done_bytes variables, struct done_deployments *out, struct done_error *err);
};
extern const struct done_deployment_reader *const done_deployment_readers[];
extern const size_t done_deployment_readers_nr;
const struct done_deployment_reader *done_deployment_reader_find(const char *name);

/* Software that repositories run beside their own: databases, queues, caches (software.c). */
bool done_software_of_others(const char *name); /* "redis" */
/* Nothing but such a name and what says how it is packed: "cp-kafka", "bitnami/redis:7". */
bool done_software_image(const char *image);
/* A word of it is such a name: "run-mysql", "start_redis". */
bool done_software_within(const char *name);
/*
 * DONE_E_POLICY with a place where it cannot be parsed, or is longer than
 * DONE_DEPLOYMENT_FILE_MAX. A file of the same name that is something else ("deploy.yaml"
 * that is not of Kubernetes) has no declarations.
 */
int done_deployment_read(const struct done_deployment_reader *reader, struct done_arena *arena,
    struct done_bytes bytes, const char *file, struct done_deployments *out,
    struct done_error *err);

#endif
