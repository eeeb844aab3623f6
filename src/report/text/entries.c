/* The text format in short: an entry a cause, each with what is missing, where, and the fix. */
#include "brief.h"

#include <string.h>

enum {
	CAUSES = 10,        /* entries; the rest is counted */
	NAME_COLUMNS = 170, /* of the services of an entry, by name: two lines */
	CAUSE_PLACES = 3,   /* findings of an entry that say something else each */
	FEW = 3,            /* causes; each shows more of its fix then */
	FIX_LINES = 6,
	FIX_LINES_OF_MANY = 2,
	ID_COLUMNS = 26,
	SENTENCE_COLUMNS = 30, /* beside the id; on a narrower terminal below it */
};

/* ---- one cause ---- */

/* What the entries of a run have said already, and need not say again. */
struct entries {
	struct done_text_writer *writer;
	const struct done_service_report *service; /* of the last one, where it was one; NULL */
	const char *place, *tail;  /* of the last one: "main.go:7", ": it …"; "" */
	const char *rules[CAUSES]; /* ids of checks whose rule was told */
	size_t nr_rules;
	int columns; /* of the ids */
};

/* Whether the place says more than the sentence and the service do: a file that the sentence or
 * the fix names, and a whole service, are no places of their own. */
static bool brief_has_place(const struct done_cause *cause, const struct done_finding *finding)
{
	const char *path = finding->path, *name;

	if (!path || !*path || finding->lost)
		return false;
	if (finding->line > 0)
		return cause->nr_services == 1 ||
		    !done_path_below(path, cause->services[0]->service->path);
	if (done_short_fix_of(finding) && strstr(done_short_fix_of(finding), path))
		return false;
	name = done_last_part(path);
	return strcmp(path, ".") != 0 && strcmp(path, cause->services[0]->service->path) != 0 &&
	    cause->nr_services == 1 && !strstr(done_short_of(finding), name);
}

/* ": it takes messages", but nothing of what is quoted; NULL. */
static const char *brief_tail(const char *brief)
{
	bool is_quoted = false;

	for (const char *at = brief; *at; at++) {
		is_quoted ^= *at == '\'';
		if (!is_quoted && at[0] == ':' && at[1] == ' ')
			return at;
	}
	return NULL;
}

/* "no error handling" after "no input validation: it takes messages", of the same line. */
static const char *brief_not_again(
    struct entries *entries, const struct done_cause *cause, const char *place, const char *brief)
{
	const char *tail = brief_tail(brief);
	bool is_same = entries->service && cause->nr_services == 1 &&
	    cause->services[0] == entries->service && *place && !strcmp(place, entries->place);
	bool is_said = is_same && tail && !strcmp(tail, entries->tail);

	entries->place = place;
	entries->tail = tail ? tail : "";
	if (is_said)
		return done_arena_strndup(entries->writer->arena, brief, (size_t)(tail - brief));
	return is_same ? brief : NULL;
}

/* "main.go:7  no input validation", on two lines where one is too short. */
static const char *brief_sentence(struct entries *entries, const struct done_cause *cause,
    const struct done_finding *finding, int indent)
{
	struct done_text_writer *writer = entries->writer;
	const char *brief = done_cause_short(writer->arena, cause, finding), *place = "", *again;

	if (brief_has_place(cause, finding)) {
		place = done_arena_shown(writer->arena, finding->path);
		if (finding->line > 0)
			place = done_arena_printf(writer->arena, "%s:%d", place, finding->line);
	}
	again = brief_not_again(entries, cause, place, brief);
	if (again || !*place)
		return again ? again : brief;
	return done_arena_printf(writer->arena, "%s%s%s", place,
	    indent + done_text_columns(place, strlen(place)) + 2 +
	                done_text_columns(brief, strlen(brief)) >
	            writer->layout.width
	        ? "\n"
	        : "  ",
	    brief);
}

/* As many lines as are read before the next entry. */
static const char *brief_cut_fix(
    struct done_text_writer *writer, const struct done_cause *cause, const char *fix)
{
	const char *end = fix;

	for (size_t lines = 0; lines < cause->fix_lines; lines++) {
		const char *next = strchr(end, '\n');

		if (!next || !next[1])
			return fix;
		end = next + 1;
	}
	return done_arena_printf(writer->arena, "%.*s…", (int)(end - fix), fix);
}

/* The findings of an entry that say something else each, and how many are left. */
static size_t brief_choose(const struct done_check_report *check,
    const struct done_finding *out[CAUSE_PLACES], size_t *left)
{
	size_t nr = 0, fresh = done_new_findings(check);

	for (size_t i = 0; i < fresh && nr < CAUSE_PLACES; i++) {
		const char *brief = done_short_of(&check->findings[i]);
		size_t j = 0;

		while (j < nr && strcmp(done_short_of(out[j]), brief) != 0)
			j++;
		if (j == nr)
			out[nr++] = &check->findings[i];
	}
	*left = fresh - nr + done_new_dropped(check);
	return nr;
}

/* A command is one line, however long: it is there to be copied. */
static void brief_copy(struct done_text_writer *writer, int indent, const char *command)
{
	done_buf_addf(writer->layout.out, "%*s", indent, "");
	done_escape_plain(writer->layout.out, command, 0);
	done_buf_addch(writer->layout.out, '\n');
}

static void brief_fix(struct done_text_writer *writer, const struct done_cause *cause, int indent,
    const struct done_finding *finding)
{
	const char *fix = NULL, *restore = NULL;

	if (finding->lost)
		restore = done_cause_restore(writer->arena, cause, &fix);
	if (restore)
		brief_copy(
		    writer, indent, done_arena_printf(writer->arena, "to restore: %s", restore));
	else
		fix = done_cause_fix(writer->arena, cause, finding);
	if (fix)
		done_layout_wrap(
		    &writer->layout, indent, "", DONE_PLAIN, brief_cut_fix(writer, cause, fix));
	if (finding->lost && finding->lost->line)
		brief_copy(writer, indent, done_lost_command(writer->arena, finding->lost));
}

static void brief_where(struct done_text_writer *writer, const struct done_cause *cause, int indent)
{
	struct done_buf text = {0};
	size_t named;

	if (cause->nr_services < 2)
		return;
	named = done_brief_names_that_fit(
	    writer->arena, cause->services, cause->nr_services, NAME_COLUMNS);
	done_buf_addf(&text, "in %zu services: ", cause->nr_services);
	done_brief_add_names(&text, writer->arena, cause->services, cause->nr_services, named);
	if (named < cause->nr_services)
		done_buf_addstr(&text, " (the full report names all)");
	done_layout_wrap(&writer->layout, indent, "", DONE_PLAIN, text.ptr);
	done_buf_release(&text);
}

/* What is missing, and below it how to fix it: once where the next one has the same fix. */
static void brief_findings(
    struct entries *entries, const struct done_cause *cause, const char *lead, int indent)
{
	struct done_text_writer *writer = entries->writer;
	const struct done_check_report *check = cause->check;
	const struct done_finding *chosen[CAUSE_PLACES];
	size_t left, nr = brief_choose(check, chosen, &left);

	if (!nr) {
		done_layout_wrap(
		    &writer->layout, 2, lead, DONE_BOLD, check->reason ? check->reason : "not met");
		brief_where(writer, cause, indent);
		if (check->check->fix)
			done_layout_wrap(&writer->layout, indent, "", DONE_PLAIN,
			    brief_cut_fix(writer, cause, check->check->fix));
	}
	for (size_t i = 0; i < nr; i++) {
		const char *fix = done_short_fix_of(chosen[i]);
		const char *next = i + 1 < nr ? done_short_fix_of(chosen[i + 1]) : NULL;
		const char *sentence = brief_sentence(entries, cause, chosen[i], indent);

		if (i + 1 == nr && left)
			sentence =
			    done_arena_printf(writer->arena, "%s (and %zu more)", sentence, left);
		done_layout_wrap(
		    &writer->layout, i ? indent : 2, i ? "" : lead, DONE_BOLD, sentence);
		if (i + 1 == nr)
			brief_where(writer, cause, indent);
		if (fix && (!next || strcmp(fix, next) != 0))
			brief_fix(writer, cause, indent, chosen[i]);
	}
}

/* What the check asks for, once where two entries are of the same check. */
static void brief_rule(struct entries *entries, const struct done_cause *cause, int indent)
{
	struct done_text_writer *writer = entries->writer;
	const char *rule = done_cause_rule(writer->arena, cause), *id = cause->check->check->id;

	for (size_t i = 0; i < entries->nr_rules; i++) {
		if (!strcmp(entries->rules[i], id))
			return;
	}
	if (!rule || entries->nr_rules == CAUSES)
		return;
	entries->rules[entries->nr_rules++] = id;
	done_layout_wrap(&writer->layout, indent,
	    done_arena_strndup(writer->arena, rule, strcspn(rule, ":") + 2), DONE_DIM,
	    rule + strcspn(rule, ":") + 2);
}

static void brief_doubt(
    struct done_text_writer *writer, const struct done_cause *cause, const char *lead, int indent)
{
	const struct done_check_report *check = cause->check;

	done_layout_wrap(&writer->layout, 2, lead, DONE_VIOLET,
	    done_arena_printf(writer->arena, "could not be judged: %s",
	        check->reason ? check->reason : "no reason is known"));
	brief_where(writer, cause, indent);
	if (check->cure)
		done_layout_wrap(&writer->layout, indent, "", DONE_PLAIN, check->cure);
}

static void brief_cause(struct entries *entries, const struct done_cause *cause)
{
	struct done_text_writer *writer = entries->writer;
	const char *id = cause->check->check->id;
	const char *lead = done_arena_printf(writer->arena, "%-*s  ", entries->columns, id);
	int indent = 2 + done_text_columns(lead, strlen(lead));
	struct done_buf text = {0};

	if (writer->layout.width - indent < SENTENCE_COLUMNS) {
		done_layout_wrap(&writer->layout, 2, id, DONE_BOLD, "");
		lead = "  ";
		indent = 4;
	}
	if (cause->kind == DONE_ITEM_UNDECIDED)
		brief_doubt(writer, cause, lead, indent);
	else
		brief_findings(entries, cause, lead, indent);
	brief_rule(entries, cause, indent);
	if (cause->nr_services == 1)
		done_say_waiver(&text, cause->check);
	if (text.len)
		done_layout_wrap(&writer->layout, indent, "", DONE_YELLOW, text.ptr);
	done_buf_release(&text);
}

/* ---- all causes ---- */

static int brief_id_columns(const struct done_causes *causes, size_t shown)
{
	int most = 0;

	for (size_t i = 0; i < shown; i++) {
		int columns = (int)strlen(causes->items[i].check->check->id);

		if (columns > most && columns <= ID_COLUMNS)
			most = columns;
	}
	return most;
}

/* Whose entries follow, where more than one service has some. */
static void brief_service(struct done_text_writer *writer, const struct done_run *run,
    const struct done_service_report *service)
{
	struct done_buf text = {0};
	const char *name = done_brief_name(writer->arena, service);
	const char *target = done_tier_name((enum done_tier)service->target);

	done_layout_gap(&writer->layout);
	if (run->nr_services > 1) {
		if (strcmp(service->service->name, service->service->path) != 0)
			done_buf_addf(&text, " (%s)",
			    done_arena_shown(writer->arena, service->service->path));
		if (target && run->mode == DONE_MODE_AUDIT)
			done_buf_addf(&text, ", held to %s", target);
		done_layout_wrap(&writer->layout, 0, name, DONE_BOLD, text.ptr);
	}
	done_text_reasons(writer, service);
	done_buf_release(&text);
}

void done_brief_causes(
    struct done_text_writer *writer, const struct done_run *run, const struct done_causes *causes)
{
	size_t shown = causes->nr > CAUSES ? CAUSES : causes->nr;
	struct entries entries = {.writer = writer, .place = "", .tail = ""};

	entries.columns = brief_id_columns(causes, shown);
	for (size_t i = 0; i < shown; i++) {
		struct done_cause *cause = &causes->items[i];

		cause->fix_lines = causes->nr > FEW ? FIX_LINES_OF_MANY : FIX_LINES;
		if (cause->nr_services > 1) {
			done_layout_gap(&writer->layout);
			entries.service = NULL;
		} else if (!entries.service || cause->services[0] != entries.service) {
			brief_service(writer, run, cause->services[0]);
			entries.place = entries.tail = "";
			entries.service = cause->services[0];
		}
		brief_cause(&entries, cause);
	}
	if (causes->nr > shown)
		done_buf_addf(writer->layout.out, "\n  and %zu more %s\n", causes->nr - shown,
		    causes->nr - shown == 1 ? "cause" : "causes");
	if (causes->nr)
		done_layout_gap(&writer->layout);
}
