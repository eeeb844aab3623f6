/* What in a declaration points to a program: names, words of commands and builds, paths. */
#include <ctype.h>
#include <string.h>

#include "join.h"

/* ---- names ---- */

#define NAME_MAX_LEN 128

/* In lower case, without what divides words; 0: longer than any name. */
static size_t plain_name(const char *text, size_t len, char out[NAME_MAX_LEN])
{
	size_t used = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '-' || c == '_' || c == '.' || c == ' ')
			continue;
		if (used + 1 >= NAME_MAX_LEN)
			return 0;
		out[used++] = (char)tolower(c);
	}
	out[used] = '\0';
	return used;
}

static size_t strip_ending(char *name, size_t len)
{
	static const char *const endings[] = {"service", "svc", "server", "api", "app"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		size_t ending = strlen(endings[i]);

		if (len >= ending + 3 && !strcmp(name + len - ending, endings[i])) {
			name[len - ending] = '\0';
			return len - ending;
		}
	}
	return len;
}

/* The last words of many other people's images: "kube-rbac-proxy", "redis-exporter". */
static bool is_common_ending(const char *name)
{
	static const char *const names[] = {
	    "proxy", "exporter", "operator", "agent", "controller", "sidecar", "adapter", "init"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

/* Equal, or equal but for one trailing "service" and the like; or the text ends with the whole name
 * as its last words ("acme-orders"). */
bool done_hint_is_called(const char *text, size_t len, const char *name)
{
	char a[NAME_MAX_LEN], b[NAME_MAX_LEN];
	size_t name_len = strlen(name), a_len = plain_name(text, len, a),
	       b_len = plain_name(name, name_len, b);

	if (!a_len || b_len < 2)
		return false;
	if (!strcmp(a, b))
		return true;
	if (len > name_len && name_len >= 3 && !is_common_ending(name) &&
	    strchr("-_./", text[len - name_len - 1]) &&
	    !strncmp(text + len - name_len, name, name_len))
		return true;
	strip_ending(a, a_len);
	strip_ending(b, b_len);
	return !strcmp(a, b);
}

static const char *const vague_names[] = {
    "app",
    "src",
    "cmd",
    "main",
    "server",
    "service",
    "docker",
    "build",
    "deploy",
    "web",
    "api",
};

bool done_hint_is_vague(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(vague_names); i++) {
		if (!strcmp(vague_names[i], name))
			return true;
	}
	return false;
}

bool done_hint_calls(const struct done_program *program, const char *text, size_t len)
{
	const char *unit = done_last_part(program->unit->directory);

	return done_hint_is_called(text, len, program->name) ||
	    (*unit && !done_hint_is_vague(unit) && done_hint_is_called(text, len, unit));
}

bool done_hint_is_of_others(struct done_finder *finder, const char *name)
{
	char *words = done_arena_strndup(finder->arena, name ? name : "", name ? strlen(name) : 0);

	while (*words) {
		size_t len = strcspn(words, "-_.");
		bool is_last = !words[len];

		words[len] = '\0';
		if (done_software_of_others(words))
			return true;
		words += len + !is_last;
	}
	return false;
}

/* "run-migrations": it prepares a database for others, and ends. */
bool done_hint_is_once(const char *name)
{
	static const char *const words[] = {
	    "migrate", "migration", "migrations", "migrator", "seed", "seeder", "seeds"};
	const char *last = name ? name : "";

	for (const char *at = last; *at; at++) {
		if (strchr("-_.", *at))
			last = at + 1;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (!strcmp(words[i], last))
			return true;
	}
	return false;
}

/* ---- words of what is started and built ---- */

static bool hint_next_word(const char **at, const char **word, size_t *len)
{
	*at += strspn(*at, " \t\n\"'[],;&|()=");
	*word = *at;
	*len = strcspn(*at, " \t\n\"'[],;&|()=");
	*at += *len;
	return *len > 0;
}

/* The word as a path of the tree, seen from the root, the unit, or the declaring file. */
static bool word_is_path(struct done_finder *finder, const struct done_program *program,
    const char *directory, const char *word, size_t len)
{
	const char *bases[] = {"", program->unit->directory, directory};
	const char *written;

	if (!memchr(word, '/', len) && !memchr(word, '.', len))
		return false;
	while (len && (word[len - 1] == '/' || (len > 3 && !strncmp(word + len - 3, "...", 3))))
		len -= word[len - 1] == '/' ? 1 : 3;
	while (len && *word == '/') {
		word++;
		len--;
	}
	written = done_arena_strndup(finder->arena, word, len);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(bases); i++) {
		const char *path = done_path_within(finder->arena, bases[i], written);

		if (!path || !*path)
			continue;
		if (program->script && !strcmp(path, program->script))
			return true;
		if (strcmp(program->directory, program->unit->directory) != 0 &&
		    done_path_below(path, program->directory))
			return true;
	}
	return false;
}

/* The length of "cart" in "cart-1.2.0-SNAPSHOT". */
static size_t without_version(const char *base, size_t len)
{
	for (size_t i = 1; i + 1 < len; i++) {
		if (base[i] == '-' && isdigit((unsigned char)base[i + 1]))
			return i;
	}
	return len;
}

/* "/app/cart", "cart.jar", "Cart.Api.dll" */
static bool word_is_binary(const struct done_program *program, const char *word, size_t len)
{
	static const char *const endings[] = {".dll", ".jar", ".exe", ".js", ".py"};
	const char *base = word + len;
	bool is_package = !strcmp(program->directory, program->unit->directory);
	const char *package =
	    is_package && program->part->nr ? program->part->manifests[0]->name : NULL;
	const struct done_manifest_fact *said;
	size_t base_len;

	while (base > word && base[-1] != '/')
		base--;
	base_len = len - (size_t)(base - word);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		size_t ending = strlen(endings[i]);

		if (base_len > ending && !strncmp(base + base_len - ending, endings[i], ending)) {
			base_len -= ending;
			/* "cart-1.2.0-SNAPSHOT.jar" */
			if (!strcmp(endings[i], ".jar"))
				base_len = without_version(base, base_len);
		}
	}
	if (base_len < 3)
		return false;
	if (strlen(program->name) == base_len && !strncmp(base, program->name, base_len))
		return true;
	package = package ? done_last_part(package) : NULL;
	if (package && strchr(package, ':'))
		package = strrchr(package, ':') + 1; /* "org.acme:cart" */
	if (package && strlen(package) == base_len && !strncmp(base, package, base_len))
		return true;
	said = is_package ? done_unit_fact(program->part, "assembly-name", NULL) : NULL;
	return said && strlen(said->value) == base_len && !strncmp(base, said->value, base_len);
}

static bool text_starts_program(struct done_finder *finder, const struct done_program *program,
    const char *directory, const char *text, bool is_command)
{
	static const char *const options[] = {
	    "-p", "--bin", "--package", "-o", "--filter", "--project", "-pl", "APP", "SERVICE"};
	bool after_option = is_command;
	const char *word;
	size_t len;

	while (hint_next_word(&text, &word, &len)) {
		if (word_is_path(finder, program, directory, word, len))
			return true;
		if (after_option && word_is_binary(program, word, len))
			return true;
		after_option = is_command;
		for (size_t i = 0; i < DONE_ARRAY_SIZE(options); i++) {
			if (strlen(options[i]) == len && !strncmp(options[i], word, len))
				after_option = true;
		}
	}
	return false;
}

bool done_hint_starts(struct done_finder *finder, const struct done_declaration *declaration,
    const struct done_program *program)
{
	const struct done_deployment *item = declaration->item;
	const char *directory =
	    declaration->context ? declaration->context : declaration->directory;

	for (size_t i = 0; i < item->nr_commands; i++) {
		if (text_starts_program(finder, program, directory, item->commands[i], true))
			return true;
	}
	for (size_t i = 0; i < item->nr_builds; i++) {
		if (text_starts_program(finder, program, directory, item->builds[i], false))
			return true;
	}
	for (size_t i = 0; i < item->nr_args; i++) {
		const char *value = strchr(item->args[i], '=');

		if (value && text_starts_program(finder, program, directory, value + 1, true))
			return true;
	}
	return false;
}

/* "shop.web:app", "shop:create_app": what a web server of Python loads, seen from the unit. */
static bool word_is_module(
    struct done_finder *finder, const struct done_program *program, const char *word, size_t len)
{
	static const struct {
		const char *before, *behind;
	} forms[] = {{"", ".py"}, {"", "/__init__.py"}, {"src/", ".py"}, {"src/", "/__init__.py"}};
	const char *colon = memchr(word, ':', len);
	char *module;

	if (!colon || colon == word || !colon[1] || colon[1] == '/' || *word == '.')
		return false;
	module = done_arena_strndup(finder->arena, word, (size_t)(colon - word));
	for (char *at = module; *at; at++) {
		if (!isalnum((unsigned char)*at) && !strchr("._", *at))
			return false;
		*at = *at == '.' ? '/' : *at;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(forms); i++) {
		const char *path = done_path_join(finder->arena, program->unit->directory,
		    done_arena_printf(
		        finder->arena, "%s%s%s", forms[i].before, module, forms[i].behind));

		if (done_tree_find(finder, path))
			return true;
	}
	return false;
}

bool done_hint_starts_module(struct done_finder *finder, const struct done_declaration *declaration,
    const struct done_program *program)
{
	const struct done_deployment *item = declaration->item;
	const char *word;
	size_t len;

	for (size_t i = 0; i < item->nr_commands && !strcmp(program->part->ecosystem->id, "python");
	     i++) {
		for (const char *at = item->commands[i]; hint_next_word(&at, &word, &len);) {
			if (word_is_module(finder, program, word, len))
				return true;
		}
	}
	return false;
}

/* ---- paths and files ---- */

/* The words of a container file's name beside its usual one: "web" of Dockerfile-web; empty: none.
 */
static struct done_bytes hint_file_words(const char *path)
{
	static const char *const usual[] = {"Dockerfile", "Containerfile", "dockerfile"};
	const char *name = done_last_part(path);
	size_t name_len = strlen(name);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(usual); i++) {
		size_t len = strlen(usual[i]);

		if (name_len <= len + 1)
			continue;
		if (done_text_starts(name, usual[i]))
			return (struct done_bytes){name + len + 1, name_len - len - 1};
		if (done_text_ends(name, usual[i]))
			return (struct done_bytes){name, name_len - len - 1};
	}
	return (struct done_bytes){"", 0};
}

bool done_hint_file_calls(const char *path, const struct done_program *program)
{
	struct done_bytes words = hint_file_words(path);

	return words.len && done_hint_calls(program, words.ptr, words.len);
}

/* Dockerfile.docs: it runs something beside the program. */
bool done_hint_file_is_aside(const char *path)
{
	static const char *const aside[] = {
	    "docs", "doc", "documentation", "storybook", "e2e", "lint", "cypress"};
	struct done_bytes words = hint_file_words(path);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(aside); i++) {
		if (strlen(aside[i]) == words.len && !memcmp(aside[i], words.ptr, words.len))
			return true;
	}
	return false;
}

bool done_hint_copies(struct done_finder *finder, const struct done_declaration *declaration,
    const struct done_program *program)
{
	const struct done_deployment *item = declaration->item;
	const char *unit = program->unit->directory;

	for (size_t i = 0; i < item->nr_copies && *unit; i++) {
		const char *path = done_path_within(finder->arena, "", item->copies[i]);

		if (path && *path && !strcmp(path, unit))
			return true;
	}
	return false;
}

bool done_hint_copies_binary(
    const struct done_declaration *declaration, const struct done_program *program)
{
	const struct done_deployment *item = declaration->item;
	const char *name = done_last_part(program->directory);

	for (size_t i = 0; i < item->nr_copies && *name; i++) {
		if (strchr(item->copies[i], '/') &&
		    !strcmp(done_last_part(item->copies[i]), name) &&
		    !done_path_below(program->directory, item->copies[i]))
			return true;
	}
	return false;
}

bool done_hint_mounts(struct done_finder *finder, const struct done_declaration *declaration,
    const struct done_program *program)
{
	for (size_t i = 0; i < declaration->item->nr_mounts; i++) {
		const char *mount = declaration->item->mounts[i];
		const char *path = *mount == '/'
		    ? NULL /* of the machine */
		    : done_path_within(finder->arena, declaration->directory, mount);

		if (path && !strcmp(path, program->unit->directory))
			return true;
	}
	return false;
}

/* ---- what starts ---- */

/* What only a declaration starts has to be started by its own runtime. */
static const struct {
	const char *ecosystem;
	const char *words[16]; /* of commands; NULL: no more */
	const char *ending;    /* of a file that is given to the image's own entry */
	const char *base;      /* in the name of the image that it is built upon */
} runtimes[] = {
    {"node", {"node", "npm", "yarn", "pnpm", "bun", "deno", "tsx", "pm2", "pm2-runtime", "nest"},
        ".js", NULL},
    {"python",
        {"python", "python3", "gunicorn", "uvicorn", "celery", "flask", "hypercorn", "daphne", "uv",
            "poetry", "fastapi", "uwsgi", "granian", "faust", "nameko", "dramatiq"},
        ".py", "python"},
};

static bool word_is_runtime(size_t runtime, const char *word, size_t len)
{
	size_t ending = strlen(runtimes[runtime].ending);
	const char *slash = memchr(word, '/', len);

	while (slash) {
		len -= (size_t)(slash + 1 - word);
		word = slash + 1;
		slash = memchr(word, '/', len);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(runtimes[0].words); i++) {
		const char *name = runtimes[runtime].words[i];

		if (name && strlen(name) == len && !strncmp(name, word, len))
			return true;
	}
	return len > ending && !strncmp(word + len - ending, runtimes[runtime].ending, ending);
}

bool done_hint_runs(
    const struct done_declaration *declaration, const struct done_ecosystem *ecosystem)
{
	const struct done_deployment *item = declaration->item;
	size_t runtime = 0, len;
	const char *word;

	while (runtime < DONE_ARRAY_SIZE(runtimes) &&
	    strcmp(runtimes[runtime].ecosystem, ecosystem->id) != 0)
		runtime++;
	if (runtime == DONE_ARRAY_SIZE(runtimes) || item->kind == DONE_DEPLOY_FUNCTION)
		return true;
	if (item->base && runtimes[runtime].base && strstr(item->base, runtimes[runtime].base))
		return true;
	for (size_t i = 0; i < item->nr_commands; i++) {
		for (const char *at = item->commands[i]; hint_next_word(&at, &word, &len);) {
			if (word_is_runtime(runtime, word, len))
				return true;
		}
	}
	return false;
}
