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
    {"Deployment", DONE_DEPLOY_RUN, {POD}}, {"StatefulSet", DONE_DEPLOY_RUN, {POD}},
    {"DaemonSet", DONE_DEPLOY_RUN, {POD}}, {"ReplicaSet", DONE_DEPLOY_RUN, {POD}},
    {"ReplicationController", DONE_DEPLOY_RUN, {POD}}, {"DeploymentConfig", DONE_DEPLOY_RUN, {POD}},
    {"Rollout", DONE_DEPLOY_RUN, {POD}},
    {"Service", DONE_DEPLOY_RUN, {POD}}, /* of Knative: Kubernetes' own has no template */
    {"Pod", DONE_DEPLOY_RUN, {"spec"}}, {"Job", DONE_DEPLOY_SCHEDULE, {POD}},
    {"ScaledJob", DONE_DEPLOY_SCHEDULE, {"spec", "jobTargetRef", "template", "spec"}},
    {"CronJob", DONE_DEPLOY_SCHEDULE, {"spec", "jobTemplate", POD}},
    {"Application", DONE_DEPLOY_RUN, {"spec"}}, /* of nais, which has no containers */
    {"Naisjob", DONE_DEPLOY_SCHEDULE, {"spec"}},
    {"ClowdApp", DONE_DEPLOY_RUN, {"spec"}},       /* of Clowder: a list of deployments */
    {"ServiceMonitor", DONE_DEPLOY_RUN, {"spec"}}, /* of Prometheus' operator */
    {"PodMonitor", DONE_DEPLOY_RUN, {"spec"}},
    {"Template", DONE_DEPLOY_RUN, {"spec"}}, /* of OpenShift: a list of objects */
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

bool done_kubernetes_is_monitor(const char *kind)
{
	return !strcmp(kind, "ServiceMonitor") || !strcmp(kind, "PodMonitor");
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

/* Annotations and labels by which a platform traces a pod, or scrapes its numbers. */
static const struct kube_note {
	const char *key;   /* or its beginning, where it ends in '-', '/' or '.' */
	const char *value; /* which it must hold; NULL: anything but false */
	const char *traces;
} kube_notes[] = {
    {"instrumentation.opentelemetry.io/inject-", NULL, "auto-instrumentation"},
    {"admission.datadoghq.com/enabled", "true", "Datadog's agent"},
    {"admission.datadoghq.com/java-lib.version", NULL, "Datadog's agent"},
    {"admission.datadoghq.com/js-lib.version", NULL, "Datadog's agent"},
    {"admission.datadoghq.com/python-lib.version", NULL, "Datadog's agent"},
    {"admission.datadoghq.com/dotnet-lib.version", NULL, "Datadog's agent"},
    {"admission.datadoghq.com/ruby-lib.version", NULL, "Datadog's agent"},
    {"co.elastic.apm/attach", NULL, "Elastic's agent"},
    {"co.elastic.traces/agent", NULL, "Elastic's agent"},
    {"oneagent.dynatrace.com/inject", "true", "Dynatrace's agent"},
    {"sidecar.jaegertracing.io/inject", NULL, "Jaeger's agent"},
    {"dapr.io/config", "trac", "Dapr"},
    {"config.linkerd.io/trace-collector", NULL, "Linkerd"},
    {"prometheus.io/scrape", "true", NULL},
    {"nais.io/prometheus", "true", NULL},
};

bool done_kubernetes_note(struct done_deployment *to, const char *key, const char *value, int line)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(kube_notes); i++) {
		const struct kube_note *note = &kube_notes[i];
		size_t len = strlen(note->key);
		bool is_part = note->key[len - 1] == '-';

		if (strncmp(key, note->key, len) != 0 || (!is_part && key[len]) ||
		    (is_part && !strcmp(key + len, "sdk")) ||
		    (note->value ? !strstr(value, note->value) : strstr(value, "false") != NULL))
			continue;
		if (note->traces) {
			to->traces = note->traces;
			to->traces_line = line;
		} else
			to->metrics_line = line;
		return true;
	}
	return false;
}

static void kube_annotations(
    struct done_deploy *deploy, struct done_deployment *to, const struct done_value *notes)
{
	for (size_t i = 0; notes && notes->type == DONE_MAP && i < notes->map.nr; i++) {
		const struct done_member *one = &notes->map.ptr[i];
		const char *value = done_deploy_scalar(deploy->arena, &one->value);

		done_kubernetes_note(to, one->key.ptr, value ? value : "", one->line);
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
	kube_annotations(
	    deploy, to, done_deploy_at(object->root, pod_notes, DONE_ARRAY_SIZE(pod_notes)));
	kube_annotations(
	    deploy, to, done_deploy_at(object->root, pod_labels, DONE_ARRAY_SIZE(pod_labels)));
	return 0;
}

/* An application of nais: one container, whose settings stand in its spec. */
static int kube_nais(struct done_deploy *deploy, const struct kube_object *object)
{
	static const char *const agent[] = {"observability", "autoInstrumentation", "enabled"};
	static const char *const probes[] = {"liveness", "readiness", "startup"};
	const struct done_value *traces =
	    done_deploy_at(object->pod, agent, DONE_ARRAY_SIZE(agent));
	const struct done_value *metrics =
	    done_value_get(done_value_get(object->pod, "prometheus"), "enabled");
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
	if (metrics && metrics->type == DONE_BOOLEAN && metrics->boolean)
		to->metrics_line = metrics->line;
	done_deploy_labels(
	    deploy, to, done_value_get(done_value_get(object->root, "metadata"), "labels"));
	return 0;
}

static int kube_monitor(struct done_deploy *deploy, const struct kube_object *object)
{
	struct done_deployment *to =
	    done_deploy_add(deploy, object->workload->kind, object->root->line);

	if (!to)
		return deploy->err->code;
	to->name = object->name;
	to->is_apart = true;
	to->metrics_line = object->root->line;
	return 0;
}

/* An application of Clowder: lists of deployments and of jobs (by the clock or on demand), each
 * with one container. Whose a job is says what it starts. */
static int kube_clowd_list(
    struct done_deploy *deploy, const struct kube_object *object, const char *key, bool is_job)
{
	const struct done_value *all = done_value_get(object->pod, key);

	for (size_t i = 0; all && all->type == DONE_LIST && i < all->list.nr; i++) {
		const struct done_value *one = &all->list.ptr[i];
		const struct done_value *pod = done_value_get(one, "podSpec");
		struct done_deployment *to = done_deploy_add(
		    deploy, is_job ? DONE_DEPLOY_SCHEDULE : object->workload->kind, one->line);

		if (!to)
			return deploy->err->code;
		to->name =
		    done_deploy_name(deploy, NULL, done_deploy_text(deploy->arena, one, "name"));
		to->workload = object->name;
		to->image =
		    done_deploy_image(deploy, NULL, done_deploy_text(deploy->arena, pod, "image"));
		done_deploy_list(deploy->arena, &to->commands, &to->nr_commands,
		    done_deploy_joined(deploy->arena,
		        done_deploy_command(deploy, done_value_get(pod, "command")),
		        done_deploy_command(deploy, done_value_get(pod, "args"))));
		if (is_job)
			continue;
		to->ports = done_value_get(one, "webServices") != NULL;
		to->is_apart = !to->image; /* a parameter: all are of the one that has the file */
		kube_probe(to, pod);
	}
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
	if (!strcmp(kind, "Template"))
		return kube_list(deploy, done_value_get(root, "objects"), depth);
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
	if (done_kubernetes_is_monitor(kind))
		return kube_monitor(deploy, &object);
	if (!strcmp(kind, "ClowdApp"))
		return kube_clowd_list(deploy, &object, "deployments", false) < 0
		    ? deploy->err->code
		    : kube_clowd_list(deploy, &object, "jobs", true);
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
