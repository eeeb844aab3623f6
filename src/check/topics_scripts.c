/* Entries of Makefiles, justfiles and Taskfiles, and scripts of package.json, as commands. */
#include <string.h>

#include "topics_command.h"

/* ---- entries of Makefiles ---- */

/* An entry as it stands in its file. */
struct written_entry {
	const struct done_file *file;
	const char *text;   /* of the file */
	const char *behind; /* the colon */
	size_t indent;
	int line;
};

/* "target:" of a Makefile, justfile or Taskfile; false: there is no such entry. */
static bool scripts_find_entry(const char *text, const char *target, struct written_entry *out)
{
	size_t len = strlen(target);

	out->line = 1;
	for (const char *line = text; *line; line += *line == '\n', ++out->line) {
		out->indent = strspn(line, " ");
		const char *at = line + out->indent;

		if (!strncmp(at, target, len)) {
			const char *behind = at + len + strspn(at + len, " ");

			out->behind = behind + 1;
			if (*behind == ':' && behind[1] != '=')
				return true;
		}
		line += strcspn(line, "\n");
	}
	return false;
}

/* Entries that start something on their way, and leave nothing running. */
static const char entries_of_builds[] = "test* *test *tests doc docs docs-* docs:* godoc* lint* "
                                        "gen* check* fmt* format* clean* build* bench* e2e* cover* "
                                        "migrat* seed* release*";

static int judge_entry(struct done_topic_search *search, const struct written_entry *from,
    const char *target, const struct done_command_place *place, struct done_fact *out,
    struct done_error *err);

/* Entries that an entry names: the words behind its colon, "- task: x", "deps: [x, y]". */
static int judge_named(struct done_topic_search *search, const struct written_entry *entry,
    const char *const *names, size_t nr, const struct done_command_place *place,
    struct done_fact *out, struct done_error *err)
{
	struct done_arena *arena = search->view->arena;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < nr && *names[i] != '#'; i++) {
		const char *name = names[i] + strspn(names[i], "[");

		name = done_arena_strndup(arena, name, strcspn(name, ",]"));
		if (done_starter_is_script(name) && place->depth < DONE_COMMAND_ENTRIES_MAX)
			rc = judge_entry(search, entry, name, place, out, err);
	}
	return rc;
}

/* The lines below the entry that are indented deeper. */
static struct done_bytes recipe_of(const struct written_entry *entry)
{
	const char *text = entry->behind + strcspn(entry->behind, "\n"), *line;

	text += *text == '\n';
	for (line = text; *line; line += *line == '\n') {
		size_t len = strcspn(line, "\n"), indent = strspn(line, " \t");

		if (len > indent && indent <= entry->indent && *line != '#')
			break;
		line += len;
	}
	return (struct done_bytes){text, (size_t)(line - text)};
}

/* "[working-directory: 'services/cart']" above an entry of a justfile, "dir: services/cart" in one
 * of a Taskfile; NULL: where its file is. */
static const char *entry_folder(
    struct done_arena *arena, const struct written_entry *entry, struct done_bytes recipe)
{
	static const char attribute[] = "[working-directory:", key[] = "dir:";
	const char *at = entry->behind, *path = NULL;

	while (at > entry->text && at[-1] != '\n')
		at--;
	while (!path && at > entry->text + 1) {
		for (at--; at > entry->text && at[-1] != '\n';)
			at--;
		if (*at != '[')
			break;
		path = !strncmp(at, attribute, sizeof(attribute) - 1) ? at + sizeof(attribute) - 1
		                                                      : NULL;
	}
	for (at = recipe.ptr; !path && at < recipe.ptr + recipe.len; at += *at == '\n') {
		at += strspn(at, " \t");
		path = !strncmp(at, key, sizeof(key) - 1) ? at + sizeof(key) - 1 : NULL;
		at += strcspn(at, "\n");
	}
	if (!path)
		return NULL;
	path += strspn(path, " \t'\"");
	size_t len = strcspn(path, "'\"]\n \t");
	while (len > 1 && path[len - 1] == '/')
		len--;
	return done_arena_strndup(arena, path, len);
}

/* The lines of the recipe, judged as commands. */
static int judge_recipe(struct done_topic_search *search, const struct written_entry *entry,
    const struct done_command_place *within, struct done_fact *out, struct done_error *err)
{
	struct done_bytes recipe = recipe_of(entry);
	const char *stop = recipe.ptr + recipe.len;
	const char *folder = entry_folder(search->view->arena, entry, recipe);
	struct done_command_place inner = *within, *place = &inner;
	int rc = 0;

	for (const char *line = recipe.ptr; rc == 0 && line < stop; line += *line == '\n') {
		inner.directory = folder ? folder : within->directory;
		const char *at = line + strspn(line, " \t@-+"),
		           *end = line + done_command_line(line);

		end = end < stop ? end : stop;
		while (rc == 0 && at < end) {
			struct done_command command;

			done_command_read(search->view->arena, &at, end, &command);
			if (command.nr > 1 && !strcmp(command.words[0], "cd"))
				inner.directory = command.words[1];
			if (command.nr > 1 &&
			    (!strcmp(command.words[0], "task:") ||
			        !strcmp(command.words[0], "deps:")))
				rc = judge_named(search, entry, command.words + 1, command.nr - 1,
				    place, out, err);
			else
				rc = done_command_judge(search, &command, place, out, err);
		}
		line = end;
	}
	return rc;
}

/* The entry is the service's own, or starts all that there is. */
static bool entry_is_own(struct done_topic_search *search, const struct written_entry *entry,
    const char *target, const struct done_command_place *place)
{
	struct done_bytes recipe;

	if (!place->named || done_command_word_names(search, target))
		return true;
	/* "cd services/cart && make run" of the Makefile there */
	if (place->directory && done_command_word_names(search, place->directory) &&
	    done_view_owns(search->view, entry->file->path))
		return true;
	if (search->is_aside || strchr(entry->file->path, '/') || !done_command_is_whole(target))
		return false;
	recipe = recipe_of(entry);
	return done_command_is_opaque(search, recipe.ptr, recipe.len);
}

/* A command of it, or of an entry that it names, is more than an echo. */
static bool entry_works(struct done_topic_search *search, const struct written_entry *entry,
    const struct done_command *before)
{
	struct done_bytes recipe = recipe_of(entry);
	bool works = done_command_works(search, recipe.ptr, recipe.len);

	for (size_t i = 0; !works && i < before->nr && *before->words[i] != '#'; i++) {
		struct written_entry named = *entry;

		if (!scripts_find_entry(entry->text, before->words[i], &named))
			continue;
		recipe = recipe_of(&named);
		works = done_command_works(search, recipe.ptr, recipe.len);
	}
	return works;
}

static int judge_entry(struct done_topic_search *search, const struct written_entry *from,
    const char *target, const struct done_command_place *place, struct done_fact *out,
    struct done_error *err)
{
	struct done_command_place inner = *place;
	struct written_entry entry = *from;
	struct done_command before = {0};

	if (!scripts_find_entry(from->text, target, &entry))
		return 0;
	inner.depth++;
	const char *at = entry.behind;
	done_command_read(search->view->arena, &at, at + strcspn(at, "\n"), &before);
	int rc = judge_named(search, &entry, before.words, before.nr, &inner, out, err);
	if (rc == 0 && done_starter_word(entries_of_builds, target))
		return 0;
	if (rc == 0)
		rc = judge_recipe(search, &entry, &inner, out, err);
	if (rc == 0 && done_starter_is_script(target) && entry_works(search, &entry, &before) &&
	    entry_is_own(search, &entry, target, place))
		rc = 1;
	if (rc > 0)
		*out = (struct done_fact){entry.file->path, entry.line,
		    done_arena_printf(search->view->arena, "the entry '%s'", target)};
	return rc;
}

static int entry_in_file(struct done_topic_search *search, const struct done_file *file,
    const char *target, const struct done_command_place *place, struct done_fact *out,
    struct done_error *err)
{
	struct written_entry from = {.file = file};
	struct done_bytes bytes;
	int rc = done_view_read(search->view, file, DONE_BLOB_MAX, &bytes, err);

	if (rc < 0 || done_bytes_binary(bytes))
		return rc;
	from.text = done_arena_strndup(search->view->arena, bytes.ptr, bytes.len);
	return judge_entry(search, &from, target, place, out, err);
}

int done_command_entry(struct done_topic_search *search, const struct done_command *command,
    const struct done_starter *starter, const struct done_command_place *place,
    struct done_fact *out, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	struct done_command_place inner = *place;
	int rc = 0;

	for (size_t k = 1; k + 1 < command->nr; k++)
		if (done_starter_word(
		        "-C --directory -d --dir --working-directory", command->words[k]))
			inner.directory = command->words[k + 1];
	place = &inner;
	for (int root = *directory ? 0 : 1; rc == 0 && root < 2; root++) {
		struct done_files files;

		rc = done_topic_find(view,
		    done_arena_printf(view->arena, "%s%s%s", root ? "" : directory, root ? "" : "/",
		        starter->holds),
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

/* ---- scripts of package.json ---- */

/* Scripts that begin so build or serve files for a browser, or only say something. */
static const char bundlers[] =
    "vite vp webpack* react-scripts vue-cli-service ng parcel rollup esbuild tsc "
    "gulp grunt mix laravel-mix storybook* tailwind* sass docusaurus vitepress vuepress "
    "mintlify "
    "echo exit true";

/* "dev", "start:prod", "api:serve"; "build" and "lint" start nothing, nor does "test:unit:watch".
 */
static bool is_starting_name(const char *name)
{
	static const char builds[] = "test:* tests:* build:* lint:* check:* e2e:* format:* fmt:* "
	                             "types:* typecheck:* docs:* storybook:* codegen:* generate:*";

	if (done_starter_word(builds, name))
		return false;
	for (const char *part = name; part; part = strchr(part, ':')) {
		part += *part == ':';
		if (done_starter_is_script(part))
			return true;
	}
	return false;
}

/* The text of a script whose name says that it starts something; NULL: there is none. */
static const char *starting_script(
    struct done_topic_search *search, const struct done_value *scripts, const char *name)
{
	const struct done_value *script = done_value_get(scripts, name);

	return script && script->type == DONE_STRING && is_starting_name(name)
	    ? done_arena_strndup(search->view->arena, script->string.ptr, script->string.len)
	    : NULL;
}

/* The script starts more than a bundler: "tsc && node dist/main" does. */
static bool script_starts(struct done_topic_search *search, const char *text)
{
	static const char prepares[] = "cp mv mkdir rm rimraf copyfiles cpx shx del-cli";
	const char *at = text, *end = text + strlen(text);
	bool starts = false;

	while (!starts && at < end) {
		struct done_command command;

		done_command_read(search->view->arena, &at, end, &command);
		size_t skip = done_starter_wrappers(command.words, command.nr);
		if (skip >= command.nr || done_starter_word(bundlers, command.words[skip]))
			continue;
		if (done_starter_word(prepares, command.words[skip]))
			continue;
		starts = skip + 1 >= command.nr ||
		    !done_starter_word("-e -p --eval", command.words[skip + 1]);
	}
	return starts;
}

/* 1 with *out, the scripts of a package.json; 0: it has none. */
static int scripts_of(struct done_topic_search *search, const struct done_file *file,
    const struct done_value **out, struct done_error *err)
{
	const struct done_documents *documents;
	struct done_result aside = {0};
	int rc = done_artifact_data(search->view, file, &documents, &aside, err);

	if (rc > 0)
		*out = done_value_get(&documents->items[0], "scripts");
	return rc > 0 ? *out != NULL : rc;
}

/* ---- scripts of a workspace ---- */

/* Words of a script that runs the scripts of its packages. */
static const char runners[] =
    "turbo lerna nx -r --recursive --parallel --workspaces -ws workspaces";
#define SCRIPTS_DEEP 3 /* "dev" runs "start:dev", which runs what the packages have */

/* The script of the root runs one of the service's own, by its name. */
static bool runs_own_script(struct done_topic_search *search, const struct done_value *scripts,
    const struct done_value *own, const char *name, int depth)
{
	const char *text = starting_script(search, scripts, name), *at = text;
	bool runs = false;

	while (text && !runs && *at && depth < SCRIPTS_DEEP) {
		struct done_command command;
		bool is_runner = false;

		done_command_read(search->view->arena, &at, text + strlen(text), &command);
		for (size_t i = 0; i < command.nr; i++)
			is_runner |= done_starter_word(runners, command.words[i]);
		for (size_t i = 1; i < command.nr && !runs; i++) {
			const char *started =
			    is_runner ? starting_script(search, own, command.words[i]) : NULL;

			runs = started ? script_starts(search, started)
			               : !is_runner && strcmp(command.words[i], name) != 0 &&
			        runs_own_script(search, scripts, own, command.words[i], depth + 1);
		}
	}
	return runs;
}

/* A script of the root that starts all, by its commands or by what nobody can look into. What
 * stands behind its name is added to it: "pnpm compose up" of "docker compose -f dev.yml". */
static int script_of_all(struct done_topic_search *search, const struct done_value *scripts,
    const struct done_command *command, size_t word, const struct done_command_place *place,
    struct done_error *err)
{
	const char *name = command->words[word];
	const char *text = starting_script(search, scripts, name), *at;
	struct done_command_place inner = *place;
	struct done_fact aside = {0};
	int rc = 0;

	for (size_t i = word + 1; text && i < command->nr; i++)
		text = done_arena_printf(search->view->arena, "%s %s", text, command->words[i]);
	at = text;
	inner.depth++;
	while (text && rc == 0 && *at && place->depth < DONE_COMMAND_ENTRIES_MAX) {
		struct done_command part;

		done_command_read(search->view->arena, &at, text + strlen(text), &part);
		for (size_t i = 0; i < part.nr; i++)
			if (done_starter_word(runners, part.words[i]))
				return 0;
		rc = done_command_judge(search, &part, &inner, &aside, err);
	}
	if (rc != 0 || !text || search->is_aside || !done_command_is_whole(name) ||
	    !script_starts(search, text))
		return rc;
	return done_command_is_opaque(search, text, strlen(text));
}

int done_command_workspace(struct done_topic_search *search, const struct done_command *command,
    const struct done_command_place *place, struct done_fact *out, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	const struct done_value *scripts = NULL, *own = NULL;
	struct done_files root, mine = {0};
	int rc = *directory ? done_topic_find(view, "package.json", &root, err) : -1;

	if (!*directory)
		return 0;
	if (rc == 0)
		rc = done_topic_find(
		    view, done_arena_printf(view->arena, "%s/package.json", directory), &mine, err);
	if (rc < 0 || !root.nr)
		return rc;
	rc = scripts_of(search, &root.items[0], &scripts, err);
	if (rc > 0 && mine.nr)
		rc = scripts_of(search, &mine.items[0], &own, err);
	for (size_t i = 1; rc >= 0 && scripts && i < command->nr; i++) {
		bool is_own = own && runs_own_script(search, scripts, own, command->words[i], 0);

		if (!is_own)
			rc = script_of_all(search, scripts, command, i, place, err);
		if (!is_own && rc <= 0)
			continue;
		*out = (struct done_fact){root.items[0].path, 1,
		    done_arena_printf(view->arena, "the script '%s'", command->words[i])};
		return 1;
	}
	return rc < 0 ? rc : 0;
}

/* "dev" of "turbo run dev", "serve" of "nx run cart:serve". */
static bool runner_starts(const char *word, size_t at)
{
	return is_starting_name(word) && !(at == 1 && done_starter_word("run exec run-many", word));
}

int done_command_runner(struct done_topic_search *search, const struct done_command *command,
    bool is_named, struct done_fact *out, struct done_error *err)
{
	struct done_view *view = search->view;
	const struct done_value *own = NULL;
	struct done_files mine = {0};
	int rc = is_named
	    ? 0
	    : done_topic_find(view,
	          done_arena_printf(view->arena, "%s/package.json", done_view_directory(view)),
	          &mine, err);

	if (rc == 0 && mine.nr)
		rc = scripts_of(search, &mine.items[0], &own, err);
	for (size_t i = 1; rc >= 0 && i < command->nr; i++) {
		if (!runner_starts(command->words[i], i))
			continue;
		if (is_named)
			return 1;
		const char *text = own ? starting_script(search, own, command->words[i]) : NULL;
		if (!text || !script_starts(search, text))
			continue;
		*out = (struct done_fact){mine.items[0].path, 1,
		    done_arena_printf(view->arena, "the script '%s'", command->words[i])};
		return 1;
	}
	return rc < 0 ? rc : 0;
}

/* ---- scripts of one package ---- */

static int script_in_file(struct done_topic_search *search, const struct done_file *file,
    const struct done_command *command, struct done_error *err)
{
	const struct done_value *scripts = NULL;
	int rc = scripts_of(search, file, &scripts, err);

	for (size_t i = 1; rc > 0 && i < command->nr; i++) {
		const char *text = starting_script(search, scripts, command->words[i]);

		if (text)
			return script_starts(search, text);
	}
	return rc < 0 ? rc : 0;
}

/* The script is in a package.json of the service or of the root, and starts more than a bundler. */
int done_command_script(
    struct done_topic_search *search, const struct done_command *command, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	struct done_files files;
	int rc = done_topic_find(view,
	    done_arena_printf(view->arena, "%s%s**/package.json", directory, *directory ? "/" : ""),
	    &files, err);

	for (size_t i = 0; rc == 0 && i < files.nr; i++)
		rc = script_in_file(search, &files.items[i], command, err);
	if (rc == 0 && *directory)
		rc = done_topic_find(view, "package.json", &files, err);
	for (size_t i = 0; rc == 0 && *directory && i < files.nr; i++)
		rc = script_in_file(search, &files.items[i], command, err);
	return rc;
}

/* ---- scripts of a shell ---- */

#define SHELL_SCRIPTS_MAX 5 /* of one name */

static int judge_script(struct done_topic_search *search, const struct done_file *file,
    const struct done_command_place *place, struct done_fact *out, struct done_error *err)
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
		size_t len = done_command_line(line);
		const char *at = line + strspn(line, " \t"), *end = line + len;

		while (rc == 0 && *at != '#' && at < end) {
			struct done_command command;

			done_command_read(view->arena, &at, end, &command);
			if (command.nr > 1 && !strcmp(command.words[0], "cd"))
				inner.directory = command.words[1];
			rc = done_command_judge(search, &command, &inner, out, err);
		}
		line = end;
	}
	return rc;
}

int done_command_scripts_work(
    struct done_topic_search *search, const struct done_files *files, struct done_error *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < files->nr && i < SHELL_SCRIPTS_MAX; i++) {
		struct done_bytes bytes;

		rc = done_topic_spend(search, 1, err);
		if (rc == 0)
			rc = done_view_read(
			    search->view, &files->items[i], DONE_BLOB_MAX, &bytes, err);
		if (rc == 0)
			rc = !done_bytes_binary(bytes) &&
			    done_command_works(search,
			        done_arena_strndup(search->view->arena, bytes.ptr, bytes.len),
			        bytes.len);
	}
	return rc;
}

int done_command_shell_scripts(struct done_topic_search *search, const struct done_files *files,
    const struct done_command_place *place, struct done_fact *out, struct done_error *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < files->nr && i < SHELL_SCRIPTS_MAX; i++) {
		rc = done_topic_spend(search, 1, err);
		if (rc == 0)
			rc = judge_script(search, &files->items[i], place, out, err);
	}
	return rc;
}
