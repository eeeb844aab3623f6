/*
 * Option `topics` of kind `markdown`: what a document is asked to say, under whatever heading. A
 * topic may stand in the document, in another one of the service that is named by it (RUNBOOK.md),
 * or in the README of the root where that names the service.
 */
#include "topics_parts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SYNONYMS_SHOWN 5
#define NAME_WORDS_MAX 3 /* "how-to-restore" */
#define NAMESAKES_MAX 5
#define NAMES_MAX 2000 /* of services that are held against each other */

#define DOCUMENTS "*.{md,markdown,adoc,asciidoc,rst,txt}"

/* ---- names of services ---- */

/* All services of the map, so that what names another one does not count. */
static const struct done_names *names_of_all(struct done_view *view)
{
	struct done_tree *tree = done_view_tree(view);
	const struct done_services *services = view->services;
	struct done_nameable *items;
	struct done_names *names;
	size_t kept = 0;

	if (tree->names || !services || services->nr > NAMES_MAX)
		return tree->names;
	names = done_arena_alloc(&tree->arena, sizeof(*names));
	items = done_arena_array(&tree->arena, services->nr + 1, sizeof(*items));
	for (size_t i = 0; i < services->nr; i++) {
		const struct done_service *service = &services->items[i];

		if (service->in_head)
			items[kept++] = (struct done_nameable){service->name, service->path};
	}
	done_names_prepare(&tree->arena, items, kept, NULL, names);
	tree->names = names;
	return names;
}

static int names_compare(const void *path, const void *item)
{
	return strcmp(path, ((const struct done_nameable *)item)->directory);
}

/* Whoever is in no map, or in one of too many, is held against nobody. */
static const struct done_names *prepare_names(struct done_view *view, size_t *mine)
{
	const struct done_names *all = names_of_all(view);
	const struct done_nameable *found = all && all->nr
	    ? bsearch(view->service->path, all->items, all->nr, sizeof(*found), names_compare)
	    : NULL;
	struct done_nameable *one;
	struct done_names *alone;

	*mine = found ? (size_t)(found - all->items) : 0;
	if (found)
		return all;
	one = done_arena_alloc(view->arena, sizeof(*one));
	*one = (struct done_nameable){view->service->name, view->service->path};
	alone = done_arena_alloc(view->arena, sizeof(*alone));
	done_names_prepare(view->arena, one, 1, NULL, alone);
	return alone;
}

/* ---- documents ---- */

static int open_document(struct done_view *view, const struct done_file *file,
    struct done_extent *out, struct done_error *err)
{
	struct done_result aside = {0};

	*out = (struct done_extent){.file = file, .from = 0, .to = INT_MAX};
	return done_artifact_outline(view, file, &out->outline, &aside, err);
}

/* "docs/RUNBOOK.md", "how-to-restore.md": the topic stands in a short name; "runbooks/database.md":
 * the directory is called by it. */
static bool is_named_by(const struct done_topic *topic, const char *path)
{
	const char *name = strrchr(path, '/'), *parent = name;
	size_t id = strlen(topic->id), words = 1;

	name = name ? name + 1 : path;
	while (parent && parent > path && parent[-1] != '/')
		parent--;
	const char *dot = strrchr(name, '.');
	size_t len = dot ? (size_t)(dot - name) : strlen(name);
	for (size_t i = 0; i < len; i++)
		words += strchr("-_. ", name[i]) != NULL;
	if (parent && !strncasecmp(parent, topic->id, id) &&
	    (parent[id] == '/' || (parent[id] == 's' && parent[id + 1] == '/')))
		return true;
	return done_readme_rank(name) < 0 && words <= NAME_WORDS_MAX &&
	    done_topic_speaks(topic, name, len);
}

static bool is_runbook(const char *path)
{
	for (size_t i = 0; i < done_topics_nr; i++) {
		if (!strcmp(done_topics[i].id, "runbook"))
			return is_named_by(&done_topics[i], path);
	}
	return false;
}

static int topic_in_named(struct done_topic_search *search, const struct done_files *files,
    bool common, struct done_error *err)
{
	struct done_view *view = search->view;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < files->nr; i++) {
		const char *path = files->items[i].path;
		struct done_extent whole;
		struct done_named named = {DONE_NAMED_FULL, search->service, NULL};
		bool whole_of_it = is_named_by(search->topic, path);

		if (done_topic_is_of_others(path) ||
		    (!whole_of_it && !(search->topic->in_runbook && is_runbook(path))))
			continue;
		if (common)
			done_names_find(view->arena, search->names, DONE_NAME_PATH, path, &named);
		if (named.by == DONE_NAMED_NOT || named.index != search->service)
			continue;
		rc = open_document(view, &files->items[i], &whole, err);
		if (rc > 0)
			rc = whole_of_it ? done_topic_in_document(search, &whole, err)
			                 : done_topic_in_extent(search, &whole, err);
	}
	return rc;
}

/* Documents that are called by the topic: of the service, then of all. */
static int topic_in_called(struct done_topic_search *search, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	struct done_files files;
	int rc = done_topic_find(view,
	    done_arena_printf(view->arena, "%s%s**/" DOCUMENTS, directory, *directory ? "/" : ""),
	    &files, err);

	if (rc == 0)
		rc = topic_in_named(search, &files, false, err);
	if (rc != 0 || !*directory)
		return rc;
	rc = done_view_find_in_tree(view,
	    "{docs,doc,runbook,runbooks,playbooks,operations,ops}/**/" DOCUMENTS, &files, err);
	return rc == 0 ? topic_in_named(search, &files, true, err) : rc;
}

static int topic_in_root(struct done_topic_search *search, struct done_error *err)
{
	static const char readme[] = "[Rr][Ee][Aa][Dd][Mm][Ee]*";
	struct done_files files;
	int rc = done_view_find_in_tree(search->view, readme, &files, err);

	for (size_t i = 0; rc == 0 && i < files.nr; i++) {
		struct done_extent whole;

		if (done_readme_rank(files.items[i].path) < 0)
			continue;
		rc = open_document(search->view, &files.items[i], &whole, err);
		if (rc > 0)
			rc = done_topic_in_common(search, &whole, err);
	}
	return rc;
}

/* Another service lies in the directory, too. */
static bool is_shared(const struct done_view *view, const char *directory, size_t len)
{
	const struct done_services *services = view->services;

	for (size_t i = 0; services && i < services->nr; i++) {
		const char *path = services->items[i].path;

		if (!strncmp(path, directory, len) && (path[len] == '/' || !path[len]) &&
		    strcmp(path, view->service->path) != 0)
			return true;
	}
	return services == NULL;
}

/* Of a directory above the service; where others live in it, too, only what names the service. */
static int topic_in_readmes(
    struct done_topic_search *search, const char *directory, size_t len, struct done_error *err)
{
	bool common = is_shared(search->view, directory, len);
	struct done_view *view = search->view;
	struct done_files files;
	int rc = done_topic_find(view,
	    done_arena_printf(view->arena, "%.*s/[Rr][Ee][Aa][Dd][Mm][Ee]*", (int)len, directory),
	    &files, err);

	for (size_t i = 0; rc == 0 && i < files.nr; i++) {
		struct done_extent whole;

		if (done_readme_rank(files.items[i].path + len + 1) < 0)
			continue;
		rc = open_document(view, &files.items[i], &whole, err);
		if (rc > 0)
			rc = common ? done_topic_in_common(search, &whole, err)
			            : done_topic_in_extent(search, &whole, err);
	}
	return rc;
}

/* server/README.md speaks of server/shop-server, too. */
static int topic_above(struct done_topic_search *search, struct done_error *err)
{
	const char *directory = done_view_directory(search->view);
	size_t len = strlen(directory);
	int rc = 0;

	while (rc == 0) {
		while (len > 0 && directory[len - 1] != '/')
			len--;
		if (len < 2)
			return 0;
		rc = topic_in_readmes(search, directory, --len, err);
	}
	return rc;
}

#define DOCS_MAX 100

/* Folders whose README speaks of what uses, packs or tests the service. */
static const struct done_topic named_folders_of_others = {
    .headings = {"chart", "charts", "helm", "client", "clients", "sdk", "sdks", "test", "tests",
        "e2e", "ui", "frontend", "example", "examples", "terraform", "deploy", "deployment", "k8s",
        "kubernetes", "dashboards", "monitoring", "docker"}};

/* The README of another folder that is called as the service is: queue/ has what cmd/queue starts.
 */
static int topic_in_namesake(struct done_topic_search *search, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *name = done_last_part(done_view_directory(view));
	struct done_files files = {0};
	int rc = done_name_is_generic(name)
	    ? 0
	    : done_view_find_in_folders(
	          view, "**/{README,Readme,readme}.{md,adoc,rst}", name, &files, err);

	for (size_t i = 0; rc == 0 && i < files.nr && i < NAMESAKES_MAX; i++) {
		const char *path = files.items[i].path;
		struct done_extent whole;

		if (done_topic_is_of_others(path) ||
		    done_topic_speaks(&named_folders_of_others, path, strlen(path)) ||
		    !done_topic_names_service(search, DONE_NAME_PATH, path))
			continue;
		rc = open_document(view, &files.items[i], &whole, err);
		if (rc > 0)
			rc = done_topic_in_extent(search, &whole, err);
	}
	return rc;
}

/* Pages that say what to do with services, and not what these are for: a part that is called by one
 * has steps. */
static const struct done_topic folders_of_steps = {
    .headings = {"runbook", "runbooks", "playbook", "playbooks", "howto", "howtos", "how to",
        "upgrading", "upgrade", "troubleshooting"}};

static bool topic_is_of_steps(const char *path)
{
	return done_topic_speaks(&folders_of_steps, path, strlen(path));
}

/* What the pages of docs/ say of the service, by its name in a heading or in the page's own. */
static int topic_in_docs(struct done_topic_search *search, struct done_error *err)
{
	struct done_view *view = search->view;
	struct done_files files;
	int rc = done_view_find_in_tree(view, DONE_TOPIC_DOCS, &files, err);

	for (size_t i = 0; rc == 0 && i < files.nr && i < DOCS_MAX; i++) {
		const char *path = files.items[i].path;
		struct done_extent whole;

		if (done_topic_is_of_others(path) || done_topic_is_of_past(path) ||
		    (search->topic->opening && topic_is_of_steps(path)))
			continue;
		if (done_topic_spend(search, 5, err) < 0)
			return err->code;
		rc = open_document(view, &files.items[i], &whole, err);
		if (rc > 0)
			rc = done_topic_names_service(search, DONE_NAME_PATH, path)
			    ? done_topic_opening(search, &whole)
			    : done_topic_in_common(search, &whole, err);
	}
	return rc;
}

/* 1 where one of the documents shows the topic. */
static int find_topic(
    struct done_topic_search *search, const struct done_files *files, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < files->nr; i++) {
		struct done_extent whole;

		rc = open_document(view, &files->items[i], &whole, err);
		if (rc > 0)
			rc = done_topic_in_extent(search, &whole, err);
	}
	if (rc == 0)
		rc = topic_above(search, err);
	if (rc == 0 && search->topic->named)
		rc = topic_in_called(search, err);
	if (rc == 0 && *directory)
		rc = topic_in_root(search, err);
	if (rc == 0 && *directory)
		rc = done_topic_in_named_readme(search, err);
	if (rc == 0 && search->topic->need == DONE_TOPIC_COMMAND)
		rc = done_topic_in_guides(search, err);
	if (rc == 0 && (search->topic->opening || search->topic->need == DONE_TOPIC_COMMAND) &&
	    *directory)
		rc = topic_in_namesake(search, err);
	if (rc == 0 && search->topic->opening && *directory)
		rc = topic_in_docs(search, err);
	if (rc == 0 && search->topic->opening)
		rc = done_topic_in_front(search, err);
	return rc;
}

/* ---- findings ---- */

/* What speaks of the topic and says nothing yet: its section, or the opening; NULL: there is none.
 */
static const char *topic_unfilled(
    const struct done_topic_search *search, const struct done_extent *whole, bool *has_placeholder)
{
	const struct done_outline *outline = whole->outline;
	struct done_view *view = search->view;
	struct done_extent part = *whole;

	for (size_t i = 0; i < outline->nr_headings; i++) {
		const char *text = outline->headings[i].text;

		if (!done_topic_speaks(search->topic, text, strlen(text)))
			continue;
		part = done_extent_section(whole, i);
		*has_placeholder = done_extent_has_placeholder(&part);
		return done_arena_printf(
		    view->arena, "the section '%s'", done_view_shown(view, text, strlen(text), 40));
	}
	if (!search->topic->opening || outline->nr_headings < 2)
		return NULL;
	part.to = outline->headings[1].line;
	*has_placeholder = done_extent_has_placeholder(&part);
	return *has_placeholder ? "its opening" : NULL;
}

/* Of the first file, which is the one that the finding stands at. */
static const char *topic_why_missing(
    const struct done_topic_search *search, const struct done_files *files)
{
	struct done_view *view = search->view;
	struct done_error unread = {0};
	struct done_extent whole;
	bool has_placeholder = false;
	const char *part;

	if (open_document(view, &files->items[0], &whole, &unread) <= 0)
		return "is missing (it cannot be read)";
	part = topic_unfilled(search, &whole, &has_placeholder);
	if (!part)
		return done_arena_printf(
		    view->arena, "is missing (%s)", done_headings_shown(view, whole.outline));
	return has_placeholder
	    ? done_arena_printf(view->arena, "is not met: %s still has its placeholder", part)
	    : done_arena_printf(view->arena, "is not met: %s needs %s", part, search->topic->asks);
}

static const char *synonyms_shown(struct done_view *view, const struct done_topic *topic)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < SYNONYMS_SHOWN && topic->headings[i]; i++) {
		size_t at = buf.len + (i ? 2 : 0);

		done_buf_addf(&buf, "%s%s", i ? ", " : "", topic->headings[i]);
		if (buf.ptr[at] >= 'a' && buf.ptr[at] <= 'z')
			buf.ptr[at] = (char)(buf.ptr[at] - 'a' + 'A');
	}
	const char *out = done_arena_printf(view->arena, "%s, \xE2\x80\xA6", buf.ptr);
	done_buf_release(&buf);
	return out;
}

static void add_topic_finding(
    const struct done_topic_search *search, const struct done_files *files, const char *expected)
{
	struct done_view *view = search->view;
	const struct done_topic *topic = search->topic;
	struct done_subject subject = {
	    .wrong = "missing", .option = "topics", .path = expected, .thing = topic->id};
	struct done_place place = {expected, 0, 0};
	struct done_finding *finding;

	if (search->near.why) {
		subject.wrong = search->near.lacking ? "too short" : "not enough";
		subject.amount = (double)search->near.lacking;
		place = (struct done_place){search->near.path, search->near.line, 1};
		finding = done_result_add(search->result, view, place, subject, "'%s': '%s' %s",
		    topic->title,
		    done_view_shown(view, search->near.title, strlen(search->near.title), 60),
		    search->near.why);
	} else if (files->nr) {
		finding = done_result_add(search->result, view, place, subject, "'%s' %s",
		    topic->title, topic_why_missing(search, files));
	} else {
		finding = done_result_add(search->result, view, place, subject,
		    "'%s' is missing: there is no '%s', and no other document "
		    "of the service has it",
		    topic->title, done_view_short(view, expected));
	}
	done_finding_fix(finding, view,
	    "%s is met by %s. Its headings may be: %s\n"
	    "write in %s:\n%s",
	    done_arena_printf(view->arena, "'%s'", topic->title), topic->asks,
	    synonyms_shown(view, topic), done_view_shown_path(view, expected), topic->example);
}

/* The title of its own README is a name of the service. */
static int name_search(
    struct done_topic_search *search, const struct done_files *files, struct done_error *err)
{
	struct done_error unread = {0};
	struct done_extent readme = {0};
	const char *directory = done_view_directory(search->view);
	const char *path = files->nr ? files->items[0].path : "", *name = done_last_part(path);
	size_t above = (size_t)(name - path);
	bool is_own = done_readme_rank(name) >= 0 &&
	    above == strlen(directory) + (*directory != 0) &&
	    !strncmp(path, directory, strlen(directory)) &&
	    open_document(search->view, &files->items[0], &readme, &unread) > 0;

	return done_topic_own_names(search, is_own ? readme.outline : NULL, err);
}

int done_topics_judge(struct done_view *view, const struct done_topic *const *topics, size_t nr,
    const struct done_files *files, const char *expected, struct done_result *result,
    struct done_error *err)
{
	size_t mine;
	const struct done_names *names = prepare_names(view, &mine);

	for (size_t i = 0; i < nr; i++) {
		struct done_topic_search search = {.view = view,
		    .topic = topics[i],
		    .names = names,
		    .service = mine,
		    .result = result};
		int rc = name_search(&search, files, err);

		if (rc == 0)
			rc = find_topic(&search, files, err);

		if (rc < 0)
			return rc;
		if (rc == 0)
			add_topic_finding(&search, files, expected);
	}
	return 0;
}

/* ---- the reference ---- */

void done_topics_describe(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "### Topics\n\n"
	    "A topic is met under any of its headings, in the item of a list or the row of a table "
	    "that begins with one of them, or behind a link of these to a document of the tree. A "
	    "topic marked * is also met by a document that is named after it (`RUNBOOK.md`, "
	    "`docs/runbooks/{service}.md`); rollback, restore, on-call and alerts may be sections "
	    "of the runbook. The root's README counts where a heading, an item or a row names the "
	    "service. A command that starts the service also counts in guides, which are "
	    "recognized by their names: `CONTRIBUTING.md`, `docs/installation.md`, "
	    "`docker/README.md`, and so does a step that starts it from an editor (\"Run the "
	    "service.\", F5 in Visual Studio) in its own README. Only different words are counted, "
	    "without the name of the "
	    "service; a paragraph with a placeholder has none.\n\n"
	    "| topic | headings | what must stand there |\n"
	    "| --- | --- | --- |\n");
	for (size_t i = 0; i < done_topics_nr; i++) {
		const struct done_topic *topic = &done_topics[i];

		done_buf_addf(out, "| `%s`%s | ", topic->id, topic->named ? " *" : "");
		for (size_t k = 0; k < DONE_TOPIC_HEADINGS_MAX && topic->headings[k]; k++)
			done_buf_addf(out, "%s%s", k ? ", " : "", topic->headings[k]);
		done_buf_addf(out, " | %s |\n", topic->asks);
	}
}
