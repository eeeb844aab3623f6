/* The readers of declarations, by name: "to add a deployment reader" in ../README.md. */
#include <string.h>

#include "deployment_parts.h"

const struct done_deployment_reader *const done_deployment_readers[] = {
    &done_reader_dockerfile,
    &done_reader_compose,
    &done_reader_kubernetes,
    &done_reader_helm_values,
    &done_reader_helm_chart,
    &done_reader_procfile,
    &done_reader_skaffold,
    &done_reader_kustomize,
    &done_reader_serverless,
    &done_reader_cloudformation,
    &done_reader_app_engine,
    &done_reader_heroku,
    &done_reader_fly,
    &done_reader_render,
    &done_reader_railway,
    &done_reader_wrangler,
    &done_reader_azure_functions,
    &done_reader_vercel,
    &done_reader_netlify,
    &done_reader_github_actions,
    &done_reader_docker_bake,
    &done_reader_tiltfile,
    &done_reader_aspire,
    &done_reader_supervisor,
    &done_reader_systemd,
    &done_reader_commands,
    &done_reader_tye,
    &done_reader_terraform,
    &done_reader_nomad,
    &done_reader_cloud_foundry,
    &done_reader_copilot,
    &done_reader_ecs,
    &done_reader_kamal,
    &done_reader_digitalocean,
    &done_reader_bicep,
    &done_reader_cdk,
    &done_reader_pm2,
    &done_reader_firebase,
};
const size_t done_deployment_readers_nr = DONE_ARRAY_SIZE(done_deployment_readers);

const struct done_deployment_reader *done_deployment_reader_find(const char *name)
{
	for (size_t i = 0; i < done_deployment_readers_nr; i++)
		if (!strcmp(done_deployment_readers[i]->name, name))
			return done_deployment_readers[i];
	return NULL;
}

int done_deployment_read(const struct done_deployment_reader *reader, struct done_arena *arena,
    struct done_bytes bytes, const char *file, struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};

	return reader->root ? done_deploy_tree(&deploy, bytes, reader->data, reader->root, out)
	                    : reader->read(arena, bytes, file, out, err);
}
