/* `questions`: what a team asks of its services beside the five built-in questions. */
#include <string.h>

#include "done/questions.h"
#include "loader.h"

#define QUESTIONS_MAX 32
#define WORDS_MAX 200
#define NAME_MAX_LEN 64

/* What a sheet has already. tests/unit/test_service_sheet.c holds it to the sheet's table. */
const char *const done_question_taken[] = {
    "service",
    "stage",
    "kind",
    "owner",
    "target",
    "links",
    "boundaries",
    "data",
    "load",
    "communication",
    "decisions",
    "offers",
    "waivers",
    "not_applicable",
    NULL,
};

/* What stands beside the parts of an answer (service/questions.c). */
static const char *const beside[] = {"about", "reviewed", "not_applicable"};

static const char *const forms[] = {
    [DONE_PART_TEXT] = "text",
    [DONE_PART_TEXTS] = "texts",
    [DONE_PART_NUMBERS] = "numbers",
    NULL,
};
static const char *const skeletons[] = {
    [DONE_PART_TEXT] = "todo",
    [DONE_PART_TEXTS] = "[todo]",
    [DONE_PART_NUMBERS] = "todo",
};

static const size_t usual_words[] = {
    [DONE_PART_TEXT] = 3,
    [DONE_PART_TEXTS] = 1,
    [DONE_PART_NUMBERS] = 1,
};

struct own_part {
	const char *asks, *example;
	int form;
	bool required;
	int64_t min_words;
};

static const struct done_field part_fields[] = {
    {DONE_FIELD("asks", struct own_part, asks, STRING), .tighter = {DONE_TIGHTER_WORDS},
        .required = true, .help = "What the part must say, in one sentence."},
    {DONE_FIELD("form", struct own_part, form, ENUM),
        .tighter = {DONE_TIGHTER_NEVER, DONE_ABSENT_APART}, .names = forms,
        .preset = DONE_PART_TEXT,
        .help = "The form of the answer: text, texts (a list of them) or numbers (one, or a map of "
                "them). Default: text."},
    {DONE_FIELD("required", struct own_part, required, BOOLEAN), .tighter = {DONE_TIGHTER_MORE},
        .preset = true, .help = "Whether the part must be answered. Default: true."},
    {DONE_FIELD("min_words", struct own_part, min_words, INTEGER),
        .tighter = {DONE_TIGHTER_MORE, DONE_ABSENT_APART}, .min = 1, .max = WORDS_MAX,
        .help = "The minimum number of different words in a text. Default: 3, and 1 in a list of "
                "texts."},
    {DONE_FIELD("example", struct own_part, example, STRING), .tighter = {DONE_TIGHTER_WORDS},
        .help = "A good answer. It is shown where an answer is missing, and is not an answer "
                "itself."},
};

const struct done_record done_question_part_record = {
    .name = "a part of a question",
    .size = sizeof(struct own_part),
    .fields = part_fields,
    .nr = DONE_ARRAY_SIZE(part_fields),
    .shorthand = "asks",
};

struct own_question {
	const char *title;
	const struct done_value *parts;
};

static const struct done_field question_fields[] = {
    {DONE_FIELD("title", struct own_question, title, STRING), .tighter = {DONE_TIGHTER_WORDS},
        .required = true, .help = "The question itself, which every service must answer."},
    {DONE_FIELD("parts", struct own_question, parts, VALUE), .tighter = {DONE_TIGHTER_BY_CODE},
        .required = true,
        .help = "What an answer consists of, by name; a text alone is short for 'asks'."},
};

const struct done_record done_question_record = {
    .name = "a question",
    .size = sizeof(struct own_question),
    .fields = question_fields,
    .nr = DONE_ARRAY_SIZE(question_fields),
};

static bool is_one_of(const char *const *names, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr && names[i]; i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

static int refuse_name(
    const struct done_member *member, const char *problem, const char *cure, struct done_error *err)
{
	done_error_set(err, DONE_E_POLICY, "'%s' %s", member->key.ptr, problem);
	done_error_cure(err, "%s", cure);
	return done_error_place(err, member->value.file, member->line, member->column);
}

static int check_part_name(const struct done_member *member, struct done_error *err)
{
	const char *name = member->key.ptr;
	size_t len = strlen(name);

	if (is_one_of(beside, DONE_ARRAY_SIZE(beside), name))
		return refuse_name(member, "has a meaning of its own in an answer",
		    "choose another name for the part", err);
	if (len && len <= NAME_MAX_LEN && strchr("_-", name[0]) == NULL &&
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == len)
		return 0;
	return refuse_name(member, "is not a valid name for a part of a question",
	    "names consist of lower-case letters, digits, '_' and '-', at most 64", err);
}

static int load_part(struct done_loader *loader, const struct done_member *member,
    struct done_question_part *out, struct done_error *err)
{
	struct own_part part = {0};

	if (check_part_name(member, err) < 0 ||
	    done_record_load(loader, &done_question_part_record, &member->value, &part, err) < 0)
		return err->code;
	out->name = member->key.ptr;
	out->form = (enum done_part_form)part.form;
	out->asked = part.required;
	out->help = part.asks;
	out->skeleton = skeletons[part.form];
	out->example = part.example ? part.example : "";
	out->min_words = part.min_words ? (size_t)part.min_words : usual_words[part.form];
	out->own = true;
	return 0;
}

static int load_parts(struct done_loader *loader, const struct done_value *parts,
    struct done_question *out, struct done_error *err)
{
	struct done_question_part *items;

	if (parts->type != DONE_MAP) {
		done_value_error(
		    err, parts, "'parts' must be a map, not %s", done_value_type_name(parts->type));
		return done_error_cure(err,
		    "name each part, and what it must say: 'parts: "
		    "{steps: What one does, in order.}'");
	}
	if (!parts->map.nr || parts->map.nr > DONE_QUESTION_PARTS_MAX)
		return done_value_error(err, parts, "a question must have 1 to %d parts, not %zu",
		    DONE_QUESTION_PARTS_MAX, parts->map.nr);
	items = done_arena_array(loader->arena, parts->map.nr, sizeof(*items));
	for (size_t i = 0; i < parts->map.nr; i++) {
		if (load_part(loader, &parts->map.ptr[i], &items[i], err) < 0)
			return err->code;
	}
	out->parts = items;
	out->nr = parts->map.nr;
	return 0;
}

static int load_question(struct done_loader *loader, const struct done_member *member,
    struct done_question *out, struct done_error *err)
{
	struct own_question question = {0};

	if (done_id_check(member, "a question", err) < 0)
		return err->code;
	if (is_one_of(done_question_taken, SIZE_MAX, member->key.ptr))
		return refuse_name(member, "has a meaning of its own in a sheet",
		    "choose another id for the question", err);
	if (done_record_load(loader, &done_question_record, &member->value, &question, err) < 0)
		return err->code;
	out->name = member->key.ptr;
	out->asks = question.title;
	return load_parts(loader, question.parts, out, err);
}

int done_questions_load(
    struct done_loader *loader, const struct done_value *said, struct done_error *err)
{
	struct done_question *questions;

	if (!said)
		return 0;
	if (said->type != DONE_MAP) {
		done_value_error(err, said, "'questions' must be a map, not %s",
		    done_value_type_name(said->type));
		return done_error_cure(err,
		    "give each question an id: 'questions: {rollback: "
		    "{title: …, parts: {…}}}'");
	}
	if (said->map.nr > QUESTIONS_MAX)
		return done_value_error(err, said, "a policy may have %d questions, not %zu",
		    QUESTIONS_MAX, said->map.nr);
	questions = done_arena_array(loader->arena, said->map.nr, sizeof(*questions));
	for (size_t i = 0; i < said->map.nr; i++) {
		if (load_question(loader, &said->map.ptr[i], &questions[i], err) < 0)
			return err->code;
	}
	loader->questions = questions;
	loader->nr_questions = said->map.nr;
	return 0;
}

const struct done_question *done_loader_questions(const struct done_loader *loader, size_t *nr)
{
	*nr = loader->nr_questions;
	return loader->questions;
}

const struct done_question *done_question_among(
    const struct done_question *own, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(own[i].name, name))
			return &own[i];
	}
	return NULL;
}
