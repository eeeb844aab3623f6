/* Stand-ins until the readers are merged. */
#include "done/manifest.h"
#include "done/scanner.h"

#include <string.h>

#define NAMES(X) X("go") X("javascript") X("python") X("jvm") X("dotnet") X("rust") X("php") X("ruby") X("elixir") X("cpp")
static void no_imports(struct done_arena *arena, struct done_bytes bytes,
                       const unsigned char *classes, struct done_imports *out)
{
	(void)arena, (void)bytes, (void)classes, (void)out;
}
#define R(n) {n, no_imports},
static const struct done_import_reader imports[] = {NAMES(R)};
const struct done_import_reader *const done_import_readers[] = {imports};
const size_t done_import_readers_nr = 1;
const struct done_import_reader *done_import_reader_find(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(imports); i++)
		if (!strcmp(imports[i].name, name))
			return &imports[i];
	return NULL;
}
void done_scan(const struct done_scanner *scanner, struct done_bytes bytes, unsigned char *classes)
{
	(void)scanner;
	memset(classes, DONE_CLASS_CODE, bytes.len);
}
void done_scan_mask(struct done_bytes bytes, const unsigned char *classes, unsigned keep,
                    struct done_buf *out)
{
	(void)classes, (void)keep;
	done_buf_add(out, bytes.ptr, bytes.len);
}
