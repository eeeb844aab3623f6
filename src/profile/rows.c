/*
 * Rows of ecosystems on one file: no data flow and no resolution of names. A row holds where the
 * file imports its package and its patterns match what is code (or code and strings) there.
 */
#include <ctype.h>
#include <string.h>

#include "finder.h"
#include "quoted.h"
#include "statement.h"

#define MATCHES_MAX 10000
#define SHOWN_MAX 80

/* ---- packages ---- */

bool done_package_is(const struct done_ecosystem *ecosystem, const char *name, const char *package)
{
	size_t len;
	bool open;

	/* Most names begin with another letter already. */
	if (*name != *package && *package && *package != '*')
		return false;
	len = strlen(package);
	open = len && package[len - 1] == '*';
	if (strncmp(name, package, len - open) != 0)
		return false;
	return open || !name[len] || strchr(ecosystem->divided_by, name[len]) ||
	    (len && strchr(ecosystem->divided_by, package[len - 1]));
}

static const char *row_package_of(
    const struct done_ecosystem *ecosystem, const struct done_row *row, const char *name)
{
	for (size_t i = 0; i < row->packages.nr; i++) {
		if (done_package_is(ecosystem, name, row->packages.items[i]))
			return row->packages.items[i];
	}
	return NULL;
}

const struct done_dependency *done_row_in_manifest(const struct done_ecosystem *ecosystem,
    const struct done_row *row, const struct done_manifest *manifest)
{
	for (size_t i = 0; i < manifest->nr_dependencies; i++) {
		const struct done_dependency *dependency = &manifest->dependencies[i];

		if (dependency->scope == DONE_SCOPE_RUN &&
		    row_package_of(ecosystem, row, dependency->name))
			return dependency;
	}
	return NULL;
}

/* ---- matches ---- */

struct row_looking {
	struct done_arena *arena;
	struct done_matcher *matcher;
	struct done_source *source;
	struct done_row_match *out;
};

static void row_place(const struct done_bytes *in, size_t offset, int *line, int *column)
{
	size_t start = 0;

	*line = 1;
	for (size_t i = 0; i < offset; i++) {
		if (in->ptr[i] == '\n') {
			++*line;
			start = i + 1;
		}
	}
	*column = (int)(offset - start) + 1;
}

/* What a match shows: its first line that holds something, cut to fit. */
static void row_show(
    const struct row_looking *looking, const struct done_bytes *in, const struct done_match *match)
{
	size_t start = match->start, end;
	struct done_buf shown = {0};

	while (start < match->end && isspace((unsigned char)in->ptr[start]))
		start++;
	end = start;
	while (end < match->end && end - start < SHOWN_MAX && in->ptr[end] != '\n' &&
	    in->ptr[end] != '\r')
		end++;
	row_place(in, start, &looking->out->line, &looking->out->column);
	done_buf_add_shown(&shown, in->ptr + start, end - start);
	looking->out->match =
	    done_arena_strndup(looking->arena, shown.ptr ? shown.ptr : "", shown.len);
	done_buf_release(&shown);
}

/* 1 with the next match at or after *from, which then stands behind it. */
static int row_next(const struct row_looking *looking, struct done_row_pattern *pattern,
    struct done_bytes in, size_t *from, struct done_match *match, struct done_error *err)
{
	const struct done_pattern *compiled;
	int rc;

	if (*from > in.len)
		return 0;
	rc = done_row_pattern_get(pattern, &compiled, err);
	if (rc < 0)
		return rc;
	rc = done_pattern_find(
	    compiled, looking->matcher, in, looking->source->charset, *from, match, err);
	if (rc > 0)
		*from = match->end > match->start ? match->end : match->end + 1;
	return rc;
}

/* The same among those that are worth something (quoted.h). */
static int row_next_shown(const struct row_looking *looking, struct done_row_pattern *pattern,
    struct done_bytes in, size_t *from, struct done_match *match, struct done_error *err)
{
	struct done_bytes kept;
	int rc;

	while ((rc = row_next(looking, pattern, in, from, match, err)) > 0) {
		if (done_match_is_quoted(looking->source, match))
			continue;
		if (!done_match_is_idle(looking->source, match, &kept))
			break;
		if (kept.len == 0 || looking->out->kept || looking->out->match)
			continue;
		looking->out->kept = done_arena_strndup(looking->arena, kept.ptr, kept.len);
		row_show(looking, &in, match);
	}
	return rc;
}

/* Counts into *nr; the first is shown where none was before. */
static int row_count(const struct row_looking *looking, struct done_row_pattern *pattern,
    struct done_bytes in, size_t *nr, struct done_error *err)
{
	struct done_match match;
	size_t from = 0;
	int rc = 0;

	for (*nr = 0; *nr < MATCHES_MAX; ++*nr) {
		rc = row_next_shown(looking, pattern, in, &from, &match, err);
		if (rc <= 0)
			break;
		if (looking->out->match && !looking->out->kept)
			continue;
		row_show(looking, &in, &match);
		looking->out->kept = NULL;
	}
	return rc < 0 ? rc : 0;
}

/* ---- the forms of rows ---- */

/* Whether a pattern may match what is not blanked; none does not stand in the way. */
static bool row_may_match(const struct row_looking *looking, struct done_row_pattern *pattern)
{
	return !pattern || done_row_pattern_may_match(pattern, looking->source->bytes);
}

static int row_look_for(
    const struct row_looking *looking, const struct done_row *row, struct done_error *err)
{
	size_t calls = 0, text = 0;

	if (!row_may_match(looking, row->calls) || !row_may_match(looking, row->text))
		return 0;
	if (done_source_mask(looking->source, err) < 0)
		return err->code;
	if (row->calls) {
		if (row_count(looking, row->calls, looking->source->code, &calls, err) < 0)
			return err->code;
		if (!calls)
			return 0;
	}
	if (row->text) {
		if (row_count(looking, row->text, looking->source->text, &text, err) < 0)
			return err->code;
		if (!text)
			return 0;
	}
	looking->out->nr = row->calls ? calls : text;
	return 0;
}

/* Every match of each: has its statement what it needs? */
static int row_look_each(
    const struct row_looking *looking, const struct done_row *row, struct done_error *err)
{
	struct done_match match, within;
	struct done_bytes code;
	bool lacking = false;
	size_t from = 0;
	int rc;

	if (!row_may_match(looking, row->each))
		return 0;
	if (done_source_mask(looking->source, err) < 0)
		return err->code;
	code = looking->source->code;
	while (looking->out->nr_of < MATCHES_MAX &&
	    (rc = row_next(looking, row->each, code, &from, &match, err)) != 0) {
		struct done_bytes statement;
		size_t ignored = 0;

		if (rc < 0)
			return rc;
		statement = done_statement_at(code, match.start, match.end);
		rc = row_next(looking, row->needs, statement, &ignored, &within, err);
		if (rc < 0)
			return rc;
		looking->out->nr_of++;
		looking->out->nr += rc > 0;
		if (!looking->out->match || (!rc && !lacking))
			row_show(looking, &code, &match);
		lacking |= !rc;
	}
	return 0;
}

/* A use of the name that an import binds, outside of import statements: a list of names to import
 * goes on with a comma or ends with a brace. */
static bool row_is_use(struct done_bytes code, size_t start, size_t end)
{
	size_t next = end;

	if ((start &&
	        (isalnum((unsigned char)code.ptr[start - 1]) || code.ptr[start - 1] == '_' ||
	            code.ptr[start - 1] == '$')) ||
	    (end < code.len && (isalnum((unsigned char)code.ptr[end]) || code.ptr[end] == '_')))
		return false;
	while (next < code.len && isspace((unsigned char)code.ptr[next]))
		next++;
	return next < code.len && code.ptr[next] != ',' && code.ptr[next] != '}' &&
	    strncmp(code.ptr + next, "from", 4) != 0 && strncmp(code.ptr + next, "as ", 3) != 0;
}

static size_t row_line_start(struct done_bytes code, int line)
{
	size_t at = 0;

	for (; line > 1 && at < code.len; at++)
		line -= code.ptr[at] == '\n';
	return at;
}

static void row_look_uses(const struct row_looking *looking, const struct done_import *import)
{
	struct done_bytes code = looking->source->code;
	size_t len = import->bound ? strlen(import->bound) : 0;
	size_t own = row_line_start(code, import->line);
	size_t own_end = row_line_start(code, import->line + 1);

	for (size_t at = 0; len && at + len <= code.len; at++) {
		struct done_match match = {at, at + len};

		if ((at >= own && at < own_end) || memcmp(code.ptr + at, import->bound, len) != 0 ||
		    !row_is_use(code, at, at + len))
			continue;
		looking->out->nr++;
		if (!looking->out->match)
			row_show(looking, &code, &match);
	}
}

/* ---- rows ---- */

bool done_row_has_pattern(const struct done_row *row)
{
	return row->calls || row->text || row->each;
}

bool done_row_looks_at(
    const struct done_row *row, const struct done_ecosystem *ecosystem, const char *path)
{
	if (row->manifest && !done_row_has_pattern(row))
		return false;
	return row->files.nr ? done_globs_match(&row->files, path)
	                     : done_ecosystem_is_source(ecosystem, path);
}

/* A pattern of ours is nothing that its reader can make simpler. */
static int row_give_up(
    const struct row_looking *looking, const struct done_row *row, struct done_error *err)
{
	if (err->code != DONE_E_UNDECIDED || !done_row_is_built_in(row))
		return err->code;
	*err = (struct done_error){0};
	done_error_set(err, DONE_E_UNDECIDED,
	    "'%s' was not searched to its end: it ran into a limit of the search",
	    looking->source->path);
	return done_error_cure(err,
	    "divide it; or, where nobody writes it by hand, name it under 'generated' of its "
	    "ecosystem in the policy (git done explain ecosystems)");
}

static int row_look(
    const struct row_looking *looking, const struct done_row *row, struct done_error *err)
{
	int rc = row->each ? row_look_each(looking, row, err) : row_look_for(looking, row, err);

	return rc < 0 ? row_give_up(looking, row, err) : rc;
}

/* With packages: for the first import that is one of them; where nothing else is asked, for the
 * first whose name is used. */
static int row_look_imports(const struct done_ecosystem *ecosystem,
    const struct row_looking *looking, const struct done_row *row, struct done_error *err)
{
	const struct done_imports *imports = &looking->source->imports;

	for (size_t i = 0; i < imports->nr && !looking->out->nr; i++) {
		const char *package = row_package_of(ecosystem, row, imports->items[i].name);

		if (!package)
			continue;
		looking->out->package = package;
		if (done_row_has_pattern(row))
			return row_look(looking, row, err);
		if (done_source_mask(looking->source, err) < 0)
			return err->code;
		row_look_uses(looking, &imports->items[i]);
	}
	return 0;
}

/* done_row_looks_at() of a source whose path was asked already. */
static bool row_looks_into(const struct done_row *row, const struct done_source *source)
{
	if (row->manifest && !done_row_has_pattern(row))
		return false;
	return row->files.nr ? done_globs_match(&row->files, source->path) : !source->is_config;
}

int done_row_in_source(struct done_arena *arena, const struct done_ecosystem *ecosystem,
    const struct done_row *row, struct done_source *source, struct done_row_match *out,
    struct done_error *err)
{
	struct done_row_match found = {0};
	struct row_looking looking = {arena, source->matcher, source, &found};
	int rc = 0;

	if (!row_looks_into(row, source)) {
		*out = found;
		return 0;
	}
	if (!looking.matcher)
		looking.matcher = done_matcher_new();
	/* A configuration imports nothing: what stands in it speaks for itself. */
	if (row->packages.nr && !row->manifest && !source->is_config)
		rc = row_look_imports(ecosystem, &looking, row, err);
	else
		rc = row_look(&looking, row, err);
	if (!source->matcher)
		done_matcher_free(looking.matcher);
	if (rc < 0)
		return rc;
	if (!found.nr && !found.nr_of && !found.kept)
		found = (struct done_row_match){0};
	*out = found;
	return 0;
}

/* ---- words ---- */

const char *done_row_says(
    struct done_arena *arena, const struct done_row *row, const struct done_row_match *match)
{
	const char *m = match->match ? match->match : "";
	const struct {
		const char *word, *text;
	} words[] = {
	    {"{package}", match->package ? match->package : m},
	    {"{match}", m},
	    {"{n}", done_arena_printf(arena, "%zu", match->nr)},
	    {"{m}", done_arena_printf(arena, "%zu", match->nr_of)},
	};
	struct done_buf out = {0};
	const char *text;

	for (const char *at = row->says ? row->says : "{match}"; *at;) {
		size_t i = 0;

		while (i < DONE_ARRAY_SIZE(words) && !done_text_starts(at, words[i].word))
			i++;
		if (i < DONE_ARRAY_SIZE(words)) {
			done_buf_addstr(&out, words[i].text);
			at += strlen(words[i].word);
		} else {
			done_buf_addch(&out, *at++);
		}
	}
	text = done_arena_strndup(arena, out.ptr ? out.ptr : "", out.len);
	done_buf_release(&out);
	return text;
}
