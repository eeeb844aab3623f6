/* Placeholders: which words count as one, where, and which do not. */
#include "support.h"

#include "done/artifact.h"

static const struct row {
	const char *text;
	const char *name; /* NULL: none */
	size_t at, len;
} rows[] = {
    {"TODO", "TODO", 0, 4},
    {"a TODO: b", "TODO", 2, 4},
    {"(TBD)", "TBD", 1, 3},
    {"x\nFIXME later", "FIXME", 2, 5},
    {"XXX", "XXX", 0, 3},
    {"TODO\xE2\x80\x94now", "TODO", 0, 4},
    {"todo Todo tbc", NULL, 0, 0},
    {"TODOS MYTODO TODO_X XXXL 2TODO", NULL, 0, 0},
    {"TODOS then TODO", "TODO", 11, 4},
    {"\xE2\x80\xA6", "\xE2\x80\xA6", 0, 3},
    {"\n  \xE2\x80\xA6 \r\n", "\xE2\x80\xA6", 3, 3},
    {"...", "...", 0, 3},
    {"a\n...\n", NULL, 0, 0},
    {"and so on \xE2\x80\xA6", NULL, 0, 0},
    {"\xE2\x80\xA6 and so on", NULL, 0, 0},
    {"wait...", NULL, 0, 0},
    {"....", NULL, 0, 0},
    {"Lorem ipsum dolor", "lorem ipsum", 0, 11},
    {"lorem\n ipsum", "lorem ipsum", 0, 12},
    {"lorem ipsums", NULL, 0, 0},
    {"lorem", NULL, 0, 0},
    {"say <your name> here", "<your \xE2\x80\xA6>", 4, 11},
    {"<YOUR_API_KEY>", "<your \xE2\x80\xA6>", 0, 14},
    {"<your-service>", "<your \xE2\x80\xA6>", 0, 14},
    {"[Your text here]", "[your \xE2\x80\xA6]", 0, 16},
    {"[ your text]", "[your \xE2\x80\xA6]", 0, 12},
    {"<your \xE2\x80\xA6>", "<your \xE2\x80\xA6>", 0, 10},
    {"[your bill](bill.md)", NULL, 0, 0},
    {"<your name\n>", "<your \xE2\x80\xA6>", 0, 12},
    {"<yourself> [yours] your name", NULL, 0, 0},
    {"List<YourType>", NULL, 0, 0},
    {"<your", NULL, 0, 0},
    {"<", NULL, 0, 0},
    {"", NULL, 0, 0},
    {"A whole answer.", NULL, 0, 0},
};

static void test_placeholder__is_found_where_it_stands(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		size_t at = 77, len = 77;
		const char *name =
		    done_placeholder_find(rows[i].text, strlen(rows[i].text), &at, &len);
		if (!rows[i].name) {
			if (name)
				fail_msg("'%s': found %s", rows[i].text, name);
			assert_int_equal(at, 77);
			continue;
		}
		if (!name || strcmp(name, rows[i].name) != 0 || at != rows[i].at ||
		    len != rows[i].len)
			fail_msg("'%s': %s at %zu, %zu long", rows[i].text, name ? name : "none",
			    at, len);
	}
}

static void test_placeholder__looks_at_len_bytes_only(void **state)
{
	(void)state;
	size_t at, len;
	assert_null(done_placeholder_find("TODO", 3, &at, &len));
	assert_non_null(done_placeholder_find("TODOS", 4, &at, &len));
	assert_null(done_placeholder_find("lorem ipsum", 10, &at, &len));
	assert_null(done_placeholder_find("a\0b", 3, &at, &len));
	assert_null(done_placeholder_find("<your\0x>", 8, &at, &len));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_placeholder__is_found_where_it_stands),
	    cmocka_unit_test(test_placeholder__looks_at_len_bytes_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
