/*
 * The files of a set and those that they import. Where an import lies is not written anywhere: its
 * path begins in a directory above the importing file, else somewhere in the tree.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is known without a file ---- */

/* The files of google/protobuf that every compiler has, and what they declare. */
static const struct {
	const char *file, *types;
} files_known[] = {
    {"any", "Any"},
    {"api", "Api Method Mixin"},
    {"compiler/plugin",
        "compiler.Version compiler.CodeGeneratorRequest compiler.CodeGeneratorResponse"},
    {"cpp_features", ""},
    {"descriptor",
        "FileDescriptorSet FileDescriptorProto DescriptorProto ExtensionRangeOptions "
        "FieldDescriptorProto OneofDescriptorProto EnumDescriptorProto EnumValueDescriptorProto "
        "ServiceDescriptorProto MethodDescriptorProto FileOptions MessageOptions FieldOptions "
        "OneofOptions EnumOptions EnumValueOptions ServiceOptions MethodOptions "
        "UninterpretedOption FeatureSet FeatureSetDefaults SourceCodeInfo GeneratedCodeInfo "
        "Edition SymbolVisibility"},
    {"duration", "Duration"},
    {"empty", "Empty"},
    {"field_mask", "FieldMask"},
    {"go_features", ""},
    {"java_features", ""},
    {"source_context", "SourceContext"},
    {"struct", "Struct Value NullValue ListValue"},
    {"timestamp", "Timestamp"},
    {"type", "Type Field Enum EnumValue Option Syntax"},
    {"wrappers",
        "DoubleValue FloatValue Int64Value UInt64Value Int32Value UInt32Value BoolValue "
        "StringValue BytesValue"},
};

static bool proto_is_known_file(const char *path)
{
	if (!done_text_starts(path, "google/protobuf/") || !done_text_ends(path, ".proto"))
		return false;
	path += strlen("google/protobuf/");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(files_known); i++) {
		size_t len = strlen(files_known[i].file);

		if (strlen(path) == len + strlen(".proto") &&
		    !strncmp(path, files_known[i].file, len))
			return true;
	}
	return false;
}

/* A nested type ("google.protobuf.FieldOptions.CType") is known as what it is in. */
static bool proto_is_known_type(const char *full)
{
	size_t len;

	if (!done_text_starts(full, "google.protobuf."))
		return false;
	full += strlen("google.protobuf.");
	len = strcspn(full, ".");
	if (!strncmp(full, "compiler.", 9))
		len += 1 + strcspn(full + 9, ".");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(files_known); i++) {
		for (const char *at = files_known[i].types; *at; at += strspn(at, " ")) {
			size_t word = strcspn(at, " ");

			if (word == len && !strncmp(at, full, len))
				return true;
			at += word;
		}
	}
	return false;
}

/* ---- reading ---- */

/* Paths by open addressing: a file, or why there is none. */
struct done_proto_index {
	struct files_slot {
		const char *path;
		struct done_proto_file *file;
		const char *why;
	} * slots;
	size_t nr, cap; /* cap is a power of two, or 0 */
};

static size_t files_hash(const char *path)
{
	size_t hash = 5381;

	for (; *path; path++)
		hash = hash * 33 ^ (unsigned char)*path;
	return hash;
}

static struct files_slot *files_slot_of(struct done_proto_index *index, const char *path)
{
	size_t at = files_hash(path) & (index->cap - 1);

	while (index->slots[at].path && strcmp(index->slots[at].path, path) != 0)
		at = (at + 1) & (index->cap - 1);
	return &index->slots[at];
}

/* The path's slot, with room for one more behind it. */
static struct files_slot *files_look(struct done_proto *set, const char *path)
{
	struct done_proto_index *index = set->index;

	if (!index)
		index = set->index = done_arena_alloc(set->arena, sizeof(*index));
	if (index->nr * 2 >= index->cap) {
		struct done_proto_index larger = {
		    .nr = index->nr, .cap = index->cap ? index->cap * 2 : 64};

		larger.slots = done_arena_array(set->arena, larger.cap, sizeof(struct files_slot));
		for (size_t i = 0; i < index->cap; i++) {
			if (index->slots[i].path)
				*files_slot_of(&larger, index->slots[i].path) = index->slots[i];
		}
		*index = larger;
	}
	return files_slot_of(index, path);
}

/* 1 with a file of the set, read when it is asked for first; 0 with *why. */
static int files_open(struct done_proto *set, const char *path, struct done_proto_file **out,
    const char **why, struct done_error *err)
{
	struct files_slot *slot = files_look(set, path);
	struct done_proto_file *file;
	struct done_bytes text;
	int rc;

	*out = slot->file;
	*why = slot->why;
	if (slot->path)
		return slot->file != NULL;
	rc = set->source->read(set->source->self, path, &text, why, err);
	if (rc < 0)
		return rc;
	if (set->nr_files == DONE_PROTO_FILES_MAX) {
		done_error_set(err, DONE_E_UNDECIDED, "more than %d .proto files belong together",
		    DONE_PROTO_FILES_MAX);
		return done_error_cure(err, "name fewer files");
	}
	set->index->nr++;
	*slot = (struct files_slot){.path = done_arena_strdup(set->arena, path), .why = *why};
	if (rc == 0)
		return 0;
	file = slot->file = done_arena_alloc(set->arena, sizeof(*file));
	file->path = slot->path;
	file->text = text;
	*DONE_ARENA_PUSH(set->arena, set->files, set->nr_files, set->cap_files) = file;
	*out = file;
	return done_proto_parse(set, file, err) < 0 ? err->code : 1;
}

int done_proto_read(struct done_proto *set, const char *path, struct done_error *err)
{
	struct done_proto_file *file;
	const char *why = NULL;
	int rc;

	set->faults.arena = set->arena;
	rc = files_open(set, path, &file, &why, err);
	if (rc < 0)
		return rc;
	if (rc == 0) {
		done_interface_fault(&set->faults, (struct done_interface_place){path, 0, 0},
		    "cannot be read", "", "commit the file itself", "the file %s", why);
		return 0;
	}
	file->is_asked = true;
	return !file->is_broken;
}

/* ---- imports ---- */

/* Whether a file of the tree is what an import means: "x/y.proto" of "a/b/x/y.proto". */
static bool files_ends_like(const char *path, const char *import)
{
	size_t len = strlen(path), tail = strlen(import);

	return len >= tail && !strcmp(path + len - tail, import) &&
	    (len == tail || path[len - tail - 1] == '/');
}

static size_t files_shared(const char *a, const char *b)
{
	size_t i = 0, shared = 0;

	for (; a[i] && a[i] == b[i]; i++)
		shared = a[i] == '/' ? i + 1 : shared;
	return shared;
}

/* The file of the tree that ends like the import, the nearest of several. */
static int files_import_anywhere(struct done_proto *set, const struct done_proto_file *file,
    struct done_proto_import *import, struct done_error *err)
{
	const char *name = strrchr(import->path, '/');
	const char *const *paths;
	const char *best = NULL, *why;
	size_t nr, nr_found = 0;
	int rc = 0;

	if (!set->source->named)
		return 0;
	rc =
	    set->source->named(set->source->self, name ? name + 1 : import->path, &paths, &nr, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < nr; i++) {
		if (!files_ends_like(paths[i], import->path))
			continue;
		nr_found++;
		if (!best || files_shared(paths[i], file->path) > files_shared(best, file->path))
			best = paths[i];
	}
	import->is_guess = nr_found > 1;
	return best ? files_open(set, best, &import->file, &why, err) : 0;
}

/* In the directories above the file, from the innermost; where several have it, that is a guess. */
static int files_import_above(struct done_proto *set, const struct done_proto_file *file,
    struct done_proto_import *import, struct done_error *err)
{
	size_t len = strlen(file->path);

	for (;;) {
		struct done_proto_file *found;
		const char *path, *why;
		int rc;

		while (len > 0 && file->path[len - 1] != '/')
			len--;
		path = done_arena_printf(set->arena, "%.*s%s", (int)len, file->path, import->path);
		rc = files_open(set, path, &found, &why, err);
		if (rc < 0)
			return rc;
		if (rc > 0 && found != file) {
			import->is_guess = import->file != NULL;
			import->file = import->file ? import->file : found;
		}
		if (len == 0 || import->is_guess)
			return 0;
		len--;
	}
}

static int files_import(struct done_proto *set, const struct done_proto_file *file,
    struct done_proto_import *import, struct done_error *err)
{
	if (done_path_problem(import->path))
		return 0;
	if (files_import_above(set, file, import, err) < 0)
		return err->code;
	if (!import->file && files_import_anywhere(set, file, import, err) < 0)
		return err->code;
	import->is_known = !import->file && proto_is_known_file(import->path);
	return 0;
}

/* ---- what a file sees ---- */

#define FILES_SEEN_MAX 1000000 /* of all files together */

static bool files_sees(const struct done_proto_file *file, const struct done_proto_file *other)
{
	for (size_t i = 0; i < file->nr_visible; i++) {
		if (file->visible[i] == other)
			return true;
	}
	return false;
}

static int files_add_visible(struct done_proto *set, struct done_proto_file *file,
    struct done_proto_file *other, struct done_error *err)
{
	if (files_sees(file, other))
		return 0;
	if (file->nr_visible == DONE_PROTO_SEEN_MAX || set->nr_seen == FILES_SEEN_MAX) {
		done_error_set(err, DONE_E_UNDECIDED, "a .proto file imports more than %d files",
		    DONE_PROTO_SEEN_MAX);
		done_error_cure(err, "import fewer files");
		return done_error_place(err, file->path, 1, 0);
	}
	set->nr_seen++;
	*DONE_ARENA_PUSH(set->arena, file->visible, file->nr_visible, file->cap_visible) = other;
	return 0;
}

/* Its own imports, and what these import publicly, and so on. */
static int files_see(struct done_proto *set, struct done_proto_file *file, struct done_error *err)
{
	file->sees_all = true;
	if (files_add_visible(set, file, file, err) < 0)
		return err->code;
	for (size_t i = 0; i < file->nr_visible; i++) {
		const struct done_proto_file *at = file->visible[i];

		for (size_t j = 0; j < at->nr_imports; j++) {
			const struct done_proto_import *import = &at->imports[j];

			if (i > 0 && !import->is_public)
				continue;
			if (import->file && files_add_visible(set, file, import->file, err) < 0)
				return err->code;
			if ((!import->file && !import->is_known) || import->is_guess ||
			    (import->file && import->file->is_broken))
				file->sees_all = false;
		}
	}
	return 0;
}

static int files_compare_nodes(const void *a, const void *b)
{
	const struct done_proto_node *one = *(struct done_proto_node *const *)a;
	const struct done_proto_node *other = *(struct done_proto_node *const *)b;
	int order = strcmp(one->full, other->full);

	order = order ? order : strcmp(one->file->path, other->file->path);
	return order ? order : one->line - other->line;
}

int done_proto_link(struct done_proto *set, struct done_error *err)
{
	for (size_t i = 0; i < set->nr_files; i++) {
		struct done_proto_file *file = set->files[i];

		for (size_t j = 0; j < file->nr_imports; j++) {
			if (files_import(set, file, &file->imports[j], err) < 0)
				return err->code;
		}
	}
	for (size_t i = 0; i < set->nr_files; i++) {
		if (files_see(set, set->files[i], err) < 0)
			return err->code;
	}
	if (set->nr_nodes)
		qsort(set->nodes, set->nr_nodes, sizeof(struct done_proto_node *),
		    files_compare_nodes);
	for (size_t i = 0; i < set->nr_nodes; i++) {
		struct done_proto_node *node = set->nodes[i];
		const struct done_proto_node *before =
		    set->nr_types ? set->types[set->nr_types - 1] : NULL;

		if ((node->sort == DONE_PROTO_MESSAGE || node->sort == DONE_PROTO_ENUM) &&
		    (!before || before->file != node->file ||
		        strcmp(before->full, node->full) != 0))
			*DONE_ARENA_PUSH(set->arena, set->types, set->nr_types, set->cap_types) =
			    node;
	}
	return 0;
}

/* ---- names ---- */

/* The place of the first of that name from the file `path` on, or where it would stand. */
static size_t files_first_from(
    struct done_proto_node *const *nodes, size_t nr, const char *full, const char *path)
{
	size_t low = 0, high = nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		int order = strcmp(nodes[middle]->full, full);

		order = order ? order : strcmp(nodes[middle]->file->path, path);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t files_first_of(struct done_proto_node *const *nodes, size_t nr, const char *full)
{
	return files_first_from(nodes, nr, full, "");
}

struct done_proto_node *done_proto_find_any(
    const struct done_proto *set, const char *full, const char *near)
{
	size_t at = files_first_from(set->nodes, set->nr_nodes, full, near);

	if (at == set->nr_nodes || strcmp(set->nodes[at]->full, full) != 0)
		at = files_first_of(set->nodes, set->nr_nodes, full);
	return at < set->nr_nodes && !strcmp(set->nodes[at]->full, full) ? set->nodes[at] : NULL;
}

struct done_proto_node *done_proto_find(
    const struct done_proto *set, const char *full, const char *near)
{
	size_t at = near ? files_first_from(set->nodes, set->nr_nodes, full, near) : set->nr_nodes;

	if (at < set->nr_nodes && !strcmp(set->nodes[at]->full, full) &&
	    !strcmp(set->nodes[at]->file->path, near) && set->nodes[at]->file->is_asked)
		return set->nodes[at];
	for (at = files_first_of(set->nodes, set->nr_nodes, full);
	     at < set->nr_nodes && !strcmp(set->nodes[at]->full, full); at++) {
		if (set->nodes[at]->file->is_asked)
			return set->nodes[at];
	}
	return NULL;
}

static struct done_proto_node *files_type_seen(
    const struct done_proto *set, const struct done_proto_file *file, const char *full)
{
	for (size_t i = files_first_of(set->types, set->nr_types, full);
	     i < set->nr_types && !strcmp(set->types[i]->full, full); i++) {
		if (files_sees(file, set->types[i]->file))
			return set->types[i];
	}
	return NULL;
}

struct done_interface_place done_proto_place(const struct done_proto_node *node)
{
	return (struct done_interface_place){node->file->path, node->line, node->column};
}

bool done_proto_is_scalar(const char *type)
{
	static const char *const scalars[] = {"double", "float", "int32", "int64", "uint32",
	    "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32", "sfixed64", "bool",
	    "string", "bytes"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(scalars); i++) {
		if (!strcmp(type, scalars[i]))
			return true;
	}
	return false;
}

/* From the innermost scope outwards. */
enum done_proto_seen done_proto_resolve(const struct done_proto *set,
    const struct done_proto_file *file, const struct done_proto_node *scope, const char *type,
    struct done_proto_node **out)
{
	const char *within = scope ? scope->full : file->package;
	size_t len = *type == '.' ? 0 : strlen(within);
	struct done_buf full = {0};
	enum done_proto_seen seen = DONE_PROTO_NOWHERE;

	type += *type == '.';
	*out = NULL;
	for (;;) {
		done_buf_clear(&full);
		done_buf_addf(&full, "%.*s%s%s", (int)len, within, len ? "." : "", type);
		*out = files_type_seen(set, file, full.ptr);
		if (*out)
			seen = DONE_PROTO_FOUND;
		else if (proto_is_known_type(full.ptr))
			seen = DONE_PROTO_KNOWN;
		if (seen != DONE_PROTO_NOWHERE || len == 0)
			break;
		while (len > 0 && within[len - 1] != '.')
			len--;
		len -= len > 0;
	}
	done_buf_release(&full);
	if (seen == DONE_PROTO_NOWHERE && !file->sees_all)
		return DONE_PROTO_UNSEEN;
	return seen;
}
