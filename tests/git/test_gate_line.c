/*
 * Commits judged one after the other are judged as an audit of each would: over generated histories
 * of a repository that has everything that checks look at, in both directions; and over a real one
 * where DONE_LINE_REPOSITORY names it (DONE_LINE_COMMITS: how many of its newest commits).
 */
#include <stdio.h>
#include <stdlib.h>

#include "done/gate.h"
#include "world.h"

/* ---- what is compared ---- */

static void compare_add_check(struct done_buf *out, const struct done_check_report *check)
{
	done_buf_addf(out, "  %s %s level %d", check->check->id, done_verdict_name(check->verdict),
	    check->level);
	if (check->reason)
		done_buf_addf(out, " (%s)", check->reason);
	if (check->waiver)
		done_buf_addf(out, " waiver %d %s", check->waiver->state, check->waiver->reason);
	for (size_t i = 0; i < check->nr_findings; i++)
		done_buf_addf(out, "\n    %s:%d %s | %s",
		    check->findings[i].path ? check->findings[i].path : "", check->findings[i].line,
		    check->findings[i].message,
		    check->findings[i].fix ? check->findings[i].fix : "");
	for (size_t i = 0; i < check->nr_evidence; i++)
		done_buf_addf(out, "\n    met by %s:%d %s",
		    check->evidence[i].path ? check->evidence[i].path : "", check->evidence[i].line,
		    check->evidence[i].what);
	done_buf_addch(out, '\n');
}

static void compare_add(const struct done_service_report *service, struct done_buf *out)
{
	done_buf_addf(out, "%s %s stage %s verdict %d tier %d target %d kind %s\n",
	    service->service->path, service->service->name, service->service->stage,
	    service->verdict, service->tier, service->target, service->kind ? service->kind : "");
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++)
			compare_add_check(out, &service->criteria[i].checks[j]);
	}
}

static void add_audit(const struct done_request *asked, const char *commit, struct done_buf *out)
{
	struct done_request request = *asked;
	struct done_report report = {0};
	struct done_error err = {0};

	request.mode = DONE_MODE_AUDIT;
	request.revision = commit;
	if (done_gate_run(&request, &report, &err) < 0)
		done_buf_addf(out, "error %d: %s\n", err.code, err.message);
	for (size_t i = 0; i < report.nr_runs; i++) {
		for (size_t j = 0; j < report.runs[i].nr_services; j++)
			compare_add(&report.runs[i].services[j], out);
	}
	done_report_release(&report);
}

struct counted {
	size_t nr, nr_taken_over;
};

static void add_line(struct done_line *line, const char *commit, done_day day, struct done_buf *out,
    struct counted *counted)
{
	struct done_line_told told = {0};
	struct done_error err = {0};
	struct done_oid id;

	assert_true(done_oid_parse(commit, &id));
	if (done_line_judge(line, &id, day, &told, &err) < 0)
		done_buf_addf(out, "error %d: %s\n", err.code, err.message);
	for (size_t i = 0; i < told.nr; i++) {
		done_buf_add(out, told.services[i].bytes.ptr, told.services[i].bytes.len);
		counted->nr++;
		counted->nr_taken_over += told.services[i].is_taken_over;
	}
}

/* ---- a repository in which everything moves ---- */

static const char *const line_services[] = {"api", "worker", "mail", "pay", "shop"};
#define LINE_SERVICES 5

/* A file, and texts that it may have; NULL: it may be missing. "%s" is a service. */
static const struct line_file {
	const char *path;
	const char *texts[4];
} line_files[] = {
    {"services/%s/main.go",
        {"package main\nimport \"net/http\"\nfunc main() { http.HandleFunc(\"/healthz\", f); "
         "http.ListenAndServe(\":1\", nil) }\n",
            "package main\nimport \"fmt\"\nfunc main() { fmt.Println(1) }\n",
            "package main\nimport (\"log/slog\"; \"example.com/x/lib\")\nfunc main() { "
            "slog.Info(\"x\"); lib.F() }\n",
            NULL}},
    {"services/%s/go.mod", {"module example.com/x/s\n", "module example.com/x/t\n"}},
    {"services/%s/Dockerfile", {"FROM scratch\nCMD [\"/main\"]\n", NULL}},
    {"services/%s/README.md",
        {"# It\n\nKeeps one part of the shop, and answers for it.\n\n## Run\n\ngo run .\n",
            "# It\n", NULL}},
    {"services/%s/RUNBOOK.md",
        {"# Runbook\n\n## Restart\n\nStop it, then start it again.\n", NULL}},
    {"services/%s/done.yml",
        {"stage: production\nowner: team-a\n",
            "stage: experiment\nuntil: 2026-03-01\nwhy: a trial of the new queue\n",
            "waivers:\n  - {check: docs.runbook, until: 2026-02-10, reason: it comes with the next "
            "release, by: '@lead'}\n",
            NULL}},
    {"services/%s/openapi.yaml",
        {"openapi: 3.0.0\ninfo: {title: s}\npaths: {/x: {get: {responses: {'200': {description: "
         "ok}}}}}\n",
            NULL}},
    {"lib/lib.go",
        {"package lib\nfunc F() {}\n",
            "package lib\nimport \"log/slog\"\nfunc F() { slog.Info(\"y\") }\n"}},
    {"go.mod",
        {"module example.com/x\n\ngo 1.22\n",
            "module example.com/x\n\ngo 1.23\n\nrequire github.com/go-chi/chi/v5 v5.0.0\n", NULL}},
    {"CODEOWNERS", {"/services/ @team-a\n", "/services/api/ @team-b\n", NULL}},
    {"docs/api.md", {"# API of pay\n\nGET /pay\nPOST /pay\n", "# Nothing\n", NULL}},
    {"load/shop.js",
        {"import http from 'k6/http'\nexport default () => http.get('http://shop:1/x')\n", NULL}},
    {".github/workflows/load.yml",
        {"jobs:\n  x:\n    steps:\n      - run: k6 run load/shop.js\n", NULL}},
    {"docker-compose.yml",
        {"services:\n  api: {build: services/api}\n  shop: {build: services/shop, environment: "
         "{PAY: 'http://pay:80'}}\n",
            NULL}},
    {"README.md", {"# Shop\n", "# Shop\n\nAll of it.\n"}},
};

static void line_edit(struct done_buf *buf, struct world *world)
{
	const struct line_file *file =
	    &line_files[world_random(world, DONE_ARRAY_SIZE(line_files))];
	const char *service = line_services[world_random(world, LINE_SERVICES)];
	const char *text = file->texts[world_random(world, 4)];
	const char *hole = strstr(file->path, "%s");
	struct done_buf path = {0};

	done_buf_add(&path, file->path, hole ? (size_t)(hole - file->path) : strlen(file->path));
	if (hole)
		done_buf_addf(&path, "%s%s", service, hole + 2);
	if (text)
		done_buf_addf(
		    buf, "M 100644 inline %s\ndata %zu\n%s\n", path.ptr, strlen(text), text);
	else
		done_buf_addf(buf, "D %s\n", path.ptr);
	done_buf_release(&path);
}

static void line_move(struct done_buf *buf, struct world *world)
{
	unsigned long from = world_random(world, LINE_SERVICES);

	if (world_random(world, 2))
		done_buf_addf(buf, "D services/%s\n", line_services[from]);
	else
		done_buf_addf(
		    buf, "M 100755 inline services/%s/run.sh\ndata 3\nls\n\n", line_services[from]);
}

static void line_history(struct world *world, int nr, const char *policy)
{
	struct done_buf buf = {0};

	for (int i = 1; i <= nr; i++) {
		unsigned long changes = i == 1 ? 60 : 1 + world_random(world, 3);

		done_buf_addf(&buf,
		    "commit refs/heads/main\nmark :%d\ncommitter A <a@example.org> %d +0000\n"
		    "data 1\nx\n",
		    i, 1767225600 + i * 86400);
		if (i > 1)
			done_buf_addf(&buf, "from :%d\n", i - 1);
		if (i == 1)
			done_buf_addf(&buf, "M 100644 inline .git-done.yml\ndata %zu\n%s\n",
			    strlen(policy), policy);
		while (changes--)
			line_edit(&buf, world);
		if (!world_random(world, 8) && i > 1)
			line_move(&buf, world);
	}
	test_write_bytes(world->path, "../input", buf.ptr, buf.len);
	test_sh(world->path, "git fast-import --quiet <../input");
	done_buf_release(&buf);
}

/* ---- the comparison ---- */

/* Every commit of the list ("ID DAY" a line), which ascends or falls. */
static struct counted compare_commits(struct done_request *request, char *list)
{
	struct counted counted = {0};
	struct done_error err = {0};
	struct done_line *line = NULL;
	size_t nr = 0;

	if (done_line_open(&line, request, compare_add, &err) < 0)
		fail_msg("%s", err.message);
	for (char *next = list, *commit; (commit = strsep(&next, "\n")) && *commit; nr++) {
		struct done_buf plain = {0}, joined = {0};

		commit[DONE_OID_HEX] = '\0';
		request->now = (done_day)(strtol(commit + DONE_OID_HEX + 1, NULL, 10) / 86400);
		add_audit(request, commit, &plain);
		if (plain.len && !strncmp(plain.ptr, "error 2", 7))
			fail_msg("%s", plain.ptr); /* nothing would be compared */
		add_line(line, commit, request->now, &joined, &counted);
		if (plain.len != joined.len || memcmp(plain.ptr, joined.ptr, plain.len) != 0)
			fail_msg("commit %zu, %s: an audit says\n%s\nand the line says\n%s", nr,
			    commit, plain.ptr ? plain.ptr : "", joined.ptr ? joined.ptr : "");
		done_buf_release(&plain);
		done_buf_release(&joined);
	}
	done_line_close(line);
	return counted;
}

static const char *const line_policies[] = {
    "version: 1\nextends: [preset:backend]\nservices: [{path: services/*}]\n",
    "version: 1\nextends: [preset:backend]\n",
    "version: 1\nservices: [{path: services/*}]\ncriteria:\n  docs: {checks: {runbook: {file: "
    "RUNBOOK.md}, root: {file: /README.md}, owners: {owners: {}}}}\n  own: {checks: {says: "
    "{content: {files: ['**/*.go'], match: slog}}}}\n",
};

static void test_line__is_what_audits_say(void **state)
{
	struct world *world = *state;
	struct counted all = {0};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(line_policies); i++) {
		static const char *const orders[] = {"", "--reverse"};

		test_sh(world->path, "git update-ref -d refs/heads/main || true");
		line_history(world, 60, line_policies[i]);
		for (size_t j = 0; j < DONE_ARRAY_SIZE(orders); j++) {
			struct done_request request = {
			    .directory = world->path, .policy_from = "refs/heads/main"};
			done_day today = 20700;
			char *list = test_git_output(
			    world->path, "log %s --format='%%H %%ct' refs/heads/main", orders[j]);
			struct counted counted;

			request.policy_now = &today;
			counted = compare_commits(&request, list);
			all.nr += counted.nr;
			all.nr_taken_over += counted.nr_taken_over;
			free(list);
		}
	}
	/* Else the test compares an audit with itself. */
	assert_true(all.nr_taken_over * 2 > all.nr);
}

/* A service is judged again because of one of its files, and takes what another shows from an
 * earlier commit: then it hangs on that one still. */
static void test_line__hangs_on_what_it_takes_from_before(void **state)
{
	static const struct {
		const char *path, *text;
	} steps[] = {
	    {".git-done.yml",
	        "version: 1\nservices: [{path: services/*}]\ncriteria:\n  own: {checks: {shown: "
	        "{uses: "
	        "structured-logging}}}\n"},
	    {"services/mail/main.go", "package main\nfunc main() {}\n"},
	    {"services/api/go.mod", "module example.com/api\n"},
	    {"services/api/main.go", "package main\nfunc main() { l() }\n"},
	    {"services/api/log.go", "package main\nfunc l() {}\n"},
	    {"services/api/main.go",
	        "package main\nimport \"log/slog\"\nfunc main() { slog.Info(\"x\") }\n"},
	};
	const struct world *world = *state;
	struct done_request request = {.directory = world->path, .policy_from = "HEAD"};
	done_day today = 20700;
	char *list;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(steps); i++) {
		test_write(world->path, steps[i].path, steps[i].text);
		test_commit(world->path, steps[i].path);
	}
	request.policy_now = &today;
	list = test_git_output(world->path,
	    "log --reverse --format='%%H %%ct' HEAD -- services/api/main.go services/api/log.go");
	compare_commits(&request, list);
	free(list);
}

static void test_line__is_what_audits_say_of_a_real_repository(void **state)
{
	const char *repository = getenv("DONE_LINE_REPOSITORY");
	const char *nr = getenv("DONE_LINE_COMMITS");
	struct done_request request = {
	    .directory = repository, .policy_file = "preset:backend", .trust_owner = true};
	done_day today = 20700;
	struct counted counted;
	char *list;

	(void)state;
	if (!repository)
		skip();
	request.policy_now = &today;
	list = test_git_output(
	    repository, "log --first-parent -%s --format='%%H %%ct' HEAD", nr ? nr : "50");
	counted = compare_commits(&request, list);
	printf("%zu services judged, %zu as they were\n", counted.nr, counted.nr_taken_over);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        test_line__is_what_audits_say, world_setup, world_teardown),
	    cmocka_unit_test_setup_teardown(
	        test_line__hangs_on_what_it_takes_from_before, world_setup, world_teardown),
	    cmocka_unit_test(test_line__is_what_audits_say_of_a_real_repository),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
