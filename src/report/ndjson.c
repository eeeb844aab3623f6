/*
 * ndjson: one JSON object a line, a service each, for logs and fleets. The last line tells that the
 * stream is whole.
 */
#include "formats.h"

/* repository: of a fleet; NULL: there is but one. */
static struct done_json ndjson_begin(
    struct done_buf *text, const char *type, const char *repository)
{
	struct done_json json = {.out = text, .compact = true};

	done_json_object(&json);
	done_json_member(&json, "type", type);
	done_json_member_integer(&json, "schema", 2);
	if (repository)
		done_json_add_raw(&json, "repository", repository);
	return json;
}

static void ndjson_end(struct done_json *json)
{
	done_json_object_end(json);
	done_buf_addch(json->out, '\n');
}

struct lines {
	struct done_buf *text;
	const char *repository;
	size_t number; /* of the run */
};

static void ndjson_add_service(const struct lines *lines, const struct done_run *run,
    const struct done_service_report *service)
{
	struct done_json json = ndjson_begin(lines->text, "service", lines->repository);

	done_json_member_integer(&json, "run", (int64_t)lines->number);
	done_json_add_run(&json, run);
	done_json_key(&json, "service");
	done_json_add_service(&json, service, NULL);
	ndjson_end(&json);
}

static void ndjson_add_run(const struct lines *lines, const struct done_run *run)
{
	struct done_json json;

	for (size_t i = 0; i < run->nr_services && run->same_as < 0; i++)
		ndjson_add_service(lines, run, &run->services[i]);
	json = ndjson_begin(lines->text, "run", lines->repository);
	done_json_member_integer(&json, "run", (int64_t)lines->number);
	done_json_add_run(&json, run);
	done_json_add_run_rest(&json, run);
	ndjson_end(&json);
}

static void write_ndjson(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	struct done_buf text = {.max = out->max};
	struct lines lines = {&text, report->repository, 0};
	struct done_json json;

	(void)style;
	for (; lines.number < report->nr_runs; lines.number++)
		ndjson_add_run(&lines, &report->runs[lines.number]);
	json = ndjson_begin(&text, "report", report->repository);
	done_json_add_tool(&json);
	done_json_member(&json, "verdict", done_verdict_name(report->verdict));
	done_json_member_integer(&json, "exit", done_exit_of_report(report));
	done_json_key(&json, "advisory");
	done_json_boolean(&json, report->advisory);
	if (report->hook)
		done_json_member(&json, "hook", report->hook);
	done_json_add_raw(&json, "project", report->name);
	done_json_member(&json, "reproduce", report->reproduce);
	done_json_add_asked(&json, report);
	done_json_member_integer(&json, "runs", (int64_t)report->nr_runs);
	ndjson_end(&json);
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}

static void write_fleet_error(
    const char *repository, const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_buf text = {0};
	struct done_json json = ndjson_begin(&text, "error", repository);

	done_json_add_tool(&json);
	done_json_member(&json, "verdict", "undecided");
	done_json_member_integer(&json, "exit", exit_status);
	done_json_add_error(&json, error);
	ndjson_end(&json);
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}

static void write_ndjson_error(
    const struct done_error *error, int exit_status, struct done_buf *out)
{
	write_fleet_error(NULL, error, exit_status, out);
}

/* The last line: a stream without it was cut. */
static void write_fleet(
    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out)
{
	struct done_buf text = {0};
	struct done_json json = ndjson_begin(&text, "fleet", NULL);
	int64_t counts[DONE_UNDECIDED + 1] = {0}, services = 0;

	(void)style;
	for (size_t i = 0; i < fleet->nr; i++) {
		counts[fleet->entries[i].verdict]++;
		services += (int64_t)fleet->entries[i].nr_services;
	}
	done_json_add_tool(&json);
	done_json_member(&json, "verdict", done_verdict_name(fleet->verdict));
	done_json_member_integer(&json, "exit", fleet->exit_status);
	done_json_key(&json, "advisory");
	done_json_boolean(&json, fleet->advisory);
	done_json_member_integer(&json, "repositories", (int64_t)fleet->nr);
	done_json_member_integer(&json, "met", counts[DONE_MET]);
	done_json_member_integer(&json, "unmet", counts[DONE_UNMET]);
	done_json_member_integer(&json, "undecided", counts[DONE_UNDECIDED]);
	done_json_member_integer(&json, "services", services);
	ndjson_end(&json);
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}

const struct done_format done_format_ndjson = {
    .name = "ndjson",
    .summary = "one service a line, as JSON, for logs and fleets",
    .write = write_ndjson,
    .write_error = write_ndjson_error,
    .fleet = DONE_FLEET_STREAM,
    .write_fleet_error = write_fleet_error,
    .write_fleet = write_fleet,
};
