/*
 * Container files that start a script: what the script starts in the end is what they start. "exec
 * node bin/shop.js", or its last command: a script may do many things before that.
 */
#include <ctype.h>
#include <string.h>

#include "finder.h"

#define SCRIPT_BYTES_MAX ((size_t)256 << 10)
#define SCRIPT_COMMANDS_MAX 20
#define SCRIPTS_MAX 40

static size_t script_word(const char *at)
{
	return strcspn(at, " \t\n\"'");
}

/* "/app/docker-entrypoint.sh --x", "sh start.sh": the name of a script that is started. */
static const char *script_name(struct done_finder *finder, const char *command)
{
	static const char *const shells[] = {"sh", "bash", "/bin/sh", "/bin/bash", "ash", "tini",
	    "/sbin/tini", "dumb-init", "/usr/bin/dumb-init", "--", "-c", "-e", "exec", "source"};
	static const char *const bare[] = {"docker-entrypoint", "entrypoint", "start", "run"};
	const char *at = command, *word = command;
	bool more = true;

	while (more && *at) {
		size_t len, i = 0;

		at += strspn(at, " \t\"'");
		word = at;
		len = script_word(at);
		while (i < DONE_ARRAY_SIZE(shells) &&
		    (strlen(shells[i]) != len || strncmp(shells[i], word, len) != 0))
			i++;
		more = i < DONE_ARRAY_SIZE(shells);
		at += len;
	}
	char *path = done_arena_strndup(finder->arena, word, script_word(word));
	const char *name = done_last_part(path);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(bare); i++) {
		if (!strcmp(bare[i], name))
			return name;
	}
	return done_text_ends(name, ".sh") ? name : NULL;
}

/* The highest one of that name in the directory or below; *nr: how many there are. */
static const struct done_tree_file *script_highest(
    struct done_finder *finder, const char *directory, const char *name, size_t *nr)
{
	const struct done_tree_file *best = NULL;
	size_t first, end;

	*nr = 0;
	done_tree_range(finder, directory, &first, &end);
	for (size_t i = first; i < end; i++) {
		const struct done_tree_file *file = &finder->files[i];

		if (strcmp(file->name, name) != 0)
			continue;
		(*nr)++;
		if (!best || file->name - file->path < best->name - best->path)
			best = file;
	}
	return best;
}

/* The script lies in the directory of the container file or below; else it is the only one of its
 * name: what is built from the root may copy it from anywhere. */
static const struct done_tree_file *script_find(
    struct done_finder *finder, const char *directory, const char *name)
{
	size_t nr;
	const struct done_tree_file *found = script_highest(finder, directory, name, &nr);

	if (found || !*directory)
		return found;
	found = script_highest(finder, "", name, &nr);
	return nr == 1 ? found : NULL;
}

/* Behind what only passes a command on. */
static const char *script_behind_exec(const char *line, bool *is_exec)
{
	static const char *const passing[] = {"exec", "tini", "dumb-init", "--", "setsid", "nohup"};
	static const char *const as_user[] = {"su-exec", "gosu", "setpriv"};
	bool more = true;

	*is_exec = false;
	while (more) {
		size_t len;

		more = false;
		line += strspn(line, " \t");
		len = script_word(line);
		for (size_t i = 0; i < DONE_ARRAY_SIZE(passing); i++) {
			more |= strlen(passing[i]) == len && !strncmp(passing[i], line, len);
			*is_exec |= more && !i;
		}
		for (size_t i = 0; !more && i < DONE_ARRAY_SIZE(as_user); i++) {
			if (strlen(as_user[i]) != len || strncmp(as_user[i], line, len) != 0)
				continue;
			more = true;
			len += strspn(line + len, " \t");
			len += script_word(line + len);
		}
		line += more ? len : 0;
	}
	return line;
}

/* Scripts of Python start one program in many ways: which of these is a service of its own its
 * commands alone say. */
static bool script_is_of_python(const char *line, size_t word)
{
	static const char *const tools[] = {"python", "gunicorn", "uvicorn", "celery", "flask",
	    "hypercorn", "uwsgi", "daphne", "rq"};

	for (size_t i = word; i > 0; i--) {
		if (line[i - 1] != '/')
			continue;
		line += i;
		word -= i;
		break;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(tools); i++) {
		if (strlen(tools[i]) <= word && !strncmp(tools[i], line, strlen(tools[i])))
			return true;
	}
	return word > 3 && !strncmp(line + word - 3, ".py", 3);
}

static bool script_is_command(const char *line, size_t len)
{
	static const char *const words[] = {"if", "then", "else", "elif", "fi", "for", "do", "done",
	    "while", "case", "esac", "echo", "export", "set", "cd", "exit", "return", "wait",
	    "trap", "printf", "function", "local", "sleep", "}", "{", ";;", "[", "[[", "unset",
	    "shift"};
	size_t word = script_word(line);

	if (!len || !word || !(isalpha((unsigned char)*line) || *line == '.' || *line == '/') ||
	    memchr(line, '=', word) || memchr(line, '(', word) || script_is_of_python(line, word))
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (strlen(words[i]) == word && !strncmp(words[i], line, word))
			return false;
	}
	return true;
}

static void script_add(
    struct done_finder *finder, struct done_deployment *item, const char *text, size_t len)
{
	const char **commands =
	    done_arena_array(finder->arena, item->nr_commands + 2, sizeof(*commands));

	for (size_t i = 0; i < item->nr_commands; i++)
		commands[i] = item->commands[i];
	commands[item->nr_commands++] = done_arena_strndup(finder->arena, text, len);
	item->commands = commands;
}

/* "$NODE" bin/shop.js: a program that a variable of its name holds. */
static const char *script_variable(struct done_finder *finder, const char *line, size_t *len)
{
	const char *name = line + strspn(line, "\"${"), *end = name;

	while (isalpha((unsigned char)*end) || *end == '_')
		end++;
	const char *rest = end + strspn(end, "}\"");
	if (name == line || end == name || rest >= line + *len || *rest != ' ')
		return line;
	char *text = done_arena_printf(
	    finder->arena, "%.*s%.*s", (int)(end - name), name, (int)(line + *len - rest), rest);
	*len = strlen(text);
	for (char *p = text; *p && *p != ' '; p++)
		*p = (char)tolower((unsigned char)*p);
	return text;
}

/* What it starts: each "exec", else the last command. */
static void script_commands(
    struct done_finder *finder, const char *text, struct done_deployment *item)
{
	const char *last = NULL;
	size_t last_len = 0, nr = 0;

	for (const char *line = text; *line; line += *line == '\n') {
		size_t len = strcspn(line, "\n");
		bool is_exec;
		const char *command = script_behind_exec(line, &is_exec);
		size_t left = command < line + len ? (size_t)(line + len - command) : 0;

		line += len;
		if (strchr("\"$", *command) && left)
			command = script_variable(finder, command, &left);
		if (!script_is_command(command, left))
			continue;
		last = command;
		last_len = left;
		if (is_exec && nr++ < SCRIPT_COMMANDS_MAX)
			script_add(finder, item, command, left);
	}
	if (!nr && last)
		script_add(finder, item, last, last_len);
}

int done_declaration_scripts(struct done_finder *finder, const char *directory,
    struct done_deployment *item, struct done_error *err)
{
	int rc = 0;

	/* What a script starts may be a script. */
	for (size_t i = 0; i < item->nr_commands && i < SCRIPTS_MAX && rc >= 0; i++) {
		const char *name = script_name(finder, item->commands[i]);
		const struct done_tree_file *file =
		    name ? script_find(finder, directory, name) : NULL;
		struct done_buf text = {0};

		if (!file)
			continue;
		rc = done_tree_read(finder, file, SCRIPT_BYTES_MAX, &text, err);
		if (rc > 0 && text.len && !memchr(text.ptr, '\0', text.len))
			script_commands(
			    finder, done_arena_strndup(finder->arena, text.ptr, text.len), item);
		done_buf_release(&text);
	}
	return rc < 0 ? rc : 0;
}
