/*
 * What starts all of a repository at once, and names no part of it: "make up", "pnpm dev". What
 * runs behind such an entry may be a cluster, a script in another language, a variable: it counts
 * for every service where nothing of it is known to start something else.
 */
#include <string.h>

#include "topics_command.h"

/* Entries of that meaning; "dev-tools" and "run-tests" have another. */
static const char whole_names[] =
    "run start serve dev up all launch boot local run-all start-all up-all all-up serve-all "
    "dev-all "
    "run-local start-local up-local local-up local-start local-run dev-up dev-start dev-run "
    "start-dev run-dev compose-up docker-run docker-up docker-start docker-compose-up run-docker "
    "stack-up stack-start run-services start-services services-up run:all start:all dev:all "
    "start:dev start:local dev:up docker:up compose:up";

bool done_command_is_whole(const char *target)
{
	return done_starter_word(whole_names, target);
}

/* What only prepares or says something. */
static const char whole_asides[] =
    "echo printf @echo test [ if then fi else export cd set mkdir "
    "sleep true wait cp rm for do done pip pip3 brew apt apt-get virtualenv "
    "while #";

bool done_command_works(struct done_topic_search *search, const char *text, size_t len)
{
	const char *end = text + len;

	for (const char *line = text; line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line)), *at = line;

		stop = stop ? stop : end;
		at += strspn(at, " \t@-+");
		while (at < stop && *at != '#') {
			struct done_command command;

			done_command_read(search->view->arena, &at, stop, &command);
			size_t skip = done_starter_wrappers(command.words, command.nr);
			skip += skip < command.nr && !strcmp(command.words[skip], "cmd:");
			/* "desc: x" of a Taskfile is no command */
			if (skip < command.nr &&
			    !done_starter_word(whole_asides, command.words[skip]) &&
			    !done_starter_word("exit : return *:", command.words[skip]))
				return true;
		}
		line = stop + 1;
	}
	return false;
}

/* ---- what a build tool runs ---- */

/* Programs that say something and end. */
static const char maven_idle[] = "echo printf true sleep false cat ls pwd date";

/* The text between "<executable>" and the next '<', at most a name long. */
static bool maven_is_idle(const char *text)
{
	static const char open[] = "<executable>";
	bool has_one = false;

	for (const char *at = text; (at = strstr(at, open)); at++) {
		const char *name = at + strlen(open) + strspn(at + strlen(open), " \t\r\n");
		char word[16] = "";
		size_t len = strcspn(name, "< \t\r\n");

		if (len >= sizeof(word))
			return false;
		memcpy(word, name, len);
		if (!done_starter_word(maven_idle, done_last_part(word)))
			return false;
		has_one = true;
	}
	return has_one;
}

int done_command_maven_works(
    struct done_topic_search *search, const struct done_command *command, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view);
	struct done_files files;
	bool is_exec = false;

	for (size_t i = 1; i < command->nr; i++) {
		const char *set = strstr(command->words[i], "exec.executable=");

		if (set)
			return !done_starter_word(maven_idle, done_last_part(strchr(set, '=') + 1));
		is_exec |= done_starter_word("*exec:exec", command->words[i]);
	}
	if (!is_exec)
		return 1;
	int rc = done_topic_find(view,
	    done_arena_printf(
	        view->arena, "{pom.xml,%s%spom.xml}", directory, *directory ? "/" : ""),
	    &files, err);
	bool works = rc == 0;
	for (size_t i = 0; rc == 0 && works && i < files.nr; i++) {
		struct done_bytes bytes;

		rc = done_view_read(view, &files.items[i], DONE_BLOB_MAX, &bytes, err);
		if (rc == 0 && !done_bytes_binary(bytes))
			works =
			    !maven_is_idle(done_arena_strndup(view->arena, bytes.ptr, bytes.len));
	}
	return rc < 0 ? rc : works;
}

/* ---- all of a repository ---- */

static bool names_other(struct done_topic_search *search, const char *word)
{
	static const enum done_name_source sources[] = {DONE_NAME_KEY, DONE_NAME_PATH};
	const char *equals = strchr(word, '=');
	struct done_named named;

	word = equals ? equals + 1 : word;
	word += strspn(word, "-./:");
	for (size_t i = 0; *word && i < DONE_ARRAY_SIZE(sources); i++) {
		done_names_find(search->view->arena, search->names, sources[i], word, &named);
		if (named.by != DONE_NAMED_NOT && named.index != search->service)
			return true;
	}
	return false;
}

/* ---- a script that speaks of others ---- */

#define OTHERS_MIN 2 /* one word may be a service's by chance */

/* Counts services that the words of the text name; *is_own: one of them is this one. */
static size_t others_in(struct done_topic_search *search, const char *text, bool *is_own)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789-_./";
	struct done_arena *arena = search->view->arena;
	bool *seen = done_arena_array(arena, search->names->nr, sizeof(*seen));
	size_t nr = 0;

	memset(seen, 0, search->names->nr * sizeof(*seen));
	while (*text && !*is_own) {
		size_t len = strspn(text, letters);
		const char *word = done_arena_strndup(arena, text, len);
		struct done_named named = {0};

		if (len)
			done_names_find(arena, search->names,
			    strchr(word, '/') ? DONE_NAME_PATH : DONE_NAME_KEY, word, &named);
		*is_own = done_topic_names_service(search, DONE_NAME_KEY, word) ||
		    done_topic_names_service(search, DONE_NAME_PATH, word);
		if (named.by != DONE_NAMED_NOT && !seen[named.index]) {
			seen[named.index] = true;
			nr++;
		}
		text += len + strcspn(text + len, letters);
	}
	return nr;
}

/* "hack/dev.sh", which speaks of other services and not of this one: it starts those. */
static bool starts_others(struct done_topic_search *search, const char *word)
{
	struct done_view *view = search->view;
	struct done_error unread = {0};
	struct done_file file = {.path = word + (!strncmp(word, "./", 2) ? 2 : 0)};
	struct done_bytes bytes;
	bool is_own = false;

	if (!strchr(word, '/') || done_path_problem(file.path) ||
	    done_snapshot_find(view->head, file.path, &file.entry, &unread) <= 0 ||
	    file.entry.kind != DONE_ENTRY_FILE || done_topic_spend(search, 1, &unread) < 0 ||
	    done_view_read(view, &file, DONE_BLOB_MAX, &bytes, &unread) < 0 ||
	    done_bytes_binary(bytes))
		return false;
	return others_in(search, done_arena_strndup(view->arena, bytes.ptr, bytes.len), &is_own) >=
	    OTHERS_MIN &&
	    !is_own;
}

bool done_command_is_opaque(struct done_topic_search *search, const char *text, size_t len)
{
	const char *end = text + len;
	size_t nr = 0;

	for (const char *line = text; line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line)), *at = line;

		stop = stop ? stop : end;
		at += strspn(at, " \t@-+");
		while (at < stop && *at != '#') {
			struct done_command command;

			done_command_read(search->view->arena, &at, stop, &command);
			size_t skip = done_starter_wrappers(command.words, command.nr);
			if (skip >= command.nr ||
			    done_starter_word(whole_asides, command.words[skip]))
				continue;
			if (done_starter_of(command.words + skip, command.nr - skip))
				return false;
			for (size_t i = skip; i < command.nr; i++)
				if (names_other(search, command.words[i]) ||
				    starts_others(search, command.words[i]))
					return false;
			nr++;
		}
		line = stop + 1;
	}
	return nr > 0;
}

bool done_command_of_help(const char *tool, const char *line, size_t len, struct done_arena *arena,
    struct done_command *out)
{
	size_t skip = strspn(line, " \t"), word = skip;

	while (word < len && !strchr(" \t", line[word]))
		word++;
	if (word + 3 >= len || (strncmp(line + word, "  ", 2) != 0 && line[word] != '\t'))
		return false;
	*out = (struct done_command){
	    .words = {tool, done_arena_strndup(arena, line + skip, word - skip)}, .nr = 2};
	return done_starter_is_script(out->words[1]) ||
	    done_starter_word("watch-* watch_* watch:*", out->words[1]);
}
