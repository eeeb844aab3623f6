/* Entries of Makefiles, justfiles and Taskfiles, and scripts of package.json, as commands. */
#include <string.h>

#include "topics_command.h"

/* ---- entries of Makefiles -------------------------------------------------------------------- */

/* The recipe below "target:": its lines, judged as commands. Returns 1 where one starts the
 * service. */
static int judge_recipe(struct done_topic_search *search, const char *text,
                        const struct done_command_place *place, struct done_fact *out,
                        struct done_error *err)
{
	int rc = 0;

	for (const char *line = text; rc == 0 && *line; line += *line == '\n') {
		size_t len = strcspn(line, "\n");
		const char *at = line + strspn(line, " \t@-+"), *end = line + len;

		if (len > 0 && !strchr(" \t#", *line))
			break;
		while (rc == 0 && at < end) {
			struct done_command command;

			done_command_read(search->view->arena, &at, end, &command);
			rc = done_command_judge(search, &command, place, out, err);
		}
		line = end;
	}
	return rc;
}

/* The line behind "target:" of a Makefile, justfile or Taskfile; NULL: it has no such entry. */
static const char *scripts_find_entry(const char *text, const char *target, int *line_nr)
{
	size_t len = strlen(target);

	*line_nr = 1;
	for (const char *line = text; *line; line += *line == '\n', ++*line_nr) {
		const char *at = line + strspn(line, " ");
		size_t rest = strcspn(line, "\n");

		if (!strncmp(at, target, len)) {
			const char *behind = at + len + strspn(at + len, " ");

			if (*behind == ':' && behind[1] != '=')
				return line + rest + (line[rest] == '\n');
		}
		line += rest;
	}
	return NULL;
}

static int entry_in_file(struct done_topic_search *search, const struct done_file *file,
                         const char *target, const struct done_command_place *place,
                         struct done_fact *out, struct done_error *err)
{
	struct done_view *view = search->view;
	struct done_bytes bytes;
	struct done_command_place inner = *place;
	int line, rc = done_view_read(view, file, DONE_BLOB_MAX, &bytes, err);

	if (rc < 0 || done_bytes_binary(bytes))
		return rc;
	const char *text = done_arena_strndup(view->arena, bytes.ptr, bytes.len);
	const char *recipe = scripts_find_entry(text, target, &line);
	if (!recipe)
		return 0;
	inner.depth++;
	rc = judge_recipe(search, recipe, &inner, out, err);
	bool is_own = !place->named || done_command_word_names(search, target);
	if (rc == 0 && is_own && done_starter_word(done_starter_scripts, target))
		rc = 1;
	if (rc > 0)
		*out = (struct done_fact){file->path, line,
		                          done_arena_printf(view->arena, "the entry '%s'", target)};
	return rc;
}

int done_command_entry(struct done_topic_search *search, const struct done_command *command,
                       const struct done_starter *starter, const struct done_command_place *place,
                       struct done_fact *out, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	int rc = 0;

	for (int root = *directory ? 0 : 1; rc == 0 && root < 2; root++) {
		struct done_files files;

		rc = done_topic_find(view,
		                     done_arena_printf(view->arena, "%s%s%s", root ? "" : directory,
		                                       root ? "" : "/", starter->holds),
		                     &files, err);
		for (size_t i = 0; rc == 0 && i < files.nr; i++) {
			for (size_t k = 1; rc == 0 && k < command->nr; k++)
				if (*command->words[k] != '-' && !strchr(command->words[k], '='))
					rc = entry_in_file(search, &files.items[i],
					                   command->words[k], place, out, err);
		}
	}
	return rc;
}

/* ---- scripts of package.json ----------------------------------------------------------------- */

/* Scripts that begin so build or serve files for a browser. */
static const char bundlers[] =
	"vite webpack* react-scripts vue-cli-service ng parcel rollup esbuild tsc "
	"gulp grunt mix laravel-mix storybook* tailwind* sass";

/* "dev", "start:prod", "api:serve"; "build" and "lint" start nothing. */
static bool is_starting_name(const char *name)
{
	for (const char *part = name; part; part = strchr(part, ':')) {
		part += *part == ':';
		if (done_starter_word(done_starter_scripts, part))
			return true;
	}
	return false;
}

static int script_in_file(struct done_topic_search *search, const struct done_file *file,
                          const struct done_command *command, struct done_error *err)
{
	const struct done_documents *documents;
	struct done_result aside = {0};
	int rc = done_artifact_data(search->view, file, &documents, &aside, err);

	if (rc <= 0)
		return rc;
	const struct done_value *scripts = done_value_get(&documents->items[0], "scripts");
	for (size_t i = 1; i < command->nr; i++) {
		const struct done_value *script = done_value_get(scripts, command->words[i]);
		struct done_command first;

		if (!script || script->type != DONE_STRING || !is_starting_name(command->words[i]))
			continue;
		const char *at = script->string.ptr;
		done_command_read(search->view->arena, &at, at + script->string.len, &first);
		size_t skip = done_starter_wrappers(first.words, first.nr);
		return skip < first.nr && !done_starter_word(bundlers, first.words[skip]);
	}
	return 0;
}

/* The script is in a package.json of the service or of the root, and starts more than a bundler. */
int done_command_script(struct done_topic_search *search, const struct done_command *command,
                        struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	struct done_files files;
	int rc = done_topic_find(view,
	                         done_arena_printf(view->arena, "%s%s**/package.json", directory,
	                                           *directory ? "/" : ""),
	                         &files, err);

	for (size_t i = 0; rc == 0 && i < files.nr; i++)
		rc = script_in_file(search, &files.items[i], command, err);
	if (rc == 0 && *directory)
		rc = done_topic_find(view, "package.json", &files, err);
	for (size_t i = 0; rc == 0 && *directory && i < files.nr; i++)
		rc = script_in_file(search, &files.items[i], command, err);
	return rc;
}

/* ---- scripts of a shell ---------------------------------------------------------------------- */

#define SHELL_SCRIPTS_MAX 5 /* of one name */

static int judge_script(struct done_topic_search *search, const struct done_file *file,
                        const struct done_command_place *place, struct done_fact *out,
                        struct done_error *err)
{
	struct done_view *view = search->view;
	struct done_command_place inner = *place;
	struct done_bytes bytes;
	int rc = done_view_read(view, file, DONE_BLOB_MAX, &bytes, err);

	if (rc < 0 || done_bytes_binary(bytes))
		return rc;
	inner.depth++;
	inner.directory = NULL;
	for (const char *line = done_arena_strndup(view->arena, bytes.ptr, bytes.len);
	     rc == 0 && *line; line += *line == '\n') {
		size_t len = strcspn(line, "\n");
		const char *at = line + strspn(line, " \t"), *end = line + len;

		while (rc == 0 && *at != '#' && at < end) {
			struct done_command command;

			done_command_read(view->arena, &at, end, &command);
			rc = done_command_judge(search, &command, &inner, out, err);
		}
		line = end;
	}
	return rc;
}

int done_command_shell_script(struct done_topic_search *search, const char *name,
                              const struct done_command_place *place, struct done_fact *out,
                              struct done_error *err)
{
	struct done_view *view = search->view;
	struct done_files files;
	int rc = done_topic_find(view, done_arena_printf(view->arena, "**/%s", name), &files, err);

	for (size_t i = 0; rc == 0 && i < files.nr && i < SHELL_SCRIPTS_MAX; i++) {
		rc = done_topic_spend(search, 1, err);
		if (rc == 0)
			rc = judge_script(search, &files.items[i], place, out, err);
	}
	return rc;
}
