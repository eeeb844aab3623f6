/* A kind with its options: one key of a check, or of a part of any_of and all_of, names the kind.
 */
#include <string.h>

#include "loader.h"

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

static int refuse_two(const struct done_member *first, const struct done_member *second,
                      struct done_error *err)
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

int done_part_load(struct done_loader *loader, const struct done_value *value,
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
			return done_unknown_key(member, "a part, which has a kind only",
			                        names.items, names.nr, err);
	}
	rc = done_test_load(loader, value, out, err);
	if (rc == 0) {
		done_value_error(err, value, "a part has no kind");
		rc = done_error_cure(err, "add one of: %s", done_kinds_listed(loader));
	}
	return rc < 0 ? rc : 0;
}
