/*
 * questions: what is asked of every service before it can be done. One table, which the sheet's
 * loader, its JSON Schema, the check kind `answers`, the skeletons in its findings and `git done
 * init` all read.
 */
#ifndef DONE_QUESTIONS_H
#define DONE_QUESTIONS_H

#include "done/policy.h"

enum done_part_form {
	DONE_PART_TEXT,    /* a text, or one word such as postgresql */
	DONE_PART_TEXTS,   /* a list of them, or one */
	DONE_PART_NUMBERS, /* a number, or a map of numbers */
	DONE_PART_ITEMS,   /* a list of maps */
};

struct done_question_part {
	const char *name; /* "failure_modes" */
	enum done_part_form form;
	const struct done_record *item; /* of ITEMS: its required fields must be answered too */
	bool asked;                     /* where the policy does not say which parts it requires */
	const char *help;               /* the explanation, one line */
	const char *skeleton; /* YAML of its value, "todo" in every slot; lines but the first are
	                         indented as below the name at the margin */
	const char *example;  /* YAML of an answer on one line; as an answer it is template text */
	size_t min_words;     /* of a text: fewer different ones are a thin answer; 0: see
	                         answers_thin.c */
	bool own;             /* of a policy's question: `example` is plain text, may be "" */
};

struct done_question {
	const char *name; /* "load" */
	const char *asks; /* the question itself */
	const struct done_question_part *parts;
	size_t nr;
	bool open;        /* any other name is a part as well */
	const char *list; /* the part that a list alone stands for; NULL: none */
};

#define DONE_QUESTION_PARTS_MAX 32

extern const struct done_question done_questions[];
extern const size_t done_questions_nr;
/* Their names in the same order, NULL-terminated. */
extern const char *const done_question_names[];

const struct done_question *done_question_find(const char *name); /* NULL: there is none */
/* The same among a policy's own (load_questions.c). */
const struct done_question *done_question_among(
    const struct done_question *own, size_t nr, const char *name);
/* Those that the policy at hand has of its own, for fields that name one (load_questions.c). */
const struct done_question *done_loader_questions(const struct done_loader *loader, size_t *nr);
/* What a policy writes of one, and of a part. */
extern const struct done_record done_question_record, done_question_part_record;
/* Keys of a sheet, which no question of a policy may be called; NULL-terminated. */
extern const char *const done_question_taken[];
const struct done_question_part *done_question_part_find(
    const struct done_question *question, const char *name);
/* Parts that no table foresees: "x-…", and any name where the question is open. */
bool done_question_takes(const struct done_question *question, const char *part);

/* What stands beside the parts of an answer. */
struct done_answer_frame {
	struct done_file_globs about; /* the paths it speaks of */
	const char *reviewed;         /* fingerprint of those when it was last looked at */
	const char *not_applicable;   /* the reason why it is not asked of this service */
};
extern const struct done_record done_answer_frame_record;

/* The value of a part in an answer; NULL: silent. answer may be NULL or of any type. */
const struct done_value *done_answer_part(
    const struct done_question *question, const struct done_value *answer, const char *part);
/* "todo", however it is written. */
bool done_answer_is_todo(const struct done_value *value);
/* The same for a skeleton in which nothing was filled in yet. */
bool done_answer_is_skeleton(const struct done_value *value);

/* What printed commands have where a reason is to be written: it counts as none. */
#define DONE_REASON_SLOT "…"
/* Whether a text that gives a reason gives one, and is no placeholder; NULL does not. */
bool done_text_is_reason(const char *why);
/* NULL: it gives a reason. Else a clause about "it": "it gives no reason", "its reason 'todo' is a
 * placeholder". */
const char *done_reason_fault(struct done_arena *arena, const char *why);
/* The same of a command line: an error that says what to write. */
int done_reason_check(const char *why, struct done_error *err);

/*
 * Writes the question as YAML, ready to be filled in: all its parts, or (part not NULL) only that
 * one, with the lines of explanation as comments where `explained`.
 */
void done_question_write(
    struct done_buf *out, const struct done_question *question, const char *part, bool explained);

#endif
