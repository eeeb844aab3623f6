/* Inside the artifact room: what build and settings files of Gradle have in common. */
#ifndef DONE_ARTIFACT_GRADLE_H
#define DONE_ARTIFACT_GRADLE_H

#include "tokens.h"

struct done_gradle_reader {
	struct done_draft draft;
	struct done_tokens tokens;
	bool is_for_others; /* in subprojects { } or allprojects { } */
	bool is_for_build;  /* in buildscript { } */
	bool is_declared;   /* a plugin with `apply false` */
	int depth;          /* of blocks */
};

/* Groovy's texts in double quotes put values in by '$', Kotlin has no texts in single quotes. */
const struct done_token_dialect *done_gradle_dialect(const char *file);
/* libs.plugins.spring.boot as one text; *end is behind it. NULL: no such path of names. */
const char *done_gradle_path(struct done_gradle_reader *reader, size_t i, size_t *end);
/* The statements of a block dependencies { }, from i on, before end. */
void done_gradle_read_dependencies(struct done_gradle_reader *reader, size_t i, size_t end);

#endif
