/*
 * Descriptions of interfaces, load scripts, benchmarks and runners: the first byte chooses the
 * name. No crash; what describes something has a form and words for it; lines are in the file.
 */
#include <stdlib.h>
#include <string.h>

#include "done/load.h"

static const char *const names[] = {
    "api/openapi.yaml",
    "api/swagger.json",
    "a.proto",
    "a.graphql",
    "a.avsc",
    "a.thrift",
    "a.smithy",
    "a.tsp",
    "a.wsdl",
    "a.raml",
    "a.apib",
    "load/a.js",
    "load/a.py",
    "load/a.jmx",
    "load/a.yml",
    "Makefile",
    "package.json",
    ".github/workflows/a.yml",
    "bench/a_test.go",
    "bench/a.rs",
};

static void check_description(const struct done_description *read, int lines)
{
	if (read->lacks ? !*read->lacks : !read->form || !read->what || !read->nr)
		abort();
	if (read->line < 0 || read->line > lines)
		abort();
	for (size_t i = 0; i < read->nr_names; i++) {
		if (!*read->names[i].text || read->names[i].line < 0 || read->names[i].line > lines)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_description description;
	struct done_load_script script;
	struct done_runner runner;
	struct done_bytes text;
	const char *name;
	int lines = 1, line = 0;

	if (!size)
		return 0;
	name = names[data[0] % DONE_ARRAY_SIZE(names)];
	text = (struct done_bytes){(const char *)data + 1, size - 1};
	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n' || text.ptr[i] == '\r';
	if (done_description_read(&arena, text, name, &description))
		check_description(&description, lines);
	if (done_endpoints_in_prose(text, 1, 0, &line) && (line < 1 || line > lines))
		abort();
	if (done_load_read(&arena, text, name, &script) && !script.lacks &&
	    (!script.tool || script.line < 1 || script.line > lines))
		abort();
	if (done_runner_read(&arena, text, name, &runner)) {
		for (size_t i = 0; i < runner.nr_runs; i++) {
			if (!runner.runs[i].tool || runner.runs[i].line < 1 ||
			    runner.runs[i].line > lines)
				abort();
		}
		line = done_runner_runs_script(&runner, "k6", "load/a.js");
		if (line < 0 || line > lines)
			abort();
	}
	for (size_t i = 0; i < done_benchmark_forms_nr; i++) {
		line = done_benchmark_find(&done_benchmark_forms[i], text, name);
		if (line < 0 || line > lines)
			abort();
	}
	done_arena_release(&arena);
	return 0;
}
