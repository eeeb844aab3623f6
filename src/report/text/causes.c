/* The text format in short: what is wrong by its causes, one entry each. */
#include "brief.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct sighting {
	const char *key; /* the same for the same cause */
	const struct done_service_report *service;
	const struct done_check_report *check;
	enum done_item_kind kind;
	size_t position;
};

struct sightings {
	struct done_arena *arena;
	done_cause_key_of *key_of;
	struct sighting *items;
	size_t nr, cap;
};

static bool cause_is_of_path(char c)
{
	return isalnum((unsigned char)c) || strchr("._-/", c);
}

/* Behind a path: ":12". */
static const char *cause_skip_line(const char *text)
{
	const char *end = text + 1;

	if (*text != ':' || !isdigit((unsigned char)*end))
		return text;
	return end + strspn(end, "0123456789");
}

const char *done_cause_local(
    struct done_arena *arena, const struct done_service *service, const char *text)
{
	const char *directory =
	    done_arena_printf(arena, "%s/", done_arena_shown(arena, service->path));
	const char *from = text, *local;
	struct done_buf out = {0};

	if (!text || !strcmp(service->path, ".") || !strstr(text, directory))
		return text;
	for (const char *at = text; (at = strstr(at, directory));) {
		if (at > text && cause_is_of_path(at[-1])) {
			at++;
			continue;
		}
		done_buf_add(&out, from, (size_t)(at - from));
		for (at += strlen(directory); *at && cause_is_of_path(*at); at++)
			done_buf_addch(&out, *at);
		from = at = cause_skip_line(at);
	}
	done_buf_addstr(&out, from);
	local = done_arena_strndup(arena, out.ptr, out.len);
	done_buf_release(&out);
	return local;
}

/*
 * The same check for the same reason: the same place, where it lies outside of the service, else
 * the same words but for the service's directory and lines in it. A service's own name in the words
 * keeps causes apart.
 */
const char *done_cause_key(struct done_arena *arena, const struct done_service_report *service,
    const struct done_check_report *check, const struct done_finding *finding)
{
	const char *words = check->reason ? check->reason : "";

	if (check->verdict != DONE_UNDECIDED && finding) {
		words = done_short_of(finding);
		if (finding->line > 0 && finding->path &&
		    strcmp(service->service->path, ".") != 0 &&
		    !done_path_below(finding->path, service->service->path))
			words = done_arena_printf(arena, "%s:%d", finding->path, finding->line);
	}
	return done_arena_printf(arena, "%d %s %s", (int)check->verdict, check->check->id,
	    done_cause_local(arena, service->service, words));
}

/* What a refusal tells: by the first finding. */
static const char *causes_key(struct done_arena *arena, const struct done_service_report *service,
    const struct done_check_report *check)
{
	return done_cause_key(
	    arena, service, check, check->nr_findings ? &check->findings[0] : NULL);
}

static void causes_see(
    struct sightings *seen, const struct done_service_report *service, enum done_item_kind kind)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];
			struct sighting *sighting;
			const char *key;

			if (done_rank_of_check(check) != (int)kind)
				continue;
			key = seen->key_of(seen->arena, service, check);
			if (!key)
				continue;
			sighting = DONE_ARENA_PUSH(seen->arena, seen->items, seen->nr, seen->cap);
			*sighting = (struct sighting){.key = key,
			    .service = service,
			    .check = check,
			    .kind = kind,
			    .position = seen->nr - 1};
		}
	}
}

static int compare_sightings(const void *left, const void *right)
{
	const struct sighting *a = left, *b = right;
	int rc = strcmp(a->key, b->key);

	return rc ? rc : a->position < b->position ? -1 : 1;
}

static int compare_causes(const void *left, const void *right)
{
	const struct done_cause *a = left, *b = right;

	if (a->nr_services != b->nr_services)
		return a->nr_services < b->nr_services ? 1 : -1;
	return a->position < b->position ? -1 : 1;
}

/* Of sightings with one key. */
static void causes_add(
    struct done_arena *arena, struct done_causes *out, const struct sighting *first, size_t nr)
{
	struct done_cause *cause = &out->items[out->nr++];

	cause->kind = first->kind;
	cause->check = first->check;
	cause->position = first->position;
	cause->services = done_arena_array(arena, nr, sizeof(*cause->services));
	cause->checks = done_arena_array(arena, nr, sizeof(*cause->checks));
	cause->nr_services = nr;
	for (size_t i = 0; i < nr; i++) {
		cause->services[i] = first[i].service;
		cause->checks[i] = first[i].check;
	}
	out->nr_shared += nr >= DONE_CAUSE_SHARED;
}

void done_causes_collect_by(struct done_arena *arena, const struct done_run *run,
    enum done_item_kind last, done_cause_key_of *key_of, struct done_causes *out)
{
	struct sightings seen = {.arena = arena, .key_of = key_of};

	memset(out, 0, sizeof(*out));
	/* Services that are unmet first; each in one piece. */
	for (int is_unmet = 1; is_unmet >= 0; is_unmet--) {
		for (size_t i = 0; i < run->nr_services; i++) {
			if ((run->services[i].verdict == DONE_UNMET) != is_unmet)
				continue;
			for (int kind = DONE_ITEM_UNMET; kind <= (int)last; kind++)
				causes_see(&seen, &run->services[i], (enum done_item_kind)kind);
		}
	}
	if (!seen.nr)
		return;
	qsort(seen.items, seen.nr, sizeof(*seen.items), compare_sightings);
	out->items = done_arena_array(arena, seen.nr, sizeof(*out->items));
	for (size_t i = 0, end; i < seen.nr; i = end) {
		for (end = i + 1; end < seen.nr && !strcmp(seen.items[end].key, seen.items[i].key);)
			end++;
		if (end - i >= DONE_CAUSE_SHARED) {
			causes_add(arena, out, &seen.items[i], end - i);
			continue;
		}
		for (size_t j = i; j < end; j++)
			causes_add(arena, out, &seen.items[j], 1);
	}
	qsort(out->items, out->nr, sizeof(*out->items), compare_causes);
}

void done_causes_collect(
    struct done_arena *arena, const struct done_run *run, struct done_causes *out)
{
	done_causes_collect_by(arena, run, DONE_ITEM_UNDECIDED, causes_key, out);
}

/* ---- in words ---- */

/* Where all of them lost the same line. */
static const char *cause_in_each(const struct done_cause *cause)
{
	const char *text = NULL;

	for (size_t i = 0; i < cause->nr_services; i++) {
		const struct done_check_report *check = cause->checks[i];
		const struct done_lost_file *lost =
		    check->nr_findings ? check->findings[0].lost : NULL;

		if (!lost || !lost->in_each || (text && strcmp(lost->in_each, text) != 0))
			return NULL;
		text = lost->in_each;
	}
	return text;
}

const char *done_cause_short(
    struct done_arena *arena, const struct done_cause *cause, const struct done_finding *finding)
{
	const char *text = done_short_of(finding), *in_each;

	if (cause->nr_services < 2)
		return text;
	in_each = finding->lost ? cause_in_each(cause) : NULL;
	return in_each ? in_each : done_cause_local(arena, cause->services[0]->service, text);
}

/* Where it is not the same for all, it is the first one's, and says so. */
const char *done_cause_fix(
    struct done_arena *arena, const struct done_cause *cause, const struct done_finding *finding)
{
	const struct done_service_report *first = cause->services[0];
	const char *fix = done_short_fix_of(finding);
	const char *local = done_cause_local(arena, first->service, fix);

	if (!fix || cause->nr_services < 2 || !strcmp(first->service->path, ".") ||
	    !strcmp(local, fix))
		return fix;
	for (size_t i = 1; i < cause->nr_services; i++) {
		const struct done_finding *other = cause->checks[i]->findings;
		const char *theirs = cause->checks[i]->nr_findings
		    ? done_cause_local(arena, cause->services[i]->service, done_short_fix_of(other))
		    : NULL;

		if (!theirs || strcmp(theirs, local) != 0)
			return done_arena_printf(
			    arena, "in %s: %s", done_brief_name(arena, first), fix);
	}
	return done_arena_printf(arena, "in each: %s", local);
}

static const struct done_lost_file *cause_lost(const struct done_cause *cause, size_t i)
{
	const struct done_check_report *check = cause->checks[i];

	const struct done_lost_file *lost = check->nr_findings ? check->findings[0].lost : NULL;

	return check->verdict == DONE_UNMET && lost && !lost->line ? lost : NULL;
}

/* Whether one pathspec names what all of them lost. */
static bool cause_has_pathspec(const struct done_cause *cause)
{
	const char *pathspec = cause_lost(cause, 0)->pathspec;

	for (size_t i = 1; i < cause->nr_services && pathspec; i++) {
		const char *other = cause_lost(cause, i)->pathspec;

		if (!other || strcmp(other, pathspec) != 0)
			return false;
	}
	return pathspec != NULL;
}

enum { RESTORE_FILES = 100 }; /* that one command names */

/* Each once: what all of them share is lost in each of them. */
struct restored {
	const char *paths[RESTORE_FILES];
	size_t nr;
	bool is_cut;
};

static void restored_add(struct restored *restored, const char *path)
{
	for (size_t i = 0; i < restored->nr; i++) {
		if (!strcmp(restored->paths[i], path))
			return;
	}
	if (restored->nr < RESTORE_FILES)
		restored->paths[restored->nr++] = path;
	else
		restored->is_cut = true;
}

static void restored_collect(struct restored *restored, const struct done_cause *cause)
{
	for (size_t i = 0; i < cause->nr_services; i++) {
		const struct done_lost_file *lost = cause_lost(cause, i);

		restored_add(restored, lost->whole ? lost->whole : lost->path);
		if (lost->also)
			restored_add(restored, lost->also);
	}
}

static bool cause_is_restored_alike(const struct done_cause *cause)
{
	const struct done_lost_file *first = cause_lost(cause, 0);

	for (size_t i = 0; i < cause->nr_services; i++) {
		const struct done_lost_file *lost = cause_lost(cause, i);

		if (!lost || strcmp(lost->from, first->from) != 0 || !lost->also != !first->also ||
		    !lost->revert != !first->revert)
			return false;
	}
	return true;
}

const char *done_cause_restore(
    struct done_arena *arena, const struct done_cause *cause, const char **rest)
{
	const struct done_lost_file *first = cause_lost(cause, 0);
	struct restored restored = {.nr = 0};
	struct done_buf command = {0};
	const char *fix, *line, *text;
	bool is_revert;

	if (!cause_is_restored_alike(cause))
		return NULL;
	if (cause_has_pathspec(cause))
		restored_add(&restored, first->pathspec);
	else
		restored_collect(&restored, cause);
	is_revert = first->revert && (!first->also || restored.is_cut);
	done_buf_addf(&command, is_revert ? "git revert --no-edit %s" : "git checkout %s --",
	    is_revert ? first->revert : first->from);
	for (size_t i = 0; i < restored.nr && !is_revert; i++) {
		done_buf_addch(&command, ' ');
		done_add_shell_word(&command, restored.paths[i]);
	}
	fix = done_short_fix_of(&cause->checks[0]->findings[0]);
	line = fix ? strchr(fix, '\n') : NULL;
	*rest = line && cause->nr_services > 1
	    ? done_cause_local(arena, cause->services[0]->service, line + 1)
	    : line ? line + 1
	           : NULL;
	if (restored.is_cut && !is_revert)
		*rest = done_arena_printf(arena,
		    "these are the first %d files; the full report names all", RESTORE_FILES);
	text = done_arena_strndup(arena, command.ptr, command.len);
	done_buf_release(&command);
	return text;
}

enum { RULE_BYTES = 200 };

const char *done_cause_rule(struct done_arena *arena, const struct done_cause *cause)
{
	const struct done_check *check = cause->check->check;
	const struct {
		const char *word, *text;
	} told[] = {{"because", check->why}, {"rule", check->title}};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(told) && cause->kind == DONE_ITEM_UNMET; i++) {
		size_t len = told[i].text ? strcspn(told[i].text, "\n") : RULE_BYTES;

		if (len < RULE_BYTES)
			return done_arena_printf(
			    arena, "%s: %.*s", told[i].word, (int)len, told[i].text);
	}
	return NULL;
}
