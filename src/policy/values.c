/* What every load needs: errors at the place of a value, with what is near, and its text. */
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

int done_type_wrong(struct done_error *err, const struct done_field *field,
    const struct done_value *value, const char *wanted)
{
	if (value->type == DONE_NULL)
		done_value_error(
		    err, value, "'%s' has no value: it must be %s", field->name, wanted);
	return done_value_error(err, value, "'%s' must be %s, not %s", field->name, wanted,
	    done_value_type_name(value->type));
}

int done_text_take(const struct done_field *field, const struct done_value *value, const char **out,
    struct done_error *err)
{
	if (value->type == DONE_INTEGER || value->type == DONE_BOOLEAN) {
		done_type_wrong(err, field, value, "text");
		return done_error_cure(err, "put it in quotes");
	}
	if (value->type != DONE_STRING)
		return done_type_wrong(err, field, value, "text");
	if (!value->string.len)
		return done_value_error(err, value, "'%s' is empty", field->name);
	*out = value->string.ptr;
	return 0;
}
