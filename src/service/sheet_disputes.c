/* What a sheet says of the checks that are not about its service (`not_applicable`). */
#include "sheet.h"

#include <string.h>

static const struct done_field dispute_fields[] = {
    {DONE_FIELD("check", struct done_sheet_dispute, check, STRING), .required = true,
        .help = "The id of one check: docs.api."},
    {DONE_FIELD("reason", struct done_sheet_dispute, reason, STRING), .required = true,
        .help = "Why the check does not apply to this service."},
};

const struct done_record done_sheet_dispute_record = {
    .name = "an entry of 'not_applicable'",
    .size = sizeof(struct done_sheet_dispute),
    .fields = dispute_fields,
    .nr = DONE_ARRAY_SIZE(dispute_fields),
};

int done_sheet_take_disputes(
    struct done_sheet_loading *loading, const struct done_objects *loaded, struct done_error *err)
{
	struct done_sheet *sheet = loading->sheet;
	const struct done_value *written = done_value_get(sheet->document, "not_applicable");

	sheet->disputes = loaded->items;
	sheet->nr_disputes = loaded->nr;
	for (size_t i = 0; i < loaded->nr; i++) {
		struct done_sheet_dispute *dispute = &sheet->disputes[i];
		const struct done_value *at =
		    written->type == DONE_LIST ? &written->list.ptr[i] : written;

		dispute->place = (struct done_place){at->file, at->line, at->column};
		for (size_t j = 0; j < i; j++) {
			if (strcmp(sheet->disputes[j].check, dispute->check) != 0)
				continue;
			done_value_error(
			    err, at, "'%s' is listed twice in 'not_applicable'", dispute->check);
			return done_error_cure(err, "keep one of the two, the first is in line %d",
			    sheet->disputes[j].place.line);
		}
	}
	return 0;
}
