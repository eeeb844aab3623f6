/*
 * What is found as a break, and how certain it is that callers break by it: one row a rule, by what
 * they send and what they get.
 */
#include "compare.h"

enum breaks_worth_word { FINE, POSSIBLE, CERTAIN };

static const struct {
	const char *wrong;
	enum breaks_worth_word sent, got;
	const char *fix;
} breaks_rules[OPENAPI_RULES] = {
    [RULE_PATH_GONE] = {"path gone", CERTAIN, CERTAIN,
        "keep the path, and mark its operations as deprecated"},
    [RULE_OPERATION_GONE] = {"operation gone", CERTAIN, CERTAIN,
        "keep the operation, and mark it as deprecated"},
    [RULE_PARAMETER_GONE] = {"parameter gone", POSSIBLE, POSSIBLE,
        "keep the parameter, and mark it as deprecated"},
    [RULE_PARAMETER_MOVED] = {"parameter moved", CERTAIN, CERTAIN,
        "take the parameter at its old place, too"},
    [RULE_PARAMETER_NEW] = {"parameter new and required", CERTAIN, FINE,
        "make the parameter optional, with a default on the server"},
    [RULE_PARAMETER_REQUIRED] = {"parameter required", CERTAIN, FINE,
        "keep the parameter optional, with a default on the server"},
    [RULE_PARAMETER_STYLE] = {"parameter style", CERTAIN, CERTAIN,
        "keep the style of the parameter"},
    [RULE_BODY_NEW] = {"body new and required", CERTAIN, FINE, "make the body optional"},
    [RULE_BODY_GONE] = {"body gone", CERTAIN, CERTAIN, "go on taking the body"},
    [RULE_BODY_REQUIRED] = {"body required", CERTAIN, FINE, "keep the body optional"},
    [RULE_MEDIA_GONE] = {"media type gone", CERTAIN, CERTAIN, "keep the media type"},
    [RULE_STATUS_GONE] = {"status gone", CERTAIN, CERTAIN, "keep the answer"},
    [RULE_STATUS_OTHER] = {"other status gone", POSSIBLE, POSSIBLE, "keep the answer"},
    [RULE_STATUS_NEW] = {"status new", POSSIBLE, POSSIBLE,
        "make sure that callers take the new answer"},
    [RULE_HEADER_GONE] = {"header gone", FINE, CERTAIN, "keep the header"},
    [RULE_HEADER_GONE_OPTIONAL] = {"optional header gone", FINE, POSSIBLE, "keep the header"},
    [RULE_HEADER_OPTIONAL] = {"header optional", FINE, CERTAIN, "go on answering the header"},
    [RULE_SECURITY] = {"security", POSSIBLE, POSSIBLE,
        "make sure that every caller has what is asked for now"},
    [RULE_ID] = {"operationId", POSSIBLE, POSSIBLE, "keep the operationId"},
    [RULE_ADDRESS] = {"address", POSSIBLE, POSSIBLE, "keep the address, or serve both"},
    [RULE_FORM] = {"form", POSSIBLE, POSSIBLE, "compare the form's fields by hand"},
    [RULE_TYPE] = {"type", CERTAIN, CERTAIN, "keep the type, or add a new property"},
    [RULE_NULL] = {"null", CERTAIN, CERTAIN, "keep it as it was"},
    [RULE_ENUM] = {"enum", CERTAIN, POSSIBLE, "keep the list of values"},
    [RULE_BOUND] = {"bound", CERTAIN, POSSIBLE, "keep the bound"},
    [RULE_MULTIPLE] = {"multipleOf", CERTAIN, POSSIBLE, "keep 'multipleOf'"},
    [RULE_PATTERN] = {"pattern", CERTAIN, POSSIBLE, "keep the pattern as it was"},
    [RULE_PATTERN_OTHER] = {"other pattern", POSSIBLE, POSSIBLE,
        "make sure that the new pattern takes what the old one took"},
    [RULE_FORMAT] = {"format", POSSIBLE, POSSIBLE, "keep the format"},
    [RULE_UNIQUE] = {"uniqueItems", CERTAIN, POSSIBLE, "keep 'uniqueItems'"},
    [RULE_PROPERTY_GONE] = {"property gone", POSSIBLE, POSSIBLE,
        "keep the property, and mark it as deprecated"},
    [RULE_PROPERTY_GONE_CLOSED] = {"property not taken", CERTAIN, FINE,
        "go on taking the property"},
    [RULE_PROPERTY_GONE_REQUIRED] = {"required property gone", FINE, CERTAIN,
        "keep the property, and mark it as deprecated"},
    [RULE_PROPERTY_REQUIRED] = {"property required", CERTAIN, FINE,
        "make it optional, with a default on the server"},
    [RULE_PROPERTY_OPTIONAL] = {"property optional", FINE, CERTAIN, "go on answering the property"},
    [RULE_PROPERTY_NEW_REQUIRED] = {"property new and required", CERTAIN, FINE,
        "make it optional, with a default on the server"},
    [RULE_PROPERTY_READ_ONLY] = {"property read-only", POSSIBLE, FINE, "go on taking the property"},
    [RULE_CLOSED] = {"closed", CERTAIN, FINE, "go on taking further properties"},
    [RULE_OPENED] = {"opened", FINE, POSSIBLE, "keep 'additionalProperties: false'"},
    [RULE_CHOICE_GONE] = {"alternative gone", CERTAIN, FINE, "keep the alternative"},
    [RULE_CHOICE_NEW] = {"alternative new", FINE, CERTAIN,
        "answer the new alternative under a new path only"},
    [RULE_CHOICE_CHANGED] = {"alternatives changed", POSSIBLE, POSSIBLE,
        "compare the alternatives by hand"},
    [RULE_DISCRIMINATOR] = {"discriminator", CERTAIN, POSSIBLE, "keep the discriminator"},
    [RULE_DEFAULT] = {"default", POSSIBLE, POSSIBLE, "keep the default"},
    [RULE_SCHEMA_NEW] = {"schema new", POSSIBLE, FINE,
        "make sure that the schema takes what callers send"},
    [RULE_SCHEMA_GONE] = {"schema gone", FINE, POSSIBLE, "keep the schema"},
    [RULE_CHANNEL_GONE] = {"channel gone", CERTAIN, CERTAIN,
        "go on serving the channel until nobody uses it"},
    [RULE_MESSAGE_GONE] = {"message gone", CERTAIN, CERTAIN,
        "keep the message, and mark it as deprecated"},
    [RULE_MESSAGE_NEW] = {"message new", FINE, POSSIBLE,
        "make sure that callers take the new message"},
    [RULE_BINDING] = {"binding", POSSIBLE, POSSIBLE, "keep the binding as it was"},
    [RULE_BINDING_PLACE] = {"binding's place", CERTAIN, CERTAIN,
        "keep the binding as it was, or describe a second channel"},
    [RULE_UNPROVEN] = {"not proven", POSSIBLE, POSSIBLE, "compare it by hand"},
};

/* ---- what is found ---- */

static enum breaks_worth_word breaks_worth(const struct openapi_comparing *comparing,
    enum openapi_rule rule, const struct openapi_spot *spot)
{
	bool is_sent = spot->direction == OPENAPI_SENT;

	if (rule == RULE_ENUM && !is_sent && comparing->asked->strict_enums)
		return CERTAIN;
	/* Callers meet errors that they do not know as errors. */
	if (rule == RULE_CHOICE_NEW && spot->is_error && !is_sent)
		return POSSIBLE;
	return is_sent ? breaks_rules[rule].sent : breaks_rules[rule].got;
}

/* "POST /orders, request body: property 'a.b' is now required" */
static const char *breaks_say(
    struct done_arena *arena, const struct openapi_spot *spot, const char *what)
{
	if (*spot->path)
		return done_arena_printf(arena, "%s, %s: property '%.200s' %s", spot->operation,
		    spot->part, spot->path, what);
	if (spot->part)
		return done_arena_printf(arena, "%s: the %s %s", spot->operation, spot->part, what);
	return done_arena_printf(arena, "%s %s", spot->operation, what);
}

void done_openapi_break(struct openapi_comparing *comparing, const struct openapi_spot *spot,
    enum openapi_rule rule, const struct done_value *old, const struct done_value *now,
    const char *format, ...)
{
	enum breaks_worth_word worth = breaks_worth(comparing, rule, spot);
	struct done_buf text = {0};
	va_list args;

	if (worth == FINE)
		return;
	va_start(args, format);
	done_buf_vaddf(&text, format, args);
	va_end(args);
	done_breaks_add(comparing->arena, comparing->out,
	    &(struct done_break){
	        .certainty = worth == CERTAIN ? DONE_CERTAIN : DONE_POSSIBLE,
	        .wrong = breaks_rules[rule].wrong,
	        .operation = spot->operation,
	        .thing = done_arena_printf(comparing->arena, "%s %s %s", spot->operation,
	            spot->part ? spot->part : "", spot->path),
	        .message = breaks_say(comparing->arena, spot, text.ptr),
	        .fix = breaks_rules[rule].fix,
	        .file = now ? now->file : comparing->asked->head->path,
	        .line = now ? now->line : 0,
	        .column = now ? now->column : 0,
	        .old_file = old ? old->file : NULL,
	        .old_line = old ? old->line : 0,
	    });
	done_buf_release(&text);
}

struct openapi_spot done_openapi_spot(
    const struct openapi_operation_pair *pair, const char *part, enum openapi_direction direction)
{
	if (pair->is_reversed)
		direction = direction == OPENAPI_SENT ? OPENAPI_GOT : OPENAPI_SENT;
	return (struct openapi_spot){pair->old->name, part, "", direction, false};
}
