/*
 * Kind `proto`: .proto files that are read, not only named: held to what a compiler asks, to
 * comments that say something, and to rules for what callers may send.
 */
#include "interface.h"
#include "kinds.h"

#include "done/proto.h"

#include <string.h>

enum { EXTERNAL_ERROR, EXTERNAL_IGNORE };
static const char *const external_words[] = {"error", "ignore", NULL};

struct proto_options {
	struct done_file_globs reports;
	struct done_strings every_service, every_rpc, every_message, every_field, every_enum,
	    every_enum_value;
	struct done_strings exclude;
	bool validate;
	int external;
};

/* What an option asks of which declarations. */
static const struct interface_every proto_every[] = {
    {"every_service", "comment", "service", offsetof(struct proto_options, every_service),
        INTERFACE_OF(DONE_PROTO_SERVICE), "// Checkout places orders and charges cards."},
    {"every_rpc", "comment", "rpc", offsetof(struct proto_options, every_rpc),
        INTERFACE_OF(DONE_PROTO_RPC),
        "// Charges the card and ships the cart; FAILED_PRECONDITION where the cart is empty."},
    {"every_message", "comment", "message", offsetof(struct proto_options, every_message),
        INTERFACE_OF(DONE_PROTO_MESSAGE), "// An order that was placed, as the customer sees it."},
    {"every_field", "comment", "field", offsetof(struct proto_options, every_field),
        INTERFACE_OF(DONE_PROTO_FIELD), "// In the smallest unit of the currency, such as cents."},
    {"every_enum", "comment", "enum", offsetof(struct proto_options, every_enum),
        INTERFACE_OF(DONE_PROTO_ENUM), "// How far an order has come."},
    {"every_enum_value", "comment", "value", offsetof(struct proto_options, every_enum_value),
        INTERFACE_OF(DONE_PROTO_VALUE), "// The parcel was handed to the carrier."},
};

struct proto_judging {
	struct done_view *view;
	const struct proto_options *options;
	struct done_proto set;
	struct done_result *result;
	size_t nr_unseen;
	bool *used; /* entries of `exclude` that name a declaration */
};

/* ---- comments ---- */

static void proto_judge_comment(struct proto_judging *judging, const struct done_proto_node *node,
    const struct interface_every *row)
{
	struct interface_declared declared = {node->name, node->full,
	    {node->file->path, node->line, node->column},
	    .text = done_proto_comment(judging->view->arena, node->comment)};

	declared.is_missing = !*declared.text && !node->comment.len;
	done_check_interface_judge_text(judging->view, row, &declared, judging->result);
}

static void proto_judge_comments(struct proto_judging *judging, const struct done_proto_node *first)
{
	for (const struct done_proto_node *node = first; node; node = node->next) {
		if (done_check_interface_excludes(
		        &judging->options->exclude, judging->used, node->full))
			continue;
		for (size_t i = 0; i < DONE_ARRAY_SIZE(proto_every); i++) {
			if (done_check_interface_asks(&proto_every[i], judging->options) &&
			    (proto_every[i].sorts & INTERFACE_OF(node->sort)) && !node->is_group)
				proto_judge_comment(judging, node, &proto_every[i]);
		}
		proto_judge_comments(judging, node->first);
	}
}

/* ---- rules for what is sent ---- */

static void proto_add_request(struct proto_judging *judging, const struct done_proto_node *rpc,
    const struct done_proto_node *message, const char *wrong, const char *text)
{
	const struct done_proto_node *at = message ? message : rpc;
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){at->file->path, at->line, at->column},
	    (struct done_subject){.wrong = wrong,
	        .option = "validate",
	        .path = at->file->path,
	        .thing = message ? message->full : rpc->full},
	    "%s", text);

	if (!strcmp(wrong, "no rule"))
		done_finding_fix(finding, judging->view,
		    "say what a valid request is, such as:\n"
		    "import \"buf/validate/validate.proto\";\n"
		    "string id = 1 [(buf.validate.field).string.uuid = true];");
	else
		done_finding_fix(finding, judging->view,
		    "commit the imported file, or pass such requests over with 'external: "
		    "ignore'");
}

static void proto_judge_unseen(
    struct proto_judging *judging, const struct done_proto_node *rpc, const char *type)
{
	judging->nr_unseen++;
	if (judging->options->external == EXTERNAL_ERROR)
		proto_add_request(judging, rpc, NULL, "not seen",
		    done_arena_printf(judging->view->arena,
		        "rpc '%s' takes '%s', and a part of it is declared in an import that is "
		        "not in this tree",
		        rpc->full, type));
}

static void proto_judge_request(struct proto_judging *judging, const struct done_proto_node *rpc)
{
	struct done_proto_node *message;
	enum done_proto_seen seen =
	    done_proto_resolve(&judging->set, rpc->file, rpc->parent, rpc->type, &message);
	enum done_proto_rules rules;

	if (seen == DONE_PROTO_UNSEEN) {
		proto_judge_unseen(judging, rpc, rpc->type);
		return;
	}
	if (seen == DONE_PROTO_KNOWN && !done_text_ends(rpc->type, "Empty"))
		proto_add_request(judging, rpc, NULL, "no rule",
		    done_arena_printf(judging->view->arena,
		        "rpc '%s' takes '%s', which can have no validation rule", rpc->full,
		        rpc->type));
	if (!message || message->is_told ||
	    done_check_interface_excludes(&judging->options->exclude, judging->used, message->full))
		return;
	message->is_told = true;
	rules = done_proto_rules_of(&judging->set, message);
	if (rules == DONE_PROTO_RULES_UNSEEN)
		proto_judge_unseen(judging, rpc, rpc->type);
	else if (rules == DONE_PROTO_NO_RULES)
		proto_add_request(judging, rpc, message, "no rule",
		    done_arena_printf(judging->view->arena,
		        "message '%s', which rpc '%s' takes, has no validation rule", message->full,
		        rpc->name));
}

static void proto_judge_requests(struct proto_judging *judging)
{
	for (size_t i = 0; i < judging->set.nr_nodes; i++) {
		const struct done_proto_node *node = judging->set.nodes[i];

		if (node->sort == DONE_PROTO_RPC && node->file->is_asked &&
		    !node->file->is_broken &&
		    !done_check_interface_excludes(
		        &judging->options->exclude, judging->used, node->full))
			proto_judge_request(judging, node);
	}
}

/* ---- the kind ---- */

static size_t proto_count(
    const struct done_proto *set, const struct done_proto_file *file, enum done_proto_sort sort)
{
	size_t nr = 0;

	for (size_t i = 0; i < set->nr_nodes; i++)
		nr += set->nodes[i]->sort == sort && set->nodes[i]->file->is_asked &&
		    (!file || set->nodes[i]->file == file);
	return nr;
}

static const char *proto_counts(
    const struct proto_judging *judging, const struct done_proto_file *file)
{
	static const struct {
		enum done_proto_sort sort;
		const char *one, *many;
	} shown[] = {
	    {DONE_PROTO_SERVICE, "service", "services"},
	    {DONE_PROTO_RPC, "rpc", "rpcs"},
	    {DONE_PROTO_MESSAGE, "message", "messages"},
	};
	struct done_buf text = {0};
	const char *out;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(shown); i++) {
		size_t nr = proto_count(&judging->set, file, shown[i].sort);

		done_buf_addf(
		    &text, "%s%zu %s", i ? ", " : "", nr, nr == 1 ? shown[i].one : shown[i].many);
	}
	out = done_arena_strdup(judging->view->arena, text.ptr);
	done_buf_release(&text);
	return out;
}

static void proto_say_met(struct proto_judging *judging)
{
	struct done_view *view = judging->view;

	done_result_say(judging->result, view, DONE_MET, "%s%s%s", proto_counts(judging, NULL),
	    judging->nr_unseen ? "; some requests are not in this tree and were passed over" : "",
	    done_check_interface_idle(view, &judging->options->exclude, judging->used));
	for (size_t i = 0; i < judging->set.nr_files; i++) {
		const struct done_proto_file *file = judging->set.files[i];

		if (file->is_asked && done_result_wants_evidence(judging->result))
			done_result_evidence(judging->result, view, file->path, 1, DONE_DECLARED,
			    "%s%s: %s", file->is_edition ? "edition " : "", file->syntax,
			    proto_counts(judging, file));
	}
}

static void proto_add_empty(struct proto_judging *judging, const char *path)
{
	struct done_finding *finding =
	    done_result_add(judging->result, judging->view, (struct done_place){path, 0, 0},
	        (struct done_subject){.wrong = "empty", .option = "reports", .path = path},
	        "the file declares neither a service nor a message");

	done_finding_fix(finding, judging->view, "declare what callers may send and get");
}

static int proto_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct proto_options *options = data;
	struct interface_source source;
	struct proto_judging judging = {.view = view,
	    .options = options,
	    .result = out,
	    .used = done_arena_array(view->arena, options->exclude.nr + 1, sizeof(bool))};
	struct done_proto *set = &judging.set;
	struct done_files files;
	int rc;

	done_check_interface_source(&source, view, false);
	*set = (struct done_proto){.arena = view->arena, .source = &source.source};
	rc = done_check_interface_files(view, &options->reports, &files, out, err);
	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < files.nr; i++) {
		if (done_proto_read(set, files.items[i].path, err) < 0)
			return err->code;
	}
	if (done_proto_link(set, err) < 0)
		return err->code;
	done_proto_check(set);
	done_check_interface_faults(view, &set->faults, files.items[0].path, out);
	if (!set->faults.nr && !proto_count(set, NULL, DONE_PROTO_MESSAGE) &&
	    !proto_count(set, NULL, DONE_PROTO_SERVICE))
		proto_add_empty(&judging, files.items[0].path);
	for (size_t i = 0; i < set->nr_files; i++) {
		if (set->files[i]->is_asked && !set->files[i]->is_broken)
			proto_judge_comments(&judging, set->files[i]->first);
	}
	if (options->validate)
		proto_judge_requests(&judging);
	if (!out->nr)
		proto_say_met(&judging);
	return 0;
}

static int proto_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	return done_check_interface_validate(
	    proto_every, DONE_ARRAY_SIZE(proto_every), object, at, err);
}

static void proto_more(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "proto2, proto3 and editions 2023 and 2024 are read. Every file must pass what a "
	    "compiler checks, whatever the options: declarations that can be read, names and "
	    "numbers that are used once and not reserved, declared types, labels that the syntax "
	    "allows, no imports in a circle. Options are skipped as text.\n\n"
	    "A comment counts if it ends on the line before the declaration, or begins on its "
	    "line. A licence, lines for tools (`buf:lint:ignore`), declarations that are commented "
	    "out, a placeholder, a line of dashes and a comment that only repeats the name or a "
	    "type do not count.\n\n"
	    "Imports are searched for in the directories above the importing file, then anywhere "
	    "in the tree. The files of `google/protobuf` are known. Nothing is fetched: a type "
	    "that may be declared in an import that is not in this tree is not a finding by "
	    "itself.\n\n"
	    "With `validate`, the message that an rpc takes, or a message in it, has a rule of "
	    "protovalidate (`buf.validate`), protoc-gen-validate (`validate.rules`), "
	    "go-proto-validators (`validator.field`), a `google.api.field_behavior` other than "
	    "`OUTPUT_ONLY`, or a `required` field. An option that refuses nothing (`required = "
	    "false`, `ignore`, `min_len = 0`) does not count, nor does a rule of a message or "
	    "field "
	    "whose validation is switched off. Messages without a field are skipped. This kind "
	    "does not see whether the service runs the rules: kind [uses](uses.md) looks for "
	    "that.\n\n"
	    "`exclude` skips declarations, with everything in them, by their full names, where `*` "
	    "stands for any characters: `shop.internal.*`, `*.Health`.\n\n"
	    "At most 10,000 files, imports included, and 1,000,000 declarations are read; messages "
	    "may be nested 32 deep, as in protoc. Kind [compatible](compatible.md) finds what "
	    "newer files take away from callers.\n");
}

static const struct done_field proto_fields[] = {
    {DONE_FIELD("reports", struct proto_options, reports, FILES), .tighter = {DONE_TIGHTER_NEVER},
        .required = true, .min = 1, .help = "The .proto files."},
    {DONE_FIELD("every_service", struct proto_options, every_service, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1, .help = "`comment`: every service has one."},
    {DONE_FIELD("every_rpc", struct proto_options, every_rpc, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1, .help = "`comment`: every rpc has one."},
    {DONE_FIELD("every_message", struct proto_options, every_message, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1, .help = "`comment`: every message has one."},
    {DONE_FIELD("every_field", struct proto_options, every_field, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1, .help = "`comment`: every field has one."},
    {DONE_FIELD("every_enum", struct proto_options, every_enum, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1, .help = "`comment`: every enum has one."},
    {DONE_FIELD("every_enum_value", struct proto_options, every_enum_value, STRINGS),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1,
        .help = "`comment`: every value of an enum has one."},
    {DONE_FIELD("validate", struct proto_options, validate, BOOLEAN),
        .tighter = {DONE_TIGHTER_MORE},
        .help = "Every message that an rpc takes has a validation rule, see below."},
    {DONE_FIELD("exclude", struct proto_options, exclude, STRINGS),
        .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST},
        .help = "Declarations that these options skip, by their full names."},
    {DONE_FIELD("external", struct proto_options, external, ENUM), .tighter = {DONE_TIGHTER_LESS},
        .names = external_words,
        .help = "With `validate`: requests that are declared in imports outside this tree are a "
                "finding (`error`) or are skipped (`ignore`). Default: error."},
};

static const struct done_record proto_record = {
    .name = "check kind 'proto'",
    .size = sizeof(struct proto_options),
    .fields = proto_fields,
    .nr = DONE_ARRAY_SIZE(proto_fields),
    .shorthand = "reports",
    .validate = proto_validate,
};

const struct done_kind done_kind_proto = {
    .form = {.name = "proto",
        .summary = "met when .proto files are valid, and their declarations have the comments and "
                   "validation rules that the check requires",
        .options = &proto_record,
        .example = "reports: [\"proto/**/*.proto\"]\n"
                   "every_rpc: [comment]\n"
                   "validate: true\n",
        .more = proto_more},
    .run = proto_run,
};
