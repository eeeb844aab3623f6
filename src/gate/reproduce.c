/*
 * The command that gives the same judgement again: what was compared, by ids, which mean the same
 * at home as in CI; and everything that the judgement was limited or changed by.
 */
#include <string.h>

#include "gate.h"

/* Characters of names that no shell reads as anything else. */
#define REPRODUCE_PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-"

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

/* An id means the same at home as in CI. Whose push was refused right now reads a name more easily,
 * where it means that commit. */
static const char *reproduce_commit(const struct done_gate *gate, const char *name,
    const struct done_oid *commit, char hex[DONE_OID_HEX + 1])
{
	struct done_error ignored = {0};
	struct done_oid found;

	done_oid_hex(commit, hex);
	if (!gate->request->hook || strcmp(gate->request->hook, "pre-push") != 0 || !name ||
	    name[strspn(name, REPRODUCE_PLAIN)] ||
	    done_revision_resolve(gate->repo, name, &found, &ignored) < 0 ||
	    !done_oid_equal(&found, commit))
		return hex;
	return name;
}

static void add_comparison(
    struct done_buf *out, const struct done_gate *gate, const struct done_run *run)
{
	char base_hex[DONE_OID_HEX + 1], head_hex[DONE_OID_HEX + 1];
	const char *base = reproduce_commit(gate, run->base_name, &run->base, base_hex);
	const char *head = reproduce_commit(gate, "HEAD", &run->head, head_hex);

	if (run->mode == DONE_MODE_STAGED)
		done_buf_addstr(out, "git done check --staged");
	else if (run->mode != DONE_MODE_AUDIT && run->has_base)
		done_buf_addf(
		    out, "git done check %s%s%s", base, run->by_base ? ".." : "...", head);
	else
		done_buf_addf(out, "git done audit %s", head);
}

const char *done_reproduce(const struct done_gate *gate, const struct done_run *run)
{
	const struct done_request *request = gate->request;
	struct done_buf command = {0};
	char day[11], shard[48] = "";
	const char *text;

	/* Who pushes does not have the server's policy. */
	if (request->server && (request->policy_file || request->elsewhere.repository))
		return NULL;
	add_skip(&command, &request->skip);
	add_comparison(&command, gate, run);
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
	text = done_arena_printf(&gate->report->arena, "%s%s", command.ptr, shard);
	done_buf_release(&command);
	return text;
}
