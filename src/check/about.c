/* `about`: what lies outside of a service meets a check where it names the service. */
#include "about.h"

#include <string.h>

/* ---- parts of files ---- */

static bool about_has_line(const struct done_about_name *name, int line)
{
	return line >= name->line && (!name->end || line < name->end);
}

void done_about_outline(struct done_arena *arena, const struct done_outline *whole,
    const struct done_about_name *name, struct done_outline *out)
{
	*out = *whole;
	if (!name->is_heading)
		return;
	out->headings = done_arena_array(arena, whole->nr_headings + 1, sizeof(*out->headings));
	out->links = done_arena_array(arena, whole->nr_links + 1, sizeof(*out->links));
	out->placeholders =
	    done_arena_array(arena, whole->nr_placeholders + 1, sizeof(*out->placeholders));
	out->paragraphs =
	    done_arena_array(arena, whole->nr_paragraphs + 1, sizeof(*out->paragraphs));
	out->nr_headings = out->nr_links = out->nr_placeholders = out->nr_paragraphs = 0;
	for (size_t i = 0; i < whole->nr_headings; i++) {
		if (about_has_line(name, whole->headings[i].line))
			out->headings[out->nr_headings++] = whole->headings[i];
	}
	for (size_t i = 0; i < whole->nr_links; i++) {
		if (about_has_line(name, whole->links[i].line))
			out->links[out->nr_links++] = whole->links[i];
	}
	for (size_t i = 0; i < whole->nr_placeholders; i++) {
		if (about_has_line(name, whole->placeholders[i].line))
			out->placeholders[out->nr_placeholders++] = whole->placeholders[i];
	}
	for (size_t i = 0; i < whole->nr_paragraphs; i++) {
		if (about_has_line(name, whole->paragraphs[i].line))
			out->paragraphs[out->nr_paragraphs++] = whole->paragraphs[i];
	}
	out->words = out->nr_headings ? out->headings[0].words : 0;
	out->code_words = out->nr_headings ? out->headings[0].code_words : 0;
}

struct done_bytes done_about_lines(struct done_bytes text, const struct done_about_name *name)
{
	size_t start = 0, end = text.len, i;
	int line = 1;

	if (!name->line)
		return text;
	for (i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\n')
			continue;
		line++;
		if (line == name->line)
			start = i + 1;
		if (line == name->end) {
			end = i + 1;
			break;
		}
	}
	return (struct done_bytes){text.ptr + start, end > start ? end - start : 0};
}

/* ---- trying ---- */

static void about_take(struct done_result *out, struct done_view *view,
    const struct done_about *about, const struct done_result *part)
{
	*out = (struct done_result){.verdict = DONE_MET};
	for (size_t i = 0; i < part->nr_evidence; i++) {
		const struct done_evidence *one = &part->evidence[i];

		done_result_evidence(out, view, one->path, one->line, one->strength,
		    about->name->by ? "%s (%s names the service)" : "%s%s", one->what,
		    about->name->by ? about->name->by : "");
	}
	out->nr_evidence_more = part->nr_evidence_more;
}

/* A text that names this service and another one: said beside what is missing. */
static void about_add_ambiguities(
    struct done_result *out, struct done_view *view, const struct done_about_file *file)
{
	for (size_t i = 0; i < file->nr_ambiguities && out->nr; i++) {
		struct done_finding *finding = &out->findings[0];
		const char *path = done_view_shown_path(view, file->file.path);

		if (!strstr(file->ambiguities[i], view->service->name))
			continue;
		if (finding->fix)
			finding->fix = done_arena_printf(
			    view->arena, "%s\n%s: %s", finding->fix, path, file->ambiguities[i]);
		else
			finding->fix =
			    done_arena_printf(view->arena, "%s: %s", path, file->ambiguities[i]);
	}
}

static int about_try_file(const struct done_about_file *file, done_about_try *try_one,
    const void *options, struct done_view *view, struct done_result *out, struct done_error *err)
{
	long index = done_outside_index(view);

	for (size_t i = 0; i < file->nr; i++) {
		struct done_about about = {&file->file, &file->names[i]};
		struct done_result part = {.verdict = DONE_MET};

		if ((long)file->names[i].service != index)
			continue;
		if (try_one(options, view, &about, &part, err) < 0)
			return err->code;
		if (part.nr || part.verdict != DONE_MET)
			continue;
		about_take(out, view, &about, &part);
		return 1;
	}
	return 0;
}

int done_about_run(const struct done_globs *about, done_about_try *try_one, const void *options,
    struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct done_outside *outside;

	if (!about->nr || out->verdict != DONE_UNMET)
		return 0;
	if (done_view_outside(view, &outside, err) < 0)
		return err->code;
	for (size_t i = 0; i < outside->nr_about; i++) {
		const struct done_about_file *file = &outside->about[i];
		int rc;

		if (!done_globs_match(about, file->file.path))
			continue;
		rc = about_try_file(file, try_one, options, view, out, err);
		if (rc != 0)
			return rc < 0 ? rc : 0;
		about_add_ambiguities(out, view, file);
	}
	if (!outside->is_about_cut)
		return 0;
	done_error_set(err, DONE_E_UNDECIDED,
	    "'about' names more files than are looked at: at most %d", DONE_OUTSIDE_FILES_MAX);
	return done_error_cure(err, "narrow its globs");
}
