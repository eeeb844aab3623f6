/* libyaml's events, one at a time, and what they carry. */
#include <string.h>

#include "yaml_parts.h"

int done_yaml_fail(struct done_yaml_reader *reader, const yaml_event_t *event, const char *message)
{
	done_error_set(reader->err, DONE_E_POLICY, "%s", message);
	return done_error_place(reader->err, reader->file, (int)event->start_mark.line + 1,
	    (int)event->start_mark.column + 1);
}

int done_yaml_next(struct done_yaml_reader *reader, yaml_event_t *event)
{
	if (yaml_parser_parse(&reader->parser, event))
		return 0;
	return done_yaml_problem(&reader->parser, reader->bytes, reader->file, reader->err);
}

bool done_yaml_is_strict(const struct done_yaml_reader *reader)
{
	return reader->subset == DONE_YAML_STRICT;
}

const char *done_yaml_anchor(const yaml_event_t *event)
{
	const yaml_char_t *anchor = NULL;

	if (event->type == YAML_SCALAR_EVENT)
		anchor = event->data.scalar.anchor;
	else if (event->type == YAML_SEQUENCE_START_EVENT)
		anchor = event->data.sequence_start.anchor;
	else if (event->type == YAML_MAPPING_START_EVENT)
		anchor = event->data.mapping_start.anchor;
	else if (event->type == YAML_ALIAS_EVENT)
		anchor = event->data.alias.anchor;
	return (const char *)anchor;
}

const char *done_yaml_tag(const yaml_event_t *event)
{
	const yaml_char_t *tag = NULL;

	if (event->type == YAML_SCALAR_EVENT)
		tag = event->data.scalar.tag;
	else if (event->type == YAML_SEQUENCE_START_EVENT)
		tag = event->data.sequence_start.tag;
	else if (event->type == YAML_MAPPING_START_EVENT)
		tag = event->data.mapping_start.tag;
	return (const char *)tag;
}

static bool tagged_as_string(const yaml_event_t *event)
{
	const char *tag = done_yaml_tag(event);

	return tag && (!strcmp(tag, "!") || !strcmp(tag, YAML_STR_TAG));
}

bool done_yaml_is_plain(const yaml_event_t *event)
{
	return event->type == YAML_SCALAR_EVENT &&
	    event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !tagged_as_string(event);
}

void done_yaml_set_place(
    const struct done_yaml_reader *reader, const yaml_event_t *event, struct done_value *out)
{
	*out = (struct done_value){
	    .line = (int)event->start_mark.line + 1,
	    .column = (int)event->start_mark.column + 1,
	    .file = reader->file,
	};
}
