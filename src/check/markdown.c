/*
 * Kind `markdown`: a document has its sections, says something in them, and no placeholder.
 */
#include "markdown.h"
#include "about.h"
#include "topics.h"

#include <inttypes.h>
#include <string.h>

struct markdown_section {
	struct done_pattern *heading;
	int64_t min_words;
	bool code; /* words of code count too */
};

struct markdown_options {
	struct done_file_glob file;
	struct done_objects sections;                      /* of struct markdown_section */
	struct done_objects topics;                        /* of struct markdown_topic */
	const struct done_placeholder_rules *placeholders; /* NULL: the policy's */
	bool links;
	struct done_globs about;
};

struct markdown_topic {
	int topic; /* its index in done_topics */
};

/* " with at least 20 words below it", or "". */
static const char *words_asked(struct done_view *view, const struct markdown_section *section)
{
	if (section->min_words <= 0)
		return "";
	return done_arena_printf(view->arena, " with at least %" PRId64 " %s below it",
	    section->min_words, section->min_words == 1 ? "word" : "words");
}

static struct done_subject section_subject(
    struct done_view *view, const char *path, size_t i, const char *wrong)
{
	return (struct done_subject){
	    .wrong = wrong,
	    .option = done_arena_printf(view->arena, "sections[%zu]", i),
	    .path = path,
	};
}

static void markdown_add_absent(struct done_view *view, const char *path,
    const struct done_outline *outline, const struct markdown_section *section, size_t i,
    struct done_result *result)
{
	const char *name = done_markdown_suggest(view, section->heading);
	const char *mark = done_document_heading_mark(path);
	const char *shown = name ? done_arena_printf(view->arena, "such as '%s'", name)
	                         : done_arena_printf(view->arena, "matching %s",
	                               done_view_pattern_shown(view, section->heading));
	struct done_finding *finding = done_result_add(result, view,
	    (struct done_place){path, 0, 0}, section_subject(view, path, i, "missing"),
	    "a section %s is missing (%s)", shown, done_headings_shown(view, outline));

	if (name)
		done_finding_brief(finding, view, "%s has no section '%s'",
		    done_view_shown_path(view, done_view_short(view, path)), name);
	else
		done_finding_brief(finding, view, "%s has no section that the policy asks for",
		    done_view_shown_path(view, done_view_short(view, path)));
	if (name)
		done_finding_fix(finding, view, "add a heading such as '%s%s'%s%s", mark, name,
		    *mark ? "" : " (with a line of '=' below it)", words_asked(view, section));
	else
		done_finding_fix(finding, view, "add a heading that matches %s%s",
		    done_view_pattern_shown(view, section->heading), words_asked(view, section));
	const char *shown_path = done_view_shown_path(view, done_view_short(view, path));

	if (name)
		done_finding_brief_fix(finding, view, "add a heading such as '%s%s' to %s%s", mark,
		    name, shown_path, words_asked(view, section));
	else
		done_finding_brief_fix(finding, view,
		    "add the heading that the policy asks for to %s%s", shown_path,
		    words_asked(view, section));
}

static int64_t words_of(const struct markdown_section *section, const struct done_heading *heading)
{
	return (int64_t)(heading->words + (section->code ? heading->code_words : 0));
}

static void add_short(struct done_view *view, const char *path,
    const struct markdown_section *section, size_t i, const struct done_heading *heading,
    struct done_result *result)
{
	struct done_subject subject = section_subject(view, path, i, "too short");
	const char *name = done_view_shown(view, heading->text, strlen(heading->text), 80);
	int64_t words = words_of(section, heading), lacking = section->min_words - words;

	subject.amount = (double)lacking;
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){path, heading->line, 1}, subject,
	        "section '%s' has %" PRId64 " %s of text, expected at least %" PRId64, name, words,
	        words == 1 ? "word" : "words", section->min_words);

	done_finding_brief(finding, view, "section '%s' has %" PRId64 " of %" PRId64 " words", name,
	    words, section->min_words);
	done_finding_fix(finding, view, "write %" PRId64 " more %s below '%s'%s", lacking,
	    lacking == 1 ? "word" : "words", name,
	    !section->code && heading->code_words
	        ? ": words in code, HTML, links and numbers do not count"
	        : "");
}

/* The section's heading: the first with words enough, else the one that has most. */
static int find_section(struct done_view *view, const struct done_outline *outline,
    const struct markdown_section *section, const struct done_heading **out, struct done_error *err)
{
	const struct done_heading *best = NULL;

	for (size_t i = 0; i < outline->nr_headings; i++) {
		const struct done_heading *heading = &outline->headings[i];
		struct done_bytes text = {heading->text, strlen(heading->text)};
		struct done_match match;
		int rc = done_pattern_find(
		    section->heading, view->matcher, text, done_charset_of(text), 0, &match, err);

		if (rc < 0)
			return rc;
		if (rc == 0 || (best && words_of(section, heading) <= words_of(section, best)))
			continue;
		best = heading;
		if (words_of(section, best) >= section->min_words)
			break;
	}
	*out = best;
	return 0;
}

static int judge_sections(struct done_view *view, const struct markdown_options *options,
    const struct done_file *file, const struct done_outline *outline, struct done_result *result,
    struct done_error *err)
{
	const struct markdown_section *sections = options->sections.items;

	for (size_t i = 0; i < options->sections.nr; i++) {
		const struct done_heading *heading;
		int rc = find_section(view, outline, &sections[i], &heading, err);

		if (rc < 0)
			return rc;
		if (!heading)
			markdown_add_absent(view, file->path, outline, &sections[i], i, result);
		else if (words_of(&sections[i], heading) < sections[i].min_words)
			add_short(view, file->path, &sections[i], i, heading, result);
		else if (done_result_wants_evidence(result))
			done_result_evidence(result, view, file->path, heading->line, DONE_CLAIMED,
			    "section '%s', %" PRId64 " %s",
			    done_view_shown(view, heading->text, strlen(heading->text), 80),
			    words_of(&sections[i], heading),
			    words_of(&sections[i], heading) == 1 ? "word" : "words");
	}
	return 0;
}

/* Nothing but topics that are met by a command. */
static bool asks_commands_alone(const struct markdown_options *options)
{
	const struct markdown_topic *topics = options->topics.items;
	size_t nr = 0;

	for (size_t i = 0; i < options->topics.nr; i++)
		nr += done_topics[topics[i].topic].need == DONE_TOPIC_COMMAND;
	return nr > 0 && nr == options->topics.nr && !options->sections.nr;
}

/* Nothing but topics that one place meets, which must have no placeholder itself. */
static bool asks_places_alone(const struct markdown_options *options)
{
	const struct markdown_topic *topics = options->topics.items;
	size_t nr = 0;

	for (size_t i = 0; i < options->topics.nr; i++) {
		const struct done_topic *topic = &done_topics[topics[i].topic];

		nr += topic->need == DONE_TOPIC_COMMAND || topic->opening;
	}
	return nr > 0 && nr == options->topics.nr && !options->sections.nr;
}

static int markdown_judge_outline(struct done_view *view, const struct markdown_options *options,
    const struct done_file *file, const struct done_outline *outline, struct done_result *result,
    struct done_error *err)
{
	int rc = judge_sections(view, options, file, outline, result, err);

	if (rc < 0)
		return rc;
	if (!options->sections.nr && !options->topics.nr)
		done_result_evidence(
		    result, view, file->path, 0, DONE_CLAIMED, "the document is there");
	/* What is left to do elsewhere in a document takes nothing from a command that starts the
	 * service, or from what it is for, unless the check or the policy says so. */
	const struct done_placeholder_rules *rules = options->placeholders;
	if (!rules && !view->placeholders && asks_places_alone(options))
		rules = &done_placeholder_examples;
	if (!asks_commands_alone(options) || options->placeholders)
		rc = done_markdown_placeholders(view, rules, file, outline, result, err);
	if (rc < 0)
		return rc;
	return options->links ? done_markdown_links(view, file, outline, result, err) : 0;
}

static int markdown_judge(struct done_view *view, const struct markdown_options *options,
    const struct done_file *file, struct done_result *result, struct done_error *err)
{
	const struct done_outline *outline;
	int rc = done_artifact_outline(view, file, &outline, result, err);

	return rc <= 0 ? rc : markdown_judge_outline(view, options, file, outline, result, err);
}

static int markdown_try_about(const void *data, struct done_view *view,
    const struct done_about *about, struct done_result *out, struct done_error *err)
{
	const struct done_outline *whole;
	struct done_outline part;
	int rc = done_artifact_outline(view, about->file, &whole, out, err);

	if (rc <= 0)
		return rc;
	done_about_outline(view->arena, whole, about->name, &part);
	return markdown_judge_outline(view, data, about->file, &part, out, err);
}

/* " with the sections '## Purpose' (at least 20 words) and '## Run'": for a file that is not there
 * at all. */
static const char *sections_asked(struct done_view *view, const struct markdown_options *options)
{
	const struct markdown_section *sections = options->sections.items;
	struct done_buf buf = {0};

	for (size_t i = 0; i < options->sections.nr; i++) {
		const char *name = done_markdown_suggest(view, sections[i].heading);

		done_buf_addstr(&buf,
		    i == 0 ? options->sections.nr > 1 ? " with the sections " : " with the section "
		        : i + 1 == options->sections.nr ? " and "
		                                        : ", ");
		done_buf_addf(&buf, "'%s%s'", name ? "## " : "",
		    name ? name : done_pattern_text(sections[i].heading));
		if (sections[i].min_words > 0)
			done_buf_addf(&buf, " (at least %" PRId64 " %s)", sections[i].min_words,
			    sections[i].min_words == 1 ? "word" : "words");
	}
	char *text = done_arena_strndup(view->arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

/* The headings as they read for the service. */
static int read_headings(
    struct done_view *view, struct done_objects *sections, struct done_error *err)
{
	const struct markdown_section *written = sections->items;
	struct markdown_section *mine = done_arena_array(view->arena, sections->nr, sizeof(*mine));

	for (size_t i = 0; i < sections->nr; i++) {
		mine[i] = written[i];
		if (done_view_pattern(view, mine[i].heading, &mine[i].heading, err) < 0)
			return err->code;
	}
	sections->items = mine;
	return 0;
}

/* Where no file is named it is the README; where only topics are asked for, it may be missing. */
static int find_documents(struct done_view *view, struct markdown_options *options,
    struct done_files *out, struct done_result *result, struct done_error *err)
{
	struct done_wanted wanted = {.option = "file"};

	if (!options->file.text) {
		options->file.text = "README.md";
		if (done_glob_compile(view->arena, options->file.text, &options->file.glob, err) <
		    0)
			return err->code;
	}
	if (options->topics.nr && !options->sections.nr) {
		const struct done_file_globs globs = {&options->file, 1};
		int rc = done_view_find(view, &globs, NULL, out, err);

		if (rc == 0)
			done_files_keep_regular(out);
		return rc;
	}
	wanted.with = sections_asked(view, options);
	return done_artifact_find(view, &options->file, wanted, out, result, err);
}

static int judge_topics(struct done_view *view, const struct markdown_options *options,
    const struct done_files *files, struct done_result *result, struct done_error *err)
{
	const struct markdown_topic *written = options->topics.items;
	const struct done_topic **topics =
	    done_arena_array(view->arena, options->topics.nr, sizeof(const struct done_topic *));
	struct done_service_glob *glob;
	const char *expected;
	int rc = done_view_resolve(view, &options->file, &glob, err);

	if (rc < 0)
		return rc;
	expected = files->nr ? files->items[0].path : glob->text;
	for (size_t i = 0; i < options->topics.nr; i++)
		topics[i] = &done_topics[written[i].topic];
	return done_topics_judge(view, topics, options->topics.nr, files, expected, result, err);
}

static int markdown_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	struct markdown_options mine = *(const struct markdown_options *)data, *options = &mine;
	struct done_files files = {0};
	int rc = read_headings(view, &mine.sections, err);

	if (rc == 0)
		rc = find_documents(view, options, &files, out, err);
	for (size_t i = 0; rc == 0 && i < files.nr; i++)
		rc = markdown_judge(view, options, &files.items[i], out, err);
	if (rc == 0 && options->topics.nr)
		rc = judge_topics(view, options, &files, out, err);
	return rc < 0
	    ? rc
	    : done_about_run(&options->about, markdown_try_about, options, view, out, err);
}

static int markdown_validate(
    const void *object, const struct done_value *at, struct done_error *err)
{
	const struct markdown_options *options = object;

	if (!options->file.text && !options->topics.nr)
		return done_value_error(err, at, "kind 'markdown' needs 'file' or 'topics'");
	if (options->about.nr && options->topics.nr)
		return done_value_error(err, done_value_get(at, DONE_ABOUT),
		    "'about' does not go with 'topics', which look at the "
		    "documents of the whole repository themselves");
	return 0;
}

static const struct done_field section_fields[] = {
    {DONE_FIELD("heading", struct markdown_section, heading, PATTERN),
        .tighter = {DONE_TIGHTER_NEVER}, .required = true,
        .help = "A pattern that the text of a heading of any level matches; {service} and {path} "
                "stand for the service's name and directory."},
    {DONE_FIELD("min_words", struct markdown_section, min_words, INTEGER),
        .tighter = {DONE_TIGHTER_MORE}, .max = 100000,
        .help = "The minimum number of words of prose below it, its subsections included. Code, "
                "HTML, addresses of links and numbers are not counted. Default: 0."},
    {DONE_FIELD("code", struct markdown_section, code, BOOLEAN), .tighter = {DONE_TIGHTER_LESS},
        .help = "true: words in code count too, for a section that may be one command. Default: "
                "false."},
};

static const struct done_record section_record = {
    .name = "section",
    .size = sizeof(struct markdown_section),
    .fields = section_fields,
    .nr = DONE_ARRAY_SIZE(section_fields),
    .shorthand = "heading",
};

static const struct done_field topic_fields[] = {
    {DONE_FIELD("topic", struct markdown_topic, topic, ENUM), .tighter = {DONE_TIGHTER_NEVER},
        .required = true, .names = done_topic_names, .help = "One of the table below."},
};

static const struct done_record topic_record = {
    .name = "topic",
    .size = sizeof(struct markdown_topic),
    .fields = topic_fields,
    .nr = DONE_ARRAY_SIZE(topic_fields),
    .shorthand = "topic",
};

static const struct done_field fields[] = {
    {DONE_FIELD("file", struct markdown_options, file, FILE), .tighter = {DONE_TIGHTER_NEVER},
        .help = "The document; if several match, each of them must meet the check. Its ending says "
                "how it is read: Markdown, AsciiDoc (.adoc, .asciidoc), reStructuredText (.rst), "
                "plain text (.txt, or no ending). 'README.md' is the README of that directory in "
                "any letter case and of these formats, or the file of the service that a link of "
                "this name leads to; the glob 'README.m[d]' is that spelling only. Default: "
                "README.md with 'topics'; otherwise the key is required."},
    {DONE_FIELD("sections", struct markdown_options, sections, OBJECTS),
        .tighter = {DONE_TIGHTER_MORE}, .record = &section_record,
        .help = "The sections it must have, in any order."},
    {DONE_FIELD("topics", struct markdown_options, topics, OBJECTS), .tighter = {DONE_TIGHTER_MORE},
        .record = &topic_record,
        .help = "What it must say, under any heading, as in the table of topics below. Documents "
                "that are named after a topic (RUNBOOK.md) count, too, and so does the root's "
                "README if it names the service."},
    {DONE_FIELD("placeholders", struct markdown_options, placeholders, SPECIAL),
        .tighter = {DONE_TIGHTER_NEVER}, .load = done_placeholders_load,
        .schema = done_placeholders_schema,
        .help = "off, standard, strict, or a list of patterns to search for in addition to the "
                "standard ones. Default: the policy's 'placeholders', otherwise standard."},
    {DONE_FIELD("links", struct markdown_options, links, BOOLEAN), .tighter = {DONE_TIGHTER_MORE},
        .help = "true: every relative link, image, reference definition and HTML link leads to "
                "something in the tree, and its fragment to a heading or id as GitHub finds "
                "it; #L10 names lines of a file."},
    DONE_ABOUT_FIELD(struct markdown_options),
};

static const struct done_record record = {
    .name = "check kind 'markdown'",
    .size = sizeof(struct markdown_options),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
    .shorthand = "file",
    .validate = markdown_validate,
};

static void markdown_describe(struct done_buf *out)
{
	done_topics_describe(out);
	done_words_describe(out);
	done_placeholders_describe(out);
}

static void markdown_drafts(
    const void *data, struct done_arena *arena, struct done_skeleton_wants *out)
{
	const struct markdown_options *options = data;
	const struct markdown_section *sections = options->sections.items;
	const struct markdown_topic *topics = options->topics.items;
	const char *file = done_skeleton_literal(&options->file);
	struct done_matcher *matcher = options->sections.nr ? done_matcher_new() : NULL;

	for (size_t i = 0; i < options->topics.nr; i++)
		done_skeleton_want(
		    arena, out, DONE_SKELETON_TOPIC, done_topics[topics[i].topic].id, file);
	for (size_t i = 0; i < options->sections.nr && file; i++) {
		const char *heading = done_markdown_heading(arena, matcher, sections[i].heading);

		if (heading)
			done_skeleton_want(arena, out, DONE_SKELETON_SECTION, heading, file);
	}
	done_matcher_free(matcher);
}

const struct done_kind done_kind_markdown = {
    .form = {.name = "markdown",
        .summary =
            "met when a document has its sections or topics, and no placeholders such as TODO",
        .options = &record,
        .example = "file: README.md\n"
                   "sections:\n"
                   "  - {heading: '(?i)^purpose', min_words: 20}\n"
                   "  - {heading: '(?i)^(run|usage)'}\n"
                   "links: true\n",
        .more = markdown_describe},
    .run = markdown_run,
    .drafts = markdown_drafts,
};
