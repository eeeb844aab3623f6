/* Inside the artifact room: what build and settings files of Gradle have in common. */
#ifndef DONE_ARTIFACT_GRADLE_H
#define DONE_ARTIFACT_GRADLE_H

#include "tokens.h"

/* Groovy's texts in double quotes put values in by '$', Kotlin has no texts in single quotes. */
const struct done_token_dialect *done_gradle_dialect(const char *file);
/* The accessor of an alias in a catalog: "spring-web_x" -> "spring.web.x". */
const char *done_gradle_accessor(struct done_arena *arena, const char *alias);

#endif
