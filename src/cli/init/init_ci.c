/*
 * git done init: the file for the CI system that is there, of those in ci/. A system that has one
 * file for everything has it already, and it is not ours to edit: what goes into it is printed.
 */
#include <string.h>

#include "done/policy.h"
#include "init.h"

extern const struct done_embedded_text done_ci_files[];
extern const size_t done_ci_files_nr;

/* To add a system: a row, and its file in ci/<name>/ (CMakeLists.txt embeds them). */
static const struct {
	const char *name, *marker;
	const char *file; /* what is written; NULL: it goes into the marker */
	const char *todo; /* what is left to a person */
} systems[] = {
    {"github", ".github", ".github/workflows/git-done.yml",
        "put your copy of git-done in place of example-org/git-done; its job fails until then"},
    {"gitlab", ".gitlab-ci.yml", ".gitlab/git-done.yml",
        "add to .gitlab-ci.yml: include: [{local: /.gitlab/git-done.yml}]"},
    {"woodpecker", ".woodpecker", ".woodpecker/git-done.yml",
        "its image is your build of ci/docker/Dockerfile"},
    {"buildkite", ".buildkite", ".buildkite/git-done.yml",
        "upload it in your pipeline: buildkite-agent pipeline upload .buildkite/git-done.yml"},
    {"azure", "azure-pipelines.yml", ".azure/git-done.yml",
        "make a pipeline of it; its image is your build of ci/docker/Dockerfile"},
    {"bitbucket", "bitbucket-pipelines.yml", NULL, NULL},
    {"circleci", ".circleci/config.yml", NULL, NULL},
    {"jenkins", "Jenkinsfile", NULL, NULL},
};

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

int done_init_ci(const struct done_init *init, struct done_strings *written, struct done_error *err)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(systems); i++) {
		const struct done_embedded_text *text = ci_text(systems[i].name);
		struct done_buf bytes = {0};
		int rc;

		if (!text || !done_init_exists(init, systems[i].marker))
			continue;
		ci_fill(text->text, done_init_branch(init), &bytes);
		rc = systems[i].file ? ci_write(init, i, &bytes, written, err)
		                     : ci_print(systems[i].marker, bytes.ptr, err);
		done_buf_release(&bytes);
		if (rc < 0)
			return rc;
	}
	return 0;
}
