/* git done init: the policy, with the services that the index holds. */
#include <string.h>

#include "init.h"

enum { HALF_A_YEAR = 180 };

/* Nothing can come that an entry for all of the repository does not cover. */
static bool policy_covers_all(const struct done_services *services)
{
	for (size_t i = 0; i < services->nr; i++) {
		if (!strcmp(services->items[i].path, "."))
			return true;
	}
	return false;
}

/* What the entries make of a service that comes later. */
static const char *policy_reach(
    const struct done_services *services, const struct done_buf *entries)
{
	if (services->nr == 1 && policy_covers_all(services))
		return "The repository is\n# one service; one that comes beside it needs an "
		       "entry.\n";
	if (entries->len && memchr(entries->ptr, '*', entries->len))
		return "Globs and markers, so that a service\n# that comes later is judged, too.\n";
	return "No glob fits them all: a service\n# that comes later needs an entry.\n";
}

/* A service that no entry covers would be held to nothing, and nobody would notice. */
static void policy_add_uncovered(const struct done_services *services, struct done_buf *out)
{
	if (policy_covers_all(services))
		return;
	done_buf_addstr(out,
	    "\n# The entries above are what is judged: a service in another place would be "
	    "held to nothing.\n"
	    "# So a change that adds one is refused until an entry covers it, or its done.yml "
	    "says what it\n"
	    "# is ('kind: tool'). 'warning' lets it through, unjudged.\n"
	    "select: {uncovered: error}\n");
}

static int init_policy_write_services(const struct done_init *init, struct done_snapshot *index,
    struct done_buf *out, struct done_error *err)
{
	static const struct done_policy automatic = {.automatic = true};
	struct done_services services = {0};
	struct done_buf entries = {0};
	int rc = done_services_discover(index, &automatic, init->arena, &services, err);

	if (rc < 0)
		return rc;
	if (!services.nr) {
		done_buf_addstr(out,
		    "# No service was found here. Name them, for example:\n"
		    "#   services: [{path: services/*}]\n"
		    "# or, for a repository that is one service: [{path: .}]\n"
		    "services: auto\n");
		return 0;
	}
	rc = done_init_add_services(init, index, &services, &entries, err);
	done_buf_addf(out, "# Found by what they serve: %zu ('git done services' says how). %s",
	    services.nr, policy_reach(&services, &entries));
	done_buf_addstr(out, "services:\n");
	done_buf_add(out, entries.ptr, entries.len);
	policy_add_uncovered(&services, out);
	done_buf_release(&entries);
	return rc;
}

/* Nobody begins with everything met. */
static void add_beginning(struct done_buf *out)
{
	char day[11];

	done_day_format(done_day_today() + HALF_A_YEAR, day);
	done_buf_addf(out,
	    "\n# What does not fit is changed key by key. What few services meet yet can "
	    "warn only, always\n"
	    "# or until a day:\n"
	    "# criteria:\n"
	    "#   performance: {level: warning}\n"
	    "#   docs: {effective: %s}\n",
	    day);
}

/* A change must not lower its own bar, and branches under way are told and not stopped. */
static void add_holding(const struct done_init *init, struct done_buf *out)
{
	done_buf_addf(out,
	    "\n# What a service lacked already is shown and does not refuse; what gets "
	    "worse does.\n"
	    "debt: allow\n"
	    "\n# What a service has of the tiers above the target is not asked for, and not given "
	    "up.\n"
	    "keep: gold\n"
	    "\n# A check that only warns refuses a change that takes away what met it. "
	    "'tell' only says so.\n"
	    "losses: refuse\n"
	    "\n# What loosens the bar comes in a change that holds nothing but "
	    "policy and sheets.\n"
	    "loosening: alone\n"
	    "\n# Which pushes are refused. On the other refs the hook prints the "
	    "same and lets them\n"
	    "# through; CI judges all.\n"
	    "push: {refuse: [%s, \"release/*\"], tell: [\"*\"]}\n"
	    "\n# Whom a refused developer asks, and where git-done is had from:\n"
	    "# help: \"#platform, or https://wiki.example.com/git-done\"\n",
	    done_init_branch(init));
}

/* Whoever owns the policy's place in CODEOWNERS may say what is waived. */
static void add_approvers(const struct done_init *init, struct done_buf *out)
{
	struct done_json json = {.out = out, .compact = true};
	struct done_init_hints owner = {0};
	const char *at, *divides = "";

	done_init_find_owner(init, ".", &owner);
	if (!owner.nr) {
		done_buf_addstr(out,
		    "\n# Who may approve that a service goes without a check for "
		    "a while:\n"
		    "# waivers: {approvers: [lead@example.com], max_days: 90}\n");
		return;
	}
	done_buf_addf(out,
	    "\n# Who may approve that a service goes without a check for a while (from "
	    "%s).\nwaivers:\n  approvers: [",
	    owner.items[0].file);
	for (at = owner.items[0].text; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		done_buf_addstr(out, divides);
		done_json_string(&json, done_arena_strndup(init->arena, at, len));
		divides = ", ";
		at += len;
	}
	done_buf_addstr(out, "]\n  max_days: 90\n");
}

int done_init_policy(const struct done_init *init, const struct done_init_seen *seen,
    struct done_buf *out, struct done_error *err)
{
	struct done_snapshot index = {0};
	struct done_buf reports = {0};
	int rc = done_snapshot_of_index(init->repo, &index, err);

	if (rc < 0)
		return rc;
	done_buf_addstr(out,
	    "# When is a change done? 'git done policy show' prints this as the gate "
	    "reads it,\n"
	    "# 'git done explain' tells of each check.\n"
	    "version: 1\n\n"
	    "# preset:readiness asks the questions before it as well: what a service "
	    "owns, its data,\n"
	    "# its load, whom it calls, what was decided. Each is answered in the "
	    "service's done.yml\n"
	    "# (git done init --service PATH).\n"
	    "extends: [preset:backend]\n\n");
	rc = init_policy_write_services(init, &index, out, err);
	if (rc >= 0)
		done_init_add_reports(init, &index, &reports);
	done_snapshot_close(&index);
	if (rc >= 0) {
		done_init_target(seen, out);
		add_holding(init, out);
		add_approvers(init, out);
		add_beginning(out);
		done_buf_add(out, reports.ptr, reports.len);
	}
	done_buf_release(&reports);
	return rc < 0 ? rc : 0;
}
