/* The schema and the reference say what the field tables say. */
#include "policy_fixture.h"

static struct done_value read_schema(struct done_arena *arena)
{
	struct done_error err = {0};
	struct done_buf text = {0};
	struct done_value schema = {0};
	int rc;

	done_policy_schema(&text, &policy_kinds);
	rc = done_json_parse(
	    arena, (struct done_bytes){text.ptr, text.len}, "schema.json", &schema, &err);
	done_buf_release(&text);
	assert_success(rc, err);
	return schema;
}

/* Follows keys, ended by NULL; a number's text is an index. */
static const struct done_value *at(const struct done_value *value, ...)
{
	va_list args;
	const char *key;

	va_start(args, value);
	while ((key = va_arg(args, const char *))) {
		if (value && value->type == DONE_LIST)
			value = &value->list.ptr[key[0] - '0'];
		else
			value = done_value_get(value, key);
	}
	va_end(args);
	return value;
}

static const char *text_at(const struct done_value *value)
{
	assert_non_null(value);
	assert_int_equal(value->type, DONE_STRING);
	return value->string.ptr;
}

static void test_schema__has_every_key_of_the_top_and_no_other(void **state)
{
	static const char *const keys[] = {
	    "version", "extends", "stages", "services", "select", "criteria"};
	struct done_arena arena = {0};
	struct done_value schema = read_schema(&arena);

	(void)state;
	assert_string_equal(
	    text_at(at(&schema, "$schema", NULL)), "https://json-schema.org/draft/2020-12/schema");
	for (size_t i = 0; TEST_EACH(keys, i, keys[i]); i++)
		assert_non_null(at(&schema, "properties", keys[i], NULL));
	assert_false(at(&schema, "additionalProperties", NULL)->boolean);
	assert_int_equal(at(&schema, "properties", "version", "const", NULL)->integer, 1);
	done_arena_release(&arena);
}

static void test_schema__checks_hold_their_fields_and_each_kind(void **state)
{
	struct done_arena arena = {0};
	struct done_value schema = read_schema(&arena);
	const struct done_value *check = at(&schema, "$defs", "check", NULL);

	(void)state;
	assert_non_null(at(check, "properties", "effective", NULL));
	assert_non_null(at(&schema, "$defs", "criterion", "properties", "effective", NULL));
	for (size_t i = 0; i < policy_kinds.nr; i++) {
		const char *name = policy_kinds.items[i]->name;
		const struct done_value *others;

		assert_string_equal(text_at(at(check, "properties", name, "description", NULL)),
		    policy_kinds.items[i]->summary);
		/* One kind forbids the others. */
		others = at(check, "dependentSchemas", name, "anyOf", "1", "properties", NULL);
		assert_null(done_value_get(others, name));
		assert_int_equal(others->map.nr, policy_kinds.nr - 1);
		assert_int_equal(
		    at(&schema, "$defs", "test", "dependentSchemas", name, "properties", NULL)
		        ->map.nr,
		    policy_kinds.nr - 1);
		/* It may be taken out, for another one. */
		assert_string_equal(
		    text_at(at(check, "properties", name, "anyOf", "1", "type", NULL)), "null");
		assert_string_equal(text_at(at(check, "dependentSchemas", name, "anyOf", "0",
		                        "properties", name, "type", NULL)),
		    "null");
		assert_non_null(at(&schema, "$defs", "test", "properties", name, NULL));
	}
	assert_null(at(&schema, "$defs", "test", "properties", "level", NULL));
	done_arena_release(&arena);
}

static void test_schema__each_type_of_field_has_its_own(void **state)
{
	static const struct {
		const char *field, *key, *text;
	} rows[] = {
	    {"boolean", "type", "boolean"},
	    {"integer", "type", "integer"},
	    {"number", "type", "number"},
	    {"string", "type", "string"},
	    {"date", "format", "date"},
	    {"path", "type", "string"},
	    {"glob", "type", "string"},
	    {"file", "type", "string"},
	    {"pattern", "type", "string"},
	    {"jsonpath", "type", "string"},
	    {"condition", "$ref", "#/$defs/condition"},
	};
	struct done_arena arena = {0};
	struct done_value schema = read_schema(&arena);
	const struct done_value *zoo =
	    at(&schema, "$defs", "test", "properties", "zoo", "allOf", "0", "properties", NULL);

	(void)state;
	assert_int_equal(zoo->map.nr, DONE_FIELD_SPECIAL + 1);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].field); i++)
		assert_string_equal(
		    text_at(at(zoo, rows[i].field, rows[i].key, NULL)), rows[i].text);
	assert_int_equal(at(zoo, "integer", "minimum", NULL)->integer, -5);
	assert_int_equal(at(zoo, "integer", "maximum", NULL)->integer, 5);
	assert_int_equal(at(zoo, "ratio", "anyOf", "0", "maximum", NULL)->integer, 1);
	assert_string_equal(text_at(at(zoo, "ratio", "anyOf", "1", "type", NULL)), "string");
	assert_int_equal(at(zoo, "letter", "enum", NULL)->list.nr, 3);
	assert_string_equal(text_at(at(zoo, "strings", "anyOf", "1", "type", NULL)), "array");
	assert_string_equal(text_at(at(zoo, "globs", "anyOf", "0", "type", NULL)), "string");
	assert_string_equal(
	    text_at(at(zoo, "tests", "anyOf", "1", "items", "$ref", NULL)), "#/$defs/test");
	assert_string_equal(text_at(at(zoo, "special", "allOf", "0", "type", NULL)), "string");
	/* A record with a shorthand: the text alone, or the map with what it needs. */
	assert_string_equal(
	    text_at(at(zoo, "object", "allOf", "0", "anyOf", "0", "type", NULL)), "string");
	assert_string_equal(
	    text_at(at(zoo, "object", "allOf", "0", "anyOf", "1", "required", "0", NULL)), "word");
	done_arena_release(&arena);
}

/* A part says all; a check may leave keys to the policy that it extends, or take them out. */
static void test_schema__what_merges_may_be_left_out(void **state)
{
	struct done_arena arena = {0};
	struct done_value schema = read_schema(&arena);
	const struct done_value *defs = at(&schema, "$defs", NULL);
	const struct done_value *inherited =
	    at(defs, "check", "properties", "content", "anyOf", "0", NULL);

	(void)state;
	assert_string_equal(
	    text_at(at(defs, "test", "properties", "content", "allOf", "0", "required", "0", NULL)),
	    "files");
	assert_null(at(inherited, "required", NULL));
	assert_string_equal(
	    text_at(at(inherited, "properties", "match", "anyOf", "1", "type", NULL)), "null");
	assert_string_equal(
	    text_at(at(defs, "check", "properties", "when", "anyOf", "1", "type", NULL)), "null");
	assert_string_equal(
	    text_at(at(defs, "criterion", "properties", "level", "anyOf", "1", "type", NULL)),
	    "null");
	done_arena_release(&arena);
}

static void test_schema__a_shorthand_is_as_its_field(void **state)
{
	struct done_arena arena = {0};
	struct done_value schema = read_schema(&arena);
	const struct done_value *any_of =
	    at(&schema, "$defs", "check", "properties", "any_of", "anyOf", "0", "anyOf", "0", NULL);

	(void)state;
	assert_string_equal(
	    text_at(at(any_of, "anyOf", "1", "items", "$ref", NULL)), "#/$defs/test");
	done_arena_release(&arena);
}

static void test_reference__is_a_table_of_the_fields(void **state)
{
	struct done_buf text = {0};

	(void)state;
	done_record_reference(&text, &zoo_kind_record);
	for (size_t i = 0; i < zoo_kind_record.nr; i++) {
		char row[64];

		snprintf(row, sizeof(row), "\n| `%s` | ", zoo_kind_record.fields[i].name);
		assert_non_null(strstr(text.ptr, row));
	}
	/* A bar in the help would end its cell. */
	assert_non_null(strstr(text.ptr, "A text \\| with a bar."));
	assert_non_null(strstr(text.ptr, "`alpha`, `beta`, `gamma`"));
	assert_non_null(strstr(text.ptr, "-5 to 5"));
	assert_non_null(strstr(text.ptr, "\nIn `object`:\n"));
	assert_non_null(strstr(text.ptr, "| `word` (required) |"));
	assert_non_null(strstr(text.ptr, "is short for `word`"));
	done_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_schema__has_every_key_of_the_top_and_no_other),
	    cmocka_unit_test(test_schema__checks_hold_their_fields_and_each_kind),
	    cmocka_unit_test(test_schema__each_type_of_field_has_its_own),
	    cmocka_unit_test(test_schema__what_merges_may_be_left_out),
	    cmocka_unit_test(test_schema__a_shorthand_is_as_its_field),
	    cmocka_unit_test(test_reference__is_a_table_of_the_fields),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
