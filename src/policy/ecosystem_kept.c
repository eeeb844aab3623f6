/*
 * The ecosystems of a policy, which one run asks for many times: for the services of each tree, for
 * what each service is, and for its files. They are the same each time, and
 * to read them is most of the work of a small run.
 */
#include <pthread.h>

#include "ecosystem_parts.h"

struct done_ecosystems_kept {
	pthread_mutex_t lock;
	struct done_arena arena;
	struct done_ecosystems ecosystems;
	bool is_loaded;
};

struct done_ecosystems_kept *done_ecosystems_kept_new(struct done_arena *arena)
{
	struct done_ecosystems_kept *kept = done_arena_alloc(arena, sizeof(*kept));

	if (pthread_mutex_init(&kept->lock, NULL))
		done_out_of_memory();
	return kept;
}

void done_ecosystems_kept_release(struct done_ecosystems_kept *kept)
{
	if (!kept)
		return;
	kept->ecosystems.is_kept = false;
	done_ecosystems_release(&kept->ecosystems);
	done_arena_release(&kept->arena);
	pthread_mutex_destroy(&kept->lock);
}

int done_policy_ecosystems(const struct done_policy *policy, struct done_arena *arena,
    struct done_ecosystems *out, struct done_error *err)
{
	struct done_ecosystems_kept *kept = policy ? policy->kept : NULL;
	int rc = 0;

	if (!kept)
		return done_ecosystems_load(arena, policy ? policy->ecosystems : NULL, out, err);
	pthread_mutex_lock(&kept->lock);
	if (!kept->is_loaded)
		rc = done_ecosystems_load(&kept->arena, policy->ecosystems, &kept->ecosystems, err);
	if (rc >= 0)
		kept->is_loaded = kept->ecosystems.is_kept = true;
	pthread_mutex_unlock(&kept->lock);
	if (rc >= 0)
		*out = kept->ecosystems;
	return rc;
}
