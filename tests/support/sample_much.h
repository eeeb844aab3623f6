/* The sample report with 10,000 findings in it, one of them with a message of 5 MB. */
#ifndef DONE_TEST_SAMPLE_MUCH_H
#define DONE_TEST_SAMPLE_MUCH_H

#include <stdio.h>

#include "sample_report.h"

#define SAMPLE_MANY 10000

static inline void sample_much(struct done_report *report)
{
	static struct done_finding findings[SAMPLE_MANY];
	static char ids[SAMPLE_MANY][DONE_OID_HEX + 1];
	static char *huge;

	sample_report(report);
	if (!huge) {
		huge = malloc(5 * 1024 * 1024 + 1);
		assert_non_null(huge);
		for (size_t i = 0; i < 5 * 1024 * 1024; i++)
			huge[i] = SAMPLE_MESSAGE[i % (sizeof(SAMPLE_MESSAGE) - 1)];
		huge[5 * 1024 * 1024] = '\0';
	}
	for (size_t i = 0; i < SAMPLE_MANY; i++) {
		findings[i] = sample_prints[i % SAMPLE_PRINTS];
		snprintf(ids[i], sizeof(ids[i]), "%040zx", i / 2);
	}
	findings[0].message = huge;
	sample_fall_short(&sample_reports[1].checks[4], findings, SAMPLE_MANY, ids);
}

#endif
