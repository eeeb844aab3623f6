/* What a decision record says of its status, where it may stand, and what took its place; the
 * words and numbers that this is read of. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "decision_parts.h"
#include "markdown_parts.h"

const char *const done_decision_statuses[] = {
    [DONE_DECISION_UNKNOWN] = NULL,
    [DONE_DECISION_PROPOSED] = "proposed",
    [DONE_DECISION_ACCEPTED] = "accepted",
    [DONE_DECISION_REJECTED] = "rejected",
    [DONE_DECISION_DEPRECATED] = "deprecated",
    [DONE_DECISION_SUPERSEDED] = "superseded",
};

/* Those, and how tools spell them: adr-tools ("superceded"), log4brains ("draft"). */
static const struct {
	const char *word;
	enum done_decision_status status;
} words[] = {
    {"proposed", DONE_DECISION_PROPOSED},
    {"draft", DONE_DECISION_PROPOSED},
    {"accepted", DONE_DECISION_ACCEPTED},
    {"rejected", DONE_DECISION_REJECTED},
    {"deprecated", DONE_DECISION_DEPRECATED},
    {"superseded", DONE_DECISION_SUPERSEDED},
    {"superceded", DONE_DECISION_SUPERSEDED},
};

static const char *const replaced[] = {"superseded by", "superceded by"};

/* ---- words ---- */

const char *done_decision_skip_marks(const char *text)
{
	for (size_t length; *text; text += length) {
		uint32_t character = done_character_at(text, strlen(text), &length);

		/* ":white_check_mark:" */
		if (*text == ':') {
			size_t name = strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_+-");

			if (name && text[1 + name] == ':') {
				length = name + 2;
				continue;
			}
			return text;
		}
		if (!strchr(" \t*_`\"'>-~[", *text) &&
		    (character < 0x80 || done_class_of(character) != DONE_CLASS_MARK))
			return text;
	}
	return text;
}

char *done_decision_trimmed(struct done_arena *arena, const char *text, size_t len)
{
	while (len && strchr(" \t\r", text[len - 1]))
		len--;
	while (len && strchr(" \t", *text)) {
		text++;
		len--;
	}
	return done_arena_strndup(arena, text, len);
}

/* -1: none, or too many. */
static int64_t decision_number_at(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits && digits <= 9 ? strtoll(text, NULL, 10) : -1;
}

int64_t done_decision_number(const char *text)
{
	text += strspn(text, " \t[(#*_`\"'");
	if (!strncasecmp(text, "adr", 3)) {
		text += 3;
		text += strspn(text, "-_ #");
	}
	return decision_number_at(text);
}

/* The start is this word, not a longer one; whatever the case. */
static bool decision_starts(const char *text, const char *word)
{
	size_t len = strlen(word);

	return !strncasecmp(text, word, len) && !isalnum((unsigned char)text[len]);
}

/* "2026-01-31: accepted", "2026-01-31 - accepted" */
static const char *skip_date(const char *text)
{
	char day[11] = "";
	done_day date;

	if (strlen(text) < 10)
		return text;
	memcpy(day, text, 10);
	if (!done_day_parse(day, &date))
		return text;
	return done_decision_skip_marks(text + 10 + strspn(text + 10, " :,-|"));
}

/* Not "partially superseded by". */
static bool is_replaced(const char *text)
{
	for (const char *at = text; *at; at++) {
		for (size_t i = 0; i < DONE_ARRAY_SIZE(replaced); i++) {
			if (strncasecmp(at, replaced[i], strlen(replaced[i])) != 0)
				continue;
			if (at == text)
				return true;
			return !isalnum((unsigned char)at[-1]) &&
			    !(at - text >= 3 && !strncasecmp(at - 3, "ly ", 3));
		}
	}
	return false;
}

/* "proposed | accepted | …", "[proposed, accepted]": a template's, nobody has chosen yet. */
static bool is_choice(const char *text)
{
	size_t start = strspn(text, " \t*_`\"'");
	const char *close = strchr("[{", text[start]) ? strpbrk(text + start, "]}") : NULL;

	if (strchr(text, '|'))
		return true;
	return close && close[1] != '(' &&
	    start + strcspn(text + start, ",/") < (size_t)(close - text);
}

static enum done_decision_status status_of(const char *text)
{
	if (is_choice(text))
		return DONE_DECISION_UNKNOWN;
	text = skip_date(done_decision_skip_marks(text));
	if (is_replaced(text))
		return DONE_DECISION_SUPERSEDED;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (decision_starts(text, words[i].word))
			return words[i].status;
	}
	return DONE_DECISION_UNKNOWN;
}

/* What is struck out ("~~proposed~~ accepted") is not said any more. */
static char *without_struck(struct done_arena *arena, const char *text)
{
	char *out = done_arena_strdup(arena, text), *open, *close;

	while ((open = strstr(out, "~~")) && (close = strstr(open + 2, "~~")))
		memmove(open, close + 2, strlen(close + 2) + 1);
	return out;
}

/* ---- the successor ---- */

/* The target of the first link; NULL. */
static const char *target_of(struct done_arena *arena, const char *text)
{
	const char *open = strstr(text, "]("), *close;

	if (!open)
		return NULL;
	open += 2;
	if (*open == '<') {
		open++;
		close = strpbrk(open, ">#");
	} else {
		close = strpbrk(open, ")# \t");
	}
	return close && close > open ? done_arena_strndup(arena, open, (size_t)(close - open))
	                             : NULL;
}

void done_decision_take_successor(struct done_decision_reading *reading, const char *by)
{
	struct done_decision *out = reading->out;
	const char *target = target_of(reading->arena, by);

	if (out->superseded_by >= 0 || out->superseded_path)
		return;
	out->superseded_by = done_decision_number(by);
	/* What lies on another server is not looked for. */
	if (target && strstr(target, "://"))
		out->superseded_elsewhere = true;
	else
		out->superseded_path = target;
	out->superseded_elsewhere |= strstr(by, "://") != NULL && !target;
}

/* What follows the word "by"; NULL. */
static const char *find_by(const char *text)
{
	for (; *text; text++) {
		if (!strncasecmp(text, " by", 3) && strchr(" \t:", text[3]) && text[3])
			return text + 4;
	}
	return NULL;
}

/* ---- taking and settling ---- */

/* Behind the first line of a section, prose may begin with such a word: "Rejected options are". */
static bool is_alone(const char *text)
{
	static const char *const tails[] = {"by", "on", "in", "since", "as", "because"};
	size_t word = strcspn(text, " \t");
	const char *rest = text + word + strspn(text + word, " \t*_");

	if (!*rest || strchr(".,;:(-", *rest) || isdigit((unsigned char)*rest))
		return true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(tails); i++) {
		if (decision_starts(rest, tails[i]))
			return true;
	}
	return strchr(".,;:", text[word - 1]) != NULL;
}

/* Of several lines below "Status" the one that ends the decision counts: adr-tools leaves
 * "Accepted" above "Superseded by …" in some versions. */
void done_decision_take_status(
    struct done_decision_reading *reading, enum done_decision_place place, const char *text)
{
	struct done_decision_said *said = &reading->said[place];
	const char *kept = without_struck(reading->arena, text);
	const char *word = skip_date(done_decision_skip_marks(kept));
	enum done_decision_status status = status_of(kept);

	if (!*done_decision_skip_marks(kept))
		return;
	if (said->text && (status <= said->status || !is_alone(word)))
		return;
	said->status = status;
	said->text = done_decision_trimmed(reading->arena, text, strlen(text));
	said->line = reading->line;
	const char *by = status == DONE_DECISION_SUPERSEDED ? find_by(kept) : NULL;
	if (by)
		done_decision_take_successor(reading, by);
}

/* Two places that contradict each other say nothing. */
void done_decision_settle(struct done_decision_reading *reading)
{
	struct done_decision *out = reading->out;
	const struct done_decision_said *first = NULL;

	for (size_t i = 0; i < DONE_DECISION_PLACES; i++) {
		const struct done_decision_said *said = &reading->said[i];

		if (!said->text)
			continue;
		if (!first) {
			first = said;
			out->status = said->status;
			out->status_text = said->text;
			out->status_line = said->line;
		} else if (said->status && first->status && said->status != first->status) {
			out->status = DONE_DECISION_UNKNOWN;
			out->status_line = said->line;
			out->status_text = done_arena_printf(reading->arena,
			    "%s in line %d, %s in line %d", done_decision_statuses[first->status],
			    first->line, done_decision_statuses[said->status], said->line);
			return;
		}
	}
}
