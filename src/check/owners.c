/*
 * Kind `owners`: CODEOWNERS names somebody for every file of the service, and the owner that its
 * sheet names is among them.
 */
#include "done/owners.h"

#include <string.h>
#include <strings.h>

#include "kinds.h"

#define OWNERS_SHOWN 5

struct owners_group {
	const char *name;
	struct done_strings members;
};

struct owners_options {
	int host;
	struct done_strings one_of;
	struct done_objects groups; /* of struct owners_group */
	struct done_file_globs except;
	bool sheet;
};

/* Files that fall short in one way: the first is shown, the others are counted. */
struct lacking {
	const char *path;
	int line;
	size_t nr;
};

struct owning {
	struct done_view *view;
	const struct owners_options *options;
	const struct done_owners *owners;
	struct done_owners_word *words;
	struct done_result *result;
	struct done_strings found; /* all owners of the service's files, each once */
	size_t cap_found;
	struct lacking unowned, unlisted;
	int line;         /* that the first file's owners come from */
	bool has_example; /* a line names nobody but the placeholder */
};

/* Hosts take names without regard to case; '@' may be left out in a sheet or a list. */
static bool same_owner(const char *a, const char *b)
{
	return !strcasecmp(a + (*a == '@'), b + (*b == '@'));
}

static bool owners_holds(const struct done_strings *list, const char *owner)
{
	for (size_t i = 0; i < list->nr; i++) {
		if (same_owner(list->items[i], owner))
			return true;
	}
	return false;
}

/* ---- each file ---- */

static void add_lacking(struct lacking *lacking, const char *path, int line)
{
	if (!lacking->nr++) {
		lacking->path = path;
		lacking->line = line;
	}
}

static bool is_listed(const struct owning *owning, const struct done_owners_word *word)
{
	for (size_t i = 0; i < word->nr; i++) {
		if (owners_holds(&owning->options->one_of, word->owners[i]))
			return true;
	}
	return false;
}

/* "@org/team" was copied from an example. Groups such as "@everyone" exist. */
static size_t owners_count_somebody(const struct done_owners_word *word)
{
	size_t nr = 0;

	for (size_t i = 0; i < word->nr; i++)
		nr += strcasecmp(word->owners[i], DONE_OWNER_EXAMPLE) != 0;
	return nr;
}

static void judge_file(struct owning *owning, const struct done_owners_part *part, const char *path)
{
	size_t nr = done_owners_of(part, path, owning->words), nr_owners = 0;
	bool listed = false;
	int line = 0;

	for (size_t i = 0; i < nr; i++) {
		const struct done_owners_word *word = &owning->words[i];

		line = word->line;
		nr_owners += owners_count_somebody(word);
		owning->has_example |= word->nr && !owners_count_somebody(word);
		listed |= is_listed(owning, word);
		for (size_t j = 0; j < word->nr; j++) {
			if (!owners_holds(&owning->found, word->owners[j]))
				*DONE_ARENA_PUSH(owning->view->arena, owning->found.items,
				    owning->found.nr, owning->cap_found) = word->owners[j];
		}
	}
	owning->line = owning->line ? owning->line : line;
	if (!nr_owners)
		add_lacking(&owning->unowned, path, line);
	else if (owning->options->one_of.nr && !listed)
		add_lacking(&owning->unlisted, path, line);
}

static int refuse_rules(const struct owning *owning, struct done_error *err)
{
	done_error_set(err, DONE_E_UNDECIDED,
	    "'%s' has more than %d patterns for one directory that end in a wildcard",
	    owning->owners->path, DONE_OWNERS_OPEN_MAX);
	done_error_cure(err, "name directories instead, as in '/services/orders/'");
	return done_error_place(err, owning->owners->path, 0, 0);
}

static int judge_files(struct owning *owning, size_t *nr, struct done_error *err)
{
	struct done_view *view = owning->view;
	struct done_file_glob all = {.text = "**"};
	struct done_file_globs globs = {&all, 1};
	struct done_owners_part part;
	struct done_files files = {0};
	int rc = done_glob_compile(view->arena, all.text, &all.glob, err);

	if (rc == 0)
		rc = done_view_find(view, &globs, &owning->options->except, &files, err);
	if (rc < 0)
		return rc;
	owning->words =
	    done_arena_array(view->arena, owning->owners->nr_sections + 1, sizeof(*owning->words));
	done_owners_below(view->arena, owning->owners, view->service->path, &part);
	if (part.too_many)
		return refuse_rules(owning, err);
	for (size_t i = 0; i < files.nr; i++)
		judge_file(owning, &part, files.items[i].path);
	*nr = files.nr;
	return 0;
}

/* ---- what is said ---- */

static const char *names_shown(struct done_view *view, const struct done_strings *names)
{
	struct done_buf buf = {0};
	const char *text;

	for (size_t i = 0; i < names->nr && i < OWNERS_SHOWN; i++)
		done_buf_addf(&buf, "%s%s", i ? ", " : "", names->items[i]);
	if (names->nr > OWNERS_SHOWN)
		done_buf_addf(&buf, " and %zu more", names->nr - OWNERS_SHOWN);
	text = done_arena_strndup(view->arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

/* "/services/orders/ @org/team": with what is known of who it should be. */
static const char *line_wanted(const struct owning *owning)
{
	struct done_view *view = owning->view;
	const struct done_sheet *sheet = view->service->sheet;
	const char *owner = owning->options->one_of.nr ? owning->options->one_of.items[0]
	    : sheet && sheet->owner                    ? sheet->owner
	                                               : DONE_OWNER_EXAMPLE;

	if (!strcmp(view->service->path, "."))
		return done_arena_printf(view->arena, "* %s", owner);
	return done_arena_printf(view->arena, "/%s/ %s", view->service->path, owner);
}

static const char *others(struct done_view *view, const struct lacking *lacking)
{
	if (lacking->nr == 1)
		return "";
	return done_arena_printf(view->arena, " (and %zu more)", lacking->nr - 1);
}

/* A line that the host skips may be the one that was meant. */
static const char *slips_shown(const struct owning *owning)
{
	const struct done_owners *owners = owning->owners;

	if (!owners->nr_slips)
		return "";
	if (owners->nr_slips == 1)
		return done_arena_printf(owning->view->arena, "\nline %d is skipped: %s",
		    owners->slips[0].line, owners->slips[0].why);
	return done_arena_printf(owning->view->arena,
	    "\nline %d is skipped: %s (and %zu more lines)", owners->slips[0].line,
	    owners->slips[0].why, owners->nr_slips - 1);
}

static void add_unowned(const struct owning *owning)
{
	const struct lacking *lacking = &owning->unowned;
	struct done_finding *finding = done_result_add(owning->result, owning->view,
	    (struct done_place){owning->owners->path, lacking->line, 0},
	    (struct done_subject){.wrong = "unowned", .amount = (double)lacking->nr},
	    owning->has_example ? "nobody owns '%s'%s: '" DONE_OWNER_EXAMPLE "' is a placeholder"
	        : lacking->line ? "'%s'%s is left without an owner by this line"
	                        : "nobody owns '%s'%s",
	    done_view_shown_path(owning->view, lacking->path), others(owning->view, lacking));

	done_finding_fix(finding, owning->view, "add a line that names one, such as: %s%s",
	    line_wanted(owning), slips_shown(owning));
}

static void add_unlisted(const struct owning *owning)
{
	const struct lacking *lacking = &owning->unlisted;
	const char *wanted = names_shown(owning->view, &owning->options->one_of);
	struct done_finding *finding = done_result_add(owning->result, owning->view,
	    (struct done_place){owning->owners->path, lacking->line, 0},
	    (struct done_subject){
	        .wrong = "owned by others", .option = "one_of", .amount = (double)lacking->nr},
	    "'%s'%s is owned by none of %s", done_view_shown_path(owning->view, lacking->path),
	    others(owning->view, lacking), wanted);

	done_finding_brief(finding, owning->view, "'%s'%s has none of the required owners",
	    done_view_shown_path(owning->view, lacking->path), others(owning->view, lacking));
	done_finding_fix(finding, owning->view, "name one of them for it, such as: %s%s",
	    line_wanted(owning), slips_shown(owning));
}

/* "codeowners", "CODEOWNERS.md": hosts take the name as it is, and nothing else. */
static int find_misnamed(struct done_view *view, const char **out, struct done_error *err)
{
	static const char *const directories[] = {".github", "", "docs", ".gitlab"};
	static const char name[] = "CODEOWNERS";
	size_t len = sizeof(name) - 1;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(directories); i++) {
		const struct done_directory *directory;
		int rc = view->head->list(view->head->self, directories[i], &directory, err);

		if (rc < 0)
			return rc;
		for (size_t j = 0; rc > 0 && j < directory->nr; j++) {
			const char *found = directory->entries[j].name;

			if (directory->entries[j].kind != DONE_ENTRY_FILE ||
			    !strcmp(found, name) || /* another host's */
			    strncasecmp(found, name, len) != 0 || (found[len] && found[len] != '.'))
				continue;
			*out = done_arena_printf(view->arena, "%s%s%s", directories[i],
			    *directories[i] ? "/" : "", found);
			return 0;
		}
	}
	return 0;
}

static int owners_add_absent(const struct owning *owning, struct done_error *err)
{
	const char *misnamed = NULL;

	if (find_misnamed(owning->view, &misnamed, err) < 0)
		return err->code;
	struct done_finding *finding = done_result_add(owning->result, owning->view,
	    (struct done_place){owning->owners->expected, 0, 0},
	    (struct done_subject){.wrong = "missing"},
	    "there is no CODEOWNERS, so nobody owns the service '%s'%s%s%s",
	    owning->view->service->name, misnamed ? ": the host does not read '" : "",
	    misnamed ? done_view_shown_path(owning->view, misnamed) : "", misnamed ? "'" : "");

	if (misnamed)
		done_finding_brief(
		    finding, owning->view, "no CODEOWNERS: '%s' is not read", misnamed);
	else
		done_finding_brief(finding, owning->view, "no CODEOWNERS");
	if (misnamed)
		done_finding_fix(finding, owning->view, "rename '%s' to '%s'", misnamed,
		    owning->owners->expected);
	else
		done_finding_fix(finding, owning->view, "add %s with the line: %s",
		    owning->owners->expected, line_wanted(owning));
	return 0;
}

/* ---- the sheet's owner ---- */

/* A group of the policy stands for its members, and they for it. */
static bool is_related(const struct owning *owning, const char *owner)
{
	const struct owners_group *groups = owning->options->groups.items;

	for (size_t i = 0; i < owning->options->groups.nr; i++) {
		const struct owners_group *group = &groups[i];

		if (owners_holds(&group->members, owner) &&
		    owners_holds(&owning->found, group->name))
			return true;
		for (size_t j = 0; same_owner(group->name, owner) && j < group->members.nr; j++) {
			if (owners_holds(&owning->found, group->members.items[j]))
				return true;
		}
	}
	return false;
}

/* Backstage knows "payments" or "group:default/payments" where CODEOWNERS has "@org/payments". */
static bool is_short_for(const struct owning *owning, const char *owner)
{
	const char *name = strrchr(owner, '/');

	if (*owner == '@' || strchr(owner, '@'))
		return false;
	name = name ? name + 1 : strrchr(owner, ':') ? strrchr(owner, ':') + 1 : owner;
	for (size_t i = 0; i < owning->found.nr; i++) {
		if (same_owner(done_last_part(owning->found.items[i]), name))
			return true;
	}
	return false;
}

static int judge_sheet(const struct owning *owning, struct done_error *err)
{
	struct done_view *view = owning->view;
	const struct done_sheet *sheet = view->service->sheet;
	const struct done_value *at;
	struct done_finding *finding;

	if (!owning->options->sheet)
		return 0;
	if (!sheet)
		sheet = done_sheet_load(view->arena, view->head, view->service, NULL);
	if (sheet->problem.code && sheet->problem.code != DONE_E_POLICY) {
		*err = sheet->problem;
		return err->code;
	}
	/* A sheet that its author must mend is a finding of the gate's own. */
	if (!sheet->owner || owners_holds(&owning->found, sheet->owner) ||
	    is_related(owning, sheet->owner) || is_short_for(owning, sheet->owner))
		return 0;
	at = done_value_get(sheet->document, "owner");
	finding = done_result_add(owning->result, view,
	    (struct done_place){sheet->path ? sheet->path : owning->owners->path, at ? at->line : 0,
	        at ? at->column : 0},
	    (struct done_subject){.wrong = "another owner", .option = "sheet"},
	    "the sheet's owner '%s' is not among those that CODEOWNERS names: %s", sheet->owner,
	    owning->found.nr ? names_shown(view, &owning->found) : "nobody");
	done_finding_brief(
	    finding, view, "CODEOWNERS does not name the sheet's owner '%s'", sheet->owner);
	done_finding_brief_fix(finding, view, "name the same owner in both");
	done_finding_fix(finding, view,
	    "name the same owner in both, or make a group of the policy of them:\n"
	    "groups: [{name: '%s', members: [%s]}]",
	    sheet->owner, owning->found.nr ? owning->found.items[0] : "'@somebody'");
	return 0;
}

/* ---- the kind ---- */

static int find_owners(struct owning *owning, struct done_error *err)
{
	struct done_view *view = owning->view;
	const struct done_error *problem;

	owning->owners = view->services && view->services->owners
	    ? view->services->owners[owning->options->host]
	    : done_owners_load(view->arena, view->head, (enum done_host)owning->options->host);
	problem = &owning->owners->problem;
	if (problem->code && problem->code != DONE_E_POLICY) {
		*err = *problem;
		return err->code;
	}
	return 0;
}

static void say_owned(const struct owning *owning)
{
	const char *names = names_shown(owning->view, &owning->found);

	done_result_say(owning->result, owning->view, DONE_MET, "owned by %s", names);
	done_result_evidence(owning->result, owning->view, owning->owners->path, owning->line,
	    DONE_DECLARED, "names %s", names);
}

static int owners_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	struct owners_options mine = *(const struct owners_options *)data;
	struct owning owning = {.view = view, .options = &mine, .result = out};
	const struct done_error *problem;
	size_t nr_files = 0;
	int rc = done_view_strings(view, &mine.one_of, &mine.one_of, err);

	if (rc >= 0)
		rc = find_owners(&owning, err);
	if (rc < 0)
		return rc;
	problem = &owning.owners->problem;
	if (problem->code) {
		done_finding_fix(done_result_add(out, view,
		                     (struct done_place){owning.owners->path, problem->line, 0},
		                     (struct done_subject){
		                         .wrong = "cannot be used", .path = owning.owners->path},
		                     "%s", problem->message),
		    view, "%s", *problem->cure ? problem->cure : "fix the file at the place named");
		return 0;
	}
	if (!owning.owners->path)
		return owners_add_absent(&owning, err);
	rc = judge_files(&owning, &nr_files, err);
	if (rc == 0)
		rc = judge_sheet(&owning, err);
	if (rc < 0)
		return rc;
	if (owning.unowned.nr)
		add_unowned(&owning);
	if (owning.unlisted.nr)
		add_unlisted(&owning);
	if (!out->nr && !nr_files)
		done_result_say(out, view, DONE_NOT_APPLICABLE, "there are no files to own");
	else if (!out->nr)
		say_owned(&owning);
	return 0;
}

static const struct done_field group_fields[] = {
    {DONE_FIELD("name", struct owners_group, name, STRING), .tighter = {DONE_TIGHTER_NEVER},
        .required = true, .help = "The group, as a sheet or CODEOWNERS names it."},
    {DONE_FIELD("members", struct owners_group, members, STRINGS), .tighter = {DONE_TIGHTER_NEVER},
        .required = true, .help = "Who belongs to it, or other names it goes by."},
};

static const struct done_record group_record = {
    .name = "a group of owners",
    .size = sizeof(struct owners_group),
    .fields = group_fields,
    .nr = DONE_ARRAY_SIZE(group_fields),
};

static const struct done_field fields[] = {
    {DONE_FIELD("one_of", struct owners_options, one_of, STRINGS), .tighter = {DONE_TIGHTER_LESS},
        .help = "Every file must be owned by at least one of these. Default: by anybody. {service} "
                "and {path} stand for the service's name and directory."},
    {DONE_FIELD("except", struct owners_options, except, FILES),
        .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST}, .help = "Files that need no owner."},
    {DONE_FIELD("sheet", struct owners_options, sheet, BOOLEAN), .tighter = {DONE_TIGHTER_MORE},
        .preset = true,
        .help = "true: the owner that the service's sheet names must be among those of its files, "
                "directly or through a group. Default: true."},
    {DONE_FIELD("groups", struct owners_options, groups, OBJECTS), .tighter = {DONE_TIGHTER_NEVER},
        .record = &group_record,
        .help = "Groups that stand for their members, and members for their group: {name, "
                "members}. A gate reads them from the base's policy."},
    {DONE_FIELD("host", struct owners_options, host, ENUM), .tighter = {DONE_TIGHTER_NEVER},
        .names = done_host_names,
        .help = "Whose rules apply; auto: GitLab's if .gitlab-ci.yml or .gitlab/CODEOWNERS is in "
                "the tree, otherwise GitHub's."},
};

static int owners_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	(void)object;
	return done_value_words(at->type == DONE_MAP ? done_value_get(at, "one_of") : at, err);
}

static const struct done_record record = {
    .name = "check kind 'owners'",
    .size = sizeof(struct owners_options),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
    .shorthand = "one_of",
    .validate = owners_validate,
};

static void owners_describe(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "Both hosts use the first file that exists, and the last line that matches.\n\n"
	    "| | GitHub | GitLab |\n"
	    "| --- | --- | --- |\n"
	    "| looks in | `.github/`, the root, `docs/` | the root, `docs/`, `.gitlab/` |\n"
	    "| `docs` | a file or a directory of that name, at any depth | a file of that name, at "
	    "any depth |\n"
	    "| `docs/` | all below such a directory, at any depth | the same |\n"
	    "| `a/b` | at the root only | at any depth |\n"
	    "| `/docs/*` | one level | one level |\n"
	    "| `/docs/**` | all below | one level: only `**/` crosses directories |\n"
	    "| `[ab]`, `!`, `\\#` | do not work: the line is skipped | a set; takes files out of "
	    "the section for good; a `#` |\n"
	    "| `/` | matches nothing | every file |\n"
	    "| `***` | does not work: the line is skipped | one level |\n"
	    "| `# …` behind owners | a comment | words that are not owners |\n"
	    "| larger than 3 MB | is not loaded: nobody owns anything | is read, up to 16 MB |\n"
	    "| a line without owners | nobody owns what it matches | the section's default owners, "
	    "otherwise nobody |\n"
	    "| a word that is not an owner | the line is skipped | the word is skipped |\n"
	    "| `[Section]` | does not work | the last line of each section counts; a file's owners "
	    "are those of all sections, optional ones included |\n\n"
	    "A line that the host skips is named in the finding's fix. Whether a user or a team "
	    "exists is not checked: no host is contacted.\n");
}

/* A line of CODEOWNERS, which nobody but a person writes. */
static void owners_drafts(
    const void *data, struct done_arena *arena, struct done_skeleton_wants *out)
{
	(void)data;
	done_skeleton_want(arena, out, DONE_SKELETON_CAPABILITY, "codeowners", NULL);
}

const struct done_kind done_kind_owners = {
    .form = {.name = "owners",
        .summary = "met when CODEOWNERS names an owner for every file of the service",
        .options = &record,
        .example = "one_of: [\"@org/payments\", \"@org/platform\"]\n"
                   "except: [\"**/*.generated.go\"]\n",
        .needs_owners = true,
        .more = owners_describe},
    .run = owners_run,
    .drafts = owners_drafts,
};
