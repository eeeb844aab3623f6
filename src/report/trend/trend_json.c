/* A trend as JSON: the member `trend` of config/log.schema.json. */
#include "trend_parts.h"

static void trend_json_share(struct done_json *json, const struct done_trend_share *share)
{
	done_json_member_integer(json, "met", (int64_t)share->met);
	done_json_member_integer(json, "judged", (int64_t)share->judged);
}

static void trend_json_point(
    struct done_json *json, const struct done_trend *trend, const struct done_trend_point *point)
{
	char day[11];

	done_day_format(point->day, day);
	done_json_object(json);
	done_json_member(json, "commit", point->commit);
	done_json_member(json, "date", day);
	done_json_member_integer(json, "services", (int64_t)point->nr_services);
	done_json_key(json, "tiers");
	done_json_object(json);
	for (int tier = DONE_TIER_GOLD; tier >= DONE_TIER_NONE; tier--) {
		const char *name = done_tier_name((enum done_tier)tier);

		done_json_member_integer(json, name ? name : "none", (int64_t)point->tiers[tier]);
	}
	done_json_object_end(json);
	done_json_key(json, "criteria");
	done_json_array(json);
	for (size_t i = 0; i < trend->nr_criteria; i++) {
		done_json_object(json);
		trend_json_share(json, &point->criteria[i]);
		done_json_object_end(json);
	}
	done_json_array_end(json);
	done_json_object_end(json);
}

static void trend_json_service(struct done_json *json, const struct done_trend_service *service)
{
	done_json_object(json);
	done_json_add_raw(json, "name", service->name);
	done_json_add_raw(json, "path", service->path);
	done_json_key(json, "values");
	done_json_array(json);
	for (size_t i = 0; i < service->nr_values; i++) {
		const struct done_trend_value *value = &service->values[i];

		done_json_object(json);
		done_json_member_integer(json, "point", (int64_t)value->point);
		done_json_key(json, "exists");
		done_json_boolean(json, value->is_there);
		done_json_member(json, "tier", done_tier_name((enum done_tier)value->tier));
		trend_json_share(json, &value->share);
		done_json_object_end(json);
	}
	done_json_array_end(json);
	done_json_object_end(json);
}

void done_trend_json(struct done_json *json, const struct done_trend *trend)
{
	done_json_object(json);
	done_json_key(json, "criteria");
	done_json_array(json);
	for (size_t i = 0; i < trend->nr_criteria; i++)
		done_json_string(json, trend->criteria[i]);
	done_json_array_end(json);
	done_json_key(json, "points");
	done_json_array(json);
	for (size_t i = 0; i < trend->nr_points; i++)
		trend_json_point(json, trend, &trend->points[i]);
	done_json_array_end(json);
	done_json_key(json, "services");
	done_json_array(json);
	for (size_t i = 0; i < trend->nr_services; i++)
		trend_json_service(json, &trend->services[i]);
	done_json_array_end(json);
	done_json_object_end(json);
}
