/* What the artifact room was linked with. */
#include <cmark.h>
#include <expat.h>
#include <stdio.h>
#include <yaml.h>

#include "done/artifact.h"

void done_artifact_libraries(char out[96])
{
	XML_Expat_Version expat = XML_ExpatVersionInfo();

	snprintf(out, 96, "libyaml %s, cmark %s, Expat %d.%d.%d", yaml_get_version_string(),
	    cmark_version_string(), expat.major, expat.minor, expat.micro);
}
