/* Results that tools print as text for people, word by word. */
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

size_t done_line_words(
    struct done_arena *arena, struct done_bytes line, const char **words, size_t max)
{
	size_t nr = 0;

	for (size_t at = 0; at < line.len && nr < max;) {
		size_t len = 0;

		while (at < line.len && strchr(" \t\r", line.ptr[at]) && line.ptr[at])
			at++;
		while (at + len < line.len && !strchr(" \t\r", line.ptr[at + len]))
			len++;
		if (len)
			words[nr++] = done_arena_strndup(arena, line.ptr + at, len);
		at += len ? len : 1;
	}
	return nr;
}

bool done_words_number(const char *word, double *out)
{
	char *end;

	*out = strtod(word, &end);
	return end != word && !*end && strspn(word, "0123456789.") == strlen(word);
}

bool done_words_grouped(struct done_arena *arena, const char *word, double *out)
{
	char *plain = done_arena_strdup(arena, word);
	size_t len = 0;

	for (const char *at = word; *at; at++) {
		if (*at != ',')
			plain[len++] = *at;
	}
	plain[len] = '\0';
	return done_words_number(plain, out);
}

void done_words_take(struct done_load_making *making, enum done_metric metric, const char *word,
    double scale, int line)
{
	double number;

	if (done_words_number(word, &number))
		done_load_set(making, 0, metric, number * scale, line);
	else
		done_evidence_fault(&making->base, "bad number", line,
		    "write the report again: the run may have been cut off",
		    "'%s' is not a number from 0",
		    done_evidence_cut(making->base.look->arena, word));
}

void done_words_bad(struct done_evidence_making *making, int line, const char *tool)
{
	done_evidence_fault(making, "bad line", line,
	    "write the report again: the run may have been cut off, or the file changed",
	    "%s does not write such a line there", tool);
}

void done_words_cut_off(struct done_evidence_making *making, int line, const char *lacks)
{
	done_evidence_fault(making, "cut off", line,
	    "write the report again: the run may have been cut off", "the report ends before %s",
	    lacks);
}

void done_load_check_rate(
    struct done_load_making *making, double rate, double answers, double seconds, double rounding)
{
	double off = rate * seconds - answers;

	if (!(seconds > 0) || !(rate >= 0))
		return;
	if (off < 0)
		off = -off;
	/* The rate itself has two decimals at least: half of the last one, each second. */
	if (off > answers * (rounding / seconds + 0.002) + 0.005 * seconds + 0.6)
		done_evidence_fault(&making->base, "counts differ",
		    making->base.out->load.rows[0].line,
		    "write the report again: the run may have been cut off, or the file changed",
		    "%.6g requests per second in %.6g s are not the %.0f that the report counts",
		    rate, seconds, answers);
}
