/*
 * Every format is read by another program that knows the format, with much in it, with nothing, and
 * where there is no verdict. tests/readers/formats.bats asks more of them, of reports of real runs.
 */
#include "readers.h"
#include "sample_much.h"

#define PYTHON "python3 --version"
#define SCRIPT(lines)                                         \
	"python3 - \"$FILE\" <<'END'\nimport json, re, sys\n" \
	"text = open(sys.argv[1], encoding='utf-8').read()\n" lines "\nEND\n"

static const struct row {
	const char *format;
	const char *probe; /* ends well where the reader is installed */
	const char *check; /* reads $FILE, and ends well where it is good */
} rows[] = {
    {"json", PYTHON, SCRIPT("json.loads(text)")},
    {"ndjson", PYTHON,
        SCRIPT("lines = [json.loads(line) for line in text.splitlines()]\n"
               "assert lines[-1]['type'] in ('report', 'error')\n"
               "assert all(line['schema'] == 2 for line in lines)\n"
               "runs = [line for line in lines if line['type'] == 'run']\n"
               "assert lines[-1]['type'] == 'error' or len(runs) == lines[-1]['runs']")},
    {"sarif", PYTHON,
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
    {"junit", PROBE_XML,
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
    {"github", PYTHON,
        SCRIPT("lines = [line for line in text.splitlines() if line.startswith('::')]\n"
               "for line in lines:\n"
               "  assert re.match(r'::(error|warning) file=[^:,]+(,line=\\d+)?(,col=\\d+)?'\n"
               "                  r',title=[^:,]+::.', line), line\n"
               "assert sum(line.startswith('::error') for line in lines) <= 10")},
    {"gitlab", PYTHON,
        SCRIPT("items = json.loads(text)\n"
               "assert len({item['fingerprint'] for item in items}) == len(items)\n"
               "for item in items:\n"
               "  assert item['description'] and item['check_name']\n"
               "  assert item['severity'] in 'info minor major critical blocker'.split()\n"
               "  assert item['location']['path']\n"
               "  lines = item['location']['lines']\n"
               "  assert 0 < lines['begin'] <= lines['end']")},
    {"azure", PYTHON,
        SCRIPT("for line in text.splitlines():\n"
               "  assert not line.startswith('##') or re.match(\n"
               "    r'##vso\\[task.logissue type=(error|warning);sourcepath=[^;\\]]+;'\n"
               "    r'linenumber=\\d+;columnnumber=\\d+;code=[^;\\]]+;\\].', line), line")},
    {"teamcity", PYTHON,
        SCRIPT("for line in text.splitlines():\n"
               "  assert not line.startswith('##') or re.fullmatch(\n"
               "    r\"##teamcity\\[\\w+( "
               "\\w+='([^'|\\[\\]]|\\|['|n\\[\\]]|\\|0x[0-9A-F]{4})*')+\\]\",\n"
               "    line), line\n"
               "  assert line.isascii() or not line.startswith('##')")},
    {"checkstyle", PROBE_XML,
        XMLLINT SCRIPT(
            "import xml.etree.ElementTree as tree\n"
            "root = tree.parse(sys.argv[1]).getroot()\n"
            "names = [node.get('name') for node in root]\n"
            "assert len(set(names)) == len(names)\n"
            "for node in root.iter('error'):\n"
            "  assert node.get('message') and node.get('severity') in ('error', 'warning')")},
    {"tap", "perl -MTAP::Parser -e 1",
        /* It knows version 13, which differs only in subtests and in how they are escaped. */
        "perl -MTAP::Parser -e '"
        "open my $file, q(<), $ENV{FILE} or die; local $/; my $text = <$file>; "
        "$text =~ s/version 14/version 13/; "
        "my $parser = TAP::Parser->new({tap => $text}); $parser->run; "
        "die join q(; ), $parser->parse_errors if $parser->parse_errors && !$ENV{BAIL}'"},
    {"markdown", "cmark-gfm --version",
        "html=$(cmark-gfm --unsafe -e table -e autolink \"$FILE\") && "
        "case $html in *'<a '*|*'<script'*|*'<img'*) exit 1;; esac"},
    {"comment", "cmark-gfm --version",
        "html=$(cmark-gfm --unsafe -e table -e autolink \"$FILE\") && "
        "case $html in *'<a '*|*'<script'*|*'<img'*) exit 1;; esac"},
    {"merge", PYTHON,
        SCRIPT("report = json.loads(text)\n"
               "assert 'error' in report or report['form'] == 'merge'")},
    {"html", PYTHON,
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

static bool has_reader(const char *format)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		if (!strcmp(rows[i].format, format))
			return true;
	}
	return false;
}

static void test_readers__there_is_one_of_every_format(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_formats_nr; i++) {
		const char *format = done_formats[i]->name;

		/* People read it. */
		if (strcmp(format, "text") != 0 && !has_reader(format))
			fail_msg("format '%s' has no row in rows[] of "
			         "tests/readers/test_report_readers.c: add one, with another "
			         "program that reads the format",
			    format);
	}
}

static void ask_reader(const struct row *row, char *text)
{
	if (output_tool_works(row->probe))
		assert_reader(text, row->check);
	else if (getenv("CI"))
		fail_msg("%s: not installed, and this is CI: %s", row->format, row->probe);
	else
		print_message("%s: not installed: %s\n", row->format, row->probe);
	free(text);
}

static void test_readers__take_the_sample(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].format); i++)
		ask_reader(&rows[i], output_of_sample(rows[i].format));
}

static void test_readers__take_a_report_of_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].format); i++)
		ask_reader(&rows[i], output_of_nothing(rows[i].format));
}

static void test_readers__take_an_error_in_place_of_a_report(void **state)
{
	(void)state;
	setenv("BAIL", "1", 1);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].format); i++) {
		if (done_format_find(rows[i].format)->write_error)
			ask_reader(&rows[i], output_of_error(rows[i].format));
	}
	unsetenv("BAIL");
}

static void test_readers__take_much(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].format); i++) {
		struct done_report report;

		sample_much(&report);
		ask_reader(&rows[i], output_of(rows[i].format, &report, &output_style));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_readers__there_is_one_of_every_format),
	    cmocka_unit_test(test_readers__take_the_sample),
	    cmocka_unit_test(test_readers__take_a_report_of_nothing),
	    cmocka_unit_test(test_readers__take_an_error_in_place_of_a_report),
	    cmocka_unit_test(test_readers__take_much),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
