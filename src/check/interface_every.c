/*
 * What checks of interface descriptions ask of each declaration: that it says something about
 * itself. Kinds bring tables of options.
 */
#include "interface.h"

#include <stdint.h>
#include <string.h>

static const struct done_strings *every_words(
    const struct interface_every *row, const void *options)
{
	return (const void *)((const char *)options + row->offset);
}

bool done_check_interface_asks(const struct interface_every *row, const void *options)
{
	return every_words(row, options)->nr > 0;
}

int done_check_interface_validate(const struct interface_every *rows, size_t nr,
    const void *options, const struct done_value *at, struct done_error *err)
{
	for (size_t i = 0; i < nr; i++) {
		const struct done_strings *words = every_words(&rows[i], options);

		for (size_t j = 0; j < words->nr; j++) {
			if (!strcmp(words->items[j], rows[i].word))
				continue;
			done_value_error(err, done_value_get(at, rows[i].option),
			    "'%s' takes '%s', not '%s'", rows[i].option, rows[i].word,
			    words->items[j]);
			return err->code;
		}
	}
	return 0;
}

void done_check_interface_judge_text(struct done_view *view, const struct interface_every *row,
    const struct interface_declared *declared, struct done_result *result)
{
	struct done_place place = {
	    declared->place.file, declared->place.line, declared->place.column};
	struct done_subject subject = {.wrong = declared->is_missing ? "missing" : "placeholder",
	    .option = row->option,
	    .path = declared->place.file,
	    .thing = declared->full};
	struct done_finding *finding;

	if (done_check_interface_says(declared->text, declared->name))
		return;
	if (declared->is_missing)
		finding = done_result_add(result, view, place, subject, "%s '%s' has no %s",
		    row->noun, declared->full, row->word);
	else
		finding = done_result_add(result, view, place, subject,
		    "the %s of %s '%s' says nothing about it", row->word, row->noun,
		    declared->full);
	done_finding_fix(
	    finding, view, "say above it what callers must know, such as:\n%s", row->example);
}

bool done_check_interface_excludes(const struct done_strings *exclude, bool *used, const char *full)
{
	bool out = false;

	for (size_t i = 0; i < exclude->nr; i++) {
		if (!done_check_interface_fits(exclude->items[i], full))
			continue;
		out = true;
		if (used)
			used[i] = true;
	}
	return out;
}

/* Its list is for many services, and few have all that it names: texts of a preset are never copied
 * on their way into options. */
static bool every_is_built_in(const char *text)
{
	for (size_t i = 0; i < done_presets_nr; i++) {
		const struct done_bytes *packed = &done_presets[i].packed;

		if ((uintptr_t)text - (uintptr_t)packed->ptr < packed->len)
			return true;
	}
	return false;
}

const char *done_check_interface_idle(
    struct done_view *view, const struct done_strings *exclude, const bool *used)
{
	const char *first = NULL;
	size_t nr = 0;

	for (size_t i = 0; i < exclude->nr; i++) {
		if (used[i] || every_is_built_in(exclude->items[i]))
			continue;
		first = first ? first : exclude->items[i];
		nr++;
	}
	if (nr < 2)
		return nr ? done_arena_printf(
		                view->arena, "; in 'exclude', '%.200s' names nothing", first)
		          : "";
	return done_arena_printf(
	    view->arena, "; in 'exclude', '%.200s' and %zu more name nothing", first, nr - 1);
}

int done_check_interface_files(struct done_view *view, const struct done_file_globs *reports,
    struct done_files *out, struct done_result *result, struct done_error *err)
{
	int rc = done_view_find(view, reports, NULL, out, err);

	if (rc < 0)
		return rc;
	done_files_keep_regular(out);
	if (out->nr)
		return 1;
	rc = done_result_add_missing(
	    result, view, reports, (struct done_wanted){.option = "reports"}, err);
	return rc < 0 ? rc : 0;
}
