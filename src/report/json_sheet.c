/* A service's sheet, as far as a report carries it: of what is needed to draw and list it. */
#include "report.h"

const struct done_sheet *done_report_sheet(const struct done_service *service)
{
	const struct done_sheet *sheet = service->sheet;

	return sheet && !sheet->problem.code && (sheet->path || sheet->from_backstage) ? sheet
	                                                                               : NULL;
}

static void add_call(struct done_json *json, const struct done_sheet_call *call)
{
	static const char *const styles[] = {
		[DONE_CALL_SYNC] = "sync",
		[DONE_CALL_ASYNC] = "async",
	};

	done_json_object(json);
	done_json_add_raw(json, "to", call->to);
	done_json_key(json, "external");
	done_json_boolean(json, call->external);
	done_json_member(json, "style", styles[call->style]);
	done_json_add_raw(json, "via", call->via);
	done_json_object_end(json);
}

void done_json_add_sheet(struct done_json *json, const struct done_service *service)
{
	const struct done_sheet *sheet = done_report_sheet(service);
	char day[11] = "";

	done_json_key(json, "sheet");
	if (!sheet) {
		done_json_null(json);
		return;
	}
	if (sheet->until != DONE_NO_DAY)
		done_day_format(sheet->until, day);
	done_json_object(json);
	done_json_add_raw(json, "path", sheet->path);
	done_json_add_raw(json, "stage", sheet->stage);
	done_json_member(json, "until", *day ? day : NULL);
	done_json_add_raw(json, "why", sheet->stage_why);
	done_json_add_raw(json, "owner", sheet->owner);
	done_json_key(json, "calls");
	done_json_array(json);
	for (size_t i = 0; i < sheet->nr_calls; i++)
		add_call(json, &sheet->calls[i]);
	done_json_array_end(json);
	done_json_object_end(json);
}
