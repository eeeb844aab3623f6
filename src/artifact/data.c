/* Which reader reads a file of data, by its ending. */
#include "done/artifact.h"

#include <string.h>
#include <strings.h>

static int parse_yaml(struct done_arena *arena, struct done_bytes bytes, const char *file,
                      struct done_value *out, struct done_error *err)
{
	return done_yaml_parse(arena, bytes, file, DONE_YAML_ARTIFACT, out, err);
}

/* The last row takes every name. */
static const struct format {
	const char *ending;
	int (*parse)(struct done_arena *arena, struct done_bytes bytes, const char *file,
	             struct done_value *out, struct done_error *err);
} formats[] = {
	{".json", done_json_parse},
	{"", parse_yaml},
};

static bool ends_with(const char *text, const char *ending)
{
	size_t len = strlen(text), ending_len = strlen(ending);

	return len >= ending_len && !strcasecmp(text + len - ending_len, ending);
}

int done_data_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
                    struct done_value *out, struct done_error *err)
{
	const struct format *format = formats;

	while (!ends_with(file, format->ending))
		format++;
	return format->parse(arena, bytes, file, out, err);
}
