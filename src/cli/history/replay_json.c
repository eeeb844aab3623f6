/* git done replay as JSON: config/replay.schema.json. */
#include <string.h>

#include "replay.h"

static void json_day(struct done_json *json, done_day day)
{
	char text[11];

	done_day_format(day, text);
	done_json_member(json, "date", text);
}

static void json_check(struct done_json *json, const struct history_service *service,
    const struct history_check *check)
{
	done_json_object(json);
	done_json_member(json, "service", service->name);
	done_json_member(json, "path", service->path);
	done_json_member(json, "check", check->id);
	done_json_member(json, "verdict", done_verdict_name(check->verdict));
	done_json_member(json, "message", check->words);
	done_json_member(json, "place", *check->place ? check->place : NULL);
	done_json_object_end(json);
}

/* What refuses, and what keeps from a verdict. */
static bool is_of_interest(const struct history_check *check)
{
	return check->verdict == DONE_UNDECIDED ||
	    (check->verdict == DONE_UNMET && check->level == DONE_LEVEL_ERROR);
}

static void json_checks(struct done_json *json, const struct history_service *service)
{
	for (size_t i = 0; i < service->nr_checks; i++) {
		if (is_of_interest(&service->checks[i]))
			json_check(json, service, &service->checks[i]);
	}
}

static void json_commit(struct done_json *json, const struct history_commit *commit)
{
	const struct history_state *state = &commit->state;

	done_json_object(json);
	done_json_member(json, "commit", commit->id);
	done_json_member(json, "parent", *commit->parent ? commit->parent : NULL);
	json_day(json, commit->day);
	done_json_member(json, "subject", commit->subject);
	done_json_member(json, "verdict", done_verdict_name(state->verdict));
	done_json_member_integer(json, "services", (int64_t)state->nr_services);
	done_json_member_integer(json, "vanished", (int64_t)state->nr_vanished);
	done_json_key(json, "faults");
	done_json_array(json);
	for (size_t i = 0; i < state->faults.nr; i++)
		done_json_string(json, state->faults.items[i]);
	done_json_array_end(json);
	done_json_member(json, "error", state->error);
	done_json_member(json, "hint", state->cure);
	done_json_key(json, "checks");
	done_json_array(json);
	for (size_t i = 0; i < state->nr_services; i++)
		json_checks(json, state->services[i]);
	done_json_array_end(json);
	done_json_object_end(json);
}

static void json_causes(struct done_json *json, const struct replay_result *result)
{
	done_json_key(json, "causes");
	done_json_array(json);
	for (size_t i = 0; i < result->nr_causes; i++) {
		done_json_object(json);
		done_json_member(json, "check", result->causes[i].check);
		done_json_member_integer(json, "commits", (int64_t)result->causes[i].nr);
		done_json_member_integer(json, "services", (int64_t)result->causes[i].nr_services);
		done_json_object_end(json);
	}
	done_json_array_end(json);
}

void replay_add_json(struct done_json *json, const struct replay_result *result)
{
	done_json_object(json);
	done_json_member_integer(json, "schema", 1);
	done_json_member(json, "policy", result->policy);
	done_json_member_integer(json, "judged", (int64_t)result->nr_judged);
	done_json_member_integer(json, "refused", (int64_t)result->nr_refused);
	done_json_member_integer(json, "undecided", (int64_t)result->nr_undecided);
	done_json_member_integer(json, "untouched", (int64_t)result->nr_untouched);
	done_json_member_integer(json, "vanishing", (int64_t)result->nr_vanishing);
	done_json_key(json, "interrupted");
	done_json_boolean(json, result->nr_judged < result->line->nr);
	done_json_member(json, "ended", result->line->ended);
	json_causes(json, result);
	done_json_key(json, "commits");
	done_json_array(json);
	for (size_t i = 0; i < result->nr_judged; i++)
		json_commit(json, &result->line->items[i]);
	done_json_array_end(json);
	done_json_object_end(json);
}

void replay_write_json(const struct replay_result *result, struct done_buf *out)
{
	struct done_buf text = {0};
	struct done_json json = {.out = &text};

	replay_add_json(&json, result);
	done_buf_addch(&text, '\n');
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}
