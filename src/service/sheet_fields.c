/* What stands at the top of a sheet: the field table. */
#include "sheet.h"

static const struct done_field stage_fields[] = {
    {DONE_FIELD("name", struct done_sheet_stage, name, STRING), .required = true,
        .help = "One of the policy's stages: experiment, production, deprecated."},
    {DONE_FIELD("until", struct done_sheet_stage, until, DATE),
        .help = "The last day of an experiment, YYYY-MM-DD."},
    {DONE_FIELD("why", struct done_sheet_stage, why, STRING),
        .help = "What the experiment is to find out."},
};

static const struct done_record stage_record = {
    .name = "'stage'",
    .size = sizeof(struct done_sheet_stage),
    .fields = stage_fields,
    .nr = DONE_ARRAY_SIZE(stage_fields),
    .shorthand = "name",
};

static const struct done_field sheet_fields[] = {
    {DONE_FIELD("service", struct done_sheet_document, service, STRING),
        .help = "The service's name; it must match the directory that the sheet is in."},
    {DONE_FIELD("stage", struct done_sheet_document, stage, OBJECT), .record = &stage_record,
        .help = "Its stage; an experiment says so: {name: experiment, until: …, why: …}."},
    {DONE_FIELD("kind", struct done_sheet_document, kind, ENUM), .preset = DONE_KIND_NOT_DECLARED,
        .names = done_kinds_declarable,
        .help = "The kind of the service, in place of the kind that discovery finds."},
    {DONE_FIELD("owner", struct done_sheet_document, owner, STRING),
        .help = "Who decides: a team as CODEOWNERS writes it, or an address."},
    {DONE_FIELD("target", struct done_sheet_document, target, ENUM), .names = done_tier_names,
        .preset = -1,
        .help = "The tier that the service must meet, if it is above the policy's: bronze, silver "
                "or gold."},
    {DONE_FIELD("links", struct done_sheet_document, links, VALUE),
        .help = "Addresses of what lives outside the repository, by name: {runbook: https://…}."},
    {DONE_FIELD("boundaries", struct done_sheet_document, answers[0], VALUE),
        .help = "What the service owns, and what it leaves to others."},
    {DONE_FIELD("data", struct done_sheet_document, answers[1], VALUE),
        .help = "What its data looks like."},
    {DONE_FIELD("load", struct done_sheet_document, answers[2], VALUE),
        .help = "How much load it takes, and how it fails."},
    {DONE_FIELD("communication", struct done_sheet_document, answers[3], VALUE),
        .help = "Whom it talks to, and what happens when they do not answer."},
    {DONE_FIELD("decisions", struct done_sheet_document, answers[4], VALUE),
        .help = "What was decided, and where that is written down."},
    {DONE_FIELD("offers", struct done_sheet_document, offers, STRINGS),
        .help = "The ways in which others may call it, which they may name as 'via'."},
    {DONE_FIELD("waivers", struct done_sheet_document, waivers, OBJECTS),
        .record = &done_sheet_waiver_record, .max = DONE_SHEET_WAIVERS_MAX,
        .help = "Checks that the service is excused from, each until a day."},
    {DONE_FIELD("not_applicable", struct done_sheet_document, disputes, OBJECTS),
        .record = &done_sheet_dispute_record, .max = DONE_SHEET_WAIVERS_MAX,
        .help = "Checks that do not apply to the service, each with a reason. They have no last "
                "day."},
};

const struct done_record done_sheet_record = {
    .name = "a sheet",
    .size = sizeof(struct done_sheet_document),
    .fields = sheet_fields,
    .nr = DONE_ARRAY_SIZE(sheet_fields),
};
