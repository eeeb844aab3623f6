/* The events of an XML file as a tree. */
#include <string.h>

#include "xml.h"

struct xml_open {
	struct done_xml *node, *last; /* its last child */
	struct done_buf text;
};

struct xml_tree {
	struct done_arena *arena;
	const char *file;
	struct done_error *err;
	struct xml_open open[DONE_XML_DEPTH_MAX];
	size_t depth, nr;
	struct done_xml *root;
};

static const struct done_xml_attribute *xml_keep_attributes(
    struct done_arena *arena, const struct done_xml_tag *tag)
{
	struct done_xml_attribute *kept =
	    done_arena_array(arena, tag->nr_attributes, sizeof(*kept));

	for (size_t i = 0; i < tag->nr_attributes; i++) {
		kept[i].name = done_arena_strdup(arena, tag->attributes[i].name);
		kept[i].value = done_arena_strdup(arena, tag->attributes[i].value);
	}
	return kept;
}

static int xml_tree_open(void *data, const struct done_xml_tag *tag)
{
	struct xml_tree *tree = data;
	struct done_xml *node;

	if (++tree->nr > DONE_XML_ELEMENTS_MAX) {
		done_error_set(tree->err, DONE_E_POLICY,
		    "the file has more than %d elements, the maximum", DONE_XML_ELEMENTS_MAX);
		return done_error_place(tree->err, tree->file, tag->line, tag->column);
	}
	node = done_arena_alloc(tree->arena, sizeof(*node));
	node->name = done_arena_strdup(tree->arena, tag->name);
	node->attributes = tag->nr_attributes ? xml_keep_attributes(tree->arena, tag) : NULL;
	node->nr_attributes = tag->nr_attributes;
	node->text = "";
	node->line = tag->line;
	node->column = tag->column;
	if (tree->depth) {
		struct xml_open *above = &tree->open[tree->depth - 1];
		*(above->last ? &above->last->next : &above->node->first) = node;
		above->last = node;
	} else {
		tree->root = node;
	}
	tree->open[tree->depth].node = node;
	tree->open[tree->depth].last = NULL;
	done_buf_clear(&tree->open[tree->depth++].text);
	return 0;
}

static int xml_tree_text(void *data, const char *bytes, size_t len)
{
	struct xml_tree *tree = data;

	if (tree->depth)
		done_buf_add(&tree->open[tree->depth - 1].text, bytes, len);
	return 0;
}

static int xml_tree_close(void *data, const char *name)
{
	static const char blanks[] = " \t\r\n";
	struct xml_tree *tree = data;
	struct xml_open *open = &tree->open[--tree->depth];
	const char *start = open->text.ptr;
	size_t len = open->text.len;

	(void)name;
	while (len && strchr(blanks, *start))
		start++, len--;
	while (len && strchr(blanks, start[len - 1]))
		len--;
	if (len)
		open->node->text = done_arena_strndup(tree->arena, start, len);
	return 0;
}

int done_xml_parse(struct done_arena *arena, struct done_bytes bytes, const char *file, size_t max,
    struct done_xml **out, struct done_error *err)
{
	static const struct done_xml_events events = {xml_tree_open, xml_tree_text, xml_tree_close};
	struct xml_tree tree = {.arena = arena, .file = file, .err = err};
	int rc = done_xml_read(bytes, file, max, &events, &tree, err);

	for (size_t i = 0; i < DONE_XML_DEPTH_MAX; i++)
		done_buf_release(&tree.open[i].text);
	if (rc == 0)
		*out = tree.root;
	return rc;
}

const struct done_xml *done_xml_child(const struct done_xml *node, const char *name)
{
	const struct done_xml *child = node ? node->first : NULL;

	while (child && strcmp(child->name, name) != 0)
		child = child->next;
	return child;
}

const struct done_xml *done_xml_sibling(const struct done_xml *node, const char *name)
{
	do
		node = node ? node->next : NULL;
	while (node && strcmp(node->name, name) != 0);
	return node;
}

const char *done_xml_attribute(const struct done_xml *node, const char *name)
{
	for (size_t i = 0; node && i < node->nr_attributes; i++) {
		if (!strcmp(node->attributes[i].name, name))
			return node->attributes[i].value;
	}
	return NULL;
}

const char *done_xml_child_text(const struct done_xml *node, const char *name)
{
	const struct done_xml *child = done_xml_child(node, name);

	return child ? child->text : NULL;
}
