/*
 * MSBuild's files: *.csproj, *.fsproj, *.vbproj, Directory.Packages.props, Directory.Build.props.
 * Conditions are not evaluated: what stands below one is taken.
 *
 * Dependencies: PackageReference, FrameworkReference and Reference with scope run,
 * GlobalPackageReference, DotNetCliToolReference and packages with PrivateAssets="all" with scope
 * build; ProjectReference: its name is that of the project's file, local its directory.
 * PackageVersion (of central management) is the fact "managed" = "name version", no dependency.
 * Facts: "sdk" (one each, without its version); "output-type", "target-framework",
 * "is-test-project", "pack-as-tool", "use-maui", "use-wpf", "use-windows-forms", "is-aspire-host",
 * "is-web-job", "is-packable", "azure-functions-version", "assembly-name", "root-namespace",
 * "project-types" (of .NET Framework: identifiers) as written; "import" = the path of a file that
 * is imported, "import-above" = the name of one that is looked for in the directories above;
 * "protobuf" = "path role".
 */
#include <string.h>
#include <strings.h>

#include "../xml.h"
#include "draft.h"
#include "readers.h"

#define DOTNET_NAMES_MAX 1000 /* of one Include: each costs the length of its item */

/* Names of elements and attributes are written in any letter case. */
static const char *dotnet_said(const struct done_xml *node, const char *name)
{
	for (size_t i = 0; i < node->nr_attributes; i++) {
		if (!strcasecmp(node->attributes[i].name, name))
			return node->attributes[i].value;
	}
	for (const struct done_xml *child = node->first; child; child = child->next) {
		if (!strcasecmp(child->name, name))
			return child->text;
	}
	return NULL;
}

/* Without the name of the directory that the file stands in. */
static const char *dotnet_relative(const char *path)
{
	static const char here[] = "$(MSBuildThisFileDirectory)";

	if (!done_text_starts(path, here))
		return path;
	path += sizeof(here) - 1;
	return path + strspn(path, "/\\");
}

/* "Microsoft.NET.Sdk.Web/1.0;Other" as a fact each. */
static void dotnet_add_sdks(struct done_draft *draft, const char *list, int line)
{
	while (list && *list) {
		size_t len = strcspn(list, ";"), name = strcspn(list, ";/");
		while (name && *list == ' ')
			list++, len--, name--;
		while (name && list[name - 1] == ' ')
			name--;
		if (name)
			done_draft_fact(
			    draft, "sdk", done_arena_strndup(draft->arena, list, name), line);
		list += len + (list[len] == ';');
	}
}

/* ---- properties ---- */

static const struct {
	const char *name, *fact;
} dotnet_properties[] = {
    {"OutputType", "output-type"},
    {"TargetFramework", "target-framework"},
    {"TargetFrameworks", "target-framework"},
    {"TargetFrameworkVersion", "target-framework"},
    {"IsTestProject", "is-test-project"},
    {"PackAsTool", "pack-as-tool"},
    {"UseMaui", "use-maui"},
    {"UseWPF", "use-wpf"},
    {"UseWindowsForms", "use-windows-forms"},
    {"IsAspireHost", "is-aspire-host"},
    {"IsWebJobProject", "is-web-job"},
    {"IsPackable", "is-packable"},
    {"AzureFunctionsVersion", "azure-functions-version"},
    {"AssemblyName", "assembly-name"},
    {"RootNamespace", "root-namespace"},
    {"ProjectTypeGuids", "project-types"},
};

static void dotnet_read_properties(struct done_draft *draft, const struct done_xml *group)
{
	for (const struct done_xml *one = group->first; one; one = one->next) {
		size_t i = 0;
		while (i < DONE_ARRAY_SIZE(dotnet_properties) &&
		    strcasecmp(one->name, dotnet_properties[i].name) != 0)
			i++;
		if (i == DONE_ARRAY_SIZE(dotnet_properties) || !*one->text)
			continue;
		if (strstr(one->text, "$("))
			done_draft_not_read(draft, one->line, "the value of %s is computed: '%s'",
			    one->name, one->text);
		else
			done_draft_fact(draft, dotnet_properties[i].fact, one->text, one->line);
	}
}

/* ---- items ---- */

/* One name of an Include, which may list several with ';' between them. */
typedef void dotnet_item(struct done_draft *draft, const struct done_xml *node, const char *name);

static void dotnet_depend(
    struct done_draft *draft, const struct done_xml *node, const char *name, enum done_scope scope)
{
	const char *version = dotnet_said(node, "Version");
	const char *override = dotnet_said(node, "VersionOverride");

	done_draft_depend(draft, name, scope, node->line)->version = override ? override : version;
}

static void dotnet_package(struct done_draft *draft, const struct done_xml *node, const char *name)
{
	const char *private = dotnet_said(node, "PrivateAssets");

	dotnet_depend(draft, node, name,
	    private && !strcasecmp(private, "all") ? DONE_SCOPE_BUILD : DONE_SCOPE_RUN);
}

static void dotnet_tool(struct done_draft *draft, const struct done_xml *node, const char *name)
{
	dotnet_depend(draft, node, name, DONE_SCOPE_BUILD);
}

static void dotnet_framework(
    struct done_draft *draft, const struct done_xml *node, const char *name)
{
	dotnet_depend(draft, node, name, DONE_SCOPE_RUN);
}

/* "System.Web, Version=4.0.0.0, …" */
static void dotnet_assembly(struct done_draft *draft, const struct done_xml *node, const char *name)
{
	done_draft_depend(draft, done_arena_strndup(draft->arena, name, strcspn(name, ",")),
	    DONE_SCOPE_RUN, node->line);
}

static void dotnet_managed(struct done_draft *draft, const struct done_xml *node, const char *name)
{
	const char *version = dotnet_said(node, "Version");

	done_draft_fact(draft, "managed",
	    done_arena_printf(draft->arena, "%s %s", name, version ? version : "*"), node->line);
}

static void dotnet_project(struct done_draft *draft, const struct done_xml *node, const char *name)
{
	const char *path = done_draft_path(draft->arena, name);

	if (!path || strchr(path, '*')) {
		done_draft_not_read(
		    draft, node->line, "the project reference '%s' is not a plain path", name);
		return;
	}
	done_draft_depend(
	    draft, done_draft_base(draft->arena, path, true), DONE_SCOPE_RUN, node->line)
	    ->local = done_draft_directory(draft->arena, path);
}

static void dotnet_protobuf(struct done_draft *draft, const struct done_xml *node, const char *name)
{
	const char *role = dotnet_said(node, "GrpcServices");
	const char *path = done_draft_path(draft->arena, name);

	done_draft_fact(draft, "protobuf",
	    done_arena_printf(draft->arena, "%s %s", path ? path : name, role ? role : "Both"),
	    node->line);
}

static const struct {
	const char *name;
	dotnet_item *read;
} dotnet_items[] = {
    {"PackageReference", dotnet_package},
    {"ProjectReference", dotnet_project},
    {"FrameworkReference", dotnet_framework},
    {"Reference", dotnet_assembly},
    {"GlobalPackageReference", dotnet_tool},
    {"DotNetCliToolReference", dotnet_tool},
    {"PackageVersion", dotnet_managed},
    {"Protobuf", dotnet_protobuf},
};

static void dotnet_read_item(
    struct done_draft *draft, const struct done_xml *node, dotnet_item *read)
{
	const char *list = dotnet_said(node, "Include");

	/* Update and Remove say something of what another line or file includes. */
	for (int nr = 0; list && *list; nr++) {
		size_t len = strcspn(list, ";"), start = strspn(list, " \t\r\n");
		size_t end = len;
		if (nr == DOTNET_NAMES_MAX) {
			done_draft_not_read(draft, node->line,
			    "the %s has more than %d names in one Include", node->name,
			    DOTNET_NAMES_MAX);
			return;
		}
		while (end > start && strchr(" \t\r\n", list[end - 1]))
			end--;
		if (end > start) {
			const char *name = dotnet_relative(
			    done_arena_strndup(draft->arena, list + start, end - start));
			if (strstr(name, "$(") || strstr(name, "@("))
				done_draft_not_read(draft, node->line,
				    "the name of a %s is computed: '%s'", node->name, name);
			else
				read(draft, node, name);
		}
		list += len + (list[len] == ';');
	}
}

static void dotnet_read_items(struct done_draft *draft, const struct done_xml *group)
{
	for (const struct done_xml *one = group->first; one; one = one->next) {
		for (size_t i = 0; i < DONE_ARRAY_SIZE(dotnet_items); i++) {
			if (!strcasecmp(one->name, dotnet_items[i].name))
				dotnet_read_item(draft, one, dotnet_items[i].read);
		}
	}
}

/* ---- the project ---- */

static void dotnet_read_import(struct done_draft *draft, const struct done_xml *node)
{
	static const char above[] = "$([MSBuild]::GetPathOfFileAbove('";
	const char *project = dotnet_said(node, "Project"), *sdk = dotnet_said(node, "Sdk");

	project = project ? dotnet_relative(project) : NULL;
	if (sdk)
		dotnet_add_sdks(draft, sdk, node->line);
	else if (project && done_text_starts(project, above))
		done_draft_fact(draft, "import-above",
		    done_arena_strndup(draft->arena, project + sizeof(above) - 1,
		        strcspn(project + sizeof(above) - 1, "'")),
		    node->line);
	else if (project && strchr(project, '$'))
		done_draft_not_read(
		    draft, node->line, "the path of an imported file is computed: '%s'", project);
	else if (project)
		done_draft_fact(
		    draft, "import", done_draft_path(draft->arena, project), node->line);
}

/* Below <Choose> and <When>, groups stand again. */
static void dotnet_read_groups(struct done_draft *draft, const struct done_xml *node)
{
	for (const struct done_xml *one = node->first; one; one = one->next) {
		if (!strcasecmp(one->name, "PropertyGroup"))
			dotnet_read_properties(draft, one);
		else if (!strcasecmp(one->name, "ItemGroup"))
			dotnet_read_items(draft, one);
		else if (!strcasecmp(one->name, "Sdk"))
			dotnet_add_sdks(draft, dotnet_said(one, "Name"), one->line);
		else if (!strcasecmp(one->name, "Import"))
			dotnet_read_import(draft, one);
		else if (!strcasecmp(one->name, "Choose") || !strcasecmp(one->name, "When") ||
		    !strcasecmp(one->name, "Otherwise") || !strcasecmp(one->name, "ImportGroup"))
			dotnet_read_groups(draft, one);
	}
}

static int dotnet_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct done_draft draft = {.arena = arena, .file = file, .err = err};
	struct done_xml *root = NULL;

	draft.rc = done_xml_parse(arena, bytes, file, DONE_MANIFEST_MAX, &root, err);
	if (draft.rc == 0 && strcasecmp(root->name, "Project") != 0)
		done_draft_fail(&draft, root->line, root->column,
		    "the outermost element must be <Project>, not <%s>", root->name);
	if (draft.rc == 0) {
		if (done_text_ends(file, "proj"))
			draft.out.name = done_draft_base(arena, file, true);
		dotnet_add_sdks(&draft, done_xml_attribute(root, "Sdk"), root->line);
		dotnet_read_groups(&draft, root);
	}
	return done_draft_close(&draft, out);
}

const struct done_manifest_reader done_manifest_dotnet = {
    .name = "dotnet",
    .summary = "*.csproj, *.fsproj, *.vbproj and *.props: packages, project references, properties",
    .read = dotnet_read,
};
