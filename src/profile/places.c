/*
 * What a folder's name says of all that lies in it: tests, tools, examples, documentation. The
 * best single rule of discovery. Whole parts of a path are looked at, or the words of a part.
 */
#include <ctype.h>
#include <string.h>

#include "finder.h"

struct place_name {
	const char *name; /* in lower case */
	enum done_place_kind kind;
	bool is_word;       /* as one word of a part ("unit-tests"); else the whole part */
	const char *second; /* the word that must follow; "*": the only word begins so; "$": the
	                       last word is it; NULL */
};

static const struct place_name place_names[] = {
    {"test", DONE_PLACE_TEST, true, NULL},
    {"tests", DONE_PLACE_TEST, true, NULL},
    {"testing", DONE_PLACE_TEST, true, NULL},
    {"e2e", DONE_PLACE_TEST, true, NULL},
    {"mock", DONE_PLACE_TEST, true, NULL},
    {"mocks", DONE_PLACE_TEST, true, NULL},
    {"fixture", DONE_PLACE_TEST, true, NULL},
    {"fixtures", DONE_PLACE_TEST, true, NULL},
    {"benchmark", DONE_PLACE_TEST, true, NULL},
    {"benchmarks", DONE_PLACE_TEST, true, NULL},
    {"cypress", DONE_PLACE_TEST, true, NULL},
    {"playwright", DONE_PLACE_TEST, true, NULL},
    {"loadgen", DONE_PLACE_TEST, true, NULL},
    {"loadgenerator", DONE_PLACE_TEST, true, NULL},
    {"loadtest", DONE_PLACE_TEST, true, NULL},
    {"stress", DONE_PLACE_TEST, true, "$"},
    {"fake", DONE_PLACE_TEST, true, NULL},
    {"fake", DONE_PLACE_TEST, true, "*"},
    {"load", DONE_PLACE_TEST, true, "gen"},
    {"load", DONE_PLACE_TEST, true, "generator"},
    {"load", DONE_PLACE_TEST, true, "test"},
    {"testutil", DONE_PLACE_TEST, false, NULL},
    {"testdata", DONE_PLACE_TEST, false, NULL},
    {"testassets", DONE_PLACE_TEST, false, NULL},
    {"testapp", DONE_PLACE_TEST, false, NULL},
    {"testapps", DONE_PLACE_TEST, false, NULL},
    {"testclient", DONE_PLACE_TEST, false, NULL},
    {"spec", DONE_PLACE_TEST, false, NULL},
    {"specs", DONE_PLACE_TEST, false, NULL},
    {"bench", DONE_PLACE_TEST, false, NULL},
    {"perf", DONE_PLACE_TEST, false, NULL},
    {"qa", DONE_PLACE_TEST, false, NULL},
    {"interop", DONE_PLACE_TEST, false, NULL},
    {"conformance", DONE_PLACE_TEST, false, NULL},
    {"aat", DONE_PLACE_TEST, false, NULL}, /* automated acceptance tests */
    {"acceptance", DONE_PLACE_TEST, false, NULL},
    {"smoke", DONE_PLACE_TEST, false, NULL},
    {"tools", DONE_PLACE_TOOL, false, NULL},
    {"hack", DONE_PLACE_TOOL, false, NULL},
    {"scripts", DONE_PLACE_TOOL, false, NULL},
    {"util", DONE_PLACE_TOOL, false, NULL},
    {"utils", DONE_PLACE_TOOL, false, NULL},
    {"ci", DONE_PLACE_TOOL, false, NULL},
    {"buildsrc", DONE_PLACE_TOOL, false, NULL},
    {"contrib", DONE_PLACE_TOOL, false, NULL},
    {"vscode", DONE_PLACE_TOOL, false, NULL},
    {"dist", DONE_PLACE_TOOL, false, NULL},
    {"migrations", DONE_PLACE_TOOL, false, NULL},
    {"example", DONE_PLACE_EXAMPLE, true, NULL},
    {"examples", DONE_PLACE_EXAMPLE, true, NULL},
    {"sample", DONE_PLACE_EXAMPLE, true, NULL},
    {"samples", DONE_PLACE_EXAMPLE, true, NULL},
    {"demo", DONE_PLACE_EXAMPLE, true, NULL},
    {"demos", DONE_PLACE_EXAMPLE, true, NULL},
    {"tutorial", DONE_PLACE_EXAMPLE, true, NULL},
    {"tutorials", DONE_PLACE_EXAMPLE, true, NULL},
    {"template", DONE_PLACE_EXAMPLE, false, NULL},
    {"templates", DONE_PLACE_EXAMPLE, false, NULL},
    {"playground", DONE_PLACE_EXAMPLE, false, NULL},
    {"starter", DONE_PLACE_EXAMPLE, false, NULL},
    {"boilerplate", DONE_PLACE_EXAMPLE, false, NULL},
    {"sdk", DONE_PLACE_KIT, false, NULL},
    {"sdks", DONE_PLACE_KIT, false, NULL},
    {"docs", DONE_PLACE_DOCS, false, NULL},
    {"doc", DONE_PLACE_DOCS, false, NULL},
    {"documentation", DONE_PLACE_DOCS, false, NULL},
};

static const char *const place_holds[] = {
    [DONE_PLACE_TEST] = "tests",
    [DONE_PLACE_TOOL] = "tools",
    [DONE_PLACE_EXAMPLE] = "examples",
    [DONE_PLACE_DOCS] = "documentation",
    [DONE_PLACE_KIT] = "libraries for others",
};

/* Packages are named as people like below these: com/acme/samples is no sample. */
static const char *const package_roots[] = {"java", "kotlin", "scala", "groovy"};

#define WORDS_MAX 16
#define WORD_MAX 32

struct place_words {
	char words[WORDS_MAX][WORD_MAX];
	size_t nr;
};

/* "LoadGenerator", "load-generator" and "load_generator" are the words load and generator. */
static void split_words(const char *part, size_t len, struct place_words *out)
{
	size_t used = 0;

	out->nr = 0;
	for (size_t i = 0; i < len && out->nr < WORDS_MAX; i++) {
		unsigned char c = (unsigned char)part[i];
		bool divides = c == '-' || c == '_' || c == '.' || c == ' ';
		bool begins = isupper(c) && i &&
		    (islower((unsigned char)part[i - 1]) || isdigit((unsigned char)part[i - 1]));

		if ((divides || begins) && used) {
			out->words[out->nr++][used] = '\0';
			used = 0;
		}
		if (!divides && used < WORD_MAX - 1 && out->nr < WORDS_MAX)
			out->words[out->nr][used++] = (char)tolower(c);
	}
	if (used && out->nr < WORDS_MAX)
		out->words[out->nr++][used] = '\0';
}

static bool name_fits(
    const struct place_name *name, const char *part, size_t len, const struct place_words *words)
{
	if (!name->is_word) {
		if (strlen(name->name) != len)
			return false;
		for (size_t i = 0; i < len; i++) {
			if (tolower((unsigned char)part[i]) != name->name[i])
				return false;
		}
		return true;
	}
	if (name->second && !strcmp(name->second, "*"))
		return words->nr == 1 && done_text_starts(words->words[0], name->name);
	for (size_t i = 0; i < words->nr; i++) {
		if (strcmp(words->words[i], name->name) != 0)
			continue;
		if (!name->second || (!strcmp(name->second, "$") && i + 1 == words->nr) ||
		    (i + 1 < words->nr && !strcmp(words->words[i + 1], name->second)))
			return true;
	}
	return false;
}

/* In a tree of demonstrations "shop-demo" is the name of what is demonstrated, "demo" is no name.
 */
static bool is_name_there(const struct place_name *name, const struct place_words *words)
{
	return name->kind == DONE_PLACE_EXAMPLE && name->is_word && words->nr > 1;
}

static unsigned place_letter(const char *text)
{
	return 1U << ((unsigned char)*text & 31U);
}

static const struct place_name *place_of_part(const char *part, size_t len, bool is_demo)
{
	struct place_words words;
	unsigned letters;

	split_words(part, len, &words);
	/* First letters tell most names apart: every part of every path is asked all of them. */
	letters = place_letter(part);
	for (size_t i = 0; i < words.nr; i++)
		letters |= place_letter(words.words[i]);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(place_names); i++) {
		const struct place_name *name = &place_names[i];

		if ((letters & place_letter(name->name)) && name_fits(name, part, len, &words) &&
		    !(is_demo && is_name_there(name, &words)))
			return name;
	}
	return NULL;
}

/* "src/main/java" ends before len. */
static bool begins_packages(const char *directory, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(package_roots); i++) {
		size_t root = strlen(package_roots[i]);

		if (len > root + 5 && !strncmp(directory + len - root, package_roots[i], root) &&
		    !strncmp(directory + len - root - 5, "main/", 5))
			return true;
	}
	return false;
}

/* "cmd/shoptest" tries a server, "clients/python" is for who calls one: by the part before. */
static enum done_place_kind place_by_part_before(
    const char *before, size_t before_len, const char *part, size_t len)
{
	static const char *const languages[] = {"python", "go", "golang", "java", "kotlin", "js",
	    "javascript", "typescript", "node", "nodejs", "ruby", "rust", "php", "csharp", "dotnet",
	    "elixir", "swift", "cpp", "scala"};
	static const char *const other_words[] = {"latest", "contest", "attest", "greatest",
	    "fastest", "protest", "backtest", "speedtest"};
	const char *test = "test";

	if (before_len == 3 && !strncmp(before, "cmd", 3) && len > strlen(test) &&
	    !strncmp(part + len - strlen(test), test, strlen(test))) {
		for (size_t i = 0; i < DONE_ARRAY_SIZE(other_words); i++) {
			if (strlen(other_words[i]) == len && !strncmp(other_words[i], part, len))
				return DONE_PLACE_OWN;
		}
		return DONE_PLACE_TEST;
	}
	if (before_len != 7 || strncmp(before, "clients", 7) != 0)
		return DONE_PLACE_OWN;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(languages); i++) {
		if (strlen(languages[i]) == len && !strncmp(languages[i], part, len))
			return DONE_PLACE_KIT;
	}
	return DONE_PLACE_OWN;
}

/* "{{cookiecutter.project_slug}}": a generator fills the name in. */
static bool is_filled_in(const char *part, size_t len)
{
	return len > 4 && !strncmp(part, "{{", 2) && !strncmp(part + len - 2, "}}", 2);
}

struct done_place_found done_place_of(struct done_arena *arena, const char *directory, bool is_demo)
{
	const char *part = directory, *before = "";
	size_t before_len = 0;

	while (*part) {
		size_t len = strcspn(part, "/");
		const struct place_name *name = place_of_part(part, len, is_demo);
		enum done_place_kind kind = name ? name->kind
		    : is_filled_in(part, len)    ? DONE_PLACE_EXAMPLE
		                              : place_by_part_before(before, before_len, part, len);

		if (kind != DONE_PLACE_OWN) {
			const char *text = done_arena_strndup(arena, part, len);

			return (struct done_place_found){kind, text,
			    done_arena_printf(arena,
			        "the folder '%s' is called as folders of %s are",
			        done_arena_shown(arena, text), place_holds[kind])};
		}
		before = part;
		before_len = len;
		if (begins_packages(directory, (size_t)(part - directory) + len))
			break;
		part += len;
		part += *part == '/';
	}
	return (struct done_place_found){0};
}
