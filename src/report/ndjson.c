/*
 * ndjson: one JSON object a line, a service each, for logs and fleets. The last line tells that the
 * stream is whole.
 */
#include "formats.h"

static struct done_json begin(struct done_buf *text, const char *type)
{
	struct done_json json = {.out = text, .compact = true};

	done_json_object(&json);
	done_json_member(&json, "type", type);
	done_json_member_integer(&json, "schema", 1);
	return json;
}

static void end(struct done_json *json)
{
	done_json_object_end(json);
	done_buf_addch(json->out, '\n');
}

static void add_service(struct done_buf *text, const struct done_run *run, size_t number,
                        const struct done_service_report *service)
{
	struct done_json json = begin(text, "service");

	done_json_member_integer(&json, "run", (int64_t)number);
	done_json_add_run(&json, run);
	done_json_key(&json, "service");
	done_json_add_service(&json, service);
	end(&json);
}

static void add_run(struct done_buf *text, const struct done_run *run, size_t number)
{
	struct done_json json;

	for (size_t i = 0; i < run->nr_services && run->same_as < 0; i++)
		add_service(text, run, number, &run->services[i]);
	json = begin(text, "run");
	done_json_member_integer(&json, "run", (int64_t)number);
	done_json_add_run(&json, run);
	done_json_add_run_rest(&json, run);
	end(&json);
}

static void write_ndjson(const struct done_report *report, const struct done_style *style,
                         struct done_buf *out)
{
	struct done_buf text = {.max = out->max};
	struct done_json json;

	(void)style;
	for (size_t i = 0; i < report->nr_runs; i++)
		add_run(&text, &report->runs[i], i);
	json = begin(&text, "report");
	done_json_add_tool(&json);
	done_json_member(&json, "verdict", done_verdict_name(report->verdict));
	done_json_member_integer(&json, "exit", done_exit_of_report(report));
	done_json_key(&json, "advisory");
	done_json_boolean(&json, report->advisory);
	done_json_member(&json, "reproduce", report->reproduce);
	done_json_add_asked(&json, report);
	done_json_member_integer(&json, "runs", (int64_t)report->nr_runs);
	end(&json);
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}

static void write_ndjson_error(const struct done_error *error, int exit_status,
                               struct done_buf *out)
{
	struct done_buf text = {0};
	struct done_json json = begin(&text, "error");

	done_json_add_tool(&json);
	done_json_member(&json, "verdict", "undecided");
	done_json_member_integer(&json, "exit", exit_status);
	done_json_add_error(&json, error);
	end(&json);
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}

const struct done_format done_format_ndjson = {
	.name = "ndjson",
	.summary = "one service a line, as JSON, for logs and fleets",
	.write = write_ndjson,
	.write_error = write_ndjson_error,
};
