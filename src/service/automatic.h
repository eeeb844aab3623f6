/* Inside the service room: services: auto. */
#ifndef DONE_SERVICE_AUTOMATIC_H
#define DONE_SERVICE_AUTOMATIC_H

#include "found.h"

/*
 * Adds the outermost directories at or below `directory` that hold a marker file and are not the
 * root of a workspace that has members below. Hidden folders and folders of other people's code are
 * not entered.
 */
int done_found_automatic(struct done_found *found, const char *directory, struct done_error *err);

#endif
