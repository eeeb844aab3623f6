/* One source or configuration, and what the rows say of it: read once, and not at all where a
 * commit before this one asked the same. */
#include "seen_parts.h"

#include <string.h>

static int file_is_generated(struct seeing *seeing, const struct done_ecosystem *ecosystem,
    struct done_bytes text, struct done_error *err)
{
	struct done_bytes head = {text.ptr, text.len < 4096 ? text.len : 4096};
	const struct done_pattern *pattern;
	struct done_match match;

	if (!ecosystem->generated_head)
		return 0;
	if (done_row_pattern_get(ecosystem->generated_head, &pattern, err) < 0)
		return err->code;
	return done_pattern_find(
	    pattern, seeing->view->matcher, head, done_charset_of(head), 0, &match, err);
}

/* An enum seen_state, or an error: of that nothing is kept. */
static int file_read(struct seeing *seeing, struct seen_file *file, struct done_error *err)
{
	struct done_blob *blob;
	struct done_bytes text;
	int rc = done_view_blob(seeing->view, file->file, DONE_BLOB_MAX, false, &blob, err);

	if (rc < 0)
		return rc;
	if (blob->binary || blob->pointer || blob->is_cut)
		return SEEN_SILENT;
	if (done_blob_text(blob, file->file->path, &text, err) < 0)
		return err->code;
	if (text.len > DONE_SOURCE_MAX)
		return SEEN_TOO_LARGE;
	rc = file->is_source ? file_is_generated(seeing, file->ecosystem, text, err) : 0;
	if (rc != 0)
		return rc < 0 ? rc : SEEN_SILENT;
	done_source_make(&seeing->scratch, file->ecosystem, file->file->path, text, &file->source);
	file->source.matcher = seeing->view->matcher;
	if (!file->answers->required.nr) {
		struct done_arena *room = done_snapshot_room(seeing->view->head);

		done_seen_note_required(room ? room : &seeing->scratch, file, file->answers);
	}
	return SEEN_ASKED;
}

/* What is asked of the files of these ecosystems: the rows of the same capabilities, in one order.
 */
static const char *file_of(struct seeing *seeing, const struct seen_file *file)
{
	const struct done_view *view = seeing->view;
	const struct done_strings *ids = done_view_read_as(view);

	if (!seeing->of.len) {
		done_buf_addf(&seeing->of, "seen %x", view->capabilities);
		for (size_t i = 0; i < ids->nr; i++)
			done_buf_addf(&seeing->of, " %s", ids->items[i]);
	}
	return done_arena_printf(
	    &seeing->scratch, "%s %s %d", seeing->of.ptr, file->ecosystem->id, file->is_source);
}

void done_seen_open(struct seeing *seeing, struct seen_file *file)
{
	struct done_snapshot *head = seeing->view->head;
	const struct done_oid *oid = &file->file->entry.oid;
	const char *path = file->file->path;
	struct done_arena *room = done_snapshot_room(head);
	const char *of = head->memo ? file_of(seeing, file) : NULL;

	if (of)
		file->answers = done_snapshot_recall(head, of, path, oid);
	if (file->answers)
		return;
	file->answers = done_arena_alloc(room ? room : &seeing->scratch, sizeof(*file->answers));
	file->answers->answers =
	    done_arena_alloc(room ? room : &seeing->scratch, seeing->counts.nr);
	if (room)
		done_snapshot_keep(head, of, path, oid, file->answers);
}

static void file_keep(
    struct seeing *seeing, struct seen_file *file, size_t count, const struct done_row_match *match)
{
	struct done_arena *room = done_snapshot_room(seeing->view->head);
	struct seen_answers *answers = file->answers;
	struct seen_match *kept;

	if (!room)
		return;
	answers->answers[count] = SEEN_NOTHING;
	if (!match->nr && !match->nr_of && !match->kept)
		return;
	answers->answers[count] = SEEN_MATCHED;
	kept = DONE_ARENA_PUSH(room, answers->matches, answers->nr_matches, answers->cap_matches);
	*kept = (struct seen_match){count, *match};
	kept->match.package = match->package ? done_arena_strdup(room, match->package) : NULL;
	kept->match.match = match->match ? done_arena_strdup(room, match->match) : NULL;
	kept->match.kept = match->kept ? done_arena_strdup(room, match->kept) : NULL;
}

static bool file_knows(const struct seen_file *file, size_t count, struct done_row_match *match)
{
	const struct seen_answers *answers = file->answers;

	*match = (struct done_row_match){0};
	if (answers->state == SEEN_SILENT || answers->state == SEEN_TOO_LARGE)
		return true;
	for (size_t i = 0; answers->answers[count] == SEEN_MATCHED && i < answers->nr_matches;
	     i++) {
		if (answers->matches[i].count == count)
			*match = answers->matches[i].match;
	}
	return answers->answers[count] != SEEN_NOT_ASKED;
}

int done_seen_match(struct seeing *seeing, struct seen_file *file, size_t count,
    struct done_row_match *match, struct done_error *err)
{
	const struct seen_count *asked = &seeing->counts.items[count];

	if (file_knows(file, count, match))
		return 0;
	if (!file->is_read) {
		int state = file_read(seeing, file, err);

		if (state < 0)
			return err->code;
		file->answers->state = (enum seen_state)state;
		file->is_read = true;
	}
	if (file->answers->state != SEEN_ASKED)
		return 0;
	if (done_row_in_source(
	        &seeing->scratch, file->ecosystem, asked->row, &file->source, match, err) < 0)
		return done_error_place(err, file->source.path, 0, 0);
	file_keep(seeing, file, count, match);
	return 0;
}
