/*
 * Features of editions that say what labels and groups said before: they stand at the field, else
 * at the file.
 */
#include "parts.h"

#include <string.h>

/* "features.field_presence = X", "features = { field_presence : X }"; NULL. */
static const char *feature_of(
    const struct done_proto_option *options, size_t nr, const char *feature)
{
	size_t len = strlen(feature);

	for (size_t i = 0; i < nr; i++) {
		const char *found;

		if (!strncmp(options[i].name, "features.", 9) &&
		    !strcmp(options[i].name + 9, feature))
			return options[i].value;
		found =
		    !strcmp(options[i].name, "features") ? strstr(options[i].value, feature) : NULL;
		if (found && !strncmp(found + len, " : ", 3))
			return found + len + 3;
	}
	return NULL;
}

bool done_proto_has_feature(
    const struct done_proto_node *field, const char *feature, const char *value)
{
	const struct done_proto_file *file = field->file;
	const char *found;
	size_t len = strlen(value);

	if (!file->is_edition)
		return false;
	found = feature_of(field->options, field->nr_options, feature);
	if (!found)
		found = feature_of(file->options, file->nr_options, feature);
	return found && !strncmp(found, value, len) && (!found[len] || found[len] == ' ');
}

bool done_proto_is_required(const struct done_proto_node *field)
{
	return field->label == DONE_PROTO_REQUIRED ||
	    (field->sort == DONE_PROTO_FIELD && !field->key && !field->oneof &&
	        field->label != DONE_PROTO_REPEATED &&
	        done_proto_has_feature(field, "field_presence", "LEGACY_REQUIRED"));
}
