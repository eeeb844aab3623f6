/* A kind with its options: one key of a check (or of a part of any_of and all_of) names the kind.
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

static int lacks_kind(const struct done_loader *loader, const struct done_value *value,
                      struct done_error *err)
{
	struct done_buf names = {0};

	for (size_t i = 0; i < loader->kinds->nr; i++)
		done_buf_addf(&names, "%s%s", i ? ", " : "", loader->kinds->items[i]->name);
	done_value_error(err, value, "no kind says what is to be tested");
	done_error_cure(err, "add one of: %s", names.ptr ? names.ptr : "");
	done_buf_release(&names);
	return err->code;
}

int done_test_load(struct done_loader *loader, const struct done_value *value,
                   struct done_test *out, struct done_error *err)
{
	const struct done_member *chosen = NULL;
	struct done_test test = {0};

	if (value->type != DONE_MAP)
		return done_value_error(err, value, "a test must be a map with a kind, not %s",
		                        done_value_type_name(value->type));
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];
		if (!done_kind_known(loader->kinds, member->key.ptr))
			continue;
		if (chosen) {
			done_value_error(err, &member->value,
			                 "two kinds in one check: '%s' and '%s'", chosen->key.ptr,
			                 member->key.ptr);
			done_error_cure(
				err,
				"make two checks of them, or put them into all_of: or any_of:");
			return err->code;
		}
		chosen = member;
	}
	if (!chosen)
		return lacks_kind(loader, value, err);
	test.kind = (size_t)kind_of(loader->kinds, chosen->key.ptr);
	test.form = loader->kinds->items[test.kind];
	test.options = done_arena_alloc(loader->arena, test.form->options->size);
	if (done_record_load(loader, test.form->options, &chosen->value, test.options, err) < 0)
		return err->code;
	*out = test;
	return 0;
}
