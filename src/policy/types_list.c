/* Types of fields: globs, and lists of texts and of globs. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "loader.h"

#define LIST_MAX 10000

/* ---- globs ---- */

static const struct {
	const char *text, *name;
} placeholders[] = {
    {"{service}", "service"},
    {"{path}", "path"},
};

/* The length of "{word}" at text; 0: something else. */
static size_t word_length(const char *text)
{
	size_t len = 1;

	if (text[0] != '{')
		return 0;
	while (isalnum((unsigned char)text[len]) || text[len] == '_' || text[len] == '-')
		len++;
	return len > 1 && text[len] == '}' ? len + 1 : 0;
}

static bool is_placeholder(const char *text, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(placeholders); i++) {
		if (strlen(placeholders[i].name) == len - 2 &&
		    !strncmp(placeholders[i].name, text + 1, len - 2))
			return true;
	}
	return false;
}

/* Braces around one word choose nothing: it is a placeholder, or one misspelt. */
static int check_words(
    const struct done_value *value, const char *text, bool *templated, struct done_error *err)
{
	if (!strchr(text, '{'))
		return 0;
	for (const char *at = text; *at; at++) {
		size_t len = word_length(at);

		if (*at == '\\' && at[1])
			at++;
		if (!len)
			continue;
		if (!templated) {
			done_value_error(
			    err, value, "'%.*s' cannot be used in this glob", (int)len, at);
			return done_error_cure(err, "only the globs of checks know the service");
		}
		if (!is_placeholder(at, len)) {
			done_value_error(
			    err, value, "unknown placeholder '%.*s' in a glob", (int)len, at);
			return done_error_cure(err, "known are {service} and {path}");
		}
		*templated = true;
	}
	return 0;
}

static int refuse_negated(
    const struct done_value *value, const char *name, const char *text, struct done_error *err)
{
	done_value_error(
	    err, value, "'%s' is one glob, and '%s' would only take something out", name, text);
	return done_error_cure(err,
	    "name what is meant; a name that begins with '!' is written "
	    "'\\%s'",
	    text);
}

/* What is built in is well formed, and of its hundreds most are never asked. */
static bool glob_later(struct done_loader *loader, const struct done_value *value, const char *text,
    struct done_glob **out)
{
	if (!value->built_in || !loader->glob_room)
		return false;
	*out = done_glob_later(loader->arena, loader->glob_room, text);
	return true;
}

int done_glob_make(struct done_loader *loader, const struct done_value *value, const char *text,
    struct done_glob **out, struct done_error *err)
{
	if (glob_later(loader, value, text, out) ||
	    done_glob_compile_item(loader->arena, text, out, err) >= 0)
		return 0;
	return done_error_place(err, value->file, value->line, value->column);
}

static int check_written(const struct done_value *value, const char *text, struct done_error *err)
{
	if (value->built_in || done_glob_check_written(text, err) >= 0)
		return 0;
	return done_error_place(err, value->file, value->line, value->column);
}

/* One glob from the root; in a list it may be negated. */
static int load_glob(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, bool listed, struct done_glob **out, struct done_error *err)
{
	const char *text = NULL;

	if (done_text_take(field, value, &text, err) < 0)
		return err->code;
	if (check_written(value, text, err) < 0)
		return err->code;
	if (text[0] == '!' && !listed)
		return refuse_negated(value, field->name, text, err);
	if (text[text[0] == '!'] == '/') {
		done_value_error(err, value, "the glob '%s' begins with '/'", text);
		return done_error_cure(err, "'%s' takes none: write '%s%s'", field->name,
		    text[0] == '!' ? "!" : "", text + 1 + (text[0] == '!'));
	}
	if (check_words(value, text, NULL, err) < 0)
		return err->code;
	return done_glob_make(loader, value, text, out, err);
}

int done_load_glob(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	return load_glob(loader, field, value, field->may_negate, member, err);
}

/* A template is compiled with stand-ins as well, so that a bad one is an error here and now. */
static int try_template(struct done_loader *loader, const struct done_value *value,
    const char *text, struct done_error *err)
{
	struct done_buf tried = {0};
	struct done_glob *ignored;
	int rc;

	while (*text) {
		size_t i = 0;

		while (i < DONE_ARRAY_SIZE(placeholders) &&
		    strncmp(text, placeholders[i].text, strlen(placeholders[i].text)) != 0)
			i++;
		if (i < DONE_ARRAY_SIZE(placeholders)) {
			done_buf_addstr(&tried, placeholders[i].name);
			text += strlen(placeholders[i].text);
		} else {
			done_buf_addch(&tried, *text++);
		}
	}
	rc = done_glob_compile(loader->arena, tried.ptr ? tried.ptr : "", &ignored, err);
	done_buf_release(&tried);
	return rc < 0 ? done_error_place(err, value->file, value->line, value->column) : rc;
}

static int file_glob_load(struct done_loader *loader, const struct done_value *value,
    struct done_file_glob *out, struct done_error *err)
{
	struct done_file_glob glob = {0};
	const char *text = NULL;
	int rc = 0;

	if (value->type != DONE_STRING || !value->string.len)
		return done_value_error(err, value, "a glob must be text, not %s",
		    value->type == DONE_STRING ? "empty" : done_value_type_name(value->type));
	if (done_glob_recall(loader, value, out)) {
		out->place = (struct done_place){value->file, value->line, value->column};
		return 0;
	}
	if (check_written(value, value->string.ptr, err) < 0)
		return err->code;
	glob.negated = value->string.ptr[0] == '!';
	glob.text = value->string.ptr + glob.negated;
	glob.from_root = glob.text[0] == '/';
	glob.place = (struct done_place){value->file, value->line, value->column};
	text = glob.text + glob.from_root;
	if (check_words(value, text, &glob.templated, err) < 0)
		return err->code;
	if (glob.templated)
		rc = value->built_in ? 0 : try_template(loader, value, text, err);
	else if (!glob_later(loader, value, text, &glob.glob))
		rc = done_glob_compile(loader->arena, text, &glob.glob, err);
	if (rc < 0)
		return done_error_place(err, value->file, value->line, value->column);
	done_glob_keep(loader, value, &glob);
	*out = glob;
	return 0;
}

int done_load_file(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	struct done_file_glob glob = {0};

	if (file_glob_load(loader, value, &glob, err) < 0)
		return err->code;
	if (glob.negated)
		return refuse_negated(value, field->name, value->string.ptr, err);
	*(struct done_file_glob *)member = glob;
	return 0;
}

/* ---- lists ---- */

/* A list, or one value that stands for a list of one. */
int done_list_take(const struct done_field *field, const struct done_value *value,
    const struct done_value **items, size_t *nr, struct done_error *err)
{
	size_t most = field->max > 0 ? (size_t)field->max : LIST_MAX;

	*items = value->type == DONE_LIST ? value->list.ptr : value;
	*nr = value->type == DONE_LIST ? value->list.nr : 1;
	if (*nr == 0)
		return done_value_error(err, value, "'%s' is an empty list", field->name);
	if (*nr < (size_t)(field->min > 0 ? field->min : 0))
		return done_value_error(
		    err, value, "'%s' needs at least %" PRId64 " items", field->name, field->min);
	if (*nr > most)
		return done_value_error(
		    err, value, "'%s' has more than %zu items", field->name, most);
	return 0;
}

/* The globs of a list that are negated, or those that are not, as YAML writes them. */
static void add_items(struct done_buf *out, const struct done_value *items, size_t nr, bool negated)
{
	for (size_t i = 0; i < nr; i++) {
		if ((items[i].string.ptr[0] == '!') == negated)
			done_buf_addf(out, "%s\"%s\"", out->len ? ", " : "", items[i].string.ptr);
	}
}

/* Nothing stands before it that it could take out: the list means something else than it says. */
static int refuse_first_negated(const struct done_value *items, size_t nr, struct done_error *err)
{
	struct done_buf form = {0};

	if (items[0].string.ptr[0] != '!')
		return 0;
	done_value_error(err, &items[0],
	    "the list begins with '%s', and nothing before it can be taken out: the "
	    "last glob that matches decides",
	    items[0].string.ptr);
	add_items(&form, items, nr, false);
	if (!form.len)
		done_buf_addstr(&form, "\"**\"");
	add_items(&form, items, nr, true);
	done_error_cure(err, "write first what is meant, then what is not: [%s]", form.ptr);
	done_buf_release(&form);
	return err->code;
}

int done_file_globs_load(struct done_loader *loader, const struct done_value *items, size_t nr,
    struct done_file_globs *out, struct done_error *err)
{
	struct done_file_globs globs = {.nr = nr};

	if (done_globs_recall(loader, items, nr, out))
		return 0;
	globs.items = done_arena_array(loader->arena, nr, sizeof(*globs.items));
	for (size_t i = 0; i < nr; i++) {
		if (file_glob_load(loader, &items[i], &globs.items[i], err) < 0)
			return err->code;
		globs.items[i].stands_for = items[i].stands_for;
	}
	if (refuse_first_negated(items, nr, err) < 0)
		return err->code;
	done_globs_keep(loader, items, &globs);
	*out = globs;
	return 0;
}

int done_load_strings(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	struct done_strings strings;

	if (done_list_take(field, value, &items, &strings.nr, err) < 0)
		return err->code;
	strings.items = done_arena_array(loader->arena, strings.nr, sizeof(*strings.items));
	for (size_t i = 0; i < strings.nr; i++) {
		if (done_text_take(field, &items[i], &strings.items[i], err) < 0)
			return err->code;
	}
	*(struct done_strings *)member = strings;
	return 0;
}

int done_load_globs(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	struct done_globs globs;

	if (done_list_take(field, value, &items, &globs.nr, err) < 0)
		return err->code;
	globs.items = done_arena_array(loader->arena, globs.nr, sizeof(*globs.items));
	for (size_t i = 0; i < globs.nr; i++) {
		if (load_glob(loader, field, &items[i], true, &globs.items[i], err) < 0)
			return err->code;
	}
	if (refuse_first_negated(items, globs.nr, err) < 0)
		return err->code;
	*(struct done_globs *)member = globs;
	return 0;
}

int done_load_files(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	size_t nr;

	(void)loader;
	if (done_list_take(field, value, &items, &nr, err) < 0)
		return err->code;
	return done_file_globs_load(loader, items, nr, member, err);
}

static int anywhere_glob(struct done_loader *loader, const struct done_value *value,
    const char *text, struct done_glob **out, struct done_error *err)
{
	bool negated = text[0] == '!';
	const char *anywhere;

	if (check_written(value, text, err) < 0)
		return err->code;
	if (text[negated] == '/') {
		done_value_error(err, value, "the glob '%s' begins with '/'", text);
		return done_error_cure(err, "globs of ecosystems are relative to any directory");
	}
	anywhere = done_arena_printf(loader->arena, "%s**/%s", negated ? "!" : "", text + negated);
	return done_glob_make(loader, value, anywhere, out, err);
}

int done_anywhere_globs_load(struct done_loader *loader, const struct done_value *value,
    void *member, struct done_error *err)
{
	static const struct done_field field = {.name = "a list of globs"};
	struct done_strings texts = {0};
	struct done_globs globs = {0};

	if (done_load_strings(loader, &field, value, &texts, err) < 0)
		return err->code;
	globs.items = done_arena_array(loader->arena, texts.nr, sizeof(*globs.items));
	for (; globs.nr < texts.nr; globs.nr++) {
		const struct done_value *at =
		    value->type == DONE_LIST ? &value->list.ptr[globs.nr] : value;

		if (anywhere_glob(loader, at, texts.items[globs.nr], &globs.items[globs.nr], err) <
		    0)
			return err->code;
	}
	*(struct done_globs *)member = globs;
	return 0;
}
