/*
 * Kind `compatible` of descriptions that are a set of files (.proto files, GraphQL schemas): all
 * that the option names at head against all that it names at the base, so that what moved from file
 * to file is no change.
 */
#include "compatible.h"

#include "uses.h"

#include <string.h>

static const unsigned compatible_forms[INTERFACE_FAMILIES] = {
    [INTERFACE_PROTO] = DONE_DESCRIBED_PROTO,
    [INTERFACE_GRAPHQL] = DONE_DESCRIBED_GRAPHQL,
};

static bool compatible_is_in_set(
    const struct compatible_judging *judging, enum interface_family family, const char *path)
{
	const struct done_files *files = &judging->sets.of[family];
	size_t i = 0;

	while (i < files->nr && strcmp(files->items[i].path, path) != 0)
		i++;
	return i < files->nr;
}

/* The service's, or named from the root; and what describes it, or did. */
static int compatible_is_named(
    struct compatible_judging *judging, enum interface_family family, const char *path)
{
	struct done_view *view = judging->view;
	int rc;

	if (!done_check_interface_is_of(family, path))
		return 0;
	if (compatible_is_in_set(judging, family, path))
		return 1;
	if (done_path_below(path, done_view_directory(view)) && !done_view_owns(view, path))
		return 0;
	rc = done_view_matches(view, &judging->options->reports, path, judging->err);
	if (rc != 0 || !judging->options->described)
		return rc;
	return done_use_described_before(view, path, compatible_forms[family], judging->err);
}

/* 1: one of the files changed, came or went; or, *is_beside, one that they may import did. */
static int compatible_set_changed(
    struct compatible_judging *judging, enum interface_family family, bool *is_beside)
{
	const struct done_changes *changes = judging->view->changes;

	*is_beside = false;
	for (size_t i = 0; i < changes->nr; i++) {
		const char *path = changes->items[i].path;
		int rc = compatible_is_named(judging, family, path);

		if (rc != 0) {
			*is_beside = false;
			return rc;
		}
		*is_beside |= family == INTERFACE_PROTO && judging->sets.of[family].nr &&
		    done_check_interface_is_of(family, path);
	}
	return *is_beside;
}

static void compatible_add_base(
    struct compatible_judging *judging, struct compatible_set *set, const char *path)
{
	*DONE_ARENA_PUSH(judging->view->arena, set->base, set->nr_base, set->cap_base) = path;
}

/* 1: in the base, and no link. */
static int compatible_add_base_of(
    struct compatible_judging *judging, struct compatible_set *set, const char *path)
{
	struct done_entry entry;
	int rc = done_snapshot_find(judging->view->base, path, &entry, judging->err);

	if (rc > 0 && entry.kind == DONE_ENTRY_FILE)
		compatible_add_base(judging, set, path);
	return rc;
}

/* Of the base the paths of head, and those that are gone; what described the service at the base is
 * read at head, too, though it describes nothing now. */
static int compatible_find_set(struct compatible_judging *judging, struct compatible_set *set)
{
	const struct done_files *files = &judging->sets.of[set->family];
	const struct done_changes *changes = judging->view->changes;

	set->head =
	    done_arena_array(judging->view->arena, files->nr + changes->nr + 1, sizeof(*set->head));
	for (size_t i = 0; i < files->nr; i++) {
		set->head[set->nr_head++] = files->items[i].path;
		if (compatible_add_base_of(judging, set, files->items[i].path) < 0)
			return judging->err->code;
	}
	for (size_t i = 0; i < changes->nr; i++) {
		const struct done_change *change = &changes->items[i];
		int rc = change->kind == DONE_ADDED ||
		        compatible_is_in_set(judging, set->family, change->path)
		    ? 0
		    : compatible_is_named(judging, set->family, change->path);

		if (rc > 0)
			rc = compatible_add_base_of(judging, set, change->path);
		if (rc < 0)
			return rc;
		if (rc > 0 && change->kind == DONE_MODIFIED)
			set->head[set->nr_head++] = change->path;
	}
	return 0;
}

static void compatible_add_unread(
    struct compatible_judging *judging, const struct done_interface_fault *fault)
{
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){fault->file, fault->line, fault->column},
	    (struct done_subject){.wrong = fault->wrong, .path = fault->file},
	    "the file cannot be read whole, and nothing is compared: %s", fault->message);

	done_finding_fix(finding, judging->view, "%s", fault->fix);
}

bool done_check_compatible_ready(struct compatible_judging *judging,
    const struct compatible_set *set, const struct done_interface_faults *head,
    const struct done_interface_faults *base)
{
	struct done_view *view = judging->view;

	/* What nobody named may be more than one schema, or a part of one: it is a finding where
	 * the change broke it. */
	bool is_found = judging->options->described && base->nr;

	/* What was broken before is not this change's. */
	if (set->is_beside && base->nr) {
		judging->nr_compared++;
		judging->is_unseen = true;
		return false;
	}
	for (size_t i = 0; !is_found && i < head->nr; i++)
		compatible_add_unread(judging, &head->items[i]);
	if (head->nr && !is_found)
		return false;
	if (base->nr)
		judging->unread = done_arena_printf(view->arena, "'%s' of the base: %s",
		    done_view_short(view, base->items[0].file), base->items[0].message);
	else if (set->nr_base)
		judging->nr_compared++;
	else
		judging->nr_first++;
	return !base->nr && set->nr_base;
}

static int compatible_judge_set(
    struct compatible_judging *judging, enum interface_family family, compatible_comparer *compare)
{
	struct compatible_set set = {.family = family};
	int rc = compatible_set_changed(judging, family, &set.is_beside);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		judging->nr_compared += judging->sets.of[family].nr > 0;
		judging->is_unseen |= judging->sets.of[family].nr > 0;
		return 0;
	}
	if (compatible_find_set(judging, &set) < 0)
		return judging->err->code;
	return compare(judging, &set);
}

int done_check_compatible_sets(
    struct compatible_judging *judging, compatible_comparer *const *compare)
{
	if (!judging->view->base || !judging->view->changes)
		return 0;
	for (int i = 0; i < INTERFACE_FAMILIES; i++) {
		if (compatible_judge_set(judging, (enum interface_family)i, compare[i]) < 0)
			return judging->err->code;
	}
	return 0;
}

void done_check_compatible_set_reference(struct done_buf *out)
{
	done_buf_addstr(out,
	    "**.proto files** are compared as one set, declarations by their full names and fields "
	    "by their numbers, so a declaration that moves to another file does not count as "
	    "changed. Messages of files in this tree that are only imported are compared, too, if "
	    "an rpc or a field has them:\n\n"
	    "| certain to break callers | cannot be proven safe (`level: possible`) |\n"
	    "| --- | --- |\n"
	    "| a service or rpc is gone; the package is another | a message or enum is gone |\n"
	    "| an rpc takes or answers another message, or streams it or not | the message has the "
	    "same fields under another name; another `google.api.http` |\n"
	    "| a field or value is gone, and its number is not reserved; a `required` field is "
	    "gone | its number is reserved |\n"
	    "| a field or value has another number, or its number is used again; a new one has a "
	    "number that was reserved | another name, `json_name` or default; a reserved "
	    "number is free |\n"
	    "| another type | a type of the same form on the wire (`int32` and `int64`, `string` "
	    "and `bytes`) |\n"
	    "| single and repeated; `required` or no longer; a new `required` field | optional or "
	    "no longer; into a oneof or out of it |\n"
	    "| | a new value of an enum (`enums: strict` makes it certain) |\n\n"
	    "With `version: true`, packages such as `v1beta1`, `v2alpha` and `v1test` may break; "
	    "other packages have no version that allows a break. A service that moves to a new "
	    "package must keep the old one as well.\n\n"
	    "**GraphQL schemas** (`.graphql`, `.graphqls`, `.gql`) are compared as one set, too; "
	    "what is certain is what graphql-js calls a breaking change:\n\n"
	    "| certain to break callers | cannot be proven safe (`level: possible`) |\n"
	    "| --- | --- |\n"
	    "| a type, field, argument, input field or value is gone; a type is of another sort | "
	    "another default |\n"
	    "| a field's type is another or wider (`Int!` to `Int`); what is sent has another or a "
	    "narrower type; the default of what is required is gone | |\n"
	    "| an argument or input field is new and required | a new value of an enum (`enums: "
	    "strict` makes it certain) |\n"
	    "| a union lost a type, a type an interface; a root operation is gone | a union has a "
	    "type more, a type an interface more |\n"
	    "| a directive that callers write (`on FIELD`, `on QUERY`) is gone, or may stand in "
	    "fewer places; an input is `@oneOf` now | a directive of the server's own stands on "
	    "it, "
	    "no longer does, or says something else (but for `@deprecated`, `@tag` and those by "
	    "which graphs are joined) |\n\n");
}
