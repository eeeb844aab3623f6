/*
 * settle: verdicts upwards. A check that fell short decides, whatever could not be decided beside
 * it: the bar is not met either way. What could not be decided is never met, at whatever level it
 * stands.
 */
#include <string.h>

#include "gate.h"

/* Rows by how bad a verdict is. */
static const int badness[] = {
    [DONE_NOT_APPLICABLE] = 0,
    [DONE_NEXT] = 0,
    [DONE_MET] = 1,
    [DONE_WAIVED] = 2,
    [DONE_OWED] = 3,
    [DONE_UNMET] = 5,
    [DONE_UNDECIDED] = 4,
};

enum done_verdict done_verdict_worse(enum done_verdict a, enum done_verdict b)
{
	return badness[a] >= badness[b] ? a : b;
}

/* A warning that is unmet is shown and counted, and does not make anything unmet. */
static enum done_verdict weight(const struct done_check_report *check)
{
	if (check->verdict == DONE_UNMET && check->level == DONE_LEVEL_WARNING)
		return DONE_MET;
	/* What is not asked yet says nothing of the service. */
	if (check->verdict == DONE_NEXT)
		return DONE_NOT_APPLICABLE;
	return check->verdict;
}

static void count_check(struct done_service_report *service, const struct done_check_report *check)
{
	if (check->verdict == DONE_UNDECIDED)
		service->nr_undecided++;
	else if (check->verdict == DONE_WAIVED)
		service->nr_waived++;
	else if (check->verdict == DONE_OWED)
		service->nr_owed++;
	else if (check->verdict == DONE_UNMET && check->level == DONE_LEVEL_WARNING)
		service->nr_warnings++;
	else if (check->verdict == DONE_UNMET)
		service->nr_errors++;
}

void done_settle_service(struct done_service_report *service)
{
	service->verdict = DONE_NOT_APPLICABLE;
	service->nr_errors = service->nr_warnings = service->nr_undecided = 0;
	service->nr_waived = service->nr_owed = 0;
	for (size_t i = 0; i < service->nr_criteria; i++) {
		struct done_criterion_report *criterion = &service->criteria[i];

		criterion->verdict = DONE_NOT_APPLICABLE;
		for (size_t j = 0; j < criterion->nr_checks; j++) {
			criterion->verdict =
			    done_verdict_worse(criterion->verdict, weight(&criterion->checks[j]));
			count_check(service, &criterion->checks[j]);
		}
		service->verdict = done_verdict_worse(service->verdict, criterion->verdict);
	}
}

static size_t settle_count_judged(const struct done_service_report *service)
{
	size_t nr = 0;

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++)
			nr += done_verdict_is_judged(service->criteria[i].checks[j].verdict);
	}
	return nr;
}

/* What the policy calls an error of the change as a whole. */
static void settle_notes_of_run(struct done_run *run)
{
	for (size_t i = 0; i < run->nr_notes; i++) {
		if (run->notes[i].level == DONE_NOTE_ERROR &&
		    run->notes[i].about == DONE_NOTE_OF_RUN)
			run->verdict = DONE_UNMET;
	}
}

static void settle_unowned(struct done_arena *arena, struct done_run *run)
{
	struct done_note note = {.about = DONE_NOTE_OF_UNOWNED};
	int asked = run->policy ? run->policy->select.unowned : DONE_UNOWNED_IGNORE;

	if (!run->nr_unowned || asked == DONE_UNOWNED_IGNORE)
		return;
	if (asked == DONE_UNOWNED_ERROR)
		run->verdict = DONE_UNMET;
	note.level = asked == DONE_UNOWNED_ERROR ? DONE_NOTE_ERROR : DONE_NOTE_WARNING;
	done_note_add(arena, run, note,
	    "%zu changed %s no service: add a service to the policy for '%s'", run->nr_unowned,
	    run->nr_unowned == 1 ? "path belongs to" : "paths belong to", run->unowned[0]);
}

static void note_unjudged(
    struct done_arena *arena, struct done_run *run, const struct done_service *service)
{
	struct done_note note = {
	    .level = DONE_NOTE_WARNING, .about = DONE_NOTE_OF_SERVICE, .service = service->path};

	done_note_add(arena, run, note,
	    "nothing applies to the service '%s' (stage '%s'): it was not judged", service->name,
	    service->stage ? service->stage : "none");
}

/* What excuses nothing is to be taken out; a check that was not judged says nothing of it. */
static void note_unused(
    struct done_arena *arena, struct done_run *run, const struct done_service_report *service)
{
	struct done_note note = {.level = DONE_NOTE_WARNING,
	    .about = DONE_NOTE_OF_SERVICE,
	    .service = service->service->path};

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];

			if (check->verdict == DONE_MET && check->waiver && !check->waiver->is_ahead)
				done_note_add(arena, run, note,
				    "'%s' is met by '%s' and need not be waived: take "
				    "the waiver out of its sheet",
				    check->check->id, service->service->name);
		}
	}
}

/* What nobody has looked at must not pass for what needs nothing. */
static void note_uncovered(
    struct done_arena *arena, struct done_run *run, const struct done_service_report *service)
{
	struct done_note note = {.level = DONE_NOTE_WARNING,
	    .about = DONE_NOTE_OF_SERVICE,
	    .service = service->service->path};
	const char *language = NULL;
	size_t nr = 0;

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const char *one = service->criteria[i].checks[j].uncovered;

			nr += one != NULL;
			language = language ? language : one;
		}
	}
	if (nr && *language)
		done_note_add(arena, run, note,
		    "the code of '%s' was not judged: git-done does not know %s (checks that do "
		    "not apply: %zu)",
		    service->service->name, language, nr);
	else if (nr)
		done_note_add(arena, run, note,
		    "the code of '%s' was not judged: it has no manifest of a language that "
		    "git-done knows (checks that do not apply: %zu)",
		    service->service->name, nr);
}

void done_settle_run(struct done_arena *arena, struct done_run *run)
{
	run->verdict = DONE_MET;
	run->examined.checks = 0;
	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];
		size_t nr = settle_count_judged(service);

		run->examined.checks += nr;
		run->verdict = done_verdict_worse(run->verdict, service->verdict);
		note_unused(arena, run, service);
		note_uncovered(arena, run, service);
		/* An experiment that is let through has a notice of its own. */
		if (!nr &&
		    (!service->service->stage ||
		        strcmp(service->service->stage, "experiment") != 0))
			note_unjudged(arena, run, service->service);
	}
	if (run->verdict == DONE_WAIVED || run->verdict == DONE_OWED)
		run->verdict = DONE_MET;
	settle_notes_of_run(run);
	settle_unowned(arena, run);
	done_settle_notes(arena, run);
}
