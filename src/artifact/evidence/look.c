/* What a file is, before anybody reads it: XML by its outermost elements, JSON by its members, or
 * text. */
#include "evidence/look.h"

#include <string.h>

#include "evidence/parts.h"

#define LOOK_MARKS_MAX 64

struct look_xml {
	struct done_evidence_look *look;
	size_t cap;
	int depth;
	bool is_enough;
};

static int look_on_open(void *data, const struct done_xml_tag *tag)
{
	struct look_xml *xml = data;
	struct done_evidence_look *look = xml->look;

	if (xml->depth++ > 0) {
		look->child = done_arena_strdup(look->arena, tag->name);
		xml->is_enough = true;
		return DONE_E_POLICY;
	}
	look->root = done_arena_strdup(look->arena, tag->name);
	for (size_t i = 0; i < tag->nr_attributes && i < LOOK_MARKS_MAX; i++)
		*DONE_ARENA_PUSH(look->arena, look->marks.items, look->marks.nr, xml->cap) =
		    done_arena_strdup(look->arena, tag->attributes[i].name);
	return 0;
}

static int look_at_xml(struct done_evidence_look *look, struct done_error *err)
{
	static const struct done_xml_events events = {.open = look_on_open};
	struct look_xml xml = {.look = look};
	struct done_error problem = {0};
	int rc = done_xml_read(
	    look->bytes, look->file, DONE_EVIDENCE_BYTES_MAX, &events, &xml, &problem);

	look->form = DONE_LOOKS_XML;
	if (rc < 0 && !xml.is_enough && !*look->root) {
		done_error_take(err, &problem);
		return err->code;
	}
	return 0;
}

/* The first line is a JSON text of its own, and another begins behind it. */
static bool look_is_json_lines(struct done_evidence_look *look)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_value *first = done_arena_alloc(look->arena, sizeof(*first));
	struct done_error ignored = {0};
	struct done_bytes line = {0};

	while (done_evidence_next(&lines, &line) && !line.len)
		;
	while (lines.at < lines.text.len && strchr(" \t\r\n", lines.text.ptr[lines.at]))
		lines.at++;
	if (lines.at >= lines.text.len || lines.text.ptr[lines.at] != '{' || line.len > 65536 ||
	    done_json_parse(look->arena, line, look->file, first, &ignored) < 0)
		return false;
	look->json = first;
	return true;
}

static int look_at_json(struct done_evidence_look *look, struct done_error *err)
{
	struct done_value *whole = done_arena_alloc(look->arena, sizeof(*whole));

	look->form = DONE_LOOKS_JSON_LINES;
	if (look_is_json_lines(look))
		return 0;
	look->form = DONE_LOOKS_JSON;
	if (look->bytes.len > DONE_EVIDENCE_JSON_MAX) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "the report has %zu bytes: a JSON report of at most %zu is read",
		    look->bytes.len, DONE_EVIDENCE_JSON_MAX);
		done_error_cure(err, "split it into several reports");
		return done_error_place(err, look->file, 0, 0);
	}
	if (done_json_parse_report(look->arena, look->bytes, look->file, whole, err) < 0)
		return err->code;
	look->json = whole;
	return 0;
}

/* PowerShell's '>' writes UTF-16, which XML may be and nothing else. */
static int look_refuse_wide(const struct done_evidence_look *look, struct done_error *err)
{
	done_error_set(err, DONE_E_POLICY, "the report is UTF-16, as PowerShell's '>' writes it");
	done_error_cure(err, "write it as UTF-8: … | Out-File -Encoding utf8 FILE");
	return done_error_place(err, look->file, 0, 0);
}

static char look_first(struct done_bytes bytes, enum done_encoding encoding, size_t mark)
{
	size_t step =
	    encoding == DONE_ENCODING_UTF16LE || encoding == DONE_ENCODING_UTF16BE ? 2 : 1;
	size_t at = mark + (encoding == DONE_ENCODING_UTF16BE ? 1 : 0);

	while (at < bytes.len && strchr(" \t\r\n", bytes.ptr[at]) && bytes.ptr[at])
		at += step;
	return at < bytes.len ? bytes.ptr[at] : '\0';
}

int done_evidence_look(struct done_evidence_look *look, struct done_error *err)
{
	size_t mark = 0;
	enum done_encoding encoding = done_encoding_of(look->bytes, &mark);
	char first = look_first(look->bytes, encoding, mark);

	look->root = look->child = "";
	if (first == '<')
		return look_at_xml(look, err);
	if (encoding == DONE_ENCODING_UTF16LE || encoding == DONE_ENCODING_UTF16BE)
		return look_refuse_wide(look, err);
	if (encoding != DONE_ENCODING_BYTES) {
		done_error_set(err, DONE_E_POLICY, "the report is binary");
		done_error_cure(err,
		    "name a report that is text (of Gatling from 3.12, whose "
		    "simulation.log is binary: js/stats.json)");
		return done_error_place(err, look->file, 0, 0);
	}
	look->bytes.ptr += mark;
	look->bytes.len -= mark;
	if (first == '{' || first == '[')
		return look_at_json(look, err);
	return 0;
}
