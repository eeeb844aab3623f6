/* Inside the artifact room: what the readers of sources and scripts ask of a text. */
#ifndef DONE_ARTIFACT_LOAD_PARTS_H
#define DONE_ARTIFACT_LOAD_PARTS_H

#include "done/load.h"

/* word stands in the text as a whole word: not within another, a file's name or a package. */
bool done_load_has_word(const char *text, size_t len, const char *word);

/* The tool that a command calls by itself, with an address: "hey http://localhost"; NULL. */
const char *done_load_tool_in(const char *line, size_t len);
/* The text of a pipeline in YAML as lines of a shell; changes it (load_workflow.c). */
char *done_runner_of_yaml(struct done_arena *arena, char *text);
/* The text has the name of such a tool. */
bool done_load_names_tool(struct done_bytes bytes);

#endif
