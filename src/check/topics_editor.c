/* Steps that start a service without a command: "press F5 in Visual Studio", "Run the service." */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "topics_command.h"

/* Where one starts programs by hand, lower case. */
static const char *const editors[] = {"visual studio", "vs code", "vscode", "intellij", "rider",
    "eclipse", "pycharm", "goland", "webstorm", "phpstorm", "rubymine", "your ide", "the ide",
    "from ide", "in ide", "an ide", "launch configuration", "run configuration", "launch profile",
    "launch.json", "debugger"};

/* What is started there; a tool of its own or a test is none of it. */
static const char *const editor_things[] = {"application", "app ", "app.", "service", "api",
    "project", "function", "server", "solution", "program", "worker", "host", "website", "web site",
    "locally"};

/* One presses a key, which starts what is open. */
static const char *const editor_keys[] = {"press f5", "hit f5", "pressing f5", "hitting f5",
    "f5 to ", "use f5", "by f5", "with f5", "f5 in ", "(f5)", "`f5`", "press `f5", "ctrl+f5"};

/* What such a line speaks of when it starts no service. */
static const char *const editor_asides[] = {
    "test", "extension", "emulator", "migration", "linter", "installer", "install "};

/* A sentence of these words alone: "Run the service locally." */
static const char step_verbs[] = "run start launch debug";
static const char step_words[] =
    "the this your local service application app api project server solution "
    "function functions website program locally";

static bool editor_has(const char *text, const char *const *phrases, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		const char *at = strstr(text, phrases[i]);

		if (at &&
		    (at == text || !isalpha((unsigned char)at[-1]) || !isalpha((unsigned char)*at)))
			return true;
	}
	return false;
}

/* "- [Run the service](#run)" of a table of contents. */
static bool editor_is_link(const struct done_command_place *place)
{
	const struct done_outline *outline = place->extent->outline;

	for (size_t i = 0; i < outline->nr_links; i++) {
		if (outline->links[i].line == place->line)
			return true;
	}
	return false;
}

/* The last word ends the sentence, and nothing follows that would have to be given. */
static bool is_whole_step(struct done_arena *arena, const char *line)
{
	const char *at = line + strspn(line, " *-.0123456789)");
	bool has_thing = false;
	size_t nr = 0;

	while (*at) {
		size_t len = strcspn(at, " .");
		const char *word = done_arena_strndup(arena, at, len);

		if (!done_starter_word(nr ? step_words : step_verbs, word))
			return false;
		has_thing |= nr > 0 && !done_starter_word("the this your local locally", word);
		nr++;
		at += len;
		if (*at == '.')
			return has_thing && !at[1 + strspn(at + 1, " ")];
		at += strspn(at, " ");
	}
	return has_thing && nr > 1;
}

bool done_command_editor(struct done_topic_search *search, const struct done_command_place *place,
    const char *line, size_t len)
{
	char *text = done_arena_strndup(search->view->arena, line, len);
	bool starts;

	/* In a document of several services nobody knows which of them is open there. */
	if (place->named)
		return false;
	starts = done_command_tells_to_start(line, len);
	for (char *at = text; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	if (editor_has(text, editor_asides, DONE_ARRAY_SIZE(editor_asides)))
		return false;
	if (!editor_has(text, editor_keys, DONE_ARRAY_SIZE(editor_keys)) &&
	    (editor_is_link(place) || !is_whole_step(search->view->arena, text)) &&
	    !(starts && editor_has(text, editors, DONE_ARRAY_SIZE(editors)) &&
	        editor_has(text, editor_things, DONE_ARRAY_SIZE(editor_things))))
		return false;
	done_result_evidence(search->result, search->view, place->extent->file->path, place->line,
	    DONE_CLAIMED, "the step '%s'",
	    done_view_shown(search->view, line + strspn(line, " "), len - strspn(line, " "), 60));
	return true;
}
