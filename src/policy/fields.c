/* Fills a struct from a map by its field table. */
#include <string.h>

#include "loader.h"

int(done_value_error)(struct done_error *err, const struct done_value *at, const char *format, ...)
{
	struct done_buf text = {0};
	va_list args;

	va_start(args, format);
	done_buf_vaddf(&text, format, args);
	va_end(args);
	done_error_set(err, DONE_E_POLICY, "%s", text.ptr);
	done_buf_release(&text);
	return done_error_place(err, at->file, at->line, at->column);
}

struct done_arena *done_loader_arena(struct done_loader *loader)
{
	return loader->arena;
}

const char *done_strings_listed(struct done_arena *arena, const struct done_strings *strings)
{
	struct done_buf buf = {0};
	const char *text;

	for (size_t i = 0; i < strings->nr; i++)
		done_buf_addf(&buf, "%s%s", i ? ", " : "", strings->items[i]);
	text = done_arena_strndup(arena, buf.ptr ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

int done_suggest(struct done_error *err, const char *name, const char *const *known, size_t nr)
{
	const char *nearest = done_name_nearest(name, known, nr);
	struct done_buf all = {0};

	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	for (size_t i = 0; i < nr; i++)
		done_buf_addf(&all, "%s%s", i ? ", " : "", known[i]);
	if (nr)
		done_error_cure(err, "use one of: %s", all.ptr);
	done_buf_release(&all);
	return err->code;
}

int done_unknown_key(const struct done_member *member, const char *of, const char *const *known,
                     size_t nr, struct done_error *err)
{
	done_error_set(err, DONE_E_POLICY, "unknown key '%s' in %s", member->key.ptr, of);
	done_suggest(err, member->key.ptr, known, nr);
	return done_error_place(err, member->value.file, member->line, member->column);
}

static const struct done_field *find_field(const struct done_record *record, const char *name)
{
	for (size_t i = 0; i < record->nr; i++) {
		if (!strcmp(record->fields[i].name, name))
			return &record->fields[i];
	}
	return NULL;
}

static int unknown_field(const struct done_record *record, const struct done_member *member,
                         struct done_error *err)
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
		done_value_error(err, value, "%s lacks '%s'", record->name, field->name);
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
