/*
 * One report made by hand, with everything in it that a format must cope with: every verdict, a
 * push of three refs, and names that try to be something else. Its parts are static and never
 * released; sample_report() fills them anew.
 */
#ifndef DONE_TEST_SAMPLE_REPORT_H
#define DONE_TEST_SAMPLE_REPORT_H

#include <math.h>

#include "support.h"

#include "done/format.h"

/* A name that tries each reader: quotes, markup, the end of a CDATA section, commands of CI
 * systems, a line break, an escape sequence, a mark of direction, bytes that are no UTF-8. */
#define SAMPLE_HOSTILE                                                            \
	"a\"b'c<d>&]]>`|\n::error::x\n##vso[task.complete]\n##teamcity[x]\r\033[" \
	"31m\xE2\x80\xAE\xFF%0A@org#1"
#define SAMPLE_HOSTILE_PATH "services/d" SAMPLE_HOSTILE /* services ascend by path */
/* As above and fit to show, as a check would have written it. */
#define SAMPLE_MESSAGE                                                               \
	"::error::x ##vso[task.complete result=Succeeded] '<script>' \"&\" ]]> `|` " \
	"\\n\\u{1B}[31m "                                                            \
	"##teamcity[x name='y'] @org/team #1 https://example.com/ 100%0A"

static struct done_kind_form sample_forms[] = {
    {.name = "file"}, {.name = "content"}, {.name = "markdown"}, {.name = "changed"}};
static const char *sample_stage_names[] = {"production"};
#define SAMPLE_STAGES                 \
	{                             \
		sample_stage_names, 1 \
	}

static struct done_check sample_docs[] = {
    {.id = "docs.readme",
        .name = "readme",
        .level = DONE_LEVEL_ERROR,
        .test = {.form = &sample_forms[0]}},
    {.id = "docs.runbook",
        .name = "runbook",
        .level = DONE_LEVEL_ERROR,
        .why = "Whoever is called at night must find out what to do without calling anybody else.",
        .url = "https://example.com/handbook/runbook",
        .test = {.form = &sample_forms[2]}},
    {.id = "docs.changelog",
        .name = "changelog",
        .level = DONE_LEVEL_ERROR,
        .why = "Who calls this service wants to know what changed.",
        .test = {.form = &sample_forms[3]}},
};
static struct done_check sample_logging[] = {
    {.id = "logging.structured",
        .name = "structured",
        .level = DONE_LEVEL_ERROR,
        .test = {.form = &sample_forms[1]}},
    {.id = "logging.no-print",
        .name = "no-print",
        .level = DONE_LEVEL_ERROR,
        .fix = "Write through the logger:\n  logger.Info(\"…\", \"order\", order.ID)\nor remove "
               "it.",
        .test = {.form = &sample_forms[1]}},
};
static struct done_check sample_performance[] = {
    {.id = "performance.load-test",
        .name = "load-test",
        .level = DONE_LEVEL_ERROR,
        .why = "A limit that nobody measured is found by the customers.",
        .test = {.form = &sample_forms[0]}},
};
static struct done_criterion sample_criteria[] = {
    {.id = "docs",
        .title = "Documentation",
        .stages = SAMPLE_STAGES,
        .checks = sample_docs,
        .nr_checks = 3},
    {.id = "logging",
        .title = "Logging & <monitoring>",
        .stages = SAMPLE_STAGES,
        .checks = sample_logging,
        .nr_checks = 2},
    {.id = "performance",
        .title = "Performance",
        .stages = SAMPLE_STAGES,
        .checks = sample_performance,
        .nr_checks = 1},
};
static const char *sample_approvers[] = {"lead@example.com", SAMPLE_HOSTILE};
static const char *sample_stages[] = {"experiment", "production"};
static struct done_policy sample_policy = {
    .stages = {sample_stages, 2},
    .experiment_days = 180,
    .waivers = {.approvers = {sample_approvers, 2}, .max_days = 20},
    .criteria = sample_criteria,
    .nr_criteria = 3,
    .nr_checks = 6,
    .select = {.unowned = DONE_UNOWNED_WARNING},
};

/* checkout and the hostile one call each other; mail is judged nowhere, the bank is not ours. */
static struct done_sheet_call sample_checkout_calls[] = {
    {.to = "billing", .style = DONE_CALL_SYNC, .via = "grpc"},
    {.to = "billing", .style = DONE_CALL_ASYNC, .via = "paid-orders"},
    {.to = SAMPLE_HOSTILE, .style = DONE_CALL_SYNC},
    {.to = "mail", .style = DONE_CALL_ASYNC},
    {.to = SAMPLE_HOSTILE, .external = true, .style = DONE_CALL_SYNC, .via = SAMPLE_HOSTILE},
};
static struct done_sheet_call sample_hostile_calls[] = {
    {.to = "checkout", .style = DONE_CALL_ASYNC, .via = "orders"},
    {.to = SAMPLE_HOSTILE, .style = DONE_CALL_SYNC},
};
static const struct done_sheet sample_sheets[] = {
    {.path = "services/checkout/done.yml",
        .until = DONE_NO_DAY,
        .owner = "@shop/checkout",
        .calls = sample_checkout_calls,
        .nr_calls = 5},
    {.path = SAMPLE_HOSTILE_PATH "/done.yml",
        .stage = "production",
        .until = DONE_NO_DAY,
        .owner = SAMPLE_HOSTILE,
        .calls = sample_hostile_calls,
        .nr_calls = 2},
    {.path = "services/pricing/done.yml",
        .stage = "experiment",
        .until = 20612, /* 2026-06-08 */
        .stage_why = SAMPLE_HOSTILE},
    {.path = "services/ledger/done.yml",
        .until = DONE_NO_DAY,
        .problem = {.code = DONE_E_POLICY, .message = "unknown key"}},
};

static struct done_service sample_services[] = {
    {.name = "billing", .path = "services/billing", .stage = "production", .in_head = true},
    {.name = "checkout",
        .path = "services/checkout",
        .stage = "production",
        .in_head = true,
        .sheet = &sample_sheets[0]},
    {.name = SAMPLE_HOSTILE,
        .path = SAMPLE_HOSTILE_PATH,
        .stage = "production",
        .in_head = true,
        .sheet = &sample_sheets[1]},
    {.name = "ledger",
        .path = "services/ledger",
        .stage = "production",
        .in_head = true,
        .sheet = &sample_sheets[3]},
    {.name = "pricing",
        .path = "services/pricing",
        .stage = "experiment",
        .in_head = true,
        .sheet = &sample_sheets[2]},
};

#define SAMPLE_PRINTS 13
static struct done_finding sample_prints[SAMPLE_PRINTS];
static char sample_print_ids[SAMPLE_PRINTS][DONE_OID_HEX + 1];
static struct done_finding sample_runbook[] = {{.path = "services/checkout/RUNBOOK.md",
    .shown_at = "services/checkout/main.go",
    .message = "neither way is met: (1) there is no 'RUNBOOK.md'; (2) no section matches",
    .brief = "no RUNBOOK.md",
    .is_absent = true,
    .amount = 40,
    .fix = "Write RUNBOOK.md with the sections Alerts, Dashboards and Rollback, each of at "
           "least 20 words."}};
static struct done_finding sample_hostile[] = {
    {.path = SAMPLE_HOSTILE_PATH "/x.go",
        .line = 7,
        .column = 3,
        .message = SAMPLE_MESSAGE,
        .fix = "```\n::set-output name=x::y\n##[error]z\n```\nSee https://example.com/ and ask "
               "@org."},
    {.path = SAMPLE_HOSTILE_PATH "/x.go",
        .line = 9,
        .column = 1,
        .message = SAMPLE_MESSAGE,
        .amount = 2.5},
};
static struct done_finding sample_changelog[] = {{.path = "services/checkout/CHANGELOG.md",
    .message = "'src/**' changed and 'CHANGELOG.md' did not",
    .brief = "main.go changed, but CHANGELOG.md did not",
    .brief_fix = "change CHANGELOG.md in the same push",
    .fix = "Say in CHANGELOG.md what changed."}};
static char sample_ids[4][DONE_OID_HEX + 1] = {"1111111111111111111111111111111111111111",
    "2222222222222222222222222222222222222222", "2222222222222222222222222222222222222222",
    "3333333333333333333333333333333333333333"};

/* Of what is met. */
static const struct done_evidence sample_evidence[] = {
    {"services/billing/README.md", 0, "the file is there", DONE_CLAIMED},
    {"services/billing/main.go", 12, "has 'slog.Info('", DONE_SEEN},
    {SAMPLE_HOSTILE_PATH "/x.go", 7, SAMPLE_MESSAGE, DONE_MEASURED},
    {NULL, 0, "nothing is there that must not be", DONE_DECLARED},
};

/* Of what was measured, met or not. */
static const struct done_number sample_numbers[] = {
    {"p95", 412.25, 250, "ms", true, "services/billing/perf/k6.json", DONE_RECORDED},
    {"requests per second", 18204, 20, "requests/s", false, "services/billing/perf/k6.json",
        DONE_RECORDED},
    {"coverage of lines", 79.96, 80, "%", false, NULL, DONE_MEASURED},
    {"skipped tests", 3, NAN, "", false, SAMPLE_HOSTILE_PATH "/x.xml", DONE_CLAIMED},
    {SAMPLE_MESSAGE, 0.0004, NAN, "ms", false, NULL, DONE_STALE},
};

/* Checks of a service, by criterion: docs 0 to 2, logging 3 and 4, performance 5. */
struct sample_reports {
	struct done_check_report checks[6];
	struct done_criterion_report criteria[3];
};
static struct sample_reports sample_reports[6];
static struct done_service_report sample_first[4], sample_second[1];
static struct done_reason sample_reasons[] = {
    {"services/checkout/main.go", DONE_VIA_CHANGED, 3},
    {"libs/common/money.go", DONE_VIA_DEPENDENCY, 1},
    {NULL, DONE_VIA_ALL, 0},
};
static struct done_note sample_notes[] = {
    {.level = DONE_NOTE, .message = "the merge base is the tip of origin/main"},
    {.level = DONE_NOTE_WARNING,
        .message = "1 changed path belongs to no service: add a service to the policy for "
                   "'::error::unowned'"},
    {.level = DONE_NOTE_ERROR,
        .message = "'docs.runbook' is removed from the policy by this change"},
};
static const char *sample_unowned[] = {"scripts/::error::\xFF\n.sh", "tools/x"};
static const char *sample_skip[] = {"performance.load-test"};
static struct done_run sample_runs[3];

static const struct done_waiver_report sample_waivers[] = {
    [DONE_WAIVER_COUNTS] = {.state = DONE_WAIVER_COUNTS,
        .reason = "the printer is replaced in March",
        .by = "lead@example.com",
        .until = 20819 /* 2027-01-01 */},
    [DONE_WAIVER_UNUSED] = {.state = DONE_WAIVER_UNUSED,
        .reason = "nobody reads it yet",
        .by = "lead@example.com",
        .until = 20850},
    [DONE_WAIVER_EXPIRED] = {.state = DONE_WAIVER_EXPIRED,
        .reason = "moved to the wiki",
        .by = "@org/platform",
        .until = 20590},
    [DONE_WAIVER_REFUSED] = {.state = DONE_WAIVER_REFUSED,
        .reason = "<b>::error</b> ]]> 'x' ##vso[task]",
        .by = "ada\" onload=x",
        .until = 20900,
        .refused = "'ada\" onload=x' is not among those who approve "
                   "waivers (lead@example.com)"},
};

static void sample_make_service(struct sample_reports *reports, const struct done_service *service,
    struct done_service_report *out)
{
	static const size_t first[] = {0, 3, 5};

	memset(reports, 0, sizeof(*reports));
	for (size_t i = 0, nr = 0; i < 3; i++) {
		reports->criteria[i].criterion = &sample_criteria[i];
		reports->criteria[i].checks = &reports->checks[first[i]];
		reports->criteria[i].nr_checks = sample_criteria[i].nr_checks;
		for (size_t j = 0; j < sample_criteria[i].nr_checks; j++, nr++) {
			reports->checks[nr].check = &sample_criteria[i].checks[j];
			reports->checks[nr].effective = DONE_NO_DAY;
		}
	}
	memset(out, 0, sizeof(*out));
	out->service = service;
	out->criteria = reports->criteria;
	out->nr_criteria = 3;
	out->reasons = sample_reasons;
	out->nr_reasons = 1;
}

static void sample_fall_short(struct done_check_report *check, struct done_finding *findings,
    size_t nr, char (*ids)[DONE_OID_HEX + 1])
{
	check->verdict = DONE_UNMET;
	check->findings = findings;
	check->nr_findings = nr;
	check->fingerprints = ids;
}

static void sample_meet(
    struct done_check_report *check, const struct done_evidence *evidence, size_t nr, size_t more)
{
	check->evidence = evidence;
	check->nr_evidence = nr;
	check->nr_evidence_more = more;
}

static void sample_measure(
    struct done_check_report *check, const struct done_number *numbers, size_t nr)
{
	check->numbers = numbers;
	check->nr_numbers = nr;
}

static void sample_settle(struct done_service_report *service, enum done_verdict verdict)
{
	static const int badness[] = {1, 4, 2, 0, 3}; /* by verdict */

	service->verdict = verdict;
	for (size_t i = 0; i < service->nr_criteria; i++) {
		struct done_criterion_report *criterion = &service->criteria[i];
		criterion->verdict = DONE_NOT_APPLICABLE;
		for (size_t j = 0; j < criterion->nr_checks; j++) {
			const struct done_check_report *check = &criterion->checks[j];
			bool warns =
			    check->verdict == DONE_UNMET && check->level == DONE_LEVEL_WARNING;
			enum done_verdict weight = warns ? DONE_MET : check->verdict;
			if (badness[weight] > badness[criterion->verdict])
				criterion->verdict = weight;
			service->nr_warnings += warns;
			service->nr_errors += weight == DONE_UNMET;
			service->nr_undecided += weight == DONE_UNDECIDED;
			service->nr_waived += weight == DONE_WAIVED;
		}
	}
}

static void sample_make_checkout(struct sample_reports *reports, struct done_service_report *out)
{
	static char paths[SAMPLE_PRINTS][64];

	sample_make_service(reports, &sample_services[1], out);
	out->anchor = "services/checkout/main.go";
	out->anchor_line = 42;
	out->nr_reasons = 2;
	out->is_new = true;
	for (size_t i = 0; i < SAMPLE_PRINTS; i++) {
		snprintf(paths[i], sizeof(paths[i]), "services/checkout/file%02zu.go", i);
		snprintf(sample_print_ids[i], sizeof(sample_print_ids[i]), "%040zx", i + 4096);
		sample_prints[i] = (struct done_finding){
		    .path = paths[i],
		    .line = 10 + (int)i,
		    .column = 2,
		    .message = "'fmt.Println' writes past the logger",
		    .fix = sample_logging[1].fix,
		};
	}
	sample_fall_short(&reports->checks[1], sample_runbook, 1, &sample_ids[0]);
	reports->checks[1].waiver = &sample_waivers[DONE_WAIVER_EXPIRED];
	sample_fall_short(&reports->checks[2], sample_changelog, 1, &sample_ids[3]);
	reports->checks[2].level = DONE_LEVEL_WARNING;
	reports->checks[2].effective = 20833; /* 2027-01-15 */
	reports->checks[3].verdict = DONE_NOT_APPLICABLE;
	reports->checks[3].reason = "no file matches '*.java'";
	sample_fall_short(&reports->checks[4], sample_prints, SAMPLE_PRINTS, sample_print_ids);
	reports->checks[4].nr_dropped = 5;
	reports->checks[5].verdict = DONE_UNDECIDED;
	reports->checks[5].reason = "object 1234567890 is missing (services/checkout/load.json)";
	reports->checks[5].cure = "git fetch --refetch";
	sample_settle(out, DONE_UNMET);
}

static void sample_make_others(void)
{
	struct sample_reports *reports = sample_reports;

	sample_make_service(&reports[0], &sample_services[0], &sample_first[0]);
	reports[0].checks[0].waiver = &sample_waivers[DONE_WAIVER_UNUSED];
	sample_meet(&reports[0].checks[0], &sample_evidence[0], 1, 0);
	sample_meet(&reports[0].checks[3], &sample_evidence[0], 3, 4);
	sample_measure(&reports[0].checks[3], &sample_numbers[0], 2);
	sample_fall_short(&reports[0].checks[4], &sample_prints[0], 1, &sample_print_ids[0]);
	reports[0].checks[4].verdict = DONE_WAIVED;
	reports[0].checks[4].waiver = &sample_waivers[DONE_WAIVER_COUNTS];
	reports[0].checks[5].verdict = DONE_NOT_APPLICABLE;
	reports[0].checks[5].reason = "skipped by GIT_DONE_SKIP";
	reports[0].checks[5].skipped = true;
	sample_settle(&sample_first[0], DONE_WAIVED);
	sample_make_checkout(&reports[1], &sample_first[1]);
	sample_make_service(&reports[2], &sample_services[2], &sample_first[2]);
	sample_fall_short(&reports[2].checks[3], sample_hostile, 2, &sample_ids[1]);
	reports[2].checks[3].waiver = &sample_waivers[DONE_WAIVER_REFUSED];
	sample_meet(&reports[2].checks[0], &sample_evidence[2], 2, 1);
	sample_measure(&reports[2].checks[0], &sample_numbers[3], 2);
	sample_measure(&reports[2].checks[3], &sample_numbers[2], 1);
	sample_settle(&sample_first[2], DONE_UNMET);
	sample_make_service(&reports[3], &sample_services[3], &sample_first[3]);
	sample_first[3].anchor = "services/ledger/go.mod";
	reports[3].checks[0].verdict = DONE_UNDECIDED;
	reports[3].checks[0].reason = SAMPLE_MESSAGE;
	reports[3].checks[0].cure = "git fsck\ngit fetch --refetch";
	sample_settle(&sample_first[3], DONE_UNDECIDED);
	sample_make_service(&reports[4], &sample_services[4], &sample_second[0]);
	reports[4].checks[5].verdict = DONE_NOT_APPLICABLE;
	reports[4].checks[5].reason = "does not apply at stage 'experiment'";
	sample_settle(&sample_second[0], DONE_MET);
}

static void sample_make_runs(void)
{
	struct done_oid base = {{0xba, 0x5e, 1}}, head = {{0x4e, 0xad, 2}},
	                blob = {{0xb1, 0x0b, 3}};

	sample_runs[0] = (struct done_run){
	    .mode = DONE_MODE_PUSH,
	    .same_as = -1,
	    .ref = "refs/heads/topic",
	    .has_base = true,
	    .has_head = true,
	    .base = base,
	    .head = head,
	    .branch = "topic",
	    .head_day = 20422,
	    .base_name = "refs/remotes/origin/main",
	    .range_words = "what changed since the merge base with origin/main (ba5e010000)",
	    .policy_path = ".git-done.yml",
	    .policy_from = "base",
	    .has_policy_oid = true,
	    .policy_oid = blob,
	    .policy = &sample_policy,
	    .verdict = DONE_UNMET,
	    .examined = {12, 4, 22, 40, 3, 81234},
	    .services = sample_first,
	    .nr_services = 4,
	    .unowned = sample_unowned,
	    .nr_unowned = 2,
	    .anchor = "tools/x",
	    .notes = sample_notes,
	    .nr_notes = 3,
	};
	sample_runs[1] = sample_runs[0];
	sample_runs[1].ref = "refs/tags/::error::\xC2\x9B";
	sample_runs[1].verdict = DONE_MET;
	sample_runs[1].branch = NULL;
	sample_runs[1].head_day = DONE_NO_DAY;
	sample_runs[1].policy_path = "preset:backend";
	sample_runs[1].policy_from = "preset";
	sample_runs[1].has_policy_oid = sample_runs[1].has_base = false;
	sample_runs[1].range_words = "everything, as new";
	sample_runs[1].services = sample_second;
	sample_runs[1].nr_services = 1;
	sample_runs[1].nr_unowned = sample_runs[1].nr_notes = 0;
	sample_runs[1].examined = (struct done_examined){1, 1, 5, 7, 0, 900, 0};
	sample_runs[2] = sample_runs[0];
	sample_runs[2].ref = "refs/heads/copy";
	sample_runs[2].same_as = 0;
}

static void sample_report(struct done_report *out)
{
	memset(out, 0, sizeof(*out));
	sample_make_others();
	sample_make_runs();
	out->verdict = DONE_UNMET;
	out->now = 20600; /* 2026-05-27 */
	out->asked.skip.items = sample_skip;
	out->asked.skip.nr = 1;
	out->runs = sample_runs;
	out->nr_runs = 3;
	out->reproduce =
	    "git done check ba5e010000000000000000000000000000000000...4ead020000000000"
	    "000000000000000000000000";
}

#endif
