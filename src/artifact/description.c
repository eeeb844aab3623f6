/*
 * Descriptions of interfaces: which form a file has, whether it describes anything at all, and
 * which texts of it may name a service. Not a validator: kind `openapi` is one.
 */
#include "description_faults.h"
#include "description_gateway.h"
#include "load_parts.h"

#include "graphql/parts.h"
#include "placeholder_parts.h"

#include <ctype.h>
#include <string.h>

/* What a file is looked through by. */
struct describing {
	struct done_arena *arena;
	struct done_bytes whole;
	struct done_bytes text; /* without comments */
	const char *path;
	struct done_description *out;
	size_t cap_names;
};

static void description_name(struct describing *describing, const char *text, size_t len, int line)
{
	struct done_description *out = describing->out;

	if (!len || out->nr_names == DONE_DESCRIPTION_NAMES_MAX)
		return;
	*DONE_ARENA_PUSH(describing->arena, out->names, out->nr_names, describing->cap_names) =
	    (struct done_called){done_arena_strndup(describing->arena, text, len), line};
}

static void description_count(struct done_description *out, int line)
{
	if (!out->nr++)
		out->line = line;
}

/* ---- forms that are data ---- */

/* "https://cart.example.com:8080/v1": the host. A template's braces are left in. */
static void description_host(struct describing *describing, const struct done_value *url)
{
	const char *text, *start;

	if (!url || url->type != DONE_STRING)
		return;
	text = url->string.ptr;
	start = strstr(text, "://");
	start = start ? start + 3 : text;
	description_name(describing, start, strcspn(start, ":/"), url->line);
	/* The path of a server behind a gateway: "/cart/v1". */
	start += strcspn(start, "/");
	if (*start == '/')
		description_name(describing, start + 1, strcspn(start + 1, "/?"), url->line);
}

/* The functions that a gateway calls for its operations. */
static void description_functions(struct describing *describing, const struct done_value *root)
{
	const struct done_value *paths = done_value_get(root, "paths");
	struct done_bytes name;
	int line;

	for (size_t i = 0; paths && paths->type == DONE_MAP && i < paths->map.nr; i++) {
		const struct done_value *path = &paths->map.ptr[i].value;

		for (size_t j = 0; path->type == DONE_MAP && j < path->map.nr; j++)
			if (done_description_function(&path->map.ptr[j].value, &name, &line))
				description_name(describing, name.ptr, name.len, line);
	}
}

static void description_hosts(struct describing *describing, const struct done_value *root)
{
	const struct done_value *servers = done_value_get(root, "servers");

	for (size_t i = 0; servers && servers->type == DONE_LIST && i < servers->list.nr; i++)
		description_host(describing, done_value_get(&servers->list.ptr[i], "url"));
	for (size_t i = 0; servers && servers->type == DONE_MAP && i < servers->map.nr; i++) {
		description_host(describing, done_value_get(&servers->map.ptr[i].value, "url"));
		description_host(describing, done_value_get(&servers->map.ptr[i].value, "host"));
	}
	description_host(describing, done_value_get(root, "host"));
	description_host(describing, done_value_get(root, "basePath"));
	description_functions(describing, root);
}

static const struct {
	const char *key, *form, *holds, *one, *many;
} data_forms[] = {
    {"openapi", "OpenAPI", "paths", "path", "paths"},
    {"openapi", "OpenAPI", "webhooks", "webhook", "webhooks"},
    {"swagger", "Swagger", "paths", "path", "paths"},
    {"asyncapi", "AsyncAPI", "channels", "channel", "channels"},
};

static bool description_says(struct done_bytes text, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= text.len; i++) {
		if (text.ptr[i] == word[0] && !memcmp(text.ptr + i, word, len))
			return true;
	}
	return false;
}

/* A path, or a channel, with something that can be called: not what only goes around that. */
static bool description_is_used(const struct done_value *item)
{
	static const char *const around[] = {"parameters", "summary", "description", "servers",
	    "title", "tags", "address", "bindings", "externalDocs"};

	for (size_t i = 0; item->type == DONE_MAP && i < item->map.nr; i++) {
		const char *key = item->map.ptr[i].key.ptr;
		size_t j = 0;

		while (j < DONE_ARRAY_SIZE(around) && strcmp(around[j], key) != 0)
			j++;
		if (j == DONE_ARRAY_SIZE(around) && strncmp(key, "x-", 2) != 0)
			return true;
	}
	return false;
}

static bool description_takes(
    struct describing *describing, const struct done_value *root, size_t form)
{
	const struct done_value *items = done_value_get(root, data_forms[form].holds), *title;
	struct done_description *out = describing->out;

	if (!done_value_get(root, data_forms[form].key))
		return false;
	out->form = data_forms[form].form;
	title = done_value_get(done_value_get(root, "info"), "title");
	if (!out->nr_names && title && title->type == DONE_STRING)
		description_name(describing, title->string.ptr, title->string.len, title->line);
	for (size_t i = 0; items && items->type == DONE_MAP && i < items->map.nr; i++) {
		if (description_is_used(&items->map.ptr[i].value))
			description_count(out, items->map.ptr[i].line);
	}
	if (!out->nr && !out->lacks)
		out->lacks =
		    done_arena_printf(describing->arena, "has no %s", data_forms[form].one);
	if (!out->nr)
		return false;
	out->lacks = NULL;
	out->what = done_arena_printf(describing->arena, "%s with %zu %s", out->form, out->nr,
	    out->nr == 1 ? data_forms[form].one : data_forms[form].many);
	return true;
}

static bool description_word_in(const char *path, const char *word)
{
	size_t len = strlen(word);

	for (; *path; path++) {
		size_t i = 0;

		while (i < len && tolower((unsigned char)path[i]) == word[i])
			i++;
		if (i == len)
			return true;
	}
	return false;
}

/* Words of a file's own name that say it whatever the folder. */
static bool description_is_called(const char *path)
{
	static const char *const words[] = {
	    "openapi", "swagger", "asyncapi", "api-docs", "apidocs"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (description_word_in(done_last_part(path), words[i]))
			return true;
	}
	return false;
}

static int description_of_data(struct describing *describing, struct done_bytes whole)
{
	struct done_arena scratch = {0};
	struct done_documents documents = {0};
	struct done_error problem = {0};
	struct done_description *out = describing->out;
	size_t first = 0;

	while (first < DONE_ARRAY_SIZE(data_forms) &&
	    !description_says(describing->text, data_forms[first].key))
		first++;
	if (first == DONE_ARRAY_SIZE(data_forms))
		return 0;
	if (done_data_parse(&scratch, whole, describing->path, &documents, &problem) < 0) {
		out->form = data_forms[first].form;
		out->lacks =
		    done_arena_printf(describing->arena, "cannot be parsed: %s", problem.message);
		out->line = problem.line;
		done_arena_release(&scratch);
		/* Text that only mentions it is none. */
		return description_is_called(describing->path);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(data_forms) && documents.nr; i++) {
		if (description_takes(describing, &documents.items[0], i))
			break;
	}
	if (out->form)
		description_hosts(describing, &documents.items[0]);
	done_arena_release(&scratch);
	if (out->form && out->nr && !out->lacks && !strcmp(out->form, "AsyncAPI"))
		done_description_check_asyncapi(describing->arena, whole, describing->path, out);
	return out->form != NULL;
}

static int description_of_avro(struct describing *describing, struct done_bytes whole)
{
	struct done_arena scratch = {0};
	struct done_documents documents = {0};
	struct done_error problem = {0};
	struct done_description *out = describing->out;

	out->form = "Avro";
	if (done_data_parse(&scratch, whole, describing->path, &documents, &problem) < 0)
		out->lacks =
		    done_arena_printf(describing->arena, "cannot be parsed: %s", problem.message);
	for (size_t i = 0; i < documents.nr; i++) {
		const struct done_value *root = &documents.items[i];
		const struct done_value *one =
		    root->type == DONE_LIST && root->list.nr ? &root->list.ptr[0] : root;
		const struct done_value *fields = done_value_get(one, "fields");

		if (fields && fields->type == DONE_LIST && fields->list.nr)
			description_count(out, fields->line);
	}
	done_arena_release(&scratch);
	if (!out->nr && !out->lacks)
		out->lacks = "has no record with a field";
	out->what = "Avro record";
	return 1;
}

/* ---- forms that are text ---- */

struct description_word {
	const char *ptr;
	size_t len;
	int line;
	char after; /* the first byte behind it that is no blank; '\0': the end */
};

static bool description_is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '#';
}

/* The next word at or after *at. */
static bool description_next(
    struct done_bytes text, size_t *at, int *line, struct description_word *out)
{
	size_t i = *at, end;

	while (i < text.len && !description_is_word(text.ptr[i])) {
		*line += text.ptr[i] == '\n';
		i++;
	}
	if (i == text.len)
		return false;
	for (end = i; end < text.len && description_is_word(text.ptr[end]); end++)
		;
	*out = (struct description_word){text.ptr + i, end - i, *line, '\0'};
	*at = end;
	while (end < text.len && strchr(" \t\r\n", text.ptr[end]))
		end++;
	if (end < text.len)
		out->after = text.ptr[end];
	return true;
}

static bool description_word_is(const struct description_word *word, const char *text)
{
	return strlen(text) == word->len && !memcmp(word->ptr, text, word->len);
}

/*
 * One form: `names` stand behind this word; each `counts` is one of what it describes, where
 * `after` follows the word behind it (0: anything).
 */
struct description_text_form {
	const char *ending, *form;
	const char *names[2];
	const char *counts[6];
	char after;
	bool needs_name; /* without a name it is something else */
	const char *one, *many, *lacks;
};

static const struct description_text_form text_forms[] = {
    {".proto", "proto", {"service"}, {"rpc"}, '(', true, "rpc", "rpcs",
        "has no service with an rpc"},
    {".thrift", "Thrift", {"service"}, {"service"}, 0, true, "service", "services",
        "has no service"},
    {".smithy", "Smithy", {"service"}, {"operation"}, 0, false, "operation", "operations",
        "has no operation"},
    {".tsp", "TypeSpec", {"namespace", "interface"},
        {"op", "get", "post", "put", "delete", "patch"}, 0, false, "operation", "operations",
        "has no operation"},
    {".avdl", "Avro", {"protocol"}, {"record"}, '{', false, "record", "records", "has no record"},
    {".wsdl", "WSDL", {NULL}, {"operation"}, 0, false, "operation", "operations",
        "has no operation"},
};

static bool description_is_one_of(
    const struct description_word *word, const char *const *words, size_t nr)
{
	for (size_t i = 0; i < nr && words[i]; i++) {
		if (description_word_is(word, words[i]))
			return true;
	}
	return false;
}

static int description_of_text(
    struct describing *describing, const struct description_text_form *form)
{
	struct done_description *out = describing->out;
	struct description_word word, next;
	size_t at = 0;
	int line = 1;

	out->form = form->form;
	while (description_next(describing->text, &at, &line, &word)) {
		size_t ahead = at;
		int ahead_line = line;

		if (!description_next(describing->text, &ahead, &ahead_line, &next))
			break;
		if (description_is_one_of(&word, form->names, DONE_ARRAY_SIZE(form->names)) &&
		    next.after != '=' && word.after != '=')
			description_name(describing, next.ptr, next.len, next.line);
		if (description_is_one_of(&word, form->counts, DONE_ARRAY_SIZE(form->counts)) &&
		    (!form->after || next.after == form->after))
			description_count(out, word.line);
	}
	if (form->needs_name && !out->nr_names)
		return 0;
	if (!out->nr)
		out->lacks = form->lacks;
	out->what = done_arena_printf(describing->arena, "%s with %zu %s", form->form, out->nr,
	    out->nr == 1 ? form->one : form->many);
	return 1;
}

/* A schema that can be read, and answers something. What a client asks is none. */
static int description_of_graphql(struct describing *describing)
{
	struct done_arena scratch = {0};
	struct done_graphql set = {.arena = &scratch};
	struct done_description *out = describing->out;
	struct done_error err = {0};
	const struct done_graphql_node *root = NULL;

	out->form = "GraphQL";
	done_graphql_parse(&set, describing->path, describing->whole, &err);
	done_graphql_link(&set);
	out->nr = done_graphql_operations(&set);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(set.roots) && !root; i++)
		root = set.roots[i] ? done_graphql_find(&set, set.roots[i]) : NULL;
	out->line = root ? root->line : 0;
	if (set.is_broken) {
		out->lacks = done_arena_printf(
		    describing->arena, "cannot be parsed: %s", set.faults.items[0].message);
		out->line = set.faults.items[0].line;
	} else if (err.code < 0) {
		out->lacks = "has more definitions than are read";
	} else if (!out->nr) {
		out->lacks = "has no Query and no Mutation";
	} else {
		done_description_check_graphql(describing->arena, &set, out);
	}
	out->what = done_arena_printf(describing->arena, "GraphQL schema with %zu operation%s",
	    out->nr, out->nr == 1 ? "" : "s");
	done_arena_release(&scratch);
	return !set.is_asking && (set.nr_definitions || set.is_broken);
}

static int description_of_raml(struct describing *describing)
{
	struct done_description *out = describing->out;
	const char *text = describing->text.ptr;
	int line = 1;

	out->form = "RAML";
	for (size_t i = 0; i < describing->text.len; i++) {
		if (text[i] == '/' && (!i || text[i - 1] == '\n'))
			description_count(out, line);
		line += text[i] == '\n';
	}
	if (!out->nr)
		out->lacks = "has no resource";
	out->what = done_arena_printf(describing->arena, "RAML with %zu %s", out->nr,
	    out->nr == 1 ? "resource" : "resources");
	return 1;
}

/* "## Orders [/orders]" and below it "### Place one [POST]": actions below the path of a resource.
 */
static void description_of_resources(struct describing *describing)
{
	static const char *const methods[] = {
	    "[GET]", "[POST]", "[PUT]", "[PATCH]", "[DELETE]", "[HEAD]", "[OPTIONS]"};
	const char *text = describing->whole.ptr, *end = text + describing->whole.len;
	bool has_path = false;
	int number = 1;

	for (const char *line = text; line < end; number++) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		size_t len = (size_t)((stop ? stop : end) - line);

		if (len && *line == '#') {
			has_path |= done_load_has_any(line, len, "[/", NULL);
			for (size_t i = 0; has_path && i < DONE_ARRAY_SIZE(methods); i++) {
				if (done_load_has_any(line, len, methods[i], NULL))
					description_count(describing->out, number);
			}
		}
		line += len + 1;
	}
}

static int description_of_blueprint(struct describing *describing)
{
	struct done_description *out = describing->out;

	out->form = "API Blueprint";
	out->nr = done_endpoints_in_prose(describing->text, 1, 0, &out->line);
	if (!out->nr)
		description_of_resources(describing);
	if (!out->nr)
		out->lacks = "has no endpoint";
	out->what = "API Blueprint";
	return 1;
}

/* ---- which form a file has ---- */

static bool description_is_data(const char *path)
{
	return done_text_ends(path, ".yml") || done_text_ends(path, ".yaml") ||
	    done_text_ends(path, ".json");
}

static const struct {
	const char *ending;
	int (*read)(struct describing *describing);
} other_forms[] = {
    {".graphql", description_of_graphql},
    {".graphqls", description_of_graphql},
    {".gql", description_of_graphql},
    {".raml", description_of_raml},
    {".apib", description_of_blueprint},
};

static bool description_has_ending(const char *path)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(text_forms); i++) {
		if (done_text_ends(path, text_forms[i].ending))
			return true;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(other_forms); i++) {
		if (done_text_ends(path, other_forms[i].ending))
			return true;
	}
	return done_text_ends(path, ".avsc");
}

/* One word of a folder's name: "api-docs", "public_api". */
static bool description_in_folder(const char *part, size_t len, const char *word)
{
	size_t size = strlen(word);

	for (size_t i = 0; i + size <= len; i++) {
		if (!strncmp(part + i, word, size) && (i == 0 || strchr("-_.", part[i - 1])) &&
		    (i + size == len || strchr("-_.", part[i + size])))
			return true;
	}
	return false;
}

bool done_description_is_named(const char *path)
{
	static const char *const folders[] = {"api", "apis", "openapi", "swagger", "asyncapi",
	    "spec", "specs", "apispec", "apispecs", "contract", "contracts", "oas", "docs", "doc",
	    "rest", "interface", "interfaces", "definition", "definitions"};

	if (description_has_ending(path))
		return true;
	if (!description_is_data(path))
		return false;
	if (description_is_called(path))
		return true;
	const char *part = path;
	for (const char *slash; (slash = strchr(part, '/')); part = slash + 1) {
		for (size_t i = 0; i < DONE_ARRAY_SIZE(folders); i++) {
			if (description_in_folder(part, (size_t)(slash - part), folders[i]))
				return true;
		}
	}
	/* "api_v1.json", "api.yaml", "spec.yaml" */
	return description_in_folder(part, strlen(part), "api") ||
	    description_in_folder(part, strlen(part), "spec");
}

static bool description_is_blank(struct done_bytes text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!isspace((unsigned char)text.ptr[i]) && text.ptr[i] != '-' &&
		    text.ptr[i] != '{' && text.ptr[i] != '}')
			return false;
	}
	return true;
}

/* Lines of a browser's viewer before JSON that somebody saved: "// 20210424". */
static struct done_bytes description_without_head(struct done_bytes text)
{
	const char *end = text.ptr + text.len;

	while (end - text.ptr > 2 && (!memcmp(text.ptr, "//", 2) || *text.ptr == '\n')) {
		const char *stop = memchr(text.ptr, '\n', (size_t)(end - text.ptr));

		if (!stop)
			break;
		text.ptr = stop + 1;
	}
	text.len = (size_t)(end - text.ptr);
	return text;
}

static int description_read_form(struct describing *describing, struct done_bytes whole)
{
	const char *path = describing->path;

	if (done_text_ends(path, ".json"))
		whole = description_without_head(whole);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(text_forms); i++) {
		if (done_text_ends(path, text_forms[i].ending))
			return description_of_text(describing, &text_forms[i]);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(other_forms); i++) {
		if (done_text_ends(path, other_forms[i].ending))
			return other_forms[i].read(describing);
	}
	if (whole.len > sizeof("#%RAML") && !memcmp(whole.ptr, "#%RAML", sizeof("#%RAML") - 1))
		return description_of_raml(describing);
	return done_text_ends(path, ".avsc") ? description_of_avro(describing, whole)
	                                     : description_of_data(describing, whole);
}

/* A skeleton that was not filled in yet describes nothing. */
static void description_find_slot(struct done_bytes bytes, struct done_description *out)
{
	int line = out->lacks ? 0 : done_skeleton_line(bytes);

	if (!line)
		return;
	out->lacks = "still has a placeholder of 'git done draft'";
	out->line = line;
}

int done_description_read(struct done_arena *arena, struct done_bytes bytes, const char *path,
    struct done_description *out)
{
	struct describing describing = {.arena = arena, .whole = bytes, .path = path, .out = out};
	struct done_buf text = {0};
	int rc;

	*out = (struct done_description){0};
	if (!done_description_is_named(path))
		return 0;
	if (bytes.len > DONE_DESCRIPTION_MAX) {
		out->lacks = "is larger than 8 MiB, so it is not read";
		return 1;
	}
	done_text_uncomment(bytes, path, &text);
	describing.text = (struct done_bytes){text.len ? text.ptr : "", text.len};
	if (description_is_blank(describing.text)) {
		out->lacks = description_is_blank(bytes) ? "is empty" : "holds only comments";
		rc = description_has_ending(path) || description_is_called(path);
	} else {
		rc = description_read_form(&describing, bytes);
		description_find_slot(bytes, out);
	}
	done_buf_release(&text);
	return rc;
}
