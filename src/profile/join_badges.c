/*
 * The service at the root of a tree has no directory that names it; the repository has a name, and
 * its README says it: the badges of builds lead to ".../acme/cart/…". An image of Kubernetes that
 * is called so is that service's.
 */
#include <string.h>
#include <strings.h>

#include "join.h"

static bool badge_is_on(const char *line, size_t len)
{
	static const char *const marks[] = {"/workflows/", "/badge", "badge.svg", "badges/",
	    "shields.io", "travis-ci", "codecov", "coveralls", "circleci"};
	char text[1024];

	if (len >= sizeof(text))
		len = sizeof(text) - 1;
	memcpy(text, line, len);
	text[len] = '\0';
	for (size_t i = 0; i < DONE_ARRAY_SIZE(marks); i++) {
		if (strstr(text, marks[i]))
			return true;
	}
	return false;
}

/* "/acme/cart/" on a line of badges. */
static bool badge_names(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *line = text; *line;) {
		size_t line_len = strcspn(line, "\n");

		for (const char *at = line; at + len < line + line_len; at++) {
			if (*at == '/' && !strncasecmp(at + 1, name, len) &&
			    strchr("/.?#)\"", at[len + 1]) && badge_is_on(line, line_len))
				return true;
		}
		line += line_len + (line[line_len] != '\0');
	}
	return false;
}

/* The one program of the root that is a service; NULL: none, or several. */
static struct done_program *badge_root(struct done_finder *finder)
{
	struct done_program *found = NULL;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_program *program = &finder->programs[i];

		if (!program->is_service || *program->unit->directory)
			continue;
		if (found && strcmp(found->directory, program->directory) != 0)
			return NULL;
		found = found ? found : program;
	}
	return found;
}

static bool badge_may_be(const struct done_declaration *declaration)
{
	const struct done_deployment *item = declaration->item;

	return !declaration->nr_joined && item->image && item->has_probe && item->probe_asks &&
	    !strcmp(declaration->reader->name, "kubernetes") &&
	    strlen(done_last_part(item->image)) > 2 && !done_software_image(item->image);
}

int done_programs_join_badges(struct done_finder *finder, struct done_error *err)
{
	struct done_program *root = badge_root(finder);
	struct done_buf text = {0};
	int rc = 0;

	for (size_t i = 0; root && !root->probe.path && rc >= 0 && i < finder->nr_declarations;
	     i++) {
		const struct done_declaration *declaration = &finder->declarations[i];
		const struct done_tree_file *readme;

		if (!badge_may_be(declaration))
			continue;
		readme = text.len ? NULL : done_finder_readme(finder);
		if (readme)
			rc = done_tree_read(finder, readme, DONE_MANIFEST_MAX, &text, err);
		if (!text.len || !badge_names(text.ptr, done_last_part(declaration->item->image)))
			continue;
		root->probe = (struct done_fact){declaration->path,
		    declaration->item->probe_line ? declaration->item->probe_line
		                                  : declaration->item->line,
		    "a health probe of the repository's image"};
	}
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}
