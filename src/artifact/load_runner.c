/* Lines of pipelines, makefiles, package scripts, compose and shell files that run a load test or a
 * benchmark. */
#include "done/description.h"
#include "load_parts.h"

#include <ctype.h>
#include <string.h>

#define RUNNER_FOLDER_MAX 512

/* ---- which files ---- */

static const char *const runner_names[] = {
    "Makefile",
    "makefile",
    "GNUmakefile",
    "Taskfile.yml",
    "Taskfile.yaml",
    "Taskfile.dist.yml",
    "Taskfile.dist.yaml",
    "justfile",
    "Justfile",
    ".justfile",
    "package.json",
    "composer.json",
    "Dockerfile",
    "Containerfile",
    "Procfile",
    "Rakefile",
    "tox.ini",
    "noxfile.py",
    "pyproject.toml",
    "tasks.py",
    "Jenkinsfile",
    ".gitlab-ci.yml",
    ".travis.yml",
    ".drone.yml",
    "cloudbuild.yaml",
    "cloudbuild.yml",
    "appveyor.yml",
    "bitbucket-pipelines.yml",
    "buildspec.yml",
    ".woodpecker.yml",
    "magefile.go",
    "mix.exs",
    "build.sbt",
    "deno.json",
    "wercker.yml",
    "Earthfile",
    "Tiltfile",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
};
static const char *const runner_endings[] = {
    ".sh", ".bash", ".mk", ".ps1", ".just", ".bats", ".dockerfile", ".Dockerfile"};
static const char *const runner_folders[] = {".github/workflows/", ".github/actions/", ".circleci/",
    ".buildkite/", ".gitlab/", ".woodpecker/", ".ci/", ".azure/", ".tekton/"};
/* In the name, with an ending of YAML or none. */
static const char *const runner_words[] = {
    "compose", "azure-pipelines", "gitlab-ci", "k6", "load", "locust", "perf", "bench"};

static bool runner_is_yaml(const char *name)
{
	return done_text_ends(name, ".yml") || done_text_ends(name, ".yaml");
}

bool done_runner_is_named(const char *path)
{
	const char *name = done_last_part(path);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(runner_names); i++) {
		if (!strcmp(name, runner_names[i]))
			return true;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(runner_endings); i++) {
		if (done_text_ends(name, runner_endings[i]))
			return true;
	}
	if (!strncmp(name, "Dockerfile.", 11) || !strncmp(name, "Jenkinsfile", 11))
		return true;
	bool is_bare = !strchr(name, '.'); /* "k6-run" */

	if (!runner_is_yaml(name) && !is_bare)
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(runner_folders) && !is_bare; i++) {
		if (strstr(path, runner_folders[i]))
			return true;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(runner_words); i++) {
		if (strstr(name, runner_words[i]))
			return true;
	}
	return false;
}

/* Words by which a file is kept: without any of them it runs nothing of ours. */
static const char *const runner_hints[] = {
    "k6",
    "locust",
    "jmeter",
    "gatling",
    "Gatling",
    "artillery",
    "tsung",
    "drill",
    "vegeta",
    "bench",
    "Bench",
    "jmh",
    "Jmh",
    "pytest",
    "py.test",
    "mix ",
    "criterion",
    "go test",
    "load_test",
    "load-test",
    "loadtest",
    "soak",
    "stress",
    "perf",
};

static bool runner_is_of_key(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-';
}

/* "echo hey" runs nothing; "echo … | vegeta attack" does. Before it may stand the key of a
 * pipeline's step, or the name of a package script. */
static bool runner_is_said(const char *line, size_t len)
{
	const char *echo = line;

	while (len && strchr(" \t-@\"'", *line)) {
		line++;
		len--;
	}
	for (size_t i = 0; i < len && i < 64 && runner_is_of_key(line[i]); i++)
		echo = line + i + 1;
	if (echo > line && echo < line + len && strchr(":\"'", *echo)) {
		echo += strspn(echo, ":\"' \t");
		len -= len < (size_t)(echo - line) ? len : (size_t)(echo - line);
		line = echo;
	}
	return (len > 5 && (!memcmp(line, "echo ", 5) || !memcmp(line, "printf", 6))) &&
	    !memchr(line, '|', len);
}

/* The end of a command, whose lines may go on behind a backslash. */
static size_t runner_command_len(const char *text)
{
	size_t end = 0;

	for (;;) {
		end += strcspn(text + end, "\n");
		if (!text[end] || !end || text[end - 1] != '\\')
			return end;
		end++;
	}
}

/* The command on one line: its end of lines behind backslashes, and the blanks there, are one. */
static char *runner_one_line(struct done_arena *arena, const char *text, size_t len)
{
	char *line = done_arena_strndup(arena, text, len), *to = line;

	for (const char *from = line; *from;) {
		size_t skip = *from == '\\' ? strspn(from + 1, "\n\t ") : 0;

		if (skip && memchr(from, '\n', skip + 1)) {
			from += 1 + skip;
			if (to > line && to[-1] != ' ')
				*to++ = ' ';
			continue;
		}
		*to++ = *from++;
	}
	*to = '\0';
	return line;
}

static void runner_find_runs(struct done_arena *arena, struct done_runner *out)
{
	const char *at = out->text;
	size_t cap = 0;
	int line = 1;

	while (*at && out->nr_runs < DONE_LOAD_TARGETS_MAX) {
		size_t len = runner_command_len(at);
		const char *tool = runner_is_said(at, len) ? NULL : done_load_tool_in(at, len);
		struct done_load_line *run;

		if (tool) {
			size_t skip = strspn(at, " \t-@");

			run = DONE_ARENA_PUSH(arena, out->runs, out->nr_runs, cap);
			*run = (struct done_load_line){.tool = tool,
			    .text = runner_one_line(arena, at + skip, len - skip),
			    .line = line};
			done_targets_read(arena, (struct done_bytes){at, len}, &run->targets);
		}
		for (size_t i = 0; i < len; i++)
			line += at[i] == '\n';
		at += len;
		if (*at) {
			at++;
			line++;
		}
	}
}

int done_runner_read(
    struct done_arena *arena, struct done_bytes bytes, const char *path, struct done_runner *out)
{
	struct done_buf text = {0};
	bool is_hinted = false;

	*out = (struct done_runner){.path = path};
	if (bytes.len > DONE_LOAD_FILE_MAX || !bytes.len || memchr(bytes.ptr, '\0', bytes.len))
		return 0;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(runner_hints) && !is_hinted; i++)
		is_hinted = done_load_has_any(bytes.ptr, bytes.len, runner_hints[i], NULL);
	is_hinted = is_hinted || done_load_names_tool(bytes);
	if (!is_hinted)
		return 0;
	done_text_uncomment(bytes, path, &text);
	char *own = done_arena_strndup(arena, text.len ? text.ptr : "", text.len);
	done_buf_release(&text);
	if (runner_is_yaml(path))
		own = done_runner_of_yaml(arena, own);
	out->text = own;
	runner_find_runs(arena, out);
	return 1;
}

/* ---- lines that run a file ---- */

/* Other words by which a tool is called. */
static const struct {
	const char *tool, *words;
} runner_commands[] = {
    {"k6", "k6"},
    {"Locust", "locust"},
    {"JMeter", "jmeter"},
    {"Gatling", "gatling"},
    {"Artillery", "artillery"},
    {"tsung", "tsung"},
    {"drill", "drill"},
    {"vegeta", "vegeta"},
};

static const char *runner_word_of(const char *tool)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(runner_commands); i++) {
		if (!strcmp(runner_commands[i].tool, tool))
			return runner_commands[i].words;
	}
	return tool;
}

static bool runner_is_of_path(char c)
{
	return isalnum((unsigned char)c) || strchr("-_./", c);
}

/* The words of a path that stand before `at` in the line, up to the file's name. */
static const char *runner_path_start(const char *line, const char *at)
{
	while (at > line && runner_is_of_path(at[-1]))
		at--;
	return at;
}

/* "tests/load/cart.js" is services/cart/tests/load/cart.js; "/mnt/locust/locustfile.py" is any of
 * that name, for it is a path of a container. */
static bool runner_means(const char *written, size_t len, const char *path)
{
	size_t size = strlen(path);

	if (len && *written == '/')
		return true;
	while (len > 1 && written[0] == '.') {
		size_t dots = written[1] == '/'                         ? 2
		    : len > 2 && written[1] == '.' && written[2] == '/' ? 3
		                                                        : 0;

		if (!dots)
			break;
		written += dots;
		len -= dots;
	}
	if (len > size)
		return !strncmp(written + len - size, path, size);
	return !strncmp(path + size - len, written, len) &&
	    (len == size || path[size - len - 1] == '/');
}

/* A name alone is that of a file near by: above the runner, beside it or below. */
static bool runner_is_near(const char *runner, const char *path)
{
	const char *slash = strrchr(runner, '/'), *own = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash - runner) : 0, size = own ? (size_t)(own - path) : 0;

	/* mk/test.mk is a part of the Makefile above it. */
	if (done_text_ends(runner, ".mk")) {
		while (len > 0 && runner[len - 1] != '/')
			len--;
		len -= len > 0;
	}
	if (runner[0] == '.' || !len || !size)
		return true;
	if (len <= size)
		return !strncmp(runner, path, len) && path[len] == '/';
	return !strncmp(runner, path, size) && runner[size] == '/';
}

/* "load/cart.js" in the Makefile of one service is not that of another: the runner lies near, or
 * says whose it is ("cd services/cart"). */
static bool runner_may_mean(
    const struct done_runner *runner, const char *written, size_t len, const char *path)
{
	size_t rest = strlen(path) > len ? strlen(path) - len : 0, from;

	if (!runner_means(written, len, path))
		return false;
	if (!rest || *written == '/' || runner_is_near(runner->path, path) ||
	    !strncmp(runner->path, path, rest))
		return true;
	while (rest > 0 && path[rest - 1] == '/')
		rest--;
	for (from = rest; from > 0 && path[from - 1] != '/';)
		from--;
	for (const char *at = runner->text; rest > from && (at = strchr(at, path[from])); at++) {
		if (!strncmp(at, path + from, rest - from))
			return true;
	}
	return false;
}

/* The line says the path's name (or a glob over its directory). */
static bool runner_line_names(
    const char *line, size_t len, const struct done_runner *runner, const char *path)
{
	const char *name = done_last_part(path);
	size_t size = strlen(name);

	for (const char *at = line; at + size <= line + len; at++) {
		const char *start, *end = at + size;

		if (memcmp(at, name, size) != 0 ||
		    (at > line && runner_is_of_path(at[-1]) && at[-1] != '/') ||
		    (end < line + len && (isalnum((unsigned char)*end) || *end == '_')))
			continue;
		start = runner_path_start(line, at);
		if (start == at
		        ? runner_means(start, size, path) && runner_is_near(runner->path, path)
		        : runner_may_mean(runner, start, (size_t)(end - start), path))
			return true;
	}
	return false;
}

/* All of a folder: its name, and a wildcard or nothing behind it. */
static bool runner_line_sweeps(const char *line, size_t len, const char *path)
{
	const char *slash = strrchr(path, '/'), *folder;
	size_t size;

	if (!slash)
		return false;
	for (folder = slash; folder > path && folder[-1] != '/'; folder--)
		;
	size = (size_t)(slash - folder);
	for (const char *at = line; at + size < line + len; at++) {
		if (!memcmp(at, folder, size) && at[size] == '/' &&
		    (at == line || !runner_is_of_path(at[-1]) || at[-1] == '/') &&
		    (at + size + 1 == line + len || strchr("*$\" '", at[size + 1])))
			return true;
	}
	return false;
}

static bool runner_is_module(const char *at, size_t len)
{
	return (len > 3 && (!memcmp(at + len - 3, ".js", 3) || !memcmp(at + len - 3, ".ts", 3))) ||
	    (len > 4 && !memcmp(at + len - 4, ".mjs", 4));
}

/* "performance/run.js" imports performance/orders/create.js: what lies below the folder of an entry
 * is a part of it; what lies beside it, a test of its own. */
static bool runner_line_enters(const char *line, size_t len, const char *path)
{
	const char *slash = strrchr(path, '/');

	for (const char *at = line, *end; at < line + len; at = end + 1) {
		size_t size = 0;

		for (end = at; end < line + len && runner_is_of_path(*end); end++)
			size = *end == '/' ? (size_t)(end - at) : size;
		if (!size || !runner_is_module(at, (size_t)(end - at)))
			continue;
		for (const char *above = path; (above = strchr(above, '/')) && above < slash;
		     above++) {
			char folder[RUNNER_FOLDER_MAX];

			if ((size_t)(above - path) < sizeof(folder)) {
				memcpy(folder, path, (size_t)(above - path));
				folder[above - path] = '\0';
				if (done_load_is_placed(folder) &&
				    runner_means(at + (*at == '/'), size - (*at == '/'), folder))
					return true;
			}
		}
	}
	return false;
}

/* "k6 run $@" of a script in the folder of tests, or above it: what it is given. */
static bool runner_is_given(const char *line, size_t len, const char *runner, const char *path)
{
	const char *slash = strrchr(runner, '/');
	size_t size = slash ? (size_t)(slash + 1 - runner) : 0;

	return (done_text_ends(runner, ".sh") || !strchr(done_last_part(runner), '.')) &&
	    done_load_has_any(line, len, "$@|\"$1\"|${1}|$1 |$*", NULL) && size &&
	    !strncmp(runner, path, size);
}

/* "run /scripts/${script}.js" of a compose file above them: whichever is wanted. */
static bool runner_is_chosen(const char *line, size_t len, const char *runner, const char *path)
{
	const char *slash = strrchr(runner, '/'), *dot = strrchr(done_last_part(path), '.');
	size_t size = slash ? (size_t)(slash + 1 - runner) : 0, end;

	if (!dot || !size || strncmp(runner, path, size) != 0)
		return false;
	end = strlen(dot);
	for (const char *at = line; at + end < line + len; at++) {
		if (*at == '}' && !strncmp(at + 1, dot, end) &&
		    done_load_has_any(line, (size_t)(at - line), "run ", NULL) &&
		    done_load_has_any(line, (size_t)(at - line), "${", NULL))
			return true;
	}
	return false;
}

/* A tool that looks for its own files: "gatling:test", "locust" beside locustfile.py. */
static bool runner_finds_itself(
    const char *line, size_t len, const char *tool, const char *runner, const char *path)
{
	if (!strcmp(tool, "Gatling"))
		return done_load_has_any(line, len,
		           "gatling:test|gatlingRun|Gatling/test|gatling.sh|"
		           "gatling:execute|GatlingIt/test|gatling run|io.gatling.app.Gatling",
		           NULL) &&
		    runner_is_near(runner, path);
	/* The plugin takes all plans of its folder. */
	if (!strcmp(tool, "JMeter") && strstr(path, "src/test/jmeter/"))
		return done_load_has_any(line, len, "<artifactId>jmeter-maven-plugin<", NULL) &&
		    runner_is_near(runner, path);
	while (len > 0 && strchr(" \t\r", line[len - 1]))
		len--;
	return !strcmp(tool, "Locust") && !strcmp(done_last_part(path), "locustfile.py") &&
	    !done_load_has_any(line, len, " -f|install|locustio", NULL) &&
	    (done_load_has_any(line, len, "locust -|\"locust\"", NULL) ||
	        (len > 6 && !memcmp(line + len - 7, "\tlocust", 7))) &&
	    runner_is_near(runner, path);
}

int done_runner_runs_script(const struct done_runner *runner, const char *tool, const char *path)
{
	const char *word = runner_word_of(tool);
	int line = 1, found = 0;

	if (!done_load_has_any(runner->text, strlen(runner->text), word, NULL) &&
	    strcmp(tool, "Gatling") != 0 && strcmp(tool, DONE_LOAD_OWN) != 0)
		return 0;
	for (const char *at = runner->text; *at; line++) {
		size_t len = runner_command_len(at);
		bool has_tool = done_load_has_word(at, len, word);

		if (!runner_is_said(at, len)) {
			bool names = runner_line_names(at, len, runner, path) ||
			    (has_tool &&
			        (runner_line_sweeps(at, len, path) ||
			            runner_is_given(at, len, runner->path, path))) ||
			    (!strcmp(tool, "k6") &&
			        (runner_line_enters(at, len, path) ||
			            runner_is_chosen(at, len, runner->path, path))) ||
			    runner_finds_itself(at, len, tool, runner->path, path);

			if (names && has_tool)
				return line;
			if (names && !found)
				found = line;
		}
		for (size_t i = 0; i < len; i++)
			line += at[i] == '\n';
		at += len + (at[len] == '\n');
	}
	return found;
}

/* ---- lines that run benchmarks ---- */

/* A line that says which directories it means ("./services/cart/...") means no others. */
static bool runner_line_covers(const char *line, size_t len, const char *path)
{
	bool says = false;

	for (const char *at = line; at + 2 < line + len; at++) {
		size_t size = 0;

		if (at[0] != '.' || at[1] != '/' || (at > line && runner_is_of_path(at[-1])))
			continue;
		at += 2;
		while (at + size < line + len && runner_is_of_path(at[size]))
			size++;
		if (size < 3 || strncmp(at + size - 3, "...", 3) != 0)
			continue;
		size -= size > 3 ? 4 : 3;
		if (!size)
			return true;
		says = true;
		for (const char *part = path; part; part = strchr(part, '/')) {
			part += *part == '/';
			if (!strncmp(part, at, size) && (part[size] == '/' || !part[size]))
				return true;
		}
		at += size;
	}
	return !says;
}

/* "node bench", of bench.js beside it. */
static bool runner_line_requires(
    const char *line, size_t len, const struct done_runner *runner, const char *path)
{
	const char *name = done_last_part(path), *dot = strrchr(name, '.');
	size_t folder = (size_t)(name - path), size = dot ? (size_t)(dot - name) : 0;
	static const char node[] = "node ";

	if (!size || strncmp(runner->path, path, folder) != 0 || strchr(runner->path + folder, '/'))
		return false;
	for (const char *at = line; at + strlen(node) + size <= line + len; at++) {
		const char *word = at + strlen(node), *end = word + size;

		if (!strncmp(at, node, strlen(node)) && !strncmp(word, name, size) &&
		    (end == line + len || strchr(" \"'&;", *end)))
			return true;
	}
	return false;
}

int done_runner_runs_benchmark(
    const struct done_runner *runner, const struct done_benchmark_form *form, const char *path)
{
	int line = 1;

	if (!runner_is_near(runner->path, path))
		return 0;
	for (const char *at = runner->text; *at; line++) {
		size_t len = runner_command_len(at);
		bool runs = !runner_is_said(at, len);

		for (size_t i = 0; i < DONE_ARRAY_SIZE(form->run) && form->run[i] && runs; i++)
			runs = done_load_has_any(at, len, form->run[i], NULL);
		if (runs && form->never)
			runs = !done_load_has_any(at, len, form->never, NULL);
		if (runs && form->by_name)
			runs = runner_line_names(at, len, runner, path) ||
			    runner_line_sweeps(at, len, path) ||
			    runner_line_requires(at, len, runner, path);
		if (runs && runner_line_covers(at, len, path))
			return line;
		for (size_t i = 0; i < len; i++)
			line += at[i] == '\n';
		at += len + (at[len] == '\n');
	}
	return 0;
}
