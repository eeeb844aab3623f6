/*
 * What a text must hold to match a pattern at all: looked for first, it spares most patterns their
 * compiling and most texts their matching. A part of a pattern that is not understood here is one
 * of which nothing is known: what is told is never more than what is true.
 */
#include <ctype.h>
#include <string.h>

#include "pattern_text.h"

#define LITERALS_DEPTH_MAX 64
#define LITERALS_COMMON 2 /* worth no more: a quote, a slash, two letters */
#define LITERAL_BYTES_MAX 64

struct literals {
	struct done_arena *arena;
	const char *at;
	bool caseless, dots_cross; /* options that hold at this place */
	bool has_verbs;
	bool has_options;            /* that hold behind the alternative in which they stand */
	bool is_unclear;             /* something was met that is not understood */
	struct literals_told *parts; /* the alternatives of the whole */
	size_t nr_parts, cap_parts;
	unsigned depth;
};

/* What a part of a pattern tells. */
struct literals_told {
	struct done_pattern_literals best;
	struct done_strings exact; /* it is one of these and nothing else; none: not so */
	bool crosses;              /* it may hold an end of line */
	bool fails;                /* it matches nothing */
};

/* The literals that are side by side, and what was told before them. */
struct literal_run {
	struct done_strings before; /* a group of texts, of which one stands before the literals */
	char text[LITERAL_BYTES_MAX + 1];
	size_t len;
	bool has_gap; /* something else stands before it, too */
	struct literals_told told;
};

/* ---- runs ---- */

/* What stands there up to now: one of these. */
static struct done_strings literal_run_texts(struct literals *literals, struct literal_run *run)
{
	const char **items = done_arena_array(literals->arena, 1, sizeof(*items));
	const struct done_strings one = {items, run->len > 0};

	if (run->len)
		items[0] = done_arena_strndup(literals->arena, run->text, run->len);
	return !run->before.nr ? one
	    : !run->len        ? run->before
	                       : done_literals_join(literals->arena, &run->before, &one);
}

/* Returns its texts. */
static struct done_strings literal_run_end(struct literals *literals, struct literal_run *run)
{
	struct done_strings texts = {0};

	if (!run->len && !run->before.nr)
		return texts;
	texts = literal_run_texts(literals, run);
	done_literals_prefer(&run->told.best.anywhere, &texts);
	if (!run->told.crosses)
		done_literals_prefer(&run->told.best.near, &texts);
	run->before = (struct done_strings){0};
	run->len = 0;
	return texts;
}

/* Behind it something stands that is no literal. */
static void literal_run_break(struct literals *literals, struct literal_run *run)
{
	literal_run_end(literals, run);
	run->has_gap = true;
}

static void literal_run_add(struct literals *literals, struct literal_run *run, unsigned char c)
{
	/* A blank may stand for what a mask hides; and without case a letter is several. */
	if (c <= ' ' || c >= 0x7F || (literals->caseless && isalpha(c))) {
		literal_run_break(literals, run);
		return;
	}
	run->text[run->len++] = (char)c;
	if (run->len == LITERAL_BYTES_MAX)
		literal_run_break(literals, run);
}

/* ---- what stands behind an item ---- */

struct literal_repeat {
	bool any;      /* a quantifier stands there */
	bool may_lack; /* none of the item may be enough */
};

static void literals_braces(struct literals *literals, struct literal_repeat *repeat)
{
	const char *at = literals->at + 1;
	size_t digits = strspn(at, "0123456789");
	bool zero = strspn(at, "0") == digits;

	at += digits;
	if (digits && *at == ',')
		at += 1 + strspn(at + 1, "0123456789");
	if (!digits || *at != '}') {
		/* "{" as itself, or a form of a later PCRE2. */
		literals->is_unclear |= digits || strchr(", ", literals->at[1]) != NULL;
		return;
	}
	literals->at = at + 1;
	*repeat = (struct literal_repeat){true, zero};
}

static struct literal_repeat literals_repeat(struct literals *literals)
{
	struct literal_repeat repeat = {0};
	char c = *literals->at;

	if (c == '{') {
		literals_braces(literals, &repeat);
	} else if (c && strchr("?*+", c)) {
		literals->at++;
		repeat = (struct literal_repeat){true, c != '+'};
	}
	if (repeat.any && *literals->at && strchr("?+", *literals->at))
		literals->at++;
	return repeat;
}

/* ---- items ---- */

static void literals_character(struct literals *literals, struct literal_run *run, unsigned char c)
{
	struct literal_repeat repeat = literals_repeat(literals);

	if (!repeat.may_lack)
		literal_run_add(literals, run, c);
	if (repeat.any)
		literal_run_break(literals, run);
	run->told.crosses |= c == '\n';
}

/* Something that takes characters which are not known; crosses: of which one may end a line. */
static void literals_gap(struct literals *literals, struct literal_run *run, bool crosses)
{
	literals_repeat(literals);
	literal_run_break(literals, run);
	run->told.crosses |= crosses;
}

/* Of the text between the brackets: whether the set may hold an end of line. */
static bool literals_set_crosses(const char *text, size_t len)
{
	bool negated = *text == '^', names_end = false, is_plain = true;

	for (size_t i = 0; i < len; i++) {
		bool escaped = text[i] == '\\' && i + 1 < len;

		if (escaped)
			i++;
		names_end = names_end || (escaped && strchr("ns", text[i]));
		is_plain = is_plain && (unsigned char)text[i] >= ' ' && text[i] != '[' &&
		    (!escaped || strchr("wdh", text[i]) || !isalnum((unsigned char)text[i]));
	}
	return negated ? !names_end : !is_plain;
}

/* [^]a[:alpha:]\]]: whether it may hold an end of line. */
static bool literals_set(struct literals *literals)
{
	const char *at = literals->at + 1, *start = at;
	bool crosses;

	at += *at == '^';
	at += *at == ']';
	for (; *at && *at != ']'; at++) {
		if (*at == '\\') {
			at++;
			literals->is_unclear |= !*at || strchr("cQE", *at);
		} else if (*at == '[' && at[1] && strchr(":.=", at[1])) {
			const char *end = at + 2 + strspn(at + 2, "^abcdefghijklmnopqrstuvwxyz");

			literals->is_unclear |= at[1] != ':' || !done_text_starts(end, ":]");
			at = end + 1;
		}
		if (literals->is_unclear)
			return true;
	}
	crosses = literals_set_crosses(start, (size_t)(at - start));
	literals->is_unclear |= !*at;
	literals->at = at + (*at != '\0');
	return crosses;
}

static void literals_hex(struct literals *literals, struct literal_run *run)
{
	unsigned value = 0;
	size_t digits = 0;

	for (; digits < 2 && isxdigit((unsigned char)*literals->at); digits++) {
		unsigned char c = (unsigned char)*literals->at++;

		value = value * 16 + (unsigned)(isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
	}
	literals->is_unclear |= !digits;
	literals_character(literals, run, (unsigned char)value);
}

static void literals_escape(struct literals *literals, struct literal_run *run)
{
	char c = *++literals->at;

	literals->at += c != '\0';
	if (c && !isalnum((unsigned char)c) && (unsigned char)c < 0x80)
		literals_character(literals, run, (unsigned char)c);
	else if (c && strchr("dDwWsShHvVRXrntfea", c))
		literals_gap(literals, run, !strchr("dwhStfea", c));
	else if (c && strchr("bBAZz", c))
		literals->is_unclear |= literals_repeat(literals).any;
	else if (c == 'x')
		literals_hex(literals, run);
	else
		literals->is_unclear = true;
}

/* ---- groups ---- */

static struct literals_told literals_alternatives(struct literals *literals);

/* Behind "(?", at the letters of options: false, they are something else. *whole: they hold up to
 * the end of the group that they stand in. */
static bool literals_options(struct literals *literals, bool *whole)
{
	size_t nr = strspn(literals->at, "imsnU");

	*whole = literals->at[nr] == ')';
	if (!nr || (!*whole && literals->at[nr] != ':'))
		return false;
	literals->caseless |= memchr(literals->at, 'i', nr) != NULL;
	literals->dots_cross |= memchr(literals->at, 's', nr) != NULL;
	literals->at += nr + !*whole;
	return true;
}

/* Behind "(?": whether a group begins there whose content takes characters. */
static bool literals_group_form(struct literals *literals, bool *looks_around, bool *is_option)
{
	static const char *const around[] = {"=", "!", "<=", "<!"};
	static const char *const named[] = {"<", "P<", "'"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(around); i++) {
		if (done_text_starts(literals->at, around[i])) {
			literals->at += strlen(around[i]);
			*looks_around = true;
			return true;
		}
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(named); i++) {
		if (done_text_starts(literals->at, named[i])) {
			literals->at += strlen(named[i]);
			/* "(?<*": it looks behind, too. */
			if (*literals->at == '*')
				return false;
			literals->at += strcspn(literals->at, ">'");
			literals->at += *literals->at != '\0';
			return true;
		}
	}
	if (*literals->at == ':' || *literals->at == '>' || *literals->at == '|') {
		literals->at++;
		return true;
	}
	return literals_options(literals, is_option);
}

/* (*F) matches nothing, and (*SKIP) only says where to go on. */
static void literals_verb(struct literals *literals, struct literal_run *run)
{
	static const struct {
		const char *text;
		bool fails;
	} verbs[] = {{"(*SKIP)", false}, {"(*F)", true}, {"(*FAIL)", true}};
	size_t i = 0;

	while (i < DONE_ARRAY_SIZE(verbs) && !done_text_starts(literals->at, verbs[i].text))
		i++;
	literals->has_verbs = true;
	if (i == DONE_ARRAY_SIZE(verbs)) {
		literals->is_unclear = true;
		return;
	}
	literals->at += strlen(verbs[i].text);
	run->told.fails |= verbs[i].fails;
	literals->is_unclear |= literals_repeat(literals).any;
}

/* Behind a group of literals that go on: they are literals with what is before and behind it. */
static void literals_group_joins(struct literals *literals, struct literal_run *run,
    const struct done_strings *before, const struct done_strings *exact)
{
	run->before = before->nr ? done_literals_join(literals->arena, before, exact) : *exact;
	if (!run->before.nr) {
		run->before = *exact;
		run->has_gap = true;
	}
}

static void literals_group_end(struct literals *literals, struct literal_run *run,
    const struct done_strings *before, const struct literals_told *inside)
{
	struct literal_repeat repeat = literals_repeat(literals);

	if (repeat.may_lack) {
		run->has_gap = true;
		run->told.crosses |= inside->crosses;
		return;
	}
	done_literals_prefer(&run->told.best.anywhere, &inside->best.anywhere);
	if (!run->told.crosses)
		done_literals_prefer(&run->told.best.near, &inside->best.near);
	run->told.crosses |= inside->crosses;
	run->told.fails |= inside->fails;
	if (repeat.any || !inside->exact.nr)
		run->has_gap = true;
	else
		literals_group_joins(literals, run, before, &inside->exact);
}

static void literals_group(struct literals *literals, struct literal_run *run)
{
	bool was_caseless = literals->caseless, dots_crossed = literals->dots_cross;
	bool looks_around = false, is_option = false;
	struct done_strings before = literal_run_end(literals, run);
	struct literals_told inside = {0};

	if (literals->at[1] == '*') {
		run->has_gap = true;
		literals_verb(literals, run);
		return;
	}
	literals->at++;
	literals->is_unclear |= ++literals->depth > LITERALS_DEPTH_MAX;
	if (*literals->at == '?') {
		literals->at++;
		literals->is_unclear |= !literals_group_form(literals, &looks_around, &is_option);
	}
	if (!literals->is_unclear && !is_option)
		inside = literals_alternatives(literals);
	literals->is_unclear |= *literals->at != ')';
	if (literals->is_unclear)
		return;
	literals->at++;
	literals->depth--;
	literals->has_options |= is_option;
	run->has_gap |= is_option || looks_around;
	if (is_option)
		return;
	literals->caseless = was_caseless;
	literals->dots_cross = dots_crossed;
	if (looks_around)
		literals_repeat(literals);
	else
		literals_group_end(literals, run, &before, &inside);
}

/* ---- the whole ---- */

static void literals_item(struct literals *literals, struct literal_run *run)
{
	char c = *literals->at;

	if (c == '(') {
		literals_group(literals, run);
	} else if (c == '[') {
		bool crosses = literals_set(literals);

		literals_gap(literals, run, crosses);
	} else if (c == '\\') {
		literals_escape(literals, run);
	} else if (c == '^' || c == '$') {
		literals->at++;
		literals->is_unclear |= literals_repeat(literals).any;
	} else if (c == '.') {
		literals->at++;
		literals_gap(literals, run, literals->dots_cross);
	} else if (strchr("?*+", c)) {
		literals->is_unclear = true;
	} else {
		literals->at++;
		literals_character(literals, run, (unsigned char)c);
	}
}

static struct literals_told literals_sequence(struct literals *literals)
{
	struct literal_run run = {0};

	while (
	    !literals->is_unclear && *literals->at && *literals->at != '|' && *literals->at != ')')
		literals_item(literals, &run);
	const struct done_strings last = literal_run_end(literals, &run);
	if (!run.has_gap)
		run.told.exact = last;
	return run.told;
}

/* Of alternatives each must tell something; *all is what those before tell. */
static void literals_or(
    struct literals *literals, struct done_strings *all, const struct done_strings *one, bool first)
{
	if (first)
		*all = *one;
	else if (all->nr && one->nr)
		done_literals_unite(literals->arena, all, one);
	else
		*all = (struct done_strings){0};
}

/* The same for what a whole match is. */
static void literals_or_exact(
    struct literals *literals, struct done_strings *all, const struct done_strings *one, bool first)
{
	if (first)
		*all = *one;
	else
		done_literals_add(literals->arena, all, one);
}

static struct literals_told literals_alternatives(struct literals *literals)
{
	struct literals_told all = {.fails = true};

	for (;;) {
		const struct literals_told one = literals_sequence(literals);

		if (!one.fails) {
			literals_or(literals, &all.best.anywhere, &one.best.anywhere, all.fails);
			literals_or(literals, &all.best.near, &one.best.near, all.fails);
			literals_or_exact(literals, &all.exact, &one.exact, all.fails);
			if (!literals->depth)
				*DONE_ARENA_PUSH(literals->arena, literals->parts,
				    literals->nr_parts, literals->cap_parts) = one;
			all.crosses |= one.crosses;
			all.fails = false;
		}
		if (literals->is_unclear || *literals->at != '|')
			return all;
		literals->at++;
	}
}

static void literals_keep(
    struct done_arena *arena, const struct done_strings *found, struct done_strings *out)
{
	out->items = done_arena_array(arena, found->nr + 1, sizeof(*out->items));
	for (; out->nr < found->nr; out->nr++)
		out->items[out->nr] = done_arena_strdup(arena, found->items[out->nr]);
}

/* Of a pattern that is understood. An alternative that stays and has a verb of its own goes on
 * elsewhere where another one has led it elsewhere: then none is left out. */
static const char *literals_bare(struct done_arena *arena, const char *pattern)
{
	struct done_arena scratch = {0};
	struct literals literals = {.arena = &scratch, .at = pattern};
	struct done_buf bare = {0};
	const char *out = NULL;
	bool is_whole = true, is_first = true, has_verbs = false;

	for (;; literals.at++) {
		const char *start = literals.at;
		struct literals_told one;

		literals.has_verbs = false;
		one = literals_sequence(&literals);
		is_whole = is_whole && !one.fails;
		if (!one.fails) {
			done_buf_add(&bare, "|", !is_first);
			is_first = false;
			done_buf_add(&bare, start, (size_t)(literals.at - start));
			has_verbs |= literals.has_verbs;
		}
		if (*literals.at != '|')
			break;
	}
	if (bare.len && !is_whole && !has_verbs && !literals.has_options)
		out = done_arena_strndup(arena, bare.ptr, bare.len);
	done_buf_release(&bare);
	done_arena_release(&scratch);
	return out;
}

/* Where an alternative is too common near its beginning something else must tell that it is not in
 * a text; nothing is divided where one of them tells neither. */
static void literals_divide(
    struct done_arena *arena, const struct literals *literals, struct done_pattern_literals *out)
{
	struct done_strings seldom = {0}, others = {0};

	for (size_t i = 0; i < literals->nr_parts; i++) {
		const struct done_pattern_literals *part = &literals->parts[i].best;
		bool is_seldom = done_literals_least_worth(&part->near) > LITERALS_COMMON;
		struct done_strings *all = is_seldom ? &seldom : &others;

		if (!is_seldom && done_literals_least_worth(&part->anywhere) <= 2 * LITERALS_COMMON)
			return;
		done_literals_unite(
		    literals->arena, all, is_seldom ? &part->near : &part->anywhere);
		if (!all->nr)
			return;
	}
	if (!others.nr)
		return;
	literals_keep(arena, &seldom, &out->seldom);
	literals_keep(arena, &others, &out->others);
}

void done_pattern_literals_find(
    struct done_arena *arena, const char *pattern, struct done_pattern_literals *out)
{
	struct done_arena scratch = {0};
	struct literals literals = {.arena = &scratch, .at = pattern};
	struct literals_told told = literals_alternatives(&literals);

	*out = (struct done_pattern_literals){0};
	if (!literals.is_unclear && !*literals.at) {
		literals_keep(arena, &told.best.anywhere, &out->anywhere);
		/* Where a pattern goes on after (*SKIP) hangs on all that stands before. */
		if (!literals.has_verbs) {
			literals_keep(arena, &told.best.near, &out->near);
			if (done_literals_least_worth(&told.best.near) <= LITERALS_COMMON)
				literals_divide(arena, &literals, out);
		} else {
			out->bare = literals_bare(arena, pattern);
		}
	}
	done_arena_release(&scratch);
}

void done_pattern_literals(struct done_arena *arena, const char *pattern, struct done_strings *out)
{
	struct done_pattern_literals literals;

	done_pattern_literals_find(arena, pattern, &literals);
	*out = literals.anywhere;
}
