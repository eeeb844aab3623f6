/*
 * git done why as JSON: config/why.schema.json. The service is the one of a report, with all that
 * came of its checks; beside it stands what only `why` looks up.
 */
#include <string.h>

#include "why.h"

enum { RULE_DEPTH = 64 }; /* of a policy's YAML */

static void json_flag(struct done_json *json, const char *key, bool value)
{
	done_json_key(json, key);
	done_json_boolean(json, value);
}

/* ---- the service ---- */

static void json_fact(struct done_json *json, const struct done_fact *fact)
{
	done_json_object(json);
	done_json_add_raw(json, "path", fact->path);
	done_json_member_integer(json, "line", fact->line);
	done_json_member(json, "what", fact->what);
	done_json_object_end(json);
}

static void json_facts(
    struct done_json *json, const char *key, const struct done_fact *facts, size_t nr)
{
	done_json_key(json, key);
	done_json_array(json);
	for (size_t i = 0; i < nr; i++)
		json_fact(json, &facts[i]);
	done_json_array_end(json);
}

static void json_texts(struct done_json *json, const char *key, const struct done_strings *texts)
{
	done_json_key(json, key);
	done_json_array(json);
	for (size_t i = 0; i < texts->nr; i++)
		done_json_string(json, texts->items[i]);
	done_json_array_end(json);
}

static void json_found(const struct done_why *why, struct done_json *json)
{
	const struct done_service_rule *rule = why->service->service->rule;
	const struct done_profile *profile = &why->profile;

	done_json_key(json, "found");
	done_json_object(json);
	done_json_key(json, "rule");
	if (rule) {
		done_json_object(json);
		done_json_member(json, "path", done_glob_text(rule->path));
		done_json_add_raw(json, "file", rule->place.file);
		done_json_member_integer(json, "line", rule->place.line);
		done_json_object_end(json);
	} else {
		done_json_null(json);
	}
	done_json_key(json, "why");
	if (profile->why.what)
		json_fact(json, &profile->why);
	else
		done_json_null(json);
	json_flag(json, "doubtful", profile->is_doubtful);
	json_texts(json, "ecosystems", &profile->ecosystems);
	json_facts(json, "serves_at", profile->serves_facts, profile->nr_serves_facts);
	json_facts(json, "deployments", profile->deployments, profile->nr_deployments);
	done_json_object_end(json);
}

/* ---- the rule of the check ---- */

/* "sections[0].heading"; the values below it, each with the place where it was written. */
static void json_rule_values(const struct done_why *why, struct done_json *json, const char *key,
    const struct done_value *value, int depth)
{
	struct done_arena *arena = why->arena;
	struct done_buf text = {0};

	if (depth == RULE_DEPTH)
		return;
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr; i++)
		json_rule_values(why, json,
		    done_arena_printf(
		        arena, "%s%s%s", key, *key ? "." : "", value->map.ptr[i].key.ptr),
		    &value->map.ptr[i].value, depth + 1);
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		json_rule_values(why, json, done_arena_printf(arena, "%s[%zu]", key, i),
		    &value->list.ptr[i], depth + 1);
	if (value->type == DONE_MAP || value->type == DONE_LIST)
		return;
	done_json_object(json);
	done_json_member(json, "key", key);
	if (value->type == DONE_STRING) {
		done_json_add_raw(json, "value", value->string.ptr);
	} else {
		done_value_write_yaml(&text, value);
		done_json_member(
		    json, "value", done_arena_strndup(arena, text.ptr, strcspn(text.ptr, "\n")));
	}
	done_json_add_raw(json, "file", value->file);
	done_json_member_integer(json, "line", value->line);
	done_json_object_end(json);
	done_buf_release(&text);
}

static void json_shown_by(
    const struct done_why *why, struct done_json *json, const struct done_value *rule)
{
	struct done_buf lines = {0};

	done_why_add_uses(why, rule, &lines);
	done_json_key(json, "shown_by");
	done_json_array(json);
	for (const char *at = lines.len ? lines.ptr : ""; *at;) {
		size_t len = strcspn(at, "\n"), blanks = strspn(at, " ");

		done_json_string(json, done_arena_strndup(why->arena, at + blanks, len - blanks));
		at += len + (at[len] == '\n');
	}
	done_json_array_end(json);
	done_buf_release(&lines);
}

static void json_way(struct done_json *json, const char *key, struct done_buf *command)
{
	done_json_member(json, key, command->len ? command->ptr : NULL);
	done_buf_release(command);
}

/* The commit since which it is unmet; where the search ended before, the oldest one looked at. */
static void json_unmet_since(const struct done_why *why, struct done_json *json)
{
	const struct history_since *since = done_why_find_since(why, why->check);
	const struct history_commit *commit;
	char day[11];

	done_json_key(json, "unmet_since");
	if (!since) {
		done_json_null(json);
		return;
	}
	commit = since->is_settled ? since->commit
	                           : &why->within.asked.line.items[why->within.asked.nr_judged - 1];
	done_day_format(commit->day, day);
	done_json_object(json);
	json_flag(json, "found", since->is_settled);
	done_json_member(json, "commit", commit->id);
	done_json_member(json, "date", day);
	done_json_add_raw(json, "author", commit->author);
	done_json_add_raw(json, "subject", commit->subject);
	json_flag(json, "came", since->came);
	done_json_object_end(json);
}

static void json_check(const struct done_why *why, struct done_json *json)
{
	const struct done_check *check;
	const struct done_value *rule;
	struct done_buf dispute = {0}, waive = {0};

	done_json_key(json, "check");
	if (!why->check) {
		done_json_null(json);
		return;
	}
	check = why->check->check;
	rule = done_why_find_rule(why);
	done_json_object(json);
	done_json_member(json, "id", check->id);
	done_json_member(json, "kind", check->test.form->name);
	done_json_member(json, "tier", done_tier_name((enum done_tier)check->tier));
	done_json_key(json, "rule");
	done_json_array(json);
	if (rule)
		json_rule_values(why, json, "", rule, 0);
	done_json_array_end(json);
	json_shown_by(why, json, rule);
	done_json_member(json, "since", done_why_since(why));
	json_unmet_since(why, json);
	done_why_ways(why, &dispute, &waive);
	json_way(json, "not_applicable", &dispute);
	json_way(json, "waive", &waive);
	done_json_object_end(json);
}

void done_why_add_json(const struct done_why *why, struct done_buf *out)
{
	struct done_buf text = {0};
	struct done_json json = {.out = &text};

	done_json_object(&json);
	done_json_member_integer(&json, "schema", 1);
	done_json_add_raw(&json, "base", why->standpoint.base);
	done_json_add_raw(&json, "policy", why->run->policy_path);
	done_json_add_raw(
	    &json, "policy_of", why->standpoint.policy_from ? why->standpoint.base : NULL);
	json_flag(&json, "selected", why->is_selected);
	done_json_member_integer(&json, "files", (int64_t)why->run->examined.files);
	json_found(why, &json);
	json_check(why, &json);
	done_json_key(&json, "service");
	done_json_add_service(&json, why->service, NULL);
	done_json_object_end(&json);
	done_buf_addch(&text, '\n');
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}
