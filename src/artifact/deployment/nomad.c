/* Jobs of Nomad: tasks, and the checks of their services. */
#include <string.h>

#include "deployment_parts.h"

struct nomad_file {
	struct done_deploy *deploy;
	struct done_deploy_hcl hcl;
	const char *blocks[10]; /* that are open */
	size_t nr_blocks;
	const char *job;
	bool is_batch;
	size_t group; /* the first task of the group that is open */
	int check;    /* line of a check of the group's own services */
	struct done_deployment *task;
	int ports;
};

static bool nomad_is_in(const struct nomad_file *file, const char *block)
{
	return file->nr_blocks && !strcmp(file->blocks[file->nr_blocks - 1], block);
}

static int nomad_open(struct nomad_file *file)
{
	const struct done_deploy_hcl *hcl = &file->hcl;
	struct done_deploy *deploy = file->deploy;

	if (file->nr_blocks < DONE_ARRAY_SIZE(file->blocks))
		file->blocks[file->nr_blocks++] = hcl->key;
	if (!strcmp(hcl->key, "job"))
		file->job = hcl->text;
	else if (!strcmp(hcl->key, "group")) {
		file->group = deploy->out.nr;
		file->check = file->ports = 0;
	} else if (!strcmp(hcl->key, "task")) {
		file->task = done_deploy_add(deploy,
		    file->is_batch ? DONE_DEPLOY_SCHEDULE : DONE_DEPLOY_RUN, hcl->event_line);
		if (!file->task)
			return deploy->err->code;
		file->task->name = done_deploy_name(deploy, NULL, hcl->text ? hcl->text : "");
	} else if (!strcmp(hcl->key, "port"))
		file->ports++;
	else if (!strcmp(hcl->key, "check") && file->task) {
		file->task->has_probe = true;
		file->task->probe_line = hcl->event_line;
	} else if (!strcmp(hcl->key, "check"))
		file->check = hcl->event_line;
	return 0;
}

static void nomad_value(struct nomad_file *file)
{
	const char *key = file->hcl.key, *text = file->hcl.text;

	if (nomad_is_in(file, "job") && !strcmp(key, "type"))
		file->is_batch = !strcmp(text, "batch") || !strcmp(text, "sysbatch");
	if (!file->task || !nomad_is_in(file, "config"))
		return;
	if (!strcmp(key, "image"))
		file->task->image = done_deploy_image(file->deploy, NULL, text);
	else if (!strcmp(key, "command"))
		done_deploy_list(
		    file->deploy->arena, &file->task->commands, &file->task->nr_commands, text);
}

/* A check that stands beside the only task of a group is of it. */
static void nomad_group(struct nomad_file *file)
{
	struct done_deployments *out = &file->deploy->out;

	for (size_t i = file->group; i < out->nr; i++) {
		out->items[i].ports = file->ports;
		if (file->check && out->nr - file->group == 1 && !out->items[i].has_probe) {
			out->items[i].has_probe = true;
			out->items[i].probe_line = file->check;
		}
	}
	file->group = out->nr;
}

static void nomad_close(struct nomad_file *file)
{
	if (nomad_is_in(file, "task"))
		file->task = NULL;
	if (nomad_is_in(file, "group"))
		nomad_group(file);
	file->nr_blocks -= file->nr_blocks > 0;
}

static int nomad_read(struct done_arena *arena, struct done_bytes bytes, const char *path,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = path, .err = err};
	struct nomad_file file = {.deploy = &deploy,
	    .hcl = {.arena = arena, .at = bytes.ptr, .end = bytes.ptr + bytes.len, .line = 1}};
	int rc = done_deploy_open(&deploy, bytes);

	while (rc == 0 && done_deploy_hcl(&file.hcl)) {
		if (file.hcl.event == DONE_HCL_OPEN)
			rc = nomad_open(&file);
		else if (file.hcl.event == DONE_HCL_CLOSE)
			nomad_close(&file);
		else
			nomad_value(&file);
	}
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_nomad = {
    .name = "nomad",
    .summary = "*.nomad: tasks of jobs, and their checks",
    .read = nomad_read,
};
