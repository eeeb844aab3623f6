/* Services of a tree that a test writes file by file: path, text, path, text, …, NULL. */
#ifndef DONE_TEST_FIND_FIXTURE_H
#define DONE_TEST_FIND_FIXTURE_H

#include "done/profile.h"

#include "fake_snapshot.h"
#include "support.h"

struct found {
	struct done_arena arena;
	struct fake_snapshot fake;
	struct done_snapshot snapshot;
	struct done_ecosystems ecosystems;
	struct done_profiles profiles;
	struct done_error err;
};

static inline void find_open(struct found *found, const char *const *files)
{
	*found = (struct found){0};
	for (size_t i = 0; files[i]; i += 2)
		fake_file(&found->fake, files[i], files[i + 1]);
	fake_open(&found->fake, &found->snapshot);
	assert_success(
	    done_ecosystems_load(&found->arena, NULL, &found->ecosystems, &found->err), found->err);
	assert_success(done_profiles_find(&found->arena, &found->snapshot, &found->ecosystems,
	                   &found->profiles, &found->err),
	    found->err);
}

static inline void find_close(struct found *found)
{
	done_ecosystems_release(&found->ecosystems);
	fake_release(&found->fake);
	done_arena_release(&found->arena);
}

static inline const char *find_describe(struct found *found)
{
	struct done_buf text = {0};
	const char *copy;

	for (size_t i = 0; i < found->profiles.nr; i++) {
		const struct done_profile *profile = &found->profiles.items[i];

		if (done_kind_is_service(profile->kind))
			done_buf_addf(&text, "%s%s=%s", text.len ? " " : "", profile->directory,
			    done_kind_of_service_name(profile->kind));
	}
	copy = done_arena_strndup(&found->arena, text.len ? text.ptr : "", text.len);
	done_buf_release(&text);
	return copy;
}

#endif
