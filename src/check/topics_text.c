/* Texts of documents as topics look at them: phrases in headings, sections, items, words. */
#include "topics.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

/* ---- phrases ---- */

/* In lower case, a blank for every run of ASCII that is no letter or digit, and one at each end. */
static void spell_out(struct done_buf *out, const char *text, size_t len)
{
	done_buf_addch(out, ' ');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (isalnum(c) || c >= 0x80)
			done_buf_addch(out, (char)tolower(c));
		else if (c != '\'' && out->ptr[out->len - 1] != ' ')
			done_buf_addch(out, ' ');
	}
	if (out->ptr[out->len - 1] != ' ')
		done_buf_addch(out, ' ');
}

static bool speaks_among(const char *words, const char *const *phrases)
{
	for (const char *word = words + 1; *word; word += strcspn(word, " ") + 1) {
		for (size_t i = 0; i < DONE_TOPIC_HEADINGS_MAX && phrases[i]; i++) {
			size_t len = *word == *phrases[i] ? strlen(phrases[i]) : 0;

			if (len && !strncmp(word, phrases[i], len) && word[len] == ' ')
				return true;
		}
	}
	return false;
}

bool done_topic_speaks(const struct done_topic *topic, const char *text, size_t len)
{
	struct done_buf words = {0};

	spell_out(&words, text, len);
	bool speaks =
	    speaks_among(words.ptr, topic->headings) || speaks_among(words.ptr, topic->abroad);
	done_buf_release(&words);
	return speaks;
}

static bool names_among(struct done_arena *arena, const struct done_names *names, size_t service,
    enum done_name_source source, const char *text)
{
	struct done_named named;

	/* Most texts name somebody else: they are not held against all services. */
	if (done_names_match(names, service, source, text) == DONE_NAMED_NOT)
		return false;
	done_names_find(arena, names, source, text, &named);
	return named.by != DONE_NAMED_NOT && named.index == service;
}

bool done_topic_names_service(
    const struct done_topic_search *search, enum done_name_source source, const char *text)
{
	struct done_arena *arena = search->view->arena;

	if (!text || !*text)
		return false;
	bool is_named = names_among(arena, search->names, search->service, source, text);
	for (size_t i = 0; !is_named && i < search->own.nr; i++)
		is_named = names_among(arena, &search->own.items[i], search->service, source, text);
	return is_named;
}

#define SUBJECT_BYTES_MAX 60

/* Verbs behind what a sentence speaks of, where it says what that does. */
static const char *const telling_verbs[] = {"is a", "is an", "is the", "is one", "is where",
    "is what", "is our", "is responsible", "is used", "is meant", "is designed", "is in charge",
    "are a", "are the", "are responsible", "are used", "acts", "aggregates", "allows", "calculates",
    "collects", "consumes", "contains", "delivers", "enables", "exposes", "generates", "handles",
    "helps", "holds", "hosts", "implements", "keeps", "lets", "listens", "maintains", "manages",
    "offers", "owns", "performs", "polls", "processes", "provides", "publishes", "reads",
    "receives", "represents", "returns", "routes", "sends", "serves", "stores", "supports", "takes",
    "tracks", "validates", "watches", "will", "writes"};

size_t done_topic_subject(struct done_bytes text)
{
	for (size_t i = 1; i < text.len && i < SUBJECT_BYTES_MAX; i++) {
		if (strchr(".,:;\n", text.ptr[i]))
			return 0;
		for (size_t k = 0; text.ptr[i] == ' ' && k < DONE_ARRAY_SIZE(telling_verbs); k++) {
			size_t len = strlen(telling_verbs[k]);

			if (i + 1 + len < text.len && text.ptr[i + 1] == *telling_verbs[k] &&
			    text.ptr[i + 1 + len] == ' ' &&
			    !memcmp(text.ptr + i + 1, telling_verbs[k], len))
				return i;
		}
	}
	return 0;
}

int done_topic_spend(struct done_topic_search *search, int effort, struct done_error *err)
{
	search->effort += effort;
	if (search->effort <= DONE_TOPIC_EFFORT_MAX)
		return 0;
	done_error_set(err, DONE_E_UNDECIDED,
	    "the documents of '%s' speak of '%s' in too many places to look at all",
	    search->view->service->name, search->topic->title);
	return done_error_cure(err,
	    "name the document in the check, or split it: 'file: "
	    "docs/%s.md'",
	    search->topic->id);
}

bool done_topic_is_of_others(const char *path)
{
	static const char *const names[] = {"node_modules", "vendor", "third_party", "testdata",
	    "test", "tests", "fixtures", "site-packages"};

	for (const char *part = path, *end; (end = strchr(part, '/')); part = end + 1) {
		if (*part == '.')
			return true;
		for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++)
			if (strlen(names[i]) == (size_t)(end - part) &&
			    !strncmp(names[i], part, (size_t)(end - part)))
				return true;
	}
	return false;
}

#define EFFORT_BYTES 16384

/* ---- parts ---- */

struct done_extent done_extent_section(const struct done_extent *whole, size_t heading)
{
	const struct done_outline *outline = whole->outline;
	struct done_extent out = *whole;

	out.from = outline->headings[heading].line;
	for (size_t i = heading + 1; i < outline->nr_headings; i++) {
		if (outline->headings[i].level > outline->headings[heading].level)
			continue;
		if (outline->headings[i].line < out.to)
			out.to = outline->headings[i].line;
		break;
	}
	return out;
}

/* Where a list item's or cell's name ends: before a colon, a dash, a bar. */
static size_t lead_length(const char *text, size_t len)
{
	static const char *const ends[] = {":", "|", " - ", "\t", " \xE2\x80\x93", " \xE2\x80\x94"};
	size_t least = len;

	for (size_t i = 0; i < len && least == len; i++) {
		for (size_t k = 0; k < DONE_ARRAY_SIZE(ends); k++) {
			size_t nr = strlen(ends[k]);

			if (i + nr <= len && !memcmp(text + i, ends[k], nr))
				least = i;
		}
	}
	return least;
}

struct done_bytes done_topic_lead(struct done_bytes text)
{
	return (struct done_bytes){text.ptr, lead_length(text.ptr, text.len)};
}

/* The bytes of a first cell that only counts the rows: "| 2. | Cart | …". */
static size_t row_number(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len && isdigit((unsigned char)text[at]))
		at++;
	if (!at)
		return 0;
	while (at < len && strchr(". \t", text[at]))
		at++;
	if (at == len || text[at] != '|')
		return 0;
	while (at < len && strchr(" \t|*", text[at]))
		at++;
	return at;
}

bool done_extent_item(const struct done_extent *whole, const struct done_paragraph *paragraph,
    struct done_item_line *line, struct done_extent *out, struct done_bytes *lead)
{
	const char *stop = paragraph->text + paragraph->len, *text = line->next;
	const char *end = text ? memchr(text, '\n', (size_t)(stop - text)) : NULL;

	if (!text) { /* the first one */
		text = paragraph->text;
		end = memchr(text, '\n', paragraph->len);
		line->is_table = memchr(text, '|', paragraph->len) != NULL;
		line->number = paragraph->line;
	}
	line->next = end && line->is_table ? end + 1 : NULL;
	size_t len = (size_t)((end ? end : stop) - text);
	*out = *whole;
	out->from = line->number++;
	out->to = line->number;
	for (const char *p = end; !line->is_table && p; p = strchr(p + 1, '\n'))
		out->to++;
	while (len > 0 && strchr(" \t|*-", *text)) {
		text++;
		len--;
	}
	size_t number = line->is_table ? row_number(text, len) : 0;
	text += number;
	len -= number;
	*lead = (struct done_bytes){text, lead_length(text, len)};
	return len > 0;
}

/* ---- words ---- */

/* A paragraph that begins in the part, as far as it lies in it. */
static struct done_bytes part_of(
    const struct done_extent *extent, const struct done_paragraph *paragraph)
{
	const char *start = paragraph->text, *stop = start + paragraph->len;
	int line = paragraph->line;

	while (start < stop && line < extent->from) {
		start = memchr(start, '\n', (size_t)(stop - start));
		if (!start)
			return (struct done_bytes){stop, 0};
		start++;
		line++;
	}
	for (const char *p = start; line < INT_MAX && p < stop; line++) {
		if (line >= extent->to)
			return (struct done_bytes){start, (size_t)(p - start)};
		p = memchr(p, '\n', (size_t)(stop - p));
		if (!p)
			break;
		p++;
	}
	return (struct done_bytes){start, (size_t)(stop - start)};
}

static bool holds_placeholder(struct done_bytes text)
{
	const struct done_passage passage = {.ptr = text.ptr, .len = text.len};
	struct done_placeholder_found found;

	return done_placeholder_next(&passage, 0, false, &found);
}

bool done_extent_has_placeholder(const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;

	for (size_t i = 0; i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];

		if (!paragraph->heading && paragraph->line >= extent->from &&
		    paragraph->line < extent->to &&
		    holds_placeholder((struct done_bytes){paragraph->text, paragraph->len}))
			return true;
	}
	return false;
}

/* Paragraphs and codes stand in the order of their lines: the first that may reach into the part.
 */
static size_t first_paragraph(const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	size_t low = 0, high = outline->nr_paragraphs;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (outline->paragraphs[middle].line < extent->from)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? low - 1 : 0;
}

int done_extent_effort(const struct done_extent *extent)
{
	const struct done_outline *outline = extent->outline;
	size_t bytes = 0;

	for (size_t i = first_paragraph(extent); i < outline->nr_paragraphs; i++) {
		if (outline->paragraphs[i].line >= extent->to)
			break;
		bytes += outline->paragraphs[i].len + 32;
	}
	return 1 + (int)(bytes / EFFORT_BYTES);
}

size_t done_extent_words(const struct done_extent *extent, const char *beside, bool code)
{
	const struct done_outline *outline = extent->outline;
	struct done_buf text = {0};

	for (size_t i = first_paragraph(extent); i < outline->nr_paragraphs; i++) {
		const struct done_paragraph *paragraph = &outline->paragraphs[i];

		if (paragraph->line >= extent->to)
			break;
		if (paragraph->heading)
			continue;
		struct done_bytes part = part_of(extent, paragraph);
		if (!part.len || holds_placeholder(part))
			continue;
		done_buf_add(&text, part.ptr, part.len);
		done_buf_addch(&text, ' ');
	}
	for (size_t i = 0; code && i < outline->nr_codes; i++) {
		if (outline->codes[i].line < extent->from || outline->codes[i].line >= extent->to)
			continue;
		done_buf_addstr(&text, outline->codes[i].text);
		done_buf_addch(&text, ' ');
	}
	size_t words =
	    text.len ? done_words_distinct((struct done_bytes){text.ptr, text.len}, beside) : 0;
	done_buf_release(&text);
	return words;
}

#define HEADINGS_SHOWN 6

const char *done_headings_shown(struct done_view *view, const struct done_outline *outline)
{
	struct done_buf buf = {0};

	if (!outline->nr_headings)
		return "it has no headings";
	for (size_t i = 0; i < outline->nr_headings && i < HEADINGS_SHOWN; i++) {
		const char *text = outline->headings[i].text;

		done_buf_addf(
		    &buf, "%s%s", i ? ", " : "", done_view_shown(view, text, strlen(text), 40));
	}
	if (outline->nr_headings > HEADINGS_SHOWN)
		done_buf_addf(&buf, " and %zu more", outline->nr_headings - HEADINGS_SHOWN);
	const char *out = done_arena_printf(view->arena, "headings: %s", buf.ptr);
	done_buf_release(&buf);
	return out;
}
