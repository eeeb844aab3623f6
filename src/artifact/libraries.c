/* What the artifact room was linked with. */
#include <cmark.h>
#include <stdio.h>
#include <yaml.h>

#include "done/artifact.h"

void done_artifact_libraries(char out[96])
{
	snprintf(out, 96, "libyaml %s, cmark %s", yaml_get_version_string(),
	         cmark_version_string());
}
