/*
 * pom.xml (maven.apache.org/pom.html).
 *
 * Name: "group:artifact". Dependencies: those of the project and of its profiles, as
 * "group:artifact"; scope test is test, "import" none, every other run. dependencyManagement is no
 * dependency; it gives version and scope to those that have none. ${…} is resolved where the file
 * itself says what it is; else it stays as written. Members: modules, those of profiles too, each a
 * directory. parent: relativePath, ../pom.xml where it is not written: whoever follows it compares
 * its name with the fact "parent".
 * Facts: "packaging" (always), "parent" = "group:artifact", "version", "plugin" = "group:artifact"
 * (not those of pluginManagement), "bom" = "group:artifact", "main-class", "profile" = its id.
 */
#include <stdlib.h>
#include <string.h>

#include "../xml.h"
#include "draft.h"
#include "readers.h"

#define MAVEN_SUBSTITUTIONS_MAX 100
#define MAVEN_TEXT_MAX 4096

struct maven_reader {
	struct done_draft draft;
	const struct done_xml *project, *parent;
	const char *own[3], *above[3];      /* groupId, artifactId, version; of the parent */
	struct done_draft_names properties; /* by the place among .values */
	const char **values;
	const struct done_xml **managed; /* of dependencyManagement */
	struct done_draft_names managed_names;
	size_t cap_values, cap_names, cap_managed, cap_managed_names;
};

/* ---- properties ---- */

static const char *const maven_keys[] = {"groupId", "artifactId", "version"};

/* What the project says of itself, or takes over from its parent. */
static void maven_read_own(struct maven_reader *reader)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(maven_keys); i++) {
		const char *own = done_xml_child_text(reader->project, maven_keys[i]);
		const char *above = done_xml_child_text(reader->parent, maven_keys[i]);
		reader->above[i] = above;
		reader->own[i] = own || !strcmp(maven_keys[i], "artifactId") ? own : above;
	}
}

/* "project.version", in its older spellings too. */
static const char *maven_own(const struct maven_reader *reader, const char *name)
{
	static const char *const prefixes[] = {"project.parent.", "project.", "pom."};
	bool is_above = done_text_starts(name, prefixes[0]);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(prefixes); i++) {
		if (!done_text_starts(name, prefixes[i]))
			continue;
		name += strlen(prefixes[i]);
		break;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(maven_keys); i++) {
		if (!strcmp(name, maven_keys[i]))
			return is_above ? reader->above[i] : reader->own[i];
	}
	return NULL;
}

static const char *maven_property(const struct maven_reader *reader, const char *name)
{
	const struct done_draft_name *found = done_draft_names_find(&reader->properties, name);

	return found ? reader->values[found->index] : maven_own(reader, name);
}

static void maven_expand(
    const struct maven_reader *reader, struct done_buf *out, const char *text, int *left, int depth)
{
	while (*text) {
		size_t len = strcspn(text, "$"), name = 0;
		const char *value = NULL;

		done_buf_add(out, text, len);
		text += len;
		if (text[0] == '$' && text[1] == '{')
			name = strcspn(text + 2, "}");
		if (name && text[2 + name] == '}' && depth && *left > 0) {
			--*left;
			value = maven_property(
			    reader, done_arena_strndup(reader->draft.arena, text + 2, name));
		}
		if (value) {
			maven_expand(reader, out, value, left, depth - 1);
			text += 3 + name;
		} else if (*text) {
			done_buf_addch(out, *text++);
		}
	}
}

/* The text with what is known put in; NULL stays NULL. */
static const char *maven_resolved(const struct maven_reader *reader, const char *text)
{
	struct done_buf out = {.max = MAVEN_TEXT_MAX};
	int left = MAVEN_SUBSTITUTIONS_MAX;
	const char *resolved = text;

	if (!text || !strstr(text, "${"))
		return text;
	maven_expand(reader, &out, text, &left, 8);
	if (!out.overflow)
		resolved = done_arena_strndup(reader->draft.arena, out.ptr ? out.ptr : "", out.len);
	done_buf_release(&out);
	return resolved;
}

static void maven_read_properties(struct maven_reader *reader)
{
	const struct done_xml *list = done_xml_child(reader->project, "properties");
	struct done_arena *arena = reader->draft.arena;
	size_t nr = 0;

	for (const struct done_xml *one = list ? list->first : NULL; one; one = one->next) {
		*DONE_ARENA_PUSH(arena, reader->values, nr, reader->cap_values) = one->text;
		*DONE_ARENA_PUSH(arena, reader->properties.items, reader->properties.nr,
		    reader->cap_names) = (struct done_draft_name){one->name, nr - 1};
	}
	done_draft_names_sort(&reader->properties);
}

/* ---- dependencies ---- */

/* "group:artifact"; NULL where one is missing. */
static const char *maven_name(const struct maven_reader *reader, const struct done_xml *node)
{
	const char *group = maven_resolved(reader, done_xml_child_text(node, "groupId"));
	const char *artifact = maven_resolved(reader, done_xml_child_text(node, "artifactId"));

	return group && artifact && *group && *artifact
	    ? done_arena_printf(reader->draft.arena, "%s:%s", group, artifact)
	    : NULL;
}

static bool maven_is_import(const struct done_xml *node)
{
	const char *scope = done_xml_child_text(node, "scope");

	return scope && !strcmp(scope, "import");
}

static void maven_read_managed(struct maven_reader *reader, const struct done_xml *owner)
{
	const struct done_xml *list =
	    done_xml_child(done_xml_child(owner, "dependencyManagement"), "dependencies");
	struct done_draft *draft = &reader->draft;
	size_t nr = reader->managed_names.nr;

	for (const struct done_xml *one = done_xml_child(list, "dependency"); one;
	     one = done_xml_sibling(one, "dependency")) {
		const char *name = maven_name(reader, one);
		if (name && maven_is_import(one)) {
			done_draft_fact(draft, "bom", name, one->line);
		} else if (name) {
			*DONE_ARENA_PUSH(draft->arena, reader->managed, nr, reader->cap_managed) =
			    one;
			*DONE_ARENA_PUSH(draft->arena, reader->managed_names.items,
			    reader->managed_names.nr, reader->cap_managed_names) =
			    (struct done_draft_name){name, nr - 1};
		}
	}
}

/* The child's text, else that of the managed dependency of the same name. */
static const char *maven_said(const struct maven_reader *reader, const struct done_xml *node,
    const char *name, const char *key)
{
	const char *text = done_xml_child_text(node, key);
	const struct done_draft_name *found =
	    text ? NULL : done_draft_names_find(&reader->managed_names, name);

	if (found)
		text = done_xml_child_text(reader->managed[found->index], key);
	return maven_resolved(reader, text);
}

static void maven_read_dependencies(struct maven_reader *reader, const struct done_xml *owner)
{
	const struct done_xml *list = done_xml_child(owner, "dependencies");
	struct done_draft *draft = &reader->draft;

	for (const struct done_xml *one = done_xml_child(list, "dependency"); one;
	     one = done_xml_sibling(one, "dependency")) {
		const char *name = maven_name(reader, one);
		if (!name) {
			done_draft_fail(draft, one->line, one->column,
			    "a dependency must have a groupId and an artifactId");
			return;
		}
		const char *scope = maven_said(reader, one, name, "scope");
		if (strstr(name, "${"))
			done_draft_not_read(draft, one->line,
			    "the dependency '%s' has a name that this file alone "
			    "does not tell",
			    name);
		struct done_dependency *item = done_draft_depend(draft, name,
		    scope && !strcmp(scope, "test") ? DONE_SCOPE_TEST : DONE_SCOPE_RUN, one->line);
		item->version = maven_said(reader, one, name, "version");
	}
}

/* ---- the rest ---- */

static void maven_read_modules(struct maven_reader *reader, const struct done_xml *owner)
{
	const struct done_xml *list = done_xml_child(owner, "modules");
	struct done_draft *draft = &reader->draft;

	for (const struct done_xml *one = done_xml_child(list, "module"); one;
	     one = done_xml_sibling(one, "module")) {
		const char *path = maven_resolved(reader, one->text);
		const char *plain = done_draft_path(draft->arena, path);
		if (!plain || strstr(plain, "${"))
			done_draft_not_read(
			    draft, one->line, "the module '%s' is not a plain path", path);
		else
			done_draft_member(draft,
			    done_text_ends(plain, ".xml")
			        ? done_draft_directory(draft->arena, plain)
			        : plain);
	}
}

static void maven_find_main_class(struct maven_reader *reader, const struct done_xml *node)
{
	for (const struct done_xml *one = node->first; one; one = one->next) {
		if ((!strcmp(one->name, "mainClass") || !strcmp(one->name, "Main-Class")) &&
		    *one->text)
			done_draft_fact(&reader->draft, "main-class",
			    maven_resolved(reader, one->text), one->line);
		else
			maven_find_main_class(reader, one);
	}
}

static void maven_read_plugins(struct maven_reader *reader, const struct done_xml *owner)
{
	const struct done_xml *list = done_xml_child(done_xml_child(owner, "build"), "plugins");
	struct done_draft *draft = &reader->draft;

	for (const struct done_xml *one = done_xml_child(list, "plugin"); one;
	     one = done_xml_sibling(one, "plugin")) {
		const char *group = maven_resolved(reader, done_xml_child_text(one, "groupId"));
		const char *artifact =
		    maven_resolved(reader, done_xml_child_text(one, "artifactId"));
		if (!artifact || !*artifact)
			continue;
		done_draft_fact(draft, "plugin",
		    done_arena_printf(draft->arena, "%s:%s",
		        group && *group ? group : "org.apache.maven.plugins", artifact),
		    one->line);
		maven_find_main_class(reader, one);
	}
}

static void maven_read_parent(struct maven_reader *reader)
{
	const struct done_xml *parent = reader->parent;
	const struct done_xml *path = done_xml_child(parent, "relativePath");
	struct done_draft *draft = &reader->draft;

	if (!parent)
		return;
	done_draft_fact(draft, "parent", maven_name(reader, parent), parent->line);
	if (path && !*path->text)
		return;
	const char *plain = done_draft_path(draft->arena, path ? path->text : "../pom.xml");
	if (plain)
		draft->out.parent = done_text_ends(plain, ".xml")
		    ? plain
		    : done_arena_printf(draft->arena, "%s/pom.xml", plain);
}

static void maven_read_owner(struct maven_reader *reader, const struct done_xml *owner)
{
	maven_read_modules(reader, owner);
	maven_read_dependencies(reader, owner);
	maven_read_plugins(reader, owner);
}

static void maven_read_project(struct maven_reader *reader)
{
	static const char *const mains[] = {"start-class", "exec.mainClass", "main.class",
	    "mainClass", "main.verticle", "vertx.verticle"};
	const struct done_xml *project = reader->project;
	const struct done_xml *profiles = done_xml_child(project, "profiles");
	struct done_draft *draft = &reader->draft;
	const char *packaging = maven_resolved(reader, done_xml_child_text(project, "packaging"));
	const char *group = maven_resolved(reader, maven_own(reader, "groupId"));
	const char *artifact = maven_resolved(reader, done_xml_child_text(project, "artifactId"));

	if (artifact && *artifact)
		draft->out.name = group && *group
		    ? done_arena_printf(draft->arena, "%s:%s", group, artifact)
		    : artifact;
	done_draft_fact(draft, "packaging", packaging ? packaging : "jar", project->line);
	done_draft_fact(draft, "version", maven_resolved(reader, maven_own(reader, "version")), 0);
	maven_read_parent(reader);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(mains); i++) {
		const struct done_draft_name *found =
		    done_draft_names_find(&reader->properties, mains[i]);
		if (found)
			done_draft_fact(draft, "main-class",
			    maven_resolved(reader, reader->values[found->index]), 0);
	}
	maven_read_managed(reader, project);
	done_draft_names_sort(&reader->managed_names);
	maven_read_owner(reader, project);
	for (const struct done_xml *one = done_xml_child(profiles, "profile"); one;
	     one = done_xml_sibling(one, "profile")) {
		done_draft_fact(draft, "profile", done_xml_child_text(one, "id"), one->line);
		maven_read_owner(reader, one);
	}
}

static int maven_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct maven_reader reader = {.draft = {.arena = arena, .file = file, .err = err}};
	struct done_xml *root = NULL;

	reader.draft.rc = done_xml_parse(arena, bytes, file, DONE_MANIFEST_MAX, &root, err);
	if (reader.draft.rc == 0 && strcmp(root->name, "project") != 0)
		done_draft_fail(&reader.draft, root->line, root->column,
		    "the outermost element must be <project>, not <%s>", root->name);
	if (reader.draft.rc == 0) {
		reader.project = root;
		reader.parent = done_xml_child(root, "parent");
		maven_read_own(&reader);
		maven_read_properties(&reader);
		maven_read_project(&reader);
	}
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_maven = {
    .name = "maven",
    .summary = "pom.xml: dependencies, parent, modules, plugins, packaging",
    .read = maven_read,
};
