/*
 * git done draft: what is to be written, by what the gate says of the service as it is staged. It
 * is made in a worker, which writes nothing.
 */
#include <string.h>

#include "done/gate.h"
#include "draft.h"

struct planning {
	struct done_draft_request *request;
	struct done_arena arena;
	struct done_init init;
	struct done_snapshot index;
	struct done_ecosystems ecosystems;
	struct done_skeletons *skeletons;
	struct done_skeleton_facts facts;
	struct done_report report;
	struct done_skeleton_files files;
	struct done_buf rest; /* what no file answers, a line each */
	/* Ids, parted by ", ": whose files were made and that refuse a push; that have no file. */
	struct done_buf blocking, bare, bare_blocking;
};

/* ---- what is known of the service ---- */

static int plan_open(struct planning *planning, struct done_error *err)
{
	struct done_repo_options how = {.trust_owner = planning->request->trust_owner};

	if (done_repo_open(&planning->init.repo, &how, err) < 0)
		return err->code;
	planning->init.arena = &planning->arena;
	planning->init.top = done_repo_work_tree(planning->init.repo);
	if (!planning->init.top) {
		done_error_set(err, DONE_E_USAGE, "a bare repository has no work tree to write to");
		return done_error_cure(err, "run it in a clone");
	}
	if (!done_init_exists(&planning->init, DONE_POLICY_PATH)) {
		done_error_set(err, DONE_E_USAGE, "there is no policy '%s'", DONE_POLICY_PATH);
		return done_error_cure(err, "'git done init' writes one");
	}
	if (done_snapshot_of_index(planning->init.repo, &planning->index, err) < 0)
		return err->code;
	return done_skeletons_load(&planning->arena, &planning->skeletons, err);
}

static int plan_judge(struct planning *planning, struct done_error *err)
{
	struct done_request request = {
	    .directory = planning->init.top,
	    .mode = DONE_MODE_STAGED,
	    .all = true,
	    .services = {&planning->request->service, 1},
	    .checks = planning->request->checks,
	    .policy_file = done_init_path(&planning->init, DONE_POLICY_PATH),
	    .trust_owner = planning->request->trust_owner,
	    .now = done_day_today(),
	};

	return done_gate_run(&request, &planning->report, err);
}

static void plan_calls(struct planning *planning)
{
	struct done_init_hints hints = {0};
	struct done_strings *calls = &planning->facts.calls;

	done_init_find_calls(&planning->init, planning->facts.directory, &hints);
	calls->items = done_arena_array(&planning->arena, hints.nr + 1, sizeof(*calls->items));
	for (size_t i = 0; i < hints.nr; i++)
		calls->items[calls->nr++] = hints.items[i].text;
}

static int plan_facts(
    struct planning *planning, const struct done_service *service, struct done_error *err)
{
	struct done_profile *profile = done_arena_alloc(&planning->arena, sizeof(*profile));

	/* They live as long as the report. */
	planning->init.questions = planning->report.runs[0].policy->questions;
	planning->init.nr_questions = planning->report.runs[0].policy->nr_questions;
	planning->facts.service = service->name;
	planning->facts.directory = service->path;
	if (done_ecosystems_load(&planning->arena, NULL, &planning->ecosystems, err) < 0 ||
	    done_profile_of(&planning->arena, &planning->index, &planning->ecosystems,
	        service->path, profile, err) < 0)
		return err->code;
	planning->facts.profile = profile;
	plan_calls(planning);
	done_routes_find(&planning->arena, &planning->index, &planning->ecosystems, service->path,
	    done_skeletons_routes(planning->skeletons), &planning->facts.routes);
	return 0;
}

/* ---- checks ---- */

/* One that was named is drafted above the target, too. */
static bool plan_takes(const struct planning *planning, const struct done_check_report *check)
{
	return check->verdict == DONE_UNMET || check->verdict == DONE_OWED ||
	    (planning->request->checks.nr && check->verdict == DONE_NEXT && !check->is_next_met);
}

static bool plan_blocks(const struct done_check_report *check)
{
	return check->verdict == DONE_UNMET && check->level == DONE_LEVEL_ERROR;
}

static void plan_add_id(struct done_buf *out, const struct done_check_report *check)
{
	done_buf_addf(out, "%s%s", out->len ? ", " : "", check->check->id);
}

static const char *plan_state(const struct done_check_report *check)
{
	return check->verdict == DONE_MET ? "is met already"
	                                  : "does not ask this service for anything";
}

static void plan_check(struct planning *planning, const struct done_check_report *check)
{
	struct done_skeleton_wants wants = {0};
	size_t nr_added = 0;

	if (plan_takes(planning, check))
		done_skeleton_wants_of(&planning->arena, &check->check->test, &wants);
	for (size_t i = 0; i < wants.nr; i++)
		nr_added += done_skeletons_add(&planning->init, planning->skeletons,
		    &planning->facts, check->check->id, &wants.items[i], &planning->files);
	if (nr_added && plan_blocks(check))
		plan_add_id(&planning->blocking, check);
	else if (!nr_added && plan_takes(planning, check))
		plan_add_id(plan_blocks(check) ? &planning->bare_blocking : &planning->bare, check);
	else if (!nr_added && planning->request->checks.nr)
		done_buf_addf(&planning->rest, "%s %s\n", check->check->id, plan_state(check));
}

/* What a push is refused for, first; what only warns must not look so. */
static void plan_say_bare(struct planning *planning)
{
	if (planning->bare_blocking.len)
		done_buf_addf(&planning->rest,
		    "git done draft cannot write what shows %s: that must be in code or "
		    "configuration, and a push is refused until it is\n",
		    planning->bare_blocking.ptr);
	if (planning->bare.len)
		done_buf_addf(&planning->rest,
		    "git done draft cannot write what shows %s: that must be in code or "
		    "configuration; no push is refused for it\n",
		    planning->bare.ptr);
}

static void plan_say_next(struct planning *planning)
{
	if (!planning->files.nr)
		return;
	done_buf_addstr(&planning->rest,
	    "next: fill in what stands in brackets and every 'todo', and commit; ");
	if (planning->blocking.len)
		done_buf_addf(&planning->rest, "a push is refused until that is done for %s\n",
		    planning->blocking.ptr);
	else
		done_buf_addstr(&planning->rest, "none of these files refuses a push\n");
}

/* Checks of the gate itself have no test. */
static bool is_of_policy(const struct done_criterion *criterion)
{
	return criterion != &done_sheet_criterion && criterion != &done_map_criterion;
}

static int plan_service(
    struct planning *planning, const struct done_service_report *service, struct done_error *err)
{
	if (plan_facts(planning, service->service, err) < 0)
		return err->code;
	for (size_t i = 0; i < service->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &service->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++) {
			if (is_of_policy(criterion->criterion))
				plan_check(planning, &criterion->checks[j]);
			else if (criterion->checks[j].verdict == DONE_UNMET)
				done_buf_addf(&planning->rest, "%s: %s\n",
				    criterion->checks[j].check->id,
				    criterion->checks[j].nr_findings
				        ? criterion->checks[j].findings[0].message
				        : "not met");
		}
	}
	return 0;
}

/* A whole sheet, with all questions, where there is none. */
static int plan_sheet(struct planning *planning, struct done_error *err)
{
	struct done_init_stage none = {0};

	for (size_t i = 0; i < planning->files.nr; i++) {
		struct done_skeleton_file *file = &planning->files.items[i];

		if (file->is_sheet &&
		    done_init_sheet(
		        &planning->init, planning->facts.directory, &none, &file->opens, err) < 0)
			return err->code;
	}
	return 0;
}

/* ---- files that are there ---- */

static bool plan_has_line(const struct done_buf *text, const char *line, size_t len)
{
	const char *at = text->ptr, *end = text->ptr + text->len;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t size = (size_t)((newline ? newline : end) - at);

		if (size && at[size - 1] == '\r')
			size--;
		if (size >= len && !memcmp(at, line, len) && (size == len || line[len - 1] == ':'))
			return true;
		at = newline ? newline + 1 : end;
	}
	return false;
}

/* By its first line: a heading, a key of the sheet, the placeholder of a section without one. */
static bool plan_is_written(const struct done_buf *text, const char *piece)
{
	piece += strspn(piece, "\n");
	return text->len && plan_has_line(text, piece, strcspn(piece, "\n"));
}

/* A section that waits to be filled in is not offered once more, nor half a description. */
static void plan_drop_written(struct planning *planning, struct done_skeleton_file *file)
{
	const char *there = done_init_there(&planning->init, file->path);
	struct done_buf text = {0};
	struct done_error ignored = {0};
	size_t kept = 0;

	if (!there || file->lines_only)
		return;
	done_init_read(&planning->init, there, &text, &ignored);
	for (size_t i = 0; i < file->nr_pieces; i++) {
		if (!file->is_whole && !plan_is_written(&text, file->pieces[i].text))
			file->pieces[kept++] = file->pieces[i];
	}
	if (kept < file->nr_pieces) {
		done_buf_add_shown(&planning->rest, there, strlen(there));
		done_buf_addf(
		    &planning->rest, " is there already: complete it (%s)\n", file->checks);
	}
	file->nr_pieces = kept;
	done_buf_release(&text);
}

/* ---- the channel ---- */

static void plan_send(struct done_channel *channel, int number, const char *text, size_t len)
{
	if (len)
		done_channel_write(channel, number, text, len);
}

static void plan_send_files(struct planning *planning, struct done_channel *channel)
{
	plan_send(channel, DONE_DRAFT_REST, planning->rest.ptr, planning->rest.len);
	for (size_t i = 0, nr = 0; i < planning->files.nr; i++) {
		const struct done_skeleton_file *file = &planning->files.items[i];
		int at = DONE_DRAFT_FILES + (int)nr * DONE_DRAFT_PARTS;

		if (!file->nr_pieces)
			continue;
		nr++;
		plan_send(channel, at + DONE_DRAFT_PATH, file->path, strlen(file->path));
		plan_send(channel, at + DONE_DRAFT_CHECKS, file->checks, strlen(file->checks));
		plan_send(channel, at + DONE_DRAFT_OPENS, file->opens.ptr, file->opens.len);
		for (size_t k = 0; k < file->nr_pieces; k++)
			plan_send(channel, at + DONE_DRAFT_TEXT, file->pieces[k].text,
			    strlen(file->pieces[k].text));
		if (file->lines_only || file->is_sheet)
			plan_send(channel, at + DONE_DRAFT_FORM, file->is_sheet ? "s" : "l", 1);
	}
}

static int plan_make(
    struct planning *planning, struct done_channel *channel, struct done_error *err)
{
	if (plan_open(planning, err) < 0 || plan_judge(planning, err) < 0)
		return err->code;
	for (size_t i = 0; i < planning->report.nr_runs; i++) {
		const struct done_run *run = &planning->report.runs[i];

		if (run->policy) {
			planning->init.questions = run->policy->questions;
			planning->init.nr_questions = run->policy->nr_questions;
		}
		for (size_t j = 0; j < run->nr_services; j++) {
			if (plan_service(planning, &run->services[j], err) < 0)
				return err->code;
		}
	}
	if (plan_sheet(planning, err) < 0)
		return err->code;
	for (size_t i = 0; i < planning->files.nr; i++)
		plan_drop_written(planning, &planning->files.items[i]);
	plan_say_bare(planning);
	plan_say_next(planning);
	plan_send_files(planning, channel);
	return DONE_EXIT_MET;
}

int done_draft_work(void *data, struct done_channel *channel)
{
	struct planning planning = {.request = data};
	struct done_error err = {0};
	int status = plan_make(&planning, channel, &err);

	if (status < 0) {
		struct done_buf text = {0};

		done_error_print(&err, &text);
		plan_send(channel, DONE_DRAFT_STDERR, text.ptr, text.len);
		done_buf_release(&text);
		status = done_exit_of_error(&err);
	}
	done_skeleton_files_release(&planning.files);
	done_buf_release(&planning.rest);
	done_buf_release(&planning.blocking);
	done_buf_release(&planning.bare);
	done_buf_release(&planning.bare_blocking);
	done_report_release(&planning.report);
	done_ecosystems_release(&planning.ecosystems);
	done_snapshot_close(&planning.index);
	done_repo_close(planning.init.repo);
	done_arena_release(&planning.arena);
	return status;
}
