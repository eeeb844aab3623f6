/*
 * Commands in the code of a document: does one of them start the service? A command counts where
 * what it needs exists; in a document of the whole repository only where it names the service, or
 * starts it by an entry of compose, Aspire or a Makefile.
 */
#include <ctype.h>
#include <string.h>

#include "topics.h"
#include "topics_starters.h"

#define WORDS_MAX 48
#define ENTRIES_DEEP 2

/* One command of a line, in words without quotes. */
struct command_line {
	const char *words[WORDS_MAX];
	size_t nr;
};

/* Where a command stands. */
struct command_place {
	const struct done_extent *extent;
	int line;
	bool named;            /* it has to name the service */
	bool span;             /* within a line of text */
	const char *directory; /* of a "cd" before it in the same code; NULL */
	int depth;             /* of entries of Makefiles */
};

/* ---- reading --------------------------------------------------------------------------------- */

/* "$ ", "> ", "PS C:\>", "user@host:~$ ": what a terminal prints in front. NULL: a comment. */
static const char *skip_prompt(const char *line, size_t len)
{
	const char *end = line + len, *prompt;

	while (line < end && strchr(" \t", *line))
		line++;
	if (line < end && *line == '#')
		return NULL;
	prompt = memchr(line, ' ', (size_t)(end - line));
	if (prompt && prompt > line && strchr("$>%", prompt[-1]))
		line = prompt + 1;
	while (line < end && strchr(" \t", *line))
		line++;
	return line;
}

static bool ends_command(const char *text)
{
	return *text == ';' || *text == '|' || (text[0] == '&' && text[1] == '&');
}

/* The next command of a line; *at moves behind it. */
static void read_command(struct done_arena *arena, const char **at, const char *end,
                         struct command_line *out)
{
	const char *p = *at;

	out->nr = 0;
	while (p < end && !ends_command(p)) {
		struct done_buf word = {0};

		while (p < end && strchr(" \t`", *p))
			p++;
		while (p < end && !strchr(" \t`", *p) && !ends_command(p)) {
			if (*p != '"' && *p != '\'')
				done_buf_addch(&word, *p);
			p++;
		}
		if (word.len && out->nr < WORDS_MAX)
			out->words[out->nr++] = done_arena_strndup(arena, word.ptr, word.len);
		done_buf_release(&word);
	}
	while (p < end && (ends_command(p) || *p == '&'))
		p++;
	*at = p;
}

/* ---- naming ---------------------------------------------------------------------------------- */

static bool word_names_service(struct done_topic_search *search, const char *word)
{
	static const enum done_name_source sources[] = {DONE_NAME_KEY, DONE_NAME_PATH};
	const char *text = word + strspn(word, "-./");
	struct done_named named;

	if (strchr(text, '=')) /* --project=src/Cart */
		text = strchr(text, '=') + 1;
	text += strspn(text, "./:");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(sources) && *text; i++) {
		done_names_find(search->view->arena, search->names, sources[i], text, &named);
		if (named.by != DONE_NAMED_NOT && named.index == search->service)
			return true;
	}
	/* "run-cart", ":cart:bootRun" */
	const char *part = text + strcspn(text, "-:_");
	return *part && part[1] && strlen(part + 1) > 2 &&
	       done_names_match(search->names, search->service, DONE_NAME_KEY, part + 1) !=
	               DONE_NAMED_NOT;
}

static bool command_names_service(struct done_topic_search *search,
                                  const struct command_line *command,
                                  const struct command_place *place)
{
	for (size_t i = 0; i < command->nr; i++) {
		if (word_names_service(search, command->words[i]))
			return true;
	}
	return place->directory && word_names_service(search, place->directory);
}

/* ---- what must exist ------------------------------------------------------------------------- */

/* A file of the service, or at the root, that the glob names. */
static int command_needs(struct done_topic_search *search, const char *glob, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	struct done_files files;
	int rc;

	if (!glob)
		return 1;
	rc = done_topic_find(
		view,
		done_arena_printf(view->arena, "%s%s%s", directory, *directory ? "/" : "", glob),
		&files, err);
	if (rc == 0 && !files.nr && *directory && strncmp(glob, "**", 2) != 0)
		rc = done_topic_find(view, glob, &files, err);
	return rc < 0 ? rc : files.nr > 0;
}

/* Modules that start nothing of one's own. */
static const char not_services[] = "venv pip pytest unittest compileall build http.server "
				   "ensurepip virtualenv piptools black mypy "
				   "flake8 alembic json.tool coverage tox grpc_tools.protoc "
				   "pre_commit setup.py *test.py test* "
				   "--version -v -c -V";

/* "python app.py", "node src/index.js", "python -m shop": the program that is run is there. */
static int command_runs_file(struct done_topic_search *search, const struct command_line *command,
                             struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view), *name = NULL;
	bool module = false;
	struct done_files files;

	for (size_t i = 1; i < command->nr && !name; i++) {
		if (done_starter_word(not_services, command->words[i]))
			return 0;
		module |= !strcmp(command->words[i], "-m");
		if (*command->words[i] != '-')
			name = command->words[i];
	}
	if (!name || strpbrk(name, "*?[]{}<>\\"))
		return 0;
	if (!module && !strcmp(name, "."))
		return 1;
	const char *slash = strrchr(name, '/');
	name = slash ? slash + 1 : name;
	if (done_starter_word(not_services, name))
		return 0;
	const char *dot = strchr(name, '.');
	const char *glob =
		module ? done_arena_printf(view->arena, "%s%s**/{%.*s.py,%.*s/*.py}", directory,
	                                   *directory ? "/" : "",
	                                   (int)(dot ? dot - name : (ptrdiff_t)strlen(name)), name,
	                                   (int)(dot ? dot - name : (ptrdiff_t)strlen(name)), name)
		       : done_arena_printf(view->arena, "%s%s**/%s%s", directory,
	                                   *directory ? "/" : "", name, dot ? "" : ".{js,ts,mjs}");
	int rc = done_topic_find(view, glob, &files, err);
	return rc < 0 ? rc : files.nr > 0;
}

/* "docker run -p 80:80 shop/cart": an image of the service, or one that the document builds. */
static bool command_runs_image(struct done_topic_search *search, const struct command_line *command,
                               const struct command_place *place)
{
	const struct done_outline *outline = place->extent->outline;

	for (size_t i = 2; i < command->nr; i++) {
		struct done_named named;

		if (*command->words[i] == '-')
			continue;
		done_names_find(search->view->arena, search->names, DONE_NAME_IMAGE,
		                command->words[i], &named);
		if (named.by != DONE_NAMED_NOT && named.index == search->service)
			return true;
		for (size_t k = 0; !place->named && k < outline->nr_codes; k++) {
			const char *build = strstr(outline->codes[k].text, "docker build");

			if (build && strlen(command->words[i]) > 1 &&
			    strstr(build, command->words[i]) && !strchr(command->words[i], '='))
				return true;
		}
	}
	return false;
}

/* ---- entries of Makefiles -------------------------------------------------------------------- */

static int command_judge(struct done_topic_search *search, const struct command_line *command,
                         const struct command_place *place, struct done_fact *out,
                         struct done_error *err);

/* The recipe below "target:": its lines, judged as commands. Returns 1 where one starts the
 * service. */
static int judge_recipe(struct done_topic_search *search, const char *text,
                        const struct command_place *place, struct done_fact *out,
                        struct done_error *err)
{
	int rc = 0;

	for (const char *line = text; rc == 0 && *line; line += *line == '\n') {
		size_t len = strcspn(line, "\n");
		const char *at = line + strspn(line, " \t@-+"), *end = line + len;

		if (len > 0 && !strchr(" \t#", *line))
			break;
		while (rc == 0 && at < end) {
			struct command_line command;

			read_command(search->view->arena, &at, end, &command);
			rc = command_judge(search, &command, place, out, err);
		}
		line = end;
	}
	return rc;
}

/* The line behind "target:" of a Makefile, justfile or Taskfile; NULL: it has no such entry. */
static const char *find_entry(const char *text, const char *target, int *line_nr)
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
                         const char *target, const struct command_place *place,
                         struct done_fact *out, struct done_error *err)
{
	struct done_view *view = search->view;
	struct done_bytes bytes;
	struct command_place inner = *place;
	int line, rc = done_view_read(view, file, DONE_BLOB_MAX, &bytes, err);

	if (rc < 0 || done_bytes_binary(bytes))
		return rc;
	const char *text = done_arena_strndup(view->arena, bytes.ptr, bytes.len);
	const char *recipe = find_entry(text, target, &line);
	if (!recipe)
		return 0;
	inner.depth++;
	rc = judge_recipe(search, recipe, &inner, out, err);
	bool is_own = !place->named || word_names_service(search, target);
	if (rc == 0 && is_own && done_starter_word(done_starter_scripts, target))
		rc = 1;
	if (rc > 0)
		*out = (struct done_fact){file->path, line,
		                          done_arena_printf(view->arena, "the entry '%s'", target)};
	return rc;
}

static int command_runs_entry(struct done_topic_search *search, const struct command_line *command,
                              const struct done_starter *starter, const struct command_place *place,
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

static int script_in_file(struct done_topic_search *search, const struct done_file *file,
                          const struct command_line *command, struct done_error *err)
{
	const struct done_documents *documents;
	struct done_result aside = {0};
	int rc = done_artifact_data(search->view, file, &documents, &aside, err);

	if (rc <= 0)
		return rc;
	const struct done_value *scripts = done_value_get(&documents->items[0], "scripts");
	for (size_t i = 1; i < command->nr; i++) {
		const struct done_value *script = done_value_get(scripts, command->words[i]);
		struct command_line first;

		if (!script || script->type != DONE_STRING)
			continue;
		const char *at = script->string.ptr;
		read_command(search->view->arena, &at, at + script->string.len, &first);
		size_t skip = done_starter_wrappers(first.words, first.nr);
		return skip < first.nr && !done_starter_word(bundlers, first.words[skip]);
	}
	return 0;
}

/* The script is in a package.json of the service or of the root, and starts more than a bundler. */
static int command_runs_script(struct done_topic_search *search, const struct command_line *command,
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

/* ---- judging --------------------------------------------------------------------------------- */

/* "./cart", "bin/cart --port 80", "scripts/start.sh": a program that is named so, or a script. */
static int command_runs_program(struct done_topic_search *search,
                                const struct command_line *command,
                                const struct command_place *place, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *word = command->words[0], *slash = strrchr(word, '/');
	const char *name = slash ? slash + 1 : word, *directory = done_view_directory(view);
	const char *dot = strrchr(name, '.');
	struct done_files files;

	if (strpbrk(word, "*?[]{}<>\\()$") || !*name)
		return 0;
	/* "shop-cart --port 80", on a line of its own: a program that is installed. */
	if (!slash && !place->span && (command->nr == 1 || *command->words[1] == '-'))
		return word_names_service(search, word);
	if (slash && !dot) {
		struct done_entry entry;
		const char *path = word + (!strncmp(word, "./", 2) ? 2 : 0);
		bool alone = command->nr == 1 && path == word; /* a path that is spoken of */
		int rc = done_path_problem(path)
		                 ? 0
		                 : done_snapshot_find(view->head, path, &entry, err);

		if (rc < 0 || alone || (rc > 0 && entry.kind == DONE_ENTRY_DIRECTORY))
			return rc < 0 ? rc : 0;
		return word_names_service(search, name);
	}
	if (!dot || strcmp(dot, ".sh") != 0 || place->named ||
	    !done_starter_word(done_starter_scripts,
	                       done_arena_strndup(view->arena, name, (size_t)(dot - name))))
		return 0;
	int rc = done_topic_find(
		view,
		done_arena_printf(view->arena, "%s%s**/%s", directory, *directory ? "/" : "", name),
		&files, err);
	if (rc == 0 && !files.nr && *directory)
		rc = done_topic_find(view, done_arena_printf(view->arena, "**/%s", name), &files,
		                     err);
	return rc < 0 ? rc : files.nr > 0;
}

static int command_by_way(struct done_topic_search *search, const struct command_line *command,
                          const struct done_starter *starter, const struct command_place *place,
                          struct done_fact *out, struct done_error *err)
{
	bool is_named = !place->named || command_names_service(search, command, place);

	switch (starter->way) {
	case DONE_START_COMPOSE:
		return done_entry_compose(search, command->words + 1, command->nr - 1, out, err);
	case DONE_START_ENTRY:
		return place->depth < ENTRIES_DEEP
		               ? command_runs_entry(search, command, starter, place, out, err)
		               : 0;
	case DONE_START_IMAGE:
		return command_runs_image(search, command, place);
	case DONE_START_SCRIPT:
		return is_named ? command_runs_script(search, command, err) : 0;
	case DONE_START_FILE:
		return is_named ? command_runs_file(search, command, err) : 0;
	case DONE_START_DOTNET:
		if (!is_named || !strcmp(starter->tool, "aspire"))
			return done_entry_aspire(search, out, err);
		break;
	case DONE_START_PLAIN:
		break;
	}
	return is_named ? command_needs(search, starter->holds, err) : 0;
}

static int command_judge(struct done_topic_search *search, const struct command_line *command,
                         const struct command_place *place, struct done_fact *out,
                         struct done_error *err)
{
	size_t skip = done_starter_wrappers(command->words, command->nr);
	struct command_line rest = {.nr = command->nr - skip};

	memcpy(rest.words, command->words + skip, rest.nr * sizeof(*rest.words));
	if (!rest.nr)
		return 0;
	const struct done_starter *starter = done_starter_of(rest.words, rest.nr);
	return starter ? command_by_way(search, &rest, starter, place, out, err)
	               : command_runs_program(search, &rest, place, err);
}

/* ---- the code of a part ---------------------------------------------------------------------- */

static void add_command_evidence(struct done_topic_search *search,
                                 const struct command_place *place, const char *line, size_t len,
                                 const struct done_fact *entry)
{
	struct done_view *view = search->view;
	const char *path = place->extent->file->path;

	if (!done_result_wants_evidence(search->result))
		return;
	if (entry->what)
		done_result_evidence(search->result, view, path, place->line, DONE_DECLARED,
		                     "'%s', by %s of %s:%d", done_view_shown(view, line, len, 60),
		                     entry->what, done_view_shown_path(view, entry->path),
		                     entry->line);
	else
		done_result_evidence(search->result, view, path, place->line, DONE_CLAIMED,
		                     "the command '%s'", done_view_shown(view, line, len, 60));
}

static int judge_code_line(struct done_topic_search *search, struct command_place *place,
                           const char *line, size_t len, struct done_error *err)
{
	const char *at = skip_prompt(line, len), *end = line + len;
	int rc = 0;

	while (at && rc == 0 && at < end) {
		struct command_line command;
		struct done_fact entry = {0};

		read_command(search->view->arena, &at, end, &command);
		if (command.nr > 1 && !strcmp(command.words[0], "cd"))
			place->directory = command.words[1];
		rc = command_judge(search, &command, place, &entry, err);
		if (rc > 0)
			add_command_evidence(search, place, line, len, &entry);
	}
	return rc;
}

int done_topic_command(struct done_topic_search *search, const struct done_extent *extent,
                       bool named, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];
		struct command_place place = {
			.extent = extent, .line = code->line, .named = named, .span = code->span};

		for (const char *line = code->text; rc == 0 && *line; place.line++) {
			size_t len = strcspn(line, "\n");

			if (place.line >= extent->from && place.line < extent->to)
				rc = judge_code_line(search, &place, line, len, err);
			line += len + (line[len] == '\n');
		}
	}
	return rc;
}

bool done_topic_command_names(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	const struct command_place place = {.extent = extent};

	for (size_t i = 0; i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];

		if (code->line < extent->from || code->line >= extent->to)
			continue;
		for (const char *line = code->text; *line; line += *line == '\n') {
			const char *end = line + strcspn(line, "\n");
			const char *at = skip_prompt(line, (size_t)(end - line));

			while (at && at < end) {
				struct command_line command;

				read_command(search->view->arena, &at, end, &command);
				if (command.nr > 1 && islower((unsigned char)*command.words[0]) &&
				    !word_names_service(search, command.words[0]) &&
				    command_names_service(search, &command, &place))
					return true;
			}
			line = end;
		}
	}
	return false;
}
