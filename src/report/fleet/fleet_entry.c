/* What an index needs of a repository's report: taken from it, as bytes, and back. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "fleet_parts.h"

/* ---- from a report ---- */

struct entering {
	struct done_arena *arena;
	struct done_fleet_entry *entry;
	size_t cap_services, cap_waivers, cap_disputes, cap_missing;
};

static void enter_excuses(struct entering *entering, const struct done_check_report *check)
{
	struct done_fleet_entry *entry = entering->entry;
	const struct done_waiver_report *waiver = check->waiver;
	struct done_fleet_excuse excuse = {.service = entry->nr_services - 1,
	    .check = check->check->id,
	    .reason = check->reason ? check->reason : "",
	    .by = "",
	    .until = DONE_NO_DAY};

	if (check->is_disputed)
		*DONE_ARENA_PUSH(entering->arena, entry->disputes, entry->nr_disputes,
		    entering->cap_disputes) = excuse;
	if (!waiver)
		return;
	excuse.reason = waiver->reason ? waiver->reason : "";
	excuse.by = waiver->by ? waiver->by : "";
	excuse.until = waiver->until;
	excuse.state = waiver->state;
	excuse.emergency = waiver->emergency;
	*DONE_ARENA_PUSH(
	    entering->arena, entry->waivers, entry->nr_waivers, entering->cap_waivers) = excuse;
}

static void enter_check(struct entering *entering, struct done_fleet_service *service,
    const struct done_check_report *check)
{
	int rank = done_rank_of_check(check);

	if (rank == DONE_ITEM_UNMET || rank == DONE_ITEM_UNDECIDED)
		*DONE_ARENA_PUSH(entering->arena, service->missing.items, service->missing.nr,
		    entering->cap_missing) = check->check->id;
	enter_excuses(entering, check);
}

static void enter_owner(
    struct entering *entering, struct done_fleet_service *service, const struct done_sheet *sheet)
{
	const char **owner;

	service->owner_from = "";
	if (!sheet || !sheet->owner)
		return;
	owner = done_arena_array(entering->arena, 1, sizeof(*owner));
	*owner = sheet->owner;
	service->owners = (struct done_strings){owner, 1};
	service->owner_from = sheet->path ? sheet->path : DONE_CATALOG_NAME;
}

static void enter_service(struct entering *entering, const struct done_service_report *report)
{
	struct done_fleet_entry *entry = entering->entry;
	struct done_fleet_service *service = DONE_ARENA_PUSH(
	    entering->arena, entry->services, entry->nr_services, entering->cap_services);

	*service = (struct done_fleet_service){.name = report->service->name,
	    .path = report->service->path,
	    .verdict = report->verdict,
	    .tier = report->tier,
	    .target = report->target};
	entering->cap_missing = 0;
	enter_owner(entering, service, done_report_sheet(report->service));
	for (size_t i = 0; i < report->nr_criteria; i++) {
		for (size_t j = 0; j < report->criteria[i].nr_checks; j++)
			enter_check(entering, service, &report->criteria[i].checks[j]);
	}
}

static void enter_head(struct entering *entering, const struct done_run *run)
{
	struct done_fleet_entry *entry = entering->entry;
	struct done_buf policy = {0};
	char *hex;

	entry->branch = run->branch ? run->branch : "";
	entry->day = run->head_day;
	if (run->has_head) {
		hex = done_arena_alloc(entering->arena, DONE_OID_HEX + 1);
		done_oid_hex(&run->head, hex);
		entry->commit = hex;
	}
	done_say_policy(&policy, run);
	entry->policy =
	    done_arena_strndup(entering->arena, policy.len ? policy.ptr : "", policy.len);
	done_buf_release(&policy);
}

static struct done_fleet_entry entry_of_nothing(void)
{
	return (struct done_fleet_entry){.verdict = DONE_UNDECIDED,
	    .is_partly_undecided = true,
	    .project = "",
	    .branch = "",
	    .commit = "",
	    .day = DONE_NO_DAY,
	    .policy = ""};
}

void done_fleet_entry_make(
    const struct done_report *report, struct done_arena *arena, struct done_fleet_entry *out)
{
	struct entering entering = {.arena = arena, .entry = out};

	*out = entry_of_nothing();
	out->verdict = report->verdict;
	out->is_partly_undecided = done_report_is_partly_undecided(report);
	out->project = report->name ? report->name : "";
	for (size_t i = 0; i < report->nr_runs; i++) {
		enter_head(&entering, &report->runs[i]);
		for (size_t j = 0; j < report->runs[i].nr_services; j++)
			enter_service(&entering, &report->runs[i].services[j]);
	}
}

void done_fleet_entry_fail(
    const struct done_error *err, struct done_arena *arena, struct done_fleet_entry *out)
{
	struct done_buf text = {0};

	done_error_describe(err, &text);
	*out = entry_of_nothing();
	out->error = done_arena_strndup(arena, text.len ? text.ptr : "", text.len);
	out->hint = err->cure[0] ? done_arena_strdup(arena, err->cure) : NULL;
	done_buf_release(&text);
}

/* ---- to bytes: fields that each end in a NUL byte ---- */

static void put_text(struct done_buf *out, const char *text)
{
	done_buf_add(out, text ? text : "", (text ? strlen(text) : 0) + 1);
}

static void put_number(struct done_buf *out, long long number)
{
	done_buf_addf(out, "%lld", number);
	done_buf_addch(out, '\0');
}

static void put_strings(struct done_buf *out, const struct done_strings *strings)
{
	put_number(out, (long long)strings->nr);
	for (size_t i = 0; i < strings->nr; i++)
		put_text(out, strings->items[i]);
}

static void put_service(struct done_buf *out, const struct done_fleet_service *service)
{
	put_text(out, service->name);
	put_text(out, service->path);
	put_text(out, service->owner_from);
	put_number(out, service->verdict);
	put_number(out, service->tier);
	put_number(out, service->target);
	put_strings(out, &service->owners);
	put_strings(out, &service->missing);
}

static void put_excuses(struct done_buf *out, const struct done_fleet_excuse *excuses, size_t nr)
{
	put_number(out, (long long)nr);
	for (size_t i = 0; i < nr; i++) {
		put_number(out, (long long)excuses[i].service);
		put_text(out, excuses[i].check);
		put_text(out, excuses[i].reason);
		put_text(out, excuses[i].by);
		put_number(out, excuses[i].until);
		put_number(out, excuses[i].state);
		put_text(out, excuses[i].emergency);
	}
}

void done_fleet_encode(const struct done_fleet_entry *entry, struct done_buf *out)
{
	put_number(out, entry->verdict);
	put_number(out, entry->is_partly_undecided);
	put_text(out, entry->project);
	put_text(out, entry->branch);
	put_text(out, entry->commit);
	put_number(out, entry->day);
	put_text(out, entry->policy);
	put_text(out, entry->error);
	put_text(out, entry->hint);
	put_number(out, (long long)entry->nr_services);
	for (size_t i = 0; i < entry->nr_services; i++)
		put_service(out, &entry->services[i]);
	put_excuses(out, entry->waivers, entry->nr_waivers);
	put_excuses(out, entry->disputes, entry->nr_disputes);
	put_text(out, "end");
}

/* ---- and back ---- */

enum { FIELDS_OF_SERVICE = 8, FIELDS_OF_EXCUSE = 7 };

struct taking {
	struct done_bytes left;
	struct done_arena *arena;
	bool is_broken;
};

static const char *take_text(struct taking *taking)
{
	const char *text = taking->left.ptr;
	const char *end = taking->left.len ? memchr(text, '\0', taking->left.len) : NULL;

	if (!end) {
		taking->is_broken = true;
		return "";
	}
	taking->left.len -= (size_t)(end - text) + 1;
	taking->left.ptr = end + 1;
	return done_arena_strdup(taking->arena, text);
}

static const char *take_text_or_none(struct taking *taking)
{
	const char *text = take_text(taking);

	return *text ? text : NULL;
}

static long long take_number(struct taking *taking, long long least, long long most)
{
	const char *text = take_text(taking);
	char *end;
	long long number = strtoll(text, &end, 10);

	if (*text && !*end && number >= least && number <= most)
		return number;
	taking->is_broken = true;
	return least;
}

/* How many follow, of so many fields each: no more than the bytes that are left can hold, so that
 * no number alone asks for memory. */
static size_t take_count(struct taking *taking, size_t fields)
{
	return (size_t)take_number(taking, 0, (long long)(taking->left.len / fields));
}

static struct done_strings take_strings(struct taking *taking)
{
	struct done_strings strings = {.nr = take_count(taking, 1)};

	strings.items = done_arena_array(taking->arena, strings.nr + 1, sizeof(*strings.items));
	for (size_t i = 0; i < strings.nr; i++)
		strings.items[i] = take_text(taking);
	return strings;
}

static void take_service(struct taking *taking, struct done_fleet_service *out)
{
	out->name = take_text(taking);
	out->path = take_text(taking);
	out->owner_from = take_text(taking);
	out->verdict = (enum done_verdict)take_number(taking, 0, DONE_OWED);
	out->tier = (int)take_number(taking, DONE_TIER_NONE, DONE_TIER_GOLD);
	out->target = (int)take_number(taking, DONE_TIER_NONE, DONE_TIER_GOLD);
	out->owners = take_strings(taking);
	out->missing = take_strings(taking);
}

static struct done_fleet_excuse *take_excuses(struct taking *taking, size_t nr_services, size_t *nr)
{
	struct done_fleet_excuse *excuses;

	*nr = take_count(taking, FIELDS_OF_EXCUSE);
	excuses = done_arena_array(taking->arena, *nr + 1, sizeof(*excuses));
	for (size_t i = 0; i < *nr; i++) {
		excuses[i].service = (size_t)take_number(taking, 0, (long long)nr_services - 1);
		excuses[i].check = take_text(taking);
		excuses[i].reason = take_text(taking);
		excuses[i].by = take_text(taking);
		excuses[i].until = (done_day)take_number(taking, INT_MIN, INT_MAX);
		excuses[i].state =
		    (enum done_waiver_state)take_number(taking, 0, DONE_WAIVER_REFUSED);
		excuses[i].emergency = take_text_or_none(taking);
	}
	return excuses;
}

static void take_entry(struct taking *taking, struct done_fleet_entry *out)
{
	out->verdict = (enum done_verdict)take_number(taking, 0, DONE_OWED);
	out->is_partly_undecided = take_number(taking, 0, 1);
	out->project = take_text(taking);
	out->branch = take_text(taking);
	out->commit = take_text(taking);
	out->day = (done_day)take_number(taking, INT_MIN, INT_MAX);
	out->policy = take_text(taking);
	out->error = take_text_or_none(taking);
	out->hint = take_text_or_none(taking);
	out->nr_services = take_count(taking, FIELDS_OF_SERVICE);
	out->services =
	    done_arena_array(taking->arena, out->nr_services + 1, sizeof(*out->services));
	for (size_t i = 0; i < out->nr_services && !taking->is_broken; i++)
		take_service(taking, &out->services[i]);
	out->waivers = take_excuses(taking, out->nr_services, &out->nr_waivers);
	out->disputes = take_excuses(taking, out->nr_services, &out->nr_disputes);
	taking->is_broken |= strcmp(take_text(taking), "end") != 0;
}

/* Without all of it there is no verdict. */
void done_fleet_decode(
    struct done_bytes bytes, struct done_arena *arena, struct done_fleet_entry *out)
{
	struct taking taking = {.left = bytes, .arena = arena};

	*out = entry_of_nothing();
	if (bytes.len)
		take_entry(&taking, out);
	if (bytes.len && !taking.is_broken)
		return;
	*out = entry_of_nothing();
	out->error = "what was found in this repository got lost on the way to the report";
}
