/* The tables of placeholders: what each finds, and the good prose that it must leave alone. */
#include "support.h"

#include <stdlib.h>

#include "done/placeholder.h"

static bool finds(
    const char *text, struct done_passage how, bool strict, struct done_placeholder_found *found)
{
	how.ptr = text;
	how.len = strlen(text);
	return done_placeholder_next(&how, 0, strict, found);
}

static void check_all(
    const char *const *texts, size_t nr, struct done_passage how, bool strict, bool expected)
{
	for (size_t i = 0; i < nr; i++) {
		struct done_placeholder_found found = {0};

		if (finds(texts[i], how, strict, &found) == expected)
			continue;
		fail_msg("'%s': %s%s", texts[i], expected ? "nothing found" : "found ",
		    expected ? "" : found.name);
	}
}

static const struct done_passage paragraph, heading = {.heading = true}, answer = {.answer = true},
                                            item = {.is_item = true},
                                            last = {.is_item = true, .ends_list = true};

#define NONE(texts, how) check_all(texts, DONE_ARRAY_SIZE(texts), how, false, false)
#define ALL(texts, how) check_all(texts, DONE_ARRAY_SIZE(texts), how, false, true)

static void test_placeholder__words_that_stand_for_text(void **state)
{
	static const char *const texts[] = {
	    "TODO",
	    "todo",
	    "Todo.",
	    "(todo)",
	    "[TODO]",
	    "TODO write this down",
	    "todo: write this down later please",
	    "Todo - later",
	    "todo write this down",
	    "It runs.\ntodo: say how",
	    "Owner: todo",
	    "Owner: todo.",
	    "| Owner | todo |",
	    "Limits are TODO for now",
	    "TODO(ada): the limits",
	    "This page is a TODO.",
	    "FIXME: wrong",
	    "fixme",
	    "fixme: wrong",
	    "TBD one two three",
	    "Owner: tbd",
	    "the owner is tbd, the rest is known",
	    "Tbd",
	    "Port: XXX",
	    "XXX: what is the port",
	    "| port | XXX |",
	    "Room: TBA",
	    "tba",
	    "TBC.",
	    "WIP",
	    "PLACEHOLDER",
	    "The password is CHANGE_ME.",
	    "\xE8\xAF\xB7TODO\xE3\x80\x82",
	    "Owner: \"TODO\"",
	    "owner = 'tbd'",
	    "Owner: \"TODO: a name\"",
	    "\"TODO: write this\"",
	    "the TODO is here",
	};

	(void)state;
	ALL(texts, paragraph);
	ALL(texts, answer);
}

static void test_placeholder__words_that_are_spoken_of(void **state)
{
	static const char *const texts[] = {
	    "The todo service keeps the lists of a user.",
	    "Add it to the to-do list.",
	    "A todo list, a calendar and mail.",
	    "Todo items are kept for a year",
	    "Todo lists belong to the list service",
	    "See docs/TODO.md and TODO.txt.",
	    "The TODO list of the team",
	    "TODO and FIXME comments fail the build",
	    "Every TODO names an issue.",
	    "Write \"TODO\" where text is missing",
	    "It is called 'todo'.",
	    "git done refuses no TODO",
	    "todo-list, todo_app and todo/api",
	    "todo://lists/1",
	    "M\xC3\xA9todo: GET",
	    "Sobre todo, es r\xC3\xA1pido.",
	    "Answers arrive within XXX days",
	    "Shirts in XXX-Large",
	    "XXXL",
	    "The TBC bank answers within a second",
	    "Pull requests named [WIP] wait",
	    "Mastodon",
	    "The placeholder of the field is its name.",
	    "Our trackers hold todos and fixmes",
	    "It is how \"TODO(ada): think\" came about.",
	    "What follows up later: add a TODO.",
	    "Never leave a TODO in the code.",
	};

	(void)state;
	NONE(texts, paragraph);
	NONE(texts, answer);
}

static void test_placeholder__phrases_that_put_off(void **state)
{
	static const char *const texts[] = {
	    "Coming soon",
	    "coming soon!",
	    "Coming soon, stay tuned for more",
	    "Documentation coming soon.",
	    "Under construction",
	    "Work in progress.",
	    "To be done later",
	    "to be done later.",
	    "To be defined",
	    "To be determined.",
	    "To be written",
	    "To be added",
	    "To be decided by the platform team",
	    "Retries: to be defined.",
	    "| owner | to be confirmed |",
	    "The limits are still to be determined.",
	    "The schema is to be defined later.",
	    "The limits will be documented later.",
	    "It runs.\nTo be documented",
	    "N/A",
	    "n/a.",
	    "Not applicable.",
	    "???",
	    "...",
	    "\xE2\x80\xA6",
	    "[...]",
	    "**N/A**",
	    "No description provided.",
	    "Nothing here yet.",
	    "To follow.",
	    "Description goes here",
	    "Your text here",
	    "Describe the purpose of the service here.",
	    "One Paragraph of project description goes here",
	    "Let people know what your project can do specifically. Provide context.",
	    "Lorem ipsum dolor sit amet",
	    "A text. Lorem\nipsum dolor.",
	    "This section is under construction.",
	    "This document is a work in progress",
	    "_This page is still being written._",
	    "This section will be completed later.",
	    "Will be added later.",
	    "The documentation will be added soon",
	    "Needs to be documented.",
	    "This section still needs to be written later.",
	    "Is still to be written",
	    "To come.",
	    "T.B.D.",
	    "placeholder",
	    "Replace this text with your own.",
	    "*This page intentionally left blank.*",
	    "{description}",
	    "To be discussed with the team",
	    "to-be-defined",
	};

	(void)state;
	ALL(texts, paragraph);
	ALL(texts, answer);
}

static void test_placeholder__phrases_of_good_prose(void **state)
{
	static const char *const texts[] = {
	    "Support for Windows (coming soon)",
	    "Windows is coming soon to a build near you",
	    "To be accepted, a change needs a test.",
	    "To be written by the server, a file must be open, and small.",
	    "The file is to be written at once.",
	    "Certain registries require the repository (if specified)\nto be created "
	    "beforehand.",
	    "Buffers that are to be written.",
	    "Support will be added later.",
	    "A request is queued, to be sent when the network is back.",
	    "Query parameters: N/A where there are none.",
	    "| a | N/A |",
	    "Apples, pears, ...",
	    "apples\npears\n...",
	    "The run is still in progress.",
	    "Unknown",
	    "**Description:**",
	    "Description",
	    "N/A means not applicable",
	    "The configuration goes into config.yml",
	    "Write your tests in tests/ and run them here and there",
	    "A description of the service and of its callers",
	    "This is a draft horse",
	    "This part of the orders is under construction rules",
	    "The order will be completed later",
	    "Orders will be added later to the ledger.",
	    "This needs to be written to disk first",
	    "The table needs to be created.",
	    "This section is empty of rules for guests",
	    "GET /orders/{your_id} and /{describe it}",
	};

	(void)state;
	NONE(texts, paragraph);
}

static void test_placeholder__answers_are_asked_for_more(void **state)
{
	static const char *const texts[] = {
	    "unknown",
	    "later",
	    "pending",
	    "to do",
	    "na",
	    "the reason",
	    "description",
	    "dunno",
	};

	(void)state;
	ALL(texts, answer);
	NONE(texts, paragraph);
}

static void test_placeholder__slots(void **state)
{
	static const char *const texts[] = {
	    "<your service name here> one two",
	    "<YOUR_API_KEY>",
	    "<insert the purpose>",
	    "<insert_description>",
	    "<todo>",
	    "<describe what it does>",
	    "<name of the service>",
	    "[Describe the service here please]",
	    "[Describe the service here]",
	    "[describe the\nservice]",
	    "[your text]",
	    "[Insert date]",
	    "[add a short summary]",
	    "[Project Name]",
	    "[link here]",
	    "{short title, representative of solved problem}",
	    "{Describe the context}",
	    "{{ name }}",
	    "{{name}}",
	    "{{ one two three }}",
	    "The service {{ cookiecutter.service_name }} owns orders.",
	    "{{SERVICE_NAME}}",
	};

	(void)state;
	ALL(texts, paragraph);
	ALL(texts, answer);
	ALL(texts, heading);
}

static void test_placeholder__brackets_of_good_prose(void **state)
{
	static const char *const texts[] = {
	    "A List<String> and a Map<YourKey, V>.",
	    "Set <b>bold</b> and <br> and <input disabled> and <details open>.",
	    "See <https://example.com/add a file> and <mail@example.com>.",
	    "Run tool <name> <port>.",
	    "[link text](x) and [add a file](y) and [insert it][ref]",
	    "[ref] [1] [x] [ ] [citation needed]",
	    "usage: tool [add|remove] [options] [list of strings]",
	    "- [ ] Add your name\n- [x] Describe it",
	    "a[your index here]",
	    "GET /users/{id} and /orders/{order-id}/items",
	    "{\"add the name\": 1} and {name: value here}",
	    "{{ .Values.image.tag }} and {{ include \"x\" . }} and {{- if .x }}",
	    "${{ secrets.TOKEN }} and {{ site.baseurl }} and {{ page.title }}",
	    "{{#if x}} {{/if}} {{> part}} {{% raw %}} {{< figure >}}",
	    "if a < your limit and b > 3",
	    "<your",
	    "{{ name }",
	    "{}{{}}[]<>",
	};

	(void)state;
	NONE(texts, paragraph);
	NONE(texts, answer);
}

static void test_placeholder__repeated_words(void **state)
{
	static const char *const texts[] = {
	    "word word word word",
	    "Word, word, word.",
	    "foo bar foo bar foo bar",
	    "aaaaaaaaa",
	    "test test test test test test test",
	    "x x x x x x",
	    "\xE6\xB5\x8B\xE8\xAF\x95\xE6\xB5\x8B\xE8\xAF\x95\xE6\xB5\x8B\xE8\xAF\x95",
	};
	static const char *const real[] = {
	    "www",
	    "AAA",
	    "step 1 step 2 step 3",
	    "| yes | yes | yes |",
	    "0 0 0 0 0 0 0",
	    "a word is a word, and two are two",
	    "`a` `a` `a` `a` `a`",
	    "papaya",
	    "* * * * *",
	    "Buffalo buffalo roam",
	    "2026-01-01 2026-01-01",
	};

	(void)state;
	ALL(texts, paragraph);
	ALL(texts, answer);
	NONE(real, paragraph);
	NONE(texts, heading);
}

static void test_placeholder__letters_that_are_no_words(void **state)
{
	static const char *const texts[] = {
	    "asdf jkl qwer tyui zxcv bnm asdfgh qwerty uiop hjkl vbnm dfgh rtyu.",
	    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
	    "asdf asdfg lkj poi qwe wer rty and uio",
	};
	static const char *const real[] = {
	    "We were sad, as you were: the tree was red, and the poor pew fell.",
	    "The qwerty keyboard begins with the row asdf and ends with zxcv.",
	    "| a | b | c | d | e | f | g | h | i |",
	    "`a` b c d e f g h i j",
	    "1 2 3 4 5 6 7 8 9 10 11 12",
	    "x, y, z and t",
	    "Vitamins a b c d e and k are what the service keeps stock of",
	};

	(void)state;
	ALL(texts, paragraph);
	ALL(texts, answer);
	NONE(real, paragraph);
}

static void test_placeholder__beginnings_of_templates(void **state)
{
	static const char *const texts[] = {
	    "Sed ut perspiciatis unde omnis iste natus error sit voluptatem accusantium.",
	    "A short description of the project goes here, in one or two sentences.",
	    "Documentation for this service is coming soon, please check back later.",
	    "This is a Next.js project bootstrapped with `.",
	    "This project was bootstrapped with Create React App and some more.",
	};
	static const char *const real[] = {
	    "Clients that get 503 check back later.",
	    "It replaces a service that was bootstrapped with Create React App.",
	    "A short description of the order is sent to the customer.",
	    "Sed and awk read its output.",
	};

	(void)state;
	ALL(texts, paragraph);
	NONE(real, paragraph);
}

static void test_placeholder__our_own_examples(void **state)
{
	static const char *const texts[] = {
	    "Orders, from the cart until they are paid.",
	    "orders, from the cart until they are paid",
	    "It owns things. Prices belong to the pricing service.",
	    "the second one is refused by its key",
	    "What the service is responsible for, in a sentence.",
	    "what it is to find out",
	};
	static const char *const real[] = {
	    "Orders, from the cart until they are paid and shipped.",
	    "We found out what the payment provider is down for.",
	    "The customer's orders stay unpaid until a person looks at them.",
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(texts, i, texts[i]); i++) {
		struct done_placeholder_found found = {0};

		assert_true(finds(texts[i], answer, false, &found));
		assert_int_equal(found.kind, DONE_PLACEHOLDER_EXAMPLE);
	}
	NONE(real, answer);
}

static void test_placeholder__headings_and_items_may_be_words(void **state)
{
	static const char *const titles[] = {
	    "Todo",
	    "Coming soon",
	    "Work in progress",
	    "N/A",
	    "To be done",
	    "...",
	    "Unknown",
	};
	static const char *const named[] = {
	    "TODO", "TODO: the title", "TBD", "[Project Name]", "Lorem TBD"};
	static const char *const items[] = {"Work in progress", "WIP", "Coming soon"};
	static const char *const ends[] = {"...", "\xE2\x80\xA6"};

	(void)state;
	NONE(titles, heading);
	ALL(named, heading);
	NONE(items, item);
	NONE(ends, last);
	ALL(ends, item);
}

static void test_placeholder__strict_finds_them_anywhere(void **state)
{
	static const char *const texts[] = {
	    "The todo service keeps lists.",
	    "within XXX days",
	    "the TODO list",
	    "Write \"TODO\" there",
	    "{{ .Values.image }}",
	    "<service name>",
	    "it is [WIP]",
	    "${x} {{ site.url }}",
	    "support is coming soon",
	};
	static const char *const real[] = {
	    "A List<String> and <name>",
	    "docs/TODO.md",
	    "<br> and <input disabled>",
	    "the to-do list",
	    "[add|remove]",
	};

	(void)state;
	check_all(texts, DONE_ARRAY_SIZE(texts), paragraph, true, true);
	check_all(real, DONE_ARRAY_SIZE(real), paragraph, true, false);
}

static void test_placeholder__bytes_that_are_no_text(void **state)
{
	static const char bytes[] = "\xFF\xC3TODO\xC3\0<your \x80>{{\xE2\x80 }}[\xF0\x9F";
	struct done_passage passage = {.ptr = bytes, .len = sizeof(bytes) - 1};
	struct done_placeholder_found found;

	(void)state;
	for (size_t len = 0; len <= passage.len; len++) {
		struct done_passage start = {.ptr = bytes, .len = len};

		for (size_t from = 0; done_placeholder_next(&start, from, true, &found);
		     from = found.at + found.len)
			assert_true(found.len > 0 && found.at + found.len <= len);
	}
}

static void test_placeholder__every_answer_without_its_code(void **state)
{
	static const struct {
		const char *text, *prose;
	} rows[] = {
	    {"a `TODO` b", "a ` b"},
	    {"<!-- describe -->", ""},
	    {"a <!-- b", "a "},
	    {"![a picture](x.png)", ""},
	    {"``a ` b`` c", "` c"},
	    {"a ` b", "a ` b"},
	    {"<b>x</b> !y", "<b>x</b> !y"},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_bytes prose = done_prose_of(&arena, rows[i].text, strlen(rows[i].text));

		if (prose.len != strlen(rows[i].prose) ||
		    memcmp(prose.ptr, rows[i].prose, prose.len) != 0)
			fail_msg("%s: '%.*s'", rows[i].text, (int)prose.len, prose.ptr);
	}
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_placeholder__words_that_stand_for_text),
	    cmocka_unit_test(test_placeholder__words_that_are_spoken_of),
	    cmocka_unit_test(test_placeholder__phrases_that_put_off),
	    cmocka_unit_test(test_placeholder__phrases_of_good_prose),
	    cmocka_unit_test(test_placeholder__answers_are_asked_for_more),
	    cmocka_unit_test(test_placeholder__slots),
	    cmocka_unit_test(test_placeholder__brackets_of_good_prose),
	    cmocka_unit_test(test_placeholder__repeated_words),
	    cmocka_unit_test(test_placeholder__letters_that_are_no_words),
	    cmocka_unit_test(test_placeholder__beginnings_of_templates),
	    cmocka_unit_test(test_placeholder__our_own_examples),
	    cmocka_unit_test(test_placeholder__headings_and_items_may_be_words),
	    cmocka_unit_test(test_placeholder__strict_finds_them_anywhere),
	    cmocka_unit_test(test_placeholder__bytes_that_are_no_text),
	    cmocka_unit_test(test_placeholder__every_answer_without_its_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
