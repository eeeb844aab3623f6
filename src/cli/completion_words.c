/*
 * git done completion words: what may stand where a shell's cursor is. One word a line, those that
 * begin with what is written already. A line ":refs", ":files" or ":dirs" asks the shell for its
 * own: it knows quoting, and git knows its refs.
 */
#include "completion.h"

#include <string.h>

#include "done/service.h"

#define WORDS_TIMEOUT_SECONDS 5

enum word_source {
	WORD_REFS = 1,
	WORD_FILES = 2,
	WORD_DIRS = 4,
	WORD_SERVICES = 8,
	WORD_CHECKS = 16,
	WORD_CRITERIA = 32,
	WORD_FORMATS = 64,
	WORD_PRESETS = 128,
	WORD_COMMANDS = 256,
	WORD_KINDS = 512,
};

/* The value of an option. The first row that fits. */
static const struct {
	const char *command, *option; /* command NULL: of any */
	unsigned sources;
	const char *words;
} word_values[] = {
    {NULL, "base", WORD_REFS, ""},
    {NULL, "head", WORD_REFS, ""},
    {NULL, "from", WORD_REFS, ""},
    {NULL, "policy-from", WORD_REFS, "base head"},
    {"services", "format", 0, "text json"},
    {"replay", "format", 0, "text json"},
    {"why", "format", 0, "text json"},
    {"graph", "format", 0, "text dot mermaid json"},
    {"log", "format", 0, "text json html"},
    {"blame", "format", 0, "text json"},
    {NULL, "format", WORD_FORMATS, ""},
    {NULL, "by", 0, "owner"},
    {NULL, "history", WORD_FILES, ""},
    {NULL, "color", 0, "auto always never"},
    {NULL, "hook", 0, "pre-push pre-commit pre-receive update"},
    {"init", "service", WORD_DIRS, ""},
    {NULL, "service", WORD_SERVICES, ""},
    {NULL, "criterion", WORD_CRITERIA, ""},
    {NULL, "check", WORD_CHECKS, ""},
    {NULL, "policy", WORD_FILES | WORD_PRESETS, ""},
    {NULL, "repo", WORD_DIRS, ""},
    {NULL, "repos-from", WORD_FILES, ""},
    {NULL, "evidence", WORD_DIRS, ""},
    {NULL, "evidence-base", WORD_DIRS, ""},
};

/* What stands beside options, by its place from 0; place -1: every further one. */
static const struct {
	const char *command;
	int place;
	unsigned sources;
	const char *words;
} word_places[] = {
    {"check", 0, WORD_REFS, ""},
    {"audit", 0, WORD_REFS, ""},
    {"services", 0, WORD_REFS, ""},
    {"graph", 0, WORD_REFS, ""},
    {"replay", 0, WORD_REFS, ""},
    {"log", 0, WORD_REFS, ""},
    {"blame", 0, WORD_SERVICES, ""},
    {"blame", 1, WORD_CHECKS, ""},
    {"merge", -1, WORD_FILES, ""},
    {"hook", 0, 0, "pre-push pre-commit pre-receive update"},
    {"draft", 0, WORD_SERVICES, ""},
    {"draft", -1, WORD_CHECKS, ""},
    {"why", 0, WORD_SERVICES, ""},
    {"why", 1, WORD_CHECKS, ""},
    {"waive", -1, WORD_SERVICES | WORD_CHECKS, ""},
    {"not-applicable", -1, WORD_SERVICES | WORD_CHECKS, ""},
    {"record", 0, WORD_CHECKS, ""},
    {"record", -1, WORD_FILES, ""},
    {"evidence", 0, 0, "begin seal"},
    {"evidence", 1, WORD_FILES, ""},
    {"policy", 0, 0, "lint show schema test import"},
    {"policy", 1, WORD_FILES | WORD_DIRS | WORD_PRESETS, ""},
    {"explain", 0, WORD_KINDS | WORD_CHECKS | WORD_CRITERIA, "policy sheet ecosystems"},
    {"completion", 0, 0, "bash zsh fish"},
    {"help", 0, WORD_COMMANDS, "formats"},
    {"manual", 0, 0, "git-done.1 git-done-policy.5 git-done-sheet.5"},
};

struct wording {
	const struct done_words *request;
	const struct done_command *command;
	const char *current, *before; /* before: of the current word, kept as it is ("--base=") */
	struct done_arena arena;
	struct done_policy *policy;
	const struct done_policy *asked; /* it, with the checks of directories' policies */
	struct done_loaded loaded;
	struct done_repo *repo;
	struct done_buf out;
};

static void word_add(struct wording *wording, const char *word)
{
	size_t len = strlen(wording->current);

	/* What would need quotes is not offered. */
	if (strncmp(word, wording->current, len) != 0 || strpbrk(word, " \t\n\"'\\$`*?[;&|<>()!"))
		return;
	done_buf_addf(&wording->out, "%s%s\n", wording->before, word);
}

static void word_add_list(struct wording *wording, const char *words)
{
	for (size_t len; *words; words += len + strspn(words + len, " ")) {
		len = strcspn(words, " ");
		word_add(wording, done_arena_strndup(&wording->arena, words, len));
	}
}

/* ---- names that the policy and the repository have ---- */

/* A policy of a directory that is not valid offers nothing; nor do others then. */
static void word_add_directories(struct wording *wording, const struct done_policy_source *source)
{
	struct done_snapshot index = {0};
	struct done_nested_asking asking = {&index, source, wording->policy, false};
	const struct done_policy *const *all;
	struct done_error ignored = {0};
	size_t nr;

	wording->loaded.arena = &wording->arena;
	if (done_snapshot_of_index(wording->repo, &index, &ignored) >= 0 &&
	    done_nested_load_all(&wording->loaded, &asking, &all, &nr, &ignored) >= 0)
		wording->asked = done_policies_united(&wording->arena, all, nr, false);
	done_snapshot_close(&index);
}

static void word_open(struct wording *wording)
{
	struct done_repo_options how = {.verify = true};
	struct done_policy_source source = {.self = NULL, .read = done_policy_read_below};
	struct done_error ignored = {0};
	const char *top = NULL;

	if (wording->policy)
		return;
	if (done_repo_open(&wording->repo, &how, &ignored) >= 0)
		top = done_repo_work_tree(wording->repo);
	source.self = (void *)(uintptr_t)top;
	if (!top ||
	    done_policy_load(&wording->arena, &source, DONE_POLICY_PATH, done_check_forms(),
	        &wording->policy, &ignored) != 1) {
		memset(&ignored, 0, sizeof(ignored));
		done_policy_load(&wording->arena, NULL, "preset:backend", done_check_forms(),
		    &wording->policy, &ignored);
		top = NULL;
	}
	wording->asked = wording->policy;
	if (wording->policy && top)
		word_add_directories(wording, &source);
}

static void word_add_services(struct wording *wording)
{
	static const struct done_policy automatic = {.automatic = true};
	const struct done_policy *policy;
	struct done_services services = {0};
	struct done_snapshot index = {0};
	struct done_error ignored = {0};

	word_open(wording);
	policy = wording->policy && (wording->policy->nr_rules || wording->policy->automatic)
	    ? wording->policy
	    : &automatic;
	if (wording->repo && done_snapshot_of_index(wording->repo, &index, &ignored) >= 0 &&
	    done_services_discover(&index, policy, &wording->arena, &services, &ignored) >= 0) {
		for (size_t i = 0; i < services.nr; i++)
			word_add(wording, services.items[i].name);
	}
	done_snapshot_close(&index);
}

static void word_add_checks(struct wording *wording, unsigned sources)
{
	word_open(wording);
	for (size_t i = 0; wording->asked && i < wording->asked->nr_criteria; i++) {
		const struct done_criterion *criterion = &wording->asked->criteria[i];

		if (sources & WORD_CRITERIA)
			word_add(wording, criterion->id);
		for (size_t j = 0; (sources & WORD_CHECKS) && j < criterion->nr_checks; j++)
			word_add(wording, criterion->checks[j].id);
	}
}

static void word_add_sources(struct wording *wording, unsigned sources)
{
	const struct done_commands *commands = wording->request->commands;

	for (size_t i = 0; (sources & WORD_COMMANDS) && i < commands->nr; i++) {
		if (!commands->items[i]->hidden)
			word_add(wording, commands->items[i]->name);
	}
	for (size_t i = 0; (sources & WORD_FORMATS) && i < done_formats_nr; i++)
		word_add(wording, done_formats[i]->name);
	for (size_t i = 0; (sources & WORD_PRESETS) && i < done_presets_nr; i++)
		word_add(
		    wording, done_arena_printf(&wording->arena, "preset:%s", done_presets[i].name));
	for (size_t i = 0; (sources & WORD_KINDS) && i < done_kinds_nr; i++)
		word_add(wording, done_kinds[i]->form.name);
	if (sources & WORD_SERVICES)
		word_add_services(wording);
	if (sources & (WORD_CHECKS | WORD_CRITERIA))
		word_add_checks(wording, sources);
	if (sources & WORD_REFS)
		done_buf_addstr(&wording->out, ":refs\n");
	if (sources & WORD_FILES)
		done_buf_addstr(&wording->out, ":files\n");
	if (sources & WORD_DIRS)
		done_buf_addstr(&wording->out, ":dirs\n");
}

/* ---- where the cursor is ---- */

static const struct done_option *word_option(const struct done_command *command, const char *word)
{
	for (size_t i = 0; i < DONE_OPTION_GROUPS && command->groups[i].table; i++) {
		const struct done_option_table *table = command->groups[i].table;

		for (size_t j = 0; j < table->nr; j++) {
			const struct done_option *row = &table->rows[j];

			if (!strncmp(word, "--", 2) && !strcmp(word + 2, row->name))
				return row;
			if (row->letter && word[0] == '-' && word[1] == row->letter && !word[2])
				return row;
		}
	}
	return NULL;
}

static void word_add_value(struct wording *wording, const struct done_option *row)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(word_values); i++) {
		const char *command = word_values[i].command;

		if (strcmp(word_values[i].option, row->name) != 0 ||
		    (command && strcmp(command, wording->command->name) != 0))
			continue;
		word_add_list(wording, word_values[i].words);
		word_add_sources(wording, word_values[i].sources);
		return;
	}
}

static void word_add_options(struct wording *wording)
{
	const struct done_command *command = wording->command;

	for (size_t i = 0; i < DONE_OPTION_GROUPS && command->groups[i].table; i++) {
		const struct done_option_table *table = command->groups[i].table;

		for (size_t j = 0; j < table->nr; j++)
			word_add(wording,
			    done_arena_printf(&wording->arena, "--%s", table->rows[j].name));
	}
}

static void word_add_place(struct wording *wording, int place)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(word_places); i++) {
		if (strcmp(word_places[i].command, wording->command->name) != 0 ||
		    (word_places[i].place >= 0 && word_places[i].place != place))
			continue;
		word_add_list(wording, word_places[i].words);
		word_add_sources(wording, word_places[i].sources);
		return;
	}
}

/* Bash cuts "--base=main" into three words: "--base", "=", "main". */
static const struct done_option *word_takes(const struct wording *wording, size_t i)
{
	const struct done_strings *words = &wording->request->words;
	const struct done_option *row;

	if (i && !strcmp(words->items[i - 1], "="))
		i--;
	row = i ? word_option(wording->command, words->items[i - 1]) : NULL;
	return row && row->argument ? row : NULL;
}

static void word_find(struct wording *wording)
{
	const struct done_strings *words = &wording->request->words;
	const struct done_commands *commands = wording->request->commands;
	size_t last = words->nr - 1, begin = 0;
	const struct done_option *row = NULL;
	const char *equals;
	int place = 0;

	wording->current = words->items[last];
	wording->command = &done_command_check;
	if (last && done_command_find(commands, words->items[0])) {
		wording->command = done_command_find(commands, words->items[0]);
		begin = 1;
	}
	for (size_t i = begin; i < last; i++)
		place += *words->items[i] != '-' && strcmp(words->items[i], "=") != 0 &&
		    !word_takes(wording, i);
	equals = strchr(wording->current, '=');
	if (!strncmp(wording->current, "--", 2) && equals) {
		wording->before = done_arena_strndup(
		    &wording->arena, wording->current, (size_t)(equals - wording->current) + 1);
		row = word_option(wording->command,
		    done_arena_strndup(
		        &wording->arena, wording->current, (size_t)(equals - wording->current)));
		wording->current = equals + 1;
		if (row && row->argument)
			word_add_value(wording, row);
		return;
	}
	if (!strcmp(wording->current, "="))
		wording->current = "";
	row = last ? word_takes(wording, last) : NULL;
	if (row) {
		word_add_value(wording, row);
	} else if (*wording->current == '-') {
		word_add_options(wording);
	} else {
		if (!last)
			word_add_sources(wording, WORD_COMMANDS);
		word_add_place(wording, place);
	}
}

static int word_work(void *data, struct done_channel *channel)
{
	struct wording wording = {.request = data, .before = ""};

	word_find(&wording);
	if (wording.out.len)
		done_channel_write(channel, 0, wording.out.ptr, wording.out.len);
	done_buf_release(&wording.out);
	done_loaded_release(&wording.loaded);
	done_policy_release(wording.policy);
	done_repo_close(wording.repo);
	done_arena_release(&wording.arena);
	return DONE_EXIT_MET;
}

/* Silent where something fails: a shell has no place for a message. */
int done_completion_words(struct done_words *request, struct done_error *err)
{
	struct done_buf output = {0};
	struct done_supervised supervised = {&output, 1, 0};
	struct done_supervision supervision = {
	    .work = word_work, .data = request, .timeout = WORDS_TIMEOUT_SECONDS};
	struct done_error ignored = {0};
	int rc = 0;

	if (request->words.nr && done_supervise(&supervision, &supervised, &ignored) >= 0 &&
	    output.len)
		rc = done_print(output.ptr, output.len, err);
	done_buf_release(&output);
	return rc;
}
