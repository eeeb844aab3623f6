/*
 * Kind `compatible`: an API description against the one of the base. Whoever keeps to the old one
 * must go on working with the new one; what is certain to break them is a finding, and what cannot
 * be proven either way is said.
 */
#include "compatible.h"

#include "kinds.h"

#include "done/outside.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const level_words[] = {"certain", "possible", NULL};
static const char *const enums_words[] = {"loose", "strict", NULL};

/* ---- operations that count ---- */

/* Withdrawn with notice: deprecated, and its day is over. */
static bool compatible_is_over(
    const struct compatible_judging *judging, const struct done_openapi_operation *operation)
{
	const struct done_value *deprecated = done_value_get(operation->value, "deprecated");
	const struct done_value *sunset = done_value_get(operation->value, "x-sunset");
	done_day day;

	return deprecated && deprecated->type == DONE_BOOLEAN && deprecated->boolean && sunset &&
	    sunset->type == DONE_STRING && done_day_parse(sunset->string.ptr, &day) &&
	    day <= done_view_today(judging->view);
}

static bool compatible_is_draft(const struct done_openapi_operation *operation)
{
	const struct done_value *level = done_value_get(operation->value, "x-stability-level");

	return level && level->type == DONE_STRING &&
	    (!strcmp(level->string.ptr, "draft") || !strcmp(level->string.ptr, "alpha"));
}

static bool compatible_counts(void *self, const struct done_openapi_operation *operation)
{
	static const char *internal[] = {"x-internal"};
	const struct done_strings inside = {internal, 1};
	const struct compatible_judging *judging = self;

	if (operation->of && !compatible_counts(self, operation->of))
		return false;
	return !done_check_openapi_excluded(&judging->options->exclude, judging->used, operation) &&
	    !done_check_openapi_excluded(&inside, NULL, operation) &&
	    !compatible_is_draft(operation) && !compatible_is_over(judging, operation);
}

/* What `exclude` names is looked for at head, too, whatever is compared. */
static int compatible_use_excludes(struct compatible_judging *judging, struct done_openapi *head)
{
	const struct done_strings *exclude = &judging->options->exclude;
	struct done_openapi_operations operations = {0};

	if (exclude->nr && done_openapi_operations(head, &operations, judging->err) < 0)
		return judging->err->code;
	for (size_t i = 0; i < operations.nr; i++)
		done_check_openapi_excluded(exclude, judging->used, &operations.items[i]);
	return 0;
}

/* ---- versions ---- */

static const char *compatible_version(const struct done_openapi *api)
{
	const struct done_value *version =
	    done_value_get(done_value_get(api->root, "info"), "version");

	return version && version->type == DONE_STRING ? version->string.ptr : "";
}

/* "v1.4.0": the numbers before and behind the first dot; false: it has none. */
static bool compatible_numbers(const char *text, long *major, long *minor)
{
	char *end;

	text += *text == 'v' || *text == 'V';
	if (!isdigit((unsigned char)*text) || strlen(text) > 40)
		return false;
	*major = strtol(text, &end, 10);
	*minor = *end == '.' && isdigit((unsigned char)end[1]) ? strtol(end + 1, NULL, 10) : 0;
	return true;
}

static bool compatible_admits(const struct done_openapi *base, const struct done_openapi *head)
{
	long major, minor, old_major, old_minor;

	if (!compatible_numbers(compatible_version(base), &old_major, &old_minor) ||
	    !compatible_numbers(compatible_version(head), &major, &minor))
		return false;
	return major > old_major || (!major && !old_major && minor > old_minor);
}

/* ---- findings ---- */

static void compatible_take(struct compatible_judging *judging, const struct done_openapi *base,
    const struct done_openapi *head, const struct done_breaks *breaks)
{
	bool admits = judging->options->version && compatible_admits(base, head);

	done_check_compatible_take(judging, head->path, breaks, admits);
	if (admits && judging->nr_admitted)
		judging->admitted = done_arena_printf(judging->view->arena, "%s -> %s",
		    compatible_version(base), compatible_version(head));
}

/* ---- one description ---- */

static bool compatible_same_file(
    struct done_view *view, const char *path, const char *old_path, struct done_error *err, int *rc)
{
	struct done_entry now, old;

	*rc = done_snapshot_find(view->head, path, &now, err);
	if (*rc > 0)
		*rc = done_snapshot_find(view->base, old_path, &old, err);
	return *rc > 0 && done_oid_equal(&now.oid, &old.oid);
}

/* Nothing that it is read from changed. */
static int compatible_is_unchanged(
    struct compatible_judging *judging, const struct done_openapi *head, bool *out)
{
	*out = true;
	for (size_t i = 0; i < done_openapi_files(head) && *out; i++) {
		const char *path = done_openapi_file(head, i);
		int rc;

		*out = compatible_same_file(judging->view, path, path, judging->err, &rc);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int compatible_compare(
    struct compatible_judging *judging, struct done_openapi *head, const char *old_path)
{
	struct done_openapi *base = done_arena_alloc(judging->view->arena, sizeof(*base));
	struct done_breaks breaks;
	const struct done_openapi_comparing comparing = {.base = base,
	    .head = head,
	    .strict_enums = judging->options->enums == ENUMS_STRICT,
	    .counts = compatible_counts,
	    .self = judging};
	int rc;

	*base = (struct done_openapi){.arena = judging->view->arena,
	    .source = &judging->base.source,
	    .accepts = DONE_OPENAPI_ANY | DONE_ASYNCAPI_ANY,
	    .ignores_external = true};
	rc = done_openapi_open(base, old_path, judging->err);
	if (rc < 0)
		return rc;
	if (rc == 0 && base->is_other) {
		judging->nr_first++;
		return 0;
	}
	if (rc == 0) {
		judging->unread = done_arena_printf(judging->view->arena, "'%s' of the base %s",
		    done_view_short(judging->view, old_path), base->faults.items[0].message);
		return 0;
	}
	if (done_openapi_compare(&comparing, &breaks, judging->err) < 0)
		return judging->err->code;
	judging->nr_compared++;
	compatible_take(judging, base, head, &breaks);
	return 0;
}

static int compatible_in_base(struct compatible_judging *judging, const char *path)
{
	struct done_entry entry;
	int rc = judging->view->base
	    ? done_snapshot_find(judging->view->base, path, &entry, judging->err)
	    : 0;

	return rc < 0 ? rc : rc > 0 && entry.kind == DONE_ENTRY_FILE;
}

/* Where the description was at the base: at its path, else where it moved from; NULL: it is new. */
static int compatible_before(struct compatible_judging *judging, const char *path, const char **out)
{
	struct done_view *view = judging->view;
	int rc = compatible_in_base(judging, path);

	*out = rc > 0 ? path : NULL;
	if (rc != 0 || !view->base)
		return rc;
	if (!judging->has_moves &&
	    done_moves_between(view->arena, view->base, view->head, view->changes, &judging->moves,
	        judging->err) < 0)
		return judging->err->code;
	judging->has_moves = true;
	*out = done_moves_origin(&judging->moves, path);
	if (*out || !judging->moves.missing.code)
		return 0;
	done_error_take(judging->err, &judging->moves.missing);
	return judging->err->code;
}

/* What is not there cannot be compared, and must not look as if it were taken away. */
static void compatible_add_broken(
    struct compatible_judging *judging, const struct done_openapi *head)
{
	const struct done_interface_fault *fault = &head->faults.items[head->broken];
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){fault->file, fault->line, fault->column},
	    (struct done_subject){
	        .wrong = fault->wrong, .path = fault->file, .thing = fault->thing},
	    "the description cannot be read whole, and is not compared: %s", fault->message);

	done_finding_fix(finding, judging->view, "%s", fault->fix);
}

/* 1: the base cannot be read whole for the same reason. The change did not break it, and what is
 * not there is missing on both sides: the rest is compared. */
static int compatible_was_broken(
    struct compatible_judging *judging, const struct done_openapi *head, const char *before)
{
	struct done_openapi *base = done_arena_alloc(judging->view->arena, sizeof(*base));
	int rc;

	*base = (struct done_openapi){.arena = judging->view->arena,
	    .source = &judging->base.source,
	    .accepts = DONE_OPENAPI_ANY | DONE_ASYNCAPI_ANY,
	    .ignores_external = true,
	    .allows_empty = true};
	rc = done_openapi_open(base, before, judging->err);
	if (rc > 0)
		rc = done_openapi_check(base, judging->err) < 0 ? judging->err->code : 1;
	return rc > 0 ? base->is_broken && base->broken < base->faults.nr &&
	        !strcmp(base->faults.items[base->broken].message,
	            head->faults.items[head->broken].message)
	              : rc;
}

static int compatible_against(
    struct compatible_judging *judging, struct done_openapi *head, const char *before)
{
	int rc;

	bool is_unchanged = false;

	if (compatible_use_excludes(judging, head) < 0)
		return judging->err->code;
	*DONE_ARENA_PUSH(judging->view->arena, judging->paired.items, judging->paired.nr,
	    judging->cap_paired) = before;
	if (!strcmp(before, head->path) &&
	    compatible_is_unchanged(judging, head, &is_unchanged) < 0)
		return judging->err->code;
	if (head->is_broken && head->broken < head->faults.nr) {
		rc = compatible_was_broken(judging, head, before);
		if (rc == 0)
			compatible_add_broken(judging, head);
		if (rc <= 0)
			return rc;
	}
	if (is_unchanged) {
		judging->nr_compared++;
		return 0;
	}
	return compatible_compare(judging, head, before);
}

static int compatible_judge(struct compatible_judging *judging, struct done_openapi *head)
{
	const char *before;

	if (compatible_before(judging, head->path, &before) < 0)
		return judging->err->code;
	if (before)
		return compatible_against(judging, head, before);
	judging->nr_first++;
	judging->nr_unpaired++;
	judging->first = head;
	return 0;
}

/* ---- descriptions that are gone ---- */

static int compatible_judge_gone(struct compatible_judging *judging, const char *path)
{
	struct done_view *view = judging->view;
	struct done_openapi base = {.arena = view->arena,
	    .source = &judging->base.source,
	    .accepts = DONE_OPENAPI_ANY | DONE_ASYNCAPI_ANY,
	    .ignores_external = true};
	int rc = done_strings_has(&judging->paired, path)
	    ? 0
	    : done_openapi_open(&base, path, judging->err);

	if (rc > 0)
		done_check_compatible_add_gone(judging, path);
	return rc < 0 ? rc : 0;
}

static bool compatible_is_of_set(const char *path)
{
	int i = 0;

	while (
	    i < INTERFACE_FAMILIES && !done_check_interface_is_of((enum interface_family)i, path))
		i++;
	return i < INTERFACE_FAMILIES;
}

static int compatible_judge_all_gone(struct compatible_judging *judging)
{
	struct done_view *view = judging->view;

	for (size_t i = 0; i < view->changes->nr; i++) {
		const char *path = view->changes->items[i].path;
		int rc = 0;

		if (view->changes->items[i].kind == DONE_DELETED && !compatible_is_of_set(path) &&
		    done_view_owns(view, path))
			rc =
			    done_view_matches(view, &judging->options->reports, path, judging->err);
		if (rc > 0)
			rc = compatible_judge_gone(judging, path);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* ---- the kind ---- */

static void compatible_say(struct compatible_judging *judging, const struct openapi_found *found)
{
	struct done_view *view = judging->view;
	struct done_buf text = {0};

	if (judging->unread) {
		done_result_say(judging->result, view, DONE_NOT_APPLICABLE, "not compared: %s",
		    judging->unread);
		return;
	}
	if (judging->nr_admitted)
		done_buf_addf(&text, "%zu break%s with the base, which version %s admits",
		    judging->nr_admitted, judging->nr_admitted == 1 ? "" : "s", judging->admitted);
	else if (judging->nr_compared)
		done_buf_addstr(&text, "nothing that callers use was taken away");
	else
		done_buf_addstr(&text, "the base has no such description: this is the first one");
	if (judging->nr_possible)
		done_buf_addf(&text,
		    "; %zu difference%s cannot be proven safe ('level: possible' shows "
		    "them)",
		    judging->nr_possible, judging->nr_possible == 1 ? "" : "s");
	if (judging->nr_compared && !judging->is_unseen)
		done_buf_addstr(&text,
		    done_check_interface_idle(view, &judging->options->exclude, judging->used));
	done_result_say(judging->result, view, DONE_MET, "%s", text.ptr);
	for (size_t i = 0; i < found->nr; i++)
		done_result_evidence(judging->result, view, found->items[i].path, 1, DONE_DECLARED,
		    "%s: %s", found->items[i].title, text.ptr);
	for (int i = 0; i < INTERFACE_FAMILIES; i++) {
		const struct done_files *files = &judging->sets.of[i];

		for (size_t j = 0; j < files->nr; j++)
			done_result_evidence(judging->result, view, files->items[j].path, 1,
			    DONE_DECLARED, "%s", text.ptr);
	}
	done_buf_release(&text);
}

static compatible_comparer *const compatible_compare_set[INTERFACE_FAMILIES] = {
    [INTERFACE_PROTO] = done_check_compatible_protos,
    [INTERFACE_GRAPHQL] = done_check_compatible_graphql,
};

static int compatible_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct compatible_options *options = data;
	struct compatible_judging judging = {.view = view,
	    .options = options,
	    .result = out,
	    .used = done_arena_array(view->arena, options->exclude.nr + 1, sizeof(bool)),
	    .err = err};
	struct openapi_found found;
	const struct openapi_asking asking = {.view = view,
	    .reports = &options->reports,
	    .source = &judging.head,
	    .ignores_external = true,
	    .allows_empty = true,
	    .accepts = DONE_OPENAPI_ANY | DONE_ASYNCAPI_ANY,
	    .described = options->described,
	    .is_quiet = true,
	    .before = &judging.base,
	    .sets = &judging.sets};

	done_check_interface_source(&judging.head, view, false);
	done_check_interface_source(&judging.base, view, true);
	if (done_check_openapi_find(&asking, &found, out, err) < 0)
		return err->code;
	if (!view->changes) {
		if (!out->nr)
			done_result_say(
			    out, view, DONE_NOT_APPLICABLE, "there is no base to compare with");
		return 0;
	}
	for (size_t i = 0; i < found.nr; i++) {
		if (compatible_judge(&judging, &found.items[i]) < 0)
			return err->code;
	}
	if ((options->described &&
	        done_check_compatible_described(&judging, compatible_against) < 0) ||
	    compatible_judge_all_gone(&judging) < 0 ||
	    done_check_compatible_sets(&judging, compatible_compare_set) < 0)
		return err->code;
	if (found.unread && !judging.unread)
		judging.unread = done_arena_printf(view->arena,
		    "'%s' cannot be read, and did not change", done_view_short(view, found.unread));
	if (!out->nr && found.is_none && !judging.nr_compared && !judging.unread)
		done_result_say(
		    out, view, DONE_NOT_APPLICABLE, "no description is about this service");
	else if (!out->nr)
		compatible_say(&judging, &found);
	return 0;
}

static int compatible_validate(
    const void *object, const struct done_value *at, struct done_error *err)
{
	const struct compatible_options *options = object;

	return done_check_openapi_validate(&options->exclude, true, at, err);
}

static unsigned compatible_wants(const void *options)
{
	return ((const struct compatible_options *)options)->described ? DONE_OUTSIDE_DESCRIPTIONS
	                                                               : 0;
}

static bool compatible_compares(const void *options)
{
	(void)options;
	return true;
}

static void compatible_more(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "OpenAPI and AsyncAPI descriptions, .proto files (Protocol Buffers) and GraphQL "
	    "schemas are compared.\n\n"
	    "The description is compared with that of the merge base, and the references of each "
	    "are followed. What the service accepts may become wider and what it answers may "
	    "become narrower, but not the other way round. Names of path parameters, the order of "
	    "keys, descriptions, examples and tags do not count; a schema in place of a reference "
	    "to it, `allOf` of one schema, `nullable` in place of a type list with `null`, and "
	    "another version of OpenAPI are not changes.\n\n"
	    "| certain to break callers | cannot be proven safe (`level: possible`) |\n"
	    "| --- | --- |\n"
	    "| a path, operation or webhook is gone | an error's status is gone, a new 2xx or 3xx "
	    "|\n"
	    "| a 2xx, a media type, a required header is gone | an optional header is gone |\n"
	    "| a parameter is new and required, became required, or stands elsewhere | a parameter "
	    "is gone |\n"
	    "| a body is gone, became required, or is new and required | another operationId, "
	    "address, or more asked of callers by `security` |\n"
	    "| sent: a property is new and required, or became required; another type; a value "
	    "less; a tighter bound; a new pattern; `additionalProperties: false`; an alternative "
	    "less | sent: a property is gone; another pattern, format or default |\n"
	    "| got: a required property is gone or may be missing; another or a wider type; an "
	    "alternative more | got: an optional property is gone; a value more (`enums: strict` "
	    "makes it certain); a looser bound |\n"
	    "| | several alternatives changed at once; `not`, `if` and their like; a reference "
	    "that is not followed |\n\n"
	    "A description that moved is recognized by its bytes or its name. If the base has "
	    "none, this is the first one, and the check is met. If the base's cannot be read, "
	    "nothing is compared, so that a fix can be pushed. Operations with `x-internal`, with "
	    "`x-stability-level: draft` or `alpha`, and deprecated ones whose `x-sunset` has "
	    "passed do not count. The findings of this check are never owed, because this change "
	    "brings them.\n\n");
	done_check_compatible_set_reference(out);
	done_buf_addstr(out,
	    "**AsyncAPI** descriptions are compared channel by channel, whatever the operations "
	    "are called; `publish` of version 2 is `receive` of version 3. Callers send what the "
	    "application receives, and get what it sends: payloads and headers are compared by the "
	    "first table. A channel, an operation or a message that is gone, another content type, "
	    "and another destination in a binding (`topic` of Kafka, `queue.name` of AMQP, "
	    "`method` of HTTP) are certain breaks, too; a new message that callers get, and any "
	    "other difference of a binding, is a possible one. "
	    "Payloads in other formats (Avro, Protobuf) are possible breaks if they differ. A "
	    "reply goes in the other direction. If no operation names the messages of a channel, "
	    "it is unknown who sends them: what breaks either side counts.\n\n"
	    "Kind [scan](scan.md) reads the verdicts of oasdiff, buf and other tools.\n");
}

static const struct done_field compatible_fields[] = {
    {DONE_FIELD("reports", struct compatible_options, reports, FILES),
        .tighter = {DONE_TIGHTER_NEVER}, .required = true, .min = 1, .help = "The descriptions."},
    {DONE_FIELD("level", struct compatible_options, level, ENUM), .tighter = {DONE_TIGHTER_MORE},
        .names = level_words,
        .help = "Which changes are findings: those that are `certain` to break callers, or also "
                "those that are `possible` breaks. Default: certain."},
    {DONE_FIELD("enums", struct compatible_options, enums, ENUM), .tighter = {DONE_TIGHTER_MORE},
        .names = enums_words,
        .help = "Whether a new value in an answer is a possible break (`loose`) or a certain one "
                "(`strict`). Default: loose."},
    {DONE_FIELD("version", struct compatible_options, version, BOOLEAN),
        .tighter = {DONE_TIGHTER_LESS},
        .help =
            "true: breaks are allowed if the first number of `info.version` is higher than at the "
            "base (for 0.x, the second number); in .proto files, in packages such as `v1beta1`."},
    {DONE_FIELD("described", struct compatible_options, described, BOOLEAN),
        .tighter = {DONE_TIGHTER_NEVER},
        .help = "Other descriptions of the service (OpenAPI, AsyncAPI, .proto, GraphQL) are "
                "compared, too, wherever capability `api-description` finds them; of identical "
                "copies only one. If the service has none at all, the check does not apply."},
    {DONE_FIELD("exclude", struct compatible_options, exclude, STRINGS),
        .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST},
        .help = "Operations that do not count, as in kind `openapi`: `GET /health*`, "
                "`operationId:NAME`, `x-name`; for .proto files and GraphQL, full names: "
                "`shop.v1.*`, `Query.internal*`."},
};

static const struct done_record compatible_record = {
    .name = "check kind 'compatible'",
    .size = sizeof(struct compatible_options),
    .fields = compatible_fields,
    .nr = DONE_ARRAY_SIZE(compatible_fields),
    .shorthand = "reports",
    .validate = compatible_validate,
};

const struct done_kind done_kind_compatible = {
    .form = {.name = "compatible",
        .summary = "met when the callers of an API can rely on its new description as on the "
                   "base's; not applicable without a base",
        .options = &compatible_record,
        .wants = compatible_wants,
        .compares = compatible_compares,
        .example = "reports: [\"openapi.{yaml,yml,json}\", docs/openapi.yaml]\n"
                   "version: true\n",
        .more = compatible_more},
    .run = compatible_run,
};
