/* Files that were meant as a policy or a sheet, by names that nothing reads (done/misnamed.h). */
#include "done/misnamed.h"

#include <string.h>

#include "done/nested.h"

#define ENTRIES_MAX 200000
#define FOUND_MAX 20
#define LOOKED_AT_MAX ((size_t)64 << 10)

/* The name of a regular file of the directory that was probably meant as the wanted one; NULL:
 * none. *has_wanted: the wanted one is there too. */
static const char *misnamed_among(
    const struct done_directory *directory, const char *wanted, bool *has_wanted)
{
	const char *found = NULL;

	*has_wanted = false;
	for (size_t i = 0; i < directory->nr; i++) {
		const struct done_entry *entry = &directory->entries[i];

		if (!strcmp(entry->name, wanted))
			*has_wanted = true;
		else if (!found && entry->kind == DONE_ENTRY_FILE &&
		    done_file_name_is_near(entry->name, wanted))
			found = entry->name;
	}
	return found;
}

/* ---- policies ---- */

/* Where a policy is somebody else's, or an example. */
bool done_misnamed_is_of_others(const char *path)
{
	static const char *const names[] = {
	    "test",
	    "tests",
	    "testdata",
	    "__tests__",
	    "fixtures",
	    "__fixtures__",
	    "example",
	    "examples",
	    "sample",
	    "samples",
	    "template",
	    "templates",
	    "vendor",
	    "golden",
	    "third_party",
	    "node_modules",
	};

	while (*path) {
		size_t len = strcspn(path, "/");

		for (size_t i = 0; path[len] && i < DONE_ARRAY_SIZE(names); i++) {
			if (strlen(names[i]) == len && !strncmp(path, names[i], len))
				return true;
		}
		path += len + (path[len] == '/');
	}
	return false;
}

/* At the start of a line, or as JSON writes it. */
static bool has_key(const char *text, const char *key)
{
	size_t len = strlen(key);

	for (const char *at = strstr(text, key); at; at = strstr(at + len, key)) {
		char before = '\n', after = at[len];

		if (at > text)
			before = at[-1];
		if ((before == '\n' && after == ':') || (before == '"' && after == '"'))
			return true;
	}
	return false;
}

bool done_misnamed_reads_like_policy(const struct done_buf *text)
{
	static const char mark[] = "\xEF\xBB\xBF";
	const char *start = text->len ? text->ptr : "";

	start += !strncmp(start, mark, 3) ? 3 : 0;
	return has_key(start, "criteria") ||
	    (has_key(start, "version") &&
	        (has_key(start, "extends") || has_key(start, "services")));
}

static bool reads_like_policy(
    struct done_snapshot *snapshot, const char *path, const struct done_entry *entry)
{
	struct done_buf text = {0};
	struct done_error err = {0};
	bool like = entry->has_oid &&
	    snapshot->read(snapshot->self, &entry->oid, path, LOOKED_AT_MAX, &text, &err) >= 0 &&
	    done_misnamed_reads_like_policy(&text);

	done_buf_release(&text);
	return like;
}

/* "git-done.yml" may be a pipeline that is called so, and "done.yml" a sheet. */
enum done_misnaming done_misnamed_name(const char *name, bool in_root)
{
	if (!strcmp(name, DONE_POLICY_PATH))
		return in_root ? DONE_NAME_OTHER : DONE_NAME_SURE;
	if (done_file_name_is_near(name, DONE_POLICY_PATH))
		return name[0] == '.' ? DONE_NAME_SURE : DONE_NAME_POSSIBLE;
	if (in_root &&
	    (!strcmp(name, DONE_SHEET_NAME) || done_file_name_is_near(name, DONE_SHEET_NAME)))
		return DONE_NAME_POSSIBLE;
	return DONE_NAME_OTHER;
}

bool done_misnamed_is_policy(
    struct done_snapshot *snapshot, const char *path, const struct done_entry *entry)
{
	const char *name = done_last_part(path);
	enum done_misnaming misnaming = done_misnamed_name(name, name == path);

	if (entry->kind != DONE_ENTRY_FILE || misnaming == DONE_NAME_OTHER ||
	    done_misnamed_is_of_others(path))
		return false;
	return misnaming == DONE_NAME_SURE || reads_like_policy(snapshot, path, entry);
}

struct search {
	struct done_snapshot *snapshot;
	struct done_arena *arena;
	const char *directory;
	const struct done_services *apart;
	struct done_strings *out, *nested;
	size_t cap, cap_nested, nr_looked;
};

static int misnamed_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct search *search = data;

	(void)err;
	if (search->nested && done_path_is_nested(path) && !done_misnamed_is_of_others(path)) {
		if (search->nested->nr < DONE_NESTED_MAX)
			*DONE_ARENA_PUSH(search->arena, search->nested->items, search->nested->nr,
			    search->cap_nested) = done_arena_strdup(search->arena, path);
	} else if (done_misnamed_is_policy(search->snapshot, path, entry))
		*DONE_ARENA_PUSH(search->arena, search->out->items, search->out->nr, search->cap) =
		    done_arena_strdup(search->arena, path);
	return ++search->nr_looked >= ENTRIES_MAX || search->out->nr >= FOUND_MAX;
}

static bool misnamed_enter(void *data, const char *directory)
{
	const struct search *search = data;
	size_t len = strlen(directory);
	char path[4100];

	if (len > 4096)
		return false;
	memcpy(path, directory, len);
	memcpy(path + len, "/", 2);
	if (done_misnamed_is_of_others(path))
		return false;
	return !search->apart || !strcmp(directory, search->directory) ||
	    done_services_at(search->apart, directory, len) < 0;
}

static bool enter_nothing(void *data, const char *directory)
{
	(void)data;
	return !*directory;
}

void done_misnamed_policies(struct done_snapshot *snapshot, bool deep, struct done_arena *arena,
    struct done_strings *out, struct done_strings *nested)
{
	struct search search = {.snapshot = snapshot, .arena = arena, .out = out, .nested = nested};
	struct done_error unsaid = {0};

	*out = (struct done_strings){0};
	if (nested)
		*nested = (struct done_strings){0};
	(void)done_snapshot_walk(
	    snapshot, "", misnamed_visit, deep ? misnamed_enter : enter_nothing, &search, &unsaid);
}

void done_misnamed_policies_of(struct done_snapshot *snapshot, const char *directory,
    const struct done_services *apart, struct done_arena *arena, struct done_strings *out,
    struct done_strings *nested)
{
	struct search search = {.snapshot = snapshot,
	    .arena = arena,
	    .directory = directory,
	    .apart = apart,
	    .out = out,
	    .nested = nested};
	struct done_error unsaid = {0};

	*out = *nested = (struct done_strings){0};
	(void)done_snapshot_walk(
	    snapshot, directory, misnamed_visit, misnamed_enter, &search, &unsaid);
}

/* ---- sheets ---- */

const char *done_misnamed_sheet(struct done_snapshot *snapshot, const char *directory,
    const char *name, struct done_arena *arena, const char **wanted, bool *is_beside)
{
	const struct done_directory *entries;
	const char *slash = *directory ? "/" : "", *found;
	struct done_error err = {0};

	if (snapshot->list(snapshot->self, directory, &entries, &err) <= 0)
		return NULL;
	found = misnamed_among(entries, name, is_beside);
	if (!found)
		return NULL;
	*wanted = done_arena_printf(arena, "%s%s%s", directory, slash, name);
	return done_arena_printf(arena, "%s%s%s", directory, slash, found);
}

/* ---- the command ---- */

const char *done_misnamed_move(struct done_arena *arena, const char *from, const char *to)
{
	return done_shell_command(arena, "git mv", from, to);
}
