/* One check of a service: the whole rule and where it stands, what was looked at, what came of it.
 */
#include <inttypes.h>
#include <string.h>

#include "why.h"

enum { FINDINGS_SHOWN = 10 };

static const char *why_reason(const struct done_check_report *check)
{
	const struct done_finding *finding = check->nr_findings ? &check->findings[0] : NULL;

	if (check->verdict == DONE_WAIVED && check->waiver)
		return check->waiver->reason;
	if (check->reason)
		return check->reason;
	if ((check->verdict == DONE_UNMET || check->verdict == DONE_OWED) && finding)
		return finding->brief ? finding->brief : finding->message;
	if (check->verdict == DONE_MET && check->nr_evidence)
		return check->evidence[0].what;
	return NULL;
}

static const char *why_verdict(const struct done_check_report *check)
{
	if (check->verdict != DONE_UNMET)
		return done_verdict_name(check->verdict);
	return check->level == DONE_LEVEL_WARNING ? "not met, a warning" : "not met";
}

void done_why_add_verdict(const struct done_check_report *check, struct done_buf *out)
{
	const char *reason = why_reason(check);

	done_buf_addf(out, "%-19s %s%s", why_verdict(check), check->check->id, reason ? ": " : "");
	if (reason)
		done_escape_plain(out, reason, 0);
	done_buf_addch(out, '\n');
}

/* ---- the rule ---- */

static const struct done_policy *why_policy(const struct done_why *why)
{
	return why->service->policy ? why->service->policy : why->run->policy;
}

const struct done_value *done_why_find_rule(const struct done_why *why)
{
	const struct done_value *criteria = done_value_get(why_policy(why)->merged, "criteria");
	const struct done_value *criterion =
	    done_value_get(criteria, why->criterion->criterion->id);

	return done_value_get(done_value_get(criterion, "checks"), why->check->check->name);
}

static void why_add_indented(struct done_buf *out, const char *text, int columns)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		done_buf_addf(out, "%*s", columns, "");
		done_buf_add(out, text, len);
		done_buf_addch(out, '\n');
		text += len + (text[len] == '\n');
	}
}

static const char *why_level(const struct done_check_report *check)
{
	if (check->level == DONE_LEVEL_ERROR && !check->is_loss)
		return "it blocks where it is not met";
	return check->check->losses == DONE_LOSSES_REFUSE
	    ? "it only warns of what is missing, and blocks what a change takes away"
	    : "it only warns";
}

static void why_add_level(const struct done_why *why, struct done_buf *out)
{
	const struct done_check *check = why->check->check;
	const char *tier = done_tier_name((enum done_tier)check->tier);
	char day[11];

	if (tier)
		done_why_line(out, "asked", "for the tier %s (%s); the service is held to %s", tier,
		    done_tier_meaning((enum done_tier)check->tier),
		    done_tier_name((enum done_tier)why->service->target)
		        ? done_tier_name((enum done_tier)why->service->target)
		        : "none");
	if (why->check->verdict == DONE_NEXT || check->tier > why->service->target) {
		done_why_line(out, "",
		    "that is above what it is held to: nothing is refused for it%s",
		    check->tier <= why_policy(why)->keep ? " but what a change takes away ('keep')"
		                                         : "");
	} else if (why->check->effective != DONE_NO_DAY) {
		done_day_format(why->check->effective, day);
		done_why_line(out, tier ? "" : "asked", "it only warns until %s", day);
	} else {
		done_why_line(out, tier ? "" : "asked", "%s", why_level(why->check));
	}
}

static void why_add_rule(const struct done_why *why, struct done_buf *out)
{
	const struct done_check *check = why->check->check;
	const struct done_value *rule = done_why_find_rule(why);
	struct done_buf text = {0};

	if (check->title)
		done_why_line(out, "rule", "%s", check->title);
	if (check->why)
		done_why_line(out, "because", "%s", check->why);
	if (check->url)
		done_why_line(out, "more at", "%s", check->url);
	why_add_level(why, out);
	done_why_line(out, "kind", "%s: %s", check->test.form->name, check->test.form->summary);
	if (!rule)
		return;
	done_why_line(out, "rule", "after 'extends'%s, with the place of each key:",
	    why->service->policy ? " and the policies of directories" : "");
	done_value_write_origin(&text, rule);
	why_add_indented(out, text.ptr, 4);
	done_buf_release(&text);
	done_why_add_uses(why, rule, out);
}

/* ---- what came of it ---- */

static void why_add_place(struct done_buf *out, const char *path, int line)
{
	if (!path)
		return;
	done_buf_add_shown(out, path, strlen(path));
	if (line > 0)
		done_buf_addf(out, ":%d", line);
	done_buf_addstr(out, ": ");
}

static void why_add_findings(const struct done_why *why, struct done_buf *out)
{
	const struct done_check_report *check = why->check;

	for (size_t i = 0; i < check->nr_findings && i < FINDINGS_SHOWN; i++) {
		const struct done_finding *finding = &check->findings[i];

		done_buf_addstr(out, "    ");
		why_add_place(out, finding->path, finding->line);
		done_escape_plain(out, finding->message, 0);
		done_buf_addch(out, '\n');
		if (finding->lost) {
			done_buf_addstr(out, "      ");
			done_escape_plain(out, finding->brief, 0);
			done_buf_addstr(out, "\n      ");
			done_escape_plain(out, done_lost_command(why->arena, finding->lost), 0);
			done_buf_addch(out, '\n');
		}
		if (finding->fix &&
		    (!i || !check->findings[i - 1].fix ||
		        strcmp(finding->fix, check->findings[i - 1].fix) != 0)) {
			struct done_buf fix = {0};

			done_escape_plain(&fix, finding->fix, 0);
			why_add_indented(out, fix.ptr, 6);
			done_buf_release(&fix);
		}
	}
	if (check->nr_findings > FINDINGS_SHOWN || check->nr_dropped)
		done_buf_addf(out, "    and %zu more\n",
		    (check->nr_findings > FINDINGS_SHOWN ? check->nr_findings - FINDINGS_SHOWN
		                                         : 0) +
		        check->nr_dropped);
}

static void why_add_evidence(const struct done_check_report *check, struct done_buf *out)
{
	for (size_t i = 0; i < check->nr_evidence; i++) {
		const struct done_evidence *evidence = &check->evidence[i];

		done_buf_addstr(out, "    ");
		why_add_place(out, evidence->path, evidence->line);
		done_escape_plain(out, evidence->what, 0);
		done_buf_addf(out, " (%s)\n", done_strength_words[evidence->strength]);
	}
	if (check->nr_evidence_more)
		done_buf_addf(out, "    and %zu more\n", check->nr_evidence_more);
}

static void why_add_waiver(const struct done_check_report *check, struct done_buf *out)
{
	const struct done_waiver_report *waiver = check->waiver;
	char day[11];

	if (!waiver)
		return;
	done_day_format(waiver->until, day);
	if (waiver->state == DONE_WAIVER_REFUSED)
		done_why_line(out, "waiver", "it does not count: %s", waiver->refused);
	else
		done_why_line(out, "waiver", "%s until %s by %s: %s",
		    waiver->state == DONE_WAIVER_EXPIRED      ? "expired, it excused"
		        : waiver->state == DONE_WAIVER_UNUSED ? "not needed now, it excuses"
		                                              : "it excuses",
		    day, waiver->by, waiver->reason);
}

const char *done_why_since(const struct done_why *why)
{
	const struct done_check_report *check = why->check;
	size_t nr = check->nr_findings + check->nr_dropped;

	if (!check->is_compared || !nr)
		return NULL;
	if (!check->nr_known)
		return "change";
	return check->nr_known >= nr ? "base" : "both";
}

const struct history_since *done_why_find_since(
    const struct done_why *why, const struct done_check_report *check)
{
	if (!why->is_searched || why->within.problem)
		return NULL;
	return history_within_find(&why->within, why->service->service->path, check->check->id);
}

static void why_add_since(const struct done_why *why, struct done_buf *out)
{
	const struct history_since *since = done_why_find_since(why, why->check);
	struct done_buf text = {0};

	if (why->is_searched && why->within.problem)
		done_why_line(out, "unmet", "since when was not searched: %s", why->within.problem);
	if (!since)
		return;
	history_within_say(&why->within, since, &text);
	done_why_line(out, "unmet", "%s", text.ptr);
	done_buf_release(&text);
}

static void why_add_age(const struct done_why *why, struct done_buf *out)
{
	const struct done_check_report *check = why->check;
	const char *since = done_why_since(why), *base = why->standpoint.base;

	if (!since)
		return;
	if (!strcmp(since, "change"))
		done_why_line(out, "since", "this change: %s does not lack it", base);
	else if (!strcmp(since, "base"))
		done_why_line(out, "since", "before this change: %s lacks it, too", base);
	else
		done_why_line(out, "since",
		    "%s lacks %zu of these %zu, too; the rest is of this change", base,
		    check->nr_known, check->nr_findings + check->nr_dropped);
}

static void why_add_outcome(const struct done_why *why, struct done_buf *out)
{
	const struct done_check_report *check = why->check;

	done_why_line(out, "read for it", "%zu %s", why->run->examined.files,
	    why->run->examined.files == 1 ? "file" : "files");
	if (check->nr_evidence) {
		done_buf_addstr(out, "  met by\n");
		why_add_evidence(check, out);
	}
	if (check->nr_findings) {
		done_buf_addstr(out, "  missing\n");
		why_add_findings(why, out);
		why_add_age(why, out);
		why_add_since(why, out);
	}
	why_add_waiver(check, out);
	if (check->cure)
		done_why_line(out, "what to do", "%s", check->cure);
}

/* ---- the ways out ---- */

void done_why_ways(const struct done_why *why, struct done_buf *dispute, struct done_buf *waive)
{
	const char *service = why->service->service->name, *check = why->check->check->id;

	/* No excuse can land before a new service, and none counts beside it. */
	if (why->check->verdict != DONE_UNMET ||
	    (why->service->is_new && why->run->policy->waivers.self_granted == DONE_SELF_REFUSE))
		return;
	done_way_dispute(dispute, service, check);
	/* An emergency is not prolonged. */
	if (!why->check->waiver || !why->check->waiver->emergency)
		done_way_waive(waive, &why->run->policy->waivers, why->now, service, check);
}

static void why_add_ways(const struct done_why *why, struct done_buf *out)
{
	struct done_buf dispute = {0}, waive = {0};

	done_why_ways(why, &dispute, &waive);
	if (dispute.len)
		done_buf_addf(out, "\n  does not apply?  %s\n", dispute.ptr);
	if (waive.len)
		done_buf_addf(out, "  not now?         %s\n", waive.ptr);
	done_buf_release(&dispute);
	done_buf_release(&waive);
}

void done_why_add_check(const struct done_why *why, struct done_buf *out)
{
	struct done_arena *arena = why->arena;
	const char *reason = why_reason(why->check);

	done_buf_addf(out, "%s, %s: %s%s", done_arena_shown(arena, why->service->service->name),
	    why->check->check->id, why_verdict(why->check), reason ? ": " : "");
	done_escape_plain(out, reason ? reason : "", 0);
	done_buf_addstr(out, "\n\n");
	why_add_rule(why, out);
	why_add_outcome(why, out);
	why_add_ways(why, out);
}
