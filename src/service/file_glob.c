/* A glob of the policy as one service means it: {service} and {path} replaced. */
#include <string.h>

#include "done/service.h"

/* Adds text so that a glob takes it for itself. */
static void file_glob_add_quoted(struct done_buf *buf, const char *text)
{
	for (; *text; text++) {
		if (strchr("*?[]{},\\!", *text))
			done_buf_addch(buf, '\\');
		done_buf_addch(buf, *text);
	}
}

static void add_part(struct done_buf *buf, const char *text, bool quote)
{
	if (quote)
		file_glob_add_quoted(buf, text);
	else
		done_buf_addstr(buf, text);
}

const char *done_service_directory(const struct done_service *service)
{
	return strcmp(service->path, ".") ? service->path : "";
}

static bool file_glob_is_named(const struct done_service *service)
{
	return strcmp(service->name, ".") != 0;
}

bool done_file_glob_nameless(const struct done_file_glob *glob, const struct done_service *service)
{
	return glob->templated && !file_glob_is_named(service) && strstr(glob->text, "{service}");
}

void done_file_glob_expand(struct done_buf *out, const struct done_file_glob *glob,
    const struct done_service *service, bool quote)
{
	const char *text = glob->from_root && *glob->text == '/' ? glob->text + 1 : glob->text;
	const char *directory = done_service_directory(service);

	while (*text) {
		if (glob->templated && strncmp(text, "{service}", 9) == 0) {
			add_part(
			    out, file_glob_is_named(service) ? service->name : "{service}", quote);
			text += 9;
		} else if (glob->templated && strncmp(text, "{path}", 6) == 0) {
			add_part(out, directory, quote);
			text += 6;
			/* The root has no name of its own: "{path}/x" is "x" there. */
			if (!*directory && *text == '/')
				text++;
		} else {
			done_buf_addch(out, *text++);
		}
	}
}

void done_service_glob_whole(struct done_buf *out, const struct done_file_glob *glob,
    const struct done_service *service, bool quote)
{
	const char *directory = done_service_directory(service);

	if (!glob->from_root && *directory) {
		add_part(out, directory, quote);
		done_buf_addch(out, '/');
	}
	done_file_glob_expand(out, glob, service, quote);
}
