/*
 * Word for word what git done itself prints as an example or an explanation (skeletons, help), and
 * the sentences of the READMEs that hosts and templates put there. A test compares the first table
 * with what is printed (tests/unit/test_service_own_texts.c).
 */
#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "placeholder_parts.h"

static const char *const own[] = {
    /* the questions of the sheet (service/questions.c, sheet_calls.c) */
    "What does the service own, and what does it leave to others?",
    "What does its data look like, and what happens to missing, duplicate and conflicting data?",
    "How much load does it take, and how does it fail?",
    "Whom does it talk to, and what happens when they do not answer?",
    "What was decided that is hard to change, and where is it written down?",
    "What the service is responsible for, in a sentence.",
    "Entities that only this service writes.",
    "What one might expect of the service, and who does it instead.",
    "Each entity: its key, its relations, missing values, duplicates, conflicts.",
    "What it is called.",
    "What tells two of them apart.",
    "Entities that it points to, in this service or in others.",
    "Which fields may be missing, and what that means.",
    "What happens when the same one comes twice.",
    "What happens when two change it at once.",
    "The expected load, and the load at the peak.",
    "What can fail: its effect, the response, and how anybody would notice.",
    "What goes wrong.",
    "What its users then see.",
    "What the service does about it, or who does.",
    "The alert, metric or log line that tells.",
    "Every service that this one needs; others than ours as 'external:NAME'.",
    "Every service that this one needs; those of others as 'external:NAME'.",
    "The service that is called, or 'external:NAME' for one that is not ours.",
    "sync: the caller waits for the answer; async: it does not.",
    "How: grpc, rest, a queue's name; one of what the other offers.",
    "How long the caller waits, in milliseconds.",
    "How often it tries again; 0 is an answer.",
    "How a retry is kept from doing the work twice.",
    "What the caller does when there is no answer.",
    "Where the data lives.",
    "The record of the decision about the schema, or how it changes.",
    "What is cached, where and how long; 'none' is a decision too.",
    "How errors look to callers.",
    /* as earlier versions printed them */
    "What does its data look like, and what of missing, doubled and conflicting data?",
    "Whom does it talk to, and what when they do not answer?",
    "How much is expected, and how much at the peak.",
    "How errors look to who calls.",
    /* their examples */
    "Orders, from the cart until they are paid.",
    "Orders from cart to paid.",
    "Prices belong to the pricing service",
    "paid_at is missing until the order is paid",
    "the second one is refused by its key",
    "the last writer is refused by a version number",
    "the payment provider is down",
    "payment provider is down",
    "orders stay unpaid",
    "payments are retried from the queue for a day",
    "alert on the age of the oldest unpaid order",
    "the order's id is the key",
    "the order waits in the queue",
    /* what the fixes of preset:backend show (tests/e2e/preset_fixes.bats) */
    "Takes a cart through payment and places the order. Prices come from pricing.",
    "How to start it on one's own machine, and what it needs (variables, database).",
    "A request and its answer, or where the description of the API is.",
    "Seen by: alert checkout_orders_failed. Cause: mostly the payment provider is down.",
    "Do: switch on the queue, and roll back if the last release is younger than an hour.",
    "Call: the team on duty (payments-oncall), then the provider's support.",
    "checkout_orders_failed calls payments-oncall.",
    "Orders carry a currency. Callers that send none get EUR.",
    ("Target: 200 requests/s with p95 below 300 ms. Measured 2026-03-02: 260 requests/s, p95 "
     "180 ms."),
    /* preset:readiness, and what thin answers are told (check/answers_thin.c) */
    ("Questions about a service that nobody owns are answered by whoever happens to read "
     "them."),
    ("Where two sheets contradict each other, one of two teams is wrong about who calls whom "
     "and who writes what."),
    ("A schema whose reasons nobody wrote down is changed by people who do not know them."),
    ("Write in done.yml where the decision stands, or in a sentence how the schema changes:"),
    "A real answer says what the service decides, from where to where.",
    "A real answer says what belongs to whom.",
    "A real answer names the fields that may be missing, and when.",
    "A real answer says how the second one is recognized and what happens to it.",
    "A real answer says which of two changes counts, and how the other one learns of it.",
    "A real answer says what fails, and how.",
    "A real answer says what callers see meanwhile.",
    "A real answer says what the service does about it, or who does.",
    "A real answer names the alert, the metric or the log line.",
    "A real answer says what the caller does without an answer.",
    /* other sentences of the presets' checks, and of the topics of documents */
    "checkout_orders_failed pages payments-oncall when one order in ten fails.",
    ("Input that is not validated at the boundary fails deep inside, or silently corrupts "
     "data."),
    ("An error that nobody turns into an answer leaves the caller with a timeout and the team "
     "without a trace."),
    ("Without log records that have levels and fields, nobody finds out afterwards what a "
     "request did."),
    ("Without a health check the platform sends requests to an instance that cannot answer "
     "them."),
    "A service that publishes no numbers degrades for weeks before a customer says so.",
    "Without traces nobody can say which of five services made a request slow.",
    ("A bare print has no level, no time and no request, and nobody can search or silence it."),
    "Whoever has to change the service at night starts by running it.",
    "A service that nobody owns is repaired by whoever is woken up first.",
    ("how to see that the service is ill, what usually is the cause, what to do, whom to "
     "call."),
    "kubectl rollout undo deployment/checkout if the last release is younger than an hour.",
    "The person who is called at night did not write the service.",
    ("A caller who does not know what goes wrong treats every failure alike, and retries what can "
     "never succeed."),
    ("A change that takes something away from callers breaks them on the day that it is rolled "
     "out."),
    "A load test whose result nobody reads is green while every second request fails.",
    "Every service checks its input at the boundary, and refuses bad input.",
    "Every service handles its errors, in one place or at each call.",
    "Every interface describes what goes wrong.",
    "No error is caught and dropped.",
    "Every service writes log records with levels or fields.",
    "Every service has a health check.",
    "Every service publishes numbers that can be watched.",
    "Every service can be traced.",
    "Every service has alerts that call somebody.",
    "Log records go through a logger, never through a bare print.",
    "The README says how to run the service.",
    "The README says what the service is for.",
    "Every service has an owner.",
    "Every interface is described.",
    "No change breaks those who call the interface.",
    "Every service has a runbook.",
    "It is written down how a release is taken back.",
    "It is written down who is on call.",
    "Every service has a performance check.",
    "It is written down how fast the service must be.",
    "Results of load tests meet what was promised.",
    "Every call to another service has a time limit.",
    "The sheet names who owns the service.",
    "The sheet says what the service owns.",
    "An answer is looked at again when what it is about changes.",
    "The sheet says what the data look like.",
    "The sheet says how much load the service takes, and how it fails.",
    "The sheet says how the service talks to others.",
    "The sheets agree on who calls whom.",
    "The sheet names the decision about the schema.",
    "The sheet says who decided what.",
    "A release that cannot be taken back within minutes turns a mistake into an outage.",
    "An alert that reaches nobody is not an alert.",
    ("Whether the service holds its load is measured before a release, or by the customers "
     "after it."),
    ("Whether the service is fast enough is known only where somebody wrote down how fast it "
     "must be."),
    "A call without a limit waits for ever, and one slow neighbour then stops everything.",
    "Validate each decoded request, for example with github.com/go-playground/validator:",
    "What comes in is refused at the edge, or it fails deep inside, or not at all.",
    ("Add spring-boot-starter-validation (or hibernate-validator) and say what each field may "
     "hold:"),
    "Describe each input as a model, for example with pydantic:",
    "Check each body, query and parameter against a schema, for example with zod:",
    "Check each decoded input, for example with the crate validator:",
    "or parse it into a type that can only hold good values:",
    "Check each input before it is used.",
    "elsewhere a contract of dry-validation.",
    "Wrap an error where you pass it on, and tell errors apart where you answer:",
    ("An error without its cause, or one that callers cannot tell from another, cannot be "
     "handled."),
    ("Without one place for errors each route answers differently, and one rejected promise "
     "ends the process."),
    "Give the service an error type and say how it is answered:",
    "Errors that are no types end as panics, or as a 500 for what was the caller's fault.",
    ("Log it with its cause, pass it on, or say in a comment inside the braces why it does not "
     "matter."),
    "An error that is caught and dropped is found by the customer.",
    "Catch what you expect, and log the rest:",
    "To drop an error on purpose, say so:",
    "Rescue what you expect, and log the rest:",
    "At three in the morning one searches logs by level and field, not by eye.",
    "Spring Boot 3.4 and newer write JSON with:",
    "Log through a logger with fields, for example structlog:",
    "Log through pino (Fastify and NestJS bring a logger of their own):",
    "Log through a PSR-3 logger (Monolog with a JsonFormatter):",
    ("Log through one logger with fields, for example semantic_logger (or lograge in Rails):"),
    "A dump that was left behind shows customers the inside of the service.",
    ("Answer GET /healthz (200 while the process can serve), or state how the platform sees "
     "it:"),
    ("Count and time requests, for example with prom-client, prometheus/client_golang, "
     "prometheus_client, Micrometer or OpenTelemetry, and serve them at /metrics."),
    "Without numbers one learns of trouble from customers, and guesses at its cause.",
    ("Keep the alert rules or the dashboard beside the service (monitoring/alerts.yml), or say "
     "in README.md or RUNBOOK.md who is called by what, and where the dashboard is:"),
    "Numbers that nobody is called about are looked at when it is too late.",
    "Open README.md with a paragraph:",
    "State it in README.md:",
    "what the service does, for whom, and what it does not do.",
    ("Who does not know what a service is for builds it a second time, or calls it for the "
     "wrong thing."),
    "Whoever has to change the service, or call it, starts here.",
    "Write RUNBOOK.md (200 bytes or more):",
    ("how one sees that it is ill, what usually is the cause, what to do (restart, roll back, "
     "switch off), whom to call."),
    "Who is called at night did not write the service.",
    "Describe it where the code is:",
    "An interface that is not written down is whatever its callers have come to rely on.",
    ("Say in CHANGELOG.md (or README.md) what changed in the interface, and what callers have "
     "to do."),
    "A changed interface is news for its callers.",
    ("Keep a load test or a benchmark beside the service, for example load/checkout.js for "
     "k6:"),
    "What was never loaded fails on its first busy day.",
    "State it in README.md, and keep the last result beside the load test:",
    ("Whether it is fast enough is known only where someone said how fast it must be, or "
     "measured it."),
    "Use a client and a server with limits:",
    "Set both limits where the client is made:",
    ("Where nobody said what a service owns, two services write the same data, and every "
     "change is a negotiation."),
    "An answer that is no longer true is worse than none.",
    ("Missing values, duplicates and conflicts are decided in advance, or by the first "
     "incident."),
    ("A limit that nobody named is found by the customers, and a failure that nobody foresaw "
     "has no response."),
    "What was decided and not written down is decided again by whoever comes next.",
    "What the service does, for whom, and what it leaves to others.",
    "The command that starts the service, and what it needs.",
    "One request with its answer, and where the description is.",
    "Each variable, its default, and what it changes.",
    "The pipeline or command that puts a new version into production.",
    "The command that brings the previous version back, and what it does to data.",
    "Where the backups are, and the command that brings one back.",
    "How a failure shows, its usual causes, and the command for each.",
    "Who is called at night, and how to reach them.",
    "Each alert by its name, and what it means for users.",
    "The parts of the service, and how a request passes them.",
    "The command that runs the tests, and what it needs.",
    "The team, and where it answers.",
    "The promise, the day it was measured, and the numbers.",
    "Takes a cart through payment and places the order.",
    "mostly the payment provider is down.",
    "switch on the queue, and roll back if the last release is younger than an hour.",
    "the team on duty (payments-oncall), then the provider's support.",
    "Callers that send none get EUR.",
    /* what init and the findings say */
    "write a load script that calls it",
    "what it is to find out",
    "say what holds for this service",
    "say what holds, or",
    "say in a few words why",
    "write what is meant in place of",
};

static const char *const templates[] = {
    /* GitLab's README of a new project */
    ("To make it easy for you to get started with GitLab, here's a list of recommended next "
     "steps."),
    "When you're ready to make this README your own, just edit this file",
    "Choose a self-explaining name for your project.",
    "Let people know what your project can do specifically.",
    "Depending on what you are making, it can be a good idea to include screenshots",
    "Within a particular ecosystem, there may be a common way of installing things",
    "Use examples liberally, and show the expected output if you can.",
    "Tell people where they can go to for help.",
    ("If you have ideas for releases in the future, it is a good idea to list them in the "
     "README."),
    "State if you are open to contributions and what your requirements are",
    "For open source projects, say how it is licensed.",
    /* Azure DevOps' */
    "Give a short introduction of your project.",
    "Let this section explain the objectives or the motivation behind this project.",
    "Guide users through getting your code up and running on their own system.",
    "Describe and show how to build your code and run the tests.",
    "Explain how other users and developers can contribute to make your code better.",
    /* Bitbucket's */
    ("This README would normally document whatever steps are necessary to get your application "
     "up and running."),
    /* Rails' */
    "Things you may want to cover:",
    /* templates that are copied often */
    "One Paragraph of project description goes here",
    ("These instructions will get you a copy of the project up and running on your local "
     "machine for development and testing purposes."),
    "What things you need to install the software and how to install them",
    "A step by step series of examples that tell you how to get a development env running",
    "Explain how to run the automated tests for this system",
    "Explain what these tests test and why",
    "Add additional notes about how to deploy this on a live system",
    "A short description of the project goes here \xE2\x80\xA6",
    "Documentation for this service is coming soon \xE2\x80\xA6",
    "Documentation for this project is coming soon \xE2\x80\xA6",
    "please check back later",
    "please check back soon",
    /* those of generators */
    "This is a Next.js project bootstrapped with \xE2\x80\xA6",
    "This project was bootstrapped with Create React App \xE2\x80\xA6",
    "This project was generated with Angular CLI \xE2\x80\xA6",
    "This template should help get you started developing with Vue 3 in Vite",
    "This template provides a minimal setup to get React working in Vite",
    "Nest framework TypeScript starter repository \xE2\x80\xA6",
    ("A progressive Node.js framework for building efficient and scalable server-side "
     "applications"),
    /* the other passages that fill space where a text shall come */
    "Sed ut perspiciatis unde omnis iste natus \xE2\x80\xA6",
    "Nemo enim ipsam voluptatem \xE2\x80\xA6",
    "Neque porro quisquam est \xE2\x80\xA6",
    "Ut enim ad minim veniam \xE2\x80\xA6",
    "Duis aute irure dolor \xE2\x80\xA6",
    "Excepteur sint occaecat \xE2\x80\xA6",
    "At vero eos et accusamus \xE2\x80\xA6",
    /* records of decisions */
    "What is the issue that we're seeing that is motivating this decision or change?",
    "What is the change that we're proposing and/or doing?",
    "What becomes easier or more difficult to do because of this change?",
    ("The issue motivating this decision, and any context that influences or constrains the "
     "decision."),
    "The change that we're proposing or have agreed to implement.",
    ("What becomes easier or more difficult to do and any risks introduced by the change that "
     "will need to be mitigated."),
};

static const struct {
	const char *const *items;
	size_t nr;
	enum done_placeholder_kind kind;
	const char *name;
} tables[] = {
    {own, DONE_ARRAY_SIZE(own), DONE_PLACEHOLDER_EXAMPLE, "an example of git done"},
    {templates, DONE_ARRAY_SIZE(templates), DONE_PLACEHOLDER_TEXT, "a template's own text"},
};

/* Full stops at the end may be there or not, and a colon may lead over to what follows. What ends
 * in "…" is a beginning. */
static size_t example_length(const struct done_passage *passage, size_t i, const char *example)
{
	static const char more[] = " \xE2\x80\xA6";
	char text[200];
	size_t len = strlen(example), more_len = sizeof(more) - 1;
	bool begins = len > more_len && !strcmp(example + len - more_len, more);

	len -= begins ? more_len : 0;
	while (len > 0 && strchr(".:?,", example[len - 1]))
		len--;
	if (len >= sizeof(text))
		return 0;
	memcpy(text, example, len);
	text[len] = '\0';
	len = done_phrase_length(passage, i, text);
	return len &&
	        (begins || done_border_behind(passage, i + len) ||
	            done_char_at(passage, i + len) == ':')
	    ? len
	    : 0;
}

/* ---- by their first letter ---- */

struct example {
	const char *text;
	size_t table;
};

/* All of them, ascending by first letter: tried at every word, so not one by one. */
static struct example examples[DONE_ARRAY_SIZE(own) + DONE_ARRAY_SIZE(templates)];
static size_t first_of[257]; /* by lower-case letter: where its examples begin; 256: the end */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static size_t *end_of(const char *example)
{
	return &first_of[(unsigned char)done_ascii_lower(*example) + 1];
}

/* How many begin so, then where those end, and then each from the end on. */
static void index_examples(void)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(tables); k++) {
		for (size_t j = 0; j < tables[k].nr; j++)
			++*end_of(tables[k].items[j]);
	}
	for (int letter = 0; letter < 256; letter++)
		first_of[letter + 1] += first_of[letter];
	for (size_t k = DONE_ARRAY_SIZE(tables); k-- > 0;) {
		for (size_t j = tables[k].nr; j-- > 0;)
			examples[--*end_of(tables[k].items[j])] =
			    (struct example){tables[k].items[j], k};
	}
	memmove(first_of, first_of + 1, sizeof(first_of) - sizeof(*first_of));
	first_of[256] = DONE_ARRAY_SIZE(examples);
}

/* Most examples with the same first letter part with the text at the second. */
static bool example_may_be(const struct done_passage *passage, size_t i, const char *example)
{
	return !done_ascii_is_word(example[1]) ||
	    done_ascii_lower(done_char_at(passage, i + 1)) == done_ascii_lower(example[1]);
}

void done_example_start(struct done_starts *out)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(tables); k++) {
		for (size_t j = 0; j < tables[k].nr; j++)
			done_starts_add(out, tables[k].items[j]);
	}
}

bool done_example_find(
    const struct done_passage *passage, size_t i, bool strict, struct done_placeholder_found *out)
{
	unsigned char letter = (unsigned char)done_ascii_lower(passage->ptr[i]);

	(void)strict;
	if (!done_border_before(passage, i))
		return false;
	pthread_once(&once, index_examples);
	for (size_t j = first_of[letter]; j < first_of[letter + 1]; j++) {
		size_t table = examples[j].table, len;

		if (!example_may_be(passage, i, examples[j].text))
			continue;
		len = example_length(passage, i, examples[j].text);
		if (!len)
			continue;
		*out = (struct done_placeholder_found){
		    .name = tables[table].name, .kind = tables[table].kind, .at = i, .len = len};
		return true;
	}
	return false;
}
