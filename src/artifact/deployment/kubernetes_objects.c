/*
 * Kubernetes' workloads (apps/v1, batch/v1, v1; Knative Serving, Argo Rollouts, OpenShift) as
 * value trees: one declaration a container. Containers that only prepare a pod (initContainers)
 * are none: they end before it starts.
 */
#include <string.h>

#include "deployment_parts.h"
#include "kubernetes_parts.h"

#define POD "spec", "template", "spec"

static const struct kube_workload {
	const char *name;
	enum done_deployment_kind kind;
	const char *pod[6]; /* where its containers stand */
} kube_workloads[] = {
    {"Deployment", DONE_DEPLOY_RUN, {POD}},
    {"StatefulSet", DONE_DEPLOY_RUN, {POD}},
    {"DaemonSet", DONE_DEPLOY_RUN, {POD}},
    {"ReplicaSet", DONE_DEPLOY_RUN, {POD}},
    {"ReplicationController", DONE_DEPLOY_RUN, {POD}},
    {"DeploymentConfig", DONE_DEPLOY_RUN, {POD}},
    {"Rollout", DONE_DEPLOY_RUN, {POD}},
    {"Service", DONE_DEPLOY_RUN, {POD}}, /* of Knative: Kubernetes' own has no template */
    {"Pod", DONE_DEPLOY_RUN, {"spec"}},
    {"Job", DONE_DEPLOY_SCHEDULE, {POD}},
    {"ScaledJob", DONE_DEPLOY_SCHEDULE, {"spec", "jobTargetRef", "template", "spec"}},
    {"CronJob", DONE_DEPLOY_SCHEDULE, {"spec", "jobTemplate", POD}},
    {"Application", DONE_DEPLOY_RUN, {"spec"}}, /* of nais, which has no containers */
    {"Naisjob", DONE_DEPLOY_SCHEDULE, {"spec"}},
};

bool done_kubernetes_workload(struct done_bytes kind, enum done_deployment_kind *out)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(kube_workloads); i++)
		if (strlen(kube_workloads[i].name) == kind.len &&
		    !memcmp(kube_workloads[i].name, kind.ptr, kind.len)) {
			*out = kube_workloads[i].kind;
			return true;
		}
	return false;
}

static const char *const kube_probes[] = {"readinessProbe", "livenessProbe", "startupProbe"};

static void kube_probe(struct done_deployment *to, const struct done_value *container)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(kube_probes) && !to->has_probe; i++) {
		const struct done_value *probe = done_value_get(container, kube_probes[i]);
		if (probe && probe->type == DONE_MAP && probe->map.nr) {
			to->has_probe = true;
			to->probe_line = probe->line;
		}
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(kube_probes); i++) {
		const struct done_value *probe = done_value_get(container, kube_probes[i]);
		to->probe_asks = to->probe_asks ||
		    (probe && probe->type == DONE_MAP &&
		        (done_value_get(probe, "httpGet") || done_value_get(probe, "grpc")));
	}
}

/* The operator of OpenTelemetry puts an agent into the pod. */
static void kube_traces(struct done_deployment *to, const struct done_value *annotations)
{
	static const char key[] = "instrumentation.opentelemetry.io/inject-";

	for (size_t i = 0; annotations && annotations->type == DONE_MAP && i < annotations->map.nr;
	     i++) {
		const struct done_member *one = &annotations->map.ptr[i];
		bool is_no = one->value.type == DONE_STRING
		    ? !strcmp(one->value.string.ptr, "false")
		    : one->value.type == DONE_BOOLEAN && !one->value.boolean;

		if (is_no || strncmp(one->key.ptr, key, strlen(key)) != 0 ||
		    !strcmp(one->key.ptr + strlen(key), "sdk"))
			continue;
		to->traces = "auto-instrumentation";
		to->traces_line = one->line;
	}
}

/* What all containers of one workload share. */
struct kube_object {
	const struct kube_workload *workload;
	const struct done_value *root, *pod;
	const char *name;
	bool is_single; /* one container: it has the workload's name */
};

static int kube_container(struct done_deploy *deploy, const struct kube_object *object,
    const struct done_value *container)
{
	static const char *const pod_labels[] = {"spec", "template", "metadata", "labels"};
	static const char *const pod_notes[] = {"spec", "template", "metadata", "annotations"};
	struct done_deployment *to =
	    done_deploy_add(deploy, object->workload->kind, container->line);
	const struct done_value *meta = done_value_get(object->root, "metadata");
	const char *name =
	    done_deploy_name(deploy, NULL, done_deploy_text(deploy->arena, container, "name"));

	if (!to)
		return deploy->err->code;
	to->name = object->is_single && object->name ? object->name : name;
	to->workload = object->name;
	to->container = name;
	to->image =
	    done_deploy_image(deploy, NULL, done_deploy_text(deploy->arena, container, "image"));
	done_deploy_list(deploy->arena, &to->commands, &to->nr_commands,
	    done_deploy_joined(deploy->arena,
	        done_deploy_command(deploy, done_value_get(container, "command")),
	        done_deploy_command(deploy, done_value_get(container, "args"))));
	to->ports = (int)done_deploy_count(done_value_get(container, "ports"));
	kube_probe(to, container);
	done_deploy_labels(deploy, to, done_value_get(meta, "labels"));
	done_deploy_labels(deploy, to, done_value_get(meta, "annotations"));
	done_deploy_labels(
	    deploy, to, done_deploy_at(object->root, pod_labels, DONE_ARRAY_SIZE(pod_labels)));
	kube_traces(to, done_deploy_at(object->root, pod_notes, DONE_ARRAY_SIZE(pod_notes)));
	return 0;
}

/* An application of nais: one container, whose settings stand in its spec. */
static int kube_nais(struct done_deploy *deploy, const struct kube_object *object)
{
	static const char *const agent[] = {"observability", "autoInstrumentation", "enabled"};
	static const char *const probes[] = {"liveness", "readiness", "startup"};
	const struct done_value *traces =
	    done_deploy_at(object->pod, agent, DONE_ARRAY_SIZE(agent));
	struct done_deployment *to =
	    done_deploy_add(deploy, object->workload->kind, object->root->line);

	if (!to)
		return deploy->err->code;
	to->name = object->name;
	to->image =
	    done_deploy_image(deploy, NULL, done_deploy_text(deploy->arena, object->pod, "image"));
	for (size_t i = 0; i < DONE_ARRAY_SIZE(probes) && !to->has_probe; i++) {
		const struct done_value *probe = done_value_get(object->pod, probes[i]);

		to->has_probe = done_value_get(probe, "path") != NULL;
		to->probe_line = to->has_probe ? probe->line : 0;
	}
	to->probe_asks = to->has_probe;
	if (traces && traces->type == DONE_BOOLEAN && traces->boolean) {
		to->traces = "auto-instrumentation";
		to->traces_line = traces->line;
	}
	done_deploy_labels(
	    deploy, to, done_value_get(done_value_get(object->root, "metadata"), "labels"));
	return 0;
}

static bool kube_is_nais(struct done_deploy *deploy, const struct done_value *root)
{
	const char *version = done_deploy_text(deploy->arena, root, "apiVersion");

	return version && done_text_starts(version, "nais.io/");
}

static int kube_object_read(struct done_deploy *deploy, const struct done_value *root, int depth);

/* A `List` holds objects. */
static int kube_list(struct done_deploy *deploy, const struct done_value *items, int depth)
{
	for (size_t i = 0; items && items->type == DONE_LIST && depth < 4 && i < items->list.nr;
	     i++)
		if (kube_object_read(deploy, &items->list.ptr[i], depth + 1) < 0)
			return deploy->err->code;
	return 0;
}

static int kube_object_read(struct done_deploy *deploy, const struct done_value *root, int depth)
{
	const char *kind = done_deploy_text(deploy->arena, root, "kind");
	struct kube_object object = {.root = root};
	size_t nr = 0;

	if (!kind || !done_value_get(root, "apiVersion"))
		return 0;
	if (!strcmp(kind, "List"))
		return kube_list(deploy, done_value_get(root, "items"), depth);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(kube_workloads); i++)
		if (!strcmp(kube_workloads[i].name, kind))
			object.workload = &kube_workloads[i];
	if (!object.workload)
		return 0;
	while (nr < DONE_ARRAY_SIZE(object.workload->pod) && object.workload->pod[nr])
		nr++;
	object.pod = done_deploy_at(root, object.workload->pod, nr);
	object.name = done_deploy_name(deploy, NULL,
	    done_deploy_text(deploy->arena, done_value_get(root, "metadata"), "name"));
	if (kube_is_nais(deploy, root))
		return kube_nais(deploy, &object);
	const struct done_value *containers = done_value_get(object.pod, "containers");
	object.is_single = done_deploy_count(containers) == 1;
	for (size_t i = 0; containers && containers->type == DONE_LIST && i < containers->list.nr;
	     i++)
		if (kube_container(deploy, &object, &containers->list.ptr[i]) < 0)
			return deploy->err->code;
	return 0;
}

int done_kubernetes_documents(
    struct done_deploy *deploy, struct done_bytes bytes, struct done_error *err)
{
	struct done_documents documents = {0};
	int rc = done_yaml_parse_documents(deploy->arena, bytes, deploy->file, &documents, err);

	for (size_t i = 0; rc == 0 && i < documents.nr; i++)
		rc = kube_object_read(deploy, &documents.items[i], 0);
	return rc;
}
