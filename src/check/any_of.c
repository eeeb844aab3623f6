/*
 * Kind `any_of`: one part that is met is enough; where none is, one finding lists the ways.
 */
#include "combine.h"

static void add_place(struct done_buf *buf, struct done_view *view,
                      const struct done_finding *finding)
{
	done_buf_addstr(buf, done_view_shown_path(view, finding->path));
	if (finding->line)
		done_buf_addf(buf, ":%d", finding->line);
}

/* "1. README.md:3: section … is missing: add …", a line a part. */
static void add_way(struct done_buf *buf, struct done_view *view, size_t number,
                    const struct done_result *part)
{
	const struct done_finding *finding = &part->findings[0];
	size_t more = part->nr - 1 + part->nr_dropped;

	done_buf_addf(buf, "\n%zu. ", number);
	add_place(buf, view, finding);
	done_buf_addf(buf, ": %s", finding->message);
	if (finding->fix)
		done_buf_addf(buf, ": %s", finding->fix);
	if (more)
		done_buf_addf(buf, " (and %zu more)", more);
}

static const char *others(struct done_view *view, size_t nr)
{
	if (nr == 1)
		return "is the other way";
	return done_arena_printf(view->arena, "is any of %zu other ways", nr);
}

static void add_finding(const struct combine_options *options, struct done_view *view,
                        const struct combine_tally *tally, struct done_result *out)
{
	struct done_buf message = {0}, fix = {0};
	const char *path = NULL;
	size_t number = 0;

	/* Where only one of them applies there is no choice to explain. */
	for (size_t i = 0; tally->unmet == 1 && i < options->checks.nr; i++)
		done_combine_add(view, &tally->results[i], out);
	if (tally->unmet == 1) {
		out->verdict = DONE_UNMET;
		return;
	}
	for (size_t i = 0; i < options->checks.nr; i++) {
		const struct done_result *part = &tally->results[i];

		if (part->verdict != DONE_UNMET || !part->nr)
			continue;
		if (!path)
			path = part->findings[0].path;
		if (!number)
			done_buf_addstr(&message, part->findings[0].message);
		add_way(&fix, view, ++number, part);
	}
	struct done_finding *finding = done_result_add(out, view, path ? path : view->service->path,
	                                               0, 0, "none of the alternatives is met");
	/* The first way is the one to name; its words are fit to show already. */
	if (finding && message.len)
		finding->message = done_arena_printf(view->arena, "%s, nor %s met", message.ptr,
		                                     others(view, tally->unmet - 1));
	done_finding_fix(finding, view, "one of these is enough:%s", fix.len ? fix.ptr : "");
	done_finding_subject(finding, out, view, "none of the alternatives");
	done_buf_release(&message);
	done_buf_release(&fix);
}

static int run(const void *data, struct done_view *view, struct done_result *out,
               struct done_error *err)
{
	const struct combine_options *options = data;
	struct combine_tally tally;
	int rc = done_combine_run(options, view, DONE_MET, &tally, err);

	if (rc < 0)
		return rc;
	if (tally.met) {
		for (size_t i = 0; i < options->checks.nr && !out->reason; i++) {
			if (tally.results[i].verdict == DONE_MET)
				out->reason = tally.results[i].reason;
		}
		return 0;
	}
	if (tally.first.code)
		return done_combine_fail(&tally, err);
	if (!tally.unmet)
		done_combine_say_none_apply(options, view, &tally, out);
	else
		add_finding(options, view, &tally, out);
	return 0;
}

const struct done_kind done_kind_any_of = {
	.form = {.name = "any_of",
                 .summary = "met when one of its parts is met",
                 .options = &done_combine_any,
                 .example =
                         "- file: RUNBOOK.md\n"
                         "- markdown: {file: README.md, sections: [{heading: '(?i)^runbook'}]}\n"},
	.run = run,
};
