/*
 * The command that gives the same judgement again: what was compared, by full ids, which mean the
 * same at home as in CI; and everything that the judgement was limited or changed by.
 */
#include <string.h>

#include "gate.h"

static void add_option(struct done_buf *out, const char *option, const char *value)
{
	if (!value)
		return;
	done_buf_addf(out, " --%s ", option);
	done_add_shell_word(out, value);
}

static void add_options(struct done_buf *out, const char *option, const struct done_strings *values)
{
	for (size_t i = 0; i < values->nr; i++)
		add_option(out, option, values->items[i]);
}

static void add_skip(struct done_buf *out, const struct done_strings *skip)
{
	struct done_buf list = {0};

	for (size_t i = 0; i < skip->nr; i++)
		done_buf_addf(&list, "%s%s", i ? "," : "", skip->items[i]);
	if (skip->nr) {
		done_buf_addstr(out, "GIT_DONE_SKIP=");
		done_add_shell_word(out, list.ptr);
		done_buf_addch(out, ' ');
	}
	done_buf_release(&list);
}

static void add_comparison(struct done_buf *out, const struct done_run *run)
{
	char base[DONE_OID_HEX + 1], head[DONE_OID_HEX + 1];

	done_oid_hex(&run->base, base);
	done_oid_hex(&run->head, head);
	if (run->mode == DONE_MODE_STAGED)
		done_buf_addstr(out, "git done check --staged");
	else if (run->mode != DONE_MODE_AUDIT && run->has_base)
		done_buf_addf(
		    out, "git done check %s%s%s", base, run->by_base ? ".." : "...", head);
	else
		done_buf_addf(out, "git done audit %s", head);
}

const char *done_reproduce(
    struct done_arena *arena, const struct done_request *request, const struct done_run *run)
{
	struct done_buf command = {0};
	char day[11], shard[48] = "";
	const char *text;

	/* Who pushes does not have the server's policy. */
	if (request->server && (request->policy_file || request->elsewhere.repository))
		return NULL;
	add_skip(&command, &request->skip);
	add_comparison(&command, run);
	if (request->all)
		done_buf_addstr(&command, " --all");
	add_option(&command, "policy", request->policy_file);
	add_option(&command, "policy-from",
	    run->policy_revision ? run->policy_revision : request->policy_from);
	add_options(&command, "service", &request->services);
	add_options(&command, "criterion", &request->criteria);
	add_options(&command, "check", &request->checks);
	add_option(&command, "evidence", request->evidence);
	add_option(&command, "evidence-base", request->evidence_base);
	if (request->is_dated) {
		done_day_format(request->now, day);
		add_option(&command, "now", day);
	}
	/* Last: merging takes it off. */
	if (request->shard.of)
		done_shard_option(&request->shard, shard);
	text = done_arena_printf(arena, "%s%s", command.ptr, shard);
	done_buf_release(&command);
	return text;
}
