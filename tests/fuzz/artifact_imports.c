/* The import readers, by the first byte in a language: names are not empty, lines within the
 * source, in order where no declaration looks ahead. */
#include <stdlib.h>
#include <string.h>

#include "../support/scanner_languages.h"

static const char *const readers[][2] = {
    {"go", "go"},
    {"javascript", "javascript"},
    {"typescript", "javascript"},
    {"python", "python"},
    {"java", "jvm"},
    {"kotlin", "jvm"},
    {"scala", "jvm"},
    {"csharp", "dotnet"},
    {"fsharp", "dotnet"},
    {"vb", "dotnet"},
    {"rust", "rust"},
    {"php", "php"},
    {"ruby", "ruby"},
    {"elixir", "elixir"},
    {"cpp", "cpp"},
};

static void check_imports(const struct done_imports *imports, struct done_bytes bytes)
{
	int lines = 1;

	for (size_t i = 0; i < bytes.len; i++)
		lines += bytes.ptr[i] == '\n';
	if (imports->nr > DONE_IMPORTS_MAX)
		abort();
	for (size_t i = 0; i < imports->nr; i++) {
		if (!*imports->items[i].name || imports->items[i].line < 1 ||
		    imports->items[i].line > lines)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_imports imports;
	unsigned char *classes;

	if (size == 0)
		return 0;
	const char *const *language = readers[data[0] % DONE_ARRAY_SIZE(readers)];
	struct done_bytes bytes = {(const char *)data + 1, size - 1};
	classes = malloc(size);
	if (!classes)
		return 0;
	done_scan(scanner_of(language[0]), bytes, classes);
	done_import_reader_find(language[1])->read(&arena, bytes, classes, &imports);
	check_imports(&imports, bytes);
	free(classes);
	done_arena_release(&arena);
	return 0;
}
