/* The outcome of one commit, from a report to bytes and back. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "history.h"

#define VERDICTS_MAX 31 /* more than there are; what a verdict means is not decided here */

/* ---- to bytes ---- */

static void encode_text(struct done_buf *out, const char *text)
{
	done_buf_add(out, text ? text : "", (text ? strlen(text) : 0) + 1);
}

static void encode_number(struct done_buf *out, size_t number)
{
	done_buf_addf(out, "%zu", number);
	done_buf_addch(out, '\0');
}

/* The first finding is the one that a reader is told of. */
static void encode_words(struct done_buf *out, const struct done_check_report *check)
{
	const struct done_finding *finding = check->nr_findings ? check->findings : NULL;
	struct done_buf place = {0};

	if (finding)
		encode_text(out, finding->brief ? finding->brief : finding->message);
	else
		encode_text(out, check->reason);
	if (finding && finding->path) {
		done_buf_add_shown(&place, finding->path, strlen(finding->path));
		if (finding->line)
			done_buf_addf(&place, ":%d", finding->line);
	}
	encode_text(out, place.len ? place.ptr : "");
	done_buf_release(&place);
}

static bool state_allows_debt(const struct done_check_report *check)
{
	return check->level == DONE_LEVEL_ERROR && check->check->debt != DONE_DEBT_NEVER;
}

static void encode_check(struct done_buf *out, const struct done_check_report *check)
{
	encode_text(out, "check");
	encode_text(out, check->check->id);
	encode_number(out, (size_t)check->verdict);
	encode_number(out, (size_t)check->level);
	encode_number(out, state_allows_debt(check));
	encode_words(out, check);
}

void history_encode_service(const struct done_service_report *service, struct done_buf *out)
{
	encode_text(out, service->service->path);
	encode_text(out, service->service->name);
	encode_text(out, service->service->stage);
	encode_number(out, (size_t)service->verdict);
	encode_number(out, (size_t)service->tier);
	encode_number(out, (size_t)service->target);
	for (size_t i = 0; i < service->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &service->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++)
			encode_check(out, &criterion->checks[j]);
	}
	encode_text(out, "");
}

/* What refuses the change as a whole, and which services it takes off the map. */
static void encode_notes(struct done_buf *out, const struct done_run *run)
{
	for (size_t i = 0; i < run->nr_notes; i++) {
		const struct done_note *note = &run->notes[i];

		if (note->nr_vanished) {
			encode_text(out, "vanished");
			encode_number(out, note->nr_vanished);
		}
		if (note->level != DONE_NOTE_ERROR || note->about != DONE_NOTE_OF_RUN)
			continue;
		encode_text(out, "fault");
		encode_text(out, note->message);
	}
}

void history_encode_report(const struct done_report *report, struct done_buf *out)
{
	for (size_t i = 0; i < report->nr_runs; i++) {
		for (size_t j = 0; j < report->runs[i].nr_services; j++) {
			encode_text(out, "service");
			encode_text(out, "");
			encode_number(out, false);
			history_encode_service(&report->runs[i].services[j], out);
		}
		encode_notes(out, &report->runs[i]);
	}
	encode_text(out, "end");
	encode_number(out, (size_t)report->verdict);
	encode_number(out, report->nr_runs ? report->runs[0].examined.services : 0);
}

static void encode_edits(struct done_buf *out, const struct done_line_edits *edits)
{
	if (!edits->is_edited)
		return;
	encode_text(out, "edits");
	encode_number(out, edits->was_there);
	encode_number(out, edits->is_there);
	encode_number(out, edits->nr_tightened);
	encode_text(out, edits->problem);
	for (size_t i = 0; i < edits->loosened.nr; i++)
		encode_text(out, edits->loosened.items[i]);
	encode_text(out, "");
}

/* The verdict is not told: it is the worst of the services'. */
void history_encode_told(const struct done_line_told *told, struct done_buf *out)
{
	char tree[DONE_OID_HEX + 1];

	for (size_t i = 0; i < told->nr; i++) {
		const struct done_line_service *service = &told->services[i];

		if (service->is_taken_over) {
			encode_text(out, "same");
			encode_number(out, service->before);
			continue;
		}
		encode_text(out, "service");
		done_oid_hex(&service->tree, tree);
		encode_text(out, tree);
		encode_number(out, service->is_left);
		done_buf_add(out, service->bytes.ptr, service->bytes.len);
	}
	encode_edits(out, &told->edits);
	encode_text(out, "end");
	encode_text(out, "");
	encode_number(out, told->nr);
}

void history_encode_error(const struct done_error *err, struct done_buf *out)
{
	struct done_buf text = {0};

	done_error_describe(err, &text);
	encode_text(out, "error");
	encode_number(out, (size_t)-err->code);
	encode_text(out, text.ptr);
	encode_text(out, err->cure);
	done_buf_release(&text);
}

/* ---- and back ---- */

static const char *decode_text(struct history_decoding *decoding)
{
	const char *text = decoding->left.ptr;
	const char *end = decoding->left.len ? memchr(text, '\0', decoding->left.len) : NULL;

	if (!end) {
		decoding->is_broken = true;
		return "";
	}
	decoding->left.len -= (size_t)(end - text) + 1;
	decoding->left.ptr = end + 1;
	return done_arena_strdup(decoding->arena, text);
}

static int decode_number(struct history_decoding *decoding, int most)
{
	const char *text = decode_text(decoding);
	char *end;
	long number = strtol(text, &end, 10);

	if (!*text || *end || number < 0 || number > most) {
		decoding->is_broken = true;
		return 0;
	}
	return (int)number;
}

static struct history_check decode_check(struct history_decoding *decoding)
{
	struct history_check check = {0};

	check.id = decode_text(decoding);
	check.verdict = (enum done_verdict)decode_number(decoding, VERDICTS_MAX);
	check.level = decode_number(decoding, DONE_LEVEL_OFF);
	check.allows_debt = decode_number(decoding, 1);
	check.words = decode_text(decoding);
	check.place = decode_text(decoding);
	return check;
}

static const struct history_service *decode_service(struct history_decoding *decoding)
{
	struct history_service *service = done_arena_alloc(decoding->arena, sizeof(*service));
	size_t cap = 0;
	const char *word;

	service->tree = decode_text(decoding);
	service->is_left = decode_number(decoding, 1);
	service->path = decode_text(decoding);
	service->name = decode_text(decoding);
	service->stage = decode_text(decoding);
	service->verdict = (enum done_verdict)decode_number(decoding, VERDICTS_MAX);
	service->tier = decode_number(decoding, DONE_TIER_GOLD);
	service->target = decode_number(decoding, DONE_TIER_GOLD);
	while (*(word = decode_text(decoding)) && !decoding->is_broken) {
		decoding->is_broken |= strcmp(word, "check") != 0;
		*DONE_ARENA_PUSH(decoding->arena, service->checks, service->nr_checks, cap) =
		    decode_check(decoding);
	}
	return service;
}

static const struct history_service *decode_same(struct history_decoding *decoding)
{
	size_t at = (size_t)decode_number(decoding, DONE_SERVICES_MAX);

	if (decoding->before && at < decoding->before->nr_services)
		return decoding->before->services[at];
	decoding->is_broken = true;
	return NULL;
}

static void decode_edits(struct history_decoding *decoding, struct history_edits *edits)
{
	const char *word;
	size_t cap = 0;

	edits->is_edited = true;
	edits->was_there = decode_number(decoding, 1);
	edits->is_there = decode_number(decoding, 1);
	edits->nr_tightened = decode_number(decoding, INT_MAX);
	word = decode_text(decoding);
	edits->problem = *word ? word : NULL;
	while (*(word = decode_text(decoding)) && !decoding->is_broken)
		*DONE_ARENA_PUSH(decoding->arena, edits->loosened.items, edits->loosened.nr, cap) =
		    word;
}

static void decode_error(struct history_decoding *decoding, struct history_state *state)
{
	const char *cure;

	state->verdict = DONE_UNDECIDED;
	state->error_code = -decode_number(decoding, INT_MAX);
	state->error = decode_text(decoding);
	cure = decode_text(decoding);
	state->cure = *cure ? cure : NULL;
}

static enum done_verdict state_worst(const struct history_state *state)
{
	enum done_verdict worst = DONE_MET;

	for (size_t i = 0; i < state->nr_services; i++)
		worst = done_verdict_worse(worst, state->services[i]->verdict);
	return worst == DONE_WAIVED || worst == DONE_OWED ? DONE_MET : worst;
}

static void decode_end(struct history_decoding *decoding, struct history_state *state)
{
	const char *verdict = decode_text(decoding);

	state->nr_known = (size_t)decode_number(decoding, INT_MAX);
	state->verdict =
	    *verdict ? (enum done_verdict)strtol(verdict, NULL, 10) : state_worst(state);
}

bool history_decode(
    struct history_decoding *decoding, struct history_state *out, struct history_edits *edits)
{
	struct history_state state = {0};
	size_t cap = 0, cap_faults = 0;

	*edits = (struct history_edits){0};
	while (!decoding->is_broken) {
		const char *word = decode_text(decoding);
		const struct history_service *service = NULL;

		if (!strcmp(word, "error"))
			decode_error(decoding, &state);
		else if (!strcmp(word, "end"))
			decode_end(decoding, &state);
		else if (!strcmp(word, "edits"))
			decode_edits(decoding, edits);
		else if (!strcmp(word, "vanished"))
			state.nr_vanished += (size_t)decode_number(decoding, DONE_SERVICES_MAX);
		else if (!strcmp(word, "fault"))
			*DONE_ARENA_PUSH(decoding->arena, state.faults.items, state.faults.nr,
			    cap_faults) = decode_text(decoding);
		else if (!strcmp(word, "same"))
			service = decode_same(decoding);
		else if (!strcmp(word, "service"))
			service = decode_service(decoding);
		else
			decoding->is_broken = true;
		if (service)
			*DONE_ARENA_PUSH(decoding->arena, state.services, state.nr_services, cap) =
			    service;
		if (!decoding->is_broken && (state.error || !strcmp(word, "end"))) {
			*out = state;
			return true;
		}
	}
	return false;
}

void history_state_fail(
    struct history_state *state, struct done_arena *arena, const struct done_error *err)
{
	struct done_buf text = {0};

	done_error_describe(err, &text);
	*state = (struct history_state){
	    .verdict = DONE_UNDECIDED,
	    .error_code = err->code,
	    .error = done_arena_strndup(arena, text.len ? text.ptr : "", text.len),
	    .cure = err->cure[0] ? done_arena_strdup(arena, err->cure) : NULL,
	};
	done_buf_release(&text);
}

/* ---- for people ---- */

void history_add_subject(struct done_buf *out, const char *subject, size_t most)
{
	struct done_buf shown = {0};
	size_t len;

	done_buf_add_shown(&shown, subject, strlen(subject));
	len = shown.len;
	if (len > most) {
		/* Not within a character of UTF-8. */
		for (len = most; len && ((unsigned char)shown.ptr[len] & 0xc0) == 0x80; len--)
			;
	}
	done_buf_add(out, shown.ptr ? shown.ptr : "", len);
	if (len < shown.len)
		done_buf_addstr(out, "…");
	done_buf_release(&shown);
}
