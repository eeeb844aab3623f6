/*
 * view: one service of one snapshot as a check sees it: its files, found by globs, and their bytes;
 * texts decoded and as patterns are to see them; what changed, and the base's version. A view keeps
 * what it has found and read, so that a second check on the same files costs neither a listing nor
 * a read. Findings are made here, too, and the texts in them escaped.
 */
#ifndef DONE_VIEW_H
#define DONE_VIEW_H

#include "done/ecosystem.h"
#include "done/folder.h"
#include "done/policy.h"
#include "done/profile.h"
#include "done/repo.h"
#include "done/seal.h"
#include "done/service.h"

/* ---- results (result.c) ---- */

enum done_verdict {
	DONE_MET,
	DONE_UNMET,
	DONE_WAIVED,
	DONE_NOT_APPLICABLE,
	DONE_UNDECIDED,
	DONE_NEXT, /* of a check: its tier is above what the service is held to */
	DONE_OWED, /* unmet, and the base did not meet it either, no less: no reason to refuse */
};
const char *done_verdict_name(enum done_verdict verdict); /* "not applicable" */
/* Whether a check with it was held to the bar: it applies, and is asked of the service now. */
bool done_verdict_is_judged(enum done_verdict verdict);

/* What met a check before the change, which deleted it: `git checkout FROM -- PATH`. */
struct done_lost_file {
	const char *path; /* from the root, raw */
	int line;         /* of it there, from 1: the file stands without it; 0: the file is gone */
	const char *what; /* what is there no more, fit to show: "health check"; NULL: unknown */
	const char *from; /* a revision that has it, as a shell takes it: "origin/main" */
	/* Where the change also took away the line that used the file: the file of that line, if
	 * nothing else of it changed; else the only commit of the change, to be reverted. NULL. */
	const char *also, *revert;
	/* The directory outside of the service that the change deleted with the file, raw: its
	 * manifest is needed, too. NULL: some of it stands. */
	const char *whole;
	/* A pathspec of the files that services lost in the same way, and of nothing else that
	 * `from` has; NULL: there is none. */
	const char *pathspec;
	/* Of a line: what is wrong, for services that lost the same one: the file as each of them
	 * has it in its own directory. NULL: of a whole file. */
	const char *in_each;
};

struct done_finding {
	const char *path;     /* from the root, raw bytes; where the artifact is or is expected */
	int line, column;     /* 0: the file as a whole; the column in characters */
	const char *shown_at; /* where no file is at path: one beside which a platform can show it;
	                         NULL: path itself, or none is known */
	const char *message;  /* what is wrong in full, fit to show: lower case, no full stop */
	const char *brief;    /* the same for who is refused, in at most ten words or so, without
	                         patterns and globs; NULL: the message is short enough */
	const char *fix; /* how to fix it, fit to show; may have several lines; NULL: unknown */
	const char *brief_fix; /* the same without patterns and globs; NULL: the fix itself */
	const struct done_lost_file *lost; /* the change deleted what met it; NULL: it did not */
	bool is_absent;      /* what the check asks for is not there, so that its `missing` says it;
	                        false: something is there, and wrong */
	const char *subject; /* what it is about: the fingerprint is made of it; never NULL, not fit
	                        to show. Lines after the first: those of the ways of an any_of */
	double amount;       /* how far it is from met, more than 0; 0: nothing is measured */
	bool is_known;       /* the base has it, too */
};

/*
 * What a finding is about, whatever its message says. Two findings of one service and check with
 * the same subject are the same finding, in every commit: no message, pattern, line or measured
 * number may be in it. The service's own name and path are replaced in `path` and `thing`, and runs
 * of blanks become one (subject.c).
 */
struct done_subject {
	const char
	    *wrong; /* a word of the check's own that never changes: "missing", "too short" */
	const char *option; /* the place of the option that asks for it: "all", "sections[2]"; NULL:
	                       no option in particular */
	const char *path;   /* from the root: the artifact that it is about; NULL: none */
	const char *thing;  /* what of it, in the repository's own words: a key, a line; NULL */
	double amount;      /* how far it is from met, more than 0; 0: nothing is measured */
};

#define DONE_FINDINGS_MAX 1000

/* A finding without its words: what findings of two trees are compared by (told.c). */
struct done_told {
	const char *subject;
	double amount;
	const char *path; /* raw */
	int line;         /* 0: the file as a whole */
};
#define DONE_TOLD_MAX 100000 /* of a result, with those that are kept whole */

/* How many findings of a result have a subject, by a table of open addressing. */
struct done_twins {
	struct done_twin {
		const char *subject; /* NULL: the place is free */
		size_t nr;
	} * items;
	size_t nr, cap; /* cap is a power of two, or 0 */
};

/* How much a piece of evidence says, from most to least. */
enum done_strength {
	DONE_MEASURED, /* a result that was made in this run */
	DONE_RECORDED, /* a result whose record holds for what is in the tree */
	DONE_SEEN,     /* in code */
	DONE_DECLARED, /* by a configuration */
	DONE_STALE,    /* a result whose record holds for what was in the tree before */
	DONE_CLAIMED,  /* in prose, by a link, by a result that nothing binds to what it is of */
};
extern const char *const done_strength_words[]; /* as JSON has them; NULL-terminated */

/* What met a check. */
struct done_evidence {
	const char *path; /* from the root, raw; NULL: nothing is in any one place */
	int line;         /* 0: the file as a whole */
	const char *what; /* what was seen, fit to show: lower case, no full stop */
	enum done_strength strength;
};
#define DONE_EVIDENCE_MAX 3 /* of a check are kept; the rest is counted */

/* A number that a check measured, whether or not it is met by it. */
struct done_number {
	const char *name;    /* "p95", "coverage of lines"; fit to show */
	double value, limit; /* limit NAN: none */
	const char *unit;    /* "ms", "%", ""; both are in it */
	bool is_most;        /* the limit is the most, else the least */
	const char *source;  /* where it was read: from the root or below --evidence, raw; NULL */
	enum done_strength strength;
};
extern const char
    *const done_bound_words[]; /* "at least", "at most", by is_most; NULL-terminated */
#define DONE_NUMBERS_MAX 8     /* of a check are kept; further ones are left out */

struct done_result {
	/* The fingerprint of what a result must be of, and of how many files; NULL: the check does
	 * not ask. */
	const char *inputs;
	size_t nr_inputs;
	struct done_number *numbers; /* whatever the verdict is */
	size_t nr_numbers;
	enum done_verdict verdict; /* MET, UNMET or NOT_APPLICABLE */
	const char *reason; /* for NOT_APPLICABLE; may say for MET what was found; NULL: nothing to
	                       say */
	const char *uncovered; /* NOT_APPLICABLE, as no ecosystem covers this language: "Clojure",
	                          "" where none is known by its files; NULL */
	struct done_finding *findings;
	size_t nr, cap;
	size_t nr_dropped;      /* findings beyond DONE_FINDINGS_MAX: counted, never silent */
	struct done_told *more; /* of those, where the view tells: DONE_TOLD_MAX in all at most */
	size_t nr_more, cap_more;
	struct done_twins twins;                          /* private to told.c */
	struct done_evidence evidence[DONE_EVIDENCE_MAX]; /* counts where it is met */
	size_t nr_evidence, nr_evidence_more;
};

/* ---- the view (view.c) ---- */

struct done_file {
	const char *path; /* from the root of the tree */
	struct done_entry entry;
};

struct done_files {
	struct done_file *items; /* ascending by path */
	size_t nr;
};

/* What was read, for the report's "examined". */
struct done_meter {
	size_t files;
	uint64_t bytes;
	size_t binary;      /* files passed over as binary */
	bool is_of_library; /* counts what the view has read already, too (seen_libraries.c) */
};

/* Told to the supervisor: what is being done right now. NULL members: nobody listens. */
struct done_watch {
	void *self;
	void (*working)(void *self, const char *check, const char *path);
};

/* The kind that runs, as a part of another one where whole is not NULL: for subjects. */
struct done_testing {
	const char *kind;
	const struct done_testing *whole; /* any_of or all_of */
	size_t part;                      /* which part is run next, from 0 */
};

/*
 * The ecosystems, loaded when something asks first (view_classes.c). Of one worker: zero-initialise
 * it, release it when the worker ends.
 */
struct done_seen_libraries;
struct done_languages {
	const struct done_policy *policy; /* whose rows are added; NULL: none are */
	struct done_arena arena;
	struct done_ecosystems ecosystems;
	bool is_loaded;
};
void done_languages_release(struct done_languages *languages); /* accepts NULL */

/* The files of a whole tree by the last part of their paths (paths.c). Of one worker, too. */
struct done_tree_paths {
	struct done_arena arena;
	const char **items;
	size_t nr;
	bool is_made;
};
void done_tree_paths_release(struct done_tree_paths *paths); /* accepts NULL */

/* One service seen by one worker. Zero-initialise, fill the first block, release after the service.
 */
struct done_view {
	struct done_snapshot *head;
	struct done_snapshot *base;         /* NULL: no range */
	const struct done_changes *changes; /* of the whole range; NULL: no range */
	const struct done_service *service;
	const struct done_services *services; /* the whole map, with sheets; NULL in small tests */
	const struct done_profile *profile;   /* what is known about the service; NULL: no check of
	                                         the policy asks */
	const struct done_outside *outside;   /* artifacts that lie in no service (outside.h); NULL:
	                                         no check of the policy asks */
	struct done_arena *arena; /* for what lives as long as the view, findings included */
	struct done_matcher *matcher;
	struct done_meter *meter;
	const struct done_watch *watch;
	const char *check;                  /* id of the check being run, for messages */
	const struct done_testing *testing; /* the kind that runs; NULL: in small tests */
	bool tells; /* findings beyond those that are kept are told by their subjects */
	/* Of a base that is compared with a change; else NULL: where files went, and the service as
	 * the change has it. What is found in them there is called as the change calls it. */
	const struct done_moves *moves;
	const struct done_service *moved_service;
	/* Of such a base whose sources no manifest speaks of yet: the ids by which the change is
	 * read. NULL: the profile's own. */
	const struct done_strings *read_as;
	/* The policy's, for checks that say nothing themselves; NULL: standard. */
	const struct done_placeholder_rules *placeholders;
	const struct done_policy *policy; /* that judges; NULL: in small tests */
	done_day now;
	done_day head_day; /* of the committer of what is judged, of the index today; 0: unknown */
	/* What is asked for of what the service shows: a bit a capability; 0: all. */
	unsigned capabilities;
	struct done_seen_libraries *libraries; /* the worker's; NULL: none are kept */
	struct done_languages *languages;      /* the worker's; NULL: the view loads its own */
	struct done_tree_paths *paths;         /* the worker's; NULL: the view makes its own */
	const char *commit;                    /* what is judged, in hexadecimal; NULL: the index */
	const char *tree;                      /* that commit's, in hexadecimal; NULL: the index */
	const struct done_folder *evidence;    /* of --evidence; NULL: not given */
	const struct done_commit_notes *notes; /* of it and its first parents; NULL: not asked */
	const struct done_seals *seals;        /* in it; NULL: nobody asks for them, as of a base */
	const struct done_folder *evidence_base; /* of --evidence-base; NULL: not given */
	bool is_evidence_due; /* without `evidence` a check of it is unmet: in CI and audits */
	/* What the verdicts hang on beside the trees is noted here; NULL: nobody asks. Kinds read
	 * `now` by done_view_today(), and call done_view_hangs_on() where they read `commit`. */
	unsigned *hangs_on;

	/* Private to view.c. */
	struct done_files listed;
	bool is_listed;
	struct done_view_cache *cache;
};

void done_view_release(struct done_view *view);

enum done_hangs_on { /* bits */
	DONE_HANGS_ON_DAY = 1,
	DONE_HANGS_ON_COMMIT = 2,
	/* On which lines of its manifests its dependencies stand. */
	DONE_HANGS_ON_LINES = 4,
};
static inline void done_view_hangs_on(const struct done_view *view, enum done_hangs_on what)
{
	if (view->hangs_on)
		*view->hangs_on |= what;
}
/* The day, for kinds: a verdict that is kept is not kept beyond it. */
static inline done_day done_view_today(const struct done_view *view)
{
	done_view_hangs_on(view, DONE_HANGS_ON_DAY);
	return view->now;
}

/* The languages that are known. */
int done_view_ecosystems(
    struct done_view *view, const struct done_ecosystems **out, struct done_error *err);
/* What the service is: as it is declared, else by its profile. */
enum done_kind_of_service done_view_kind(const struct done_view *view);

/*
 * The service's own directory joined with a path relative to it: "." gives the path itself.
 */
char *done_view_path(struct done_view *view, const char *relative);

/*
 * The files (links and submodules included, see entry.kind) that match any of globs and none of
 * except (may be NULL). Lists no more of the tree than the globs ask for.
 */
int done_view_find(struct done_view *view, const struct done_file_globs *globs,
    const struct done_file_globs *except, struct done_files *out, struct done_error *err);
/* A glob from the root that a check makes, compiled once a view; false where the text is no glob.
 */
bool done_view_glob_of(struct done_view *view, const char *text, struct done_file_glob *out);
/* As done_view_find(), but stops at the first: 1 with *out, or 0. Regular files only. */
int done_view_find_first(struct done_view *view, const struct done_file_globs *globs,
    struct done_file *out, struct done_error *err);

/* Every regular file of the service, without those of services that lie within it (view_own.c). */
int done_view_own_files(struct done_view *view, struct done_files *out, struct done_error *err);
/* Whether the path lies in the service, and in none within it. */
bool done_view_owns(const struct done_view *view, const char *path);
/* 1 with the file's text until the next read; 0 where it is none. */
int done_view_text(struct done_view *view, const struct done_file *file, struct done_bytes *out,
    struct done_error *err);
/* The same of a source of the service's ecosystems; 0 for tests, generated and foreign code, too.
 */
int done_view_source(struct done_view *view, const struct done_ecosystems *ecosystems,
    const struct done_file *file, struct done_bytes *out, struct done_error *err);

/* The regular files of the whole tree whose last part is name, ascending (paths.c). */
int done_view_paths_named(struct done_view *view, const char *name, const char *const **out,
    size_t *nr, struct done_error *err);

#define DONE_BLOB_MAX (16 * 1024 * 1024)

/* A file's text as UTF-8 without a byte-order mark, or its bytes where they are no text (kept for
 * the view's life, read once). More than max bytes, damaged UTF-16 or UTF-32: undecided, naming the
 * file. */
int done_view_read(struct done_view *view, const struct done_file *file, size_t max,
    struct done_bytes *out, struct done_error *err);
/* The same path in the base: 1 with *out, 0 when it was not there (or no base). */
int done_view_read_base(struct done_view *view, const char *path, size_t max,
    struct done_bytes *out, struct done_error *err);
struct done_blob; /* below */
/* A blob's text as UTF-8 without its byte-order mark, as long as the blob; bytes that are no text
 * as they are. DONE_E_UNDECIDED where it is damaged; path is for the message. */
int done_blob_text(
    struct done_blob *blob, const char *path, struct done_bytes *out, struct done_error *err);
bool done_bytes_binary(struct done_bytes bytes); /* NUL in the first 8,000, as git */
/* True where the file is a Git LFS pointer: its text says nothing of the artifact. */
bool done_bytes_lfs_pointer(struct done_bytes bytes);

/*
 * Adds a finding about subject at a place, whose file is from the root of the tree; the message is
 * formatted into view->arena and escaped. NULL beyond DONE_FINDINGS_MAX: counted, no more.
 */
struct done_finding *done_result_add(struct done_result *result, struct done_view *view,
    struct done_place place, struct done_subject subject, const char *message, ...)
    DONE_PRINTF(5, 6);
/* The same for callers with arguments of their own. */
struct done_finding *done_result_vadd(struct done_result *result, struct done_view *view,
    struct done_place place, struct done_subject subject, const char *message, va_list args)
    DONE_PRINTF(5, 0);
/* Counts a finding that is not kept, and keeps what it is about where the view tells. */
void done_result_tell(struct done_result *result, struct done_view *view, struct done_told told);
/* A subject as it would be of a service that had this one's name and path, too. */
const char *done_subject_renamed(
    struct done_arena *arena, const char *subject, const struct done_service *service);

/* Sets what a finding says in short, and its short fix; both accept NULL findings. */
void done_finding_brief(
    struct done_finding *finding, struct done_view *view, const char *brief, ...) DONE_PRINTF(3, 4);
void done_finding_brief_fix(
    struct done_finding *finding, struct done_view *view, const char *fix, ...) DONE_PRINTF(3, 4);
/* Sets the fix of a finding; accepts NULL. Lines of the fix stay lines, each escaped. */
void done_finding_fix(struct done_finding *finding, struct done_view *view, const char *fix, ...)
    DONE_PRINTF(3, 4);

/* ---- globs of a service (view.c, view_find.c) ---- */

/* One glob of the policy as it reads for the service, with what it found. */
struct done_service_glob {
	const char *written; /* as in the policy */
	bool from_root;   /* what the text alone does not say: it may be written without its "/" */
	const char *text; /* from the root, unescaped: for messages and look-ups */
	const char *directory;  /* from the root, "" the root: every match lies below it */
	struct done_glob *glob; /* speaks of what comes after `skip` bytes of a path */
	size_t skip;
	bool nameless; /* done_file_glob_nameless(): matches nothing */
	bool is_found;
	struct done_files found;
	struct done_service_glob *next; /* of those whose text has the same hash */
};

/* Bytes of a file, and what is known of them. */
struct done_blob {
	struct done_oid oid;
	struct done_bytes bytes; /* as they are; only the first where is_cut */
	struct done_buf buf;     /* holds them */
	bool binary, pointer;
	bool is_cut;      /* binary, and too large to be read whole */
	bool passed_over; /* counted as binary in the meter */
	bool is_counted;  /* in the meter of the service */
	/* Private to view_text.c: the text, when it is asked for first. */
	bool is_decoded;
	struct done_bytes text;
	enum done_charset charset;
	struct done_buf decoded;
	struct done_buf western; /* a text that is not UTF-8, for patterns with such letters */
	int has_returns;         /* before newlines; -1: not yet asked */
	struct done_buf variant; /* as patterns that see `variant_sees` are shown it */
	unsigned variant_sees;
	bool variant_western;
	struct done_documents *data; /* parsed as the file data_path; NULL: not parsed */
	const struct done_outline *outline;
	const char *data_path, *outline_path;
};

/* For what is found again by a later check of the same view: as long as the view. */
struct done_arena *done_view_kept(struct done_view *view);

/* The service's directory for joining: "" where it is the root. */
const char *done_view_directory(const struct done_view *view);
/* A path as its people know it: relative to the service where it lies below it. */
const char *done_view_short(const struct done_view *view, const char *path);

int done_view_resolve(struct done_view *view, const struct done_file_glob *glob,
    struct done_service_glob **out, struct done_error *err);
bool done_service_glob_match(
    const struct done_view *view, const struct done_service_glob *glob, const char *path);

/* As done_service_glob_match(), where a glob that stands for a README matches each of them. */
bool done_service_glob_means(
    const struct done_view *view, const struct done_service_glob *glob, const char *path);
/*
 * 1 with the file of the service that a symbolic link leads to, over several links if need be;
 * 0 with *why, a sentence without a subject: "is a symbolic link to …" (view_link.c).
 */
int done_view_follow(struct done_view *view, const struct done_file *link, struct done_file *out,
    const char **why, struct done_error *err);

/* An error where every one of globs names files by a name that the service lacks. */
int done_view_named(
    const struct done_view *view, const struct done_file_globs *globs, struct done_error *err);

/* The changes among which a match may be: a slice of the view's, which are in order. */
struct done_changes done_service_glob_changes(
    const struct done_view *view, const struct done_service_glob *glob);

/* As done_view_find(), and directories too: a directory that matches is given, not entered. */
int done_view_find_all(struct done_view *view, const struct done_file_globs *globs,
    struct done_files *out, struct done_error *err);

/* ---- lists of globs (view_list.c): the last item that matches decides ---- */

bool done_file_globs_negate(const struct done_file_globs *globs); /* one of them is negated */
/* 1 where the list matches the path, else 0. Accepts NULL: 0. */
int done_view_matches(struct done_view *view, const struct done_file_globs *globs, const char *path,
    struct done_error *err);

/*
 * 1 with a submodule, or a symbolic link out of the service, behind which a file might match globs
 * and none of except: nobody has looked there. Else 0. directory: what is behind it is, or may be,
 * a directory (view_hidden.c).
 */
struct done_hidden {
	struct done_file file;
	bool directory;
};
int done_view_find_hidden(struct done_view *view, const struct done_file_globs *globs,
    const struct done_file_globs *except, struct done_hidden *out, struct done_error *err);

/*
 * A file's bytes with what is known of them. They live until the next call, or as long as the view
 * where keep is true.
 */
int done_view_blob(struct done_view *view, const struct done_file *file, size_t max, bool keep,
    struct done_blob **out, struct done_error *err);

/* ---- texts (view_text.c) ---- */

struct done_text {
	struct done_bytes bytes;
	enum done_charset charset;
};

/*
 * The same as a pattern is to see it: with '\n' for every CRLF and without the mark, unless the
 * pattern speaks of them (done_pattern_sees()). Lines and columns are those of the text. Until the
 * next call for the blob.
 */
int done_blob_shown_to(struct done_blob *blob, const char *path, const struct done_pattern *pattern,
    struct done_text *out, struct done_error *err);

/*
 * Blanks in the text of a file what is of no class in `keep` (enum done_class), by the scanner of
 * the ecosystem whose `sources` the path is one of; line ends stay, so that places hold. 1, with a
 * text that lives until the next call; 0: no ecosystem has such sources, the text is as it was.
 * Where `wanted`, if not NULL, stands nowhere in the text nothing is left of it.
 */
int done_view_mask(struct done_view *view, const char *path, unsigned keep,
    const struct done_pattern *wanted, struct done_text *text, struct done_error *err);

/* A file's size, by its object's header alone. *pointer: it is a Git LFS pointer. */
int done_view_size(struct done_view *view, const struct done_file *file, uint64_t *size,
    bool *pointer, struct done_error *err);

/* ---- templates (view_template.c) ---- */

/*
 * What the policy wrote, with {service} and {path} replaced for this service, as long as the view;
 * the same where there is nothing to replace. DONE_E_UNDECIDED where the service has no name.
 */
int done_view_pattern(struct done_view *view, struct done_pattern *pattern,
    struct done_pattern **out, struct done_error *err);
int done_view_value(struct done_view *view, const struct done_value *value,
    const struct done_value **out, struct done_error *err);
int done_view_strings(struct done_view *view, const struct done_strings *strings,
    struct done_strings *out, struct done_error *err);

/* ---- findings (result.c, missing.c) ---- */

/* Repository text escaped, and cut to max bytes (0: whole), in the view's arena. */
const char *done_view_shown(struct done_view *view, const char *bytes, size_t len, size_t max);
const char *done_view_shown_path(struct done_view *view, const char *path);
/* "'a', 'b' and 2 more": the globs as written. */
/* A pattern in quotes, or words for one that is too long to say anything. */
const char *done_view_pattern_shown(struct done_view *view, const struct done_pattern *pattern);
const char *done_view_globs_shown(struct done_view *view, const struct done_file_globs *globs);
/* NOT_APPLICABLE or MET with a reason, formatted and escaped. */
void done_result_say(struct done_result *result, struct done_view *view, enum done_verdict verdict,
    const char *reason, ...) DONE_PRINTF(4, 5);

/* Who asks for a file: the option, for the subject; with, which ends the sentence of the fix
 * (" with the sections …"), may be NULL, and so may thing, which tells apart what one option asks
 * for. */
struct done_wanted {
	const char *option, *thing, *with;
};
/*
 * Adds the finding that no regular file matches globs, at the place where one is expected; links,
 * submodules and directories that stand there are named as such.
 */
int done_result_add_missing(struct done_result *result, struct done_view *view,
    const struct done_file_globs *globs, struct done_wanted wanted, struct done_error *err);
/* Adds the finding that the file is a Git LFS pointer; what says what cannot be done with it. */
void done_result_add_pointer(
    struct done_result *result, struct done_view *view, const char *path, const char *what);

/* ---- evidence (evidence.c) ---- */

/*
 * Keeps what met the check, or counts it where there is enough; the path lives as long as the
 * result. what is formatted into the view's arena and escaped; a text without '%' is taken as it is
 * and lives as long, too.
 */
void done_result_evidence(struct done_result *result, struct done_view *view, const char *path,
    int line, enum done_strength strength, const char *what, ...) DONE_PRINTF(6, 7);
/* False where there is enough, so that what is dear to say need not be made: then it is counted. */
bool done_result_wants_evidence(struct done_result *result);
/* Hands on what met a part. */
void done_result_take_evidence(struct done_result *result, const struct done_result *part);
/* Keeps a number; name and unit live as long as the result (measured.c). */
void done_result_measure(
    struct done_result *result, struct done_view *view, const struct done_number *number);
/* True where the number misses its limit. */
bool done_number_misses(const struct done_number *number);
/* How much a file of that name says: code is seen, a configuration declares, prose claims. */
enum done_strength done_strength_of(const char *path);

/* Only the regular files among files, in place. */
void done_files_keep_regular(struct done_files *files);

/*
 * The regular files that match the one glob of `file`, or the finding that there is none: then
 * out->nr is 0.
 */
int done_artifact_find(struct done_view *view, const struct done_file_glob *file,
    struct done_wanted wanted, struct done_files *out, struct done_result *result,
    struct done_error *err);

/*
 * A file's documents or outline: 1 with *out; 0 when the file cannot be parsed or is an LFS
 * pointer, which is then a finding of result.
 */
int done_artifact_data(struct done_view *view, const struct done_file *file,
    const struct done_documents **out, struct done_result *result, struct done_error *err);
int done_artifact_outline(struct done_view *view, const struct done_file *file,
    const struct done_outline **out, struct done_result *result, struct done_error *err);

#endif
