/*
 * A glob as a set of states, one bit a state: a step is a few operations on whole words.
 *
 * A token is a state (DIRECTORIES takes three: a fork, a loop, a '/'), and the last state accepts.
 * The parser sees to it that a state which moves without reading leads to one that may do so at
 * most once more, so closing a set takes two rounds.
 */
#include "glob_parts.h"

#include <string.h>

enum { MOST_WORDS = DONE_GLOB_BYTES / 64 + 1 };

struct done_automaton {
	size_t words, accept;
	uint64_t *loop;            /* states that stay on any byte */
	uint64_t *star;            /* states that stay on any byte but '/' */
	uint64_t *fork;            /* states that move on by one and by three, reading nothing */
	uint64_t *rows;            /* a row: states that move on by one when reading its bytes */
	unsigned char row_of[256]; /* by byte */
};

static void set_bit(uint64_t *words, size_t i)
{
	words[i / 64] |= UINT64_C(1) << (i % 64);
}

static bool has_bit(const uint64_t *words, size_t i)
{
	return words[i / 64] >> (i % 64) & 1;
}

static size_t states_of(const struct done_glob_token *token)
{
	return token->kind == DONE_GLOB_DIRECTORIES ? 3 : 1;
}

/* Adds the members of a set, or what is no member: whichever are fewer. */
static void tell_set(struct done_glob_set *told, const struct done_glob_set *set)
{
	int members = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(set->words); i++)
		members += __builtin_popcountll(set->words[i]);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(set->words); i++)
		told->words[i] |= members <= 128 ? set->words[i] : ~set->words[i];
}

/* The bytes that a token may tell from the others. */
static struct done_glob_set told_apart(const struct done_glob_token *tokens, size_t nr)
{
	struct done_glob_set told = {{0}};

	set_bit(told.words, '/');
	for (size_t i = 0; i < nr; i++) {
		if (tokens[i].kind == DONE_GLOB_LITERAL)
			set_bit(told.words, tokens[i].byte);
		else if (tokens[i].kind == DONE_GLOB_SET)
			tell_set(&told, tokens[i].set);
	}
	/* No path holds it, so the number of a row fits a byte. */
	told.words[0] &= ~UINT64_C(1);
	return told;
}

/* Most bytes are told apart by no token: they share the first row. Returns how many rows there are.
 */
static size_t share_rows(struct done_automaton *automaton, const struct done_glob_token *tokens,
    size_t nr, unsigned char byte_of[257])
{
	struct done_glob_set told = told_apart(tokens, nr);
	size_t rows = 1;

	byte_of[0] = 0;
	for (unsigned i = 0; i < DONE_ARRAY_SIZE(told.words); i++) {
		if (~told.words[i])
			byte_of[0] = (unsigned char)(i * 64 + 63 -
			    (unsigned)__builtin_clzll(~told.words[i]));
		for (uint64_t left = told.words[i]; left; left &= left - 1) {
			unsigned char c = (unsigned char)(i * 64 + (unsigned)__builtin_ctzll(left));

			byte_of[rows] = c;
			automaton->row_of[c] = (unsigned char)rows++;
		}
	}
	return rows;
}

static bool reads(const struct done_glob_token *token, unsigned char c)
{
	if (token->kind == DONE_GLOB_ANY)
		return c != '/';
	return done_glob_set_has(token->set, c);
}

static void fill_rows(struct done_automaton *automaton, struct done_arena *arena,
    const struct done_glob_token *tokens, size_t nr)
{
	unsigned char byte_of[257];
	size_t words = automaton->words, state = 0;
	size_t rows = share_rows(automaton, tokens, nr, byte_of);

	automaton->rows = done_arena_array(arena, rows * words, sizeof(uint64_t));
	for (size_t i = 0; i < nr; i++) {
		const struct done_glob_token *token = &tokens[i];

		if (token->kind == DONE_GLOB_LITERAL)
			set_bit(automaton->rows + automaton->row_of[token->byte] * words, state);
		if (token->kind == DONE_GLOB_DIRECTORIES)
			set_bit(automaton->rows + automaton->row_of['/'] * words, state + 2);
		if (token->kind == DONE_GLOB_ANY || token->kind == DONE_GLOB_SET) {
			for (size_t row = 0; row < rows; row++) {
				if (reads(token, byte_of[row]))
					set_bit(automaton->rows + row * words, state);
			}
		}
		state += states_of(token);
	}
}

struct done_automaton *done_automaton_build(
    struct done_arena *arena, const struct done_glob_token *tokens, size_t nr)
{
	struct done_automaton *automaton = done_arena_alloc(arena, sizeof(*automaton));
	size_t state = 0;

	for (size_t i = 0; i < nr; i++)
		automaton->accept += states_of(&tokens[i]);
	automaton->words = automaton->accept / 64 + 1;
	automaton->loop = done_arena_array(arena, automaton->words, sizeof(uint64_t));
	automaton->star = done_arena_array(arena, automaton->words, sizeof(uint64_t));
	automaton->fork = done_arena_array(arena, automaton->words, sizeof(uint64_t));
	for (size_t i = 0; i < nr; i++) {
		if (tokens[i].kind == DONE_GLOB_STAR)
			set_bit(automaton->star, state);
		if (tokens[i].kind == DONE_GLOB_DEEP)
			set_bit(automaton->loop, state);
		if (tokens[i].kind == DONE_GLOB_DIRECTORIES) {
			set_bit(automaton->fork, state);
			set_bit(automaton->loop, state + 1);
		}
		state += states_of(&tokens[i]);
	}
	fill_rows(automaton, arena, tokens, nr);
	return automaton;
}

/* to |= (from & mask) << shift; at most 63, from the top word down so that to may be from. */
static void add_shifted(
    uint64_t *to, const uint64_t *from, const uint64_t *mask, unsigned shift, size_t words)
{
	for (size_t i = words; i-- > 0;) {
		to[i] |= (from[i] & mask[i]) << shift;
		if (i > 0)
			to[i] |= (from[i - 1] & mask[i - 1]) >> (64 - shift);
	}
}

/* Adds what can be reached without reading. */
static void close_set(const struct done_automaton *automaton, uint64_t *now)
{
	size_t words = automaton->words;
	uint64_t resting[MOST_WORDS];

	add_shifted(now, now, automaton->fork, 1, words);
	add_shifted(now, now, automaton->fork, 3, words);
	for (size_t i = 0; i < words; i++)
		resting[i] = automaton->star[i] | automaton->loop[i];
	add_shifted(now, now, resting, 1, words);
}

static bool is_empty(const uint64_t *now, size_t words)
{
	uint64_t any = 0;

	for (size_t i = 0; i < words; i++)
		any |= now[i];
	return !any;
}

/* Reads one byte; false when no state is left. */
static bool automaton_step(const struct done_automaton *automaton, uint64_t *now, unsigned char c)
{
	size_t words = automaton->words;
	uint64_t next[MOST_WORDS];

	for (size_t i = 0; i < words; i++)
		next[i] = now[i] & (automaton->loop[i] | (c == '/' ? 0 : automaton->star[i]));
	add_shifted(next, now, automaton->rows + automaton->row_of[c] * words, 1, words);
	close_set(automaton, next);
	memcpy(now, next, words * sizeof(*now));
	return !is_empty(now, words);
}

static uint64_t close_word(const struct done_automaton *automaton, uint64_t now)
{
	uint64_t fork = now & *automaton->fork;

	now |= fork << 1 | fork << 3;
	return now | (now & (*automaton->star | *automaton->loop)) << 1;
}

/* The same as automaton_run() for one word, which nearly every glob fits: many times faster. */
static uint64_t run_word(const struct done_automaton *automaton, const char *bytes, size_t len)
{
	uint64_t loop = *automaton->loop, star = *automaton->star;
	uint64_t sure = automaton->accept ? loop & UINT64_C(1) << (automaton->accept - 1) : 0;
	/* States that wait for the next part of the path, whatever this one holds. */
	uint64_t waiting = *automaton->fork << 1 | *automaton->fork << 2;
	uint64_t now = close_word(automaton, 1);

	for (size_t i = 0; i < len && now && !(now & sure); i++) {
		if (!(now & ~waiting)) {
			const char *slash = memchr(bytes + i, '/', len - i);

			if (!slash)
				break;
			i = (size_t)(slash - bytes);
		}
		unsigned char c = (unsigned char)bytes[i];
		uint64_t moved = (now & automaton->rows[automaton->row_of[c]]) << 1;

		now = close_word(automaton, (now & (c == '/' ? loop : loop | star)) | moved);
	}
	return now;
}

/* Leaves in now the states after bytes; false when there are none. */
static bool automaton_run(
    const struct done_automaton *automaton, const char *bytes, size_t len, uint64_t *now)
{
	if (automaton->words == 1) {
		now[0] = run_word(automaton, bytes, len);
		return now[0] != 0;
	}
	memset(now, 0, automaton->words * sizeof(*now));
	now[0] = 1;
	close_set(automaton, now);
	for (size_t i = 0; i < len; i++) {
		if (!automaton_step(automaton, now, (unsigned char)bytes[i]))
			return false;
	}
	return true;
}

bool done_automaton_accepts(const struct done_automaton *automaton, const char *bytes, size_t len)
{
	uint64_t now[MOST_WORDS];

	return automaton_run(automaton, bytes, len, now) && has_bit(now, automaton->accept);
}

bool done_automaton_enters(const struct done_automaton *automaton, const char *bytes, size_t len)
{
	uint64_t now[MOST_WORDS];

	/* No glob ends in '/', so the accepting state is never the only one left. */
	return automaton_run(automaton, bytes, len, now) && automaton_step(automaton, now, '/');
}
