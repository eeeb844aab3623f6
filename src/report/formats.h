/* What each file of this room exports, for the table in formats.c. */
#ifndef DONE_REPORT_FORMATS_H
#define DONE_REPORT_FORMATS_H

#include "report.h"

extern const struct done_format done_format_text;
extern const struct done_format done_format_json;
extern const struct done_format done_format_merge;
extern const struct done_format done_format_ndjson;
extern const struct done_format done_format_sarif;
extern const struct done_format done_format_junit;
extern const struct done_format done_format_github;
extern const struct done_format done_format_gitlab;
extern const struct done_format done_format_azure;
extern const struct done_format done_format_teamcity;
extern const struct done_format done_format_checkstyle;
extern const struct done_format done_format_tap;
extern const struct done_format done_format_markdown;
extern const struct done_format done_format_comment;
extern const struct done_format done_format_html;

#endif
