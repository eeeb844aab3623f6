/* A JSONPath that does not compile is answered with the one that was meant. */
#include "support.h"

#include "done/artifact.h"

static void test_jsonpath__suggests_quotes(void **state)
{
	static const struct {
		const char *path, *cure; /* "": none is known */
	} rows[] = {
	    {"$.owning-sig", "did you mean $['owning-sig']?"},
	    {"$.a.owning-sig.b", "did you mean $.a['owning-sig'].b?"},
	    {"$..owning-sig", "did you mean $..['owning-sig']?"},
	    {"$.x-a.y-b[0].z-c", "did you mean $['x-a']['y-b'][0]['z-c']?"},
	    {"$.paths./health.get", "did you mean $.paths['/health'].get?"},
	    {"$.a b", "did you mean $['a b']?"},
	    {"$.it's", "did you mean $['it\\'s']?"},
	    {"$.1st", "did you mean $['1st']?"},
	    {"$.@type", "did you mean $['@type']?"},
	    {"$.$schema", "did you mean $['$schema']?"},
	    {"$[owner]", "did you mean $['owner']?"},
	    {"$[owning-sig].name", "did you mean $['owning-sig'].name?"},
	    {"$.a[x-y]['z.w']", "did you mean $.a['x-y']['z.w']?"},
	    {"owner", "did you mean $.owner?"},
	    {".owner", "did you mean $.owner?"},
	    {"owning-sig.name", "did you mean $['owning-sig'].name?"},
	    {" $.owner", "did you mean $.owner?"},
	    {"$.owner ", "did you mean $.owner?"},
	    {"$. owner", "did you mean $.owner?"},
	    {"$owner", "did you mean $.owner?"},
	    {"{.spec.x}", "did you mean $.spec.x?"},
	    {"$.list.0", "did you mean $.list[0]?"},
	    {"$.list.01", "did you mean $.list['01']?"},
	    {"/paths/~1health/0/get", "did you mean $.paths['/health'][0].get?"},
	    {"#/a", "did you mean $.a?"},
	    {"$.a\\.b/c.d", "did you mean $['a.b/c'].d?"},
	    {"$.length()", ""},
	    {"/a/b", "did you mean $.a.b?"},
	    {"/paths/~1health/get/0/x~0y-z", "did you mean $.paths['/health'].get[0]['x~y-z']?"},
	    {"/a/01", "did you mean $.a['01']?"},
	    {"$.a.", ""},
	    {"$...a", ""},
	    {"$.a['b", ""},
	    {"$.a[?(@.b)]", ""},
	    {"$.a[01]", ""},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_jsonpath *path;

		if (done_jsonpath_compile(&arena, rows[i].path, &path, &err) >= 0 && *rows[i].path)
			fail_msg("'%s' is accepted", rows[i].path);
		if (strcmp(err.cure, rows[i].cure) != 0)
			fail_msg("'%s': got '%s'", rows[i].path, err.cure);
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_jsonpath__suggests_quotes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
