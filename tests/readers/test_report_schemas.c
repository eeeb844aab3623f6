/*
 * JSON and SARIF held to their schemas by a validator that is not ours, and what other programs
 * find in the reports at the places where we say that it is.
 */
#include "readers.h"

#define VALIDATE                                                                              \
	"python3 -c 'import json, sys, jsonschema; "                                          \
	"s = json.load(open(sys.argv[1])); jsonschema.Draft202012Validator.check_schema(s); " \
	"jsonschema.Draft202012Validator(s).validate(json.load(open(sys.argv[2])))' "         \
	"\"$SOURCE/config/report.schema.json\" \"$FILE\""

static void test_json__keeps_to_its_schema(void **state)
{
	char *text = output_of_sample("json");

	(void)state;
	assert_reader_last(text, PROBE_JSONSCHEMA, VALIDATE);
}

static void test_json__keeps_to_its_schema_in_an_error(void **state)
{
	(void)state;
	assert_reader_last(output_of_error("json"), PROBE_JSONSCHEMA, VALIDATE);
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
	for (size_t i = 0; TEST_EACH(edits, i, edits[i]); i++) {
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
	assert_reader_last(text, "python3 --version",
	    "python3 -c 'import json, sys; d = json.load(open(sys.argv[1]))[\"runs\"][0]; "
	    "n = bytes.fromhex(d[\"services\"][2][\"name_bytes_hex\"]); "
	    "assert b\"\\xff\" in n and n.decode(\"utf-8\", \"replace\") == "
	    "d[\"services\"][2][\"name\"]; "
	    "assert bytes.fromhex(d[\"unowned_bytes_hex\"][0]).endswith(b\"\\xff\\n.sh\")' "
	    "\"$FILE\"");
}

/* ---- SARIF ---- */

/* The standard's own schema is not ours to ship: DONE_SARIF_SCHEMA names a copy of it. */
static void test_sarif__keeps_to_the_schema_of_the_standard(void **state)
{
	char *text = output_of_sample("sarif");

	(void)state;
	assert_reader_last(text, "test -f \"$DONE_SARIF_SCHEMA\" && python3 -c 'import jsonschema'",
	    "python3 -c 'import json, sys, jsonschema; s, d = map(json.load, map(open, "
	    "sys.argv[1:])); jsonschema.validators.validator_for(s)(s).validate(d)' "
	    "\"$DONE_SARIF_SCHEMA\" \"$FILE\"");
}

static void test_sarif__hangs_what_has_no_line_on_a_changed_path(void **state)
{
	char *text = output_of_sample("sarif");

	(void)state;
	assert_reader_last(text, "python3 --version",
	    "python3 - \"$FILE\" <<'END'\n"
	    "import json, sys\n"
	    "run, = json.load(open(sys.argv[1]))['runs']\n"
	    "def uri(place): return place['physicalLocation']['artifactLocation']['uri']\n"
	    "missing, = [r for r in run['results'] if r['ruleId'] == 'docs.runbook']\n"
	    "assert uri(missing['locations'][0]) == 'services/checkout/main.go'\n"
	    "assert uri(missing['relatedLocations'][0]) == 'services/checkout/RUNBOOK.md'\n"
	    "assert 'services/checkout/RUNBOOK.md' in missing['message']['text']\n"
	    "printed = [r for r in run['results'] if r['ruleId'] == 'logging.no-print']\n"
	    "assert uri(printed[0]['locations'][0]) == 'services/checkout/file00.go'\n"
	    "assert printed[0]['locations'][0]['physicalLocation']['region']['startLine'] == "
	    "10\n"
	    "assert 'relatedLocations' not in printed[0]\n"
	    "END\n");
}

/* ---- HTML ---- */

/* A browser runs neither where the hash in the page's policy is another's. */
static void test_html__has_the_hashes_of_its_style_and_script(void **state)
{
	(void)state;
	assert_reader_last(output_of_sample("html"), "python3 --version",
	    "python3 - \"$FILE\" <<'END'\nimport base64, hashlib, re, sys\n"
	    "text = open(sys.argv[1], encoding='utf-8', newline='').read()\n"
	    "for tag in 'style', 'script':\n"
	    "  body, = re.findall(f'<{tag}>(.*?)</{tag}>', text, re.S)\n"
	    "  hash = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()\n"
	    "  assert f\"{tag}-src 'sha256-{hash}'\" in text, tag\n"
	    "END\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json__keeps_to_its_schema),
	    cmocka_unit_test(test_json__keeps_to_its_schema_in_an_error),
	    cmocka_unit_test(test_json__keeps_to_its_schema_with_nothing_to_judge),
	    cmocka_unit_test(test_json__has_a_schema_that_refuses),
	    cmocka_unit_test(test_json__has_the_bytes_of_what_is_not_utf8),
	    cmocka_unit_test(test_sarif__keeps_to_the_schema_of_the_standard),
	    cmocka_unit_test(test_sarif__hangs_what_has_no_line_on_a_changed_path),
	    cmocka_unit_test(test_html__has_the_hashes_of_its_style_and_script),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
