/*
 * Relative links of a Markdown document: each must lead to something in the same tree, and a
 * fragment to a heading of the document that it names.
 */
#include "markdown.h"

#include <ctype.h>
#include <string.h>

/* RFC 3986, section 3.1: a letter, then letters, digits, '+', '-', '.', and a colon. */
static bool has_scheme(const char *target)
{
	size_t len = 0;

	if (!isalpha((unsigned char)*target))
		return false;
	while (isalnum((unsigned char)target[len]) || (target[len] && strchr("+-.", target[len])))
		len++;
	return target[len] == ':';
}

static bool is_relative(const char *target)
{
	return *target && !has_scheme(target) && strncmp(target, "//", 2) != 0;
}

/* The anchors GitHub gives: "run", and "run-1" for a second heading of that text. */
static bool has_heading(struct done_view *view, const struct done_outline *outline,
                        const char *fragment)
{
	struct done_arena *arena = &done_view_cache(view)->arena;

	for (size_t i = 0; i < outline->nr_headings; i++) {
		const char *anchor = done_markdown_anchor(arena, outline->headings[i].text);
		size_t len = strlen(anchor);

		if (strncmp(anchor, fragment, len) != 0)
			continue;
		if (!fragment[len] ||
		    (fragment[len] == '-' && isdigit((unsigned char)fragment[len + 1]) &&
		     strspn(fragment + len + 1, "0123456789") == strlen(fragment + len + 1)))
			return true;
	}
	return false;
}

/* An anchor written as HTML: id="run" or name="run". */
static bool has_html_anchor(struct done_bytes bytes, const char *fragment)
{
	size_t len = strlen(fragment);

	for (size_t i = 0; i + len + 2 <= bytes.len; i++) {
		const char *at = bytes.ptr + i;

		if ((*at == '"' || *at == '\'') && at[len + 1] == *at &&
		    memcmp(at + 1, fragment, len) == 0)
			return true;
	}
	return false;
}

static bool is_markdown(const char *path)
{
	size_t len = strlen(path);

	return (len > 3 && strcmp(path + len - 3, ".md") == 0) ||
	       (len > 9 && strcmp(path + len - 9, ".markdown") == 0);
}

static void add_broken(struct done_view *view, const struct done_file *file,
                       const struct done_link *link, const char *why, struct done_result *result)
{
	const char *target = done_view_shown(view, link->target, strlen(link->target), 120);
	struct done_finding *finding = done_result_add(result, view, file->path, link->line, 0,
	                                               "link '%s' %s", target, why);

	done_finding_fix(finding, view, "mend the link, or add what it points to");
	done_finding_subject(finding, result, view, "%s: link %s", file->path, target);
}

/* The part of path that is a link or a submodule, in whose way the rest cannot be followed. */
static int find_obstacle(struct done_view *view, const char *path, const char **why,
                         struct done_error *err)
{
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		char *part = done_arena_strndup(view->arena, path, (size_t)(slash - path));
		struct done_entry entry;
		int rc = done_snapshot_find(view->head, part, &entry, err);

		if (rc < 0)
			return rc;
		if (rc == 0 || entry.kind == DONE_ENTRY_FILE)
			return 0;
		if (entry.kind == DONE_ENTRY_LINK) {
			*why = "leads through a symbolic link, which is not followed";
			return 1;
		}
		if (entry.kind == DONE_ENTRY_SUBMODULE) {
			*why = "leads into a submodule, which is not part of this repository";
			return 1;
		}
	}
	return 0;
}

/* Only where the target is Markdown: other files have no headings to look for. */
static int judge_fragment(struct done_view *view, const struct done_file *target,
                          const char *fragment, bool *found, struct done_error *err)
{
	const struct done_outline *outline;
	struct done_result aside = {0};
	struct done_bytes bytes;

	*found = true;
	if (!*fragment || target->entry.kind != DONE_ENTRY_FILE || !is_markdown(target->path))
		return 0;
	int rc = done_artifact_outline(view, target, &outline, &aside, err);
	if (rc <= 0)
		return rc;
	if (has_heading(view, outline, fragment))
		return 0;
	rc = done_view_read(view, target, DONE_BLOB_MAX, &bytes, err);
	if (rc < 0)
		return rc;
	*found = has_html_anchor(bytes, fragment);
	return 0;
}

static int judge_link(struct done_view *view, const struct done_file *file,
                      const struct done_link *link, struct done_result *result,
                      struct done_error *err)
{
	const char *hash = strchr(link->target, '#');
	struct done_file target = *file;
	const char *why = "leads to nothing in this tree";
	bool found;
	int rc;

	if (*link->target != '#') {
		struct done_bytes path = {link->target, strcspn(link->target, "?#")};

		target.path = done_path_target(view->arena, file->path, path);
		if (!target.path) {
			add_broken(view, file, link, "climbs out of the tree", result);
			return 0;
		}
		rc = done_snapshot_find(view->head, target.path, &target.entry, err);
		if (rc == 0)
			rc = find_obstacle(view, target.path, &why, err) < 0 ? err->code : 0;
		if (rc < 0)
			return rc;
		if (rc == 0) {
			add_broken(view, file, link, why, result);
			return 0;
		}
	}
	rc = judge_fragment(view, &target, hash ? hash + 1 : "", &found, err);
	if (rc == 0 && !found)
		add_broken(view, file, link, "names a heading that is not there", result);
	return rc;
}

int done_markdown_links(struct done_view *view, const struct done_file *file,
                        const struct done_outline *outline, struct done_result *result,
                        struct done_error *err)
{
	for (size_t i = 0; i < outline->nr_links; i++) {
		if (!is_relative(outline->links[i].target))
			continue;
		int rc = judge_link(view, file, &outline->links[i], result, err);

		if (rc < 0)
			return rc;
	}
	return 0;
}
