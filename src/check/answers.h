/* Inside the check room: kind `answers`, in three parts. */
#ifndef DONE_CHECK_ANSWERS_H
#define DONE_CHECK_ANSWERS_H

#include "done/questions.h"
#include "kinds.h"

struct done_answers_options {
	const struct done_question *question; /* built in, or the policy's own */
	struct done_strings require;
	const struct done_placeholder_rules *placeholders; /* NULL: the policy's */
	bool fresh;
};

/* One answer while it is judged. */
struct done_answering {
	struct done_view *view;
	const struct done_answers_options *options;
	const struct done_question *question;
	const struct done_sheet *sheet;
	const struct done_value *answer; /* NULL: the sheet is silent */
	const char *path;                /* where the sheet is, or is expected */
	struct done_result *result;
};

/* answers_finding.c: adds a finding at a value of the sheet; NULL: at the sheet as a whole. Its
 * subject is what is wrong with which part. */
struct done_finding *done_answers_add(const struct done_answering *answering,
    const struct done_value *at, const char *wrong, const char *part, const char *message, ...)
    DONE_PRINTF(5, 6);

/* answers_part.c: every part that is there, and those that are required. */
int done_answers_judge_parts(const struct done_answering *answering, struct done_error *err);

/* answers_text.c: a text is an answer, and the path that it names exists. part may be NULL. */
int done_answers_judge_text(const struct done_answering *answering,
    const struct done_question_part *part, const struct done_value *text, const char *subject,
    struct done_error *err);
/* answers_thin.c: a finding where a text that is no placeholder says too little. */
void done_answers_judge_thin(const struct done_answering *answering,
    const struct done_question_part *part, const struct done_value *text, const char *subject);
/* Two texts of an item that are the same words. */
void done_answers_judge_repeats(
    const struct done_answering *answering, const struct done_value *item, const char *subject);
/* What is wrong with a reason why something does not apply; *problem NULL: nothing. */
int done_answers_reason_problem(const struct done_answering *answering,
    const struct done_value *reason, const char **problem, struct done_error *err);

/* answers_fresh.c: the answer was looked at again when what it is about changed. */
int done_answers_judge_fresh(const struct done_answering *answering, struct done_error *err);

#endif
