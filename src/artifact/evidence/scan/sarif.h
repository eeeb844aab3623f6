/* Inside the artifact room: one run of a SARIF log while it is read. */
#ifndef DONE_ARTIFACT_EVIDENCE_SARIF_H
#define DONE_ARTIFACT_EVIDENCE_SARIF_H

#include "evidence/parts.h"

struct sarif_reader {
	struct done_evidence_making making;
	const struct done_value *run, *driver, *extensions;
	struct done_evidence_names ids;  /* of the run's rules */
	const struct done_value **rules; /* by the number of their ids */
	size_t nr_rules, cap_rules;
};

/* sarif_result.c: one result of the run. */
int done_sarif_result(struct sarif_reader *reader, const struct done_value *result);

/* sarif_place.c: the address of an artifactLocation, with the bases that it names, percent-decoded;
 * NULL: it has none. */
const char *done_sarif_uri(struct sarif_reader *reader, const struct done_value *location);

/* An item of a list by an index that another member has; NULL: there is none. */
const struct done_value *done_sarif_item(
    const struct done_value *list, const struct done_value *index);

#endif
