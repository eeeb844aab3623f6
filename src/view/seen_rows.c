/* Rows of ecosystems over the files of one directory: what is asked, what each has found, and which
 * of them speaks. */
#include "seen_parts.h"

#include <string.h>

#define FORWARDING_SOURCES_MAX 5 /* who has more code does more than forward */
/* Who has no more code has one endpoint or two: one refusal is as much as others have in two. */
#define TINY_SOURCES_MAX 2
#define LIBRARY_FILES_MAX 20000 /* of one local library: beyond, it shows nothing more */

/* ---- rows ---- */

bool done_seen_is_asked(const struct done_view *view, size_t capability)
{
	return !view->capabilities || view->capabilities >> capability & 1;
}

static void seen_add_rows(struct seeing *seeing, const struct done_ecosystem *ecosystem,
    const struct done_rows *rows, size_t capability)
{
	for (size_t i = 0; rows && i < rows->nr; i++) {
		struct seen_count *count = DONE_ARENA_PUSH(
		    seeing->arena, seeing->counts.items, seeing->counts.nr, seeing->counts.cap);

		*count = (struct seen_count){
		    .ecosystem = ecosystem, .row = &rows->items[i], .capability = capability};
	}
}

static void seen_add_groups(struct seeing *seeing, const struct done_ecosystem *ecosystem)
{
	for (size_t i = 0; i < done_capabilities_nr; i++) {
		if (done_seen_is_asked(seeing->view, i))
			seen_add_rows(seeing, ecosystem,
			    done_row_group_find(
			        &ecosystem->capabilities, done_capabilities[i].name),
			    i);
	}
	seen_add_rows(seeing, ecosystem, &ecosystem->forwards, FORWARDS);
	/* The last word is "nothing". */
	for (size_t i = 0; done_calls_words[i + 1]; i++)
		seen_add_rows(seeing, ecosystem,
		    done_row_group_find(&ecosystem->clients, done_calls_words[i]),
		    done_capabilities_nr + i);
}

/* Nothing is left for this row to add. Whom a service calls is known from the first place on. */
static bool seen_is_enough(const struct seeing *seeing, const struct seen_count *count)
{
	const struct seen_count *shown_by = seeing->shown_by[count->capability];
	size_t places = count->capability < done_capabilities_nr ? DONE_SEEN_PLACES_MAX : 1;

	if (count->row->each)
		return false;
	if (shown_by && shown_by != count)
		return true;
	return count->nr_places >= places && count->nr >= (size_t)count->row->count;
}

/* Whether a file of the ecosystem can still show something. */
static bool seen_has_more(const struct seeing *seeing, const struct done_ecosystem *ecosystem)
{
	for (size_t i = 0; i < seeing->counts.nr; i++) {
		const struct seen_count *count = &seeing->counts.items[i];

		if (count->ecosystem == ecosystem && !seen_is_enough(seeing, count))
			return true;
	}
	return false;
}

static void seen_keep_place(struct seeing *seeing, struct seen_count *count, const char *path,
    const struct done_row_match *match)
{
	struct done_seen_place *place;
	bool lacks = match->nr < match->nr_of;

	if (lacks && count->nr_lacking < DONE_SEEN_LACKING_MAX)
		place = DONE_ARENA_PUSH(
		    seeing->arena, count->lacking, count->nr_lacking, count->cap_lacking);
	else if (!lacks && count->nr_places < DONE_SEEN_PLACES_MAX)
		place = &count->places[count->nr_places++];
	else
		return;
	place->path = done_arena_strdup(seeing->arena, path);
	place->line = match->line;
	place->what =
	    done_arena_strdup(seeing->arena, done_row_says(&seeing->scratch, count->row, match));
}

/* A source that reads settings: what it checks is the program's own configuration. */
static bool seen_is_settings(const char *path)
{
	static const char *const names[] = {
	    "config", "configs", "configuration", "conf", "settings", "env", "environment"};

	for (const char *part = path; *part; part += *part != '\0') {
		size_t len = strcspn(part, "/"), stem = strcspn(part, "/.");

		for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
			if (strlen(names[i]) == stem && !strncmp(names[i], part, stem))
				return true;
		}
		part += len;
	}
	return false;
}

static int seen_ask(struct seeing *seeing, struct seen_file *file, struct done_error *err)
{
	bool is_settings = file->is_source && seen_is_settings(file->file->path);

	for (size_t i = 0; i < seeing->counts.nr; i++) {
		struct seen_count *count = &seeing->counts.items[i];
		struct done_row_match match;

		if (count->ecosystem != file->ecosystem || seen_is_enough(seeing, count) ||
		    (is_settings && count->capability < done_capabilities_nr &&
		        !strcmp(done_capabilities[count->capability].name, "input-validation")))
			continue;
		if (done_seen_match(seeing, file, i, &match, err) < 0)
			return err->code;
		if (!match.nr && match.kept)
			done_seen_keep(seeing, i, file->file->path, &match);
		if (!match.nr && !match.nr_of)
			continue;
		count->nr += match.nr;
		count->of += match.nr_of;
		seen_keep_place(seeing, count, file->file->path, &match);
		if (!count->row->each && !count->row->declared &&
		    count->nr >= (size_t)count->row->count)
			seeing->shown_by[count->capability] = count;
	}
	return 0;
}

/* ---- files ---- */

/* Whether any row of the ecosystem looks at a file that is none of its sources. */
static bool seen_is_config(
    const struct seeing *seeing, const struct done_ecosystem *ecosystem, const char *path)
{
	for (size_t i = 0; i < seeing->counts.nr; i++) {
		const struct seen_count *count = &seeing->counts.items[i];

		if (count->ecosystem == ecosystem && count->row->files.nr &&
		    done_row_looks_at(count->row, ecosystem, path))
			return true;
	}
	return false;
}

static int seen_visit(struct seeing *seeing, const struct done_file *file, const char *relative,
    struct done_error *err)
{
	const struct done_strings *ids = done_view_read_as(seeing->view);

	for (size_t i = 0; i < ids->nr; i++) {
		const struct done_ecosystem *ecosystem =
		    done_ecosystem_find(seeing->ecosystems, ids->items[i]);
		struct seen_file asked;
		bool is_source;

		if (!ecosystem)
			continue;
		is_source = done_ecosystem_is_source(ecosystem, relative);
		if ((!is_source && !seen_is_config(seeing, ecosystem, relative)) ||
		    done_ecosystem_is_test(ecosystem, relative) ||
		    done_ecosystem_is_foreign(ecosystem, relative))
			continue;
		if (is_source && i < DONE_ARRAY_SIZE(seeing->sources))
			seeing->sources[i]++;
		seeing->all->nr_sources += is_source;
		if (!seen_has_more(seeing, ecosystem))
			continue;
		asked = (struct seen_file){
		    .file = file, .ecosystem = ecosystem, .is_source = is_source};
		done_seen_open(seeing, &asked);
		if (seen_ask(seeing, &asked, err) < 0)
			return err->code;
		done_seen_require(seeing, &asked);
		seeing->all->nr_too_large += asked.answers->state == SEEN_TOO_LARGE;
		done_arena_release(&seeing->scratch);
	}
	return 0;
}

static bool seen_is_of_frontend(const struct done_profile *profile, const char *path)
{
	for (size_t i = 0; i < profile->frontends.nr; i++) {
		if (done_path_below(path, profile->frontends.items[i]))
			return true;
	}
	return false;
}

/* The files of the service itself, without pages for the browser that have a manifest of their own.
 */
int done_seen_walk_own(struct seeing *seeing, struct done_error *err)
{
	struct done_view *view = seeing->view;
	struct done_files files;
	const char *directory = done_view_directory(view);
	size_t skip = *directory ? strlen(directory) + 1 : 0;

	if (done_view_own_files(view, &files, err) < 0)
		return err->code;
	for (size_t i = 0; i < files.nr; i++) {
		if (seen_is_of_frontend(view->profile, files.items[i].path))
			continue;
		if (seen_visit(seeing, &files.items[i], files.items[i].path + skip, err) < 0)
			return err->code;
	}
	return 0;
}

struct seen_library {
	struct seeing *seeing;
	size_t skip;
	size_t nr;
	bool is_package; /* of Go: what lies below is another one */
};

static int seen_visit_library(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct seen_library *library = data;
	struct done_file file = {path, *entry};

	if (entry->kind != DONE_ENTRY_FILE || library->nr >= LIBRARY_FILES_MAX)
		return 0;
	library->nr++;
	return seen_visit(library->seeing, &file, path + library->skip, err);
}

static bool seen_enter_library(void *data, const char *directory)
{
	const struct seen_library *library = data;

	return !library->is_package || strlen(directory) < library->skip;
}

static int seen_walk_file(struct seeing *seeing, const char *path, struct done_error *err)
{
	struct done_file file = {.path = path};
	int rc = done_snapshot_find(seeing->view->head, path, &file.entry, err);

	return rc == 1 ? seen_visit(seeing, &file, done_last_part(path), err) : rc;
}

int done_seen_walk_library(
    struct seeing *seeing, const struct seen_place_of *library, struct done_error *err)
{
	bool is_root = !strcmp(library->directory, "") || !strcmp(library->directory, ".");
	struct seen_library walk = {
	    seeing, is_root ? 0 : strlen(library->directory) + 1, 0, library->is_package};

	if (library->is_file)
		return seen_walk_file(seeing, library->directory, err);
	return done_snapshot_walk(seeing->view->head, is_root ? "" : library->directory,
	    seen_visit_library, seen_enter_library, &walk, err);
}

/* ---- manifests ---- */

void done_seen_ask_manifests(struct seeing *seeing)
{
	const struct done_profile *profile = seeing->view->profile;

	for (size_t i = 0; i < seeing->counts.nr; i++) {
		struct seen_count *count = &seeing->counts.items[i];

		/* A dependency that the code must call as well shows nothing by itself. */
		if (!count->row->manifest || done_row_has_pattern(count->row))
			continue;
		for (size_t j = 0; j < profile->nr_manifests; j++) {
			const struct done_dependency *found = done_row_in_manifest(
			    count->ecosystem, count->row, profile->manifests[j]);
			struct done_row_match match = {.nr = 1};

			if (!found)
				continue;
			done_view_hangs_on(seeing->view, DONE_HANGS_ON_LINES);
			match.line = found->line;
			match.package = match.match = found->name;
			count->nr += (size_t)count->row->count;
			count->by_manifest = true;
			seen_keep_place(seeing, count, profile->manifest_paths[j], &match);
			break;
		}
	}
}

/* ---- what comes of it ---- */

static bool seen_is_better(const struct done_seen *seen, const struct seen_count *count)
{
	bool declared = count->row->declared || count->by_manifest;

	return !seen->is_shown || (seen->is_declared && !declared);
}

/* So many places a row has to be found at in what has so many sources. */
static size_t seen_needed(const struct seen_count *count, size_t nr_sources)
{
	bool is_tiny = nr_sources > 0 && nr_sources <= TINY_SOURCES_MAX;

	return is_tiny && !strcmp(done_capabilities[count->capability].name, "input-validation")
	    ? 1
	    : (size_t)count->row->count;
}

static void seen_take(struct done_seen *seen, const struct seen_count *count, size_t needed)
{
	if (count->row->each) {
		seen->with += count->nr;
		seen->of += count->of;
		if (count->nr_lacking && !seen->nr_lacking) {
			seen->lacking = count->lacking;
			seen->nr_lacking = count->nr_lacking;
		}
	}
	if (!count->nr || count->nr < needed || !seen_is_better(seen, count))
		return;
	seen->is_shown = true;
	seen->is_declared = count->row->declared || count->by_manifest;
	memcpy(seen->places, count->places, sizeof(seen->places));
	seen->nr_places = count->nr_places;
	seen->nr = count->nr;
}

void done_seen_settle(struct seeing *seeing, struct done_seen_all *all)
{
	for (size_t i = 0; i < seeing->counts.nr; i++) {
		const struct seen_count *count = &seeing->counts.items[i];

		if (count->capability < done_capabilities_nr)
			seen_take(&all->items[count->capability], count,
			    seen_needed(count, all->nr_sources));
		else if (count->capability == FORWARDS)
			all->forwards |= count->nr > 0 && all->nr_sources <= FORWARDING_SOURCES_MAX;
		else if (count->nr >= (size_t)count->row->count)
			all->calls |= 1U << (count->capability - done_capabilities_nr);
	}
}

/* The ecosystem of most of the sources, and its first row for each capability. A manifest is enough
 * for one of the profile's own; of those lent by a change only what there are sources of was read.
 */
void done_seen_settle_main(struct seeing *seeing)
{
	const struct done_strings *ids = done_view_read_as(seeing->view);
	size_t most = 0;

	for (size_t i = 0; i < ids->nr && i < DONE_ARRAY_SIZE(seeing->sources); i++) {
		if ((!seeing->all->main && !seeing->view->read_as) || seeing->sources[i] > most) {
			most = seeing->sources[i];
			seeing->all->main = done_ecosystem_find(seeing->ecosystems, ids->items[i]);
		}
	}
	for (size_t i = 0; i < seeing->counts.nr; i++) {
		size_t capability = seeing->counts.items[i].capability;
		struct done_seen *seen;

		if (capability >= done_capabilities_nr)
			continue;
		seen = &seeing->all->items[capability];
		if (seeing->counts.items[i].ecosystem == seeing->all->main && !seen->example)
			seen->example = seeing->counts.items[i].row;
	}
}

void done_seen_reset(struct seeing *seeing)
{
	const struct done_strings *ids = done_view_read_as(seeing->view);

	seeing->counts = (struct seen_counts){0};
	seeing->nr_kept = 0;
	memset(seeing->shown_by, 0, sizeof(seeing->shown_by));
	for (size_t i = 0; i < ids->nr; i++) {
		const struct done_ecosystem *ecosystem =
		    done_ecosystem_find(seeing->ecosystems, ids->items[i]);

		if (ecosystem)
			seen_add_groups(seeing, ecosystem);
	}
}

struct done_seen_all *done_seen_new(struct done_arena *arena)
{
	struct done_seen_all *all = done_arena_alloc(arena, sizeof(*all));

	all->items = done_arena_array(arena, done_capabilities_nr, sizeof(*all->items));
	return all;
}
