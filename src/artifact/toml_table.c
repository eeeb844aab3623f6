/*
 * TOML's tables while they grow: what a header and a dotted key may add to what is there. Names are
 * found by a crit-bit tree, whose cost is that of the name, whatever the names.
 */
#include <string.h>

#include "toml_parts.h"

/* ---- names ---- */

struct done_toml_node {
	struct done_toml_node *child[2];
	size_t byte;                   /* where the two sides differ first */
	unsigned bit;                  /* by this bit of it */
	struct done_toml_entry *entry; /* of a leaf */
};

static unsigned name_byte(const struct done_string *name, size_t at)
{
	return at < name->len ? (unsigned char)name->ptr[at] : 0;
}

static size_t side_of(const struct done_toml_node *node, const struct done_string *name)
{
	return (name_byte(name, node->byte) & node->bit) != 0;
}

static struct done_toml_entry *nearest_entry(
    const struct done_toml_table *table, const struct done_string *name)
{
	const struct done_toml_node *node = table->index;

	while (node && !node->entry)
		node = node->child[side_of(node, name)];
	return node ? node->entry : NULL;
}

static struct done_toml_entry *find_entry(
    const struct done_toml_table *table, const struct done_string *name)
{
	struct done_toml_entry *entry = nearest_entry(table, name);

	return entry && entry->key.name.len == name->len &&
	        !memcmp(entry->key.name.ptr, name->ptr, name->len)
	    ? entry
	    : NULL;
}

static void index_entry(
    struct done_arena *arena, struct done_toml_table *table, struct done_toml_entry *entry)
{
	const struct done_string *name = &entry->key.name;
	const struct done_toml_entry *nearest = nearest_entry(table, name);
	struct done_toml_node *leaf = done_arena_alloc(arena, sizeof(*leaf));
	struct done_toml_node **at = &table->index;
	size_t byte = 0;
	unsigned bit = 0x80;

	leaf->entry = entry;
	if (!nearest) {
		*at = leaf;
		return;
	}
	while (name_byte(name, byte) == name_byte(&nearest->key.name, byte))
		byte++;
	while (!((name_byte(name, byte) ^ name_byte(&nearest->key.name, byte)) & bit))
		bit >>= 1;
	while (!(*at)->entry && ((*at)->byte < byte || ((*at)->byte == byte && (*at)->bit > bit)))
		at = &(*at)->child[side_of(*at, name)];
	struct done_toml_node *fork = done_arena_alloc(arena, sizeof(*fork));
	fork->byte = byte;
	fork->bit = bit;
	fork->child[side_of(fork, name)] = leaf;
	fork->child[!side_of(fork, name)] = *at;
	*at = fork;
}

/* ---- growing ---- */

static struct done_toml_entry *add_entry(
    struct done_toml_reader *reader, struct done_toml_table *table, const struct done_toml_key *key)
{
	struct done_toml_entry *entry = done_arena_alloc(reader->arena, sizeof(*entry));

	entry->key = *key;
	*DONE_ARENA_PUSH(reader->arena, table->entries, table->nr, table->cap) = entry;
	index_entry(reader->arena, table, entry);
	return entry;
}

/* One more table of the entry, which lies in a table of the depth given. */
static int toml_table_add_table(struct done_toml_reader *reader, struct done_toml_entry *entry,
    int depth, const struct done_toml_key *key, enum done_toml_made made)
{
	struct done_toml_table *table = done_arena_alloc(reader->arena, sizeof(*table));

	table->depth = depth + (entry->kind == DONE_TOML_TABLES ? 2 : 1);
	table->made = made;
	table->place = key->place;
	if (table->depth >= DONE_VALUE_DEPTH_MAX)
		return done_toml_fail(reader, &key->place, "nested more than 64 deep");
	*DONE_ARENA_PUSH(reader->arena, entry->tables, entry->nr, entry->cap) = table;
	return 0;
}

/* What stands in the way, and where it was written first. */
static int toml_table_refuse(struct done_toml_reader *reader, const struct done_toml_key *key,
    const struct done_toml_entry *entry, const char *what)
{
	int line = entry->kind == DONE_TOML_VALUE ? entry->key.place.line
	                                          : entry->tables[entry->nr - 1]->place.line;

	done_error_set(reader->err, DONE_E_POLICY, "%s: '%.100s' (first at line %d)", what,
	    key->name.ptr, line);
	return done_error_place(reader->err, reader->file, key->place.line, key->place.column);
}

/* The tables that a header leads through, which it may make, or extend wherever they are. */
static int enter_by_header(struct done_toml_reader *reader, struct done_toml_table **table,
    const struct done_toml_key *key)
{
	struct done_toml_entry *entry = find_entry(*table, &key->name);

	if (!entry) {
		entry = add_entry(reader, *table, key);
		entry->kind = DONE_TOML_TABLE;
		int rc =
		    toml_table_add_table(reader, entry, (*table)->depth, key, DONE_TOML_IMPLIED);
		if (rc < 0)
			return rc;
	} else if (entry->kind == DONE_TOML_VALUE) {
		return toml_table_refuse(reader, key, entry, "a header cannot extend a value");
	}
	*table = entry->tables[entry->nr - 1];
	return 0;
}

static int enter_parents(struct done_toml_reader *reader, struct done_toml_table *root,
    const struct done_toml_keys *keys, struct done_toml_table **table)
{
	*table = root;
	for (size_t i = 0; i + 1 < keys->nr; i++) {
		int rc = enter_by_header(reader, table, &keys->items[i]);

		if (rc < 0)
			return rc;
	}
	return 0;
}

int done_toml_open_table(struct done_toml_reader *reader, struct done_toml_table *root,
    const struct done_toml_keys *keys, struct done_toml_table **table)
{
	static const char *const refusals[] = {
	    [DONE_TOML_VALUE] = "a table cannot have the name of a value",
	    [DONE_TOML_TABLE] = "the table is defined twice",
	    [DONE_TOML_TABLES] = "a table cannot have the name of a list of tables ('[[…]]')",
	};
	const struct done_toml_key *key = &keys->items[keys->nr - 1];
	struct done_toml_table *parent;
	int rc = enter_parents(reader, root, keys, &parent);

	if (rc < 0)
		return rc;
	struct done_toml_entry *entry = find_entry(parent, &key->name);
	if (!entry) {
		entry = add_entry(reader, parent, key);
		entry->kind = DONE_TOML_TABLE;
		rc = toml_table_add_table(reader, entry, parent->depth, key, DONE_TOML_BY_HEADER);
		if (rc < 0)
			return rc;
	} else if (entry->kind != DONE_TOML_TABLE || entry->tables[0]->made != DONE_TOML_IMPLIED) {
		return toml_table_refuse(reader, key, entry, refusals[entry->kind]);
	}
	*table = entry->tables[0];
	(*table)->made = DONE_TOML_BY_HEADER;
	return 0;
}

int done_toml_open_item(struct done_toml_reader *reader, struct done_toml_table *root,
    const struct done_toml_keys *keys, struct done_toml_table **table)
{
	const struct done_toml_key *key = &keys->items[keys->nr - 1];
	struct done_toml_table *parent;
	int rc = enter_parents(reader, root, keys, &parent);

	if (rc < 0)
		return rc;
	struct done_toml_entry *entry = find_entry(parent, &key->name);
	if (entry && entry->kind != DONE_TOML_TABLES)
		return toml_table_refuse(reader, key, entry,
		    entry->kind == DONE_TOML_TABLE
		        ? "a list of tables cannot have the name of a table"
		        : "a list of tables cannot have the name of a value");
	if (!entry) {
		entry = add_entry(reader, parent, key);
		entry->kind = DONE_TOML_TABLES;
	}
	rc = toml_table_add_table(reader, entry, parent->depth, key, DONE_TOML_BY_HEADER);
	if (rc < 0)
		return rc;
	*table = entry->tables[entry->nr - 1];
	return 0;
}

/* Dotted keys extend only what dotted keys made, or what a header made in passing. */
static int enter_by_key(struct done_toml_reader *reader, struct done_toml_table **table,
    const struct done_toml_key *key)
{
	struct done_toml_entry *entry = find_entry(*table, &key->name);

	if (!entry) {
		entry = add_entry(reader, *table, key);
		entry->kind = DONE_TOML_TABLE;
		int rc =
		    toml_table_add_table(reader, entry, (*table)->depth, key, DONE_TOML_BY_KEY);
		if (rc < 0)
			return rc;
	}
	if (entry->kind == DONE_TOML_VALUE)
		return toml_table_refuse(reader, key, entry, "a dotted key cannot extend a value");
	if (entry->kind == DONE_TOML_TABLES || entry->tables[0]->made == DONE_TOML_BY_HEADER)
		return toml_table_refuse(
		    reader, key, entry, "a dotted key cannot extend a table that a header defines");
	*table = entry->tables[0];
	(*table)->made = DONE_TOML_BY_KEY;
	return 0;
}

int done_toml_add_key(struct done_toml_reader *reader, struct done_toml_table *table,
    const struct done_toml_keys *keys, struct done_value **out, int *depth)
{
	const struct done_toml_key *key = &keys->items[keys->nr - 1];

	for (size_t i = 0; i + 1 < keys->nr; i++) {
		int rc = enter_by_key(reader, &table, &keys->items[i]);

		if (rc < 0)
			return rc;
	}
	const struct done_toml_entry *first = find_entry(table, &key->name);
	if (first)
		return toml_table_refuse(reader, key, first, "duplicate key");
	struct done_toml_entry *entry = add_entry(reader, table, key);
	*out = &entry->value;
	*depth = table->depth + 1;
	return 0;
}

/* ---- as a value ---- */

static void set_place(const struct done_toml_reader *reader, const struct done_text_at *place,
    enum done_value_type type, struct done_value *out)
{
	*out = (struct done_value){
	    .type = type, .line = place->line, .column = place->column, .file = reader->file};
}

static void entry_to_value(
    struct done_toml_reader *reader, const struct done_toml_entry *entry, struct done_value *out)
{
	if (entry->kind == DONE_TOML_VALUE) {
		*out = entry->value;
		return;
	}
	if (entry->kind == DONE_TOML_TABLE) {
		done_toml_to_value(reader, entry->tables[0], out);
		return;
	}
	set_place(reader, &entry->key.place, DONE_LIST, out);
	out->list.nr = entry->nr;
	out->list.ptr = done_arena_array(reader->arena, entry->nr, sizeof(*out->list.ptr));
	for (size_t i = 0; i < entry->nr; i++)
		done_toml_to_value(reader, entry->tables[i], &out->list.ptr[i]);
}

void done_toml_to_value(
    struct done_toml_reader *reader, const struct done_toml_table *table, struct done_value *out)
{
	struct done_members map = {
	    done_arena_array(reader->arena, table->nr, sizeof(*map.ptr)), table->nr};

	for (size_t i = 0; i < table->nr; i++) {
		map.ptr[i].key = table->entries[i]->key.name;
		map.ptr[i].line = table->entries[i]->key.place.line;
		map.ptr[i].column = table->entries[i]->key.place.column;
		entry_to_value(reader, table->entries[i], &map.ptr[i].value);
	}
	set_place(reader, &table->place, DONE_MAP, out);
	out->map = map;
}
