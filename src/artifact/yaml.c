/*
 * YAML as value trees, from libyaml's events alone: its documents expand aliases without bound and
 * follow cycles. Nesting stops the reading at once, since libyaml's own cost grows with its square.
 */
#include <string.h>

#include "text.h"
#include "value.h"
#include "yaml_parts.h"

static const struct done_yaml_limits limits[] = {
    [DONE_YAML_STRICT] = {256U << 10, 10000, 8U << 10,
        DONE_TEXT_CONTROLS | DONE_TEXT_BREAKS | DONE_TEXT_HIDDEN | DONE_TEXT_MARK |
            DONE_TEXT_RETURN,
        DONE_TEXT_CONTROLS | DONE_TEXT_BREAKS | DONE_TEXT_HIDDEN | DONE_TEXT_MARK},
    /* Breaks too: libyaml ends a line there, people and other readers do not. */
    [DONE_YAML_ARTIFACT] = {16U << 20, 0, 0,
        DONE_TEXT_CONTROLS | DONE_TEXT_BREAKS | DONE_TEXT_MARK | DONE_TEXT_RETURN, 0},
};

/* ---- the stream ---- */

static int check_start(struct done_yaml_reader *reader, const yaml_event_t *event)
{
	if (event->type == YAML_STREAM_END_EVENT)
		return done_yaml_fail(reader, event, "the file is empty");
	if (event->type != YAML_DOCUMENT_START_EVENT)
		return 0;
	bool directives = event->data.document_start.version_directive ||
	    event->data.document_start.tag_directives.start !=
	        event->data.document_start.tag_directives.end;
	if (directives && done_yaml_is_strict(reader))
		return done_yaml_fail(reader, event,
		    "directives ('%YAML', '%TAG') are not allowed here: delete the line");
	return 0;
}

static int read_root(
    struct done_yaml_reader *reader, const yaml_event_t *event, struct done_value *out)
{
	if (done_yaml_is_plain(event) && event->data.scalar.length == 0 && !done_yaml_anchor(event))
		return done_yaml_fail(reader, event, "the file is empty");
	return done_yaml_read_node(reader, event, 0, out);
}

static int check_end(struct done_yaml_reader *reader, const yaml_event_t *event)
{
	if (event->type != YAML_DOCUMENT_START_EVENT)
		return 0;
	done_yaml_fail(
	    reader, event, "a second document begins here ('---'): only one is allowed in a file");
	done_error_cure(reader->err, "split it: one document a file");
	return reader->err->code;
}

/* Stream start, document start, root, document end, stream end: each may fail. */
static int read_stream(struct done_yaml_reader *reader, struct done_value *out)
{
	for (int part = 0; part < 5; part++) {
		yaml_event_t event;
		int rc = done_yaml_next(reader, &event);
		if (rc < 0)
			return rc;
		if (part == 1)
			rc = check_start(reader, &event);
		else if (part == 2)
			rc = read_root(reader, &event, out);
		else if (part == 4)
			rc = check_end(reader, &event);
		yaml_event_delete(&event);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static bool is_empty_root(const yaml_event_t *event)
{
	return done_yaml_is_plain(event) && event->data.scalar.length == 0 &&
	    !done_yaml_anchor(event) && !done_yaml_tag(event);
}

/* An anchor holds within its document (YAML 1.2, section 3.2.2.2). */
static int read_document(struct done_yaml_reader *reader, const yaml_event_t *event,
    struct done_documents *out, size_t *cap)
{
	reader->anchors = NULL;
	reader->nr_anchors = reader->cap_anchors = 0;
	if (is_empty_root(event))
		return 0;
	if (out->nr == DONE_DOCUMENTS_MAX)
		return done_yaml_fail(reader, event, "more than 10,000 documents: split the file");
	return done_yaml_read_node(
	    reader, event, 0, DONE_ARENA_PUSH(reader->arena, out->items, out->nr, *cap));
}

/* Nothing but comments is one document of nothing, as the tools that read such a file take it. */
static void add_null(struct done_yaml_reader *reader, struct done_documents *out, size_t *cap)
{
	*DONE_ARENA_PUSH(reader->arena, out->items, out->nr, *cap) =
	    (struct done_value){.type = DONE_NULL, .line = 1, .column = 1, .file = reader->file};
}

static int read_documents(struct done_yaml_reader *reader, struct done_documents *out)
{
	bool root_next = false, end = false;
	size_t cap = 0;

	while (!end) {
		yaml_event_t event;
		int rc = done_yaml_next(reader, &event);
		if (rc < 0)
			return rc;
		if (root_next)
			rc = read_document(reader, &event, out, &cap);
		root_next = event.type == YAML_DOCUMENT_START_EVENT;
		end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		if (rc < 0)
			return rc;
	}
	if (!out->nr)
		add_null(reader, out, &cap);
	return 0;
}

/* ---- opening ---- */

static int open_reader(struct done_yaml_reader *reader, struct done_bytes bytes, const char *file)
{
	reader->limits = &limits[reader->subset];
	if (reader->subset == DONE_YAML_ARTIFACT && bytes.len >= 3 &&
	    !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3)) {
		bytes.ptr += 3;
		bytes.len -= 3;
	}
	int rc = done_text_check(
	    bytes, file, reader->limits->bytes, reader->limits->refusals, reader->err);
	if (rc < 0)
		return rc;
	reader->bytes = bytes;
	reader->file = done_arena_strdup(reader->arena, file);
	if (!yaml_parser_initialize(&reader->parser))
		done_out_of_memory();
	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader->parser, (const unsigned char *)bytes.ptr, bytes.len);
	return 0;
}

int done_yaml_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    enum done_yaml_subset subset, struct done_value *out, struct done_error *err)
{
	struct done_yaml_reader reader = {.arena = arena, .subset = subset, .err = err};
	struct done_value value = {0};
	int rc = open_reader(&reader, bytes, file);

	if (rc < 0)
		return rc;
	rc = read_stream(&reader, &value);
	yaml_parser_delete(&reader.parser);
	done_buf_release(&reader.open);
	if (rc == 0)
		*out = value;
	return rc;
}

int done_yaml_parse_documents(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err)
{
	struct done_yaml_reader reader = {.arena = arena, .subset = DONE_YAML_ARTIFACT, .err = err};
	struct done_documents documents = {0};
	int rc = open_reader(&reader, bytes, file);

	if (rc < 0)
		return rc;
	rc = read_documents(&reader, &documents);
	yaml_parser_delete(&reader.parser);
	done_buf_release(&reader.open);
	if (rc == 0)
		*out = documents;
	return rc;
}
