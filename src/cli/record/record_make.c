/*
 * git done record: what is to be written, by what the gate says of the service as it is staged. It
 * is made in a worker, for reports are hostile input.
 */
#include <string.h>

#include "done/evidence.h"
#include "record.h"

#define RECORD_NOTE_MAX (1 << 20)

struct recording_work {
	const struct done_record_request *request;
	struct done_arena arena;
	struct done_repo *repo;
	struct done_snapshot index;
	struct done_report report;
	const struct done_service *service;
	const struct done_check_report *check;
	struct done_recorded_report *files;
	const char *commit;
	char *by;
};

/* ---- the check ---- */

static int record_judge(struct recording_work *work, struct done_error *err)
{
	const struct done_record_request *asked = work->request;
	struct done_request request = {
	    .directory = asked->top,
	    .mode = DONE_MODE_STAGED,
	    .all = true,
	    .services = {(const char *[]){asked->service}, asked->service != NULL},
	    .checks = {(const char *[]){asked->check}, 1},
	    .policy_file = done_arena_printf(&work->arena, "%s/%s", asked->top, DONE_POLICY_PATH),
	    .trust_owner = asked->trust_owner,
	    .now = asked->now,
	};

	return done_gate_run(&request, &work->report, err);
}

static int record_find_service(struct recording_work *work, struct done_error *err)
{
	const struct done_run *run = work->report.nr_runs ? &work->report.runs[0] : NULL;

	if (!run || !run->nr_services)
		return done_error_set(err, DONE_E_UNDECIDED, "no service was judged");
	if (run->nr_services > 1) {
		done_error_set(err, DONE_E_USAGE,
		    "the policy has %zu services: which was measured?", run->nr_services);
		return done_error_cure(err, "--service NAME, for example --service %s",
		    run->services[0].service->name);
	}
	work->service = run->services[0].service;
	for (size_t i = 0; i < run->services[0].nr_criteria; i++) {
		const struct done_criterion_report *criterion = &run->services[0].criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++) {
			if (done_check_id_means(
			        run->policy, work->request->check, criterion->checks[j].check->id))
				work->check = &criterion->checks[j];
		}
	}
	return work->check
	    ? 0
	    : done_error_set(err, DONE_E_UNDECIDED, "'%s' was not judged", work->request->check);
}

static int record_check_inputs(const struct recording_work *work, struct done_error *err)
{
	const struct done_check_report *check = work->check;

	if (check->verdict == DONE_UNDECIDED) {
		done_error_set(err, DONE_E_UNDECIDED, "%s", check->reason);
		return done_error_cure(err, "%s", check->cure ? check->cure : "");
	}
	if (check->inputs && !check->nr_inputs) {
		done_error_set(
		    err, DONE_E_USAGE, "no staged file is an input of '%s'", check->check->id);
		return done_error_cure(
		    err, "name what is measured in 'inputs' of the check, and stage it");
	}
	if (check->inputs)
		return 0;
	if (check->verdict == DONE_NOT_APPLICABLE && check->reason) {
		done_error_set(err, DONE_E_USAGE, "'%s' does not apply to '%s': %s",
		    check->check->id, work->service->name, check->reason);
		return done_error_cure(err, "nothing has to be recorded");
	}
	done_error_set(err, DONE_E_USAGE,
	    "the check '%s', of kind '%s', does not ask whether a result is fresh",
	    check->check->id, check->check->test.form->name);
	return done_error_cure(err,
	    "only the kind 'fresh' and the option 'fresh' look at records: git done explain fresh");
}

/* ---- the results ---- */

static const struct {
	const char *kind;
	enum done_evidence_subject subject;
} record_subjects[] = {
    {"tests", DONE_EVIDENCE_TESTS},
    {"coverage", DONE_EVIDENCE_COVERAGE},
    {"scan", DONE_EVIDENCE_SCAN},
    {"performance", DONE_EVIDENCE_PERFORMANCE},
};

/* By which reader it would be read; NULL: it is told by no look at it alone. */
static const char *record_format(
    struct recording_work *work, struct done_bytes bytes, const char *path)
{
	const char *kind = work->check->check->test.form->name;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(record_subjects); i++) {
		const struct done_evidence_asked asked = {.subject = record_subjects[i].subject};
		struct done_evidence_report report = {0};
		struct done_error ignored = {0};

		if (!strcmp(record_subjects[i].kind, kind) &&
		    done_evidence_read(&work->arena, bytes, path, &asked, &report, &ignored) >= 0)
			return report.reader->name;
	}
	return NULL;
}

/* A record of what the check does not read would be refused by the next push. */
static int record_check_file(struct recording_work *work, const char *path, struct done_error *err)
{
	struct done_matcher *matcher = done_matcher_new();
	struct done_meter meter = {0};
	struct done_view view = {.head = &work->index,
	    .service = work->service,
	    .arena = &work->arena,
	    .matcher = matcher,
	    .meter = &meter,
	    .check = work->check->check->id};
	int rc = done_test_reads_report(&work->check->check->test, &view, path, err);

	done_view_release(&view);
	done_matcher_free(matcher);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	done_error_set(err, DONE_E_USAGE, "'%s' is not one of the 'reports' of '%s'", path,
	    work->check->check->id);
	return done_error_cure(err, "write the result where the check looks: git done explain %s",
	    work->request->check);
}

/* What a note cannot hold as it is, byte for byte. */
static int record_check_text(struct done_bytes text, const char *path, struct done_error *err)
{
	if (text.len <= RECORD_NOTE_MAX && done_utf8_valid(text.ptr, text.len) &&
	    strlen(text.ptr) == text.len)
		return 0;
	done_error_set(err, DONE_E_USAGE, "'%s' is not a text of at most %d bytes in UTF-8", path,
	    RECORD_NOTE_MAX);
	return done_error_cure(err, "a note holds small results: commit it, or use --evidence");
}

/* What is committed is the sum's matter: the blob, where the file is as git last looked at it, for
 * filters may have made other bytes of it; else a text with LF, as git may commit it. A note has
 * the file as it is. */
static int record_sum(struct recording_work *work, const char *path, struct done_bytes all,
    char *hash, struct done_error *err)
{
	const struct done_snapshot *index = &work->index;
	struct done_buf blob = {0};
	struct done_oid oid;
	int rc = work->request->is_note ? 0 : done_work_tree_staged(work->repo, path, &oid, err);

	if (rc > 0 && index->read(index->self, &oid, path, DONE_BLOB_MAX, &blob, err) < 0)
		rc = err->code;
	if (work->request->is_note)
		done_sha256(all, hash);
	else if (rc == 0)
		done_sha256_text(all, hash);
	else if (rc > 0)
		done_sha256_text((struct done_bytes){blob.ptr ? blob.ptr : "", blob.len}, hash);
	done_buf_release(&blob);
	return rc;
}

static int record_add_file(struct recording_work *work, size_t i, struct done_error *err)
{
	const char *path = work->request->files.items[i];
	struct done_buf bytes = {0};
	char *hash = done_arena_alloc(&work->arena, DONE_SHA256_HEX + 1);
	int rc = record_check_file(work, path, err);

	if (rc >= 0)
		rc = done_file_read(
		    done_arena_printf(&work->arena, "%s/%s", work->request->top, path),
		    DONE_BLOB_MAX, &bytes, err);
	if (rc == 0)
		rc = done_error_set(err, DONE_E_USAGE, "'%s' does not exist", path);
	if (rc > 0 && !bytes.len) {
		done_error_set(err, DONE_E_USAGE, "'%s' is empty", path);
		rc = done_error_cure(err, "measure again: the tool was cut off");
	}
	if (rc > 0) {
		const struct done_bytes all = {
		    done_arena_strndup(&work->arena, bytes.ptr, bytes.len), bytes.len};

		rc = record_sum(work, path, all, hash, err) < 0 ? err->code : rc;
		work->files[i] = (struct done_recorded_report){.path = path,
		    .sha256 = hash,
		    .format = record_format(work, all, path),
		    .text = work->request->is_note ? all.ptr : NULL};
		if (rc >= 0 && work->request->is_note)
			rc = record_check_text(all, path, err) < 0 ? err->code : rc;
	}
	done_buf_release(&bytes);
	return rc < 0 ? rc : 0;
}

/* ---- together ---- */

static void record_look_around(struct recording_work *work)
{
	struct done_error ignored = {0};
	struct done_oid head;
	char hex[DONE_OID_HEX + 1];

	if (done_revision_resolve(work->repo, "HEAD", &head, &ignored) >= 0) {
		done_oid_hex(&head, hex);
		work->commit = done_arena_strdup(&work->arena, hex);
	}
	if (done_repo_config(work->repo, &work->arena, "user.email", &work->by, &ignored) < 0 ||
	    (work->by && !*work->by))
		work->by = NULL;
}

static void record_send(struct recording_work *work, struct done_channel *channel)
{
	struct done_recorded_when when = {work->commit, work->by, work->request->now};
	const struct done_recorded recorded = {.service = work->service->name,
	    .check = work->check->check->id,
	    .inputs = work->check->inputs,
	    .reports = {work->files, work->request->files.nr},
	    .when = &when};
	const char *path = done_recorded_path(&work->arena, work->service, work->check->check->id);
	struct done_buf text = {0}, words = {0};

	/* Each record of a note is a document of its own. */
	if (work->request->is_note)
		done_buf_addstr(&text, "---\n");
	done_recorded_write(&work->arena, &recorded, &text);
	done_buf_addf(&words,
	    "git-done: it holds for %zu %s as staged; next: commit it together with the %s\n",
	    work->check->nr_inputs, work->check->nr_inputs == 1 ? "file" : "files",
	    work->request->files.nr == 1 ? "result" : "results");
	done_channel_write(channel, DONE_RECORD_PATH, path, strlen(path));
	done_channel_write(channel, DONE_RECORD_TEXT, text.ptr, text.len);
	done_channel_write(channel, DONE_RECORD_WORDS, words.ptr, words.len);
	done_buf_release(&text);
	done_buf_release(&words);
}

static int record_make(struct recording_work *work, struct done_error *err)
{
	const struct done_record_request *request = work->request;
	struct done_repo_options how = {.trust_owner = request->trust_owner};

	if (done_repo_open(&work->repo, &how, err) < 0 ||
	    done_snapshot_of_index(work->repo, &work->index, err) < 0 ||
	    record_judge(work, err) < 0 || record_find_service(work, err) < 0 ||
	    record_check_inputs(work, err) < 0)
		return err->code;
	work->files = done_arena_array(&work->arena, request->files.nr + 1, sizeof(*work->files));
	for (size_t i = 0; i < request->files.nr; i++) {
		if (record_add_file(work, i, err) < 0)
			return err->code;
	}
	record_look_around(work);
	return DONE_EXIT_MET;
}

int done_record_work(void *data, struct done_channel *channel)
{
	struct recording_work work = {.request = data};
	struct done_error err = {0};
	int status = record_make(&work, &err);

	if (status < 0) {
		struct done_buf text = {0};

		done_error_print(&err, &text);
		done_channel_write(channel, DONE_RECORD_STDERR, text.ptr, text.len);
		done_buf_release(&text);
		status = done_exit_of_error(&err);
	} else {
		record_send(&work, channel);
	}
	done_report_release(&work.report);
	done_snapshot_close(&work.index);
	done_repo_close(work.repo);
	done_arena_release(&work.arena);
	return status;
}
