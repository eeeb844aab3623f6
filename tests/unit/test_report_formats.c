/*
 * What holds for every format: as in its golden file, read by a real reader of it, harmless to
 * terminals and CI systems, and the same with much in it and with nothing.
 */
#include "report_output.h"
#include "source.h"

#define PYTHON "python3 --version"
#define SCRIPT(lines)                                         \
	"python3 - \"$FILE\" <<'END'\nimport json, re, sys\n" \
	"text = open(sys.argv[1], encoding='utf-8').read()\n" lines "\nEND\n"

static const struct row {
	const char *format, *golden;
	const char *own; /* what its own commands start with */
	const char *probe, *check;
} rows[] = {
	{"text", "text.txt", NULL, NULL, NULL},
	{"json", "json.json", NULL, PYTHON, SCRIPT("json.loads(text)")},
	{"ndjson", "ndjson.ndjson", NULL, PYTHON,
         SCRIPT("lines = [json.loads(line) for line in text.splitlines()]\n"
                "assert lines[-1]['type'] in ('report', 'error')\n"
                "assert all(line['schema'] == 1 for line in lines)\n"
                "runs = [line for line in lines if line['type'] == 'run']\n"
                "assert lines[-1]['type'] == 'error' or len(runs) == lines[-1]['runs']")},
	{"sarif", "sarif.json", NULL, PYTHON,
         SCRIPT("run, = json.loads(text)['runs']\n"
                "rules = run['tool']['driver']['rules']\n"
                "assert len({rule['id'] for rule in rules}) == len(rules)\n"
                "for rule in rules:\n"
                "  for key in ('shortDescription', 'fullDescription', 'help'):\n"
                "    assert rule[key]['text']\n"
                "prints = set()\n"
                "for result in run['results']:\n"
                "  assert rules[result['ruleIndex']]['id'] == result['ruleId']\n"
                "  assert result['message']['text']\n"
                "  prints.add(result['partialFingerprints']['primaryLocationLineHash'])\n"
                "  for place in result['locations']:\n"
                "    place = place['physicalLocation']\n"
                "    assert re.fullmatch(r'[A-Za-z0-9._~/%-]+', place['artifactLocation']['uri'])\n"
                "    assert len(place['region']) == 4 and min(place['region'].values()) > 0\n"
                "assert len(prints) == len(run['results']) <= 25000\n"
                "assert run['automationDetails']['id'] and run['invocations']")},
	{"junit", "junit.xml", NULL, PROBE_XML,
         XMLLINT SCRIPT("import xml.etree.ElementTree as tree\n"
                        "root = tree.parse(sys.argv[1]).getroot()\n"
                        "def count(node, name): return sum(1 for _ in node.iter(name))\n"
                        "for node in [root] + root.findall('testsuite'):\n"
                        "  assert int(node.get('tests')) == count(node, 'testcase') > 0\n"
                        "  assert int(node.get('failures')) == count(node, 'failure')\n"
                        "  assert int(node.get('errors')) == count(node, 'error')\n"
                        "  skipped = node.get('skipped')\n"
                        "  assert (skipped is None) == (node is root)\n"
                        "  assert node is root or int(skipped) == count(node, 'skipped')")},
	{"github", "github.txt", "::", PYTHON,
         SCRIPT("lines = [line for line in text.splitlines() if line.startswith('::')]\n"
                "for line in lines:\n"
                "  assert re.match(r'::(error|warning) file=[^:,]+(,line=\\d+)?(,col=\\d+)?'\n"
                "                  r',title=[^:,]+::.', line), line\n"
                "assert sum(line.startswith('::error') for line in lines) <= 10")},
	{"gitlab", "gitlab.json", NULL, PYTHON,
         SCRIPT("items = json.loads(text)\n"
                "assert len({item['fingerprint'] for item in items}) == len(items)\n"
                "for item in items:\n"
                "  assert item['description'] and item['check_name']\n"
                "  assert item['severity'] in 'info minor major critical blocker'.split()\n"
                "  assert item['location']['path']\n"
                "  lines = item['location']['lines']\n"
                "  assert 0 < lines['begin'] <= lines['end']")},
	{"azure", "azure.txt", "##vso[task.logissue type=", PYTHON,
         SCRIPT("for line in text.splitlines():\n"
                "  assert not line.startswith('##') or re.match(\n"
                "    r'##vso\\[task.logissue type=(error|warning);sourcepath=[^;\\]]+;'\n"
                "    r'linenumber=\\d+;columnnumber=\\d+;code=[^;\\]]+;\\].', line), line")},
	{"teamcity", "teamcity.txt", "##teamcity[", PYTHON,
         SCRIPT("for line in text.splitlines():\n"
                "  assert not line.startswith('##') or re.fullmatch(\n"
                "    r\"##teamcity\\[\\w+( "
                "\\w+='([^'|\\[\\]]|\\|['|n\\[\\]]|\\|0x[0-9A-F]{4})*')+\\]\",\n"
                "    line), line\n"
                "  assert line.isascii() or not line.startswith('##')")},
	{"checkstyle", "checkstyle.xml", NULL, PROBE_XML,
         XMLLINT SCRIPT(
		 "import xml.etree.ElementTree as tree\n"
		 "root = tree.parse(sys.argv[1]).getroot()\n"
		 "names = [node.get('name') for node in root]\n"
		 "assert len(set(names)) == len(names)\n"
		 "for node in root.iter('error'):\n"
		 "  assert node.get('message') and node.get('severity') in ('error', 'warning')")},
	{"tap", "tap.txt", NULL, "perl -MTAP::Parser -e 1",
         /* It knows version 13, which differs only in subtests and in how they are escaped. */
         "perl -MTAP::Parser -e '"
         "open my $file, q(<), $ENV{FILE} or die; local $/; my $text = <$file>; "
         "$text =~ s/version 14/version 13/; "
         "my $parser = TAP::Parser->new({tap => $text}); $parser->run; "
         "die join q(; ), $parser->parse_errors if $parser->parse_errors && !$ENV{BAIL}'"},
	{"markdown", "markdown.md", NULL, "cmark-gfm --version",
         "html=$(cmark-gfm --unsafe -e table -e autolink \"$FILE\") && "
         "case $html in *'<a '*|*'<script'*|*'<img'*) exit 1;; esac"},
	{"html", "html.html", NULL, PYTHON,
         SCRIPT("from html.parser import HTMLParser\n"
                "class Reader(HTMLParser):\n"
                "  ids, links, open, scripts = set(), [], [], 0\n"
                "  def handle_starttag(self, tag, attributes):\n"
                "    for name, value in attributes:\n"
                "      assert name != 'style' and not name.startswith('on'), (tag, name)\n"
                "      if name == 'id':\n"
                "        assert value not in self.ids, value\n"
                "        self.ids.add(value)\n"
                "      if name in ('href', 'src'):\n"
                "        assert re.match('#|https?://|data:,$', value), value\n"
                "        self.links.append(value)\n"
                "    self.scripts += tag == 'script'\n"
                "    assert tag not in ('img', 'iframe', 'object', 'embed', 'base'), tag\n"
                "    if tag in ('table', 'ul', 'dl', 'div', 'section', 'details', 'main'):\n"
                "      self.open.append(tag)\n"
                "  def handle_endtag(self, tag):\n"
                "    if tag in ('table', 'ul', 'dl', 'div', 'section', 'details', 'main'):\n"
                "      assert self.open.pop() == tag, tag\n"
                "reader = Reader()\n"
                "reader.feed(text)\n"
                "reader.close()\n"
                "assert not reader.open and reader.scripts == 1\n"
                "for link in reader.links:\n"
                "  assert link[0] != '#' or link[1:] in reader.ids, link")},
};

/* ---- what belongs to a format beside its code ------------------------------------------------ */

static const struct row *row_of(const char *format)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		if (!strcmp(rows[i].format, format))
			return &rows[i];
	}
	return NULL;
}

static void test_formats__have_their_readers_and_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_formats_nr; i++) {
		const char *format = done_formats[i]->name;
		const struct row *row = row_of(format);
		char part[128];

		if (!row)
			fail_msg("format '%s' has no row in rows[] of this file: add one, with "
			         "another program that reads the format",
			         format);
		if (!row->check && strcmp(format, "text") != 0)
			fail_msg("format '%s' has no reader in its row of rows[] in this file: "
			         "name another program that reads the format",
			         format);
		snprintf(part, sizeof(part), "@test \"%s: ", format);
		if (!source_has("tests/e2e/formats.bats", part))
			fail_msg("tests/e2e/formats.bats has no test '%s…\"': add one that shows a "
			         "good and a damaged report to a reader that is not ours",
			         part);
		snprintf(part, sizeof(part), "%s.c`", format);
		if (!source_has("src/report/README.md", part))
			fail_msg("src/report/README.md does not name `%s: add it to the table of "
			         "files",
			         part);
	}
}

static void check_output(const struct row *row, char *text)
{
	assert_harmless(text, row->own);
	if (row->check && output_tool_works(row->probe))
		assert_reader(text, row->check);
	else if (row->check)
		print_message("%s: not installed: %s\n", row->format, row->probe);
	free(text);
}

static void test_formats__are_as_in_their_golden_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		char *text = output_of_sample(rows[i].format);

		assert_golden(rows[i].golden, text);
		free(text);
	}
}

static void test_formats__are_read_by_their_readers(void **state)
{
	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++)
		check_output(&rows[i], output_of_sample(rows[i].format));
}

static void test_formats__say_that_nothing_was_to_judge(void **state)
{
	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		char *text = output_of_nothing(rows[i].format);

		assert_true(strlen(text) > 0);
		check_output(&rows[i], text);
	}
}

static void test_formats__say_that_there_is_no_verdict(void **state)
{
	(void)state;
	setenv("BAIL", "1", 1);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		if (!done_format_find(rows[i].format)->write_error)
			continue;
		char *text = output_of_error(rows[i].format);

		assert_non_null(strstr(text, "the base is missing"));
		check_output(&rows[i], text);
	}
	unsetenv("BAIL");
}

#define MANY 10000

/* 10,000 findings, and a message of 5 MB. */
static void make_much(struct done_report *report)
{
	static struct done_finding findings[MANY];
	static char ids[MANY][DONE_OID_HEX + 1];
	static char *huge;

	sample_report(report);
	if (!huge) {
		huge = malloc(5 * 1024 * 1024 + 1);
		assert_non_null(huge);
		for (size_t i = 0; i < 5 * 1024 * 1024; i++)
			huge[i] = SAMPLE_MESSAGE[i % (sizeof(SAMPLE_MESSAGE) - 1)];
		huge[5 * 1024 * 1024] = '\0';
	}
	for (size_t i = 0; i < MANY; i++) {
		findings[i] = sample_prints[i % SAMPLE_PRINTS];
		snprintf(ids[i], sizeof(ids[i]), "%040zx", i / 2);
	}
	findings[0].message = huge;
	sample_fall_short(&sample_reports[1].checks[4], findings, MANY, ids);
}

static void test_formats__stay_whole_with_much_in_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		struct done_report report;

		make_much(&report);
		check_output(&rows[i], output_of(rows[i].format, &report, &output_style));
	}
}

/* What does not fit is counted: the platforms cut or refuse what is longer. */
static void test_formats__count_what_they_cut(void **state)
{
	struct done_report report;
	char *text;

	(void)state;
	make_much(&report);
	text = output_of("markdown", &report, &output_style);
	assert_true(strlen(text) < 65536);
	assert_non_null(strstr(text, "and 9985 more"));
	free(text);
	text = output_of("text", &report, &output_style);
	assert_true(strlen(text) < 65536);
	assert_non_null(strstr(text, "bytes more)"));
	assert_non_null(strstr(text, "and 9995 more"));
	free(text);
}

/* Nothing past the maximum is written, and the caller sees it. */
static void test_formats__tell_that_the_buffer_was_too_small(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_formats_nr; i++) {
		struct done_buf out = {.max = 100};
		struct done_report report;

		sample_report(&report);
		done_formats[i]->write(&report, &output_style, &out);
		assert_true(out.overflow);
		assert_true(out.len <= 100);
		done_buf_release(&out);
	}
}

/* Every format that a program reads has a form for "there is no verdict". */
static void test_formats__are_found_by_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_formats_nr; i++) {
		assert_ptr_equal(done_format_find(done_formats[i]->name), done_formats[i]);
		assert_true(strlen(done_formats[i]->summary) > 0);
		assert_true(!strcmp(done_formats[i]->name, "text") || done_formats[i]->write_error);
	}
	assert_null(done_format_find("jsn"));
	assert_null(done_format_find(""));
}

/* A format, and the text by which it shows an error among the notes. */
static const char *const marks[] = {
	"text\0error: 'docs.runbook' is removed",
	"json\0\"level\": \"error\",\n          \"about\": \"run\"",
	"ndjson\0\"level\":\"error\",\"about\":\"run\"",
	"sarif\0\"level\": \"error\"",
	"junit\0failures=\"1\"",
	"github\0::error ",
	"gitlab\0major",
	"azure\0type=error",
	"teamcity\0buildProblem",
	"checkstyle\0severity=\"error\"",
	"tap\0not ok",
	"markdown\0error: ",
	"html\0<li class=unmet><b>error:</b> ",
};

static bool has_mark(const char *format)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(marks); i++) {
		if (!strcmp(marks[i], format))
			return true;
	}
	return false;
}

/* Unmet only by an error among the notes: no format may look as if all were well. */
static void test_formats__show_an_error_that_no_service_has(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_formats_nr; i++) {
		if (!has_mark(done_formats[i]->name))
			fail_msg("format '%s' has no row in marks[] of this file: add the text by "
			         "which it shows an error among the notes",
			         done_formats[i]->name);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(marks); i++) {
		struct done_report report;
		char *text;

		sample_report(&report);
		report.nr_runs = 1;
		sample_runs[0].nr_services = 0;
		text = output_of(marks[i], &report, &output_style);
		if (!strstr(text, marks[i] + strlen(marks[i]) + 1))
			fail_msg("%s has no '%s':\n%s", marks[i], marks[i] + strlen(marks[i]) + 1,
			         text);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats__have_their_readers_and_pages),
		cmocka_unit_test(test_formats__are_as_in_their_golden_files),
		cmocka_unit_test(test_formats__are_read_by_their_readers),
		cmocka_unit_test(test_formats__say_that_nothing_was_to_judge),
		cmocka_unit_test(test_formats__say_that_there_is_no_verdict),
		cmocka_unit_test(test_formats__stay_whole_with_much_in_them),
		cmocka_unit_test(test_formats__count_what_they_cut),
		cmocka_unit_test(test_formats__tell_that_the_buffer_was_too_small),
		cmocka_unit_test(test_formats__are_found_by_name),
		cmocka_unit_test(test_formats__show_an_error_that_no_service_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
