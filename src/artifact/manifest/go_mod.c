/*
 * go.mod and go.work (go.dev/ref/mod): lines of words, some of them in blocks.
 *
 * Dependencies: what is required directly, scope run, and what is required with a local replace.
 * Name: the module's path. Facts: "go" = "1.22", "toolchain", "indirect" = the path of a module
 * that only others need, "replace" = "old new version", "tool" = the path of a package that is run
 * by `go tool`. go.work: members are its `use`; its local replaces are dependencies.
 */
#include <string.h>

#include "draft.h"
#include "readers.h"

#define GO_WORDS_MAX 8

struct go_line {
	const char *words[GO_WORDS_MAX];
	size_t nr;
	bool is_indirect;
	int line, column; /* of the first word */
};

struct go_reader {
	struct done_draft draft;
	const char *at;
	int line;
	const char *block; /* the verb whose block is open; NULL */
	int block_line, block_column;
	const char **replaced, **locals; /* modules that a path of the tree stands for */
	size_t nr_replaced, nr_locals, cap_replaced, cap_locals;
};

static int go_column(const struct go_reader *reader, const char *start)
{
	const char *line = start;

	while (line > reader->draft.text.ptr && line[-1] != '\n')
		line--;
	return (int)(start - line) + 1;
}

/* One word: a quoted text, a bracket, or all up to a blank or bracket. */
static const char *go_word(struct go_reader *reader)
{
	const char *start = reader->at;
	size_t len;

	if (*start == '"' || *start == '`') {
		const char quote[] = {*start, '\n', '\0'};
		len = strcspn(start + 1, quote);
		if (start[len + 1] != *start) {
			done_draft_fail(&reader->draft, reader->line, go_column(reader, start),
			    "the text in quotes is not closed on its line");
			return NULL;
		}
		reader->at = start + len + 2;
		return done_arena_strndup(reader->draft.arena, start + 1, len);
	}
	len = strchr("()[],", *start) ? 1 : strcspn(start, " \t\r\n()[],");
	reader->at = start + len;
	return done_arena_strndup(reader->draft.arena, start, len);
}

static bool go_comment_is_indirect(const char *comment)
{
	comment += 2;
	comment += strspn(comment, " \t");
	return !strncmp(comment, "indirect", 8) && strchr(" \t\r\n;", comment[8]);
}

/* The words of one line; 0 words for a line without any. */
static void go_read_line(struct go_reader *reader, struct go_line *out)
{
	*out = (struct go_line){.line = reader->line};
	for (;;) {
		reader->at += strspn(reader->at, " \t\r");
		if (!*reader->at || *reader->at == '\n')
			break;
		if (reader->at[0] == '/' && reader->at[1] == '/') {
			out->is_indirect = go_comment_is_indirect(reader->at);
			reader->at += strcspn(reader->at, "\n");
			break;
		}
		if (!out->nr)
			out->column = go_column(reader, reader->at);
		const char *word = go_word(reader);
		if (!word)
			return;
		if (out->nr < GO_WORDS_MAX)
			out->words[out->nr++] = word;
	}
	if (*reader->at == '\n')
		reader->at++, reader->line++;
}

/* ---- verbs ---- */

/* The arguments of a verb begin at words[from]. */
typedef void go_verb(struct go_reader *reader, const struct go_line *line, size_t from);

static void go_module(struct go_reader *reader, const struct go_line *line, size_t from)
{
	if (line->nr != from + 1)
		done_draft_fail(&reader->draft, line->line, line->column,
		    "'module' must be followed by one path");
	else
		reader->draft.out.name = line->words[from];
}

static void go_require(struct go_reader *reader, const struct go_line *line, size_t from)
{
	struct done_draft *draft = &reader->draft;

	if (line->nr != from + 2)
		done_draft_fail(draft, line->line, line->column,
		    "a required module must be written as 'path version'");
	else if (line->is_indirect)
		done_draft_fact(draft, "indirect", line->words[from], line->line);
	else
		done_draft_depend(draft, line->words[from], DONE_SCOPE_RUN, line->line)->version =
		    line->words[from + 1];
}

/* replace path [version] => other [version] */
static void go_replace(struct go_reader *reader, const struct go_line *line, size_t from)
{
	struct done_draft *draft = &reader->draft;
	size_t arrow = from;

	while (arrow < line->nr && strcmp(line->words[arrow], "=>") != 0)
		arrow++;
	if (arrow == from || arrow + 1 >= line->nr || arrow > from + 2 || line->nr > arrow + 3) {
		done_draft_fail(draft, line->line, line->column,
		    "a replacement must be written as 'path [version] => path "
		    "[version]'");
		return;
	}
	const char *old = line->words[from], *new = line->words[arrow + 1];
	if (new[0] == '.' && (new[1] == '/' || new[1] == '\0' || new[1] == '.')) {
		*DONE_ARENA_PUSH(draft->arena, reader->replaced, reader->nr_replaced,
		    reader->cap_replaced) = old;
		*DONE_ARENA_PUSH(draft->arena, reader->locals, reader->nr_locals,
		    reader->cap_locals) = done_draft_path(draft->arena, new);
		return;
	}
	done_draft_fact(draft, "replace",
	    arrow + 2 < line->nr
	        ? done_arena_printf(draft->arena, "%s %s %s", old, new, line->words[arrow + 2])
	        : done_arena_printf(draft->arena, "%s %s", old, new),
	    line->line);
}

static void go_use(struct go_reader *reader, const struct go_line *line, size_t from)
{
	if (line->nr != from + 1)
		done_draft_fail(
		    &reader->draft, line->line, line->column, "'use' must be followed by one path");
	else
		done_draft_member(&reader->draft, line->words[from]);
}

static void go_version(struct go_reader *reader, const struct go_line *line, size_t from)
{
	done_draft_fact(
	    &reader->draft, "go", from < line->nr ? line->words[from] : NULL, line->line);
}

static void go_toolchain(struct go_reader *reader, const struct go_line *line, size_t from)
{
	done_draft_fact(
	    &reader->draft, "toolchain", from < line->nr ? line->words[from] : NULL, line->line);
}

static void go_tool(struct go_reader *reader, const struct go_line *line, size_t from)
{
	done_draft_fact(
	    &reader->draft, "tool", from < line->nr ? line->words[from] : NULL, line->line);
}

static const struct {
	const char *name;
	go_verb *read; /* NULL: nothing that is asked for */
} go_verbs[] = {
    {"module", go_module},
    {"require", go_require},
    {"replace", go_replace},
    {"use", go_use},
    {"go", go_version},
    {"toolchain", go_toolchain},
    {"tool", go_tool},
    {"exclude", NULL},
    {"retract", NULL},
    {"godebug", NULL},
    {"ignore", NULL},
};

static void go_verb_read(
    struct go_reader *reader, const struct go_line *line, const char *verb, size_t from)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(go_verbs); i++) {
		if (strcmp(go_verbs[i].name, verb) != 0)
			continue;
		if (go_verbs[i].read)
			go_verbs[i].read(reader, line, from);
		return;
	}
	done_draft_not_read(
	    &reader->draft, line->line, "'%s' is not a known word of this format", verb);
}

static void go_read_words(struct go_reader *reader, const struct go_line *line)
{
	if (reader->block) {
		if (!strcmp(line->words[0], ")"))
			reader->block = NULL;
		else
			go_verb_read(reader, line, reader->block, 0);
	} else if (line->nr > 1 && !strcmp(line->words[1], "(")) {
		if (line->nr > 2 && !strcmp(line->words[2], ")"))
			return;
		reader->block = line->words[0];
		reader->block_line = line->line;
		reader->block_column = line->column;
	} else {
		go_verb_read(reader, line, line->words[0], 1);
	}
}

/* A local replace holds for every line that requires the module, before it or behind it; and for a
 * module that only others require. */
static void go_join_replaced(struct go_reader *reader)
{
	struct done_manifest *out = &reader->draft.out;
	struct done_draft_names names = done_draft_names_of(&reader->draft);

	for (size_t i = 0; i < reader->nr_replaced && reader->draft.rc == 0; i++) {
		const struct done_draft_name *found =
		    done_draft_names_find(&names, reader->replaced[i]);
		struct done_dependency *item = found
		    ? &out->dependencies[found->index]
		    : done_draft_depend(&reader->draft, reader->replaced[i], DONE_SCOPE_RUN, 0);
		item->local = reader->locals[i];
	}
}

static int go_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    bool is_module, struct done_manifest *out, struct done_error *err)
{
	struct go_reader reader = {.line = 1};
	struct go_line line;

	if (done_draft_open(&reader.draft, arena, bytes, file, err) < 0)
		return reader.draft.rc;
	reader.at = reader.draft.text.ptr;
	while (*reader.at && reader.draft.rc == 0) {
		go_read_line(&reader, &line);
		if (line.nr && reader.draft.rc == 0)
			go_read_words(&reader, &line);
	}
	if (reader.block)
		done_draft_fail(&reader.draft, reader.block_line, reader.block_column,
		    "the block of '%s' is never closed: its ')' is missing", reader.block);
	if (is_module && !reader.draft.out.name)
		done_draft_fail(&reader.draft, 1, 1, "the line 'module PATH' is missing");
	go_join_replaced(&reader);
	return done_draft_close(&reader.draft, out);
}

static int go_mod_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	return go_read(arena, bytes, file, true, out, err);
}

static int go_work_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	return go_read(arena, bytes, file, false, out, err);
}

const struct done_manifest_reader done_manifest_go_mod = {
    .name = "go-mod",
    .summary = "go.mod: module, direct requirements, local replacements, tools",
    .read = go_mod_read,
};
const struct done_manifest_reader done_manifest_go_work = {
    .name = "go-work",
    .summary = "go.work: the modules in use and local replacements",
    .read = go_work_read,
};
