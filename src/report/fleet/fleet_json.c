/* json of several repositories: config/fleet.schema.json. */
#include "fleet_parts.h"

static void fleet_json_day(struct done_json *json, const char *key, done_day day)
{
	char text[11];

	if (day != DONE_NO_DAY)
		done_day_format(day, text);
	done_json_member(json, key, day == DONE_NO_DAY ? NULL : text);
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

static void json_strings(
    struct done_json *json, const char *key, const struct done_strings *strings)
{
	done_json_key(json, key);
	done_json_array(json);
	for (size_t i = 0; i < strings->nr; i++)
		done_json_string(json, strings->items[i]);
	done_json_array_end(json);
}

static void json_tally(struct done_json *json, const struct done_fleet_tally *tally)
{
	done_json_key(json, "services");
	done_json_object(json);
	done_json_member_integer(json, "judged", (int64_t)tally->nr);
	done_json_member_integer(json, "done", (int64_t)tally->nr_done);
	done_json_member_integer(json, "not_done", (int64_t)tally->nr_unmet);
	done_json_member_integer(json, "undecided", (int64_t)tally->nr_undecided);
	done_json_object_end(json);
	done_json_key(json, "tiers");
	done_json_object(json);
	for (int tier = DONE_TIER_GOLD; tier >= DONE_TIER_NONE; tier--) {
		const char *name = done_tier_name((enum done_tier)tier);

		done_json_member_integer(json, name ? name : "none", (int64_t)tally->tiers[tier]);
	}
	done_json_object_end(json);
	done_json_key(json, "missing");
	done_json_array(json);
	for (size_t i = 0; i < tally->nr_missing; i++) {
		done_json_object(json);
		done_json_member(json, "check", tally->missing[i].check);
		done_json_member_integer(json, "services", (int64_t)tally->missing[i].nr);
		done_json_object_end(json);
	}
	done_json_array_end(json);
}

static void json_service(struct done_json *json, const struct done_fleet_service *service)
{
	done_json_object(json);
	done_json_add_raw(json, "name", service->name);
	done_json_add_raw(json, "path", service->path);
	done_json_member(json, "verdict", done_verdict_name(service->verdict));
	done_json_member(json, "tier", done_tier_name((enum done_tier)service->tier));
	done_json_member(json, "target", done_tier_name((enum done_tier)service->target));
	json_strings(json, "owners", &service->owners);
	done_json_add_raw(json, "owner_from", or_null(service->owner_from));
	json_strings(json, "missing", &service->missing);
	done_json_object_end(json);
}

static void json_excuses(struct done_json *json, const char *key,
    const struct done_fleet_entry *entry, const struct done_fleet_excuse *excuses, size_t nr)
{
	bool is_waiver = excuses == entry->waivers;

	done_json_key(json, key);
	done_json_array(json);
	for (size_t i = 0; i < nr; i++) {
		done_json_object(json);
		done_json_add_raw(json, "service", entry->services[excuses[i].service].name);
		done_json_member(json, "check", excuses[i].check);
		done_json_member(json, "reason", or_null(excuses[i].reason));
		if (is_waiver) {
			done_json_member(json, "by", or_null(excuses[i].by));
			fleet_json_day(json, "until", excuses[i].until);
			done_json_member(json, "state", done_waiver_state_words[excuses[i].state]);
			done_json_member(json, "emergency", excuses[i].emergency);
		}
		done_json_object_end(json);
	}
	done_json_array_end(json);
}

static void json_problem(struct done_json *json, const struct done_fleet_entry *entry)
{
	done_json_key(json, "error");
	if (!entry->error) {
		done_json_null(json);
		return;
	}
	done_json_object(json);
	done_json_member(json, "message", entry->error);
	done_json_member(json, "cure", entry->hint);
	done_json_object_end(json);
}

static void json_entry(struct done_json *json, const struct done_fleet_entry *entry)
{
	struct done_arena arena = {0};
	struct done_fleet_tally tally;

	done_fleet_count_entry(entry, &arena, &tally);
	done_json_object(json);
	done_json_add_raw(json, "repository", entry->repository);
	done_json_add_raw(json, "project", or_null(entry->project));
	done_json_member(json, "verdict", done_verdict_name(entry->verdict));
	json_problem(json, entry);
	done_json_add_raw(json, "branch", or_null(entry->branch));
	done_json_member(json, "commit", or_null(entry->commit));
	fleet_json_day(json, "date", entry->day);
	done_json_member(json, "policy", or_null(entry->policy));
	json_tally(json, &tally);
	json_excuses(json, "waivers", entry, entry->waivers, entry->nr_waivers);
	json_excuses(json, "disputes", entry, entry->disputes, entry->nr_disputes);
	done_json_key(json, "items");
	done_json_array(json);
	for (size_t i = 0; i < entry->nr_services; i++)
		json_service(json, &entry->services[i]);
	done_json_array_end(json);
	done_json_object_end(json);
	done_arena_release(&arena);
}

/* Which repositories, by their place in the list. */
static void json_places(
    struct done_json *json, const struct done_fleet *fleet, const struct done_fleet_owner *owner)
{
	done_json_key(json, "repositories");
	done_json_array(json);
	for (size_t i = 0; i < owner->nr; i++) {
		if (!i || owner->entries[i] != owner->entries[i - 1])
			done_json_integer(json, (int64_t)(owner->entries[i] - fleet->entries));
	}
	done_json_array_end(json);
}

static void json_owner(
    struct done_json *json, const struct done_fleet *fleet, const struct done_fleet_owner *owner)
{
	done_json_object(json);
	done_json_add_raw(json, "owner", or_null(owner->name));
	json_places(json, fleet, owner);
	json_tally(json, &owner->tally);
	done_json_member_integer(json, "waivers", (int64_t)owner->nr_waivers);
	done_json_member_integer(json, "disputes", (int64_t)owner->nr_disputes);
	done_json_member_integer(json, "emergencies", (int64_t)owner->nr_emergencies);
	done_json_object_end(json);
}

static void json_head(struct done_json *json, const struct done_fleet *fleet)
{
	struct done_fleet_counts counts = done_fleet_counts_of(fleet);

	done_json_member_integer(json, "schema", 1);
	done_json_add_tool(json);
	done_json_member(json, "verdict", done_verdict_name(fleet->verdict));
	done_json_member_integer(json, "exit", fleet->exit_status);
	done_json_key(json, "advisory");
	done_json_boolean(json, fleet->advisory);
	fleet_json_day(json, "now", fleet->now);
	done_json_key(json, "counts");
	done_json_object(json);
	done_json_member_integer(json, "repositories", (int64_t)fleet->nr);
	done_json_member_integer(json, "met", (int64_t)counts.met);
	done_json_member_integer(json, "unmet", (int64_t)counts.unmet);
	done_json_member_integer(json, "undecided", (int64_t)counts.undecided);
	done_json_object_end(json);
}

void done_fleet_json(
    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_fleet_owners owners;
	struct done_fleet_tally tally;
	struct done_buf text = {0};
	struct done_json json = {.out = &text};

	(void)style;
	done_fleet_owners_find(fleet, &arena, &owners);
	done_fleet_count_all(fleet, &arena, &tally);
	done_json_object(&json);
	json_head(&json, fleet);
	json_tally(&json, &tally);
	done_json_key(&json, "owners");
	done_json_array(&json);
	for (size_t i = 0; i < owners.nr; i++)
		json_owner(&json, fleet, &owners.items[i]);
	done_json_array_end(&json);
	done_json_key(&json, "repositories");
	done_json_array(&json);
	for (size_t i = 0; i < fleet->nr; i++)
		json_entry(&json, &fleet->entries[i]);
	done_json_array_end(&json);
	done_json_object_end(&json);
	done_buf_addch(&text, '\n');
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
	done_arena_release(&arena);
}
