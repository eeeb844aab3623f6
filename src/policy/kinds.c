/* Kinds of services and their names. */
#include "done/policy.h"

static const char *const kind_names[] = {
    [DONE_KIND_UNKNOWN] = "unknown",
    [DONE_KIND_API] = "api",
    [DONE_KIND_WEB] = "web",
    [DONE_KIND_WORKER] = "worker",
    [DONE_KIND_JOB] = "job",
    [DONE_KIND_FRONTEND] = "frontend",
    [DONE_KIND_INFRASTRUCTURE] = "infrastructure",
    [DONE_KIND_LIBRARY] = "library",
    [DONE_KIND_TOOL] = "tool",
    [DONE_KIND_TEST] = "test",
    [DONE_KIND_DOCS] = "docs",
};

const char *const done_kinds_declarable[] = {"api", "web", "worker", "job", "frontend",
    "infrastructure", "library", "tool", "test", "docs", NULL};

const char *done_kind_of_service_name(enum done_kind_of_service kind)
{
	return kind_names[kind];
}

bool done_kind_is_service(enum done_kind_of_service kind)
{
	return kind == DONE_KIND_API || kind == DONE_KIND_WEB || kind == DONE_KIND_WORKER ||
	    kind == DONE_KIND_JOB;
}

enum done_kind_of_service done_kind_declared(int member)
{
	return member == DONE_KIND_NOT_DECLARED ? DONE_KIND_UNKNOWN
	                                        : (enum done_kind_of_service)(member + 1);
}
