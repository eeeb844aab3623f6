/* YAML of both subsets, and all documents of a file: no crash, and an error has place and message.
 */
#include <stdlib.h>

#include "done/artifact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_bytes bytes = {(const char *)data, size};

	for (int subset = DONE_YAML_STRICT; subset <= DONE_YAML_ARTIFACT; subset++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_value value;

		if (done_yaml_parse(&arena, bytes, "fuzz.yml", (enum done_yaml_subset)subset,
		        &value, &err) < 0 &&
		    (!err.message[0] || !err.file[0]))
			abort();
		done_arena_release(&arena);
	}
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_documents documents;
	if (done_yaml_parse_documents(&arena, bytes, "fuzz.yml", &documents, &err) < 0
	        ? !err.message[0] || !err.file[0]
	        : !documents.nr)
		abort();
	done_arena_release(&arena);
	return 0;
}
