/* From the merged value tree to struct done_policy. */
#include <string.h>

#include "loader.h"

#define CHECKS_MAX 1000
#define RULES_MAX 10000

static const char *const default_stages[] = {"experiment", "production", "deprecated"};

/* Keys of the language that this version does not hold: refused, never ignored. */
static const char *const not_yet[] = {"waivers", "baseline", "experiments", "sheet"};

bool done_id_valid(const char *id)
{
	size_t len = strlen(id);

	if (!len || len > 64 || id[0] == '-' || id[len - 1] == '-')
		return false;
	return strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

int done_stage_check(const struct done_loader *loader, const struct done_value *at,
                     const char *stage, struct done_error *err)
{
	const char *nearest;

	for (size_t i = 0; i < loader->stages.nr; i++) {
		if (!strcmp(loader->stages.items[i], stage))
			return 0;
	}
	nearest = done_name_nearest(stage, loader->stages.items, loader->stages.nr);
	done_value_error(err, at, "unknown stage '%s'", stage);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err, "add it to 'stages:' at the top of the policy");
}

/* ---- the top ------------------------------------------------------------------------------------
 */

static const char *const top_keys[] = {"version", "extends",  "services",
                                       "select",  "criteria", "stages"};

static int check_keys(const struct done_value *root, struct done_error *err)
{
	for (size_t i = 0; i < root->map.nr; i++) {
		const struct done_member *member = &root->map.ptr[i];
		bool known = false;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(not_yet); j++) {
			if (!strcmp(not_yet[j], member->key.ptr)) {
				done_error_set(
					err, DONE_E_POLICY,
					"'%s' is not supported by this version of git-done yet",
					member->key.ptr);
				return done_error_place(err, member->value.file, member->line,
				                        member->column);
			}
		}
		for (size_t j = 0; j < DONE_ARRAY_SIZE(top_keys); j++)
			known |= !strcmp(top_keys[j], member->key.ptr);
		if (!known)
			return done_unknown_key(member, "the policy", top_keys,
			                        DONE_ARRAY_SIZE(top_keys), err);
	}
	return 0;
}

static int check_version(const struct done_value *root, struct done_error *err)
{
	const struct done_value *version = done_value_get(root, "version");

	if (!version) {
		done_value_error(err, root, "the policy does not say its version");
		return done_error_cure(err, "begin it with 'version: 1'");
	}
	if (version->type != DONE_INTEGER || version->integer != 1) {
		done_value_error(err, version,
		                 "this version of the policy language is not known here");
		return done_error_cure(err, "git-done " DONE_VERSION " knows 'version: 1'");
	}
	return 0;
}

static int load_stages(struct done_loader *loader, const struct done_value *root,
                       struct done_error *err)
{
	static const struct done_field field = {
		.name = "stages", .type = DONE_FIELD_STRINGS, .max = 32};
	const struct done_value *stages = done_value_get(root, "stages");

	loader->stages.items = (const char **)(uintptr_t)default_stages;
	loader->stages.nr = DONE_ARRAY_SIZE(default_stages);
	if (!stages)
		return 0;
	return done_type_of(field.type)->load(loader, &field, stages, &loader->stages, err);
}

/* ---- services
 * --------------------------------------------------------------------------------------- */

#define AT(type, member) offsetof(struct type, member)

static const struct done_field service_fields[] = {
	{.name = "path",
         .type = DONE_FIELD_GLOB,
         .offset = AT(done_service_rule, path),
         .required = true,
         .help = "a glob over directories; '.' is the root"},
	{.name = "name",
         .type = DONE_FIELD_STRING,
         .offset = AT(done_service_rule, name),
         .help = "the service's name, where path names one directory; default: its last part"},
	{.name = "markers",
         .type = DONE_FIELD_GLOBS,
         .offset = AT(done_service_rule, markers),
         .help = "only directories that hold a file with one of these names"},
	{.name = "tags",
         .type = DONE_FIELD_STRINGS,
         .offset = AT(done_service_rule, tags),
         .help = "words that conditions may ask for"},
	{.name = "stage",
         .type = DONE_FIELD_STRING,
         .offset = AT(done_service_rule, stage),
         .help = "experiment, production or deprecated; default: production"},
	{.name = "depends_on",
         .type = DONE_FIELD_GLOBS,
         .offset = AT(done_service_rule, depends_on),
         .help = "paths from the root: a change at or below them selects the service too"},
	{.name = "ignore",
         .type = DONE_FIELD_GLOBS,
         .offset = AT(done_service_rule, ignore),
         .help = "changes to these alone do not select the service"},
};

const struct done_record done_service_record = {
	.name = "a service",
	.size = sizeof(struct done_service_rule),
	.fields = service_fields,
	.nr = DONE_ARRAY_SIZE(service_fields),
	.shorthand = "path",
};

static int load_rule(struct done_loader *loader, const struct done_value *value,
                     struct done_service_rule *out, struct done_error *err)
{
	const struct done_value *stage = done_value_get(value, "stage");

	if (done_record_load(loader, &done_service_record, value, out, err) < 0)
		return err->code;
	if (!out->stage)
		out->stage = "production";
	else if (done_stage_check(loader, stage, out->stage, err) < 0)
		return err->code;
	if (out->name && !done_glob_is_literal(out->path)) {
		done_value_error(err, done_value_get(value, "name"),
		                 "'name' cannot be given to every match of a glob");
		return done_error_cure(err, "leave it out, or name one directory in 'path'");
	}
	out->place = (struct done_place){value->file, value->line, value->column};
	return 0;
}

static int load_services(struct done_loader *loader, const struct done_value *root,
                         struct done_policy *policy, struct done_error *err)
{
	const struct done_value *services = done_value_get(root, "services");

	if (!services) {
		done_value_error(err, root, "the policy names no services");
		return done_error_cure(err,
		                       "add 'services: auto', or 'services: [{path: services/*}]'");
	}
	if (services->type == DONE_STRING && !strcmp(services->string.ptr, "auto")) {
		policy->automatic = true;
		return 0;
	}
	if (services->type != DONE_LIST || !services->list.nr) {
		done_value_error(err, services, "'services' must be 'auto' or a list of services");
		return done_error_cure(err, "for example 'services: [{path: services/*}]'");
	}
	if (services->list.nr > RULES_MAX)
		return done_value_error(err, services, "more than %d services", RULES_MAX);
	policy->nr_rules = services->list.nr;
	policy->rules = done_arena_array(loader->arena, policy->nr_rules, sizeof(*policy->rules));
	for (size_t i = 0; i < policy->nr_rules; i++) {
		if (load_rule(loader, &services->list.ptr[i], &policy->rules[i], err) < 0)
			return err->code;
	}
	return 0;
}

static const char *const unowned_names[] = {"ignore", "warning", "error", NULL};
static const char *const deleted_names[] = {"note", "ignore", NULL};

static const struct done_field select_fields[] = {
	{.name = "everything",
         .type = DONE_FIELD_GLOBS,
         .offset = AT(done_select, everything),
         .help = "a change here selects every service"},
	{.name = "unowned",
         .type = DONE_FIELD_ENUM,
         .offset = AT(done_select, unowned),
         .names = unowned_names,
         .help = "what changed paths are that no service owns"},
	{.name = "deleted",
         .type = DONE_FIELD_ENUM,
         .offset = AT(done_select, deleted),
         .names = deleted_names,
         .help = "what a service is that the change removes"},
};

const struct done_record done_select_record = {
	.name = "'select'",
	.size = sizeof(struct done_select),
	.fields = select_fields,
	.nr = DONE_ARRAY_SIZE(select_fields),
};

/* ---- checks
 * -------------------------------------------------------------------------------------------- */

static const char *const level_names[] = {"error", "warning", "off", NULL};

static int load_effective(struct done_loader *loader, const struct done_value *value, void *member,
                          struct done_error *err);

/* The parts of a check besides its kind; the offsets are struct done_check's. */
static const struct done_field check_fields[] = {
	{.name = "level",
         .type = DONE_FIELD_ENUM,
         .offset = AT(done_check, level),
         .names = level_names,
         .preset = -1,
         .help = "error refuses, warning shows, off takes the check out; default: the criterion's"},
	{.name = "why",
         .type = DONE_FIELD_STRING,
         .offset = AT(done_check, why),
         .help = "why it matters, for who is refused"},
	{.name = "fix",
         .type = DONE_FIELD_STRING,
         .offset = AT(done_check, fix),
         .help = "how to mend it, in place of the kind's own words"},
	{.name = "url",
         .type = DONE_FIELD_STRING,
         .offset = AT(done_check, url),
         .help = "where more is written"},
	{.name = "when",
         .type = DONE_FIELD_CONDITION,
         .offset = AT(done_check, when),
         .help = "the check applies only where this holds"},
	{.name = "effective",
         .type = DONE_FIELD_SPECIAL,
         .offset = AT(done_check, effective_existing),
         .load = load_effective,
         .schema =
                 "{\"anyOf\": [{\"type\": \"string\", \"format\": \"date\"}, {\"type\": "
                 "\"object\", \"additionalProperties\": false, \"properties\": {\"new_services\": "
                 "{\"type\": \"string\"}, \"existing\": {\"type\": \"string\"}}}]}",
         .help = "a warning until this day (YYYY-MM-DD), or {new_services: now, existing: "
                 "YYYY-MM-DD}"},
};

const struct done_record done_check_record = {
	.name = "a check",
	.size = sizeof(struct done_check),
	.fields = check_fields,
	.nr = DONE_ARRAY_SIZE(check_fields),
};

static int load_day(const struct done_value *value, done_day *out, struct done_error *err)
{
	if (value->type == DONE_STRING && !strcmp(value->string.ptr, "now")) {
		*out = DONE_NO_DAY;
		return 0;
	}
	if (value->type == DONE_STRING && done_day_parse(value->string.ptr, out))
		return 0;
	done_value_error(err, value, "'effective' is not a day");
	return done_error_cure(err, "write 'now' or a day that exists as YYYY-MM-DD");
}

/* member is effective_existing; effective_new stands behind it. */
static int load_effective(struct done_loader *loader, const struct done_value *value, void *member,
                          struct done_error *err)
{
	static const char *const names[] = {"new_services", "existing"};
	done_day *existing = member, *new_services = existing + 1;

	(void)loader;
	if (value->type != DONE_MAP) {
		if (load_day(value, existing, err) < 0)
			return err->code;
		*new_services = *existing;
		return 0;
	}
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *key = &value->map.ptr[i];
		bool is_new = !strcmp(key->key.ptr, names[0]);

		if (!is_new && strcmp(key->key.ptr, names[1]) != 0)
			return done_unknown_key(key, "'effective'", names, DONE_ARRAY_SIZE(names),
			                        err);
		if (load_day(&key->value, is_new ? new_services : existing, err) < 0)
			return err->code;
	}
	return 0;
}

/* Kinds and fields of a check stand side by side in one map. */
static int check_check_keys(const struct done_loader *loader, const struct done_value *value,
                            const char *id, struct done_error *err)
{
	const char *names[64];
	size_t nr = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(check_fields); i++)
		names[nr++] = check_fields[i].name;
	for (size_t i = 0; i < loader->kinds->nr && nr < DONE_ARRAY_SIZE(names); i++)
		names[nr++] = loader->kinds->items[i]->name;
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];
		bool known = false;

		for (size_t j = 0; j < nr && !known; j++)
			known = !strcmp(names[j], member->key.ptr);
		if (!known)
			return done_unknown_key(member,
			                        done_arena_printf(loader->arena, "check '%s'", id),
			                        names, nr, err);
	}
	return 0;
}

static int load_fields(struct done_loader *loader, const struct done_value *value,
                       struct done_check *check, struct done_error *err)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(check_fields); i++) {
		const struct done_field *field = &check_fields[i];
		const struct done_value *member = done_value_get(value, field->name);

		if (member && done_type_of(field->type)
		                              ->load(loader, field, member,
		                                     (char *)check + field->offset, err) < 0)
			return err->code;
	}
	return 0;
}

static int load_check(struct done_loader *loader, const struct done_criterion *criterion,
                      const struct done_member *member, int level, struct done_check *check,
                      struct done_error *err)
{
	const struct done_value *value = &member->value;

	if (!done_id_valid(member->key.ptr)) {
		done_error_set(err, DONE_E_POLICY, "'%s' is no id for a check", member->key.ptr);
		done_error_cure(err, "ids are small letters, digits and hyphens, at most 64");
		return done_error_place(err, value->file, member->line, member->column);
	}
	check->name = member->key.ptr;
	check->id = done_arena_printf(loader->arena, "%s.%s", criterion->id, member->key.ptr);
	if (value->type != DONE_MAP)
		return done_value_error(err, value, "check '%s' must be a map, not %s", check->id,
		                        done_value_type_name(value->type));
	check->level = level;
	check->effective_existing = check->effective_new = DONE_NO_DAY;
	check->place = (struct done_place){value->file, member->line, member->column};
	if (check_check_keys(loader, value, check->id, err) < 0 ||
	    load_fields(loader, value, check, err) < 0)
		return err->code;
	return done_test_load(loader, value, &check->test, err);
}

/* ---- criteria
 * -------------------------------------------------------------------------------------------- */

struct criterion_options {
	const char *title;
	int level;
	struct done_strings stages;
	const struct done_value *checks;
};

static const struct done_field criterion_fields[] = {
	{.name = "title",
         .type = DONE_FIELD_STRING,
         .offset = AT(criterion_options, title),
         .help = "how reports call it"},
	{.name = "level",
         .type = DONE_FIELD_ENUM,
         .offset = AT(criterion_options, level),
         .names = level_names,
         .help = "of its checks, where they do not say: error, warning, off"},
	{.name = "stages",
         .type = DONE_FIELD_STRINGS,
         .offset = AT(criterion_options, stages),
         .help = "stages it applies to; default: every one but experiment"},
	{.name = "checks",
         .type = DONE_FIELD_VALUE,
         .offset = AT(criterion_options, checks),
         .required = true,
         .help = "the checks, by id"},
};

const struct done_record done_criterion_record = {
	.name = "a criterion",
	.size = sizeof(struct criterion_options),
	.fields = criterion_fields,
	.nr = DONE_ARRAY_SIZE(criterion_fields),
};

static int settle_stages(struct done_loader *loader, const struct done_value *value,
                         const struct criterion_options *options, struct done_criterion *criterion,
                         struct done_error *err)
{
	const struct done_value *written = done_value_get(value, "stages");

	criterion->stages = options->stages;
	for (size_t i = 0; i < options->stages.nr; i++) {
		const struct done_value *at =
			written->type == DONE_LIST ? &written->list.ptr[i] : written;
		if (done_stage_check(loader, at, options->stages.items[i], err) < 0)
			return err->code;
	}
	if (options->stages.nr)
		return 0;
	criterion->stages.items = done_arena_array(loader->arena, loader->stages.nr,
	                                           sizeof(*criterion->stages.items));
	for (size_t i = 0; i < loader->stages.nr; i++) {
		if (strcmp(loader->stages.items[i], "experiment") != 0)
			criterion->stages.items[criterion->stages.nr++] = loader->stages.items[i];
	}
	return 0;
}

static int load_checks(struct done_loader *loader, const struct criterion_options *options,
                       struct done_criterion *criterion, struct done_policy *policy,
                       struct done_error *err)
{
	const struct done_value *checks = options->checks;

	if (checks->type != DONE_MAP)
		return done_value_error(err, checks, "'checks' must be a map of checks, not %s",
		                        done_value_type_name(checks->type));
	criterion->checks =
		done_arena_array(loader->arena, checks->map.nr + 1, sizeof(*criterion->checks));
	for (size_t i = 0; i < checks->map.nr; i++) {
		if (load_check(loader, criterion, &checks->map.ptr[i], options->level,
		               &criterion->checks[i], err) < 0)
			return err->code;
		criterion->nr_checks++;
	}
	policy->nr_checks += criterion->nr_checks;
	if (policy->nr_checks > CHECKS_MAX)
		return done_value_error(err, checks, "more than %d checks", CHECKS_MAX);
	return 0;
}

static int load_criterion(struct done_loader *loader, const struct done_member *member,
                          struct done_criterion *criterion, struct done_policy *policy,
                          struct done_error *err)
{
	struct criterion_options options = {0};
	struct done_record record = done_criterion_record;

	if (!done_id_valid(member->key.ptr)) {
		done_error_set(err, DONE_E_POLICY, "'%s' is no id for a criterion",
		               member->key.ptr);
		done_error_cure(err, "ids are small letters, digits and hyphens, at most 64");
		return done_error_place(err, member->value.file, member->line, member->column);
	}
	record.name = done_arena_printf(loader->arena, "criterion '%s'", member->key.ptr);
	criterion->id = member->key.ptr;
	criterion->place = (struct done_place){member->value.file, member->line, member->column};
	if (done_record_load(loader, &record, &member->value, &options, err) < 0)
		return err->code;
	criterion->title = options.title ? options.title : criterion->id;
	if (settle_stages(loader, &member->value, &options, criterion, err) < 0)
		return err->code;
	return load_checks(loader, &options, criterion, policy, err);
}

static int load_criteria(struct done_loader *loader, const struct done_value *root,
                         struct done_policy *policy, struct done_error *err)
{
	const struct done_value *criteria = done_value_get(root, "criteria");

	if (criteria && criteria->type != DONE_MAP)
		return done_value_error(err, criteria,
		                        "'criteria' must be a map of criteria, not %s",
		                        done_value_type_name(criteria->type));
	policy->nr_criteria = criteria ? criteria->map.nr : 0;
	policy->criteria =
		done_arena_array(loader->arena, policy->nr_criteria + 1, sizeof(*policy->criteria));
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		if (load_criterion(loader, &criteria->map.ptr[i], &policy->criteria[i], policy,
		                   err) < 0)
			return err->code;
	}
	if (!policy->nr_checks) {
		done_value_error(err, criteria ? criteria : root,
		                 "the policy asks nothing: it has no checks");
		return done_error_cure(err, "add criteria, or 'extends: [preset:backend]'");
	}
	return 0;
}

/* ---- all of it
 * ------------------------------------------------------------------------------------------- */

static int load(struct done_loader *loader, const struct done_value *root,
                struct done_policy *policy, struct done_error *err)
{
	const struct done_value *select = done_value_get(root, "select");

	if (check_keys(root, err) < 0 || check_version(root, err) < 0 ||
	    load_stages(loader, root, err) < 0 || load_services(loader, root, policy, err) < 0)
		return err->code;
	policy->stages = loader->stages;
	if (select &&
	    done_record_load(loader, &done_select_record, select, &policy->select, err) < 0)
		return err->code;
	return load_criteria(loader, root, policy, err);
}

static void free_patterns(struct done_pattern **patterns, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		done_pattern_free(patterns[i]);
}

int done_policy_load(struct done_arena *arena, const struct done_policy_source *source,
                     const char *path, const struct done_kind_forms *kinds,
                     struct done_policy **out, struct done_error *err)
{
	struct done_loader loader = {.arena = arena, .kinds = kinds};
	struct done_policy *policy = done_arena_alloc(arena, sizeof(*policy));
	struct done_value *root = done_arena_alloc(arena, sizeof(*root));
	int rc = done_policy_read(arena, source, path, kinds, root, &policy->files, err);

	if (rc <= 0)
		return rc;
	done_policy_prune(arena, root);
	policy->merged = root;
	rc = load(&loader, root, policy, err);
	if (rc < 0) {
		free_patterns(loader.patterns, loader.nr_patterns);
		return rc;
	}
	policy->patterns = loader.patterns;
	policy->nr_patterns = loader.nr_patterns;
	*out = policy;
	return 1;
}

void done_policy_release(struct done_policy *policy)
{
	if (!policy)
		return;
	free_patterns(policy->patterns, policy->nr_patterns);
	policy->patterns = NULL;
	policy->nr_patterns = 0;
}
