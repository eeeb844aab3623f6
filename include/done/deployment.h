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

/* One declaration in a file. Paths are relative to the declaring file's directory, unless
 * from_root. */
struct done_deployment {
	enum done_deployment_kind kind;
	const char *name;  /* compose service, metadata.name, process of a Procfile; NULL */
	const char *image; /* as written, without tag and digest, "registry/x/cartservice"; NULL */
	const char *context; /* directory that is built (compose build.context, skaffold context) */
	const char *file;    /* container file that is named; NULL: the one in the context */
	const char **commands; /* what is started, one text each, all words ("node server.js") */
	size_t nr_commands;
	const char **copies; /* sources of COPY and ADD of a container file, as written */
	size_t nr_copies;
	const char *
		*mounts; /* host paths of bind mounts, with working_dir for what a command sees */
	size_t nr_mounts;
	int ports;      /* how many are exposed or published */
	bool has_probe; /* healthcheck, livenessProbe, readinessProbe, startupProbe */
	int probe_line;
	const char *team;   /* a label `team` or `owner`; NULL */
	bool is_build_only; /* a container file whose last stage starts nothing */
	int line;
};

struct done_deployments {
	struct done_deployment *items;
	size_t nr;
	const char **not_read; /* whole sentences: a template that cannot be read, … */
	size_t nr_not_read;
};
#define DONE_DEPLOYMENTS_MAX 10000

struct done_deployment_reader {
	const char *name; /* "dockerfile", "compose", "kubernetes": as config/deployments.yml writes
	                     it */
	const char *summary;
	/* DONE_E_POLICY with a place where it cannot be parsed. */
	int (*read)(struct done_arena *arena, struct done_bytes bytes, const char *file,
	            struct done_deployments *out, struct done_error *err);
};
extern const struct done_deployment_reader *const done_deployment_readers[];
extern const size_t done_deployment_readers_nr;
const struct done_deployment_reader *done_deployment_reader_find(const char *name);

#endif
