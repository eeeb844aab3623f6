/* services: auto. A service is the outermost directory that holds what a build or a container
 * needs. */
#include <string.h>

#include "automatic.h"

/* A directory that holds one of these is a service (unless it is the root of a workspace). */
static const char *const markers[] = {
	"Dockerfile",   "go.mod",           "package.json",   "pom.xml",
	"build.gradle", "build.gradle.kts", "pyproject.toml", "requirements.txt",
	"Cargo.toml",   "composer.json",    "Gemfile",        "mix.exs",
};
static const char *const marker_endings[] = {".csproj"};

/* Folders of other people's code, and of what a build leaves. */
static const char *const foreign[] = {"node_modules", "vendor", "third_party"};

/* A directory that holds one of these files with this text in it, and members below, ties others
 * together: it is no service itself. */
static const struct workspace_mark {
	const char *file;
	const char *line; /* how a line of it begins, after blanks */
} workspace_marks[] = {
	{"go.work", "use"},
	{"pnpm-workspace.yaml", "packages"},
	{"lerna.json", "\"packages\""},
	{"lerna.json", "\"version\""},
	{"package.json", "\"workspaces\""},
	{"Cargo.toml", "[workspace"},
	{"pom.xml", "<modules>"},
	{"settings.gradle", "include"},
	{"settings.gradle.kts", "include"},
	{"pyproject.toml", "[tool.uv.workspace"},
};

#define MANIFEST_MAX (4 * 1024 * 1024)

static bool named(const char *name, const char *const *names, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(name, names[i]))
			return true;
	}
	return false;
}

static bool is_marker(const struct done_entry *entry)
{
	if (entry->kind != DONE_ENTRY_FILE)
		return false;
	if (named(entry->name, markers, DONE_ARRAY_SIZE(markers)))
		return true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(marker_endings); i++) {
		if (done_text_ends(entry->name, marker_endings[i]))
			return true;
	}
	return false;
}

/* A manifest on one line (minified JSON) is searched past '{' and ',' as well. */
static bool begins_a_line(struct done_bytes text, const char *start)
{
	size_t len = strlen(start);
	bool at_start = true;

	for (size_t i = 0; i + len <= text.len; i++) {
		char c = text.ptr[i];
		if (at_start && !memcmp(text.ptr + i, start, len))
			return true;
		if (c == '\n' || c == '{' || c == ',' || c == '>')
			at_start = true;
		else if (c != ' ' && c != '\t' && c != '\r')
			at_start = false;
	}
	return false;
}

static int mark_holds(struct done_found *found, const struct done_entry *entry,
                      const struct workspace_mark *mark, const char *directory,
                      struct done_error *err)
{
	struct done_buf text = {0};
	char *path;
	int rc;

	path = done_found_join(found->arena, directory, entry->name);
	rc = found->snapshot->read(found->snapshot->self, &entry->oid, path, MANIFEST_MAX, &text,
	                           err);
	if (rc >= 0)
		rc = done_buf_decode(&text, path, err);
	if (rc >= 0)
		rc = begins_a_line((struct done_bytes){text.ptr, text.len}, mark->line);
	done_buf_release(&text);
	return rc;
}

static int is_workspace_root(struct done_found *found, const struct done_directory *listing,
                             const char *directory, struct done_error *err)
{
	for (size_t i = 0; i < listing->nr; i++) {
		const struct done_entry *entry = &listing->entries[i];
		for (size_t j = 0; j < DONE_ARRAY_SIZE(workspace_marks); j++) {
			int rc;
			if (entry->kind != DONE_ENTRY_FILE ||
			    strcmp(entry->name, workspace_marks[j].file))
				continue;
			rc = mark_holds(found, entry, &workspace_marks[j], directory, err);
			if (rc)
				return rc;
		}
	}
	return 0;
}

static bool has_marker(const struct done_directory *listing)
{
	for (size_t i = 0; i < listing->nr; i++) {
		if (is_marker(&listing->entries[i]))
			return true;
	}
	return false;
}

static int automatic_add(struct done_found *found, const char *directory, struct done_error *err)
{
	if (found->nr >= DONE_SERVICES_MAX) {
		done_error_set(err, DONE_E_UNDECIDED, "more than %d services", DONE_SERVICES_MAX);
		return done_error_cure(err, "name the services in the policy instead of 'auto'");
	}
	done_found_add(found, *directory ? directory : ".", NULL);
	return 0;
}

static int look_below(struct done_found *found, const struct done_directory *listing,
                      const char *directory, struct done_error *err)
{
	for (size_t i = 0; i < listing->nr; i++) {
		const struct done_entry *entry = &listing->entries[i];
		int rc;

		if (entry->kind != DONE_ENTRY_DIRECTORY || entry->name[0] == '.' ||
		    named(entry->name, foreign, DONE_ARRAY_SIZE(foreign)))
			continue;
		rc = done_found_automatic(
			found, done_found_join(found->arena, directory, entry->name), err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int done_found_automatic(struct done_found *found, const char *directory, struct done_error *err)
{
	const struct done_directory *listing;
	size_t nr_before = found->nr;
	bool marked;
	int rc = found->snapshot->list(found->snapshot->self, directory, &listing, err);

	if (rc <= 0)
		return rc;
	marked = has_marker(listing);
	rc = marked ? is_workspace_root(found, listing, directory, err) : 0;
	if (rc < 0)
		return rc;
	if (marked && rc == 0)
		return automatic_add(found, directory, err);
	if (look_below(found, listing, directory, err) < 0)
		return err->code;
	/* A workspace of nobody is a service that carries the file. */
	return marked && found->nr == nr_before ? automatic_add(found, directory, err) : 0;
}
