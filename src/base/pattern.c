/*
 * Patterns: the only file that knows PCRE2. Every limit is set, and whatever PCRE2 cannot decide is
 * an error, never "no match".
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "done/base.h"

#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST_BYTES = 4 * 1024,
	MOST_COMPILED = 64 * 1024,
	MOST_PARENTHESES = 64,
	MATCH_LIMIT = 1000 * 1000,
	/* JIT knows no depth: a lower limit here would give another verdict without it. */
	DEPTH_LIMIT = MATCH_LIMIT,
	HEAP_LIMIT_KIB = 64 * 1024,
	FIRST_JIT_STACK = 32 * 1024,
	MOST_JIT_STACK = 1024 * 1024,
};

struct done_pattern {
	const char *text;
	pcre2_code *bytes; /* for any subject */
	pcre2_code *utf;   /* for valid UTF-8; NULL when bytes gives the same matches there */
};

struct done_matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL where there is no JIT */
};

/*
 * True when UTF mode can find nothing else than byte mode in valid UTF-8: literal ASCII, positive
 * sets of it, repeats, groups, alternatives, line ends and the ASCII-only classes. No byte of a
 * longer UTF-8 sequence is ASCII, so no such pattern can begin, end or stop inside of one. Left out
 * is all that may take a character apart ('.', negated sets), and options, for without case 'k'
 * and 's' have relatives outside of ASCII.
 */
static bool is_same_in_utf(const char *text)
{
	for (const char *s = text; *s; s++) {
		if ((unsigned char)*s >= 0x80 || *s == '.')
			return false;
		if ((*s == '[' || *s == ':') && s[1] == '^')
			return false;
		if (*s == '(' && (s[1] == '*' || (s[1] == '?' && s[2] != ':')))
			return false;
		if (*s != '\\')
			continue;
		s++;
		if (!*s || !strchr("wdsbntr.,:;/\\-_\"'()[]{}|^$*+?#@=<>", *s))
			return false;
	}
	return true;
}

static int report(struct done_error *err, const char *text, int number, size_t offset)
{
	PCRE2_UCHAR reason[256];

	if (number == PCRE2_ERROR_HEAP_FAILED)
		done_out_of_memory();
	if (pcre2_get_error_message(number, reason, sizeof(reason)) < 0)
		snprintf((char *)reason, sizeof(reason), "unknown reason");
	return done_error_set(err, DONE_E_POLICY, "bad pattern '%.200s': at offset %zu: %s", text,
	                      offset, (const char *)reason);
}

static int compile(const char *text, uint32_t options, pcre2_code **out, struct done_error *err)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	PCRE2_SIZE offset = 0;
	size_t size = 0;
	int number = 0;

	if (!context)
		done_out_of_memory();
	pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
	pcre2_set_parens_nest_limit(context, MOST_PARENTHESES);
	options |= PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
	*out = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options, &number, &offset,
	                     context);
	pcre2_compile_context_free(context);
	if (!*out)
		return report(err, text, number, offset);
	pcre2_pattern_info(*out, PCRE2_INFO_SIZE, &size);
	if (size <= MOST_COMPILED)
		return 0;
	done_error_set(err, DONE_E_POLICY,
	               "bad pattern '%.200s': it is too large: %zu bytes compiled, of at most %d",
	               text, size, (int)MOST_COMPILED);
	return done_error_cure(err, "use smaller repeat counts, or several patterns");
}

static int compile_both(struct done_pattern *pattern, unsigned flags, struct done_error *err)
{
	pcre2_code *codes[2];
	int rc = compile(pattern->text, PCRE2_NEVER_UTF, &pattern->bytes, err);

	if (rc == 0 && !is_same_in_utf(pattern->text))
		rc = compile(pattern->text, PCRE2_UTF, &pattern->utf, err);
	if (rc < 0)
		return rc;
	codes[0] = pattern->bytes;
	codes[1] = pattern->utf;
	/* Where the system forbids it, matching goes on without: the result of this does not count.
	 */
	for (size_t i = 0; i < 2 && !(flags & DONE_PATTERN_NO_JIT); i++) {
		if (codes[i])
			(void)pcre2_jit_compile(codes[i], PCRE2_JIT_COMPLETE);
	}
	return 0;
}

int done_pattern_compile(struct done_arena *arena, const char *text, unsigned flags,
                         struct done_pattern **out, struct done_error *err)
{
	struct done_pattern *pattern;
	size_t len = strlen(text);
	int rc;

	if (len > MOST_BYTES)
		return done_error_set(err, DONE_E_POLICY,
		                      "bad pattern '%.40s': it has %zu bytes, of at most %d", text,
		                      len, (int)MOST_BYTES);
	if (!done_utf8_valid(text, len))
		return done_error_set(err, DONE_E_POLICY, "bad pattern '%.200s': it is not UTF-8",
		                      text);
	pattern = done_arena_alloc(arena, sizeof(*pattern));
	pattern->text = done_arena_strdup(arena, text);
	rc = compile_both(pattern, flags, err);
	if (rc < 0) {
		done_pattern_free(pattern);
		return rc;
	}
	*out = pattern;
	return 0;
}

void done_pattern_free(struct done_pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->bytes);
	pcre2_code_free(pattern->utf);
	pattern->bytes = pattern->utf = NULL;
}

const char *done_pattern_text(const struct done_pattern *pattern)
{
	return pattern->text;
}

struct done_matcher *done_matcher_new(void)
{
	struct done_matcher *matcher = calloc(1, sizeof(*matcher));

	if (!matcher)
		done_out_of_memory();
	matcher->data = pcre2_match_data_create(1, NULL);
	matcher->context = pcre2_match_context_create(NULL);
	if (!matcher->data || !matcher->context)
		done_out_of_memory();
	pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
	pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(matcher->context, HEAP_LIMIT_KIB);
	matcher->stack = pcre2_jit_stack_create(FIRST_JIT_STACK, MOST_JIT_STACK, NULL);
	if (matcher->stack)
		pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
	return matcher;
}

void done_matcher_free(struct done_matcher *matcher)
{
	if (!matcher)
		return;
	pcre2_match_data_free(matcher->data);
	pcre2_match_context_free(matcher->context);
	pcre2_jit_stack_free(matcher->stack);
	free(matcher);
}

static const char *limit_name(int rc)
{
	static const struct {
		int rc;
		const char *name;
	} limits[] = {
		{PCRE2_ERROR_MATCHLIMIT, "the limit of 1000000 steps"},
		{PCRE2_ERROR_DEPTHLIMIT, "the limit of 1000000 levels"},
		{PCRE2_ERROR_HEAPLIMIT, "the limit of 64 MiB"},
		{PCRE2_ERROR_JIT_STACKLIMIT, "the limit of its stack"},
		{PCRE2_ERROR_RECURSELOOP, "an endless recursion"},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(limits); i++) {
		if (limits[i].rc == rc)
			return limits[i].name;
	}
	return NULL;
}

static int give_up(const struct done_pattern *pattern, int rc, struct done_error *err)
{
	const char *limit = limit_name(rc);
	PCRE2_UCHAR reason[256];

	if (rc == PCRE2_ERROR_NOMEMORY)
		done_out_of_memory();
	if (limit) {
		done_error_set(err, DONE_E_UNDECIDED, "pattern '%.200s' ran into %s", pattern->text,
		               limit);
		return done_error_cure(err, "simplify the pattern: avoid a repeat within a repeat, "
		                            "such as (a+)+");
	}
	if (pcre2_get_error_message(rc, reason, sizeof(reason)) < 0)
		snprintf((char *)reason, sizeof(reason), "unknown reason");
	return done_error_set(err, DONE_E_UNDECIDED, "pattern '%.200s' could not be matched: %s",
	                      pattern->text, (const char *)reason);
}

static int match(const pcre2_code *code, struct done_matcher *matcher, struct done_bytes subject,
                 size_t from, uint32_t options)
{
	PCRE2_SPTR bytes = (PCRE2_SPTR)(subject.ptr ? subject.ptr : "");
	int rc = pcre2_match(code, bytes, subject.len, from, options, matcher->data,
	                     matcher->context);

	/* The interpreter keeps its frames on the heap, within a larger limit. */
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(code, bytes, subject.len, from, options | PCRE2_NO_JIT,
		                 matcher->data, matcher->context);
	return rc;
}

int done_pattern_find(const struct done_pattern *pattern, struct done_matcher *matcher,
                      struct done_bytes subject, bool utf8, size_t from, struct done_match *out,
                      struct done_error *err)
{
	const pcre2_code *code = utf8 && pattern->utf ? pattern->utf : pattern->bytes;
	const PCRE2_SIZE *found;
	int rc;

	/* "One further" than an empty match may be the middle of a character. */
	while (utf8 && from < subject.len && ((unsigned char)subject.ptr[from] & 0xC0) == 0x80)
		from++;
	if (from > subject.len)
		return 0;
	rc = match(code, matcher, subject, from, utf8 ? PCRE2_NO_UTF_CHECK : 0);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc < 0)
		return give_up(pattern, rc, err);
	found = pcre2_get_ovector_pointer(matcher->data);
	if (found[0] > found[1])
		return done_error_set(err, DONE_E_UNDECIDED,
		                      "pattern '%.200s' ends a match before its start",
		                      pattern->text);
	*out = (struct done_match){found[0], found[1]};
	return 1;
}

void done_pattern_library(char out[32])
{
	char version[64] = "";
	char *blank;

	pcre2_config(PCRE2_CONFIG_VERSION, version);
	/* "10.42 2022-12-11": the day says nothing more. */
	blank = strchr(version, ' ');
	if (blank)
		*blank = '\0';
	snprintf(out, 32, "PCRE2 %.20s", version);
}
