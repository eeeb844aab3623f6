/* What shows a capability (`uses`), by the rows of the service's ecosystems: in words and patterns.
 */
#include <inttypes.h>
#include <string.h>

#include "why.h"

enum {
	USES_ROWS = 30,    /* of one ecosystem */
	USES_PACKAGES = 4, /* of one row */
	USES_DEPTH = 16,   /* of any_of in any_of */
};

static const char *uses_names(struct done_arena *arena, const struct done_strings *names)
{
	struct done_buf out = {0};
	const char *text;

	for (size_t i = 0; i < names->nr && i < USES_PACKAGES; i++)
		done_buf_addf(&out, "%s%s", i ? ", " : "", names->items[i]);
	if (names->nr > USES_PACKAGES)
		done_buf_addf(&out, " or %zu others", names->nr - USES_PACKAGES);
	text = done_arena_strndup(arena, out.len ? out.ptr : "", out.len);
	done_buf_release(&out);
	return text;
}

static void uses_add_pattern(
    struct done_buf *out, const char *words, const struct done_row_pattern *pattern)
{
	if (!pattern)
		return;
	done_buf_addf(out, "      %s ", words);
	done_buf_add_shown(out, pattern->text, strlen(pattern->text));
	done_buf_addch(out, '\n');
}

/* As the gate reads it, for who writes such rows. */
static void uses_add_raw(struct done_buf *out, const struct done_row *row)
{
	uses_add_pattern(out, "code matches", row->calls);
	uses_add_pattern(out, "code or strings match", row->text);
	uses_add_pattern(out, "each match of", row->each);
	uses_add_pattern(out, "has in its statement", row->needs);
	if (row->count > 1)
		done_buf_addf(out, "      at least %" PRId64 " times\n", row->count);
	for (size_t i = 0; i < row->files.nr && i < USES_PACKAGES; i++)
		done_buf_addf(out, "%s %s%s", i ? "," : "      in files",
		    done_glob_text(row->files.items[i]),
		    i + 1 == row->files.nr || i + 1 == USES_PACKAGES ? "\n" : "");
}

/* "an error middleware" of "an error middleware", "refuses bad requests" of "refuses bad requests:
 * {match}", "zod, joi or 38 others is called" of "{package} is called"; "" of "{match}" alone. */
static const char *uses_words(struct done_arena *arena, const struct done_row *row)
{
	const char *at = row->says ? row->says : "", *packages = uses_names(arena, &row->packages);
	struct done_buf out = {0};
	const char *text;

	while (*at) {
		if (!strncmp(at, "{package}", 9)) {
			done_buf_addstr(&out, packages);
			packages = "";
			at += 9;
		} else if (*at == '{') {
			at += strcspn(at, "}");
			at += *at == '}';
		} else {
			done_buf_addch(&out, *at++);
		}
	}
	while (out.len && strchr(" :,\"'", out.ptr[out.len - 1]))
		out.len--;
	if (*packages)
		done_buf_addf(&out, "%s%s", out.len ? ", with " : "", packages);
	text = done_arena_strndup(arena, out.len ? out.ptr : "", out.len);
	done_buf_release(&out);
	return text + strspn(text, " ");
}

static bool uses_is_said_again(const struct done_strings *said, const char *words)
{
	for (size_t i = 0; i < said->nr; i++) {
		if (!strncmp(said->items[i], words, strlen(words)))
			return true;
	}
	return !*words;
}

/* In words; those that have none of their own are counted. JSON has all. */
static size_t uses_add_rows(
    const struct done_why *why, const struct done_rows *rows, struct done_buf *out)
{
	bool is_raw = why->options->is_verbose || why->is_json;
	const char *said[USES_ROWS];
	struct done_strings all = {said, 0};
	size_t nr_silent = 0;

	for (size_t i = 0; i < rows->nr; i++) {
		const char *words = uses_words(why->arena, &rows->items[i]);

		if (all.nr == USES_ROWS || (!is_raw && uses_is_said_again(&all, words))) {
			nr_silent++;
			continue;
		}
		said[all.nr++] = words;
		done_buf_addf(out, "    - %s\n", *words ? words : "code of this form:");
		if (is_raw)
			uses_add_raw(out, &rows->items[i]);
	}
	return nr_silent;
}

/* What most services show, in one sentence. */
static const struct {
	const char *capability, *example;
} uses_examples[] = {
    {"health",
        "a route such as /healthz, /health or /livez, a library for health checks, or a probe in "
        "its deployment"},
    {"error-handling",
        "one place where errors become answers (a handler, a middleware, a filter), or answers "
        "such as 500 at each call"},
    {"input-validation",
        "a library that checks what comes in, or answers such as 400 and 422 to what is wrong"},
    {"structured-logging", "a logger with levels or fields that is called"},
    {"metrics", "a library that counts and measures, or a route such as /metrics"},
};

static const char *uses_example(const char *capability)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(uses_examples); i++) {
		if (!strcmp(uses_examples[i].capability, capability))
			return uses_examples[i].example;
	}
	return NULL;
}

static const struct done_row_group *uses_find_group(
    const struct done_ecosystem *ecosystem, const char *capability)
{
	for (size_t i = 0; ecosystem && i < ecosystem->capabilities.nr; i++) {
		if (!strcmp(ecosystem->capabilities.items[i].name, capability))
			return &ecosystem->capabilities.items[i];
	}
	return NULL;
}

static void uses_add_capability(
    const struct done_why *why, const char *capability, struct done_buf *out)
{
	const struct done_strings *ids = &why->profile.ecosystems;
	size_t nr = 0, nr_silent;

	for (size_t i = 0; i < ids->nr; i++) {
		const struct done_ecosystem *ecosystem =
		    done_ecosystem_find(&why->ecosystems, ids->items[i]);
		const struct done_row_group *group = uses_find_group(ecosystem, capability);

		if (!group)
			continue;
		nr++;
		if (nr == 1 && uses_example(capability))
			done_why_line(out, "looked for", "%s", uses_example(capability));
		done_why_line(out, nr == 1 && !uses_example(capability) ? "looked for" : "",
		    "%s in %s, by any of these:", capability, ecosystem->title);
		nr_silent = uses_add_rows(why, &group->rows, out);
		if (nr_silent)
			done_buf_addf(out, "    and %zu more %s\n", nr_silent,
			    nr_silent == 1 ? "form" : "forms");
	}
	if (nr && !why->options->is_verbose && !why->is_json)
		done_buf_addstr(out, "    the patterns themselves: --verbose\n");
	if (!nr)
		done_why_line(out, "looked for",
		    "%s: no code of its ecosystems, but its sheet, its declarations and "
		    "artifacts that name it",
		    capability);
}

static void uses_look(
    const struct done_why *why, const struct done_value *rule, int depth, struct done_buf *out)
{
	const struct done_value *uses = done_value_get(rule, "uses");

	if (uses && uses->type == DONE_MAP)
		uses = done_value_get(uses, "capability");
	if (uses && uses->type == DONE_STRING)
		uses_add_capability(why, uses->string.ptr, out);
	if (!rule || depth == USES_DEPTH)
		return;
	for (size_t i = 0; rule->type == DONE_MAP && i < rule->map.nr; i++)
		uses_look(why, &rule->map.ptr[i].value, depth + 1, out);
	for (size_t i = 0; rule->type == DONE_LIST && i < rule->list.nr; i++)
		uses_look(why, &rule->list.ptr[i], depth + 1, out);
}

void done_why_add_uses(
    const struct done_why *why, const struct done_value *rule, struct done_buf *out)
{
	uses_look(why, rule, 0, out);
}
