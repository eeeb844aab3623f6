/*
 * {service} and {path} in the patterns and values of a policy: where they stand, and what the text
 * is for one service.
 */
#include "done/base.h"

#include <ctype.h>
#include <string.h>

enum { WORD_MOST = 16 };

/* ---- finding words ---- */

/* Behind a character class of a pattern; text is at its '['. */
static const char *skip_class(const char *text)
{
	text += text[1] == '^' ? 2 : 1;
	if (*text == ']')
		text++;
	for (; *text && *text != ']'; text++) {
		const char *end = NULL;

		if (*text == '\\' && text[1])
			text++;
		else if (*text == '[' && text[1] == ':')
			end = strstr(text + 2, ":]");
		if (end)
			text = end + 1;
	}
	return *text ? text + 1 : text;
}

/* Behind an escape of a pattern; text is at its backslash. */
static const char *skip_escape(const char *text)
{
	const char *end = NULL;

	if (!text[1])
		return text + 1;
	if (text[1] == 'Q')
		end = strstr(text + 2, "\\E");
	else if (text[2] == '{' && strchr("xopPNgk", text[1]))
		end = strchr(text, '}');
	else
		return text + 2;
	if (end)
		return end + (*end == '}' ? 1 : 2);
	return text[1] == 'Q' ? text + strlen(text) : text + 2;
}

/* The length of "{word}" at text with its braces, 0: none. Blanks in it make it a misspelt one.
 * "{{word}}" and "${word}" are the text of other tools. */
static size_t word_at(const char *text, char before)
{
	size_t len = 0;

	if (*text != '{' || before == '{' || before == '$')
		return 0;
	while (isalpha((unsigned char)text[1 + len]) ||
	    (text[1 + len] && strchr("_- ", text[1 + len])))
		len++;
	return len && text[1 + len] == '}' ? len + 2 : 0;
}

/* The next "{word}" at or after text, NULL: none; *len with its braces. */
static const char *next_word(const char *text, bool pattern, size_t *len)
{
	char before = '\0';

	while (*text) {
		const char *next = text + 1;

		*len = word_at(text, before);
		if (*len)
			return text;
		before = *text;
		if (pattern && *text == '\\') {
			next = skip_escape(text);
			before = (char)(text[1] == '$' ? '$' : '\0');
		} else if (pattern && *text == '[') {
			next = skip_class(text);
		}
		text = next;
	}
	return NULL;
}

static bool template_is_word(const char *text, size_t len, const char *word)
{
	return strlen(word) == len && !memcmp(text, word, len);
}

bool done_template_has(const char *text, bool pattern, const char *word)
{
	size_t len;

	for (const char *at = text; (at = next_word(at, pattern, &len)); at += len) {
		if (template_is_word(at, len, word))
			return true;
	}
	return false;
}

bool done_template_in(const char *text, bool pattern)
{
	if (!strchr(text, '{')) /* most texts, of which there are thousands */
		return false;
	return done_template_has(text, pattern, "{service}") ||
	    done_template_has(text, pattern, "{path}");
}

/* ---- misspelt words ---- */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many letters are added, left out, changed, or changed with their neighbour. */
static size_t distance(const char *a, size_t nr_a, const char *b, size_t nr_b)
{
	size_t rows[WORD_MOST + 1][WORD_MOST + 1];

	for (size_t i = 0; i <= nr_a; i++) {
		for (size_t j = 0; j <= nr_b; j++) {
			if (!i || !j) {
				rows[i][j] = i + j;
				continue;
			}
			bool same = tolower((unsigned char)a[i - 1]) == b[j - 1];
			bool swapped = i > 1 && j > 1 &&
			    tolower((unsigned char)a[i - 2]) == b[j - 1] &&
			    tolower((unsigned char)a[i - 1]) == b[j - 2];

			rows[i][j] = least(
			    rows[i - 1][j - 1] + !same, least(rows[i - 1][j], rows[i][j - 1]) + 1);
			if (swapped)
				rows[i][j] = least(rows[i][j], rows[i - 2][j - 2] + 1);
		}
	}
	return rows[nr_a][nr_b];
}

/* `word` can be made of `from` by leaving letters out. */
static bool template_is_within(const char *word, size_t nr_word, const char *from, size_t nr_from)
{
	size_t found = 0;

	for (size_t i = 0; i < nr_from && found < nr_word; i++)
		found += tolower((unsigned char)from[i]) == tolower((unsigned char)word[found]);
	return found == nr_word;
}

/*
 * Within two letters. In a word of four letters two changed ones make another word ({page}, {date},
 * {part}): there two count only if both were left out, or both added.
 */
static bool is_near(const char *word, size_t len, const char *meant)
{
	size_t nr = strlen(meant);

	if (len > WORD_MOST)
		return false;
	size_t apart = distance(word, len, meant, nr);
	if (apart > 2 || apart < 2)
		return apart < 2;
	return nr > 4 ||
	    (len < nr ? template_is_within(word, len, meant, nr)
	              : len > nr && template_is_within(meant, nr, word, len)) ||
	    (len == nr && strspn(word, meant) >= len && strspn(meant, word) == nr);
}

const char *done_template_misspelt(const char *text, bool pattern, size_t *len)
{
	static const char *const words[] = {"service", "path"};

	for (const char *at = text; (at = next_word(at, pattern, len)); at += *len) {
		for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
			if (!template_is_word(at + 1, *len - 2, words[i]) &&
			    is_near(at + 1, *len - 2, words[i]))
				return at;
		}
	}
	return NULL;
}

/* ---- for one service ---- */

/* Text that a pattern takes for itself, and that a repeat behind it takes as a whole. */
static void template_add_quoted(struct done_buf *out, const char *text, char next)
{
	bool is_repeated = next && strchr("*+?{", next) && strlen(text) > 1;

	done_buf_addstr(out, is_repeated ? "(?:" : "");
	for (; *text; text++) {
		if (strchr("\\^$.[]|()*+?{}# ", *text))
			done_buf_addch(out, '\\');
		done_buf_addch(out, *text);
	}
	done_buf_addstr(out, is_repeated ? ")" : "");
}

void done_template_expand(
    struct done_buf *out, const char *text, bool pattern, const struct done_template *service)
{
	const char *at;
	size_t len;

	while ((at = next_word(text, pattern, &len))) {
		const char *next = at + len;
		const char *value = template_is_word(at, len, "{service}") ? service->name
		    : template_is_word(at, len, "{path}")                  ? service->directory
		                                                           : NULL;

		done_buf_add(out, text, (size_t)(at - text));
		if (!value)
			done_buf_add(out, at, len);
		else if (pattern)
			template_add_quoted(out, value, *next);
		else
			done_buf_addstr(out, value);
		/* The root has no directory of its own: "{path}/x" is "x" there. */
		if (value && !*value && *next == '/')
			next++;
		text = next;
	}
	done_buf_addstr(out, text);
}
