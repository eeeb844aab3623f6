/*
 * Kind `content`: which globs are over sources, so that a binary file among what they name is not
 * passed over in silence.
 */
#include "content.h"

#include <string.h>
#include <strings.h>

/* Whoever names one of these knows that it is no text. */
static const char *const binary_endings[] = {
	".7z",   ".a",     ".aac",    ".ai",   ".apk",  ".avi",   ".avif",    ".bin",      ".bmp",
	".br",   ".bz2",   ".class",  ".dat",  ".db",   ".deb",   ".dll",     ".dmg",      ".doc",
	".docx", ".dylib", ".ear",    ".eot",  ".exe",  ".flac",  ".gif",     ".gz",       ".heic",
	".icns", ".ico",   ".iso",    ".jar",  ".jks",  ".jpeg",  ".jpg",     ".keystore", ".lib",
	".m4a",  ".mkv",   ".mo",     ".mov",  ".mp3",  ".mp4",   ".node",    ".o",        ".obj",
	".odp",  ".ods",   ".odt",    ".ogg",  ".otf",  ".p12",   ".parquet", ".pdb",      ".pdf",
	".pfx",  ".pkl",   ".png",    ".ppt",  ".pptx", ".psd",   ".pyc",     ".rar",      ".rpm",
	".snap", ".so",    ".sqlite", ".tar",  ".tgz",  ".tif",   ".tiff",    ".ttf",      ".war",
	".wasm", ".wav",   ".webm",   ".webp", ".woff", ".woff2", ".xls",     ".xlsx",     ".xz",
	".zip",  ".zst",
};

static bool has_binary_ending(const char *ending)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(binary_endings); i++) {
		if (!strcasecmp(ending, binary_endings[i]))
			return true;
	}
	return false;
}

/*
 * A glob names an ending where it does not match the same path with another one; a path without an
 * ending, where it does not match a longer name.
 */
int done_content_is_source(struct done_view *view, const struct done_file_globs *globs,
                           const char *path, struct done_error *err)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.'), *ending = dot ? dot : name + strlen(name);
	const char *other = done_arena_printf(view->arena, "%.*s%s-~-", (int)(ending - path), path,
	                                      dot ? "." : "");

	if (has_binary_ending(ending))
		return 0;
	for (size_t i = 0; i < globs->nr; i++) {
		struct done_service_glob *glob;

		if (done_view_resolve(view, &globs->items[i], &glob, err) < 0)
			return err->code;
		if (done_service_glob_match(view, glob, path) &&
		    !done_service_glob_match(view, glob, other))
			return 1;
	}
	return 0;
}
