/*
 * CODEOWNERS as GitHub and as GitLab read it: the bytes of one file, and who owns a path by its
 * rules. Where it lies in a tree is told by owners.h. Once read it is only looked at: threads may
 * share it.
 *
 * GitHub ("About code owners"): the first of .github/, the root and docs/ that holds the file
 * counts. Patterns as in gitignore, but '!', '[ ]', '***' and a '\#' in front do not work, '/'
 * alone matches nothing, and a star behind the last slash is one level. A line with a word that is
 * no owner is skipped whole. The last line that matches a file gives its owners, none where it
 * names none.
 *
 * GitLab ("Syntax of CODEOWNERS file"): the root, docs/, .gitlab/. A pattern without a leading '/'
 * matches at any depth; a directory is written with a '/' behind; a '!' takes files out for good.
 * All this within a section: [Name], ^[Name] (optional), [Name][2] (approvals), each with default
 * owners behind it; sections of one name are one. The owners of a file are those of all sections.
 */
#ifndef DONE_CODEOWNERS_H
#define DONE_CODEOWNERS_H

#include "done/base.h"

enum done_host { DONE_HOST_ANY, DONE_HOST_GITHUB, DONE_HOST_GITLAB };
#define DONE_HOSTS (DONE_HOST_GITLAB + 1)

struct done_owners_rule {
	struct done_glob *glob; /* from the root; NULL: it matches everything */
	bool self, below;       /* what it matches counts by itself; for all that lies below it */
	struct done_bytes tail; /* every match ends so; maybe empty */
	const char *part;       /* every match holds it; NULL: nothing is known */
	int line;
	size_t section;
	bool exclusion; /* takes files out of its section */
	const char **owners;
	size_t nr_owners;
};

/* A line that the host skips, and why. */
struct done_owners_slip {
	int line;
	const char *why; /* fit to show but for names in it */
};

struct done_owners {
	enum done_host host;            /* GITHUB or GITLAB */
	const char *path;               /* NULL: there is none */
	const char *expected;           /* where it would be */
	struct done_owners_rule *rules; /* in the order of the file */
	size_t nr;
	size_t nr_sections;
	struct done_owners_slip *slips;
	size_t nr_slips;
	struct done_error problem; /* code DONE_E_POLICY: it is no plain file; other: not read */
	const struct done_owners_index *index; /* over the rules (owners_match.c) */
};

/* Fills rules, sections, slips and index of owners, whose host is known. A text of NULL: there is
 * no file, and nobody owns anything. */
void done_owners_parse(
    struct done_arena *arena, struct done_bytes text, struct done_owners *owners);

/*
 * Rules whose pattern ends in a wildcard are tried one by one, so no more of them than this may
 * speak of one directory; all others are found by their last bytes, however many they are.
 */
#define DONE_OWNERS_OPEN_MAX 200

/* What is known of the rules for paths below a directory. Of one thread. */
struct done_owners_part {
	const struct done_owners *owners;
	const struct done_owners_rule **open; /* those to try one by one */
	size_t nr_open;
	bool too_many; /* more than DONE_OWNERS_OPEN_MAX: who owns a path is not known */
	struct done_owners_levels *levels; /* of the path asked for last */
};
void done_owners_below(struct done_arena *arena, const struct done_owners *owners,
    const char *directory, struct done_owners_part *out);

/* One section's word on a file: its owners (maybe none), by the rule at line. */
struct done_owners_word {
	const char *const *owners;
	size_t nr;
	int line;
};
/*
 * The words of all sections on a file (GitHub: one section), at most one a section; out has room
 * for owners->nr_sections. Returns how many.
 */
size_t done_owners_of(
    const struct done_owners_part *part, const char *path, struct done_owners_word *out);

#endif
