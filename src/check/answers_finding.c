/* Kind `answers`: a finding at a value of the sheet. */
#include "answers.h"

#include <stdarg.h>

struct done_finding *done_answers_add(const struct done_answering *answering,
    const struct done_value *at, const char *wrong, const char *part, const char *message, ...)
{
	const struct done_place place = {answering->path, at ? at->line : 0, at ? at->column : 0};
	const struct done_subject subject = {.wrong = wrong, .thing = part};
	struct done_finding *finding;
	va_list args;

	va_start(args, message);
	finding =
	    done_result_vadd(answering->result, answering->view, place, subject, message, args);
	va_end(args);
	return finding;
}
