/*
 * Dockerfile and Containerfile (the reference of BuildKit's frontend 1.x). Each stage that starts
 * something is a declaration, and the last one is in any case: what it copies and runs is that of
 * all stages that it is made from.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "dockerfile_parts.h"

/* ---- instructions ---- */

static void from_flag(struct done_docker *docker, const char *name, const char *value)
{
	(void)docker;
	(void)name;
	(void)value; /* --platform */
}

static void stage_inherit(struct done_docker_stage *stage, const struct done_docker_stage *from)
{
	stage->image = from->image;
	stage->base_starts = from->base_starts;
	stage->entry = from->entry;
	stage->entry_is_shell = from->entry_is_shell;
	stage->command = from->command;
	stage->ports = from->ports;
	stage->probe_line = from->probe_line;
	stage->team = from->team;
}

static int docker_from(struct done_docker *docker, struct done_instruction *at)
{
	struct done_deploy_texts words = {0};
	struct done_deploy *deploy = docker->deploy;

	if (docker->nr == DONE_DOCKER_STAGES_MAX) {
		done_error_set(
		    deploy->err, DONE_E_POLICY, "more than %d stages", DONE_DOCKER_STAGES_MAX);
		done_error_cure(deploy->err, "split the file");
		return done_error_place(deploy->err, deploy->file, at->line, 1);
	}
	done_deploy_words(deploy->arena, done_docker_flags(docker, at->rest, from_flag), &words);
	if (!words.nr) {
		done_error_set(deploy->err, DONE_E_POLICY, "'FROM' names no image");
		done_error_cure(deploy->err, "write 'FROM IMAGE' or 'FROM IMAGE AS NAME'");
		return done_error_place(deploy->err, deploy->file, at->line, 1);
	}
	docker->now = &docker->stages[docker->nr++];
	docker->now->line = at->line;
	if (words.nr >= 3 && !strcasecmp(words.items[1], "as"))
		docker->now->name = words.items[2];
	const char *image = done_deploy_expand(deploy, &deploy->variables, words.items[0]);
	int from = done_docker_stage_find(docker, image, docker->nr - 1);
	if (from >= 0) {
		stage_inherit(docker->now, &docker->stages[from]);
		docker->now->uses[from] = true;
		return 0;
	}
	docker->now->base_starts = done_docker_base_starts(image);
	docker->now->image = done_deploy_image(deploy, &deploy->variables, image);
	return 0;
}

/* Before the first FROM an ARG is for FROM; a stage takes it by naming it again. */
static void docker_define(struct done_docker *docker, const char *name, const char *value)
{
	struct done_deploy *deploy = docker->deploy;
	struct done_deploy_variables *variables =
	    docker->now ? &docker->now->variables : &deploy->variables;

	if (value)
		value = done_deploy_expand(deploy, variables, value);
	for (size_t i = deploy->variables.nr; !value && docker->now && i-- > 0;)
		if (!strcmp(deploy->variables.items[i].name, name))
			value = deploy->variables.items[i].value;
	done_deploy_define(deploy, variables, name, value);
}

static int docker_arg(struct done_docker *docker, struct done_instruction *at)
{
	done_docker_pairs(docker, at->rest, docker_define);
	return 0;
}

static void docker_label_one(struct done_docker *docker, const char *name, const char *value)
{
	struct done_deployment found = {0};

	if (value)
		done_deploy_label(docker->deploy, &found, name, done_docker_expand(docker, value));
	if (found.team)
		docker->now->team = found.team;
}

static int docker_label(struct done_docker *docker, struct done_instruction *at)
{
	done_docker_pairs(docker, at->rest, docker_label_one);
	return 0;
}

static void copy_flag(struct done_docker *docker, const char *name, const char *value)
{
	if (strcmp(name, "from") != 0)
		return;
	int from =
	    done_docker_stage_find(docker, done_docker_expand(docker, value), docker->nr - 1);
	docker->copies_elsewhere = true;
	if (from >= 0)
		docker->now->uses[from] = true;
}

static bool copy_source_is_file(const char *source)
{
	return *source && !strstr(source, "://") && strncmp(source, "<<", 2) != 0 &&
	    strncmp(source, "git@", 4) != 0;
}

static int docker_copy(struct done_docker *docker, struct done_instruction *at)
{
	struct done_deploy_texts words = {0};

	docker->copies_elsewhere = false;
	const char *rest = done_docker_flags(docker, at->rest, copy_flag);
	if (docker->copies_elsewhere)
		return 0;
	if (!done_docker_list(docker, rest, &words))
		done_deploy_words(docker->deploy->arena, rest, &words);
	for (size_t i = 0; i + 1 < words.nr; i++)
		if (copy_source_is_file(words.items[i]))
			done_deploy_push(docker->deploy->arena, &docker->now->copies,
			    done_deploy_path(
			        docker->deploy, &docker->now->variables, words.items[i]));
	return 0;
}

/* --mount=type=bind,source=cmd/x: that is read as if it were copied. */
static void run_flag(struct done_docker *docker, const char *name, const char *value)
{
	struct done_arena *arena = docker->deploy->arena;
	const char *source = NULL, *from = NULL;
	bool is_bind = !strstr(value, "type=") || strstr(value, "type=bind");

	if (strcmp(name, "mount") != 0 || !is_bind)
		return;
	while (*value) {
		size_t len = strcspn(value, ",");
		if (!strncmp(value, "source=", 7) || !strncmp(value, "src=", 4)) {
			const char *is = strchr(value, '=') + 1;
			source = done_arena_strndup(arena, is, (size_t)(value + len - is));
		}
		if (!strncmp(value, "from=", 5))
			from = done_arena_strndup(arena, value + 5, len - 5);
		value += len + (value[len] == ',');
	}
	if (from)
		copy_flag(docker, "from", from);
	else
		done_deploy_push(arena, &docker->now->copies,
		    done_deploy_path(
		        docker->deploy, &docker->now->variables, source ? source : "."));
}

static int docker_run(struct done_docker *docker, struct done_instruction *at)
{
	struct done_deploy_texts words = {0};
	struct done_deploy *deploy = docker->deploy;
	const char *text = done_docker_flags(docker, at->rest, run_flag);

	if (done_docker_list(docker, text, &words))
		text = done_deploy_words_joined(deploy->arena, &words);
	if (!text)
		return 0;
	done_deploy_push(deploy->arena, &docker->now->builds, done_docker_expand(docker, text));
	if (at->heredoc)
		done_deploy_push(
		    deploy->arena, &docker->now->builds, done_docker_expand(docker, at->heredoc));
	return 0;
}

static int docker_cmd(struct done_docker *docker, struct done_instruction *at)
{
	bool shell;

	docker->now->command = done_docker_command(docker, at->rest, &shell);
	docker->now->starts = true;
	return 0;
}

/* It takes away the command that a stage before set. */
static int docker_entrypoint(struct done_docker *docker, struct done_instruction *at)
{
	struct done_docker_stage *stage = docker->now;

	if (!stage->starts)
		stage->command = NULL;
	stage->entry = done_docker_command(docker, at->rest, &stage->entry_is_shell);
	stage->starts = true;
	return 0;
}

static int docker_expose(struct done_docker *docker, struct done_instruction *at)
{
	struct done_deploy_texts words = {0};

	done_deploy_words(docker->deploy->arena, at->rest, &words);
	docker->now->ports += words.nr;
	return 0;
}

static int docker_healthcheck(struct done_docker *docker, struct done_instruction *at)
{
	const char *command = at->rest;

	for (const char *next = command; (next = strstr(next, "CMD ")); next++)
		command = next + 4;
	docker->now->probe_line =
	    strcasecmp(at->rest, "none") != 0 && !done_deploy_never_fails(command) ? at->line : 0;
	return 0;
}

static int docker_nothing(struct done_docker *docker, struct done_instruction *at)
{
	(void)docker;
	(void)at;
	return 0;
}

static const struct docker_word {
	const char *word;
	int (*read)(struct done_docker *docker, struct done_instruction *at);
	bool before_from; /* may stand before the first FROM */
} docker_words[] = {
    {"FROM", docker_from, true},
    {"ARG", docker_arg, true},
    {"ENV", docker_arg, false},
    {"COPY", docker_copy, false},
    {"ADD", docker_copy, false},
    {"RUN", docker_run, false},
    {"CMD", docker_cmd, false},
    {"ENTRYPOINT", docker_entrypoint, false},
    {"EXPOSE", docker_expose, false},
    {"HEALTHCHECK", docker_healthcheck, false},
    {"LABEL", docker_label, false},
    {"WORKDIR", docker_nothing, false},
    {"USER", docker_nothing, false},
    {"VOLUME", docker_nothing, false},
    {"SHELL", docker_nothing, false},
    {"STOPSIGNAL", docker_nothing, false},
    {"ONBUILD", docker_nothing, false},
    {"MAINTAINER", docker_nothing, false},
};

static int docker_unknown(struct done_docker *docker, const struct done_instruction *at)
{
	const char *names[DONE_ARRAY_SIZE(docker_words)];
	struct done_error *err = docker->deploy->err;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(docker_words); i++)
		names[i] = docker_words[i].word;
	const char *nearest = done_name_nearest(at->word, names, DONE_ARRAY_SIZE(names));
	if (*at->word)
		done_error_set(err, DONE_E_POLICY, "unknown instruction '%s'", at->word);
	else
		done_error_set(err, DONE_E_POLICY,
		    "an instruction is missing at the start of "
		    "this line");
	if (nearest)
		done_error_cure(err, "did you mean '%s'?", nearest);
	else
		done_error_cure(err,
		    "begin each line with an instruction of a Dockerfile: FROM, "
		    "COPY, RUN, CMD, …");
	return done_error_place(err, docker->deploy->file, at->line, 1);
}

static int docker_instruction(struct done_docker *docker, struct done_instruction *at)
{
	const struct docker_word *word = NULL;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(docker_words) && !word; i++)
		if (!strcmp(docker_words[i].word, at->word))
			word = &docker_words[i];
	if (!word)
		return docker_unknown(docker, at);
	if (docker->now || word->before_from)
		return word->read(docker, at);
	done_error_set(
	    docker->deploy->err, DONE_E_POLICY, "'%s' stands before the first FROM", at->word);
	done_error_cure(
	    docker->deploy->err, "begin with 'FROM IMAGE'; only ARG may come before it");
	return done_error_place(docker->deploy->err, docker->deploy->file, at->line, 1);
}

int done_dockerfile_read_text(struct done_deploy *deploy, struct done_bytes bytes)
{
	struct done_docker docker = {.deploy = deploy};
	struct done_dockerfile_lines lines;
	struct done_instruction at;
	int rc;

	docker.stages =
	    done_arena_array(deploy->arena, DONE_DOCKER_STAGES_MAX, sizeof(*docker.stages));
	done_dockerfile_open(&lines, deploy, bytes);
	while ((rc = done_dockerfile_next(&lines, &at)) > 0) {
		rc = docker_instruction(&docker, &at);
		if (rc < 0)
			return rc;
	}
	return rc < 0 ? rc : done_docker_declare(&docker);
}

static int dockerfile_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	int rc = done_deploy_open(&deploy, bytes);

	if (rc == 0)
		rc = done_dockerfile_read_text(&deploy, bytes);
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_dockerfile = {
    .name = "dockerfile",
    .summary = "Dockerfile and Containerfile: stages, what they copy, run and start",
    .read = dockerfile_read,
};
