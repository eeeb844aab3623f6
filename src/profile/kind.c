/* Kinds of services, and the kind of a program by what it serves. */
#include <string.h>

#include "finder.h"

static const char *const kind_names[] = {
	[DONE_KIND_UNKNOWN] = "unknown",   [DONE_KIND_API] = "api",
	[DONE_KIND_WEB] = "web",           [DONE_KIND_WORKER] = "worker",
	[DONE_KIND_JOB] = "job",           [DONE_KIND_FRONTEND] = "frontend",
	[DONE_KIND_INFRASTRUCTURE] = "infrastructure", [DONE_KIND_LIBRARY] = "library",
	[DONE_KIND_TOOL] = "tool",         [DONE_KIND_TEST] = "test",
	[DONE_KIND_DOCS] = "docs",
};

const char *done_kind_of_service_name(enum done_kind_of_service kind)
{
	return kind_names[kind];
}

bool done_kind_is_service(enum done_kind_of_service kind)
{
	return kind == DONE_KIND_API || kind == DONE_KIND_WEB || kind == DONE_KIND_WORKER ||
	       kind == DONE_KIND_JOB;
}

/* A machine interface is the strongest; a process that stays up is a worker, even when its clock
 * drives it; a job ends. */
enum done_kind_of_service done_program_kind(const struct done_program *program)
{
	unsigned serves = program->serves.serves;

	if (serves & (DONE_SERVES_GRPC | DONE_SERVES_GRAPHQL))
		return DONE_KIND_API;
	if (serves & DONE_SERVES_HTML)
		return DONE_KIND_WEB;
	if (serves & DONE_SERVES_HTTP)
		return DONE_KIND_API;
	if (serves & (DONE_SERVES_QUEUE | DONE_SERVES_SCHEDULE))
		return DONE_KIND_WORKER;
	if (program->is_scheduled)
		return DONE_KIND_JOB;
	if (program->is_function || program->has_port)
		return DONE_KIND_API;
	return DONE_KIND_WORKER;
}
