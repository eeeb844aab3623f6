/* `params`: where they stand for a value, whose counts, and slips in their names. */
#include "policy_fixture.h"

#define HEAD "version: 1\nservices: ['*']\n"
#define CHECK(check) "criteria:\n  docs:\n    checks:\n      a: " check "\n"

static const struct file_kind *params_file(const struct policy_fixture *f)
{
	return f->policy->criteria[0].checks[0].test.options;
}

static void test_params__stand_for_values(void **state)
{
	static const struct {
		const char *name, *text;
		int min_bytes;
		const char *any; /* the first; NULL: not looked at */
	} rows[] = {
	    {"number", HEAD "params: {size: 12}\n" CHECK("{file: {any: x, min_bytes: '${size}'}}"),
	        12, "x"},
	    {"text", HEAD "params: {doc: y.md}\n" CHECK("{file: '${doc}'}"), 7, "y.md"},
	    {"item", HEAD "params: {doc: y.md}\n" CHECK("{file: ['${doc}', z]}"), 7, "y.md"},
	    {"list", HEAD "params: {docs: [y.md, z.md]}\n" CHECK("{file: {any: '${docs}'}}"), 7,
	        "y.md"},
	    {"another name is text",
	        HEAD "params: {doc: y.md}\n" CHECK("{why: '${elsewhere}', file: ['${doc}']}"), 7,
	        "y.md"},
	    {"not a whole value",
	        HEAD "params: {doc: y}\n" CHECK("{why: 'a ${doc}', file: '${doc}'}"), 7, "y"},
	    {"without parameters it is text", HEAD CHECK("{why: '${doc}', file: z}"), 7, "z"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct policy_fixture f = {0};

		policy_load(&f, rows[i].text);
		assert_loads(&f);
		assert_int_equal(params_file(&f)->min_bytes, rows[i].min_bytes);
		assert_string_equal(params_file(&f)->any.items[0].text, rows[i].any);
		policy_close(&f);
	}
}

static void test_params__the_nearer_value_counts(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_file(&f, "base.yml",
	    "version: 1\nparams: {size: 12, doc: x}\n" CHECK(
	        "{file: {any: '${doc}', min_bytes: '${size}'}}"));
	policy_load(&f, HEAD "extends: base.yml\nparams: {size: 20}\n");
	assert_loads(&f);
	assert_int_equal(params_file(&f)->min_bytes, 20);
	assert_string_equal(params_file(&f)->any.items[0].text, "x");
	policy_close(&f);
}

static void test_params__slips_are_errors(void **state)
{
	static const struct {
		const char *name, *text, *message, *cure;
		int line, column;
	} rows[] = {
	    {"not a map", HEAD "params: [a]\n" CHECK("{file: x}"), "'params' must be a map", NULL,
	        3, 9},
	    {"name", HEAD "params: {Size: 1}\n" CHECK("{file: x}"),
	        "'Size' is not a valid name for a parameter", "lower-case letters", 3, 10},
	    {"map", HEAD "params: {size: {a: 1}}\n" CHECK("{file: '${size}'}"),
	        "parameter 'size' must be a text", "as it would stand", 3, 16},
	    {"empty list", HEAD "params: {size: []}\n" CHECK("{file: '${size}'}"),
	        "parameter 'size' must be a text", NULL, 3, 16},
	    {"misspelt",
	        HEAD "params: {size: 12}\n" CHECK("{file: {any: x, min_bytes: '${sise}'}}"),
	        "unknown parameter '${sise}'", "did you mean '${size}'?", 7, 37},
	    {"unused", HEAD "params: {size: 12}\n" CHECK("{file: x}"),
	        "parameter 'size' is used by no value", "write '${size}' where it shall stand", 3,
	        10},
	    {"unused, and near",
	        HEAD "params: {size: 12, sise: 13}\n" CHECK("{file: {any: x, min_bytes: "
	                                                    "'${size}'}}"),
	        "parameter 'sise' is used by no value", "did you mean 'size'?", 3, 20},
	    {"wrong type",
	        HEAD "params: {size: small}\n" CHECK("{file: {any: x, min_bytes: '${size}'}}"),
	        "'min_bytes'", NULL, 3, 16},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct policy_fixture f = {0};

		policy_load(&f, rows[i].text);
		assert_error(f.err, DONE_E_POLICY, rows[i].message);
		if (rows[i].cure)
			assert_non_null(strstr(f.err.cure, rows[i].cure));
		assert_int_equal(f.err.line, rows[i].line);
		assert_int_equal(f.err.column, rows[i].column);
		policy_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_params__stand_for_values),
	    cmocka_unit_test(test_params__the_nearer_value_counts),
	    cmocka_unit_test(test_params__slips_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
