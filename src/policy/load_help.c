/* `help`: whom a refused developer asks, in one line of the policy's own. */
#include <string.h>

#include "loader.h"

const struct done_field done_help_field = {
    .name = "help",
    .type = DONE_FIELD_STRING,
    .tighter = {DONE_TIGHTER_WORDS},
    .help =
        "Whom to ask, and where git-done is had from: one line of at most 200 bytes, printed at "
        "the end of a refusal. The base's word counts.",
};

/* Blanks at either end would look like a mistake of ours. */
bool done_policy_is_line(const char *text, size_t most)
{
	size_t len = strlen(text);

	return len && len <= most && !strpbrk(text, "\r\n") && text[0] != ' ' &&
	    text[len - 1] != ' ';
}

int done_help_load(struct done_loader *loader, const struct done_value *value, const char **out,
    struct done_error *err)
{
	const char *text = NULL;

	if (done_type_of(done_help_field.type)->load(loader, &done_help_field, value, &text, err) <
	    0)
		return err->code;
	if (!done_policy_is_line(text, DONE_HELP_MAX)) {
		done_value_error(
		    err, value, "'help' must be one line of at most %d bytes", DONE_HELP_MAX);
		return done_error_cure(err, "name a person, a channel or an address");
	}
	*out = text;
	return 0;
}
