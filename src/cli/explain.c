/* git done explain: what a check kind does and takes, or what a check of the policy asks and why.
 */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "done/misnamed.h"

static const struct done_option rows[] = {
    DONE_OPTION_ROW_HELP,
};
static const struct done_option_table own = {rows, DONE_ARRAY_SIZE(rows), 0, NULL};

static const struct done_check *find_among(const struct done_criterion *criterion, const char *id)
{
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		if (!strcmp(criterion->checks[i].id, id))
			return &criterion->checks[i];
	}
	return NULL;
}

/* The policy's, or the gate's own. */
static const struct done_check *explain_find_check(const struct done_policy *policy, const char *id)
{
	const struct done_check *check = find_among(&done_sheet_criterion, id);

	if (!check)
		check = find_among(&done_map_criterion, id);
	for (size_t i = 0; !check && i < policy->nr_criteria; i++)
		check = find_among(&policy->criteria[i], id);
	return check;
}

static void explain_add_line(struct done_buf *out, const char *label, const char *text)
{
	if (text)
		done_buf_addf(out, "%s: %s\n", label, text);
}

static void explain_check(const struct done_check *check, struct done_buf *out)
{
	const char *tier = done_tier_name((enum done_tier)check->tier);

	if (tier)
		done_buf_addf(out, "%s (tier %s: %s, kind %s)\n", check->id, tier,
		    done_tier_meaning((enum done_tier)check->tier), check->test.form->name);
	else
		done_buf_addf(out, "%s (%s, kind %s)\n", check->id,
		    check->level == DONE_LEVEL_ERROR ? "error" : "warning", check->test.form->name);
	if (check->level == DONE_LEVEL_WARNING)
		explain_add_line(out, "level",
		    check->losses == DONE_LOSSES_REFUSE
		        ? "it only warns of what is missing, and refuses what a change takes away"
		        : "it only warns");
	explain_add_line(out, "rule", check->title);
	explain_add_line(out, "why", check->why);
	explain_add_line(out, "fix", check->fix);
	explain_add_line(out, "url", check->url);
	if (check->place.file)
		done_buf_addf(out, "declared at %s:%d\n", check->place.file, check->place.line);
	else
		done_buf_addstr(out,
		    find_among(&done_map_criterion, check->id)
		        ? "applies to every service of the base that a change "
		          "removes from the map, whatever the policy declares\n"
		        : "applies to every service that has a " DONE_SHEET_NAME
		          ", whatever the policy declares\n");
}

struct explaining {
	const struct done_policy *policy; /* with the checks of all directories */
	struct done_policy *root;
	struct done_loaded loaded;
};

static void warn_of_misnamed(struct done_repo *repo, struct done_arena *arena)
{
	const char *path = done_misnamed_policy_here(repo, arena);

	if (path)
		done_say("warning: '%s' is not read; rename it: %s", done_arena_shown(arena, path),
		    done_misnamed_move_here(repo, arena, path, DONE_POLICY_PATH));
}

/* With what policies of directories ask; one that is not valid keeps nobody from reading. */
static void explain_add_directories(
    struct explaining *explaining, struct done_repo *repo, const struct done_policy_source *source)
{
	struct done_arena *arena = explaining->loaded.arena;
	struct done_snapshot index = {0};
	struct done_nested_asking asking = {&index, source, explaining->root, false};
	const struct done_policy *const *all;
	struct done_error ignored = {0};
	size_t nr = 0;

	if (done_snapshot_of_index(repo, &index, &ignored) < 0)
		return;
	if (done_nested_load_all(&explaining->loaded, &asking, &all, &nr, &ignored) >= 0 && nr > 1)
		explaining->policy = done_policies_united(arena, all, nr, false);
	done_snapshot_close(&index);
}

/* The policy that stands in the work tree, else the built-in one. */
static int explain_load(struct explaining *explaining, struct done_error *err)
{
	struct done_arena *arena = explaining->loaded.arena;
	struct done_error ignored = {0};
	struct done_repo_options how = {.verify = false};
	struct done_repo *repo = NULL;
	int rc = 0;

	if (done_repo_open(&repo, &how, &ignored) >= 0 && done_repo_work_tree(repo)) {
		struct done_policy_source source = {
		    .self = (void *)(uintptr_t)done_repo_work_tree(repo),
		    .read = done_policy_read_below};
		rc = done_policy_load(
		    arena, &source, DONE_POLICY_PATH, done_check_forms(), &explaining->root, err);
		if (rc == 0)
			warn_of_misnamed(repo, arena);
		explaining->policy = explaining->root;
		if (rc > 0)
			explain_add_directories(explaining, repo, &source);
	}
	done_repo_close(repo);
	if (rc)
		return rc;
	rc = done_policy_load(
	    arena, NULL, "preset:backend", done_check_forms(), &explaining->root, err);
	explaining->policy = explaining->root;
	return rc;
}

static void explain_release(struct explaining *explaining)
{
	done_loaded_release(&explaining->loaded);
	done_policy_release(explaining->root);
}

/* ---- the list ---- */

static void explain_list_checks(const struct done_policy *policy, struct done_buf *out)
{
	done_buf_addf(out, "\nChecks of %s ('git done explain CHECK' describes one):\n",
	    policy->files.nr ? policy->files.items[0] : "the policy");
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			const struct done_check *check = &policy->criteria[i].checks[j];
			const char *tier = done_tier_name((enum done_tier)check->tier);

			done_buf_addf(out, "  %-32s %-8s %-9s %s\n", check->id,
			    tier                                   ? tier
			        : check->level == DONE_LEVEL_ERROR ? "error"
			                                           : "warning",
			    check->test.form->name,
			    check->why ? check->why : policy->criteria[i].title);
		}
	}
}

/* Kinds are known without a policy; one that is not valid keeps nobody from reading of them. */
static int explain_list(struct done_arena *arena, struct done_buf *out)
{
	const struct done_kind_forms *forms = done_check_forms();
	struct explaining explaining = {.loaded = {.arena = arena}};
	struct done_error err = {0};

	done_buf_addstr(out, "Check kinds ('git done explain KIND' describes one):\n");
	for (size_t i = 0; i < forms->nr; i++)
		done_buf_addf(out, "  %-10s %s\n", forms->items[i]->name, forms->items[i]->summary);
	done_buf_addstr(out,
	    "Also:\n"
	    "  ecosystems what is known of each language, and rows that a policy "
	    "may add\n"
	    "  policy     the keys of a policy, and what loosens it\n"
	    "  sheet      the keys of a service's sheet, and the questions\n");
	if (explain_load(&explaining, &err) < 0)
		done_print_error(&err);
	else
		explain_list_checks(explaining.policy, out);
	explain_release(&explaining);
	return 0;
}

/* The nearest kind, or check of the policy or of git done itself; NULL. */
static const char *explain_nearest(
    const struct done_policy *policy, const char *id, struct done_arena *arena)
{
	const struct done_criterion *const gates[] = {&done_sheet_criterion, &done_map_criterion};
	const struct done_kind_forms *forms = done_check_forms();
	struct done_strings names = {0};
	size_t cap = 0;

	for (size_t i = 0; i < forms->nr; i++)
		*DONE_ARENA_PUSH(arena, names.items, names.nr, cap) = forms->items[i]->name;
	for (size_t i = 0; i < policy->nr_criteria + DONE_ARRAY_SIZE(gates); i++) {
		const struct done_criterion *criterion =
		    i < policy->nr_criteria ? &policy->criteria[i] : gates[i - policy->nr_criteria];

		for (size_t j = 0; j < criterion->nr_checks; j++)
			*DONE_ARENA_PUSH(arena, names.items, names.nr, cap) =
			    criterion->checks[j].id;
	}
	return done_name_nearest(id, names.items, names.nr);
}

static int explain_refuse_id(const char *id, const char *nearest, struct done_error *err)
{
	const char *now;

	done_error_set(
	    err, DONE_E_USAGE, "'%s' is neither a check kind nor a check of the policy", id);
	if (!done_check_is_renamed(id, &now))
		return nearest ? done_error_cure(err, "did you mean '%s'?", nearest)
		               : done_error_cure(err, "'git done explain' lists both");
	if (!now)
		return done_error_cure(err, "an earlier preset had it; nothing asks for it now");
	return done_error_cure(err, "an earlier preset had it; it is '%s' now", now);
}

static int explain_id(
    const char *id, struct done_arena *arena, struct done_buf *out, struct done_error *err)
{
	struct explaining explaining = {.loaded = {.arena = arena}};
	const struct done_check *check;
	int rc = explain_load(&explaining, err);

	if (rc < 0)
		return rc;
	check = explain_find_check(explaining.policy, id);
	if (check) {
		explain_check(check, out);
		rc = 0;
	} else {
		rc = explain_refuse_id(id, explain_nearest(explaining.policy, id, arena), err);
	}
	explain_release(&explaining);
	return rc;
}

static int explain(
    const struct done_command_line *line, struct done_buf *out, struct done_error *err)
{
	const char *name;
	int rc;

	if (!line->arguments.nr)
		return explain_list(line->arena, out);
	name = line->arguments.items[0];
	rc = done_page_write(name, out, err);
	if (rc)
		return rc;
	return explain_id(name, line->arena, out, err);
}

static int explain_run(void *options, struct done_command_line *line, struct done_error *err)
{
	struct done_buf text = {0}, inert = {0};
	int rc = explain(line, &text, err);

	(void)options;
	done_escape_commands(&inert, &text);
	if (rc >= 0)
		rc = done_print(inert.ptr, inert.len, err);
	done_buf_release(&text);
	done_buf_release(&inert);
	return rc < 0 ? rc : 0;
}

const struct done_command done_command_explain = {
    .name = "explain",
    .summary = "describe a check kind, or what a check requires and why",
    .usage = "git done explain [KIND | CHECK | policy | sheet | ecosystems]",
    .details = "Without an argument it lists the kinds, and the checks of the policy in the work "
               "tree.\n"
               "'git done why SERVICE CHECK' tells what a check says of one service.\n",
    .groups = {{&own, 0}},
    .most_arguments = 1,
    .exits = {[DONE_EXIT_MET] = "the text is printed",
        DONE_EXIT_SAYS_USAGE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = explain_run,
};
