/* XML: trees, places, encodings; what is refused, and where the limits are. */
#include "support.h"

#include "artifact/xml.h"

static int xml_parse(
    struct done_arena *arena, const char *text, struct done_xml **out, struct done_error *err)
{
	return done_xml_parse(
	    arena, (struct done_bytes){text, strlen(text)}, "a.xml", 1 << 20, out, err);
}

/* name@line:column[attribute=value]"text"(children) */
static void xml_show(struct done_buf *out, const struct done_xml *node)
{
	done_buf_addf(out, "%s@%d:%d", node->name, node->line, node->column);
	for (size_t i = 0; i < node->nr_attributes; i++)
		done_buf_addf(out, "[%s=%s]", node->attributes[i].name, node->attributes[i].value);
	if (*node->text)
		done_buf_addf(out, "\"%s\"", node->text);
	if (node->first)
		done_buf_addch(out, '(');
	for (const struct done_xml *child = node->first; child; child = child->next) {
		if (child != node->first)
			done_buf_addch(out, ' ');
		xml_show(out, child);
	}
	if (node->first)
		done_buf_addch(out, ')');
}

static const struct {
	const char *text, *shown;
} taken[] = {
    {"<a/>", "a@1:1"},
    {"<?xml version='1.0'?>\n<a x='1' y=\"&lt;&#65;&#x42;\">\n  <b/> t&amp;u <c>v</c>\n</a>\n",
        "a@2:1[x=1][y=<AB]\"t&u\"(b@3:3 c@3:16\"v\")"},
    {"<n:a xmlns:n='u' n:x='1'><n:b/></n:a>", "a@1:1[n=u][x=1](b@1:26)"},
    {"<a><![CDATA[<x> & ]]>y<!-- z --></a>", "a@1:1\"<x> & y\""},
    {"<a>\n<b>one</b><b>two<c/>more</b></a>", "a@1:1(b@2:1\"one\" b@2:11\"twomore\"(c@2:17))"},
    {"<!DOCTYPE a PUBLIC \"-//x\" \"x.dtd\"><a/>", "a@1:35"},
    {"<!DOCTYPE a SYSTEM 'x' []><a/>", "a@1:27"},
    {"<!DOCTYPE a SYSTEM 'x'><a k='&#65;&lt;&gt;&amp;&quot;&apos;'>&amp;b;</a>",
        "a@1:24[k=A<>&\"']\"&b;\""},
    {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "a@1:44\"\xC3\xA9\""},
    {"<?xml version='1.0' encoding='windows-1252'?><a>\x80\x9C</a>",
        "a@1:46\"\xE2\x82\xAC\xC5\x93\""},
    {"\xEF\xBB\xBF<a/>", "a@1:1"},
    {"<a>\xC3\xA9<b/></a>", "a@1:1\"\xC3\xA9\"(b@1:5)"},
};

static void test_xml__gives_a_tree_with_places(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(taken, i, taken[i].text); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_buf shown = {0};
		struct done_xml *root;

		assert_success(xml_parse(&arena, taken[i].text, &root, &err), err);
		xml_show(&shown, root);
		assert_string_equal(shown.ptr, taken[i].shown);
		done_buf_release(&shown);
		done_arena_release(&arena);
	}
}

static const struct {
	const char *text, *part;
	int line, column;
} refused[] = {
    {"", "the file ends before its first element closes", 1, 1},
    {"<a>\n<b>", "the file ends before", 2, 4},
    {"<a><b></a>", "does not belong to the element", 1, 9},
    {"<a>\n<b", "a tag, comment or section is never closed", 2, 1},
    {"<a><!-- x", "never closed", 1, 4},
    {"<a/><b/>", "more text follows", 1, 5},
    {"<a x='1' x='2'/>", "the same attribute twice", 1, 10},
    {"<a>1 & 2</a>", "not well-formed", 1, 7},
    {"<a>&b;</a>", "the entity is not defined", 1, 4},
    {"<!DOCTYPE a SYSTEM 'x'><a>&b;</a>", "the entity is not defined", 1, 27},
    {"<!DOCTYPE a SYSTEM 'x'><a><c k='&#65;&lt;&amp;x' l='&b;'/></a>",
        "an entity of this tag is not defined", 1, 27},
    {"<a k='&b;'/>", "the entity is not defined", 1, 1},
    {"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "declarations of its own", 1, 13},
    {"<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>", "declarations of its own", 1, 13},
    {"<!DOCTYPE a [<!ELEMENT a (b)>]><a/>", "declarations of its own", 1, 13},
    {"<!DOCTYPE a [<!NOTATION n SYSTEM 'x'>]><a/>", "declarations of its own", 1, 13},
    {"<!DOCTYPE a [<!ENTITY % p SYSTEM 'x'> %p;]><a/>", "declarations of its own", 1, 13},
    {"<?xml version='1.0' encoding='x-unknown'?><a/>", "encoding is not one that is read", 1, 31},
    {"<a>\x01</a>", "not well-formed", 1, 4},
    {"<a>\xFF</a>", "not well-formed", 1, 4},
};

static void test_xml__refuses_with_a_place(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(refused, i, refused[i].text); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_xml *root = NULL;

		if (xml_parse(&arena, refused[i].text, &root, &err) == 0)
			fail_msg("taken: %s", refused[i].text);
		assert_error(err, DONE_E_POLICY, refused[i].part);
		assert_string_equal(err.file, "a.xml");
		if (err.line != refused[i].line || err.column != refused[i].column)
			fail_msg("%s: %d:%d, expected %d:%d", refused[i].text, err.line, err.column,
			    refused[i].line, refused[i].column);
		assert_null(root);
		done_arena_release(&arena);
	}
}

/* ASCII as UTF-16, little-endian, with its mark. */
static int xml_parse_wide(
    struct done_arena *arena, const char *text, struct done_xml **out, struct done_error *err)
{
	struct done_buf wide = {0};
	int rc;

	done_buf_add(&wide, "\xFF\xFE", 2);
	for (; *text; text++) {
		done_buf_addch(&wide, *text);
		done_buf_addch(&wide, '\0');
	}
	rc = done_xml_parse(
	    arena, (struct done_bytes){wide.ptr, wide.len}, "a.xml", 1 << 20, out, err);
	done_buf_release(&wide);
	return rc;
}

static void test_xml__reads_utf16(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_xml *root;

	(void)state;
	assert_success(
	    xml_parse_wide(&arena, "<!DOCTYPE a SYSTEM 'x'><a k='&lt;&#65;'>t</a>", &root, &err),
	    err);
	assert_string_equal(done_xml_attribute(root, "k"), "<A");
	assert_string_equal(root->text, "t");
	assert_true(
	    xml_parse_wide(&arena, "<!DOCTYPE a SYSTEM 'x'><a k='&bad;'/>", &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "an entity of this tag is not defined");
	done_arena_release(&arena);
}

static void test_xml__finds_children_and_attributes(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_xml *root;

	(void)state;
	assert_success(xml_parse(&arena, "<a k='v'><b>1</b><c/><b>2</b></a>", &root, &err), err);
	const struct done_xml *b = done_xml_child(root, "b");
	assert_string_equal(b->text, "1");
	assert_string_equal(done_xml_sibling(b, "b")->text, "2");
	assert_null(done_xml_sibling(done_xml_sibling(b, "b"), "b"));
	assert_string_equal(done_xml_child_text(root, "b"), "1");
	assert_string_equal(done_xml_child_text(root, "c"), "");
	assert_null(done_xml_child_text(root, "d"));
	assert_null(done_xml_child(NULL, "b"));
	assert_string_equal(done_xml_attribute(root, "k"), "v");
	assert_null(done_xml_attribute(root, "b"));
	assert_null(done_xml_attribute(NULL, "b"));
	done_arena_release(&arena);
}

static char *xml_repeated(const char *text, size_t nr, const char *end)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < nr; i++)
		done_buf_addstr(&buf, text);
	done_buf_addstr(&buf, end);
	return buf.ptr;
}

static void test_xml__nests_100_deep_and_no_deeper(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_xml *root;
	char *text = xml_repeated("<a>", 100, "");

	(void)state;
	assert_true(xml_parse(&arena, text, &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "the file ends before");
	free(text);
	err = (struct done_error){0};
	text = xml_repeated("<a>", 101, "");
	assert_true(xml_parse(&arena, text, &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "more than 100 deep");
	assert_int_equal(err.column, 100 * 3 + 1);
	free(text);
	done_arena_release(&arena);
}

static void test_xml__has_limits_of_bytes_and_elements(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_xml *root;
	char *text = xml_repeated("<a/>", DONE_XML_ELEMENTS_MAX + 1, "");

	(void)state;
	struct done_buf whole = {0};
	done_buf_addf(&whole, "<r>%s</r>", text);
	assert_true(done_xml_parse(&arena, (struct done_bytes){whole.ptr, whole.len}, "a.xml",
	                whole.len, &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "more than 500000 elements");
	err = (struct done_error){0};
	assert_true(done_xml_parse(&arena, (struct done_bytes){whole.ptr, whole.len}, "a.xml",
	                whole.len - 1, &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "at most 2000010 are read");
	free(text);
	done_buf_release(&whole);
	done_arena_release(&arena);
}

static int xml_stop_at_b(void *data, const struct done_xml_tag *tag)
{
	struct done_error *err = data;

	return strcmp(tag->name, "b") != 0
	    ? 0
	    : done_error_set(err, DONE_E_UNDECIDED, "seen at %d", tag->column);
}

static void test_xml__a_caller_ends_the_reading(void **state)
{
	static const char text[] = "<a><b/>&bad;</a>";
	static const struct done_xml_events events = {.open = xml_stop_at_b};
	struct done_error err = {0};

	(void)state;
	assert_int_equal(done_xml_read((struct done_bytes){text, sizeof(text) - 1}, "a.xml", 100,
	                     &events, &err, &err),
	    DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "seen at 4");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_xml__gives_a_tree_with_places),
	    cmocka_unit_test(test_xml__refuses_with_a_place),
	    cmocka_unit_test(test_xml__reads_utf16),
	    cmocka_unit_test(test_xml__finds_children_and_attributes),
	    cmocka_unit_test(test_xml__nests_100_deep_and_no_deeper),
	    cmocka_unit_test(test_xml__has_limits_of_bytes_and_elements),
	    cmocka_unit_test(test_xml__a_caller_ends_the_reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
