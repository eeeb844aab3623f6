/* Inside the check room: reports of --evidence against the seals of their directory. */
#ifndef DONE_CHECK_REPORTS_SEAL_H
#define DONE_CHECK_REPORTS_SEAL_H

#include "reports.h"

/* Of one check. */
struct reports_sealing {
	struct done_view *view;
	struct done_result *result; /* NULL: nothing is judged */
	bool is_required;
	bool *told;         /* by the number of the seal */
	bool is_bad;        /* a finding was made */
	size_t nr_good;     /* reports that are as they were sealed */
	const char *commit; /* that they were sealed for */
};

/* Before a report is read: the seal it is under, to be asked for afterwards; NULL: none. */
const struct done_sealed *done_sealing_begin(struct reports_sealing *sealing, const char *path);
/* What was read of it: path in the directory of --evidence. */
void done_sealing_judge(struct reports_sealing *sealing, const struct done_sealed *sealed,
    const char *path, uint64_t size, const char *sha256);
/* Sealed reports that the check means and that are gone. */
int done_sealing_judge_gone(struct reports_sealing *sealing,
    int (*is_meant)(void *data, const char *path, struct done_error *err), void *data,
    struct done_error *err);

#endif
