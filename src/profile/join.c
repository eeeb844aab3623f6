/*
 * Which declaration builds or runs which program. A declaration has several hints; the most useful
 * that fits any program decides, and where it fits several that cannot be told apart, none is
 * taken.
 */
#include <ctype.h>
#include <string.h>

#include "finder.h"

/* From weak to strong. */
enum join_strength {
	JOIN_NONE,
	JOIN_COPIES,  /* COPY of its directory */
	JOIN_ABOVE,   /* stands above its unit */
	JOIN_CALLED,  /* file, folder or image is called after it */
	JOIN_INSIDE,  /* stands in its unit */
	JOIN_AT,      /* stands in its own directory */
	JOIN_STARTED, /* what is started or built names it */
};

/* ---- names ----------------------------------------------------------------------------------- */

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
	static const char *const names[] = {"proxy",      "exporter", "operator", "agent",
	                                    "controller", "sidecar",  "adapter",  "init"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

/* Equal, or equal but for one trailing "service" and the like; or the text ends with the whole name
 * as its last words ("acme-orders"). */
static bool is_called(const char *text, size_t len, const char *name)
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
	"app", "src", "cmd", "main", "server", "service", "docker", "build", "deploy", "web", "api",
};

static bool is_vague(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(vague_names); i++) {
		if (!strcmp(vague_names[i], name))
			return true;
	}
	return false;
}

static bool program_is_called(const struct done_program *program, const char *text, size_t len)
{
	const char *unit = done_last_part(program->unit->directory);

	return is_called(text, len, program->name) ||
	       (*unit && !is_vague(unit) && is_called(text, len, unit));
}

/* ---- words of what is started and built ------------------------------------------------------ */

static bool next_word(const char **at, const char **word, size_t *len)
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

/* "/app/cart", "cart.jar", "Cart.Api.dll" */
static bool word_is_binary(const struct done_program *program, const char *word, size_t len)
{
	static const char *const endings[] = {".dll", ".jar", ".exe", ".js", ".py"};
	const char *base = word + len;
	bool is_package = !strcmp(program->directory, program->unit->directory);
	const char *package =
		is_package && program->part->nr ? program->part->manifests[0]->name : NULL;
	size_t base_len;

	while (base > word && base[-1] != '/')
		base--;
	base_len = len - (size_t)(base - word);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		size_t ending = strlen(endings[i]);

		if (base_len > ending && !strncmp(base + base_len - ending, endings[i], ending))
			base_len -= ending;
	}
	if (base_len < 3)
		return false;
	if (strlen(program->name) == base_len && !strncmp(base, program->name, base_len))
		return true;
	return package && strlen(done_last_part(package)) == base_len &&
	       !strncmp(base, done_last_part(package), base_len);
}

static bool text_starts_program(struct done_finder *finder, const struct done_program *program,
                                const char *directory, const char *text, bool is_command)
{
	static const char *const options[] = {
		"-p", "--bin", "--package", "-o", "--filter", "--project", "-pl", "APP", "SERVICE"};
	bool after_option = is_command;
	const char *word;
	size_t len;

	while (next_word(&text, &word, &len)) {
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

static bool starts_program(struct done_finder *finder, const struct done_declaration *declaration,
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

/* ---- one declaration and one program --------------------------------------------------------- */

/* The innermost unit above that has a program; NULL. */
static struct done_unit *unit_with_program(const struct done_finder *finder, const char *path)
{
	struct done_unit *best = NULL;
	size_t best_len = 0;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_unit *unit = finder->programs[i].unit;
		size_t len = strlen(unit->directory);

		if (done_path_below(path, unit->directory) && (!best || len > best_len)) {
			best = unit;
			best_len = len;
		}
	}
	return best;
}

/* The words of a container file's name beside its usual one: "web" of Dockerfile-web. */
static bool file_is_called_after(const char *path, const struct done_program *program)
{
	static const char *const usual[] = {"Dockerfile", "Containerfile", "dockerfile"};
	const char *name = done_last_part(path);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(usual); i++) {
		size_t len = strlen(usual[i]), name_len = strlen(name);

		if (done_text_starts(name, usual[i]) && name_len > len + 1)
			return program_is_called(program, name + len + 1, name_len - len - 1);
		if (name_len > len + 1 && done_text_ends(name, usual[i]))
			return program_is_called(program, name, name_len - len - 1);
	}
	return false;
}

static bool copies_unit(struct done_finder *finder, const struct done_declaration *declaration,
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

static enum join_strength join_at(struct done_finder *finder, const char *directory,
                                  const struct done_unit *inside,
                                  const struct done_program *program)
{
	(void)finder;
	if (program->unit == inside)
		return !strcmp(directory, program->directory) ? JOIN_AT : JOIN_INSIDE;
	if (*directory && done_path_below(program->unit->directory, directory))
		return JOIN_ABOVE;
	return JOIN_NONE;
}

static enum join_strength join_container(struct done_finder *finder,
                                         const struct done_declaration *declaration,
                                         const struct done_unit *inside,
                                         const struct done_program *program)
{
	const char *directory = declaration->directory;
	const char *folder = done_last_part(directory);
	bool may_start = !inside || inside == program->unit ||
	                 done_path_below(program->unit->directory, inside->directory);

	if (may_start && starts_program(finder, declaration, program))
		return JOIN_STARTED;
	if (program->unit == inside)
		return join_at(finder, directory, inside, program);
	if (may_start &&
	    (file_is_called_after(declaration->path, program) ||
	     (*folder && !is_vague(folder) && program_is_called(program, folder, strlen(folder)))))
		return JOIN_CALLED;
	if (may_start && join_at(finder, directory, inside, program) == JOIN_ABOVE)
		return JOIN_ABOVE;
	return may_start && copies_unit(finder, declaration, program) ? JOIN_COPIES : JOIN_NONE;
}

static enum join_strength join_by_image(const struct done_declaration *declaration,
                                        const struct done_program *program)
{
	const struct done_deployment *item = declaration->item;
	const char *image = item->image ? done_last_part(item->image) : NULL;

	if (image && program_is_called(program, image, strlen(image)))
		return JOIN_CALLED;
	return JOIN_NONE;
}

static bool mounts_unit(struct done_finder *finder, const struct done_declaration *declaration,
                        const struct done_program *program)
{
	for (size_t i = 0; i < declaration->item->nr_mounts; i++) {
		const char *mount = declaration->item->mounts[i];
		const char *path = *mount == '/' ? NULL /* of the machine */
		                                 : done_path_within(finder->arena,
		                                                    declaration->directory, mount);

		if (path && !strcmp(path, program->unit->directory))
			return true;
	}
	return false;
}

/* Its commands run in the directory of the file itself. */
static bool runs_in_place(const struct done_declaration *declaration)
{
	return !strcmp(declaration->reader->name, "procfile") ||
	       declaration->item->kind == DONE_DEPLOY_FUNCTION;
}

/* What only a declaration starts has to be started by its own runtime. */
static const struct {
	const char *ecosystem;
	const char *words[16]; /* of commands; NULL: no more */
	const char *ending;    /* of a file that is given to the image's own entry */
	const char *base;      /* in the name of the image that it is built upon */
} runtimes[] = {
	{"node",
         {"node", "npm", "yarn", "pnpm", "bun", "deno", "tsx", "pm2", "pm2-runtime", "nest"},
         ".js",
         NULL},
	{"python",
         {"python", "python3", "gunicorn", "uvicorn", "celery", "flask", "hypercorn", "daphne",
          "uv", "poetry", "fastapi", "uwsgi", "granian", "faust", "nameko", "dramatiq"},
         ".py",
         "python"},
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

static bool runs_by_itself(const struct done_declaration *declaration,
                           const struct done_ecosystem *ecosystem)
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
		for (const char *at = item->commands[i]; next_word(&at, &word, &len);) {
			if (word_is_runtime(runtime, word, len))
				return true;
		}
	}
	return false;
}

static enum join_strength join_run(struct done_finder *finder,
                                   const struct done_declaration *declaration,
                                   const struct done_unit *inside,
                                   const struct done_program *program)
{
	const char *name = declaration->item->name;

	if (declaration->context || runs_in_place(declaration)) {
		const char *directory =
			declaration->context ? declaration->context : declaration->directory;
		enum join_strength at = join_at(finder, directory, inside, program);

		if (at >= JOIN_INSIDE && starts_program(finder, declaration, program))
			return JOIN_STARTED;
		if (at >= JOIN_INSIDE && name && is_called(name, strlen(name), program->name))
			return JOIN_STARTED;
		if (declaration->item->image && at < JOIN_INSIDE)
			return join_by_image(declaration, program);
		return at;
	}
	if (mounts_unit(finder, declaration, program))
		return JOIN_INSIDE;
	return join_by_image(declaration, program);
}

/* ---- taking ---------------------------------------------------------------------------------- */

static bool is_one_unit(const struct done_finder *finder, const size_t *programs, size_t nr)
{
	for (size_t i = 1; i < nr; i++) {
		if (finder->programs[programs[i]].unit != finder->programs[programs[0]].unit)
			return false;
	}
	return true;
}

/* Different languages of one directory are one program with its assets. */
static bool is_one_program(const struct done_finder *finder, const size_t *programs, size_t nr)
{
	for (size_t i = 1; i < nr; i++) {
		for (size_t j = 0; j < i; j++) {
			if (finder->programs[programs[i]].part ==
			    finder->programs[programs[j]].part)
				return false;
		}
	}
	return is_one_unit(finder, programs, nr);
}

static const char *declared_as(struct done_finder *finder,
                               const struct done_declaration *declaration)
{
	const struct done_deployment *item = declaration->item;

	if (declaration->is_container_file)
		return "a container file";
	if (item->name)
		return done_arena_printf(finder->arena, "'%s'",
		                         done_arena_shown(finder->arena, item->name));
	return item->kind == DONE_DEPLOY_IMAGE ? "an image" : "a process";
}

static void take(struct done_finder *finder, const struct done_declaration *declaration,
                 struct done_program *program, bool is_only)
{
	const struct done_deployment *item = declaration->item;

	*DONE_ARENA_PUSH(finder->arena, program->declared, program->nr_declared,
	                 program->cap_declared) =
		(struct done_fact){declaration->path, item->line, declared_as(finder, declaration)};
	program->has_command = program->has_command || item->nr_commands;
	for (size_t i = 0; i < item->nr_commands; i++)
		*DONE_ARENA_PUSH(finder->arena, program->started, program->nr_started,
		                 program->cap_started) = item->commands[i];
	if (item->kind == DONE_DEPLOY_IMAGE)
		program->has_image = true;
	if (item->ports && is_only)
		program->has_port = true;
	/* Compose runs what it builds; other builders do not say that anybody runs it. */
	if (item->kind == DONE_DEPLOY_RUN || !strcmp(declaration->reader->name, "compose"))
		program->is_run = true;
	if (item->kind == DONE_DEPLOY_FUNCTION)
		program->is_function = true;
	if (item->kind == DONE_DEPLOY_SCHEDULE)
		program->is_scheduled = true;
	if (declaration->is_container_file && is_only && !program->container_directory)
		program->container_directory = declaration->directory;
}

/* The programs of one declaration into out: all that the strongest hint fits. */
static size_t strongest(struct done_finder *finder, struct done_declaration *declaration,
                        size_t *out, enum join_strength *strength)
{
	const char *seen_from =
		declaration->context ? declaration->context : declaration->directory;
	const struct done_unit *inside = unit_with_program(finder, seen_from);
	size_t nr = 0;

	*strength = JOIN_NONE;
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *program = &finder->programs[i];
		enum join_strength found =
			declaration->is_container_file
				? join_container(finder, declaration, inside, program)
				: join_run(finder, declaration, inside, program);

		if (found == JOIN_NONE || found < *strength)
			continue;
		if (program->needs_declaration &&
		    !runs_by_itself(declaration, program->part->ecosystem))
			continue;
		if (found > *strength)
			nr = 0;
		*strength = found;
		out[nr++] = i;
	}
	return nr;
}

/* What cannot be told apart is not taken, but by the strong hints. A name that programs of several
 * units have means the one in whose unit the declaration stands. */
static size_t settle(const struct done_finder *finder, const struct done_unit *inside,
                     size_t *programs, size_t nr, enum join_strength strength)
{
	size_t kept = 0;

	for (size_t i = 0; i < nr; i++) {
		if (finder->programs[programs[i]].unit == inside)
			programs[kept++] = programs[i];
	}
	nr = kept ? kept : nr;
	if (nr < 2 || is_one_program(finder, programs, nr) || strength == JOIN_STARTED)
		return nr;
	return 0;
}

static struct done_declaration *container_of(const struct done_finder *finder, const char *path)
{
	for (size_t i = 0; i < finder->nr_declarations; i++) {
		if (finder->declarations[i].is_container_file &&
		    !strcmp(finder->declarations[i].path, path))
			return &finder->declarations[i];
	}
	return NULL;
}

static bool is_among(const size_t *items, size_t nr, size_t wanted)
{
	for (size_t i = 0; i < nr; i++) {
		if (items[i] == wanted)
			return true;
	}
	return false;
}

static void join_one(struct done_finder *finder, struct done_declaration *declaration,
                     size_t *programs)
{
	enum join_strength strength;
	size_t nr = strongest(finder, declaration, programs, &strength), kept = 0;
	const struct done_declaration *container =
		declaration->container && !declaration->is_container_file
			? container_of(finder, declaration->container)
			: NULL;

	/* What builds a container file means what that builds, unless it says more. */
	if (container && container->nr_joined) {
		for (size_t i = 0; i < nr && strength == JOIN_STARTED; i++) {
			if (is_among(container->joined, container->nr_joined, programs[i]))
				programs[kept++] = programs[i];
		}
		if (!kept) {
			memcpy(programs, container->joined,
			       container->nr_joined * sizeof(*programs));
			kept = container->nr_joined;
		}
		nr = kept;
	} else {
		nr = settle(finder,
		            unit_with_program(finder, declaration->context
		                                              ? declaration->context
		                                              : declaration->directory),
		            programs, nr, strength);
	}
	declaration->joined = done_arena_array(finder->arena, nr + 1, sizeof(*programs));
	declaration->nr_joined = nr;
	if (nr)
		memcpy(declaration->joined, programs, nr * sizeof(*programs));
	for (size_t i = 0; i < nr; i++)
		take(finder, declaration, &finder->programs[programs[i]],
		     is_one_program(finder, programs, nr));
}

int done_programs_join(struct done_finder *finder, struct done_error *err)
{
	size_t *programs =
		done_arena_array(finder->arena, finder->nr_programs + 1, sizeof(*programs));

	(void)err;
	/* Container files first: the others name them. */
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < finder->nr_declarations; i++) {
			struct done_declaration *declaration = &finder->declarations[i];

			if (declaration->is_container_file == (pass == 0))
				join_one(finder, declaration, programs);
		}
	}
	return 0;
}
