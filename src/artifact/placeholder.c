/* Words that stand where an answer should: TODO, "…", lorem ipsum, <your …>. */
#include <string.h>
#include <strings.h>

#include "done/artifact.h"

#define SLOT_MAX 80

struct text {
	const char *ptr;
	size_t len;
};

static char at(const struct text *text, size_t i)
{
	return i < text->len ? text->ptr[i] : '\n';
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool stands_alone(const struct text *text, size_t i, size_t len)
{
	return !(i > 0 && is_word(text->ptr[i - 1])) && !is_word(at(text, i + len));
}

static bool has(const struct text *text, size_t i, const char *word)
{
	size_t len = strlen(word);

	return text->len - i >= len && !memcmp(text->ptr + i, word, len);
}

static size_t find_word(const struct text *text, size_t i, const char *word)
{
	size_t len = strlen(word);

	return has(text, i, word) && stands_alone(text, i, len) ? len : 0;
}

/* Nothing else on the line but blanks. */
static size_t find_line(const struct text *text, size_t i, const char *word)
{
	size_t before = i, after = i + strlen(word);

	if (!has(text, i, word))
		return 0;
	while (before > 0 && is_blank(text->ptr[before - 1]))
		before--;
	while (is_blank(at(text, after)))
		after++;
	if ((before > 0 && text->ptr[before - 1] != '\n') || at(text, after) != '\n')
		return 0;
	return strlen(word);
}

static bool has_caseless(const struct text *text, size_t i, const char *word)
{
	size_t len = strlen(word);

	return i <= text->len && text->len - i >= len && !strncasecmp(text->ptr + i, word, len);
}

static size_t find_lorem(const struct text *text, size_t i, const char *word)
{
	(void)word;
	size_t end = i + 5;

	if (!has_caseless(text, i, "lorem"))
		return 0;
	while (end < text->len && (is_blank(text->ptr[end]) || text->ptr[end] == '\n'))
		end++;
	if (end == i + 5 || !has_caseless(text, end, "ipsum"))
		return 0;
	end += 5;
	return stands_alone(text, i, end - i) ? end - i : 0;
}

/* "<your …>" and "[your …]"; "[your …](…" is a link. */
static size_t find_slot(const struct text *text, size_t i, const char *brackets)
{
	size_t word = i + 1, end;

	if (text->ptr[i] != brackets[0])
		return 0;
	while (at(text, word) == ' ')
		word++;
	char behind = at(text, word + 4);
	if (!has_caseless(text, word, "your") || !(strchr(" -_", behind) || behind == '\xE2') ||
	    !behind)
		return 0;
	for (end = word + 4; at(text, end) != '\n' && end - i < SLOT_MAX; end++)
		if (text->ptr[end] == brackets[1])
			return brackets[1] == ']' && at(text, end + 1) == '(' ? 0 : end + 1 - i;
	return 0;
}

static const struct placeholder {
	const char *name;
	const char *first; /* the bytes it may begin with */
	size_t (*find)(const struct text *text, size_t i, const char *word); /* its length or 0 */
	const char *word;
} placeholders[] = {
	{"TODO", "T", find_word, "TODO"},      {"TBD", "T", find_word, "TBD"},
	{"FIXME", "F", find_word, "FIXME"},    {"XXX", "X", find_word, "XXX"},
	{"…", "\xE2", find_line, "…"},         {"...", ".", find_line, "..."},
	{"lorem ipsum", "Ll", find_lorem, ""}, {"<your …>", "<", find_slot, "<>"},
	{"[your …]", "[", find_slot, "[]"},
};

const char *done_placeholder_find(const char *text, size_t len, size_t *found_at, size_t *found_len)
{
	struct text all = {text, len};

	for (size_t i = 0; i < len; i++) {
		if (!text[i] || !strchr("TFX\xE2.Ll<[", text[i]))
			continue;
		for (size_t k = 0; k < DONE_ARRAY_SIZE(placeholders); k++) {
			const struct placeholder *row = &placeholders[k];
			size_t found =
				strchr(row->first, text[i]) ? row->find(&all, i, row->word) : 0;
			if (found > 0) {
				*found_at = i;
				*found_len = found;
				return row->name;
			}
		}
	}
	return NULL;
}
