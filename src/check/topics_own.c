/*
 * What a service is called besides its directory: by its manifest, and by the title of the README
 * of the only one.
 * A clone may lie in any folder, and "backend" is a directory of many: the image that people run is
 * called as the module, the package or the product is.
 */
#include <ctype.h>
#include <string.h>

#include "done/manifest.h"
#include "topics_parts.h"
#include "topics_starters.h"

#define OWN_NAME_LETTERS 3
#define OWN_TITLE_WORDS 3 /* "The shop cart"; more are a sentence */

static const struct {
	const char *file, *reader;
} own_manifests[] = {
    {"go.mod", "go-mod"},
    {"package.json", "npm"},
    {"Cargo.toml", "cargo"},
    {"pom.xml", "maven"},
    {"settings.gradle", "gradle-settings"},
    {"settings.gradle.kts", "gradle-settings"},
    {"pyproject.toml", "pyproject"},
    {"setup.cfg", "setup-cfg"},
    {"setup.py", "setup-py"},
    {"composer.json", "composer"},
    {"mix.exs", "mix"},
    {"build.sbt", "sbt"},
};

static bool own_is_version(const char *part)
{
	return *part == 'v' && isdigit((unsigned char)part[1]) &&
	    part[1 + strspn(part + 1, "0123456789")] == '\0';
}

/* "github.com/shop/cart/v2", "@shop/cart", "com.shop:cart" are called "cart". */
static const char *own_last_part(struct done_arena *arena, const char *name)
{
	char *text = done_arena_strdup(arena, name);

	for (;;) {
		char *slash = text + strlen(text);

		while (slash > text && !strchr("/:", slash[-1]))
			slash--;
		if (slash == text || !own_is_version(slash))
			return slash;
		slash[-1] = '\0';
	}
}

/* "cart-bin" is the program of the crate "cart". */
static const char *own_without_end(struct done_arena *arena, const char *name)
{
	static const char end[] = "-bin";
	size_t len = strlen(name), size = strlen(end);

	return len > size && !strcmp(name + len - size, end)
	    ? done_arena_strndup(arena, name, len - size)
	    : name;
}

/* The name is added where it says something, and is not known yet. */
static void own_add(struct done_topic_search *search, const char *name)
{
	struct done_topic_own *own = &search->own;

	if (!name || strlen(name) < OWN_NAME_LETTERS || own->nr == DONE_TOPIC_OWN_MAX ||
	    done_name_is_generic(name) || done_topic_names_service(search, DONE_NAME_KEY, name))
		return;
	struct done_nameable *items =
	    done_arena_array(search->view->arena, search->names->nr, sizeof(*items));

	memcpy(items, search->names->items, search->names->nr * sizeof(*items));
	items[search->service].name = name;
	done_names_prepare(
	    search->view->arena, items, search->names->nr, NULL, &own->items[own->nr++]);
}

static int own_of_manifest(struct done_topic_search *search, const char *directory,
    const char *name, const char *reader, struct done_error *err)
{
	struct done_view *view = search->view;
	struct done_manifest manifest = {0};
	struct done_error unread = {0};
	struct done_file file = {.path = done_arena_printf(view->arena, "%s%s%s", directory,
	                             *directory ? "/" : "", name)};
	struct done_bytes bytes;
	int rc = done_snapshot_find(view->head, file.path, &file.entry, err);

	if (rc <= 0 || file.entry.kind != DONE_ENTRY_FILE)
		return rc < 0 ? rc : 0;
	if (done_view_read(view, &file, DONE_MANIFEST_MAX, &bytes, err) < 0)
		return err->code;
	/* What cannot be parsed is a finding of other checks. */
	if (done_manifest_read(done_manifest_reader_find(reader), view->arena, bytes, file.path,
	        &manifest, &unread) == 0 &&
	    manifest.name)
		own_add(search,
		    own_without_end(view->arena, own_last_part(view->arena, manifest.name)));
	return 0;
}

/* "# Cart: keeps goods" is called "Cart". */
static void own_of_title(struct done_topic_search *search, const struct done_outline *outline)
{
	for (size_t i = 0; i < outline->nr_headings; i++) {
		const char *text = outline->headings[i].text;
		struct done_bytes lead = done_topic_lead((struct done_bytes){text, strlen(text)});
		size_t words = 1;

		for (size_t k = 0; k < lead.len; k++)
			words += lead.ptr[k] == ' ';
		if (!lead.len)
			continue; /* a picture */
		char *title = done_arena_strndup(search->view->arena, lead.ptr, lead.len);
		bool is_word = words == 1;

		for (char *at = title; is_word && *at; at++)
			*at = (char)tolower((unsigned char)*at);
		/* Not "# Run": that word stands in every command. */
		if (words <= OWN_TITLE_WORDS && !(is_word && done_starter_is_script(title)))
			own_add(
			    search, done_arena_strndup(search->view->arena, lead.ptr, lead.len));
		return;
	}
}

/* The only service, in "cmd" or "src/Main", is what the repository is: so that is called. */
static int own_of_root(struct done_topic_search *search, struct done_error *err)
{
	static const char *const names[] = {"README.md", "readme.md", "Readme.md", "README.adoc"};
	struct done_view *view = search->view;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < DONE_ARRAY_SIZE(own_manifests); i++)
		rc = own_of_manifest(
		    search, "", own_manifests[i].file, own_manifests[i].reader, err);
	for (size_t i = 0; rc == 0 && i < DONE_ARRAY_SIZE(names); i++) {
		struct done_file file = {.path = names[i]};
		const struct done_outline *outline;
		struct done_result aside = {0};

		rc = done_snapshot_find(view->head, file.path, &file.entry, err);
		if (rc > 0 && file.entry.kind == DONE_ENTRY_FILE &&
		    done_artifact_outline(view, &file, &outline, &aside, err) > 0)
			own_of_title(search, outline);
		rc = rc < 0 ? rc : 0;
	}
	return rc;
}

int done_topic_own_names(
    struct done_topic_search *search, const struct done_outline *readme, struct done_error *err)
{
	const struct done_services *services = search->view->services;
	const char *directory = done_view_directory(search->view);
	int rc = 0;

	search->own.nr = 0;
	for (size_t i = 0; rc == 0 && i < DONE_ARRAY_SIZE(own_manifests); i++)
		rc = own_of_manifest(
		    search, directory, own_manifests[i].file, own_manifests[i].reader, err);
	/* Of several services two may be called alike: "# Orders" of four copies. */
	if (rc == 0 && readme && (!services || services->nr < 2 || !*directory))
		own_of_title(search, readme);
	/* But its opening need not speak of the service. */
	if (rc == 0 && *directory && !search->topic->opening && done_topic_is_main(search->view))
		rc = own_of_root(search, err);
	return rc;
}
