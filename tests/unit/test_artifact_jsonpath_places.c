/* JSONPath: where a path goes no further, and how a place is written. */
#include "support.h"

#include "done/artifact.h"

static const char document[] =
    "{\"containers\": [\n"
    "  {\"name\": \"a\", \"limits\": {\"memory\": 1}, \"env\": []},\n"
    "  {\"name\": \"b\"},\n"
    "  \"text\"],\n"
    " \"paths\": {\"/a\": {\"get\": {\"id\": 1}},\n"
    "  \"/b\": {\"put\": {}}, \"it's\": null},\n"
    " \"empty\": {}, \"none\": [], \"null\": null, \"n\": [[1, 2], [3]]}";

static const struct {
	const char *path;
	const char *found;   /* by where, with blanks between */
	const char *missing; /* "where+rest:line" */
} rows[] = {
    {"$", "$", ""},
    {"$.containers[*].name", "$.containers[0].name $.containers[1].name",
        "$.containers[2]+.name:4"},
    {"$.containers[*].limits.memory", "$.containers[0].limits.memory",
        "$.containers[1]+.limits.memory:3 $.containers[2]+.limits.memory:4"},
    {"$.containers[*].env[*].value", "",
        "$.containers[1]+.env[*].value:3 $.containers[2]+.env[*].value:4 "
        "$.containers[0].env+[*].value:2"},
    {"$.containers[1:].limits", "", "$.containers[1]+.limits:3 $.containers[2]+.limits:4"},
    {"$.containers[0,1].limits", "$.containers[0].limits", "$.containers[1]+.limits:3"},
    /* A union selects what is there; nothing of it is a miss. */
    {"$.paths.*['get','put'].id", "$.paths['/a'].get.id",
        "$.paths['it\\'s']+['get','put'].id:6 $.paths['/b'].put+.id:6"},
    {"$.containers[9].name", "", "$.containers+[9].name:1"},
    {"$.containers[5:].name", "", "$.containers+[5:].name:1"},
    /* What is not there, or empty, or no list. */
    {"$.nothing[*].x", "", "$+.nothing[*].x:1"},
    {"$.none[*].x", "", "$.none+[*].x:7"},
    {"$.empty.*", "", "$.empty+.*:7"},
    {"$.null[*]", "", "$.null+[*]:7"},
    {"$.n[*][1]", "$.n[0][1]", "$.n[1]+[1]:7"},
    /* `..` is a search: it misses only where it finds nothing; what it finds has the rest. */
    {"$..memory", "$.containers[0].limits.memory", ""},
    {"$..nope", "", "$+..nope:1"},
    {"$..limits.cpu", "", "$.containers[0].limits+.cpu:2"},
    {"$.containers[*]..memory", "$.containers[0].limits.memory",
        "$.containers[1]+..memory:3 $.containers[2]+..memory:4"},
    {"$.n..[*].x", "", "$.n[0]+.x:7 $.n[1]+.x:7 $.n[0][0]+.x:7 $.n[0][1]+.x:7 $.n[1][0]+.x:7"},
};

static void add_word(struct done_buf *buf, const char *text)
{
	done_buf_addf(buf, "%s%s", buf->len ? " " : "", text);
}

static void test_places__says_where_a_path_goes_no_further(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	struct done_bytes bytes = {document, strlen(document)};

	(void)state;
	assert_success(done_json_parse(&arena, bytes, "a.json", &root, &err), err);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++) {
		struct done_buf found = {0}, missing = {0};
		struct done_jsonpath *path;
		struct done_places places;

		assert_success(done_jsonpath_compile(&arena, rows[i].path, &path, &err), err);
		assert_success(done_jsonpath_places(&arena, path, &root, &places, &err), err);
		done_buf_addstr(&found, "");
		done_buf_addstr(&missing, "");
		for (size_t k = 0; k < places.nr; k++)
			add_word(&found, done_trail_text(&arena, places.found[k], false));
		for (size_t k = 0; k < places.nr_missing; k++) {
			const struct done_miss *miss = &places.missing[k];

			assert_ptr_equal(miss->at, done_trail_value(miss->trail));
			add_word(&missing,
			    done_arena_printf(&arena, "%s+%s:%d",
			        done_trail_text(&arena, miss->trail, false),
			        done_jsonpath_rest(path, miss->segment), miss->at->line));
		}
		const char *f = found.len ? found.ptr : "", *m = missing.len ? missing.ptr : "";
		if (strcmp(f, rows[i].found) != 0 || strcmp(m, rows[i].missing) != 0)
			fail_msg("%s found '%s' missing '%s'", rows[i].path, f, m);
		done_buf_release(&found);
		done_buf_release(&missing);
	}
	done_arena_release(&arena);
}

static void test_places__are_named_by_their_own_names(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	struct done_bytes bytes = {document, strlen(document)};
	struct done_jsonpath *path;
	struct done_places places;

	(void)state;
	assert_success(done_json_parse(&arena, bytes, "a.json", &root, &err), err);
	assert_success(done_jsonpath_compile(&arena, "$.containers[*]", &path, &err), err);
	assert_success(done_jsonpath_places(&arena, path, &root, &places, &err), err);
	assert_int_equal(places.nr, 3);
	assert_string_equal(done_trail_text(&arena, places.found[1], true), "$.containers[b]");
	assert_string_equal(done_trail_text(&arena, places.found[2], true), "$.containers[2]");
	assert_false(done_jsonpath_is_plain(path, 1));
	assert_true(done_jsonpath_is_plain(path, 0));
	assert_string_equal(done_jsonpath_rest(path, 1), "[*]");
	assert_string_equal(done_jsonpath_rest(path, 2), "");
	done_arena_release(&arena);
}

static void test_places__are_bounded(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	struct done_buf buf = {0};
	struct done_jsonpath *path;
	struct done_places places;

	(void)state;
	done_buf_addch(&buf, '[');
	for (int i = 0; i < 60000; i++)
		done_buf_addstr(&buf, i ? ",[0]" : "[0]");
	done_buf_addch(&buf, ']');
	struct done_bytes bytes = {buf.ptr, buf.len};
	assert_success(done_json_parse(&arena, bytes, "a.json", &root, &err), err);
	assert_success(done_jsonpath_compile(&arena, "$[*,*].x", &path, &err), err);
	assert_true(done_jsonpath_places(&arena, path, &root, &places, &err) < 0);
	assert_error(err, DONE_E_UNDECIDED, "selects more than 100,000 values");
	err = (struct done_error){0};
	assert_success(done_jsonpath_compile(&arena, "$[*]['a',0,0].x", &path, &err), err);
	assert_true(done_jsonpath_places(&arena, path, &root, &places, &err) < 0);
	assert_error(err, DONE_E_UNDECIDED, "100,000");
	done_buf_release(&buf);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_places__says_where_a_path_goes_no_further),
	    cmocka_unit_test(test_places__are_named_by_their_own_names),
	    cmocka_unit_test(test_places__are_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
