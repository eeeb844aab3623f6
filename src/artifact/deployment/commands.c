/*
 * Commands of a shell that build images: `docker build -f X -t Y dir` in makefiles, scripts and
 * steps of CI. Literal forms, and variables that the same file gives one value.
 */
#include <ctype.h>
#include <string.h>

#include "deployment_parts.h"

static const char *const build_tools[] = {"docker", "podman", "nerdctl", "buildah"};

/* Flags whose value is the next word. */
static const char *const build_flags[] = {
    "--platform",
    "--progress",
    "--network",
    "--output",
    "-o",
    "--cache-from",
    "--cache-to",
    "--label",
    "--secret",
    "--ssh",
    "--builder",
    "--iidfile",
    "--memory",
    "-m",
    "--pull",
    "--format",
    "--add-host",
    "--build-context",
    "--metadata-file",
    "--attest",
    "--layers",
    "--isolation",
    "--shm-size",
};

/* Everything that a build's words say. */
struct shell_build {
	const char *file, *image, *target, *context;
	struct done_deploy_texts args;
};

static bool text_among(const char *text, const char *const *all, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(all[i], text))
			return true;
	return false;
}

/* "--file=x" and "--file x"; NULL: another flag. */
static const char *flag_value(const struct done_deploy_texts *words, size_t *at, const char *flag)
{
	const char *word = words->items[*at];
	size_t len = strlen(flag);

	if (!strncmp(word, flag, len) && word[len] == '=')
		return word + len + 1;
	if (strcmp(word, flag) != 0 || *at + 1 == words->nr)
		return NULL;
	return words->items[++*at];
}

static void build_word(struct done_deploy *deploy, const struct done_deploy_texts *words,
    size_t *at, struct shell_build *out)
{
	const char *value, *word = words->items[*at];

	if ((value = flag_value(words, at, "--file")) || (value = flag_value(words, at, "-f")))
		out->file = value;
	else if ((value = flag_value(words, at, "--tag")) || (value = flag_value(words, at, "-t")))
		out->image = out->image ? out->image : value;
	else if ((value = flag_value(words, at, "--target")))
		out->target = value;
	else if ((value = flag_value(words, at, "--build-arg")))
		done_deploy_push(deploy->arena, &out->args, value);
	else if (text_among(word, build_flags, DONE_ARRAY_SIZE(build_flags)))
		++*at;
	else if (*word != '-')
		out->context = word;
}

static const char *shell_path(struct done_deploy *deploy, const char *directory, const char *path)
{
	const char *text = done_deploy_path(deploy, &deploy->variables, path);

	if (!text || *text == '/' || !strcmp(directory, "."))
		return text;
	return !strcmp(text, ".") ? directory
	                          : done_arena_printf(deploy->arena, "%s/%s", directory, text);
}

static int build_declare(struct done_deploy *deploy, const struct done_deploy_shell *shell,
    int line, const struct shell_build *build)
{
	const char *context = shell_path(deploy, shell->directory, build->context);

	if (strstr(context, "://") || !strcmp(context, "-"))
		return 0;
	if (done_deploy_is_open(context)) {
		done_deploy_not_read(
		    deploy, line, "the directory of this build is a variable, which is not read.");
		return 0;
	}
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_IMAGE, line);
	if (!to)
		return deploy->err->code;
	to->is_from_root = shell->is_from_root;
	to->context = context;
	to->file = shell_path(deploy, shell->directory, build->file);
	to->image = done_deploy_image(deploy, &deploy->variables, build->image);
	to->target = done_deploy_name(deploy, &deploy->variables, build->target);
	for (size_t i = 0; i < build->args.nr; i++)
		done_deploy_list(deploy->arena, &to->args, &to->nr_args,
		    done_deploy_expand(deploy, &deploy->variables, build->args.items[i]));
	return 0;
}

/* A makefile's "-docker", "@docker" and a path before it are docker. */
static bool words_are_tool(const char *word)
{
	const char *slash = strrchr(word, '/');

	word = slash ? slash + 1 : word + strspn(word, "@-+");
	return text_among(word, build_tools, DONE_ARRAY_SIZE(build_tools));
}

static int shell_command(struct done_deploy *deploy, const struct done_deploy_shell *shell,
    int line, const struct done_deploy_texts *words)
{
	struct shell_build build = {0};
	size_t at = 0;

	while (at < words->nr && !words_are_tool(words->items[at]))
		at++;
	at++;
	if (at < words->nr &&
	    (!strcmp(words->items[at], "buildx") || !strcmp(words->items[at], "image")))
		at++;
	if (at >= words->nr ||
	    (strcmp(words->items[at], "build") != 0 && strcmp(words->items[at], "bud") != 0))
		return 0;
	for (at++; at < words->nr; at++)
		build_word(deploy, words, &at, &build);
	return build.context ? build_declare(deploy, shell, line, &build) : 0;
}

/* ---- lines ---- */

/* NAME = value, NAME := value, NAME ?= value of make; NAME=value and export NAME=value of a shell.
 */
static void shell_define(struct done_deploy *deploy, const char *line)
{
	size_t len = 0;

	if (done_text_starts(line, "export "))
		line += strlen("export ");
	while (isalnum((unsigned char)line[len]) || line[len] == '_')
		len++;
	const char *is = line + len + strspn(line + len, " \t");
	is += strspn(is, ":?");
	if (!len || *is != '=')
		return;
	struct done_deploy_texts words = {0};
	done_deploy_words(deploy->arena, is + 1, &words);
	if (words.nr == 1)
		done_deploy_define(deploy, &deploy->variables,
		    done_arena_strndup(deploy->arena, line, len),
		    done_deploy_expand(deploy, &deploy->variables, words.items[0]));
}

/* $(NAME) of make is ${NAME}. */
static void shell_braces(char *text)
{
	for (; *text; text++) {
		size_t len = 0;
		if (text[0] != '$' || text[1] != '(')
			continue;
		while (isalnum((unsigned char)text[2 + len]) || text[2 + len] == '_')
			len++;
		if (len && text[2 + len] == ')') {
			text[1] = '{';
			text[2 + len] = '}';
		}
	}
}

/* One command of a line, up to && || ; |: `cd` changes where the next ones of the line stand. */
static int shell_part(
    struct done_deploy *deploy, struct done_deploy_shell *shell, int line, const char *text)
{
	struct done_deploy_texts words = {0};

	done_deploy_words(deploy->arena, text, &words);
	if (words.nr == 2 && !strcmp(words.items[0] + strspn(words.items[0], "@-("), "cd")) {
		shell->directory = shell_path(deploy, shell->directory, words.items[1]);
		return 0;
	}
	return shell_command(deploy, shell, line, &words);
}

static int shell_line(
    struct done_deploy *deploy, const struct done_deploy_shell *shell, int line, char *text)
{
	struct done_deploy_shell now = *shell;
	char *begin = text, quote = 0;
	int rc = 0;

	shell_braces(text);
	shell_define(deploy, text);
	if (!strstr(text, "build") && !strstr(text, "bud"))
		return 0;
	for (char *c = text; rc == 0; c++) {
		if (!*c || (!quote && strchr(";|&", *c))) {
			bool last = !*c;
			*c = '\0';
			rc = shell_part(deploy, &now, line, begin);
			begin = c + 1;
			if (last)
				break;
		} else if (quote ? *c == quote : *c == '"' || *c == '\'')
			quote = quote ? 0 : *c;
	}
	return rc;
}

int done_deploy_shell(
    struct done_deploy *deploy, const struct done_deploy_shell *shell, struct done_bytes text)
{
	struct done_deploy_lines lines = {text, 0};
	struct done_buf joined = {0};
	struct done_bytes line;
	int rc = 0, first = 1;

	while (rc == 0 && done_deploy_line(&lines, &line)) {
		line = done_deploy_trim(line);
		bool more = line.len && line.ptr[line.len - 1] == '\\';
		if (!joined.len)
			first = lines.line;
		if (!joined.len && line.len && line.ptr[0] == '#')
			continue;
		done_buf_add(&joined, line.ptr, line.len - more);
		if (more) {
			done_buf_addch(&joined, ' ');
			continue;
		}
		if (joined.len)
			rc = shell_line(deploy, shell, shell->line + first - 1, joined.ptr);
		done_buf_clear(&joined);
	}
	done_buf_release(&joined);
	return rc;
}

/* A makefile's commands run beside it; scripts are mostly started from the root. */
static int commands_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_deploy_shell shell = {".", 1, done_text_ends(file, ".sh")};
	int rc = done_deploy_open(&deploy, bytes);

	done_deploy_define(&deploy, &deploy.variables, "CURDIR", ".");
	done_deploy_define(&deploy, &deploy.variables, "PWD", ".");
	if (rc == 0)
		rc = done_deploy_shell(&deploy, &shell, bytes);
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_commands = {
    .name = "commands",
    .summary = "Makefiles and shell scripts: docker build with literal arguments",
    .read = commands_read,
};
