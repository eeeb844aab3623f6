/*
 * sarif: SARIF 2.1.0 as GitHub code scanning takes it. One run, rules with help, fingerprints of
 * our own in primaryLocationLineHash. What is waived is left out. A pull request shows an alert
 * only on lines of the change, so what has no line of its own is hung on a changed line of its
 * service.
 */
#include <stdio.h>
#include <string.h>

#include "formats.h"

/* GitHub refuses more in one run. */
enum { RESULTS_MAX = 25000 };

/* "[text](target)" would become a link. */
static void add_text(struct done_json *json, const char *key, const char *text)
{
	struct done_buf clean = {0}, safe = {0};

	done_buf_addstr(&safe, "");
	done_escape_plain(&clean, text, 16384);
	for (size_t i = 0; i < clean.len; i++) {
		if (clean.ptr[i] == ']' && clean.ptr[i + 1] == '(')
			done_buf_addch(&safe, '\\');
		done_buf_addch(&safe, clean.ptr[i]);
	}
	done_json_member(json, key, safe.ptr);
	done_buf_release(&clean);
	done_buf_release(&safe);
}

static void add_message(struct done_json *json, const char *key, const char *text)
{
	done_json_key(json, key);
	done_json_object(json);
	add_text(json, "text", text);
	done_json_object_end(json);
}

/* ---- rules ---- */

/* Rules that are no check of a policy: what happened beside them. */
static const struct own_rule {
	const char *id, *title, *help;
} own_rules[] = {
    {"policy", "The change as a whole",
        "Something about the change that belongs to no service: the message says what. 'git done "
        "help check' says what is compared."},
    {"git-done", "No verdict",
        "git-done could not judge, so nothing is known to be done: the message says why, and what "
        "to do. 'git done help' says what its exit statuses mean."},
};

static const struct own_rule *own_rule_of(const struct done_item *item)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(own_rules); i++) {
		if (!strcmp(own_rules[i].id, item->id))
			return &own_rules[i];
	}
	return &own_rules[0];
}

static void add_help(struct done_json *json, const struct done_item *item)
{
	const struct done_check *check = item->check ? item->check->check : NULL;
	const char *why = check ? check->why : NULL, *url = check ? check->url : NULL;
	/* Of the check, not of one finding: the rule stands beside every service's alert. */
	const char *fix = check ? check->fix : NULL;
	struct done_buf text = {0}, markdown = {0}, command = {0};

	if (why) {
		done_buf_addf(&text, "%s\n\n", why);
		done_escape_markdown(&markdown, why);
		done_buf_addstr(&markdown, "\n\n");
	}
	if (fix) {
		done_buf_addf(&text, "%s\n\n", fix);
		done_escape_markdown_block(&markdown, fix);
		done_buf_addch(&markdown, '\n');
	}
	if (url) {
		done_buf_addf(&text, "%s\n\n", url);
		done_escape_markdown_code(&markdown, url);
		done_buf_addch(&markdown, '\n');
	}
	if (check) {
		done_buf_addf(&command, "git done explain %s", item->id);
		done_buf_addstr(&text, command.ptr);
		done_escape_markdown_code(&markdown, command.ptr);
	} else {
		done_buf_addstr(&text, own_rule_of(item)->help);
		done_escape_markdown(&markdown, own_rule_of(item)->help);
	}
	done_json_key(json, "help");
	done_json_object(json);
	add_text(json, "text", text.ptr);
	done_json_member(json, "markdown", markdown.ptr);
	done_json_object_end(json);
	done_buf_release(&text);
	done_buf_release(&markdown);
	done_buf_release(&command);
}

static const char *title_of(const struct done_item *item)
{
	for (size_t i = 0; item->service && i < item->service->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &item->service->criteria[i];
		if (item->check >= criterion->checks &&
		    item->check < criterion->checks + criterion->nr_checks)
			return criterion->criterion->title;
	}
	return "";
}

static void add_rule(struct done_json *json, const struct done_item *item)
{
	const struct done_check *check = item->check ? item->check->check : NULL;
	struct done_buf summary = {0};

	if (check)
		done_buf_addf(&summary, "%s: %s", title_of(item), check->name);
	else
		done_buf_addstr(&summary, own_rule_of(item)->title);
	done_json_object(json);
	done_json_member(json, "id", item->id);
	add_message(json, "shortDescription", summary.ptr);
	add_message(json, "fullDescription", check && check->why ? check->why : summary.ptr);
	add_help(json, item);
	if (check && done_is_web_address(check->url))
		done_json_member(json, "helpUri", check->url);
	done_json_key(json, "defaultConfiguration");
	done_json_object(json);
	done_json_member(json, "level", check ? done_word_of_level(check->level) : "error");
	done_json_object_end(json);
	done_json_object_end(json);
	done_buf_release(&summary);
}

/* ---- results ---- */

static void add_location(struct done_json *json, const char *path, int line, int column)
{
	struct done_buf uri = {0};

	done_buf_addstr(&uri, "");
	done_escape_uri(&uri, path);
	done_json_object(json);
	done_json_key(json, "physicalLocation");
	done_json_object(json);
	done_json_key(json, "artifactLocation");
	done_json_object(json);
	done_json_member(json, "uri", uri.ptr);
	done_json_member(json, "uriBaseId", "%SRCROOT%");
	done_json_object_end(json);
	done_json_key(json, "region");
	done_json_object(json);
	done_json_member_integer(json, "startLine", line ? line : 1);
	done_json_member_integer(json, "startColumn", column ? column : 1);
	done_json_member_integer(json, "endLine", line ? line : 1);
	done_json_member_integer(json, "endColumn", (column ? column : 1) + 1);
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_object_end(json);
	done_buf_release(&uri);
}

static void add_locations(struct done_json *json, const struct done_item *item, const char *anchor)
{
	done_json_key(json, "locations");
	done_json_array(json);
	if (anchor)
		add_location(json, anchor, item->service->anchor_line, 1);
	else
		add_location(json, item->path, item->line, item->column);
	done_json_array_end(json);
	if (!anchor && !item->about)
		return;
	done_json_key(json, "relatedLocations");
	done_json_array(json);
	if (item->about)
		add_location(json, item->about, 0, 0);
	else
		add_location(json, item->path, item->line, item->column);
	done_json_array_end(json);
}

static void add_result_message(
    struct done_json *json, const struct done_item *item, const char *anchor)
{
	struct done_buf text = {0};

	if (item->service) {
		done_item_say_whose(&text, item);
		done_buf_addstr(&text, ": ");
	}
	if (anchor) {
		done_buf_add_shown(&text, item->path, strlen(item->path));
		done_buf_addstr(&text, ": ");
	}
	done_buf_addstr(&text, item->message);
	if (item->fix)
		done_buf_addf(&text, "\nfix: %s", item->fix);
	if (item->detail)
		done_buf_addf(&text, "\nin full: %s", item->detail);
	add_message(json, "message", text.ptr);
	done_buf_release(&text);
}

static const char *const sarif_levels[] = {[DONE_ITEM_UNMET] = "error",
    [DONE_ITEM_UNDECIDED] = "error",
    [DONE_ITEM_WARNING] = "warning",
    [DONE_ITEM_OWED] = "note"};

static void add_result(struct done_json *json, const struct done_item *item, size_t rule)
{
	const char *anchor =
	    item->service && item->service->anchor_line ? item->service->anchor : NULL;
	char print[DONE_OID_HEX + 24];

	if (anchor && (item->line || !strcmp(anchor, item->path)))
		anchor = NULL;
	done_json_object(json);
	done_json_member(json, "ruleId", item->id);
	done_json_member_integer(json, "ruleIndex", (int64_t)rule);
	done_json_member(json, "level", sarif_levels[item->kind]);
	if (item->kind == DONE_ITEM_OWED)
		done_json_member(json, "baselineState", "unchanged");
	add_result_message(json, item, anchor);
	add_locations(json, item, anchor);
	snprintf(print, sizeof(print), "%s:%zu", item->fingerprint, item->occurrence);
	done_json_key(json, "partialFingerprints");
	done_json_object(json);
	done_json_member(json, "primaryLocationLineHash", print);
	done_json_object_end(json);
	done_json_object_end(json);
}

/* ---- the log ---- */

static void add_driver(struct done_json *json, const struct done_rules *rules)
{
	done_json_key(json, "tool");
	done_json_object(json);
	done_json_key(json, "driver");
	done_json_object(json);
	done_json_member(json, "name", "git-done");
	done_json_member(json, "version", DONE_VERSION);
	done_json_member(json, "semanticVersion", DONE_VERSION);
	done_json_key(json, "rules");
	done_json_array(json);
	for (size_t i = 0; i < rules->nr; i++)
		add_rule(json, rules->items[i]);
	done_json_array_end(json);
	done_json_object_end(json);
	done_json_object_end(json);
}

/* What a result cannot say: how it ended, and how many results did not fit. */
static void add_invocation(struct done_json *json, int exit_status, const char *words, size_t cut)
{
	struct done_buf text = {0};

	done_buf_addstr(&text, words);
	if (cut)
		done_buf_addf(&text, "; %zu more results are left out here", cut);
	done_json_key(json, "invocations");
	done_json_array(json);
	done_json_object(json);
	done_json_key(json, "executionSuccessful");
	done_json_boolean(json, exit_status <= DONE_EXIT_UNMET);
	done_json_member_integer(json, "exitCode", exit_status);
	done_json_key(json, "toolExecutionNotifications");
	done_json_array(json);
	done_json_object(json);
	done_json_member(json, "level", exit_status <= DONE_EXIT_UNMET && !cut ? "note" : "error");
	add_message(json, "message", text.ptr);
	done_json_object_end(json);
	done_json_array_end(json);
	done_json_object_end(json);
	done_json_array_end(json);
	done_buf_release(&text);
}

static void write_log(struct done_buf *out, struct done_arena *arena,
    const struct done_items_list *list, int exit_status, const char *words)
{
	struct done_buf text = {.max = out->max};
	struct done_json json = {.out = &text};
	struct done_items_list kept = {
	    list->items, list->nr > RESULTS_MAX ? RESULTS_MAX : list->nr};
	struct done_rules rules;

	done_rules_collect(arena, &kept, &rules);
	done_json_object(&json);
	done_json_member(&json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	done_json_member(&json, "version", "2.1.0");
	done_json_key(&json, "runs");
	done_json_array(&json);
	done_json_object(&json);
	add_driver(&json, &rules);
	done_json_member(&json, "columnKind", "unicodeCodePoints");
	done_json_key(&json, "automationDetails");
	done_json_object(&json);
	done_json_member(&json, "id", "git-done/");
	done_json_object_end(&json);
	add_invocation(&json, exit_status, words, list->nr - kept.nr);
	done_json_key(&json, "results");
	done_json_array(&json);
	for (size_t i = 0; i < kept.nr; i++)
		add_result(&json, &kept.items[i], done_rules_find(&rules, kept.items[i].id));
	done_json_array_end(&json);
	done_json_object_end(&json);
	done_json_array_end(&json);
	done_json_object_end(&json);
	done_buf_addch(&text, '\n');
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}

static void write_sarif(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_items_list list = {0};
	struct done_buf words = {0};

	(void)style;
	done_items_collect_all(&arena, report, &list);
	done_items_spread(&list);
	done_say_verdict(&words, report);
	write_log(out, &arena, &list, done_exit_of_report(report), words.ptr);
	done_buf_release(&words);
	done_arena_release(&arena);
}

/* With a result: a log without any would close every alert. */
static void write_sarif_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_item item;
	struct done_items_list list = {&item, 1};

	done_item_of_error(error, &item);
	write_log(out, &arena, &list, exit_status, error->message);
	done_arena_release(&arena);
}

const struct done_format done_format_sarif = {
    .name = "sarif",
    .summary = "SARIF 2.1.0, for GitHub code scanning and others",
    .write = write_sarif,
    .write_error = write_sarif_error,
};
