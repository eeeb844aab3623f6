/* Reading a report: the waiver of a check. */
#include "read.h"

struct waiver_members {
	struct done_waiver_report report;
	int state;
};

#define AT(member) offsetof(struct waiver_members, member)
static const struct done_read_member waiver_members[] = {
	{.name = "state",
         .type = DONE_READ_WORD,
         .offset = AT(state),
         .words = done_waiver_state_words},
	{.name = "reason", .type = DONE_READ_TEXT, .offset = AT(report.reason)},
	{.name = "by", .type = DONE_READ_TEXT, .offset = AT(report.by)},
	{.name = "until", .type = DONE_READ_DAY, .offset = AT(report.until)},
	{.name = "refused",
         .type = DONE_READ_TEXT,
         .offset = AT(report.refused),
         .may_be_null = true},
};
#undef AT
static const struct done_read_record waiver_record = {waiver_members,
                                                      DONE_ARRAY_SIZE(waiver_members)};

/* What the gate makes of a waiver goes with the verdict of its check, or the report is none. */
static bool fits(const struct done_waiver_report *waiver, enum done_verdict verdict)
{
	bool is_refused = waiver->state == DONE_WAIVER_REFUSED;

	if (waiver->until == DONE_NO_DAY || is_refused != (waiver->refused != NULL))
		return false;
	if (verdict == DONE_WAIVED)
		return waiver->state == DONE_WAIVER_COUNTS;
	if (verdict == DONE_UNMET)
		return waiver->state == DONE_WAIVER_EXPIRED || is_refused;
	return waiver->state == DONE_WAIVER_UNUSED;
}

int done_read_waiver(struct done_reader *reader, const struct done_value *at,
                     const struct done_value *map, struct done_check_report *out)
{
	struct waiver_members members = {0};
	struct done_waiver_report *waiver;

	if (!map) {
		if (out->verdict == DONE_WAIVED)
			return done_read_fail(reader, at, "the check '%s' is waived, by no waiver",
			                      out->check->id);
		return 0;
	}
	if (done_read_record(reader, &waiver_record, map, &members) < 0)
		return reader->err->code;
	members.report.state = (enum done_waiver_state)members.state;
	if (!fits(&members.report, out->verdict))
		return done_read_fail(reader, map,
		                      "the waiver of '%s' does not go with its verdict",
		                      out->check->id);
	waiver = done_arena_alloc(reader->arena, sizeof(*waiver));
	*waiver = members.report;
	out->waiver = waiver;
	return 0;
}
