/*
 * Manifests, every reader: the first byte chooses. No crash; an error has a message and the file;
 * what is taken has names, lines that are in the file, and paths that stay relative.
 */
#include <stdlib.h>
#include <string.h>

#include "done/manifest.h"

static void check_manifest(const struct done_manifest *manifest, int lines)
{
	for (size_t i = 0; i < manifest->nr_dependencies; i++) {
		const struct done_dependency *one = &manifest->dependencies[i];
		if (!one->name || one->line < 0 || one->line > lines ||
		    (one->local && (!*one->local || *one->local == '/')))
			abort();
	}
	for (size_t i = 0; i < manifest->members.nr; i++) {
		const char *path = manifest->members.items[i];
		if (!*path || *path == '/' || !strcmp(path, "!"))
			abort();
	}
	for (size_t i = 0; i < manifest->nr_facts; i++) {
		const struct done_manifest_fact *fact = &manifest->facts[i];
		if (!fact->name || !fact->value || fact->line < 0 || fact->line > lines)
			abort();
	}
	for (size_t i = 0; i < manifest->nr_not_read; i++) {
		size_t len = strlen(manifest->not_read[i]);
		if (!len || manifest->not_read[i][len - 1] != '.')
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_manifest manifest = {0};
	int lines = 1;

	if (!size)
		return 0;
	const struct done_manifest_reader *reader =
	    done_manifest_readers[data[0] % done_manifest_readers_nr];
	for (size_t i = 1; i < size; i++)
		lines += data[i] == '\n' || data[i] == '\r';
	if (done_manifest_read(reader, &arena,
	        (struct done_bytes){(const char *)data + 1, size - 1}, "fuzz/file", &manifest,
	        &err) >= 0) {
		check_manifest(&manifest, lines);
		done_manifest_resolve(&arena, &manifest, &manifest);
		check_manifest(&manifest, lines);
	} else if (err.code != DONE_E_POLICY || !err.message[0] || !err.file[0] ||
	    manifest.nr_dependencies || manifest.nr_facts) {
		abort();
	}
	done_arena_release(&arena);
	return 0;
}
