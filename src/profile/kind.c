/* The kind of a program by what it serves. */
#include <string.h>

#include "finder.h"

/* Frameworks of these make pages unless they are told otherwise. */
static const char *const paged_ecosystems[] = {"php", "ruby", "elixir"};

static const char *const page_endings[] = {
    ".html",
    ".htm",
    ".gohtml",
    ".tmpl",
    ".templ",
    ".ejs",
    ".hbs",
    ".pug",
    ".mustache",
    ".njk",
    ".jinja",
    ".jinja2",
    ".j2",
    ".jsp",
    ".ftl",
    ".ftlh",
    ".cshtml",
    ".razor",
    ".handlebars",
    ".vm",
    ".qute",
};

static bool is_page(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(page_endings); i++) {
		if (done_text_ends(name, page_endings[i]))
			return true;
	}
	return false;
}

/* Where frameworks keep them. */
static bool is_in_pages_folder(const char *below)
{
	return strstr(below, "templates/") || strstr(below, "views/") || strstr(below, "Pages/") ||
	    strstr(below, "Views/");
}

/* A page made from a text in the code shows a state to operators; people get files. They lie in
 * their usual folders, or beside the source that shows them. */
static bool has_pages(struct done_finder *finder, const struct done_program *program)
{
	const char *shown = program->serves.facts[1].path;
	const char *beside = done_directory_of(finder->arena, shown ? shown : "");
	size_t first, end;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(paged_ecosystems); i++) {
		if (!strcmp(program->part->ecosystem->id, paged_ecosystems[i]))
			return true;
	}
	done_tree_range(finder, program->unit->directory, &first, &end);
	for (size_t i = first; i < end; i++) {
		const char *path = finder->files[i].path;
		const char *below = path + strlen(program->unit->directory);

		if (is_page(finder->files[i].name) &&
		    (is_in_pages_folder(below) || (*beside && done_path_below(path, beside))) &&
		    done_place_of(finder->arena, below + (*below == '/'), finder->is_demo).kind !=
		        DONE_PLACE_TEST)
			return true;
	}
	return false;
}

/* A machine interface is the strongest; a process that stays up is a worker, even when its clock
 * drives it; a job ends. */
enum done_kind_of_service done_program_kind(
    struct done_finder *finder, const struct done_program *program)
{
	unsigned serves = program->serves.serves;

	if (serves & (DONE_SERVES_GRPC | DONE_SERVES_GRAPHQL))
		return DONE_KIND_API;
	if ((serves & DONE_SERVES_HTML) && has_pages(finder, program))
		return DONE_KIND_WEB;
	if (serves & (DONE_SERVES_HTTP | DONE_SERVES_HTML))
		return DONE_KIND_API;
	if (serves & (DONE_SERVES_QUEUE | DONE_SERVES_SCHEDULE))
		return DONE_KIND_WORKER;
	if (program->is_scheduled)
		return DONE_KIND_JOB;
	if (program->is_function || program->has_port)
		return DONE_KIND_API;
	return DONE_KIND_WORKER;
}
