/*
 * Of whom a capability is asked: by the kind of service, what it serves and whom it calls. Where
 * its kind could not be told and the policy calls it a service, it is asked: silence is never
 * green.
 */
#include "uses.h"

#include <string.h>

#define KIND(name) (1u << DONE_KIND_##name)
#define STAYS_UP (KIND(API) | KIND(WEB) | KIND(WORKER))
#define ANSWERS (KIND(API) | KIND(WEB))
#define REQUESTS (DONE_SERVES_HTTP | DONE_SERVES_HTML | DONE_SERVES_GRPC | DONE_SERVES_GRAPHQL)
#define INPUT (REQUESTS | DONE_SERVES_QUEUE)
#define MACHINES (DONE_SERVES_HTTP | DONE_SERVES_GRPC | DONE_SERVES_GRAPHQL | DONE_SERVES_QUEUE)
#define REMOTE (DONE_CALLS_HTTP | DONE_CALLS_GRPC)

/* Zero in a column: not asked about. A capability that is not here is asked of every service. */
static const struct {
	const char *capability;
	unsigned kinds, serves, calls;
	const char *not_of; /* a kind that is left out */
	bool of_unknown;    /* also where nothing is seen that it serves */
} asked[] = {
    {"health", STAYS_UP, 0, 0, NULL, false},
    {"input-validation", 0, INPUT, 0, NULL, false},
    {"error-handling", 0, INPUT, 0, NULL, true},
    {"metrics", STAYS_UP, 0, 0, NULL, false},
    {"tracing", STAYS_UP, 0, 0, NULL, false},
    {"api-description", 0, MACHINES, 0, "web", false},
    {"performance-check", ANSWERS, 0, 0, NULL, false},
    {"client-timeouts", 0, 0, REMOTE, NULL, false},
    {"retries", 0, 0, REMOTE, NULL, false},
    {"rate-limit", 0, REQUESTS, 0, NULL, false},
    {"authentication", 0, REQUESTS, 0, NULL, false},
    {"migrations", 0, 0, DONE_CALLS_DATABASE, NULL, false},
    {"idempotency", 0, INPUT, 0, NULL, false},
};

/* "serves http, grpc"; "serves nothing" */
static const char *bits_listed(
    struct done_view *view, const char *verb, unsigned bits, const char *const *words)
{
	struct done_buf buf = {0};
	const char *text;

	for (size_t i = 0; words[i + 1]; i++) {
		if (bits >> i & 1)
			done_buf_addf(&buf, "%s%s", buf.len ? ", " : "", words[i]);
	}
	text = done_arena_printf(view->arena, "%s %s", verb, buf.len ? buf.ptr : "nothing");
	done_buf_release(&buf);
	return text;
}

const char *done_use_not_asked(
    struct done_view *view, const char *capability, const struct done_seen_all *all)
{
	const struct done_profile *profile = view->profile;
	enum done_kind_of_service kind = done_view_kind(view);
	size_t i = 0;

	if (!done_kind_is_service(kind) && !view->service->is_kind_declared)
		return NULL;
	while (i < DONE_ARRAY_SIZE(asked) && strcmp(asked[i].capability, capability) != 0)
		i++;
	if (i == DONE_ARRAY_SIZE(asked))
		return NULL;
	if (asked[i].kinds && !(asked[i].kinds >> kind & 1))
		return done_arena_printf(view->arena, "it does not apply to a service of kind '%s'",
		    done_kind_of_service_name(kind));
	if (asked[i].not_of && !strcmp(asked[i].not_of, done_kind_of_service_name(kind)))
		return done_arena_printf(view->arena, "it does not apply to a service of kind '%s'",
		    done_kind_of_service_name(kind));
	/* Its interface is other people's, and described there. */
	if (all->forwards && (asked[i].serves == INPUT || asked[i].serves == MACHINES))
		return "it is a ready-made server that reads no input of its own";
	/* What is deployed meets errors, whatever it does. */
	if (asked[i].serves && !(asked[i].serves & profile->serves) &&
	    !(asked[i].of_unknown && !profile->serves))
		return bits_listed(view, "it serves", profile->serves, done_serves_words);
	if (asked[i].calls && !(asked[i].calls & all->calls))
		return bits_listed(view, "it calls", all->calls, done_calls_words);
	return NULL;
}

/* Those of the service's own directory: further below may lie what a test breaks by intent. */
void done_use_say_unread(struct done_view *view, struct done_result *result)
{
	const struct done_profile *profile = view->profile;
	size_t len = strcmp(view->service->path, ".") != 0 ? strlen(view->service->path) : 0;

	for (size_t i = 0; i < profile->nr_unread; i++) {
		const struct done_unread *one = &profile->unread[i];
		const char *name = one->path + len + (len > 0);

		if ((len &&
		        (strncmp(one->path, view->service->path, len) != 0 ||
		            one->path[len] != '/')) ||
		    strchr(name, '/'))
			continue;
		struct done_finding *finding = done_result_add(result, view,
		    (struct done_place){one->path, one->line, one->column},
		    (struct done_subject){.wrong = "not read", .path = one->path},
		    "the manifest cannot be read, so what it names does not count: %s", one->why);
		done_finding_brief(
		    finding, view, "%s cannot be read", done_view_shown_path(view, name));
		done_finding_fix(finding, view,
		    "fix %s: the dependencies in it show what the service uses",
		    done_view_shown_path(view, name));
	}
}
