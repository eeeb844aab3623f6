/* The kind of a program by what it serves. */
#include "finder.h"

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
