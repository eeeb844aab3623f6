/*
 * What met a check on the base and is gone: the file, which the change deleted, or the line of it,
 * which is nowhere in the file any more.
 */
#include <ctype.h>
#include <string.h>

#include "debt.h"
#include "done/artifact.h"

#define LOST_LINE_MAX 120            /* bytes of a line that is quoted */
#define LOST_BYTES_MAX (1024 * 1024) /* of a file that is asked for a line */

/* The line that begins at *from, without the blanks around it; ptr NULL: there is none. *from is
 * then behind it. */
static struct done_bytes lost_next_line(struct done_bytes text, size_t *from)
{
	const char *at, *end, *stop = text.ptr + text.len;

	if (*from >= text.len)
		return (struct done_bytes){0};
	at = text.ptr + *from;
	end = memchr(at, '\n', (size_t)(stop - at));
	*from = end ? (size_t)(end - text.ptr) + 1 : text.len;
	end = end ? end : stop;
	while (at < end && strchr(" \t\r", *at))
		at++;
	while (end > at && strchr(" \t\r", end[-1]))
		end--;
	return (struct done_bytes){at, (size_t)(end - at)};
}

static struct done_bytes lost_line_of(struct done_bytes text, int line)
{
	struct done_bytes found = {0};
	size_t from = 0;

	for (int i = 0; i < line; i++)
		found = lost_next_line(text, &from);
	return found;
}

static bool lost_has_text(struct done_bytes text, struct done_bytes wanted)
{
	const char *at = text.ptr, *end = text.ptr + text.len;

	while (at < end && (size_t)(end - at) >= wanted.len) {
		if (!memcmp(at, wanted.ptr, wanted.len))
			return true;
		at = memchr(at + 1, *wanted.ptr, (size_t)(end - at - 1));
		if (!at)
			return false;
	}
	return false;
}

static size_t lost_count_lines(struct done_bytes text)
{
	size_t from = 0, nr = 0;

	while (lost_next_line(text, &from).ptr)
		nr++;
	return nr;
}

/* More than half of what it was is gone, and more than a third of what it is is new: what it uses
 * now may be of a kind that nobody has told us of. */
static bool lost_is_rewritten(
    struct done_arena *arena, struct done_bytes before, struct done_bytes after)
{
	size_t was = lost_count_lines(before), is = lost_count_lines(after), fresh = 0;
	struct done_line_ranges added = {0};
	struct done_error ignored = {0};

	if (done_lines_added(arena, before, after, false, &added, &ignored) < 0)
		return false;
	for (size_t i = 0; i < added.nr; i++)
		fresh += (size_t)(added.items[i].last - added.items[i].first) + 1;
	return fresh <= is && 2 * (is - fresh) < was && 3 * fresh > is;
}

/* "a leveled logger is called: log.Error(": the file calls it elsewhere, and not in a comment.
 * Where so many calls show a thing, the first one alone has been named. */
static bool lost_is_called_elsewhere(struct done_bytes after, const char *what)
{
	const char *called = what ? strstr(what, ": ") : NULL;
	struct done_bytes line, text;
	size_t from = 0;

	if (!called || called[2] == '\0')
		return false;
	text = (struct done_bytes){called + 2, strlen(called + 2)};
	while ((line = lost_next_line(after, &from)).ptr) {
		if (line.len && !strchr("/#*-;", *line.ptr) && lost_has_text(line, text))
			return true;
	}
	return false;
}

/* What the first line was that is gone. */
static void lost_describe(const struct done_debt_tree *tree, struct done_bytes before,
    struct done_bytes after, struct done_bytes wanted, struct done_debt_ask *ask)
{
	struct done_arena *arena = tree->judged->arena;

	ask->still_stands |= lost_is_called_elsewhere(after, ask->lost_what);
	ask->is_rewritten = lost_is_rewritten(arena, before, after);
	if (wanted.len <= LOST_LINE_MAX)
		ask->lost_text =
		    done_arena_shown(arena, done_arena_strndup(arena, wanted.ptr, wanted.len));
}

/* The line that met the check there is nowhere in the file any more. */
static bool lost_is_line(const struct done_debt_tree *tree, const char *path,
    const struct done_entry *now, int line, struct done_debt_ask *ask)
{
	struct done_snapshot *head = tree->judged->trees->head;
	struct done_buf before = {0}, after = {0};
	struct done_error ignored = {0};
	struct done_entry then;
	struct done_bytes was, is, wanted = {0};
	bool is_lost = false;

	if (line > 0 && done_snapshot_find(tree->snapshot, path, &then, &ignored) == 1 &&
	    then.kind == DONE_ENTRY_FILE && now->kind == DONE_ENTRY_FILE &&
	    !done_oid_equal(&then.oid, &now->oid) &&
	    tree->snapshot->read(
	        tree->snapshot->self, &then.oid, path, LOST_BYTES_MAX, &before, &ignored) >= 0 &&
	    head->read(head->self, &now->oid, path, LOST_BYTES_MAX, &after, &ignored) >= 0 &&
	    before.len) {
		was = (struct done_bytes){before.ptr, before.len};
		is = (struct done_bytes){after.ptr, after.len};
		wanted = lost_line_of(was, line);
		is_lost = wanted.len && !lost_has_text(is, wanted);
		if (is_lost && !ask->lost)
			lost_describe(tree, was, is, wanted, ask);
	}
	done_buf_release(&before);
	done_buf_release(&after);
	return is_lost;
}

/* "k6 runs load/orders.js": the line stands, and a file that it names is deleted, not moved. */
static const char *lost_named(const struct done_debt_tree *tree,
    const struct done_evidence *evidence, const struct done_debt_ask *ask)
{
	const struct done_changes *changes = &tree->judged->changed->changes;
	const char *directory = done_service_directory(ask->service->service);

	for (size_t i = 0; evidence->what && i < changes->nr; i++) {
		const char *path = changes->items[i].path, *rest = path, *at;

		if (changes->items[i].kind != DONE_DELETED || done_moves_find(&tree->moves, path))
			continue;
		if (*directory && done_path_below(path, directory))
			rest = path + strlen(directory) + 1;
		at = strchr(rest, '.') ? strstr(evidence->what, rest) : NULL;
		if (at && (at == evidence->what || at[-1] == ' ' || at[-1] == '\'') &&
		    !isalnum((unsigned char)at[strlen(rest)]))
			return path;
	}
	return NULL;
}

static void lost_look_at(const struct done_debt_tree *tree, const struct done_evidence *evidence,
    struct done_debt_ask *ask)
{
	struct done_arena *arena = tree->judged->arena;
	const char *path = evidence->path;
	const struct done_move *moved = done_moves_find(&tree->moves, path);
	bool is_own = moved || done_path_below(path, done_service_directory(ask->service->service));
	struct done_error ignored = {0};
	struct done_entry entry;
	const char *named = NULL;
	bool is_line;
	int rc = done_snapshot_find(
	    tree->judged->trees->head, moved ? moved->to : path, &entry, &ignored);

	if (rc == 1 && !is_own && !ask->lost)
		ask->lost_through = done_arena_strdup(arena, path);
	is_line = rc == 1 && lost_is_line(tree, path, &entry, evidence->line, ask);
	if (rc == 1 && !is_line)
		named = lost_named(tree, evidence, ask);
	ask->still_stands |= rc == 1 && is_own && !is_line && !named;
	if (ask->lost || (rc != 0 && !is_line && !named))
		return;
	ask->lost = done_arena_strdup(arena, named ? named : path);
	ask->lost_line = is_line ? evidence->line : 0;
}

/* The file that met the check there, where the change takes it away, or the line of it. */
void done_debt_find_lost(
    const struct done_debt_tree *tree, const struct done_result *result, struct done_debt_ask *ask)
{
	for (size_t i = 0; i < result->nr_evidence; i++) {
		const char *what = result->evidence[i].what;

		if (what && !ask->lost_what)
			ask->lost_what = done_arena_strdup(tree->judged->arena, what);
		if (result->evidence[i].path)
			lost_look_at(tree, &result->evidence[i], ask);
	}
}

/* ---- what used the file that is gone ---- */

enum { USED_FILES_MAX = 200, USED_STEM_MIN = 3, ELSEWHERE_READS_MAX = 1000 };

/* "health" of src/routes/health.js, and of src/health/index.js. */
static struct done_bytes used_stem(const char *path)
{
	static const char *const fillers[] = {"index", "main", "mod", "init", "__init__"};
	const char *name = done_last_part(path);
	size_t len = strcspn(name, ".");

	for (size_t i = 0; i < DONE_ARRAY_SIZE(fillers); i++) {
		if (strlen(fillers[i]) != len || strncmp(fillers[i], name, len) != 0 ||
		    name == path)
			continue;
		const char *end = name - 1;

		for (name = end; name > path && name[-1] != '/';)
			name--;
		len = (size_t)(end - name);
		break;
	}
	return (struct done_bytes){name, len};
}

static bool used_is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool used_names(struct done_bytes line, struct done_bytes stem)
{
	for (size_t at = 0; at + stem.len <= line.len; at++) {
		if (!memcmp(line.ptr + at, stem.ptr, stem.len) &&
		    (!at || !used_is_word(line.ptr[at - 1])) &&
		    (at + stem.len == line.len || !used_is_word(line.ptr[at + stem.len])))
			return true;
	}
	return false;
}

/* The first line of the file before that names the stem, and that is not there any more. */
static bool used_in_texts(struct done_arena *arena, struct done_bytes before,
    struct done_bytes after, struct done_bytes stem, struct done_debt_used *out)
{
	struct done_line_ranges added = {0};
	struct done_error ignored = {0};

	size_t from = 0;

	for (int number = 1;; number++) {
		struct done_bytes line = lost_next_line(before, &from);

		if (!line.ptr)
			return false;
		if (!line.len || !used_names(line, stem) || lost_has_text(after, line))
			continue;
		out->line = number;
		out->text = done_arena_shown(arena, done_arena_strndup(arena, line.ptr, line.len));
		out->is_all =
		    done_lines_added(arena, before, after, false, &added, &ignored) >= 0 &&
		    !added.nr;
		return true;
	}
}

static bool used_read(struct done_snapshot *snapshot, const char *path, struct done_buf *out)
{
	struct done_error ignored = {0};
	struct done_entry entry;

	return done_snapshot_find(snapshot, path, &entry, &ignored) == 1 &&
	    entry.kind == DONE_ENTRY_FILE &&
	    snapshot->read(snapshot->self, &entry.oid, path, LOST_BYTES_MAX, out, &ignored) >= 0 &&
	    out->len && !memchr(out->ptr, '\0', out->len);
}

void done_debt_find_used(
    const struct done_plan *plan, const struct done_debt_ask *ask, struct done_debt_used *out)
{
	const struct done_changes *changes = &plan->changed->changes;
	const char *directory = done_service_directory(ask->service->service);
	struct done_bytes stem = used_stem(ask->lost ? ask->lost : ask->lost_through);
	int nr = 0;

	*out = (struct done_debt_used){0};
	if (stem.len < USED_STEM_MIN || ask->lost_line || !plan->changed->from)
		return;
	for (size_t i = 0; i < changes->nr && !out->path && nr < USED_FILES_MAX; i++) {
		const char *path = changes->items[i].path;
		struct done_buf before = {0}, after = {0};

		if (changes->items[i].kind != DONE_MODIFIED || !done_path_below(path, directory))
			continue;
		nr++;
		if (used_read(plan->changed->from, path, &before) &&
		    used_read(plan->trees->head, path, &after) &&
		    used_in_texts(plan->arena, (struct done_bytes){before.ptr, before.len},
		        (struct done_bytes){after.ptr, after.len}, stem, out))
			out->path = path;
		done_buf_release(&before);
		done_buf_release(&after);
	}
}

/* ---- where else it stands now ---- */

/* "/healthz" of "route '/healthz'". */
static struct done_bytes elsewhere_quoted(const char *what)
{
	const char *from = what ? strchr(what, '\'') : NULL;
	const char *end = from ? strchr(from + 1, '\'') : NULL;

	return end ? (struct done_bytes){from + 1, (size_t)(end - from) - 1}
	           : (struct done_bytes){0};
}

static const char *elsewhere_look(
    const struct done_plan *plan, struct done_bytes wanted, int *nr_read)
{
	const struct done_changes *changes = &plan->changed->changes;
	const char *found = NULL;
	int nr = 0;

	for (size_t i = 0;
	     i < changes->nr && !found && nr < USED_FILES_MAX && *nr_read < ELSEWHERE_READS_MAX;
	     i++) {
		const char *path = changes->items[i].path;
		struct done_buf text = {0};

		if (changes->items[i].kind == DONE_DELETED ||
		    done_services_owner(&plan->map->services, path, strlen(path)) >= 0 ||
		    done_document_has_ids(path))
			continue;
		nr++;
		++*nr_read;
		if (used_read(plan->trees->head, path, &text) &&
		    lost_has_text((struct done_bytes){text.ptr, text.len}, wanted))
			found = path;
		done_buf_release(&text);
	}
	return found;
}

void done_debt_find_elsewhere(const struct done_plan *plan, const struct done_debt_ask *ask,
    struct done_debt_elsewhere *elsewhere)
{
	struct done_bytes wanted = elsewhere_quoted(ask->lost_what);

	if (elsewhere->what && ask->lost_what && !strcmp(elsewhere->what, ask->lost_what))
		return;
	elsewhere->what = ask->lost_what;
	elsewhere->path = NULL;
	if (wanted.len < USED_STEM_MIN)
		return;
	elsewhere->path = elsewhere_look(plan, wanted, &elsewhere->nr_read);
	elsewhere->quoted =
	    done_arena_shown(plan->arena, done_arena_strndup(plan->arena, wanted.ptr, wanted.len));
}
