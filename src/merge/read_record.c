/* Reading a report: maps by tables of their members. */
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "read.h"

#define HEX_SUFFIX "_bytes_hex"

const char *const done_read_verdicts[] = {
    "met", "unmet", "waived", "not applicable", "undecided", "next", "owed", NULL};

int done_read_fail(struct done_reader *reader, const struct done_value *at, const char *format, ...)
{
	struct done_buf text = {0};
	va_list args;

	va_start(args, format);
	done_buf_vaddf(&text, format, args);
	va_end(args);
	done_error_set(reader->err, DONE_E_USAGE, "%s", text.ptr);
	done_buf_release(&text);
	done_error_cure(reader->err, "is it whole, and written by 'git done' with --format json?");
	return done_error_place(reader->err, at->file, at->line, at->column);
}

/* ---- one member ---- */

struct place {
	struct done_reader *reader;
	const struct done_read_member *member;
	const struct done_value *map, *value;
	bool has_others; /* the map has members beside those of the table */
	char *out;       /* the struct */
};

static int read_record_refuse(const struct place *place, const char *wanted)
{
	return done_read_fail(place->reader, place->value, "'%s' is to be %s, not a %s",
	    place->member->name, wanted, done_value_type_name(place->value->type));
}

static bool is_null(const struct place *place)
{
	return place->value->type == DONE_NULL;
}

static char *read_record_keep(const struct place *place, const struct done_string *text)
{
	return done_arena_strndup(place->reader->arena, text->ptr, text->len);
}

/* What is told in every service again and was kept once is copied by nobody. */
static int read_passing(const struct place *place, void *at)
{
	const char **out = at;

	if (is_null(place) && place->member->may_be_null)
		return 0;
	if (place->value->type != DONE_STRING)
		return read_record_refuse(place, "a text");
	*out = place->value->string.ptr;
	return 0;
}

static int read_record_read_text(const struct place *place, void *at)
{
	const char **out = at;

	if (read_passing(place, at) < 0)
		return place->reader->err->code;
	if (!is_null(place))
		*out = read_record_keep(place, &place->value->string);
	return 0;
}

static int digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = c ? strchr(digits, c) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* Bytes in hex that are no text: nothing else is ever written so. */
static int read_record_read_hex(
    const struct place *place, const struct done_value *value, const char **out)
{
	const struct done_string *hex = &value->string;
	char *bytes;

	if (value->type != DONE_STRING || hex->len % 2)
		return done_read_fail(place->reader, value,
		    "'%s" HEX_SUFFIX "' is not valid hexadecimal", place->member->name);
	bytes = done_arena_alloc(place->reader->arena, hex->len / 2 + 1);
	for (size_t i = 0; i < hex->len; i += 2) {
		int high = digit(hex->ptr[i]), low = digit(hex->ptr[i + 1]);

		if (high < 0 || low < 0 || high + low == 0)
			return done_read_fail(place->reader, value,
			    "'%s" HEX_SUFFIX "' is not valid hexadecimal", place->member->name);
		bytes[i / 2] = (char)(high * 16 + low);
	}
	*out = bytes;
	return 0;
}

static const struct done_value *hex_of(const struct place *place)
{
	char name[64 + sizeof(HEX_SUFFIX)];

	if (!place->has_others)
		return NULL;
	snprintf(name, sizeof(name), "%s" HEX_SUFFIX, place->member->name);
	return done_value_get(place->map, name);
}

static int read_raw(const struct place *place, void *at)
{
	const struct done_value *hex = hex_of(place);
	int rc = read_record_read_text(place, at);

	return rc < 0 || !hex ? rc : read_record_read_hex(place, hex, at);
}

static int read_raws(const struct place *place, void *at)
{
	const struct done_value *hex = hex_of(place), *value = place->value;
	struct done_strings list = {0};

	if (value->type != DONE_LIST)
		return read_record_refuse(place, "a list");
	if (hex && (hex->type != DONE_LIST || hex->list.nr != value->list.nr))
		return done_read_fail(place->reader, hex,
		    "'%s' and '%s" HEX_SUFFIX "' are not of one length", place->member->name,
		    place->member->name);
	list.items = done_arena_array(place->reader->arena, value->list.nr + 1, sizeof(char *));
	list.nr = value->list.nr;
	for (size_t i = 0; i < list.nr; i++) {
		const struct done_value *item = &value->list.ptr[i];

		if (item->type != DONE_STRING)
			return done_read_fail(place->reader, item, "an item of '%s' is not text",
			    place->member->name);
		list.items[i] = read_record_keep(place, &item->string);
		if (hex && read_record_read_hex(place, &hex->list.ptr[i], &list.items[i]) < 0)
			return place->reader->err->code;
	}
	*(struct done_strings *)at = list;
	return 0;
}

static int read_boolean(const struct place *place, void *at)
{
	if (place->value->type != DONE_BOOLEAN)
		return read_record_refuse(place, "true or false");
	*(bool *)at = place->value->boolean;
	return 0;
}

static int read_integer(const struct place *place, int64_t max, int64_t *out)
{
	if (place->value->type != DONE_INTEGER)
		return read_record_refuse(place, "a whole number");
	if (place->value->integer < 0 || place->value->integer > max)
		return done_read_fail(
		    place->reader, place->value, "'%s' is out of bounds", place->member->name);
	*out = place->value->integer;
	return 0;
}

/* Lines and columns, to which formats add. */
#define NUMBER_MAX (INT_MAX / 2)

static int read_record_read_number(const struct place *place, void *at)
{
	int64_t number = 0;

	if (place->member->type == DONE_READ_INDEX && is_null(place)) {
		*(int *)at = -1;
		return 0;
	}
	if (read_integer(place, NUMBER_MAX, &number) < 0)
		return place->reader->err->code;
	*(int *)at = (int)number;
	return 0;
}

/* Far below what would overflow in a sum over all shards. */
#define COUNT_MAX ((int64_t)1 << 48)

static int read_count(const struct place *place, void *at)
{
	int64_t number = 0;

	if (read_integer(place, COUNT_MAX, &number) < 0)
		return place->reader->err->code;
	if (place->member->type == DONE_READ_BYTES)
		*(uint64_t *)at = (uint64_t)number;
	else
		*(size_t *)at = (size_t)number;
	return 0;
}

static int read_amount(const struct place *place, void *at)
{
	const struct done_value *value = place->value;
	double amount = is_null(place) ? 0 : done_value_number(value);

	if (!is_null(place) && !(amount > 0 && amount <= DBL_MAX))
		return done_read_fail(
		    place->reader, value, "'%s' is to be a number above 0", place->member->name);
	*(double *)at = amount;
	return 0;
}

static int read_real(const struct place *place, void *at)
{
	const struct done_value *value = place->value;

	*(double *)at = done_value_number(value);
	if ((is_null(place) && place->member->may_be_null) || fabs(*(double *)at) <= DBL_MAX)
		return 0;
	return read_record_refuse(place, "a number");
}

static int read_day(const struct place *place, void *at)
{
	if (is_null(place)) {
		*(done_day *)at = DONE_NO_DAY;
		return 0;
	}
	if (place->value->type == DONE_STRING && done_day_parse(place->value->string.ptr, at))
		return 0;
	return read_record_refuse(place, "a day");
}

static int read_oid(const struct place *place, void *at)
{
	bool *is_there = (bool *)(void *)(place->out + place->member->other);

	*is_there = !is_null(place);
	if (is_null(place))
		return 0;
	if (place->value->type == DONE_STRING && done_oid_parse(place->value->string.ptr, at))
		return 0;
	return read_record_refuse(place, "an object's id");
}

static int read_record_read_word(const struct place *place, void *at)
{
	const char *const *words = place->member->words;

	if (place->value->type != DONE_STRING)
		return read_record_refuse(place, "a word");
	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], place->value->string.ptr) != 0)
			continue;
		*(int *)at = i;
		return 0;
	}
	return done_read_fail(place->reader, place->value, "'%s' cannot be '%.100s'",
	    place->member->name, place->value->string.ptr);
}

static int read_record_read_list(const struct place *place, void *at)
{
	if (place->value->type != DONE_LIST)
		return read_record_refuse(place, "a list");
	*(const struct done_value **)at = place->value;
	return 0;
}

static int read_map(const struct place *place, void *at)
{
	if (is_null(place) && place->member->may_be_null)
		return 0;
	if (place->value->type != DONE_MAP)
		return read_record_refuse(place, "a map");
	*(const struct done_value **)at = place->value;
	return 0;
}

static int (*const readers[])(const struct place *, void *) = {
    [DONE_READ_TEXT] = read_record_read_text,
    [DONE_READ_PASSING] = read_passing,
    [DONE_READ_RAW] = read_raw,
    [DONE_READ_RAWS] = read_raws,
    [DONE_READ_BOOLEAN] = read_boolean,
    [DONE_READ_NUMBER] = read_record_read_number,
    [DONE_READ_COUNT] = read_count,
    [DONE_READ_BYTES] = read_count,
    [DONE_READ_AMOUNT] = read_amount,
    [DONE_READ_REAL] = read_real,
    [DONE_READ_INDEX] = read_record_read_number,
    [DONE_READ_DAY] = read_day,
    [DONE_READ_OID] = read_oid,
    [DONE_READ_WORD] = read_record_read_word,
    [DONE_READ_LIST] = read_record_read_list,
    [DONE_READ_MAP] = read_map,
};

/* ---- the whole map ---- */

/* What stands for an absent member in the services of a brief report; NULL: it must be there. */
static const struct done_value *value_of_absent(const struct done_read_member *member)
{
	static const struct done_value nothing = {.type = DONE_NULL}, no = {.type = DONE_BOOLEAN},
	                               zero = {.type = DONE_INTEGER}, none = {.type = DONE_LIST};

	switch (member->type) {
	case DONE_READ_BOOLEAN:
		return &no;
	case DONE_READ_NUMBER:
	case DONE_READ_COUNT:
	case DONE_READ_BYTES:
		return &zero;
	case DONE_READ_RAWS:
	case DONE_READ_LIST:
		return &none;
	case DONE_READ_AMOUNT:
	case DONE_READ_INDEX:
	case DONE_READ_DAY:
	case DONE_READ_OID:
		return &nothing;
	case DONE_READ_TEXT:
	case DONE_READ_PASSING:
	case DONE_READ_RAW:
	case DONE_READ_REAL:
	case DONE_READ_MAP:
		return member->may_be_null ? &nothing : NULL;
	case DONE_READ_WORD:
		break;
	}
	return NULL;
}

static bool read_record_is_known(const struct done_read_record *record, const char *key)
{
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_read_member *member = &record->members[i];
		size_t len = strlen(member->name);

		if (!strcmp(member->name, key))
			return true;
		if ((member->type == DONE_READ_RAW || member->type == DONE_READ_RAWS) &&
		    !strncmp(member->name, key, len) && !strcmp(key + len, HEX_SUFFIX))
			return true;
	}
	return false;
}

static int refuse_unknown(struct done_reader *reader, const struct done_read_record *record,
    const struct done_value *value)
{
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];

		if (read_record_is_known(record, member->key.ptr))
			continue;
		done_read_fail(reader, value, "a report has no member '%.100s'", member->key.ptr);
		return reader->err->code;
	}
	return 0;
}

/* The members by the rows of the table; how many of them there are. They stand in the order of the
 * table but for a few: the search goes on behind the row that was found last. */
static size_t find_members(const struct done_read_record *record, const struct done_value *map,
    const struct done_value **found)
{
	size_t nr = 0, next = 0;

	for (size_t i = 0; i < map->map.nr; i++) {
		const char *key = map->map.ptr[i].key.ptr;
		size_t passed = 0;

		for (; passed < record->nr; passed++, next++) {
			next = next < record->nr ? next : 0;
			if (*record->members[next].name == *key &&
			    !strcmp(record->members[next].name, key))
				break;
		}
		if (passed == record->nr)
			continue;
		found[next++] = &map->map.ptr[i].value;
		nr++;
	}
	return nr;
}

int done_read_record(struct done_reader *reader, const struct done_read_record *record,
    const struct done_value *value, void *out)
{
	const struct done_value **found =
	    done_arena_array(reader->scratch, record->nr, sizeof(*found));
	bool has_others;

	if (value->type != DONE_MAP)
		return done_read_fail(reader, value, "a map is expected, not a %s",
		    done_value_type_name(value->type));
	has_others = find_members(record, value, found) < value->map.nr;
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_read_member *member = &record->members[i];
		struct place place = {reader, member, value, found[i], has_others, out};

		if (!found[i] && member->optional)
			continue;
		if (!found[i] && reader->may_lack)
			place.value = value_of_absent(member);
		if (!place.value)
			return done_read_fail(reader, value, "'%s' is missing", member->name);
		if (readers[member->type](&place, (char *)out + member->offset) < 0)
			return reader->err->code;
	}
	return has_others ? refuse_unknown(reader, record, value) : 0;
}

int done_read_cut(
    struct done_reader *reader, const struct done_value *at, const char *end, const char **text)
{
	size_t len = *text ? strlen(*text) : 0, end_len = strlen(end);

	if (!*text || len < end_len || strcmp(*text + len - end_len, end) != 0)
		return done_read_fail(
		    reader, at, "'%s' is to end in '%s'", *text ? *text : "", end);
	*text = done_arena_strndup(reader->arena, *text, len - end_len);
	return 0;
}
