/* The selectors of a policy that match nothing, for those who write one: policy lint, doctor. */
#include <string.h>

#include "cli.h"
#include "done/check.h"
#include "done/selectors.h"

static void policy_selectors_add_line(struct done_buf *out, const char *level, const char *text)
{
	done_buf_addf(out, "%s: ", level);
	done_buf_add_shown(out, text, strlen(text));
	done_buf_addch(out, '\n');
}

static void add_error(struct done_buf *out, const struct done_error *err)
{
	struct done_buf text = {0};

	done_error_describe(err, &text);
	done_buf_addf(out, "warning: %s\n", text.ptr);
	if (err->cure[0])
		done_buf_addf(out, "  %s\n", err->cure);
	done_buf_release(&text);
}

static void add_faults(struct done_buf *out, const struct done_selector_faults *faults)
{
	for (size_t i = 0; i < faults->nr; i++) {
		struct done_buf text = {0};

		done_selector_fault_add(&text, &faults->items[i]);
		policy_selectors_add_line(out, "warning", text.ptr);
		done_buf_release(&text);
	}
}

/* Globs that stay at the top of a service although their check means every file. A service's stage
 * is that of the map: sheets are not read. */
static size_t add_top_only(struct done_buf *out, struct done_arena *arena,
    struct done_snapshot *snapshot, const struct done_policy *policy,
    const struct done_services *services)
{
	struct done_top_onlys globs = {0};
	struct done_buf text = {0};
	size_t nr = 0;

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++)
			done_top_only_collect(
			    arena, &policy->criteria[i], &policy->criteria[i].checks[j], &globs);
	}
	for (size_t i = 0; globs.nr && i < services->nr; i++) {
		struct done_arena scratch = {0};
		struct done_meter meter = {0};
		struct done_view view = {.head = snapshot,
		    .service = &services->items[i],
		    .services = services,
		    .arena = &scratch,
		    .meter = &meter};

		done_top_only_count(&globs, &view, arena);
		done_view_release(&view);
		done_arena_release(&scratch);
	}
	for (size_t i = 0; i < globs.nr; i++) {
		done_buf_clear(&text);
		if (done_top_only_add(&text, &globs.items[i])) {
			policy_selectors_add_line(out, "warning", text.ptr);
			nr++;
		}
	}
	done_buf_release(&text);
	return nr;
}

size_t done_policy_say_selectors(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_policy *policy, struct done_buf *out)
{
	struct done_services services = {0};
	struct done_selector_faults faults = {0};
	struct done_error err = {0};

	if (done_services_discover(snapshot, policy, arena, &services, &err) < 0 ||
	    done_selectors_look(
	        arena, snapshot, policy, &services, DONE_SELECTORS_ALL, &faults, &err) < 0) {
		add_error(out, &err);
		return 1;
	}
	if (policy->automatic && !services.nr)
		policy_selectors_add_line(
		    out, "warning", "'services: auto' finds no service in this tree");
	add_faults(out, &faults);
	return faults.nr + add_top_only(out, arena, snapshot, policy, &services) +
	    (policy->automatic && !services.nr);
}
