/*
 * Relative links of a document: each must lead to something in the same tree, and a fragment to a
 * heading or id of the document that it names, as GitHub looks for it.
 */
#include "markdown.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* A link in its parts, percent-encoding undone. */
struct link_parts {
	const char *path, *fragment;
	bool hollow; /* the path holds a NUL, as no path does */
};

/* ---- reading a link ---- */

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

/*
 * "{{< ref x >}}", "{% link x.md %}", "{{ site.baseurl }}/x": what a site's generator writes there
 * is not known. "{{ name }}", which nobody filled in, is a link like any other.
 */
static bool is_generated(const char *target)
{
	size_t at, len;

	return (strstr(target, "{{") || strstr(target, "{%")) &&
	    !done_placeholder_find(target, strlen(target), &at, &len);
}

static bool is_relative(const char *target)
{
	return *target && !has_scheme(target) && strncmp(target, "//", 2) != 0 &&
	    !is_generated(target);
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *digit = c ? strchr(digits, tolower((unsigned char)c)) : NULL;

	return digit ? (int)(digit - digits) : -1;
}

/* "%20" as a blank; a '%' that begins no code stays. */
static char *decode_percent(struct done_arena *arena, const char *text, size_t len, bool *hollow)
{
	char *out = done_arena_alloc(arena, len + 1);
	size_t kept = 0;

	for (size_t i = 0; i < len; i++) {
		int high = text[i] == '%' && len - i > 2 ? hex_digit(text[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(text[i + 2]) : -1;

		if (low >= 0) {
			out[kept] = (char)(high << 4 | low);
			*hollow |= !out[kept];
			i += 2;
		} else {
			out[kept] = text[i];
		}
		kept++;
	}
	return out;
}

static struct link_parts markdown_links_split(struct done_view *view, const char *target)
{
	struct link_parts parts = {0};
	size_t path = strcspn(target, "?#"), whole = strcspn(target, "#");
	const char *fragment = target[whole] ? target + whole + 1 : "";
	bool ignored = false;

	parts.path = decode_percent(view->arena, target, path, &parts.hollow);
	/* What a browser is to mark in the text is behind ":~:". */
	const char *directive = strstr(fragment, ":~:");
	parts.fragment = decode_percent(view->arena, fragment,
	    directive ? (size_t)(directive - fragment) : strlen(fragment), &ignored);
	return parts;
}

/* ---- findings ---- */

static void add_broken(struct done_view *view, const struct done_file *file,
    const struct done_link *link, const char *why, const char *fix, struct done_result *result)
{
	const char *target = done_view_shown(view, link->target, strlen(link->target), 120);
	struct done_finding *finding = done_result_add(result, view,
	    (struct done_place){file->path, link->line, 0},
	    (struct done_subject){
	        .wrong = "broken", .option = "links", .path = file->path, .thing = link->target},
	    "link '%s' %s", target, why);

	done_finding_fix(finding, view, "%s", fix);
}

/* The path as it stands in the tree where letter case alone differs: 1 with *out. */
static int find_twin(
    struct done_view *view, const char *path, const char **out, struct done_error *err)
{
	char *twin = done_arena_strdup(view->arena, path);

	for (char *part = twin, *end; part; part = end) {
		const struct done_directory *directory;
		const struct done_entry *near = NULL;
		char *parent = done_arena_strndup(
		    view->arena, twin, part > twin ? (size_t)(part - twin) - 1 : 0);
		int rc = view->head->list(view->head->self, parent, &directory, err);

		if (rc <= 0)
			return rc;
		end = strchr(part, '/');
		if (end)
			*end++ = '\0';
		for (size_t i = 0; i < directory->nr; i++) {
			const struct done_entry *entry = &directory->entries[i];

			if (!strcmp(entry->name, part) || (!near && !strcasecmp(entry->name, part)))
				near = entry;
		}
		if (!near)
			return 0;
		memcpy(part, near->name, strlen(part));
		if (end)
			end[-1] = '/';
	}
	*out = twin;
	return 1;
}

/* What was meant, where the tree has what the whole target names once a mark is read as a letter.
 */
static int find_mark(struct done_view *view, const struct done_file *file,
    const struct done_link *link, const char **fix, struct done_error *err)
{
	static const struct {
		char mark, as;
		const char *fix;
	} marks[] = {
	    {'#', '#', "write %23 for '#', which begins a fragment"},
	    {'?', '?', "write %3F for '?', which begins a query"},
	    {'\\', '/', "write '/' for '\\', which does not part directories in a link"},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(marks); i++) {
		bool hollow = false;
		struct done_entry entry;

		if (!strchr(link->target, marks[i].mark))
			continue;
		char *whole =
		    decode_percent(view->arena, link->target, strlen(link->target), &hollow);
		for (char *p = whole; *p; p++)
			*p = *p == marks[i].mark ? marks[i].as : *p;
		const char *path = done_path_target(
		    view->arena, file->path, (struct done_bytes){whole, strlen(whole)});
		int rc = path ? done_snapshot_find(view->head, path, &entry, err) : 0;
		if (rc < 0)
			return rc;
		if (rc > 0)
			*fix = marks[i].fix;
	}
	return 0;
}

/* The part of path that is a link or a submodule, in whose way the rest cannot be followed. */
static int find_obstacle(
    struct done_view *view, const char *path, const char **why, struct done_error *err)
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

static int markdown_links_add_absent(struct done_view *view, const struct done_file *file,
    const struct done_link *link, const char *path, struct done_result *result,
    struct done_error *err)
{
	bool hollow = strstr(link->target, "%00") != NULL;
	const char *why = "leads to nothing in this tree", *twin = NULL;
	const char *fix = "correct the link, or add what it points to";
	int rc = find_obstacle(view, path, &why, err);

	if (rc == 0 && !hollow)
		rc = find_twin(view, path, &twin, err);
	if (twin) {
		why = done_arena_printf(view->arena,
		    "leads to nothing in this tree, but '%s' is "
		    "there",
		    twin);
		fix = "correct the link: upper and lower case differ";
	} else if (rc == 0) {
		rc = find_mark(view, file, link, &fix, err);
	}
	if (rc < 0)
		return rc;
	add_broken(view, file, link, why, fix, result);
	return 0;
}

/* ---- out of the tree ---- */

/* Pages of a repository on its host, which "../../issues" leads to from a page /blob/main/…. */
static const char *const host_pages[] = {
    "",
    "actions",
    "archive",
    "blame",
    "blob",
    "branches",
    "commit",
    "commits",
    "compare",
    "contributors",
    "deployments",
    "discussions",
    "edit",
    "forks",
    "graphs",
    "issues",
    "labels",
    "milestones",
    "network",
    "packages",
    "projects",
    "pull",
    "pulls",
    "pulse",
    "raw",
    "releases",
    "security",
    "stargazers",
    "tags",
    "tree",
    "watchers",
    "wiki",
    "workflows",
};

/* True where a target leaves the tree for such a page: up to the root, then two more. */
static bool is_host_page(const char *from, const char *target)
{
	size_t depth = 2, ups = 0;

	/* "/../../issues" counts from the root. */
	for (const char *p = from; *target != '/' && (p = strchr(p, '/')); p++)
		depth++;
	target += strspn(target, "/");
	for (;; target += strspn(target, "/")) {
		if (!strncmp(target, "../", 3) || !strcmp(target, ".."))
			ups++;
		else if (strncmp(target, "./", 2) != 0)
			break;
		target += strcspn(target, "/");
	}
	size_t len = strcspn(target, "/");
	for (size_t i = 0; ups == depth && i < DONE_ARRAY_SIZE(host_pages); i++)
		if (strlen(host_pages[i]) == len && !strncmp(target, host_pages[i], len))
			return true;
	return false;
}

/* ---- fragments ---- */

/* "L10", "L10-L20", "L10C3-L20C5", "L10-20": lines of a file as it stands. */
static bool names_lines(const char *fragment)
{
	for (int part = 0; part < 2; part++) {
		fragment += *fragment == 'L' || (part == 0 && *fragment == 'l');
		size_t digits = strspn(fragment, "0123456789");

		if (!digits || (part == 0 && fragment[-1] != 'L' && fragment[-1] != 'l'))
			return false;
		fragment += digits;
		if (*fragment == 'C' && isdigit((unsigned char)fragment[1]))
			fragment += 1 + strspn(fragment + 1, "0123456789");
		if (!*fragment)
			return true;
		if (*fragment++ != '-')
			return false;
	}
	return false;
}

/* The README that a host shows below a directory's files: 1 with *out. */
static int find_readme(
    struct done_view *view, const char *path, struct done_file *out, struct done_error *err)
{
	const struct done_directory *directory;
	int best = -1, rc = view->head->list(view->head->self, path, &directory, err);

	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < directory->nr; i++) {
		const struct done_entry *entry = &directory->entries[i];
		int rank = done_readme_rank(entry->name);

		if (rank < 0 || (best >= 0 && rank >= best) || entry->kind == DONE_ENTRY_DIRECTORY)
			continue;
		best = rank;
		out->path =
		    done_arena_printf(view->arena, "%s%s%s", path, *path ? "/" : "", entry->name);
		out->entry = *entry;
	}
	return best >= 0;
}

static bool is_readme(const char *path)
{
	return done_readme_rank(done_last_part(path)) >= 0;
}

/* The document whose headings count: a directory's README, a link's target. 0: there is none. */
static int find_document(struct done_view *view, const struct done_file *target,
    struct done_file *out, struct done_error *err)
{
	const char *why;
	int rc = 1;

	*out = *target;
	if (out->entry.kind == DONE_ENTRY_DIRECTORY)
		rc = find_readme(view, target->path, out, err);
	if (rc > 0 && out->entry.kind == DONE_ENTRY_LINK) {
		struct done_file link = *out;

		rc = done_view_follow(view, &link, out, &why, err);
	}
	return rc;
}

/* *why: what is wrong with the fragment; NULL: nothing. */
static int judge_fragment(struct done_view *view, const struct done_file *target,
    const char *fragment, const char **why, struct done_error *err)
{
	const struct done_outline *outline;
	struct done_result aside = {0};
	struct done_file document;

	*why = NULL;
	/* HTML: no fragment, and "top" in any letter case, is the start of the page. */
	if (!*fragment || !strcasecmp(fragment, "top"))
		return 0;
	if (target->entry.kind == DONE_ENTRY_FILE && names_lines(fragment))
		return 0;
	int rc = find_document(view, target, &document, err);
	if (rc == 0 && target->entry.kind == DONE_ENTRY_DIRECTORY)
		*why = "names a heading, but the directory has no README";
	if (rc <= 0 || document.entry.kind != DONE_ENTRY_FILE ||
	    !done_document_has_ids(document.path))
		return rc < 0 ? rc : 0;
	if (is_readme(document.path) && !strcasecmp(fragment, "readme"))
		return 0;
	rc = done_artifact_outline(view, &document, &outline, &aside, err);
	if (rc < 0)
		return rc;
	if (rc == 0)
		*why = "names a heading of a document that cannot be read";
	else if (!done_outline_has_id(outline, fragment))
		*why = "names a heading that is not there";
	return 0;
}

/* ---- links ---- */

static int judge_link(struct done_view *view, const struct done_file *file,
    const struct done_link *link, struct done_result *result, struct done_error *err)
{
	struct link_parts parts = markdown_links_split(view, link->target);
	struct done_bytes path = {parts.path, strlen(parts.path)};
	struct done_file target = *file;
	const char *why;

	if (path.len || parts.hollow) {
		target.path = done_path_target(view->arena, file->path, path);
		if (!target.path && is_host_page(file->path, parts.path))
			return 0;
		if (!target.path) {
			add_broken(view, file, link, "climbs out of the tree",
			    "correct the link, or write the whole address", result);
			return 0;
		}
		int rc = parts.hollow
		    ? 0
		    : done_snapshot_find(view->head, target.path, &target.entry, err);
		if (rc < 0)
			return rc;
		if (rc == 0)
			return markdown_links_add_absent(
			    view, file, link, target.path, result, err);
	}
	int rc = judge_fragment(view, &target, parts.fragment, &why, err);
	if (rc == 0 && why)
		add_broken(view, file, link, why,
		    "correct the link, or add the heading that it points to", result);
	return rc;
}

int done_markdown_links(struct done_view *view, const struct done_file *file,
    const struct done_outline *outline, struct done_result *result, struct done_error *err)
{
	if (outline->links_cut) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "'%s' has more than %d links, which are not all "
		    "followed",
		    file->path, DONE_OUTLINE_LINKS_MAX);
		return done_error_cure(err, "split the document, or leave out 'links' for it");
	}
	for (size_t i = 0; i < outline->nr_links; i++) {
		if (!is_relative(outline->links[i].target))
			continue;
		int rc = judge_link(view, file, &outline->links[i], result, err);

		if (rc < 0)
			return rc;
	}
	return 0;
}
