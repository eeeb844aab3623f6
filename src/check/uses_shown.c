/* What shows a capability besides code: an owner, declarations of deployments, and artifacts; and
 * what is said where nothing does. */
#include <string.h>

#include "uses.h"

/* ---- health, tracing: what a declaration of its deployment says ---- */

static int use_fact(const struct done_fact *fact, struct done_use *out)
{
	if (!fact->path)
		return 0;
	out->place = (struct done_seen_place){fact->path, fact->line, NULL};
	out->what = fact->what;
	return 1;
}

static int use_probe(struct done_using *using, struct done_use *out, struct done_error *err)
{
	const struct done_fact *probe = &using->view->profile->probe;
	const char *path;
	int rc = done_use_probe_is_stale(using->view, probe, &path, err);

	if (rc < 0)
		return rc;
	if (rc > 0) {
		using->instead = done_arena_printf(using->view->arena,
		    "its probe asks for %s, which its code does not serve", path);
		using->place = (struct done_place){probe->path, probe->line, 0};
		return 0;
	}
	return use_fact(probe, out);
}

static int use_traces(struct done_using *using, struct done_use *out, struct done_error *err)
{
	(void)err;
	return use_fact(&using->view->profile->traces, out);
}

static int use_metrics(struct done_using *using, struct done_use *out, struct done_error *err)
{
	(void)err;
	return use_fact(&using->view->profile->metrics, out);
}

/* ---- artifacts ---- */

/* Where not everything was looked at, nothing that was found says nothing. */
static int use_settle(const struct done_using *using, int rc, struct done_error *err)
{
	if (rc != 0 || !(using->own->is_cut || using->outside->all.is_cut))
		return rc;
	done_error_set(err, DONE_E_UNDECIDED,
	    "there are more artifacts than are looked at: at most %d of a sort",
	    DONE_OUTSIDE_FILES_MAX);
	return done_error_cure(err, "ask for the file itself, with kind 'file' or 'content'");
}

static int use_description(struct done_using *using, struct done_use *out, struct done_error *err)
{
	if (done_use_open(using, err) < 0)
		return err->code;
	return use_settle(using, done_use_description(using, out, err), err);
}

static int use_load(struct done_using *using, struct done_use *out, struct done_error *err)
{
	if (done_use_open(using, err) < 0)
		return err->code;
	return use_settle(using, done_use_load(using, out, err), err);
}

/* ---- what is said where nothing shows it ---- */

/* The directory as a line of CODEOWNERS has it: "/services/cart/", "*" for the root. */
static const char *use_owned(struct done_view *view)
{
	const char *directory = done_view_directory(view);

	return *directory ? done_arena_printf(view->arena, "/%s/", directory) : "*";
}

static const char *owner_fix(const struct done_using *using)
{
	struct done_view *view = using->view;

	return done_arena_printf(view->arena,
	    "write who answers for it in place of @org/team, as 'owner: \"@org/team\"' in %s or as "
	    "the line '%s @org/team' in CODEOWNERS",
	    done_view_path(view, DONE_SHEET_NAME), use_owned(view));
}

static const char *description_fix(const struct done_using *using)
{
	struct done_view *view = using->view;
	unsigned serves = view->profile->serves;
	const char *form = serves & DONE_SERVES_HTTP ? "openapi.yaml"
	    : serves & DONE_SERVES_GRPC              ? "api.proto"
	    : serves & DONE_SERVES_GRAPHQL           ? "schema.graphql"
	    : serves & DONE_SERVES_QUEUE             ? "asyncapi.yaml"
	                                             : "openapi.yaml";

	return done_arena_printf(view->arena, "write %s, or let the framework make the description",
	    done_view_path(view, form));
}

static const char *load_fix(const struct done_using *using)
{
	struct done_view *view = using->view;

	if (using->instead && strstr(using->instead, "nothing runs it"))
		return "run it in a pipeline, a Makefile or a package script";
	return done_arena_printf(view->arena,
	    "write a load script that calls it; for k6 this is %s, and a "
	    "pipeline or a Makefile runs it: k6 run %s",
	    done_view_path(view, "load/k6.js"), done_view_path(view, "load/k6.js"));
}

/* What to do, by what the service is there for: the first row that fits. */
static const struct {
	const char *capability;
	unsigned serves; /* any of them; 0: whatever it is */
	bool is_called;  /* of functions that a platform calls alone */
	const char *hint;
} use_hints[] = {
    {"health", DONE_SERVES_HTTP | DONE_SERVES_HTML | DONE_SERVES_GRAPHQL, false,
        "add a route such as GET /healthz that answers 200"},
    {"health", DONE_SERVES_GRPC, false, "serve grpc.health.v1.Health, which the gRPC library has"},
    {"health", 0, false, "add a livenessProbe to its deployment, or answer GET /healthz with 200"},
    {"input-validation", DONE_SERVES_QUEUE, false, "validate each message before it is used"},
    {"input-validation", 0, true, "validate each event before it is used"},
    {"input-validation", 0, false, "validate each request before it is used"},
    {"error-handling", 0, true,
        "catch in the handler and log the error; then answer with a status of 500, or throw it "
        "again, so that the platform repeats the event"},
    {"error-handling", DONE_SERVES_HTTP | DONE_SERVES_HTML | DONE_SERVES_GRAPHQL, false,
        "turn errors into answers in one place: a middleware, a handler or a filter"},
    {"error-handling", DONE_SERVES_QUEUE, false,
        "log the error, and let the message come again or put it aside: a nack, a dead-letter "
        "queue"},
    {"error-handling", 0, false, "return each error with its cause, or log it"},
    {"structured-logging", 0, false,
        "write log records through a logger that has levels or fields"},
};

/* How errors become answers in one place, by what serves it: the first row whose name is in that.
 */
static const struct {
	const char *by, *hint;
} use_error_hints[] = {
    {"express",
        "add an error middleware behind the routes:\n"
        "  app.use((err, req, res, next) => res.status(500).json({error: 'internal'}))"},
    {"fastify",
        "set an error handler:\n"
        "  app.setErrorHandler((err, req, reply) => reply.code(500).send({error: 'internal'}))"},
    {"koa",
        "catch in the first middleware:\n"
        "  app.use(async (ctx, next) => { try { await next() } catch (e) { ctx.status = 500 } })"},
    {"hono", "set an error handler:\n  app.onError((err, c) => c.json({error: 'internal'}, 500))"},
    {"nest", "add an exception filter:\n  app.useGlobalFilters(new AllExceptionsFilter())"},
    {"fastapi", "add a handler for what nobody catches:\n  @app.exception_handler(Exception)"},
    {"flask", "add a handler for what nobody catches:\n  @app.errorhandler(Exception)"},
    {"spring",
        "add a class with @RestControllerAdvice and a method with "
        "@ExceptionHandler(Exception.class)"},
    {"gin",
        "answer each error:\n"
        "  c.AbortWithStatusJSON(http.StatusInternalServerError, gin.H{\"error\": \"internal\"})"},
    {"chi", "answer each error:\n  http.Error(w, \"internal\", http.StatusInternalServerError)"},
    {"ListenAndServe",
        "answer each error:\n  http.Error(w, \"internal\", http.StatusInternalServerError)"},
};

static const char *use_error_hint(const struct done_profile *profile)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(use_error_hints); i++) {
		for (size_t j = 0; j < profile->nr_serves_facts; j++) {
			if (strstr(profile->serves_facts[j].what, use_error_hints[i].by))
				return use_error_hints[i].hint;
		}
	}
	return NULL;
}

static const char *use_hint(const struct done_using *using, const char *capability)
{
	const char *own =
	    strcmp(capability, "error-handling") != 0 ? NULL : use_error_hint(using->view->profile);

	if (own)
		return own;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(use_hints); i++) {
		if (!strcmp(use_hints[i].capability, capability) &&
		    (!use_hints[i].is_called || using->view->profile->is_called) &&
		    (!use_hints[i].serves || use_hints[i].serves & using->view->profile->serves))
			return use_hints[i].hint;
	}
	return NULL;
}

/* ---- all ---- */

static const struct {
	const char *capability;
	int (*find)(struct done_using *using, struct done_use *out, struct done_error *err);
	bool needs_code;
	const char *absence; /* a whole message; NULL: what was looked at */
	const char *(*fix)(const struct done_using *using);
} elsewhere[] = {
    {"owner", done_use_owner, false,
        "nobody is named: its " DONE_SHEET_NAME
        " has no owner, CODEOWNERS has no line for its directory, no OWNERS or " DONE_CATALOG_NAME
        " above it speaks for it, and no deployment has a label 'team'",
        owner_fix},
    {"health", use_probe, true, NULL, NULL},
    {"tracing", use_traces, true, NULL, NULL},
    {"metrics", use_metrics, true, NULL, NULL},
    {"api-description", use_description, true, NULL, description_fix},
    {"performance-check", use_load, false,
        "no performance check: nothing runs a load test or a benchmark of it", load_fix},
};

static long elsewhere_at(const char *capability)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(elsewhere); i++) {
		if (!strcmp(elsewhere[i].capability, capability))
			return (long)i;
	}
	return -1;
}

int done_use_elsewhere(
    struct done_using *using, const char *capability, struct done_use *out, struct done_error *err)
{
	long i = elsewhere_at(capability);

	if (i < 0)
		return 0;
	out->strength = DONE_DECLARED;
	return elsewhere[i].find(using, out, err);
}

bool done_use_needs_code(const char *capability)
{
	long i = elsewhere_at(capability);

	return i < 0 || elsewhere[i].needs_code;
}

const char *done_use_absence(const struct done_using *using, const char *capability)
{
	long i = elsewhere_at(capability);

	if (using->instead)
		return NULL;
	return i < 0 ? NULL : elsewhere[i].absence;
}

const char *done_use_fix(const struct done_using *using, const char *capability)
{
	long i = elsewhere_at(capability);

	return i < 0 || !elsewhere[i].fix ? use_hint(using, capability) : elsewhere[i].fix(using);
}
