/*
 * A Kubernetes object as a template with {{ }}: it is a program, and is not run. What is read are
 * lines with literal values, each document for itself: kind, metadata.name, images of containers,
 * probes, ports, labels of the team.
 */
#include <string.h>

#include "kubernetes_parts.h"

/* One container; where the document has no list of them, all of it. */
struct helm_container {
	const char *name;
	bool has_probe, probe_asks;
	int probe_line;
	size_t first; /* its declarations begin there: one, or one for each branch of an "if" */
};

struct helm_document {
	const char *name;
	enum done_deployment_kind kind;
	bool is_workload, is_service, is_monitor, in_init, in_containers;
	int ports, line;
	size_t probe_indent;     /* of the probe that the line stands in; 0: of none */
	size_t container_indent; /* of what containers say; 0: not known yet */
	struct helm_container container;
	const char *team;
	bool in_metadata, is_nais;
	size_t agent_indent; /* of what switches an agent on: "autoInstrumentation"; 0: not there */
	size_t count_indent; /* the same of nais' "prometheus", which collects numbers */
	size_t asked_indent; /* the same of nais' "liveness" and "readiness" */
	struct done_deployment notes; /* traces and metrics_line, with their lines */
	size_t first;                 /* declarations of this document begin there */
};

struct helm_line {
	size_t indent;
	const char *key, *value; /* "" : none */
	bool is_item;            /* behind a dash */
	int line;
};

/* "  - image: x" as key and value; false: no key stands there. */
static bool helm_key(struct done_deploy *deploy, struct done_bytes line, struct helm_line *out)
{
	size_t at = 0;

	out->is_item = false;
	while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '-'))
		out->is_item = line.ptr[at++] == '-' || out->is_item;
	const char *colon = at < line.len ? memchr(line.ptr + at, ':', line.len - at) : NULL;
	if (!colon || line.ptr[at] == '#' || line.ptr[at] == '{')
		return false;
	struct done_bytes value = done_deploy_trim(
	    (struct done_bytes){colon + 1, line.len - (size_t)(colon - line.ptr) - 1});
	out->indent = at;
	out->key =
	    done_arena_strndup(deploy->arena, line.ptr + at, (size_t)(colon - line.ptr) - at);
	out->value = done_arena_strndup(deploy->arena, value.ptr, value.len);
	return true;
}

/* What is literal in it; else the key that it is found by ("{{ .Values.cartService.name }}"), or
 * the template that gives it ("harbor.core", "cart.fullname"). */
static const char *helm_name(struct done_deploy *deploy, const char *text)
{
	const char *literal = done_deploy_name(deploy, NULL, text);
	const char *values = strstr(text, ".Values.");
	const char *word = strstr(text, "include ");

	if (literal)
		return literal;
	values = values ? values + strlen(".Values.") : "";
	size_t len = strcspn(values, ". })|");
	const char *key = done_arena_strndup(deploy->arena, values, len);
	if (len && values[len] == '.' && !done_helm_key_is_general(key))
		return key;
	word = word ? word : strstr(text, "template ");
	const char *named = word ? strchr(word, '"') : NULL;
	if (!named)
		return NULL;
	char *name = done_arena_strndup(deploy->arena, named + 1, strcspn(named + 1, "\""));
	char *dot = strrchr(name, '.');
	if (!dot || !dot[1] || dot == name)
		return NULL;
	if (!strcmp(dot, ".fullname") || !strcmp(dot, ".name"))
		*dot = '\0';
	dot = strrchr(name, '.');
	name = dot ? dot + 1 : name;
	return *name ? name : NULL;
}

static int helm_image(
    struct done_deploy *deploy, struct helm_document *document, const struct helm_line *at)
{
	const char *image = done_deploy_image(deploy, NULL, at->value);

	if (!*at->value || document->in_init)
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, document->kind, at->line);
	if (!to)
		return deploy->err->code;
	to->image = image;
	/* An application of nais has the image that its pipeline has built. */
	if (!image && !document->is_nais)
		done_deploy_not_read(
		    deploy, at->line, "the image is a template expression, which is not read.");
	return 0;
}

static bool helm_is_asked(const char *text)
{
	return !strncmp(text, "httpGet", 7) || !strncmp(text, "grpc", 4);
}

/* "liveness: {path: /isalive}", in one line or in several: nais asks nothing without a path. */
static void helm_nais_probe(struct helm_document *document, const struct helm_line *at)
{
	static const char *const probes[] = {"liveness", "readiness", "startup"};
	struct helm_container *container = &document->container;
	bool has_path = document->asked_indent && !strcmp(at->key, "path") && *at->value;

	if (document->asked_indent && at->indent <= document->asked_indent)
		document->asked_indent = 0;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(probes); i++) {
		if (strcmp(at->key, probes[i]) != 0)
			continue;
		document->asked_indent = at->indent;
		has_path = strstr(at->value, "path:") != NULL;
	}
	if (!has_path || !document->asked_indent || container->has_probe)
		return;
	container->has_probe = container->probe_asks = true;
	container->probe_line = at->line;
}

/* What a container said goes to its declarations, and what follows is none of its. */
static void helm_container_close(struct done_deploy *deploy, struct helm_document *document)
{
	struct helm_container *container = &document->container;

	for (size_t i = container->first; i < deploy->out.nr; i++) {
		struct done_deployment *to = &deploy->out.items[i];

		to->container = container->name;
		to->has_probe = container->has_probe;
		to->probe_line = container->probe_line;
		to->probe_asks = container->probe_asks;
	}
	*container = (struct helm_container){.first = deploy->out.nr};
}

static void helm_probe(struct helm_document *document, const struct helm_line *at)
{
	const char *flow = at->value + strspn(at->value, "{ ");
	struct helm_container *container = &document->container;

	if (document->probe_indent && at->indent <= document->probe_indent)
		document->probe_indent = 0;
	if (strstr(at->key, "nessProbe") || !strcmp(at->key, "startupProbe")) {
		container->has_probe = true;
		container->probe_line = at->line;
		document->probe_indent = at->indent;
		container->probe_asks = container->probe_asks || helm_is_asked(flow);
	} else if (document->probe_indent)
		container->probe_asks = container->probe_asks || helm_is_asked(at->key);
}

/* What stands in a container and in its probes. */
static void helm_within(
    struct done_deploy *deploy, struct helm_document *document, const struct helm_line *at)
{
	if (!strcmp(at->key, "initContainers") || !strcmp(at->key, "containers")) {
		helm_container_close(deploy, document);
		document->in_init = at->key[0] == 'i';
		document->container_indent = 0;
		document->in_containers = true;
	} else if (document->in_containers) {
		if (!document->container_indent)
			document->container_indent = at->indent;
		else if (at->indent < document->container_indent) {
			helm_container_close(deploy, document);
			document->in_containers = document->in_init = false;
		} else if (at->is_item && at->indent == document->container_indent)
			helm_container_close(deploy, document);
		if (document->in_containers && at->indent == document->container_indent &&
		    !strcmp(at->key, "name"))
			document->container.name = helm_name(deploy, at->value);
	}
	if (document->is_nais)
		helm_nais_probe(document, at);
	else if (!document->in_init)
		helm_probe(document, at);
}

/* What the platform traces it by: of nais, and of operators that read annotations. */
static void helm_traces(
    struct done_deploy *deploy, struct helm_document *document, const struct helm_line *at)
{
	const char *key = strchr(at->key, '/') ? done_deploy_name(deploy, NULL, at->key) : NULL;

	if (!strcmp(at->key, "apiVersion") && at->indent == 0)
		document->is_nais = strstr(at->value, "nais.io/") != NULL;
	if (document->agent_indent && at->indent <= document->agent_indent)
		document->agent_indent = 0;
	if (document->agent_indent && !strcmp(at->key, "enabled") && !strcmp(at->value, "true"))
		done_kubernetes_note(
		    &document->notes, "instrumentation.opentelemetry.io/inject-", "", at->line);
	if (!strcmp(at->key, "autoInstrumentation"))
		document->agent_indent = at->indent;
	if (document->count_indent && at->indent <= document->count_indent)
		document->count_indent = 0;
	if (document->count_indent && !strcmp(at->key, "enabled") && !strcmp(at->value, "true"))
		document->notes.metrics_line = at->line;
	if (document->is_nais && !strcmp(at->key, "prometheus"))
		document->count_indent = at->indent;
	if (key && *at->value)
		done_kubernetes_note(
		    &document->notes, key + strspn(key, "\"'"), at->value, at->line);
}

static int helm_take(
    struct done_deploy *deploy, struct helm_document *document, const struct helm_line *at)
{
	const char *key = at->key;

	helm_within(deploy, document, at);
	helm_traces(deploy, document, at);
	if (!strcmp(key, "kind") && at->indent == 0) {
		const char *kind = at->value + strspn(at->value, "\"'");

		document->is_workload = done_kubernetes_workload(
		    (struct done_bytes){kind, strcspn(kind, "\"'")}, &document->kind);
		document->is_service = !strcmp(at->value, "Service");
		document->is_monitor = done_kubernetes_is_monitor(at->value);
		if (document->is_monitor)
			document->notes.metrics_line = at->line;
		document->line = at->line;
	} else if (!strcmp(key, "metadata") && at->indent == 0)
		document->in_metadata = true;
	else if (at->indent == 0)
		document->in_metadata = false;
	else if (document->in_metadata && at->indent <= 4 && !strcmp(key, "name") &&
	    !document->name)
		document->name = helm_name(deploy, at->value);
	else if (!strcmp(key, "image"))
		return helm_image(deploy, document, at);
	else if (!strcmp(key, "containerPort"))
		document->ports++;
	else if (*at->value) {
		struct done_deployment found = {0};
		done_deploy_label(deploy, &found, key, at->value);
		document->team = document->team ? document->team : found.team;
	}
	return 0;
}

/* What the whole document said goes to its declarations; those of no workload go away. */
static int helm_close(struct done_deploy *deploy, struct helm_document *document)
{
	struct done_deployments *out = &deploy->out;

	if (!document->is_workload)
		out->nr = document->first;
	else if (out->nr == document->first && !document->is_service &&
	    !done_deploy_add(deploy, document->kind, document->line))
		return deploy->err->code;
	helm_container_close(deploy, document);
	size_t nr = out->nr - document->first;
	for (size_t i = document->first; i < out->nr; i++) {
		struct done_deployment *to = &out->items[i];
		to->kind = document->kind;
		to->name = nr == 1 ? document->name : NULL;
		to->workload = document->name;
		to->ports = document->ports;
		to->team = document->team;
		to->traces = document->notes.traces;
		to->traces_line = document->notes.traces_line;
		to->metrics_line = document->notes.metrics_line;
		to->is_apart = document->is_monitor;
	}
	*document = (struct helm_document){.first = out->nr, .container.first = out->nr};
	return 0;
}

int done_kubernetes_template(struct done_deploy *deploy, struct done_bytes bytes)
{
	struct done_deploy_lines lines = {bytes, 0};
	struct helm_document document = {0};
	struct done_bytes line;
	int rc = 0;

	while (rc == 0 && done_deploy_line(&lines, &line)) {
		struct helm_line at = {.line = lines.line};
		if (line.len >= 3 && !memcmp(line.ptr, "---", 3))
			rc = helm_close(deploy, &document);
		else if (helm_key(deploy, line, &at))
			rc = helm_take(deploy, &document, &at);
	}
	return rc == 0 ? helm_close(deploy, &document) : rc;
}
