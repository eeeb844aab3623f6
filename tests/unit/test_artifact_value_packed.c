/* Trees in few bytes: each type comes back with its place; bytes that were cut or changed are
 * false. */
#include "support.h"

#include "done/artifact.h"

static const char every_type[] = "nothing: null\n"
                                 "yes: true\n"
                                 "no: false\n"
                                 "small: 7\n"
                                 "below: -9223372036854775808\n"
                                 "above: 9223372036854775807\n"
                                 "octal: 0o17\n"
                                 "plain: 12:30\n"
                                 "quoted: \"a \\\" b\"\n"
                                 "empty: ''\n"
                                 "umlaut: \"\xc3\xa4\"\n"
                                 "text: |\n"
                                 "  two\n"
                                 "  lines\n"
                                 "items: [1, [], {}, {a: [b]}]\n"
                                 "key of words: {deep: {deeper: [null]}}\n";

static void read_yaml(struct done_arena *arena, const char *text, struct done_value *out)
{
	struct done_error err = {0};
	struct done_bytes bytes = {text, strlen(text)};

	assert_success(done_yaml_parse(arena, bytes, "a.yml", DONE_YAML_ARTIFACT, out, &err), err);
}

static void pack_again(const struct done_value *value, struct done_buf *out)
{
	done_buf_clear(out);
	assert_true(done_value_pack(value, out));
}

/* What is packed holds all that a tree is: two that pack alike are alike. */
static void test_packed__every_type_comes_back(void **state)
{
	struct done_arena arena = {0};
	struct done_buf packed = {0}, again = {0};
	struct done_value tree, back;
	const struct done_value *octal;

	(void)state;
	read_yaml(&arena, every_type, &tree);
	pack_again(&tree, &packed);
	assert_true(
	    done_value_unpack(&arena, (struct done_bytes){packed.ptr, packed.len}, "b.yml", &back));
	assert_true(done_value_equal(&tree, &back));
	pack_again(&back, &again);
	assert_int_equal(packed.len, again.len);
	assert_memory_equal(packed.ptr, again.ptr, packed.len);
	/* The policy language has none of these, but a tree may. */
	octal = done_value_get(&back, "octal");
	assert_string_equal(octal->file, "b.yml");
	assert_int_equal(octal->line, 7);
	assert_int_equal(octal->column, 8);
	assert_string_equal(octal->digits, "0o17");
	assert_true(done_value_get(&back, "plain")->plain);
	assert_false(done_value_get(&back, "quoted")->plain);
	assert_int_equal(back.map.ptr[3].line, 4);
	assert_int_equal(back.map.ptr[3].column, 1);
	done_buf_release(&packed);
	done_buf_release(&again);
	done_arena_release(&arena);
}

static void test_packed__a_real_is_refused(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_buf packed = {0};
	struct done_bytes json = {"{\"a\": [1.5]}", 12};
	struct done_value tree;

	(void)state;
	assert_success(done_json_parse(&arena, json, "a.json", &tree, &err), err);
	assert_false(done_value_pack(&tree, &packed));
	done_buf_release(&packed);
	done_arena_release(&arena);
}

static void test_packed__as_deep_as_a_tree_and_no_deeper(void **state)
{
	(void)state;
	for (int deeper = 0; deeper < 2; deeper++) {
		struct done_arena arena = {0};
		struct done_buf packed = {0};
		struct done_value levels[DONE_VALUE_DEPTH_MAX + 1] = {0}, back;
		size_t nr = DONE_VALUE_DEPTH_MAX + (size_t)deeper;

		for (size_t i = 0; i + 1 < nr; i++) {
			levels[i].type = DONE_LIST;
			levels[i].list = (struct done_items){&levels[i + 1], 1};
		}
		assert_true(done_value_pack(&levels[0], &packed));
		assert_int_equal(done_value_unpack(&arena,
		                     (struct done_bytes){packed.ptr, packed.len}, "b.yml", &back),
		    !deeper);
		done_buf_release(&packed);
		done_arena_release(&arena);
	}
}

/* Bytes of their own size, so that a sanitizer sees a byte read beyond them. */
static bool unpacks(const char *bytes, size_t len)
{
	struct done_arena arena = {0};
	struct done_value back;
	char *copy = malloc(len ? len : 1);
	bool good;

	assert_non_null(copy);
	memcpy(copy, bytes, len);
	good = done_value_unpack(&arena, (struct done_bytes){copy, len}, "b.yml", &back);
	if (good) {
		struct done_buf again = {0};

		assert_true(done_value_pack(&back, &again));
		done_buf_release(&again);
	}
	done_arena_release(&arena);
	free(copy);
	return good;
}

static void test_packed__cut_or_longer_is_false(void **state)
{
	struct done_arena arena = {0};
	struct done_buf packed = {0};
	struct done_value tree;

	(void)state;
	read_yaml(&arena, every_type, &tree);
	pack_again(&tree, &packed);
	assert_true(unpacks(packed.ptr, packed.len));
	for (size_t len = 0; len < packed.len; len++)
		assert_false(unpacks(packed.ptr, len));
	done_buf_addch(&packed, '\0');
	assert_false(unpacks(packed.ptr, packed.len));
	done_buf_release(&packed);
	done_arena_release(&arena);
}

/* A changed byte of a text makes another tree; none makes a crash. */
static void test_packed__changed_bytes_are_another_tree_or_false(void **state)
{
	struct done_arena arena = {0};
	struct done_buf packed = {0};
	struct done_value tree;
	size_t refused = 0;

	(void)state;
	read_yaml(&arena, every_type, &tree);
	pack_again(&tree, &packed);
	for (size_t i = 0; i < packed.len; i++) {
		for (unsigned bit = 0; bit < 8; bit++) {
			packed.ptr[i] ^= (char)(1u << bit);
			refused += !unpacks(packed.ptr, packed.len);
			packed.ptr[i] ^= (char)(1u << bit);
		}
	}
	assert_true(refused > packed.len);
	done_buf_release(&packed);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_packed__every_type_comes_back),
	    cmocka_unit_test(test_packed__a_real_is_refused),
	    cmocka_unit_test(test_packed__as_deep_as_a_tree_and_no_deeper),
	    cmocka_unit_test(test_packed__cut_or_longer_is_false),
	    cmocka_unit_test(test_packed__changed_bytes_are_another_tree_or_false),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
