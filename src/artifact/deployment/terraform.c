/* Terraform: what a platform asks a program for its health, and by what it traces it. What it
 * builds and starts is passed over, but for functions and assemblies of .NET: its names are
 * computed nearly always. */
#include <string.h>
#include <strings.h>

#include "deployment_parts.h"

/* What says it within a resource: a member, or (key NULL) the block itself. */
static const struct terraform_row {
	const char *resource; /* prefix of its type */
	const char *block;    /* in which it stands; NULL: anywhere */
	const char *key;
	const char *value; /* which it must have; NULL: any that says something */
} terraform_rows[] = {
    {"aws_lb_target_group", "health_check", NULL, NULL},
    {"aws_alb_target_group", "health_check", NULL, NULL},
    {"aws_elb", "health_check", NULL, NULL},
    {"aws_apprunner_service", "health_check_configuration", NULL, NULL},
    {"aws_route53_health_check", NULL, "resource_path", NULL},
    {"aws_elastic_beanstalk_environment", "setting", "name", "HealthCheckPath"},
    {"aws_elastic_beanstalk_environment", "setting", "name", "Application Healthcheck URL"},
    {"aws_ecs_task_definition", "healthCheck", NULL, NULL},
    {"google_cloud_run_", "liveness_probe", NULL, NULL},
    {"google_cloud_run_", "startup_probe", NULL, NULL},
    {"google_compute_health_check", "http_health_check", NULL, NULL},
    {"google_compute_health_check", "https_health_check", NULL, NULL},
    {"google_compute_health_check", "grpc_health_check", NULL, NULL},
    {"google_compute_region_health_check", "http_health_check", NULL, NULL},
    {"google_compute_http_health_check", NULL, "request_path", NULL},
    {"google_monitoring_uptime_check_config", "http_check", NULL, NULL},
    {"azurerm_", NULL, "health_check_path", NULL},
    {"azurerm_container_app", "liveness_probe", NULL, NULL},
    {"azurerm_container_app", "readiness_probe", NULL, NULL},
    {"azurerm_container_group", "liveness_probe", NULL, NULL},
    {"azurerm_container_group", "readiness_probe", NULL, NULL},
    {"kubernetes_", "liveness_probe", NULL, NULL},
    {"kubernetes_", "readiness_probe", NULL, NULL},
    {"cloudfoundry_app", NULL, "health_check_http_endpoint", NULL},
    {"cloudfoundry_app", NULL, "health_check_type", "http"},
    {"digitalocean_app", "health_check", NULL, NULL},
    {"digitalocean_loadbalancer", "healthcheck", NULL, NULL},
    {"render_web_service", NULL, "health_check_path", NULL},
    {"koyeb_service", "health_checks", NULL, NULL},
    {"scaleway_container", "health_check", NULL, NULL},
};

/* Arguments of modules that are somebody's own: by their names. */
static const char *const terraform_arguments[] = {"health_check_path", "healthcheck_path",
    "health_path", "health_check_url", "healthcheck_url", "health_check_endpoint",
    "health_endpoint", "lb_health_check_path", "target_group_health_check_path",
    "health_probe_path", "http_health_check_path", "health_check_http_endpoint",
    "container_health_check", "container_health_check_path"};

struct terraform_file {
	struct done_deploy *deploy;
	struct done_deploy_hcl hcl;
	const char *type, *label, *name; /* of the resource that is open; NULL: none */
	const char *blocks[8];           /* that are open within it */
	size_t nr_blocks;
	int probe_line, traces_line, line;
	/* of all functions of the file: what a function's handler, code and archive are called */
	struct done_deploy_texts handlers, names;
	int function_line;
};

static bool terraform_says_nothing(const char *text)
{
	return !text || !*text || !strcmp(text, "null") || !strcmp(text, "false");
}

static bool terraform_is_in(const struct terraform_file *file, const char *block)
{
	return file->nr_blocks && !strcmp(file->blocks[file->nr_blocks - 1], block);
}

static void terraform_see_probe(struct terraform_file *file, const char *key, const char *text)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(terraform_rows) && !file->probe_line; i++) {
		const struct terraform_row *row = &terraform_rows[i];

		if (strncmp(row->resource, file->type, strlen(row->resource)) != 0 ||
		    (row->block && !terraform_is_in(file, row->block)) || (!row->key != !key) ||
		    (key && strcmp(row->key, key) != 0) ||
		    (key &&
		        (row->value ? strcmp(row->value, text) != 0
		                    : terraform_says_nothing(text))))
			continue;
		file->probe_line = file->hcl.event_line;
	}
	for (size_t i = 0;
	     key && !strcmp(file->type, "module") && i < DONE_ARRAY_SIZE(terraform_arguments);
	     i++) {
		if (!strcmp(terraform_arguments[i], key) && !terraform_says_nothing(text) &&
		    !file->probe_line)
			file->probe_line = file->hcl.event_line;
	}
}

/* "${path.module}/../lambda": from where the file stands. */
static const char *terraform_path(const char *text)
{
	static const char *const roots[] = {"${path.module}/", "${path.root}/", "${path.cwd}/"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(roots); i++) {
		if (done_text_starts(text, roots[i]))
			return text + strlen(roots[i]);
	}
	return text;
}

/* What names the code of a function: of the function, of a module of somebody's own, of an archive.
 */
static void terraform_function(struct terraform_file *file, const char *key, const char *text)
{
	static const char *const sources[] = {"source_dir", "source_path", "source_file",
	    "function_name", "name", "lambda_name", "code_path", "lambda_path"};

	text = terraform_path(text);
	if (file->nr_blocks || !*text || strpbrk(text, "${}() "))
		return;
	if (!strcmp(key, "handler") && strchr(text, '.') && !done_text_starts(text, "var.") &&
	    !done_text_starts(text, "local.") && !done_text_starts(text, "each.")) {
		done_deploy_push(file->deploy->arena, &file->handlers, text);
		file->function_line =
		    file->function_line ? file->function_line : file->hcl.event_line;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(sources); i++) {
		if (!strcmp(key, sources[i]))
			done_deploy_push(file->deploy->arena, &file->names, text);
	}
}

static void terraform_value(struct terraform_file *file)
{
	const char *key = file->hcl.key, *text = file->hcl.text;

	terraform_function(file, key, text);
	if (!strcmp(key, "name") && !file->nr_blocks && !file->name && !strchr(text, '.'))
		file->name = done_deploy_name(file->deploy, NULL, text);
	/* A module makes many functions: of a name that is computed nobody knows whose it is. */
	if (!strcmp(key, "function_name") && !file->nr_blocks && strpbrk(text, "$."))
		file->label = NULL;
	if (!strcmp(key, "mode") && terraform_is_in(file, "tracing_config") &&
	    !strcmp(text, "Active"))
		file->traces_line = file->hcl.event_line;
	if (!strcmp(key, "container_definitions") && strstr(text, "\"healthCheck\""))
		file->probe_line = file->hcl.event_line;
	terraform_see_probe(file, key, text);
}

static int terraform_close(struct terraform_file *file)
{
	struct done_deployment *to;

	if (file->probe_line || file->traces_line) {
		to = done_deploy_add(file->deploy, DONE_DEPLOY_RUN, file->line);
		if (!to)
			return file->deploy->err->code;
		to->name = file->name             ? file->name
		    : file->label && *file->label ? file->label
		                                  : NULL;
		to->is_apart = true;
		to->has_probe = to->probe_asks = file->probe_line > 0;
		to->probe_line = file->probe_line;
		to->traces = file->traces_line ? "X-Ray" : NULL;
		to->traces_line = file->traces_line;
	}
	file->type = NULL;
	return 0;
}

static void terraform_open(struct terraform_file *file)
{
	const struct done_deploy_hcl *hcl = &file->hcl;

	if (hcl->depth == 1) {
		bool is_module = !strcmp(hcl->key, "module");

		file->type = is_module                            ? "module"
		    : !strcmp(hcl->key, "resource") && hcl->label ? hcl->text
		    : !strcmp(hcl->key, "data") && hcl->label     ? hcl->text
		                                                  : NULL;
		file->label = is_module ? hcl->text : hcl->label;
		file->name = NULL;
		file->nr_blocks = 0;
		file->probe_line = file->traces_line = 0;
		file->line = hcl->event_line;
		return;
	}
	/* dynamic "health_check" { content { … } } */
	const char *block = !strcmp(hcl->key, "dynamic") && hcl->text ? hcl->text : hcl->key;
	if (file->nr_blocks < DONE_ARRAY_SIZE(file->blocks))
		file->blocks[file->nr_blocks++] = block;
	if (file->type)
		terraform_see_probe(file, NULL, NULL);
}

static int terraform_functions(struct terraform_file *file)
{
	struct done_deployment *to;

	if (!file->handlers.nr)
		return 0;
	to = done_deploy_add(file->deploy, DONE_DEPLOY_FUNCTION, file->function_line);
	if (!to)
		return file->deploy->err->code;
	to->is_apart = true;
	to->commands = file->handlers.items;
	to->nr_commands = file->handlers.nr;
	to->names = file->names.items;
	to->nr_names = file->names.nr;
	return 0;
}

static int terraform_read(struct done_arena *arena, struct done_bytes bytes, const char *path,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = path, .err = err};
	struct terraform_file file = {.deploy = &deploy,
	    .hcl = {.arena = arena, .at = bytes.ptr, .end = bytes.ptr + bytes.len, .line = 1}};
	int rc = done_deploy_open(&deploy, bytes);

	/* Most files of a tree say nothing of health. */
	if (rc < 0 ||
	    !done_deploy_holds(bytes,
	        (const char *const[]){
	            "ealth", "_probe", "tracing_config", "handler", ".dll", NULL}))
		return rc;
	while (rc == 0 && done_deploy_hcl(&file.hcl)) {
		if (file.hcl.event == DONE_HCL_OPEN)
			terraform_open(&file);
		else if (file.hcl.event == DONE_HCL_CLOSE && file.hcl.depth == 0 && file.type)
			rc = terraform_close(&file);
		else if (file.hcl.event == DONE_HCL_CLOSE)
			file.nr_blocks -= file.nr_blocks > 0;
		else if (file.type)
			terraform_value(&file);
	}
	if (rc == 0)
		rc = terraform_functions(&file);
	if (rc == 0)
		rc = done_deploy_assemblies(&deploy, bytes);
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_terraform = {
    .name = "terraform",
    .summary =
        "*.tf of Terraform: health checks and tracing of resources, functions, `dotnet X.dll`",
    .read = terraform_read,
};
