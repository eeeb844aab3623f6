/* config/deployments.yml: which file is read by which reader of deployments. */
#include <string.h>

#include "ecosystem_parts.h"

#define DEPLOYMENTS_FILE "config/deployments.yml"
#define ROWS_MAX 1000

/* The one file, made by embed_trees.c. */
extern const struct done_preset done_embedded_deployments[];

static const struct done_field form_fields[] = {
    {DONE_FIELD("glob", struct done_deployment_form, written, STRINGS), .required = true, .min = 1,
        .help = "Names of files, or, with '/', paths from the root. '!' takes out what an item "
                "before it matches."},
    {DONE_FIELD("reader", struct done_deployment_form, name, STRING), .required = true,
        .help = "The reader, by its name."},
};

static const struct done_record form_record = {
    .name = "deployment",
    .size = sizeof(struct done_deployment_form),
    .fields = form_fields,
    .nr = DONE_ARRAY_SIZE(form_fields),
};

static int form_reader(struct done_arena *arena, const struct done_value *at,
    struct done_deployment_form *form, struct done_error *err)
{
	form->reader = done_deployment_reader_find(form->name);
	if (form->reader)
		return 0;

	const char **names = done_arena_array(arena, done_deployment_readers_nr, sizeof(*names));
	for (size_t i = 0; i < done_deployment_readers_nr; i++)
		names[i] = done_deployment_readers[i]->name;
	done_value_error(
	    err, done_value_get(at, "reader"), "unknown reader of deployments '%s'", form->name);
	return done_suggest(err, form->name, names, done_deployment_readers_nr);
}

/* Names are compared with names; beside a path, "Dockerfile" is "**" "/Dockerfile". */
static int form_globs(struct done_arena *arena, const struct done_value *at,
    struct done_deployment_form *form, struct done_error *err)
{
	form->globs.nr = form->written.nr;
	form->is_by_name = true;
	form->globs.items = done_arena_array(arena, form->written.nr, sizeof(*form->globs.items));
	for (size_t i = 0; i < form->written.nr; i++)
		form->is_by_name &= !strchr(form->written.items[i], '/');
	for (size_t i = 0; i < form->written.nr; i++) {
		const char *text = form->written.items[i];
		bool negated = text[0] == '!';

		if (!form->is_by_name && !strchr(text, '/'))
			text =
			    done_arena_printf(arena, "%s**/%s", negated ? "!" : "", text + negated);
		if (done_glob_compile_item(arena, text, &form->globs.items[i], err) < 0) {
			const struct done_value *glob = done_value_get(at, "glob");
			return done_error_place(err, glob->file, glob->line, glob->column);
		}
	}
	return 0;
}

static int form_load(struct done_arena *arena, const struct done_value *at,
    struct done_deployment_form *form, struct done_error *err)
{
	if (done_record_load_document(arena, &form_record, at, form, err) < 0 ||
	    form_reader(arena, at, form, err) < 0)
		return err->code;
	return form_globs(arena, at, form, err);
}

static int forms_take(struct done_arena *arena, const struct done_value *root,
    struct done_deployment_forms *out, struct done_error *err)
{
	static const char *const known[] = {"deployments"};
	struct done_deployment_forms forms = {0};

	for (size_t i = 0; root->type == DONE_MAP && i < root->map.nr; i++)
		if (strcmp(root->map.ptr[i].key.ptr, known[0]) != 0)
			return done_unknown_key(&root->map.ptr[i], root->file, known, 1, err);
	const struct done_value *rows = done_value_get(root, known[0]);
	if (!rows || rows->type != DONE_LIST || rows->list.nr > ROWS_MAX) {
		done_value_error(err, rows ? rows : root,
		    "'deployments' must be a list of at most %d rows", ROWS_MAX);
		return done_error_cure(err,
		    "write 'deployments: [{glob: Dockerfile, reader: "
		    "dockerfile}]'");
	}
	forms.nr = rows->list.nr;
	forms.items = done_arena_array(arena, forms.nr, sizeof(*forms.items));
	for (size_t i = 0; i < forms.nr; i++)
		if (form_load(arena, &rows->list.ptr[i], &forms.items[i], err) < 0)
			return err->code;
	forms.sieve = done_deployment_sieve_make(arena, &forms);
	*out = forms;
	return 0;
}

int done_deployment_forms_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployment_forms *out, struct done_error *err)
{
	struct done_value root;

	if (done_yaml_parse(arena, bytes, file, DONE_YAML_STRICT, &root, err) < 0)
		return err->code;
	return forms_take(arena, &root, out, err);
}

int done_deployment_forms_load(
    struct done_arena *arena, struct done_deployment_forms *out, struct done_error *err)
{
	struct done_value root;

	if (done_preset_tree(arena, &done_embedded_deployments[0], DEPLOYMENTS_FILE, &root, err) <
	    0)
		return err->code;
	return forms_take(arena, &root, out, err);
}

const struct done_deployment_reader *done_deployment_form_find(
    const struct done_deployment_forms *forms, const char *path)
{
	const char *name = done_last_part(path);

	for (size_t i = 0;; i++) {
		if (forms->sieve)
			i = done_deployment_sieve_next(forms->sieve, name, i, forms->nr);
		if (i >= forms->nr)
			return NULL;

		const struct done_deployment_form *form = &forms->items[i];
		if (done_globs_match(&form->globs, form->is_by_name ? name : path))
			return form->reader;
	}
}
