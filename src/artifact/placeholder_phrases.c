/* Phrases that put an answer off: "coming soon", "to be defined", "n/a" where it is all there is.
 */
#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "placeholder_parts.h"

#define TO_BE "to be "
#define WILL_BE "will be "
#define TAIL_WORDS 8 /* "to be decided by the platform team" */

/* What may follow "to be" where text is missing. */
static const char *const participles[] = {
    "done",
    "defined",
    "determined",
    "decided",
    "written",
    "added",
    "completed",
    "announced",
    "documented",
    "described",
    "confirmed",
    "provided",
    "specified",
    "filled",
    "continued",
    "clarified",
    "agreed",
    "finalised",
    "finalized",
    "created",
    "updated",
    "elaborated",
    "explained",
    "named",
    "advised",
    "discovered",
    "supplied",
    "drafted",
    "established",
    "discussed",
};
/* Of those the ones that no program does to its data. */
static const char *const of_people[] = {
    "determined",
    "decided",
    "defined",
    "announced",
    "confirmed",
    "documented",
    "described",
    "specified",
    "clarified",
    "agreed",
    "finalised",
    "finalized",
    "drafted",
    "discussed",
};
static const char *const soon[] = {"later", "soon", "shortly"};

/* At the start of a passage, as a sentence of its own or followed by a comma. */
static const char *const openings[] = {
    "coming soon",
    "under construction",
    "work in progress",
    "more coming soon",
    "documentation coming soon",
    "docs coming soon",
    "description coming soon",
    "details coming soon",
    "more details coming soon",
    "content coming soon",
    "instructions coming soon",
    "more information coming soon",
    "lorem ipsum",
};

/* As a whole passage, marks around it not counted. */
static const struct {
	const char *text;
	enum {
		WHERE_ANY,
		WHERE_NO_LIST, /* not behind the items of a list */
		WHERE_ANSWER,  /* in an answer: a paragraph may be a label */
	} where;
} fillers[] = {
    {"...", WHERE_NO_LIST},
    {"\xE2\x80\xA6", WHERE_NO_LIST},
    {"[...]", WHERE_NO_LIST},
    {"[\xE2\x80\xA6]", WHERE_NO_LIST},
    {"???", WHERE_ANY},
    {"??", WHERE_ANY},
    {"n/a", WHERE_ANY},
    {"n.a", WHERE_ANY},
    {"n/a yet", WHERE_ANY},
    {"not applicable", WHERE_ANY},
    {"not applicable yet", WHERE_ANY},
    {"not available yet", WHERE_ANY},
    {"not yet available", WHERE_ANY},
    {"not known yet", WHERE_ANY},
    {"no idea", WHERE_ANY},
    {"to follow", WHERE_ANY},
    {"to come", WHERE_ANY},
    {"t.b.d", WHERE_ANY},
    {"to-be-defined", WHERE_ANY},
    {"to-be-determined", WHERE_ANY},
    {"not sure yet", WHERE_ANY},
    {"n/a for now", WHERE_ANY},
    {"not applicable for now", WHERE_ANY},
    {"this page intentionally left blank", WHERE_ANY},
    {"this page is intentionally left blank", WHERE_ANY},
    {"intentionally left blank", WHERE_ANY},
    {"{description}", WHERE_ANY},
    {"[description]", WHERE_ANY},
    {"${description}", WHERE_ANY},
    {"%description%", WHERE_ANY},
    {"more to come", WHERE_ANY},
    {"more to follow", WHERE_ANY},
    {"details to follow", WHERE_ANY},
    {"stay tuned", WHERE_ANY},
    {"watch this space", WHERE_ANY},
    {"nothing here yet", WHERE_ANY},
    {"nothing yet", WHERE_ANY},
    {"not written yet", WHERE_ANY},
    {"not yet written", WHERE_ANY},
    {"not documented yet", WHERE_ANY},
    {"not yet documented", WHERE_ANY},
    {"not defined yet", WHERE_ANY},
    {"not yet defined", WHERE_ANY},
    {"not decided yet", WHERE_ANY},
    {"not yet decided", WHERE_ANY},
    {"no description", WHERE_ANY},
    {"no description yet", WHERE_ANY},
    {"no description provided", WHERE_ANY},
    {"no description available", WHERE_ANY},
    {"description pending", WHERE_ANY},
    {"documentation pending", WHERE_ANY},
    {"short description", WHERE_ANY},
    {"a short description", WHERE_ANY},
    {"a short description of the project", WHERE_ANY},
    {"a brief description", WHERE_ANY},
    {"project description", WHERE_ANY},
    {"service description", WHERE_ANY},
    {"write me", WHERE_ANY},
    {"fill me in", WHERE_ANY},
    {"fill this in", WHERE_ANY},
    {"fill in later", WHERE_ANY},
    {"fill in the blanks", WHERE_ANY},
    {"replace me", WHERE_ANY},
    {"replace this", WHERE_ANY},
    {"replace this text", WHERE_ANY},
    {"replace this text with your own", WHERE_ANY},
    {"replace this with your own text", WHERE_ANY},
    {"replace this with a description", WHERE_ANY},
    {"replace this section", WHERE_ANY},
    {"placeholder", WHERE_ANY},
    {"placeholder text", WHERE_ANY},
    {"this is a placeholder", WHERE_ANY},
    {"dummy text", WHERE_ANY},
    {"sample text", WHERE_ANY},
    {"some text", WHERE_ANY},
    {"foo bar", WHERE_ANY},
    {"foo bar baz", WHERE_ANY},
    {"asdf", WHERE_ANY},
    {"qwerty", WHERE_ANY},
    {"blah", WHERE_ANY},
    {"bla", WHERE_ANY},
    {"na", WHERE_ANSWER},
    {"not available", WHERE_ANSWER},
    {"unknown", WHERE_ANSWER},
    {"not known", WHERE_ANSWER},
    {"dunno", WHERE_ANSWER},
    {"pending", WHERE_ANSWER},
    {"later", WHERE_ANSWER},
    {"soon", WHERE_ANSWER},
    {"to do", WHERE_ANSWER},
    {"to-do", WHERE_ANSWER},
    {"empty", WHERE_ANSWER},
    {"blank", WHERE_ANSWER},
    {"text", WHERE_ANSWER},
    {"description", WHERE_ANSWER},
    {"a description", WHERE_ANSWER},
    {"fill in", WHERE_ANSWER},
    {"the reason", WHERE_ANSWER},
    {"a reason", WHERE_ANSWER},
    {"reason", WHERE_ANSWER},
    {"xyz", WHERE_ANSWER},
    {"abc", WHERE_ANSWER},
};

/* Whole passages of few words that begin and end so. */
static const struct {
	const char *start, *end; /* NULL: however it begins */
} frames[] = {
    {NULL, "goes here"},
    {NULL, "go here"},
    {"your", "here"},
    {"describe", "here"},
    {"write", "here"},
    {"insert", "here"},
    {"explain", "here"},
    {"summarize", "here"},
    {"fill", "here"},
    {"summarise", "here"},
    {"type", "here"},
    {"text", "here"},
    {"description", "here"},
    {"add", "text here"},
    {"add", "description here"},
    {"content", "here"},
};
#define FRAME_WORDS 10

/* "This section is under construction.": what the page says of itself. */
static const char *const subjects[] = {"this", "this section", "this page", "this document",
    "this readme", "this chapter", "this part", "the documentation", "documentation"};
static const char *const states[] = {
    "under construction",
    "work in progress",
    "a work in progress",
    "still work in progress",
    "still a work in progress",
    "currently a work in progress",
    "incomplete",
    "empty",
    "coming soon",
    "a draft",
    "a stub",
    "not finished yet",
    "not written yet",
    "not yet written",
    "still under construction",
    "currently under construction",
    "still being written",
};

/* ---- whole passages ---- */

/* Without blanks, emphasis and full stops around; what has nothing else stays whole. */
static struct done_passage core_of(const struct done_passage *passage, size_t *at)
{
	static const char around[] = " \t\r\n*_~\"'()->";
	size_t start = 0, end = passage->len;

	while (start < end && passage->ptr[start] && strchr(around, passage->ptr[start]))
		start++;
	while (end > start && passage->ptr[end - 1] && strchr(around, passage->ptr[end - 1]))
		end--;
	*at = start;
	return (struct done_passage){.ptr = passage->ptr + start, .len = end - start};
}

static size_t without_stops(const struct done_passage *core)
{
	size_t end = core->len;

	while (end > 0 && core->ptr[end - 1] && strchr(" .!;,*_", core->ptr[end - 1]))
		end--;
	return end;
}

static bool is_framed(const struct done_passage *core, size_t len)
{
	size_t words = 0;

	if (len > 120)
		return false;
	for (size_t i = 0; i < len; i++)
		words += i == 0 || (core->ptr[i - 1] == ' ' && core->ptr[i] != ' ');
	for (size_t k = 0; k < DONE_ARRAY_SIZE(frames) && words <= FRAME_WORDS; k++) {
		size_t start = frames[k].start ? strlen(frames[k].start) : 0;
		size_t end = strlen(frames[k].end);

		if (len >= start + 1 + end && core->ptr[len - end - 1] == ' ' &&
		    !strncasecmp(core->ptr + len - end, frames[k].end, end) &&
		    (!start ||
		        (done_phrase_length(core, 0, frames[k].start) == start &&
		            core->ptr[start] == ' ')))
			return true;
	}
	return false;
}

static bool is_its_place(const struct done_passage *passage, int where, bool strict)
{
	if (where == WHERE_NO_LIST)
		return strict || !passage->ends_list;
	return where == WHERE_ANY || passage->answer;
}

/* ---- phrases ---- */

/* The length of the word at i when it is one of these, else 0. */
static size_t one_of(
    const struct done_passage *passage, size_t i, const char *const *words, size_t nr)
{
	size_t len = done_word_length(passage, i);

	for (size_t k = 0; k < nr && len; k++) {
		if (strlen(words[k]) == len && !strncasecmp(words[k], passage->ptr + i, len))
			return len;
	}
	return 0;
}

/* From i to the end of the sentence, where it is near and no comma comes first; 0. */
static size_t end_near(const struct done_passage *passage, size_t i)
{
	for (int words = 0; words <= TAIL_WORDS; words++) {
		if (done_border_behind(passage, i) &
		    (DONE_BORDER_PASSAGE | DONE_BORDER_SENTENCE | DONE_BORDER_VALUE |
		        DONE_BORDER_BRACKETS))
			return i;
		i = done_skip_blanks(passage, i);
		size_t len = done_word_length(passage, i);

		while (done_char_at(passage, i + len) == '-' && len)
			len += 1 + done_word_length(passage, i + len + 1);
		if (!len)
			return 0;
		i += len;
	}
	return 0;
}

static bool ends_at(const struct done_passage *passage, size_t i)
{
	return (done_border_behind(passage, i) &
	           (DONE_BORDER_PASSAGE | DONE_BORDER_SENTENCE | DONE_BORDER_VALUE |
	               DONE_BORDER_BRACKETS)) != 0;
}

/* "later" and its like behind i, to the end of the sentence: where it ends; 0. */
static size_t end_soon(const struct done_passage *passage, size_t i)
{
	size_t next = done_skip_blanks(passage, i);
	size_t len = one_of(passage, next, soon, DONE_ARRAY_SIZE(soon));

	return len && ends_at(passage, next + len) ? next + len : 0;
}

static bool is_whole(const struct done_passage *core, size_t end, size_t len)
{
	return end == len || end == core->len;
}

/* "is under construction": at is where the verb stands. */
static bool is_state(const struct done_passage *core, size_t at, size_t len)
{
	size_t verb = done_phrase_length(core, at, "is ");

	for (size_t k = 0; verb && k < DONE_ARRAY_SIZE(states); k++) {
		size_t state = done_phrase_length(core, at + verb, states[k]);

		if (state && is_whole(core, at + verb + state, len))
			return true;
	}
	return false;
}

/* "will be added later", "still needs to be documented" */
static const struct {
	const char *start;
	bool soon; /* only where it says so: much of what will be is no text */
} duties[] = {
    {"will be ", true},
    {"needs to be ", false},
    {"still needs to be ", false},
    {"has yet to be ", false},
    {"still has to be ", false},
    {"is still to be ", false},
    {"has still to be ", false},
};

static bool is_duty(const struct done_passage *core, size_t at, size_t len)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(duties); k++) {
		size_t start = done_phrase_length(core, at, duties[k].start);
		size_t word =
		    start ? one_of(core, at + start, participles, DONE_ARRAY_SIZE(participles)) : 0;

		if (!word)
			continue;
		size_t end = end_soon(core, at + start + word);
		if ((end && is_whole(core, end, len)) ||
		    (!duties[k].soon && is_whole(core, at + start + word, len)))
			return true;
	}
	return false;
}

/* What a page says of itself, and nothing else. */
static bool is_said_of_itself(const struct done_passage *core, size_t len)
{
	if (is_duty(core, 0, len))
		return true;
	for (size_t k = 0; k < DONE_ARRAY_SIZE(subjects); k++) {
		size_t at = done_phrase_length(core, 0, subjects[k]);
		size_t verb = done_skip_blanks(core, at);

		if (at && verb > at && (is_state(core, verb, len) || is_duty(core, verb, len)))
			return true;
	}
	return false;
}

/* ---- by their first letters ---- */

/* What passages begin with that are fillers as a whole, and those that a page says of itself. */
static struct done_starts filler_starts, self_starts;
static pthread_once_t fillers_once = PTHREAD_ONCE_INIT;

static void index_fillers(void)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(fillers); k++)
		done_starts_add(&filler_starts, fillers[k].text);
	for (size_t k = 0; k < DONE_ARRAY_SIZE(duties); k++)
		done_starts_add(&self_starts, duties[k].start);
	for (size_t k = 0; k < DONE_ARRAY_SIZE(subjects); k++)
		done_starts_add(&self_starts, subjects[k]);
}

void done_phrase_start(struct done_starts *out)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(openings); k++)
		done_starts_add(out, openings[k]);
	done_starts_add(out, TO_BE);
	done_starts_add(out, WILL_BE);
}

bool done_filler_find(
    const struct done_passage *passage, size_t i, bool strict, struct done_placeholder_found *out)
{
	size_t at, len;
	struct done_passage core = core_of(passage, &at);

	(void)i;
	pthread_once(&fillers_once, index_fillers);
	bool begins = done_starts_may(&filler_starts, &core, 0);
	for (size_t k = 0; begins && k < DONE_ARRAY_SIZE(fillers); k++) {
		len = done_phrase_length(&core, 0, fillers[k].text);
		if (!len || (len != core.len && len != without_stops(&core)) ||
		    !is_its_place(passage, fillers[k].where, strict))
			continue;
		*out = (struct done_placeholder_found){
		    .name = fillers[k].text, .at = at, .len = core.len};
		return true;
	}
	len = without_stops(&core);
	bool framed = is_framed(&core, len);
	if (!framed && !(done_starts_may(&self_starts, &core, 0) && is_said_of_itself(&core, len)))
		return false;
	*out = (struct done_placeholder_found){
	    .name = framed ? "\xE2\x80\xA6 here" : "this is \xE2\x80\xA6", .at = at, .len = len};
	return true;
}

static bool found_at(struct done_placeholder_found *out, const char *name, size_t at, size_t end)
{
	*out = (struct done_placeholder_found){.name = name, .at = at, .len = end - at};
	return true;
}

/* "To be defined.", "is to be documented later": i is where "to" stands. */
static bool find_to_be(
    const struct done_passage *passage, size_t i, struct done_placeholder_found *out)
{
	static const char *const yet[] = {"yet ", "still ", "remains ", "remain ", "is ", "are "};
	size_t len = done_phrase_length(passage, i, TO_BE), participle, end, before = i;
	unsigned border;

	if (!len)
		return false;
	participle = one_of(passage, i + len, participles, DONE_ARRAY_SIZE(participles));
	if (!participle)
		return false;
	border = done_border_before(passage, i);
	end = i + len + participle;
	if (border &
	    (DONE_BORDER_PASSAGE | DONE_BORDER_SENTENCE | DONE_BORDER_VALUE |
	        DONE_BORDER_BRACKETS)) {
		size_t near = end_near(passage, end);
		return near && found_at(out, "to be \xE2\x80\xA6", i, near);
	}
	size_t near = ends_at(passage, end) ? end : end_soon(passage, end);
	for (size_t k = 0; near && k < DONE_ARRAY_SIZE(yet); k++) {
		size_t word = strlen(yet[k]);

		before = i >= word ? i - word : i;
		if (done_phrase_length(passage, before, yet[k]) != word)
			continue;
		if (near > end || one_of(passage, i + len, of_people, DONE_ARRAY_SIZE(of_people)))
			return found_at(out, "to be \xE2\x80\xA6", i, near);
	}
	return false;
}

/* "will be documented later" */
static bool find_will_be(
    const struct done_passage *passage, size_t i, struct done_placeholder_found *out)
{
	size_t len = done_phrase_length(passage, i, WILL_BE), participle, end;

	if (!len)
		return false;
	participle = one_of(passage, i + len, of_people, DONE_ARRAY_SIZE(of_people));
	if (!participle)
		participle =
		    one_of(passage, i + len, (const char *const[]){"written", "explained"}, 2);
	end = participle ? end_soon(passage, i + len + participle) : 0;
	return end && found_at(out, "will be \xE2\x80\xA6 later", i, end);
}

bool done_phrase_find(
    const struct done_passage *passage, size_t i, bool strict, struct done_placeholder_found *out)
{
	if (find_to_be(passage, i, out) || find_will_be(passage, i, out))
		return done_stands_alone(passage, i, done_word_length(passage, i));
	for (size_t k = 0; k < DONE_ARRAY_SIZE(openings); k++) {
		size_t len = done_phrase_length(passage, i, openings[k]);
		char next = len ? done_char_at(passage, i + len) : '\0';

		if (!len || done_word_length(passage, i + len) ||
		    !done_stands_alone(passage, i, done_word_length(passage, i)))
			continue;
		/* "lorem ipsum" is nothing else anywhere. */
		if (strict || *openings[k] == 'l' ||
		    (!passage->is_item && (done_border_before(passage, i) & DONE_BORDER_PASSAGE) &&
		        (next == ',' || ends_at(passage, i + len))))
			return found_at(out, openings[k], i, i + len);
	}
	return false;
}
