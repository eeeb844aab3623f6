/*
 * What shape the repository has: formats that this build cannot read are refused, by name; shallow
 * and partial clones and replacements are noted.
 */
#include "opening.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum {
	SHALLOW_BYTES_MAX = 64 << 20,
	PACKED_REFS_BYTES_MAX = 256 << 20,
};

struct format_reader {
	struct done_repo *repo;
	struct done_format *format;
	struct done_error *err;
	long version;
	const char *unknown; /* the first extension that this build does not know */
};

/* A value of the repository's own configuration. */
typedef int read_value(struct format_reader *reader, const char *value);

static bool is_true(const char *value)
{
	int truth = 0;

	return !value || (!git_config_parse_bool(&truth, value) && truth);
}

static int read_bare(struct format_reader *reader, const char *value)
{
	reader->format->bare = is_true(value);
	return 0;
}

static int read_work_tree(struct format_reader *reader, const char *value)
{
	reader->format->work_tree =
	    value && *value ? done_arena_strdup(&reader->repo->arena, value) : NULL;
	return 0;
}

static int read_version(struct format_reader *reader, const char *value)
{
	char *end = NULL;

	reader->version = value ? strtol(value, &end, 10) : -1;
	if (value && !*end && end != value && reader->version >= 0 && reader->version <= 1)
		return 0;
	return done_error_set(reader->err, DONE_E_UNDECIDED,
	    "repository format '%s' is not supported by this build, only 0 and 1",
	    value ? value : "");
}

static int read_object_format(struct format_reader *reader, const char *value)
{
	if (value && !strcmp(value, "sha1"))
		return 0;
	if (!value || strcmp(value, "sha256") != 0)
		return done_error_set(reader->err, DONE_E_UNDECIDED,
		    "object format '%s' is not supported by this build", value ? value : "");
	done_error_set(
	    reader->err, DONE_E_UNDECIDED, "SHA-256 repositories are not supported by this build");
	return done_error_cure(reader->err, "judge a SHA-1 clone of it");
}

static int read_ref_storage(struct format_reader *reader, const char *value)
{
	if (value && !strcmp(value, "files"))
		return 0;
	done_error_set(reader->err, DONE_E_UNDECIDED,
	    "ref storage '%s' is not supported by this build, only 'files'", value ? value : "");
	return done_error_cure(
	    reader->err, "git refs migrate --ref-format=files (git 2.46 or newer)");
}

static int read_partial(struct format_reader *reader, const char *value)
{
	(void)value;
	reader->format->partial = true;
	return 0;
}

static int read_worktree_config(struct format_reader *reader, const char *value)
{
	reader->format->worktree_config = is_true(value);
	return 0;
}

static int read_nothing(struct format_reader *reader, const char *value)
{
	(void)reader;
	(void)value;
	return 0;
}

static const struct {
	const char *key;
	read_value *read;
} known[] = {
    {"core.bare", read_bare},
    {"core.worktree", read_work_tree},
    {"core.repositoryformatversion", read_version},
    {"extensions.objectformat", read_object_format},
    {"extensions.refstorage", read_ref_storage},
    {"extensions.partialclone", read_partial},
    {"extensions.worktreeconfig", read_worktree_config},
    {"extensions.preciousobjects", read_nothing},
    {"extensions.noop", read_nothing},
    {"extensions.relativeworktrees", read_nothing},
};

static bool is_promisor(const char *key)
{
	static const char head[] = "remote.", tail[] = ".promisor";
	size_t len = strlen(key);

	return len > sizeof(head) + sizeof(tail) - 2 && !strncmp(key, head, sizeof(head) - 1) &&
	    !strcmp(key + len - (sizeof(tail) - 1), tail);
}

static int read_entry(const git_config_entry *entry, void *payload)
{
	static const char extensions[] = "extensions.";
	struct format_reader *reader = payload;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(known); i++)
		if (!strcmp(entry->name, known[i].key))
			return known[i].read(reader, entry->value);
	if (is_promisor(entry->name) && is_true(entry->value))
		reader->format->partial = true;
	if (!reader->unknown && !strncmp(entry->name, extensions, sizeof(extensions) - 1))
		reader->unknown =
		    done_arena_strdup(&reader->repo->arena, entry->name + sizeof(extensions) - 1);
	return 0;
}

int done_format_read(struct done_repo *repo, struct done_format *out, struct done_error *err)
{
	struct done_format format = {0};
	struct format_reader reader = {.repo = repo, .format = &format, .err = err};
	const char *path = done_arena_printf(&repo->arena, "%s/config", repo->common_directory);
	git_config *config = NULL;
	int rc = done_library_config(&config, path, NULL);

	if (rc >= 0)
		rc = git_config_foreach(config, read_entry, &reader);
	git_config_free(config);
	if (err->code)
		return err->code;
	if (rc < 0)
		return done_git_error(err, rc, "cannot read the configuration '%s'", path);
	/* Before version 1, git passes over extensions that it does not know. */
	if (reader.unknown && reader.version >= 1)
		return done_error_set(err, DONE_E_UNDECIDED,
		    "repository extension '%s' is not supported by this build", reader.unknown);
	*out = format;
	return 0;
}

static int format_compare_oids(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct done_oid));
}

static int parse_shallow(
    struct done_repo *repo, const char *path, const struct done_buf *text, struct done_error *err)
{
	const char *at = text->ptr;
	size_t cap = 0;

	while (at && *at) {
		size_t len = strcspn(at, "\n");
		char hex[DONE_OID_HEX + 1] = {0};
		struct done_oid oid;

		if (len == DONE_OID_HEX)
			memcpy(hex, at, DONE_OID_HEX);
		if (!done_oid_parse(hex, &oid))
			return done_error_set(err, DONE_E_UNDECIDED, "'%s' is malformed", path);
		*DONE_ARENA_PUSH(&repo->arena, repo->grafts, repo->nr_grafts, cap) = oid;
		at += len + (at[len] == '\n');
	}
	if (repo->nr_grafts)
		qsort(repo->grafts, repo->nr_grafts, sizeof(*repo->grafts), format_compare_oids);
	repo->shallow = repo->nr_grafts > 0;
	return 0;
}

/* receive-pack gives its hooks a file of its own where the push comes from a shallow clone. */
static int read_shallow(struct done_repo *repo, struct done_buf *text, struct done_error *err)
{
	const char *named = done_environment_of(repo, "GIT_SHALLOW_FILE");
	const char *path = named
	    ? done_place_absolute(&repo->arena, repo->start, named)
	    : done_arena_printf(&repo->arena, "%s/shallow", repo->common_directory);
	int rc = done_place_read(path, SHALLOW_BYTES_MAX, text, err);

	return rc <= 0 ? rc : parse_shallow(repo, path, text, err);
}

static bool has_file(const char *directory, const char *tail)
{
	DIR *dir = opendir(directory);
	bool found = false;
	struct dirent *entry;

	while (dir && !found && (entry = readdir(dir)))
		found = entry->d_name[0] != '.' && (!*tail || done_text_ends(entry->d_name, tail));
	if (dir)
		closedir(dir);
	return found;
}

/* Behind the blank of a line stands the name of its ref. */
static bool packed_names_replacement(struct done_bytes packed)
{
	static const char name[] = " refs/replace/";
	const char *at = packed.ptr, *end = at + packed.len;

	while ((at = memchr(at, ' ', (size_t)(end - at))) != NULL) {
		if ((size_t)(end - at) >= sizeof(name) - 1 && !memcmp(at, name, sizeof(name) - 1))
			return true;
		at++;
	}
	return false;
}

static int find_replacements(struct done_repo *repo, struct done_buf *text, struct done_error *err)
{
	struct done_arena *arena = &repo->arena;
	const char *common = repo->common_directory;
	const char *packed = done_arena_printf(arena, "%s/packed-refs", common);
	struct stat st;

	repo->replacements = has_file(done_arena_printf(arena, "%s/refs/replace", common), "");
	if (!stat(done_arena_printf(arena, "%s/info/grafts", common), &st) && st.st_size > 0)
		repo->replacements = true;
	if (repo->replacements)
		return 0;
	/* Of a clone with many branches it is large, and most runs need no more of it. */
	struct done_bytes mapped;
	if (done_place_map(packed, PACKED_REFS_BYTES_MAX, &mapped)) {
		repo->replacements = packed_names_replacement(mapped);
		munmap((void *)mapped.ptr, mapped.len);
		return 0;
	}
	int rc = done_place_read(packed, PACKED_REFS_BYTES_MAX, text, err);
	if (rc > 0 && text->len)
		repo->replacements =
		    packed_names_replacement((struct done_bytes){text->ptr, text->len});
	return rc < 0 ? rc : 0;
}

int done_format_facts(
    struct done_repo *repo, const struct done_format *format, struct done_error *err)
{
	struct done_buf text = {0};
	int rc = read_shallow(repo, &text, err);

	if (rc >= 0)
		rc = find_replacements(repo, &text, err);
	done_buf_release(&text);
	repo->partial = format->partial;
	for (size_t i = 0; i < repo->nr_object_directories && !repo->partial; i++)
		repo->partial = has_file(
		    done_arena_printf(&repo->arena, "%s/pack", repo->object_directories[i]),
		    ".promisor");
	return rc < 0 ? rc : 0;
}
