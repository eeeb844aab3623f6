/*
 * git done init: which reports of tools the repository's builds make already, by the words of its
 * CI files and manifests. They are proposed as comments: a check of them is red until the job
 * hands them over.
 */
#include <string.h>

#include "init.h"

enum { REPORTS_TESTS, REPORTS_COVERAGE, REPORTS_SCAN, REPORTS_KINDS };

static const struct {
	const char *before, *behind;
} reports_lines[] = {
    [REPORTS_TESTS] = {"tests: {tests", "min: 1"},
    [REPORTS_COVERAGE] = {"coverage: {coverage", "min_changed: 80%"},
    [REPORTS_SCAN] = {"scan: {scan", "level: error"},
};

/* In the order in which they count. Behind an option stands the file, where it is said. */
static const struct {
	const char *sign;
	int kind;
	bool is_option;
	const char *glob;
} reports_signs[] = {
    {"--junitfile", REPORTS_TESTS, true, "junit.xml"},
    {"--junitxml", REPORTS_TESTS, true, "junit.xml"},
    {"--junit-xml", REPORTS_TESTS, true, "junit.xml"},
    {"surefire-reports", REPORTS_TESTS, false, "TEST-*.xml"},
    {"mvn ", REPORTS_TESTS, false, "TEST-*.xml"},
    {"mvnw ", REPORTS_TESTS, false, "TEST-*.xml"},
    {"gradlew ", REPORTS_TESTS, false, "TEST-*.xml"},
    {"gradle test", REPORTS_TESTS, false, "TEST-*.xml"},
    {"gradle build", REPORTS_TESTS, false, "TEST-*.xml"},
    {"jest-junit", REPORTS_TESTS, false, "junit.xml"},
    {"-coverprofile", REPORTS_COVERAGE, true, "coverage.out"},
    {"jacoco", REPORTS_COVERAGE, false, "jacoco.xml"},
    {"--cov-report=xml", REPORTS_COVERAGE, false, "coverage.xml"},
    {"--cov-report xml", REPORTS_COVERAGE, false, "coverage.xml"},
    {"lcov", REPORTS_COVERAGE, false, "lcov.info"},
    {"jest --coverage", REPORTS_COVERAGE, false, "lcov.info"},
    {".sarif", REPORTS_SCAN, false, "*.sarif"},
};

/* At the top, where a build of the whole is written down. */
static const char *const reports_files[] = {".gitlab-ci.yml", "Jenkinsfile", "azure-pipelines.yml",
    "bitbucket-pipelines.yml", ".circleci/config.yml", ".woodpecker.yml", ".travis.yml", "Makefile",
    "package.json", "pom.xml", "build.gradle", "build.gradle.kts", "pyproject.toml", "tox.ini",
    "setup.cfg", "pytest.ini"};

struct reports_found {
	const char *glob[REPORTS_KINDS], *file[REPORTS_KINDS];
	size_t row[REPORTS_KINDS];
};

/* "=coverage.out", " build/report.xml": the file's name. */
static const char *reports_behind(const struct done_init *init, const char *at, const char *usual)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789_./-";
	size_t len;
	const char *name, *dot;

	at += strspn(at, "= \t\"'");
	len = strspn(at, letters);
	name = done_last_part(done_arena_strndup(init->arena, at, len));
	dot = strrchr(name, '.');
	return dot && dot != name && dot[1] && *name != '-' ? name : usual;
}

static void reports_look_at(
    const struct done_init *init, const char *path, struct reports_found *found)
{
	struct done_buf text = {0};
	struct done_error ignored = {0};

	if (done_init_read(init, path, &text, &ignored) > 0 && text.len &&
	    strlen(text.ptr) == text.len) {
		for (size_t i = 0; i < DONE_ARRAY_SIZE(reports_signs); i++) {
			int kind = reports_signs[i].kind;
			const char *at = strstr(text.ptr, reports_signs[i].sign);

			if (!at || (found->glob[kind] && found->row[kind] <= i))
				continue;
			found->row[kind] = i;
			found->file[kind] = done_arena_shown(init->arena, path);
			found->glob[kind] = reports_signs[i].is_option
			    ? reports_behind(
			          init, at + strlen(reports_signs[i].sign), reports_signs[i].glob)
			    : reports_signs[i].glob;
		}
	}
	done_buf_release(&text);
}

static void reports_look_at_workflows(
    const struct done_init *init, struct done_snapshot *index, struct reports_found *found)
{
	static const char folder[] = ".github/workflows";
	const struct done_directory *directory;
	struct done_error ignored = {0};

	if (index->list(index->self, folder, &directory, &ignored) <= 0)
		return;
	for (size_t i = 0; i < directory->nr; i++) {
		const char *name = directory->entries[i].name;

		if (directory->entries[i].kind == DONE_ENTRY_FILE &&
		    (done_text_ends(name, ".yml") || done_text_ends(name, ".yaml")))
			reports_look_at(
			    init, done_arena_printf(init->arena, "%s/%s", folder, name), found);
	}
}

void done_init_add_reports(
    const struct done_init *init, struct done_snapshot *index, struct done_buf *out)
{
	struct reports_found found = {{0}, {0}, {0}};
	size_t nr = 0;

	reports_look_at_workflows(init, index, &found);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(reports_files); i++)
		reports_look_at(init, reports_files[i], &found);
	for (size_t i = 0; i < REPORTS_KINDS; i++)
		nr += found.glob[i] != NULL;
	if (!nr)
		return;
	done_buf_addstr(out,
	    "\n# Reports that are made here already can be judged, too, once the job that makes "
	    "them hands\n"
	    "# them over as the directory of --evidence (git done explain tests):\n"
	    "# criteria:\n"
	    "#   quality:\n"
	    "#     checks:\n");
	for (size_t i = 0; i < REPORTS_KINDS; i++) {
		if (found.glob[i])
			done_buf_addf(out, "#       %s: {reports: [\"**/%s\"], %s}}  # %s\n",
			    reports_lines[i].before, found.glob[i], reports_lines[i].behind,
			    found.file[i]);
	}
}
