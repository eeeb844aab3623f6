/* `links` of a sheet: addresses of what lives outside the repository (a wiki, a dashboard). */
#include <string.h>

#include "sheet.h"

#define LINKS_MAX 100
#define ADDRESS_MAX 2048

static bool is_name(const struct done_string *name)
{
	return name->len > 0 && name->len <= 64 &&
	    strspn(name->ptr, "abcdefghijklmnopqrstuvwxyz0123456789-_") == name->len;
}

/* A scheme of the web and a host with a letter or digit; no blank, quote or angle bracket in it. */
static bool is_address(const char *text)
{
	static const char *const schemes[] = {"https://", "http://"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(schemes); i++) {
		size_t len = strlen(schemes[i]);

		if (!strncmp(text, schemes[i], len))
			return strlen(text) <= ADDRESS_MAX && text[len] != '/' && text[len] &&
			    strcspn(text, " \t\r\n<>\"'`\\") == strlen(text);
	}
	return false;
}

int done_sheet_check_links(const struct done_value *links, struct done_error *err)
{
	if (!links || links->type == DONE_NULL)
		return 0;
	if (links->type != DONE_MAP) {
		done_value_error(err, links, "'links' must be a map of names to addresses, not %s",
		    done_value_type_name(links->type));
		return done_error_cure(
		    err, "for example 'links: {runbook: https://wiki.example.com/x}'");
	}
	if (links->map.nr > LINKS_MAX)
		return done_value_error(err, links, "'links' has more than %d entries", LINKS_MAX);
	for (size_t i = 0; i < links->map.nr; i++) {
		const struct done_member *link = &links->map.ptr[i];

		if (!is_name(&link->key)) {
			done_error_set(err, DONE_E_POLICY, "'%s' is not a valid name of a link",
			    link->key.ptr);
			done_error_cure(err, "use small letters, digits and hyphens, at most 64");
			return done_error_place(err, link->value.file, link->line, link->column);
		}
		if (link->value.type == DONE_STRING && is_address(link->value.string.ptr))
			continue;
		done_value_error(
		    err, &link->value, "the link '%s' must be an address", link->key.ptr);
		return done_error_cure(err, "it must begin with https:// or http://");
	}
	return 0;
}
