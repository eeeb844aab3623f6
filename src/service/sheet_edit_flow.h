/* Inside the service room: where a list or map in brackets ends in its text. */
#ifndef DONE_SHEET_EDIT_FLOW_H
#define DONE_SHEET_EDIT_FLOW_H

#include "done/base.h"

struct done_flow_end {
	size_t last;   /* behind the last byte that is neither blank nor comment, before the bracket
	                */
	bool is_empty; /* nothing stands between the brackets */
	bool has_comma; /* the last byte is a comma */
};

/* at: the opening bracket. False: it is not one, or it is never closed. */
bool done_flow_find_end(struct done_bytes text, size_t at, struct done_flow_end *out);

/* at: an opening quote. Behind the closing one; the end of the text where there is none. */
size_t done_flow_skip_quoted(struct done_bytes text, size_t at);

#endif
