/*
 * git done init: the file for the CI system that is there, of those in ci/. A system that has one
 * file for everything has it already, and it is not ours to edit: what goes into it is printed.
 */
#include <string.h>
#include <strings.h>

#include "done/policy.h"
#include "init.h"

extern const struct done_embedded_text done_ci_files[];
extern const size_t done_ci_files_nr;

enum { CI_MARKERS = 3, CI_DEEP = 4, CI_DIRECTORIES_MAX = 2000 };

static bool ci_is_jenkins(const char *name)
{
	return !strcasecmp(name, "Jenkinsfile") || !strncmp(name, "Jenkinsfile.", 12) ||
	    done_text_ends(name, ".jenkinsfile") || done_text_ends(name, ".Jenkinsfile");
}

static bool ci_is_azure(const char *name)
{
	return !strncmp(name, "azure-pipelines", strlen("azure-pipelines")) &&
	    (done_text_ends(name, ".yml") || done_text_ends(name, ".yaml"));
}

/* To add a system: a row, and its file in ci/<name>/ (CMakeLists.txt embeds them). */
static const struct {
	const char *name, *markers[CI_MARKERS];
	bool (*is_its)(const char *name); /* a file of it may lie below the top; NULL: none does */
	const char *file;                 /* what is written; NULL: it goes into the marker */
	const char *todo;                 /* what is left to a person */
} systems[] = {
    {"github", {".github"}, NULL, ".github/workflows/git-done.yml",
        "put your copy of git-done in place of example-org/git-done; its job fails until then"},
    {"gitlab", {".gitlab-ci.yml"}, NULL, ".gitlab/git-done.yml",
        "add to .gitlab-ci.yml: include: [{local: /.gitlab/git-done.yml}]"},
    {"woodpecker", {".woodpecker", ".woodpecker.yml", ".woodpecker.yaml"}, NULL,
        ".woodpecker/git-done.yml", "its image is your build of ci/docker/Dockerfile"},
    {"buildkite", {".buildkite"}, NULL, ".buildkite/git-done.yml",
        "upload it in your pipeline: buildkite-agent pipeline upload .buildkite/git-done.yml"},
    {"azure", {"azure-pipelines.yml", "azure-pipelines.yaml", ".azure-pipelines"}, ci_is_azure,
        ".azure/git-done.yml",
        "make a pipeline of it; its image is your build of ci/docker/Dockerfile"},
    {"bitbucket", {"bitbucket-pipelines.yml"}, NULL, NULL, NULL},
    {"circleci", {".circleci/config.yml"}, NULL, NULL, NULL},
    {"jenkins", {"Jenkinsfile"}, ci_is_jenkins, NULL, NULL},
};

/* Systems that git-done knows and has no file for. */
static const struct {
	const char *title, *marker;
} others[] = {
    {"Travis CI", ".travis.yml"},
    {"Drone", ".drone.yml"},
    {"AppVeyor", "appveyor.yml"},
    {"AppVeyor", ".appveyor.yml"},
    {"Cirrus CI", ".cirrus.yml"},
    {"Semaphore", ".semaphore"},
    {"TeamCity", ".teamcity"},
    {"AWS CodeBuild", "buildspec.yml"},
    {"Google Cloud Build", "cloudbuild.yaml"},
    {"Prow", ".prow.yaml"},
    {"Tekton", ".tekton"},
};

/* ---- which are there ---- */

struct ci_finding {
	struct done_arena *arena;
	struct done_snapshot *index;
	bool (*is_its)(const char *name);
	const char **directories; /* those that are still to be looked into, by their depth */
	size_t nr, cap;
};

static size_t ci_depth(const char *path)
{
	size_t depth = *path != '\0';

	for (; *path; path++)
		depth += *path == '/';
	return depth;
}

/* The first file of that name in one directory; the others below it are put off. NULL: none. */
static const char *ci_find_in(struct ci_finding *finding, const char *path)
{
	const struct done_directory *directory;
	struct done_error ignored = {0};

	if (finding->index->list(finding->index->self, path, &directory, &ignored) <= 0)
		return NULL;
	for (size_t i = 0; i < directory->nr; i++) {
		const char *name = directory->entries[i].name;
		const char *full =
		    *path ? done_arena_printf(finding->arena, "%s/%s", path, name) : name;

		if (directory->entries[i].kind == DONE_ENTRY_FILE && finding->is_its(name))
			return full;
		if (directory->entries[i].kind == DONE_ENTRY_DIRECTORY &&
		    ci_depth(full) < CI_DEEP && finding->nr < CI_DIRECTORIES_MAX)
			*DONE_ARENA_PUSH(
			    finding->arena, finding->directories, finding->nr, finding->cap) = full;
	}
	return NULL;
}

/* In the index, the nearest to the top; NULL: none is there, or it cannot be read. */
static const char *ci_find(const struct done_init *init, bool (*is_its)(const char *name))
{
	struct done_snapshot index = {0};
	struct done_error ignored = {0};
	struct ci_finding finding = {.arena = init->arena, .index = &index, .is_its = is_its};
	const char *found;

	if (!is_its || done_snapshot_of_index(init->repo, &index, &ignored) < 0)
		return NULL;
	found = ci_find_in(&finding, "");
	for (size_t i = 0; !found && i < finding.nr; i++)
		found = ci_find_in(&finding, finding.directories[i]);
	done_snapshot_close(&index);
	return found;
}

/* By what the system is known here; NULL: it is not. */
static const char *ci_marker(const struct done_init *init, size_t i)
{
	for (size_t j = 0; j < CI_MARKERS && systems[i].markers[j]; j++) {
		if (done_init_exists(init, systems[i].markers[j]))
			return systems[i].markers[j];
	}
	return ci_find(init, systems[i].is_its);
}

/* ---- what goes there ---- */

static const struct done_embedded_text *ci_text(const char *name)
{
	for (size_t i = 0; i < done_ci_files_nr; i++) {
		if (!strcmp(done_ci_files[i].name, name))
			return &done_ci_files[i];
	}
	return NULL;
}

/* Where the file is to be copied need not be told in its place: "# Copy to X and put" is "# Put",
 * "# Jenkins: copy to X. It" is "# Jenkins: It". */
static const char *ci_skip_copying(const char *text, struct done_buf *out)
{
	size_t line = strcspn(text, "\n");
	const char *copy = strstr(text, "opy to "), *joined, *stop, *rest;

	if (!copy || copy >= text + line)
		return text;
	joined = strstr(copy, " and ");
	stop = strstr(copy, ". ");
	rest = joined && (!stop || joined < stop) ? joined + strlen(" and ")
	    : stop                                ? stop + 2
	                                          : NULL;
	if (!rest || rest >= text + line)
		return text;
	done_buf_add(out, text, (size_t)(copy - 1 - text));
	done_buf_addch(out, *rest >= 'a' && *rest <= 'z' ? (char)(*rest - 'a' + 'A') : *rest);
	return rest + 1;
}

/* The branch stands in the form of each system. */
static void ci_fill(const char *text, const char *branch, struct done_buf *out)
{
	static const char *const forms[] = {"[main]", "branch: main\n", "    main:\n"};

	text = ci_skip_copying(text, out);
	while (*text) {
		const char *form = NULL;

		for (size_t i = 0; i < DONE_ARRAY_SIZE(forms) && !form; i++) {
			if (!strncmp(text, forms[i], strlen(forms[i])))
				form = forms[i];
		}
		if (!form) {
			done_buf_addch(out, *text++);
			continue;
		}
		done_buf_addf(out, "%.*s%s%s", (int)(strstr(form, "main") - form), form, branch,
		    strstr(form, "main") + 4);
		text += strlen(form);
	}
}

static int ci_print(const char *marker, const char *text, struct done_error *err)
{
	struct done_buf lines = {0};
	int rc;

	done_buf_addf(&lines, "%s is there and is not edited; this goes into it:\n", marker);
	for (const char *at = text ? text : ""; *at;) {
		size_t len = strcspn(at, "\n");

		done_buf_addf(&lines, "    %.*s\n", (int)len, at);
		at += len + (at[len] == '\n');
	}
	rc = done_print(lines.ptr, lines.len, err);
	done_buf_release(&lines);
	return rc;
}

static int ci_write(const struct done_init *init, size_t i, const struct done_buf *bytes,
    struct done_strings *written, struct done_error *err)
{
	const char *file = systems[i].file;

	if (done_init_exists(init, file)) {
		done_say("kept %s", file);
		return 0;
	}
	if (done_init_write(init, file, bytes, err) < 0)
		return err->code;
	done_say("to do for %s: %s", file, systems[i].todo);
	done_init_strings_add(init, written, file);
	return 0;
}

/* What one would do by hand. */
static void ci_say_others(const struct done_init *init, bool has_any)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(others); i++) {
		if (!done_init_exists(init, others[i].marker))
			continue;
		done_say("to do for %s: git-done has no template for %s, so add 'git done check' "
		         "to one of its jobs",
		    others[i].marker, others[i].title);
		has_any = true;
	}
	if (!has_any)
		done_say(
		    "to do: no CI system was found in this repository; add 'git done check' to "
		    "a job that runs for each change, with the whole history fetched");
}

int done_init_ci(const struct done_init *init, struct done_strings *written, struct done_error *err)
{
	bool has_any = false;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(systems); i++) {
		const struct done_embedded_text *text = ci_text(systems[i].name);
		const char *marker = text ? ci_marker(init, i) : NULL;
		struct done_buf bytes = {0};
		int rc;

		if (!marker)
			continue;
		has_any = true;
		ci_fill(text->text, done_init_branch(init), &bytes);
		rc = systems[i].file ? ci_write(init, i, &bytes, written, err)
		                     : ci_print(marker, bytes.ptr, err);
		done_buf_release(&bytes);
		if (rc < 0)
			return rc;
	}
	ci_say_others(init, has_any);
	return 0;
}
