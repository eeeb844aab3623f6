/* A value tree as YAML: block style, texts quoted unless they are plain words. Reading it back
 * gives an equal tree. */
#include <inttypes.h>
#include <string.h>

#include "done/policy.h"

static void write_value(struct done_buf *out, const struct done_value *value, int depth);

/* Words that need no quotes: letters, digits and a few marks, and nothing that reads as another
 * type. */
static bool is_plain(const struct done_string *text)
{
	static const char *const other[] = {"true", "false", "null",  "True", "False",
	                                    "Null", "TRUE",  "FALSE", "NULL", "yes",
	                                    "no",   "on",    "off"};
	bool letter = false;

	for (size_t i = 0; i < text->len; i++) {
		char c = text->ptr[i];
		bool alphabetic = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
		letter |= alphabetic;
		if (!alphabetic && !(i > 0 && ((c >= '0' && c <= '9') || strchr("-./", c))))
			return false;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(other); i++) {
		if (!strcmp(text->ptr, other[i]))
			return false;
	}
	return letter;
}

/* JSON's quoting is YAML's double-quoted style. */
static void write_text(struct done_buf *out, const struct done_string *text)
{
	struct done_json json = {.out = out, .compact = true};

	if (is_plain(text))
		done_buf_add(out, text->ptr, text->len);
	else
		done_json_string(&json, text->ptr);
}

static void indent(struct done_buf *out, int depth)
{
	done_buf_addch(out, '\n');
	for (int i = 0; i < depth; i++)
		done_buf_addstr(out, "  ");
}

static void write_map(struct done_buf *out, const struct done_value *value, int depth)
{
	for (size_t i = 0; i < value->map.nr; i++) {
		indent(out, depth);
		write_text(out, &value->map.ptr[i].key);
		done_buf_addch(out, ':');
		write_value(out, &value->map.ptr[i].value, depth + 1);
	}
}

static void write_list(struct done_buf *out, const struct done_value *value, int depth)
{
	for (size_t i = 0; i < value->list.nr; i++) {
		indent(out, depth);
		done_buf_addch(out, '-');
		write_value(out, &value->list.ptr[i], depth + 1);
	}
}

static void write_value(struct done_buf *out, const struct done_value *value, int depth)
{
	if (value->type == DONE_MAP && value->map.nr) {
		write_map(out, value, depth);
		return;
	}
	if (value->type == DONE_LIST && value->list.nr) {
		write_list(out, value, depth);
		return;
	}
	done_buf_addch(out, ' ');
	switch (value->type) {
	case DONE_NULL:
		done_buf_addstr(out, "null");
		break;
	case DONE_BOOLEAN:
		done_buf_addstr(out, value->boolean ? "true" : "false");
		break;
	case DONE_INTEGER:
		done_buf_addf(out, "%" PRId64, value->integer);
		break;
	case DONE_REAL:
		done_buf_addf(out, "%.17g", value->real);
		break;
	case DONE_STRING:
		/* What stood without quotes and is no word (1.5, 2027-01-15) stays without. */
		if (value->plain && value->string.len &&
		    !strpbrk(value->string.ptr, " :#{}[],&*?|<>=!%@`\"'\\\t"))
			done_buf_add(out, value->string.ptr, value->string.len);
		else
			write_text(out, &value->string);
		break;
	case DONE_LIST:
		done_buf_addstr(out, "[]");
		break;
	case DONE_MAP:
		done_buf_addstr(out, "{}");
		break;
	}
}

void done_value_write_yaml(struct done_buf *out, const struct done_value *value)
{
	struct done_buf text = {0};

	write_value(&text, value, 0);
	/* The first line break comes before the first key. */
	if (text.len && (text.ptr[0] == '\n' || text.ptr[0] == ' '))
		done_buf_add(out, text.ptr + 1, text.len - 1);
	done_buf_addch(out, '\n');
	done_buf_release(&text);
}
