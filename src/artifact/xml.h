/*
 * Inside the artifact room: a bounded reader of XML 1.0 (on Expat). Names come without their
 * namespace's prefix. No entity but the five of XML itself is known, and nothing outside of the
 * text is ever opened: a DOCTYPE with declarations of its own, and a name of an entity that a file
 * elsewhere would declare, are errors. UTF-8, UTF-16, ISO-8859-1 and Windows-1252 are read.
 */
#ifndef DONE_ARTIFACT_XML_H
#define DONE_ARTIFACT_XML_H

#include "done/base.h"

#define DONE_XML_DEPTH_MAX 100
#define DONE_XML_ELEMENTS_MAX 500000 /* of a tree */

struct done_xml_attribute {
	const char *name, *value;
};

/* An element as it opens; all of it is valid during the call only. */
struct done_xml_tag {
	const char *name;
	const struct done_xml_attribute *attributes;
	size_t nr_attributes;
	int line, column; /* from 1; of its '<' */
};

/*
 * What is called for each part, in the order of the text; NULL is passed over. Below zero, with
 * the error that the caller gave to done_xml_read() set, ends the reading. `text` may come in
 * several pieces.
 */
struct done_xml_events {
	int (*open)(void *data, const struct done_xml_tag *tag);
	int (*text)(void *data, const char *bytes, size_t len);
	int (*close)(void *data, const char *name);
};

/* DONE_E_POLICY with file, line and column where it is more than max bytes, not well-formed,
 * nested more than 100 deep, or holds what is refused. For files of any size below 1 GiB. */
int done_xml_read(struct done_bytes bytes, const char *file, size_t max,
    const struct done_xml_events *events, void *data, struct done_error *err);

/* ---- trees (xml_tree.c) ---- */

struct done_xml {
	const char *name;
	const struct done_xml_attribute *attributes;
	size_t nr_attributes;
	const char
	    *text; /* of the element itself, without blanks around it; "" where it has none */
	struct done_xml *first, *next; /* the first child; the sibling behind it */
	int line, column;
};

int done_xml_parse(struct done_arena *arena, struct done_bytes bytes, const char *file, size_t max,
    struct done_xml **out, struct done_error *err);
/* The first child of that name, and the sibling of that name behind a node; NULL: none. The node
 * may be NULL. */
const struct done_xml *done_xml_child(const struct done_xml *node, const char *name);
const struct done_xml *done_xml_sibling(const struct done_xml *node, const char *name);
const char *done_xml_attribute(const struct done_xml *node, const char *name); /* NULL: none */
/* The text of the first child of that name; NULL: there is none. */
const char *done_xml_child_text(const struct done_xml *node, const char *name);

#endif
