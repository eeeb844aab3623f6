/* The AppHost of .NET Aspire: resources that are added with literal names and paths. */
#include <string.h>

#include "deployment_parts.h"

enum aspire_argument { ASPIRE_NOTHING, ASPIRE_DIRECTORY, ASPIRE_FILE, ASPIRE_IMAGE };

/* What the second argument is; the first one is the name. */
static const struct aspire_call {
	const char *name;
	enum aspire_argument second;
	enum done_deployment_kind kind;
} aspire_calls[] = {
    {"AddProject", ASPIRE_FILE, DONE_DEPLOY_RUN},
    {"AddCSharpApp", ASPIRE_FILE, DONE_DEPLOY_RUN},
    {"AddAzureFunctionsProject", ASPIRE_FILE, DONE_DEPLOY_FUNCTION},
    {"AddDockerfile", ASPIRE_DIRECTORY, DONE_DEPLOY_IMAGE},
    {"AddContainer", ASPIRE_IMAGE, DONE_DEPLOY_RUN},
    {"AddNodeApp", ASPIRE_FILE, DONE_DEPLOY_RUN},
    {"AddNpmApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddYarnApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddPnpmApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddJavaScriptApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddViteApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddBunApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddDenoApp", ASPIRE_FILE, DONE_DEPLOY_RUN},
    {"AddPythonApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddUvicornApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddGolangApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddSpringApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddJavaApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
    {"AddRustApp", ASPIRE_DIRECTORY, DONE_DEPLOY_RUN},
};

/* Windows writes '\\' between the parts of a path. */
static char *aspire_path(struct done_deploy *deploy, const char *text)
{
	char *path = done_arena_strdup(deploy->arena, text);

	for (char *c = path; *c; c++)
		if (*c == '\\')
			*c = '/';
	return done_arena_strdup(deploy->arena, done_deploy_path(deploy, NULL, path));
}

static void aspire_second(struct done_deploy *deploy, struct done_deployment *to,
    enum aspire_argument sort, const char *text)
{
	if (sort == ASPIRE_IMAGE) {
		to->image = done_deploy_image(deploy, NULL, text);
		return;
	}
	char *path = aspire_path(deploy, text);
	char *slash = strrchr(path, '/');
	to->context = path;
	if (sort != ASPIRE_FILE)
		return;
	done_deploy_list(
	    deploy->arena, &to->commands, &to->nr_commands, done_arena_strdup(deploy->arena, path));
	if (slash)
		*slash = '\0';
	else
		to->context = ".";
}

/* "Projects.Todo_Api", "Acme.Projects.Todo_Api"; "Todo_Api" where Projects is imported. */
static const char *aspire_project(const char *generic)
{
	const char *projects = generic ? strstr(generic, "Projects.") : NULL;

	if (!projects && generic && !strchr(generic, '.'))
		return generic;
	return projects ? projects + strlen("Projects.") : NULL;
}

static int aspire_take(
    struct done_deploy *deploy, const struct done_deploy_call *call, const struct aspire_call *form)
{
	const char *project = aspire_project(call->generic);
	const char *second = done_deploy_argument(call, "", 1);

	if (!project && !second) {
		done_deploy_not_read(deploy, call->line,
		    "the arguments of '%s' are computed, which is not read.", call->name);
		return 0;
	}
	struct done_deployment *to = done_deploy_add(deploy, form->kind, call->line);
	if (!to)
		return deploy->err->code;
	to->name = done_deploy_name(deploy, NULL, done_deploy_argument(call, "name", 0));
	to->project = project && *project ? project : NULL;
	if (second && !project)
		aspire_second(deploy, to, form->second, second);
	if (form->kind == DONE_DEPLOY_IMAGE)
		to->file =
		    done_deploy_path(deploy, NULL, done_deploy_argument(call, "dockerfilePath", 2));
	return 0;
}

static int aspire_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	const char *names[DONE_ARRAY_SIZE(aspire_calls)];
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_deploy_call call;
	int rc = done_deploy_open(&deploy, bytes);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++)
		names[i] = aspire_calls[i].name;
	struct done_deploy_calls calls = {
	    arena, done_arena_strndup(arena, bytes.ptr, bytes.len), 1, false};
	while (rc == 0 && done_deploy_call(&calls, names, DONE_ARRAY_SIZE(names), &call))
		for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++)
			if (call.name == names[i])
				rc = aspire_take(&deploy, &call, &aspire_calls[i]);
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_aspire = {
    .name = "aspire",
    .summary = "The AppHost of .NET Aspire: projects, apps and containers with literal names",
    .read = aspire_read,
};
