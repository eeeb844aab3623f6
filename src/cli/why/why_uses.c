/* What shows a capability (`uses`), by the rows of the service's ecosystems: in words and patterns.
 */
#include <inttypes.h>
#include <string.h>

#include "why.h"

enum {
	USES_ROWS = 20,    /* of one ecosystem */
	USES_PACKAGES = 4, /* of one row */
	USES_DEPTH = 16,   /* of any_of in any_of */
};

static void uses_add_names(
    struct done_buf *out, const char *words, const struct done_strings *names)
{
	if (!names->nr)
		return;
	done_buf_addf(out, " %s ", words);
	for (size_t i = 0; i < names->nr && i < USES_PACKAGES; i++)
		done_buf_addf(out, "%s%s", i ? ", " : "", names->items[i]);
	if (names->nr > USES_PACKAGES)
		done_buf_addf(out, " or %zu others", names->nr - USES_PACKAGES);
	done_buf_addch(out, ';');
}

static void uses_add_pattern(
    struct done_buf *out, const char *words, const struct done_row_pattern *pattern)
{
	if (!pattern)
		return;
	done_buf_addf(out, " %s ", words);
	done_buf_add_shown(out, pattern->text, strlen(pattern->text));
	done_buf_addch(out, ';');
}

/* "imports github.com/x/y; its code matches \.Struct\(" */
static void uses_add_row(struct done_buf *out, const struct done_row *row)
{
	struct done_buf text = {0};

	uses_add_names(&text, row->manifest ? "it depends on" : "a file imports", &row->packages);
	uses_add_pattern(&text, "code matches", row->calls);
	uses_add_pattern(&text, "code or strings match", row->text);
	uses_add_pattern(&text, "each match of", row->each);
	uses_add_pattern(&text, "has in its statement", row->needs);
	if (row->count > 1)
		done_buf_addf(&text, " at least %" PRId64 " times;", row->count);
	for (size_t i = 0; i < row->files.nr && i < USES_PACKAGES; i++)
		done_buf_addf(
		    &text, "%s %s", i ? "," : " in files", done_glob_text(row->files.items[i]));
	if (text.len && text.ptr[text.len - 1] == ';')
		text.ptr[text.len - 1] = '\0';
	done_buf_addf(out, "    -%s\n", text.ptr ? text.ptr : "");
	done_buf_release(&text);
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
	size_t nr = 0;

	for (size_t i = 0; i < ids->nr; i++) {
		const struct done_ecosystem *ecosystem =
		    done_ecosystem_find(&why->ecosystems, ids->items[i]);
		const struct done_row_group *group = uses_find_group(ecosystem, capability);

		if (!group)
			continue;
		nr++;
		done_why_line(
		    out, "shown by", "%s, in %s any of these:", capability, ecosystem->title);
		for (size_t j = 0; j < group->rows.nr && j < USES_ROWS; j++)
			uses_add_row(out, &group->rows.items[j]);
		if (group->rows.nr > USES_ROWS)
			done_buf_addf(out, "    and %zu more: git done explain ecosystems\n",
			    group->rows.nr - USES_ROWS);
	}
	if (!nr)
		done_why_line(out, "shown by",
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
