/* What shows an API description besides code: a description that is read, of this service, or a
 * document that lists its endpoints. */
#include <ctype.h>
#include <string.h>

#include "topics.h"
#include "uses.h"

#define UNNAMED_MAX 100 /* protos that do not name the service: looked for in its sources */

/* Services that every program of gRPC has: they describe nothing of its own. */
static const char *const described_standard[] = {"Health", "ServerReflection"};

static bool described_is_standard(const struct done_described *description)
{
	for (size_t i = 0; i < description->read.nr_names; i++) {
		size_t j = 0;

		while (j < DONE_ARRAY_SIZE(described_standard) &&
		    strcmp(described_standard[j], description->read.names[i].text) != 0)
			j++;
		if (j == DONE_ARRAY_SIZE(described_standard))
			return false;
	}
	return description->read.nr_names > 0;
}

/* Examples for tests describe nobody's interface. */
bool done_use_is_of_tests(const struct done_view *view, const char *path)
{
	static const char *const folders[] = {
	    "test", "tests", "__tests__", "fixtures", "fixture", "mocks", "examples"};

	path = done_view_short(view, path);
	for (const char *slash; (slash = strchr(path, '/')); path = slash + 1) {
		for (size_t i = 0; i < DONE_ARRAY_SIZE(folders); i++) {
			if (strlen(folders[i]) == (size_t)(slash - path) &&
			    !strncmp(folders[i], path, (size_t)(slash - path)))
				return true;
		}
	}
	return false;
}

/* The name in it by which it names the service; NULL: none. *other: it names another one. */
static const struct done_called *described_name(
    struct done_using *using, const struct done_described *description, bool *other)
{
	*other = false;
	for (size_t i = 0; i < description->read.nr_names; i++) {
		const struct done_called *called = &description->read.names[i];

		if (done_outside_names(using->view->arena, using->outside, using->index,
		        DONE_NAME_KEY, called->text, &using->ambiguity))
			return called;
		*other |= done_outside_names_other(
		    using->view->arena, using->outside, using->index, DONE_NAME_KEY, called->text);
	}
	return NULL;
}

/* No other file of its form, which could be a part of it. */
static bool described_is_alone(
    const struct done_using *using, const struct done_described *description)
{
	const struct done_gathered *all[] = {using->own, &using->outside->all};

	for (size_t i = 0;
	     description->read.form && i < DONE_ARRAY_SIZE(all) && !(i && all[0] == all[1]); i++) {
		for (size_t j = 0; j < all[i]->nr_descriptions; j++) {
			const struct done_described *other = &all[i]->descriptions[j];

			if (other->read.form && strcmp(other->path, description->path) != 0 &&
			    !strcmp(other->read.form, description->read.form))
				return false;
		}
	}
	return true;
}

/* Why it describes nothing: "is empty"; NULL: it does. */
static const char *described_fault(
    const struct done_using *using, const struct done_described *description)
{
	if (description->read.lacks || !description->read.alone)
		return description->read.lacks;
	return described_is_alone(using, description) ? description->read.alone : NULL;
}

static void described_lacks(struct done_using *using, const struct done_described *description)
{
	if (using->instead)
		return;
	using->instead = done_arena_printf(using->view->arena, "%s %s",
	    done_view_shown_path(using->view, done_view_short(using->view, description->path)),
	    described_fault(using, description));
	using->place = (struct done_place){description->path, description->read.line, 0};
}

bool done_use_described_own(
    struct done_using *using, const struct done_described *description, struct done_use *out)
{
	bool other;

	if (done_use_is_of_tests(using->view, description->path) ||
	    described_is_standard(description))
		return false;
	if (described_fault(using, description)) {
		described_lacks(using, description);
		return false;
	}
	if (!described_name(using, description, &other) && other)
		return false;
	out->place = (struct done_seen_place){description->path, description->read.line, NULL};
	out->what = description->read.what;
	return true;
}

/* Words behind a service's name in the path of its description: "cart-api-spec/cart-swagger.json".
 */
static const char *const described_tails[] = {
    "swagger", "openapi", "asyncapi", "spec", "specs", "api", "schema", "docs", "v1", "v2"};

/* The length of a part of a path without such a word at its end. */
static size_t described_stem(const char *part, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(described_tails); i++) {
		size_t size = strlen(described_tails[i]);

		if (len > size + 3 && !strncmp(part + len - size, described_tails[i], size) &&
		    strchr("-_.", part[len - size - 1]))
			return len - size - 1;
	}
	return len;
}

static bool described_path_names(struct done_using *using, const char *path)
{
	struct done_arena *arena = using->view->arena;

	if (done_outside_names(
	        arena, using->outside, using->index, DONE_NAME_PATH, path, &using->ambiguity))
		return true;
	while (*path) {
		size_t len = strcspn(path, "/"), stem = len;
		const char *dot = memchr(path, '.', len);

		if (dot && dot > path && !path[len])
			stem = (size_t)(dot - path);
		for (size_t less = described_stem(path, stem); less < stem;
		     less = described_stem(path, stem)) {
			stem = less;
			if (done_outside_names(arena, using->outside, using->index, DONE_NAME_KEY,
			        done_arena_strndup(arena, path, stem), NULL))
				return true;
		}
		path += len + (path[len] == '/');
	}
	return false;
}

/* ---- who implements a service of a proto ---- */

/* What generated code calls the base of a service, with '%s' for its name. */
static const char *const described_bases[] = {
    "%sImplBase",
    "Register%sServer",
    "%sServicer",
    "%sBase",
    "%s::Service",
    "%s.service",
    "%s.Service",
    "%s::AsyncService",
    "implements %sInterface",
    "New%sHandler",
    "New%sServer",
    "impl %s for",
    "GrpcMethod('%s'",
    "GrpcMethod(\"%s\"",
    "%sPowerApi",
    "%sCoroutineImpl",
    "%sHandlerServer",
};

static bool described_is_implemented_in(
    struct done_using *using, struct done_bytes text, const struct done_described *description)
{
	for (size_t i = 0; i < description->read.nr_names; i++) {
		const char *name = description->read.names[i].text;

		if (!done_load_has_any(text.ptr, text.len, name, NULL))
			continue;
		for (size_t j = 0; j < DONE_ARRAY_SIZE(described_bases); j++) {
			const char *at = strstr(described_bases[j], "%s");
			const char *base = done_arena_printf(using->view->arena, "%.*s%s%s",
			    (int)(at - described_bases[j]), described_bases[j], name, at + 2);

			if (done_load_has_any(text.ptr, text.len, base, NULL))
				return true;
		}
	}
	return false;
}

/* Sources of the packages of Go that are the program, wherever they lie. */
static int described_near_files(
    struct done_view *view, struct done_files *out, struct done_error *err)
{
	const struct done_profile *profile = view->profile;
	struct done_buf buf = {0};
	int rc = 0;

	*out = (struct done_files){0};
	for (size_t i = 0; i < profile->nr_near; i++)
		done_buf_addf(&buf, "%s%s/*.go", i ? "," : "", profile->packages.items[i]);
	if (buf.len)
		rc = done_topic_find(
		    view, done_arena_printf(view->arena, "{%s}", buf.ptr), out, err);
	done_buf_release(&buf);
	return rc;
}

/* 1 where a source of the service, or of what it is made of, builds upon what is generated from
 * the proto. */
static int described_is_implemented(
    struct done_using *using, const struct done_described *description, struct done_error *err)
{
	struct done_view *view = using->view;
	const struct done_ecosystems *ecosystems;
	struct done_files files, near;

	if (done_view_ecosystems(view, &ecosystems, err) < 0 ||
	    done_view_own_files(view, &files, err) < 0 ||
	    described_near_files(view, &near, err) < 0)
		return err->code;
	for (size_t i = 0; i < files.nr + near.nr; i++) {
		const struct done_file *file =
		    i < files.nr ? &files.items[i] : &near.items[i - files.nr];
		struct done_bytes text;
		int rc = i < files.nr ? done_view_source(view, ecosystems, file, &text, err)
		    : done_text_ends(file->path, "_test.go") || done_text_ends(file->path, ".pb.go")
		    ? 0
		    : done_view_text(view, file, &text, err);

		if (rc < 0)
			return rc;
		if (rc && described_is_implemented_in(using, text, description))
			return 1;
	}
	return 0;
}

/*
 * A proto is often one for all, and outlives who served it: whoever it names must serve gRPC, or
 * build upon it. That counts without a name, too.
 */
static int described_holds(struct done_using *using, const struct done_described *description,
    bool is_named, struct done_error *err)
{
	const struct done_profile *profile = using->view->profile;

	if (strcmp(description->read.form ? description->read.form : "", "proto") != 0)
		return is_named;
	if (is_named && (profile->serves & DONE_SERVES_GRPC || !profile->ecosystems.nr))
		return 1;
	if (!is_named && using->nr_unnamed++ >= UNNAMED_MAX)
		return 0;
	return described_is_implemented(using, description, err);
}

int done_use_described_outside(struct done_using *using, const struct done_described *description,
    struct done_use *out, struct done_error *err)
{
	struct done_arena *arena = using->view->arena;
	const struct done_called *called;
	bool other, is_named;
	int rc;

	if (described_is_standard(description) ||
	    done_use_is_of_tests(using->view, description->path))
		return 0;
	called = described_name(using, description, &other);
	is_named =
	    called || (using->is_only && !other) || described_path_names(using, description->path);
	rc = described_holds(using, description, is_named, err);
	if (rc <= 0)
		return rc;
	if (described_fault(using, description)) {
		described_lacks(using, description);
		return 0;
	}
	out->place = (struct done_seen_place){
	    description->path, called ? called->line : description->read.line, NULL};
	out->what = called ? done_arena_printf(arena, "%s, names '%s'", description->read.what,
	                         done_arena_shown(arena, called->text))
	                   : description->read.what;
	return 1;
}

/* ---- how many routes it has ---- */

#define ROUTES_ENOUGH 2

/* What stands before a path that is served. */
static const char routes_marks[] =
    "get|post|put|patch|delete|Get|Post|Put|Patch|Delete|GET|POST|PUT|"
    "PATCH|DELETE|oute|Mapping|andle|path(|Path(|@http";
static const char routes_common[] = "health|live|ready|ping|metrics|swagger|openapi|docs|static|"
                                    "debug|version|favicon|assets|public";

/* Distinct paths in quotes on lines that look like routes, two at most. */
static size_t routes_in(struct done_bytes text, struct done_bytes first, struct done_bytes *one)
{
	const char *end = text.ptr + text.len;
	size_t nr = first.len > 0;

	*one = first;
	for (const char *line = text.ptr; line < end && nr < ROUTES_ENOUGH;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line)), *path;

		stop = stop ? stop : end;
		for (path = line; path + 2 < stop; path++) {
			if (strchr("\"'`", *path) && path[1] == '/' && path[2] != '/')
				break;
		}
		size_t len = path + 2 < stop ? strcspn(path + 1, "\"'`\n") : 0;
		if (len > 1 && path + 1 + len <= stop &&
		    done_load_has_any(line, (size_t)(path - line), routes_marks, NULL) &&
		    !done_load_has_any(path + 1, len, routes_common, NULL) &&
		    (one->len != len || memcmp(one->ptr, path + 1, len) != 0)) {
			*one = (struct done_bytes){path + 1, len};
			nr++;
		}
		line = stop + 1;
	}
	return nr;
}

/* 1 with the route where the service's own code has one, beside those that every service has. */
static int described_has_one_route(
    struct done_using *using, const char **route, struct done_error *err)
{
	struct done_view *view = using->view;
	const struct done_ecosystems *ecosystems;
	struct done_bytes one = {0};
	struct done_files files;
	size_t nr = 0;

	if (done_view_ecosystems(view, &ecosystems, err) < 0 ||
	    done_view_own_files(view, &files, err) < 0)
		return err->code;
	for (size_t i = 0; i < files.nr && nr < ROUTES_ENOUGH; i++) {
		struct done_bytes text;
		int rc = done_view_source(view, ecosystems, &files.items[i], &text, err);

		if (rc < 0)
			return rc;
		if (!rc)
			continue;
		nr = routes_in(text, one, &one);
		one.ptr = done_arena_strndup(view->arena, one.ptr ? one.ptr : "", one.len);
	}
	*route = nr == 1 ? one.ptr : NULL;
	return nr == 1;
}

/* "curl localhost/api/carts/1" calls the route "/carts": a part of its path stands there. */
static bool route_is_requested(const char *route, const char *requested)
{
	for (const char *part = requested; *part;) {
		part += strspn(part, "/");
		size_t len = strcspn(part, "/");

		for (const char *at = route; len && (at = strchr(at, '/')) != NULL; at++) {
			if (!strncmp(at + 1, part, len) && !isalnum((unsigned char)at[1 + len]))
				return true;
		}
		part += len;
	}
	return false;
}

/* ---- prose ---- */

static bool described_in_prose(
    struct done_using *using, const char *path, int line, size_t nr, struct done_use *out)
{
	out->place = (struct done_seen_place){path, line, NULL};
	out->strength = DONE_CLAIMED;
	out->what = nr ? done_arena_printf(using->view->arena,
	                     "a document that lists %zu endpoint%s", nr, nr == 1 ? "" : "s")
	               : "a section that lists endpoints";
	return true;
}

/* A document that says by its name that it tells the interface; the root's README. */
static bool described_is_of_interface(const char *path)
{
	const char *name = done_last_part(path);

	return (name == path && done_readme_rank(name) >= 0) ||
	    done_load_has_any(name, strlen(name), "api|API|endpoint|rest|REST|http|HTTP", NULL);
}

static bool described_by_document(struct done_using *using, const struct done_documented *document,
    bool own, struct done_use *out)
{
	/* Of all prose of a tree only its README, and what is called by its interface, is about the
	 * one service that lies in a folder. */
	if (own ||
	    (using->is_only &&
	        (!strchr(document->path, '/') || described_is_of_interface(document->path))) ||
	    done_outside_names(using->view->arena, using->outside, using->index, DONE_NAME_PATH,
	        document->path, &using->ambiguity))
		return described_in_prose(using, document->path, document->line, document->nr, out);
	for (size_t i = 0; i < document->nr_sections; i++) {
		if (done_outside_names(using->view->arena, using->outside, using->index,
		        DONE_NAME_HEADING, document->sections[i].text, &using->ambiguity))
			return described_in_prose(
			    using, document->path, document->sections[i].line, 0, out);
	}
	return false;
}

/* Documents that list endpoints: the only one, or two at least. */
static int described_by_prose(struct done_using *using, const struct done_gathered *own,
    const struct done_gathered *all, struct done_use *out, struct done_error *err)
{
	int is_one = -1; /* not asked yet */
	const char *route = NULL;

	for (int pass = 0; pass < 2; pass++) {
		const struct done_gathered *from = pass ? all : own;

		for (size_t i = 0; i < from->nr_documents && !(pass && all == own); i++) {
			const struct done_documented *document = &from->documents[i];

			if (document->nr < DONE_ENDPOINTS_MIN && is_one < 0)
				is_one = described_has_one_route(using, &route, err);
			if (document->nr < DONE_ENDPOINTS_MIN && is_one < 0)
				return is_one;
			if (document->nr < DONE_ENDPOINTS_MIN && document->requested && route &&
			    !route_is_requested(route, document->requested))
				continue;
			if ((document->nr >= DONE_ENDPOINTS_MIN || is_one) &&
			    described_by_document(using, document, !pass, out))
				return 1;
		}
	}
	return 0;
}

int done_use_description(struct done_using *using, struct done_use *out, struct done_error *err)
{
	const struct done_gathered *own = using->own, *all = &using->outside->all;

	out->strength = DONE_DECLARED;
	for (size_t i = 0; i < own->nr_descriptions; i++) {
		if (done_use_described_own(using, &own->descriptions[i], out))
			return 1;
	}
	for (size_t i = 0; i < all->nr_descriptions && all != own; i++) {
		int rc = done_use_described_outside(using, &all->descriptions[i], out, err);

		if (rc != 0)
			return rc;
	}
	return described_by_prose(using, own, all, out, err);
}

int done_use_open(struct done_using *using, struct done_error *err)
{
	struct done_view *view = using->view;

	using->index = done_outside_index(view);
	if (done_view_outside(view, &using->outside, err) < 0)
		return err->code;
	using->is_only = using->outside->is_only;
	return done_view_own(view, &using->own, err);
}
