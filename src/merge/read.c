/*
 * A JSON report (schema 2, of this version) as a report again, so that every format can be written
 * from it. What does not add up is refused.
 */
#include <string.h>

#include "read.h"

/* ---- the report ---- */

struct report_members {
	struct done_report report;
	int schema, verdict, exit;
	const struct done_value *tool, *shard, *asked, *error, *runs;
	int form;
};

static const char *const forms[] = {"", "merge", NULL};

#define AT(member) offsetof(struct report_members, member)
static const struct done_read_member report_members[] = {
    {.name = "schema", .type = DONE_READ_NUMBER, .offset = AT(schema)},
    {.name = "tool", .type = DONE_READ_MAP, .offset = AT(tool)},
    {.name = "verdict", .type = DONE_READ_WORD, .offset = AT(verdict), .words = done_read_verdicts},
    {.name = "exit", .type = DONE_READ_NUMBER, .offset = AT(exit)},
    {.name = "form", .type = DONE_READ_WORD, .offset = AT(form), .optional = true, .words = forms},
    {.name = "advisory", .type = DONE_READ_BOOLEAN, .offset = AT(report.advisory)},
    {.name = "hook", .type = DONE_READ_TEXT, .offset = AT(report.hook), .optional = true},
    {.name = "project", .type = DONE_READ_RAW, .offset = AT(report.name), .may_be_null = true},
    {.name = "reproduce",
        .type = DONE_READ_TEXT,
        .offset = AT(report.reproduce),
        .may_be_null = true},
    {.name = "shard", .type = DONE_READ_MAP, .offset = AT(shard), .may_be_null = true},
    {.name = "now", .type = DONE_READ_DAY, .offset = AT(report.now)},
    {.name = "asked", .type = DONE_READ_MAP, .offset = AT(asked)},
    {.name = "error", .type = DONE_READ_MAP, .offset = AT(error), .optional = true},
    {.name = "runs", .type = DONE_READ_LIST, .offset = AT(runs)},
};
#undef AT
static const struct done_read_record report_record = {
    report_members, DONE_ARRAY_SIZE(report_members)};

#define AT(member) offsetof(struct done_shard, member)
static const struct done_read_member shard_members[] = {
    {.name = "number", .type = DONE_READ_NUMBER, .offset = AT(number)},
    {.name = "of", .type = DONE_READ_NUMBER, .offset = AT(of)},
};
#undef AT
static const struct done_read_record shard_record = {shard_members, DONE_ARRAY_SIZE(shard_members)};

#define AT(member) offsetof(struct done_asked, member)
static const struct done_read_member asked_members[] = {
    {.name = "services", .type = DONE_READ_RAWS, .offset = AT(services)},
    {.name = "criteria", .type = DONE_READ_RAWS, .offset = AT(criteria)},
    {.name = "checks", .type = DONE_READ_RAWS, .offset = AT(checks)},
    {.name = "skip", .type = DONE_READ_RAWS, .offset = AT(skip)},
    {.name = "all", .type = DONE_READ_BOOLEAN, .offset = AT(all)},
};
#undef AT
static const struct done_read_record asked_record = {asked_members, DONE_ARRAY_SIZE(asked_members)};

struct error_members {
	const char *message, *cure, *file;
	int line, column;
};

#define AT(member) offsetof(struct error_members, member)
static const struct done_read_member error_members[] = {
    {.name = "message", .type = DONE_READ_TEXT, .offset = AT(message)},
    {.name = "cure", .type = DONE_READ_TEXT, .offset = AT(cure), .may_be_null = true},
    {.name = "file", .type = DONE_READ_TEXT, .offset = AT(file), .may_be_null = true},
    {.name = "line", .type = DONE_READ_NUMBER, .offset = AT(line)},
    {.name = "column", .type = DONE_READ_NUMBER, .offset = AT(column)},
};
#undef AT
static const struct done_read_record error_record = {error_members, DONE_ARRAY_SIZE(error_members)};

#define SCHEMA 2

static int refuse_schema(
    struct done_reader *reader, const struct done_value *schema, const char *version)
{
	done_error_set(reader->err, DONE_E_USAGE,
	    "the report has schema %lld, written by git-done %.100s; git-done %s merges "
	    "schema %d only",
	    (long long)schema->integer, version, DONE_VERSION, SCHEMA);
	done_error_cure(
	    reader->err, "run that shard again with this version, git-done %s", DONE_VERSION);
	return done_error_place(reader->err, schema->file, schema->line, schema->column);
}

/* First of all: another schema or version may have other members. */
static int check_version(struct done_reader *reader, const struct done_value *root)
{
	const struct done_value *schema = done_value_get(root, "schema");
	const struct done_value *tool = done_value_get(root, "tool");
	const struct done_value *name = done_value_get(tool, "name");
	const struct done_value *version = done_value_get(tool, "version");

	if (!schema || schema->type != DONE_INTEGER || !name || name->type != DONE_STRING ||
	    strcmp(name->string.ptr, "git-done") != 0 || !version || version->type != DONE_STRING)
		return done_read_fail(reader, root, "this is not a report of git-done");
	if (schema->integer != SCHEMA)
		return refuse_schema(reader, schema, version->string.ptr);
	if (tool->map.nr != 2)
		return done_read_fail(reader, tool, "'tool' is to have a name and a version only");
	if (!strcmp(version->string.ptr, DONE_VERSION))
		return 0;
	done_error_set(reader->err, DONE_E_USAGE, "the report is of git-done %.100s, this is %s",
	    version->string.ptr, DONE_VERSION);
	done_error_cure(reader->err, "merge with the version that judged");
	return done_error_place(reader->err, version->file, version->line, version->column);
}

/* Text of an error that was fit to show when it was written: not escaped twice, cut if it must be.
 */
static void read_fill(char *out, size_t size, const char *text)
{
	struct done_buf clean = {0};

	done_escape_plain(&clean, text ? text : "", size - 64);
	memcpy(out, clean.len ? clean.ptr : "", clean.len + 1);
	done_buf_release(&clean);
}

/* A judgement that could not be made is that error again: the merged one cannot be made either. */
static int repeat_error(struct done_reader *reader, const struct report_members *members)
{
	static const int codes[] = {[DONE_EXIT_USAGE] = DONE_E_USAGE,
	    [DONE_EXIT_UNDECIDED] = DONE_E_UNDECIDED,
	    [DONE_EXIT_INTERNAL] = DONE_E_INTERNAL};
	struct error_members error = {0};
	struct done_error *err = reader->err;

	if (done_read_record(reader, &error_record, members->error, &error) < 0)
		return err->code;
	if (members->exit < DONE_EXIT_USAGE || members->exit > DONE_EXIT_INTERNAL)
		return done_read_fail(
		    reader, members->error, "an error cannot end in exit %d", members->exit);
	err->code = codes[members->exit];
	read_fill(err->message, sizeof(err->message), error.message);
	read_fill(err->cure, sizeof(err->cure), error.cure);
	read_fill(err->file, sizeof(err->file), error.file);
	err->line = error.line;
	err->column = error.column;
	return err->code;
}

static int read_shard(
    struct done_reader *reader, const struct done_value *value, struct done_report *out)
{
	struct done_shard *shard = &out->shard;

	if (!value)
		return 0;
	if (done_read_record(reader, &shard_record, value, shard) < 0)
		return reader->err->code;
	if (shard->of < 1 || shard->of > DONE_SHARDS_MAX || shard->number < 1 ||
	    shard->number > shard->of)
		return done_read_fail(
		    reader, value, "there is no shard %d/%d", shard->number, shard->of);
	return 0;
}

/* Only a push has several runs, or none where nothing was pushed; and it is never in shards. */
static int check_number(
    struct done_reader *reader, const struct done_value *list, const struct done_report *report)
{
	size_t nr = report->nr_runs;

	if (!nr && (report->shard.of || report->asked.all || report->reproduce))
		return done_read_fail(reader, list, "something was judged, and there is no run");
	for (size_t i = 0; nr > 1 && i < nr; i++) {
		if (report->runs[i].mode != DONE_MODE_PUSH)
			return done_read_fail(
			    reader, &list->list.ptr[i], "only a push has several runs");
	}
	return 0;
}

/* A run that repeats another has all of it but the ref. */
static int check_repetition(struct done_reader *reader, const struct done_value *list,
    const struct done_run *runs, size_t i)
{
	const struct done_value *at = &list->list.ptr[i];
	int other = runs[i].same_as;

	if (other < 0)
		return 0;
	if ((size_t)other >= i || runs[other].same_as >= 0)
		return done_read_fail(reader, at, "'same_as' names no earlier run");
	for (size_t j = 0; j < at->map.nr; j++) {
		const struct done_member *member = &at->map.ptr[j];
		const struct done_value *there =
		    done_value_get(&list->list.ptr[other], member->key.ptr);

		if (strncmp(member->key.ptr, "ref", 3) != 0 &&
		    strcmp(member->key.ptr, "same_as") != 0 &&
		    strcmp(member->key.ptr, "only_tells") != 0 &&
		    (!there || !done_value_equal(&member->value, there)))
			return done_read_fail(reader, &member->value,
			    "the run is not the same as run %d: '%s' differs", other,
			    member->key.ptr);
	}
	return 0;
}

static int read_runs(
    struct done_reader *reader, const struct done_value *list, struct done_report *out)
{
	enum done_verdict worst = DONE_MET;

	out->runs = done_arena_array(reader->arena, list->list.nr + 1, sizeof(*out->runs));
	out->nr_runs = list->list.nr;
	for (size_t i = 0; i < list->list.nr; i++) {
		if (done_read_run(reader, &list->list.ptr[i], out, &out->runs[i]) < 0 ||
		    check_repetition(reader, list, out->runs, i) < 0)
			return reader->err->code;
		worst = done_verdict_worse(worst, out->runs[i].verdict);
	}
	if (worst != out->verdict)
		return done_read_fail(
		    reader, list, "the report's verdict is not what its runs add up to");
	return check_number(reader, list, out);
}

static int read_report(
    struct done_reader *reader, const struct done_value *root, struct done_report *out)
{
	struct report_members members = {0};
	struct done_report *report = &members.report;
	char option[48];

	if (check_version(reader, root) < 0 ||
	    done_read_record(reader, &report_record, root, &members) < 0 ||
	    done_read_record(reader, &asked_record, members.asked, &report->asked) < 0)
		return reader->err->code;
	if (members.error)
		return repeat_error(reader, &members);
	report->verdict = (enum done_verdict)members.verdict;
	reader->is_brief = members.form > 0;
	if (read_shard(reader, members.shard, report) < 0 ||
	    read_runs(reader, members.runs, report) < 0)
		return reader->err->code;
	done_shard_option(&report->shard, option);
	if (report->shard.of && report->reproduce &&
	    done_read_cut(reader, root, option, &report->reproduce) < 0)
		return reader->err->code;
	if (members.exit != done_exit_of_report(report))
		return done_read_fail(
		    reader, root, "the exit status %d is not of this verdict", members.exit);
	*out = *report;
	return 0;
}

int done_report_read(
    struct done_bytes bytes, const char *file, struct done_report *out, struct done_error *err)
{
	struct done_arena arena = {0}, scratch = {0};
	struct done_reader reader = {.arena = &arena, .scratch = &scratch, .err = err};
	struct done_report report = {0};
	struct done_value root;
	int rc = done_json_parse_report(&scratch, bytes, file, &root, err);

	if (rc >= 0)
		rc = read_report(&reader, &root, &report);
	done_arena_release(&scratch);
	if (rc < 0) {
		done_arena_release(&arena);
		return rc;
	}
	report.arena = arena;
	*out = report;
	return 0;
}
