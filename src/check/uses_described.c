/* What shows an API description besides code: a description that is read, of this service, or a
 * document that lists its endpoints. */
#include <string.h>

#include "uses.h"

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
static bool described_is_of_tests(const struct done_view *view, const char *path)
{
	static const char *const folders[] = {"test",    "tests", "__tests__", "fixtures",
	                                      "fixture", "mocks", "examples"};

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
static const struct done_called *described_name(struct done_using *using,
                                                const struct done_described *description,
                                                bool *other)
{
	*other = false;
	for (size_t i = 0; i < description->read.nr_names; i++) {
		const struct done_called *called = &description->read.names[i];

		if (done_outside_names(using->view->arena, using->outside, using->index,
		                       DONE_NAME_KEY, called->text, &using->ambiguity))
			return called;
		*other |= done_outside_names_other(using->view->arena, using->outside, using->index,
		                                   DONE_NAME_KEY, called->text);
	}
	return NULL;
}

static void described_lacks(struct done_using *using, const struct done_described *description)
{
	if (using->instead)
		return;
	using->instead = done_arena_printf(
		using->view->arena, "%s %s",
		done_view_shown_path(using->view, done_view_short(using->view, description->path)),
		description->read.lacks);
	using->place = (struct done_place){description->path, description->read.line, 0};
}

static bool described_own(struct done_using *using, const struct done_described *description,
                          struct done_use *out)
{
	bool other;

	if (described_is_of_tests(using->view, description->path) ||
	    described_is_standard(description))
		return false;
	if (description->read.lacks) {
		described_lacks(using, description);
		return false;
	}
	if (!described_name(using, description, &other) && other)
		return false;
	out->place = (struct done_seen_place){description->path, description->read.line, NULL};
	out->what = description->read.what;
	return true;
}

static bool described_outside(struct done_using *using, const struct done_described *description,
                              struct done_use *out)
{
	const struct done_called *called;
	bool other, by_path;

	if (described_is_standard(description))
		return false;
	by_path = done_outside_names(using->view->arena, using->outside, using->index,
	                             DONE_NAME_PATH, description->path, &using->ambiguity);
	called = described_name(using, description, &other);
	if (!called && !by_path && (!using->is_only || other))
		return false;
	if (description->read.lacks) {
		described_lacks(using, description);
		return false;
	}
	out->place = (struct done_seen_place){description->path,
	                                      called ? called->line : description->read.line, NULL};
	out->what = called ? done_arena_printf(using->view->arena, "%s, names '%s'",
	                                       description->read.what,
	                                       done_arena_shown(using->view->arena, called->text))
	                   : description->read.what;
	return true;
}

/* ---- prose ----------------------------------------------------------------------------------- */

static bool described_in_prose(struct done_using *using, const char *path, int line, size_t nr,
                               struct done_use *out)
{
	out->place = (struct done_seen_place){path, line, NULL};
	out->strength = DONE_CLAIMED;
	out->what = nr ? done_arena_printf(using->view->arena,
	                                   "a document that lists %zu endpoints", nr)
	               : "a section that lists endpoints";
	return true;
}

static bool described_by_document(struct done_using *using, const struct done_documented *document,
                                  bool own, struct done_use *out)
{
	if (own || using->is_only ||
	    done_outside_names(using->view->arena, using->outside, using->index, DONE_NAME_PATH,
	                       document->path, &using->ambiguity))
		return described_in_prose(using, document->path, document->line, document->nr, out);
	for (size_t i = 0; i < document->nr_sections; i++) {
		if (done_outside_names(using->view->arena, using->outside, using->index,
		                       DONE_NAME_HEADING, document->sections[i].text,
		                       &using->ambiguity))
			return described_in_prose(using, document->path, document->sections[i].line,
			                          0, out);
	}
	return false;
}

bool done_use_description(struct done_using *using, struct done_use *out)
{
	const struct done_gathered *own = using->own, *all = &using->outside->all;

	out->strength = DONE_DECLARED;
	for (size_t i = 0; i < own->nr_descriptions; i++) {
		if (described_own(using, &own->descriptions[i], out))
			return true;
	}
	for (size_t i = 0; i < all->nr_descriptions && all != own; i++) {
		if (described_outside(using, &all->descriptions[i], out))
			return true;
	}
	for (size_t i = 0; i < own->nr_documents; i++) {
		if (described_by_document(using, &own->documents[i], true, out))
			return true;
	}
	for (size_t i = 0; i < all->nr_documents && all != own; i++) {
		if (described_by_document(using, &all->documents[i], false, out))
			return true;
	}
	return false;
}
