/* A service's sheet, as far as a report carries it: of what is needed to draw and list it. */
#include "report.h"

const struct done_sheet *done_report_sheet(const struct done_service *service)
{
	const struct done_sheet *sheet = service->sheet;

	return sheet && !sheet->problem.code && (sheet->path || sheet->from_backstage) ? sheet
	                                                                               : NULL;
}
