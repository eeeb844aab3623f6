/*
 * Kind `answers`: the service's sheet answers a question, for real. `todo` and `not_applicable` are
 * answers too: the first is a finding that brings the skeleton, the second is not applicable.
 */
#include "answers.h"

#include <string.h>

#define NOT_APPLICABLE "not_applicable"

/* ---- no answer ---- */

/* Without a sheet every question is open at once: the command that writes them all is said, and not
 * five skeletons that would be pasted one after the other. */
static void add_no_sheet(const struct done_answering *answering)
{
	const struct done_question *question = answering->question;
	struct done_finding *finding =
	    done_answers_add(answering, NULL, "unanswered", question->name,
	        "there is no sheet, so '%s' is not answered: %s", question->name, question->asks);

	done_finding_brief(
	    finding, answering->view, "no done.yml that answers '%s'", question->name);
	done_finding_fix(finding, answering->view, "%s", done_view_sheet_fix(answering->view));
}

static void add_unanswered(const struct done_answering *answering)
{
	const struct done_question *question = answering->question;
	struct done_finding *finding;
	struct done_buf text = {0};

	if (!answering->sheet->path) {
		add_no_sheet(answering);
		return;
	}
	finding = done_answers_add(answering, answering->answer, "unanswered", question->name,
	    "'%s' is not answered%s: %s", question->name,
	    done_answer_is_skeleton(answering->answer) ? " yet" : "", question->asks);
	done_question_write(&text, question, NULL, false);
	done_finding_brief(finding, answering->view, "'%s' is not answered%s", question->name,
	    done_answer_is_skeleton(answering->answer) ? " yet" : "");
	done_finding_brief_fix(finding, answering->view, "answer it in %s: %s",
	    done_view_shown_path(answering->view, answering->path), question->asks);
	done_finding_fix(finding, answering->view, "answer it, beginning with:\n%.*s",
	    (int)text.len - 1, text.ptr);
	done_buf_release(&text);
}

static bool is_unanswered(const struct done_value *answer)
{
	return !answer || answer->type == DONE_NULL || done_answer_is_skeleton(answer) ||
	    (answer->type == DONE_MAP && !answer->map.nr);
}

/* ---- not applicable ---- */

static bool has_part(const struct done_value *answer)
{
	for (size_t i = 0; i < answer->map.nr; i++) {
		const char *key = answer->map.ptr[i].key.ptr;

		if (strcmp(key, NOT_APPLICABLE) != 0 && strcmp(key, "about") != 0 &&
		    strcmp(key, "reviewed") != 0)
			return true;
	}
	return false;
}

static int judge_excuse(
    const struct done_answering *answering, const struct done_value *reason, struct done_error *err)
{
	const char *name = answering->question->name, *problem;
	struct done_finding *finding;

	if (done_answers_reason_problem(answering, reason, &problem, err) < 0)
		return err->code;
	if (problem) {
		finding = done_answers_add(answering, reason, "no reason", name,
		    "'%s' is called not applicable, but its reason %s", name, problem);
		done_finding_fix(finding, answering->view,
		    "say in a few words why nobody needs to answer it, or answer it");
	} else if (has_part(answering->answer)) {
		finding = done_answers_add(answering, reason, "answered and excused", name,
		    "'%s' is answered and called not applicable at once", name);
		done_finding_fix(finding, answering->view,
		    "take out '" NOT_APPLICABLE "', or the answers beside it");
	} else {
		done_result_say(answering->result, answering->view, DONE_NOT_APPLICABLE, "%s",
		    reason->string.ptr);
	}
	return 0;
}

/* ---- paths that the answer is about ---- */

static int judge_about(const struct done_answering *answering, struct done_error *err)
{
	const struct done_value *written = done_value_get(answering->answer, "about");
	struct done_answer_frame frame = {0};
	struct done_value only = {.type = DONE_MAP};
	struct done_member member = {.key = {"about", 5}};
	struct done_error problem = {0};

	if (!written)
		return 0;
	member.value = *written;
	only.map.ptr = &member;
	only.map.nr = 1;
	if (done_record_load_document(
	        answering->view->arena, &done_answer_frame_record, &only, &frame, &problem) < 0) {
		done_finding_fix(done_answers_add(answering, written, "not globs", "about", "%s",
		                     problem.message),
		    answering->view, "%s", *problem.cure ? problem.cure : "name files, as globs");
		return 0;
	}
	for (size_t i = 0; i < frame.about.nr; i++) {
		struct done_file_globs one = {&frame.about.items[i], 1};
		struct done_files found;
		int rc;

		if (one.items[0].negated)
			continue;
		rc = done_view_find(answering->view, &one, NULL, &found, err);
		if (rc < 0)
			return rc;
		if (!found.nr)
			done_finding_fix(
			    done_answers_add(answering, written, "about nothing", one.items[0].text,
			        "the answer is about '%s', which matches "
			        "no file",
			        one.items[0].text),
			    answering->view,
			    "name files of the service, or from the root with a "
			    "leading '/'");
	}
	return 0;
}

/* ---- the kind ---- */

static int answers_judge(const struct done_answering *answering, struct done_error *err)
{
	const struct done_value *reason = done_value_get(answering->answer, NOT_APPLICABLE);
	int rc;

	if (is_unanswered(answering->answer)) {
		add_unanswered(answering);
		return 0;
	}
	if (reason)
		return judge_excuse(answering, reason, err);
	rc = done_answers_judge_parts(answering, err);
	if (rc >= 0)
		rc = judge_about(answering, err);
	if (rc >= 0 && !answering->result->nr)
		done_result_evidence(answering->result, answering->view, answering->path,
		    answering->answer->line, DONE_CLAIMED, "'%s' is answered",
		    answering->question->name);
	return rc;
}

/* Nothing of a sheet that cannot be used counts: neither as an answer nor as an excuse. */
static int add_problem(const struct done_answering *answering, struct done_error *err)
{
	const struct done_error *problem = &answering->sheet->problem;
	struct done_finding *finding;

	if (problem->code != DONE_E_POLICY) {
		*err = *problem;
		return err->code;
	}
	finding = done_result_add(answering->result, answering->view,
	    (struct done_place){
	        *problem->file ? problem->file : answering->path, problem->line, problem->column},
	    (struct done_subject){.wrong = "sheet cannot be used"}, "the sheet cannot be used: %s",
	    problem->message);
	done_finding_fix(finding, answering->view, "%s",
	    *problem->cure ? problem->cure : "fix the sheet at the place named");
	return 0;
}

static int answers_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct done_answers_options *options = data;
	struct done_answering answering = {
	    .view = view,
	    .options = options,
	    .question = options->question,
	    .sheet = view->service->sheet,
	    .result = out,
	};

	if (!answering.sheet)
		answering.sheet = done_sheet_load(view->arena, view->head, view->service, NULL);
	answering.path =
	    answering.sheet->path ? answering.sheet->path : done_view_path(view, DONE_SHEET_NAME);
	if (answering.sheet->problem.code)
		return add_problem(&answering, err);
	answering.answer = done_value_get(answering.sheet->document, answering.question->name);
	return options->fresh ? done_answers_judge_fresh(&answering, err)
	                      : answers_judge(&answering, err);
}

/* ---- options ---- */

static int refuse_part(const struct done_question *question, const char *part,
    const struct done_value *at, struct done_error *err)
{
	const char *names[DONE_QUESTION_PARTS_MAX], *nearest;
	size_t nr = 0;

	for (; nr < question->nr; nr++)
		names[nr] = question->parts[nr].name;
	nearest = done_name_nearest(part, names, nr);
	done_value_error(err, at, "'%s' is not a part of the question '%s'", part, question->name);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err, "parts of your own begin with 'x-'");
}

static const char question_schema[] =
    "{\"anyOf\": [{\"enum\": [\"boundaries\", \"data\", \"load\", \"communication\", "
    "\"decisions\"]}, {\"type\": \"string\", \"pattern\": "
    "\"^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$\"}]}";

static int refuse_question(
    struct done_loader *loader, const struct done_value *value, struct done_error *err)
{
	const char *names[64], *nearest;
	const struct done_question *own;
	size_t nr_own, nr = 0;

	own = done_loader_questions(loader, &nr_own);
	for (size_t i = 0; i < nr_own && nr < DONE_ARRAY_SIZE(names); i++)
		names[nr++] = own[i].name;
	for (size_t i = 0; i < done_questions_nr && nr < DONE_ARRAY_SIZE(names); i++)
		names[nr++] = done_questions[i].name;
	nearest = done_name_nearest(value->string.ptr, names, nr);
	done_value_error(err, value, "'question' cannot be '%s'", value->string.ptr);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err,
	    "built in are boundaries, data, load, communication and "
	    "decisions; others are declared in the policy: 'questions: "
	    "{%s: {title: …, parts: {…}}}'",
	    value->string.ptr);
}

static int load_question(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	const struct done_question *own, *found;
	size_t nr;

	if (value->type != DONE_STRING)
		return done_value_error(err, value, "'question' must be text, not %s",
		    done_value_type_name(value->type));
	own = done_loader_questions(loader, &nr);
	found = done_question_among(own, nr, value->string.ptr);
	if (!found)
		found = done_question_find(value->string.ptr);
	if (!found)
		return refuse_question(loader, value, err);
	*(const struct done_question **)member = found;
	return 0;
}

static int answers_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct done_answers_options *options = object;
	const struct done_question *question = options->question;
	const struct done_value *require = done_value_get(at, "require");

	for (size_t i = 0; i < options->require.nr; i++) {
		const char *part = options->require.items[i];

		if (!done_question_part_find(question, part) &&
		    !done_question_takes(question, part))
			return refuse_part(question, part,
			    require->type == DONE_LIST ? &require->list.ptr[i] : require, err);
	}
	if (options->fresh && require)
		return done_value_error(
		    err, require, "'require' and 'fresh' are two checks: make two of them");
	return 0;
}

static const struct done_field fields[] = {
    {DONE_FIELD("question", struct done_answers_options, question, SPECIAL),
        .tighter = {DONE_TIGHTER_NEVER}, .required = true, .load = load_question,
        .schema = question_schema,
        .help = "The question that the service's done.yml must answer: boundaries, data, load, "
                "communication, decisions, or one of the policy's own 'questions'."},
    {DONE_FIELD("require", struct done_answers_options, require, STRINGS),
        .tighter = {DONE_TIGHTER_MORE, DONE_ABSENT_APART}, .max = 64,
        .help = "The parts that must be answered. Default: all that the question has. Names that "
                "begin with 'x-' are parts of your own."},
    {DONE_FIELD("placeholders", struct done_answers_options, placeholders, SPECIAL),
        .tighter = {DONE_TIGHTER_NEVER}, .load = done_placeholders_load,
        .schema = done_placeholders_schema,
        .help = "off, standard, strict, or a list of patterns to search for in addition to the "
                "standard ones; see kind markdown. Default: the policy's 'placeholders', otherwise "
                "standard."},
    {DONE_FIELD("fresh", struct done_answers_options, fresh, BOOLEAN),
        .tighter = {DONE_TIGHTER_NEVER},
        .help = "true: instead checks that the answer was reviewed again after files changed that "
                "it is 'about'. Give this check 'level: warning' unless it should block."},
};

static const struct done_exclusive exclusive[] = {{"require", "fresh"}};

static const struct done_record record = {
    .name = "check kind 'answers'",
    .size = sizeof(struct done_answers_options),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
    .shorthand = "question",
    .exclusive = exclusive,
    .nr_exclusive = DONE_ARRAY_SIZE(exclusive),
    .discriminator = "question",
    .validate = answers_validate,
};

static void answers_describe(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\nThe questions and their parts, as `done.yml` in the service's directory "
	    "answers them:\n");
	for (size_t i = 0; i < done_questions_nr; i++) {
		const struct done_question *question = &done_questions[i];

		done_buf_addf(out, "\n`%s`: %s\n\n", question->name, question->asks);
		for (size_t j = 0; j < question->nr; j++)
			done_buf_addf(out, "- `%s`: %s For example `%s`.\n",
			    question->parts[j].name, question->parts[j].help,
			    question->parts[j].example);
	}
	done_buf_addstr(out,
	    "\n"
	    "`todo` in place of an answer or of a part is a finding, which prints the skeleton; "
	    "`{not_applicable: reason}` makes the part not applicable. Next to the parts, `about: "
	    "[GLOB, …]` names the files that the answer describes, and `reviewed` holds the "
	    "fingerprint of those files at the last review. A path in an answer must exist.\n\n"
	    "An answer that says too little is a finding: a single letter, `no`, the same text in "
	    "two parts, a load of 0. The finding describes what a real answer says.\n\n"
	    "## Questions of your own\n\n"
	    "A policy asks further questions with `questions`, by id; `done.yml` answers them "
	    "under the same key, and `git done init --service` writes them into new sheets. "
	    "Through `extends` they merge by id and by part; null removes one. At most 32 "
	    "questions of 32 parts.\n\n"
	    "```yaml\n"
	    "questions:\n"
	    "  rollback:\n"
	    "    title: How is a release rolled back?\n"
	    "    parts:\n"
	    "      steps: {asks: \"What one does, in order.\", min_words: 5}\n"
	    "      data: {asks: \"What happens to data that was written meanwhile.\"}\n"
	    "      rehearsed_days: {asks: \"How many days ago it was tried.\", form: numbers}\n"
	    "criteria:\n"
	    "  operations:\n"
	    "    checks:\n"
	    "      rollback: {answers: rollback}\n"
	    "```\n\n"
	    "Of a question:\n\n");
	done_record_reference(out, &done_question_record);
	done_buf_addstr(out, "\nOf a part; a text alone is short for `asks`:\n\n");
	done_record_reference(out, &done_question_part_record);
}

static bool answers_compares(const void *options)
{
	return ((const struct done_answers_options *)options)->fresh;
}

static void answers_drafts(
    const void *data, struct done_arena *arena, struct done_skeleton_wants *out)
{
	const struct done_answers_options *options = data;

	if (!options->fresh)
		done_skeleton_want(
		    arena, out, DONE_SKELETON_QUESTION, options->question->name, NULL);
}

const struct done_kind done_kind_answers = {
    .form = {.name = "answers",
        .summary = "met when the service's sheet answers a question, with all its parts and "
                   "without placeholders",
        .options = &record,
        .compares = answers_compares,
        .example = "question: load\n"
                   "require: [requests_per_second, failure_modes]\n",
        .more = answers_describe},
    .run = answers_run,
    .drafts = answers_drafts,
};
