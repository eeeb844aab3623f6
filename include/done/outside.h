/*
 * outside: artifacts that may be about a service whatever directory they lie in: descriptions of
 * interfaces, load scripts and what runs them, and the files that a check's `about` names. Looked
 * through once a snapshot, before threads begin, and only for what a policy asks; from then on
 * read-only. Which service an artifact is about, names.h says.
 */
#ifndef DONE_OUTSIDE_H
#define DONE_OUTSIDE_H

#include "done/load.h"
#include "done/names.h"
#include "done/view.h"

enum done_outside_wants { /* bits */
	DONE_OUTSIDE_DESCRIPTIONS = 1,
	DONE_OUTSIDE_LOADS = 2,
	DONE_OUTSIDE_ABOUT = 4,
};

/* The option of a kind that names such files: a list of globs from the root. */
#define DONE_ABOUT "about"

#define DONE_OUTSIDE_FILES_MAX 5000 /* of each sort; what is beyond is not looked at */

struct done_described {
	const char *path; /* from the root */
	struct done_description read;
};

struct done_loading {
	const char *path;
	struct done_load_script read;
	const char *run_path; /* what runs it; NULL: nothing */
	int run_line;
};

#define DONE_ENDPOINTS_MIN 2

/* A document that lists endpoints, and its sections that do. */
struct done_documented {
	const char *path;
	size_t nr;                    /* endpoints of the whole */
	int line;                     /* of the first */
	const char *requested;        /* the path of the first one; NULL: none can be told */
	struct done_called *sections; /* text of the heading, line of its first endpoint */
	size_t nr_sections, cap_sections;
};

/* One service that a file of `about` names, and which part of the file is about it. */
struct done_about_name {
	size_t service; /* index in the map */
	int line, end;  /* first line, and the first line that is another's; 0, 0: the file */
	const char *by; /* "its path", "the key 'cart'"; NULL: the tree has no other service */
	bool is_heading;
};
struct done_about_file {
	struct done_file file;
	struct done_about_name *names;
	size_t nr, cap;
	const char **ambiguities; /* whole sentences: texts that name two equally well */
	size_t nr_ambiguities, cap_ambiguities;
};

/* What was gathered of a directory, or of all that lies in no service. */
struct done_gathered {
	struct done_described *descriptions;
	struct done_loading *loads;
	struct done_runner *runners;
	struct done_documented *documents; /* READMEs and documents in prose that list endpoints */
	size_t nr_descriptions, nr_loads, nr_runners, nr_documents;
	size_t cap_descriptions, cap_loads, cap_runners, cap_documents;
	bool is_cut; /* one of the limits was reached */
};

/* How a load test of the whole system reaches a service. */
struct done_reached {
	bool is_reached;
	size_t load;        /* in all.loads */
	const char *caller; /* the service that calls it; NULL: the load test does by itself */
	const char *path;   /* of the declaration that gives the caller its address */
	int line;
};

struct done_outside {
	unsigned wants;
	bool is_only;            /* the tree has one service: what names nobody is about it */
	struct done_names names; /* of the services of the map */
	struct done_gathered all;
	struct done_reached *reached; /* one a service of the map; NULL: no load test runs */
	struct done_about_file *about;
	size_t nr_about, cap_about;
	bool is_about_cut;         /* there are more of them */
	struct done_error problem; /* why it could not be looked through; code 0: it could */
};

/*
 * repository: its own name, NULL: not known. about: the lists of all checks that ask; only files
 * that one of them matches are looked at. Never fails: what could not be read stands in
 * out->problem, and then the checks that ask are undecided.
 */
struct done_outside_request {
	struct done_snapshot *snapshot;
	const struct done_services *services;
	const char *repository;
	unsigned wants;
	bool is_only;
	const struct done_globs *const *about; /* NULL: every file */
	size_t nr_about;
};
void done_outside_make(
    struct done_arena *arena, const struct done_outside_request *request, struct done_outside *out);

/* ---- as one service sees it (view_outside.c) ---- */

/* The index; made for this view where the gate has made none. DONE_E_UNDECIDED with the reason
 * where it could not be made. */
int done_view_outside(
    struct done_view *view, const struct done_outside **out, struct done_error *err);
/* The same of the service's own directory, without nested services. Once a view. */
int done_view_own(struct done_view *view, const struct done_gathered **out, struct done_error *err);
/* Whether a file of this path would be gathered: as the service's own, or as one of no service. */
bool done_outside_gathers(const struct done_view *view, const char *path);
/* The service's index in the map that the index was made of; -1: it is not in it. */
long done_outside_index(const struct done_view *view);
/* The text names the service of that index; *ambiguity (NULL: not asked): the sentence where it
 * names it and another one equally well. */
bool done_outside_names(struct done_arena *arena, const struct done_outside *outside, long index,
    enum done_name_source source, const char *text, const char **ambiguity);
/* The text names another service, and not this one. */
bool done_outside_names_other(struct done_arena *arena, const struct done_outside *outside,
    long index, enum done_name_source source, const char *text);

#endif
