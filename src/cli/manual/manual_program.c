/* git-done(1): the commands and formats by their tables; configuration, environment, files. */
#include <string.h>

#include "manual.h"

struct manual_row {
	const char *name, *text;
};

/* tests/e2e/manual.bats compares these with what the sources read. */
static const struct manual_row settings[] = {
    {"done.integrationBranch",
        "The branch that changes are merged into, where it is not the remote's default branch: "
        "`develop`, `upstream/main`, or a full name."},
    {"done.refs",
        "Globs of the refs that the pre-push hook judges, as they are called on the "
        "remote. It may "
        "be set several times; one that begins with `!` takes out what others name."},
    {"done.requirePolicy", "true: the hook refuses a push of a repository without a policy."},
    {"done.policy",
        "The policy that a server's hook judges by, in place of the repository's own: an absolute "
        "path, a preset, or a file in another repository, "
        "`/srv/git/policies.git:main:backend.yml`."},
    {"done.timeout",
        "The seconds (1 to 3600) after which a server's hook refuses a push. Default: 60."},
};

static const struct manual_row variables[] = {
    {"GIT_DONE_SKIP",
        "Checks, apart by commas, that this push is not held to. Each is named in the report with "
        "who skipped it. CI and servers ignore it."},
    {"GITHUB_EVENT_PATH and other variables of CI systems",
        "say what a build was made for, and so what is compared: ci/README.md lists the systems."},
};

static const struct manual_row files[] = {
    {".git-done.yml", "The policy: git-done-policy(5)."},
    {"done.yml", "The sheet of a service, in its directory: git-done-sheet(5)."},
    {".git-done/",
        "Files that a policy extends, and the schemas that `git done init` writes for editors."},
};

static const char description[] = "git done holds every service that a change touches to the bar "
                                  "that the policy declares: input "
                                  "validated, errors handled, logs, health, documents, load, and "
                                  "the answers to what a service owns and how it "
                                  "fails. It refuses the commit, the push or the pipeline when the "
                                  "bar is not met, and says what is missing, "
                                  "where, and how to fix it. It reads the repository alone: no "
                                  "network, no daemon, and no code of the repository "
                                  "is run.\n\n"
                                  "The policy is read from the base of the change, so that a "
                                  "change cannot lower its own bar. What cannot be "
                                  "decided is never met: it has an exit status of its own.\n\n"
                                  "'git done' alone is 'git done check'. 'git done help COMMAND' "
                                  "prints the help of a command.\n";

static void manual_add_rows(
    struct done_buf *out, const char *heading, const struct manual_row *list, size_t nr)
{
	done_roff_heading(out, heading);
	for (size_t i = 0; i < nr; i++)
		done_roff_term(out, list[i].name, list[i].text);
}

void done_manual_of_program(const struct done_commands *commands, struct done_buf *out)
{
	static const char synopsis[] = "git done [COMMAND] [options]";
	static const char see_also[] = "git-done-policy(5), git-done-sheet(5), git-done-init(1), "
	                               "git-done-check(1), git(1), "
	                               "githooks(5)";

	done_roff_title(out, "git-done", 1, "hold every service that a change touches to the bar");
	done_roff_heading(out, "SYNOPSIS");
	done_roff_paragraph(out, synopsis, strlen(synopsis));
	done_roff_heading(out, "DESCRIPTION");
	done_roff_plain(out, description);
	done_roff_heading(out, "COMMANDS");
	for (size_t i = 0; i < commands->nr; i++)
		done_roff_term(out, commands->items[i]->name, commands->items[i]->summary);
	done_roff_heading(out, "FORMATS");
	for (size_t i = 0; i < done_formats_nr; i++)
		done_roff_term(out, done_formats[i]->name, done_formats[i]->summary);
	manual_add_rows(out, "CONFIGURATION", settings, DONE_ARRAY_SIZE(settings));
	manual_add_rows(out, "ENVIRONMENT", variables, DONE_ARRAY_SIZE(variables));
	manual_add_rows(out, "FILES", files, DONE_ARRAY_SIZE(files));
	done_manual_add_exits(&done_command_check, out);
	done_roff_heading(out, "SEE ALSO");
	done_roff_paragraph(out, see_also, strlen(see_also));
}
