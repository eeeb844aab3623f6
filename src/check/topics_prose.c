/*
 * The commands of a part of a document: in its code, and in its prose, where they stand in quotes,
 * on a line of their own or in the first cell of a row; and where one has to be for the next one,
 * "go to services/cart".
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "topics_command.h"

/* ---- where one is ---- */

/* Where one is in a section: by "cd services/cart", or by "go to services/cart". */
struct folder {
	const char *path; /* NULL: not known */
	int line;
};

/* What leads to a folder. */
static const char *const folder_verbs[] = {"navigate to ", "navigate into ", "cd to ", "cd into ",
    "change to ", "change into ", "change directory to ", "change directories to ", "go to ",
    "go into ", "switch to ", "move to ", "move into "};

/* Behind such words; NULL: the line leads nowhere. */
static const char *folder_behind(const char *line, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(folder_verbs); i++) {
		size_t size = strlen(folder_verbs[i]);

		for (size_t k = 0;
		     (k = done_topic_phrase_at(line, len, k, folder_verbs[i])) + size < len; k++) {
			if (k == 0 || !isalpha((unsigned char)line[k - 1]))
				return line + k + size;
		}
	}
	return NULL;
}

/* The first word with a slash, "src/Cart/", or what stands as code in the line; NULL: none. */
static const char *folder_in_line(struct done_arena *arena, const struct done_outline *outline,
    int number, const char *text, const char *end)
{
	while (text < end) {
		size_t len = 0;

		while (text + len < end && !strchr(" \t,;()", text[len]))
			len++;
		if (memchr(text, '/', len) && !memchr(text, ':', len)) {
			while (len > 1 && strchr("/.", text[len - 1]))
				len--;
			return done_arena_strndup(arena, text, len);
		}
		text += len + 1;
	}
	for (size_t i = 0; i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];
		size_t len = strlen(code->text);

		if (code->span && code->line == number && !strchr(code->text, ' ')) {
			while (len > 1 && code->text[len - 1] == '/')
				len--;
			return done_arena_strndup(arena, code->text, len);
		}
	}
	return NULL;
}

/* "in the directory of the service you want to run": whichever that is. */
static bool folder_is_any(const char *line, size_t len)
{
	static const char *const phrases[] = {"each application with", "each app with",
	    "each service with", "each of the services", "each of the applications", "in each app",
	    "directory of the service you", "directory of each", "directory of any",
	    "folder of the service you", "folder of each", "folder of any",
	    "each service's directory", "each service's folder", "each service directory",
	    "each service folder", "directory of the service that", "directory of the project you",
	    "directory of the application you", "folder of the project you"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(phrases); i++) {
		if (done_topic_phrase_at(line, len, 0, phrases[i]) < len)
			return true;
	}
	return false;
}

/* Moves on to the code: a heading in between forgets, and prose may lead elsewhere. */
static void folder_move(struct done_topic_search *search, const struct done_extent *extent,
    const struct done_code_text *code, struct folder *folder)
{
	const struct done_outline *outline = extent->outline;
	int from = folder->line;

	for (size_t i = 0; i < outline->nr_headings; i++) {
		int line = outline->headings[i].line;

		if (line > from && line <= code->line) {
			folder->path = NULL;
			from = line;
		}
	}
	for (size_t i = 0; i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		const char *line = paragraph->text, *end = line + paragraph->len;

		for (int number = paragraph->line; line < end && number <= code->line; number++) {
			const char *stop = memchr(line, '\n', (size_t)(end - line));

			stop = stop ? stop : end;
			const char *behind = paragraph->heading || number < from
			    ? NULL
			    : folder_behind(line, (size_t)(stop - line));
			const char *path = behind
			    ? folder_in_line(search->view->arena, outline, number, behind, stop)
			    : NULL;
			if (!paragraph->heading && number >= from &&
			    folder_is_any(line, (size_t)(stop - line)))
				path = "<service>";
			folder->path = path ? path : folder->path;
			line = stop + 1;
		}
	}
	folder->line = code->line;
}

/* ---- commands ---- */

/* What tells somebody to give a command, in front of a quoted one. */
static const char quote_verbs[] = "type typing run running execute executing enter issue use using "
                                  "command start with: hit do";

/* The word that ends at the quote is one of these. */
static bool quote_is_told(struct done_arena *arena, const char *line, const char *quote)
{
	const char *end = quote, *from;

	while (end > line && strchr(" :", end[-1]))
		end--;
	for (from = end; from > line && isalpha((unsigned char)from[-1]); from--)
		;
	char *word = done_arena_strndup(arena, from, (size_t)(end - from));
	for (char *at = word; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return *word && done_starter_word(quote_verbs, word);
}

/* "Go there, type "dotnet run" and hit Enter": commands that prose has in quotes. */
static int command_in_quotes(struct done_topic_search *search, struct done_command_place *place,
    const char *line, size_t len, struct done_error *err)
{
	const char *end = line + len, *open = memchr(line, '"', len);
	int rc = 0;

	while (rc == 0 && open) {
		const char *text = open + 1;
		const char *close = memchr(text, '"', (size_t)(end - text));

		if (!close)
			break;
		if (memchr(text, ' ', (size_t)(close - text)) &&
		    quote_is_told(search->view->arena, line, open))
			rc = done_command_judge_line(
			    search, place, text, (size_t)(close - text), err);
		open = memchr(close + 1, '"', (size_t)(end - close - 1));
	}
	return rc;
}

/* "To start it run /bin/entrypoint.sh": a script of the tree, without marks. */
static int script_in_words(struct done_topic_search *search, struct done_command_place *place,
    const char *line, size_t len, struct done_error *err)
{
	static const char *const verbs[] = {"run ", "execute ", "start "};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < DONE_ARRAY_SIZE(verbs); i++) {
		size_t size = strlen(verbs[i]);

		for (size_t k = 0;
		     rc == 0 && (k = done_topic_phrase_at(line, len, k, verbs[i])) + size < len;
		     k++) {
			const char *word = line + k + size;
			size_t length = 0;

			if (k > 0 && isalpha((unsigned char)line[k - 1]))
				continue;
			while (word + length < line + len && !strchr(" \t,;()", word[length]))
				length++;
			word += *word == '/';
			length -= word[-1] == '/';
			while (length > 0 && word[length - 1] == '.')
				length--;
			if (length < 4 || memcmp(word + length - 3, ".sh", 3) != 0)
				continue;
			rc = done_command_judge_line(search, place, word, length, err);
		}
	}
	return rc;
}

/* Tools that no sentence begins with. */
static const char tools_of_lines[] =
    "docker-compose npm yarn pnpm mvn ./mvnw ./gradlew dotnet cargo kubectl skaffold";
/* In the first cell of a row, which is no sentence. */
static const char tools_of_cells[] = "make just task docker-compose npm yarn pnpm";
#define LINE_WORDS_MAX 6

/* "| make server | Runs the server |" */
static int command_in_cell(struct done_topic_search *search, struct done_command_place *place,
    const char *line, size_t len, struct done_error *err)
{
	const char *end = line + len, *at = line + strspn(line, " |"), *first = at;
	const char *stop = at < end ? memchr(at, '|', (size_t)(end - at)) : NULL;
	struct done_command command;

	if (!stop)
		return 0;
	done_command_read(search->view->arena, &at, stop, &command);
	if (command.nr < 2 || command.nr > LINE_WORDS_MAX ||
	    !done_starter_word(tools_of_cells, command.words[0]))
		return 0;
	return done_command_judge_line(search, place, first, (size_t)(stop - first), err);
}

/* The name of a project of .NET, which its directory has, too: "Run the Shop.Cart project". */
static int project_in_line(struct done_topic_search *search, const struct done_command_place *place,
    const char *line, size_t len, struct done_error *err)
{
	struct done_view *view = search->view;
	const char *directory = done_view_directory(view), *name = done_last_part(directory);
	const char *text = done_arena_strndup(view->arena, line, len), *at = strstr(text, name);
	size_t size = strlen(name);
	struct done_files files;
	bool is_told = false;

	if (!*name || !done_command_tells_to_start(line, len) || !strstr(text, "project"))
		return 0;
	for (; at && !is_told; at = strstr(at + 1, name))
		is_told = (at == text || strchr(" '\"(`", at[-1])) &&
		    strchr(" '\"),.`", at[size]) &&
		    !isalnum((unsigned char)at[size + (at[size] == '.')]);
	for (size_t i = 0; !is_told && i < place->extent->outline->nr_codes; i++) {
		const struct done_code_text *code = &place->extent->outline->codes[i];

		is_told = code->span && code->line == place->line && !strcmp(code->text, name);
	}
	if (!is_told)
		return 0;
	int rc = done_topic_find(view,
	    done_arena_printf(view->arena, "%s/%s.{csproj,fsproj,vbproj}", directory, name), &files,
	    err);
	if (rc == 0 && files.nr)
		done_result_evidence(search->result, view, place->extent->file->path, place->line,
		    DONE_CLAIMED, "the project '%s' is started", name);
	return rc < 0 ? rc : files.nr > 0;
}

/* "`run` of the Makefile starts the server": an entry that is named in such a line. "Run it with
 * one of the scripts `runLocal` or `runAll`": runLocal.sh of the tree. */
static int entry_in_line(struct done_topic_search *search, struct done_command_place *place,
    const char *line, size_t len, struct done_error *err)
{
	static const struct {
		const char *word, *before, *behind;
		bool any_name; /* not only names that start something */
	} files[] = {{"Makefile", "make ", "", false}, {"justfile", "just ", "", false},
	    {"Taskfile", "task ", "", false}, {"script", "./", ".sh", true}};
	const struct done_outline *outline = place->extent->outline;
	const char *text = done_arena_strndup(search->view->arena, line, len);
	int rc = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(files); i++) {
		bool asked = strstr(text, files[i].word) &&
		    (!files[i].any_name || done_command_tells_to_start(line, len));

		for (size_t k = 0; asked && rc == 0 && k < outline->nr_codes; k++) {
			const struct done_code_text *code = &outline->codes[k];

			if (!code->span || code->line != place->line ||
			    (files[i].any_name ? strpbrk(code->text, " ./") != NULL
			                       : !done_starter_is_script(code->text)))
				continue;
			const char *command = done_arena_printf(search->view->arena, "%s%s%s",
			    files[i].before, code->text, files[i].behind);
			rc = done_command_judge_line(search, place, command, strlen(command), err);
		}
	}
	return rc;
}

/* A line of text: a command without the marks of code, or what names one. */
static int command_in_line(struct done_topic_search *search, struct done_command_place *place,
    const char *line, size_t len, struct done_error *err)
{
	const char *at = line + strspn(line, " "), *end = line + len;
	struct done_command command;

	if (at >= end)
		return 0;
	at += !strncmp(at, "$ ", 2) ? 2 : 0;
	done_command_read(search->view->arena, &at, end, &command);
	if (command.nr > 1 && command.nr <= LINE_WORDS_MAX &&
	    !strpbrk(command.words[command.nr - 1], ".,:!?") &&
	    done_starter_word(tools_of_lines, command.words[0]))
		return done_command_judge_line(search, place, line, len, err);
	int rc = command_in_quotes(search, place, line, len, err);
	if (rc == 0)
		rc = script_in_words(search, place, line, len, err);
	if (rc == 0)
		rc = command_in_cell(search, place, line, len, err);
	if (rc == 0)
		rc = entry_in_line(search, place, line, len, err);
	if (rc == 0)
		rc = project_in_line(search, place, line, len, err);
	return rc == 0 ? done_command_editor(search, place, line, len) : rc;
}

static int commands_in_prose(struct done_topic_search *search, const struct done_extent *extent,
    bool named, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];
		const char *line = paragraph->text, *end = line + paragraph->len;
		struct done_command_place place = {
		    .extent = extent, .line = paragraph->line, .named = named, .span = true};

		for (; rc == 0 && !paragraph->heading && line < end; place.line++) {
			const char *stop = memchr(line, '\n', (size_t)(end - line));

			stop = stop ? stop : end;
			if (place.line >= extent->from && place.line < extent->to)
				rc = command_in_line(
				    search, &place, line, (size_t)(stop - line), err);
			line = stop + 1;
		}
	}
	return rc;
}

int done_topic_command(struct done_topic_search *search, const struct done_extent *extent,
    bool named, struct done_error *err)
{
	const struct done_outline *outline = extent->outline;
	struct folder folder = {0};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < outline->nr_codes; i++) {
		const struct done_code_text *code = &outline->codes[i];
		struct done_command_place place = {
		    .extent = extent, .line = code->line, .named = named, .span = code->span};

		if (named && code->line >= extent->from && code->line < extent->to)
			folder_move(search, extent, code, &folder);
		place.directory = folder.path;

		for (const char *line = code->text; rc == 0 && *line; place.line++) {
			size_t len = done_command_line(line);

			if (place.line >= extent->from && place.line < extent->to)
				rc = done_command_judge_line(search, &place, line, len, err);
			for (size_t k = 0; k < len; k++)
				place.line += line[k] == '\n';
			line += len + (line[len] == '\n');
		}
		folder.path = place.directory;
	}
	if (rc == 0)
		rc = done_command_enabled(search, extent);
	if (rc == 0)
		rc = commands_in_prose(search, extent, named, err);
	return rc == 0 ? done_command_main_class(search, extent, err) : rc;
}
