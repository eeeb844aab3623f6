/* Inside the artifact room: what yaml.c leaves to files of their own. */
#ifndef DONE_ARTIFACT_YAML_PARTS_H
#define DONE_ARTIFACT_YAML_PARTS_H

#include <yaml.h>

#include "done/artifact.h"

/*
 * yaml_scalar.c: gives value, whose string is set and which stood without quotes, its type.
 * Returns NULL, or what is wrong with the number.
 */
const char *done_yaml_type_plain(struct done_value *value, enum done_yaml_subset subset);

/* yaml_problem.c: DONE_E_POLICY in plain words for what stopped libyaml. */
int done_yaml_problem(const yaml_parser_t *parser, struct done_bytes bytes, const char *file,
                      struct done_error *err);

#endif
