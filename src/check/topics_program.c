/*
 * Programs and scripts that a document calls by their names: "./bin/cart serve", "script/server",
 * "./manage start", "starter up cart". A script counts by what it runs, or by what it is called.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "done/deployment.h"
#include "topics_command.h"

/* What a program is told to do so that it stays up. */
static const char stays_up[] = "serve server start run up daemon standalone agent api worker web "
                               "dev all-in-one --start";

static bool program_stays_up(const struct done_command *command)
{
	for (size_t i = 1; i < command->nr; i++) {
		if (done_starter_word(stays_up, command->words[i]))
			return true;
	}
	return false;
}

/* "-p", "--port"; "Cart -> Orders" is a picture. */
static bool is_option(const char *word)
{
	return *word == '-' && isalnum((unsigned char)word[1 + (word[1] == '-')]);
}

/* "cart config.toml", "cart <path-to-config>": it reads how it is set up, and stays. */
static bool is_config(const char *word)
{
	static const char ends[] = "*.toml *.yaml *.yml *.json *.conf *.cfg *.ini *.config "
	                           "*.properties *.hcl *.env *config> *conf> *config-file> "
	                           "*config_file> *.toml> *.yaml> *.yml> *.json>";

	return isalnum((unsigned char)word[strspn(word, "./<[")]) && done_starter_word(ends, word);
}

/* ---- installed programs ---- */

/* Tools that start something else under the name of what they are given. */
static const char program_aside[] =
    "git gh curl wget http https echo printf cat less tail grep test [ cd cp mv rm mkdir chmod "
    "export psql mysql redis-cli mongo createdb jest vitest mocha playwright cypress pytest k6 "
    "artillery locust newman ab wrk hey vegeta jmeter gatling rspec phpunit ng vite webpack expo "
    "go apt apt-get brew pip pip3 gem code open ssh scp kill pkill docker podman kubectl minikube "
    "import from const let var return type npm yarn pnpm bun npx migrate stern terraform tofu "
    "goose dbmate flyway liquibase atlas";

/* "shop-cart", "cart --port 80", "cart serve", "starter up cart": a program that is installed, on a
 * line of its own. A lone "cart" may be anything. */
static bool program_installed(struct done_topic_search *search, const struct done_command *command,
    const struct done_command_place *place)
{
	const char *word = command->words[0];

	if (strpbrk(word, ":,;=@.") || done_starter_word(program_aside, word) ||
	    done_starter_knows(word))
		return false;
	if (done_command_word_names(search, word) && !place->span &&
	    (command->nr == 1 ? strpbrk(word, "-_") != NULL
	                      : is_option(command->words[1]) || program_stays_up(command) ||
	                (command->nr == 2 && is_config(command->words[1]))))
		return true;
	if (command->nr < 3 || !program_stays_up(command))
		return false;
	for (size_t i = 1; i < command->nr; i++) {
		if (!done_starter_word(stays_up, command->words[i]) &&
		    done_topic_names_service(search, DONE_NAME_KEY, command->words[i]))
			return true;
	}
	return false;
}

/* "start_service cart ../services/cart": a function of the script at hand. */
static bool program_is_function(struct done_topic_search *search,
    const struct done_command *command, const struct done_command_place *place)
{
	bool names = false;

	if (!place->depth || command->nr < 2 || !done_starter_is_script(command->words[0]) ||
	    done_starter_knows(command->words[0]))
		return false;
	for (size_t i = 1; !names && i < command->nr; i++)
		names = done_command_word_names(search, command->words[i]);
	return names;
}

/* What a script of several verbs is told to do and ends. */
static const char tree_ends[] = "setup* install* init* build* test* lint* migrate* seed* *db";

/* "shop server run-local" of shop.sh, which the document sources, or of bin/shop. */
static int program_of_tree(struct done_topic_search *search, const struct done_command *command,
    const struct done_command_place *place, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *word = command->words[0];
	struct done_files files = {0};
	bool starts = false, ends = false;

	for (size_t i = 1; i < command->nr; i++) {
		starts |= done_starter_is_script(command->words[i]);
		ends |= done_starter_word(tree_ends, command->words[i]);
	}
	if (!starts || ends || place->named || place->span || strpbrk(word, ":,;=@.") ||
	    done_starter_word(program_aside, word) || done_starter_knows(word))
		return 0;
	const char *directory = done_view_directory(view);
	int rc = done_topic_find(view,
	    done_arena_printf(view->arena, "{,%s%s}{,bin/,scripts/,script/}{%s,%s.sh,%s.bash}",
	        directory, *directory ? "/" : "", word, word, word),
	    &files, err);
	return rc < 0 ? rc : done_command_scripts_work(search, &files, err);
}

/* ---- paths ---- */

/* Where compilers put what they make of the service's own sources. */
static const struct {
	const char *prefix, *holds;
} program_built[] = {
    {"target/release/", "{Cargo.toml,**/Cargo.toml}"},
    {"target/debug/", "{Cargo.toml,**/Cargo.toml}"},
    {"build/install/", "{build.gradle,build.gradle.kts}"},
    {"_build/", "mix.exs"},
    {"build/", "CMakeLists.txt"},
    {"bazel-bin/", "**/BUILD*"},
    {".build/release/", "Package.swift"},
    {".build/debug/", "Package.swift"},
};

static int program_is_built(
    struct done_topic_search *search, const char *path, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	struct done_files files;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(program_built); i++) {
		if (strncmp(path, program_built[i].prefix, strlen(program_built[i].prefix)) != 0)
			continue;
		int rc = done_topic_find(view,
		    done_arena_printf(view->arena, "%s%s%s", directory, *directory ? "/" : "",
		        program_built[i].holds),
		    &files, err);

		return rc < 0 ? rc : files.nr > 0;
	}
	return 0;
}

/* "go build -o server . && ./server": the same code says what was built. */
static bool program_is_output(const struct done_command_place *place, const char *path)
{
	const struct done_outline *outline = place->extent->outline;
	size_t len = strlen(path);

	for (size_t i = 0; i < outline->nr_codes; i++) {
		for (const char *at = outline->codes[i].text; (at = strstr(at, "-o ")); at++) {
			const char *name = at + 3 + strspn(at + 3, " \"'");

			name += !strncmp(name, "./", 2) ? 2 : 0;
			if (!strncmp(name, path, len) && strchr(" \n\"'\\", name[len]))
				return true;
		}
	}
	return false;
}

/* A script of the tree: by its lines, by its own name, or by what it is told. */
static int program_script(struct done_topic_search *search, const struct done_command *command,
    const char *path, const struct done_command_place *place, struct done_fact *out,
    struct done_error *err)
{
	struct done_view *view = search->view;
	const char *name = done_last_part(path), *dot = strrchr(name, '.');
	const char *stem =
	    done_arena_strndup(view->arena, name, dot ? (size_t)(dot - name) : strlen(name));
	struct done_files files;
	int rc;

	/* "run-mysql.sh start": what the service needs */
	if (done_software_within(stem) && !done_command_word_names(search, stem))
		return 0;
	while (!strncmp(path, "../", 3))
		path += 3;
	rc = done_topic_find(
	    view, done_arena_printf(view->arena, "**/%s", dot ? name : path), &files, err);
	if (rc < 0 || !files.nr)
		return rc;
	if (place->depth < DONE_COMMAND_ENTRIES_MAX)
		rc = done_command_shell_scripts(search, &files, place, out, err);
	if (rc != 0 || place->named ||
	    (!done_starter_is_script(stem) &&
	        (command->nr < 2 || !done_starter_is_script(command->words[1]))))
		return rc;
	return done_command_scripts_work(search, &files, err);
}

static bool program_is_script(const char *dot)
{
	return dot && done_starter_word(".sh .bash .cmd .bat .ps1", dot);
}

/* "_bin/services/cart/cart": what is built lies as its sources do. */
static bool program_is_of_folder(struct done_topic_search *search, const char *path)
{
	static const char folders[] = "_bin bin out dist build .bin _build _output .build";
	struct done_arena *arena = search->view->arena;
	const char *rest = strchr(path, '/');

	return rest && strchr(rest + 1, '/') && *done_view_directory(search->view) &&
	    done_starter_word(folders, done_arena_strndup(arena, path, (size_t)(rest - path))) &&
	    done_topic_names_service(search, DONE_NAME_PATH, rest + 1);
}

/* "./cart", "bin/cart --port 80", "scripts/start.sh". */
static int program_of_path(struct done_topic_search *search, const struct done_command *command,
    const char *path, const struct done_command_place *place, struct done_fact *out,
    struct done_error *err)
{
	struct done_view *view = search->view;
	const char *name = done_last_part(path), *directory = done_view_directory(view);
	/* A path that is spoken of; a line of a recipe or a script runs it. */
	bool alone = command->nr == 1 && path == command->words[0] && !place->depth;
	struct done_entry entry;
	struct done_files files = {0};
	const char *host = memchr(path, '.', strcspn(path, "/"));
	int rc;

	if (host && host > path && isalnum((unsigned char)host[1]))
		return 0; /* "example.com/shop/cart" */
	rc = done_path_problem(path) ? 0 : done_snapshot_find(view->head, path, &entry, err);

	if (rc < 0 || (rc > 0 && entry.kind == DONE_ENTRY_DIRECTORY))
		return rc < 0 ? rc : 0;
	if (alone && place->span && !rc)
		return 0;
	if (!alone && done_command_word_names(search, name))
		return 1;
	if (!rc && !place->span && program_is_of_folder(search, path))
		return 1;
	rc = program_script(search, command, path, place, out, err);
	if (rc != 0 || place->named || alone)
		return rc;
	if (program_is_output(place, path))
		return 1;
	rc = program_is_built(search, path, err);
	if (rc != 0)
		return rc;
	/* "./bin/shop serve" of cmd/shop, in what speaks of the service alone. */
	rc = done_topic_find(view,
	    done_arena_printf(
	        view->arena, "%s%scmd/%s/*.go", directory, *directory ? "/" : "", name),
	    &files, err);
	return rc < 0 ? rc : files.nr > 0;
}

/* What a program does and ends. */
static const char program_ends[] =
    "migrate migrate:* seed db db:* upgrade purge destroy test check";
/* The same as an option, "./router -export-routes". */
static const char program_ending_options[] =
    "export* import* migrate* dump* validate* check* print-* list* show-* init-*";

static bool program_is_ended(const struct done_command *command)
{
	bool ends = command->nr > 1 && done_starter_word(program_ends, command->words[1]);

	for (size_t i = 1; !ends && i < command->nr; i++)
		ends = done_starter_word("migrate", command->words[i]) ||
		    (is_option(command->words[i]) &&
		        done_starter_word(program_ending_options,
		            command->words[i] + strspn(command->words[i], "-")));
	return ends;
}

/* "cart" of "$CART_HOME/bin/cart.sh". */
static const char *variable_stem(struct done_topic_search *search, const char *word)
{
	const char *name = done_last_part(word), *dot = strrchr(name, '.');

	return done_arena_strndup(search->view->arena, name,
	    program_is_script(dot) ? (size_t)(dot - name) : strlen(name));
}

/* "$(BINPATH)/cart" in a recipe, "$CART_HOME/bin/cart.sh" in a document: wherever that is, it is
 * the service's program. */
static bool program_of_variable(
    struct done_topic_search *search, const char *word, const struct done_command_place *place)
{
	size_t len = strcspn(word, "/");

	if (!place->depth && !place->span && word[0] == '$' && isupper((unsigned char)word[1]) &&
	    word[len] && !strpbrk(word + len, "*?[]{}<>\\()$"))
		return done_command_word_names(search, variable_stem(search, word));
	return place->depth && word[0] == '$' && word[1] && strchr("({", word[1]) && word[len] &&
	    strchr(")}", word[len - 1]) && !strpbrk(word + len, "*?[]{}<>\\()$") &&
	    done_command_word_names(search, done_last_part(word));
}

int done_command_program(struct done_topic_search *search, const struct done_command *command,
    const struct done_command_place *place, struct done_fact *out, struct done_error *err)
{
	const char *word = command->words[0], *slash = strrchr(word, '/');
	const char *dot = strrchr(slash ? slash : word, '.');

	if (program_of_variable(search, word, place))
		return !program_is_ended(command) &&
		    !done_starter_asks(command->words, command->nr);
	/* "/cart   - The cart service" of a list of folders */
	if (command->nr > 1 && done_starter_word("- -- -> =>", command->words[1]))
		return 0;
	if (strpbrk(word, "*?[]{}<>\\()$") || !*done_last_part(word) ||
	    done_starter_asks(command->words, command->nr) || program_is_ended(command))
		return 0;
	if (program_is_script(dot))
		return program_script(
		    search, command, word + (!strncmp(word, "./", 2) ? 2 : 0), place, out, err);
	if (slash && !dot)
		return program_of_path(
		    search, command, word + (!strncmp(word, "./", 2) ? 2 : 0), place, out, err);
	if (slash)
		return 0;
	return program_installed(search, command, place) ||
	        program_is_function(search, command, place)
	    ? 1
	    : program_of_tree(search, command, place, err);
}

/* ---- a class with a main method, started from an editor ---- */

static const char *const class_ends[] = {
    "Application", "App", "Main", "Launcher", "Bootstrap", "Server", "Starter"};
/* What tells somebody to start it; the last four are Chinese and Norwegian. */
static const char *const class_verbs[] = {"run ", "start ", "launch ", "execute ", "running ",
    "starting ", "Run ", "Start ", "Launch ", "Execute ", "\xE5\x90\xAF\xE5\x8A\xA8",
    "\xE8\xBF\x90\xE8\xA1\x8C", "kj\xC3\xB8r ", "Kj\xC3\xB8r "};
#define CLASSES_MAX 20 /* that are looked for in one document */

/* What in front of a verb says that one should not; the last two are Chinese. */
static const char *const class_negations[] = {"not ", "n't ", "never ", "cannot ", "no longer ",
    "instead of ", "without ", "rather than ", "avoid ", "\xE4\xB8\x8D", "\xE5\x88\xAB"};

/* One of them stands in the same clause, which ends at `end`. */
static bool clause_is_negated(const char *line, size_t end)
{
	size_t from = end;

	while (from > 0 && !strchr(".,:;!?", line[from - 1]))
		from--;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(class_negations); i++) {
		if (done_topic_phrase_at(line, end, from, class_negations[i]) < end)
			return true;
	}
	return false;
}

bool done_command_tells_to_start(const char *line, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(class_verbs); i++) {
		size_t size = strlen(class_verbs[i]);

		for (size_t k = 0; k + size <= len; k++) {
			if (line[k] == *class_verbs[i] && !memcmp(line + k, class_verbs[i], size) &&
			    !clause_is_negated(line, k))
				return true;
		}
	}
	return false;
}

/* "Application.kt": as a file, whatever stands before it in the name. */
static bool class_is_file(const char *behind, size_t left)
{
	static const char *const endings[] = {".kt", ".java", ".scala", ".groovy"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		size_t len = strlen(endings[i]);

		if (len <= left && !strncmp(behind, endings[i], len))
			return true;
	}
	return false;
}

/* "CartApplication", which `left` bytes follow. */
static bool class_is_main(const char *name, size_t len, size_t left)
{
	for (size_t i = 0; isupper((unsigned char)*name) && i < DONE_ARRAY_SIZE(class_ends); i++) {
		size_t end = strlen(class_ends[i]);

		if (len >= end && !strncmp(name + len - end, class_ends[i], end) &&
		    (len > end || class_is_file(name + len, left)))
			return true;
	}
	return false;
}

struct class_found {
	const char *name;
	size_t left; /* that may be looked for */
};

/* The first class of the line that is a source of the service: 1 with its name. */
static int class_in_line(struct done_topic_search *search, const char *line, size_t len,
    struct class_found *found, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	int rc = 0;

	for (const char *at = line; rc == 0 && at < line + len; at++) {
		size_t size = 0;
		struct done_files files;

		while (
		    at + size < line + len && (isalnum((unsigned char)at[size]) || at[size] == '_'))
			size++;
		if (class_is_main(at, size, (size_t)(line + len - at) - size) && found->left) {
			found->left--;
			found->name = done_arena_strndup(view->arena, at, size);
			rc = done_topic_find(view,
			    done_arena_printf(view->arena, "%s%s**/%s.{java,kt,scala,groovy}",
			        directory, *directory ? "/" : "", found->name),
			    &files, err);
			rc = rc < 0 ? rc : files.nr > 0;
		}
		at += size;
	}
	return rc;
}

/* The same of a line of text and of what is written as code in it. */
static int class_at(struct done_topic_search *search, const struct done_extent *extent, int number,
    struct done_bytes line, struct class_found *found, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;
	int rc = class_in_line(search, line.ptr, line.len, found, err);

	for (size_t k = 0; rc == 0 && k < outline->nr_codes; k++) {
		const struct done_code_text *code = &outline->codes[k];

		if (code->span && code->line == number)
			rc = class_in_line(search, code->text, strlen(code->text), found, err);
	}
	return rc;
}

int done_command_main_class(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;
	struct class_found found = {.left = CLASSES_MAX};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		const char *end = paragraph->text + paragraph->len;
		int number = paragraph->line;

		for (const char *line = paragraph->text; rc == 0 && line < end; number++) {
			const char *stop = memchr(line, '\n', (size_t)(end - line));
			size_t len = (size_t)((stop ? stop : end) - line);

			if (!paragraph->heading && number >= extent->from && number < extent->to &&
			    done_command_tells_to_start(line, len))
				rc = class_at(search, extent, number,
				    (struct done_bytes){line, len}, &found, err);
			if (rc > 0)
				done_result_evidence(search->result, search->view,
				    extent->file->path, number, DONE_CLAIMED,
				    "the class '%s' is started", found.name);
			line += len + 1;
		}
	}
	return rc;
}
