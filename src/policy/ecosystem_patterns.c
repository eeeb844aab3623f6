/*
 * What is made when it is asked for first: patterns and globs of rows, of which a thousand are
 * built in, and a run looks at those of a service's languages; the forms of deployments; and what
 * the profile room keeps as long as these. Threads of one run share them, so a lock stands before
 * each.
 */
#include <pthread.h>
#include <stdlib.h>

#include "ecosystem_parts.h"

struct done_row_patterns {
	pthread_mutex_t lock;
	struct done_arena arena;
	struct done_pattern **made;
	size_t nr, cap;
	struct done_glob_room *globs;
	struct done_deployment_forms deployments; /* nr 0: not loaded */
	void *beside;                             /* of a room above; NULL: not made */
	void (*beside_free)(void *data);
};

struct done_row_patterns *done_row_patterns_new(void)
{
	struct done_row_patterns *patterns = calloc(1, sizeof(*patterns));

	if (!patterns || pthread_mutex_init(&patterns->lock, NULL))
		done_out_of_memory();
	patterns->globs = done_glob_room_new();
	return patterns;
}

void done_row_patterns_free(struct done_row_patterns *patterns)
{
	if (!patterns)
		return;
	for (size_t i = 0; i < patterns->nr; i++)
		done_pattern_free(patterns->made[i]);
	if (patterns->beside)
		patterns->beside_free(patterns->beside);
	done_arena_release(&patterns->arena);
	done_glob_room_free(patterns->globs);
	pthread_mutex_destroy(&patterns->lock);
	free(patterns);
}

struct done_glob_room *done_row_patterns_globs(struct done_row_patterns *patterns)
{
	return patterns->globs;
}

static int row_pattern_make(struct done_row_pattern *pattern, struct done_error *err)
{
	struct done_row_patterns *own = pattern->patterns;

	if (pattern->made)
		return 0;
	if (done_pattern_compile(&own->arena, pattern->text, 0, &pattern->made, err) < 0)
		return err->code;
	*DONE_ARENA_PUSH(&own->arena, own->made, own->nr, own->cap) = pattern->made;
	return 0;
}

int done_row_pattern_get(
    struct done_row_pattern *pattern, const struct done_pattern **out, struct done_error *err)
{
	int rc;

	pthread_mutex_lock(&pattern->patterns->lock);
	rc = row_pattern_make(pattern, err);
	pthread_mutex_unlock(&pattern->patterns->lock);
	if (rc >= 0)
		*out = pattern->made;
	return rc;
}

bool done_row_pattern_may_match(struct done_row_pattern *pattern, struct done_bytes text)
{
	struct done_row_patterns *own = pattern->patterns;

	pthread_mutex_lock(&own->lock);
	if (!pattern->literals) {
		pattern->literals = done_arena_alloc(&own->arena, sizeof(*pattern->literals));
		done_pattern_literals(&own->arena, pattern->text, pattern->literals);
	}
	pthread_mutex_unlock(&own->lock);
	return done_literals_may_be_in(pattern->literals, text);
}

void *done_ecosystems_beside(
    const struct done_ecosystems *ecosystems, void *(*make)(void), void (*release)(void *data))
{
	struct done_row_patterns *own = ecosystems->patterns;

	if (!own)
		return NULL;
	pthread_mutex_lock(&own->lock);
	if (!own->beside) {
		own->beside = make();
		own->beside_free = release;
	}
	pthread_mutex_unlock(&own->lock);
	return own->beside;
}

int done_ecosystems_deployments(const struct done_ecosystems *ecosystems,
    const struct done_deployment_forms **out, struct done_error *err)
{
	struct done_row_patterns *own = ecosystems->patterns;
	int rc = 0;

	pthread_mutex_lock(&own->lock);
	if (!own->deployments.nr)
		rc = done_deployment_forms_load(&own->arena, &own->deployments, err);
	pthread_mutex_unlock(&own->lock);
	if (rc >= 0)
		*out = &own->deployments;
	return rc;
}

/* Rows are looked at over many services: nothing in them is one service's own. */
static int refuse_template(const struct done_value *value, struct done_error *err)
{
	if (value->built_in || !done_template_in(value->string.ptr, true))
		return 0;
	done_value_error(err, value, "{service} and {path} are not replaced in rows of ecosystems");
	return done_error_cure(err, "braces that are meant as text are written \\{service\\}");
}

int done_row_pattern_load(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	static const struct done_field field = {.name = "pattern", .type = DONE_FIELD_PATTERN};
	struct done_row_pattern *pattern = done_arena_alloc(loader->arena, sizeof(*pattern));

	if (done_text_take(&field, value, &pattern->text, err) < 0 ||
	    refuse_template(value, err) < 0)
		return err->code;
	pattern->patterns = loader->row_patterns;
	if (!loader->row_patterns &&
	    done_type_of(field.type)->load(loader, &field, value, &pattern->made, err) < 0)
		return err->code;
	*(struct done_row_pattern **)member = pattern;
	return 0;
}
