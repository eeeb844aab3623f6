/*
 * Which programs are services. What serves, consumes or is scheduled is one; declarations stand in
 * where nothing is seen in code; then what is none all the same. Every verdict has its reason.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "finder.h"

/* Last words of the names of tools; the first two are endings of one word, too ("registryctl"). */
#define NR_ENDINGS 2
static const char *const tool_words[] = {
    "cli",
    "ctl",
    "migrate",
    "migrator",
    "migration",
    "migrations",
    "gen",
    "generator",
    "seed",
    "seeder",
    "bench",
    "developertools",
    "devtools",
    "lint",
    "linter",
    "healthcheck",
    "codegen",
    "tool",
    "debug",
    "docsgen",
    "testing",
    "fuzz",
    "init",
    "bootstrapper",
    "template",
};

/* "debug-server", "devbox-webhook", "seed-data": for developers; "kubectl-x", "cargo-x": commands
 * of these. What it begins with, or is; NULL. */
static const char *begins_as_tool(
    struct done_finder *finder, const struct done_program *program, const char *name)
{
	static const struct {
		const char *word, *ecosystem; /* NULL: any */
	} words[] = {
	    {"debug", NULL},
	    {"dev", NULL},
	    {"devbox", NULL},
	    {"seed", NULL},
	    {"kubectl", NULL},
	    {"cargo", "rust"},
	    {"check", "go"},
	    {"gen", "go"},
	    {"generate", "go"},
	    {"migrate", "go"},
	    {"dump", "go"},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		size_t len = strlen(words[i].word);

		if (!strncasecmp(name, words[i].word, len) && strchr("-_.", name[len]) &&
		    (!words[i].ecosystem ||
		        !strcmp(words[i].ecosystem, program->part->ecosystem->id)))
			return done_arena_strndup(finder->arena, name, len + (name[len] != '\0'));
	}
	return NULL;
}

/* is_only_ending: by "cli" or "ctl", which servers are called by, too. */
static bool ends_as_tool(const char *name, bool *is_only_ending)
{
	char lower[128];
	size_t len = strlen(name);

	if (len >= sizeof(lower))
		return false;
	for (size_t i = 0; i <= len; i++)
		lower[i] = (char)tolower((unsigned char)name[i]);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(tool_words); i++) {
		size_t word = strlen(tool_words[i]);

		if (len < word || strcmp(lower + len - word, tool_words[i]) != 0)
			continue;
		if (len == word || strchr("-_.", lower[len - word - 1]) ||
		    isupper((unsigned char)name[len - word]) || i < NR_ENDINGS) {
			*is_only_ending = i < NR_ENDINGS;
			return true;
		}
	}
	return false;
}

static unsigned served(const struct done_program *program)
{
	return done_look_served(program->part->ecosystem, &program->serves);
}

static bool is_declared(const struct done_program *program)
{
	return program->nr_declared > 0;
}

static void say_yes(struct done_program *program, const struct done_fact *why, bool is_doubtful)
{
	program->is_service = true;
	program->is_doubtful = is_doubtful;
	program->why = *why;
}

static const struct done_fact *first_served(const struct done_program *program)
{
	for (size_t i = 0; i < DONE_SERVES_NR; i++) {
		if (served(program) & (1U << i))
			return &program->serves.facts[i];
	}
	return &program->entry;
}

/* ---- one program by itself ---- */

static bool starts(const struct done_program *program)
{
	return !program->needs_declaration || program->is_run || program->is_function ||
	    (program->has_image && program->has_command);
}

/* All that is started of it brings a database up to date, and ends. */
static bool only_migrates(const struct done_program *program)
{
	static const char *const words[] = {"migrate", "migrations", "migration"};

	for (size_t i = 0; i < program->nr_started; i++) {
		bool migrates = false;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(words); j++)
			migrates = migrates || done_text_ends(program->started[i], words[j]);
		if (!migrates)
			return false;
	}
	return program->nr_started > 0;
}

/* What runs it is declared, though not what it serves. */
static bool is_deployed(const struct done_finder *finder, const struct done_program *program)
{
	if (only_migrates(program))
		return false;
	if (program->has_port || program->is_run || program->is_scheduled)
		return true;
	if (program->is_command)
		return false;
	return done_program_is_packed(finder, program) ||
	    (program->has_image && program->has_command && !program->needs_declaration &&
	        !strcmp(program->part->ecosystem->id, "node"));
}

/* Another package of the tree is built of it. */
static bool is_used(const struct done_finder *finder, const struct done_unit *unit)
{
	for (size_t i = 0; i < finder->nr_units; i++) {
		const struct done_unit *other = &finder->units[i];

		for (size_t j = 0; j < other->nr_run_locals; j++) {
			if (other->run_locals[j] == unit)
				return true;
		}
	}
	return false;
}

/* What serves in its own sources; NULL: nothing does, or it is a library that others use. */
static const struct done_fact *unstarted_by(
    const struct done_finder *finder, const struct done_program *program)
{
	const struct done_fact *fact =
	    program->unstarted.path ? &program->unstarted : first_served(program);

	/* What a manifest says of libraries is no program. */
	for (size_t i = 0; fact->path && i < program->part->nr; i++) {
		if (!strcmp(program->part->paths[i], fact->path))
			return NULL;
	}
	return !program->is_command && fact->path && fact->line &&
	        done_ecosystem_is_source(program->part->ecosystem, fact->path) &&
	        (program->unstarted.path || served(program)) && !is_used(finder, program->unit)
	    ? fact
	    : NULL;
}

/* Whoever wrote a server does not look for it among libraries. */
static void say_unstarted(
    struct done_finder *finder, struct done_program *program, const struct done_fact *fact)
{
	done_program_rule_out(program, DONE_KIND_LIBRARY, fact,
	    done_arena_printf(finder->arena,
	        "looks like a program that serves ('%s'), but nothing starts it here",
	        fact->what ? done_arena_shown(finder->arena, fact->what) : "by its code"));
	program->is_unstarted = true;
}

static void decide_one(struct done_finder *finder, struct done_program *program)
{
	const struct done_fact *unstarted = unstarted_by(finder, program);
	const struct done_fact *where = program->entry.path ? &program->entry : NULL;
	struct done_fact unit = {program->unit->directory, 0, NULL};

	if (!where)
		where = &unit;
	if (program->never)
		done_program_rule_out(program, program->never_kind, where, program->never);
	else if (program->is_frontend && !program->is_function)
		done_program_rule_out(program, DONE_KIND_FRONTEND, where,
		    "pages for the browser, without a server of its own");
	else if (program->is_function)
		say_yes(program, is_declared(program) ? &program->declared[0] : where, false);
	else if (!starts(program) && unstarted)
		say_unstarted(finder, program, unstarted);
	else if (!starts(program))
		done_program_rule_out(program,
		    program->is_command ? DONE_KIND_TOOL : DONE_KIND_LIBRARY, where,
		    program->is_command ? "a command, and nothing deploys it"
		                        : "nothing starts it");
	else if (program->is_command && !is_declared(program))
		done_program_rule_out(
		    program, DONE_KIND_TOOL, where, "a command, and nothing deploys it");
	else if (served(program))
		say_yes(program, first_served(program), false);
	else if (program->needs_declaration && !program->is_scheduled &&
	    !strcmp(program->part->ecosystem->id, "node") && !done_program_has_container(program) &&
	    is_used(finder, program->unit))
		done_program_rule_out(program, DONE_KIND_LIBRARY, where,
		    "serves nothing, and other packages of the tree use it");
	else if (done_tree_find(
	             finder, done_path_join(finder->arena, program->unit->directory, "cdk.json")))
		done_program_rule_out(program, DONE_KIND_TOOL, where,
		    "an application of the CDK, which deploys others");
	else if (is_deployed(finder, program))
		say_yes(program, is_declared(program) ? &program->declared[0] : where, true);
	else
		done_program_rule_out(
		    program, DONE_KIND_TOOL, where, "serves nothing, and nothing runs it");
}

/* Run, and no helper of what stands beside it in its unit ("cmd/debug-server"). */
static bool is_run_by_itself(const struct done_finder *finder, const struct done_program *program)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (other != program && other->part == program->part && !other->never &&
		    is_deployed(finder, other))
			return false;
	}
	return program->is_run || program->has_port;
}

/* What the unit's folder is called; of "Shop.CLI/src" the one above. */
static const char *folder_of(const struct done_finder *finder, const struct done_unit *unit)
{
	const char *folder = done_last_part(unit->directory);

	return strcmp(folder, "src") != 0
	    ? folder
	    : done_last_part(done_directory_of(finder->arena, unit->directory));
}

/* "shop-cli" is for who works with the program that it is built of. */
static bool is_named_as_tool(const struct done_finder *finder, const struct done_program *program)
{
	bool is_only_ending;

	return ends_as_tool(program->name, &is_only_ending) ||
	    ends_as_tool(folder_of(finder, program->unit), &is_only_ending);
}

/* The only program of all, in a folder that says nothing but that it has commands: "cli/main.go"
 * of a server. */
static bool is_only_cli(const struct done_finder *finder, const struct done_program *program)
{
	return finder->nr_programs == 1 && is_declared(program) && served(program) &&
	    (!strcmp(program->name, "cli") || !strcmp(program->name, "cmd"));
}

static void exclude_tool(struct done_finder *finder, struct done_program *program)
{
	const char *folder = folder_of(finder, program->unit);
	const char *begin = begins_as_tool(finder, program, program->name);
	bool is_only_ending;

	if (!program->is_service || program->is_function)
		return;
	begin = begin ? begin : begins_as_tool(finder, program, folder);
	/* "dev-portal" and "seed-bank" are services where they are run. */
	if (begin && !(served(program) && is_run_by_itself(finder, program))) {
		done_program_rule_out(program, DONE_KIND_TOOL, &program->entry,
		    done_arena_printf(finder->arena,
		        "its name begins with '%s', as tools are called",
		        done_arena_shown(finder->arena, begin)));
		return;
	}
	/* "tracegen" */
	if (program->is_doubtful && done_text_ends(program->name, "gen")) {
		done_program_rule_out(
		    program, DONE_KIND_TOOL, &program->entry, "its name ends as names of tools do");
		return;
	}
	if (!ends_as_tool(program->name, &is_only_ending) && !ends_as_tool(folder, &is_only_ending))
		return;
	if (is_only_cli(finder, program))
		return;
	if (served(program) && !program->distance &&
	    (program->is_run || (is_only_ending && is_declared(program))))
		return;
	done_program_rule_out(
	    program, DONE_KIND_TOOL, &program->entry, "its name ends as names of tools do");
}

/* ---- programs beside each other ---- */

static bool is_below_cmd(const struct done_program *program)
{
	const char *below = program->directory + strlen(program->unit->directory);

	below += *below == '/';
	return !*below || done_text_starts(below, "cmd/") || !strcmp(below, "cmd");
}

static bool is_go(const struct done_program *program)
{
	return !strcmp(program->part->ecosystem->id, "go");
}

/* Nothing runs it, and what it would serve stands in packages of a program that serves by itself:
 * it uses them for something else, as cmd/admin does. */
static bool only_uses_packages(const struct done_finder *finder, const struct done_program *program)
{
	static const char *const names[] = {"admin", "setup", "init", "console", "createadmin"};
	unsigned least = 2;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(program->name, names[i]))
			least = 1;
	}
	if (program->distance < least || !is_below_cmd(program))
		return false;
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (other != program && other->part == program->part && other->is_service &&
		    !other->distance && is_below_cmd(other))
			return true;
	}
	return false;
}

static const char *parent_of(const struct done_finder *finder, const struct done_program *program)
{
	return done_directory_of(finder->arena, program->directory);
}

/* Some of its siblings are declared, but most are not: this one is as good as they are. */
static bool sibling_is_declared(
    const struct done_finder *finder, const struct done_program *program)
{
	const char *parent = parent_of(finder, program);
	size_t nr = 1, declared = 0;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (other == program || other->part != program->part ||
		    strcmp(parent_of(finder, other), parent) != 0)
			continue;
		nr++;
		declared += is_declared(other);
	}
	return declared && declared * 2 < nr + 1;
}

/* The program that its module is called by: cmd/shop of example.com/shop/v2. */
static bool is_named_as_module(const struct done_program *program)
{
	for (size_t i = 0; i < program->part->nr; i++) {
		const char *path = program->part->manifests[i]->name;
		size_t len = path ? strlen(path) : 0, begin;

		for (begin = len; begin > 0 && path[begin - 1] != '/'; begin--)
			;
		/* "/v2" says which version it is. */
		if (begin > 1 && path[begin] == 'v' && len - begin > 1 &&
		    strspn(path + begin + 1, "0123456789") == len - begin - 1) {
			len = begin - 1;
			for (begin = len; begin > 0 && path[begin - 1] != '/'; begin--)
				;
		}
		if (begin > 0 && strlen(done_last_part(program->directory)) == len - begin &&
		    !strncmp(done_last_part(program->directory), path + begin, len - begin))
			return true;
	}
	return false;
}

/* Go with several mains in a module: those beside cmd/ need a declaration; where half of them are
 * declared, the others are drops of development. */
static void exclude_mains(struct done_finder *finder, struct done_program *program)
{
	size_t nr = 0, declared = 0;
	bool cmd_serves = false, is_named = false;

	if (!program->is_service || !is_go(program) || is_declared(program) || program->is_copied ||
	    is_named_as_module(program))
		return;
	if (only_uses_packages(finder, program)) {
		done_program_rule_out(program, DONE_KIND_TOOL, &program->entry,
		    "nothing deploys it, and it only uses packages of a program that serves");
		return;
	}
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (other->part != program->part || !other->is_service)
			continue;
		nr++;
		declared += is_declared(other);
		cmd_serves = cmd_serves || (other != program && is_below_cmd(other));
		is_named = is_named || is_named_as_module(other);
	}
	if (is_named)
		done_program_rule_out(program, DONE_KIND_TOOL, &program->entry,
		    "nothing deploys it, and another program has the name of the module");
	if (is_named || nr < 2 || sibling_is_declared(finder, program))
		return;
	if (cmd_serves && !is_below_cmd(program))
		done_program_rule_out(program, DONE_KIND_TOOL, &program->entry,
		    "stands beside the programs of cmd, and nothing deploys it");
	else if (declared * 2 >= nr)
		done_program_rule_out(program, DONE_KIND_TOOL, &program->entry,
		    "nothing deploys it, while other programs of its module are deployed");
}

/* What is declared above programs that serve, and serves nothing itself, builds those. */
static void exclude_root(struct done_finder *finder, struct done_program *program)
{
	if (!program->is_service || served(program) || program->is_function ||
	    (is_go(program) && strcmp(program->directory, program->unit->directory) != 0))
		return;
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (!other->is_service || !served(other) || other->unit == program->unit ||
		    !done_path_below(other->unit->directory, program->unit->directory))
			continue;
		done_program_rule_out(program, DONE_KIND_LIBRARY, &program->entry,
		    done_arena_printf(finder->arena,
		        "holds the service '%s' and serves nothing itself",
		        done_arena_shown(finder->arena, other->unit->directory)));
		return;
	}
}

static bool depends_on(const struct done_unit *unit, const struct done_unit *other)
{
	for (size_t i = 0; i < unit->nr_locals; i++) {
		if (unit->locals[i] == other)
			return true;
	}
	return false;
}

/* Java: a module with a main that another program is built of, and that nothing deploys, is a part
 * of that: its main is for its own tests. */
static void exclude_part(struct done_finder *finder, struct done_program *program)
{
	if (!program->is_service || is_declared(program) ||
	    strcmp(program->part->ecosystem->id, "jvm") != 0)
		return;
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (other->part->ecosystem != program->part->ecosystem || other->never ||
		    !depends_on(other->unit, program->unit) ||
		    (served(program) && is_named_as_tool(finder, other)))
			continue;
		done_program_rule_out(program, DONE_KIND_LIBRARY, &program->entry,
		    done_arena_printf(finder->arena, "is a part of the program '%s'",
		        done_arena_shown(finder->arena, other->unit->directory)));
		return;
	}
}

/* What a package makes for others: a command, called "create-shop" or "shop-starter". */
static bool is_generator(const struct done_program *program)
{
	static const char *const words[] = {
	    "starter", "boilerplate", "generator", "template", "templates", "scaffold", "create"};
	const char *name = program->part->nr ? program->part->manifests[0]->name : NULL;

	if (!name || program->is_service || !program->is_command || is_declared(program))
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		size_t len = strlen(words[i]);

		if (done_text_ends(name, words[i]) ||
		    (!strncmp(name, words[i], len) && name[len] == '-'))
			return true;
	}
	return false;
}

/* Programs in the package of a generator are what it makes. */
static void exclude_templates(struct done_finder *finder, struct done_program *program)
{
	if (!program->is_service)
		return;
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];
		size_t len = strlen(other->unit->directory);

		if (other->unit == program->unit || !is_generator(other) ||
		    strncmp(program->unit->directory, other->unit->directory, len) != 0 ||
		    (len > 0 && program->unit->directory[len] != '/'))
			continue;
		done_program_rule_out(program, DONE_KIND_TOOL, &program->entry,
		    done_arena_printf(finder->arena, "a template of the generator '%s'",
		        done_arena_shown(finder->arena, other->part->manifests[0]->name)));
		return;
	}
}

void done_programs_decide(struct done_finder *finder)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		decide_one(finder, &finder->programs[i]);
		exclude_tool(finder, &finder->programs[i]);
	}
	for (size_t i = 0; i < finder->nr_programs; i++)
		exclude_mains(finder, &finder->programs[i]);
	for (size_t i = 0; i < finder->nr_programs; i++)
		exclude_root(finder, &finder->programs[i]);
	for (size_t i = 0; i < finder->nr_programs; i++)
		exclude_part(finder, &finder->programs[i]);
	for (size_t i = 0; i < finder->nr_programs; i++)
		done_bundles_exclude(finder, &finder->programs[i]);
	for (size_t i = 0; i < finder->nr_programs; i++)
		exclude_templates(finder, &finder->programs[i]);
}
