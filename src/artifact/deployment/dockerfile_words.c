/* Words of instructions of a container file: flags, lists, pairs, names of stages. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "dockerfile_parts.h"

const char *done_docker_flags(struct done_docker *docker, const char *rest, done_docker_take *take)
{
	while (rest[0] == '-' && rest[1] == '-') {
		size_t len = strcspn(rest, " \t\n");
		char *flag = done_arena_strndup(docker->deploy->arena, rest + 2, len - 2);
		char *is = strchr(flag, '=');
		if (is)
			*is++ = '\0';
		take(docker, flag, is ? is : "");
		rest += len;
		rest += strspn(rest, " \t\n");
	}
	return rest;
}

bool done_docker_list(struct done_docker *docker, const char *text, struct done_deploy_texts *out)
{
	struct done_arena *arena = docker->deploy->arena;
	struct done_error ignored = {0};
	struct done_value value = {0};

	if (text[0] != '[' ||
	    done_json_parse(
	        arena, (struct done_bytes){text, strlen(text)}, "list", &value, &ignored) < 0)
		return false;
	for (size_t i = 0; i < value.list.nr; i++) {
		const char *word = done_deploy_scalar(arena, &value.list.ptr[i]);
		if (word)
			done_deploy_push(arena, out, word);
	}
	return true;
}

const char *done_docker_expand(struct done_docker *docker, const char *text)
{
	return done_deploy_expand(docker->deploy, &docker->now->variables, text);
}

int done_docker_stage_find(const struct done_docker *docker, const char *name, size_t before)
{
	for (size_t i = before; i-- > 0;)
		if (docker->stages[i].name && !strcasecmp(docker->stages[i].name, name))
			return (int)i;
	if (!*name || strspn(name, "0123456789") != strlen(name) || strlen(name) > 2)
		return -1;
	size_t number = strtoul(name, NULL, 10);
	return number < before ? (int)number : -1;
}

void done_docker_pairs(struct done_docker *docker, const char *rest, done_docker_take *take)
{
	struct done_deploy_texts words = {0};

	done_deploy_words(docker->deploy->arena, rest, &words);
	if (words.nr == 2 && !strchr(words.items[0], '=')) {
		take(docker, words.items[0], words.items[1]);
		return;
	}
	for (size_t i = 0; i < words.nr; i++) {
		const char *is = strchr(words.items[i], '=');
		size_t len = is ? (size_t)(is - words.items[i]) : strlen(words.items[i]);
		take(docker, done_arena_strndup(docker->deploy->arena, words.items[i], len),
		    is ? is + 1 : NULL);
	}
}

const char *done_docker_command(struct done_docker *docker, const char *rest, bool *shell)
{
	struct done_deploy_texts words = {0};
	const char *text;

	*shell = !done_docker_list(docker, rest, &words);
	if (*shell)
		return *rest ? done_docker_expand(docker, rest) : NULL;
	text = done_deploy_words_joined(docker->deploy->arena, &words);
	return text ? done_docker_expand(docker, text) : NULL;
}
