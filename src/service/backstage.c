/*
 * Backstage's catalog-info.yaml: stage, owner, dependencies and links of a service whose sheet is
 * silent about them. The file may hold several documents; the first Component is the service.
 */
#include "done/owners.h"
#include "sheet.h"

#include <string.h>

#define DOCUMENTS_MAX 64

/* Backstage's own words for a lifecycle; any other is taken where the policy has such a stage. */
static const struct {
	const char *lifecycle, *stage;
} lifecycles[] = {
    {"experimental", "experiment"},
    {"production", "production"},
    {"deprecated", "deprecated"},
};

/* ---- documents ---- */

/* "---" alone at the start of a line. Within a document YAML allows no such line. */
static bool is_border(const char *line, size_t len)
{
	return len >= 3 && !memcmp(line, "---", 3) &&
	    (len == 3 || line[3] == ' ' || line[3] == '\t' || line[3] == '\r');
}

static bool backstage_is_blank(const char *text, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t end = i;

		while (end < len && text[end] != '\n')
			end++;
		while (i < end && strchr(" \t\r", text[i]))
			i++;
		if (i < end && text[i] != '#')
			return false;
		i = end + 1;
	}
	return true;
}

/* Line breaks before it keep the places right. */
static int parse_document(
    struct done_catalog *catalog, size_t end, struct done_value *out, struct done_error *err)
{
	struct done_buf padded = {0};
	int rc;

	for (size_t i = 0; i < catalog->start_line; i++)
		done_buf_addch(&padded, '\n');
	done_buf_add(&padded, catalog->text.ptr + catalog->start, end - catalog->start);
	rc = done_yaml_parse(catalog->arena, (struct done_bytes){padded.ptr, padded.len},
	    catalog->path, DONE_YAML_ARTIFACT, out, err);
	done_buf_release(&padded);
	return rc;
}

int done_catalog_next(struct done_catalog *catalog, struct done_value *out, struct done_error *err)
{
	const char *text = catalog->text.ptr;
	size_t all = catalog->text.len;

	while (catalog->at <= all) {
		const char *line = text + catalog->at;
		const char *newline = memchr(line, '\n', all - catalog->at);
		size_t len = newline ? (size_t)(newline - line) : all - catalog->at;
		bool last = catalog->at + len >= all, border = is_border(line, len);
		size_t end = border ? catalog->at : catalog->at + len;
		bool is_whole = (border || last) &&
		    !backstage_is_blank(text + catalog->start, end - catalog->start);
		int rc = 0;

		if (is_whole && ++catalog->nr > DOCUMENTS_MAX)
			return done_error_set(err, DONE_E_UNDECIDED,
			    "'%s' has more than %d documents", catalog->path, DOCUMENTS_MAX);
		if (is_whole)
			rc = parse_document(catalog, end, out, err);
		catalog->at += len + 1;
		catalog->line++;
		if (border) {
			catalog->start = catalog->at < all ? catalog->at : all;
			catalog->start_line = catalog->line;
		}
		if (is_whole)
			return rc < 0 ? rc : 1;
	}
	return 0;
}

static bool is_component(const struct done_value *document)
{
	const char *kind = done_value_text(done_value_get(document, "kind"));

	return kind && !strcmp(kind, "Component");
}

/* 1 with *out the first Component, 0 when there is none. */
static int find_component(struct done_sheet_loading *loading, const char *path,
    const struct done_buf *text, struct done_value *out, struct done_error *err)
{
	struct done_catalog catalog = {
	    .arena = loading->arena, .path = path, .text = {text->ptr, text->len}};
	int rc;

	do
		rc = done_catalog_next(&catalog, out, err);
	while (rc > 0 && !is_component(out));
	return rc;
}

/* ---- what is taken ---- */

static bool knows_stage(const struct done_sheet_loading *loading, const char *stage)
{
	const struct done_strings *stages = &loading->policy->stages;

	for (size_t i = 0; i < stages->nr; i++) {
		if (!strcmp(stages->items[i], stage))
			return true;
	}
	return false;
}

static void take_stage(struct done_sheet_loading *loading, const struct done_value *lifecycle)
{
	struct done_sheet *sheet = loading->sheet;
	const char *stage = done_value_text(lifecycle);

	if (sheet->stage || !stage)
		return;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(lifecycles); i++) {
		if (!strcmp(lifecycles[i].lifecycle, stage))
			stage = lifecycles[i].stage;
	}
	/* Backstage lets people write anything here; what is no stage says nothing. */
	if (!knows_stage(loading, stage))
		return;
	sheet->stage = stage;
	sheet->stage_place =
	    (struct done_place){lifecycle->file, lifecycle->line, lifecycle->column};
	sheet->from_backstage = true;
}

static void take_owner(struct done_sheet *sheet, const struct done_value *owner)
{
	if (sheet->owner || !done_value_text(owner))
		return;
	sheet->owner = done_sheet_owner(done_value_text(owner));
	sheet->from_backstage = true;
}

/* "component:default/billing" -> kind "component", name "billing". */
static struct done_sheet_call call_of(const struct done_value *reference, bool is_api)
{
	const char *text = done_value_text(reference), *colon = strchr(text, ':');
	const char *name = strrchr(text, '/');

	name = name ? name + 1 : colon ? colon + 1 : text;
	return (struct done_sheet_call){
	    .to = name,
	    /* An API and a database are no services of the map. */
	    .external = is_api || (colon && strncmp(text, "component:", 10) != 0),
	    .style = DONE_CALL_SYNC,
	    .timeout_ms = -1,
	    .retries = -1,
	    .place = {reference->file, reference->line, reference->column},
	};
}

static void take_calls(struct done_sheet_loading *loading, const struct done_value *references,
    bool is_api, size_t *cap)
{
	struct done_sheet *sheet = loading->sheet;

	for (size_t i = 0; references && references->type == DONE_LIST && i < references->list.nr;
	     i++) {
		const struct done_value *reference = &references->list.ptr[i];
		struct done_sheet_call call;

		if (!done_value_text(reference))
			continue;
		call = call_of(reference, is_api);
		if (*call.to)
			*DONE_ARENA_PUSH(loading->arena, sheet->calls, sheet->nr_calls, *cap) =
			    call;
		sheet->from_backstage = true;
	}
}

static bool is_silent(const struct done_sheet *sheet)
{
	return !sheet->links || !sheet->stage || !sheet->owner ||
	    !done_value_get(sheet->document, "communication");
}

int done_sheet_load_catalog(struct done_sheet_loading *loading, struct done_error *err)
{
	struct done_sheet *sheet = loading->sheet;
	struct done_buf text = {0};
	struct done_value component;
	const struct done_value *spec;
	const char *path;
	size_t cap = 0;
	int rc;

	if (!is_silent(sheet))
		return 0;
	rc = done_sheet_read(loading, DONE_CATALOG_NAME, &path, &text, err);
	if (rc > 0 && done_buf_decode(&text, path, err) < 0)
		rc = err->code;
	if (rc > 0 && text.len)
		rc = find_component(loading, path, &text, &component, err);
	else if (rc > 0)
		rc = 0;
	done_buf_release(&text);
	if (rc <= 0)
		return rc;
	spec = done_value_get(&component, "spec");
	sheet->catalog = done_value_get(&component, "metadata");
	take_stage(loading, done_value_get(spec, "lifecycle"));
	take_owner(sheet, done_value_get(spec, "owner"));
	if (!done_value_get(sheet->document, "communication")) {
		take_calls(loading, done_value_get(spec, "dependsOn"), false, &cap);
		take_calls(loading, done_value_get(spec, "consumesApis"), true, &cap);
	}
	return 0;
}
