/*
 * git done init: whom a service seems to call, from docker-compose files and the addresses in its
 * Kubernetes manifests.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "init.h"

static const char *const compose_names[] = {
    "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"};
static const char *const manifest_folders[] = {"k8s", "kubernetes", "deploy", "manifests"};

#define MANIFESTS_MAX 100

static const char *below(const struct done_init *init, const char *path, const char *name)
{
	return strcmp(path, ".") ? done_arena_printf(init->arena, "%s/%s", path, name) : name;
}

/* ---- docker-compose ---- */

/* Where an entry is built from: build: PATH, or build: {context: PATH}. */
static const char *built_from(const struct done_value *entry)
{
	const struct done_value *build = done_value_get(entry, "build");
	const struct done_value *context = done_value_get(build, "context");
	const char *path;

	if (context)
		build = context;
	if (!build || build->type != DONE_STRING)
		return NULL;
	path = build->string.ptr;
	return strncmp(path, "./", 2) ? path : path + 2;
}

static bool is_entry_of(const struct done_member *entry, const char *path)
{
	const char *from = built_from(&entry->value);

	if (from) {
		size_t len = strlen(from);

		while (len > 1 && from[len - 1] == '/')
			len--;
		return strlen(path) == len && !strncmp(from, path, len);
	}
	return !strcmp(entry->key.ptr, done_last_part(path));
}

/* depends_on: a list of names, or a map by name. */
static void add_dependencies(const struct done_init *init, const struct done_value *entry,
    const char *file, struct done_init_hints *out)
{
	const struct done_value *names = done_value_get(entry, "depends_on");

	if (!names)
		return;
	for (size_t i = 0; names->type == DONE_LIST && i < names->list.nr; i++) {
		const struct done_value *name = &names->list.ptr[i];

		if (name->type == DONE_STRING)
			done_init_hint_add(init, out, name->string.ptr, name->string.len, file);
	}
	for (size_t i = 0; names->type == DONE_MAP && i < names->map.nr; i++)
		done_init_hint_add(
		    init, out, names->map.ptr[i].key.ptr, names->map.ptr[i].key.len, file);
}

static void search_compose(
    const struct done_init *init, const char *file, const char *path, struct done_init_hints *out)
{
	struct done_error ignored = {0};
	struct done_buf text = {0};
	struct done_value document;
	const struct done_value *services;

	if (done_init_read(init, file, &text, &ignored) == 1 && text.len &&
	    done_yaml_parse(init->arena, (struct done_bytes){text.ptr, text.len}, file,
	        DONE_YAML_ARTIFACT, &document, &ignored) >= 0) {
		services = done_value_get(&document, "services");
		for (size_t i = 0; services && services->type == DONE_MAP && i < services->map.nr;
		     i++) {
			if (is_entry_of(&services->map.ptr[i], path))
				add_dependencies(init, &services->map.ptr[i].value, file, out);
		}
	}
	done_buf_release(&text);
}

/* ---- Kubernetes ---- */

static bool is_host(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* Every host in "scheme://host" of a manifest. */
static void search_manifest(
    const struct done_init *init, const char *file, struct done_init_hints *out)
{
	struct done_error ignored = {0};
	struct done_buf text = {0};

	if (done_init_read(init, file, &text, &ignored) == 1 && text.len) {
		for (const char *at = text.ptr; (at = strstr(at, "://"));) {
			size_t len = 0;

			at += 3;
			while (is_host(at[len]))
				len++;
			if (len)
				done_init_hint_add(init, out, at, len, file);
		}
	}
	done_buf_release(&text);
}

static bool is_yaml(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (!strcmp(dot, ".yaml") || !strcmp(dot, ".yml"));
}

static void search_folder(
    const struct done_init *init, const char *folder, struct done_init_hints *out)
{
	const char **names = NULL;
	size_t nr = 0, cap = 0;
	DIR *directory = opendir(done_arena_printf(init->arena, "%s/%s", init->top, folder));

	if (!directory)
		return;
	for (struct dirent *entry; (entry = readdir(directory)) && nr < MANIFESTS_MAX;) {
		if (is_yaml(entry->d_name))
			*DONE_ARENA_PUSH(init->arena, names, nr, cap) =
			    done_arena_strdup(init->arena, entry->d_name);
	}
	closedir(directory);
	if (nr)
		qsort(names, nr, sizeof(*names), done_text_order);
	for (size_t i = 0; i < nr; i++)
		search_manifest(init, below(init, folder, names[i]), out);
}

void done_init_find_calls(
    const struct done_init *init, const char *path, struct done_init_hints *out)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(compose_names); i++) {
		search_compose(init, compose_names[i], path, out);
		if (strcmp(path, ".") != 0)
			search_compose(init, below(init, path, compose_names[i]), path, out);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(manifest_folders); i++)
		search_folder(init, below(init, path, manifest_folders[i]), out);
}
