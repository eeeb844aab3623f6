/*
 * Seals of directories of reports: reading and writing one, and which of them a report is under.
 * Read strictly, for any doubt about a seal is a reason not to believe it.
 */
#include "done/seal.h"

#include <stdlib.h>
#include <string.h>

#include "done/repo.h"

/* ---- what stands in it ---- */

#define SEAL_FILE_FIELDS                                                           \
	{DONE_FIELD("path", struct done_seal_file, path, PATH), .required = true,  \
	    .help = "The report, from the directory."},                            \
	{                                                                          \
		DONE_FIELD("size", struct done_seal_file, size, INTEGER),          \
		    .required = true, .max = INT64_MAX, .help = "Of it, in bytes." \
	}

static const struct done_field seal_file_fields[] = {
    SEAL_FILE_FIELDS,
    {DONE_FIELD("sha256", struct done_seal_file, sha256, STRING), .required = true,
        .help = "Of its bytes, in hexadecimal."},
};
static const struct done_field seal_stamped_fields[] = {
    SEAL_FILE_FIELDS,
    {DONE_FIELD("changed", struct done_seal_file, changed, INTEGER), .required = true,
        .min = INT64_MIN, .max = INT64_MAX,
        .help = "When its inode was changed last, in nanoseconds since 1970."},
    {DONE_FIELD("modified", struct done_seal_file, modified, INTEGER), .required = true,
        .min = INT64_MIN, .max = INT64_MAX,
        .help = "When its bytes were written last, in nanoseconds since 1970."},
};
static const struct done_record seal_file_record = {
    .name = "'files' of a seal",
    .size = sizeof(struct done_seal_file),
    .fields = seal_file_fields,
    .nr = DONE_ARRAY_SIZE(seal_file_fields),
};
static const struct done_record seal_stamped_record = {
    .name = "'files' of a stamp",
    .size = sizeof(struct done_seal_file),
    .fields = seal_stamped_fields,
    .nr = DONE_ARRAY_SIZE(seal_stamped_fields),
};

#define SEAL_FIELDS(files_record)                                                                  \
	{DONE_FIELD("version", struct done_seal, version, INTEGER), .required = true, .min = 1,    \
	    .max = 1, .help = "Of this form: 1."},                                                 \
	    {DONE_FIELD("commit", struct done_seal, commit, STRING), .required = true,             \
	        .help = "The commit that was checked out."},                                       \
	    {DONE_FIELD("date", struct done_seal, day, DATE), .required = true,                    \
	        .help = "The day on which it was written."},                                       \
	    {DONE_FIELD("changed_files", struct done_seal, nr_changed, INTEGER), .required = true, \
	        .max = INT64_MAX,                                                                  \
	        .help = "How many tracked files the work tree had otherwise than the commit."},    \
	    {DONE_FIELD("changed", struct done_seal, changed, STRINGS),                            \
	        .max = DONE_WORK_TREE_NAMED_MAX, .help = "The first of them."},                    \
	{                                                                                          \
		DONE_FIELD("files", struct done_seal, files, OBJECTS),                             \
		    .max = DONE_FOLDER_FILES_MAX, .record = &(files_record),                       \
		    .help = "The reports."                                                         \
	}

static const struct done_field seal_fields[] = {
    SEAL_FIELDS(seal_file_record),
    {DONE_FIELD("tree", struct done_seal, tree, STRING), .required = true,
        .help = "The tree of that commit."},
};
static const struct done_field seal_stamp_fields[] = {SEAL_FIELDS(seal_stamped_record)};
static const struct done_record seal_records[] = {
    {.name = "a seal",
        .size = sizeof(struct done_seal),
        .fields = seal_fields,
        .nr = DONE_ARRAY_SIZE(seal_fields)},
    {.name = "a stamp",
        .size = sizeof(struct done_seal),
        .fields = seal_stamp_fields,
        .nr = DONE_ARRAY_SIZE(seal_stamp_fields)},
};

/* ---- reading ---- */

static int seal_compare(const void *a, const void *b)
{
	return strcmp(
	    ((const struct done_seal_file *)a)->path, ((const struct done_seal_file *)b)->path);
}

static bool seal_is_hex(const char *text, size_t len)
{
	return strlen(text) == len && strspn(text, "0123456789abcdef") == len;
}

/* What the types of its members do not say; NULL: nothing is wrong. */
static const char *seal_problem(const struct done_seal *seal, bool is_stamp)
{
	const struct done_seal_file *files = seal->files.items;

	if (seal->nr_changed < (int64_t)seal->changed.nr || (seal->nr_changed && !seal->changed.nr))
		return "'changed_files' must be the number of the files in 'changed', or more";
	if (!seal_is_hex(seal->commit, DONE_OID_HEX) ||
	    (!is_stamp && !seal_is_hex(seal->tree, DONE_OID_HEX)))
		return "'commit' and 'tree' must be 40 hexadecimal digits";
	for (size_t i = 0; i < seal->files.nr; i++) {
		if (!is_stamp && !seal_is_hex(files[i].sha256, DONE_SHA256_HEX))
			return "'sha256' must be 64 hexadecimal digits";
		if (i && !strcmp(files[i].path, files[i - 1].path))
			return "a report is there twice";
	}
	return NULL;
}

int done_seal_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    bool is_stamp, struct done_seal *out, struct done_error *err)
{
	struct done_value value;
	struct done_seal seal = {0};
	const char *problem;

	if (done_json_parse(arena, bytes, file, &value, err) < 0 ||
	    done_record_load_document(arena, &seal_records[is_stamp], &value, &seal, err) < 0)
		return err->code;
	if (seal.files.nr)
		qsort(seal.files.items, seal.files.nr, sizeof(*seal.files.items), seal_compare);
	problem = seal_problem(&seal, is_stamp);
	if (problem) {
		done_error_set(err, DONE_E_POLICY, "%s", problem);
		return done_error_place(err, file, 1, 1);
	}
	*out = seal;
	return 0;
}

const struct done_seal_file *done_seal_find(const struct done_seal *seal, const char *path)
{
	const struct done_seal_file wanted = {.path = path};

	return seal->files.nr
	    ? bsearch(&wanted, seal->files.items, seal->files.nr, sizeof(wanted), seal_compare)
	    : NULL;
}

/* ---- writing ---- */

void done_seal_write(struct done_buf *out, const struct done_seal *seal, bool is_stamp)
{
	struct done_json json = {.out = out};
	char day[11];

	done_day_format(seal->day, day);
	done_json_object(&json);
	done_json_member_integer(&json, "version", 1);
	done_json_member(&json, "commit", seal->commit);
	if (!is_stamp)
		done_json_member(&json, "tree", seal->tree);
	done_json_member(&json, "date", day);
	done_json_member_integer(&json, "changed_files", seal->nr_changed);
	if (seal->changed.nr) {
		done_json_key(&json, "changed");
		done_json_array(&json);
	}
	for (size_t i = 0; i < seal->changed.nr; i++)
		done_json_string(&json, seal->changed.items[i]);
	if (seal->changed.nr)
		done_json_array_end(&json);
	if (seal->files.nr) {
		done_json_key(&json, "files");
		done_json_array(&json);
	}
	for (size_t i = 0; i < seal->files.nr; i++) {
		const struct done_seal_file *file = &seal->files.items[i];

		done_json_object(&json);
		done_json_member(&json, "path", file->path);
		done_json_member_integer(&json, "size", file->size);
		if (is_stamp) {
			done_json_member_integer(&json, "changed", file->changed);
			done_json_member_integer(&json, "modified", file->modified);
		} else
			done_json_member(&json, "sha256", file->sha256);
		done_json_object_end(&json);
	}
	if (seal->files.nr)
		done_json_array_end(&json);
	done_json_object_end(&json);
	done_buf_addch(out, '\n');
}

/* ---- the seals of a directory ---- */

static bool seal_has_name(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');

	return !strcmp(slash ? slash + 1 : path, name);
}

bool done_seal_is_own(const char *path)
{
	return seal_has_name(path, DONE_SEAL_NAME) || seal_has_name(path, DONE_SEAL_STAMP_NAME);
}

struct seals_reading {
	struct done_arena *arena;
	const struct done_folder *folder;
	struct done_seals *out;
	size_t cap;
};

static const char *seals_folder(struct done_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return done_arena_strndup(arena, path, slash ? (size_t)(slash + 1 - path) : 0);
}

/* problem: what makes it no good; NULL: it is read. */
static int seals_add(struct seals_reading *reading, const char *path, const char *problem,
    struct done_sealed **out, struct done_error *err)
{
	struct done_seals *seals = reading->out;

	if (seals->nr == DONE_SEALS_MAX)
		return done_error_set(err, DONE_E_UNDECIDED, "'%s' has more than %d seals",
		    reading->folder->called, DONE_SEALS_MAX);
	*out = DONE_ARENA_PUSH(reading->arena, seals->items, seals->nr, reading->cap);
	**out = (struct done_sealed){
	    .path = path, .folder = seals_folder(reading->arena, path), .problem = problem};
	return 0;
}

static void seals_load(struct seals_reading *reading, struct done_sealed *one)
{
	struct done_error problem = {0};
	struct done_buf text = {0};

	if (done_folder_read(reading->folder, one->path, DONE_SEAL_BYTES_MAX, &text, &problem) <
	        0 ||
	    done_seal_parse(reading->arena, (struct done_bytes){text.ptr ? text.ptr : "", text.len},
	        one->path, false, &one->seal, &problem) < 0) {
		one->problem = done_arena_strdup(reading->arena, problem.message);
		one->line = problem.line;
	}
	done_buf_release(&text);
}

/* The seal beside a stamp; NULL: there is none. */
static struct done_sealed *seals_beside(struct seals_reading *reading, const char *path)
{
	const char *folder = seals_folder(reading->arena, path);

	for (size_t i = 0; i < reading->out->nr; i++) {
		if (!strcmp(reading->out->items[i].folder, folder))
			return &reading->out->items[i];
	}
	return NULL;
}

/*
 * A seal is read; a stamp says that the job did not come to its end. Beside a seal, too: either it
 * was cut off between the two, or somebody put the seal of another run there.
 */
static int seals_take(
    struct seals_reading *reading, const char *path, const char *refused, struct done_error *err)
{
	static const char open[] = "begun, not sealed";
	struct done_sealed *one;
	bool is_seal = seal_has_name(path, DONE_SEAL_NAME);

	if (!is_seal && !seal_has_name(path, DONE_SEAL_STAMP_NAME))
		return 0;
	one = is_seal ? NULL : seals_beside(reading, path);
	if (!one && seals_add(reading, path, is_seal ? refused : open, &one, err) < 0)
		return err->code;
	if (!is_seal) {
		one->path = path;
		one->problem = open;
	}
	one->is_open = !is_seal;
	if (!one->problem)
		seals_load(reading, one);
	return 0;
}

int done_seals_read(struct done_arena *arena, const struct done_folder *folder,
    struct done_seals *out, struct done_error *err)
{
	struct seals_reading reading = {arena, folder, out, 0};

	*out = (struct done_seals){0};
	/* Seals first, so that a stamp finds the one beside it. */
	for (int stamps = 0; stamps < 2; stamps++) {
		for (size_t i = 0; i < folder->nr; i++) {
			const char *path = folder->files[i].path;

			if (seal_has_name(path, DONE_SEAL_NAME) == !stamps &&
			    seals_take(&reading, path, NULL, err) < 0)
				return err->code;
		}
		/* A link in the place of a seal cannot be used: else it would hide the seal. */
		for (size_t i = 0; i < folder->nr_refused; i++) {
			const struct done_folder_refused *one = &folder->refused[i];

			if (seal_has_name(one->path, DONE_SEAL_NAME) == !stamps &&
			    seals_take(&reading, one->path, one->what, err) < 0)
				return err->code;
		}
	}
	return 0;
}

bool done_seals_name_below(const struct done_seals *seals, const char *subdirectory)
{
	size_t len = strlen(subdirectory);

	for (size_t i = 0; i < seals->nr; i++) {
		const struct done_sealed *one = &seals->items[i];
		const struct done_seal_files *files = &one->seal.files;
		size_t skip = strlen(one->folder), low = 0, high = files->nr;
		const char *wanted;

		if (skip >= len || strncmp(subdirectory, one->folder, skip) != 0)
			continue;
		wanted = subdirectory + skip;
		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (strcmp(files->items[middle].path, wanted) < 0)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < files->nr && !strncmp(files->items[low].path, wanted, len - skip))
			return true;
	}
	return false;
}

const struct done_sealed *done_seals_of(const struct done_seals *seals, const char *path)
{
	const struct done_sealed *nearest = NULL;

	for (size_t i = 0; i < seals->nr; i++) {
		const struct done_sealed *one = &seals->items[i];

		if (!strncmp(path, one->folder, strlen(one->folder)) &&
		    (!nearest || strlen(one->folder) > strlen(nearest->folder)))
			nearest = one;
	}
	return nearest;
}
