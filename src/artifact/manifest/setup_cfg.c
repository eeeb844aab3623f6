/*
 * setup.cfg of setuptools.
 *
 * Name: metadata.name. Dependencies: options.install_requires with scope run, tests_require test,
 * setup_requires build, options.extras_require by the extra's name. Facts: "entry-point" and
 * "entry-point.GROUP" = "name module:function", "version", "python", "include" = a file that holds
 * the requirements ("file: requirements.txt").
 */
#include <string.h>

#include "python.h"
#include "readers.h"

struct cfg_reader {
	struct done_draft draft;
	const char *section, *key;
	int line;
};

static const char *cfg_trimmed(struct done_arena *arena, const char *text, size_t len)
{
	while (len && strchr(" \t\r", *text))
		text++, len--;
	while (len && strchr(" \t\r", text[len - 1]))
		len--;
	return done_arena_strndup(arena, text, len);
}

static void cfg_require(struct cfg_reader *reader, const char *text, enum done_scope scope)
{
	const char *file = done_text_starts(text, "file:") ? text + strlen("file:") : NULL;

	if (file)
		done_draft_fact(&reader->draft, "include",
		    done_draft_path(reader->draft.arena, file + strspn(file, " \t")), reader->line);
	else if (!done_python_require(&reader->draft, text, scope, reader->line))
		done_draft_fail(&reader->draft, reader->line, 1,
		    "a requirement must be written as 'name >= 1.2', not '%s'", text);
}

static void cfg_entry(struct cfg_reader *reader, const char *text)
{
	struct done_arena *arena = reader->draft.arena;
	size_t name = strcspn(text, " \t="), skip = name + strspn(text + name, " \t=");
	bool is_command =
	    !strcmp(reader->key, "console_scripts") || !strcmp(reader->key, "gui_scripts");

	if (name && text[skip])
		done_draft_fact(&reader->draft,
		    is_command ? "entry-point"
		               : done_arena_printf(arena, "entry-point.%s", reader->key),
		    done_arena_printf(arena, "%.*s %s", (int)name, text, text + skip),
		    reader->line);
}

/* One line of the value of the key that is open. */
static void cfg_read_value(struct cfg_reader *reader, const char *text)
{
	static const struct {
		const char *section, *key, *fact;
	} facts[] = {
	    {"metadata", "version", "version"},
	    {"options", "python_requires", "python"},
	};
	static const struct {
		const char *key;
		enum done_scope scope;
	} lists[] = {
	    {"install_requires", DONE_SCOPE_RUN},
	    {"tests_require", DONE_SCOPE_TEST},
	    {"setup_requires", DONE_SCOPE_BUILD},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(facts); i++) {
		if (!strcmp(reader->section, facts[i].section) &&
		    !strcmp(reader->key, facts[i].key))
			done_draft_fact(&reader->draft, facts[i].fact, text, reader->line);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(lists) && !strcmp(reader->section, "options"); i++) {
		if (!strcmp(reader->key, lists[i].key))
			cfg_require(reader, text, lists[i].scope);
	}
	if (!strcmp(reader->section, "metadata") && !strcmp(reader->key, "name"))
		reader->draft.out.name = text;
	else if (!strcmp(reader->section, "options.extras_require"))
		cfg_require(reader, text, done_python_group(reader->key));
	else if (!strcmp(reader->section, "options.entry_points"))
		cfg_entry(reader, text);
}

static void cfg_read_line(struct cfg_reader *reader, const char *text, size_t len)
{
	struct done_arena *arena = reader->draft.arena;
	const char *line = cfg_trimmed(arena, text, len);
	size_t key;

	if (!*line || *line == '#' || *line == ';')
		return;
	if (strchr(" \t", text[0])) {
		if (reader->key)
			cfg_read_value(reader, line);
		return;
	}
	if (*line == '[') {
		key = strcspn(line, "]");
		if (line[key] != ']')
			done_draft_fail(&reader->draft, reader->line, 1,
			    "the header of a section must end with ']'");
		reader->section = done_arena_strndup(arena, line + 1, key - 1);
		reader->key = NULL;
		return;
	}
	key = strcspn(line, "=:");
	if (!line[key] || !*reader->section) {
		done_draft_fail(&reader->draft, reader->line, 1,
		    "a line must be '[section]', 'key = value', or begin with blanks");
		return;
	}
	reader->key = cfg_trimmed(arena, line, key);
	line = cfg_trimmed(arena, line + key + 1, strlen(line + key + 1));
	if (*line)
		cfg_read_value(reader, line);
}

static int setup_cfg_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct cfg_reader reader = {.section = ""};

	if (done_draft_open(&reader.draft, arena, bytes, file, err) < 0)
		return reader.draft.rc;
	for (const char *at = reader.draft.text.ptr; *at && reader.draft.rc == 0;) {
		size_t len = strcspn(at, "\n");
		reader.line++;
		cfg_read_line(&reader, at, len);
		at += len + (at[len] == '\n');
	}
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_setup_cfg = {
    .name = "setup-cfg",
    .summary = "setup.cfg: requirements, extras, entry points",
    .read = setup_cfg_read,
};
