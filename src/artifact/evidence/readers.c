/*
 * The readers of evidence, one row each, and choosing one: by what a file looks like, which a
 * format that the policy names must agree with.
 */
#include <string.h>

#include "evidence/look.h"
#include "evidence/parts.h"

#define AS_EVIDENCE_READER(name) &done_evidence_##name,
const struct done_evidence_reader *const done_evidence_readers[] = {
    EACH_EVIDENCE_READER(AS_EVIDENCE_READER)};
const size_t done_evidence_readers_nr = DONE_ARRAY_SIZE(done_evidence_readers);

static const char *const subject_names[] = {
    "test results", "coverage", "findings of a scan", "measurements of performance"};
static const char *const subject_kinds[] = {"tests", "coverage", "scan", "performance"};

const char *done_evidence_subject_name(enum done_evidence_subject subject)
{
	return subject_names[subject];
}

const struct done_evidence_reader *done_evidence_reader_find(const char *name)
{
	for (size_t i = 0; i < done_evidence_readers_nr; i++) {
		if (!strcmp(done_evidence_readers[i]->name, name))
			return done_evidence_readers[i];
	}
	return NULL;
}

static int choosing_fail(
    const struct done_evidence_look *look, struct done_error *err, const char *cure)
{
	done_error_cure(err, "%s", cure);
	return done_error_place(err, look->file, 0, 0);
}

/* What is wrong by name goes before what is unknown. */
static int choosing_refuse(const struct done_evidence_look *look, const char *why, const char *fix,
    enum done_evidence_subject subject, struct done_error *err)
{
	struct done_buf names = {0};

	if (why) {
		done_error_set(err, DONE_E_POLICY, "%s", why);
		return choosing_fail(look, err, fix);
	}
	for (size_t i = 0; i < done_evidence_readers_nr; i++) {
		if (done_evidence_readers[i]->subject == subject)
			done_buf_addf(
			    &names, "%s%s", names.len ? ", " : "", done_evidence_readers[i]->name);
	}
	if (look->form == DONE_LOOKS_XML)
		done_error_set(err, DONE_E_POLICY,
		    "the file has no %s in a known format: its root element is '%s'",
		    subject_names[subject], look->root);
	else
		done_error_set(err, DONE_E_POLICY, "the file has no %s in a known format",
		    subject_names[subject]);
	done_error_cure(err, "known formats: %s", names.ptr);
	done_buf_release(&names);
	return done_error_place(err, look->file, 0, 0);
}

static int choosing_check(const struct done_evidence_look *look,
    const struct done_evidence_reader *reader, enum done_evidence_subject subject,
    const char *format, struct done_error *err)
{
	if (format && strcmp(reader->name, format) != 0) {
		done_error_set(err, DONE_E_POLICY,
		    "the policy says that the format is '%s', but the file looks like "
		    "'%s'",
		    format, reader->name);
		return choosing_fail(look, err, "correct 'format' or 'reports' of the check");
	}
	if (reader->subject != subject) {
		done_error_set(err, DONE_E_POLICY,
		    "the file holds %s (%s), which the check kind '%s' judges",
		    subject_names[reader->subject], reader->name, subject_kinds[reader->subject]);
		return choosing_fail(look, err, "correct 'reports' of the check");
	}
	return 0;
}

static int choosing_find(const struct done_evidence_look *look, enum done_evidence_subject subject,
    const char *format, const struct done_evidence_reader **out, struct done_error *err)
{
	const struct done_evidence_reader *found = NULL;
	const char *why = NULL, *fix = NULL;

	for (size_t i = 0; i < done_evidence_readers_nr; i++) {
		const struct done_evidence_reader *reader = done_evidence_readers[i];
		const char *this_why = NULL, *this_fix = NULL;
		enum done_evidence_guess guess = reader->guess(look, &this_why, &this_fix);

		if (guess == DONE_GUESS_WRONG && !why) {
			why = this_why;
			fix = this_fix;
		}
		if (guess != DONE_GUESS_YES)
			continue;
		if (found) {
			done_error_set(err, DONE_E_POLICY, "the file looks like '%s' and like '%s'",
			    found->name, reader->name);
			return choosing_fail(
			    look, err, "keep reports of different tools in different files");
		}
		found = reader;
	}
	if (!found)
		return choosing_refuse(look, why, fix, subject, err);
	if (choosing_check(look, found, subject, format, err) < 0)
		return err->code;
	*out = found;
	return 0;
}

static int reading_begin(const struct done_evidence_look *look, size_t size, struct done_error *err)
{
	if (!size) {
		done_error_set(err, DONE_E_POLICY, "the report is empty");
		return choosing_fail(look, err, "look why the tool wrote nothing");
	}
	if (size > DONE_EVIDENCE_BYTES_MAX) {
		done_error_set(err, DONE_E_UNDECIDED, "the report has more than %zu bytes",
		    DONE_EVIDENCE_BYTES_MAX);
		return choosing_fail(look, err, "split it into several reports");
	}
	return 0;
}

int done_evidence_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    const struct done_evidence_asked *asked, struct done_evidence_report *out,
    struct done_error *err)
{
	struct done_evidence_look look = {
	    .arena = arena, .file = file, .bytes = bytes, .asked = asked};
	struct done_evidence_report report = {.file = file, .day = DONE_NO_DAY};

	if (reading_begin(&look, bytes.len, err) < 0 || done_evidence_look(&look, err) < 0 ||
	    choosing_find(&look, asked->subject, asked->format, &report.reader, err) < 0 ||
	    report.reader->read(&look, &report, err) < 0)
		return err->code;
	*out = report;
	return 0;
}

bool done_evidence_is_report(struct done_arena *arena, struct done_bytes bytes, const char *file)
{
	const struct done_evidence_asked nothing = {.format = NULL};
	struct done_evidence_look look = {
	    .arena = arena, .file = file, .bytes = bytes, .asked = &nothing};
	struct done_error ignored = {0};
	const char *why, *fix;

	if (!bytes.len || done_evidence_look(&look, &ignored) < 0)
		return false;
	for (size_t i = 0; i < done_evidence_readers_nr; i++) {
		if (done_evidence_readers[i]->guess(&look, &why, &fix) != DONE_GUESS_NO)
			return true;
	}
	return false;
}

/* ---- piece by piece ---- */

#define HEAD_MAX ((size_t)64 << 10) /* by which a reader is chosen */

static int stream_fill(const struct done_evidence_stream *stream, struct done_buf *buf, size_t max,
    struct done_error *err)
{
	char piece[16 << 10];
	size_t len;
	int rc = 1;

	while (rc > 0 && buf->len < max) {
		size_t room = max - buf->len;

		rc = stream->fill(
		    stream->self, piece, room < sizeof(piece) ? room : sizeof(piece), &len, err);
		if (rc > 0)
			done_buf_add(buf, piece, len);
	}
	return rc < 0 ? rc : 0;
}

/* Where the head does not look like a format that is read so, the rest is added to it. */
static int stream_choose(struct done_evidence_look *look, const struct done_evidence_reader **out)
{
	struct done_error ignored = {0};

	if (look->bytes.len && strchr("{[<", look->bytes.ptr[0]))
		return 0;
	if (done_evidence_look(look, &ignored) < 0 ||
	    choosing_find(look, look->asked->subject, look->asked->format, out, &ignored) < 0)
		return 0;
	return (*out)->streams;
}

int done_evidence_read_stream(struct done_arena *arena, const struct done_evidence_stream *stream,
    size_t size, const char *file, const struct done_evidence_asked *asked,
    struct done_evidence_report *out, struct done_error *err)
{
	struct done_evidence_look look = {.arena = arena, .file = file, .asked = asked};
	struct done_evidence_report report = {.file = file, .day = DONE_NO_DAY};
	struct done_buf text = {0};
	int rc;

	if (reading_begin(&look, size, err) < 0)
		return err->code;
	rc = stream_fill(stream, &text, HEAD_MAX, err);
	look.bytes = (struct done_bytes){text.ptr ? text.ptr : "", text.len};
	if (rc >= 0 && stream_choose(&look, &report.reader) > 0) {
		look.rest = stream;
		rc = report.reader->read(&look, &report, err);
		if (rc >= 0)
			*out = report;
	} else if (rc >= 0) {
		rc = stream_fill(stream, &text, DONE_EVIDENCE_BYTES_MAX + 1, err);
		if (rc >= 0)
			rc = done_evidence_read(arena,
			    (struct done_bytes){text.ptr ? text.ptr : "", text.len}, file, asked,
			    out, err);
	}
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

void done_evidence_reference(struct done_buf *out, enum done_evidence_subject subject)
{
	done_buf_addstr(out, "\n| format | what writes it |\n| --- | --- |\n");
	for (size_t i = 0; i < done_evidence_readers_nr; i++) {
		const struct done_evidence_reader *reader = done_evidence_readers[i];

		if (reader->subject == subject)
			done_buf_addf(out, "| `%s` | %s |\n", reader->name, reader->summary);
	}
}
