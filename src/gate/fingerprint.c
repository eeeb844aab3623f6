/* By what a finding is known again. */
#include "gate.h"

void done_finding_print(const struct done_service *service, const struct done_check *check,
    const struct done_finding *finding, char out[DONE_OID_HEX + 1])
{
	struct done_buf text = {0};
	struct done_oid oid;

	done_buf_addstr(&text, service->name);
	done_buf_addch(&text, '\0');
	done_buf_addstr(&text, check->id);
	done_buf_addch(&text, '\0');
	done_buf_addstr(&text, finding->subject);
	done_oid_of_blob((struct done_bytes){text.ptr, text.len}, &oid);
	done_oid_hex(&oid, out);
	done_buf_release(&text);
}
