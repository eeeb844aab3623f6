/* Members of JSON that are metrics, and maps of counts. */
#include "evidence/parts.h"

void done_load_take_keys(struct done_load_making *making, const struct done_value *map,
    const struct done_load_key *keys, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		const struct done_value *in = keys[i].in ? done_member_map(map, keys[i].in) : map;

		done_load_take(
		    making, 0, keys[i].metric, done_value_get(in, keys[i].key), keys[i].scale);
	}
}

double done_load_count(struct done_load_making *making, const struct done_value *value)
{
	uint64_t count;

	if (done_value_count(value, &count))
		return (double)count;
	done_evidence_fault(&making->base, "bad number",
	    value ? value->line : making->base.out->load.rows[0].line,
	    "write the report again: the run may have been cut off, or the file changed",
	    "a count is missing, or not a whole number from 0");
	return 0;
}

struct done_load_codes done_load_codes(
    struct done_load_making *making, const struct done_value *map)
{
	struct done_load_codes codes = {0};

	for (size_t i = 0; map && i < map->map.nr; i++) {
		double count = done_load_count(making, &map->map.ptr[i].value);
		uint64_t code;

		codes.all += count;
		if (!done_evidence_count(map->map.ptr[i].key.ptr, &code) || code < 100 ||
		    code > 999)
			done_evidence_fault(&making->base, "bad number", map->map.ptr[i].line,
			    "write the report again: the file may have been changed",
			    "'%s' is not a status",
			    done_evidence_cut(making->base.look->arena, map->map.ptr[i].key.ptr));
		else if (code >= 400)
			codes.failed += count;
	}
	return codes;
}
