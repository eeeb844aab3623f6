/* Fills a struct from a map by its field table, and what lies in a field: lists of structs,
 * conditions, and kinds with their options, each again by a table. */
#include <string.h>

#include "loader.h"

#define NR_TYPES (DONE_FIELD_SPECIAL + 1)

/* A field may hold what has fields again. */
static const struct done_type nesting[NR_TYPES];

const struct done_type *done_type_of(enum done_field_type type)
{
	return nesting[type].load ? &nesting[type] : done_type_of_plain(type);
}

static const struct done_field *find_field(const struct done_record *record, const char *name)
{
	for (size_t i = 0; i < record->nr; i++) {
		if (!strcmp(record->fields[i].name, name))
			return &record->fields[i];
	}
	return NULL;
}

static int unknown_field(
    const struct done_record *record, const struct done_member *member, struct done_error *err)
{
	const char *names[64];
	size_t nr = 0;

	for (; nr < record->nr && nr < DONE_ARRAY_SIZE(names); nr++)
		names[nr] = record->fields[nr].name;
	return done_unknown_key(member, record->name, names, nr, err);
}

static void preset_fields(const struct done_record *record, void *object)
{
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_type *type = done_type_of(record->fields[i].type);
		if (type->preset)
			type->preset(&record->fields[i], (char *)object + record->fields[i].offset);
	}
}

static int load_member(struct done_loader *loader, const struct done_record *record,
    const struct done_member *member, void *object, struct done_error *err)
{
	const struct done_field *field = find_field(record, member->key.ptr);

	if (!field)
		return unknown_field(record, member, err);
	if (done_type_of(field->type)
	        ->load(loader, field, &member->value, (char *)object + field->offset, err) == 0)
		return 0;
	/* Merging has taken out what a null was to take out. */
	if (member->value.type == DONE_NULL && loader->kinds)
		done_error_cure(err,
		    "an empty key takes out what a policy under 'extends' declares, "
		    "and none declares '%s' there",
		    field->name);
	return err->code;
}

/* given: the field that a shorthand gives. */
static int check_required(const struct done_record *record, const struct done_value *value,
    const struct done_field *given, struct done_error *err)
{
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];

		if (!field->required || field == given || done_value_get(value, field->name))
			continue;
		done_value_error(err, value, "%s has no '%s'", record->name, field->name);
		return done_error_cure(err, "add '%s: …'%s%s", field->name, field->help ? ": " : "",
		    field->help ? field->help : "");
	}
	return 0;
}

static int load_map(struct done_loader *loader, const struct done_record *record,
    const struct done_value *value, void *object, struct done_error *err)
{
	for (size_t i = 0; i < value->map.nr; i++) {
		if (load_member(loader, record, &value->map.ptr[i], object, err) < 0)
			return err->code;
	}
	return check_required(record, value, NULL, err);
}

/* A text or a list that stands for an object with one field. */
static int load_shorthand(struct done_loader *loader, const struct done_record *record,
    const struct done_value *value, void *object, struct done_error *err)
{
	const struct done_field *field = find_field(record, record->shorthand);

	if (check_required(record, value, field, err) < 0)
		return err->code;
	return done_type_of(field->type)
	    ->load(loader, field, value, (char *)object + field->offset, err);
}

int done_record_load(struct done_loader *loader, const struct done_record *record,
    const struct done_value *value, void *object, struct done_error *err)
{
	int rc;

	preset_fields(record, object);
	if (value->type == DONE_MAP)
		rc = load_map(loader, record, value, object, err);
	else if (record->shorthand && (value->type == DONE_STRING || value->type == DONE_LIST))
		rc = load_shorthand(loader, record, value, object, err);
	else
		rc = done_value_error(err, value, "%s must be a map, not %s", record->name,
		    done_value_type_name(value->type));
	if (rc >= 0 && record->validate)
		rc = record->validate(object, value, err);
	return rc < 0 ? rc : 0;
}

/* ---- kinds ---- */

static long kind_of(const struct done_kind_forms *kinds, const char *name)
{
	for (size_t i = 0; i < kinds->nr; i++) {
		if (!strcmp(kinds->items[i]->name, name))
			return (long)i;
	}
	return -1;
}

bool done_kind_known(const struct done_kind_forms *kinds, const char *name)
{
	return kind_of(kinds, name) >= 0;
}

const struct done_record *done_kind_options(const struct done_kind_forms *kinds, const char *name)
{
	return kinds->items[kind_of(kinds, name)]->options;
}

static struct done_strings names_of(const struct done_loader *loader)
{
	struct done_strings names = {0};

	names.items = done_arena_array(loader->arena, loader->kinds->nr, sizeof(*names.items));
	for (; names.nr < loader->kinds->nr; names.nr++)
		names.items[names.nr] = loader->kinds->items[names.nr]->name;
	return names;
}

const char *done_kinds_listed(const struct done_loader *loader)
{
	struct done_strings names = names_of(loader);

	return done_strings_listed(loader->arena, &names);
}

static int refuse_two(
    const struct done_member *first, const struct done_member *second, struct done_error *err)
{
	done_error_set(err, DONE_E_POLICY, "two kinds in one check: '%s' and '%s'", first->key.ptr,
	    second->key.ptr);
	done_error_cure(err, "make two checks of them, or put them into 'all_of' or 'any_of'");
	return done_error_place(err, second->value.file, second->line, second->column);
}

int done_test_load(struct done_loader *loader, const struct done_value *value,
    struct done_test *out, struct done_error *err)
{
	const struct done_member *chosen = NULL;
	struct done_test test = {0};

	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];

		if (!done_kind_known(loader->kinds, member->key.ptr))
			continue;
		if (chosen)
			return refuse_two(chosen, member, err);
		chosen = member;
	}
	if (!chosen)
		return 0;
	test.kind = (size_t)kind_of(loader->kinds, chosen->key.ptr);
	test.form = loader->kinds->items[test.kind];
	test.options = done_arena_alloc(loader->arena, test.form->options->size);
	if (done_record_load(loader, test.form->options, &chosen->value, test.options, err) < 0)
		return err->code;
	*out = test;
	return 1;
}

/* A part of any_of and all_of: a kind and nothing else. */
static int part_load(struct done_loader *loader, const struct done_value *value,
    struct done_test *out, struct done_error *err)
{
	struct done_strings names = names_of(loader);
	int rc;

	if (value->type != DONE_MAP) {
		done_value_error(err, value, "a part must be a map with a kind, not %s",
		    done_value_type_name(value->type));
		return done_error_cure(err, "write it as a check's kind: {file: README.md}");
	}
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];

		if (!done_kind_known(loader->kinds, member->key.ptr))
			return done_unknown_key(
			    member, "a part, which has a kind only", names.items, names.nr, err);
	}
	rc = done_test_load(loader, value, out, err);
	if (rc == 0) {
		done_value_error(err, value, "a part has no kind");
		rc = done_error_cure(err, "add one of: %s", done_kinds_listed(loader));
	}
	return rc < 0 ? rc : 0;
}

/* ---- fields that hold fields ---- */

static int load_objects(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	struct done_objects objects;

	if (done_list_take(field, value, &items, &objects.nr, err) < 0)
		return err->code;
	objects.items = done_arena_array(loader->arena, objects.nr, field->record->size);
	for (size_t i = 0; i < objects.nr; i++) {
		if (done_record_load(loader, field->record, &items[i],
		        (char *)objects.items + i * field->record->size, err) < 0)
			return err->code;
	}
	*(struct done_objects *)member = objects;
	return 0;
}

static int load_object(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	void *object = done_arena_alloc(loader->arena, field->record->size);

	if (done_record_load(loader, field->record, value, object, err) < 0)
		return err->code;
	*(void **)member = object;
	return 0;
}

static int load_condition(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	struct done_condition *condition = done_arena_alloc(loader->arena, sizeof(*condition));

	(void)field;
	if (done_condition_load(loader, value, condition, err) < 0)
		return err->code;
	*(struct done_condition **)member = condition;
	return 0;
}

static int load_tests(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	struct done_tests tests;
	int rc = done_list_take(field, value, &items, &tests.nr, err);

	if (rc < 0)
		return rc;
	if (loader->depth >= DONE_TESTS_DEPTH_MAX)
		return done_value_error(err, value, "'%s' is nested more than %d deep", field->name,
		    DONE_TESTS_DEPTH_MAX);
	tests.items = done_arena_array(loader->arena, tests.nr, sizeof(*tests.items));
	loader->depth++;
	for (size_t i = 0; i < tests.nr && rc >= 0; i++)
		rc = part_load(loader, &items[i], &tests.items[i], err);
	loader->depth--;
	if (rc >= 0)
		*(struct done_tests *)member = tests;
	return rc;
}

static const struct done_type nesting[NR_TYPES] = {
    [DONE_FIELD_OBJECT] = {load_object, NULL},
    [DONE_FIELD_OBJECTS] = {load_objects, NULL},
    [DONE_FIELD_CONDITION] = {load_condition, NULL},
    [DONE_FIELD_TESTS] = {load_tests, NULL},
};
