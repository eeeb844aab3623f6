/* The import readers by name. */
#include "imports/imports.h"

#include <string.h>

const struct done_import_reader *const done_import_readers[] = {
    &done_import_reader_cpp,
    &done_import_reader_dotnet,
    &done_import_reader_elixir,
    &done_import_reader_go,
    &done_import_reader_javascript,
    &done_import_reader_jvm,
    &done_import_reader_php,
    &done_import_reader_python,
    &done_import_reader_ruby,
    &done_import_reader_rust,
};
const size_t done_import_readers_nr = DONE_ARRAY_SIZE(done_import_readers);

const struct done_import_reader *done_import_reader_find(const char *name)
{
	for (size_t i = 0; i < done_import_readers_nr; i++) {
		if (!strcmp(done_import_readers[i]->name, name))
			return done_import_readers[i];
	}
	return NULL;
}
