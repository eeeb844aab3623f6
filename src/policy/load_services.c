/* `services` and `select`: which directories are services, and what selects them. */
#include <stdlib.h>
#include <string.h>

#include "loader.h"

#define RULES_MAX 10000
#define DEFAULT_STAGE "production"

/* The rule is read once for all the services that it finds. */
static int refuse_templates(const struct done_service_rule *rule, struct done_error *err)
{
	for (size_t i = 0; i < rule->ignore.nr; i++) {
		const struct done_file_glob *glob = &rule->ignore.items[i];

		if (!glob->templated)
			continue;
		done_error_set(err, DONE_E_POLICY, "'%s' cannot be used in this glob", glob->text);
		done_error_cure(err,
		    "only the globs of checks know the service; '*' stands for "
		    "any name");
		return done_error_place(
		    err, glob->place.file, glob->place.line, glob->place.column);
	}
	return 0;
}

/* What a list of names takes out was never in it: a marker cannot ask that a file be absent. */
static int refuse_idle_markers(
    const struct done_service_rule *rule, const struct done_value *at, struct done_error *err)
{
	struct done_globs before = rule->markers;

	for (size_t i = 0; i < rule->markers.nr; i++) {
		const struct done_glob *glob = rule->markers.items[i];

		before.nr = i;
		if (!done_glob_is_negated(glob) || !done_glob_is_literal(glob) ||
		    done_globs_match(&before, done_glob_text(glob)))
			continue;
		done_value_error(err, at, "'!%s' takes nothing out of the markers before it",
		    done_glob_text(glob));
		return done_error_cure(err,
		    "markers name files that a service has; they cannot "
		    "require that a file is absent");
	}
	return 0;
}

/* A rule that takes out says nothing of services. */
static int refuse_more(
    const struct done_service_rule *rule, const struct done_value *at, struct done_error *err)
{
	if (!done_glob_is_negated(rule->path) || at->type != DONE_MAP || at->map.nr == 1)
		return 0;
	done_value_error(err, at, "'!%s' takes directories out, and can have no other key",
	    done_glob_text(rule->path));
	return done_error_cure(err, "write only \"!%s\"", done_glob_text(rule->path));
}

static int validate_service(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct done_service_rule *rule = object;
	const struct done_value *name = done_value_get(at, "name");

	if (refuse_more(rule, at, err) < 0 || refuse_templates(rule, err) < 0 ||
	    refuse_idle_markers(rule, done_value_get(at, "markers"), err) < 0)
		return err->code;
	if (!rule->name)
		return 0;
	/* A name stands for {service} in globs: it must not lead to another directory. */
	if (done_path_problem(rule->name) || strchr(rule->name, '/'))
		return done_value_error(err, name,
		    "'%s' is not a valid name for a service: it must be one part of a path",
		    rule->name);
	if (done_glob_is_literal(rule->path))
		return 0;
	done_value_error(err, name, "'name' cannot be given to every match of a glob");
	return done_error_cure(err, "leave it out, or name one directory in 'path'");
}

static const struct done_field service_fields[] = {
    {DONE_FIELD("path", struct done_service_rule, path, GLOB), .tighter = {DONE_TIGHTER_BY_CODE},
        .required = true, .may_negate = true,
        .help = "A glob over directories, from the root; '.' is the root itself."},
    {DONE_FIELD("name", struct done_service_rule, name, STRING), .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "The service's name, if path names one directory. Default: the last part of the "
                "path."},
    {DONE_FIELD("markers", struct done_service_rule, markers, GLOBS),
        .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "Select only directories that hold a file with one of these names."},
    {DONE_FIELD("tags", struct done_service_rule, tags, STRINGS), .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "Words that conditions can test for."},
    {DONE_FIELD("stage", struct done_service_rule, stage, STRING),
        .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "One of the policy's stages. Default: production."},
    {DONE_FIELD("target", struct done_service_rule, target, ENUM),
        .tighter = {DONE_TIGHTER_BY_CODE}, .names = done_tier_names, .preset = -1,
        .help = "The tier that these services must meet, if it is above the policy's: bronze, "
                "silver or gold."},
    {DONE_FIELD("kind", struct done_service_rule, kind, ENUM), .tighter = {DONE_TIGHTER_BY_CODE},
        .preset = DONE_KIND_NOT_DECLARED, .names = done_kinds_declarable,
        .help = "The kind of the service, in place of the kind that discovery finds."},
    {DONE_FIELD("depends_on", struct done_service_rule, depends_on, GLOBS),
        .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "Paths from the root: a change at or below them selects the service too."},
    {DONE_FIELD("ignore", struct done_service_rule, ignore, FILES),
        .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "Changes to these files alone do not select it: its own, or (with a leading "
                "'/') any of what it depends on."},
};

const struct done_record done_service_record = {
    .name = "a service",
    .size = sizeof(struct done_service_rule),
    .fields = service_fields,
    .nr = DONE_ARRAY_SIZE(service_fields),
    .shorthand = "path",
    .validate = validate_service,
};

static const char *const unowned_names[] = {
    [DONE_UNOWNED_IGNORE] = "ignore",
    [DONE_UNOWNED_WARNING] = "warning",
    [DONE_UNOWNED_ERROR] = "error",
    NULL,
};
static const char *const deleted_names[] = {
    [DONE_DELETED_NOTE] = "note",
    [DONE_DELETED_IGNORE] = "ignore",
    NULL,
};

static const char *const uncovered_names[] = {
    [DONE_UNCOVERED_WARNING] = "warning",
    [DONE_UNCOVERED_ERROR] = "error",
    [DONE_UNCOVERED_NOTE] = "note",
    NULL,
};
static const char *const dependencies_names[] = {
    [DONE_DEPENDENCIES_ON] = "on",
    [DONE_DEPENDENCIES_OFF] = "off",
    NULL,
};

static const struct done_field select_fields[] = {
    {DONE_FIELD("everything", struct done_select, everything, GLOBS),
        .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "A change to one of these paths selects every service."},
    {DONE_FIELD("unowned", struct done_select, unowned, ENUM), .tighter = {DONE_TIGHTER_BY_CODE},
        .names = unowned_names, .help = "What is done about changed paths that no service owns."},
    {DONE_FIELD("deleted", struct done_select, deleted, ENUM), .tighter = {DONE_TIGHTER_BY_CODE},
        .names = deleted_names, .help = "What is done about a service that the change removes."},
    {DONE_FIELD("uncovered", struct done_select, uncovered, ENUM),
        .tighter = {DONE_TIGHTER_BY_CODE}, .names = uncovered_names,
        .help = "What is done about a service that the change adds and no rule covers."},
    {DONE_FIELD("dependencies", struct done_select, dependencies, ENUM),
        .tighter = {DONE_TIGHTER_BY_CODE}, .names = dependencies_names,
        .help = "Whether a change to a local package selects the services that depend on it."},
};

const struct done_record done_select_record = {
    .name = "'select'",
    .size = sizeof(struct done_select),
    .fields = select_fields,
    .nr = DONE_ARRAY_SIZE(select_fields),
};

static int settle_stage(struct done_loader *loader, const struct done_value *value,
    struct done_service_rule *rule, struct done_error *err)
{
	if (rule->stage)
		return done_stage_check(loader, done_value_get(value, "stage"), rule->stage, err);
	rule->stage = DEFAULT_STAGE;
	if (done_stage_known(loader, rule->stage))
		return 0;
	done_value_error(
	    err, value, "a service has no stage, and '" DEFAULT_STAGE "' is not among 'stages'");
	return done_error_cure(
	    err, "give it one of: %s", done_strings_listed(loader->arena, &loader->stages));
}

static int load_rule(struct done_loader *loader, const struct done_value *value,
    struct done_service_rule *out, struct done_error *err)
{
	if (done_record_load(loader, &done_service_record, value, out, err) < 0 ||
	    settle_stage(loader, value, out, err) < 0)
		return err->code;
	out->target = done_tier_written(out->target);
	out->place = (struct done_place){value->file, value->line, value->column};
	return 0;
}

/* One path written twice is a slip: the second would say nothing. */
static int refuse_twins(const struct done_policy *policy, size_t nr, const struct done_value *value,
    struct done_error *err)
{
	const struct done_service_rule *rule = &policy->rules[nr];

	for (size_t i = 0; i < nr; i++) {
		const struct done_service_rule *other = &policy->rules[i];

		if (!strcmp(done_glob_text(other->path), done_glob_text(rule->path)) &&
		    done_glob_is_negated(other->path) == done_glob_is_negated(rule->path))
			return done_value_error(err, value,
			    "'%s' is listed twice (first at line %d)", done_glob_text(rule->path),
			    other->place.line);
		if (rule->name && other->name && !strcmp(other->name, rule->name))
			return done_value_error(err, value,
			    "two services are named '%s' (first at line %d)", rule->name,
			    other->place.line);
	}
	return 0;
}

/* A rule that takes out needs one before it that finds something there. */
static int refuse_idle(const struct done_policy *policy, size_t nr, const struct done_value *value,
    struct done_error *err)
{
	const struct done_glob *path = policy->rules[nr].path;
	bool idle = done_glob_is_negated(path);

	for (size_t i = 0; i < nr && idle; i++) {
		const struct done_glob *other = policy->rules[i].path;
		const char *text = done_glob_text(path);

		idle = done_glob_is_negated(other) ||
		    (done_glob_is_literal(path) && !done_glob_match(other, text) &&
		        !done_glob_may_match_below(other, text));
	}
	if (!idle)
		return 0;
	done_value_error(err, value, "'!%s' takes out nothing that a service before it names",
	    done_glob_text(path));
	return done_error_cure(err,
	    "write first where services are, then what is not one: "
	    "[services/*, \"!services/legacy\"]");
}

static int load_automatic(struct done_loader *loader, const struct done_value *services,
    struct done_policy *policy, struct done_error *err)
{
	if (!done_stage_known(loader, DEFAULT_STAGE)) {
		done_value_error(err, services,
		    "'services: auto' gives every service the stage '" DEFAULT_STAGE
		    "', which is not among 'stages'");
		return done_error_cure(err, "add it to 'stages', or list the services");
	}
	policy->automatic = true;
	return 0;
}

/* ---- tags ---- */

/* Each once, in order: a policy may hold thousands. */
void done_rules_collect_tags(struct done_loader *loader, const struct done_policy *policy)
{
	struct done_strings *known = &loader->tags;
	size_t cap = 0, kept = 0;

	for (size_t i = 0; i < policy->nr_rules; i++) {
		for (size_t j = 0; j < policy->rules[i].tags.nr; j++)
			*DONE_ARENA_PUSH(loader->arena, known->items, known->nr, cap) =
			    policy->rules[i].tags.items[j];
	}
	if (known->nr)
		qsort(known->items, known->nr, sizeof(*known->items), done_text_order);
	for (size_t i = 0; i < known->nr; i++) {
		if (!i || strcmp(known->items[kept - 1], known->items[i]) != 0)
			known->items[kept++] = known->items[i];
	}
	known->nr = kept;
}

/* ---- rules ---- */

int done_rules_load(struct done_loader *loader, const struct done_value *root,
    struct done_policy *policy, struct done_error *err)
{
	const struct done_value *services = done_value_get(root, "services");

	if (!services) {
		done_value_error(err, root, "the policy names no services");
		return done_error_cure(
		    err, "add 'services: auto', or 'services: [{path: services/*}]'");
	}
	if (services->type == DONE_STRING && !strcmp(services->string.ptr, "auto"))
		return load_automatic(loader, services, policy, err);
	if (services->type != DONE_LIST || !services->list.nr) {
		done_value_error(err, services, "'services' must be 'auto' or a list of services");
		return done_error_cure(err, "for example 'services: [{path: services/*}]'");
	}
	if (services->list.nr > RULES_MAX)
		return done_value_error(err, services, "more than %d services", RULES_MAX);
	policy->nr_rules = services->list.nr;
	policy->rules = done_arena_array(loader->arena, policy->nr_rules, sizeof(*policy->rules));
	for (size_t i = 0; i < policy->nr_rules; i++) {
		const struct done_value *value = &services->list.ptr[i];

		if (load_rule(loader, value, &policy->rules[i], err) < 0 ||
		    refuse_twins(policy, i, value, err) < 0 ||
		    refuse_idle(policy, i, value, err) < 0)
			return err->code;
	}
	done_rules_collect_tags(loader, policy);
	return 0;
}
