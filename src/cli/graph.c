/* git done graph: who calls whom, by the sheets of all services at one revision. */
#include "done/graph_formats.h"

#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "done/misnamed.h"

#define TIMEOUT_SECONDS 60
#define BUILT_IN "preset:backend"

struct graph_options {
	struct done_strings formats;
	int timeout; /* below 0: the usual */
	bool trust_owner;
};

#define AT(member) offsetof(struct graph_options, member)

static const struct done_option rows[] = {
    {"format", 'f', DONE_OPTION_STRINGS, AT(formats), "FORMAT", "text, dot, mermaid or json"},
    {"timeout", 0, DONE_OPTION_INTEGER, AT(timeout), "SECONDS",
        "stop after this time (default: 60; 0: never)"},
    {"trust-owner", 0, DONE_OPTION_FLAG, AT(trust_owner), NULL,
        "read a repository that belongs to somebody else"},
    DONE_OPTION_ROW_HELP,
};
static const struct graph_options defaults = {.timeout = -1};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(defaults), &defaults};

enum { TO_STDOUT, TO_STDERR, NR_OUTPUTS };

/* One graph on its way from the repository to the channel. */
struct drawing {
	const struct graph_options *options;
	const char *revision;
	const struct done_graph_format *format;
	struct done_arena arena;
	struct done_repo *repo;
	struct done_snapshot snapshot;
	struct done_policy *policy;
	bool is_built_in; /* there is no policy at the revision */
	struct done_services services;
};

/* ---- reading ---- */

static int load_policy(struct drawing *drawing, struct done_error *err)
{
	struct done_policy_source source = {
	    .self = &drawing->snapshot, .read = done_policy_read_snapshot};
	int rc = done_policy_load(
	    &drawing->arena, &source, DONE_POLICY_PATH, done_check_forms(), &drawing->policy, err);

	drawing->is_built_in = rc == 0;
	if (rc == 0)
		rc = done_policy_load(
		    &drawing->arena, NULL, BUILT_IN, done_check_forms(), &drawing->policy, err);
	return rc < 0 ? rc : 0;
}

static int open_revision(struct drawing *drawing, struct done_error *err)
{
	struct done_repo_options how = {.trust_owner = drawing->options->trust_owner};
	struct done_oid commit;
	int rc = done_repo_open(&drawing->repo, &how, err);

	if (rc >= 0)
		rc = done_revision_resolve(drawing->repo, drawing->revision, &commit, err);
	if (rc >= 0)
		rc = done_snapshot_of_commit(drawing->repo, &commit, &drawing->snapshot, err);
	return rc;
}

static int read_services(struct drawing *drawing, struct done_error *err)
{
	int rc = open_revision(drawing, err);

	if (rc >= 0)
		rc = load_policy(drawing, err);
	if (rc >= 0)
		rc = done_services_discover(
		    &drawing->snapshot, drawing->policy, &drawing->arena, &drawing->services, err);
	for (size_t i = 0; rc >= 0 && i < drawing->services.nr; i++) {
		struct done_service *service = &drawing->services.items[i];

		service->sheet =
		    done_sheet_load(&drawing->arena, &drawing->snapshot, service, drawing->policy);
		if (service->sheet->stage)
			service->stage = service->sheet->stage;
	}
	if (rc >= 0)
		rc = done_services_find_packages(
		    &drawing->arena, &drawing->snapshot, &drawing->services, err);
	return rc;
}

/* ---- the worker ---- */

static void send(struct done_channel *channel, int number, struct done_buf *text)
{
	if (text->len)
		done_channel_write(channel, number, text->ptr, text->len);
	done_buf_release(text);
}

static int graph_fail(struct done_channel *channel, const struct done_error *err)
{
	struct done_buf text = {0};

	done_error_print(err, &text);
	send(channel, TO_STDERR, &text);
	return done_exit_of_error(err);
}

static void warn(
    struct drawing *drawing, struct done_channel *channel, const char *path, const char *wanted)
{
	struct done_buf line = {0}, inert = {0};

	done_buf_addf(&line, "git-done: warning: '%s' is not read; rename it: %s\n",
	    done_arena_shown(&drawing->arena, path),
	    done_misnamed_move(&drawing->arena, path, wanted));
	done_escape_commands(&inert, &line);
	done_buf_release(&line);
	send(channel, TO_STDERR, &inert);
}

/* What somebody wrote under a name that nothing reads is not in the graph. */
static void say_misnamed(struct drawing *drawing, struct done_channel *channel)
{
	struct done_strings found = {0};

	if (drawing->is_built_in)
		done_misnamed_policies(&drawing->snapshot, true, &drawing->arena, &found, NULL);
	if (found.nr)
		warn(drawing, channel, found.items[0], DONE_POLICY_PATH);
	for (size_t i = 0; i < drawing->services.nr; i++) {
		const struct done_service *service = &drawing->services.items[i];
		const char *wanted, *path;
		bool is_beside;

		path = service->sheet->path
		    ? NULL
		    : done_misnamed_sheet(&drawing->snapshot, done_service_directory(service),
		          DONE_SHEET_NAME, &drawing->arena, &wanted, &is_beside);
		if (path)
			warn(drawing, channel, path, wanted);
	}
}

/* What is drawn without a sheet is not the whole graph: it is printed, and does not exit 0. */
static int say_problems(const struct done_graph *graph, struct done_channel *channel)
{
	int status = DONE_EXIT_MET;

	for (size_t i = 0; i < graph->nr; i++) {
		const struct done_sheet *sheet = graph->services->items[graph->by_name[i]].sheet;

		if (!sheet->problem.code)
			continue;
		graph_fail(channel, &sheet->problem);
		status = DONE_EXIT_UNDECIDED;
	}
	return status;
}

static int draw(struct drawing *drawing, struct done_channel *channel, struct done_error *err)
{
	struct done_buf text = {.max = (size_t)1 << 30}, inert = {.max = (size_t)1 << 30};
	const struct done_graph *graph;

	if (read_services(drawing, err) < 0)
		return err->code;
	if (!drawing->services.nr) {
		done_error_set(err, DONE_E_UNDECIDED, "the policy finds no service in this tree");
		return done_error_cure(err, "name the services in " DONE_POLICY_PATH);
	}
	graph = done_graph_make(&drawing->arena, &drawing->services);
	drawing->format->write(graph, &drawing->arena, &text);
	drawing->format->write_inert(&inert, &text);
	done_buf_release(&text);
	if (inert.overflow) {
		done_buf_release(&inert);
		return done_error_set(err, DONE_E_UNDECIDED, "the graph is larger than 1 GiB");
	}
	send(channel, TO_STDOUT, &inert);
	say_misnamed(drawing, channel);
	return say_problems(graph, channel);
}

static int graph_work(void *data, struct done_channel *channel)
{
	struct drawing *drawing = data;
	struct done_error err = {0};
	int status = draw(drawing, channel, &err);

	if (status < 0)
		status = graph_fail(channel, &err);
	done_policy_release(drawing->policy);
	done_snapshot_close(&drawing->snapshot);
	done_repo_close(drawing->repo);
	done_arena_release(&drawing->arena);
	return status;
}

/* ---- the command ---- */

static int choose_format(const struct graph_options *options, const struct done_graph_format **out,
    struct done_error *err)
{
	const char *name = options->formats.nr ? options->formats.items[0] : "text";
	const char *names[8], *nearest;

	if (options->formats.nr > 1)
		return done_error_set(err, DONE_E_USAGE, "the graph is printed in one format only");
	for (size_t i = 0; i < done_graph_formats_nr; i++) {
		names[i] = done_graph_formats[i].name;
		if (!strcmp(names[i], name)) {
			*out = &done_graph_formats[i];
			return 0;
		}
	}
	nearest = done_name_nearest(name, names, done_graph_formats_nr);
	done_error_set(err, DONE_E_USAGE, "unknown format '%s'", name);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err, "the graph can be text, dot, mermaid or json");
}

static int graph_do_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct graph_options *options = data;
	struct drawing drawing = {
	    .options = options,
	    .revision = line->arguments.nr ? line->arguments.items[0] : "HEAD",
	};
	struct done_buf outputs[NR_OUTPUTS] = {{0}};
	struct done_supervised supervised = {outputs, NR_OUTPUTS, 0};
	struct done_supervision supervision = {.work = graph_work, .data = &drawing};
	int rc;

	if (choose_format(options, &drawing.format, err) < 0)
		return err->code;
	supervision.timeout = options->timeout < 0 ? TIMEOUT_SECONDS : options->timeout;
	rc = done_supervise(&supervision, &supervised, err);
	if (rc >= 0) {
		done_to_stderr(&outputs[TO_STDERR]);
		rc = done_print(outputs[TO_STDOUT].len ? outputs[TO_STDOUT].ptr : "",
		    outputs[TO_STDOUT].len, err);
	}
	for (size_t i = 0; i < NR_OUTPUTS; i++)
		done_buf_release(&outputs[i]);
	return rc < 0 ? rc : supervised.status;
}

const struct done_command done_command_graph = {
    .name = "graph",
    .summary = "print who calls whom, by the sheets of all services",
    .usage = "git done graph [REV] [--format text|dot|mermaid|json]",
    .details = "REV defaults to HEAD. If a sheet cannot be used, the rest of the graph is "
               "printed.\n",
    .groups = {{&own, 0}},
    .options_size = sizeof(struct graph_options),
    .most_arguments = 1,
    .exits = {[DONE_EXIT_MET] = "the graph is complete",
        [DONE_EXIT_USAGE] = "the command line or a policy is not valid",
        [DONE_EXIT_UNDECIDED] = "the graph is not complete: the message says what to do",
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = graph_do_run,
};
