/* The reference page of the policy's own keys: those of the top, each from the table that loads it.
 */
#include "loader.h"

static const struct {
	const char *title, *text;
	const struct done_record *record; /* NULL: the text says it all */
} sections[] = {
    {"services",
        "`auto`, or a list of rules; a text alone is short for `path`. The first rule that matches "
        "a directory describes it, and a `path` that begins with `!` excludes the directories that "
        "it matches.\n\n",
        &done_service_record},
    {"select", "Which services a change selects, in addition to those whose files it changes.\n\n",
        &done_select_record},
    {"criteria", "Groups of checks, by id.\n\n", &done_criterion_record},
    {"checks", "By id within their criterion. Beside these keys stands exactly one kind.\n\n",
        &done_check_record},
    {"params",
        "Values by name, in one place: `params: {p95: 250ms, coverage: 80%}`. `${p95}` as a whole "
        "value stands for one, wherever it is written below the other keys. The nearer file's "
        "value "
        "counts, also in checks of a preset that it extends. A value is a text, a number, true, "
        "false, or a list of these. A name that is near to a parameter's, and a parameter that "
        "nothing uses, are errors; any other `${name}` is text.\n",
        NULL},
    {"experiments", "", &done_experiments_record},
    {"sheet", "", &done_sheets_record},
    {"waivers", "", &done_waivers_record},
    {"push",
        "What the pre-push hook does, according to the policy of the base. On a ref that `tell` "
        "names it prints the same report and exits with status 0, whatever the verdict; CI still "
        "judges every ref. Without this key, the hook refuses every push that does not meet the "
        "policy.\n\n",
        &done_push_record},
    {"evidence",
        "What every check that reads reports of tools (`tests`, `coverage`, `scan`, `performance`) "
        "must meet, unless the check sets it itself. A check whose `from` does not admit the "
        "directory of `--evidence` must then say `require_seal: false`.\n\n",
        &done_evidence_record},
    {"help",
        "One line of at most 200 bytes that stands at the end of a refusal: whom to ask, and where "
        "to get git-done. `help: \"#platform, or https://wiki.example.com/git-done\"`\n",
        NULL},
    {"loosening",
        "`note` (default), `alone` or `refuse`: what happens to a change that loosens the policy. "
        "The value in the base's policy decides. Every change is judged by the base's policy; this "
        "key is about the policy that the next change will be judged by.\n\n"
        "| word | a change that loosens the policy |\n"
        "| --- | --- |\n"
        "| `note` | passes; each edit is reported |\n"
        "| `alone` | is refused unless it changes nothing but policy files and sheets |\n"
        "| `refuse` | is refused; only a change of nothing but this key can set it back |\n\n"
        "Every edit loosens the policy unless it is proved to be tighter: a list grew or shrank on "
        "the right side, a number became stricter, a check was added, a condition now holds for "
        "more services. An edit of a pattern is never proved. For an edited check that only looks "
        "at files, the report also counts how many services meet the old rule and the new rule, in "
        "both trees, for at most 200 services. That count is not a proof.\n\n"
        "`alone` is judged over the whole change. On the integration branch and in a merge queue "
        "each first-parent commit is a change of its own. A merge of the remote's default branch "
        "loosens nothing if the policy files are identical to that branch's. Removing or renaming "
        "the policy is refused until a change has said `loosening: note`. Under `alone` and "
        "`refuse`, an edit of a sheet that demands less of its service (an earlier stage, a lower "
        "target, another kind) must also come in a change of nothing but policy files and "
        "sheets.\n",
        NULL},
    {"extends, of another repository",
        "An entry that is a map is a policy of another repository, copied into '" DONE_IMPORTS
        "' with all that it extends. `git done policy import REPO:REV:FILE` writes the entry and "
        "the files, from a clone on this machine; `--update` brings the next version, and prints "
        "what that changes for each service. In the imported files a path with a leading '/' "
        "begins at the top of their own repository. A file with another hash ends the run with "
        "exit status 2. Line ends of CR LF and LF are treated as equal, because git may change "
        "them at checkout.\n\n"
        "This policy may demand more than the imported one: new checks, higher levels and targets, "
        "earlier days, and any other edit that is proved to be tighter (see `loosening`). Anything "
        "else is an error with its line, unless the imported policy lists it under "
        "`allow_loosening`. This policy says where services are, with their `stage`, `kind` and "
        "`ignore`, unless the imported one has `services` too. An organization whose policy must "
        "hold at every stage writes `services` itself, for example `services: auto`.\n\n",
        &done_imported_record},
    {"policies of directories",
        "`.git-done.yml` in a directory below the root demands more of the services that lie in "
        "that directory, or are that directory. It holds `version`, `requires`, `criteria` and "
        "`target`, and nothing else: criteria and checks merge by their ids over the policy above, "
        "as with `extends`, and every directory between the root and the service may have one. It "
        "may only demand more (see `loosening`): new checks, higher levels and targets, earlier "
        "days. Anything else is an error with its line. It has no `extends`.\n\n"
        "A push is judged by those of the base, as it is by the base's policy. One that the change "
        "adds must be valid, and counts from the next change on. Removing one, or editing it so "
        "that it demands less, loosens the policy. A service that moves out of such a directory is "
        "held to its policy until the move has landed. If another policy replaces the repository's "
        "(`--policy FILE`, `done.policy` on a server, a preset), none of them counts, and the "
        "report says so.\n\n"
        "`git done policy show DIR` prints what counts in a directory, `git done policy lint` "
        "checks all of them, and `git done policy schema DIR/.git-done.yml` is their schema.\n",
        NULL},
    {"allow_loosening",
        "For a policy that others import: where they may demand less. A list of checks "
        "(`docs.readme`), criteria (`docs`, with all their checks), and keys of the top "
        "(`services`, `select`, `stages`, `experiments`, `sheet`, `waivers`, `placeholders`, "
        "`ecosystems`, `target`, `keep`, `debt`, `losses`, `questions`, `loosening`, `push`). Each "
        "imported policy decides for itself: a policy in between cannot allow what it was not "
        "allowed.\n",
        NULL},
};

void done_policy_reference(struct done_buf *out)
{
	done_buf_addstr(out,
	    "# policy\n\n"
	    "`.git-done.yml`, at the top of the repository. A first policy needs only `version`, "
	    "`extends`, `services` with their `path`, `target` and `waivers: {approvers: …}`, and "
	    "a check needs only its kind, `tier` or `level`, `missing` and `fix`. Everything else "
	    "can wait.\n\n"
	    "`version` is 1. `requires` names the versions of git-done that may judge by this "
	    "policy, as in `requires: \">=0.2\"` or `\">=0.2, <1\"`. Any other version prints that "
	    "line and exits with status 2, even if the policy has keys that it does not know. "
	    "`extends` names presets (`preset:backend`) and files. `stages` lists the stages of "
	    "services, in their order. `target` is the tier that services must meet: bronze, "
	    "silver or gold (default: silver). `placeholders` is described in `git done explain "
	    "markdown`, `questions` in `git done explain answers`, `ecosystems` in `git done "
	    "explain ecosystems`.\n");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(sections); i++) {
		done_buf_addf(out, "\n## %s\n\n%s", sections[i].title, sections[i].text);
		if (sections[i].record)
			done_record_reference(out, sections[i].record);
	}
}
