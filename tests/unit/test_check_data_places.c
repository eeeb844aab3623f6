/* Kind `data`: every place of a path, every document of a file, numbers of any size, TOML. */
#include "check_fixture.h"

static const char manifest[] = "spec:\n"
                               "  containers:\n"
                               "    - {name: a, resources: {limits: {memory: 1Gi}}, n: 3}\n"
                               "    - {name: b}\n"
                               "    - name: c\n"
                               "      resources: {limits: {memory: 5}}\n"
                               "  none: []\n";

static const char documents[] = "---\n"
                                "kind: Service\n"
                                "metadata: {name: web}\n"
                                "---\n"
                                "# nothing\n"
                                "---\n"
                                "kind: Deployment\n"
                                "metadata: {name: web}\n"
                                "spec: {replicas: 2}\n"
                                "---\n";

static void open_shop(struct check_fixture *f)
{
	check_open(f, "shop");
	fake_file(&f->head, "shop/k.yml", manifest);
	fake_file(&f->head, "shop/all.yml", documents);
	fake_file(&f->head, "shop/o.json",
	    "{\"paths\": {\"/a\": {\"get\": {\"operationId\": \"a\"},\n"
	    " \"post\": {\"summary\": \"none\"}}}}");
	fake_file(&f->head, "shop/big.json",
	    "{\"max\": 18446744073709551615, \"huge\": 1e400, \"tiny\": 1e-400, \"n\": 1}");
	fake_file(&f->head, "shop/a.toml",
	    "[package]\nname = \"a\"\nedition = \"2021\"\n[[bin]]\nname = \"x\"\n[[bin]]\n");
	fake_file(&f->head, "shop/main.tf", "a = 1\n");
	fake_file(&f->head, "shop/deploy.yaml", "a: 1\nb:\n  {{- toYaml .x | nindent 2 }}\n");
	fake_file(&f->head, "shop/comments.yaml", "# values:\n#   a: 1\n");
	fake_file(&f->head, "shop/nr.yml",
	    "python: 3.10\nmode: 0755\nhex: 0x1F\nplus: +5\none: 1.0\nlong: "
	    "00000000000000000000000001\n");
	fake_file(&f->head, "shop/nr.json", "{\"a\": 1e3, \"b\": 2.50, \"c\": -0, \"d\": 2.5}");
	fake_file(&f->head, "shop/latin.json", "{\"a\": \"Gr\374n\"}");
	fake_file(&f->head, "shop/lines.jsonl", "{\"a\": 1}\n{\"b\": 1}\n");
}

static void test_data__an_element_without_the_rest_is_unmet_at_its_line(void **state)
{
	static const struct {
		const char *check;
		size_t nr;
		int line;
		const char *message, *fix; /* of the first */
	} rows[] = {
	    {"file: k.yml, at: {'$.spec.containers[*].resources.limits': {exists: true}}", 1, 4,
	        "'$.spec.containers[1].resources.limits' is missing",
	        "add resources: {limits: …} below '$.spec.containers[1]' to k.yml"},
	    {"file: k.yml, at: {'$.spec.containers[*].resources.limits.memory': {matches: Gi}}", 2,
	        4, "limits.memory' is missing", "text that matches 'Gi'"},
	    {"file: k.yml, at: {'$.spec.containers[*].n': {min: 1}}", 2, 4,
	        "'$.spec.containers[1].n' is missing", "a number of at least 1"},
	    {"file: k.yml, at: {'$.spec.containers[*].n': {max: 9}}", 2, 4, "is missing", "n: …"},
	    {"file: k.yml, at: {'$.spec.containers[*].n': {type: integer}}", 2, 4, "is missing",
	        "type integer"},
	    {"file: k.yml, at: {'$.spec.containers[*].n': 3}", 2, 4, "is missing", "add n: 3"},
	    {"file: k.yml, at: {'$.spec.containers[*].n': {one_of: [3]}}", 2, 4, "is missing",
	        "one of 3"},
	    {"file: k.yml, at: {'$.spec.containers[*].resources': {min_items: 1}}", 1, 4,
	        "is missing", "at least 1"},
	    {"file: k.yml, at: {'$.spec.containers[1:].n': 3}", 2, 4, "containers[1].n' is missing",
	        "add"},
	    {"file: k.yml, at: {'$.spec.containers[0,1].n': 3}", 1, 4, "is missing", "add"},
	    {"file: k.yml, at: {'$..containers[*].n': 3}", 2, 4,
	        "'$.spec.containers[1].n' is missing", "add"},
	    {"file: k.yml, at: {'$.spec.none[*].n': 3}", 1, 7,
	        "'$.spec.none' is empty, so nothing is at '$.spec.none[*].n'", "add"},
	    {"file: k.yml, at: {'$.spec.nope[*].n': 3}", 1, 2, "'$.spec.nope[*].n' is missing",
	        "add"},
	    {"file: o.json, at: {'$.paths.*.*.operationId': {exists: true}}", 1, 2,
	        "'$.paths['/a'].post.operationId' is missing",
	        "add \"operationId\": … below '$.paths['/a'].post' to o.json"},
	    /* exists: false asks every place, too. */
	    {"file: k.yml, at: {'$.spec.containers[*].resources': {exists: false}}", 2, 3,
	        "'$.spec.containers[0].resources' must not be there",
	        "take '$.spec.containers[0].resources' out"},
	    /* A place that is there and wrong is named as itself. */
	    {"file: k.yml, at: {'$.spec.containers[*].name': {matches: '[ac]'}}", 1, 4,
	        "'$.spec.containers[1].name' is \"b\"", "change"},
	    {"file: k.yml, at: {'$.spec.containers[*].n': {min: 4, optional: true}}", 1, 3,
	        "'$.spec.containers[0].n' is 3", "change"},
	    {"file: a.toml, at: {'$.bin[*].name': {exists: true}}", 1, 6,
	        "'$.bin[1].name' is missing", "add name = … below '$.bin[1]' to a.toml"},
	    {"file: a.toml, at: {$.package.edition: '2024', $.package.license: MIT}", 2, 3,
	        "is \"2021\"; expected \"2024\"", "change"},
	    {"file: a.toml, at: {$.profile.release.lto: true}", 1, 1, "is missing",
	        "add profile.release.lto = true to a.toml"},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		const char *check = done_arena_printf(&f.arena, "data: {%s}", rows[i].check);

		check_run(&f, check);
		assert_success(f.rc, f.err);
		if (f.result.nr != rows[i].nr ||
		    !strstr(f.result.findings[0].message, rows[i].message) ||
		    !strstr(f.result.findings[0].fix, rows[i].fix) ||
		    f.result.findings[0].line != rows[i].line)
			fail_msg("%s: %zu findings, first at line %d: %s: %s", check, f.result.nr,
			    f.result.findings[0].line, f.result.findings[0].message,
			    f.result.findings[0].fix);
	}
	check_close(&f);
}

static void test_data__is_met_where_every_place_is_as_expected(void **state)
{
	static const char *const checks[] = {
	    "file: k.yml, at: {'$.spec.containers[*].name': {matches: '.'}}",
	    "file: k.yml, at: {'$.spec.containers[*].nope': {exists: false}}",
	    "file: k.yml, at: {'$.spec.nope[*].x': {exists: false}}",
	    "file: k.yml, at: {'$.spec.none[*].x': {exists: false}}",
	    "file: k.yml, at: {'$.spec.containers[*].n': {min: 3, optional: true}}",
	    "file: k.yml, at: {'$.spec.none[*].n': {min: 3, optional: true}}",
	    "file: k.yml, at: {'$..memory': {exists: true}}",
	    /* numbers */
	    "file: big.json, at: {$.n: 1}",
	    "file: big.json, at: {$.max: 18446744073709551615}",
	    "file: big.json, at: {$.max: {type: integer, min: 9223372036854775807}}",
	    "file: big.json, at: {$.max: {matches: '^18446744073709551615$'}}",
	    "file: big.json, at: {$.max: {one_of: [1, 18446744073709551615]}}",
	    "file: big.json, at: {$.huge: 10e399}",
	    "file: big.json, at: {$.huge: {min: 1e300, type: number}}",
	    "file: big.json, at: {$.tiny: {min: 0, max: 1e-300}}",
	    /* numbers as they are written */
	    "file: nr.yml, at: {$.python: {matches: '^3[.]10$'}, $.one: {matches: '^1[.]0$'}}",
	    "file: nr.yml, at: {$.mode: {matches: '^0755$'}, $.hex: {matches: '^0x1F$'}}",
	    "file: nr.yml, at: {$.hex: 31, $.plus: 5, $.python: 3.1, $.long: 1}",
	    "file: nr.yml, at: {$.one: {type: integer}, $.mode: {type: integer, max: 755}}",
	    "file: nr.json, at: {$.a: {matches: '^1e3$', type: integer, equals: 1000}}",
	    "file: nr.json, at: {$.b: {matches: '^2[.]50$', min: 2.5, max: 2.5}, $.c: 0}",
	    /* nothing but comments is nothing, not a broken file */
	    "file: comments.yaml, at: {$.a: {exists: false}}",
	    "file: comments.yaml, at: {$.a: {type: integer, optional: true}}",
	    /* documents */
	    "file: all.yml, at: {$.metadata.name: web}",
	    "file: all.yml, document: each, at: {$.metadata.name: web}",
	    "file: all.yml, document: any, at: {$.kind: Deployment, $.spec.replicas: 2}",
	    "file: all.yml, document: 2, at: {$.spec.replicas: 2}",
	    "file: all.yml, document: 1, at: {$.kind: Service}",
	    "file: lines.jsonl, document: any, at: {$.b: 1}",
	    "file: k.yml, document: 1, at: {$.spec: {exists: true}}",
	    "file: k.yml, document: any, at: {$.spec: {exists: true}}",
	    /* TOML */
	    "file: a.toml, at: {$.package.name: a, $.bin: {min_items: 2}}",
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		check_run(&f, done_arena_printf(&f.arena, "data: {%s}", checks[i]));
		assert_success(f.rc, f.err);
		if (f.result.verdict != DONE_MET)
			fail_msg("%s: %s", checks[i],
			    f.result.nr ? f.result.findings[0].message : "no finding");
	}
	check_close(&f);
}

static void test_data__compares_large_numbers_digit_by_digit(void **state)
{
	static const struct {
		const char *at, *message;
	} rows[] = {
	    {"$.max: 18446744073709551614",
	        "is 18446744073709551615; expected 18446744073709551614"},
	    {"$.huge: 1e401", "is 1e400; expected 1e401"},
	    {"$.huge: {max: 1e308}", "is 1e400; expected a number of at most 1e+308"},
	    {"$.tiny: 0", "is 1e-400; expected 0"},
	    {"$.tiny: {max: 0}", "is 1e-400; expected a number of at most 0"},
	    {"$.huge: {type: integer}", "expected of type integer"},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].at); i++) {
		check_run(&f,
		    done_arena_printf(&f.arena, "data: {file: big.json, at: {%s}}", rows[i].at));
		assert_unmet(&f, 1, "shop/big.json", 1, rows[i].message, "change");
	}
	check_close(&f);
}

static void test_data__names_the_document(void **state)
{
	static const struct {
		const char *check;
		size_t nr;
		int line;
		const char *message, *fix;
	} rows[] = {
	    {"file: all.yml, at: {$.spec.replicas: {min: 2}}", 1, 2,
	        "'$.spec.replicas' is missing in document 1 of 2 (Service 'web')",
	        "or, where not every document is meant, write 'document: any' or its number"},
	    {"file: all.yml, document: each, at: {$.spec.replicas: {exists: false}}", 1, 9,
	        "'$.spec.replicas' must not be there in document 2 of 2 (Deployment 'web')",
	        "take '$.spec.replicas' out"},
	    {"file: all.yml, document: any, at: {$.kind: Deployment, $.spec.replicas: 3}", 1, 9,
	        "'$.spec.replicas' is 2 in document 2 of 2 (Deployment 'web'); expected 3",
	        "none of the 2 documents holds; this one comes nearest"},
	    {"file: all.yml, document: any, at: {$.spec.template.spec: {exists: true}}", 1, 9,
	        "is missing in document 2 of 2", "comes nearest"},
	    {"file: all.yml, document: 1, at: {$.spec.replicas: 2}", 1, 2,
	        "in document 1 of 2 (Service 'web')", "add spec: {replicas: 2}"},
	    {"file: all.yml, document: 3, at: {$.kind: x}", 1, 0, "has no document 3: it holds 2",
	        "add the document, or change 'document' in the policy"},
	    {"file: lines.jsonl, at: {$.a: {exists: true}}", 1, 2,
	        "'$.a' is missing in document 2 of 2", "add \"a\": … to lines.jsonl"},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, done_arena_printf(&f.arena, "data: {%s}", rows[i].check));
		assert_success(f.rc, f.err);
		if (f.result.nr != rows[i].nr)
			fail_msg("%s: %zu findings", rows[i].check, f.result.nr);
		check_finding(&f.result.findings[0], f.result.findings[0].path, rows[i].line,
		    rows[i].message, rows[i].fix);
	}
	check_close(&f);
}

/* A container or document that comes before another must not make its finding a new one. */
static void test_data__a_subject_goes_by_names_not_by_numbers(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "data: {file: k.yml, at: {'$.spec.containers[*].n': {min: 1}}}");
	assert_int_equal(f.result.nr, 2);
	assert_string_equal(f.result.findings[0].subject,
	    "data.at.$.spec.containers[*].n: missing: ./k.yml: $.spec.containers[b].n");
	assert_string_equal(f.result.findings[1].subject,
	    "data.at.$.spec.containers[*].n: missing: ./k.yml: $.spec.containers[c].n");
	check_run(&f, "data: {file: all.yml, at: {$.spec.replicas: {min: 2}}}");
	assert_string_equal(f.result.findings[0].subject,
	    "data.at.$.spec.replicas: missing: ./all.yml: document Service/web");
	check_close(&f);
}

static void test_data__a_format_that_is_not_read_is_undecided(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "data: {file: main.tf, at: {$.a: 1}}");
	assert_true(f.rc < 0);
	assert_error(f.err, DONE_E_UNDECIDED, "'shop/main.tf' is HCL, which is not read");
	assert_non_null(strstr(f.err.cure, "kind 'content'"));
	check_close(&f);
}

static void test_data__says_what_a_file_is_that_cannot_be_read(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "data: {file: deploy.yaml, at: {$.a: 1}}");
	assert_true(f.rc < 0);
	assert_error(f.err, DONE_E_UNDECIDED, "'shop/deploy.yaml' is a template ('{{' at line 3)");
	assert_non_null(strstr(f.err.cure, "kind 'content'"));
	assert_int_equal(f.err.line, 3);
	check_run(&f, "data: {file: latin.json, at: {$.a: 1}}");
	assert_unmet(&f, 1, "shop/latin.json", 1,
	    "the byte 0xFC is not UTF-8: save the file as UTF-8", "fix");
	check_run(&f, "data: {file: comments.yaml, at: {$.a: 1}}");
	assert_unmet(&f, 1, "shop/comments.yaml", 1, "'$.a' is missing", "add a: 1");
	check_run(&f, "data: {file: nr.yml, at: {$.python: 3.9}}");
	assert_unmet(&f, 1, "shop/nr.yml", 1, "'$.python' is 3.10; expected 3.9", "change");
	check_run(&f, "data: {file: nr.json, at: {$.d: {type: integer}}}");
	assert_unmet(&f, 1, "shop/nr.json", 1, "'$.d' is 2.5; expected of type integer", "change");
	check_close(&f);
}

static void test_data__refuses_what_it_cannot_mean(void **state)
{
	static const struct {
		const char *check, *part;
	} rows[] = {
	    {"document: 0, at: {$.a: 1}", "'document' must be 'each', 'any' or a number"},
	    {"document: -1, at: {$.a: 1}", "'document' must be"},
	    {"document: 10001, at: {$.a: 1}", "'document' must be"},
	    {"document: all, at: {$.a: 1}", "'document' must be"},
	    {"document: [1], at: {$.a: 1}", "'document' must be"},
	    {"documnt: 1, at: {$.a: 1}", "unknown key 'documnt'"},
	    {"at: {$.a: {optional: true}}", "'optional: true' needs another condition"},
	    {"at: {$.a: {optional: true, exists: false}}", "leaves nothing"},
	    {"at: {$.a: {min: 1e400}}", "'min' must be a number"},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		assert_true(
		    check_load(&f,
		        done_arena_printf(&f.arena, "data: {file: a.yml, %s}", rows[i].check)) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].part);
		assert_int_equal(f.err.line, 7);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_data__an_element_without_the_rest_is_unmet_at_its_line),
	    cmocka_unit_test(test_data__is_met_where_every_place_is_as_expected),
	    cmocka_unit_test(test_data__compares_large_numbers_digit_by_digit),
	    cmocka_unit_test(test_data__names_the_document),
	    cmocka_unit_test(test_data__a_subject_goes_by_names_not_by_numbers),
	    cmocka_unit_test(test_data__a_format_that_is_not_read_is_undecided),
	    cmocka_unit_test(test_data__says_what_a_file_is_that_cannot_be_read),
	    cmocka_unit_test(test_data__refuses_what_it_cannot_mean),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
