/* The JSON report: complete, and as its schema says. */
#include "report_output.h"

#define VALIDATE                                                                              \
	"python3 -c 'import json, sys, jsonschema; "                                          \
	"s = json.load(open(sys.argv[1])); jsonschema.Draft202012Validator.check_schema(s); " \
	"jsonschema.Draft202012Validator(s).validate(json.load(open(sys.argv[2])))' "         \
	"\"$SOURCE/config/report.schema.json\" \"$FILE\""

static void test_json__is_as_in_the_golden_file(void **state)
{
	char *text = output_of_sample("json");

	(void)state;
	assert_golden("json.json", text);
	assert_harmless(text, NULL);
	free(text);
}

static void test_json__keeps_to_its_schema(void **state)
{
	char *text = output_of_sample("json");

	(void)state;
	assert_reader_last(text, PROBE_JSONSCHEMA, VALIDATE);
}

static void test_json__keeps_to_its_schema_in_an_error(void **state)
{
	char *text = output_of_error("json");

	(void)state;
	assert_golden("json-error.json", text);
	assert_harmless(text, NULL);
	assert_reader_last(text, PROBE_JSONSCHEMA, VALIDATE);
}

static void test_json__keeps_to_its_schema_with_nothing_to_judge(void **state)
{
	char *text = output_of_nothing("json");

	(void)state;
	assert_reader_last(text, PROBE_JSONSCHEMA, VALIDATE);
}

/* The schema is strict: what it does not know, and what is missing, it refuses. */
static void test_json__has_a_schema_that_refuses(void **state)
{
	static const char *const edits[] = {
		"d[\"more\"] = 1",
		"del d[\"exit\"]",
		"d[\"verdict\"] = \"fine\"",
		"del d[\"runs\"][0][\"services\"][0][\"criteria\"][0][\"checks\"][0][\"reason\"]",
		"d[\"runs\"][0][\"services\"][1][\"criteria\"][0][\"checks\"][1][\"findings\"][0]["
		"\"x\"] = 1",
		"d[\"runs\"][0][\"base\"] = \"main\"",
		"del d[\"runs\"][0][\"services\"][0][\"sheet\"]",
		"d[\"runs\"][0][\"services\"][1][\"sheet\"][\"x\"] = 1",
		"d[\"runs\"][0][\"services\"][1][\"sheet\"][\"calls\"][0][\"style\"] = \"x\"",
		"d[\"error\"] = dict(message=\"x\", cure=None, file=None, line=0, column=0)",
	};
	char *text;

	(void)state;
	if (!output_tool_works(PROBE_JSONSCHEMA))
		skip();
	text = output_of_sample("json");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(edits); i++) {
		char check[1024];

		snprintf(check, sizeof(check),
		         "python3 -c 'import json, sys, jsonschema; "
		         "s = json.load(open(sys.argv[1])); d = json.load(open(sys.argv[2])); %s; "
		         "sys.exit(jsonschema.Draft202012Validator(s).is_valid(d))' "
		         "\"$SOURCE/config/report.schema.json\" \"$FILE\"",
		         edits[i]);
		assert_reader(text, check);
	}
	free(text);
}

/* Every byte of a name that is no text is there. */
static void test_json__has_the_bytes_of_what_is_not_utf8(void **state)
{
	char *text = output_of_sample("json");

	(void)state;
	assert_reader_last(
		text, "python3 --version",
		"python3 -c 'import json, sys; d = json.load(open(sys.argv[1]))[\"runs\"][0]; "
		"n = bytes.fromhex(d[\"services\"][2][\"name_bytes_hex\"]); "
		"assert b\"\\xff\" in n and n.decode(\"utf-8\", \"replace\") == "
		"d[\"services\"][2][\"name\"]; "
		"assert bytes.fromhex(d[\"unowned_bytes_hex\"][0]).endswith(b\"\\xff\\n.sh\")' "
		"\"$FILE\"");
}

static void test_json__has_the_exit_status_of_the_report(void **state)
{
	struct done_report report;
	char *text;

	(void)state;
	sample_report(&report);
	text = output_of("json", &report, &output_style);
	assert_non_null(strstr(text, "\"exit\": 1,"));
	free(text);
	report.advisory = true;
	text = output_of("json", &report, &output_style);
	assert_non_null(strstr(text, "\"exit\": 3,"));
	assert_non_null(strstr(text, "\"verdict\": \"unmet\""));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json__is_as_in_the_golden_file),
		cmocka_unit_test(test_json__keeps_to_its_schema),
		cmocka_unit_test(test_json__keeps_to_its_schema_in_an_error),
		cmocka_unit_test(test_json__keeps_to_its_schema_with_nothing_to_judge),
		cmocka_unit_test(test_json__has_a_schema_that_refuses),
		cmocka_unit_test(test_json__has_the_bytes_of_what_is_not_utf8),
		cmocka_unit_test(test_json__has_the_exit_status_of_the_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
