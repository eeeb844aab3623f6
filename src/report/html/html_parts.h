/*
 * Between html.c and its parts, html_run.c, html_matrix.c, html_service.c and others. The page's
 * rules: repository text goes through done_html_text() or done_html_id() and never starts a
 * line; no style attribute, no inline handler, nothing that is fetched.
 */
#ifndef DONE_REPORT_HTML_PARTS_H
#define DONE_REPORT_HTML_PARTS_H

#include "report.h"

/* A file of config/templates, built in; hash as a content security policy writes it. */
struct done_html_template {
	const char *text;
	size_t len;
	const char *hash; /* "sha256-…" */
};
/* pages: beside the style, for pages that are no report of one repository. */
extern const struct done_html_template done_html_style, done_html_script, done_html_pages;

/* What a cell shows. The order is that of sorting, worst first; see states[] in html.c. */
enum done_html_state {
	DONE_HTML_UNMET,
	DONE_HTML_UNDECIDED,
	DONE_HTML_WARNED,
	DONE_HTML_OWED,
	DONE_HTML_WAIVED,
	DONE_HTML_SKIPPED,
	DONE_HTML_MET,
	DONE_HTML_NONE,
	DONE_HTML_NEXT, /* not asked yet */
	DONE_HTML_STATES,
};

struct done_html_check_tally {
	const struct done_check *check;
	size_t states[DONE_HTML_STATES]; /* services */
};

/* A column of the matrix with its totals. */
struct done_html_column {
	const struct done_criterion *criterion;
	size_t states[DONE_HTML_STATES]; /* services; NONE where it is not asked of them */
	struct done_html_check_tally *checks;
	size_t nr_checks, cap_checks;
};

struct done_html_page {
	struct done_buf *out;
	struct done_arena *arena;
	const struct done_report *report;
	const struct done_trend *trend; /* of what is reported; NULL */
	bool has_filter;                /* the page has it already: one for all runs */
	/* The run that is being written. */
	const struct done_run *run;
	size_t run_nr;
	int heading; /* level of its parts' headings */
	const struct done_service_report **services;
	struct done_html_column *columns;
	size_t nr_columns, cap_columns;
	bool has_tiers; /* of a service a tier is asked */
	/* Of the details, which are made before the scorecard that leads to them. */
	struct done_html_sharer *sharers; /* checks that share a cause (html_causes.c) */
	size_t nr_sharers;
	size_t length;  /* of the page with the service that is made, as far as it is known */
	size_t nr_told; /* services that are told by criterion; those behind them are a line each */
};

/* ---- html.c ---- */

void done_html_text(struct done_html_page *page, const char *text); /* fit to show */
void done_html_raw(struct done_html_page *page, const char *raw);
/*
 * An id, unique in the page and the same in every report: of the part alone, of a service, of a
 * service's criterion. NULL: leave out.
 */
void done_html_id(struct done_html_page *page, const char *part, const char *name, const char *sub);
void done_html_heading(
    struct done_html_page *page, int deeper, const char *part, const char *title);

enum done_html_state done_html_state_of_verdict(enum done_verdict verdict);
enum done_html_state done_html_state_of_check(const struct done_check_report *check);
enum done_html_state done_html_state_of_criterion(const struct done_criterion_report *criterion);
enum done_html_state done_html_state_of_service(const struct done_service_report *service);
const char *done_html_class(enum done_html_state state);
const char *done_html_meaning(enum done_html_state state);
const char *done_html_words(enum done_html_state state); /* of a criterion: "✗ not met" */
void done_html_sign(struct done_html_page *page, enum done_html_state state); /* "✗" */
const char *done_html_service_words(enum done_html_state state);              /* "✗ not done" */
/* The service's report of the column's criterion; NULL: it has none. */
const struct done_criterion_report *done_html_find(
    const struct done_service_report *service, const struct done_html_column *column);

/* ---- a page (html_page.c) ---- */

struct done_html_head {
	enum done_html_state state;
	const char *words;                           /* of the heading: "✗ not done" */
	const char *title;                           /* fit to show */
	const char *sentence;                        /* below the heading, fit to show */
	const struct done_html_template *more_style; /* NULL */
};
/* Up to the end of the header; what was judged stands in it where the page has a report. */
void done_html_begin(struct done_html_page *page, const struct done_html_head *head);
void done_html_end(struct done_html_page *page);

/* ---- a run and its parts ---- */

void done_html_run(struct done_html_page *page, size_t nr); /* html_run.c */
/* "branch main · commit 4ead020000 of 2026-05-27 · policy …", after the gap. */
void done_html_where(struct done_html_page *page, const struct done_run *run, const char *gap);
/* A term and what it is, in a list of them; nothing for no text. */
void done_html_fact(struct done_html_page *page, const char *label, const char *text);

void done_html_collect(struct done_html_page *page);  /* services and columns (html_bar.c) */
void done_html_matrix(struct done_html_page *page);   /* html_matrix.c */
void done_html_totals(struct done_html_page *page);   /* by criterion (html_bar.c) */
void done_html_numbers(struct done_html_page *page);  /* html_numbers.c */
void done_html_dates(struct done_html_page *page);    /* experiments, waivers (html_dates.c) */
void done_html_graph(struct done_html_page *page);    /* who calls whom (html_graph.c) */
void done_html_services(struct done_html_page *page); /* findings and fixes (html_lines.c) */
void done_html_service(
    struct done_html_page *page, const struct done_service_report *report); /* html_service.c */
/* How to fix it; and of what is undecided, commands (html_fix.c). */
void done_html_fix(struct done_html_page *page, const char *fix);
void done_html_cure(struct done_html_page *page, const char *cure);
void done_html_bar(struct done_html_page *page); /* what was asked, and why (html_bar.c) */

/* ---- what several services miss in the same way (html_causes.c) ---- */

#define DONE_HTML_SHARED_FINDINGS 3 /* of a check that shares a cause; one with more is its own */

struct done_cause;
struct done_html_cause {
	const struct done_cause *cause;
	char mark[7]; /* of its id: the same for the same words */
	/* Findings whose place, and whose details, are the same in all of its services. */
	bool same_place[DONE_HTML_SHARED_FINDINGS], same_detail[DONE_HTML_SHARED_FINDINGS];
	bool is_local, has_directory; /* its texts are as in each service's directory */
};

/* Their section; sets which checks share one. */
void done_html_causes(struct done_html_page *page);
/* NULL: the check shares none. */
const struct done_html_cause *done_html_cause_of(
    const struct done_html_page *page, const struct done_check_report *check);
/* Begins a link to it. */
void done_html_cause_link(struct done_html_page *page, const struct done_html_cause *shared);
/* In a service's section: its sentence, what it has of its own, and the link. */
void done_html_cause_row(struct done_html_page *page, const struct done_html_cause *shared,
    const struct done_check_report *check, bool is_late);

/* ---- who calls whom (html_calls.c) ---- */

struct done_html_node {
	const char *name;                         /* raw */
	const struct done_service_report *report; /* NULL: it was not judged in this run */
	bool external;
	size_t nr_calls; /* from it and to it */
	uint32_t number; /* among those that are drawn; DONE_HTML_NOT_DRAWN */
};
#define DONE_HTML_NOT_DRAWN UINT32_MAX

/* All calls from one service to another. */
struct done_html_call {
	uint32_t from, to;                            /* nodes */
	const struct done_sheet_call *const *entries; /* of the sheet, in its order */
	size_t nr_entries;
	bool sync; /* one of them is */
};

struct done_html_calls {
	struct done_html_node *nodes; /* the run's services, worst first, then all others */
	size_t nr_nodes, nr_called;   /* called: those with calls */
	struct done_html_call *calls; /* by caller, then by who is called */
	size_t nr_calls, nr_dropped;  /* dropped: entries of sheets, too many to collect */
	/* Which are drawn. */
	uint32_t *drawn; /* nodes */
	size_t nr_drawn;
	size_t *drawn_calls; /* calls */
	size_t nr_drawn_calls;
};

void done_html_calls_collect(struct done_html_page *page, struct done_html_calls *out);
/* "sync via grpc; async via orders", not yet escaped for HTML. */
void done_html_calls_say(struct done_buf *out, const struct done_html_call *call);
#endif
