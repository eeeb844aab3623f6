/*
 * Whom a load test reaches through others: it calls a service, whose declaration (compose,
 * Kubernetes) gives it the address of another one. Looked for only where some load test runs.
 */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "gather.h"

#define CALLS_MAX 5000 /* of calls, and of services that files declare */
#define CALLS_DEPTH_MAX 40

struct outside_call {
	size_t from, to;
	const char *path;
	int line;
	bool is_asked, is_beside;
};

/* A service that a file declares. */
struct outside_declared {
	size_t service;
	const char *path;
};

struct calling {
	struct done_gathering *gathering;
	struct done_outside *outside;
	struct outside_call *items;
	size_t nr, cap;
	struct outside_declared *declared;
	size_t nr_declared, cap_declared;
	/* One flag a service of the map: a load test goes into the system by it. */
	bool *is_entry;
	/* What is looked at now. */
	struct done_arena scratch;
	const char *path;
	size_t from;
};

/* ---- the calls that declarations tell ---- */

static void call_add(struct calling *calling, const char *text, size_t len, int line)
{
	struct done_arena *arena = calling->gathering->arena;
	struct done_named named;

	if (len < 2 || len > 128 || calling->nr == CALLS_MAX)
		return;
	done_names_find(arena, &calling->outside->names, DONE_NAME_KEY,
	    done_arena_strndup(arena, text, len), &named);
	if (named.by == DONE_NAMED_NOT || named.index == calling->from)
		return;
	*DONE_ARENA_PUSH(arena, calling->items, calling->nr, calling->cap) = (struct outside_call){
	    .from = calling->from, .to = named.index, .path = calling->path, .line = line};
}

/* "cart:7070", "http://cart/x", "CART_ADDR", "CART_ADDR=cart:7070" */
static void call_text(struct calling *calling, const char *text, int line)
{
	struct done_targets targets = {0};
	struct done_arena scratch = {0};
	const char *value = strchr(text, '='), *colon;
	size_t len;

	value = value ? value + 1 : text;
	colon = strchr(value, ':');
	len = colon ? (size_t)(colon - value) : 0;
	if (colon && isdigit((unsigned char)colon[1]))
		call_add(calling, value, len, line);
	done_targets_read(&scratch, (struct done_bytes){text, strlen(text)}, &targets);
	for (size_t i = 0; i < targets.nr_hosts; i++)
		call_add(calling, targets.hosts[i].text, strlen(targets.hosts[i].text), line);
	done_arena_release(&scratch);
}

/* All texts below a value, keys of maps with them. */
static void call_value(struct calling *calling, const struct done_value *value, int depth)
{
	if (!value || depth > CALLS_DEPTH_MAX)
		return;
	if (value->type == DONE_STRING)
		call_text(calling, value->string.ptr, value->line);
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		call_value(calling, &value->list.ptr[i], depth + 1);
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr; i++) {
		call_text(calling, value->map.ptr[i].key.ptr, value->map.ptr[i].line);
		call_value(calling, &value->map.ptr[i].value, depth + 1);
	}
}

static bool call_from(struct calling *calling, const char *name)
{
	struct done_named named;

	done_names_find(
	    calling->gathering->arena, &calling->outside->names, DONE_NAME_KEY, name, &named);
	calling->from = named.index;
	if (named.by == DONE_NAMED_NOT || calling->nr_declared == CALLS_MAX)
		return false;
	*DONE_ARENA_PUSH(calling->gathering->arena, calling->declared, calling->nr_declared,
	    calling->cap_declared) = (struct outside_declared){named.index, calling->path};
	return true;
}

static void call_containers(struct calling *calling, const struct done_value *root)
{
	const struct done_value *name = done_value_get(done_value_get(root, "metadata"), "name");
	const struct done_value *pod =
	    done_value_get(done_value_get(done_value_get(root, "spec"), "template"), "spec");
	const struct done_value *containers = done_value_get(pod, "containers");

	if (!name || name->type != DONE_STRING || !containers || containers->type != DONE_LIST ||
	    !call_from(calling, name->string.ptr))
		return;
	for (size_t i = 0; i < containers->list.nr; i++)
		call_value(calling, done_value_get(&containers->list.ptr[i], "env"), 0);
}

static void call_compose(struct calling *calling, const struct done_value *root)
{
	const struct done_value *services = done_value_get(root, "services");

	for (size_t i = 0; services && services->type == DONE_MAP && i < services->map.nr; i++) {
		const struct done_member *one = &services->map.ptr[i];

		if (call_from(calling, one->key.ptr))
			call_value(calling, done_value_get(&one->value, "environment"), 0);
	}
}

/* What the file declares, kept over commits; nr 0: nothing that gives an address. */
static int call_documents(struct calling *calling, const char *path, const struct done_entry *entry,
    const struct done_documents **out, struct done_error *err)
{
	struct done_snapshot *snapshot = calling->gathering->snapshot;
	struct done_arena *room = done_snapshot_room(snapshot);
	struct done_arena *arena = room ? room : &calling->scratch;
	struct done_error problem = {0};
	struct done_documents *made;
	struct done_bytes text;
	int rc;

	*out = done_snapshot_recall(snapshot, "calls", path, &entry->oid);
	if (*out)
		return 0;
	*out = made = done_arena_alloc(arena, sizeof(*made));
	rc =
	    done_gather_read(calling->gathering, path, entry, DONE_DEPLOYMENT_FILE_MAX, &text, err);
	if (rc < 0)
		return rc;
	if (rc > 0 && done_load_has_any(text.ptr, text.len, "containers:|environment:", NULL) &&
	    done_data_parse(arena, text, done_arena_strdup(arena, path), made, &problem) < 0)
		made->nr = 0;
	if (room)
		done_snapshot_keep(snapshot, "calls", path, &entry->oid, made);
	return 0;
}

static int call_file(struct calling *calling, const char *path, const struct done_entry *entry,
    struct done_error *err)
{
	const struct done_documents *documents;
	int rc = call_documents(calling, path, entry, &documents, err);

	if (rc >= 0 && documents->nr) {
		calling->path = done_arena_strdup(calling->gathering->arena, path);
		for (size_t i = 0; i < documents->nr; i++)
			call_containers(calling, &documents->items[i]);
		call_compose(calling, &documents->items[0]);
	}
	done_arena_release(&calling->scratch);
	return rc;
}

static int call_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	if (entry->kind != DONE_ENTRY_FILE ||
	    (!done_text_ends(path, ".yml") && !done_text_ends(path, ".yaml")))
		return 0;
	return call_file(data, path, entry, err);
}

static bool call_enter(void *data, const char *directory)
{
	(void)data;
	return done_gather_enters(directory) && *done_last_part(directory) != '.';
}

/* ---- whom loads name ---- */

/* A generator of load that is deployed as the system is: it does what all of its users do. */
static bool reach_is_deployed(const struct done_loading *load)
{
	const char *name = done_last_part(load->run_path);

	return done_load_has_any(name, strlen(name), "ockerfile|ontainerfile|compose", NULL);
}

/* The service's place in the map; SIZE_MAX: the text names none. */
static size_t reach_name(struct calling *calling, const char *text, size_t len, size_t load)
{
	struct done_arena *arena = calling->gathering->arena;
	struct done_outside *outside = calling->outside;
	struct done_named named;

	done_names_find(
	    arena, &outside->names, DONE_NAME_KEY, done_arena_strndup(arena, text, len), &named);
	if (named.by == DONE_NAMED_NOT)
		return SIZE_MAX;
	if (!outside->reached[named.index].is_reached)
		outside->reached[named.index] =
		    (struct done_reached){.is_reached = true, .load = load};
	if (reach_is_deployed(&outside->all.loads[load]))
		calling->is_entry[named.index] = true;
	return named.index;
}

static void reach_by_load(struct calling *calling, const struct done_loading *load, size_t index)
{
	const struct done_targets *targets = &load->read.targets;
	size_t entry = SIZE_MAX;
	bool is_one = true;

	for (size_t i = 0; i < targets->nr_hosts; i++) {
		const char *host = targets->hosts[i].text;
		size_t named = reach_name(calling, host, strlen(host), index);

		is_one = is_one && (named == SIZE_MAX || entry == SIZE_MAX || named == entry);
		entry = named == SIZE_MAX ? entry : named;
	}
	if (is_one && entry != SIZE_MAX)
		calling->is_entry[entry] = true;
	for (size_t i = 0; i < targets->nr_paths; i++) {
		const char *path = targets->paths[i].text;

		while (*path) {
			size_t len = strcspn(path, "/");

			if (len > 2)
				reach_name(calling, path, len, index);
			if (len > 4 && path[len - 1] == 's')
				reach_name(calling, path, len - 1, index);
			path += len + (path[len] == '/');
		}
	}
}

/* What only passes on says nothing of who is called: it knows everybody's address. */
static bool reach_passes_on(const char *name)
{
	return done_load_has_any(
	    name, strlen(name), "proxy|gateway|ingress|nginx|envoy|traefik", NULL);
}

/* The length of a path without its last parts. */
static size_t reach_above(const char *path, int parts)
{
	size_t len = strlen(path);

	while (parts-- && len) {
		while (len && path[len - 1] != '/')
			len--;
		len -= len > 0;
	}
	return len;
}

/* The one that is called is declared beside its caller: in a file of the same folder, or of one
 * beside it. What is not may never be deployed together with it. */
static bool reach_find_beside(const struct calling *calling, const struct outside_call *call)
{
	for (size_t i = 0; i < calling->nr_declared; i++) {
		const struct outside_declared *one = &calling->declared[i];

		if (one->service != call->to)
			continue;
		for (int parts = 1; parts <= 2; parts++) {
			size_t len = reach_above(call->path, parts);

			if (len == reach_above(one->path, parts) &&
			    !strncmp(call->path, one->path, len))
				return true;
		}
	}
	return false;
}

static bool reach_is_beside(const struct calling *calling, struct outside_call *call)
{
	if (!call->is_asked)
		call->is_beside = reach_find_beside(calling, call);
	call->is_asked = true;
	return call->is_beside;
}

/*
 * A load test that is deployed with the system, or that calls one service by its host, goes in
 * where the system's users do, and what is called there is under load, too. A script that picks
 * several services, or parts of a path behind a gateway, tests these: of the flow that goes on
 * behind them it says nothing.
 */
static bool reach_goes_on(const struct calling *calling, size_t from)
{
	return calling->is_entry[from] || calling->outside->reached[from].caller;
}

/* Each round goes one call further. */
static void reach_through(struct calling *calling)
{
	struct done_reached *reached = calling->outside->reached;
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < calling->nr; i++) {
			struct outside_call *call = &calling->items[i];
			const char *name = calling->outside->names.items[call->from].name;

			if (!reached[call->from].is_reached || reached[call->to].is_reached ||
			    !reach_goes_on(calling, call->from) || reach_passes_on(name) ||
			    !reach_is_beside(calling, call))
				continue;
			reached[call->to] = (struct done_reached){.is_reached = true,
			    .load = reached[call->from].load,
			    .caller = name,
			    .path = call->path,
			    .line = call->line};
			more = true;
		}
	}
}

int done_outside_reach(
    struct done_gathering *gathering, struct done_outside *out, struct done_error *err)
{
	struct calling calling = {.gathering = gathering, .outside = out};
	bool runs = false;

	for (size_t i = 0; i < out->all.nr_loads; i++)
		runs |= out->all.loads[i].run_path && !out->all.loads[i].read.lacks;
	if (!runs || out->names.nr < 2)
		return 0;
	out->reached = done_arena_array(gathering->arena, out->names.nr, sizeof(*out->reached));
	calling.is_entry =
	    done_arena_array(gathering->arena, out->names.nr, sizeof(*calling.is_entry));
	for (size_t i = 0; i < out->all.nr_loads; i++) {
		const struct done_loading *load = &out->all.loads[i];

		if (load->run_path && !load->read.lacks)
			reach_by_load(&calling, load, i);
	}
	if (done_snapshot_walk(gathering->snapshot, "", call_visit, call_enter, &calling, err) < 0)
		return err->code;
	reach_through(&calling);
	return 0;
}
