/*
 * Languages that no ecosystem covers, by the names of files: a service in one of them is not
 * refused for what nobody has looked at, and is told which language it is.
 */
#include "uses.h"

#include <string.h>

/* Those that servers are written in. What a browser or a telephone runs is of no service. */
static const struct {
	const char *ending, *title;
} uncovered[] = {
    {".clj", "Clojure"},
    {".cljc", "Clojure"},
    {".cr", "Crystal"},
    {".erl", "Erlang"},
    {".gleam", "Gleam"},
    {".hs", "Haskell"},
    {".ml", "OCaml"},
    {".nim", "Nim"},
    {".zig", "Zig"},
    {".d", "D"},
    {".jl", "Julia"},
    {".R", "R"},
    {".pl", "Perl"},
    {".pm", "Perl"},
    {".psgi", "Perl"},
    {".lua", "Lua"},
    {".lisp", "Common Lisp"},
    {".rkt", "Racket"},
    {".bal", "Ballerina"},
    {".pas", "Pascal"},
    {".adb", "Ada"},
    {".cob", "COBOL"},
    {".cbl", "COBOL"},
    {".raku", "Raku"},
    {".dart", "Dart"},
    {".swift", "Swift"},
};

static size_t uncovered_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
	size_t i = 0;

	if (!dot)
		return DONE_ARRAY_SIZE(uncovered);
	while (i < DONE_ARRAY_SIZE(uncovered) &&
	    (uncovered[i].ending[1] != dot[1] || strcmp(uncovered[i].ending, dot) != 0))
		i++;
	while (i > 0 && i < DONE_ARRAY_SIZE(uncovered) &&
	    !strcmp(uncovered[i - 1].title, uncovered[i].title))
		i--;
	return i;
}

int done_use_uncovered(
    struct done_view *view, const char **title, size_t *nr, struct done_error *err)
{
	size_t counts[DONE_ARRAY_SIZE(uncovered)] = {0};
	struct done_files files;
	int rc = done_view_own_files(view, &files, err);

	*title = NULL;
	*nr = 0;
	for (size_t i = 0; rc == 0 && i < files.nr; i++) {
		size_t at = uncovered_of(files.items[i].path);

		if (at < DONE_ARRAY_SIZE(uncovered) && ++counts[at] > *nr) {
			*nr = counts[at];
			*title = uncovered[at].title;
		}
	}
	return rc;
}
