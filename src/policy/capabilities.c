/* The table of capabilities, for whoever asks by name. */
#include "capabilities.h"

#include "done/ecosystem.h"

#define ROW(id, name, summary, missing) {name, summary, missing},
const struct done_capability done_capabilities[] = {DONE_CAPABILITIES(ROW)};
#undef ROW

const size_t done_capabilities_nr = DONE_ARRAY_SIZE(done_capabilities);
