/* One service: how it was found, what it is, what selected it, what it is held to, and the
 * verdicts. */
#include <inttypes.h>
#include <string.h>

#include "why.h"

enum { FACTS_SHOWN = 3 }; /* of one kind */

/* "services/orders/main.go:12: http.ListenAndServe" */
static const char *why_fact(struct done_arena *arena, const struct done_fact *fact)
{
	const char *what = fact->what ? fact->what : "";

	if (!fact->path || !*fact->path)
		return what;
	if (!fact->line)
		return done_arena_printf(
		    arena, "%s: %s", done_arena_shown(arena, fact->path), what);
	return done_arena_printf(
	    arena, "%s:%d: %s", done_arena_shown(arena, fact->path), fact->line, what);
}

static void why_add_facts(const struct done_why *why, struct done_buf *out, const char *label,
    const struct done_fact *facts, size_t nr)
{
	for (size_t i = 0; i < nr && i < FACTS_SHOWN; i++)
		done_why_line(out, i ? "" : label, "%s", why_fact(why->arena, &facts[i]));
	if (nr > FACTS_SHOWN)
		done_why_line(out, "", "and %zu more", nr - FACTS_SHOWN);
}

/* One a bit that is set, in their order. */
static void why_add_serves(const struct done_why *why, struct done_buf *out)
{
	size_t nr = 0;

	for (size_t i = 0; done_serves_words[i] && nr < why->profile.nr_serves_facts; i++) {
		if (!(why->profile.serves & (1U << i)))
			continue;
		done_why_line(out, nr ? "" : "serves", "%s: %s", done_serves_words[i],
		    why_fact(why->arena, &why->profile.serves_facts[nr]));
		nr++;
	}
}

static void why_add_found(const struct done_why *why, struct done_buf *out)
{
	struct done_arena *arena = why->arena;
	const struct done_service_rule *rule = why->service->service->rule;

	if (rule)
		done_why_line(out, "found by", "%s:%d: the rule '%s'",
		    done_arena_shown(arena, rule->place.file), rule->place.line,
		    done_arena_shown(arena, done_glob_text(rule->path)));
	else
		done_why_line(out, "found by", "'services: auto'%s%s",
		    why->profile.why.what ? ", as a program: " : "",
		    why->profile.why.what ? why_fact(arena, &why->profile.why) : "");
	if (why->service->is_new)
		done_why_line(out, "", "%s does not have it yet", why->standpoint.base);
}

static void why_add_kind(const struct done_why *why, struct done_buf *out)
{
	struct done_arena *arena = why->arena;
	const struct done_service *service = why->service->service;
	enum done_kind_of_service kind = service->is_kind_declared || !why->profile.directory
	    ? service->kind
	    : why->profile.kind;

	if (service->is_kind_declared)
		done_why_line(out, "kind", "%s, as its %s says", done_kind_of_service_name(kind),
		    service->sheet && service->sheet->kind ? "sheet" : "rule");
	else
		done_why_line(out, "kind", "%s%s%s%s",
		    kind == DONE_KIND_UNKNOWN ? "unknown: no program was found in it"
		                              : done_kind_of_service_name(kind),
		    why->profile.why.what ? ": " : "",
		    why->profile.why.what ? why_fact(arena, &why->profile.why) : "",
		    why->profile.is_doubtful ? " (doubtful)" : "");
	why_add_serves(why, out);
	why_add_facts(
	    why, out, "deployed by", why->profile.deployments, why->profile.nr_deployments);
}

static void why_add_selected(const struct done_why *why, struct done_buf *out)
{
	static const char *const words[] = {
	    [DONE_VIA_CHANGED] = "changed",
	    [DONE_VIA_DEPENDENCY] = "changed, and the service depends on it",
	    [DONE_VIA_EVERYTHING] = "changed, which selects every service",
	};
	struct done_arena *arena = why->arena;

	if (!why->is_selected) {
		done_why_line(out, "selected by", "nothing: %s",
		    why->standpoint.has_base
		        ? done_arena_printf(arena, "this branch changes nothing of it since %s",
		              why->standpoint.base)
		        : "there is no base to compare with");
		return;
	}
	for (size_t i = 0; i < why->service->nr_reasons; i++) {
		const struct done_reason *reason = &why->service->reasons[i];

		if (!reason->path || (size_t)reason->via >= DONE_ARRAY_SIZE(words))
			continue;
		done_why_line(out, i ? "" : "selected by", "%s %s%s",
		    done_arena_shown(arena, reason->path), words[reason->via],
		    reason->nr > 1 ? done_arena_printf(arena, " (and %zu more)", reason->nr - 1)
		                   : "");
	}
}

static void why_add_standing(const struct done_why *why, struct done_buf *out)
{
	struct done_arena *arena = why->arena;
	const struct done_service *service = why->service->service;
	const char *target = done_tier_name((enum done_tier)why->service->target);
	const char *tier = done_tier_name((enum done_tier)why->service->tier);

	done_why_line(out, "stage", "%s", done_arena_shown(arena, service->stage));
	if (target)
		done_why_line(out, "target", "%s (%s); it reaches %s", target,
		    done_tier_meaning((enum done_tier)why->service->target),
		    tier ? tier : "no tier");
	if (service->sheet && service->sheet->path && service->sheet->problem.code)
		done_why_line(out, "sheet", "%s:%d, which cannot be used",
		    done_arena_shown(arena, service->sheet->path), service->sheet->problem.line);
	else if (service->sheet && service->sheet->path)
		done_why_line(out, "sheet", "%s", done_arena_shown(arena, service->sheet->path));
	else
		done_why_line(out, "sheet", "none; git done init --service writes one");
	done_why_line(out, "policy", "%s%s", done_arena_shown(arena, why->run->policy_path),
	    !why->standpoint.policy_from
	        ? ""
	        : done_arena_printf(arena, " of %s", why->standpoint.base));
	for (size_t i = 0; i < why->run->nr_nested; i++)
		done_why_line(out, "", "and %s", done_arena_shown(arena, why->run->nested[i].path));
}

static void why_add_since_of(
    const struct done_why *why, const struct done_check_report *check, struct done_buf *out)
{
	const struct history_since *since = done_why_find_since(why, check);

	if (!since)
		return;
	done_buf_addf(out, "  %-19s ", "");
	history_within_say(&why->within, since, out);
	done_buf_addch(out, '\n');
}

/* Whoever asks why it is one may want it to be none. */
static void why_add_way_to_be_none(const struct done_why *why, struct done_buf *out)
{
	const struct done_service *service = why->service->service;
	const char *sheet = !strcmp(service->path, ".")
	    ? DONE_SHEET_NAME
	    : done_arena_printf(why->arena, "%s/" DONE_SHEET_NAME, service->path);
	const struct done_service_rule *rule = service->rule;

	if (!rule)
		done_buf_addf(out,
		    "\nnot a service? write 'kind: tool' (or library, test, infrastructure, "
		    "frontend, docs) into %s, and commit it\n",
		    done_arena_shown(why->arena, sheet));
	else
		done_buf_addf(out,
		    "\nnot a service? the rule at %s:%d takes it for one: make its 'path' "
		    "narrower, or give it 'markers'\n",
		    done_arena_shown(why->arena, rule->place.file), rule->place.line);
}

void done_why_add_service(const struct done_why *why, struct done_buf *out)
{
	struct done_arena *arena = why->arena;
	const struct done_service *service = why->service->service;

	done_buf_addf(out, "%s", done_arena_shown(arena, service->name));
	if (strcmp(service->name, service->path) != 0)
		done_buf_addf(out, " (%s)", done_arena_shown(arena, service->path));
	done_buf_addch(out, '\n');
	why_add_found(why, out);
	why_add_kind(why, out);
	why_add_selected(why, out);
	why_add_standing(why, out);
	done_buf_addch(out, '\n');
	for (size_t i = 0; i < why->service->nr_criteria; i++) {
		for (size_t j = 0; j < why->service->criteria[i].nr_checks; j++) {
			done_buf_addstr(out, "  ");
			done_why_add_verdict(&why->service->criteria[i].checks[j], out);
			why_add_since_of(why, &why->service->criteria[i].checks[j], out);
		}
	}
	if (why->is_searched && why->within.problem)
		done_buf_addf(out, "\nsince when was not searched: %s\n", why->within.problem);
	why_add_way_to_be_none(why, out);
	done_buf_addstr(out, "\nthe rule of one: git done why ");
	done_add_shell_word(out, service->name);
	done_buf_addstr(out, " CHECK\n");
}
