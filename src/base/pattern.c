/*
 * Patterns: the only file that knows PCRE2. Every limit is set, and whatever PCRE2 cannot decide is
 * an error, never "no match".
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern_text.h"

#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
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
	NOT_A_TEMPLATE = 1 << 8, /* a flag beside those of the header: the text is what is meant */
};
#define UTF8_OPTIONS ((uint32_t)(PCRE2_UTF | PCRE2_UCP))

struct done_pattern {
	const char *text;
	unsigned flags, sees;
	bool is_templated;
	bool is_ascii; /* of ASCII a pattern in ASCII finds the same in any mode */
	enum done_pattern_needs in_utf8;
	pcre2_code *bytes;          /* for any subject; NULL: it speaks of what no byte is */
	_Atomic(pcre2_code *) utf8; /* for valid UTF-8; NULL where it is not needed, or not yet */
	pcre2_code *any;            /* in place of bytes, where that is NULL */
	atomic_bool is_ready;       /* bytes and any are compiled to machine code, or need none */
	atomic_bool is_read;        /* literals are known */
	struct done_pattern_literals literals;
	struct done_pattern *bare; /* of literals.bare; NULL where that is */
	struct done_arena room;    /* of the literals and the bare one */
};

struct done_matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL where there is no JIT */
};

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

/* 0, or PCRE2's number and the offset of what it does not like. */
static int pattern_compile(const char *text, uint32_t options, pcre2_code **out, size_t *offset)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	PCRE2_SIZE at = 0;
	int number = 0;

	if (!context)
		done_out_of_memory();
	pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
	pcre2_set_parens_nest_limit(context, MOST_PARENTHESES);
	options |= PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
	*out =
	    pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options, &number, &at, context);
	pcre2_compile_context_free(context);
	*offset = at;
	return *out ? 0 : number;
}

static int check_size(
    const struct done_pattern *pattern, const pcre2_code *code, struct done_error *err)
{
	size_t size = 0;

	pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
	if (size <= MOST_COMPILED)
		return 0;
	done_error_set(err, DONE_E_POLICY,
	    "bad pattern '%.200s': it is too large: %zu bytes compiled, of at most %d",
	    pattern->text, size, (int)MOST_COMPILED);
	return done_error_cure(err, "use smaller repeat counts, or several patterns");
}

/* Where the system forbids it, matching goes on without: the result of this does not count. */
static void hasten(const struct done_pattern *pattern, pcre2_code *code)
{
	if (code && !(pattern->flags & DONE_PATTERN_NO_JIT))
		(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
}

/* What does not compile alone is left out: the whole tells. */
static void bare_make(struct done_pattern *pattern)
{
	struct done_error ignored = {0};

	if (pattern->literals.bare &&
	    done_pattern_compile(&pattern->room, pattern->literals.bare,
	        pattern->flags | DONE_PATTERN_LATER | NOT_A_TEMPLATE, &pattern->bare, &ignored) < 0)
		pattern->bare = NULL;
}

/* Not before a text is looked at, for the literals of the pattern: they are of use to who looks for
 * it only. */
static const struct done_pattern_literals *pattern_literals(const struct done_pattern *pattern)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	struct done_pattern *shared = (struct done_pattern *)pattern;

	if (atomic_load_explicit(&shared->is_read, memory_order_acquire))
		return &pattern->literals;
	pthread_mutex_lock(&lock);
	if (!atomic_load_explicit(&shared->is_read, memory_order_relaxed)) {
		done_pattern_literals_find(&shared->room, pattern->text, &shared->literals);
		bare_make(shared);
		atomic_store_explicit(&shared->is_read, true, memory_order_release);
	}
	pthread_mutex_unlock(&lock);
	return &pattern->literals;
}

/* Not before it is needed: most files are ASCII. Two threads may make it at once; one is kept. */
static const pcre2_code *utf8_code(const struct done_pattern *pattern, struct done_error *err)
{
	struct done_pattern *shared = (struct done_pattern *)pattern;
	pcre2_code *made = atomic_load(&shared->utf8), *none = NULL;
	struct done_buf text = {0};
	size_t offset;

	if (made)
		return made;
	done_pattern_text_spell(&text, pattern->text);
	int number = pattern_compile(text.len ? text.ptr : "", UTF8_OPTIONS, &made, &offset);
	done_buf_release(&text);
	if (number) {
		report(err, pattern->text, number, offset);
		return NULL;
	}
	hasten(pattern, made);
	if (!atomic_compare_exchange_strong(&shared->utf8, &none, made)) {
		pcre2_code_free(made);
		made = none;
	}
	return made;
}

/* What byte mode knows nothing of (\x{200B}) is not in what is not UTF-8 either, but around it. */
static int compile_bytes(struct done_pattern *pattern, size_t *offset)
{
	int number = pattern_compile(pattern->text, PCRE2_NEVER_UTF, &pattern->bytes, offset);

	if (number != PCRE2_ERROR_CODE_POINT_TOO_BIG)
		return number;
	pattern->is_ascii = false;
	pattern->in_utf8 = DONE_PATTERN_UTF_ASKED;
	return pattern_compile(
	    pattern->text, UTF8_OPTIONS | PCRE2_MATCH_INVALID_UTF, &pattern->any, offset);
}

/* What has nothing in it that could be wrong in UTF mode only needs no trial. */
static int try_utf8(const struct done_pattern *pattern, struct done_error *err)
{
	pcre2_code *code;
	size_t offset;
	int rc = 0;

	if (pattern->in_utf8 != DONE_PATTERN_UTF_ASKED || pattern->any)
		return 0;
	int number = pattern_compile(pattern->text, PCRE2_UTF, &code, &offset);
	if (number)
		return report(err, pattern->text, number, offset);
	rc = check_size(pattern, code, err);
	pcre2_code_free(code);
	return rc;
}

static int compile_all(struct done_pattern *pattern, struct done_error *err)
{
	size_t offset;
	int number = compile_bytes(pattern, &offset);

	if (number)
		return report(err, pattern->text, number, offset);
	if (check_size(pattern, pattern->any ? pattern->any : pattern->bytes, err) < 0)
		return err->code;
	return try_utf8(pattern, err);
}

static void codes_free(struct done_pattern *pattern)
{
	pcre2_code_free(pattern->bytes);
	pcre2_code_free(pattern->any);
	pattern->bytes = pattern->any = NULL;
}

/* Not before a text is looked at: a run looks with few of the patterns of its policy. */
static int pattern_ready(const struct done_pattern *pattern, struct done_error *err)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	struct done_pattern *shared = (struct done_pattern *)pattern;
	int rc = 0;

	if (atomic_load_explicit(&shared->is_ready, memory_order_acquire))
		return 0;
	pthread_mutex_lock(&lock);
	if (!atomic_load_explicit(&shared->is_ready, memory_order_relaxed)) {
		if (!pattern->bytes && !pattern->any)
			rc = compile_all(shared, err);
		if (rc < 0)
			codes_free(shared);
		hasten(pattern, pattern->bytes);
		hasten(pattern, pattern->any);
		atomic_store_explicit(&shared->is_ready, rc >= 0, memory_order_release);
	}
	pthread_mutex_unlock(&lock);
	return rc;
}

/* Which mode serves such a pattern shows only when it is compiled. */
static bool names_code_points(const char *text)
{
	return strstr(text, "\\x{") || strstr(text, "\\o{") || strstr(text, "\\N");
}

/* A template is tried with stand-ins, so that a bad one is an error here and now. */
static int try_template(
    struct done_arena *arena, const struct done_pattern *pattern, struct done_error *err)
{
	struct done_pattern *tried = NULL;
	int rc = done_pattern_make(
	    arena, pattern, &(struct done_template){"service", "services/service"}, &tried, err);

	done_pattern_free(tried);
	return rc;
}

int done_pattern_compile(struct done_arena *arena, const char *text, unsigned flags,
    struct done_pattern **out, struct done_error *err)
{
	struct done_pattern *pattern;
	size_t len = strlen(text);
	int rc;

	if (len > MOST_BYTES)
		return done_error_set(err, DONE_E_POLICY,
		    "bad pattern '%.40s': it has %zu bytes, of at most %d", text, len,
		    (int)MOST_BYTES);
	if (!done_utf8_valid(text, len))
		return done_error_set(
		    err, DONE_E_POLICY, "bad pattern '%.200s': it is not UTF-8", text);
	pattern = done_arena_alloc(arena, sizeof(*pattern));
	pattern->text = done_arena_strdup(arena, text);
	pattern->flags = flags;
	pattern->is_templated = !(flags & NOT_A_TEMPLATE) && done_template_in(text, true);
	pattern->is_ascii = done_pattern_text_is_ascii(text);
	pattern->in_utf8 = done_pattern_text_needs(text);
	pattern->sees = done_pattern_text_sees(text);
	if (flags & DONE_PATTERN_LATER && !names_code_points(text))
		rc = 0;
	else if (pattern->is_templated)
		rc = try_template(arena, pattern, err);
	else
		rc = compile_all(pattern, err);
	if (rc < 0) {
		done_pattern_free(pattern);
		return rc;
	}
	*out = pattern;
	return 0;
}

int done_pattern_make(struct done_arena *arena, const struct done_pattern *pattern,
    const struct done_template *service, struct done_pattern **out, struct done_error *err)
{
	struct done_buf text = {0};

	done_template_expand(&text, pattern->text, true, service);
	int rc = done_pattern_compile(arena, text.len ? text.ptr : "",
	    (pattern->flags & ~(unsigned)DONE_PATTERN_LATER) | NOT_A_TEMPLATE, out, err);
	done_buf_release(&text);
	return rc;
}

void done_pattern_free(struct done_pattern *pattern)
{
	if (!pattern)
		return;
	codes_free(pattern);
	pcre2_code_free(atomic_exchange(&pattern->utf8, NULL));
	done_pattern_free(pattern->bare);
	pattern->bare = NULL;
	done_arena_release(&pattern->room);
	pattern->literals = (struct done_pattern_literals){0};
	atomic_store(&pattern->is_read, false);
}

const char *done_pattern_text(const struct done_pattern *pattern)
{
	return pattern->text;
}

unsigned done_pattern_sees(const struct done_pattern *pattern)
{
	return pattern->sees;
}

bool done_pattern_is_ascii(const struct done_pattern *pattern)
{
	return pattern->is_ascii;
}

bool done_pattern_is_templated(const struct done_pattern *pattern)
{
	return pattern->is_templated;
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
		done_error_set(
		    err, DONE_E_UNDECIDED, "pattern '%.200s' ran into %s", pattern->text, limit);
		return done_error_cure(err,
		    "simplify the pattern: avoid a repeat within a repeat, "
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
	int rc =
	    pcre2_match(code, bytes, subject.len, from, options, matcher->data, matcher->context);

	/* The interpreter keeps its frames on the heap, within a larger limit. */
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(code, bytes, subject.len, from, options | PCRE2_NO_JIT,
		    matcher->data, matcher->context);
	return rc;
}

/*
 * The same where of each match a literal is known that stands on the line on which it begins: only
 * lines with one of them are looked at as a beginning, one after the other, so the first match is
 * found. What a match may hold and look at is all of the subject.
 */
static int match_on_lines(const pcre2_code *code, struct done_matcher *matcher,
    const struct done_strings *literals, struct done_bytes subject, size_t from, uint32_t options)
{
	int rc = PCRE2_ERROR_NOMATCH;

	while (rc == PCRE2_ERROR_NOMATCH && from < subject.len) {
		size_t at = done_literals_next(literals, subject, from), end;
		const char *line_end;

		if (at == subject.len)
			break;
		while (at > from && subject.ptr[at - 1] != '\n')
			at--;
		line_end = memchr(subject.ptr + at, '\n', subject.len - at);
		end = line_end ? (size_t)(line_end - subject.ptr) : subject.len;
		pcre2_set_offset_limit(matcher->context, end);
		rc = match(code, matcher, subject, at, options);
		pcre2_set_offset_limit(matcher->context, PCRE2_UNSET);
		from = end + 1;
	}
	return rc;
}

bool done_pattern_may_match(const struct done_pattern *pattern, struct done_bytes text)
{
	return done_literals_may_be_in(&pattern_literals(pattern)->anywhere, text);
}

/* False: what may match of the pattern is nowhere behind `from`, so what may not need not be tried
 * at each place before it. */
static bool bare_may_match(const struct done_pattern *pattern, struct done_matcher *matcher,
    struct done_bytes subject, enum done_charset charset, size_t from)
{
	struct done_match ignored_match;
	struct done_error ignored = {0};

	return !pattern->bare ||
	    done_pattern_find(
	        pattern->bare, matcher, subject, charset, from, &ignored_match, &ignored) != 0;
}

/* False: none of what each match holds stands behind `from`. Those near its beginning are looked
 * for line by line. */
static bool literals_may_follow(
    const struct done_pattern_literals *literals, struct done_bytes subject, size_t from)
{
	return literals->near.nr || !literals->anywhere.nr ||
	    done_literals_next(&literals->anywhere, subject, from) < subject.len;
}

/* What is looked for at the beginnings of matches: fewer and more seldom ones where the text lacks
 * what the other alternatives need. NULL: there is no match. Of a text that is gone through match
 * by match it is asked once. */
static const struct done_strings *literals_near(
    const struct done_pattern_literals *literals, struct done_bytes subject, size_t from)
{
	if (from || !literals->others.nr ||
	    done_literals_next(&literals->others, subject, 0) < subject.len)
		return &literals->near;
	return literals->seldom.nr ? &literals->seldom : NULL;
}

/* Where PCRE2 itself tells what is UTF-8 and what not, it may not be told. */
static const pcre2_code *pattern_choose(const struct done_pattern *pattern,
    enum done_charset charset, uint32_t *options, struct done_error *err)
{
	bool as_bytes = charset == DONE_CHARSET_BYTES ||
	    (charset == DONE_CHARSET_ASCII && pattern->is_ascii) ||
	    pattern->in_utf8 == DONE_PATTERN_BYTES_SERVE;

	*options = charset == DONE_CHARSET_BYTES ? 0 : PCRE2_NO_UTF_CHECK;
	if (pattern->is_templated) {
		done_error_set(err, DONE_E_INTERNAL, "pattern '%.200s' was made for no service",
		    pattern->text);
		return NULL;
	}
	if (!as_bytes)
		return utf8_code(pattern, err);
	if (pattern_ready(pattern, err) < 0)
		return NULL;
	return pattern->any && charset == DONE_CHARSET_BYTES ? pattern->any : pattern->bytes;
}

int done_pattern_find(const struct done_pattern *pattern, struct done_matcher *matcher,
    struct done_bytes subject, enum done_charset charset, size_t from, struct done_match *out,
    struct done_error *err)
{
	const struct done_pattern_literals *literals = pattern_literals(pattern);
	const struct done_strings *near;
	const PCRE2_SIZE *found;
	const pcre2_code *code;
	uint32_t options;
	int rc;

	/* "One further" than an empty match may be the middle of a character. */
	while (charset == DONE_CHARSET_UTF8 && from < subject.len &&
	    ((unsigned char)subject.ptr[from] & 0xC0) == 0x80)
		from++;
	if (from > subject.len || !literals_may_follow(literals, subject, from) ||
	    !bare_may_match(pattern, matcher, subject, charset, from))
		return 0;
	near = literals_near(literals, subject, from);
	if (!near)
		return 0;
	code = pattern_choose(pattern, charset, &options, err);
	if (!code)
		return err->code;
	rc = near->nr ? match_on_lines(code, matcher, near, subject, from, options)
	              : match(code, matcher, subject, from, options);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc < 0)
		return give_up(pattern, rc, err);
	found = pcre2_get_ovector_pointer(matcher->data);
	if (found[0] > found[1])
		return done_error_set(err, DONE_E_UNDECIDED,
		    "pattern '%.200s' ends a match before its start", pattern->text);
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
