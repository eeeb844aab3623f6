/*
 * git done draft: config/skeletons.yml, and the texts that are made of it for one service. What is
 * written there is data; here stands only how it is filled in.
 */
#include <ctype.h>
#include <string.h>

#include "done/questions.h"
#include "draft.h"

extern const struct done_embedded_text done_skeletons_embedded[];

struct done_skeletons {
	struct done_value root;
};

/* One word in braces, and what stands in its place. */
struct skeleton_word {
	const char *name, *value;
};
#define SKELETON_WORDS_MAX 16

struct skeleton_filling {
	const struct done_init *init;
	const struct done_skeletons *skeletons;
	const struct done_skeleton_facts *facts;
	struct skeleton_word words[SKELETON_WORDS_MAX];
	size_t nr;
};

int done_skeletons_load(
    struct done_arena *arena, struct done_skeletons **out, struct done_error *err)
{
	struct done_skeletons *skeletons = done_arena_alloc(arena, sizeof(*skeletons));
	struct done_bytes text = {done_skeletons_embedded[0].text, done_skeletons_embedded[0].len};
	int rc = done_yaml_parse(
	    arena, text, "config/skeletons.yml", DONE_YAML_ARTIFACT, &skeletons->root, err);

	if (rc < 0)
		return rc;
	*out = skeletons;
	return 0;
}

const struct done_value *done_skeletons_routes(const struct done_skeletons *skeletons)
{
	return done_value_get(&skeletons->root, "routes");
}

void done_skeleton_files_release(struct done_skeleton_files *files)
{
	for (size_t i = 0; i < files->nr; i++)
		done_buf_release(&files->items[i].opens);
}

/* ---- words ---- */

static const char *skeleton_text(const struct done_value *part, const char *key)
{
	const struct done_value *value = done_value_get(part, key);

	return value && value->type == DONE_STRING ? value->string.ptr : NULL;
}

/* A name stands in slots, in YAML and in JavaScript: what ends one of these is left out. */
static const char *skeleton_plain(struct done_arena *arena, const char *text)
{
	char *copy = done_arena_strdup(arena, text);

	for (char *at = copy; *at; at++) {
		if ((unsigned char)*at < ' ' || *at == 0x7f || strchr("=|\"'`[]<>{}\\#", *at))
			*at = '-';
	}
	return copy;
}

/* "checkout-api" as "CheckoutApi". */
static const char *skeleton_type(struct done_arena *arena, const char *name)
{
	char *out = done_arena_alloc(arena, strlen(name) + 2);
	size_t nr = 0;
	bool is_first = true;

	for (; *name; name++) {
		if (!isalnum((unsigned char)*name)) {
			is_first = true;
			continue;
		}
		if (!nr && isdigit((unsigned char)*name))
			out[nr++] = 'S';
		out[nr++] = is_first ? (char)toupper((unsigned char)*name) : *name;
		is_first = false;
	}
	return nr ? out : "Service";
}

static void skeleton_set(struct skeleton_filling *filling, const char *name, const char *value)
{
	for (size_t i = 0; i < filling->nr; i++) {
		if (!strcmp(filling->words[i].name, name)) {
			filling->words[i].value = value;
			return;
		}
	}
	if (filling->nr < SKELETON_WORDS_MAX)
		filling->words[filling->nr++] = (struct skeleton_word){name, value};
}

static void skeleton_words(struct skeleton_filling *filling)
{
	struct done_arena *arena = filling->init->arena;
	const struct done_skeleton_facts *facts = filling->facts;
	const struct done_profile *profile = facts->profile;
	const char *name = skeleton_plain(arena, facts->service);
	const char *language =
	    profile && profile->ecosystems.nr ? profile->ecosystems.items[0] : "";
	const char *start =
	    skeleton_text(done_value_get(&filling->skeletons->root, "start"), language);
	bool is_root = !strcmp(facts->directory, ".");

	skeleton_set(filling, "service", name);
	skeleton_set(filling, "service_type", skeleton_type(arena, name));
	skeleton_set(filling, "directory", skeleton_plain(arena, facts->directory));
	skeleton_set(filling, "base",
	    is_root ? ""
	            : done_arena_printf(arena, "%s/", skeleton_plain(arena, facts->directory)));
	skeleton_set(filling, "owned",
	    is_root ? "*"
	            : done_arena_printf(arena, "/%s/", done_arena_shown(arena, facts->directory)));
	skeleton_set(
	    filling, "kind", profile ? done_kind_of_service_name(profile->kind) : "unknown");
	skeleton_set(filling, "language", *language ? language : "unknown");
	skeleton_set(filling, "start", start ? start : "docker compose up");
}

/* Words in braces that are none of ours stay as they are. */
static void skeleton_fill(
    const struct skeleton_filling *filling, const char *text, struct done_buf *out)
{
	while (*text) {
		size_t len = strcspn(text, "{"), i = 0;

		done_buf_add(out, text, len);
		text += len;
		if (!*text)
			break;
		for (; i < filling->nr; i++) {
			size_t size = strlen(filling->words[i].name);

			if (!strncmp(text + 1, filling->words[i].name, size) &&
			    text[size + 1] == '}') {
				done_buf_addstr(out, filling->words[i].value);
				text += size + 2;
				break;
			}
		}
		if (i == filling->nr)
			done_buf_addch(out, *text++);
	}
}

/* ---- repeated texts ---- */

static void skeleton_calls(
    struct skeleton_filling *filling, const struct done_value *part, struct done_buf *out)
{
	const char *text = skeleton_text(part, "each_call");
	const struct done_strings *calls = &filling->facts->calls;

	for (size_t i = 0; text && i < calls->nr; i++) {
		skeleton_set(
		    filling, "call", skeleton_plain(filling->init->arena, calls->items[i]));
		skeleton_fill(filling, text, out);
	}
}

static const char *skeleton_upper(struct done_arena *arena, const char *word)
{
	char *copy = done_arena_strdup(arena, word);

	for (char *at = copy; *at; at++)
		*at = (char)toupper((unsigned char)*at);
	return copy;
}

static void skeleton_route(struct skeleton_filling *filling, const struct done_value *part,
    const struct done_route *route, struct done_buf *out)
{
	const char *text = skeleton_text(part, "each_route"), *each;

	skeleton_set(filling, "route", route->path);
	if (text)
		skeleton_fill(filling, text, out);
	each = skeleton_text(part, "each_method");
	for (size_t i = 0; each && done_route_methods[i]; i++) {
		if (!(route->methods & (1U << i)))
			continue;
		skeleton_set(filling, "method", done_route_methods[i]);
		skeleton_set(
		    filling, "METHOD", skeleton_upper(filling->init->arena, done_route_methods[i]));
		skeleton_fill(filling, each, out);
	}
}

static void skeleton_routes(
    struct skeleton_filling *filling, const struct done_value *part, struct done_buf *out)
{
	const struct done_routes *routes = &filling->facts->routes;
	const char *none = skeleton_text(part, "no_routes");

	for (size_t i = 0; i < routes->nr; i++)
		skeleton_route(filling, part, &routes->items[i], out);
	if (!routes->nr && none)
		skeleton_fill(filling, none, out);
}

static void skeleton_write(
    struct skeleton_filling *filling, const struct done_value *part, struct done_buf *out)
{
	const char *text = skeleton_text(part, "text"), *ends = skeleton_text(part, "ends");

	if (text)
		skeleton_fill(filling, text, out);
	skeleton_calls(filling, part, out);
	skeleton_routes(filling, part, out);
	if (ends)
		skeleton_fill(filling, ends, out);
}

/* ---- which part ---- */

static bool skeleton_serves(const struct done_skeleton_facts *facts, const struct done_value *part)
{
	const char *serves = skeleton_text(part, "serves");

	if (!serves || !facts->profile)
		return true;
	for (size_t i = 0; done_serves_words[i]; i++) {
		if (!strcmp(done_serves_words[i], serves))
			return (facts->profile->serves & (1U << i)) != 0;
	}
	return false;
}

static const struct done_value *skeleton_part(
    const struct skeleton_filling *filling, const char *key, const char *name)
{
	const struct done_value *parts = done_value_get(&filling->skeletons->root, "parts");
	const struct done_value *first = NULL;

	for (size_t i = 0; parts && i < parts->list.nr; i++) {
		const struct done_value *part = &parts->list.ptr[i];
		const char *is = skeleton_text(part, key);

		if (!is || strcmp(is, name) != 0)
			continue;
		if (skeleton_serves(filling->facts, part))
			return part;
		first = first ? first : part;
	}
	return first;
}

static bool skeleton_is_document(const char *file)
{
	return done_text_ends(file, ".md") || done_text_ends(file, ".markdown");
}

/* A file of no known form: a comment, where its form has comments that begin with '#'. */
static const struct done_value *skeleton_part_of_file(
    const struct skeleton_filling *filling, const char *file)
{
	static const char *const commented[] = {
	    ".yml", ".yaml", ".toml", ".sh", ".env", ".cfg", ".conf", ".ini", ".properties"};
	const struct done_value *part = skeleton_part(filling, "file", done_last_part(file));

	if (part && skeleton_text(part, "topic"))
		return part;
	if (skeleton_is_document(file))
		return skeleton_part(filling, "document", "any");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(commented); i++) {
		if (done_text_ends(file, commented[i]))
			return skeleton_part(filling, "comment", "any");
	}
	return NULL;
}

static const char *const sort_keys[DONE_SKELETON_SORTS] = {
    [DONE_SKELETON_TOPIC] = "topic",
    [DONE_SKELETON_CAPABILITY] = "capability",
};

static const struct done_value *skeleton_choose(
    struct skeleton_filling *filling, const struct done_skeleton_want *want)
{
	if (want->sort == DONE_SKELETON_FILE)
		return skeleton_part_of_file(filling, want->file);
	if (want->sort == DONE_SKELETON_SECTION) {
		skeleton_set(filling, "heading", skeleton_plain(filling->init->arena, want->name));
		return skeleton_is_document(want->file) ? skeleton_part(filling, "section", "any")
		                                        : NULL;
	}
	return skeleton_part(filling, sort_keys[want->sort], want->name);
}

/* ---- files ---- */

/* From the top of the work tree. */
static const char *skeleton_path(
    const struct done_init *init, const struct done_skeleton_facts *facts, const char *file)
{
	struct done_template service = {
	    facts->service, strcmp(facts->directory, ".") ? facts->directory : ""};
	struct done_buf text = {0};
	const char *path;

	done_template_expand(&text, file, false, &service);
	if (*text.ptr == '/')
		path = done_arena_strdup(init->arena, text.ptr + 1);
	else
		path = *service.directory
		    ? done_arena_printf(init->arena, "%s/%s", service.directory, text.ptr)
		    : done_arena_strdup(init->arena, text.ptr);
	done_buf_release(&text);
	return path;
}

static struct done_skeleton_file *skeleton_file(const struct done_init *init, const char *path,
    const char *check, struct done_skeleton_files *out)
{
	struct done_skeleton_file *file = NULL;

	for (size_t i = 0; i < out->nr && !file; i++) {
		if (!strcmp(out->items[i].path, path))
			file = &out->items[i];
	}
	if (!file) {
		if (out->nr == DONE_SKELETON_FILES_MAX)
			return NULL;
		file = &out->items[out->nr++];
		*file = (struct done_skeleton_file){.path = path, .checks = check};
	} else if (!strstr(file->checks, check)) {
		file->checks = done_arena_printf(init->arena, "%s, %s", file->checks, check);
	}
	return file;
}

/* Documents go from the purpose to the rest, whatever the order of checks. Two checks that want the
 * same get it once. */
static void skeleton_add_piece(struct done_arena *arena, struct done_skeleton_file *file,
    size_t rank, const struct done_buf *text)
{
	size_t at = file->nr_pieces;

	for (size_t i = 0; i < file->nr_pieces; i++) {
		if (!text->len || !strcmp(file->pieces[i].text, text->ptr))
			return;
	}
	if (!text->len || file->nr_pieces == DONE_SKELETON_PIECES_MAX)
		return;
	for (; at && file->pieces[at - 1].rank > rank; at--)
		file->pieces[at] = file->pieces[at - 1];
	file->pieces[at].rank = rank;
	file->pieces[at].text = done_arena_strdup(arena, text->ptr);
	file->nr_pieces++;
}

/* The sheet is written with every question; of one that is there, the lines that are missing. */
/* Built in, or the policy's own. */
static const struct done_question *skeleton_question(const struct done_init *init, const char *name)
{
	const struct done_question *question = done_question_find(name);

	return question ? question : done_question_among(init->questions, init->nr_questions, name);
}

static bool skeleton_add_sheet(const struct done_init *init,
    const struct done_skeleton_facts *facts, const char *check,
    const struct done_skeleton_want *want, struct done_skeleton_files *out)
{
	struct done_skeleton_file *file =
	    skeleton_file(init, skeleton_path(init, facts, DONE_SHEET_NAME), check, out);
	const struct done_question *question =
	    want->sort == DONE_SKELETON_QUESTION ? skeleton_question(init, want->name) : NULL;
	struct done_buf text = {0};

	if (!file || (want->sort == DONE_SKELETON_QUESTION && !question))
		return false;
	file->is_sheet = true;
	if (question)
		done_question_write(&text, question, NULL, false);
	else
		done_buf_addstr(&text, "owner: todo\n");
	skeleton_add_piece(init->arena, file, 0, &text);
	done_buf_release(&text);
	return true;
}

static size_t skeleton_rank(const struct done_skeletons *skeletons, const struct done_value *part)
{
	return (size_t)(part - done_value_get(&skeletons->root, "parts")->list.ptr);
}

static void skeleton_open(const struct skeleton_filling *filling, struct done_skeleton_file *file)
{
	const struct done_value *opens = done_value_get(&filling->skeletons->root, "opens");
	const char *text = skeleton_text(opens, done_last_part(file->path));

	if (file->opens.len || file->nr_pieces)
		return;
	if (!text && skeleton_is_document(file->path))
		text = skeleton_text(opens, "README.md");
	if (text)
		skeleton_fill(filling, text, &file->opens);
}

bool done_skeletons_add(const struct done_init *init, const struct done_skeletons *skeletons,
    const struct done_skeleton_facts *facts, const char *check,
    const struct done_skeleton_want *want, struct done_skeleton_files *out)
{
	struct skeleton_filling filling = {init, skeletons, facts, {{NULL, NULL}}, 0};
	const struct done_value *part, *lines_only;
	struct done_skeleton_file *file;
	const char *name;
	struct done_buf text = {0};

	if (want->sort == DONE_SKELETON_QUESTION ||
	    (want->sort == DONE_SKELETON_CAPABILITY && !strcmp(want->name, "owner")))
		return skeleton_add_sheet(init, facts, check, want, out);
	skeleton_words(&filling);
	part = skeleton_choose(&filling, want);
	if (!part)
		return false;
	name = want->file && (!skeleton_text(part, "file") || strcmp(want->file, "README.md"))
	    ? want->file
	    : skeleton_text(part, "file");
	if (done_path_problem(skeleton_path(init, facts, name)))
		return false;
	file = skeleton_file(init, skeleton_path(init, facts, name), check, out);
	if (!file)
		return false;
	lines_only = done_value_get(part, "lines_only");
	file->lines_only = lines_only != NULL;
	file->is_whole = want->sort == DONE_SKELETON_CAPABILITY && !lines_only;
	if (!skeleton_text(part, "document") && !lines_only)
		skeleton_open(&filling, file);
	skeleton_write(&filling, part, &text);
	skeleton_add_piece(init->arena, file, skeleton_rank(skeletons, part), &text);
	done_buf_release(&text);
	return true;
}
