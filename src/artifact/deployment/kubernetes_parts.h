/* Inside src/artifact/deployment: Kubernetes' objects, and templates of them. */
#ifndef DONE_KUBERNETES_PARTS_H
#define DONE_KUBERNETES_PARTS_H

#include "deployment_parts.h"

/* ---- kubernetes_objects.c ---- */

/* Whether a workload is of that kind, and what sort of declaration it is; false: it starts nothing.
 */
bool done_kubernetes_workload(struct done_bytes kind, enum done_deployment_kind *out);
/* The declarations of all documents of a file. */
int done_kubernetes_documents(
    struct done_deploy *deploy, struct done_bytes bytes, struct done_error *err);

/* Whether objects of that kind say whose numbers Prometheus collects. */
bool done_kubernetes_is_monitor(const char *kind);
/* What an annotation or label says of traces and of numbers; false: nothing. */
bool done_kubernetes_note(struct done_deployment *to, const char *key, const char *value, int line);

/* ---- the others ---- */

/* kubernetes.c: whether lines begin with the two keys that each object has: a name like "app.yaml"
 * may be anything's.
 */
bool done_kubernetes_is(struct done_bytes bytes);

/* cloudformation_resources.c: what a template declares, and the functions of one of any name, which
 * stands where it will. */
int done_cloudformation_root(struct done_deploy *deploy, const struct done_value *root);
int done_cloudformation_apart(
    struct done_deploy *deploy, struct done_bytes bytes, struct done_deployments *out);

/* helm_template.c: the literal forms in the lines of a template; the rest is said to be not read.
 */
int done_kubernetes_template(struct done_deploy *deploy, struct done_bytes bytes);

/* helm.c: keys of values that only say where a value stands: "image", "global". */
bool done_helm_key_is_general(const char *key);

#endif
