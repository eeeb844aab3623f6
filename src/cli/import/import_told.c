/*
 * What an imported policy changes here, service by service: HEAD is judged by the policy of the
 * work tree as it was, and as it is now.
 */
#include <string.h>

#include "import.h"

void import_judge(const struct done_init *init, const struct done_import_request *request,
    struct history_line *out)
{
	struct done_request judged = {.mode = DONE_MODE_AUDIT, .verify = true};
	struct history_wanted wanted = {.revision = "HEAD", .last = 1, .timeout = 60};
	struct history_judging judging = {
	    .request = &judged, .timeout = -1, .phase = "comparing", .as_audits = true};
	struct done_error ignored = {0};
	size_t nr;

	*out = (struct history_line){0};
	judged.policy_file = done_init_path(init, DONE_POLICY_PATH);
	judged.now = request->now == DONE_NO_DAY ? done_day_today() : request->now;
	if (history_list(&wanted, init->arena, out, &ignored) < 0 || !out->nr) {
		out->nr = 0;
		return;
	}
	out->items[0].day = judged.now;
	history_judge(&judging, out, init->arena, &nr);
	if (!nr)
		out->nr = 0;
}

static void tell_changes(const struct history_entry *entry, struct done_buf *out)
{
	const struct history_service *last = NULL;

	for (size_t i = 0; i < entry->nr; i++) {
		const struct history_change *change = &entry->changes[i];
		const struct history_service *service =
		    change->after ? change->after : change->before;

		if (service != last) {
			done_buf_addstr(out, "  ");
			done_buf_add_shown(out, service->name, strlen(service->name));
			done_buf_addch(out, '\n');
			last = service;
		}
		done_buf_addstr(out, "    ");
		history_add_change(out, change, false);
		done_buf_addch(out, '\n');
	}
}

static size_t count_changed(const struct history_entry *entry)
{
	const struct history_service *last = NULL;
	size_t nr = 0;

	for (size_t i = 0; i < entry->nr; i++) {
		const struct history_service *service =
		    entry->changes[i].after ? entry->changes[i].after : entry->changes[i].before;

		nr += service != last;
		last = service;
	}
	return nr;
}

/* Two states of one commit stand for two commits, the newer one first. */
static void compare_states(const struct done_init *init, struct history_line *before,
    struct history_line *after, struct done_buf *out)
{
	static const struct history_filter all;
	struct history_commit both[] = {after->items[0], before->items[0]};
	struct history_line line = {.items = both, .nr = 2, .nr_asked = 1};
	struct history_log log;
	size_t nr_services = after->items[0].state.nr_services;

	both[0].edits = (struct history_edits){0};
	history_log_make(&line, 2, &all, init->arena, &log);
	done_buf_addf(
	    out, "HEAD (%.12s) judged by the policy before and after:\n", after->items[0].id);
	if (log.nr)
		tell_changes(&log.entries[0], out);
	done_buf_addf(out, "%zu of %zu service%s changed\n",
	    log.nr ? count_changed(&log.entries[0]) : 0, nr_services, nr_services == 1 ? "" : "s");
}

/* Without a policy before, or one that could not be read, there is nothing to compare with. */
static void tell_state(const struct history_state *state, struct done_buf *out)
{
	for (size_t i = 0; i < state->nr_services; i++) {
		const struct history_service *service = state->services[i];
		size_t nr_unmet = 0;

		for (size_t j = 0; j < service->nr_checks; j++)
			nr_unmet += service->checks[j].verdict == DONE_UNMET &&
			    service->checks[j].level == DONE_LEVEL_ERROR;
		done_buf_addstr(out, "  ");
		done_buf_add_shown(out, service->name, strlen(service->name));
		done_buf_addf(out, "  %s, %zu %s unmet\n", done_verdict_name(service->verdict),
		    nr_unmet, nr_unmet == 1 ? "check is" : "checks are");
	}
}

static void tell_loosened(const struct done_strings *loosened, struct done_buf *out)
{
	if (loosened->nr)
		done_buf_addf(out, "the policy asks less, or is not proved to ask as much:\n");
	for (size_t i = 0; i < loosened->nr; i++) {
		done_buf_addstr(out, "  ");
		done_buf_add_shown(out, loosened->items[i], strlen(loosened->items[i]));
		done_buf_addch(out, '\n');
	}
}

int import_tell(const struct done_init *init, const struct import_edit *edit,
    struct history_line *before, struct history_line *after, struct done_error *err)
{
	struct done_buf text = {0}, inert = {0};
	const struct history_state *now = after->nr ? &after->items[0].state : NULL;
	int rc;

	tell_loosened(&edit->loosened, &text);
	if (!now)
		done_buf_addstr(&text, "nothing was compared: HEAD has no commit yet\n");
	else if (now->error)
		done_buf_addf(&text,
		    "what it changes is not known, since HEAD could not be "
		    "judged: %s\n",
		    now->error);
	else if (before->nr && !before->items[0].state.error)
		compare_states(init, before, after, &text);
	else
		done_buf_addf(&text,
		    "HEAD (%.12s) judged by the policy; there was none before "
		    "that could be read:\n",
		    after->items[0].id);
	if (now && !now->error && !(before->nr && !before->items[0].state.error))
		tell_state(now, &text);
	done_escape_commands(&inert, &text);
	rc = done_print(inert.ptr, inert.len, err);
	done_buf_release(&text);
	done_buf_release(&inert);
	return rc;
}
