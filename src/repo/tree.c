/*
 * Raw tree objects, read strictly: git itself takes malformed ones from a push, and readers that
 * are kinder than this one disagree with each other on what such a tree holds.
 */
#include "tree.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define OID_BYTES 20U

static const struct mode {
	const char *text;
	unsigned number;
	enum done_entry_kind kind;
	bool executable;
} modes[] = {
    {"100644", 0100644, DONE_ENTRY_FILE, false}, {"40000", 0040000, DONE_ENTRY_DIRECTORY, false},
    {"100755", 0100755, DONE_ENTRY_FILE, true}, {"120000", 0120000, DONE_ENTRY_LINK, false},
    {"160000", 0160000, DONE_ENTRY_SUBMODULE, false},
    {"100664", 0100664, DONE_ENTRY_FILE, false},      /* the first gits wrote it */
    {"040000", 0040000, DONE_ENTRY_DIRECTORY, false}, /* some old tools padded it */
};

bool done_entry_set_mode(struct done_entry *entry, unsigned number)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(modes); i++) {
		if (modes[i].number != number)
			continue;
		entry->kind = modes[i].kind;
		entry->executable = modes[i].executable;
		return true;
	}
	return false;
}

static const struct mode *mode_of(const char *text, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(modes); i++)
		if (strlen(modes[i].text) == len && !memcmp(modes[i].text, text, len))
			return &modes[i];
	return NULL;
}

const char *done_entry_name_problem(const char *name, size_t len)
{
	if (len == 0)
		return "an entry has no name";
	if (memchr(name, '/', len))
		return "a name holds a slash";
	if (name[0] != '.')
		return NULL;
	if (len == 1 || (len == 2 && name[1] == '.'))
		return "an entry is named '.' or '..'";
	if (len == 4 && !strncasecmp(name, ".git", 4))
		return "an entry is named '.git'";
	return NULL;
}

int done_entry_compare_paths(const struct done_entry *a, const struct done_entry *b)
{
	const unsigned char *x = (const unsigned char *)a->name;
	const unsigned char *y = (const unsigned char *)b->name;

	while (*x && *x == *y) {
		x++;
		y++;
	}
	int c = *x ? *x : a->kind == DONE_ENTRY_DIRECTORY ? '/' : 0;
	int d = *y ? *y : b->kind == DONE_ENTRY_DIRECTORY ? '/' : 0;
	return c - d;
}

static int tree_compare_names(const void *a, const void *b)
{
	const struct done_entry *x = a, *y = b;

	return strcmp(x->name, y->name);
}

bool done_directory_sort(struct done_directory *directory, const char **twice)
{
	struct done_entry *entries = directory->entries;
	bool sorted = true;

	for (size_t i = 1; i < directory->nr && sorted; i++)
		sorted = tree_compare_names(&entries[i - 1], &entries[i]) < 0;
	if (sorted)
		return true;
	qsort(entries, directory->nr, sizeof(*entries), tree_compare_names);
	for (size_t i = 1; i < directory->nr; i++) {
		if (!tree_compare_names(&entries[i - 1], &entries[i])) {
			*twice = entries[i].name;
			return false;
		}
	}
	return true;
}

struct done_entry *done_directory_find(
    const struct done_directory *directory, const char *name, size_t len)
{
	size_t low = 0, high = directory->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct done_entry *entry = &directory->entries[middle];
		int order = strncmp(entry->name, name, len);

		if (order == 0 && entry->name[len] == '\0')
			return entry;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static int tree_malformed(struct done_error *err, const char *path, const char *problem)
{
	done_error_set(
	    err, DONE_E_UNDECIDED, "malformed tree of '%s': %s", *path ? path : ".", problem);
	return done_error_cure(
	    err, "git fsck   # names the object; the commit that holds it has to be rewritten");
}

/* Counts the entries and proves that each is whole, so that the parser need not look at the end. */
static const char *tree_count(struct done_bytes raw, size_t *nr)
{
	const char *at = raw.ptr, *end = raw.ptr + raw.len;

	for (*nr = 0; at < end; (*nr)++) {
		const char *nul = memchr(at, '\0', (size_t)(end - at));

		if (!nul || (size_t)(end - nul) < 1 + OID_BYTES)
			return "it is cut short";
		at = nul + 1 + OID_BYTES;
	}
	return NULL;
}

/* One entry, whole as tree_count() saw it; *at moves behind it. Returns what is wrong, or NULL. */
static const char *tree_parse(const char **at, size_t prefix, struct done_entry *entry)
{
	size_t len = strlen(*at);
	const char *space = memchr(*at, ' ', len);
	const struct mode *mode = space ? mode_of(*at, (size_t)(space - *at)) : NULL;

	if (!mode)
		return "an entry has a mode that git does not know";
	entry->name = space + 1;
	entry->kind = mode->kind;
	entry->executable = mode->executable;
	entry->has_oid = true;
	memcpy(entry->oid.id, *at + len + 1, OID_BYTES);
	size_t name_len = len - (size_t)(space + 1 - *at);
	*at += len + 1 + OID_BYTES;
	if (done_oid_is_zero(&entry->oid))
		return "an entry has a null id";
	if (prefix + name_len > DONE_PATH_MAX)
		return "a path is longer than 4,095 bytes";
	return done_entry_name_problem(entry->name, name_len);
}

int done_tree_parse(struct done_arena *arena, const char *path, struct done_bytes raw,
    struct done_directory *out, struct done_error *err)
{
	struct done_directory found = {0};
	size_t prefix = *path ? strlen(path) + 1 : 0;
	const char *at = raw.ptr, *twice = NULL;
	const char *problem = tree_count(raw, &found.nr);

	if (problem)
		return tree_malformed(err, path, problem);
	found.entries = done_arena_array(arena, found.nr, sizeof(*found.entries));
	for (size_t i = 0; i < found.nr; i++) {
		struct done_entry *entry = &found.entries[i];

		problem = tree_parse(&at, prefix, entry);
		if (!problem && i && done_entry_compare_paths(entry - 1, entry) >= 0)
			problem = strcmp(entry[-1].name, entry->name)
			    ? "its entries are not in order"
			    : "two entries share a name";
		if (problem)
			return tree_malformed(err, path, problem);
	}
	if (!done_directory_sort(&found, &twice))
		return tree_malformed(err, path, "two entries share a name");
	*out = found;
	return 0;
}
