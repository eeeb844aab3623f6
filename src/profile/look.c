/* What one source shows by the rows of its ecosystem. Each is opened once and then remembered: here
 * by its finder, and in looked.c for those that come after it. */
#include <string.h>

#include "finder.h"

static const struct {
	const char *group;
	unsigned bit;
} look_groups[] = {
    {"http", DONE_SERVES_HTTP},
    {"html", DONE_SERVES_HTML},
    {"grpc", DONE_SERVES_GRPC},
    {"graphql", DONE_SERVES_GRAPHQL},
    {"queue", DONE_SERVES_QUEUE},
    {"schedule", DONE_SERVES_SCHEDULE},
    {"cli", DONE_SERVES_CLI},
};

static const struct {
	const char *group;
	unsigned bit;
} call_groups[] = {
    {"http", DONE_CALLS_HTTP},
    {"grpc", DONE_CALLS_GRPC},
    {"database", DONE_CALLS_DATABASE},
    {"queue", DONE_CALLS_QUEUE},
};

/* What somebody who calls is answered by. */
enum {
	SERVES_CALLERS =
	    DONE_SERVES_HTTP | DONE_SERVES_HTML | DONE_SERVES_GRPC | DONE_SERVES_GRAPHQL
};

static unsigned bit_of_group(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(look_groups); i++) {
		if (!strcmp(look_groups[i].group, name))
			return look_groups[i].bit;
	}
	return 0;
}

static size_t number_of_bit(unsigned bit)
{
	size_t number = 0;

	while (bit >>= 1)
		number++;
	return number;
}

static void look_take(struct done_look *look, unsigned bit, struct done_fact fact)
{
	if (look->serves & bit)
		return;
	look->serves |= bit;
	look->facts[number_of_bit(bit)] = fact;
}

void done_look_add(struct done_look *into, const struct done_look *from)
{
	for (size_t i = 0; i < DONE_SERVES_NR; i++) {
		if (from->serves & (1U << i))
			look_take(into, 1U << i, from->facts[i]);
	}
}

unsigned done_look_served(const struct done_ecosystem *ecosystem, const struct done_look *look)
{
	static const char *const paged[] = {"php", "ruby", "elixir", "dotnet"};
	unsigned served = look->serves & ~(unsigned)DONE_SERVES_CLI;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(paged); i++) {
		if (!strcmp(paged[i], ecosystem->id))
			return served;
	}
	return served & ~(unsigned)DONE_SERVES_HTML ? served : 0;
}

/* Something that the unit depends on could answer calls. */
static bool unit_may_answer(struct done_unit_part *part)
{
	const struct done_row_groups *groups = &part->ecosystem->serves;

	if (part->may_answer)
		return part->may_answer > 0;
	part->may_answer = -1;
	for (size_t i = 0; i < groups->nr && part->may_answer < 0; i++) {
		if (!(bit_of_group(groups->items[i].name) & SERVES_CALLERS))
			continue;
		for (size_t j = 0; j < groups->items[i].rows.nr; j++) {
			const struct done_strings *names = &groups->items[i].rows.items[j].packages;

			if (done_unit_depends(part, names->items, names->nr, NULL, NULL))
				part->may_answer = 1;
		}
	}
	return part->may_answer > 0;
}

bool done_look_decides(struct done_unit_part *part, const struct done_look *look)
{
	unsigned served = done_look_served(part->ecosystem, look);

	return served && (served & SERVES_CALLERS || !unit_may_answer(part));
}

const struct done_fact *done_look_first(const struct done_look *look)
{
	for (size_t i = 0; i < DONE_SERVES_NR; i++) {
		if (look->serves & (1U << i))
			return &look->facts[i];
	}
	return NULL;
}

/* ---- sources ---- */

/* The manifests of the unit that the file lies in have what the row asks of them. */
static bool manifest_holds(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const struct done_row *row, const char *path)
{
	const struct done_unit *unit = done_unit_above(finder, path, ecosystem);
	const struct done_unit_part *part = unit ? done_unit_part(unit, ecosystem->id) : NULL;

	finder->asked_manifests = true;
	for (size_t i = 0; part && i < part->nr; i++) {
		if (done_row_in_manifest(ecosystem, row, part->manifests[i]))
			return true;
	}
	return false;
}

/* True with *fact when a row of the list holds in the source. A pattern that runs into a limit
 * shows nothing: a find rests on what is seen. */
static bool rows_hold(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const struct done_rows *rows, struct done_source *source, struct done_fact *fact)
{
	struct done_error problem = {0};

	for (size_t i = 0; i < rows->nr; i++) {
		const struct done_row *row = &rows->items[i];
		struct done_row_match match;

		if (done_row_in_source(&finder->scratch, ecosystem, row, source, &match, &problem) <
		        0 ||
		    !match.nr || (int64_t)match.nr < row->count)
			continue;
		if (row->manifest && !manifest_holds(finder, ecosystem, row, source->path))
			continue;
		*fact = (struct done_fact){source->path, match.line,
		    done_arena_strdup(finder->arena, done_row_says(&finder->scratch, row, &match))};
		return true;
	}
	return false;
}

static void look_for_serves(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    struct done_source *source, struct done_look *look)
{
	for (size_t i = 0; i < ecosystem->serves.nr; i++) {
		const struct done_row_group *group = &ecosystem->serves.items[i];
		unsigned bit = bit_of_group(group->name);
		struct done_fact fact;

		if (bit && !(look->serves & bit) &&
		    rows_hold(finder, ecosystem, &group->rows, source, &fact))
			look_take(look, bit, fact);
	}
}

static void look_for_calls(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    struct done_source *source, struct done_look *look)
{
	for (size_t i = 0; i < ecosystem->clients.nr; i++) {
		const struct done_row_group *group = &ecosystem->clients.items[i];
		struct done_fact fact;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(call_groups); j++) {
			if (!strcmp(call_groups[j].group, group->name) &&
			    rows_hold(finder, ecosystem, &group->rows, source, &fact))
				look->calls |= call_groups[j].bit;
		}
	}
}

static bool code_has(struct done_bytes code, const char *text, size_t *at)
{
	size_t len = strlen(text);

	for (; *at + len <= code.len; ++*at) {
		if (!memcmp(code.ptr + *at, text, len))
			return true;
	}
	return false;
}

/* A listener on the default multiplexer, in a file that registers nothing there: its own profile
 * for developers. */
static bool is_bare_listener(const struct done_source *source)
{
	size_t at = 0, end, handler = 0, function = 0;

	if (!code_has(source->code, ".ListenAndServe(", &at))
		return false;
	end = at;
	if (!code_has(source->code, ", nil)", &end) ||
	    memchr(source->code.ptr + at, '\n', end - at))
		return false;
	return !code_has(source->code, "HandleFunc(", &function) &&
	    !code_has(source->code, ".Handle(", &handler);
}

/* What every process has for who runs it. */
static bool is_route_of_operators(const char *path, size_t len)
{
	static const char *const begins[] = {
	    "/debug", "/metrics", "/health", "/ready", "/live", "/ping", "/-/"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(begins); i++) {
		if (len >= strlen(begins[i]) && !strncmp(path, begins[i], strlen(begins[i])))
			return true;
	}
	return len < 2;
}

/* Makes a router, or registers routes that are not for operators alone. */
static bool has_own_routes(const struct done_source *source)
{
	static const char *const calls[] = {"HandleFunc(\"", ".Handle(\""};
	size_t at = 0;

	if (code_has(source->code, "NewRouter(", &at))
		return true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(calls); i++) {
		for (at = 0; code_has(source->bytes, calls[i], &at);) {
			const char *path = source->bytes.ptr + (at += strlen(calls[i]));
			const char *end = memchr(path, '"', source->bytes.len - at);

			if (end && !is_route_of_operators(path, (size_t)(end - path)))
				return true;
		}
	}
	return false;
}

/* "//go:build ignore" above its package: no build takes it in. */
static bool look_is_left_out(const struct done_source *source)
{
	const char *line = source->bytes.ptr, *end = line + source->bytes.len;

	while (line < end) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		size_t len = (size_t)((stop ? stop : end) - line);

		if ((len == 17 && !memcmp(line, "//go:build ignore", len)) ||
		    (len == 16 && !memcmp(line, "// +build ignore", len)))
			return true;
		if (len > 8 && !memcmp(line, "package ", 8))
			return false;
		line += len + 1;
	}
	return false;
}

static void keep_imports(
    struct done_finder *finder, const struct done_source *source, struct done_look *look)
{
	const struct done_imports *imports = &source->imports;

	if (imports->package && !look_is_left_out(source))
		look->package = done_arena_strdup(finder->arena, imports->package);
	look->imports = done_arena_array(finder->arena, imports->nr + 1, sizeof(*look->imports));
	look->nr_imports = imports->nr;
	for (size_t i = 0; i < imports->nr; i++)
		look->imports[i] = done_arena_strdup(finder->arena, imports->items[i].name);
}

static int look_for_all(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    struct done_source *source, struct done_look *look, struct done_error *err)
{
	look->is_entry = rows_hold(finder, ecosystem, &ecosystem->programs, source, &look->entry);
	look->is_function =
	    rows_hold(finder, ecosystem, &ecosystem->functions, source, &look->function);
	look_for_serves(finder, ecosystem, source, look);
	look->is_bare_listener = (look->serves & DONE_SERVES_HTTP) && is_bare_listener(source);
	look->has_own_routes = (look->serves & DONE_SERVES_HTTP) && !strcmp(ecosystem->id, "go") &&
	    has_own_routes(source);
	if (finder->wants_calls)
		look_for_calls(finder, ecosystem, source, look);
	/* A source that could not be made ready is no row's limit. */
	return source->is_refused ? done_source_mask(source, err) : 0;
}

static int look_into(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const struct done_tree_file *file, enum done_look_depth depth, struct done_look *look,
    struct done_error *err)
{
	struct done_buf text = {0};
	struct done_source source = {0};
	int rc = done_tree_read(finder, file, DONE_SOURCE_MAX, &text, err);

	finder->asked_manifests = false;
	if (rc > 0) {
		done_source_make(&finder->scratch, ecosystem, file->path,
		    (struct done_bytes){text.ptr, text.len}, &source);
		source.matcher = finder->matcher;
		keep_imports(finder, &source, look);
	}
	if (rc > 0 && depth > DONE_LOOK_IMPORTS &&
	    look_for_all(finder, ecosystem, &source, look, err) < 0)
		rc = err->code;
	if (rc > 0 && !finder->asked_manifests)
		done_looked_keep(finder, ecosystem, file, depth, look);
	done_buf_release(&text);
	done_arena_release(&finder->scratch);
	return rc < 0 ? rc : 0;
}

/* What the same file showed before, in this tree or another one. Who traces what is asked of the
 * snapshot must learn of it all the same. */
static bool look_again(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const struct done_tree_file *file, enum done_look_depth depth, struct done_look *look)
{
	const struct done_snapshot *snapshot = finder->snapshot;

	if (!done_looked_find(finder, ecosystem, file, depth, look))
		return false;
	finder->nr_opened++;
	if (snapshot->recall)
		snapshot->recall(snapshot->self, &file->oid);
	return true;
}

/* A source counts once, however often it is opened. */
static int look_at(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    struct done_tree_file *file, enum done_look_depth depth, const struct done_look **out,
    struct done_error *err)
{
	static const struct done_look nothing;
	bool is_new = !file->head;
	size_t nr_opened = finder->nr_opened;
	struct done_look *look;

	if (is_new && finder->nr_looks >= DONE_LOOKS_MAX) {
		finder->is_at_limit = true;
		*out = &nothing;
		return 0;
	}
	finder->nr_looks += is_new;
	look = done_arena_alloc(finder->arena, sizeof(*look));
	if (!look_again(finder, ecosystem, file, depth, look) &&
	    look_into(finder, ecosystem, file, depth, look, err) < 0)
		return err->code;
	if (!is_new)
		finder->nr_opened = nr_opened;
	*out = file->head = look;
	return 0;
}

int done_look_at(struct done_finder *finder, const struct done_ecosystem *ecosystem, size_t file,
    const struct done_look **out, struct done_error *err)
{
	struct done_tree_file *entry = &finder->files[file];
	enum done_look_depth depth = finder->imports_only ? DONE_LOOK_IMPORTS
	    : finder->wants_calls                         ? DONE_LOOK_CALLS
	                                                  : DONE_LOOK_SERVES;

	*out = entry->look;
	if (!*out && look_at(finder, ecosystem, entry, depth, out, err) < 0)
		return err->code;
	if (entry->head == *out)
		entry->look = *out;
	return 0;
}

int done_look_at_head(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    size_t file, const struct done_look **out, struct done_error *err)
{
	struct done_tree_file *entry = &finder->files[file];

	*out = entry->head;
	return *out ? 0 : look_at(finder, ecosystem, entry, DONE_LOOK_IMPORTS, out, err);
}

/* ---- manifests ---- */

/* Whose local packages are libraries that a program is built of, so that what they depend on it
 * serves; elsewhere they are packages of their own. */
static const struct {
	const char *ecosystem;
	int depth;
} manifest_depths[] = {{"jvm", 2}, {"dotnet", 2}, {"rust", 1}};

static void look_at_manifest(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const struct done_manifest *manifest, const char *path, struct done_look *out)
{
	for (size_t i = 0; i < ecosystem->serves.nr; i++) {
		const struct done_row_group *group = &ecosystem->serves.items[i];
		unsigned bit = bit_of_group(group->name);

		for (size_t j = 0; j < group->rows.nr && bit && !(out->serves & bit); j++) {
			const struct done_row *row = &group->rows.items[j];
			const struct done_dependency *dependency;

			if (!row->manifest || done_row_has_pattern(row))
				continue;
			dependency = done_row_in_manifest(ecosystem, row, manifest);
			if (dependency)
				look_take(out, bit,
				    (struct done_fact){path, dependency->line,
				        done_arena_shown(finder->arena, dependency->name)});
		}
	}
}

/* What a module inherits (pom.xml); a cycle ends at the limit. */
static void look_at_parents(struct done_finder *finder, const struct done_unit *unit,
    const struct done_unit_part *part, struct done_look *out)
{
	const char *directory = unit->directory;
	const struct done_manifest *manifest = part->nr ? part->manifests[0] : NULL;

	for (int i = 0; i < DONE_UNIT_PARENTS_MAX && manifest && manifest->parent; i++) {
		const struct done_unit *parent = done_unit_parent(finder, directory, manifest);
		const struct done_unit_part *same =
		    parent ? done_unit_part(parent, part->ecosystem->id) : NULL;

		if (!same || !same->nr)
			return;
		look_at_manifest(finder, part->ecosystem, same->manifests[0], same->paths[0], out);
		directory = parent->directory;
		manifest = same->manifests[0];
	}
}

/* Each unit once for each program, however many depend on each other. */
static void look_at_unit(struct done_finder *finder, const struct done_unit *unit,
    const struct done_unit_part *part, int depth, struct done_look *out)
{
	for (size_t i = 0; i < part->nr; i++)
		look_at_manifest(finder, part->ecosystem, part->manifests[i], part->paths[i], out);
	look_at_parents(finder, unit, part, out);
	for (size_t i = 0; i < unit->nr_locals && depth; i++) {
		struct done_unit *local = unit->locals[i];
		const struct done_unit_part *same = done_unit_part(local, part->ecosystem->id);

		if (!same || local->seen_by == finder->seeing)
			continue;
		local->seen_by = finder->seeing;
		look_at_unit(finder, local, same, depth - 1, out);
	}
}

void done_look_at_manifests(struct done_finder *finder, const struct done_unit *unit,
    const struct done_unit_part *part, struct done_look *out)
{
	int depth = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(manifest_depths); i++) {
		if (!strcmp(manifest_depths[i].ecosystem, part->ecosystem->id))
			depth = manifest_depths[i].depth;
	}
	finder->seeing++;
	look_at_unit(finder, unit, part, depth, out);
}
