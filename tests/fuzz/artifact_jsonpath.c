/* JSONPath: what compiles can be run on a document. */
#include <string.h>

#include "done/artifact.h"

static const char document[] =
    "{\"a\": [1, {\"b\": [true, null]}, \"x\"], \"c\": {\"d\": {\"e\": 1}}}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_jsonpath *path;
	struct done_value root;
	struct done_nodes nodes;

	if (done_jsonpath_compile(
	        &arena, done_arena_strndup(&arena, (const char *)data, size), &path, &err) >= 0 &&
	    done_json_parse(&arena, (struct done_bytes){document, strlen(document)}, "d.json",
	        &root, &err) >= 0)
		(void)done_jsonpath_select(&arena, path, &root, &nodes, &err);
	done_arena_release(&arena);
	return 0;
}
