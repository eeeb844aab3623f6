/* Inside topics: which commands start a service (topics_starters.c). */
#ifndef DONE_CHECK_TOPICS_STARTERS_H
#define DONE_CHECK_TOPICS_STARTERS_H

#include <stdbool.h>
#include <stddef.h>

/* What has to be looked at before a command counts. */
enum done_starter_way {
	DONE_START_PLAIN,    /* nothing but `holds` */
	DONE_START_FILE,     /* its first argument is a source file that is there */
	DONE_START_SCRIPT,   /* npm run dev: a script of a package.json, which is no bundler's */
	DONE_START_RUNNER,   /* turbo run dev: of each package that has such a script */
	DONE_START_IMAGE,    /* docker run, "image: x" of a compose file: the image is its own */
	DONE_START_COMPOSE,  /* compose up: an entry of a compose file */
	DONE_START_ENTRY,    /* make run: an entry of a Makefile, justfile, Taskfile */
	DONE_START_DECLARED, /* kubectl apply, skaffold, tilt: a declaration that names the service
	                      */
	DONE_START_UNIT,     /* systemctl start: the unit that it names is a file of the service */
	DONE_START_DOTNET,   /* dotnet run: the service, or an application host of Aspire */
};

struct done_starter {
	const char *tool;
	/* Words, parted by blanks, of which one must be among the arguments; a word that begins
	 * with '*' is the end of one (":bootRun"), one that ends with '*' its start. None of those
	 * behind a '!' may be among them. NULL: any. */
	const char *words;
	enum done_starter_way way;
	/* DONE_START_DECLARED: the globs of its files and their reader are done_entry_declared()'s.
	 * A glob: the service, or the root, holds a file of it. NULL: nothing is asked. */
	const char *holds;
};

/* Templates of functions. */
#define DONE_STARTER_SAM "{**/*[Tt]emplate*.{yml,yaml},**/*[Tt]emplate*/**/*.{yml,yaml}}"

/* The row for a command, whose first word is without its directory; NULL: it starts nothing. */
const struct done_starter *done_starter_of(const char *const *words, size_t nr);
/* Some row is of the tool, whatever it is told to do. */
bool done_starter_knows(const char *word);
/* A word, or one of its ends, is in a list as above. */
bool done_starter_word(const char *list, const char *word);
/* The command only asks the tool ("--help"): it starts nothing. */
bool done_starter_asks(const char *const *words, size_t nr);
/* A word behind a tool that runs things names work that ends: "rerun rspec", "flask db upgrade". */
bool done_starter_ends(const char *const *words, size_t nr);
/* So many words in front only say how the command is run: "sudo", "poetry run", "A=b". */
size_t done_starter_wrappers(const char *const *words, size_t nr);
/* The name is one that people give to entries and scripts that start a service: "run", "dev:api";
 * "run-tests" and "start-db" start something else. */
bool done_starter_is_script(const char *name);
/* The same, as words for a row. */
extern const char done_starter_scripts[];

#endif
