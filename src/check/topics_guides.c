/*
 * Guides: documents of the tree that say how one starts what is in it. A README leads to some; the
 * others are found by their names, in the places where people look: CONTRIBUTING.md at the root,
 * docs/installation.md, which a site of documents may be made of.
 */
#include <limits.h>
#include <string.h>
#include <strings.h>

#include "topics_parts.h"

#define GUIDES_LINKED_MAX 10
#define GUIDES_NAMED_MAX 60
#define GUIDE_NAME_WORDS_MAX 4 /* "how-to-run-with-docker" has more */

/* ---- links into this tree ---- */

bool done_topic_is_address(const char *target)
{
	const char *host = strstr(target, "://");

	if (host && !host[3])
		return false;
	return !strncasecmp(target, "https://", 8) || !strncasecmp(target, "http://", 7) ||
	    !strncasecmp(target, "mailto:", 7);
}

/* What a host shows below a directory: its README. 1, or 0. */
static int readme_of(struct done_view *view, struct done_file *file, struct done_error *err)
{
	static const char *const names[] = {
	    "README.md", "readme.md", "Readme.md", "README.adoc", "README.rst"};
	const char *directory = file->path;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < DONE_ARRAY_SIZE(names); i++) {
		file->path = done_arena_printf(view->arena, "%s/%s", directory, names[i]);
		rc = done_snapshot_find(view->head, file->path, &file->entry, err);
	}
	return rc;
}

/* 1 where the path leads to a document of this tree. */
static int document_at(
    struct done_view *view, const char *path, struct done_file *file, struct done_error *err)
{
	if (!path || done_path_problem(path))
		return 0;
	file->path = path;
	int rc = done_snapshot_find(view->head, path, &file->entry, err);
	if (rc > 0 && file->entry.kind == DONE_ENTRY_DIRECTORY)
		rc = readme_of(view, file, err);
	return rc > 0 ? file->entry.kind == DONE_ENTRY_FILE && done_document_has_ids(file->path)
	              : rc;
}

/*
 * "https://github.com/shop/cart/blob/main/docs/run.md" as docs/run.md. Whose repository the address
 * names is in no tree: a document of the same path is taken for it, and only what that says counts.
 * A branch may have slashes.
 */
static int document_of_address(struct done_view *view, const char *target, size_t len,
    struct done_file *file, struct done_error *err)
{
	static const char *const marks[] = {"/blob/", "/tree/", "/src/branch/"};
	const char *text = done_arena_strndup(view->arena, target, len), *path = NULL;
	int rc = 0;

	for (size_t i = 0; !path && i < DONE_ARRAY_SIZE(marks); i++) {
		path = strstr(text, marks[i]);
		path = path ? path + strlen(marks[i]) : NULL;
	}
	for (int parts = 0; rc == 0 && path && parts < 3; parts++) {
		path = strchr(path, '/');
		path = path && path[1] ? path + 1 : NULL;
		rc = document_at(view, path, file, err);
	}
	return rc;
}

int done_topic_follow(struct done_topic_search *search, const struct done_extent *from,
    const struct done_link *link, struct done_file *file, struct done_extent *out,
    struct done_error *err)
{
	struct done_view *view = search->view;
	struct done_result aside = {0};
	size_t len = strcspn(link->target, "?#");
	const char *hash = strchr(link->target, '#');

	*file = *from->file;
	*out = (struct done_extent){file, from->outline, 0, INT_MAX};
	if (len > 0) {
		int rc = done_topic_is_address(link->target)
		    ? document_of_address(view, link->target, len, file, err)
		    : document_at(view,
		          done_path_target(view->arena, from->file->path,
		              (struct done_bytes){link->target, len}),
		          file, err);

		if (rc > 0)
			rc = done_artifact_outline(view, file, &out->outline, &aside, err);
		if (rc <= 0)
			return rc;
	}
	for (size_t i = 0; hash && hash[1] && i < out->outline->nr_headings; i++) {
		if (strcasecmp(done_heading_slug(view->arena, out->outline->headings[i].text),
		        hash + 1) != 0)
			continue;
		*out = done_extent_section(out, i);
		break;
	}
	return 1;
}

/* ---- guides that a README leads to ---- */

static bool guide_has_word(const char *text, const char *word)
{
	size_t len = strlen(text);

	return done_topic_phrase_at(text, len, 0, word) < len;
}

/* "CONTRIBUTING.md", "[Getting started](docs/start.md)": the link leads to how one runs it. */
static bool leads_to_guide(const struct done_topic_search *search, const struct done_link *link)
{
	static const char *const words[] = {"contribut", "develop", "hack", "setup", "set-up",
	    "getting-started", "quickstart", "install", "local", "playground"};
	const char *slash = strrchr(link->target, '/');
	const char *name = slash && slash[1] ? slash + 1 : link->target;

	if (link->text && done_topic_speaks(search->topic, link->text, strlen(link->text)))
		return true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (guide_has_word(name, words[i]))
			return true;
	}
	return false;
}

int done_topic_behind_guides(struct done_topic_search *search, const struct done_extent *extent,
    bool named, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;
	size_t nr = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < outline->nr_links && nr < GUIDES_LINKED_MAX; i++) {
		const struct done_link *link = &outline->links[i];
		struct done_extent there;
		struct done_file file;

		if (link->image || *link->target == '#' || !leads_to_guide(search, link))
			continue;
		nr++;
		if (done_topic_spend(search, 5, err) < 0)
			return err->code;
		rc = done_topic_follow(search, extent, link, &file, &there, err);
		if (rc > 0)
			rc = done_topic_command(search, &there, named, err);
	}
	return rc;
}

/* ---- guides that are known by their names ---- */

/* Headings that a file is named by as well, and names that no heading has. */
static const struct done_topic guide_names = {
    .headings = {"run", "running", "start", "starting", "getting started", "get started",
        "quick start", "quickstart", "development", "developing", "develop", "local", "install",
        "installation", "installing", "setup", "set up", "setting up", "docker", "docker compose",
        "compose", "deploy", "deployment", "contributing", "hacking", "dev environment", "localenv",
        "local env", "playground", "developer", "developers", "devs", "onboarding", "how to run"},
};
/* The same of whole files: AGENTS.md, docs/user-guide.md. */
static const struct done_topic guide_files = {
    .headings = {"user guide", "userguide", "user manual", "operator guide", "admin guide",
        "agents", "claude", "hack"},
};

/* Pages that say what was, or what somebody decided. */
static const struct done_topic guides_of_past = {
    .headings = {"changelog", "changes", "history", "news", "release notes", "adr", "adrs",
        "decisions", "rfc", "rfcs", "proposals", "blog", "security", "code of conduct", "licence",
        "license", "upgrading", "migration", "migrations"},
};

/* Guides for something else that the repository has, too. */
static const struct done_topic guides_of_others = {
    .headings = {"website", "site", "frontend", "front end", "ui", "test", "tests", "testing",
        "e2e", "release", "plugin", "plugins"},
};

/* "docs/92-development/01-getting-started.md": the file, or its directory, is named so. */
static bool is_guide(const char *path)
{
	const char *name = strrchr(path, '/'), *parent = name;

	name = name ? name + 1 : path;
	while (parent && parent > path && parent[-1] != '/')
		parent--;
	const char *dot = strrchr(name, '.');
	size_t len = dot ? (size_t)(dot - name) : strlen(name), words = 1;
	for (size_t i = 0; i < len; i++)
		words += strchr("-_. ", name[i]) != NULL;
	if (done_topic_speaks(&guides_of_others, name, len))
		return false;
	if (parent && !strncmp(parent, "docs/", 5) && done_readme_rank(name) >= 0)
		return true; /* docs/README.md */
	return (words <= GUIDE_NAME_WORDS_MAX &&
	           (done_topic_speaks(&guide_names, name, len) ||
	               done_topic_speaks(&guide_files, name, len))) ||
	    (parent && done_topic_speaks(&guide_names, parent, (size_t)(name - 1 - parent)));
}

/* A page that is no guide by its name, and may name the service in a command all the same. */
static bool is_page(const char *path)
{
	const char *name = done_last_part(path);

	return strncmp(path, "site/", 5) != 0 && strncmp(path, "website/", 8) != 0 &&
	    strncmp(path, "book/", 5) != 0 && !is_guide(path) &&
	    !done_topic_speaks(&guides_of_past, path, strlen(path)) &&
	    !done_topic_speaks(&guides_of_others, name, strlen(name));
}

/* The page has one of the service's names in it, in whatever letters: else no command can. */
static int page_mentions(
    struct done_topic_search *search, const struct done_file *file, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *names[DONE_TOPIC_OWN_MAX + 2] = {
	    done_last_part(done_view_directory(view)), view->service->name};
	struct done_bytes bytes;

	for (size_t i = 0; i < search->own.nr; i++)
		names[2 + i] = search->own.items[i].items[search->service].name;
	if (done_view_read(view, file, DONE_BLOB_MAX, &bytes, err) < 0)
		return err->code;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (names[i] && *names[i] &&
		    done_topic_phrase_at(bytes.ptr, bytes.len, 0, names[i]) < bytes.len)
			return 1;
	}
	return 0;
}

/* 1 where a command of one of the files starts the service: of guides, or (is_aside) of others. */
static int guides_of_files(struct done_topic_search *search, const struct done_files *files,
    bool named, struct done_error *err)
{
	size_t nr = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < files->nr && nr < GUIDES_NAMED_MAX; i++) {
		struct done_extent whole = {.file = &files->items[i], .from = 0, .to = INT_MAX};
		struct done_result aside = {0};

		const char *path = files->items[i].path, *place = path;

		place += !strncmp(place, ".github/", 8) ? 8 : 0;
		if (done_topic_is_of_others(place) ||
		    !(search->is_aside ? is_page(path) : is_guide(path)))
			continue;
		if (search->is_aside && search->effort > DONE_TOPIC_EFFORT_MAX / 2)
			break;
		nr++;
		if (done_topic_spend(search, search->is_aside ? 1 : 5, err) < 0)
			return err->code;
		rc = search->is_aside ? page_mentions(search, whole.file, err) : 1;
		if (rc <= 0)
			continue;
		rc = done_artifact_outline(search->view, whole.file, &whole.outline, &aside, err);
		if (rc > 0)
			rc = done_topic_command(search, &whole, named, err);
	}
	return rc;
}

#define GUIDE_PLACES                                                                              \
	"{*.md,*.adoc,*.rst,.github/*.md,*/[Rr][Ee][Aa][Dd][Mm][Ee]*,"                            \
	"{docs,doc,documentation,website,site,book,docs-*,*-docs,*-site,*-website}/**/*.{md,mdx," \
	"adoc,rst}}"

int done_topic_in_guides(struct done_topic_search *search, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	bool is_only = !*directory || done_topic_is_main(view);
	struct done_files files;
	int rc = 0;

	if (*directory) {
		rc = done_topic_find(view,
		    done_arena_printf(view->arena, "%s/" GUIDE_PLACES, directory), &files, err);
		if (rc == 0)
			rc = guides_of_files(search, &files, false, err);
	}
	if (rc == 0)
		rc = done_view_find_in_tree(view, GUIDE_PLACES, &files, err);
	if (rc == 0)
		rc = guides_of_files(search, &files, !is_only, err);
	if (rc != 0)
		return rc;
	search->is_aside = true;
	rc = guides_of_files(search, &files, true, err);
	search->is_aside = false;
	return rc;
}
