/* What met a check: the first few are kept, with how much each says, and the rest is counted. */
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "parts.h"

#define WHAT_MAX 200

const char *const done_strength_words[] = {
    "measured", "recorded", "seen in code", "declared", "stale", "claimed", NULL};

bool done_result_wants_evidence(struct done_result *result)
{
	if (result->nr_evidence < DONE_EVIDENCE_MAX)
		return true;
	result->nr_evidence_more++;
	return false;
}

void done_result_evidence(struct done_result *result, struct done_view *view, const char *path,
    int line, enum done_strength strength, const char *what, ...)
{
	va_list args;

	if (!done_result_wants_evidence(result))
		return;
	if (strchr(what, '%')) {
		va_start(args, what);
		what = done_view_format(view, WHAT_MAX, what, args);
		va_end(args);
	}
	result->evidence[result->nr_evidence++] =
	    (struct done_evidence){path, line, what, strength};
}

void done_result_take_evidence(struct done_result *result, const struct done_result *part)
{
	for (size_t i = 0; i < part->nr_evidence; i++) {
		if (done_result_wants_evidence(result))
			result->evidence[result->nr_evidence++] = part->evidence[i];
	}
	result->nr_evidence_more += part->nr_evidence_more;
}

/* By the ending of a name, or the whole of it; whatever else there is, is code. */
static const struct {
	const char *ending;
	enum done_strength strength;
} endings[] = {
    {"md", DONE_CLAIMED},
    {"markdown", DONE_CLAIMED},
    {"adoc", DONE_CLAIMED},
    {"asciidoc", DONE_CLAIMED},
    {"rst", DONE_CLAIMED},
    {"txt", DONE_CLAIMED},
    {"README", DONE_CLAIMED},
    {"RUNBOOK", DONE_CLAIMED},
    {"CHANGELOG", DONE_CLAIMED},
    {"LICENSE", DONE_CLAIMED},
    {"html", DONE_CLAIMED},
    {"pdf", DONE_CLAIMED},
    {"yml", DONE_DECLARED},
    {"yaml", DONE_DECLARED},
    {"json", DONE_DECLARED},
    {"jsonc", DONE_DECLARED},
    {"json5", DONE_DECLARED},
    {"toml", DONE_DECLARED},
    {"xml", DONE_DECLARED},
    {"ini", DONE_DECLARED},
    {"cfg", DONE_DECLARED},
    {"conf", DONE_DECLARED},
    {"config", DONE_DECLARED},
    {"properties", DONE_DECLARED},
    {"env", DONE_DECLARED},
    {"tf", DONE_DECLARED},
    {"mod", DONE_DECLARED},
    {"lock", DONE_DECLARED},
    {"Dockerfile", DONE_DECLARED},
    {"Containerfile", DONE_DECLARED},
    {"Makefile", DONE_DECLARED},
    {"Procfile", DONE_DECLARED},
    {"CODEOWNERS", DONE_DECLARED},
    {"csproj", DONE_DECLARED},
    {"gradle", DONE_DECLARED},
};

enum done_strength done_strength_of(const char *path)
{
	const char *name = done_last_part(path);
	const char *dot = strrchr(name, '.'), *ending = dot ? dot + 1 : name;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		if (!strcasecmp(ending, endings[i].ending))
			return endings[i].strength;
	}
	return DONE_SEEN;
}
