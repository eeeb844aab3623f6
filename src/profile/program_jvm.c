/* Java, Kotlin, Scala, Groovy: a main (or what a framework starts) in the main sources, and one
 * thing that is served anywhere in the unit. */
#include <string.h>

#include "finder.h"

/* Programs of a screen. */
static const char *const screens[] = {
    "com.android.tools.build",
    "com.android.application",
    "com.android.library",
    "org.openjfx",
    "androidx.appcompat",
    "org.jetbrains.compose",
    "com.badlogicgames.gdx",
};
static const char *const screen_plugins[] = {"com.android.application", "com.android.library",
    "org.openjfx.javafxplugin", "org.jetbrains.compose"};

/* How files are called that start a program; others are opened only where something says that the
 * unit is one. */
static const char *const entry_endings[] = {
    "Application",
    "App",
    "Main",
    "Server",
    "Launcher",
    "Bootstrap",
    "Starter",
    "Start",
    "Runner",
    "Program",
    "Worker",
    "Handler",
    "Service",
    "main",
    "Verticle",
    "Daemon",
    "Gateway",
};

static bool is_entry_name(const char *name)
{
	const char *dot = strchr(name, '.');
	size_t len = dot ? (size_t)(dot - name) : strlen(name);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(entry_endings); i++) {
		size_t ending = strlen(entry_endings[i]);

		if (len >= ending && !strncmp(name + len - ending, entry_endings[i], ending))
			return true;
		/* Kotlin puts a file's main into a class called MainKt. */
		if (len >= ending + 2 && !strncmp(name + len - 2, "Kt", 2) &&
		    !strncmp(name + len - ending - 2, entry_endings[i], ending))
			return true;
	}
	return false;
}

struct jvm_scan {
	struct done_program program;
	bool by_name; /* only files that are called as an entry is */
};

static int jvm_look_source(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct jvm_scan *scan = data;
	const struct done_look *look;

	if (scan->by_name && !is_entry_name(finder->files[file].name))
		return 0;
	if (done_look_at(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	done_look_add(&scan->program.serves, look);
	if (!look->is_entry)
		return 0;
	scan->program.entry = look->entry;
	scan->program.script = finder->files[file].path;
	return 1;
}

/* Something in the manifest says that this is started: a plugin that packs it, a main class. */
static const struct done_manifest_fact *says_program(
    const struct done_unit_part *part, const char **path)
{
	static const char *const plugins[] = {
	    "org.springframework.boot",
	    "application",
	    "io.quarkus",
	    "io.micronaut.application",
	    "com.google.cloud.tools.jib",
	    "com.github.johnrengel.shadow",
	    "war",
	    "io.ktor.plugin",
	    "org.apache.maven.plugins:maven-war-plugin",
	    "play",
	    "Play",
	    "JavaAppPackaging",
	    "JavaServerAppPackaging",
	};
	static const char *const packagings[] = {"war", "play2", "quarkus"};
	const struct done_manifest_fact *fact = done_unit_fact(part, "packaging", path);

	for (size_t i = 0; fact && i < DONE_ARRAY_SIZE(packagings); i++) {
		if (!strcmp(fact->value, packagings[i]))
			return fact;
	}
	fact = done_unit_fact(part, "main-class", path);
	if (fact)
		return fact;
	for (size_t i = 0; i < part->nr; i++) {
		for (size_t j = 0; j < part->manifests[i]->nr_facts; j++) {
			fact = &part->manifests[i]->facts[j];
			if (strcmp(fact->name, "plugin") != 0)
				continue;
			for (size_t k = 0; k < DONE_ARRAY_SIZE(plugins); k++) {
				*path = part->paths[i];
				if (done_text_starts(fact->value, plugins[k]))
					return fact;
			}
		}
	}
	return NULL;
}

/* The main class is the framework's own, or what such a one starts: Vert.x's launcher a verticle.
 */
static bool is_started_by_framework(const struct done_manifest_fact *said)
{
	static const char *const launchers[] = {"io.vertx.core.", "io.vertx.launcher.",
	    "io.ktor.server.", "play.core.server.", "org.folio.rest."};

	if (strcmp(said->name, "main-class") != 0)
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(launchers); i++) {
		if (done_text_starts(said->value, launchers[i]))
			return true;
	}
	return done_text_ends(said->value, "Verticle");
}

static bool is_screen(struct done_finder *finder, const struct done_unit_part *part)
{
	struct done_fact fact;

	if (done_unit_depends(part, screens, DONE_ARRAY_SIZE(screens), &fact, finder->arena))
		return true;
	for (size_t i = 0; i < part->nr; i++) {
		for (size_t j = 0; j < part->manifests[i]->nr_facts; j++) {
			const struct done_manifest_fact *plugin = &part->manifests[i]->facts[j];

			for (size_t k = 0; k < DONE_ARRAY_SIZE(screen_plugins); k++) {
				if (!strcmp(plugin->name, "plugin") &&
				    done_text_starts(plugin->value, screen_plugins[k]))
					return true;
			}
		}
	}
	return false;
}

/* In it or a folder of it that is no unit. */
static bool has_container_file_below(const struct done_finder *finder, const struct done_unit *unit)
{
	for (size_t i = 0; i < finder->nr_declarations; i++) {
		const struct done_declaration *declaration = &finder->declarations[i];

		if (declaration->is_container_file &&
		    done_unit_above(finder, declaration->path, NULL) == unit)
			return true;
	}
	return false;
}

/* The manifest of a parent in the tree that has the plugin; NULL. */
static const struct done_unit_part *parent_with_plugin(
    struct done_finder *finder, const struct done_unit_part *part, const char *plugin)
{
	const struct done_unit_part *at = part;
	const struct done_unit *parent = NULL;

	for (int depth = 0; at && at->nr && depth < DONE_UNIT_PARENTS_MAX; depth++) {
		for (size_t i = 0; depth > 0 && i < at->manifests[0]->nr_facts; i++) {
			const struct done_manifest_fact *fact = &at->manifests[0]->facts[i];

			if (!strcmp(fact->name, "plugin") && done_text_starts(fact->value, plugin))
				return at;
		}
		parent = done_unit_parent(
		    finder, done_directory_of(finder->arena, at->paths[0]), at->manifests[0]);
		at = parent ? done_unit_part(parent, "jvm") : NULL;
	}
	return NULL;
}

/* Libraries of it have no settings of their own. */
static bool has_application_settings(struct done_finder *finder, const struct done_unit *unit)
{
	static const char *const names[] = {
	    "application.properties", "application.yml", "application.yaml"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		const char *path = done_arena_printf(finder->arena, "%s%ssrc/main/resources/%s",
		    unit->directory, *unit->directory ? "/" : "", names[i]);

		if (done_tree_find(finder, path))
			return true;
	}
	return false;
}

/* Quarkus makes the main; which plugin packs it a parent may say. */
static bool jvm_is_packed_without_main(struct done_finder *finder, const struct done_unit *unit,
    const struct done_unit_part *part, struct done_fact *entry)
{
	static const char *const packages[] = {"io.quarkus:quarkus-rest*",
	    "io.quarkus:quarkus-messaging*", "io.quarkus:quarkus-smallrye-reactive-messaging*",
	    "io.quarkus:quarkus-grpc", "io.quarkus:quarkus-scheduler"};

	if (has_container_file_below(finder, unit) &&
	    done_unit_depends(part, packages, DONE_ARRAY_SIZE(packages), entry, finder->arena))
		return true;
	if (!has_application_settings(finder, unit) ||
	    !parent_with_plugin(finder, part, "io.quarkus"))
		return false;
	*entry = (struct done_fact){part->paths[0], 0, "a program of Quarkus, by its parent"};
	return true;
}

/* What only programs of Spring Boot have; what packs them a convention may say, which is code. */
static bool is_of_boot(struct done_finder *finder, const struct done_unit_part *part)
{
	static const char *const packages[] = {
	    "org.springframework.boot:spring-boot-starter-actuator"};
	struct done_fact fact;

	return done_unit_depends(part, packages, DONE_ARRAY_SIZE(packages), &fact, finder->arena);
}

static int jvm_find(struct done_finder *finder, struct done_unit *unit, struct done_unit_part *part,
    struct done_error *err)
{
	struct jvm_scan scan = {.by_name = true};
	const char *path = NULL;
	const struct done_manifest_fact *said = says_program(part, &path);
	struct done_program *program;
	int rc = done_unit_sources(finder, unit, part, jvm_look_source, &scan, err);

	if (!rc && (said || has_container_file_below(finder, unit) || is_of_boot(finder, part))) {
		scan.by_name = false;
		rc = done_unit_sources(finder, unit, part, jvm_look_source, &scan, err);
	}
	if (rc < 0)
		return rc;
	if (!rc && said && strcmp(said->value, "org.springframework.boot") != 0 &&
	    (!strcmp(said->name, "packaging") || !strcmp(said->value, "war") ||
	        done_text_starts(said->value, "io.quarkus") ||
	        done_text_starts(said->value, "play") || done_text_starts(said->value, "Play") ||
	        is_started_by_framework(said)))
		scan.program.entry = (struct done_fact){path, said->line, said->value};
	if (!scan.program.entry.path &&
	    !jvm_is_packed_without_main(finder, unit, part, &scan.program.entry))
		return 0;
	program = done_program_add(finder, unit, part, unit->directory, &scan.program.entry);
	program->script = scan.program.script;
	done_look_add(&program->serves, &scan.program.serves);
	/* Who packs it into an image shows it to nobody: what it has a screen for is a tool of it.
	 */
	if (is_screen(finder, part) && !has_container_file_below(finder, unit)) {
		program->never = "a program with a screen";
		program->never_kind = DONE_KIND_FRONTEND;
	}
	return 0;
}

/* What a servlet container loads. */
static void look_for_web_application(struct done_finder *finder, struct done_program *program)
{
	const struct done_tree_file *file = done_tree_find(finder,
	    done_path_join(
	        finder->arena, program->unit->directory, "src/main/webapp/WEB-INF/web.xml"));
	struct done_look look = {.serves = DONE_SERVES_HTTP};

	if (!file)
		return;
	look.facts[0] = (struct done_fact){file->path, 0, "a web application"};
	done_look_add(&program->serves, &look);
}

/* What the program's own sources import; the last is NULL. */
struct jvm_shared {
	struct done_program *program;
	const char **imports;
	size_t nr, cap;
	bool is_asked; /* only what is imported counts */
};

static int jvm_collect_imports(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct jvm_shared *shared = data;
	const struct done_look *look;

	if (done_look_at_head(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	for (size_t i = 0; i < look->nr_imports; i++)
		*DONE_ARENA_PUSH(finder->arena, shared->imports, shared->nr, shared->cap) =
		    look->imports[i];
	return 0;
}

/* Something right in the package is imported: com.acme.queue.Worker of com.acme.queue. */
static bool jvm_is_imported(const struct jvm_shared *shared, const char *package)
{
	size_t len = package ? strlen(package) : 0;

	for (size_t i = 0; len && i < shared->nr; i++) {
		const char *rest = shared->imports[i] + len;

		if (!strncmp(shared->imports[i], package, len) &&
		    (!*rest || (*rest == '.' && !strchr(rest + 1, '.'))))
			return true;
	}
	return false;
}

static int jvm_look_serving(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct jvm_shared *shared = data;
	const struct done_look *look;

	if (done_look_at(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	if (shared->is_asked && !jvm_is_imported(shared, look->package))
		return 0;
	done_look_add(&shared->program->serves, look);
	return done_look_served(part->ecosystem, &shared->program->serves) ? 1 : 0;
}

enum { JVM_SHARED_DEPTH = 3, JVM_SHARED_MAX = 256 };

/* In the unit's local packages, then in theirs: each once. */
static int jvm_scan_locals(struct done_finder *finder, const struct done_unit *unit, int depth,
    struct jvm_shared *shared, struct done_error *err)
{
	const struct done_unit *units[JVM_SHARED_MAX];
	size_t nr = done_unit_reach(unit, depth, units, JVM_SHARED_MAX);
	int rc = 0;

	for (size_t i = 0; i < nr && !rc; i++) {
		struct done_unit_part *part = done_unit_part(units[i], "jvm");

		if (part)
			rc = done_unit_sources(
			    finder, units[i], part, jvm_look_serving, shared, err);
	}
	return rc;
}

/* What a program serves may stand in a project that it shares with others, or that is there for its
 * routes: first in what it imports, however many projects lie between; of sbt's also in what it is
 * built of. */
static int jvm_scan_shared(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	const struct done_unit *unit = program->unit;
	struct jvm_shared shared = {.program = program, .is_asked = true};
	bool is_sbt = program->part->nr && done_text_ends(program->part->paths[0], ".sbt");
	const char *path = NULL;
	int rc;

	if (!program->part->nr || !says_program(program->part, &path) ||
	    (is_sbt &&
	        !strcmp(
	            done_directory_of(finder->arena, program->part->paths[0]), unit->directory)))
		return 0;
	rc = done_unit_sources(
	    finder, program->unit, program->part, jvm_collect_imports, &shared, err);
	if (!rc)
		rc = jvm_scan_locals(finder, unit, JVM_SHARED_DEPTH, &shared, err);
	shared.is_asked = false;
	if (!rc && is_sbt)
		rc = jvm_scan_locals(finder, unit, 1, &shared, err);
	return rc < 0 ? rc : 0;
}

static int jvm_serves(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	if (done_look_served(program->part->ecosystem, &program->serves))
		return 0;
	look_for_web_application(finder, program);
	if (done_program_scan(finder, program, err) < 0)
		return err->code;
	return done_look_served(program->part->ecosystem, &program->serves)
	    ? 0
	    : jvm_scan_shared(finder, program, err);
}

const struct done_program_finder done_program_jvm = {"jvm", jvm_find, jvm_serves, NULL};
