/*
 * SARIF 2.1.0 (OASIS, with errata 01): a log is a list of runs, one a tool. A run that did not
 * finish is a failure whatever its results.
 */
#include "evidence/scan/sarif.h"

#include <string.h>

static enum done_evidence_guess sarif_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	const char *schema = done_member_string(look->json, "$schema");
	const char *version = done_member_string(look->json, "version");

	if (look->form != DONE_LOOKS_JSON || !done_value_get(look->json, "runs"))
		return DONE_GUESS_NO;
	if ((schema && strstr(schema, "sarif")) ||
	    (version && done_value_get(look->json, "runs"))) {
		if (!version || !strcmp(version, "2.1.0"))
			return DONE_GUESS_YES;
		*why = "the report is SARIF of another version than 2.1.0";
		*fix = "let the tool write SARIF 2.1.0";
		return DONE_GUESS_WRONG;
	}
	return done_member_list(look->json, "runs") ? DONE_GUESS_YES : DONE_GUESS_NO;
}

/* ---- a run: did it finish? ---- */

static void sarif_fail_run(
    struct done_scan_run *run, const struct done_value *at, const char *failure)
{
	if (run->failure)
		return;
	run->failure = failure;
	run->failure_line = at->line;
}

static void sarif_notifications(
    struct sarif_reader *reader, const struct done_value *list, struct done_scan_run *run)
{
	for (size_t i = 0; list && i < list->list.nr; i++) {
		const struct done_value *one = &list->list.ptr[i];
		const char *level = done_member_string(one, "level");
		const char *text = done_member_string(done_member_map(one, "message"), "text");

		if (level && !strcmp(level, "error"))
			sarif_fail_run(run, one,
			    text && *text ? done_evidence_cut(reader->making.look->arena, text)
			                  : "the tool reports an error of its own");
	}
}

static int sarif_invocations(struct sarif_reader *reader, struct done_scan_run *run)
{
	const struct done_value *invocations = done_member_list(reader->run, "invocations");

	for (size_t i = 0; invocations && i < invocations->list.nr; i++) {
		const struct done_value *one = &invocations->list.ptr[i];
		const struct done_value *success = done_value_get(one, "executionSuccessful");

		if (one->type != DONE_MAP || (success && success->type != DONE_BOOLEAN))
			return done_evidence_fail(&reader->making, one->line,
			    "an invocation has 'executionSuccessful', which "
			    "is true or false");
		sarif_notifications(
		    reader, done_member_list(one, "toolExecutionNotifications"), run);
		sarif_notifications(
		    reader, done_member_list(one, "toolConfigurationNotifications"), run);
		if (success && !success->boolean)
			sarif_fail_run(run, success, "executionSuccessful is false");
		else if (done_member_string(one, "exitSignalName") ||
		    done_member_string(one, "processStartFailureMessage"))
			sarif_fail_run(run, one, "a signal ended it, or it could not be started");
	}
	return 0;
}

/* ---- what a run says of files and commits ---- */

static void sarif_artifacts(struct sarif_reader *reader)
{
	const struct done_value *list = done_member_list(reader->run, "artifacts");
	struct done_arena *arena = reader->making.look->arena;
	struct done_scan *scan = &reader->making.out->scan;

	for (size_t i = 0; list && i < list->list.nr; i++) {
		const struct done_value *one = &list->list.ptr[i];
		const char *hash = done_member_string(done_member_map(one, "hashes"), "sha-256");
		const char *uri = done_sarif_uri(reader, done_member_map(one, "location"));
		char *lower;

		if (!hash || !uri || strlen(hash) != 64)
			continue;
		lower = done_arena_strdup(arena, hash);
		for (char *at = lower; *at; at++)
			*at = (char)(*at >= 'A' && *at <= 'F' ? *at - 'A' + 'a' : *at);
		*DONE_ARENA_PUSH(arena, scan->artifacts, scan->nr_artifacts, scan->cap_artifacts) =
		    (struct done_scan_artifact){uri, lower, one->line};
	}
}

static void sarif_commit(struct sarif_reader *reader)
{
	const struct done_value *list = done_member_list(reader->run, "versionControlProvenance");
	struct done_evidence_report *out = reader->making.out;

	for (size_t i = 0; list && i < list->list.nr && !out->commit; i++) {
		out->commit = done_member_string(&list->list.ptr[i], "revisionId");
		out->commit_line = list->list.ptr[i].line;
	}
}

static void sarif_learn_rules(struct sarif_reader *reader, const struct done_value *component)
{
	const struct done_value *rules = done_member_list(component, "rules");

	for (size_t i = 0; rules && i < rules->list.nr; i++) {
		const char *id = done_member_string(&rules->list.ptr[i], "id");
		bool is_new = false;

		if (id)
			done_evidence_name(&reader->ids, id, strlen(id), &is_new);
		if (is_new)
			*DONE_ARENA_PUSH(reader->making.look->arena, reader->rules,
			    reader->nr_rules, reader->cap_rules) = &rules->list.ptr[i];
	}
}

/* ---- a run ---- */

static int sarif_results(struct sarif_reader *reader, struct done_scan_run *run)
{
	const struct done_value *results = done_value_get(reader->run, "results");

	if (!results || results->type == DONE_NULL) {
		sarif_fail_run(run, reader->run, "the run has no 'results': the tool did not scan");
		return 0;
	}
	if (results->type != DONE_LIST)
		return done_evidence_fail(
		    &reader->making, results->line, "the 'results' of a run must be a list");
	for (size_t i = 0; i < results->list.nr; i++) {
		if (done_sarif_result(reader, &results->list.ptr[i]) < 0)
			return reader->making.err->code;
	}
	return 0;
}

static int sarif_run(struct done_evidence_making *making, const struct done_value *value)
{
	struct done_scan *scan = &making->out->scan;
	struct sarif_reader reader = {
	    .making = *making, .run = value, .ids = {.arena = making->look->arena}};
	const struct done_value *tool = done_member_map(value, "tool");
	struct done_scan_run run = {.line = value->line};

	reader.driver = done_member_map(tool, "driver");
	reader.extensions = done_member_list(tool, "extensions");
	run.tool = done_member_string(reader.driver, "name");
	run.version = done_member_string(reader.driver, "semanticVersion");
	if (!run.version)
		run.version = done_member_string(reader.driver, "version");
	if (!run.tool || !*run.tool)
		return done_evidence_fail(
		    making, value->line, "a run does not name its tool (tool.driver.name)");
	if (done_value_get(value, "externalPropertyFileReferences"))
		return done_evidence_fail(making, value->line,
		    "the run keeps parts of itself in other files "
		    "(externalPropertyFileReferences), which are not read");
	sarif_learn_rules(&reader, reader.driver);
	for (size_t i = 0; reader.extensions && i < reader.extensions->list.nr; i++)
		sarif_learn_rules(&reader, &reader.extensions->list.ptr[i]);
	if (sarif_invocations(&reader, &run) < 0 || sarif_results(&reader, &run) < 0)
		return making->err->code;
	sarif_artifacts(&reader);
	sarif_commit(&reader);
	*DONE_ARENA_PUSH(making->look->arena, scan->runs, scan->nr_runs, scan->cap_runs) = run;
	return 0;
}

static int sarif_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct done_evidence_making making = {look, out, err};
	const struct done_value *runs = done_member_list(look->json, "runs");
	const struct done_scan *scan = &out->scan;

	if (!runs)
		return done_evidence_fail(
		    &making, look->json->line, "the 'runs' of a SARIF log must be a list");
	if (!done_value_get(look->json, "version"))
		return done_evidence_fail(
		    &making, look->json->line, "the log has no 'version': SARIF says \"2.1.0\"");
	if (done_value_get(look->json, "inlineExternalProperties"))
		return done_evidence_fail(&making, look->json->line,
		    "the log keeps parts of its runs beside them (inlineExternalProperties), "
		    "which are not read");
	for (size_t i = 0; i < runs->list.nr; i++) {
		if (sarif_run(&making, &runs->list.ptr[i]) < 0)
			return err->code;
	}
	if (!scan->nr_runs) {
		done_evidence_fault(&making, "nothing ran", runs->line,
		    "look at the output of the tool", "the log has no run");
		return 0;
	}
	out->tool = scan->runs[0].tool;
	out->version = scan->runs[0].version;
	return 0;
}

const struct done_evidence_reader done_evidence_sarif = {
    .name = "sarif",
    .subject = DONE_EVIDENCE_SCAN,
    .summary = "SARIF 2.1.0: CodeQL, Semgrep, Trivy, ESLint, gosec, Spectral, oasdiff, buf and "
               "many others",
    .guess = sarif_guess,
    .read = sarif_read,
};
