/* Entries of compose files and of Aspire's application hosts that start the service. */
#include <ctype.h>
#include <string.h>

#include "done/deployment.h"
#include "topics_command.h"

#define ENTRY_ARGUMENTS_MAX 16

/* Which entries a command starts: those of these names, or all. */
struct entry_names {
	const char *items[ENTRY_ARGUMENTS_MAX];
	size_t nr;
};

static bool is_asked(const struct entry_names *names, const char *name)
{
	for (size_t i = 0; i < names->nr; i++) {
		if (name && !strcmp(names->items[i], name))
			return true;
	}
	return names->nr == 0;
}

/* "Shop_Cart" of .NET Aspire is the project in src/Shop.Cart. */
static bool entry_is_project(const struct done_view *view, const char *project)
{
	const char *path = view->service->path;
	const char *name = done_last_part(path);

	for (; *name && *project; name++, project++) {
		char c = isalnum((unsigned char)*name) ? *name : '_';

		if (c != *project)
			return false;
	}
	return !*name && !*project;
}

/* Another service of the map has the same last part: "cmd/a/api" and "cmd/b/api". */
static bool entry_has_namesake(const struct done_view *view, const char *name)
{
	for (size_t i = 0; view->services && i < view->services->nr; i++) {
		const char *path = view->services->items[i].path;

		if (strcmp(path, view->service->path) != 0 && !strcmp(done_last_part(path), name))
			return true;
	}
	return false;
}

/* "shop_cart", or the image of all that is told "/main cart": it is built here, and the directory's
 * own name stands at the end. */
static bool entry_is_told(const struct done_view *view, const struct done_deployment *entry)
{
	const char *name = done_last_part(done_view_directory(view));
	size_t len = strlen(name), size = entry->name ? strlen(entry->name) : 0;

	if (!entry->context || !len || entry_has_namesake(view, name))
		return false;
	if (size > len && strchr("-_.", entry->name[size - len - 1]) &&
	    !strcmp(entry->name + size - len, name))
		return true;
	for (size_t i = 0; i < entry->nr_commands; i++) {
		size = strlen(entry->commands[i]);
		if (size > len && strchr(" /", entry->commands[i][size - len - 1]) &&
		    !strcmp(entry->commands[i] + size - len, name))
			return true;
	}
	return false;
}

/* "./:/app": the image runs what lies in the service's directory. */
static bool entry_mounts(
    const struct done_view *view, const struct done_file *file, const struct done_deployment *entry)
{
	bool is_own = !entry->image || !done_software_image(entry->image);

	for (size_t i = 0; entry->name && is_own && i < entry->nr_mounts; i++) {
		const char *path = done_path_target(view->arena, file->path,
		    (struct done_bytes){entry->mounts[i], strlen(entry->mounts[i])});

		if (path && !strcmp(*path ? path : ".", view->service->path))
			return true;
	}
	return false;
}

/* The declaration builds the service's directory, or names the service. */
static bool entry_starts(struct done_topic_search *search, const struct done_file *file,
    const struct done_deployment *entry)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);

	if (entry->context && *entry->context) {
		const char *path = done_path_target(view->arena, file->path,
		    (struct done_bytes){entry->context, strlen(entry->context)});

		if (path &&
		    (!strcmp(path, directory) ||
		        (*path && done_topic_names_service(search, DONE_NAME_PATH, path))))
			return true;
	}
	if (entry->file) {
		const char *path = done_path_target(
		    view->arena, file->path, (struct done_bytes){entry->file, strlen(entry->file)});

		if (path && done_topic_names_service(search, DONE_NAME_PATH, path))
			return true;
	}
	if (entry->project && entry_is_project(view, entry->project))
		return true;
	for (size_t i = 0; i < entry->nr_args; i++) {
		const char *value = strchr(entry->args[i], '='); /* "MAIN=services/cart" */

		if (value && done_topic_names_service(search, DONE_NAME_PATH, value + 1))
			return true;
	}
	return entry_is_told(view, entry) || entry_mounts(view, file, entry) ||
	    done_topic_names_service(search, DONE_NAME_KEY, entry->name) ||
	    done_topic_names_service(search, DONE_NAME_IMAGE, entry->image);
}

/* What is known of the service's deployments says so: the image of "build: ." has its program. */
static bool entry_is_known(const struct done_view *view, const char *path, int line)
{
	const struct done_profile *profile = view->profile;

	for (size_t i = 0; profile && i < profile->nr_deployments; i++) {
		const struct done_fact *fact = &profile->deployments[i];

		if (fact->path && fact->line == line && !strcmp(fact->path, path))
			return true;
	}
	return false;
}

/* The file is another service's: what is called there as a copy of this one is its own. */
static bool entry_is_of_other(const struct done_view *view, const char *path)
{
	for (size_t i = 0; view->services && i < view->services->nr; i++) {
		const char *directory = view->services->items[i].path;
		size_t len = strlen(directory);

		if (strcmp(directory, ".") != 0 && strcmp(directory, view->service->path) != 0 &&
		    !strncmp(path, directory, len) && path[len] == '/')
			return !done_view_owns(view, path);
	}
	return false;
}

/* By its other names only where the file may be about it. */
static bool entry_starts_here(struct done_topic_search *search, const struct done_file *file,
    const struct done_deployment *entry)
{
	size_t nr = search->own.nr;

	search->own.nr = nr > 0 && entry_is_of_other(search->view, file->path) ? 0 : nr;
	bool starts = entry_starts(search, file, entry);
	search->own.nr = nr;
	return starts;
}

static int entry_in_files(struct done_topic_search *search, const char *reader_name,
    const struct done_files *files, const struct entry_names *names, struct done_fact *out,
    struct done_error *err)
{
	const struct done_deployment_reader *reader = done_deployment_reader_find(reader_name);
	struct done_view *view = search->view;

	for (size_t i = 0; reader && i < files->nr; i++) {
		struct done_deployments found = {0};
		struct done_error unread = {0};
		struct done_bytes bytes;
		int rc = done_view_read(view, &files->items[i], DONE_BLOB_MAX, &bytes, err);

		if (rc < 0)
			return rc;
		/* One of tests starts no service for anybody, and one that cannot be parsed
		 * nothing; other checks say so. */
		if (done_topic_is_of_others(files->items[i].path) ||
		    done_deployment_read(
		        reader, view->arena, bytes, files->items[i].path, &found, &unread) < 0)
			continue;
		for (size_t k = 0; k < found.nr; k++) {
			if (!is_asked(names, found.items[k].name) ||
			    (!entry_starts_here(search, &files->items[i], &found.items[k]) &&
			        !entry_is_known(view, files->items[i].path, found.items[k].line)))
				continue;
			*out = (struct done_fact){files->items[i].path, found.items[k].line,
			    found.items[k].name ? done_arena_printf(view->arena, "the entry '%s'",
			                              done_view_shown(view, found.items[k].name,
			                                  strlen(found.items[k].name), 40))
			                        : "an entry"};
			return 1;
		}
	}
	return 0;
}

/* Options of "up" that have a value, which is no name. */
static const char compose_valued[] = "-f --file -c --compose-file -t --timeout --scale --attach "
                                     "--exit-code-from --wait-timeout --profile -p --env-file -e "
                                     "--pull";

/* "cart" behind "up"; "$(ARGS)", "[service]", "60" and what a shell reads are none. */
static bool is_entry_name(const char *word)
{
	return isalpha((unsigned char)*word) && !strpbrk(word, "=<>$(){}[]/&");
}

/* What "run" of such an entry does is done then. */
static const char compose_tasks[] = "*test *tests test-* *-test* *lint *migrate *migrations";

/* The names behind "up", and whether it starts them at all: "run cart npm test" does not. */
static bool read_compose(const char *const *words, size_t nr, struct entry_names *out)
{
	static const char verbs[] = "up start run watch deploy";
	const char *verb = NULL;
	bool is_stack = nr > 0 && !strcmp(words[0], "stack"); /* whose own name stands there */

	for (size_t i = 0; i < nr && !strchr("#>&", *words[i]); i++) {
		if (!verb && done_starter_word(verbs, words[i]))
			verb = words[i];
		else if (verb && done_starter_word(compose_valued, words[i]))
			i++;
		else if (verb && !is_stack && is_entry_name(words[i]) &&
		    out->nr < ENTRY_ARGUMENTS_MAX)
			out->items[out->nr++] = words[i];
	}
	return verb &&
	    (strcmp(verb, "run") != 0 ||
	        (out->nr == 1 && !done_starter_word(compose_tasks, out->items[0])));
}

/* The files that compose reads: those behind -f, else the ones of its own names. A name that a
 * variable holds is any of a folder or name that speaks of compose. */
static const char *compose_glob(struct done_view *view, const char *const *words, size_t nr)
{
	const char *glob = NULL;

	for (size_t i = 0; i + 1 < nr; i++) {
		const char *file = words[i + 1];

		if (strcmp(words[i], "-f") != 0 && strcmp(words[i], "--file") != 0 &&
		    strcmp(words[i], "-c") != 0 && strcmp(words[i], "--compose-file") != 0)
			continue;
		while (!strncmp(file, "./", 2) || !strncmp(file, "../", 3))
			file = strchr(file, '/') + 1;
		if (strpbrk(file, "{$"))
			file = "{*compose*,*compose*/*}.{yml,yaml}";
		glob = done_arena_printf(
		    view->arena, "%s%s**/%s", glob ? glob : "", glob ? "," : "", file);
	}
	return glob ? done_arena_printf(view->arena, "{%s}", glob)
	            : "{**/{docker-compose,compose}{,.override}.{yml,yaml}}";
}

/* "ln -s local.yml docker-compose.yml": the document says what its file is made of. Added to the
 * glob.
 */
static const char *compose_made_of(
    struct done_view *view, const struct done_outline *outline, const char *glob)
{
	static const char ends[] = "*docker-compose.yml *docker-compose.yaml *compose.yml "
	                           "*compose.yaml";

	for (size_t i = 0; i < outline->nr_codes; i++) {
		const char *at = outline->codes[i].text;

		for (const char *next; at; at = next ? next + 1 : NULL) {
			struct done_command command;
			const char *line = at;

			next = strchr(at, '\n');
			done_command_read(view->arena, &line,
			    at + (next ? (size_t)(next - at) : strlen(at)), &command);
			if (command.nr < 3 || !done_starter_word("ln cp mv", command.words[0]) ||
			    !done_starter_word(ends, command.words[command.nr - 1]))
				continue;
			const char *from = command.words[command.nr - 2];
			while (!strncmp(from, "./", 2) || !strncmp(from, "../", 3))
				from = strchr(from, '/') + 1;
			if (!strpbrk(from, "{}$*?[],"))
				glob = done_arena_printf(view->arena, "%.*s,**/%s}",
				    (int)strlen(glob) - (glob[strlen(glob) - 1] == '}'), glob,
				    from);
		}
	}
	return glob;
}

/* More files are read than the ones of these names: by COMPOSE_FILE of .env, by "include:". */
static int compose_reads_more(struct done_view *view, struct done_error *err)
{
	struct done_files files;
	int rc = done_topic_find(
	    view, "{.env,**/docker-compose.{yml,yaml},**/compose.{yml,yaml}}", &files, err);

	for (size_t i = 0; rc == 0 && i < files.nr; i++) {
		struct done_bytes bytes;

		rc = done_view_read(view, &files.items[i], DONE_BLOB_MAX, &bytes, err);
		if (rc < 0 || done_bytes_binary(bytes))
			continue;
		const char *text = done_arena_strndup(view->arena, bytes.ptr, bytes.len);
		rc = strstr(text, "COMPOSE_FILE=") || strstr(text, "\ninclude:") ||
		    !strncmp(text, "include:", 8);
	}
	return rc;
}

int done_entry_compose(struct done_topic_search *search, const char *const *words, size_t nr,
    const struct done_outline *outline, struct done_fact *out, struct done_error *err)
{
	struct done_view *view = search->view;
	struct entry_names names = {0};
	struct done_files files;
	const char *directory = done_view_directory(view);

	if (!read_compose(words, nr, &names))
		return 0;
	const char *glob = compose_glob(view, words, nr);
	bool is_default = !strncmp(glob, "{**/{docker-compose,", 20);
	int rc = is_default ? compose_reads_more(view, err) : 0;
	if (rc > 0)
		glob = "{**/{docker-compose,compose}*.{yml,yaml}}";
	if (is_default)
		glob = compose_made_of(view, outline, glob);
	if (rc >= 0)
		rc = done_topic_find(view, glob, &files, err);
	if (rc == 0)
		rc = entry_in_files(search, "compose", &files, &names, out, err);
	/* A compose file in the service's own directory starts it, whatever it is called there. */
	for (size_t i = 0; rc == 0 && *directory && !names.nr && i < files.nr; i++) {
		size_t len = strlen(directory);

		if (strncmp(files.items[i].path, directory, len) != 0 ||
		    files.items[i].path[len] != '/' || strchr(files.items[i].path + len + 1, '/'))
			continue;
		*out = (struct done_fact){files.items[i].path, 1, "the entries"};
		rc = 1;
	}
	return rc;
}

int done_entry_aspire(
    struct done_topic_search *search, struct done_fact *out, struct done_error *err)
{
	struct entry_names all = {0};
	struct done_files files;
	int rc = done_view_find_in_tree(search->view, "**/*[Aa]pp[Hh]ost*/**/*.cs", &files, err);

	return rc < 0 ? rc : entry_in_files(search, "aspire", &files, &all, out, err);
}

/* "helm install cart deploy/charts/cart": what stands in a chart of the tree. */
static int declared_by_chart(struct done_topic_search *search, const char *const *words, size_t nr,
    struct done_fact *out, struct done_error *err)
{
	static const char *const readers[] = {"kubernetes", "helm-values"};
	const struct entry_names all = {0};
	struct done_view *view = search->view;
	int rc = 0;

	for (size_t i = 1; rc == 0 && i < nr; i++) {
		const char *path = words[i] + (!strncmp(words[i], "./", 2) ? 2 : 0);
		struct done_files files = {0};
		struct done_entry chart;
		size_t len = strlen(path);

		while (len > 0 && path[len - 1] == '/')
			len--;
		path = done_arena_strndup(view->arena, path, len);
		if (*path == '-' || done_path_problem(path))
			continue;
		rc = done_snapshot_find(
		    view->head, done_arena_printf(view->arena, "%s/Chart.yaml", path), &chart, err);
		if (rc > 0)
			rc = done_topic_find(view,
			    done_arena_printf(view->arena, "%s/**/*.{yml,yaml}", path), &files,
			    err);
		for (size_t k = 0; rc == 0 && k < DONE_ARRAY_SIZE(readers); k++)
			rc = entry_in_files(search, readers[k], &files, &all, out, err);
	}
	return rc;
}

/* What an option names, of this tree: a file, or all of a directory. */
static int declared_by_option(struct done_topic_search *search, const char *written,
    struct done_fact *out, struct done_error *err)
{
	const struct entry_names all = {0};
	struct done_view *view = search->view;
	size_t len = strlen(written);
	struct done_files files;
	int rc;

	while (!strncmp(written, "./", 2)) {
		written += 2;
		len -= 2;
	}
	while (len > 0 && strchr("/*", written[len - 1]))
		len--;
	written = done_arena_strndup(view->arena, written, len);
	if (!len || strchr(written, ':') || done_path_problem(written))
		return 0;
	rc = done_topic_find(view, written, &files, err);
	if (rc == 0 && !files.nr)
		rc = done_topic_find(view,
		    done_arena_printf(view->arena, "%s/**/*.{yml,yaml}", written), &files, err);
	return rc < 0 ? rc : entry_in_files(search, "kubernetes", &files, &all, out, err);
}

/* The directory's name stands in the text as a part of a path: "CodeUri: ../cart/". */
static bool sam_has_folder(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = text; (at = strstr(at, name)); at++) {
		bool before = at > text && strchr("/ \"'", at[-1]);

		if (before && (at[len] == '/' || (at[-1] == '/' && strchr("\n\r \"'", at[len]))))
			return true;
	}
	return false;
}

/* "sam deploy", "sam sync": a template of the tree declares a function whose sources are the
 * service's.
 */
static int declared_by_sam(
    struct done_topic_search *search, struct done_fact *out, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *name = done_last_part(done_view_directory(view));
	struct done_files files;
	int rc = *name ? done_view_find_in_tree(view, DONE_STARTER_SAM, &files, err) : -1;

	if (rc < 0)
		return *name ? rc : 0;
	for (size_t i = 0; i < files.nr; i++) {
		struct done_bytes bytes;

		if (done_view_read(view, &files.items[i], DONE_BLOB_MAX, &bytes, err) < 0)
			return err->code;
		const char *text = done_bytes_binary(bytes)
		    ? ""
		    : done_arena_strndup(view->arena, bytes.ptr, bytes.len);
		if (!strstr(text, "AWS::Serverless::Function") || !sam_has_folder(text, name))
			continue;
		*out = (struct done_fact){files.items[i].path, 1, "a function"};
		return 1;
	}
	return 0;
}

int done_entry_declared(struct done_topic_search *search, const char *const *words, size_t nr,
    struct done_fact *out, struct done_error *err)
{
	static const struct {
		const char *tool, *glob, *reader;
	} tools[] = {
	    {"skaffold", "**/skaffold*.{yml,yaml}", "skaffold"},
	    {"tilt", "**/Tiltfile", "tiltfile"},
	    {"tye", "**/tye*.{yml,yaml}", "tye"},
	};
	const struct entry_names all = {0};
	int rc = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(tools); i++) {
		struct done_files files;

		if (strcmp(tools[i].tool, words[0]) != 0)
			continue;
		rc = done_view_find_in_tree(search->view, tools[i].glob, &files, err);
		return rc < 0 ? rc
		              : entry_in_files(search, tools[i].reader, &files, &all, out, err);
	}
	if (done_starter_word("sam samlocal", words[0]))
		return declared_by_sam(search, out, err);
	if (done_starter_word("helm $(HELM) ${HELM}", words[0]))
		return declared_by_chart(search, words, nr, out, err);
	for (size_t i = 1; rc == 0 && i < nr; i++) {
		if (done_starter_word("-f -k --filename --kustomize", words[i]))
			rc = i + 1 < nr ? declared_by_option(search, words[i + 1], out, err) : 0;
		else if (done_starter_word("-f=* --filename=* --kustomize=*", words[i]))
			rc = declared_by_option(search, strchr(words[i], '=') + 1, out, err);
	}
	return rc;
}

int done_topic_find(
    struct done_view *view, const char *text, struct done_files *out, struct done_error *err)
{
	struct done_file_glob glob;
	const struct done_file_globs globs = {&glob, 1};

	*out = (struct done_files){0};
	/* A name out of a document may be no glob: then nothing has it. */
	if (!done_view_glob_of(view, text, &glob))
		return 0;
	/* A walk over the whole tree for each service is the square of their number. */
	const char *name = done_last_part(text);
	if (view->paths && !strncmp(text, "**/", 3) && *name && !strpbrk(name, "*?[]{}\\!,"))
		return done_view_find_by_name(view, glob.glob, name, out, err);
	int rc = done_view_find(view, &globs, NULL, out, err);
	if (rc == 0)
		done_files_keep_regular(out);
	return rc;
}
