/* Helm: the images of values.yaml, and the name of a chart. Templates are read by kubernetes.c. */
#include <string.h>

#include "kubernetes_parts.h"

/* The keys above a value: "services.cart" of services.cart.image.repository. */
struct helm_place {
	const struct helm_place *above;
	const char *key;
	const struct done_value *beside; /* the map that has the key */
};

/* A probe of the container that has the image: it stands beside that, and asks over HTTP or gRPC.
 */
static void helm_values_probe(struct done_deployment *to, const struct done_value *beside)
{
	static const char *const keys[] = {"livenessProbe", "readinessProbe", "startupProbe"};
	const struct done_value *probe;

	for (size_t i = 0; beside && !to->has_probe && i < DONE_ARRAY_SIZE(keys); i++) {
		probe = done_value_get(beside, keys[i]);
		to->has_probe = done_value_get(probe, "httpGet") || done_value_get(probe, "grpc");
		to->probe_line = to->has_probe ? probe->line : 0;
	}
	to->probe_asks = to->has_probe;
}

bool done_helm_key_is_general(const char *key)
{
	static const char *const general[] = {"image", "images", "global", "deployment", "main",
	    "services", "service", "components", "default", "server", "container"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(general); i++)
		if (!strcmp(general[i], key))
			return true;
	return false;
}

static const char *helm_place_name(const struct helm_place *place)
{
	for (; place; place = place->above)
		if (place->key && !done_helm_key_is_general(place->key))
			return place->key;
	return NULL;
}

static int helm_declare(struct done_deploy *deploy, const struct done_value *at,
    const struct helm_place *place, const char *registry, const char *repository)
{
	const char *image = done_deploy_image(deploy, NULL, repository);

	if (!image)
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, at->line);
	if (!to)
		return deploy->err->code;
	registry = done_deploy_image(deploy, NULL, registry);
	to->name = helm_place_name(place);
	to->image = registry ? done_arena_printf(deploy->arena, "%s/%s", registry, image) : image;
	helm_values_probe(to, place ? place->beside : NULL);
	return 0;
}

static int helm_values_walk(
    struct done_deploy *deploy, const struct done_value *value, const struct helm_place *above)
{
	const char *repository = done_deploy_text(deploy->arena, value, "repository");
	const struct done_value *image = done_value_get(value, "image");

	/* "repository" of a chart's dependency is an address, not an image. */
	if (repository && !strstr(repository, "://") &&
	    (done_value_get(value, "tag") || done_value_get(value, "pullPolicy") ||
	        (above && above->key && strstr(above->key, "mage"))))
		return helm_declare(deploy, value, above,
		    done_deploy_text(deploy->arena, value, "registry"), repository);
	struct helm_place here = {above, NULL, value};
	if (image && image->type == DONE_STRING &&
	    helm_declare(deploy, image, &here, NULL, image->string.ptr) < 0)
		return deploy->err->code;
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr; i++) {
		struct helm_place place = {above, done_deploy_key(&value->map.ptr[i]), value};
		if (helm_values_walk(deploy, &value->map.ptr[i].value, &place) < 0)
			return deploy->err->code;
	}
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		if (helm_values_walk(deploy, &value->list.ptr[i], above) < 0)
			return deploy->err->code;
	return 0;
}

static int helm_values_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_documents documents = {0};
	int rc = done_deploy_open(&deploy, bytes);

	if (rc == 0)
		rc = done_yaml_parse_documents(arena, bytes, file, &documents, err);
	for (size_t i = 0; rc == 0 && i < documents.nr; i++)
		rc = helm_values_walk(&deploy, &documents.items[i], NULL);
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

/* A chart of the type "library" deploys nothing. */
static int helm_chart_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_value root = {0};
	int rc = done_deploy_open(&deploy, bytes);

	if (rc == 0)
		rc = done_yaml_parse(arena, bytes, file, DONE_YAML_ARTIFACT, &root, err);
	if (rc < 0)
		return rc;
	const char *type = done_deploy_text(arena, &root, "type");
	const char *name = done_deploy_name(&deploy, NULL, done_deploy_text(arena, &root, "name"));
	if (name && (!type || strcmp(type, "library") != 0)) {
		struct done_deployment *to = done_deploy_add(&deploy, DONE_DEPLOY_RUN, root.line);
		to->name = name;
	}
	*out = deploy.out;
	return 0;
}

const struct done_deployment_reader done_reader_helm_values = {
    .name = "helm-values",
    .summary = "values.yaml of Helm: images with repository, or literal",
    .read = helm_values_read,
};

const struct done_deployment_reader done_reader_helm_chart = {
    .name = "helm-chart",
    .summary = "Chart.yaml of Helm: the name",
    .read = helm_chart_read,
};
