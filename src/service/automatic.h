/* Inside the service room: services: auto. */
#ifndef DONE_SERVICE_AUTOMATIC_H
#define DONE_SERVICE_AUTOMATIC_H

#include "found.h"

/* Adds the directories that are services by their profile, or by the kind that their sheet says. */
int done_found_automatic(struct done_found *found, struct done_error *err);

#endif
