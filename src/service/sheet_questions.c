/* What a sheet says to questions: the parts of an answer, and answers to a policy's own questions.
 */
#include "sheet.h"

#include <string.h>

/* ---- the parts of an answer ---- */

static bool sheet_is_frame(const char *name)
{
	for (size_t i = 0; i < done_answer_frame_record.nr; i++) {
		if (!strcmp(done_answer_frame_record.fields[i].name, name))
			return true;
	}
	return false;
}

static int unknown_part(
    const struct done_question *question, const struct done_member *member, struct done_error *err)
{
	const char *names[DONE_QUESTION_PARTS_MAX + 8], *nearest;
	size_t nr = 0;

	for (; nr < question->nr; nr++)
		names[nr] = question->parts[nr].name;
	for (size_t i = 0; i < done_answer_frame_record.nr; i++)
		names[nr++] = done_answer_frame_record.fields[i].name;
	nearest = done_name_nearest(member->key.ptr, names, nr);
	done_error_set(
	    err, DONE_E_POLICY, "unknown key '%s' in '%s'", member->key.ptr, question->name);
	if (nearest)
		done_error_cure(err, "did you mean '%s'?", nearest);
	else
		done_error_cure(err, "parts of your own begin with 'x-'");
	return done_error_place(err, member->value.file, member->line, member->column);
}

int done_sheet_check_answer(
    const struct done_question *question, const struct done_value *answer, struct done_error *err)
{
	if (!answer || answer->type == DONE_NULL || done_answer_is_todo(answer) ||
	    (answer->type == DONE_LIST && question->list))
		return 0;
	if (answer->type != DONE_MAP) {
		done_value_error(err, answer, "'%s' must be a map, not %s", question->name,
		    done_value_type_name(answer->type));
		return done_error_cure(err,
		    "write 'todo' for an open answer, and {not_applicable: "
		    "reason} for a question that does not arise");
	}
	for (size_t i = 0; i < answer->map.nr; i++) {
		const struct done_member *member = &answer->map.ptr[i];

		if (!sheet_is_frame(member->key.ptr) &&
		    !done_question_part_find(question, member->key.ptr) &&
		    !done_question_takes(question, member->key.ptr))
			return unknown_part(question, member, err);
	}
	return 0;
}

/* ---- a policy's own questions ---- */

static bool is_sheet_key(const struct done_record *keys, const char *name)
{
	for (size_t i = 0; i < keys->nr; i++) {
		if (!strcmp(keys->fields[i].name, name))
			return true;
	}
	return false;
}

/* Without a policy nobody knows its questions: what may be an answer is let through, and the sheet
 * is read again with the policy where it is judged. */
static bool may_be_answer(const struct done_value *value)
{
	return value->type == DONE_MAP || value->type == DONE_NULL || done_answer_is_todo(value);
}

/* 1: an answer to one of its own questions; 0: something else. */
static int sheet_is_own(const struct done_sheet_loading *loading, const struct done_member *member,
    struct done_error *err)
{
	const struct done_policy *policy = loading->policy;
	const char *key = member->key.ptr;
	const struct done_question *question;

	if (is_sheet_key(loading->keys, key))
		return 0;
	if (!policy)
		return may_be_answer(&member->value);
	question = done_question_among(policy->questions, policy->nr_questions, key);
	if (!question)
		question = done_question_among(
		    policy->questions_to_come, policy->nr_questions_to_come, key);
	if (!question)
		return 0;
	return done_sheet_check_answer(question, &member->value, err) < 0 ? err->code : 1;
}

/* A key that is none of the sheet's own: an own question may be meant. */
static int check_key(const struct done_sheet_loading *loading, const struct done_member *member,
    struct done_error *err)
{
	const struct done_policy *policy = loading->policy;
	const char **names, *nearest;

	if (!policy || !policy->nr_questions || is_sheet_key(loading->keys, member->key.ptr))
		return 0;
	names = done_arena_array(
	    loading->arena, policy->nr_questions + loading->keys->nr, sizeof(*names));
	for (size_t i = 0; i < policy->nr_questions; i++)
		names[i] = policy->questions[i].name;
	for (size_t i = 0; i < loading->keys->nr; i++)
		names[policy->nr_questions + i] = loading->keys->fields[i].name;
	nearest =
	    done_name_nearest(member->key.ptr, names, policy->nr_questions + loading->keys->nr);
	if (!nearest || is_sheet_key(loading->keys, nearest))
		return 0;
	done_error_set(err, DONE_E_POLICY, "unknown key '%s' in a sheet", member->key.ptr);
	done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_place(err, member->value.file, member->line, member->column);
}

int done_sheet_take_own(const struct done_sheet_loading *loading, const struct done_value *root,
    struct done_value *rest, struct done_error *err)
{
	*rest = *root;
	if (root->type != DONE_MAP)
		return 0;
	rest->map.ptr = done_arena_array(loading->arena, root->map.nr + 1, sizeof(*rest->map.ptr));
	rest->map.nr = 0;
	for (size_t i = 0; i < root->map.nr; i++) {
		const struct done_member *member = &root->map.ptr[i];
		int own = sheet_is_own(loading, member, err);

		if (own < 0 || (!own && check_key(loading, member, err) < 0))
			return err->code;
		if (!own)
			rest->map.ptr[rest->map.nr++] = *member;
	}
	return 0;
}
