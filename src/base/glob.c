/*
 * Globs over paths: compiled once, matched against every path of a snapshot.
 */
#include "glob_parts.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* What lies between the literal ends of an alternative. Most need no automaton. */
enum middle {
	NOTHING,     /* the whole alternative is literal */
	WITHIN_PART, /* one '*' */
	ANYTHING,    /* "**" at the end, or "**" and '/' and '*' */
	WHOLE_PARTS, /* "**" and '/' */
	BELOW_NAME,  /* "**" and '/', the name of a directory and '/', then ANYTHING */
	MIXED,       /* anything else */
};

struct alternative {
	const char *prefix, *suffix; /* unquoted */
	const char *name;            /* of BELOW_NAME, with its '/' */
	size_t prefix_len, suffix_len, name_len;
	enum middle middle;
	struct done_automaton *automaton; /* of all after the prefix; NULL where nothing asks it */
};

struct done_glob {
	const char *text, *directory; /* without the '!' of a negated one */
	bool literal, negated;
	struct alternative *alternatives;
	size_t nr;
	struct done_glob_room *room; /* of one that is compiled later; else NULL */
	atomic_bool is_compiled;
};

struct done_glob_room {
	pthread_mutex_t lock;
	struct done_arena arena;
};

static const char *literal_text(
    struct done_arena *arena, const struct done_glob_token *tokens, size_t nr)
{
	char *text = done_arena_alloc(arena, nr + 1);

	for (size_t i = 0; i < nr; i++)
		text[i] = (char)tokens[i].byte;
	return text;
}

static enum middle classify(const struct done_glob_token *tokens, size_t nr)
{
	static const struct {
		size_t nr;
		enum done_glob_kind kinds[2];
		enum middle middle;
	} known[] = {
	    {0, {DONE_GLOB_LITERAL}, NOTHING},
	    {1, {DONE_GLOB_STAR}, WITHIN_PART},
	    {1, {DONE_GLOB_DEEP}, ANYTHING},
	    {1, {DONE_GLOB_DIRECTORIES}, WHOLE_PARTS},
	    {2, {DONE_GLOB_DIRECTORIES, DONE_GLOB_STAR}, ANYTHING},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(known); i++) {
		size_t same = 0;

		while (same < nr && same < known[i].nr && tokens[same].kind == known[i].kinds[same])
			same++;
		if (same == nr && nr == known[i].nr)
			return known[i].middle;
	}
	return MIXED;
}

/* The length of the name in a middle that is BELOW_NAME, 0: it is not. */
static size_t find_name(const struct done_glob_token *tokens, size_t nr)
{
	size_t i = 1;

	if (!nr || tokens[0].kind != DONE_GLOB_DIRECTORIES)
		return 0;
	while (i < nr && tokens[i].kind == DONE_GLOB_LITERAL)
		i++;
	return i > 1 && tokens[i - 1].byte == '/' && classify(tokens + i, nr - i) == ANYTHING
	    ? i - 1
	    : 0;
}

/* The kinds of middles that most globs have answer for themselves: an automaton costs more than all
 * else of a glob. */
static bool asks_automaton(const struct alternative *alternative)
{
	return alternative->middle == MIXED ||
	    (alternative->middle == WITHIN_PART &&
	        memchr(alternative->suffix, '/', alternative->suffix_len));
}

static void glob_fill(
    struct done_arena *arena, const struct done_glob_tokens *tokens, struct alternative *out)
{
	const struct done_glob_token *items = tokens->items;
	size_t first = 0, last = tokens->nr;

	while (first < tokens->nr && items[first].kind == DONE_GLOB_LITERAL)
		first++;
	while (last > first && items[last - 1].kind == DONE_GLOB_LITERAL)
		last--;
	out->prefix = literal_text(arena, items, first);
	out->prefix_len = first;
	out->suffix = literal_text(arena, items + last, tokens->nr - last);
	out->suffix_len = tokens->nr - last;
	out->middle = classify(items + first, last - first);
	out->name_len = find_name(items + first, last - first);
	if (out->name_len) {
		out->middle = BELOW_NAME;
		out->name = literal_text(arena, items + first + 1, out->name_len);
	}
	if (asks_automaton(out))
		out->automaton = done_automaton_build(arena, items + first, tokens->nr - first);
}

/* The shared directory of the prefixes: a part is shared only when its '/' is. */
static const char *find_directory(struct done_arena *arena, const struct done_glob *glob)
{
	const char *first = glob->alternatives[0].prefix;
	size_t shared = 0;

	for (size_t i = 0; first[i]; i++) {
		for (size_t j = 1; j < glob->nr; j++) {
			if (glob->alternatives[j].prefix[i] != first[i])
				return done_arena_strndup(arena, first, shared);
		}
		if (first[i] == '/')
			shared = i;
	}
	return done_arena_strndup(arena, first, shared);
}

/* A glob that can match no path is a slip, and would otherwise be silent. */
static const char *check_parts(const char *text)
{
	const char *part = text;
	bool root = strcmp(text, ".") == 0;

	if (!text[0])
		return "it is empty";
	if (text[0] == '/')
		return "it starts with '/', and paths do not";
	while (!root) {
		size_t len = strcspn(part, "/");

		if (len == 0)
			return part[0] ? "it has an empty part"
			               : "it ends in '/', and paths do not";
		if ((len == 1 && part[0] == '.') || (len == 2 && memcmp(part, "..", 2) == 0))
			return "it has a part '.' or '..'";
		if (!part[len])
			break;
		part += len + 1;
	}
	return NULL;
}

static const char *glob_compile(struct done_arena *arena, struct done_glob *glob)
{
	char **texts;
	const char *problem;

	if (strlen(glob->text) > DONE_GLOB_BYTES)
		return "it is longer than 1024 bytes";
	problem = done_glob_expand(arena, glob->text, &texts, &glob->nr);
	if (problem)
		return problem;
	glob->alternatives = done_arena_array(arena, glob->nr, sizeof(*glob->alternatives));
	for (size_t i = 0; i < glob->nr; i++) {
		struct done_glob_tokens tokens = {0};

		problem = check_parts(texts[i]);
		if (!problem)
			problem = done_glob_parse(arena, texts[i], &tokens);
		if (problem)
			return problem;
		glob_fill(arena, &tokens, &glob->alternatives[i]);
	}
	glob->directory = find_directory(arena, glob);
	atomic_store_explicit(&glob->is_compiled, true, memory_order_release);
	return NULL;
}

static struct done_glob *glob_new(struct done_arena *arena, const char *text, bool negated)
{
	struct done_glob *glob = done_arena_alloc(arena, sizeof(*glob));

	glob->text = text;
	glob->negated = negated;
	glob->literal = !strpbrk(text, "*?[\\{");
	return glob;
}

static int compile_one(struct done_arena *arena, const char *text, bool negated,
    struct done_glob **out, struct done_error *err)
{
	struct done_glob *glob = glob_new(arena, done_arena_strdup(arena, text), negated);
	const char *problem = glob_compile(arena, glob);

	if (problem) {
		done_error_set(err, DONE_E_POLICY, "bad glob '%.200s': %s", text, problem);
		return done_error_cure(err,
		    "a special character is quoted by '\\'; "
		    "'**' as a whole part crosses directories");
	}
	*out = glob;
	return 0;
}

int done_glob_compile(
    struct done_arena *arena, const char *text, struct done_glob **out, struct done_error *err)
{
	return compile_one(arena, text, false, out, err);
}

int done_glob_compile_item(
    struct done_arena *arena, const char *text, struct done_glob **out, struct done_error *err)
{
	bool negated = text[0] == '!';

	return compile_one(arena, text + negated, negated, out, err);
}

/* ---- later ---- */

struct done_glob_room *done_glob_room_new(void)
{
	struct done_glob_room *room = calloc(1, sizeof(*room));

	if (!room || pthread_mutex_init(&room->lock, NULL))
		done_out_of_memory();
	return room;
}

void done_glob_room_free(struct done_glob_room *room)
{
	if (!room)
		return;
	done_arena_release(&room->arena);
	pthread_mutex_destroy(&room->lock);
	free(room);
}

struct done_glob *done_glob_later(
    struct done_arena *arena, struct done_glob_room *room, const char *text)
{
	bool negated = text[0] == '!';
	struct done_glob *glob = glob_new(arena, text + negated, negated);

	glob->room = room;
	return glob;
}

/* A text that is malformed after all must end the run: it can match nothing, and would be silent.
 */
static void compile_late(struct done_glob *glob)
{
	pthread_mutex_lock(&glob->room->lock);
	if (!atomic_load_explicit(&glob->is_compiled, memory_order_relaxed) &&
	    glob_compile(&glob->room->arena, glob))
		abort();
	pthread_mutex_unlock(&glob->room->lock);
}

static inline void glob_ready(const struct done_glob *glob)
{
	if (!atomic_load_explicit(&glob->is_compiled, memory_order_acquire))
		compile_late((struct done_glob *)glob);
}

/* ---- matching ---- */

/* The first place is the best: what follows it may be anything. */
static bool stands_below(const struct alternative *alternative, const char *rest, size_t middle)
{
	const char *at = rest, *end = rest + middle;

	while (at && (size_t)(end - at) >= alternative->name_len) {
		if (*at == *alternative->name &&
		    memcmp(at, alternative->name, alternative->name_len) == 0)
			return true;
		at = memchr(at, '/', (size_t)(end - at));
		at += at != NULL;
	}
	return false;
}

static bool middle_matches(const struct alternative *alternative, const char *rest, size_t len)
{
	size_t middle = len - alternative->suffix_len;

	switch (alternative->middle) {
	case NOTHING:
		return middle == 0;
	case WITHIN_PART:
		return !memchr(rest, '/', middle);
	case ANYTHING:
		return true;
	case WHOLE_PARTS:
		return middle == 0 || rest[middle - 1] == '/';
	case BELOW_NAME:
		return stands_below(alternative, rest, middle);
	case MIXED:
		break;
	}
	return done_automaton_accepts(alternative->automaton, rest, len);
}

/* Its last byte tells most paths apart, before anything is called. */
static inline bool glob_matches(const struct alternative *alternative, const char *path, size_t len)
{
	size_t prefix = alternative->prefix_len, suffix = alternative->suffix_len;

	if (len < prefix + suffix || (suffix && path[len - 1] != alternative->suffix[suffix - 1]) ||
	    (prefix && *path != *alternative->prefix))
		return false;
	return memcmp(path, alternative->prefix, prefix) == 0 &&
	    memcmp(path + len - suffix, alternative->suffix, suffix) == 0 &&
	    middle_matches(alternative, path + prefix, len - prefix);
}

bool done_glob_match_of(const struct done_glob *glob, const char *path, size_t len)
{
	glob_ready(glob);
	for (size_t i = 0; i < glob->nr; i++) {
		if (glob_matches(&glob->alternatives[i], path, len))
			return true;
	}
	return false;
}

bool done_glob_match(const struct done_glob *glob, const char *path)
{
	return done_glob_match_of(glob, path, strlen(path));
}

const char *done_glob_text(const struct done_glob *glob)
{
	return glob->text;
}

bool done_glob_is_literal(const struct done_glob *glob)
{
	return glob->literal;
}

bool done_glob_is_negated(const struct done_glob *glob)
{
	return glob->negated;
}

const char *done_glob_directory(const struct done_glob *glob)
{
	glob_ready(glob);
	return glob->directory;
}

/* dir has no '/' at its end, the paths below it go on with one. */
static bool may_match_below(const struct alternative *alternative, const char *dir, size_t len)
{
	size_t prefix = alternative->prefix_len;
	bool within = len < prefix;

	if (memcmp(dir, alternative->prefix, within ? len : prefix) != 0)
		return false;
	if (within)
		return alternative->prefix[len] == '/';
	switch (alternative->middle) {
	case NOTHING:
		return false;
	case ANYTHING: /* any suffix can still follow, whatever the directory */
	case WHOLE_PARTS:
	case BELOW_NAME:
		return true;
	case WITHIN_PART: /* '*' does not reach over the '/' behind the directory */
		if (!memchr(alternative->suffix, '/', alternative->suffix_len))
			return false;
		break;
	case MIXED:
		break;
	}
	return done_automaton_enters(alternative->automaton, dir + prefix, len - prefix);
}

bool done_glob_may_match_below(const struct done_glob *glob, const char *dir)
{
	size_t len = strlen(dir);

	if (len == 0 || strcmp(dir, ".") == 0)
		return true;
	glob_ready(glob);
	for (size_t i = 0; i < glob->nr; i++) {
		if (may_match_below(&glob->alternatives[i], dir, len))
			return true;
	}
	return false;
}
