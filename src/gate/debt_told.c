/* What is told of a file or a line that met a check and is gone: its name, and the command that
 * brings it back, which is one for all services that lost the same. */
#include <stdlib.h>
#include <string.h>

#include "debt.h"

enum { TOLD_BY_NAME = 8 }; /* files that a command names; of more it takes a pathspec */

/* ---- where it is brought back from ---- */

static bool told_has(struct done_snapshot *snapshot, const char *path)
{
	struct done_error ignored = {0};
	struct done_entry entry;

	return snapshot && done_snapshot_find(snapshot, path, &entry, &ignored) == 1;
}

/* The base's name, where that is one that git takes and still means the base. */
static const char *told_base_name(struct done_gate *gate, const struct done_plan *plan)
{
	const struct done_range *range = &plan->compared->range;
	struct done_error ignored = {0};
	struct done_oid named;

	if (plan->request->server || !range->base_name ||
	    strpbrk(range->base_name, " '\"$&;|<>()`\\") ||
	    done_revision_resolve(gate->repo, range->base_name, &named, &ignored) < 0 ||
	    !done_oid_equal(&named, &range->base))
		return NULL;
	return range->base_name;
}

/* Whoever pushes has the merge base, and not always the server's tip; nor has the tip every file
 * that the branch began with. */
static const char *told_revision(
    struct done_gate *gate, const struct done_plan *plan, const char *path)
{
	const struct done_range *range = &plan->compared->range;
	bool has_tip = told_has(plan->trees->tip, path);
	const char *name = has_tip ? told_base_name(gate, plan) : NULL;
	char hex[DONE_OID_HEX + 1];

	if (name)
		return name;
	done_oid_hex(
	    (has_tip && !plan->request->server) || !range->nr_from ? &range->base : &range->from[0],
	    hex);
	return done_arena_printf(plan->arena, "%.10s", hex);
}

/* ---- one finding ---- */

static const char *told_word(struct done_arena *arena, const char *path)
{
	struct done_buf word = {0};
	const char *text;

	done_add_shell_word(&word, path);
	text = done_arena_strndup(arena, word.ptr, word.len);
	done_buf_release(&word);
	return text;
}

/* What else would do, in the kind's own words; "" where these ask for the very file (path). */
static const char *told_else(
    struct done_arena *arena, const struct done_finding *finding, const char *path)
{
	const char *fix = finding->brief_fix ? finding->brief_fix : finding->fix;

	if (!fix || (path && strstr(fix, path)))
		return "";
	return done_arena_printf(arena, "\nor %s", fix);
}

/* "health check" of "no health check", "error handling" of "no error handling: it takes messages".
 */
static const char *told_what(struct done_arena *arena, const struct done_finding *finding)
{
	const char *brief = finding->brief ? finding->brief : finding->message;

	if (strncmp(brief, "no ", 3) != 0)
		return NULL;
	return done_arena_strndup(arena, brief + 3, strcspn(brief + 3, ":;("));
}

/* "no health check any more", or what is wrong in the kind's words. */
static const char *told_lead(
    struct done_arena *arena, const struct done_finding *finding, const struct done_lost_file *lost)
{
	const char *brief = finding->brief ? finding->brief : finding->message;
	size_t len = strcspn(brief, ":(");

	while (len && brief[len - 1] == ' ')
		len--;
	return lost->what ? done_arena_printf(arena, "no %s any more", lost->what)
	                  : done_arena_strndup(arena, brief, len);
}

/* "src/app.js" of services/cart/src/app.js. */
static const char *told_own_path(const struct done_debt_ask *ask, const char *path)
{
	const char *directory = ask->service->service->path;

	return strcmp(directory, ".") != 0 && done_path_below(path, directory)
	    ? path + strlen(directory) + 1
	    : path;
}

static const char *told_removed(
    struct done_arena *arena, const char *lead, const char *path, int line)
{
	return done_arena_printf(arena, "%s: it was in %s:%d, a line that this change removed",
	    lead, done_arena_shown(arena, path), line);
}

/* A line that opens a block, or decorates what follows, is not all that is gone. */
static const char *told_bring_back(struct done_arena *arena, const char *text)
{
	if (!text)
		return "bring that line back";
	return done_arena_printf(arena,
	    *text == '@' || (*text && strchr("{([:,\\", text[strlen(text) - 1]))
	        ? "bring back what began with that line: %s"
	        : "bring that line back: %s",
	    text);
}

static void told_line(struct done_arena *arena, const struct done_debt_ask *ask,
    struct done_finding *finding, struct done_lost_file *lost)
{
	const char *lead = told_lead(arena, finding, lost);

	lost->line = ask->lost_line;
	lost->in_each = told_removed(arena, lead, told_own_path(ask, ask->lost), lost->line);
	finding->brief = told_removed(arena, lead, ask->lost, lost->line);
	finding->brief_fix = done_arena_printf(
	    arena, "%s%s", told_bring_back(arena, ask->lost_text), told_else(arena, finding, NULL));
}

/* The very file that is asked for is told as such; of another it is told what was in it. */
static bool told_is_asked(const struct done_finding *finding, const struct done_lost_file *lost)
{
	const char *slash = strrchr(lost->path, '/');

	return (finding->path && !strcmp(finding->path, lost->path)) ||
	    (lost->what && !strcmp(lost->what, slash ? slash + 1 : lost->path));
}

/* The id of the change's commit, where it is a single one on top of what it is compared with. */
static const char *told_only_commit(struct done_gate *gate, const struct done_plan *plan)
{
	const struct done_range *range = &plan->compared->range;
	struct done_error ignored = {0};
	struct done_commit commit = {0};
	char hex[DONE_OID_HEX + 1];

	if (plan->compared->head.kind != DONE_SOURCE_COMMIT || range->nr_from != 1 ||
	    done_commit_read(
	        gate->repo, &plan->compared->head.commit, plan->arena, &commit, &ignored) < 0 ||
	    commit.nr_parents != 1 || !done_oid_equal(&commit.parents[0], &range->from[0]))
		return NULL;
	done_oid_hex(&plan->compared->head.commit, hex);
	return done_arena_printf(plan->arena, "%.10s", hex);
}

/* The file alone would stand there, and nobody would use it. False: nothing used it that is gone.
 */
static bool told_used(struct done_gate *gate, const struct done_plan *plan,
    const struct done_debt_ask *ask, struct done_finding *finding, struct done_lost_file *lost)
{
	struct done_arena *arena = plan->arena;
	const char *file = told_word(arena, ask->lost), *place, *more;
	struct done_debt_used used;

	done_debt_find_used(plan, ask, &used);
	if (!used.path)
		return false;
	place = done_arena_printf(arena, "%s:%d", done_arena_shown(arena, used.path), used.line);
	more = told_else(arena, finding, ask->lost);
	lost->revert = told_only_commit(gate, plan);
	lost->also = used.is_all ? used.path : NULL;
	finding->brief = done_arena_printf(
	    arena, "%s, and so was the line that used it, %s", finding->brief, place);
	if (lost->also)
		finding->brief_fix = done_arena_printf(arena, "git checkout %s -- %s %s%s",
		    lost->from, file, told_word(arena, used.path), more);
	else if (lost->revert)
		finding->brief_fix =
		    done_arena_printf(arena, "git revert --no-edit %s%s", lost->revert, more);
	else
		finding->brief_fix = done_arena_printf(arena,
		    "git checkout %s -- %s\nand bring back the line that used it, %s: %s%s",
		    lost->from, file, place, used.text, more);
	return true;
}

/* Without the manifest beside it a file of a library would be nobody's. */
static const char *told_whole(const struct done_plan *plan, const struct done_debt_ask *ask)
{
	const char *directory = ask->service->service->path;
	struct done_snapshot *tip = plan->trees->tip;
	struct done_error ignored = {0};
	const struct done_directory *had;

	if (!tip || !strcmp(directory, ".") || done_path_below(ask->lost, directory))
		return NULL;
	for (const char *slash = ask->lost; (slash = strchr(slash, '/')); slash++) {
		const char *above =
		    done_arena_strndup(plan->arena, ask->lost, (size_t)(slash - ask->lost));

		if (!told_has(plan->trees->head, above) &&
		    tip->list(tip->self, above, &had, &ignored) == 1 && had->nr > 1)
			return above;
	}
	return NULL;
}

static void told_file(struct done_gate *gate, const struct done_plan *plan,
    const struct done_debt_ask *ask, struct done_finding *finding, struct done_lost_file *lost)
{
	struct done_arena *arena = plan->arena;
	const char *path = done_arena_shown(arena, ask->lost);

	finding->brief = told_is_asked(finding, lost)
	    ? done_arena_printf(arena, "%s was deleted by this change", path)
	    : done_arena_printf(arena, "%s: it was in %s, deleted by this change",
	          told_lead(arena, finding, lost), path);
	if (told_used(gate, plan, ask, finding, lost))
		return;
	lost->whole = told_whole(plan, ask);
	finding->brief_fix = done_arena_printf(arena, "git checkout %s -- %s%s", lost->from,
	    told_word(arena, lost->whole ? lost->whole : ask->lost),
	    told_else(arena, finding, ask->lost));
}

/* The file stands where it stood, outside of the service, and the line that used it is gone. */
static bool told_through(const struct done_plan *plan, const struct done_debt_ask *ask,
    struct done_finding *finding, struct done_lost_file *lost)
{
	struct done_arena *arena = plan->arena;
	struct done_debt_used used;

	done_debt_find_used(plan, ask, &used);
	if (!used.path)
		return false;
	lost->path = used.path;
	lost->line = used.line;
	finding->brief = done_arena_printf(arena,
	    "%s: it was in %s, and this change removed the line that used it, %s:%d",
	    told_lead(arena, finding, lost), done_arena_shown(arena, ask->lost_through),
	    done_arena_shown(arena, used.path), used.line);
	finding->brief_fix = done_arena_printf(
	    arena, "bring that line back: %s%s", used.text, told_else(arena, finding, NULL));
	return true;
}

/* The finding that tells of what is gone; NULL: there is none, or it is not all of it. */
static struct done_finding *told_finding(const struct done_debt_ask *ask)
{
	struct done_finding *finding = ask->check->findings;

	if ((!ask->lost && !ask->lost_through) || ask->check->verdict != DONE_UNMET ||
	    !ask->check->nr_findings || ask->check->nr_known ||
	    (!finding->is_absent && !ask->lost_line))
		return NULL;
	return finding;
}

/* ---- many that lost the same ---- */

/* services/cart/package.json of services/cart: "services/" and "/package.json". */
struct told_shape {
	const char *check;
	const char *parent; /* with its slash; "" at the root */
	const char *rest;   /* from the slash on */
	struct done_lost_file *lost;
};

static bool told_shape_of(struct done_arena *arena, const struct done_debt_ask *ask,
    struct done_lost_file *lost, struct told_shape *out)
{
	const char *directory = ask->service->service->path, *slash = strrchr(directory, '/');

	if (lost->line || lost->also || lost->revert || !strcmp(directory, ".") ||
	    !done_path_below(ask->lost, directory) || strpbrk(ask->lost, "*?[\\"))
		return false;
	out->check = ask->check->check->id;
	out->parent =
	    done_arena_strndup(arena, directory, slash ? (size_t)(slash - directory) + 1 : 0);
	out->rest = ask->lost + strlen(directory);
	out->lost = lost;
	return true;
}

static int compare_told_shapes(const void *left, const void *right)
{
	const struct told_shape *a = left, *b = right;
	int rc = strcmp(a->check, b->check);

	rc = rc ? rc : strcmp(a->parent, b->parent);
	rc = rc ? rc : strcmp(a->rest, b->rest);
	return rc ? rc : strcmp(a->lost->from, b->lost->from);
}

/* Whether the pathspec of the shape names so many files of the base, and no more. */
static bool told_names_all(const struct done_plan *plan, const struct told_shape *shape, size_t all)
{
	struct done_snapshot *tip = plan->trees->tip;
	struct done_error ignored = {0};
	const struct done_directory *directory;
	size_t nr = 0, len = strlen(shape->parent);
	const char *parent = done_arena_strndup(plan->arena, shape->parent, len ? len - 1 : 0);

	if (!tip || tip->list(tip->self, parent, &directory, &ignored) != 1)
		return false;
	for (size_t i = 0; i < directory->nr && nr <= all; i++)
		nr += directory->entries[i].kind == DONE_ENTRY_DIRECTORY &&
		    told_has(tip,
		        done_arena_printf(plan->arena, "%s%s%s", shape->parent,
		            directory->entries[i].name, shape->rest));
	return nr == all;
}

/* It must take back nothing that the change did not delete. */
static void told_add_pathspecs(const struct done_plan *plan, struct told_shape *shapes, size_t nr)
{
	for (size_t i = 0, end; i < nr; i = end) {
		const char *pathspec;

		for (end = i + 1; end < nr && !compare_told_shapes(&shapes[i], &shapes[end]);)
			end++;
		if (end - i <= TOLD_BY_NAME || !told_names_all(plan, &shapes[i], end - i))
			continue;
		pathspec = done_arena_printf(
		    plan->arena, ":(top,glob)%s*%s", shapes[i].parent, shapes[i].rest);
		for (size_t j = i; j < end; j++)
			shapes[j].lost->pathspec = pathspec;
	}
}

/* The same stands where no service is: what would make it count. */
static void told_elsewhere(const struct done_plan *plan, const struct done_debt_ask *ask,
    struct done_debt_elsewhere *elsewhere, struct done_finding *finding)
{
	done_debt_find_elsewhere(plan, ask, elsewhere);
	if (!elsewhere->path)
		return;
	finding->brief_fix = done_arena_printf(plan->arena,
	    "%s\nor let the service own what it has: %s has '%s', and belongs to no service; "
	    "require "
	    "it by a relative path, or put it into a package that the service's manifest depends "
	    "on",
	    finding->brief_fix, done_arena_shown(plan->arena, elsewhere->path), elsewhere->quoted);
}

static bool told_one(struct done_gate *gate, const struct done_plan *plan,
    const struct done_debt_ask *ask, struct done_finding *finding, struct done_lost_file *lost)
{
	lost->path = ask->lost;
	lost->what = told_what(plan->arena, finding);
	if (!ask->lost && !told_through(plan, ask, finding, lost))
		return false;
	lost->from = told_revision(gate, plan, lost->path);
	if (ask->lost && ask->lost_line)
		told_line(plan->arena, ask, finding, lost);
	else if (ask->lost)
		told_file(gate, plan, ask, finding, lost);
	return true;
}

void done_debt_tell_lost(
    struct done_gate *gate, const struct done_plan *plan, const struct done_debt_asks *asks)
{
	struct told_shape *shapes = done_arena_array(plan->arena, asks->nr + 1, sizeof(*shapes));
	struct done_debt_elsewhere elsewhere = {0};
	size_t nr = 0;

	for (size_t i = 0; i < asks->nr; i++) {
		const struct done_debt_ask *ask = asks->items[i];
		struct done_finding *finding = told_finding(ask);
		struct done_lost_file *lost;

		if (!finding)
			continue;
		lost = done_arena_alloc(plan->arena, sizeof(*lost));
		if (!told_one(gate, plan, ask, finding, lost))
			continue;
		told_elsewhere(plan, ask, &elsewhere, finding);
		finding->lost = lost;
		nr += ask->lost && told_shape_of(plan->arena, ask, lost, &shapes[nr]);
	}
	qsort(shapes, nr, sizeof(*shapes), compare_told_shapes);
	told_add_pathspecs(plan, shapes, nr);
}
