/* TOML 1.0.0: a document is lines of keys and values, below headers of tables. */
#include <string.h>

#include "formats.h"
#include "text.h"
#include "toml_parts.h"

#define TOML_BYTES_MAX (8U << 20)

static int read_header(
    struct done_toml_reader *reader, struct done_toml_table *root, struct done_toml_table **table)
{
	bool item = done_toml_peek(reader, 1) == '[';
	struct done_toml_keys keys = {0};
	int rc;

	done_toml_step(reader, item ? 2 : 1);
	done_toml_skip_space(reader);
	if ((rc = done_toml_read_keys(reader, &keys)) < 0)
		return rc;
	if (done_toml_peek(reader, 0) != ']' || (item && done_toml_peek(reader, 1) != ']'))
		return done_toml_fail(reader, &reader->now,
		    item ? "the header of a list item must end with ']]'"
		         : "the header of a table must end with ']'");
	done_toml_step(reader, item ? 2 : 1);
	rc = item ? done_toml_open_item(reader, root, &keys, table)
	          : done_toml_open_table(reader, root, &keys, table);
	return rc < 0 ? rc : done_toml_end_line(reader);
}

static int read_lines(struct done_toml_reader *reader, struct done_toml_table *root)
{
	struct done_toml_table *table = root;
	int rc;

	while ((rc = done_toml_skip_lines(reader)) == 0 && done_toml_peek(reader, 0)) {
		if (done_toml_peek(reader, 0) == '[') {
			rc = read_header(reader, root, &table);
		} else {
			rc = done_toml_read_pair(reader, table);
			if (rc == 0)
				rc = done_toml_end_line(reader);
		}
		if (rc < 0)
			return rc;
	}
	return rc;
}

int done_toml_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_value *out, struct done_error *err)
{
	struct done_toml_reader reader = {.arena = arena, .now = {0, 1, 1}, .err = err};
	struct done_toml_table root = {.made = DONE_TOML_BY_HEADER, .place = {0, 1, 1}};

	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3)) {
		bytes.ptr += 3;
		bytes.len -= 3;
	}
	int rc = done_text_check(bytes, file, TOML_BYTES_MAX, 0, err);
	if (rc < 0)
		return rc;
	reader.text = bytes;
	reader.file = done_arena_strdup(arena, file);
	if ((rc = read_lines(&reader, &root)) < 0)
		return rc;
	done_toml_to_value(&reader, &root, out);
	return 0;
}
