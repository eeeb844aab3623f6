/* The JSON Schema of a sheet, for editors: from the sheet's field table and the questions'. */
#include "sheet.h"

#include <string.h>

static const char title[] = "git-done sheet: done.yml in a service's directory";
static const char real_text[] = "{\"type\": \"string\", \"minLength\": 1}";
static const char numbers[] =
    "{\"anyOf\": [{\"type\": \"number\", \"minimum\": 0}, {\"type\": \"object\", "
    "\"minProperties\": 1, \"additionalProperties\": {\"type\": \"number\", \"minimum\": 0}}]}";
static const char not_yet[] = "{\"const\": \"todo\"}";
static const char not_applicable[] =
    "{\"type\": \"object\", \"additionalProperties\": false, \"required\": "
    "[\"not_applicable\"], \"properties\": {\"not_applicable\": {\"description\": \"Why this "
    "does not "
    "arise.\", \"type\": \"string\", \"minLength\": 1}}}";

static void open_choice(struct done_json *json)
{
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_raw(json, not_yet);
}

static void sheet_schema_write_list(struct done_json *json, const struct done_record *item)
{
	done_json_object(json);
	done_json_member(json, "type", "array");
	done_json_member_integer(json, "minItems", 1);
	done_json_key(json, "items");
	if (item)
		done_record_schema(json, item);
	else
		done_json_raw(json, real_text);
	done_json_object_end(json);
}

static void write_form(struct done_json *json, const struct done_question_part *part)
{
	switch (part->form) {
	case DONE_PART_NUMBERS:
		done_json_raw(json, numbers);
		break;
	case DONE_PART_ITEMS:
		sheet_schema_write_list(json, part->item);
		break;
	case DONE_PART_TEXTS:
		sheet_schema_write_list(json, NULL);
		done_json_raw(json, real_text);
		break;
	case DONE_PART_TEXT:
		done_json_raw(json, real_text);
		break;
	}
}

static void sheet_schema_write_part(struct done_json *json, const struct done_question_part *part)
{
	done_json_key(json, part->name);
	done_json_object(json);
	done_json_member(json, "description", part->help);
	open_choice(json);
	done_json_raw(json, not_applicable);
	write_form(json, part);
	done_json_array_end(json);
	done_json_object_end(json);
}

static void write_parts(struct done_json *json, const struct done_question *question)
{
	done_json_object(json);
	done_json_member(json, "type", "object");
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < question->nr; i++)
		sheet_schema_write_part(json, &question->parts[i]);
	for (size_t i = 0; i < done_answer_frame_record.nr; i++)
		done_field_schema(json, &done_answer_frame_record.fields[i]);
	done_json_object_end(json);
	if (!question->open) {
		done_json_key(json, "patternProperties");
		done_json_raw(json, "{\"^x-.\": true}");
		done_json_key(json, "additionalProperties");
		done_json_boolean(json, false);
	}
	done_json_object_end(json);
}

static void write_question(struct done_json *json, const struct done_question *question)
{
	done_json_key(json, question->name);
	done_json_object(json);
	done_json_member(json, "description", question->asks);
	open_choice(json);
	write_parts(json, question);
	if (question->list)
		sheet_schema_write_list(
		    json, done_question_part_find(question, question->list)->item);
	done_json_array_end(json);
	done_json_object_end(json);
}

void done_sheet_schema(struct done_buf *out, const struct done_question *own, size_t nr)
{
	struct done_json json = {.out = out};

	done_json_object(&json);
	done_json_member(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
	done_json_member(&json, "title", title);
	done_json_member(&json, "type", "object");
	done_json_key(&json, "additionalProperties");
	done_json_boolean(&json, false);
	done_json_key(&json, "properties");
	done_json_object(&json);
	for (size_t i = 0; i < done_sheet_record.nr; i++) {
		const struct done_field *field = &done_sheet_record.fields[i];
		const struct done_question *question = done_question_find(field->name);

		if (question)
			write_question(&json, question);
		else
			done_field_schema(&json, field);
	}
	for (size_t i = 0; i < nr; i++)
		write_question(&json, &own[i]);
	done_json_object_end(&json);
	done_json_object_end(&json);
	done_buf_addch(out, '\n');
}
