/* The outcome of one commit, from a report to bytes and back. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "history.h"

#define VERDICTS_MAX 31 /* more than there are; what a verdict means is not decided here */

/* ---- to bytes ------------------------------------------------------------------------------ */

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

static void encode_check(struct done_buf *out, const struct done_check_report *check)
{
	encode_text(out, "check");
	encode_text(out, check->check->id);
	encode_number(out, (size_t)check->verdict);
	encode_number(out, (size_t)check->level);
	encode_words(out, check);
}

static void encode_service(struct done_buf *out, const struct done_service_report *service)
{
	encode_text(out, "service");
	encode_text(out, service->service->path);
	encode_text(out, service->service->name);
	encode_number(out, (size_t)service->verdict);
	encode_number(out, (size_t)service->tier);
	encode_number(out, (size_t)service->target);
	for (size_t i = 0; i < service->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &service->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++)
			encode_check(out, &criterion->checks[j]);
	}
}

void history_state_encode(const struct done_report *report, struct done_buf *out)
{
	encode_number(out, (size_t)report->verdict);
	encode_number(out, report->nr_runs ? report->runs[0].examined.services : 0);
	for (size_t i = 0; i < report->nr_runs; i++) {
		for (size_t j = 0; j < report->runs[i].nr_services; j++)
			encode_service(out, &report->runs[i].services[j]);
	}
	encode_text(out, "end");
}

/* ---- and back ------------------------------------------------------------------------------ */

struct decoding {
	struct done_bytes left;
	struct done_arena *arena;
	bool is_broken;
};

static const char *decode_text(struct decoding *decoding)
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

static int decode_number(struct decoding *decoding, int most)
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

static struct history_service decode_service(struct decoding *decoding)
{
	struct history_service service = {0};

	service.path = decode_text(decoding);
	service.name = decode_text(decoding);
	service.verdict = (enum done_verdict)decode_number(decoding, VERDICTS_MAX);
	service.tier = decode_number(decoding, DONE_TIER_GOLD);
	service.target = decode_number(decoding, DONE_TIER_GOLD);
	return service;
}

static struct history_check decode_check(struct decoding *decoding, size_t service)
{
	struct history_check check = {.service = service};

	check.id = decode_text(decoding);
	check.verdict = (enum done_verdict)decode_number(decoding, VERDICTS_MAX);
	check.level = decode_number(decoding, DONE_LEVEL_OFF);
	check.words = decode_text(decoding);
	check.place = decode_text(decoding);
	return check;
}

bool history_state_decode(struct done_bytes bytes, struct done_arena *arena,
                          struct history_state *out)
{
	struct decoding decoding = {.left = bytes, .arena = arena};
	struct history_state state = {0};
	size_t cap_services = 0, cap_checks = 0;
	bool is_ended = false;

	state.verdict = (enum done_verdict)decode_number(&decoding, VERDICTS_MAX);
	state.nr_known = (size_t)decode_number(&decoding, INT_MAX);
	while (!decoding.is_broken && !is_ended) {
		const char *word = decode_text(&decoding);

		is_ended = !strcmp(word, "end");
		if (!strcmp(word, "service"))
			*DONE_ARENA_PUSH(arena, state.services, state.nr_services, cap_services) =
				decode_service(&decoding);
		else if (!strcmp(word, "check") && state.nr_services)
			*DONE_ARENA_PUSH(arena, state.checks, state.nr_checks, cap_checks) =
				decode_check(&decoding, state.nr_services - 1);
		else if (!is_ended)
			decoding.is_broken = true;
	}
	*out = state;
	return is_ended && !decoding.is_broken && !decoding.left.len;
}

void history_state_fail(struct history_state *state, struct done_arena *arena,
                        const struct done_error *err)
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

/* ---- for people ---------------------------------------------------------------------------- */

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
