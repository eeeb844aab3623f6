/* Kind `uses`: the library that is shown as an example to whoever lacks a capability: where one is
 * known for the service's own framework, that one. */
#include "uses.h"

#include <ctype.h>
#include <string.h>

#include "done/profile.h"

/* ---- frameworks ---- */

/* "github.com/labstack/echo/v4" is echo, "@nestjs/core" nestjs, "node:http" http. */
static const char *example_short(const char *package, size_t *len)
{
	const char *begin = package, *end = package + strlen(package), *slash;

	if (*package == '@') {
		*len = strcspn(package + 1, "/");
		return package + 1;
	}
	while ((slash = memchr(begin, '/', (size_t)(end - begin))) && slash[1] &&
	    !(slash[1] == 'v' && isdigit((unsigned char)slash[2])))
		begin = slash + 1;
	*len = strcspn(begin, "/.:");
	return begin;
}

/* The language's own: nobody declares it. */
static bool example_is_standard(const char *package)
{
	static const char *const begins[] = {
	    "node:", "http", "net/", "java", "System", "asyncio", "wsgiref", "socketserver", "net"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(begins); i++) {
		if (done_text_starts(package, begins[i]))
			return true;
	}
	return false;
}

static bool example_depends(const struct done_view *view, const char *package)
{
	for (size_t i = 0; i < view->profile->nr_manifests; i++) {
		const struct done_manifest *manifest = view->profile->manifests[i];

		for (size_t j = 0; j < manifest->nr_dependencies; j++) {
			if (!strcasecmp(manifest->dependencies[j].name, package))
				return true;
		}
	}
	return false;
}

enum { SHORTEST = 3, TELLING = 5 };

/* Last parts of paths that name no framework. */
static bool example_is_plain(const char *name, size_t len)
{
	static const char *const words[] = {"pkg", "api", "server", "web", "core", "app", "rest",
	    "router", "http", "main", "runtime", "client", "github"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (strlen(words[i]) == len && !strncasecmp(words[i], name, len))
			return true;
	}
	return false;
}

/* "flask" in "https://flask.palletsprojects.com", "django" in "docs.djangoproject.com". */
static bool example_names(const char *url, const char *name, size_t len)
{
	int first = tolower((unsigned char)*name);

	for (const char *at = url; *at; at++) {
		if (tolower((unsigned char)*at) == first && !strncasecmp(at, name, len) &&
		    (at == url || !isalnum((unsigned char)at[-1])) &&
		    (len >= TELLING || !isalnum((unsigned char)at[len])))
			return true;
	}
	return false;
}

static bool example_is_lambda(const struct done_view *view)
{
	for (size_t i = 0; i < view->profile->nr_manifests; i++) {
		const struct done_manifest *manifest = view->profile->manifests[i];

		for (size_t j = 0; j < manifest->nr_dependencies; j++) {
			if (strstr(manifest->dependencies[j].name, "lambda"))
				return true;
		}
	}
	return false;
}

/* Whose page it is. */
enum example_page { PAGE_FOREIGN, PAGE_NEUTRAL, PAGE_OWN };

static enum example_page example_page_of(
    struct done_view *view, const struct done_rows *frameworks, const char *doc)
{
	enum example_page page = PAGE_NEUTRAL;

	for (size_t i = 0; i < frameworks->nr; i++) {
		const struct done_strings *packages = &frameworks->items[i].packages;

		for (size_t j = 0; j < packages->nr; j++) {
			size_t len;
			const char *name = example_short(packages->items[j], &len);

			if (len < SHORTEST || example_is_plain(name, len) ||
			    example_is_standard(packages->items[j]) ||
			    !example_names(doc, name, len))
				continue;
			if (example_depends(view, packages->items[j]))
				return PAGE_OWN;
			page = PAGE_FOREIGN;
		}
	}
	return page;
}

static enum example_page example_page(
    struct done_view *view, const struct done_ecosystem *ecosystem, const struct done_row *row)
{
	enum example_page page = PAGE_NEUTRAL;

	if (row->doc && strstr(row->doc, "/lambda/") && !example_is_lambda(view))
		return PAGE_FOREIGN;
	for (size_t i = 0; row->doc && i < ecosystem->serves.nr && page != PAGE_OWN; i++) {
		enum example_page next =
		    example_page_of(view, &ecosystem->serves.items[i].rows, row->doc);

		page = next != PAGE_NEUTRAL ? next : page;
	}
	return page;
}

/* What its first package does stands by itself, whoever the page is about. */
static bool example_has_library(const struct done_ecosystem *ecosystem, const struct done_row *row)
{
	for (size_t i = 0; row->packages.nr && i < ecosystem->serves.nr; i++) {
		const struct done_rows *rows = &ecosystem->serves.items[i].rows;

		for (size_t j = 0; j < rows->nr; j++) {
			if (done_strings_has(&rows->items[j].packages, row->packages.items[0]))
				return false;
		}
	}
	return row->packages.nr > 0;
}

static bool example_is_own(
    struct done_view *view, const struct done_ecosystem *ecosystem, const struct done_row *row)
{
	for (size_t i = 0; row->packages.nr && i < view->profile->nr_manifests; i++) {
		if (done_row_in_manifest(ecosystem, row, view->profile->manifests[i]))
			return true;
	}
	return false;
}

const struct done_row *done_use_example_row(struct done_view *view, const struct done_seen_all *all,
    const struct done_seen *seen, const char *capability)
{
	const struct done_rows *rows =
	    all->main ? done_row_group_find(&all->main->capabilities, capability) : NULL;
	const struct done_row *neutral = NULL;

	for (size_t i = 0; rows && i < rows->nr; i++) {
		const struct done_row *row = &rows->items[i];
		enum example_page page = example_page(view, all->main, row);

		if ((!row->packages.nr && !row->doc) ||
		    (page == PAGE_FOREIGN && !example_has_library(all->main, row)))
			continue;
		/* The first row is what most people use, unless it is another framework's. */
		if (!i || page == PAGE_OWN || example_is_own(view, all->main, row))
			return row;
		neutral = neutral ? neutral : row;
	}
	return neutral ? neutral : seen->example;
}

/* ---- in words ---- */

/* "gopkg.in/validator.v9" after "github.com/x/validator", or "x/v2" after "x", is the same again.
 */
static bool example_is_said(const struct done_strings *packages, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		const char *slash = strrchr(packages->items[i], '/');

		if (strstr(packages->items[at], slash ? slash + 1 : packages->items[i]))
			return true;
	}
	return false;
}

const char *done_use_example(struct done_view *view, const struct done_seen_all *all,
    const struct done_row *row, size_t most)
{
	bool is_own = row && all->main && example_is_own(view, all->main, row);
	struct done_buf buf = {0};
	const char *text;
	size_t nr = 0;

	if (!row || !all->main || (!row->packages.nr && !row->doc))
		return NULL;
	for (size_t i = 0; i < row->packages.nr && nr < most; i++) {
		/* Of those in the row the one that is there already. */
		if (is_own ? !example_depends(view, row->packages.items[i])
		           : example_is_said(&row->packages, i))
			continue;
		if (!nr)
			done_buf_addf(&buf, "for example in %s with ", all->main->title);
		done_buf_addf(&buf, "%s%s", nr++ ? ", " : "", row->packages.items[i]);
	}
	if (row->doc && (!nr || example_page(view, all->main, row) != PAGE_FOREIGN))
		done_buf_addf(&buf, "%s%s", nr ? ": " : "more about it: ", row->doc);
	text = done_arena_strndup(view->arena, buf.ptr ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return *text ? text : NULL;
}
