/* Ids, and the stages and tags that the policy knows. */
#include <string.h>

#include "loader.h"

#define ID_MAX 64

int done_id_check(const struct done_member *member, const char *of, struct done_error *err)
{
	const char *id = member->key.ptr;
	size_t len = strlen(id);

	if (len > 0 && len <= ID_MAX && id[0] != '-' && id[len - 1] != '-' &&
	    strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == len)
		return 0;
	done_error_set(err, DONE_E_POLICY, "'%s' is not a valid id for %s", id, of);
	done_error_cure(
	    err, "ids consist of lower-case letters, digits and hyphens, at most %d", ID_MAX);
	return done_error_place(err, member->value.file, member->line, member->column);
}

bool done_stage_known(const struct done_loader *loader, const char *stage)
{
	return done_strings_has(&loader->stages, stage);
}

int done_stage_check(const struct done_loader *loader, const struct done_value *at,
    const char *stage, struct done_error *err)
{
	if (done_stage_known(loader, stage))
		return 0;
	done_value_error(err, at, "unknown stage '%s'", stage);
	return done_suggest(err, stage, loader->stages.items, loader->stages.nr);
}

int done_tag_check(const struct done_loader *loader, const struct done_value *at, const char *tag,
    struct done_error *err)
{
	if (done_strings_has(&loader->tags, tag) || done_file_is_preset(at->file))
		return 0;
	done_value_error(err, at, "unknown tag '%s': no service rule gives it", tag);
	if (!loader->tags.nr)
		return done_error_cure(
		    err, "give it to a rule: 'services: [{path: services/*, tags: [%s]}]'", tag);
	return done_suggest(err, tag, loader->tags.items, loader->tags.nr);
}
