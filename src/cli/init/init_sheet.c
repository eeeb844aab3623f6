/*
 * git done init --service: the sheet, every question with its explanation. What could be found out
 * stands beside a question as a comment: it is for a person to say whether it is the answer.
 */
#include <string.h>

#include "done/questions.h"
#include "init.h"

static void add_hints(struct done_buf *out, const struct done_init_hints *hints)
{
	for (size_t i = 0; i < hints->nr; i++)
		done_buf_addf(out, "# Found in %s, to be confirmed: %s\n", hints->items[i].file,
		    hints->items[i].text);
}

/* From the service's directory to the schema at the top. */
static void add_schema_line(struct done_buf *out, const char *path)
{
	done_buf_addstr(out, "# yaml-language-server: $schema=");
	for (const char *at = strcmp(path, ".") ? path : NULL; at;
	     at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL)
		done_buf_addstr(out, "../");
	done_buf_addstr(out, ".git-done/sheet.schema.json\n");
}

static void add_stage(struct done_buf *out, const struct done_init_stage *stage)
{
	struct done_json json = {.out = out, .compact = true};
	char day[11];

	if (!stage->is_experiment) {
		done_buf_addstr(out,
		    "# Its stage, where it is not the one in the policy. An "
		    "experiment says until when and why:\n"
		    "# stage: {name: experiment, until: YYYY-MM-DD, why: what it "
		    "is to find out}\n");
		return;
	}
	done_day_format(stage->until, day);
	done_buf_addf(out,
	    "# An experiment is let through until its day, and then held to the bar.\n"
	    "stage:\n  name: experiment\n  until: %s\n  why: ",
	    day);
	if (stage->why)
		done_json_string(&json, stage->why);
	else
		done_buf_addstr(out, "todo");
	done_buf_addch(out, '\n');
}

int done_init_sheet(const struct done_init *init, const char *path,
    const struct done_init_stage *stage, struct done_buf *out, struct done_error *err)
{
	struct done_init_hints owner = {0}, calls = {0};

	(void)err;
	done_init_find_owner(init, path, &owner);
	done_init_find_calls(init, path, &calls);
	add_schema_line(out, path);
	done_buf_addstr(out,
	    "# What this service answers for. Put an answer in place of each 'todo'; "
	    "what does not arise\n"
	    "# is {not_applicable: the reason}. 'git done explain answers' tells the "
	    "rules.\n\n");
	add_stage(out, stage);
	done_buf_addstr(out, "\n# Who decides?\n");
	add_hints(out, &owner);
	done_buf_addstr(out, "owner: todo\n");
	for (size_t i = 0; i < done_questions_nr; i++) {
		done_buf_addch(out, '\n');
		if (!strcmp(done_questions[i].name, "communication"))
			add_hints(out, &calls);
		done_question_write(out, &done_questions[i], NULL, true);
	}
	for (size_t i = 0; i < init->nr_questions; i++) {
		done_buf_addch(out, '\n');
		done_question_write(out, &init->questions[i], NULL, true);
	}
	return 0;
}
