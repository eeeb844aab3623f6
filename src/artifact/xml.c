/*
 * XML by way of Expat, as events. Expat is told to open nothing, and what could grow beyond the
 * text (entities that a file declares) is refused where it begins.
 */
#include "xml.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define XML_ENTITY_CURE "write the character itself, or its number as in &#233;"
#define XML_BYTES_MAX ((size_t)1 << 30)

struct xml_reader {
	XML_Parser parser;
	const char *file;
	struct done_bytes bytes;
	const struct done_xml_events *events;
	void *data;
	struct done_error *err;
	struct done_xml_attribute *attributes; /* of the tag that is open, reused */
	size_t cap;
	int depth;
	bool has_external; /* a DOCTYPE that names a file elsewhere */
	int doctype_line, doctype_column;
	int rc;
};

static int xml_line(const struct xml_reader *reader)
{
	return (int)XML_GetCurrentLineNumber(reader->parser);
}

static int xml_column(const struct xml_reader *reader)
{
	return (int)XML_GetCurrentColumnNumber(reader->parser) + 1;
}

/* Expat still calls what is left of the event in hand: the first reason stays. */
static void xml_stop(struct xml_reader *reader, int rc)
{
	if (reader->rc < 0)
		return;
	reader->rc = rc;
	XML_StopParser(reader->parser, XML_FALSE);
}

static void xml_refuse(struct xml_reader *reader, const char *message, const char *cure)
{
	if (reader->rc < 0)
		return;
	done_error_set(reader->err, DONE_E_POLICY, "%s", message);
	done_error_cure(reader->err, "%s", cure);
	xml_stop(reader,
	    done_error_place(reader->err, reader->file, xml_line(reader), xml_column(reader)));
}

static const char *xml_local_name(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon && colon[1] ? colon + 1 : name;
}

static void xml_take_attributes(struct xml_reader *reader, const char **pairs, size_t *nr)
{
	for (*nr = 0; pairs[*nr * 2]; ++*nr) {
		if (*nr == reader->cap) {
			reader->cap = reader->cap ? reader->cap * 2 : 16;
			reader->attributes =
			    realloc(reader->attributes, reader->cap * sizeof(*reader->attributes));
			if (!reader->attributes)
				done_out_of_memory();
		}
		reader->attributes[*nr].name = xml_local_name(pairs[*nr * 2]);
		reader->attributes[*nr].value = pairs[*nr * 2 + 1];
	}
}

/*
 * Where a file elsewhere could define entities, Expat leaves unknown ones out of attributes without
 * a word: so the tag's own bytes are looked at, those of UTF-16 without their zeros.
 */
static bool xml_tag_has_unknown_entity(const struct xml_reader *reader)
{
	static const char *const known[] = {"lt;", "gt;", "amp;", "quot;", "apos;", "#"};
	XML_Index start = XML_GetCurrentByteIndex(reader->parser);
	int len = XML_GetCurrentByteCount(reader->parser);

	for (int i = 0; start >= 0 && i < len; i++) {
		const char *at = reader->bytes.ptr + start + i;
		char name[8] = "";
		size_t nr = 0, k = 0;
		if (*at != '&')
			continue;
		for (int next = 1; i + next < len && nr < sizeof(name) - 1; next++) {
			if (at[next])
				name[nr++] = at[next];
		}
		while (k < DONE_ARRAY_SIZE(known) && !done_text_starts(name, known[k]))
			k++;
		if (k == DONE_ARRAY_SIZE(known))
			return true;
	}
	return false;
}

static void XMLCALL xml_on_open(void *data, const char *name, const char **pairs)
{
	struct xml_reader *reader = data;
	struct done_xml_tag tag = {.name = xml_local_name(name)};
	int rc;

	if (reader->rc < 0)
		return;
	if (++reader->depth > DONE_XML_DEPTH_MAX) {
		xml_refuse(reader, "elements are nested more than 100 deep",
		    "nest elements at most 100 deep");
		return;
	}
	if (reader->has_external && xml_tag_has_unknown_entity(reader)) {
		xml_refuse(
		    reader, "an entity of this tag is not defined in this file", XML_ENTITY_CURE);
		return;
	}
	if (!reader->events->open)
		return;
	tag.line = xml_line(reader);
	tag.column = xml_column(reader);
	xml_take_attributes(reader, pairs, &tag.nr_attributes);
	tag.attributes = reader->attributes;
	rc = reader->events->open(reader->data, &tag);
	if (rc < 0)
		xml_stop(reader, rc);
}

static void XMLCALL xml_on_close(void *data, const char *name)
{
	struct xml_reader *reader = data;
	int rc;

	if (reader->rc < 0)
		return;
	reader->depth--;
	rc = reader->events->close ? reader->events->close(reader->data, xml_local_name(name)) : 0;
	if (rc < 0)
		xml_stop(reader, rc);
}

static void XMLCALL xml_on_text(void *data, const char *bytes, int len)
{
	struct xml_reader *reader = data;
	int rc;

	if (reader->rc < 0 || !reader->events->text)
		return;
	rc = reader->events->text(reader->data, bytes, (size_t)len);
	if (rc < 0)
		xml_stop(reader, rc);
}

static void XMLCALL xml_on_doctype(
    void *data, const char *name, const char *system, const char *public, int has_subset)
{
	struct xml_reader *reader = data;

	(void)name;
	(void)has_subset;
	reader->has_external = system || public;
	reader->doctype_line = xml_line(reader);
	reader->doctype_column = xml_column(reader);
}

/* An empty "[]" declares nothing, and some tools write one. */
static void xml_refuse_declaration(struct xml_reader *reader)
{
	if (reader->rc < 0)
		return;
	done_error_set(reader->err, DONE_E_POLICY,
	    "the DOCTYPE holds declarations of its own, which are not read for "
	    "safety: they may define entities that grow without end");
	done_error_cure(reader->err, "delete what stands between '[' and ']' of the DOCTYPE");
	xml_stop(reader,
	    done_error_place(
	        reader->err, reader->file, reader->doctype_line, reader->doctype_column));
}

static void XMLCALL xml_on_entity(void *data, const char *name, int is_parameter, const char *value,
    int len, const char *base, const char *system, const char *public, const char *notation)
{
	(void)name, (void)is_parameter, (void)value, (void)len;
	(void)base, (void)system, (void)public, (void)notation;
	xml_refuse_declaration(data);
}

static void XMLCALL xml_on_attributes(void *data, const char *element, const char *name,
    const char *type, const char *preset, int is_required)
{
	(void)element, (void)name, (void)type, (void)preset, (void)is_required;
	xml_refuse_declaration(data);
}

static void XMLCALL xml_on_element(void *data, const char *name, XML_Content *model)
{
	struct xml_reader *reader = data;

	(void)name;
	XML_FreeContentModel(reader->parser, model);
	xml_refuse_declaration(reader);
}

static void XMLCALL xml_on_notation(
    void *data, const char *name, const char *base, const char *system, const char *public)
{
	(void)name, (void)base, (void)system, (void)public;
	xml_refuse_declaration(data);
}

static void XMLCALL xml_on_skipped(void *data, const char *name, int is_parameter)
{
	(void)name;
	(void)is_parameter;
	xml_refuse(data, "the entity is not defined in this file", XML_ENTITY_CURE);
}

/* Windows-1252 where it is not ISO-8859-1: bytes 0x80 to 0x9F; -1 is not assigned. */
static const int xml_western[32] = {
    0x20AC,
    -1,
    0x201A,
    0x0192,
    0x201E,
    0x2026,
    0x2020,
    0x2021,
    0x02C6,
    0x2030,
    0x0160,
    0x2039,
    0x0152,
    -1,
    0x017D,
    -1,
    -1,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2013,
    0x2014,
    0x02DC,
    0x2122,
    0x0161,
    0x203A,
    0x0153,
    -1,
    0x017E,
    0x0178,
};

static int XMLCALL xml_on_encoding(void *data, const char *name, XML_Encoding *info)
{
	static const char wanted[] = "WINDOWS-1252";

	(void)data;
	for (size_t i = 0; i < sizeof(wanted); i++) {
		char c = name[i];
		if ((c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c) != wanted[i])
			return XML_STATUS_ERROR;
	}
	for (int i = 0; i < 256; i++)
		info->map[i] = i >= 0x80 && i < 0xA0 ? xml_western[i - 0x80] : i;
	return XML_STATUS_OK;
}

/* Expat's own texts are short and quote nothing; those that people meet are said in full. */
static const struct {
	enum XML_Error code;
	const char *message, *cure;
} xml_problems[] = {
    {XML_ERROR_NO_ELEMENTS, "the file ends before its first element closes",
        "the file may be cut off: restore its end"},
    {XML_ERROR_UNCLOSED_TOKEN, "a tag, comment or section is never closed",
        "close it, or restore the end of the file"},
    {XML_ERROR_TAG_MISMATCH, "the closing tag does not belong to the element that is open",
        "close elements in the order in which they opened"},
    {XML_ERROR_UNDEFINED_ENTITY, "the entity is not defined in this file", XML_ENTITY_CURE},
    {XML_ERROR_UNKNOWN_ENCODING, "the file's encoding is not one that is read",
        "save the file as UTF-8"},
    {XML_ERROR_INVALID_TOKEN, "the text is not well-formed XML",
        "write '&' as &amp; and '<' as &lt;, and put attributes in quotes"},
    {XML_ERROR_JUNK_AFTER_DOC_ELEMENT, "more text follows the end of the outermost element",
        "delete it"},
    {XML_ERROR_DUPLICATE_ATTRIBUTE, "the element has the same attribute twice",
        "delete one of them"},
};

static int xml_fail(struct xml_reader *reader)
{
	enum XML_Error code = XML_GetErrorCode(reader->parser);
	size_t i = 0;

	if (reader->rc < 0)
		return reader->rc;
	if (code == XML_ERROR_NO_MEMORY)
		done_out_of_memory();
	while (i < DONE_ARRAY_SIZE(xml_problems) && xml_problems[i].code != code)
		i++;
	if (i < DONE_ARRAY_SIZE(xml_problems)) {
		done_error_set(reader->err, DONE_E_POLICY, "%s", xml_problems[i].message);
		done_error_cure(reader->err, "%s", xml_problems[i].cure);
	} else {
		done_error_set(reader->err, DONE_E_POLICY, "the text is not well-formed XML: %s",
		    XML_ErrorString(code));
	}
	return done_error_place(reader->err, reader->file, xml_line(reader), xml_column(reader));
}

static void xml_listen(struct xml_reader *reader)
{
	XML_SetUserData(reader->parser, reader);
	XML_SetElementHandler(reader->parser, xml_on_open, xml_on_close);
	XML_SetCharacterDataHandler(reader->parser, xml_on_text);
	XML_SetStartDoctypeDeclHandler(reader->parser, xml_on_doctype);
	XML_SetEntityDeclHandler(reader->parser, xml_on_entity);
	XML_SetAttlistDeclHandler(reader->parser, xml_on_attributes);
	XML_SetElementDeclHandler(reader->parser, xml_on_element);
	XML_SetNotationDeclHandler(reader->parser, xml_on_notation);
	XML_SetSkippedEntityHandler(reader->parser, xml_on_skipped);
	XML_SetUnknownEncodingHandler(reader->parser, xml_on_encoding, NULL);
	XML_SetParamEntityParsing(reader->parser, XML_PARAM_ENTITY_PARSING_NEVER);
}

int done_xml_read(struct done_bytes bytes, const char *file, size_t max,
    const struct done_xml_events *events, void *data, struct done_error *err)
{
	struct xml_reader reader = {.file = file, .events = events, .data = data, .err = err};

	if (max > XML_BYTES_MAX)
		max = XML_BYTES_MAX;
	if (bytes.len > max) {
		done_error_set(err, DONE_E_POLICY, "the file has %zu bytes: at most %zu are read",
		    bytes.len, max);
		return done_error_place(err, file, 0, 0);
	}
	/* Expat counts the byte-order mark as a column. */
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3)) {
		bytes.ptr += 3;
		bytes.len -= 3;
	}
	reader.bytes = bytes;
	reader.parser = XML_ParserCreate(NULL);
	if (!reader.parser)
		done_out_of_memory();
	xml_listen(&reader);
	if (XML_Parse(reader.parser, bytes.len ? bytes.ptr : "", (int)bytes.len, XML_TRUE) !=
	    XML_STATUS_OK)
		reader.rc = xml_fail(&reader);
	XML_ParserFree(reader.parser);
	free(reader.attributes);
	return reader.rc;
}
