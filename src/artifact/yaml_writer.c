/* A value tree as YAML: block style, texts quoted unless they are plain words. Reading it back
 * gives an equal tree. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "done/artifact.h"

struct yaml_writer {
	struct done_buf *out;
	bool has_origin;
	int line; /* of the key that stands before the value; 0: none does */
};

static void write_value(struct yaml_writer *to, const struct done_value *value, int depth);

/* Words that need no quotes: letters, digits and a few marks, and nothing that reads as another
 * type. */
static bool yaml_write_is_plain(const struct done_string *text)
{
	static const char *const other[] = {
	    "true", "false", "null", "yes", "no", "on", "off", "y", "n"};
	bool letter = false;

	for (size_t i = 0; i < text->len; i++) {
		char c = text->ptr[i];
		bool alphabetic = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
		letter |= alphabetic;
		if (!alphabetic && !(i > 0 && ((c >= '0' && c <= '9') || strchr("-./", c))))
			return false;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(other); i++) {
		if (!strcasecmp(text->ptr, other[i]))
			return false;
	}
	return letter;
}

/* Nothing that a terminal or a CI system would act on. */
static bool is_tame(const struct done_string *text)
{
	for (size_t i = 0; i < text->len; i++) {
		if (text->ptr[i] < ' ' || text->ptr[i] > '~')
			return false;
	}
	return !done_log_command_in(text->ptr);
}

/* Single quotes leave a pattern readable; JSON's quoting is YAML's double-quoted style. */
static void yaml_write_text(struct done_buf *out, const struct done_string *text)
{
	struct done_json json = {.out = out, .compact = true};

	if (yaml_write_is_plain(text)) {
		done_buf_add(out, text->ptr, text->len);
		return;
	}
	if (!is_tame(text)) {
		done_json_string(&json, text->ptr);
		return;
	}
	done_buf_addch(out, '\'');
	for (size_t i = 0; i < text->len; i++)
		done_buf_addstr(out, text->ptr[i] == '\'' ? "''" : (char[]){text->ptr[i], '\0'});
	done_buf_addch(out, '\'');
}

static void indent(struct yaml_writer *to, int depth)
{
	done_buf_addch(to->out, '\n');
	for (int i = 0; i < depth; i++)
		done_buf_addstr(to->out, "  ");
}

/* A comment at the end of the first line of a value: where it stands. */
static void write_origin(struct yaml_writer *to, const struct done_value *value, int depth)
{
	int line = to->line ? to->line : value->line;

	to->line = 0;
	if (!to->has_origin || !depth || !value->file)
		return;
	done_buf_addstr(to->out, "  # ");
	done_buf_add_shown(to->out, value->file, strlen(value->file));
	done_buf_addf(to->out, ":%d", line);
}

/* started: the first key stands on the line that is begun already, behind "- ". */
static void write_members(
    struct yaml_writer *to, const struct done_members *members, int depth, bool started)
{
	for (size_t i = 0; i < members->nr; i++) {
		if (i > 0 || !started)
			indent(to, depth);
		yaml_write_text(to->out, &members->ptr[i].key);
		done_buf_addch(to->out, ':');
		to->line = members->ptr[i].line;
		write_value(to, &members->ptr[i].value, depth + 1);
	}
}

static void write_map(struct yaml_writer *to, const struct done_value *value, int depth)
{
	if (!value->map.nr)
		done_buf_addstr(to->out, " {}");
	write_origin(to, value, depth);
	write_members(to, &value->map, depth, false);
}

static void yaml_write_list(struct yaml_writer *to, const struct done_value *value, int depth)
{
	if (!value->list.nr)
		done_buf_addstr(to->out, " []");
	write_origin(to, value, depth);
	for (size_t i = 0; i < value->list.nr; i++) {
		const struct done_value *item = &value->list.ptr[i];
		struct done_value name = *item;

		/* What was put in for a name is written as that name, once. */
		if (item->stands_for && i && item[-1].stands_for == item->stands_for)
			continue;
		if (item->stands_for) {
			name.string =
			    (struct done_string){item->stands_for, strlen(item->stands_for)};
			item = &name;
		}
		indent(to, depth);
		done_buf_addch(to->out, '-');
		if (item->type == DONE_MAP && item->map.nr) {
			done_buf_addch(to->out, ' ');
			write_members(to, &item->map, depth + 1, true);
		} else {
			write_value(to, item, depth + 1);
		}
	}
}

static void write_null(struct yaml_writer *to, const struct done_value *value, int depth)
{
	(void)value;
	(void)depth;
	done_buf_addstr(to->out, " null");
}

static void write_boolean(struct yaml_writer *to, const struct done_value *value, int depth)
{
	(void)depth;
	done_buf_addstr(to->out, value->boolean ? " true" : " false");
}

static void write_integer(struct yaml_writer *to, const struct done_value *value, int depth)
{
	(void)depth;
	done_buf_addf(to->out, " %" PRId64, value->integer);
}

/* Whatever the locale's decimal point. */
static void write_real(struct yaml_writer *to, const struct done_value *value, int depth)
{
	char text[64];

	(void)depth;
	snprintf(text, sizeof(text), "%.17g", value->real);
	for (char *c = text; *c; c++) {
		if (*c == ',')
			*c = '.';
	}
	done_buf_addf(to->out, " %s", text);
}

/* A decimal of the strict subset is text that stood without quotes: it must stay so. */
static bool is_plain_number(const struct done_value *value)
{
	const char *text = value->string.ptr;

	return value->plain && *text && strspn(text, "0123456789+-.eE") == value->string.len &&
	    strpbrk(text, "0123456789") && !(text[0] == '-' && text[1] == '-');
}

/* Several lines stay several lines where the block style can hold them as they are. */
static bool fits_block(const struct done_string *text)
{
	if (!memchr(text->ptr, '\n', text->len) || strchr(" \t\n", text->ptr[0]) ||
	    done_log_command_in(text->ptr))
		return false;
	for (size_t i = 0; i < text->len; i++) {
		unsigned char c = (unsigned char)text->ptr[i];

		/* Beyond ASCII may be a line break of YAML. */
		if ((c < ' ' && c != '\n') || c > '~')
			return false;
	}
	return text->len < 2 || strcmp(text->ptr + text->len - 2, "\n\n") != 0;
}

static void write_block(struct yaml_writer *to, const struct done_value *value, int depth)
{
	const struct done_string *text = &value->string;
	const char *line = text->ptr;

	done_buf_addstr(to->out, text->ptr[text->len - 1] == '\n' ? " |" : " |-");
	write_origin(to, value, depth);
	while (*line) {
		size_t len = strcspn(line, "\n");

		if (len)
			indent(to, depth ? depth : 1);
		else
			done_buf_addch(to->out, '\n');
		done_buf_add(to->out, line, len);
		line += len + (line[len] == '\n');
	}
}

static void write_string(struct yaml_writer *to, const struct done_value *value, int depth)
{
	if (fits_block(&value->string)) {
		write_block(to, value, depth);
		return;
	}
	done_buf_addch(to->out, ' ');
	if (is_plain_number(value))
		done_buf_add(to->out, value->string.ptr, value->string.len);
	else
		yaml_write_text(to->out, &value->string);
	write_origin(to, value, depth);
}

static void write_value(struct yaml_writer *to, const struct done_value *value, int depth)
{
	static void (*const writers[])(struct yaml_writer *, const struct done_value *, int) = {
	    [DONE_NULL] = write_null,
	    [DONE_BOOLEAN] = write_boolean,
	    [DONE_INTEGER] = write_integer,
	    [DONE_REAL] = write_real,
	    [DONE_STRING] = write_string,
	    [DONE_LIST] = yaml_write_list,
	    [DONE_MAP] = write_map,
	};

	writers[value->type](to, value, depth);
	if (value->type < DONE_STRING)
		write_origin(to, value, depth);
}

static void write_document(struct done_buf *out, const struct done_value *value, bool has_origin)
{
	struct done_buf text = {0};
	struct yaml_writer writer = {&text, has_origin, 0};

	write_value(&writer, value, 0);
	/* The first line break comes before the first key. */
	if (text.len && (text.ptr[0] == '\n' || text.ptr[0] == ' '))
		done_buf_add(out, text.ptr + 1, text.len - 1);
	done_buf_addch(out, '\n');
	done_buf_release(&text);
}

void done_value_write_yaml(struct done_buf *out, const struct done_value *value)
{
	write_document(out, value, false);
}

void done_value_write_origin(struct done_buf *out, const struct done_value *value)
{
	write_document(out, value, true);
}
