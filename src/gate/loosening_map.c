/*
 * What a change's own policy asks less by its map: whom it finds, what selects them, and by which
 * stage and tags they are judged. Compared service by service, since rules have no names.
 */
#include <string.h>

#include "gate.h"

static bool has_all_texts(const struct done_strings *wanted, const struct done_strings *texts)
{
	for (size_t i = 0; i < wanted->nr; i++) {
		if (!done_strings_has(texts, wanted->items[i]))
			return false;
	}
	return true;
}

static bool covers(
    const struct done_plan *plan, const struct done_globs *more, const struct done_globs *less)
{
	struct done_arena *arena = plan->arena;
	struct done_written_globs written[] = {
	    done_globs_written(arena, more), done_globs_written(arena, less)};

	return done_written_globs_cover(&written[0], &written[1]);
}

/* ---- services ---- */

static const struct done_globs no_globs;

static struct done_written_globs ignored_by(
    const struct done_plan *plan, const struct done_service *service)
{
	static const struct done_file_globs none;

	return done_file_globs_written(plan->arena, service->rule ? &service->rule->ignore : &none);
}

/* Every change that it ignores now it ignored before. */
static bool ignores_no_more(const struct done_plan *plan, const struct done_service *before,
    const struct done_service *after)
{
	struct done_written_globs then = ignored_by(plan, before), now = ignored_by(plan, after);

	return done_written_globs_cover(&then, &now);
}

static const struct done_globs *dependencies_of(const struct done_service *service)
{
	return service->rule ? &service->rule->depends_on : &no_globs;
}

static const char *mapped_stage(const struct done_service *service)
{
	return service->rule ? service->rule->stage : "production";
}

/* By other markers, or by some where there were none: a directory without them is no service. */
static bool is_found_by_less(const struct done_plan *plan, const struct done_service *before,
    const struct done_service *after)
{
	const struct done_globs *markers = before->rule ? &before->rule->markers : &no_globs;

	if (!before->rule || !after->rule || !after->rule->markers.nr)
		return false;
	return !markers->nr || !covers(plan, &after->rule->markers, markers);
}

/* NULL: it is asked no less. */
static const char *what_is_less(const struct done_plan *plan, const struct done_service *before,
    const struct done_service *after)
{
	if (!ignores_no_more(plan, before, after))
		return "ignores more of its changes";
	if (!covers(plan, dependencies_of(after), dependencies_of(before)))
		return "depends on less";
	if (!has_all_texts(&before->tags, &after->tags))
		return "loses a tag";
	if (is_found_by_less(plan, before, after))
		return "is found by fewer markers";
	if (before->rule && after->rule && after->rule->target < before->rule->target)
		return "is held to a lower target";
	/* Which checks apply goes by the kind. */
	if (before->rule && after->rule && before->rule->kind != after->rule->kind)
		return done_arena_printf(plan->arena, "is declared as kind '%s' instead of '%s'",
		    done_kind_of_service_name(done_kind_declared(after->rule->kind)),
		    done_kind_of_service_name(done_kind_declared(before->rule->kind)));
	/* Checks, owners and other sheets speak of it by its name. */
	if (strcmp(before->name, after->name) != 0)
		return "gets another name";
	if (strcmp(mapped_stage(before), mapped_stage(after)) != 0)
		return "gets another stage by the map";
	return NULL;
}

static const struct done_service *by_base(const struct done_plan *plan, size_t i)
{
	const struct done_service *service = &plan->map->services.items[i];

	return service->in_base ? service : NULL;
}

static const struct done_service *by_head(const struct done_plan *plan, const char *path)
{
	long at = done_services_at(&plan->map->own, path, strlen(path));

	return at >= 0 ? &plan->map->own.items[at] : NULL;
}

/* Services of one rule before and one after are said once, by the first of them. */
static void compare_services(const struct done_plan *plan, struct done_loosened *out)
{
	const struct done_service *last_before = NULL, *last_after = NULL;

	for (size_t i = 0; i < plan->map->services.nr; i++) {
		const struct done_service *before = by_base(plan, i);
		const struct done_service *after = before ? by_head(plan, before->path) : NULL;
		const char *what;

		if (!after ||
		    (last_before && last_before->rule == before->rule &&
		        last_after->rule == after->rule))
			continue;
		last_before = before;
		last_after = after;
		what = what_is_less(plan, before, after);
		if (what)
			done_loosened_add(out, "", "by its rule '%s' %s", before->path, what);
	}
}

/* ---- services to come ---- */

#define SPECIAL "?[{\\"

/* A directory that a glob matches, as good as any other; NULL: that is not told by its text alone.
 */
static const char *made_up(struct done_arena *arena, const char *glob)
{
	struct done_buf path = {0};
	const char *text;

	if (strpbrk(glob, SPECIAL))
		return NULL;
	while (*glob) {
		size_t len = strcspn(glob, "*");

		done_buf_add(&path, glob, len);
		glob += len;
		if (*glob)
			done_buf_addstr(&path, "another");
		glob += strspn(glob, "*");
	}
	text = done_arena_strndup(arena, path.len ? path.ptr : "", path.len);
	done_buf_release(&path);
	return text;
}

static bool still_looks(const struct done_plan *plan, const struct done_glob *glob)
{
	const struct done_policy *after = plan->bar->own;
	const char *path = made_up(plan->arena, done_glob_text(glob));

	for (size_t i = 0; i < after->nr_rules; i++) {
		const struct done_glob *now = after->rules[i].path;

		if (done_glob_is_negated(now))
			continue;
		if (!strcmp(done_glob_text(now), done_glob_text(glob)) ||
		    (path && done_glob_match(now, path)))
			return true;
	}
	return false;
}

static bool takes_out(const struct done_policy *policy, const struct done_glob *glob)
{
	for (size_t i = 0; i < policy->nr_rules; i++) {
		if (done_glob_is_negated(policy->rules[i].path) &&
		    !strcmp(done_glob_text(policy->rules[i].path), done_glob_text(glob)))
			return true;
	}
	return false;
}

static void compare_taken_out(const struct done_plan *plan, struct done_loosened *out)
{
	const struct done_policy *after = plan->bar->own;

	for (size_t i = 0; i < after->nr_rules; i++) {
		const struct done_glob *glob = after->rules[i].path;

		if (done_glob_is_negated(glob) && !takes_out(plan->bar->policy, glob))
			done_loosened_add(out, "", "%s",
			    done_arena_printf(plan->arena, "what '!%s' takes out is not a service",
			        done_glob_text(glob)));
	}
}

static void compare_rules(const struct done_plan *plan, struct done_loosened *out)
{
	const struct done_policy *before = plan->bar->policy, *after = plan->bar->own;

	if (before->automatic != after->automatic) {
		done_loosened_add(out, "", "%s",
		    before->automatic ? "automatic discovery is switched off"
		                      : "services are found by files of their own instead of "
		                        "rules");
		return;
	}
	for (size_t i = 0; i < before->nr_rules; i++) {
		const struct done_glob *glob = before->rules[i].path;

		if (!done_glob_is_literal(glob) && !done_glob_is_negated(glob) &&
		    !still_looks(plan, glob))
			done_loosened_add(out, "", "%s",
			    done_arena_printf(plan->arena,
			        "what comes where '%s' looks may be no service",
			        done_glob_text(glob)));
	}
	compare_taken_out(plan, out);
}

/* Beyond so many they are counted. */
enum { DROPPED_SHOWN = 10 };

static void compare_dropped(const struct done_plan *plan, struct done_loosened *out)
{
	struct done_buf names = {0};
	size_t nr = 0;

	for (size_t i = 0; i < plan->map->services.nr; i++) {
		if (plan->map->services.items[i].dropped && ++nr <= DROPPED_SHOWN)
			done_buf_addf(&names, "%s'%s'", nr > 1 ? ", " : "",
			    plan->map->services.items[i].path);
	}
	if (nr > DROPPED_SHOWN)
		done_buf_addf(&names, ", +%zu", nr - DROPPED_SHOWN);
	if (nr)
		done_loosened_add(out, "", "%zu %s no longer judged: %s", nr,
		    nr == 1 ? "service is" : "services are", names.ptr);
	done_buf_release(&names);
}

void done_plan_map_loosenings(const struct done_plan *plan, struct done_loosened *out)
{
	done_select_loosened(plan->bar->policy, plan->bar->own, out);
	compare_rules(plan, out);
	compare_services(plan, out);
	compare_dropped(plan, out);
}
