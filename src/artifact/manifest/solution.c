/*
 * Solutions of .NET: *.sln, *.slnx; and packages.config.
 *
 * Members: the directories of the projects. Facts: "project" = the path of a project's file.
 * packages.config: dependencies, scope run; developmentDependency="true" is scope build.
 */
#include <string.h>

#include "../xml.h"
#include "draft.h"
#include "readers.h"

/* Solution folders are listed as projects, too; their path is no project's file. */
static void solution_add(struct done_draft *draft, const char *path, int line)
{
	const char *plain = done_draft_path(draft->arena, path);

	if (!plain || !done_text_ends(plain, "proj"))
		return;
	done_draft_fact(draft, "project", plain, line);
	done_draft_member(draft, done_draft_directory(draft->arena, plain));
}

/* Project("{type}") = "Name", "Folder\Name.csproj", "{id}": the text in the n-th quotes. */
static const char *sln_quoted(struct done_arena *arena, const char *line, size_t len, int nr)
{
	const char *end = line + len, *start;

	while (nr-- > 0) {
		start = memchr(line, '"', (size_t)(end - line));
		line = start ? memchr(start + 1, '"', (size_t)(end - start - 1)) : NULL;
		if (!line)
			return NULL;
		if (nr == 0)
			return done_arena_strndup(arena, start + 1, (size_t)(line - start - 1));
		line++;
	}
	return NULL;
}

static void sln_read_line(struct done_draft *draft, const char *text, size_t len, int line)
{
	const char *path;

	if (strncmp(text, "Project(", 8) != 0)
		return;
	path = sln_quoted(draft->arena, text, len, 3);
	if (path)
		solution_add(draft, path, line);
	else
		done_draft_fail(draft, line, 1,
		    "a project must be written as 'Project(\"{type}\") = \"name\", "
		    "\"path\", \"{id}\"'");
}

static int sln_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct done_draft draft;
	bool has_header = false;
	int line = 0;

	if (done_draft_open(&draft, arena, bytes, file, err) < 0)
		return draft.rc;
	for (const char *at = draft.text.ptr; *at && draft.rc == 0;) {
		size_t len = strcspn(at, "\n");
		has_header =
		    has_header || !strncmp(at, "Microsoft Visual Studio Solution File", 37);
		sln_read_line(&draft, at, len, ++line);
		at += len + (at[len] == '\n');
	}
	if (!has_header)
		done_draft_fail(
		    &draft, 1, 1, "the line 'Microsoft Visual Studio Solution File' is missing");
	return done_draft_close(&draft, out);
}

static void slnx_read_folder(struct done_draft *draft, const struct done_xml *node)
{
	for (const struct done_xml *one = node->first; one; one = one->next) {
		const char *path = done_xml_attribute(one, "Path");
		if (!strcmp(one->name, "Folder"))
			slnx_read_folder(draft, one);
		else if (!strcmp(one->name, "Project") && path)
			solution_add(draft, path, one->line);
	}
}

static void packages_config_read(struct done_draft *draft, const struct done_xml *root)
{
	for (const struct done_xml *one = done_xml_child(root, "package"); one;
	     one = done_xml_sibling(one, "package")) {
		const char *name = done_xml_attribute(one, "id");
		const char *development = done_xml_attribute(one, "developmentDependency");
		bool is_build = development && !strcmp(development, "true");
		if (!name) {
			done_draft_fail(
			    draft, one->line, one->column, "a <package> must have an id");
			return;
		}
		done_draft_depend(
		    draft, name, is_build ? DONE_SCOPE_BUILD : DONE_SCOPE_RUN, one->line)
		    ->version = done_xml_attribute(one, "version");
	}
}

/* A file of XML whose outermost element must be that. */
static int solution_read_xml(struct done_draft *draft, struct done_bytes bytes, const char *root,
    void (*read)(struct done_draft *draft, const struct done_xml *root), struct done_manifest *out)
{
	struct done_xml *tree = NULL;

	draft->rc =
	    done_xml_parse(draft->arena, bytes, draft->file, DONE_MANIFEST_MAX, &tree, draft->err);
	if (draft->rc == 0 && strcmp(tree->name, root) != 0)
		done_draft_fail(draft, tree->line, tree->column,
		    "the outermost element must be <%s>, not <%s>", root, tree->name);
	if (draft->rc == 0)
		read(draft, tree);
	return done_draft_close(draft, out);
}

static int slnx_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct done_draft draft = {.arena = arena, .file = file, .err = err};

	return solution_read_xml(&draft, bytes, "Solution", slnx_read_folder, out);
}

static int packages_config_open(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct done_draft draft = {.arena = arena, .file = file, .err = err};

	return solution_read_xml(&draft, bytes, "packages", packages_config_read, out);
}

const struct done_manifest_reader done_manifest_sln = {
    .name = "sln",
    .summary = "*.sln: the projects of a solution",
    .read = sln_read,
};
const struct done_manifest_reader done_manifest_slnx = {
    .name = "slnx",
    .summary = "*.slnx: the projects of a solution",
    .read = slnx_read,
};
const struct done_manifest_reader done_manifest_packages_config = {
    .name = "packages-config",
    .summary = "packages.config: the packages of an older project of .NET",
    .read = packages_config_open,
};
