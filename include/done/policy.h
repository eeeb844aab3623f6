/*
 * policy: a value tree -> plain structs, from field tables. A field table is the only description
 * of what users may write: the loader, "did you mean", the JSON Schema for editors, the help and
 * the reference pages come from it. Every error is DONE_E_POLICY with file, line and column.
 */
#ifndef DONE_POLICY_H
#define DONE_POLICY_H

#include "done/artifact.h"
#include "done/base.h"

/* ---- field tables (fields.c) ---- */

bool done_strings_has(const struct done_strings *strings, const char *text);
bool done_strings_equal(const struct done_strings *a, const struct done_strings *b); /* in order */

struct done_place {
	const char *file;
	int line, column;
};

/* A glob over files: relative to the service, or (written with a leading '/') to the root of the
 * tree. */
struct done_file_glob {
	const char *text;       /* as written, but for the '!' of a negated one */
	const char *stands_for; /* the name that it was put into the list for: "@tests"; NULL */
	bool negated;           /* takes out what an item before it in the list matches */
	bool from_root;
	bool templated; /* holds {service} or {path}: replaced for each service, then compiled */
	struct done_glob *glob; /* NULL when templated; without the leading '/' */
	struct done_place place;
};

/* In the order in which they are written: the last item that matches a path decides. The first is
 * never negated. */
struct done_file_globs {
	struct done_file_glob *items;
	size_t nr;
};

enum done_field_type {        /* the member in the struct is a … */
	DONE_FIELD_BOOLEAN,   /* bool */
	DONE_FIELD_INTEGER,   /* int64_t, within min and max */
	DONE_FIELD_NUMBER,    /* double; written as integer or decimal; absent: NAN */
	DONE_FIELD_RATIO,     /* struct done_ratio; written as 80% or 0.8; absent: not
	                         set, its value is `preset` */
	DONE_FIELD_AMOUNTS,   /* struct done_amounts; a map; absent: none */
	DONE_FIELD_STRING,    /* const char *; not empty; absent: NULL */
	DONE_FIELD_STRINGS,   /* struct done_strings; written as a list or as one text
	                       */
	DONE_FIELD_ENUM,      /* int: the index in names; absent: `preset` */
	DONE_FIELD_DATE,      /* done_day; absent: DONE_NO_DAY */
	DONE_FIELD_PATH,      /* const char *: a literal path from the root,
	                         done_path_problem() */
	DONE_FIELD_GLOB,      /* struct done_glob *, from the root of the tree; absent:
	                         NULL */
	DONE_FIELD_GLOBS,     /* struct done_globs, from the root; a list or one text */
	DONE_FIELD_FILE,      /* struct done_file_glob; absent: text NULL */
	DONE_FIELD_FILES,     /* struct done_file_globs; a list or one text */
	DONE_FIELD_PATTERN,   /* struct done_pattern *; absent: NULL */
	DONE_FIELD_JSONPATH,  /* struct done_jsonpath * */
	DONE_FIELD_VALUE,     /* const struct done_value *: anything; absent: NULL */
	DONE_FIELD_OBJECT,    /* void *: one `record`; absent: NULL */
	DONE_FIELD_OBJECTS,   /* struct done_objects: a list of `record` (or one) */
	DONE_FIELD_CONDITION, /* struct done_condition * */
	DONE_FIELD_TESTS,     /* struct done_tests: a list of checks' kinds (any_of,
	                         all_of) */
	DONE_FIELD_SPECIAL,   /* whatever `load` makes of it */
};

struct done_ratio {
	bool is_set;
	double value; /* 0 to 1 */
};

/* A number with a unit, or one that the service's own sheet says (amounts.c). */
struct done_amount {
	size_t name;       /* in the names of the field */
	double value;      /* in the unit that the name ends in; NAN: the sheet says it */
	const char *sheet; /* "load.requests_per_second.expected"; NULL */
	struct done_place place;
};
struct done_amounts {
	struct done_amount *items;
	size_t nr;
};
const struct done_amount *done_amount_find(const struct done_amounts *amounts, size_t name);

struct done_objects {
	void *items; /* an array of the record's struct */
	size_t nr;
};

struct done_loader; /* what a load needs: arena, kinds, stages (loader.h in src/policy) */
struct done_record;

/* For a field's own `load`: what it makes lives there, as long as the policy. */
struct done_arena *done_loader_arena(struct done_loader *loader);

/* Which edit of a field is proved to ask more (loosened.c). Any other edit loosens. */
enum done_tighter {
	DONE_TIGHTER_UNSAID,  /* nobody decided: as NEVER (test_gate_loosened has all keys) */
	DONE_TIGHTER_NEVER,   /* no edit is proved: patterns, globs that both find and excuse */
	DONE_TIGHTER_MORE,    /* the larger number, the longer list, the later name, true */
	DONE_TIGHTER_LESS,    /* the smaller number, the shorter list, the earlier name, false */
	DONE_TIGHTER_WORDS,   /* says nothing of what is asked */
	DONE_TIGHTER_BY_CODE, /* compared by loosened.c or by the gate, not by its row */
};
/* What it means that the field is not there. */
enum done_absent {
	DONE_ABSENT_USUAL,    /* MORE, LESS: asks least; NEVER: neither */
	DONE_ABSENT_WEAKEST,  /* asks least: to write it is tighter */
	DONE_ABSENT_TIGHTEST, /* asks most: to write it loosens */
	DONE_ABSENT_APART,    /* neither: to write it loosens, and to take it out */
};
struct done_direction {
	enum done_tighter tighter;
	enum done_absent absent;
};

struct done_field {
	const char *name;
	enum done_field_type type;
	size_t offset;
	bool required;
	int64_t min, max; /* INTEGER: bounds (both 0: none); lists: least and most items (max 0:
	                     10,000) */
	int64_t preset;   /* default of BOOLEAN, INTEGER, ENUM, RATIO (in percent); AMOUNTS: 1, they
	                     are ratios */
	bool may_negate;  /* GLOB: one that begins with '!' takes out what others name */
	const char *const *names; /* ENUM, AMOUNTS: NULL-terminated */
	const char *const *usual; /* STRINGS: what is meant where it is absent, NULL-terminated */
	const struct done_record *record; /* OBJECT, OBJECTS */
	int (*load)(struct done_loader *loader, const struct done_value *value, void *member,
	    struct done_error *err); /* SPECIAL */
	const char *schema;          /* SPECIAL: JSON Schema text of it, NULL: anything */
	const char *help;            /* one line */
	/* FILES: the check applies, or looks, only where one of these is: a glob that matches
	 * nothing anywhere is a slip that would stay green (selectors.h). */
	bool selects;
	const char *endings_with; /* … but one of an ending only is none beside this field */
	struct done_direction tighter;
	/* Where this other field is written, before and after, `then` holds in place of `tighter`.
	 */
	const char *beside;
	struct done_direction then;
	const struct done_record *entries; /* SPECIAL: a map whose values are of this record */
};

/* What a policy that does not say it means: 100 requests, an error rate of 1 %; NAN: nothing. */
double done_amount_preset(const char *name);
/* A value of a sheet as an amount of that name; NAN: it is none. */
double done_amount_read(
    const struct done_field *field, const char *name, const struct done_value *value);

/* The head of a row: its key, the options' type and the member that takes it, and the field's type
 * without "DONE_FIELD_". */
#define DONE_FIELD(key, of, member, kind) \
	.name = (key), .type = DONE_FIELD_##kind, .offset = offsetof(of, member)

/* Two fields of which one at most may be there. */
struct done_exclusive {
	const char *one, *other;
};

/* What is looked for as a placeholder, by a policy or by one check of it. */
enum done_placeholders {
	DONE_PLACEHOLDERS_STANDARD,
	DONE_PLACEHOLDERS_STRICT,
	DONE_PLACEHOLDERS_OFF,
	DONE_PLACEHOLDERS_EXAMPLES, /* pasted examples and repeated words alone: no policy says so
	                             */
};
struct done_placeholder_rules {
	int level;                 /* enum done_placeholders */
	struct done_pattern **own; /* beside those */
	size_t nr_own;
};
/* For a SPECIAL field whose member is a const struct done_placeholder_rules * (NULL: not said). */
int done_placeholders_load(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err);
extern const char done_placeholders_schema[];

struct done_record {
	const char *name; /* for messages: "criterion", "check kind 'file'" */
	size_t size;      /* of the struct */
	const struct done_field *fields;
	size_t nr;
	/* Shorthand: a text or list stands for an object with only this field; NULL: none ("any" of
	 * kind file). */
	const char *shorthand;
	/*
	 * For `extends`, where options merge key by key. A nearer file that has one of an exclusive
	 * pair over a farther one with the other, or another value of the discriminator (the field
	 * that says what is asked; NULL: none), means another test: its options stand alone.
	 */
	const struct done_exclusive *exclusive;
	size_t nr_exclusive;
	const char *discriminator;
	/* Last word when all fields are in: what must go together. NULL: nothing. */
	int (*validate)(const void *object, const struct done_value *at, struct done_error *err);
};

/*
 * Fills object (record->size bytes, zeroed by the caller) from a map. Unknown key: error with the
 * nearest known one.
 */
int done_record_load(struct done_loader *loader, const struct done_record *record,
    const struct done_value *value, void *object, struct done_error *err);

/*
 * The same for a document that is no policy: a sheet, an answer. The record holds no patterns,
 * conditions or tests.
 */
int done_record_load_document(struct done_arena *arena, const struct done_record *record,
    const struct done_value *value, void *object, struct done_error *err);

/* Sets err at the value's place. */
int done_value_error(struct done_error *err, const struct done_value *at, const char *format, ...)
    DONE_PRINTF(3, 4);

/* A text in it, lists and maps included, that holds {service} or {path} misspelt is an error at its
 * place; value may be NULL. For values that are read for each service (words.c). */
int done_value_words(const struct done_value *value, struct done_error *err);

#ifdef __clang_analyzer__
#define done_value_error(...) (done_value_error(__VA_ARGS__), -1)
#endif

/* ---- kinds and tests ---- */

/* What the policy room must know of a check kind to load it; the check room gives the table. */
struct done_kind_form {
	const char *name;    /* "markdown" */
	const char *summary; /* "met when …", one line */
	const struct done_record *options;
	const char *example; /* YAML that is run by a test: the value of the kind's key */
	bool needs_sheets;   /* looks at every service's sheet, not only at its own */
	bool needs_owners;   /* looks at CODEOWNERS */
	bool needs_profile;  /* asks what the service is, and what its code shows */
	bool needs_evidence; /* reads reports of tools, from --evidence */
	/* Artifacts that lie outside of services which it looks at: bits of enum
	 * done_outside_wants (outside.h). NULL: none but those of its field `about`. */
	unsigned (*wants)(const void *options);
	/* Whether it compares with the base itself, so that what it finds is the change's. NULL:
	 * it does not. */
	bool (*compares)(const void *options);
	/* Whether it looks at the notes of what is judged. NULL: it does not. */
	bool (*asks_notes)(const void *options);
	void (*more)(struct done_buf *out); /* adds to its reference page; NULL: nothing more */
};

struct done_kind_forms {
	const struct done_kind_form *const *items;
	size_t nr;
};

/* A kind with its options: what a check tests, and a part of any_of and all_of. */
struct done_test {
	const struct done_kind_form *form;
	size_t kind; /* index in the table of forms */
	void *options;
};

struct done_tests {
	struct done_test *items;
	size_t nr;
};

enum done_condition_kind {
	DONE_WHEN_HAS,      /* files */
	DONE_WHEN_TAG,      /* text */
	DONE_WHEN_CHANGED,  /* files */
	DONE_WHEN_STAGE,    /* text */
	DONE_WHEN_KIND,     /* text: the kind of service */
	DONE_WHEN_SERVES,   /* text */
	DONE_WHEN_CALLS,    /* text */
	DONE_WHEN_LANGUAGE, /* text: the id of an ecosystem */
	DONE_WHEN_NOT,      /* parts[0] */
	DONE_WHEN_ANY,      /* parts */
	DONE_WHEN_ALL,      /* parts; also several keys in one map */
};

struct done_condition {
	enum done_condition_kind kind;
	struct done_file_globs files;
	const char *text;
	struct done_condition *parts;
	size_t nr_parts;
};

/* ---- kinds of services (kinds.c) ---- */

/* What a directory is; discovery finds it (done/profile.h), a rule or a sheet may declare it. */
enum done_kind_of_service {
	DONE_KIND_UNKNOWN,
	DONE_KIND_API,
	DONE_KIND_WEB,
	DONE_KIND_WORKER,
	DONE_KIND_JOB,
	DONE_KIND_FRONTEND, /* from here on: no service, unless the policy says so */
	DONE_KIND_INFRASTRUCTURE,
	DONE_KIND_LIBRARY,
	DONE_KIND_TOOL,
	DONE_KIND_TEST,
	DONE_KIND_DOCS,
};
const char *done_kind_of_service_name(enum done_kind_of_service kind);
bool done_kind_is_service(enum done_kind_of_service kind);
/* Those that may be declared, for fields of type ENUM: index 0 is DONE_KIND_API; NULL-terminated.
 */
extern const char *const done_kinds_declarable[];
#define DONE_KIND_NOT_DECLARED (-1) /* `preset` of such a field */
/* The kind of such a field's member. */
enum done_kind_of_service done_kind_declared(int member);

struct done_question;

/* ---- the policy ---- */

/* Words for what a service serves and calls, in the order of the profile's bits (profile.h), then
 * "nothing"; NULL-terminated. */
extern const char *const done_serves_words[], *const done_calls_words[];

/* How far a service is, and what it is held to. A check of a tier above the target is "next": not
 * asked yet. A check without one is always asked. */
enum done_tier { DONE_TIER_NONE, DONE_TIER_BRONZE, DONE_TIER_SILVER, DONE_TIER_GOLD };
#define DONE_TIER_DEFAULT DONE_TIER_SILVER /* the target where a policy names none */
/* As written, without NONE; NULL-terminated: for fields, whose member is then the tier less one
 * (done_tier_written()). */
extern const char *const done_tier_names[];
enum done_tier done_tier_written(int index);        /* -1: NONE */
const char *done_tier_name(enum done_tier tier);    /* "silver"; NULL for NONE */
const char *done_tier_meaning(enum done_tier tier); /* "done"; NULL for NONE */

/*
 * In the order in which they are written: the last rule whose path matches a directory decides. A
 * negated path takes out what rules before it find, and then has nothing beside it.
 */
struct done_service_rule {
	struct done_glob *path; /* over directories, from the root; "." is the root itself */
	const char *name;       /* NULL: the last part of the directory */
	struct done_globs
	    markers; /* over names of entries of the directory; none: every directory */
	struct done_strings tags;
	const char *stage; /* one of policy->stages; default "production" */
	int target;        /* enum done_tier: held to at least this; NONE: to the policy's */
	int kind;          /* see done_kind_declared() */
	struct done_globs depends_on;  /* from the root: a path itself, or anything below it */
	struct done_file_globs ignore; /* none is templated */
	struct done_place place;
};

enum done_level { DONE_LEVEL_ERROR, DONE_LEVEL_WARNING, DONE_LEVEL_OFF };
enum done_unowned { DONE_UNOWNED_IGNORE, DONE_UNOWNED_WARNING, DONE_UNOWNED_ERROR };
enum done_deleted { DONE_DELETED_NOTE, DONE_DELETED_IGNORE };
enum done_uncovered { DONE_UNCOVERED_WARNING, DONE_UNCOVERED_ERROR, DONE_UNCOVERED_NOTE };
enum done_dependencies { DONE_DEPENDENCIES_ON, DONE_DEPENDENCIES_OFF };

struct done_select {
	struct done_globs everything; /* from the root */
	int unowned;                  /* enum done_unowned; default ignore */
	int deleted;                  /* enum done_deleted */
	int uncovered;                /* enum done_uncovered; default warning */
	int dependencies;             /* enum done_dependencies */
};

enum done_self_granted { DONE_SELF_REFUSE, DONE_SELF_WARNING, DONE_SELF_ALLOW };

/* What a waiver in a service's sheet must keep to. */
struct done_waiver_rules {
	struct done_strings approvers; /* who may stand in `by`; none: anybody */
	int64_t max_days;              /* how far ahead its last day may lie */
	int self_granted;              /* enum done_self_granted: in the change that it excuses */
	int64_t emergency_days;        /* how long one of an emergency may last; 0: there is none */
};

/*
 * What the base did not meet already is owed, and does not refuse a change, through this day: a
 * change is judged by `now <= debt`.
 */
#define DONE_DEBT_NEVER DONE_NO_DAY /* refuse */
#define DONE_DEBT_ALWAYS INT32_MAX  /* allow */

/* What comes of a check that only warns where the change took away what met it on the base. */
enum done_losses { DONE_LOSSES_UNSAID = -1, DONE_LOSSES_TELL, DONE_LOSSES_REFUSE };
extern const char *const done_losses_names[]; /* as written; NULL-terminated */

/* What comes of a change that loosens the policy; the later, the stricter. */
enum done_loosening { DONE_LOOSENING_NOTE, DONE_LOOSENING_ALONE, DONE_LOOSENING_REFUSE };
extern const char *const done_loosening_names[]; /* as written; NULL-terminated */

/* Patterns over branches ("main", "release/" and a star), or over whole refs ("refs/tags/" …). */
struct done_push_rules {
	struct done_strings refuse, tell;
};
/* A push to this ref (raw, whole) is told what is not done, and passes. */
bool done_push_only_tells(const struct done_push_rules *rules, const char *ref);

/* The longest title of a check, and of `help`, in bytes. */
#define DONE_TITLE_MAX 120
#define DONE_HELP_MAX 200

struct done_check {
	const char *id;   /* "docs.runbook" */
	const char *name; /* "runbook" */
	int level; /* enum done_level, the criterion's where the check has none; never OFF (removed)
	            */
	int tier;  /* enum done_tier; then level is ERROR, or WARNING where it is on trial */
	bool trial;        /* it counts for its tier, and only warns */
	int losses;        /* TELL or REFUSE: the nearest word, else REFUSE where it is on trial */
	const char *title; /* the rule in one sentence: "Every service has a runbook"; NULL */
	const char *why, *fix, *url; /* each may be NULL */
	done_day debt;       /* the criterion's where the check has none; see DONE_DEBT_NEVER */
	const char *missing; /* "no runbook": where nothing is there; NULL: the kind's words */
	const struct done_condition *when; /* NULL: always */
	done_day effective; /* a warning until that day, the criterion's where the check has none;
	                       DONE_NO_DAY: at once */
	done_day existing;  /* of `effective: {existing: DAY}`, which `debt` has heeded; DONE_NO_DAY
	                     */
	struct done_test test;
	struct done_place place;
};

struct done_criterion {
	const char *id, *title;     /* title defaults to the id */
	struct done_strings stages; /* it applies to these; never empty */
	struct done_check *checks;  /* in the order of the policy, the extended file's first */
	size_t nr_checks;
	struct done_place place;
};

struct done_policy {
	bool automatic;                  /* services: auto */
	struct done_service_rule *rules; /* else these */
	size_t nr_rules;
	struct done_select select;
	struct done_strings
	    stages;    /* experiment, production, deprecated unless the policy says otherwise */
	int target;    /* enum done_tier */
	int keep;      /* enum done_tier: what met a check up to this tier is not given up, though
	                  nothing above the target is asked; NONE: it may be */
	done_day debt; /* of criteria that say nothing */
	int losses;    /* enum done_losses of criteria that say nothing */
	int64_t experiment_days; /* an experiment lasts at most so long; 0: no limit was loaded */
	struct done_waiver_rules waivers;
	const char *help; /* whom to ask, at the end of a refusal: one line; NULL: nobody is named
	                   */
	int loosening;    /* enum done_loosening */
	struct done_strings allow_loosening; /* of who imports it: checks, criteria, top keys */
	struct done_push_rules push;         /* none: every push is refused */
	const struct done_placeholder_rules *placeholders; /* of checks that say nothing; NULL:
	                                                      standard */
	bool backstage; /* what the sheet is silent about is read from catalog-info.yaml */
	struct done_criterion *criteria;
	size_t nr_criteria, nr_checks;
	const struct done_question *questions; /* its own (questions.h) */
	size_t nr_questions;
	/* Questions of a policy that may come: a sheet may answer them already. */
	const struct done_question *questions_to_come;
	size_t nr_questions_to_come;
	const struct done_value *ecosystems; /* rows of its own, well formed; NULL: none
	                                        (ecosystem.h) */
	struct done_strings
	    files; /* every file read for it, nearest first; presets as "preset:backend@1" */
	const struct done_value *merged; /* what was loaded, after extends; "@tests" as its globs */
	const struct done_value *written; /* the same with the names of such globs, for people */
	struct done_pattern **patterns;   /* to be freed */
	size_t nr_patterns;
	struct done_glob_room *glob_room;  /* where globs of presets are compiled; NULL: none */
	struct done_ecosystems_kept *kept; /* ecosystem.h; NULL: it was not loaded */
	const struct done_value *whole;    /* merged, before parameters and names of globs stand for
	                                      anything, and with what is off */
	const struct done_policy *above;   /* of a directory: the one that it adds to (nested.h) */
};

/* Where a policy's files are read from: a snapshot, or a folder on disk. */
struct done_policy_source {
	void *self;
	/* Appends the file to out; 1, or 0 when there is no such file. A link, a folder, a
	 * submodule is an error. */
	int (*read)(void *self, const char *path, struct done_buf *out, struct done_error *err);
	const char *top; /* what stands before the paths of imports: "", or ends in '/'; NULL: "" */
};
/* Of a policy's file on the machine: "/srv/shop/" of "/srv/shop/.git-done.yml". */
const char *done_policy_top_of(struct done_arena *arena, const char *path);

#define DONE_POLICY_PATH ".git-done.yml"
#define DONE_POLICY_MAX (256 * 1024)
/* Where policies of other repositories are copied to, each as it lies there. */
#define DONE_IMPORTS ".git-done/org"

/*
 * Loads path from source with all it extends (16 deep, cycles refused; a preset by "preset:NAME",
 * else a path relative to the file that names it, or from the root with a leading '/'). source may
 * be NULL when path is a preset. Returns 1 with *out in the arena, 0 when path itself is absent.
 */
int done_policy_load(struct done_arena *arena, const struct done_policy_source *source,
    const char *path, const struct done_kind_forms *kinds, struct done_policy **out,
    struct done_error *err);
/* The files that path extends, with itself, nearest first, and no more than that: 1, or 0 when path
 * is absent. */
int done_policy_files(struct done_arena *arena, const struct done_policy_source *source,
    const char *path, const struct done_kind_forms *kinds, struct done_strings *out,
    struct done_error *err);
/* The patterns and what is kept; accepts NULL. */
void done_policy_release(struct done_policy *policy);

/* True for an id that a preset of an earlier version gave to a check; *now is what it is called
 * now, NULL where nothing asks for it any more. */
bool done_check_is_renamed(const char *id, const char **now);
/* The id itself, or an earlier one of the same check, which no check of the policy has. */
bool done_check_id_means(const struct done_policy *policy, const char *written, const char *id);

/* True for the file of a value, or a name under `extends`, that is built in. */
bool done_file_is_preset(const char *file);

/* A text that is built in as it is (src/policy/embed.cmake). */
struct done_embedded_text {
	const char *name; /* of its file, without ending: "gitlab", "bash" */
	const char *text; /* NUL-terminated */
	size_t len;
};

/* Built-in presets, and ecosystems: value trees that were parsed when the program was built
 * (src/policy/embed_trees.c). */
struct done_preset {
	const char *name;         /* "backend@1" */
	struct done_bytes packed; /* for done_value_unpack() */
};
extern const struct done_preset done_presets[];
extern const size_t done_presets_nr;

/* Writes the JSON Schema (2020-12) of the policy, kinds included, for editors. */
void done_policy_schema(struct done_buf *out, const struct done_kind_forms *kinds);
/* The schema of one record (a value), and of one field (a member), for documents that are no
 * policy. */
void done_record_schema(struct done_json *json, const struct done_record *record);
void done_field_schema(struct done_json *json, const struct done_field *field);
/* The reference text of a record's fields, a Markdown table. */
void done_record_reference(struct done_buf *out, const struct done_record *record);
/* The reference page of the policy's own keys (reference_policy.c). */
void done_policy_reference(struct done_buf *out);

#endif
