/* json: schema 2, complete: every fact of the report is in it (config/report.schema.json). */
#include "fleet/fleet_parts.h"
#include "formats.h"

static void json_begin(struct done_json *json, const char *verdict, int exit_status)
{
	done_json_object(json);
	done_json_member_integer(json, "schema", 2);
	done_json_add_tool(json);
	done_json_member(json, "verdict", verdict);
	done_json_member_integer(json, "exit", exit_status);
}

static void json_end(struct done_json *json, struct done_buf *out)
{
	done_json_object_end(json);
	done_buf_addch(json->out, '\n');
	done_escape_json_commands(out, json->out);
	done_buf_release(json->out);
}

static void json_add_run(struct done_json *json, const struct done_run *run, bool is_brief)
{
	done_json_object(json);
	done_json_add_run(json, run);
	done_json_key(json, "services");
	done_json_array(json);
	json->brief = is_brief;
	for (size_t i = 0; i < run->nr_services; i++)
		done_json_add_service(json, &run->services[i], is_brief ? run->policy : NULL);
	json->brief = false;
	done_json_array_end(json);
	done_json_add_run_rest(json, run);
	done_json_object_end(json);
}

void done_json_write(const struct done_report *report, bool is_brief, struct done_buf *out)
{
	struct done_buf text = {.max = out->max};
	struct done_json json = {.out = &text};

	json_begin(&json, done_verdict_name(report->verdict), done_exit_of_report(report));
	if (is_brief)
		done_json_member(&json, "form", "merge");
	done_json_key(&json, "advisory");
	done_json_boolean(&json, report->advisory);
	if (report->hook)
		done_json_member(&json, "hook", report->hook);
	done_json_add_raw(&json, "project", report->name);
	done_json_member(&json, "reproduce", report->reproduce);
	done_json_add_asked(&json, report);
	done_json_key(&json, "runs");
	done_json_array(&json);
	for (size_t i = 0; i < report->nr_runs; i++)
		json_add_run(&json, &report->runs[i], is_brief);
	done_json_array_end(&json);
	json_end(&json, out);
}

static void write_json(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	(void)style;
	done_json_write(report, false, out);
}

static void write_json_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_buf text = {0};
	struct done_json json = {.out = &text};
	const struct done_report nothing = {.now = DONE_NO_DAY};

	json_begin(&json, "undecided", exit_status);
	done_json_key(&json, "advisory");
	done_json_boolean(&json, false);
	done_json_member(&json, "project", NULL);
	done_json_member(&json, "reproduce", NULL);
	done_json_add_asked(&json, &nothing);
	done_json_add_error(&json, error);
	done_json_key(&json, "runs");
	done_json_array(&json);
	done_json_array_end(&json);
	json_end(&json, out);
}

const struct done_format done_format_json = {
    .name = "json",
    .summary = "everything, for programs (config/report.schema.json)",
    .write = write_json,
    .write_error = write_json_error,
    .fleet = DONE_FLEET_INDEX,
    .write_fleet = done_fleet_json,
};
