/*
 * Findings: their texts are formatted, escaped and cut here, so that no check has to think of it.
 */
#include "parts.h"

#include <float.h>
#include <stdarg.h>
#include <string.h>

#define MESSAGE_MAX 500
#define FIX_MAX 2000
#define BRIEF_MAX 160

static const char *const verdict_names[] = {
    "met", "unmet", "waived", "not applicable", "undecided", "next", "owed"};

bool done_verdict_is_judged(enum done_verdict verdict)
{
	return verdict != DONE_NOT_APPLICABLE && verdict != DONE_NEXT;
}

const char *done_verdict_name(enum done_verdict verdict)
{
	return (size_t)verdict < DONE_ARRAY_SIZE(verdict_names) ? verdict_names[verdict] : "?";
}

/* The longest part of text that fits and ends with a whole character. */
static size_t whole_prefix(const char *text, size_t len, size_t max)
{
	size_t end = 0;

	if (len <= max)
		return len;
	while (end < max) {
		size_t step = done_utf8_length(text + end, len - end);

		if (step == 0)
			step = 1;
		if (end + step > max)
			break;
		end += step;
	}
	return end;
}

/* Words of subjects by which nothing is there, or what must not be there is: what `missing` of the
 * policy names. All others speak of something that is there, and wrong. */
static bool is_absence(const char *wrong)
{
	static const char *const words[] = {"missing", "forbidden", "must not be here", "unchanged",
	    "unowned", "too few", "unanswered", "no sheet", "no way is met"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (wrong && !strcmp(wrong, words[i]))
			return true;
	}
	return false;
}

static char *cut(struct done_arena *arena, const struct done_buf *buf, size_t max)
{
	const char *text = buf->len ? buf->ptr : "";

	if (!max || buf->len <= max)
		return done_arena_strndup(arena, text, buf->len);
	return done_arena_printf(arena, "%.*s…", (int)whole_prefix(text, buf->len, max - 3), text);
}

const char *done_view_shown(struct done_view *view, const char *bytes, size_t len, size_t max)
{
	struct done_buf buf = {0};

	/* Escaping never makes text shorter: what is beyond max is not looked at. */
	done_buf_add_shown(&buf, bytes, max && len > max + 4 ? max + 4 : len);
	char *text = cut(view->arena, &buf, max);
	done_buf_release(&buf);
	return text;
}

const char *done_view_shown_path(struct done_view *view, const char *path)
{
	return done_view_shown(view, path, strlen(path), 0);
}

/*
 * Escapes what is not fit to show, but leaves backslashes: names and matches that a message is made
 * of were escaped already, and would be a second time.
 */
static void add_safe(struct done_buf *out, const char *bytes, size_t len)
{
	while (len) {
		const char *backslash = memchr(bytes, '\\', len);
		size_t part = backslash ? (size_t)(backslash - bytes) : len;

		done_buf_add_shown(out, bytes, part);
		if (!backslash)
			return;
		done_buf_addch(out, '\\');
		bytes += part + 1;
		len -= part + 1;
	}
}

char *done_view_format(struct done_view *view, size_t max, const char *format, va_list args)
{
	struct done_buf raw = {0}, shown = {0};

	done_buf_vaddf(&raw, format, args);
	add_safe(&shown, raw.len ? raw.ptr : "", raw.len);
	char *text = cut(view->arena, &shown, max);
	done_buf_release(&raw);
	done_buf_release(&shown);
	return text;
}

static double result_amount(double amount)
{
	return amount > DBL_MAX ? DBL_MAX : amount > 0 ? amount : 0;
}

struct done_finding *done_result_vadd(struct done_result *result, struct done_view *view,
    struct done_place place, struct done_subject subject, const char *message, va_list args)
{
	struct done_finding *finding;
	const char *text;

	result->verdict = DONE_UNMET;
	if (result->nr == DONE_FINDINGS_MAX && !view->tells) {
		result->nr_dropped++;
		return NULL;
	}
	text = done_result_unique(result, view, done_subject_text(view, &subject));
	if (result->nr == DONE_FINDINGS_MAX) {
		done_result_tell(result, view,
		    (struct done_told){text, result_amount(subject.amount),
		        done_arena_strdup(view->arena, place.file), place.line});
		return NULL;
	}
	finding = DONE_ARENA_PUSH(view->arena, result->findings, result->nr, result->cap);
	finding->path = done_arena_strdup(view->arena, place.file);
	finding->line = place.line;
	finding->column = place.column;
	finding->message = done_view_format(view, MESSAGE_MAX, message, args);
	finding->subject = text;
	finding->is_absent = is_absence(subject.wrong);
	finding->amount = result_amount(subject.amount);
	return finding;
}

struct done_finding *done_result_add(struct done_result *result, struct done_view *view,
    struct done_place place, struct done_subject subject, const char *message, ...)
{
	struct done_finding *finding;
	va_list args;

	va_start(args, message);
	finding = done_result_vadd(result, view, place, subject, message, args);
	va_end(args);
	return finding;
}

void done_finding_brief(
    struct done_finding *finding, struct done_view *view, const char *brief, ...)
{
	va_list args;

	if (!finding)
		return;
	va_start(args, brief);
	finding->brief = done_view_format(view, BRIEF_MAX, brief, args);
	va_end(args);
}

/* Lines stay lines, each escaped. */
DONE_PRINTF(2, 0)
static const char *format_lines(struct done_view *view, const char *format, va_list args)
{
	struct done_buf raw = {0}, shown = {0};
	const char *text;

	done_buf_vaddf(&raw, format, args);
	for (const char *at = raw.len ? raw.ptr : "";;) {
		const char *end = strchr(at, '\n');

		add_safe(&shown, at, end ? (size_t)(end - at) : strlen(at));
		if (!end)
			break;
		done_buf_addch(&shown, '\n');
		at = end + 1;
	}
	text = cut(view->arena, &shown, FIX_MAX);
	done_buf_release(&raw);
	done_buf_release(&shown);
	return text;
}

void done_finding_fix(struct done_finding *finding, struct done_view *view, const char *fix, ...)
{
	va_list args;

	if (!finding)
		return;
	va_start(args, fix);
	finding->fix = format_lines(view, fix, args);
	va_end(args);
}

void done_finding_brief_fix(
    struct done_finding *finding, struct done_view *view, const char *fix, ...)
{
	va_list args;

	if (!finding)
		return;
	va_start(args, fix);
	finding->brief_fix = format_lines(view, fix, args);
	va_end(args);
}

void done_result_say(struct done_result *result, struct done_view *view, enum done_verdict verdict,
    const char *reason, ...)
{
	va_list args;

	result->verdict = verdict;
	va_start(args, reason);
	result->reason = done_view_format(view, MESSAGE_MAX, reason, args);
	va_end(args);
}

#define PATTERN_SHOWN 60

/* A pattern of one short line says what is wanted; a longer one only hides it from who is refused.
 */
const char *done_view_pattern_shown(struct done_view *view, const struct done_pattern *pattern)
{
	const char *text = done_pattern_text(pattern);

	if (strlen(text) > PATTERN_SHOWN || strchr(text, '\n'))
		return "the check's pattern";
	return done_arena_printf(view->arena, "'%s'", text);
}

#define GLOBS_SHOWN 3
#define GLOB_BYTES_SHOWN 70

/* The globs of "@tests" stand side by side, and are one name. */
static bool is_put_in_again(const struct done_file_globs *globs, size_t i)
{
	return i && globs->items[i].stands_for &&
	    globs->items[i - 1].stands_for == globs->items[i].stands_for;
}

/* Those that are negated, or those that are not: the first always, then as many as fit a line. */
static size_t add_globs(struct done_buf *out, const struct done_file_globs *globs, bool negated)
{
	size_t nr = 0, shown = 0, len = 0, last = 0;

	for (size_t i = 0; i < globs->nr; i++) {
		if (globs->items[i].negated != negated || is_put_in_again(globs, i))
			continue;
		nr++;
		last = i;
	}
	for (size_t i = 0; i < globs->nr && shown < GLOBS_SHOWN; i++) {
		const char *text = globs->items[i].stands_for ? globs->items[i].stands_for + negated
		                                              : globs->items[i].text;

		if (globs->items[i].negated != negated || is_put_in_again(globs, i))
			continue;
		len += strlen(text);
		if (shown && len > GLOB_BYTES_SHOWN)
			break;
		done_buf_addf(out, "%s'%s'", !shown ? "" : i == last ? " or " : ", ", text);
		shown++;
	}
	if (nr > shown)
		done_buf_addf(out, " or %zu more", nr - shown);
	return nr;
}

const char *done_view_globs_shown(struct done_view *view, const struct done_file_globs *globs)
{
	struct done_buf buf = {0}, taken_out = {0};

	add_globs(&buf, globs, false);
	if (add_globs(&taken_out, globs, true))
		done_buf_addf(&buf, " except %s", taken_out.ptr);
	char *text = done_arena_strndup(view->arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	done_buf_release(&taken_out);
	return text;
}
