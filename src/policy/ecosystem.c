/* Ecosystems: loading of what is built in, and questions about one. */
#include "done/ecosystem.h"

#include <string.h>

#include "ecosystem_parts.h"

#define PREFIX "ecosystem:"

/* ---- loading ---- */

/* "go" of "ecosystem:go" and of "config/ecosystems/go.yml". */
static const char *id_of_file(struct done_arena *arena, const char *file)
{
	const char *name = done_last_part(file);

	if (done_text_starts(name, PREFIX))
		name += strlen(PREFIX);
	return done_arena_strndup(arena, name, strcspn(name, "."));
}

static void take_imports(const struct done_imports_rules *rules, struct done_ecosystem *out)
{
	out->divided_by = rules && rules->divided_by ? rules->divided_by : "/";
	if (!rules)
		return;
	out->imports = rules->reader;
	out->imports_bind = rules->binds;
	out->imports_begin = rules->begin;
}

static void take_groups(struct done_arena *arena, const struct done_ecosystem_more *more,
    const struct done_value *value, struct done_row_groups groups[3])
{
	if (more->serves)
		done_row_groups_make(arena, &done_serves_record, more->serves->lists,
		    done_value_get(value, "serves"), &groups[0]);
	if (more->clients)
		done_row_groups_make(arena, &done_clients_record, more->clients->lists,
		    done_value_get(value, "clients"), &groups[1]);
	if (more->capabilities)
		done_row_groups_make(arena, &done_capabilities_record, more->capabilities->lists,
		    done_value_get(value, "capabilities"), &groups[2]);
}

/* A package alone says something only where an import binds a name that can be used. */
static int refuse_bare(const struct done_ecosystem *ecosystem, const struct done_row_groups *groups,
    struct done_error *err)
{
	for (size_t i = 0; i < groups->nr && !ecosystem->imports_bind; i++) {
		for (size_t j = 0; j < groups->items[i].rows.nr; j++) {
			const struct done_row *row = &groups->items[i].rows.items[j];

			if (row->calls || row->text || row->each || row->manifest)
				continue;
			done_error_set(err, DONE_E_POLICY,
			    "'package' alone is not enough in the ecosystem '%s', whose "
			    "imports bind no name",
			    ecosystem->id);
			done_error_cure(err, "add 'calls' or 'text', or 'manifest: true'");
			return done_error_place(
			    err, row->place.file, row->place.line, row->place.column);
		}
	}
	return 0;
}

static int refuse_bare_groups(const struct done_ecosystem *ecosystem,
    const struct done_row_groups groups[3], struct done_error *err)
{
	for (size_t i = 0; i < 3; i++) {
		if (refuse_bare(ecosystem, &groups[i], err) < 0)
			return err->code;
	}
	return 0;
}

static int take_file(struct done_arena *arena, const struct done_ecosystem_file *file,
    const struct done_value *value, struct done_ecosystem *out, struct done_error *err)
{
	struct done_row_groups groups[3] = {{0}};

	out->id = id_of_file(arena, value->file);
	out->title = file->title;
	out->sources = file->sources;
	out->tests = file->tests;
	out->vendored = file->vendored;
	if (file->generated) {
		out->generated = file->generated->files;
		out->generated_head = file->generated->head;
	}
	done_scanners_make(arena, &file->scanner, out);
	take_imports(file->imports, out);
	out->manifests = file->manifests.items;
	out->nr_manifests = file->manifests.nr;
	if (file->programs.nr)
		done_rows_make(
		    arena, &file->programs, done_value_get(value, "programs"), &out->programs);
	if (file->functions.nr)
		done_rows_make(
		    arena, &file->functions, done_value_get(value, "functions"), &out->functions);
	if (file->forwards.nr)
		done_rows_make(
		    arena, &file->forwards, done_value_get(value, "forwards"), &out->forwards);
	if (file->frontend.nr)
		done_rows_make(
		    arena, &file->frontend, done_value_get(value, "frontend"), &out->frontend);
	take_groups(arena, &file->more, value, groups);
	out->serves = groups[0];
	out->clients = groups[1];
	out->capabilities = groups[2];
	return refuse_bare_groups(out, groups, err);
}

/* tree: in the loader's arena, for rows say the places of their values. */
static int take_tree(struct done_loader *loader, const struct done_value *tree,
    struct done_ecosystem *out, struct done_error *err)
{
	struct done_ecosystem_file loaded = {0};

	if (done_record_load(loader, &done_ecosystem_record, tree, &loaded, err) < 0)
		return err->code;
	return take_file(loader->arena, &loaded, tree, out, err);
}

int done_ecosystem_read(struct done_arena *arena, struct done_bytes text, const char *file,
    struct done_ecosystems *out, struct done_error *err)
{
	struct done_loader loader = {.arena = arena, .row_patterns = done_row_patterns_new()};
	struct done_ecosystem *item = done_arena_alloc(arena, sizeof(*item));
	struct done_value *tree = done_arena_alloc(arena, sizeof(*tree));
	int rc = done_yaml_parse(arena, text, file, DONE_YAML_STRICT, tree, err);

	if (rc >= 0)
		rc = take_tree(&loader, tree, item, err);
	if (rc < 0) {
		done_row_patterns_free(loader.row_patterns);
		return rc;
	}
	*out = (struct done_ecosystems){.items = item, .nr = 1, .patterns = loader.row_patterns};
	return 0;
}

bool done_row_is_built_in(const struct done_row *row)
{
	return row->place.file && done_text_starts(row->place.file, PREFIX);
}

static int read_embedded(
    struct done_loader *loader, struct done_ecosystems *out, struct done_error *err)
{
	out->items =
	    done_arena_array(loader->arena, done_embedded_ecosystems_nr, sizeof(*out->items));
	for (; out->nr < done_embedded_ecosystems_nr; out->nr++) {
		const struct done_preset *embedded = &done_embedded_ecosystems[out->nr];
		const char *file = done_arena_printf(loader->arena, PREFIX "%s", embedded->name);
		struct done_value *tree = done_arena_alloc(loader->arena, sizeof(*tree));

		if (done_preset_tree(loader->arena, embedded, file, tree, err) < 0 ||
		    take_tree(loader, tree, &out->items[out->nr], err) < 0)
			return err->code;
	}
	return 0;
}

void done_ecosystems_release(struct done_ecosystems *ecosystems)
{
	if (!ecosystems)
		return;
	if (!ecosystems->is_kept)
		done_row_patterns_free(ecosystems->patterns);
	*ecosystems = (struct done_ecosystems){0};
}

/* ---- the policy's own rows ---- */

/* NULL: unknown, and err says so. */
static const struct done_preset *find_embedded(
    struct done_loader *loader, const struct done_member *member, struct done_error *err)
{
	const char *id = member->key.ptr;
	const char **names =
	    done_arena_array(loader->arena, done_embedded_ecosystems_nr, sizeof(*names));

	for (size_t i = 0; i < done_embedded_ecosystems_nr; i++) {
		names[i] = done_embedded_ecosystems[i].name;
		if (!strcmp(names[i], id))
			return &done_embedded_ecosystems[i];
	}
	done_error_set(err, DONE_E_POLICY, "unknown ecosystem '%s'", id);
	done_suggest(err, id, names, done_embedded_ecosystems_nr);
	done_error_place(err, member->value.file, member->line, member->column);
	return NULL;
}

static int check_one(
    struct done_loader *loader, const struct done_member *member, struct done_error *err)
{
	const struct done_preset *embedded = find_embedded(loader, member, err);
	struct done_row_groups groups[3] = {{0}};
	struct done_ecosystem_more rows = {0};
	struct done_ecosystem of = {.id = member->key.ptr};
	const struct done_value *binds;
	struct done_value file;

	if (!embedded ||
	    done_record_load(loader, &done_ecosystem_more_record, &member->value, &rows, err) < 0 ||
	    done_preset_tree(loader->arena, embedded, PREFIX, &file, err) < 0)
		return err->code;
	binds = done_value_get(done_value_get(&file, "imports"), "binds");
	of.imports_bind = binds && binds->type == DONE_BOOLEAN && binds->boolean;
	take_groups(loader->arena, &rows, &member->value, groups);
	return refuse_bare_groups(&of, groups, err);
}

int done_ecosystems_check(
    struct done_loader *loader, const struct done_value *more, struct done_error *err)
{
	if (!more)
		return 0;
	if (more->type != DONE_MAP) {
		done_value_error(err, more, "'ecosystems' must be a map, not %s",
		    done_value_type_name(more->type));
		return done_error_cure(err, "for example 'ecosystems: {go: {capabilities: …}}'");
	}
	for (size_t i = 0; i < more->map.nr; i++) {
		if (check_one(loader, &more->map.ptr[i], err) < 0)
			return err->code;
	}
	return 0;
}

static int extend_one(struct done_loader *loader, const struct done_value *value,
    struct done_ecosystem *ecosystem, struct done_error *err)
{
	struct done_ecosystem_more rows = {0};
	struct done_row_groups groups[3] = {{0}};

	if (done_record_load(loader, &done_ecosystem_more_record, value, &rows, err) < 0)
		return err->code;
	take_groups(loader->arena, &rows, value, groups);
	if (refuse_bare_groups(ecosystem, groups, err) < 0)
		return err->code;
	done_row_groups_add(loader->arena, &ecosystem->serves, &groups[0]);
	done_row_groups_add(loader->arena, &ecosystem->clients, &groups[1]);
	done_row_groups_add(loader->arena, &ecosystem->capabilities, &groups[2]);
	return 0;
}

static int ecosystems_extend(struct done_loader *loader, const struct done_value *more,
    struct done_ecosystems *ecosystems, struct done_error *err)
{
	for (size_t i = 0; more && i < more->map.nr; i++) {
		struct done_ecosystem *of = (struct done_ecosystem *)done_ecosystem_find(
		    ecosystems, more->map.ptr[i].key.ptr);

		if (!of) {
			find_embedded(loader, &more->map.ptr[i], err);
			return err->code;
		}
		if (extend_one(loader, &more->map.ptr[i].value, of, err) < 0)
			return err->code;
	}
	return 0;
}

/* ---- all of them ---- */

int done_ecosystems_load(struct done_arena *arena, const struct done_value *more,
    struct done_ecosystems *out, struct done_error *err)
{
	struct done_row_patterns *patterns = done_row_patterns_new();
	struct done_loader loader = {.arena = arena,
	    .row_patterns = patterns,
	    .glob_room = done_row_patterns_globs(patterns)};
	struct done_ecosystems loaded = {.patterns = loader.row_patterns};

	if (read_embedded(&loader, &loaded, err) < 0 ||
	    ecosystems_extend(&loader, more, &loaded, err) < 0) {
		done_row_patterns_free(loader.row_patterns);
		return err->code;
	}
	*out = loaded;
	return 0;
}

/* ---- questions ---- */

const struct done_ecosystem *done_ecosystem_find(
    const struct done_ecosystems *ecosystems, const char *id)
{
	for (size_t i = 0; i < ecosystems->nr; i++) {
		if (!strcmp(ecosystems->items[i].id, id))
			return &ecosystems->items[i];
	}
	return NULL;
}

const struct done_rows *done_row_group_find(const struct done_row_groups *groups, const char *name)
{
	for (size_t i = 0; i < groups->nr; i++) {
		if (!strcmp(groups->items[i].name, name))
			return &groups->items[i].rows;
	}
	return NULL;
}

bool done_ecosystem_is_source(const struct done_ecosystem *ecosystem, const char *path)
{
	return done_globs_match(&ecosystem->sources, path);
}

bool done_ecosystem_is_test(const struct done_ecosystem *ecosystem, const char *path)
{
	return done_globs_match(&ecosystem->tests, path);
}

bool done_ecosystem_is_foreign(const struct done_ecosystem *ecosystem, const char *path)
{
	return done_globs_match(&ecosystem->generated, path) ||
	    done_globs_match(&ecosystem->vendored, path);
}
