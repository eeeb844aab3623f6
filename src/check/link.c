/*
 * Kind `link`: what lives outside the repository, such as a runbook in a wiki, is named by the
 * sheet's `links` or by Backstage's catalog. Nobody looks there, so that it is claimed and no more.
 */
#include <ctype.h>
#include <string.h>

#include "kinds.h"

#define ADDRESS_SHOWN 120

struct link_options {
	struct done_strings any;
};

/* One address that was found under a name, or a value of an annotation. */
struct link_found {
	const char *path, *address;
	int line;
	const char *what;
};

/* Hosts that stand in examples, ours among them (RFC 2606). */
static bool link_is_example(const char *address)
{
	static const char *const hosts[] = {
	    "example.com", "example.org", "example.net", "localhost"};
	static const char *const tops[] = {".example", ".invalid", ".test"};
	const char *start = strstr(address, "://");
	size_t len;

	if (!start)
		return false;
	start += 3;
	len = strcspn(start, "/:?#");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(hosts); i++) {
		size_t size = strlen(hosts[i]);

		if (len >= size && !strncmp(start + len - size, hosts[i], size) &&
		    (len == size || start[len - size - 1] == '.'))
			return true;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(tops); i++) {
		size_t size = strlen(tops[i]);

		if (len > size && !strncmp(start + len - size, tops[i], size))
			return true;
	}
	return false;
}

/* The name as a word of the text, in any letter case: "Runbook (wiki)", "acme.io/runbook-url". */
static bool link_has_word(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = text; *at; at++) {
		size_t i = 0;

		if (at > text && isalnum((unsigned char)at[-1]))
			continue;
		while (i < len && tolower((unsigned char)at[i]) == tolower((unsigned char)name[i]))
			i++;
		if (i == len && !isalnum((unsigned char)at[i]))
			return true;
	}
	return false;
}

/* ---- where links stand ---- */

static bool link_in_sheet(const struct done_sheet *sheet, const char *name, struct link_found *out)
{
	const struct done_value *value = done_value_get(sheet->links, name);

	if (!done_value_text(value))
		return false;
	*out = (struct link_found){sheet->path, done_value_text(value), value->line, "link"};
	return true;
}

/* metadata.links: [{url: …, title: …, type: …}] */
static bool link_in_catalog(
    const struct done_sheet *sheet, const char *name, struct link_found *out)
{
	const struct done_value *links = done_value_get(sheet->catalog, "links");

	for (size_t i = 0; links && links->type == DONE_LIST && i < links->list.nr; i++) {
		const struct done_value *link = &links->list.ptr[i];
		const char *title = done_value_text(done_value_get(link, "title"));
		const char *type = done_value_text(done_value_get(link, "type"));
		const char *url = done_value_text(done_value_get(link, "url"));

		if (!url || (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0) ||
		    (!(title && link_has_word(title, name)) &&
		        !(type && link_has_word(type, name))))
			continue;
		*out = (struct link_found){link->file, url, link->line, "link of the catalog"};
		return true;
	}
	return false;
}

/* metadata.annotations: {grafana/dashboard-selector: …} */
static bool link_in_annotations(
    const struct done_sheet *sheet, const char *name, struct link_found *out)
{
	const struct done_value *all = done_value_get(sheet->catalog, "annotations");

	for (size_t i = 0; all && all->type == DONE_MAP && i < all->map.nr; i++) {
		const struct done_member *one = &all->map.ptr[i];

		if (!done_value_text(&one->value) || !link_has_word(one->key.ptr, name))
			continue;
		*out = (struct link_found){one->value.file, done_value_text(&one->value), one->line,
		    "annotation of the catalog"};
		return true;
	}
	return false;
}

static bool link_find(const struct done_sheet *sheet, const char *name, struct link_found *out)
{
	return link_in_sheet(sheet, name, out) || link_in_catalog(sheet, name, out) ||
	    link_in_annotations(sheet, name, out);
}

/* ---- the check ---- */

static const char *link_names(struct done_view *view, const struct done_strings *names)
{
	struct done_buf buf = {0};
	const char *text;

	for (size_t i = 0; i < names->nr; i++)
		done_buf_addf(&buf, "%s'%s'", i ? " or " : "", names->items[i]);
	text = done_arena_strndup(view->arena, buf.ptr ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

static void link_add_missing(const struct link_options *options, struct done_view *view,
    const char *path, struct done_result *out)
{
	struct done_finding *finding = done_result_add(out, view, (struct done_place){path, 0, 0},
	    (struct done_subject){
	        .wrong = "missing", .option = "any", .thing = options->any.items[0]},
	    "no link %s is named", link_names(view, &options->any));

	done_finding_fix(finding, view, "write 'links: {%s: https://…}' into %s, with its address",
	    options->any.items[0], path);
}

static void link_add_example(struct done_view *view, const char *name,
    const struct link_found *found, struct done_result *out)
{
	struct done_finding *finding =
	    done_result_add(out, view, (struct done_place){found->path, found->line, 0},
	        (struct done_subject){.wrong = "example", .path = found->path, .thing = name},
	        "the link '%s' is the address of an example: %s", name,
	        done_view_shown(view, found->address, strlen(found->address), ADDRESS_SHOWN));

	done_finding_fix(finding, view, "write the address where '%s' is to be found", name);
}

static int link_add_problem(struct done_view *view, const struct done_sheet *sheet,
    const char *path, struct done_result *out, struct done_error *err)
{
	const struct done_error *problem = &sheet->problem;
	struct done_finding *finding;

	if (problem->code != DONE_E_POLICY) {
		*err = *problem;
		return err->code;
	}
	finding = done_result_add(out, view,
	    (struct done_place){
	        *problem->file ? problem->file : path, problem->line, problem->column},
	    (struct done_subject){.wrong = "sheet cannot be used"}, "the sheet cannot be used: %s",
	    problem->message);
	done_finding_fix(finding, view, "%s",
	    *problem->cure ? problem->cure : "correct the sheet at the place named");
	return 0;
}

static int link_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct link_options *options = data;
	const struct done_sheet *sheet = view->service->sheet;
	struct link_found found, example = {0};
	const char *path, *name = NULL;

	if (!sheet)
		sheet = done_sheet_load(view->arena, view->head, view->service, NULL);
	path = sheet->path ? sheet->path : done_view_path(view, DONE_SHEET_NAME);
	if (sheet->problem.code)
		return link_add_problem(view, sheet, path, out, err);
	for (size_t i = 0; i < options->any.nr; i++) {
		if (!link_find(sheet, options->any.items[i], &found))
			continue;
		if (link_is_example(found.address)) {
			example = found;
			name = options->any.items[i];
			continue;
		}
		done_result_evidence(out, view, found.path, found.line, DONE_CLAIMED, "%s '%s': %s",
		    found.what, options->any.items[i], found.address);
		return 0;
	}
	if (name)
		link_add_example(view, name, &example, out);
	else
		link_add_missing(options, view, path, out);
	return 0;
}

static int link_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct link_options *options = object;

	for (size_t i = 0; i < options->any.nr; i++) {
		const char *name = options->any.items[i];

		if (*name && strlen(name) <= 64 &&
		    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(name))
			continue;
		done_value_error(err, at, "'%s' is not a valid name of a link", name);
		return done_error_cure(
		    err, "use small letters, digits and hyphens, as in a sheet: runbook");
	}
	return 0;
}

static const struct done_field link_fields[] = {
    {DONE_FIELD("any", struct link_options, any, STRINGS), .tighter = {DONE_TIGHTER_LESS},
        .required = true, .min = 1, .max = 20,
        .help = "Names of links, of which one is sufficient: a key of the sheet's 'links'; where "
                "the policy reads Backstage's catalog, also a word of the title or type of one of "
                "its links, or of the key of an annotation."},
};

static const struct done_record link_record = {
    .name = "check kind 'link'",
    .size = sizeof(struct link_options),
    .fields = link_fields,
    .nr = DONE_ARRAY_SIZE(link_fields),
    .shorthand = "any",
    .validate = link_validate,
};

const struct done_kind done_kind_link = {
    .form = {.name = "link",
        .summary = "met when the sheet, or Backstage's catalog, has a link to something outside "
                   "the repository",
        .options = &link_record,
        .example = "[runbook, on-call]"},
    .run = link_run,
};
