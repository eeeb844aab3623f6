/*
 * `evidence`: what the policy asks of reports in every check that reads some. It is written into
 * the options of these checks before they are loaded, where a check does not say it itself, so that
 * they are judged, compared and shown as if it stood there.
 */
#include <string.h>

#include "loader.h"

#define REQUIRE_SEAL "require_seal"

struct evidence_rules {
	bool require_seal;
};

static const struct done_field evidence_fields[] = {
    {DONE_FIELD(REQUIRE_SEAL, struct evidence_rules, require_seal, BOOLEAN),
        .tighter = {DONE_TIGHTER_MORE},
        .help = "Every check that reads reports accepts only those that the job sealed for this "
                "commit (`git done evidence seal DIR`), unless the check says `require_seal: "
                "false`. Default: false."},
};

const struct done_record done_evidence_record = {
    .name = "'evidence'",
    .size = sizeof(struct evidence_rules),
    .fields = evidence_fields,
    .nr = DONE_ARRAY_SIZE(evidence_fields),
};

/* ---- into the options ---- */

/* Trees may be shared with other files; each map has room for a member more. */
static struct done_value evidence_copy(struct done_arena *arena, const struct done_value *value)
{
	struct done_value copy = *value;

	if (value->type == DONE_LIST) {
		copy.list.ptr = done_arena_array(arena, value->list.nr + 1, sizeof(*copy.list.ptr));
		for (size_t i = 0; i < value->list.nr; i++)
			copy.list.ptr[i] = evidence_copy(arena, &value->list.ptr[i]);
	} else if (value->type == DONE_MAP) {
		copy.map.ptr = done_arena_array(arena, value->map.nr + 1, sizeof(*copy.map.ptr));
		for (size_t i = 0; i < value->map.nr; i++) {
			copy.map.ptr[i] = value->map.ptr[i];
			copy.map.ptr[i].value = evidence_copy(arena, &value->map.ptr[i].value);
		}
	}
	return copy;
}

struct evidence_putting {
	struct done_arena *arena;
	const struct done_kind_forms *kinds;
	const struct done_value *wanted; /* of the policy: errors point to it */
	int depth;
};

static struct done_member evidence_member(const char *key, const struct done_value *value)
{
	return (struct done_member){{(char *)key, strlen(key)}, value->line, value->column, *value};
}

static void evidence_put_test(struct evidence_putting *putting, struct done_value *test);

static void evidence_put_parts(struct evidence_putting *putting, struct done_value *parts)
{
	if (putting->depth == DONE_TESTS_DEPTH_MAX)
		return;
	putting->depth++;
	for (size_t i = 0; parts->type == DONE_LIST && i < parts->list.nr; i++)
		evidence_put_test(putting, &parts->list.ptr[i]);
	if (parts->type == DONE_MAP)
		evidence_put_test(putting, parts);
	putting->depth--;
}

/* The options of a kind, or the one value that is short for them. */
static void evidence_put_options(
    struct evidence_putting *putting, const struct done_record *record, struct done_value *options)
{
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		bool is_short = options->type != DONE_MAP && record->shorthand;

		if (field->type == DONE_FIELD_TESTS) {
			struct done_value *parts = is_short
			    ? options
			    : (struct done_value *)done_value_get(options, field->name);

			if (parts)
				evidence_put_parts(putting, parts);
		} else if (!strcmp(field->name, REQUIRE_SEAL) && is_short) {
			struct done_member *members =
			    done_arena_array(putting->arena, 2, sizeof(*members));
			struct done_value map = {.type = DONE_MAP,
			    .file = options->file,
			    .line = options->line,
			    .column = options->column,
			    .map = {members, 2}};

			members[0] = evidence_member(record->shorthand, options);
			members[1] = evidence_member(REQUIRE_SEAL, putting->wanted);
			*options = map;
		} else if (!strcmp(field->name, REQUIRE_SEAL) && options->type == DONE_MAP &&
		    !done_value_get(options, REQUIRE_SEAL)) {
			options->map.ptr[options->map.nr++] =
			    evidence_member(REQUIRE_SEAL, putting->wanted);
		}
	}
}

static void evidence_put_test(struct evidence_putting *putting, struct done_value *test)
{
	for (size_t i = 0; test->type == DONE_MAP && i < test->map.nr; i++) {
		const char *key = test->map.ptr[i].key.ptr;

		if (done_kind_known(putting->kinds, key))
			evidence_put_options(putting, done_kind_options(putting->kinds, key),
			    &test->map.ptr[i].value);
	}
}

int done_evidence_apply(struct done_loader *loader, struct done_value *root, struct done_error *err)
{
	const struct done_value *said = done_value_get(root, "evidence");
	struct done_value *criteria;
	struct evidence_rules rules = {0};
	struct evidence_putting putting = {.arena = loader->arena, .kinds = loader->kinds};

	if (!said)
		return 0;
	if (done_record_load(loader, &done_evidence_record, said, &rules, err) < 0)
		return err->code;
	putting.wanted = done_value_get(said, REQUIRE_SEAL);
	if (!rules.require_seal || !done_value_get(root, "criteria"))
		return 0;
	*root = evidence_copy(loader->arena, root);
	criteria = (struct done_value *)done_value_get(root, "criteria");
	for (size_t i = 0; criteria->type == DONE_MAP && i < criteria->map.nr; i++) {
		const struct done_value *checks =
		    done_value_get(&criteria->map.ptr[i].value, "checks");

		for (size_t j = 0; checks && checks->type == DONE_MAP && j < checks->map.nr; j++)
			evidence_put_test(&putting, &checks->map.ptr[j].value);
	}
	return 0;
}
