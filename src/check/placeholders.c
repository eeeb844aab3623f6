/* Placeholders in documents and answers, by the rules of a check or of the policy. */
#include <string.h>

#include "markdown.h"

#define SHOWN_MAX 80

static const struct done_placeholder_rules standard = {.level = DONE_PLACEHOLDERS_STANDARD};
const struct done_placeholder_rules done_placeholder_examples = {
    .level = DONE_PLACEHOLDERS_EXAMPLES};

static const struct done_placeholder_rules *rules_of(
    const struct done_view *view, const struct done_placeholder_rules *rules)
{
	if (rules)
		return rules;
	return view->placeholders ? view->placeholders : &standard;
}

/* ---- documents ---- */

/* Around the text that was found. */
static const struct {
	const char *before, *behind;
} messages[] = {
    [DONE_PLACEHOLDER_TEXT] = {"placeholder '", "' is left in the text"},
    [DONE_PLACEHOLDER_REPEATED] = {"'", "' repeats the same words"},
    [DONE_PLACEHOLDER_EXAMPLE] = {"'", "' is an example that git done prints"},
};

static void add_found(struct done_view *view, const struct done_file *file,
    const struct done_placeholder *found, struct done_result *result)
{
	const char *shown = done_view_shown(view, found->shown, strlen(found->shown), SHOWN_MAX);
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){file->path, found->line, 0},
	        (struct done_subject){.wrong = "placeholder",
	            .option = "placeholders",
	            .path = file->path,
	            .thing = found->text},
	        "%s%s%s", messages[found->kind].before, shown, messages[found->kind].behind);

	done_finding_fix(finding, view, "write what is meant in place of '%s'", shown);
}

static int lines_before(const char *text, size_t len)
{
	int nr = 0;

	for (size_t i = 0; i < len; i++)
		nr += text[i] == '\n';
	return nr;
}

/* One of the policy's own, at most once a paragraph. */
static int judge_own(struct done_view *view, struct done_pattern *pattern,
    const struct done_file *file, const struct done_outline *outline, struct done_result *result,
    struct done_error *err)
{
	struct done_pattern *own;

	if (done_view_pattern(view, pattern, &own, err) < 0)
		return err->code;
	for (size_t i = 0; i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		struct done_bytes text = {paragraph->text, paragraph->len};
		struct done_match match;
		int rc = done_pattern_find(
		    own, view->matcher, text, done_utf8_valid(text.ptr, text.len), 0, &match, err);

		if (rc < 0)
			return rc;
		if (rc == 0)
			continue;
		size_t len = match.end - match.start;
		const char *shown = done_arena_strndup(
		    view->arena, text.ptr + match.start, len < SHOWN_MAX ? len : SHOWN_MAX);
		const struct done_placeholder found = {
		    .text = shown,
		    .shown = shown,
		    .line = paragraph->line + lines_before(text.ptr, match.start),
		};
		add_found(view, file, &found, result);
	}
	return 0;
}

int done_markdown_placeholders(struct done_view *view, const struct done_placeholder_rules *rules,
    const struct done_file *file, const struct done_outline *outline, struct done_result *result,
    struct done_error *err)
{
	int rc = 0;

	rules = rules_of(view, rules);
	for (size_t i = 0; i < outline->nr_placeholders; i++) {
		if (rules->level == DONE_PLACEHOLDERS_EXAMPLES &&
		    outline->placeholders[i].kind == DONE_PLACEHOLDER_TEXT)
			continue;
		if (rules->level != DONE_PLACEHOLDERS_OFF &&
		    (!outline->placeholders[i].strict || rules->level == DONE_PLACEHOLDERS_STRICT))
			add_found(view, file, &outline->placeholders[i], result);
	}
	for (size_t i = 0; i < rules->nr_own && rc == 0; i++)
		rc = judge_own(view, rules->own[i], file, outline, result, err);
	return rc;
}

/* ---- answers ---- */

static int find_own(struct done_view *view, const struct done_placeholder_rules *rules,
    struct done_bytes text, const char **shown, struct done_error *err)
{
	for (size_t i = 0; i < rules->nr_own; i++) {
		struct done_pattern *own;
		struct done_match match;

		if (done_view_pattern(view, rules->own[i], &own, err) < 0)
			return err->code;
		int rc = done_pattern_find(
		    own, view->matcher, text, done_utf8_valid(text.ptr, text.len), 0, &match, err);

		if (rc > 0)
			*shown = done_view_shown(
			    view, text.ptr + match.start, match.end - match.start, SHOWN_MAX);
		if (rc != 0)
			return rc;
	}
	return 0;
}

int done_answer_placeholder(struct done_view *view, const struct done_placeholder_rules *rules,
    struct done_bytes text, const char **shown, enum done_placeholder_kind *kind,
    struct done_error *err)
{
	struct done_bytes prose = done_prose_of(view->arena, text.ptr, text.len);
	const struct done_passage passage = {.ptr = prose.ptr, .len = prose.len, .answer = true};
	struct done_placeholder_found found;

	rules = rules_of(view, rules);
	if (rules->level != DONE_PLACEHOLDERS_OFF &&
	    done_placeholder_next(&passage, 0, rules->level == DONE_PLACEHOLDERS_STRICT, &found)) {
		*shown = done_view_shown(view, prose.ptr + found.at, found.len, SHOWN_MAX);
		*kind = found.kind;
		return 1;
	}
	*kind = DONE_PLACEHOLDER_TEXT;
	return find_own(view, rules, prose, shown, err);
}

/* ---- the reference ---- */

void done_placeholders_describe(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "### Placeholders\n\n"
	    "A placeholder is text that stands where an answer is missing. `placeholders` says "
	    "which ones are refused, in one check or for the whole policy (`placeholders: strict` "
	    "at the top of `.git-done.yml`):\n\n"
	    "| value | what is refused |\n"
	    "| --- | --- |\n"
	    "| `standard` | the table below; the default |\n"
	    "| `strict` | also its words anywhere (`the TODO list`, `XXX days`), every `{{ … }}`, "
	    "and `<two words>` |\n"
	    "| `off` | nothing |\n"
	    "| a list of patterns (PCRE2) | the standard ones and these; with `strict` as one of "
	    "the items, the strict ones and these |\n\n"
	    "| placeholder | not a placeholder |\n"
	    "| --- | --- |\n"
	    "| `TODO`, `FIXME`: in capitals anywhere; in small letters as a whole text, as a value "
	    "(`Owner: todo`), before a colon or a verb (`todo: …`, `todo write this down`) | `the "
	    "todo service`, `the TODO list`, `every TODO`, `docs/TODO.md` |\n"
	    "| `TBD`, in any letter case | |\n"
	    "| `TBA`, `TBC`, `XXX` as a whole text, as a value, or before a colon; `WIP` as a "
	    "whole text | `XXX days`, `XXX-Large`, `[WIP]` |\n"
	    "| `To be defined`, `to be decided by the team`, `is still to be determined`, `will be "
	    "documented later` | `To be accepted, a change needs a test.` |\n"
	    "| `Coming soon`, `Work in progress`, `Under construction` at the start of a paragraph "
	    "| `Support for Windows (coming soon)`, one of several items |\n"
	    "| `This section is under construction.`, `Will be added later.`, `Needs to be "
	    "documented.` as a whole paragraph | `Support will be added later.` |\n"
	    "| `N/A`, `…`, `???`, `to follow`, `no description` and the like as a whole paragraph "
	    "| `…` as the last of several items of a list; `N/A` in a table |\n"
	    "| `[Describe the service here]`, `<your name>`, `<insert …>`, `{short title}` | "
	    "`<name>`, `List<String>`, `<b>`, `[x]`, a link |\n"
	    "| `{{ name }}` | `{{ .Values.x }}`, `{{ site.url }}`, `${{ env.X }}` |\n"
	    "| lorem ipsum, the same words again and again | |\n"
	    "| the examples and explanations that git done prints; the READMEs that GitLab, Azure "
	    "DevOps and common templates begin with | |\n\n"
	    "Code, in blocks, between backticks and in `<code>` or `<pre>`, is never searched, and "
	    "HTML comments are not text. In headings only the first two rows and slots are "
	    "searched for.\n");
}

void done_words_describe(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "### Words\n\n"
	    "`min_words` counts words of prose: runs between blanks that hold a letter. Code, "
	    "HTML, addresses (`https://…`), the targets of links, the texts of images, headings "
	    "and bare numbers are not counted, and a paragraph that is nothing but a placeholder "
	    "has no words. In scripts without blanks between words, every two letters of Chinese "
	    "or Japanese count as a word, and so do every four letters of Thai, Lao, Khmer, "
	    "Burmese or Korean; letters that are left over before a blank count as one more.\n");
}
