/* git done log as JSON: config/log.schema.json. */
#include <string.h>

#include "log.h"

static void log_day(struct done_json *json, done_day day)
{
	char text[11];

	done_day_format(day, text);
	done_json_member(json, "date", text);
}

static const char *json_tier(int tier)
{
	return done_tier_name((enum done_tier)tier);
}

/* What it was, and what it is, in words; NULL: nothing. */
static void json_from_to(struct done_json *json, const struct history_change *change)
{
	static const struct history_service none = {.path = "", .stage = ""};
	const struct history_service *before = change->before ? change->before : &none;
	const struct history_service *after = change->after ? change->after : &none;
	const char *from = NULL, *to = NULL;

	if (change->kind == HISTORY_CHECK) {
		from = history_verdict_words(change->was);
		to = history_verdict_words(change->is);
	} else if (change->kind == HISTORY_TIER) {
		from = json_tier(before->tier);
		to = json_tier(after->tier);
	} else if (change->kind == HISTORY_TARGET) {
		from = json_tier(before->target);
		to = json_tier(after->target);
	} else if (change->kind == HISTORY_STAGE) {
		from = before->stage;
		to = after->stage;
	} else {
		from = change->before ? before->path : NULL;
		to = change->after ? after->path : NULL;
	}
	done_json_member(json, "from", from);
	done_json_member(json, "to", to);
}

static void log_change(struct done_json *json, const struct history_change *change)
{
	const struct history_service *service = change->after ? change->after : change->before;
	const struct history_check *check = change->is ? change->is : change->was;

	done_json_object(json);
	done_json_member(json, "service", service->name);
	done_json_member(json, "path", service->path);
	done_json_member(json, "what", history_change_name(change->kind));
	json_from_to(json, change);
	if (change->kind == HISTORY_DISAPPEARS) {
		done_json_key(json, "left");
		done_json_boolean(json, change->before->is_left);
	}
	if (check) {
		done_json_member(json, "check", check->id);
		done_json_member(
		    json, "level", check->level == DONE_LEVEL_ERROR ? "error" : "warning");
		done_json_key(json, "owed");
		done_json_boolean(
		    json, change->is && check->verdict == DONE_UNMET && check->allows_debt);
		done_json_member(
		    json, "message", change->is && *check->words ? check->words : NULL);
		done_json_member(json, "place", change->is && *check->place ? check->place : NULL);
	}
	done_json_object_end(json);
}

static void log_edits(struct done_json *json, const struct history_edits *edits)
{
	done_json_key(json, "policy");
	if (!edits->is_edited) {
		done_json_null(json);
		return;
	}
	done_json_object(json);
	done_json_key(json, "existed");
	done_json_boolean(json, edits->was_there);
	done_json_key(json, "exists");
	done_json_boolean(json, edits->is_there);
	done_json_key(json, "loosened");
	done_json_array(json);
	for (size_t i = 0; i < edits->loosened.nr; i++)
		done_json_string(json, edits->loosened.items[i]);
	done_json_array_end(json);
	done_json_member_integer(json, "tightened", edits->nr_tightened);
	done_json_member(json, "error", edits->problem);
	done_json_object_end(json);
}

static void log_entry(struct done_json *json, const struct history_entry *entry)
{
	const struct history_commit *commit = entry->commit;

	done_json_object(json);
	done_json_member(json, "commit", commit->id);
	done_json_member(json, "parent", *commit->parent ? commit->parent : NULL);
	done_json_member(json, "author", commit->author);
	log_day(json, commit->day);
	done_json_member(json, "subject", commit->subject);
	done_json_member(json, "error", commit->state.error);
	done_json_member(json, "hint", commit->state.cure);
	done_json_member_integer(json, "undecided_before", (int64_t)entry->nr_behind);
	log_edits(json, &commit->edits);
	done_json_key(json, "changes");
	done_json_array(json);
	for (size_t i = 0; i < entry->nr; i++)
		log_change(json, &entry->changes[i]);
	done_json_array_end(json);
	done_json_object_end(json);
}

static void log_head(struct done_json *json, const struct history_printing *printing)
{
	const struct history_asked *asked = printing->asked;
	const struct history_line *line = &asked->line;
	size_t nr = asked->nr_judged < line->nr_asked ? asked->nr_judged : line->nr_asked;

	done_json_member_integer(json, "schema", 1);
	done_json_member(json, "policy", asked->policy);
	done_json_member(json, "judged_by", asked->is_own_policy ? "each commit" : "one policy");
	done_json_member_integer(json, "judged", (int64_t)nr);
	done_json_member_integer(json, "unchanged", (int64_t)printing->log->nr_quiet);
	done_json_member_integer(json, "undecided", (int64_t)printing->log->nr_undecided);
	done_json_key(json, "interrupted");
	done_json_boolean(json, asked->nr_judged < line->nr);
	done_json_member(json, "ended", line->ended);
}

void history_log_json(const struct history_printing *printing, struct done_buf *out)
{
	struct done_buf text = {0};
	struct done_json json = {.out = &text};
	struct done_trend trend;

	history_trend_make(printing->asked, printing->arena, &trend);
	done_json_object(&json);
	log_head(&json, printing);
	done_json_key(&json, "trend");
	done_trend_json(&json, &trend);
	done_json_key(&json, "commits");
	done_json_array(&json);
	for (size_t i = 0; i < printing->log->nr; i++)
		log_entry(&json, &printing->log->entries[i]);
	done_json_array_end(&json);
	done_json_object_end(&json);
	done_buf_addch(&text, '\n');
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}
