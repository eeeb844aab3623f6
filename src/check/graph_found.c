/* Kind `graph`: findings at a place of a sheet, and what services are called in them. */
#include <string.h>

#include "graph.h"

struct done_finding *done_graphing_add(const struct done_graphing *graphing,
    const struct done_place *place, struct done_subject subject, const char *message, ...)
{
	struct done_place where = place ? *place : (struct done_place){0};
	struct done_finding *finding;
	va_list args;

	where.file = where.file ? where.file : graphing->path;
	va_start(args, message);
	finding = done_result_vadd(graphing->result, graphing->view, where, subject, message, args);
	va_end(args);
	return finding;
}

const char *done_graphing_name(const struct done_graphing *graphing, uint32_t service)
{
	return graphing->graph->services->items[service].name;
}

bool done_graphing_is_experiment(const struct done_service *service)
{
	return service->stage && !strcmp(service->stage, "experiment");
}
