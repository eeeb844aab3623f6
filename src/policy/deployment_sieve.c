/*
 * Which rows of config/deployments.yml a file can be of, by the last byte of its path and the first
 * of its name: of some forty rows most files need none asked. It may keep a row that does not
 * match, and never leaves one out that does.
 */
#include <limits.h>
#include <string.h>

#include "ecosystem_parts.h"

#define SIEVE_GLOBS 256
#define SIEVE_WORDS (SIEVE_GLOBS / 64)

struct done_deployment_sieve {
	uint64_t last[UCHAR_MAX + 1][SIEVE_WORDS], first[UCHAR_MAX + 1][SIEVE_WORDS]; /* globs */
	size_t form_of[SIEVE_GLOBS];
	size_t nr;
};

static void sieve_add(uint64_t rows[][SIEVE_WORDS], unsigned char byte, size_t glob)
{
	rows[byte][glob / 64] |= UINT64_C(1) << (glob % 64);
}

static void sieve_add_any(uint64_t rows[][SIEVE_WORDS], size_t glob)
{
	for (unsigned byte = 0; byte <= UCHAR_MAX; byte++)
		sieve_add(rows, (unsigned char)byte, glob);
}

static bool is_literal(char c)
{
	return !strchr("*?[]{}\\,", c);
}

/* "*.{yml,yaml}" ends in 'l'. False where what stands last may be anything. */
static bool sieve_add_ends(
    struct done_deployment_sieve *sieve, const char *text, size_t len, size_t glob)
{
	const char *open = strrchr(text, '{'), *end = text + len;
	bool braces = len > 1 && end[-1] == '}';

	if (strchr(text, '\\') || (braces && (!open || strchr(open, '}') != end - 1)))
		return false;
	for (const char *at = braces ? open + 1 : end - 1; at < end; at++) {
		bool is_last = braces ? at[1] == ',' || at[1] == '}' : true;

		if (is_last && !is_literal(*at))
			return false;
		if (is_last)
			sieve_add(sieve->last, (unsigned char)*at, glob);
	}
	return true;
}

static void sieve_take(
    struct done_deployment_sieve *sieve, const char *text, bool is_by_name, size_t form)
{
	size_t glob = sieve->nr++, len = strlen(text);

	sieve->form_of[glob] = form;
	if (is_by_name && is_literal(*text))
		sieve_add(sieve->first, (unsigned char)*text, glob);
	else
		sieve_add_any(sieve->first, glob);
	if (!sieve_add_ends(sieve, text, len, glob))
		sieve_add_any(sieve->last, glob);
}

const struct done_deployment_sieve *done_deployment_sieve_make(
    struct done_arena *arena, const struct done_deployment_forms *forms)
{
	struct done_deployment_sieve *sieve = done_arena_alloc(arena, sizeof(*sieve));

	for (size_t i = 0; i < forms->nr; i++) {
		const struct done_deployment_form *form = &forms->items[i];

		for (size_t j = 0; j < form->written.nr; j++) {
			const char *text = form->written.items[j];

			/* A negated one only takes out. */
			if (*text == '!')
				continue;
			if (!*text || sieve->nr == SIEVE_GLOBS)
				return NULL;
			sieve_take(sieve, text, form->is_by_name, i);
		}
	}
	return sieve;
}

size_t done_deployment_sieve_next(
    const struct done_deployment_sieve *sieve, const char *name, size_t from, size_t nr)
{
	const uint64_t *last = sieve->last[(unsigned char)name[*name ? strlen(name) - 1 : 0]];
	const uint64_t *first = sieve->first[(unsigned char)*name];

	for (size_t i = 0; i < SIEVE_WORDS; i++) {
		for (uint64_t left = last[i] & first[i]; left; left &= left - 1) {
			size_t glob = i * 64 + (size_t)__builtin_ctzll(left);

			if (sieve->form_of[glob] >= from)
				return sieve->form_of[glob];
		}
	}
	return nr;
}
