/*
 * Every capability that a policy may ask for, in the order of the reference: id, name, summary,
 * what a message says where nothing shows it. Rows of ecosystems stand under these names.
 */
#ifndef DONE_POLICY_CAPABILITIES_H
#define DONE_POLICY_CAPABILITIES_H

#define DONE_CAPABILITIES(X)                                                                      \
	X(OWNER, "owner", "Somebody decides about the service.", "no owner")                      \
	X(STRUCTURED_LOGGING, "structured-logging",                                               \
	    "The service writes log records with levels or fields.", "no structured logging")     \
	X(HEALTH, "health", "A monitor can ask whether the service is well.", "no health check")  \
	X(INPUT_VALIDATION, "input-validation",                                                   \
	    "Input is checked at the boundary, and bad input is refused.", "no input validation") \
	X(ERROR_HANDLING, "error-handling",                                                       \
	    "Errors become answers on purpose, in one place or at each call.",                    \
	    "no error handling")                                                                  \
	X(METRICS, "metrics", "The service publishes numbers that can be watched.", "no metrics") \
	X(TRACING, "tracing", "A request can be followed across services.", "no tracing")         \
	X(API_DESCRIPTION, "api-description",                                                     \
	    "The interface is described for machines: OpenAPI, AsyncAPI, proto, GraphQL.",        \
	    "no API description")                                                                 \
	X(PERFORMANCE_CHECK, "performance-check",                                                 \
	    "Something runs a load test or a benchmark of the service.", "no performance check")  \
	X(CLIENT_TIMEOUTS, "client-timeouts", "Calls to other services have a time limit.",       \
	    "no client timeouts")                                                                 \
	X(RETRIES, "retries", "Calls that fail are tried again, with a limit.", "no retries")     \
	X(RATE_LIMIT, "rate-limit", "The service limits how many requests it takes.",             \
	    "no rate limit")                                                                      \
	X(AUTHENTICATION, "authentication", "The service knows who calls it.",                    \
	    "no authentication")                                                                  \
	X(MIGRATIONS, "migrations", "Changes of the database's schema are versioned.",            \
	    "no database migrations")                                                             \
	X(IDEMPOTENCY, "idempotency", "A request that is sent twice acts once.", "no idempotency")

enum done_capability_id {
#define DONE_CAPABILITY_ID(id, name, summary, missing) DONE_CAPABILITY_##id,
	DONE_CAPABILITIES(DONE_CAPABILITY_ID)
#undef DONE_CAPABILITY_ID
	    DONE_CAPABILITY_COUNT
};

#endif
