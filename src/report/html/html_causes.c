/*
 * The html format's shared causes: what three services or more miss in the same way stands once,
 * with its fix and their names. In a service's own section is a row that leads there
 * (html_service.c). A check shares a cause only where nothing that is its own would be lost: the
 * same sentences and the same fixes but for the service's directory; places and details that differ
 * stay in its row.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../text/brief.h"
#include "html_parts.h"

/* Services whose names a cause tells: at once, and when it is opened. The rest is counted. */
enum { NAMES_OPEN = 12, NAMES_MAX = 100 };
/* Largest first; what no longer fits keeps its details in its services' sections. */
enum { CAUSES_MAX = 200 };
#define CAUSES_BYTES ((size_t)512 << 10)
#define DIRECTORY "DIRECTORY"

/* ---- what is the same ---- */

/* A text as it is for each service: "RUNBOOK.md" of "services/cart/RUNBOOK.md", and "/DIRECTORY/"
 * of
 * "/services/cart/", which begins at the root. */
static const char *shared_local(
    struct done_arena *arena, const struct done_service *service, const char *text)
{
	const char *anchored =
	    done_arena_printf(arena, "/%s/", done_arena_shown(arena, service->path));
	const char *from = text, *at = text ? strstr(text, anchored) : NULL;
	struct done_buf out = {0};

	if (!at || !strcmp(service->path, "."))
		return done_cause_local(arena, service, text);
	for (; at; at = strstr(at + 1, anchored)) {
		if (at > text && !strchr(" \t\n'\"`(", at[-1]))
			continue;
		done_buf_add(&out, from, (size_t)(at - from));
		done_buf_addstr(&out, "/" DIRECTORY "/");
		from = at + strlen(anchored);
	}
	done_buf_addstr(&out, from);
	text = done_arena_strndup(arena, out.ptr, out.len);
	done_buf_release(&out);
	return done_cause_local(arena, service, text);
}

static const char *shared_place(struct done_arena *arena, const struct done_service *service,
    const struct done_finding *finding)
{
	const char *path;

	if (!finding->path || (!finding->line && !strcmp(finding->path, service->path)))
		return NULL;
	path = done_cause_local(arena, service, done_arena_shown(arena, finding->path));
	if (finding->line <= 0)
		return path;
	return finding->column > 0
	    ? done_arena_printf(arena, "%s:%d:%d", path, finding->line, finding->column)
	    : done_arena_printf(arena, "%s:%d", path, finding->line);
}

/* Behind a count of files: " text files of code"; NULL: it counts something else. */
static const char *skip_files(const char *text)
{
	if (!strncmp(text, " text", 5))
		text += 5;
	if (strncmp(text, " file", 5) != 0)
		return NULL;
	text += 5;
	return *text == 's' ? text + 1 : text;
}

/* The details in the words of all; how many files were looked at is no difference. */
static const char *shared_detail(struct done_arena *arena, const struct done_service *service,
    const struct done_finding *finding)
{
	const char *text = shared_local(arena, service, done_detail_of(finding)), *detail;
	struct done_buf out = {0};

	if (!text)
		return NULL;
	while (*text) {
		size_t digits = strspn(text, "0123456789");
		const char *rest = digits ? skip_files(text + digits) : NULL;

		done_buf_add(&out, rest ? "#" : text, rest || !digits ? 1 : digits);
		text = rest ? rest : text + (digits ? digits : 1);
	}
	detail = done_arena_strndup(arena, out.ptr, out.len);
	done_buf_release(&out);
	return detail;
}

static const char *html_cause_key(struct done_arena *arena,
    const struct done_service_report *service, const struct done_check_report *check)
{
	const struct done_service *of = service->service;
	struct done_buf key = {0};
	const char *text;

	if (check->skipped || check->nr_dropped || check->nr_known ||
	    check->nr_findings > DONE_HTML_SHARED_FINDINGS)
		return NULL;
	done_buf_addf(&key, "%d %s", done_rank_of_check(check), check->check->id);
	for (size_t i = 0; i < check->nr_findings; i++) {
		const struct done_finding *finding = &check->findings[i];

		done_buf_addf(&key, "\n%s", shared_local(arena, of, done_short_of(finding)));
		if (finding->fix)
			done_buf_addf(&key, "\n%s", shared_local(arena, of, finding->fix));
	}
	if (!check->nr_findings && check->reason)
		done_buf_addf(&key, "\n%s", shared_local(arena, of, check->reason));
	if (check->cure)
		done_buf_addf(&key, "\n%s", shared_local(arena, of, check->cure));
	text = done_arena_strndup(arena, key.ptr, key.len);
	done_buf_release(&key);
	return text;
}

/* ---- collecting ---- */

static int compare_shared(const void *left, const void *right)
{
	const struct done_cause *a = left, *b = right;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->nr_services != b->nr_services)
		return a->nr_services < b->nr_services ? 1 : -1;
	return a->position < b->position ? -1 : 1;
}

/* So that a link to it holds in the next report: of its words alone. */
static void mark_cause(struct done_html_page *page, struct done_html_cause *shared)
{
	const struct done_cause *cause = shared->cause;
	const char *key = html_cause_key(page->arena, cause->services[0], cause->check);
	uint64_t hash = done_hash(DONE_HASH, key, strlen(key));

	snprintf(shared->mark, sizeof(shared->mark), "%06x", (unsigned)(hash & 0xffffff));
}

static bool shared_is_same(const char *text, const char *other)
{
	return text && other ? !strcmp(text, other) : text == other;
}

/* Of which findings all of its services have the same place, and the same details. */
static void compare_findings(struct done_html_page *page, struct done_html_cause *shared)
{
	const struct done_cause *cause = shared->cause;
	const struct done_service *first = cause->services[0]->service;

	for (size_t i = 0; i < cause->check->nr_findings; i++) {
		const struct done_finding *finding = &cause->check->findings[i];
		const char *place = shared_place(page->arena, first, finding);
		const char *detail = shared_detail(page->arena, first, finding);

		shared->same_place[i] = shared->same_detail[i] = true;
		for (size_t j = 1; j < cause->nr_services; j++) {
			const struct done_service *service = cause->services[j]->service;
			const struct done_finding *other = &cause->checks[j]->findings[i];

			shared->same_place[i] = shared->same_place[i] &&
			    shared_is_same(place, shared_place(page->arena, service, other));
			shared->same_detail[i] = shared->same_detail[i] &&
			    shared_is_same(detail, shared_detail(page->arena, service, other));
		}
	}
}

struct done_html_sharer {
	const struct done_check_report *check;
	const struct done_html_cause *cause;
};

static int compare_sharers(const void *left, const void *right)
{
	uintptr_t a = (uintptr_t)((const struct done_html_sharer *)left)->check;
	uintptr_t b = (uintptr_t)((const struct done_html_sharer *)right)->check;

	return a < b ? -1 : a > b;
}

const struct done_html_cause *done_html_cause_of(
    const struct done_html_page *page, const struct done_check_report *check)
{
	struct done_html_sharer wanted = {.check = check}, *found = NULL;

	if (page->nr_sharers)
		found = bsearch(
		    &wanted, page->sharers, page->nr_sharers, sizeof(wanted), compare_sharers);
	return found ? found->cause : NULL;
}

/* ---- a cause in full ---- */

static bool shared_mark_is_taken(
    const struct done_html_cause *told, size_t nr, const struct done_html_cause *shared)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(told[i].mark, shared->mark))
			return true;
	}
	return false;
}

/* The text in the words of all; notes where that is not as it is written. */
static const char *shared_words(
    struct done_html_page *page, struct done_html_cause *shared, const char *text)
{
	const char *local = shared_local(page->arena, shared->cause->services[0]->service, text);

	if (!text || !strcmp(text, local))
		return text;
	shared->is_local = true;
	shared->has_directory = shared->has_directory || strstr(local, "/" DIRECTORY "/");
	return local;
}

/* The place that all have, where the sentence needs it: "load/result.json" before "is empty". */
static const char *shared_told_place(
    struct done_html_page *page, const struct done_html_cause *shared, size_t i)
{
	const struct done_finding *finding = &shared->cause->check->findings[i];
	const struct done_service *first = shared->cause->services[0]->service;
	const char *place =
	    shared->same_place[i] ? shared_place(page->arena, first, finding) : NULL;

	return place && !strstr(done_short_of(finding), done_last_part(place)) ? place : NULL;
}

static void shared_add_place(struct done_html_page *page, const char *place)
{
	done_buf_addstr(page->out, "<code>");
	done_html_text(page, place);
	done_buf_addstr(page->out, "</code> ");
}

/* What comes before what the next finding says: "; ". NULL: it says the same at the same place. */
static const char *shared_gap(const char *last, const char *sentence, const char *place)
{
	if (!last)
		return "";
	return strcmp(last, sentence) != 0 || place ? "; " : NULL;
}

static void shared_add_sentences(struct done_html_page *page, struct done_html_cause *shared)
{
	const struct done_check_report *check = shared->cause->check;
	const char *last = NULL;

	if (!check->nr_findings)
		done_html_text(page,
		    check->reason ? shared_words(page, shared, check->reason)
		                  : "no reason is known");
	for (size_t i = 0; i < check->nr_findings; i++) {
		const char *sentence =
		    shared_words(page, shared, done_short_of(&check->findings[i]));
		const char *place = shared_told_place(page, shared, i);
		const char *gap = shared_gap(last, sentence, place);

		if (!gap)
			continue;
		done_buf_addstr(page->out, gap);
		if (place)
			shared_add_place(page, place);
		done_html_text(page, sentence);
		last = sentence;
	}
}

static void shared_add_services(struct done_html_page *page, const struct done_cause *cause)
{
	size_t told = cause->nr_services < NAMES_MAX ? cause->nr_services : NAMES_MAX;
	size_t open = cause->nr_services <= NAMES_OPEN + 1 ? told : NAMES_OPEN;

	done_buf_addf(page->out, "<p class=who>in %zu services: ", cause->nr_services);
	for (size_t i = 0; i < told; i++) {
		if (i == open)
			done_buf_addf(page->out,
			    "</p>\n<details><summary>%zu more services</summary><p>",
			    cause->nr_services - open);
		else if (i)
			done_buf_addstr(page->out, ", ");
		done_buf_addstr(page->out, "<a href=\"#");
		done_html_id(page, "service", cause->services[i]->service->name, NULL);
		done_buf_addstr(page->out, "\">");
		done_html_raw(page, cause->services[i]->service->name);
		done_buf_addstr(page->out, "</a>");
	}
	if (told < cause->nr_services)
		done_buf_addf(page->out,
		    " and %zu more, which are only counted here: their own sections lead to this "
		    "one",
		    cause->nr_services - told);
	done_buf_addstr(page->out, open < told ? "</p></details>\n" : "</p>\n");
}

/* What `git checkout` brings back for all of them, as the block of code that it is. */
static const char *shared_fix(
    struct done_html_page *page, struct done_html_cause *shared, const struct done_finding *finding)
{
	const struct done_cause *cause = shared->cause;
	const char *rest = NULL, *restore = NULL;

	if (finding->lost && cause->check->nr_findings == 1)
		restore = done_cause_restore(page->arena, cause, &rest);
	if (restore)
		return done_arena_printf(page->arena, "  %s\n%s", restore, rest ? rest : "");
	return shared_words(page, shared, finding->fix);
}

/* NULL where it differs, if only by how many files were looked at. */
static const char *shared_whole_detail(
    struct done_html_page *page, const struct done_html_cause *shared, size_t i)
{
	const struct done_cause *cause = shared->cause;
	const char *first = done_detail_of(&cause->check->findings[i]);
	const char *local = shared_local(page->arena, cause->services[0]->service, first);

	for (size_t j = 1; first && j < cause->nr_services; j++) {
		const char *other = done_detail_of(&cause->checks[j]->findings[i]);

		if (strcmp(shared_local(page->arena, cause->services[j]->service, other), local) !=
		    0)
			return NULL;
	}
	return first;
}

static void shared_add_finding(
    struct done_html_page *page, struct done_html_cause *shared, size_t i, bool is_named)
{
	const struct done_service *first = shared->cause->services[0]->service;
	const struct done_finding *finding = &shared->cause->check->findings[i];
	const char *place =
	    shared->same_place[i] ? shared_place(page->arena, first, finding) : NULL;
	const char *detail = shared->same_detail[i] ? shared_whole_detail(page, shared, i) : NULL;

	if (place && done_path_below(finding->path, first->path))
		shared->is_local = true;
	/* In the heading already. */
	if (place && (strstr(done_short_of(finding), place) || shared_told_place(page, shared, i)))
		place = is_named ? shared_told_place(page, shared, i) : NULL;
	if (!place && !detail && !is_named)
		return;
	done_buf_addstr(page->out, "<p>");
	if (place)
		shared_add_place(page, place);
	if (is_named)
		done_html_text(page, shared_words(page, shared, done_short_of(finding)));
	if (detail) {
		done_buf_addstr(page->out, is_named ? " <small>" : "<small>");
		done_html_text(page, shared_words(page, shared, detail));
		done_buf_addstr(page->out, "</small>");
	}
	done_buf_addstr(page->out, "</p>\n");
}

/* Where all findings have one fix, it stands below them. */
static void shared_add_fixes(struct done_html_page *page, struct done_html_cause *shared)
{
	const struct done_check_report *check = shared->cause->check;
	const char *common = done_common_fix(check);

	for (size_t i = 0; i < check->nr_findings; i++) {
		bool is_last = i + 1 == check->nr_findings;

		shared_add_finding(page, shared, i, !common);
		if (check->findings[i].fix && (is_last || !common))
			done_html_fix(page, shared_fix(page, shared, &check->findings[i]));
	}
	if (!check->nr_findings && common && check->verdict == DONE_UNMET)
		done_html_fix(page, common);
	if (check->cure)
		done_html_cure(page, shared_words(page, shared, check->cure));
}

static void shared_add_cause(struct done_html_page *page, struct done_html_cause *shared)
{
	const struct done_cause *cause = shared->cause;
	enum done_html_state state = done_html_state_of_check(cause->check);
	const char *id = cause->check->check->id;

	done_buf_addstr(page->out, "<section class=cause id=\"");
	done_html_id(page, "cause", shared->mark, NULL);
	done_buf_addf(page->out, "\">\n<h%d><b class=%s>%s</b> <a href=\"#", page->heading + 1,
	    done_html_class(state), done_html_words(state));
	done_html_id(page, "check", id, NULL);
	done_buf_addstr(page->out, "\"><code>");
	done_html_text(page, id);
	done_buf_addstr(page->out, "</code></a> ");
	shared_add_sentences(page, shared);
	done_buf_addf(page->out, "</h%d>\n", page->heading + 1);
	shared_add_services(page, cause);
	shared_add_fixes(page, shared);
	if (shared->is_local)
		done_buf_addf(page->out,
		    "<p class=about>Paths are those in each service's directory%s.</p>\n",
		    shared->has_directory ? ", for which " DIRECTORY " stands" : "");
	done_buf_addstr(page->out, "</section>\n");
}

/* ---- all causes ---- */

static void shared_add_sharers(struct done_html_page *page, const struct done_html_cause *shared)
{
	for (size_t i = 0; i < shared->cause->nr_services; i++)
		page->sharers[page->nr_sharers++] =
		    (struct done_html_sharer){shared->cause->checks[i], shared};
}

/* Each is told where its text fits and its mark is its own. */
static void shared_add_all(
    struct done_html_page *page, const struct done_causes *causes, struct done_buf *section)
{
	struct done_html_cause *told =
	    done_arena_array(page->arena, causes->nr_shared, sizeof(*told));
	struct done_buf *out = page->out, text = {0};
	size_t nr = 0;

	page->out = &text;
	for (size_t i = 0; i < causes->nr_shared && nr < CAUSES_MAX; i++) {
		struct done_html_cause *shared = &told[nr];

		*shared = (struct done_html_cause){.cause = &causes->items[i]};
		mark_cause(page, shared);
		if (shared_mark_is_taken(told, nr, shared))
			continue;
		compare_findings(page, shared);
		done_buf_clear(&text);
		shared_add_cause(page, shared);
		if (section->len + text.len > CAUSES_BYTES)
			continue;
		done_buf_add(section, text.ptr, text.len);
		shared_add_sharers(page, shared);
		nr++;
	}
	page->out = out;
	done_buf_release(&text);
}

void done_html_causes(struct done_html_page *page)
{
	struct done_causes causes;
	struct done_buf section = {0};
	size_t nr = 0;

	page->nr_sharers = 0;
	done_causes_collect_by(page->arena, page->run, DONE_ITEM_WARNING, html_cause_key, &causes);
	if (!causes.nr_shared)
		return;
	for (size_t i = 0; i < causes.nr_shared; i++)
		nr += causes.items[i].nr_services;
	page->sharers = done_arena_array(page->arena, nr, sizeof(*page->sharers));
	qsort(causes.items, causes.nr_shared, sizeof(*causes.items), compare_shared);
	shared_add_all(page, &causes, &section);
	qsort(page->sharers, page->nr_sharers, sizeof(*page->sharers), compare_sharers);
	if (section.len) {
		done_html_heading(page, 0, "causes", "Shared causes");
		done_buf_addstr(page->out,
		    "<p class=about>What three or more services miss in the same way stands "
		    "here once, with its fix.</p>\n");
		done_buf_add(page->out, section.ptr, section.len);
	}
	done_buf_release(&section);
}

/* ---- a service's row ---- */

void done_html_cause_link(struct done_html_page *page, const struct done_html_cause *shared)
{
	done_buf_addstr(page->out, "<a href=\"#");
	done_html_id(page, "cause", shared->mark, NULL);
	done_buf_addstr(page->out, "\">");
}

/* Its place: as it is where those of others differ, else where the sentence needs it. */
static const char *shared_own_place(struct done_html_page *page,
    const struct done_html_cause *shared, size_t i, const struct done_finding *finding)
{
	const char *path;

	if (shared->same_place[i])
		return shared_told_place(page, shared, i);
	if (!finding->path)
		return NULL;
	path = done_arena_shown(page->arena, finding->path);
	if (finding->line <= 0)
		return path;
	return finding->column > 0
	    ? done_arena_printf(page->arena, "%s:%d:%d", path, finding->line, finding->column)
	    : done_arena_printf(page->arena, "%s:%d", path, finding->line);
}

void done_html_cause_row(struct done_html_page *page, const struct done_html_cause *shared,
    const struct done_check_report *check, bool is_late)
{
	const char *last = NULL;

	if (!check->nr_findings)
		done_html_text(page, check->reason ? check->reason : "no reason is known");
	for (size_t i = 0; i < check->nr_findings; i++) {
		const struct done_finding *finding = &check->findings[i];
		const char *sentence = done_short_of(finding), *detail = done_detail_of(finding);
		const char *place = shared_own_place(page, shared, i, finding);
		const char *gap = shared_gap(last, sentence, place);

		done_buf_addstr(page->out, gap ? gap : "");
		if (place)
			shared_add_place(page, place);
		if (gap)
			done_html_text(page, sentence);
		last = sentence;
		if (!shared->same_detail[i] && detail && !is_late) {
			done_buf_addstr(page->out, " <small>");
			done_html_text(page, detail);
			done_buf_addstr(page->out, "</small>");
		}
	}
	done_buf_addch(page->out, ' ');
	done_html_cause_link(page, shared);
	done_buf_addf(page->out, "%s (the same in %zu services)</a>",
	    check->cure ? "what to do" : "fix", shared->cause->nr_services);
}
