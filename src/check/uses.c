/*
 * Kind `uses`: the service shows a capability, in code, in configuration or in a declaration, its
 * own or that of a local library.
 */
#include "uses.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "kinds.h"

struct uses_options {
	int capability;       /* index in done_capabilities */
	const char *at_least; /* "3 of 5"; NULL: all calls that are counted, one place else */
};

/* Capabilities of which each call is asked: "2 of 5 calls have a limit". */
static const char *const counted[] = {"client-timeouts"};

static bool uses_is_counted(const char *capability)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(counted); i++) {
		if (!strcmp(counted[i], capability))
			return true;
	}
	return false;
}

/* ---- options ---- */

static const struct done_field uses_fields[] = {
    {DONE_FIELD("capability", struct uses_options, capability, ENUM),
        .tighter = {DONE_TIGHTER_NEVER}, .names = done_capability_names, .required = true,
        .help = "What the service must show: one of the capabilities that 'git done explain "
                "ecosystems' lists."},
    {DONE_FIELD("at_least", struct uses_options, at_least, STRING),
        .tighter = {DONE_TIGHTER_NEVER, DONE_ABSENT_TIGHTEST},
        .help = "The share of calls that must have it, as in \"3 of 5\", for a capability of "
                "which every call is counted (client-timeouts). Default: every call."},
};

#define SHARE_MAX 9999

static bool uses_share(const char *text, size_t *part, size_t *whole)
{
	char *end;

	if (!isdigit((unsigned char)*text))
		return false;
	*part = strtoul(text, &end, 10);
	if (strncmp(end, " of ", 4) != 0 || !isdigit((unsigned char)end[4]))
		return false;
	*whole = strtoul(end + 4, &end, 10);
	return !*end && *part > 0 && *part <= *whole && *whole <= SHARE_MAX;
}

static int uses_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct uses_options *options = object;
	const struct done_value *value;
	const char *name = done_capabilities[options->capability].name;
	size_t part, whole;

	if (!options->at_least)
		return 0;
	value = done_value_get(at, "at_least");
	if (!uses_is_counted(name)) {
		done_value_error(
		    err, value, "'at_least' does not apply to the capability '%s'", name);
		return done_error_cure(err, "leave it out: one place is enough to show it");
	}
	if (uses_share(options->at_least, &part, &whole))
		return 0;
	done_value_error(err, value, "'at_least' must be a share such as \"3 of 5\", not '%s'",
	    options->at_least);
	return done_error_cure(err, "write how many calls of how many must have it");
}

static const struct done_record uses_record = {
    .name = "check kind 'uses'",
    .size = sizeof(struct uses_options),
    .fields = uses_fields,
    .nr = DONE_ARRAY_SIZE(uses_fields),
    .shorthand = "capability",
    .discriminator = "capability",
    .validate = uses_validate,
};

/* ---- what is missing ---- */

static const struct done_capability *uses_capability(const struct uses_options *options)
{
	return &done_capabilities[options->capability];
}

/* Without the bracket that opens a call: it would never close. */
static size_t uses_name_len(const char *what)
{
	size_t len = strlen(what);

	while (len > 1 && strchr("({[ ", what[len - 1]))
		len--;
	return len;
}

/* "main.go serves http (chi)": what is known of the program that lacks it. */
static const char *uses_program(struct done_view *view)
{
	const struct done_profile *profile = view->profile;
	const struct done_fact *fact = profile->nr_serves_facts ? profile->serves_facts
	    : profile->nr_programs                              ? profile->programs
	                                                        : NULL;
	size_t bit = 0;

	if (!fact)
		return "";
	if (!profile->nr_serves_facts)
		return done_arena_printf(
		    view->arena, "%s is the program, ", done_view_short(view, fact->path));
	if (profile->is_called)
		return done_arena_printf(view->arena, "%s holds a function that a platform calls, ",
		    done_view_short(view, fact->path));
	while (!(profile->serves >> bit & 1))
		bit++;
	return done_arena_printf(view->arena, "%s serves %s (%.*s), ",
	    done_view_short(view, fact->path), done_serves_words[bit],
	    (int)uses_name_len(fact->what), fact->what);
}

static struct done_place uses_place(struct done_view *view)
{
	const struct done_profile *profile = view->profile;

	if (profile->nr_serves_facts)
		return (struct done_place){
		    profile->serves_facts[0].path, profile->serves_facts[0].line, 0};
	if (profile->nr_programs)
		return (struct done_place){profile->programs[0].path, profile->programs[0].line, 0};
	return (struct done_place){view->service->path, 0, 0};
}

static bool uses_is_owner(const struct done_capability *capability)
{
	return !strcmp(capability->name, "owner");
}

#define EXAMPLE_PACKAGES 3

static void uses_fix(struct done_finding *finding, const struct done_using *using,
    const struct done_seen_all *all, const struct done_seen *seen, const char *capability)
{
	const struct done_row *row = done_use_example_row(using->view, all, seen, capability);
	const char *example = done_use_example(using->view, all, row, EXAMPLE_PACKAGES);
	const char *own = done_use_fix(using, capability);

	if (!own && !example)
		own = "add it, or say with 'ecosystems:' in the policy what shows it";
	done_finding_fix(finding, using->view, "%s%s%s%s%s", own ? own : "",
	    own && example ? "\n" : "", example ? example : "", using->ambiguity ? "\n" : "",
	    using->ambiguity ? using->ambiguity : "");
	/* One is enough to begin with. */
	example = done_use_example(using->view, all, row, 1);
	done_finding_brief_fix(finding, using->view, "%s%s%s%s%s", own ? own : "",
	    own && example ? "\n" : "", example ? example : "", using->ambiguity ? "\n" : "",
	    using->ambiguity ? using->ambiguity : "");
}

/* What a program does for others, in the order of done_serves_words. */
static const char *const uses_serving[] = {"it answers HTTP requests", "it serves web pages",
    "it answers gRPC calls", "it answers GraphQL queries", "it takes messages from a queue",
    "it runs on a schedule", "it is a command", "it runs"};

static const char uses_called[] = "it is a function that a platform calls";

/* Without the file, which is the place; who owns a service is no matter of its code. */
static void uses_say_briefly(
    struct done_finding *finding, struct done_view *view, const struct done_capability *capability)
{
	const struct done_profile *profile = view->profile;
	size_t bit = 0;

	if (!profile->nr_serves_facts || uses_is_owner(capability)) {
		done_finding_brief(finding, view, "%s", capability->short_missing);
		return;
	}
	while (bit + 1 < DONE_ARRAY_SIZE(uses_serving) && !(profile->serves >> bit & 1))
		bit++;
	done_finding_brief(finding, view, "%s: %s (%.*s)", capability->short_missing,
	    profile->is_called ? uses_called : uses_serving[bit],
	    (int)uses_name_len(profile->serves_facts[0].what), profile->serves_facts[0].what);
}

static void uses_add_missing(const struct uses_options *options, const struct done_using *using,
    const struct done_seen_all *all, struct done_result *result)
{
	const struct done_capability *capability = uses_capability(options);
	const char *absence = done_use_absence(using, capability->name);
	struct done_view *view = using->view;
	const char *message = absence ? absence
	    : using->instead
	    ? done_arena_printf(view->arena, "%s: %s", capability->short_missing, using->instead)
	    : done_arena_printf(view->arena, "%s: %s%zu %s of code read", capability->short_missing,
	          uses_program(view), all->nr_sources, all->nr_sources == 1 ? "file" : "files");
	struct done_finding *finding = done_result_add(result, view,
	    using->instead ? using->place : uses_place(view),
	    (struct done_subject){.wrong = "missing", .thing = capability->name}, "%s", message);

	if (!absence && !using->instead)
		uses_say_briefly(finding, view, capability);
	uses_fix(finding, using, all, &all->items[options->capability], capability->name);
	if (done_use_needs_code(capability->name))
		done_use_say_unread(view, result);
}

/* Each call that lacks it, at its line. */
static void uses_add_lacking(const struct uses_options *options, struct done_view *view,
    const struct done_seen_all *all, struct done_result *result)
{
	const struct done_using using = {.view = view};
	const struct done_capability *capability = uses_capability(options);
	const struct done_seen *seen = &all->items[options->capability];

	for (size_t i = 0; i < seen->nr_lacking; i++) {
		const struct done_seen_place *place = &seen->lacking[i];
		struct done_finding *finding =
		    done_result_add(result, view, (struct done_place){place->path, place->line, 0},
		        (struct done_subject){.wrong = "missing",
		            .path = place->path,

		            .thing = capability->name,
		            .amount = (double)(seen->of - seen->with)},
		        "%s: %s", capability->short_missing, place->what);

		uses_fix(finding, &using, all, seen, capability->name);
	}
}

/* ---- the check ---- */

/* What shows it, where: three places at most, the rest counted. */
static void uses_show(struct done_view *view, const struct done_seen *seen, struct done_result *out)
{
	enum done_strength strength = seen->is_declared ? DONE_DECLARED : DONE_SEEN;

	for (size_t i = 0; i < seen->nr_places; i++)
		done_result_evidence(out, view, seen->places[i].path, seen->places[i].line,
		    strength, "%s%s%s", seen->places[i].what, seen->through ? ", through " : "",
		    seen->through ? seen->through : "");
	if (seen->nr > seen->nr_places)
		out->nr_evidence_more += seen->nr - seen->nr_places;
}

static int uses_run_counted(const struct uses_options *options, struct done_view *view,
    const struct done_seen_all *all, struct done_result *out)
{
	const struct done_seen *seen = &all->items[options->capability];
	size_t part = 1, whole = 1;

	if (options->at_least)
		uses_share(options->at_least, &part, &whole);
	if (!seen->of) {
		done_result_say(
		    out, view, DONE_NOT_APPLICABLE, "no call that is known was found in its code");
		return 0;
	}
	if (seen->with * whole >= seen->of * part) {
		uses_show(view, seen, out);
		return 0;
	}
	uses_add_lacking(options, view, all, out);
	return 0;
}

/* So few sources of covered languages may be a helper beside a program of another one. */
#define USES_HELPERS_MAX 10
#define USES_HELPERS_SHARE 4 /* times as many files of the other */

/* 1: its code is in a language that no ecosystem covers, so nobody has looked at it. What a covered
 * language adds (assets, a manifest of tools) is no program as long as nothing of it serves; two
 * scripts of which one serves something are none either, beside a hundred files. */
static int uses_is_not_covered(struct done_view *view, const struct done_seen_all *all,
    struct done_result *out, struct done_error *err)
{
	const char *title;
	size_t nr;

	bool serves = all->main && view->profile->nr_serves_facts;

	if (serves && all->nr_sources > USES_HELPERS_MAX)
		return 0;
	if (done_use_uncovered(view, &title, &nr, err) < 0)
		return err->code;
	if (serves && nr < all->nr_sources * USES_HELPERS_SHARE)
		return 0;
	if (all->main && nr <= all->nr_sources)
		return 0;
	if (title)
		done_result_say(out, view, DONE_NOT_APPLICABLE,
		    "no ecosystem covers %s: %zu file%s of it in '%s' cannot be judged", title, nr,
		    nr == 1 ? "" : "s", view->service->path);
	else
		done_result_say(out, view, DONE_NOT_APPLICABLE,
		    "no ecosystem covers the languages of '%s'", view->service->path);
	out->uncovered = title ? title : "";
	return 1;
}

static int uses_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct uses_options *options = data;
	const struct done_seen_all *all;
	const struct done_seen *seen;
	struct done_using using = {.view = view};
	struct done_use use = {0};
	const char *name = uses_capability(options)->name, *why;
	int rc;

	if (done_view_seen(view, &all, err) < 0)
		return err->code;
	why = done_use_not_asked(view, name, all);
	if (why) {
		done_result_say(out, view, DONE_NOT_APPLICABLE, "%s", why);
		return 0;
	}
	if (uses_is_counted(name))
		return uses_run_counted(options, view, all, out);
	seen = &all->items[options->capability];
	if (seen->is_shown) {
		uses_show(view, seen, out);
		return 0;
	}
	rc = done_use_elsewhere(&using, name, &use, err);
	if (rc < 0)
		return rc;
	if (rc > 0) {
		done_result_evidence(
		    out, view, use.place.path, use.place.line, use.strength, "%s", use.what);
		return 0;
	}
	if (all->nr_too_large) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "%zu source%s of more than 4 MiB could not be looked at, and nothing "
		    "else shows it",
		    all->nr_too_large, all->nr_too_large == 1 ? "" : "s");
		return done_error_cure(err, "split the source, or exclude what is generated");
	}
	rc = !using.instead && done_use_needs_code(name) ? uses_is_not_covered(view, all, out, err)
	                                                 : 0;
	if (rc != 0)
		return rc < 0 ? rc : 0;
	uses_add_missing(options, &using, all, out);
	return 0;
}

/* Which artifacts the gate looks through once, for all services. */
static unsigned uses_wants(const void *data)
{
	const struct uses_options *options = data;
	const char *name = done_capabilities[options->capability].name;

	if (!strcmp(name, "api-description"))
		return DONE_OUTSIDE_DESCRIPTIONS;
	return !strcmp(name, "performance-check") ? DONE_OUTSIDE_LOADS : 0;
}

/* The capabilities that no code shows: a file can. */
static void uses_drafts(const void *data, struct done_arena *arena, struct done_skeleton_wants *out)
{
	static const char *const written[] = {"owner", "api-description", "performance-check"};
	const struct uses_options *options = data;
	const char *name = done_capabilities[options->capability].name;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(written); i++) {
		if (!strcmp(written[i], name))
			done_skeleton_want(arena, out, DONE_SKELETON_CAPABILITY, name, NULL);
	}
}

const struct done_kind done_kind_uses = {
    .form = {.name = "uses",
        .summary = "met when the service shows a capability, such as input validation, in "
                   "its code, its configuration or a declaration",
        .options = &uses_record,
        .example = "structured-logging",
        .needs_owners = true,
        .needs_profile = true,
        .wants = uses_wants},
    .run = uses_run,
    .drafts = uses_drafts,
};

/* ---- what a policy asks for ---- */

static unsigned uses_asked_by(const struct done_test *test)
{
	const struct done_record *record = test->form->options;
	unsigned bits = 0;

	if (test->form == &done_kind_uses.form)
		return 1U << ((const struct uses_options *)test->options)->capability;
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		const struct done_tests *parts =
		    (const void *)((const char *)test->options + field->offset);

		for (size_t j = 0; field->type == DONE_FIELD_TESTS && j < parts->nr; j++)
			bits |= uses_asked_by(&parts->items[j]);
	}
	return bits;
}

unsigned done_policy_capabilities(const struct done_policy *policy)
{
	unsigned bits = 0;

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++)
			bits |= uses_asked_by(&policy->criteria[i].checks[j].test);
	}
	return bits;
}
