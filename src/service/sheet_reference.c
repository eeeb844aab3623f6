/* The reference page of a sheet: its keys and questions, from the tables that load them. */
#include "sheet.h"

static void sheet_reference_add_question(struct done_buf *out, const struct done_question *question)
{
	done_buf_addf(out, "\n### %s\n\n%s\n\n", question->name, question->asks);
	for (size_t i = 0; i < question->nr; i++) {
		const struct done_question_part *part = &question->parts[i];

		done_buf_addf(
		    out, "- `%s`: %s For example `%s`.\n", part->name, part->help, part->example);
	}
}

void done_sheet_reference(struct done_buf *out)
{
	done_buf_addstr(out,
	    "# sheet\n\n"
	    "`" DONE_SHEET_NAME
	    "`, in a service's directory. It holds what cannot be read from code: who owns the "
	    "service, its stage and kind, its waivers, and the answers to the policy's questions. "
	    "`git done init --service DIR` writes one, `git done policy schema " DONE_SHEET_NAME
	    "` prints a schema for editors.\n\n");
	done_record_reference(out, &done_sheet_record);
	done_buf_addstr(out,
	    "\n"
	    "## Questions\n\n"
	    "Each part is answered by itself. `todo` in place of an answer is a finding; "
	    "`{not_applicable: reason}` says that the part does not apply. Parts of your own begin "
	    "with `x-`. A policy asks further questions with `questions`: see `git done explain "
	    "answers`.\n");
	for (size_t i = 0; i < done_questions_nr; i++)
		sheet_reference_add_question(out, &done_questions[i]);
}
