/* What a sheet says of the checks that its service is excused from. */
#include "sheet.h"

#include <string.h>

static const struct done_field waiver_fields[] = {
    {DONE_FIELD("check", struct done_sheet_waiver, check, STRING), .required = true,
        .help = "The id of one check: docs.runbook."},
    {DONE_FIELD("reason", struct done_sheet_waiver, reason, STRING), .required = true,
        .help = "Why the service may do without it until that day."},
    {DONE_FIELD("by", struct done_sheet_waiver, by, STRING), .required = true,
        .help = "Who approved it: an address or a team, one of the policy's approvers."},
    {DONE_FIELD("until", struct done_sheet_waiver, until, DATE), .required = true,
        .help = "The last day of the waiver, YYYY-MM-DD."},
    {DONE_FIELD("emergency", struct done_sheet_waiver, emergency, STRING),
        .help = "The incident that it is for, such as a ticket. If the policy has "
                "'emergency_days', the waiver may then be part of the change that it excuses."},
};

const struct done_record done_sheet_waiver_record = {
    .name = "a waiver",
    .size = sizeof(struct done_sheet_waiver),
    .fields = waiver_fields,
    .nr = DONE_ARRAY_SIZE(waiver_fields),
};

int done_sheet_take_waivers(
    struct done_sheet_loading *loading, const struct done_objects *loaded, struct done_error *err)
{
	struct done_sheet *sheet = loading->sheet;
	const struct done_value *written = done_value_get(sheet->document, "waivers");

	sheet->waivers = loaded->items;
	sheet->nr_waivers = loaded->nr;
	for (size_t i = 0; i < loaded->nr; i++) {
		struct done_sheet_waiver *waiver = &sheet->waivers[i];
		const struct done_value *at =
		    written->type == DONE_LIST ? &written->list.ptr[i] : written;

		waiver->place = (struct done_place){at->file, at->line, at->column};
		for (size_t j = 0; j < i; j++) {
			if (strcmp(sheet->waivers[j].check, waiver->check) != 0)
				continue;
			done_value_error(err, at, "'%s' is waived twice", waiver->check);
			return done_error_cure(err, "keep one of the two, the first is in line %d",
			    sheet->waivers[j].place.line);
		}
	}
	return 0;
}
