/*
 * Commands in the code of a document: does one of them start the service? A command counts where
 * what it needs exists; in a document of the whole repository only where it names the service, or
 * starts it by an entry of compose, Aspire or a Makefile.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "topics_command.h"

/* ---- naming ---- */

bool done_command_word_names(struct done_topic_search *search, const char *word)
{
	struct done_arena *arena = search->view->arena;
	const char *equals = strchr(word, '=');

	word = equals ? equals + 1 : word;
	for (const char *part = word + strspn(word, "-./:"); *part; part += *part == ':') {
		size_t len = strcspn(part, ":");
		const char *text = done_arena_strndup(arena, part, len);
		const char *behind = text + strcspn(text, "-_"); /* "run-cart" */

		if (done_topic_names_service(search, DONE_NAME_KEY, text) ||
		    done_topic_names_service(search, DONE_NAME_PATH, text) ||
		    (*behind && done_topic_names_service(search, DONE_NAME_KEY, behind + 1)))
			return true;
		part += len;
	}
	return false;
}

/* "~shopCart/reStart", "shopCart:run": sbt's project of shop/cart or shop-cart. */
static bool names_project(struct done_topic_search *search, const char *word)
{
	static const char seams[] = "/-";
	const char *name = word + (*word == '~');
	size_t len = strcspn(name, "/: ");

	for (size_t k = 0; len && name[len] && seams[k]; k++) {
		struct done_buf buf = {0};

		for (size_t i = 0; i < len; i++) {
			if (i > 0 && isupper((unsigned char)name[i]))
				done_buf_addch(&buf, seams[k]);
			done_buf_addch(&buf, (char)tolower((unsigned char)name[i]));
		}
		const char *text = done_arena_strndup(search->view->arena, buf.ptr, buf.len);
		done_buf_release(&buf);
		if (done_command_word_names(search, text))
			return true;
	}
	return false;
}

/* "<service-name>/run", "${SERVICE}", "{app}": whoever reads it puts the service's name there. */
static bool is_any_service(const char *word)
{
	static const char *const sorts[] = {
	    "service", "module", "project", "component", "function", "lambda", "worker", "app"};
	const char *open = strpbrk(word, "<{[");
	size_t len = open ? strcspn(open, ">}]") : 0;

	if (!open || !open[len])
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(sorts); i++) {
		size_t size = strlen(sorts[i]);

		for (size_t k = 1; k + size <= len; k++) {
			if (!strncasecmp(open + k, sorts[i], size) &&
			    !isalpha((unsigned char)open[k - 1]))
				return true;
		}
	}
	return false;
}

/* "python -m cart.run" is cart/run.py. */
static const char *module_path(struct done_arena *arena, const char *module)
{
	char *path = done_arena_strdup(arena, module);

	for (char *at = path; *at; at++)
		*at = (char)(*at == '.' ? '/' : *at);
	return path;
}

/* Seen from the root it lies in the service's directory, whatever that is called. */
static bool module_is_below(struct done_topic_search *search, const char *module)
{
	const char *directory = done_view_directory(search->view);

	return *directory && done_path_below(module_path(search->view->arena, module), directory);
}

static bool module_is_own(struct done_topic_search *search, const char *module)
{
	return module_is_below(search, module) ||
	    done_topic_names_service(
	        search, DONE_NAME_PATH, module_path(search->view->arena, module));
}

static bool command_names_service(struct done_topic_search *search,
    const struct done_command *command, const struct done_command_place *place)
{
	bool is_sbt = command->nr > 0 && !strncmp(done_last_part(command->words[0]), "sbt", 3);

	for (size_t i = 0; i < command->nr; i++) {
		if (done_command_word_names(search, command->words[i]) ||
		    (i > 0 && !strcmp(command->words[i - 1], "-m") &&
		        module_is_own(search, command->words[i])) ||
		    is_any_service(command->words[i]) ||
		    (is_sbt && names_project(search, command->words[i])))
			return true;
	}
	return place->directory &&
	    (is_any_service(place->directory) || done_command_word_names(search, place->directory));
}

/* ---- what must exist ---- */

/* A file of the service, or at the root, that the glob names. */
static int command_needs(struct done_topic_search *search, const char *glob, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	struct done_files files;
	int rc;

	if (!glob)
		return 1;
	rc = done_topic_find(view,
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
                                   "pre_commit setup.py *test.py test* *cli.js *cli.py "
                                   "--version -v -c -V";

/* "dist/main.js" is built from src/main.ts, and node needs no ending. */
static const char *command_source_glob(
    struct done_arena *arena, const char *tool, const char *name, const char *dot)
{
	size_t len = dot ? (size_t)(dot - name) : strlen(name);

	if (dot && !strstr(dot, "js"))
		return name;
	return dot || strstr(tool, "node") || strstr(tool, "ts")
	    ? done_arena_printf(arena, "%.*s.{js,ts,mjs,mts,cjs,cts}", (int)len, name)
	    : name;
}

/* What is told to such a program is done, and the program with it. */
static const char file_ends[] = "create* init* import* export* generate* seed* delete* list* add* "
                                "check* validate* migrate* get show print dump help";
/* What Django's manage.py stays up for. */
static const char file_manages[] =
    "run* start* serve* dev* *server *worker *worker_* *consumer qcluster celery* *beat process_* "
    "consume* listen* watch* daphne gunicorn uvicorn";
static const char file_folders[] = "scripts script tools tool hack utils util migrations bin";
static const char file_programs[] = "www app main index api web worker consumer";

/* "python manage.py createsuperuser", "python bin/mend_totals.py", "python tool.py create": what
 * people run by hand beside the service. */
static bool file_is_aside(struct done_topic_search *search, const char *path, const char *behind)
{
	struct done_arena *arena = search->view->arena;
	const char *name = done_last_part(path);
	const char *stem = done_arena_strndup(arena, name, strcspn(name, "."));

	if (!strcmp(name, "manage.py"))
		return !behind || !done_starter_word(file_manages, behind);
	if (behind && !strpbrk(behind, "./=") && done_starter_word(file_ends, behind))
		return true;
	return done_starter_word(file_folders, done_last_part(done_directory_of(arena, path))) &&
	    !done_starter_is_script(stem) && !done_starter_word(file_programs, stem) &&
	    !done_command_word_names(search, stem);
}

/* The files of the service that a program or a module of Python may be. */
static const char *file_glob(
    struct done_topic_search *search, const char *tool, const char *name, bool module)
{
	struct done_arena *arena = search->view->arena;
	const char *directory = done_view_directory(search->view), *slash = *directory ? "/" : "";
	const char *dot = strchr(name, '.');
	int len = (int)strcspn(name, ".");

	if (module && module_is_below(search, name))
		return done_arena_printf(arena, "%s{.py,/*.py}", module_path(arena, name));
	if (module)
		return done_arena_printf(
		    arena, "%s%s**/{%.*s.py,%.*s/*.py}", directory, slash, len, name, len, name);
	return done_arena_printf(
	    arena, "%s%s**/%s", directory, slash, command_source_glob(arena, tool, name, dot));
}

/* "python app.py", "node src/index.js", "python -m shop": the program that is run is there. */
static int command_runs_file(
    struct done_topic_search *search, const struct done_command *command, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *name = NULL, *behind = NULL;
	bool module = false;
	struct done_files files;

	for (size_t i = 1; i < command->nr && !name; i++) {
		if (done_starter_word(not_services, command->words[i]))
			return 0;
		module |= !strcmp(command->words[i], "-m");
		if (*command->words[i] != '-') {
			name = command->words[i];
			behind = i + 1 < command->nr ? command->words[i + 1] : NULL;
		}
	}
	if (!name || strpbrk(name, "*?[]{}<>\\") ||
	    (!module && file_is_aside(search, name, behind)))
		return 0;
	if (!module && !strcmp(name, "."))
		return 1;
	name = done_last_part(name);
	if (done_starter_word(not_services, name))
		return 0;
	int rc =
	    done_topic_find(view, file_glob(search, command->words[0], name, module), &files, err);
	return rc < 0 ? rc : files.nr > 0;
}

/* The images are the same, whatever their tags. */
static bool is_same_image(const char *a, const char *b)
{
	size_t len = strlen(a) - strlen(done_last_part(a)) + strcspn(done_last_part(a), ":@");

	return !strncmp(a, b, len) && strchr(":@", b[len]) != NULL;
}

/* "docker build -t WORD ." stands in the text, and makes no image of tests. */
static bool image_is_built(struct done_topic_search *search, const char *text, const char *word)
{
	static const char tags[] = "-t --tag -t=* --tag=*";

	for (const char *at = text; (at = strstr(at, "docker build")); at++) {
		const char *next = at;
		struct done_command build;
		/* "docker run <image-id>" */
		bool is_tagged = *word == '<' && strstr(word, "image"), is_test = false;

		done_command_read(search->view->arena, &next, at + done_command_line(at), &build);
		for (size_t i = 2; i < build.nr; i++) {
			const char *tag = strchr(build.words[i], '=');

			is_tagged |= done_starter_word(tags, build.words[i - 1]) &&
			    is_same_image(build.words[i], word);
			is_tagged |= done_starter_word(tags, build.words[i]) && tag &&
			    is_same_image(tag + 1, word);
			is_test |= strstr(build.words[i], "test") != NULL;
		}
		if (is_tagged && !is_test)
			return true;
	}
	return false;
}

/* A build's badge is of the document's own repository: ".../acme/cart/workflows/Build/badge.svg".
 */
static bool image_has_badge(const struct done_outline *outline, const char *image)
{
	static const char *const marks[] = {
	    "/workflows/", "/badge", "badges/", "travis-ci", "codecov", "coveralls", "circleci"};
	const char *name = done_last_part(image);
	size_t len = strcspn(name, ":@");

	for (size_t i = 0; len > 2 && i < outline->nr_links; i++) {
		const char *target = outline->links[i].target, *at = target;
		bool is_badge = false;

		for (size_t k = 0; k < DONE_ARRAY_SIZE(marks); k++)
			is_badge |= strstr(target, marks[k]) != NULL;
		while (is_badge && (at = strchr(at, '/'))) {
			at++;
			if (!strncasecmp(at, name, len) && (!at[len] || strchr("/.?#", at[len])))
				return true;
		}
	}
	return false;
}

/* "docker run -p 80:80 shop/cart": an image of the service, or one that the document builds, or
 * that is called as the repository of its badges. */
static bool command_runs_image(struct done_topic_search *search, const struct done_command *command,
    const struct done_command_place *place)
{
	const struct done_outline *outline = place->extent->outline;

	for (size_t i = 1; i < command->nr; i++) {
		if (*command->words[i] == '-')
			continue;
		if (done_topic_names_service(search, DONE_NAME_IMAGE, command->words[i]))
			return true;
		if (!place->named && image_has_badge(outline, command->words[i]))
			return true;
		for (size_t k = 0; !place->named && k < outline->nr_codes; k++) {
			if (image_is_built(search, outline->codes[k].text, command->words[i]))
				return true;
		}
	}
	return false;
}

/* "systemctl start cart", "service cart start": the unit is a file here, cart.service. */
static int command_starts_unit(
    struct done_topic_search *search, const struct done_command *command, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	int rc = 0;

	for (size_t i = 1; i < command->nr && rc == 0; i++) {
		const char *unit = command->words[i];
		size_t len = strcspn(unit, "@.");
		struct done_files files;

		if (!len || *unit == '-' || !strcmp(unit, "start") || strpbrk(unit, "*?[]{}<>\\/$"))
			continue;
		rc = done_topic_find(view,
		    done_arena_printf(view->arena,
		        "%s%s**/{%.*s.service,%.*s@.service,init.d/%.*s}", directory,
		        *directory ? "/" : "", (int)len, unit, (int)len, unit, (int)len, unit),
		    &files, err);
		rc = rc < 0 ? rc : files.nr > 0;
	}
	return rc;
}

/* ---- judging ---- */

/* "go run ./tools/gen", "go run example.com/tool@v1": nothing of the service itself. */
static bool command_runs_tool(const struct done_command *command)
{
	static const char *const places[] = {"tools/", "hack/", "scripts/", "gen/", "@"};

	for (size_t i = 2; i < command->nr && !strcmp(command->words[1], "run"); i++)
		for (size_t k = 0; k < DONE_ARRAY_SIZE(places); k++)
			if (!strcmp(command->words[0], "go") &&
			    strstr(command->words[i], places[k]))
				return true;
	return false;
}

static int command_by_way(struct done_topic_search *search, const struct done_command *command,
    const struct done_starter *starter, const struct done_command_place *place,
    struct done_fact *out, struct done_error *err)
{
	bool is_named = !place->named || command_names_service(search, command, place);
	int rc;

	switch (starter->way) {
	case DONE_START_COMPOSE:
		return done_entry_compose(
		    search, command->words + 1, command->nr - 1, place->extent->outline, out, err);
	case DONE_START_ENTRY:
		return place->depth < DONE_COMMAND_ENTRIES_MAX
		    ? done_command_entry(search, command, starter, place, out, err)
		    : 0;
	case DONE_START_IMAGE:
		return command_runs_image(search, command, place);
	case DONE_START_RUNNER:
		return done_command_runner(search, command, is_named, out, err);
	case DONE_START_SCRIPT:
		return is_named ? done_command_script(search, command, err)
		                : done_command_workspace(search, command, place, out, err);
	case DONE_START_FILE:
		return is_named ? command_runs_file(search, command, err) : 0;
	case DONE_START_UNIT:
		return is_named ? command_starts_unit(search, command, err) : 0;
	case DONE_START_DECLARED:
		rc = done_entry_declared(search, command->words, command->nr, out, err);
		if (rc != 0 || !is_named)
			return rc;
		break;
	case DONE_START_DOTNET:
		if (!is_named || !strcmp(starter->tool, "aspire"))
			return done_entry_aspire(search, out, err);
		break;
	case DONE_START_PLAIN:
		if (command_runs_tool(command))
			return 0;
		if (is_named && !strncmp(starter->tool, "mvn", 3)) {
			rc = done_command_maven_works(search, command, err);
			if (rc <= 0)
				return rc;
		}
		break;
	}
	return is_named ? command_needs(search, starter->holds, err) : 0;
}

/* "pipenv run start", "poetry run serve": a script of the manifest. */
static bool command_is_manifest_script(const struct done_command *command, size_t skip)
{
	static const char tools[] = "pipenv poetry pdm hatch rye uv";

	return skip >= 2 && skip < command->nr && !strcmp(command->words[skip - 1], "run") &&
	    done_starter_word(tools, command->words[skip - 2]) &&
	    done_starter_is_script(command->words[skip]);
}

int done_command_judge(struct done_topic_search *search, const struct done_command *command,
    const struct done_command_place *place, struct done_fact *out, struct done_error *err)
{
	size_t skip = done_starter_wrappers(command->words, command->nr);

	/* "bash < start.sh" */
	skip += skip > 0 && skip + 1 < command->nr && !strcmp(command->words[skip], "<");
	struct done_command rest = {.nr = command->nr - skip};

	memcpy(rest.words, command->words + skip, rest.nr * sizeof(*rest.words));
	if (!rest.nr || done_starter_asks(rest.words, rest.nr) ||
	    done_starter_ends(rest.words, rest.nr))
		return 0;
	/* A page that is no guide has to name the service in the command itself. */
	if (search->is_aside && !place->depth && !command_names_service(search, &rest, place))
		return 0;
	const struct done_starter *starter = done_starter_of(rest.words, rest.nr);
	if (starter && done_topic_spend(search, 1, err) < 0)
		return err->code;
	if (starter)
		return command_by_way(search, &rest, starter, place, out, err);
	if (command_is_manifest_script(command, skip) &&
	    (!place->named || command_names_service(search, command, place)))
		return command_needs(
		    search, "{Pipfile,pyproject.toml,**/Pipfile,**/pyproject.toml}", err);
	return done_command_program(search, &rest, place, out, err);
}

/* ---- the code of a part ---- */

static void add_command_evidence(struct done_topic_search *search,
    const struct done_command_place *place, const char *line, size_t len,
    const struct done_fact *entry)
{
	struct done_view *view = search->view;
	const char *path = place->extent->file->path;

	if (!done_result_wants_evidence(search->result))
		return;
	const char *stop = memchr(line, '\n', len);
	const char *shown = done_view_shown(view, line, stop ? (size_t)(stop - line) : len, 60);
	if (entry->what)
		done_result_evidence(search->result, view, path, place->line, DONE_DECLARED,
		    "'%s', by %s of %s:%d", shown, entry->what,
		    done_view_shown_path(view, entry->path), entry->line);
	else
		done_result_evidence(search->result, view, path, place->line, DONE_CLAIMED,
		    "the command '%s'", shown);
}

/* "run    Start everything" of what "make help", "just" or "task" print. */
static int judge_help_line(struct done_topic_search *search, struct done_command_place *place,
    const char *line, size_t len, struct done_error *err)
{
	static const char *const tools[] = {"make", "just", "task"};
	struct done_command help;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < DONE_ARRAY_SIZE(tools); i++) {
		struct done_fact entry = {0};

		/* "kafka-start" of the service's own document starts what it needs. */
		if (!done_command_of_help(tools[i], line, len, search->view->arena, &help) ||
		    (!place->named && !done_command_is_whole(help.words[1]) &&
		        !done_command_word_names(search, help.words[1])))
			return 0;
		rc = done_command_judge(search, &help, place, &entry, err);
		if (rc > 0)
			add_command_evidence(search, place, line, len, &entry);
	}
	return rc;
}

int done_command_judge_line(struct done_topic_search *search, struct done_command_place *place,
    const char *line, size_t len, struct done_error *err)
{
	const char *at = done_command_skip_prompt(line, len), *end = line + len;
	int rc = place->span ? 0 : judge_help_line(search, place, line, len, err);

	while (at && rc == 0 && at < end) {
		struct done_command command;
		struct done_fact entry = {0};

		done_command_read(search->view->arena, &at, end, &command);
		if (command.nr > 1 && !strcmp(command.words[0], "cd"))
			place->directory = command.words[1];
		rc = done_command_judge(search, &command, place, &entry, err);
		if (rc > 0)
			add_command_evidence(search, place, line, len, &entry);
	}
	return rc;
}

/* "acme-dev modules enable cart", then "acme-dev up": a tool of one's own is told of the service,
 * and starts what it was told of. */
int done_command_enabled(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	const char *tool = NULL;

	for (size_t i = 0; i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];
		int number = code->line;

		for (const char *line = code->text; *line; number++) {
			const char *end = line + strcspn(line, "\n");
			const char *at = done_command_skip_prompt(line, (size_t)(end - line));
			struct done_command command = {0};

			if (at && number >= extent->from && number < extent->to)
				done_command_read(search->view->arena, &at, end, &command);
			const char *name = command.nr > 1 ? done_last_part(command.words[0]) : "";
			if (tool && command.nr == 2 && !strcmp(name, tool) &&
			    !strcmp(command.words[1], "up")) {
				done_result_evidence(search->result, search->view,
				    extent->file->path, number, DONE_CLAIMED,
				    "the command '%s up', which was told to start it", tool);
				return 1;
			}
			if (command.nr > 2 && !done_starter_knows(command.words[0]) &&
			    !strcmp(command.words[command.nr - 2], "enable") &&
			    done_command_word_names(search, command.words[command.nr - 1]))
				tool = name;
			line = end + (*end == '\n');
		}
	}
	return 0;
}

bool done_topic_command_names(struct done_topic_search *search, const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	const struct done_command_place place = {.extent = extent};

	for (size_t i = 0; i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];

		if (code->line < extent->from || code->line >= extent->to)
			continue;
		for (const char *line = code->text; *line; line += *line == '\n') {
			const char *end = line + strcspn(line, "\n");
			const char *at = done_command_skip_prompt(line, (size_t)(end - line));

			while (at && at < end) {
				struct done_command command;

				done_command_read(search->view->arena, &at, end, &command);
				if (command.nr > 1 && islower((unsigned char)*command.words[0]) &&
				    !done_command_word_names(search, command.words[0]) &&
				    command_names_service(search, &command, &place))
					return true;
			}
			line = end;
		}
	}
	return false;
}
