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
    {.name = "refused", .type = DONE_READ_TEXT, .offset = AT(report.refused), .may_be_null = true},
    {.name = "emergency",
        .type = DONE_READ_TEXT,
        .offset = AT(report.emergency),
        .may_be_null = true},
};
#undef AT
static const struct done_read_record waiver_record = {
    waiver_members, DONE_ARRAY_SIZE(waiver_members)};

/* A check is waived by a waiver that counts, and by nothing else: every format shows that one. */
static int check_verdict_of_waived(
    struct done_reader *reader, const struct done_value *at, const struct done_check_report *check)
{
	bool counts = check->waiver && check->waiver->state == DONE_WAIVER_COUNTS;

	if (counts == (check->verdict == DONE_WAIVED))
		return 0;
	return done_read_fail(reader, at,
	    counts ? "the waiver of '%s' counts, and the check is not waived"
	           : "the check '%s' is waived, by no waiver that counts",
	    check->check->id);
}

int done_read_waiver(struct done_reader *reader, const struct done_value *at,
    const struct done_value *map, struct done_check_report *out)
{
	struct waiver_members members = {0};
	struct done_waiver_report *waiver;

	if (!map)
		return check_verdict_of_waived(reader, at, out);
	if (done_read_record(reader, &waiver_record, map, &members) < 0)
		return reader->err->code;
	members.report.state = (enum done_waiver_state)members.state;
	if (members.report.until == DONE_NO_DAY)
		return done_read_fail(
		    reader, map, "the waiver of '%s' has no last day", out->check->id);
	if ((members.report.state == DONE_WAIVER_REFUSED) != (members.report.refused != NULL))
		return done_read_fail(reader, map,
		    "'refused' must be a text in a refused waiver, and null in "
		    "any other");
	waiver = done_arena_alloc(reader->arena, sizeof(*waiver));
	*waiver = members.report;
	out->waiver = waiver;
	return check_verdict_of_waived(reader, map, out);
}
