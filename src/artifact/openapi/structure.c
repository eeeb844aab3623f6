/*
 * Holds a description to the tables of forms.c: keys, types, what is required. What stands behind
 * references is looked at once, where it is written; references wait in a queue, so that no chain
 * of them deepens the walk.
 */
#include <math.h>
#include <string.h>

#include "parts.h"

struct openapi_waiting {
	const struct done_value *value;
	struct openapi_seat seat;
};

struct openapi_walk {
	struct done_openapi *api;
	struct done_openapi_set seen;
	struct openapi_waiting *queue;
	size_t nr, cap, next;
	struct done_error *err;
};

static int openapi_walk_value(
    struct openapi_walk *walk, const struct done_value *value, const struct openapi_seat *seat);

/* ---- types ---- */

static bool openapi_is_texts(const struct done_value *value)
{
	if (value->type != DONE_LIST)
		return false;
	for (size_t i = 0; i < value->list.nr; i++) {
		if (value->list.ptr[i].type != DONE_STRING)
			return false;
	}
	return true;
}

static bool openapi_is_word(const struct done_value *value, const char *const *words)
{
	if (value->type != DONE_STRING)
		return false;
	for (; *words; words++) {
		if (!strcmp(*words, value->string.ptr))
			return true;
	}
	return false;
}

static bool openapi_is_words(const struct done_value *value, const char *const *words)
{
	if (value->type != DONE_LIST)
		return openapi_is_word(value, words);
	for (size_t i = 0; i < value->list.nr; i++) {
		if (!openapi_is_word(&value->list.ptr[i], words))
			return false;
	}
	return value->list.nr > 0;
}

static bool openapi_is_map_of(
    const struct done_value *value, bool (*is)(const struct done_value *value))
{
	if (value->type != DONE_MAP)
		return false;
	for (size_t i = 0; is && i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];

		if (!is(&member->value))
			return false;
	}
	return true;
}

static bool openapi_is_text(const struct done_value *value)
{
	return value->type == DONE_STRING;
}

static bool openapi_is_boolean(const struct done_value *value)
{
	return value->type == DONE_BOOLEAN;
}

static bool openapi_is_count(const struct done_value *value)
{
	return done_value_is_number(value) && done_value_number(value) >= 0 &&
	    (value->type == DONE_INTEGER || value->whole ||
	        done_value_number(value) == floor(done_value_number(value)));
}

static bool openapi_is_factor(const struct done_value *value)
{
	return done_value_is_number(value) && done_value_number(value) > 0;
}

static bool openapi_is_map(const struct done_value *value)
{
	return value->type == DONE_MAP;
}

static bool openapi_is_list(const struct done_value *value)
{
	return value->type == DONE_LIST;
}

static bool openapi_is_items(const struct done_value *value)
{
	return value->type == DONE_MAP || value->type == DONE_LIST;
}

static bool openapi_is_switch(const struct done_value *value)
{
	return value->type == DONE_MAP || value->type == DONE_BOOLEAN;
}

static bool openapi_is_map_of_texts(const struct done_value *value)
{
	return openapi_is_map_of(value, openapi_is_text);
}

static bool openapi_is_map_of_lists(const struct done_value *value)
{
	return openapi_is_map_of(value, openapi_is_texts);
}

/* By type; words are asked apart. */
static const struct {
	const char *called;
	bool (*fits)(const struct done_value *value);
} openapi_types[] = {
    [TYPE_ANY] = {"anything", NULL},
    [TYPE_TEXT] = {"text", openapi_is_text},
    [TYPE_TEXTS] = {"a list of texts", openapi_is_texts},
    [TYPE_BOOLEAN] = {"true or false", openapi_is_boolean},
    [TYPE_NUMBER] = {"a number", done_value_is_number},
    [TYPE_COUNT] = {"a whole number from 0", openapi_is_count},
    [TYPE_FACTOR] = {"a number above 0", openapi_is_factor},
    [TYPE_WORD] = {"one of its words", openapi_is_text},
    [TYPE_WORDS] = {"one of its words or a list of them", NULL},
    [TYPE_VALUES] = {"a list that is not empty", openapi_is_list},
    [TYPE_OBJECT] = {"a map", openapi_is_map},
    [TYPE_LIST] = {"a list of maps", openapi_is_list},
    [TYPE_ITEMS] = {"a map or a list of maps", openapi_is_items},
    [TYPE_SWITCH] = {"a map, true or false", openapi_is_switch},
    [TYPE_MAP] = {"a map", openapi_is_map},
    [TYPE_MAP_TEXTS] = {"a map of texts", openapi_is_map_of_texts},
    [TYPE_MAP_LISTS] = {"a map of lists of texts", openapi_is_map_of_lists},
    [TYPE_MAP_ANY] = {"a map", openapi_is_map},
    [TYPE_PAYLOAD] = {"anything", NULL},
};

static bool openapi_fits(
    const struct done_value *value, const struct openapi_field *field, unsigned version)
{
	if (field->type == TYPE_OBJECT && value->type == DONE_BOOLEAN)
		return (done_openapi_form(field->of)->boolean & version) != 0;
	if (field->type == TYPE_VALUES && value->type == DONE_LIST && !value->list.nr)
		return (version & OPENAPI_FROM_31) != 0;
	if (field->words && !openapi_is_words(value, field->words))
		return false;
	return !openapi_types[field->type].fits || openapi_types[field->type].fits(value);
}

static void openapi_misfit(struct openapi_walk *walk, const struct openapi_field *field,
    const struct done_value *value, const struct openapi_seat *seat)
{
	struct done_openapi *api = walk->api;
	const char *fix = "write it as the standard has it";
	struct done_interface_place place = done_openapi_place_of(value);

	if (field->type == TYPE_TEXT && done_value_is_number(value))
		fix = "put it in quotes";
	if (field->words) {
		struct done_buf text = {0};

		for (size_t i = 0; field->words[i]; i++)
			done_buf_addf(&text, "%s%s", i ? ", " : "write one of: ", field->words[i]);
		fix = done_arena_strndup(api->arena, text.ptr, text.len);
		done_buf_release(&text);
	}
	done_interface_fault(&api->faults, place, "wrong type",
	    done_openapi_thing(api, seat, field->name), fix, "%s: '%s' must be %s",
	    done_openapi_called(api, seat), field->name, openapi_types[field->type].called);
}

/* ---- the walk ---- */

static const char *openapi_methods[] = {
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query"};

static const char *openapi_upper(struct done_arena *arena, const char *text)
{
	char *out = done_arena_strdup(arena, text);

	for (char *at = out; *at; at++) {
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	}
	return out;
}

/* Which operation a member belongs to from here on. */
static const char *openapi_where(struct openapi_walk *walk, const struct openapi_seat *seat,
    const struct openapi_field *field, const char *key)
{
	if (seat->form != FORM_PATH_ITEM || field->of != FORM_OPERATION || !seat->name)
		return seat->where;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(openapi_methods); i++) {
		if (!strcmp(openapi_methods[i], key))
			return done_arena_printf(walk->api->arena, "%s %.200s",
			    openapi_upper(walk->api->arena, key), seat->name);
	}
	return seat->where;
}

static int openapi_walk_members(struct openapi_walk *walk, const struct done_value *value,
    const struct openapi_field *field, const char *where)
{
	const char *noun = field->of == FORM_CHANNEL ? "channel" : "operation";

	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];
		const struct openapi_seat seat = {field->of,
		    where || (field->of != FORM_CHANNEL && field->of != FORM_CHANNEL_OPERATION)
		        ? where
		        : done_arena_printf(walk->api->arena, "%s %.200s", noun, member->key.ptr),
		    member->key.ptr, {member->value.file, member->line, member->column}};

		if (openapi_walk_value(walk, &member->value, &seat) < 0)
			return walk->err->code;
	}
	return 0;
}

static int openapi_walk_items(struct openapi_walk *walk, const struct done_value *value,
    const struct openapi_field *field, const char *where)
{
	for (size_t i = 0; i < value->list.nr; i++) {
		const struct done_value *item = &value->list.ptr[i];
		const char *name = done_openapi_text(item, "name");
		const struct openapi_seat seat = {
		    field->of, where, name, done_openapi_place_of(item)};

		if (openapi_walk_value(walk, item, &seat) < 0)
			return walk->err->code;
	}
	return 0;
}

/*
 * A payload is a schema where nothing else is said: in AsyncAPI 2 `schemaFormat` beside it says so,
 * in 3 the payload itself, with the schema below it.
 */
static int openapi_walk_payload(struct openapi_walk *walk, const struct done_value *message,
    const struct done_member *member, const struct openapi_seat *seat)
{
	const struct done_value *value = &member->value, *schema;
	const char *format = done_openapi_text(message, "schemaFormat");

	if (walk->api->version == DONE_ASYNCAPI_3) {
		schema = done_value_get(value, "schema");
		format = done_openapi_text(value, "schemaFormat");
		value = format ? schema : value;
	}
	if (!value || (format && !done_asyncapi_is_json(format)))
		return 0;
	if (value->type != DONE_MAP && value->type != DONE_BOOLEAN &&
	    walk->api->version == DONE_ASYNCAPI_2)
		return 0; /* any value is allowed there */
	return openapi_walk_value(walk, value, seat);
}

static int openapi_walk_field(struct openapi_walk *walk, const struct done_member *member,
    const struct openapi_field *field, const struct openapi_seat *seat)
{
	const struct done_value *value = &member->value;
	const char *where = openapi_where(walk, seat, field, member->key.ptr);
	const struct openapi_seat inner = {
	    field->of, where, member->key.ptr, {value->file, member->line, member->column}};

	if (!openapi_fits(value, field, walk->api->version)) {
		openapi_misfit(walk, field, value, seat);
		return 0;
	}
	if (field->type == TYPE_MAP)
		return openapi_walk_members(walk, value, field, where);
	if (field->type != TYPE_OBJECT && field->type != TYPE_SWITCH && field->type != TYPE_ITEMS &&
	    field->type != TYPE_LIST)
		return 0;
	if (value->type == DONE_MAP)
		return openapi_walk_value(walk, value, &inner);
	return value->type == DONE_LIST ? openapi_walk_items(walk, value, field, where) : 0;
}

static bool openapi_is_code(const char *key, unsigned version)
{
	if (!strcmp(key, "default"))
		return true;
	if (strlen(key) != 3)
		return false;
	if (version == DONE_OPENAPI_20)
		return strspn(key, "0123456789") == 3;
	return *key >= '1' && *key <= '5' &&
	    (!strcmp(key + 1, "XX") || strspn(key + 1, "0123456789") == 2);
}

static bool openapi_takes(const struct openapi_form_row *row, const char *key, unsigned version)
{
	return row->keys == KEYS_ALL || (row->keys == KEYS_PATHS && *key == '/') ||
	    (row->keys == KEYS_CODES && openapi_is_code(key, version));
}

static void openapi_unknown(
    struct openapi_walk *walk, const struct done_member *member, const struct openapi_seat *seat)
{
	const struct openapi_form_row *row = done_openapi_form(seat->form);
	struct done_openapi *api = walk->api;
	const char *names[64], *near;
	size_t nr = 0;

	for (size_t i = 0; i < row->nr && nr < DONE_ARRAY_SIZE(names); i++) {
		if (row->fields[i].in & api->version)
			names[nr++] = row->fields[i].name;
	}
	near = done_name_nearest(member->key.ptr, names, nr);
	done_interface_fault(&api->faults,
	    (struct done_interface_place){member->value.file, member->line, member->column},
	    "unknown key", done_openapi_thing(api, seat, member->key.ptr),
	    near ? done_arena_printf(api->arena, "did you mean '%s'?", near)
	         : "delete it, or let its name begin with 'x-' if a tool of yours reads it",
	    "%s has the key '%.100s', which %s does not know", done_openapi_called(api, seat),
	    member->key.ptr, done_openapi_version_of(api));
}

static int openapi_walk_map(
    struct openapi_walk *walk, const struct done_value *value, const struct openapi_seat *seat)
{
	const struct openapi_form_row *row = done_openapi_form(seat->form);
	const struct openapi_field each = {.type = TYPE_OBJECT, .of = row->of};
	unsigned version = walk->api->version;

	for (size_t i = 0; i < row->nr; i++) {
		const struct openapi_field *field = &row->fields[i];

		if ((field->required & version) && !done_value_get(value, field->name))
			done_interface_fault(&walk->api->faults, seat->place, "missing",
			    done_openapi_thing(walk->api, seat, field->name),
			    done_arena_printf(walk->api->arena, "add '%s'", field->name),
			    "%s has no '%s'", done_openapi_called(walk->api, seat), field->name);
	}
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];
		const struct openapi_field *field =
		    done_openapi_field(row, member->key.ptr, version);

		if (!strncmp(member->key.ptr, "x-", 2))
			continue;
		if (!field && openapi_takes(row, member->key.ptr, version))
			field = &each;
		if (!field && !(row->open & version))
			openapi_unknown(walk, member, seat);
		if (field && field->type == TYPE_PAYLOAD) {
			const struct openapi_seat inner = {field->of, seat->where, member->key.ptr,
			    {member->value.file, member->line, member->column}};

			if (openapi_walk_payload(walk, value, member, &inner) < 0)
				return walk->err->code;
		} else if (field && openapi_walk_field(walk, member, field, seat) < 0) {
			return walk->err->code;
		}
	}
	return done_openapi_rules(walk->api, value, seat, walk->err);
}

/* What it names waits: it may be large, and refer to itself. */
static int openapi_walk_reference(
    struct openapi_walk *walk, const struct done_value *value, const struct openapi_seat *seat)
{
	const struct done_value *target;
	struct openapi_waiting *waiting;
	size_t faults = walk->api->faults.nr;

	if (done_openapi_follow(walk->api, value, &target, walk->err) < 0)
		return walk->err->code;
	/* A reader looks for the operation. */
	for (; seat->where && faults < walk->api->faults.nr; faults++) {
		struct done_interface_fault *fault = &walk->api->faults.items[faults];

		fault->message =
		    done_arena_printf(walk->api->arena, "%s: %s", seat->where, fault->message);
	}
	if (!target)
		return 0;
	waiting = DONE_ARENA_PUSH(walk->api->arena, walk->queue, walk->nr, walk->cap);
	*waiting = (struct openapi_waiting){target, *seat};
	waiting->seat.place = done_openapi_place_of(target);
	return 0;
}

static int openapi_walk_value(
    struct openapi_walk *walk, const struct done_value *value, const struct openapi_seat *seat)
{
	const struct openapi_form_row *row = done_openapi_form(seat->form);
	unsigned version = walk->api->version;
	bool is_new;

	if (done_openapi_count(walk->api, walk->err) < 0)
		return walk->err->code;
	if (value->type == DONE_BOOLEAN && (row->boolean & version))
		return 0;
	if (value->type != DONE_MAP) {
		done_interface_fault(&walk->api->faults, done_openapi_place_of(value), "wrong type",
		    done_openapi_thing(walk->api, seat, NULL), "write it as a map",
		    "%s must be a map", done_openapi_called(walk->api, seat));
		return 0;
	}
	done_openapi_seen(walk->api->arena, &walk->seen, value, NULL, (int)seat->form, &is_new);
	if (!is_new)
		return 0;
	if ((row->refers & version) && done_openapi_reference(value)) {
		if (openapi_walk_reference(walk, value, seat) < 0)
			return walk->err->code;
		if (!(row->beside & version))
			return 0;
	}
	return openapi_walk_map(walk, value, seat);
}

int done_openapi_check(struct done_openapi *api, struct done_error *err)
{
	struct openapi_walk walk = {.api = api, .err = err};
	struct openapi_seat seat = {FORM_ROOT, NULL, NULL, {api->path, 1, 1}};

	if (openapi_walk_value(&walk, api->root, &seat) < 0)
		return err->code;
	while (walk.next < walk.nr) {
		struct openapi_waiting waiting = walk.queue[walk.next++];

		if (openapi_walk_value(&walk, waiting.value, &waiting.seat) < 0)
			return err->code;
	}
	if (done_openapi_check_operations(api, err) < 0 ||
	    ((api->version & OPENAPI_ASYNC) && done_asyncapi_check(api, err) < 0))
		return err->code;
	done_openapi_check_slots(api);
	return 0;
}
