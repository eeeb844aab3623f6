/*
 * Whether a file holds Kubernetes' workloads, and whether they are read as YAML or as a template.
 * A file of another sort has no declaration.
 */
#include <ctype.h>
#include <string.h>

#include "deployment_parts.h"
#include "kubernetes_parts.h"

struct kube_look {
	bool version, kind, is_template;
};

/* "kind: Deployment" and "kind: List"; all else is not worth parsing. */
static bool kube_kind_counts(struct done_bytes line)
{
	struct done_bytes kind = done_deploy_trim((struct done_bytes){line.ptr + 5, line.len - 5});
	enum done_deployment_kind ignored;
	size_t len = 0;

	while (kind.len && strchr("\"'", kind.ptr[0])) {
		kind.ptr++;
		kind.len--;
	}
	while (len < kind.len && !strchr("\"' \t#", kind.ptr[len]))
		len++;
	return done_kubernetes_workload((struct done_bytes){kind.ptr, len}, &ignored) ||
	    (len == 4 && !memcmp(kind.ptr, "List", 4));
}

/* Whether lines begin with the two keys that each object has, and one may be a workload: a tree is
 * full of other YAML. */
static struct kube_look kube_look_at(struct done_bytes bytes)
{
	struct done_deploy_lines lines = {bytes, 0};
	struct kube_look look = {0};
	struct done_bytes line;

	while (done_deploy_line(&lines, &line)) {
		const char *brace = line.len ? memchr(line.ptr, '{', line.len) : NULL;
		look.version |= line.len > 11 && !memcmp(line.ptr, "apiVersion:", 11);
		look.kind |=
		    line.len > 5 && !memcmp(line.ptr, "kind:", 5) && kube_kind_counts(line);
		while (brace && !look.is_template) {
			size_t left = line.len - (size_t)(brace - line.ptr);
			look.is_template = left > 1 && brace[1] == '{';
			brace = left > 1 ? memchr(brace + 1, '{', left - 1) : NULL;
		}
	}
	return look;
}

/* ---- documents of other kinds ---- */

/* "---" at the head of a line stands between documents, whatever it stands in. */
static bool kube_divides(struct done_bytes line)
{
	return line.len >= 3 && !memcmp(line.ptr, "---", 3) &&
	    (line.len == 3 || strchr(" \t\r", line.ptr[3]));
}

/* A line "kind: CustomResourceDefinition": one plain word that is not worth parsing. */
static bool kube_kind_is_other(struct done_bytes line)
{
	struct done_bytes kind = done_deploy_trim((struct done_bytes){line.ptr + 5, line.len - 5});
	size_t len = 0;

	while (len < kind.len && isalnum((unsigned char)kind.ptr[len]))
		len++;
	return kind.len && len == kind.len && !kube_kind_counts(line);
}

static void kube_blank(char *from, const char *to)
{
	for (; from < to; from++) {
		if (*from != '\n' && *from != '\r')
			*from = ' ';
	}
}

/* With what cannot be a workload as blanks: definitions of resources are thousands of lines of
 * YAML. */
static struct done_bytes kube_narrowed(struct done_arena *arena, struct done_bytes bytes)
{
	struct done_deploy_lines lines = {bytes, 0};
	char *copy = done_arena_strndup(arena, bytes.ptr, bytes.len), *document = copy;
	bool other = false, keep = false;
	struct done_bytes line;

	while (done_deploy_line(&lines, &line)) {
		if (kube_divides(line)) {
			if (other && !keep)
				kube_blank(document, copy + (line.ptr - bytes.ptr));
			document = copy + (line.ptr - bytes.ptr) + line.len;
			other = false;
			keep =
			    done_deploy_trim((struct done_bytes){line.ptr + 3, line.len - 3}).len >
			    0;
		} else if (line.len > 5 && !memcmp(line.ptr, "kind:", 5)) {
			other = other || kube_kind_is_other(line);
			keep = keep || !kube_kind_is_other(line);
		}
	}
	if (other && !keep)
		kube_blank(document, copy + bytes.len);
	return (struct done_bytes){copy, bytes.len};
}

bool done_kubernetes_is(struct done_bytes bytes)
{
	struct kube_look look = kube_look_at(bytes);

	return look.version && look.kind;
}

static int kubernetes_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_error ignored = {0};
	int rc = done_deploy_open(&deploy, bytes);

	if (rc < 0)
		return rc;
	struct kube_look look = kube_look_at(bytes);
	if (!look.version || !look.kind)
		return done_cloudformation_apart(&deploy, bytes, out);
	if (look.is_template) {
		/* Some templates are YAML all the same: "{{ }}" stands in quotes there. */
		deploy.err = &ignored;
		rc = done_kubernetes_documents(&deploy, bytes, &ignored);
		if (rc < 0) {
			deploy = (struct done_deploy){.arena = arena, .file = file, .err = err};
			rc = done_kubernetes_template(&deploy, bytes);
		}
	} else
		rc = done_kubernetes_documents(&deploy, kube_narrowed(arena, bytes), err);
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_kubernetes = {
    .name = "kubernetes",
    .summary = "Kubernetes' workloads, and Helm's templates of them",
    .read = kubernetes_read,
};
