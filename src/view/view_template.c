/*
 * Patterns and values of the policy as they read for the service: {service} and {path} replaced,
 * compiled once a view.
 */
#include "parts.h"

#include <string.h>

/* What was made of one pattern or value of the policy. */
struct done_made {
	const void *written;
	struct done_pattern *pattern;
	const struct done_value *value;
	struct done_made *next;
};

static struct done_made *find_made(struct done_view *view, const void *written)
{
	struct done_made *made = done_view_cache(view)->made;

	while (made && made->written != written)
		made = made->next;
	return made;
}

static struct done_made *remember(struct done_view *view, const void *written)
{
	struct done_view_cache *cache = done_view_cache(view);
	struct done_made *made = done_arena_alloc(&cache->arena, sizeof(*made));

	made->written = written;
	made->next = cache->made;
	cache->made = made;
	return made;
}

void done_view_forget_made(struct done_view_cache *cache)
{
	for (struct done_made *made = cache->made; made; made = made->next)
		done_pattern_free(made->pattern);
	cache->made = NULL;
}

/* Of a service that has no name nothing can be said that names it. */
static int view_template_describe(const struct done_view *view, const char *text, bool pattern,
    struct done_template *out, struct done_error *err)
{
	*out = (struct done_template){view->service->name, done_service_directory(view->service)};
	if (strcmp(view->service->name, ".") != 0 || !done_template_has(text, pattern, "{service}"))
		return 0;
	done_error_set(err, DONE_E_UNDECIDED,
	    "'%.200s' asks for the name of the service, and the service at the root has "
	    "none",
	    text);
	return done_error_cure(err, "give it one in the policy: services: [{path: ., name: …}]");
}

int done_view_pattern(struct done_view *view, struct done_pattern *pattern,
    struct done_pattern **out, struct done_error *err)
{
	struct done_arena *arena = &done_view_cache(view)->arena;
	const char *text = done_pattern_text(pattern);
	struct done_made *made;
	struct done_template service;
	struct done_pattern *compiled;
	struct done_error bad = {0};

	if (!done_pattern_is_templated(pattern)) {
		*out = pattern;
		return 0;
	}
	made = find_made(view, pattern);
	if (!made) {
		if (view_template_describe(view, text, true, &service, err) < 0)
			return err->code;
		if (done_pattern_make(arena, pattern, &service, &compiled, &bad) < 0)
			return done_error_set(
			    err, DONE_E_UNDECIDED, "for this service: %s", bad.message);
		made = remember(view, pattern);
		made->pattern = compiled;
	}
	*out = made->pattern;
	return 0;
}

/* ---- values ---- */

static bool is_template(const struct done_value *value)
{
	return value->type == DONE_STRING && done_template_in(value->string.ptr, false);
}

static bool is_naming(const struct done_value *value)
{
	return value->type == DONE_STRING &&
	    done_template_has(value->string.ptr, false, "{service}");
}

/* The first text in it, lists and maps included, of which this is true. */
static const struct done_value *find_text(
    const struct done_value *value, bool (*is_meant)(const struct done_value *value))
{
	const struct done_value *found = is_meant(value) ? value : NULL;

	if (value->type == DONE_LIST) {
		for (size_t i = 0; i < value->list.nr && !found; i++)
			found = find_text(&value->list.ptr[i], is_meant);
	} else if (value->type == DONE_MAP) {
		for (size_t i = 0; i < value->map.nr && !found; i++)
			found = find_text(&value->map.ptr[i].value, is_meant);
	}
	return found;
}

static void view_template_fill(struct done_arena *arena, const struct done_value *from,
    const struct done_template *service, struct done_value *to)
{
	*to = *from;
	if (from->type == DONE_LIST) {
		to->list.ptr = done_arena_array(arena, from->list.nr, sizeof(*to->list.ptr));
		for (size_t i = 0; i < from->list.nr; i++)
			view_template_fill(arena, &from->list.ptr[i], service, &to->list.ptr[i]);
	} else if (from->type == DONE_MAP) {
		to->map.ptr = done_arena_array(arena, from->map.nr, sizeof(*to->map.ptr));
		for (size_t i = 0; i < from->map.nr; i++) {
			to->map.ptr[i] = from->map.ptr[i];
			view_template_fill(
			    arena, &from->map.ptr[i].value, service, &to->map.ptr[i].value);
		}
	} else if (is_template(from)) {
		struct done_buf text = {0};

		done_template_expand(&text, from->string.ptr, false, service);
		to->string.ptr = done_arena_strndup(arena, text.len ? text.ptr : "", text.len);
		to->string.len = text.len;
		done_buf_release(&text);
	}
}

int done_view_value(struct done_view *view, const struct done_value *value,
    const struct done_value **out, struct done_error *err)
{
	struct done_arena *arena = &done_view_cache(view)->arena;
	const struct done_value *text = value ? find_text(value, is_template) : NULL;
	struct done_template service;
	struct done_made *made;

	if (!text) {
		*out = value;
		return 0;
	}
	made = find_made(view, value);
	if (!made) {
		const struct done_value *naming = find_text(value, is_naming);

		if (view_template_describe(
		        view, (naming ? naming : text)->string.ptr, false, &service, err) < 0)
			return err->code;
		struct done_value *filled = done_arena_alloc(arena, sizeof(*filled));
		view_template_fill(arena, value, &service, filled);
		made = remember(view, value);
		made->value = filled;
	}
	*out = made->value;
	return 0;
}

int done_view_strings(struct done_view *view, const struct done_strings *strings,
    struct done_strings *out, struct done_error *err)
{
	struct done_arena *arena = &done_view_cache(view)->arena;
	struct done_strings filled = {
	    done_arena_array(arena, strings->nr, sizeof(*filled.items)), strings->nr};

	for (size_t i = 0; i < strings->nr; i++) {
		struct done_value written = {.type = DONE_STRING}, made;
		struct done_template service;

		filled.items[i] = strings->items[i];
		if (!done_template_in(strings->items[i], false))
			continue;
		if (view_template_describe(view, strings->items[i], false, &service, err) < 0)
			return err->code;
		written.string.ptr = (char *)strings->items[i];
		view_template_fill(arena, &written, &service, &made);
		filled.items[i] = made.string.ptr;
	}
	*out = filled;
	return 0;
}
