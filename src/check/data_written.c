/*
 * A value that is missing, as its author would write it: "engines": {"node": …} in JSON,
 * engines: {node: …} in YAML, engines.node = … in TOML.
 */
#include "data.h"

#include <string.h>

#define KEYS_MAX 16

struct keys {
	struct done_bytes items[KEYS_MAX];
	size_t nr;
};

/* The length of the key that begins at *text, behind what opens it; 0: it is no plain key. */
static size_t key_length(const char **text, size_t *closing)
{
	char quote[2] = {0};
	const char *at = *text;
	size_t len;

	*closing = 0;
	if (*at == '.') {
		*text = at + 1;
		return strcspn(at + 1, ".[*\\ \"'");
	}
	if (*at != '[' || (at[1] != '\'' && at[1] != '"'))
		return 0;
	quote[0] = at[1];
	len = strcspn(at + 2, quote);
	if (at[2 + len] != quote[0] || at[3 + len] != ']' || memchr(at + 2, '\\', len))
		return 0;
	*text = at + 2;
	*closing = 2;
	return len;
}

/* False for a path that names more than one place, or an item of a list. */
static bool read_keys(const char *path, struct keys *out)
{
	out->nr = 0;
	for (path += *path == '$'; *path;) {
		size_t closing, len = key_length(&path, &closing);

		if (!len || out->nr == KEYS_MAX || memchr(path, '"', len))
			return false;
		out->items[out->nr++] = (struct done_bytes){path, len};
		path += len + closing;
	}
	return out->nr > 0;
}

static bool data_written_is_plain(const struct done_bytes *key)
{
	for (size_t i = 0; i < key->len; i++) {
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-",
		        key->ptr[i]))
			return false;
	}
	return true;
}

static const struct done_value *member(const struct done_value *map, const struct done_bytes *key)
{
	for (size_t i = 0; map->type == DONE_MAP && i < map->map.nr; i++) {
		if (map->map.ptr[i].key.len == key->len &&
		    !memcmp(map->map.ptr[i].key.ptr, key->ptr, key->len))
			return &map->map.ptr[i].value;
	}
	return NULL;
}

/* How many of the keys are there already; *at is the last of them. */
static size_t data_written_find(const struct keys *keys, const struct done_value **at)
{
	size_t i = 0;

	while (i < keys->nr) {
		const struct done_value *next = member(*at, &keys->items[i]);

		if (!next)
			break;
		*at = next;
		i++;
	}
	return i;
}

static bool is_scalar(const struct done_value *value)
{
	return value && value->type != DONE_LIST && value->type != DONE_MAP;
}

static char *data_written_text_of(struct done_view *view, struct done_buf *buf)
{
	char *text = done_arena_strndup(view->arena, buf->len ? buf->ptr : "", buf->len);

	done_buf_release(buf);
	return text;
}

/* The keys from the first that is missing on, with what opens, parts and closes them. */
static void write_keys(struct done_buf *text, const struct keys *keys, size_t first,
    enum done_data_style style, const char *value)
{
	bool toml = style == DONE_STYLE_TOML;

	for (size_t i = first; i < keys->nr; i++) {
		const struct done_bytes *key = &keys->items[i];
		const char *quote =
		    style == DONE_STYLE_JSON || !data_written_is_plain(key) ? "\"" : "";
		const char *opening = i == first ? "" : toml ? "." : "{";

		done_buf_addf(text, "%s%s%.*s%s%s", opening, quote, (int)key->len, key->ptr, quote,
		    toml ? "" : ": ");
	}
	done_buf_addf(text, "%s%s", toml ? " = " : "", value);
	for (size_t i = first + 1; i < keys->nr && !toml; i++)
		done_buf_addch(text, '}');
}

const char *done_data_written(struct done_view *view, const char *file,
    const struct data_expectation *expects, const char *path, const struct done_value *root,
    const char **below)
{
	const struct done_value *place = root, *equals = expects->equals;
	struct done_buf text = {0}, parents = {0};
	struct keys keys;
	size_t first;

	*below = NULL;
	if (!read_keys(path, &keys))
		return NULL;
	first = place ? data_written_find(&keys, &place) : 0;
	/* Where something else stands, adding is not enough. */
	if (first == keys.nr || (place && place->type != DONE_MAP && place->type != DONE_NULL))
		return NULL;
	for (size_t i = 0; i < first; i++)
		done_buf_addf(
		    &parents, "%s%.*s", i ? "." : "", (int)keys.items[i].len, keys.items[i].ptr);
	write_keys(&text, &keys, first, done_data_style(file),
	    is_scalar(equals) ? done_data_value_shown(view, equals) : "…");
	*below = first ? data_written_text_of(view, &parents) : NULL;
	done_buf_release(&parents);
	return data_written_text_of(view, &text);
}
