/*
 * One result of a SARIF log: its level by the rules of the standard (3.27.10), whether it is
 * suppressed (3.27.23, 3.35.3), where it is.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/scan/sarif.h"

const char *const done_scan_level_words[] = {"none", "note", "warning", "error", NULL};

/* The index of a word, or `absent` where the member is missing; -1: it is not one of them. */
static int sarif_word(
    const struct done_value *map, const char *key, const char *const *words, int absent)
{
	const struct done_value *value = done_value_get(map, key);

	if (!value)
		return absent;
	for (int i = 0; value->type == DONE_STRING && words[i]; i++) {
		if (!strcmp(value->string.ptr, words[i]))
			return i;
	}
	return -1;
}

/* ---- the rule ---- */

static const struct done_value *sarif_component(
    const struct sarif_reader *reader, const struct done_value *reference)
{
	const struct done_value *component = done_sarif_item(reader->extensions,
	    done_value_get(done_member_map(reference, "toolComponent"), "index"));

	return component ? component : reader->driver;
}

static const struct done_value *sarif_rule_by_id(struct sarif_reader *reader, const char *id)
{
	size_t len = id ? strlen(id) : 0;

	/* "CA1000/1" is a part of the rule "CA1000". */
	while (len) {
		bool is_new;
		size_t at = done_evidence_name(&reader->ids, id, len, &is_new);

		if (is_new)
			*DONE_ARENA_PUSH(reader->making.look->arena, reader->rules,
			    reader->nr_rules, reader->cap_rules) = NULL;
		if (reader->rules[at])
			return reader->rules[at];
		while (len && id[len - 1] != '/')
			len--;
		len -= len > 0;
	}
	return NULL;
}

static const struct done_value *sarif_rule(
    struct sarif_reader *reader, const struct done_value *result, const char **id)
{
	const struct done_value *reference = done_member_map(result, "rule");
	const struct done_value *rules =
	    done_member_list(sarif_component(reader, reference), "rules");
	const struct done_value *rule = done_sarif_item(rules, done_value_get(reference, "index"));

	*id = done_member_string(result, "ruleId");
	if (!*id)
		*id = done_member_string(reference, "id");
	if (!rule)
		rule = done_sarif_item(rules, done_value_get(result, "ruleIndex"));
	if (!rule)
		rule = sarif_rule_by_id(reader, *id);
	if (!*id)
		*id = done_member_string(rule, "id");
	return rule;
}

/* ---- the level ---- */

/* What an invocation says of the rule in place of its own configuration; NULL: nothing. */
static const struct done_value *sarif_override(
    const struct sarif_reader *reader, const struct done_value *rule)
{
	const struct done_value *invocations = done_member_list(reader->run, "invocations");
	const char *id = done_member_string(rule, "id");

	for (size_t i = 0; invocations && i < invocations->list.nr; i++) {
		const struct done_value *list =
		    done_member_list(&invocations->list.ptr[i], "ruleConfigurationOverrides");

		for (size_t j = 0; list && j < list->list.nr; j++) {
			const struct done_value *descriptor =
			    done_member_map(&list->list.ptr[j], "descriptor");
			const char *other = done_member_string(descriptor, "id");
			const struct done_value *found = done_sarif_item(
			    done_member_list(sarif_component(reader, descriptor), "rules"),
			    done_value_get(descriptor, "index"));

			if (found == rule || (!found && id && other && !strcmp(id, other)))
				return done_member_map(&list->list.ptr[j], "configuration");
		}
	}
	return NULL;
}

/* -1: a word that is not one of the standard's. */
static int sarif_level(const struct sarif_reader *reader, const struct done_value *result,
    const struct done_value *rule)
{
	const struct done_value *configuration;
	int level = sarif_word(result, "level", done_scan_level_words, DONE_SCAN_LEVELS);

	if (level != DONE_SCAN_LEVELS)
		return level;
	if (rule) {
		configuration = sarif_override(reader, rule);
		level = sarif_word(configuration, "level", done_scan_level_words, DONE_SCAN_LEVELS);
		if (level != DONE_SCAN_LEVELS)
			return level;
		configuration = done_member_map(rule, "defaultConfiguration");
		return sarif_word(configuration, "level", done_scan_level_words, DONE_SCAN_WARNING);
	}
	return DONE_SCAN_WARNING;
}

/* The kind decides first: only what fails has a level. */
static int sarif_set_level(struct sarif_reader *reader, const struct done_value *result,
    const struct done_value *rule, struct done_scan_result *out)
{
	enum { FAIL, OPEN, REVIEW };
	static const char *const kinds[] = {
	    "fail", "open", "review", "pass", "informational", "notApplicable", NULL};
	int kind = sarif_word(result, "kind", kinds, FAIL);
	int level = sarif_level(reader, result, rule);

	if (kind < 0)
		return done_evidence_fail(
		    &reader->making, result->line, "the 'kind' of a result is not one of SARIF's");
	if (level < 0)
		return done_evidence_fail(&reader->making, result->line,
		    "the 'level' of a result, or of its rule, is not one of "
		    "SARIF's");
	out->is_noted = kind == OPEN || kind == REVIEW;
	out->level = kind == FAIL ? (enum done_scan_level)level : DONE_SCAN_NONE;
	return 0;
}

static int sarif_set_suppressed(
    struct sarif_reader *reader, const struct done_value *result, struct done_scan_result *out)
{
	enum { ACCEPTED, ABSENT = 3 };
	static const char *const statuses[] = {"accepted", "underReview", "rejected", NULL};
	const struct done_value *list = done_value_get(result, "suppressions");
	bool is_all = true;

	if (!list || list->type == DONE_NULL)
		return 0;
	if (list->type != DONE_LIST)
		return done_evidence_fail(
		    &reader->making, list->line, "the 'suppressions' of a result must be a list");
	for (size_t i = 0; i < list->list.nr; i++) {
		int status = sarif_word(&list->list.ptr[i], "status", statuses, ABSENT);

		if (status < 0)
			return done_evidence_fail(&reader->making, list->list.ptr[i].line,
			    "the 'status' of a suppression is not one of "
			    "SARIF's");
		is_all = is_all && (status == ACCEPTED || status == ABSENT);
	}
	out->is_suppressed = list->list.nr && is_all;
	return 0;
}

static int sarif_set_baseline(
    struct sarif_reader *reader, const struct done_value *result, struct done_scan_result *out)
{
	static const char *const states[] = {"new", "updated", "unchanged", "absent", NULL};
	static const enum done_scan_baseline means[] = {DONE_BASELINE_NEW, DONE_BASELINE_NEW,
	    DONE_BASELINE_UNCHANGED, DONE_BASELINE_ABSENT, DONE_BASELINE_UNSAID};
	int state = sarif_word(result, "baselineState", states, 4);

	if (state < 0)
		return done_evidence_fail(&reader->making, result->line,
		    "the 'baselineState' of a result is not one of SARIF's");
	out->baseline = means[state];
	return 0;
}

/* A text from "0.0" to "10.0", by GitHub's convention. */
static int sarif_set_security(
    struct sarif_reader *reader, const struct done_value *of, struct done_scan_result *out)
{
	const struct done_value *value =
	    done_value_get(done_member_map(of, "properties"), "security-severity");
	double number = NAN;
	char *end = NULL;

	if (!value || (value->type == DONE_STRING && !*value->string.ptr))
		return 0;
	if (value->type == DONE_STRING &&
	    strspn(value->string.ptr, "0123456789.") == value->string.len)
		number = strtod(value->string.ptr, &end);
	else
		number = done_value_number(value);
	if (!(number >= 0 && number <= 10) || (end && *end))
		return done_evidence_fail(&reader->making, value->line,
		    "a 'security-severity' is a number from 0.0 to 10.0");
	out->security = number;
	return 0;
}

/* ---- the text and the place ---- */

static const char *sarif_message(const struct done_value *result, const struct done_value *rule)
{
	const struct done_value *message = done_member_map(result, "message");
	const char *text = done_member_string(message, "text");
	const char *id = done_member_string(message, "id");

	if (!text)
		text = done_member_string(message, "markdown");
	if (!text && id)
		text = done_member_string(
		    done_member_map(done_member_map(rule, "messageStrings"), id), "text");
	return text ? text : "";
}

static struct done_scan_place sarif_place_of(
    struct sarif_reader *reader, const struct done_value *location)
{
	const struct done_value *physical = done_member_map(location, "physicalLocation");
	const struct done_value *line =
	    done_value_get(done_member_map(physical, "region"), "startLine");
	struct done_scan_place place = {
	    .uri = done_sarif_uri(reader, done_member_map(physical, "artifactLocation"))};
	uint64_t number;

	if (done_value_count(line, &number) && number && number <= INT32_MAX)
		place.line = (int)number;
	return place;
}

static void sarif_set_place(
    struct sarif_reader *reader, const struct done_value *result, struct done_scan_result *out)
{
	const struct done_value *locations = done_member_list(result, "locations");
	size_t nr = locations ? locations->list.nr : 0;

	if (!nr)
		return;
	nr = nr > DONE_SCAN_PLACES_MAX ? DONE_SCAN_PLACES_MAX : nr;
	out->place = sarif_place_of(reader, &locations->list.ptr[0]);
	out->more =
	    nr > 1 ? done_arena_array(reader->making.look->arena, nr, sizeof(*out->more)) : NULL;
	for (size_t i = 1; i < nr; i++)
		out->more[out->nr_more++] = sarif_place_of(reader, &locations->list.ptr[i]);
}

int done_sarif_result(struct sarif_reader *reader, const struct done_value *result)
{
	struct done_scan *scan = &reader->making.out->scan;
	struct done_arena *arena = reader->making.look->arena;
	struct done_scan_result one = {.line = result->line, .security = NAN};
	const struct done_value *rule;
	const char *id = NULL;

	if (result->type != DONE_MAP)
		return done_evidence_fail(&reader->making, result->line, "a result must be a map");
	rule = sarif_rule(reader, result, &id);
	if (sarif_set_level(reader, result, rule, &one) < 0 ||
	    sarif_set_suppressed(reader, result, &one) < 0 ||
	    sarif_set_baseline(reader, result, &one) < 0 ||
	    (rule && sarif_set_security(reader, rule, &one) < 0) ||
	    sarif_set_security(reader, result, &one) < 0)
		return reader->making.err->code;
	one.rule = done_evidence_cut(arena, id);
	one.message = done_evidence_cut(arena, sarif_message(result, rule));
	sarif_set_place(reader, result, &one);
	one.partial = done_member_map(result, "partialFingerprints");
	one.full = done_member_map(result, "fingerprints");
	if (done_evidence_limit(&reader->making, scan->nr, "results") < 0)
		return reader->making.err->code;
	*DONE_ARENA_PUSH(arena, scan->results, scan->nr, scan->cap) = one;
	return 0;
}
