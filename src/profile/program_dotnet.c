/* .NET: the project file says what it makes. */
#include <string.h>
#include <strings.h>

#include "finder.h"

static const struct {
	const char *sdk;
	unsigned serves;
	bool is_function;
} dotnet_sdks[] = {
    {"Microsoft.NET.Sdk.Web", DONE_SERVES_HTTP, false},
    {"Microsoft.NET.Sdk.Worker", DONE_SERVES_SCHEDULE, false},
};

/* What is none, whatever else is written. */
static const struct {
	const char *fact, *value; /* value NULL: any but "false" */
	const char *why;
	enum done_kind_of_service kind;
} dotnet_never[] = {
    {"sdk", "Microsoft.NET.Sdk.BlazorWebAssembly", "runs in the browser", DONE_KIND_FRONTEND},
    {"sdk", "Microsoft.NET.Sdk.Razor", "a library of pages", DONE_KIND_LIBRARY},
    {"sdk", "Aspire.AppHost.Sdk", "starts the other services for developers", DONE_KIND_TOOL},
    {"is-aspire-host", "true", "starts the other services for developers", DONE_KIND_TOOL},
    {"is-test-project", "true", "a project of tests", DONE_KIND_TEST},
    {"pack-as-tool", "true", "a command that developers install", DONE_KIND_TOOL},
    {"use-maui", "true", "a program with a screen", DONE_KIND_FRONTEND},
    {"use-wpf", "true", "a program with a screen", DONE_KIND_FRONTEND},
    {"use-windows-forms", "true", "a program with a screen", DONE_KIND_FRONTEND},
    {"output-type", "Library", "makes a library", DONE_KIND_LIBRARY},
    {"output-type", "WinExe", "a program with a screen", DONE_KIND_FRONTEND},
};

/* Of .NET Framework, whose projects name no SDK: a web application is a library for its server, and
 * a service of Windows has no window. */
static const char dotnet_web_application[] = "349c5851-65df-11da-9384-00065b846f21";
static const char *const dotnet_windows_service[] = {"System.ServiceProcess", "Topshelf"};
static const char *const dotnet_windows[] = {"System.Windows.Forms", "PresentationFramework"};

static const char *const dotnet_hosts[] = {"Aspire.Hosting.AppHost", "Aspire.Hosting"};
static const char *const dotnet_tests[] = {"Microsoft.NET.Test.Sdk", "xunit", "NUnit", "MSTest"};

static const char *const dotnet_entries[] = {
    "Program.cs",
    "Startup.cs",
    "Program.fs",
    "Startup.fs",
    "Program.vb",
    "Main.cs",
    "Global.asax.cs",
};

static const char *find_entry(struct done_finder *finder, const struct done_unit *unit)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(dotnet_entries); i++) {
		const struct done_tree_file *file = done_tree_find(
		    finder, done_path_join(finder->arena, unit->directory, dotnet_entries[i]));

		if (file)
			return file->path;
	}
	return NULL;
}

static int dotnet_take_entry(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	const char **entry = data;

	(void)part;
	(void)err;
	if (strcmp(finder->files[file].name, "Program.cs") != 0 &&
	    strcmp(finder->files[file].name, "Program.fs") != 0)
		return 0;
	*entry = finder->files[file].path;
	return 1;
}

static bool fact_says(const struct done_unit_part *part, const char *name, const char *value)
{
	for (size_t i = 0; i < part->nr; i++) {
		for (size_t j = 0; j < part->manifests[i]->nr_facts; j++) {
			const struct done_manifest_fact *fact = &part->manifests[i]->facts[j];

			if (!strcmp(fact->name, name) && !strcasecmp(fact->value, value))
				return true;
		}
	}
	return false;
}

/* Views and components are files of their own kind. */
static void look_for_pages(struct done_finder *finder, struct done_program *program)
{
	struct done_look look = {.serves = DONE_SERVES_HTML};

	if (!(program->serves.serves & DONE_SERVES_HTTP))
		return;
	for (size_t i = program->unit->first; i < program->unit->end; i++) {
		const struct done_tree_file *file = &finder->files[i];

		if (!done_text_ends(file->name, ".cshtml") && !done_text_ends(file->name, ".razor"))
			continue;
		look.facts[1] = (struct done_fact){file->path, 0, "a view"};
		done_look_add(&program->serves, &look);
		return;
	}
}

static bool is_web_application(const struct done_unit_part *part)
{
	const struct done_manifest_fact *types = done_unit_fact(part, "project-types", NULL);

	for (const char *at = types ? types->value : ""; *at; at++) {
		if (!strncasecmp(at, dotnet_web_application, strlen(dotnet_web_application)))
			return true;
	}
	return false;
}

static bool is_windows_service(struct done_finder *finder, const struct done_unit_part *part)
{
	struct done_fact fact;

	return (fact_says(part, "output-type", "Exe") ||
	           fact_says(part, "output-type", "WinExe")) &&
	    done_unit_depends(part, dotnet_windows_service, DONE_ARRAY_SIZE(dotnet_windows_service),
	        &fact, finder->arena) &&
	    !done_unit_depends(
	        part, dotnet_windows, DONE_ARRAY_SIZE(dotnet_windows), &fact, finder->arena);
}

/* What a program of .NET Framework serves by what its project is. */
static bool dotnet_serves_by_project(
    struct done_finder *finder, const struct done_unit_part *part, struct done_look *look)
{
	bool is_web = is_web_application(part);

	if (!is_web && !is_windows_service(finder, part))
		return false;
	look->serves = is_web ? DONE_SERVES_HTTP : DONE_SERVES_SCHEDULE;
	for (size_t i = 0; i < DONE_SERVES_NR; i++)
		look->facts[i] = (struct done_fact){part->paths[0], 1,
		    is_web ? "a web application of .NET Framework" : "a service of Windows"};
	return true;
}

static void look_for_never(
    struct done_finder *finder, struct done_program *program, bool is_by_project)
{
	struct done_fact fact;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(dotnet_never) && !program->never; i++) {
		/* "Library", "WinExe" */
		if (is_by_project && !strcmp(dotnet_never[i].fact, "output-type"))
			continue;
		if (!fact_says(program->part, dotnet_never[i].fact, dotnet_never[i].value))
			continue;
		program->never = dotnet_never[i].why;
		program->never_kind = dotnet_never[i].kind;
	}
	if (program->never)
		return;
	if (done_unit_depends(
	        program->part, dotnet_hosts, DONE_ARRAY_SIZE(dotnet_hosts), &fact, finder->arena)) {
		program->never = "starts the other services for developers";
		program->never_kind = DONE_KIND_TOOL;
	} else if (done_unit_depends(program->part, dotnet_tests, DONE_ARRAY_SIZE(dotnet_tests),
	               &fact, finder->arena)) {
		program->never = "a project of tests";
		program->never_kind = DONE_KIND_TEST;
	}
}

/* Without it a project of Azure functions is a library for them. */
static bool has_host_file(struct done_finder *finder, const struct done_unit *unit)
{
	return done_tree_find(
	           finder, done_path_join(finder->arena, unit->directory, "host.json")) != NULL;
}

/* In a folder of a project that makes a program: "Infrastructure/Program.cs". */
static int find_entry_below(struct done_finder *finder, const struct done_unit *unit,
    struct done_unit_part *part, const char **entry, struct done_error *err)
{
	bool runs =
	    fact_says(part, "output-type", "Exe") || done_unit_has_container_file(finder, unit);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(dotnet_sdks) && !runs; i++)
		runs = fact_says(part, "sdk", dotnet_sdks[i].sdk);
	return runs ? done_unit_sources(finder, unit, part, dotnet_take_entry, entry, err) : 0;
}

static bool is_assembly(const struct done_unit *unit, const struct done_unit_part *part,
    const char *handler, size_t len)
{
	const char *folder = done_last_part(unit->directory);
	const struct done_manifest_fact *said = done_unit_fact(part, "assembly-name", NULL);
	const char *name = said ? said->value : folder;

	return strlen(name) == len && !strncmp(handler, name, len);
}

/* A handler of AWS Lambda: "Assembly::Namespace.Class::Method". */
static bool is_handler(struct done_finder *finder, const struct done_unit *unit,
    const struct done_unit_part *part, struct done_fact *out)
{
	for (size_t i = 0; i < finder->nr_declarations; i++) {
		const struct done_deployment *item = finder->declarations[i].item;
		const char *end;

		if ((item->kind != DONE_DEPLOY_FUNCTION && item->kind != DONE_DEPLOY_SCHEDULE &&
		        !finder->declarations[i].is_container_file) ||
		    !item->nr_commands)
			continue;
		end = strstr(item->commands[0], "::");
		if (!end ||
		    !is_assembly(unit, part, item->commands[0], (size_t)(end - item->commands[0])))
			continue;
		*out = (struct done_fact){
		    finder->declarations[i].path, item->line, "a function of AWS Lambda"};
		return true;
	}
	return false;
}

/* A program that the platform starts as it is: it brings the platform's runtime with it. */
static bool is_runtime(
    struct done_finder *finder, const struct done_unit_part *part, struct done_fact *out)
{
	static const char *const runtime[] = {"Amazon.Lambda.RuntimeSupport"};

	return fact_says(part, "output-type", "Exe") &&
	    done_unit_depends(part, runtime, DONE_ARRAY_SIZE(runtime), out, finder->arena);
}

/* The first functions of Azure, which say no version. */
static bool is_old_function(struct done_finder *finder, const struct done_unit *unit,
    const struct done_unit_part *part, struct done_fact *out)
{
	static const char *const sdk[] = {"Microsoft.NET.Sdk.Functions"};

	return has_host_file(finder, unit) && done_unit_depends(part, sdk, 1, out, finder->arena);
}

/* A library that a function's declaration names: it has no entry of its own. */
static bool find_lambda(
    struct done_finder *finder, struct done_unit *unit, struct done_unit_part *part)
{
	struct done_fact fact;
	struct done_program *program;

	if (!is_handler(finder, unit, part, &fact) && !is_runtime(finder, part, &fact) &&
	    !is_old_function(finder, unit, part, &fact))
		return false;
	program = done_program_add(finder, unit, part, unit->directory, &fact);
	program->is_function = true;
	return true;
}

static int dotnet_find(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, struct done_error *err)
{
	const char *entry = find_entry(finder, unit), *path = NULL;
	const struct done_manifest_fact *functions = entry || has_host_file(finder, unit)
	    ? done_unit_fact(part, "azure-functions-version", &path)
	    : NULL;
	struct done_look by_project = {0};
	bool is_sdk = dotnet_serves_by_project(finder, part, &by_project);
	struct done_program *program;
	struct done_fact fact = {entry, 0, "the program's entry"};

	if (!entry && find_entry_below(finder, unit, part, &entry, err) < 0)
		return err->code;
	fact.path = entry;
	if (functions)
		fact = (struct done_fact){path, functions->line, "an Azure function"};
	if (!fact.path) {
		(void)find_lambda(finder, unit, part);
		return 0;
	}
	program = done_program_add(finder, unit, part, unit->directory, &fact);
	program->script = entry;
	program->is_function = functions != NULL;
	done_look_add(&program->serves, &by_project);
	look_for_never(finder, program, is_sdk);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(dotnet_sdks) && !is_sdk; i++) {
		struct done_look look = {0};

		if (!fact_says(part, "sdk", dotnet_sdks[i].sdk))
			continue;
		is_sdk = true;
		look.serves = dotnet_sdks[i].serves;
		for (size_t j = 0; j < DONE_SERVES_NR; j++)
			look.facts[j] = (struct done_fact){part->paths[0], 1, dotnet_sdks[i].sdk};
		if (!program->serves.serves || look.serves == DONE_SERVES_HTTP)
			done_look_add(&program->serves, &look);
	}
	look_for_pages(finder, program);
	if (!is_sdk && !functions && !fact_says(part, "output-type", "Exe") &&
	    !done_unit_has_container_file(finder, unit))
		finder->nr_programs--;
	else
		program->needs_declaration = !is_sdk && !functions;
	return 0;
}

/* What a template leaves: a host that is built and run, and nothing else. */
#define STUB_BYTES 220

struct dotnet_sources {
	size_t nr, first;
};

static int count_source(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct dotnet_sources *sources = data;

	(void)finder;
	(void)part;
	(void)err;
	if (!sources->nr++)
		sources->first = file;
	return sources->nr > 1;
}

static int look_for_stub(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	struct dotnet_sources sources = {0};
	struct done_buf text = {0};
	int rc =
	    done_unit_sources(finder, program->unit, program->part, count_source, &sources, err);

	if (rc >= 0 && sources.nr == 1)
		rc = done_tree_read(
		    finder, &finder->files[sources.first], DONE_SOURCE_MAX, &text, err);
	if (rc > 0 && sources.nr == 1 && text.len < STUB_BYTES) {
		program->never = "a template that nobody has filled yet";
		program->never_kind = DONE_KIND_LIBRARY;
	}
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

/* Azure runs it beside an application. */
static bool is_web_job(struct done_finder *finder, const struct done_program *program)
{
	static const char *const sdk[] = {"Microsoft.Azure.WebJobs"};
	static const char *const files[] = {"settings.job", "run.cmd", "run.sh"};
	struct done_fact fact;

	if (fact_says(program->part, "is-web-job", "true"))
		return true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(files); i++) {
		/* A script of that name is what a job starts with where the SDK is used. */
		if (done_tree_find(finder,
		        done_path_join(finder->arena, program->unit->directory, files[i])) &&
		    (!i || done_unit_depends(program->part, sdk, 1, &fact, finder->arena)))
			return true;
	}
	return false;
}

/* A plain executable has to consume something, or to be deployed. */
static int dotnet_serves(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	if (!program->needs_declaration && !program->nr_declared)
		return look_for_stub(finder, program, err);
	if (!program->needs_declaration ||
	    done_look_served(program->part->ecosystem, &program->serves))
		return 0;
	if (done_program_scan(finder, program, err) < 0)
		return err->code;
	program->is_run |= done_look_served(program->part->ecosystem, &program->serves) &&
	    is_web_job(finder, program);
	return 0;
}

const struct done_program_finder done_program_dotnet = {"dotnet", dotnet_find, dotnet_serves, NULL};
